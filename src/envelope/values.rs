//! Records on one line that are values: logfmt (`ts=… level=… msg="…"`), and rows of CSV without the line of names.
//!
//! The message inside is opened where it is the kernel's. Otherwise the line stays whole, and only its time is taken:
//! what a program says beside its message (`id=…`) counts as well.

use std::borrow::Cow;

use super::fields::{self, Field};
use super::scan::is_host;
use super::stamp::{self, Stamp};
use super::syslog::is_kernel_start;
use super::table::Parser;
use super::{cef, json, quoting};
use crate::model::limits::{self, Limit};

/// So many pairs or columns of a line are looked at for its time.
const TIME_AMONG: usize = 4;

/// Longest name in a pair.
const NAME_BYTES: usize = 64;

/// Longest value that is taken for a time.
const STAMP_BYTES: usize = 64;

/// Separators of columns.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// Columns have no names. A number tells them apart, so that the one that held kernel text is known again.
const NUMBERS: [&str; limits::COLUMNS.most] =
    ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16"];

/// Reads lines of values.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    /// The column in which the host stood beside a message of the kernel's.
    host: Option<usize>,
}

impl Values {
    /// The line's fields.
    pub(super) fn fields<'a>(&mut self, text: &'a str) -> Vec<Field<'a>> {
        if let Some(fields) = cef::fields(text) {
            return fields;
        }
        let Some(separator) = separator(text) else { return pairs(text).collect() };
        let mut values = u8::try_from(separator).map_or_else(|_| Vec::new(), |byte| Parser::new(byte).values(text));
        // No message of the kernel's holds a tab.
        let bare = separator != '\t' && !text.contains('"');
        if let Some(at) = values.iter().position(|value| begins_message(value)).filter(|_| bare) {
            // Nothing is quoted, so that a message's own commas part it.
            let message = values.split_off(at).join(separator.encode_utf8(&mut [0; 4]));
            values.push(message);
        }
        self.host = host(&values).or(self.host);
        let host = self.host.filter(|at| values.get(*at).is_some_and(|value| is_host(value)));
        // Of several times the finest is the record's.
        let stamps =
            values.iter().enumerate().filter(|(_, value)| value.len() <= STAMP_BYTES && stamp::any(value).is_some());
        let time = stamps.max_by_key(|(at, value)| (value.len(), std::cmp::Reverse(*at))).map(|(at, _)| at);
        let named = values.into_iter().zip(NUMBERS).enumerate().map(|(at, (value, number))| {
            let name = if Some(at) == host { "host" } else { number };
            Field::new("", if Some(at) == time { "time" } else { name }, Cow::Owned(value))
        });
        named.collect()
    }
}

/// Where the host stands in a row without names: the only word that may be one, in front of the kernel's message.
fn host(values: &[String]) -> Option<usize> {
    let message = values.iter().position(|value| begins_message(value))?;
    let words = || values.iter().enumerate().take(message).filter(|(_, value)| is_host(value) && !is_level(value));
    let named = |value: &str| {
        let letters = value.bytes().any(|byte| byte.is_ascii_alphabetic());
        letters && value != "None" && stamp::any(value).is_none() && !value.contains([':', '/'])
    };
    let mut hosts = words().filter(|(_, value)| named(value));
    let (at, host) = hosts.next()?;
    hosts.all(|(_, other)| other == host).then_some(at)
}

/// Facilities, levels and programs, which stand beside hosts.
fn is_level(value: &str) -> bool {
    const WORDS: &[&str] = &[
        "kernel",
        "kern",
        "syslog",
        "emerg",
        "emergency",
        "alert",
        "crit",
        "critical",
        "err",
        "error",
        "warn",
        "warning",
        "notice",
        "info",
        "information",
        "informational",
        "debug",
        "linux",
        "stdout",
        "stderr",
        "f",
        "p",
    ];
    value.split('.').all(|part| WORDS.iter().any(|word| word.eq_ignore_ascii_case(part)))
}

/// True where a value begins as the kernel's messages do.
fn begins_message(value: &str) -> bool {
    value.starts_with('[') && quoting::starts_with_stamp(value)
        || is_kernel_start(value)
        || value.starts_with("kernel:")
}

/// True where the message among the fields is a line of the kernel's, or stands where one stood before, or a field names the
/// kernel as who speaks.
pub(super) fn hold_kernel_text(fields: &[Field<'_>], learned: &str) -> bool {
    if fields.iter().any(|field| field.value == "kernel" && fields::names_program(field)) {
        return true;
    }
    fields::message(fields, learned).is_some_and(|message| {
        let text = message.value.as_ref();
        message.key == learned
            || fields::is_kernelish(text)
            || quoting::starts_with_stamp(text)
            || is_kernel_start(text)
            || text.starts_with("kernel:")
    })
}

/// What a program says beside its message: of whom or of what its message speaks.
const SAID_BESIDE: &[&str] =
    &["id", "container", "container_id", "module", "topic", "error", "err", "exit_status", "kind"];

/// True for pairs around a message that somebody passed on: they say on which node or by which program it was written, and
/// nothing that belongs to what it says.
pub(super) fn are_around(text: &str, fields: &[Field<'_>]) -> bool {
    let is_said = |field: &Field<'_>| SAID_BESIDE.iter().any(|key| field.key.eq_ignore_ascii_case(key));
    separator(text).is_none()
        && !is_event(text)
        && !fields.iter().any(is_said)
        && (fields.iter().any(fields::names_program) || fields::host(fields).is_some())
}

/// The time of a line that is not opened, as it stands in the line.
pub(super) fn time(text: &str) -> Option<Stamp<'_>> {
    if separator(text).is_some() {
        return columns(text).find_map(|column| column_stamp(column).map(|(stamp, _)| stamp));
    }
    // Where a message is among them, it is a record: some sort the names.
    let is_record =
        raw_pairs(text).take(limits::VALUES.most).any(|(key, _)| matches!(key, "msg" | "message" | "MESSAGE"));
    let among = if is_record { limits::VALUES.most } else { TIME_AMONG };
    let raw = raw_pairs(text).take(among).filter(|(key, _)| Field::new("", key, Cow::Borrowed("")).is_time());
    raw.map(|(_, value)| value.trim_matches('"')).filter(|value| value.len() <= STAMP_BYTES).find_map(stamp::any)
}

/// True for `ts=2026-12-13T07:20:16Z level=warn msg="…"`: pairs, a time or the reason of an event among the first.
pub(super) fn is_logfmt(text: &str) -> bool {
    let pair = raw_pairs(text).next().is_some_and(|(key, _)| key.len() < text.len());
    pair && separator(text).is_none() && (time(text).is_some() || is_event(text)) && raw_pairs(text).nth(1).is_some()
}

/// True for pairs that an exporter of Kubernetes' events writes, whose time stands outside of the line.
fn is_event(text: &str) -> bool {
    raw_pairs(text).take(TIME_AMONG).any(|(key, value)| key == "reason" && fields::is_event_reason(value))
}

/// True for `2026-12-13T07:20:16Z,node,"…"`: columns, a time among the first.
pub(super) fn is_columns(text: &str) -> bool {
    separator(text).is_some()
}

/// True for a row, parted by tabs, that begins with the kernel's message and ends with a time: columns in the order of their
/// names, as `az … -o tsv` puts them.
pub(super) fn is_tail(text: &str) -> bool {
    let Some((before, last)) = text.rsplit_once('\t') else { return false };
    last.len() <= STAMP_BYTES && begins_message(before) && stamp::any(last).is_some()
}

/// What separates the columns of a row: what stands right behind its time.
fn separator(text: &str) -> Option<char> {
    if is_tail(text) {
        return Some('\t');
    }
    columns(text).find_map(|column| column_stamp(column).map(|(_, separator)| separator))
}

/// The text from each of the first columns on.
fn columns(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let column = rest?;
        let head = column.get(..STAMP_BYTES).unwrap_or(column);
        rest = head.find(SEPARATORS).and_then(|at| column.get(at + 1..));
        Some(column)
    })
    .take(TIME_AMONG)
}

/// The stamp that is the first column of a text, and the separator behind it.
fn column_stamp(text: &str) -> Option<(Stamp<'_>, char)> {
    let (stamp, rest) = match text.strip_prefix('"') {
        Some(quoted) => {
            let (value, rest) = quoted.split_once('"').filter(|(value, _)| value.len() <= STAMP_BYTES)?;
            (stamp::any(value)?, rest)
        }
        None => stamp::iso(text).or_else(|| stamp::epoch(text)).or_else(|| stamp::month_first(text))?,
    };
    // A row has a third column, and no blank behind its separators; a tag and JSON are what Fluentd writes.
    let separator = rest.chars().next().filter(|first| SEPARATORS.contains(first))?;
    let next = rest.strip_prefix(separator)?;
    let (tag, last) = next.split_once(separator)?;
    (!next.starts_with(' ') && (!last.starts_with('{') || tag.contains(' '))).then_some((stamp, separator))
}

/// The pairs of a line as fields, their values without quotes and escapes.
fn pairs(text: &str) -> impl Iterator<Item = Field<'_>> {
    raw_pairs(text).take(limits::VALUES.most).map(|(key, value)| {
        let value = match value.strip_prefix('"') {
            Some(quoted) => Cow::Owned(quoting::unescaped(quoted.strip_suffix('"').unwrap_or(quoted))),
            None => Cow::Borrowed(value),
        };
        Field::new("", key, value)
    })
}

/// The limit behind which a kill is told, where one is.
pub(super) fn cut(text: &str) -> Option<&'static Limit> {
    let (limit, is_told) = if let Some(separator) = separator(text) {
        let mut beyond = text.split(separator).skip(limits::COLUMNS.most);
        (&limits::COLUMNS, beyond.any(json::tells_of_a_kill))
    } else {
        let mut beyond = raw_pairs(text).skip(limits::VALUES.most);
        (&limits::VALUES, beyond.any(|(_, value)| json::tells_of_a_kill(value)))
    };
    is_told.then_some(limit)
}

/// Names and values as they stand, up to the first word that is no pair.
fn raw_pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let head = rest.as_bytes().get(..NAME_BYTES).unwrap_or(rest.as_bytes());
        let (key, value) = rest.split_at_checked(memchr::memchr(b'=', head)?)?;
        let named = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.@-".contains(&byte));
        if key.is_empty() || !named {
            return None;
        }
        let (value, after) = value.get(1..)?.split_at_checked(value_bytes(value.get(1..)?))?;
        rest = after.trim_start_matches(' ');
        Some((key, value))
    })
}

/// How long a value is: up to the quote that ends it, or to the next blank.
fn value_bytes(text: &str) -> usize {
    let Some(quoted) = text.strip_prefix('"') else {
        return memchr::memchr(b' ', text.as_bytes()).unwrap_or(text.len());
    };
    let mut escaped = false;
    for (byte, at) in quoted.bytes().zip(2..) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_pairs_are_told_by_their_time() {
        let rows = [
            ("2026-12-13T07:20:16Z,node,\"a b\"", true, false),
            ("node;\"Dec 13 07:20:16\";kernel;a", true, false),
            ("\"12/13/2026, 7:20:16.000 AM\",node,a", true, false),
            ("host=n message=\"a b\" pid=1 source_type=x PRIORITY=4 timestamp=2026-12-13T07:20:16Z", false, true),
            ("time=\"2026-12-13T07:20:16Z\" level=info msg=\"a \\\"b\\\"\" id=1", false, true),
            // What a logger or the kernel writes.
            ("2026-12-13 07:20:16,321 INFO a, b, c", false, false),
            ("2026-12-13T07:20:16Z, we saw it, again", false, false),
            ("order=0, oom_score_adj=986", false, false),
            ("a, b, c", false, false),
            ("[   12.304535] a\tPrimaryResult\t2026-12-13T07:20:16Z", true, false),
            ("[   12.304535] a\tb", false, false),
        ];
        for (text, columns, logfmt) in rows {
            assert_eq!((is_columns(text), is_logfmt(text)), (columns, logfmt), "{text}");
        }
    }

    #[test]
    fn quoted_values_are_read_without_their_escapes() {
        let fields = Values::default().fields("ts=2026-12-13T07:20:16Z msg=\"a \\\"b\\\"\" n=1");
        let read: Vec<_> = fields.iter().map(|field| (field.key, field.value.as_ref())).collect();
        assert_eq!(read, [("ts", "2026-12-13T07:20:16Z"), ("msg", "a \"b\""), ("n", "1")]);
    }
}
