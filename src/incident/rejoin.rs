//! A report that stands in two files, because the log was rotated while it was written: `kern.log.1` ends in its middle, and
//! `kern.log` begins there. Names prove nothing; the clocks do.

use super::stream::Stream;
use super::tape::Fragment;
use crate::kernel::classify;
use crate::model::{Incident, Moment, Origin, Place, Record, SourceId};

/// How long after the last line of the one half the other begins, in microseconds of the boot clock.
const BOOT_MICROS: i64 = 1_000_000;

/// The same in seconds of the wall clock, where both halves name the node.
const WALL_SECONDS: i64 = 2;

impl Fragment {
    /// Sets the times of its lines for good.
    pub fn settle(&mut self, settle: &mut dyn FnMut(&mut Moment)) {
        self.lines.settle(settle);
    }

    /// The source in which it stands.
    pub fn source(&self) -> Option<SourceId> {
        self.lines.get(0).map(|line| line.place.source)
    }

    /// True where `head` begins right when this one ends, on the same node.
    fn goes_on_in(&self, head: &Self) -> bool {
        let same = |own: &Option<Box<str>>, other: &Option<Box<str>>| own.is_none() || other.is_none() || own == other;
        let last = self.lines.len().checked_sub(1).and_then(|last| self.lines.get(last));
        let (Some(last), Some(first)) = (last, head.lines.get(0)) else { return false };
        if last.place.source == first.place.source || !same(&self.host, &head.host) || !same(&self.boot, &head.boot) {
            return false;
        }
        let (then, next) = (&last.moment, &first.moment);
        if let (Some(then), Some(next)) = (then.uptime, next.uptime) {
            let gap = next.micros.cast_signed().saturating_sub(then.micros.cast_signed());
            return (0..=BOOT_MICROS).contains(&gap);
        }
        let (Some(then), Some(next)) = (&then.wall, &next.wall) else { return false };
        let seconds = next.comparable().signed_duration_since(then.comparable()).num_seconds();
        self.host.is_some() && head.host.is_some() && (0..=WALL_SECONDS).contains(&seconds)
    }
}

/// The report that `tail` begins and `head` ends, if they are one; its facts stand in two sources.
pub fn rejoin(tail: &Fragment, head: &Fragment) -> Option<Incident> {
    if !tail.goes_on_in(head) {
        return None;
    }
    let host = tail.host.as_deref().or(head.host.as_deref());
    let boot = tail.boot.as_deref().or(head.boot.as_deref());
    let first = tail.lines.get(0)?;
    let record =
        |place: Place, moment: Moment, origin: Origin| Record { moment, host, boot, ..Record::bare(place, origin, "") };
    let mut stream = Stream::new(&record(first.place, first.moment.clone(), first.origin));
    stream.tell(&tail.lines);
    for line in (0..head.lines.len()).filter_map(|at| head.lines.get(at)) {
        let continuation = line.continuation;
        let record = Record { text: line.text, continuation, ..record(line.place, line.moment, line.origin) };
        stream.feed(&record, line.text, classify(line.text).as_ref());
    }
    stream.finish();
    let mut told = stream.take();
    told.find(|incident| incident.seen_in.len() > 1)
}
