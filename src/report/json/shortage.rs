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
    holders: Vec<HolderJson<'a>>,
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
    largest_free_block_bytes: Option<u64>,
    passes: Option<bool>,
}

#[derive(Serialize)]
struct HolderJson<'a> {
    kind: &'static str,
    name: Option<&'a str>,
    bytes: u64,
}

impl<'a> ShortageJson<'a> {
    pub(super) fn new(shortage: &'a Shortage) -> Self {
        let holders = &shortage.holders;
        Self {
            request: shortage.request.as_ref().map(RequestJson::new),
            cause: shortage.cause.name(),
            zones: shortage.zones.iter().map(ZoneJson::new).collect(),
            holders: holders.list.iter().map(HolderJson::new).collect(),
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
            largest_free_block_bytes: size(zone.largest_free_block),
            passes: zone.passes,
        }
    }
}

impl<'a> HolderJson<'a> {
    fn new(holder: &'a Holder) -> Self {
        Self { kind: holder.kind.name(), name: holder.name.as_deref(), bytes: holder.bytes.0 }
    }
}
