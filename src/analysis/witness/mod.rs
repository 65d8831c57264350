//! Signs of kills that no report of the kernel in these inputs shows: what the cluster, the runtime, systemd and the
//! killers in userspace say.
//!
//! A witness is never counted as a kernel kill. Each says what it proves, what it leaves open, and what to ask for next.
//! Signs that belong to an incident are not repeated here: they stand with it, as companions or as what kubectl shows.
//!
//! | kind | who says it | what it proves |
//! |---|---|---|
//! | `oom-killed` | `kubectl`, `crictl`: a container's reason | the runtime saw the kernel kill in the container's cgroup |
//! | `task-oom` | containerd, dockerd: an out-of-memory event | the same |
//! | `system-oom` | kubelet: its event, its line | the kernel killed the process; the kubelet takes kills for node-wide whose cgroup it cannot read, too |
//! | `problem-detector` | node-problem-detector's event | the kernel wrote the line that it quotes |
//! | `unit-oom` | systemd | the kernel killed in the unit's cgroup |
//! | `unit-failed` | systemd: result `oom-kill` | the kernel or systemd-oomd killed in the unit |
//! | `exit-137` | the runtime, the kubelet | SIGKILL ended the container, whoever sent it |
//! | `eviction`, `oomd-kill`, `earlyoom-kill`, `talos-kill` | the killer itself | a program killed, not the kernel |

mod words;

use std::sync::Arc;

use crate::model::{Place, Wall};

pub use words::WitnessWords;

/// A sign of a kill that no report of the kernel here shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// What kind of sign.
    pub kind: WitnessKind,
    /// How often it was seen, where its list counts.
    pub count: u64,
    /// When, on the wall clock, where it says so.
    pub time: Option<Wall>,
    /// The node.
    pub host: Option<Arc<str>>,
    /// What was killed.
    pub subject: WitnessSubject,
    /// Where it stands, letter by letter: lines of a log, or what a list holds.
    pub lines: Vec<WitnessLine>,
}

impl Witness {
    /// True for one and the same sign, read twice.
    pub(super) fn is_the_sign_of(&self, other: &Self) -> bool {
        let told = |sign: &Self| (sign.kind, sign.time.map(|time| time.local), sign.host.clone());
        told(self) == told(other) && self.subject == other.subject
    }
}

/// What was killed, as far as the sign names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WitnessSubject {
    /// The pod's namespace.
    pub namespace: Option<Box<str>>,
    /// The pod's name.
    pub pod: Option<Box<str>>,
    /// The pod's UID.
    pub pod_uid: Option<Box<str>>,
    /// The container's name.
    pub container: Option<Box<str>>,
    /// The container's id.
    pub container_id: Option<Box<str>>,
    /// The process's name.
    pub process: Option<Box<str>>,
    /// The process's id on its node.
    pub pid: Option<u32>,
    /// The systemd unit.
    pub unit: Option<Box<str>>,
    /// The exit code that is shown.
    pub exit_code: Option<i32>,
}

/// Where a sign stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessLine {
    /// Its input, and its line where the input is read by lines; line 0 is "somewhere in this list".
    pub place: Place,
    /// Its text.
    pub text: String,
}

/// The kinds of signs; [`WitnessKind::name`] is part of the JSON format. In the order of what they prove: where several
/// signs tell of one kill, the first of them names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WitnessKind {
    /// The kubelet evicted a pod.
    Eviction,
    /// systemd-oomd killed a cgroup.
    OomdKill,
    /// earlyoom killed a process.
    EarlyoomKill,
    /// Talos's OOM controller killed a cgroup.
    TalosKill,
    /// kubectl or crictl shows a container's end as OOMKilled.
    OomKilled,
    /// The container runtime saw an out-of-memory event.
    TaskOom,
    /// The kubelet reported a system OOM.
    SystemOom,
    /// node-problem-detector quotes the kernel's line.
    ProblemDetector,
    /// systemd saw the kernel kill in a unit.
    UnitOom,
    /// A unit failed with the result oom-kill.
    UnitFailed,
    /// A container ended with exit code 137.
    Exit137,
}

/// Who killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Killer {
    /// The kernel's OOM killer.
    Kernel,
    /// A program in userspace.
    Userspace,
    /// The sign does not tell.
    Unknown,
}

impl WitnessKind {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::Eviction,
        Self::OomdKill,
        Self::EarlyoomKill,
        Self::TalosKill,
        Self::OomKilled,
        Self::TaskOom,
        Self::SystemOom,
        Self::ProblemDetector,
        Self::UnitOom,
        Self::UnitFailed,
        Self::Exit137,
    ];

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Eviction => "eviction",
            Self::OomdKill => "oomd-kill",
            Self::EarlyoomKill => "earlyoom-kill",
            Self::TalosKill => "talos-kill",
            Self::OomKilled => "oom-killed",
            Self::TaskOom => "task-oom",
            Self::SystemOom => "system-oom",
            Self::ProblemDetector => "problem-detector",
            Self::UnitOom => "unit-oom",
            Self::UnitFailed => "unit-failed",
            Self::Exit137 => "exit-137",
        }
    }

    /// Who killed, as far as this kind of sign proves it.
    pub const fn killer(self) -> Killer {
        match self {
            Self::Eviction | Self::OomdKill | Self::EarlyoomKill | Self::TalosKill => Killer::Userspace,
            Self::OomKilled | Self::TaskOom | Self::SystemOom | Self::ProblemDetector | Self::UnitOom => Killer::Kernel,
            Self::UnitFailed | Self::Exit137 => Killer::Unknown,
        }
    }
}

impl Killer {
    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kernel => "kernel",
            Self::Userspace => "userspace",
            Self::Unknown => "unknown",
        }
    }
}
