//! Work that would hold up a frame: drawing a picture, writing a report. Done one after the other on a thread of its own;
//! what comes of it goes back over a bounded channel.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use super::worker::{Waker, panic_text};
use crate::lang::Sentence;
use crate::tell;

/// Errands that may wait.
const WAITING: usize = 16;

/// An errand: what it gives goes back to who asked.
type Errand<T> = Box<dyn FnOnce() -> T + Send>;

/// Does errands on its own thread. Dropping it waits for the errands that are under way, so that no file is half written.
#[derive(Debug)]
pub struct Errands<T> {
    waiting: Option<SyncSender<Errand<T>>>,
    done: Option<Receiver<T>>,
    thread: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Errands<T> {
    /// Starts the thread. `broken` makes a result of the sentence that tells of a mistake of this program's own. Where no
    /// thread can be had, [`Self::run`] says so.
    pub fn start(waker: Waker, broken: fn(Sentence) -> T) -> Self {
        let (errands, asked) = sync_channel::<Errand<T>>(WAITING);
        let (answer, done) = sync_channel(WAITING);
        let spawned = thread::Builder::new().name("oomscope-errands".to_owned()).spawn(move || {
            while let Ok(errand) = asked.recv() {
                let result = catch_unwind(AssertUnwindSafe(errand))
                    .unwrap_or_else(|panic| broken(tell!("errand-broke-off", why = panic_text(&*panic))));
                // Nobody may be there to take it any more; the errands that wait are done all the same.
                drop(answer.send(result));
                waker();
            }
        });
        Self { waiting: Some(errands), done: Some(done), thread: spawned.ok() }
    }

    /// Takes an errand; false where too many wait already, or nobody is there to do it.
    pub fn run(&self, errand: impl FnOnce() -> T + Send + 'static) -> bool {
        self.waiting.as_ref().is_some_and(|errands| errands.try_send(Box::new(errand)).is_ok())
    }

    /// The next result, if one is there.
    pub fn try_recv(&self) -> Option<T> {
        self.done.as_ref()?.try_recv().ok()
    }
}

impl<T> Drop for Errands<T> {
    fn drop(&mut self) {
        (self.waiting, self.done) = (None, None);
        if let Some(thread) = self.thread.take() {
            // A panic within an errand is caught there.
            drop(thread.join());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::{Duration, Instant};

    use super::*;

    fn wait<T: Send + 'static>(errands: &Errands<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(result) = errands.try_recv() {
                return result;
            }
            assert!(begun.elapsed() < Duration::from_mins(1), "no result");
            thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn errands_are_done_in_order_and_one_that_panics_harms_no_other() {
        let errands: Errands<Result<u32, Sentence>> = Errands::start(Arc::new(|| {}), Err);
        assert!(errands.run(|| Ok(1)) && errands.run(|| panic!("a slip")) && errands.run(|| Ok(3)));
        assert_eq!(wait(&errands), Ok(1));
        assert!(wait(&errands).unwrap_err().to_string().contains("a slip"));
        assert_eq!(wait(&errands), Ok(3));
    }

    #[test]
    fn what_is_under_way_is_finished_when_the_window_closes() {
        let finished = Arc::new(AtomicU32::new(0));
        let errands: Errands<()> = Errands::start(Arc::new(|| {}), drop);
        for _ in 0..3 {
            let finished = Arc::clone(&finished);
            assert!(errands.run(move || {
                thread::sleep(Duration::from_millis(5));
                finished.fetch_add(1, Ordering::Relaxed);
            }));
        }
        drop(errands);
        assert_eq!(finished.load(Ordering::Relaxed), 3);
    }
}
