//! Decoders, decoding ahead on a thread of its own, and how much may come out of an input.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::chunks::fill;
use super::journal::Export;
use super::magic::Packing;
use crate::lang::Told;
use crate::tell;

/// So much may come out of any input, whatever its size.
pub(super) const UNPACKED_ALWAYS: u64 = 1024 * 1024 * 1024;

/// Beyond that, so many bytes for each byte that went in. Logs shrink to a tenth or a thirtieth.
pub(super) const UNPACKED_RATIO: u64 = 200;

/// Memory that an xz decoder may take for its dictionary, in KiB: what `xz -9` asks for, and some more.
pub(super) const XZ_MEMORY_KIB: u32 = 80 * 1024;

/// Decoded pieces that wait to be searched.
const PIECES_WAITING: usize = 4;

/// Bytes of a piece.
const PIECE_BYTES: usize = 256 * 1024;

/// How often a wait for more bytes looks whether it is still wanted.
const LOOK_UP_EVERY: Duration = Duration::from_millis(50);

/// A decoder for a compressed stream. Several members or frames in a row are one stream.
pub(super) fn decoder<'a>(packing: Packing, reader: impl BufRead + 'a) -> io::Result<Box<dyn Read + 'a>> {
    Ok(match packing {
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(reader)),
        Packing::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(reader, true, XZ_MEMORY_KIB)),
        Packing::Zstd => super::zstandard::decoder(reader)?,
        Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(reader)),
        Packing::Journal => Box::new(Export::open(reader)?),
        Packing::Lz4 => Box::new(Lz4Frames { inner: Some(reader), frame: None }),
    })
}

/// lz4 frames one after the other: the decoder ends with the first.
struct Lz4Frames<R: Read> {
    inner: Option<R>,
    frame: Option<lz4_flex::frame::FrameDecoder<R>>,
}

impl<R: BufRead> Read for Lz4Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let count = frame.read(buffer)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
            }
            let Some(mut inner) =
                self.frame.take().map(lz4_flex::frame::FrameDecoder::into_inner).or_else(|| self.inner.take())
            else {
                return Ok(0);
            };
            if inner.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.frame = Some(lz4_flex::frame::FrameDecoder::new(inner));
        }
    }
}

/// How much went into an input's decoders, and how much came out.
#[derive(Clone, Debug, Default)]
pub(super) struct Budget {
    read: Arc<AtomicU64>,
    unpacked: Arc<AtomicU64>,
}

impl Budget {
    /// Bytes of the input as it lies on disk that were read so far.
    pub(super) fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// More bytes of the input were read.
    pub(super) fn add_read(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }

    fn unpack(&self, bytes: u64) -> io::Result<()> {
        let unpacked = self.unpacked.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        let allowed = UNPACKED_ALWAYS.saturating_add(self.read().saturating_mul(UNPACKED_RATIO));
        if unpacked > allowed { Err(too_much(UNPACKED_ALWAYS, UNPACKED_RATIO)) } else { Ok(()) }
    }
}

/// The error of an input out of which more came than its size allows: so many bytes, which may come out of any input, and
/// so many for each byte that went in.
pub(super) fn too_much(always: u64, ratio: u64) -> io::Error {
    let always = always / (1024 * 1024);
    let (always, unit) = if always.is_multiple_of(1024) { (always / 1024, "GiB") } else { (always, "MiB") };
    io::Error::new(TOO_MUCH, tell!("fault-too-much", size = format!("{always} {unit}"), ratio = ratio))
}

/// The kind of that error, which no system call gives while a file is read.
const TOO_MUCH: io::ErrorKind = io::ErrorKind::QuotaExceeded;

/// True for that error.
pub(super) fn is_too_much(error: &io::Error) -> bool {
    error.kind() == TOO_MUCH && error.get_ref().is_some_and(|inner| inner.is::<Told>())
}

/// Counts what is read from an input as it lies on disk.
pub(super) struct Counted<R> {
    pub(super) inner: R,
    pub(super) budget: Budget,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.budget.add_read(count as u64);
        Ok(count)
    }
}

impl<R: io::Seek> io::Seek for Counted<R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// Ends with [`too_much`] where more comes out of a decoder than the input's budget allows.
pub(super) struct Limited<R> {
    pub(super) inner: R,
    pub(super) budget: Budget,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.budget.unpack(count as u64)?;
        Ok(count)
    }
}

/// Reads ahead on a thread of its own. The thread ends when it next has something to hand over after this is dropped.
pub(super) struct Ahead<'a> {
    pieces: Receiver<Piece>,
    empty: SyncSender<Vec<u8>>,
    piece: Vec<u8>,
    given: usize,
    ended: bool,
    cancel: &'a AtomicBool,
}

struct Piece {
    bytes: Vec<u8>,
    ended: Option<io::Result<()>>,
}

impl<'a> Ahead<'a> {
    /// Starts reading what `open` gives. With `live`, bytes are handed on as they come.
    pub(super) fn start(
        live: bool,
        cancel: &'a AtomicBool,
        open: impl FnOnce() -> io::Result<Box<dyn Read>> + Send + 'static,
    ) -> io::Result<Self> {
        let (filled, pieces) = sync_channel(PIECES_WAITING);
        let (empty, to_fill) = sync_channel(PIECES_WAITING + 2);
        thread::Builder::new().name("oomscope-decode".to_owned()).spawn(move || match open() {
            Ok(mut reader) => read_ahead(&mut *reader, live, &filled, &to_fill),
            // Where nobody waits any more, nobody wants the error.
            Err(error) => drop(filled.send(Piece { bytes: Vec::new(), ended: Some(Err(error)) })),
        })?;
        Ok(Self { pieces, empty, piece: Vec::new(), given: 0, ended: false, cancel })
    }

    fn next_piece(&mut self) -> io::Result<()> {
        // The decoder makes a new buffer where this one does not reach it.
        drop(self.empty.try_send(std::mem::take(&mut self.piece)));
        self.given = 0;
        let piece = loop {
            if self.cancel.load(Ordering::Relaxed) {
                self.ended = true;
                return Ok(());
            }
            match self.pieces.recv_timeout(LOOK_UP_EVERY) {
                Ok(piece) => break piece,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    self.ended = true;
                    return Err(io::Error::other(tell!("fault-decoder")));
                }
            }
        };
        self.piece = piece.bytes;
        match piece.ended {
            None => Ok(()),
            Some(Ok(())) => {
                self.ended = true;
                Ok(())
            }
            Some(error) => {
                self.ended = true;
                error
            }
        }
    }
}

fn read_ahead(reader: &mut dyn Read, live: bool, filled: &SyncSender<Piece>, to_fill: &Receiver<Vec<u8>>) {
    loop {
        let mut bytes = to_fill.try_recv().unwrap_or_default();
        bytes.resize(PIECE_BYTES, 0);
        let (count, failed) = fill(reader, &mut bytes, live);
        bytes.truncate(count);
        // What came before an error is handed over first, on its own.
        let ended = match failed {
            Some(error) if count == 0 => Some(Err(error)),
            Some(error) => {
                if filled.send(Piece { bytes: std::mem::take(&mut bytes), ended: None }).is_err() {
                    return;
                }
                Some(Err(error))
            }
            None => (count == 0).then_some(Ok(())),
        };
        let last = ended.is_some();
        if filled.send(Piece { bytes, ended }).is_err() || last {
            return;
        }
    }
}

impl Read for Ahead<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given >= self.piece.len() && !self.ended {
            self.next_piece()?;
        }
        let rest = self.piece.get(self.given..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}
