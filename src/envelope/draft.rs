//! A record in the making: what the envelopes taken off so far have said.

use chrono::NaiveDate;

use super::stamp::Stamp;
use crate::model::{Origin, Uptime};

/// What is known of a record while its envelopes are taken off, from the outside in. An inner envelope overrules an
/// outer one, because it was written nearer to the kernel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct RecordDraft<'a> {
    /// The calendar stamp.
    pub(super) stamp: Option<Stamp<'a>>,
    /// The day of an outer stamp with a year, where an inner one has none.
    pub(super) date_around: Option<NaiveDate>,
    /// Time since boot.
    pub(super) uptime: Option<Uptime>,
    /// The stamp of the boot clock as printed.
    pub(super) uptime_printed: Option<&'a str>,
    /// The node.
    pub(super) host: Option<&'a str>,
    /// The program and its process id.
    pub(super) program: Option<&'a str>,
    /// The program's process id.
    pub(super) program_pid: Option<u32>,
    /// Who speaks, once an envelope has told.
    pub(super) origin: Option<Origin>,
    /// The printk caller.
    pub(super) caller: Option<&'a str>,
    /// The boot's id.
    pub(super) boot: Option<&'a str>,
    /// A field that is called a tag: the program's, or what a service calls its stream.
    pub(super) tag: Option<&'a str>,
    /// Which piece of a record the text is, where the record was sent in pieces.
    pub(super) piece: Option<NetconsoleFragment>,
    /// What is left to read.
    pub(super) text: &'a str,
}

/// A piece of a record that was too long for one datagram of netconsole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NetconsoleFragment {
    /// The record's number in the kernel's buffer.
    pub(super) record: u64,
    /// How many bytes of the record stand before the piece.
    pub(super) from: usize,
    /// How many bytes the record has.
    pub(super) of: usize,
}

impl NetconsoleFragment {
    /// Reads `16/1012`.
    pub(super) fn of(record: &str, piece: &str) -> Option<Self> {
        let (from, of) = piece.split(',').next()?.split_once('/')?;
        Some(Self { record: record.parse().ok()?, from: from.parse().ok()?, of: of.parse().ok()? })
    }
}

impl<'a> RecordDraft<'a> {
    /// A draft of which only the text is known.
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, ..Self::default() }
    }

    /// Sets the calendar stamp.
    pub(super) fn stamped(&mut self, stamp: Stamp<'a>) {
        if let Some(outer) = self.stamp.filter(|outer| stamp.yearless && !outer.yearless) {
            self.date_around = Some(outer.local.date());
        }
        self.stamp = Some(stamp);
    }

    /// Sets who speaks by the tag of a syslog line or the identifier of a journal record.
    pub(super) fn speaks(&mut self, program: &'a str, pid: Option<u32>) {
        self.origin = Some(if program == "kernel" { Origin::Kernel } else { Origin::Program });
        self.program = Some(program);
        self.program_pid = pid;
    }

    /// Sets the stamp of the boot clock.
    pub(super) const fn booted(&mut self, uptime: Uptime, printed: &'a str) {
        self.uptime = Some(uptime);
        self.uptime_printed = Some(printed);
    }

    /// True where an envelope said when the record was written or who wrote it.
    pub(super) const fn is_told(&self) -> bool {
        self.stamp.is_some() || self.uptime.is_some() || self.origin.is_some()
    }
}
