//! The task table: every process that the report lists, sorted by a click on any heading, with what each held.

use std::sync::Arc;

use egui::{
    Align, Color32, EventFilter, Frame, Id, Key, Label, Layout, Margin, Modifiers, RichText, Role, ScrollArea, Sense,
    TextEdit, Ui, WidgetInfo,
};
use egui_extras::{Column as Width, TableBuilder, TableRow};

use super::language::spoken;
use super::state::Command;
use super::task_rows::{Cell, Column, Heading, Part, TaskRow, TaskRows, Wish, as_markdown, as_tsv, total};
use super::theme::{self, space};
use super::{glossary, widgets};
use crate::analysis::Case;
use crate::model::{Bytes, PageSize};
use crate::text;

/// What the table remembers.
#[derive(Default)]
pub(super) struct TasksPanel {
    wish: Wish,
    /// The selected process.
    pid: Option<u32>,
    shown: Option<Shown>,
    scroll_to: Option<usize>,
}

/// What is shown, and what it was made from.
struct Shown {
    case: Arc<Case>,
    wish: Wish,
    all: TaskRows,
    headings: Vec<Heading>,
    rows: Vec<TaskRow>,
    total: TaskRow,
    largest: u64,
}

pub(super) fn tasks_ui(ui: &mut Ui, case: &Arc<Case>, panel: &mut TasksPanel, commands: &mut Vec<Command>) {
    panel.refresh(case);
    if case.incident.tasks.is_empty() {
        ui.label("The log holds no task table of this kill.");
        return;
    }
    bar_ui(ui, panel, commands);
    panel.refresh(case);
    let Some(shown) = panel.shown.take() else { return };
    let footer = 30.0;
    let high = ui.available_height() - footer;
    ui.allocate_ui(egui::vec2(ui.available_width(), high), |ui| {
        keys(ui, panel, &shown, commands);
        ScrollArea::horizontal().id_salt("tasks").auto_shrink(false).show(ui, |ui| table_ui(ui, panel, &shown));
    });
    total_ui(ui, &shown);
    panel.shown = Some(shown);
}

fn bar_ui(ui: &mut Ui, panel: &mut TasksPanel, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let field =
            TextEdit::singleline(&mut panel.wish.filter).hint_text("Filter: name, PID, UID").desired_width(180.0);
        ui.add(field.margin(Margin::symmetric(8, 4))).on_hover_text("Filter the processes");
        ui.checkbox(&mut panel.wish.grouped, "Group by name");
        ui.menu_button("Copy", |ui| {
            let Some(shown) = &panel.shown else { return };
            let what = text::counted(shown.rows.len() as u64, "row", "rows");
            for (label, copy) in [("As a table for a spreadsheet", as_tsv as Copier), ("As Markdown", as_markdown)] {
                if ui.button(label).clicked() {
                    let text = copy(&shown.headings, &shown.rows, shown.page_size());
                    commands.push(Command::Copy { text, what: what.clone() });
                }
            }
        });
    });
}

type Copier = fn(&[Heading], &[TaskRow], PageSize) -> String;

/// The arrow keys walk through the table once a row of it was clicked.
fn keys(ui: &Ui, panel: &mut TasksPanel, shown: &Shown, commands: &mut Vec<Command>) {
    let id = table_id();
    ui.interact(ui.max_rect(), id, Sense::focusable_noninteractive());
    if !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let (step, copied) = ui.input_mut(|input| {
        let step = [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 10), (Key::PageUp, -10)]
            .into_iter()
            .chain([(Key::Home, isize::MIN), (Key::End, isize::MAX)])
            .find(|(key, _)| input.consume_key(Modifiers::NONE, *key));
        (step, input.events.contains(&egui::Event::Copy))
    });
    let at = panel.pid.and_then(|pid| shown.rows.iter().position(|row| row.task.pid == pid));
    if let Some((_, step)) = step {
        let next = at.unwrap_or(0).saturating_add_signed(step).min(shown.rows.len().saturating_sub(1));
        panel.pid = shown.rows.get(next).map(|row| row.task.pid);
        panel.scroll_to = Some(next);
    }
    if let Some(row) = at.filter(|_| copied).and_then(|at| shown.rows.get(at..=at)) {
        let text = as_tsv(&shown.headings, row, shown.page_size());
        commands.push(Command::Copy { text, what: "1 row".to_owned() });
    }
}

fn table_id() -> Id {
    Id::unique("the task table")
}

fn table_ui(ui: &mut Ui, panel: &mut TasksPanel, shown: &Shown) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut table = TableBuilder::new(ui)
        .id_salt(panel.wish.grouped)
        .striped(true)
        .resizable(true)
        .sense(Sense::click())
        .auto_shrink([false, false])
        .min_scrolled_height(40.0)
        .cell_layout(Layout::left_to_right(Align::Center));
    for heading in &shown.headings {
        table = table.column(Width::initial(heading.width).at_least(48.0).clip(true));
    }
    if let Some(row) = panel.scroll_to.take() {
        table = table.scroll_to_row(row, None);
    }
    let order = panel.wish.order;
    let mut clicked = None;
    let table = table.header(26.0, |mut header| {
        for heading in &shown.headings {
            header.col(|ui| {
                let arrow = match (order.by == heading.column, order.reversed) {
                    (true, false) => " ⬇",
                    (true, true) => " ⬆",
                    (false, _) => "",
                };
                if heading_ui(ui, heading, arrow) {
                    clicked = Some(heading.column);
                }
            });
        }
    });
    table.body(|body| {
        body.rows(26.0, shown.rows.len(), |mut line| {
            let Some(row) = shown.rows.get(line.index()) else { return };
            row_ui(&mut line, row, shown, panel);
        });
    });
    if let Some(column) = clicked {
        panel.wish.order = order.clicked(column);
    }
}

fn heading_ui(ui: &mut Ui, heading: &Heading, arrow: &str) -> bool {
    let name = heading.column == Column::Name;
    let layout = if name { Layout::left_to_right(Align::Center) } else { Layout::right_to_left(Align::Center) };
    let title = format!("{}{arrow}", heading.title);
    ui.with_layout(layout, |ui| {
        ui.add_space(space::XS);
        let title = RichText::new(title).text_style(theme::small_strong()).color(theme::palette(ui).body);
        let button = ui.add(egui::Button::new(title).frame(false));
        let button = button.on_hover_ui(|ui| hint_ui(ui, heading));
        button.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, heading.title));
        button.clicked()
    })
    .inner
}

fn hint_ui(ui: &mut Ui, heading: &Heading) {
    ui.set_max_width(340.0);
    if let Some(term) = glossary::explain(heading.word) {
        ui.label(term.says(spoken(ui)));
    }
    ui.label(theme::caption(ui, format!("{} · click to sort, again to turn round", heading.word)));
}

fn row_ui(line: &mut TableRow<'_, '_>, row: &TaskRow, shown: &Shown, panel: &mut TasksPanel) {
    let selected = panel.pid == Some(row.task.pid) && !panel.wish.grouped;
    line.set_selected(selected);
    for heading in &shown.headings {
        line.col(|ui| cell_ui(ui, row, heading, shown));
    }
    let response = line.response();
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, selected, label(row, shown.page_size())));
    if response.clicked() {
        panel.pid = Some(row.task.pid);
        response.ctx.memory_mut(|memory| memory.request_focus(table_id()));
    }
}

/// What a screen reader says of a row.
fn label(row: &TaskRow, page: PageSize) -> String {
    let part = match row.part {
        Part::Victim => ", killed",
        Part::Trigger => ", asked for memory",
        Part::Bystander => "",
    };
    format!("Process {} {}, resident {}{part}", row.task.pid, row.task.name, row.cell(Column::Rss, page).shown())
}

fn cell_ui(ui: &mut Ui, row: &TaskRow, heading: &Heading, shown: &Shown) {
    let palette = theme::palette(ui);
    let cell = row.cell(heading.column, shown.page_size());
    if heading.column == Column::Name {
        name_ui(ui, row);
        return;
    }
    if heading.column == Column::Rss {
        share_ui(ui, row.task.rss, shown.largest);
    }
    let colour: Color32 = if cell == Cell::Unknown { palette.weak.into() } else { palette.body.into() };
    let style = if row.part == Part::Victim { theme::strong() } else { egui::TextStyle::Body };
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(space::XS);
        let words = match &cell {
            Cell::Unknown => "—".to_owned(),
            cell => cell.shown(),
        };
        let label = ui.add(Label::new(RichText::new(words).text_style(style).color(colour)).selectable(false));
        match cell.exact() {
            Some(exact) => drop(label.on_hover_text(exact)),
            None if cell == Cell::Unknown => drop(label.on_hover_text(cell.shown())),
            None => {}
        }
    });
}

fn name_ui(ui: &mut Ui, row: &TaskRow) {
    let palette = theme::palette(ui);
    let (style, colour, badge) = match row.part {
        Part::Victim => (theme::strong(), palette.strong, Some((palette.victim, "killed"))),
        Part::Trigger => (theme::strong(), palette.strong, Some((palette.trigger, "trigger"))),
        Part::Bystander => (egui::TextStyle::Body, palette.body, None),
    };
    ui.add_space(space::XS);
    if let Some((colour, word)) = badge {
        widgets::badge(ui, None, colour, word);
    }
    let name = RichText::new(&*row.task.name).text_style(style).color(colour);
    ui.add(Label::new(name).selectable(false).truncate());
}

/// A quiet bar behind the figure: this row against the largest.
fn share_ui(ui: &Ui, rss: u64, largest: u64) {
    let palette = theme::palette(ui);
    let whole = ui.max_rect().shrink2(egui::vec2(2.0, 3.0));
    let share = crate::chart::single(Bytes(rss).share_of(Bytes(largest.max(1))).min(1.0));
    let bar = whole.with_min_x(whole.right() - whole.width() * share);
    ui.painter().rect_filled(bar, 2.0, palette.tint(palette.accent));
}

fn total_ui(ui: &mut Ui, shown: &Shown) {
    let palette = theme::palette(ui);
    let page = shown.page_size();
    Frame::new().inner_margin(Margin::symmetric(4, 6)).show(ui, |ui| {
        ui.painter().hline(ui.max_rect().x_range(), ui.max_rect().top() - 4.0, egui::Stroke::new(1.0, palette.line));
        let all = shown.all.len() as u64;
        let processes = match shown.total.processes {
            listed if listed == all => text::counted(all, "process", "processes"),
            some => format!("{} of {}", text::count(some), text::counted(all, "process", "processes")),
        };
        let mut sums = vec![processes];
        for (column, title) in
            [(Column::Rss, "resident"), (Column::PageTables, "page tables"), (Column::Swap, "swapped out")]
        {
            let cell = shown.total.cell(column, page);
            if cell != Cell::Unknown {
                sums.push(format!("{} {title}", cell.shown()));
            }
        }
        ui.label(theme::caption(ui, format!("Total: {}", sums.join(" · ")))).on_hover_text(
            "Pages that processes share are counted in each of them: the sum may be more than the memory that is used",
        );
    });
}

impl Shown {
    fn new(case: &Arc<Case>, wish: &Wish) -> Self {
        let all = TaskRows::new(&case.incident);
        let mut shown = Self {
            case: Arc::clone(case),
            wish: wish.clone(),
            all,
            headings: Vec::new(),
            rows: Vec::new(),
            total: TaskRow::default(),
            largest: 0,
        };
        shown.choose();
        shown
    }

    fn choose(&mut self) {
        self.headings = self.all.headings(self.wish.grouped);
        self.rows = self.all.select(&self.wish);
        self.total = total(&self.rows);
        self.largest = self.rows.iter().map(|row| row.task.rss).max().unwrap_or(0);
    }

    fn page_size(&self) -> PageSize {
        self.case.incident.page_size.size
    }
}

impl TasksPanel {
    /// Unpacks, sorts and filters where something changed.
    fn refresh(&mut self, case: &Arc<Case>) {
        match &mut self.shown {
            Some(shown) if Arc::ptr_eq(&shown.case, case) => {
                if shown.wish != self.wish {
                    shown.wish = self.wish.clone();
                    shown.choose();
                }
            }
            _ => self.shown = Some(Shown::new(case, &self.wish)),
        }
    }
}
