//! How what was found is shown: in which zone and language, under made-up names, with what was said of its times.

use super::{AppState, Dating, Effect};
use crate::analysis;
use crate::lang::Language;
use crate::model::{TimeZone, Wall};
use crate::report::Mask;
use crate::say;
use crate::source::Input;
use crate::ui::kills::filter::Filter;
use crate::ui::kills::rows::{self, Row};
use crate::ui::settings::ZoneChoice;

/// How many of the kills' times name their offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Shiftable {
    All,
    Some,
    None,
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

    /// Whether times can be shown in another zone than the log's: all of them, some, or none.
    pub(in crate::ui) fn can_shift(&self) -> Shiftable {
        let known = self.walls().filter(|wall| wall.offset_seconds.is_some()).count();
        match known {
            0 => Shiftable::None,
            some if some == self.walls().count() => Shiftable::All,
            _ => Shiftable::Some,
        }
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
        if self.is_reading() || masked == self.guise.mask.is_some() {
            return;
        }
        self.dress(masked);
        self.make_rows();
        self.list.filter = Filter::default();
    }

    /// Shows what was found in the chosen zone, and under made-up names if `masked`.
    pub(super) fn dress(&mut self, masked: bool) {
        let real = self.guise.real.take().unwrap_or_else(|| std::mem::take(&mut self.review));
        if masked || self.zone().is_some() {
            let mut shown = real.clone();
            if let Some(zone) = self.zone() {
                analysis::in_zone(&mut shown, zone);
            }
            self.guise.mask = masked.then(|| Mask::of(&shown));
            if let Some(mask) = &self.guise.mask {
                shown = mask.review(&shown);
            }
            (self.review, self.guise.real) = (shown, Some(real));
        } else {
            (self.review, self.guise.mask) = (real, None);
        }
        self.revision += 1;
    }

    fn make_rows(&mut self) {
        self.rows = self.review.cases.iter().map(|case| Row::new(case, self.language)).collect();
        self.tell_quoted_kills();
        self.add_signs();
    }

    /// Puts the signs of kills that no report shows behind the kills. While a log is read it may still hold the report.
    pub(super) fn add_signs(&mut self) {
        self.witnesses = if self.is_reading() { Vec::new() } else { analysis::witnesses(&self.review) };
        rows::add_signs(&mut self.rows, &self.witnesses, self.language);
    }

    /// Only between loads, as with names.
    pub(super) fn show_times(&mut self, zone: ZoneChoice) -> Option<Effect> {
        if self.is_reading() {
            return None;
        }
        self.settings.zone = zone;
        self.dress(self.guise.mask.is_some());
        self.make_rows();
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
        if let Some(real) = &mut self.guise.real {
            analysis::respeak(real, language);
            self.dress(self.guise.mask.is_some());
            return self.make_rows();
        }
        analysis::respeak(&mut self.review, language);
        if let Some(mask) = &mut self.guise.mask {
            mask.speak(language);
        }
        self.make_rows();
        self.revision += 1;
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
