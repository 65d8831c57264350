//! The original lines around a kill: its own told apart from those of other programs, the evidence highlighted. Lines come
//! from a thread; until they are there, the panel says so. This file remembers and asks; `log_bar` and `log_paint` show.

mod bar;
mod finds;
mod lines;
mod matches;
mod minimap;
mod paint;
mod times;
mod tops;

use std::sync::Arc;

use egui::{Id, ScrollArea, Ui, UiBuilder};

use self::finds::{LogSearch, SearchQuery};
use self::times::Spans;
use self::tops::LineTops;
use super::state::{AppState, Command, LogField, Pointed};
use super::theme::{self, space};
use super::widgets::Scroll;
use crate::analysis::Case;
use crate::load::lines::{FetchedLines, LineRequest, PageLine};
use crate::load::search::Finds;
use crate::model::{IncidentId, Place, SourceId, Span};
use crate::report::Mask;
use crate::say;
use crate::source::{FoundLine, SearchedBytes};

/// The most characters of a line that are drawn; all of it is copied.
pub(super) const DRAWN: usize = 2000;

/// What the log remembers.
#[derive(Default)]
pub(super) struct LogPanel {
    page: Option<FetchedLines>,
    /// What the lines on their way were asked for.
    asked: Option<AskedLines>,
    /// True while what was asked for only goes on from what is shown.
    extending: bool,
    /// The last line from which lines beyond were asked for.
    beyond: Option<u64>,
    /// What the panel has turned to: the kill and the count of lines wanted.
    turned_to: Option<(Option<Span>, u64)>,
    /// The line to bring into view once it is there.
    pub(super) scroll_to: Option<u64>,
    /// The line at the top and how much of it lies above, now, and where that shall stay so.
    pub(super) top: Option<TopLine>,
    pub(super) stay_at: Option<TopLine>,
    /// The last line in view.
    pub(super) bottom: Option<u64>,
    /// The find that the list was last turned to.
    listed_at: Option<usize>,
    /// What the whole source in small shows.
    marks: minimap::Marks,
    /// After how many letters lines were wrapped last.
    wrapped_at: Option<usize>,
    pub(super) scroll: Scroll,
    /// As of which revision the lines' names are made up, where they are.
    masked_at: Option<u64>,
    /// Whether no line is more to the point than others.
    is_whole: bool,
    pub(super) only_own: bool,
    pub(super) wanted: SearchQuery,
    pub(super) found: LogSearch,
    /// How many steps from find to find were taken that were asked for elsewhere.
    find_steps: u64,
    pub(super) line_number: String,
    /// The line of another kill that was clicked: when the panel turns to that kill, what is in view stays there.
    clicked_into: Option<u64>,
    selected: Option<SelectedLines>,
    pub(super) derived: Option<Derived>,
    spans: Spans,
}

/// Lines that are on their way: what tells one request from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct AskedLines {
    source: SourceId,
    first: u64,
    count: u64,
}

/// The line at the top of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TopLine {
    pub(super) line: u64,
    /// How much of it lies above the view, in points.
    pub(super) above: f32,
}

/// Lines that are selected: from the one that was clicked first to the one that was clicked last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SelectedLines {
    anchor: u64,
    last: u64,
}

/// What follows from page, kill, toggle and search; made anew when one of them changes.
pub(super) struct Derived {
    made_from: (u64, Option<Span>, bool, SearchQuery),
    pub(super) span: Option<Span>,
    pub(super) evidence: Vec<u64>,
    pub(super) visible: Vec<usize>,
    pub(super) hits: Vec<usize>,
    pub(super) widest: usize,
    /// Where the lines stand, once they were shown.
    tops: Option<WrappedTops>,
}

/// Where lines stand that are wrapped after so many letters, or not at all.
struct WrappedTops {
    wraps_at: Option<usize>,
    tops: LineTops,
}

/// What the log is opened for: a kill or a sign of one, with the lines that prove it.
#[derive(Clone, Debug, Default)]
pub(super) struct Topic<'a> {
    /// Where its lines stand, in each source that has it.
    pub(super) seen_in: &'a [Span],
    /// The lines that prove it.
    pub(super) evidence: Vec<Place>,
    /// Nothing in particular: the log is read as it is.
    pub(super) is_whole: bool,
}

impl<'a> Topic<'a> {
    /// A kill.
    pub(super) fn of_kill(case: &'a Case) -> Self {
        let evidence = case.words().evidence.iter().map(|evidence| evidence.at).collect();
        Self { seen_in: &case.incident.seen_in, evidence, is_whole: false }
    }

    /// What stands on these lines, each of which proves it.
    pub(super) fn of_lines(seen_in: &'a [Span]) -> Self {
        let evidence = seen_in.iter().map(|span| Place { source: span.source, line: span.first }).collect();
        Self { seen_in, evidence, is_whole: false }
    }

    /// Logs without a kill, each from its first line to its last.
    pub(super) fn of_logs(seen_in: &'a [Span]) -> Self {
        Self { seen_in, evidence: Vec::new(), is_whole: true }
    }

    fn home(&self) -> Option<Span> {
        self.seen_in.first().copied()
    }
}

/// One of the log's fields, to give it the keyboard.
pub(super) fn field(field: LogField) -> Id {
    Id::unique(("a field of the log", field))
}

const fn key(request: LineRequest) -> AskedLines {
    AskedLines { source: request.settings.source, first: request.first, count: request.count }
}

impl LogPanel {
    /// Takes lines that were fetched, where they are those that were asked for last: the view may have gone elsewhere
    /// while they were on their way.
    pub(super) fn take(&mut self, mut page: FetchedLines, mask: Option<&Mask>) {
        if self.asked != Some(key(page.request)) {
            return;
        }
        self.asked = None;
        if mask.is_some() {
            // Under a mask only what is here is searched.
            self.found = LogSearch::default();
        }
        if let (Some(mask), Ok(lines)) = (mask, &mut page.lines) {
            for line in lines.iter_mut() {
                lines::put_mask_on(line, mask);
            }
        }
        if let Ok(lines) = &mut page.lines {
            for line in lines.iter_mut() {
                lines::make_visible(line);
                line.foreign &= !self.is_whole;
            }
        }
        if std::mem::take(&mut self.extending) {
            self.stay_at = self.top;
        }
        self.page = Some(page);
        self.derived = None;
    }

    /// Nobody fetches what was asked for: the sentence says why. What is shown stays where it would only have gone on.
    pub(super) fn refuse(&mut self, request: LineRequest, sentence: &str) {
        if self.asked != Some(key(request)) {
            return;
        }
        self.asked = None;
        if !std::mem::take(&mut self.extending) {
            self.page = Some(FetchedLines { request, lines: Err(sentence.into()) });
            self.derived = None;
        }
    }

    /// Takes what the search has found.
    pub(super) fn take_finds(&mut self, finds: Finds) {
        self.found.take(finds);
    }

    /// Turns to the kill, or to the line that was asked for; asks for lines that are not there.
    fn turn(&mut self, state: &AppState, topic: &Topic<'_>, commands: &mut Vec<Command>) {
        let Some(home) = topic.home() else { return };
        // Lines keep the made-up names that they were given: other ones need them anew.
        let masked_at = state.presentation.mask.is_some().then_some(state.revision);
        if self.masked_at != masked_at {
            (self.page, self.turned_to, self.masked_at) = (None, None, masked_at);
            self.found = LogSearch::default();
        }
        if !state.shows_lines() {
            return;
        }
        let key = (Some(home), state.log.lines_wanted);
        if self.turned_to == Some(key) {
            return;
        }
        self.turned_to = Some(key);
        self.is_whole = topic.is_whole;
        self.only_own &= !topic.is_whole;
        if self.clicked_into.take().is_some() && self.page.is_some() {
            (self.stay_at, self.derived) = (self.top, None);
            return;
        }
        self.selected = state.log.wanted_line.map(|place| SelectedLines { anchor: place.line, last: place.line });
        (self.extending, self.beyond, self.stay_at) = (false, None, None);
        let evidence = topic.evidence.first().copied();
        let start = Place { source: home.source, line: home.first };
        let target = state.log.wanted_line.or(evidence).unwrap_or(start);
        self.scroll_to = Some(target.line);
        let fits = self.page.as_ref().is_some_and(|page| page.lines.is_ok() && lines::covers(page, target));
        // What is on its way was asked for by where the view was before.
        self.asked = None;
        if !fits {
            self.ask(home, target, commands);
        }
        self.derived = None;
    }

    fn ask(&mut self, home: Span, target: Place, commands: &mut Vec<Command>) {
        let (first, count) = lines::stretch(Span { source: target.source, ..home }, target.line);
        self.asked = Some(AskedLines { source: target.source, first, count });
        commands.push(Command::Fetch(target.source, first, count));
    }

    fn derive(&mut self, topic: &Topic<'_>) {
        let Some(FetchedLines { request, lines: Ok(lines) }) = &self.page else { return };
        let source = request.settings.source;
        let made_from = (request.first, topic.home(), self.only_own, self.wanted.clone());
        if self.derived.as_ref().is_some_and(|derived| derived.made_from == made_from) {
            return;
        }
        let span = lines::span_in(topic.seen_in, source);
        let here = topic.evidence.iter().filter(|at| at.source == source);
        let mut evidence: Vec<u64> = here.map(|at| at.line).collect();
        evidence.sort_unstable();
        let visible = lines::visible(lines, span, &evidence, self.only_own);
        let hits = self.found.good().map_or_else(Vec::new, |pattern| lines::hits(lines, &visible, pattern));
        let widest = lines.iter().map(|line| line.text.chars().count().min(DRAWN)).max().unwrap_or(0);
        self.derived = Some(Derived { made_from, span, evidence, visible, hits, widest, tops: None });
    }
}

pub(super) fn log_ui(
    ui: &mut Ui,
    state: &AppState,
    topic: &Topic<'_>,
    panel: &mut LogPanel,
    commands: &mut Vec<Command>,
) {
    panel.turn(state, topic, commands);
    bar::bar_ui(ui, state, topic, panel, commands);
    if topic.home().is_some_and(|home| state.is_told(home.source)) {
        ui.label(theme::caption(ui, say!(state.language, "tabs-lines-of-report")));
    }
    panel.find(state, commands);
    panel.derive(topic);
    match &panel.page {
        Some(FetchedLines { lines: Err(told), .. }) if panel.asked.is_none() => {
            ui.label(told.said(state.language));
        }
        Some(FetchedLines { lines: Ok(lines), .. })
            if (panel.asked.is_none() || panel.extending) && !lines.is_empty() =>
        {
            matches::matches_ui(ui, state, panel, commands);
            let room = ui.available_rect_before_wrap();
            let (lines, small) = room.split_left_right_at_x(room.right() - minimap::WIDE);
            let lines = lines.with_max_x(lines.right() - space::S);
            ui.scope_builder(UiBuilder::new().max_rect(lines), |ui| paint::lines_ui(ui, state, panel, commands));
            minimap::minimap_ui(ui, small, state, panel, commands);
        }
        _ if panel.asked.is_some() => {
            ui.label(theme::caption(ui, say!(state.language, "tabs-fetching")));
        }
        _ => {
            ui.label(say!(state.language, "tabs-lines-not-kept"));
        }
    }
}

/// The call trace, from the same lines.
pub(super) fn stack_ui(
    ui: &mut Ui,
    state: &AppState,
    case: &Arc<Case>,
    panel: &mut LogPanel,
    commands: &mut Vec<Command>,
) {
    let Some(stack) = case.incident.stack else {
        ui.label(say!(state.language, "tabs-no-stack"));
        return;
    };
    panel.turn(state, &Topic::of_kill(case), commands);
    let place = Place { source: stack.source, line: stack.first };
    let covered = panel.page.as_ref().is_some_and(|page| lines::covers(page, place));
    if panel.asked.is_none() && !covered {
        panel.ask(stack, place, commands);
    }
    ScrollArea::both().id_salt("stack").auto_shrink(false).show(ui, |ui| match (&panel.page, panel.asked) {
        (Some(FetchedLines { lines: Err(told), .. }), None) => {
            ui.label(told.said(state.language));
        }
        (_, None) => {
            let trace = lines::as_text(panel.lines(), stack.first, stack.last, false);
            ui.add(egui::Label::new(egui::RichText::new(trace).text_style(theme::code())).extend());
        }
        _ => {
            ui.label(theme::caption(ui, say!(state.language, "tabs-fetching")));
        }
    });
}

impl LogPanel {
    pub(super) fn lines(&self) -> &[PageLine] {
        match &self.page {
            Some(FetchedLines { lines: Ok(lines), .. }) => lines,
            _ => &[],
        }
    }

    /// Whether there was nothing to fetch.
    pub(super) const fn shows_nothing(&self) -> bool {
        match &self.page {
            Some(FetchedLines { lines: Ok(lines), .. }) => lines.is_empty() && self.asked.is_none(),
            Some(FetchedLines { lines: Err(_), .. }) => self.asked.is_none(),
            None => false,
        }
    }

    pub(super) fn line_at(&self, at: usize) -> Option<&PageLine> {
        self.lines().get(at)
    }

    /// The source whose lines are shown.
    pub(super) fn source(&self) -> Option<SourceId> {
        self.page.as_ref().map(|page| page.request.settings.source)
    }

    /// Where the kill stands in it.
    pub(super) fn span(&self) -> Option<Span> {
        self.derived.as_ref().and_then(|derived| derived.span)
    }

    /// The first and the last line of the kill.
    pub(super) fn own_lines(&self) -> Option<(u64, u64)> {
        self.span().map(|span| (span.first, span.last))
    }

    /// The first and the last selected line.
    pub(super) fn selection(&self) -> Option<(u64, u64)> {
        self.selected.map(|SelectedLines { anchor, last }| (anchor.min(last), anchor.max(last)))
    }

    pub(super) fn is_selected(&self, number: u64) -> bool {
        self.selection().is_some_and(|(from, to)| (from..=to).contains(&number))
    }

    /// The line that was selected last.
    pub(super) fn cursor(&self) -> Option<u64> {
        self.selected.map(|selected| selected.last)
    }

    /// What a line of the page tells the rest of the window while the pointer is on it.
    pub(super) fn pointed_at(&mut self, state: &AppState, place: Place) -> Pointed {
        self.refresh_spans(state);
        let row = self.spans.row_at(place).and_then(|row| state.rows.get(row));
        let seconds = self.spans.seconds_at(self.lines(), place, &state.rows, state.clock);
        Pointed { kill: row.map(|row| row.id), line: Some(place), seconds, series: None }
    }

    fn refresh_spans(&mut self, state: &AppState) {
        self.spans.refresh(state.revision, &state.rows);
    }

    /// The kill among whose lines this one is, as of the last [`Self::refresh_spans`].
    fn kill_at(&self, state: &AppState, line: u64) -> Option<IncidentId> {
        let row = self.spans.row_at(Place { source: self.source()?, line })?;
        state.rows.get(row).map(|row| row.id)
    }

    /// Selects a line, or all up to it.
    pub(super) fn choose(&mut self, number: u64, extend: bool) {
        let anchor = self.selected.filter(|_| extend).map_or(number, |selected| selected.anchor);
        self.selected = Some(SelectedLines { anchor, last: number });
        self.found.attend(number);
    }

    /// A line was clicked: the kill that it belongs to is shown, if that is another one.
    pub(super) fn turn_into(&mut self, state: &AppState, line: u64, commands: &mut Vec<Command>) {
        let Some(source) = self.source() else { return };
        let kill = self.pointed_at(state, Place { source, line }).kill;
        if let Some(id) = kill.filter(|id| state.selection.selected != Some(*id)) {
            self.clicked_into = Some(line);
            commands.push(Command::Select(id));
        }
    }

    /// Starts a search where something else is looked for, and takes the steps that were asked for.
    fn find(&mut self, state: &AppState, commands: &mut Vec<Command>) {
        let Some(source) = self.source() else { return };
        if self.found.turn(source, &self.wanted) {
            self.derived = None;
            // The file has the real names: under a mask only what is shown is looked through.
            let good = self.found.good().is_some() && self.masked_at.is_none();
            commands.push(Command::Search(good.then(|| (source, self.wanted.text.clone(), self.wanted.is_regex))));
            if let (true, Some(pattern)) = (self.masked_at.is_some(), self.found.good()) {
                let fitting = self.lines().iter().filter_map(|line| pattern.line(line.number, &line.text));
                let lines: Vec<FoundLine> = fitting.collect();
                let count = lines.len() as u64;
                self.found.take(Finds { lines, count, bytes: SearchedBytes::default(), ended: Some(Ok(())) });
            }
        }
        if self.find_steps != state.log.find_steps {
            self.find_steps = state.log.find_steps;
            self.step(state.log.finds_forward, commands);
        }
        if let Some(line) = self.found.waited(self.looked_at()) {
            self.show(line, commands);
        }
    }

    /// On to the next find, or back.
    pub(super) fn step(&mut self, forward: bool, commands: &mut Vec<Command>) {
        if let Some(line) = self.found.step(forward, self.looked_at()) {
            self.show(line, commands);
        }
    }

    /// To a find of the list.
    fn go_to_find(&mut self, line: u64, commands: &mut Vec<Command>) {
        self.found.go_to(line);
        self.show(line, commands);
    }

    fn show(&mut self, line: u64, commands: &mut Vec<Command>) {
        let Some(source) = self.source() else { return };
        // What was found may be what is left out.
        self.only_own &= self.span().is_some_and(|span| (span.first..=span.last).contains(&line));
        commands.push(Command::ShowLine(Place { source, line }));
    }

    fn looked_at(&self) -> u64 {
        self.cursor().or_else(|| self.top.map(|top| top.line)).unwrap_or(1)
    }

    /// Fetches lines before the first or behind the last that is there, where the view has come near; the lines in view
    /// stay where they are.
    pub(super) fn fetch_beyond(&mut self, (top, bottom): (bool, bool), commands: &mut Vec<Command>) {
        let Some(page) = self.page.as_ref().filter(|_| self.asked.is_none() && !self.only_own) else { return };
        let (source, first, count) = (page.request.settings.source, page.request.first, page.request.count);
        let (Some(from), Some(to)) = (self.lines().first(), self.lines().last()) else { return };
        let wanted = if bottom && to.number >= first.saturating_add(count).saturating_sub(1) {
            to.number
        } else if top && from.number > 1 && first > 1 {
            from.number
        } else {
            return;
        };
        if self.beyond.replace(wanted) == Some(wanted) {
            return;
        }
        let (first, count) = lines::around(wanted);
        (self.asked, self.extending) = (Some(AskedLines { source, first, count }), true);
        commands.push(Command::Fetch(source, first, count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope::ReaderSettings;
    use crate::lang::Sentence;
    use crate::ui::state::tests::{case, reading};

    /// The answer to what was asked for last.
    fn answer(commands: &[Command]) -> FetchedLines {
        let Some(Command::Fetch(source, first, count)) = commands.last() else { panic!("{commands:?}") };
        let line = |number| PageLine {
            number,
            text: format!("line {number}"),
            message_at: 0,
            foreign: false,
            wall: None,
            uptime: None,
        };
        FetchedLines {
            request: request(*source, *first, *count),
            lines: Ok((*first..first + count).map(line).collect()),
        }
    }

    fn request(source: SourceId, first: u64, count: u64) -> LineRequest {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        LineRequest { settings: ReaderSettings { source, today, modified: None, year: None }, first, count }
    }

    fn shown(panel: &LogPanel) -> Option<(u64, u64)> {
        Some((panel.lines().first()?.number, panel.lines().last()?.number))
    }

    /// A panel that shows the kill on the lines 1000 to 1060, and what it has asked for.
    fn opened() -> (AppState, Arc<Case>, LogPanel, Vec<Command>) {
        let (state, case) = (reading(), case(1, 1000, "java", 9));
        let (mut panel, mut commands) = (LogPanel::default(), Vec::new());
        panel.turn(&state, &Topic::of_kill(&case), &mut commands);
        panel.take(answer(&commands), None);
        assert_eq!(shown(&panel), Some((600, 1460)));
        (state, case, panel, commands)
    }

    #[test]
    fn lines_that_were_on_their_way_do_not_replace_those_that_were_jumped_to() {
        let (mut state, case, mut panel, mut commands) = opened();
        panel.fetch_beyond((false, true), &mut commands);
        let late = answer(&commands);
        state.apply(Command::ShowLine(Place { source: SourceId(0), line: 700 }));
        panel.turn(&state, &Topic::of_kill(&case), &mut commands);
        panel.take(late, None);
        assert_eq!((shown(&panel), panel.scroll_to), (Some((600, 1460)), Some(700)));

        panel.fetch_beyond((false, true), &mut commands);
        let late = answer(&commands);
        state.apply(Command::ShowLine(Place { source: SourceId(0), line: 90_000 }));
        panel.turn(&state, &Topic::of_kill(&case), &mut commands);
        let wanted = answer(&commands);
        panel.take(late, None);
        panel.take(wanted, None);
        assert_eq!(shown(&panel), Some((89_600, 90_400)));
    }

    #[test]
    fn a_click_on_a_line_of_another_kill_shows_that_and_leaves_the_lines_where_they_are() {
        let (mut state, _, mut panel, mut commands) = opened();
        state.apply(Command::Select(IncidentId(1)));
        (panel.scroll_to, panel.top) = (None, Some(TopLine { line: 1010, above: 7.0 }));
        // Kill 2 stands on the lines 300 to 360, kill 3 on 500 to 560; between them stands none.
        commands.clear();
        panel.turn_into(&state, 420, &mut commands);
        assert!(commands.is_empty());
        panel.turn_into(&state, 320, &mut commands);
        assert_eq!(commands, [Command::Select(IncidentId(2))]);
        state.apply(Command::Select(IncidentId(2)));
        panel.turn_into(&state, 330, &mut commands);
        assert_eq!(commands.len(), 1, "it is shown already");
        let other = state.selected_case().cloned().unwrap();
        panel.turn(&state, &Topic::of_kill(&other), &mut commands);
        assert_eq!(
            (panel.scroll_to, panel.stay_at, commands.len()),
            (None, Some(TopLine { line: 1010, above: 7.0 }), 1)
        );
    }

    #[test]
    fn a_request_that_is_refused_is_waited_for_no_longer() {
        let (mut state, case, mut panel, mut commands) = opened();
        panel.fetch_beyond((false, true), &mut commands);
        panel.refuse(answer(&commands).request, "Busy");
        assert_eq!((shown(&panel), panel.asked), (Some((600, 1460)), None), "what is shown stays");
        state.apply(Command::ShowLine(Place { source: SourceId(0), line: 90_000 }));
        panel.turn(&state, &Topic::of_kill(&case), &mut commands);
        panel.refuse(answer(&commands).request, "Busy");
        assert!(matches!(&panel.page, Some(FetchedLines { lines: Err(said), .. }) if *said == Sentence::from("Busy")));
        state.apply(Command::ShowLine(Place { source: SourceId(0), line: 90_000 }));
        panel.turn(&state, &Topic::of_kill(&case), &mut commands);
        panel.take(answer(&commands), None);
        assert_eq!(shown(&panel), Some((89_600, 90_400)), "asked for again");
    }
}
