//! When it happened: kills in lanes over a time axis, by verdict in shape and colour; lines of other programs as ticks
//! below. Wheel zooms, drag pans, a drag with the right button narrows the list, double click fits, click selects.

use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::DateTime;
use egui::{
    Frame, Margin, Panel, PointerButton, Pos2, Rect, Response, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2,
    vec2,
};
use egui_plot::{AxisHints, GridInput, GridMark, Plot, PlotPoint, PlotTransform, PlotUi};

use super::filter::Filter;
use super::lanes::{self, Cluster, Lanes, Tick};
use super::rows::Clock;
use super::settings::LaneBy;
use super::state::{AppState, Command};
use super::theme::{self, space};
use super::widgets;
use crate::chart;
use crate::lang::Language;
use crate::model::IncidentId;
use crate::palette::Mark;
use crate::text;

/// The width of the lanes' names.
const GUTTER: f32 = 224.0;
/// The height of a lane.
const LANE: f32 = 26.0;
/// The height of the axis.
const AXIS: f32 = 20.0;
/// How near the pointer must be to a mark, in points.
const NEAR: f32 = 10.0;
/// The shortest stretch of time that can be looked at, in seconds.
const SHORTEST: f64 = 0.05;

/// What the timeline remembers.
#[derive(Default)]
pub(super) struct TimelinePanel {
    lanes: Arc<Lanes>,
    lanes_for: Option<(u64, LaneBy)>,
    shown: Vec<bool>,
    shown_for: Option<u64>,
    /// The stretch of time in view; everything where `None`.
    view: Option<(f64, f64)>,
    /// Where a drag with the right button began.
    anchor: Option<f64>,
    /// The marks as they were last drawn.
    drawn: Drawn,
}

/// Marks for a stretch of time, made anew only when what they depend on changes.
#[derive(Default)]
struct Drawn {
    made_for: Option<DrawnFor>,
    clusters: Vec<Cluster>,
    ticks: Vec<Tick>,
}

/// What drawn marks depend on.
#[derive(Clone, Copy, PartialEq)]
struct DrawnFor {
    revision: u64,
    shown_revision: u64,
    lanes: LaneBy,
    selected: Option<IncidentId>,
    view: (f64, f64),
    seconds_a_point: f64,
}

impl TimelinePanel {
    fn refresh(&mut self, state: &AppState) {
        let key = (state.revision, state.settings.lanes);
        if self.lanes_for != Some(key) {
            self.lanes_for = Some(key);
            let lanes = Lanes::new(&state.rows, &state.review.companions, state.settings.lanes, state.clock);
            self.lanes = Arc::new(lanes);
        }
        if self.shown_for != Some(state.shown_revision) {
            self.shown_for = Some(state.shown_revision);
            self.shown = vec![false; state.rows.len()];
            for row in &state.shown().rows {
                if let Some(shown) = self.shown.get_mut(*row) {
                    *shown = true;
                }
            }
        }
    }

    fn thin_out(&mut self, state: &AppState, view: &View) {
        let made_for = DrawnFor {
            revision: state.revision,
            shown_revision: state.shown_revision,
            lanes: state.settings.lanes,
            selected: state.selected,
            view: (view.from, view.to),
            seconds_a_point: view.seconds_a_point(),
        };
        if self.drawn.made_for == Some(made_for) {
            return;
        }
        let is = |row: usize| {
            let shown = self.shown.get(row).copied().unwrap_or(true);
            (lanes::is_selected(&state.rows, row, state.selected), shown)
        };
        let clusters = self.lanes.clusters(view.from, view.to, made_for.seconds_a_point, &is);
        let ticks = self.lanes.ticks(view.from, view.to, made_for.seconds_a_point).copied().collect();
        self.drawn = Drawn { made_for: Some(made_for), clusters, ticks };
    }

    /// The stretch to show: what the user chose, else everything with some room at both ends.
    fn bounds(&self) -> (f64, f64) {
        self.view.unwrap_or_else(|| {
            let (first, last) = self.lanes.extent.unwrap_or((0.0, 0.0));
            let room = ((last - first) * 0.04).max(5.0);
            (first - room, last + room)
        })
    }
}

pub(super) fn timeline_ui(ui: &mut Ui, state: &AppState, panel: &mut TimelinePanel, commands: &mut Vec<Command>) {
    panel.refresh(state);
    let palette = theme::palette(ui);
    let lanes = panel.lanes.names.len() + usize::from(!panel.lanes.ticks.is_empty());
    let high = LANE * lanes.max(2) as f32 + AXIS + 2.0 * space::S;
    let frame = Frame::new().fill(palette.panel.into()).inner_margin(Margin::symmetric(12, 8));
    Panel::top("timeline").frame(frame).exact_size(high).show(ui, |ui| {
        let whole = ui.available_rect_before_wrap();
        let gutter = GUTTER.min(whole.width() * 0.3);
        // Half a mark's text hangs over each end of the axis.
        let plot = whole.with_min_x(whole.left() + gutter).with_max_x(whole.right() - space::XL);
        let drawn = ui.new_child(egui::UiBuilder::new().max_rect(plot));
        let transform = plot_ui(drawn, state, panel, commands);
        names_ui(ui, whole.with_max_x(plot.left() - space::S), panel, &transform);
        corner_ui(ui, whole.with_max_x(plot.left() - space::XXL), state, panel, commands);
        ui.allocate_rect(whole, Sense::hover());
    });
}

/// The axis, the grid and the marks; gives the mapping, for the names beside them.
fn plot_ui(mut ui: Ui, state: &AppState, panel: &mut TimelinePanel, commands: &mut Vec<Command>) -> PlotTransform {
    let lanes = Arc::clone(&panel.lanes);
    let palette = theme::palette(&ui);
    let shift = f64::from(lanes.offset_seconds.unwrap_or(0));
    let clock = state.clock;
    let rows = lanes.names.len() + usize::from(!lanes.ticks.is_empty());
    let (from, to) = panel.bounds();
    let wide = f64::from(ui.available_width());
    let plot = Plot::new("timeline")
        .show_background(false)
        .show_axes([true, false])
        .show_grid([true, false])
        .grid_color(palette.line.into())
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .show_x(false)
        .show_y(false)
        .cursor_color(egui::Color32::TRANSPARENT)
        .sense(Sense::click_and_drag())
        .set_margin_fraction(vec2(0.0, 0.0))
        .x_grid_spacer(move |input: GridInput| grid(input.bounds, wide, shift))
        .custom_x_axes(vec![
            AxisHints::new_x()
                .formatter(move |mark: GridMark, _: &RangeInclusive<f64>| mark_text(mark, shift, clock))
                .tick_label_font(TextStyle::Small.resolve(ui.style()))
                .tick_label_color(palette.weak),
        ]);
    let plotted = plot.show(&mut ui, |plot: &mut PlotUi<'_>| {
        plot.set_plot_bounds_x(from..=to);
        plot.set_plot_bounds_y(0.5 - rows.max(1) as f64..=0.5);
    });
    let view = View { transform: plotted.transform, response: plotted.response, from, to };
    marks_ui(&ui, state, panel, &view, commands);
    panel.view = moved(&ui, panel, &view);
    narrow(&ui, state, panel, &view, commands);
    let label = format!("Timeline: {}", text::counted(lanes.kills.len() as u64, "kill", "kills"));
    view.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
    view.transform
}

/// The plot as it was drawn.
struct View {
    transform: PlotTransform,
    response: Response,
    from: f64,
    to: f64,
}

impl View {
    fn at(&self, seconds: f64, lane: usize) -> Pos2 {
        self.transform.position_from_point(&PlotPoint::new(seconds, -(lane as f64)))
    }

    fn seconds_a_point(&self) -> f64 {
        (self.to - self.from) / f64::from(self.frame().width().max(1.0))
    }

    fn seconds_at(&self, pointer: Pos2) -> f64 {
        self.transform.value_from_position(pointer).x
    }

    fn frame(&self) -> &Rect {
        self.transform.frame()
    }
}

fn marks_ui(ui: &Ui, state: &AppState, panel: &mut TimelinePanel, view: &View, commands: &mut Vec<Command>) {
    panel.thin_out(state, view);
    let (palette, lanes) = (theme::palette(ui), &panel.lanes);
    let Drawn { clusters, ticks, .. } = &panel.drawn;
    let painter = ui.painter_at(view.frame().expand(1.0));
    for lane in 0..=lanes.names.len() {
        let y = view.at(view.from, lane).y + LANE / 2.0;
        painter.hline(view.frame().x_range(), y, Stroke::new(1.0, palette.line));
    }
    let pointer = view.response.hover_pos();
    let near_kill = pointer.and_then(|pointer| nearest(clusters, view, pointer));
    let near_tick = pointer.filter(|_| near_kill.is_none()).and_then(|at| nearest_tick(ticks, lanes, view, at));
    for tick in ticks {
        let at = view.at(tick.seconds, lanes.names.len());
        let colour = if tick.userspace_kill { palette.warning } else { palette.weak };
        let thick = if near_tick.is_some_and(|near| near == tick) { 3.0 } else { 1.5 };
        painter.vline(at.x, at.y - 6.0..=at.y + 6.0, Stroke::new(thick, colour));
    }
    for cluster in clusters.iter().filter(|c| !c.selected).chain(clusters.iter().filter(|c| c.selected)) {
        cluster_ui(ui, &painter, cluster, view, near_kill == Some(cluster));
    }
    if let Some(cluster) = near_kill {
        hover_kill(state, cluster, view);
        if view.response.clicked()
            && let Some(row) = state.rows.get(cluster.kill.row)
        {
            commands.push(Command::Select(row.id));
        }
    } else if let Some(companion) = near_tick.and_then(|tick| state.review.companions.get(tick.companion)) {
        let place = widgets::place_name(companion.place, &state.review.sources);
        view.response.clone().on_hover_text_at_pointer(format!("{}\n{place}", companion.text));
        if view.response.clicked() {
            commands.push(Command::ShowLine(companion.place));
        }
    }
}

fn cluster_ui(ui: &Ui, painter: &egui::Painter, cluster: &Cluster, view: &View, near: bool) {
    let palette = theme::palette(ui);
    let at = view.at(cluster.seconds, cluster.kill.lane);
    let many = chart::single((cluster.count as f64).log2().min(4.0));
    let radius = 5.0 + many + if near { 1.5 } else { 0.0 };
    if cluster.selected {
        painter.vline(at.x, view.frame().y_range(), Stroke::new(1.0, palette.accent));
        painter.circle(at, radius + 4.0, palette.panel, Stroke::new(2.0, palette.accent));
    }
    let colour = if cluster.shown { palette.scope(cluster.kill.scope) } else { palette.line };
    painter.add(widgets::mark(Mark::of(cluster.kill.scope), at, radius, colour));
}

fn nearest<'a>(clusters: &'a [Cluster], view: &View, pointer: Pos2) -> Option<&'a Cluster> {
    let distance = |cluster: &Cluster| view.at(cluster.seconds, cluster.kill.lane).distance(pointer);
    let near = clusters.iter().filter(|cluster| distance(cluster) < NEAR + 4.0);
    near.min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

fn nearest_tick<'a>(ticks: &'a [Tick], lanes: &Lanes, view: &View, pointer: Pos2) -> Option<&'a Tick> {
    let distance = |tick: &Tick| view.at(tick.seconds, lanes.names.len()).distance(pointer);
    let near = ticks.iter().filter(|tick| distance(tick) < NEAR);
    near.min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

fn hover_kill(state: &AppState, cluster: &Cluster, view: &View) {
    let Some(row) = state.rows.get(cluster.kill.row) else { return };
    view.response.clone().on_hover_ui_at_pointer(|ui| {
        ui.label(theme::bold(ui, &*row.victim));
        ui.label(text::scope(Language::English, row.scope));
        for word in [Some(&row.when), row.host.as_ref(), row.owner.as_ref()].into_iter().flatten() {
            ui.label(theme::caption(ui, &**word));
        }
        if cluster.count > 1 {
            let others = text::counted(cluster.count as u64 - 1, "more kill", "more kills");
            ui.label(theme::caption(ui, format!("and {others} close by: zoom in with the wheel")));
        }
    });
}

/// The stretch in view after what the wheel, the drag and the double click did.
fn moved(ui: &Ui, panel: &TimelinePanel, view: &View) -> Option<(f64, f64)> {
    let response = &view.response;
    if response.double_clicked() {
        return None;
    }
    let (from, to) = (view.from, view.to);
    if response.dragged_by(PointerButton::Primary) {
        let shift = f64::from(response.drag_delta().x) * view.seconds_a_point();
        return Some((from - shift, to - shift));
    }
    let Some(pointer) = response.hover_pos() else { return panel.view };
    let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
    let factor = f64::from(pinch) * f64::from(scroll.y / 240.0).exp();
    let sideways = f64::from(scroll.x) * view.seconds_a_point();
    if (factor - 1.0).abs() < 1e-6 && sideways == 0.0 {
        return panel.view;
    }
    let centre = view.seconds_at(pointer);
    let (from, to) = (centre - (centre - from) / factor - sideways, centre + (to - centre) / factor - sideways);
    let longest = panel.lanes.extent.map_or(0.0, |(first, last)| (last - first) * 20.0).max(86_400.0);
    (SHORTEST..=longest).contains(&(to - from)).then_some((from, to)).or(panel.view)
}

/// A drag with the right button narrows the list to a stretch of time.
fn narrow(ui: &Ui, state: &AppState, panel: &mut TimelinePanel, view: &View, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let pointer = view.response.interact_pointer_pos();
    if view.response.drag_started_by(PointerButton::Secondary) {
        panel.anchor = pointer.map(|pointer| view.seconds_at(pointer));
    }
    let dragged = panel.anchor.zip(pointer.map(|pointer| view.seconds_at(pointer)));
    if let Some((from, to)) = dragged {
        band(ui, view, (from.min(to), from.max(to)), palette.accent.into());
        if view.response.drag_stopped_by(PointerButton::Secondary) {
            panel.anchor = None;
            let filter = Filter { span: Some(from.min(to)..=from.max(to)), ..state.filter.clone() };
            commands.push(Command::Narrow(filter));
        }
    } else if let Some(span) = &state.filter.span {
        band(ui, view, (*span.start(), *span.end()), palette.accent.into());
    }
}

fn band(ui: &Ui, view: &View, (from, to): (f64, f64), colour: egui::Color32) {
    let frame = *view.frame();
    let rect = frame.with_min_x(view.at(from, 0).x).with_max_x(view.at(to, 0).x).intersect(frame);
    ui.painter_at(frame).rect_filled(rect, 0.0, colour.gamma_multiply(0.12));
}

fn names_ui(ui: &mut Ui, rect: Rect, panel: &TimelinePanel, transform: &PlotTransform) {
    let palette = theme::palette(ui);
    let others: Arc<str> = "Other programs".into();
    let ticks = (!panel.lanes.ticks.is_empty()).then_some(&others);
    for (lane, name) in panel.lanes.names.iter().chain(ticks).enumerate() {
        let y = transform.position_from_point(&PlotPoint::new(0.0, -(lane as f64))).y;
        let row = Rect::from_center_size(pos2(rect.center().x, y), vec2(rect.width(), LANE));
        let mut child =
            ui.new_child(egui::UiBuilder::new().max_rect(row).layout(egui::Layout::left_to_right(egui::Align::Center)));
        let label = egui::RichText::new(&**name).text_style(TextStyle::Small).color(palette.body);
        child.add(egui::Label::new(label).truncate().selectable(false));
    }
}

/// Below the names: what lanes are, and what the axis counts.
fn corner_ui(ui: &mut Ui, rect: Rect, state: &AppState, panel: &mut TimelinePanel, commands: &mut Vec<Command>) {
    let row = rect.with_min_y(rect.bottom() - AXIS + 1.0);
    let mut ui =
        ui.new_child(egui::UiBuilder::new().max_rect(row).layout(egui::Layout::left_to_right(egui::Align::Center)));
    ui.spacing_mut().interact_size.y = 18.0;
    ui.spacing_mut().button_padding = vec2(6.0, 0.0);
    let by = state.settings.lanes;
    let label = LaneBy::ALL.into_iter().find(|(lane, _)| *lane == by).map_or("", |(_, label)| label);
    let title = egui::RichText::new(format!("by {}", label.to_lowercase())).text_style(TextStyle::Small);
    ui.menu_button(title, |ui| {
        for (lane, label) in LaneBy::ALL {
            if ui.selectable_label(lane == by, label).clicked() {
                commands.push(Command::Lanes(lane));
            }
        }
    })
    .response
    .on_hover_text("What the lanes of the timeline are");
    if panel.view.is_some() && ui.small_button("Fit").on_hover_text("Show all kills (double click)").clicked() {
        panel.view = None;
    }
    let shift = f64::from(panel.lanes.offset_seconds.unwrap_or(0));
    let words = [day(state.clock, panel.bounds().0, shift), zone(state.clock, &panel.lanes)];
    let axis = words.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    ui.add(egui::Label::new(theme::caption(&ui, axis)).truncate()).on_hover_text(zone_hint(state.clock, &panel.lanes));
}

fn zone(clock: Clock, lanes: &Lanes) -> Option<String> {
    Some(match (clock, lanes.offset_seconds) {
        (Clock::Boot, _) => "since boot".to_owned(),
        (Clock::Wall, Some(0)) => "UTC".to_owned(),
        (Clock::Wall, Some(east)) => {
            let (sign, minutes) = (if east < 0 { '-' } else { '+' }, east.unsigned_abs() / 60);
            format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
        // Nothing to name: times stand as they are printed.
        (Clock::Wall, None) => return None,
    })
}

/// The day at which the axis begins, because its marks tell the time of day.
fn day(clock: Clock, from: f64, shift: f64) -> Option<String> {
    #[expect(clippy::cast_possible_truncation, reason = "seconds of a time within the axis")]
    let begins = DateTime::from_timestamp((from + shift) as i64, 0);
    begins.filter(|_| clock == Clock::Wall).map(|time| time.format("%-d %b %Y").to_string())
}

fn zone_hint(clock: Clock, lanes: &Lanes) -> String {
    let zone = match (clock, lanes.offset_seconds) {
        (Clock::Boot, _) => "No line has a calendar time: the axis counts seconds since boot.",
        (Clock::Wall, Some(_)) => "The zone that the log names.",
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

/// Marks at whole steps of the clock that is shown.
fn grid((from, to): (f64, f64), wide: f64, shift: f64) -> Vec<GridMark> {
    let step = chart::time_step(to - from, wide / 110.0);
    let marks = chart::time_marks(from + shift, to + shift, step);
    marks.map(|mark| GridMark { value: mark - shift, step_size: step }).collect()
}

fn mark_text(mark: GridMark, shift: f64, clock: Clock) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "microseconds of a time within the axis")]
    let micros = ((mark.value + shift) * 1e6).round() as i64;
    match clock {
        Clock::Wall => DateTime::from_timestamp_micros(micros)
            .map(|time| chart::mark_text(time.naive_utc(), mark.step_size))
            .unwrap_or_default(),
        Clock::Boot => format!("{} s", text::count(u64::try_from(micros / 1_000_000).unwrap_or(0))),
    }
}
