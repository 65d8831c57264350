//! Lines that a mail program or `fold` broke at blanks, or a terminal in the middle of words, where they became too wide.
//!
//! Who breaks lines at blanks breaks one only where the next word has no room. That tells lines that were broken from
//! lines that merely do not begin as lines do: no line between two blanks is wider than the width, and each line that goes on was too
//! full for the next one's first word. Where that does not hold, nothing is joined.

use super::beginning::Beginnings;
use super::seam::{self, WrappedLine};
use super::{JOINED_BYTES, OnLine};

/// Nobody breaks lines more narrowly.
const LEAST_WIDTH: usize = 36;

/// So many lines of the beginning are looked at.
const LINES: usize = 400;

/// Of the lines that go on, at most one in so many is not as it should be.
const ONE_IN: usize = 10;

/// So many lines must go on before one may be otherwise.
const SURE: usize = 3;

/// So many blanks stand between two columns of the task table, at most: where a line is broken there, they may be gone.
const BLANKS: usize = 12;

/// How lines were broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Breaks {
    /// At blanks. `pieces`: words that are longer than a line were broken as well, each piece being so wide; 0 where not.
    Words { pieces: usize },
    /// At the column. `blanks`: those at the end of a line are gone.
    Columns { blanks: bool },
}

impl Breaks {
    const fn is_words(self) -> bool {
        matches!(self, Self::Words { .. })
    }
}

/// Puts broken lines together.
#[derive(Debug)]
pub(super) struct Width {
    kind: Breaks,
    /// The width; where lines were broken at blanks, what the widest of them fills.
    columns: usize,
    beginnings: Beginnings,
    held: HeldLine,
}

/// The line so far.
#[derive(Debug, Default)]
struct HeldLine {
    text: String,
    first: u64,
    /// True for a line of a log, which may go on; false for prose.
    logged: bool,
    /// An empty line behind a statistic.
    is_gap: bool,
    /// The last line that was added.
    last: LastPart,
}

/// What counts of the line before.
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
#[derive(Clone, Copy, Debug, Default)]
struct LastPart {
    /// How many columns it fills.
    filled: usize,
    /// Nothing but blanks.
    blank: bool,
    /// How many are allowed for blanks that are gone.
    slack: usize,
    /// No blank stands between its words: it is one.
    word: bool,
    /// A header that lacks its message or a part of the kernel's stamp: what follows is no beginning of a line.
    header: bool,
    /// A header of which only the host and the stamp are there.
    bare: bool,
    /// A statistic that is whole.
    statistic: bool,
}

impl LastPart {
    fn of(part: &WrappedLine<'_>, whole: &str) -> Self {
        let header = seam::lacks_message(whole);
        Self {
            filled: part.filled,
            blank: part.is_blank(),
            slack: 1 + if header || part.is_tabular() { BLANKS } else { 1 },
            word: part.is_word(),
            header,
            bare: seam::is_bare_header(part.text),
            statistic: seam::ends_with_statistic(whole),
        }
    }

    /// True where the part may go on with this line by what stands in it.
    fn may_go_on(&self, part: &WrappedLine<'_>, begins: bool) -> bool {
        let begins = begins && !self.header;
        let other = self.statistic && seam::is_statistic(part.text)
            || ["```", "{\"", "__CURSOR", "__REALTIME"].iter().any(|start| part.text.starts_with(start));
        // journalctl indents the further lines of a record.
        let indented = part.indent() > BLANKS && !self.blank;
        !begins && !other && !indented && !part.is_blank()
    }

    /// The part's first word had no room behind this line where lines are narrower than this.
    const fn bound(&self, part: &WrappedLine<'_>) -> usize {
        self.filled + self.slack + part.first_word
    }
}

/// A line of the beginning that may go on with the one before.
struct Join<'a> {
    last: LastPart,
    before: WrappedLine<'a>,
    part: WrappedLine<'a>,
}

impl Join<'_> {
    /// True where a word that is shorter than a line was broken.
    fn is_inside_word(&self) -> bool {
        let hyphen = seam::at_hyphen(self.before.text, self.part.text);
        !self.last.word && !hyphen && self.part.indent() == 0 && seam::vote(&self.before, &self.part) > 0
    }
}

impl Width {
    /// How lines were broken, where that shows.
    pub(super) fn of(head: &str) -> Option<Self> {
        let (mut joins, mut widths, mut longest, mut blanks) = (Vec::new(), Vec::new(), 0, false);
        let mut before: Option<(LastPart, WrappedLine<'_>)> = None;
        let beginnings = Beginnings::of(head);
        for line in head.lines().take(LINES) {
            let part = WrappedLine::of(line);
            let begins = beginnings.begin(part.text);
            if part.is_blank() && part.filled == 0 || before.is_none() && !begins {
                before = None;
                continue;
            }
            blanks |= part.filled > part.trimmed;
            longest = longest.max(part.filled);
            if !part.is_word() {
                widths.push(part.trimmed);
            }
            let joined = before.filter(|(last, _)| last.may_go_on(&part, begins));
            if let Some((last, before)) = joined {
                joins.push(Join { last, before, part });
            }
            before = Some((LastPart::of(&part, part.text), part));
        }
        if let Some(kind) = Self::columns(&joins, longest, blanks) {
            return Some(Self::at(kind, longest, beginnings));
        }
        let (kind, columns) = Self::words(&joins, &widths, longest, blanks)?;
        Some(Self::at(kind, columns, beginnings))
    }

    /// True where each line that goes on is as wide as any: a terminal's.
    fn columns(joins: &[Join<'_>], longest: usize, blanks: bool) -> Option<Breaks> {
        // A header alone has the same width on each line, and so have the pieces of a word that is longer than a line.
        let joins: Vec<_> =
            joins.iter().filter(|join| !join.last.header && !join.last.bare && !join.last.word).collect();
        let full = joins.iter().filter(|join| join.last.filled == longest).count();
        // Blanks at the ends may be gone from all lines.
        let least = if blanks { longest } else { longest.saturating_sub(BLANKS) };
        let others = joins.iter().filter(|join| join.last.filled < least).count();
        if joins.is_empty() || !few(others, joins.len()) {
            return None;
        }
        let inside = joins.iter().filter(|join| join.is_inside_word()).count();
        let votes: i32 = joins.iter().map(|join| seam::vote(&join.before, &join.part)).sum();
        // Who breaks lines at blanks fills few of them to the last column.
        let only = inside > 0 && others == 0 && joins.len() <= SURE;
        let sure = inside >= SURE || only || 2 * full >= joins.len() && (full >= SURE || votes > 0);
        sure.then_some(Breaks::Columns { blanks: !blanks })
    }

    /// Where each line that goes on had no room for the next one's first word, and few are wider: what the widest fills.
    fn words(joins: &[Join<'_>], widths: &[usize], longest: usize, blanks: bool) -> Option<(Breaks, usize)> {
        let mut bounds: Vec<usize> = joins.iter().map(|join| join.last.bound(&join.part)).collect();
        bounds.sort_unstable();
        let tolerated = if joins.len() < SURE { 0 } else { joins.len() / ONE_IN };
        let bound = bounds.get(tolerated).copied()?;
        let widest = widths.iter().copied().filter(|width| *width < bound).max()?;
        let wider = widths.iter().filter(|width| **width >= bound).count();
        if widest < LEAST_WIDTH || wider * ONE_IN > widths.len() || joins.iter().any(Join::is_inside_word) {
            return None;
        }
        let pieces: Vec<_> = joins.iter().filter(|join| join.last.word && join.last.filled == longest).collect();
        let split = pieces.len() > 1 || pieces.iter().any(|join| blanks || seam::is_inside(&join.before, &join.part));
        let undecided = joins.len() < SURE && joins.iter().any(|join| seam::is_doubtful(&join.before, &join.part));
        let pieces = if split { longest } else { 0 };
        (!undecided || split).then_some((Breaks::Words { pieces }, widest))
    }

    fn at(kind: Breaks, columns: usize, beginnings: Beginnings) -> Self {
        Self { kind, columns, beginnings, held: HeldLine::default() }
    }

    pub(super) fn fresh(&self) -> Self {
        Self::at(self.kind, self.columns, self.beginnings)
    }

    pub(super) fn feed(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        let part =
            if seam::closes_mark(&self.held.text, line) { WrappedLine::whole(line) } else { WrappedLine::of(line) };
        if self.held.is_gap && (part.indent() > 0 || seam::is_statistic(part.text)) && !part.is_blank() {
            // Nothing but blanks stood there: the indentation of a further line of a record.
            self.held = HeldLine { first: number, logged: true, ..HeldLine::default() };
            if let Breaks::Columns { .. } = self.kind {
                self.held.text.extend(std::iter::repeat_n(' ', self.columns));
            }
            self.held.text.push_str(part.line);
            self.held.last = LastPart::of(&part, &self.held.text);
            return;
        }
        if let Some(glue) = self.glue(&part) {
            let HeldLine { text, .. } = &mut self.held;
            text.extend(std::iter::repeat_n(' ', glue));
            text.push_str(if self.kind.is_words() { part.text.trim_start_matches(' ') } else { part.text });
        } else {
            let logged = self.beginnings.begin(part.text)
                || self.held.logged && (part.indent() > BLANKS || seam::is_statistic(part.text));
            let is_gap = part.filled == 0 && self.held.last.statistic;
            self.finish(give);
            (self.held.first, self.held.logged, self.held.is_gap) = (number, logged, is_gap);
            self.held.text.push_str(part.line);
        }
        self.held.last = LastPart::of(&part, &self.held.text);
    }

    /// How many blanks stand between the line so far and the part that goes on with it; none where it does not.
    fn glue(&self, part: &WrappedLine<'_>) -> Option<usize> {
        let HeldLine { text, logged, last, .. } = &self.held;
        if !logged || text.len() > JOINED_BYTES || !last.may_go_on(part, self.beginnings.begin(part.text)) {
            return None;
        }
        match self.kind {
            Breaks::Words { pieces } => {
                let piece = last.word && last.filled == pieces;
                let hyphen = seam::at_hyphen(text, part.text);
                let glue = usize::from(!piece && !hyphen && !text.ends_with(' '));
                (last.bound(part) > self.columns).then_some(glue)
            }
            Breaks::Columns { blanks } => {
                let gone = self.columns.checked_sub(last.filled)?;
                (gone == 0 || blanks && gone <= BLANKS).then_some(gone)
            }
        }
    }

    pub(super) fn finish(&mut self, give: OnLine<'_>) {
        let HeldLine { text, first, .. } = &mut self.held;
        if *first > 0 || !text.is_empty() {
            give(*first, text.trim_end());
        }
        text.clear();
        self.held = HeldLine { text: std::mem::take(text), ..HeldLine::default() };
    }
}

/// True where few are not as they should be.
const fn few(others: usize, of: usize) -> bool {
    others == 0 || of >= SURE && others * ONE_IN <= of
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Option<Vec<String>> {
        let (mut width, mut found) = (Width::of(text)?, Vec::new());
        for (line, number) in text.lines().zip(1..) {
            width.feed(number, line, &mut |_, line| found.push(line.to_owned()));
        }
        width.finish(&mut |_, line| found.push(line.to_owned()));
        Some(found)
    }

    #[test]
    fn lines_broken_at_blanks_are_joined_and_what_had_room_is_not() {
        let text = "[    1.000001] app invoked oom-killer:\ngfp_mask=0xcc0(GFP_KERNEL), order=0\n[    1.000002] Mem-Info:\n\
                    [    1.000003] memory: usage 1kB, limit\n1kB, failcnt 0\n[    1.000004] a\nHi there\n";
        let wanted = [
            "[    1.000001] app invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0",
            "[    1.000002] Mem-Info:",
            "[    1.000003] memory: usage 1kB, limit 1kB, failcnt 0",
            "[    1.000004] a",
        ];
        // One of three lines had room for what follows it: then nothing tells what belongs together.
        assert_eq!(joined(text), None);
        let found = joined(text.trim_end_matches("Hi there\n")).unwrap_or_default();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_path_and_a_size_that_a_terminal_broke_are_whole() {
        let id = "024952d653ef1cd852f875a61bd27cf45cb1fd6cab3659ca7e5f12f037d99aa9";
        let task = format!("[5193605.506728] Task in /a/{id} killed as a result of limit of /kubepods/pod1/{id}");
        let stats = format!(
            "[5193605.506739] Memory cgroup stats for /kubepods/pod1/{id}: cache:507172KB rss:448KB rss_huge:0KB"
        );
        for width in [task.find("/kubepods").unwrap() + 7, task.len() - 60, stats.find("8KB").unwrap()] {
            let mut text = String::new();
            for line in
                [&task, "[5193605.506735] memory: usage 1kB, limit 1kB, failcnt 0", &stats, "[5193605.506750] a"]
            {
                let (mut rest, mut begun) = (line, false);
                while rest.len() > width {
                    let (before, after) = rest.split_at(width);
                    text.push_str(&format!("{before}\n"));
                    (rest, begun) = (after, true);
                }
                assert!(begun || rest.len() == line.len());
                text.push_str(&format!("{rest}\n"));
            }
            let found = joined(&text).unwrap_or_default();
            assert!(found.contains(&task) && found.contains(&stats), "{width}: {found:?}");
        }
    }

    #[test]
    fn a_log_with_further_lines_is_left_as_it_is() {
        let stack = "Dec 13 07:23:21 n app[7]: java.lang.OutOfMemoryError: Java heap space, and more than has room\n\
                     at a.B.c(B.java:1)\nat a.B.d(B.java:2)\nat a.B.e(B.java:3)\nDec 13 07:23:22 n app[7]: b\n";
        assert_eq!(joined(stack), None);
        for text in ["", "a\nb\n", "[    1.0] a\n[    1.1] b\n"] {
            assert_eq!(joined(text), None, "{text}");
        }
    }

    #[test]
    fn one_seam_in_the_middle_of_a_number_decides_nothing() {
        let filled = format!("[    1.000001] {} pgtables:12", "a ".repeat(30));
        for rest in ["34", "34 b"] {
            let text = format!("{filled}\n{rest}\n[    1.000002] c\n");
            let found = joined(&text).unwrap_or_default();
            assert!(!found.iter().any(|line| line.contains("1234") || line.contains("12 34")), "{found:?}");
        }
    }
}
