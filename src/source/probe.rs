//! A sink for the tests of this layer: it writes down what it is given.

use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::session::Session;
use super::{Asks, Input, Line, LineDemand, NamingLines, NamingRule, Needle, Opened, PassRule, Sink, Store};
use crate::model::{SkippedInput, Source};

/// What the probes look for.
pub(super) const NEEDLES: &[Needle] = &[
    Needle { text: "invoked oom-killer", asks: Asks::Behind },
    Needle { text: "wrapped\n", asks: Asks::Behind },
    Needle { text: "Killed process", asks: Asks::Before },
    Needle { text: "report:", asks: Asks::Begins(" mask=") },
];

/// Lines of the same length have a mark, and no other line has it.
pub(super) const ASIDE: NamingRule = NamingRule {
    is_aside: |text| text.contains("invoked"),
    marks: |text, mark| mark(u16::try_from(text.len()).unwrap_or(0)),
};

/// The bytes as gzip packs them.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

/// Two lines are a record: one that begins with `begin`, one that is `end`.
pub(super) const PAIRS: PassRule = PassRule {
    of_lines: false,
    records: |lines, line_end, give| {
        let (mut start, mut begun) = (0, None);
        for line in lines.split_inclusive(|byte| *byte == line_end) {
            if let Some(at) = begun.take().filter(|_| line.starts_with(b"end")) {
                give(at..start + line.len(), 2);
            }
            begun = line.starts_with(b"begin").then_some(start);
            start += line.len();
        }
    },
};

/// What was given.
#[derive(Default)]
pub(super) struct Probe {
    /// Whether every line is wanted from the start.
    pub(super) every: bool,
    /// After a line with this in it every line is wanted, until one with `until`.
    pub(super) from: &'static str,
    pub(super) until: &'static str,
    /// Whether [`ASIDE`] says which lines are set aside.
    pub(super) sets_aside: bool,
    /// Which whole records may be passed by where every line is wanted.
    pub(super) passes: Option<PassRule>,
    pub(super) chunk_bytes: Option<usize>,
    /// True between `from` and `until`.
    pub(super) reads_on: bool,
    pub(super) lines: Vec<(u64, String)>,
    pub(super) aside: Vec<(u64, String)>,
    pub(super) opened: Vec<(String, String, Option<chrono::NaiveDate>)>,
    pub(super) sources: Vec<Source>,
    pub(super) skipped: Vec<SkippedInput>,
    pub(super) progress: Vec<(u64, Option<u64>)>,
}

impl Probe {
    /// A probe that wants every line.
    pub(super) fn every() -> Self {
        Self { every: true, ..Self::default() }
    }

    pub(super) fn read_with(mut self, inputs: &[Input], store: &Store) -> Self {
        let cancel = AtomicBool::new(false);
        let chunk_bytes = self.chunk_bytes;
        let mut session = Session::new(NEEDLES, store, &cancel, &mut self);
        if let Some(bytes) = chunk_bytes {
            session.chunk_bytes = bytes;
        }
        session.read(inputs);
        self
    }

    pub(super) fn read(self, inputs: &[Input]) -> Self {
        self.read_with(inputs, &Store::new())
    }

    pub(super) fn path(self, path: &Path) -> Self {
        self.read(&[Input::Path(path.to_owned())])
    }

    pub(super) fn bytes(self, bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let named_log = tempfile::Builder::new().prefix("log").rand_bytes(0).tempfile_in(folder.path());
        let mut log = named_log.expect("a file");
        log.write_all(bytes).expect("written");
        self.path(log.path())
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        self.lines.iter().map(|(_, text)| &**text).collect()
    }

    pub(super) fn numbers(&self) -> Vec<u64> {
        self.lines.iter().map(|(number, _)| *number).collect()
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.sources.iter().map(|source| &*source.name).collect()
    }

    /// The text of all notes.
    pub(super) fn notes(&self) -> String {
        self.sources
            .iter()
            .flat_map(|source| &source.notes)
            .map(|note| format!("{}\n", note.text.said(crate::lang::Language::English)))
            .collect()
    }
}

impl Sink for Probe {
    fn open(&mut self, opened: &Opened<'_>) -> LineDemand {
        self.opened.push((opened.name.to_owned(), opened.head.to_owned(), opened.modified));
        if self.every { LineDemand::Every } else { LineDemand::Skim }
    }

    fn line(&mut self, line: Line<'_>) -> LineDemand {
        self.lines.push((line.number, line.text.to_owned()));
        if !self.from.is_empty() && line.text.contains(self.from) {
            self.every = true;
            self.reads_on = true;
        }
        if !self.until.is_empty() && line.text.contains(self.until) {
            self.every = self.passes.is_some();
            self.reads_on = false;
        }
        match (self.every, self.passes.is_some() && !self.reads_on && line.text == "end") {
            (true, true) => LineDemand::Records,
            (true, false) => LineDemand::Every,
            (false, _) => LineDemand::Skim,
        }
    }

    fn pass_rule(&self) -> Option<PassRule> {
        self.passes
    }

    fn aside_rule(&self) -> Option<NamingRule> {
        self.sets_aside.then_some(ASIDE)
    }

    fn aside_rule_of_lines(&self) -> Option<NamingRule> {
        self.aside_rule()
    }

    fn set_aside(&mut self, asides: &mut NamingLines) {
        for _ in 0..2 {
            asides.take(
                |_| true,
                |text| text.contains("oom-killer"),
                |line| self.aside.push((line.number, line.text.to_owned())),
            );
        }
    }

    fn close(&mut self, source: Source) {
        self.sources.push(source);
    }

    fn skipped(&mut self, skipped: SkippedInput) {
        self.skipped.push(skipped);
    }

    fn progress(&mut self, done: u64, total: Option<u64>) {
        self.progress.push((done, total));
    }
}
