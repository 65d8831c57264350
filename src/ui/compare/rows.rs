//! The rows of a comparison: a name, both values, the change as a figure and as a bar to the left or right.

use egui::{Align2, FontId, Rect, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::glossary;
use crate::analysis::{BeforeAfter, Both, Fate, FigureChange, PartChange, StatChange, TaskChange, TaskChanges};
use crate::chart;
use crate::lang::Language;
use crate::model::{Bytes, StatUnit};
use crate::palette::{Palette, Rgb};
use crate::report;
use crate::say;
use crate::text;
use crate::ui::elide::{galley, middle};
use crate::ui::language::spoken;
use crate::ui::theme::{self, space};

/// The width of a value's column.
const VALUE: f32 = 116.0;
/// The width of the change's column.
const CHANGE: f32 = 100.0;
/// The width of the bars' column, and from which width of the block on there are bars.
const BAR: f32 = 180.0;
const BAR_FROM: f32 = 700.0;

/// A line of a comparison.
#[derive(Debug)]
pub(super) struct ChangeRow {
    name: String,
    /// Quiet words behind the name.
    note: String,
    /// The kernel's word for it, for the glossary.
    word: String,
    colour: Option<Rgb>,
    badge: Option<(&'static str, Rgb)>,
    values: [Option<String>; 2],
    growth: Option<String>,
    change: Option<i128>,
    /// True where the change is in bytes, and has a bar.
    pub(super) is_size: bool,
    is_total: bool,
}

impl ChangeRow {
    fn new(language: Language, name: impl Into<String>, values: BeforeAfter<String>, change: Option<i128>) -> Self {
        Self {
            name: name.into(),
            note: String::new(),
            word: String::new(),
            colour: None,
            badge: None,
            values: [values.before, values.after],
            growth: change.map(|change| text::growth(language, change)),
            change,
            is_size: true,
            is_total: false,
        }
    }

    /// A part of the memory, with its colour.
    pub(super) fn part(language: Language, part: &PartChange, colour: Rgb) -> Self {
        let row = Self::new(language, part.kind.words(language), sizes(language, part.sizes), part.change);
        Self { colour: Some(colour), word: part.kind.name().to_owned(), ..row }
    }

    /// The whole of the memory.
    pub(super) fn total(language: Language, Both { before, after }: Both<Bytes>) -> Self {
        let values = sizes(language, BeforeAfter { before: Some(before), after: Some(after) });
        Self {
            is_total: true,
            ..Self::new(language, say!(language, "list-all"), values, Some(i128::from(after.0) - i128::from(before.0)))
        }
    }

    /// A single figure.
    pub(super) fn figure(language: Language, figure: &FigureChange) -> Self {
        let values = BeforeAfter {
            before: figure.values.before.map(|value| report::figure_words(language, value)),
            after: figure.values.after.map(|value| report::figure_words(language, value)),
        };
        let is_size =
            matches!(figure.values.before.or(figure.values.after), Some(crate::analysis::FigureValue::Size(_)));
        let growth = report::figure_growth(language, figure);
        let row = Self::new(language, figure.name, values, figure.change());
        Self { word: figure.word.to_owned(), growth, is_size, ..row }
    }

    /// A statistic.
    pub(super) fn stat(language: Language, stat: &StatChange) -> Self {
        let words = |value: i64| report::stat_words(language, value, stat.unit);
        let values = BeforeAfter { before: stat.values.before.map(words), after: stat.values.after.map(words) };
        let row = Self::new(language, stat.key.to_string(), values, stat.change());
        let growth = report::stat_growth(language, stat);
        Self { word: stat.key.to_string(), growth, is_size: stat.unit == StatUnit::Bytes, ..row }
    }

    /// The processes of a name.
    pub(super) fn task((language, palette): (Language, &Palette), task: &TaskChange) -> Self {
        let badge = match (task.killed.before, task.killed.after, task.fate()) {
            (false, false, Fate::New) => Some((say!(language, "list-new"), palette.accent)),
            (false, false, Fate::Gone) => Some((say!(language, "list-gone"), palette.weak)),
            (false, false, Fate::Stayed | Fate::Unknown) => None,
            (true, true, _) => Some((say!(language, "list-killed-both-times"), palette.victim)),
            (true, false, _) => Some((say!(language, "list-killed-at-first"), palette.victim)),
            (false, true, _) => Some((say!(language, "list-killed-later"), palette.victim)),
        };
        let row = Self::new(language, &*text::visible(&task.name), sizes(language, task.resident), task.change());
        Self { note: report::task_count(language, task).unwrap_or_default(), badge, ..row }
    }

    /// All processes.
    pub(super) fn tasks(language: Language, tasks: &TaskChanges) -> Self {
        let change = tasks.resident.before.zip(tasks.resident.after);
        let change = change.map(|(before, after)| i128::from(after.0) - i128::from(before.0));
        let processes = |count: Option<u64>| count.map_or_else(|| "?".to_owned(), |size| text::count(language, size));
        let note = match (tasks.processes.before, tasks.processes.after) {
            (before, after) if before == after => say!(language, "list-processes", count = before.unwrap_or(0)),
            (before, after) => {
                say!(language, "list-processes-then", before = processes(before), after = processes(after))
            }
        };
        Self {
            note,
            is_total: true,
            ..Self::new(language, say!(language, "list-all"), sizes(language, tasks.resident), change)
        }
    }

    fn in_words(&self, language: Language) -> String {
        let value =
            |value: &Option<String>| value.clone().unwrap_or_else(|| say!(language, "list-not-in-log").to_owned());
        let [before, after] = &self.values;
        let words =
            say!(language, "list-row-in-words", name = &self.name, before = value(before), after = value(after));
        let change = self.growth.as_ref().map(|growth| format!(", {growth}")).unwrap_or_default();
        let badge = self.badge.map(|(word, _)| format!(", {word}")).unwrap_or_default();
        format!("{words}{change}{badge}")
    }
}

fn sizes(language: Language, sizes: BeforeAfter<Bytes>) -> BeforeAfter<String> {
    let size = |size| text::size(language, size);
    BeforeAfter { before: sizes.before.map(size), after: sizes.after.map(size) }
}

/// Where the columns of a block stand.
pub(super) struct ComparisonColumns {
    titles: [String; 2],
    /// The largest change, whose bar is as long as there is room.
    largest: f64,
    bar: f32,
}

impl ComparisonColumns {
    /// The columns of these rows. A bar that fills its room is a change of `least` bytes or more: what is little of the
    /// whole shall look little.
    pub(super) fn new<'a>(ui: &Ui, titles: [String; 2], least: u64, rows: impl Iterator<Item = &'a ChangeRow>) -> Self {
        let largest = rows.filter_map(|row| row.change).map(i128::unsigned_abs).max().unwrap_or(0);
        let largest = largest.max(least.into());
        let bar = if ui.available_width() >= BAR_FROM { BAR } else { 0.0 };
        Self { titles, largest: largest as f64, bar }
    }

    /// The right ends of both values, of the change, and the middle of the bars.
    fn ends(&self, rect: Rect) -> ([f32; 2], f32, f32) {
        let change = rect.right() - self.bar;
        ([change - CHANGE - VALUE, change - CHANGE], change, rect.right() - self.bar / 2.0 + space::S)
    }
}

/// The names of the columns.
pub(super) fn head_ui(ui: &mut Ui, name: &str, columns: &ComparisonColumns) {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), Sense::hover());
    let (values, change, _) = columns.ends(rect);
    let font = theme::small_strong().resolve(ui.style());
    let [before, after] = &columns.titles;
    let painter = ui.painter();
    painter.text(rect.left_center(), Align2::LEFT_CENTER, name, font.clone(), palette.body.into());
    for (words, right) in [(before.as_str(), values[0]), (after, values[1]), (say!(spoken(ui), "list-change"), change)]
    {
        painter.text(pos2(right, rect.center().y), Align2::RIGHT_CENTER, words, font.clone(), palette.body.into());
    }
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
}

/// A row; only what is in view is painted.
pub(super) fn row_ui(ui: &mut Ui, row: &ChangeRow, columns: &ComparisonColumns) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), Sense::hover());
    let language = spoken(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, row.in_words(language)));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let palette = theme::palette(ui);
    let (values, change, middle) = columns.ends(rect);
    if row.is_total {
        ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, palette.line));
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 3.0, palette.inset);
    }
    let body = if row.is_total { theme::strong() } else { TextStyle::Body };
    let font = body.resolve(ui.style());
    name_ui(ui, row, rect.with_max_x(values[0] - VALUE + space::S), &font);
    for (value, right) in row.values.iter().zip(values) {
        let at = pos2(right, rect.center().y);
        let small = || TextStyle::Small.resolve(ui.style());
        let (words, font, colour) = match value {
            Some(value) => (value.as_str(), font.clone(), palette.body),
            None => (say!(spoken(ui), "list-not-in-log"), small(), palette.weak),
        };
        ui.painter().text(at, Align2::RIGHT_CENTER, words, font, colour.into());
    }
    let growth = row.growth.as_deref().unwrap_or("");
    let is_change = row.change.is_some_and(|change| change != 0);
    let (strong, colour) = if is_change { (theme::strong(), palette.strong) } else { (TextStyle::Body, palette.weak) };
    let at = pos2(change, rect.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, growth, strong.resolve(ui.style()), colour.into());
    if columns.bar > 0.0 && row.is_size && !row.is_total {
        bar_ui(ui, row, columns, pos2(middle, rect.center().y));
    }
    if let Some(term) = glossary::explain(&row.word) {
        response.on_hover_text_at_pointer(format!("{}\n{}", term.says(spoken(ui)), term.source));
    }
}

fn name_ui(ui: &Ui, row: &ChangeRow, rect: Rect, font: &FontId) {
    let palette = theme::palette(ui);
    let mut left = rect.left();
    if let Some(colour) = row.colour {
        let swatch = Rect::from_center_size(pos2(left + 6.0, rect.center().y), vec2(12.0, 12.0));
        ui.painter().rect_filled(swatch, 3.0, colour);
        left += 20.0;
    }
    let small = theme::small_strong().resolve(ui.style());
    let badge = row.badge.map(|(word, colour)| (galley(ui, word, small, 160.0), colour));
    let note = galley(ui, &row.note, TextStyle::Small.resolve(ui.style()), 160.0);
    let behind = badge.as_ref().map_or(0.0, |(badge, _)| badge.size().x + 20.0) + note.size().x + space::S;
    let name = middle(ui, &row.name, font, (rect.right() - left - behind).max(40.0));
    let name = galley(ui, &name, font.clone(), f32::INFINITY);
    let put = |galley: std::sync::Arc<egui::Galley>, at: f32, colour: Rgb| {
        let wide = galley.size().x;
        ui.painter().galley(pos2(at, rect.center().y - galley.size().y / 2.0), galley, colour.into());
        at + wide
    };
    left = put(name, left, if row.is_total { palette.strong } else { palette.body }) + space::S;
    if let Some((badge, colour)) = badge {
        let ground = Rect::from_min_size(pos2(left, rect.center().y - 9.0), vec2(badge.size().x + 12.0, 18.0));
        ui.painter().rect_filled(ground, theme::CONTROL_RADIUS, palette.tint(colour));
        left = put(badge, left + 6.0, colour) + 6.0 + space::S;
    }
    put(note, left, palette.weak);
}

/// To the right what grew, to the left what shrank.
fn bar_ui(ui: &Ui, row: &ChangeRow, columns: &ComparisonColumns, middle: egui::Pos2) {
    let palette = theme::palette(ui);
    let half = columns.bar / 2.0 - space::L;
    ui.painter().vline(
        middle.x,
        middle.y - theme::ROW / 2.0..=middle.y + theme::ROW / 2.0,
        Stroke::new(1.0, palette.line),
    );
    let Some(change) = row.change.filter(|change| *change != 0) else { return };
    let long = chart::single(change.unsigned_abs() as f64 / columns.largest.max(1.0)).min(1.0) * half;
    let end = middle.x + if change > 0 { long.max(1.5) } else { -long.max(1.5) };
    let rect = Rect::from_two_pos(pos2(middle.x, middle.y - 5.0), pos2(end, middle.y + 5.0));
    ui.painter().rect_filled(rect, 2.0, row.colour.unwrap_or(palette.accent));
}
