//! Searched chunks in, wanted lines out: lines are split only around hits and while every line is wanted.

use super::chunk::{Chunk, SkippableLines};
use super::delivery::LineDelivery;
use super::finder::Finder;
use super::hit::{AsidePlace, NeedleHit};
use super::look_back::LookBackChunks;
use super::pending_chunks::PendingChunks;
use super::{LINE_BYTES, LOOK_BACK_BYTES, Line, LineDemand};

/// How much of a source was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ReadLines {
    pub(super) bytes: u64,
    pub(super) lines: u64,
}

/// Follows one source through its chunks.
pub(super) struct LineSplitter<'a, 'b> {
    delivery: &'a mut LineDelivery<'b>,
    line_end: u8,
    /// Chunks that came before it is known what of them may be passed by; none waits where nothing may.
    waiting: Option<PendingChunks>,
    held: LookBackChunks,
    demand: LineDemand,
    /// Where the first line begins that was not yet given or passed by, and its number.
    next: LineStart,
    /// Where the line begins that the newest chunk left unfinished. Moved on where it grows too long without a hit.
    unfinished: u64,
    /// Line ends in the chunks before the newest.
    line_ends: u64,
    /// A line with a hit whose end has not come yet.
    awaited: Option<Awaited>,
    /// True where the unfinished line has lost its beginning.
    shortened: bool,
    /// True while the rest of a line that was cut is passed by.
    cutting: bool,
}

/// Where a line begins in the source, and its number.
#[derive(Clone, Copy)]
struct LineStart {
    at: u64,
    number: u64,
}

/// A line with a hit whose end has not come yet.
#[derive(Clone, Copy)]
struct Awaited {
    /// Where it begins in the source.
    start: u64,
    number: u64,
    /// Whether the lines before it are wanted, too.
    look_back: bool,
}

impl<'a, 'b> LineSplitter<'a, 'b> {
    pub(super) fn new(delivery: &'a mut LineDelivery<'b>, finder: &Finder, demand: LineDemand) -> Self {
        Self {
            delivery,
            line_end: finder.line_end,
            waiting: finder.may_pass().then(PendingChunks::default),
            held: LookBackChunks::default(),
            demand,
            next: LineStart { at: 0, number: 1 },
            unfinished: 0,
            line_ends: 0,
            awaited: None,
            shortened: false,
            cutting: false,
        }
    }

    /// Takes the next chunk; gives one back that is no longer needed.
    pub(super) fn take(&mut self, chunk: Chunk) -> Chunk {
        let Some(waiting) = &mut self.waiting else { return self.take_due(chunk) };
        waiting.push(chunk);
        let mut free = None;
        // Several may come due at once. One goes back for the one that came; the others' buffers are let go.
        while let Some(due) = self.waiting.as_mut().and_then(PendingChunks::due) {
            free = Some(self.take_due(due));
        }
        free.unwrap_or_default()
    }

    /// True where lines are skimmed from the beginning, and nothing waits for what follows it.
    pub(super) fn may_skim(&self) -> bool {
        self.demand == LineDemand::Skim && self.waiting.is_none()
    }

    /// Takes the next chunk, whose bytes were let go; false where they are wanted.
    pub(super) fn take_hollow(&mut self, chunk: Chunk) -> bool {
        if self.wants_lines() || self.awaited.is_some() || self.cutting || self.waiting.is_some() {
            return false;
        }
        let (line_ends, end) = (chunk.line_ends, chunk.end());
        self.delivery.mark(self.line_ends + 1, chunk.at);
        self.held.push(chunk);
        self.advance();
        self.set_aside();
        self.line_ends += line_ends;
        // It ends with a line, and so did the one before.
        (self.unfinished, self.shortened) = (end, false);
        while self.held.pop_before(end).is_some() {}
        self.delivery.flush();
        true
    }

    /// Takes the next chunk without waiting for what follows it: all of it is given then.
    pub(super) fn take_at_once(&mut self, mut chunk: Chunk) -> Chunk {
        chunk.stretches.clear();
        self.take_due(chunk)
    }

    /// Takes the next chunk, of which all is known.
    fn take_due(&mut self, chunk: Chunk) -> Chunk {
        let line_ends = chunk.line_ends;
        self.delivery.mark(self.line_ends + 1, chunk.at);
        self.held.push(chunk);
        self.advance();
        self.set_aside();
        self.line_ends += line_ends;
        if let Some(last) = self.last_line_end() {
            (self.unfinished, self.shortened) = (last + 1, false);
        }
        self.keep_lines_short();
        self.delivery.flush();
        let needed = self.start_of_need();
        let free = self.held.pop_before(needed);
        // Once a long line has ended, more than one chunk may be free; the others are not needed again.
        while free.is_some() && self.held.pop_before(needed).is_some() {}
        free.unwrap_or_default()
    }

    /// Tells how far reading is.
    pub(super) fn progress(&mut self, done: u64, total: Option<u64>) {
        self.delivery.progress(done, total);
    }

    /// The source has ended: gives the last line if it has no end.
    pub(super) fn finish(mut self) -> ReadLines {
        while let Some(last) = self.waiting.as_mut().and_then(PendingChunks::last) {
            self.take_due(last);
        }
        let end = self.held.end();
        // What has no end at the end of the source is a line, too.
        let open = self.unfinished < end || self.cutting;
        if !self.cutting {
            if let Some(Awaited { start, number, look_back }) = self.awaited {
                self.give_hit(start, end, number, look_back);
            } else if self.wants_lines() && self.next.at < end {
                self.give(self.next.at, end, self.next.number);
            }
        }
        self.delivery.flush();
        ReadLines { bytes: end, lines: self.line_ends + u64::from(open) }
    }

    fn advance(&mut self) {
        // Where in the newest chunk reading goes on, and its next hit.
        let (mut cursor, mut hit, mut stretch) = (0, 0, 0);
        // Three ways through a chunk: past whole records, line by line, or from hit to hit, where what lies between is not
        // even divided into lines. What was asked for last decides anew behind each step.
        loop {
            if let Some(end) = self.passed_from(&mut stretch, cursor) {
                cursor = end;
            } else if self.cutting || self.wants_lines() || self.awaited.is_some() {
                let Some(end) = self.line_end_from(cursor) else { return };
                cursor = end + 1;
                self.end_line(self.held_at() + end as u64);
            } else {
                let Some(found) = self.hit_from(&mut hit, cursor) else { return };
                if let Some(aside) = found.aside {
                    self.pass(aside);
                    cursor = aside.end + 1;
                } else {
                    self.await_line(found, cursor);
                    cursor = found.at;
                }
            }
        }
    }

    /// True where the next line is wanted, whatever it holds.
    fn wants_lines(&self) -> bool {
        self.demand != LineDemand::Skim
    }

    /// Passes the stretch of the newest chunk that begins at `cursor`, if that is where the next line does; gives its end.
    fn passed_from(&mut self, next: &mut usize, cursor: usize) -> Option<usize> {
        if self.demand != LineDemand::Records || self.cutting || self.awaited.is_some() {
            return None;
        }
        let chunk = self.held.newest()?;
        let rest = chunk.stretches.get(*next..)?;
        // Each is looked at but once.
        *next += rest.iter().take_while(|stretch| stretch.start < cursor).count();
        let at = chunk.at;
        let stretch = chunk.stretches.get(*next).filter(|stretch| stretch.start == cursor)?;
        let SkippableLines { start, end, lines } = *stretch;
        if self.next.at != at + start as u64 {
            return None;
        }
        let next = LineStart { at: at + end as u64, number: self.next.number + lines };
        self.pass_asides(start, end);
        self.next = next;
        Some(end)
    }

    /// Sets aside the lines with a hit that lie between these places of the newest chunk.
    fn pass_asides(&mut self, start: usize, end: usize) {
        let hits = self.held.newest().map_or(&[][..], |chunk| &chunk.hits);
        let (mut at, last) = (hits.partition_point(|hit| hit.at < start), hits.partition_point(|hit| hit.at < end));
        while at < last {
            let hit = self.held.newest().and_then(|chunk| chunk.hits.get(at));
            if let Some(aside) = hit.and_then(|hit| hit.aside) {
                self.pass(aside);
            }
            at += 1;
        }
    }

    /// The newest chunk's next hit at or after `cursor`.
    fn hit_from(&self, next: &mut usize, cursor: usize) -> Option<NeedleHit> {
        let hits = self.held.newest().map_or(&[][..], |chunk| &chunk.hits);
        let rest = hits.get(*next..).unwrap_or_default();
        // Mostly none; and each is passed but once.
        let passed = rest.iter().take_while(|hit| hit.at < cursor).count();
        *next += passed + 1;
        rest.get(passed).copied()
    }

    /// A line, or a record, of the newest chunk is set aside.
    fn pass(&mut self, AsidePlace { index, end }: AsidePlace) {
        let Some(chunk) = self.held.newest_mut() else { return };
        chunk.asides.wait(index);
        let Line { number, text } = chunk.asides.line(index);
        let number = self.line_ends + number;
        let line_ends = memchr::memchr_iter(self.line_end, text.as_bytes()).count() as u64;
        self.delivery.pass(Line { number, text });
        self.next = LineStart { at: chunk.at + end as u64 + 1, number: number + line_ends + 1 };
    }

    fn set_aside(&mut self) {
        if let Some(chunk) = self.held.newest_mut().filter(|chunk| !chunk.asides.is_empty()) {
            chunk.asides.count_from(self.line_ends);
            self.delivery.set_aside(&mut chunk.asides);
        }
    }

    fn await_line(&mut self, hit: NeedleHit, cursor: usize) {
        let data = self.held.newest().map(Chunk::data).unwrap_or_default();
        let before = data.get(cursor..hit.at).unwrap_or_default();
        let number = self.line_ends + hit.line_ends + 1;
        let start = match memchr::memrchr(self.line_end, before) {
            Some(at) => self.held_at() + (cursor + at + 1) as u64,
            // Nothing ends between: it is the line behind the one that was given or passed by last.
            None if cursor > 0 => self.next.at,
            // It began in a chunk before this one.
            None => {
                if self.shortened {
                    self.delivery.cut(number);
                }
                self.unfinished.max(self.next.at)
            }
        };
        self.awaited = Some(Awaited { start, number, look_back: hit.asks.looks_back() });
    }

    /// The line that every line or an awaited hit asks for ends at this offset.
    fn end_line(&mut self, end: u64) {
        if self.cutting {
            self.cutting = false;
        } else if let Some(Awaited { start, number, look_back }) = self.awaited.take() {
            self.give_hit(start, end, number, look_back);
            self.next.number = number;
        } else {
            self.give(self.next.at, end, self.next.number);
        }
        self.next = LineStart { at: end + 1, number: self.next.number + 1 };
    }

    fn give_hit(&mut self, start: u64, end: u64, number: u64, look_back: bool) {
        if look_back {
            self.give_before(start, number);
        }
        self.give(start, end, number);
    }

    /// Gives the lines before `start` (where line `number` begins) that were not given yet.
    fn give_before(&mut self, start: u64, number: u64) {
        // Nothing is given twice, and nothing that was let go.
        let from = start.saturating_sub(LOOK_BACK_BYTES as u64).max(self.next.at).max(self.held.start());
        if from >= start {
            return;
        }
        let lines = self.held.bytes(from..start);
        let mut lines = &*lines;
        if from > self.next.at {
            // In the middle of a line, unless by chance.
            let whole = memchr::memchr(self.line_end, lines).map_or(lines.len(), |at| at + 1);
            lines = lines.get(whole..).unwrap_or_default();
        }
        // Lines that were skimmed over were never counted one by one: numbers are told from the hit's own, backwards.
        let count = memchr::memchr_iter(self.line_end, lines).count() as u64;
        let mut line_number = number.saturating_sub(count);
        while let Some(end) = memchr::memchr(self.line_end, lines) {
            self.delivery.give(lines.get(..end).unwrap_or_default(), line_number);
            lines = lines.get(end + 1..).unwrap_or_default();
            line_number += 1;
        }
    }

    fn give(&mut self, start: u64, end: u64, number: u64) {
        let longest = start.saturating_add(LINE_BYTES as u64);
        if end > longest {
            self.delivery.cut(number);
        }
        let line = self.held.bytes(start..end.min(longest));
        self.demand = self.delivery.give(&line, number);
    }

    /// A line that is too long is given without its end, or, while nothing was found in it, loses its beginning.
    fn keep_lines_short(&mut self) {
        let end = self.held.end();
        let wanted = self.awaited.map(|line| line.start);
        let every = self.wants_lines().then_some(self.next.at);
        let start = wanted.or(every).unwrap_or(self.unfinished);
        if self.cutting || end.saturating_sub(start) <= LINE_BYTES as u64 {
            return;
        }
        if let Some(Awaited { start, number, look_back }) = self.awaited.take() {
            self.give_hit(start, end, number, look_back);
            self.next.number = number;
            self.cutting = true;
        } else if every.is_some() {
            self.give(start, end, self.next.number);
            self.cutting = true;
        } else {
            // A hit in the rest of it asks for so much before itself, and for no more.
            (self.unfinished, self.shortened) = (end - LOOK_BACK_BYTES as u64, true);
        }
    }

    /// Bytes from here on may still be asked for.
    fn start_of_need(&self) -> u64 {
        let end = self.held.end();
        if self.cutting {
            return end;
        }
        let line = match (self.awaited, self.demand) {
            (Some(line), _) => line.start,
            (None, LineDemand::Every | LineDemand::Records) => self.next.at,
            (None, LineDemand::Skim) => self.unfinished,
        };
        // Where every line is given, what lies before has been given.
        let before = if self.wants_lines() && self.awaited.is_none() { 0 } else { LOOK_BACK_BYTES as u64 };
        line.saturating_sub(before).max(self.next.at).min(end)
    }

    fn held_at(&self) -> u64 {
        self.held.newest().map_or(0, |chunk| chunk.at)
    }

    fn line_end_from(&self, cursor: usize) -> Option<usize> {
        let data = self.held.newest()?.data();
        memchr::memchr(self.line_end, data.get(cursor..)?).map(|at| cursor + at)
    }

    fn last_line_end(&self) -> Option<u64> {
        let newest = self.held.newest()?;
        memchr::memrchr(self.line_end, newest.data()).map(|at| newest.at + at as u64)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::probe::Probe;
    use super::super::{Input, Store};
    use super::*;

    /// Sizes of chunks that put their edges everywhere.
    const CHUNKS: &[usize] = &[1, 2, 7, 17, 64, 1000, 1 << 20];

    fn log() -> String {
        let mut log = String::new();
        for n in 1..=40 {
            match n {
                7 | 25 => writeln!(log, "line {n}: stress invoked oom-killer: gfp"),
                12 | 30 | 38 => writeln!(log, "line {n}: Killed process {n} (stress)\r"),
                9 | 10 => writeln!(log),
                20 => writeln!(log, "line {n} was wrapped"),
                _ => writeln!(log, "line {n}: noise {}", "x".repeat(n % 7)),
            }
            .expect("memory");
        }
        log
    }

    fn wanted(numbers: impl IntoIterator<Item = u64>) -> Vec<(u64, String)> {
        let log = log();
        let lines: Vec<&str> = log.lines().collect();
        numbers.into_iter().map(|n| (n, lines[usize::try_from(n).unwrap() - 1].to_owned())).collect()
    }

    /// Reads the log as a file, as a stream, and packed, with chunks of every size.
    fn always(probe: impl Fn() -> Probe, bytes: &[u8], wanted: &[(u64, String)], lines: u64) {
        let folder = tempfile::tempdir().expect("a folder");
        let (plain, packed) = (folder.path().join("plain"), folder.path().join("packed"));
        std::fs::write(&plain, bytes).expect("written");
        std::fs::write(&packed, zstd::encode_all(bytes, 1).expect("memory")).expect("written");
        let text = Input::Text { name: "text".to_owned(), text: String::from_utf8_lossy(bytes).into_owned() };
        for &chunk_bytes in CHUNKS {
            for input in [Input::Path(plain.clone()), Input::Path(packed.clone()), text.clone()] {
                let read = Probe { chunk_bytes: Some(chunk_bytes), ..probe() }.read(std::slice::from_ref(&input));
                assert_eq!(read.lines, wanted, "{input:?} in chunks of {chunk_bytes}");
                assert_eq!(read.sources[0].lines, lines);
                assert_eq!(read.sources[0].bytes, bytes.len() as u64);
                assert_eq!(read.sources[0].notes, []);
            }
        }
    }

    #[test]
    fn skimming_gives_the_hits_and_what_stands_before_those_that_look_back() {
        let numbers = (1..=12).chain([20, 25]).chain(26..=38);
        // What stands before line 7 is given when line 12 looks back, so line 7 comes first, alone.
        let numbers = [7].into_iter().chain(numbers.filter(|n| *n > 7));
        always(Probe::default, log().as_bytes(), &wanted(numbers), 40);
    }

    #[test]
    fn every_line_is_given_where_every_line_is_wanted() {
        always(Probe::every, log().as_bytes(), &wanted(1..=40), 40);
    }

    #[test]
    fn the_appetite_may_change_at_any_line() {
        let probe = || Probe { from: "invoked", until: "Killed", ..Probe::default() };
        always(probe, log().as_bytes(), &wanted((7..=12).chain([20]).chain(25..=30).chain(31..=38)), 40);
    }

    #[test]
    fn a_last_line_without_an_end_is_a_line() {
        let log = log();
        let cut = log.trim_end();
        always(Probe::every, cut.as_bytes(), &wanted(1..=40), 40);
        let cut = cut.rsplit_once('\n').unwrap().0.rsplit_once('\n').unwrap().0;
        always(Probe::every, cut.as_bytes(), &wanted(1..=38), 38);
        always(
            || Probe { from: "invoked", until: "Killed", ..Probe::default() },
            cut.as_bytes(),
            &wanted((7..=12).chain([20]).chain(25..=38)),
            38,
        );
    }

    #[test]
    fn what_is_set_aside_is_given_in_no_other_way() {
        let mut log = log().replace("line 9: ", "line 9: nobody invoked oom-killer: ");
        log.push_str("line 41: first invoked oom-killer\nline 42: Killed process 7 invoked oom-killer\nnoise\n");
        let plain = |probe: Probe| probe.bytes(log.as_bytes()).lines;
        for (from, until) in [("", ""), ("invoked", "Killed"), ("Killed", "invoked")] {
            let probe = || Probe { from, until, ..Probe::default() };
            let wanted = plain(probe());
            for &chunk_bytes in CHUNKS {
                let probe = Probe { chunk_bytes: Some(chunk_bytes), sets_aside: true, ..probe() };
                let read = probe.bytes(log.as_bytes());
                // Those that steer the reading are not read where they are set aside.
                if from.is_empty() {
                    let mut all = [&*read.lines, &*read.aside].concat();
                    all.sort();
                    assert_eq!(all, wanted, "in chunks of {chunk_bytes}");
                }
                assert!(read.numbers().is_sorted_by(|a, b| a < b));
                let both = read.aside.iter().any(|line| read.lines.contains(line));
                assert!(!both, "{:?} and {:?}", read.aside, read.lines);
            }
            let read = Probe { sets_aside: true, ..probe() }.bytes(log.as_bytes());
            let aside: Vec<u64> = read.aside.iter().map(|line| line.0).collect();
            // Line 9 has no needle, line 42 one that looks back; from 12 to 25 every line is given.
            let wanted: &[u64] = if from == "Killed" { &[7] } else { &[7, 25, 41] };
            assert_eq!(aside, wanted, "from {from} until {until}");
        }
    }

    #[test]
    fn an_empty_file_has_no_line() {
        always(Probe::every, b"", &[], 0);
        always(Probe::every, b"\n", &[(1, String::new())], 1);
    }

    #[test]
    fn looking_back_ends_at_its_limit() {
        let noise = "noise noise noise\n";
        let many = 3 * LOOK_BACK_BYTES / noise.len();
        let log = noise.repeat(many) + "Killed process 1 (a)\n";
        for chunk_bytes in [4096, 100_000, 1 << 20] {
            let read = Probe { chunk_bytes: Some(chunk_bytes), ..Probe::default() }.bytes(log.as_bytes());
            let given: usize = read.texts().iter().map(|text| text.len() + 1).sum();
            assert!(given > LOOK_BACK_BYTES - 100 && given < LOOK_BACK_BYTES + 100, "{given} bytes");
            let numbers = read.numbers();
            assert_eq!(numbers.last(), Some(&(many as u64 + 1)));
            assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]));
        }
    }

    #[test]
    fn a_line_is_cut_at_its_limit_and_a_note_says_so() {
        let hit = "Killed process 1 ";
        for (more, cut) in [(0, false), (1, true), (3_000_000, true)] {
            let long = hit.to_owned() + &"x".repeat(LINE_BYTES - hit.len() + more);
            let log = format!("first\n{long}\nlast invoked oom-killer\n");
            for every in [true, false] {
                let read = Probe { every, ..Probe::default() }.bytes(log.as_bytes());
                assert_eq!(read.numbers(), [1, 2, 3], "{more} more, every line: {every}");
                assert_eq!(read.lines[1].1.len(), LINE_BYTES);
                assert_eq!(read.notes().contains("1 line longer than 8 MiB were cut"), cut, "{more}: {}", read.notes());
                assert_eq!(read.sources[0].lines, 3);
            }
        }
    }

    #[test]
    fn a_hit_far_inside_a_long_line_is_found() {
        let log =
            format!("{}Killed process 7 (a){}\nKilled process 8 (b)", "x".repeat(3 * LINE_BYTES), "y".repeat(100));
        let read = Probe::default().bytes(log.as_bytes());
        assert_eq!(read.numbers(), [1, 2]);
        assert!(read.lines[0].1.contains("Killed process 7 (a)yyy"));
        assert!(read.notes().contains("were cut"), "{}", read.notes());
    }

    #[test]
    fn lines_can_be_shown_again_from_a_file_and_from_a_stream() {
        let folder = tempfile::tempdir().expect("a folder");
        let (plain, packed) = (folder.path().join("plain"), folder.path().join("packed"));
        std::fs::write(&plain, log()).expect("written");
        std::fs::write(&packed, zstd::encode_all(log().as_bytes(), 1).expect("memory")).expect("written");
        for chunk_bytes in [1, 7, 64, 1 << 20] {
            for path in [&plain, &packed] {
                let store = Store::new();
                let probe = Probe { chunk_bytes: Some(chunk_bytes), ..Probe::every() };
                probe.read_with(&[Input::Path(path.clone())], &store);
                for (first, count) in [(1, 40), (1, 1), (7, 5), (40, 9), (20, 0), (41, 3)] {
                    let again = store.lines(crate::model::SourceId(0), first, count).expect("readable");
                    let again: Vec<_> = again.into_iter().map(|line| (line.number, line.text)).collect();
                    assert_eq!(again, wanted(first..(first + count).min(41)), "{count} from {first} of {path:?}");
                }
            }
        }
    }
}
