//! What can be done with the kills that are chosen together: the bar below the list, and the menu of a line.

use egui::{Align, Button, Frame, Layout, Margin, Panel, Response, Ui};

use super::lines::ListLine;
use crate::model::IncidentId;
use crate::report::Format;
use crate::say;
use crate::ui::kills::facet::Facet;
use crate::ui::language::spoken;
use crate::ui::shortcuts;
use crate::ui::state::{AppState, Command, Product, Spelling};
use crate::ui::theme;
use crate::ui::widgets;

/// What a click on a line asks for: with Shift everything up to it, with Ctrl it too, else what it asks for by itself.
pub(super) fn clicked(
    ui: &Ui,
    response: &Response,
    line: &ListLine,
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
    let chosen = state.selection.chosen.kills.len();
    if chosen == 0 {
        return;
    }
    let (palette, language) = (theme::palette(ui), state.language);
    let frame = Frame::new().fill(palette.selection.into()).inner_margin(Margin::symmetric(12, 8));
    Panel::bottom("chosen").frame(frame).resizable(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            // The way back comes first: in a narrow list the words give way.
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button("✖").on_hover_text(say!(language, "list-select-one")).clicked() {
                    commands.push(Command::Escape);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let words = theme::bold(ui, say!(language, "list-selected", count = chosen));
                    ui.add(egui::Label::new(words).truncate());
                });
            });
        });
        ui.horizontal_wrapped(|ui| {
            compare_ui(ui, chosen, commands);
            ui.menu_button(say!(language, "list-copy"), |ui| copy_ui(ui, commands));
            ui.menu_button(say!(language, "list-export"), |ui| export_ui(ui, chosen, commands));
        });
    });
}

/// Only two kills can be compared; the button says so.
fn compare_ui(ui: &mut Ui, chosen: usize, commands: &mut Vec<Command>) {
    let (palette, language) = (theme::palette(ui), spoken(ui));
    let words = egui::RichText::new(say!(language, "list-compare")).color(palette.panel);
    let hint = shortcuts::COMPARE.hint(ui.ctx());
    let response = ui.add_enabled(chosen == 2, Button::new(words).fill(palette.accent)).on_hover_text(hint);
    if response.on_disabled_hover_text(say!(language, "list-compare-needs-two")).clicked() {
        commands.push(Command::Compare);
    }
}

/// The menu of a line: it was selected by the click that opened it.
pub(in crate::ui) fn menu_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    ui.set_min_width(260.0);
    ui.set_max_width(420.0);
    if state.selected_witness().is_some() {
        // Nothing is compared or exported of a sign by itself.
        if ui.button(say!(state.language, "list-copy")).clicked() {
            commands.push(Command::CopyKills(Spelling::Text));
        }
        return;
    }
    let (chosen, language) = (state.selection.chosen.kills.len(), state.language);
    let pair = state.selection.selected.map(|id| state.counterpart(id));
    let (label, why) = match (chosen, pair) {
        (0, Some(Ok((_, later)))) if state.selection.selected == Some(later) => {
            (say!(language, "list-compare-with-previous"), None)
        }
        (0, Some(Ok(_))) => (say!(language, "list-compare-ends"), None),
        (0, Some(Err(why))) => (say!(language, "list-compare-with-previous"), Some(why)),
        (2, _) => (say!(language, "list-compare-the-two"), None),
        _ => (say!(language, "list-compare"), Some(say!(language, "list-choose-two"))),
    };
    let compare = Button::new(label).shortcut_text(shortcuts::COMPARE.text(ui.ctx()));
    let response = ui.add_enabled(why.is_none(), compare).on_disabled_hover_text(why.unwrap_or_default());
    if response.clicked() {
        commands.push(Command::Compare);
    }
    if let Some(at) = state.selection.selected.and_then(|id| state.series_of(id)).filter(|_| chosen == 0)
        && state.selection.series != Some(at)
    {
        let own = Button::new(say!(language, "list-show-series")).shortcut_text(shortcuts::SERIES.text(ui.ctx()));
        if ui.add(own).clicked() {
            commands.push(Command::ShowSeries(at));
        }
    }
    if chosen == 0
        && let Some(series) =
            state.selection.selected.and_then(|id| state.series_of(id)).and_then(|at| state.review.series.get(at))
        && ui.button(say!(language, "list-select-series")).clicked()
    {
        commands.push(Command::Choose(series.incidents.clone()));
    }
    if chosen == 0 {
        only_ui(ui, state, commands);
    }
    let all = Button::new(say!(language, "list-select-list")).shortcut_text(shortcuts::CHOOSE_ALL.text(ui.ctx()));
    if ui.add(all).clicked() {
        commands.push(Command::ChooseShown);
    }
    ui.separator();
    copy_ui(ui, commands);
    ui.separator();
    export_ui(ui, chosen, commands);
}

/// The ways to all kills of the selected one's pod, workload, node or process, where the list holds others.
fn only_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    for facet in [Facet::Owner, Facet::Workload, Facet::Host, Facet::Victim] {
        let Some(value) = state.selected_value(facet) else { continue };
        if facet.of(&state.list.filter).as_slice() == std::slice::from_ref(value) {
            continue;
        }
        let mut button = Button::new(facet.only(state.language, &widgets::cut(value, state.language))).truncate();
        let key = match facet {
            Facet::Owner => Some(&shortcuts::ONLY_OWNER),
            Facet::Workload => Some(&shortcuts::ONLY_WORKLOAD),
            Facet::Host | Facet::Victim => None,
        };
        if let Some(key) = key {
            button = button.shortcut_text(key.text(ui.ctx()));
        }
        if ui.add(button).clicked() {
            commands.push(Command::Only(facet));
        }
    }
}

fn copy_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    let language = spoken(ui);
    for (spelling, label) in [
        (Spelling::Tsv, say!(language, "list-copy-tsv")),
        (Spelling::Markdown, say!(language, "list-copy-markdown")),
        (Spelling::Text, say!(language, "list-copy-plain")),
    ] {
        if ui.button(label).clicked() {
            commands.push(Command::CopyKills(spelling));
        }
    }
}

fn export_ui(ui: &mut Ui, chosen: usize, commands: &mut Vec<Command>) {
    let language = spoken(ui);
    for format in Format::SAVED {
        let name = format.name();
        let label = if chosen == 0 {
            say!(language, "list-save-this", format = name)
        } else {
            say!(language, "list-save-these", format = name)
        };
        if ui.button(label).clicked() {
            commands.push(Command::AskSave(Product::Chosen(format)));
        }
    }
}
