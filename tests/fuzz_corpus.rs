//! The inputs that fuzzing found worth keeping, as regression tests: `fuzz/corpus.tar.gz`, one folder a fuzz target.
//! Unpacked into `fuzz/corpus` it is where the next run of fuzzing starts.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::{self, ClusterFacts, ClusterForm, Review};
use oomscope::incident::Assembler;
use oomscope::kernel;
use oomscope::lang::Language;
use oomscope::load::{Options, pipeline};
use oomscope::model::{Moment, Origin, Place, Record, SourceId, Uptime};
use oomscope::report::{Mask, json};
use oomscope::source::{Input, Store};

#[test]
fn no_line_makes_the_grammar_panic() {
    let inputs = corpus("kernel");
    let claimed = inputs.iter().flat_map(|text| text.lines()).filter(|line| kernel::classify(line).is_some()).count();
    assert!(claimed > 300, "{claimed} lines of {} inputs are kernel lines", inputs.len());
}

#[test]
fn no_order_of_lines_makes_the_assembler_panic_or_kill_twice() {
    let mut kills = 0;
    for text in corpus("incident") {
        let mut assembler = Assembler::new();
        for (line, number) in text.lines().zip(1..) {
            assembler.feed(&record(line, number));
        }
        assembler.finish();
        for incident in assembler.take() {
            let pids: HashSet<u32> = incident.victims.iter().map(|victim| victim.pid).collect();
            assert_eq!(pids.len(), incident.victims.len(), "a process is listed twice in\n{text}");
            kills += pids.len();
            let conclusions = analysis::conclude(&incident, Language::English);
            if let Some(pie) = &conclusions.breakdown {
                let sum: u64 = pie.parts.iter().filter_map(|part| part.bytes).map(|bytes| bytes.0).sum();
                assert_eq!(sum, pie.total.0, "{text}");
            }
        }
    }
    assert!(kills > 50, "{kills} kills");
}

#[test]
fn no_text_makes_the_pipeline_panic() {
    let texts = corpus("pipeline").into_iter().chain(corpus("envelope"));
    let kills: usize = texts.map(|text| load(Input::Text { name: "fuzz".to_owned(), text }).cases.len()).sum();
    assert!(kills > 40, "{kills} kills");
}

#[test]
fn no_needle_leaves_through_the_mask() {
    const NEEDLE: &str = "acmeneedle";
    let mut real_needles = 0;
    for text in corpus("mask") {
        let real = load(Input::Text { name: format!("{NEEDLE}.log"), text: text.replace('@', NEEDLE) });
        let json = |review: &Review| {
            let mut out = Vec::new();
            json::write(review, &mut out).expect("memory");
            String::from_utf8(out).expect("UTF-8")
        };
        real_needles += json(&real).matches(NEEDLE).count();
        let masked = json(&Mask::of(&real).review(&real));
        assert!(!masked.contains(NEEDLE), "{text}");
    }
    assert!(real_needles > 20, "{real_needles} needles are in the reports without a mask");
}

#[test]
fn no_text_makes_the_readers_of_kubectls_lists_panic() {
    let mut facts = ClusterFacts::default();
    for text in corpus("kubectl") {
        for form in [ClusterForm::Json, ClusterForm::Yaml, ClusterForm::Describe, ClusterForm::Events] {
            drop(facts.read(form, &text, SourceId(0)));
        }
    }
    assert!(facts.pods.len() > 5 && !facts.nodes.is_empty() && !facts.events.is_empty());
}

#[test]
fn no_bytes_make_the_readers_of_files_panic() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut lines, mut failed) = (0, 0);
    for (at, bytes) in files("source").into_iter().enumerate() {
        let path = folder.path().join(format!("{at}"));
        std::fs::write(&path, bytes).expect("written");
        let review = load(Input::Path(path));
        lines += review.sources.iter().map(|source| source.lines).sum::<u64>();
        failed += review.sources.iter().filter(|source| source.failed).count();
    }
    assert!(lines > 40 && failed > 0, "{lines} lines, {failed} damaged");
}

fn load(input: Input) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    pipeline::run(&[input], Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn record(text: &str, number: u64) -> Record<'_> {
    Record {
        moment: Moment { uptime: Some(Uptime { micros: number * 1000 }), ..Moment::default() },
        ..Record::bare(Place { source: SourceId(0), line: number }, Origin::Kernel, text)
    }
}

/// The texts of one target's folder.
fn corpus(target: &str) -> Vec<String> {
    files(target).into_iter().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

/// The files of one target's folder.
fn files(target: &str) -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus.tar.gz");
    let packed = flate2::read::GzDecoder::new(std::fs::File::open(path).expect("the corpus"));
    let mut archive = tar::Archive::new(packed);
    let mut files = Vec::new();
    for entry in archive.entries().expect("an archive") {
        let mut entry = entry.expect("an entry");
        if entry.header().entry_type().is_file() && entry.path().expect("a path").starts_with(target) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("the bytes");
            files.push(bytes);
        }
    }
    files
}
