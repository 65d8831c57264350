//! A load on a thread of its own: events over a bounded channel, Stop, and a panic that becomes a sentence.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::{Event, Options, pipeline};
use crate::lang::Language;
use crate::say;
use crate::source::{Input, Store};

/// How many events may wait for the window before the reading thread waits for it: what ten thousand kills need while
/// a frame is drawn.
const EVENTS_WAITING: usize = 4096;

/// Progress is told at most this often.
const PROGRESS_EVERY: Duration = Duration::from_millis(50);

/// How long the window may wait before it draws what was found, so that it is not drawn anew for every kill of thousands.
/// The first kill and the end are drawn at once.
pub const NEWS_WAIT: Duration = Duration::from_millis(80);

/// Wakes whoever draws; called from other threads.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Wakes whoever draws, before so much time has passed.
pub type PatientWaker = Arc<dyn Fn(Duration) + Send + Sync>;

/// A running load. Dropping it stops the load.
pub struct Worker {
    events: Receiver<Event>,
    is_woken: Arc<AtomicBool>,
    cancel: Arc<AtomicBool>,
    store: Arc<Store>,
    ended: bool,
    language: Language,
}

impl Worker {
    /// Starts reading. Where no thread can be had, the only event says so.
    pub fn start(inputs: Vec<Input>, options: Options, waker: PatientWaker) -> Self {
        let (sender, events) = sync_channel(EVENTS_WAITING);
        let cancel = Arc::new(AtomicBool::new(false));
        let store = Arc::new(Store::new());
        let is_woken = Arc::new(AtomicBool::new(false));
        let outlet = Outlet { sender: sender.clone(), waker, is_woken: Arc::clone(&is_woken) };
        let (cancel_there, store_there) = (Arc::clone(&cancel), Arc::clone(&store));
        let spawned = thread::Builder::new().name("oomscope-load".to_owned()).spawn(move || {
            load(&inputs, options, &store_there, &cancel_there, &outlet);
        });
        if let Err(error) = spawned {
            // The channel is empty and its receiver is ours: this cannot block.
            drop(sender.try_send(Event::Failed(say!(options.language, "load-no-thread", why = error.to_string()))));
        }
        Self { events, is_woken, cancel, store, ended: false, language: options.language }
    }

    /// The next event, if one is there. After the last one, `None` for good.
    pub fn try_recv(&mut self) -> Option<Event> {
        let mut next = self.events.try_recv();
        if matches!(next, Err(TryRecvError::Empty)) && self.is_woken.swap(false, Ordering::AcqRel) {
            // From now on one is woken again; but not for what came just before.
            next = self.events.try_recv();
        }
        match next {
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
    waker: PatientWaker,
    /// True where the window was woken and has not taken everything since. To wake it again for each event would hold up
    /// its frames: that needs a lock which they need all the time.
    is_woken: Arc<AtomicBool>,
}

impl Outlet {
    /// Sends an event, and waits for room if there is none. False where nobody listens any more.
    fn send(&self, event: Event, wait: Duration) -> bool {
        let sent = match self.sender.try_send(event) {
            Err(TrySendError::Full(event)) => {
                // Who waits for room must be sure that somebody is awake to make it.
                self.wake(Duration::ZERO);
                self.sender.send(event).is_ok()
            }
            sent => sent.is_ok(),
        };
        self.wake(wait);
        sent
    }

    fn wake(&self, wait: Duration) {
        if !self.is_woken.swap(true, Ordering::AcqRel) || wait.is_zero() {
            (self.waker)(wait);
        }
    }
}

fn load(inputs: &[Input], options: Options, store: &Store, cancel: &AtomicBool, outlet: &Outlet) {
    let (mut last_progress, mut found_one): (Option<Instant>, bool) = (None, false);
    let mut emit = |event: Event| {
        if matches!(event, Event::Progress { .. }) {
            if last_progress.is_some_and(|last| last.elapsed() < PROGRESS_EVERY) {
                return;
            }
            last_progress = Some(Instant::now());
        }
        let is_first = matches!(event, Event::Incident(_)) && !std::mem::replace(&mut found_one, true);
        if !outlet.send(event, if is_first { Duration::ZERO } else { NEWS_WAIT }) {
            cancel.store(true, Ordering::Relaxed);
        }
    };
    // A panic is told as an event: without one the window would wait for this thread for ever.
    let outcome = catch_unwind(AssertUnwindSafe(|| pipeline::run(inputs, options, store, cancel, &mut emit)));
    let last = match outcome {
        Ok(review) => Event::Done(Box::new(review)),
        Err(panic) => Event::Failed(say!(options.language, "load-broke-off", why = panic_text(&*panic))),
    };
    outlet.send(last, Duration::ZERO);
}

pub(super) fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no further details")
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    const SEED: &str = include_str!("../../sample-logs/seed-aks-pod-limit.log");

    fn start(kills: u32) -> (Worker, Receiver<Duration>) {
        let text = (0..kills).map(|kill| SEED.replace("716580", &(800_000 + kill).to_string())).collect();
        let options = Options::new(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap());
        let (sender, wakes) = sync_channel(10_000);
        let waker: PatientWaker = Arc::new(move |wait| sender.send(wait).unwrap_or_default());
        (Worker::start(vec![Input::Text { name: "log".to_owned(), text }], options, waker), wakes)
    }

    #[test]
    fn the_first_kill_and_the_end_wake_at_once_and_the_rest_once_for_all() {
        let (mut worker, wakes) = start(9);
        assert_eq!(wakes.iter().collect::<Vec<_>>(), [NEWS_WAIT, Duration::ZERO, Duration::ZERO]);
        let found = std::iter::from_fn(|| worker.try_recv()).filter(|event| matches!(event, Event::Incident(_)));
        assert!(found.count() >= 9);
        assert!(worker.ended());
    }

    #[test]
    fn whoever_looks_only_when_woken_sees_the_end() {
        let (mut worker, wakes) = start(300);
        while !worker.ended() {
            wakes.recv_timeout(Duration::from_mins(1)).expect("woken");
            while worker.try_recv().is_some() {}
        }
    }
}
