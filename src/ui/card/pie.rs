//! The pie as a ring with its total in the middle, and the legend as buttons: every part in its fixed order, nothing and
//! "not in the log" told apart.

use egui::{Align2, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, TextStyle, Ui, WidgetInfo, pos2, vec2};

use super::CardPanel;
use crate::analysis::glossary;
use crate::analysis::{Breakdown, BreakdownPart, PartKind};
use crate::chart::{self, Point, Sector, Slice};
use crate::lang::Language;
use crate::model::Bytes;
use crate::palette::Palette;
use crate::say;
use crate::text;
use crate::ui::elide;
use crate::ui::language::spoken;
use crate::ui::theme::{self, space};
use crate::ui::widgets;

const OUTER: f32 = 84.0;
const INNER: f32 = 54.0;
/// How much a slice grows when it is pointed at.
const GROWN: f32 = 6.0;
/// The legend needs this much beside the ring; else it goes below.
const LEGEND_FROM: f32 = 280.0;
/// In a wider legend the eye would lose the line from name to figure.
const LEGEND_TO: f32 = 440.0;

/// The room for a share, and below which width of the legend it has less.
const SHARE: f32 = 62.0;
const NARROW: f32 = 320.0;
/// Where names begin, behind their swatches.
const NAME_AT: f32 = 26.0;
const NARROW_SHARE: f32 = 54.0;
/// A part is seen in the ring from one part in so many on.
const SEEN: u64 = 100;

/// Shows ring and legend; gives the part under the pointer.
pub(super) fn pie_ui(ui: &mut Ui, breakdown: &Breakdown, panel: &mut CardPanel) -> Option<PartKind> {
    let side = 2.0 * (OUTER + GROWN);
    let legend_width = ui.available_width() - side - space::L;
    if legend_width < LEGEND_FROM {
        let on_ring = ui.vertical_centered(|ui| ring_ui(ui, breakdown, panel)).inner;
        return legend_ui(ui, breakdown, panel).or(on_ring);
    }
    let lines = shown_parts(breakdown, panel).count() + usize::from(rest_of(breakdown, panel).is_some());
    let legend_height = (lines + 1) as f32 * theme::ROW + space::XS;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        let on_ring = widgets::column(ui, side, |ui| {
            ui.add_space(((legend_height - side) / 2.0).max(0.0));
            ring_ui(ui, breakdown, panel)
        });
        widgets::column(ui, legend_width.min(LEGEND_TO), |ui| legend_ui(ui, breakdown, panel)).or(on_ring)
    })
    .inner
}

/// The legend's lines; on a slide only what can be seen in the ring.
fn shown_parts<'a>(breakdown: &'a Breakdown, panel: &CardPanel) -> impl Iterator<Item = &'a BreakdownPart> + use<'a> {
    let (is_slide, least) = (panel.is_slide(), breakdown.total.0 / SEEN);
    breakdown.parts.iter().filter(move |part| !is_slide || part.bytes.is_some_and(|bytes| bytes.0 > least))
}

/// On a slide: what the parts hold together that are too small to be seen in the ring; nothing where there are none.
fn rest_of(breakdown: &Breakdown, panel: &CardPanel) -> Option<Bytes> {
    let known = breakdown.parts.iter().filter_map(|part| part.bytes);
    let shown = shown_parts(breakdown, panel).filter_map(|part| part.bytes);
    let sum = |all: &mut dyn Iterator<Item = Bytes>| all.fold(Bytes(0), Bytes::plus);
    let rest = sum(&mut { known }).minus(sum(&mut { shown }))?;
    (panel.is_slide() && rest.0 > 0).then_some(rest)
}

/// On a slide: which parts the log does not tell. They have no line in the legend, and missing is not nothing.
fn missing_ui(ui: &mut Ui, breakdown: &Breakdown, panel: &CardPanel) {
    let language = spoken(ui);
    let missing = breakdown.parts.iter().filter(|part| part.bytes.is_none());
    let names: Vec<_> = missing.map(|part| part.kind.words(language)).collect();
    if panel.is_slide() && !names.is_empty() {
        let names = names.join(say!(language, "list-separator"));
        let words = say!(language, "card-parts-not-in-log", parts = names);
        ui.add(egui::Label::new(theme::caption(ui, words)).wrap());
    }
}

fn ring_ui(ui: &mut Ui, breakdown: &Breakdown, panel: &mut CardPanel) -> Option<PartKind> {
    let (rect, response) = ui.allocate_exact_size(egui::Vec2::splat(2.0 * (OUTER + GROWN)), Sense::click());
    let slices = chart::slices(breakdown);
    let pointed = response.hover_pos().and_then(|at| slice_under(&slices, at - rect.center()));
    let shown = pointed.map(|slice| slice.kind).or(panel.pointed_part).or(panel.chosen_part);
    let palette = theme::palette(ui);
    paint_ring(ui.painter(), rect.center(), &slices, shown, palette);
    paint_middle(ui, rect.center(), breakdown, shown);
    // Asked for here: within the closure the context is taken.
    let language = spoken(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, in_words(breakdown, language)));
    if response.clicked() {
        panel.chosen_part = pointed.map(|slice| slice.kind).filter(|kind| panel.chosen_part != Some(*kind));
    }
    pointed.map(|slice| slice.kind)
}

fn slice_under(slices: &[Slice], offset: egui::Vec2) -> Option<&Slice> {
    let is_on_ring = (INNER..=OUTER + GROWN).contains(&offset.length());
    is_on_ring.then(|| chart::slice_at(slices, Point { x: offset.x, y: offset.y })).flatten()
}

fn paint_ring(painter: &Painter, centre: Pos2, slices: &[Slice], shown: Option<PartKind>, palette: &Palette) {
    let middle = Point { x: centre.x, y: centre.y };
    if slices.is_empty() {
        let width = OUTER - INNER;
        painter.circle_stroke(centre, INNER + width / 2.0, Stroke::new(width, palette.raised));
    }
    for slice in slices {
        let grown = if shown == Some(slice.kind) { GROWN } else { 0.0 };
        let radius = (INNER + OUTER + grown) / 2.0;
        let sector = Sector { centre: middle, inner: INNER, outer: OUTER + grown, from: slice.from, to: slice.to };
        let arc = sector.arc(radius).into_iter().map(|p| pos2(p.x, p.y)).collect();
        let faded = shown.is_some_and(|shown| shown != slice.kind);
        let colour = palette.part(slice.kind);
        let colour = if faded { palette.panel.mixed(colour, 0.45) } else { colour };
        painter.add(Shape::line(arc, Stroke::new(OUTER + grown - INNER, colour)));
        if slice.kind == PartKind::Free {
            // Free memory is a gap more than a part: its edge shows how large it is, on dark ground most of all.
            let edge = |radius: f32| sector.arc(radius).into_iter().map(|p| pos2(p.x, p.y));
            let outline: Vec<Pos2> = edge(OUTER + grown - 0.5).chain(edge(INNER + 0.5).rev()).collect();
            painter.add(Shape::closed_line(outline, Stroke::new(1.0, palette.edge)));
        }
    }
    // A hairline between slices that are wide enough to be told apart by it.
    for slice in slices.iter().filter(|slice| slices.len() > 1 && (slice.to - slice.from) > 0.008) {
        let (from, to) = (chart::at(middle, INNER - 1.0, slice.from), chart::at(middle, OUTER + GROWN, slice.from));
        painter.line_segment([pos2(from.x, from.y), pos2(to.x, to.y)], Stroke::new(1.5, palette.panel));
    }
}

/// The total in the ring's middle, or the part that is pointed at.
fn paint_middle(ui: &Ui, centre: Pos2, breakdown: &Breakdown, shown: Option<PartKind>) {
    let palette = theme::palette(ui);
    let language = spoken(ui);
    let part = shown.and_then(|kind| breakdown.parts.iter().find(|part| part.kind == kind));
    let (figure, below) = match part {
        None => (text::size(language, breakdown.total), say!(language, "card-pie-in-all").to_owned()),
        Some(BreakdownPart { bytes: Some(bytes), .. }) => {
            (text::size(language, *bytes), text::percent(language, *bytes, breakdown.total))
        }
        Some(BreakdownPart { bytes: None, .. }) => ("?".to_owned(), say!(language, "card-not-in-log").to_owned()),
    };
    let font = |style: TextStyle| style.resolve(ui.style());
    let painter = ui.painter();
    let lay_out = |style| painter.layout_no_wrap(figure.clone(), font(style), palette.strong.into());
    let large = lay_out(theme::figure());
    let fits = large.size().x <= 2.0 * INNER - space::M;
    let galley = if fits { large } else { lay_out(theme::strong()) };
    let corner = pos2(centre.x - galley.size().x / 2.0, centre.y - 1.0 - galley.size().y);
    painter.galley(corner, galley, palette.strong.into());
    painter.text(centre + vec2(0.0, 2.0), Align2::CENTER_TOP, below, font(TextStyle::Small), palette.weak.into());
}

fn legend_ui(ui: &mut Ui, breakdown: &Breakdown, panel: &mut CardPanel) -> Option<PartKind> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut pointed = None;
    let style = name_style(ui, breakdown, panel);
    for part in shown_parts(breakdown, panel) {
        let response = entry_ui(ui, part, breakdown, panel.chosen_part == Some(part.kind), &style);
        if response.clicked() {
            panel.chosen_part = (panel.chosen_part != Some(part.kind)).then_some(part.kind);
        }
        if response.hovered() || response.has_focus() {
            pointed = Some(part.kind);
        }
        explained(response, part);
    }
    let palette = theme::palette(ui);
    if let Some(rest) = rest_of(breakdown, panel) {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), Sense::hover());
        let language = spoken(ui);
        let (size, share) = (text::size(language, rest), text::percent(language, rest, breakdown.total));
        let name = say!(language, "card-pie-rest");
        LegendRow { name, size, share, quiet: true, strong: false, style: &style }.paint(ui, rect);
    }
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW + space::XS), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.top() + 2.0, Stroke::new(1.0, palette.line));
    let rect = rect.with_min_y(rect.top() + space::XS);
    let name = say!(spoken(ui), "card-pie-total");
    let row = LegendRow {
        name,
        size: text::size(spoken(ui), breakdown.total),
        share: String::new(),
        quiet: false,
        strong: true,
        style: &style,
    };
    row.paint(ui, rect);
    missing_ui(ui, breakdown, panel);
    pointed
}

/// One size for all names: smaller where the longest would not fit.
fn name_style(ui: &Ui, breakdown: &Breakdown, panel: &CardPanel) -> TextStyle {
    let language = spoken(ui);
    let width = ui.available_width();
    let shares = if width < NARROW { NARROW_SHARE } else { SHARE };
    let wide = |words: &str| {
        let font = TextStyle::Body.resolve(ui.style());
        ui.painter().layout_no_wrap(words.to_owned(), font, egui::Color32::PLACEHOLDER).size().x
    };
    let fits = |part: &BreakdownPart| {
        let Some(bytes) = part.bytes else { return true };
        let figure = wide(&text::size(language, bytes));
        NAME_AT + wide(part.kind.words(language)) + space::S + figure + shares + space::S <= width
    };
    if shown_parts(breakdown, panel).all(fits) { TextStyle::Body } else { TextStyle::Small }
}

/// A legend's line: a button that keeps its slice raised.
fn entry_ui(ui: &mut Ui, part: &BreakdownPart, breakdown: &Breakdown, chosen: bool, style: &TextStyle) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), Sense::click());
    let (palette, language) = (theme::palette(ui), spoken(ui));
    let (name, known) = (part.kind.words(language), part.bytes);
    let size = known.map_or_else(|| say!(language, "card-not-in-log").to_owned(), |size| text::size(language, size));
    let share = known.map_or_else(String::new, |bytes| text::percent(language, bytes, breakdown.total));
    response
        .widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, format!("{name} {size} {share}").trim_end()));
    if chosen || response.hovered() || response.has_focus() {
        let ground = if chosen { palette.selection } else { palette.raised };
        ui.painter().rect_filled(rect, theme::CONTROL_RADIUS, ground);
    }
    let swatch = Rect::from_center_size(pos2(rect.left() + 12.0, rect.center().y), egui::Vec2::splat(12.0));
    paint_swatch(ui, swatch, part, palette);
    LegendRow { name, size, share, quiet: known.is_none_or(|bytes| bytes.0 == 0), strong: false, style }
        .paint(ui, rect);
    response
}

/// Filled where there is something, an empty box where there is nothing, a question mark where the log does not tell.
fn paint_swatch(ui: &Ui, rect: Rect, part: &BreakdownPart, palette: &Palette) {
    let (painter, colour) = (ui.painter(), palette.part(part.kind));
    match part.bytes {
        Some(Bytes(0)) => {
            painter.rect_stroke(rect, 3.0, Stroke::new(1.0, colour), egui::StrokeKind::Inside);
        }
        Some(_) => {
            painter.rect_filled(rect, 3.0, colour);
            if part.kind == PartKind::Free {
                painter.rect_stroke(rect, 3.0, Stroke::new(1.0, palette.edge), egui::StrokeKind::Inside);
            }
        }
        None => {
            let font = TextStyle::Small.resolve(ui.style());
            painter.text(rect.center(), Align2::CENTER_CENTER, "?", font, palette.weak.into());
        }
    }
}

struct LegendRow<'a> {
    name: &'a str,
    size: String,
    share: String,
    /// True where there is nothing, or nothing in the log.
    quiet: bool,
    strong: bool,
    /// The size of its name, unless it is strong.
    style: &'a TextStyle,
}

impl LegendRow<'_> {
    fn paint(self, ui: &Ui, rect: Rect) {
        let palette = theme::palette(ui);
        let style = if self.strong { theme::strong() } else { TextStyle::Body };
        let font = style.resolve(ui.style());
        let (name, size) = if self.quiet { (palette.weak, palette.weak) } else { (palette.body, palette.strong) };
        let right = rect.right() - space::S;
        let painter = ui.painter();
        let at = |x: f32| pos2(x, rect.center().y);
        let has_share = !self.share.is_empty() || self.strong;
        let shares = if rect.width() < NARROW { NARROW_SHARE } else { SHARE };
        let size_right = if has_share { right - shares } else { right };
        painter.text(at(right), Align2::RIGHT_CENTER, self.share, font.clone(), palette.weak.into());
        let size = painter.text(at(size_right), Align2::RIGHT_CENTER, self.size, font.clone(), size.into());
        // The name has what is left of the line, and is cut where that is not enough.
        let left = rect.left() + NAME_AT;
        let room = size.left() - space::S - left;
        let font = if self.strong { font } else { self.style.resolve(ui.style()) };
        let galley = elide::galley(ui, self.name, font, room);
        painter.galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, name.into());
    }
}

fn explained(response: Response, part: &BreakdownPart) -> Response {
    let Some(term) = glossary::explain(part.kind.name()) else { return response };
    widgets::explained(response, |ui| {
        ui.set_max_width(360.0);
        let language = spoken(ui);
        let name = part.kind.words(language);
        ui.label(match part.bytes {
            Some(bytes) => theme::bold(ui, say!(language, "card-part-exact", part = name, bytes = bytes.0)),
            None => theme::bold(ui, name),
        });
        ui.label(term.says(language));
        ui.label(theme::caption(ui, term.source));
    })
}

/// The whole pie in words, for screen readers.
fn in_words(breakdown: &Breakdown, language: Language) -> String {
    let part = |part: &BreakdownPart| {
        let name = part.kind.words(language);
        match part.bytes {
            Some(bytes) => {
                let share = text::percent(language, bytes, breakdown.total);
                say!(language, "card-part-in-words", part = name, share = share)
            }
            None => say!(language, "card-part-not-in-log", part = name),
        }
    };
    let parts: Vec<_> = breakdown.parts.iter().map(part).collect();
    say!(language, "card-pie-in-words", total = text::size(language, breakdown.total), parts = parts.join(", "))
}
