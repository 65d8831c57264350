//! Where two lines meet that may be one: what stands on both sides.

use super::super::stamp;

/// A vote that counts for more than any doubt.
pub(super) const SURE: i32 = 2;

/// A line, or a piece of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrappedLine<'a> {
    /// All of it.
    pub(super) line: &'a str,
    /// Without the signs with which mail quotes.
    pub(super) text: &'a str,
    /// How many columns that fills, and how many without the blanks at its end.
    pub(super) filled: usize,
    pub(super) trimmed: usize,
    /// How many columns its first word fills, with the blanks before it.
    pub(super) first_word: usize,
}

impl<'a> WrappedLine<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        let line = line.strip_suffix('\r').unwrap_or(line);
        Self::with(line, unquoted(line))
    }

    /// A part in which no quoting stands.
    pub(super) fn whole(line: &'a str) -> Self {
        let line = line.strip_suffix('\r').unwrap_or(line);
        Self::with(line, line)
    }

    fn with(line: &'a str, text: &'a str) -> Self {
        let word = text.trim_start_matches(' ').split(' ').next().unwrap_or("");
        Self {
            line,
            text,
            filled: text.chars().count(),
            trimmed: text.trim_end().chars().count(),
            first_word: text.len() - text.trim_start_matches(' ').len() + word.chars().count(),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }

    /// True where no blank stands before or between its letters.
    pub(super) fn is_word(&self) -> bool {
        !self.text.trim_end().contains(' ')
    }

    /// How many blanks it begins with.
    pub(super) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// True where columns end it: blanks may have stood behind it.
    pub(super) fn is_tabular(&self) -> bool {
        let text = self.text.trim_end().as_bytes();
        let tail = text.get(text.len().saturating_sub(24)..).unwrap_or(text);
        text.ends_with(b"]") || memchr::memmem::find(tail, b"  ").is_some()
    }
}

/// The line without `> > `.
fn unquoted(line: &str) -> &str {
    if !line.trim_start().starts_with('>') {
        return line;
    }
    let rest = line.trim_start_matches(['>', ' ']);
    let quoting = line.len() - rest.len();
    let last = line.get(..quoting).and_then(|quoting| quoting.rfind('>')).map_or(0, |at| at + 1);
    let text = line.get(last..).unwrap_or(rest);
    text.strip_prefix(' ').unwrap_or(text)
}

/// True where the sign that would be quoting ends a mark of the kernel's: `</TASK` and `>`.
pub(super) fn closes_mark(before: &str, line: &str) -> bool {
    let open = before.rsplit_once('<').map(|(_, mark)| mark);
    let is_mark = |mark: &str| mark.len() <= 5 && mark.bytes().all(|byte| byte == b'/' || byte.is_ascii_uppercase());
    line.trim_end() == ">" && open.is_some_and(is_mark)
}

/// True for a stamp and a host, and perhaps the tag and the kernel's stamp, and nothing else.
pub(super) fn is_bare_header(text: &str) -> bool {
    let rest = stamp::iso(text).or_else(|| stamp::month_first(text)).map(|(_, rest)| rest);
    let stamp = text.rsplit_once("kernel: [").is_some_and(|(_, stamp)| is_clock(stamp.trim_end_matches(']')));
    stamp || rest.is_some_and(|rest| rest.split(' ').filter(|word| !word.is_empty()).count() < 2)
}

/// True for a header without its message, or with a part of the kernel's stamp.
pub(super) fn lacks_message(text: &str) -> bool {
    let text = text.trim_end();
    let stamp =
        text.rsplit_once("kernel: [").map_or_else(|| text.trim_start().strip_prefix('['), |(_, stamp)| Some(stamp));
    let stamped =
        stamp.and_then(|stamp| stamp.strip_suffix(']')).is_some_and(|stamp| stamp.contains('.') && is_clock(stamp));
    stamped || text.ends_with("kernel:") || text.rsplit_once('[').is_some_and(|(_, stamp)| is_clock(stamp))
}

/// `   12.294818`, or a part of it.
fn is_clock(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'.'))
}

/// For a seam in the middle of a word: more than 0. For one between words: less. 0 where that cannot be told.
pub(super) fn vote(before: &WrappedLine<'_>, after: &WrappedLine<'_>) -> i32 {
    let (Some(left), Some(right)) = (before.text.chars().next_back(), after.text.chars().next()) else { return 0 };
    if left == ' ' {
        // Both break there.
        return 0;
    }
    if right == ' ' {
        return SURE;
    }
    let unit = after.text.trim_start_matches(|c: char| c.is_ascii_digit());
    let size = unit.starts_with("kB") || unit.starts_with("KB");
    let word = before.text.rsplit(' ').next().unwrap_or("");
    if is_known(before.text, after.text)
        || is_within_id(word, after.text)
        || size && left.is_ascii_digit()
        || is_figure(before.text, after.text)
    {
        return SURE;
    }
    // The summary of a kill is one word.
    if word.contains("oom-kill:") {
        return SURE;
    }
    let path = word.contains('/');
    let (leads, ends) =
        (before.text.trim_end_matches(left).ends_with(' '), after.text.trim_start_matches(right).starts_with(' '));
    match (left, right) {
        ('/', _) if !leads && !before.text.ends_with("=/") => SURE,
        ('=' | '_', _) if !leads => SURE,
        (left, '-') if left.is_ascii_alphanumeric() && after.text.get(1..).is_some_and(starts_with_letter) => SURE,
        (left, '_') if left.is_ascii_alphanumeric() && !after.text.starts_with("__") => SURE,
        ('(', _) | (_, ',' | ':' | ')' | '.') => SURE,
        (_, '=') if !ends => SURE,
        (',' | ':' | ')' | ']' | ';', _) if !path => -1,
        _ => 0,
    }
}

/// True where a number may have been broken, or a word was.
pub(super) fn is_doubtful(before: &WrappedLine<'_>, after: &WrappedLine<'_>) -> bool {
    let digits =
        before.text.ends_with(|c: char| c.is_ascii_digit()) && after.text.starts_with(|c: char| c.is_ascii_digit());
    digits && !is_code(before.text, after.text) || vote(before, after) > 0
}

/// `Code: 48 81 c3`, `00 00 10`: bytes of a program, which are two digits each.
fn is_code(before: &str, after: &str) -> bool {
    let is_byte = |word: Option<&str>| word.is_some_and(|word| word.len() == 2);
    before.contains("Code: ") && is_byte(before.rsplit(' ').next()) && is_byte(after.split(' ').next())
}

fn starts_with_letter(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// True where a word that ends in one of the kill's figures, or before it, goes on with it: `anon-rss:` and `26372kB`, `26372k`
/// and `B`, `UID:1` and `000`.
fn is_figure(before: &str, after: &str) -> bool {
    const KEYS: [&str; 7] = ["total-vm", "anon-rss", "file-rss", "shmem-rss", "UID", "pgtables", "oom_score_adj"];
    let word = before.rsplit(' ').next().unwrap_or("");
    let Some((key, value)) = word.split_once(':') else { return false };
    if word == "UID:" && before.contains("CPU: ") {
        // Since 6.12 that line holds `UID: 0`, with a blank.
        return false;
    }
    let digits = value.trim_start_matches('-');
    let goes_on = match digits.strip_suffix('k') {
        Some(digits) => is_number(digits) && after.starts_with('B'),
        None if digits.is_empty() => after.strip_prefix('-').unwrap_or(after).starts_with(|c: char| c.is_ascii_digit()),
        // Of these two it is known what follows them.
        None => {
            let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
            let whole = key == "UID" && rest.starts_with(" pgtables:") || key == "oom_score_adj" && rest.is_empty();
            is_number(digits) && rest.len() < after.len() && whole
        }
    };
    KEYS.contains(&key) && goes_on
}

/// True where the id of a container, with which a path ends or goes on, stands on both sides.
fn is_within_id(word: &str, after: &str) -> bool {
    const DIGITS: usize = 64;
    let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    let left = word.len() - word.trim_end_matches(hex).len();
    let right = after.len() - after.trim_start_matches(hex).len();
    word.contains('/') && left > 0 && right > 0 && left + right == DIGITS
}

/// True where what stands on both sides is one of the kernel's words.
fn is_known(before: &str, after: &str) -> bool {
    const WORDS: [&str; 53] = [
        "kubepods",
        "burstable",
        "besteffort",
        "containerd",
        "kernel",
        "Out",
        "out",
        "of",
        "memory",
        "UID",
        "reserved_highatomic",
        "inactive_file",
        "active_file",
        "inactive_anon",
        "active_anon",
        "isolated",
        "free_highatomic",
        "global_oom",
        "pagetables",
        "kernel_stack",
        "managed",
        "present",
        "bounce",
        "mlocked",
        "local_pcp",
        "free_pcp",
        "shmem_thp",
        "oom-killer",
        "invoked",
        "gfp_mask",
        "oom_score_adj",
        "pgtables_bytes",
        "swapents",
        "total_vm",
        "rss_anon",
        "rss_file",
        "rss_shmem",
        "total-vm",
        "anon-rss",
        "file-rss",
        "shmem-rss",
        "pgtables",
        "cgroup",
        "Killed",
        "process",
        "failcnt",
        "tainted",
        "Hardware",
        "mems_allowed",
        "oom_memcg",
        "task_memcg",
        "sec_pagetables",
        "unevictable",
    ];
    let inner = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-');
    let left = before.len() - before.trim_end_matches(inner).len();
    let right = after.len() - after.trim_start_matches(inner).len();
    let (Some(left), Some(right)) = (before.get(before.len() - left..), after.get(..right)) else { return false };
    !left.is_empty()
        && !right.is_empty()
        && WORDS.iter().any(|word| word.strip_prefix(left).is_some_and(|rest| rest == right))
}

/// True where a word that fills a line goes on with the next: not behind a whole path.
pub(super) fn is_inside(before: &WrappedLine<'_>, after: &WrappedLine<'_>) -> bool {
    const BEHIND_A_PATH: [&str; 4] = ["killed as a", "are going to", "cache:", "anon "];
    !before.text.ends_with(':') && !BEHIND_A_PATH.iter().any(|words| after.text.starts_with(words))
}

/// True where a word was broken behind its hyphen.
pub(super) fn at_hyphen(before: &str, after: &str) -> bool {
    let word = before.strip_suffix('-').is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric()));
    word && after.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// `file 4096` and nothing else; ` active_file:35 inactive_file:69 …`, a further line of the node's counters.
pub(super) fn is_statistic(text: &str) -> bool {
    const COUNTERS: [&str; 6] =
        ["active_file:", "unevictable:", "slab_reclaimable:", "mapped:", "sec_pagetables:", "kernel_misc_reclaimable:"];
    let first = text.trim_start().split(' ').next().unwrap_or("");
    let number = |key: &&str| first.strip_prefix(key).is_some_and(is_number);
    if COUNTERS.iter().chain(&["free:"]).any(number) {
        return true;
    }
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let pair = words.next().is_some_and(is_key) && words.next().is_some_and(is_number);
    pair && words.next().is_none()
}

/// `… kernel: file 4096`, `[   12.294818] file 4096`, `file 4096`; `… mapped:1 shmem:2`.
pub(super) fn ends_with_statistic(text: &str) -> bool {
    let last = text.rsplit(' ').find(|word| !word.is_empty()).unwrap_or("");
    if last.split_once(':').is_some_and(|(key, value)| is_key(key) && is_number(value)) {
        return true;
    }
    let mut words = text.rsplit(' ').filter(|word| !word.is_empty());
    let pair = words.next().is_some_and(is_number) && words.next().is_some_and(is_key);
    pair && words.next().is_none_or(|word| word.ends_with([':', ']', '>']))
}

/// A statistic's name; shorter ones are the bytes of a program: `f0 31`.
fn is_key(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

pub(super) fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}
