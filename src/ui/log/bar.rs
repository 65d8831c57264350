//! The row above the log's lines: find, which lines, go to one, copy.

use egui::{Key, Margin, Modifiers, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use super::lines;
use super::{LogPanel, Topic, field};
use crate::lang::Language;
use crate::model::Place;
use crate::say;
use crate::ui::language::spoken;
use crate::ui::settings::LogSwitch;
use crate::ui::shortcuts::{LIST_FINDS, Shortcut, WRAP_LOG};
use crate::ui::state::{AppState, Command, LogField};
use crate::ui::{theme, widgets};

pub(super) fn bar_ui(
    ui: &mut Ui,
    state: &AppState,
    topic: &Topic<'_>,
    panel: &mut LogPanel,
    commands: &mut Vec<Command>,
) {
    let language = state.language;
    ui.horizontal_wrapped(|ui| {
        find_ui(ui, state, panel, commands);
        if !topic.is_whole {
            widgets::checkbox(ui, &mut panel.only_own, say!(language, "tabs-only-own"))
                .on_hover_text(say!(language, "tabs-only-own-hint"));
        }
        if toggle(ui, say!(language, "tabs-wrap"), (state.settings.log.wraps, &WRAP_LOG)) {
            commands.push(Command::Switch(LogSwitch::Wraps));
        }
        line_ui(ui, panel, commands);
        edges_ui(ui, state, panel, commands);
        copy_ui(ui, topic, panel, commands);
        sightings_ui(ui, state, topic, commands);
    });
}

fn find_ui(ui: &mut Ui, state: &AppState, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    let (id, language) = (field(LogField::Find), spoken(ui));
    // Enter in a field of one line gives the keyboard away; here it means "on".
    let entered = |ui: &mut Ui, modifiers| {
        ui.memory(|memory| memory.has_focus(id)) && ui.input_mut(|input| input.consume_key(modifiers, Key::Enter))
    };
    let back = entered(ui, Modifiers::SHIFT);
    let on = !back && entered(ui, Modifiers::NONE);
    let find = TextEdit::singleline(&mut panel.wanted.text).hint_text(say!(language, "tabs-find"));
    let mut find = find.desired_width(150.0).id(id);
    if panel.found.complaint().is_some() {
        find = find.text_color(theme::palette(ui).warning.into());
    }
    let hint =
        panel.found.complaint().map_or_else(|| say!(language, "tabs-find-hint").to_owned(), |told| told.said(language));
    ui.add(find.margin(Margin::symmetric(8, 4))).on_hover_text(hint);
    let regex = ui.selectable_label(panel.wanted.is_regex, ".*");
    let by_regex = say!(language, "tabs-find-regex");
    regex.widget_info(|| WidgetInfo::selected(Role::Button, true, panel.wanted.is_regex, by_regex));
    if regex.on_hover_text(by_regex).clicked() {
        panel.wanted.is_regex = !panel.wanted.is_regex;
    }
    if panel.wanted.text.is_empty() {
        return;
    }
    let back = named_button(ui, "⬆", say!(language, "tabs-find-previous")) || back;
    let on = named_button(ui, "⬇", say!(language, "tabs-find-next")) || on;
    let account = ui.label(theme::caption(ui, panel.found.account(language)));
    if !panel.found.all_kept {
        account.on_hover_text(say!(language, "tabs-find-kept-hint"));
    }
    if back || on {
        panel.step(on, commands);
    }
    if toggle(ui, say!(language, "tabs-list-finds"), (state.settings.log.lists_finds, &LIST_FINDS)) {
        commands.push(Command::Switch(LogSwitch::ListsFinds));
    }
}

/// A choice that is kept, with its key; true where it was changed.
fn toggle(ui: &mut Ui, word: &str, (mut is_on, key): (bool, &Shortcut)) -> bool {
    widgets::checkbox(ui, &mut is_on, word).on_hover_text(key.hint(ui.ctx())).changed()
}

/// A button that shows a sign and is called by what it does.
fn named_button(ui: &mut Ui, sign: &str, name: &str) -> bool {
    let button = ui.small_button(sign);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    button.on_hover_text(name).clicked()
}

fn line_ui(ui: &mut Ui, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    let id = field(LogField::Line);
    let language = spoken(ui);
    let field = TextEdit::singleline(&mut panel.line_number).hint_text(say!(language, "tabs-line"));
    let field = ui.add(field.desired_width(64.0).id(id).margin(Margin::symmetric(8, 4)));
    let field = field.on_hover_text(say!(language, "tabs-line-hint"));
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
    if named_button(ui, "⏪", say!(state.language, "tabs-first-line")) {
        commands.push(Command::ShowLine(Place { source, line: 1 }));
    }
    if last > 0 && named_button(ui, "⏩", say!(state.language, "tabs-last-line")) {
        commands.push(Command::ShowLine(Place { source, line: last }));
    }
}

fn copy_ui(ui: &mut Ui, topic: &Topic<'_>, panel: &LogPanel, commands: &mut Vec<Command>) {
    let language = spoken(ui);
    ui.menu_button(say!(language, "tabs-copy"), |ui| {
        let own = panel.own_lines().or_else(|| topic.home().map(|span| (span.first, span.last)));
        let own = own.filter(|_| !topic.is_whole);
        for (lines, whole, label) in [
            (panel.selection(), true, say!(language, "tabs-copy-selected-whole")),
            (panel.selection(), false, say!(language, "tabs-copy-selected-bare")),
            (own, true, say!(language, "tabs-copy-own-whole")),
            (own, false, say!(language, "tabs-copy-own-bare")),
        ] {
            let Some(lines) = lines else { continue };
            if ui.button(label).clicked() {
                commands.push(copied(panel, lines, whole, language));
            }
        }
    });
}

/// Lines as text for the clipboard, whole or without their prefixes.
pub(super) fn copied(panel: &LogPanel, (from, to): (u64, u64), whole: bool, language: Language) -> Command {
    let text = lines::as_text(panel.lines(), from, to, whole);
    let what = say!(language, "tabs-lines", count = text.lines().count());
    Command::Copy { text, what }
}

/// Where else the same kill stands; of logs without one, which of them is shown.
fn sightings_ui(ui: &mut Ui, state: &AppState, topic: &Topic<'_>, commands: &mut Vec<Command>) {
    let seen = topic.seen_in;
    if seen.len() < 2 {
        return;
    }
    // One word for all of them: the lines need the room.
    let words = if topic.is_whole {
        say!(state.language, "window-sources", count = seen.len())
    } else {
        say!(state.language, "tabs-places", count = seen.len())
    };
    ui.menu_button(words, |ui| {
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for span in seen {
                let sources = &state.review.sources;
                let name = if topic.is_whole {
                    widgets::source_name(span.source, sources)
                } else {
                    widgets::span_name(*span, sources)
                };
                if ui.button(name).on_hover_text(say!(state.language, "tabs-show-here")).clicked() {
                    commands.push(Command::ShowLine(Place { source: span.source, line: span.first }));
                }
            }
        });
    });
}
