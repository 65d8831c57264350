//! Chunks that wait until it is known what of them may be passed by.

use std::collections::VecDeque;

use super::LOOK_BACK_BYTES;
use super::chunk::Chunk;

/// Chunks that wait until it is known whether a needle behind them looks back at their lines.
#[derive(Debug, Default)]
pub(super) struct PendingChunks {
    chunks: VecDeque<Chunk>,
}

impl PendingChunks {
    /// Adds the chunk that follows.
    pub(super) fn push(&mut self, chunk: Chunk) {
        if let Some(hit) = chunk.hits.iter().find(|hit| hit.asks.looks_back()) {
            let reach = hit.asks.reach(chunk.data().get(hit.at + 1..).unwrap_or_default());
            let looks_back_to = (chunk.at + hit.at as u64).saturating_sub(reach as u64);
            for earlier in &mut self.chunks {
                let at = earlier.at;
                earlier.stretches.retain(|stretch| at + stretch.end as u64 <= looks_back_to);
            }
        }
        self.chunks.push_back(chunk);
    }

    /// The oldest chunk, once no needle that is still to come can look back at it.
    pub(super) fn due(&mut self) -> Option<Chunk> {
        let (oldest, newest) = (self.chunks.front().map(Chunk::end)?, self.chunks.back().map(Chunk::end)?);
        if newest - oldest >= LOOK_BACK_BYTES as u64 { self.chunks.pop_front() } else { None }
    }

    /// The oldest chunk: none follows.
    pub(super) fn last(&mut self) -> Option<Chunk> {
        self.chunks.pop_front()
    }
}
