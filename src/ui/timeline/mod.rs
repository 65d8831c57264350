//! When it happened: kills in lanes over a time axis, by verdict in shape and colour; lines of other programs as ticks
//! below. Wheel and pinch zoom, a drag narrows the list to a stretch of time, a drag of the ruler (or with the middle or
//! right button) moves the axis, a double click fits, a click selects; over the names the wheel scrolls the lanes.

pub(super) mod axis;
mod corner;
pub(super) mod lanes;
pub(super) mod paint;
mod pointer;

use std::sync::Arc;

use egui::containers::scroll_area::ScrollSource;
use egui::{
    Frame, Margin, Panel, Pos2, Rect, Response, Role, ScrollArea, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2, vec2,
};

use self::axis::{Axis, Dial};
use self::lanes::{Bar, Cluster, Kill, Lanes, Stretch, Tick};
use self::paint::{LANE, RULER, Stage};
use self::pointer::{answer, cursor, moved, narrow};
use super::state::{AppState, Command, Pointed, TimelineMove};
use super::theme::{self, space};
use crate::model::IncidentId;
use crate::report::LaneBy;
use crate::say;
use crate::ui::language::spoken;

/// The width of the lanes' names.
const GUTTER: f32 = 224.0;
/// Around ruler and lanes.
const MARGIN: Margin = Margin { left: 12, right: 12, top: 4, bottom: 8 };
/// The share of the window's height that lanes may take before they scroll.
const LANES_SHARE: f32 = 0.2;
/// How near the pointer must be to a mark, in points.
const NEAR: f32 = 12.0;
/// How much a key zooms.
const KEY_ZOOM: f64 = 1.6;

/// What the timeline remembers.
#[derive(Default)]
pub(super) struct TimelinePanel {
    lanes: Arc<Lanes>,
    lanes_for: Option<(u64, LaneBy)>,
    shown: Vec<bool>,
    shown_for: Option<u64>,
    /// The stretch of time in view; everything where `None`.
    view: Option<(f64, f64)>,
    /// Where a drag that chooses a stretch began.
    anchor: Option<f64>,
    /// The marks as they were last drawn.
    drawn: Drawn,
    /// The last move that was asked for by key or button and made.
    moved: u64,
    /// The last selection that was brought into view.
    revealed: u64,
    /// True until the selected kill's lane has been brought into view.
    bring_lane: bool,
    /// How far the lanes are scrolled.
    offset: f32,
}

/// Marks for a stretch of time, made anew only when what they depend on changes.
#[derive(Default)]
struct Drawn {
    made_for: Option<DrawnFor>,
    clusters: Vec<Cluster>,
    bars: Vec<Bar>,
    /// Kills that are chosen together or compared.
    chosen: Vec<Kill>,
    ticks: Vec<Tick>,
}

/// What drawn marks depend on.
#[derive(Clone, Copy, PartialEq)]
struct DrawnFor {
    revision: u64,
    shown_revision: u64,
    lanes: LaneBy,
    chosen: (u64, Option<(IncidentId, IncidentId)>),
    axis: Axis,
}

impl TimelinePanel {
    fn refresh(&mut self, state: &AppState) {
        let key = (state.revision, state.settings.lanes);
        if self.lanes_for != Some(key) {
            self.lanes_for = Some(key);
            let lanes = Lanes::new(&state.rows, &state.review, state.settings.lanes, state.clock, state.language);
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

    fn thin_out(&mut self, state: &AppState, axis: Axis) {
        let (revision, shown_revision, lanes) = (state.revision, state.shown_revision, state.settings.lanes);
        let chosen = (state.chosen_revision, state.compared);
        let made_for = DrawnFor { revision, shown_revision, lanes, chosen, axis };
        if self.drawn.made_for == Some(made_for) {
            return;
        }
        let is_shown = |row: usize| self.shown.get(row).copied().unwrap_or(true);
        let (from, to, seconds_a_point) = (axis.from, axis.to, axis.seconds_a_point());
        let (clusters, bars) = self.lanes.marks(Stretch { from, to, seconds_a_point, is_shown: &is_shown });
        let ticks = self.lanes.ticks(from, to, seconds_a_point).copied().collect();
        let is_chosen = |row: usize| state.rows.get(row).is_some_and(|row| state.is_marked(row.id));
        let chosen = self.lanes.chosen((from, to), seconds_a_point, &is_chosen);
        self.drawn = Drawn { made_for: Some(made_for), clusters, bars, chosen, ticks };
    }

    fn dial(&self, state: &AppState) -> Dial {
        let shift = f64::from(self.lanes.offset_seconds.unwrap_or(0));
        Dial { clock: state.clock, shift, language: state.language }
    }

    /// The longest stretch that can be looked at.
    fn longest(&self) -> f64 {
        self.lanes.extent.map_or(0.0, |(first, last)| (last - first) * 4.0).max(3600.0)
    }

    fn selected(&self, state: &AppState) -> Option<Kill> {
        self.lanes.kill_of(state.selected.and_then(|id| state.index_of(id))?)
    }

    /// The kills under the pointer, here or elsewhere: one, or those of a series.
    fn pointed(&self, state: &AppState) -> Vec<Kill> {
        let Pointed { kill, series, .. } = state.pointed;
        let series = series.and_then(|series| state.review.series.get(series));
        let ids = kill.into_iter().chain(series.iter().flat_map(|series| series.incidents.iter().copied()));
        ids.filter_map(|id| self.lanes.kill_of(state.index_of(id)?)).collect()
    }

    /// Makes the moves that keys and buttons ask for, and brings a newly selected kill into view.
    fn follow(&mut self, state: &AppState, axis: Axis) {
        let (moves, asked) = state.timeline_moves;
        if std::mem::replace(&mut self.moved, moves) != moves {
            let middle = f64::midpoint(axis.from, axis.to);
            let around = self.selected(state).map(|kill| kill.seconds);
            let around = around.filter(|at| (axis.from..=axis.to).contains(at)).unwrap_or(middle);
            self.view = match asked {
                TimelineMove::Fit => None,
                TimelineMove::In => axis.zoomed(KEY_ZOOM, around, self.longest()).or(self.view),
                TimelineMove::Out => axis.zoomed(1.0 / KEY_ZOOM, around, self.longest()).or(self.view),
            };
        }
        let is_new = std::mem::replace(&mut self.revealed, state.reveal) != state.reveal;
        self.bring_lane |= is_new;
        if is_new
            && let (Some((from, to)), Some(kill)) = (self.view, self.selected(state))
            && !(from..=to).contains(&kill.seconds)
        {
            let half = (to - from) / 2.0;
            self.view = Some((kill.seconds - half, kill.seconds + half));
        }
    }
}

/// The stretch that shows every kill, with some room at both ends.
pub(super) fn fitting(lanes: &Lanes) -> (f64, f64) {
    let (first, last) = lanes.extent.unwrap_or((0.0, 0.0));
    let room = ((last - first) * 0.04).max(5.0);
    (first - room, last + room)
}

/// Where the parts of the timeline stand.
struct Places {
    /// The clock's marks.
    ruler: Rect,
    /// The lanes that are in view, names and marks.
    lanes: Rect,
    /// The lines of other programs.
    ticks: Option<Rect>,
    axis: Axis,
}

impl Places {
    /// From the ruler's lower edge to the last lane's.
    fn down(&self) -> egui::Rangef {
        egui::Rangef::new(self.lanes.top(), self.ticks.unwrap_or(self.lanes).bottom())
    }

    fn plot(&self) -> Rect {
        Rect::from_x_y_ranges(self.axis.left..=self.axis.right, self.down())
    }
}

pub(super) fn timeline_ui(ui: &mut Ui, state: &AppState, panel: &mut TimelinePanel, commands: &mut Vec<Command>) {
    panel.refresh(state);
    let palette = theme::palette(ui);
    let all = LANE * panel.lanes.names.len().max(1) as f32;
    let room = (ui.ctx().content_rect().height() * LANES_SHARE).max(3.0 * LANE);
    // Half a lane says that there are more.
    let lanes_high = if all > room { ((room / LANE).floor() - 0.5) * LANE } else { all };
    let ticks_high = if panel.lanes.ticks.is_empty() { 0.0 } else { LANE };
    let high = RULER + lanes_high + ticks_high + MARGIN.sum().y;
    let frame = Frame::new().fill(palette.panel.into()).inner_margin(MARGIN);
    Panel::top("timeline").frame(frame).exact_size(high).show(ui, |ui| {
        let whole = ui.available_rect_before_wrap();
        let gutter = GUTTER.min(whole.width() * 0.3);
        let (ruler, below) = whole.split_top_bottom_at_y(whole.top() + RULER);
        let (lanes, ticks) = below.split_top_bottom_at_y(below.top() + lanes_high);
        // Half a mark's text hangs over each end of the axis.
        let (left, right) = (whole.left() + gutter, whole.right() - space::XL);
        let (from, to) = panel.view.unwrap_or_else(|| fitting(&panel.lanes));
        let axis = Axis { from, to, left, right };
        let places = Places { ruler, lanes, ticks: (ticks_high > 0.0).then_some(ticks), axis };
        places_ui(ui, state, panel, places, commands);
        ui.allocate_rect(whole, Sense::hover());
    });
}

fn places_ui(ui: &mut Ui, state: &AppState, panel: &mut TimelinePanel, mut at: Places, commands: &mut Vec<Command>) {
    let plot = at.plot();
    let response = ui.interact(plot, ui.scope_id().with("plot"), Sense::click_and_drag());
    let ruler = at.ruler.with_min_x(at.axis.left);
    let ruler = ui
        .interact(ruler, ui.scope_id().with("ruler"), Sense::DRAG)
        .on_hover_cursor(egui::CursorIcon::ResizeHorizontal);
    panel.view = moved(ui, panel, at.axis, &response, &ruler);
    panel.follow(state, at.axis);
    (at.axis.from, at.axis.to) = panel.view.unwrap_or_else(|| fitting(&panel.lanes));
    panel.thin_out(state, at.axis);
    corner::corner_ui(ui, at.ruler.with_max_x(at.axis.left - space::XL), state, panel, at.axis, commands);

    let small = TextStyle::Small.resolve(ui.style());
    let painter = ui.painter().with_clip_rect(at.plot().expand2(vec2(24.0, 0.0)).with_min_y(at.ruler.top()));
    let stage =
        Stage { painter: &painter, palette: theme::palette(ui), axis: at.axis, top: at.lanes.top(), lane: LANE };
    let flag = narrow(&stage, state, panel, &response, &at, (&small, commands));
    let flag = flag.or_else(|| cursor(&stage, state, panel, &response, &at, &small));
    stage.grid(panel.dial(state), (at.ruler.with_min_x(at.axis.left), at.down()), &small, flag);
    let hit = lanes_ui(ui, state, panel, &at, &response, commands);
    let tick = ticks_ui(ui, panel, &at, response.hover_pos().filter(|_| hit.is_none()));
    answer(state, panel, &response, (hit, tick), commands);
    if response.has_focus() {
        ui.painter().rect_stroke(plot, 4.0, Stroke::new(1.0, theme::palette(ui).accent), egui::StrokeKind::Outside);
    }
    let label = say!(state.language, "list-timeline-in-words", count = panel.lanes.kills.len());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
}

/// What is under the pointer: the first kill's row, how many there are, and when.
#[derive(Clone, Copy)]
struct Hit {
    row: usize,
    count: usize,
}

/// The lanes, scrolled where there are many; gives the mark under the pointer.
fn lanes_ui(
    ui: &mut Ui,
    state: &AppState,
    panel: &mut TimelinePanel,
    at: &Places,
    response: &Response,
    commands: &mut Vec<Command>,
) -> Option<Hit> {
    let selected = panel.selected(state);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(at.lanes));
    let over_names = child.rect_contains_pointer(at.lanes.with_max_x(at.axis.left));
    let source = ScrollSource { mouse_wheel: over_names, ..ScrollSource::SCROLL_BAR };
    let mut area = ScrollArea::vertical().id_salt("lanes").auto_shrink(false).scroll_source(source);
    let high = LANE * panel.lanes.names.len() as f32;
    let bring = selected.filter(|_| std::mem::take(&mut panel.bring_lane)).map(|kill| LANE * kill.lane as f32);
    let in_view = panel.offset..=panel.offset + at.lanes.height() - LANE;
    if let Some(top) = bring.filter(|top| !in_view.contains(top)) {
        area = area.vertical_scroll_offset((top - at.lanes.height() / 2.0).max(0.0));
    }
    let shown = area.show(&mut child, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
        corner::names_ui(ui, rect.with_max_x(at.axis.left - space::L), state, &panel.lanes, commands);
        let clip = Rect::from_x_y_ranges(at.axis.left - NEAR..=at.axis.right + space::XL, at.lanes.y_range());
        let painter = ui.painter().with_clip_rect(clip.intersect(ui.clip_rect()));
        let stage =
            Stage { painter: &painter, palette: theme::palette(ui), axis: at.axis, top: rect.top(), lane: LANE };
        stage.lines(panel.lanes.names.len());
        let pointer = response.hover_pos().filter(|pointer| at.lanes.contains(*pointer));
        marks_ui(ui, &panel.drawn, &stage, pointer, (selected, &panel.pointed(state)))
    });
    panel.offset = shown.state.clamped_offset().y;
    shown.inner
}

/// Bars and marks, the selected kill over them; gives what is under the pointer.
fn marks_ui(
    ui: &Ui,
    drawn: &Drawn,
    stage: &Stage<'_>,
    pointer: Option<Pos2>,
    (selected, pointed): (Option<Kill>, &[Kill]),
) -> Option<Hit> {
    let small = TextStyle::Small.resolve(ui.style());
    let cluster = pointer.and_then(|pointer| nearest(&drawn.clusters, stage, pointer));
    let bar = pointer.filter(|_| cluster.is_none()).and_then(|pointer| bar_at(&drawn.bars, stage, pointer));
    for each in &drawn.bars {
        stage.bar(each, bar == Some(each));
    }
    for each in &drawn.clusters {
        stage.cluster(each, cluster == Some(each), &small);
    }
    for kill in &drawn.chosen {
        stage.chosen(kill.seconds, kill.lane);
    }
    let down = stage.painter.clip_rect().y_range();
    if let Some(kill) = selected {
        stage.selected(kill.seconds, kill.lane, kill.scope, down);
    }
    for kill in pointed {
        stage.pointed(kill.seconds, kill.lane);
    }
    let hit = |(row, count)| Hit { row, count };
    cluster.map(|c| (c.kill.row, c.count)).or_else(|| bar.map(|bar| (bar.row, bar.count))).map(hit)
}

fn nearest<'a>(clusters: &'a [Cluster], stage: &Stage<'_>, pointer: Pos2) -> Option<&'a Cluster> {
    let distance = |cluster: &Cluster| stage.at(cluster.seconds, cluster.kill.lane).distance(pointer);
    let near = clusters.iter().filter(|cluster| distance(cluster) < NEAR);
    near.min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// The bar in the pointer's column; of those on each other the one at its height.
fn bar_at<'a>(bars: &'a [Bar], stage: &Stage<'_>, pointer: Pos2) -> Option<&'a Bar> {
    let column = |bar: &&Bar| {
        (stage.axis.x(bar.seconds) - pointer.x).abs() <= paint::BAR / 2.0
            && (stage.y(bar.lane) - pointer.y).abs() <= LANE / 2.0
    };
    bars.iter().filter(column).min_by(|a, b| {
        let away = |bar: &Bar| {
            let height = stage.height_of(bar);
            (pointer.y - height.clamp(pointer.y)).abs()
        };
        away(a).total_cmp(&away(b))
    })
}

/// The lines of other programs; gives the one under the pointer.
fn ticks_ui(ui: &Ui, panel: &TimelinePanel, at: &Places, pointer: Option<Pos2>) -> Option<Tick> {
    let rect = at.ticks?;
    let palette = theme::palette(ui);
    let name = pos2(rect.left(), rect.center().y);
    let small = TextStyle::Small.resolve(ui.style());
    let words = say!(spoken(ui), "list-other-programs");
    ui.painter().text(name, egui::Align2::LEFT_CENTER, words, small, palette.weak.into());
    let painter = ui.painter().with_clip_rect(at.plot().intersect(ui.clip_rect()));
    let stage = Stage { painter: &painter, palette, axis: at.axis, top: rect.top(), lane: LANE };
    let distance = |tick: &Tick| (stage.axis.x(tick.seconds) - pointer.map_or(f32::INFINITY, |at| at.x)).abs();
    let inside = pointer.is_some_and(|pointer| rect.contains(pointer));
    let near = panel.drawn.ticks.iter().filter(|tick| inside && distance(tick) < NEAR);
    let near = near.min_by(|a, b| distance(a).total_cmp(&distance(b)));
    // Kills that were not the kernel's lie over the rest.
    let (loud, quiet): (Vec<_>, Vec<_>) = panel.drawn.ticks.iter().partition(|tick| tick.is_loud);
    for tick in quiet.into_iter().chain(loud) {
        stage.tick(tick, rect.center().y, false);
    }
    if let Some(tick) = near {
        stage.tick(tick, rect.center().y, true);
    }
    near.copied()
}
