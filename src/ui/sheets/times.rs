//! The sheet that says how times are shown and what is assumed of them: the zone, the zone of logs without one, the year.

use egui::{RichText, TextEdit, Ui};

use crate::model::{Offsets, TimeZone};
use crate::say;
use crate::text;
use crate::ui::language::spoken;
use crate::ui::settings::ZoneChoice;
use crate::ui::state::dress::Shiftable;
use crate::ui::state::{AppState, Command, Dating};
use crate::ui::theme::{self, space};

/// What the sheet remembers: the offsets being typed.
#[derive(Debug, Default)]
pub(crate) struct TimesPanel {
    shown: String,
    log: String,
}

/// What the button of the headline says.
pub(crate) fn label(state: &AppState) -> String {
    let language = state.language;
    let zone = match state.settings.zone {
        ZoneChoice::Printed => None,
        ZoneChoice::Computer => Some(say!(language, "window-times-zone-computer").to_owned()),
        ZoneChoice::Utc => Some("UTC".to_owned()),
        ZoneChoice::East(seconds) => Some(text::offset(seconds)),
        ZoneChoice::Named(zone) => Some(zone.name().to_owned()),
    };
    // What a log does not say cannot be shifted, whatever was chosen.
    let times = match (zone, state.can_shift()) {
        (None, _) | (_, Shiftable::None) => say!(language, "window-times-printed").to_owned(),
        (Some(zone), Shiftable::All) => say!(language, "window-times-in", zone = zone),
        (Some(zone), Shiftable::Some) => say!(language, "window-times-partly-in", zone = zone),
    };
    let year = match (state.summary.assumes_year, state.dating.year) {
        (false, _) => None,
        (true, None) => Some(say!(language, "window-times-year-assumed").to_owned()),
        (true, Some(year)) => Some(say!(language, "window-times-year-set", year = year.to_string())),
    };
    let log_zone = match state.dating.log_zone {
        ZoneChoice::Printed => None,
        _ => Some(say!(language, "window-times-zone-set").to_owned()),
    };
    [Some(times), year, log_zone].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

pub(crate) fn times_ui(ui: &mut Ui, state: &AppState, panel: &mut TimesPanel, commands: &mut Vec<Command>) {
    let language = state.language;
    ui.add_enabled_ui(!state.is_reading(), |ui| {
        let show = say!(language, "window-times-show");
        heading(ui, show);
        if let Some(zone) =
            zones_ui(ui, show, state.settings.zone, say!(language, "window-times-choice-printed"), &mut panel.shown)
        {
            commands.push(Command::ShowTimes(zone));
        }
        hint(ui, say!(language, "window-times-show-hint"));
        let dating = state.dating;
        if state.lacks_offsets() {
            heading(ui, say!(language, "window-times-without-zone"));
            let chosen = zones_ui(
                ui,
                say!(language, "window-times-log-zone"),
                dating.log_zone,
                say!(language, "window-times-not-known"),
                &mut panel.log,
            );
            if let Some(log_zone) = chosen {
                commands.push(Command::Date(Dating { log_zone, ..dating }));
            }
            hint(ui, say!(language, "window-times-without-zone-hint"));
        }
        if let Some(year) = state.year() {
            heading(ui, say!(language, "window-times-without-year"));
            let year = year_ui(ui, year, dating.year);
            if year != dating.year {
                commands.push(Command::Date(Dating { year, ..dating }));
            }
            hint(ui, say!(language, "window-times-without-year-hint"));
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
    let (mut chosen, language) = (None, spoken(ui));
    ui.horizontal_wrapped(|ui| {
        let all = [
            (ZoneChoice::Printed, none.to_owned()),
            (ZoneChoice::Utc, "UTC".to_owned()),
            (ZoneChoice::Computer, say!(language, "window-times-choice-computer").to_owned()),
        ];
        for (choice, label) in all {
            if ui.selectable_label(now == choice, label).clicked() {
                chosen = Some(choice);
            }
        }
        let typed_before = match now {
            ZoneChoice::East(seconds) => Some(text::offset(seconds)),
            ZoneChoice::Named(zone) => Some(zone.name().to_owned()),
            ZoneChoice::Printed | ZoneChoice::Utc | ZoneChoice::Computer => None,
        };
        if let Some(typed) = typed_before {
            ui.selectable_label(true, typed).on_hover_text(say!(language, "window-times-typed"));
        }
        let field = TextEdit::singleline(typed).hint_text("+09:00").desired_width(72.0);
        let response = ui.add(field).on_hover_text(say!(language, "window-times-another", what = what));
        let called = say!(language, "window-times-offset", what = what);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &called));
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let read = TimeZone::parse(typed, Offsets::default());
        if (ui.add_enabled(read.is_some(), egui::Button::new(say!(language, "window-times-set"))).clicked() || entered)
            && let Some(read) = read.map(choice)
        {
            chosen = Some(read);
            typed.clear();
        } else if !typed.trim().is_empty() && read.is_none() {
            ui.label(theme::caption(ui, say!(language, "window-times-write-like")));
        }
    });
    chosen.filter(|chosen| *chosen != now)
}

/// What was typed, as a choice.
const fn choice(zone: TimeZone) -> ZoneChoice {
    match zone {
        TimeZone::East(seconds) => ZoneChoice::east(seconds),
        TimeZone::Named(zone) => ZoneChoice::Named(zone),
        TimeZone::Computer(_) => ZoneChoice::Computer,
    }
}

/// The year with its neighbours; gives the one that is set now, `None` for the one that is inferred.
fn year_ui(ui: &mut Ui, year: i32, set: Option<i32>) -> Option<i32> {
    let (mut chosen, language) = (set, spoken(ui));
    ui.horizontal(|ui| {
        if step_ui(ui, "◀", say!(language, "window-times-earlier")) {
            chosen = Some(year - 1);
        }
        ui.label(RichText::new(year.to_string()).text_style(theme::strong()));
        if step_ui(ui, "▶", say!(language, "window-times-later")) {
            chosen = Some(year + 1);
        }
        if ui.add_enabled(set.is_some(), egui::Button::new(say!(language, "window-times-as-inferred"))).clicked() {
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
