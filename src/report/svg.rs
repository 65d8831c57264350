//! The pie and the timeline as SVG within the HTML report. Colours are the page's variables.

use super::page::{Clock, Timeline, escaped};
use crate::analysis::{Breakdown, PartKind, Scope};
use crate::chart::{self, MarkDay, Point, Sector, Slice};
use crate::lang::Language;
use crate::palette::MarkShape;
use crate::{say, text};
use std::collections::BTreeSet;

/// The timeline's width, in its own units.
const WIDTH: f32 = 960.0;
/// Room for the lanes' names at the left.
const LEFT: f32 = 140.0;
/// Room at the right, for half a mark and half a label.
const RIGHT: f32 = 30.0;
/// A lane's height.
const LANE: f32 = 26.0;

/// The name of a part's colour.
pub(super) fn part_class(part: PartKind) -> String {
    format!("part-{}", part.name())
}

/// The name of a scope's colour.
pub(super) fn scope_class(scope: Scope) -> String {
    format!("scope-{}", scope.name())
}

/// A ring of the parts.
pub(super) fn pie(language: Language, breakdown: &Breakdown) -> String {
    let slices = chart::slices(breakdown);
    let title = |slice: &Slice| {
        let share = text::percent(language, slice.bytes, breakdown.total);
        format!("{} {} ({share})", slice.kind.words(language), text::size(language, slice.bytes))
    };
    let said = slices.iter().map(title).collect::<Vec<_>>().join(", ");
    let mut out = format!("<svg viewBox=\"0 0 200 200\" role=\"img\" aria-label=\"{}\">\n", escaped(&said));
    for slice in &slices {
        let centre = Point { x: 100.0, y: 100.0 };
        let sector = Sector { centre, inner: 58.0, outer: 96.0, from: slice.from, to: slice.to };
        out.push_str(&format!(
            "<path fill-rule=\"evenodd\" style=\"fill: var(--{})\" d=\"{}\"><title>{}</title></path>\n",
            part_class(slice.kind),
            sector.svg_path(),
            escaped(&title(slice))
        ));
    }
    out.push_str(&format!("<text x=\"100\" y=\"106\" text-anchor=\"middle\" style=\"fill: var(--strong); font-size: 18px\">{}</text>\n</svg>\n",
        escaped(&text::size(language, breakdown.total))));
    out
}

/// The incidents over time, one lane a scope. Marks that would lie on each other are drawn once.
pub(super) fn timeline(language: Language, timeline: &Timeline) -> String {
    let lanes: Vec<_> =
        Scope::ALL.into_iter().filter(|scope| timeline.marks.iter().any(|mark| mark.scope == *scope)).collect();
    let seconds = || timeline.marks.iter().map(|mark| mark.seconds);
    let (from, to) = seconds().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), s| (a.min(s), b.max(s)));
    let span = (to - from).max(1.0);
    let x = |seconds: f64| LEFT + single((seconds - from) / span) * (WIDTH - LEFT - RIGHT);
    let base = LANE * single(lanes.len() as f64);
    let said = say!(language, "kills-over-time", count = timeline.marks.len());
    let mut out = format!(
        "<svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\" aria-label=\"{said}\">\n",
        base + 24.0
    );
    let step = chart::time_step(span, 8.0);
    let year = |seconds| wall(seconds).map(|time| chrono::Datelike::year(&time));
    let day = if year(from) == year(to) { MarkDay::OfYear } else { MarkDay::WithYear };
    for mark in chart::time_marks(from, to, step) {
        out.push_str(&format!(
            "<line x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"0\" y2=\"{base:.1}\"/><text x=\"{0:.1}\" y=\"{1:.1}\" \
             text-anchor=\"middle\">{2}</text>\n",
            x(mark),
            base + 16.0,
            escaped(&label(language, timeline.clock, mark, step, day))
        ));
    }
    for (scope, lane) in lanes.into_iter().zip(0_u8..) {
        let y = (f32::from(lane) + 0.5) * LANE;
        out.push_str(&format!("<text x=\"0\" y=\"{:.1}\">{}</text>\n", y + 4.0, scope.words(language)));
        let own = timeline.marks.iter().filter(|mark| mark.scope == scope);
        for tenths in own.map(|mark| tenths(x(mark.seconds))).collect::<BTreeSet<_>>() {
            out.push_str(&mark_svg(scope, Point { x: f32::from(tenths) / 10.0, y }));
        }
    }
    out.push_str("</svg>\n");
    out
}

fn mark_svg(scope: Scope, Point { x, y }: Point) -> String {
    let mark = MarkShape::of(scope);
    let points: Vec<_> = chart::outline(mark)
        .into_iter()
        .map(|point| format!("{:.1},{:.1}", x + 5.0 * point.x, y + 5.0 * point.y))
        .collect();
    let colour = format!("var(--{})", scope_class(scope));
    let paint = match mark {
        MarkShape::Ring => format!("fill: none; stroke: {colour}; stroke-width: 2"),
        _ => format!("fill: {colour}"),
    };
    format!("<polygon style=\"{paint}\" points=\"{}\"/>\n", points.join(" "))
}

fn label(language: Language, clock: Clock, seconds: f64, step: f64, day: MarkDay) -> String {
    match (clock, wall(seconds)) {
        (Clock::Wall, Some(time)) => chart::mark_text(language, time, step, day),
        _ => say!(language, "axis-seconds", seconds = seconds.to_string()),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a float beyond the range becomes its end, which no calendar has")]
fn wall(seconds: f64) -> Option<chrono::NaiveDateTime> {
    Some(chrono::DateTime::from_timestamp_micros((seconds * 1e6) as i64)?.naive_utc())
}

#[expect(clippy::cast_possible_truncation, reason = "for drawing")]
const fn single(number: f64) -> f32 {
    number as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and ten times the width")]
fn tenths(x: f32) -> u16 {
    (x * 10.0).round() as u16
}
