//! Gives what was opened as records: with the moment that its stamps tell, line by line, and further lines as such.

use std::borrow::Cow;

use super::dialect::DialectId;
use super::draft::RecordDraft;
use super::peel::Peeler;
use super::previous::Previous;
use super::years::Years;
use super::{blocks, printk, reflow, split};
use crate::model::{Moment, Origin, Place, Record};

/// Takes a record.
pub(super) type OnRecord<'a> = &'a mut dyn FnMut(&Record<'_>);

/// What must be remembered of one source's records to give the next one.
#[derive(Clone, Debug)]
pub(super) struct RecordEmitter {
    pub(super) years: Years,
    /// What a line without an envelope may go on with.
    pub(super) previous: Previous,
    /// The minute in which lines of `dmesg -H` stand: only its first line names the minute.
    minute: Moment,
}

impl RecordEmitter {
    pub(super) fn new(years: Years) -> Self {
        Self { years, previous: Previous::default(), minute: Moment::default() }
    }

    /// Gives a text as the lines that it is made of.
    pub(super) fn emit(
        &mut self,
        peeler: &mut Peeler,
        place: Place,
        draft: &RecordDraft<'_>,
        width: usize,
        give: OnRecord<'_>,
    ) {
        let program = draft.origin == Some(Origin::Program);
        let lines = if program { Vec::new() } else { reflow::lines(draft.text) };
        if lines.is_empty() {
            return self.record(peeler, place, draft, width, give);
        }
        for text in lines {
            self.record(peeler, place, &RecordDraft { text, ..*draft }, width, give);
        }
    }

    /// Gives a record and remembers it for the lines that go on with it.
    fn record(&mut self, peeler: &mut Peeler, place: Place, draft: &RecordDraft<'_>, width: usize, give: OnRecord<'_>) {
        if !draft.is_told() {
            peeler.met(DialectId::Bare);
            return self.further(peeler, place, draft.text, give);
        }
        let moment = self.moment(peeler, draft);
        self.previous.keep(place, draft, width, &moment);
        let kmsg = peeler.last_is(DialectId::Kmsg);
        let text = if kmsg { printk::unescaped(draft.text) } else { Cow::Borrowed(draft.text) };
        let mut record = Record {
            place,
            moment,
            host: draft.host,
            program: draft.program,
            program_pid: draft.program_pid,
            origin: draft.origin.unwrap_or(Origin::Unknown),
            caller: draft.caller,
            boot: draft.boot,
            text: "",
            continuation: false,
        };
        for line in split::lines(&text) {
            record.text = line;
            give(&record);
            record.continuation = true;
        }
    }

    /// Gives a line without an envelope: a further one of the record before, or one of which nothing is known.
    pub(super) fn further(&mut self, peeler: &Peeler, place: Place, text: &str, give: OnRecord<'_>) {
        // `/dev/kmsg` adds lines with a device's name to a record.
        let device = text.strip_prefix(' ').is_some_and(|text| blocks::field(text).is_some());
        if device && peeler.last_is(DialectId::Kmsg) {
            return self.previous.pass(place);
        }
        if let Some(record) = self.previous.further(place, text) {
            return give(&record);
        }
        give(&Record {
            place,
            moment: Moment::default(),
            host: None,
            program: None,
            program_pid: None,
            origin: Origin::Unknown,
            caller: None,
            boot: None,
            text,
            continuation: false,
        });
    }

    fn moment(&mut self, peeler: &Peeler, draft: &RecordDraft<'_>) -> Moment {
        let human = peeler.last_is(DialectId::DmesgHuman);
        if human && draft.stamp.is_none() && draft.uptime.is_none() {
            return self.minute.clone();
        }
        let within = draft
            .stamp
            .filter(|stamp| stamp.yearless)
            .zip(draft.date_around)
            .and_then(|(stamp, date)| self.years.within(&stamp, date));
        let printed = draft.stamp.map(|stamp| stamp.printed).or(draft.uptime_printed);
        let moment = Moment {
            wall: within.or_else(|| draft.stamp.map(|stamp| self.years.wall(&stamp, draft.text))),
            uptime: draft.uptime,
            printed: printed.map(Into::into),
        };
        if human {
            self.minute.clone_from(&moment);
        }
        moment
    }
}
