//! The record before: what a further line of a multi-line record takes over.

use super::draft::RecordDraft;
use super::stamp::Stamp;
use super::{seek, split};
use crate::model::{Moment, Origin, Place, Record};

/// A prefix narrower than this is no envelope under which further lines would be indented.
const LEAST_WIDTH: usize = 4;

/// What was told of the last record that had an envelope.
#[derive(Clone, Debug, Default)]
pub(super) struct Previous {
    /// The last line that belongs to it.
    line: u64,
    told: bool,
    /// True once a blank line or a heading stood behind it: what follows may be a person's words.
    apart: bool,
    /// How many bytes stand before its message.
    width: usize,
    moment: Moment,
    host: Option<String>,
    program: Option<String>,
    program_pid: Option<u32>,
    origin: Option<Origin>,
    caller: Option<String>,
    boot: Option<String>,
}

impl Previous {
    /// Remembers a record.
    pub(super) fn keep(&mut self, place: Place, draft: &RecordDraft<'_>, width: usize, moment: &Moment) {
        self.line = place.line;
        self.told = true;
        self.apart = false;
        self.width = width;
        self.moment.clone_from(moment);
        put(&mut self.host, draft.host);
        put(&mut self.program, draft.program);
        self.program_pid = draft.program_pid;
        self.origin = draft.origin;
        put(&mut self.caller, draft.caller);
        put(&mut self.boot, draft.boot);
    }

    /// The record, of which this line is the last, stood behind so many blanks.
    pub(super) const fn indent(&mut self, place: Place, blanks: usize) {
        if self.line == place.line {
            self.width = self.width.saturating_add(blanks);
        }
    }

    /// Nothing that follows belongs to the record.
    pub(super) const fn forget(&mut self) {
        self.told = false;
    }

    /// A blank line or a heading: what follows is no further line of the record, but may stand with it otherwise.
    pub(super) const fn part(&mut self, place: Place) {
        self.pass(place);
        self.apart = true;
    }

    /// A line without a message of its own, which does not part the lines around it.
    pub(super) const fn pass(&mut self, place: Place) {
        if self.reaches(place) {
            self.line = place.line;
        }
    }

    /// True where the line may belong to the record: it stands in it or right behind it.
    const fn reaches(&self, place: Place) -> bool {
        self.told && (place.line == self.line || place.line == self.line.saturating_add(1))
    }

    /// What is known of the record, if the line may belong to it: its clocks and its host.
    fn reaching(&self, place: Place) -> Option<RecordDraft<'_>> {
        let wall = self.moment.wall.as_ref().map(|wall| Stamp {
            local: wall.local,
            offset_seconds: wall.offset_seconds,
            yearless: wall.year_assumed(),
            printed: "",
        });
        let known = RecordDraft {
            stamp: wall,
            uptime: self.moment.uptime,
            host: self.host.as_deref(),
            origin: self.origin,
            ..RecordDraft::default()
        };
        self.reaches(place).then_some(known)
    }

    /// Where the next record begins in a text that goes on with this one.
    pub(super) fn next_record(&self, place: Place, text: &str) -> Option<usize> {
        split::next_record(&RecordDraft { text, ..self.reaching(place)? })
    }

    /// The same in any text, unless another program's record goes on with it.
    pub(super) fn any_record(&self, place: Place, text: &str) -> Option<usize> {
        let programs = self.is_programs(place);
        self.next_record(place, text).or_else(|| if programs { None } else { split::kernel_record(text) })
    }

    /// True where the line may belong to another program's record.
    pub(super) fn is_programs(&self, place: Place) -> bool {
        self.reaches(place) && !self.apart && self.origin == Some(Origin::Program)
    }

    /// The text of a line that is indented to stand under the record's message, as journalctl and dmesg print the further
    /// lines of a record. Whatever it begins with, it is no envelope.
    pub(super) fn indented<'a>(&self, place: Place, text: &'a str) -> Option<&'a str> {
        if self.width < LEAST_WIDTH || !self.reaches(place) {
            return None;
        }
        let (indent, rest) = text.split_at_checked(self.width)?;
        indent.bytes().all(|byte| byte == b' ').then_some(rest)
    }

    /// The line as a further one of the record, if it can be one.
    pub(super) fn further<'a>(&'a mut self, place: Place, text: &'a str) -> Option<Record<'a>> {
        if !self.reaches(place) {
            return None;
        }
        self.line = place.line;
        if self.origin == Some(Origin::Program) && seek::begins_report(text) {
            // No program goes on so: the kernel has begun, and nothing says that it is on the program's host.
            self.forget();
        }
        if self.apart || !self.told {
            return None;
        }
        Some(Record {
            place,
            moment: self.moment.clone(),
            host: self.host.as_deref(),
            program: self.program.as_deref(),
            program_pid: self.program_pid,
            origin: self.origin.unwrap_or(Origin::Unknown),
            caller: self.caller.as_deref(),
            boot: self.boot.as_deref(),
            text,
            continuation: true,
        })
    }
}

/// Puts a text into a slot, in the memory that is there.
fn put(slot: &mut Option<String>, value: Option<&str>) {
    match (slot.as_mut(), value) {
        (Some(known), Some(value)) => value.clone_into(known),
        (_, value) => *slot = value.map(str::to_owned),
    }
}

/// `--` between the finds of grep, `-- Boot 4dfc78c2 --` between the boots of a journal.
pub(super) fn is_parting(text: &str) -> bool {
    text == "--" || text.starts_with("-- ") && text.ends_with(" --")
}

/// `## Logs`: a heading of Markdown.
pub(super) fn is_heading(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|text| text.trim_start_matches('#').starts_with(' '))
}
