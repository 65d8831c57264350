//! A piece of a source, and what was found in it.

use super::hit::NeedleHit;
use super::naming_lines::NamingLines;

/// A piece of a source, searched.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// Where `data` begins within the source.
    pub(super) at: u64,
    /// The bytes, with the last ones of the piece before in front, so that a needle across the edge is found.
    pub(super) bytes: Vec<u8>,
    /// How many bytes in front belong to the piece before.
    pub(super) lead: usize,
    /// How many bytes of its own were let go, because none of them can be wanted.
    pub(super) hollow: usize,
    /// Line ends in `data`.
    pub(super) line_ends: u64,
    /// The lines with a needle, at most one hit each.
    pub(super) hits: Vec<NeedleHit>,
    /// Those of them that may be set aside. Their numbers count from the beginning of the chunk.
    pub(super) asides: NamingLines,
    /// The lines that may be passed by.
    pub(super) stretches: Vec<SkippableLines>,
}

impl Chunk {
    /// The bytes that are this chunk's own.
    pub(super) fn data(&self) -> &[u8] {
        self.bytes.get(self.lead..).unwrap_or_default()
    }

    /// Where the chunk after it begins within the source.
    pub(super) fn end(&self) -> u64 {
        self.at + (self.data().len() + self.hollow) as u64
    }

    /// Bytes of memory that it takes.
    pub(super) fn kept_bytes(&self) -> usize {
        let hits = self.hits.capacity() * size_of::<NeedleHit>();
        let stretches = self.stretches.capacity() * size_of::<SkippableLines>();
        self.bytes.capacity() + self.asides.memory() + hits + stretches
    }

    /// Lets its bytes go; gives a chunk that has their buffer, and all other room. What is kept takes exactly the room that it
    /// needs: chunks wait by the thousand, and vectors that had grown in between them would leave as much memory unused.
    pub(super) fn hollowed(&mut self) -> Self {
        let kept = Self {
            at: self.at,
            bytes: Vec::new(),
            lead: 0,
            hollow: self.data().len(),
            line_ends: self.line_ends,
            hits: self.hits.clone(),
            asides: self.asides.clone(),
            stretches: self.stretches.clone(),
        };
        std::mem::replace(self, kept)
    }
}

/// Lines of a chunk that may be passed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SkippableLines {
    /// Where they begin and end, counted from the beginning of the chunk's data.
    pub(super) start: usize,
    pub(super) end: usize,
    /// How many they are.
    pub(super) lines: u64,
}
