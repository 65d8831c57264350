//! Reports read back: what another run of this program wrote, in one piece or incident by incident, is an input beside logs.
//!
//! A key that is missing was not written yet by an older version, and is as "not in the log". A key that this version does
//! not know is kept ([`Carried::unknown`]) and told in a note.

mod companion;
mod conclusions;
mod frame;
mod history;
mod incident;
mod node;
mod pie;
mod shortage;
mod task;
mod witness;
mod words;

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use self::companion::ReadCompanion;
use self::frame::{Frame, Framer, Malformed, ReportList};
use self::incident::ReadIncident;
use self::witness::ReadWitness;
use self::words::named;
use super::SCHEMA;
use super::unknown::{self, Understood};
use crate::analysis::shortage::Shortage;
use crate::analysis::{Carried, Case, Witness};
use crate::lang::Language;
use crate::model::{Companion, Note, NoteKind, SkippedInput, Source, SourceId, Span, limits};
use crate::tell;

/// What a report holds, as it comes.
#[derive(Debug)]
pub enum CarriedItem {
    /// A source is named for the first time.
    Source {
        /// Its number.
        id: SourceId,
        /// Its name for people.
        name: Arc<str>,
    },
    /// An incident with what was concluded of it. Its number is the report's.
    Case(Box<Case>),
    /// A line of another program.
    Companion(Box<CarriedCompanion>),
    /// A sign of a kill without a report of the kernel.
    Witness(Box<Witness>),
    /// What was not read where the report was written.
    Skipped(SkippedInput),
}

/// A line of another program, and why the kernel refused the request that it speaks of.
#[derive(Debug)]
pub struct CarriedCompanion {
    /// The line. Its incident's number is the report's.
    pub companion: Companion,
    /// The shortage, where the report tells of one.
    pub shortage: Option<Shortage>,
}

/// What is to be said of a report that has been read.
#[derive(Debug, Default)]
pub struct ReportAccount {
    /// The inputs that it tells of.
    pub sources: Vec<Source>,
    /// What was odd.
    pub notes: Vec<Note>,
    /// True where something of it was not understood.
    pub failed: bool,
    /// True where its names are made up.
    pub masked: bool,
}

/// Reads one report, which comes in pieces.
#[derive(Debug)]
pub struct ReportReader {
    framer: Framer,
    ids: CarriedSources,
    language: Language,
    report: Arc<str>,
    /// What came before the report named its schema.
    early: Vec<CarriedItem>,
    schema: SchemaSeen,
    progress: ReportProgress,
}

/// Whether what a report says can be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
enum SchemaSeen {
    /// It has not come. In a report it may come last, where a program has sorted the keys.
    NotYet,
    /// It is this version's, or there is none: incidents by themselves.
    Ours,
    /// Another.
    Other(String),
}

/// What was read so far, and what was odd about it.
#[derive(Debug, Default)]
struct ReportProgress {
    sources: Vec<Source>,
    incidents: u64,
    unread: u64,
    /// Why the first was not understood.
    unread_why: String,
    too_long: u64,
    unknown_keys: Vec<String>,
    generator: Option<String>,
    is_malformed: bool,
    masked: bool,
}

/// How many keys that this version does not know are named.
const KEYS_NAMED: usize = 8;

/// The numbers of the sources that a report names, in the order in which it names them.
#[derive(Debug)]
pub(super) struct CarriedSources {
    first: u32,
    report: SourceId,
    known: HashMap<Arc<str>, SourceId>,
    names: Vec<Arc<str>>,
    /// Those that were not told yet.
    new: Vec<SourceId>,
}

/// A note as the format has it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadNote {
    kind: String,
    text: String,
    first_line: Option<u64>,
    last_line: Option<u64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadInput {
    name: String,
    bytes: u64,
    lines: u64,
    dialects: Vec<String>,
    failed: bool,
    notes: Vec<ReadNote>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadSkipped {
    name: String,
    why: String,
    failed: bool,
}

/// What else stands in a report. Its lists were given element by element; who is affected follows from the incidents.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadReport {
    /// Told as soon as it comes.
    #[serde(rename = "schema")]
    _schema: String,
    generator: Option<String>,
    masked: Option<String>,
    sources: (),
    skipped: (),
    incidents: (),
    companions: (),
    witnesses: (),
    series: (),
    affected: (),
}

impl CarriedSources {
    /// The number of the source of this name.
    fn of(&mut self, name: &str) -> SourceId {
        if let Some(id) = self.known.get(name) {
            return *id;
        }
        let id = SourceId(self.first.saturating_add(u32::try_from(self.names.len()).unwrap_or(u32::MAX)));
        let name: Arc<str> = name.into();
        self.known.insert(Arc::clone(&name), id);
        self.names.push(name);
        self.new.push(id);
        id
    }

    /// The sources that are named for the first time since this was asked.
    fn take_new(&mut self) -> Vec<CarriedItem> {
        let at = |id: SourceId| usize::try_from(id.0.checked_sub(self.first)?).ok();
        let name = |id: SourceId| self.names.get(at(id)?).map(Arc::clone);
        let new = self.new.iter().filter_map(|id| Some(CarriedItem::Source { id: *id, name: name(*id)? })).collect();
        self.new.clear();
        new
    }

    /// The sources in the order of their numbers, with what is known of each.
    fn sources(&self, told: Vec<Source>) -> Vec<Source> {
        let mut all: Vec<Source> = self
            .names
            .iter()
            .map(|name| Source { name: name.to_string(), told_by: Some(self.report), ..Source::default() })
            .collect();
        for source in told {
            let at = source.id.0.checked_sub(self.first).and_then(|at| usize::try_from(at).ok());
            if let Some(slot) = at.and_then(|at| all.get_mut(at)) {
                *slot = source;
            }
        }
        for (source, number) in all.iter_mut().zip(self.first..) {
            source.id = SourceId(number);
        }
        all
    }
}

impl ReportReader {
    /// For the source of this number and name. The sources that the report names are numbered from the next on. `language`
    /// is that of what is said about the report; its own sentences stay as they are.
    pub fn new(id: SourceId, name: &str, language: Language) -> Self {
        Self {
            framer: Framer::default(),
            ids: CarriedSources {
                first: id.0.saturating_add(1),
                report: id,
                known: HashMap::new(),
                names: Vec::new(),
                new: Vec::new(),
            },
            language,
            report: name.into(),
            early: Vec::new(),
            schema: SchemaSeen::NotYet,
            progress: ReportProgress::default(),
        }
    }

    /// Takes the next bytes and gives what they complete.
    pub fn push(&mut self, bytes: &[u8], give: &mut dyn FnMut(CarriedItem)) {
        if self.progress.is_malformed || matches!(self.schema, SchemaSeen::Other(_)) {
            return;
        }
        let mut framer = std::mem::take(&mut self.framer);
        let read = framer.push(bytes, &mut |frame| self.frame(frame, give));
        self.framer = framer;
        self.progress.is_malformed |= read == Err(Malformed);
    }

    /// The report has ended.
    pub fn finish(mut self, give: &mut dyn FnMut(CarriedItem)) -> ReportAccount {
        if !matches!(self.schema, SchemaSeen::Other(_)) {
            self.early.drain(..).for_each(give);
        }
        self.progress.is_malformed |= !self.framer.is_at_end();
        let notes = self.notes();
        let failed = notes.iter().any(|note| note.kind != NoteKind::Other);
        let sources = self.ids.sources(std::mem::take(&mut self.progress.sources));
        ReportAccount { sources, notes, failed, masked: self.progress.masked }
    }

    fn frame(&mut self, frame: Frame<'_>, give: &mut dyn FnMut(CarriedItem)) {
        match frame {
            Frame::TooLong => self.progress.too_long += 1,
            Frame::Incident(json) => {
                self.schema = SchemaSeen::Ours;
                let item = self.incident(json);
                self.hand_on(item, give);
            }
            Frame::Schema(name) => self.schema(name, give),
            Frame::Report(json) => self.head(json),
            Frame::Element(list, json) => {
                let item = self.element(list, json);
                self.hand_on(item, give);
            }
        }
    }

    /// Gives an item, and before it the sources that it is the first to name; once it is known that they can be understood.
    fn hand_on(&mut self, item: Option<CarriedItem>, give: &mut dyn FnMut(CarriedItem)) {
        let items = self.ids.take_new().into_iter().chain(item);
        match &self.schema {
            SchemaSeen::Other(_) => {}
            // How much may wait is bounded by what a load keeps.
            SchemaSeen::NotYet => self.early.extend(items),
            SchemaSeen::Ours => items.for_each(give),
        }
    }

    fn schema(&mut self, name: &[u8], give: &mut dyn FnMut(CarriedItem)) {
        if name == SCHEMA.as_bytes() {
            self.schema = SchemaSeen::Ours;
            self.early.drain(..).for_each(give);
        } else {
            self.early.clear();
            self.schema = SchemaSeen::Other(String::from_utf8_lossy(name).into_owned());
        }
    }

    fn head(&mut self, json: &[u8]) {
        if matches!(self.schema, SchemaSeen::Other(_)) {
            return;
        }
        let Some(read) = self.understood::<ReadReport>(json) else { return };
        let ReadReport { generator, masked, .. } = read.value;
        self.progress.generator = self.progress.generator.take().or(generator);
        self.progress.masked |= masked.is_some();
    }

    fn element(&mut self, list: ReportList, json: &[u8]) -> Option<CarriedItem> {
        match list {
            ReportList::Incidents => self.incident(json),
            ReportList::Sources => {
                let read: ReadInput = self.understood(json)?.value;
                let id = self.ids.of(&read.name);
                let source = read.into_source(id, self.ids.report);
                self.progress.sources.push(source);
                None
            }
            ReportList::Skipped => {
                let read: ReadSkipped = self.understood(json)?.value;
                let ReadSkipped { name, why, failed } = read;
                Some(CarriedItem::Skipped(SkippedInput { name, why: why.into(), failed }))
            }
            ReportList::Companions => {
                let read: ReadCompanion = self.understood(json)?.value;
                read.into_companion(&mut self.ids).map(|companion| CarriedItem::Companion(Box::new(companion)))
            }
            ReportList::Witnesses => {
                let read: ReadWitness = self.understood(json)?.value;
                read.into_witness(&mut self.ids).map(|witness| CarriedItem::Witness(Box::new(witness)))
            }
            ReportList::Derived => None,
        }
    }

    fn incident(&mut self, json: &[u8]) -> Option<CarriedItem> {
        let Understood { value, unknown } = self.understood::<ReadIncident>(json)?;
        let carried = Carried { report: Arc::clone(&self.report), unknown, ..Carried::default() };
        let case = value.into_case(&mut self.ids, self.language, carried);
        if case.is_none() {
            self.unread("seen_in, verdict: missing");
        }
        self.progress.incidents += 1;
        case.map(|case| CarriedItem::Case(Box::new(case)))
    }

    fn understood<T: DeserializeOwned>(&mut self, json: &[u8]) -> Option<Understood<T>> {
        match unknown::understood(json, &mut self.progress.unknown_keys) {
            Ok(read) => Some(read),
            Err(why) => {
                self.unread(&why.to_string());
                None
            }
        }
    }

    fn unread(&mut self, why: &str) {
        if self.progress.unread == 0 {
            why.clone_into(&mut self.progress.unread_why);
        }
        self.progress.unread += 1;
    }

    fn notes(&self) -> Vec<Note> {
        let ReportProgress {
            incidents,
            unread,
            unread_why,
            too_long,
            unknown_keys,
            generator,
            is_malformed,
            masked,
            ..
        } = &self.progress;
        if let SchemaSeen::Other(schema) = &self.schema {
            let text = tell!("report-other-schema", schema = schema.as_str(), ours = SCHEMA);
            return vec![Note::new(NoteKind::ReadFailed, text)];
        }
        let generator = generator.as_deref().unwrap_or("oomscope");
        let mut notes = vec![Note::new(NoteKind::Other, tell!("report-carried", generator = generator))];
        if *masked {
            notes.push(Note::new(NoteKind::Other, tell!("report-masked")));
        }
        if !unknown_keys.is_empty() {
            let named: Vec<&str> = unknown_keys.iter().take(KEYS_NAMED).map(String::as_str).collect();
            let text = tell!("report-unknown-keys", keys = named.join(", "));
            notes.push(Note::new(NoteKind::Other, text));
        }
        if *unread > 0 {
            let text = tell!("report-unread", count = *unread, why = unread_why.as_str());
            notes.push(Note::new(NoteKind::ReadFailed, text));
        }
        if *too_long > 0 {
            notes.push(limits::CARRIED_INCIDENT.note());
        }
        if *is_malformed {
            notes.push(Note::new(NoteKind::ReadFailed, tell!("report-malformed", incidents = *incidents)));
        }
        notes
    }
}

impl ReadInput {
    fn into_source(self, id: SourceId, report: SourceId) -> Source {
        Source {
            id,
            name: self.name,
            bytes: self.bytes,
            lines: self.lines,
            dialects: self.dialects,
            notes: notes(self.notes, id),
            failed: self.failed,
            told_by: Some(report),
            ..Source::default()
        }
    }
}

/// Notes as they were said.
fn notes(read: Vec<ReadNote>, source: SourceId) -> Vec<Note> {
    let note = |read: ReadNote| {
        let kind = named(&NoteKind::ALL, NoteKind::name, &read.kind).unwrap_or(NoteKind::Other);
        let note = Note::new(kind, read.text);
        match (read.first_line, read.last_line) {
            (Some(first), Some(last)) => note.at(Span { source, first, last: last.max(first) }),
            _ => note,
        }
    };
    read.into_iter().map(note).collect()
}
