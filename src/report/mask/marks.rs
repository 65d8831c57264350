//! Marks around the words that the mask puts into a text, so that it does not look at them again.

/// Of the private use of Unicode; taken out of what comes in.
pub(super) const OPEN: char = '\u{f8d0}';
pub(super) const CLOSE: char = '\u{f8d1}';

/// A word of our own choice.
pub(super) fn marked(word: &str) -> String {
    format!("{OPEN}{word}{CLOSE}")
}

/// The text without anything that could be taken for our marks.
pub(super) fn unmarked(text: &str) -> String {
    text.chars().filter(|c| !matches!(*c, OPEN | CLOSE)).collect()
}
