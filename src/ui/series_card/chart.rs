//! The charts of a series over the timeline's clock. Their values are counted from the top in parts of a scale, so that they
//! are plots like the timeline's.

use egui::{Align2, Color32, Rangef, Rect, Response, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{Bar, BarChart, Line, Points};

use super::story::{KillPoint, Story};
use crate::lang::Language;
use crate::model::{Bytes, IncidentId};
use crate::say;
use crate::text;
use crate::ui::theme::{self, space};
use crate::ui::timeline::dial::length;
use crate::ui::timeline::marks;
use crate::ui::timeline::plot::{RULER, TimePlot};
use crate::ui::timeline::view::TimeView;

/// The charts' names. The clock stands over the first.
const MEMORY: &str = "series_memory";
const INTERVALS: &str = "series_intervals";
/// The room for the scale's figures.
const GUTTER: f32 = 124.0;
/// How many parts a scale has at most.
const PARTS: f64 = 4.0;
/// Above the highest and below the lowest part, in parts: a mark on the edge is seen whole.
const EDGE: f64 = 0.14;
/// How near the pointer must be to a kill, in points.
const NEAR: f32 = 12.0;
/// A point of a chart, and a bar's width, in points.
const RADIUS: f32 = 4.0;
const BAR: f64 = 5.0;
/// How strong the bar below a point of memory is.
const STEM: f32 = 0.25;
/// How far a limit reaches beyond its kill, in points.
const TICK: f64 = 9.0;
/// A limit that is this many times what was held would leave no room for what is shown.
const FAR: u64 = 4;
/// So many kills are drawn one by one; of more, the highest and the lowest of each column.
const ONE_BY_ONE: usize = 400;
/// The width of a column, in points.
const COLUMN: f64 = 4.0;
/// How many figures of a chart are said aloud.
const SAID: usize = 20;

/// Steps of a scale of time, in seconds; beyond them whole weeks.
const STEPS: [f64; 25] = [
    0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0,
    3600.0, 7200.0, 14_400.0, 21_600.0, 43_200.0, 86_400.0, 172_800.0,
];
const WEEK: f64 = 604_800.0;

/// The stretch of time that charts show.
#[derive(Clone, Copy, Debug)]
pub(super) struct ChartView {
    pub(super) view: TimeView,
    /// Whether the pointer can do something on it.
    pub(super) is_live: bool,
}

/// A kill as it is drawn.
#[derive(Clone, Copy)]
struct DrawnKill {
    /// Seconds on the axis.
    at: f64,
    value: f64,
    id: IncidentId,
}

/// What the rest of the window points at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pointer {
    pub(super) kill: Option<IncidentId>,
    pub(super) seconds: Option<f64>,
}

/// What the pointer does on a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChartHit {
    Over(IncidentId),
    Clicked(IncidentId),
}

/// A scale from 0 up to a whole number of steps.
#[derive(Clone, Copy, Debug, PartialEq)]
struct AxisScale {
    step: f64,
    parts: f64,
}

impl AxisScale {
    /// For sizes: steps are powers of two.
    fn of_bytes(most: f64) -> Self {
        Self::by((most.max(1.0) / PARTS).log2().ceil().exp2(), most)
    }

    /// For lengths of time.
    fn of_seconds(most: f64) -> Self {
        let step = STEPS.into_iter().find(|step| most <= step * PARTS);
        Self::by(step.unwrap_or_else(|| (most / PARTS / WEEK).ceil().max(1.0) * WEEK), most)
    }

    fn by(step: f64, most: f64) -> Self {
        Self { step, parts: (most / step).ceil().max(1.0) }
    }

    /// A value, counted from the top.
    fn row(self, value: f64) -> f64 {
        self.parts - value / self.step
    }

    fn rows(self) -> (f64, f64) {
        (-EDGE, self.parts + 2.0 * EDGE)
    }
}

/// Memory at each kill, with the limit.
pub(super) fn memory_ui(
    ui: &mut Ui,
    story: &Story,
    (high, is_brief): (f32, bool),
    shown: ChartView,
    pointer: Pointer,
) -> Option<ChartHit> {
    let view = shown.view;
    let bytes = |size: Bytes| size.0 as f64;
    let most_held = story.points.iter().filter_map(|point| point.held).max();
    let most_limit = story.points.iter().filter_map(|point| point.limit).max();
    let limit = most_limit.filter(|limit| most_held.is_none_or(|held| limit.0 <= held.0.saturating_mul(FAR)));
    let Some(most) = most_held.max(limit) else {
        ui.label(theme::caption(ui, say!(story.language, "series-card-no-memory")));
        return None;
    };
    let palette = theme::palette(ui);
    ui.horizontal_wrapped(|ui| {
        if is_brief {
            ui.label(theme::bold(ui, say!(story.language, "brief-memory")));
        } else {
            ui.label(theme::bold(ui, say!(story.language, "series-card-memory")));
            sign_ui(ui, story.kind.colour(palette).into(), true);
            ui.label(theme::caption(ui, story.held_words()));
        }
        if limit.is_some() {
            sign_ui(ui, palette.strong.into(), false);
            ui.label(theme::caption(ui, say!(story.language, "series-card-limit")));
        }
    });
    let scale = AxisScale::of_bytes(bytes(most));
    let value = |point: &KillPoint| point.held.map(bytes);
    let plot = frame(ui, (MEMORY, high), shown, story, scale);
    let drawn = drawn(&story.points, view, plot.over, value);
    let tick = view.seconds_a_point(plot.over.span()) * TICK;
    let limits = if limit.is_some() { limits(story, scale, view, tick) } else { Vec::new() };
    let line: Vec<[f64; 2]> = drawn.iter().map(|kill| [kill.at, scale.row(kill.value)]).collect();
    let colour = Color32::from(story.kind.colour(palette));
    let strong = Color32::from(palette.strong);
    // How much each kill held is seen without reading the scale; between them it is not known.
    let stems = bars(&drawn, scale, view.seconds_a_point(plot.over.span()) * BAR, colour.gamma_multiply(STEM));
    let through = through(story, pointer);
    let shown = plot.show(ui, move |plot| {
        for (at, stroke) in through.into_iter().flatten() {
            plot.add(marks::line(at, (stroke, palette.weak)));
        }
        plot.add(BarChart::new("", stems).color(colour).allow_hover(false));
        for ends in limits {
            plot.add(Line::new("", ends).stroke(Stroke::new(2.0, strong)).allow_hover(false));
        }
        plot.add(Line::new("", line.clone()).stroke(Stroke::new(1.5, colour.gamma_multiply(0.45))).allow_hover(false));
        plot.add(Points::new("", line).radius(RADIUS).color(colour).allow_hover(false));
    });
    let language = story.language;
    figures_ui(ui, &plot, scale, |value| size_words(language, value));
    let figures = drawn.iter().map(|kill| size_words(language, kill.value));
    said(&shown, say!(language, "series-card-memory"), figures);
    answer(&shown, &plot, story, &drawn, scale)
}

/// The time between each kill and the one before it.
pub(super) fn intervals_ui(
    ui: &mut Ui,
    story: &Story,
    high: f32,
    shown: ChartView,
    pointer: Pointer,
) -> Option<ChartHit> {
    let view = shown.view;
    let most = story
        .points
        .iter()
        .filter_map(|point| point.since)
        .fold(None, |most: Option<f64>, since| Some(most.map_or(since, |most| most.max(since))))?;
    let language = story.language;
    ui.label(theme::bold(ui, say!(language, "series-card-intervals")));
    let scale = AxisScale::of_seconds(most.max(0.001));
    let plot = frame(ui, (INTERVALS, high), shown, story, scale);
    let drawn = drawn(&story.points, view, plot.over, |point| point.since);
    let wide = view.seconds_a_point(plot.over.span()) * BAR;
    let palette = theme::palette(ui);
    let colour = Color32::from(story.kind.colour(palette));
    let bars = bars(&drawn, scale, wide, colour);
    let through = through(story, pointer);
    let shown = plot.show(ui, move |plot| {
        for (at, stroke) in through.into_iter().flatten() {
            plot.add(marks::line(at, (stroke, palette.weak)));
        }
        plot.add(BarChart::new("", bars).color(colour).allow_hover(false));
    });
    figures_ui(ui, &plot, scale, |value| length(language, value));
    let figures = drawn.iter().map(|kill| length(language, kill.value));
    said(&shown, say!(language, "series-card-intervals"), figures);
    answer(&shown, &plot, story, &drawn, scale)
}

/// Where a chart stands: the scale's figures left of it, the clock over the first.
fn frame(
    ui: &mut Ui,
    (name, high): (&'static str, f32),
    ChartView { view, is_live }: ChartView,
    story: &Story,
    scale: AxisScale,
) -> TimePlot {
    let has_ruler = name == MEMORY;
    let high = if has_ruler { high + RULER } else { high };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
    let over = Rangef::new(rect.left() + GUTTER.min(rect.width() * 0.3), rect.right() - space::L);
    TimePlot { name, view, dial: story.dial, rect, over, rows: scale.rows(), has_ruler, flag: None, is_live }
}

/// The kills in view with their values, as time, value and kill; of many the highest and the lowest of each column.
fn drawn(
    points: &[KillPoint],
    view: TimeView,
    over: Rangef,
    value: impl Fn(&KillPoint) -> Option<f64>,
) -> Vec<DrawnKill> {
    let kill = |point: &KillPoint| Some(DrawnKill { at: point.seconds?, value: value(point)?, id: point.id });
    let seen: Vec<DrawnKill> = points.iter().filter_map(kill).filter(|kill| view.contains(kill.at)).collect();
    if seen.len() <= ONE_BY_ONE {
        return seen;
    }
    let wide = view.seconds_a_point(over.span()) * COLUMN;
    let column = |at: f64| ((at - view.from) / wide).floor();
    let by_column = seen.chunk_by(|a, b| column(a.at) == column(b.at));
    by_column
        .flat_map(|column| {
            let by_value = |a: &&DrawnKill, b: &&DrawnKill| a.value.total_cmp(&b.value);
            let (least, most) = (column.iter().min_by(by_value), column.iter().max_by(by_value));
            [least, most.filter(|most| least.is_none_or(|least| least.id != most.id))].into_iter().flatten().copied()
        })
        .collect()
}

/// A bar for each value, from 0 up.
fn bars(drawn: &[DrawnKill], scale: AxisScale, wide: f64, colour: Color32) -> Vec<Bar> {
    let bar = |kill: &DrawnKill| {
        let top = scale.row(kill.value);
        Bar::new(kill.at, scale.parts - top).base_offset(top).width(wide).fill(colour).stroke(Stroke::NONE)
    };
    drawn.iter().map(bar).collect()
}

/// The limit at each kill, from kill to kill where it stayed the same: when it changed in between is not known.
fn limits(story: &Story, scale: AxisScale, view: TimeView, tick: f64) -> Vec<Vec<[f64; 2]>> {
    let known = story.points.iter().filter_map(|point| Some((point.seconds?, point.limit?)));
    let known: Vec<_> = known.collect();
    known
        .chunk_by(|a, b| a.1 == b.1)
        .filter_map(|same| {
            let ((from, limit), (to, _)) = (*same.first()?, *same.last()?);
            let (from, to) = ((from - tick).max(view.from), (to + tick).min(view.to));
            let row = scale.row(limit.0 as f64);
            (from < to).then(|| vec![[from, row], [to, row]])
        })
        .collect()
}

/// What the window points at, through both charts.
fn through(story: &Story, pointer: Pointer) -> [Option<(f64, f32)>; 2] {
    let of_kill = pointer.kill.and_then(|id| story.points.iter().find(|point| point.id == id)?.seconds);
    [pointer.seconds.map(|at| (at, 1.0)), of_kill.map(|at| (at, 1.5))]
}

/// The scale's figures, each beside its line, and the day beside the clock.
fn figures_ui(ui: &Ui, plot: &TimePlot, scale: AxisScale, words: impl Fn(f64) -> String) {
    let (palette, font) = (theme::palette(ui), TextStyle::Small.resolve(ui.style()));
    let transform = plot.transform();
    let steps = std::iter::successors(Some(0.0_f64), |step| Some(step + 1.0)).take_while(|step| *step <= scale.parts);
    for step in steps {
        let at = pos2(plot.over.min - space::S, transform.position_from_point_y(scale.parts - step));
        let figure = if step > 0.0 { words(step * scale.step) } else { "0".to_owned() };
        ui.painter().text(at, Align2::RIGHT_CENTER, figure, font.clone(), palette.weak.into());
    }
    if let Some(day) = plot.dial.day(plot.view).filter(|_| plot.has_ruler) {
        let at = plot.rect.left_top() + vec2(0.0, RULER / 2.0 - 1.0);
        ui.painter().text(at, Align2::LEFT_CENTER, day, font, palette.weak.into());
    }
}

/// A point or a line of the legend.
fn sign_ui(ui: &mut Ui, colour: Color32, is_point: bool) {
    let (rect, _) = ui.allocate_exact_size(vec2(16.0, 12.0), Sense::hover());
    if is_point {
        ui.painter().circle_filled(rect.center(), RADIUS, colour);
    } else {
        ui.painter().hline(Rect::x_range(&rect), rect.center().y, Stroke::new(2.0, colour));
    }
}

/// What a screen reader says of a chart.
fn said(response: &Response, name: &str, figures: impl Iterator<Item = String>) {
    let figures: Vec<String> = figures.take(SAID + 1).collect();
    let more = if figures.len() > SAID { " …" } else { "" };
    let words = format!("{name}: {}{more}", figures.iter().take(SAID).cloned().collect::<Vec<_>>().join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
}

/// The kill under the pointer, with its figures, and whether it was clicked.
fn answer(
    response: &Response,
    plot: &TimePlot,
    story: &Story,
    drawn: &[DrawnKill],
    scale: AxisScale,
) -> Option<ChartHit> {
    let pointer = response.hover_pos().filter(|_| plot.is_live)?;
    let transform = plot.transform();
    let far = |kill: &DrawnKill| (transform.position_from_point_x(kill.at) - pointer.x).abs();
    let nearest = drawn.iter().min_by(|a, b| far(a).total_cmp(&far(b))).filter(|kill| far(kill) <= NEAR)?;
    let DrawnKill { at, value, id } = *nearest;
    let point = story.points.iter().find(|point| point.id == id)?;
    let place = pos2(transform.position_from_point_x(at), transform.position_from_point_y(scale.row(value)));
    let ring = Stroke::new(1.5, response.ctx.global_style().visuals.strong_text_color());
    response.ctx.layer_painter(response.layer_id).circle_stroke(place, RADIUS + 2.5, ring);
    response.clone().on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(360.0);
        ui.label(&point.words);
    });
    Some(if response.clicked() { ChartHit::Clicked(id) } else { ChartHit::Over(id) })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size that was one before")]
fn size_words(language: Language, bytes: f64) -> String {
    text::size(language, Bytes(bytes.max(0.0) as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_two_to_four_parts_of_a_round_step() {
        let mib = |mib: f64| mib * f64::from(1 << 20);
        assert_eq!(AxisScale::of_bytes(mib(64.0)), AxisScale { step: mib(16.0), parts: 4.0 });
        assert_eq!(AxisScale::of_bytes(mib(65.0)), AxisScale { step: mib(32.0), parts: 3.0 });
        assert_eq!(AxisScale::of_bytes(0.0).parts, 1.0);
        assert_eq!(AxisScale::of_seconds(100.0), AxisScale { step: 30.0, parts: 4.0 });
        assert_eq!(AxisScale::of_seconds(300.0), AxisScale { step: 120.0, parts: 3.0 });
        assert_eq!(AxisScale::of_seconds(10.0 * WEEK), AxisScale { step: 3.0 * WEEK, parts: 4.0 });
        assert_eq!(AxisScale::of_bytes(mib(64.0)).row(mib(16.0)), 3.0);
    }

    #[test]
    fn many_kills_are_drawn_by_their_highest_and_lowest() {
        let point = |at: u32| KillPoint {
            id: IncidentId(at),
            seconds: Some(f64::from(at)),
            held: Some(Bytes(u64::from(at % 7))),
            limit: None,
            since: None,
            words: String::new(),
        };
        let points: Vec<KillPoint> = (0..5_000).map(point).collect();
        let (view, over) = (TimeView { from: 0.0, to: 5_000.0 }, Rangef::new(0.0, 500.0));
        let drawn = drawn(&points, view, over, |point| point.held.map(|held| held.0 as f64));
        assert!(drawn.len() <= 2 * 126, "{}", drawn.len());
        assert!(drawn.iter().any(|kill| kill.value == 6.0) && drawn.iter().any(|kill| kill.value == 0.0));
        let few = super::drawn(&points, TimeView { from: 0.0, to: 99.0 }, over, |point| point.since);
        assert!(few.is_empty(), "what is not known is not drawn");
    }
}
