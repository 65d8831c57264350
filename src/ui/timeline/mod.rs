//! When it happened: kills in lanes over a time axis, by verdict in shape and colour; lines of other programs as ticks
//! below. Wheel and pinch zoom, a drag narrows the list to a stretch of time, a drag of the ruler (or with the middle or
//! right button) moves the axis, a double click fits, a click selects; over the names the wheel scrolls the lanes. While a
//! part is looked at, a strip below shows where it lies in the whole.

mod corner;
pub(super) mod dial;
pub(super) mod lanes;
pub(super) mod marks;
pub(super) mod plot;
mod pointer;
mod strip;
pub(super) mod view;

use std::collections::HashSet;
use std::sync::Arc;

use egui::containers::scroll_area::ScrollSource;
use egui::{
    Frame, Id, Margin, Panel, Pos2, Rangef, Rect, Response, Role, ScrollArea, Sense, Stroke, TextStyle, Ui, WidgetInfo,
    pos2, vec2,
};
use egui_plot::PlotTransform;

use self::dial::Dial;
use self::lanes::{BAR, Bar, Drawn, Highlights, Kill, LaneStretch, Lanes, MarkGroup, Tick};
use self::marks::LANE;
use self::plot::{RULER, TimePlot};
use self::strip::{Strip, strip_ui};
use self::view::TimeView;
use super::state::{AppState, Command, Pointed, TimelineMove, TimelineMoves};
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
    view: Option<TimeView>,
    /// Where a drag that chooses a stretch began.
    anchor: Option<f64>,
    /// The marks as they were last drawn, and what they were made for.
    drawn: (Option<DrawnFor>, Arc<Drawn>),
    /// The plots as they were last shown: the lanes and the lines of other programs.
    plots: [Option<Id>; 2],
    /// Where words stood on the ruler when it was last shown.
    flag: Option<Rangef>,
    /// The last move that was asked for by key or button and made.
    moved: u64,
    /// The last selection that was brought into view.
    revealed: u64,
    /// True until the selected kill's lane has been brought into view.
    bring_lane: bool,
    /// How far the lanes are scrolled, in points.
    offset: f32,
    /// The whole in small.
    strip: Strip,
}

/// What drawn marks depend on.
#[derive(Clone, Copy, PartialEq)]
struct DrawnFor {
    revision: u64,
    shown_revision: u64,
    lanes: LaneBy,
    chosen: (u64, Option<(IncidentId, IncidentId)>, Option<usize>),
    view: TimeView,
    points: f32,
}

impl TimelinePanel {
    fn refresh(&mut self, state: &AppState) {
        let key = (state.revision, state.settings.lanes);
        if self.lanes_for != Some(key) {
            self.lanes_for = Some(key);
            let lanes = Lanes::new(&state.rows, &state.review, state.settings.lanes, state.clock, state.language);
            self.lanes = Arc::new(lanes);
        }
        if self.shown_for != Some(state.list.shown_revision) {
            self.shown_for = Some(state.list.shown_revision);
            self.shown = vec![false; state.rows.len()];
            for row in &state.shown().rows {
                if let Some(shown) = self.shown.get_mut(*row) {
                    *shown = true;
                }
            }
        }
    }

    fn thin_out(&mut self, state: &AppState, view: TimeView, points: f32) -> Arc<Drawn> {
        let (revision, shown_revision, lanes) = (state.revision, state.list.shown_revision, state.settings.lanes);
        let chosen = (state.selection.chosen_revision, state.selection.compared, state.selection.series);
        let made_for = Some(DrawnFor { revision, shown_revision, lanes, chosen, view, points });
        if self.drawn.0 != made_for {
            let is_shown = |row: usize| self.shown.get(row).copied().unwrap_or(true);
            let seconds_a_point = view.seconds_a_point(points);
            // A series whose card is shown is seen in the lanes, too.
            let series = state.selection.series.and_then(|at| state.review.series.get(at));
            let of_series: HashSet<IncidentId> = series.iter().flat_map(|it| it.incidents.iter().copied()).collect();
            let is_chosen = |row: usize| {
                state.rows.get(row).is_some_and(|row| of_series.contains(&row.id) || state.is_marked(row.id))
            };
            let drawn = Drawn {
                chosen: self.lanes.chosen(view, seconds_a_point, &is_chosen),
                ..self.lanes.drawn(LaneStretch { view, seconds_a_point, is_shown: &is_shown })
            };
            self.drawn = (made_for, Arc::new(drawn));
        }
        Arc::clone(&self.drawn.1)
    }

    fn dial(&self, state: &AppState) -> Dial {
        self.lanes.dial(state.clock, state.language)
    }

    /// The stretch in view.
    fn view(&self) -> TimeView {
        self.view.unwrap_or_else(|| self.lanes.fitting())
    }

    /// The longest stretch that can be looked at.
    fn longest(&self) -> f64 {
        self.lanes.extent.map_or(0.0, |(first, last)| (last - first) * 4.0).max(3600.0)
    }

    /// The stretch that is looked at more closely than all; the charts of a series follow it.
    pub(super) const fn zoomed(&self) -> Option<TimeView> {
        self.view
    }

    /// The stretch that holds the kills of the series whose card is shown.
    fn of_series(&self, state: &AppState) -> Option<TimeView> {
        let series = state.review.series.get(state.selection.series?)?;
        let kill = |id: &IncidentId| self.lanes.kill_of(state.index_of(*id)?);
        let times = series.incidents.iter().filter_map(kill).map(|kill| kill.seconds);
        let ends = times.fold(None, |ends: Option<(f64, f64)>, at| {
            Some(ends.map_or((at, at), |(first, last)| (first.min(at), last.max(at))))
        });
        ends.map(TimeView::holding)
    }

    fn selected(&self, state: &AppState) -> Option<Kill> {
        self.lanes.kill_of(state.selection.selected.and_then(|id| state.index_of(id))?)
    }

    /// The kills under the pointer, here or elsewhere: one, or those of a series.
    fn pointed(&self, state: &AppState) -> Vec<Kill> {
        let Pointed { kill, series, .. } = state.pointed;
        let series = series.and_then(|series| state.review.series.get(series));
        let ids = kill.into_iter().chain(series.iter().flat_map(|series| series.incidents.iter().copied()));
        ids.filter_map(|id| self.lanes.kill_of(state.index_of(id)?)).collect()
    }

    /// Makes the moves that keys and buttons ask for, and brings a newly selected kill into view.
    fn follow(&mut self, state: &AppState) {
        let TimelineMoves { count, last: asked } = state.timeline_moves;
        if std::mem::replace(&mut self.moved, count) != count {
            let view = self.view();
            let around = self.selected(state).map(|kill| kill.seconds);
            let around = around.filter(|at| view.contains(*at)).unwrap_or_else(|| view.middle());
            self.view = match asked {
                TimelineMove::Fit => None,
                TimelineMove::Series => self.of_series(state).or(self.view),
                TimelineMove::In => view.zoomed(KEY_ZOOM, around, self.longest()).or(self.view),
                TimelineMove::Out => view.zoomed(1.0 / KEY_ZOOM, around, self.longest()).or(self.view),
            };
        }
        let is_new = std::mem::replace(&mut self.revealed, state.selection.reveal) != state.selection.reveal;
        self.bring_lane |= is_new;
        if is_new
            && let (Some(view), Some(kill)) = (self.view, self.selected(state))
            && !view.contains(kill.seconds)
        {
            self.view = Some(view.around(kill.seconds));
        }
    }
}

/// Where the parts of the timeline stand.
struct Places {
    /// The clock's marks.
    ruler: Rect,
    /// The lanes that are in view, names and marks.
    lanes: Rect,
    /// The lines of other programs.
    ticks: Option<Rect>,
    /// From the axis' first point to its last.
    over: Rangef,
}

impl Places {
    fn plot(&self) -> Rect {
        Rect::from_x_y_ranges(self.over, self.lanes.top()..=self.ticks.unwrap_or(self.lanes).bottom())
    }
}

pub(super) fn timeline_ui(ui: &mut Ui, state: &AppState, panel: &mut TimelinePanel, commands: &mut Vec<Command>) {
    panel.refresh(state);
    if panel.lanes.extent.is_none() && state.review.cases.is_empty() {
        // Signs without a time have no place on an axis; kills without one say so there.
        return;
    }
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
        let over = Rangef::new(whole.left() + gutter, whole.right() - space::XL);
        let places = Places { ruler, lanes, ticks: (ticks_high > 0.0).then_some(ticks), over };
        places_ui(ui, state, panel, &places, commands);
        strip_ui(ui, state.revision, panel, over, whole.bottom() + 1.0);
        ui.allocate_rect(whole, Sense::hover());
    });
}

/// What the pointer does is read first, from the plots as they stood in the last frame, so that all of this frame shows
/// one stretch of time.
fn places_ui(ui: &mut Ui, state: &AppState, panel: &mut TimelinePanel, at: &Places, commands: &mut Vec<Command>) {
    let live: Vec<Response> = panel.plots.iter().filter_map(|id| ui.ctx().read_response((*id)?)).collect();
    let ruler = ui
        .interact(at.ruler.with_min_x(at.over.min), ui.scope_id().with("ruler"), Sense::DRAG)
        .on_hover_cursor(egui::CursorIcon::ResizeHorizontal);
    panel.view = pointer::moved(ui, panel, at.over, &live, &ruler);
    panel.follow(state);
    let view = panel.view();
    let drawn = panel.thin_out(state, view, at.over.span());
    corner::corner_ui(ui, at.ruler.with_max_x(at.over.min - space::XL), state, panel, view, commands);
    let chosen = pointer::narrow(state, panel, at.over, &live, commands);
    let cursor = pointer::cursor(ui, state, panel, at, &live);

    let offset = names_ui(ui, state, panel, at, commands);
    let lanes = TimePlot {
        name: "lanes",
        view,
        dial: panel.dial(state),
        rect: at.ruler.union(at.lanes),
        over: at.over,
        rows: (f64::from(offset / LANE), f64::from(at.lanes.height() / LANE)),
        has_ruler: true,
        flag: panel.flag,
        is_live: true,
    };
    let ticks = at.ticks.map(|rect| TimePlot { name: "ticks", rect, rows: (0.0, 1.0), has_ruler: false, ..lanes });
    let pointer = live.iter().find_map(|plot| plot.hover_pos());
    let picked = picked(state, panel, &drawn, &lanes, pointer);
    let tick = ticks.and_then(|plot| tick_at(&drawn.ticks, &plot.transform(), plot.frame(), pointer?));
    let hit = picked.hit();

    let (palette, font) = (theme::palette(ui), TextStyle::Small.resolve(ui.style()));
    let band = chosen.or_else(|| state.list.filter.span.as_ref().map(|span| (*span.start(), *span.end())));
    let selected = picked.selected.map(|kill| kill.seconds).filter(|at| view.contains(*at));
    let through = [cursor.map(|at| (at, (1.0, palette.weak))), selected.map(|at| (at, (1.5, palette.accent)))];
    let common = move |plot: &mut egui_plot::PlotUi<'_>| {
        if let Some(band) = band {
            plot.add(marks::band(band, palette));
        }
        for (at, stroke) in through.into_iter().flatten() {
            plot.add(marks::line(at, stroke));
        }
    };
    let shown = lanes.show(ui, |plot| {
        common(plot);
        plot.add(marks::kills(Arc::clone(&drawn), picked, palette, font));
    });
    let below = ticks.map(|plot| {
        ticks_name_ui(ui, plot.rect);
        plot.show(ui, |plot| {
            common(plot);
            plot.add(marks::ticks(Arc::clone(&drawn), tick, palette));
        })
    });
    panel.plots = [Some(shown.id), below.as_ref().map(|plot| plot.id)];
    let flag = flag_ui(ui, state, panel, (at, view), (chosen, cursor));
    if std::mem::replace(&mut panel.flag, flag) != flag {
        // The marks of the ruler make room for it.
        ui.ctx().request_repaint();
    }
    for plot in std::iter::once(&shown).chain(&below) {
        pointer::answer(state, panel, plot, (hit, tick), commands);
    }
    if shown.has_focus() {
        ui.painter().rect_stroke(at.plot(), 4.0, Stroke::new(1.0, palette.accent), egui::StrokeKind::Outside);
    }
    let label = say!(state.language, "list-timeline-in-words", count = panel.lanes.counts.iter().sum::<usize>());
    shown.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
    if let Some(plot) = below {
        let others = say!(state.language, "list-other-programs");
        plot.widget_info(|| WidgetInfo::labeled(Role::Image, true, others));
    }
}

/// Over the ruler: how long the stretch is that is being chosen, else the time of the cursor.
fn flag_ui(
    ui: &Ui,
    state: &AppState,
    panel: &TimelinePanel,
    (at, view): (&Places, TimeView),
    (chosen, cursor): (Option<(f64, f64)>, Option<f64>),
) -> Option<Rangef> {
    let palette = theme::palette(ui);
    let small = TextStyle::Small.resolve(ui.style());
    let across = view.over(at.plot(), 0.0, 1.0);
    let (words, seconds, colours) = match (chosen, cursor) {
        (Some((from, to)), _) => {
            (pointer::stretch(state, panel, (from, to)), f64::midpoint(from, to), (palette.accent, palette.panel))
        }
        (None, Some(seconds)) => {
            let words = panel.dial(state).exact(seconds, view.seconds_a_point(at.over.span()));
            (words, seconds, (palette.raised, palette.strong))
        }
        (None, None) => return None,
    };
    let place = pos2(across.position_from_point_x(seconds), at.ruler.center().y);
    Some(marks::flag(ui.painter(), (&words, &small), (place, at.over), colours))
}

/// What is under the pointer: the first kill's row, how many there are, and when.
#[derive(Clone, Copy)]
struct MarkHit {
    row: usize,
    count: usize,
}

impl Highlights {
    fn hit(&self) -> Option<MarkHit> {
        let group = self.group.map(|group| MarkHit { row: group.kill.row, count: group.count });
        group.or_else(|| self.bar.map(|bar| MarkHit { row: bar.row, count: bar.count }))
    }
}

/// The lanes' names, scrolled where there are many; gives how far.
fn names_ui(ui: &mut Ui, state: &AppState, panel: &mut TimelinePanel, at: &Places, commands: &mut Vec<Command>) -> f32 {
    let names = at.lanes.with_max_x(at.over.min - space::S);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(names));
    let source = ScrollSource { mouse_wheel: true, ..ScrollSource::SCROLL_BAR };
    let mut area = ScrollArea::vertical().id_salt("lanes").auto_shrink(false).scroll_source(source);
    let high = LANE * panel.lanes.names.len() as f32;
    let selected = panel.selected(state);
    let bring = selected.filter(|_| std::mem::take(&mut panel.bring_lane)).map(|kill| LANE * kill.lane as f32);
    let in_view = panel.offset..=panel.offset + at.lanes.height() - LANE;
    if let Some(top) = bring.filter(|top| !in_view.contains(top)) {
        area = area.vertical_scroll_offset((top - at.lanes.height() / 2.0).max(0.0));
    }
    let shown = area.show(&mut child, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
        corner::names_ui(ui, rect.with_max_x(at.over.min - space::L), state, &panel.lanes, commands);
    });
    panel.offset = shown.state.clamped_offset().y;
    panel.offset
}

/// What the pointer, the selection and other panels pick out of the lanes.
fn picked(
    state: &AppState,
    panel: &TimelinePanel,
    drawn: &Drawn,
    lanes: &TimePlot,
    pointer: Option<Pos2>,
) -> Highlights {
    let (transform, frame) = (lanes.transform(), lanes.frame());
    let pointer = pointer.filter(|pointer| frame.contains(*pointer));
    let group = pointer.and_then(|pointer| nearest(&drawn.groups, &transform, pointer)).copied();
    let bar = pointer.filter(|_| group.is_none()).and_then(|pointer| bar_at(&drawn.bars, &transform, pointer));
    let (selected, pointed) = (panel.selected(state), panel.pointed(state));
    Highlights { group, bar: bar.copied(), selected, pointed }
}

fn nearest<'a>(groups: &'a [MarkGroup], transform: &PlotTransform, pointer: Pos2) -> Option<&'a MarkGroup> {
    let distance = |group: &MarkGroup| marks::place(transform, group.seconds, group.kill.lane).distance(pointer);
    let near = groups.iter().filter(|group| distance(group) < NEAR);
    near.min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// The bar in the pointer's column; of those on each other the one at its height.
fn bar_at<'a>(bars: &'a [Bar], transform: &PlotTransform, pointer: Pos2) -> Option<&'a Bar> {
    let column = |bar: &&Bar| {
        let at = marks::place(transform, bar.seconds, bar.lane);
        (at.x - pointer.x).abs() <= BAR / 2.0 && (at.y - pointer.y).abs() <= LANE / 2.0
    };
    bars.iter().filter(column).min_by(|a, b| {
        let away = |bar: &Bar| (pointer.y - marks::reach(transform, bar).clamp(pointer.y)).abs();
        away(a).total_cmp(&away(b))
    })
}

/// The line of another program under the pointer.
fn tick_at(ticks: &[Tick], transform: &PlotTransform, frame: Rect, pointer: Pos2) -> Option<Tick> {
    let distance = |tick: &Tick| (transform.position_from_point_x(tick.seconds) - pointer.x).abs();
    let near = ticks.iter().filter(|tick| frame.contains(pointer) && distance(tick) < NEAR);
    near.min_by(|a, b| distance(a).total_cmp(&distance(b))).copied()
}

fn ticks_name_ui(ui: &Ui, rect: Rect) {
    let small = TextStyle::Small.resolve(ui.style());
    let words = say!(spoken(ui), "list-other-programs");
    let colour = theme::palette(ui).weak.into();
    ui.painter().text(rect.left_center(), egui::Align2::LEFT_CENTER, words, small, colour);
}
