//! What may lie over the window: the shortcuts, the account of what was read, and a field for a path where the desktop has
//! no file dialog.

mod commands;
mod picture;
pub(super) mod times;

use std::path::PathBuf;

use egui::text::{CCursor, CCursorRange};
use egui::{Frame, Grid, Id, Modal, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use self::commands::CommandSearch;
use self::picture::{PictureSheet, picture_ui};
use self::times::TimesPanel;
use super::export::suggested_name;
use super::language::spoken;
use super::shortcuts::{self, ShortcutGroup};
use super::state::{AppState, Command, Product, Sheet};
use super::theme::{self, space};
use crate::model::{Bytes, Note, NoteKind, Source};
use crate::say;
use crate::source::Input;
use crate::text;

/// The width of the keys, the same in each group.
const KEYS: f32 = 104.0;
/// A sheet that says little is still a sheet, not a label.
const LEAST_WIDE: f32 = 440.0;

/// What the sheets remember.
#[derive(Default)]
pub(super) struct Sheets {
    /// The sheet of the last frame.
    shown: Option<Sheet>,
    path: PathField,
    quick: CommandSearch,
    pub(super) picture: PictureSheet,
    times: TimesPanel,
}

/// The field for a path: it keeps what was typed, and takes the keyboard when its sheet opens.
#[derive(Debug, Default)]
struct PathField {
    text: String,
    is_new: bool,
}

pub(super) fn sheets_ui(ui: &Ui, state: &AppState, sheets: &mut Sheets, commands: &mut Vec<Command>) {
    if sheets.shown != state.sheet {
        (sheets.shown, sheets.path.is_new, sheets.quick) = (state.sheet, true, CommandSearch::default());
    }
    let Some(sheet) = state.sheet else {
        sheets.picture.forget();
        return;
    };
    let frame = Frame::window(ui.style()).inner_margin(space::XL);
    let is_typing = ui.ctx().text_edit_focused();
    let shown = Modal::new(Id::unique("sheet")).frame(frame).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect().size();
        ui.set_max_width((screen.x - 64.0).min(720.0));
        ui.set_min_width((screen.x - 64.0).min(LEAST_WIDE));
        match sheet {
            Sheet::Shortcuts => shortcuts_ui(ui),
            Sheet::Commands => {
                commands::quick_ui(ui, state, &mut sheets.quick, commands);
                return;
            }
            Sheet::WhatWasRead => account_ui(ui, state, commands),
            Sheet::Times => {
                heading(ui, say!(state.language, "window-times"));
                scrolled(ui, |ui| times::times_ui(ui, state, &mut sheets.times, commands));
            }
            Sheet::Picture => picture_ui(ui, state, &mut sheets.picture, commands),
            Sheet::OpenPath => open_path_ui(ui, sheets, commands),
            Sheet::SavePath(product) => save_path_ui(ui, state, sheets, product, commands),
        }
        ui.add_space(space::M);
        if ui.button(say!(state.language, "window-close")).clicked() {
            commands.push(Command::Toggle(sheet));
        }
        if !is_typing && entered(ui) {
            commands.push(match sheet {
                Sheet::Picture => Command::AskSave(Product::Picture(state.picture)),
                _ => Command::Toggle(sheet),
            });
        }
    });
    // Escape is a shortcut of the window and closes the sheet too; this is the click beside it.
    if shown.backdrop_response.clicked() {
        commands.push(Command::Toggle(sheet));
    }
}

/// Whether Enter means the sheet: neither a field nor a button has the keyboard.
fn entered(ui: &Ui) -> bool {
    let is_free = ui.memory(|memory| memory.focused()).is_none();
    is_free && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

fn heading(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).text_style(egui::TextStyle::Heading).color(theme::palette(ui).strong));
    ui.add_space(space::S);
}

fn shortcuts_ui(ui: &mut Ui) {
    heading(ui, say!(spoken(ui), "window-shortcuts"));
    let wide = ui.available_width();
    scrolled(ui, |ui| {
        // The larger groups left, the smaller right, as far as there is room for two columns.
        let (left, right): (Vec<_>, Vec<_>) =
            ShortcutGroup::ALL.into_iter().enumerate().partition(|(at, _)| at % 2 == 0);
        let columns = if wide < 640.0 { vec![[left, right].concat()] } else { vec![left, right] };
        ui.horizontal_top(|ui| {
            for groups in columns {
                ui.vertical(|ui| groups.into_iter().for_each(|(_, group)| group_ui(ui, group)));
                ui.add_space(space::XL);
            }
        });
    });
}

fn group_ui(ui: &mut Ui, group: ShortcutGroup) {
    let name = group.label(spoken(ui));
    ui.label(theme::bold(ui, name));
    let rows = Grid::new(("shortcuts", name)).min_col_width(KEYS).min_row_height(0.0).spacing([space::L, 6.0]);
    drop(rows.show(ui, |ui| shortcut_rows_ui(ui, group)));
    ui.add_space(space::M);
}

/// Content that may be higher than the window; the button below it stays in sight.
fn scrolled(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let room = (ui.ctx().content_rect().height() - 190.0).max(80.0);
    ScrollArea::vertical().auto_shrink([true, true]).max_height(room).min_scrolled_height(room).show(ui, content);
}

fn shortcut_rows_ui(ui: &mut Ui, group: ShortcutGroup) {
    for shortcut in shortcuts::ALL.iter().filter(|shortcut| shortcut.group == group) {
        ui.label(RichText::new(shortcut.text(ui.ctx())).text_style(theme::code()));
        ui.label(shortcut.what(spoken(ui)));
        ui.end_row();
    }
    if group == ShortcutGroup::Logs {
        ui.label(RichText::new("Ctrl+V").text_style(theme::code()));
        ui.label(say!(spoken(ui), "window-paste-lines"));
        ui.end_row();
    }
}

fn account_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let language = state.language;
    heading(ui, say!(language, "window-what-was-read"));
    scrolled(ui, |ui| {
        if state.inputs.len() > 1 {
            inputs_ui(ui, state, commands);
        }
        for source in &state.review.sources {
            source_ui(ui, source, commands);
        }
        for skipped in &state.review.skipped {
            ui.label(theme::bold(ui, &skipped.name));
            ui.label(say!(language, "window-not-read", why = skipped.why.said(language)));
            ui.add_space(space::S);
        }
        let userspace = state.review.companions.iter().filter(|c| c.kind.is_userspace_kill()).count();
        if userspace > 0 {
            ui.label(say!(language, "window-userspace-kills", count = userspace));
        }
        if state.review.sources.is_empty() && state.review.skipped.is_empty() {
            ui.label(say!(language, "window-nothing-yet"));
        }
    });
}

/// What was opened, each with a button that closes it.
fn inputs_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    for input in &state.inputs {
        ui.horizontal(|ui| {
            let name = state.shown_name(input);
            let button = ui.small_button("✖");
            let (close, hint) = (
                say!(state.language, "window-close-one", name = &name),
                say!(state.language, "window-close-one-hint", name = &name),
            );
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &close));
            if button.on_hover_text(hint).clicked() {
                commands.push(Command::Toggle(Sheet::WhatWasRead));
                commands.push(Command::CloseInput(input.clone()));
            }
            ui.label(text::visible(&name));
        });
    }
    ui.separator();
}

fn source_ui(ui: &mut Ui, source: &Source, commands: &mut Vec<Command>) {
    ui.label(theme::bold(ui, text::visible(&source.name)));
    let language = spoken(ui);
    let mut facts =
        vec![say!(language, "window-lines", count = source.lines), text::size(language, Bytes(source.bytes))];
    facts.extend((!source.dialects.is_empty()).then(|| source.dialects.join(", ")));
    facts.extend(source.failed.then(|| say!(language, "window-not-to-its-end").to_owned()));
    ui.label(theme::caption(ui, facts.join(" · ")));
    for note in &source.notes {
        note_ui(ui, note);
        if note.kind == NoteKind::YearAssumed && ui.link(say!(spoken(ui), "window-times-correct-year")).clicked() {
            commands.push(Command::Toggle(Sheet::Times));
        }
    }
    ui.add_space(space::S);
}

fn note_ui(ui: &mut Ui, note: &Note) {
    let language = spoken(ui);
    let words = note.text.said(language);
    ui.label(match note.span {
        Some(span) if span.first == span.last => {
            say!(language, "window-note-at-line", note = &*words, line = span.first)
        }
        Some(span) => {
            say!(language, "window-note-at-lines", note = &*words, first = span.first, last = span.last)
        }
        None => format!("• {words}"),
    });
}

fn open_path_ui(ui: &mut Ui, sheets: &mut Sheets, commands: &mut Vec<Command>) {
    let language = spoken(ui);
    heading(ui, say!(language, "window-key-open-path"));
    ui.add(egui::Label::new(say!(language, "window-open-path-words")).wrap());
    if let Some(path) = path_ui(ui, &mut sheets.path, "/var/log/kern.log", say!(language, "window-open-path-verb")) {
        // Where nothing is there the sheet stays, and what was typed can be mended.
        sheets.path.is_new = true;
        commands.push(Command::Open(vec![Input::Path(path)]));
    }
}

fn save_path_ui(ui: &mut Ui, state: &AppState, sheets: &mut Sheets, product: Product, commands: &mut Vec<Command>) {
    let language = spoken(ui);
    heading(ui, say!(language, "window-save-path"));
    ui.label(say!(language, "window-save-path-words"));
    let example = suggested_name(state, product);
    if let Some(path) = path_ui(ui, &mut sheets.path, &example, say!(language, "window-save-path-verb")) {
        commands.push(Command::Toggle(Sheet::SavePath(product)));
        commands.push(Command::SaveTo(product, path));
    }
}

/// What was typed before is typed over, or mended.
fn select_all(ui: &Ui, field: &egui::Response, text: &str) {
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), field.id);
}

/// A path field with an example, and its button; gives the path once it is confirmed.
fn path_ui(ui: &mut Ui, path: &mut PathField, example: &str, verb: &str) -> Option<PathBuf> {
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        let wide = (ui.available_width() - 140.0).clamp(120.0, 480.0);
        let field = TextEdit::singleline(&mut path.text).hint_text(example).desired_width(wide);
        let response = ui.add(field).on_hover_text(say!(spoken(ui), "window-path"));
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if std::mem::take(&mut path.is_new) {
            response.request_focus();
            select_all(ui, &response, &path.text);
        }
        let typed = path.text.trim();
        let clicked = ui.add_enabled(!typed.is_empty(), egui::Button::new(verb)).clicked();
        ((entered || clicked) && !typed.is_empty()).then(|| PathBuf::from(typed))
    })
    .inner
}
