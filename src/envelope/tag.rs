//! The tag of a syslog line: who wrote it.

use super::scan::one_blank;

/// Words with a colon with which the kernel begins lines of its own; they are no tags.
const KERNEL_WORDS: &[&str] = &[
    "memory",
    "swap",
    "memory+swap",
    "kmem",
    "Mem-Info",
    "CPU",
    "Pid",
    "Code",
    "RIP",
    "RSP",
    "RAX",
    "oom_reaper",
    "sysrq",
    "lowmem_reserve[]",
    "DMA",
    "DMA32",
    "Normal",
];

/// Longest tag that is taken for one.
const TAG_BYTES: usize = 128;

/// The tag of a syslog line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SyslogTag<'a> {
    pub(super) program: &'a str,
    pub(super) pid: Option<u32>,
    /// What follows the tag and one blank.
    pub(super) text: &'a str,
}

/// `kernel: text` or `kubelet[1873]: text`.
pub(super) fn tag(text: &str) -> Option<SyslogTag<'_>> {
    if let Some(rest) = text.strip_prefix("kernel:") {
        return Some(SyslogTag { program: "kernel", pid: None, text: one_blank(rest) });
    }
    // Common Event Format: no blank needs to stand behind, and a colon may come later in the same word.
    if let Some(rest) = text.strip_prefix("CEF:").filter(|rest| rest.trim_start().starts_with(['0', '1'])) {
        return Some(SyslogTag { program: "CEF", pid: None, text: one_blank(rest) });
    }
    let end = memchr::memchr2(b' ', b'\t', text.as_bytes()).unwrap_or(text.len());
    let (first, rest) = text.split_at_checked(end)?;
    let name = first.strip_suffix(':').filter(|name| !name.is_empty() && name.len() <= TAG_BYTES)?;
    let (program, pid) = match name.strip_suffix(']').and_then(|name| name.rsplit_once('[')) {
        Some((program, pid)) if !program.is_empty() => (program, pid.parse().ok()),
        _ => (name, None),
    };
    if KERNEL_WORDS.contains(&name) {
        return None;
    }
    Some(SyslogTag { program, pid, text: one_blank(rest) })
}

/// `[kernel] text`, `[kernel][WARNING] text`: the program as metalog writes it, and the text. Callers (`[T123]`) and what
/// the kernel's own lines begin with (`[  pid  ]`, `[ 716518]`) are none.
pub(super) fn bracketed_tag(text: &str) -> Option<(&str, &str)> {
    let (program, rest) = text.strip_prefix('[')?.split_once(']')?;
    let named = program.starts_with(|c: char| c.is_ascii_lowercase() || c == '(')
        && program.len() <= TAG_BYTES
        && program.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._/()".contains(&byte));
    let level = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let level = level.filter(|(level, _)| level.bytes().all(|byte| byte.is_ascii_uppercase()));
    let text = level.map_or(rest, |(_, rest)| rest).strip_prefix(' ')?;
    named.then_some((program, text))
}
