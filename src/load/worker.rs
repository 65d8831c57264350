//! A load on a thread of its own: events over a bounded channel, Stop, and a panic that becomes a sentence.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::{Event, Options, pipeline};
use crate::lang::Language;
use crate::say;
use crate::source::{Input, Store};

/// How many events may wait for the window before the reading thread waits for it.
const EVENTS_WAITING: usize = 256;

/// The window is woken for progress at most this often; for everything else at once.
const PROGRESS_EVERY: Duration = Duration::from_millis(50);

/// Wakes whoever draws; called from the reading thread.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// A running load. Dropping it stops the load.
pub struct Worker {
    events: Receiver<Event>,
    cancel: Arc<AtomicBool>,
    store: Arc<Store>,
    ended: bool,
    language: Language,
}

impl Worker {
    /// Starts reading. Where no thread can be had, the only event says so.
    pub fn start(inputs: Vec<Input>, options: Options, waker: Waker) -> Self {
        let (sender, events) = sync_channel(EVENTS_WAITING);
        let cancel = Arc::new(AtomicBool::new(false));
        let store = Arc::new(Store::new());
        let failed = sender.clone();
        let (cancel_there, store_there) = (Arc::clone(&cancel), Arc::clone(&store));
        let spawned = thread::Builder::new().name("oomscope-load".to_owned()).spawn(move || {
            load(&inputs, options, &store_there, &cancel_there, &Outlet { sender, waker });
        });
        if let Err(error) = spawned {
            // The channel is empty and its receiver is ours: this cannot block.
            drop(failed.try_send(Event::Failed(say!(options.language, "load-no-thread", why = error.to_string()))));
        }
        Self { events, cancel, store, ended: false, language: options.language }
    }

    /// The next event, if one is there. After the last one, `None` for good.
    pub fn try_recv(&mut self) -> Option<Event> {
        match self.events.try_recv() {
            Ok(event) => {
                self.ended |= matches!(event, Event::Done(_) | Event::Failed(_));
                Some(event)
            }
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) if self.ended => None,
            Err(TryRecvError::Disconnected) => {
                self.ended = true;
                Some(Event::Failed(say!(self.language, "load-ended-early").to_owned()))
            }
        }
    }

    /// Asks the load to end; what was found so far comes as [`Event::Done`].
    pub fn stop(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    /// True once the last event has been taken.
    pub const fn ended(&self) -> bool {
        self.ended
    }

    /// What shows the sources' lines again.
    pub fn store(&self) -> Arc<Store> {
        Arc::clone(&self.store)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop();
    }
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").field("ended", &self.ended).finish_non_exhaustive()
    }
}

/// The reading thread's end of the channel.
struct Outlet {
    sender: SyncSender<Event>,
    waker: Waker,
}

fn load(inputs: &[Input], options: Options, store: &Store, cancel: &AtomicBool, outlet: &Outlet) {
    let mut last_progress: Option<Instant> = None;
    let mut emit = |event: Event| {
        if matches!(event, Event::Progress { .. }) {
            if last_progress.is_some_and(|last| last.elapsed() < PROGRESS_EVERY) {
                return;
            }
            last_progress = Some(Instant::now());
        }
        if outlet.sender.send(event).is_err() {
            cancel.store(true, Ordering::Relaxed);
        }
        (outlet.waker)();
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| pipeline::run(inputs, options, store, cancel, &mut emit)));
    let last = match outcome {
        Ok(review) => Event::Done(Box::new(review)),
        Err(panic) => Event::Failed(say!(options.language, "load-broke-off", why = panic_text(&*panic))),
    };
    drop(outlet.sender.send(last));
    (outlet.waker)();
}

pub(super) fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no further details")
}
