//! What people and tools put around a line of a log: quoting, file names, container prefixes, string literals. What is
//! left after one of these is a line again, perhaps wrapped once more.

use super::draft::RecordDraft;
use super::scan::{blanks, digits, is_host, offset, one_blank, word};
use super::seek;
use super::stamp;
use super::syslog::{self, is_kernel_start};

/// How far into a line a file name before `:` and the opening quote of a literal are looked for.
const PREFIX_BYTES: usize = 256;

/// So many words of a prefix are taken for names of pods, containers, hosts and streams, less one.
const LABELS: usize = 5;

/// `> > text`: mail quoting, any depth. Trackers quote with `|` as well.
pub(super) fn mail(draft: &mut RecordDraft<'_>) -> bool {
    let text = blanks(draft.text);
    let rest = text.trim_start_matches(['>', ' ']);
    if !text.starts_with('>') || rest.is_empty() && text.len() > PREFIX_BYTES {
        return false;
    }
    // The blanks that belong to the message stay: only one separates it from the quoting.
    let quoting = text.len() - rest.len();
    let last = text.get(..quoting).and_then(|quoting| quoting.rfind('>')).map_or(0, |at| at + 1);
    draft.text = one_blank(text.get(last..).unwrap_or(rest));
    true
}

/// `syslog.1:Dec 13 …`, `syslog.1:812:…`, `812-…`: what `grep` puts before a line.
pub(super) fn grep(draft: &mut RecordDraft<'_>) -> bool {
    let text = draft.text;
    let mut from = 0;
    // A file's name may hold some of the signs that end it here.
    for _ in 0..8 {
        let Some(searched) = text.get(from..).map(|rest| rest.get(..PREFIX_BYTES).unwrap_or(rest)) else {
            return false;
        };
        let Some(at) = memchr::memchr3(b':', b'-', b' ', searched.as_bytes()).map(|at| from + at) else {
            return false;
        };
        let (Some(name), Some(rest)) = (text.get(..at), text.get(at + 1..)) else { return false };
        // A line of the table or of the stack, a statistic: no file's name has a blank.
        if name.is_empty() || text.as_bytes().get(at) == Some(&b' ') {
            return false;
        }
        let rest_numbered = digits(rest).and_then(|(_, rest)| rest.strip_prefix([':', '-']));
        if let Some(rest) = rest_numbered.filter(|rest| starts_with_stamp(rest) || is_file(name)) {
            draft.text = rest;
            return true;
        }
        if starts_with_stamp(rest) || is_file(name) && is_kernel_start(rest) {
            draft.text = rest;
            return true;
        }
        from = at + 1;
    }
    false
}

/// The file's name in what grep put before a line; empty where it is no file's.
pub(super) fn file_name(prefix: &str) -> &str {
    let name = prefix.trim_end_matches([':', '-']);
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix([':', '-']).unwrap_or(name);
    if is_file(name) { name } else { "" }
}

/// The line without the file that grep named before the lines around it as well: what follows may be anything.
pub(super) fn without_file<'a>(text: &'a str, file: &str) -> Option<&'a str> {
    if file.is_empty() {
        return None;
    }
    let rest = text.strip_prefix(file)?.strip_prefix([':', '-'])?;
    let numbered = digits(rest).and_then(|(_, rest)| rest.strip_prefix([':', '-']));
    Some(numbered.unwrap_or(rest))
}

/// `2026-12-13T07:20:11.123456789Z stdout F text`: a container's log file as the kubelet finds it.
pub(super) fn cri(draft: &mut RecordDraft<'_>) -> bool {
    let Some((stamp, rest)) = stamp::iso(draft.text) else { return false };
    let Some(rest) = rest.strip_prefix(" stdout ").or_else(|| rest.strip_prefix(" stderr ")) else { return false };
    let Some(rest) = rest.strip_prefix(['F', 'P']).filter(|rest| rest.is_empty() || rest.starts_with(' ')) else {
        return false;
    };
    draft.stamped(stamp);
    draft.text = one_blank(rest);
    true
}

/// `[2026-11-29 06:00:01] text`, `@400000006b0bbf49365a739c text`: the stamp of a console's reader or of a supervisor.
pub(super) fn stamped_console(draft: &mut RecordDraft<'_>) -> bool {
    let label = stamp::tai64n(draft.text).and_then(|(stamp, rest)| Some((stamp, rest.strip_prefix(' ')?)));
    let Some((stamp, rest)) = label.or_else(|| stamp::bracketed(draft.text)) else { return false };
    draft.stamped(stamp);
    draft.text = rest;
    true
}

/// `2026-12-13T07:20:11.123456789Z text`, `1795932001.6 [seconds] text`: a stamp in front of a line of any kind.
pub(super) fn stamped(draft: &mut RecordDraft<'_>) -> bool {
    let console = |(_, rest): &(stamp::Stamp<'_>, &str)| rest.starts_with(" [") && starts_with_stamp(blanks(rest));
    let read = stamp::iso(draft.text).or_else(|| stamp::epoch(draft.text).filter(console));
    let Some((stamp, rest)) = read else { return false };
    let Some(rest) = rest.strip_prefix([' ', '\t']) else { return false };
    draft.stamped(stamp);
    draft.text = rest;
    true
}

/// `web-1  | text`: docker compose.
pub(super) fn compose(draft: &mut RecordDraft<'_>) -> bool {
    let Some((name, rest)) = word(draft.text) else { return false };
    let Some(rest) = rest.strip_prefix('|') else { return false };
    if !is_host(name) {
        return false;
    }
    draft.text = one_blank(rest);
    true
}

/// Words before a line that can be told: `pod-name container-name text` (stern), `[pod/name/container] text`
/// (`kubectl logs --prefix`), `system.kern {"message": …}` (Fluentd), `{job="kern"} Dec 13 … host kernel: text` (logcli).
pub(super) fn prefixed(draft: &mut RecordDraft<'_>) -> bool {
    let text = draft.text;
    if let Some((_, rest)) = text.strip_prefix("[pod/").and_then(|text| text.split_once("] ")) {
        draft.text = rest;
        return true;
    }
    if let Some(rest) = text.strip_prefix("data: ").filter(|rest| rest.starts_with('{')) {
        draft.text = rest;
        return true;
    }
    if let Some((labels, rest)) = labelled(text) {
        draft.host = labels.or(draft.host);
        draft.text = rest;
        return true;
    }
    let mut behind = *draft;
    if !(behind_labels(&mut behind) || seek::behind_words(&mut behind)) || opens_before(text, behind.text) {
        return false;
    }
    *draft = behind;
    true
}

/// True where a string literal begins with a stamp before what was found, and holds it: no words stand before that line.
fn opens_before(text: &str, found: &str) -> bool {
    let Some(inner) = literal(text).filter(|inner| starts_with_stamp(inner)) else { return false };
    let (begins, found) = (text.find(inner).unwrap_or(0), offset(text, found));
    let quote = text.get(..begins).and_then(|before| before.chars().next_back());
    quote.zip(text.get(begins..found)).is_some_and(|(quote, between)| !between.contains(quote))
}

/// Names of pods, containers and streams before a line; any words before a whole syslog line of the kernel's.
fn behind_labels(draft: &mut RecordDraft<'_>) -> bool {
    let text = draft.text;
    let head = text.get(..2 * PREFIX_BYTES).unwrap_or(text);
    let tagged = memchr::memmem::find(head.as_bytes(), b" kernel").is_some();
    let mut labels = LABELS;
    let mut rest = text;
    while let Some((word, after)) = word(rest).filter(|(_, after)| offset(text, after) <= PREFIX_BYTES) {
        labels = if is_label(word) { labels.saturating_sub(1) } else { 0 };
        let told = labels > 0 && (after.starts_with('[') && starts_with_stamp(after) || after.starts_with("{\""));
        if told || tagged && is_kernel_line(after) {
            draft.text = after;
            return true;
        }
        if labels == 0 && !tagged {
            return false;
        }
        rest = after;
    }
    false
}

/// `{host="node", job="kern"} text`: the host among the labels of Loki, and the line, where that can be told.
fn labelled(text: &str) -> Option<(Option<&str>, &str)> {
    let (labels, rest) = text.strip_prefix('{')?.split_once("\"} ")?;
    let (name, _) = labels.split_once("=\"")?;
    let named = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let host = labels.split(", ").find_map(|label| {
        let (name, value) = label.split_once("=\"")?;
        let value = value.strip_suffix('"').unwrap_or(value);
        (matches!(name, "host" | "hostname" | "node" | "node_name" | "nodename") && is_host(value)).then_some(value)
    });
    (named && (rest.starts_with('[') && starts_with_stamp(rest) || is_kernel_start(rest))).then_some((host, rest))
}

/// Indentation, list marks, inline code and block quotes of Markdown and of tickets, in front of a line that can be told.
/// Editors and `cat -n` put the line's number there.
pub(super) fn indented(draft: &mut RecordDraft<'_>) -> bool {
    let text = draft.text;
    let rest = blanks(text);
    let rest = numbered(rest).unwrap_or(rest);
    let rest = emphasised(rest).unwrap_or(rest);
    let rest = rest.strip_prefix(['-', '*', '+', '\u{2022}']).map_or(rest, blanks);
    let rest = if rest.starts_with('|') { uncelled(rest) } else { rest };
    let rest = rest.strip_prefix('\u{201c}').map_or(rest, |rest| rest.strip_suffix('\u{201d}').unwrap_or(rest));
    let rest = rest.strip_prefix('`').map_or(rest, |rest| rest.strip_suffix('`').unwrap_or(rest));
    let decoded = super::printk::decoded(&mut RecordDraft::of(rest));
    let told = starts_with_stamp(rest) || decoded || rest.starts_with("kernel:") || rest.starts_with(['{', '>', '"']);
    // Kernel text alone is not told by its indentation: the further lines of a record are indented as well.
    let marked = is_kernel_start(rest) && !text.starts_with([' ', '\t']);
    if rest.len() == text.len() || !(told || marked) {
        return false;
    }
    draft.text = rest;
    true
}

/// A line that is bold or set as code, each by itself: `**text**`, `{{text}}`, `*text*`.
fn emphasised(text: &str) -> Option<&str> {
    // The longer first: each begins with a shorter one.
    const MARKS: [(&str, &str); 5] = [("**", "**"), ("__", "__"), ("{{", "}}"), ("*", "*"), ("_", "_")];
    let inner = |(open, close)| text.strip_prefix(open)?.trim_end().strip_suffix(close);
    MARKS.into_iter().find_map(inner).filter(|inner| starts_with_stamp(inner))
}

/// The cell of a drawn table that holds the line: `|  text  |`, `|  text  |  1765610601000  |`.
fn uncelled(text: &str) -> &str {
    let mut text = text.trim_start_matches(['|', ' ', '\t']);
    while let Some((before, last)) = text.trim_end().rsplit_once('|') {
        if !last.trim().is_empty() && stamp::any(last).is_none() {
            break;
        }
        text = before.trim_end();
    }
    text
}

/// What follows the number of a line: `12  text`, `12 | text`, `12. text`, `12) text`; a stamp must follow.
fn numbered(text: &str) -> Option<&str> {
    // A number of ten digits is a stamp in seconds.
    let (_, rest) = digits(text).filter(|(number, _)| number.len() <= 9)?;
    let rest = rest.strip_prefix(['.', ')', ':']).unwrap_or(rest);
    let bare = blanks(rest);
    let bare = bare.strip_prefix(['|', '\u{2502}']).map_or(bare, blanks);
    (bare.len() < rest.len() && starts_with_stamp(bare)).then_some(bare)
}

/// What stands between the quotes of a string literal, with its escapes, where a line of a log stands there:
/// `b"[21013.577527] Task in …\n",  # noqa`.
pub(super) fn literal(text: &str) -> Option<&str> {
    let head = text.get(..PREFIX_BYTES).unwrap_or(text);
    memchr::memchr3(b'"', b'\'', b'`', head.as_bytes())?;
    for (at, quote) in head.match_indices(['"', '\'', '`']) {
        let rest = text.get(at + 1..)?;
        let before = head.get(..at)?.chars().next_back();
        let opens = before.is_none_or(|c| " \t([{=:,&+*bBrRfFuUL#@".contains(c));
        let inner = rest.trim_start_matches(['\\', '\n']);
        if opens && (starts_with_stamp(inner) || is_kernel_start(inner) || inner.starts_with("kernel:")) {
            return Some(literal_end(rest, quote));
        }
    }
    None
}

/// The text up to the quote that ends it, where only punctuation or a comment follows; else the text as it is.
pub(super) fn literal_end<'a>(text: &'a str, quote: &str) -> &'a str {
    // A comment may follow the closing quote, but not much else.
    let tail = text.len().saturating_sub(PREFIX_BYTES);
    let mut end = text.len();
    while let Some(at) = text.get(..end).and_then(|text| text.rfind(quote)).filter(|at| *at >= tail) {
        let after = text.get(at + 1..).unwrap_or("").trim_start_matches([',', ';', ')', ']', '}', '+', ' ', '\\', '.']);
        let escaped = text.get(..at).is_some_and(|text| text.ends_with('\\') && !text.ends_with("\\\\"));
        let done = after.is_empty() || after.starts_with('#') || after.starts_with("//") || after.starts_with("/*");
        if done && !escaped {
            return text.get(..at).unwrap_or(text);
        }
        end = at;
    }
    text
}

/// The literal's text with its escapes resolved; what is no escape stays.
pub(super) fn unescaped(literal: &str) -> String {
    let mut out = String::with_capacity(literal.len());
    let mut chars = literal.chars().peekable();
    while let Some(c) = chars.next() {
        let escape = if c == '\\' { chars.peek().copied() } else { None };
        let plain = match escape {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some(same @ ('"' | '\'' | '\\' | '`' | '/')) => same,
            // A backslash at the end of the line goes on with the next.
            None if c == '\\' => break,
            _ => {
                out.push(c);
                continue;
            }
        };
        chars.next();
        out.push(plain);
    }
    out
}

/// True where the text begins with a stamp of any dialect.
pub(super) fn starts_with_stamp(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'[') => {
            let mut draft = RecordDraft::of(text);
            super::printk::take_stamp(&mut draft) || super::printk::dmesg_time(&mut draft)
        }
        Some(b'<') => super::printk::facility_of(text).is_some(),
        Some(b'0'..=b'9') => {
            stamp::iso(text).is_some()
                || stamp::epoch(text).is_some_and(|(_, rest)| rest.starts_with(' '))
                || stamp::month_first(text).is_some()
                || stamp::day_or_month_first(text).is_some_and(|(_, rest)| rest.starts_with(' '))
                || super::printk::kmsg(&mut RecordDraft::of(text))
        }
        Some(_) => stamp::month_first(text).is_some(),
        None => false,
    }
}

/// True where the text is a whole syslog line of the kernel.
fn is_kernel_line(text: &str) -> bool {
    let headers = [syslog::rfc3164, syslog::rfc3339, syslog::rfc5424, syslog::journal_full];
    headers.iter().any(|header| {
        let mut line = RecordDraft::of(text);
        header(&mut line) && line.program == Some("kernel")
    })
}

/// True for names of pods, containers and streams.
fn is_label(word: &str) -> bool {
    // Kubernetes takes no longer names.
    word.len() <= 253
        && word.starts_with(|c: char| c.is_ascii_lowercase() || c == '\u{203a}')
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._\u{203a}".contains(c))
}

/// True where a name before `:` is a file's and not a word of a message (`kworker/0:2`).
pub(super) fn is_file(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let known = ["syslog", "messages", "dmesg", "kern", "console", "journal"];
    // A kernel's release has numbers alone: `5.15.0-1051-azure`.
    let named = last.bytes().any(|byte| byte.is_ascii_alphabetic());
    known.contains(&last)
        || named
            && last.rsplit_once('.').is_some_and(|(stem, ending)| {
                !stem.is_empty() && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grep_takes_file_and_line_and_nothing_of_a_message() {
        let rows = [
            ("/var/log/syslog:Dec 13 07:23:21 node x", "Dec 13 07:23:21 node x"),
            ("syslog.2.gz-Dec 13 07:23:21 node x", "Dec 13 07:23:21 node x"),
            ("kern.log:812:[   12.345678] x", "[   12.345678] x"),
            ("812-2026-12-13T07:20:11Z x", "2026-12-13T07:20:11Z x"),
            ("my-host/kern-log.txt-7-Memory cgroup x", "Memory cgroup x"),
            ("dmesg.txt:Memory cgroup out of memory: x", "Memory cgroup out of memory: x"),
        ];
        for (text, rest) in rows {
            let mut draft = RecordDraft::of(text);
            assert!(grep(&mut draft), "{text}");
            assert_eq!(draft.text, rest, "{text}");
        }
        for text in ["kworker/0:2 invoked oom-killer: x", "oom-kill:constraint=x", "Mem-Info:", "active_anon:12 x"] {
            assert!(!grep(&mut RecordDraft::of(text)), "{text}");
        }
    }

    #[test]
    fn literals_end_at_their_quote() {
        let rows = [
            (r#"b"[21013.577527] Task in /a\n",  # noqa: E501"#, r"[21013.577527] Task in /a\n"),
            (r#""message": "Out of memory: Killed process 4 (a\"b)","#, r#"Out of memory: Killed process 4 (a\"b)"#),
            (r#"let log = "kernel: x";"#, "kernel: x"),
            (r"'[    1.000000] x', // y", "[    1.000000] x"),
        ];
        for (text, inner) in rows {
            assert_eq!(literal(text), Some(inner), "{text}");
        }
        assert_eq!(literal("[    1.0] Killed process 256 (q\"uo'te) total"), None);
        assert_eq!(unescaped(r#"a\"b\\c\nd\x41"#), "a\"b\\c\nd\\x41");
    }

    #[test]
    fn quoting_leaves_the_messages_own_blanks() {
        let mut draft = RecordDraft::of("> > >   file 4096");
        assert!(mail(&mut draft));
        assert_eq!(draft.text, "  file 4096");
    }
}
