//! The kernel's line behind words that no dialect knows: hypervisors, consoles, relays and tools that run commands on many
//! nodes each put something of their own in front. What the kernel prints can be told in the middle of a line as well:
//! `[seconds.micros] `, `<4>[seconds.micros] `, ` kernel: `.

use std::borrow::Cow;

use super::draft::RecordDraft;
use super::printk;
use super::scan::{before, blanks, is_host, word};
use super::stamp::{self, Stamp, numeric_offset};
use super::syslog::{announces, is_kernel_start};
use crate::source::words::{find, holds, parted, parted_at_last};

/// So far into a line a prefix may reach.
const PREFIX_BYTES: usize = 256;

/// Words of a header that are neither stamps nor zones: the host, the relay, the rest of a word that was cut.
const NAMES: usize = 3;

/// Takes everything off that stands before the first stamp of the kernel's in the line. The prefix may tell the time and
/// the node.
pub(super) fn behind_words(draft: &mut RecordDraft<'_>) -> bool {
    let text = draft.text;
    if is_kernel_start(text) {
        return false;
    }
    if let Some(header) = header(text) {
        header.take(draft);
        return true;
    }
    let Some(at) = record_start(text) else { return false };
    let (Some(prefix), Some(rest)) = (text.get(..at), text.get(at..)) else { return false };
    if let Some(stamp) = any_stamp(prefix).filter(|_| draft.stamp.is_none()) {
        draft.stamped(stamp);
    }
    let named = prefix.trim_end().strip_suffix(':').filter(|name| is_host(name) && is_name(name));
    draft.host = draft.host.or_else(|| named.filter(|name| !printk::is_selector(name)));
    draft.text = rest;
    true
}

/// Where the kernel's line begins.
fn record_start(text: &str) -> Option<usize> {
    let head = text.as_bytes().get(..PREFIX_BYTES).unwrap_or(text.as_bytes());
    (1..head.len()).find(|at| {
        let parted = matches!(head.get(at - 1), Some(b' ' | b'\t' | b':' | b'>' | b'|' | b']' | b')' | b','));
        let begins = matches!(head.get(*at), Some(b'[' | b'<' | b'0'..=b'9' | b'k'));
        parted && begins && text.get(*at..).is_some_and(is_record)
    })
}

/// True for a line of the kernel's buffer as dmesg, a console or netconsole prints it.
fn is_record(text: &str) -> bool {
    let mut line = RecordDraft::of(text);
    match text.as_bytes().first() {
        Some(b'<') => printk::facility_of(text).is_some_and(|(facility, rest)| facility == 0 && is_stamped(rest)),
        Some(b'[') => printk::take_stamp(&mut line) || printk::dmesg_time(&mut line) || printk::dmesg_human(&mut line),
        Some(b'k') => printk::decoded(&mut line) && is_stamped(line.text),
        Some(_) => printk::kmsg(&mut line) || printk::dmesg_iso(&mut line),
        None => false,
    }
}

fn is_stamped(text: &str) -> bool {
    let mut line = RecordDraft::of(text);
    printk::take_stamp(&mut line) || printk::dmesg_time(&mut line) || printk::dmesg_iso(&mut line)
}

/// The stamp with which a prefix begins.
fn any_stamp(prefix: &str) -> Option<Stamp<'_>> {
    let prefix = blanks(prefix);
    let weekday = word(prefix).filter(|(day, _)| day.len() == 3 && stamp::is_month_or_weekday(day));
    let prefix = weekday.filter(|(_, rest)| stamp::month_first(rest).is_some()).map_or(prefix, |(_, rest)| rest);
    let read = stamp::iso(prefix)
        .or_else(|| stamp::bracketed(prefix))
        .or_else(|| stamp::epoch(prefix))
        .or_else(|| stamp::month_first(prefix))
        .or_else(|| stamp::tai64n(prefix));
    read.map(|(stamp, _)| stamp)
}

/// True for a word that is no number and no time.
fn is_name(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_alphabetic()) && any_stamp(word).is_none()
}

/// The header in front of a line of the kernel's, where it is not whole or not alone: a relay that did not understand the
/// sender's stamp put its own before it, and perhaps a blank into the time; or the first letters were cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Header<'a> {
    /// When, by the stamp nearest to the message.
    pub(super) stamp: Option<Stamp<'a>>,
    /// The word before `kernel:`.
    pub(super) host: Option<&'a str>,
    /// What follows `kernel:`.
    pub(super) text: &'a str,
}

impl<'a> Header<'a> {
    /// Takes it off.
    pub(super) fn take(self, draft: &mut RecordDraft<'a>) {
        if let Some(stamp) = self.stamp {
            draft.stamped(stamp);
        }
        draft.host = self.host.or(draft.host);
        draft.speaks("kernel", None);
        draft.text = self.text;
    }
}

/// The header that ends with ` kernel: `, where the words before it are stamps, zones and names only: what another program
/// quotes has its tag in front.
pub(super) fn header(text: &str) -> Option<Header<'_>> {
    const TAG: &str = " kernel: ";
    let head = text.as_bytes().get(..PREFIX_BYTES).unwrap_or(text.as_bytes());
    let at = memchr::memmem::find(head, TAG.as_bytes())?;
    let (words, message) = (text.get(..at)?, text.get(at + TAG.len()..)?);
    let (times, names): (Vec<&str>, Vec<&str>) =
        words.split([' ', '\t']).filter(|word| !word.is_empty()).partition(|word| is_time_word(word));
    let hosts = names.len() <= NAMES && names.iter().all(|name| is_host(name) && !name.ends_with(':'));
    let told = !times.is_empty() || is_stamped(message) || is_kernel_start(message);
    if !hosts || !told {
        return None;
    }
    let host = words.rsplit([' ', '\t']).next().filter(|host| is_host(host) && is_name(host) && !host.ends_with(':'));
    Some(Header { stamp: last_stamp(words), host, text: message })
}

/// True for words of a date: numbers with what stands between them, weekdays, months, zones.
fn is_time_word(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let numeric = word.bytes().all(|byte| byte.is_ascii_digit() || b"-+:./,TZ<>[]".contains(&byte));
    let zone = word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let month = stamp::is_month_or_weekday(word.trim_end_matches(['.', ',']));
    digits > 0 && numeric || zone || month
}

/// The last stamp among the words. A relay may have taken the hour for a tag and put a blank behind its colon.
fn last_stamp(words: &str) -> Option<Stamp<'_>> {
    let mended: Cow<'_, str> = match words.match_indices(": ").find(|(at, _)| is_digit_at(words, at + 2)) {
        Some((at, _)) => Cow::Owned([words.get(..=at)?, words.get(at + 2..)?].concat()),
        None => Cow::Borrowed(words),
    };
    let starts = mended.match_indices(' ').map(|(at, _)| at + 1).chain([0]);
    let mut starts: Vec<usize> = starts.collect();
    starts.sort_unstable();
    let (start, stamp, rest) = starts.into_iter().rev().find_map(|start| {
        let text = mended.get(start..)?;
        let (stamp, rest) = stamp::iso(text)
            .or_else(|| stamp::month_first(text))
            .or_else(|| stamp::day_or_month_first(text).and_then(|(stamp, rest)| Some((stamp?, rest))))?;
        Some((start, stamp, rest))
    })?;
    let zone = word(blanks(rest)).map_or("", |(zone, _)| zone);
    let zone = match zone {
        "UTC" | "GMT" | "Z" => Some(0),
        _ => numeric_offset(zone).filter(|(_, rest)| rest.is_empty()).map(|(seconds, _)| seconds),
    };
    let blank = words.len() - mended.len();
    let length = before(mended.get(start..)?, rest).len();
    // Where the blank stands before the stamp, the stamp begins one byte later.
    let from = if blank > 0 && words.get(start..)?.starts_with(' ') { start + 1 } else { start };
    let printed = words.get(from..)?;
    let printed = printed.get(..length + blank).filter(|text| text.contains(": ")).or_else(|| printed.get(..length))?;
    Some(Stamp { offset_seconds: stamp.offset_seconds.or(zone), printed, ..unborrowed(stamp) })
}

/// The stamp without the text that it borrows.
fn unborrowed(stamp: Stamp<'_>) -> Stamp<'static> {
    Stamp { printed: "", local: stamp.local, offset_seconds: stamp.offset_seconds, yearless: stamp.yearless }
}

fn is_digit_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

/// The line behind a comment's sign, and the sign: `// `, `# `, `; `, `-- `, `* `. `known` is the sign behind which a line
/// was the kernel's before; without one, the line must be beyond doubt: source code quotes such lines as well.
pub(super) fn commented<'a>(text: &'a str, known: &str) -> Option<(&'static str, &'a str)> {
    let text = blanks(text);
    let (sign, rest) = SIGNS.iter().find_map(|sign| Some((*sign, text.strip_prefix(sign)?.strip_prefix(' ')?)))?;
    let bare = blanks(rest);
    // Source code tells of kills in comments: one must be beyond doubt wherever it stands.
    let follows = sign == known && !bare.contains("Kill");
    (follows || is_beyond_doubt(bare)).then_some((sign, if follows { rest } else { bare }))
}

/// Signs of comments.
const SIGNS: &[&str] = &["//", "#", ";", "--", "*", "%", "rem", "REM"];

/// True for whole lines of the kernel's that nobody writes by chance: their figures are there.
fn is_beyond_doubt(text: &str) -> bool {
    let killed = is_kernel_start(text) && has_figure(text, "Killed process ") && has_figure(text, "total-vm:");
    killed
        || begins_report(text)
        || printk::facility_of(text).is_some_and(|(_, rest)| is_stamped(rest))
        || text.starts_with('[') && is_stamped(text)
}

/// How the kernel's line of a kill begins, where it is told in the middle of a sentence.
const KILLS: [&str; 7] = [
    "Memory cgroup out of memory: Kill",
    "memory cgroup out of memory: Kill",
    "Out of memory: Kill",
    "Out of Memory: Kill",
    "Out of memory in UB",
    "out of memory in UB",
    "Killed process ",
];

/// Words of other lines of a report: where they stand before the kill, the line is a report, not a sentence.
const OTHER_LINES: [&str; 7] = [
    "invoked oom-killer",
    // Up to 2.6.15 nobody is said to have invoked it.
    "oom-killer: gfp_mask=",
    "oom-kill:",
    "Task in /",
    "emory: usage ",
    "Mem-Info:",
    "oom_score_adj name",
];

/// The kernel's line of a kill behind a mark that somebody set behind the stamp: `[ oom-killer ] Out of memory: …`.
pub(super) fn marked(text: &str) -> Option<&str> {
    let (mark, line) = text.strip_prefix('[')?.split_once("] ")?;
    let is_word = mark.len() <= 24 && mark.bytes().any(|byte| byte.is_ascii_alphabetic()) && !mark.contains('[');
    (is_word && KILLS.iter().any(|words| line.starts_with(words))).then_some(line)
}

/// The kernel's line of a kill behind a few words that nobody knows, in a line that is the kernel's: `vm1: Out of memory: …`. The
/// whole sentence must be there, with its figures, and nothing around it may say that a program speaks or that it is a quotation.
pub(super) fn prefixed(text: &str) -> Option<&str> {
    let text = blanks(text);
    let is_kill = |line: &str| KILL_STARTS.iter().any(|words| line.starts_with(words));
    if is_kernel_start(text) || is_kill(text) {
        return None;
    }
    let ends =
        memchr::memmem::find_iter(text.as_bytes(), ": ").map(|at| at + ": ".len()).take_while(|at| *at <= WORDS_BYTES);
    let (before, line) = ends.filter_map(|at| text.split_at_checked(at)).find(|(_, line)| is_kill(line))?;
    let is_plain = before.split_ascii_whitespace().count() <= PREFIX_WORDS && !before.contains(NO_PREFIX);
    let is_other_line = OTHER_LINES.iter().any(|words| holds(before, words));
    (is_plain && !is_other_line && is_whole_kill(line)).then_some(line)
}

/// How the sentence of a kill begins.
const KILL_STARTS: [&str; 5] =
    ["Memory cgroup out of memory", "memory cgroup out of memory", "Out of memory", "Out of Memory", "Killed process "];

/// The longest prefix before a kill: the name of a container's scope has 80 bytes. And its words: more are a sentence.
const WORDS_BYTES: usize = 128;
const PREFIX_WORDS: usize = 3;

/// Signs of a program that speaks by the kernel's buffer (`kubelet[1]: `), and of fields and quotations.
const NO_PREFIX: [char; 9] = ['[', '{', '(', '"', '\'', '`', '=', '%', '\\'];

/// True for a kill with its victim and its sizes, behind which no quotation ends.
fn is_whole_kill(line: &str) -> bool {
    let Some((_, victim)) = parted(line, "illed process ") else { return false };
    let pid = victim.bytes().take_while(u8::is_ascii_digit).count();
    let named = victim.get(pid..).is_some_and(|rest| rest.starts_with(" (") || rest.starts_with(", UID "));
    let sizes = [" total-vm:", " vm:"].into_iter().find(|key| has_figure(victim, key));
    let Some((_, behind)) = sizes.and_then(|key| parted_at_last(victim, key)) else { return false };
    pid > 0 && named && !behind.contains(['"', '\'', '`', ')', ']', '}', '\\'])
}

/// The kernel's line of a kill behind the words of somebody who tells of it: a question in a forum, a sentence of an article.
/// What reports events quotes the line as a message of its own.
pub(super) fn quoted(text: &str) -> Option<&str> {
    // Of a line without the word nothing else is asked.
    find(text, "process ")?;
    let ends = |words: &str| words.trim_end_matches([' ', '"', '\'']).to_ascii_lowercase();
    let at = KILLS.iter().filter_map(|words| find(text, words)).min().filter(|at| *at > 0)?;
    let (before, line) = text.split_at_checked(at)?;
    if OTHER_LINES.iter().any(|words| holds(before, words)) {
        return None;
    }
    let is_parted = before.ends_with(|c: char| !c.is_ascii_alphanumeric() && !"_%\\".contains(c));
    let is_events = ["OOMKilling", "kernel-monitor", "SystemOOM"].iter().any(|word| holds(before, word))
        || ["message:", "message=", "msg:", "msg="].iter().any(|key| ends(before).ends_with(key));
    let (_, victim) = parted(line, "process ")?;
    let pid = victim.bytes().take_while(u8::is_ascii_digit).count();
    let is_named =
        pid > 0 && victim.get(pid..).is_some_and(|rest| rest.starts_with(" (") || rest.starts_with(", UID "));
    let has_sizes = has_figure(line, "total-vm:");
    let is_code = SIGNS.iter().any(|sign| blanks(before).starts_with(sign)) || line.starts_with("Killed");
    (is_parted && !is_events && is_named && (has_sizes || !is_code)).then_some(line)
}

/// True for a line of a kill's report that breaks off between words that always stand together: behind the pid of a task,
/// before the kernel's release, inside the words of the kill or of the panic.
pub(super) fn breaks_off(text: &str) -> bool {
    const TOGETHER: [&str; 6] = [
        "Memory cgroup out of memory: Killed process",
        "Out of memory: Killed process",
        "Out of memory and no killable processes",
        "Kernel panic - not syncing: System is deadlocked on memory",
        "Kernel panic - not syncing: Out of memory: ",
        "Tasks state (memory values in pages):",
    ];
    let within = |words: &&str| words.strip_prefix(text).is_some_and(|rest| rest.starts_with(' '));
    match text.as_bytes().first() {
        Some(b'[') => text.split_once(']').is_some_and(|(pid, rest)| {
            let mut words = rest.split(' ').filter(|word| !word.is_empty());
            let uid = words.next().is_none_or(|uid| uid.bytes().all(|byte| byte.is_ascii_digit()));
            pid.bytes().skip(1).all(|byte| byte.is_ascii_digit() || byte == b' ') && uid && words.next().is_none()
        }),
        Some(b'C') if text.starts_with("CPU: ") && text.contains(" Comm: ") => text
            .split_once("ainted")
            .is_none_or(|(_, rest)| !rest.split(' ').any(|word| word.starts_with(|c: char| c.is_ascii_digit()))),
        Some(b'M' | b'O' | b'K' | b'T') => TOGETHER.iter().any(within),
        _ => false,
    }
}

/// True for a line with which a report begins, or a fragment of one, with its figures.
pub(super) fn begins_report(text: &str) -> bool {
    announces(text) && has_figure(text, "gfp_mask=") && holds(text, "order=")
        || text.starts_with("oom-kill:constraint=CONSTRAINT_")
        || text.starts_with("Task in /") && holds(text, " killed as a result of limit of /")
}

/// True where a number follows the key.
fn has_figure(text: &str, key: &str) -> bool {
    find(text, key).is_some_and(|at| is_digit_at(text, at + key.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_the_kernels_stamp_is_taken_off() {
        for (text, stamp, host, rest) in [
            (
                "In(05) vcpu-5 - Guest: <4>[39291577.009200] node invoked",
                None,
                None,
                "<4>[39291577.009200] node invoked",
            ),
            ("node01: [Thu Aug 17 17:29:27 2023] a", None, Some("node01"), "[Thu Aug 17 17:29:27 2023] a"),
            ("node01: [  100.000003] a", None, Some("node01"), "[  100.000003] a"),
            (
                "    kern  :info  : [Thu Aug 17 17:29:27 2023] a",
                None,
                None,
                "kern  :info  : [Thu Aug 17 17:29:27 2023] a",
            ),
            ("06:00:02 O: [36370.036951] a", None, None, "[36370.036951] a"),
            ("n: 2023-08-17T17:29:27,123456+00:00 a", None, Some("n"), "2023-08-17T17:29:27,123456+00:00 a"),
            ("hub 4,50,12294818,-;a", None, None, "4,50,12294818,-;a"),
            ("2026-11-29 06:00:02 ttyS0 [36370.036951] a", Some("2026-11-29 06:00:02"), None, "[36370.036951] a"),
        ] {
            let mut draft = RecordDraft::of(text);
            assert!(behind_words(&mut draft), "{text}");
            assert_eq!((draft.stamp.map(|stamp| stamp.printed), draft.host, draft.text), (stamp, host, rest), "{text}");
        }
        for text in [
            "Killed process 7 (a [1.000002] b)",
            "a [1] b",
            "a <4>b",
            "[  pid  ] [1.0]",
            "x invoked oom-killer: [1.000000] a",
        ] {
            assert!(!behind_words(&mut RecordDraft::of(text)), "{text}");
        }
    }

    #[test]
    fn a_kill_in_a_sentence_is_told_from_an_events() {
        const KILL: &str = "Out of memory: Killed process 7 (x) total-vm:1kB, anon-rss:1kB, file-rss:0kB";
        const BARE: &str = "Memory cgroup out of memory: Kill process 7 (x) score 9 or sacrifice child";
        for before in ["as follows ", "Log: ", "\u{65e5}\u{5fd7}\u{ff1a}", "he said \"", "1. (", "monitor - "] {
            for line in [KILL, BARE] {
                assert_eq!(quoted(&format!("{before}{line}")), Some(line), "{before}");
            }
        }
        assert_eq!(quoted(&format!("// {KILL}")), Some(KILL));
        let subject = "Subject: Re: was: Re: Out of Memory: Killed process 16498 (java).";
        assert_eq!(quoted(subject), Some("Out of Memory: Killed process 16498 (java)."));
        assert_eq!(
            quoted("as Killed process 7 (x), UID 0, total-vm:1kB"),
            Some("Killed process 7 (x), UID 0, total-vm:1kB")
        );
        for text in [
            &format!("// {BARE}"),
            KILL,
            &format!("Warning OOMKilling 2m kernel-monitor {KILL}"),
            &format!("  message: '{KILL}"),
            "printf(\"Out of memory: Killed process %d (%s)\")",
            "as Killed process 7 (x) by hand",
            "see Out of memory: Kill process or sacrifice child",
            "java invoked oom-killer: gfp_mask=0xcc0, order=0 Out of memory: Killed process 7 (x) total-vm:1kB",
        ] {
            assert_eq!(quoted(text), None, "{text}");
        }
    }

    #[test]
    fn a_whole_kill_behind_a_few_words_is_told_from_a_quotation() {
        let scope = format!("docker-{}.scope: ", "0f".repeat(32));
        let kills = [
            "Memory cgroup out of memory: Killed process 7 (a b) total-vm:1kB, anon-rss:1kB, file-rss:0kB",
            "Out of memory (oom_kill_allocating_task): Killed process 7 (x) total-vm:1kB, anon-rss:1kB",
            "Killed process 7 (x), UID 0, total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB",
            "Out of memory in UB 12: OOM killed process 7 (x) score 0 vm:281988kB, rss:17004kB, swap:0kB",
        ];
        for before in ["vm1: ", "memhog.scope: ", "guest vm1: ", "a: b: ", &scope] {
            for kill in kills {
                assert_eq!(prefixed(&format!("{before}{kill}")), Some(kill), "{before}");
            }
        }
        let kill = kills[0];
        for text in [
            kill.to_owned(),
            kills[1].to_owned(),
            format!(" {}", kills[1]),
            format!("m{}", kill.trim_start_matches('M')),
            format!("kubelet[1]: {kill}"),
            format!("app: \"{kill}\""),
            format!("app: msg=x: {kill}"),
            format!("this is what I saw: {kill}"),
            format!("Mem-Info: {kill}"),
            format!("app: {kill}\""),
            format!("app: {kill})"),
            format!("app {kill}"),
            "vm1: Memory cgroup out of memory: Killed process 7 (x)".to_owned(),
            "vm1: Out of memory: Kill process 7 (x) score 9 or sacrifice child".to_owned(),
            "vm1: Out of memory: Killed process %d (%s) total-vm:%lukB".to_owned(),
        ] {
            assert_eq!(prefixed(&text), None, "{text}");
        }
    }

    #[test]
    fn a_relays_header_does_not_hide_the_senders() {
        for (text, printed, offset) in [
            ("Nov 29 06:00:08 2026-12-13 07: 23:21 aks-1 kernel: a", Some("2026-12-13 07: 23:21"), None),
            ("2026-11-29T06:00:08.50+00:00 2026-12-13 07: 23:21 aks-1 kernel: a", Some("2026-12-13 07: 23:21"), None),
            (
                "Nov 29 06:00:06 hub 2026-12-13T07: 23:21+0900 aks-1 kernel: a",
                Some("2026-12-13T07: 23:21+0900"),
                Some(32_400),
            ),
            ("Dec 13 07:23:21 +0900 aks-1 kernel: a", Some("Dec 13 07:23:21"), Some(32_400)),
            ("Nov 29 06:00:10 hub Sun 2026-12-13 07:23:21 UTC aks-1 kernel: a", Some("2026-12-13 07:23:21"), Some(0)),
            ("2026-12-13T07:23:21+00:00 2026 aks-1 kernel: a", Some("2026-12-13T07:23:21+00:00"), Some(0)),
            (
                "hub 2026-12-13T07: 23:21,123456+09:00 aks-1 kernel: a",
                Some("2026-12-13T07: 23:21,123456+09:00"),
                Some(32_400),
            ),
            ("2026-11-29T06:00:08Z Dec 13 07:23:21 2026 aks-1 kernel: a", Some("Dec 13 07:23:21 2026"), None),
            ("2026 aks-1 kernel: a", None, None),
            ("y 23 18:40:42 aks-1 kernel: a", None, None),
        ] {
            let read = header(text).expect(text);
            assert_eq!((read.host, read.text), (Some("aks-1"), "a"), "{text}");
            assert_eq!(read.stamp.map(|stamp| stamp.printed), printed, "{text}");
            assert_eq!(read.stamp.and_then(|stamp| stamp.offset_seconds), offset, "{text}");
        }
        for text in [
            "Dec 13 07:23:21 node app[9]: Dec 13 07:23:21 node kernel: a",
            "Dec 13 07:23:21 node npd: saw node kernel: a",
            "we saw in the kernel: a",
            "and this is what we saw on node kernel: a",
        ] {
            assert_eq!(header(text), None, "{text}");
        }
    }

    #[test]
    fn what_breaks_off_is_told_from_what_is_whole() {
        for text in [
            "Memory cgroup",
            "Memory cgroup out of",
            "Out of memory:",
            "Kernel panic - not syncing: System is",
            "[ 716580]",
            "[    231]  1000",
            "CPU: 1 PID: 716580 Comm: stress-ng-vm Not tainted",
            "CPU: 1 PID: 7 Comm: a b Tainted: G        W",
            "Tasks state (memory values",
        ] {
            assert!(breaks_off(text), "{text}");
        }
        for text in [
            "",
            "Memory cgroup out of memory: Killed process 4 (a)",
            "Memory cgroup stats for /a:",
            "[    231]  1000   231 a",
            "[  pid  ]",
            "CPU: 1 PID: 716580 Comm: stress-ng-vm Not tainted 5.15.0-1051-azure #59-Ubuntu",
            "Out of memory and no killable processes...",
            "Mem-Info:",
        ] {
            assert!(!breaks_off(text), "{text}");
        }
    }

    #[test]
    fn comments_are_read_where_they_are_beyond_doubt() {
        let kill = "Memory cgroup out of memory: Killed process 4242 (app) total-vm:737128kB, anon-rss:26372kB";
        for sign in SIGNS {
            assert_eq!(commented(&format!("  {sign} {kill}"), ""), Some((*sign, kill)), "{sign}");
        }
        for text in [
            "// Out of memory: Killed process 123, UID 48, (httpd).",
            "# Memory cgroup out of memory: Killed process # (app_#) total-vm:#kB",
            "// Task in (.*) killed as a result of limit of (.*)",
            "# memory: usage 1kB, limit 1kB, failcnt 0",
        ] {
            assert_eq!(commented(text, ""), None, "{text}");
        }
        assert_eq!(commented("#  anon 1", "#"), Some(("#", " anon 1")));
        assert_eq!(commented("// Out of memory: Killed process 123, UID 48, (httpd).", "//"), None);
    }
}
