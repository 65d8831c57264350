//! Why a node had no memory to give, read back.

use serde::Deserialize;

use super::words::{bytes, named};
use crate::analysis::shortage::{
    AllocationRequest, Cause, Coverage, Holder, HolderKind, Holders, Shortage, ZoneCheck, ZoneKind,
};
use crate::model::Bytes;

/// What the format says of a shortage.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadShortage {
    request: Option<ReadRequest>,
    cause: String,
    zones: Vec<ReadZoneCheck>,
    only_nodes: Option<Vec<u32>>,
    lines_lost: bool,
    out_of_reach_bytes: Option<u64>,
    holders: Vec<ReadHolder>,
    ram_bytes: Option<u64>,
    free_bytes: Option<u64>,
    accounted_bytes: u64,
    unaccounted_bytes: Option<u64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadRequest {
    bytes: Option<u64>,
    order: u32,
    zone: Option<String>,
    may_use_cma: Option<bool>,
    nodes: Option<Vec<u32>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadZoneCheck {
    node: Option<u32>,
    name: Box<str>,
    usable: Option<bool>,
    free_bytes: Option<u64>,
    reserve_bytes: Option<u64>,
    cma_bytes: Option<u64>,
    highatomic_bytes: Option<u64>,
    min_bytes: Option<u64>,
    low_bytes: Option<u64>,
    high_bytes: Option<u64>,
    mark_bytes: Option<u64>,
    managed_bytes: Option<u64>,
    present_bytes: Option<u64>,
    available_bytes: Option<u64>,
    largest_free_block_bytes: Option<u64>,
    passes: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadHolder {
    kind: String,
    name: Option<Box<str>>,
    bytes: u64,
    processes: u64,
    together: bool,
}

impl ReadShortage {
    /// The shortage. A cause or a holder of a kind that this version does not know is unknown.
    pub(super) fn into_shortage(self) -> Shortage {
        let coverage = Coverage {
            lines_lost: self.lines_lost,
            only_nodes: self.only_nodes,
            out_of_reach: bytes(self.out_of_reach_bytes),
            ..Coverage::default()
        };
        let holders = Holders {
            list: self.holders.into_iter().map(ReadHolder::into_holder).collect(),
            ram: bytes(self.ram_bytes),
            free: bytes(self.free_bytes),
            accounted: Bytes(self.accounted_bytes),
            counted: true,
            unaccounted: bytes(self.unaccounted_bytes),
            shared_sum: None,
        };
        Shortage {
            request: self.request.map(ReadRequest::into_request),
            cause: named(&Cause::ALL, Cause::name, &self.cause).unwrap_or_default(),
            zones: self.zones.into_iter().map(ReadZoneCheck::into_check).collect(),
            coverage,
            holders,
            balloon_line: None,
        }
    }
}

impl ReadRequest {
    fn into_request(self) -> AllocationRequest {
        let mut request = AllocationRequest::default();
        request.bytes = bytes(self.bytes);
        request.order = self.order;
        request.zone = self.zone.and_then(|name| named(&ZoneKind::ALL, ZoneKind::name, &name));
        request.may_use_cma = self.may_use_cma;
        request.nodes = self.nodes;
        request
    }
}

impl ReadZoneCheck {
    fn into_check(self) -> ZoneCheck {
        ZoneCheck {
            node: self.node,
            name: self.name,
            usable: self.usable,
            free: bytes(self.free_bytes),
            reserve: bytes(self.reserve_bytes),
            cma: bytes(self.cma_bytes),
            highatomic: bytes(self.highatomic_bytes),
            min: bytes(self.min_bytes),
            low: bytes(self.low_bytes),
            high: bytes(self.high_bytes),
            mark: bytes(self.mark_bytes),
            managed: bytes(self.managed_bytes),
            present: bytes(self.present_bytes),
            available: bytes(self.available_bytes),
            largest_free_block: bytes(self.largest_free_block_bytes),
            passes: self.passes,
            ..ZoneCheck::default()
        }
    }
}

impl ReadHolder {
    fn into_holder(self) -> Holder {
        Holder {
            kind: named(&HolderKind::ALL, HolderKind::name, &self.kind).unwrap_or(HolderKind::Unaccounted),
            name: self.name,
            bytes: Bytes(self.bytes),
            processes: self.processes,
            together: self.together,
        }
    }
}
