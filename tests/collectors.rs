//! The trees in which support tools leave a node's logs and a cluster's lists: every kill is found, once, and named.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use oomscope::analysis::Review;
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

const NODE: &str = "sample-logs/node/k136-ctrd2.1-6.12-api";

/// The pieces of a node's logs of which trees are made.
struct Pieces {
    dmesg: String,
    dmesg_time: String,
    journal: String,
    syslog: String,
    pods: String,
    events: String,
}

/// A file of a tree: its path and what it holds.
type File = (&'static str, fn(&Pieces) -> String);

/// A tool, the files that matter here where it puts them, and whether they tell pods' names.
const TREES: &[(&str, &[File], bool)] = &[
    (
        "sosreport",
        &[
            ("sos_commands/kernel/dmesg", |p| p.dmesg.clone()),
            ("sos_commands/kernel/dmesg_-T", |p| p.dmesg_time.clone()),
            ("sos_commands/logs/journalctl_--no-pager", |p| p.journal.clone()),
            ("var/log/messages", |p| p.syslog.clone()),
            ("free", |_| FREE.to_owned()),
            ("proc/meminfo", |_| MEMINFO.to_owned()),
            ("etc/systemd/system/app.service", |_| "[Service]\nExecStart=/usr/bin/app\nMemoryMax=512M\n".to_owned()),
            ("sos_logs/sos.log", |_| "2026-11-17 09:00:00,000 INFO: [sos]\n".to_owned()),
        ],
        true,
    ),
    (
        "supportconfig",
        &[
            ("boot.txt", |p| section("Command", "/bin/dmesg -T", &p.dmesg_time)),
            ("messages.txt", |p| section("Log File", "/var/log/messages", &p.syslog)),
            ("memory.txt", |_| section("Command", "/usr/bin/free -k", FREE)),
        ],
        true,
    ),
    (
        "must-gather",
        &[
            ("quay-io/nodes/node-1/dmesg", |p| p.dmesg.clone()),
            ("quay-io/host_service_logs/masters/kubelet_service.log", |p| p.journal.clone()),
            ("quay-io/namespaces/all/core/pods.json", |p| p.pods.clone()),
            ("quay-io/namespaces/all/core/events.json", |p| p.events.clone()),
        ],
        true,
    ),
    (
        "eks_i-0123456789abcdef0_2026-11-17_0913-UTC_0.7.6",
        &[
            ("kernel/dmesg.current", |p| p.dmesg.clone()),
            ("kernel/dmesg.human.current", |p| p.dmesg_time.clone()),
            ("kubelet/kubelet.log", |p| p.journal.clone()),
            ("var_log/messages", |p| p.syslog.clone()),
            ("system/instance-id.txt", |_| "i-0123456789abcdef0".to_owned()),
        ],
        true,
    ),
    (
        "aks-node-logs",
        &[
            ("dmesg", |p| p.dmesg.clone()),
            ("syslog", |p| p.syslog.clone()),
            ("kubelet.log", |p| p.journal.clone()),
            ("meminfo", |_| MEMINFO.to_owned()),
        ],
        true,
    ),
    ("gke-node", &[("kern.log", |p| p.syslog.clone()), ("kubelet.log", |p| p.journal.clone())], true),
    (
        "talos-support",
        &[("10.5.0.2/dmesg.log", |p| talos(&p.dmesg)), ("10.5.0.2/memory.txt", |_| MEMINFO.to_owned())],
        false,
    ),
];

const FREE: &str = "               total        used        free      shared  buff/cache   available\n\
                    Mem:         2014756      601234     1213522        1200      200000     1300000\n";

const MEMINFO: &str = "MemTotal:        2014756 kB\nMemFree:         1213522 kB\n";

#[test]
fn every_tools_tree_gives_the_nodes_kills_once() {
    let pieces = pieces();
    let alone = tempfile::tempdir().expect("a folder");
    fs::write(alone.path().join("dmesg"), &pieces.dmesg).expect("written");
    let wanted = kills(&read(alone.path()));
    assert!(wanted.len() > 40, "{}", wanted.len());
    for (tool, files, named) in TREES {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in *files {
            let path = folder.path().join(tool).join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text(&pieces)).expect("written");
        }
        let review = read(folder.path());
        assert_eq!(kills(&review), wanted, "{tool}");
        // Every file is accounted for.
        assert_eq!(review.sources.len() + review.skipped.len(), files.len(), "{tool}");
        let names =
            review.cases.iter().filter(|case| case.conclusions.pod.as_ref().is_some_and(|pod| pod.name.is_some()));
        assert_eq!(names.count() > 20, *named, "{tool}");
    }
}

/// The victims of each kill.
fn kills(review: &Review) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> =
        review.cases.iter().map(|case| case.incident.victims.iter().map(|victim| victim.pid).collect()).collect();
    for pids in &mut all {
        pids.sort_unstable();
    }
    all.sort();
    all
}

fn read(folder: &Path) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let options = Options { year: Some(2026), ..Options::new(today) };
    let inputs = [Input::Path(folder.to_owned())];
    pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn pieces() -> Pieces {
    let piece = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(NODE).join(name);
        let mut text = String::new();
        let file = fs::File::open(path).expect("a sample");
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).expect("text");
        text
    };
    Pieces {
        dmesg: piece("dmesg.txt.gz"),
        dmesg_time: piece("dmesg.T.txt.gz"),
        journal: piece("journal.short.txt.gz"),
        syslog: piece("syslog.log.gz"),
        pods: piece("kubectl-get-pods.after.json.gz"),
        events: piece("kubectl-get-events.after.json.gz"),
    }
}

/// A part of one of supportconfig's files.
fn section(kind: &str, what: &str, text: &str) -> String {
    format!("#==[ {kind} ]======================================#\n# {what}\n{text}\n\n")
}

/// The kernel's lines as `talosctl dmesg` prints them.
fn talos(dmesg: &str) -> String {
    let boot = NaiveDateTime::parse_from_str("2026-11-17 09:13:00", "%F %T").expect("a time");
    let line = |line: &str| {
        let Some((clock, text)) = line.strip_prefix('[').and_then(|line| line.split_once("] ")) else {
            // A further line of a record.
            return format!("{line}\n");
        };
        let micros = clock.trim().replace('.', "").parse().unwrap_or(0);
        let time = boot + TimeDelta::microseconds(micros);
        format!("kern: warning: [{}Z]: {text}\n", time.format("%FT%T%.6f"))
    };
    dmesg.lines().map(line).collect()
}
