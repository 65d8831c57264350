//! What a report that is not finished remembers of its lines, because what comes next is read by it.

use std::sync::Arc;

use crate::model::{Moment, Place, Span};

/// Which line of Mem-Info a wrapped rest belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastSizes {
    Node,
    Zone,
}

/// The process that `Kill process N (X) score S or sacrifice child` names (up to 5.0).
#[derive(Clone, Debug)]
pub(super) struct AnnouncedVictim {
    pub(super) pid: u32,
    pub(super) name: Box<str>,
    pub(super) score: Option<u32>,
    pub(super) prefix: Arc<str>,
    pub(super) moment: Moment,
    pub(super) at: Place,
}

/// Rows of the task table that could not be read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct UnreadRows {
    pub(super) count: u64,
    /// The first of them.
    pub(super) first: Option<Span>,
}
