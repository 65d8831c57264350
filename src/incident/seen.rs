//! A record as the reports keep it: where and when it was seen, and what it says.

use crate::model::{Moment, Origin, Place, Record};

/// Where and when a message was seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'a> {
    /// Where it begins.
    pub(super) place: Place,
    /// Where its last piece stands.
    pub(super) last: Place,
    pub(super) moment: &'a Moment,
    pub(super) origin: Origin,
    /// The node and the text, for the first record of a report.
    pub(super) host: Option<&'a str>,
    pub(super) boot: Option<&'a str>,
    pub(super) text: &'a str,
}

impl<'a> Seen<'a> {
    pub(super) fn of(record: &'a Record<'a>, text: &'a str) -> Self {
        let (place, moment, origin) = (record.place, &record.moment, record.origin);
        Self { place, last: place, moment, origin, host: record.host, boot: record.boot, text }
    }
}

/// A record that waits to be told again.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: Box<str>,
    pub(super) place: Place,
    pub(super) moment: Moment,
    pub(super) origin: Origin,
    pub(super) continuation: bool,
}

impl Line {
    pub(super) fn of(seen: &Seen<'_>) -> Self {
        Self {
            text: seen.text.into(),
            place: seen.place,
            moment: seen.moment.clone(),
            origin: seen.origin,
            continuation: false,
        }
    }
}
