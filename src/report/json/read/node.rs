//! Mem-Info read back. The format has bytes, the kernel printed pages and KiB: both are whole in bytes.

use serde::Deserialize;

use super::pie::{self, ReadPart};
use super::words::kib;
use crate::analysis::Breakdown;
use crate::model::{FreeBlock, HugePages, KeyedPages, KeyedSize, NodeMemory, PageSize, Pages, SlabRow, Zone};

/// What the format says of the node's memory.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadNodeMemory {
    ram_bytes: Option<u64>,
    reserved_bytes: Option<u64>,
    /// The same as the counter `free`.
    free_bytes: Option<u64>,
    page_cache_bytes: Option<u64>,
    swap_total_bytes: Option<u64>,
    swap_free_bytes: Option<u64>,
    counters: Vec<ReadNamed>,
    zones: Vec<ReadZone>,
    hugepages: Vec<ReadHugePages>,
    unreclaimable_slab: Vec<ReadSlab>,
    breakdown: Option<Vec<ReadPart>>,
}

#[derive(Deserialize)]
struct ReadNamed {
    name: Box<str>,
    bytes: u64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadZone {
    node: Option<u32>,
    name: Box<str>,
    free_bytes: Option<u64>,
    min_bytes: Option<u64>,
    low_bytes: Option<u64>,
    high_bytes: Option<u64>,
    managed_bytes: Option<u64>,
    present_bytes: Option<u64>,
    free_cma_bytes: Option<u64>,
    reserved_highatomic_bytes: Option<u64>,
    boost_bytes: Option<u64>,
    lowmem_reserve_pages: Vec<u64>,
    free_blocks: Vec<ReadBlock>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadBlock {
    block_bytes: u64,
    count: u64,
    types: Box<str>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadHugePages {
    node: u32,
    page_bytes: u64,
    total: u64,
    free: u64,
    surplus: u64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadSlab {
    name: Box<str>,
    used_bytes: u64,
    total_bytes: u64,
}

impl ReadNodeMemory {
    /// The node's memory, and its pie.
    pub(super) fn into_facts(mut self, page: PageSize) -> NodeFactsRead {
        let breakdown = pie::breakdown(self.breakdown.take(), &[]);
        let pages = |bytes: Option<u64>| bytes.map(|bytes| Pages(bytes / page.bytes()));
        let mut counters: Vec<_> = self
            .counters
            .into_iter()
            .map(|read| KeyedPages { key: read.name, pages: Pages(read.bytes / page.bytes()) })
            .collect();
        if let Some(free) = pages(self.free_bytes).filter(|_| !counters.iter().any(|counter| &*counter.key == "free")) {
            counters.push(KeyedPages { key: "free".into(), pages: free });
        }
        let memory = NodeMemory {
            ram: pages(self.ram_bytes),
            reserved: pages(self.reserved_bytes),
            pagecache: pages(self.page_cache_bytes),
            swap_total: self.swap_total_bytes.map(kib),
            swap_free: self.swap_free_bytes.map(kib),
            counters,
            zones: self.zones.into_iter().map(ReadZone::into_zone).collect(),
            hugepages: self.hugepages.iter().map(ReadHugePages::pool).collect(),
            slab: self.unreclaimable_slab.into_iter().map(ReadSlab::into_row).collect(),
            ..NodeMemory::default()
        };
        NodeFactsRead { memory, breakdown }
    }
}

/// The node's memory as facts, and the pie that was made of it.
pub(super) struct NodeFactsRead {
    pub memory: NodeMemory,
    pub breakdown: Option<Breakdown>,
}

impl ReadZone {
    fn into_zone(self) -> Zone {
        let sizes = [
            ("free", self.free_bytes),
            ("boost", self.boost_bytes),
            ("min", self.min_bytes),
            ("low", self.low_bytes),
            ("high", self.high_bytes),
            ("reserved_highatomic", self.reserved_highatomic_bytes),
            ("present", self.present_bytes),
            ("managed", self.managed_bytes),
            ("free_cma", self.free_cma_bytes),
        ];
        let sizes = sizes.into_iter().filter_map(|(key, bytes)| Some(KeyedSize { key: key.into(), size: kib(bytes?) }));
        let block = |read: ReadBlock| FreeBlock { count: read.count, size: kib(read.block_bytes), types: read.types };
        Zone {
            node: self.node,
            name: self.name,
            sizes: sizes.collect(),
            lowmem_reserve: self.lowmem_reserve_pages,
            free_list: self.free_blocks.into_iter().map(block).collect(),
            free_list_total: None,
        }
    }
}

impl ReadHugePages {
    const fn pool(&self) -> HugePages {
        let Self { node, page_bytes, total, free, surplus } = *self;
        HugePages { node, total, free, surplus, size: kib(page_bytes) }
    }
}

impl ReadSlab {
    fn into_row(self) -> SlabRow {
        SlabRow { name: self.name, used: kib(self.used_bytes), total: kib(self.total_bytes) }
    }
}
