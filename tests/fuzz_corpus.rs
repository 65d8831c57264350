//! The inputs that fuzzing found worth keeping, as regression tests: `fuzz/corpus.tar.gz`, one folder a fuzz target.
//! Unpacked into `fuzz/corpus` it is where the next run of fuzzing starts.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;

use oomscope::analysis;
use oomscope::incident::Assembler;
use oomscope::kernel;
use oomscope::lang::Language;
use oomscope::model::{Moment, Origin, Place, Record, SourceId, Uptime};

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
            if let Some(pie) = conclusions.breakdown {
                let sum: u64 = pie.parts.iter().filter_map(|part| part.bytes).map(|bytes| bytes.0).sum();
                assert_eq!(sum, pie.total.0, "{text}");
            }
        }
    }
    assert!(kills > 50, "{kills} kills");
}

fn record(text: &str, number: u64) -> Record<'_> {
    Record {
        moment: Moment { uptime: Some(Uptime { micros: number * 1000 }), ..Moment::default() },
        ..Record::bare(Place { source: SourceId(0), line: number }, Origin::Kernel, text)
    }
}

/// The texts of one target's folder.
fn corpus(target: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus.tar.gz");
    let packed = flate2::read::GzDecoder::new(std::fs::File::open(path).expect("the corpus"));
    let mut archive = tar::Archive::new(packed);
    let mut texts = Vec::new();
    for entry in archive.entries().expect("an archive") {
        let mut entry = entry.expect("an entry");
        if entry.header().entry_type().is_file() && entry.path().expect("a path").starts_with(target) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("the bytes");
            texts.push(String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    texts
}
