//! A source in chunks, searched and in order: a file's on all cores, a stream's one after the other.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::chunk::Chunk;
use super::finder::Finder;
use super::positioned::read_full_at;
use crate::tell;

/// Bytes of a chunk: large enough for the calls to cost nothing, small enough to stay in a core's own cache.
pub(super) const CHUNK_BYTES: usize = 512 * 1024;

/// Threads that search one file: more would only wait for the memory.
const WORKERS_AT_MOST: usize = 16;

/// Chunks in flight for each worker: one being searched, one waiting to be taken.
const CHUNKS_PER_WORKER: usize = 3;

/// What reading in chunks must know.
#[derive(Clone, Copy)]
pub(super) struct ChunkContext<'a> {
    pub(super) finder: &'a Finder,
    pub(super) chunk_bytes: usize,
    pub(super) cancel: &'a AtomicBool,
}

/// Takes the next chunk; gives one back whose buffers may be used again.
pub(super) type OnChunk<'a> = dyn FnMut(Chunk) -> Chunk + 'a;

impl ChunkContext<'_> {
    /// Reads the first `bytes` of a file. Gives the bytes read: fewer where the file has become shorter.
    pub(super) fn file(self, file: &File, bytes: u64, take: &mut OnChunk<'_>) -> io::Result<u64> {
        let chunks = bytes.div_ceil(self.chunk_bytes as u64);
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers = usize::try_from(chunks).unwrap_or(usize::MAX).min(cores).min(WORKERS_AT_MOST);
        let part = ChunkPart { reading: self, file, bytes, next: AtomicU64::new(0) };
        if workers < 2 {
            return part.alone(take);
        }
        part.together(workers, take)
    }

    /// Reads a stream to its end. What was read before an error is taken first. With `live`, bytes are handed on as they
    /// come instead of waiting for a full chunk.
    pub(super) fn stream(self, reader: &mut dyn Read, live: bool, take: &mut OnChunk<'_>) -> io::Result<u64> {
        self.stream_on(0, Vec::new(), reader, live, take)
    }

    /// Reads on from `from` to the end of a stream that stands at its beginning.
    pub(super) fn stream_from(self, from: u64, reader: &mut dyn Read, take: &mut OnChunk<'_>) -> io::Result<u64> {
        let lead = usize::try_from(from).unwrap_or(usize::MAX).min(self.finder.lead);
        let before = from - lead as u64;
        let passed = io::copy(&mut (&mut *reader).take(before), &mut io::sink())?;
        let mut tail = vec![0; lead];
        let FilledBytes { count: filled, failed } = fill(reader, &mut tail, false);
        if let Some(error) = failed {
            return Err(error);
        }
        if passed < before || filled < lead {
            return Err(io::Error::other(tell!("fault-grew-shorter")));
        }
        self.stream_on(from, tail, reader, false, take)
    }

    /// Reads on from `at`; `tail` stands right before.
    fn stream_on(
        self,
        mut at: u64,
        mut tail: Vec<u8>,
        reader: &mut dyn Read,
        live: bool,
        take: &mut OnChunk<'_>,
    ) -> io::Result<u64> {
        let mut chunk = Chunk::default();
        while !self.cancel.load(Ordering::Relaxed) {
            (chunk.at, chunk.lead) = (at, tail.len());
            chunk.bytes.resize(tail.len() + self.chunk_bytes, 0);
            let (lead, room) = chunk.bytes.split_at_mut(tail.len());
            lead.copy_from_slice(&tail);
            let FilledBytes { count: filled, failed } = fill(reader, room, live);
            chunk.bytes.truncate(tail.len() + filled);
            at += filled as u64;
            let kept = chunk.bytes.len().saturating_sub(self.finder.lead);
            tail.clear();
            tail.extend_from_slice(chunk.bytes.get(kept..).unwrap_or_default());
            if filled > 0 {
                self.finder.search(&mut chunk);
                chunk = take(chunk);
            }
            if let Some(error) = failed {
                return Err(error);
            }
            if filled == 0 {
                break;
            }
        }
        Ok(at)
    }
}

/// How much of a buffer was filled. What came before an error counts.
pub(super) struct FilledBytes {
    pub(super) count: usize,
    pub(super) failed: Option<io::Error>,
}

/// Reads until the buffer is full, the stream ends or fails; with `live` only until something came.
pub(super) fn fill(reader: &mut dyn Read, buffer: &mut [u8], live: bool) -> FilledBytes {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return FilledBytes { count: filled, failed: Some(error) },
        }
        if live {
            break;
        }
    }
    FilledBytes { count: filled, failed: None }
}

/// The part of a file that is read, and how far the workers are.
struct ChunkPart<'a> {
    reading: ChunkContext<'a>,
    file: &'a File,
    bytes: u64,
    next: AtomicU64,
}

/// A chunk that was searched, by its number.
struct SearchedChunk {
    number: u64,
    chunk: io::Result<Chunk>,
}

impl ChunkPart<'_> {
    fn alone(&self, take: &mut OnChunk<'_>) -> io::Result<u64> {
        let (mut read, mut chunk) = (0, Chunk::default());
        while read < self.bytes && !self.reading.cancel.load(Ordering::Relaxed) {
            let wanted = self.size_at(read);
            chunk = self.search(read, chunk)?;
            let got = chunk.data().len();
            read += got as u64;
            chunk = take(chunk);
            if got < wanted {
                break;
            }
        }
        Ok(read)
    }

    /// The calling thread takes the chunks in their order, and searches one itself whenever none is due: nobody waits
    /// while there is work, and there are never more threads than cores.
    fn together(&self, workers: usize, take: &mut OnChunk<'_>) -> io::Result<u64> {
        let in_flight = workers * CHUNKS_PER_WORKER;
        let (free, to_fill) = sync_channel(in_flight);
        let to_fill = Mutex::new(to_fill);
        for _ in 0..in_flight {
            // The channel holds that many: this cannot block.
            drop(free.send(Chunk::default()));
        }
        thread::scope(|scope| {
            // Moved in here, so that it ends with this closure and with it the wait of the workers.
            let free = free;
            let (searched, results) = sync_channel(in_flight);
            let mut started = 0;
            for number in 1..workers {
                let (searched, to_fill) = (searched.clone(), &to_fill);
                let builder = thread::Builder::new().name(format!("oomscope-scan-{number}"));
                started += usize::from(builder.spawn_scoped(scope, move || self.work(to_fill, &searched)).is_ok());
            }
            drop(searched);
            // Without threads the work is done here.
            if started == 0 { self.alone(take) } else { self.in_order(&results, &free, &to_fill, take) }
        })
    }

    fn work(&self, to_fill: &Mutex<Receiver<Chunk>>, searched: &SyncSender<SearchedChunk>) {
        loop {
            let empty = to_fill.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Some(chunk) = empty.ok().and_then(|empty| self.search_next(empty)) else { return };
            if searched.send(chunk).is_err() {
                return;
            }
        }
    }

    /// Searches the first chunk that nobody has taken yet. Whoever calls this has a buffer already, so that the lowest
    /// number always has one and comes.
    fn search_next(&self, empty: Chunk) -> Option<SearchedChunk> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let at = number.saturating_mul(self.reading.chunk_bytes as u64);
        (at < self.bytes).then(|| SearchedChunk { number, chunk: self.search(at, empty) })
    }

    fn in_order(
        &self,
        results: &Receiver<SearchedChunk>,
        free: &SyncSender<Chunk>,
        to_fill: &Mutex<Receiver<Chunk>>,
        take: &mut OnChunk<'_>,
    ) -> io::Result<u64> {
        let (mut early, mut due, mut read) = (BTreeMap::new(), 0, 0);
        while read < self.bytes {
            early.extend(results.try_iter().map(|searched| (searched.number, searched.chunk)));
            let Some(chunk) = early.remove(&due) else {
                // Locked means that a worker waits for a buffer, too.
                let empty = to_fill.try_lock().ok().and_then(|to_fill| to_fill.try_recv().ok());
                let Some(searched) = empty.and_then(|empty| self.search_next(empty)).or_else(|| results.recv().ok())
                else {
                    break;
                };
                early.insert(searched.number, searched.chunk);
                continue;
            };
            let chunk = chunk?;
            due += 1;
            let (wanted, got) = (self.size_at(read), chunk.data().len());
            read += got as u64;
            // As many come back as went out: this cannot block.
            drop(free.send(take(chunk)));
            if got < wanted || self.reading.cancel.load(Ordering::Relaxed) {
                break;
            }
        }
        Ok(read)
    }

    fn size_at(&self, at: u64) -> usize {
        usize::try_from(self.bytes.saturating_sub(at)).unwrap_or(usize::MAX).min(self.reading.chunk_bytes)
    }

    fn search(&self, at: u64, mut chunk: Chunk) -> io::Result<Chunk> {
        let ChunkContext { finder, .. } = self.reading;
        chunk.lead = usize::try_from(at).unwrap_or(usize::MAX).min(finder.lead);
        chunk.at = at;
        let size = chunk.lead + self.size_at(at);
        // Only what was never there before is zeroed: a recycled buffer mostly has its size already.
        chunk.bytes.resize(size, 0);
        let got = read_full_at(self.file, &mut chunk.bytes, at - chunk.lead as u64)?;
        chunk.bytes.truncate(got.max(chunk.lead));
        finder.search(&mut chunk);
        Ok(chunk)
    }
}
