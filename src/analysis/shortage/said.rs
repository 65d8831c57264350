//! Holders in words.

use super::{Holder, HolderKind, Shortage};
use crate::lang::Language;
use crate::model::Bytes;
use crate::{say, text};

/// `1.6 of 1.9 GiB`, `460 MiB of 1.9 GiB`.
pub(in crate::analysis) fn of_total(language: Language, part: Bytes, total: Bytes) -> String {
    let (part, total) = (text::size(language, part), text::size(language, total));
    let unit = |size: &str| size.rsplit_once(' ').map(|(_, unit)| unit.to_owned());
    let bare = part.rsplit_once(' ').map(|(figure, _)| figure.to_owned());
    match (unit(&part) == unit(&total), bare) {
        (true, Some(figure)) if language == Language::English => {
            say!(language, "of-total-one-unit", part = figure, total = total)
        }
        _ => say!(language, "of-total", part = part, total = total),
    }
}

/// Names of processes that a sentence would take for something else that it speaks of: Node.js runs as `node`.
const WORDS_TOO: &[&str] = &["node", "kernel", "container", "pod", "process", "processes", "memory", "swap", "zone"];

/// A process's name within a sentence: `java`, `process node`.
pub(in crate::analysis) fn process(language: Language, name: &str) -> String {
    let name = plain(name);
    if WORDS_TOO.contains(&&*name) { say!(language, "holder-process", name = name) } else { name }
}

/// A holder at the beginning of a sentence: `backup-agent.service`, `Page tables of postgres`.
pub(in crate::analysis) fn holder(language: Language, holder: &Holder) -> String {
    let words = holder_within(language, holder);
    let is_a_name = match (holder.kind, holder.name.as_deref()) {
        (HolderKind::Vmalloc | HolderKind::Zram, _) => true,
        (HolderKind::Processes, Some(name)) => holder.processes > 1 || !WORDS_TOO.contains(&name),
        _ => false,
    };
    if is_a_name { words } else { text::capitalised(language, &words) }
}

/// A holder within a sentence: `backup-agent.service`, `page tables of postgres`.
pub(in crate::analysis) fn holder_within(language: Language, holder: &Holder) -> String {
    let name = holder.name.as_deref().map(plain);
    match (holder.kind, name) {
        (HolderKind::Processes, Some(name)) if holder.processes > 1 => match in_home(&name) {
            Some(InHome { home, process }) => {
                say!(language, "holder-processes-of-home", home = home, name = process, count = holder.processes)
            }
            None => say!(language, "holder-processes-named", name = name, count = holder.processes),
        },
        (HolderKind::Processes, Some(name)) => process(language, &name),
        (HolderKind::Processes, None) if holder.together => say!(language, "holder-processes-together").to_owned(),
        (HolderKind::Processes, None) if holder.is_unlisted() => say!(language, "holder-processes-unlisted").to_owned(),
        (HolderKind::Locked, Some(name)) => say!(language, "holder-locked-of", name = process(language, &name)),
        (HolderKind::PageTables, Some(name)) => {
            say!(language, "holder-page-tables-of", name = process(language, &name))
        }
        (HolderKind::Slab, Some(name)) => say!(language, "holder-slab-of", name = name),
        (kind, _) => kind_words(language, kind).to_owned(),
    }
}

/// What held most of a machine's RAM, in words.
pub(in crate::analysis) struct LargestHolder {
    pub(in crate::analysis) name: String,
    pub(in crate::analysis) held: Bytes,
    pub(in crate::analysis) ram: Bytes,
}

/// `app.service (java)` (`homes::of_rows()`).
struct InHome<'a> {
    home: &'a str,
    process: &'a str,
}

fn in_home(name: &str) -> Option<InHome<'_>> {
    let (home, process) = name.strip_suffix(')')?.split_once(" (")?;
    Some(InHome { home, process })
}

/// A holder as the subject of a sentence. A particle may follow it.
pub(in crate::analysis) fn subject(language: Language, held: &Holder) -> String {
    before_particle(language, holder(language, held))
}

/// Words that a particle may follow, with a blank behind Latin letters only.
pub(in crate::analysis) fn before_particle(language: Language, words: String) -> String {
    let blank = language.has_particles() && words.ends_with(|c: char| c.is_ascii());
    if blank { format!("{words} ") } else { words }
}

/// A kind of holder for people.
fn kind_words(language: Language, kind: HolderKind) -> &'static str {
    match kind {
        HolderKind::Processes => say!(language, "holder-processes"),
        HolderKind::Shmem => say!(language, "holder-shmem"),
        HolderKind::PageCache => say!(language, "holder-page-cache"),
        HolderKind::Slab => say!(language, "holder-slab"),
        HolderKind::PageTables => say!(language, "holder-page-tables"),
        HolderKind::KernelStacks => say!(language, "holder-kernel-stacks"),
        HolderKind::HugePages => say!(language, "holder-huge-pages"),
        HolderKind::Locked => say!(language, "holder-locked"),
        HolderKind::Sockets => say!(language, "holder-sockets"),
        HolderKind::Vmalloc => say!(language, "holder-vmalloc"),
        HolderKind::Balloon => say!(language, "holder-balloon"),
        HolderKind::Zram => say!(language, "holder-zram"),
        HolderKind::Gpu => say!(language, "holder-gpu"),
        HolderKind::Unaccounted => say!(language, "holder-unaccounted"),
    }
}

/// A name without letters that nobody sees: a process may call itself anything.
fn plain(name: &str) -> String {
    name.chars().map(|c| if text::is_unseen(c) { '\u{fffd}' } else { c }).collect()
}

impl Shortage {
    /// The headline's second line: `backup-agent.service held 1.6 of 1.9 GiB`. `None` where nothing stands out.
    pub fn holder_line(&self, language: Language) -> Option<String> {
        let (largest, whole) = (self.told_holder()?, self.holders.ram?);
        let share = of_total(language, largest.bytes, whole);
        if largest.kind == HolderKind::Unaccounted {
            return Some(say!(language, "holder-line-unaccounted", share = share));
        }
        Some(say!(language, "holder-line", holder = subject(language, largest), share = share))
    }
}

impl Shortage {
    /// The largest holder.
    pub(in crate::analysis) fn largest_of_all(&self, language: Language) -> Option<LargestHolder> {
        let (largest, ram) = (self.told_holder()?, self.holders.ram?);
        Some(LargestHolder { name: holder(language, largest), held: largest.bytes, ram })
    }

    /// The largest holder for a row of a list: `backup-agent.service 1.6 of 1.9 GiB`.
    pub fn holder_short(&self, language: Language) -> Option<String> {
        let (largest, whole) = (self.told_holder()?, self.holders.ram?);
        let (named, share) = (holder(language, largest), of_total(language, largest.bytes, whole));
        Some(say!(language, "list-holder", holder = named, share = share))
    }
}

impl Shortage {
    /// What the request could have of each zone that decides, and the mark that it missed: `DMA32 0 kB (min 12,344 kB) and
    /// Normal …`. `None` where no line tells.
    pub fn zones_said(&self, language: Language) -> Option<String> {
        let zones = self.deciding_zones();
        let several = zones.iter().any(|zone| zone.node != zones.first().and_then(|first| first.node));
        let told = zones.iter().filter_map(|zone| {
            let name = match zone.node.filter(|_| several) {
                Some(node) => say!(language, "tabs-zone-of-node", node = node.to_string(), zone = &*zone.name),
                None => zone.name.to_string(),
            };
            let kib = |bytes: Bytes| bytes.0 / 1024;
            let (left, min) = (zone.available?, zone.min?);
            let lowered = zone.mark.filter(|mark| *mark < min).map(kib);
            // What is above `min` missed `high`, which the last attempt before a kill asks for.
            let high = zone.high.filter(|_| left > min && !zone.asks_for_mark_only).map(kib);
            let (left, min) = (kib(left), kib(min));
            Some(match (lowered, high) {
                (Some(mark), _) => {
                    say!(language, "zone-against-lowered-min", zone = name, left = left, mark = mark, min = min)
                }
                (None, Some(high)) => {
                    say!(language, "zone-against-high", zone = name, left = left, min = min, high = high)
                }
                (None, None) => say!(language, "zone-against-min", zone = name, left = left, min = min),
            })
        });
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| text::list(language, &told))
    }
}

impl Holder {
    /// As a legend names it: `backup-agent.service`, `Page tables of postgres`.
    pub fn words(&self, language: Language) -> String {
        holder(language, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_says_its_unit_once_where_it_is_the_same() {
        let gib = |tenths: u64| Bytes((tenths << 30) / 10);
        assert_eq!(of_total(Language::English, gib(16), gib(19)), "1.6 of 1.9 GiB");
        assert_eq!(of_total(Language::English, Bytes(460 << 20), gib(19)), "460 MiB of 1.9 GiB");
        assert_eq!(of_total(Language::Japanese, gib(16), gib(19)), "1.9 GiB のうち 1.6 GiB");
    }
}
