//! Finds text in all kept lines of a source, however many there are: a file is read once from its beginning, and only the
//! numbers of the lines are kept.

use std::io;

use encoding_rs::Encoding;
use regex::bytes::{Regex, RegexBuilder};

use super::super::LINE_BYTES;
use super::super::encoding;
use super::super::positioned::read_full_at;
use super::{FileSnapshot, SearchedBytes, Shelf, Store, each_record, held, shown};
use crate::lang::Sentence;
use crate::model::SourceId;
use crate::tell;

/// Bytes read at once.
const CHUNK_BYTES: usize = 1024 * 1024;

/// After so many bytes it is asked whether anybody still listens: an expression may be slow.
const STRETCH_BYTES: usize = 64 * 1024;

/// How large a pattern may become once it is compiled.
const PATTERN_BYTES: usize = 4 * 1024 * 1024;

/// What to find in a line, whatever its case.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
}

/// How much of a line that was found is told.
const EXCERPT_BYTES: usize = 400;

/// So much before what was found is told, where it stands far into its line.
const EXCERPT_LEAD: usize = 80;

/// A line that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLine {
    /// Its number, from 1.
    pub number: u64,
    /// What it says: its first 400 bytes or, of a line in which the find lies beyond them, those around the find.
    pub excerpt: Box<str>,
}

impl FoundLine {
    /// A line of this text, in which something was found at this byte.
    pub fn new(number: u64, line: &str, at: usize) -> Self {
        let from = if at + EXCERPT_LEAD > EXCERPT_BYTES { at.saturating_sub(EXCERPT_LEAD) } else { 0 };
        let from = line.floor_char_boundary(from);
        let rest = line.get(from..).unwrap_or_default();
        let end = rest.floor_char_boundary(EXCERPT_BYTES);
        Self { number, excerpt: rest.get(..end).unwrap_or_default().into() }
    }

    /// The same of bytes, as far as they are text.
    fn of_bytes(number: u64, line: &[u8], at: usize) -> Self {
        // A letter more than is told: what is cut within one is left out.
        let end = line.len().min(at + EXCERPT_BYTES + 4);
        let text = String::from_utf8_lossy(encoding::trim(line.get(..end).unwrap_or_default(), number));
        Self::new(number, &text, at)
    }
}

/// How far a search is.
#[derive(Clone, Copy, Debug)]
pub struct Searched<'a> {
    /// The lines that were found since the last time, in order.
    pub lines: &'a [FoundLine],
    /// How many bytes that is, of how many.
    pub bytes: SearchedBytes,
}

impl Pattern {
    /// From a text as it stands, or from a regular expression.
    ///
    /// # Errors
    /// What is wrong with the regular expression.
    pub fn new(wanted: &str, is_regex: bool) -> Result<Self, Sentence> {
        let escaped = if is_regex { wanted.to_owned() } else { regex::escape(wanted) };
        let mut builder = RegexBuilder::new(&escaped);
        builder.case_insensitive(true).multi_line(true).crlf(true).size_limit(PATTERN_BYTES);
        let regex = builder.build().map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => tell!("search-too-large"),
            _ => tell!("search-no-expression"),
        })?;
        Ok(Self { regex })
    }

    /// Where the pattern stands in a line, as byte offsets.
    pub fn places<'a>(&'a self, line: &'a str) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
        self.regex.find_iter(line.as_bytes()).map(|found| found.range()).filter(|range| !range.is_empty())
    }

    /// Whether a line holds the pattern.
    pub fn fits(&self, line: &str) -> bool {
        self.regex.is_match(line.as_bytes())
    }

    /// The line, if it holds the pattern.
    pub fn line(&self, number: u64, line: &str) -> Option<FoundLine> {
        let found = self.regex.find(line.as_bytes())?;
        Some(FoundLine::new(number, line, found.start()))
    }

    /// The lines that fit, of whole lines from `number` on. Gives the number of the line behind them.
    fn lines(&self, text: &[u8], line_end: u8, mut number: u64, found: &mut Vec<FoundLine>) -> u64 {
        let count = |bytes: &[u8]| memchr::memchr_iter(line_end, bytes).count() as u64;
        let mut rest = text;
        while let Some(hit) = self.regex.find(rest) {
            // Nothing at all, found behind the last line's end, stands in no line.
            if hit.start() >= rest.len() {
                break;
            }
            let (before, from) = rest.split_at(hit.start());
            let start = memchr::memrchr(line_end, before).map_or(0, |end| end + 1);
            let end = memchr::memchr(line_end, from).map_or(rest.len(), |end| hit.start() + end);
            number += count(rest.get(..start).unwrap_or_default());
            if hit.end() > end {
                // What reaches into the next line is no find, and would be looked through again from each line on.
                let rest = rest.get(start..).unwrap_or_default();
                return one_by_one(rest, line_end, number, found, |line, number| {
                    let hit = self.regex.find(line)?;
                    Some(FoundLine::of_bytes(number, line, hit.start()))
                });
            }
            found.push(FoundLine::of_bytes(number, rest.get(start..end).unwrap_or_default(), hit.start() - start));
            // The beginning of a line without its end is counted where its end is met.
            number += u64::from(end < rest.len());
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        number + count(rest)
    }
}

impl Store {
    /// Looks through all kept lines of a source. `told` hears of each stretch that was looked through, and ends the search
    /// by answering false.
    ///
    /// # Errors
    /// Where the file can no longer be read.
    pub fn search(
        &self,
        source: SourceId,
        pattern: &Pattern,
        told: &mut dyn FnMut(Searched<'_>) -> bool,
    ) -> io::Result<()> {
        let mut heard = true;
        self.complete(source, &mut |bytes| {
            heard = told(Searched { lines: &[], bytes });
            heard
        })?;
        let Some(shelf) = self.shelf(source).filter(|_| heard) else { return Ok(()) };
        // Nobody waits for the shelf while its lines are looked through.
        let (file, blocks) = match &*held(&shelf) {
            Shelf::File { file, legacy, .. } => (Some((file.clone(), *legacy)), Vec::new()),
            Shelf::Spooled(blocks) | Shelf::Whole(blocks) => (None, blocks.clone()),
        };
        if let Some((file, legacy)) = file {
            return file.search(legacy, pattern, told);
        }
        let all = blocks.iter().map(|block| block.bytes as u64).sum();
        let (mut done, mut found) = (0, Vec::new());
        for block in blocks {
            let bytes = held(&self.spool).read(block.offset, block.bytes)?;
            each_record(&bytes, &mut |number, text| {
                found.extend(pattern.line(number, text));
                true
            });
            done += block.bytes as u64;
            if !told(Searched { lines: &found, bytes: SearchedBytes { done, all } }) {
                break;
            }
            found.clear();
        }
        Ok(())
    }
}

impl FileSnapshot {
    fn search(
        &self,
        legacy: Option<&'static Encoding>,
        pattern: &Pattern,
        told: &mut dyn FnMut(Searched<'_>) -> bool,
    ) -> io::Result<()> {
        let file = self.open()?;
        let (mut offset, mut number) = (0, 1);
        let (mut buffer, mut found): (Vec<u8>, Vec<FoundLine>) = (Vec::new(), Vec::new());
        // True in what a line has beyond its limit, which nothing reads.
        let mut skipping = false;
        while offset < self.bytes {
            let kept = buffer.len();
            let left = usize::try_from(self.bytes - offset).unwrap_or(usize::MAX).min(CHUNK_BYTES);
            buffer.resize(kept + left, 0);
            let count = read_full_at(&file, buffer.get_mut(kept..).unwrap_or_default(), offset)?;
            if count == 0 {
                return Err(self.shortened());
            }
            buffer.truncate(kept + count);
            offset += count as u64;
            if std::mem::take(&mut skipping) {
                let end = memchr::memchr(self.line_end, &buffer).map(|end| end + 1);
                number += u64::from(end.is_some());
                skipping = end.is_none();
                buffer.drain(..end.unwrap_or(buffer.len()));
            }
            let whole = memchr::memrchr(self.line_end, &buffer).map(|end| end + 1);
            let cut = offset >= self.bytes || whole.is_none() && buffer.len() >= LINE_BYTES;
            let end = if cut { buffer.len() } else { whole.unwrap_or(0) };
            let mut rest = buffer.get(..end).unwrap_or_default();
            loop {
                let (stretch, after) = rest.split_at(self.stretch(rest));
                number = match legacy {
                    None => pattern.lines(stretch, self.line_end, number, &mut found),
                    Some(_) => one_by_one(stretch, self.line_end, number, &mut found, |line, number| {
                        pattern.line(number, &shown(line, number, legacy))
                    }),
                };
                let bytes = SearchedBytes { done: offset - after.len() as u64, all: self.bytes };
                if !told(Searched { lines: &found, bytes }) {
                    return Ok(());
                }
                found.clear();
                rest = after;
                if rest.is_empty() {
                    break;
                }
            }
            skipping |= cut && offset < self.bytes;
            buffer.drain(..end);
        }
        Ok(())
    }

    /// How many bytes of a text are looked through before it is told: whole lines, at least one.
    fn stretch(&self, text: &[u8]) -> usize {
        let short = text.get(..STRETCH_BYTES).unwrap_or(text);
        let end = memchr::memrchr(self.line_end, short).or_else(|| memchr::memchr(self.line_end, text));
        end.map_or(text.len(), |end| end + 1)
    }
}

/// The lines that fit, each looked at by itself. Gives the number of the line behind them.
fn one_by_one(
    text: &[u8],
    line_end: u8,
    mut number: u64,
    found: &mut Vec<FoundLine>,
    find: impl Fn(&[u8], u64) -> Option<FoundLine>,
) -> u64 {
    let mut rest = text;
    while !rest.is_empty() {
        let end = memchr::memchr(line_end, rest);
        let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        found.extend(find(line, number));
        number += u64::from(end.is_some());
        rest = end.and_then(|end| rest.get(end + 1..)).unwrap_or_default();
    }
    number
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::super::super::{Input, Line, LineDemand, Opened, Sink};
    use super::*;
    use crate::model::{SkippedInput, Source};

    struct Deaf;

    impl Sink for Deaf {
        fn open(&mut self, _opened: &Opened<'_>) -> LineDemand {
            LineDemand::Skim
        }
        fn line(&mut self, _line: Line<'_>) -> LineDemand {
            LineDemand::Skim
        }
        fn close(&mut self, _source: Source) {}
        fn skipped(&mut self, _skipped: SkippedInput) {}
        fn progress(&mut self, _done: u64, _total: Option<u64>) {}
    }

    fn searched(bytes: &[u8], pattern: &Pattern, told: &mut dyn FnMut(Searched<'_>) -> bool) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("some.log");
        std::fs::write(&path, bytes).unwrap();
        let store = Store::new();
        super::super::super::read(&[Input::Path(path)], &[], &store, &AtomicBool::new(false), &mut Deaf);
        assert!(store.keeps_all(SourceId(0)));
        store.search(SourceId(0), pattern, told).unwrap();
    }

    fn found_in(bytes: &[u8], wanted: &str, is_regex: bool) -> Vec<u64> {
        let mut found = Vec::new();
        searched(bytes, &Pattern::new(wanted, is_regex).unwrap(), &mut |searched| {
            found.extend(searched.lines.iter().map(|line| line.number));
            true
        });
        found
    }

    fn excerpts(bytes: &[u8], wanted: &str) -> Vec<String> {
        let mut found = Vec::new();
        searched(bytes, &Pattern::new(wanted, false).unwrap(), &mut |searched| {
            found.extend(searched.lines.iter().map(|line| line.excerpt.to_string()));
            true
        });
        found
    }

    #[test]
    fn what_was_found_is_told_with_what_stands_around_it() {
        let far = format!("{}needle{}", "x".repeat(1000), "y".repeat(1000));
        let log = format!("\u{feff}a needle\r\nhay\n{far}\nthe last needle");
        let around = format!("{}needle{}", "x".repeat(EXCERPT_LEAD), "y".repeat(EXCERPT_BYTES - EXCERPT_LEAD - 6));
        assert_eq!(excerpts(log.as_bytes(), "needle"), ["a needle", &around, "the last needle"]);
        assert_eq!(excerpts(b"caf\xe9 needle\ncaf\xe9\n", "needle"), ["caf\u{e9} needle"]);
        let wide = "\u{3042}".repeat(500) + "needle";
        assert_eq!(excerpts(wide.as_bytes(), "needle")[0].trim_start_matches('\u{3042}'), "needle");
    }

    #[test]
    fn lines_are_found_by_their_numbers_whatever_the_case() {
        let log = b"one\nTwo fish\nthree\n\nred FISH, fish\nblue\n";
        assert_eq!(found_in(log, "fish", false), [2, 5]);
        assert_eq!(found_in(log, "FISH,", false), [5]);
        assert_eq!(found_in(log, "b", false), [6]);
        assert_eq!(found_in(log, "f.sh", false), Vec::<u64>::new());
        assert_eq!(found_in(log, "f.sh", true), [2, 5]);
        assert_eq!(found_in(log, "^(one|blue)$", true), [1, 6]);
    }

    #[test]
    fn a_last_line_without_an_end_and_windows_line_ends_are_found() {
        assert_eq!(found_in(b"one\r\ntwo\r\nlast one", "one$", true), [1, 3]);
    }

    #[test]
    fn nothing_is_found_across_two_lines() {
        assert_eq!(found_in(b"red\nfish\nred fish\nfish\n", r"red\s+fish", true), [3]);
        assert_eq!(found_in(b"a\nb a\nb\n", r"a\s+b|b a", true), [2]);
    }

    #[test]
    fn what_lies_on_the_edge_of_a_chunk_is_found_once() {
        let mut log = Vec::new();
        let mut expected = Vec::new();
        for number in 1..=120_000_u64 {
            let hit = number % 997 == 0;
            log.extend_from_slice(if hit { b"here is the NEEDLE of it\n" } else { b"nothing but hay in here \n" });
            expected.extend(hit.then_some(number));
        }
        assert!(log.len() > 2 * CHUNK_BYTES);
        assert_eq!(found_in(&log, "needle", false), expected);
    }

    #[test]
    fn a_line_beyond_the_limit_counts_as_one() {
        let mut log = vec![b'x'; LINE_BYTES + CHUNK_BYTES * 2];
        log.extend_from_slice(b"needle\nneedle\n");
        assert_eq!(found_in(&log, "needle", false), [2], "what is beyond the limit is not read");
    }

    #[test]
    fn a_find_at_the_beginning_of_a_line_beyond_the_limit_moves_no_later_number() {
        let mut log = b"needle".to_vec();
        log.resize(LINE_BYTES + CHUNK_BYTES * 2, b'x');
        log.extend_from_slice(b"\nhay\nneedle\n");
        assert_eq!(found_in(&log, "needle", false), [1, 3]);
    }

    #[test]
    fn an_expression_that_crosses_lines_is_looked_for_in_each_and_can_be_ended() {
        let log = b"hay\n;\n".repeat(CHUNK_BYTES / 3);
        let expected: Vec<_> = (1..=CHUNK_BYTES as u64 / 3 * 2).step_by(2).collect();
        assert_eq!(found_in(&log, "[^;]+", true), expected);
        // No match ends before the end of the chunk.
        let log = b"hay\n".repeat(CHUNK_BYTES / 2);
        assert_eq!(found_in(&log, "[^;]+", true), (1..=CHUNK_BYTES as u64 / 2).collect::<Vec<_>>());
        let mut last = 0;
        searched(&log, &Pattern::new("[^;]+", true).unwrap(), &mut |searched| {
            assert!(searched.bytes.done - last <= STRETCH_BYTES as u64, "asked whether to go on too seldom");
            last = searched.bytes.done;
            true
        });
        assert_eq!(last, log.len() as u64);
    }

    #[test]
    fn older_encodings_are_read_as_they_are_shown() {
        let log = b"Zugriff von M\xfcller\nnichts\nm\xdcLLER\n".repeat(3);
        assert_eq!(found_in(&log, "m\u{fc}ller", false), [1, 3, 4, 6, 7, 9]);
    }

    #[test]
    fn a_search_ends_when_nobody_listens() {
        let mut calls = 0;
        searched(&b"hay\n".repeat(CHUNK_BYTES), &Pattern::new("hay", false).unwrap(), &mut |_| {
            calls += 1;
            false
        });
        assert_eq!(calls, 1);
    }

    #[test]
    fn a_broken_or_huge_expression_is_a_sentence() {
        assert!(Pattern::new("(", true).unwrap_err().to_string().contains("isn't a regular expression"));
        assert!(Pattern::new(r"(\w{900}){900}", true).is_err());
        assert!(Pattern::new("(", false).is_ok());
    }
}
