//! A pie's parts as JSON, in bytes.

use serde::Serialize;

use crate::analysis::Breakdown;

/// A part of a pie.
#[derive(Serialize)]
pub(super) struct PartJson {
    part: &'static str,
    bytes: u64,
}

impl PartJson {
    /// The parts with a size, so that a reader may add them up without looking.
    pub(super) fn known(breakdown: &Breakdown) -> Vec<Self> {
        let known = breakdown.parts.iter().filter_map(|part| Some((part.kind, part.bytes?)));
        known.map(|(kind, bytes)| Self { part: kind.name(), bytes: bytes.0 }).collect()
    }

    /// The names of the parts without a size.
    pub(super) fn unknown(breakdown: &Breakdown) -> Vec<&'static str> {
        breakdown.parts.iter().filter(|part| part.bytes.is_none()).map(|part| part.kind.name()).collect()
    }
}
