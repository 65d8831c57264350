//! The words of OpenVZ's kernels for whose memory was used up.

/// Whose limits a kill line of OpenVZ names: those of a user beancounter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beancounter<'a> {
    /// Its number. Older kernels print none, and people blot it out.
    pub number: Option<u32>,
    /// The words that name it: `UB 1234`.
    pub words: &'a str,
    /// True where a memory cgroup within it had no memory left.
    pub inside: bool,
}

/// `Out of memory in UB 1234`, `Out of memory in mem cgroup inside UB 1234`: `out_of_memory_in_ub()` of
/// `kernel/bc/oom_kill.c` (OpenVZ's 2.6.32 for RHEL 6). Older ones print no number.
pub fn beancounter(prefix: &str) -> Option<Beancounter<'_>> {
    let rest = ["Out of memory in ", "out of memory in "].iter().find_map(|words| prefix.strip_prefix(words))?;
    let within = rest.strip_prefix("mem cgroup inside ");
    let words = within.unwrap_or(rest);
    let number = words.strip_prefix("UB")?;
    let is_word =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'*');
    let is_whole = number.is_empty() || number.strip_prefix(' ').is_some_and(is_word);
    let number = number.trim_start().parse().ok();
    is_whole.then_some(Beancounter { number, words, inside: within.is_some() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beancounter_is_named_in_the_words_of_each_kernel() {
        for (prefix, number, inside) in [
            ("Out of memory in UB 1234", Some(1234), false),
            ("out of memory in UB 1234", Some(1234), false),
            ("Out of memory in mem cgroup inside UB 7", Some(7), true),
            ("Out of memory in UB", None, false),
            ("Out of memory in UB XXXX", None, false),
        ] {
            let read = beancounter(prefix).map(|read| (read.number, read.inside));
            assert_eq!(read, Some((number, inside)), "{prefix}");
        }
        for prefix in
            ["Out of memory", "Out of memory in UBER", "Memory cgroup out of memory", "Out of memory in UB a b"]
        {
            assert_eq!(beancounter(prefix), None, "{prefix}");
        }
    }
}
