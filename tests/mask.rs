//! What must not leave the house: every sample in every format with the mask on, searched for every name that the log has.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::Review;
use oomscope::load::{Options, pipeline};
use oomscope::report::{self, Mask, json};
use oomscope::source::{Input, Store};

/// One log a boot, with the lines of other programs where the boot has such.
const LOGS: &[&str] = &[
    "seed-aks-pod-limit.log",
    "debian-5.10-cgroup-v1-kern.log",
    "debian-6.1-kern.log",
    "debian-6.1-journal-short.txt",
    "debian-6.12-dmesg.txt",
    "lab/5.10-v1/rsyslog.syslog.gz",
    "lab/6.1-bigtable/rsyslog.kern.log.gz",
    "lab/6.1-deadlock/serial-console.txt.gz",
    "lab/6.1-global-numa/journal-all.with-unit.gz",
    "lab/6.1-hostile/journal-k.json.gz",
    "lab/6.1-interleave/rsyslog.kern.log.gz",
    "lab/6.1-k8s/rsyslog.syslog-rfc3339.log.gz",
    "lab/6.12-k8s/journal-k.export.gz",
    "lab/6.1-panic1/serial-console.txt.gz",
    "node/host-systemd257-6.1/syslog.log.gz",
    "node/k136-ctrd2.1-6.12-api/syslog.log.gz",
    "node/k136-ctrd2.1-6.12-static-single/syslog.log.gz",
];

/// Processes that every node has: their names stay.
const SYSTEM: &[&str] = &[
    "(sd-pam)",
    "agetty",
    "containerd",
    "containerd-shim",
    "coredns",
    "cron",
    "dbus-daemon",
    "earlyoom",
    "init",
    "kube-proxy",
    "kubelet",
    "login",
    "pause",
    "rsyslogd",
    "runc",
    "sshd",
    "systemd",
    "systemd-journal",
    "systemd-logind",
    "systemd-network",
    "systemd-oomd",
    "systemd-resolve",
    "systemd-timesyn",
    "systemd-udevd",
];

/// Names in the samples that are words of our own sentences, of the JSON's keys, of the style sheet or of the kernel's
/// text: finding them proves nothing.
const WORDS: &[&str] = &["make", "media", "memory", "node", "process", "report", "schema", "   ", ": Killed proces"];

#[test]
fn nothing_masked_is_in_any_report() {
    let mut all = Vec::new();
    for log in LOGS {
        let real = read(log);
        assert!(!real.cases.is_empty(), "{log}");
        let masked = Mask::of(&real).review(&real);
        for (format, text) in exports(&masked) {
            let leaks: Vec<_> = names(&real).into_iter().filter(|name| holds(&text, name)).collect();
            if !leaks.is_empty() {
                all.push(format!("{log} as {format} still holds {leaks:?}"));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn the_search_finds_what_is_not_masked() {
    let real = read("seed-aks-pod-limit.log");
    for (format, text) in exports(&real) {
        for name in ["aks-ubuntu-26835060-vmss000000", "479f327f_a27b_4eda_8523_90bdabcf0a27", "stress-ng-vm"] {
            assert!(names(&real).contains(name), "{name}");
            assert!(holds(&text, name), "{format} does not hold {name}");
        }
    }
}

#[test]
fn a_masked_kill_is_judged_like_the_real_one() {
    for log in LOGS {
        let real = read(log);
        let masked = Mask::of(&real).review(&real);
        assert_eq!(real.cases.len(), masked.cases.len());
        for (real, masked) in real.cases.iter().zip(&masked.cases) {
            let judged = |case: &oomscope::analysis::Case| {
                let conclusions = &case.conclusions;
                let verdict = &conclusions.verdict;
                let pies = (conclusions.breakdown.clone(), conclusions.node_breakdown.clone());
                let insights: Vec<_> = conclusions.insights.iter().map(|insight| insight.name).collect();
                (verdict.level, verdict.scope, verdict.rule, verdict.why.len(), verdict.evidence.len(), pies, insights)
            };
            assert_eq!(judged(real), judged(masked), "{log}, kill {}", real.incident.id.0);
        }
        let joined = |review: &Review| review.companions.iter().map(|companion| companion.incident).collect::<Vec<_>>();
        assert_eq!(joined(&real), joined(&masked), "{log}");
    }
}

/// The review in every format that is text.
fn exports(review: &Review) -> Vec<(&'static str, String)> {
    let page = report::page(review);
    let (mut object, mut lines, mut table) = (Vec::new(), Vec::new(), Vec::new());
    json::write(review, &mut object).expect("memory");
    for case in &review.cases {
        json::write_line(&json::IncidentJson::new(case, json::Names(&review.sources)), &mut lines).expect("memory");
    }
    report::write_csv(review, &mut table).expect("memory");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    vec![
        ("json", text(object)),
        ("jsonl", text(lines)),
        ("csv", text(table)),
        ("markdown", report::markdown(&page)),
        ("html", report::html(&page)),
    ]
}

/// Every name that the review holds and that is not the system's, in the spellings that reports use.
fn names(review: &Review) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut add = |name: Option<&str>| names.extend(name.map(str::to_owned));
    for case in &review.cases {
        let incident = &case.incident;
        add(incident.host.as_deref());
        let paths = [&incident.limit_cgroup, &incident.victim_cgroup, &incident.oom_group];
        paths.into_iter().flatten().flat_map(|cgroup| ids(&cgroup.path)).for_each(|id| add(Some(&id)));
        add(incident.trigger.as_ref().map(|trigger| &*trigger.name));
        incident.victims.iter().for_each(|victim| add(Some(&victim.name)));
        incident.tasks.iter().for_each(|task| add(Some(&task.name)));
        if let Some(pod) = &case.conclusions.pod {
            add(pod.name.as_deref());
            add(pod.namespace.as_deref());
            pod.uid
                .iter()
                .flat_map(|uid| [uid.to_string(), uid.replace('-', "_"), uid.replace('-', "")])
                .for_each(|uid| add(Some(&uid)));
        }
        if let Some(container) = &case.conclusions.container {
            add(container.name.as_deref());
            container.id.iter().for_each(|id| add(id.get(..12)));
        }
    }
    for companion in &review.companions {
        let ties = &companion.ties;
        add(companion.host.as_deref());
        for name in [&ties.pod, &ties.namespace, &ties.container, &ties.pod_uid, &ties.container_id] {
            add(name.as_deref());
        }
    }
    let kept = |name: &String| {
        name.is_empty()
            || SYSTEM.contains(&&**name)
            || WORDS.contains(&&**name)
            || name.starts_with("kworker")
            || name == "kube-system"
    };
    names.into_iter().filter(|name| !kept(name)).collect()
}

/// Ids within a path: runs of hexadecimal digits and separators.
fn ids(path: &str) -> Vec<String> {
    let runs = path.split(|c: char| !(c.is_ascii_hexdigit() || matches!(c, '-' | '_')));
    runs.map(|run| run.trim_matches(['-', '_']))
        .filter(|run| run.len() >= 32 && run.chars().filter(char::is_ascii_digit).count() > 4)
        .flat_map(|id| [id.to_owned(), id.replace('_', "-"), id.get(..12).unwrap_or(id).to_owned()])
        .collect()
}

/// True where the text holds the name: as a whole word, or anywhere where it is too long to be a part of another word.
fn holds(text: &str, name: &str) -> bool {
    let escaped = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    [name, &escaped].into_iter().any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + name.len()..).and_then(|text| text.chars().next());
            let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            name.len() >= 12 || !joined(before) && !joined(after)
        })
    })
}

fn read(log: &str) -> Review {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs").join(log);
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let options = Options::new(today);
    pipeline::run(&[Input::Path(path)], options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}
