//! What a cgroup kill's report says about the memory of the cgroup whose limit was hit.

use std::borrow::Cow;

use super::{Bytes, Kib, Place};
use std::sync::Arc;

/// A cgroup's path as printed, with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CgroupPath {
    /// The path, from the root of the kernel's hierarchy.
    pub path: Arc<str>,
    /// Its line.
    pub at: Place,
}

/// `memory: usage 512000kB, limit 512000kB, failcnt 37`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    /// What was charged.
    pub usage: Kib,
    /// The limit as printed; see [`Counter::limit`].
    pub limit_printed: Kib,
    /// Failed charges since the cgroup was made; not a number of kills.
    pub failcnt: u64,
    /// Its line.
    pub at: Place,
}

/// The cgroup part of a report. What is not in the log is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CgroupMemory {
    /// `memory:`, the limit that counts.
    pub memory: Option<Counter>,
    /// `swap:`, cgroup v2 only.
    pub swap: Option<Counter>,
    /// `memory+swap:`, cgroup v1 only.
    pub memory_and_swap: Option<Counter>,
    /// `kmem:`, cgroup v1 only. Contained in `memory` too.
    pub kernel_memory: Option<Counter>,
    /// The cgroup of (the first) `Memory cgroup stats for PATH:`. The kernel prints it for the cgroup whose limit was hit.
    pub stats_cgroup: Option<CgroupPath>,
    /// The statistics of the whole subtree. For one-line v1 statistics the sum over [`Self::children`], in bytes.
    pub stats: Stats,
    /// One-line v1 statistics (3.10 to 5.2), one entry for each cgroup of the subtree, own pages only.
    pub children: Vec<ChildStats>,
    /// `Memory cgroup min protection N kB -- low protection N kB` (6.19 on).
    pub protection: Option<Protection>,
}

/// Memory that a cgroup keeps when others need some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection {
    /// What is never taken (`memory.min`).
    pub min: Kib,
    /// What is taken only where nothing else can be (`memory.low`).
    pub low: Kib,
}

/// One line of v1 statistics: a cgroup of the subtree and its own pages.
#[derive(Clone, Debug, PartialEq)]
pub struct ChildStats {
    /// The cgroup's path; empty where the kernel printed none.
    pub path: Box<str>,
    /// Its own figures, in bytes.
    pub stats: Stats,
    /// Its line.
    pub at: Place,
}

/// What a statistic counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatUnit {
    /// A size in bytes.
    Bytes,
    /// A number of events.
    Count,
}

/// One statistic by its printed key.
#[derive(Clone, Debug, PartialEq)]
pub struct Stat {
    /// The key as printed (`anon`, `pgfault`, `total_rss`).
    pub key: Cow<'static, str>,
    /// Bytes or a count. Signed, because per-CPU drift can print a negative size on 3.10.
    pub value: i64,
    /// Which of the two.
    pub unit: StatUnit,
    /// Its line.
    pub at: Place,
}

/// The statistics as printed, in printed order; the key set is open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stats(pub Vec<Stat>);

impl Counter {
    /// The limit, or `None` where the cgroup has none.
    pub fn limit(&self) -> Option<Kib> {
        (!self.limit_printed.is_unlimited()).then_some(self.limit_printed)
    }
}

impl Stats {
    /// The statistic of this key, if the log has it.
    pub fn get(&self, key: &str) -> Option<&Stat> {
        self.0.iter().find(|stat| stat.key == key)
    }

    /// A size by its key, if printed. A negative figure (per-CPU drift) counts as nothing.
    pub fn bytes(&self, key: &str) -> Option<Bytes> {
        let stat = self.get(key)?;
        (stat.unit == StatUnit::Bytes).then(|| Bytes(u64::try_from(stat.value).unwrap_or(0)))
    }

    /// True where the log has none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl CgroupMemory {
    /// True where the log says nothing about the cgroup's memory.
    pub const fn is_empty(&self) -> bool {
        self.memory.is_none()
            && self.swap.is_none()
            && self.memory_and_swap.is_none()
            && self.kernel_memory.is_none()
            && self.stats_cgroup.is_none()
            && self.stats.is_empty()
            && self.children.is_empty()
    }

    /// True where the lines are those of cgroup v1 (`memory+swap:`, `kmem:`). Kernels up to 5.2 print them on v2 hosts too.
    pub const fn prints_v1_counters(&self) -> bool {
        self.memory_and_swap.is_some() || self.kernel_memory.is_some()
    }
}
