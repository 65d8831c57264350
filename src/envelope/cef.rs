//! Common Event Format, as log collectors for SIEMs pass syslog on: seven columns parted by bars, then names and values of
//! which only the next name tells where a value ends.

use std::borrow::Cow;

use super::fields::Field;
use super::scan::is_host;

/// What a syslog header before it takes for the program's name.
pub(super) const TAG: &str = "CEF";

/// Columns before the names and values: version, vendor, product, its version, class, name, severity.
const COLUMNS: usize = 7;

/// Names that a value may stand before: those of the format that collectors write. Others may be words of a message.
const NAMES: &[&str] = &[
    "act",
    "app",
    "cat",
    "deviceExternalId",
    "deviceFacility",
    "deviceProcessName",
    "dhost",
    "dpid",
    "dpriv",
    "dproc",
    "dst",
    "duid",
    "duser",
    "dvc",
    "dvchost",
    "dvcpid",
    "end",
    "externalId",
    "fname",
    "filePath",
    "msg",
    "outcome",
    "proto",
    "reason",
    "request",
    "rt",
    "shost",
    "spid",
    "sproc",
    "src",
    "start",
    "suid",
    "suser",
    "type",
];

/// Numbered ones (`cs1`, `cn2Label`).
const NUMBERED: &[&str] = &["cs", "cn", "cfp", "c6a", "deviceCustomDate", "flexString", "flexNumber", "flexDate"];

/// True for a line of the format, with the word that begins it or without.
pub(super) fn is_cef(text: &str) -> bool {
    extension(text).is_some()
}

/// The line's fields under the names that others give them.
pub(super) fn fields(text: &str) -> Option<Vec<Field<'_>>> {
    let extension = extension(text)?;
    let starts: Vec<(usize, &str)> = names(extension).collect();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([extension.len()]);
    let fields = starts.iter().zip(ends).filter_map(|((at, name), end)| {
        let value = extension.get(at + name.len() + 1..end)?.trim_end_matches(' ');
        Some(Field::new("", known(name), unescaped(value)))
    });
    let mut fields: Vec<Field<'_>> = fields.collect();
    let host = text.split_once(" CEF:").map(|(host, _)| host).filter(|host| is_host(host));
    if let Some(host) = host.filter(|_| fields.iter().all(|field| field.key != "host")) {
        fields.push(Field::new("", "host", Cow::Borrowed(host)));
    }
    Some(fields)
}

/// What stands behind the columns. A header without a program may have left the host's name in front.
fn extension(text: &str) -> Option<&str> {
    let behind_host =
        || text.split_once(' ').and_then(|(host, rest)| rest.strip_prefix("CEF:").filter(|_| is_host(host)));
    let mut rest = text.strip_prefix("CEF:").or_else(behind_host).map_or(text, str::trim_start);
    if !matches!(rest.as_bytes(), [b'0' | b'1', b'|', ..]) {
        return None;
    }
    for _ in 0..COLUMNS {
        let bytes = rest.as_bytes();
        let bar = memchr::memchr_iter(b'|', bytes).find(|at| *at == 0 || bytes.get(at - 1) != Some(&b'\\'))?;
        rest = rest.get(bar + 1..)?;
    }
    names(rest).next().map(|_| rest)
}

/// The names, with where they begin: at the beginning or behind a blank, before an equals sign that is not escaped.
fn names(extension: &str) -> impl Iterator<Item = (usize, &str)> {
    memchr::memchr_iter(b'=', extension.as_bytes()).filter_map(|equals| {
        let before = extension.get(..equals)?;
        let start = before.rfind(' ').map_or(0, |at| at + 1);
        let name = before.get(start..)?;
        let numbered = || {
            let plain = name.strip_suffix("Label").unwrap_or(name);
            NUMBERED.contains(&plain.trim_end_matches(|letter: char| letter.is_ascii_digit()))
        };
        (NAMES.contains(&name) || numbered()).then_some((start, name))
    })
}

/// What others call the field.
fn known(name: &str) -> &str {
    match name {
        "rt" => "time",
        "msg" => "message",
        "dvchost" => "host",
        "deviceProcessName" | "sproc" => "program",
        other => other,
    }
}

/// A value without its escapes.
fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains('\\') {
        return Cow::Borrowed(value);
    }
    let (mut plain, mut letters) = (String::with_capacity(value.len()), value.chars());
    while let Some(letter) = letters.next() {
        match (letter, letters.clone().next()) {
            ('\\', Some(escaped @ ('=' | '\\' | '|' | 'n' | 'r'))) => {
                letters.next();
                plain.push(match escaped {
                    'n' => '\n',
                    'r' => '\r',
                    other => other,
                });
            }
            _ => plain.push(letter),
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r"CEF:0|Linux|a\|b|6.1|100|kernel|5|rt=Dec 13 2026 07:23:21 dvchost=node-1 cs1Label=unit cs1=a b msg=oom-kill:constraint\=CONSTRAINT_MEMCG,nodemask\=(null) path=C:\\x act=none";

    #[test]
    fn a_value_ends_where_the_next_name_of_the_format_begins() {
        let fields = fields(LINE).unwrap();
        let told: Vec<(&str, &str)> = fields.iter().map(|field| (field.key, field.value.as_ref())).collect();
        let message = r"oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null) path=C:\x";
        let wanted = [
            ("time", "Dec 13 2026 07:23:21"),
            ("host", "node-1"),
            ("cs1Label", "unit"),
            ("cs1", "a b"),
            ("message", message),
            ("act", "none"),
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn what_has_no_columns_or_no_names_is_something_else() {
        assert!(is_cef(LINE) && is_cef(LINE.strip_prefix("CEF:").unwrap()) && is_cef(&format!("node-1 {LINE}")));
        for text in ["CEF: a", "CEF:0|a|b|c|d|e|f|", "CEF:0|a|b|c|d|e|f|words only", "0|1|2", "0", "", "CEF:0|rt=1"] {
            assert!(!is_cef(text), "{text}");
        }
    }
}
