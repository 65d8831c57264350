//! Mem-Info: the node's memory, by counters, nodes, zones and free lists.

use super::Message;
use super::scan::{Figure, Scan, figures};
use crate::model::{FreeBlock, HugePages, Kib, Pages};
use crate::source::words::parted;

/// A line of Mem-Info.
#[derive(Clone, Debug, PartialEq)]
pub enum MemInfo<'a> {
    /// `Mem-Info:`.
    Start,
    /// `active_anon:5403 inactive_anon:2167 isolated_anon:0`: pages.
    Counters(Vec<Figure<'a, u64>>),
    /// `Node 0 active_anon:21612kB …`: the node, its sizes in KiB, `all_unreclaimable?`.
    Node(u32, Vec<Figure<'a, u64>>, Option<bool>),
    /// `Node 0 Normal free:…kB …`.
    Zone(ZoneLine<'a>),
    /// The rest of a node's or zone's line that was wrapped: sizes in KiB.
    MoreSizes(Vec<Figure<'a, u64>>, Option<bool>),
    /// `lowmem_reserve[]: 0 2944 3943`: pages.
    LowmemReserve(Vec<u64>),
    /// `Node 0 DMA: 1*4kB (U) 0*8kB … = 15360kB`.
    FreeList(FreeList<'a>),
    /// `1234 total pagecache pages` and its kin.
    Count(PageCount, Pages),
    /// `Free swap  = 0kB`.
    SwapFree(Kib),
    /// `Total swap = 0kB`.
    SwapTotal(Kib),
    /// `Unreclaimable slab info:` and the header below it.
    SlabTitle,
    /// `kmalloc-64   123KB   456KB`: name, used, total.
    Slab(&'a str, Kib, Kib),
}

/// What a line of page counts counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageCount {
    /// `total pagecache pages`.
    PageCache,
    /// `pages in swap cache`.
    SwapCache,
    /// `pages RAM`.
    Ram,
    /// `pages HighMem/MovableOnly`.
    HighMem,
    /// `pages reserved`.
    Reserved,
    /// `pages cma reserved`.
    CmaReserved,
    /// `pages hwpoisoned`.
    HwPoisoned,
}

/// `Node 0 Normal free:52640kB min:52824kB …`.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneLine<'a> {
    /// The node (NUMA kernels).
    pub node: Option<u32>,
    /// `DMA32`.
    pub name: &'a str,
    /// Sizes in KiB.
    pub sizes: Vec<Figure<'a, u64>>,
}

/// `Node 0 DMA: 1*4kB (U) 0*8kB … = 15360kB`.
#[derive(Clone, Debug, PartialEq)]
pub struct FreeList<'a> {
    /// The node (NUMA kernels).
    pub node: Option<u32>,
    /// `DMA32`.
    pub zone: &'a str,
    /// Blocks by size, smallest first.
    pub blocks: Vec<FreeBlock>,
    /// What they come to; `None` where the line is cut.
    pub total: Option<Kib>,
}

impl FreeList<'_> {
    /// How much a list lacks: its total, and the blocks before it.
    pub(super) fn missing(&self) -> usize {
        if self.total.is_some() { 0 } else { ORDERS_MAX.saturating_sub(self.blocks.len()) + 1 }
    }
}

/// `show_free_areas()`/`__show_mem()`.
pub(super) fn start(text: &str) -> Option<Message<'_>> {
    (text.trim() == "Mem-Info:").then_some(Message::Mem(MemInfo::Start))
}

/// The names in the first block, `show_free_areas()` in mm/page_alloc.c, mm/show_mem.c from 6.4 on.
const COUNTERS: [&str; 21] = [
    "active_anon",
    "inactive_anon",
    "isolated_anon",
    "active_file",
    "inactive_file",
    "isolated_file",
    "unevictable",
    "dirty",
    "writeback",
    "unstable",
    "slab_reclaimable",
    "slab_unreclaimable",
    "mapped",
    "shmem",
    "pagetables",
    "sec_pagetables",
    "bounce",
    "kernel_misc_reclaimable",
    "free",
    "free_pcp",
    "free_cma",
];

/// The first block: pages without a unit. One stray piece and it is another line, such as the `oom_score_adj:984` that mail
/// wraps off a kill line.
///
/// The kernel prints the block in one message of several lines; rsyslog writes their ends as `#012`.
pub(super) fn counters(text: &str) -> Option<Message<'_>> {
    let text = text.trim();
    let plain = text.split(' ').any(|piece| piece.split_once(':').is_some_and(|(key, _)| COUNTERS.contains(&key)))
        && text.split(' ').all(|piece| {
            piece.trim_end_matches("#012").split_once(':').is_some_and(|(key, number)| {
                key.starts_with(|c: char| c.is_ascii_lowercase())
                    && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
                    && !number.is_empty()
                    && number.bytes().all(|b| b.is_ascii_digit() || b == b'-')
            })
        });
    plain.then(|| Message::Mem(MemInfo::Counters(sizes(text))))
}

/// The per-node line (4.9 on).
pub(super) fn node(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    let node = node_number(&mut scan)?;
    let rest = scan.rest();
    rest.starts_with("active_anon:").then(|| Message::Mem(MemInfo::Node(node, sizes(rest), unreclaimable(rest))))
}

/// The per-zone line.
pub(super) fn zone(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    let node = node_number(&mut scan);
    let name = scan.run(|c| c.is_ascii_alphanumeric())?;
    scan.tag(" ")?;
    let rest = scan.rest();
    rest.starts_with("free:").then(|| Message::Mem(MemInfo::Zone(ZoneLine { node, name, sizes: sizes(rest) })))
}

/// `inactive_anon:8668kB active_file:16696kB …`.
pub(super) fn more_sizes(text: &str) -> Option<Message<'_>> {
    let mut printed = figures(text);
    let first = printed.next()?;
    let known = first.unit == "kB" || first.unit == "KB";
    let second = printed.next().is_some_and(|second| second.unit == "kB");
    let lower = first.key.starts_with(|c: char| c.is_ascii_lowercase());
    (known && second && lower).then(|| Message::Mem(MemInfo::MoreSizes(sizes(text), unreclaimable(text))))
}

/// `lowmem_reserve[]: 0 2944 3943 3943`.
pub(super) fn lowmem_reserve(text: &str) -> Option<Message<'_>> {
    let rest = text.trim_start().strip_prefix("lowmem_reserve[]:")?;
    let pages = rest.split_whitespace().map_while(|word| word.parse().ok()).take(ZONES_MAX).collect();
    Some(Message::Mem(MemInfo::LowmemReserve(pages)))
}

/// No kernel has more zones (`MAX_NR_ZONES`).
const ZONES_MAX: usize = 16;

/// The kernel has 11 orders by default.
const ORDERS_MAX: usize = 32;

/// `Node 0 DMA: 1*4kB (U) 0*8kB 2*16kB (UM) = 36kB`.
pub(super) fn free_list(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    let node = node_number(&mut scan);
    let zone = scan.run(|c| c.is_ascii_alphanumeric())?;
    scan.tag(":")?;
    let mut blocks = Vec::new();
    while blocks.len() < ORDERS_MAX {
        scan.blanks();
        let Some(block) = free_block(&mut scan) else { break };
        blocks.push(block);
    }
    let total = scan.tag("= ").and_then(|()| scan.kib());
    (!blocks.is_empty()).then_some(Message::Mem(MemInfo::FreeList(FreeList { node, zone, blocks, total })))
}

fn free_block(scan: &mut Scan<'_>) -> Option<FreeBlock> {
    let before = *scan;
    let block = (|| {
        let count = scan.number()?;
        scan.tag("*")?;
        let size = scan.kib()?;
        Some(FreeBlock { count, size, types: "".into() })
    })();
    let Some(block) = block else {
        *scan = before;
        return None;
    };
    let behind = *scan;
    scan.blanks();
    if let Some(types) = scan.tag("(").and_then(|()| scan.until(")")) {
        return Some(FreeBlock { types: types.into(), ..block });
    }
    *scan = behind;
    Some(block)
}

/// `Node 0 hugepages_total=0 hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB` (`mm/hugetlb.c`).
pub(super) fn hugepages(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    let node = node_number(&mut scan)?;
    scan.tag("hugepages_total=")?;
    let total = scan.number()?;
    scan.tag(" hugepages_free=")?;
    let free = scan.number()?;
    scan.tag(" hugepages_surp=")?;
    let surplus = scan.number()?;
    scan.tag(" hugepages_size=")?;
    Some(Message::Huge(HugePages { node, total, free, surplus, size: scan.kib()? }))
}

/// `1234 total pagecache pages`, `4194174 pages RAM`.
pub(super) fn count(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim());
    let pages = Pages(scan.number()?);
    scan.tag(" ")?;
    let counts = match scan.rest() {
        "total pagecache pages" => PageCount::PageCache,
        "pages in swap cache" => PageCount::SwapCache,
        "pages RAM" => PageCount::Ram,
        "pages HighMem/MovableOnly" | "pages HighMem" => PageCount::HighMem,
        "pages reserved" => PageCount::Reserved,
        "pages cma reserved" => PageCount::CmaReserved,
        "pages hwpoisoned" => PageCount::HwPoisoned,
        _ => return None,
    };
    Some(Message::Mem(MemInfo::Count(counts, pages)))
}

/// `Free swap  = 0kB`, `Total swap = 0kB` (`mm/swap_state.c`).
pub(super) fn swap(text: &str) -> Option<Message<'_>> {
    let (which, size) = parted(text.trim(), "= ")?;
    let size = Scan::new(size).kib()?;
    match which.trim_end() {
        "Free swap" => Some(Message::Mem(MemInfo::SwapFree(size))),
        "Total swap" => Some(Message::Mem(MemInfo::SwapTotal(size))),
        _ => None,
    }
}

/// `Unreclaimable slab info:` and `Name   Used   Total` (`dump_unreclaimable_slab()`, 4.15 on).
pub(super) fn slab_title(text: &str) -> Option<Message<'_>> {
    let text = text.trim();
    let header = || text.split_whitespace().eq(["Name", "Used", "Total"]);
    (text == "Unreclaimable slab info:" || header()).then_some(Message::Mem(MemInfo::SlabTitle))
}

/// `kmalloc-64   123KB   456KB`. Names may hold anything: read from the right.
pub(super) fn slab(text: &str) -> Option<Message<'_>> {
    let (rest, total) = text.trim().rsplit_once(' ')?;
    let (name, used) = rest.trim_end().rsplit_once(' ')?;
    let size = |text: &str| text.strip_suffix("KB")?.parse().ok().map(Kib);
    let name = name.trim_end();
    (!name.is_empty() && !name.contains(':')).then_some(())?;
    Some(Message::Mem(MemInfo::Slab(name, size(used)?, size(total)?)))
}

/// `Node 0 `.
fn node_number(scan: &mut Scan<'_>) -> Option<u32> {
    let before = *scan;
    let node = scan.tag("Node ").and_then(|()| scan.number());
    if node.is_none() || scan.tag(" ").is_none() {
        *scan = before;
        return None;
    }
    node
}

/// Figures of a line; a negative one (a counter that drifts) is nothing. Newer kernels print more of them behind
/// `all_unreclaimable? no` (`Balloon:` from 6.19 on, `gpu_active:` and `gpu_reclaim:` from 7.1 on, `mm/show_mem.c`).
fn sizes(text: &str) -> Vec<Figure<'_, u64>> {
    let behind = parted(text, UNRECLAIMABLE).map_or("", |(_, rest)| rest.trim_start_matches(|c: char| c != ' '));
    let all = figures(text).chain(figures(behind)).take(FIGURES_MAX);
    all.map(|figure| Figure { key: figure.key, value: u64::try_from(figure.value).unwrap_or(0) }).collect()
}

/// What stands before the answer.
const UNRECLAIMABLE: &str = "all_unreclaimable? ";

/// The longest line so far has about 30.
const FIGURES_MAX: usize = 64;

fn unreclaimable(text: &str) -> Option<bool> {
    let (_, answer) = parted(text, UNRECLAIMABLE)?;
    Some(answer.starts_with("yes"))
}
