//! Mem-Info: what a report of a node-level kill says about the node's RAM. Figures as printed.

use super::{Bytes, Kib, Pages, Span};

/// The `Mem-Info:` part of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeMemory {
    /// Its lines.
    pub span: Span,
    /// The counters of the first block (`active_anon:… free:…`), in pages, as printed, in order.
    pub counters: Vec<KeyedPages>,
    /// `Node N active_anon:…kB …` (4.9 on).
    pub nodes: Vec<NumaNode>,
    /// `Node N Normal free:…kB …` with its free lists.
    pub zones: Vec<Zone>,
    /// One entry per node and size.
    pub hugepages: Vec<HugePages>,
    /// `N total pagecache pages`.
    pub pagecache: Option<Pages>,
    /// `N pages in swap cache`.
    pub swap_cache: Option<Pages>,
    /// `Free swap  = NkB`.
    pub swap_free: Option<Kib>,
    /// `Total swap = NkB`.
    pub swap_total: Option<Kib>,
    /// `N pages RAM`.
    pub ram: Option<Pages>,
    /// `N pages HighMem/MovableOnly`.
    pub highmem: Option<Pages>,
    /// `N pages reserved`.
    pub reserved: Option<Pages>,
    /// `N pages cma reserved`.
    pub cma_reserved: Option<Pages>,
    /// `N pages hwpoisoned`.
    pub hwpoisoned: Option<Pages>,
    /// `Unreclaimable slab info:` (4.15 on, printed only where slab exceeds all LRU pages).
    pub slab: Vec<SlabRow>,
}

/// `active_anon:5403`: a counter in pages, by the key that is printed before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyedPages {
    /// `active_anon`.
    pub key: Box<str>,
    /// How many.
    pub pages: Pages,
}

/// `active_anon:21612kB`: a size by the key that is printed before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyedSize {
    /// `active_anon`.
    pub key: Box<str>,
    /// How much.
    pub size: Kib,
}

/// A per-node line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumaNode {
    /// The node's number.
    pub id: u32,
    /// Sizes by their printed key (`active_anon`, `isolated(anon)`, `kernel_stack`).
    pub sizes: Vec<KeyedSize>,
    /// `all_unreclaimable? yes|no`.
    pub all_unreclaimable: Option<bool>,
}

/// A zone with its watermarks and free lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Zone {
    /// The node, where printed (NUMA kernels).
    pub node: Option<u32>,
    /// `DMA`, `DMA32`, `Normal`, `HighMem`, `Movable`, `Device`.
    pub name: Box<str>,
    /// Sizes by their printed key (`free`, `min`, `low`, `high`, `managed`).
    pub sizes: Vec<KeyedSize>,
    /// `lowmem_reserve[]:`, in pages.
    pub lowmem_reserve: Vec<u64>,
    /// Free blocks by size, smallest first.
    pub free_list: Vec<FreeBlock>,
    /// The free list's total as printed.
    pub free_list_total: Option<Kib>,
}

/// `5*64kB (UM)`: free blocks of one order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FreeBlock {
    /// How many.
    pub count: u64,
    /// Size of one.
    pub size: Kib,
    /// Migrate types as printed (`UME`), empty where none.
    pub types: Box<str>,
}

/// `Node 0 hugepages_total=… hugepages_free=… hugepages_surp=… hugepages_size=…kB`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HugePages {
    /// The node.
    pub node: u32,
    /// Pages in the pool.
    pub total: u64,
    /// Of them free.
    pub free: u64,
    /// Surplus pages.
    pub surplus: u64,
    /// Size of one.
    pub size: Kib,
}

/// A row of the unreclaimable slab table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlabRow {
    /// The cache's name.
    pub name: Box<str>,
    /// In use.
    pub used: Kib,
    /// Held.
    pub total: Kib,
}

impl NodeMemory {
    /// A counter of the first block, in pages.
    pub fn counter(&self, key: &str) -> Option<Pages> {
        self.counters.iter().find(|counter| &*counter.key == key).map(|counter| counter.pages)
    }

    /// The RAM that the kernel can hand out, in pages: what Kubernetes calls the node's capacity, nearly.
    pub fn usable_ram(&self) -> Option<Pages> {
        Some(Pages(self.ram?.0.saturating_sub(self.reserved.unwrap_or_default().0)))
    }

    /// True on a 32-bit kernel, the only ones with high memory (`is_highmem()` in `include/linux/mmzone.h`), which from 6.1
    /// on may have no line of its own, but is counted. DMA32 is built into 64-bit kernels only. Where neither is in the log,
    /// zones without a memory node tell: they are those of kernels built without NUMA.
    pub fn is_32_bit(&self) -> bool {
        let has = |name: &str| self.zones.iter().any(|zone| &*zone.name == name);
        let without_nodes = || self.zones.iter().all(|zone| zone.node.is_none());
        has("HighMem")
            || (!has("DMA32") && self.highmem.map_or_else(without_nodes, |pages| pages.0 > 0 && !has("Movable")))
    }

    /// What of all pools of huge pages nobody uses.
    pub fn idle_huge_pages(&self) -> Bytes {
        let pools = self.hugepages.iter().map(|pool| Bytes(pool.size.bytes().0.saturating_mul(pool.free)));
        pools.fold(Bytes(0), Bytes::plus)
    }

    /// All pools of huge pages, used or not.
    pub fn huge_pages(&self) -> Bytes {
        let pools = self.hugepages.iter().map(|pool| Bytes(pool.size.bytes().0.saturating_mul(pool.total)));
        pools.fold(Bytes(0), Bytes::plus)
    }

    /// The sum of a size over all printed nodes, or `None` where no node prints it.
    pub fn node_sum(&self, key: &str) -> Option<Kib> {
        let mut found = self.nodes.iter().filter_map(|node| size_of(&node.sizes, key)).peekable();
        found.peek()?;
        Some(Kib(found.fold(0, |sum, size| sum.saturating_add(size.0))))
    }
}

impl Zone {
    /// A size by its printed key.
    pub fn size(&self, key: &str) -> Option<Kib> {
        size_of(&self.sizes, key)
    }
}

fn size_of(sizes: &[KeyedSize], key: &str) -> Option<Kib> {
    sizes.iter().find(|size| &*size.key == key).map(|size| size.size)
}
