//! A request that the kernel refused without a kill, or that waited long: `page allocation failure`, a call trace, and a Mem-Info like a report's
//! (`warn_alloc()` in `mm/page_alloc.c`).

use super::draft::{IncidentDraft, function_of, page_size};

use super::seen::MessageSeen;

use crate::kernel::{Cpu, Message};
use crate::model::{KernelInfo, Place, RefusedRequest, Report};

/// How many lines that are none of its own it survives: the call trace stands before Mem-Info.
const LINES_BETWEEN: u32 = 200;

/// One that is being told.
#[derive(Debug)]
pub(super) struct Refused {
    at: Place,
    draft: Box<IncidentDraft>,
    /// Who called for the line, as far as its call trace was read.
    caller: Called,
    lines_between: u32,
}

/// The frame behind the one that prints the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Called {
    Unknown,
    /// It comes next.
    Next,
    ByVmalloc,
    ByOther,
}

impl Refused {
    pub(super) fn new(message: &Message<'_>, seen: &MessageSeen<'_>) -> Self {
        Self {
            at: seen.place,
            draft: Box::new(IncidentDraft::new(message, seen, Vec::new())),
            caller: Called::Unknown,
            lines_between: 0,
        }
    }

    /// Takes a line of its Mem-Info, or the line before it that names the kernel. False where the message is none.
    pub(super) fn take(&mut self, message: &Message<'_>, seen: &MessageSeen<'_>) -> bool {
        let taken = match message {
            Message::Cpu(cpu) => self.kernel(cpu, seen),
            _ => self.draft.memory(message, seen),
        };
        if taken {
            self.lines_between = 0;
        }
        taken
    }

    /// A line that may be a frame of its call trace. Up to 4.8 `warn_alloc_failed()` prints `page allocation failure: order:0`
    /// for vmalloc, too, behind vmalloc's own line, and only the caller tells which it was.
    pub(super) fn frame(&mut self, text: &str) {
        let Some(function) = function_of(text) else { return };
        self.caller = match self.caller {
            Called::Unknown if function == "warn_alloc_failed" => Called::Next,
            Called::Next if function.starts_with("__vmalloc") => Called::ByVmalloc,
            Called::Next => Called::ByOther,
            known => known,
        };
    }

    fn kernel(&mut self, cpu: &Cpu<'_>, seen: &MessageSeen<'_>) -> bool {
        let kernel = &mut self.draft.incident_mut().kernel;
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
        let mut incident = self.draft.into_incident();
        incident.page_size = page_size(&incident);
        let page_size = incident.page_size;
        let Report { node_memory, kernel, .. } = incident.report.into_inner();
        let memory = node_memory?;
        Some(RefusedRequest { at: self.at, memory, page_size, kernel, by_vmalloc: self.caller == Called::ByVmalloc })
    }
}
