//! The transfer encodings of mail: quoted-printable and base64, part by part, with or without the headers that name them.

use super::{JOINED_BYTES, OnLine};

/// The longest line of an encoded text.
const ENCODED_BYTES: usize = 76;

/// So many escaped equals signs in a text with soft line ends are no accident.
const LEAST_ESCAPES: usize = 2;

/// Parts may lie in parts, each with a boundary of its own; so many are known.
const BOUNDARIES: usize = 16;

/// How the part that is being read is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Encoding {
    #[default]
    Plain,
    Quoted,
    Base64,
}

/// Undoes the transfer encoding of a mail, or of a text that was copied out of one.
#[derive(Debug, Default)]
pub(super) struct Mail {
    encoding: Encoding,
    /// What the headers being read say of the part that follows them.
    announced: Option<Encoding>,
    boundaries: Vec<String>,
    held: Vec<u8>,
    first: u64,
    bits: PartialByte,
    /// True while a part that is no text is passed over.
    binary: bool,
    /// True once such a part was met.
    pub(super) left_out: bool,
}

/// Six bits for each character of base64 that was read, of those that make no whole byte yet.
#[derive(Clone, Copy, Debug, Default)]
struct PartialByte {
    value: u32,
    /// How many bits it has.
    bits: u32,
}

impl Mail {
    /// A mail, if the text begins with one, or with a quoted-printable text without headers.
    pub(super) fn of(head: &str) -> Option<Self> {
        let encoded = |line| matches!(announced(line), Some(Encoding::Quoted | Encoding::Base64));
        if head.lines().any(encoded) {
            return Some(Self::default());
        }
        let escapes = memchr::memmem::find_iter(head.as_bytes(), "=3D").take(LEAST_ESCAPES).count();
        let soft = |line: &str| line.len() <= ENCODED_BYTES && line.trim_end().ends_with('=') && line.len() > 1;
        let quoted = escapes == LEAST_ESCAPES && head.lines().any(soft);
        quoted.then(|| Self { encoding: Encoding::Quoted, ..Self::default() })
    }

    pub(super) fn feed(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if self.is_boundary(line) {
            self.finish(give);
            self.encoding = Encoding::Plain;
            return give(number, "");
        }
        if self.ends_at(line) {
            self.finish(give);
            self.encoding = Encoding::Plain;
        }
        match self.encoding {
            Encoding::Plain => {
                self.header(line);
                give(number, line);
            }
            Encoding::Quoted => self.quoted(number, line, give),
            Encoding::Base64 => self.base64(number, line, give),
        }
    }

    /// Gives what is still held of a part.
    pub(super) fn finish(&mut self, give: OnLine<'_>) {
        if !self.held.is_empty() {
            self.flush(give);
        }
        (self.bits, self.binary) = (PartialByte::default(), false);
    }

    fn flush(&mut self, give: OnLine<'_>) {
        let held = std::mem::take(&mut self.held);
        match String::from_utf8(held) {
            Ok(text) => give(self.first, &text),
            // Windows writes its own letters; each is one byte.
            Err(error) => give(self.first, &error.into_bytes().into_iter().map(char::from).collect::<String>()),
        }
    }

    fn header(&mut self, line: &str) {
        if line.is_empty() {
            self.encoding = self.announced.take().unwrap_or_default();
        } else if let Some(encoding) = announced(line) {
            self.announced = Some(encoding);
        }
        if let Some((_, boundary)) = line.split_once("boundary=").filter(|_| self.boundaries.len() < BOUNDARIES) {
            let boundary = boundary.trim_start_matches('"').split(['"', ';']).next().unwrap_or_default().trim();
            if !boundary.is_empty() && boundary.len() <= ENCODED_BYTES {
                self.boundaries.push(format!("--{boundary}"));
            }
        }
    }

    fn is_boundary(&self, line: &str) -> bool {
        line.starts_with("--") && self.boundaries.iter().any(|boundary| line.starts_with(boundary.as_str()))
    }

    /// True where the part that is being read has ended without a boundary: in a file of several mails, or because what
    /// looked like its header was a line of a log.
    fn ends_at(&self, line: &str) -> bool {
        let foreign = |byte: u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b' ' | b'\t'));
        match self.encoding {
            Encoding::Plain => false,
            Encoding::Quoted => self.held.is_empty() && begins_mail(line),
            Encoding::Base64 => line.bytes().any(foreign),
        }
    }

    fn quoted(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        if self.held.is_empty() {
            self.first = number;
        }
        let line = line.trim_end_matches([' ', '\t']);
        let (line, soft) = line.strip_suffix('=').map_or((line, false), |line| (line, true));
        let mut rest = line;
        while let Some((plain, after)) = memchr::memchr(b'=', rest.as_bytes()).and_then(|at| rest.split_at_checked(at))
        {
            self.held.extend_from_slice(plain.as_bytes());
            let byte = after.get(1..3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
            self.held.push(byte.unwrap_or(b'='));
            rest = after.get(if byte.is_some() { 3 } else { 1 }..).unwrap_or("");
        }
        self.held.extend_from_slice(rest.as_bytes());
        if !soft || self.held.len() > JOINED_BYTES {
            self.flush(give);
        }
    }

    fn base64(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        for byte in line.bytes() {
            let six = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                // The end of what was encoded; more may follow, encoded by itself.
                b'=' => {
                    self.bits = PartialByte::default();
                    continue;
                }
                _ => continue,
            };
            let (value, bits) = (self.bits.value << 6 | u32::from(six), self.bits.bits + 6);
            if bits < 8 {
                self.bits = PartialByte { value, bits };
                continue;
            }
            let left = bits - 8;
            self.bits = PartialByte { value: value & ((1 << left) - 1), bits: left };
            self.byte(number, (value >> left).to_le_bytes()[0], give);
        }
    }

    /// A byte of a text that was base64.
    fn byte(&mut self, number: u64, byte: u8, give: OnLine<'_>) {
        // Text has no zeros, and none of the bytes with which packed files begin.
        self.binary |= matches!(byte, 0 | 0x1f);
        if self.binary {
            self.left_out = true;
            return self.held.clear();
        }
        if self.held.is_empty() {
            self.first = number;
        }
        if byte == b'\n' || self.held.len() > JOINED_BYTES {
            return self.flush(give);
        }
        self.held.push(byte);
    }
}

/// The line before each mail of an mbox: `From somebody@host Thu Jan  1 00:00:00 2026`. Its clock tells it from what
/// somebody wrote.
fn begins_mail(line: &str) -> bool {
    let clock = |word: &str| matches!(word.as_bytes(), [b'0'..=b'9', b'0'..=b'9', b':', b'0'..=b'9', b'0'..=b'9', ..]);
    line.strip_prefix("From ").is_some_and(|rest| rest.split(' ').any(clock))
}

/// What a header says of the encoding of the part behind it.
fn announced(line: &str) -> Option<Encoding> {
    const NAME: &str = "content-transfer-encoding:";
    let (name, value) = line.split_at_checked(NAME.len())?;
    name.eq_ignore_ascii_case(NAME).then(|| match value.trim() {
        value if value.eq_ignore_ascii_case("quoted-printable") => Encoding::Quoted,
        value if value.eq_ignore_ascii_case("base64") => Encoding::Base64,
        _ => Encoding::Plain,
    })
}
