//! What can be done with the kills that are chosen together: the bar below the list, and the menu of a line.

use egui::{Align, Button, Frame, Layout, Margin, Panel, Response, Ui};

use super::list_lines::Line;
use super::shortcuts;
use super::state::{AppState, Command, Document, Product, Spelling};
use super::theme;
use crate::model::IncidentId;
use crate::text;

/// What a click on a line asks for: with Shift everything up to it, with Ctrl it too, else what it asks for by itself.
pub(super) fn clicked(
    ui: &Ui,
    response: &Response,
    line: &Line,
    ids: &[IncidentId],
    plain: Command,
    commands: &mut Vec<Command>,
) {
    let Some(first) = ids.first() else { return };
    if response.secondary_clicked() && !line.lead && !line.chosen {
        commands.push(Command::Point(*first));
    }
    if response.clicked() {
        let modifiers = ui.input(|input| input.modifiers);
        commands.push(match (modifiers.shift, modifiers.command) {
            (true, _) => Command::ChooseTo(*first),
            (false, true) => Command::Choose(ids.to_vec()),
            (false, false) => plain,
        });
    }
}

/// The bar below the list, where several kills are chosen.
pub(super) fn chosen_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let chosen = state.chosen.kills.len();
    if chosen == 0 {
        return;
    }
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.selection.into()).inner_margin(Margin::symmetric(12, 8));
    Panel::bottom("chosen").frame(frame).resizable(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            let kills = text::counted(chosen as u64, "kill", "kills");
            ui.label(theme::bold(ui, format!("{kills} selected")));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button("✖").on_hover_text("Select one kill only (Esc)").clicked() {
                    commands.push(Command::Escape);
                }
            });
        });
        ui.horizontal_wrapped(|ui| {
            let compare = Button::new(egui::RichText::new("Compare").color(palette.panel)).fill(palette.accent);
            let hint = shortcuts::COMPARE.hint(ui.ctx());
            let response = ui.add_enabled(chosen == 2, compare).on_hover_text(hint);
            if response.on_disabled_hover_text("Two kills can be compared").clicked() {
                commands.push(Command::Compare);
            }
            ui.menu_button("Copy", |ui| copy_ui(ui, commands));
            ui.menu_button("Export", |ui| export_ui(ui, chosen, commands));
        });
    });
}

/// The menu of a line: it was selected by the click that opened it.
pub(super) fn menu_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    ui.set_min_width(260.0);
    let chosen = state.chosen.kills.len();
    let pair = state.selected.map(|id| state.counterpart(id));
    let (label, why) = match (chosen, pair) {
        (0, Some(Ok((_, later)))) if state.selected == Some(later) => ("Compare with the kill before it", None),
        (0, Some(Ok(_))) => ("Compare the first kill of this series with the last", None),
        (0, Some(Err(why))) => ("Compare with the kill before it", Some(why)),
        (2, _) => ("Compare the two kills", None),
        _ => ("Compare", Some("Two kills can be compared: choose two, with Ctrl and a click")),
    };
    let compare = Button::new(label).shortcut_text(shortcuts::COMPARE.text(ui.ctx()));
    let response = ui.add_enabled(why.is_none(), compare).on_disabled_hover_text(why.unwrap_or_default());
    if response.clicked() {
        commands.push(Command::Compare);
    }
    if chosen == 0
        && let Some(series) =
            state.selected.and_then(|id| state.series_of(id)).and_then(|at| state.review.series.get(at))
        && ui.button("Select all kills of this series").clicked()
    {
        commands.push(Command::Choose(series.incidents.clone()));
    }
    let all = Button::new("Select all kills of the list").shortcut_text(shortcuts::CHOOSE_ALL.text(ui.ctx()));
    if ui.add(all).clicked() {
        commands.push(Command::ChooseShown);
    }
    ui.separator();
    copy_ui(ui, commands);
    ui.separator();
    export_ui(ui, chosen, commands);
}

fn copy_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    for (spelling, label) in [
        (Spelling::Tsv, "Copy rows for a spreadsheet"),
        (Spelling::Markdown, "Copy rows as Markdown"),
        (Spelling::Text, "Copy rows as text"),
    ] {
        if ui.button(label).clicked() {
            commands.push(Command::CopyKills(spelling));
        }
    }
}

fn export_ui(ui: &mut Ui, chosen: usize, commands: &mut Vec<Command>) {
    let these = if chosen == 0 { "this kill" } else { "these kills" };
    for (document, format) in
        [(Document::Html, "HTML"), (Document::Markdown, "Markdown"), (Document::Csv, "CSV"), (Document::Json, "JSON")]
    {
        if ui.button(format!("Save {these} as {format}…")).clicked() {
            commands.push(Command::AskSave(Product::Chosen(document)));
        }
    }
}
