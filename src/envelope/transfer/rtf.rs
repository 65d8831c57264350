//! Rich text: what a word processor saves, and some ticket systems send. Its lines end where its control words say so; those
//! of the file mean nothing.

use super::{JOINED_BYTES, OnLine};

/// How such a file begins.
const BEGINNING: &str = "{\\rtf";

/// Groups whose text is not shown.
const HIDDEN: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "header",
    "footer",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "themedata",
    "datastore",
    "fldinst",
];

/// Words that end a line.
const ENDS: &[&str] = &["par", "line", "row", "page", "sect"];

/// No control word is longer, and none has a longer number.
const WORD_BYTES: usize = 32;

/// Takes the markup off rich text.
#[derive(Debug, Default)]
pub(super) struct RtfStripper {
    /// The line so far.
    held: String,
    first: u64,
    /// How many groups are open.
    depth: u64,
    /// The group whose text, and that of those inside, is not shown.
    hidden: Option<u64>,
    /// How many letters stand for the last `\u`, for readers that do not know it.
    passed: u8,
}

/// What stands behind a backslash.
enum Control<'a> {
    /// A word with its number.
    Word(&'a str, Option<i32>),
    /// `\'e9`: a byte.
    Byte(u8),
    /// One sign.
    Sign(char),
}

impl RtfStripper {
    /// Rich text, if the text begins like one.
    pub(super) fn of(head: &str) -> Option<Self> {
        head.trim_start_matches(['\u{feff}', ' ', '\n', '\r']).starts_with(BEGINNING).then(Self::default)
    }

    /// Reads a line of the file.
    pub(super) fn feed(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        let mut rest = line;
        while let Some(at) = rest.find(['{', '}', '\\']) {
            let (text, marked) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.show(number, text);
            let mut chars = marked.chars();
            let mark = chars.next();
            rest = chars.as_str();
            match mark {
                Some('{') => self.depth = self.depth.saturating_add(1),
                Some('}') => self.close(),
                _ => {
                    let (control, behind) = control(rest);
                    rest = behind;
                    self.obey(number, &control, give);
                }
            }
        }
        self.show(number, rest);
    }

    /// Gives the last line.
    pub(super) fn finish(&mut self, give: OnLine<'_>) {
        if !self.held.is_empty() {
            self.end(self.first, give);
        }
    }

    fn close(&mut self) {
        if self.hidden == Some(self.depth) {
            self.hidden = None;
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn obey(&mut self, number: u64, control: &Control<'_>, give: OnLine<'_>) {
        match control {
            Control::Word(word, _) if self.hidden.is_none() && HIDDEN.contains(word) => self.hidden = Some(self.depth),
            Control::Word(word, _) if self.hidden.is_none() && ENDS.contains(word) => self.end(number, give),
            Control::Word("tab" | "cell", _) => self.show(number, "\t"),
            Control::Word("u", Some(code)) => {
                // Codes above 32767 are written as what is left of them below 0.
                let code = u32::try_from(code.rem_euclid(1 << 16)).ok().and_then(char::from_u32);
                self.passed = 0;
                self.show(number, code.unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4]));
                self.passed = 1;
            }
            Control::Byte(byte) => self.show(number, char::from(*byte).encode_utf8(&mut [0; 4])),
            // A reader that does not know this group leaves it out.
            Control::Sign('*') => self.hidden = self.hidden.or(Some(self.depth)),
            // A backslash at the end of a line of the file.
            Control::Sign('\n') if self.hidden.is_none() => self.end(number, give),
            Control::Sign('~') => self.show(number, " "),
            Control::Sign('_') => self.show(number, "-"),
            Control::Sign(sign @ ('\\' | '{' | '}')) => self.show(number, sign.encode_utf8(&mut [0; 4])),
            Control::Word(..) | Control::Sign(_) => {}
        }
    }

    fn show(&mut self, number: u64, text: &str) {
        if text.is_empty() || self.hidden.is_some() {
            return;
        }
        let passed =
            if std::mem::take(&mut self.passed) > 0 { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
        if self.held.is_empty() {
            self.first = number;
        }
        if self.held.len() + text.len() <= JOINED_BYTES {
            self.held.push_str(text.get(passed..).unwrap_or(""));
        }
    }

    fn end(&mut self, number: u64, give: OnLine<'_>) {
        self.passed = 0;
        let first = if self.held.is_empty() { number } else { self.first };
        give(first, &std::mem::take(&mut self.held));
    }
}

/// What stands behind a backslash, and the rest of the line.
fn control(text: &str) -> (Control<'_>, &str) {
    let Some(sign) = text.chars().next() else { return (Control::Sign('\n'), "") };
    if sign == '\'' {
        let byte = text.get(1..3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        return byte.map_or_else(
            || (Control::Sign(sign), text.get(1..).unwrap_or("")),
            |byte| (Control::Byte(byte), text.get(3..).unwrap_or("")),
        );
    }
    if !sign.is_ascii_alphabetic() {
        return (Control::Sign(sign), text.get(sign.len_utf8()..).unwrap_or(""));
    }
    let letters = text.bytes().take(WORD_BYTES).take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at_checked(letters).unwrap_or((text, ""));
    let is_of_number = |(at, byte): &(usize, u8)| byte.is_ascii_digit() || (*at == 0 && *byte == b'-');
    let digits = rest.bytes().enumerate().take(WORD_BYTES).take_while(is_of_number).count();
    let (number, rest) = rest.split_at_checked(digits).unwrap_or(("", rest));
    (Control::Word(word, number.parse().ok()), rest.strip_prefix(' ').unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u64, String)> {
        let (mut rtf, mut found) = (RtfStripper::of(text).expect("rich text"), Vec::new());
        let mut keep = |number: u64, line: &str| found.push((number, line.to_owned()));
        text.lines().zip(1..).for_each(|(line, number)| rtf.feed(number, line, &mut keep));
        rtf.finish(&mut keep);
        found
    }

    #[test]
    fn lines_end_where_the_words_say_so_and_markup_is_not_shown() {
        let text = "{\\rtf1\\ansi{\\fonttbl{\\f0 Courier;}}{\\*\\generator Writer;}\n\\f0\\fs18 [ 1.5] a\\\n {\\b x}: \\'e9 \\u8594?\\{b\\}\\par\n\
                    [ 2.5] c:\\tab d{\\insrsid7 \n12}\\line e\\~f\\par}\n";
        let found = lines(text);
        let texts: Vec<&str> = found.iter().map(|(_, line)| &**line).collect();
        assert_eq!(texts, ["[ 1.5] a", " x: \u{e9} \u{2192}{b}", "[ 2.5] c:\td12", "e f"]);
    }

    #[test]
    fn only_what_begins_so_is_rich_text() {
        assert!(RtfStripper::of("Dec 13 07:23:21 n kernel: {\\rtf1").is_none());
        assert!(RtfStripper::of("\u{feff}{\\rtf1 x}").is_some());
    }

    #[test]
    fn markup_that_breaks_off_is_no_harm() {
        for text in [
            "{\\rtf1 }}}} a",
            "{\\rtf1 \\",
            "{\\rtf1 \\'e",
            "{\\rtf1 \\u",
            "{\\rtf1 \\u-99999999999 x",
            "{\\rtf1 \\u\u{e9}\\'\u{e9}",
        ] {
            lines(text);
        }
    }
}
