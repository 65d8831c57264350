//! The marks of tools that show what cannot be seen: `cat -A` and `sed -n l` end every line with `$`.

use super::{JOINED_BYTES, OnLine};

/// So many lines must end with the mark, and no other may be there.
const LEAST: usize = 2;

/// Takes the marks off.
#[derive(Debug, Default)]
pub(super) struct MarkRemover {
    /// A line that `sed -n l` folded, so far.
    held: String,
    first: u64,
}

impl MarkRemover {
    /// True marks: all lines end with `$`, or, folded, with a backslash.
    pub(super) fn of(head: &str) -> Option<Self> {
        // The last line may be cut.
        let whole = head.rfind('\n').and_then(|end| head.get(..end))?;
        let lines = || whole.lines().filter(|line| !line.is_empty());
        let marked = lines().filter(|line| line.ends_with('$')).count();
        let all = lines().all(|line| line.ends_with(['$', '\\']));
        (marked >= LEAST && all).then(Self::default)
    }

    pub(super) fn feed(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        if self.held.is_empty() {
            self.first = number;
        }
        let folded = line.strip_suffix('\\').filter(|_| self.held.len() <= JOINED_BYTES);
        if let Some(part) = folded {
            return self.held.push_str(part);
        }
        let mut held = std::mem::take(&mut self.held);
        held.push_str(line.strip_suffix('$').unwrap_or(line));
        let plain = shown(&held);
        give(self.first, plain.strip_suffix('\r').unwrap_or(&plain));
    }

    pub(super) fn finish(&mut self, give: OnLine<'_>) {
        let held = std::mem::take(&mut self.held);
        if !held.is_empty() {
            give(self.first, &shown(&held));
        }
    }
}

/// The text with what stands for tabs and carriage returns.
fn shown(text: &str) -> String {
    let text = text.replace("^I", "\t").replace("\\t", "\t");
    match text.strip_suffix("^M").or_else(|| text.strip_suffix("\\r")) {
        Some(line) => line.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown_lines(text: &str) -> Vec<(u64, String)> {
        let (mut marks, mut found) = (MarkRemover::of(text).expect("marks"), Vec::new());
        let mut keep = |number: u64, line: &str| found.push((number, line.to_owned()));
        text.lines().zip(1..).for_each(|(line, number)| marks.feed(number, line, &mut keep));
        marks.finish(&mut keep);
        found
    }

    #[test]
    fn ends_of_lines_are_no_text() {
        assert_eq!(shown_lines("a^Ib^M$\n$\nc$\n"), [(1, "a\tb".into()), (2, String::new()), (3, "c".into())]);
        assert_eq!(shown_lines("a b\\\nc$\nd$\n"), [(1, "a bc".into()), (3, "d".into())]);
        for text in ["a$\nb\nc$\n", "a$\n", "a\nb\n", "a\\\nb\\\n"] {
            assert!(MarkRemover::of(text).is_none(), "{text}");
        }
    }
}
