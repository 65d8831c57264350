//! Syslog lines and what `journalctl` prints in their likeness: stamp, host, tag, message.

use super::draft::RecordDraft;
use super::printk;
use super::scan::{blanks, is_host, number, one_blank, word};
use super::stamp::{self, numeric_offset};
use super::tag::{SyslogTag, bracketed_tag, tag};
use crate::model::Origin;

/// A process name has at most 15 bytes, the words behind it 21.
const ANNOUNCED_WITHIN: usize = 36;

/// Beginnings of kernel lines that an untagged line may hold right after its stamp.
const KERNEL_STARTS: &[&str] = &[
    "Memory cgroup ",
    "Out of memory",
    "Out of Memory",
    "Killed process ",
    "oom-kill:",
    "Task in ",
    "Tasks in ",
    "Tasks state ",
    "Mem-Info:",
    "Call Trace:",
    "Hardware name:",
    "Node ",
    "CPU:",
    "memory:",
    "swap:",
    "kmem:",
    "memory+swap:",
    "oom_reaper:",
];

/// `<6>Dec 13 07:23:21 host kernel: text`, with or without each of priority, host and tag.
pub(super) fn rfc3164(draft: &mut RecordDraft<'_>) -> bool {
    let (facility, rest) =
        printk::facility_of(draft.text).map_or((None, draft.text), |(facility, rest)| (Some(facility), rest));
    let Some((stamp, rest)) = stamp::month_first(rest) else { return false };
    let Some(rest) = rest.strip_prefix([' ', ':']) else { return false };
    draft.stamped(stamp);
    headed(draft, blanks(rest));
    if draft.origin.is_none() {
        if draft.host.is_none() && !is_kernel_start(draft.text) {
            // RFC 3164 has a host in any case; a tag is often missing.
            if let Some((host, text)) = word(draft.text).filter(|(host, _)| is_host(host)) {
                (draft.host, draft.text) = (Some(host), text);
            }
        }
        if facility == Some(0) {
            draft.origin = Some(Origin::Kernel);
        }
    }
    true
}

/// `<4>1 2026-12-13T07:20:11Z host app pid msgid [data] text`, with or without the priority.
pub(super) fn rfc5424(draft: &mut RecordDraft<'_>) -> bool {
    let (facility, rest) =
        printk::facility_of(draft.text).map_or((None, draft.text), |(facility, rest)| (Some(facility), rest));
    let Some(rest) = rest.strip_prefix("1 ") else { return false };
    let (stamp, rest) = match rest.strip_prefix("- ") {
        Some(rest) => (None, rest),
        None => match stamp::iso(rest) {
            Some((stamp, rest)) => (Some(stamp), blanks(rest)),
            None => return false,
        },
    };
    let mut left = rest;
    let mut next = || {
        let (read, rest) = word(left)?;
        left = rest;
        Some(if read == "-" { None } else { Some(read) })
    };
    let (Some(host), Some(app), Some(pid), Some(_)) = (next(), next(), next(), next()) else { return false };
    // metalog leaves the host out: its last field is the text then.
    let hostless = host == Some("kernel") && app.is_none() && pid.is_none() && structured_data(left).is_none();
    let (host, app) = if hostless { (None, host) } else { (host, app) };
    let Some(text) = (if hostless { Some(left) } else { structured_data(left) }) else { return false };
    if let Some(stamp) = stamp {
        draft.stamped(stamp);
    }
    draft.host = host.or(draft.host);
    if let Some(app) = app {
        draft.speaks(app, pid.and_then(|pid| pid.parse().ok()));
    } else if facility == Some(0) {
        draft.origin = Some(Origin::Kernel);
    }
    draft.text = text.strip_prefix('\u{feff}').unwrap_or(text);
    true
}

/// `170 <4>1 2026-12-13T07:20:11Z …`: a message with its length in front, as syslog sends it over TCP; with it, what
/// follows. `None` where nothing follows.
pub(super) fn frame(text: &str) -> Option<(&str, &str)> {
    let (length, rest) = number(text, 2, 5)?;
    let rest = rest.strip_prefix(' ').filter(|rest| rest.starts_with('<'))?;
    let (frame, after) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    let (_, next) = number(after, 2, 5)?;
    next.starts_with(" <").then_some((frame, after))
}

/// `2026-12-13T07:20:11.321706+00:00 host kernel: text`: rsyslog's file format, `journalctl -o short-iso` and
/// `short-iso-precise`. Where no tag follows, this is another dialect.
pub(super) fn rfc3339(draft: &mut RecordDraft<'_>) -> bool {
    let Some((stamp, rest)) = stamp::iso(draft.text) else { return false };
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let mut inner = *draft;
    inner.stamped(stamp);
    headed(&mut inner, blanks(rest));
    if inner.text.len() == blanks(rest).len() && !with_kill_behind_host(&mut inner) {
        return false;
    }
    *draft = inner;
    true
}

/// A host, what is left of a stamp, and a kill beyond doubt: a tag that was taken apart or left out does not hide it.
fn with_kill_behind_host(draft: &mut RecordDraft<'_>) -> bool {
    let Some((host, text)) = word(draft.text).filter(|(host, _)| is_host(host)) else { return false };
    let mut inner = RecordDraft { host: Some(host), text, ..*draft };
    let is_kill = printk::take_odd_stamp(&mut inner);
    if is_kill {
        *draft = inner;
    }
    is_kill
}

/// `13.12.2023 07:23:21 host kernel: text`, `12/13/2023 7:23:21 AM host kernel: text`: collectors that write a date as it
/// is written where they stand. Where no tag follows, this is another dialect.
pub(super) fn local_date(draft: &mut RecordDraft<'_>) -> bool {
    let Some((stamp, rest)) = stamp::day_or_month_first(draft.text) else { return false };
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let mut inner = *draft;
    if let Some(stamp) = stamp {
        inner.stamped(stamp);
    }
    headed(&mut inner, blanks(rest));
    if inner.text.len() == blanks(rest).len() {
        return false;
    }
    *draft = inner;
    true
}

/// `Sun 2026-12-13 07:20:11 UTC host kernel: text`: `journalctl -o short-full` and `with-unit`.
pub(super) fn journal_full(draft: &mut RecordDraft<'_>) -> bool {
    let Some((weekday, rest)) = word(draft.text) else { return false };
    if weekday.len() > 16 || !weekday.chars().all(|c| c.is_alphabetic() || c == '.') {
        return false;
    }
    let Some((mut stamp, rest)) = stamp::iso(rest) else { return false };
    let Some((zone, rest)) = word(blanks(rest)) else { return false };
    if !zone.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-".contains(&byte)) {
        return false;
    }
    stamp.offset_seconds = match zone {
        "UTC" | "GMT" => Some(0),
        _ => numeric_offset(zone).map(|(seconds, _)| seconds),
    };
    stamp.printed = super::scan::before(draft.text, rest).trim_end();
    draft.stamped(stamp);
    headed(draft, rest);
    // The unit stands where the identifier does otherwise.
    draft.program = draft.program.map(|unit| match unit {
        "init.scope" => "systemd",
        _ => unit.strip_suffix(".service").unwrap_or(unit),
    });
    true
}

/// `1797146412.250794 host kernel: text`: `journalctl -o short-unix`, and programs that print seconds since 1970.
pub(super) fn epoch(draft: &mut RecordDraft<'_>) -> bool {
    let Some((stamp, rest)) = stamp::epoch(draft.text) else { return false };
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let mut inner = *draft;
    inner.stamped(stamp);
    headed(&mut inner, blanks(rest));
    if inner.origin.is_none() {
        return false;
    }
    *draft = inner;
    true
}

/// `[   12.304409] host kernel: text`: `journalctl -o short-monotonic`. Another program's line is one of these only
/// where its host is known to be one: a kernel message may begin with two words as well.
pub(super) fn journal_monotonic<'a>(draft: &mut RecordDraft<'a>, known_host: &str) -> bool {
    let mut inner: RecordDraft<'a> = *draft;
    if !printk::take_stamp(&mut inner) {
        return false;
    }
    let Some((host, rest)) = word(inner.text).filter(|(host, _)| is_host(host)) else { return false };
    let Some(tag) = tag(rest) else { return false };
    // Another machine's console.
    let carries = tag.pid.is_some() && printk::take_stamp(&mut RecordDraft::of(tag.text));
    if tag.program != "kernel" && host != known_host && !carries {
        return false;
    }
    inner.host = Some(host);
    inner.speaks(tag.program, tag.pid);
    inner.text = tag.text;
    *draft = inner;
    true
}

/// `kernel: text`, with or without a host or dots before it: a line whose stamp was cut off.
pub(super) fn tag_only(draft: &mut RecordDraft<'_>) -> bool {
    let text = draft.text;
    let (host, rest) = match word(text) {
        Some((first, rest)) if !first.starts_with("kernel:") => (Some(first), rest),
        _ => (None, text),
    };
    let Some(rest) = rest.strip_prefix("kernel:") else { return false };
    if let Some(host) = host.filter(|host| host.bytes().any(|byte| byte.is_ascii_alphanumeric())) {
        if host.ends_with(':') || !is_host(host) {
            return false;
        }
        draft.host = Some(host);
    }
    draft.speaks("kernel", None);
    draft.text = one_blank(rest);
    // Nobody's name begins with the second of two blanks.
    if blanks(draft.text).len() < draft.text.len() && announces(blanks(draft.text)) {
        draft.text = blanks(draft.text);
    }
    true
}

/// Reads host and tag, if they are there; what is no header stays in the text.
fn headed<'a>(draft: &mut RecordDraft<'a>, rest: &'a str) {
    // FreeBSD's `syslogd -vv` names facility and level, where BusyBox has them without the angles.
    let named = rest.strip_prefix('<').and_then(|rest| rest.split_once("> "));
    let rest = named.filter(|(selector, _)| printk::is_selector(selector)).map_or(rest, |(_, rest)| rest);
    draft.text = rest;
    if let Some((program, text)) = bracketed_tag(rest) {
        draft.speaks(program, None);
        draft.text = text;
        return;
    }
    if is_kernel_start(rest) || printk::kmsg(draft) {
        return;
    }
    if let Some(tag) = tag(rest) {
        return tagged(draft, tag);
    }
    let Some((first, after)) = word(rest) else { return };
    let host = if printk::is_selector(first) { None } else { Some(first) };
    if host.is_some_and(|host| !is_host(host) && !is_blotted_out(host)) {
        return;
    }
    let after = match word(after) {
        Some((selector, rest)) if printk::is_selector(selector) => rest,
        // F5's BIG-IP names the level alone.
        Some((level, rest)) if printk::is_level(level) && tag(rest).is_some() => rest,
        _ => after,
    };
    let host = host.filter(|host| !is_blotted_out(host)).map(named_host).or(draft.host);
    // metalog, where a relay's host stands before it.
    if let Some((program, text)) = bracketed_tag(after).filter(|(program, _)| *program == "kernel") {
        draft.host = host;
        draft.speaks(program, None);
        draft.text = text;
        return;
    }
    // Extended netconsole has no tag.
    let mut record = RecordDraft { host, text: after, ..*draft };
    if printk::kmsg(&mut record) {
        *draft = record;
        return;
    }
    // Some collectors leave the tag's colon out.
    let colonless = after.strip_prefix("kernel ").filter(|text| printk::take_stamp(&mut RecordDraft::of(text)));
    let after = colonless.unwrap_or(after);
    let told = tag(after);
    let stamped = printk::take_stamp(&mut RecordDraft::of(after));
    if told.is_none() && !stamped && (after.starts_with('[') || !is_kernel_start(after)) {
        return;
    }
    draft.host = host;
    draft.text = after;
    match told {
        Some(tag) => tagged(draft, tag),
        None if stamped => draft.origin = Some(Origin::Kernel),
        None => {}
    }
}

/// Takes a tag off. `kern.warn:` (socklog) is a facility and a level; what follows it may have a tag as well.
fn tagged<'a>(draft: &mut RecordDraft<'a>, told: SyslogTag<'a>) {
    draft.text = told.text;
    if !printk::is_selector(told.program) {
        // socklog puts the sender's address before the facility and the level.
        let sender = told.program.parse::<std::net::IpAddr>().is_ok().then(|| tag(told.text)).flatten();
        if let Some(inner) = sender.filter(|inner| printk::is_selector(inner.program)) {
            draft.host = Some(told.program);
            return tagged(draft, inner);
        }
        if told.program == "kernel" {
            // BIG-IP puts an empty code before the kernel's message.
            draft.text = told.text.strip_prefix(": ").unwrap_or(told.text);
        }
        return draft.speaks(told.program, told.pid);
    }
    if told.program.starts_with("kern.") {
        draft.origin = Some(Origin::Kernel);
    } else if let Some(inner) = tag(told.text) {
        draft.speaks(inner.program, inner.pid);
        draft.text = inner.text;
    } else {
        draft.origin = Some(Origin::Program);
    }
}

/// What people put where a host's name stood that nobody shall know: `**`, `...`, `<host>`, `{{hostname}}`.
fn is_blotted_out(word: &str) -> bool {
    let inner = ['<', '{', '('].iter().zip(['>', '}', ')']).find_map(|(open, close)| {
        word.strip_prefix(*open).and_then(|word| word.strip_suffix(close)).filter(|inner| !inner.is_empty())
    });
    let is_named =
        |inner: &str| inner.bytes().any(|byte| byte.is_ascii_alphabetic()) && !inner.contains([' ', ':', '=']);
    let blots = |c: char| "*.#?-_…\u{2588}\u{25a0}".contains(c);
    inner.is_some_and(is_named) || !word.is_empty() && word.chars().all(blots)
}

/// The host in `source@host/relay`, as syslog-ng chains names.
fn named_host(name: &str) -> &str {
    let (_, host) = name.rsplit_once('@').unwrap_or(("", name));
    host.split('/').next().filter(|host| !host.is_empty()).unwrap_or(name)
}

/// `my app invoked oom-killer: …`, whatever the process is called.
pub(super) fn announces(text: &str) -> bool {
    let head = text.as_bytes().get(..ANNOUNCED_WITHIN).unwrap_or(text.as_bytes());
    memchr::memmem::find(head, b" invoked oom-killer: ").is_some()
}

/// True where the text begins as the kernel's own lines do.
pub(super) fn is_kernel_start(text: &str) -> bool {
    let Some(first) = text.as_bytes().first() else { return false };
    *first == b'['
        || b"MOKTCHNmsko".contains(first) && KERNEL_STARTS.iter().any(|start| text.starts_with(start))
        || word(text).is_some_and(|(_, rest)| rest.starts_with("invoked oom-killer"))
}

/// `-` or `[id name="value"]…` and what follows it and one blank.
fn structured_data(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('-') {
        return (rest.is_empty() || rest.starts_with(' ')).then(|| one_blank(rest));
    }
    let mut rest = text;
    while let Some(element) = rest.strip_prefix('[') {
        // An id and a name come first; a kernel stamp in brackets is a message without structured data.
        if number(blanks(element), 1, 20).is_some_and(|(_, rest)| rest.starts_with(['.', ' ', ']'])) {
            break;
        }
        rest = element_end(element)?;
    }
    (rest.len() < text.len()).then(|| one_blank(rest))
}

/// What follows the `]` that ends an element; quoted values may hold brackets and escaped quotes.
fn element_end(element: &str) -> Option<&str> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in element.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b']' if !quoted => return element.get(at + 1..),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_kernel_begins_with_begins_with_one_of_these_letters() {
        assert!(KERNEL_STARTS.iter().all(|start| is_kernel_start(start)));
    }

    fn opened(
        open: fn(&mut RecordDraft<'_>) -> bool,
        text: &str,
    ) -> (Option<&str>, Option<&str>, Option<Origin>, &str) {
        let mut draft = RecordDraft::of(text);
        assert!(open(&mut draft), "{text}");
        (draft.host, draft.program, draft.origin, draft.text)
    }

    #[test]
    fn host_and_tag_may_each_be_missing() {
        use Origin::{Kernel, Program};
        let rows = [
            ("Dec 13 07:23:21 node kernel: [1.000000] x", Some("node"), Some("kernel"), Some(Kernel), "[1.000000] x"),
            ("Dec 13 07:23:21 kernel: x", None, Some("kernel"), Some(Kernel), "x"),
            ("<6>Dec  3 07:23:21 node kernel: x", Some("node"), Some("kernel"), Some(Kernel), "x"),
            ("Dec 13 07:23:21 node stress[99]: Killed", Some("node"), Some("stress"), Some(Program), "Killed"),
            ("Dec 13 07:23:21 node kern.warn kernel: x", Some("node"), Some("kernel"), Some(Kernel), "x"),
            ("Dec 13 07:23:21 node [   12.345678] x", Some("node"), None, Some(Kernel), "[   12.345678] x"),
            ("Dec 13 07:23:21 node init invoked oom-killer: x", Some("node"), None, None, "init invoked oom-killer: x"),
            ("Dec 13 07:23:21 init invoked oom-killer: x", None, None, None, "init invoked oom-killer: x"),
            ("Dec 13 07:23:21 memory: usage 1kB", None, None, None, "memory: usage 1kB"),
            ("Nov 29 07:23:33 [kernel] [   12.294818] x", None, Some("kernel"), Some(Kernel), "[   12.294818] x"),
            ("Nov 29 07:23:33 [sshd] x", None, Some("sshd"), Some(Program), "x"),
            ("Nov 29 07:23:33 kern.warn: [   12.294818] x", None, None, Some(Kernel), "[   12.294818] x"),
            ("Nov 29 07:23:33 daemon.info: sshd[7]: x", None, Some("sshd"), Some(Program), "x"),
            ("Nov 29 07:23:33 n 4,50,12294818,-;CPU: 1", Some("n"), None, Some(Kernel), "CPU: 1"),
            (
                "Nov 29 07:23:33 192.0.2.7 java invoked oom-killer: x",
                Some("192.0.2.7"),
                None,
                None,
                "java invoked oom-killer: x",
            ),
        ];
        for (text, host, program, origin, rest) in rows {
            assert_eq!(opened(rfc3164, text), (host, program, origin, rest), "{text}");
        }
    }

    #[test]
    fn chained_hosts_and_tags_without_a_colon_are_read() {
        for (text, host) in [
            ("Dec 13 07:23:21 s_sys@node kernel: [1.000000] x", "node"),
            ("Dec 13 07:23:21 node/relay kernel: [1.000000] x", "node"),
            ("Dec 13 07:23:21 node kernel [1.000000] x", "node"),
        ] {
            let (read, _, origin, rest) = opened(rfc3164, text);
            assert_eq!((read, origin, rest), (Some(host), Some(Origin::Kernel), "[1.000000] x"), "{text}");
        }
    }

    #[test]
    fn a_host_that_was_blotted_out_hides_no_line() {
        for host in ["**", "...", "<host>", "{{hostname}}", "(node)", "\u{2588}\u{2588}", "???"] {
            let text = format!("Feb 03 19:57:08 {host} kernel: [1.000000] x");
            let (read, _, origin, rest) = opened(rfc3164, &text);
            assert_eq!((read, origin, rest), (None, Some(Origin::Kernel), "[1.000000] x"), "{text}");
        }
        let (host, program, _, rest) = opened(rfc3164, "Feb 03 19:57:08 <host> systemd[1]: x");
        assert_eq!((host, program, rest), (None, Some("systemd"), "x"));
    }

    #[test]
    fn a_level_before_the_tag_is_no_host() {
        for (text, rest) in [
            ("Dec 13 07:23:21 lb-1 warning kernel: [1.000000] x", "[1.000000] x"),
            ("Dec 13 07:23:21 lb-1 warning kernel: : [1.000000] x", "[1.000000] x"),
        ] {
            let (host, program, origin, read) = opened(rfc3164, text);
            assert_eq!(
                (host, program, origin, read),
                (Some("lb-1"), Some("kernel"), Some(Origin::Kernel), rest),
                "{text}"
            );
        }
        assert_eq!(opened(rfc3164, "Dec 13 07:23:21 info kernel: x").0, Some("info"));
    }

    #[test]
    fn lengths_in_front_of_messages_part_them() {
        assert_eq!(frame("13 <4>1 - n k 1-13 <4>1 - n k 2-"), Some(("<4>1 - n k 1-", "13 <4>1 - n k 2-")));
        assert_eq!(frame("13 <4>1 - n k 1-"), None);
        assert_eq!(frame("[   12.345678] x"), None);
    }

    #[test]
    fn structured_data_is_read_over() {
        let rows = [
            ("<4>1 2026-12-13T07:20:11Z node kernel - - - [   12.3] x", "[   12.3] x"),
            ("1 2026-12-13T07:20:11Z node kernel - - [a@1 k=\"v]\\\"\"][b] x y", "x y"),
            ("<4>1 - node kernel 0 - - x", "x"),
        ];
        for (text, rest) in rows {
            assert_eq!(opened(rfc5424, text), (Some("node"), Some("kernel"), Some(Origin::Kernel), rest), "{text}");
        }
        let hostless = "<4>1 2026-11-29T07:23:39.484+00:00 kernel - - - \u{feff}[   12.294818] x";
        assert_eq!(opened(rfc5424, hostless), (None, Some("kernel"), Some(Origin::Kernel), "[   12.294818] x"));
    }

    #[test]
    fn two_words_of_a_kernel_message_are_no_host_and_tag() {
        for text in ["[    1.000000] usb 1-1: new device", "[    1.000000] Memory cgroup out of memory: Killed"] {
            assert!(!journal_monotonic(&mut RecordDraft::of(text), "node"), "{text}");
        }
        assert!(journal_monotonic(&mut RecordDraft::of("[    1.000000] node systemd[1]: x"), "node"));
    }
}
