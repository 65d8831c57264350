//! Where the search has found something.

/// A needle's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Its last byte, counted from the beginning of the chunk's data.
    pub(super) at: usize,
    /// Line ends of the chunk before it.
    pub(super) line_ends: u64,
    /// Whether one of the line's needles looks back.
    pub(super) look_back: bool,
    /// Where the line may be set aside: its place among the chunk's asides, and where it ends.
    pub(super) aside: Option<(usize, usize)>,
}
