//! Lines of other programs, read back.

use std::sync::Arc;

use serde::Deserialize;

use super::shortage::ReadShortage;
use super::words::{moment, named, wall};
use super::{CarriedCompanion, CarriedSources};
use crate::analysis;
use crate::model::{Companion, CompanionKind, IncidentId, Origin, Place, Record, Ties};

/// A line.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadCompanion {
    time: Option<String>,
    time_printed: Option<Box<str>>,
    uptime_seconds: Option<f64>,
    host: Option<Arc<str>>,
    kind: String,
    program: Option<Arc<str>>,
    text: String,
    source: String,
    line: u64,
    incident: Option<u32>,
    shortage: Option<ReadShortage>,
}

impl ReadCompanion {
    /// `None` for a kind of line that this version does not know.
    pub(super) fn into_companion(self, ids: &mut CarriedSources) -> Option<CarriedCompanion> {
        let kind = named(&CompanionKind::ALL, CompanionKind::name, &self.kind)?;
        let place = Place { source: ids.of(&self.source), line: self.line };
        let ties = ties(&self, kind, place);
        let companion = Companion {
            moment: moment(wall(self.time.as_deref(), "", None), self.uptime_seconds, self.time_printed),
            host: self.host,
            kind,
            program: self.program,
            text: self.text,
            place,
            ties,
            incident: self.incident.map(IncidentId),
            moved_to_wall: None,
            is_carried: true,
        };
        Some(CarriedCompanion { companion, shortage: self.shortage.map(ReadShortage::into_shortage) })
    }
}

/// What the line names: the format leaves it to the text, which says it once more.
fn ties(read: &ReadCompanion, kind: CompanionKind, place: Place) -> Ties {
    let origin = if read.program.as_deref() == Some("kernel") { Origin::Kernel } else { Origin::Program };
    let record = Record {
        host: read.host.as_deref(),
        program: read.program.as_deref(),
        ..Record::bare(place, origin, &read.text)
    };
    analysis::companion(&record).filter(|again| again.kind == kind).map(|again| again.ties).unwrap_or_default()
}
