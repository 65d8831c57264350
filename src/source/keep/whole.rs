//! Makes the kept lines of a source all of its lines, once somebody asks for others.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::Arc;

use super::{Keeper, KeptBlock, SearchedBytes, Shelf, Store, each_record, held};
use crate::model::{Source, SourceId};
use crate::source::spool::SPOOL_BYTES;
use crate::source::{Input, Line, Needle, NumberedLine};
use crate::tell;

/// Sources up to so many bytes are read once more as soon as one line in what is shown is missing; of larger ones the lines
/// around a kill, which are kept, are shown at once.
const READ_AT_ONCE_BYTES: u64 = 64 * 1024 * 1024;

/// After so many bytes it is asked whether anybody still listens.
const STRETCH_BYTES: u64 = 256 * 1024;

/// What stands before each line in a block: its number and its length.
const RECORD_HEAD_BYTES: u64 = 12;

/// Reads a source once more; see [`crate::source::again`].
type RereadSource = fn(&Again, &SourceFingerprint, &mut dyn FnMut(Line<'_>) -> bool) -> io::Result<bool>;

/// How sources are read once more.
#[derive(Clone, Debug)]
pub(in crate::source) struct Again {
    pub(in crate::source) inputs: Vec<Input>,
    pub(in crate::source) needles: Vec<Needle>,
    pub(in crate::source) read: RereadSource,
    /// Whether that can be done.
    pub(in crate::source) is_there: fn(&Self, &SourceFingerprint) -> bool,
}

/// A source that was read.
#[derive(Clone, Debug)]
pub(in crate::source) struct SourceFingerprint {
    pub(in crate::source) name: Box<str>,
    /// How many sources of the same name were read before it.
    pub(in crate::source) before: usize,
    pub(in crate::source) bytes: u64,
    pub(in crate::source) lines: u64,
}

/// What was read, and how it is read once more.
#[derive(Debug, Default)]
pub(super) struct RereadableSources {
    again: Option<Arc<Again>>,
    sources: BTreeMap<SourceId, SourceFingerprint>,
    names: HashMap<Box<str>, usize>,
}

impl RereadableSources {
    /// A source that may be read once more, and how.
    fn of(&self, source: SourceId) -> Option<RereadableSource> {
        Some(RereadableSource { again: Arc::clone(self.again.as_ref()?), account: self.sources.get(&source)?.clone() })
    }
}

/// One source, and how it is read once more.
struct RereadableSource {
    again: Arc<Again>,
    account: SourceFingerprint,
}

impl Store {
    /// Reading begins.
    pub(in crate::source) fn begin(&self, again: impl FnOnce() -> Again) {
        if !self.forgetful {
            *held(&self.accounts) =
                RereadableSources { again: Some(Arc::new(again())), ..RereadableSources::default() };
        }
    }

    /// A source was read.
    pub(in crate::source) fn account(&self, source: &Source) {
        if self.forgetful {
            return;
        }
        let accounts = &mut *held(&self.accounts);
        let name: Box<str> = source.name.as_str().into();
        let count = accounts.names.entry(name.clone()).or_default();
        let account = SourceFingerprint { name, before: *count, bytes: source.bytes, lines: source.lines };
        *count += 1;
        accounts.sources.insert(source.id, account);
    }

    /// Whether every line of a source can be had; of what is read but once only those around kills are kept.
    pub fn keeps_all(&self, source: SourceId) -> bool {
        let Some(shelf) = self.shelf(source) else { return false };
        let is_kept = matches!(&*held(&shelf), Shelf::File { .. } | Shelf::Whole(_));
        let account = held(&self.accounts).of(source);
        let can_be_read = |RereadableSource { again, account }: RereadableSource| {
            self.has_room(&account) && (again.is_there)(&again, &account)
        };
        is_kept || account.is_some_and(can_be_read)
    }

    fn has_room(&self, account: &SourceFingerprint) -> bool {
        let needed = account.bytes.saturating_add(account.lines.saturating_mul(RECORD_HEAD_BYTES));
        held(&self.spool).len().saturating_add(needed) <= SPOOL_BYTES
    }

    /// True where these lines are as many as one wants to see now.
    pub(super) fn suffices(&self, source: SourceId, first: u64, count: u64, kept: &[NumberedLine]) -> bool {
        let is_in_part = self.shelf(source).is_some_and(|shelf| matches!(&*held(&shelf), Shelf::Spooled(_)));
        let account = held(&self.accounts).of(source).filter(|_| is_in_part);
        let Some(RereadableSource { account, .. }) = account else { return true };
        let last = first.saturating_add(count.saturating_sub(1)).min(account.lines);
        let has = |line: u64| kept.binary_search_by_key(&line, |line| line.number).is_ok();
        if account.bytes <= READ_AT_ONCE_BYTES {
            return kept.len() as u64 > last.saturating_sub(first) || first > last;
        }
        // The view stands in the middle of what it asks for.
        let middle = first.saturating_add(count / 2).min(account.lines);
        let around = middle.saturating_sub(1).max(first)..=middle.saturating_add(1).min(last);
        around.into_iter().all(has)
    }

    /// Reads a source once more where not all of its lines are kept. `heard` hears how far it is, and ends it by answering
    /// false. False where it was ended, or the source can be read but once.
    ///
    /// # Errors
    /// Where it is not what it was.
    pub(super) fn complete(&self, source: SourceId, heard: &mut dyn FnMut(SearchedBytes) -> bool) -> io::Result<bool> {
        let account = held(&self.accounts).of(source).filter(|source| self.has_room(&source.account));
        let (Some(shelf), Some(RereadableSource { again, account })) = (self.shelf(source), account) else {
            return Ok(false);
        };
        let _reading = held(&self.reading);
        let before = match &*held(&shelf) {
            Shelf::Spooled(blocks) => blocks.clone(),
            Shelf::File { .. } | Shelf::Whole(_) => return Ok(true),
        };
        let whole = Arc::new(std::sync::Mutex::new(Shelf::Spooled(Vec::new())));
        let mut keeper =
            Keeper { store: self, shelf: Arc::clone(&whole), spools: true, first_line: 0, pending: Vec::new() };
        let (mut bytes, mut spooled, mut told) = (0, 0, 0);
        let is_read = (again.read)(&again, &account, &mut |line| {
            keeper.line(line.number, line.text);
            bytes += line.text.len() as u64 + 1;
            spooled += line.text.len() as u64 + RECORD_HEAD_BYTES;
            if bytes - told < STRETCH_BYTES {
                return true;
            }
            told = bytes;
            heard(SearchedBytes { done: bytes.min(account.bytes), all: account.bytes })
        })?;
        keeper.flush();
        let Shelf::Spooled(blocks) = std::mem::replace(&mut *held(&whole), Shelf::Spooled(Vec::new())) else {
            return Ok(false);
        };
        // Where the disk is full, what is kept is what was.
        if !is_read || blocks.iter().map(|block| block.bytes as u64).sum::<u64>() != spooled {
            return Ok(false);
        }
        if !self.agree(&before, &blocks)? {
            return Err(io::Error::other(tell!("fault-written", path = &*account.name)));
        }
        *held(&shelf) = Shelf::Whole(blocks);
        Ok(true)
    }

    /// True where the lines that were kept are the same ones now.
    fn agree(&self, before: &[KeptBlock], now: &[KeptBlock]) -> io::Result<bool> {
        for block in before {
            let kept = held(&self.spool).read(block.offset, block.bytes)?;
            let mut lines = Vec::new();
            each_record(&kept, &mut |number, text| {
                lines.push(NumberedLine { number, text: text.to_owned() });
                true
            });
            let (Some(first), Some(last)) = (lines.first(), lines.last()) else { continue };
            let mut wanted =
                super::WantedLines { first: first.number, end: last.number + 1, bytes: 0, lines: Vec::new() };
            self.unspool(now, &mut wanted)?;
            let mut again = wanted.lines.into_iter().peekable();
            for line in lines {
                while again.next_if(|again| again.number < line.number).is_some() {}
                if again.next() != Some(line) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}
