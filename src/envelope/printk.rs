//! What the kernel and its readers put in front of a message: `[seconds]`, the caller, levels, `/dev/kmsg` records.

use std::borrow::Cow;

use super::draft::{NetconsoleFragment, RecordDraft};
use super::scan::{blanks, digits, fraction, number, one_blank, word};
use super::stamp::{self, Stamp};
use super::tag::tag;
use crate::model::{Origin, Uptime};
use crate::source::words::{find, holds, parted};

/// Names of syslog facilities as `dmesg -x`, Talos and BusyBox print them.
const FACILITIES: &[&str] = &[
    "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "local0",
    "local1", "local2", "local3", "local4", "local5", "local6", "local7",
];

/// Names of syslog levels, short and long.
const LEVELS: &[&str] =
    &["emerg", "alert", "crit", "err", "error", "warn", "warning", "notice", "info", "debug", "panic"];

/// The head of a record of `/dev/kmsg` is no longer.
const KMSG_HEAD_BYTES: usize = 128;

/// So many stamps may follow dmesg's first.
const STAMPS: usize = 2;

/// The kernel prints six digits of a second; who passes its lines on may print three or nine.
const FRACTION: std::ops::RangeInclusive<usize> = 3..=9;

/// No stamp of dmesg is longer.
const CUT_BYTES: usize = 40;

/// The boot clock's digits fill a column of this width; with fewer, blanks stand before them.
const WIDE: usize = "12345.123456".len();

/// Takes `[36370.036951] ` and the caller `[T1234]` or `[    C0]` off the front. The text behind is the message, with
/// its own leading blanks.
pub(super) fn take_stamp(draft: &mut RecordDraft<'_>) -> bool {
    let Some((uptime, printed, rest)) = seconds(draft.text) else { return false };
    draft.booted(uptime, printed);
    draft.text = one_blank(rest);
    take_caller(draft);
    true
}

/// Takes off what is left of a stamp that somebody shortened or made illegible, `[36370]`, `[xxxxx.xxxxxx]`: where it is none that
/// is known, and what follows is a kill beyond doubt. The other lines of a whole report teach what stands around them
/// ([`super::frame`]).
pub(super) fn take_odd_stamp(draft: &mut RecordDraft<'_>) -> bool {
    let Some((inside, rest)) = odd_stamp(draft.text) else { return false };
    let rest = one_blank(rest);
    let may_be_stamp = !inside.is_empty() && inside.len() <= CUT_BYTES && !inside.contains(['[', '<']);
    if !may_be_stamp || !is_kill_beyond_doubt(rest) {
        return false;
    }
    draft.text = rest;
    speak_for_kernel(draft);
    true
}

/// What stands between brackets at the front, and what follows. Of a stamp that is padded, syslog-ng 3.38 takes the opening
/// bracket and two blanks for a program that was left out (`parse_legacy_program_name()` of `syslog-format.c`); that one is whole
/// otherwise.
fn odd_stamp(text: &str) -> Option<(&str, &str)> {
    if let Some(bracketed) = text.strip_prefix('[') {
        return bracketed.split_once(']');
    }
    let (inside, rest) = parted(blanks(text), "] ")?;
    matches!(clock(inside), Some((_, _, ""))).then_some((inside, rest))
}

/// `Memory cgroup out of memory: Killed process 31 (java) total-vm:…`, `oom-kill:constraint=…`.
fn is_kill_beyond_doubt(text: &str) -> bool {
    let begins = ["Memory cgroup out of memory: Kill", "Out of memory: Kill", "Killed process "];
    let killed = || holds(text, "Killed process ") && holds(text, " total-vm:");
    begins.iter().any(|start| text.starts_with(start)) && killed()
        || text.starts_with("oom-kill:constraint=CONSTRAINT_")
}

/// Takes the caller off, which stands behind any stamp (dmesg prints it since util-linux 2.41).
fn take_caller(draft: &mut RecordDraft<'_>) -> bool {
    let Some((caller, rest)) = caller(draft.text) else { return false };
    draft.caller = Some(caller);
    draft.text = one_blank(rest);
    true
}

/// A line of `dmesg`, of a serial console or of a program that copies them: `[seconds] text`. A delta that `dmesg -d`
/// adds is read over.
pub(super) fn dmesg(draft: &mut RecordDraft<'_>) -> bool {
    if !take_stamp(draft) {
        return false;
    }
    take_further_stamps(draft);
    speak_for_kernel(draft);
    true
}

/// `--time-format` may be given twice (util-linux 2.41): then a second stamp of any of dmesg's forms follows the first.
fn take_further_stamps(draft: &mut RecordDraft<'_>) {
    for _ in 0..STAMPS {
        let Some((stamp, rest)) = calendar(draft.text) else {
            if !take_stamp(draft) {
                break;
            }
            continue;
        };
        // Of two, the one with its zone is the finer.
        if let Some(stamp) = stamp.filter(|stamp| draft.stamp.is_none() || stamp.offset_seconds.is_some()) {
            draft.stamp = Some(stamp);
        }
        draft.text = rest;
    }
    take_caller(draft);
}

/// dmesg's stamps but the boot clock's, and what follows: of a delta only that it is there is known.
fn calendar(text: &str) -> Option<(Option<Stamp<'_>>, &str)> {
    if let Some((stamp, rest)) = stamp::iso(text) {
        let told = stamp.printed.contains(',') && stamp.printed.contains('T') && stamp.offset_seconds.is_some();
        return Some((Some(stamp), rest.strip_prefix(' ').filter(|_| told)?));
    }
    let (inside, rest) = text.strip_prefix('[')?.split_once(']')?;
    let stamp = stamp::human(without_delta(inside)).or_else(|| stamp::minute(inside));
    (stamp.is_some() || is_delta(inside)).then_some((stamp, one_blank(rest)))
}

/// What stands before the delta that `dmesg -d` adds.
fn without_delta(inside: &str) -> &str {
    inside.split_once('<').map_or(inside, |(stamp, _)| stamp).trim()
}

/// `[T716580] text`: `dmesg --time-format notime` of a kernel that names its callers.
pub(super) fn called(draft: &mut RecordDraft<'_>) -> bool {
    if !take_caller(draft) {
        return false;
    }
    speak_for_kernel(draft);
    true
}

/// `  12.294818] text`, `Thu May 23 18:40:42 2024] text`: a stamp whose bracket was cut, where a text was copied without its
/// first letters, or by a relay's parser. Digits may be lost as well: a number counts where a blank or its width shows that
/// it is whole.
pub(super) fn cut_stamp(draft: &mut RecordDraft<'_>) -> bool {
    let text = draft.text;
    let bare = blanks(text);
    let Some(at) = bare.get(..CUT_BYTES.min(bare.len())).and_then(|head| find(head, "] ")) else { return false };
    let (inside, rest) = (bare.get(..at).unwrap_or(""), bare.get(at + 2..).unwrap_or(""));
    if inside.contains('[') {
        return false;
    }
    if let Some((uptime, printed, "")) = clock(inside) {
        let whole = bare.len() < text.len() || printed.len() >= WIDE;
        if whole {
            draft.booted(uptime, printed);
        }
    } else if let Some(stamp) = stamp::human(inside) {
        draft.stamped(stamp);
    } else if !is_ctime_end(inside) {
        return false;
    }
    draft.text = rest;
    take_caller(draft);
    speak_for_kernel(draft);
    true
}

/// `8:40:42 2024`, `y 23 18:40:42 2024`: the end of what `dmesg -T` prints.
fn is_ctime_end(inside: &str) -> bool {
    let Some((before, year)) = inside.rsplit_once(' ') else { return false };
    let Some((hours, seconds)) = before.rsplit_once(':') else { return false };
    let two = |text: &str| number(text, 2, 2).is_some_and(|(_, rest)| rest.is_empty());
    let minutes = hours.rsplit([':', ' ']).next().unwrap_or("");
    let year = number(year, 4, 4).is_some_and(|(year, rest)| (1990..2100).contains(&year) && rest.is_empty());
    year && two(seconds) && (minutes.is_empty() || number(minutes, 1, 2).is_some())
}

/// `[Sun Dec 13 07:20:11 2026] text`: `dmesg -T`.
pub(super) fn dmesg_time(draft: &mut RecordDraft<'_>) -> bool {
    let Some((inside, rest)) = draft.text.strip_prefix('[').and_then(|text| text.split_once(']')) else {
        return false;
    };
    let Some(stamp) = stamp::human(without_delta(inside)) else { return false };
    draft.stamped(stamp);
    draft.text = one_blank(rest);
    take_further_stamps(draft);
    speak_for_kernel(draft);
    true
}

/// `2026-12-13T07:20:11,321706+00:00 text`: `dmesg --time-format iso`. The comma tells it from syslog.
pub(super) fn dmesg_iso(draft: &mut RecordDraft<'_>) -> bool {
    let Some((stamp, rest)) = stamp::iso(draft.text) else { return false };
    let told = stamp.printed.contains(',') && stamp.printed.contains('T') && stamp.offset_seconds.is_some();
    let Some(text) = rest.strip_prefix(' ').filter(|_| told) else { return false };
    draft.stamped(stamp);
    draft.text = text;
    take_further_stamps(draft);
    speak_for_kernel(draft);
    true
}

/// `[Dec13 07:20] text` and `[  +0.000126] text`: `dmesg -H`; `[<    0.000126>] text`: `dmesg -d` without a time. Only
/// the first of these says when: the others stand in its minute, which the reader remembers.
pub(super) fn dmesg_human(draft: &mut RecordDraft<'_>) -> bool {
    let Some((inside, rest)) = draft.text.strip_prefix('[').and_then(|text| text.split_once(']')) else {
        return false;
    };
    if let Some(stamp) = stamp::minute(inside) {
        draft.stamped(stamp);
    } else if !is_delta(inside) {
        return false;
    }
    draft.text = one_blank(rest);
    take_further_stamps(draft);
    speak_for_kernel(draft);
    true
}

/// `<4>` in front of anything else: the priority as `dmesg -r`, `/proc/kmsg` and consoles print it.
pub(super) fn priority(draft: &mut RecordDraft<'_>) -> bool {
    let Some((facility, rest)) = facility_of(draft.text) else { return false };
    // RFC 5424 goes on with its version; that is another dialect.
    if rest.starts_with("1 ") {
        return false;
    }
    written_by(draft, facility == 0);
    draft.text = rest;
    true
}

/// `kern  :warn  : ` in front of anything else: `dmesg -x`.
pub(super) fn decoded(draft: &mut RecordDraft<'_>) -> bool {
    let Some((facility, rest)) = draft.text.split_once(':') else { return false };
    let Some((level, rest)) = rest.split_once(':') else { return false };
    if !FACILITIES.contains(&facility.trim_end()) || !LEVELS.contains(&level.trim_end()) {
        return false;
    }
    written_by(draft, facility.trim_end() == "kern");
    draft.text = one_blank(rest);
    true
}

/// `10.5.0.2: kern: warning: [2026-12-13T07:20:11.32Z]: text`: `talosctl dmesg`, with the node or without.
pub(super) fn talos(draft: &mut RecordDraft<'_>) -> bool {
    let Some((first, rest)) = word(draft.text) else { return false };
    let Some(first) = first.strip_suffix(':') else { return false };
    let (host, facility, rest) = if FACILITIES.contains(&first) {
        (None, first, rest)
    } else {
        let Some((facility, rest)) = word(rest) else { return false };
        let Some(facility) = facility.strip_suffix(':') else { return false };
        (Some(first), facility, rest)
    };
    let Some((level, rest)) = word(rest) else { return false };
    if !FACILITIES.contains(&facility) || !level.strip_suffix(':').is_some_and(|level| LEVELS.contains(&level)) {
        return false;
    }
    let Some((stamp, rest)) = rest.strip_prefix('[').and_then(stamp::iso) else { return false };
    let Some(text) = rest.strip_prefix("]:") else { return false };
    draft.stamped(stamp);
    draft.host = host.or(draft.host);
    draft.text = one_blank(text);
    written_by(draft, facility == "kern");
    // Talos's own programs write into the kernel's ring buffer behind their name.
    if facility != "kern"
        && let Some(said) = draft.text.strip_prefix("[talos] ")
    {
        draft.text = said;
        draft.speaks("talos", None);
        draft.origin = Some(Origin::Program);
    }
    true
}

/// `6,1234,12321706,-;text`: a record as `/dev/kmsg` gives it and as extended netconsole sends it, there perhaps behind the
/// kernel's release (`6.4.0-rc1,6,444,501151268,-;text`) and in pieces (`ncfrag=0/1012`).
pub(super) fn kmsg(draft: &mut RecordDraft<'_>) -> bool {
    if !draft.text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let head = draft.text.as_bytes().get(..KMSG_HEAD_BYTES).unwrap_or(draft.text.as_bytes());
    let Some(at) = memchr::memchr(b';', head) else { return false };
    let (Some(head), Some(text)) = (draft.text.get(..at), draft.text.get(at + 1..)) else { return false };
    let released = head.split_once(',').filter(|(release, _)| release.contains('.') && !release.contains(' '));
    let head = released.map_or(head, |(_, head)| head);
    let mut fields = head.split(',');
    let mut field = || fields.next().and_then(digits).filter(|(_, rest)| rest.is_empty()).map(|(read, _)| read);
    let (Some(level), Some(sequence), Some(micros)) = (field(), field(), field()) else { return false };
    let (Ok(level), Ok(micros)) = (level.parse::<u32>(), micros.parse::<u64>()) else { return false };
    if sequence.len() > 20 || fields.next().is_none() {
        return false;
    }
    let printed = head.match_indices(',').nth(2).and_then(|(at, _)| head.get(..at)).unwrap_or(head);
    draft.booted(Uptime { micros }, printed);
    draft.caller = head.split_once("caller=").map(|(_, caller)| caller.split(',').next().unwrap_or(caller));
    draft.piece = head.split_once("ncfrag=").and_then(|(_, piece)| NetconsoleFragment::of(sequence, piece));
    draft.text = text;
    written_by(draft, level >> 3 == 0);
    true
}

/// The text of a `/dev/kmsg` record with its escapes resolved: the kernel writes every byte that is no plain ASCII, and
/// the backslash, as `\xNN`.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if memchr::memmem::find(text.as_bytes(), b"\\x").is_none() {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escape)) = rest.split_once("\\x") {
        bytes.extend_from_slice(plain.as_bytes());
        if let Some(byte) = escape.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = escape.get(2..).unwrap_or("");
        } else {
            bytes.extend_from_slice(b"\\x");
            rest = escape;
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// `[36370.036951]`: the boot clock, its text and what follows. `dmesg -d` adds `<    0.000126>` before the bracket.
fn seconds(text: &str) -> Option<(Uptime, &str, &str)> {
    let inside = text.strip_prefix('[')?.trim_start_matches(' ');
    let (uptime, printed, after) = clock(inside)?;
    // `journalctl -o short-delta` leaves the delta's room blank in its first line.
    let rest = match blanks(after).strip_prefix('<') {
        Some(delta) => delta.split_once('>')?.1,
        None => blanks(after),
    };
    Some((uptime, printed, rest.strip_prefix(']')?))
}

/// `36370.036951`: the boot clock, its text and what follows.
fn clock(text: &str) -> Option<(Uptime, &str, &str)> {
    let (whole, rest) = digits(text).filter(|(whole, _)| whole.len() <= 10)?;
    let (part, after) = digits(rest.strip_prefix('.')?).filter(|(part, _)| FRACTION.contains(&part.len()))?;
    let (nanos, _) = fraction(rest);
    let micros = whole.parse::<u64>().ok()?.checked_mul(1_000_000)?.checked_add(u64::from(nanos / 1000))?;
    Some((Uptime { micros }, text.get(..whole.len() + 1 + part.len())?, after))
}

/// The boot clock that a relay put into a field of its own, without its brackets.
pub(super) fn bare_clock(text: &str) -> Option<Uptime> {
    clock(text).filter(|(_, _, rest)| rest.is_empty()).map(|(uptime, ..)| uptime)
}

/// `[T1234]` or `[    C0]`, with or without a blank before it (CONFIG_PRINTK_CALLER).
fn caller(text: &str) -> Option<(&str, &str)> {
    let (inside, rest) = text.strip_prefix('[')?.split_once(']')?;
    let inside = blanks(inside);
    let (_, end) = digits(inside.strip_prefix(['T', 'C'])?)?;
    end.is_empty().then_some((inside, rest))
}

/// `  +0.000126`, `  -0.633082`, `<    0.000126>`: how long after the line before.
fn is_delta(inside: &str) -> bool {
    let inner = inside.trim_matches([' ', '<', '>']);
    let number = inner.strip_prefix(['+', '-']).unwrap_or(inner);
    let marked = number.len() < inner.len() || inside.starts_with('<');
    marked
        && number.split_once('.').is_some_and(|(whole, part)| {
            digits(whole).is_some_and(|(_, rest)| rest.is_empty()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// `<6>` or `<30>`: the facility (0 is the kernel's) and the rest.
pub(super) fn facility_of(text: &str) -> Option<(u32, &str)> {
    let (priority, rest) = number(text.strip_prefix('<')?, 1, 3)?;
    let rest = rest.strip_prefix('>')?;
    (priority < 192 && !is_code(rest)).then_some((priority >> 3, rest))
}

/// ` 04 13 48`: what follows the byte that a program had come to in the line `Code:`, `<88>`, is no message.
fn is_code(text: &str) -> bool {
    text.strip_prefix(' ').and_then(|text| text.get(..3)).is_some_and(|word| {
        let byte = word.bytes().take(2).all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase());
        byte && word.ends_with(' ')
    })
}

/// True for `kern.warn`, `daemon.info` and the like, which BusyBox prints before the tag.
pub(super) fn is_selector(word: &str) -> bool {
    word.split_once('.').is_some_and(|(facility, level)| FACILITIES.contains(&facility) && LEVELS.contains(&level))
}

/// True for the name of a level.
pub(super) fn is_level(word: &str) -> bool {
    LEVELS.contains(&word)
}

/// Notes the facility: what others write into the kernel's buffer is not the kernel's.
fn written_by(draft: &mut RecordDraft<'_>, kernel: bool) {
    draft.origin = Some(if kernel { Origin::Kernel } else { Origin::Program });
    if !kernel {
        take_tag(draft);
    }
}

/// A line of the kernel's buffer without a facility: the kernel's, unless systemd has signed it.
fn speak_for_kernel(draft: &mut RecordDraft<'_>) {
    if draft.origin == Some(Origin::Program) || draft.text.starts_with("systemd") && draft.text.contains("]: ") {
        take_tag(draft);
    }
    if draft.origin.is_none() {
        draft.origin = Some(Origin::Kernel);
    }
}

/// Takes `systemd[1]: ` off a line that a program wrote into the kernel's buffer.
fn take_tag(draft: &mut RecordDraft<'_>) {
    if let Some(tag) = tag(draft.text).filter(|tag| tag.pid.is_some()) {
        draft.speaks(tag.program, tag.pid);
        draft.text = tag.text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boot_clock_is_read_with_its_caller() {
        let rows = [
            ("[36370.036951] anon 1", 36_370_036_951, "36370.036951", None, "anon 1"),
            ("[   12.321706]  <TASK>", 12_321_706, "12.321706", None, " <TASK>"),
            ("[  246.610518][ T1778] random", 246_610_518, "246.610518", Some("T1778"), "random"),
            ("[71073.562094] [T13546] oom-kill", 71_073_562_094, "71073.562094", Some("T13546"), "oom-kill"),
            ("[    0.500000][    C0] x", 500_000, "0.500000", Some("C0"), "x"),
            ("[   12.304409 <    0.000111>] x", 12_304_409, "12.304409", None, "x"),
            ("[   12.304409                ] x", 12_304_409, "12.304409", None, "x"),
            ("[36370.036] x", 36_370_036_000, "36370.036", None, "x"),
            ("[36370.036951123] x", 36_370_036_951, "36370.036951123", None, "x"),
        ];
        for (text, micros, printed, caller, rest) in rows {
            let mut draft = RecordDraft::of(text);
            assert!(take_stamp(&mut draft), "{text}");
            assert_eq!(draft.uptime, Some(Uptime { micros }), "{text}");
            assert_eq!((draft.uptime_printed, draft.caller, draft.text), (Some(printed), caller, rest), "{text}");
        }
    }

    #[test]
    fn what_is_left_of_a_stamp_hides_no_kill() {
        const KILL: &str = "Memory cgroup out of memory: Killed process 7 (a) total-vm:4kB, anon-rss:4kB, file-rss:0kB";
        for stamp in
            ["[99999]", "[99999.1]", "[xxxxx.xxxxxx]", "[...]", "[redacted]", "[2026-12-13 07:23]", "  36.037095]"]
        {
            let text = format!("{stamp} {KILL}");
            let mut draft = RecordDraft::of(&text);
            assert!(!take_stamp(&mut draft) && take_odd_stamp(&mut draft), "{text}");
            assert_eq!((draft.text, draft.uptime, draft.origin), (KILL, None, Some(Origin::Kernel)), "{text}");
        }
        for text in [
            "[99999] text",
            "[  pid  ]   uid  tgid",
            "[1234] Killed process 7",
            "[] Out of memory",
            "[<ffff>] Killed process 7",
            "  36.037095] eth0: link up",
            "a 36.037095] Killed process 7 (a) total-vm:4kB",
        ] {
            assert!(!take_odd_stamp(&mut RecordDraft::of(text)), "{text}");
        }
    }

    #[test]
    fn any_stamp_of_dmesg_may_follow_any_other() {
        let stamps = [
            ("[36370.036951]", true, false),
            ("[36370.036951 <    0.000111>]", true, false),
            ("2026-11-29T15:34:27,762690+00:00", false, true),
            ("[Sun Nov 29 15:34:27 2026]", false, true),
            ("[Sun Nov 29 15:34:27 2026 <    0.000111>]", false, true),
            ("[Nov29 15:34]", false, true),
            ("[  +0.000126]", false, false),
            ("[<    0.000126>]", false, false),
        ];
        let headers = [dmesg, dmesg_iso, dmesg_time, dmesg_human];
        for (first, clock, calendar) in stamps {
            for (second, second_clock, second_calendar) in stamps.into_iter().chain([("", false, false)]) {
                for caller in ["", "[T716580]", "[   C1]"] {
                    let parts = [first, second, caller, "[ 716518] 65535 716518"];
                    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
                    let mut draft = RecordDraft::of(&text);
                    assert!(headers.iter().any(|header| header(&mut draft)), "{text}");
                    assert_eq!(draft.text, "[ 716518] 65535 716518", "{text}");
                    assert_eq!(draft.caller.is_some(), !caller.is_empty(), "{text}");
                    assert_eq!(draft.uptime.is_some(), clock || second_clock, "{text}");
                    assert_eq!(draft.stamp.is_some(), calendar || second_calendar, "{text}");
                }
            }
        }
    }

    #[test]
    fn a_cut_stamp_counts_where_it_is_whole() {
        for (text, micros, calendar) in [
            ("  12.294818] a", Some(12_294_818), false),
            ("36370.036951] a", Some(36_370_036_951), false),
            ("257.892709] a", None, false),
            ("Thu May 23 18:40:42 2024] a", None, true),
            ("y 23 18:40:42 2024] a", None, false),
            ("8:40:42 2024] a", None, false),
        ] {
            let mut draft = RecordDraft::of(text);
            assert!(cut_stamp(&mut draft), "{text}");
            assert_eq!((draft.uptime.map(|uptime| uptime.micros), draft.text), (micros, "a"), "{text}");
            assert_eq!((draft.stamp.is_some(), draft.origin), (calendar, Some(Origin::Kernel)), "{text}");
        }
        for text in [" 716518] 65535", "a b] c", "in 2024] c", "pid  ]   uid", "1.5] x"] {
            assert!(!cut_stamp(&mut RecordDraft::of(text)), "{text}");
        }
    }

    #[test]
    fn task_rows_are_no_stamps() {
        for text in ["[    675]     0   675", "[  pid  ]   uid  tgid", "[ 1.0] Out", "[oom_kill_process+0x10a/0x120]"] {
            assert!(!take_stamp(&mut RecordDraft::of(text)), "{text}");
        }
    }

    #[test]
    fn what_systemd_writes_into_the_kernels_buffer_is_not_the_kernels() {
        let mut draft = RecordDraft::of("[    5.100000] systemd[1]: Killed process 7 (init)");
        assert!(dmesg(&mut draft));
        assert_eq!((draft.origin, draft.program, draft.program_pid), (Some(Origin::Program), Some("systemd"), Some(1)));
        let mut draft = RecordDraft::of("daemon:info  : [    5.100000] (udev)[9]: Killed process 7 (init)");
        assert!(decoded(&mut draft) && dmesg(&mut draft));
        assert_eq!((draft.origin, draft.text), (Some(Origin::Program), "Killed process 7 (init)"));
    }
}
