//! The hour that a zone has twice when its summer time ends: which of the two a line was written in.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, TimeDelta, Timelike as _};

use crate::model::{Moment, TimeZone, Uptime};

/// Clocks go back by less.
const MOST_BACK: TimeDelta = TimeDelta::hours(3);

/// By so much the boot clock may differ from the calendar's.
const DRIFT: TimeDelta = TimeDelta::minutes(10);

/// A line of a source with its time, as printed.
#[derive(Clone, Copy, Debug)]
struct HourPoint {
    line: u64,
    local: NaiveDateTime,
    uptime: Option<Uptime>,
}

/// What the lines of one source tell of its repeated hours.
#[derive(Debug)]
pub(super) struct Hours {
    zone: TimeZone,
    /// The clocks of lines whose time is beyond doubt, in order.
    sure: Vec<BothClocks>,
    /// The lines around each repeated hour.
    near: BTreeMap<NaiveDateTime, Near>,
}

/// The lines around a repeated hour.
#[derive(Debug)]
struct Near {
    /// In the order of the lines.
    points: Vec<HourPoint>,
    /// Where the clock goes back.
    turns: Option<ClockTurns>,
}

/// The boot clock and the calendar's of one line. In the order of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct BothClocks {
    boot_micros: u64,
    local: NaiveDateTime,
}

/// The lines behind the first place at which the clock goes back and before the last, of which lines out of order make
/// several.
#[derive(Clone, Copy, Debug)]
struct ClockTurns {
    behind_first: u64,
    before_last: u64,
}

/// A line of the source, and its time.
pub(super) struct HourLine<'a> {
    pub(super) line: u64,
    pub(super) moment: &'a Moment,
}

/// Where the clock goes back, seen from a line.
struct TurnsAround {
    /// Somewhere before it.
    before: bool,
    /// Somewhere behind it.
    behind: bool,
}

/// Which of two times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HourReading {
    /// The hour is there once.
    Only,
    First,
    Second,
    /// Nothing tells; it is taken for the first.
    Either,
}

impl Hours {
    /// From the lines that are known of a source, in any order. Those whose stamps have an offset tell nothing.
    pub(super) fn of<'a>(zone: TimeZone, lines: impl Iterator<Item = HourLine<'a>>) -> Self {
        let point = |HourLine { line, moment }: HourLine<'_>| {
            let wall = moment.wall.filter(|wall| wall.offset_seconds.is_none() || wall.offset_assumed)?;
            Some(HourPoint { line, local: wall.local, uptime: moment.uptime })
        };
        let mut points: Vec<HourPoint> = lines.filter_map(point).collect();
        let is_twice = |point: &&HourPoint| zone.readings(point.local).second.is_some();
        let sure = points.iter().filter(|point| !is_twice(point));
        let clocks = |point: &HourPoint| Some(BothClocks { boot_micros: point.uptime?.micros, local: point.local });
        let mut sure: Vec<_> = sure.filter_map(clocks).collect();
        sure.sort_unstable();
        points.sort_by_key(|point| (point.local, point.line));
        let mut hours: Vec<_> = points.iter().filter(is_twice).filter_map(|point| hour_of(point.local)).collect();
        hours.dedup();
        let near = hours.into_iter().map(|hour| (hour, Near::of(hour, &points))).collect();
        Self { zone, sure, near }
    }

    /// Which time a line was written in: by the boot clock and a line whose time is beyond doubt, else by the order of the
    /// lines, as the clock goes back between the two.
    pub(super) fn reading(&self, line: u64, moment: &Moment) -> HourReading {
        let Some(local) = moment.wall.map(|wall| wall.local) else { return HourReading::Only };
        let readings = self.zone.readings(local);
        let Some(second) = readings.second else { return HourReading::Only };
        if let Some(reading) = self.by_boot_clock(local, moment.uptime, readings.first, second) {
            return reading;
        }
        let turned = hour_of(local).and_then(|hour| self.near.get(&hour)).map(|near| near.turned(line, local));
        match turned {
            Some(TurnsAround { before: true, behind: false }) => HourReading::Second,
            Some(TurnsAround { before: false, behind: true }) => HourReading::First,
            _ => HourReading::Either,
        }
    }

    /// Sets the offset of a moment for good.
    pub(super) fn settle(&self, line: u64, moment: &mut Moment) {
        if self.reading(line, moment) == HourReading::Second {
            moment.wall = moment.wall.map(|wall| self.zone.assume_second(wall));
        }
    }

    fn by_boot_clock(
        &self,
        local: NaiveDateTime,
        uptime: Option<Uptime>,
        first: i32,
        second: i32,
    ) -> Option<HourReading> {
        let uptime = uptime?.micros;
        let utc = |local: NaiveDateTime, east: i32| local - TimeDelta::seconds(i64::from(east));
        let at = self.sure.partition_point(|sure| sure.boot_micros < uptime);
        let beside = [at.checked_sub(1), Some(at)].into_iter().flatten().filter_map(|at| self.sure.get(at));
        let sure = beside.min_by_key(|sure| sure.boot_micros.abs_diff(uptime))?;
        let behind = i64::try_from(sure.boot_micros.abs_diff(uptime)).unwrap_or(i64::MAX);
        let behind = TimeDelta::microseconds(if sure.boot_micros < uptime { behind } else { -behind });
        let wanted = utc(sure.local, self.zone.at_local(sure.local)).checked_add_signed(behind)?;
        // The boot clock stands still while a machine sleeps: then neither fits, and the order of the lines decides.
        let fits = |east: i32| (utc(local, east) - wanted).abs() < DRIFT;
        match (fits(first), fits(second)) {
            (true, false) => Some(HourReading::First),
            (false, true) => Some(HourReading::Second),
            _ => None,
        }
    }
}

impl Near {
    /// The lines around the hour, of all in the order of their times.
    fn of(hour: NaiveDateTime, all: &[HourPoint]) -> Self {
        let first = all.partition_point(|point| point.local <= hour - MOST_BACK);
        let last = all.partition_point(|point| point.local < hour + TimeDelta::hours(1) + MOST_BACK);
        let mut points = all.get(first..last).unwrap_or_default().to_vec();
        points.sort_by_key(|point| point.line);
        let mut turns = points.windows(2).filter_map(|pair| match pair {
            [a, b] if a.local > b.local => Some(ClockTurns { behind_first: b.line, before_last: a.line }),
            _ => None,
        });
        let turns = turns.next().map(|first| {
            let last = turns.next_back().unwrap_or(first);
            ClockTurns { behind_first: first.behind_first, before_last: last.before_last }
        });
        Self { points, turns }
    }

    /// Whether the clock has gone back before the line, and whether it will behind it.
    fn turned(&self, line: u64, local: NaiveDateTime) -> TurnsAround {
        // A neighbour on the other side of the turn tells as well as the turn itself, which few lines show.
        let before = self.points.partition_point(|point| point.line < line).checked_sub(1);
        let before = before.and_then(|at| self.points.get(at)).is_some_and(|point| point.local > local);
        let behind = self.points.get(self.points.partition_point(|point| point.line <= line));
        let behind = behind.is_some_and(|point| point.local < local);
        let ClockTurns { behind_first, before_last } =
            self.turns.unwrap_or(ClockTurns { behind_first: u64::MAX, before_last: 0 });
        TurnsAround { before: before || behind_first < line, behind: behind || before_last > line }
    }
}

/// The hour that a time lies in.
fn hour_of(local: NaiveDateTime) -> Option<NaiveDateTime> {
    local.date().and_hms_opt(local.hour(), 0, 0)
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

    fn readings(moments: &[Moment]) -> Vec<HourReading> {
        let zone = TimeZone::Named(NamedZone::parse("Europe/Berlin").unwrap());
        let hours = Hours::of(zone, (1..).zip(moments).map(|(line, moment)| HourLine { line, moment }));
        (1..).zip(moments).map(|(line, moment)| hours.reading(line, moment)).collect()
    }

    #[test]
    fn the_order_of_the_lines_tells_the_first_from_the_second() {
        use HourReading::{Either, First, Only, Second};
        let log = ["01:50:00", "02:10:00", "02:50:00", "02:05:00", "02:30:00", "03:10:00"].map(|time| at(time, None));
        assert_eq!(readings(&log), [Only, First, First, Second, Second, Only]);
        assert_eq!(readings(&[at("02:10:00", None)]), [Either]);
        assert_eq!(readings(&["02:10:00", "02:40:00"].map(|time| at(time, None))), [Either, Either]);
    }

    #[test]
    fn a_hundred_thousand_lines_in_the_repeated_hour_take_no_time() {
        let minute = |at: usize| format!("02:{:02}:{:02}", at * 60 / 50_000 % 60, at * 3600 / 50_000 % 60);
        let log: Vec<_> = (0..100_000).map(|at| super::tests::at(&minute(at), None)).collect();
        let found = readings(&log);
        assert!(found[..50_000].iter().all(|reading| *reading == HourReading::First));
        assert!(found[50_000..].iter().all(|reading| *reading == HourReading::Second));
    }

    #[test]
    fn the_boot_clock_tells_as_well() {
        use HourReading::{First, Only, Second};
        // 01:50 is 600 s after boot: 02:10 for the first time 1200 s later, for the second 4800 s.
        assert_eq!(readings(&[at("01:50:00", Some(600)), at("02:10:00", Some(1800))]), [Only, First]);
        assert_eq!(readings(&[at("01:50:00", Some(600)), at("02:10:00", Some(5400))]), [Only, Second]);
        assert_eq!(readings(&[at("02:10:00", Some(5400)), at("03:10:00", Some(9000))]), [Second, Only]);
    }
}
