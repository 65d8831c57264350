//! `journalctl -o export` and `-o verbose`: records of one field a line.

use std::borrow::Cow;

use super::fields::Field;
use super::scan::blanks;
use super::{json, quoting};
use crate::model::limits;

/// The indentation of a field of `-o verbose`.
const VERBOSE_INDENT: &str = "    ";

/// The two ways in which journalctl writes fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JournalOutput {
    /// `KEY=value`, a blank line after each record, binary fields with their length.
    Export,
    /// A line with the time, then the fields indented.
    Verbose,
}

/// Gathers the fields of a record.
#[derive(Debug)]
pub(super) struct JournalOutputReader {
    kind: JournalOutput,
    fields: Vec<JournalField>,
    /// The line on which the message begins, else the record's first.
    line: u64,
    bytes: usize,
    binary: Binary,
    /// True once fields were left out of a record.
    pub(super) dropped: bool,
}

/// A field that was read.
#[derive(Debug)]
struct JournalField {
    key: String,
    value: String,
}

/// A field of `-o export` whose value is binary: the name alone on a line, then the length in 8 bytes, then the value.
/// The length went through a decoder of text: it is trusted only where it survived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Binary {
    /// No such field is open.
    No,
    /// Its name was read; the length follows.
    Length,
    /// The value goes on for so many bytes, or until a line that looks like a field.
    Value(Option<usize>),
}

impl JournalOutputReader {
    pub(super) const fn new(kind: JournalOutput) -> Self {
        Self { kind, fields: Vec::new(), line: 0, bytes: 0, binary: Binary::No, dropped: false }
    }

    pub(super) const fn kind(&self) -> JournalOutput {
        self.kind
    }

    /// True where no record is open.
    pub(super) fn is_between_records(&self) -> bool {
        self.fields.is_empty() && self.binary == Binary::No
    }

    /// True for a line of another form.
    pub(super) fn is_left_by(&self, line: &str) -> bool {
        match (self.kind, self.binary) {
            (JournalOutput::Verbose, _) if line.is_empty() => false,
            // A field is indented by four blanks, what goes on with its value further.
            (JournalOutput::Verbose, _) => match line.strip_prefix(VERBOSE_INDENT) {
                Some(rest) => !rest.starts_with(' ') && field(rest).is_none(),
                None => verbose_time(line).is_none(),
            },
            (JournalOutput::Export, Binary::No) => !line.is_empty() && field(line).is_none() && !is_key(line),
            // What was taken for a field's name was the rest of a cut line: no length follows.
            (JournalOutput::Export, Binary::Length) => {
                let length = line.chars().take(8).any(|c| c.is_control() || c == char::REPLACEMENT_CHARACTER);
                let begins =
                    || quoting::starts_with_stamp(line) || json::starts_here(line) || verbose_time(line).is_some();
                !length && begins()
            }
            (JournalOutput::Export, Binary::Value(_)) => false,
        }
    }

    /// Reads a line; gives the record that it ends.
    pub(super) fn feed(&mut self, number: u64, line: &str, give: &mut dyn FnMut(u64, &[Field<'_>])) {
        match self.kind {
            JournalOutput::Export => self.feed_export(number, line, give),
            JournalOutput::Verbose => self.feed_verbose(number, line, give),
        }
    }

    /// Gives the record that is still held.
    pub(super) fn finish(&mut self, give: &mut dyn FnMut(u64, &[Field<'_>])) {
        let fields = self.fields.iter().map(|field| Field::new("", &field.key, Cow::Borrowed(&*field.value)));
        let fields: Vec<Field<'_>> = fields.collect();
        if !fields.is_empty() {
            give(self.line, &fields);
        }
        *self = Self { dropped: self.dropped, ..Self::new(self.kind) };
    }

    fn feed_export(&mut self, number: u64, line: &str, give: &mut dyn FnMut(u64, &[Field<'_>])) {
        match self.binary {
            Binary::Length if line.is_empty() => {} // The length's first byte is a newline.
            Binary::Length => {
                let (length, value) = binary_length(line);
                self.binary = Binary::Value(length.and_then(|length| length.checked_sub(value.len())));
                self.extend(value);
                if self.binary == Binary::Value(Some(0)) {
                    self.binary = Binary::No;
                }
            }
            Binary::Value(None) if line.is_empty() || field(line).is_some() => {
                self.binary = Binary::No;
                self.feed_export(number, line, give);
            }
            Binary::Value(left) => {
                self.extend("\n");
                self.extend(line);
                let left = left.map(|left| left.checked_sub(line.len() + 1));
                self.binary = match left {
                    Some(Some(0)) => Binary::No,
                    // A line longer than the value has room for: the length did not survive.
                    Some(None) | None => Binary::Value(None),
                    Some(left) => Binary::Value(left),
                };
            }
            Binary::No if line.is_empty() => self.finish(give),
            Binary::No => match field(line) {
                Some((key, value)) => self.push(number, key, value),
                None if is_key(line) => {
                    self.push(number, line, "");
                    self.binary = Binary::Length;
                }
                None => {}
            },
        }
    }

    fn feed_verbose(&mut self, number: u64, line: &str, give: &mut dyn FnMut(u64, &[Field<'_>])) {
        let Some(indented) = line.strip_prefix(VERBOSE_INDENT) else {
            if let Some(time) = verbose_time(line) {
                self.finish(give);
                self.push(number, "timestamp", time);
            }
            return;
        };
        if let Some((key, value)) = field(indented) {
            self.push(number, key, value);
        } else {
            // A further line of the value above, indented to stand under it.
            self.extend("\n");
            self.extend(blanks(indented));
        }
    }

    fn push(&mut self, number: u64, key: &str, value: &str) {
        if self.fields.is_empty() || key == "MESSAGE" {
            self.line = number;
        }
        if self.has_room(key.len() + value.len()) {
            self.fields.push(JournalField { key: key.to_owned(), value: value.to_owned() });
        }
    }

    /// Adds to the last field.
    fn extend(&mut self, more: &str) {
        if self.has_room(more.len())
            && let Some(last) = self.fields.last_mut()
        {
            last.value.push_str(more);
        }
    }

    fn has_room(&mut self, more: usize) -> bool {
        self.bytes = self.bytes.saturating_add(more);
        let fits = self.bytes <= limits::RECORD_BYTES.most;
        self.dropped |= !fits;
        fits
    }
}

/// The time of `Sun 2026-12-13 07:20:12.264904 UTC [s=…;i=…]`, the line that begins a record of `-o verbose`.
pub(super) fn verbose_time(line: &str) -> Option<&str> {
    let (head, _) = line.split_once(" [s=")?;
    let (_, time) = head.split_once(' ')?;
    super::stamp::iso(time).map(|_| time)
}

/// `KEY=value`, where the key is one of journald's: capitals, digits and underscores.
pub(super) fn field(line: &str) -> Option<(&str, &str)> {
    line.split_once('=').filter(|(key, _)| is_key(key))
}

/// True for the first line of a record of `-o export`.
pub(super) fn begins_export(line: &str) -> bool {
    ["__CURSOR=", "__REALTIME_TIMESTAMP="].iter().any(|key| line.starts_with(key))
}

/// True for a name as journald's fields have.
pub(super) fn is_key(key: &str) -> bool {
    let capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    !key.is_empty() && key.len() <= 64 && key.bytes().all(capital) && key.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// The length at the beginning of a binary value, where it can be read, and the value. Its bytes above 127 were no text
/// and are lost, and so may be its zeros.
fn binary_length(line: &str) -> (Option<usize>, &str) {
    // The last of the eight bytes are zero in any length that occurs; a value that is text holds none.
    if let Some((zeros, _)) = line.bytes().take(12).enumerate().rfind(|(_, byte)| *byte == 0) {
        let (length, value) = line.split_at_checked(zeros + 1).unwrap_or(("", line));
        let intact = length.len() == 8 && length.is_ascii();
        let sum = length.bytes().rev().fold(0_usize, |sum, byte| sum.wrapping_shl(8) | usize::from(byte));
        return (intact.then_some(sum), value);
    }
    let lost = |c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER;
    (None, line.trim_start_matches(lost))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(kind: JournalOutput, lines: &[&str]) -> Vec<(u64, Vec<(String, String)>)> {
        let (mut blocks, mut found) = (JournalOutputReader::new(kind), Vec::new());
        let mut give = |line: u64, fields: &[Field<'_>]| {
            found.push((line, fields.iter().map(|f| (f.key.to_owned(), f.value.to_string())).collect()));
        };
        for (line, number) in lines.iter().zip(1..) {
            blocks.feed(number, line, &mut give);
        }
        blocks.finish(&mut give);
        found
    }

    #[test]
    fn binary_fields_are_read_with_or_without_their_length() {
        for (start, more) in [
            ("\u{d}\0\0\0\0\0\0\0anon 1", "file 2"),
            ("\u{fffd}\u{3}\0\0\0\0\0\0anon 1", "file 2"),
            ("\u{fffd}\u{3}anon 1", "file 2"),
        ] {
            let found = records(JournalOutput::Export, &["A=1", "MESSAGE", start, more, "B=2", "", "A=3"]);
            let value = |n: usize| found[0].1[n].clone();
            assert_eq!(found.len(), 2, "{start:?}");
            assert_eq!(found[0].0, 2);
            assert_eq!(value(1), ("MESSAGE".to_owned(), "anon 1\nfile 2".to_owned()), "{start:?}");
            assert_eq!(value(2), ("B".to_owned(), "2".to_owned()), "{start:?}");
        }
    }

    #[test]
    fn a_length_that_begins_with_a_newline_is_read_over() {
        let found = records(JournalOutput::Export, &["MESSAGE", "", "\0\0\0\0\0\0\0anon 1", "x 2", "B=2", ""]);
        assert_eq!(found[0].1[0].1, "anon 1\nx 2");
    }

    #[test]
    fn verbose_values_go_on_in_indented_lines() {
        let time = "Sun 2026-12-13 07:20:12.264904 UTC [s=6;i=2]";
        let found =
            records(JournalOutput::Verbose, &[time, "    MESSAGE=anon 1", "            file 2", "    P=1", time]);
        let first = &found[0].1;
        assert_eq!(first[0], ("timestamp".to_owned(), "2026-12-13 07:20:12.264904 UTC".to_owned()));
        assert_eq!(first[1], ("MESSAGE".to_owned(), "anon 1\nfile 2".to_owned()));
        assert_eq!(found.len(), 2);
    }
}
