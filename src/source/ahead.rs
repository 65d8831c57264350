//! Decoding ahead on a thread of its own.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::chunks::{FilledBytes, fill};
use crate::tell;

/// Decoded pieces that wait to be searched.
const PIECES_WAITING: usize = 4;

/// Bytes of a piece.
const PIECE_BYTES: usize = 256 * 1024;

/// How often a wait for more bytes looks whether it is still wanted.
const LOOK_UP_EVERY: Duration = Duration::from_millis(50);

/// Reads ahead on a thread of its own. The thread ends when it next has something to hand over after this is dropped.
pub(super) struct Ahead<'a> {
    pieces: Receiver<ReadPiece>,
    empty: SyncSender<Vec<u8>>,
    piece: Vec<u8>,
    given: usize,
    ended: bool,
    cancel: &'a AtomicBool,
}

struct ReadPiece {
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
        Self::holding(PIECES_WAITING, live, cancel, open)
    }

    /// The same, where so many pieces may wait.
    pub(super) fn holding(
        waiting: usize,
        live: bool,
        cancel: &'a AtomicBool,
        open: impl FnOnce() -> io::Result<Box<dyn Read>> + Send + 'static,
    ) -> io::Result<Self> {
        let (filled, pieces) = sync_channel(waiting);
        let (empty, to_fill) = sync_channel(waiting + 2);
        thread::Builder::new().name("oomscope-decode".to_owned()).spawn(move || match open() {
            Ok(mut reader) => read_ahead(&mut *reader, live, &filled, &to_fill),
            // Where nobody waits any more, nobody wants the error.
            Err(error) => drop(filled.send(ReadPiece { bytes: Vec::new(), ended: Some(Err(error)) })),
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
        self.ended |= piece.ended.is_some();
        piece.ended.unwrap_or(Ok(()))
    }
}

fn read_ahead(reader: &mut dyn Read, live: bool, filled: &SyncSender<ReadPiece>, to_fill: &Receiver<Vec<u8>>) {
    loop {
        let mut bytes = to_fill.try_recv().unwrap_or_default();
        bytes.resize(PIECE_BYTES, 0);
        let FilledBytes { count, failed } = fill(reader, &mut bytes, live);
        bytes.truncate(count);
        // What came before an error is handed over first, on its own.
        let ended = match failed {
            Some(error) if count == 0 => Some(Err(error)),
            Some(error) => {
                if filled.send(ReadPiece { bytes: std::mem::take(&mut bytes), ended: None }).is_err() {
                    return;
                }
                Some(Err(error))
            }
            None => (count == 0).then_some(Ok(())),
        };
        let last = ended.is_some();
        if filled.send(ReadPiece { bytes, ended }).is_err() || last {
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
