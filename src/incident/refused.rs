//! A request that the kernel refused without a kill: `page allocation failure`, a call trace, and a Mem-Info like a report's
//! (`warn_alloc()` in `mm/page_alloc.c`).

use super::draft::Draft;
use super::finish::page_size;
use super::seen::Seen;
use crate::kernel::Message;
use crate::model::{Place, RefusedRequest};

/// How many lines that are none of its own it survives: the call trace stands before Mem-Info.
const LINES_BETWEEN: u32 = 200;

/// One that is being told.
#[derive(Debug)]
pub(super) struct Refused {
    at: Place,
    draft: Box<Draft>,
    lines_between: u32,
}

impl Refused {
    pub(super) fn new(message: &Message<'_>, seen: &Seen<'_>) -> Self {
        Self { at: seen.place, draft: Box::new(Draft::new(message, seen, Vec::new())), lines_between: 0 }
    }

    /// Takes a line of its Mem-Info. False where the message is none.
    pub(super) fn take(&mut self, message: &Message<'_>, seen: &Seen<'_>) -> bool {
        let taken = self.draft.memory(message, seen);
        if taken {
            self.lines_between = 0;
        }
        taken
    }

    /// Counts a line that is not its own; true where it has ended.
    pub(super) fn pass(&mut self) -> bool {
        self.lines_between = self.lines_between.saturating_add(1);
        self.lines_between > LINES_BETWEEN
    }

    /// What was told of it; `None` without Mem-Info.
    pub(super) fn finish(self) -> Option<RefusedRequest> {
        let mut incident = self.draft.incident;
        incident.page_size = page_size(&incident);
        Some(RefusedRequest { at: self.at, memory: incident.node_memory?, page_size: incident.page_size })
    }
}
