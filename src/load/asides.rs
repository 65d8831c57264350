//! Lines that only join names to ids ("container started"): a busy node writes hundreds of thousands, and a handful
//! speak of a container that was killed. They are kept as they are, and read once an id of theirs is wanted.

use std::collections::{HashSet, VecDeque};
use std::sync::LazyLock;

use aho_corasick::packed;
use foldhash::fast::RandomState;

use crate::analysis::NAMING_WORDS;

/// Bytes of lines that are searched together.
const BLOCK_BYTES: usize = 1024 * 1024;

/// How many blocks of a source are kept; what came earlier is forgotten.
pub(super) const BLOCKS_KEPT: usize = 8;

/// The shortest id: a static pod's 32 digits.
const ID_LENGTH: usize = 32;

/// Ids whose lines are wanted.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// The hash is a quick one, seeded anew for each run, so that no log can be made to collide.
    ids: HashSet<Box<str>, RandomState>,
    /// A bit for each beginning that an id may have, set for those of the wanted ones: nearly every id of a busy node's
    /// log is passed over by it. Empty until there is one.
    beginnings: Vec<u64>,
}

/// An id's first four hexadecimal digits.
type Beginning = u16;

impl Wanted {
    pub(super) fn contains(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    fn len(&self) -> usize {
        self.ids.len()
    }

    /// False where no wanted id begins so.
    fn may_hold(&self, beginning: Beginning) -> bool {
        let (word, bit) = place_of(beginning);
        self.beginnings.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
    }
}

impl Extend<Box<str>> for Wanted {
    fn extend<I: IntoIterator<Item = Box<str>>>(&mut self, ids: I) {
        for id in ids {
            if let Some(beginning) = beginning(&id) {
                self.beginnings.resize(usize::from(Beginning::MAX) / 64 + 1, 0);
                let (word, bit) = place_of(beginning);
                if let Some(bits) = self.beginnings.get_mut(word) {
                    *bits |= 1 << bit;
                }
            }
            self.ids.insert(id);
        }
    }
}

fn place_of(beginning: Beginning) -> (usize, u32) {
    (usize::from(beginning / 64), u32::from(beginning % 64))
}

fn beginning(id: &str) -> Option<Beginning> {
    // Without the check a sign would do.
    let digits = id.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    Beginning::from_str_radix(digits, 16).ok()
}

/// The naming lines of one source.
#[derive(Debug, Default)]
pub(super) struct Asides {
    blocks: VecDeque<Block>,
}

#[derive(Debug, Default)]
struct Block {
    text: String,
    lines: Vec<Kept>,
    /// Beginnings of the ids in the first `looked_into` lines, and the place of their line.
    ids: Vec<(Beginning, usize)>,
    looked_into: usize,
    /// How many ids were wanted when it was last searched.
    searched_for: usize,
}

/// A line: its number, where its text lies, whether it was read already.
#[derive(Clone, Copy, Debug)]
struct Kept {
    number: u64,
    start: usize,
    end: usize,
    taken: bool,
}

/// True for a line that only joins names to ids.
pub(super) fn is_naming(text: &str) -> bool {
    static WORDS: LazyLock<Option<packed::Searcher>> =
        LazyLock::new(|| packed::Config::new().builder().extend(NAMING_WORDS).build());
    match &*WORDS {
        Some(words) => words.find(text).is_some(),
        None => NAMING_WORDS.iter().any(|word| text.contains(word)),
    }
}

impl Asides {
    /// Keeps a line; the lines that `wanted` asks for and that would be forgotten now are given to `read`.
    pub(super) fn keep(&mut self, number: u64, text: &str, wanted: &Wanted, read: &mut dyn FnMut(u64, &str)) {
        if self.blocks.back().is_none_or(|block| block.text.len() + text.len() > BLOCK_BYTES) {
            if let Some(full) = self.blocks.back_mut() {
                full.recall(wanted, read);
            }
            let oldest = if self.blocks.len() >= BLOCKS_KEPT { self.blocks.pop_front() } else { None };
            let mut block = oldest.unwrap_or_default();
            block.recall(wanted, read);
            block.clear();
            self.blocks.push_back(block);
        }
        if let Some(block) = self.blocks.back_mut() {
            let start = block.text.len();
            block.text.push_str(text);
            block.lines.push(Kept { number, start, end: block.text.len(), taken: false });
            block.searched_for = 0;
        }
    }

    /// Gives the lines that `wanted` asks for and that were not given yet.
    pub(super) fn recall(&mut self, wanted: &Wanted, read: &mut dyn FnMut(u64, &str)) {
        for block in &mut self.blocks {
            block.recall(wanted, read);
        }
    }

    /// Bytes kept.
    pub(super) fn bytes(&self) -> usize {
        self.blocks.iter().map(|block| block.text.len()).sum()
    }
}

impl Block {
    fn recall(&mut self, wanted: &Wanted, read: &mut dyn FnMut(u64, &str)) {
        if wanted.len() == self.searched_for {
            return;
        }
        self.look_into_lines();
        self.searched_for = wanted.len();
        for (beginning, at) in &self.ids {
            if !wanted.may_hold(*beginning) {
                continue;
            }
            let Some(line) = self.lines.get_mut(*at).filter(|line| !line.taken) else { continue };
            let text = self.text.get(line.start..line.end).unwrap_or_default();
            if ids(text).any(|id| wanted.contains(id)) {
                line.taken = true;
                read(line.number, text);
            }
        }
    }

    fn look_into_lines(&mut self) {
        for (at, line) in self.lines.iter().enumerate().skip(self.looked_into) {
            let text = self.text.get(line.start..line.end).unwrap_or_default();
            self.ids.extend(ids(text).filter_map(beginning).map(|beginning| (beginning, at)));
        }
        self.looked_into = self.lines.len();
    }

    fn clear(&mut self) {
        self.text.clear();
        self.lines.clear();
        self.ids.clear();
        (self.looked_into, self.searched_for) = (0, 0);
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
const fn is_of_id(byte: u8) -> bool {
    matches!(byte, b'-' | b'0'..=b'9' | b'A'..=b'F' | b'a'..=b'f')
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTAINER: &str = "23d628166edff378e9efc60a38cad454a37bc3783a1a849723a57c45d5c2bfb7";
    const POD: &str = "8d116ece-1738-47d9-bd9c-172411e20b8f";

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
        let (mut asides, mut wanted, mut read) = (Asides::default(), Wanted::default(), Vec::new());
        asides.keep(1, &format!("started {CONTAINER}"), &wanted, &mut |_, _| unreachable!());
        wanted.extend([CONTAINER.into()]);
        asides.recall(&wanted, &mut |number, _| read.push(number));
        asides.keep(2, &format!("started {POD}"), &wanted, &mut |number, _| read.push(number));
        asides.keep(3, &format!("again {CONTAINER}"), &wanted, &mut |number, _| read.push(number));
        asides.recall(&wanted, &mut |number, _| read.push(number));
        wanted.extend([POD.into()]);
        asides.recall(&wanted, &mut |number, _| read.push(number));
        assert_eq!(read, [1, 3, 2]);
    }

    #[test]
    fn what_is_kept_is_bounded_and_the_oldest_goes_first() {
        let (mut asides, mut wanted, mut read) = (Asides::default(), Wanted::default(), Vec::new());
        let filler = "x".repeat(1000);
        asides.keep(1, &format!("{CONTAINER} {filler}"), &wanted, &mut |_, _| unreachable!());
        for number in 2..20_000 {
            asides.keep(number, &format!("{POD} {filler}"), &wanted, &mut |_, _| unreachable!());
        }
        assert!(asides.bytes() <= BLOCKS_KEPT * BLOCK_BYTES);
        wanted.extend([CONTAINER.into(), POD.into()]);
        asides.recall(&wanted, &mut |number, _| read.push(number));
        assert!(read.len() > 7000 && read.first().is_some_and(|first| *first > 10_000));
        assert_eq!(read.last(), Some(&19_999));
    }
}
