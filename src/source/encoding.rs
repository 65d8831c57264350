//! Bytes → text: what a source is encoded in, told by looking, and its lines as UTF-8.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, SHIFT_JIS, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The mark that Windows puts in front of UTF-8.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// UTF-16 by its mark or, without one, by where the zeros stand: PowerShell's `>` and Notepad write it.
pub(super) fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let pairs = head.chunks_exact(2);
    let (mut count, mut high_first, mut low_first) = (0, 0, 0);
    for pair in pairs {
        count += 1;
        high_first += usize::from(matches!(pair, [0, low] if *low != 0));
        low_first += usize::from(matches!(pair, [low, 0] if *low != 0));
    }
    let mostly = |one: usize, other: usize| one > 1 && one * 10 >= count * 7 && other * 20 <= count;
    if mostly(low_first, high_first) {
        Some(UTF_16LE)
    } else if mostly(high_first, low_first) {
        Some(UTF_16BE)
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
    if is_shift_jis(bytes) {
        return Some(SHIFT_JIS);
    }
    is_windows_1252(bytes).then_some(WINDOWS_1252)
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

/// Turns UTF-16 into UTF-8 on the way.
pub(super) struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: String,
    given: usize,
    ended: bool,
}

/// Bytes decoded at once.
const RAW_BYTES: usize = 64 * 1024;

impl<R: Read> Transcoder<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, raw: Vec::new(), text: String::new(), given: 0, ended: false }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        self.raw.resize(RAW_BYTES, 0);
        let count = self.inner.read(&mut self.raw)?;
        self.ended = count == 0;
        self.text.clear();
        self.given = 0;
        let raw = self.raw.get(..count).unwrap_or_default();
        self.text.reserve(self.decoder.max_utf8_buffer_length(count).unwrap_or(RAW_BYTES * 4));
        let _complete = self.decoder.decode_to_string(raw, &mut self.text, self.ended);
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
