//! A request that the kernel refused without a kill, or that waited long: `page allocation failure`, a call trace, and a Mem-Info like a report's
//! (`warn_alloc()` in `mm/page_alloc.c`).

use super::draft::Draft;
use super::finish::page_size;
use super::seen::Seen;
use crate::kernel::{Cpu, Message};
use crate::model::{KernelInfo, Place, RefusedRequest};

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

    /// Takes a line of its Mem-Info, or the line before it that names the kernel. False where the message is none.
    pub(super) fn take(&mut self, message: &Message<'_>, seen: &Seen<'_>) -> bool {
        let taken = match message {
            Message::Cpu(cpu) => self.kernel(cpu, seen),
            _ => self.draft.memory(message, seen),
        };
        if taken {
            self.lines_between = 0;
        }
        taken
    }

    fn kernel(&mut self, cpu: &Cpu<'_>, seen: &Seen<'_>) -> bool {
        let kernel = &mut self.draft.incident.kernel;
        if kernel.is_some() {
            return false;
        }
        *kernel = Some(KernelInfo {
            release: cpu.release.map(Into::into),
            taint: cpu.taint.map(Into::into),
            hardware: None,
            at: seen.place,
        });
        true
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
        let (memory, page_size, kernel) = (incident.node_memory?, incident.page_size, incident.kernel);
        Some(RefusedRequest { at: self.at, memory, page_size, kernel })
    }
}
