//! Which kill a line of the log belongs to, and when it was written: told from a kill that stands near it.

use chrono::TimeDelta;

use crate::load::lines::PageLine;
use crate::model::{Place, SourceId, Span, Uptime};
use crate::report::page::Clock;
use crate::ui::kills::rows::KillRow;

/// Where kills stand in the logs, in the order of their first lines.
#[derive(Debug, Default)]
pub(super) struct Spans {
    made_for: Option<u64>,
    spans: Vec<Sighted>,
}

/// A sighting of a kill. In the order of sources and lines.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sighted {
    source: SourceId,
    first: u64,
    last: u64,
    /// The kill's row.
    row: usize,
}

impl Spans {
    /// Looks where kills stand, where that has changed since.
    pub(super) fn refresh(&mut self, revision: u64, rows: &[KillRow]) {
        if self.made_for.replace(revision) == Some(revision) {
            return;
        }
        let of_row = |(at, row): (usize, &KillRow)| {
            let sighted = |span: &Span| Sighted { source: span.source, first: span.first, last: span.last, row: at };
            row.seen_in.iter().map(sighted).collect::<Vec<_>>()
        };
        self.spans = rows.iter().enumerate().flat_map(of_row).collect();
        self.spans.sort_unstable();
    }

    /// The row of the kill that a line belongs to; of two that lie in each other the one that began last.
    pub(super) fn row_at(&self, place: Place) -> Option<usize> {
        let before = self.before(place);
        let holds = |seen: &&Sighted| seen.source == place.source && (seen.first..=seen.last).contains(&place.line);
        self.spans.get(..before)?.iter().rev().take(NESTED).find(holds).map(|seen| seen.row)
    }

    /// How many sightings begin at this line or before it.
    fn before(&self, place: Place) -> usize {
        self.spans.partition_point(|seen| (seen.source, seen.first) <= (place.source, place.line))
    }

    /// When a line of this page was written, on the axis: as long after a kill's first line as its stamp is after that
    /// one's. So no year, zone or moved boot clock is assumed anew. `None` without a stamp or a kill in the page.
    pub(super) fn seconds_at(&self, page: &[PageLine], place: Place, rows: &[KillRow], clock: Clock) -> Option<f64> {
        let line_at = |number: u64| page.get(page.binary_search_by_key(&number, |line| line.number).ok()?);
        let line = line_at(place.line)?;
        let before = self.before(place);
        let near = self.spans.iter().take(before).rev().take(NESTED);
        near.chain(self.spans.iter().skip(before).take(1)).find_map(|seen| {
            let anchor = line_at(seen.first).filter(|_| seen.source == place.source)?;
            let after = stamps_apart(anchor, line)?;
            Some(rows.get(seen.row)?.seconds(clock)? + after)
        })
    }
}

/// How many kills are looked at that begin before a line: more do not lie in each other.
const NESTED: usize = 8;

/// The seconds from one line's stamp to another's, by the boot clock where both have it: it is the finer one.
fn stamps_apart(from: &PageLine, to: &PageLine) -> Option<f64> {
    if let (Some(from), Some(to)) = (from.uptime, to.uptime) {
        return Some(Uptime::seconds(to) - Uptime::seconds(from));
    }
    let apart: TimeDelta = to.wall?.signed_duration_since(from.wall?);
    Some(apart.num_microseconds()? as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::state::tests::reading;

    const SOURCE: SourceId = SourceId(0);

    /// Kills on the lines 100–160 at 09:00, 300–360 at 07:00 and 500–560 at 08:00.
    fn spans() -> (Spans, Vec<KillRow>) {
        let (mut spans, rows) = (Spans::default(), reading().rows);
        spans.refresh(1, &rows);
        (spans, rows)
    }

    fn place(line: u64) -> Place {
        Place { source: SOURCE, line }
    }

    /// A line at this second of an hour of a day of another year than the kills'.
    fn line(number: u64, second: Option<u32>) -> PageLine {
        let wall = second.and_then(|second| chrono::NaiveDate::from_ymd_opt(1970, 1, 1)?.and_hms_opt(5, 0, second));
        PageLine { number, text: String::new(), message_at: 0, foreign: false, wall, uptime: None }
    }

    #[test]
    fn a_line_belongs_to_the_kill_around_it() {
        let (spans, _) = spans();
        let rows = [99, 100, 160, 161, 330, 560, 561].map(|line| spans.row_at(place(line)));
        assert_eq!(rows, [None, Some(0), Some(0), None, Some(1), Some(2), None]);
        assert_eq!(spans.row_at(Place { source: SourceId(1), line: 100 }), None);
    }

    #[test]
    fn a_line_was_written_as_long_after_a_kill_as_its_stamp_says_whatever_its_year() {
        let (spans, rows) = spans();
        let page = [line(290, Some(10)), line(300, Some(20)), line(301, None), line(400, Some(50))];
        let at = |number| spans.seconds_at(&page, place(number), &rows, Clock::Wall);
        let kill = rows[1].seconds(Clock::Wall).unwrap();
        assert_eq!(at(300), Some(kill));
        assert_eq!((at(290), at(400)), (Some(kill - 10.0), Some(kill + 30.0)), "before and behind the kill");
        assert_eq!(at(301), None, "no stamp");
        assert_eq!(spans.seconds_at(&page[3..], place(400), &rows, Clock::Wall), None, "no kill in the page");
        assert_eq!(spans.seconds_at(&page, place(400), &rows, Clock::Boot), None, "no kill on that axis");
    }

    #[test]
    fn the_boot_clock_tells_finer_where_both_lines_have_it() {
        let (spans, rows) = spans();
        let at = |number, micros| PageLine { uptime: Some(Uptime { micros }), ..line(number, Some(0)) };
        let page = [at(300, 1_000_000), at(301, 1_250_000)];
        let kill = rows[1].seconds(Clock::Wall).unwrap();
        assert_eq!(spans.seconds_at(&page, place(301), &rows, Clock::Wall), Some(kill + 0.25));
    }
}
