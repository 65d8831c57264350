//! Sparse members of tar archives: what lies in the archive are the stretches that hold something, and a map of where they
//! lie in the file. Four dialects write the map in four places; the holes between the stretches are made here.
//!
//! The dialects are those of GNU tar, "Storing Sparse Files": the old one in the header (type `S`), and 0.0, 0.1 and 1.0 in
//! pax attributes. bsdtar writes 1.0 without being asked, as soon as the file system tells of a hole.

use std::io::{self, Read};

use tar::{GnuExtSparseHeader, GnuSparseHeader, Header};

use super::super::budget::Budget;
use super::super::journal;
use super::tape::{BLOCK, TarBlockReader};
use crate::tell;

/// So many stretches a map may have.
const STRETCHES_AT_MOST: usize = 256 * 1024;

/// A hole of a text is made no longer than this: nobody reads it, and the holes of a file that was emptied while it was
/// open, or of `lastlog`, may be terabytes.
const HOLE_BYTES: u64 = 1024 * 1024;

/// A stretch of a file that holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DataStretch {
    /// Where in the file it begins.
    start: u64,
    bytes: u64,
}

/// Where the stretches of a member lie in the file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Map {
    stretches: Vec<DataStretch>,
    /// Bytes of the file, holes included.
    bytes: u64,
}

impl Map {
    /// The map of a member of type `S`: in its header, and in blocks behind that.
    pub(super) fn old(header: &Header, tape: &mut TarBlockReader<'_>) -> io::Result<Self> {
        let gnu = header.as_gnu().ok_or_else(damaged)?;
        let mut map = Self { bytes: gnu.real_size()?, ..Self::default() };
        map.add(&gnu.sparse)?;
        let mut is_extended = gnu.is_extended();
        while is_extended {
            let mut more = GnuExtSparseHeader::new();
            *more.as_mut_bytes() = tape.block(false)?.ok_or(io::ErrorKind::UnexpectedEof)?;
            map.add(more.sparse())?;
            is_extended = more.is_extended();
        }
        Ok(map)
    }

    fn add(&mut self, headers: &[GnuSparseHeader]) -> io::Result<()> {
        for header in headers.iter().filter(|header| !header.is_empty()) {
            self.push(DataStretch { start: header.offset()?, bytes: header.length()? })?;
        }
        Ok(())
    }

    /// Adds a stretch; they stand in their order and do not overlap.
    fn push(&mut self, stretch: DataStretch) -> io::Result<()> {
        let end = self.stretches.last().map_or(0, |last| last.start + last.bytes);
        let is_behind = stretch.start >= end && stretch.start.checked_add(stretch.bytes).is_some();
        if !is_behind || self.stretches.len() >= STRETCHES_AT_MOST {
            return Err(damaged());
        }
        self.stretches.push(stretch);
        Ok(())
    }
}

/// What pax attributes say of a sparse member.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    bytes: Option<u64>,
    major: u64,
    /// Numbers of the map, offset and length in turn (0.0 and 0.1).
    numbers: Vec<u64>,
    is_sparse: bool,
}

impl Attributes {
    /// Takes an attribute, `GNU.sparse.…`.
    pub(super) fn take(&mut self, key: &str, value: &str) {
        let number = value.parse().ok();
        self.is_sparse = true;
        match key {
            "major" => self.major = number.unwrap_or(0),
            "size" | "realsize" => self.bytes = number,
            "offset" | "numbytes" => {
                self.numbers.extend(number.filter(|_| self.numbers.len() / 2 <= STRETCHES_AT_MOST));
            }
            "map" => self
                .numbers
                .extend(value.split(',').take(2 * STRETCHES_AT_MOST + 2).map_while(|n| n.parse::<u64>().ok())),
            _ => {}
        }
    }

    /// The map, where the member has one: in the attributes, or in front of what it holds.
    pub(super) fn map(self, tape: &mut TarBlockReader<'_>) -> io::Result<Option<Map>> {
        let Some(bytes) = self.bytes.filter(|_| self.is_sparse) else { return Ok(None) };
        let mut map = Map { bytes, ..Map::default() };
        if self.major >= 1 {
            in_front(&mut map, tape)?;
        } else {
            for pair in self.numbers.chunks(2) {
                let [start, bytes] = *pair else { return Err(damaged()) };
                map.push(DataStretch { start, bytes })?;
            }
        }
        Ok(Some(map))
    }
}

/// Reads a map of lines of digits: how many stretches there are, then where each begins and how long it is. It fills whole
/// blocks.
fn in_front(map: &mut Map, tape: &mut TarBlockReader<'_>) -> io::Result<()> {
    let mut digits = Digits { tape, block: [0; BLOCK], at: BLOCK };
    for _ in 0..digits.number()? {
        let (start, bytes) = (digits.number()?, digits.number()?);
        map.push(DataStretch { start, bytes })?;
    }
    Ok(())
}

struct Digits<'a, 'b> {
    tape: &'a mut TarBlockReader<'b>,
    block: [u8; BLOCK],
    at: usize,
}

impl Digits<'_, '_> {
    /// The number on the next line.
    fn number(&mut self) -> io::Result<u64> {
        let mut number = None;
        loop {
            if self.at == BLOCK {
                self.tape.read_exact(&mut self.block)?;
                self.at = 0;
            }
            let byte = self.block.get(self.at).copied().unwrap_or_default();
            self.at += 1;
            match byte {
                b'0'..=b'9' => {
                    let more =
                        number.unwrap_or(0_u64).checked_mul(10).and_then(|n| n.checked_add(u64::from(byte - b'0')));
                    number = Some(more.ok_or_else(damaged)?);
                }
                b'\n' => return number.ok_or_else(damaged),
                _ => return Err(damaged()),
            }
        }
    }
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, tell!("fault-sparse-map"))
}

/// The file that a sparse member was.
pub(super) struct Filled<'a, 'b> {
    tape: &'a mut TarBlockReader<'b>,
    stretches: std::vec::IntoIter<DataStretch>,
    /// The stretch that is being read or comes next.
    next: Option<DataStretch>,
    /// Where reading is in the file, and where the file ends.
    at: u64,
    end: u64,
    /// True for a file that refers to places in itself.
    is_exact: bool,
    budget: Budget,
}

impl<'a, 'b> Filled<'a, 'b> {
    pub(super) fn new(tape: &'a mut TarBlockReader<'b>, map: Map, budget: Budget) -> Self {
        let mut stretches = map.stretches.into_iter();
        let next = stretches.next();
        Self { tape, stretches, next, at: 0, end: map.bytes, is_exact: false, budget }
    }

    /// A part of the hole that ends at `end`. It counts as what comes out of the archive: nothing of it went in.
    fn hole(&mut self, end: u64, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.is_exact {
            self.at = self.at.max(end.saturating_sub(HOLE_BYTES));
        }
        let count = usize::try_from(end - self.at).unwrap_or(usize::MAX).min(buffer.len());
        buffer.iter_mut().take(count).for_each(|byte| *byte = 0);
        self.at += count as u64;
        self.budget.unpack(count as u64)?;
        Ok(count)
    }
}

impl Read for Filled<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let next = self.next.filter(|next| next.start < self.end);
            let Some(DataStretch { start, bytes }) = next else {
                return if self.at < self.end { self.hole(self.end, buffer) } else { Ok(0) };
            };
            if self.at < start {
                return self.hole(start, buffer);
            }
            let left = (start + bytes).min(self.end) - self.at;
            if left == 0 {
                self.next = self.stretches.next();
                continue;
            }
            let wanted = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
            let part = buffer.get_mut(..wanted).unwrap_or_default();
            let count = self.tape.read(part)?;
            if count == 0 && wanted > 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            // What a journal refers to by its place must stay there, however long its holes are.
            self.is_exact |= self.at == 0 && part.starts_with(journal::MAGIC);
            self.at += count as u64;
            return Ok(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(bytes: &[u8], stretches: &[(u64, u64)], size: u64) -> io::Result<Vec<u8>> {
        let mut reader = bytes;
        let mut tape = TarBlockReader::new(&mut reader);
        tape.begin(bytes.len() as u64);
        let mut map = Map { bytes: size, ..Map::default() };
        stretches.iter().try_for_each(|(start, bytes)| map.push(DataStretch { start: *start, bytes: *bytes }))?;
        let mut file = Vec::new();
        Filled::new(&mut tape, map, Budget::default()).read_to_end(&mut file)?;
        Ok(file)
    }

    #[test]
    fn holes_lie_where_the_map_says() {
        assert_eq!(filled(b"abcd", &[(2, 2), (6, 2)], 10).unwrap(), b"\0\0ab\0\0cd\0\0");
        assert_eq!(filled(b"abcd", &[(0, 4), (8, 0)], 8).unwrap(), b"abcd\0\0\0\0");
        assert_eq!(filled(b"", &[], 3).unwrap(), b"\0\0\0");
        assert_eq!(filled(b"abcd", &[(0, 4)], 2).unwrap(), b"ab", "the size is what the file had");
    }

    #[test]
    fn a_hole_of_a_text_is_not_made_longer_than_anybody_reads_and_a_journals_is() {
        let hole = 1 << 30;
        let text = filled(b"a\nb\n", &[(0, 2), (hole, 2)], hole + 2).unwrap();
        assert_eq!(text.len() as u64, 2 + HOLE_BYTES + 2);
        assert!(text.starts_with(b"a\n\0") && text.ends_with(b"\0b\n"));
        let journal = filled(b"LPKSHHRHx", &[(0, 8), (3 << 20, 1)], (3 << 20) + 1).unwrap();
        assert_eq!((journal.len(), journal.last()), ((3 << 20) + 1, Some(&b'x')));
    }

    #[test]
    fn maps_that_lead_back_or_too_far_are_damaged() {
        for stretches in [&[(4, 2), (5, 2)][..], &[(8, 1), (0, 1)], &[(u64::MAX, 2)]] {
            assert!(filled(b"abcd", stretches, 10).is_err(), "{stretches:?}");
        }
        assert!(filled(b"ab", &[(0, 4)], 4).is_err(), "less lies there than the map says");
    }
}
