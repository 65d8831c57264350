//! Mem-Info as JSON, in bytes.

use serde::Serialize;

use super::part::PartJson;
use crate::analysis::Breakdown;
use crate::model::{HugePages, Kib, NodeMemory, PageSize, Pages, Zone};

/// What Mem-Info says about the node, in bytes.
#[derive(Serialize)]
pub(super) struct NodeMemoryJson<'a> {
    ram_bytes: Option<u64>,
    reserved_bytes: Option<u64>,
    free_bytes: Option<u64>,
    page_cache_bytes: Option<u64>,
    swap_total_bytes: Option<u64>,
    swap_free_bytes: Option<u64>,
    counters: Vec<NamedJson<'a>>,
    zones: Vec<NodeZoneJson<'a>>,
    hugepages: Vec<HugePagesJson>,
    unreclaimable_slab: Vec<SlabJson<'a>>,
    breakdown: Option<Vec<PartJson>>,
}

#[derive(Serialize)]
struct NamedJson<'a> {
    name: &'a str,
    bytes: u64,
}

#[derive(Serialize)]
struct NodeZoneJson<'a> {
    node: Option<u32>,
    name: &'a str,
    free_bytes: Option<u64>,
    min_bytes: Option<u64>,
    low_bytes: Option<u64>,
    high_bytes: Option<u64>,
    managed_bytes: Option<u64>,
    present_bytes: Option<u64>,
    free_cma_bytes: Option<u64>,
    reserved_highatomic_bytes: Option<u64>,
    boost_bytes: Option<u64>,
    lowmem_reserve_pages: &'a [u64],
    free_blocks: Vec<BlockJson<'a>>,
}

#[derive(Serialize)]
struct BlockJson<'a> {
    block_bytes: u64,
    count: u64,
    /// The kinds of memory that have such blocks, as printed: U, M, E, H, C, I.
    types: &'a str,
}

#[derive(Serialize)]
struct HugePagesJson {
    node: u32,
    page_bytes: u64,
    total: u64,
    free: u64,
    surplus: u64,
}

#[derive(Serialize)]
struct SlabJson<'a> {
    name: &'a str,
    used_bytes: u64,
    total_bytes: u64,
}

impl<'a> NodeMemoryJson<'a> {
    pub(super) fn new(node: &'a NodeMemory, page: PageSize, breakdown: Option<&Breakdown>) -> Self {
        let pages = |pages: Option<Pages>| pages.map(|pages| pages.bytes(page).0);
        let kib = |size: Option<Kib>| size.map(|size| size.bytes().0);
        Self {
            ram_bytes: pages(node.ram),
            reserved_bytes: pages(node.reserved),
            free_bytes: pages(node.counter("free")),
            page_cache_bytes: pages(node.pagecache),
            swap_total_bytes: kib(node.swap_total),
            swap_free_bytes: kib(node.swap_free),
            counters: node
                .counters
                .iter()
                .map(|counter| NamedJson { name: &counter.key, bytes: counter.pages.bytes(page).0 })
                .collect(),
            zones: node.zones.iter().map(NodeZoneJson::new).collect(),
            hugepages: node.hugepages.iter().map(HugePagesJson::new).collect(),
            unreclaimable_slab: node
                .slab
                .iter()
                .map(|row| SlabJson {
                    name: &row.name,
                    used_bytes: row.used.bytes().0,
                    total_bytes: row.total.bytes().0,
                })
                .collect(),
            breakdown: breakdown.map(PartJson::known),
        }
    }
}

impl<'a> NodeZoneJson<'a> {
    fn new(zone: &'a Zone) -> Self {
        let size = |key| zone.size(key).map(|size| size.bytes().0);
        Self {
            node: zone.node,
            name: &zone.name,
            free_bytes: size("free"),
            min_bytes: size("min"),
            low_bytes: size("low"),
            high_bytes: size("high"),
            managed_bytes: size("managed"),
            present_bytes: size("present"),
            free_cma_bytes: size("free_cma"),
            reserved_highatomic_bytes: size("reserved_highatomic"),
            boost_bytes: size("boost"),
            lowmem_reserve_pages: &zone.lowmem_reserve,
            free_blocks: zone
                .free_list
                .iter()
                .map(|block| BlockJson { block_bytes: block.size.bytes().0, count: block.count, types: &block.types })
                .collect(),
        }
    }
}

impl HugePagesJson {
    const fn new(pool: &HugePages) -> Self {
        Self {
            node: pool.node,
            page_bytes: pool.size.bytes().0,
            total: pool.total,
            free: pool.free,
            surplus: pool.surplus,
        }
    }
}
