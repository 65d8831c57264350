//! The original lines around a kill: its own told apart from those of other programs, the evidence highlighted. Lines come
//! from a thread; until they are there, the panel says so.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align2, Color32, FontId, Key, Margin, Rect, Response, Role, ScrollArea, Sense, TextEdit, TextStyle, Ui, WidgetInfo,
    pos2, vec2,
};

use super::log_lines::{self, Kind};
use super::state::{AppState, Command};
use super::theme::{self, space};
use super::widgets;
use crate::analysis::Case;
use crate::load::lines::{Page, PageLine};
use crate::model::{Place, SourceId, Span};
use crate::report::Mask;
use crate::text;

/// The height of a line.
const HEIGHT: f32 = 20.0;

/// The width of the numbers' column.
const GUTTER: f32 = 76.0;

/// The most characters of a line that are drawn; all of it is copied.
const DRAWN: usize = 2000;

/// What the log remembers.
#[derive(Default)]
pub(super) struct LogPanel {
    page: Option<Page>,
    /// What the lines on their way were asked for.
    asked: Option<(SourceId, u64, u64)>,
    /// What the panel has turned to: the kill and the count of lines wanted.
    turned_to: Option<(Option<Span>, u64)>,
    /// The line to bring into view once it is there.
    scroll_to: Option<u64>,
    /// Whether the lines' names are made up.
    masked: bool,
    only_own: bool,
    search: String,
    hit: usize,
    line_number: String,
    /// Selected lines, in the order in which they were clicked.
    selected: Option<(u64, u64)>,
    derived: Option<Derived>,
}

/// What follows from page, kill, toggle and search; made anew when one of them changes.
struct Derived {
    made_from: (u64, Option<Span>, bool, String),
    span: Option<Span>,
    evidence: Vec<u64>,
    visible: Vec<usize>,
    hits: Vec<usize>,
    widest: usize,
}

impl LogPanel {
    /// Takes lines that were fetched.
    pub(super) fn take(&mut self, mut page: Page, mask: Option<&Mask>) {
        let answer = (page.request.settings.source, page.request.first, page.request.count);
        if self.asked == Some(answer) {
            self.asked = None;
        }
        if let (Some(mask), Ok(lines)) = (mask, &mut page.lines) {
            for line in lines.iter_mut() {
                log_lines::put_mask_on(line, mask);
            }
        }
        self.page = Some(page);
        self.derived = None;
    }

    /// Turns to the kill, or to the line that was asked for; asks for lines that are not there.
    fn turn(&mut self, state: &AppState, case: &Case, commands: &mut Vec<Command>) {
        let Some(home) = case.incident.home() else { return };
        let masked = state.mask.is_some();
        if self.masked != masked {
            (self.page, self.turned_to, self.masked) = (None, None, masked);
        }
        let key = (Some(home), state.lines_wanted);
        if self.turned_to == Some(key) {
            return;
        }
        self.turned_to = Some(key);
        self.selected = None;
        let evidence = case.conclusions.verdict.evidence.first().map(|evidence| evidence.at);
        let start = Place { source: home.source, line: home.first };
        let target = state.wanted_line.or(evidence).unwrap_or(start);
        self.scroll_to = Some(target.line);
        let fits = self.page.as_ref().is_some_and(|page| page.lines.is_ok() && log_lines::covers(page, target));
        if !fits {
            self.ask(home, target, commands);
        }
        self.derived = None;
    }

    fn ask(&mut self, home: Span, target: Place, commands: &mut Vec<Command>) {
        let (first, count) = log_lines::stretch(Span { source: target.source, ..home }, target.line);
        self.asked = Some((target.source, first, count));
        commands.push(Command::Fetch(target.source, first, count));
    }

    fn derive(&mut self, case: &Case) {
        let Some(Page { request, lines: Ok(lines) }) = &self.page else { return };
        let source = request.settings.source;
        let made_from = (request.first, case.incident.home(), self.only_own, self.search.clone());
        if self.derived.as_ref().is_some_and(|derived| derived.made_from == made_from) {
            return;
        }
        let span = log_lines::span_in(&case.incident, source);
        let mut evidence: Vec<u64> = case
            .conclusions
            .verdict
            .evidence
            .iter()
            .map(|e| e.at)
            .filter(|at| at.source == source)
            .map(|at| at.line)
            .collect();
        evidence.sort_unstable();
        let visible = log_lines::visible(lines, span, &evidence, self.only_own);
        let hits = log_lines::hits(lines, &visible, &self.search);
        let widest = lines.iter().map(|line| line.text.chars().count().min(DRAWN)).max().unwrap_or(0);
        self.hit = 0;
        self.derived = Some(Derived { made_from, span, evidence, visible, hits, widest });
    }
}

pub(super) fn log_ui(
    ui: &mut Ui,
    state: &AppState,
    case: &Arc<Case>,
    panel: &mut LogPanel,
    commands: &mut Vec<Command>,
) {
    panel.turn(state, case, commands);
    panel.derive(case);
    bar_ui(ui, state, case, panel, commands);
    panel.derive(case);
    match &panel.page {
        Some(Page { lines: Err(sentence), .. }) if panel.asked.is_none() => {
            ui.label(sentence);
        }
        Some(Page { lines: Ok(lines), .. }) if panel.asked.is_none() && !lines.is_empty() => {
            lines_ui(ui, panel);
        }
        _ if panel.asked.is_some() => {
            ui.label(theme::caption(ui, "Fetching the lines…"));
        }
        _ => {
            ui.label("The lines of this source are not kept, because it was read from a stream.");
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
        ui.label("The log holds no call trace of this kill.");
        return;
    };
    panel.turn(state, case, commands);
    let place = Place { source: stack.source, line: stack.first };
    let covered = panel.page.as_ref().is_some_and(|page| log_lines::covers(page, place));
    if panel.asked.is_none() && !covered {
        panel.ask(stack, place, commands);
    }
    ScrollArea::both().id_salt("stack").auto_shrink(false).show(ui, |ui| match panel.asked {
        None => {
            let trace = log_lines::as_text(panel.lines(), stack.first, stack.last, false);
            ui.add(egui::Label::new(egui::RichText::new(trace).text_style(theme::code())).extend());
        }
        _ => {
            ui.label(theme::caption(ui, "Fetching the lines…"));
        }
    });
}

fn bar_ui(ui: &mut Ui, state: &AppState, case: &Case, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        search_ui(ui, panel);
        ui.checkbox(&mut panel.only_own, "Only this kill’s lines")
            .on_hover_text("Leave out other programs’ lines and those before and after the kill");
        let field = TextEdit::singleline(&mut panel.line_number).hint_text("Line").desired_width(64.0);
        let field = ui.add(field.margin(Margin::symmetric(8, 4))).on_hover_text("Go to a line by its number");
        let source = panel.page.as_ref().map(|page| page.request.settings.source);
        if field.lost_focus()
            && ui.input(|input| input.key_pressed(Key::Enter))
            && let (Some(source), Ok(line)) = (source, panel.line_number.trim().replace([',', '.'], "").parse())
        {
            commands.push(Command::ShowLine(Place { source, line }));
        }
        edge_ui(ui, panel, commands);
        copy_ui(ui, case, panel, commands);
        sightings_ui(ui, state, case, commands);
    });
}

fn search_ui(ui: &mut Ui, panel: &mut LogPanel) {
    let field = TextEdit::singleline(&mut panel.search).hint_text("Find in these lines").desired_width(170.0);
    let field = ui.add(field.margin(Margin::symmetric(8, 4))).on_hover_text("Find in the lines shown here");
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered {
        field.request_focus();
    }
    if panel.search.is_empty() {
        return;
    }
    let Some(Derived { hits, visible, .. }) = &panel.derived else { return };
    let found = hits.len();
    let back = ui.small_button("⬆").on_hover_text("Previous find").clicked();
    let on = ui.small_button("⬇").on_hover_text("Next find (Enter)").clicked() || entered;
    let number = if found == 0 { 0 } else { panel.hit + 1 };
    ui.label(theme::caption(ui, format!("{number} of {}", text::count(found as u64))));
    if found > 0 && (back || on || field.changed()) {
        panel.hit = match (field.changed(), back) {
            (true, _) => 0,
            (false, true) => (panel.hit + found - 1) % found,
            (false, false) => (panel.hit + 1) % found,
        };
        let line = hits.get(panel.hit).and_then(|at| visible.get(*at)).and_then(|at| panel.lines().get(*at));
        panel.scroll_to = line.map(|line| line.number);
    }
}

fn copy_ui(ui: &mut Ui, case: &Case, panel: &LogPanel, commands: &mut Vec<Command>) {
    ui.menu_button("Copy", |ui| {
        let span = panel.derived.as_ref().and_then(|derived| derived.span).or_else(|| case.incident.home());
        let chosen = panel.selected.map(|(a, b)| (a.min(b), a.max(b)));
        let Some((from, to)) = chosen.or_else(|| span.map(|span| (span.first, span.last))) else { return };
        let which = if chosen.is_some() { "The selected lines" } else { "This kill’s lines" };
        for (label, whole) in [("as they are", true), ("without their prefixes", false)] {
            if ui.button(format!("{which}, {label}")).clicked() {
                let copied = log_lines::as_text(panel.lines(), from, to, whole);
                let what = text::counted(copied.lines().count() as u64, "line", "lines");
                commands.push(Command::Copy { text: copied, what });
            }
        }
    });
}

/// Where else the same kill stands.
fn sightings_ui(ui: &mut Ui, state: &AppState, case: &Case, commands: &mut Vec<Command>) {
    for span in case.incident.seen_in.iter().filter(|_| case.incident.seen_in.len() > 1) {
        let name = widgets::span_name(*span, &state.review.sources);
        if ui.add(egui::Link::new(name)).on_hover_text("Show the kill in this source").clicked() {
            commands.push(Command::ShowLine(Place { source: span.source, line: span.first }));
        }
    }
}

fn lines_ui(ui: &mut Ui, panel: &mut LogPanel) {
    let Some(derived) = panel.derived.take() else { return };
    ui.spacing_mut().item_spacing.y = 0.0;
    let font = TextStyle::Monospace.resolve(ui.style());
    let character = ui.fonts_mut(|fonts| fonts.glyph_width(&font, 'm'));
    let wide = GUTTER + space::L + derived.widest as f32 * character;
    let mut area = ScrollArea::both().auto_shrink(false).id_salt("log");
    if let Some(line) = panel.scroll_to.take() {
        let at = derived.visible.partition_point(|at| panel.lines().get(*at).is_some_and(|l| l.number < line));
        let above = ui.available_height() / 3.0;
        area = area.vertical_scroll_offset((at as f32 * HEIGHT - above).max(0.0)).horizontal_scroll_offset(0.0);
    }
    area.show_rows(ui, HEIGHT, derived.visible.len(), |ui, range| {
        ui.set_min_width(wide);
        for at in range {
            let Some(line) = derived.visible.get(at).and_then(|at| panel.lines().get(*at)) else { continue };
            let found = derived.hits.binary_search(&at).is_ok();
            let number = line.number;
            let response = line_ui(ui, line, &derived, (found, panel.is_selected(number)), &font);
            if response.clicked() {
                let extend = ui.input(|input| input.modifiers.shift);
                let anchor = panel.selected.filter(|_| extend).map_or(number, |(anchor, _)| anchor);
                panel.selected = Some((anchor, number));
            }
        }
    });
    panel.derived = Some(derived);
}

/// On to the lines beyond those that were fetched.
fn edge_ui(ui: &mut Ui, panel: &LogPanel, commands: &mut Vec<Command>) {
    let Some(page) = &panel.page else { return };
    let (source, first) = (page.request.settings.source, page.request.first);
    let Some(last) = panel.lines().last().map(|line| line.number) else { return };
    let end = first.saturating_add(page.request.count).saturating_sub(1);
    let earlier = ui.add_enabled(first > 1, egui::Button::new("⏪")).on_hover_text("Earlier lines");
    if earlier.clicked() {
        commands.push(Command::ShowLine(Place { source, line: first - 1 }));
    }
    let later = ui.add_enabled(last >= end, egui::Button::new("⏩")).on_hover_text("Later lines");
    if later.clicked() {
        commands.push(Command::ShowLine(Place { source, line: last.saturating_add(1) }));
    }
}

fn line_ui(
    ui: &mut Ui,
    line: &PageLine,
    derived: &Derived,
    (found, selected): (bool, bool),
    font: &FontId,
) -> Response {
    let palette = theme::palette(ui);
    let kind = log_lines::kind(line, derived.span, &derived.evidence);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    let ground: Option<Color32> = match (selected, found, kind) {
        (true, _, _) => Some(palette.selection.into()),
        (_, true, _) => Some(palette.tint(palette.accent).into()),
        (_, _, Kind::Evidence) => Some(palette.evidence_ground.into()),
        _ => None,
    };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, 0.0, ground);
    }
    if kind == Kind::Evidence {
        let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(bar, 0.0, palette.evidence);
    }
    let number_at = pos2(rect.left() + GUTTER - space::M, rect.center().y);
    let number = text::count(line.number);
    let code = theme::code().resolve(ui.style());
    ui.painter().text(number_at, Align2::RIGHT_CENTER, number, code, palette.weak.into());
    let own = if kind == Kind::Foreign { palette.weak } else { palette.strong };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job(line, font, (palette.weak.into(), own.into()))));
    let at = pos2(rect.left() + GUTTER, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, own.into());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("Line {}: {}", line.number, line.text)));
    response
}

/// The envelope quietly, the message plainly.
fn job(line: &PageLine, font: &FontId, (quiet, plain): (Color32, Color32)) -> LayoutJob {
    let end = line.text.char_indices().nth(DRAWN).map_or(line.text.len(), |(at, _)| at);
    let text = line.text.get(..end).unwrap_or_default();
    let (before, message) = text.split_at_checked(line.message_at).unwrap_or(("", text));
    let mut job = LayoutJob { wrap: TextWrapping::no_max_width(), break_on_newline: false, ..LayoutJob::default() };
    job.append(before, 0.0, TextFormat::simple(font.clone(), quiet));
    job.append(message, 0.0, TextFormat::simple(font.clone(), plain));
    job
}

impl LogPanel {
    fn lines(&self) -> &[PageLine] {
        match &self.page {
            Some(Page { lines: Ok(lines), .. }) => lines,
            _ => &[],
        }
    }

    fn is_selected(&self, number: u64) -> bool {
        self.selected.is_some_and(|(a, b)| (a.min(b)..=a.max(b)).contains(&number))
    }
}
