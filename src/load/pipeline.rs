//! The pipeline, headless: inputs in, events out, a review at the end.

use std::sync::atomic::AtomicBool;

use super::carried::CarriedReport;
use super::gather::{Gather, NAMING_ROUNDS};
use super::naming::Naming;
use super::naming_lines::{NAMING, is_naming};
use super::needles::needles;
use super::survey::{SURVEY_BYTES, SURVEYS_MOST, survey};
use super::{Event, Options};
use crate::analysis::{self, ClusterForm, HistoryReader, Review, SettingsForm};
use crate::envelope::{Reader, ReaderSettings};
use crate::incident::Assembler;
use crate::model::{Companion, CompanionKind, Record, SkippedInput, Source, limits};
use crate::source::{self, Input, Line, LineDemand, NamingLines, NamingRule, Opened, PassRule, Sink, Store};

/// Reads the inputs to their end (or until `cancel`) and tells `emit` what it finds on the way.
pub fn run(
    inputs: &[Input],
    options: Options,
    store: &Store,
    cancel: &AtomicBool,
    emit: &mut dyn FnMut(Event),
) -> Review {
    let mut run = PipelineRun {
        options,
        gather: Gather::new(options.keep, options.log_zone, options.language),
        current: None,
        report: None,
        emit,
    };
    source::read(inputs, &needles(), store, cancel, &mut run);
    run.gather.finish()
}

struct PipelineRun<'a> {
    options: Options,
    gather: Gather,
    current: Option<Current>,
    /// The report of ours that is being read.
    report: Option<CarriedReport>,
    emit: &'a mut dyn FnMut(Event),
}

/// The source that is being read.
struct Current {
    reader: Reader,
    assembler: Assembler,
    every_line: bool,
    naming: Naming,
    /// Where this is what kubectl prints, or a file of a node's settings: its text so far.
    whole: Option<WholeText>,
    /// Where this is a series of measurements: its reading so far.
    history: Option<HistoryReader>,
    /// How many records are still read because what a program said may be taken back in the next.
    following: u8,
    /// Its beginning, for the account of a log without a kill.
    head: String,
    settings: ReaderSettings,
    has_incident: bool,
}

/// How many records after one of earlyoom's are read: in a dry run it says in the next that it did nothing. Others may come
/// in between.
const FOLLOWED: u8 = 4;

/// A text that is understood as a whole, kept until its end.
struct WholeText {
    form: WholeForm,
    name: String,
    text: String,
    cut: bool,
}

/// What such a text is.
#[derive(Clone, Copy)]
enum WholeForm {
    /// It speaks of the cluster.
    Cluster(ClusterForm),
    /// It sets what a node does.
    Settings(SettingsForm),
}

impl WholeForm {
    fn of(opened: &Opened<'_>) -> Option<Self> {
        let cluster = ClusterForm::of(opened.head).map(Self::Cluster);
        cluster.or_else(|| SettingsForm::of(opened.name, opened.head).map(Self::Settings))
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Cluster(form) => form.name(),
            Self::Settings(form) => form.name(),
        }
    }

    /// True where kernel lines may stand in the same text: what people paste or print behind it.
    const fn may_hold_logs(self) -> bool {
        match self {
            Self::Cluster(form) => form.may_hold_logs(),
            Self::Settings(_) => true,
        }
    }

    const fn limit(self) -> &'static limits::Limit {
        match self {
            Self::Cluster(_) => &limits::KUBECTL_BYTES,
            Self::Settings(_) => &limits::SETTINGS_BYTES,
        }
    }
}

impl WholeText {
    fn push(&mut self, line: &str) {
        self.cut |= self.text.len().saturating_add(line.len()) >= self.form.limit().most;
        if !self.cut {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
}

impl PipelineRun<'_> {
    fn hand_over(&mut self) {
        let Some(current) = &mut self.current else { return };
        for refused in current.assembler.take_refused() {
            self.gather.refused(refused);
        }
        for incident in current.assembler.take() {
            current.has_incident = true;
            if let Some(case) = self.gather.add(incident) {
                (self.emit)(Event::Incident(case));
            }
        }
    }

    fn tell_named(&mut self, found: Vec<Companion>) {
        for companion in found {
            (self.emit)(Event::Companion(Box::new(companion.clone())));
            self.gather.named(companion);
        }
    }

    fn read_whole(&mut self, whole: &WholeText, source: &mut Source) {
        source.dialects.insert(0, whole.form.name().to_owned());
        if whole.cut {
            source.notes.push(whole.form.limit().note());
        }
        source.notes.extend(match whole.form {
            WholeForm::Cluster(form) => self.gather.cluster(form, &whole.text, source.id),
            WholeForm::Settings(form) => {
                self.gather.settings(form, &whole.name, &whole.text, source.id).into_iter().collect()
            }
        });
    }
}

impl Current {
    /// True where each line is a part of more than a log.
    const fn is_more_than_log(&self) -> bool {
        self.whole.is_some() || self.history.is_some()
    }
}

/// As much of a beginning as a survey looks at, up to the end of a line.
fn beginning(head: &str) -> &str {
    let cut = head.get(..head.floor_char_boundary(SURVEY_BYTES.min(head.len()))).unwrap_or("");
    if cut.len() == head.len() { cut } else { cut.rsplit_once('\n').map_or(cut, |(whole, _)| whole) }
}

impl Sink for PipelineRun<'_> {
    fn open(&mut self, opened: &Opened<'_>) -> LineDemand {
        let Options { today, year, .. } = self.options;
        let settings = ReaderSettings { source: opened.id, today, modified: opened.modified, year };
        let reader = Reader::new(settings, opened.head);
        let history = HistoryReader::of(opened.name, opened.head, opened.id);
        // What `free` and `vmstat` print begins alike.
        let whole = WholeForm::of(opened).filter(|_| history.is_none()).map(|form| WholeText {
            form,
            name: opened.name.to_owned(),
            text: String::new(),
            cut: false,
        });
        let every_line = reader.needs_every_line() || whole.is_some() || history.is_some();
        self.current = Some(Current {
            reader,
            assembler: Assembler::new(),
            every_line,
            naming: Naming::new(settings, opened.head),
            whole,
            history,
            following: 0,
            head: beginning(opened.head).to_owned(),
            settings,
            has_incident: false,
        });
        (self.emit)(Event::Opened { id: opened.id, name: opened.name.to_owned() });
        if every_line { LineDemand::Every } else { LineDemand::Skim }
    }

    fn line(&mut self, line: Line<'_>) -> LineDemand {
        let Some(current) = &mut self.current else { return LineDemand::Skim };
        let is_more_than_log = current.is_more_than_log();
        let Current { reader, assembler, every_line, naming, whole, history, following, .. } = current;
        if let Some(history) = history {
            history.push(line.text);
            if !history.form().may_hold_logs() {
                return LineDemand::Every;
            }
        }
        if let Some(whole) = whole {
            whole.push(line.text);
            if !whole.form.may_hold_logs() {
                return LineDemand::Every;
            }
        }
        let (gather, emit) = (&mut self.gather, &mut *self.emit);
        // While a report is open, or records span lines, a line may be part of something.
        if !*every_line && !assembler.is_open() {
            if !gather.joins() && is_naming(line.text) {
                return LineDemand::Skim;
            }
            if let Some(found) = naming.keep(line, gather.wanted()) {
                self.tell_named(found);
                return LineDemand::Skim;
            }
        }
        reader.read(line, &mut |record| {
            *following = following.saturating_sub(1);
            if read_record(record, assembler, gather, emit) == Some(CompanionKind::EarlyoomKill) {
                *following = FOLLOWED;
            }
        });
        let demand = if *following > 0 || is_more_than_log || assembler.is_open() {
            LineDemand::Every
        } else if reader.may_pass() {
            LineDemand::Records
        } else if *every_line || reader.needs_every_line() {
            LineDemand::Every
        } else {
            LineDemand::Skim
        };
        self.hand_over();
        demand
    }

    fn aside_rule(&self) -> Option<NamingRule> {
        let by_lines = |current: &&Current| {
            !current.every_line || !current.is_more_than_log() && current.reader.pass_rule().is_some()
        };
        self.current.as_ref().filter(by_lines).map(|_| NAMING)
    }

    fn aside_rule_of_lines(&self) -> Option<NamingRule> {
        Some(NAMING)
    }

    fn pass_rule(&self) -> Option<PassRule> {
        self.current
            .as_ref()
            .filter(|current| !current.is_more_than_log())
            .and_then(|current| current.reader.pass_rule())
    }

    fn set_aside(&mut self, asides: &mut NamingLines) {
        if let Some(current) = self.current.as_mut().filter(|_| self.gather.joins()) {
            let found = current.naming.keep_all(asides, self.gather.wanted());
            self.tell_named(found);
        }
    }

    fn close(&mut self, mut source: Source) {
        if let Some(Current { reader, assembler, .. }) = &mut self.current {
            let (gather, emit) = (&mut self.gather, &mut *self.emit);
            reader.finish(&mut |record| {
                read_record(record, assembler, gather, emit);
            });
            assembler.finish();
        }
        self.hand_over();
        // From a container to its sandbox to its pod: what one round learns makes further lines wanted.
        for _ in 0..NAMING_ROUNDS {
            let found = self.current.as_mut().map(|current| current.naming.recall(self.gather.wanted()));
            self.tell_named(found.unwrap_or_default());
        }
        if let Some(current) = self.current.take() {
            let is_more_than_log = current.is_more_than_log();
            let Current { reader, whole, history, naming, head, settings, has_incident, .. } = current;
            if !has_incident && !is_more_than_log && self.gather.sources() < SURVEYS_MOST {
                let is_all = source.bytes <= head.len() as u64;
                source.survey = Some(survey(settings, &head, is_all));
            }
            (source.dialects, source.last_year) = (reader.dialects(), reader.last_year());
            source.notes.extend(reader.notes());
            if let Some(whole) = whole {
                self.read_whole(&whole, &mut source);
            }
            if let Some(history) = history {
                source.dialects.insert(0, history.form().name().to_owned());
                source.notes.extend(self.gather.history(history.finish()));
            }
            for case in self.gather.settle(source.id, &reader) {
                (self.emit)(Event::Incident(case));
            }
            self.gather.keep_naming(reader, naming);
        }
        self.gather.source(source);
    }

    fn open_report(&mut self, opened: &Opened<'_>) {
        (self.emit)(Event::Opened { id: opened.id, name: opened.name.to_owned() });
        self.report = Some(CarriedReport::new(opened, self.options.language));
    }

    fn report_bytes(&mut self, bytes: &[u8]) {
        if let Some(report) = &mut self.report {
            report.push(bytes, &mut self.gather, &mut *self.emit);
        }
    }

    fn close_report(&mut self, source: Source, store: &Store) -> u32 {
        let report = self.report.take();
        report.map_or(0, |report| report.close(source, &mut self.gather, store, &mut *self.emit))
    }

    fn skipped(&mut self, skipped: SkippedInput) {
        (self.emit)(Event::Skipped(skipped.clone()));
        self.gather.skipped(skipped);
    }

    fn progress(&mut self, done: u64, total: Option<u64>) {
        (self.emit)(Event::Progress { done, total });
    }
}

/// Hands a record on; gives the kind of the companion line that it is.
fn read_record(
    record: &Record<'_>,
    assembler: &mut Assembler,
    gather: &mut Gather,
    emit: &mut dyn FnMut(Event),
) -> Option<CompanionKind> {
    assembler.feed(record);
    if analysis::takes_back_kill(record) {
        gather.take_back_kill(record.place);
        return None;
    }
    let companion = analysis::companion(record)?;
    let kind = companion.kind;
    emit(Event::Companion(Box::new(companion.clone())));
    gather.companion(companion);
    Some(kind)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use chrono::NaiveDate;

    use super::*;
    use crate::lang::Language;
    use crate::model::Incident;

    /// A run that is given every line, so that the needles decide nothing.
    struct Greedy<'a>(PipelineRun<'a>);

    impl Sink for Greedy<'_> {
        fn open(&mut self, opened: &Opened<'_>) -> LineDemand {
            self.0.open(opened);
            LineDemand::Every
        }

        fn line(&mut self, line: Line<'_>) -> LineDemand {
            self.0.line(line);
            LineDemand::Every
        }

        fn close(&mut self, source: Source) {
            self.0.close(source);
        }

        fn skipped(&mut self, skipped: SkippedInput) {
            self.0.skipped(skipped);
        }

        fn progress(&mut self, done: u64, total: Option<u64>) {
            self.0.progress(done, total);
        }
    }

    fn read(path: &Path, greedy: bool) -> (Vec<Incident>, Vec<Companion>) {
        let options = Options::new(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap());
        let (inputs, store, cancel) = ([Input::Path(path.to_owned())], Store::new(), AtomicBool::new(false));
        let mut emit = |_: Event| {};
        let mut run = PipelineRun {
            options,
            gather: Gather::new(true, None, Language::English),
            current: None,
            report: None,
            emit: &mut emit,
        };
        let review = if greedy {
            let mut greedy = Greedy(run);
            source::read(&inputs, &needles(), &store, &cancel, &mut greedy);
            greedy.0.gather.finish()
        } else {
            source::read(&inputs, &needles(), &store, &cancel, &mut run);
            run.gather.finish()
        };
        (review.cases.iter().map(|case| case.incident.clone()).collect(), review.companions)
    }

    fn logs(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { logs(&path, found) } else { found.push(path) }
        }
    }

    #[test]
    fn what_the_scan_skips_changes_no_incident_and_no_companion() {
        let mut paths = Vec::new();
        logs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs"), &mut paths);
        paths.sort();
        let (mut incidents, mut differing) = (0, Vec::new());
        for path in &paths {
            let whole = read(path, true);
            if read(path, false) != whole {
                differing.push(path);
            }
            incidents += whole.0.len();
        }
        assert_eq!(differing, Vec::<&PathBuf>::new());
        assert!(incidents > 100, "only {incidents} incidents in {} logs", paths.len());
    }

    /// Rows or objects, one for each message; the kills of the seed among others of which nothing is kept, so many of them that
    /// most are passed by.
    fn document(format: &str) -> Vec<String> {
        let seed = include_str!("../../sample-logs/seed-aks-pod-limit.log");
        let kill = |pid: &str| -> Vec<String> {
            let message = |line: &str| line.split_once("kernel: ").map(|(_, message)| message.replace("716580", pid));
            seed.lines().filter_map(message).collect()
        };
        let noise = |count: usize| (0..count).map(|at| format!("[36370.{at:06}] eth0: \"a\", {{b}} [{at}"));
        let rows = if format == "csv" { 6000 } else { 2000 };
        let messages = kill("1").into_iter().chain(noise(rows)).chain(kill("2")).chain(noise(rows)).chain(kill("3"));
        messages
            .map(|message| {
                if format == "csv" {
                    return format!("2026-11-13T07:23:21Z,n,kernel,\"{}\"\n", message.replace('"', "\"\""));
                }
                let message = message.replace('\\', "\\\\").replace('"', "\\\"");
                let labels = "\"labels\": [\n        {\n          \"a\": \"}\"\n        }\n      ]";
                format!(
                    "    {{\n      \"time\": \"2026-11-13T07:23:21Z\",\n      \"host\": \"n\",\n      {labels},\n      \
                     \"program\": \"kernel\",\n      \"message\": \"{message}\"\n    }},\n"
                )
            })
            .collect()
    }

    #[test]
    fn records_that_are_passed_by_change_no_incident_wherever_one_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        for (format, begin, end) in
            [("csv", "time,host,program,message\n", ""), ("json", "{\n  \"logs\": [\n", "  ]\n}\n")]
        {
            let records = document(format);
            for damage in ["quote", "end", "line", "rest"] {
                let mut records = records.clone();
                let middle = records.len() / 2;
                let last = records[middle].len() - 3;
                match damage {
                    "quote" => records[middle] = records[middle].replacen('"', "", 1),
                    "end" => records[middle].truncate(last),
                    "line" => records[middle].insert(last, '\n'),
                    "rest" => records.truncate(middle),
                    _ => {}
                }
                let path = folder.path().join(format!("{format}-{damage}"));
                std::fs::write(&path, format!("{begin}{}{end}", records.concat())).unwrap();
                let whole = read(&path, true);
                assert_eq!(read(&path, false), whole, "{format} {damage}");
                assert!(whole.0.len() >= 2, "{format} {damage}: {} kills", whole.0.len());
            }
        }
    }

    #[test]
    fn records_that_name_containers_are_joined_though_they_are_set_aside() {
        let named = "I1213 07:20:14.906286     369 kubelet.go:2752] \"SyncLoop (PLEG): event for pod\" \
                     pod=\"shop/cart-0\" event={\"ID\":\"479f327f-a27b-4eda-8523-90bdabcf0a27\",\
                     \"Type\":\"ContainerStarted\",\"Data\":\"679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be\"}";
        let others = named.replace("479f327f", "579f327f").replace("679f9845", "779f9845").replace("cart", "other");
        let seed = include_str!("../../sample-logs/seed-aks-pod-limit.log");
        let kill = seed.lines().filter_map(|line| line.split_once("kernel: ")).map(|(_, message)| ("kernel", message));
        let around = |count| std::iter::repeat_n([("cron", "nothing"), ("kubelet", &*others)], count).flatten();
        let messages: Vec<(&str, &str)> =
            around(900).chain([("kubelet", named)]).chain(around(900)).chain(kill).chain(around(900)).collect();
        let objects = messages.iter().map(|(program, message)| {
            let record = serde_json::json!({"time": "2026-12-13T07:23:21Z", "host": "n", "program": program, "message": message});
            serde_json::to_string_pretty(&record).unwrap()
        });
        let entries = messages.iter().map(|(program, message)| {
            let transport = if *program == "kernel" { "kernel" } else { "syslog" };
            format!(
                "__REALTIME_TIMESTAMP=1797146601000000\n_TRANSPORT={transport}\n_HOSTNAME=n\nSYSLOG_IDENTIFIER={program}\n\
                 MESSAGE={message}\n\n"
            )
        });
        let documents = [format!("[\n{}\n]\n", objects.collect::<Vec<_>>().join(",\n")), entries.collect()];
        let folder = tempfile::tempdir().unwrap();
        for (number, document) in documents.iter().enumerate() {
            let path = folder.path().join(number.to_string());
            std::fs::write(&path, document).unwrap();
            let (incidents, companions) = read(&path, false);
            let found: Vec<_> = companions.iter().filter(|found| found.text.contains("shop/cart-0")).collect();
            assert_eq!((incidents.len(), found.len(), companions.len()), (1, 1, 1), "document {number}");
            let line = found[0].place.line;
            let told = document.lines().nth(usize::try_from(line).unwrap() - 1).unwrap();
            assert!(told.contains("679f9845") || number == 1 && told.contains("__REALTIME"), "line {line}: {told}");
            assert_eq!(read(&path, true).0, incidents);
        }
    }
}
