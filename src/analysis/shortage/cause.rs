//! Why a node had nothing to give: a table of rules, one row one cause, the first that applies decides.

use super::coverage::Coverage;
use super::request::AllocationRequest;
use super::zones::{Stand, ZoneCheck};
use crate::model::Bytes;

/// Why a request could not be served; names are part of the JSON format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// All zones that the request may use were used up, and so was the node.
    Exhausted,
    /// The zones that the request may use were used up, while others had room.
    Zone,
    /// The memory nodes that the request may use were used up, while others had room.
    MemoryNode,
    /// Enough was free, but no piece as large as was asked for.
    Fragmented,
    /// All that was free is set aside: for CMA, or for atomic requests.
    Reserve,
    /// A page fault was refused without any shortage.
    PageFault,
    /// When the report was printed, the request could have been served.
    FreedMeanwhile,
    /// The log does not tell.
    #[default]
    Unknown,
}

impl Cause {
    /// All of them, in this order.
    pub const ALL: [Self; 8] = [
        Self::Exhausted,
        Self::Zone,
        Self::MemoryNode,
        Self::Fragmented,
        Self::Reserve,
        Self::PageFault,
        Self::FreedMeanwhile,
        Self::Unknown,
    ];

    /// True where memory was short for the request, in whatever way.
    pub const fn is_shortage(self) -> bool {
        matches!(self, Self::Exhausted | Self::Zone | Self::MemoryNode | Self::Reserve | Self::Fragmented)
    }

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exhausted => "exhausted",
            Self::Zone => "zone",
            Self::MemoryNode => "memory-node",
            Self::Fragmented => "fragmented",
            Self::Reserve => "reserve",
            Self::PageFault => "page-fault",
            Self::FreedMeanwhile => "freed-meanwhile",
            Self::Unknown => "unknown",
        }
    }
}

/// One row of the table.
pub struct CauseRule {
    /// What the report has to say, for people.
    pub when: &'static str,
    /// The cause.
    pub cause: Cause,
    applies: fn(&CauseInput<'_>) -> bool,
}

/// What the rules look at.
#[derive(Debug)]
pub(super) struct CauseInput<'a> {
    pub request: Option<&'a AllocationRequest>,
    pub zones: &'a [ZoneCheck],
    pub coverage: &'a Coverage,
}

/// The rules in their order. The last applies to everything.
pub const CAUSES: &[CauseRule] = &[
    CauseRule {
        when: "`gfp_mask=0x0` and order 0, which only a page fault that failed elsewhere passes, and not all zones at `min`",
        cause: Cause::PageFault,
        applies: |look| look.is_page_fault() && !look.all_below_min(),
    },
    CauseRule {
        when: "a cpuset or a policy confines the request to memory nodes of which only zone Movable is shown, which it may not use, and there is room",
        cause: Cause::Zone,
        applies: |look| look.has_movable_only(),
    },
    CauseRule {
        when: "the request, a zone that it may use, one of its figures or its free list is not in the log",
        cause: Cause::Unknown,
        applies: |look| look.is_incomplete(),
    },
    CauseRule {
        when: "a zone that the request may use stands clearly above `high` (by more than what the processors' lists of free pages give back: `low`, and from 6.7 on what one takes at once; for a request that was refused without a kill, above its own mark) and has a block that is large enough",
        cause: Cause::FreedMeanwhile,
        applies: |look| look.any(|zone| zone.stand() == Some(Stand::AboveHigh) && zone.fits == Some(true)),
    },
    CauseRule {
        when: "order 1 or more, a zone stands above `min`, and it has no block that is large enough and of a type that may be taken",
        cause: Cause::Fragmented,
        applies: |look| look.any(|zone| zone.stand() != Some(Stand::BelowMin) && zone.fits == Some(false)),
    },
    CauseRule {
        when: "the memory nodes that the request may use stand at their marks, and others have room",
        cause: Cause::MemoryNode,
        applies: |look| look.coverage.other_nodes_have_room,
    },
    CauseRule {
        when: "with what is set aside for CMA and atomic requests a zone would pass, and half or more of what is free is that",
        cause: Cause::Reserve,
        applies: |look| look.is_set_aside(),
    },
    CauseRule {
        when: "the zones that the request may use stand at their marks, and zones that it may not use have room",
        cause: Cause::Zone,
        applies: |look| look.coverage.other_zones_have_room,
    },
    CauseRule { when: "all zones stand at their marks", cause: Cause::Exhausted, applies: |_| true },
];

/// The table as Markdown, for the docs.
pub fn causes_as_markdown() -> String {
    let mut table = String::from("| | The report says | Cause |\n|---|---|---|\n");
    for (rule, number) in CAUSES.iter().zip(1..) {
        table.push_str(&format!("| {number} | {} | `{}` |\n", rule.when, rule.cause.name()));
    }
    table
}

/// The cause, by the first rule that applies.
pub(super) fn of(look: &CauseInput<'_>) -> Cause {
    CAUSES.iter().find(|rule| (rule.applies)(look)).map_or(Cause::Unknown, |rule| rule.cause)
}

impl CauseInput<'_> {
    /// The zones that count: usable, and not just the old DMA's few MiB beside others.
    pub(super) fn usable(&self) -> Vec<&ZoneCheck> {
        usable(self.zones)
    }

    fn any(&self, is_so: impl Fn(&ZoneCheck) -> bool) -> bool {
        self.usable().into_iter().any(is_so)
    }

    fn is_page_fault(&self) -> bool {
        self.request.is_some_and(|request| request.is_page_fault)
    }

    fn all_below_min(&self) -> bool {
        let usable = self.usable();
        !usable.is_empty() && usable.iter().all(|zone| zone.stand() == Some(Stand::BelowMin))
    }

    /// Every machine has other zones somewhere; a memory node of its own may have none.
    fn has_movable_only(&self) -> bool {
        let is_movable = |zone: &ZoneCheck| &*zone.name == "Movable" && zone.usable == Some(false);
        let is_confined = self.request.is_some_and(|request| request.is_confined);
        let has_room = || self.zones.iter().any(|zone| zone.free > zone.high && zone.high.is_some());
        is_confined && !self.zones.is_empty() && self.zones.iter().all(is_movable) && has_room()
    }

    fn is_incomplete(&self) -> bool {
        let unclear = |zone: &ZoneCheck| {
            let stand = zone.stand();
            stand.is_none() || (zone.fits.is_none() && stand != Some(Stand::BelowMin))
        };
        self.request.is_none() || self.coverage.lines_lost || self.usable().is_empty() || self.any(unclear)
    }

    fn is_set_aside(&self) -> bool {
        let usable = self.usable();
        let passes = |zone: &&&ZoneCheck| zone.with_set_aside > zone.mark;
        let sum = |size: fn(&ZoneCheck) -> Option<Bytes>| {
            usable.iter().filter(passes).filter_map(|zone| size(zone)).fold(Bytes(0), Bytes::plus)
        };
        let (free, with, without) =
            (sum(|zone| zone.free), sum(|zone| zone.with_set_aside), sum(|zone| zone.available));
        let set_aside = with.minus(without).unwrap_or_default();
        free.0 > 0 && set_aside.0 >= free.0 / 2
    }
}

/// The zones that decide: those that the request may use, without the old DMA's few MiB where there are others.
pub(super) fn usable(zones: &[ZoneCheck]) -> Vec<&ZoneCheck> {
    let usable: Vec<&ZoneCheck> = zones.iter().filter(|zone| zone.usable == Some(true)).collect();
    let others: Vec<&ZoneCheck> = usable.iter().copied().filter(|zone| !zone.is_tiny_dma()).collect();
    if others.is_empty() { usable } else { others }
}
