//! Whole records where records span lines, told without taking them apart: the rows of tables, the entries of journald's
//! exports, the objects of JSON that lies over lines. Only what is certain is told. A row's quotes are closed in its own line;
//! an entry is fields that end in their lines, and the blank line behind them; an object begins and ends in lines of
//! its own, and each line between is one that programs write which indent JSON: brackets alone, or one value with its key.
//! Whatever else stands in a line, what holds it is no whole record here, and is read line by line.

use std::ops::Range;

use super::alike::{FittingObject, ObjectForm};
use super::blocks;
use crate::source::{GiveRecord, PassRule};

/// What the verbose form of journalctl has in the first line of a record, see [`blocks::verbose_time`].
const VERBOSE: &[u8] = b" [s=";

/// Keys of objects that say something of the records behind them, where these are tables; see [`super::json::RecordContext`].
const OF_COLUMNS: [&[u8]; 4] = [b"type", b"ColumnType", b"dataType", b"DataType"];

/// The key of a text in an attribute of OpenTelemetry's, which may name the node of the records behind it.
const OF_HOST: &[u8] = b"stringValue";

/// What the records of a source are that may be passed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WholeRecords {
    /// Rows of a table.
    Rows,
    /// Entries of an export.
    Entries,
    /// Objects of JSON.
    Objects,
}

impl WholeRecords {
    pub(super) const fn rule(self) -> PassRule {
        match self {
            Self::Rows => PassRule { records: rows, of_lines: true },
            Self::Entries => PassRule { records: entries, of_lines: false },
            Self::Objects => PassRule { records: objects, of_lines: false },
        }
    }
}

/// Gives the rows that are whole: lines in which every quote is closed. A line with which the table would be over is none.
fn rows(lines: &[u8], line_end: u8, give: GiveRecord<'_>) {
    let may_be_verbose = memchr::memmem::find(lines, VERBOSE).is_some();
    let mut start = 0;
    for end in memchr::memchr_iter(line_end, lines) {
        let line = lines.get(start..end).unwrap_or_default();
        let even = memchr::memchr_iter(b'"', line).count().is_multiple_of(2);
        let leaves = match line.first() {
            Some(b'_') => std::str::from_utf8(line).is_ok_and(blocks::begins_export),
            // It may begin with anything once the zeros are gone.
            Some(0) => true,
            _ => may_be_verbose && memchr::memmem::find(line, VERBOSE).is_some(),
        };
        if even && !leaves {
            give(start..end + 1, 1);
        }
        start = end + 1;
    }
}

/// Gives the entries that are whole: fields, none of them binary, and a blank line.
fn entries(lines: &[u8], line_end: u8, give: GiveRecord<'_>) {
    let (mut start, mut entry, mut count, mut is_certain) = (0, 0, 0, true);
    for end in memchr::memchr_iter(line_end, lines) {
        let line = lines.get(start..end).unwrap_or_default();
        (start, count) = (end + 1, count + 1);
        if line.iter().all(|byte| *byte == b'\r') {
            if is_certain {
                give(entry..start, count);
            }
            (entry, count, is_certain) = (start, 0, true);
        } else {
            let key = memchr::memchr(b'=', line).and_then(|at| line.get(..at));
            is_certain &= key.and_then(|key| std::str::from_utf8(key).ok()).is_some_and(blocks::is_key);
        }
    }
}

/// An object that is being read.
#[derive(Debug, Default)]
struct ObjectScan {
    /// Where it begins.
    start: usize,
    lines: u64,
    /// Its open brackets, itself the first: whether each is a brace. Empty outside.
    open: Vec<bool>,
    /// True where it may say something of the records behind it.
    says: bool,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum JsonLineKind {
    /// A bracket by itself, with whether it is a brace.
    Opens(bool),
    Closes(bool),
    /// A bracket behind a key.
    Member(bool),
    /// A value that ends in it.
    Value,
}

/// Gives the objects that are whole, outermost ones of those that begin in these lines.
fn objects(lines: &[u8], line_end: u8, give: GiveRecord<'_>) {
    let (mut object, mut start, mut shape) = (ObjectScan::default(), 0, ObjectForm::default());
    let mut give = |place: Range<usize>, count| {
        if lines.get(place.clone()).is_some_and(|text| std::str::from_utf8(text).is_ok()) {
            give(place, count);
        }
    };
    loop {
        let rest = lines.get(start..).unwrap_or_default();
        if object.open.is_empty()
            && let Some(FittingObject { bytes, lines: count }) = shape.fits(rest)
        {
            if !shape.says {
                give(start..start + bytes, count);
            }
            start += bytes;
            continue;
        }
        let Some(end) = memchr::memchr(line_end, rest).map(|at| start + at) else { return };
        let (kind, key) = kind_of(lines.get(start..end).unwrap_or_default());
        if object.is_ended_by(kind, key, start) {
            shape.learn(lines.get(object.start..=end).unwrap_or_default(), line_end, object.says);
            if !object.says {
                give(object.start..end + 1, object.lines);
            }
        }
        start = end + 1;
    }
}

impl ObjectScan {
    /// Reads a line, which begins at `start`; true where the object ends in it.
    fn is_ended_by(&mut self, kind: Option<JsonLineKind>, key: &[u8], start: usize) -> bool {
        self.lines += 1;
        self.says |= key == OF_HOST || self.open.len() == 1 && OF_COLUMNS.contains(&key);
        match (kind, self.open.is_empty()) {
            (Some(JsonLineKind::Opens(true)), true) => {
                (self.start, self.lines, self.says) = (start, 1, false);
                self.open.push(true);
            }
            (Some(JsonLineKind::Opens(brace) | JsonLineKind::Member(brace)), false) => self.open.push(brace),
            (Some(JsonLineKind::Closes(brace)), false) if self.open.pop() == Some(brace) => {
                return self.open.is_empty();
            }
            (Some(JsonLineKind::Value), _) => {}
            _ => self.open.clear(),
        }
        false
    }
}

/// What a line is and the key that stands in it. `None` where that is not certain.
fn kind_of(line: &[u8]) -> (Option<JsonLineKind>, &[u8]) {
    let line = line.trim_ascii();
    let kind = match line {
        b"{" => Some(JsonLineKind::Opens(true)),
        b"[" => Some(JsonLineKind::Opens(false)),
        b"}" | b"}," => Some(JsonLineKind::Closes(true)),
        b"]" | b"]," => Some(JsonLineKind::Closes(false)),
        [b'"', ..] => return member(line),
        _ => is_plain(line).then_some(JsonLineKind::Value),
    };
    (kind, b"")
}

/// A line that begins with a text: the value, or the key of one.
fn member(line: &[u8]) -> (Option<JsonLineKind>, &[u8]) {
    let Some((key, rest)) = quoted(line) else { return (None, b"") };
    let value = match rest.trim_ascii_start() {
        b"" | b"," => return (Some(JsonLineKind::Value), b""),
        // Another spelling of a key is another key only to those who compare bytes.
        [b':', value @ ..] if !key.contains(&b'\\') => value.trim_ascii_start(),
        _ => return (None, b""),
    };
    let ends = match value {
        b"{" => return (Some(JsonLineKind::Member(true)), key),
        b"[" => return (Some(JsonLineKind::Member(false)), key),
        b"{}" | b"{}," | b"[]" | b"[]," => true,
        [b'"', ..] => quoted(value).is_some_and(|(_, rest)| matches!(rest.trim_ascii_start(), b"" | b",")),
        _ => is_plain(value),
    };
    (ends.then_some(JsonLineKind::Value), key)
}

/// A number, `true`, `false` or `null`, with the comma behind it.
fn is_plain(value: &[u8]) -> bool {
    let value = value.strip_suffix(b",").unwrap_or(value);
    !value.is_empty() && value.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
}

/// The inside of a text, and what stands behind it. `None` where it does not end in this line.
fn quoted(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let inside = text.get(1..)?;
    let mut from = 0;
    loop {
        let at = from + memchr::memchr2(b'"', b'\\', inside.get(from..)?)?;
        if inside.get(at) == Some(&b'"') {
            return Some((inside.get(..at)?, inside.get(at + 1..)?));
        }
        from = at + 2;
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::ReaderSettings;
    use super::super::both_ways::{self, BothWays};
    use super::*;
    use crate::model::SourceId;

    const WORD: &str = "Killed";

    const ROWS: &[&str] = &[
        "TimeGenerated [UTC],Computer,ProcessName,SyslogMessage\n\
         \"12/13/2026, 7:20:16.000 AM\",n,kernel,\"[  1.0] a \"\"b\"\", c\"\n\
         \"12/13/2026, 7:20:17.000 AM\",n,kernel,\"[  1.5] Killed process 7 (x), \"\"y\"\"\"\n\
         \"12/13/2026, 7:20:17.000 AM\",n,kubelet,\"one\nKilled two\n\nthree\"\n\
         \"12/13/2026, 7:20:18.000 AM\",n,cron,plain\n\
         \"12/13/2026, 7:20:18.000 AM\",n,cron,plain\n\
         __CURSOR=s=1\n\
         MESSAGE=Killed process 8\n\
         \"12/13/2026, 7:20:19.000 AM\",n,kernel,[ 2.0] Killed process 9 (z)\n",
        "time\thost\tmessage\r\n\
         2026-12-13T07:20:16Z\tn\ta \" b\r\n\
         2026-12-13T07:20:17Z\tn\t\"[  1.5] Killed process 7\r\n\
         (x)\"\r\n\
         2026-12-13T07:20:17Z\tn\t\"c\" \"d\"\r\n\
         2026-12-13T07:20:17Z\tn\td\r\n\
         2026-12-13T07:20:18Z\tn\tKilled e\r\n",
    ];

    const ENTRIES: &[&str] =
        &["__REALTIME_TIMESTAMP=1797146416000001\n_HOSTNAME=n\n_TRANSPORT=kernel\nMESSAGE=a=b\n\n\
         __REALTIME_TIMESTAMP=1797146416000002\n_HOSTNAME=n\n_TRANSPORT=kernel\nMESSAGE=Killed b\n\n\
         __REALTIME_TIMESTAMP=1797146416000003\nMESSAGE\n\u{7}\0\0\0\0\0\0\0A=1\n\nB=\n_HOSTNAME=n\n\n\
         __REALTIME_TIMESTAMP=1797146416000004\n_TRANSPORT=kernel\nMESSAGE=c\n\n\
         __REALTIME_TIMESTAMP=1797146416000005\n_TRANSPORT=kernel\nMESSAGE=d\n\n\
         __REALTIME_TIMESTAMP=1797146416000006\n_TRANSPORT=kernel\nMESSAGE=Killed e\n\n\
         Dec 13 07:20:12 n kernel: Killed f\n"];

    const OBJECTS: &[&str] = &[
        "[\n  {\n    \"time\": \"2026-12-13T07:20:16Z\",\n    \"n\": {\n      \"a\": [\n        1,\n        \"]\"\n      ],\n      \"b\": {}\n    },\n    \"msg\": \"a {\\\"b\\\": [\\\\\"\n  },\n  \
         {\n    \"time\": \"2026-12-13T07:20:17Z\",\n    \"msg\": \"[  1.5] Killed process 7 (x)\"\n  },\n  \
         {\n    \"time\": \"2026-12-13T07:20:17Z\",\n    \"msg\": \"b\"\n  },\n  \
         {\n    \"time\": \"2026-12-13T07:20:18Z\",\n    \"msg\": \"[  2.5] Killed process 8 (x)\"\n  }\n]\n",
        "{\n  \"time\": 1797146416,\n  \"message\": \"a\"\n}\n{\n  \"time\": 1797146417,\n  \"message\": \"Killed b\"\n}\n\
         {\n  \"time\": 1797146418,\n  \"message\": \"c\"\n}\nDec 13 07:20:12 n kernel: Killed d\n\
         {\n  \"time\": 1797146419,\n  \"message\": \"Killed e\"\n}\n",
        "{\n  \"events\": [\n    {\n      \"timestamp\": 1797146416000,\n      \"message\": \"a\",\n      \"list\": [\n        {\n          \"message\": \"x\"\n        },\n        {\n          \"message\": \"Killed y\"\n        }\n      ]\n    },\n    \
         {\n      \"timestamp\": 1797146417000,\n      \"message\": \"Killed b\",\n      \"list\": [\n        {\n          \"z\": null\n        }\n      ]\n    },\n    \
         {\n      \"timestamp\": 1797146418000,\n      \"message\": \"c\"\n    }\n  ],\n  \"next\": \"Killed t\"\n}\n",
        "{\n  \"resource\": [\n    {\n      \"key\": \"host.name\",\n      \"value\": {\n        \"stringValue\": \"n\"\n      }\n    }\n  ],\n  \"logs\": [\n    {\n      \"time\": \"2026-12-13T07:20:16Z\",\n      \"msg\": \"a\"\n    },\n    \
         {\n      \"time\": \"2026-12-13T07:20:16Z\",\n      \"msg\": \"Killed b\"\n    }\n  ]\n}\n",
        "{\n  \"columns\": [\n    {\n      \"name\": \"Time\",\n      \"type\": \"datetime\"\n    },\n    {\n      \"name\": \"Message\",\n      \"type\": \"string\"\n    }\n  ],\n  \"rows\": [\n    [\n      \"2026-12-13T07:20:16Z\",\n      \"Killed a\"\n    ],\n    [\n      \"2026-12-13T07:20:17Z\",\n      \"b\"\n    ]\n  ]\n}\n",
    ];

    fn settings() -> ReaderSettings {
        let today = NaiveDate::from_ymd_opt(2026, 12, 24).unwrap();
        ReaderSettings { source: SourceId(0), today, modified: None, year: None }
    }

    /// How many lines were passed by. Fails where what was read differs: always where records begin and end, of every fifth text
    /// what they say, too.
    fn agree(text: &str, edge: usize) -> usize {
        let BothWays { slow, fast, passed } = both_ways::borders(settings(), text, edge, WORD);
        assert_eq!(fast, slow, "borders behind byte {edge} of\n{text}");
        if (text.len() + edge).is_multiple_of(5) {
            let BothWays { slow, fast, .. } = both_ways::records(settings(), text, edge, WORD);
            assert_eq!(fast, slow, "behind byte {edge} of\n{text}");
        }
        passed
    }

    #[test]
    fn wherever_a_chunk_begins_the_same_is_read() {
        for text in ROWS.iter().chain(ENTRIES).chain(OBJECTS) {
            let passed = (0..text.len()).filter(|edge| agree(text, *edge) > 0).count();
            // What stands around records is theirs.
            let around = text.contains("\"columns\"") || text.contains("host.name");
            assert!(passed > 0 || around || text.contains('\t'), "{text}");
        }
    }

    #[test]
    fn wherever_a_source_begins_or_breaks_off_the_same_is_read() {
        for text in ROWS.iter().chain(ENTRIES).chain(OBJECTS) {
            for at in 0..text.len() {
                let (before, behind) = text.split_at(at);
                agree(behind, 0);
                agree(before, 0);
            }
        }
    }

    #[test]
    fn wherever_a_byte_is_lost_or_is_another_the_same_is_read() {
        for text in ROWS.iter().chain(ENTRIES).chain(OBJECTS) {
            for (at, other) in (0..text.len()).zip("\"{}[]\\\n,x\"".chars().cycle()) {
                let (before, behind) = text.split_at(at);
                let behind = behind.get(1..).unwrap();
                agree(&format!("{before}{behind}"), 0);
                agree(&format!("{before}{other}{behind}"), 0);
            }
        }
    }

    #[test]
    fn what_is_no_line_of_indented_json_is_not_certain() {
        for line in [
            "{\"a\": 1}",
            "\"a\": {\"b\": 1},",
            "},{",
            "\"a\": [1, 2],",
            "\"a\": \"b",
            "\"a\": \"b\\\"",
            "\"a\": \"b\" }",
            "\"a",
            "a: {",
            "",
            "__CURSOR=s=1",
        ] {
            assert_eq!(kind_of(line.as_bytes()).0, None, "{line}");
        }
        for (line, kind) in [
            ("  {", JsonLineKind::Opens(true)),
            ("}, ", JsonLineKind::Closes(true)),
            ("\t]", JsonLineKind::Closes(false)),
            ("\"a\" : [", JsonLineKind::Member(false)),
            ("\"a\": \"{\\\"b\\\\\",", JsonLineKind::Value),
            ("\"a\": -1.5e3", JsonLineKind::Value),
            ("\"{\",", JsonLineKind::Value),
            ("null,", JsonLineKind::Value),
        ] {
            assert_eq!(kind_of(line.as_bytes()).0, Some(kind), "{line}");
        }
    }
}
