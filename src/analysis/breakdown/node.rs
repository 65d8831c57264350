//! The pie of a node: its usable RAM, in the parts that Mem-Info itemises.
//!
//! Shared memory lies on the anonymous LRU lists, so it is taken off them. What cannot be evicted (`unevictable`: locked
//! memory of any kind) is on none of the others. Reserved huge pages are on no list.

use super::Itemised;
use crate::analysis::{BreakdownPart, PartKind};
use crate::model::{Bytes, Kib, NodeMemory, PageSize, Pages};

/// What else is known of a node than its counters.
#[derive(Clone, Copy, Debug)]
pub(super) struct BeyondCounters {
    /// Whether the lines of all memory nodes are there.
    pub all_shown: bool,
    /// The RAM, where a balloon took some that no longer counts as the kernel's.
    pub ram: Option<Bytes>,
    /// What the balloon took.
    pub balloon: Bytes,
    /// Compressed swap.
    pub zram: Bytes,
    /// Pages of GPU drivers.
    pub gpu: Bytes,
}

pub(super) fn itemise(node: &NodeMemory, page: PageSize, known: BeyondCounters) -> Option<Itemised> {
    let BeyondCounters { all_shown, .. } = known;
    let total = known.ram.or_else(|| Some(node.usable_ram()?.bytes(page)))?;
    let counter = |key: &str| node.counter(key);
    let sum = |keys: &[&str]| keys.iter().filter_map(|key| counter(key)).reduce(add);
    let shmem = counter("shmem");
    let on_anon_lists = sum(&["active_anon", "inactive_anon", "isolated_anon"]);
    // Shared memory that must not be swapped is on no anonymous list but among what cannot be evicted.
    let beside = shmem.zip(on_anon_lists).map_or(0, |(shmem, lists)| shmem.0.saturating_sub(lists.0));
    let locked = counter("unevictable").map(|pages| Pages(pages.0.saturating_sub(beside)));
    let lists = [
        (PartKind::Anon, on_anon_lists.map(|lists| Pages(lists.0.saturating_sub(shmem.unwrap_or_default().0)))),
        (PartKind::Locked, locked.filter(|pages| pages.0 > 0)),
        (PartKind::Shmem, shmem),
        (PartKind::PageCache, sum(&["active_file", "inactive_file", "isolated_file"])),
        (PartKind::Slab, sum(&["slab_reclaimable", "slab_unreclaimable"])),
    ];
    let told = lists.into_iter().filter(|(kind, pages)| *kind != PartKind::Locked || pages.is_some());
    let mut parts: Vec<BreakdownPart> =
        told.map(|(kind, pages)| BreakdownPart { kind, bytes: pages.map(|pages| pages.bytes(page)) }).collect();
    let other = sum(&["bounce", "kernel_misc_reclaimable"]);
    let tables = sum(&["pagetables", "sec_pagetables"]);
    parts.extend([
        BreakdownPart {
            kind: PartKind::KernelStack,
            bytes: all_shown.then(|| kernel_stack(node)).flatten().map(Kib::bytes),
        },
        BreakdownPart { kind: PartKind::PageTables, bytes: tables.map(|pages| pages.bytes(page)) },
        BreakdownPart { kind: PartKind::OtherKernel, bytes: other.map(|pages| pages.bytes(page)) },
        BreakdownPart {
            kind: PartKind::HugePages,
            bytes: (all_shown && !node.hugepages.is_empty()).then(|| node.huge_pages()),
        },
    ]);
    let drivers = [(PartKind::Zram, known.zram), (PartKind::Gpu, known.gpu), (PartKind::Balloon, known.balloon)];
    let drivers = drivers.into_iter().filter(|(_, bytes)| bytes.0 > 0);
    parts.extend(drivers.map(|(kind, bytes)| BreakdownPart { kind, bytes: Some(bytes) }));
    parts
        .push(BreakdownPart { kind: PartKind::Free, bytes: sum(&["free", "free_pcp"]).map(|pages| pages.bytes(page)) });
    Some(Itemised { total, parts })
}

/// False where the report leaves out memory nodes that the request could not use (`show_mem_node_skip`): what stands on
/// the lines of nodes is then a part only. `pages RAM` counts the present pages of every zone; a small gap is a zone whose
/// line was lost.
pub(super) fn all_nodes_shown(node: &NodeMemory, page: PageSize) -> bool {
    let present = node.zones.iter().filter_map(|zone| zone.size("present")).reduce(|a, b| Kib(a.0.saturating_add(b.0)));
    match (present, node.ram) {
        (Some(present), Some(ram)) => present.bytes().share_of(ram.bytes(page)) > 0.9,
        _ => true,
    }
}

/// On the per-node lines since 5.9, on the per-zone lines before.
fn kernel_stack(node: &NodeMemory) -> Option<Kib> {
    let zones = || node.zones.iter().filter_map(|zone| zone.size("kernel_stack"));
    node.node_sum("kernel_stack").or_else(|| zones().reduce(|a, b| Kib(a.0.saturating_add(b.0))))
}

const fn add(a: Pages, b: Pages) -> Pages {
    Pages(a.0.saturating_add(b.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::samples;

    const ALL: BeyondCounters =
        BeyondCounters { all_shown: true, ram: None, balloon: Bytes(0), zram: Bytes(0), gpu: Bytes(0) };

    #[test]
    fn a_node_adds_up_and_counts_shared_memory_once() {
        let incident = samples::whole_node();
        let pie = itemise(incident.node_memory.as_ref().unwrap(), PageSize::DEFAULT, ALL).unwrap().close();
        let sum: u64 = pie.parts.iter().filter_map(|part| part.bytes).map(|bytes| bytes.0).sum();
        assert_eq!(sum, pie.total.0);
        assert_eq!(pie.total, Bytes((196_472 - 19_654) * 4096));
        assert_eq!(pie.bytes(PartKind::Anon), Some(Bytes((28 + 157_650 + 21 - 57) * 4096)));
        assert_eq!(pie.bytes(PartKind::Shmem), Some(Bytes(57 * 4096)));
        assert_eq!(pie.bytes(PartKind::KernelStack), Some(Bytes(1040 * 1024)));
        assert_eq!(pie.bytes(PartKind::Free), Some(Bytes((9316 + 14) * 4096)));
        assert_eq!(pie.bytes(PartKind::HugePages), Some(Bytes(0)));
    }

    #[test]
    fn figures_of_some_nodes_only_are_not_those_of_all() {
        let mut node = samples::whole_node().node_memory.clone().unwrap();
        node.ram = node.ram.map(|ram| Pages(2 * ram.0));
        let pie = itemise(
            &node,
            PageSize::DEFAULT,
            BeyondCounters { all_shown: all_nodes_shown(&node, PageSize::DEFAULT), ..ALL },
        )
        .unwrap()
        .close();
        assert_eq!((pie.bytes(PartKind::KernelStack), pie.bytes(PartKind::HugePages)), (None, None));
        assert_eq!(pie.bytes(PartKind::PageTables), Some(Bytes(427 * 4096)));
    }

    #[test]
    fn a_pool_of_huge_pages_is_a_part_used_or_not() {
        let mut node = samples::whole_node().node_memory.clone().unwrap();
        node.hugepages[1].total = 16;
        let pie = itemise(&node, PageSize::DEFAULT, ALL).unwrap().close();
        assert_eq!(pie.bytes(PartKind::HugePages), Some(Bytes(16 * 2048 * 1024)));
    }

    #[test]
    fn a_mem_info_without_its_end_has_no_pie() {
        assert!(itemise(&NodeMemory::default(), PageSize::DEFAULT, ALL).is_none());
    }

    #[test]
    fn what_mem_info_lost_is_not_in_the_log() {
        let node = NodeMemory { ram: Some(Pages(1000)), reserved: Some(Pages(100)), ..NodeMemory::default() };
        let pie = itemise(&node, PageSize::DEFAULT, ALL).unwrap().close();
        assert_eq!(pie.total, Bytes(900 * 4096));
        assert_eq!(pie.parts.iter().filter(|part| part.bytes.is_some()).count(), 1);
        assert_eq!(pie.bytes(PartKind::NotItemised), Some(Bytes(900 * 4096)));
    }
}
