//! Objects of indented JSON that have the form of the one before: programs write record after record with the same keys in
//! the same order, and of such a one only the values need to be looked at.

/// Objects of more lines are read line by line.
const LINES_AT_MOST: usize = 64;

/// The form of an object: its lines in their order.
#[derive(Debug, Default)]
pub(super) struct ObjectForm {
    lines: Vec<LineForm>,
    line_end: u8,
    /// True where such an object may say something of the records behind it.
    pub(super) says: bool,
    /// How many objects since the last had another form.
    misses: u32,
}

/// The form of a line.
#[derive(Debug)]
struct LineForm {
    /// How it begins: all of it where it holds no text of its own, else up to the text's first byte.
    begin: Vec<u8>,
    /// What follows the text, with the line's end; empty where there is none.
    end: Vec<u8>,
}

/// How long an object is that was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FittingObject {
    pub(super) bytes: usize,
    pub(super) lines: u64,
}

impl ObjectForm {
    /// The object with which these lines begin, if it is of this form.
    pub(super) fn fits(&self, lines: &[u8]) -> Option<FittingObject> {
        let mut rest = lines;
        if self.lines.is_empty() {
            return None;
        }
        for LineForm { begin, end } in &self.lines {
            rest = rest.strip_prefix(&**begin)?;
            if !end.is_empty() {
                rest = self.behind_text(rest)?.strip_prefix(&**end)?;
            }
        }
        Some(FittingObject { bytes: lines.len() - rest.len(), lines: self.lines.len() as u64 })
    }

    /// From the quote on that ends the text with which these bytes begin, if that stands in the same line.
    fn behind_text<'l>(&self, text: &'l [u8]) -> Option<&'l [u8]> {
        let mut from = 0;
        loop {
            let at = from + memchr::memchr3(b'"', b'\\', self.line_end, text.get(from..)?)?;
            match text.get(at)? {
                b'"' => return text.get(at..),
                b'\\' if text.get(at + 1) != Some(&self.line_end) => from = at + 2,
                _ => return None,
            }
        }
    }

    /// An object was read that is not of this form: every fourth time the form is its own from now on.
    pub(super) fn learn(&mut self, object: &[u8], line_end: u8, says: bool) {
        self.misses += 1;
        if !self.lines.is_empty() && !self.misses.is_multiple_of(4) {
            return;
        }
        *self = Self { line_end, says, ..Self::default() };
        let lines = object.split_inclusive(|byte| *byte == line_end);
        if lines.clone().count() <= LINES_AT_MOST {
            self.lines = lines.map(LineForm::of).collect();
        }
    }
}

impl LineForm {
    fn of(line: &[u8]) -> Self {
        let text = Self::text(line).and_then(|(open, close)| Some((line.get(..=open)?, line.get(close..)?)));
        let (begin, end) = text.unwrap_or((line, b""));
        Self { begin: begin.to_vec(), end: end.to_vec() }
    }

    /// Where the quotes of the text stand that is the value of a line.
    fn text(line: &[u8]) -> Option<(usize, usize)> {
        let first = memchr::memchr(b'"', line)?;
        let second = first + 1 + memchr::memchr2(b'"', b'\\', line.get(first + 1..)?)?;
        let behind = line.get(second + 1..)?;
        let blanks = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        // Without a colon it is a text of a list.
        let colon = blanks(behind);
        let open = match behind.get(colon) {
            Some(b':') => second + 1 + colon + 1 + blanks(behind.get(colon + 1..)?),
            _ => first,
        };
        let close = memchr::memrchr(b'"', line)?;
        (line.get(open) == Some(&b'"') && open < close).then_some((open, close))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &[u8] = b"  {\n    \"a\": \"x\",\n    \"n\": 1,\n    \"b\": \"y\"\n  },\n";

    fn learned() -> ObjectForm {
        let mut shape = ObjectForm::default();
        shape.learn(FIRST, b'\n', false);
        shape
    }

    #[test]
    fn an_object_with_other_texts_is_of_the_form_and_no_other() {
        let shape = learned();
        let object = |bytes, lines| Some(FittingObject { bytes, lines });
        assert_eq!(shape.fits(FIRST), object(FIRST.len(), 5));
        let other = b"  {\n    \"a\": \"\",\n    \"n\": 1,\n    \"b\": \"y: {\\\"1\\\"}, [2\\\\\"\n  },\n  {\n";
        assert_eq!(shape.fits(other), object(other.len() - 4, 5));
        for other in [
            "  {\n    \"a\": \"x\",\n    \"n\": 2,\n    \"b\": \"y\"\n  },\n",
            "  {\n    \"a\": \"x\\\",\n    \"n\": 1,\n    \"b\": \"y\"\n  },\n",
            "  {\n    \"a\": \"x\"\n    \"n\": 1,\n    \"b\": \"y\"\n  },\n",
            "  {\n    \"c\": \"x\",\n    \"n\": 1,\n    \"b\": \"y\"\n  },\n",
            "  {\n    \"a\": \"x\",\n    \"n\": 1,\n    \"b\": \"y\"\n  }\n",
            "  {\n    \"a\": \"x",
            "",
        ] {
            assert_eq!(shape.fits(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn a_text_that_goes_on_in_another_line_is_of_no_form() {
        // No program writes it, but it would hide where the object ends.
        assert_eq!(learned().fits(b"  {\n    \"a\": \"x\n\",\n    \"n\": 1,\n    \"b\": \"y\"\n  },\n"), None);
    }

    #[test]
    fn the_form_is_that_of_the_objects_that_come() {
        let mut shape = learned();
        let other = b"{\n  \"c\": \"x\"\n}\n";
        for _ in 0..4 {
            shape.learn(other, b'\n', true);
        }
        let object = FittingObject { bytes: other.len(), lines: 3 };
        assert_eq!((shape.fits(other), shape.fits(FIRST), shape.says), (Some(object), None, true));
    }

    #[test]
    fn nothing_and_the_longest_are_of_no_form() {
        assert_eq!(ObjectForm::default().fits(FIRST), None);
        let mut shape = ObjectForm::default();
        let long = format!("{{\n{}}}\n", "\"a\": 1,\n".repeat(LINES_AT_MOST));
        shape.learn(long.as_bytes(), b'\n', false);
        assert_eq!(shape.fits(long.as_bytes()), None);
    }
}
