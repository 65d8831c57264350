//! All that a load found, and what follows from it.

use std::sync::Arc;

use super::{CarriedFacts, Case, ClusterFacts, MemoryTrack, NodeSettings, Series, Witness};
use crate::lang::Language;
use crate::model::{Companion, CompanionKind, IncidentId, RefusedRequest, SkippedInput, Source};

/// Everything that a window or a report shows.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// The inputs, by [`crate::model::SourceId`].
    pub sources: Vec<Source>,
    /// What was not read.
    pub skipped: Vec<SkippedInput>,
    /// The incidents with what follows from them, in time order where the load has ended.
    pub cases: Vec<Arc<Case>>,
    /// Lines of other programs, in time order where the load has ended.
    pub companions: Vec<Companion>,
    /// The node's memory where the kernel refused a request and killed nobody; the companions have the lines that say so.
    pub refused: Vec<RefusedRequest>,
    /// Signs of kills that no report of the kernel here shows, in time order; those without a time last. Where the load has
    /// ended.
    pub witnesses: Vec<Witness>,
    /// Kills of one container, pod, service or process name.
    pub series: Vec<Series>,
    /// What kubectl and its like say about the same nodes and pods.
    pub cluster: ClusterFacts,
    /// What the nodes' own files set and say of memory.
    pub settings: NodeSettings,
    /// What memory did over time, as sysstat, vmstat or Prometheus measured it.
    pub tracks: Vec<MemoryTrack>,
    /// What reports of ours told beside their kills.
    pub carried: CarriedFacts,
    /// The language in which all this is told; [`crate::analysis::respeak`] tells it in another.
    pub language: Language,
    /// Kills that were found and left out by choice; see [`Review::only`].
    pub left_out: usize,
    /// True where names are made up.
    pub masked: bool,
}

impl Review {
    /// The case with this number. Loads number kills from 1, in the order of the review; an excerpt keeps the numbers.
    pub fn case(&self, id: IncidentId) -> Option<&Case> {
        let at = usize::try_from(id.0).ok()?.checked_sub(1)?;
        let here = self.cases.get(at).filter(|case| case.incident.id == id);
        let sorted = || self.cases.binary_search_by_key(&id, |case| case.incident.id).ok();
        let found = here.or_else(|| self.cases.get(sorted()?));
        found.or_else(|| self.cases.iter().find(|case| case.incident.id == id)).map(|case| &**case)
    }

    /// Why the kernel refused a request without a kill, where the log shows its memory behind the line.
    pub fn shortage_of(&self, companion: &Companion) -> Option<super::shortage::Shortage> {
        let told = self.carried.shortages.get(&companion.place).cloned();
        told.or_else(|| super::shortage::of_refused(&companion.text, self.refused_at(companion)?))
    }

    /// True where the call trace shows that a request which was refused came from vmalloc.
    pub fn is_vmalloc(&self, companion: &Companion) -> bool {
        self.refused_at(companion).is_some_and(|refused| refused.by_vmalloc)
    }

    fn refused_at(&self, companion: &Companion) -> Option<&RefusedRequest> {
        let is_one = companion.kind == CompanionKind::AllocationFailure;
        self.refused.iter().find(|refused| is_one && refused.at == companion.place)
    }
}
