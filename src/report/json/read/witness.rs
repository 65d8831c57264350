//! Signs of kills without a kernel report, read back.

use serde::Deserialize;

use super::CarriedSources;
use super::words::named;
use crate::analysis::{Witness, WitnessKind, WitnessLine, WitnessSubject};
use crate::model::Place;
use crate::text;

/// A sign. What it proves is said anew: that follows from its kind.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadWitness {
    kind: String,
    #[serde(rename = "killed_by")]
    _killed_by: String,
    count: u64,
    time: Option<String>,
    host: Option<String>,
    namespace: Option<Box<str>>,
    pod: Option<Box<str>>,
    pod_uid: Option<Box<str>>,
    container: Option<Box<str>>,
    container_id: Option<Box<str>>,
    process: Option<Box<str>>,
    pid: Option<u32>,
    unit: Option<Box<str>>,
    exit_code: Option<i32>,
    #[serde(rename = "text")]
    _text: String,
    #[serde(rename = "proves")]
    _proves: String,
    #[serde(rename = "leaves_open")]
    _leaves_open: String,
    #[serde(rename = "ask_for")]
    _ask_for: String,
    lines: Vec<ReadWitnessLine>,
}

#[derive(Deserialize)]
struct ReadWitnessLine {
    source: String,
    line: Option<u64>,
    text: String,
}

impl ReadWitness {
    /// `None` for a kind of sign that this version does not know.
    pub(super) fn into_witness(self, ids: &mut CarriedSources) -> Option<Witness> {
        let line = |read: ReadWitnessLine| WitnessLine {
            place: Place { source: ids.of(&read.source), line: read.line.unwrap_or(0) },
            text: read.text,
        };
        Some(Witness {
            kind: named(&WitnessKind::ALL, WitnessKind::name, &self.kind)?,
            count: self.count,
            time: self.time.as_deref().and_then(text::wall_of_iso),
            host: self.host.map(Into::into),
            subject: WitnessSubject {
                namespace: self.namespace,
                pod: self.pod,
                pod_uid: self.pod_uid,
                container: self.container,
                container_id: self.container_id,
                process: self.process,
                pid: self.pid,
                unit: self.unit,
                exit_code: self.exit_code,
            },
            lines: self.lines.into_iter().map(line).collect(),
        })
    }
}
