//! Why a node had no memory to give: the request, each zone as the kernel looks at it, the cause, and who holds the
//! memory.

mod cause;
mod coverage;
pub(super) mod gfp;
mod holders;
pub(super) mod homes;
mod refused;
mod request;
mod said;
mod urgency;
mod zones;

use std::collections::BTreeMap;

pub use cause::{CAUSES, Cause, CauseRule, causes_as_markdown};
pub use coverage::Coverage;
pub use gfp::{GfpMask, ZoneKind, flag_names};
pub use holders::{Holder, HolderKind, Holders};
pub use homes::Home;
pub use refused::{RefusedKind, RefusedWords, of_refused};
pub use request::AllocationRequest;
pub(super) use said::{LargestHolder, before_particle, holder_within, of_total, process, subject};
pub use zones::{Stand, ZoneCheck};

use crate::model::{Bytes, Incident, Task};

/// Why a node-level kill happened, as far as its report tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shortage {
    /// What was asked for; `None` where the header is not in the log.
    pub request: Option<AllocationRequest>,
    /// Why it could not be had.
    pub cause: Cause,
    /// The zones that the report shows, as printed.
    pub zones: Vec<ZoneCheck>,
    /// What the report leaves out.
    pub coverage: Coverage,
    /// Who holds the memory.
    pub holders: Holders,
    /// A balloon driver's line that stands in the log before the kill.
    pub balloon_line: Option<Box<str>>,
}

/// What other lines of the same log tell that a report itself does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogContext {
    /// Where processes live, by pid.
    pub homes: BTreeMap<u32, Home>,
    /// By how much more RAM is reserved here than in another report of the same boot: pages that a balloon took.
    pub balloon: Option<Bytes>,
    /// Swap lies on a zram device.
    pub zram_swap: bool,
    /// A balloon driver's line, where one stands in the log before the kill.
    pub balloon_line: Option<Box<str>>,
}

impl LogContext {
    /// What a report tells by itself.
    pub(super) fn of_report(incident: &Incident) -> Self {
        Self { homes: homes::of_report(incident, &|_| None), ..Self::default() }
    }
}

/// The mask of the request as the kernel printed it; where that is its bits only, with their names behind it:
/// `0xd0 (__GFP_WAIT|__GFP_IO|__GFP_FS)`. `None` where the log does not hold it.
pub fn mask_with_names(incident: &Incident) -> Option<String> {
    let printed = incident.trigger.as_ref()?.gfp_mask.as_deref()?;
    let named = names_of_mask(incident).map(|names| format!("{printed} ({names})"));
    Some(named.unwrap_or_else(|| printed.to_owned()))
}

/// The names of a mask that the kernel printed without them, by its version. `None` where it printed them, and where the
/// version is not in the log: the bits moved several times.
pub fn names_of_mask(incident: &Incident) -> Option<String> {
    let printed = incident.trigger.as_ref()?.gfp_mask.as_deref()?;
    let bits = GfpMask::parse(printed).filter(|_| !printed.contains("GFP_"))?.bits?;
    let names = flag_names(bits, incident.kernel_series()?);
    (!names.is_empty()).then(|| names.join("|"))
}

/// The shortage that a report of the node's memory shows.
pub(super) fn judge(incident: &Incident, tasks: &[Task], around: &LogContext) -> Option<Shortage> {
    judge_for(AllocationRequest::of(incident), incident, tasks, around)
}

fn judge_for(
    mut request: Option<AllocationRequest>,
    incident: &Incident,
    tasks: &[Task],
    around: &LogContext,
) -> Option<Shortage> {
    let memory = incident.node_memory.as_ref()?;
    let page = incident.page_size.size;
    let zones = match &request {
        Some(request) => zones::check(memory, request, page, incident.kernel_series()),
        None => zones::bare(memory, page),
    };
    let coverage = coverage::of(incident, memory, request.as_ref(), &zones);
    if let (Some(request), Some(nodes)) = (&mut request, &coverage.only_nodes) {
        request.nodes.get_or_insert_with(|| nodes.clone());
    }
    let cause = cause::of(&cause::CauseInput { request: request.as_ref(), zones: &zones, coverage: &coverage });
    let holders = holders::of(incident, tasks, &coverage, around)?;
    let balloon_line = around.balloon_line.clone();
    Some(Shortage { request, cause, zones, coverage, holders, balloon_line })
}

impl Shortage {
    /// The zones that decide, those of the old DMA left out where there are others.
    pub fn deciding_zones(&self) -> Vec<&ZoneCheck> {
        cause::usable(&self.zones)
    }

    /// The holder that stands out: the largest, where it has a tenth of the RAM or more.
    pub fn largest_holder(&self) -> Option<&Holder> {
        const NOTABLE: f64 = 0.1;
        let whole = self.holders.ram?;
        // What stands on lines that are left out is counted nowhere here, and is not unaccounted for.
        let is_known = |holder: &&Holder| holder.kind != HolderKind::Unaccounted || self.coverage.shows_all_nodes();
        self.holders.list.first().filter(is_known).filter(|holder| holder.bytes.share_of(whole) >= NOTABLE)
    }

    /// What is free in zone Movable, where the memory nodes that the request may use have no other and it may not use that.
    pub fn only_movable_free(&self) -> Option<Bytes> {
        let is_so = self.cause == Cause::Zone && self.deciding_zones().is_empty();
        is_so.then(|| self.zones.iter().filter_map(|zone| zone.free).fold(Bytes(0), Bytes::plus))
    }

    /// The largest holder, where it has to do with the shortage: what a headline tells.
    pub fn told_holder(&self) -> Option<&Holder> {
        self.largest_holder().filter(|holder| self.is_about(holder))
    }

    /// True where a holder has to do with the shortage. Where a zone, larger blocks or what is not set aside were short, only
    /// memory of the kernel's own, which lies there and cannot be moved; where the node had room, none.
    pub(super) fn is_about(&self, holder: &Holder) -> bool {
        let of_the_kernel = || {
            matches!(
                holder.kind,
                HolderKind::Slab
                    | HolderKind::PageTables
                    | HolderKind::KernelStacks
                    | HolderKind::Sockets
                    | HolderKind::Vmalloc
                    | HolderKind::Unaccounted
            )
        };
        match self.cause {
            Cause::Exhausted | Cause::MemoryNode => true,
            // What is kept for atomic requests is kept from all others alike; CMA, from memory that cannot be moved.
            Cause::Reserve if !self.is_for_cma() => true,
            Cause::Zone | Cause::Fragmented | Cause::Reserve => of_the_kernel(),
            Cause::Unknown => !self.has_room(),
            Cause::PageFault | Cause::FreedMeanwhile => false,
        }
    }

    /// True where more is set aside for CMA than for atomic requests, in some zone that decides.
    pub(super) fn is_for_cma(&self) -> bool {
        let zones = self.deciding_zones();
        zones.iter().any(|zone| zone.cma.is_some_and(|cma| cma > zone.highatomic.unwrap_or_default()))
    }

    /// True where a tenth of the RAM or more was free.
    fn has_room(&self) -> bool {
        let Holders { ram, free, .. } = self.holders;
        ram.zip(free).is_some_and(|(ram, free)| free.0 >= ram.0 / 10)
    }

    /// The memory nodes that the request may use, as people write them: `1`, `0-1`, `0,2`.
    pub fn nodes_printed(&self) -> Option<String> {
        let nodes = self.coverage.only_nodes.as_ref().or(self.request.as_ref()?.nodes.as_ref())?;
        let printed: Vec<String> = nodes.iter().map(ToString::to_string).collect();
        Some(printed.join(","))
    }

    /// What a kind of holder has in all.
    pub fn held_by(&self, kind: HolderKind) -> Bytes {
        let of_kind = self.holders.list.iter().filter(|holder| holder.kind == kind);
        of_kind.fold(Bytes(0), |sum, holder| sum.plus(holder.bytes))
    }
}
