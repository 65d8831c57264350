//! Pies read back.

use serde::Deserialize;

use super::words::named;
use crate::analysis::{Breakdown, BreakdownPart, PartKind};
use crate::model::Bytes;

/// A part of a pie.
#[derive(Deserialize)]
pub(super) struct ReadPart {
    part: String,
    bytes: u64,
}

/// The pie of the parts that have a size and of the names of those that have none, in their fixed order.
pub(super) fn breakdown(known: Option<Vec<ReadPart>>, unknown: &[String]) -> Option<Breakdown> {
    let known = known?;
    let kind = |name: &str| named(&PartKind::ALL, PartKind::name, name);
    let total = known.iter().fold(Bytes(0), |sum, part| sum.plus(Bytes(part.bytes)));
    let sized = known.iter().filter_map(|part| {
        // A part that this version does not know is a part of the rest.
        Some(BreakdownPart { kind: kind(&part.part)?, bytes: Some(Bytes(part.bytes)) })
    });
    let unsized_parts = unknown.iter().filter_map(|name| Some(BreakdownPart { kind: kind(name)?, bytes: None }));
    let mut parts: Vec<BreakdownPart> = sized.chain(unsized_parts).collect();
    parts.sort_by_key(|part| part.kind);
    let sum = parts.iter().filter_map(|part| part.bytes).fold(Bytes(0), Bytes::plus);
    if let Some(rest) = total.minus(sum).filter(|rest| rest.0 > 0) {
        match parts.iter_mut().find(|part| part.kind == PartKind::NotItemised) {
            Some(part) => part.bytes = part.bytes.map(|bytes| bytes.plus(rest)),
            None => parts.push(BreakdownPart { kind: PartKind::NotItemised, bytes: Some(rest) }),
        }
    }
    Some(Breakdown { total, parts })
}
