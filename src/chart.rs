//! Geometry that the window's painter and the reports' SVG share: plain numbers and points, no colours, no egui.
//! Angles are turns, 0 to 1, clockwise from twelve o'clock; y points down.

use std::f32::consts::TAU;

use chrono::{Datelike as _, NaiveDateTime};

use crate::analysis::{Breakdown, BreakdownPart, PartKind};
use crate::lang::Language;
use crate::model::Bytes;
use crate::palette::MarkShape;
use crate::say;
use crate::text;

/// A point in the plane.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

/// A part of a pie that takes up room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slice {
    /// Which part.
    pub kind: PartKind,
    /// Its size.
    pub bytes: Bytes,
    /// Where it begins, in turns.
    pub from: f32,
    /// Where it ends, in turns.
    pub to: f32,
}

/// A ring's sector, for painting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sector {
    /// The ring's middle.
    pub centre: Point,
    /// The ring's inner radius; 0 makes a pie.
    pub inner: f32,
    /// The ring's outer radius.
    pub outer: f32,
    /// Where it begins, in turns.
    pub from: f32,
    /// Where it ends, in turns.
    pub to: f32,
}

/// The slices of a pie, in the parts' order; parts that are nothing or not in the log take no room.
pub fn slices(breakdown: &Breakdown) -> Vec<Slice> {
    let turn = |bytes: Bytes| single(bytes.share_of(breakdown.total).min(1.0));
    let mut before = Bytes(0);
    let slice = |part: &BreakdownPart| {
        let bytes = part.bytes.filter(|bytes| bytes.0 > 0)?;
        let from = turn(before);
        before = before.plus(bytes);
        Some(Slice { kind: part.kind, bytes, from, to: turn(before) })
    };
    breakdown.parts.iter().filter_map(slice).collect()
}

/// The slice under a point given relative to the pie's middle.
pub fn slice_at(slices: &[Slice], offset: Point) -> Option<&Slice> {
    let turn = offset.x.atan2(-offset.y).rem_euclid(TAU) / TAU;
    slices.iter().find(|slice| (slice.from..slice.to).contains(&turn))
}

impl Sector {
    /// Points along an arc of this sector, no two further apart than about three units.
    pub fn arc(&self, radius: f32) -> Vec<Point> {
        let turns = self.to - self.from;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a small whole number")]
        let steps = (turns * TAU * radius / 3.0).ceil().clamp(1.0, 720.0) as u16;
        (0..=steps)
            .map(|step| at(self.centre, radius, self.from + turns * f32::from(step) / f32::from(steps)))
            .collect()
    }

    /// The `d` of an SVG path with this shape; a full ring is two closed circles (`fill-rule="evenodd"`).
    pub fn svg_path(&self) -> String {
        if self.to - self.from >= 1.0 - 1e-6 {
            return format!("{}{}", circle_path(self.centre, self.outer), circle_path(self.centre, self.inner));
        }
        let wide = u8::from(self.to - self.from > 0.5);
        let point = |radius, turn| {
            let Point { x, y } = at(self.centre, radius, turn);
            format!("{x:.2} {y:.2}")
        };
        let (inner, outer) = (self.inner, self.outer);
        format!(
            "M{}A{outer:.2} {outer:.2} 0 {wide} 1 {}L{}A{inner:.2} {inner:.2} 0 {wide} 0 {}Z",
            point(outer, self.from),
            point(outer, self.to),
            point(inner, self.to),
            point(inner, self.from),
        )
    }
}

fn circle_path(Point { x, y }: Point, radius: f32) -> String {
    if radius <= 0.0 {
        return String::new();
    }
    let (left, right) = (x - radius, x + radius);
    format!(
        "M{left:.2} {y:.2}A{radius:.2} {radius:.2} 0 1 1 {right:.2} {y:.2}A{radius:.2} {radius:.2} 0 1 1 {left:.2} {y:.2}Z"
    )
}

/// The point of a circle at an angle.
pub fn at(centre: Point, radius: f32, turn: f32) -> Point {
    let (sin, cos) = (turn * TAU).sin_cos();
    Point { x: centre.x + radius * sin, y: centre.y - radius * cos }
}

/// A mark's outline around (0, 0), about as large as a circle of radius 1; closed, convex, clockwise.
pub fn outline(mark: MarkShape) -> Vec<Point> {
    let corners = |points: &[(f32, f32)]| points.iter().map(|&(x, y)| Point { x, y }).collect();
    match mark {
        MarkShape::Circle | MarkShape::Ring => {
            (0..24_u8).map(|step| at(Point::default(), 1.0, f32::from(step) / 24.0)).collect()
        }
        MarkShape::Square => corners(&[(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)]),
        MarkShape::Diamond => corners(&[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)]),
        MarkShape::Triangle => corners(&[(0.0, -1.1), (1.15, 0.9), (-1.15, 0.9)]),
        MarkShape::Cross => corners(&[
            (0.0, -0.44),
            (0.68, -1.12),
            (1.12, -0.68),
            (0.44, 0.0),
            (1.12, 0.68),
            (0.68, 1.12),
            (0.0, 0.44),
            (-0.68, 1.12),
            (-1.12, 0.68),
            (-0.44, 0.0),
            (-1.12, -0.68),
            (-0.68, -1.12),
        ]),
    }
}

/// Distances between time marks that people count in, in seconds.
const TIME_STEPS: [f64; 27] = [
    0.001,
    0.01,
    0.1,
    0.5,
    1.0,
    2.0,
    5.0,
    10.0,
    15.0,
    30.0,
    60.0,
    120.0,
    300.0,
    600.0,
    900.0,
    1800.0,
    3600.0,
    7200.0,
    10_800.0,
    21_600.0,
    43_200.0,
    DAY,
    2.0 * DAY,
    7.0 * DAY,
    28.0 * DAY,
    91.0 * DAY,
    364.0 * DAY,
];
const DAY: f64 = 86_400.0;

/// The distance between the marks of a time axis of `span` seconds that has room for `marks`.
pub fn time_step(span: f64, marks: f64) -> f64 {
    let least = span / marks.max(1.0);
    TIME_STEPS.into_iter().find(|step| *step >= least).unwrap_or_else(|| (least / (364.0 * DAY)).ceil() * 364.0 * DAY)
}

/// The coarser steps that a grid of `step` may draw stronger: the next one or two that hold it whole times.
pub fn coarser_steps(step: f64) -> impl Iterator<Item = f64> {
    TIME_STEPS.into_iter().filter(move |coarse| *coarse > step && (coarse / step).fract() < 1e-6).take(2)
}

/// The whole multiples of `step` between `from` and `to`, both in seconds; at most [`MOST_MARKS`].
pub fn time_marks(from: f64, to: f64, step: f64) -> impl Iterator<Item = f64> {
    let first = (from / step).ceil();
    (0..MOST_MARKS).map(move |nth| (first + f64::from(nth)) * step).take_while(move |mark| *mark <= to)
}

/// Marks of one axis; more would be drawn on each other.
pub const MOST_MARKS: u16 = 512;

/// How a mark tells its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkDay {
    /// Where all marks are of one year.
    OfYear,
    /// Where they are not.
    WithYear,
}

/// The text of a mark: the day at midnight and for steps of days, else the time of day as finely as the step asks.
pub fn mark_text(language: Language, time: NaiveDateTime, step: f64, day: MarkDay) -> String {
    let midnight = time.time() == chrono::NaiveTime::MIN;
    let format = match step {
        _ if midnight || step >= DAY => {
            return match day {
                MarkDay::OfYear => {
                    say!(language, "axis-day", day = u64::from(time.day()), month = u64::from(time.month()))
                }
                MarkDay::WithYear => text::day(language, time.date()),
            };
        }
        step if step >= 60.0 => "%H:%M",
        step if step >= 1.0 => "%H:%M:%S",
        _ => "%H:%M:%S%.3f",
    };
    time.format(format).to_string()
}

/// A number as precise as drawing needs it.
#[expect(clippy::cast_possible_truncation, reason = "for drawing")]
pub const fn single(number: f64) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pie(parts: &[(PartKind, Option<u64>)]) -> Breakdown {
        let parts: Vec<_> =
            parts.iter().map(|&(kind, bytes)| BreakdownPart { kind, bytes: bytes.map(Bytes) }).collect();
        let total = Bytes(parts.iter().filter_map(|part| part.bytes).map(|bytes| bytes.0).sum());
        Breakdown { total, parts }
    }

    fn near(one: Point, x: f32, y: f32) -> bool {
        (one.x - x).abs() < 1e-4 && (one.y - y).abs() < 1e-4
    }

    #[test]
    fn slices_follow_each_other_around_the_whole_turn() {
        let slices = slices(&pie(&[
            (PartKind::Anon, Some(484_630_528)),
            (PartKind::Shmem, Some(37_720_064)),
            (PartKind::PageCache, Some(0)),
            (PartKind::Slab, None),
            (PartKind::NotItemised, Some(1_937_408)),
        ]));
        let kinds: Vec<_> = slices.iter().map(|slice| slice.kind).collect();
        assert_eq!(kinds, [PartKind::Anon, PartKind::Shmem, PartKind::NotItemised]);
        assert_eq!((slices[0].from, slices[2].to), (0.0, 1.0));
        assert!(slices.windows(2).all(|pair| pair[0].to == pair[1].from));
        assert!((slices[0].to - 0.924_36).abs() < 1e-4);
    }

    #[test]
    fn a_pie_of_nothing_has_no_slice() {
        assert!(slices(&pie(&[(PartKind::Anon, Some(0)), (PartKind::Slab, None)])).is_empty());
        assert!(slices(&pie(&[])).is_empty());
    }

    #[test]
    fn a_pointer_finds_its_slice_in_every_quarter() {
        let slices = slices(&pie(&[
            (PartKind::Anon, Some(25)),
            (PartKind::Shmem, Some(25)),
            (PartKind::Slab, Some(25)),
            (PartKind::Free, Some(25)),
        ]));
        for (x, y, kind) in [
            (1.0, -1.0, PartKind::Anon),
            (1.0, 1.0, PartKind::Shmem),
            (-1.0, 1.0, PartKind::Slab),
            (-1.0, -1.0, PartKind::Free),
        ] {
            assert_eq!(slice_at(&slices, Point { x, y }).map(|slice| slice.kind), Some(kind));
        }
    }

    #[test]
    fn turns_go_clockwise_from_twelve() {
        let centre = Point { x: 10.0, y: 10.0 };
        for (turn, x, y) in [(0.0, 10.0, 8.0), (0.25, 12.0, 10.0), (0.5, 10.0, 12.0), (0.75, 8.0, 10.0)] {
            assert!(near(at(centre, 2.0, turn), x, y), "{turn}");
        }
    }

    #[test]
    fn an_arc_runs_from_edge_to_edge_in_short_steps() {
        let sector = Sector { centre: Point::default(), inner: 50.0, outer: 100.0, from: 0.25, to: 0.75 };
        let arc = sector.arc(100.0);
        assert!(near(arc[0], 100.0, 0.0) && near(arc[arc.len() - 1], -100.0, 0.0));
        assert!(arc.windows(2).all(|pair| (pair[0].x - pair[1].x).hypot(pair[0].y - pair[1].y) <= 3.0));
    }

    #[test]
    fn svg_paths_close_and_full_rings_are_circles() {
        let sector = Sector { centre: Point { x: 100.0, y: 100.0 }, inner: 50.0, outer: 80.0, from: 0.0, to: 0.25 };
        assert_eq!(
            sector.svg_path(),
            "M100.00 20.00A80.00 80.00 0 0 1 180.00 100.00L150.00 100.00A50.00 50.00 0 0 0 100.00 50.00Z"
        );
        assert!(Sector { to: 0.75, ..sector }.svg_path().contains(" 0 1 1 "), "a wide arc says so");
        assert_eq!(Sector { to: 1.0, ..sector }.svg_path().matches('Z').count(), 2);
    }

    #[test]
    fn marks_are_of_like_size() {
        let area = |points: &[Point]| {
            let next = points.iter().cycle().skip(1);
            points.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f32>() / 2.0
        };
        for mark in [
            MarkShape::Circle,
            MarkShape::Square,
            MarkShape::Diamond,
            MarkShape::Triangle,
            MarkShape::Ring,
            MarkShape::Cross,
        ] {
            let area = area(&outline(mark));
            assert!((2.2..3.2).contains(&area), "{mark:?} covers {area}; clockwise shapes are positive");
        }
    }

    #[test]
    fn time_steps_are_those_that_people_count_in() {
        for (span, step) in [
            (10.0, 1.0),
            (60.0, 10.0),
            (3600.0, 600.0),
            (6600.0, 900.0),
            (3.0 * DAY, 43_200.0),
            (20.0 * DAY, 2.0 * DAY),
        ] {
            assert_eq!(time_step(span, 10.0), step, "{span}");
        }
        assert!(time_step(1e12, 10.0) >= 1e11);
    }

    #[test]
    fn marks_fall_on_whole_steps_and_end() {
        let marks: Vec<_> = time_marks(3601.0, 7200.0, 900.0).collect();
        assert_eq!(marks, [4500.0, 5400.0, 6300.0, 7200.0]);
        assert_eq!(time_marks(0.0, 1e9, 1.0).count(), usize::from(MOST_MARKS));
        assert_eq!(coarser_steps(900.0).collect::<Vec<_>>(), [1800.0, 3600.0]);
    }

    #[test]
    fn mark_texts_are_as_fine_as_their_step() {
        let day = chrono::NaiveDate::from_ymd_opt(2023, 12, 13).unwrap();
        let time = day.and_hms_opt(7, 23, 21).unwrap();
        for (step, text) in
            [(0.1, "07:23:21.000"), (1.0, "07:23:21"), (900.0, "07:23"), (DAY, "13 Dec"), (7.0 * DAY, "13 Dec")]
        {
            assert_eq!(mark_text(Language::English, time, step, MarkDay::OfYear), text);
        }
        let midnight = day.and_hms_opt(0, 0, 0).unwrap();
        assert_eq!(mark_text(Language::English, midnight, 900.0, MarkDay::OfYear), "13 Dec");
        assert_eq!(mark_text(Language::Japanese, midnight, 900.0, MarkDay::OfYear), "12月13日");
        assert_eq!(mark_text(Language::English, midnight, 900.0, MarkDay::WithYear), "13 Dec 2023");
    }
}
