//! Texts that a program of Python or a writer of YAML folded: a quoted scalar of YAML over several lines, a list of string
//! literals of which those that touch are one (`pprint`); source code that holds a log so, and lines that a backslash
//! continues.

use super::super::quoting;
use super::filled::FilledLine;
use super::pieces::{self, LineLiteral};
use super::seam::WrappedLine;
use super::{JOINED_BYTES, OnLine, documents, filled};

/// So many lines of the beginning are looked at.
const LINES: usize = 40;

/// So many lines must be literals.
const LEAST: usize = 3;

/// Puts the lines of such a text together.
#[derive(Debug)]
pub(super) struct Folded {
    form: Folding,
    /// The line so far.
    held: String,
    first: u64,
    /// The quote of the scalar that is open.
    open: Option<char>,
    /// Where the lines of a paragraph begin.
    starts: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folding {
    /// `log: 'a`, `  b`, an empty line for each line feed.
    Scalar,
    /// `['a '`, ` 'b',`.
    Literals,
    /// `"a "`, `"b\n"` among other lines.
    Source,
    /// `a \`, `b`.
    Continued,
    /// `---`, `insertId: a`, `jsonPayload:`, `  MESSAGE: b`.
    Documents,
    /// Lines that were filled anew.
    Filled,
}

impl Folded {
    pub(super) fn of(head: &str) -> Option<Self> {
        if documents::is_entries(head) {
            return Some(Self::new(Folding::Documents));
        }
        let lines = || head.lines().take(LINES);
        let scalar = lines().zip(lines().skip(1)).any(|(line, next)| {
            let continued = next.is_empty() || next.starts_with([' ', '\t']);
            continued && scalar_start(line).is_some_and(|(quote, text)| closing(text, quote).is_none())
        });
        if scalar {
            return Some(Self::new(Folding::Scalar));
        }
        let literals = || lines().filter(|line| !line.trim().is_empty());
        let touching = literals().filter(|line| literal(line).is_some_and(|(_, ends)| !ends)).count();
        // The head may be cut in its last line.
        let all = literals().count().min(LINES - 1) <= literals().filter(|line| literal(line).is_some()).count() + 1;
        // Strings without a bracket around them are each a line of their own: `jq .message`.
        let listed = literals().next().is_some_and(|line| line.trim_start().starts_with(['[', '(']));
        if listed && touching > 0 && all && literals().count() >= LEAST {
            return Some(Self::new(Folding::Literals));
        }
        let next = || lines().skip(1).map(Some).chain([None]);
        if lines().zip(next()).any(|(line, next)| pieces::touch(line, next)) {
            return Some(Self::new(Folding::Source));
        }
        let continued = lines().zip(lines().skip(1)).any(|(line, next)| pieces::is_continued(line, next));
        if continued {
            return Some(Self::new(Folding::Continued));
        }
        filled::is_filled(head).then(|| Self::new(Folding::Filled))
    }

    const fn new(form: Folding) -> Self {
        Self { form, held: String::new(), first: 0, open: None, starts: Vec::new() }
    }

    pub(super) const fn fresh(&self) -> Self {
        Self::new(self.form)
    }

    pub(super) fn feed(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        match self.form {
            Folding::Scalar => self.feed_scalar(number, line, give),
            Folding::Literals => self.feed_literal(number, line, give),
            Folding::Source => self.feed_source(number, line, give),
            Folding::Continued => self.feed_continued(number, line, give),
            Folding::Documents => self.feed_document(number, line, give),
            Folding::Filled => self.feed_filled(number, line, give),
        }
    }

    pub(super) fn finish(&mut self, give: OnLine<'_>) {
        match self.form {
            Folding::Documents => return self.give_document(give),
            Folding::Filled => return self.give_paragraph(give),
            Folding::Scalar | Folding::Literals | Folding::Source | Folding::Continued => {}
        }
        let held = std::mem::take(&mut self.held);
        self.open = None;
        if !held.is_empty() {
            give(self.first, held.trim_end_matches('\\'));
        }
    }

    fn feed_scalar(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        let Some(quote) = self.open else {
            match scalar_start(line).filter(|(quote, text)| closing(text, *quote).is_none()) {
                Some((quote, text)) => {
                    (self.open, self.first) = (Some(quote), number);
                    self.add(text, quote, give);
                }
                None => give(number, line),
            }
            return;
        };
        if line.trim().is_empty() {
            // A line feed of the text.
            self.finish(give);
            (self.open, self.first) = (Some(quote), number + 1);
            return;
        }
        if !line.starts_with([' ', '\t']) || self.held.len() > JOINED_BYTES {
            self.finish(give);
            return self.feed_scalar(number, line, give);
        }
        let text = line.trim();
        let end = closing(text, quote);
        let text = end.and_then(|end| text.get(..end)).unwrap_or(text);
        if self.held.is_empty() {
            self.first = number;
        }
        self.add(text, quote, give);
        if end.is_some() {
            self.finish(give);
        }
    }

    /// Adds a part of a scalar; gives the lines that it ends.
    fn add(&mut self, text: &str, quote: char, give: OnLine<'_>) {
        if quote == '\'' {
            if !self.held.is_empty() {
                self.held.push(' ');
            }
            return self.held.push_str(&text.replace("''", "'"));
        }
        if let Some(held) = self.held.strip_suffix('\\').map(str::len) {
            self.held.truncate(held);
        } else if !self.held.is_empty() {
            self.held.push(' ');
        }
        self.held.push_str(text.strip_prefix('\\').filter(|text| text.starts_with(' ')).unwrap_or(text));
        self.give_lines(give);
    }

    fn feed_literal(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        let Some((text, ends)) = literal(line).filter(|_| self.held.len() <= JOINED_BYTES) else {
            self.finish(give);
            return give(number, line);
        };
        if self.held.is_empty() {
            self.first = number;
        }
        self.held.push_str(text);
        self.give_lines(give);
        if ends {
            let line = quoting::unescaped(&std::mem::take(&mut self.held));
            give(self.first, &line);
        }
    }

    fn feed_source(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        let joined = pieces::seamless(line);
        let Some(LineLiteral { text, goes_on }) = pieces::literal(&joined).filter(|_| self.held.len() <= JOINED_BYTES)
        else {
            self.finish(give);
            return give(number, line);
        };
        // A header without a stamp may be the rest of one: the name before it was parted.
        let is_rest = text.contains(" invoked oom-killer: ") && !quoting::starts_with_stamp(text);
        if pieces::is_logged(text) && !is_rest {
            self.finish(give);
        }
        if self.held.is_empty() {
            self.first = number;
        }
        self.held.push_str(text);
        self.give_lines(give);
        if !goes_on && !self.held.is_empty() {
            let line = quoting::unescaped(&std::mem::take(&mut self.held));
            give(self.first, &line);
        }
    }

    fn feed_continued(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        if self.held.is_empty() {
            self.first = number;
        } else if !pieces::goes_on(line) || self.held.len() > JOINED_BYTES {
            // The backslash was the line's own.
            self.held.push('\\');
            give(self.first, &std::mem::take(&mut self.held));
            self.first = number;
        }
        match pieces::continued(line) {
            Some(part) => self.held.push_str(part),
            None if self.held.is_empty() => give(number, line),
            None => {
                self.held.push_str(line);
                give(self.first, &std::mem::take(&mut self.held));
            }
        }
    }

    fn feed_document(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        let is_part = documents::is_part(line) && !documents::is_mark(line);
        if !is_part || self.held.len() > JOINED_BYTES {
            self.give_document(give);
        }
        if !is_part {
            return give(number, line);
        }
        if self.held.is_empty() {
            self.first = number;
        }
        self.held.push_str(line);
        self.held.push('\n');
    }

    /// Gives the entry that is held as one line, or its lines where it is none.
    fn give_document(&mut self, give: OnLine<'_>) {
        let held = std::mem::take(&mut self.held);
        match documents::as_json(&held) {
            Some(entry) => give(self.first + entry.before, &entry.json),
            None => held.lines().zip(self.first..).for_each(|(line, number)| give(number, line)),
        }
    }

    fn feed_filled(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        let text = WrappedLine::of(line).text.trim();
        if text.is_empty() || self.held.len() > JOINED_BYTES {
            self.give_paragraph(give);
        }
        if text.is_empty() {
            return give(number, line);
        }
        if self.held.is_empty() {
            self.first = number;
        } else {
            self.held.push(' ');
        }
        self.starts.push(self.held.len());
        self.held.push_str(text);
    }

    /// Gives the lines that the paragraph holds, each with the number of the line in which it begins.
    fn give_paragraph(&mut self, give: OnLine<'_>) {
        let (held, starts) = (std::mem::take(&mut self.held), std::mem::take(&mut self.starts));
        let lines = filled::lines(&held);
        let whole = starts.iter().zip(starts.iter().skip(1).map(Some).chain([None]));
        let as_it_was = whole.filter(|_| lines.is_empty()).filter_map(|(start, next)| {
            let end = next.map_or(held.len(), |next| *next);
            held.get(*start..end).map(|line| FilledLine { at: *start, text: line.trim_end() })
        });
        for line in as_it_was.collect::<Vec<_>>().into_iter().chain(lines.iter().copied()) {
            let before = starts.iter().take_while(|start| **start <= line.at).count();
            give(self.first + u64::try_from(before).unwrap_or(1).saturating_sub(1), line.text);
        }
    }

    /// Gives the lines that an escaped line feed ends.
    fn give_lines(&mut self, give: OnLine<'_>) {
        while let Some((line, rest)) = self.held.split_once("\\n") {
            give(self.first, &quoting::unescaped(line));
            self.held = rest.to_owned();
        }
    }
}

/// `log: 'text`, `- "text`: the quote and what stands behind it.
fn scalar_start(line: &str) -> Option<(char, &str)> {
    let bare = line.trim_start().trim_start_matches("- ");
    let value = match bare.split_once(": ") {
        Some((key, value)) if !key.contains([' ', '\'', '"', '[', '{']) => value,
        _ if line.trim_start().starts_with("- ") => bare,
        _ => return None,
    };
    let quote = value.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let text = value.get(1..)?.trim_end();
    // A quote that is the text's own is doubled or escaped; any other ends the scalar here.
    let own = if quote == '\'' { "''" } else { "\\\"" };
    (!text.replace(own, "").contains(quote) || closing(text, quote).is_some()).then_some((quote, text))
}

/// Where the quote stands that ends a scalar, at the end of its last line.
fn closing(text: &str, quote: char) -> Option<usize> {
    let before = text.strip_suffix(quote)?;
    let escaped = match quote {
        // Doubled quotes are one of the text.
        '\'' => before.len() - before.trim_end_matches('\'').len(),
        _ => before.len() - before.trim_end_matches('\\').len(),
    };
    (escaped % 2 == 0).then_some(before.len())
}

/// `['text '`, ` b'text',`: the text of a line that is one literal, and whether nothing goes on with it.
fn literal(line: &str) -> Option<(&str, bool)> {
    let bare = line.trim().trim_start_matches(['[', '(', '{']);
    let bare = bare.strip_prefix(['b', 'r', 'u']).filter(|rest| rest.starts_with(['\'', '"'])).unwrap_or(bare);
    let quote = bare.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let inner = bare.get(1..)?;
    let body = inner.trim_end_matches([']', ')', '}', ',', ' ']);
    let end =
        closing(body, if quote == '\'' { '"' } else { quote }).or_else(|| body.strip_suffix(quote).map(str::len))?;
    Some((body.get(..end)?, body.len() < inner.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfolded(text: &str) -> Vec<(u64, String)> {
        let (mut folded, mut found) = (Folded::of(text).expect("folded"), Vec::new());
        let mut keep = |number: u64, line: &str| found.push((number, line.to_owned()));
        text.lines().zip(1..).for_each(|(line, number)| folded.feed(number, line, &mut keep));
        folded.finish(&mut keep);
        found
    }

    #[test]
    fn a_folded_scalar_ends_its_lines_with_empty_ones() {
        let text = "a: 1\nlog: 'x kernel: it''s\n  a b\n\n  y kernel: c\n\n  '\nb: 2\n";
        let wanted = [(1, "a: 1"), (2, "x kernel: it's a b"), (5, "y kernel: c"), (8, "b: 2")];
        let found: Vec<_> = unfolded(text).into_iter().filter(|(_, line)| !line.is_empty()).collect();
        assert_eq!(found, wanted.map(|(number, line)| (number, line.to_owned())));
        let text = "log: \"x a\\\n  \\ b\\ny\\tc\\\n  d\\n\"\n";
        let lines: Vec<_> = unfolded(text).into_iter().map(|(_, line)| line).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["x a b", "y\tcd"]);
    }

    #[test]
    fn literals_that_touch_are_one() {
        let text = "['x a '\n 'b',\n 'y',\n \"z '\"\n 'c']\n";
        let lines: Vec<_> = unfolded(text).into_iter().map(|(_, line)| line).collect();
        assert_eq!(lines, ["x a b", "y", "z 'c"]);
        let text = "('x a\\n'\n 'y '\n 'b\\n')\n";
        let lines: Vec<_> = unfolded(text).into_iter().map(|(_, line)| line).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["x a", "y b"]);
    }

    #[test]
    fn other_texts_are_not_folded() {
        for text in [
            "a: 'b'\nc: d\n",
            "['a',\n 'b',\n 'c']\n",
            "Dec 13 07:23:21 n app: 'a\n b\n",
            "",
            "it: 'tis\nx\n",
            "'a'\n'b'\n'c'\n",
        ] {
            assert!(Folded::of(text).is_none(), "{text}");
        }
    }
}
