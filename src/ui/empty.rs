//! What stands where there is no kill to show: an empty window that says what to do, and a log without a kill that says
//! what was read and why that may be. And the sheet that shows where dropped files go.

use egui::{Align2, Button, CentralPanel, Frame, Id, LayerId, Margin, Order, Panel, RichText, TextStyle, Ui, vec2};

use super::language::spoken;
use super::log::{self, LogPanel, Topic};
use super::shortcuts;
use super::state::{AppState, Command, Phase, Sheet};
use super::theme::{self, space};
use super::widgets;
use crate::model::Span;
use crate::say;
use crate::source::Input;

/// How many inputs that could not be read are named here; the sheet names all.
const SKIPPED_SHOWN: usize = 5;

/// The share of the height that the lines of a log without a kill have.
const LOG_SHARE: f32 = 0.5;
/// The height of the sentence in their place, with the choice of logs above it, in points.
const NOT_KEPT: f32 = 76.0;
/// What a line of a short log needs, and what stands around all of them.
const LINE: f32 = 20.0;
const AROUND_LINES: f32 = 80.0;

/// How wide running text may get before it is hard to read.
const COLUMN: f32 = 560.0;

pub(super) fn empty_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let language = state.language;
    column(ui, |ui| {
        title(ui, say!(language, "window-empty-title"));
        paragraph(ui, say!(language, "window-empty-words"));
        ui.add_space(space::L);
        ui.horizontal(|ui| {
            if primary(ui, say!(language, "window-open-logs")).on_hover_text(shortcuts::OPEN.hint(ui.ctx())).clicked() {
                commands.push(Command::AskOpen);
            }
            let folder = Button::new(say!(language, "window-open-folder-of-logs")).min_size(vec2(0.0, 36.0));
            if ui.add(folder).clicked() {
                commands.push(Command::AskFolder);
            }
            if ui.add(Button::new(say!(language, "window-try-sample")).min_size(vec2(0.0, 36.0))).clicked() {
                commands.push(Command::OpenSample);
            }
        });
        ui.add_space(space::S);
        ui.label(theme::caption(ui, say!(language, "window-drop-or-paste")));
        recent_ui(ui, state, commands);
    });
}

fn recent_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    if state.settings.recent.is_empty() {
        return;
    }
    ui.add_space(space::XL);
    ui.label(theme::bold(ui, say!(state.language, "window-opened-before")));
    for path in state.settings.recent.iter().take(5) {
        let link = egui::Link::new(path.display().to_string());
        if ui.add(link).clicked() {
            commands.push(Command::Open(vec![Input::Path(path.clone())]));
        }
    }
}

/// The logs that were read, each from its first line to its last: without a kill there is no other place to begin.
fn logs(state: &AppState) -> Vec<Span> {
    let read = state.review.sources.iter().filter(|source| source.lines > 0);
    read.map(|source| Span { source: source.id, first: 1, last: source.lines }).collect()
}

/// The lines of logs without a kill, below what is said of them.
fn logs_ui(ui: &mut Ui, state: &AppState, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    let logs = logs(state);
    let is_read = matches!(state.load.phase, Phase::Done | Phase::Stopped);
    if logs.is_empty() || !is_read || theme::is_low(ui.ctx()) {
        return;
    }
    if logs.len() == 1 && panel.shows_nothing() {
        // It came through a pipe or was packed: such lines are kept around kills only.
        return;
    }
    let frame = Frame::new().fill(theme::palette(ui).panel.into()).inner_margin(Margin::symmetric(12, 8));
    // Of several logs another may have been kept: a sentence and the choice need little room.
    let below = if panel.shows_nothing() {
        Panel::bottom("log that was not kept").frame(frame).exact_size(NOT_KEPT)
    } else {
        let lines = logs.iter().map(|log| log.last).max().unwrap_or_default();
        let high = (ui.available_height() * LOG_SHARE).min(AROUND_LINES + LINE * lines as f32);
        Panel::bottom("log without a kill").frame(frame).resizable(true).default_size(high)
    };
    below.show(ui, |ui| {
        widgets::fixed(ui, |ui| log::log_ui(ui, state, &Topic::of_logs(&logs), panel, commands));
    });
}

/// While reading: that nothing was found yet. Afterwards: what was read, and why there may be no kill in it.
pub(super) fn no_kill_ui(ui: &mut Ui, state: &AppState, log: &mut LogPanel, commands: &mut Vec<Command>) {
    logs_ui(ui, state, log, commands);
    let language = state.language;
    column(ui, |ui| {
        if state.is_reading() {
            title(ui, say!(language, "window-reading"));
            paragraph(ui, say!(language, "window-reading-words"));
            return;
        }
        if nothing_was_read(state) {
            title(ui, say!(language, "window-nothing-read"));
            for skipped in state.review.skipped.iter().take(SKIPPED_SHOWN) {
                paragraph(ui, &say!(language, "window-sentence", words = skipped.said(language)));
            }
        } else {
            title(ui, say!(language, "window-no-kill"));
            if state.load.phase == Phase::Stopped {
                paragraph(ui, say!(language, "window-stopped-words"));
            }
            for reason in &state.summary.nothing_found {
                paragraph(ui, &say!(language, "window-sentence", words = reason));
            }
        }
        ui.add_space(space::L);
        ui.horizontal(|ui| {
            if primary(ui, say!(language, "window-open-others")).clicked() {
                commands.push(Command::AskOpen);
            }
            if ui.add(Button::new(say!(language, "window-what-was-read")).min_size(vec2(0.0, 36.0))).clicked() {
                commands.push(Command::Toggle(Sheet::WhatWasRead));
            }
        });
    });
}

fn nothing_was_read(state: &AppState) -> bool {
    state.review.sources.iter().all(|source| source.lines == 0)
}

/// A calm column in the middle of the window.
fn column(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let palette = theme::palette(ui);
    CentralPanel::default().frame(Frame::new().fill(palette.ground.into())).show(ui, |ui| {
        theme::on_ground(ui);
        let wide = COLUMN.min(ui.available_width() - 2.0 * space::L);
        let left = (ui.available_width() - wide) / 2.0;
        let top = (ui.available_height() * 0.22).max(space::L);
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.add_space(top);
            ui.horizontal_top(|ui| {
                ui.add_space(left);
                ui.vertical(|ui| {
                    ui.set_width(wide);
                    content(ui);
                });
            });
        });
    });
}

fn title(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).text_style(theme::title()).color(theme::palette(ui).strong));
    ui.add_space(space::S);
}

fn paragraph(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).text_style(TextStyle::Body));
}

fn primary(ui: &mut Ui, words: &str) -> egui::Response {
    let palette = theme::palette(ui);
    let words = RichText::new(words).text_style(theme::strong()).color(palette.panel);
    ui.add(Button::new(words).fill(palette.accent).min_size(vec2(0.0, 36.0)))
}

/// Takes dropped files, and while they hover says what dropping does.
pub(super) fn drop_ui(ui: &Ui, commands: &mut Vec<Command>) {
    let (dropped, hovering, adding) = ui.input(|input| {
        let paths: Vec<_> = input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
        (paths, !input.raw.hovered_files.is_empty(), input.modifiers.command)
    });
    if !dropped.is_empty() {
        let inputs = dropped.into_iter().map(Input::Path).collect();
        commands.push(if adding { Command::Add(inputs) } else { Command::Open(inputs) });
    }
    if hovering {
        let language = spoken(ui);
        overlay(ui, if adding { say!(language, "window-drop-to-add") } else { say!(language, "window-drop-to-open") });
    }
}

fn overlay(ui: &Ui, words: &str) {
    let palette = theme::palette(ui);
    let rect = ui.ctx().content_rect();
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Foreground, Id::unique("drop")));
    let veil = egui::Color32::from(palette.ground).gamma_multiply(0.88);
    painter.rect_filled(rect, 0.0, veil);
    let frame = rect.shrink2(vec2(f32::from(Margin::same(24).left), 24.0));
    let stroke = egui::Stroke::new(2.0, palette.accent);
    painter.rect_stroke(frame, f32::from(theme::CARD_RADIUS), stroke, egui::StrokeKind::Inside);
    let font = theme::title().resolve(ui.style());
    painter.text(rect.center(), Align2::CENTER_CENTER, words, font, palette.strong.into());
}
