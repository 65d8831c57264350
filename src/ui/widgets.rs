//! Small things that several panels are made of.

use egui::{Align, Color32, Layout, Response, RichText, Sense, Shape, Stroke, TextStyle, Ui, Vec2, pos2, vec2};

use super::elide;
use super::language::spoken;
use super::theme::{self, space};
use crate::analysis::glossary;
use crate::chart;
use crate::lang::Language;
use crate::model::{Place, Source, SourceId, Span};
use crate::palette::{MarkShape, Rgb};
use crate::{say, text};

/// A sheet: a block of its own on the ground, as wide as there is room.
pub fn sheet<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    theme::card(ui)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = Vec2::splat(space::S);
            content(ui)
        })
        .inner
}

/// A sheet with its name above the content.
pub fn named_sheet<R>(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    high_sheet(ui, name, 0.0, content)
}

/// The same, with room for content of at least this height, its name included.
pub fn high_sheet<R>(ui: &mut Ui, name: &str, least: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    sheet(ui, |ui| {
        ui.set_min_height(least);
        heading(ui, name);
        content(ui)
    })
}

/// Values under their captions, as many beside each other as there is room for: caption, the glossary's word, value.
pub fn tiles(ui: &mut Ui, values: &[(&str, &str, String)]) {
    const LEAST_WIDTH: f32 = 92.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
    let most = ((ui.available_width() / LEAST_WIDTH) as usize).clamp(1, values.len().max(1));
    // No tile stands alone in the last row.
    let beside = values.len().max(1).div_ceil(values.len().div_ceil(most).max(1));
    let width = ui.available_width() / beside as f32;
    // What follows keeps its own distances.
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, space::S);
        for row in values.chunks(beside) {
            ui.horizontal_top(|ui| {
                for (caption, word, value) in row {
                    column(ui, width, |ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        term(ui, caption, word);
                        ui.label(RichText::new(value).color(theme::palette(ui).body));
                    });
                }
            });
        }
    });
}

/// The content of a panel that keeps the size that the user gave it, whatever the content wants.
pub fn fixed<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let rect = ui.available_rect_before_wrap();
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    inner.set_clip_rect(rect.intersect(ui.clip_rect()));
    let shown = content(&mut inner);
    ui.advance_cursor_after_rect(rect);
    shown
}

/// Where rows of one height are scrolled to, so that one of them can be brought into view.
#[derive(Debug, Default)]
pub struct Scroll {
    /// The row to bring into view in the next frame.
    pub to: Option<usize>,
    /// The offset and the height of the last frame, in points.
    pub last: (f32, f32),
}

impl Scroll {
    /// The offset that brings the wanted row into view with the least movement.
    pub fn wanted(&mut self, row_height: f32) -> Option<f32> {
        self.wanted_of(|row| egui::Rangef::new(row as f32 * row_height, (row + 1) as f32 * row_height))
    }

    /// The same, of rows that lie between these edges.
    pub fn wanted_of(&mut self, edges: impl FnOnce(usize) -> egui::Rangef) -> Option<f32> {
        let row = edges(self.to.take()?);
        let (offset, height) = self.last;
        Some(offset.min(row.min).max(row.max - height).max(0.0))
    }
}

/// Whether Ctrl+C means what stands here: it has the keyboard, or nothing has and (as far as `free` says so) nothing else
/// is chosen.
pub fn copies(ui: &Ui, id: egui::Id, free: bool) -> bool {
    let focused = ui.memory(|memory| memory.focused());
    let selected = || {
        let labels = ui.ctx().plugin_opt::<egui::text_selection::LabelSelectionState>();
        labels.is_some_and(|labels| labels.lock().has_selection())
    };
    let ours = focused == Some(id) || focused.is_none() && free && !selected();
    ours && ui.input(|input| input.events.contains(&egui::Event::Copy))
}

/// Content at the right end of a row, from left to right, so that Tab walks through it as the eye does. Its width is the
/// one of the frame before; where that has changed, the frame is drawn anew.
pub fn at_right<R>(ui: &mut Ui, salt: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    let (id, room) = (ui.scope_id().with(("at right", salt)), ui.available_width());
    let known = width_at_right(ui, salt);
    ui.add_space((room - known.unwrap_or(room)).max(0.0));
    let shown = ui.horizontal(content);
    let now = shown.response.rect.width().ceil();
    if known != Some(now) {
        ui.data_mut(|data| data.insert_temp(id, now));
        ui.ctx().request_discard("what stands at the right has another width");
    }
    shown.inner
}

/// How wide what stands at the right was in the frame before.
pub fn width_at_right(ui: &Ui, salt: &str) -> Option<f32> {
    let id = ui.scope_id().with(("at right", salt));
    ui.data(|data| data.get_temp(id))
}

/// The sign of an order, the same everywhere: up where figures and letters rise from line to line.
pub const fn sort_arrow(rises: bool) -> &'static str {
    if rises { "⬆" } else { "⬇" }
}

/// A checkbox: hollow where it is not checked, a strong tick on the accent where it is.
pub fn checkbox(ui: &mut Ui, checked: &mut bool, label: &str) -> Response {
    let palette = theme::palette(ui);
    let enabled = ui.is_enabled();
    let ink = if enabled { palette.body } else { palette.weak };
    let font = TextStyle::Body.resolve(ui.style());
    let side = 16.0;
    let room = (ui.available_width() - side - space::S).max(side);
    let galley = ui.painter().layout(label.to_owned(), font, ink.into(), room);
    let size = vec2(side + space::S + galley.size().x, galley.size().y.max(ui.spacing().interact_size.y));
    let (rect, mut response) = ui.allocate_exact_size(size, Sense::click());
    if response.clicked() {
        *checked = !*checked;
        response.mark_changed();
    }
    let is_checked = *checked;
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, enabled, is_checked, label));
    let square = egui::Rect::from_center_size(pos2(rect.left() + side / 2.0, rect.center().y), Vec2::splat(side));
    let is_near = enabled && (response.hovered() || response.has_focus());
    let painter = ui.painter();
    if is_checked {
        let fill = if enabled { palette.accent } else { palette.edge };
        let fill = if is_near { palette.strong.mixed(fill, 0.85) } else { fill };
        painter.rect_filled(square, 4.0, fill);
        let tick = [(-4.0, 0.2), (-1.2, 3.2), (4.2, -3.4)].map(|(x, y)| square.center() + vec2(x, y));
        painter.add(Shape::line(tick.to_vec(), Stroke::new(2.2, palette.panel)));
    } else {
        let edge = if is_near { palette.accent } else { palette.weak };
        painter.rect_stroke(square, 4.0, Stroke::new(1.5, edge), egui::StrokeKind::Inside);
    }
    let at = pos2(square.right() + space::S, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, ink.into());
    response
}

/// Lines of a log within a block: no frame, but a bar at the left in the colour of evidence.
pub fn quoted(ui: &mut Ui, content: impl FnOnce(&mut Ui)) -> Response {
    let room = egui::Margin { left: 12, right: 0, top: 2, bottom: 2 };
    let response = egui::Frame::new()
        .inner_margin(room)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            content(ui);
        })
        .response;
    let bar = response.rect.with_max_x(response.rect.left() + 3.0);
    ui.painter().rect_filled(bar, 1.5, theme::palette(ui).evidence);
    response
}

/// The name of a block.
pub fn heading(ui: &mut Ui, name: &str) {
    ui.add(egui::Label::new(RichText::new(name).heading().color(theme::palette(ui).strong)).selectable(false));
    ui.add_space(space::XS);
}

/// A hairline between the items of a block.
pub fn rule(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), space::M), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, theme::palette(ui).line));
}

/// A column of the width, from the top down; to be used within `horizontal_top`.
pub fn column<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        content(ui)
    })
    .inner
}

/// A mark as a shape to paint.
pub fn mark(mark: MarkShape, centre: egui::Pos2, radius: f32, colour: Rgb) -> Shape {
    let colour = Color32::from(colour);
    match mark {
        MarkShape::Circle => Shape::circle_filled(centre, radius, colour),
        MarkShape::Ring => Shape::circle_stroke(centre, radius * 0.85, Stroke::new(radius * 0.4, colour)),
        // A cross is not convex: two bars.
        MarkShape::Cross => {
            let bar = |x: f32| {
                let end = vec2(x, radius * 0.85);
                Shape::line_segment([centre - end, centre + end], Stroke::new(radius * 0.6, colour))
            };
            Shape::Vec(vec![bar(radius * 0.85), bar(-radius * 0.85)])
        }
        MarkShape::Square | MarkShape::Diamond | MarkShape::Triangle => {
            let points =
                chart::outline(mark).into_iter().map(|p| pos2(centre.x + radius * p.x, centre.y + radius * p.y));
            Shape::convex_polygon(points.collect(), colour, Stroke::NONE)
        }
    }
}

/// A word on a quiet ground of its colour, with a mark before it where it has one.
pub fn badge(ui: &mut Ui, shape: Option<MarkShape>, colour: Rgb, word: &str) -> Response {
    let palette = theme::palette(ui);
    let text = egui::WidgetText::from(RichText::new(word).text_style(theme::small_strong()).color(colour));
    let galley = text.into_galley(ui, Some(egui::TextWrapMode::Extend), f32::INFINITY, TextStyle::Small);
    let before = if shape.is_some() { 24.0 } else { 8.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(before + galley.size().x + 8.0, 22.0), Sense::hover());
    let painter = ui.painter();
    painter.rect_filled(rect, theme::CONTROL_RADIUS, palette.tint(colour));
    if let Some(shape) = shape {
        painter.add(mark(shape, pos2(rect.left() + 14.0, rect.center().y), 5.0, colour));
    }
    painter.galley(pos2(rect.left() + before, rect.center().y - galley.size().y / 2.0), galley, colour.into());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, word));
    response
}

/// A share of a whole as a bar; beyond the whole it is full.
pub fn meter(ui: &mut Ui, size: Vec2, parts: &[(f64, Rgb)], name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let palette = theme::palette(ui);
    let painter = ui.painter();
    let round = theme::CONTROL_RADIUS.min(3);
    painter.rect_filled(rect, round, palette.raised);
    let mut from = rect.left();
    for (share, colour) in parts.iter().filter(|(share, _)| *share > 0.0) {
        // The smallest share is still to be seen.
        let to = (from + (rect.width() * chart::single(*share)).max(1.5)).min(rect.right());
        let (left, right) = (if from <= rect.left() { round } else { 0 }, if to >= rect.right() { round } else { 0 });
        let radius = egui::CornerRadius { nw: left, sw: left, ne: right, se: right };
        painter.rect_filled(rect.with_min_x(from).with_max_x(to), radius, *colour);
        if from > rect.left() {
            painter.vline(from, rect.y_range(), Stroke::new(1.0, palette.panel));
        }
        from = to;
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Meter, true, name));
    response
}

/// A figure of a row, set right in a column of a width.
pub struct FigureCell {
    text: String,
    width: f32,
}

impl FigureCell {
    /// A figure or the name of its column.
    pub fn new(text: impl Into<String>, width: f32) -> Self {
        Self { text: text.into(), width }
    }
}

/// The names of the columns above rows of figures.
pub fn figures_header(ui: &mut Ui, name: &str, figures: &[FigureCell]) {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), Sense::hover());
    let font = TextStyle::Small.resolve(ui.style());
    paint_figures(ui, rect, figures, &font, palette.weak);
    let room = rect.width() - figures.iter().map(|figure| figure.width).sum::<f32>() - space::S;
    let galley = elide::galley(ui, name, font, room.max(0.0));
    let at = rect.left_center() - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.weak.into());
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
}

/// A row: a name with a word of explanation behind it, and figures set right. What does not fit is cut with "…".
pub fn figures_row(ui: &mut Ui, (name, word): (&str, &str), colour: Rgb, figures: &[FigureCell]) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), Sense::hover());
    let room = rect.width() - figures.iter().map(|figure| figure.width).sum::<f32>() - space::S;
    let wrap = egui::text::TextWrapping::truncate_at_width(room);
    let mut job = egui::text::LayoutJob { wrap, ..Default::default() };
    let format = |style: TextStyle, colour: Rgb| egui::TextFormat::simple(style.resolve(ui.style()), colour.into());
    job.append(name, 0.0, format(TextStyle::Body, colour));
    if !word.is_empty() {
        job.append(word, space::S, format(TextStyle::Small, palette.weak));
    }
    let galley = ui.painter().layout_job(job);
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left(), top), galley, colour.into());
    paint_figures(ui, rect, figures, &TextStyle::Body.resolve(ui.style()), palette.body);
    response.widget_info(|| {
        let figures: Vec<_> = figures.iter().map(|figure| figure.text.as_str()).collect();
        egui::WidgetInfo::labeled(egui::Role::Row, true, format!("{name} {word} {}", figures.join(" ")))
    });
}

fn paint_figures(ui: &Ui, rect: egui::Rect, figures: &[FigureCell], font: &egui::FontId, colour: Rgb) {
    let mut right = rect.right();
    for figure in figures.iter().rev() {
        let at = pos2(right, rect.center().y);
        ui.painter().text(at, egui::Align2::RIGHT_CENTER, &figure.text, font.clone(), colour.into());
        right -= figure.width;
    }
}

/// A text that is shown at all lengths, cut where nobody would read on.
pub fn cut(text: &str, language: Language) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(CHARACTERS_SHOWN).and_then(|(end, _)| text.get(..end)) {
        Some(shown) => say!(language, "card-text-cut", text = shown).into(),
        None => text.into(),
    }
}

/// How much of a log line or path a card shows: more than any kernel prints in one line.
const CHARACTERS_SHOWN: usize = 2048;

/// Text that may break anywhere: a path or an id has no blanks to break at.
pub fn breaking(ui: &Ui, text: RichText, anywhere: bool) -> egui::WidgetText {
    if !anywhere {
        return text.into();
    }
    let mut job = egui::text::LayoutJob::default();
    text.append_to(&mut job, ui.style(), egui::FontSelection::Default, Align::Min);
    job.wrap.break_anywhere = true;
    job.into()
}

/// A caption whose word the glossary explains under the pointer and where the keyboard is; a dotted line says that it does.
pub fn term(ui: &mut Ui, caption: &str, word: &str) -> Response {
    let label = egui::Label::new(theme::caption(ui, caption)).selectable(false);
    // On paper nothing can be pointed at.
    let explained_here = glossary::explain(word).filter(|_| !theme::is_printed(ui));
    let Some(term) = explained_here else { return ui.add(label.sense(Sense::hover())) };
    // The keyboard can come to it, so that the explanation is not the pointer's alone.
    let response = ui.add(label.sense(Sense::focusable_noninteractive()));
    let language = spoken(ui);
    let in_words = || format!("{caption}: {}", term.says(language));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, in_words()));
    let line = [response.rect.left_bottom(), response.rect.right_bottom()];
    let colour = theme::palette(ui).edge;
    ui.painter().extend(Shape::dotted_line(&line, colour, 3.0, 0.6));
    explained(response, |ui| {
        ui.set_max_width(360.0);
        ui.label(theme::bold(ui, caption));
        ui.label(term.says(spoken(ui)));
        ui.label(theme::caption(ui, term.source));
    })
}

/// Says more about something under the pointer and where the keyboard is.
pub fn explained(response: Response, content: impl FnOnce(&mut Ui)) -> Response {
    if response.has_focus() && !response.hovered() {
        response.show_tooltip_ui(content);
        return response;
    }
    response.on_hover_ui(content)
}

/// Where a line stands, as people write it: `kern.log:70`.
pub fn place_name(place: Place, sources: &[Source]) -> String {
    format!("{}:{}", source_name(place.source, sources), place.line)
}

/// Where lines stand, as people write it: `kern.log:1–71`.
pub fn span_name(span: Span, sources: &[Source]) -> String {
    let name = source_name(span.source, sources);
    if span.first == span.last {
        format!("{name}:{}", span.first)
    } else {
        format!("{name}:{}–{}", span.first, span.last)
    }
}

/// A source's name; its number where it is not known.
pub fn source_name(id: SourceId, sources: &[Source]) -> String {
    sources
        .iter()
        .find(|source| source.id == id)
        .map_or_else(|| format!("#{}", u64::from(id.0) + 1), |source| text::visible(&source.name).into_owned())
}

/// A sentence, where a character of a text cannot be shown because no font has it.
pub fn unseen(ui: &Ui, text: &str) -> Option<String> {
    let font = TextStyle::Body.resolve(ui.style());
    let is_shown = |c: char| c.is_ascii() || c.is_whitespace() || ui.fonts_mut(|fonts| fonts.has_glyph(&font, c));
    let lacking = text.chars().find(|c| !is_shown(*c) && !c.is_control())?;
    Some(say!(spoken(ui), "card-letters-unseen", letter = format!("U+{:04X}", u32::from(lacking))))
}

/// A link to a line of the log.
pub fn link(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::palette(ui).accent;
    ui.add(egui::Link::new(RichText::new(text).text_style(TextStyle::Small).color(colour)))
        .on_hover_text(say!(spoken(ui), "card-show-line"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_at_its_limit_and_says_so() {
        let fits = "é".repeat(CHARACTERS_SHOWN);
        assert_eq!(cut(&fits, Language::English), fits);
        let cut = cut(&format!("{fits}é"), Language::English).into_owned();
        assert!(cut.starts_with(&fits) && cut.ends_with("(cut here, the log has it all)"));
    }

    #[test]
    fn a_row_comes_into_view_with_the_least_movement() {
        let wanted = |to, last| Scroll { to: Some(to), last }.wanted(10.0);
        assert_eq!(wanted(3, (20.0, 50.0)), Some(20.0), "in view already");
        assert_eq!(wanted(1, (20.0, 50.0)), Some(10.0), "above");
        assert_eq!(wanted(9, (20.0, 50.0)), Some(50.0), "below");
        assert_eq!(Scroll::default().wanted(10.0), None);
    }

    #[test]
    fn places_read_as_people_write_them() {
        let sources = [Source { id: SourceId(0), name: "kern.log".to_owned(), ..Source::default() }];
        let span = |first, last| Span { source: SourceId(0), first, last };
        assert_eq!(span_name(span(1, 71), &sources), "kern.log:1–71");
        assert_eq!(span_name(span(9, 9), &sources), "kern.log:9");
        assert_eq!(place_name(Place { source: SourceId(3), line: 5 }, &sources), "#4:5");
    }
}
