//! One line → [`Record`]: the transport's envelope (syslog, journal, dmesg, JSON, CSV, container …) taken off.

use chrono::NaiveDate;

use crate::model::{Moment, Note, Record, SourceId};
use crate::source::Line;

/// What a reader must be told, because nothing here asks for the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The source that the lines come from.
    pub source: SourceId,
    /// Today, for stamps without a year.
    pub today: NaiveDate,
    /// The date of the file: no line is younger.
    pub modified: Option<NaiveDate>,
    /// The year of the source's last line, where the user has corrected it.
    pub year: Option<i32>,
}

/// Takes the envelopes off one source's lines. Stateful: the last dialect is tried first, continuation lines take the
/// stamp of the record they continue, and records that span lines are joined.
#[derive(Debug)]
pub struct Reader {
    settings: Settings,
}

impl Reader {
    /// A reader for a source that begins with `head`.
    pub fn new(settings: Settings, _head: &str) -> Self {
        Self { settings }
    }

    /// True where the format's records span lines (export, pretty JSON, CSV), so that no line may be skipped.
    pub fn needs_every_line(&self) -> bool {
        let _ = self.settings;
        false
    }

    /// Reads a line and gives the records that it completes (none, one or several) to `sink`.
    pub fn read(&mut self, _line: Line<'_>, _sink: &mut dyn FnMut(&Record<'_>)) {}

    /// Gives what is still held back at the end of the source.
    pub fn finish(&mut self, _sink: &mut dyn FnMut(&Record<'_>)) {}

    /// Sets the year of a moment of this source for good, once the whole source has been read.
    pub fn settle(&self, _moment: &mut Moment) {}

    /// The dialects met, most frequent first, by the names of the dialect table.
    pub fn dialects(&self) -> Vec<String> {
        Vec::new()
    }

    /// What was assumed or could not be read.
    pub fn notes(&self) -> Vec<Note> {
        Vec::new()
    }
}
