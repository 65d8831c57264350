//! A search through all lines of a source, on a thread of its own: it tells what it finds while it goes on, and ends when
//! nobody listens any more.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::worker::Waker;
use crate::lang::Sentence;
use crate::model::SourceId;
use crate::source::{FoundLine, Pattern, SearchedBytes, Store};
use crate::tell;

/// How many tellings may wait for the window before the search waits for it.
const TELLINGS_WAITING: usize = 16;

/// The most lines that are named; those beyond are only counted.
pub const LINES_NAMED: usize = 100_000;

/// The window hears of a search at most this often.
const TOLD_EVERY: Duration = Duration::from_millis(50);

/// What a search tells.
#[derive(Clone, Debug, Default)]
pub struct Finds {
    /// Lines that were found since the last telling, in order; none once [`LINES_NAMED`] are named.
    pub lines: Vec<FoundLine>,
    /// How many lines were found in all.
    pub count: u64,
    /// How many bytes were looked through, of how many.
    pub bytes: SearchedBytes,
    /// How it ended, once it has: a sentence where it broke off.
    pub ended: Option<Result<(), Sentence>>,
}

/// A running search. Dropping it ends it.
#[derive(Debug)]
pub struct Search {
    finds: Receiver<Finds>,
}

impl Search {
    /// Starts looking. Where no thread can be had, the search has ended without a word.
    pub fn start(store: Arc<Store>, source: SourceId, pattern: Pattern, waker: Waker) -> Self {
        let (sender, finds) = sync_channel(TELLINGS_WAITING);
        let spawned = thread::Builder::new().name("oomscope-search".to_owned()).spawn(move || {
            search(&store, source, &pattern, &sender, &waker);
        });
        drop(spawned);
        Self { finds }
    }

    /// What was found meanwhile.
    pub fn try_recv(&self) -> Option<Finds> {
        self.finds.try_recv().ok()
    }
}

fn search(store: &Store, source: SourceId, pattern: &Pattern, sender: &SyncSender<Finds>, waker: &Waker) {
    let mut finds = Finds::default();
    let mut named = 0;
    let mut last = Instant::now();
    let mut first = true;
    let outcome = store.search(source, pattern, &mut |searched| {
        finds.count += searched.lines.len() as u64;
        let room = LINES_NAMED - named;
        finds.lines.extend(searched.lines.iter().take(room).cloned());
        named += searched.lines.len().min(room);
        finds.bytes = searched.bytes;
        // The first find is told at once: somebody waits for it.
        if last.elapsed() < TOLD_EVERY && !(first && named > 0) {
            return true;
        }
        (last, first) = (Instant::now(), named == 0);
        let told = Finds { lines: std::mem::take(&mut finds.lines), ..finds.clone() };
        let heard = sender.send(told).is_ok();
        waker();
        heard
    });
    finds.ended = Some(outcome.map_err(|error| tell!("search-broke-off", why = &error)));
    drop(sender.send(finds));
    waker();
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use chrono::NaiveDate;

    use super::*;
    use crate::load::{Options, pipeline};
    use crate::source::Input;

    #[test]
    fn all_lines_are_counted_and_the_first_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("some.log");
        let lines = LINES_NAMED + 500;
        std::fs::write(&path, "Dec 13 07:23:21 node kernel: [1.0] eth0: link up\n".repeat(lines)).unwrap();
        let store = Arc::new(Store::new());
        let today = NaiveDate::from_ymd_opt(2023, 12, 20).unwrap();
        let options = Options::new(today);
        pipeline::run(&[Input::Path(path)], options, &store, &AtomicBool::new(false), &mut |_| {});
        let search = Search::start(store, SourceId(0), Pattern::new("LINK", false).unwrap(), Arc::new(|| {}));
        let (mut named, mut last) = (Vec::new(), Finds::default());
        while last.ended.is_none() {
            last = search.finds.recv().unwrap();
            named.append(&mut last.lines.clone());
        }
        assert_eq!((named.len(), last.count), (LINES_NAMED, lines as u64));
        assert_eq!((named[0].number, named[LINES_NAMED - 1].number), (1, LINES_NAMED as u64));
        assert_eq!(last.bytes.done, last.bytes.all);
        assert_eq!(last.ended, Some(Ok(())));
    }
}
