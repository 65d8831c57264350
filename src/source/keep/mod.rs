//! What is needed to show a source's lines again: marks into a file that is read anew, or the given lines themselves.

mod search;
mod whole;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use encoding_rs::Encoding;

use super::identity::{FileId, StandardOutput};
use super::positioned::read_full_at;
use super::{LINE_BYTES, Line, NumberedLine, encoding, spool::Spool};
use crate::model::SourceId;
use crate::tell;

pub use self::search::{FoundLine, Pattern, Searched};
use self::whole::RereadableSources;
pub(super) use self::whole::{Again, SourceFingerprint};

/// Given lines are kept in blocks of about this size; a block is what is read back at once.
const BLOCK_BYTES: usize = 64 * 1024;

/// How much text is read back at once; a caller that wants more asks again.
const READ_BACK_BYTES: usize = 32 * 1024 * 1024;

/// Bytes read at once from a file that is read anew.
const READ_BYTES: usize = 256 * 1024;

/// Bytes at the beginning of a file by which it is known again.
const KNOWN_BYTES: usize = 4096;

/// Keeps what is needed to show a source's lines again. Shared between the reading thread and the window.
#[derive(Debug, Default)]
pub struct Store {
    shelves: Mutex<BTreeMap<SourceId, Arc<Mutex<Shelf>>>>,
    spool: Mutex<Spool>,
    /// Every file that was opened.
    opened: Mutex<HashSet<FileId>>,
    /// What was read, and how it is read once more.
    accounts: Mutex<RereadableSources>,
    /// Held while a source is read once more.
    reading: Mutex<()>,
    /// True where nobody will ask for lines.
    forgetful: bool,
}

/// How many bytes of a source were looked through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SearchedBytes {
    /// So many,
    pub done: u64,
    /// of so many.
    pub all: u64,
}

/// How one source's lines are kept.
#[derive(Debug)]
enum Shelf {
    /// A file, read anew from where one of its chunks begins.
    File { file: FileSnapshot, marks: Vec<ChunkMark>, legacy: Option<&'static Encoding> },
    /// Blocks in the spool.
    Spooled(Vec<KeptBlock>),
    /// The same of a source all of whose lines are kept.
    Whole(Vec<KeptBlock>),
}

/// Where a chunk of a file begins.
#[derive(Clone, Copy, Debug)]
struct ChunkMark {
    /// The line in which it begins, which may begin before it.
    line: u64,
    offset: u64,
}

/// Lines that stand one after the other in the spool.
#[derive(Clone, Copy, Debug)]
struct KeptBlock {
    first_line: u64,
    offset: u64,
    bytes: usize,
}

/// A file as it was when it was read.
#[derive(Clone, Debug)]
pub(super) struct FileSnapshot {
    path: PathBuf,
    bytes: u64,
    modified: Option<SystemTime>,
    begins_with: Vec<u8>,
    line_end: u8,
}

impl Store {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// A store that keeps no lines, for runs without a window.
    pub fn forgetful() -> Self {
        Self { forgetful: true, ..Self::default() }
    }

    /// Up to `count` lines of a source from line `first` on, with their numbers. A source of which only some lines are kept is
    /// read once more where others are asked for; lines of what can be read but once are missing then.
    ///
    /// # Errors
    /// Where the file can no longer be read.
    pub fn lines(&self, source: SourceId, first: u64, count: u64) -> io::Result<Vec<NumberedLine>> {
        let kept = self.kept(source, first, count)?;
        if self.suffices(source, first, count, &kept) || !self.complete(source, &mut |_| true)? {
            return Ok(kept);
        }
        self.kept(source, first, count)
    }

    /// The same of what is kept now.
    ///
    /// # Errors
    /// Where the file can no longer be read.
    pub fn kept(&self, source: SourceId, first: u64, count: u64) -> io::Result<Vec<NumberedLine>> {
        let Some(shelf) = self.shelf(source) else { return Ok(Vec::new()) };
        let mut wanted = WantedLines { first, end: first.saturating_add(count), bytes: 0, lines: Vec::new() };
        match &*held(&shelf) {
            Shelf::File { file, marks, legacy } => file.read(marks, *legacy, &mut wanted)?,
            Shelf::Spooled(blocks) | Shelf::Whole(blocks) => self.unspool(blocks, &mut wanted)?,
        }
        Ok(wanted.lines)
    }

    fn shelf(&self, source: SourceId) -> Option<Arc<Mutex<Shelf>>> {
        held(&self.shelves).get(&source).map(Arc::clone)
    }

    /// True where this path leads to a file that was opened, under whatever name it was: also in a folder, or as standard
    /// input. The members of an archive are the archive.
    pub fn opened(&self, path: &Path) -> bool {
        FileId::of_path(path).is_some_and(|id| held(&self.opened).contains(&id))
    }

    /// True where standard output goes to a file that was opened.
    pub fn opened_standard_output(&self, output: StandardOutput) -> bool {
        output.file().is_some_and(|id| held(&self.opened).contains(&id))
    }

    /// Remembers a file that was opened.
    pub(super) fn remember(&self, opened: Option<FileId>) {
        held(&self.opened).extend(opened);
    }

    /// A keeper for a source that is a file of its own.
    pub(super) fn keep_file(&self, source: SourceId, file: FileSnapshot) -> Keeper<'_> {
        self.keeper(source, Shelf::File { file, marks: Vec::new(), legacy: None })
    }

    /// A keeper for a source that cannot be read again.
    pub(super) fn keep_lines(&self, source: SourceId) -> Keeper<'_> {
        self.keeper(source, Shelf::Spooled(Vec::new()))
    }

    /// Keeps lines of a source that is not here: those that a report quotes of it, by their numbers.
    pub fn quote(&self, source: SourceId, lines: &BTreeMap<u64, String>) {
        let mut keeper = self.keep_lines(source);
        for (number, text) in lines {
            keeper.line(*number, text);
        }
        keeper.flush();
    }

    fn keeper(&self, source: SourceId, shelf: Shelf) -> Keeper<'_> {
        let spools = matches!(shelf, Shelf::Spooled(_)) && !self.forgetful;
        let shelf = Arc::new(Mutex::new(shelf));
        if !self.forgetful {
            held(&self.shelves).insert(source, Arc::clone(&shelf));
        }
        Keeper { store: self, shelf, spools, first_line: 0, pending: Vec::new() }
    }

    fn unspool(&self, blocks: &[KeptBlock], wanted: &mut WantedLines) -> io::Result<()> {
        // The block that holds the first wanted line may begin with lines before it.
        let from = blocks.partition_point(|block| block.first_line <= wanted.first).saturating_sub(1);
        for block in blocks.iter().skip(from) {
            let bytes = held(&self.spool).read(block.offset, block.bytes)?;
            if !each_record(&bytes, &mut |number, text| wanted.take(number, || Cow::Borrowed(text))) {
                break;
            }
        }
        Ok(())
    }
}

/// Lines that were asked for.
struct WantedLines {
    first: u64,
    end: u64,
    bytes: usize,
    lines: Vec<NumberedLine>,
}

impl WantedLines {
    /// Takes a line if it is wanted; false once there are enough.
    fn take<'a>(&mut self, number: u64, text: impl FnOnce() -> Cow<'a, str>) -> bool {
        if number >= self.end || self.bytes > READ_BACK_BYTES {
            return false;
        }
        if number >= self.first {
            let text = text().into_owned();
            self.bytes += text.len();
            self.lines.push(NumberedLine { number, text });
        }
        true
    }
}

/// Keeps one source's lines while they are read.
pub(super) struct Keeper<'a> {
    store: &'a Store,
    shelf: Arc<Mutex<Shelf>>,
    spools: bool,
    first_line: u64,
    pending: Vec<u8>,
}

impl Keeper<'_> {
    /// A line was given.
    pub(super) fn line(&mut self, number: u64, text: &str) {
        if !self.spools {
            return;
        }
        if self.pending.is_empty() {
            self.first_line = number;
        }
        let bytes = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.pending.extend_from_slice(&number.to_le_bytes());
        self.pending.extend_from_slice(&bytes.to_le_bytes());
        self.pending.extend_from_slice(text.as_bytes());
        if self.pending.len() > BLOCK_BYTES {
            self.flush();
        }
    }

    /// A chunk of the file begins at `offset`, in line `number`.
    pub(super) fn mark(&mut self, number: u64, offset: u64) {
        if let Shelf::File { marks, .. } = &mut *held(&self.shelf) {
            marks.push(ChunkMark { line: number, offset });
        }
    }

    /// Lets others see what was kept so far.
    pub(super) fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        if let Some(offset) = held(&self.store.spool).append(&self.pending)
            && let Shelf::Spooled(blocks) = &mut *held(&self.shelf)
        {
            blocks.push(KeptBlock { first_line: self.first_line, offset, bytes: self.pending.len() });
        }
        self.pending.clear();
    }

    /// The source has ended, and turned out to be in this encoding.
    pub(super) fn end(&mut self, encoding: Option<&'static Encoding>) {
        self.flush();
        if let Shelf::File { legacy, .. } = &mut *held(&self.shelf) {
            *legacy = encoding;
        }
    }
}

/// Gives the kept lines of a block.
fn each_record(mut bytes: &[u8], give: &mut dyn FnMut(u64, &str) -> bool) -> bool {
    while let Some(line) = next_record(&mut bytes) {
        if !give(line.number, line.text) {
            return false;
        }
    }
    true
}

/// Takes the first record off a block: its line's number, the bytes of its text, the text.
fn next_record<'a>(bytes: &mut &'a [u8]) -> Option<Line<'a>> {
    let (number, rest) = bytes.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (text, rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    *bytes = rest;
    Some(Line { number: u64::from_le_bytes(*number), text: std::str::from_utf8(text).ok()? })
}

impl FileSnapshot {
    /// `head` is how the file begins.
    pub(super) fn new(path: &Path, bytes: u64, modified: Option<SystemTime>, head: &[u8], line_end: u8) -> Self {
        let begins_with = head.get(..KNOWN_BYTES).unwrap_or(head).to_vec();
        Self { path: path.to_owned(), bytes, modified, begins_with, line_end }
    }

    fn read(&self, marks: &[ChunkMark], legacy: Option<&'static Encoding>, wanted: &mut WantedLines) -> io::Result<()> {
        let file = self.open()?;
        // A mark may stand in the middle of its line: the line itself is found from the mark before.
        let mark = marks.partition_point(|mark| mark.line < wanted.first).checked_sub(1).and_then(|at| marks.get(at));
        let (mut number, mut offset) = mark.map_or((1, 0), |mark| (mark.line, mark.offset));
        let (mut line, mut buffer) = (Vec::new(), vec![0; READ_BYTES]);
        while offset < self.bytes {
            let left = usize::try_from(self.bytes - offset).unwrap_or(usize::MAX).min(READ_BYTES);
            let count = read_full_at(&file, buffer.get_mut(..left).unwrap_or_default(), offset)?;
            if count == 0 {
                return Err(self.shortened());
            }
            offset += count as u64;
            let mut rest = buffer.get(..count).unwrap_or_default();
            while let Some(end) = memchr::memchr(self.line_end, rest) {
                extend(&mut line, rest.get(..end).unwrap_or_default());
                if !wanted.take(number, || shown(&line, number, legacy)) {
                    return Ok(());
                }
                line.clear();
                number += 1;
                rest = rest.get(end + 1..).unwrap_or_default();
            }
            extend(&mut line, rest);
        }
        if !line.is_empty() {
            wanted.take(number, || shown(&line, number, legacy));
        }
        Ok(())
    }

    fn open(&self) -> io::Result<File> {
        let file = File::open(&self.path).map_err(|error| {
            io::Error::new(error.kind(), tell!("fault-gone", path = self.shown_path(), why = &error))
        })?;
        let now = file.metadata()?;
        if now.len() < self.bytes {
            return Err(self.shortened());
        }
        // A log that is still written to only grows: the lines that were read are where they were.
        if now.len() == self.bytes && now.modified().ok() != self.modified {
            return Err(io::Error::other(tell!("fault-written", path = self.shown_path())));
        }
        let mut begins_with = vec![0; self.begins_with.len()];
        read_full_at(&file, &mut begins_with, 0)?;
        let another = || io::Error::other(tell!("fault-another", path = self.shown_path()));
        if begins_with == self.begins_with { Ok(file) } else { Err(another()) }
    }

    fn shortened(&self) -> io::Error {
        io::Error::other(tell!("fault-shorter", path = self.shown_path()))
    }

    fn shown_path(&self) -> String {
        self.path.display().to_string()
    }
}

fn shown(line: &[u8], number: u64, legacy: Option<&'static Encoding>) -> Cow<'static, str> {
    Cow::Owned(encoding::text(encoding::trim(line, number), legacy).into_owned())
}

fn extend(line: &mut Vec<u8>, bytes: &[u8]) {
    let room = LINE_BYTES.saturating_sub(line.len());
    line.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
