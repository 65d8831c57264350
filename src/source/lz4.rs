//! lz4: frames one behind the other, those of `lz4 -l` and those that hold no data included. Its decoder ends with the first
//! frame, refuses frames without data, and takes the end of the file for the end of a frame.

use std::io::{self, Chain, Cursor, Read};

use lz4_flex::frame::FrameDecoder;

use super::chunks::{FilledBytes, fill};
use crate::tell;

/// How a frame begins.
pub(super) const FRAME: [u8; 4] = [0x04, 0x22, 0x4d, 0x18];

/// How a frame of the first format begins (`lz4 -l`), which ends with the file.
pub(super) const LEGACY: [u8; 4] = [0x02, 0x21, 0x4c, 0x18];

/// True for how a frame begins that decoders of lz4 and of Zstandard skip.
pub(super) const fn is_skippable(head: &[u8]) -> bool {
    matches!(head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// Frames; see the module.
pub(super) struct Lz4FrameReader<R: Read> {
    inner: Option<EndWatcher<R>>,
    frame: Option<Lz4Decoder<R>>,
    /// True where the frame ends with the file.
    is_legacy: bool,
}

/// A frame, with its mark, which was read to tell it, put back.
type Lz4Decoder<R> = FrameDecoder<Chain<Cursor<[u8; 4]>, EndWatcher<R>>>;

/// Notices where the end of the file is met.
struct EndWatcher<R> {
    inner: R,
    has_ended: bool,
}

impl<R: Read> Read for EndWatcher<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.has_ended |= count == 0 && !buffer.is_empty();
        Ok(count)
    }
}

impl<R: Read> Lz4FrameReader<R> {
    pub(super) const fn new(inner: R) -> Self {
        Self { inner: Some(EndWatcher { inner, has_ended: false }), frame: None, is_legacy: false }
    }

    /// Goes to the next frame that holds data; false at the end.
    fn next_frame(&mut self, mut inner: EndWatcher<R>) -> io::Result<bool> {
        loop {
            let mut mark = [0; 4];
            let count = read_full(&mut inner, &mut mark)?;
            match mark {
                _ if count == 0 => return Ok(false),
                FRAME | LEGACY => {
                    self.is_legacy = mark == LEGACY;
                    self.frame = Some(FrameDecoder::new(Cursor::new(mark).chain(inner)));
                    return Ok(true);
                }
                _ if is_skippable(&mark) => pass(&mut inner)?,
                // Files are filled up with zeros.
                [0, 0, 0, 0] => {}
                _ => return Err(io::Error::new(io::ErrorKind::InvalidData, tell!("fault-behind"))),
            }
        }
    }
}

/// Passes over the rest of a frame without data, behind its mark.
fn pass(inner: &mut impl Read) -> io::Result<()> {
    let mut length = [0; 4];
    inner.read_exact(&mut length)?;
    let length = u64::from(u32::from_le_bytes(length));
    let passed = io::copy(&mut inner.take(length), &mut io::sink())?;
    if passed == length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn read_full(inner: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let FilledBytes { count, failed } = fill(inner, buffer, false);
    failed.map_or(Ok(count), Err)
}

impl<R: Read> Read for Lz4FrameReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let count = frame.read(buffer)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
            }
            let ended = self.frame.take().map(|frame| frame.into_inner().into_inner().1);
            if ended.as_ref().is_some_and(|inner| inner.has_ended) && !self.is_legacy {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let Some(inner) = ended.or_else(|| self.inner.take()) else { return Ok(0) };
            if !self.next_frame(inner)? {
                return Ok(0);
            }
        }
    }
}
