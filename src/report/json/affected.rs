//! Who is affected, as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::{Affected, AffectedGroup, AffectedKey, Basis, Review};
use crate::model::IncidentId;
use crate::text;

/// The kills by workload and by node; the incidents add up to all in each.
#[derive(Serialize)]
pub(super) struct AffectedJson {
    owners: Vec<AffectedGroupJson>,
    nodes: Vec<AffectedGroupJson>,
}

#[derive(Serialize)]
struct AffectedGroupJson {
    /// For people; null for the incidents of which the log does not tell.
    name: Option<String>,
    /// Null for what is no workload.
    workload: Option<GatheredJson>,
    incidents: Vec<u32>,
    kills: usize,
    first: Option<String>,
    last: Option<String>,
    median_interval_seconds: Option<f64>,
    smallest_limit_bytes: Option<u64>,
    largest_limit_bytes: Option<u64>,
    largest_victim: Option<LargestJson>,
    levels: BTreeMap<&'static str, usize>,
    /// What is another at the last incident than at the first, in words: kernel, node, image, processes.
    changed: Option<String>,
}

/// A workload by the weakest of what tells that its kills belong to it.
#[derive(Serialize)]
struct GatheredJson {
    kind: Option<String>,
    name: String,
    namespace: Option<String>,
    basis: &'static str,
}

#[derive(Serialize)]
struct LargestJson {
    name: String,
    bytes: u64,
}

impl AffectedJson {
    pub(super) fn new(review: &Review) -> Self {
        let Affected { owners, nodes } = Affected::of(review);
        let told = |groups: Vec<AffectedGroup>| {
            groups.into_iter().map(|group| AffectedGroupJson::new(review, group)).collect()
        };
        Self { owners: told(owners), nodes: told(nodes) }
    }
}

impl AffectedGroupJson {
    fn new(review: &Review, group: AffectedGroup) -> Self {
        let time = |id: IncidentId| review.case(id)?.incident.moment.wall.as_ref().map(text::iso_time);
        let AffectedGroup { whose, incidents, kills, span, apart, limits, largest, levels, changed } = group;
        Self {
            name: whose.as_ref().map(|whose| whose.title(review.language)),
            workload: match whose {
                Some(AffectedKey::Workload(workload)) => Some(GatheredJson {
                    kind: workload.kind.map(String::from),
                    name: workload.name.into(),
                    namespace: workload.namespace.map(String::from),
                    basis: if workload.is_any_inferred { Basis::Inferred } else { Basis::Read }.name(),
                }),
                _ => None,
            },
            incidents: incidents.iter().map(|id| id.0).collect(),
            kills,
            first: span.and_then(|span| time(span.first)),
            last: span.and_then(|span| time(span.last)),
            median_interval_seconds: apart.map(|apart| apart.as_seconds_f64()),
            smallest_limit_bytes: limits.map(|limits| limits.least.0),
            largest_limit_bytes: limits.map(|limits| limits.most.0),
            largest_victim: largest.map(|victim| LargestJson { name: victim.name.into(), bytes: victim.held.0 }),
            levels: levels.iter().map(|of| (of.level.name(), of.kills)).collect(),
            changed,
        }
    }
}
