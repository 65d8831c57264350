//! xz files of several blocks (`xz -T`, and `xz` itself since 5.6), decoded on all cores: the index at the end of the
//! file tells where the blocks begin, and each is decoded as a file of its own.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::budget::Budget;
use super::chunks::{FilledBytes, fill};
use super::positioned::read_full_at;
use super::streams::{Streams, Xz};

/// Unpacked bytes that may wait for their turn while the block before is taken.
const WAITING_BYTES: u64 = 32 * 1024 * 1024;

/// Bytes handed over at once.
const PIECE_BYTES: usize = 256 * 1024;

/// An index larger than this is not worth reading ahead.
const INDEX_BYTES: u64 = 4 * 1024 * 1024;

/// Bytes of a stream's header, and of its footer.
const HEADER_BYTES: u64 = 12;

/// A block: where its bytes lie, and its record in the index.
#[derive(Clone, Copy, Debug)]
struct XzBlock {
    at: u64,
    padded: u64,
    unpadded: u64,
    unpacked: u64,
}

/// The blocks of a file, unpacked, one after the other.
pub(super) struct XzBlockReader {
    file: Arc<File>,
    header: [u8; 12],
    budget: Budget,
    to_come: std::vec::IntoIter<XzBlock>,
    /// Blocks that are being decoded, in order.
    running: VecDeque<RunningBlock>,
    at_once: usize,
    piece: Cursor<Vec<u8>>,
    /// The first error. It is given once everything else was.
    failed: Option<io::Error>,
}

/// A block that is being decoded on a thread of its own.
struct RunningBlock {
    pieces: Receiver<io::Result<Vec<u8>>>,
    /// How many bytes are still to come out of it.
    left: u64,
}

impl XzBlockReader {
    /// `None` where the file is not made of several blocks that are small enough to wait for each other: a decoder that
    /// goes from front to back reads it then, and says what is wrong with it.
    pub(super) fn open(file: &File, budget: &Budget) -> Option<Self> {
        let (header, blocks) = read_index(file)?;
        // Nothing runs beside a single block.
        let largest = blocks.iter().map(|block| block.unpacked).max().filter(|_| blocks.len() > 1)?;
        let waiting = usize::try_from(WAITING_BYTES / largest.max(1)).unwrap_or(usize::MAX);
        let cores = thread::available_parallelism().map_or(1, usize::from);
        // Each block that runs ahead is held whole until its turn: one that large must be decoded as it is read.
        if waiting == 0 {
            return None;
        }
        Some(Self {
            file: Arc::new(file.try_clone().ok()?),
            header,
            budget: budget.clone(),
            to_come: blocks.into_iter(),
            running: VecDeque::new(),
            // One is taken while the others are decoded.
            at_once: cores.min(waiting) + 1,
            piece: Cursor::default(),
            failed: None,
        })
    }

    fn start_next(&mut self) -> io::Result<()> {
        let Some(block) = self.to_come.next() else { return Ok(()) };
        // Room for the whole block: its thread ends, however late its turn comes.
        let pieces = usize::try_from(block.unpacked).unwrap_or(usize::MAX) / PIECE_BYTES + 1;
        let (unpacked, pieces) = sync_channel(pieces);
        let (file, header, budget) = (Arc::clone(&self.file), self.header, self.budget.clone());
        thread::Builder::new().name("oomscope-xz".to_owned()).spawn(move || {
            budget.add_read(block.padded);
            decode(&file, header, block, &unpacked);
        })?;
        self.running.push_back(RunningBlock { pieces, left: block.unpacked });
        Ok(())
    }
}

impl Read for XzBlockReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.piece.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            while self.running.len() < self.at_once && self.to_come.len() > 0 {
                self.start_next()?;
            }
            let Some(RunningBlock { pieces, left }) = self.running.front_mut() else {
                return self.failed.take().map_or(Ok(0), Err);
            };
            match pieces.recv() {
                Ok(Ok(piece)) => {
                    *left = left.saturating_sub(piece.len() as u64);
                    self.piece = Cursor::new(piece);
                }
                Ok(Err(error)) => {
                    // The blocks behind this one are decoded from their own beginnings: they can still be read.
                    self.piece = Cursor::new(hole(*left));
                    *left = 0;
                    self.failed.get_or_insert(error);
                }
                Err(_) => drop(self.running.pop_front()),
            }
        }
    }
}

/// What stands for bytes that could not be decoded, so that all that follows stays where it was: the blocks behind a damaged
/// one can be read. The lines at its edges are not one line.
fn hole(bytes: u64) -> Vec<u8> {
    let mut hole = vec![0; usize::try_from(bytes.min(WAITING_BYTES)).unwrap_or(0)];
    hole.first_mut().into_iter().for_each(|byte| *byte = b'\n');
    hole.last_mut().into_iter().for_each(|byte| *byte = b'\n');
    hole
}

/// Decodes a block until its end, an error, or until nobody waits for it.
fn decode(file: &Arc<File>, header: [u8; 12], block: XzBlock, unpacked: &SyncSender<io::Result<Vec<u8>>>) {
    let bytes = Section { file: Arc::clone(file), at: block.at, left: block.padded };
    let whole = Cursor::new(header)
        .chain(io::BufReader::with_capacity(PIECE_BYTES, bytes))
        .chain(Cursor::new(end_of(header, block)));
    let mut decoder = Streams::<_, Xz>::new(whole);
    loop {
        let mut piece = vec![0; PIECE_BYTES];
        let FilledBytes { count, failed } = fill(&mut decoder, &mut piece, false);
        piece.truncate(count);
        if count > 0 && unpacked.send(Ok(piece)).is_err() {
            return;
        }
        if let Some(error) = failed {
            return drop(unpacked.send(Err(error)));
        }
        if count == 0 {
            return;
        }
    }
}

/// A part of a file.
struct Section {
    file: Arc<File>,
    at: u64,
    left: u64,
}

impl Read for Section {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = read_full_at(&self.file, buffer.get_mut(..wanted).unwrap_or_default(), self.at)?;
        self.at += count as u64;
        self.left -= count as u64;
        Ok(count)
    }
}

/// The stream's header and the blocks by its index; `None` where anything is not as in a file of one whole stream.
fn read_index(file: &File) -> Option<([u8; 12], Vec<XzBlock>)> {
    let length = file.metadata().ok()?.len();
    let footer_at = length.checked_sub(HEADER_BYTES)?;
    let (header, footer): ([u8; 12], [u8; 12]) = (read_array(file, 0)?, read_array(file, footer_at)?);
    // A checksum, the size of the index in words less one, the stream's flags, and `YZ`.
    let [_, _, _, _, a, b, c, d, _, _, b'Y', b'Z'] = footer else { return None };
    let index_bytes = (u64::from(u32::from_le_bytes([a, b, c, d])) + 1) * 4;
    let index_at = footer_at.checked_sub(index_bytes).filter(|_| index_bytes <= INDEX_BYTES)?;
    let mut index = vec![0; usize::try_from(index_bytes).ok()?];
    (read_full_at(file, &mut index, index_at).ok()? == index.len()).then_some(())?;
    // Where a block's header would have its size, which is never 0: that is how an index is told.
    let mut rest = index.strip_prefix(&[0])?;
    let (mut blocks, mut at) = (Vec::new(), HEADER_BYTES);
    for _ in 0..number(&mut rest)? {
        let (unpadded, unpacked) = (number(&mut rest)?, number(&mut rest)?);
        let padded = unpadded.checked_next_multiple_of(4)?;
        blocks.push(XzBlock { at, padded, unpadded, unpacked });
        at = at.checked_add(padded)?;
    }
    // Else there are several streams, or something stands between, and only reading from the front finds all of it.
    (at == index_at).then_some((header, blocks))
}

fn read_array(file: &File, at: u64) -> Option<[u8; 12]> {
    let mut bytes = [0; 12];
    (read_full_at(file, &mut bytes, at).ok()? == bytes.len()).then_some(bytes)
}

/// A number as xz writes it: seven bits a byte, the lowest first.
fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Index and footer of a stream of this one block.
fn end_of(header: [u8; 12], block: XzBlock) -> Vec<u8> {
    let mut end = vec![0, 1];
    for mut value in [block.unpadded, block.unpacked] {
        while value >= 0x80 {
            end.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        end.push(value.to_le_bytes()[0]);
    }
    end.resize(end.len().next_multiple_of(4), 0);
    let words = u32::try_from(end.len() / 4).unwrap_or(u32::MAX);
    end.extend(checksum(&end));
    let [_, _, _, _, _, _, flags @ .., _, _, _, _] = header;
    let footer: Vec<u8> = words.to_le_bytes().into_iter().chain(flags).collect();
    end.extend(checksum(&footer));
    end.extend(footer);
    end.extend(b"YZ");
    end
}

fn checksum(bytes: &[u8]) -> [u8; 4] {
    let mut checksum = flate2::Crc::new();
    checksum.update(bytes);
    checksum.sum().to_le_bytes()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::num::NonZeroU64;

    use super::*;

    fn packed(bytes: &[u8], block: u64) -> Vec<u8> {
        let mut options = lzma_rust2::XzOptions::with_preset(0);
        options.set_block_size(NonZeroU64::new(block));
        let mut packer = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    fn log() -> Vec<u8> {
        (0..200_000_u64)
            .flat_map(|n| format!("line {} of noise\n", n.wrapping_mul(7919) % 10_007).into_bytes())
            .collect()
    }

    #[test]
    fn blocks_are_decoded_side_by_side_and_come_in_order() {
        let log = log();
        let mut blocks =
            XzBlockReader::open(&file(&packed(&log, 300_000)), &Budget::default()).expect("several blocks");
        assert!(blocks.to_come.len() > 5);
        let mut unpacked = Vec::new();
        blocks.read_to_end(&mut unpacked).unwrap();
        assert!(unpacked == log);
    }

    #[test]
    fn files_of_another_shape_are_left_to_the_decoder_that_goes_from_front_to_back() {
        let log = log();
        let (one, several) = (packed(&log, u64::MAX >> 2), packed(&log, 300_000));
        let cut = &several[..several.len() - 100];
        let large_blocks = packed(&vec![b'x'; 80 << 20], WAITING_BYTES + 1);
        for bytes in [&one, &[&*several, &*several].concat(), cut, b"", b"short", &large_blocks] {
            assert!(XzBlockReader::open(&file(bytes), &Budget::default()).is_none());
        }
    }

    #[test]
    fn a_broken_block_is_an_error_after_what_came_before_it() {
        let log = log();
        let mut broken = packed(&log, 300_000);
        let middle = broken.len() / 2;
        broken[middle] ^= 0x55;
        let mut blocks = XzBlockReader::open(&file(&broken), &Budget::default()).expect("several blocks");
        let mut unpacked = Vec::new();
        assert!(blocks.read_to_end(&mut unpacked).is_err());
        assert!(unpacked.len() > 100_000 && log.starts_with(&unpacked[..100_000]));
    }
}
