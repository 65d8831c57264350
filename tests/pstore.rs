//! Folders in which firmware or systemd-pstore keeps the kernel's last words: one report in several files, its end first.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

/// The seed as the kernel's dump has it, in so many parts, the oldest first: each with its number, 1 being the newest.
fn parts(count: usize) -> Vec<(usize, String)> {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/seed-aks-pod-limit.log");
    let seed = fs::read_to_string(seed).expect("the seed");
    let lines: Vec<String> =
        seed.lines().filter_map(|line| line.split_once("kernel: ")).map(|(_, line)| format!("<4>{line}\n")).collect();
    let pieces = lines.chunks(lines.len().div_ceil(count));
    let numbers = (1..=pieces.len()).rev();
    numbers.zip(pieces).map(|(number, lines)| (number, format!("Panic#1 Part{number}\n{}", lines.concat()))).collect()
}

/// Each kill in a folder: level, victims, whether it is complete; and how many files were skipped.
fn told(folder: &Path) -> (Vec<String>, usize) {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let inputs = [Input::Path(folder.to_owned())];
    let review = pipeline::run(&inputs, Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
    let case = |case: &std::sync::Arc<oomscope::analysis::Case>| {
        let incident = &case.incident;
        let victims: Vec<_> = incident.victims.iter().map(|victim| (victim.pid, victim.anon_rss)).collect();
        format!("{} {victims:?} {}", case.conclusions.verdict.level.name(), incident.complete)
    };
    (review.cases.iter().map(case).collect(), review.skipped.len())
}

const SEED: &str = "pod [(716580, Some(Kib(473048)))] true";

#[test]
fn the_parts_of_a_report_are_one_kill() {
    for (names, count) in [("efi", 3), ("efi_pstore", 5), ("erst", 2)] {
        let folder = tempfile::tempdir().expect("a folder");
        for (number, text) in parts(count) {
            let name = match names {
                "erst" => format!("dmesg-erst-{}", 7_000_000 + number),
                names => format!("dmesg-{names}-1765610601{number:02}001"),
            };
            fs::write(folder.path().join(name), text).expect("written");
        }
        assert_eq!(told(folder.path()), (vec![SEED.to_owned()], 0), "{names}");
    }
}

#[test]
fn what_systemd_has_put_together_is_counted_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("176561060");
    fs::create_dir(&inner).expect("a folder");
    let mut whole = String::new();
    for (number, text) in parts(3) {
        let name = format!("dmesg-efi-1765610601{number:02}001");
        fs::write(inner.join(&name), &text).expect("written");
        whole.push_str(&format!("{name}:\n{text}\n"));
    }
    fs::write(inner.join("dmesg.txt"), whole).expect("written");
    assert_eq!(told(folder.path()), (vec![SEED.to_owned()], 3));
}

#[test]
fn the_parts_of_two_reports_are_not_mixed() {
    let folder = tempfile::tempdir().expect("a folder");
    for (stamp, from, to) in [("1765610601", "", ""), ("1765710601", "716580", "716599")] {
        for (number, text) in parts(3) {
            let text = if from.is_empty() { text } else { text.replace(from, to) };
            fs::write(folder.path().join(format!("dmesg-efi-{stamp}{number:02}001")), text).expect("written");
        }
    }
    let other = SEED.replace("716580", "716599");
    assert_eq!(told(folder.path()).0, [SEED.to_owned(), other]);
}
