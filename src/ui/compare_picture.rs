//! A comparison as a picture, drawn anew and not grabbed from the screen.

use std::sync::Arc;

use egui::{Align, ColorImage, Label, Layout, Ui};

use super::compare::{Asked, Comparison, in_order};
use super::picture::{self, Look};
use super::theme::{self, space};
use super::widgets;
use crate::analysis::{Case, Difference};
use crate::model::Source;
use crate::report::GENERATOR;

/// Room for the program's name in the footer.
const PROGRAM_WIDTH: f32 = 128.0;

/// The picture of two kills side by side, with a footer that says where they come from.
pub(super) fn draw(one: &Arc<Case>, other: &Arc<Case>, sources: &[Source], look: Look) -> ColorImage {
    let difference = Difference::of(one, other);
    let kills = in_order(&difference, one, other);
    let mut asked = Asked::for_picture();
    picture::draw(look, |ui| {
        Comparison { difference: &difference, kills, sources, commands: &mut Vec::new() }.ui(ui, &mut asked);
        footer_ui(ui, kills, sources);
    })
}

fn footer_ui(ui: &mut Ui, kills: [&Arc<Case>; 2], sources: &[Source]) {
    let said = kills.map(|case| {
        let seen: Vec<_> = case.incident.seen_in.iter().map(|span| widgets::span_name(*span, sources)).collect();
        format!(
            "Kill {}, verdict {}, lines {}",
            case.incident.id.0,
            case.conclusions.verdict.level.name(),
            seen.join(", ")
        )
    });
    let zones = kills.map(|case| picture::zone(&case.incident.moment));
    let [one, other] = &zones;
    let zone = if one == other { one.clone() } else { zones.join(" / ") };
    ui.add_space(space::XS);
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - PROGRAM_WIDTH;
        let words = format!("{}  ·  {zone}", said.join("  ·  "));
        widgets::column(ui, room, |ui| ui.add(Label::new(theme::caption(ui, words)).wrap()));
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| ui.label(theme::caption(ui, GENERATOR)));
    });
}
