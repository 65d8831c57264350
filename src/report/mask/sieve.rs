//! What of a free text may stay: words that are known to name nobody, numbers, signs, and what the mask itself put in.
//! Everything else is masked, so that a name which nobody thought of does not leave either.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::marks::{CLOSE, OPEN, unmarked};
use super::{path, public_words};

/// What stands for words that nothing is known of.
pub(super) const MASKED: &str = "[masked]";

/// Words that stand on every node.
static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("../../../assets/mask/words.txt")));

/// Words of kernel releases and of the names of machines, for those alone.
static MACHINES: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("../../../assets/mask/machines.txt")));

fn words(list: &'static str) -> HashSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// The longest word of the lists.
const WORD_BYTES: usize = 48;

/// What stands behind a number of its own: sizes, shares, parts of time.
const UNITS: &[&str] = &[
    "%", "B", "G", "GB", "GHz", "Gi", "GiB", "K", "KB", "Ki", "KiB", "M", "MB", "MHz", "Mi", "MiB", "T", "TB", "Ti",
    "TiB", "Z", "d", "h", "k", "kB", "m", "ms", "ns", "s", "us", "x", "µs", "年", "日", "月", "時", "分", "秒",
];

/// So many digits and more may number an account, a subscription or a machine.
const LONG_NUMBER: usize = 12;

/// A text of the log that holds no name known to the mask: what is not known to be harmless is masked.
pub(super) fn text(text: &str) -> String {
    sifted(&unmarked(text))
}

/// The same without its marks: what is marked and what is known to be harmless stays, everything else is masked.
pub(super) fn sifted(text: &str) -> String {
    if is_statistic(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut after_mark) = (text, false);
    while let Some(first) = rest.chars().next() {
        if first == OPEN {
            let inner = rest.get(OPEN.len_utf8()..).unwrap_or("");
            let (word, left) = inner.split_once(CLOSE).unwrap_or((inner, ""));
            out.push_str(word);
            (rest, after_mark) = (left, true);
            continue;
        }
        let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let (word, left) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if word.is_empty() {
            if first != CLOSE {
                out.push(first);
            }
            (rest, after_mark) = (rest.get(first.len_utf8()..).unwrap_or(""), false);
            continue;
        }
        if after_mark || left.starts_with(OPEN) {
            beside_mark(word, &mut out);
        } else {
            alone(word, &mut out);
        }
        (rest, after_mark) = (left, false);
    }
    out
}

/// A name of a machine or a kernel: as it is where all its words are known and no numbers look like an address.
pub(super) fn is_known_machine(text: &str) -> bool {
    // `5.15.153.1-2.cm2` has as many numbers as an address, but no major version of Linux has two digits.
    let mut runs = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    let four = |run: &str| run.split('.').filter(|part| !part.is_empty()).count() >= 4;
    let first = runs.next().unwrap_or("");
    if runs.any(four) || four(first) && first.find('.') != Some(1) {
        return false;
    }
    text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()).all(|word| {
        let is_number = word.len() <= 8 && word.bytes().all(|byte| byte.is_ascii_digit());
        is_number || is_in(&MACHINES, word)
    })
}

/// True for a word that kernels print: a statistic, a counter, a zone, a mask.
pub(super) fn is_known_word(word: &str) -> bool {
    is_in(&WORDS, word)
}

fn is_in(words: &HashSet<&str>, word: &str) -> bool {
    let mut small = [0; WORD_BYTES];
    let Some(small) = small.get_mut(..word.len()) else { return false };
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    std::str::from_utf8(small).is_ok_and(|small| words.contains(small))
}

/// What a name may be made of. Of other letters than English ones and of signs that are none, only punctuation parts words.
fn is_of_word(c: char) -> bool {
    match c {
        OPEN | CLOSE => false,
        c if c.is_ascii() => c.is_ascii_alphanumeric() || "-_.@".contains(c),
        '\u{a0}' | '·' | '×' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '›' | '→' | '−' | '、' | '。' | '「'
        | '」' | '（' | '）' | '：' => false,
        _ => true,
    }
}

/// A word beside what was put in: `kubepods-burstable-pod` before an id, `.scope` after it.
fn beside_mark(word: &str, out: &mut String) {
    for piece in word.split_inclusive(['-', '_', '.', '@']) {
        let bare = piece.trim_end_matches(['-', '_', '.', '@']);
        if bare.is_empty() || is_harmless(bare) || public_words::is_path_word(bare) || is_ending(bare) {
            out.push_str(piece);
        } else {
            out.push_str(MASKED);
            out.push_str(piece.get(bare.len()..).unwrap_or(""));
        }
    }
}

/// `service`, `scope` and their like.
fn is_ending(word: &str) -> bool {
    path::unit_parts(&format!("x.{word}")).is_some()
}

fn alone(word: &str, out: &mut String) {
    let core = word.trim_matches(['-', '.', '@']);
    let is_ours = || public_words::is_process(core) || path::is_known_unit(core);
    if core.is_empty() || is_harmless(word) || is_harmless(core) || is_ours() {
        out.push_str(word);
        return;
    }
    // Several unknown words in a row are one.
    let before = out.trim_end_matches(' ');
    if before.ends_with(MASKED) {
        out.truncate(before.len());
    } else {
        out.push_str(word.get(..word.len() - word.trim_start_matches(['-', '.', '@']).len()).unwrap_or(""));
        out.push_str(MASKED);
    }
    let ending = path::unit_parts(core).map_or("", |unit| unit.ending);
    out.push_str(ending);
    out.push_str(word.get(word.trim_end_matches(['-', '.', '@']).len()..).unwrap_or(""));
}

fn is_harmless(word: &str) -> bool {
    is_known_word(word) || is_figure(word) || is_in(&WORDS, symbol(word))
}

/// A function's name without what compilers add to it.
fn symbol(word: &str) -> &str {
    let name = [".cold", ".isra", ".part", ".constprop"].iter().filter_map(|added| word.find(added)).min();
    name.and_then(|end| word.get(..end)).unwrap_or(word)
}

/// `anon 484630528`: as the kernel prints statistics, however large the figure is.
fn is_statistic(text: &str) -> bool {
    text.trim().split_once(' ').is_some_and(|(key, value)| {
        let value = value.trim_start_matches('-');
        // More digits are no figure of 64 bits.
        is_known_word(key) && !value.is_empty() && value.len() <= 20 && value.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// A number, with its unit where it has one; a date, a version; a mask in hexadecimal digits.
fn is_figure(word: &str) -> bool {
    if !word.is_ascii() && !word.ends_with(['年', '日', '月', '時', '分', '秒', 's']) {
        return false;
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let short = |text: &str| digits(text) && text.len() < LONG_NUMBER;
    let led = |start: &[char], lengths: std::ops::RangeInclusive<usize>| {
        word.strip_prefix(start).is_some_and(|rest| digits(rest) && lengths.contains(&rest.len()))
    };
    short(word)
        || word.split_once('.').is_some_and(|(whole, part)| short(whole) && digits(part) && part.len() <= 9)
        || word.split_once('-').is_some_and(|(from, to)| short(from) && short(to) && word.len() < LONG_NUMBER)
        || is_date(word)
        || is_version(word.strip_prefix('v').unwrap_or(word))
        // More digits are an address or an id.
        || word.strip_prefix("0x").is_some_and(|hex| hex.len() <= 8 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
        // klog's severity with its day, printk's caller, a count.
        || led(&['I', 'W', 'E', 'F'], 4..=4)
        || led(&['T', 'C', 'x'], 1..=7)
        || is_measure(word)
}

/// `2023-12-13`, and what is before the first colon of `2023-12-13T07:23:21`.
fn is_date(word: &str) -> bool {
    let shape = |c: u8| if c.is_ascii_digit() { b'0' } else { c };
    let shape: Vec<u8> = word.bytes().take(16).map(shape).collect();
    matches!(&*shape, b"0000-00-00" | b"0000-00-00T00" | b"00T00" | b"00000000T000000Z")
}

/// `1.28.5`.
fn is_version(word: &str) -> bool {
    let is_number = |part: &str| (1..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    // Four numbers are an address.
    word.split('.').count() <= 3 && word.split('.').all(is_number)
}

/// `512000kB`, `1.5GiB`, `46.79%`, `1m20s`, `21.402331772Z`.
fn is_measure(word: &str) -> bool {
    let mut rest = word;
    let mut parts = 0;
    while !rest.is_empty() {
        let number = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        let unit = rest.get(number..).unwrap_or("");
        let end = unit.find(|c: char| c.is_ascii_digit()).unwrap_or(unit.len());
        let unit = unit.get(..end).unwrap_or("");
        parts += 1;
        if number == 0 || number > 20 || parts > 4 || !UNITS.contains(&unit) {
            return false;
        }
        rest = rest.get(number + end..).unwrap_or("");
    }
    parts > 0
}

#[cfg(test)]
mod tests {
    use super::super::marks::marked;
    use super::*;

    #[test]
    fn what_is_not_known_is_masked_and_figures_stay() {
        for (real, masked) in [
            (
                "Out of memory: Killed process 7 (acme) total-vm:1kB",
                "Out of memory: Killed process 7 ([masked]) total-vm:1kB",
            ),
            ("call bob@acme.example now", "call [masked] now"),
            ("on i-0abc123def4567890.", "on [masked]."),
            ("arn:aws:iam::123456789012:role/acme", "[masked]:aws:[masked]::[masked]:[masked]/[masked]"),
            (
                "kubepods.slice: Failed with result 'oom-kill'. acme-x.service",
                "kubepods.slice: Failed with result 'oom-kill'. [masked].service",
            ),
            (
                "at 2023-12-13T07:23:21.402331772Z, 09:13 and 1m20s",
                "at 2023-12-13T07:23:21.402331772Z, 09:13 and 1m20s",
            ),
            (
                "limit 9007199254740988kB, 46.79% of 0-3, 0xcc0(GFP_KERNEL)",
                "limit 9007199254740988kB, 46.79% of 0-3, 0xcc0(GFP_KERNEL)",
            ),
            ("anon 1484630528000", "anon 1484630528000"),
            ("account 1484630528000", "[masked] [masked]"),
            ("the memory of blue whale.", "the memory of [masked]."),
            ("pay\u{200b}ment 🚀 Überwachung 決済", "[masked]"),
            (
                "oom_kill_process.cold+0xb/0x10 acme_read.cold+0x1/0x2",
                "oom_kill_process.cold+0xb/0x10 [masked]+0x1/0x2",
            ),
            ("kworker/0:1 went by", "kworker/0:1 [masked] by"),
            ("a memory-acme node", "a [masked] node"),
            ("", ""),
        ] {
            let masked = masked.replace("[masked] [masked]", "[masked]");
            assert_eq!(text(real), masked, "{real}");
        }
    }

    #[test]
    fn what_was_put_in_stays_and_its_neighbours_are_looked_at() {
        let text = format!("cri-containerd-{}.scope, {}-acme, acme-{}", marked("0001"), marked("pod-A"), marked("x1"));
        assert_eq!(sifted(&text), "cri-containerd-0001.scope, pod-A-[masked], [masked]-x1");
        // Nobody can bring marks of their own.
        assert_eq!(super::text(&text), "cri-containerd-0001.scope, [masked], [masked]");
    }

    #[test]
    fn the_lists_hold_no_word_twice_as_long_as_is_looked_at_and_none_in_capitals() {
        for list in [&*WORDS, &*MACHINES] {
            let odd =
                list.iter().find(|word| word.len() > WORD_BYTES || word.bytes().any(|byte| byte.is_ascii_uppercase()));
            assert_eq!(odd, None);
        }
        for name in ["acme", "shop", "api", "web", "cart", "payment", "worker", "backend", "postgres", "java", "bob"] {
            assert!(!is_known_word(name), "{name}");
        }
    }

    #[test]
    fn machines_are_told_by_their_makers_words_only() {
        for (name, known) in [
            ("Microsoft Corporation Virtual Machine/Virtual Machine, BIOS 090008  12/07/2018", true),
            ("QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2", true),
            ("AcmeBoard 7", false),
            ("Amazon EC2 m5.xlarge", false),
        ] {
            assert_eq!(is_known_machine(name), known, "{name}");
        }
    }
}
