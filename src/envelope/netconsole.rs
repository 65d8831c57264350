//! What receivers of syslog make of netconsole's datagrams, which are no syslog: the first words of the kernel's line become
//! host and tag, a bracket or a colon is lost. Put together again, the parts are the kernel's line.

use super::draft::{NetconsoleFragment, RecordDraft};
use super::printk;
use super::scan::{blanks, digits};
use super::split;
use super::syslog::{announces, is_kernel_start};
use crate::source::NumberedLine;
use crate::source::words::holds;

/// A record that was sent in pieces may be this long: the kernel's are shorter.
const RECORD_BYTES: usize = 64 << 10;

/// Words of the kernel's with which a colon went, that stand before a blank.
const COLON_WORDS: &[&str] = &[
    "CPU",
    "memory",
    "swap",
    "memory+swap",
    "kmem",
    "RIP",
    "Code",
    "RSP",
    "RAX",
    "RBX",
    "RCX",
    "RDX",
    "RSI",
    "RDI",
    "RBP",
    "R08",
    "R10",
    "R13",
    "oom_reaper",
    "Mem-Info",
    "lowmem_reserve[]",
    "stats",
    "Trace",
    "name",
];

/// First words of lines of a report beside those of [`is_kernel_start`].
const FIRST_WORDS: &[&str] = &["Swap", "Free", "Total", "Unreclaimable", "lowmem_reserve[]:", "Call", "Hardware"];

/// Beginnings of lines of the kernel's that are known although letters of them were cut, and how many may be.
const CUT: [(&str, usize); 3] = [
    ("oom-kill:constraint=CONSTRAINT_", "oom-kill:".len()),
    ("Memory cgroup stats for /", "Memory ".len()),
    ("Memory cgroup out of memory: Killed process ", "Memory cgroup out of memory".len()),
];

/// What is left behind the words that may have gone, in lines that are the kernel's beyond doubt.
const TELLING: &[&str] = &["oom-killer: ", "constraint=CONSTRAINT_", "Killed process ", "stats for /"];

/// The line of the kernel's that a header's host, tag and message are parts of; `None` where they are what they seem.
/// `learned` says that such a line was met before: then those that could be anybody's count as well.
pub(super) fn rejoined(draft: &RecordDraft<'_>, learned: bool) -> Option<String> {
    let bare_number = |host: &str| format!("{host} {}", draft.text.trim());
    let Some(program) = draft.program.or(draft.tag) else {
        let number = learned && digits(draft.text).is_some_and(|(_, rest)| rest.trim().is_empty());
        return draft.host.filter(|_| number).map(bare_number);
    };
    if let Some((head, word)) = record_head(program) {
        return Some(format!("{head}{}", joined(word, draft.text)));
    }
    let is_number = digits(draft.text).is_some_and(|(_, rest)| rest.is_empty());
    if draft.program_pid.is_some() || program == "kernel" && !(learned && is_number) {
        return None;
    }
    let possible = |words: &&str| memchr::memmem::find(draft.text.as_bytes(), words.as_bytes()).is_some();
    if !learned && !TELLING.iter().any(possible) {
        return None;
    }
    let tail = joined(program, draft.text);
    let whole = draft.host.map(|host| format!("{host} {tail}"));
    // The host before the tag: with it, a process' name may be one of two words.
    [Some(tail), whole].into_iter().flatten().find(|line| opens(line) || learned && is_of_report(line))
}

/// A row of the task table, or its header, without its bracket.
pub(super) fn bracketless(text: &str) -> Option<String> {
    let bare = blanks(text);
    let rest = bare.strip_prefix("pid").or_else(|| digits(bare).map(|(_, rest)| rest)).map(blanks)?;
    rest.strip_prefix("] ")?;
    Some(format!("[{text}"))
}

/// The kernel's line whose first letters were cut, where what is left tells which. A kill whose reason was cut is a kill
/// all the same.
pub(super) fn mended(text: &str) -> Option<String> {
    CUT.iter().find_map(|(phrase, most)| {
        let cut = (1..=*most).find(|cut| phrase.get(*cut..).is_some_and(|rest| text.starts_with(rest)))?;
        let rest = text.get(phrase.len() - cut..)?;
        // `ut of memory: Killed process` is the end of two beginnings.
        let reason_lost = phrase.ends_with("process ") && cut > "Memory cgroup ".len();
        Some(if reason_lost { format!("Killed process {rest}") } else { format!("{phrase}{rest}") })
    })
}

/// `4,5000,36370036951,-;stress-ng-vm` → the head with its semicolon, and the word.
fn record_head(program: &str) -> Option<(&str, &str)> {
    let (_, word) = program.split_once(';').filter(|_| printk::kmsg(&mut RecordDraft::of(program)))?;
    Some((program.get(..program.len() - word.len())?, word))
}

/// A line's first word and what follows it, with what stood between them.
fn joined(word: &str, text: &str) -> String {
    let bare = blanks(text);
    if word.is_empty() {
        return bracketless(text).unwrap_or_else(|| text.to_owned());
    }
    let figures = bare.starts_with(|c: char| c.is_ascii_digit()) && bare.contains(':');
    if COLON_WORDS.contains(&word) {
        format!("{word}: {bare}")
    } else if bare.starts_with("constraint=") || figures && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
        format!("{word}:{bare}")
    } else if bare.len() < text.len() {
        format!("{word}{text}")
    } else {
        format!("{word} {bare}").trim_end().to_owned()
    }
}

/// True for lines of a report that are the kernel's beyond doubt.
fn opens(line: &str) -> bool {
    let figure = |key: &str| {
        let at = memchr::memmem::find(line.as_bytes(), key.as_bytes());
        at.is_some_and(|at| line.as_bytes().get(at + key.len()).is_some_and(u8::is_ascii_digit))
    };
    announces(line) && figure("gfp_mask=")
        || line.starts_with("oom-kill:constraint=CONSTRAINT_")
        || line.starts_with("Memory cgroup stats for /")
        || is_kernel_start(line) && holds(line, "ut of memory: Killed process ") && figure("total-vm:")
}

/// True for a line that is a report's where reports are met.
fn is_of_report(line: &str) -> bool {
    let counted = digits(line).is_some_and(|(_, rest)| rest.starts_with(" total ") || rest.starts_with(" pages "));
    is_kernel_start(line)
        || split::is_statistic(line)
        || counted
        || FIRST_WORDS.iter().any(|word| line.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
}

/// A record whose pieces arrive one after the other (`ncfrag=`).
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    /// The line that it began in, and the whole line's head.
    first: Option<NumberedLine>,
    record: u64,
    of: usize,
    text: String,
}

impl Pieces {
    /// Takes a piece of the record in the line with this number, `line` up to the piece; gives the whole once it is there.
    pub(super) fn take(
        &mut self,
        number: u64,
        head: &str,
        piece: NetconsoleFragment,
        text: &str,
    ) -> Option<NumberedLine> {
        let goes_on =
            self.first.is_some() && (piece.record, piece.of, piece.from) == (self.record, self.of, self.text.len());
        if !goes_on {
            *self = Self::default();
            // A piece whose beginning was lost is read by itself.
            if piece.from > 0 || piece.of > RECORD_BYTES {
                return Some(NumberedLine { number, text: format!("{head}{text}") });
            }
            self.first = Some(NumberedLine { number, text: head.to_owned() });
            (self.record, self.of) = (piece.record, piece.of);
        }
        self.text.push_str(text);
        if self.text.len() < self.of { None } else { self.give_up() }
    }

    /// What has arrived.
    pub(super) fn give_up(&mut self) -> Option<NumberedLine> {
        let Self { first, text, .. } = std::mem::take(self);
        first.map(|head| NumberedLine { number: head.number, text: head.text + &text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(host: &'static str, program: &'static str, text: &'static str, learned: bool) -> Option<String> {
        let mut draft = RecordDraft { host: Some(host), ..RecordDraft::of(text) };
        draft.speaks(program, None);
        rejoined(&draft, learned)
    }

    #[test]
    fn the_parts_of_a_kernels_line_are_put_together() {
        for (host, program, text, line) in [
            (
                "java",
                "invoked",
                " oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0",
                "java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0",
            ),
            (
                "h",
                "4,50,12294818,-;java",
                " invoked oom-killer: gfp_mask=0xcc0",
                "4,50,12294818,-;java invoked oom-killer: gfp_mask=0xcc0",
            ),
            ("h", "4,50,12294818,-;CPU", "1 PID: 180", "4,50,12294818,-;CPU: 1 PID: 180"),
            ("h", "4,50,12294818,-;", "716518] 65535 716518", "4,50,12294818,-;[716518] 65535 716518"),
            ("h", "4,50,12294818,-;anon", "484630528", "4,50,12294818,-;anon 484630528"),
            (
                "h",
                "oom-kill",
                "constraint=CONSTRAINT_MEMCG,nodemask=(null)",
                "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null)",
            ),
            (
                "Out",
                "of",
                " memory: Killed process 7 (x) total-vm:1kB",
                "Out of memory: Killed process 7 (x) total-vm:1kB",
            ),
            (
                "h",
                "Memory",
                "cgroup out of memory: Killed process 7 (x) total-vm:1kB",
                "Memory cgroup out of memory: Killed process 7 (x) total-vm:1kB",
            ),
        ] {
            assert_eq!(of(host, program, text, false).as_deref(), Some(line));
        }
        for (host, program, text, line) in [
            ("anon", "66854912", "", "anon 66854912"),
            ("h", "kernel", "249856", "kernel 249856"),
            ("h", "active_anon", "67 inactive_anon:32412", "active_anon:67 inactive_anon:32412"),
            ("Hardware", "name", " QEMU", "Hardware name: QEMU"),
            ("4194174", "pages", " RAM", "4194174 pages RAM"),
            ("h", "memory", "usage 65536kB, limit 65536kB", "memory: usage 65536kB, limit 65536kB"),
        ] {
            assert_eq!(of(host, program, text, true).as_deref(), Some(line));
            assert_eq!(of(host, program, text, false), None, "{line}");
        }
    }

    #[test]
    fn what_programs_say_stays_theirs() {
        for (program, text) in [
            ("sshd", "Failed password for invalid user"),
            ("stress", "Killed process 1 (init) total-vm:1kB"),
            ("kernel", "Out of memory: Killed process 1 (init) total-vm:1kB"),
            ("monitor", "saw Out of memory: Killed process 1 (init) total-vm:1kB"),
        ] {
            assert_eq!(of("node", program, text, true), None, "{program}: {text}");
        }
    }

    #[test]
    fn cut_words_are_known_by_what_is_left() {
        for (text, line) in [
            ("constraint=CONSTRAINT_MEMCG,nodemask", Some("oom-kill:constraint=CONSTRAINT_MEMCG,nodemask")),
            ("cgroup out of memory: Killed process 7 (x)", Some("Memory cgroup out of memory: Killed process 7 (x)")),
            ("ut of memory: Killed process 7 (x)", Some("Killed process 7 (x)")),
            ("cgroup stats for /a:", Some("Memory cgroup stats for /a:")),
            ("emory: Killed process 7 (x)", Some("Killed process 7 (x)")),
            ("Killed process 7 (x)", None),
            ("Out of memory: Killed process 7 (x)", None),
            ("process 7 (x)", None),
            ("stats for /a", None),
        ] {
            assert_eq!(mended(text).as_deref(), line, "{text}");
        }
    }

    #[test]
    fn pieces_of_a_record_are_joined() {
        let piece = |from| NetconsoleFragment { record: 7, from, of: 6 };
        let mut pieces = Pieces::default();
        assert_eq!(pieces.take(1, "h;", piece(0), "abc"), None);
        let line = |number, text: &str| Some(NumberedLine { number, text: text.to_owned() });
        assert_eq!(pieces.take(2, "h;", piece(3), "def"), line(1, "h;abcdef"));
        assert_eq!(pieces.take(3, "h;", piece(3), "def"), line(3, "h;def"));
        assert_eq!(pieces.take(4, "h;", piece(0), "abc"), None);
        assert_eq!(pieces.give_up(), line(4, "h;abc"));
    }
}
