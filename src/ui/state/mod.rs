//! Everything the window remembers, and the one place where it changes. Panels look at it and push [`Command`]s; what a
//! command needs from the outside (a file dialog, the clipboard, a thread) comes back as an [`Effect`]. No egui here.

pub mod command;
mod found;
mod parts;
pub(super) mod presentation;
mod selection;
mod undo;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::command::{
    Command, Dating, Effect, Fold, LogField, Offer, Phase, Pointed, Product, Sheet, Spelling, Tab, TimelineMove, Toast,
};
use self::parts::{DatedKills, ListState, LogRequest, Presentation, ReviewSummary};
pub use self::parts::{Loading, ReadBytes, Selection, Tabs};
pub(in crate::ui) use self::parts::{Shiftable, TimelineMoves};
use self::selection::{ChosenKills, Lead};
use super::kills::facet::Facets;
use super::kills::filter::{Filter, Sort};
use super::kills::folds::{Folds, ListLines};
use super::kills::rows::KillRow;
use super::kills::shown::{self, Shown};
use super::settings::Settings;
use crate::analysis::{Case, Review, Witness};
use crate::lang::Language;
use crate::model::{IncidentId, Offsets, Place, SourceId};
use crate::report::page::Clock;
use crate::report::{self, HeadlineCounts, Mask};
use crate::report::{PictureSubject, Spec};
use crate::say;
use crate::source::Input;

/// Everything the window remembers.
#[derive(Debug, Default)]
pub struct AppState {
    /// What is open or being read.
    pub inputs: Vec<Input>,
    /// How far that is.
    pub load: Loading,
    /// What was found.
    pub review: Review,
    /// Grows with every change of `review` that is to be seen: caches compare it.
    pub revision: u64,
    /// What it will be once everything that was found is shown.
    revision_found: u64,
    /// One for each case of the review, at the same index; behind them one for each of `witnesses`, whose numbers go on
    /// from the cases'.
    pub(super) rows: Vec<KillRow>,
    /// Signs of kills that no report here shows, once everything is read.
    pub(super) witnesses: Vec<Witness>,
    /// What the axis counts.
    pub(super) clock: Clock,
    /// What is said of all kills together.
    pub(super) summary: ReviewSummary,
    /// Which kill is shown, and which are chosen with it.
    pub selection: Selection,
    /// What the list shows.
    pub(super) list: ListState,
    /// The tabs below the card.
    pub tabs: Tabs,
    /// What the log is asked to show.
    pub(super) log: LogRequest,
    /// Under which names and times what was found is shown.
    pub(super) presentation: Presentation,
    /// What lies over the window.
    pub sheet: Option<Sheet>,
    /// What is kept between runs.
    pub settings: Settings,
    /// The language of the window.
    pub language: Language,
    /// The language of the system.
    system_language: Language,
    /// The language in which the load tells its verdicts.
    load_language: Language,
    /// This computer's zone.
    pub computer: Offsets,
    /// What was said of the times of what is open.
    pub dating: Dating,
    /// What is being said.
    pub messages: Vec<Toast>,
    /// What is under the pointer.
    pub(super) pointed: Pointed,
    /// The moves of the timeline that were asked for.
    pub(super) timeline_moves: TimelineMoves,
    /// What the sheet for pictures is set to.
    pub(super) picture: Spec,
    /// What was open before.
    pub(super) before: Before,
}

/// What was open, to be opened again as it was.
#[derive(Debug, Default)]
pub(super) struct Before {
    pub(super) inputs: Vec<Input>,
    /// The kill that was selected, by its first line.
    pub(super) selected: Option<Place>,
    /// What had been said of its times.
    pub(super) dating: Dating,
}

/// How many messages are on screen at most; older ones go.
const MESSAGES_KEPT: usize = 4;

/// The log that comes with the program.
pub(super) const SAMPLE: &str = include_str!("../../../sample-logs/seed-aks-pod-limit.log");

impl AppState {
    /// An empty window with these settings, in the system's language where they name none, on a computer in this zone.
    pub fn new(settings: Settings, system_language: Language, computer: Offsets) -> Self {
        let language = settings.language.unwrap_or(system_language);
        let review = Review { language, ..Review::default() };
        Self { review, settings, language, system_language, computer, ..Self::default() }
    }

    /// Does what a panel asked for; gives what must happen outside.
    pub fn apply(&mut self, command: Command) -> Option<Effect> {
        self.prepare(&command);
        match command {
            Command::AskOpen => return Some(Effect::PickFiles { add: false }),
            Command::AskFolder => return Some(Effect::PickFolder),
            Command::AskAdd => return Some(Effect::PickFiles { add: true }),
            Command::Open(inputs) => return self.open(inputs),
            Command::Add(inputs) => return self.add(inputs),
            Command::Paste(text) => return self.paste(text),
            Command::OpenSample => return self.open_sample(),
            Command::Stop => return self.stop(),
            Command::Close => return self.close(),
            Command::CloseInput(input) => return self.close_one(&input),
            Command::Reopen => return self.reopen(),
            Command::Undo => return self.undo(),
            Command::Select(id) => self.find(id),
            Command::Point(id) => self.select_folded(id),
            Command::ShowSeries(series) => self.show_series(series),
            Command::ShowOwnSeries => self.show_own_series(),
            Command::ShowAffected => self.turn_affected(),
            Command::Step(step) => self.step(step),
            Command::Choose(ids) => self.choose(&ids),
            Command::ChooseTo(id) => self.choose_to(id),
            Command::Extend(step) => self.extend(step),
            Command::ChooseShown => self.choose_shown(),
            Command::Fold(fold) => self.fold(fold),
            Command::Compare => self.compare(),
            Command::CopyKills(spelling) => return self.copy_kills(spelling),
            Command::StepInTime(step) => self.step_in_time(step),
            Command::Hover(pointed) => self.pointed = pointed,
            Command::Timeline(asked) => self.timeline_moves.ask(asked),
            Command::Show(tab) => return self.show_tab(tab),
            Command::FoldTabs => return Some(self.keep(|settings| settings.tabs_folded ^= true)),
            Command::Switch(what) => return Some(self.keep(|settings| settings.log.switch(what))),
            Command::TabsHeight(points) => return Some(self.keep(|settings| settings.tabs_height = Some(points))),
            Command::ShowLine(place) => return self.show_line(place),
            Command::Narrow(filter) => self.list.filter = filter,
            Command::Only(facet) => self.only(facet),
            Command::Order(sort) => (self.list.sort, self.list.is_sort_chosen) = (sort, true),
            // Without a kill there is nothing to filter, but a log to search.
            Command::FocusFilter if self.rows.is_empty() => return self.focus_log(LogField::Find),
            Command::FocusFilter => return Some(Effect::FocusFilter),
            Command::FocusLog(field) => return self.focus_log(field),
            Command::Copy { text, what } => return Some(self.copy(text, &what)),
            Command::CopyCard => return self.copy_card(),
            Command::CopyPicture(spec) => return Some(Effect::CopyPicture(spec)),
            Command::CopyTicket(format) => return Some(Effect::CopyTicket(format)),
            Command::CopyWords(subject) => return Some(Effect::CopyWords(subject)),
            Command::Picture(spec) => self.picture = spec,
            Command::Preview(spec, width) => return Some(Effect::Preview(spec, width)),
            Command::AskSave(product) => return self.selection.selected.map(|_| Effect::PickTarget(product)),
            Command::SaveTo(product, path) => return Some(Effect::Write(product, path)),
            Command::Search(wanted) => return Some(Effect::Search(wanted)),
            Command::StepFind(forward) => self.step_find(forward),
            Command::Fetch(source, first, count) => return Some(Effect::FetchLines(source, first, count)),
            Command::Mask(masked) => self.set_mask(masked),
            Command::ToggleMask => self.set_mask(self.presentation.mask.is_none()),
            Command::Theme(theme) => return Some(self.keep(|settings| settings.theme = theme)),
            Command::Speak(language) => return Some(self.speak(language)),
            Command::CannotWrite => self.speak_english(),
            Command::Lanes(lanes) => return Some(self.keep(|settings| settings.lanes = lanes)),
            Command::Calm(calm) => return Some(self.keep(|settings| settings.calm = calm)),
            Command::TaskColumns(choices) => return Some(self.keep(|settings| settings.task_columns = choices)),
            Command::ShowTimes(zone) => return self.show_times(zone),
            Command::Date(dating) => return self.date(dating),
            Command::Toggle(sheet) => self.toggle(sheet),
            Command::Escape => self.escape(),
            Command::Say(message) => self.say(message),
            Command::Unsay(message) => self.messages.retain(|known| *known != message),
            Command::ShowFile(path) => return Some(Effect::ShowFile(path)),
        }
        None
    }

    /// The case with this id.
    pub fn case(&self, id: IncidentId) -> Option<&Arc<Case>> {
        self.index_of(id).and_then(|at| self.review.cases.get(at))
    }

    /// The selected case.
    pub fn selected_case(&self) -> Option<&Arc<Case>> {
        self.selection.selected.and_then(|id| self.case(id))
    }

    /// The sign with this number, which stands behind those of the cases.
    pub(super) fn witness(&self, id: IncidentId) -> Option<&Witness> {
        let at = self.index_of(id)?.checked_sub(self.review.cases.len())?;
        self.witnesses.get(at)
    }

    /// The selected sign.
    pub(super) fn selected_witness(&self) -> Option<&Witness> {
        self.selection.selected.and_then(|id| self.witness(id))
    }

    /// True while a load runs.
    pub fn is_reading(&self) -> bool {
        self.load.phase == Phase::Reading
    }

    /// The files that were opened last. Under a mask their names are not for other eyes.
    pub(super) fn recent_shown(&self) -> &[PathBuf] {
        if self.presentation.mask.is_some() { &[] } else { &self.settings.recent }
    }

    /// False where lines would show real names: a mask knows all of them only when everything is read.
    pub(super) fn shows_lines(&self) -> bool {
        self.presentation.mask.is_none() || !self.is_reading()
    }

    /// True for a source that only a report tells of.
    pub(super) fn is_told(&self, source: SourceId) -> bool {
        self.review.sources.iter().any(|known| known.id == source && known.told_by.is_some())
    }

    /// The paths among what is open.
    pub fn input_paths(&self) -> impl Iterator<Item = &Path> {
        self.inputs.iter().filter_map(|input| if let Input::Path(path) = input { Some(path.as_path()) } else { None })
    }

    /// What the kills can be told apart by, as of the last [`Self::refresh`].
    pub(super) const fn facets(&self) -> &Facets {
        &self.list.facets
    }

    /// The kills to show, as of the last [`Self::refresh`].
    pub(super) const fn shown(&self) -> &Shown {
        &self.list.shown
    }

    /// Filters and sorts anew where something changed.
    pub(super) fn refresh(&mut self) {
        let asks_the_same = self
            .list
            .shown_for
            .as_ref()
            .is_some_and(|(_, filter, sort)| *filter == self.list.filter && *sort == self.list.sort);
        if !asks_the_same {
            self.show_news();
        }
        if self.summary.told_for != Some(self.revision) {
            self.summarise();
        }
        if !asks_the_same || self.list.shown_for.as_ref().is_some_and(|(revision, ..)| *revision != self.revision) {
            self.list.shown = shown::show(&self.rows, &self.list.facets, &self.list.filter, self.list.sort, self.clock);
            self.list.shown_for = Some((self.revision, self.list.filter.clone(), self.list.sort));
            self.list.shown_revision += 1;
            self.forget_hidden();
        }
        let (shown, rows, series) = (&self.list.shown.rows, &self.rows, &self.review.series);
        self.list
            .listing
            .refresh(self.list.shown_revision, |folds| ListLines::new(shown, rows, series, folds, self.list.sort));
        self.show_one_of_the_list();
    }

    /// Says of all kills what is said of them together. Those that were counted already are as they were, unless
    /// [`Self::recount`] was called.
    fn summarise(&mut self) {
        let Self { summary, list, rows, review, .. } = self;
        summary.told_for = Some(self.revision);
        let of = summary.counted_kills;
        let (cases, since) = (review.cases.get(of..), rows.get(of..));
        if of == 0 {
            (summary.all_killed, summary.assumes_year, summary.dated) = (true, false, DatedKills::default());
        }
        for case in cases.unwrap_or_default() {
            summary.counted.add(case);
            if let Some(wall) = &case.incident.moment.wall {
                summary.dated.all += 1;
                summary.dated.with_offset += usize::from(wall.offset_seconds.is_some());
            }
        }
        for row in since.unwrap_or_default() {
            summary.all_killed &= row.killed;
            summary.assumes_year |= row.year_assumed;
        }
        summary.counted_kills = review.cases.len();
        summary.headline = report::headline_of(review, &summary.counted);
        summary.nothing_found = report::nothing_found(review);
        list.facets.extend(rows);
        summary.shiftable = Shiftable::of(summary.dated);
    }

    /// Other rows stand where those were that were counted.
    pub(super) fn recount(&mut self) {
        (self.summary.counted, self.summary.counted_kills) = (HeadlineCounts::default(), 0);
        self.list.facets = Facets::default();
    }

    /// Where the row with this id stands: loads number from 1, in the order of the review, and signs go on from there.
    pub(super) fn index_of(&self, id: IncidentId) -> Option<usize> {
        let at = usize::try_from(id.0).ok()?.checked_sub(1)?;
        (at < self.rows.len()).then_some(at)
    }

    pub(super) fn open(&mut self, inputs: Vec<Input>) -> Option<Effect> {
        if inputs.is_empty() {
            return None;
        }
        for input in &inputs {
            if let Input::Path(path) = input {
                self.settings.remember(path);
            }
        }
        if self.inputs != inputs {
            self.step_back();
        }
        self.forget();
        self.inputs.clone_from(&inputs);
        self.load_language = self.language;
        self.load.phase = Phase::Reading;
        (self.sheet, self.dating) = (None, Dating::default());
        Some(Effect::Load(inputs))
    }

    /// Everything is read anew, so that a kill that stands in two files is joined to one.
    fn add(&mut self, inputs: Vec<Input>) -> Option<Effect> {
        let mut all = std::mem::take(&mut self.inputs);
        if all.contains(&Input::Stdin) {
            all.retain(|input| *input != Input::Stdin);
            self.complain(say!(self.language, "window-stdin-not-shown"));
        }
        all.extend(inputs.into_iter().filter(|input| !all.contains(input)).collect::<Vec<_>>());
        let dating = self.dating;
        let effect = self.open(all);
        self.dating = dating;
        effect
    }

    fn paste(&mut self, text: String) -> Option<Effect> {
        if text.trim().is_empty() {
            self.complain(say!(self.language, "window-clipboard-empty"));
            return None;
        }
        self.open_text(say!(self.language, "window-pasted-text"), text)
    }

    fn open_sample(&mut self) -> Option<Effect> {
        self.open_text(say!(self.language, "window-the-sample-log"), SAMPLE.to_owned())
    }

    fn open_text(&mut self, name: &str, text: String) -> Option<Effect> {
        self.open(vec![Input::Text { name: name.to_owned(), text }])
    }

    fn stop(&mut self) -> Option<Effect> {
        self.load.stop_asked = self.is_reading();
        self.load.stop_asked.then_some(Effect::Stop)
    }

    /// Whether lines of a log are shown, or can be.
    fn has_lines(&self) -> bool {
        self.selection.selected.is_some()
            || self.rows.is_empty() && self.review.sources.iter().any(|source| source.lines > 0)
    }

    fn focus_log(&mut self, field: LogField) -> Option<Effect> {
        self.has_lines().then_some(())?;
        (self.tabs.shown, self.tabs.asked) = (Tab::Log, self.tabs.asked + 1);
        Some(Effect::FocusLog(field))
    }

    pub(super) fn forget(&mut self) {
        self.review = Review { language: self.language, ..Review::default() };
        (self.presentation.real, self.presentation.changing) = (None, None);
        self.presentation.mask = self.presentation.mask.as_ref().map(|_| Mask::of_stream(self.language));
        (self.rows, self.witnesses) = (Vec::new(), Vec::new());
        self.recount();
        self.list.filter = Filter::default();
        if !self.list.is_sort_chosen {
            self.list.sort = Sort::default();
        }
        (self.load.phase, self.load.progress, self.load.stop_asked) = (Phase::Empty, ReadBytes::default(), false);
        (self.selection.selected, self.log.wanted_line, self.selection.compared) = (None, None, None);
        (self.selection.lead, self.selection.series, self.selection.affected) = (Lead::First, None, false);
        self.pointed = Pointed::default();
        self.selection.sought = None;
        (self.selection.chosen, self.list.listing.folds) = (ChosenKills::default(), Folds::default());
        self.revision += 1;
    }

    fn show_line(&mut self, place: Place) -> Option<Effect> {
        self.log.wanted_line = Some(place);
        self.log.lines_wanted += 1;
        self.show_tab(Tab::Log)
    }

    /// Shows a tab; where the tabs are folded they are no longer.
    fn show_tab(&mut self, tab: Tab) -> Option<Effect> {
        self.tabs.shown = tab;
        self.tabs.asked += 1;
        self.settings.tabs_folded.then(|| self.keep(|settings| settings.tabs_folded = false))
    }

    fn step_find(&mut self, forward: bool) {
        if self.has_lines() {
            self.tabs.shown = Tab::Log;
            (self.log.find_steps, self.log.finds_forward) = (self.log.find_steps + 1, forward);
        }
    }

    /// Somebody's choice of a kill stays, and leads out of the table of who is affected.
    fn prepare(&mut self, command: &Command) {
        if command.needs_names() {
            self.finish_changing();
        }
        if command.chooses() {
            self.selection.lead = Lead::Chosen;
            self.selection.affected &= matches!(command, Command::Only(_));
        }
    }

    fn turn_affected(&mut self) {
        self.selection.affected = !self.selection.affected && !self.review.cases.is_empty();
    }

    fn copy_card(&self) -> Option<Effect> {
        let spec = Spec { subject: PictureSubject::Card, ..self.picture };
        self.selection.selected.map(|_| Effect::CopyPicture(spec))
    }

    fn step_in_time(&mut self, step: isize) {
        self.refresh();
        let timed = |row: &usize| Some((self.rows.get(*row)?.seconds(self.clock)?, *row));
        let mut timed: Vec<_> = self.list.shown.rows.iter().filter_map(timed).collect();
        timed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let rows: Vec<usize> = timed.into_iter().map(|(_, row)| row).collect();
        let selected = self.selection.selected.and_then(|id| self.index_of(id));
        let at = selected.and_then(|selected| rows.iter().position(|row| *row == selected));
        let last = rows.len().saturating_sub(1);
        let next = at.map_or(if step < 0 { last } else { 0 }, |at| at.saturating_add_signed(step).min(last));
        if let Some(id) = rows.get(next).and_then(|row| self.rows.get(*row)).map(|row| row.id) {
            self.select(id);
        }
    }

    pub(super) fn copy(&mut self, text: String, what: &str) -> Effect {
        self.say(Toast::told(say!(self.language, "window-copied", what = what)));
        Effect::Copy(text)
    }

    fn keep(&mut self, change: impl FnOnce(&mut Settings)) -> Effect {
        change(&mut self.settings);
        Effect::SaveSettings
    }

    fn escape(&mut self) {
        if self.sheet.take().is_none() && !std::mem::take(&mut self.selection.affected) && !self.unchoose() {
            self.list.filter = Filter::default();
        }
    }

    /// Opens a sheet, or closes it. Of nothing there is no picture.
    fn toggle(&mut self, sheet: Sheet) {
        let opens = self.sheet != Some(sheet);
        if opens && sheet == Sheet::Picture && self.rows.is_empty() {
            return self.complain(say!(self.language, "card-picture-needs-kill"));
        }
        self.sheet = opens.then_some(sheet);
    }

    pub(super) fn complain(&mut self, sentence: &str) {
        self.say(Toast::error(sentence));
    }

    pub(super) fn say(&mut self, message: Toast) {
        self.messages.retain(|known| *known != message);
        self.messages.push(message);
        let surplus = self.messages.len().saturating_sub(MESSAGES_KEPT);
        self.messages.drain(..surplus);
    }
}

#[cfg(test)]
pub(super) mod tests;
