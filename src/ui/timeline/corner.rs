//! Over the lanes' names: what the lanes are, and what the axis counts.

use std::sync::Arc;

use egui::{Align, Layout, Rect, RichText, TextStyle, Ui, vec2};

use super::TimelinePanel;
use super::axis::Axis;
use super::lanes::Lanes;
use crate::analysis::Scope;
use crate::lang::Language;
use crate::text;
use crate::ui::facet::Facet;
use crate::ui::filter::Filter;
use crate::ui::rows::Clock;
use crate::ui::settings::LaneBy;
use crate::ui::state::{AppState, Command, TimelineMove};
use crate::ui::theme;

pub(super) fn corner_ui(
    ui: &mut Ui,
    rect: Rect,
    state: &AppState,
    panel: &TimelinePanel,
    axis: Axis,
    commands: &mut Vec<Command>,
) {
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
    ui.spacing_mut().interact_size.y = 20.0;
    ui.spacing_mut().button_padding = vec2(0.0, 0.0);
    ui.spacing_mut().item_spacing.x = 8.0;
    lanes_by_ui(&mut ui, state, commands);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if panel.view.is_some() && ui.link(small("Fit")).on_hover_text("Show all kills (double click)").clicked() {
            commands.push(Command::Timeline(TimelineMove::Fit));
        }
        let words = [panel.dial(state).day(axis.from, axis.to), zone(state.clock, &panel.lanes)];
        let axis = words.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        ui.add(egui::Label::new(theme::caption(ui, axis)).truncate())
            .on_hover_text(zone_hint(state.clock, &panel.lanes));
    });
}

fn lanes_by_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let by = state.settings.lanes;
    let label = LaneBy::ALL.into_iter().find(|(lane, _)| *lane == by).map_or("", |(_, label)| label);
    ui.scope(|ui| {
        // A heading that can be turned, not a button among the marks.
        let quiet = egui::Color32::TRANSPARENT;
        ui.visuals_mut().widgets.inactive.weak_bg_fill = quiet;
        ui.visuals_mut().widgets.inactive.bg_stroke = egui::Stroke::NONE;
        let title = RichText::new(format!("{label} ⏷")).text_style(theme::small_strong());
        ui.menu_button(title, |ui| {
            for (lane, label) in LaneBy::ALL {
                if ui.selectable_label(lane == by, label).clicked() {
                    commands.push(Command::Lanes(lane));
                }
            }
        })
        .response
        .on_hover_text("What the lanes of the timeline are");
    });
}

fn small(words: &str) -> RichText {
    RichText::new(words).text_style(TextStyle::Small)
}

/// The filter that shows only the lane with this name; a filter that does already shows all again.
pub(super) fn only(state: &AppState, name: &str) -> Option<Filter> {
    let mut filter = state.filter.clone();
    match state.settings.lanes {
        LaneBy::Verdict => {
            let scope = Scope::ALL.into_iter().find(|scope| text::scope(Language::English, *scope) == name)?;
            filter.scopes = if filter.scopes == [scope] { Vec::new() } else { vec![scope] };
        }
        LaneBy::Host => turn(Facet::Host, name, &mut filter, state)?,
        LaneBy::Pod => turn(Facet::Owner, name, &mut filter, state)?,
        LaneBy::Victim => turn(Facet::Victim, name, &mut filter, state)?,
    }
    Some(filter)
}

/// Lets only this value of a facet through, or all again; nothing for a lane that is no value.
fn turn(facet: Facet, name: &str, filter: &mut Filter, state: &AppState) -> Option<()> {
    let value = state.rows.iter().filter_map(|row| facet.value(row)).find(|value| &***value == name)?;
    let only = vec![Arc::clone(value)];
    let values = facet.of_mut(filter);
    *values = if *values == only { Vec::new() } else { only };
    Some(())
}

pub(super) fn zone(clock: Clock, lanes: &Lanes) -> Option<String> {
    Some(match (clock, lanes.offset_seconds) {
        (Clock::Boot, _) => "since boot".to_owned(),
        (Clock::Wall, Some(east)) => text::offset(east),
        // Nothing to name: times stand as they are printed.
        (Clock::Wall, None) => return None,
    })
}

fn zone_hint(clock: Clock, lanes: &Lanes) -> String {
    let zone = match (clock, lanes.offset_seconds) {
        (Clock::Boot, _) => "No line has a calendar time: the axis counts seconds since boot.",
        (Clock::Wall, Some(_)) => "The zone that the log names, or the one chosen above.",
        (Clock::Wall, None) => "The log names no one zone: times stand as they are printed.",
    };
    match lanes.without_time {
        0 => zone.to_owned(),
        some => {
            let kills = text::counted(some as u64, "kill has", "kills have");
            format!("{zone} {kills} no such time and stand only in the list.")
        }
    }
}
