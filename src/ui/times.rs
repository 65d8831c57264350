//! The sheet that says how times are shown and what is assumed of them: the zone, the zone of logs without one, the year.

use egui::{RichText, TextEdit, Ui};

use super::settings::ZoneChoice;
use super::state::{AppState, Command, Dating};
use super::theme::{self, space};
use crate::model::{Offsets, TimeZone};
use crate::text;

/// What the sheet remembers: the offsets being typed.
#[derive(Debug, Default)]
pub(super) struct TimesPanel {
    shown: String,
    log: String,
}

/// What the button of the headline says.
pub(super) fn label(state: &AppState) -> String {
    let zone = match state.settings.zone {
        ZoneChoice::Printed | ZoneChoice::Computer => name(state.settings.zone),
        choice => format!("in {}", name(choice)),
    };
    let assumed = match (state.assumes_year(), state.dating.log_zone == ZoneChoice::Printed) {
        (false, true) => "",
        (true, true) => " · year assumed",
        (false, false) => " · zone assumed",
        (true, false) => " · year and zone assumed",
    };
    format!("Times {zone}{assumed}")
}

pub(super) fn times_ui(ui: &mut Ui, state: &AppState, panel: &mut TimesPanel, commands: &mut Vec<Command>) {
    ui.add_enabled_ui(!state.is_reading(), |ui| {
        heading(ui, "Show times");
        if let Some(zone) = zones_ui(ui, "Show times", state.settings.zone, "As printed", &mut panel.shown) {
            commands.push(Command::ShowTimes(zone));
        }
        hint(ui, "In the window, its pictures and its reports. What the log itself prints is never changed.");
        let dating = state.dating;
        if state.lacks_offsets() {
            heading(ui, "Logs that name no zone");
            let chosen = zones_ui(ui, "Log's zone", dating.log_zone, "Not known", &mut panel.log);
            if let Some(log_zone) = chosen {
                commands.push(Command::Date(Dating { log_zone, ..dating }));
            }
            hint(
                ui,
                "Their times are not shifted, unless you say in which zone they were written. What follows from that is \
                 marked as assumed.",
            );
        }
        if let Some(year) = state.year() {
            heading(ui, "Logs whose dates have no year");
            let year = year_ui(ui, year, dating.year);
            if year != dating.year {
                commands.push(Command::Date(Dating { year, ..dating }));
            }
            hint(ui, "The year of the log's last line; years before follow at each New Year. It is marked as assumed.");
        }
    });
}

fn heading(ui: &mut Ui, words: &str) {
    ui.add_space(space::S);
    ui.label(theme::bold(ui, words));
}

fn hint(ui: &mut Ui, words: &str) {
    ui.label(theme::caption(ui, words));
    ui.add_space(space::S);
}

/// One zone out of several; gives the one that was chosen now.
fn zones_ui(ui: &mut Ui, what: &str, now: ZoneChoice, none: &str, typed: &mut String) -> Option<ZoneChoice> {
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        let all = [
            (ZoneChoice::Printed, none.to_owned()),
            (ZoneChoice::Utc, "UTC".to_owned()),
            (ZoneChoice::Computer, "This computer's".to_owned()),
        ];
        for (choice, label) in all {
            if ui.selectable_label(now == choice, label).clicked() {
                chosen = Some(choice);
            }
        }
        if let ZoneChoice::East(_) = now {
            ui.selectable_label(true, name(now)).on_hover_text("The offset that you typed");
        }
        let field = TextEdit::singleline(typed).hint_text("+09:00").desired_width(72.0);
        let response = ui.add(field).on_hover_text(format!("{what}: another offset from UTC"));
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, format!("{what}: offset from UTC")));
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let read = TimeZone::parse(typed, Offsets::default());
        if (ui.add_enabled(read.is_some(), egui::Button::new("Set")).clicked() || entered)
            && let Some(TimeZone::East(seconds)) = read
        {
            chosen = Some(ZoneChoice::east(seconds));
            typed.clear();
        } else if !typed.trim().is_empty() && read.is_none() {
            ui.label(theme::caption(ui, "Write it like +09:00 or -03:30"));
        }
    });
    chosen.filter(|chosen| *chosen != now)
}

/// The year with its neighbours; gives the one that is set now, `None` for the one that is inferred.
fn year_ui(ui: &mut Ui, year: i32, set: Option<i32>) -> Option<i32> {
    let mut chosen = set;
    ui.horizontal(|ui| {
        if step_ui(ui, "◀", "A year earlier") {
            chosen = Some(year - 1);
        }
        ui.label(RichText::new(year.to_string()).text_style(theme::strong()));
        if step_ui(ui, "▶", "A year later") {
            chosen = Some(year + 1);
        }
        if ui.add_enabled(set.is_some(), egui::Button::new("As inferred")).clicked() {
            chosen = None;
        }
    });
    chosen
}

/// A button with a sign and a name for screen readers; true where it was clicked.
fn step_ui(ui: &mut Ui, sign: &str, what: &str) -> bool {
    let button = ui.button(sign);
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, what));
    button.on_hover_text(what).clicked()
}

fn name(choice: ZoneChoice) -> String {
    match choice {
        ZoneChoice::Printed => "as printed".to_owned(),
        ZoneChoice::Utc => "UTC".to_owned(),
        ZoneChoice::Computer => "in this computer's zone".to_owned(),
        ZoneChoice::East(seconds) => text::offset(seconds),
    }
}
