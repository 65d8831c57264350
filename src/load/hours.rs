//! The hour that a zone has twice when its summer time ends: which of the two a line was written in.

use chrono::{NaiveDateTime, TimeDelta};

use crate::model::{Moment, TimeZone, Uptime};

/// Clocks go back by less.
const MOST_BACK: TimeDelta = TimeDelta::hours(3);

/// By so much the boot clock may differ from the calendar's.
const DRIFT: TimeDelta = TimeDelta::minutes(10);

/// A line of a source with its time, as printed.
#[derive(Clone, Copy, Debug)]
struct Point {
    line: u64,
    local: NaiveDateTime,
    uptime: Option<Uptime>,
}

/// What the lines of one source tell of its repeated hours.
#[derive(Debug)]
pub(super) struct Hours {
    zone: TimeZone,
    /// In the order of the lines.
    points: Vec<Point>,
}

/// Which of two times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// The hour is there once.
    Only,
    First,
    Second,
    /// Nothing tells; it is taken for the first.
    Either,
}

impl Hours {
    /// From the lines that are known of a source, in any order. Those whose stamps have an offset tell nothing.
    pub(super) fn of<'a>(zone: TimeZone, lines: impl Iterator<Item = (u64, &'a Moment)>) -> Self {
        let point = |(line, moment): (u64, &Moment)| {
            let wall = moment.wall.filter(|wall| wall.offset_seconds.is_none() || wall.offset_assumed)?;
            Some(Point { line, local: wall.local, uptime: moment.uptime })
        };
        let mut points: Vec<Point> = lines.filter_map(point).collect();
        points.sort_by_key(|point| point.line);
        Self { zone, points }
    }

    /// Which time a line was written in: by the boot clock and a line whose time is beyond doubt, else by the order of the
    /// lines, as the clock goes back between the two.
    pub(super) fn reading(&self, line: u64, moment: &Moment) -> Reading {
        let Some(local) = moment.wall.map(|wall| wall.local) else { return Reading::Only };
        let readings = self.zone.readings(local);
        let Some(second) = readings.second else { return Reading::Only };
        if let Some(reading) = self.by_boot_clock(local, moment.uptime, readings.first, second) {
            return reading;
        }
        let near = |point: &&Point| (point.local - local).abs() < MOST_BACK;
        let turned = |a: &Point, b: &Point| a.local > b.local;
        let near: Vec<&Point> = self.points.iter().filter(near).collect();
        let this = Point { line, local, uptime: None };
        // The clock has gone back somewhere before the line, or will behind it.
        let before: Vec<&Point> = near.iter().copied().filter(|point| point.line < line).chain([&this]).collect();
        let after: Vec<&Point> =
            [&this].into_iter().chain(near.iter().copied().filter(|point| point.line > line)).collect();
        let turns = |points: &[&Point]| points.windows(2).any(|pair| matches!(pair, [a, b] if turned(a, b)));
        match (turns(&before), turns(&after)) {
            (true, false) => Reading::Second,
            (false, true) => Reading::First,
            _ => Reading::Either,
        }
    }

    /// Sets the offset of a moment for good.
    pub(super) fn settle(&self, line: u64, moment: &mut Moment) {
        if self.reading(line, moment) == Reading::Second {
            moment.wall = moment.wall.map(|wall| self.zone.assume_second(wall));
        }
    }

    fn by_boot_clock(&self, local: NaiveDateTime, uptime: Option<Uptime>, first: i32, second: i32) -> Option<Reading> {
        let micros = |uptime: Uptime| i64::try_from(uptime.micros).unwrap_or(i64::MAX);
        let utc = |local: NaiveDateTime, east: i32| local - TimeDelta::seconds(i64::from(east));
        let sure = self.points.iter().filter(|point| self.zone.readings(point.local).second.is_none());
        let nearest = sure.filter_map(|point| Some((point, micros(point.uptime?) - micros(uptime?))));
        let (point, behind) = nearest.min_by_key(|(_, behind)| behind.abs())?;
        let wanted = utc(point.local, self.zone.at_local(point.local)) - TimeDelta::microseconds(behind);
        let fits = |east: i32| (utc(local, east) - wanted).abs() < DRIFT;
        match (fits(first), fits(second)) {
            (true, false) => Some(Reading::First),
            (false, true) => Some(Reading::Second),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NamedZone, Wall, YearBasis};

    fn at(time: &str, seconds: Option<u64>) -> Moment {
        let local = NaiveDateTime::parse_from_str(&format!("2026-10-25 {time}"), "%F %T").unwrap();
        let wall = Wall { local, offset_seconds: None, offset_assumed: false, year: YearBasis::Printed };
        Moment { wall: Some(wall), uptime: seconds.map(|s| Uptime { micros: s * 1_000_000 }), printed: None }
    }

    fn readings(moments: &[Moment]) -> Vec<Reading> {
        let zone = TimeZone::Named(NamedZone::parse("Europe/Berlin").unwrap());
        let hours = Hours::of(zone, (1..).zip(moments));
        (1..).zip(moments).map(|(line, moment)| hours.reading(line, moment)).collect()
    }

    #[test]
    fn the_order_of_the_lines_tells_the_first_from_the_second() {
        use Reading::{Either, First, Only, Second};
        let log = ["01:50:00", "02:10:00", "02:50:00", "02:05:00", "02:30:00", "03:10:00"].map(|time| at(time, None));
        assert_eq!(readings(&log), [Only, First, First, Second, Second, Only]);
        assert_eq!(readings(&[at("02:10:00", None)]), [Either]);
        assert_eq!(readings(&["02:10:00", "02:40:00"].map(|time| at(time, None))), [Either, Either]);
    }

    #[test]
    fn the_boot_clock_tells_as_well() {
        use Reading::{First, Only, Second};
        // 01:50 is 600 s after boot: 02:10 for the first time 1200 s later, for the second 4800 s.
        assert_eq!(readings(&[at("01:50:00", Some(600)), at("02:10:00", Some(1800))]), [Only, First]);
        assert_eq!(readings(&[at("01:50:00", Some(600)), at("02:10:00", Some(5400))]), [Only, Second]);
        assert_eq!(readings(&[at("02:10:00", Some(5400)), at("03:10:00", Some(9000))]), [Second, Only]);
    }
}
