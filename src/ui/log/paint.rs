//! The log's lines: painted, clicked, walked through with the arrow keys; more are fetched where they end.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align2, Color32, EventFilter, FontId, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, TextStyle, Ui,
    WidgetInfo, pos2, vec2,
};

use super::bar::copied;
use super::lines::{self, LineKind};
use super::{DRAWN, Derived, LogPanel, TopLine};
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

/// The height of a line.
const HEIGHT: f32 = 20.0;

/// The width of the numbers' column.
const GUTTER: f32 = 92.0;

/// So many lines before the last one that was fetched, more are fetched.
const EDGE: usize = 40;

/// The lines as a whole, to give them the keyboard.
fn lines_id() -> Id {
    Id::unique("the lines of the log")
}

pub(super) fn lines_ui(ui: &mut Ui, state: &AppState, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    let Some(derived) = panel.derived.take() else { return };
    keys(ui, state, &derived, panel, commands);
    ui.spacing_mut().item_spacing.y = 0.0;
    let font = TextStyle::Monospace.resolve(ui.style());
    let character = ui.fonts_mut(|fonts| fonts.glyph_width(&font, 'm'));
    let wide = GUTTER + space::L + derived.widest as f32 * character;
    let mut area = ScrollArea::both().auto_shrink(false).id_salt("log");
    if let Some(line) = panel.scroll_to {
        area = area.horizontal_scroll_offset(find_offset(panel, line, ui.available_width(), character));
    }
    if let Some(offset) = wanted_offset(panel, &derived, ui.available_height()) {
        area = area.vertical_scroll_offset(offset);
    }
    let source = panel.source();
    let pointed = Pointing::new(state, source);
    let (mut shown, mut hovered, mut clicked) = (0..0, None, None);
    let output = area.show_rows(ui, HEIGHT, derived.visible.len(), |ui, range| {
        ui.set_min_width(wide);
        shown = range.clone();
        for at in range {
            let Some(line) = derived.visible.get(at).and_then(|at| panel.line_at(*at)) else { continue };
            let number = line.number;
            let found = panel.found.good().filter(|_| derived.hits.binary_search(&at).is_ok());
            let look = LineLook { found, selected: panel.is_selected(number), pointed: pointed.on(number) };
            let response = line_ui(ui, line, &derived, &look, &font);
            if response.hovered() {
                hovered = Some(number);
            }
            if response.clicked() {
                let extend = ui.input(|input| input.modifiers.shift);
                panel.choose(number, extend);
                clicked = (!extend).then_some(number);
                ui.memory_mut(|memory| memory.request_focus(lines_id()));
            }
        }
    });
    let offset = output.state.clamped_offset().y;
    panel.scroll.last = (offset, output.inner_rect.height());
    let top = derived.visible.get(shown.start).and_then(|at| panel.line_at(*at)).map(|line| line.number);
    panel.top = top.map(|line| TopLine { line, above: offset - shown.start as f32 * HEIGHT });
    let ends = (shown.start < EDGE, shown.end + EDGE > derived.visible.len());
    panel.derived = Some(derived);
    panel.fetch_beyond(ends, commands);
    if let Some(line) = clicked {
        panel.turn_into(state, line, commands);
    }
    if let (Some(line), Some(source)) = (hovered, source) {
        commands.push(Command::Hover(panel.pointed_at(state, Place { source, line })));
    }
}

/// How a line looks beyond what it is.
struct LineLook<'a> {
    /// What was found in it.
    found: Option<&'a Pattern>,
    selected: bool,
    pointed: On,
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
fn wanted_offset(panel: &mut LogPanel, derived: &Derived, room: f32) -> Option<f32> {
    let (to, stay) = (panel.scroll_to.take(), panel.stay_at.take());
    let top_of = |line: u64| {
        let before = |at: &usize| panel.line_at(*at).is_some_and(|shown| shown.number < line);
        derived.visible.partition_point(before) as f32 * HEIGHT
    };
    match (to, stay) {
        // A third of the view shows what stands before it.
        (Some(line), _) => Some((top_of(line) - room / 3.0).max(0.0)),
        (None, Some(TopLine { line, above })) => Some(top_of(line) + above),
        (None, None) => panel.scroll.wanted(HEIGHT),
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

fn line_ui(ui: &mut Ui, line: &PageLine, derived: &Derived, look: &LineLook<'_>, font: &FontId) -> Response {
    let palette = theme::palette(ui);
    let kind = lines::kind(line, derived.span, &derived.evidence);
    // The lines as a whole take the keyboard, not each of them.
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::CLICK);
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
    let number_at = pos2(rect.left() + GUTTER - space::M, rect.center().y);
    let number = text::count(spoken(ui), line.number);
    let code = theme::code().resolve(ui.style());
    let colour = if look.pointed == On::Line { palette.strong } else { palette.weak };
    ui.painter().text(number_at, Align2::RIGHT_CENTER, number, code, colour.into());
    let own = if kind == LineKind::Foreign { palette.weak } else { palette.strong };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job(line, font, (palette, own.into()), look.found)));
    let at = pos2(rect.left() + GUTTER, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, own.into());
    let (number, language) = (line.number.to_string(), spoken(ui));
    response.widget_info(|| {
        let words = say!(language, "tabs-line-in-words", number = number.as_str(), text = &*line.text);
        WidgetInfo::labeled(Role::ListItem, true, words)
    });
    response
}

/// The envelope quietly, the message plainly, what was found on a ground of its own.
fn job(line: &PageLine, font: &FontId, (palette, plain): (&Palette, Color32), found: Option<&Pattern>) -> LayoutJob {
    let end = line.text.char_indices().nth(DRAWN).map_or(line.text.len(), |(at, _)| at);
    let text = line.text.get(..end).unwrap_or_default();
    let mut job = LayoutJob { wrap: TextWrapping::no_max_width(), break_on_newline: false, ..LayoutJob::default() };
    let mut add = |from: usize, to: usize, is_hit: bool| {
        // Both sides of the message's beginning have their own colour.
        for (from, to, colour) in
            [(from, to.min(line.message_at), Color32::from(palette.weak)), (from.max(line.message_at), to, plain)]
        {
            let Some(part) = text.get(from..to).filter(|part| !part.is_empty()) else { continue };
            let mut format = TextFormat::simple(font.clone(), if is_hit { palette.strong.into() } else { colour });
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
