//! Paints the task table: headings, rows and the line of sums below them, each cell in its column's place.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align2, Color32, CursorIcon, Id, Painter, Pos2, Rangef, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke,
    TextStyle, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::rows::{Cell, Measure, TaskOrder, TaskRole, TaskRow};
use super::{ShownTasks, TableAsk, TasksPanel};
use crate::analysis::glossary;
use crate::chart;
use crate::lang::Language;
use crate::model::Bytes;
use crate::ui::language::spoken;
use crate::ui::settings::columns::{Heading, PlacedColumn, TaskViewColumn};
use crate::ui::theme::{self, space};
use crate::ui::widgets;
use crate::{say, text};

/// The height of the headings, in points.
const HEADER: f32 = 28.0;

/// How near to a heading's edge the mouse takes hold of it, in points.
const GRIP: f32 = 4.0;

/// The columns that can be summed.
const SUMMED: [TaskViewColumn; 8] = [
    TaskViewColumn::Processes,
    TaskViewColumn::Rss,
    TaskViewColumn::Share,
    TaskViewColumn::Anon,
    TaskViewColumn::File,
    TaskViewColumn::Shmem,
    TaskViewColumn::PageTables,
    TaskViewColumn::Swap,
];

/// The table in the room that is left. Gives what was asked for, and the headings as a whole, for their menu.
pub(super) fn table_ui(
    ui: &mut Ui,
    placed: &[PlacedColumn],
    shown: &ShownTasks,
    order: TaskOrder,
    panel: &mut TasksPanel,
) -> (Vec<TableAsk>, Response) {
    let mut asked = Vec::new();
    let wide = placed.last().map_or(0.0, |last| last.left + last.width);
    let area = ScrollArea::horizontal().id_salt("tasks").auto_shrink(false);
    let headings = area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_min_width(wide);
        let headings = headings_ui(ui, wide, placed, order, &mut asked);
        let room = ui.available_height() - theme::ROW - space::S;
        rows_ui(ui, wide, placed, (shown, room), panel, &mut asked);
        total_ui(ui, wide, placed, shown);
        headings
    });
    (asked, headings.inner)
}

fn headings_ui(
    ui: &mut Ui,
    wide: f32,
    placed: &[PlacedColumn],
    order: TaskOrder,
    asked: &mut Vec<TableAsk>,
) -> Response {
    let (rect, whole) = ui.allocate_exact_size(vec2(wide, HEADER), Sense::CLICK);
    let palette = theme::palette(ui);
    let mut any = whole;
    for (at, column) in placed.iter().enumerate() {
        let cell = cell_rect(rect, column);
        let id = Id::unique(("the heading of a task column", column.heading.column));
        let response = ui.interact(cell, id, Sense::click_and_drag());
        heading_ui(ui, cell, &column.heading, &response, order);
        if response.clicked() {
            asked.push(TableAsk::Sort(column.heading.column));
        }
        asked.extend(dropped(&response, placed, at, rect.left()));
        any |= widgets::explained(response, |ui| hint_ui(ui, &column.heading));
    }
    // Above the headings, so that an edge is taken hold of before what lies under it.
    for column in placed {
        asked.extend(edge_ui(ui, cell_rect(rect, column), column));
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
    any
}

fn heading_ui(ui: &Ui, cell: Rect, heading: &Heading, response: &Response, order: TaskOrder) {
    let palette = theme::palette(ui);
    let title = heading.title(spoken(ui));
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, title));
    if response.hovered() || response.dragged() {
        ui.painter().rect_filled(cell.shrink(1.0), theme::CONTROL_RADIUS, palette.raised);
    }
    let sorted = order.by == heading.column;
    let arrow = if sorted { format!(" {}", widgets::sort_arrow(order.rises())) } else { String::new() };
    let colour = if sorted { palette.strong } else { palette.weak };
    let font = theme::small_strong().resolve(ui.style());
    let (at, anchor) = anchor(cell, heading.column);
    let painter = ui.painter().with_clip_rect(cell.intersect(ui.clip_rect()));
    painter.text(at, anchor, format!("{title}{arrow}"), font, colour.into());
}

/// Onto which heading another was dropped.
fn dropped(response: &Response, placed: &[PlacedColumn], at: usize, left: f32) -> Option<TableAsk> {
    if response.dragged() {
        response.ctx.set_cursor_icon(CursorIcon::Grabbing);
    }
    let pointer = response.drag_stopped().then(|| response.interact_pointer_pos()).flatten()?;
    let over = placed.iter().position(|column| pointer.x - left < column.left + column.width);
    let to = over.unwrap_or_else(|| placed.len().saturating_sub(1));
    let (moved, over) = (placed.get(at)?.heading.column, placed.get(to)?.heading.column);
    (moved != over).then_some(TableAsk::Put(moved, over))
}

/// A heading's right edge: dragged to widen the column, double-clicked to give it the width that it has by nature.
fn edge_ui(ui: &Ui, cell: Rect, column: &PlacedColumn) -> Option<TableAsk> {
    let grip = Rect::from_x_y_ranges(Rangef::new(cell.right() - GRIP, cell.right() + GRIP), cell.y_range());
    let id = Id::unique(("the edge of a task column", column.heading.column));
    let response = ui.interact(grip, id, Sense::CLICK | Sense::DRAG);
    let palette = theme::palette(ui);
    let colour = if response.hovered() || response.dragged() { palette.accent } else { palette.line };
    ui.painter().vline(cell.right(), cell.y_range().shrink(7.0), Stroke::new(1.0, colour));
    if response.hovered() || response.dragged() {
        response.ctx.set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    let let_go = response.drag_stopped();
    match response.interact_pointer_pos() {
        _ if response.double_clicked() => Some(TableAsk::Unwiden(column.heading.column)),
        Some(at) if response.dragged() || let_go => {
            Some(TableAsk::Widen(column.heading.column, at.x - cell.left(), let_go))
        }
        _ => None,
    }
}

fn hint_ui(ui: &mut Ui, heading: &Heading) {
    ui.set_max_width(340.0);
    if let Some(term) = glossary::explain(heading.word) {
        ui.label(term.says(spoken(ui)));
    }
    ui.label(theme::caption(ui, say!(spoken(ui), "tabs-heading-hint", word = heading.word)));
}

/// What can be done with a process.
fn menu_ui(ui: &mut Ui, row: &TaskRow, asked: &mut Vec<TableAsk>) {
    let language = spoken(ui);
    if ui.button(say!(language, "tabs-copy-row")).clicked() {
        asked.push(TableAsk::Copy(row.task.pid));
    }
    let name = &*row.task.name;
    if !name.is_empty() && ui.button(say!(language, "tabs-only-named", name = name)).clicked() {
        asked.push(TableAsk::OnlyNamed(name.to_owned()));
    }
}

fn rows_ui(
    ui: &mut Ui,
    wide: f32,
    placed: &[PlacedColumn],
    (shown, room): (&ShownTasks, f32),
    panel: &mut TasksPanel,
    asked: &mut Vec<TableAsk>,
) {
    let high = room.max(theme::ROW);
    let mut area = ScrollArea::vertical().id_salt("rows").auto_shrink([false, true]).max_height(high);
    area = area.min_scrolled_height(theme::ROW);
    if let Some(offset) = panel.scroll.wanted(theme::ROW) {
        area = area.vertical_scroll_offset(offset);
    }
    let pid = panel.pid;
    let output = area.show_rows(ui, theme::ROW, shown.rows.len(), |ui, range| {
        for at in range {
            let Some(row) = shown.rows.get(at) else { continue };
            let response = row_ui(ui, wide, placed, (at, row), shown.measure(), pid == Some(row.task.pid));
            if response.clicked() {
                asked.push(TableAsk::Choose(row.task.pid));
            }
            if response.secondary_clicked() && pid != Some(row.task.pid) {
                asked.push(TableAsk::Choose(row.task.pid));
            }
            response.context_menu(|ui| menu_ui(ui, row, asked));
        }
    });
    panel.scroll.last = (output.state.clamped_offset().y, output.inner_rect.height());
}

fn row_ui(
    ui: &mut Ui,
    wide: f32,
    placed: &[PlacedColumn],
    (at, row): (usize, &TaskRow),
    measure: Measure,
    selected: bool,
) -> Response {
    let palette = theme::palette(ui);
    // The table as a whole takes the keyboard, not each of its rows.
    let (rect, response) = ui.allocate_exact_size(vec2(wide, theme::ROW), Sense::CLICK);
    let ground = if selected {
        Some(palette.selection)
    } else if response.hovered() {
        Some(palette.raised)
    } else if at % 2 == 1 {
        Some(palette.inset)
    } else {
        None
    };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, 0.0, ground);
    }
    if let Some((colour, _)) = badge(ui, row.part) {
        ui.painter().rect_filled(rect.with_max_x(rect.left() + 3.0), 0.0, colour);
    }
    for column in placed {
        cell_ui(ui, cell_rect(rect, column), row, &column.heading, measure);
    }
    let language = spoken(ui);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, selected, label(row, measure, language)));
    let pointed = response.hover_pos().and_then(|at| placed.iter().find(|column| cell_rect(rect, column).contains(at)));
    let exact = pointed.and_then(|column| match row.cell(column.heading.column, measure) {
        Cell::Unknown => Some(Cell::Unknown.shown(spoken(ui))),
        cell => cell.exact(spoken(ui)),
    });
    match exact {
        Some(exact) => response.on_hover_text_at_pointer(exact),
        None => response,
    }
}

/// What a screen reader says of a row.
fn label(row: &TaskRow, measure: Measure, language: Language) -> String {
    let (pid, name) = (row.task.pid.to_string(), &*text::visible(&row.task.name));
    let size = row.cell(TaskViewColumn::Rss, measure).shown(language);
    match row.part {
        TaskRole::Victim => say!(language, "tabs-task-in-words-killed", pid = pid, name = name, size = size),
        TaskRole::Trigger => say!(language, "tabs-task-in-words-asked", pid = pid, name = name, size = size),
        TaskRole::Bystander => say!(language, "tabs-task-in-words", pid = pid, name = name, size = size),
    }
}

fn badge(ui: &Ui, part: TaskRole) -> Option<(crate::palette::Rgb, &'static str)> {
    let palette = theme::palette(ui);
    match part {
        TaskRole::Victim => Some((palette.victim, say!(spoken(ui), "tabs-badge-killed"))),
        TaskRole::Trigger => Some((palette.trigger, say!(spoken(ui), "tabs-badge-trigger"))),
        TaskRole::Bystander => None,
    }
}

fn cell_ui(ui: &mut Ui, cell: Rect, row: &TaskRow, heading: &Heading, measure: Measure) {
    let palette = theme::palette(ui);
    let value = row.cell(heading.column, measure);
    if heading.column == TaskViewColumn::Name {
        name_ui(ui, cell, row);
        return;
    }
    if let Cell::Share(part, whole) = value {
        let colour = badge(ui, row.part).map_or(palette.accent, |(colour, _)| colour);
        let share = Bytes(part.0).share_of(Bytes(whole.0));
        bar(ui.painter(), cell, share, ShareColours { colour: colour.into(), ground: palette.line.into() });
    }
    let colour = if value == Cell::Unknown { palette.weak } else { palette.body };
    let strong = row.part == TaskRole::Victim && value != Cell::Unknown;
    let style = if strong { theme::strong() } else { TextStyle::Body };
    figure(ui, cell, &value, LetterLook { style, colour: colour.into() });
}

/// How letters are drawn.
struct LetterLook {
    style: TextStyle,
    colour: Color32,
}

fn figure(ui: &Ui, cell: Rect, value: &Cell, LetterLook { style, colour }: LetterLook) {
    let words = if *value == Cell::Unknown { "—".to_owned() } else { value.shown(spoken(ui)) };
    let painter = ui.painter().with_clip_rect(cell.intersect(ui.clip_rect()));
    let at = pos2(cell.right() - space::S, cell.center().y);
    painter.text(at, Align2::RIGHT_CENTER, words, style.resolve(ui.style()), colour);
}

/// How wide the figure beside a share's bar is, in points.
const SHARE_FIGURE: f32 = 60.0;

/// The colours of a share's bar.
struct ShareColours {
    colour: Color32,
    /// Of the whole, below it.
    ground: Color32,
}

/// A bar before the figure of a share, where there is room for one.
fn bar(painter: &Painter, cell: Rect, share: f64, ShareColours { colour, ground }: ShareColours) {
    let track = Rect::from_min_max(
        pos2(cell.left() + space::S, cell.center().y - 3.0),
        pos2(cell.right() - SHARE_FIGURE - space::XS, cell.center().y + 3.0),
    );
    if track.width() < 16.0 {
        return;
    }
    painter.rect_filled(track, 3.0, ground);
    let wide = track.width() * chart::single(share.clamp(0.0, 1.0));
    if share > 0.0 {
        // The smallest share is still to be seen.
        painter.rect_filled(track.with_max_x(track.left() + wide.max(1.5)), 3.0, colour);
    }
}

fn name_ui(ui: &mut Ui, cell: Rect, row: &TaskRow) {
    let palette = theme::palette(ui);
    let badge = badge(ui, row.part);
    let mut left = cell.left() + space::S;
    if let Some((colour, word)) = badge {
        let room = Rect::from_min_max(pos2(left, cell.top()), cell.max).intersect(cell);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let mut inner = ui.new_child(UiBuilder::new().max_rect(room).layout(layout));
        inner.set_clip_rect(cell.intersect(ui.clip_rect()));
        left = widgets::badge(&mut inner, None, colour, word).rect.right() + space::S;
    }
    let (style, colour) =
        if badge.is_some() { (theme::strong(), palette.strong) } else { (TextStyle::Body, palette.body) };
    let (at, room) = (pos2(left, cell.center().y), cell.right() - left - space::XS);
    truncated(ui, at, room, &text::visible(&row.task.name), LetterLook { style, colour: colour.into() });
}

/// Text cut with "…" where it is wider than the room.
fn truncated(ui: &Ui, at: Pos2, room: f32, words: &str, LetterLook { style, colour }: LetterLook) {
    if room < 8.0 {
        return;
    }
    let wrap = TextWrapping::truncate_at_width(room);
    let mut job = LayoutJob { wrap, break_on_newline: false, ..LayoutJob::default() };
    job.append(words, 0.0, TextFormat::simple(style.resolve(ui.style()), colour));
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(at.x, at.y - galley.size().y / 2.0), galley, colour);
}

/// The sums under their columns.
fn total_ui(ui: &mut Ui, wide: f32, placed: &[PlacedColumn], shown: &ShownTasks) {
    let (palette, language) = (theme::palette(ui), spoken(ui));
    let (rect, response) = ui.allocate_exact_size(vec2(wide, theme::ROW), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, palette.raised);
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, palette.edge));
    let measure = shown.measure();
    let words = say!(language, "tabs-total", processes = shown.processes(language));
    let mut said = vec![words.clone()];
    for column in placed {
        let cell = cell_rect(rect, column);
        if column.heading.column == TaskViewColumn::Name {
            let room = cell.width() - 2.0 * space::S;
            let look = LetterLook { style: theme::strong(), colour: palette.strong.into() };
            truncated(ui, cell.left_center() + vec2(space::S, 0.0), room, &words, look);
        } else if SUMMED.contains(&column.heading.column) && !shown.rows.is_empty() {
            let value = shown.total.cell(column.heading.column, measure);
            let colour = if value == Cell::Unknown { palette.weak } else { palette.strong };
            let style = if value == Cell::Unknown { TextStyle::Body } else { theme::strong() };
            figure(ui, cell, &value, LetterLook { style, colour: colour.into() });
            let column = column.heading.title(language).to_lowercase();
            said.push(say!(language, "tabs-total-of-column", value = value.shown(language), column = column));
        }
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.join(" · ")));
    response.on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(340.0);
        ui.label(RichText::new(said.join(" · ")));
        ui.label(theme::caption(ui, say!(language, "tabs-total-hint")));
    });
}

fn cell_rect(row: Rect, column: &PlacedColumn) -> Rect {
    let left = row.left() + column.left;
    row.with_min_x(left).with_max_x(left + column.width)
}

/// Names stand left, figures right.
fn anchor(cell: Rect, column: TaskViewColumn) -> (Pos2, Align2) {
    if column == TaskViewColumn::Name {
        (cell.left_center() + vec2(space::S, 0.0), Align2::LEFT_CENTER)
    } else {
        (cell.right_center() - vec2(space::S, 0.0), Align2::RIGHT_CENTER)
    }
}
