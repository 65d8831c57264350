//! Where the search has found something.

use super::Asks;

/// A needle's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NeedleHit {
    /// Its last byte, counted from the beginning of the chunk's data.
    pub(super) at: usize,
    /// Line ends of the chunk before it.
    pub(super) line_ends: u64,
    /// The most that one of the line's needles asks for.
    pub(super) asks: Asks,
    /// Where the line may be set aside: its place among the chunk's asides, and where it ends.
    pub(super) aside: Option<(usize, usize)>,
}
