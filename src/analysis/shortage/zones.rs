//! Each zone as the kernel looks at it before it gives memory: `__zone_watermark_ok()` of `mm/page_alloc.c`.
//!
//! free − `lowmem_reserve[]` of the request's zone − free CMA where the request may not use it − what is kept for atomic
//! requests has to exceed `min` (which is printed with the boost in it, and is lower for urgent requests); above order 0 a free
//! block has to be there that is large enough and of a type that the request may take. The last attempt before a kill asks for
//! `high` instead of `min` (`__alloc_pages_may_oom()`); a request that is refused without a kill never does.

use super::gfp::ZoneKind;
use super::request::AllocationRequest;
use super::urgency::Highatomic;
use crate::lang::Language;
use crate::model::{Bytes, FreeBlock, KernelSeries, Kib, NodeMemory, PageSize, Pages, Zone};
use crate::text;

/// A zone and what the request could have of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZoneCheck {
    /// The memory node, where printed.
    pub node: Option<u32>,
    /// The kernel's name.
    pub name: Box<str>,
    /// Whether the request may use it; `None` where the log does not tell.
    pub usable: Option<bool>,
    /// Free, all kinds together.
    pub free: Option<Bytes>,
    /// What is kept from requests that could use a higher zone: the entry of `lowmem_reserve[]` for the request's zone.
    pub reserve: Option<Bytes>,
    /// Free, but set aside for CMA.
    pub cma: Option<Bytes>,
    /// Kept for atomic requests.
    pub highatomic: Option<Bytes>,
    /// Below it ordinary requests are refused; the boost is in it.
    pub min: Option<Bytes>,
    /// What is left of `min` for this request, which an urgent one may go below; `None` where the log does not tell.
    pub mark: Option<Bytes>,
    /// True for a request that asked for no more than its mark: one that was refused without a kill.
    pub asks_for_mark_only: bool,
    /// True where what is kept for atomic requests counts as free for this one.
    pub uses_highatomic: bool,
    /// What may come back from the processors' lists of free pages while a report is printed.
    pub lists: Bytes,
    /// Below it the kernel begins to reclaim.
    pub low: Option<Bytes>,
    /// What the last attempt before a kill asks for.
    pub high: Option<Bytes>,
    /// What the kernel has to give out here.
    pub managed: Option<Bytes>,
    /// What is built in.
    pub present: Option<Bytes>,
    /// The largest free block that the request may take.
    pub largest_free_block: Option<Bytes>,
    /// Whether a block is free that is large enough; `None` where the free list is not in the log.
    pub fits: Option<bool>,
    /// Free less all that the request may not have.
    pub available: Option<Bytes>,
    /// What `available` would be with CMA and the atomic reserve.
    pub with_set_aside: Option<Bytes>,
    /// Whether the request would be served at `min`; `None` where the log does not tell, false where it may not use the zone.
    pub passes: Option<bool>,
}

/// Where a zone's available memory stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// At or below `min`, or what is left of it for an urgent request.
    BelowMin,
    /// Above it, but not above what the last attempt asks for, or by so little that what the processors' lists gave back
    /// explains it.
    Between,
    /// Clearly above what the last attempt asks for: `high`, or the mark for a request that was refused.
    AboveHigh,
}

/// What is the same for all zones of a report.
struct ZoneLook<'a> {
    request: &'a AllocationRequest,
    /// Zones that the request may use are not above it.
    class: Option<ZoneKind>,
    page: PageSize,
    version: Option<KernelSeries>,
}

/// All zones of a report, as the request meets them on a kernel of this version.
pub(super) fn check(
    memory: &NodeMemory,
    request: &AllocationRequest,
    page: PageSize,
    version: Option<KernelSeries>,
) -> Vec<ZoneCheck> {
    // A page fault failed without a request: any memory would have done.
    let class = request.zone.or_else(|| request.is_page_fault.then_some(ZoneKind::Movable));
    let look = ZoneLook { request, class, page, version };
    memory.zones.iter().map(|zone| look.at(zone, &memory.zones)).collect()
}

/// The zones without a request to hold against them.
pub(super) fn bare(memory: &NodeMemory, page: PageSize) -> Vec<ZoneCheck> {
    let request = AllocationRequest::default();
    let mut zones = check(memory, &request, page, None);
    for zone in &mut zones {
        (zone.usable, zone.passes, zone.reserve) = (None, None, None);
    }
    zones
}

impl ZoneLook<'_> {
    fn at(&self, zone: &Zone, all: &[Zone]) -> ZoneCheck {
        let size = |key: &str| zone.size(key).map(Kib::bytes);
        let kind = ZoneKind::from_name(&zone.name);
        let may_use_cma = self.request.may_use_cma.unwrap_or(true);
        let allowed_node = zone.node.is_none_or(|node| {
            let nodes = self.request.nodes.as_ref().filter(|_| self.request.is_confined);
            nodes.is_none_or(|nodes| nodes.contains(&node))
        });
        let usable = match (kind, self.class) {
            (Some(kind), Some(class)) => Some(kind <= class && kind != ZoneKind::Device && allowed_node),
            _ => None,
        };
        let mut check = ZoneCheck {
            node: zone.node,
            name: zone.name.clone(),
            usable,
            free: size("free"),
            reserve: self.reserve(zone, all),
            cma: size("free_cma"),
            // From 6.13 on the kernel counts what is free of it, before all of it.
            highatomic: size("free_highatomic").or_else(|| size("reserved_highatomic")),
            min: size("min"),
            low: size("low"),
            high: size("high"),
            managed: size("managed"),
            present: size("present"),
            largest_free_block: largest(&zone.free_list, may_use_cma),
            ..ZoneCheck::default()
        };
        let taken = |part: Option<Bytes>| part.unwrap_or_default();
        let less = |from: Bytes, part: Bytes| Bytes(from.0.saturating_sub(part.0));
        // Where the list is cut, its last entry is the least that is kept; what is left can only be less.
        let kept = check.reserve.or_else(|| self.least_reserve(zone));
        check.with_set_aside = check.free.map(|free| less(free, taken(kept)));
        let cma = if may_use_cma { Bytes(0) } else { taken(check.cma) };
        let urgency = self.request.urgency;
        check.uses_highatomic = urgency.is_some_and(|urgency| urgency.highatomic > Highatomic::Kept);
        let highatomic = check.highatomic.filter(|_| !check.uses_highatomic);
        check.available = check.with_set_aside.map(|free| less(less(free, cma), taken(highatomic)));
        check.mark = match urgency {
            Some(urgency) => check.min.map(|min| urgency.mark(min, self.page)),
            // Without a request, and for a page fault, the ordinary mark.
            None => check.min.filter(|_| self.request.bytes.is_none() || !self.request.is_refused),
        };
        check.asks_for_mark_only = self.request.is_refused;
        check.lists = self.lists(zone, &check);
        if check.reserve.is_none() && check.available > check.mark {
            check.available = None;
        }
        check.fits = self.fits(zone, &check, may_use_cma);
        check.passes = match check.usable {
            Some(true) => self.passes(&check),
            usable => usable,
        };
        check
    }

    /// The entry of `lowmem_reserve[]` for the request's zone; nothing in that zone itself.
    fn reserve(&self, zone: &Zone, all: &[Zone]) -> Option<Bytes> {
        let (class, kind) = (self.class?, ZoneKind::from_name(&zone.name)?);
        if kind >= class {
            return Some(Bytes(0));
        }
        let pages = reserved_for(zone, class, all)?;
        Some(Pages(pages).bytes(self.page))
    }

    fn least_reserve(&self, zone: &Zone) -> Option<Bytes> {
        zone.lowmem_reserve.last().map(|pages| Pages(*pages).bytes(self.page))
    }

    fn passes(&self, zone: &ZoneCheck) -> Option<bool> {
        let above = self.rest(zone)?.0 > zone.mark?.0;
        if self.request.order == 0 || !above { Some(above) } else { zone.fits }
    }

    /// The check takes all but one of the pages that are asked for off first.
    fn rest(&self, zone: &ZoneCheck) -> Option<Bytes> {
        let asked = self.page.bytes().saturating_mul((1_u64 << self.request.order.min(31)) - 1);
        zone.available.map(|available| Bytes(available.0.saturating_sub(asked)))
    }

    fn fits(&self, zone: &Zone, check: &ZoneCheck, may_use_cma: bool) -> Option<bool> {
        if self.request.order == 0 {
            return Some(true);
        }
        if zone.free_list.is_empty() {
            return None;
        }
        let piece = self.request.bytes?;
        if self.version.is_some_and(|version| version < KernelSeries(4, 4)) {
            return Some(walk(&zone.free_list, piece, self.rest(check)?, check.mark?));
        }
        let takes_highatomic = self.request.urgency.is_some_and(|urgency| urgency.highatomic == Highatomic::Taken);
        let serves = |block: &FreeBlock| {
            may_take(block, may_use_cma) || (takes_highatomic && block.count > 0 && block.types.contains('H'))
        };
        Some(zone.free_list.iter().any(|block| block.size.bytes() >= piece && serves(block)))
    }

    /// The kernel prints its report after the last attempt, when the processors' lists of free pages have been drained and what
    /// they held has come back. All of them together hold up to the zone's `low` mark (`zone_highsize()`, 5.14 on; less before).
    /// From 6.7 on a processor takes more at once where it only allocates: up to 32 batches (`nr_pcp_alloc()`,
    /// `CONFIG_PCP_BATCH_SCALE_MAX`), a batch being about a 4096th of the zone, 256 KiB at most (`zone_batchsize()`; all of them in
    /// `mm/page_alloc.c`).
    fn lists(&self, zone: &Zone, check: &ZoneCheck) -> Bytes {
        const BATCH_MAX: u64 = 256 << 10;
        const BATCHES: u64 = 32;
        let low = check.low.or(check.mark).unwrap_or_default();
        let size = zone.size("managed").or_else(|| zone.size("present")).map(Kib::bytes).unwrap_or_default();
        let grows = self.version.is_none_or(|version| version >= KernelSeries(6, 7));
        let taken_at_once = if grows { (size.0 / 4096).min(BATCH_MAX) * BATCHES } else { 0 };
        low.plus(Bytes(taken_at_once))
    }
}

/// Kernels before 4.4 take the smaller blocks off one order after the other, and halve the mark each time.
fn walk(blocks: &[FreeBlock], piece: Bytes, mut rest: Bytes, mut mark: Bytes) -> bool {
    for block in blocks.iter().filter(|block| block.size.bytes() < piece) {
        let smaller = block.size.bytes().0.saturating_mul(block.count);
        (rest, mark) = (Bytes(rest.0.saturating_sub(smaller)), Bytes(mark.0 / 2));
        if rest <= mark {
            return false;
        }
    }
    true
}

/// True where a block of this row may be given to an ordinary request: Unmovable, Movable, rEclaimable, the old Reserve,
/// and CMA where allowed; never what is kept for atomic requests (H) or isolated (I). Old kernels print no types.
fn may_take(block: &FreeBlock, may_use_cma: bool) -> bool {
    let types = &*block.types;
    block.count > 0
        && (types.is_empty() || types.contains(['U', 'M', 'E', 'R']) || (may_use_cma && types.contains('C')))
}

fn largest(blocks: &[FreeBlock], may_use_cma: bool) -> Option<Bytes> {
    if blocks.is_empty() {
        return None;
    }
    let takeable = blocks.iter().filter(|block| may_take(block, may_use_cma));
    Some(takeable.map(|block| block.size.bytes()).max().unwrap_or_default())
}

/// Pages of `lowmem_reserve[]` against requests of a class. The kernel prints one entry for each zone that it is built
/// with, so the entries' number and the zones' names tell which stands for which.
fn reserved_for(zone: &Zone, class: ZoneKind, all: &[Zone]) -> Option<u64> {
    let layout = layout(zone, all)?;
    let at = layout.iter().rposition(|kind| *kind <= class)?;
    let last = zone.lowmem_reserve.len().checked_sub(1)?;
    // A cut list goes on with its last entry where the zones beyond have no memory (`setup_per_zone_lowmem_reserve()`): the
    // whole list of a zone up to the last that is told does not grow beyond it either.
    let shows_no_more = |other: &Zone| {
        let own = ZoneKind::from_name(&other.name).and_then(|kind| layout.iter().position(|known| *known == kind));
        let list = &other.lowmem_reserve;
        own.is_some_and(|own| own <= last) && list.get(at).is_some() && list.get(at) == list.get(last)
    };
    let entry = if last < at && all.iter().any(shows_no_more) { last } else { at };
    zone.lowmem_reserve.get(entry).copied()
}

/// The zones that a kernel is built with.
pub(super) fn layout(zone: &Zone, all: &[Zone]) -> Option<&'static [ZoneKind]> {
    use ZoneKind::{Device, Dma, Dma32, HighMem, Movable, Normal};
    let has = |kind: ZoneKind| all.iter().any(|zone| ZoneKind::from_name(&zone.name) == Some(kind));
    // A list may be cut: the longest counts.
    let entries = all.iter().map(|zone| zone.lowmem_reserve.len()).max().unwrap_or(0).max(zone.lowmem_reserve.len());

    Some(match (entries, has(HighMem), has(Dma32)) {
        (6, ..) => &[Dma, Dma32, Normal, HighMem, Movable, Device],
        (5, true, _) => &[Dma, Dma32, Normal, HighMem, Movable],
        (5, false, _) => &[Dma, Dma32, Normal, Movable, Device],
        (4, false, true) if !has(Dma) && reserves_behind_dma32(all) => &[Dma32, Normal, Movable, Device],
        (4, false, true) => &[Dma, Dma32, Normal, Movable],
        (4, true, true) => &[Dma32, Normal, HighMem, Movable],
        (4, ..) => &[Dma, Normal, HighMem, Movable],
        (3, true, _) if has(Dma) => &[Dma, Normal, HighMem],
        (3, true, _) => &[Normal, HighMem, Movable],
        (3, false, true) => &[Dma32, Normal, Movable],
        (3, false, false) if has(Dma) => &[Dma, Normal, Movable],
        (3, ..) => &[Normal, Movable, Device],
        (2, ..) if has(Dma) => &[Dma, Normal],
        (2, ..) => &[Normal, Movable],
        (1, ..) => &[Normal],
        _ => return None,
    })
}

/// RISC-V has no DMA: there the entry behind DMA32's own, the first, already counts Normal.
fn reserves_behind_dma32(all: &[Zone]) -> bool {
    let dma32 = all.iter().find(|zone| &*zone.name == "DMA32");
    dma32.is_some_and(|zone| zone.lowmem_reserve.get(1).is_some_and(|pages| *pages > 0))
}

impl ZoneCheck {
    /// Where it stands; `None` where the log lacks a figure.
    pub fn stand(&self) -> Option<Stand> {
        let (available, mark) = (self.available?, self.mark?);
        let asked = if self.asks_for_mark_only { mark } else { self.high.or(self.low).unwrap_or(mark) };
        Some(match available {
            available if available <= mark => Stand::BelowMin,
            available if available.0 <= asked.0.saturating_add(self.lists.0) => Stand::Between,
            _ => Stand::AboveHigh,
        })
    }

    /// The terms that decide, with the kernel's names: `DMA: free 519,112 − free_cma 513,592 = 5,520 kB; min 10,428, high
    /// 12,028`. What is kept may be more than what is free.
    pub fn arithmetic(&self, language: Language) -> String {
        let kib = |bytes: Bytes| text::count(language, bytes.0 / 1024);
        let term = |name: &str, part: Option<Bytes>| match part {
            Some(part) if part.0 > 0 => format!(" − {name} {}", kib(part)),
            _ => String::new(),
        };
        let node = self.node.map(|node| format!("node {node} ")).unwrap_or_default();
        let known = |bytes: Option<Bytes>| bytes.map_or_else(|| "?".to_owned(), kib);
        // An urgent request may have what is kept for atomic ones.
        let kept = self.highatomic.filter(|_| !self.uses_highatomic);
        let cma = self.with_set_aside.zip(self.available).and_then(|(with, without)| {
            let taken = with.minus(without)?.minus(kept.unwrap_or_default())?;
            (taken.0 > 0).then_some(taken)
        });
        let taken = [self.reserve, cma, kept].map(Option::unwrap_or_default).into_iter().fold(Bytes(0), Bytes::plus);
        let left = match self.free {
            free if taken.0 == 0 && free == self.available => String::new(),
            Some(free) if free < taken => format!(" = −{}", kib(Bytes(taken.0 - free.0))),
            _ => format!(" = {}", known(self.available)),
        };
        format!(
            "{node}{}: free {}{}{}{}{left} kB; min {}{}, high {}",
            self.name,
            known(self.free),
            term("lowmem_reserve", self.reserve),
            term("free_cma", cma),
            term("highatomic", kept),
            known(self.min),
            self.mark
                .filter(|_| self.mark < self.min)
                .map(|mark| format!(" lowered to {}", kib(mark)))
                .unwrap_or_default(),
            known(self.high),
        )
    }

    /// True for the few MiB that x86 keeps for old devices: they say nothing about a node that has other memory. Where a
    /// line is cut before its size, that not more is free tells.
    pub(super) fn is_tiny_dma(&self) -> bool {
        &*self.name == "DMA" && self.managed.or(self.present).or(self.free).is_some_and(|size| size.0 <= 16 << 20)
    }
}
