//! The window's first sentence: how many kills, where, when and of what kind; and how far reading is.

use egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, Stroke, Ui, vec2};

use super::sheets::times;
use super::state::{AppState, Command, Phase, Sheet};
use super::theme::{self, space};
use crate::chart;
use crate::model::Bytes;
use crate::say;
use crate::text;

pub(super) fn headline_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.ground.into()).inner_margin(Margin::symmetric(16, 10));
    Panel::top("headline").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            let (id, width) = (ui.scope_id().with("controls"), ui.available_width());
            let controls = ui.data(|data| data.get_temp(id)).unwrap_or(width / 3.0);
            let wide = (width - controls - space::L).max(width / 3.0);
            let layout = Layout::left_to_right(Align::Center).with_main_wrap(true);
            ui.allocate_ui_with_layout(vec2(wide, ui.spacing().interact_size.y), layout, |ui| sentence_ui(ui, state));
            let controls = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                theme::on_ground(ui);
                account_ui(ui, state, commands);
                if !state.is_reading() && !state.rows.is_empty() {
                    times_ui(ui, state, commands);
                }
                if state.is_reading() {
                    progress_ui(ui, state, commands);
                }
            });
            let now = controls.response.rect.width().ceil();
            if ui.data_mut(|data| data.get_temp(id).replace(now) != Some(now)) {
                ui.data_mut(|data| data.insert_temp(id, now));
                ui.ctx().request_repaint();
            }
        });
        if let Phase::Failed(sentence) = &state.phase {
            ui.label(RichText::new(sentence).color(palette.warning));
        }
        if state.is_reading() {
            share_ui(ui, state);
        }
    });
}

/// How much has been read, as a line along the lower edge: what comes and goes must not move the rest.
fn share_ui(ui: &Ui, state: &AppState) {
    let (done, total) = state.progress;
    let Some(total) = total.filter(|total| *total > 0) else { return };
    let share = chart::single(Bytes(done).share_of(Bytes(total)).min(1.0));
    let edge = ui.max_rect().expand2(vec2(16.0, 10.0));
    let bottom = ui.min_rect().bottom() + 10.0;
    let to = edge.left() + edge.width() * share;
    ui.painter().hline(edge.left()..=to, bottom - 1.5, Stroke::new(3.0, theme::palette(ui).accent));
}

fn sentence_ui(ui: &mut Ui, state: &AppState) {
    let sentence = match (&state.phase, state.rows.is_empty()) {
        (Phase::Reading, true) => say!(state.language, "window-none-yet"),
        (_, true) => say!(state.language, "window-none-found"),
        (_, false) => state.headline.as_str(),
    };
    // Rather a little smaller than in two lines.
    let colour = theme::palette(ui).strong;
    let width = |style: &egui::TextStyle| {
        let font = style.resolve(ui.style());
        ui.painter().layout_no_wrap(sentence.to_owned(), font, colour.into()).size().x
    };
    let styles = [egui::TextStyle::Heading, theme::strong(), theme::small_strong()];
    let style = styles.into_iter().find(|style| width(style) <= ui.available_width()).unwrap_or_else(theme::strong);
    let words = RichText::new(sentence).text_style(style).color(colour);
    if theme::is_low(ui.ctx()) {
        // The card needs the room more than the whole of the sentence does.
        ui.add(Label::new(words).truncate());
    } else {
        ui.label(words);
    }
    if state.phase == Phase::Stopped {
        ui.label(theme::caption(ui, say!(state.language, "window-stopped")));
    }
}

/// Opens the account of what was read; tells how many remarks there are.
fn account_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let remarks = state.review.skipped.len() + state.review.sources.iter().map(|s| s.notes.len()).sum::<usize>();
    let inputs = say!(state.language, "window-sources", count = state.review.sources.len());
    let label = match remarks {
        0 => inputs,
        some => format!("{inputs} · {}", say!(state.language, "window-notes", count = some)),
    };
    if ui.button(label).on_hover_text(say!(state.language, "window-account-hint")).clicked() {
        commands.push(Command::Toggle(Sheet::WhatWasRead));
    }
}

/// Opens what can be said of the times; tells what is assumed of them.
fn times_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let hint = say!(state.language, "window-times-hint");
    if ui.button(times::label(state)).on_hover_text(hint).clicked() {
        commands.push(Command::Toggle(Sheet::Times));
    }
}

fn progress_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    if ui.button(say!(state.language, "window-stop")).on_hover_text(say!(state.language, "window-stop-hint")).clicked()
    {
        commands.push(Command::Stop);
    }
    let (done, total) = state.progress;
    let read = text::size(Bytes(done));
    let words = match total {
        Some(total) => say!(state.language, "window-read-of", size = read, total = text::size(Bytes(total))),
        None => say!(state.language, "window-read", size = read),
    };
    ui.label(theme::caption(ui, words));
}
