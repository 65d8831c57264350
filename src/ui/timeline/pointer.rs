//! What the pointer does on the timeline: it tells what is under it, moves the stretch in view and chooses one.

use egui::{PointerButton, Rangef, Response, Ui};

use super::axis::{Axis, length};
use super::lanes::{Tick, Told};
use super::paint::Stage;
use super::{Hit, Places, TimelinePanel};
use crate::analysis::EventFacts;
use crate::model::Companion;
use crate::ui::kills::filter::Filter;
use crate::ui::kills::rows::Row;
use crate::ui::language::spoken;
use crate::ui::state::{AppState, Command, Pointed};
use crate::ui::{theme, widgets};
use crate::{say, text};

/// What is under the pointer says what it is, and does what a click asks for.
pub(super) fn answer(
    state: &AppState,
    panel: &TimelinePanel,
    response: &Response,
    (hit, tick): (Option<Hit>, Option<Tick>),
    commands: &mut Vec<Command>,
) {
    let row = hit.and_then(|hit| state.rows.get(hit.row));
    if let (Some(hit), Some(row)) = (hit, row) {
        commands.push(Command::Hover(Pointed::at(row.id)));
        hover_kill(response, row, hit.count);
        if response.clicked() {
            commands.push(Command::Select(row.id));
        }
    } else if let Some(tick) = tick {
        tick_ui(state, panel, response, tick, commands);
    } else if response.clicked() && state.filter.span.is_some() && panel.anchor.is_none() {
        commands.push(Command::Narrow(Filter { span: None, ..state.filter.clone() }));
    }
}

fn tick_ui(state: &AppState, panel: &TimelinePanel, response: &Response, tick: Tick, commands: &mut Vec<Command>) {
    let mut pointed = Pointed { seconds: Some(tick.seconds), ..Pointed::default() };
    match tick.told {
        Told::Line(at) => {
            let Some(companion) = state.review.companions.get(at) else { return };
            pointed.line = Some(companion.place);
            hover_line(response, companion, &widgets::place_name(companion.place, &state.review.sources));
            if response.clicked() {
                commands.push(Command::ShowLine(companion.place));
            }
        }
        Told::Event(at) => {
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

fn hover_kill(response: &Response, row: &Row, count: usize) {
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.label(theme::bold(ui, &*row.victim));
        ui.label(row.scope.words(spoken(ui)));
        for word in [Some(&row.when), row.host.as_ref(), row.owner.as_ref()].into_iter().flatten() {
            ui.label(theme::caption(ui, &**word));
        }
        if count > 1 {
            ui.label(theme::caption(ui, say!(spoken(ui), "list-others-close-by", count = count - 1)));
        }
    });
}

/// The stretch in view after what the wheel, drags and the double click did.
pub(super) fn moved(
    ui: &Ui,
    panel: &TimelinePanel,
    axis: Axis,
    response: &Response,
    ruler: &Response,
) -> Option<(f64, f64)> {
    if response.double_clicked() {
        return None;
    }
    let carries = |button| response.dragged_by(button);
    let drag = match () {
        () if ruler.dragged() => ruler.drag_delta().x,
        () if carries(PointerButton::Middle) || carries(PointerButton::Secondary) => response.drag_delta().x,
        () => 0.0,
    };
    if drag != 0.0 {
        return Some(axis.moved(-drag));
    }
    let Some(pointer) = response.hover_pos().or_else(|| ruler.hover_pos()) else { return panel.view };
    let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
    let factor = f64::from(pinch) * f64::from(scroll.y / 240.0).exp();
    if (factor - 1.0).abs() > 1e-6 {
        return axis.zoomed(factor, axis.seconds(pointer.x), panel.longest()).or(panel.view);
    }
    if scroll.x == 0.0 { panel.view } else { Some(axis.moved(-scroll.x)) }
}

/// A line through all lanes with its time over them: at what is under the pointer somewhere in the window, else at the
/// pointer itself. Gives from where to where the time stands.
pub(super) fn cursor(
    stage: &Stage<'_>,
    state: &AppState,
    panel: &TimelinePanel,
    response: &Response,
    at: &Places,
    font: &egui::FontId,
) -> Option<Rangef> {
    if response.dragged() {
        return None;
    }
    let kill = || state.pointed.kill.and_then(|id| panel.lanes.kill_of(state.index_of(id)?));
    let pointed = state.pointed.seconds.or_else(|| kill().map(|kill| kill.seconds));
    let own = || response.hover_pos().map(|pointer| at.axis.seconds(pointer.x));
    let seconds = pointed.or_else(own).filter(|seconds| (at.axis.from..=at.axis.to).contains(seconds))?;
    let words = panel.dial(state).exact(seconds, at.axis.seconds_a_point());
    Some(stage.cursor(seconds, &words, (at.down(), at.ruler.center().y), font))
}

/// A drag narrows the list to a stretch of time, and says while it lasts how long the stretch is; gives from where to
/// where that stands.
pub(super) fn narrow(
    stage: &Stage<'_>,
    state: &AppState,
    panel: &mut TimelinePanel,
    response: &Response,
    at: &Places,
    (font, commands): (&egui::FontId, &mut Vec<Command>),
) -> Option<Rangef> {
    let pointer = response.interact_pointer_pos();
    if response.drag_started_by(PointerButton::Primary) {
        // Where the button went down, not where the drag was noticed.
        let origin = response.ctx.input(|input| input.pointer.press_origin()).or(pointer);
        panel.anchor = origin.map(|pointer| at.axis.seconds(pointer.x));
    }
    let dragged = panel.anchor.zip(pointer.map(|pointer| at.axis.seconds(pointer.x)));
    let Some((from, to)) = dragged.map(|(from, to)| (from.min(to), from.max(to))) else {
        panel.anchor = None;
        if let Some(span) = &state.filter.span {
            stage.band((*span.start(), *span.end()), at.down());
        }
        return None;
    };
    stage.band((from, to), at.down());
    let inside = panel.lanes.kills.iter().filter(|kill| (from..=to).contains(&kill.seconds)).count();
    let dial = panel.dial(state);
    let long = length(state.language, to - from);
    let (first, last) = (dial.moment(from), dial.moment(to));
    let words = say!(state.language, "list-stretch", from = first, to = last, length = long, kills = inside);
    let flag = stage.flag(&words, stage.axis.x(f64::midpoint(from, to)), at.ruler.center().y, font);
    if response.drag_stopped_by(PointerButton::Primary) {
        panel.anchor = None;
        commands.push(Command::Narrow(Filter { span: Some(from..=to), ..state.filter.clone() }));
    }
    Some(flag)
}
