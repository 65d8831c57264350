//! The row above the log's lines: find, which lines, go to one, copy.

use egui::{Key, Margin, Modifiers, Role, TextEdit, Ui, WidgetInfo};

use super::log::{LogPanel, field};
use super::log_lines;
use super::state::{AppState, Command, LogField};
use super::{theme, widgets};
use crate::analysis::Case;
use crate::model::Place;
use crate::text;

pub(super) fn bar_ui(ui: &mut Ui, state: &AppState, case: &Case, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        find_ui(ui, panel, commands);
        ui.checkbox(&mut panel.only_own, "Only this kill’s lines")
            .on_hover_text("Leave out other programs’ lines and those before and after the kill");
        line_ui(ui, panel, commands);
        edges_ui(ui, state, panel, commands);
        copy_ui(ui, case, panel, commands);
        sightings_ui(ui, state, case, commands);
    });
}

fn find_ui(ui: &mut Ui, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    let id = field(LogField::Find);
    // Enter in a field of one line gives the keyboard away; here it means "on".
    let entered = |ui: &mut Ui, modifiers| {
        ui.memory(|memory| memory.has_focus(id)) && ui.input_mut(|input| input.consume_key(modifiers, Key::Enter))
    };
    let back = entered(ui, Modifiers::SHIFT);
    let on = !back && entered(ui, Modifiers::NONE);
    let mut find =
        TextEdit::singleline(&mut panel.wanted.text).hint_text("Find in the log").desired_width(150.0).id(id);
    if panel.found.complaint().is_some() {
        find = find.text_color(theme::palette(ui).warning.into());
    }
    let hint = panel.found.complaint().unwrap_or("Find in all lines of this source (Ctrl+Shift+F)").to_owned();
    ui.add(find.margin(Margin::symmetric(8, 4))).on_hover_text(hint);
    let regex = ui.selectable_label(panel.wanted.is_regex, ".*");
    regex.widget_info(|| WidgetInfo::selected(Role::Button, true, panel.wanted.is_regex, "Find by regular expression"));
    if regex.on_hover_text("Find by regular expression").clicked() {
        panel.wanted.is_regex = !panel.wanted.is_regex;
    }
    if panel.wanted.text.is_empty() {
        return;
    }
    let back = named_button(ui, "⬆", "Previous find (Shift+Enter)") || back;
    let on = named_button(ui, "⬇", "Next find (Enter)") || on;
    let account = ui.label(theme::caption(ui, panel.found.account()));
    if !panel.found.all_kept {
        account.on_hover_text("Of this source only the lines around the kills are kept: it is compressed or a stream");
    }
    if back || on {
        panel.step(on, commands);
    }
}

/// A button that shows a sign and is called by what it does.
fn named_button(ui: &mut Ui, sign: &str, name: &str) -> bool {
    let button = ui.small_button(sign);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    button.on_hover_text(name).clicked()
}

fn line_ui(ui: &mut Ui, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    let id = field(LogField::Line);
    let field = TextEdit::singleline(&mut panel.line_number).hint_text("Line").desired_width(64.0).id(id);
    let field = ui.add(field.margin(Margin::symmetric(8, 4))).on_hover_text("Go to a line by its number (Ctrl+G)");
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let line = panel.line_number.trim().replace([',', '.', ' '], "").parse();
    if let (true, Some(source), Ok(line)) = (entered, panel.source(), line) {
        commands.push(Command::ShowLine(Place { source, line }));
        panel.line_number.clear();
    }
}

/// The source's first and last line.
fn edges_ui(ui: &mut Ui, state: &AppState, panel: &LogPanel, commands: &mut Vec<Command>) {
    let Some(source) = panel.source() else { return };
    let last = state.review.sources.iter().find(|known| known.id == source).map_or(0, |source| source.lines);
    if named_button(ui, "⏪", "First line of the source") {
        commands.push(Command::ShowLine(Place { source, line: 1 }));
    }
    if last > 0 && named_button(ui, "⏩", "Last line of the source") {
        commands.push(Command::ShowLine(Place { source, line: last }));
    }
}

fn copy_ui(ui: &mut Ui, case: &Case, panel: &LogPanel, commands: &mut Vec<Command>) {
    ui.menu_button("Copy", |ui| {
        let own = panel.own_lines().or_else(|| case.incident.home().map(|span| (span.first, span.last)));
        for (which, lines) in [("The selected lines", panel.selection()), ("This kill’s lines", own)] {
            let Some((from, to)) = lines else { continue };
            for (label, whole) in [("as they are", true), ("without their prefixes", false)] {
                if ui.button(format!("{which}, {label}")).clicked() {
                    commands.push(copied(panel, (from, to), whole));
                }
            }
        }
    });
}

/// Lines as text for the clipboard, whole or without their prefixes.
pub(super) fn copied(panel: &LogPanel, (from, to): (u64, u64), whole: bool) -> Command {
    let text = log_lines::as_text(panel.lines(), from, to, whole);
    let what = text::counted(text.lines().count() as u64, "line", "lines");
    Command::Copy { text, what }
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
