//! Which zones a report shows, and what lies beyond them.
//!
//! The first block of Mem-Info counts the whole machine. The lines of nodes and zones leave out memory nodes that the
//! request could not use (`show_mem_node_skip()`), and from 6.1 on zones above the request's own. A log may have lost lines,
//! too.

use super::gfp::ZoneKind;
use super::request::AllocationRequest;
use super::zones::{ZoneCheck, layout};
use crate::model::{Bytes, Incident, Kib, NodeMemory, PageSize, Zone};

/// What the report shows and what it leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Lines of zones that the request may use are not in the log.
    pub lines_lost: bool,
    /// Only some memory nodes are shown, these; the request was confined to them.
    pub only_nodes: Option<Vec<u32>>,
    /// What was free where the request could not get at it: in other nodes, or in zones above its own.
    pub out_of_reach: Option<Bytes>,
    /// Names of zones above the request's that are shown.
    pub higher_zones: Vec<Box<str>>,
    /// The nodes that are left out have room.
    pub other_nodes_have_room: bool,
    /// The zones above have room.
    pub other_zones_have_room: bool,
}

impl Coverage {
    /// False where the lines of some memory nodes are left out or lost: what stands on them is then a part only.
    pub fn shows_all_nodes(&self) -> bool {
        self.only_nodes.is_none() && !self.lines_lost
    }
}

/// Less than this share of RAM beyond the shown zones is no gap.
const GAP: f64 = 0.1;

/// Looks at what a report shows.
pub(super) fn of(
    incident: &Incident,
    memory: &NodeMemory,
    request: Option<&AllocationRequest>,
    zones: &[ZoneCheck],
) -> Coverage {
    let page = incident.page_size.size;
    let mut coverage = Coverage::default();
    let Some(request) = request.filter(|_| !zones.is_empty()) else { return coverage };
    let gap = gap(memory, page);
    let hidden = memory.counter("free").map(|free| {
        let shown = zones.iter().filter_map(|zone| zone.free).fold(Bytes(0), Bytes::plus);
        free.bytes(page).minus(shown).unwrap_or_default()
    });
    let nodes = shown_nodes(memory);
    let confined = request.is_confined || (incident.summary.is_none() && !nodes.is_empty() && !nodes.contains(&0));
    let may_have_gap = gap.is_none_or(|gap| gap);
    coverage.higher_zones = higher(zones);
    let shown_higher = zones.iter().filter(|zone| is_higher(zone, request));
    let shown_higher = shown_higher.filter_map(|zone| zone.free).fold(Bytes(0), Bytes::plus);
    if confined && may_have_gap {
        coverage.only_nodes = Some(if nodes.is_empty() { request.nodes.clone().unwrap_or_default() } else { nodes });
        coverage.out_of_reach = hidden;
        coverage.other_nodes_have_room = hidden.is_some_and(|free| is_room(free, memory, zones, page));
    } else if gap == Some(true) {
        if leaves_higher_out(request, memory) {
            coverage.out_of_reach = hidden.map(|hidden| hidden.plus(shown_higher));
            coverage.other_zones_have_room = hidden.is_some_and(|free| is_room(free, memory, zones, page));
        } else {
            coverage.lines_lost = true;
        }
    }
    coverage.lines_lost |= !confined && steps_lack_a_zone(request, memory);
    let confined_by_zone = |zone: &&ZoneCheck| zone.usable == Some(false) && !is_higher(zone, request);
    let other_nodes: Vec<&ZoneCheck> = zones.iter().filter(confined_by_zone).collect();
    if other_nodes.iter().any(|zone| zone.free > zone.high) {
        coverage.other_nodes_have_room = true;
        coverage.out_of_reach = Some(other_nodes.iter().filter_map(|zone| zone.free).fold(Bytes(0), Bytes::plus));
    }
    if zones.iter().any(|zone| is_higher(zone, request) && zone.free > zone.high) {
        coverage.other_zones_have_room = true;
        coverage.out_of_reach.get_or_insert(shown_higher);
    }
    coverage
}

/// Whether the machine has much more RAM than the shown zones; `None` where the log does not tell.
fn gap(memory: &NodeMemory, page: PageSize) -> Option<bool> {
    // Zones below 4 GiB cannot be larger, where their line is cut.
    const LOW_MAX: Bytes = Bytes(4 << 30);
    let ram = memory.ram?.bytes(page);
    let size = |zone: &Zone| {
        let low = matches!(ZoneKind::from_name(&zone.name), Some(ZoneKind::Dma | ZoneKind::Dma32)).then_some(LOW_MAX);
        zone.size("present").map(Kib::bytes).or(low)
    };
    let shown = memory.zones.iter().map(size).try_fold(Bytes(0), |sum, size| Some(sum.plus(size?)))?;
    let left = ram.minus(shown).unwrap_or_default();
    Some(left.share_of(ram) > GAP)
}

fn present(memory: &NodeMemory) -> Bytes {
    memory.zones.iter().filter_map(|zone| zone.size("present")).map(Kib::bytes).fold(Bytes(0), Bytes::plus)
}

fn shown_nodes(memory: &NodeMemory) -> Vec<u32> {
    let mut nodes: Vec<u32> = memory.zones.iter().filter_map(|zone| zone.node).collect();
    nodes.extend(memory.nodes.iter().map(|node| node.id));
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

/// True for zones above the request's own.
pub(super) fn is_higher(zone: &ZoneCheck, request: &AllocationRequest) -> bool {
    match (ZoneKind::from_name(&zone.name), request.zone) {
        (Some(kind), Some(class)) => kind > class && kind != ZoneKind::Device,
        _ => false,
    }
}

fn higher(zones: &[ZoneCheck]) -> Vec<Box<str>> {
    let mut names: Vec<Box<str>> =
        zones.iter().filter(|zone| zone.usable == Some(false)).map(|zone| zone.name.clone()).collect();
    names.dedup();
    names
}

/// Free memory beyond the shown zones is room where it is twice what marks as high as theirs would keep there.
fn is_room(free: Bytes, memory: &NodeMemory, zones: &[ZoneCheck], page: PageSize) -> bool {
    let high = zones.iter().filter_map(|zone| zone.high).fold(Bytes(0), Bytes::plus);
    let present = present(memory);
    let beyond = memory.ram.and_then(|ram| ram.bytes(page).minus(present));
    let scale = beyond.filter(|_| present.0 > 0).map_or(1.0, |beyond| beyond.share_of(present));
    free.0 as f64 > 2.0 * scale * high.0 as f64
}

/// True where `lowmem_reserve[]` shows that there is memory above the request's zone: only kernels from 6.1 on leave it out.
fn leaves_higher_out(request: &AllocationRequest, memory: &NodeMemory) -> bool {
    let Some(class) = request.zone else { return false };
    memory.zones.iter().any(|zone| {
        let at = |pages: &[u64]| {
            layout(zone, &memory.zones)?.iter().rposition(|kind| *kind <= class).and_then(|at| pages.get(at).copied())
        };
        at(&zone.lowmem_reserve).is_some_and(|own| zone.lowmem_reserve.last().is_some_and(|all| *all > own))
    })
}

/// True where a zone keeps pages for more zones up to the request's own than are shown on its node.
fn steps_lack_a_zone(request: &AllocationRequest, memory: &NodeMemory) -> bool {
    let class = request.zone.unwrap_or(ZoneKind::Movable);
    memory.zones.iter().any(|zone| {
        let (Some(kind), Some(layout)) = (ZoneKind::from_name(&zone.name), layout(zone, &memory.zones)) else {
            return false;
        };
        let Some(own) = layout.iter().position(|other| *other == kind) else { return false };
        let upto = layout.iter().rposition(|other| *other <= class).unwrap_or(own);
        let steps = (own..upto).filter(|at| zone.lowmem_reserve.get(at + 1) > zone.lowmem_reserve.get(*at)).count();
        let above = |other: &&Zone| {
            other.node == zone.node
                && ZoneKind::from_name(&other.name).is_some_and(|other| other > kind && other <= class)
        };
        steps > memory.zones.iter().filter(above).count()
    })
}
