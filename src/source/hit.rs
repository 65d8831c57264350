//! Where the search has found something.

use super::Asks;

/// A line, or a record of several, that may be set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AsidePlace {
    /// Its place among the chunk's naming lines.
    pub(super) index: usize,
    /// Where it ends, counted from the beginning of the chunk's data.
    pub(super) end: usize,
}

/// A needle's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NeedleHit {
    /// Its last byte, counted from the beginning of the chunk's data.
    pub(super) at: usize,
    /// Line ends of the chunk before it.
    pub(super) line_ends: u64,
    /// The most that one of the line's needles asks for.
    pub(super) asks: Asks,
    /// Where the line may be set aside.
    pub(super) aside: Option<AsidePlace>,
}
