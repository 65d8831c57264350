//! Messages in order → [`Incident`]s.
//!
//! A report is some fifty to several thousand lines, and a log treats it badly: other lines stand in between, records are
//! split or wrapped, beginnings and ends are missing, nodes and boots are mixed, exports come newest first. The parts:
//!
//! * [`Assembler`] tells the streams (node, boot, printk caller) apart and keeps finished incidents for a moment, because
//!   the reaper's line comes late;
//! * `stream` is one node's messages in order: joins split lines, opens and closes reports;
//! * `draft` is one report while it grows; in it `following` is what may come next, `stack`, `memory` and `ending` are its parts,
//!   `finish` closes it and says what is missing, `repeat` and `agree` tell what cannot be of one report, and `doubt` keeps a place
//!   where two reports may have run into one;
//! * `step` is the kernel's order of lines, `line_order` what one kernel has shown of it, `trace` the call trace so far;
//! * `backward` turns newest-first reports round;
//! * `sighting` knows the same kill seen twice, `halves` a report that stands in two files.

mod asked;
mod backward;
mod clock;
mod draft;
mod halves;
mod line_order;
mod pending_line;
mod reaped;
mod refused;
mod seen;
mod sighting;
mod step;
mod stream;
mod trace;

pub use halves::{Rests, join};
pub use sighting::{merge, same_kill};

use std::borrow::Cow;
use std::collections::VecDeque;

use crate::kernel::{Message, Reaper, classify};
use crate::model::{Incident, Moment, Origin, Record, RefusedRequest, limits};
use reaped::note_reaped;
use stream::Stream;

/// How many finished incidents wait for the reaper's line.
const WAITING_MAX: usize = 64;

/// How many records a finished incident waits for the reaper's line.
const WAITING_RECORDS: u64 = 256;

/// How long, on the log's own clock, a finished incident waits for the reaper's line, in microseconds. The kernel gives
/// a victim two seconds before it reaps.
const WAITING_MICROS: i64 = 10_000_000;

/// Joins one source's records into incidents; one open incident per host and boot.
#[derive(Debug, Default)]
pub struct Assembler {
    /// The stream that spoke last stands last.
    streams: Vec<Stream>,
    waiting: VecDeque<PendingIncident>,
    done: Vec<Incident>,
    refused: Vec<RefusedRequest>,
    records: u64,
}

/// A finished incident that the reaper may still speak of.
#[derive(Debug)]
struct PendingIncident {
    incident: Incident,
    since: u64,
}

impl Assembler {
    /// An assembler for one source.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next record, in the log's order.
    pub fn feed(&mut self, record: &Record<'_>) {
        self.records = self.records.saturating_add(1);
        self.release(&record.moment);
        // The stream that takes the record stands last afterwards and counts for itself.
        let taken = record.origin != Origin::Program && self.feed_stream(record);
        let others = self.streams.len() - usize::from(taken);
        for stream in self.streams.iter_mut().take(others) {
            stream.pass();
        }
        self.collect();
    }

    /// True while a report is open, so that no line may be skipped.
    pub fn is_open(&self) -> bool {
        self.streams.iter().any(Stream::is_open)
    }

    /// The incidents that are finished and not yet taken, in the order in which they ended.
    pub fn take(&mut self) -> Vec<Incident> {
        std::mem::take(&mut self.done)
    }

    /// The requests that were refused without a kill, finished and not yet taken.
    pub fn take_refused(&mut self) -> Vec<RefusedRequest> {
        std::mem::take(&mut self.refused)
    }

    /// Closes what is open: the source has ended.
    pub fn finish(&mut self) {
        for stream in &mut self.streams {
            stream.finish();
        }
        self.collect();
        self.done.extend(self.waiting.drain(..).map(|waiting| waiting.incident));
    }

    /// Gives the record to its stream; false where it belongs to none.
    fn feed_stream(&mut self, record: &Record<'_>) -> bool {
        let text = plain(record.text);
        let message = classify(&text);
        if let Some(Message::Reaped(reaper)) = &message
            && self.reaped(reaper, record)
        {
            return false;
        }
        let mut stream = match self.streams.iter().rposition(|stream| stream.is_of(record)) {
            Some(at) => self.streams.remove(at),
            None if message.is_some() => {
                self.make_room();
                Stream::new(record)
            }
            None => return false,
        };
        stream.feed(record, &text, message.as_ref());
        // The stream that spoke last stands last, so that lines that do not say whose they are find it first.
        self.streams.push(stream);
        true
    }

    fn make_room(&mut self) {
        // The one that spoke longest ago.
        if self.streams.len() >= limits::STREAMS.most {
            let mut oldest = self.streams.remove(0);
            oldest.make_room();
            self.wait_for(&mut oldest);
        }
    }

    /// Finds whose memory was reaped: the newest incident of this node with this process.
    fn reaped(&mut self, reaper: &Reaper<'_>, record: &Record<'_>) -> bool {
        let mut waiting = self.waiting.iter_mut().rev().map(|waiting| &mut waiting.incident);
        let mut open = self.streams.iter_mut().rev().flat_map(Stream::open_incidents);
        open.by_ref().chain(waiting.by_ref()).any(|incident| note_reaped(incident, reaper, record.place, record.host))
    }

    /// Moves what the streams have finished to where it waits for the reaper.
    fn collect(&mut self) {
        let mut streams = std::mem::take(&mut self.streams);
        for stream in &mut streams {
            self.wait_for(stream);
        }
        self.streams = streams;
    }

    fn wait_for(&mut self, stream: &mut Stream) {
        let since = self.records;
        self.refused.extend(stream.take_refused());
        self.waiting.extend(stream.take().map(|incident| PendingIncident { incident, since }));
        while self.waiting.len() > WAITING_MAX {
            self.done.extend(self.waiting.pop_front().map(|waiting| waiting.incident));
        }
    }

    /// Lets go of the incidents that have waited long enough.
    fn release(&mut self, now: &Moment) {
        while let Some(first) = self.waiting.front() {
            let late = first.incident.moment.micros_until(now).is_some_and(|gap| gap.abs() > WAITING_MICROS);
            if !late && first.since.saturating_add(WAITING_RECORDS) > self.records {
                return;
            }
            self.done.extend(self.waiting.pop_front().map(|waiting| waiting.incident));
        }
    }
}

/// The text with no-break spaces, as web pages pad with, as blanks.
fn plain(text: &str) -> Cow<'_, str> {
    if text.contains('\u{a0}') { Cow::Owned(text.replace('\u{a0}', " ")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests;
