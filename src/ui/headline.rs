//! The window's first sentence: how many kills, where, when and of what kind; and how far reading is.

use egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, Stroke, Ui, vec2};

use super::sheets::times;
use super::shortcuts;
use super::state::{AppState, Command, Phase, ReadBytes, Sheet};
use super::theme::{self, space};
use super::widgets;
use crate::chart;
use crate::model::Bytes;
use crate::say;
use crate::text;

pub(super) fn headline_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    // At twice the size the verdict needs the room; the title says how many kills there are.
    if theme::is_low(ui.ctx()) && matches!(state.load.phase, Phase::Done | Phase::Stopped) && !state.rows.is_empty() {
        return;
    }
    let palette = theme::palette(ui);
    let beside = beside(ui);
    let frame = Frame::new().fill(palette.ground.into()).inner_margin(Margin::symmetric(16, beside));
    Panel::top("headline").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            let width = ui.available_width();
            let controls = widgets::width_at_right(ui, "controls").unwrap_or(width / 3.0);
            let wide = (width - controls - space::L).max(width / 3.0);
            let layout = Layout::left_to_right(Align::Center).with_main_wrap(true);
            ui.allocate_ui_with_layout(vec2(wide, ui.spacing().interact_size.y), layout, |ui| sentence_ui(ui, state));
            widgets::at_right(ui, "controls", |ui| {
                theme::on_ground(ui);
                if state.is_reading() {
                    progress_ui(ui, state, commands);
                } else if !state.rows.is_empty() {
                    affected_ui(ui, state, width, commands);
                    times_ui(ui, state, commands);
                }
                account_ui(ui, state, commands);
            });
        });
        if let Phase::Failed(sentence) = &state.load.phase {
            ui.label(RichText::new(sentence).color(palette.warning));
        }
        if state.is_reading() {
            share_ui(ui, state);
        }
    });
}

/// The room above and below the sentence.
fn beside(ui: &Ui) -> i8 {
    match (theme::is_low(ui.ctx()), theme::is_short(ui.ctx())) {
        (true, _) => 2,
        (false, true) => 5,
        (false, false) => 10,
    }
}

/// How much has been read, as a line along the lower edge: what comes and goes must not move the rest.
fn share_ui(ui: &Ui, state: &AppState) {
    let ReadBytes { done, total } = state.load.progress;
    let Some(total) = total.filter(|total| *total > 0) else { return };
    let share = chart::single(Bytes(done).share_of(Bytes(total)).min(1.0));
    let beside = f32::from(beside(ui));
    let edge = ui.max_rect().expand2(vec2(16.0, beside));
    let bottom = ui.min_rect().bottom() + beside;
    let to = edge.left() + edge.width() * share;
    ui.painter().hline(edge.left()..=to, bottom - 1.5, Stroke::new(3.0, theme::palette(ui).accent));
}

fn sentence_ui(ui: &mut Ui, state: &AppState) {
    let sentence = match (&state.load.phase, state.rows.is_empty()) {
        (Phase::Reading, true) => say!(state.language, "window-none-yet"),
        (_, true) => say!(state.language, "window-none-found"),
        (_, false) => state.summary.headline.as_str(),
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
    if state.load.phase == Phase::Stopped {
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

/// From this width on there is room for the way to who is affected; below it the key and the search for commands lead there.
const WIDE_FROM: f32 = 1100.0;

/// Shows who is affected, where there are several kills.
fn affected_ui(ui: &mut Ui, state: &AppState, width: f32, commands: &mut Vec<Command>) {
    if state.review.cases.len() < 2 || width < WIDE_FROM {
        return;
    }
    let button = egui::Button::selectable(state.selection.affected, say!(state.language, "heading-affected"));
    if ui.add(button.frame_when_inactive(true)).on_hover_text(shortcuts::AFFECTED.hint(ui.ctx())).clicked() {
        commands.push(Command::ShowAffected);
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
    let ReadBytes { done, total } = state.load.progress;
    let read = text::size(state.language, Bytes(done));
    let words = match total {
        Some(total) => {
            say!(state.language, "window-read-of", size = read, total = text::size(state.language, Bytes(total)))
        }
        None => say!(state.language, "window-read", size = read),
    };
    ui.label(theme::caption(ui, words));
    if ui.button(say!(state.language, "window-stop")).on_hover_text(say!(state.language, "window-stop-hint")).clicked()
    {
        commands.push(Command::Stop);
    }
}
