//! One line over several string literals that touch each other, as compilers join them: `"a " "b\n"` (C, Python, Rust's
//! `concat!`), or with `+`, `.` or `\` in between.

use super::super::wrap;
use super::Give;

/// What is joined may be this long.
const JOINED_BYTES: usize = 64 * 1024;

/// Joins literals.
#[derive(Debug, Default)]
pub(super) struct Literals {
    /// The line so far, without its closing quote and what follows it.
    held: String,
    first: u64,
    /// The closing quote of what is held.
    quote: char,
}

impl Literals {
    /// Tells from a text's beginning whether lines of a log lie over several literals.
    pub(super) fn of(head: &str) -> Option<Self> {
        let mut lines = head.lines().filter(|line| !line.trim().is_empty()).peekable();
        while let Some(line) = lines.next() {
            let goes_on = wrap::literal(line).is_some() && open_end(line).is_some();
            if goes_on && lines.peek().is_some_and(|next| inside(next).is_some()) {
                return Some(Self::default());
            }
        }
        None
    }

    pub(super) fn feed(&mut self, number: u64, line: &str, give: Give<'_>) {
        let more = if self.held.is_empty() { None } else { inside(line) };
        if let Some(more) = more.filter(|more| self.held.len() + more.len() <= JOINED_BYTES) {
            if let Some((text, quote)) = open_end(line) {
                self.held.push_str(inside(text).unwrap_or(""));
                self.quote = quote;
            } else {
                self.held.push_str(more);
                give(self.first, &std::mem::take(&mut self.held));
            }
            return;
        }
        self.finish(give);
        if let Some((text, quote)) = open_end(line).filter(|_| wrap::literal(line).is_some()) {
            text.clone_into(&mut self.held);
            (self.first, self.quote) = (number, quote);
        } else {
            give(number, line);
        }
    }

    pub(super) fn finish(&mut self, give: Give<'_>) {
        if !self.held.is_empty() {
            let mut held = std::mem::take(&mut self.held);
            held.push(self.quote);
            give(self.first, &held);
        }
    }
}

/// The line up to its closing quote, where the literal goes on behind it: it ends without a newline, and no comma follows.
fn open_end(line: &str) -> Option<(&str, char)> {
    let text = line.trim_end().trim_end_matches(['+', '\\', '.']).trim_end();
    let quote = text.chars().next_back().filter(|quote| matches!(quote, '"' | '\''))?;
    let text = text.strip_suffix(quote)?;
    let escaped = text.ends_with('\\') || text.ends_with("\\n");
    (!escaped && text.contains(quote)).then_some((text, quote))
}

/// What stands behind the opening quote of a line that is a literal.
fn inside(line: &str) -> Option<&str> {
    let text = line.trim_start().trim_start_matches(['+', '.']).trim_start();
    let text =
        text.strip_prefix(['b', 'f', 'r', 'u', 'L']).filter(|rest| rest.starts_with(['"', '\''])).unwrap_or(text);
    text.strip_prefix(['"', '\''])
}
