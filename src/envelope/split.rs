//! One text that holds several lines or several records.

use memchr::memmem;

use super::draft::RecordDraft;
use super::printk;
use super::stamp;
use super::syslog::{announces, is_kernel_start};
use crate::model::{Origin, Uptime};

/// Records on one line follow each other this closely on the boot clock; a stamp that does not is part of a message.
const SAME_LINE_MICROS: u64 = 3_600_000_000;

/// Longest stamp of a syslog line.
const STAMP_BYTES: usize = 40;

/// Ways in which readers write the newlines inside a kernel record: rsyslog's imjournal (octal) and list templates
/// (decimal), `/dev/kmsg`, imfile and JSON copied as text, perhaps once more.
const NEWLINES: &[&str] = &["#012", "#010", "\\x0a", "\\\\n", "\\n"];

/// The lines of a kernel record of several lines. An escaped newline counts as one only in statistics: a process name
/// may hold the same characters.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let newline = if memchr::memchr(b'\n', text.as_bytes()).is_some() { Some("\n") } else { escaped_newline(text) };
    let (first, more) = match newline {
        Some(newline) => (None, Some(text.split(newline))),
        None => (Some(text), None),
    };
    let more = more.into_iter().flatten().map(|line| line.strip_suffix('\r').unwrap_or(line));
    // A final newline begins no further line.
    first.into_iter().chain(more.enumerate().filter(|(at, line)| *at == 0 || !line.is_empty()).map(|(_, line)| line))
}

/// Where the next record begins in a line that holds several (`[1.000001] a [1.000002] b`): a ticket's fragment or a
/// mail that was filled anew. `draft` is the first of them.
pub(super) fn next_record(draft: &RecordDraft<'_>) -> Option<usize> {
    match (draft.uptime, draft.stamp) {
        // Another program's words, whatever they hold.
        _ if draft.origin == Some(Origin::Program) => None,
        (Some(uptime), None) => {
            let glued = next_stamp(draft.text, uptime, begins_kernel_line);
            next_stamp(draft.text, uptime, is_parted).into_iter().chain(glued).min()
        }
        (uptime, Some(_)) => {
            let header = draft.host.and_then(|host| next_header(draft.text, host));
            // A header is parted by a blank; a stamp alone, behind a header that has one, by an escaped newline.
            let stamp = uptime.and_then(|uptime| next_stamp(draft.text, uptime, is_parted_by_newline));
            header.into_iter().chain(stamp).min()
        }
        _ => None,
    }
}

/// The next boot-clock stamp that follows `uptime` closely and is parted from what stands before it.
fn next_stamp(text: &str, uptime: Uptime, is_parted: fn(&str, usize) -> bool) -> Option<usize> {
    memchr::memchr_iter(b'[', text.as_bytes()).filter(|at| is_parted(text, *at)).find(|at| {
        let mut next = RecordDraft::of(text.get(*at..).unwrap_or(""));
        let read = printk::take_stamp(&mut next);
        read && next
            .uptime
            .is_some_and(|next| (uptime.micros..=uptime.micros.saturating_add(SAME_LINE_MICROS)).contains(&next.micros))
    })
}

/// The lines of a text in which the aws command has joined them with tabs: each begins with a stamp and says something.
pub(super) fn tabbed(text: &str) -> impl Iterator<Item = &str> {
    let tabs = memchr::memchr_iter(b'\t', text.as_bytes());
    let lines = begins_line(text);
    let mut cuts = tabs.filter(move |at| lines && text.get(at + 1..).is_some_and(begins_line));
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let cut = cuts.next();
        from = cut.map(|at| at + 1);
        text.get(start..cut.unwrap_or(text.len()))
    })
}

/// True where a stamp stands and a word behind it.
fn begins_line(text: &str) -> bool {
    if text.starts_with('[') {
        let mut line = RecordDraft::of(text);
        return (printk::take_stamp(&mut line) || printk::dmesg_time(&mut line)) && !line.text.is_empty();
    }
    let stamp = stamp::month_first(text).or_else(|| stamp::iso(text));
    stamp.is_some_and(|(_, rest)| rest.strip_prefix(' ').is_some_and(|rest| !rest.trim_start().is_empty()))
}

/// Where a record of a kill's report begins behind something else on a console: `Creating journal: [   31.251333] …`.
pub(super) fn kernel_record(text: &str) -> Option<usize> {
    memchr::memchr_iter(b'[', text.as_bytes()).filter(|at| is_parted(text, *at)).find(|at| {
        let mut next = RecordDraft::of(text.get(*at..).unwrap_or(""));
        printk::take_stamp(&mut next) && (is_kernel_start(next.text) || announces(next.text))
    })
}

/// The next `Dec 13 07:23:21 host kernel:` of the same host.
fn next_header(text: &str, host: &str) -> Option<usize> {
    memmem::find_iter(text.as_bytes(), " kernel: ").find_map(|at| {
        let before = text.get(..at)?.strip_suffix(host)?.strip_suffix(' ')?;
        // A stamp has at most so many bytes: the earliest start whose stamp ends right before the host is the record's.
        let earliest = before.len().saturating_sub(STAMP_BYTES);
        let mut starts = (earliest..before.len()).filter(|start| is_stamp(before.get(*start..).unwrap_or("")));
        // Where nothing parts them, the whole header does: no name of a process is so long.
        starts.clone().find(|start| is_parted(before, *start)).or_else(|| starts.next())
    })
}

/// True where a stamp and one of the kernel's own lines begin, whatever stands before: no name of a process is so long.
fn begins_kernel_line(text: &str, at: usize) -> bool {
    let mut line = RecordDraft::of(text.get(at..).unwrap_or(""));
    printk::take_stamp(&mut line) && (is_kernel_start(line.text) || announces(line.text))
}

/// True where a blank, a tab, an escaped newline or the quotes of a list stand before.
fn is_parted(text: &str, at: usize) -> bool {
    let parted = |before: &str| [" ", "\t", "', '", "\", \""].iter().any(|parting| before.ends_with(parting));
    text.get(..at).is_some_and(parted) || is_parted_by_newline(text, at)
}

/// True where a newline stands before in one of its escaped forms, or a tab, with which the aws command joins lines.
fn is_parted_by_newline(text: &str, at: usize) -> bool {
    text.get(..at)
        .is_some_and(|before| before.ends_with('\t') || NEWLINES.iter().any(|newline| before.ends_with(newline)))
}

/// The text without the escaped newline at its end.
pub(super) fn without_newline(text: &str) -> &str {
    NEWLINES.iter().find_map(|newline| text.strip_suffix(newline)).unwrap_or(text)
}

/// True where the text is one stamp of a syslog line and nothing else.
fn is_stamp(text: &str) -> bool {
    stamp::month_first(text).or_else(|| stamp::iso(text)).is_some_and(|(_, rest)| rest.is_empty())
}

fn escaped_newline(text: &str) -> Option<&'static str> {
    NEWLINES.iter().copied().find(|newline| {
        let mut parts = text.splitn(3, newline);
        let (first, second) = (parts.next(), parts.next());
        second.is_some_and(is_statistic) && first.is_some_and(is_statistic)
    })
}

/// `file 4096`, ` active_file:35 inactive_file:69 …`: a line of memory.stat or of Mem-Info.
pub(super) fn is_statistic(line: &str) -> bool {
    let line = line.trim_start_matches(' ');
    let key = line.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_().".contains(byte)).count();
    let Some((key, rest)) = line.split_at_checked(key) else { return false };
    !key.is_empty()
        && rest.strip_prefix([' ', ':']).is_some_and(|value| value.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_newlines_count_in_statistics_only() {
        let all = |text: &'static str| lines(text).collect::<Vec<_>>();
        assert_eq!(all("anon 66854912#012file 4096#012kernel 249856"), ["anon 66854912", "file 4096", "kernel 249856"]);
        assert_eq!(all("active_anon:1 x:2\\x0a active_file:35 y:1"), ["active_anon:1 x:2", " active_file:35 y:1"]);
        assert_eq!(all("anon 1\\nfile 2"), ["anon 1", "file 2"]);
        assert_eq!(all("a\nb\r\n"), ["a", "b"]);
        for text in ["Killed process 264 (#011#012) total-vm:1kB", "Killed process 254 (nl#012[ 1.0] Out) x", ""] {
            assert_eq!(all(text), [text]);
        }
    }

    #[test]
    fn records_joined_by_escaped_newlines_are_parted() {
        for newline in NEWLINES {
            let text = format!("a{newline}[1.000002] b");
            let mut draft = RecordDraft { uptime: Some(Uptime { micros: 1_000_001 }), ..RecordDraft::of(&text) };
            assert_eq!(next_record(&draft), Some(1 + newline.len()), "{text}");
            draft.stamp = super::super::stamp::month_first("Dec 13 07:23:21").map(|(stamp, _)| stamp);
            assert_eq!(next_record(&draft), Some(1 + newline.len()), "{text}");
            assert_eq!(without_newline(&format!("a{newline}")), "a");
        }
    }

    #[test]
    fn lines_joined_by_tabs_are_parted_where_each_has_its_stamp() {
        let all = |text: &'static str| tabbed(text).collect::<Vec<_>>();
        assert_eq!(
            all("Dec 13 07:23:21 n kernel: a\tb\tDec 13 07:23:22 n app: c"),
            ["Dec 13 07:23:21 n kernel: a\tb", "Dec 13 07:23:22 n app: c"]
        );
        assert_eq!(all("[    1.000001] a\t[    1.000002] b"), ["[    1.000001] a", "[    1.000002] b"]);
        for text in ["2026-12-13T07:20:16Z\tn\t2026-12-13T07:20:16Z a", "a\tDec 13 07:23:22 n b", "", "a"] {
            assert_eq!(all(text), [text]);
        }
    }

    #[test]
    fn records_on_one_line_are_told_by_their_stamps() {
        let draft = RecordDraft {
            uptime: Some(Uptime { micros: 1_000_001 }),
            ..RecordDraft::of("a [1.000002] b [1.000003] c")
        };
        assert_eq!(next_record(&draft), Some(2));
        let glued = RecordDraft { text: "Task in /a/0f2b[1.000002] memory: usage 1kB[1.000003] [ pid ]", ..draft };
        assert_eq!(next_record(&glued), Some("Task in /a/0f2b".len()));
        let name = RecordDraft {
            uptime: Some(Uptime { micros: 9_000_000 }),
            ..RecordDraft::of("Killed process 7 (a [1.000002] b)")
        };
        assert_eq!(next_record(&name), None);
        let mut header =
            RecordDraft::of("Mar 16 21:40:40 t6 kernel: basename invoked Mar 16 21:40:40 t6 kernel: CPU: 1");
        assert!(super::super::syslog::rfc3164(&mut header));
        assert_eq!(
            next_record(&header).and_then(|at| header.text.get(at..)),
            Some("Mar 16 21:40:40 t6 kernel: CPU: 1")
        );
        let mut header =
            RecordDraft::of("Oct 14 10:22:40 t6 kernel: [ pid ] uid nameOct 14 10:22:41 t6 kernel: [ 2687] 0 sh");
        assert!(super::super::syslog::rfc3164(&mut header));
        let next = next_record(&header).and_then(|at| header.text.get(at..));
        assert_eq!(next, Some("Oct 14 10:22:41 t6 kernel: [ 2687] 0 sh"));
    }
}
