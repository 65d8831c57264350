//! Bytes kept for later: in memory up to a limit, past it in a temporary file that has no name.

use std::fs::File;
use std::io::{self, Seek as _, SeekFrom, Write as _};

use super::positioned::read_full_at;
use crate::tell;

/// What is kept in memory.
pub(super) const MEMORY_BYTES: usize = 8 * 1024 * 1024;

/// What is kept at all; what comes later is not kept.
pub(super) const SPOOL_BYTES: u64 = 8 * 1024 * 1024 * 1024;

/// A spool; see the module.
#[derive(Debug, Default)]
pub(super) struct Spool {
    memory: Vec<u8>,
    file: Option<File>,
    bytes: u64,
    /// True once the limit is reached or the disk is full.
    full: bool,
}

impl Spool {
    /// Keeps the bytes; gives the place to read them from, or `None` where no more is kept.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Option<u64> {
        let offset = self.bytes;
        let end = offset.checked_add(bytes.len() as u64).filter(|end| *end <= SPOOL_BYTES);
        self.full |= end.is_none() || self.write(bytes).is_err();
        self.bytes = end.filter(|_| !self.full)?;
        Some(offset)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.file.is_none() && self.memory.len() + bytes.len() <= MEMORY_BYTES {
            self.memory.extend_from_slice(bytes);
            return Ok(());
        }
        if self.file.is_none() {
            let mut file = tempfile::tempfile()?;
            file.write_all(&self.memory)?;
            self.memory = Vec::new();
            self.file = Some(file);
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        // Where reading at an offset moves the position, writing must set it.
        file.seek(SeekFrom::Start(self.bytes))?;
        file.write_all(bytes)
    }

    /// Bytes that are kept.
    pub(super) const fn len(&self) -> u64 {
        self.bytes
    }

    /// Fills the buffer with kept bytes from `offset` on; fewer only where they end.
    pub(super) fn fill(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(file) = &self.file {
            return read_full_at(file, buffer, offset);
        }
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let kept = self.memory.get(start..).unwrap_or_default();
        let count = kept.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), kept.get(..count)) {
            to.copy_from_slice(from);
        }
        Ok(count)
    }

    /// Reads kept bytes.
    pub(super) fn read(&self, offset: u64, count: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; count];
        let got = self.fill(offset, &mut bytes)?;
        if got == count { Ok(bytes) } else { Err(io::Error::other(tell!("fault-kept-lines"))) }
    }
}
