//! One text that holds several lines or several records.

use memchr::memmem;

use super::draft::Draft;
use super::printk;
use super::stamp;
use super::syslog::is_kernel_start;
use crate::model::{Origin, Uptime};

/// Records on one line follow each other this closely on the boot clock; a stamp that does not is part of a message.
const SAME_LINE_MICROS: u64 = 3_600_000_000;

/// A process name has at most 15 bytes, the words behind it 21.
const ANNOUNCED_WITHIN: usize = 36;

/// Longest stamp of a syslog line.
const STAMP_BYTES: usize = 40;

/// Ways in which readers write the newlines inside a kernel record: rsyslog's imjournal, `/dev/kmsg`, JSON copied as text.
const NEWLINES: &[&str] = &["#012", "\\x0a", "\\n"];

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
pub(super) fn next_record(draft: &Draft<'_>) -> Option<usize> {
    match (draft.uptime, draft.stamp) {
        // Another program's words, whatever they hold.
        _ if draft.origin == Some(Origin::Program) => None,
        (Some(uptime), None) => next_stamp(draft.text, uptime),
        (_, Some(_)) => next_header(draft.text, draft.host?),
        _ => None,
    }
}

/// The next boot-clock stamp that follows `uptime` closely and stands between blanks.
fn next_stamp(text: &str, uptime: Uptime) -> Option<usize> {
    memchr::memchr_iter(b'[', text.as_bytes()).filter(|at| is_parted(text, *at)).find(|at| {
        let mut next = Draft::of(text.get(*at..).unwrap_or(""));
        let read = printk::take_stamp(&mut next);
        read && next
            .uptime
            .is_some_and(|next| (uptime.micros..=uptime.micros.saturating_add(SAME_LINE_MICROS)).contains(&next.micros))
    })
}

/// Where a record of a kill's report begins behind something else on a console: `Creating journal: [   31.251333] …`.
pub(super) fn kernel_record(text: &str) -> Option<usize> {
    memchr::memchr_iter(b'[', text.as_bytes()).filter(|at| is_parted(text, *at)).find(|at| {
        let mut next = Draft::of(text.get(*at..).unwrap_or(""));
        printk::take_stamp(&mut next) && (is_kernel_start(next.text) || announces(next.text))
    })
}

/// `my app invoked oom-killer: …`, whatever the process is called.
fn announces(text: &str) -> bool {
    let head = text.as_bytes().get(..ANNOUNCED_WITHIN).unwrap_or(text.as_bytes());
    memmem::find(head, b" invoked oom-killer: ").is_some()
}

/// The next `Dec 13 07:23:21 host kernel:` of the same host.
fn next_header(text: &str, host: &str) -> Option<usize> {
    memmem::find_iter(text.as_bytes(), " kernel: ").find_map(|at| {
        let before = text.get(..at)?.strip_suffix(host)?.strip_suffix(' ')?;
        // A stamp has at most so many bytes: the earliest start whose stamp ends right before the host is the record's.
        let earliest = before.len().saturating_sub(STAMP_BYTES);
        (earliest..before.len()).find(|start| is_parted(before, *start) && is_stamp(before.get(*start..).unwrap_or("")))
    })
}

/// True where a blank, an escaped newline or the quotes of a list stand before.
fn is_parted(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| [" ", "\\n", "', '", "\", \""].iter().any(|parting| before.ends_with(parting)))
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
fn is_statistic(line: &str) -> bool {
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
        let draft = Draft { uptime: Some(Uptime { micros: 1_000_001 }), ..Draft::of("a\\n[1.000002] b") };
        assert_eq!(next_record(&draft), Some(3));
    }

    #[test]
    fn records_on_one_line_are_told_by_their_stamps() {
        let draft = Draft { uptime: Some(Uptime { micros: 1_000_001 }), ..Draft::of("a [1.000002] b [1.000003] c") };
        assert_eq!(next_record(&draft), Some(2));
        let name =
            Draft { uptime: Some(Uptime { micros: 9_000_000 }), ..Draft::of("Killed process 7 (a [1.000002] b)") };
        assert_eq!(next_record(&name), None);
        let mut header = Draft::of("Mar 16 21:40:40 t6 kernel: basename invoked Mar 16 21:40:40 t6 kernel: CPU: 1");
        assert!(super::super::syslog::rfc3164(&mut header));
        assert_eq!(
            next_record(&header).and_then(|at| header.text.get(at..)),
            Some("Mar 16 21:40:40 t6 kernel: CPU: 1")
        );
    }
}
