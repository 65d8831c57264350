//! A record as the reports keep it: where and when it was seen, and what it says.

use crate::model::{Moment, Origin, Place, Record};

/// Where and when a message was seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct MessageSeen<'a> {
    /// Where it begins.
    pub(super) place: Place,
    /// Where its last piece stands.
    pub(super) last: Place,
    pub(super) moment: &'a Moment,
    pub(super) origin: Origin,
    /// True for a further line of a record, which has no stamp of its own.
    pub(super) continuation: bool,
    /// The node and the text, for the first record of a report.
    pub(super) host: Option<&'a str>,
    pub(super) boot: Option<&'a str>,
    pub(super) text: &'a str,
}

impl<'a> MessageSeen<'a> {
    pub(super) fn of(record: &'a Record<'a>, text: &'a str) -> Self {
        let (place, moment, origin) = (record.place, &record.moment, record.origin);
        let (host, boot, continuation) = (record.host, record.boot, record.continuation);
        Self { place, last: place, moment, origin, continuation, host, boot, text }
    }
}

/// A record that waits to be told again.
#[derive(Clone, Debug)]
pub(super) struct BufferedRecord {
    pub(super) text: Box<str>,
    pub(super) place: Place,
    pub(super) moment: Moment,
    pub(super) origin: Origin,
    pub(super) continuation: bool,
}

impl BufferedRecord {
    pub(super) fn of(seen: &MessageSeen<'_>) -> Self {
        Self {
            text: seen.text.into(),
            place: seen.place,
            moment: seen.moment.clone(),
            origin: seen.origin,
            continuation: seen.continuation,
        }
    }

    /// The line as it was seen.
    pub(super) fn seen<'a>(&'a self, host: Option<&'a str>, boot: Option<&'a str>) -> MessageSeen<'a> {
        let Self { text, place, moment, origin, continuation } = self;
        MessageSeen {
            place: *place,
            last: *place,
            moment,
            origin: *origin,
            continuation: *continuation,
            host,
            boot,
            text,
        }
    }
}
