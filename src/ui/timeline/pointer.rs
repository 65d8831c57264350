//! What the pointer does on the timeline: it tells what is under it, moves the stretch in view and chooses one.

use egui::{PointerButton, Popup, Rangef, Response, Ui};

use super::dial::length;
use super::lanes::{Tick, TickSource};
use super::view::TimeView;
use super::{MarkHit, Places, TimelinePanel};
use crate::analysis::EventFacts;
use crate::model::Companion;
use crate::ui::kills::filter::Filter;
use crate::ui::kills::rows::{KillRow, RowKind};
use crate::ui::language::spoken;
use crate::ui::list::kill_menu_ui;
use crate::ui::state::{AppState, Command, Pointed};
use crate::ui::{theme, widgets};
use crate::{say, text};

/// What is under the pointer says what it is, and does what a click asks for.
pub(super) fn answer(
    state: &AppState,
    panel: &TimelinePanel,
    response: &Response,
    (hit, tick): (Option<MarkHit>, Option<Tick>),
    commands: &mut Vec<Command>,
) {
    let row = hit.and_then(|hit| state.rows.get(hit.row));
    // Once it is open the pointer is on the menu, and on no mark.
    if row.is_some() || Popup::is_id_open(&response.ctx, Popup::default_response_id(response)) {
        response.context_menu(|ui| kill_menu_ui(ui, state, commands));
    }
    if let (Some(hit), Some(row)) = (hit, row) {
        commands.push(Command::Hover(Pointed::at(row.id)));
        hover_kill(response, row, hit.count);
        if response.clicked() || response.secondary_clicked() {
            commands.push(Command::Select(row.id));
        }
    } else if let Some(tick) = tick {
        tick_ui(state, panel, response, tick, commands);
    } else if response.clicked() && state.list.filter.span.is_some() && panel.anchor.is_none() {
        commands.push(Command::Narrow(Filter { span: None, ..state.list.filter.clone() }));
    }
}

fn tick_ui(state: &AppState, panel: &TimelinePanel, response: &Response, tick: Tick, commands: &mut Vec<Command>) {
    let mut pointed = Pointed { seconds: Some(tick.seconds), ..Pointed::default() };
    match tick.told {
        TickSource::Line(at) => {
            let Some(companion) = state.review.companions.get(at) else { return };
            pointed.line = Some(companion.place);
            hover_line(response, companion, &widgets::place_name(companion.place, &state.review.sources));
            if response.clicked() {
                commands.push(Command::ShowLine(companion.place));
            }
        }
        TickSource::Event(at) => {
            let Some(event) = state.review.cluster.events.get(at) else { return };
            let source = widgets::source_name(event.source, &state.review.sources);
            hover_event(response, event, &panel.dial(state).moment(tick.seconds), &source);
        }
    }
    commands.push(Command::Hover(pointed));
}

fn hover_line(response: &Response, companion: &Companion, place: &str) {
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(480.0);
        let program = companion.program.as_deref().unwrap_or_else(|| say!(spoken(ui), "list-another-program"));
        ui.label(theme::bold(ui, text::visible(program)));
        ui.add(egui::Label::new(text::visible(&companion.text).into_owned()).wrap());
        ui.label(theme::caption(ui, say!(spoken(ui), "list-companion-hint", place = place)));
    });
}

/// An event of the cluster: what it is about, what it says, and which file lists it.
fn hover_event(response: &Response, event: &EventFacts, time: &str, source: &str) {
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(480.0);
        ui.label(theme::bold(ui, &*event.reason));
        let about =
            [event.namespace.as_deref(), Some(&*event.name)].into_iter().flatten().collect::<Vec<_>>().join("/");
        ui.label(format!("{} {about}", event.kind));
        ui.add(egui::Label::new(&event.message).wrap());
        let words = match event.count {
            0 | 1 => say!(spoken(ui), "list-event-hint", time = time, source = source),
            count => say!(spoken(ui), "list-event-repeated-hint", time = time, source = source, count = count),
        };
        ui.label(theme::caption(ui, words));
    });
}

fn hover_kill(response: &Response, row: &KillRow, count: usize) {
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.label(theme::bold(ui, &*row.victim));
        ui.label(row.kind.words(spoken(ui)));
        for word in [Some(&row.when), row.host.as_ref(), row.owner.as_ref()].into_iter().flatten() {
            ui.label(theme::caption(ui, &**word));
        }
        if count > 1 {
            ui.label(theme::caption(ui, say!(spoken(ui), "list-others-close-by", count = count - 1)));
        }
    });
}

/// The stretch in view after what the wheel, drags and the double click did on one of the plots or on the ruler.
pub(super) fn moved(
    ui: &Ui,
    panel: &TimelinePanel,
    over: Rangef,
    plots: &[Response],
    ruler: &Response,
) -> Option<TimeView> {
    if plots.iter().any(Response::double_clicked) {
        return None;
    }
    let view = panel.view();
    let seconds_a_point = view.seconds_a_point(over.span());
    let by = |points: f32| Some(view.moved(-f64::from(points) * seconds_a_point));
    let carries =
        |plot: &&Response| plot.dragged_by(PointerButton::Middle) || plot.dragged_by(PointerButton::Secondary);
    let carried = plots.iter().find(carries).or_else(|| Some(ruler).filter(|ruler| ruler.dragged()));
    if let Some(drag) = carried.map(|response| response.drag_delta().x).filter(|drag| *drag != 0.0) {
        return by(drag);
    }
    let Some(pointer) = plots.iter().chain([ruler]).find_map(Response::hover_pos) else { return panel.view };
    let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
    let factor = f64::from(pinch) * f64::from(scroll.y / 240.0).exp();
    if (factor - 1.0).abs() > 1e-6 {
        return view.zoomed(factor, view.seconds(pointer.x, over), panel.longest()).or(panel.view);
    }
    if scroll.x == 0.0 { panel.view } else { by(scroll.x) }
}

/// The time of the line through all lanes: of what is under the pointer somewhere in the window, else of the pointer
/// itself.
pub(super) fn cursor(ui: &Ui, state: &AppState, panel: &TimelinePanel, at: &Places, plots: &[Response]) -> Option<f64> {
    if plots.iter().any(Response::dragged) {
        return None;
    }
    let view = panel.view();
    let kill = || state.pointed.kill.and_then(|id| panel.lanes.kill_of(state.index_of(id)?));
    let pointed = state.pointed.seconds.or_else(|| kill().map(|kill| kill.seconds));
    let own = || plots.iter().find_map(Response::hover_pos).map(|pointer| view.seconds(pointer.x, at.over));
    let has_times = panel.lanes.extent.is_some() && ui.is_rect_visible(at.ruler);
    pointed.or_else(own).filter(|seconds| has_times && view.contains(*seconds))
}

/// A drag narrows the list to a stretch of time; gives the stretch while it lasts.
pub(super) fn narrow(
    state: &AppState,
    panel: &mut TimelinePanel,
    over: Rangef,
    plots: &[Response],
    commands: &mut Vec<Command>,
) -> Option<(f64, f64)> {
    let view = panel.view();
    let is_ours =
        |plot: &&Response| plot.dragged_by(PointerButton::Primary) || plot.drag_stopped_by(PointerButton::Primary);
    let Some(plot) = plots.iter().find(is_ours) else {
        panel.anchor = None;
        return None;
    };
    let pointer = plot.interact_pointer_pos();
    if plot.drag_started_by(PointerButton::Primary) {
        // Where the button went down, not where the drag was noticed.
        let origin = plot.ctx.input(|input| input.pointer.press_origin()).or(pointer);
        panel.anchor = origin.map(|pointer| view.seconds(pointer.x, over));
    }
    let (from, to) = panel.anchor.zip(pointer.map(|pointer| view.seconds(pointer.x, over)))?;
    let (from, to) = (from.min(to), from.max(to));
    if plot.drag_stopped_by(PointerButton::Primary) {
        panel.anchor = None;
        commands.push(Command::Narrow(Filter { span: Some(from..=to), ..state.list.filter.clone() }));
    }
    Some((from, to))
}

/// From when to when a stretch is, how long, and how many kills it holds.
pub(super) fn stretch(state: &AppState, panel: &TimelinePanel, (from, to): (f64, f64)) -> String {
    let inside = panel
        .lanes
        .kills
        .iter()
        .filter(|kill| kill.kind != RowKind::Sign && (from..=to).contains(&kill.seconds))
        .count();
    let dial = panel.dial(state);
    let long = length(state.language, to - from);
    let (first, last) = (dial.moment(from), dial.moment(to));
    say!(state.language, "list-stretch", from = first, to = last, length = long, kills = inside)
}
