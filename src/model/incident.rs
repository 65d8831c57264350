//! One run of the OOM killer, as the log tells it.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, LazyLock};

use super::rare::{Blank, Rare};
use super::{
    Bytes, CgroupMemory, CgroupPath, Few, Kib, Moment, NodeMemory, Note, NoteKind, PageSize, PageSizeBasis, Place,
    SourceId, Span, TaskTable,
};
use crate::tell;

/// The number of an incident within a load, from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IncidentId(pub u32);

/// One run of the OOM killer: a header, its memory report, its task table, one or more kills; or what is left of it. Of many a
/// kill the log has one line only, and a load keeps ten thousands of those: what only a report tells stands in
/// [`Incident::report`], and reads as if it stood here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incident {
    /// Its number; given by the load.
    pub id: IncidentId,
    /// Where it stands; the first is the source whose lines the facts point at.
    pub seen_in: Few<Span>,
    /// When: the kill line's stamp, else the summary's, else the header's.
    pub moment: Moment,
    /// The node.
    pub host: Option<Arc<str>>,
    /// An id of the boot, if the log has one.
    pub boot: Option<Arc<str>>,
    /// What a report tells beyond the kill line.
    pub report: Rare<Report>,
    /// Who was killed, each process once, in the log's order.
    pub victims: Vec<Victim>,
    /// How it ended.
    pub outcome: Outcome,
    /// The size of this kernel's pages.
    pub page_size: PageSizeFact,
    /// True where the log holds a later line of the same kernel: what the kernel prints directly after a kill (the group that
    /// dies with the victim) would stand there, too.
    pub log_goes_on: bool,
    /// False where a part that this kernel prints is missing; the notes say which.
    pub complete: bool,
    /// What is odd, missing or assumed; read it by [`Incident::notes`].
    pub noted: Vec<Note>,
}

/// What the kernel prints around a kill line, as far as the log has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// When the killer was invoked, if the header is there.
    pub invoked: Option<Moment>,
    /// `CPU: … Comm: … 5.15.0-1051-azure #59-Ubuntu`.
    pub kernel: Option<KernelInfo>,
    /// Who asked for memory. Often not the victim.
    pub trigger: Option<Trigger>,
    /// The `oom-kill:` line (5.0 on).
    pub summary: Option<Summary>,
    /// `oom_memcg`, or B of `Task in A killed as a result of limit of B`: whose limit was hit.
    pub limit_cgroup: Option<CgroupPath>,
    /// `task_memcg`, or A of that line: where the victim lived.
    pub victim_cgroup: Option<CgroupPath>,
    /// The limit cgroup's memory.
    pub cgroup_memory: CgroupMemory,
    /// The node's memory (Mem-Info), in reports of node-level kills.
    pub node_memory: Option<NodeMemory>,
    /// The task table.
    pub tasks: TaskTable,
    /// The cgroup of `Tasks in X are going to be killed due to memory.oom.group set`.
    pub oom_group: Option<CgroupPath>,
    /// The call trace and registers, as lines.
    pub stack: Option<Span>,
    /// By which path the killer was reached, as far as the call trace tells.
    pub reached_by: Option<Caller>,
    /// `SysRq : Manual OOM execution` directly before, or the frame of its handler in the call trace: a person or program
    /// asked for the kill.
    pub asked_by_hand: Option<Quote>,
}

impl Blank for Report {
    fn blank() -> &'static Self {
        static BLANK: LazyLock<Report> = LazyLock::new(Report::default);
        &BLANK
    }
}

impl Deref for Incident {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.report
    }
}

impl DerefMut for Incident {
    fn deref_mut(&mut self) -> &mut Report {
        &mut self.report
    }
}

/// `X invoked oom-killer: gfp_mask=…, order=…, oom_score_adj=…` and the `CPU: … PID: …` line after it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trigger {
    /// The invoking task's name (at most 15 bytes).
    pub name: Box<str>,
    /// Its pid, from the `CPU:` line.
    pub pid: Option<u32>,
    /// Its uid, from the `CPU:` line (6.12 on).
    pub uid: Option<u32>,
    /// The mask as printed: `0xcc0(GFP_KERNEL)`, or `0x201da` before 4.6.
    pub gfp_mask: Option<Box<str>>,
    /// log2 of the pages asked for; -1 means a person or program asked for the kill (sysrq-f).
    pub order: Option<i32>,
    /// The invoking task's own adjustment.
    pub oom_score_adj: Option<i32>,
    /// `nodemask=` of the header (4.9 to 4.19).
    pub nodemask: Option<Box<str>>,
    /// Its line.
    pub at: Place,
}

/// What the `CPU:` and `Hardware name:` lines say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KernelInfo {
    /// `5.15.0-1051-azure`.
    pub release: Option<Box<str>>,
    /// `Not tainted`, or `Tainted: G        W`.
    pub taint: Option<Box<str>>,
    /// `Microsoft Corporation Virtual Machine/…`.
    pub hardware: Option<Box<str>>,
    /// The line of `CPU:`.
    pub at: Place,
}

/// A series of kernels: 5.15 as `KernelSeries(5, 15)`. In their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KernelSeries(pub u32, pub u32);

impl KernelSeries {
    /// Of a release: `5.15.0-1051-azure` is of 5.15.
    pub fn of(release: &str) -> Option<Self> {
        let mut numbers = release.split(|c: char| !c.is_ascii_digit()).map(|number| number.parse().ok());
        Some(Self(numbers.next()??, numbers.next()??))
    }
}

/// The `oom-kill:constraint=…` line.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The constraint.
    pub constraint: Constraint,
    /// As printed (`(null)`, `0-1`).
    pub nodemask: Option<Box<str>>,
    /// The invoking task's cpuset, last path component only.
    pub cpuset: Option<Box<str>>,
    /// The invoking task's allowed memory nodes.
    pub mems_allowed: Option<Box<str>>,
    /// True where it says `global_oom`.
    pub global_oom: bool,
    /// The chosen victim's name.
    pub task: Option<Box<str>>,
    /// The chosen victim's pid.
    pub pid: Option<u32>,
    /// The chosen victim's uid.
    pub uid: Option<u32>,
    /// Its line.
    pub at: Place,
}

/// What bounded the allocation (`enum oom_constraint`, `include/linux/oom.h`); anything else passes through as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// `CONSTRAINT_NONE`: the whole node.
    None,
    /// `CONSTRAINT_CPUSET`.
    Cpuset,
    /// `CONSTRAINT_MEMORY_POLICY`.
    MemoryPolicy,
    /// `CONSTRAINT_MEMCG`.
    Memcg,
    /// Another word, as printed.
    Other(Box<str>),
}

/// One process that was killed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Victim {
    /// Its pid.
    pub pid: u32,
    /// Its name.
    pub name: Box<str>,
    /// Its user, in the kernel's own user namespace.
    pub uid: Option<u32>,
    /// `total-vm`.
    pub total_vm: Option<Kib>,
    /// `anon-rss`.
    pub anon_rss: Option<Kib>,
    /// `file-rss`.
    pub file_rss: Option<Kib>,
    /// `shmem-rss`.
    pub shmem_rss: Option<Kib>,
    /// `pgtables`.
    pub pgtables: Option<Kib>,
    /// `oom_score_adj`.
    pub oom_score_adj: Option<i32>,
    /// The per-mille score that kernels up to 5.0 print.
    pub score: Option<u32>,
    /// True where it died as a member of an oom group and not as the chosen one.
    pub group_member: bool,
    /// True where no `Killed process` line is there and only the `oom-kill:` line, or the reaper's, names it.
    pub from_summary_only: bool,
    /// What the oom reaper left.
    pub reaped: Option<Box<Reaped>>,
    /// Its kill line.
    pub at: Place,
    /// The words before the colon of its kill line: `Memory cgroup out of memory`.
    pub prefix: Option<Arc<str>>,
}

/// `oom_reaper: reaped process N (name), now anon-rss:…`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reaped {
    /// Anonymous memory still there.
    pub anon_rss: Kib,
    /// File memory still there.
    pub file_rss: Kib,
    /// Shared memory still there.
    pub shmem_rss: Kib,
    /// Its line.
    pub at: Place,
}

/// Words of the kernel as printed, with their line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The message, or the frame of a call trace, without blanks around it.
    pub text: Arc<str>,
    /// Its line.
    pub at: Place,
}

/// What called the killer, by a frame of the call trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Which path of the kernel.
    pub path: CallPath,
    /// The frame that tells.
    pub frame: Quote,
}

/// By which path of the kernel the killer was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallPath {
    /// `mem_cgroup_out_of_memory`: a cgroup's limit (`mm/memcontrol.c`).
    Cgroup,
    /// `memory_max_write` around it: somebody lowered the cgroup's limit below what it held (cgroup v2).
    LimitLowered,
    /// `__alloc_pages_slowpath` or `__alloc_pages_may_oom`: the page allocator, so no cgroup's limit (`mm/page_alloc.c`).
    PageAllocator,
}

/// How an incident ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// The log does not show the end.
    #[default]
    NotInLog,
    /// At least one process was killed.
    Killed,
    /// `Out of memory and no killable processes...`.
    NoKillableProcess,
    /// The kernel panicked; the text after `Kernel panic - not syncing: `.
    Panicked(Box<str>),
    /// Manual OOM: `OOM request ignored. No task eligible`.
    Ignored,
}

/// The page size and how it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSizeFact {
    /// Bytes in a page.
    pub size: PageSize,
    /// How it is known.
    pub basis: PageSizeBasis,
}

impl Default for PageSizeFact {
    fn default() -> Self {
        Self { size: PageSize::DEFAULT, basis: PageSizeBasis::Assumed }
    }
}

impl Incident {
    /// The source whose lines the facts point at, and the lines it takes there.
    pub fn home(&self) -> Option<Span> {
        self.seen_in.first().copied()
    }

    /// The kernel's series, where the log tells its release.
    pub fn kernel_series(&self) -> Option<KernelSeries> {
        KernelSeries::of(self.kernel.as_ref()?.release.as_deref()?)
    }

    /// The first of its lines in a source.
    pub fn line_in(&self, source: SourceId) -> Option<u64> {
        self.seen_in.iter().find(|span| span.source == source).map(|span| span.first)
    }

    /// What is odd, missing or assumed. That a kill has no report is noted of most that have none, and nothing else: it need
    /// not be kept ten thousand times.
    pub fn notes(&self) -> Cow<'_, [Note]> {
        let lone = self.lone_note().filter(|_| self.noted.is_empty());
        lone.map_or(Cow::Borrowed(&self.noted), |note| Cow::Owned(vec![note]))
    }

    /// Adds a note.
    pub fn note(&mut self, note: Note) {
        self.noted = self.notes().into_owned();
        self.noted.push(note);
    }

    /// The note of a kill that is its kill line and nothing more.
    fn lone_note(&self) -> Option<Note> {
        let is_lone = self.outcome == Outcome::Killed && !self.complete && self.report.is_blank();
        let line = self.victims.first().filter(|_| is_lone)?.at;
        Some(Note::new(NoteKind::NoReport, tell!("note-no-report")).at(line.span()))
    }

    /// Gives back the room that is not needed, once all is known.
    pub fn shrink(&mut self) {
        if self.lone_note().is_some_and(|note| self.noted == [note]) {
            self.noted.clear();
        }
        self.noted.shrink_to_fit();
        self.victims.shrink_to_fit();
        if let Some(report) = self.report.as_mut() {
            report.tasks.shrink();
            report.cgroup_memory.stats.0.shrink_to_fit();
        }
        self.report.settle();
    }

    /// Every moment that it holds.
    pub fn moments_mut(&mut self) -> impl Iterator<Item = &mut Moment> {
        let invoked = self.report.as_mut().and_then(|report| report.invoked.as_mut());
        std::iter::once(&mut self.moment).chain(invoked)
    }

    /// The chosen victim: the first that is not merely a member of its group, else the first.
    pub fn chosen(&self) -> Option<&Victim> {
        self.victims.iter().find(|victim| !victim.group_member).or_else(|| self.victims.first())
    }

    /// The path by which the killer was reached, as far as the call trace tells.
    pub fn call_path(&self) -> Option<CallPath> {
        self.reached_by.as_ref().map(|caller| caller.path)
    }

    /// True where the kernel was asked for the kill by hand: order -1, or what stands in [`Report::asked_by_hand`]. Kernels
    /// before 4.3 print order 0 for such kills (`moom_callback` in `drivers/tty/sysrq.c`).
    pub fn is_manual(&self) -> bool {
        self.asked_by_hand.is_some() || self.trigger.as_ref().is_some_and(|trigger| trigger.order == Some(-1))
    }
}

impl Victim {
    /// What it held, as its kill line says: the sum of the parts that are printed.
    pub fn held(&self) -> Option<Bytes> {
        let parts = [self.anon_rss, self.file_rss, self.shmem_rss];
        let sum = || parts.iter().flatten().fold(Bytes(0), |sum, part| sum.plus(part.bytes()));
        parts.iter().any(Option::is_some).then(sum)
    }
}

impl Constraint {
    /// From the printed word.
    pub fn from_printed(word: &str) -> Self {
        match word {
            "CONSTRAINT_NONE" => Self::None,
            "CONSTRAINT_CPUSET" => Self::Cpuset,
            "CONSTRAINT_MEMORY_POLICY" => Self::MemoryPolicy,
            "CONSTRAINT_MEMCG" => Self::Memcg,
            other => Self::Other(other.into()),
        }
    }

    /// The word as printed.
    pub fn printed(&self) -> &str {
        match self {
            Self::None => "CONSTRAINT_NONE",
            Self::Cpuset => "CONSTRAINT_CPUSET",
            Self::MemoryPolicy => "CONSTRAINT_MEMORY_POLICY",
            Self::Memcg => "CONSTRAINT_MEMCG",
            Self::Other(word) => word,
        }
    }
}
