//! How what was found is shown: in which zone and language, under made-up names, with what was said of its times.

use super::parts::PresentationChange;
use super::{AppState, Dating, Effect};
use crate::analysis::{self, Review};
use crate::lang::Language;
use crate::model::{TimeZone, Wall};
use crate::report::Mask;
use crate::say;
use crate::source::Input;
use crate::ui::kills::filter::Filter;
use crate::ui::kills::rows::{self, KillRow};
use crate::ui::settings::ZoneChoice;

/// So many kills are shown in another way within a frame.
const CHANGED_AT_ONCE: usize = 500;

/// What was found, and how it is to be shown.
pub(in crate::ui) struct PresentationJob {
    change: u64,
    real: Review,
    masked: bool,
    zone: Option<TimeZone>,
    language: Language,
}

/// What was found, as it is to be shown.
pub(in crate::ui) struct PresentedReview {
    change: u64,
    shown: Review,
    real: Option<Review>,
    mask: Option<Mask>,
    rows: Vec<KillRow>,
}

impl PresentationJob {
    /// Takes a while for thousands of kills.
    pub(in crate::ui) fn dressed(self) -> PresentedReview {
        let (change, language) = (self.change, self.language);
        let (shown, real, mask) = self.review();
        let rows = shown.cases.iter().map(|case| KillRow::new(case, language)).collect();
        PresentedReview { change, shown, real, mask, rows }
    }

    /// What is shown, what was really found where that is something else, and the names in use.
    fn review(self) -> (Review, Option<Review>, Option<Mask>) {
        let Self { mut real, masked, zone, language, .. } = self;
        if real.language != language {
            analysis::respeak(&mut real, language);
        }
        if !masked && zone.is_none() {
            return (real, None, None);
        }
        let mut shown = real.clone();
        if let Some(zone) = zone {
            analysis::in_zone(&mut shown, zone);
        }
        let mask = masked.then(|| Mask::of(&shown));
        if let Some(mask) = &mask {
            shown = mask.review(&shown);
        }
        (shown, Some(real), mask)
    }
}

impl AppState {
    /// The zone that times are shown in, where they are not shown as printed.
    pub(super) fn zone(&self) -> Option<TimeZone> {
        self.settings.zone.zone(self.computer)
    }

    /// True where a kill's offset from UTC is not in its log.
    pub(in crate::ui) fn lacks_offsets(&self) -> bool {
        self.walls().any(|wall| wall.offset_seconds.is_none() || wall.offset_assumed)
    }

    /// The year of the last line of the logs whose stamps have none: the latest of them.
    pub(in crate::ui) fn year(&self) -> Option<i32> {
        self.review.sources.iter().filter_map(|source| source.last_year).max()
    }

    pub(super) fn walls(&self) -> impl Iterator<Item = &Wall> {
        self.review.cases.iter().filter_map(|case| case.incident.moment.wall.as_ref())
    }

    /// Only between loads: while one runs, not all names are known.
    pub(super) fn set_mask(&mut self, masked: bool) {
        if self.is_reading() || masked == self.presentation.mask.is_some() {
            return;
        }
        self.list.filter = Filter::default();
        self.change(masked);
    }

    /// Shows what was found in the language and the zone of now, and under made-up names if `masked`: at once, or, where
    /// that would hold up a frame, once an errand has made it. Until then everything stands as it was.
    fn change(&mut self, masked: bool) {
        let change = self.dressing(masked);
        self.presentation.change += 1;
        if change.real.cases.len() <= CHANGED_AT_ONCE {
            self.wear(change.dressed());
        } else {
            self.presentation.changing = Some(PresentationChange { masked, asked: true });
        }
    }

    /// What was found is about to leave the window or to be changed in another way: what still waits to be shown otherwise
    /// is made here.
    pub(in crate::ui) fn finish_changing(&mut self) {
        if let Some(PresentationChange { masked, .. }) = self.presentation.changing.take() {
            self.presentation.change += 1;
            self.wear(self.dressing(masked).dressed());
        }
    }

    /// What an errand has to do, once.
    pub(in crate::ui) fn errand(&mut self) -> Option<PresentationJob> {
        let changing = self.presentation.changing.as_mut()?;
        let (masked, asked) = (changing.masked, std::mem::take(&mut changing.asked));
        asked.then(|| self.dressing(masked))
    }

    /// Takes what an errand made, unless something else was asked for meanwhile.
    pub(in crate::ui) fn take_dressed(&mut self, dressed: PresentedReview) {
        if dressed.change == self.presentation.change && self.presentation.changing.take().is_some() {
            self.wear(dressed);
        }
    }

    fn wear(&mut self, dressed: PresentedReview) {
        let PresentedReview { shown, real, mask, rows, .. } = dressed;
        (self.review, self.presentation.real, self.presentation.mask, self.rows) = (shown, real, mask, rows);
        self.recount();
        self.tell_quoted_kills();
        self.add_signs();
        self.revision += 1;
    }

    fn dressing(&self, masked: bool) -> PresentationJob {
        self.dressing_of(self.presentation.real.as_ref().unwrap_or(&self.review).clone(), masked)
    }

    fn dressing_of(&self, real: Review, masked: bool) -> PresentationJob {
        PresentationJob { change: self.presentation.change, real, masked, zone: self.zone(), language: self.language }
    }

    /// Shows what was just read in the chosen zone, and under made-up names if one wants them. Its rows are not made.
    pub(super) fn dress(&mut self, real: Review) {
        let dressing = self.dressing_of(real, self.presentation.mask.is_some());
        (self.review, self.presentation.real, self.presentation.mask) = dressing.review();
        self.revision += 1;
    }

    /// Puts the signs of kills that no report shows behind the kills. While a log is read it may still hold the report.
    pub(super) fn add_signs(&mut self) {
        self.witnesses = if self.is_reading() { Vec::new() } else { analysis::witnesses(&self.review) };
        rows::add_signs(&mut self.rows, &self.witnesses, self.language);
        self.recount();
    }

    /// Only between loads, as with names.
    pub(super) fn show_times(&mut self, zone: ZoneChoice) -> Option<Effect> {
        if self.is_reading() {
            return None;
        }
        self.settings.zone = zone;
        self.change(self.presentation.mask.is_some());
        Some(Effect::SaveSettings)
    }

    /// Reads what is open anew: what is assumed of times decides which kills are the same and in which order they stand.
    pub(super) fn date(&mut self, dating: Dating) -> Option<Effect> {
        if self.is_reading() || dating == self.dating {
            return None;
        }
        if self.inputs.contains(&Input::Stdin) {
            self.complain(say!(self.language, "window-times-stdin"));
            return None;
        }
        let (sheet, tab) = (self.sheet, self.tabs.shown);
        let home = self.selection.selected.and_then(|id| self.index_of(id)).and_then(|at| self.rows.get(at)?.home);
        let effect = self.open(self.inputs.clone());
        (self.dating, self.sheet, self.tabs.shown, self.selection.sought) = (dating, sheet, tab, home);
        effect
    }

    /// Says everything anew in this language, under the mask where one is on.
    pub(super) fn turn_to(&mut self, language: Language) {
        if language == self.language {
            return;
        }
        self.language = language;
        // Some of these are words, which are others now.
        (self.list.filter.owners, self.list.filter.victims) = (Vec::new(), Vec::new());
        if self.is_reading() {
            analysis::respeak(&mut self.review, language);
            if let Some(mask) = &mut self.presentation.mask {
                mask.speak(language);
            }
            self.rows = self.review.cases.iter().map(|case| KillRow::new(case, language)).collect();
            self.recount();
            self.tell_quoted_kills();
            self.revision += 1;
        } else {
            self.change(self.presentation.mask.is_some());
        }
    }

    pub(super) fn speak(&mut self, language: Option<Language>) -> Effect {
        self.turn_to(language.unwrap_or(self.system_language));
        self.keep(|settings| settings.language = language)
    }

    /// The choice is kept: it holds again as soon as a font is there.
    pub(super) fn speak_english(&mut self) {
        self.turn_to(Language::English);
        self.complain(say!(self.language, "language-cannot-write"));
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::*;
    use crate::load::Event;
    use crate::report::Spec;
    use crate::ui::state::Command;
    use crate::ui::state::tests::case;

    fn file(name: &str) -> Vec<Input> {
        vec![Input::Path(PathBuf::from(name))]
    }

    /// A finished load of more kills than are shown in another way within a frame.
    fn many() -> AppState {
        let mut state = AppState::default();
        state.apply(Command::Open(file("kern.log")));
        let named = |id: u32| {
            let mut case = Arc::unwrap_or_clone(case(id, u64::from(id) * 100, "java", id % 24));
            case.incident.host = Some(format!("customer-node-{id}").into());
            Arc::new(case)
        };
        let cases = (1..=2_000).map(named).collect();
        state.take(Event::Done(Box::new(Review { cases, ..Review::default() })));
        state
    }

    fn names_a_customer(state: &AppState) -> bool {
        let row = state.rows[1_999].label(Language::English);
        let hosts = state.review.cases.iter().filter_map(|case| case.incident.host.as_deref());
        row.contains("customer") || hosts.into_iter().any(|host| host.contains("customer"))
    }

    #[test]
    fn thousands_of_kills_are_masked_by_an_errand_and_stand_as_they_were_meanwhile() {
        let mut state = many();
        let revision = state.revision;
        state.apply(Command::Mask(true));
        assert!(names_a_customer(&state) && state.revision == revision);
        let errand = state.errand().expect("an errand");
        assert!(state.errand().is_none(), "it is asked for once");
        state.take_dressed(errand.dressed());
        assert!(!names_a_customer(&state) && state.presentation.mask.is_some() && state.revision > revision);
        state.apply(Command::Speak(Some(Language::Japanese)));
        let late = state.errand().expect("an errand");
        assert_eq!((state.language, state.review.language), (Language::Japanese, Language::English));
        // What was asked for meanwhile counts.
        state.apply(Command::Mask(false));
        state.take_dressed(late.dressed());
        let last = state.errand().expect("an errand");
        state.take_dressed(last.dressed());
        assert!(names_a_customer(&state) && state.review.language == Language::Japanese);
    }

    #[test]
    fn nothing_leaves_the_window_under_names_that_somebody_has_just_turned_away_from() {
        let mut state = many();
        state.apply(Command::Mask(true));
        assert!(names_a_customer(&state));
        state.apply(Command::CopyPicture(Spec::default()));
        assert!(!names_a_customer(&state) && state.errand().is_none());
        // Closed and opened again, the mask stays on.
        let mut state = many();
        state.apply(Command::Mask(true));
        state.apply(Command::Open(file("other.log")));
        assert!(state.presentation.mask.is_some() && state.errand().is_none());
    }
}
