//! Lines of kubelet, containerd, systemd and others that belong on the same timeline.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::{IncidentId, Moment, Place, Wall};

/// A line of another program that speaks of a kill, an eviction or a container's end.
#[derive(Clone, Debug, PartialEq)]
pub struct Companion {
    /// When it was written.
    pub moment: Moment,
    /// The node, if the log says.
    pub host: Option<Arc<str>>,
    /// What it tells.
    pub kind: CompanionKind,
    /// The program that wrote it (`kubelet`, `containerd`, `systemd`).
    pub program: Option<Arc<str>>,
    /// The message without its envelope.
    pub text: String,
    /// Its line.
    pub place: Place,
    /// What it names, for joining.
    pub ties: Ties,
    /// The incident it belongs to, once joined.
    pub incident: Option<IncidentId>,
    /// Where its boot clock was moved to, by kills that another source dates.
    pub moved_to_wall: Option<Wall>,
    /// True where a report of ours told it, with the incident that it belongs to.
    pub is_carried: bool,
}

impl Companion {
    /// A line of which only this is known.
    pub fn bare(kind: CompanionKind, place: Place, text: impl Into<String>) -> Self {
        Self {
            moment: Moment::default(),
            host: None,
            kind,
            program: None,
            text: text.into(),
            place,
            ties: Ties::default(),
            incident: None,
            moved_to_wall: None,
            is_carried: false,
        }
    }

    /// When it was written on the wall clock: as printed, else moved there.
    pub fn wall_time(&self) -> Option<NaiveDateTime> {
        self.moment.wall.or(self.moved_to_wall).as_ref().map(Wall::comparable)
    }
}

/// Ids and names that a companion line holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// 64 hexadecimal digits (or the prefix that the line prints).
    pub container_id: Option<Box<str>>,
    /// The id of the pod's sandbox, where the line tells it apart from a container's.
    pub sandbox_id: Option<Box<str>>,
    /// With dashes, or 32 hexadecimal digits for static pods.
    pub pod_uid: Option<Box<str>>,
    /// The pod's namespace.
    pub namespace: Option<Box<str>>,
    /// The pod's name.
    pub pod: Option<Box<str>>,
    /// The container's name.
    pub container: Option<Box<str>>,
    /// A process id.
    pub pid: Option<u32>,
    /// A systemd unit.
    pub unit: Option<Box<str>>,
    /// An exit code, where the line tells one.
    pub exit_code: Option<i32>,
}

/// What a companion line tells; [`CompanionKind::name`] is part of the JSON format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CompanionKind {
    /// kubelet saw a node-level kernel kill ("Got sys oom event").
    SystemOom,
    /// kubelet's eviction manager at work. A userspace kill, not the kernel's.
    Eviction,
    /// kubelet reports node memory pressure.
    NodePressure,
    /// A container ended (PLEG ContainerDied, containerd's exit event).
    ContainerDied,
    /// A container started or was created: a line that joins names to ids.
    ContainerStarted,
    /// A restart is delayed (CrashLoopBackOff).
    CrashLoop,
    /// containerd's TaskOOM: the container's reason will be OOMKilled.
    TaskOom,
    /// systemd saw a kernel kill in a unit.
    UnitOom,
    /// A unit failed with result oom-kill (also written after systemd-oomd's kills).
    UnitFailed,
    /// systemd-oomd killed a cgroup. A userspace kill.
    OomdKill,
    /// earlyoom killed a process. A userspace kill.
    EarlyoomKill,
    /// Talos's OOM controller killed a cgroup. A userspace kill.
    TalosKill,
    /// node-problem-detector's OOMKilling event.
    ProblemDetector,
    /// dockerd's own line about an out-of-memory container.
    DockerOom,
    /// The kernel refused a request for memory and killed nobody ("page allocation failure").
    AllocationFailure,
    /// A balloon driver's line: the hypervisor takes memory back.
    Balloon,
    /// Kernel lines about lost messages, lock-ups or manual OOM that belong to the picture.
    KernelAside,
}

impl CompanionKind {
    /// All of them, in this order.
    pub const ALL: [Self; 17] = [
        Self::SystemOom,
        Self::Eviction,
        Self::NodePressure,
        Self::ContainerDied,
        Self::ContainerStarted,
        Self::CrashLoop,
        Self::TaskOom,
        Self::UnitOom,
        Self::UnitFailed,
        Self::OomdKill,
        Self::EarlyoomKill,
        Self::TalosKill,
        Self::ProblemDetector,
        Self::DockerOom,
        Self::AllocationFailure,
        Self::Balloon,
        Self::KernelAside,
    ];

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SystemOom => "system-oom",
            Self::Eviction => "eviction",
            Self::NodePressure => "node-pressure",
            Self::ContainerDied => "container-died",
            Self::ContainerStarted => "container-started",
            Self::CrashLoop => "crash-loop",
            Self::TaskOom => "task-oom",
            Self::UnitOom => "unit-oom",
            Self::UnitFailed => "unit-failed",
            Self::OomdKill => "oomd-kill",
            Self::EarlyoomKill => "earlyoom-kill",
            Self::TalosKill => "talos-kill",
            Self::ProblemDetector => "problem-detector",
            Self::DockerOom => "docker-oom",
            Self::AllocationFailure => "allocation-failure",
            Self::Balloon => "balloon",
            Self::KernelAside => "kernel-aside",
        }
    }

    /// True for a kill that a program in userspace made: never counted as a kernel kill.
    pub const fn is_userspace_kill(self) -> bool {
        matches!(self, Self::Eviction | Self::OomdKill | Self::EarlyoomKill | Self::TalosKill)
    }
}
