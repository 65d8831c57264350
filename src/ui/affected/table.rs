//! Paints one table of those affected: headings and lines that the keyboard reaches, each cell in its column's place.

use std::sync::Arc;

use egui::{
    Align2, CursorIcon, FontId, Rect, Response, Role, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo, pos2, vec2,
};

use super::rows::{AffectedColumn, AffectedOrder, AffectedRow, AffectedTable};
use crate::ui::elide;
use crate::ui::kills::facet::Facet;
use crate::ui::kills::filter::Filter;
use crate::ui::language::spoken;
use crate::ui::theme::{self, space};
use crate::ui::widgets;
use crate::{say, text};

/// How many lines a table shows; more are found by the list's filter.
const LISTED: usize = 500;
/// How many lines are measured for the columns' widths.
const MEASURED: usize = 100;
/// The height of the headings, in points.
const HEADER: f32 = 28.0;
/// The room for the mark before a name.
const MARK: f32 = 24.0;
/// The width that names have before any other column, and the greatest of any other column.
const NAMES: f32 = 340.0;
const MOST: f32 = 240.0;

/// What was asked for.
#[derive(Default)]
pub(super) struct AffectedRequest {
    /// A click on a heading.
    pub(super) sort: Option<AffectedColumn>,
    /// A click on a line.
    pub(super) only: Option<(Facet, Arc<str>)>,
}

/// A column with its place from the left.
#[derive(Clone, Copy)]
struct ColumnPlace {
    column: AffectedColumn,
    left: f32,
    width: f32,
}

pub(super) fn table_ui(
    ui: &mut Ui,
    table: &AffectedTable,
    (order, filter): (AffectedOrder, &Filter),
) -> AffectedRequest {
    let mut asked = AffectedRequest::default();
    ui.spacing_mut().item_spacing.y = 0.0;
    let columns = placed(ui, table);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEADER), Sense::hover());
    for column in &columns {
        if heading_ui(ui, cell(rect, *column), column.column, table.facet, order).clicked() {
            asked.sort = Some(column.column);
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, theme::palette(ui).line));
    for (at, line) in table.lines.iter().take(LISTED).enumerate() {
        if line_ui(ui, at, table.facet, line, &columns, filter).clicked() {
            asked.only.clone_from(&line.value);
        }
    }
    let left = table.lines.len().saturating_sub(LISTED);
    if left > 0 {
        let words = say!(spoken(ui), "list-more-by-filter", count = left);
        ui.label(theme::caption(ui, words));
    }
    asked
}

/// The columns that have room, as wide as what they hold; the names take the rest.
fn placed(ui: &Ui, table: &AffectedTable) -> Vec<ColumnPlace> {
    let body = TextStyle::Body.resolve(ui.style());
    let small = theme::small_strong().resolve(ui.style());
    let wide = |words: &str, font: &FontId| elide::galley(ui, words, font.clone(), f32::INFINITY).size().x;
    let widest = |column: AffectedColumn, least: f32| {
        let cells = table.lines.iter().take(MEASURED).filter_map(|line| line.cells.get(column as usize));
        cells.map(|cell| wide(cell, &body)).fold(least, f32::max).ceil()
    };
    let natural = |column: AffectedColumn| {
        let title = column.title(table.facet, spoken(ui));
        let heading = wide(&format!("{title} {}", widgets::sort_arrow(true)), &small);
        widest(column, heading).min(MOST) + space::L
    };
    // What no line has needs no column; the limits that were hit on a node are none of it.
    let is_there = |column: &AffectedColumn| {
        let is_told = |line: &AffectedRow| line.cells.get(*column as usize).is_some_and(|cell| cell != "–");
        let is_own = *column != AffectedColumn::Limit || table.facet != Facet::Host;
        matches!(column, AffectedColumn::Name | AffectedColumn::Kills) || is_own && table.lines.iter().any(is_told)
    };
    let mut widths: Vec<(AffectedColumn, f32)> =
        AffectedColumn::ALL.into_iter().filter(is_there).map(|it| (it, natural(it))).collect();
    let room = ui.available_width();
    let others = |widths: &[(AffectedColumn, f32)]| {
        widths.iter().filter(|(column, _)| *column != AffectedColumn::Name).map(|(_, width)| width).sum::<f32>()
    };
    let names = widest(AffectedColumn::Name, 0.0).min(NAMES) + MARK + space::M;
    for gone in AffectedColumn::GIVE_WAY {
        if others(&widths) + names > room {
            widths.retain(|(column, _)| *column != gone);
        }
    }
    let name = (room - others(&widths)).max(0.0);
    let mut left = 0.0;
    let place = |(column, width): (AffectedColumn, f32)| {
        let width = if column == AffectedColumn::Name { name } else { width };
        let placed = ColumnPlace { column, left, width };
        left += width;
        placed
    };
    widths.into_iter().map(place).collect()
}

fn cell(row: Rect, column: ColumnPlace) -> Rect {
    let left = row.left() + column.left;
    Rect::from_x_y_ranges(left..=left + column.width, row.y_range())
}

fn heading_ui(ui: &Ui, rect: Rect, column: AffectedColumn, facet: Facet, order: AffectedOrder) -> Response {
    let (palette, title) = (theme::palette(ui), column.title(facet, spoken(ui)));
    let id = ui.scope_id().with((facet as usize, column as usize, true));
    let response = ui.interact(rect, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, title));
    ground(ui, rect, &response, false);
    let is_sorted = order.by == column;
    let arrow = if is_sorted { format!(" {}", widgets::sort_arrow(order.rises())) } else { String::new() };
    let font = theme::small_strong().resolve(ui.style());
    let colour = if is_sorted { palette.strong } else { palette.body };
    let words = elide::middle(ui, &format!("{title}{arrow}"), &font, rect.width() - space::S);
    paint(ui, rect, column, &words, font, colour.into());
    response
}

fn line_ui(
    ui: &mut Ui,
    at: usize,
    facet: Facet,
    line: &AffectedRow,
    columns: &[ColumnPlace],
    filter: &Filter,
) -> Response {
    let palette = theme::palette(ui);
    let sense = if line.value.is_some() { Sense::click() } else { Sense::hover() };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), Sense::hover());
    let id = ui.scope_id().with((facet as usize, at, false));
    let response = ui.interact(rect, id, sense);
    let is_chosen =
        line.value.as_ref().is_some_and(|(facet, value)| facet.of(filter).as_slice() == std::slice::from_ref(value));
    let language = spoken(ui);
    let told = || {
        let is_own = |column: AffectedColumn| column != AffectedColumn::Limit || facet != Facet::Host;
        let words = AffectedColumn::ALL.into_iter().zip(&line.cells);
        let words = words.filter(|(column, cell)| *cell != "–" && is_own(*column));
        let pair = |(column, cell): (AffectedColumn, &String)| format!("{}: {cell}", column.title(facet, language));
        let changed = line.changed.as_ref();
        let changed = changed.map(|changed| say!(language, "course-changed", changes = changed));
        words.map(pair).chain(changed).collect::<Vec<_>>()
    };
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_chosen, text::visible(&told().join(", "))));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    ground(ui, rect, &response, is_chosen);
    ui.painter().add(widgets::mark(
        line.kind.mark(),
        pos2(rect.left() + MARK / 2.0, rect.center().y),
        5.0,
        line.kind.colour(palette),
    ));
    let font = TextStyle::Body.resolve(ui.style());
    for column in columns {
        let Some(words) = line.cells.get(column.column as usize) else { continue };
        let place = cell(rect, *column);
        let room = place.width() - space::M - if column.column == AffectedColumn::Name { MARK } else { 0.0 };
        let colour = if column.column == AffectedColumn::Name { palette.strong } else { palette.body };
        paint(ui, place, column.column, &elide::middle(ui, words, &font, room), font.clone(), colour.into());
    }
    let response = if line.value.is_some() { response.on_hover_cursor(CursorIcon::PointingHand) } else { response };
    response.on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        for pair in told() {
            ui.label(&*widgets::cut(&pair, spoken(ui)));
        }
    })
}

/// The ground of what is chosen or pointed at, and the ring of what has the keyboard.
fn ground(ui: &Ui, rect: Rect, response: &Response, is_chosen: bool) {
    let palette = theme::palette(ui);
    let fill = if is_chosen { Some(palette.selection) } else { response.hovered().then_some(palette.raised) };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, theme::CONTROL_RADIUS, fill);
    }
    if response.has_focus() {
        let ring = Stroke::new(2.0, palette.accent);
        ui.painter().rect_stroke(rect.shrink(1.0), theme::CONTROL_RADIUS, ring, StrokeKind::Inside);
    }
}

fn paint(ui: &Ui, place: Rect, column: AffectedColumn, words: &str, font: FontId, colour: egui::Color32) {
    let (at, anchor) = match column {
        AffectedColumn::Kills => (pos2(place.right() - space::L, place.center().y), Align2::RIGHT_CENTER),
        AffectedColumn::Name => (pos2(place.left() + MARK, place.center().y), Align2::LEFT_CENTER),
        _ => (place.left_center(), Align2::LEFT_CENTER),
    };
    ui.painter().text(at, anchor, words, font, colour);
}
