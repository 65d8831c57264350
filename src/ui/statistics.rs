//! memory.stat of the cgroup whose limit was hit: every key as the kernel printed it, with what it means.

use egui::{Align, Color32, Label, Layout, RichText, Role, Sense, Ui, WidgetInfo, vec2};
use egui_extras::{Column, TableBuilder, TableRow};

use super::language::spoken;
use super::state::Command;
use super::theme::{self, space};
use crate::analysis::Case;
use crate::analysis::glossary;
use crate::lang::Language;
use crate::model::{Bytes, Stat, StatUnit, Stats};
use crate::say;
use crate::text;

pub(super) fn statistics_ui(ui: &mut Ui, case: &Case, commands: &mut Vec<Command>) {
    let (memory, language) = (&case.incident.cgroup_memory, spoken(ui));
    if memory.stats.is_empty() {
        ui.label(say!(language, "tabs-no-statistics"));
        ui.label(theme::caption(ui, say!(language, "tabs-no-statistics-why")));
        return;
    }
    if let Some(cgroup) = &memory.stats_cgroup {
        let words = say!(language, "tabs-statistics-of", cgroup = &*cgroup.path);
        ui.add(Label::new(theme::caption(ui, words)).truncate());
    }
    let usage = memory.memory.map(|counter| counter.usage.bytes());
    table_ui(ui, &memory.stats, usage, commands);
}

fn table_ui(ui: &mut Ui, stats: &Stats, usage: Option<Bytes>, commands: &mut Vec<Command>) {
    let heading = |ui: &mut Ui, words: &str| {
        let words = RichText::new(words).text_style(theme::small_strong()).color(theme::palette(ui).body);
        ui.add(Label::new(words).selectable(false));
    };
    let language = spoken(ui);
    ui.spacing_mut().item_spacing = vec2(space::L, 0.0);
    TableBuilder::new(ui)
        .id_salt("statistics")
        .striped(true)
        // Each row is reached by its key, not by each of its cells.
        .sense(Sense::CLICK)
        .auto_shrink(false)
        .min_scrolled_height(40.0)
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Column::initial(190.0).at_least(80.0).resizable(true).clip(true))
        .column(Column::initial(110.0).at_least(80.0))
        .column(Column::initial(70.0).at_least(50.0))
        .column(Column::remainder().clip(true))
        .header(24.0, |mut header| {
            header.col(|ui| heading(ui, say!(language, "tabs-statistics-key")));
            for words in [say!(language, "tabs-statistics-value"), say!(language, "tabs-statistics-share")] {
                header.col(|ui| {
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| heading(ui, words));
                });
            }
            header.col(|ui| heading(ui, say!(language, "tabs-statistics-meaning")));
        })
        .body(|body| {
            body.rows(26.0, stats.0.len(), |mut row| {
                let Some(stat) = stats.0.get(row.index()) else { return };
                let key = row_ui(&mut row, stat, usage, language);
                let response = row.response();
                let label = format!("{} {}", stat.key, shown(language, stat));
                response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &label));
                if response.on_hover_text(say!(language, "tabs-show-its-line")).clicked() || key {
                    commands.push(Command::ShowLine(stat.at));
                }
            });
        });
}

/// Draws a row; true where its key was clicked, or Enter was pressed on it.
fn row_ui(row: &mut TableRow<'_, '_>, stat: &Stat, usage: Option<Bytes>, language: Language) -> bool {
    let mut clicked = false;
    row.col(|ui| {
        let key = Label::new(RichText::new(&*stat.key).text_style(theme::code())).selectable(false);
        clicked = ui.add(key.sense(Sense::click())).clicked();
    });
    let share = usage.filter(|_| stat.unit == StatUnit::Bytes && stat.value > 0);
    let share = share.map(|usage| text::percent(language, Bytes(stat.value.unsigned_abs()), usage)).unwrap_or_default();
    for words in [shown(language, stat), share] {
        row.col(|ui| {
            let quiet: Color32 = theme::palette(ui).weak.into();
            let colour = if stat.value == 0 { quiet } else { theme::palette(ui).body.into() };
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(words).color(colour)).selectable(false));
            });
        });
    }
    row.col(|ui| {
        if let Some(term) = glossary::explain_statistic(&stat.key) {
            let says = term.says(language);
            let line = Label::new(theme::caption(ui, says)).truncate().selectable(false);
            ui.add(line).on_hover_text(format!("{says}\n{}", term.source));
        }
    });
    clicked
}

fn shown(language: Language, stat: &Stat) -> String {
    match stat.unit {
        StatUnit::Bytes if stat.value < 0 => format!("−{}", text::size(language, Bytes(stat.value.unsigned_abs()))),
        StatUnit::Bytes => text::size(language, Bytes(stat.value.unsigned_abs())),
        StatUnit::Count => text::count(language, stat.value.unsigned_abs()),
    }
}
