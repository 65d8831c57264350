//! Which entries of a journal are given. Most of a node's journal is what its programs say, and of that only what a needle
//! stands in is of use: the others are passed by without being written, as lines of a plain file are.
//!
//! Given are the entries in which something is found; around those that may be parts of a report, what the same voice says,
//! mostly the kernel; its first one; and the first and the last of all, which tell when the journal begins and ends.

use std::collections::{HashMap, VecDeque};
use std::io;

use super::super::Asks;
use super::super::finder::{Finder, FoundNeedle};
use super::field;
use super::pages::PageCache;
use super::{DATA, ENTRY, Layout, OBJECT_HEAD, ObjectHeader, Spent, bytes, number};

/// Bytes that are searched at once; an object that is longer has as many as it needs.
const WINDOW_BYTES: usize = 1024 * 1024;

/// So many entries are chosen, and so many fields marked: of a journal with more, every entry is given.
const CHOSEN_AT_MOST: usize = 1 << 20;

/// Around what may be a part of a report, so many entries of its voice are given, and those that were written within so many
/// microseconds: its lines are printed within milliseconds, but a starving journald may read them much later.
const AROUND_ENTRIES: usize = 2048;
const AROUND_MICROSECONDS: u64 = 300_000_000;

/// So many entries are remembered that may lie around the next.
const RECENT_AT_MOST: usize = 64 * 1024;

/// Bits of the table that tells most fields apart that are not marked.
const BITS: u64 = 1 << 20;

/// The fields by which the kernel is known.
const KERNEL: [&[u8]; 2] = [b"_TRANSPORT=kernel", b"SYSLOG_IDENTIFIER=kernel"];

/// The field by which any other is known: its name, and what its entries are told by where it has none.
const NAMES: [&[u8]; 2] = [b"SYSLOG_IDENTIFIER=", b"_COMM="];

/// Entries of a journal, by the places at which they lie.
#[derive(Debug, Default)]
pub(super) struct SelectedEntries {
    /// In their order.
    pub(super) entries: Vec<u64>,
    /// Where the journal is damaged, so that nothing behind it can be read.
    pub(super) damaged: Option<u64>,
}

/// Chooses the entries of a journal. `None` where every entry is to be given.
pub(super) fn choose(
    pages: &mut PageCache,
    layout: Layout,
    finder: &Finder,
    spent: &mut Spent,
) -> io::Result<Option<SelectedEntries>> {
    let mut choice = EntrySelector { layout, finder, spent, marks: FieldRoles::new(), unknown: Vec::new() };
    let Some(chosen) = choice.walk(pages, true)? else { return Ok(None) };
    let Some(is_new) = choice.mark_voices(pages) else { return Ok(None) };
    // What somebody said before he was known is looked for anew.
    if is_new { choice.walk(pages, false) } else { Ok(Some(chosen)) }
}

struct EntrySelector<'a> {
    layout: Layout,
    finder: &'a Finder,
    spent: &'a mut Spent,
    marks: FieldRoles,
    /// Entries with what may be a part of a report, by a voice that is not known.
    unknown: Vec<u64>,
}

/// What is known of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FieldRole {
    /// It tells who speaks: the kernel, or somebody who said what may be a part of a report.
    Voice,
    /// Something is found in it, and nothing around it matters.
    Lone,
    /// It may be a part of a report.
    Part,
    /// It may be a row of a task table, in which nothing is found.
    Row,
}

/// The fields that have their entries chosen.
struct FieldRoles {
    bits: Vec<u64>,
    places: HashMap<u64, FieldRole>,
}

/// A bit among many.
struct BitPlace {
    word: usize,
    /// The only one set.
    bit: u64,
}

impl FieldRoles {
    fn new() -> Self {
        Self { bits: vec![0; usize::try_from(BITS / 64).unwrap_or(1)], places: HashMap::new() }
    }

    /// Where the bit of a field stands.
    fn bit(at: u64) -> BitPlace {
        let bit = (at / 8) % BITS;
        BitPlace { word: usize::try_from(bit / 64).unwrap_or(0), bit: 1 << (bit % 64) }
    }

    /// Marks a field; gives what it was marked as before.
    fn add(&mut self, at: u64, mark: FieldRole) -> Option<FieldRole> {
        let BitPlace { word, bit } = Self::bit(at);
        if let Some(word) = self.bits.get_mut(word) {
            *word |= bit;
        }
        self.places.insert(at, mark)
    }

    fn of(&self, at: u64) -> Option<FieldRole> {
        let BitPlace { word, bit } = Self::bit(at);
        self.bits.get(word).filter(|word| **word & bit != 0).and_then(|_| self.places.get(&at)).copied()
    }
}

/// Entries of the voices, as they come: those around parts of reports are chosen.
#[derive(Default)]
struct NeighbourEntries {
    /// Those that were not chosen; the oldest first.
    recent: VecDeque<UnchosenEntry>,
    /// The last part of a report.
    last: Option<LastReportPart>,
    /// True once the first was chosen.
    has_begun: bool,
}

/// An entry of a voice that was not chosen yet.
struct UnchosenEntry {
    /// Where it stands.
    at: u64,
    time: EntryTime,
}

/// The last part of a report.
struct LastReportPart {
    time: EntryTime,
    /// How many entries of voices came behind it.
    behind: usize,
}

/// When an entry was written: its boot, and the microseconds since that.
#[derive(Clone, Copy, PartialEq, Eq)]
struct EntryTime {
    boot: [u8; 16],
    monotonic: u64,
}

impl EntryTime {
    fn of(entry: &[u8]) -> Option<Self> {
        Some(Self { monotonic: number(entry, 32)?, boot: bytes(entry, 40)? })
    }

    fn is_near(self, other: Self) -> bool {
        self.boot == other.boot && self.monotonic.abs_diff(other.monotonic) <= AROUND_MICROSECONDS
    }
}

impl NeighbourEntries {
    /// A voice speaks. True where it is chosen.
    fn hear(&mut self, at: u64, moment: EntryTime) -> bool {
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        if let Some(part) = &mut self.last {
            part.behind += 1;
            if part.behind <= AROUND_ENTRIES || part.time.is_near(moment) {
                return true;
            }
        }
        self.recent.push_back(UnchosenEntry { at, time: moment });
        if self.recent.len() > RECENT_AT_MOST {
            self.recent.pop_front();
        }
        is_first
    }

    /// A table goes on, however long it is: where it is near a part of its report, what follows is near it.
    fn renew(&mut self, moment: EntryTime) {
        let is_near = |last: &&mut LastReportPart| last.behind < AROUND_ENTRIES || last.time.is_near(moment);
        if let Some(last) = self.last.as_mut().filter(is_near) {
            *last = LastReportPart { time: moment, behind: 0 };
        }
    }

    /// A part of a report comes: what lies around it is chosen.
    fn part(&mut self, moment: EntryTime, chosen: &mut Vec<u64>) {
        self.last = Some(LastReportPart { time: moment, behind: 0 });
        let far = self.recent.len().saturating_sub(AROUND_ENTRIES);
        let entries = self.recent.drain(..).enumerate();
        let near = entries.filter(|(n, entry)| *n >= far || entry.time.is_near(moment));
        chosen.extend(near.map(|(_, entry)| entry.at));
    }
}

/// A stretch of the file, and where something is found in it.
#[derive(Default)]
struct Window {
    at: u64,
    bytes: Vec<u8>,
    /// In their order.
    needles: Vec<FoundNeedle>,
    /// The first of them that was not passed yet.
    next: usize,
}

impl Window {
    /// The object that begins there with so many bytes; the window is moved where it does not reach so far.
    fn object(
        &mut self,
        pages: &PageCache,
        finder: Option<&Finder>,
        at: u64,
        count: usize,
    ) -> io::Result<Option<&[u8]>> {
        if self.bytes_of(at, count).is_none() {
            self.bytes.resize(count.max(WINDOW_BYTES), 0);
            let read = pages.read(at, &mut self.bytes)?;
            self.bytes.truncate(read);
            (self.at, self.next) = (at, 0);
            self.needles.clear();
            let mut from = 0;
            while let Some(found) = finder.and_then(|finder| finder.next(&self.bytes, from, self.bytes.len())) {
                self.needles.push(found);
                from = found.start + 1;
            }
        }
        Ok(self.bytes_of(at, count))
    }

    /// The bytes of an object that lies in the window.
    fn bytes_of(&self, at: u64, count: usize) -> Option<&[u8]> {
        let start = usize::try_from(at.checked_sub(self.at)?).ok()?;
        self.bytes.get(start..start.checked_add(count)?)
    }

    /// What is found behind the head of an object of so many bytes.
    fn found(&mut self, at: u64, head: usize, count: usize) -> Option<FieldRole> {
        let start = usize::try_from(at.checked_sub(self.at)?).ok()?;
        let (begin, end) = (start + head, start + count);
        let rest = self.needles.get(self.next..).unwrap_or_default();
        self.next += rest.iter().take_while(|needle| needle.start < begin).count();
        let rest = self.needles.get(self.next..).unwrap_or_default();
        let inside = rest.iter().take_while(|needle| needle.start < end).filter(|needle| needle.end <= end);
        inside
            .map(|needle| if needle.asks == Asks::Nothing { FieldRole::Lone } else { FieldRole::Part })
            .reduce(|one, other| if one == FieldRole::Part { one } else { other })
    }
}

/// True for `MESSAGE=[  24166] 11862 …`.
fn is_row(field: &[u8]) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    field.strip_prefix(b"MESSAGE=[").map(<[u8]>::trim_ascii_start).is_some_and(|pid| {
        let count = digits(pid);
        let behind = pid.get(count..).and_then(|rest| rest.strip_prefix(b"] ")).unwrap_or_default();
        count > 0 && digits(behind.trim_ascii_start()) > 0
    })
}

impl EntrySelector<'_> {
    /// Goes through all objects; with `searches`, fields are searched and marked. `None` where too much is found.
    fn walk(&mut self, pages: &mut PageCache, searches: bool) -> io::Result<Option<SelectedEntries>> {
        let (mut window, mut chosen, mut around) =
            (Window::default(), SelectedEntries::default(), NeighbourEntries::default());
        let (mut at, mut last_entry) = (self.layout.first, None);
        let finder = searches.then_some(self.finder);
        while self.layout.last > 0 && at <= self.layout.last {
            let head = window.object(pages, finder, at, OBJECT_HEAD)?.and_then(ObjectHeader::read);
            let Some(object) = head.filter(|object| object.lies_within(at, pages.len())) else {
                chosen.damaged = Some(at);
                break;
            };
            match (object.kind, self.layout.looked_at(object)) {
                (DATA, Some(count)) if searches => {
                    window.object(pages, finder, at, count)?;
                    self.search(&mut window, object, at, count);
                }
                (ENTRY, Some(count)) => {
                    if let Some(entry) = window.object(pages, finder, at, count)? {
                        self.choose_entry(entry, at, &mut around, &mut chosen.entries);
                        if last_entry.is_none() {
                            chosen.entries.push(at);
                        }
                        last_entry = Some(at);
                    }
                }
                // Hash tables and arrays of entries lead to what lies here anyway.
                _ => {}
            }
            let counts = [chosen.entries.len(), self.marks.places.len(), self.unknown.len()];
            if counts.iter().any(|count| *count >= CHOSEN_AT_MOST) || self.spent.is_too_much() {
                return Ok(None);
            }
            let Some(next) = object.end(at) else { break };
            at = next;
        }
        // What lies before a part is chosen once that is met, and the first and the last entry may be chosen twice.
        chosen.entries.extend(last_entry);
        chosen.entries.sort_unstable();
        chosen.entries.dedup();
        Ok(Some(chosen))
    }

    /// Marks a field that tells of the kernel, or in which something is found, if it is one that is given.
    fn search(&mut self, window: &mut Window, object: ObjectHeader, at: u64, count: usize) {
        let head = self.layout.data_head;
        let found = window.found(at, head, count);
        let is_packed = field::is_packed(object.flags);
        let Some(packed) = window.bytes_of(at, count).and_then(|object| object.get(head..)) else { return };
        if !is_packed && KERNEL.contains(&packed) {
            self.marks.add(at, FieldRole::Voice);
        } else if !is_packed && found.is_none() && is_row(packed) {
            self.marks.add(at, FieldRole::Row);
        }
        if found.is_none() && !is_packed {
            return;
        }
        let mut unpacked = 0;
        let mark = match field::given(packed, object.flags, &mut unpacked) {
            Some(_) if !is_packed => found,
            Some(field) => self.mark_in(&field),
            None => None,
        };
        self.spent.add(unpacked);
        if let Some(mark) = mark {
            self.marks.add(at, mark);
        }
    }

    /// What is found in a field that was unpacked.
    fn mark_in(&self, field: &[u8]) -> Option<FieldRole> {
        let (mut from, mut mark) = (0, None);
        while let Some(found) = self.finder.next(field, from, field.len()) {
            if found.asks != Asks::Nothing {
                return Some(FieldRole::Part);
            }
            (mark, from) = (Some(FieldRole::Lone), found.start + 1);
        }
        mark
    }

    fn choose_entry(&mut self, entry: &[u8], at: u64, around: &mut NeighbourEntries, chosen: &mut Vec<u64>) {
        let (mut voice, mut lone, mut part, mut row) = (false, false, false, false);
        for field in self.layout.items(entry) {
            match self.marks.of(field) {
                Some(FieldRole::Voice) => voice = true,
                Some(FieldRole::Lone) => lone = true,
                Some(FieldRole::Part) => part = true,
                Some(FieldRole::Row) => row = true,
                None => {}
            }
        }
        if !(voice || lone || part) {
            return;
        }
        if part && !voice {
            self.unknown.push(at);
        }
        let Some(moment) = EntryTime::of(entry) else { return };
        if row && voice {
            around.renew(moment);
        }
        if part {
            around.part(moment, chosen);
        }
        if part || lone || around.hear(at, moment) {
            chosen.push(at);
        }
    }

    /// Marks the names of those who said what may be part of a report. True where somebody was not marked yet; `None` where
    /// somebody has no name.
    fn mark_voices(&mut self, pages: &mut PageCache) -> Option<bool> {
        let (mut is_new, layout) = (false, self.layout);
        for at in std::mem::take(&mut self.unknown) {
            let entry = pages.get(at, OBJECT_HEAD).and_then(ObjectHeader::read)?;
            let count = layout.looked_at(entry)?;
            let items: Vec<u64> = layout.items(pages.get(at, count)?).collect();
            let mut is_name = |item: u64, name: &[u8]| {
                pages.get(item, layout.data_head + name.len()).is_some_and(|field| field.ends_with(name))
            };
            let named = NAMES.iter().find_map(|name| items.iter().copied().find(|item| is_name(*item, name)))?;
            is_new |= self.marks.add(named, FieldRole::Voice) != Some(FieldRole::Voice);
        }
        Some(is_new)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::super::super::Needle;
    use super::super::Export;
    use super::super::made::Made;
    use super::*;

    const NEEDLES: &[Needle] =
        &[Needle { text: "Killed process", asks: Asks::Before }, Needle { text: "oom event", asks: Asks::Nothing }];

    /// The messages that are given, in their order.
    fn given(made: &Made) -> Vec<String> {
        let mut text = String::new();
        Export::open(&*made.file(), &Finder::new(NEEDLES)).unwrap().read_to_string(&mut text).unwrap();
        text.lines().filter_map(|line| line.strip_prefix("MESSAGE=")).map(str::to_owned).collect()
    }

    const KERNEL: &[&str] = &["_TRANSPORT=kernel", "SYSLOG_IDENTIFIER=kernel"];
    const CRON: &[&str] = &["_TRANSPORT=syslog", "SYSLOG_IDENTIFIER=cron"];

    fn say(made: &mut Made, seconds: u64, voice: &[&str], message: &str) {
        made.say(seconds, &[voice, &[&*format!("MESSAGE={message}")]].concat());
    }

    #[test]
    fn of_the_kernels_entries_those_around_a_report_are_given_and_of_others_what_says_something() {
        let mut made = Made::default();
        say(&mut made, 0, CRON, "the first");
        for n in 0..6000 {
            say(&mut made, n, KERNEL, &if n == 3000 { "Killed process 7".to_owned() } else { format!("k{n}") });
            say(&mut made, n, CRON, &if n == 5500 { "oom event".to_owned() } else { format!("c{n}") });
        }
        say(&mut made, 6000, CRON, "the last");
        let given = given(&made);
        let around = (3000 - 2048..=3000 + 2048)
            .map(|n| if n == 3000 { "Killed process 7".to_owned() } else { format!("k{n}") });
        let mut wanted: Vec<String> = ["the first", "k0"].map(str::to_owned).into_iter().chain(around).collect();
        wanted.extend(["oom event", "the last"].map(str::to_owned));
        assert_eq!(given, wanted);
    }

    #[test]
    fn what_was_written_in_the_same_minutes_is_given_however_much_it_is() {
        let mut made = Made::default();
        for n in 0..9000_u64 {
            let message = if n == 4000 { "Killed process 7".to_owned() } else { format!("k{n}") };
            say(&mut made, n / 4000 * 400, KERNEL, &message);
        }
        // Those of the same second, the 2,048 before it, and the first of all.
        let given = given(&made);
        assert_eq!(given.len(), 1 + 2048 + 4000 + 1, "with the last");
        assert!(given.contains(&"k7999".to_owned()) && !given.contains(&"k8000".to_owned()));
    }

    #[test]
    fn a_table_of_any_length_is_given_however_slowly_it_is_read() {
        let mut made = Made::default();
        say(&mut made, 0, KERNEL, "Killed process 1");
        for n in 0..5000 {
            say(&mut made, n, KERNEL, &format!("[{n:7}]     0 {n} 1 1 0 0 0 a"));
            say(&mut made, n, CRON, "[    7] 0 nothing");
        }
        say(&mut made, 5000, KERNEL, "Killed process 7");
        assert_eq!(given(&made).len(), 5002);
    }

    #[test]
    fn whoever_says_what_may_be_a_part_of_a_report_is_given_from_before_on() {
        let relay: &[&str] = &["_TRANSPORT=stdout", "SYSLOG_IDENTIFIER=relay"];
        let nameless: &[&str] = &["_TRANSPORT=stdout", "_COMM=console"];
        for voice in [relay, nameless] {
            let mut made = Made::default();
            for n in 0..10 {
                say(&mut made, n, CRON, &format!("c{n}"));
                say(&mut made, n, voice, &if n == 5 { "Killed process 7".to_owned() } else { format!("r{n}") });
            }
            let wanted = ["c0", "r0", "r1", "r2", "r3", "r4", "Killed process 7", "r6", "r7", "r8", "r9"];
            assert_eq!(given(&made), wanted, "{voice:?}");
        }
    }

    #[test]
    fn where_nobody_has_a_name_everything_is_given() {
        let mut made = Made::default();
        for message in ["a", "b", "Killed process 7", "c"] {
            say(&mut made, 1, &["_TRANSPORT=stdout"], message);
        }
        assert_eq!(given(&made), ["a", "b", "Killed process 7", "c"]);
    }

    #[test]
    fn what_is_found_in_a_field_that_is_not_given_is_nothing() {
        let mut made = Made::default();
        for n in 0..5 {
            made.say(n, &["SYSLOG_IDENTIFIER=sudo", "_CMDLINE=grep Killed process", &format!("MESSAGE=m{n}")]);
        }
        assert_eq!(given(&made), ["m0", "m4"]);
    }
}
