//! The task table: every process that the report lists, with what each held; sorted by any column, filtered, grouped by
//! name, with the columns that the user wants. This file asks and remembers, `task_table` paints.

mod rows;
mod table;

use std::sync::Arc;

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{EventFilter, Id, Key, Margin, Modifiers, PopupCloseBehavior, Role, Sense, TextEdit, Ui, WidgetInfo};

use self::rows::{Measure, TaskRow, TaskRows, TaskSelection, as_markdown, as_tsv, total};
use super::language::spoken;
use super::settings::columns::{Choices, PlacedColumn, TaskViewColumn};
use super::state::{AppState, Command};
use super::widgets::Scroll;
use super::{theme, widgets};
use crate::analysis::Case;
use crate::lang::Language;
use crate::say;

/// What the table remembers.
#[derive(Default)]
pub(super) struct TasksPanel {
    wish: TaskSelection,
    /// The selected row, by its process, or by the first process of its group.
    pub(super) pid: Option<u32>,
    pub(super) scroll: Scroll,
    /// The columns while one of them is being changed; else as the settings have them.
    choices: Choices,
    /// True while a column is being dragged: only what comes of it is kept.
    dragging: bool,
    shown: Option<ShownTasks>,
}

/// What is shown, and what it was made from.
pub(super) struct ShownTasks {
    case: Arc<Case>,
    wish: TaskSelection,
    all: TaskRows,
    there: Vec<TaskViewColumn>,
    pub(super) rows: Vec<TaskRow>,
    /// All rows in one.
    pub(super) total: TaskRow,
}

/// What the painted table asks for.
#[derive(Clone, Debug)]
pub(super) enum TableAsk {
    /// A click on a heading.
    Sort(TaskViewColumn),
    /// A heading's edge is being dragged; true once it is let go.
    Widen(TaskViewColumn, f32, bool),
    /// A double click on a heading's edge.
    Unwiden(TaskViewColumn),
    /// A heading was dragged onto another.
    Put(TaskViewColumn, TaskViewColumn),
    /// A click on a row.
    Choose(u32),
    /// The process' row is copied.
    Copy(u32),
    /// Only processes of this name are wanted.
    OnlyNamed(String),
}

pub(super) fn tasks_ui(
    ui: &mut Ui,
    state: &AppState,
    case: &Arc<Case>,
    panel: &mut TasksPanel,
    commands: &mut Vec<Command>,
) {
    if case.incident.tasks.is_empty() {
        ui.label(say!(state.language, "tabs-no-tasks"));
        return;
    }
    if !panel.dragging {
        panel.choices.clone_from(&state.settings.task_columns);
    }
    panel.refresh(case);
    bar_ui(ui, panel, commands);
    panel.refresh(case);
    let Some(shown) = panel.shown.take() else { return };
    keys(ui, state.selection.chosen.kills.is_empty(), panel, &shown, commands);
    let placed = panel.choices.fit(&shown.there, panel.wish.order.by, room(ui));
    let order = panel.wish.order;
    let (asked, heading) = table::table_ui(ui, &placed, &shown, order, panel);
    egui::Popup::context_menu(&heading)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| chooser_ui(ui, &panel.choices, (&shown.there, &placed), commands));
    for asked in asked {
        panel.take(ui, asked, commands);
    }
    panel.shown = Some(shown);
}

/// How wide the columns may be together: the rows' scroll bar needs its place.
fn room(ui: &Ui) -> f32 {
    ui.max_rect().width() - ui.spacing().scroll.allocated_width()
}

/// What stands beside the tasks' filter takes about so much room.
const BESIDE_FILTER: f32 = 430.0;

fn bar_ui(ui: &mut Ui, panel: &mut TasksPanel, commands: &mut Vec<Command>) {
    let language = spoken(ui);
    ui.horizontal_wrapped(|ui| {
        let field = TextEdit::singleline(&mut panel.wish.filter)
            .hint_text(say!(language, "tabs-filter-tasks"))
            .desired_width((ui.available_width() - BESIDE_FILTER).clamp(96.0, 180.0));
        ui.add(field.margin(Margin::symmetric(8, 4))).on_hover_text(say!(language, "tabs-filter-tasks-hint"));
        widgets::checkbox(ui, &mut panel.wish.grouped, say!(language, "tabs-group-by-name"));
        widgets::checkbox(ui, &mut panel.wish.pinned, say!(language, "tabs-killed-on-top"))
            .on_hover_text(say!(language, "tabs-killed-on-top-hint"));
        let Some(shown) = &panel.shown else { return };
        let columns = MenuButton::new(say!(language, "tabs-columns"))
            .config(MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside));
        let placed = panel.choices.fit(&shown.there, panel.wish.order.by, room(ui));
        columns.ui(ui, |ui| chooser_ui(ui, &panel.choices, (&shown.there, &placed), commands));
        ui.menu_button(say!(language, "tabs-copy"), |ui| copy_ui(ui, &panel.choices, shown, commands));
    });
}

fn copy_ui(ui: &mut Ui, choices: &Choices, shown: &ShownTasks, commands: &mut Vec<Command>) {
    let language = spoken(ui);
    let (headings, what) = (choices.in_order(&shown.there), say!(language, "tabs-rows", count = shown.rows.len()));
    if ui.button(say!(language, "tabs-as-spreadsheet")).clicked() {
        let text = as_tsv(&headings, &shown.rows, shown.measure());
        commands.push(Command::Copy { text, what: what.clone() });
    }
    if ui.button(say!(language, "tabs-as-markdown")).clicked() {
        let text = as_markdown(&headings, &shown.rows, shown.measure(), language);
        commands.push(Command::Copy { text, what });
    }
}

/// How wide the choice of columns is, in points.
const CHOOSER: f32 = 250.0;

/// Which columns are shown, and their order.
fn chooser_ui(
    ui: &mut Ui,
    choices: &Choices,
    (there, placed): (&[TaskViewColumn], &[PlacedColumn]),
    commands: &mut Vec<Command>,
) {
    let language = spoken(ui);
    ui.set_width(CHOOSER);
    let mut wanted = choices.clone();
    let headings = choices.in_order(there);
    for (at, heading) in headings.iter().enumerate() {
        ui.horizontal(|ui| {
            let mut shown = placed.iter().any(|placed| placed.heading.column == heading.column);
            if widgets::checkbox(ui, &mut shown, heading.title(language)).on_hover_text(heading.word).clicked() {
                wanted.show(heading.column, shown);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let title = heading.title(language);
                for (arrow, step, there_is_one) in [("⬇", 1, at + 1 < headings.len()), ("⬆", -1, at > 0)] {
                    let button = ui.add_enabled(there_is_one, egui::Button::new(arrow).small());
                    let name = if step > 0 {
                        say!(language, "tabs-move-right", column = title)
                    } else {
                        say!(language, "tabs-move-left", column = title)
                    };
                    button.widget_info(|| WidgetInfo::labeled(Role::Button, there_is_one, &name));
                    if button.on_hover_text(name).clicked() {
                        wanted.shift(heading.column, step, there);
                    }
                }
            });
        });
    }
    ui.separator();
    if ui
        .button(say!(language, "tabs-columns-reset"))
        .on_hover_text(say!(language, "tabs-columns-reset-hint"))
        .clicked()
    {
        wanted = Choices::default();
    }
    ui.label(theme::caption(ui, say!(language, "tabs-columns-hint")));
    if wanted != *choices {
        commands.push(Command::TaskColumns(wanted));
    }
}

/// The arrow keys walk through the table once it has the keyboard.
fn keys(ui: &Ui, free: bool, panel: &mut TasksPanel, shown: &ShownTasks, commands: &mut Vec<Command>) {
    let id = table_id();
    let table = ui.interact(ui.available_rect_before_wrap(), id, Sense::focusable_noninteractive());
    let language = spoken(ui);
    table.widget_info(|| WidgetInfo::labeled(Role::Table, true, say!(language, "tabs-table")));
    let at = panel.pid.and_then(|pid| shown.rows.iter().position(|row| row.task.pid == pid));
    if widgets::copies(ui, id, free) {
        let rows = at.and_then(|at| shown.rows.get(at..=at)).unwrap_or(&shown.rows);
        let text = as_tsv(&panel.choices.in_order(&shown.there), rows, shown.measure());
        commands.push(Command::Copy { text, what: say!(spoken(ui), "tabs-rows", count = rows.len()) });
    }
    if !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    if let Some(step) = step_asked_for(ui) {
        let last = shown.rows.len().saturating_sub(1);
        let next = at.map_or(0, |at| at.saturating_add_signed(step).min(last));
        panel.pid = shown.rows.get(next).map(|row| row.task.pid);
        panel.scroll.to = Some(next);
    }
}

/// How many rows a key goes down.
fn step_asked_for(ui: &Ui) -> Option<isize> {
    const STEPS: [(Key, isize); 6] = [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, 10),
        (Key::PageUp, -10),
        (Key::Home, isize::MIN),
        (Key::End, isize::MAX),
    ];
    let asked = ui.input_mut(|input| STEPS.into_iter().find(|(key, _)| input.consume_key(Modifiers::NONE, *key)));
    asked.map(|(_, step)| step)
}

fn table_id() -> Id {
    Id::unique("the task table")
}

impl ShownTasks {
    fn new(case: &Arc<Case>, wish: &TaskSelection) -> Self {
        let all = TaskRows::new(&case.incident);
        let (there, rows, total) = (Vec::new(), Vec::new(), TaskRow::default());
        let mut shown = Self { case: Arc::clone(case), wish: wish.clone(), all, there, rows, total };
        shown.choose();
        shown
    }

    fn choose(&mut self) {
        self.there = self.all.columns(self.wish.grouped);
        self.rows = self.all.select(&self.wish);
        self.total = total(&self.rows);
    }

    pub(super) const fn measure(&self) -> Measure {
        self.all.measure()
    }

    /// How many processes the rows stand for, of those that the log lists: "3 of 12 processes".
    pub(super) fn processes(&self, language: Language) -> String {
        let all = self.all.len() as u64;
        match self.total.processes {
            listed if listed == all => say!(language, "tabs-processes", count = all),
            some => say!(language, "tabs-some-processes", shown = some, all = all),
        }
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
            _ => self.shown = Some(ShownTasks::new(case, &self.wish)),
        }
    }

    fn take(&mut self, ui: &Ui, asked: TableAsk, commands: &mut Vec<Command>) {
        let mut keep = true;
        match asked {
            TableAsk::Sort(column) => {
                self.wish.order = self.wish.order.clicked(column);
                return;
            }
            TableAsk::Choose(pid) => {
                self.pid = Some(pid);
                ui.memory_mut(|memory| memory.request_focus(table_id()));
                return;
            }
            TableAsk::Copy(pid) => {
                let Some(shown) = &self.shown else { return };
                let at = shown.rows.iter().position(|row| row.task.pid == pid);
                let rows = at.and_then(|at| shown.rows.get(at..=at)).unwrap_or_default();
                let text = as_tsv(&self.choices.in_order(&shown.there), rows, shown.measure());
                commands.push(Command::Copy { text, what: say!(spoken(ui), "tabs-rows", count = rows.len()) });
                return;
            }
            TableAsk::OnlyNamed(name) => {
                self.wish.filter = name;
                return;
            }
            TableAsk::Widen(column, width, let_go) => {
                self.choices.widen(column, width);
                (self.dragging, keep) = (!let_go, let_go);
            }
            TableAsk::Unwiden(column) => self.choices.unwiden(column),
            TableAsk::Put(column, over) => self.choices.put(column, over),
        }
        if keep {
            commands.push(Command::TaskColumns(self.choices.clone()));
        }
    }
}
