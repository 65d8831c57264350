//! The request for memory that could not be served: how much, from where.

use super::gfp::{Built, GfpMask, ZoneKind};
use super::urgency::Urgency;
use crate::model::{Bytes, Constraint, Incident, NodeMemory};

/// How many memory nodes are listed; kernels are built for 1,024 at most.
const NODES_MAX: u32 = 1024;

/// What was asked for, as far as the log tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllocationRequest {
    /// The size in one piece, in bytes; `None` where no request stands behind the kill (a page fault).
    pub bytes: Option<Bytes>,
    /// log2 of the pages.
    pub order: u32,
    /// The highest zone that it may use; those below it are open to it, too.
    pub zone: Option<ZoneKind>,
    /// Whether it may use free pages that are set aside for CMA.
    pub may_use_cma: Option<bool>,
    /// The memory nodes that it may use, by number; `None` where the log does not tell.
    pub nodes: Option<Vec<u32>>,
    /// True where a cpuset or a memory policy keeps it from other memory nodes.
    pub is_confined: bool,
    /// True where no request failed: the mask is empty, which only `pagefault_out_of_memory()` passes.
    pub is_page_fault: bool,
    /// True where the kernel refused it and killed nobody: it never asked for more than `min`.
    pub is_refused: bool,
    /// How far below `min` it may go; `None` where the log does not tell.
    pub(super) urgency: Option<Urgency>,
}

impl AllocationRequest {
    /// Reads the header's mask and order. `None` where the log does not hold them, and for kills that were asked for.
    pub fn of(incident: &Incident) -> Option<Self> {
        let trigger = incident.trigger.as_ref()?;
        let order = u32::try_from(trigger.order?).ok().filter(|order| *order < 32)?;
        let mask = GfpMask::parse(trigger.gfp_mask.as_deref()?)?;
        let is_page_fault = mask.is_empty() && order == 0;
        let (nodes, is_confined) = nodes(incident);
        let mut request = Self { order, nodes, is_confined, is_page_fault, ..Self::default() };
        if !is_page_fault {
            let memory = incident.node_memory.as_ref();
            let has = |kind: ZoneKind| memory.is_some_and(|memory| has_zone(memory, kind));
            request.bytes = incident.page_size.size.bytes().checked_shl(order).map(Bytes);
            request.zone = Some(mask.zone(Built { has_highmem: has(ZoneKind::HighMem), has_dma32: has_dma32(memory) }));
            request.may_use_cma = Some(mask.may_use_cma());
            request.urgency = Urgency::of(mask, incident.kernel_series());
        }
        Some(request)
    }
}

impl AllocationRequest {
    /// True for one that may not wait until memory is reclaimed, as those of interrupts.
    pub fn cannot_wait(&self) -> bool {
        self.urgency.is_some_and(|urgency| urgency.cannot_wait)
    }
}

pub(super) fn has_zone(memory: &NodeMemory, kind: ZoneKind) -> bool {
    memory.zones.iter().any(|zone| ZoneKind::from_name(&zone.name) == Some(kind))
}

/// False where the zones are those of a kernel without DMA32 (32 bit): there, what asks for it gets Normal.
fn has_dma32(memory: Option<&NodeMemory>) -> bool {
    memory.is_none_or(|memory| has_zone(memory, ZoneKind::Dma32) || !has_zone(memory, ZoneKind::HighMem))
}

/// The nodes of the policy's mask, else those of the cpuset, and whether others exist that it may not use.
fn nodes(incident: &Incident) -> (Option<Vec<u32>>, bool) {
    let summary = incident.summary.as_ref();
    let policy = summary.and_then(|summary| summary.nodemask.as_deref());
    let policy = policy.or_else(|| incident.trigger.as_ref().and_then(|trigger| trigger.nodemask.as_deref()));
    let policy = policy.and_then(node_list);
    let cpuset = summary.and_then(|summary| summary.mems_allowed.as_deref()).and_then(node_list);
    let constraint = summary.map(|summary| &summary.constraint);
    // Before 5.0 only the header tells, and only of a policy.
    let is_confined = match constraint {
        Some(constraint) => matches!(constraint, Constraint::Cpuset | Constraint::MemoryPolicy),
        None => policy.is_some(),
    };
    let nodes = match (policy, cpuset) {
        (Some(policy), Some(cpuset)) => {
            let both: Vec<u32> = policy.iter().copied().filter(|node| cpuset.contains(node)).collect();
            Some(if both.is_empty() { policy } else { both })
        }
        (policy, cpuset) => policy.or(cpuset),
    };
    (nodes, is_confined)
}

/// `0-1,4` → 0, 1, 4. `None` for `(null)` and other words.
pub(super) fn node_list(printed: &str) -> Option<Vec<u32>> {
    let mut nodes = Vec::new();
    for range in printed.split(',') {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last): (u32, u32) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        nodes.extend((first..=last.min(NODES_MAX)).take(NODES_MAX as usize));
    }
    nodes.truncate(NODES_MAX as usize);
    (!nodes.is_empty()).then_some(nodes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::samples;

    #[test]
    fn a_list_of_nodes_is_read_as_the_kernel_prints_it() {
        assert_eq!(node_list("0-2,5"), Some(vec![0, 1, 2, 5]));
        assert_eq!(node_list("1"), Some(vec![1]));
        for none in ["(null)", "", "all", "3-1"] {
            assert_eq!(node_list(none), None, "{none}");
        }
        assert!(node_list("0-4294967295").unwrap().len() <= 1024);
    }

    #[test]
    fn a_page_fault_asked_for_nothing() {
        let mut incident = samples::whole_node();
        incident.trigger.as_mut().unwrap().gfp_mask = Some("0x0()".into());
        let request = AllocationRequest::of(&incident).unwrap();
        assert!(request.is_page_fault && request.bytes.is_none() && request.zone.is_none());
    }

    #[test]
    fn the_policy_s_nodes_count_within_the_cpuset_s() {
        let mut incident = samples::whole_node();
        let summary = incident.summary.as_mut().unwrap();
        (summary.constraint, summary.nodemask) = (Constraint::MemoryPolicy, Some("1-2".into()));
        summary.mems_allowed = Some("0-1".into());
        let request = AllocationRequest::of(&incident).unwrap();
        assert_eq!((request.nodes, request.is_confined), (Some(vec![1]), true));
    }
}
