//! A kill that somebody asked for by hand (SysRq and `f`): the line that says so stands before the report.

use super::seen::MessageSeen;
use crate::model::{Moment, Quote};

/// How long after `Manual OOM execution` the kill that it asked for comes, in microseconds: a worker thread sees to it at
/// once.
const ASKED_MICROS: i64 = 10_000_000;

/// The same in lines, where the log has no clock.
const ASKED_LINES: u64 = 16;

/// The line that asks for a kill, and when it was written.
#[derive(Debug)]
pub(super) struct AskedByHand {
    quote: Quote,
    moment: Moment,
}

impl AskedByHand {
    pub(super) fn new(seen: &MessageSeen<'_>) -> Self {
        Self { quote: Quote { text: seen.text.trim().into(), at: seen.place }, moment: seen.moment.clone() }
    }

    /// The line, if the report that begins here is what came of it.
    pub(super) fn answered_by(self, seen: &MessageSeen<'_>) -> Option<Quote> {
        let at_once = match self.moment.micros_until(seen.moment) {
            Some(gap) => gap.abs() <= ASKED_MICROS,
            None => seen.place.line.abs_diff(self.quote.at.line) <= ASKED_LINES,
        };
        at_once.then_some(self.quote)
    }
}
