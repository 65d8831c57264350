//! Who holds a node's memory, and what stands out in it.

use super::{InsightRow, InsightTopic, Need, inferred, read, row};
use crate::analysis::Insight;
use crate::analysis::facts::{Facts, HEAVY};
use crate::analysis::shortage::{Cause, HolderKind, Holders, Shortage, holder_within, of_total};
use crate::model::{Bytes, Kib, Pages};
use crate::say;
use crate::text::{list, percent, size};

/// The insights of this file.
pub(super) const INSIGHTS: &[InsightRow] = &[
    row(InsightTopic::Holders, &["who-used"], &[Need::MemInfo], who_held),
    row(InsightTopic::NodeParts, &["tmpfs-heavy"], &[Need::MemInfo], shmem),
    row(InsightTopic::NodeParts, &["page-tables-heavy"], &[Need::MemInfo], page_tables),
    row(InsightTopic::NodeParts, &["thread-heavy"], &[Need::MemInfo], threads),
    row(InsightTopic::NodeParts, &["page-cache-heavy"], &[Need::MemInfo], page_cache),
    row(InsightTopic::NodeParts, &["reclaimable-slab"], &[Need::MemInfo], reclaimable_slab),
    row(InsightTopic::NodeParts, &["locked-heavy"], &[Need::MemInfo], locked),
    row(InsightTopic::NodeParts, &["balloon-heavy"], &[Need::MemInfo], balloon),
    row(InsightTopic::NodeParts, &["gpu-heavy"], &[Need::MemInfo], gpu),
    row(InsightTopic::NodeParts, &["zram-heavy"], &[Need::MemInfo], zram),
    row(InsightTopic::NodeParts, &["unaccounted"], &[Need::MemInfo], unaccounted),
    row(InsightTopic::NodeParts, &["table-sum"], &[Need::Tasks, Need::MemInfo], shared_sum),
    row(InsightTopic::NodeSwap, &["swap-free"], &[Need::MemInfo], swap_unused),
    row(InsightTopic::Zones, &["zones"], &[Need::MemInfo], zones),
    row(InsightTopic::Pods, &["guaranteed-victim"], &[Need::Victim], guaranteed_victim),
];

/// From this share of RAM on, what is small by nature is worth a word.
const NOTABLE: f64 = 0.1;

/// From this share of RAM on, what no counter names is worth a word.
const UNACCOUNTED: f64 = 0.15;

/// The holders, largest first, with what is left.
fn who_held(facts: &Facts<'_>) -> Option<Insight> {
    const SHOWN: usize = 5;
    let shortage = facts.shortage.as_ref()?;
    let (language, ram) = (facts.language, shortage.holders.ram?);
    shortage.holders.counted.then_some(())?;
    let told = shortage.holders.list.iter().filter(|holder| holder.bytes.0 > 0);
    // What stands on lines that are left out or lost is not in no counter.
    let told = told.filter(|holder| holder.kind != HolderKind::Unaccounted || shortage.coverage.shows_all_nodes());
    let told = told.take(SHOWN);
    let told: Vec<String> = told
        .map(|holder| {
            say!(
                language,
                "holder-sized",
                holder = holder_within(language, holder),
                size = size(language, holder.bytes)
            )
        })
        .collect();
    (!told.is_empty()).then_some(())?;
    let arithmetic = arithmetic(facts, &shortage.holders);
    Some(read(
        "who-used",
        say!(language, "who-held", holders = list(language, &told), ram = size(language, ram)),
        arithmetic,
    ))
}

/// `10.3 GiB + 1.8 GiB + … + free 84 MiB = 15.6 GiB`.
fn arithmetic(facts: &Facts<'_>, holders: &Holders) -> String {
    let (Some(ram), Some(free)) = (holders.ram, holders.free) else { return String::new() };
    let held = holders.list.iter().fold(Bytes(0), |sum, holder| sum.plus(holder.bytes));
    say!(
        facts.language,
        "who-held-arithmetic",
        held = size(facts.language, held),
        accounted = size(facts.language, holders.accounted),
        unaccounted = size(facts.language, holders.unaccounted.unwrap_or_default()),
        free = size(facts.language, free),
        ram = size(facts.language, ram)
    )
}

/// The task table adds up to more than there is.
fn shared_sum(facts: &Facts<'_>) -> Option<Insight> {
    let shortage = facts.shortage.as_ref()?;
    let (sum, ram) = (shortage.holders.shared_sum?, shortage.holders.ram?);
    // Libraries that all map are no news.
    (sum.share_of(ram) >= HEAVY).then_some(())?;
    let largest = facts.tasks.iter().max_by_key(|task| task.rss)?;
    let most = Pages(largest.rss).bytes(facts.page());
    let own = shortage.held_by(HolderKind::Processes);
    let shared = shortage.held_by(HolderKind::Shmem).plus(shortage.held_by(HolderKind::PageCache));
    let language = facts.language;
    let text = if most.0 > own.plus(shared).0 / 10 * 11 {
        let name = facts.task_named(largest);
        say!(language, "table-against-counters", name = name, most = size(language, most), own = size(language, own))
    } else {
        say!(language, "shared-sum", sum = size(language, sum), most = size(language, most))
    };
    Some(read("table-sum", text, String::new()))
}

/// What a kind of holder has of the node's RAM.
struct HeavyHolder<'a> {
    shortage: &'a Shortage,
    held: Bytes,
    /// `1.2 of 1.9 GiB of RAM (63 %)`.
    share: String,
}

/// What a kind of holder has, where that is at least `least` of the node's RAM.
fn heavy<'a>(facts: &'a Facts<'_>, kind: HolderKind, least: f64) -> Option<HeavyHolder<'a>> {
    let shortage = facts.shortage.as_ref()?;
    let (held, ram) = (shortage.held_by(kind), shortage.holders.ram?);
    (held.share_of(ram) >= least).then_some(())?;
    let (language, part) = (facts.language, of_total(facts.language, held, ram));
    let share = say!(language, "of-the-ram", part = part, share = percent(language, held, ram));
    Some(HeavyHolder { shortage, held, share })
}

fn shmem(facts: &Facts<'_>) -> Option<Insight> {
    let share = heavy(facts, HolderKind::Shmem, HEAVY)?.share;
    Some(read("tmpfs-heavy", say!(facts.language, "node-tmpfs-heavy", share = share), String::new()))
}

fn page_tables(facts: &Facts<'_>) -> Option<Insight> {
    let share = heavy(facts, HolderKind::PageTables, NOTABLE)?.share;
    Some(read("page-tables-heavy", say!(facts.language, "node-page-tables-heavy", share = share), String::new()))
}

fn threads(facts: &Facts<'_>) -> Option<Insight> {
    let HeavyHolder { held, share, .. } = heavy(facts, HolderKind::KernelStacks, NOTABLE)?;
    let (language, stack) = (facts.language, facts.stack());
    let threads = held.0 / stack.0;
    Some(inferred(
        "thread-heavy",
        say!(language, "thread-heavy", share = share, threads = threads),
        say!(
            language,
            "thread-heavy-arithmetic",
            stacks = size(language, held),
            stack = size(language, stack),
            threads = threads
        ),
    ))
}

fn page_cache(facts: &Facts<'_>) -> Option<Insight> {
    let HeavyHolder { held, share, .. } = heavy(facts, HolderKind::PageCache, HEAVY)?;
    let memory = facts.incident.node_memory.as_ref()?;
    let counted = |key| memory.counter(key).map(|pages| pages.bytes(facts.page()));
    let (dirty, writeback) = (counted("dirty").unwrap_or_default(), counted("writeback").unwrap_or_default());
    let language = facts.language;
    let waiting = dirty.plus(writeback);
    if waiting.0 <= held.0 / 4 {
        return Some(read("page-cache-heavy", say!(language, "page-cache-heavy", share = share), String::new()));
    }
    let (dirty, writeback) = (size(language, dirty), size(language, writeback));
    let text = say!(language, "node-page-cache-waiting", share = share, dirty = dirty, writeback = writeback);
    Some(inferred("page-cache-heavy", text, String::new()))
}

/// Objects that the kernel could give back, such as names and inodes of files.
fn reclaimable_slab(facts: &Facts<'_>) -> Option<Insight> {
    let shortage = facts.shortage.as_ref()?;
    let memory = facts.incident.node_memory.as_ref()?;
    let (held, ram) = (memory.counter("slab_reclaimable")?.bytes(facts.page()), shortage.holders.ram?);
    (held.share_of(ram) >= HEAVY).then_some(())?;
    let language = facts.language;
    let part = of_total(language, held, ram);
    let share = say!(language, "of-the-ram", part = part, share = percent(language, held, ram));
    Some(read("reclaimable-slab", say!(language, "node-reclaimable-slab", share = share), String::new()))
}

fn locked(facts: &Facts<'_>) -> Option<Insight> {
    let share = heavy(facts, HolderKind::Locked, NOTABLE)?.share;
    Some(inferred("locked-heavy", say!(facts.language, "node-locked-heavy", share = share), String::new()))
}

fn balloon(facts: &Facts<'_>) -> Option<Insight> {
    let share = heavy(facts, HolderKind::Balloon, NOTABLE)?.share;
    Some(read("balloon-heavy", say!(facts.language, "node-balloon-heavy", share = share), String::new()))
}

fn gpu(facts: &Facts<'_>) -> Option<Insight> {
    let share = heavy(facts, HolderKind::Gpu, NOTABLE)?.share;
    Some(read("gpu-heavy", say!(facts.language, "node-gpu-heavy", share = share), String::new()))
}

fn zram(facts: &Facts<'_>) -> Option<Insight> {
    let share = heavy(facts, HolderKind::Zram, NOTABLE)?.share;
    Some(inferred("zram-heavy", say!(facts.language, "node-zram-heavy", share = share), String::new()))
}

/// What no counter of the report names.
fn unaccounted(facts: &Facts<'_>) -> Option<Insight> {
    let HeavyHolder { shortage, share, .. } = heavy(facts, HolderKind::Unaccounted, UNACCOUNTED)?;
    // The lines of memory nodes that are left out count stacks and huge pages.
    shortage.coverage.shows_all_nodes().then_some(())?;
    let language = facts.language;
    let arithmetic = arithmetic(facts, &shortage.holders);
    let text = match &shortage.balloon_line {
        Some(line) => {
            say!(language, "node-unaccounted-balloon", share = share, line = line.trim_end_matches('.'))
        }
        None => say!(language, "node-unaccounted", share = share),
    };
    Some(inferred("unaccounted", text, arithmetic))
}

/// Why swap did not help although it was there.
fn swap_unused(facts: &Facts<'_>) -> Option<Insight> {
    let shortage = facts.shortage.as_ref()?;
    let memory = facts.incident.node_memory.as_ref()?;
    let (total, free) = (memory.swap_total?, memory.swap_free?);
    (total.0 > 0 && free.0 >= total.0 / 2).then_some(())?;
    let language = facts.language;
    let (free, total) = (size(language, Kib::bytes(free)), size(language, Kib::bytes(total)));
    if shortage.cause == Cause::Unknown {
        return None;
    }
    if !matches!(shortage.cause, Cause::Exhausted | Cause::MemoryNode) {
        return Some(inferred("swap-free", say!(language, "swap-no-help", free = free, total = total), String::new()));
    }
    let ram = shortage.holders.ram?;
    let locked = shortage.held_by(HolderKind::Locked);
    let own = shortage.held_by(HolderKind::Processes).plus(shortage.held_by(HolderKind::Shmem));
    let in_pod = facts.victim.as_ref().is_some_and(|victim| victim.pod.is_some());
    let text = if own.share_of(ram) < HEAVY && locked.share_of(ram) < HEAVY {
        say!(language, "swap-little-to-swap", free = free, total = total, own = size(language, own))
    } else if locked > own {
        say!(language, "swap-locked", free = free, total = total)
    } else if in_pod {
        say!(language, "swap-not-for-pods", free = free, total = total)
    } else {
        say!(language, "swap-not-allowed", free = free, total = total)
    };
    Some(inferred("swap-free", text, String::new()))
}

/// What each zone had for the request.
fn zones(facts: &Facts<'_>) -> Option<Insight> {
    let shortage = facts.shortage.as_ref()?;
    shortage.cause.is_shortage().then_some(())?;
    let language = facts.language;
    let told = shortage.zones_said(language)?;
    let zones = shortage.deciding_zones();
    let arithmetic = zones.iter().map(|zone| zone.arithmetic(facts.language)).collect::<Vec<_>>().join("; ");
    Some(read("zones", say!(language, "zones-for-request", zones = told), arithmetic))
}

/// A guaranteed pod's process is the last that the kernel takes.
fn guaranteed_victim(facts: &Facts<'_>) -> Option<Insight> {
    const GUARANTEED: i32 = -997;
    use crate::analysis::cgroup::CgroupKind;
    let shared = facts.limit.is_none() || matches!(facts.group(), Some(CgroupKind::NodePods | CgroupKind::Root));
    let victim = facts.incident.chosen().filter(|victim| victim.oom_score_adj == Some(GUARANTEED))?;
    (shared && !facts.is_kill_line_only()).then_some(())?;
    let sum = facts.tasks.iter().fold(0_u64, |sum, task| sum.saturating_add(task.rss));
    let own = facts.task(victim.pid).map(|task| task.rss);
    let (language, named) = (facts.language, facts.victim_named(victim));
    let text = match own {
        Some(own) if own > 0 && own >= sum / 2 => {
            let (own, sum) = (Pages(own).bytes(facts.page()), Pages(sum).bytes(facts.page()));
            say!(language, "guaranteed-victim-held", victim = named, share = of_total(language, own, sum))
        }
        _ => say!(language, "guaranteed-victim", victim = named),
    };
    Some(inferred("guaranteed-victim", text, String::new()))
}

/// True where the holders are told in place of the processes alone.
pub(super) fn are_told(facts: &Facts<'_>) -> bool {
    facts.shortage.as_ref().is_some_and(|shortage| shortage.holders.ram.is_some() && shortage.holders.counted)
}

/// The largest group of processes, for the sentence on processes of one name.
pub(super) fn is_counted_several_times(facts: &Facts<'_>) -> bool {
    facts.shortage.as_ref().is_some_and(|shortage| shortage.holders.shared_sum.is_some())
}
