//! The kills as a list shows them, without a window: their rows, which of them are shown, in which order, what is folded.

pub(super) mod facet;
pub(super) mod filter;
pub(super) mod folds;
pub(super) mod rows;
pub(super) mod shown;
pub(super) mod sign;
