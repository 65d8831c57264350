//! Lines too short to tell of a kill: they are read for what they go on with, but not without an end. Each takes as long as
//! a long one, and 64 MiB hold tens of millions of them.

use crate::model::limits;

/// Shorter lines are counted. `Call Trace:` and its like are as short, but no log has a million of them.
const SHORT_BYTES: usize = 16;

/// Counts the short lines of a source.
#[derive(Clone, Debug, Default)]
pub(super) struct ShortLines(usize);

impl ShortLines {
    /// False for a short line behind the most that are read. Blank ones part what stands around them, and always count.
    pub(super) fn admits(&mut self, line: &str) -> bool {
        let is_short = line.len() < SHORT_BYTES && !line.is_empty();
        self.0 = self.0.saturating_add(usize::from(is_short));
        !is_short || self.0 <= limits::SHORT_LINES.most
    }
}
