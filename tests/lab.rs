//! Every boot of the lab in every format: the kills that the machine itself knew of, and no others.
//!
//! `truth.jsonl.gz` beside the logs was made from tracepoints and cgroup files, not from the logs. A field that a format
//! cannot hold is missing in its truth.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test whose set-up fails has failed")]

use std::collections::HashSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::{Case, Review};
use oomscope::load::{Options, pipeline};
use oomscope::model::{Counter, Kib, Victim};
use oomscope::source::{Input, Store};
use serde_json::Value;

macro_rules! boots {
    ($($test:ident: $folder:literal),* $(,)?) => { $(
        #[test]
        fn $test() {
            check_boot($folder);
        }
    )* };
}

boots! {
    kernel_5_10_cgroup_v1: "lab/5.10-v1",
    kernel_6_1_node: "lab/6.1-k8s",
    kernel_6_12_node: "lab/6.12-k8s",
    tables_of_1500_rows: "lab/6.1-bigtable",
    ring_buffer_too_small: "lab/6.1-smallbuf-bigtable",
    clock_steps: "lab/6.1-clockstep",
    deadlocked_on_memory: "lab/6.1-deadlock",
    cpusets_policies_and_the_whole_host: "lab/6.1-global-numa",
    names_made_to_break_parsers: "lab/6.1-hostile",
    interleaved_reports: "lab/6.1-interleave",
    messages_without_seconds: "lab/6.1-noprintktime",
    panic_on_oom: "lab/6.1-panic1",
    panic_on_oom_compulsory: "lab/6.1-panic2",
    node_with_pods_by_api: "node/k136-ctrd2.1-6.12-api",
    node_with_static_pods: "node/k136-ctrd2.1-6.12-static-single",
    host_without_kubernetes: "node/host-systemd257-6.1",
}

/// Misses that are none, by the beginning of the boot, the beginning of the file and a part of the miss, each with its
/// reason: a log that cannot tell what the truth knows, or a truth that is mistaken.
const NO_MISSES: &[(&str, &str, &str, &str)] = &[
    (
        "",
        "journal-k.short",
        "task_rows: want 0, got",
        "the truth counts rows by their seconds, which this format lacks",
    ),
    ("lab/6.1-noprintktime", "", "task_rows: want 0, got", "the truth counts rows by their seconds"),
    ("lab/", "journal-k.json.fields", ": host: ", "exported without the host's field"),
    ("lab/", "journal-k.short.no-hostname", ": host: ", "exported without the host's name"),
    ("lab/6.1-smallbuf-bigtable", "dmesg", ": limit_kb: ", "the ring buffer lost the limit's line"),
    (
        "lab/6.1-hostile",
        "journal-k.json",
        "false kill of 250 ",
        "real: the truth lacks messages that are lists of bytes",
    ),
    (
        "lab/6.1-hostile",
        "journal-k.json",
        "false kill of 268 ",
        "real: the truth lacks messages that are lists of bytes",
    ),
    (
        "lab/6.1-hostile",
        "journal-k.json",
        "false kill of 284 ",
        "real: the truth lacks messages that are lists of bytes",
    ),
    (
        "lab/",
        "",
        "level: want \"pod\", got \"node-allocatable\"",
        "the truth calls /kubepods and /kubepods.slice a pod",
    ),
    ("lab/", "", "level: want \"pod\", got \"qos\"", "the truth calls kubepods-burstable.slice a pod"),
    ("node/host-systemd257-6.1", "", "task_memcg: want \"\"", "the truth was taken after the cgroup had gone"),
];

fn check_boot(boot: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs").join(boot);
    let truth = unpacked(&folder.join("truth.jsonl.gz"));
    let mut misses = Vec::new();
    let mut logs = 0;
    for line in truth.lines() {
        let truth: Value = serde_json::from_str(line).expect("a truth");
        let file = truth["file"].as_str().expect("a file name");
        let log = folder.join(format!("{file}.gz"));
        if !log.exists() {
            continue;
        }
        logs += 1;
        let review = read(&log);
        compare(file, truth["expected"].as_array().expect("kills"), &review, &mut misses);
    }
    misses.retain(|miss: &String| {
        !NO_MISSES
            .iter()
            .any(|(in_boot, file, part, _)| boot.starts_with(in_boot) && miss.starts_with(file) && miss.contains(part))
    });
    assert!(logs > 0, "{boot} has no log");
    assert!(misses.is_empty(), "{} misses in {boot}:\n{}", misses.len(), misses.join("\n"));
}

fn compare(file: &str, expected: &[Value], review: &Review, misses: &mut Vec<String>) {
    let found: Vec<(&Case, &Victim)> = review
        .cases
        .iter()
        .flat_map(|case| case.incident.victims.iter().map(move |victim| (&**case, victim)))
        .collect();
    let mut used = HashSet::new();
    let known: HashSet<u64> = expected.iter().filter_map(|kill| kill["victim_pid"].as_u64()).collect();
    for kill in expected {
        let pid = kill["victim_pid"].as_u64();
        let of_pid = |(_, (_, victim)): &(usize, &(&Case, &Victim))| Some(u64::from(victim.pid)) == pid;
        let candidates: Vec<_> = found.iter().enumerate().filter(of_pid).collect();
        let Some((at, (case, victim))) =
            candidates.iter().find(|(at, (case, _))| !used.contains(at) && same_time(kill, case))
        else {
            if candidates.is_empty() {
                misses.push(format!("{file}: kill of {kill} not found"));
            }
            continue;
        };
        used.insert(*at);
        misses.extend(differences(kill, case, victim).map(|miss| format!("{file}: pid {}: {miss}", victim.pid)));
    }
    for (_, victim) in found.iter().filter(|(_, victim)| !known.contains(&u64::from(victim.pid))) {
        misses.push(format!("{file}: false kill of {} ({})", victim.pid, victim.name));
    }
}

/// The fields that the truth knows and the incident tells otherwise.
fn differences(kill: &Value, case: &Case, victim: &Victim) -> impl Iterator<Item = String> {
    let incident = &case.incident;
    let kib = |size: Option<Kib>| size.map_or(Value::Null, |size| size.0.into());
    let counter =
        |pick: fn(&Counter) -> u64| incident.cgroup_memory.memory.as_ref().map_or(Value::Null, |c| pick(c).into());
    let path = |path: Option<&str>| path.map_or(Value::Null, Into::into);
    let mut pairs = vec![
        ("victim_name", Value::from(&*victim.name)),
        ("uid", victim.uid.map_or(Value::Null, Into::into)),
        ("total_vm_kb", kib(victim.total_vm)),
        ("anon_rss_kb", kib(victim.anon_rss)),
        ("pgtables_kb", kib(victim.pgtables)),
        ("oom_score_adj", victim.oom_score_adj.map_or(Value::Null, Into::into)),
    ];
    if kill["group_member"] != true {
        pairs.extend([
            ("constraint", path(incident.summary.as_ref().map(|summary| summary.constraint.printed()))),
            ("oom_memcg", path(incident.limit_cgroup.as_ref().map(|cgroup| &*cgroup.path))),
            ("task_memcg", path(incident.victim_cgroup.as_ref().map(|cgroup| &*cgroup.path))),
            ("host", path(incident.host.as_deref())),
            ("trigger", path(incident.trigger.as_ref().map(|trigger| &*trigger.name))),
            ("usage_kb", counter(|counter| counter.usage.0)),
            ("limit_kb", counter(|counter| counter.limit_printed.0)),
            ("failcnt", counter(|counter| counter.failcnt)),
            ("task_rows", incident.tasks.len().into()),
            ("level", case.conclusions.verdict.level.name().into()),
        ]);
        pairs.extend(identities(case));
        for (key, value) in kill["stats"].as_object().into_iter().flatten() {
            let got = incident.cgroup_memory.stats.get(key).map(|stat| stat.value);
            if got != value.as_i64() {
                pairs.push(("stats", Value::from(format!("{key}: {got:?}"))));
            }
        }
    }
    let wanted = kill.clone();
    pairs.into_iter().filter_map(move |(field, got)| {
        let want = &wanted[field];
        // An empty text: the machine itself did not know.
        let same = want.is_null()
            || *want == ""
            || *want == got
            || want.as_str().is_some_and(|w| w.split("-or-").any(|w| got == w));
        (!same).then(|| format!("{field}: want {want}, got {got}"))
    })
}

/// Pod and container; their names come from the lines of kubelet and the runtime.
fn identities(case: &Case) -> [(&'static str, Value); 5] {
    let (pod, container) = (case.conclusions.pod.as_ref(), case.conclusions.container.as_ref());
    let told = |text: Option<&Box<str>>| text.map_or(Value::Null, |text| Value::from(&**text));
    [
        ("pod_uid", told(pod.and_then(|pod| pod.uid.as_ref()))),
        ("pod_namespace", told(pod.and_then(|pod| pod.namespace.as_ref()))),
        ("pod_name", told(pod.and_then(|pod| pod.name.as_ref()))),
        ("container_id", told(container.and_then(|container| container.id.as_ref()))),
        ("container_name", told(container.and_then(|container| container.name.as_ref()))),
    ]
}

/// True where the truth's stamp and the incident's agree, to the stamp's precision.
fn same_time(kill: &Value, case: &Case) -> bool {
    let moment = &case.incident.moment;
    let wanted: Vec<&str> = ["time", "invoked_time"].iter().filter_map(|key| kill[*key].as_str()).collect();
    let printed = moment.printed.as_deref().unwrap_or("");
    let uptime = moment.uptime.map(|uptime| uptime.seconds());
    wanted.is_empty()
        || kill["group_member"] == true
        || wanted.iter().any(|want| {
            let near = uptime.zip(want.parse::<f64>().ok()).is_some_and(|(got, want)| (got - want).abs() < 1.0);
            near || uptime.is_none() || (!printed.is_empty() && (printed.contains(want) || want.contains(printed)))
        })
}

/// A journal as journald left it holds what `journalctl -o export` prints of it.
#[test]
fn the_binary_journal_gives_what_its_export_gives() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/lab/6.1-k8s");
    let told = |log: &str| {
        let review = read(&folder.join(log));
        assert!(review.skipped.is_empty() && review.sources.iter().all(|source| !source.failed), "{log}");
        let cases = review.cases.iter().map(|case| {
            let incident = &case.incident;
            let victims: Vec<_> = incident.victims.iter().map(|victim| (victim.pid, victim.anon_rss)).collect();
            let memory =
                incident.cgroup_memory.memory.map(|counter| (counter.usage, counter.limit_printed, counter.failcnt));
            let memory = (memory, incident.cgroup_memory.stats.0.len());
            let clocks = (incident.moment.wall, incident.moment.uptime, incident.boot.clone(), incident.host.clone());
            (victims, memory, clocks, incident.tasks.len(), case.conclusions.verdict.level)
        });
        cases.collect::<Vec<_>>()
    };
    let wanted = told("journal-k.export.gz");
    assert!(wanted.len() > 15, "{} kills", wanted.len());
    assert_eq!(told("system.journal.gz"), wanted);
    exported_here(&folder, |log| assert_eq!(told(log), wanted, "{log}"));
}

/// Where journalctl is installed, what it exports here of all entries gives the same, too.
fn exported_here(folder: &Path, compare: impl FnOnce(&str)) {
    let there = tempfile::tempdir().expect("a folder");
    let (journal, export) = (there.path().join("system.journal"), there.path().join("all.export"));
    let mut packed =
        flate2::read::GzDecoder::new(std::fs::File::open(folder.join("system.journal.gz")).expect("the journal"));
    std::io::copy(&mut packed, &mut std::fs::File::create(&journal).expect("a file")).expect("unpacked");
    let printed = Command::new("journalctl").arg("--file").arg(&journal).args(["-o", "export"]).output();
    let Ok(printed) = printed.map(|output| output.stdout) else { return };
    std::fs::write(&export, printed).expect("written");
    compare(&export.display().to_string());
}

fn read(log: &Path) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let options = Options::new(today);
    let inputs = [Input::Path(PathBuf::from(log))];
    pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn unpacked(path: &Path) -> String {
    let mut text = String::new();
    let file = std::fs::File::open(path).expect("the truth");
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).expect("text");
    text
}
