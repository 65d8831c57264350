//! Signs of kills without a kernel report, as JSON.

use serde::Serialize;

use super::SourceNames;
use crate::analysis::{Witness, WitnessSubject};
use crate::lang::Language;
use crate::text;

/// A sign of a kill that no report of the kernel in these inputs shows.
#[derive(Serialize)]
pub(super) struct WitnessJson {
    kind: &'static str,
    killed_by: &'static str,
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
    text: String,
    proves: &'static str,
    leaves_open: &'static str,
    ask_for: String,
    lines: Vec<WitnessLineJson>,
}

#[derive(Serialize)]
struct WitnessLineJson {
    source: String,
    /// Null where the input is a list that is not read by lines.
    line: Option<u64>,
    text: String,
}

impl WitnessJson {
    pub(super) fn new(witness: Witness, names: SourceNames<'_>, language: Language) -> Self {
        let told = witness.told(language);
        let Witness { kind, count, time, host, subject, lines } = witness;
        let WitnessSubject { namespace, pod, pod_uid, container, container_id, process, pid, unit, exit_code } =
            subject;
        let line = |line: crate::analysis::WitnessLine| WitnessLineJson {
            source: names.of(line.place.source).to_owned(),
            line: Some(line.place.line).filter(|line| *line > 0),
            text: line.text,
        };
        Self {
            kind: kind.name(),
            killed_by: kind.killer().name(),
            count,
            time: time.as_ref().map(text::iso_time),
            host: host.map(|host| host.to_string()),
            namespace,
            pod,
            pod_uid,
            container,
            container_id,
            process,
            pid,
            unit,
            exit_code,
            text: told.what,
            proves: told.proves,
            leaves_open: told.leaves_open,
            ask_for: told.ask_for,
            lines: lines.into_iter().map(line).collect(),
        }
    }
}
