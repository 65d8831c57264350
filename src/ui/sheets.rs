//! What may lie over the window: the shortcuts, the account of what was read, and a field for a path where the desktop has
//! no file dialog.

use std::path::PathBuf;

use egui::{Grid, Id, Modal, RichText, ScrollArea, TextEdit, Ui};

use super::picture_sheet::{PictureSheet, picture_ui};
use super::shortcuts;
use super::state::{AppState, Command, Product, Sheet};
use super::theme::{self, space};
use crate::model::{Bytes, Note, Source};
use crate::source::Input;
use crate::text;

/// What the sheets remember.
#[derive(Default)]
pub(super) struct Sheets {
    path: String,
    pub(super) picture: PictureSheet,
}

pub(super) fn sheets_ui(ui: &Ui, state: &AppState, sheets: &mut Sheets, commands: &mut Vec<Command>) {
    let Some(sheet) = state.sheet else {
        sheets.picture.forget();
        return;
    };
    let frame = egui::Frame::window(ui.style()).inner_margin(space::XL);
    let shown = Modal::new(Id::unique("sheet")).frame(frame).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect().size();
        ui.set_max_width((screen.x - 64.0).min(720.0));
        match sheet {
            Sheet::Shortcuts => shortcuts_ui(ui),
            Sheet::WhatWasRead => account_ui(ui, state),
            Sheet::Picture => picture_ui(ui, state, &mut sheets.picture, commands),
            Sheet::OpenPath => open_path_ui(ui, sheets, commands),
            Sheet::SavePath(product) => save_path_ui(ui, sheets, product, commands),
        }
        ui.add_space(space::M);
        if ui.button("Close").clicked() {
            commands.push(Command::Toggle(sheet));
        }
    });
    // Escape is a shortcut of the window and closes the sheet too; this is the click beside it.
    if shown.backdrop_response.clicked() {
        commands.push(Command::Toggle(sheet));
    }
}

fn heading(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).text_style(egui::TextStyle::Heading).color(theme::palette(ui).strong));
    ui.add_space(space::S);
}

fn shortcuts_ui(ui: &mut Ui) {
    heading(ui, "Shortcuts");
    scrolled(ui, |ui| {
        drop(Grid::new("shortcuts").min_row_height(0.0).spacing([space::XL, 6.0]).show(ui, shortcut_rows_ui));
    });
}

/// Content that may be higher than the window; the button below it stays in sight.
fn scrolled(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let room = (ui.ctx().content_rect().height() - 190.0).max(80.0);
    ScrollArea::vertical().auto_shrink([true, true]).max_height(room).show(ui, content);
}

fn shortcut_rows_ui(ui: &mut Ui) {
    for shortcut in shortcuts::ALL {
        ui.label(RichText::new(shortcut.text(ui.ctx())).text_style(theme::code()));
        ui.label(shortcut.what);
        ui.end_row();
    }
    ui.label(RichText::new("Ctrl+V").text_style(theme::code()));
    ui.label("Open the log lines on the clipboard");
    ui.end_row();
}

fn account_ui(ui: &mut Ui, state: &AppState) {
    heading(ui, "What was read");
    scrolled(ui, |ui| {
        for source in &state.review.sources {
            source_ui(ui, source);
        }
        for skipped in &state.review.skipped {
            ui.label(theme::bold(ui, &skipped.name));
            ui.label(format!("Not read: it {}", skipped.why));
            ui.add_space(space::S);
        }
        let userspace = state.review.companions.iter().filter(|c| c.kind.is_userspace_kill()).count();
        if userspace > 0 {
            let kills = text::counted(userspace as u64, "line", "lines");
            ui.label(format!(
                "{kills} of kubelet, systemd-oomd or earlyoom tell of kills that the kernel did not make"
            ));
        }
        if state.review.sources.is_empty() && state.review.skipped.is_empty() {
            ui.label("Nothing yet");
        }
    });
}

fn source_ui(ui: &mut Ui, source: &Source) {
    ui.label(theme::bold(ui, &source.name));
    let mut facts = vec![text::counted(source.lines, "line", "lines"), text::size(Bytes(source.bytes))];
    facts.extend((!source.dialects.is_empty()).then(|| source.dialects.join(", ")));
    facts.extend(source.failed.then(|| "could not be read to its end".to_owned()));
    ui.label(theme::caption(ui, facts.join(" · ")));
    for note in &source.notes {
        note_ui(ui, note);
    }
    ui.add_space(space::S);
}

fn note_ui(ui: &mut Ui, note: &Note) {
    let place = match note.span {
        Some(span) if span.first == span.last => format!(" (line {})", text::count(span.first)),
        Some(span) => format!(" (lines {}–{})", text::count(span.first), text::count(span.last)),
        None => String::new(),
    };
    ui.label(format!("• {}{place}", note.text));
}

fn open_path_ui(ui: &mut Ui, sheets: &mut Sheets, commands: &mut Vec<Command>) {
    heading(ui, "Open a log by its path");
    ui.label(
        "This desktop offers no file dialog. Install xdg-desktop-portal-gtk or zenity to get one; meanwhile type a path, \
         drop files on the window, or name them on the command line.",
    );
    if let Some(path) = path_ui(ui, &mut sheets.path, "Open") {
        commands.push(Command::Open(vec![Input::Path(path)]));
    }
}

fn save_path_ui(ui: &mut Ui, sheets: &mut Sheets, product: Product, commands: &mut Vec<Command>) {
    heading(ui, "Save to a path");
    ui.label("This desktop offers no file dialog. Type where the file shall be written.");
    if let Some(path) = path_ui(ui, &mut sheets.path, "Save") {
        commands.push(Command::Toggle(Sheet::SavePath(product)));
        commands.push(Command::SaveTo(product, path));
    }
}

/// A path field and its button; gives the path once it is confirmed.
fn path_ui(ui: &mut Ui, path: &mut String, verb: &str) -> Option<PathBuf> {
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(path).hint_text("/var/log/kern.log").desired_width(480.0);
        let response = ui.add(field).on_hover_text("Path");
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if path.is_empty() && !response.has_focus() {
            response.request_focus();
        }
        let clicked = ui.add_enabled(!path.trim().is_empty(), egui::Button::new(verb)).clicked();
        ((entered || clicked) && !path.trim().is_empty()).then(|| PathBuf::from(path.trim()))
    })
    .inner
}
