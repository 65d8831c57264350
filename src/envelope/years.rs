//! The year of stamps that have none (RFC 3164).

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use super::stamp::{self, Stamp};
use crate::lang::Sentence;
use crate::model::{Moment, Wall, YearBasis};
use crate::tell;

/// How many lines are searched for a date with its year before the search is given up.
const LINES_SEARCHED: u32 = 20_000;

/// How far a date inside a line may lie from the line's own stamp: zones differ by less.
const SAME_DAY: TimeDelta = TimeDelta::days(1);

/// Follows the stamps of one source through the years.
#[derive(Clone, Debug)]
pub(super) struct Years {
    /// The year of the last line, as the user has set it.
    chosen: Option<i32>,
    /// No line is younger than this: the file's date or today.
    not_after: NaiveDate,
    not_after_is_files: bool,
    /// New Years passed since the first line. Wraps below zero in logs that begin with the newest line.
    turns: u16,
    /// The month of the last stamp without a year.
    month: Option<u32>,
    /// The youngest stamp without a year.
    youngest: Option<YearlessDay>,
    /// A line of the log that tells its year.
    told: Option<YearOfLine>,
    /// A date with its year that was met before any stamp without one.
    date_met: Option<NaiveDate>,
    searched: u32,
}

/// A day without its year.
#[derive(Clone, Copy, Debug)]
struct YearlessDay {
    /// New Years passed since the first line.
    turns: u16,
    month: u32,
    day: u32,
}

/// A line's year.
#[derive(Clone, Copy, Debug)]
struct YearOfLine {
    year: i32,
    /// New Years passed between the first line and it.
    turns: u16,
}

impl Years {
    /// For a source that begins with `head`, which is searched for a line that tells its year.
    pub(super) fn new(chosen: Option<i32>, modified: Option<NaiveDate>, today: NaiveDate, head: &str) -> Self {
        let mut years = Self {
            chosen,
            not_after: modified.unwrap_or(today),
            not_after_is_files: modified.is_some(),
            turns: 0,
            month: None,
            youngest: None,
            told: None,
            date_met: None,
            searched: 0,
        };
        let mut first_month = None;
        for line in head.lines() {
            let Some((stamp, rest)) = stamp::month_first(line).filter(|(stamp, _)| stamp.yearless) else { continue };
            first_month = first_month.or_else(|| Some(stamp.local.month()));
            years.follow(stamp.local);
            years.search(stamp.local, rest);
            if years.told.is_some() {
                break;
            }
        }
        // Reading begins anew at the first line, from the turns that it has.
        Self { turns: 0, month: first_month, youngest: None, searched: 0, ..years }
    }

    /// The calendar time of a stamp; `text` is the message behind it, which may tell the year.
    pub(super) fn wall(&mut self, stamp: &Stamp<'_>, text: &str) -> Wall {
        if !stamp.yearless {
            self.date_met = Some(stamp.local.date());
            return Wall {
                local: stamp.local,
                offset_seconds: stamp.offset_seconds,
                offset_assumed: false,
                year: YearBasis::Printed,
            };
        }
        self.follow(stamp.local);
        if self.told.is_none() {
            if let Some(date) = self.date_met {
                self.told = nearest_year(stamp.local, date).map(|year| YearOfLine { year, turns: self.turns });
            } else {
                self.search(stamp.local, text);
            }
        }
        let turns = self.turns;
        let year = self.told.map_or_else(|| self.guess(stamp.local), |told| told.year_at(turns));
        let local = in_year(stamp.local, self.chosen.unwrap_or(year));
        Wall { local, offset_seconds: stamp.offset_seconds, offset_assumed: false, year: YearBasis::Assumed { turns } }
    }

    /// The calendar time of a stamp without a year, inside of one that has it.
    pub(super) fn within(&mut self, stamp: &Stamp<'_>, date: NaiveDate) -> Option<Wall> {
        self.date_met = Some(date);
        let local = in_year(stamp.local, nearest_year(stamp.local, date)?);
        let offset_seconds = stamp.offset_seconds;
        Some(Wall { local, offset_seconds, offset_assumed: false, year: YearBasis::Printed })
    }

    /// Sets the year of a moment for good.
    pub(super) fn settle(&self, moment: &mut Moment) {
        let Some(wall) = &mut moment.wall else { return };
        let YearBasis::Assumed { turns } = wall.year else { return };
        if let Some(base) = self.base() {
            wall.local = in_year(wall.local, base.year_at(turns));
        }
    }

    /// What was assumed, in a sentence; `None` where every stamp had its year.
    pub(super) fn assumed(&self) -> Option<Sentence> {
        let year = self.base()?.year.to_string();
        self.youngest?;
        Some(if self.chosen.is_some() {
            tell!("year-as-set", year = year)
        } else if self.told.is_some() {
            tell!("year-by-dates", year = year)
        } else if self.not_after_is_files {
            tell!("year-by-file", year = year)
        } else {
            tell!("year-by-today", year = year)
        })
    }

    /// The year of the last line; `None` where every stamp had its year.
    pub(super) fn last(&self) -> Option<i32> {
        self.youngest?;
        self.base().map(|base| base.year_at(self.turns))
    }

    /// The line from whose year all others are counted.
    fn base(&self) -> Option<YearOfLine> {
        if let Some(year) = self.chosen {
            return Some(YearOfLine { year, turns: self.turns });
        }
        self.told.or_else(|| {
            let YearlessDay { turns, month, day } = self.youngest?;
            Some(YearOfLine { year: self.latest_year(month, day), turns })
        })
    }

    /// Counts the New Years between this stamp and the one before it.
    fn follow(&mut self, local: NaiveDateTime) {
        let month = local.month();
        match self.month {
            Some(before) if before >= month + 6 => self.turns = self.turns.wrapping_add(1),
            // From January back to December: the newest line comes first, or the clock was set back.
            Some(before) if month >= before + 10 => self.turns = self.turns.wrapping_sub(1),
            _ => {}
        }
        self.month = Some(month);
        let here = YearlessDay { turns: self.turns, month, day: local.day() };
        let younger = |known: YearlessDay| {
            let turned = turns_between(known.turns, here.turns);
            turned > 0 || turned == 0 && (here.month, here.day) > (known.month, known.day)
        };
        if self.youngest.is_none_or(younger) {
            self.youngest = Some(here);
        }
    }

    /// Looks for a date with its year (`time="2026-11-17T09:14:10Z"`) that is this stamp's day.
    fn search(&mut self, local: NaiveDateTime, text: &str) {
        if self.searched >= LINES_SEARCHED {
            return;
        }
        self.searched += 1;
        let text = text.get(..text.len().min(1024)).unwrap_or(text);
        for at in memchr::memmem::find_iter(text.as_bytes(), "20") {
            let Some((date, _)) = text.get(at..).and_then(stamp::iso) else { continue };
            let date = date.local.date();
            if in_year(local, date.year()).date().signed_duration_since(date).abs() <= SAME_DAY {
                self.told = Some(YearOfLine { year: date.year(), turns: self.turns });
                return;
            }
        }
    }

    fn guess(&self, local: NaiveDateTime) -> i32 {
        self.latest_year(local.month(), local.day())
    }

    /// The latest year in which this day is not in the future.
    fn latest_year(&self, month: u32, day: u32) -> i32 {
        let limit = self.not_after.checked_add_signed(SAME_DAY).unwrap_or(self.not_after);
        let year = limit.year();
        let latest = if (month, day) > (limit.month(), limit.day()) { year - 1 } else { year };
        // 29 February tells a leap year.
        (0..8)
            .map(|back| latest - back)
            .find(|year| NaiveDate::from_ymd_opt(*year, month, day).is_some())
            .unwrap_or(latest)
    }
}

fn turns_between(from: u16, to: u16) -> i32 {
    i32::from(to.wrapping_sub(from).cast_signed())
}

impl YearOfLine {
    /// The year of a line with so many turns before it.
    fn year_at(self, turns: u16) -> i32 {
        self.year.saturating_add(turns_between(self.turns, turns))
    }
}

/// The year that brings the stamp nearest to the date.
fn nearest_year(local: NaiveDateTime, date: NaiveDate) -> Option<i32> {
    let distance = |year: &i32| in_year(local, *year).date().signed_duration_since(date).abs();
    (date.year() - 1..=date.year() + 1).min_by_key(distance)
}

/// The same day in another year; 29 February stays where that year has none.
fn in_year(local: NaiveDateTime, year: i32) -> NaiveDateTime {
    local.with_year(year).unwrap_or(local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    /// The settled years of the stamps, read in order.
    fn settled(years: &mut Years, stamps: &[&str]) -> Vec<i32> {
        let mut moments: Vec<Moment> = stamps
            .iter()
            .map(|text| {
                let (stamp, rest) = stamp::month_first(text).expect("a stamp");
                Moment { wall: Some(years.wall(&stamp, rest)), ..Moment::default() }
            })
            .collect();
        for moment in &mut moments {
            years.settle(moment);
        }
        moments.iter().map(|moment| moment.wall.expect("a time").local.year()).collect()
    }

    #[test]
    fn the_files_date_gives_the_year() {
        let today = date("2026-11-24");
        let mut years = Years::new(None, Some(date("2024-01-15")), today, "");
        assert_eq!(settled(&mut years, &["Nov 30 07:00:00", "Dec 31 07:00:00", "Jan 10 07:00:00"]), [2023, 2023, 2024]);
        assert_eq!(years.last(), Some(2024));
        assert_eq!(
            years.assumed().map(|told| told.to_string()).as_deref(),
            Some("The timestamps of this log have no year. 2024 is taken from the date of the file")
        );
        let mut years = Years::new(None, None, today, "");
        assert_eq!(settled(&mut years, &["Dec 13 07:00:00"]), [2025]);
        let mut years = Years::new(None, None, today, "");
        assert_eq!(settled(&mut years, &["Nov 25 07:00:00"]), [2026]);
    }

    #[test]
    fn the_newest_line_may_come_first() {
        let mut years = Years::new(None, Some(date("2024-01-15")), date("2026-11-24"), "");
        assert_eq!(settled(&mut years, &["Jan 10 07:00:00", "Dec 31 07:00:00", "Nov 30 07:00:00"]), [2024, 2023, 2023]);
    }

    #[test]
    fn a_date_inside_a_line_of_the_same_day_is_better_than_the_files() {
        let head = "Dec 31 23:59:59 n kubelet[1]: x\nJan  1 00:00:01 n containerd[2]: time=\"2022-01-01T00:00:01Z\" x";
        let mut years = Years::new(None, Some(date("2026-11-24")), date("2026-11-24"), head);
        assert_eq!(settled(&mut years, &["Jan  1 00:00:01", "Jan  2 07:00:00"]), [2022, 2022]);
        let mut years = Years::new(None, None, date("2026-11-24"), "");
        let stamps = ["Dec 13 07:00:00 kernel: 1999-01-01T00:00:00Z", "Dec 13 08:00:00 x: 2020-12-13T08:00:00Z"];
        assert_eq!(settled(&mut years, &stamps), [2020, 2020]);
    }

    #[test]
    fn the_user_sets_the_year_of_the_last_line() {
        let mut years = Years::new(Some(2019), Some(date("2024-01-15")), date("2026-11-24"), "");
        assert_eq!(settled(&mut years, &["Dec 31 07:00:00", "Jan 10 07:00:00"]), [2018, 2019]);
    }

    #[test]
    fn leap_days_find_a_leap_year() {
        let mut years = Years::new(None, Some(date("2026-06-01")), date("2026-11-24"), "");
        assert_eq!(settled(&mut years, &["Feb 29 07:00:00"]), [2024]);
    }
}
