//! Why a node had no memory to give, as JSON.

use serde::{Serialize, Serializer};

use crate::analysis::shortage::{AllocationRequest, Holder, Shortage, ZoneCheck};
use crate::model::Bytes;

/// The shortage behind a node-level kill. Sizes are bytes; what the log does not tell is null.
#[derive(Serialize)]
pub(super) struct ShortageJson<'a> {
    request: Option<RequestJson<'a>>,
    cause: &'static str,
    zones: Vec<ZoneJson<'a>>,
    /// The memory nodes that the report shows, where it leaves others out.
    only_nodes: Option<&'a [u32]>,
    /// Whether lines of zones are missing that the request may use.
    lines_lost: bool,
    out_of_reach_bytes: Option<u64>,
    holders: Vec<HolderJson<'a>>,
    /// What the holders and the free memory are of.
    ram_bytes: Option<u64>,
    free_bytes: Option<u64>,
    accounted_bytes: u64,
    unaccounted_bytes: Option<u64>,
}

/// The same of a shortage that lives only while it is written.
pub(super) struct OwnedShortage(pub Shortage);

impl Serialize for OwnedShortage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ShortageJson::new(&self.0).serialize(serializer)
    }
}

#[derive(Serialize)]
struct RequestJson<'a> {
    bytes: Option<u64>,
    order: u32,
    zone: Option<&'static str>,
    may_use_cma: Option<bool>,
    nodes: Option<&'a [u32]>,
}

#[derive(Serialize)]
struct ZoneJson<'a> {
    node: Option<u32>,
    name: &'a str,
    usable: Option<bool>,
    free_bytes: Option<u64>,
    reserve_bytes: Option<u64>,
    cma_bytes: Option<u64>,
    highatomic_bytes: Option<u64>,
    min_bytes: Option<u64>,
    low_bytes: Option<u64>,
    high_bytes: Option<u64>,
    /// What is left of `min_bytes` for this request.
    mark_bytes: Option<u64>,
    managed_bytes: Option<u64>,
    present_bytes: Option<u64>,
    /// What is free less all that the request may not have.
    available_bytes: Option<u64>,
    largest_free_block_bytes: Option<u64>,
    passes: Option<bool>,
}

#[derive(Serialize)]
struct HolderJson<'a> {
    kind: &'static str,
    name: Option<&'a str>,
    bytes: u64,
    processes: u64,
    /// True for all processes in one, where their own figures count pages that they share several times.
    together: bool,
}

impl<'a> ShortageJson<'a> {
    pub(super) fn new(shortage: &'a Shortage) -> Self {
        let (holders, coverage) = (&shortage.holders, &shortage.coverage);
        Self {
            request: shortage.request.as_ref().map(RequestJson::new),
            cause: shortage.cause.name(),
            zones: shortage.zones.iter().map(ZoneJson::new).collect(),
            only_nodes: coverage.only_nodes.as_deref(),
            lines_lost: coverage.lines_lost,
            out_of_reach_bytes: coverage.out_of_reach.map(|bytes| bytes.0),
            holders: holders.list.iter().map(HolderJson::new).collect(),
            ram_bytes: holders.ram.map(|bytes| bytes.0),
            free_bytes: holders.free.map(|bytes| bytes.0),
            accounted_bytes: holders.accounted.0,
            unaccounted_bytes: holders.unaccounted.map(|bytes| bytes.0),
        }
    }
}

impl<'a> RequestJson<'a> {
    fn new(request: &'a AllocationRequest) -> Self {
        Self {
            bytes: request.bytes.map(|bytes| bytes.0),
            order: request.order,
            zone: request.zone.map(|zone| zone.name()),
            may_use_cma: request.may_use_cma,
            nodes: request.nodes.as_deref(),
        }
    }
}

impl<'a> ZoneJson<'a> {
    fn new(zone: &'a ZoneCheck) -> Self {
        let size = |bytes: Option<Bytes>| bytes.map(|bytes| bytes.0);
        Self {
            node: zone.node,
            name: &zone.name,
            usable: zone.usable,
            free_bytes: size(zone.free),
            reserve_bytes: size(zone.reserve),
            cma_bytes: size(zone.cma),
            highatomic_bytes: size(zone.highatomic),
            min_bytes: size(zone.min),
            low_bytes: size(zone.low),
            high_bytes: size(zone.high),
            mark_bytes: size(zone.mark),
            managed_bytes: size(zone.managed),
            present_bytes: size(zone.present),
            available_bytes: size(zone.available),
            largest_free_block_bytes: size(zone.largest_free_block),
            passes: zone.passes,
        }
    }
}

impl<'a> HolderJson<'a> {
    fn new(holder: &'a Holder) -> Self {
        Self {
            kind: holder.kind.name(),
            name: holder.name.as_deref(),
            bytes: holder.bytes.0,
            processes: holder.processes,
            together: holder.together,
        }
    }
}
