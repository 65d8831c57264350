//! A tar archive as it lies on a tape: blocks of 512 bytes, and the bytes of a member in them.

use std::io::{self, Read};

use super::super::chunks::{FilledBytes, fill};

/// Bytes of a block.
pub(super) const BLOCK: usize = 512;

/// Reads blocks, and the bytes of the member that the last header told of.
pub(super) struct TarBlockReader<'a> {
    reader: &'a mut dyn Read,
    /// Bytes that were read.
    pub(super) at: u64,
    /// Bytes of the member that are still to come.
    pub(super) left: u64,
    /// Bytes that fill up its last block.
    padding: u64,
}

impl<'a> TarBlockReader<'a> {
    pub(super) const fn new(reader: &'a mut dyn Read) -> Self {
        Self { reader, at: 0, left: 0, padding: 0 }
    }

    /// The next block; `None` where the tape ends before it, or, for those who are `done`, within it.
    ///
    /// # Errors
    /// Where it cannot be read, or ends within the block.
    pub(super) fn block(&mut self, done: bool) -> io::Result<Option<[u8; BLOCK]>> {
        let mut block = [0; BLOCK];
        let FilledBytes { count, failed } = fill(&mut *self.reader, &mut block, false);
        self.at += count as u64;
        match (count, failed) {
            (_, Some(error)) => Err(error),
            (0, None) => Ok(None),
            (count, None) if done && count < BLOCK => Ok(None),
            (BLOCK, None) => Ok(Some(block)),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// A member of so many bytes begins here.
    pub(super) const fn begin(&mut self, bytes: u64) {
        self.left = bytes;
        self.padding = match bytes % BLOCK as u64 {
            0 => 0,
            over => BLOCK as u64 - over,
        };
    }

    /// Passes over what is left of the member.
    pub(super) fn pass(&mut self) -> io::Result<()> {
        let wanted = self.left.saturating_add(self.padding);
        (self.left, self.padding) = (0, 0);
        let passed = io::copy(&mut (&mut *self.reader).take(wanted), &mut io::sink())?;
        self.at = self.at.saturating_add(passed);
        if passed == wanted { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    /// Up to so many bytes of the member, for what describes another one.
    pub(super) fn contents(&mut self, most: u64) -> io::Result<Vec<u8>> {
        let mut contents = Vec::new();
        self.take(most).read_to_end(&mut contents)?;
        Ok(contents)
    }
}

/// The bytes of the member.
impl Read for TarBlockReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.reader.read(buffer.get_mut(..wanted).unwrap_or_default())?;
        (self.at, self.left) = (self.at + count as u64, self.left - count as u64);
        if count == 0 && wanted > 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(count) }
    }
}
