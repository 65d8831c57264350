//! Left of the plot: what the lanes are, what the axis counts, and the lanes' names.

use std::sync::Arc;

use egui::{Align, CursorIcon, Label, Layout, Rect, RichText, Role, Sense, TextStyle, Ui, UiBuilder, WidgetInfo, vec2};

use super::TimelinePanel;
use super::lanes::Lanes;
use super::marks::LANE;
use super::view::TimeView;
use crate::lang::Language;
use crate::report::LaneBy;
use crate::report::page::Clock;
use crate::say;
use crate::text;
use crate::ui::elide;
use crate::ui::kills::facet::Facet;
use crate::ui::kills::filter::Filter;
use crate::ui::kills::rows::RowKind;
use crate::ui::language::spoken;
use crate::ui::state::{AppState, Command, TimelineMove};
use crate::ui::theme;

pub(super) fn corner_ui(
    ui: &mut Ui,
    rect: Rect,
    state: &AppState,
    panel: &TimelinePanel,
    view: TimeView,
    commands: &mut Vec<Command>,
) {
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
    ui.spacing_mut().interact_size.y = 20.0;
    ui.spacing_mut().button_padding = vec2(0.0, 0.0);
    ui.spacing_mut().item_spacing.x = 8.0;
    lanes_by_ui(&mut ui, state, commands);
    let language = state.language;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if panel.view.is_some()
            && ui.link(small(say!(language, "list-fit"))).on_hover_text(say!(language, "list-fit-hint")).clicked()
        {
            commands.push(Command::Timeline(TimelineMove::Fit));
        }
        let words = [panel.dial(state).day(view), zone(state.clock, language, &panel.lanes)];
        let axis = words.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let hint = zone_hint(state.clock, language, &panel.lanes);
        ui.add(egui::Label::new(theme::caption(ui, axis)).truncate()).on_hover_text(hint);
    });
}

fn lanes_by_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let by = state.settings.lanes;
    let label = by.label(spoken(ui));
    ui.scope(|ui| {
        // A heading that can be turned, not a button among the marks.
        let quiet = egui::Color32::TRANSPARENT;
        ui.visuals_mut().widgets.inactive.weak_bg_fill = quiet;
        ui.visuals_mut().widgets.inactive.bg_stroke = egui::Stroke::NONE;
        let title = RichText::new(format!("{label} ⏷")).text_style(theme::small_strong());
        ui.menu_button(title, |ui| {
            for lane in LaneBy::ALL {
                let label = lane.label(spoken(ui));
                if ui.selectable_label(lane == by, label).clicked() {
                    commands.push(Command::Lanes(lane));
                }
            }
        })
        .response
        .on_hover_text(say!(state.language, "list-lanes-hint"));
    });
}

fn small(words: &str) -> RichText {
    RichText::new(words).text_style(TextStyle::Small)
}

/// The filter that shows only the lane with this name; a filter that does already shows all again.
pub(super) fn only(state: &AppState, name: &str) -> Option<Filter> {
    let mut filter = state.list.filter.clone();
    match state.settings.lanes {
        LaneBy::Verdict => {
            let kind = RowKind::ALL.into_iter().find(|kind| kind.words(state.language) == name)?;
            filter.kinds = if filter.kinds == [kind] { Vec::new() } else { vec![kind] };
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

pub(super) fn zone(clock: Clock, language: Language, lanes: &Lanes) -> Option<String> {
    Some(match (clock, lanes.offset_seconds) {
        _ if lanes.extent.is_none() => say!(language, "list-time-not-in-log").to_owned(),
        (Clock::Boot, _) => say!(language, "list-since-boot").to_owned(),
        (Clock::Wall, Some(east)) => text::offset(east),
        // Nothing to name: times stand as they are printed.
        (Clock::Wall, None) => return None,
    })
}

fn zone_hint(clock: Clock, language: Language, lanes: &Lanes) -> String {
    let zone = match (clock, lanes.offset_seconds) {
        (Clock::Boot, _) => say!(language, "list-zone-boot"),
        (Clock::Wall, Some(_)) => say!(language, "list-zone-of-log"),
        (Clock::Wall, None) => say!(language, "list-zone-none"),
    };
    let hint = match lanes.without_time {
        0 => zone.to_owned(),
        some => say!(language, "list-without-time", zone = zone, count = some),
    };
    match lanes.events_left_out {
        0 => hint,
        some => say!(language, "list-events-left-out", zone = hint, count = some),
    }
}

/// The lanes' names with their numbers of kills; a click narrows the list to a lane where a filter can say it.
pub(super) fn names_ui(ui: &mut Ui, rect: Rect, state: &AppState, lanes: &Lanes, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    for (lane, (name, count)) in lanes.names.iter().zip(&lanes.counts).enumerate() {
        let top = rect.top() + lane as f32 * LANE;
        let row = Rect::from_x_y_ranges(rect.x_range(), top..=top + LANE);
        if !ui.is_rect_visible(row) {
            continue;
        }
        // A lane of signs has no kill to count.
        let number = if *count > 0 { text::count(state.language, *count as u64) } else { String::new() };
        let number = RichText::new(number).text_style(TextStyle::Small).color(palette.weak);
        let layout = Layout::right_to_left(Align::Center);
        let mut child = ui.new_child(UiBuilder::new().max_rect(row).layout(layout));
        child.add(Label::new(number).selectable(false));
        let rest = child.available_rect_before_wrap();
        let mut child = child.new_child(UiBuilder::new().max_rect(rest).layout(Layout::left_to_right(Align::Center)));
        let words = elide::middle(ui, name, &TextStyle::Small.resolve(ui.style()), rest.width());
        let words = RichText::new(words).text_style(TextStyle::Small).color(palette.body);
        let label = Label::new(words).selectable(false).sense(Sense::click());
        let response = child.add(label).on_hover_cursor(CursorIcon::PointingHand);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &**name));
        let hint = |ui: &mut Ui| _ = ui.label(say!(state.language, "list-only-this-lane", name = &**name));
        if response.on_hover_ui(hint).clicked() {
            commands.extend(only(state, name).map(Command::Narrow));
        }
    }
}
