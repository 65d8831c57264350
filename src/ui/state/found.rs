//! What the load tells, taken while it reads, and shown several times a second.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::selection::Lead;
use super::{AppState, Phase, Pointed, ReadBytes};
use crate::analysis::{self, Case, Conclusions, Review};
use crate::lang::Language;
use crate::load::Event;
use crate::model::{IncidentId, Place, Source, Span};
use crate::report::page::Clock;
use crate::ui::kills::filter::{Sort, SortBy};
use crate::ui::kills::rows::{KillRow, KillSource};

impl AppState {
    /// Takes what the current load tells, and shows it.
    pub fn take(&mut self, event: Event) {
        self.take_news(event);
        self.show_news();
    }

    /// Takes what the current load tells, to be shown with what else comes. True where it should be shown at once: the
    /// first kill is what one waits for, and the end renumbers the kills.
    pub(in crate::ui) fn take_news(&mut self, event: Event) -> bool {
        let found_before = self.rows.len();
        // How far reading is changes nothing that was found.
        if !matches!(event, Event::Progress { .. }) {
            self.revision_found = self.revision + 1;
        }
        let is_last = matches!(event, Event::Done(_) | Event::Failed(_));
        self.take_event(event);
        is_last || (found_before == 0 && !self.rows.is_empty())
    }

    /// True where what was taken is not shown yet.
    pub(in crate::ui) const fn has_news(&self) -> bool {
        self.revision_found > self.revision
    }

    /// Shows what was taken.
    pub(in crate::ui) fn show_news(&mut self) {
        self.revision = self.revision.max(self.revision_found);
    }

    fn take_event(&mut self, event: Event) {
        match event {
            Event::Opened { id, name } => {
                let name = self.presentation.mask.as_mut().map_or_else(|| name.clone(), |mask| mask.source_name(&name));
                self.review.sources.push(Source { id, name, ..Source::default() });
            }
            Event::Progress { done, total } => self.load.progress = ReadBytes { done, total },
            Event::Incident(case) => self.take_case(case),
            // Free text is masked once all names are known.
            Event::Companion(_) | Event::Skipped(_) if self.presentation.mask.is_some() => {}
            Event::Companion(mut companion) => {
                if let Some(zone) = self.zone() {
                    zone.show_moment(&mut companion.moment);
                }
                self.review.companions.push(*companion);
            }
            Event::Skipped(skipped) => self.review.skipped.push(skipped),
            Event::Done(review) => self.take_review(*review),
            Event::Failed(sentence) => self.load.phase = Phase::Failed(sentence),
        }
    }

    fn take_case(&mut self, mut case: Arc<Case>) {
        if self.load_language != self.language && !case.is_carried() {
            let moved_to_wall = case.conclusions.moved_to_wall.clone();
            let anew = analysis::conclude(&case.incident, self.language);
            Arc::make_mut(&mut case).conclusions = Conclusions { moved_to_wall, ..anew };
        }
        if let Some(zone) = self.zone() {
            analysis::case_in_zone(Arc::make_mut(&mut case), zone);
        }
        let case = match &mut self.presentation.mask {
            Some(mask) => Arc::new(mask.case(&case)),
            None => case,
        };
        let row = KillRow::new(&case, self.language);
        if let Some(at) = self.index_of(row.id) {
            if let (Some(known), Some(shown)) = (self.review.cases.get_mut(at), self.rows.get_mut(at)) {
                (*known, *shown) = (case, row);
                self.recount();
            }
            return;
        }
        // The first kill is shown at once: that is what one wants to see while the rest is read.
        self.selection.selected = self.selection.selected.or(Some(row.id));
        let has_wall = row.wall.is_some() || (self.clock == Clock::Wall && !self.rows.is_empty());
        self.clock = if has_wall { Clock::Wall } else { Clock::Boot };
        self.review.cases.push(case);
        self.rows.push(row);
    }

    fn take_review(&mut self, review: Review) {
        let homes: HashMap<IncidentId, Place, RandomState> =
            self.rows.iter().filter_map(|row| Some((row.id, row.home?))).collect();
        let before = std::mem::take(&mut self.review.cases).into_iter().zip(std::mem::take(&mut self.rows));
        self.dress(review);
        self.rows = rows_of(&self.review.cases, before, self.language);
        self.recount();
        self.put_newest_first_in_a_bundle();
        self.load.phase = if self.load.stop_asked { Phase::Stopped } else { Phase::Done };
        self.add_signs();
        let has_wall = self.rows.is_empty() || self.rows.iter().any(|row| row.wall.is_some());
        self.clock = if has_wall { Clock::Wall } else { Clock::Boot };
        let after: HashMap<Place, IncidentId, RandomState> =
            self.rows.iter().filter_map(|row| Some((row.home?, row.id))).collect();
        let renamed = |id| after.get(homes.get(&id)?).copied();
        let sought = self.selection.sought.take().and_then(|home| after.get(&home).copied());
        let seen = || self.selection.selected.and_then(&renamed);
        if sought.is_some() {
            self.selection.lead = Lead::Chosen;
        }
        self.selection.selected = sought.or_else(seen).or_else(|| self.rows.first().map(|row| row.id));
        self.renumber_chosen(renamed);
        self.pointed = Pointed::default();
        self.load.stop_asked = false;
    }
}

impl AppState {
    /// Of several inputs one wants the newest kill first, and none that a note quotes, unless somebody chose another order.
    fn put_newest_first_in_a_bundle(&mut self) {
        self.tell_quoted_kills();
        if self.review.sources.len() > 1 && !self.list.is_sort_chosen {
            self.list.sort = Sort { by: SortBy::Time, reversed: true };
        }
    }

    /// Tells the rows of kills that only notes have. A made-up name of a file no longer tells.
    pub(super) fn tell_quoted_kills(&mut self) {
        let sources = &self.presentation.real.as_ref().unwrap_or(&self.review).sources;
        let notes: Vec<bool> = sources.iter().map(Source::is_note).collect();
        for row in &mut self.rows {
            let is_note = |span: &Span| notes.get(span.source.0 as usize).copied().unwrap_or_default();
            let quoted = !row.seen_in.is_empty() && row.seen_in.iter().all(is_note);
            row.told_by = if quoted { KillSource::Note } else { KillSource::Log };
        }
    }
}

/// The rows of the final cases. Most cases are the same as those that were shown while they were found, and keep their
/// rows: making ten thousand anew would hold up a frame.
fn rows_of(
    cases: &[Arc<Case>],
    before: impl Iterator<Item = (Arc<Case>, KillRow)>,
    language: Language,
) -> Vec<KillRow> {
    let mut before: Vec<Option<(Arc<Case>, KillRow)>> = before.map(Some).collect();
    let mut row_of = |case: &Arc<Case>| {
        // Loads number from 1, in the order in which the cases are found.
        let at = usize::try_from(case.incident.id.0).ok()?.checked_sub(1)?;
        let (same, row) = before.get_mut(at)?.take()?;
        Arc::ptr_eq(&same, case).then_some(row)
    };
    cases.iter().map(|case| row_of(case).unwrap_or_else(|| KillRow::new(case, language))).collect()
}
