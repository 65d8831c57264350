//! The list's lines: kills of one series stand under one line that can be folded.

use std::collections::{BTreeSet, HashMap};

use super::rows::Row;
use crate::analysis::Series;
use crate::model::IncidentId;

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A kill.
    Kill {
        /// Its row.
        row: usize,
        /// Whether it stands under the line of its series.
        in_series: bool,
    },
    /// The line over the kills of a series.
    Series {
        /// The series' index.
        series: usize,
        /// How many of its kills are shown.
        count: usize,
        /// The row of the first of them.
        first: usize,
    },
}

/// The lines for the shown rows. A series stands where its first kill stands; one with a single kill left is no series.
pub(super) fn entries(shown: &[usize], rows: &[Row], series: &[Series], unfolded: &BTreeSet<usize>) -> Vec<Entry> {
    let mut home: HashMap<IncidentId, usize> = HashMap::new();
    for (at, series) in series.iter().enumerate() {
        for id in &series.incidents {
            home.entry(*id).or_insert(at);
        }
    }
    let series_of = |row: &usize| rows.get(*row).and_then(|row| home.get(&row.id)).copied();
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    for row in shown {
        if let Some(series) = series_of(row) {
            members.entry(series).or_default().push(*row);
        }
    }
    let mut entries = Vec::with_capacity(shown.len());
    for row in shown {
        let Some(series) = series_of(row).filter(|series| members.get(series).is_none_or(|rows| rows.len() > 1)) else {
            entries.push(Entry::Kill { row: *row, in_series: false });
            continue;
        };
        // The first kill brings all of its series; the others find it gone.
        let Some(together) = members.remove(&series) else { continue };
        entries.push(Entry::Series { series, count: together.len(), first: *row });
        if unfolded.contains(&series) {
            entries.extend(together.into_iter().map(|row| Entry::Kill { row, in_series: true }));
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Case, Conclusions};
    use crate::model::Incident;

    fn rows() -> Vec<Row> {
        let row = |id| Incident { id: IncidentId(id), ..Incident::default() };
        (1..=5).map(|id| Row::new(&Case { incident: row(id), conclusions: Conclusions::default() })).collect()
    }

    fn series() -> Vec<Series> {
        let incidents = vec![IncidentId(2), IncidentId(4), IncidentId(5)];
        vec![Series { title: "java in pod-a".to_owned(), incidents, summary: String::new() }]
    }

    const fn kill(row: usize, in_series: bool) -> Entry {
        Entry::Kill { row, in_series }
    }

    #[test]
    fn a_series_stands_where_its_first_kill_stands() {
        let folded = entries(&[0, 1, 2, 3, 4], &rows(), &series(), &BTreeSet::new());
        assert_eq!(folded, [kill(0, false), Entry::Series { series: 0, count: 3, first: 1 }, kill(2, false)]);
    }

    #[test]
    fn unfolded_the_kills_stand_under_their_series() {
        let unfolded = entries(&[4, 3, 2], &rows(), &series(), &BTreeSet::from([0]));
        let head = Entry::Series { series: 0, count: 2, first: 4 };
        assert_eq!(unfolded, [head, kill(4, true), kill(3, true), kill(2, false)]);
    }

    #[test]
    fn one_kill_left_by_the_filter_is_no_series() {
        assert_eq!(entries(&[1, 2], &rows(), &series(), &BTreeSet::new()), [kill(1, false), kill(2, false)]);
    }
}
