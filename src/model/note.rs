//! Something odd or missing, with its place.

use super::Span;
use crate::lang::Sentence;

/// Something odd, missing, cut or assumed, told to the user in a whole sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What kind of oddity.
    pub kind: NoteKind,
    /// A sentence for people: what, where, what it means. Process names in it are arguments of the name `process`.
    pub text: Sentence,
    /// The lines it speaks of, where there are such.
    pub span: Option<Span>,
}

/// Kinds of notes; [`NoteKind::name`] is part of the JSON format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteKind {
    /// The kernel cut memory.stat (one record holds at most about 992 bytes, kernels 5.3 to 6.4).
    StatsCut,
    /// The report has no "invoked oom-killer" line.
    HeaderMissing,
    /// The report has neither the `CPU:` line behind its header nor a call trace.
    TraceMissing,
    /// The report breaks off before a kill line.
    EndMissing,
    /// The cgroup's or node's memory is missing from the report.
    MemoryMissing,
    /// The task table is missing or begins or ends in the middle.
    TasksCut,
    /// A kill line without a report (the kernel rate-limits reports: 10 in 5 seconds).
    NoReport,
    /// "N callbacks suppressed": so many reports were not printed.
    Suppressed,
    /// The `oom-kill:` line is missing or incomplete.
    SummaryCut,
    /// A line of the report could not be read whole.
    LineUnread,
    /// Two facts of the log contradict each other.
    Contradiction,
    /// The page size is assumed.
    PageSizeAssumed,
    /// The year is assumed.
    YearAssumed,
    /// A number of the kernel is printed in another unit than it says (5.4: page tables in bytes).
    UnitMended,
    /// The child of the chosen process was killed instead of it (kernels up to 5.1).
    ChildSacrificed,
    /// The process named was already exiting: not a kill.
    AlreadyExiting,
    /// The log lost messages here ("messages dropped").
    MessagesLost,
    /// A named limit of the program was reached, and something was left out.
    LimitReached,
    /// An input, or part of it, was skipped.
    Skipped,
    /// Bytes that are not text of the encoding.
    Encoding,
    /// An input could not be read to its end.
    ReadFailed,
    /// The clock jumped.
    ClockStep,
    /// Anything else worth saying.
    Other,
}

impl NoteKind {
    /// All of them, in this order.
    pub const ALL: [Self; 23] = [
        Self::StatsCut,
        Self::HeaderMissing,
        Self::TraceMissing,
        Self::EndMissing,
        Self::MemoryMissing,
        Self::TasksCut,
        Self::NoReport,
        Self::Suppressed,
        Self::SummaryCut,
        Self::LineUnread,
        Self::Contradiction,
        Self::PageSizeAssumed,
        Self::YearAssumed,
        Self::UnitMended,
        Self::ChildSacrificed,
        Self::AlreadyExiting,
        Self::MessagesLost,
        Self::LimitReached,
        Self::Skipped,
        Self::Encoding,
        Self::ReadFailed,
        Self::ClockStep,
        Self::Other,
    ];

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StatsCut => "stats-cut",
            Self::HeaderMissing => "header-missing",
            Self::TraceMissing => "trace-missing",
            Self::EndMissing => "end-missing",
            Self::MemoryMissing => "memory-missing",
            Self::TasksCut => "tasks-cut",
            Self::NoReport => "no-report",
            Self::Suppressed => "suppressed",
            Self::SummaryCut => "summary-cut",
            Self::LineUnread => "line-unread",
            Self::Contradiction => "contradiction",
            Self::PageSizeAssumed => "page-size-assumed",
            Self::YearAssumed => "year-assumed",
            Self::UnitMended => "unit-mended",
            Self::ChildSacrificed => "child-sacrificed",
            Self::AlreadyExiting => "already-exiting",
            Self::MessagesLost => "messages-lost",
            Self::LimitReached => "limit-reached",
            Self::Skipped => "skipped",
            Self::Encoding => "encoding",
            Self::ReadFailed => "read-failed",
            Self::ClockStep => "clock-step",
            Self::Other => "other",
        }
    }
}

impl Note {
    /// A note with its text; add the lines with [`Note::at`].
    pub fn new(kind: NoteKind, text: impl Into<Sentence>) -> Self {
        Self { kind, text: text.into(), span: None }
    }

    /// The same note, pointing at these lines.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        Self { span: Some(span), ..self }
    }
}
