//! Gives lines to the sink as text, and keeps the account of what was odd about them.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::keep::Keeper;
use super::naming_lines::NamingLines;
use super::{Line, LineDemand, Sink, encoding};
use crate::lang::Sentence;
use crate::model::{Note, NoteKind, Place, SourceId, limits};
use crate::tell;

/// The way of one source's lines to the sink.
pub(super) struct LineDelivery<'a> {
    sink: &'a mut dyn Sink,
    keeper: Keeper<'a>,
    source: SourceId,
    legacy: Option<&'static Encoding>,
    broken: OddLines,
    cut: OddLines,
}

/// How many lines are odd in one way, and which was the first.
#[derive(Clone, Copy, Debug, Default)]
struct OddLines {
    lines: u64,
    first: u64,
}

impl<'a> LineDelivery<'a> {
    pub(super) fn new(source: SourceId, sink: &'a mut dyn Sink, keeper: Keeper<'a>, head: &[u8]) -> Self {
        let legacy = encoding::legacy(head);
        Self { sink, keeper, source, legacy, broken: OddLines::default(), cut: OddLines::default() }
    }

    /// Gives a line as it lies in the source, without its end.
    pub(super) fn give(&mut self, line: &[u8], number: u64) -> LineDemand {
        let line = encoding::trim(line, number);
        let text = std::str::from_utf8(line).map(Cow::Borrowed).unwrap_or_else(|_| {
            self.legacy = self.legacy.or_else(|| encoding::legacy(line));
            self.broken.add(number);
            encoding::text(line, self.legacy)
        });
        self.keeper.line(number, &text);
        self.sink.line(Line { number, text: &text })
    }

    /// A line, or a record of several, is not given, but set aside.
    pub(super) fn pass(&mut self, record: Line<'_>) {
        for (number, text) in (record.number..).zip(record.text.split('\n')) {
            self.keeper.line(number, text);
        }
    }

    /// Hands over the lines that were set aside.
    pub(super) fn set_aside(&mut self, asides: &mut NamingLines) {
        self.sink.set_aside(asides);
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
        let mut note = |kind, odd: OddLines, text: Sentence| {
            if odd.lines > 0 {
                notes.push(Note::new(kind, text).at(Place { source, line: odd.first }.span()));
            }
        };
        let (count, first) = (broken.lines, broken.first);
        note(
            NoteKind::Encoding,
            broken,
            match legacy {
                Some(encoding) => tell!("source-no-utf-8", encoding = encoding.name(), line = first),
                None => tell!("source-broken-utf-8", lines = count, line = first),
            },
        );
        let text = tell!("source-lines-cut", lines = cut.lines, most = limits::LINE_BYTES.word(), line = cut.first);
        note(NoteKind::LimitReached, cut, text);
        notes
    }
}

impl OddLines {
    fn add(&mut self, number: u64) {
        if self.lines == 0 {
            self.first = number;
        }
        self.lines += 1;
    }
}
