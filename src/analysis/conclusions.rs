//! What follows from incidents: the values that windows and reports show.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, LazyLock};

use super::{History, PodName};
use crate::lang::Language;
use crate::model::{Blank, Bytes, Incident, IncidentId, Place, Rare, Wall};

/// One incident and what follows from it.
#[derive(Clone, Debug)]
pub struct Case {
    /// What the log says.
    pub incident: Incident,
    /// What follows.
    pub conclusions: Conclusions,
}

/// What follows from an incident. What only a report tells stands in [`Conclusions::findings`], and reads as if it stood here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conclusions {
    /// Whose limit was hit.
    pub verdict: Verdict,
    /// What follows from more than a kill line.
    pub findings: Rare<Findings>,
    /// Where a boot clock was moved to, by a kill that another source dates; see [`crate::analysis::order()`].
    pub moved_to_wall: Option<Box<Wall>>,
    /// The language of these sentences, and of the notes where they are shown.
    pub language: Language,
}

/// What follows from a report, or from what others say of a kill.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// The limit cgroup's memory in parts that add up to its usage.
    pub breakdown: Option<Breakdown>,
    /// The node's RAM in parts, for kills without a cgroup limit.
    pub node_breakdown: Option<Breakdown>,
    /// Why the node had no memory to give, for kills without a cgroup limit whose report shows the node.
    pub shortage: Option<super::shortage::Shortage>,
    /// The pod in whose cgroup the kill happened (the limit's pod, else the victim's).
    pub pod: Option<PodIdentity>,
    /// What that pod belongs to, where owners or the pod's name tell.
    pub workload: Option<Workload>,
    /// The victim's container.
    pub container: Option<ContainerIdentity>,
    /// What memory did before the kill; none where no series was handed over that may tell.
    pub history: Option<History>,
    /// What is said; see `Case::words`. `None` where the kill's own line tells it all.
    pub words: Option<CaseWords>,
    /// What others made of the insights into a kill whose own line tells the rest: these are kept, and nothing else.
    pub insights: Option<Vec<Insight>>,
    /// Where this was read in a report of ours: it stays as it was said there.
    pub carried: Option<Arc<Carried>>,
}

impl Blank for Findings {
    fn blank() -> &'static Self {
        static BLANK: LazyLock<Findings> = LazyLock::new(Findings::default);
        &BLANK
    }
}

impl Deref for Conclusions {
    type Target = Findings;

    fn deref(&self) -> &Findings {
        &self.findings
    }
}

impl DerefMut for Conclusions {
    fn deref_mut(&mut self) -> &mut Findings {
        &mut self.findings
    }
}

/// Where a case was read that no log here shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// The report's name.
    pub report: Arc<str>,
    /// The report's number of the kill.
    pub id: IncidentId,
    /// The rule that decided, where this version does not have it.
    pub rule: Option<Box<str>>,
    /// What this version does not know of it: the text of a JSON object that holds that, and nothing else.
    pub unknown: Option<Box<str>>,
}

impl Case {
    /// True where a report told it, and no log here.
    pub fn is_carried(&self) -> bool {
        self.conclusions.carried.is_some()
    }
}

/// The sentences on a kill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseWords {
    /// Whose limit was hit, in one sentence.
    pub headline: String,
    /// Why, a sentence each.
    pub why: Vec<String>,
    /// What to do, a sentence each.
    pub next_steps: Vec<String>,
    /// The lines that prove it.
    pub evidence: Vec<Evidence>,
    /// What the numbers tell beyond the verdict.
    pub insights: Vec<Insight>,
}

impl Conclusions {
    /// What others, or a report, gave it to say beyond what its own line tells.
    pub(super) fn kept_insights(&self) -> &[Insight] {
        let with_words = self.words.as_ref().map(|words| words.insights.as_slice());
        with_words.or(self.insights.as_deref()).unwrap_or_default()
    }

    /// The headline's second line, where a node was short: `backup-agent.service held 1.6 of 1.9 GiB of RAM`.
    pub fn holder_line(&self) -> Option<String> {
        self.shortage.as_ref()?.holder_line(self.language)
    }
}

/// A pod, as far as the log tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PodIdentity {
    /// With dashes, or 32 hexadecimal digits for static pods.
    pub uid: Option<Box<str>>,
    /// `guaranteed`, `burstable`, `besteffort`.
    pub qos: Option<Cow<'static, str>>,
    /// From companion lines or cluster facts.
    pub namespace: Option<Box<str>>,
    /// From companion lines or cluster facts.
    pub name: Option<Box<str>>,
}

impl PodIdentity {
    pub(super) fn full_name(&self) -> Option<PodName<'_>> {
        Some(PodName { namespace: self.namespace.as_deref()?, name: self.name.as_deref()? })
    }
}

/// What a pod belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// `Deployment`, `StatefulSet` …; `None` where the pod's name fits several.
    pub kind: Option<Box<str>>,
    /// Its name.
    pub name: Box<str>,
    /// Its namespace, where it is known.
    pub namespace: Option<Box<str>>,
    /// What tells that this kill's pod belongs to it.
    pub told_by: WorkloadSign,
    /// True where that is inferred of any of its kills.
    pub is_any_inferred: bool,
}

impl Workload {
    /// True for the name that somebody typed: `cart`, `shop/cart`, `deployment/cart`, `deployment/shop/cart`. Kinds are told
    /// apart by their letters alone.
    pub fn is_called(&self, typed: &str) -> bool {
        let parts: Vec<&str> = typed.split('/').collect();
        let is_kind = |word: &str| self.kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case(word));
        let is_namespace = |word: &str| self.namespace.as_deref() == Some(word);
        match parts.as_slice() {
            [name] => *name == &*self.name,
            [first, name] => *name == &*self.name && (is_namespace(first) || is_kind(first)),
            [kind, namespace, name] => *name == &*self.name && is_namespace(namespace) && is_kind(kind),
            _ => false,
        }
    }
}

/// What tells that a pod belongs to a workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WorkloadSign {
    /// The owners that Kubernetes lists.
    Owner,
    /// The owner of the pod, and what such owners are named after: a ReplicaSet after its Deployment and the hash of its
    /// template, a Job after its CronJob and the time.
    OwnersName,
    /// The form of the pod's name.
    PodName,
}

impl WorkloadSign {
    /// All of them, in this order.
    pub const ALL: [Self; 3] = [Self::Owner, Self::OwnersName, Self::PodName];

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::OwnersName => "owner-name",
            Self::PodName => "pod-name",
        }
    }

    /// What it stands on.
    pub const fn basis(self) -> Basis {
        match self {
            Self::Owner => Basis::Read,
            Self::OwnersName | Self::PodName => Basis::Inferred,
        }
    }
}

/// A container, as far as the log tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContainerIdentity {
    /// Its id.
    pub id: Option<Box<str>>,
    /// `containerd`, `cri-o`, `docker`, `podman` …
    pub runtime: Option<Cow<'static, str>>,
    /// From companion lines or cluster facts.
    pub name: Option<Box<str>>,
}

/// Whose limit was hit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// A container's limit.
    Container,
    /// A pod's limit.
    Pod,
    /// The limit of a QoS class.
    Qos,
    /// What the node has for pods.
    NodeAllocatable,
    /// The node's RAM.
    WholeNode,
    /// The memory nodes of a cpuset.
    Cpuset,
    /// The memory nodes of a memory policy.
    Mempolicy,
    /// Nobody's: the kill was asked for by hand.
    Manual,
    /// A system service's or reserved slice's limit.
    SystemService,
    /// A user session's or user slice's limit.
    UserSession,
    /// A limit that is none of the others.
    OtherCgroup,
    /// The log does not tell.
    #[default]
    Unknown,
}

impl Level {
    /// All of them, in this order.
    pub const ALL: [Self; 12] = [
        Self::Container,
        Self::Pod,
        Self::Qos,
        Self::NodeAllocatable,
        Self::WholeNode,
        Self::Cpuset,
        Self::Mempolicy,
        Self::Manual,
        Self::SystemService,
        Self::UserSession,
        Self::OtherCgroup,
        Self::Unknown,
    ];

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::Pod => "pod",
            Self::Qos => "qos",
            Self::NodeAllocatable => "node-allocatable",
            Self::WholeNode => "whole-node",
            Self::Cpuset => "cpuset",
            Self::Mempolicy => "mempolicy",
            Self::Manual => "manual",
            Self::SystemService => "system-service",
            Self::UserSession => "user-session",
            Self::OtherCgroup => "other-cgroup",
            Self::Unknown => "unknown",
        }
    }
}

/// What a stakeholder hears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Container or pod.
    Container,
    /// The node or a part of it.
    Node,
    /// A limit that Kubernetes did not set.
    OutsideKubernetes,
    /// By hand.
    Manual,
    /// The log does not tell.
    #[default]
    Unknown,
}

impl Scope {
    /// All of them, in the order in which people are told.
    pub const ALL: [Self; 5] = [Self::Container, Self::Node, Self::OutsideKubernetes, Self::Manual, Self::Unknown];

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::Node => "node",
            Self::OutsideKubernetes => "outside-kubernetes",
            Self::Manual => "manual",
            Self::Unknown => "unknown",
        }
    }
}

/// Whose limit was hit. The sentences that say so are in [`CaseWords`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Whose limit.
    pub level: Level,
    /// What a stakeholder hears.
    pub scope: Scope,
    /// The name of the rule that decided; empty where a report names one that this version does not have.
    pub rule: &'static str,
    /// What it stands on.
    pub basis: Basis,
}

/// A line that proves something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where it stands.
    pub at: Place,
    /// The kernel's text without its envelope, as far as the facts hold it.
    pub text: String,
}

/// A pie whose parts add up to its total.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown {
    /// The whole, in bytes.
    pub total: Bytes,
    /// The parts in their fixed order. `None` means "not in the log".
    pub parts: Vec<BreakdownPart>,
}

/// A part of a pie.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakdownPart {
    /// Which part.
    pub kind: PartKind,
    /// Its size; `None` where the log does not hold it.
    pub bytes: Option<Bytes>,
}

/// The parts of a pie; names are part of the JSON format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartKind {
    /// Anonymous memory: heaps and stacks.
    Anon,
    /// Locked memory, which cannot be evicted (node pie).
    Locked,
    /// Shared memory and tmpfs.
    Shmem,
    /// Page cache without shared memory.
    PageCache,
    /// Kernel objects.
    Slab,
    /// Kernel stacks.
    KernelStack,
    /// Page tables.
    PageTables,
    /// Buffers of sockets.
    Sockets,
    /// What `kernel` holds beyond the named parts, percpu, vmalloc.
    OtherKernel,
    /// Reserved huge pages (node pie).
    HugePages,
    /// Compressed swap in RAM (node pie).
    Zram,
    /// Pages of GPU drivers (node pie).
    Gpu,
    /// What the hypervisor took back (node pie).
    Balloon,
    /// Free memory (node pie).
    Free,
    /// What is left of the whole.
    NotItemised,
}

impl PartKind {
    /// All of them, in their fixed order.
    pub const ALL: [Self; 15] = [
        Self::Anon,
        Self::Locked,
        Self::Shmem,
        Self::PageCache,
        Self::Slab,
        Self::KernelStack,
        Self::PageTables,
        Self::Sockets,
        Self::OtherKernel,
        Self::HugePages,
        Self::Zram,
        Self::Gpu,
        Self::Balloon,
        Self::Free,
        Self::NotItemised,
    ];

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Anon => "anon",
            Self::Locked => "locked",
            Self::Shmem => "shmem",
            Self::PageCache => "page_cache",
            Self::Slab => "slab",
            Self::KernelStack => "kernel_stack",
            Self::PageTables => "page_tables",
            Self::Sockets => "sockets",
            Self::OtherKernel => "other_kernel",
            Self::HugePages => "huge_pages",
            Self::Zram => "zram",
            Self::Gpu => "gpu",
            Self::Balloon => "balloon",
            Self::Free => "free",
            Self::NotItemised => "not_itemised",
        }
    }
}

/// What a sentence stands on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// A line says it.
    #[default]
    Read,
    /// It is computed from figures that lines say.
    Computed,
    /// It follows from lines and from how the kernel, the kubelet or people usually do things; no line says it.
    Inferred,
}

impl Basis {
    /// All of them, in this order.
    pub const ALL: [Self; 3] = [Self::Read, Self::Computed, Self::Inferred];

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Computed => "computed",
            Self::Inferred => "inferred",
        }
    }
}

/// Something the numbers tell beyond the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insight {
    /// A short stable name; a report may bring one that this version does not have.
    pub name: Cow<'static, str>,
    /// A sentence.
    pub text: String,
    /// How it was computed, for the hover; empty where it was read off the log.
    pub arithmetic: String,
    /// What it stands on.
    pub basis: Basis,
}

/// Kills of one container, pod, service or process name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// What they share, for people.
    pub title: String,
    /// The incidents in time order, two or more.
    pub incidents: Vec<IncidentId>,
    /// A sentence: count, interval, growth, "crash loop", "slow leak".
    pub summary: String,
}
