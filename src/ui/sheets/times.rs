//! The sheet that says how times are shown and what is assumed of them: the zone, the zone of logs without one, the year.

use egui::{RichText, ScrollArea, TextEdit, Ui};

use crate::model::{NamedZone, Offsets, TimeZone};
use crate::say;
use crate::text;
use crate::ui::language::spoken;
use crate::ui::settings::ZoneChoice;
use crate::ui::state::Shiftable;
use crate::ui::state::{AppState, Command, Dating};
use crate::ui::theme::{self, space};

/// How many zones are offered for what was typed, and from how many letters on.
const OFFERED: usize = 6;
const LEAST_TYPED: usize = 2;

/// What the sheet remembers: the zones being typed.
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
    let times = match (zone, state.summary.shiftable) {
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
        region_ui(ui, what, &mut chosen);
        let field = TextEdit::singleline(typed).hint_text(say!(language, "window-times-example")).desired_width(176.0);
        let response = ui.add(field).on_hover_text(say!(language, "window-times-another", what = what));
        let called = say!(language, "window-times-offset", what = what);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &called));
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let fitting = fitting(typed);
        let only = || NamedZone::parse(fitting.first().filter(|_| fitting.len() == 1)?).map(TimeZone::Named);
        let exact = TimeZone::parse(typed, Offsets::default());
        let read = exact.or_else(only);
        if (ui.add_enabled(read.is_some(), egui::Button::new(say!(language, "window-times-set"))).clicked() || entered)
            && let Some(read) = read.map(choice)
        {
            chosen = Some(read);
            typed.clear();
        } else if !typed.trim().is_empty() && read.is_none() && fitting.is_empty() {
            ui.label(theme::caption(ui, say!(language, "window-times-write-like")));
        }
        for name in fitting.iter().take(OFFERED).filter(|_| exact.is_none()) {
            if ui.button(name.replace('_', " ")).clicked() {
                chosen = NamedZone::parse(name).map(ZoneChoice::Named);
                typed.clear();
            }
        }
    });
    chosen.filter(|chosen| *chosen != now)
}

/// The names of zones that hold what was typed, those first whose city begins with it.
fn fitting(typed: &str) -> Vec<&'static str> {
    let typed = typed.trim().replace(' ', "_").to_lowercase();
    if typed.chars().filter(|c| c.is_alphabetic()).count() < LEAST_TYPED {
        return Vec::new();
    }
    let mut names: Vec<&str> = regions().filter(|name| name.to_lowercase().contains(&typed)).collect();
    let begins = |name: &str| name.rsplit('/').next().is_some_and(|city| city.to_lowercase().starts_with(&typed));
    names.sort_by_key(|name| !begins(name));
    names
}

/// The names that tell a region and a city; the others are older names of the same zones.
fn regions() -> impl Iterator<Item = &'static str> {
    const OLD: [&str; 9] = ["Etc/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "SystemV/", "posix/", "right/"];
    NamedZone::names().filter(|name| name.contains('/') && !OLD.iter().any(|old| name.starts_with(old)))
}

/// All zones by their regions, for whoever does not know what the database calls a city.
fn region_ui(ui: &mut Ui, what: &str, chosen: &mut Option<ZoneChoice>) {
    let language = spoken(ui);
    let menu = ui.menu_button(say!(language, "window-times-by-region"), |ui| {
        let mut names: Vec<&str> = regions().collect();
        names.sort_unstable();
        for region in names.chunk_by(|a, b| a.split('/').next() == b.split('/').next()) {
            let Some((name, _)) = region.first().and_then(|first| first.split_once('/')) else { continue };
            ui.menu_button(name, |ui| {
                ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                    for zone in region {
                        let city = zone.split_once('/').map_or(*zone, |(_, city)| city).replace('_', " ");
                        if ui.button(city).clicked() {
                            *chosen = NamedZone::parse(zone).map(ZoneChoice::Named);
                            ui.close();
                        }
                    }
                });
            });
        }
    });
    let called = say!(language, "window-times-by-region-of", what = what);
    menu.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &called));
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
