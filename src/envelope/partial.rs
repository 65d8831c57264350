//! Lines that a container runtime cut: pieces marked `P` that go on in the next line of the same stream, up to one
//! marked `F`.

use super::scan::one_blank;
use super::stamp;
use crate::source::NumberedLine;

/// What is joined may be this long, as lines may be; what follows is a line of its own.
const JOINED_BYTES: usize = 8 << 20;

/// The line so far.
#[derive(Debug, Default)]
pub(super) struct Partial {
    /// Stamp, stream, mark and text, as if it were whole. Empty where nothing is held.
    text: String,
    /// `stdout` or `stderr`.
    stream: String,
    first: u64,
    last: u64,
}

/// What becomes of a line.
pub(super) enum Joined {
    /// It is no piece.
    Whole,
    /// It was added to what is held.
    Held,
    /// It ends what is held: the whole line, with the number of the line in which it began.
    Ended(NumberedLine),
}

impl Partial {
    /// True while a line lacks its end.
    pub(super) const fn is_open(&self) -> bool {
        !self.text.is_empty()
    }

    /// Takes a line. Where it cannot go on with what is held, [`Self::give_up`] must have been asked before.
    pub(super) fn join(&mut self, number: u64, line: &str) -> Joined {
        let Some(piece) = PartialLine::of(line) else {
            self.last = number;
            return Joined::Whole;
        };
        let goes_on = self.is_open() && self.stream == piece.stream;
        if !goes_on && (piece.ends || self.is_open()) {
            self.last = number;
            return Joined::Whole;
        }
        if goes_on {
            self.text.push_str(piece.text);
        } else {
            self.text = format!("{}F {}", piece.head, piece.text);
            piece.stream.clone_into(&mut self.stream);
            self.first = number;
        }
        self.last = number;
        if piece.ends { Joined::Ended(self.take()) } else { Joined::Held }
    }

    /// Gives what is held up where the next line is not `number`, or where it has become too long.
    pub(super) fn give_up(&mut self, number: Option<u64>) -> Option<NumberedLine> {
        let near = number.is_some_and(|number| number == self.last.saturating_add(1));
        let give_up = self.is_open() && (!near || self.text.len() > JOINED_BYTES);
        give_up.then(|| self.take())
    }

    fn take(&mut self) -> NumberedLine {
        NumberedLine { number: self.first, text: std::mem::take(&mut self.text) }
    }
}

/// A line of a container's log file.
struct PartialLine<'a> {
    /// Stamp and stream, with the blank behind.
    head: &'a str,
    stream: &'a str,
    /// Marked `F`.
    ends: bool,
    text: &'a str,
}

impl<'a> PartialLine<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let (_, rest) = stamp::iso(line)?;
        let (stream, rest) = rest.strip_prefix(' ')?.split_at_checked("stdout".len())?;
        let marked = rest.strip_prefix(' ').filter(|_| matches!(stream, "stdout" | "stderr"))?;
        let text = marked.strip_prefix(['F', 'P']).filter(|text| text.is_empty() || text.starts_with(' '))?;
        let head = line.get(..line.len() - marked.len())?;
        Some(Self { head, stream, ends: marked.starts_with('F'), text: one_blank(text) })
    }
}
