//! The naming lines of one source: kept unread, and read as companions once they are wanted.

use super::naming_lines::{SourceNamingLines, WantedIds, is_naming};
use crate::analysis;
use crate::envelope::{Reader, ReaderSettings};
use crate::model::Companion;
use crate::source::{Line, NamingLines};

/// See the module.
#[derive(Debug)]
pub(super) struct Naming {
    kept: SourceNamingLines,
    /// Of its own, because what is read late must not set the clock of the source's own reader back.
    reader: Reader,
}

impl Naming {
    pub(super) fn new(settings: ReaderSettings, head: &str) -> Self {
        Self { kept: SourceNamingLines::default(), reader: Reader::of_lines(settings, head) }
    }

    /// Keeps the line if it is a naming line; `None` if it is not. Gives what is wanted and would be forgotten now.
    pub(super) fn keep(&mut self, line: Line<'_>, wanted: &WantedIds) -> Option<Vec<Companion>> {
        if !is_naming(line.text) {
            return None;
        }
        let (mut found, reader) = (Vec::new(), &mut self.reader);
        self.kept.line(line, wanted, &mut |line| read(reader, line, &mut found));
        Some(found)
    }

    /// Keeps the naming lines that were found on the way.
    pub(super) fn keep_all(&mut self, lines: &mut NamingLines, wanted: &WantedIds) -> Vec<Companion> {
        let (mut found, reader) = (Vec::new(), &mut self.reader);
        self.kept.lines(lines, wanted, &mut |line| read(reader, line, &mut found));
        found
    }

    /// What is wanted and was not given yet.
    pub(super) fn recall(&mut self, wanted: &WantedIds) -> Vec<Companion> {
        let (mut found, reader) = (Vec::new(), &mut self.reader);
        self.kept.recall(wanted, &mut |line| read(reader, line, &mut found));
        found
    }

    pub(super) fn bytes(&self) -> usize {
        self.kept.bytes()
    }
}

fn read(reader: &mut Reader, line: Line<'_>, found: &mut Vec<Companion>) {
    // Where records span lines, one was kept.
    for (number, text) in (line.number..).zip(line.text.split('\n')) {
        reader.read(Line { number, text: text.trim_end_matches('\r') }, &mut |record| {
            found.extend(analysis::companion(record));
        });
    }
}
