//! The words before `: Killed process`: why somebody was killed.

use crate::model::beancounter;

/// The words before `: Killed process`. `Out of Memory` is how 2.6 wrote it.
pub(super) fn is_prefix(prefix: &str) -> bool {
    // The last is how people write it who write it down.
    const WORDS: [&str; 4] =
        ["Out of memory", "Memory cgroup out of memory", "Out of Memory", "memory cgroup out of memory"];
    let is_whole = |rest: &str| {
        rest.is_empty() || rest.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')')).is_some_and(is_word)
    };
    WORDS.iter().filter_map(|words| prefix.strip_prefix(words)).any(is_whole) || beancounter(prefix).is_some()
}

fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
