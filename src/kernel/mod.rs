//! One kernel message → one [`Message`]. Stateless: a table of line shapes, each with a real sample and its kernel range.
//!
//! What a message means depends on what came before: `anon 484630528` is a statistic inside a report and nothing
//! elsewhere. That is the assembler's business; [`Message::is_unmistakable`] says which shapes speak for themselves.

mod cgroup;
mod header;
mod kill;
mod mem_info;
mod openvz;
mod prefix;
mod scan;
mod shapes;
mod tasks;

pub use cgroup::{CounterKind, STATS_IN_ORDER, unit_of};
pub use header::{Cpu, Invoked};
pub use kill::{KillAnnouncement, Killed, Process, Reaper, SummaryLine};
pub use mem_info::{FreeList, MemInfo, PageCount, ZoneLine};
pub use scan::Figure;
pub use shapes::{KernelRange, SHAPES, Shape};
pub use tasks::{TaskHeaderText, TaskLine, TaskTableHeader};

use crate::model::{HugePages, Kib};
use crate::source::{Asks, Needle};

/// What a kernel line of an OOM report says, numbers as printed.
#[derive(Clone, Debug, PartialEq)]
pub enum Message<'a> {
    /// `X invoked oom-killer: …`: a report begins.
    Invoked(Invoked<'a>),
    /// `X invoked`: a header that is wrapped before `oom-killer:`, or anything else.
    InvokedCut,
    /// `X cpuset=… mems_allowed=…` (up to 4.19): the invoking task's, nothing that counts.
    Cpuset,
    /// `CPU: … Comm: …`.
    Cpu(Cpu<'a>),
    /// `Hardware name: …`.
    Hardware(&'a str),
    /// `Call Trace:`.
    CallTrace,
    /// `Task in A killed as a result of limit of B` (up to 4.19): A, B. Either may be missing where the line is cut.
    TaskIn {
        /// The victim's cgroup; where `limit` is missing, perhaps not all of it.
        victim: Option<&'a str>,
        /// The cgroup whose limit was hit.
        limit: Option<&'a str>,
    },
    /// `memory: usage …kB, limit …kB, failcnt …` and its kin.
    Counter {
        /// Which of them.
        kind: CounterKind,
        /// What was charged.
        usage: Kib,
        /// The limit as printed.
        limit: Option<Kib>,
        /// Failed charges.
        failcnt: Option<u64>,
    },
    /// `Memory cgroup stats for PATH:`, statistics to follow line by line, or on the same line (v1 up to 5.2, in KiB).
    StatsFor {
        /// The path, empty where the kernel printed none; `None` where the line is cut before it.
        path: Option<&'a str>,
        /// False where the line is cut before its colon, perhaps inside the path.
        whole: bool,
        /// The statistics on the same line, in KiB.
        inline: Vec<Figure<'a, i64>>,
    },
    /// More statistics of a one-line `Memory cgroup stats`, where its record was split: in KiB.
    MoreInline(Vec<Figure<'a, i64>>),
    /// `anon 484630528`: key and value of `memory.stat`.
    Stat(&'a str, i64),
    /// `Memory cgroup min protection …kB -- low protection …kB` (6.19 on): min, low.
    Protection(Kib, Kib),
    /// A line of Mem-Info.
    Mem(MemInfo<'a>),
    /// `Node 0 hugepages_total=…`.
    Huge(HugePages),
    /// `Tasks state (memory values in pages):`.
    TasksTitle,
    /// The header of the task table: its words after the pid's.
    TasksHeader(TaskHeaderText<'a>),
    /// A row of the task table.
    Row(TaskLine<'a>),
    /// `oom-kill:constraint=…`.
    Summary(SummaryLine<'a>),
    /// `…: Kill process N (X) score S or sacrifice child` (up to 5.0): who was chosen. Not yet a kill.
    Chosen(KillAnnouncement<'a>),
    /// `Killed process …`.
    Killed(Killed<'a>),
    /// `Tasks in X are going to be killed due to memory.oom.group set`.
    Group {
        /// X; `None` where the line is cut before it.
        path: Option<&'a str>,
        /// False where the line is cut, perhaps inside the path.
        whole: bool,
    },
    /// `oom_reaper: reaped process …`.
    Reaped(Reaper<'a>),
    /// `oom_reaper: unable to reap pid:N (X)`.
    ReapFailed(Process<'a>),
    /// `OOM victim N (X) is already exiting. Skip killing the task`: not a kill.
    AlreadyExiting(Process<'a>),
    /// `Out of memory and no killable processes...`.
    NoKillable,
    /// The text of a panic over memory, without `Kernel panic - not syncing: `.
    Panic(&'a str),
    /// `oom_kill_process: N callbacks suppressed`: so many reports were not printed.
    Suppressed(u64),
    /// `Manual OOM execution`: somebody asked for a kill (sysrq-f).
    Manual,
    /// `OOM request ignored…`: a kill was asked for and not done.
    Ignored,
    /// `X: page allocation failure: …`: Mem-Info follows that is no OOM report's.
    AllocationFailure,
    /// `Linux version …`: the machine booted.
    Boot,
    /// So many messages were lost here, where the log says how many.
    Lost(Option<u64>),
}

impl Message<'_> {
    /// True where the line is part of an OOM report wherever it stands.
    pub const fn is_unmistakable(&self) -> bool {
        !matches!(
            self,
            Self::InvokedCut
                | Self::Cpuset
                | Self::Cpu(_)
                | Self::Hardware(_)
                | Self::CallTrace
                | Self::MoreInline(_)
                | Self::Stat(..)
                | Self::Mem(_)
                | Self::Huge(_)
                | Self::Row(_)
                | Self::AllocationFailure
                | Self::Boot
                | Self::Lost(_)
        )
    }

    /// How many parts that lines of this shape have (in some kernel) are missing: what a cut or wrapped line lacks.
    pub fn missing(&self) -> usize {
        match self {
            Self::Invoked(invoked) => invoked.missing(),
            Self::InvokedCut => 4,
            Self::Cpu(cpu) => usize::from(cpu.release.is_none()),
            Self::TaskIn { victim, limit } => usize::from(victim.is_none()) + usize::from(limit.is_none()),
            Self::Counter { limit, failcnt, .. } => usize::from(limit.is_none()) + usize::from(failcnt.is_none()),
            Self::Group { whole: true, .. } => 0,
            Self::StatsFor { path, whole, .. } | Self::Group { path, whole } => {
                usize::from(path.is_none()) + usize::from(!whole)
            }
            Self::Mem(MemInfo::FreeList(list)) => list.missing(),
            Self::TasksHeader(words) => usize::from(!words.is_whole()),
            Self::Row(row) => row.missing(),
            Self::Summary(summary) => summary.missing(),
            Self::Chosen(chosen) => chosen.missing(),
            Self::Killed(killed) => killed.missing(),
            Self::Reaped(reaper) => reaper.missing(),
            // Written out, so that a new line is asked what it may lack.
            Self::Cpuset
            | Self::Hardware(_)
            | Self::CallTrace
            | Self::MoreInline(_)
            | Self::Stat(..)
            | Self::Protection(..)
            | Self::Mem(_)
            | Self::Huge(_)
            | Self::TasksTitle
            | Self::ReapFailed(_)
            | Self::AlreadyExiting(_)
            | Self::NoKillable
            | Self::Panic(_)
            | Self::Suppressed(_)
            | Self::Manual
            | Self::Ignored
            | Self::AllocationFailure
            | Self::Boot
            | Self::Lost(_) => 0,
        }
    }
}

/// Literals, one of which stands in or near every line that matters. Rare in ordinary logs: each hit costs. The search
/// seeks their first four letters and compares the rest, so each begins where its letters are rarest, and they share
/// beginnings where they can.
///
/// Those that look back are the parts of a report that stand below its header: where the scan meets one of them first,
/// the report has lost its beginning, and what is left of it stands before the hit.
pub const NEEDLES: &[Needle] = &[
    Needle { text: "oom-killer:", asks: Asks::Begins(" gfp_mask=") },
    // journald writes messages that are no text as their bytes: "ller: " and "lled process ".
    hit(",108,108,101,114,58,32,"),
    hit(",108,108,101,100,32,112,114,111,99,101,115,115,32,"),
    // Mail wraps the header before its last word but one.
    hit("voked\n"),
    hit("oom_reaper: "),
    hit("oom.group set"),
    hit("oom_kill_process: "),
    hit("OOM execution"),
    hit("OOM request ignored"),
    look_back("OOM killed process "),
    // Mail wraps that before its words.
    look_back("emory in UB"),
    look_back("Killed process "),
    look_back("emory cgroup out of memory"),
    look_back("emory: Kill"),
    look_back("oom_kill_allocating_task)"),
    look_back("killable processes"),
    look_back("Kill process "),
    look_back("dlocked on memory"),
    look_back("oom is enabled"),
    look_back("oom-kill:"),
    look_back("killed as a result of limit of"),
    look_back("emory cgroup stats"),
    look_back("(memory values"),
    look_back("wapents oom_score_adj"),
];

const fn hit(text: &'static str) -> Needle {
    Needle { text, asks: Asks::Behind }
}

const fn look_back(text: &'static str) -> Needle {
    Needle { text, asks: Asks::Before }
}

/// Reads one kernel message (envelope already off). `None` for every line that is not part of an OOM report.
pub fn classify(text: &str) -> Option<Message<'_>> {
    let trimmed = text.trim_start();
    // The shortest line of a report that says something is a statistic: a key, a blank, a digit.
    if trimmed.len() < 3 || trimmed.len() > LINE_MAX {
        return None;
    }
    let first = *trimmed.as_bytes().first()?;
    SHAPES.iter().filter(|shape| shape.may_be(first)).find_map(|shape| (shape.read)(text))
}

/// No kernel record is longer (a record holds 1024 bytes; joined ones a few of them).
const LINE_MAX: usize = 16 * 1024;

#[cfg(test)]
mod tests;
