//! The JSON report, schema `oomscope.report/1`: a promise, so it has structs of its own.
//!
//! Unknown is `null`, never left out and never 0. Sizes are bytes unless the key says otherwise.
//! `docs/report.schema.json` says the same to programs; `tests/schema.rs` holds the two together.

mod affected;
mod escape;
mod history;
mod incident;
mod node;
mod part;
mod read;
mod shortage;
mod unknown;
mod witness;

use std::io::Write;

use serde::Serialize;
use serde_json::Serializer;

use crate::analysis::Review;
use crate::lang::Language;
use crate::model::{Companion, Note, SkippedInput, Source, SourceId};
use crate::report::GENERATOR;
use crate::{say, text};

use affected::AffectedJson;
pub use incident::IncidentJson;
use incident::WrittenIncident;
pub use read::{CarriedCompanion, CarriedItem, ReportAccount, ReportReader};
use shortage::OwnedShortage;
use witness::WitnessJson;

/// The schema's name; the number grows when a key changes its meaning or goes away.
pub const SCHEMA: &str = "oomscope.report/1";

/// The format as a JSON Schema.
pub const SCHEMA_TEXT: &str = include_str!("../../../docs/report.schema.json");

/// Writes the whole review as one object, one incident at a time, so that memory does not grow with the output.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(review: &Review, out: &mut dyn Write) -> std::io::Result<()> {
    ReportJson::new(review).serialize(&mut Serializer::with_formatter(&mut *out, escape::pretty()))?;
    out.write_all(b"\n")
}

/// Writes one incident as one line.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write_line(incident: IncidentJson<'_>, out: &mut dyn Write) -> std::io::Result<()> {
    WrittenIncident::new(incident).serialize(&mut Serializer::with_formatter(&mut *out, escape::compact()))?;
    out.write_all(b"\n")
}

/// Writes every incident as a line.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write_lines(review: &Review, out: &mut dyn Write) -> std::io::Result<()> {
    let names = SourceNames(&review.sources);
    review.cases.iter().try_for_each(|case| write_line(IncidentJson::new(case, names), out))
}

#[derive(Serialize)]
struct ReportJson<'a> {
    schema: &'static str,
    generator: &'static str,
    /// What stays in a masked report, in a sentence; only there.
    #[serde(skip_serializing_if = "Option::is_none")]
    masked: Option<&'static str>,
    sources: Vec<SourceJson<'a>>,
    skipped: Vec<SkippedJson<'a>>,
    incidents: Incidents<'a>,
    companions: Vec<CompanionJson<'a>>,
    witnesses: Vec<WitnessJson>,
    series: Vec<SeriesJson<'a>>,
    affected: AffectedJson,
}

#[derive(Serialize)]
struct SourceJson<'a> {
    name: &'a str,
    bytes: u64,
    lines: u64,
    dialects: &'a [String],
    failed: bool,
    notes: Vec<NoteJson>,
}

#[derive(Serialize)]
struct SkippedJson<'a> {
    name: &'a str,
    why: String,
    failed: bool,
}

/// A note with the lines it speaks of.
#[derive(Serialize)]
struct NoteJson {
    kind: &'static str,
    text: String,
    first_line: Option<u64>,
    last_line: Option<u64>,
}

#[derive(Serialize)]
struct CompanionJson<'a> {
    time: Option<String>,
    time_printed: Option<&'a str>,
    uptime_seconds: Option<f64>,
    host: Option<&'a str>,
    kind: &'static str,
    program: Option<&'a str>,
    text: &'a str,
    source: &'a str,
    line: u64,
    incident: Option<u32>,
    /// Why the kernel refused the request, where it printed its memory behind the line.
    shortage: Option<OwnedShortage>,
}

#[derive(Serialize)]
struct SeriesJson<'a> {
    title: &'a str,
    incidents: Vec<u32>,
    summary: &'a str,
}

/// Serialised one by one: the struct of an incident lives only while it is written.
struct Incidents<'a>(&'a Review);

impl Serialize for Incidents<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names = SourceNames(&self.0.sources);
        serializer.collect_seq(self.0.cases.iter().map(|case| WrittenIncident::new(IncidentJson::new(case, names))))
    }
}

/// The names of the sources by their number.
#[derive(Clone, Copy, Debug)]
pub struct SourceNames<'a>(pub &'a [Source]);

impl<'a> SourceNames<'a> {
    pub(super) fn of(self, id: SourceId) -> &'a str {
        // Most stand at the place of their number.
        let place = usize::try_from(id.0).ok().and_then(|at| self.0.get(at)).filter(|source| source.id == id);
        place.or_else(|| self.0.iter().find(|source| source.id == id)).map_or("", |source| &source.name)
    }
}

impl<'a> ReportJson<'a> {
    fn new(review: &'a Review) -> Self {
        let names = SourceNames(&review.sources);
        Self {
            schema: SCHEMA,
            generator: GENERATOR,
            masked: review.masked.then(|| say!(review.language, "mask-stays")),
            sources: review.sources.iter().map(|source| SourceJson::new(review.language, source)).collect(),
            skipped: review.skipped.iter().map(|skipped| SkippedJson::new(review.language, skipped)).collect(),
            incidents: Incidents(review),
            companions: review
                .companions
                .iter()
                .map(|companion| CompanionJson::new(companion, review, names))
                .collect(),
            witnesses: review
                .witnesses
                .iter()
                .cloned()
                .map(|witness| WitnessJson::new(witness, names, review.language))
                .collect(),
            series: review
                .series
                .iter()
                .map(|series| SeriesJson {
                    title: &series.title,
                    incidents: series.incidents.iter().map(|id| id.0).collect(),
                    summary: &series.summary,
                })
                .collect(),
            affected: AffectedJson::new(review),
        }
    }
}

impl<'a> SourceJson<'a> {
    fn new(language: Language, source: &'a Source) -> Self {
        Self {
            name: &source.name,
            bytes: source.bytes,
            lines: source.lines,
            dialects: &source.dialects,
            failed: source.failed,
            notes: NoteJson::all(language, &source.notes),
        }
    }
}

impl<'a> SkippedJson<'a> {
    fn new(language: Language, skipped: &'a SkippedInput) -> Self {
        Self { name: &skipped.name, why: skipped.why.said(language), failed: skipped.failed }
    }
}

impl NoteJson {
    fn all(language: Language, notes: &[Note]) -> Vec<Self> {
        notes
            .iter()
            .map(|note| Self {
                kind: note.kind.name(),
                text: note.text.said(language),
                first_line: note.span.map(|span| span.first),
                last_line: note.span.map(|span| span.last),
            })
            .collect()
    }
}

impl<'a> CompanionJson<'a> {
    fn new(companion: &'a Companion, review: &Review, names: SourceNames<'a>) -> Self {
        Self {
            time: companion.moment.wall.as_ref().map(text::iso_time),
            time_printed: companion.moment.printed.as_deref(),
            uptime_seconds: companion.moment.uptime.map(|uptime| uptime.seconds()),
            host: companion.host.as_deref(),
            kind: companion.kind.name(),
            program: companion.program.as_deref(),
            text: &companion.text,
            source: names.of(companion.place.source),
            line: companion.place.line,
            incident: companion.incident.map(|id| id.0),
            shortage: review.shortage_of(companion).map(OwnedShortage),
        }
    }
}
