//! Gives lines to the sink as text, and keeps the account of what was odd about them.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::keep::Keeper;
use super::{Appetite, Line, Sink, encoding, lines};
use crate::model::{Note, NoteKind, Place, SourceId};

/// The way of one source's lines to the sink.
pub(super) struct Giver<'a> {
    sink: &'a mut dyn Sink,
    keeper: Keeper<'a>,
    source: SourceId,
    legacy: Option<&'static Encoding>,
    broken: Oddity,
    cut: Oddity,
}

/// How many lines are odd in one way, and which was the first.
#[derive(Clone, Copy, Debug, Default)]
struct Oddity {
    lines: u64,
    first: u64,
}

impl<'a> Giver<'a> {
    pub(super) fn new(source: SourceId, sink: &'a mut dyn Sink, keeper: Keeper<'a>, head: &[u8]) -> Self {
        let legacy = encoding::legacy(head);
        Self { sink, keeper, source, legacy, broken: Oddity::default(), cut: Oddity::default() }
    }

    /// Gives a line as it lies in the source, without its end.
    pub(super) fn give(&mut self, line: &[u8], number: u64) -> Appetite {
        let line = encoding::trim(line, number);
        let text = std::str::from_utf8(line).map(Cow::Borrowed).unwrap_or_else(|_| {
            self.legacy = self.legacy.or_else(|| encoding::legacy(line));
            self.broken.add(number);
            encoding::text(line, self.legacy)
        });
        self.keeper.line(number, &text);
        self.sink.line(Line { number, text: &text })
    }

    /// A line that is longer than what is given of it.
    pub(super) fn cut(&mut self, number: u64) {
        self.cut.add(number);
    }

    /// A chunk begins at `offset`, in line `number`.
    pub(super) fn mark(&mut self, number: u64, offset: u64) {
        self.keeper.mark(number, offset);
    }

    /// Lets others see what was kept so far.
    pub(super) fn flush(&mut self) {
        self.keeper.flush();
    }

    /// Bytes of input consumed.
    pub(super) fn progress(&mut self, done: u64, total: Option<u64>) {
        self.sink.progress(done, total);
    }

    /// What was odd.
    pub(super) fn notes(self) -> Vec<Note> {
        let mut notes = Vec::new();
        let Self { source, broken, cut, legacy, mut keeper, .. } = self;
        keeper.end(legacy);
        let mut note = |kind, odd: Oddity, text: String| {
            if odd.lines > 0 {
                notes.push(Note::new(kind, text).at(Place { source, line: odd.first }.span()));
            }
        };
        let (count, first) = (broken.lines, broken.first);
        note(
            NoteKind::Encoding,
            broken,
            match legacy {
                Some(encoding) => {
                    format!("The text is no UTF-8; it was read as {} (first in line {first})", encoding.name())
                }
                None => format!(
                    "Bytes that are no UTF-8 are shown as \u{fffd} in {count} of the lines that were read, first in line {first}"
                ),
            },
        );
        let megabytes = lines::LINE_BYTES / (1024 * 1024);
        let text = format!("{} longer than {megabytes} MiB were cut, first line {}", count_of(cut.lines), cut.first);
        note(NoteKind::LimitReached, cut, text);
        notes
    }
}

impl Oddity {
    fn add(&mut self, number: u64) {
        if self.lines == 0 {
            self.first = number;
        }
        self.lines += 1;
    }
}

fn count_of(lines: u64) -> String {
    if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") }
}
