//! Stretches of whole records that are passed by: where records span lines, a line without a needle may be part of a record
//! with one. What is passed by is told on the threads that search, chunk by chunk, by a rule that knows the format; whatever
//! the rule is not certain of, and whatever lies across the edge of a chunk, is given line by line.

use std::ops::Range;

use super::chunk::{Chunk, SkippableLines};
use super::hit::{AsidePlace, NeedleHit};
use super::{Line, NamingLines, NamingRule};

/// Bytes from which on a stretch is not added to: reading that stands within one goes on with the next.
const STRETCH_BYTES: usize = 16 * 1024;

/// Tells the whole records among lines: those that leave whoever reads them as they found him, so that he need not be given
/// them where nothing is found in them.
#[derive(Clone, Copy, Debug)]
pub struct PassRule {
    /// Gives the records of lines, of which each is whole and ends with this byte, in their order. The lines may begin and end
    /// within a record.
    pub records: fn(&[u8], u8, GiveRecord<'_>),
    /// True where each record is one line.
    pub of_lines: bool,
}

/// Takes where a record lies and how many lines it has.
pub type GiveRecord<'a> = &'a mut dyn FnMut(Range<usize>, u64);

/// Takes the records of a chunk, and keeps those in which nothing was found.
struct Passes<'a> {
    data: &'a [u8],
    /// Where the lines that the rule is given begin in the chunk's data.
    base: usize,
    hits: &'a mut [NeedleHit],
    /// The first hit that was not passed yet.
    next: usize,
    /// How records of several lines are set aside.
    asides: Option<RecordNaming<'a>>,
    /// The record before, if nothing was found in it. It is kept only where the same holds for the one that follows: what is
    /// given may go on with what stands right before it.
    before: Option<SkippableLines>,
    stretches: &'a mut Vec<SkippableLines>,
}

/// Where records that only name something are set aside, and which do.
struct RecordNaming<'a> {
    rule: NamingRule,
    lines: &'a mut NamingLines,
}

impl Passes<'_> {
    fn add(&mut self, place: Range<usize>, lines: u64) {
        let (start, end) = (self.base + place.start, self.base + place.end);
        let rest = self.hits.get(self.next..).unwrap_or_default();
        self.next += rest.iter().take_while(|hit| hit.at < start).count();
        self.set_aside(start, end);
        // What may be set aside may be passed by.
        let mut inside = self.hits.get(self.next..).unwrap_or_default().iter().take_while(|hit| hit.at < end);
        let free = inside.all(|hit| hit.aside.is_some()).then_some(SkippableLines { start, end, lines });
        let Some(before) = std::mem::replace(&mut self.before, free).filter(|before| before.end == start) else {
            return;
        };
        if free.is_none() {
            return;
        }
        match self.stretches.last_mut() {
            Some(last) if last.end == before.start && last.end - last.start < STRETCH_BYTES => {
                (last.end, last.lines) = (before.end, last.lines + before.lines);
            }
            _ => self.stretches.push(before),
        }
    }

    /// Sets aside a record of several lines if nothing is found in it but in one line that may be.
    fn set_aside(&mut self, start: usize, end: usize) -> Option<()> {
        let RecordNaming { rule, lines } = self.asides.as_mut()?;
        let [hit, rest @ ..] = self.hits.get_mut(self.next..)? else { return None };
        if hit.at >= end || hit.asks.looks_back() || rest.first().is_some_and(|next| next.at < end) {
            return None;
        }
        let text = std::str::from_utf8(self.data.get(start..end - 1)?).ok()?;
        if (rule.is_aside)(text) {
            let lines_before = memchr::memchr_iter(b'\n', self.data.get(start..hit.at)?).count() as u64;
            let index = lines.add(Line { number: hit.line_ends + 1 - lines_before, text }, rule.marks);
            hit.aside = Some(AsidePlace { index, end: end - 1 });
        }
        Some(())
    }
}

impl PassRule {
    /// Finds the stretches of a chunk's own bytes among its hits. Records of several lines are set aside where a rule says so.
    pub(super) fn search(self, chunk: &mut Chunk, line_end: u8, aside_rule: Option<NamingRule>) {
        let Chunk { bytes, lead, hits, asides, stretches, .. } = chunk;
        stretches.clear();
        let data = bytes.get(*lead..).unwrap_or_default();
        // The line that the chunk before left unfinished is not whole here.
        let Some(first) = memchr::memchr(line_end, data) else { return };
        let last = memchr::memrchr(line_end, data).unwrap_or(first);
        let lines = data.get(first + 1..=last).unwrap_or_default();
        let rule = aside_rule.filter(|_| !self.of_lines && line_end == b'\n');
        let asides = rule.map(|rule| RecordNaming { rule, lines: asides });
        let mut passes = Passes { data, base: first + 1, hits, next: 0, asides, before: None, stretches };
        (self.records)(lines, line_end, &mut |place, lines| passes.add(place, lines));
        // What lies between a report's beginning and its end is not passed by either: that reaches back as far as its beginning.
        let mut looking_back = hits.iter().filter(|hit| hit.asks.looks_back()).peekable();
        stretches.retain(|stretch| {
            while looking_back.next_if(|hit| hit.at < stretch.end).is_some() {}
            looking_back
                .peek()
                .is_none_or(|hit| hit.at - stretch.end >= hit.asks.reach(data.get(hit.at + 1..).unwrap_or_default()))
        });
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::probe::{PAIRS, Probe};
    use super::super::{LOOK_BACK_BYTES, RIGHT_BEFORE_BYTES};

    /// Records of two lines, with a needle in each of these.
    fn log(records: usize, needles: &[(usize, &str)]) -> String {
        let mut log = String::new();
        for n in 0..records {
            let needle = needles.iter().find(|(at, _)| *at == n).map_or("", |(_, needle)| needle);
            writeln!(log, "begin {n} {needle}\nend").expect("memory");
        }
        log
    }

    fn read(log: &str, chunk_bytes: usize) -> Vec<u64> {
        let probe = Probe { passes: Some(PAIRS), every: true, chunk_bytes: Some(chunk_bytes), ..Probe::default() };
        let read = probe.bytes(log.as_bytes());
        let lines: Vec<&str> = log.lines().collect();
        for (number, text) in &read.lines {
            assert_eq!(lines[usize::try_from(*number).unwrap() - 1], text, "line {number}, chunks of {chunk_bytes}");
        }
        assert_eq!(read.sources[0].lines, lines.len() as u64);
        read.numbers()
    }

    #[test]
    fn records_without_a_needle_are_passed_by_and_the_one_right_before_is_given() {
        let log = log(5000, &[(1000, "invoked oom-killer"), (4999, "invoked oom-killer")]);
        for chunk_bytes in [50, 1000, 4096, 1 << 20] {
            let given = read(&log, chunk_bytes);
            assert!(given.is_sorted_by(|a, b| a < b));
            for wanted in [1999, 2000, 2001, 2002, 9997, 9998, 9999, 10_000] {
                assert!(given.contains(&wanted), "line {wanted} in chunks of {chunk_bytes}");
            }
            // At every edge of a chunk a record or two are given.
            let most = 16 + log.len() / chunk_bytes * 8;
            assert!(given.len() <= most, "{} lines in chunks of {chunk_bytes}", given.len());
        }
        // The first, whose line may have begun before the chunk, and each needle's with the one before it.
        assert_eq!(read(&log, 1 << 20).len(), 2 + 4 + 4);
    }

    #[test]
    fn a_needle_that_looks_back_has_all_that_stands_before_it_given_across_chunks() {
        let log = log(60_000, &[(50_000, "Killed process 1")]);
        let at = log.find("Killed").unwrap();
        let first = log.get(..at - LOOK_BACK_BYTES).unwrap().lines().count() as u64 + 1;
        for chunk_bytes in [10_000, 100_000, 1 << 19, 1 << 20] {
            let given = read(&log, chunk_bytes);
            for wanted in first..=100_002 {
                assert!(given.binary_search(&wanted).is_ok(), "line {wanted} in chunks of {chunk_bytes}");
            }
            assert!(given.len() < 100_000, "{} lines in chunks of {chunk_bytes}", given.len());
        }
    }

    #[test]
    fn what_only_speaks_of_a_reports_beginning_hides_nothing_of_what_lost_its_own() {
        for (word, is_beginning) in [("report: mask=1", true), ("report: mask", false), ("report:", false)] {
            let log = log(6000, &[(4000, word), (4500, "Killed process 1")]);
            let at = log.find(word).unwrap();
            let near = log.get(..at - RIGHT_BEFORE_BYTES - 1000).unwrap().lines().count() as u64;
            for chunk_bytes in [1 << 17, 1 << 20] {
                let given = read(&log, chunk_bytes);
                let hidden = (1..near).filter(|line| given.binary_search(line).is_err()).count();
                assert_eq!(hidden > 0, is_beginning, "{word} in chunks of {chunk_bytes}");
                assert!((near + 200..=9002).all(|line| given.binary_search(&line).is_ok()), "{word}");
            }
        }
    }

    #[test]
    fn what_is_set_aside_is_passed_by_and_keeps_its_number() {
        let log = log(5000, &[(1000, "invoked oom-killer"), (1001, "Killed process 1"), (4000, "invoked oom-killer")]);
        let lines: Vec<&str> = log.lines().collect();
        for chunk_bytes in [1000, 4096, 1 << 20] {
            let chunk_bytes = Some(chunk_bytes);
            let probe = Probe { passes: Some(PAIRS), every: true, sets_aside: true, chunk_bytes, ..Probe::default() };
            let read = probe.bytes(log.as_bytes());
            for (number, text) in &read.lines {
                assert_eq!(lines[usize::try_from(*number).unwrap() - 1], text, "line {number}");
            }
            // Records are set aside whole.
            for (number, text) in &read.aside {
                let record = usize::try_from(*number).unwrap() - 1;
                assert_eq!(lines[record..record + 2].join("\n"), *text, "line {number}");
            }
            // Where an edge of a chunk lies in it, it is given.
            let found = read.lines.iter().chain(&read.aside).filter(|(number, _)| *number == 8001).count();
            assert_eq!((found, read.aside.len() <= 1), (1, true));
            assert!((1..=2004).all(|line| read.numbers().contains(&line)));
        }
    }

    #[test]
    fn reading_goes_on_within_what_could_have_been_passed_by() {
        let log = log(5000, &[(10, "invoked oom-killer")]);
        let probe =
            Probe { passes: Some(PAIRS), every: true, from: "begin 10 ", until: "begin 1500 ", ..Probe::default() };
        let given = probe.bytes(log.as_bytes()).numbers();
        assert!((21..=3001).all(|line| given.contains(&line)));
        assert!(given.len() < 5000, "{} lines", given.len());
    }
}
