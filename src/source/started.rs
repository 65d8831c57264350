//! Journals whose reading has begun before it is their turn: little of one is given, so that going through the next ones
//! meanwhile takes another core and hardly any memory.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::thread;

use super::ahead::Ahead;
use super::finder::Finder;
use super::folder;
use super::found::Found;
use super::journal::{self, Export};
use super::origin::Origin;
use super::positioned::read_full_at;

/// So many are begun before their turn, where there are cores for them.
const AHEAD_AT_MOST: usize = 3;

/// A journal that is being read.
pub(super) struct Started<'a> {
    path: PathBuf,
    pub(super) origin: Origin,
    pub(super) text: Ahead<'a>,
}

impl<'a> Started<'a> {
    pub(super) fn new(file: File, found: &Found, finder: &Finder, cancel: &'a AtomicBool) -> io::Result<Self> {
        let (path, origin) = (found.path.clone(), Origin::of_file(found));
        let (finder, budget) = (finder.clone(), origin.budget.clone());
        let open = move || Ok(Box::new(Export::of_file(file, budget, &finder)?) as Box<dyn Read>);
        Ok(Self { path, origin, text: Ahead::start(false, cancel, open)? })
    }
}

/// Those that were begun, in the order of their turns.
#[derive(Default)]
pub(super) struct Queue<'a> {
    begun: VecDeque<Started<'a>>,
}

impl<'a> Queue<'a> {
    /// Begins with the journals among the next of these files.
    pub(super) fn begin(&mut self, files: &[Found], finder: &Finder, cancel: &'a AtomicBool) {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        for found in files.iter().take(AHEAD_AT_MOST.min(cores.saturating_sub(1))) {
            if self.begun.iter().any(|begun| begun.path == found.path) {
                continue;
            }
            // What goes wrong here goes wrong again, and is told, when it is the file's turn.
            if let Some(file) = journal_at(found)
                && let Ok(started) = Started::new(file, found, finder, cancel)
            {
                self.begun.push_back(started);
            }
        }
    }

    /// The journal at this path, if it was begun with.
    pub(super) fn take(&mut self, path: &Path) -> Option<Started<'a>> {
        let at = self.begun.iter().position(|begun| begun.path == path)?;
        self.begun.remove(at)
    }
}

/// The file, if it is a journal.
fn journal_at(found: &Found) -> Option<File> {
    if folder::is_open_pipe(&found.path) || !found.parts.is_empty() {
        return None;
    }
    let file = File::open(&found.path).ok()?;
    let mut head = vec![0; journal::MAGIC.len()];
    (read_full_at(&file, &mut head, 0).ok()? == head.len() && head == journal::MAGIC).then_some(file)
}
