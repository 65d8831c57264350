//! The kill in the words of OpenVZ's kernels (2.6.32 for RHEL 6).

use super::Message;
use super::kill::{Killed, NAME_BYTES, name_before_words, opens_name};
use super::prefix::is_prefix;
use super::scan::{Scan, value_of};
use crate::source::words::parted;

/// `oom_kill_task()` of OpenVZ's `mm/oom_kill.c`: `PREFIX: OOM killed process N (X) score S vm:…kB, rss:…kB, swap:…kB`, in
/// older ones without prefix and score. `rss` is all that was resident: it tells of no kind how much that was.
pub(super) fn killed(text: &str) -> Option<Message<'_>> {
    let (before, rest) = parted(text.trim_start(), "OOM")?;
    let prefix = before.strip_suffix(": ");
    if !(prefix.is_none() && before.is_empty() || prefix.is_some_and(is_prefix)) {
        return None;
    }
    let mut line = Killed { prefix, ..Killed::default() };
    // A mail may have broken the line in the middle of these words.
    let words = rest.trim_start();
    if prefix.is_some() && " killed process".starts_with(rest.trim_end()) {
        return Some(Message::Killed(line));
    }
    let mut scan = Scan::new(words);
    scan.tag("killed process ").filter(|()| words.len() < rest.len())?;
    line.pid = Some(scan.number()?);
    opens_name(&mut scan)?;
    let named = scan.rest();
    let fields = [") score ", ") vm:"].iter().find_map(|mark| named.rfind(mark));
    let name = fields.and_then(|end| named.get(..end)).filter(|name| name.len() <= NAME_BYTES);
    line.name = name.or_else(|| prefix.and_then(|_| name_before_words(named)));
    let fields = fields.and_then(|end| named.get(end..)).unwrap_or("");
    let size = |key| value_of(fields, key).and_then(|value| Scan::new(value).kib());
    line.total_vm = size(" vm:");
    line.is_whole = size("swap:").is_some();
    Some(Message::Killed(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::classify;
    use crate::model::Kib;

    #[test]
    fn a_kill_says_who_died_and_how_much_it_had_mapped() {
        for (line, prefix, name, vm) in [
            (
                "Out of memory in UB 1234: OOM killed process 21738 (php-cgi) score 0 vm:281988kB, rss:17004kB, swap:0kB",
                Some("Out of memory in UB 1234"),
                "php-cgi",
                Some(Kib(281_988)),
            ),
            (
                "Out of memory: OOM killed process 21738 (a) vm:1kB) score 9 vm:2kB, rss:1kB, swap:0kB",
                Some("Out of memory"),
                "a) vm:1kB",
                Some(Kib(2)),
            ),
            ("OOM killed process 21738 (php) vm:281988kB, rss:17004kB, swap:0kB", None, "php", Some(Kib(281_988))),
            (
                "out of memory in UB 8: OOM killed process 21738 (MySQLD) error messages.",
                Some("out of memory in UB 8"),
                "MySQLD",
                None,
            ),
        ] {
            let Some(Message::Killed(read)) = classify(line) else { panic!("no kill: {line}") };
            assert_eq!((read.pid, read.prefix, read.name), (Some(21_738), prefix, Some(name)), "{line}");
            assert_eq!((read.total_vm, read.anon_rss), (vm, None), "{line}");
        }
        for line in [
            "OOM killed process httpd (pid=7, ve=101) exited, free=9 gen=3.",
            "OOM killed process 1234",
            "ERROR: OOM killed process 1234 (app) score 0",
            "OOM killer in rage, 16 tasks killed in ub 1234",
        ] {
            assert_eq!(classify(line), None, "{line}");
        }
    }

    #[test]
    fn a_kill_line_that_was_wrapped_is_a_piece_of_one() {
        for line in
            ["Out of memory in UB 1234: OOM", "Out of memory in UB 1234: OOM killed", "Out of memory in UB 1: OOM "]
        {
            let Some(Message::Killed(read)) = classify(line) else { panic!("no piece: {line}") };
            assert_eq!((read.pid, read.name), (None, None), "{line}");
        }
    }
}
