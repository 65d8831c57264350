//! How much may come out of an input, and how much went in.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::lang::Sentence;
use crate::tell;

/// So much may come out of any input, whatever its size.
pub(super) const UNPACKED_ALWAYS: u64 = 1024 * 1024 * 1024;

/// Beyond that, so many bytes for each byte that went in. Logs shrink to a tenth or a thirtieth.
pub(super) const UNPACKED_RATIO: u64 = 200;

/// Memory that an xz decoder may take for its dictionary, in KiB: what `xz -9` asks for, and some more.
pub(super) const XZ_MEMORY_KIB: u32 = 80 * 1024;

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

    /// More bytes came out.
    ///
    /// # Errors
    /// [`too_much`], where these are more than the input's size allows.
    pub(super) fn unpack(&self, bytes: u64) -> io::Result<()> {
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
    error.kind() == TOO_MUCH && error.get_ref().is_some_and(|inner| inner.is::<Sentence>())
}

/// Counts what is read from an input as it lies on disk.
pub(super) struct CountingReader<R> {
    pub(super) inner: R,
    pub(super) budget: Budget,
}

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.budget.add_read(count as u64);
        Ok(count)
    }
}

impl<R: io::Seek> io::Seek for CountingReader<R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// Ends with [`too_much`] where more comes out of a decoder than the input's budget allows.
pub(super) struct LimitedReader<R> {
    pub(super) inner: R,
    pub(super) budget: Budget,
}

impl<R: Read> Read for LimitedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.budget.unpack(count as u64)?;
        Ok(count)
    }
}
