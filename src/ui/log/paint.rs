//! The log's lines: painted, clicked, walked through with the arrow keys; more are fetched where they end.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align2, Color32, EventFilter, FontId, Id, Key, Modifiers, Rangef, Rect, Response, Role, ScrollArea, Sense,
    TextStyle, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::bar::copied;
use super::lines::{self, LineKind};
use super::tops::{HEIGHT, LineTops};
use super::{DRAWN, Derived, LogPanel, TopLine, WrappedTops};
use crate::load::lines::PageLine;
use crate::model::{Place, SourceId, Span};
use crate::palette::Palette;
use crate::say;
use crate::source::Pattern;
use crate::text;
use crate::ui::language::spoken;
use crate::ui::state::{AppState, Command, Pointed};
use crate::ui::theme::{self, space};
use crate::ui::widgets;

/// The width of the numbers' column.
const GUTTER: f32 = 92.0;

/// Letters of a row of a wrapped line, however narrow the window.
const WRAPS_AT_LEAST: usize = 20;

/// So many lines before the last one that was fetched, more are fetched.
const EDGE: usize = 40;

/// The lines as a whole, to give them the keyboard.
fn lines_id() -> Id {
    Id::unique("the lines of the log")
}

/// What lines are laid out with.
struct LineLayout {
    font: FontId,
    /// The width of a letter.
    character: f32,
    /// The height of a row of letters.
    row: f32,
    /// Letters of a row, where longer lines are wrapped.
    wraps_at: Option<usize>,
}

impl LineLayout {
    fn new(ui: &Ui, wraps: bool) -> Self {
        let font = TextStyle::Monospace.resolve(ui.style());
        let (character, row) = ui.fonts_mut(|fonts| (fonts.glyph_width(&font, 'm'), fonts.row_height(&font)));
        let room = ui.available_width() - GUTTER - space::L;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
        let wraps_at = wraps.then(|| ((room / character) as usize).max(WRAPS_AT_LEAST));
        Self { font, character, row, wraps_at }
    }

    /// Where a row of letters ends, at the latest.
    fn wrapping(&self) -> TextWrapping {
        self.wraps_at.map_or_else(TextWrapping::no_max_width, |letters| TextWrapping {
            // Half a letter more: widths are sums of fractions.
            max_width: (letters as f32 + 0.5) * self.character,
            break_anywhere: true,
            ..TextWrapping::default()
        })
    }

    /// How high a line is.
    fn height(&self, ui: &Ui, line: &PageLine) -> f32 {
        let Some(letters) = self.wraps_at else { return HEIGHT };
        // Letters of ASCII are all equally wide; of others it is tried.
        let rows = if line.text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
            line.text.len().min(DRAWN).div_ceil(letters).max(1)
        } else {
            let plain = (theme::palette(ui), Color32::PLACEHOLDER);
            ui.fonts_mut(|fonts| fonts.layout_job(job(line, self, plain, None))).rows.len()
        };
        HEIGHT + (rows - 1) as f32 * self.row
    }
}

/// Where the lines stand, found anew where lines or width have changed.
fn tops(ui: &Ui, panel: &LogPanel, derived: &mut Derived, layout: &LineLayout) {
    if derived.tops.as_ref().is_some_and(|tops| tops.wraps_at == layout.wraps_at) {
        return;
    }
    let lines = || derived.visible.iter().filter_map(|at| panel.line_at(*at));
    let tops = match layout.wraps_at {
        None => LineTops::Even(derived.visible.len()),
        Some(_) => LineTops::of(lines().map(|line| layout.height(ui, line))),
    };
    derived.tops = Some(WrappedTops { wraps_at: layout.wraps_at, tops });
}

pub(super) fn lines_ui(ui: &mut Ui, state: &AppState, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    let Some(mut derived) = panel.derived.take() else { return };
    keys(ui, state, &derived, panel, commands);
    ui.spacing_mut().item_spacing.y = 0.0;
    let layout = LineLayout::new(ui, state.settings.log.wraps);
    if panel.wrapped_at != layout.wraps_at {
        panel.wrapped_at = layout.wraps_at;
        panel.stay_at = panel.stay_at.or_else(|| panel.top.map(|top| TopLine { above: 0.0, ..top }));
    }
    tops(ui, panel, &mut derived, &layout);
    let Some(WrappedTops { tops, .. }) = &derived.tops else { return };
    let mut area = if layout.wraps_at.is_some() { ScrollArea::vertical() } else { ScrollArea::both() };
    area = area.auto_shrink(false).id_salt("log");
    if let Some(line) = panel.scroll_to.filter(|_| layout.wraps_at.is_none()) {
        area = area.horizontal_scroll_offset(find_offset(panel, line, ui.available_width(), layout.character));
    }
    if let Some(offset) = wanted_offset(panel, &derived, tops, ui.available_height()) {
        area = area.vertical_scroll_offset(offset);
    }
    panel.refresh_spans(state);
    let mut seen = SeenLines::default();
    let output = area.show_viewport(ui, |ui, view| {
        ui.set_height(tops.top(tops.count()));
        seen.range = tops.within(view.y_range());
        let top = ui.max_rect().top();
        let rows = Rangef::new(top + tops.top(seen.range.start), top + tops.top(seen.range.end));
        let rect = Rect::from_x_y_ranges(ui.max_rect().x_range(), rows);
        ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            ui.skip_ahead_auto_ids(seen.range.start);
            if layout.wraps_at.is_none() {
                ui.set_min_width(GUTTER + space::L + derived.widest as f32 * layout.character);
            }
            rows_ui(ui, state, (&*panel, &derived, &layout), &mut seen, commands);
        });
    });
    let offset = output.state.clamped_offset().y;
    panel.scroll.last = (offset, output.inner_rect.height());
    let number = |at: usize| derived.visible.get(at).and_then(|at| panel.line_at(*at)).map(|line| line.number);
    let range = seen.range.clone();
    let above = offset - tops.top(range.start);
    let (first, last) = (number(range.start), range.end.checked_sub(1).and_then(number));
    panel.top = first.map(|line| TopLine { line, above });
    panel.bottom = last;
    let ends = (range.start < EDGE, range.end + EDGE > derived.visible.len());
    panel.derived = Some(derived);
    panel.fetch_beyond(ends, commands);
    panel.attend(ui, state, &seen, commands);
}

/// What the lines in view were asked.
#[derive(Debug, Default)]
struct SeenLines {
    range: Range<usize>,
    hovered: Option<u64>,
    clicked: Option<u64>,
    /// The line whose menu was opened.
    pointed_out: Option<u64>,
    /// The line whose kill is asked for.
    followed: Option<u64>,
}

/// The lines in view.
fn rows_ui(
    ui: &mut Ui,
    state: &AppState,
    (panel, derived, layout): (&LogPanel, &Derived, &LineLayout),
    seen: &mut SeenLines,
    commands: &mut Vec<Command>,
) {
    let pointed = Pointing::new(state, panel.source());
    for at in seen.range.clone() {
        let Some(line) = derived.visible.get(at).and_then(|at| panel.line_at(*at)) else { continue };
        let found = panel.found.good().filter(|_| derived.hits.binary_search(&at).is_ok());
        let high = derived.tops.as_ref().map_or(HEIGHT, |wrapped| wrapped.tops.line(at).span());
        let look = LineLook { found, selected: panel.is_selected(line.number), pointed: pointed.on(line.number), high };
        let response = line_ui(ui, line, derived, &look, layout);
        if response.hovered() {
            seen.hovered = Some(line.number);
        }
        if response.clicked() {
            seen.clicked = Some(line.number);
        }
        if response.secondary_clicked() && !panel.is_selected(line.number) {
            seen.pointed_out = Some(line.number);
        }
        response.context_menu(|ui| {
            if menu_ui(ui, state, panel, line.number, commands) {
                seen.followed = Some(line.number);
            }
        });
    }
}

/// What can be done with a line, and with those that are selected together with it; true where its kill is asked for.
fn menu_ui(ui: &mut Ui, state: &AppState, panel: &LogPanel, line: u64, commands: &mut Vec<Command>) -> bool {
    let language = state.language;
    let lines = panel.selection().unwrap_or((line, line));
    for (whole, label) in
        [(true, say!(language, "tabs-copy-lines-whole")), (false, say!(language, "tabs-copy-lines-bare"))]
    {
        if ui.button(label).clicked() {
            commands.push(copied(panel, lines, whole, language));
        }
    }
    let kill = panel.kill_at(state, line).filter(|id| state.selection.selected != Some(*id));
    kill.is_some() && ui.button(say!(language, "tabs-show-its-kill")).clicked()
}

impl LogPanel {
    /// A line was clicked or is under the pointer.
    fn attend(&mut self, ui: &Ui, state: &AppState, seen: &SeenLines, commands: &mut Vec<Command>) {
        if let Some(number) = seen.pointed_out {
            self.choose(number, false);
        }
        if let Some(number) = seen.clicked {
            let extend = ui.input(|input| input.modifiers.shift);
            self.choose(number, extend);
            ui.memory_mut(|memory| memory.request_focus(lines_id()));
        }
        let followed = seen.clicked.filter(|_| !ui.input(|input| input.modifiers.shift)).or(seen.followed);
        if let Some(line) = followed {
            self.turn_into(state, line, commands);
        }
        if let (Some(line), Some(source)) = (seen.hovered, self.source()) {
            commands.push(Command::Hover(self.pointed_at(state, Place { source, line })));
        }
    }
}

/// How a line looks beyond what it is.
struct LineLook<'a> {
    /// What was found in it.
    found: Option<&'a Pattern>,
    selected: bool,
    pointed: On,
    /// How high it is.
    high: f32,
}

/// What of a line is under the pointer somewhere in the window.
#[derive(Clone, Copy, PartialEq, Eq)]
enum On {
    Nothing,
    /// The kill that it belongs to.
    Kill,
    /// The line itself.
    Line,
}

/// What is under the pointer, as far as it stands in the source that is shown.
struct Pointing {
    line: Option<u64>,
    kill: Option<Span>,
}

impl Pointing {
    fn new(state: &AppState, source: Option<SourceId>) -> Self {
        let Pointed { kill, line, .. } = state.pointed;
        let row = kill.and_then(|id| state.rows.get(state.index_of(id)?));
        Self {
            line: line.filter(|place| Some(place.source) == source).map(|place| place.line),
            kill: row.zip(source).and_then(|(row, source)| lines::span_in(&row.seen_in, source)),
        }
    }

    fn on(&self, line: u64) -> On {
        if self.line == Some(line) {
            On::Line
        } else if self.kill.is_some_and(|span| (span.first..=span.last).contains(&line)) {
            On::Kill
        } else {
            On::Nothing
        }
    }
}

/// Where the view shall be scrolled to, where something asked for that.
fn wanted_offset(panel: &mut LogPanel, derived: &Derived, tops: &LineTops, room: f32) -> Option<f32> {
    let (to, stay) = (panel.scroll_to.take(), panel.stay_at.take());
    let top_of = |line: u64| {
        let before = |at: &usize| panel.line_at(*at).is_some_and(|shown| shown.number < line);
        tops.top(derived.visible.partition_point(before))
    };
    match (to, stay) {
        // A third of the view shows what stands before it.
        (Some(line), _) => Some((top_of(line) - room / 3.0).max(0.0)),
        (None, Some(TopLine { line, above })) => Some(top_of(line) + above),
        (None, None) => panel.scroll.wanted_of(|row| tops.line(row)),
    }
}

/// How far to the side the view shall be scrolled to show what was found in a line: not at all, where it can be helped.
fn find_offset(panel: &LogPanel, line: u64, room: f32, character: f32) -> f32 {
    let place = || {
        let text = &panel.lines().iter().find(|shown| shown.number == line)?.text;
        let place = panel.found.good()?.places(text).next()?;
        Some((text.get(..place.start)?.chars().count(), text.get(..place.end)?.chars().count()))
    };
    let Some((from, to)) = place() else { return 0.0 };
    let (from, to) = (GUTTER + from as f32 * character, GUTTER + to as f32 * character);
    if to < room - space::L { 0.0 } else { (from - room / 3.0).max(0.0) }
}

/// The arrow keys walk through the lines once they have the keyboard; with Shift they select.
fn keys(ui: &Ui, state: &AppState, derived: &Derived, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    let id = lines_id();
    let lines = ui.interact(ui.available_rect_before_wrap(), id, Sense::focusable_noninteractive());
    let language = state.language;
    lines.widget_info(|| WidgetInfo::labeled(Role::List, true, say!(language, "tabs-lines-in-words")));
    let free = state.selection.chosen.kills.is_empty();
    if let (true, Some(lines)) = (widgets::copies(ui, id, free), panel.selection().or_else(|| panel.own_lines())) {
        commands.push(copied(panel, lines, true, state.language));
    }
    if !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let (step, extend) = ui.input_mut(|input| {
        let steps = [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 20), (Key::PageUp, -20)];
        let steps = steps.into_iter().chain([(Key::Home, isize::MIN), (Key::End, isize::MAX)]);
        let mut pressed = |key| {
            let extended = input.consume_key(Modifiers::SHIFT, key);
            (extended || input.consume_key(Modifiers::NONE, key)).then_some(extended)
        };
        let step = steps.into_iter().find_map(|(key, step)| Some((step, pressed(key)?)));
        (step.map(|(step, _)| step), step.is_some_and(|(_, extended)| extended))
    });
    let (Some(step), Some(source)) = (step, panel.source()) else { return };
    let last = state.review.sources.iter().find(|known| known.id == source).map_or(u64::MAX, |source| source.lines);
    let place = |line| Place { source, line };
    match step {
        isize::MIN => commands.push(Command::ShowLine(place(1))),
        isize::MAX => commands.push(Command::ShowLine(place(last))),
        step => {
            let numbers = |at: &usize| panel.line_at(*at).map(|line| line.number);
            let from = panel.cursor().or_else(|| panel.top.map(|top| top.line)).unwrap_or(1);
            let at = derived.visible.partition_point(|at| numbers(at).is_some_and(|number| number < from));
            let next = at.saturating_add_signed(step).min(derived.visible.len().saturating_sub(1));
            if let Some(number) = derived.visible.get(next).and_then(numbers) {
                panel.choose(number, extend);
                panel.scroll.to = Some(next);
            }
        }
    }
}

fn line_ui(ui: &mut Ui, line: &PageLine, derived: &Derived, look: &LineLook<'_>, layout: &LineLayout) -> Response {
    let palette = theme::palette(ui);
    let kind = lines::kind(line, derived.span, &derived.evidence);
    // The lines as a whole take the keyboard, not each of them.
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), look.high), Sense::CLICK);
    let ground: Option<Color32> = match (look.selected, kind) {
        (true, _) => Some(palette.selection.into()),
        (_, LineKind::Evidence) => Some(palette.evidence_ground.into()),
        _ if response.hovered() || look.pointed == On::Line => Some(palette.raised.into()),
        _ => None,
    };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, 0.0, ground);
    }
    let edge = match (kind, look.found, look.pointed) {
        (LineKind::Evidence, ..) => Some(palette.evidence),
        (_, Some(_), _) => Some(palette.accent),
        (.., On::Kill | On::Line) => Some(palette.edge),
        _ => None,
    };
    if let Some(edge) = edge {
        ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0.0, edge);
    }
    let number_at = pos2(rect.left() + GUTTER - space::M, rect.top() + HEIGHT / 2.0);
    let number = text::count(spoken(ui), line.number);
    let code = theme::code().resolve(ui.style());
    let colour = if look.pointed == On::Line { palette.strong } else { palette.weak };
    ui.painter().text(number_at, Align2::RIGHT_CENTER, number, code, colour.into());
    let own = if kind == LineKind::Foreign { palette.weak } else { palette.strong };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job(line, layout, (palette, own.into()), look.found)));
    let at = pos2(rect.left() + GUTTER, rect.top() + (HEIGHT - layout.row) / 2.0);
    ui.painter().galley(at, galley, own.into());
    let (number, language) = (line.number.to_string(), spoken(ui));
    response.widget_info(|| {
        let words = say!(language, "tabs-line-in-words", number = number.as_str(), text = &*line.text);
        WidgetInfo::labeled(Role::ListItem, true, words)
    });
    response
}

/// The envelope quietly, the message plainly, what was found on a ground of its own.
fn job(
    line: &PageLine,
    layout: &LineLayout,
    (palette, plain): (&Palette, Color32),
    found: Option<&Pattern>,
) -> LayoutJob {
    let end = line.text.char_indices().nth(DRAWN).map_or(line.text.len(), |(at, _)| at);
    let text = line.text.get(..end).unwrap_or_default();
    let mut job = LayoutJob { wrap: layout.wrapping(), break_on_newline: false, ..LayoutJob::default() };
    let mut add = |from: usize, to: usize, is_hit: bool| {
        // Both sides of the message's beginning have their own colour.
        for (from, to, colour) in
            [(from, to.min(line.message_at), Color32::from(palette.weak)), (from.max(line.message_at), to, plain)]
        {
            let Some(part) = text.get(from..to).filter(|part| !part.is_empty()) else { continue };
            let mut format =
                TextFormat::simple(layout.font.clone(), if is_hit { palette.strong.into() } else { colour });
            if is_hit {
                format.background = Color32::from(palette.accent).gamma_multiply(0.35);
            }
            job.append(part, 0.0, format);
        }
    };
    let mut from = 0;
    for place in found.into_iter().flat_map(|found| found.places(text)) {
        add(from, place.start, false);
        add(place.start, place.end, true);
        from = place.end;
    }
    add(from, text.len(), false);
    job
}
