//! Each layer by itself, on the logs of `sample-logs`: `cargo bench --bench layers [-- NAME]`.
//!
//! scan, envelope, assembly, verdict and join are divan's; the window's frames are counted apart, because what matters
//! of them is the slowest hundredth.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench prints, and ends where its set-up fails")]

mod frame;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use oomscope::analysis::{self, Case, Review};
use oomscope::envelope::{Reader, ReaderSettings};
use oomscope::incident::Assembler;
use oomscope::lang::Language;
use oomscope::load::{Options, needles, pipeline};
use oomscope::model::{Moment, Origin, Place, Record, Source, SourceId};
use oomscope::source::{self, Input, Line, LineDemand, Opened, Sink, Store};

/// A node's syslog of fifteen minutes with 45 kills, and what kubectl said of its pods.
const SYSLOG: &str = "node/k136-ctrd2.1-6.12-api/syslog.log.gz";
const PODS: &str = "node/k136-ctrd2.1-6.12-api/kubectl-get-pods.after.json.gz";
/// Reports and nothing else.
const REPORTS: &str = "debian-6.1-kern.log";

/// How much is scanned.
const SCANNED_BYTES: usize = 64_000_000;

fn main() {
    divan::main();
    if std::env::args().skip(1).all(|word| word.starts_with('-') || "frame".contains(&word)) {
        frame::print();
    }
}

#[divan::bench]
fn scan(bencher: Bencher<'_, '_>) {
    let syslog = unpacked(SYSLOG);
    let text = syslog.repeat(SCANNED_BYTES / syslog.len());
    let (count, needles) = (BytesCount::of_str(&text), needles::needles());
    let input = [Input::Text { name: "syslog".to_owned(), text }];
    bencher.counter(count).bench(|| {
        let mut lines = Count(0);
        source::read(&input, &needles, &Store::new(), &AtomicBool::new(false), &mut lines);
        lines.0
    });
}

/// Takes lines and wants none but those that are found.
struct Count(u64);

impl Sink for Count {
    fn open(&mut self, _: &Opened<'_>) -> LineDemand {
        LineDemand::Skim
    }

    fn line(&mut self, _: Line<'_>) -> LineDemand {
        self.0 += 1;
        LineDemand::Skim
    }

    fn close(&mut self, _: Source) {}

    fn skipped(&mut self, _: oomscope::model::SkippedInput) {}

    fn progress(&mut self, _: u64, _: Option<u64>) {}
}

#[divan::bench]
fn envelope(bencher: Bencher<'_, '_>) {
    let syslog = unpacked(SYSLOG);
    bencher.counter(BytesCount::of_str(&syslog)).bench(|| read(&syslog, &mut |record| _ = black_box(record)));
}

#[divan::bench]
fn assembly(bencher: Bencher<'_, '_>) {
    let mut records: Vec<(Moment, Origin, String)> = Vec::new();
    let text = std::fs::read_to_string(sample(REPORTS)).expect("a log");
    read(&text, &mut |record| records.push((record.moment.clone(), record.origin, record.text.to_owned())));
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let mut assembler = Assembler::new();
        for ((moment, origin, text), line) in records.iter().zip(1..) {
            assembler.feed(&Record {
                place: Place { source: SourceId(0), line },
                moment: moment.clone(),
                host: Some("node"),
                program: Some("kernel"),
                program_pid: None,
                origin: *origin,
                caller: None,
                boot: None,
                text,
                continuation: false,
            });
        }
        assembler.finish();
        assembler.take()
    });
}

#[divan::bench]
fn verdict(bencher: Bencher<'_, '_>) {
    let cases = review(&[SYSLOG]).cases;
    let conclude = |case: &Arc<Case>| analysis::conclude(black_box(&case.incident), Language::English);
    bencher.counter(ItemsCount::new(cases.len())).bench(|| cases.iter().map(conclude).collect::<Vec<_>>());
}

#[divan::bench]
fn join(bencher: Bencher<'_, '_>) {
    let mut unjoined = review(&[SYSLOG, PODS]);
    for case in &mut unjoined.cases {
        let incident = case.incident.clone();
        *case = Arc::new(Case { conclusions: analysis::conclude(&incident, Language::English), incident });
    }
    let counter = ItemsCount::new(unjoined.companions.len());
    bencher.counter(counter).with_inputs(|| unjoined.clone()).bench_refs(analysis::join);
}

fn read(log: &str, sink: &mut dyn FnMut(&Record<'_>)) {
    let settings = ReaderSettings { source: SourceId(0), today: today(), modified: None, year: None };
    let mut reader = Reader::new(settings, log.get(..4096).unwrap_or(log));
    for (text, number) in log.lines().zip(1..) {
        reader.read(Line { number, text }, sink);
    }
    reader.finish(sink);
}

fn review(logs: &[&str]) -> Review {
    let inputs: Vec<_> = logs.iter().map(|log| Input::Path(sample(log))).collect();
    let options = Options::new(today());
    pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn unpacked(name: &str) -> String {
    let file = std::fs::File::open(sample(name)).expect("a log");
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).expect("text");
    text
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs").join(name)
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date")
}
