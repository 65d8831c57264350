//! What a load has found so far: sightings of one kill joined, incidents numbered, years settled.

use std::collections::HashMap;
use std::sync::Arc;

use crate::analysis::{self, Case, ClusterForm, Review};
use crate::envelope::Reader;
use crate::incident;
use crate::model::{Companion, Incident, IncidentId, Moment, Note, NoteKind, SkippedInput, Source, SourceId};

/// How many earlier incidents with the same victim are compared with a new one before it is called new.
const SIGHTINGS_COMPARED: usize = 64;

/// How many companion lines are kept for a load; a note says when there were more.
pub(super) const COMPANIONS_KEPT: usize = 200_000;

/// Collects what one load finds.
pub(super) struct Gather {
    review: Review,
    keep: bool,
    next_id: u32,
    /// Where incidents with the same chosen victim (or trigger) stand in `review.cases`.
    by_victim: HashMap<(u32, Box<str>), Vec<usize>>,
    companions_left_out: u64,
}

impl Gather {
    pub(super) fn new(keep: bool) -> Self {
        Self { review: Review::default(), keep, next_id: 1, by_victim: HashMap::new(), companions_left_out: 0 }
    }

    /// Takes an incident; gives the case to show, new or with one more sighting.
    pub(super) fn add(&mut self, mut incident: Incident) -> Option<Arc<Case>> {
        if !self.keep {
            incident.id = self.fresh_id();
            let conclusions = analysis::conclude(&incident);
            return Some(Arc::new(Case { incident, conclusions }));
        }
        let key = key_of(&incident);
        let known = self.by_victim.entry(key).or_default();
        let twin =
            known.iter().rev().take(SIGHTINGS_COMPARED).copied().find(|&at| {
                self.review.cases.get(at).is_some_and(|case| incident::same_kill(&case.incident, &incident))
            });
        let Some(at) = twin else {
            known.push(self.review.cases.len());
            incident.id = self.fresh_id();
            let case = Arc::new(Case { conclusions: analysis::conclude(&incident), incident });
            self.review.cases.push(Arc::clone(&case));
            return Some(case);
        };
        let case = Arc::make_mut(self.review.cases.get_mut(at)?);
        incident::merge(&mut case.incident, incident);
        case.conclusions = analysis::conclude(&case.incident);
        self.review.cases.get(at).map(Arc::clone)
    }

    pub(super) fn companion(&mut self, companion: Companion) {
        if !self.keep || self.review.companions.len() >= COMPANIONS_KEPT {
            self.companions_left_out += 1;
        } else {
            self.review.companions.push(companion);
        }
    }

    /// Takes what kubectl and its like say; gives a note where that could not be read whole.
    pub(super) fn cluster(&mut self, form: ClusterForm, text: &str, source: SourceId) -> Option<Note> {
        if self.keep { self.review.cluster.read(form, text, source) } else { None }
    }

    pub(super) fn skipped(&mut self, skipped: SkippedInput) {
        self.review.skipped.push(skipped);
    }

    pub(super) fn source(&mut self, source: Source) {
        self.review.sources.push(source);
    }

    /// Sets the years of a source that has been read to its end; gives the cases that changed.
    pub(super) fn settle(&mut self, source: SourceId, reader: &Reader) -> Vec<Arc<Case>> {
        for companion in self.review.companions.iter_mut().rev().take_while(|c| c.place.source == source) {
            reader.settle(&mut companion.moment);
        }
        let mut changed = Vec::new();
        for case in &mut self.review.cases {
            if case.incident.home().is_none_or(|home| home.source != source) {
                continue;
            }
            let before = case.incident.moment.clone();
            let mut settled = before.clone();
            reader.settle(&mut settled);
            if settled != before {
                settle_incident(&mut Arc::make_mut(case).incident, reader);
                changed.push(Arc::clone(case));
            }
        }
        changed
    }

    /// Everything in its final order, joined and numbered anew.
    pub(super) fn finish(mut self) -> Review {
        if self.keep && self.companions_left_out > 0 {
            let text = format!(
                "{} lines of other programs beyond the first {COMPANIONS_KEPT} were left out of the timeline",
                self.companions_left_out
            );
            if let Some(source) = self.review.sources.last_mut() {
                source.notes.push(Note::new(NoteKind::LimitReached, text));
            }
        }
        analysis::order(&mut self.review);
        for (case, id) in self.review.cases.iter_mut().zip(1..) {
            if case.incident.id != IncidentId(id) {
                Arc::make_mut(case).incident.id = IncidentId(id);
            }
        }
        analysis::join(&mut self.review);
        self.review
    }

    const fn fresh_id(&mut self) -> IncidentId {
        let id = self.next_id;
        self.next_id = self.next_id.saturating_add(1);
        IncidentId(id)
    }
}

fn key_of(incident: &Incident) -> (u32, Box<str>) {
    match (incident.chosen(), &incident.trigger) {
        (Some(victim), _) => (victim.pid, victim.name.clone()),
        (None, Some(trigger)) => (trigger.pid.unwrap_or(0), trigger.name.clone()),
        (None, None) => (0, "".into()),
    }
}

fn settle_incident(incident: &mut Incident, reader: &Reader) {
    let settle = |moment: &mut Moment| reader.settle(moment);
    settle(&mut incident.moment);
    incident.invoked.iter_mut().for_each(settle);
    incident.victims.iter_mut().for_each(|victim| reader.settle(&mut victim.moment));
}
