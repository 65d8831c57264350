//! The chips over the list: verdicts, nodes, pods and processes with their counts. They combine, and one click clears
//! them all.

use std::sync::Arc;

use egui::{Popup, PopupCloseBehavior, Response, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::say;
use crate::text;
use crate::ui::elide::{self, galley};
use crate::ui::kills::facet::Facet;
use crate::ui::kills::filter::Filter;
use crate::ui::kills::rows::RowKind;
use crate::ui::state::{AppState, Command};
use crate::ui::theme::{self, space};
use crate::ui::widgets;

/// How many values of a facet are listed, those with most kills first; more are found by the filter.
const VALUES_LISTED: usize = 200;
/// A chip is at most this wide, so that two stand beside each other.
const CHIP_WIDTH: f32 = 200.0;

pub(super) fn chips_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    if !has_chips(state) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        kinds_ui(ui, state, commands);
        for facet in Facet::ALL {
            facet_ui(ui, state, facet, commands);
        }
        let filter = &state.list.filter;
        if filter.span.is_some() && chip_ui(ui, true, say!(state.language, "list-part-of-timeline"), None).clicked() {
            commands.push(Command::Narrow(Filter { span: None, ..filter.clone() }));
        }
        if !filter.is_empty() {
            let clear = chip_ui(ui, false, say!(state.language, "list-show-all"), None);
            if clear.on_hover_text(say!(state.language, "list-show-all-hint")).clicked() {
                commands.push(Command::Narrow(Filter::default()));
            }
        }
    });
}

/// True where there is something to choose, or to choose no longer.
fn has_chips(state: &AppState) -> bool {
    let (shown, filter) = (state.shown(), &state.list.filter);
    shown.kinds.len() > 1 || Facet::ALL.iter().any(|facet| state.facets().is_varied(*facet)) || !filter.is_empty()
}

fn kinds_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let (shown, filter) = (state.shown(), &state.list.filter);
    if shown.kinds.len() < 2 {
        return;
    }
    for kind in RowKind::ALL {
        let Some(count) = shown.kinds.get(&kind) else { continue };
        let chosen = filter.kinds.contains(&kind);
        let label = format!("{} {}", kind.words(state.language), text::count(state.language, *count as u64));
        if chip_ui(ui, chosen, &label, Some(kind)).clicked() {
            let mut kinds = filter.kinds.clone();
            toggle(&mut kinds, kind);
            commands.push(Command::Narrow(Filter { kinds, ..filter.clone() }));
        }
    }
}

/// Names of nodes, pods and processes are long and many: they stand in a menu.
fn facet_ui(ui: &mut Ui, state: &AppState, facet: Facet, commands: &mut Vec<Command>) {
    let (values, chosen, language) = (state.shown().counts.of(facet), facet.of(&state.list.filter), state.language);
    // Workloads of a pod each say no more than the pods.
    let says_more = facet != Facet::Workload || state.facets().gathers_pods || !chosen.is_empty();
    if !state.facets().is_varied(facet) || !says_more {
        return;
    }
    let label = match chosen.as_slice() {
        [] if facet == Facet::Owner && !state.facets().only_pods => {
            format!("{} ⏷", say!(language, "list-owners", count = values.len()))
        }
        [] => format!("{} ⏷", facet.counted(language, values.len())),
        [value] => format!("{value} ⏷"),
        some => format!("{} ⏷", facet.some(language, some.len())),
    };
    let chip = chip_ui(ui, !chosen.is_empty(), &label, None);
    // It closes with a choice: what it lists moves with what is chosen.
    Popup::menu(&chip).close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
        ui.set_min_width(300.0);
        let narrow = |values: Vec<Arc<str>>| {
            let mut filter = state.list.filter.clone();
            *facet.of_mut(&mut filter) = values;
            Command::Narrow(filter)
        };
        if ui.selectable_label(chosen.is_empty(), facet.all(language)).clicked() {
            commands.push(narrow(Vec::new()));
        }
        ui.separator();
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            let name = |number: u32| state.facets().value(facet, number);
            let counted = state.facets().first(facet, &state.shown().counts, VALUES_LISTED);
            let is_counted = |value: &Arc<str>| values.iter().any(|(number, _)| name(*number) == Some(value));
            let gone = chosen.iter().filter(|value| !is_counted(value)).map(|value| (value, 0));
            for (value, count) in gone.chain(counted).take(VALUES_LISTED) {
                let label = format!("{value}  ·  {}", text::count(language, count as u64));
                if ui.selectable_label(chosen.contains(value), label).clicked() {
                    let mut values = chosen.clone();
                    toggle(&mut values, Arc::clone(value));
                    commands.push(narrow(values));
                }
            }
            if values.len() > VALUES_LISTED {
                let left = say!(language, "list-more-by-filter", count = values.len() - VALUES_LISTED);
                ui.label(theme::caption(ui, left));
            }
        });
    });
}

fn toggle<T: PartialEq>(chosen: &mut Vec<T>, one: T) {
    let before = chosen.len();
    chosen.retain(|known| *known != one);
    if chosen.len() == before {
        chosen.push(one);
    }
}

fn chip_ui(ui: &mut Ui, chosen: bool, label: &str, kind: Option<RowKind>) -> Response {
    let palette = theme::palette(ui);
    let font = theme::small_strong().resolve(ui.style());
    let before = if kind.is_some() { 22.0 } else { 8.0 };
    // A narrow list cuts it, too.
    let room = (ui.max_rect().width() - before - 8.0).clamp(24.0, CHIP_WIDTH);
    let galley = galley(ui, &elide::middle(ui, label, &font, room), font, f32::INFINITY);
    let (rect, response) = ui.allocate_exact_size(vec2(before + galley.size().x + 8.0, 22.0), Sense::click());
    let fill = match (chosen, response.hovered() || response.has_focus()) {
        (true, _) => palette.selection,
        (false, true) => palette.raised,
        (false, false) => palette.inset,
    };
    let edge = if chosen { palette.accent } else { palette.line };
    ui.painter().rect(rect, 11.0, fill, Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    if let Some(kind) = kind {
        let centre = pos2(rect.left() + 13.0, rect.center().y);
        ui.painter().add(widgets::mark(kind.mark(), centre, 4.5, kind.colour(palette)));
    }
    let at = pos2(rect.left() + before, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.body.into());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, label));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choosing_again_gives_up_the_choice() {
        let mut chosen = vec![1, 2];
        toggle(&mut chosen, 3);
        toggle(&mut chosen, 1);
        assert_eq!(chosen, [2, 3]);
    }
}
