//! Sentences in the lower left corner, over the list, that say what became of something: there they cover no sum and no
//! figure of the kill that is shown. All of them go by themselves, what went wrong later.

use egui::{Align2, Area, Frame, Id, Label, Order, RichText, Stroke, Ui, vec2};

use super::language::spoken;
use super::state::{AppState, Command, Offer, Toast};
use super::theme::{self, space};
use super::widgets;
use crate::chart;
use crate::say;

/// How long a good message stays, in seconds.
const STAYS: f64 = 4.0;

/// How long one stays that offers something to do.
const OFFER_STAYS: f64 = 8.0;

/// How long one stays that says what went wrong.
const ERROR_STAYS: f64 = 15.0;

/// How wide one is at most.
const WIDE: f32 = 340.0;

/// When each message was first seen, on the window's clock.
#[derive(Debug, Default)]
pub(super) struct Toasts {
    born: Vec<(Toast, f64)>,
}

pub(super) fn toasts_ui(ui: &Ui, state: &AppState, toasts: &mut Toasts, commands: &mut Vec<Command>) {
    let now = ui.input(|input| input.time);
    toasts.born.retain(|(message, _)| state.messages.contains(message));
    for message in &state.messages {
        if !toasts.born.iter().any(|(known, _)| known == message) {
            toasts.born.push((message.clone(), now));
        }
    }
    if toasts.born.is_empty() {
        return;
    }
    Area::new(Id::unique("messages"))
        .order(Order::Foreground)
        .anchor(Align2::LEFT_BOTTOM, vec2(space::M, -space::M))
        .show(ui.ctx(), |ui| {
            for (message, born) in &toasts.born {
                message_ui(ui, message, now - born, commands);
            }
        });
}

fn message_ui(ui: &mut Ui, message: &Toast, age: f64, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let edge = if message.is_error { palette.warning } else { palette.line };
    Frame::popup(ui.style()).stroke(Stroke::new(1.0, edge)).inner_margin(12).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            // First of all: it begins the row anew.
            ui.set_max_width(WIDE);
            if message.is_error {
                ui.label(RichText::new("⚠").color(palette.warning));
            }
            let beside = if message.is_error || message.offer.is_some() { 110.0 } else { space::L };
            widgets::column(ui, (text_width(ui, &message.text) + 1.0).min(WIDE - beside), |ui| {
                ui.add(Label::new(&message.text).wrap())
            });
            if let Some(offer) = &message.offer {
                offer_ui(ui, message, offer, commands);
            }
            if message.is_error
                && ui.small_button("✖").on_hover_text(say!(spoken(ui), "window-close-message")).clicked()
            {
                commands.push(Command::Unsay(message.clone()));
            }
        });
    });
    let stays = match (message.is_error, &message.offer) {
        (true, _) => ERROR_STAYS,
        (false, Some(_)) => OFFER_STAYS,
        (false, None) => STAYS,
    };
    if age >= stays {
        commands.push(Command::Unsay(message.clone()));
    } else {
        ui.ctx().request_repaint_after_secs(chart::single(stays - age));
    }
}

fn text_width(ui: &Ui, words: &str) -> f32 {
    let font = egui::TextStyle::Body.resolve(ui.style());
    ui.painter().layout_no_wrap(words.to_owned(), font, egui::Color32::PLACEHOLDER).size().x
}

fn offer_ui(ui: &mut Ui, message: &Toast, offer: &Offer, commands: &mut Vec<Command>) {
    let (label, command) = match offer {
        Offer::Reopen => (say!(spoken(ui), "window-undo"), Command::Reopen),
        Offer::ShowFile(path) => (say!(spoken(ui), "window-open-folder"), Command::ShowFile(path.clone())),
    };
    if ui.button(label).clicked() {
        commands.push(Command::Unsay(message.clone()));
        commands.push(command);
    }
}
