//! Files whose reading has begun before it is their turn: of a journal little is given, and of a compressed file little is
//! kept, so that going through the next ones meanwhile takes another core and hardly any memory.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;

use super::ahead::Ahead;
use super::budget::{CountingReader, LimitedReader};
use super::finder::Finder;
use super::folder;
use super::found_file::FoundFile;
use super::journal::Export;
use super::magic::{self, FileType, HEAD_BYTES, Packing};
use super::origin::StreamOrigin;
use super::positioned::read_full_at;
use super::skim::{SharedRoom, Skimmed};
use super::{NamingRule, unpack, xz};

/// So many are begun before their turn, where there are cores for them.
const AHEAD_AT_MOST: usize = 3;

/// Pieces of a journal's text that wait for its turn: as much as half a journal with a kill every few megabytes.
const PIECES_WAITING: usize = 12;

/// A journal that is being read.
pub(super) struct Started<'a> {
    pub(super) origin: StreamOrigin,
    pub(super) text: Ahead<'a>,
}

impl<'a> Started<'a> {
    pub(super) fn new(file: File, found: &FoundFile, finder: &Finder, cancel: &'a AtomicBool) -> io::Result<Self> {
        let (finder, origin) = (finder.clone(), StreamOrigin::of_file(found));
        let budget = origin.budget.clone();
        let open = move || Ok(Box::new(Export::of_file(file, budget, &finder)?) as Box<dyn Read>);
        Ok(Self { origin, text: Ahead::holding(PIECES_WAITING, false, cancel, open)? })
    }
}

/// A compressed file that is being decoded and searched.
pub(super) struct Packed {
    pub(super) origin: StreamOrigin,
    pub(super) text: Skimmed,
}

impl Packed {
    fn new(
        packing: Packing,
        file: File,
        found: &FoundFile,
        how: Beginning<'_, '_>,
        hall: &Arc<SharedRoom>,
    ) -> io::Result<Self> {
        let origin = StreamOrigin::of_file(found);
        let budget = origin.budget.clone();
        let open = move || {
            let counted = CountingReader { inner: file, budget: budget.clone() };
            let inner = unpack::decoder(packing, BufReader::with_capacity(HEAD_BYTES, counted));
            Ok(Box::new(LimitedReader { inner, budget }) as Box<dyn Read>)
        };
        Ok(Self { text: Skimmed::start(how.finder.clone(), how.rule, how.chunk_bytes, hall, open)?, origin })
    }
}

/// How files are begun.
#[derive(Clone, Copy)]
pub(super) struct Beginning<'a, 'f> {
    pub(super) finder: &'f Finder,
    /// Which lines of compressed files are set aside.
    pub(super) rule: Option<NamingRule>,
    pub(super) chunk_bytes: usize,
    pub(super) cancel: &'a AtomicBool,
}

/// One of the files that were begun.
enum Begun<'a> {
    Journal(Started<'a>),
    Packed(Packed),
}

/// A file that was begun, by its path.
struct BegunFile<'a> {
    path: PathBuf,
    begun: Begun<'a>,
}

/// Those that were begun, in the order of their turns.
#[derive(Default)]
pub(super) struct Queue<'a> {
    begun: VecDeque<BegunFile<'a>>,
    /// Where what was decoded waits.
    hall: Arc<SharedRoom>,
    /// True once a compressed file was decoded in vain.
    skims_none: bool,
}

impl<'a> Queue<'a> {
    /// Begins with those among the next of these files that can be.
    pub(super) fn begin(&mut self, files: &[&FoundFile], how: Beginning<'a, '_>) {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        for found in files.iter().take(AHEAD_AT_MOST.min(cores.saturating_sub(1))) {
            if self.begun.iter().any(|begun| begun.path == found.path) {
                continue;
            }
            // What goes wrong here goes wrong again, and is told, when it is the file's turn.
            let hall = (!self.skims_none).then_some(&self.hall);
            if let Ok(Some(begun)) = begin(found, how, hall) {
                self.begun.push_back(BegunFile { path: found.path.clone(), begun });
            }
        }
    }

    /// A file's records span lines, or all of its lines are wanted: those beside it are mostly alike, and what is decoded of
    /// them before their turn is decoded once more.
    pub(super) fn skim_no_more(&mut self) {
        self.skims_none = true;
    }

    /// The journal at this path, if it was begun with.
    pub(super) fn journal(&mut self, path: &Path) -> Option<Started<'a>> {
        match self.take(path)? {
            Begun::Journal(started) => Some(started),
            Begun::Packed(_) => None,
        }
    }

    /// The compressed file at this path, if it was begun with.
    pub(super) fn packed(&mut self, path: &Path) -> Option<Packed> {
        match self.take(path)? {
            Begun::Packed(packed) => Some(packed),
            Begun::Journal(_) => None,
        }
    }

    fn take(&mut self, path: &Path) -> Option<Begun<'a>> {
        let at = self.begun.iter().position(|begun| begun.path == path)?;
        Some(self.begun.remove(at)?.begun)
    }
}

/// Begins with a file if it is one of those that can be.
fn begin<'a>(
    found: &FoundFile,
    how: Beginning<'a, '_>,
    hall: Option<&Arc<SharedRoom>>,
) -> io::Result<Option<Begun<'a>>> {
    if folder::is_open_pipe(&found.path) || !found.parts.is_empty() {
        return Ok(None);
    }
    let file = File::open(&found.path)?;
    let mut head = vec![0; HEAD_BYTES];
    let count = read_full_at(&file, &mut head, 0)?;
    head.truncate(count);
    Ok(match magic::look(&head) {
        FileType::Journal => Some(Begun::Journal(Started::new(file, found, how.finder, how.cancel)?)),
        // The blocks of such a file are decoded side by side as it is.
        FileType::Packed(Packing::Xz)
            if xz::XzBlockReader::open(&file, &StreamOrigin::of_file(found).budget).is_some() =>
        {
            None
        }
        FileType::Packed(packing) => {
            let packed = hall.map(|hall| Packed::new(packing, file, found, how, hall));
            packed.transpose()?.map(Begun::Packed)
        }
        _ => None,
    })
}
