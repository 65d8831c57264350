//! What must not change the incidents: noise between the lines, another envelope, another node's lines in between,
//! compression; and what a cut may cost: the incident that it cuts.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::{Case, Review, Scope};
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

/// Boots whose `kern.log` is turned about here: all that have one and end in kills.
const BOOTS: &[&str] =
    &["5.10-v1", "6.1-k8s", "6.12-k8s", "6.1-clockstep", "6.1-global-numa", "6.1-interleave", "6.1-noprintktime"];

/// What must stay the same of an incident.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Print {
    victims: Vec<(u32, String, Option<u64>)>,
    trigger: Option<String>,
    limit_cgroup: Option<String>,
    victim_cgroup: Option<String>,
    usage: Option<u64>,
    stats: usize,
    tasks: usize,
    level: &'static str,
    complete: bool,
}

#[test]
fn noise_between_the_lines_changes_nothing() {
    for boot in BOOTS {
        let log = kern_log(boot);
        let mut noisy = String::new();
        for (line, at) in log.lines().zip(0..) {
            noisy.push_str(line);
            noisy.push('\n');
            let stamp = line.get(..15).unwrap_or("Dec 13 07:23:21");
            let noise = match at % 5 {
                0 => {
                    "kubelet[1873]: I1213 07:23:21.000001    1873 prober.go:107] \"Probe failed\" probeType=\"Readiness\""
                }
                1 => "containerd[1422]: time=\"2026-12-13T07:23:21Z\" level=info msg=\"shim disconnected\" id=af3c",
                2 => "sshd[4711]: Failed password for invalid user admin from 203.0.113.7 port 4711 ssh2",
                3 => "stress[99]: Killed process 1 (init) total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB",
                _ => continue,
            };
            writeln!(noisy, "{stamp} {} {noise}", host_of(line)).expect("memory");
        }
        assert_same(boot, &prints(&read(log)), &prints(&read(noisy)));
    }
}

#[test]
fn another_envelope_changes_nothing() {
    for boot in BOOTS {
        let log = kern_log(boot);
        let plain = prints(&read(log.clone()));
        for (name, dress) in ENVELOPES {
            let dressed: String = log.lines().filter_map(|line| kernel_text(line).map(dress)).collect();
            assert_same(&format!("{boot} as {name}"), &plain, &prints(&read(dressed)));
        }
    }
}

type Dress = fn(&str) -> String;

const ENVELOPES: &[(&str, Dress)] = &[
    ("rfc5424", |text| format!("<4>1 2026-11-02T07:23:21.123456+01:00 node-7 kernel - - - {text}\n")),
    ("rfc3339", |text| format!("2026-11-02T07:23:21.123456+01:00 node-7 kernel: {text}\n")),
    ("docker json-file", |text| {
        let log = serde_json::Value::from(format!("{text}\n"));
        format!("{{\"log\":{log},\"stream\":\"stdout\",\"time\":\"2026-11-02T07:23:21.123456789Z\"}}\n")
    }),
    ("mail quoting", |text| format!("> Nov  2 07:23:21 node-7 kernel: {text}\n")),
    ("CRLF", |text| format!("Nov  2 07:23:21 node-7 kernel: {text}\r\n")),
    ("grep", |text| format!("/var/log/kern.log:17:Nov  2 07:23:21 node-7 kernel: {text}\n")),
];

#[test]
fn two_nodes_shuffled_into_each_other_are_each_alone() {
    let (a, b) = (kern_log("5.10-v1"), kern_log("6.12-k8s"));
    let (mut shuffled, mut others) = (String::new(), b.lines());
    for (line, at) in a.lines().zip(0_u32..) {
        writeln!(shuffled, "{}", line.replacen(host_of(line), "node-a", 1)).expect("memory");
        for other in others.by_ref().take(if at % 3 == 0 { 2 } else { 1 }) {
            writeln!(shuffled, "{}", other.replacen(host_of(other), "node-b", 1)).expect("memory");
        }
    }
    for other in others {
        writeln!(shuffled, "{}", other.replacen(host_of(other), "node-b", 1)).expect("memory");
    }
    let mut alone = prints(&read(a));
    alone.extend(prints(&read(b)));
    assert_same("two nodes", &alone, &prints(&read(shuffled)));
}

#[test]
fn a_cut_costs_at_most_the_incident_it_cuts() {
    for boot in ["5.10-v1", "6.12-k8s"] {
        let log = kern_log(boot);
        let whole = read(log.clone());
        let lines: Vec<&str> = log.lines().collect();
        for cut in (0..lines.len()).step_by(41) {
            let kept: String = lines.iter().take(cut).map(|line| format!("{line}\n")).collect();
            let found = prints(&read(kept));
            let ended_before: Vec<Print> = whole
                .cases
                .iter()
                .filter(|case| case.incident.home().is_some_and(|home| home.last <= cut as u64))
                .map(|case| print_of(case))
                .collect();
            for print in &ended_before {
                assert!(found.contains(print), "{boot} cut after line {cut}: lost {print:?}");
            }
            assert!(found.len() <= ended_before.len() + 1, "{boot} cut after line {cut}: more than the cut incident");
        }
    }
}

#[test]
fn the_seed_cut_at_every_line_never_invents_a_number() {
    let log = sample("seed-aks-pod-limit.log");
    let lines: Vec<&str> = log.lines().collect();
    for first in [0, 1, 46, 50, 65, 69] {
        for last in first..=lines.len() {
            let kept: String = lines.get(first..last).unwrap_or(&[]).iter().map(|line| format!("{line}\n")).collect();
            for case in &read(kept.clone()).cases {
                numbers_are_in(&kept, case);
            }
        }
    }
}

/// A line filled to a width as mail programs do: between words, and within those that are longer than a line.
fn filled(line: &str, width: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for word in line.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for (piece, is_first) in letters.chunks(width).zip(std::iter::once(true).chain(std::iter::repeat(false))) {
            let row = rows.last_mut().expect("a row");
            if !row.is_empty() && (!is_first || row.chars().count() + 1 + piece.len() > width) {
                rows.push(String::new());
            } else if !row.is_empty() {
                row.push(' ');
            }
            rows.last_mut().expect("a row").extend(piece);
        }
    }
    rows
}

#[test]
fn a_report_filled_to_any_width_is_never_said_to_be_the_nodes() {
    let seed = sample("seed-aks-pod-limit.log");
    for width in 24..160 {
        let rows: Vec<String> = seed.lines().flat_map(|line| filled(line, width)).collect();
        for case in &read(rows.join("\n")).cases {
            let verdict = &case.conclusions.verdict;
            assert!([Scope::Container, Scope::Unknown].contains(&verdict.scope), "{width}: {}", case.words().headline);
        }
    }
}

#[test]
fn bytes_cut_at_any_place_never_panic() {
    let log = sample("seed-aks-pod-limit.log");
    for cut in (0..log.len()).step_by(13) {
        let _ = read(log.get(..cut).unwrap_or("").to_owned());
        let _ = read(log.get(cut..).unwrap_or("").to_owned());
    }
}

#[test]
fn compression_changes_nothing() {
    let log = sample("debian-6.12-dmesg.txt");
    let plain = prints(&read(log.clone()));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("no-ending-that-tells");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(log.as_bytes()).expect("memory");
    std::fs::write(&path, packed.finish().expect("memory")).expect("written");
    assert_same("gzip", &plain, &prints(&run(&Input::Path(path))));
}

/// Every size that the card would show stands in the log.
fn numbers_are_in(log: &str, case: &Case) {
    let incident = &case.incident;
    let mut numbers: Vec<u64> =
        incident.cgroup_memory.stats.0.iter().filter_map(|stat| u64::try_from(stat.value).ok()).collect();
    numbers.extend(incident.cgroup_memory.memory.iter().flat_map(|c| [c.usage.0, c.limit_printed.0, c.failcnt]));
    for victim in &incident.victims {
        numbers.push(victim.pid.into());
        numbers.extend(
            [victim.total_vm, victim.anon_rss, victim.file_rss, victim.shmem_rss].into_iter().flatten().map(|k| k.0),
        );
    }
    for task in incident.tasks.iter() {
        numbers.extend([u64::from(task.pid), task.rss, task.total_vm]);
    }
    for number in numbers {
        assert!(log.contains(&number.to_string()), "{number} is not in the log");
    }
    if let Some(pie) = &case.conclusions.breakdown {
        let sum: u64 = pie.parts.iter().filter_map(|part| part.bytes).map(|bytes| bytes.0).sum();
        assert_eq!(Some(sum), incident.cgroup_memory.memory.map(|counter| counter.usage.bytes().0));
    }
}

fn assert_same(what: &str, wanted: &[Print], got: &[Print]) {
    assert!(!wanted.is_empty(), "{what}: nothing to compare");
    for print in wanted {
        assert!(got.contains(print), "{what}: not found again: {print:#?}\nfound: {got:#?}");
    }
    assert_eq!(wanted.len(), got.len(), "{what}: more incidents than before");
}

fn prints(review: &Review) -> Vec<Print> {
    let mut prints: Vec<Print> = review.cases.iter().map(|case| print_of(case)).collect();
    prints.sort();
    prints
}

fn print_of(case: &Case) -> Print {
    let incident = &case.incident;
    Print {
        victims: incident.victims.iter().map(|v| (v.pid, v.name.to_string(), v.anon_rss.map(|size| size.0))).collect(),
        trigger: incident.trigger.as_ref().map(|trigger| trigger.name.to_string()),
        limit_cgroup: incident.limit_cgroup.as_ref().map(|cgroup| cgroup.path.to_string()),
        victim_cgroup: incident.victim_cgroup.as_ref().map(|cgroup| cgroup.path.to_string()),
        usage: incident.cgroup_memory.memory.map(|counter| counter.usage.0),
        stats: incident.cgroup_memory.stats.0.len(),
        tasks: incident.tasks.len(),
        level: case.conclusions.verdict.level.name(),
        complete: incident.complete,
    }
}

/// `Nov  2 07:23:21 HOST kernel: …` → HOST.
fn host_of(line: &str) -> &str {
    line.get(16..).and_then(|rest| rest.split(' ').next()).unwrap_or("")
}

/// The kernel's text with its `[seconds]`, where the line is the kernel's.
fn kernel_text(line: &str) -> Option<&str> {
    line.split_once(" kernel: ").map(|(_, text)| text)
}

fn kern_log(boot: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sample-logs/lab/{boot}/rsyslog.kern.log.gz"));
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(path).expect("the log"))
        .read_to_end(&mut bytes)
        .expect("gzip");
    String::from_utf8_lossy(&bytes).into_owned()
}

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs").join(name);
    std::fs::read_to_string(path).expect("the sample")
}

fn read(text: String) -> Review {
    run(&Input::Text { name: "log".to_owned(), text })
}

fn run(input: &Input) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let options = Options::new(today);
    pipeline::run(std::slice::from_ref(input), options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}
