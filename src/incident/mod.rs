//! Messages in order → [`Incident`]s.

use crate::model::{Incident, Record};

/// Joins one source's records into incidents; one open incident per host and boot.
#[derive(Debug, Default)]
pub struct Assembler {}

impl Assembler {
    /// An assembler for one source.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next record, in the log's order.
    pub fn feed(&mut self, _record: &Record<'_>) {}

    /// True while a report is open, so that no line may be skipped.
    pub fn is_open(&self) -> bool {
        false
    }

    /// The incidents that are finished and not yet taken, in the order in which they ended.
    pub fn take(&mut self) -> Vec<Incident> {
        Vec::new()
    }

    /// Closes what is open: the source has ended.
    pub fn finish(&mut self) {}
}

/// True where both tell of the same kill, seen in two places (or twice in one).
pub fn same_kill(_a: &Incident, _b: &Incident) -> bool {
    false
}

/// Joins a second sighting into the first: places are added, facts that the first lacks are taken over.
pub fn merge(_first: &mut Incident, _second: Incident) {}
