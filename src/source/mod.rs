//! Bytes in: files, folders, archives, compression, encodings, stdin, pasted text; and the scan that skips what cannot
//! matter. The only layer that opens or decompresses anything.

mod again;
mod ahead;
mod archive;
mod budget;
mod chunk;
mod chunks;
mod delivery;
#[cfg(test)]
mod edges;
mod encoding;
mod finder;
mod folder;
mod found_file;
mod head;
mod hit;
mod identity;
mod journal;
mod keep;
mod lines;
mod look_back;
mod lz4;
mod magic;
mod naming_lines;
mod origin;
mod own_report;
mod passing;
mod pending_chunks;
mod positioned;
#[cfg(test)]
mod probe;
mod pstore;
mod session;
mod skim;
mod spool;
mod started;
mod streams;
mod unpack;
pub mod words;
mod xz;
mod zstandard;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;

use self::session::Session;
use crate::model::{SkippedInput, Source, SourceId, limits};

pub use self::identity::StandardOutput;
pub use self::keep::{FoundLine, Pattern, Searched, SearchedBytes, Store};
pub use self::naming_lines::{IdPrefix, NamingLines, NamingRule};
pub use self::passing::{GiveRecord, PassRule};

/// Something a user hands over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, folder, archive or compressed file: told by looking, not by its name.
    Path(PathBuf),
    /// Standard input, read once to its end.
    Stdin,
    /// Text from the clipboard or a test.
    Text {
        /// Its name for people.
        name: String,
        /// The text.
        text: String,
    },
}

/// A line without its terminator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number within the source, from 1.
    pub number: u64,
    /// Its text as UTF-8; bytes that are no text are U+FFFD.
    pub text: &'a str,
}

/// A line that is kept for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedLine {
    /// Its number within the source, from 1.
    pub number: u64,
    /// Its text.
    pub text: String,
}

/// What the reader of lines wants next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineDemand {
    /// Only lines with a needle (and, for needles that ask for it, what stands before them).
    Skim,
    /// Every line that follows, until it says otherwise.
    Every,
    /// The same, but for whole records in which nothing was found; see [`PassRule`].
    Records,
}

/// A literal that a line worth parsing holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needle {
    /// The bytes to find, matched as they are (ASCII).
    pub text: &'static str,
    /// What else is asked for where it is found.
    pub asks: Asks,
}

/// What is asked for besides the line in which a needle is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// What stands behind it, perhaps.
    Behind,
    /// The same, and the lines before: it begins a report, whose first words may stand in another line. Of whole records
    /// that may be passed by, [`RIGHT_BEFORE_BYTES`] where this text stands right behind it, else (somebody only speaks of a
    /// report) as for [`Self::Before`]; of other lines as for that, too.
    Begins(&'static str),
    /// The lines *before*, because a report may have lost its beginning: up to [`LOOK_BACK_BYTES`] of lines not yet given are
    /// given first.
    Before,
}

impl Asks {
    /// True where lines before are asked for.
    pub(crate) const fn looks_back(self) -> bool {
        matches!(self, Self::Begins(_) | Self::Before)
    }

    /// How much of whole records before it is not passed by, where this stands behind it.
    fn reach(self, behind: &[u8]) -> usize {
        match self {
            Self::Nothing | Self::Behind => 0,
            Self::Begins(text) if behind.starts_with(text.as_bytes()) => RIGHT_BEFORE_BYTES,
            Self::Begins(_) | Self::Before => LOOK_BACK_BYTES,
        }
    }
}

/// How much of a line is given.
const LINE_BYTES: usize = limits::LINE_BYTES.most;

/// How much is given before a needle that looks back.
pub const LOOK_BACK_BYTES: usize = 256 * 1024;

/// How much is given of whole records before a report begins.
pub const RIGHT_BEFORE_BYTES: usize = 16 * 1024;

/// A source that has just been opened.
#[derive(Clone, Copy, Debug)]
pub struct Opened<'a> {
    /// Its number.
    pub id: SourceId,
    /// Its name for people.
    pub name: &'a str,
    /// The first bytes, decoded: enough to tell a format by (up to 64 KiB, cut at a line).
    pub head: &'a str,
    /// The date of the file or archive member: no line is younger.
    pub modified: Option<NaiveDate>,
    /// Bytes to come, where known.
    pub bytes: Option<u64>,
}

/// Who receives what is read. For each source `open` is called once, then `line` and `set_aside` any number of times, then
/// `close` once, also where reading was stopped or broke off; sources come one after the other, never mixed.
pub trait Sink {
    /// A source begins. The answer says whether every line is wanted from the start (formats whose records span lines).
    fn open(&mut self, opened: &Opened<'_>) -> LineDemand;
    /// A line that is wanted. Numbers grow within a source; lines in between were skipped. The answer says what is wanted
    /// from the next line on, so that a report is heard to its end and no longer.
    fn line(&mut self, line: Line<'_>) -> LineDemand;
    /// Which of the found lines only join names to ids, and may wait until an id is asked for: they are set aside while lines
    /// are skimmed, instead of being given one by one. Asked when a source begins; without a rule every found line is given.
    fn aside_rule(&self) -> Option<NamingRule> {
        None
    }
    /// The same rule for sources whose records are lines: those that are searched before their turn are told by it.
    fn aside_rule_of_lines(&self) -> Option<NamingRule> {
        None
    }
    /// How whole records are told where [`LineDemand::Records`] may be asked for; asked when a source begins.
    fn pass_rule(&self) -> Option<PassRule> {
        None
    }
    /// The lines of a chunk that were set aside, once it is known which of them were given after all because they stood
    /// near a report. Whoever wants to read them later takes a copy: their room is used again.
    fn set_aside(&mut self, _asides: &mut NamingLines) {}
    /// The source has ended. `source` is its account; the sink may add dialects and notes of its own.
    fn close(&mut self, source: Source);
    /// A report of ours begins: it is given by [`Self::report_bytes`], not by lines.
    fn open_report(&mut self, _opened: &Opened<'_>) {}
    /// The next bytes of the report, as UTF-8.
    fn report_bytes(&mut self, _bytes: &[u8]) {}
    /// The report has ended. `source` is its account; the answer says how many sources lie within it: the numbers after its
    /// own are theirs. The lines that it quotes of them can be put in `store`.
    fn close_report(&mut self, _source: Source, _store: &Store) -> u32 {
        0
    }
    /// An input or archive member that is not read.
    fn skipped(&mut self, skipped: SkippedInput);
    /// Bytes of input consumed so far (compressed size for compressed files) and the total, where known.
    fn progress(&mut self, done: u64, total: Option<u64>);
}

/// The text of a small file of the program's own, such as its settings.
///
/// # Errors
/// Where it cannot be read, is no text or is larger than [`SMALL_TEXT_BYTES`].
pub fn small_text(path: &std::path::Path) -> std::io::Result<String> {
    use std::io::Read as _;
    let mut text = String::new();
    let read = std::fs::File::open(path)?.take(SMALL_TEXT_BYTES + 1).read_to_string(&mut text)?;
    if read as u64 > SMALL_TEXT_BYTES { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(text) }
}

/// Whether something can be read at a path, a file or a folder.
pub fn is_there(path: &std::path::Path) -> bool {
    std::fs::metadata(path).is_ok()
}

/// What counts as small.
pub const SMALL_TEXT_BYTES: u64 = 64 * 1024;

/// Reads the inputs one after the other and gives the wanted lines to `sink`, in order. Speed depends on the needles: their
/// first four bytes are sought, up to 32 different ones at full speed, in the order in which they come first. Stops between chunks once
/// `cancel` is set. What cannot be read becomes a note or a [`SkippedInput`], never an error.
pub fn read(inputs: &[Input], needles: &[Needle], store: &Store, cancel: &AtomicBool, sink: &mut dyn Sink) {
    let mut accounting = again::Accounting { store, sink };
    store.begin(|| again::way(inputs, needles));
    Session::new(needles, store, cancel, &mut accounting).read(inputs);
}
