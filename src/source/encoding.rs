//! Bytes → text: what a source is encoded in, told by looking, and its lines as UTF-8.

use std::borrow::Cow;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, SHIFT_JIS, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The mark that Windows puts in front of UTF-8.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// An encoding of two or four bytes for each character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wide {
    /// UTF-16, of one of its byte orders.
    Utf16(&'static Encoding),
    /// UTF-32, the lowest byte first or last.
    Utf32 {
        /// True where the highest byte comes first.
        high_first: bool,
    },
}

/// UTF-16 or UTF-32 by its mark or, without one, by where the zeros stand: PowerShell's `>` and Notepad write UTF-16.
pub(super) fn wide(head: &[u8]) -> Option<Wide> {
    by_mark(head).filter(|_| may_be_wide(head)).or_else(|| by_zeros(head))
}

/// What is longer has a letter below 256 among so many, if it is a log in UTF-16 or UTF-32: line ends, digits, blanks.
const MARKED_BYTES: usize = 1024;

/// False where a mark stands before what is evidently bytes: some garbage before a log may begin like one.
fn may_be_wide(head: &[u8]) -> bool {
    let tail = head.get(MARKED_BYTES..).unwrap_or_default();
    tail.len() < MARKED_BYTES || memchr::memchr(0, tail).is_some()
}

/// By the byte order mark.
const fn by_mark(head: &[u8]) -> Option<Wide> {
    match head {
        [0xff, 0xfe, 0, 0, ..] => Some(Wide::Utf32 { high_first: false }),
        [0, 0, 0xfe, 0xff, ..] => Some(Wide::Utf32 { high_first: true }),
        [0xff, 0xfe, ..] => Some(Wide::Utf16(UTF_16LE)),
        [0xfe, 0xff, ..] => Some(Wide::Utf16(UTF_16BE)),
        _ => None,
    }
}

/// By where the zeros of letters below 256 stand: logs are mostly such letters, whatever their language.
fn by_zeros(head: &[u8]) -> Option<Wide> {
    let share = |bytes: usize, fits: fn(&[u8]) -> bool| {
        let characters = head.chunks_exact(bytes);
        let count = characters.len();
        (characters.filter(|character| fits(character)).count(), count)
    };
    let mostly = |(one, count): (usize, usize)| one > 1 && one * 10 >= count * 7;
    let seldom = |(one, count): (usize, usize)| one * 20 <= count;
    if mostly(share(4, |c| matches!(c, [low, 0, 0, 0] if *low != 0))) {
        return Some(Wide::Utf32 { high_first: false });
    }
    if mostly(share(4, |c| matches!(c, [0, 0, 0, low] if *low != 0))) {
        return Some(Wide::Utf32 { high_first: true });
    }
    let low_first = share(2, |c| matches!(c, [low, 0] if *low != 0));
    let high_first = share(2, |c| matches!(c, [0, low] if *low != 0));
    if mostly(low_first) && seldom(high_first) {
        Some(Wide::Utf16(UTF_16LE))
    } else if mostly(high_first) && seldom(low_first) {
        Some(Wide::Utf16(UTF_16BE))
    } else {
        None
    }
}

/// The older encoding that these bytes are evidently in, where they are no UTF-8.
pub(super) fn legacy(bytes: &[u8]) -> Option<&'static Encoding> {
    let (good, broken) = bytes.utf8_chunks().fold((0, 0), |(good, broken), chunk| {
        let more = chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        (good + more, broken + usize::from(!chunk.invalid().is_empty()))
    });
    if broken <= good {
        return None;
    }
    // What was read may end within a character.
    let whole = memchr::memrchr(b'\n', bytes).and_then(|end| bytes.get(..end)).unwrap_or(bytes);
    let guessed = guess(whole);
    match guessed {
        Some(encoding) if encoding != WINDOWS_1252 => Some(encoding),
        _ if is_shift_jis(whole) => Some(SHIFT_JIS),
        _ => is_windows_1252(bytes).then_some(WINDOWS_1252),
    }
}

/// So many bytes that are no ASCII tell an encoding; fewer could be anything.
const TELLING_BYTES: usize = 8;

/// What Firefox would read it as, where there is enough to tell and it fits without an error.
fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    if high < TELLING_BYTES {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    // Bytes by chance make letters of many scripts, marks and controls; a text is mostly letters.
    let (mut letters, mut others) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        *(if c.is_alphanumeric() { &mut letters } else { &mut others }) += 1;
    }
    (letters >= others * 2).then_some(encoding)
}

/// Without an error, and mostly in the rows that Western text leaves alone (kana and the common characters).
fn is_shift_jis(bytes: &[u8]) -> bool {
    if SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes).is_none() {
        return false;
    }
    let (mut rest, mut pairs, mut common) = (bytes, 0, 0);
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if matches!(first, 0x81..=0x9f | 0xe0..=0xfc) {
            pairs += 1;
            common += usize::from(first <= 0x9f);
            rest = after.get(1..).unwrap_or_default();
        }
    }
    pairs > 0 && common * 2 >= pairs
}

/// Single letters with accents between ASCII, or typographic quotes and dashes.
fn is_windows_1252(bytes: &[u8]) -> bool {
    let (mut high, mut western, mut row, mut longest_row) = (0_usize, 0_usize, 0_usize, 0_usize);
    for &byte in bytes {
        if byte < 0x80 {
            row = 0;
            continue;
        }
        high += 1;
        row += 1;
        longest_row = longest_row.max(row);
        western +=
            usize::from(matches!(byte, 0x80 | 0x84 | 0x85 | 0x91..=0x97 | 0xa0 | 0xa7 | 0xab | 0xb0..=0xb5 | 0xbb
            | 0xc0..=0xd6 | 0xd8..=0xf6 | 0xf8..=0xff));
    }
    high > 0 && longest_row <= 3 && western * 10 >= high * 9
}

/// What is done to a line's bytes before they are text: no carriage returns at its end, no zeros in front (a log that
/// was emptied while it was open begins with them), no mark at the beginning of the source.
pub(super) fn trim(mut line: &[u8], number: u64) -> &[u8] {
    while let [rest @ .., b'\r'] = line {
        line = rest;
    }
    if let [0, ..] = line {
        let zeros = line.iter().take_while(|byte| **byte == 0).count();
        line = line.get(zeros..).unwrap_or_default();
    }
    if number == 1 { line.strip_prefix(UTF8_MARK).unwrap_or(line) } else { line }
}

/// A line's text; bytes that are no text become U+FFFD.
pub(super) fn text<'a>(line: &'a [u8], legacy: Option<&'static Encoding>) -> Cow<'a, str> {
    match (std::str::from_utf8(line), legacy) {
        (Ok(text), _) => Cow::Borrowed(text),
        (Err(_), Some(encoding)) => encoding.decode_without_bom_handling(line).0,
        (Err(_), None) => String::from_utf8_lossy(line),
    }
}

/// Turns UTF-16 and UTF-32 into UTF-8 on the way.
pub(super) struct Transcoder<R> {
    inner: R,
    decoder: WideDecoder,
    raw: Vec<u8>,
    text: String,
    given: usize,
    ended: bool,
}

/// A decoder that keeps what is left of a character for its next bytes.
enum WideDecoder {
    Utf16(Decoder),
    Utf32 { high_first: bool, left: Vec<u8> },
}

impl WideDecoder {
    fn new(encoding: Wide) -> Self {
        match encoding {
            Wide::Utf16(encoding) => Self::Utf16(encoding.new_decoder_with_bom_removal()),
            Wide::Utf32 { high_first } => Self::Utf32 { high_first, left: Vec::new() },
        }
    }

    fn decode(&mut self, raw: &[u8], text: &mut String, is_last: bool) {
        match self {
            Self::Utf16(decoder) => {
                text.reserve(decoder.max_utf8_buffer_length(raw.len()).unwrap_or(RAW_BYTES * 4));
                let _complete = decoder.decode_to_string(raw, text, is_last);
            }
            Self::Utf32 { high_first, left } => {
                left.extend_from_slice(raw);
                let (characters, rest) = left.as_chunks::<4>();
                let number = if *high_first { u32::from_be_bytes } else { u32::from_le_bytes };
                let characters = characters.iter().map(|bytes| char::from_u32(number(*bytes)));
                // The mark in front is no character.
                text.extend(characters.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).filter(|c| *c != '\u{feff}'));
                if is_last && !rest.is_empty() {
                    text.push(char::REPLACEMENT_CHARACTER);
                }
                *left = rest.to_vec();
            }
        }
    }
}

/// Bytes decoded at once.
const RAW_BYTES: usize = 64 * 1024;

impl<R: Read> Transcoder<R> {
    pub(super) fn new(inner: R, encoding: Wide) -> Self {
        let decoder = WideDecoder::new(encoding);
        Self { inner, decoder, raw: Vec::new(), text: String::new(), given: 0, ended: false }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        self.raw.resize(RAW_BYTES, 0);
        let count = self.inner.read(&mut self.raw)?;
        self.ended = count == 0;
        self.text.clear();
        self.given = 0;
        let raw = self.raw.get(..count).unwrap_or_default();
        self.decoder.decode(raw, &mut self.text, self.ended);
        Ok(())
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given >= self.text.len() && !self.ended {
            self.decode_more()?;
        }
        let rest = self.text.as_bytes().get(self.given..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}
