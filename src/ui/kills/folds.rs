//! The list's lines: kills of one series stand under one line that can be folded, and days stand over their kills.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;

use super::filter::{Sort, SortBy};
use super::rows::KillRow;
use crate::analysis::Series;

/// Which series are unfolded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Folds {
    /// By the series' index.
    pub(crate) open: BTreeSet<usize>,
    /// True where repeats are not gathered at all: every kill is a line of its own.
    pub(crate) flat: bool,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// The head of a day.
    Day {
        /// `None` over kills whose day is not in the log.
        day: Option<NaiveDate>,
        /// Whether its year is assumed.
        year_assumed: bool,
    },
    /// A kill.
    Kill {
        /// Its row.
        row: usize,
        /// Whether it stands under the line of its series.
        in_series: bool,
        /// Whether all kills of that series are of one pod, which that line names.
        owned: bool,
        /// Whether it must tell its day, because no head over it does.
        dated: bool,
    },
    /// The line over the kills of a series.
    Series {
        /// The series' index.
        series: usize,
        /// Its shown kills, as places in [`ListLines::order`].
        kills: Range<usize>,
        /// Whether they stand below.
        open: bool,
    },
}

/// The place of each row in the order; none of what the filter hides.
fn places(order: &[usize], rows: usize) -> Vec<Option<usize>> {
    let mut places = vec![None; rows];
    for (at, row) in order.iter().enumerate() {
        if let Some(place) = places.get_mut(*row) {
            *place = Some(at);
        }
    }
    places
}

/// The list's lines, and how one walks them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListLines {
    /// From top to bottom.
    pub(crate) entries: Vec<Entry>,
    /// The rows of all shown kills in the list's order, folded ones too.
    pub(crate) order: Vec<usize>,
    /// The lines that can be walked to.
    stops: Vec<Stop>,
    /// The place of each row in `order`; none of what the filter hides.
    places: Vec<Option<usize>>,
}

/// A line that can be walked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stop {
    /// Where its kills begin in [`ListLines::order`].
    begin: usize,
    /// The series that it is the line of.
    series: Option<usize>,
    /// Whether it is the line over the kills of an unfolded series, which are lines of their own.
    over: bool,
}

/// Where a walk over the lines led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WalkResult {
    /// The row of the kill; of a series its first.
    pub(crate) row: usize,
    /// The series, where it led to the line of one.
    pub(crate) series: Option<usize>,
}

impl ListLines {
    /// The lines for the shown rows. A series stands where its first kill stands; one with a single kill left is no
    /// series.
    pub(crate) fn new(shown: &[usize], rows: &[KillRow], series: &[Series], folds: &Folds, sort: Sort) -> Self {
        let days = Days::of(shown, rows, sort);
        let mut maker = Maker { rows, days, day: None, is_headed: false, lines: Self::default() };
        maker.lines.entries.reserve(shown.len());
        let home = if folds.flat { Vec::new() } else { homes(rows.len(), series) };
        let series_of = |row: &usize| home.get(*row).copied().flatten();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); series.len()];
        for row in shown {
            if let Some(members) = series_of(row).and_then(|series| members.get_mut(series)) {
                members.push(*row);
            }
        }
        for row in shown {
            let together = series_of(row).and_then(|at| Some((at, members.get_mut(at)?)));
            match together.filter(|(_, rows)| rows.len() != 1) {
                None => maker.kill(*row, None),
                // The first kill brings all of its series; the others find it gone.
                Some((_, gone)) if gone.is_empty() => {}
                Some((series, rows)) => maker.series(series, &std::mem::take(rows), folds.open.contains(&series)),
            }
        }
        maker.lines.places = places(&maker.lines.order, rows.len());
        maker.lines
    }

    /// Whether a row is among them, folded or not.
    pub(crate) fn holds(&self, row: usize) -> bool {
        self.place_of(row).is_some()
    }

    fn place_of(&self, row: usize) -> Option<usize> {
        self.places.get(row).copied().flatten()
    }

    /// The line over the kills of a series.
    pub(crate) fn entry_of_series(&self, series: usize) -> Option<usize> {
        let is_it = |entry: &Entry| matches!(entry, Entry::Series { series: known, .. } if *known == series);
        self.entries.iter().position(is_it)
    }

    /// Where one comes to who walks `step` lines on from `row`, or from the line of `series`, which is over it; the first or
    /// last line where `row` is not in the list. A folded series is one line and stands for all of its kills.
    pub(crate) fn walk(&self, row: Option<usize>, series: Option<usize>, step: isize) -> Option<WalkResult> {
        let head = series.and_then(|series| self.stops.iter().position(|stop| stop.series == Some(series)));
        let here = head.or_else(|| self.stop_of(row?));
        let last = self.stops.len().checked_sub(1)?;
        let next = match here {
            Some(stop) => stop.saturating_add_signed(step).min(last),
            None if step < 0 => last,
            None => 0,
        };
        let stop = self.stops.get(next)?;
        Some(WalkResult { row: *self.order.get(stop.begin)?, series: stop.series })
    }

    /// The row on the next line up or down that has kills of its own: what is chosen grows by kills.
    pub(crate) fn reach(&self, row: Option<usize>, step: isize) -> Option<usize> {
        let down = step >= 0;
        let here = row.and_then(|row| self.stop_of(row));
        let mut on: Box<dyn Iterator<Item = &Stop>> = match (here, down) {
            (Some(stop), true) => Box::new(self.stops.iter().skip(stop + 1)),
            (Some(stop), false) => Box::new(self.stops.iter().take(stop).rev()),
            (None, true) => Box::new(self.stops.iter()),
            (None, false) => Box::new(self.stops.iter().rev()),
        };
        let stop = on.find(|stop| !stop.over);
        stop.and_then(|stop| self.order.get(stop.begin)).copied().or(row)
    }

    /// The rows of all lines from one row's to another's, whichever stands first; folded ones too.
    pub(crate) fn between(&self, one: usize, other: usize) -> &[usize] {
        let Some((one, other)) = self.stop_of(one).zip(self.stop_of(other)) else { return &[] };
        let begin = self.stops.get(one.min(other)).map_or(0, |stop| stop.begin);
        let end = self.stops.get(one.max(other) + 1).map_or(self.order.len(), |stop| stop.begin);
        self.order.get(begin..end).unwrap_or_default()
    }

    /// The line on which a row stands: its own, or that of its folded series.
    pub(crate) fn entry_of(&self, row: usize) -> Option<usize> {
        let place = self.place_of(row);
        self.entries.iter().position(|entry| match entry {
            Entry::Kill { row: known, .. } => *known == row,
            Entry::Series { kills, open, .. } => !open && place.is_some_and(|place| kills.contains(&place)),
            Entry::Day { .. } => false,
        })
    }

    /// The stop of the line on which a row stands. Of an unfolded series' first kill that is its own, which comes behind
    /// the line over it.
    fn stop_of(&self, row: usize) -> Option<usize> {
        let place = self.place_of(row)?;
        self.stops.partition_point(|stop| stop.begin <= place).checked_sub(1)
    }
}

/// What the list shows besides the rows: which series are unfolded, and the lines that follow.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    pub(crate) folds: Folds,
    pub(crate) lines: ListLines,
    /// Grows whenever `lines` changes.
    pub(crate) revision: u64,
    lines_for: Option<(u64, Folds)>,
}

impl Listing {
    /// Makes the lines anew where the shown rows or the folds changed.
    pub(crate) fn refresh(&mut self, shown_revision: u64, make: impl FnOnce(&Folds) -> ListLines) {
        let fits =
            self.lines_for.as_ref().is_some_and(|(shown, folds)| *shown == shown_revision && *folds == self.folds);
        if !fits {
            self.lines = make(&self.folds);
            self.lines_for = Some((shown_revision, self.folds.clone()));
            self.revision += 1;
        }
    }
}

/// The series of each row: loads number kills from 1, in the order of the rows.
fn homes(rows: usize, series: &[Series]) -> Vec<Option<usize>> {
    let mut homes = vec![None; rows];
    for (at, series) in series.iter().enumerate() {
        for id in &series.incidents {
            let row = usize::try_from(id.0).unwrap_or(0).checked_sub(1);
            if let Some(home) = row.and_then(|row| homes.get_mut(row)) {
                home.get_or_insert(at);
            }
        }
    }
    homes
}

/// How days are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    /// A head over the kills of each day: the list is in time order.
    Heads,
    /// One head over all, which are of one day.
    One(NaiveDate),
    /// By each kill: there are several days, and the order is another.
    Each,
    /// Not at all: the log has none.
    None,
}

impl Days {
    fn of(shown: &[usize], rows: &[KillRow], sort: Sort) -> Self {
        let mut days = shown.iter().filter_map(|row| rows.get(*row)).map(|row| row.day);
        let Some(first) = days.next() else { return Self::None };
        match (days.all(|day| day == first), first) {
            (true, None) => Self::None,
            (true, Some(day)) => Self::One(day),
            (false, _) if sort.by == SortBy::Time => Self::Heads,
            (false, _) => Self::Each,
        }
    }
}

struct Maker<'a> {
    rows: &'a [KillRow],
    days: Days,
    /// The day of the head that was made last.
    day: Option<NaiveDate>,
    /// Whether there is one.
    is_headed: bool,
    lines: ListLines,
}

impl Maker<'_> {
    /// A kill by itself, or in a series whose line names its pod, or not.
    fn kill(&mut self, row: usize, series_owns: Option<bool>) {
        let (in_series, owned) = (series_owns.is_some(), series_owns == Some(true));
        if !in_series {
            self.head(row);
        }
        let day = self.rows.get(row).and_then(|row| row.day);
        let told = self.is_headed && self.day == day;
        self.lines.entries.push(Entry::Kill { row, in_series, owned, dated: day.is_some() && !told });
        self.lines.stops.push(Stop { begin: self.lines.order.len(), series: None, over: false });
        self.lines.order.push(row);
    }

    fn series(&mut self, series: usize, rows: &[usize], open: bool) {
        if let Some(first) = rows.first() {
            self.head(*first);
        }
        let begin = self.lines.order.len();
        self.lines.entries.push(Entry::Series { series, kills: begin..begin + rows.len(), open });
        self.lines.stops.push(Stop { begin, series: Some(series), over: open });
        if open {
            let owner = |row: &usize| self.rows.get(*row).and_then(|row| row.owner.as_ref());
            let owned = rows.iter().all(|row| owner(row) == rows.first().and_then(owner));
            for row in rows {
                self.kill(*row, Some(owned));
            }
        } else {
            self.lines.order.extend_from_slice(rows);
        }
    }

    /// The head of the day on which this row stands, where there is not one already.
    fn head(&mut self, row: usize) {
        let Some(row) = self.rows.get(row) else { return };
        let day = match self.days {
            Days::Each | Days::None => return,
            Days::One(day) => Some(day),
            Days::Heads => row.day,
        };
        if !self.is_headed || self.day != day {
            (self.day, self.is_headed) = (day, true);
            self.lines.entries.push(Entry::Day { day, year_assumed: row.year_assumed });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Case, Conclusions};
    use crate::model::{Incident, IncidentId, Moment, Wall, YearBasis};

    /// Kills 1 to 5, on these days of November.
    fn rows(days: [Option<u32>; 5]) -> Vec<KillRow> {
        let row = |(id, day): (u32, Option<u32>)| {
            let local = day.map(|day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(9, 0, 0).unwrap());
            let wall = local.map(|local| Wall {
                local,
                offset_seconds: None,
                offset_assumed: false,
                year: YearBasis::Printed,
            });
            let moment = Moment { wall, ..Moment::default() };
            let incident = Incident { id: IncidentId(id), moment, ..Incident::default() };
            KillRow::new(&Case { incident, conclusions: Conclusions::default() }, crate::lang::Language::English)
        };
        (1..).zip(days).map(row).collect()
    }

    fn series() -> Vec<Series> {
        let incidents = vec![IncidentId(2), IncidentId(4), IncidentId(5)];
        vec![Series { title: "java in pod-a".to_owned(), incidents, summary: String::new() }]
    }

    fn lines(shown: &[usize], open: bool) -> ListLines {
        let folds = Folds { open: if open { BTreeSet::from([0]) } else { BTreeSet::new() }, flat: false };
        ListLines::new(shown, &rows([None; 5]), &series(), &folds, Sort::default())
    }

    const fn kill(row: usize, in_series: bool) -> Entry {
        Entry::Kill { row, in_series, owned: in_series, dated: false }
    }

    const fn head(kills: Range<usize>, open: bool) -> Entry {
        Entry::Series { series: 0, kills, open }
    }

    fn day(day: u32) -> Entry {
        Entry::Day { day: NaiveDate::from_ymd_opt(2026, 11, day), year_assumed: false }
    }

    #[test]
    fn a_series_stands_where_its_first_kill_stands() {
        let folded = lines(&[0, 1, 2, 3, 4], false);
        assert_eq!(folded.entries, [kill(0, false), head(1..4, false), kill(2, false)]);
        assert_eq!(folded.order, [0, 1, 3, 4, 2]);
    }

    #[test]
    fn unfolded_the_kills_stand_under_their_series() {
        let unfolded = lines(&[4, 3, 2], true);
        assert_eq!(unfolded.entries, [head(0..2, true), kill(4, true), kill(3, true), kill(2, false)]);
    }

    #[test]
    fn one_kill_left_by_the_filter_is_no_series() {
        assert_eq!(lines(&[1, 2], false).entries, [kill(1, false), kill(2, false)]);
    }

    #[test]
    fn without_folds_every_kill_is_a_line() {
        let folds = Folds { flat: true, ..Folds::default() };
        let flat = ListLines::new(&[0, 1, 2, 3, 4], &rows([None; 5]), &series(), &folds, Sort::default());
        assert_eq!(flat.order, [0, 1, 2, 3, 4]);
        assert_eq!(flat.entries.len(), 5);
    }

    #[test]
    fn one_walks_the_lines_as_they_are_shown() {
        let folded = lines(&[0, 1, 2, 3, 4], false);
        let series = |row| WalkResult { row, series: Some(0) };
        let kill = |row| WalkResult { row, series: None };
        let walk = |row, step| folded.walk(Some(row), None, step).unwrap();
        assert_eq!((walk(0, 1), walk(1, 1), walk(4, 1)), (series(1), kill(2), kill(2)), "a folded series is one line");
        assert_eq!((walk(2, -1), walk(2, 1)), (series(1), kill(2)));
        let from_nowhere = |step| folded.walk(None, None, step).unwrap();
        assert_eq!((from_nowhere(1), from_nowhere(-1)), (kill(0), kill(2)));
        assert_eq!(ListLines::default().walk(None, None, 1), None);
    }

    #[test]
    fn the_line_over_an_unfolded_series_is_walked_to_like_any_other() {
        let unfolded = lines(&[0, 1, 2, 3, 4], true);
        let (series, kill) = (|row| WalkResult { row, series: Some(0) }, |row| WalkResult { row, series: None });
        let walk = |row, step| unfolded.walk(Some(row), None, step).unwrap();
        assert_eq!((walk(0, 1), walk(1, -1), walk(2, -3)), (series(1), series(1), kill(1)));
        assert_eq!((walk(1, 1), walk(0, isize::MAX), walk(2, isize::MIN)), (kill(3), kill(2), kill(0)));
        let from_it = |step| unfolded.walk(Some(1), Some(0), step).unwrap();
        assert_eq!((from_it(1), from_it(-1), from_it(2)), (kill(1), kill(0), kill(3)));
        assert_eq!(lines(&[1, 3], true).walk(Some(3), None, isize::MIN), Some(series(1)), "the list's first line");
    }

    #[test]
    fn what_is_chosen_grows_by_kills_and_not_by_lines_over_them() {
        let unfolded = lines(&[0, 1, 2, 3, 4], true);
        assert_eq!((unfolded.reach(Some(0), 1), unfolded.reach(Some(1), -1)), (Some(1), Some(0)));
        assert_eq!((unfolded.reach(Some(2), 1), unfolded.reach(None, -1)), (Some(2), Some(2)), "and ends at the end");
        assert_eq!(lines(&[0, 1, 2, 3, 4], false).reach(Some(1), 1), Some(2), "a folded series is one line");
    }

    #[test]
    fn a_range_holds_what_is_folded_within() {
        let folded = lines(&[0, 1, 2, 3, 4], false);
        assert_eq!(folded.between(0, 1), [0, 1, 3, 4]);
        assert_eq!(folded.between(2, 4), [1, 3, 4, 2]);
        assert_eq!(lines(&[0, 1, 2, 3, 4], true).between(4, 3), [3, 4]);
        assert_eq!(folded.between(0, 9), [0_usize; 0]);
    }

    #[test]
    fn a_folded_kill_stands_on_its_series() {
        assert_eq!(lines(&[0, 1, 2, 3, 4], false).entry_of(4), Some(1));
        assert_eq!(lines(&[0, 1, 2, 3, 4], true).entry_of(4), Some(4));
        assert_eq!(lines(&[0], true).entry_of(4), None);
    }

    #[test]
    fn days_stand_over_their_kills_in_time_order() {
        let rows = rows([Some(17), Some(17), Some(18), Some(18), None]);
        let dated = |row, in_series| Entry::Kill { row, in_series, owned: in_series, dated: true };
        let made = |open: &[usize], by| {
            let folds = Folds { open: open.iter().copied().collect(), flat: false };
            ListLines::new(&[0, 1, 2, 3, 4], &rows, &series(), &folds, Sort { by, reversed: false }).entries
        };
        let folded = made(&[], SortBy::Time);
        assert_eq!(folded, [day(17), kill(0, false), head(1..4, false), day(18), kill(2, false)]);
        let unfolded = made(&[0], SortBy::Time);
        // The second kill of the series is of another day than the head says; the third has no day to tell.
        assert_eq!(unfolded[3..6], [kill(1, true), dated(3, true), kill(4, true)]);
        assert_eq!(made(&[], SortBy::Victim), [dated(0, false), head(1..4, false), dated(2, false)]);
    }

    #[test]
    fn one_day_is_told_once_whatever_the_order() {
        let rows = rows([Some(17); 5]);
        for by in [SortBy::Time, SortBy::Held] {
            let lines = ListLines::new(&[0, 2], &rows, &[], &Folds::default(), Sort { by, reversed: false });
            assert_eq!(lines.entries, [day(17), kill(0, false), kill(2, false)]);
        }
    }
}
