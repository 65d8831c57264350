//! All formats of one boot, opened together: each kill once, seen in every log.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::Review;
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

/// A boot, how many runs of the OOM killer the machine itself knew of, and how many processes they killed.
const BOOTS: &[(&str, usize, usize)] = &[
    ("lab/5.10-v1", 9, 9),
    ("lab/6.1-k8s", 19, 23),
    ("node/k136-ctrd2.1-6.12-api", 45, 66),
    ("node/k136-ctrd2.1-6.12-static-single", 21, 21),
];

#[test]
fn all_formats_of_a_boot_give_each_kill_once() {
    for &(boot, runs, victims) in BOOTS {
        let logs = logs_of(boot);
        let review = read(&logs);
        assert_eq!(review.cases.len(), runs, "{boot}");
        assert_eq!(review.cases.iter().map(|case| case.incident.victims.len()).sum::<usize>(), victims, "{boot}");
        for case in &review.cases {
            let mut sources: Vec<_> = case.incident.seen_in.iter().map(|span| span.source).collect();
            sources.sort_unstable();
            sources.dedup();
            assert_eq!(sources.len(), logs.len(), "{boot}, kill {}", case.incident.id.0);
        }
    }
}

#[test]
fn the_order_of_the_logs_does_not_matter() {
    for &(boot, runs, _) in BOOTS {
        let mut logs = logs_of(boot);
        logs.reverse();
        assert_eq!(read(&logs).cases.len(), runs, "{boot}");
    }
}

#[test]
fn a_starved_journal_and_the_syslog_tell_of_the_same_kills() {
    let folder = sample("node/k136-ctrd2.1-6.12-api");
    let review = read(&[folder.join("syslog.log.gz"), folder.join("journal.json.gz")]);
    let mut sightings: BTreeMap<usize, usize> = BTreeMap::new();
    for case in &review.cases {
        *sightings.entry(case.incident.seen_in.len()).or_default() += 1;
    }
    assert_eq!(sightings, BTreeMap::from([(2, 45)]));
}

fn logs_of(boot: &str) -> Vec<PathBuf> {
    let of_the_cluster = ["truth", "kubectl", "kubelet", "crictl"];
    let entries = std::fs::read_dir(sample(boot)).expect("a folder").map(|entry| entry.expect("an entry").path());
    let is_log = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        !of_the_cluster.iter().any(|start| name.starts_with(start))
    };
    let mut logs: Vec<_> = entries.filter(is_log).collect();
    logs.sort_unstable();
    logs
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs").join(name)
}

fn read(logs: &[PathBuf]) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let options = Options::new(today);
    let inputs: Vec<_> = logs.iter().cloned().map(Input::Path).collect();
    pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}
