//! Facts that a report prints once: where one comes again and says something else, another report has begun.

use super::IncidentDraft;
use crate::kernel::{CounterKind, Figure, MemInfo, Message};
use crate::model::{KeyedSize, NodeMemory, Pages, may_be_one};

impl IncidentDraft {
    /// True where the message says anew, and otherwise, what this report has said. A log that holds every line twice says
    /// the same.
    pub(in crate::incident) fn is_contradicted_by(&self, message: &Message<'_>) -> bool {
        let memory = &self.incident.cgroup_memory;
        match message {
            Message::Counter { kind, usage, limit, failcnt } => {
                let known = match kind {
                    CounterKind::Memory => memory.memory,
                    CounterKind::Swap => memory.swap,
                    CounterKind::MemoryAndSwap => memory.memory_and_swap,
                    CounterKind::Kernel => memory.kernel_memory,
                };
                let says = (*usage, *limit, *failcnt);
                self.incident.node_memory.is_some()
                    || known.is_some_and(|known| (known.usage, Some(known.limit_printed), Some(known.failcnt)) != says)
            }
            Message::StatsFor { path: Some(path), whole: true, inline } => {
                let other = memory.stats_cgroup.as_ref().is_some_and(|known| !may_be_one(&known.path, path));
                let listed = memory.children.iter().rev().skip(1).any(|child| &*child.path == *path);
                self.incident.node_memory.is_some() || (inline.is_empty() && other) || (!path.is_empty() && listed)
            }
            Message::Stat(key, value) => memory.stats.get(key).is_some_and(|known| known.value != *value),
            Message::TaskIn { limit: Some(limit), .. } => {
                self.incident.limit_cgroup.as_ref().is_some_and(|known| !may_be_one(&known.path, limit))
            }
            // A report of a cgroup's limit has no Mem-Info.
            Message::Mem(MemInfo::Start | MemInfo::Node(..) | MemInfo::Zone(_) | MemInfo::FreeList(_))
                if memory.memory.is_some() =>
            {
                true
            }
            Message::Mem(line) => self.incident.node_memory.as_ref().is_some_and(|memory| says_otherwise(memory, line)),
            Message::Row(row) => self.last_row != Some(row.pid) && self.listed.contains(&row.pid),
            Message::TasksHeader(_) => !self.incident.tasks.is_empty(),
            // What a report may say any number of times, or what begins and ends one.
            Message::Invoked(_)
            | Message::InvokedCut
            | Message::Cpuset
            | Message::Cpu(_)
            | Message::Hardware(_)
            | Message::CallTrace
            | Message::TaskIn { .. }
            | Message::StatsFor { .. }
            | Message::MoreInline(_)
            | Message::Protection(..)
            | Message::Huge(_)
            | Message::TasksTitle
            | Message::Summary(_)
            | Message::Chosen(_)
            | Message::Killed(_)
            | Message::Group { .. }
            | Message::Reaped(_)
            | Message::ReapFailed(_)
            | Message::AlreadyExiting(_)
            | Message::NoKillable
            | Message::Panic(_)
            | Message::Suppressed(_)
            | Message::Manual
            | Message::Ignored
            | Message::AllocationFailure
            | Message::Boot
            | Message::Lost(_) => false,
        }
    }
}

fn says_otherwise(memory: &NodeMemory, line: &MemInfo<'_>) -> bool {
    match line {
        MemInfo::Counters(figures) => {
            figures.iter().any(|says| memory.counter(says.key).is_some_and(|known| known != Pages(says.value)))
        }
        MemInfo::Node(id, sizes, _) => {
            let known = memory.nodes.iter().find(|node| node.id == *id);
            known.is_some_and(|node| differ(&node.sizes, sizes))
        }
        MemInfo::Zone(line) => {
            let known = memory.zones.iter().find(|zone| zone.node == line.node && &*zone.name == line.name);
            known.is_some_and(|zone| differ(&zone.sizes, &line.sizes))
        }
        MemInfo::FreeList(list) => {
            let known = memory.zones.iter().find(|zone| zone.node == list.node && &*zone.name == list.zone);
            known.is_some_and(|zone| zone.free_list_total.is_some() && zone.free_list_total != list.total)
        }
        MemInfo::SwapFree(size) => memory.swap_free.is_some_and(|known| known != *size),
        MemInfo::SwapTotal(size) => memory.swap_total.is_some_and(|known| known != *size),
        MemInfo::Start
        | MemInfo::MoreSizes(..)
        | MemInfo::LowmemReserve(_)
        | MemInfo::Count(..)
        | MemInfo::SlabTitle
        | MemInfo::Slab(..) => false,
    }
}

fn differ(known: &[KeyedSize], says: &[Figure<'_, u64>]) -> bool {
    says.iter().any(|says| known.iter().any(|known| &*known.key == says.key && known.size.0 != says.value))
}
