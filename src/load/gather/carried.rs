//! What reports told, among what logs show.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Gather;
use crate::analysis::shortage::Shortage;
use crate::analysis::{Case, Witness};
use crate::model::{Companion, Place, Source, SourceId, limits};

impl Gather {
    /// Takes a case that a report told. What a log here shows, or another report told before, stays.
    pub(in crate::load) fn carried(&mut self, mut case: Case) -> Option<Arc<Case>> {
        if let Some(zone) = self.log_zone {
            case.incident.moments_mut().for_each(|moment| zone.assume_moment(moment));
        }
        if !self.keep {
            case.incident.id = self.fresh_id();
            return Some(Arc::new(case));
        }
        let key = self.by_victim.key_of(&case.incident);
        if let Some(at) = self.twin(key, &case.incident, case.conclusions.carried.as_deref()) {
            return self.review.cases.get(at).map(Arc::clone);
        }
        if self.review.cases.len() >= limits::INCIDENTS.most {
            self.incidents_left_out += 1;
            return None;
        }
        self.by_victim.push(key);
        case.incident.id = self.fresh_id();
        self.share_names(&mut case.incident);
        self.review.cases.push(Arc::new(case));
        self.review.cases.last().map(Arc::clone)
    }

    /// Takes a line of another program that a report told.
    pub(in crate::load) fn carried_companion(&mut self, companion: Companion, shortage: Option<Shortage>) {
        self.review.carried.shortages.extend(shortage.map(|shortage| (companion.place, shortage)));
        self.companion(companion);
    }

    /// Takes signs of kills that a report told.
    pub(in crate::load) fn carried_witnesses(&mut self, witnesses: Vec<Witness>) {
        let carried = &mut self.review.carried;
        let room = limits::SIGNS.most.saturating_sub(carried.witnesses.len());
        carried.witnesses_left_out += witnesses.len().saturating_sub(room);
        carried.witnesses.extend(witnesses.into_iter().take(room));
    }

    /// The lines that the cases of a report quote of the sources within it, which are numbered from the one after its own.
    pub(in crate::load) fn quoted_lines(
        &self,
        report: SourceId,
        count: u32,
    ) -> BTreeMap<SourceId, BTreeMap<u64, String>> {
        let is_inside = |id: SourceId| id > report && id.0 - report.0 <= count;
        quoted(&self.review.cases, is_inside)
    }

    /// Takes the account of a report that has ended.
    pub(in crate::load) fn carried_source(&mut self, source: Source, is_masked: bool) {
        self.masked_reports += u32::from(is_masked);
        self.source(source);
    }

    /// Takes the accounts of sources that only a report tells of.
    pub(in crate::load) fn told_sources(&mut self, sources: Vec<Source>) {
        self.review.sources.extend(sources);
    }
}

/// The lines that these cases quote of their logs, by source, in order.
fn quoted(cases: &[Arc<Case>], is_of_it: impl Fn(SourceId) -> bool) -> BTreeMap<SourceId, BTreeMap<u64, String>> {
    let mut lines: BTreeMap<SourceId, BTreeMap<u64, String>> = BTreeMap::new();
    for case in cases.iter().filter(|case| case.is_carried()) {
        for evidence in &case.words().evidence {
            let Place { source, line } = evidence.at;
            if is_of_it(source) {
                lines.entry(source).or_default().insert(line, evidence.text.clone());
            }
        }
    }
    lines
}
