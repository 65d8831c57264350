//! JSON whose text cannot move a terminal's cursor or turn the direction of writing: what is not to be seen is escaped.

use std::io::{Result, Write};

use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter};

use crate::text;

/// Objects and arrays over several lines.
pub(super) fn pretty() -> Escaping<PrettyFormatter<'static>> {
    Escaping(PrettyFormatter::new())
}

/// Everything on one line.
pub(super) const fn compact() -> Escaping<CompactFormatter> {
    Escaping(CompactFormatter)
}

/// A formatter that escapes more than JSON asks for.
pub(super) struct Escaping<F>(F);

impl<F: Formatter> Formatter for Escaping<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> Result<()> {
        // Nearly all text is of this kind, and a report may be large.
        if fragment.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some((at, unseen)) = rest.char_indices().find(|(_, c)| text::is_unseen(*c)) {
            writer.write_all(rest.get(..at).unwrap_or("").as_bytes())?;
            for unit in unseen.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = rest.get(at + unseen.len_utf8()..).unwrap_or("");
        }
        writer.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> Result<()> {
        self.0.write_char_escape(writer, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize as _;

    use super::*;

    #[test]
    fn what_is_not_to_be_seen_is_escaped_and_read_back() {
        let name = "a\u{1b}[31m\u{9b}2J\u{7f}\u{202e}b\u{e0041}\"\\ü";
        let mut written = Vec::new();
        [name].serialize(&mut serde_json::Serializer::with_formatter(&mut written, compact())).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert_eq!(written, r#"["a\u001b[31m\u009b2J\u007f\u202eb\udb40\udc41\"\\ü"]"#);
        assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), [name]);
    }

    #[test]
    fn lines_and_indents_are_those_of_serde() {
        let value = serde_json::json!({"a": [1, {"b": null}], "c": [], "d": {}});
        let mut written = Vec::new();
        value.serialize(&mut serde_json::Serializer::with_formatter(&mut written, pretty())).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string_pretty(&value).unwrap());
    }
}
