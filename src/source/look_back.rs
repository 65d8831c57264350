//! The last chunks of a source, as one stretch of bytes.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

use super::chunk::Chunk;

/// The chunks that may still be asked for, oldest first. Offsets count from the beginning of the source.
#[derive(Debug, Default)]
pub(super) struct LookBackChunks {
    chunks: VecDeque<Chunk>,
    end: u64,
}

impl LookBackChunks {
    /// Adds the chunk that follows.
    pub(super) fn push(&mut self, chunk: Chunk) {
        self.end = chunk.end();
        self.chunks.push_back(chunk);
    }

    /// Where the held bytes begin.
    pub(super) fn start(&self) -> u64 {
        self.chunks.front().map_or(self.end, |chunk| chunk.at)
    }

    /// Where the held bytes end.
    pub(super) fn end(&self) -> u64 {
        self.end
    }

    /// Gives up the oldest chunk if all of it lies before `offset`.
    pub(super) fn pop_before(&mut self, offset: u64) -> Option<Chunk> {
        let oldest = self.chunks.front()?;
        let done = oldest.end() <= offset;
        if done { self.chunks.pop_front() } else { None }
    }

    /// The newest chunk.
    pub(super) fn newest(&self) -> Option<&Chunk> {
        self.chunks.back()
    }

    /// The newest chunk, to take from it.
    pub(super) fn newest_mut(&mut self) -> Option<&mut Chunk> {
        self.chunks.back_mut()
    }

    /// The held bytes of a range: borrowed where they lie in one chunk.
    pub(super) fn bytes(&self, range: Range<u64>) -> Cow<'_, [u8]> {
        let mut pieces = self.pieces(range);
        let first = pieces.next().unwrap_or_default();
        let Some(second) = pieces.next() else { return Cow::Borrowed(first) };
        let mut whole = [first, second].concat();
        pieces.for_each(|piece| whole.extend_from_slice(piece));
        Cow::Owned(whole)
    }

    /// The held bytes of a range, piece by piece.
    pub(super) fn pieces(&self, range: Range<u64>) -> impl Iterator<Item = &[u8]> {
        let from = self.chunks.partition_point(|chunk| chunk.end() <= range.start);
        let to = self.chunks.partition_point(|chunk| chunk.at < range.end).max(from);
        self.chunks.range(from..to).map(move |chunk| {
            let within = |offset: u64| {
                usize::try_from(offset.saturating_sub(chunk.at)).unwrap_or(usize::MAX).min(chunk.data().len())
            };
            chunk.data().get(within(range.start)..within(range.end)).unwrap_or_default()
        })
    }
}
