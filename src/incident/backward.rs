//! Reports of newest-first exports, line by line from the kill to the header: kept until their beginning is reached, then
//! told again in order.

use super::seen::BufferedRecord;
use crate::kernel::Message;
use crate::model::{Record, limits};

/// How many lines that no shape claims may stand between two that are claimed.
const LINES_BETWEEN: u32 = 256;

/// A report that is being read from its end.
#[derive(Debug)]
pub(super) struct Backward {
    lines: Vec<BufferedRecord>,
    host: Option<Box<str>>,
    between: u32,
    ended: bool,
    /// True once it had more lines than are kept.
    pub(super) is_cut: bool,
    /// True where the kernel wrote something after the kill; it stands above it.
    pub(super) log_goes_on: bool,
}

impl Backward {
    /// Begins with the kill lines and the line that announced them.
    pub(super) fn new(lines: Vec<BufferedRecord>, host: Option<&str>, log_goes_on: bool) -> Self {
        Self { lines, host: host.map(Into::into), between: 0, ended: false, is_cut: false, log_goes_on }
    }

    /// Takes the next line if it still belongs to the report.
    pub(super) fn take(&mut self, record: &Record<'_>, text: &str, message: Option<&Message<'_>>) -> bool {
        let begins_another = matches!(message, Some(Message::Killed(_) | Message::Summary(_) | Message::Boot));
        if self.ended || begins_another {
            return false;
        }
        self.between = if message.is_some() { 0 } else { self.between + 1 };
        // A table of any length has a header above it, and that a report begins.
        let most = limits::BACKWARD_LINES.most;
        if self.lines.len() >= if matches!(message, Some(Message::Row(_)) | None) { most } else { 2 * most } {
            self.is_cut = true;
            return true;
        }
        self.ended = matches!(message, Some(Message::Invoked(_)));
        let (place, origin) = (record.place, record.origin);
        let moment = record.moment.clone();
        self.lines.push(BufferedRecord { text: text.into(), place, moment, origin, continuation: record.continuation });
        true
    }

    /// Counts a line of somebody else; true where the report has come to its end.
    pub(super) const fn pass(&mut self) -> bool {
        self.between = self.between.saturating_add(1);
        self.ended || self.between > LINES_BETWEEN
    }

    /// Gives the lines in the order in which the kernel wrote them. A record's further lines stay behind its first.
    pub(super) fn replay(&self, sink: &mut dyn FnMut(&Record<'_>, &str)) {
        let mut end = self.lines.len();
        for (at, line) in self.lines.iter().enumerate().rev() {
            if line.continuation {
                continue;
            }
            for line in self.lines.get(at..end).unwrap_or(&[]) {
                self.give(line, sink);
            }
            end = at;
        }
        for line in self.lines.get(..end).unwrap_or(&[]) {
            self.give(line, sink);
        }
    }

    fn give(&self, line: &BufferedRecord, sink: &mut dyn FnMut(&Record<'_>, &str)) {
        let record = Record {
            place: line.place,
            moment: line.moment.clone(),
            host: self.host.as_deref(),
            program: None,
            program_pid: None,
            origin: line.origin,
            caller: None,
            boot: None,
            text: &line.text,
            continuation: line.continuation,
        };
        sink(&record, &line.text);
    }
}
