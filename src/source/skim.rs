//! A compressed file that is decoded and searched before its turn, on a thread of its own. Nearly all of a log is never
//! looked at again: of what holds nothing that can be wanted only its size and its count of lines are kept, so that a file
//! waits for its turn in little memory. Where more is wanted after all, it is decoded once more.

use std::collections::VecDeque;
use std::io::{self, Cursor, Read};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::archive;
use super::chunk::Chunk;
use super::chunks::{FilledBytes, fill};
use super::encoding;
use super::finder::Finder;
use super::head::{InputHead, head_of, line_end};
use super::magic::{self, FileType};
use super::{LOOK_BACK_BYTES, NamingRule};
use crate::tell;

/// Bytes that are decoded before they are searched: they are still in the core's own cache then.
const DECODED_BYTES: usize = 128 * 1024;

/// Bytes of all files together that wait for their turn. Two cores are busy all the time where half of the next file has room.
const WAITING_BYTES: usize = 12 * 1024 * 1024;

/// Chunks of one file that wait for its turn, most of them without bytes.
const CHUNKS_WAITING: usize = 4096;

/// How often a wait for more looks whether it is still wanted.
const LOOK_UP_EVERY: Duration = Duration::from_millis(50);

/// What the thread hands over: the head first, the end last.
enum Skim {
    Head(Vec<u8>),
    Chunk(Chunk),
    Ended(io::Result<()>),
}

/// A file that was begun before its turn.
pub(super) struct Skimmed {
    skims: Receiver<Skim>,
    room: Arc<FileShare>,
}

impl Skimmed {
    /// Begins with the text that `open` gives, whose lines are set aside as the rule says.
    pub(super) fn start(
        finder: Finder,
        rule: Option<NamingRule>,
        chunk_bytes: usize,
        hall: &Arc<SharedRoom>,
        open: impl FnOnce() -> io::Result<Box<dyn Read>> + Send + 'static,
    ) -> io::Result<Self> {
        let (skims, taken) = sync_channel(CHUNKS_WAITING);
        let room = Arc::new(FileShare::within(Arc::clone(hall)));
        let skimmer =
            Skimmer { skims, room: Arc::clone(&room), waiting: VecDeque::new(), waiting_bytes: 0, wants_next: false };
        thread::Builder::new().name("oomscope-skim".to_owned()).spawn(move || {
            // Whether it can be read at all is told by whoever reads it in its turn.
            if let Ok(mut reader) = open() {
                skimmer.run(&mut *reader, &finder, rule, chunk_bytes.min(DECODED_BYTES));
            }
        })?;
        Ok(Self { skims: taken, room })
    }

    /// The head, if the file is the text of lines; `None` where it must be read in another way.
    pub(super) fn head(&self, cancel: &AtomicBool) -> Option<Vec<u8>> {
        match self.next(cancel) {
            Ok(Some(Skim::Head(head))) => Some(head),
            _ => None,
        }
    }

    /// The next chunk. After an error, or `None`, nothing follows.
    pub(super) fn chunk(&self, cancel: &AtomicBool) -> io::Result<Option<Chunk>> {
        match self.next(cancel)? {
            Some(Skim::Chunk(chunk)) => Ok(Some(chunk)),
            Some(Skim::Ended(outcome)) => outcome.map(|()| None),
            Some(Skim::Head(_)) | None => Ok(None),
        }
    }

    fn next(&self, cancel: &AtomicBool) -> io::Result<Option<Skim>> {
        while !cancel.load(Ordering::Relaxed) {
            match self.skims.recv_timeout(LOOK_UP_EVERY) {
                Ok(Skim::Chunk(chunk)) => {
                    self.room.leave(chunk.kept_bytes());
                    return Ok(Some(Skim::Chunk(chunk)));
                }
                Ok(skim) => return Ok(Some(skim)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(io::Error::other(tell!("fault-decoder"))),
            }
        }
        Ok(None)
    }
}

impl Drop for Skimmed {
    fn drop(&mut self) {
        self.room.close();
    }
}

/// The thread's side: gives chunks once it is known what of them can be wanted. What it does is `None` once nobody takes
/// anything any more.
struct Skimmer {
    skims: SyncSender<Skim>,
    room: Arc<FileShare>,
    /// The last chunks, at which a needle that follows may look back.
    waiting: VecDeque<WaitingChunk>,
    waiting_bytes: usize,
    /// True where the next chunk is kept, because what begins in the one before may go on in it.
    wants_next: bool,
}

/// A chunk that waits.
struct WaitingChunk {
    chunk: Chunk,
    is_kept: bool,
}

impl Skimmer {
    fn run(mut self, reader: &mut dyn Read, finder: &Finder, rule: Option<NamingRule>, chunk_bytes: usize) {
        let InputHead { bytes: head, failed } = head_of(reader, false);
        let is_text =
            magic::look(&head) == FileType::Text && encoding::wide(&head).is_none() && !archive::is_mail(&head);
        if failed.is_some() || !is_text {
            return;
        }
        let finder = finder.of_source(line_end(&head), rule);
        let mut whole = Cursor::new(&head).chain(reader);
        if self.skims.send(Skim::Head(head.clone())).is_ok() {
            self.text(&mut whole, &finder, chunk_bytes);
        }
    }

    /// Each chunk ends with a line, so that no line lies across two; all but those of a line that is too long.
    fn text(&mut self, reader: &mut dyn Read, finder: &Finder, chunk_bytes: usize) -> Option<()> {
        let (mut at, mut chunk, mut next) = (0, Chunk::default(), Vec::new());
        loop {
            // The end of the chunk before, as far as a needle may reach across, and the beginning of its last line.
            let lead = chunk.lead;
            chunk.at = at;
            chunk.bytes.clear();
            chunk.bytes.append(&mut next);
            let begun = chunk.bytes.len();
            chunk.bytes.resize(begun + chunk_bytes, 0);
            let FilledBytes { count: filled, failed } =
                fill(reader, chunk.bytes.get_mut(begun..).unwrap_or_default(), false);
            chunk.bytes.truncate(begun + filled);
            let is_last = filled == 0 || failed.is_some();
            let own = chunk.bytes.get(lead..).unwrap_or_default();
            let whole = memchr::memrchr(finder.line_end, own).map_or(own.len(), |end| end + 1);
            let end = lead + if is_last { own.len() } else { whole };
            let next_lead = end.min(finder.lead);
            next.extend_from_slice(chunk.bytes.get(end - next_lead..).unwrap_or_default());
            chunk.bytes.truncate(end);
            at += (end - lead) as u64;
            if end > lead {
                finder.search(&mut chunk);
                chunk = self.push(chunk, finder.line_end)?;
            }
            chunk.lead = next_lead;
            if is_last {
                self.flush()?;
                return self.skims.send(Skim::Ended(failed.map_or(Ok(()), Err))).ok();
            }
        }
    }

    /// Takes the next chunk; gives one back whose buffer may be used again.
    fn push(&mut self, chunk: Chunk, line_end: u8) -> Option<Chunk> {
        let is_wanted = chunk.hits.iter().any(|hit| hit.aside.is_none());
        let ends_a_line = chunk.bytes.last() == Some(&line_end);
        // It may look back over all that still waits: what could not be reached any more was given away before.
        if chunk.hits.iter().any(|hit| hit.asks.looks_back()) {
            self.waiting.iter_mut().for_each(|waiting| waiting.is_kept = true);
        }
        let is_kept = is_wanted || self.wants_next || !ends_a_line;
        self.wants_next = is_wanted || !ends_a_line;
        self.waiting_bytes += chunk.data().len();
        self.waiting.push_back(WaitingChunk { chunk, is_kept });
        let mut free = Chunk::default();
        while let Some(oldest) = self.due() {
            free = self.give(oldest.chunk, oldest.is_kept)?;
        }
        Some(free)
    }

    /// The oldest chunk, once no needle that is still to come can look back at it.
    fn due(&mut self) -> Option<WaitingChunk> {
        let oldest = self.waiting.front()?;
        let behind = self.waiting_bytes - oldest.chunk.data().len();
        if behind < LOOK_BACK_BYTES {
            return None;
        }
        self.waiting_bytes = behind;
        self.waiting.pop_front()
    }

    /// Nothing follows: what still waits is given as it is.
    fn flush(&mut self) -> Option<()> {
        while let Some(waiting) = self.waiting.pop_front() {
            self.give(waiting.chunk, true)?;
        }
        Some(())
    }

    /// Gives a chunk, or what is left of one that is not kept; gives back one that has the buffer of the latter.
    fn give(&self, mut chunk: Chunk, kept: bool) -> Option<Chunk> {
        let free = if kept { Chunk::default() } else { chunk.hollowed() };
        let has_room = self.room.enter(chunk.kept_bytes());
        (has_room && self.skims.send(Skim::Chunk(chunk)).is_ok()).then_some(free)
    }
}

/// The room in which the chunks of all files wait.
#[derive(Default)]
pub(super) struct SharedRoom {
    bytes: Mutex<usize>,
    changed: Condvar,
}

/// The part of it that one file has.
struct FileShare {
    hall: Arc<SharedRoom>,
    /// How much of the hall's bytes are this file's.
    own: AtomicUsize,
    closed: AtomicBool,
}

impl FileShare {
    const fn within(hall: Arc<SharedRoom>) -> Self {
        Self { hall, own: AtomicUsize::new(0), closed: AtomicBool::new(false) }
    }

    fn bytes(&self) -> MutexGuard<'_, usize> {
        self.hall.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is room for so many bytes. One chunk of each file always has it, so that the file whose turn it is
    /// goes on whatever waits of others. False once nobody takes anything any more.
    fn enter(&self, bytes: usize) -> bool {
        // All of these are read and written under the lock of `bytes()`: it orders them, whatever the atomics do.
        let is_full = |all: &mut usize| {
            let has_some = self.own.load(Ordering::Relaxed) > 0;
            has_some && !self.closed.load(Ordering::Relaxed) && *all + bytes > WAITING_BYTES
        };
        let mut all = self.hall.changed.wait_while(self.bytes(), is_full).unwrap_or_else(PoisonError::into_inner);
        let is_open = !self.closed.load(Ordering::Relaxed);
        if is_open {
            *all += bytes;
            self.own.fetch_add(bytes, Ordering::Relaxed);
        }
        is_open
    }

    fn leave(&self, bytes: usize) {
        let mut all = self.bytes();
        *all = all.saturating_sub(bytes);
        self.own.fetch_sub(bytes, Ordering::Relaxed);
        drop(all);
        self.hall.changed.notify_all();
    }

    fn close(&self) {
        let mut all = self.bytes();
        self.closed.store(true, Ordering::Relaxed);
        *all = all.saturating_sub(self.own.swap(0, Ordering::Relaxed));
        drop(all);
        self.hall.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::Input;
    use super::super::probe::{NEEDLES, Probe, gzip};
    use super::*;

    const SAID: &str = "Killed process 1 (a)";
    const ASIDE: &str = "b invoked oom-killer, as is said";

    /// So many lines, some of them with these texts.
    fn log(lines: usize, texts: &[(usize, &str)]) -> String {
        let mut log = String::new();
        for n in 0..lines {
            let text = texts.iter().find(|(at, _)| *at == n).map_or("nothing of interest", |(_, text)| text);
            writeln!(log, "line {n} {text}").unwrap();
        }
        log
    }

    /// What is read of three files, packed and not: the second and the third are begun before their turn.
    fn both_ways(text: &str, probe: impl Fn() -> Probe) -> [Probe; 2] {
        [false, true].map(|packs| {
            let folder = tempfile::tempdir().unwrap();
            for name in ["a", "b", "c"] {
                let bytes = if packs { gzip(text.as_bytes()) } else { text.as_bytes().to_vec() };
                std::fs::write(folder.path().join(name), bytes).unwrap();
            }
            probe().read(&["a", "b", "c"].map(|name| Input::Path(folder.path().join(name))))
        })
    }

    #[test]
    fn files_begun_before_their_turn_give_the_same_lines() {
        let wide = "wide ".repeat(100_000);
        let texts = [
            log(20_000, &[]),
            log(20_000, &[(0, SAID), (19_999, SAID)]),
            log(40_000, &[(15_000, SAID), (15_001, ASIDE), (30_000, ASIDE), (30_500, "begins"), (31_000, "stops")]),
            log(20_000, &[(10_000, "begins")]),
            log(20_000, &[(7_000, &wide), (7_001, SAID), (15_000, &wide), (19_999, &wide)]),
            format!("\u{feff}{ASIDE}\n{}{SAID}", log(20_000, &[(10_000, ASIDE), (19_999, ASIDE)])),
            log(20_000, &[(19_000, SAID)]).replace('\n', "\r"),
            log(20_000, &[(19_000, SAID), (3, ASIDE)]).replace('\n', "\r\n"),
            SAID.to_owned(),
        ];
        for (n, text) in texts.iter().enumerate() {
            for chunk_bytes in [3_000, 1 << 20] {
                for sets_aside in [false, true] {
                    let (from, until, chunk_bytes) = ("begins", "stops", Some(chunk_bytes));
                    let probe = || Probe { from, until, sets_aside, chunk_bytes, ..Probe::default() };
                    let [plain, packed] = both_ways(text, probe);
                    let case = format!("text {n}, chunks of {chunk_bytes:?}, lines set aside: {sets_aside}");
                    assert!(!plain.sources.is_empty() && plain.sources.len() == packed.sources.len(), "{case}");
                    assert_eq!(plain.numbers(), packed.numbers(), "{case}");
                    assert!(plain.lines == packed.lines, "{case}");
                    assert!(plain.aside == packed.aside, "{case}");
                    let lines = |probe: &Probe| probe.sources.iter().map(|source| source.lines).collect::<Vec<_>>();
                    assert_eq!(lines(&plain), lines(&packed), "{case}");
                    assert_eq!(plain.notes(), packed.notes(), "{case}");
                }
            }
        }
    }

    #[test]
    fn files_all_of_whose_lines_are_wanted_are_read_in_their_turn() {
        let text = log(20_000, &[(10_000, SAID), (15_000, ASIDE)]);
        let [plain, packed] = both_ways(&text, Probe::every);
        assert_eq!(plain.lines.len(), 60_000);
        assert!(plain.lines == packed.lines && plain.notes() == packed.notes());
    }

    /// The bytes that are kept of a text, and all of them.
    fn skimmed(text: String) -> (usize, u64) {
        let (cancel, bytes) = (AtomicBool::new(false), text.len() as u64);
        let open = move || Ok(Box::new(Cursor::new(text)) as Box<dyn Read>);
        let skimmed = Skimmed::start(Finder::new(NEEDLES), None, DECODED_BYTES, &Arc::default(), open).unwrap();
        assert!(skimmed.head(&cancel).is_some());
        let (mut kept, mut end) = (0, 0);
        while let Some(chunk) = skimmed.chunk(&cancel).unwrap() {
            assert_eq!(chunk.at, end);
            (kept, end) = (kept + chunk.data().len(), chunk.end());
        }
        assert_eq!(end, bytes);
        (kept, bytes)
    }

    #[test]
    fn of_what_holds_nothing_only_the_size_is_kept() {
        // The last chunks wait for a needle that may look back at them.
        let (kept, bytes) = skimmed(log(400_000, &[]));
        assert!(kept <= LOOK_BACK_BYTES + 2 * DECODED_BYTES, "{kept} of {bytes}");
        let (kept, bytes) = skimmed(log(400_000, &[(200_000, SAID)]));
        assert!((LOOK_BACK_BYTES..2 * LOOK_BACK_BYTES + 5 * DECODED_BYTES).contains(&kept), "{kept} of {bytes}");
    }

    #[test]
    fn a_file_that_is_no_text_of_lines_is_left_to_whoever_reads_it_in_its_turn() {
        let cancel = AtomicBool::new(false);
        for bytes in [gzip(SAID.as_bytes()), "K\0i\0l\0l\0e\0d\0".repeat(20).into_bytes(), Vec::new()] {
            let is_empty = bytes.is_empty();
            let open = move || Ok(Box::new(Cursor::new(bytes)) as Box<dyn Read>);
            let skimmed = Skimmed::start(Finder::new(NEEDLES), None, DECODED_BYTES, &Arc::default(), open).unwrap();
            assert_eq!(skimmed.head(&cancel).is_some(), is_empty);
        }
        let open = || Err(io::ErrorKind::NotFound.into());
        assert!(
            Skimmed::start(Finder::new(NEEDLES), None, DECODED_BYTES, &Arc::default(), open)
                .unwrap()
                .head(&cancel)
                .is_none()
        );
    }

    #[test]
    fn a_thread_that_waits_for_room_ends_with_whoever_wanted_it() {
        let room = Arc::new(FileShare::within(Arc::default()));
        assert!(room.enter(WAITING_BYTES + 1));
        let there = Arc::clone(&room);
        let waits = thread::Builder::new().name("waits".to_owned()).spawn(move || there.enter(1)).unwrap();
        room.close();
        assert!(!waits.join().unwrap());
        assert_eq!(*room.bytes(), 0);
    }

    #[test]
    fn what_waits_of_one_file_holds_up_no_first_chunk_of_another() {
        let hall = Arc::new(SharedRoom::default());
        let rooms = [0; 3].map(|_| FileShare::within(Arc::clone(&hall)));
        assert!(rooms.iter().all(|room| room.enter(WAITING_BYTES)), "each has its first chunk");
        rooms[1].leave(WAITING_BYTES);
        assert!(rooms[1].enter(1), "and the next one once that is gone");
        rooms.iter().for_each(FileShare::close);
        assert_eq!(*rooms[0].bytes(), 0);
    }
}
