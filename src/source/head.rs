//! The beginning of an input, by which it is told what it is.

use std::io::{self, Read};

use super::chunks::{FilledBytes, fill};
use super::encoding;
use super::magic::HEAD_BYTES;

/// Bytes that a live stream must have brought before it is told what it is: as many as a tar header has.
const LIVE_HEAD_BYTES: usize = 512;

/// The beginning of a stream, as much as is looked at.
pub(super) struct InputHead {
    pub(super) bytes: Vec<u8>,
    /// What the stream failed with within it.
    pub(super) failed: Option<io::Error>,
}

pub(super) fn head_of(reader: &mut dyn Read, live: bool) -> InputHead {
    let (mut head, mut filled) = (vec![0; HEAD_BYTES], 0);
    loop {
        let FilledBytes { count, failed } = fill(reader, head.get_mut(filled..).unwrap_or_default(), live);
        filled += count;
        if !live || count == 0 || filled >= LIVE_HEAD_BYTES || failed.is_some() {
            head.truncate(filled);
            return InputHead { bytes: head, failed };
        }
    }
}

/// Gives an error that came while the head was read in its turn, once.
pub(super) struct Failing(pub(super) Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The head as text, cut at a line where more follows.
pub(super) fn head_text(head: &[u8]) -> String {
    let whole = if head.len() < HEAD_BYTES {
        head
    } else {
        let end = memchr::memrchr(line_end(head), head).map_or(head.len(), |at| at + 1);
        head.get(..end).unwrap_or(head)
    };
    encoding::text(encoding::trim(whole, 1), encoding::legacy(head)).into_owned()
}

/// A carriage return, where lines evidently end with it alone; a line feed everywhere else.
pub(super) fn line_end(head: &[u8]) -> u8 {
    let alone =
        memchr::memchr(b'\n', head).is_none() && memchr::memchr(b'\r', head).is_some_and(|at| at + 1 < head.len());
    if alone { b'\r' } else { b'\n' }
}
