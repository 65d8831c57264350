//! A text that was copied or cut without the first characters of its first line.

use super::super::scan::{blanks, digits, is_host};
use super::super::{syslog, wrap};

/// A header is no longer than this.
const HEADER_BYTES: usize = 96;

/// The first line of a text with its stamp mended, or without what is left of it; `None` where it lacks nothing.
pub(in crate::envelope) fn mended(line: &str) -> Option<String> {
    if wrap::starts_with_stamp(blanks(line)) {
        return None;
    }
    let head = line.get(..HEADER_BYTES).unwrap_or(line);
    // The bracket is lost, or a part of what stands in it.
    let stamp = head.find("] ").and_then(|at| head.get(..at)).filter(|stamp| !stamp.contains('['));
    if let Some(at) = stamp.filter(|stamp| ends_a_stamp(stamp)).map(str::len) {
        let whole = format!("[{line}");
        let rest = blanks(line.get(at + 1..)?);
        let told = syslog::is_kernel_start(rest) || rest.contains(" invoked oom-killer");
        return if wrap::starts_with_stamp(&whole) { Some(whole) } else { told.then(|| rest.to_owned()) };
    }
    // A part of syslog's stamp is lost: `y 23 18:40:42 node1 kernel: text`.
    let (header, _) = head.split_once(" kernel: ")?;
    let (before, host) = header.rsplit_once(' ')?;
    let (_, clock) = before.rsplit_once(' ').unwrap_or(("", before));
    let is_clock = clock.len() >= 5
        && clock.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'T' | b'-' | b'+'));
    let cut = before.len() < "Dec 13 07:23:21".len() || before.contains('T') && !before.contains(' ');
    let text = line.get(header.len() + " kernel: ".len()..)?;
    (is_clock && is_host(host) && cut).then(|| text.to_owned())
}

/// `Thu May 23 18:40:42 2024`, ` 1257.892709`, or the end of one of them.
fn ends_a_stamp(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    let year = last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit()) && text.contains(':');
    let micros = last.split_once('.').is_some_and(|(seconds, micros)| {
        micros.len() == 6
            && digits(micros).is_some_and(|(_, rest)| rest.is_empty())
            && seconds.bytes().all(|byte| byte.is_ascii_digit())
    });
    let only_micros = text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() > 1;
    year || micros || only_micros
}
