//! Lines that only join names to ids ("container started"): a busy node writes hundreds of thousands, and a handful
//! speak of a container that was killed. They are kept as they are, and read once an id of theirs is wanted.

use std::collections::{HashSet, VecDeque};
use std::sync::LazyLock;

use aho_corasick::packed;
use foldhash::fast::RandomState;

use crate::analysis::NAMING_WORDS;
use crate::source::{IdPrefix, Line, NamingLines, NamingRule};

/// Bytes of lines that are kept of a source; what came earlier is forgotten.
const BYTES_KEPT: usize = 8 * 1024 * 1024;

/// Bytes of lines up to which a block is added to.
const BLOCK_BYTES: usize = 64 * 1024;

/// The shortest id: a static pod's 32 digits.
const ID_LENGTH: usize = 32;

/// Ids whose lines are wanted.
#[derive(Debug, Default)]
pub(super) struct WantedIds {
    /// The hash is a quick one, seeded anew for each run, so that no log can be made to collide.
    ids: HashSet<Box<str>, RandomState>,
    /// A bit for each beginning that an id may have, set for those of the wanted ones: nearly every id of a busy node's
    /// log is passed over by it. Empty until there is one.
    beginnings: Vec<u64>,
}

impl WantedIds {
    pub(super) fn contains(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    fn len(&self) -> usize {
        self.ids.len()
    }

    /// False where no wanted id begins so.
    fn may_hold(&self, beginning: IdPrefix) -> bool {
        let (word, bit) = place_of(beginning);
        self.beginnings.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
    }
}

impl Extend<Box<str>> for WantedIds {
    fn extend<I: IntoIterator<Item = Box<str>>>(&mut self, ids: I) {
        for id in ids {
            if let Some(beginning) = beginning(&id) {
                self.beginnings.resize(usize::from(IdPrefix::MAX) / 64 + 1, 0);
                let (word, bit) = place_of(beginning);
                if let Some(bits) = self.beginnings.get_mut(word) {
                    *bits |= 1 << bit;
                }
            }
            self.ids.insert(id);
        }
    }
}

fn place_of(beginning: IdPrefix) -> (usize, u32) {
    (usize::from(beginning / 64), u32::from(beginning % 64))
}

/// An id's first four hexadecimal digits.
fn beginning(id: &str) -> Option<IdPrefix> {
    // Without the check a sign would do.
    let digits = id.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    IdPrefix::from_str_radix(digits, 16).ok()
}

/// The naming lines of one source.
#[derive(Debug, Default)]
pub(super) struct SourceNamingLines {
    blocks: VecDeque<NamingBlock>,
    bytes: usize,
}

#[derive(Debug, Default)]
struct NamingBlock {
    lines: NamingLines,
    /// How many ids were wanted when it was last searched.
    searched_for: usize,
}

/// The lines that are set aside, marked with the beginnings of their ids.
pub(super) const NAMING: NamingRule = NamingRule { is_aside: is_naming, marks: beginnings };

/// True for a line that only joins names to ids.
pub(super) fn is_naming(text: &str) -> bool {
    static WORDS: LazyLock<Option<packed::Searcher>> =
        LazyLock::new(|| packed::Config::new().builder().extend(NAMING_WORDS).build());
    match &*WORDS {
        Some(words) => words.find(text).is_some(),
        None => NAMING_WORDS.iter().any(|word| text.contains(word)),
    }
}

fn beginnings(text: &str, mark: &mut dyn FnMut(IdPrefix)) {
    ids(text).filter_map(beginning).for_each(mark);
}

impl SourceNamingLines {
    /// Keeps a line; the lines that `wanted` asks for and that are forgotten now are given to `read`.
    pub(super) fn line(&mut self, line: Line<'_>, wanted: &WantedIds, read: &mut dyn FnMut(Line<'_>)) {
        self.make_room(line.text.len(), wanted, read);
        if self.blocks.back().is_none_or(|block| block.lines.bytes() > BLOCK_BYTES) {
            self.blocks.push_back(NamingBlock::default());
        }
        if let Some(block) = self.blocks.back_mut() {
            block.lines.push(line, NAMING.marks);
            block.searched_for = 0;
            self.bytes += line.text.len();
        }
    }

    /// Keeps lines in the same way, in no more room than they need; empties the others, whose room is used again.
    pub(super) fn lines(&mut self, lines: &mut NamingLines, wanted: &WantedIds, read: &mut dyn FnMut(Line<'_>)) {
        self.make_room(lines.bytes(), wanted, read);
        self.bytes += lines.bytes();
        self.blocks.push_back(NamingBlock { lines: lines.clone(), searched_for: 0 });
        lines.clear();
    }

    /// Forgets the oldest lines.
    fn make_room(&mut self, bytes: usize, wanted: &WantedIds, read: &mut dyn FnMut(Line<'_>)) {
        while self.bytes + bytes > BYTES_KEPT
            && let Some(mut oldest) = self.blocks.pop_front()
        {
            oldest.recall(wanted, read);
            self.bytes -= oldest.lines.bytes();
        }
    }

    /// Gives the lines that `wanted` asks for and that were not given yet.
    pub(super) fn recall(&mut self, wanted: &WantedIds, read: &mut dyn FnMut(Line<'_>)) {
        for block in &mut self.blocks {
            block.recall(wanted, read);
        }
    }

    /// Bytes kept.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

impl NamingBlock {
    fn recall(&mut self, wanted: &WantedIds, read: &mut dyn FnMut(Line<'_>)) {
        if wanted.len() == self.searched_for {
            return;
        }
        self.searched_for = wanted.len();
        self.lines.take(|beginning| wanted.may_hold(beginning), |text| ids(text).any(|id| wanted.contains(id)), read);
    }
}

/// As long as an id of a container or sandbox, a static pod's, or a UUID.
const fn is_id_long(id: &str) -> bool {
    matches!(id.len(), 64 | ID_LENGTH | 36)
}

/// Whatever in a text may be the id of a container, a sandbox or a pod: 64 or 32 hexadecimal digits, or a UUID.
fn ids(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            // Every run that is long enough covers one of these places; most of a line is passed by in large steps.
            let probe = from + ID_LENGTH - 1;
            if !is_of_id(*bytes.get(probe)?) {
                from = probe + 1;
                continue;
            }
            let before = bytes.get(from..probe)?.iter().rev().take_while(|byte| is_of_id(**byte)).count();
            let after = bytes.get(probe..)?.iter().take_while(|byte| is_of_id(**byte)).count();
            let start = probe - before;
            from = probe + after + 1;
            if before + after >= ID_LENGTH {
                return text.get(start..probe + after);
            }
        }
    })
    // A runtime's name may be glued to the id.
    .flat_map(|run| {
        let glued = memchr::memrchr(b'-', run.as_bytes()).and_then(|at| run.get(at + 1..));
        [run, glued.unwrap_or_default()]
    })
    .filter(|id| is_id_long(id))
}

/// True for a hexadecimal digit and the dash of a UUID.
fn is_of_id(byte: u8) -> bool {
    OF_ID.get(usize::from(byte)).is_some_and(|of_id| *of_id)
}

/// Looked up, because every byte of every id on a busy node is asked about.
static OF_ID: [bool; 256] = {
    let mut of_id = [false; 256];
    let mut digits: &[u8] = b"-0123456789ABCDEFabcdef";
    while let [digit, rest @ ..] = digits {
        #[expect(
            clippy::indexing_slicing,
            reason = "a byte is less than 256, and this is computed before anything runs"
        )]
        {
            of_id[*digit as usize] = true;
        }
        digits = rest;
    }
    of_id
};

#[cfg(test)]
mod tests {
    use super::*;

    const CONTAINER: &str = "23d628166edff378e9efc60a38cad454a37bc3783a1a849723a57c45d5c2bfb7";
    const POD: &str = "8d116ece-1738-47d9-bd9c-172411e20b8f";

    fn line(number: u64, text: &str) -> Line<'_> {
        Line { number, text }
    }

    #[test]
    fn ids_are_found_wherever_they_stand() {
        for lead in 0..70 {
            for (text, id) in [
                (format!("{}\"{CONTAINER}\" x", "x".repeat(lead)), CONTAINER),
                (format!("{}ID:{POD}", "y ".repeat(lead)), POD),
                (format!("{}cri-containerd-{CONTAINER}.scope", "z".repeat(lead)), CONTAINER),
                (format!("{}:4d1bbd668f74f43373a6102fb5a56ebf", "t".repeat(lead)), "4d1bbd668f74f43373a6102fb5a56ebf"),
            ] {
                assert!(ids(&text).any(|found| found == id), "{text}");
            }
        }
        assert_eq!(ids("no id in a line of words, and deadbeef is too short to be one, whatever comes").count(), 0);
    }

    #[test]
    fn a_line_is_given_once_when_its_id_is_wanted_before_or_after_it() {
        let (mut kept, mut wanted, mut read) = (SourceNamingLines::default(), WantedIds::default(), Vec::new());
        kept.line(line(1, &format!("started {CONTAINER}")), &wanted, &mut |_| unreachable!());
        wanted.extend([CONTAINER.into()]);
        kept.recall(&wanted, &mut |line| read.push(line.number));
        kept.line(line(2, &format!("started {POD}")), &wanted, &mut |line| read.push(line.number));
        kept.line(line(3, &format!("again {CONTAINER}")), &wanted, &mut |line| read.push(line.number));
        kept.recall(&wanted, &mut |line| read.push(line.number));
        wanted.extend([POD.into()]);
        kept.recall(&wanted, &mut |line| read.push(line.number));
        assert_eq!(read, [1, 3, 2]);
    }

    #[test]
    fn what_is_kept_is_bounded_and_the_oldest_goes_first() {
        let (mut kept, mut wanted, mut read) = (SourceNamingLines::default(), WantedIds::default(), Vec::new());
        let filler = "x".repeat(1000);
        kept.line(line(1, &format!("{CONTAINER} {filler}")), &wanted, &mut |_| unreachable!());
        for number in 2..20_000 {
            kept.line(line(number, &format!("{POD} {filler}")), &wanted, &mut |_| unreachable!());
        }
        assert!(kept.bytes() <= BYTES_KEPT);
        wanted.extend([CONTAINER.into(), POD.into()]);
        kept.recall(&wanted, &mut |line| read.push(line.number));
        assert!(read.len() > 7000 && read.first().is_some_and(|first| *first > 10_000));
        assert_eq!(read.last(), Some(&19_999));
    }
}
