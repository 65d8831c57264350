//! A report that a mail program, a terminal or `fold` broke at a width says what the whole report says: the same kills,
//! levels and sizes, at every width from 40 to 160.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::{Case, Review};
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

/// One report each of several kernels and transports: the log, and which of its reports.
const REPORTS: &[(&str, usize)] = &[
    ("seed-aks-pod-limit.log", 0),
    ("debian-5.10-cgroup-v1-kern.log", 0),
    ("debian-6.1-kern.log", 0),
    ("debian-6.1-journal-short.txt", 0),
    ("debian-6.12-dmesg.txt", 0),
    ("debian-6.12-dmesg.txt", 2),
    ("lab/6.1-k8s/dmesg.T.gz", 1),
    ("lab/6.1-k8s/rsyslog.kern-rfc3339.log.gz", 1),
    ("lab/6.1-k8s/journal-k.short-iso.gz", 0),
    ("lab/6.1-global-numa/dmesg.plain.gz", 0),
    ("lab/6.1-global-numa/journal-k.short-monotonic.gz", 0),
    ("node/k136-ctrd2.1-6.12-api/journal-k.short.txt.gz", 0),
    ("why/7.3-numa.dmesg.gz", 0),
];

/// How a line is broken at a width.
type Wrap = (&'static str, fn(&str, usize) -> String);

const WRAPS: &[Wrap] = &[
    ("mail", mail),
    ("mail, quoted", |line, columns| quoted(&mail(line, columns.saturating_sub(2)))),
    ("fold -s", fold),
    ("fold -s without the blanks at the ends", |line, columns| trimmed(&fold(line, columns))),
    ("terminal", terminal),
    ("terminal without the blanks at the ends", |line, columns| trimmed(&terminal(line, columns))),
];

/// Kills of which nothing but the line itself is in the log, with and without stamps.
const KILLS: &[&str] = &[
    "Jul 31 07:38:06 docker-1 kernel: [52217.662961] Memory cgroup out of memory: Killed process 4242 (na-me) \
     total-vm:737128kB, anon-rss:26372kB, file-rss:640kB, shmem-rss:0kB, UID:1000 pgtables:152kB oom_score_adj:984",
    "[52217.662961] Out of memory: Killed process 4242 (na-me) total-vm:737128kB, anon-rss:26372kB, file-rss:640kB, \
     shmem-rss:0kB, UID:1000 pgtables:152kB oom_score_adj:984",
    "[Wed Jul 31 07:38:06 2026] Out of memory: Killed process 4242 (na-me) total-vm:737128kB, anon-rss:26372kB, \
     file-rss:640kB, shmem-rss:0kB, UID:1000 pgtables:152kB oom_score_adj:984",
    "2026-07-31T07:38:06.123456+02:00 docker-1 kernel: [52217.662961] Memory cgroup out of memory: Killed process 4242 \
     (na-me) total-vm:737128kB, anon-rss:26372kB, file-rss:640kB, shmem-rss:0kB, UID:1000 pgtables:152kB oom_score_adj:984",
    "Memory cgroup out of memory: Killed process 4242 (na-me) total-vm:737128kB, anon-rss:26372kB, file-rss:640kB, \
     shmem-rss:0kB, UID:1000 pgtables:152kB oom_score_adj:984",
];

#[test]
fn a_broken_line_of_a_kill_alone_says_what_the_whole_one_says() {
    let mut wrong = Vec::new();
    for line in KILLS {
        let wanted = told(&read(line));
        assert_eq!(wanted.len(), 1, "{line}");
        for (name, wrap) in WRAPS {
            for columns in 40..=160 {
                let text = wrap(line, columns);
                let mut got = told(&read(&text));
                if got != wanted {
                    // A blank may have stood where one seam alone is inside the name.
                    got.iter_mut()
                        .flatten()
                        .for_each(|part| *part = part.replace("n a-me", "na-me").replace("na-m e", "na-me"));
                }
                if got != wanted {
                    wrong.push(format!("{name} at {columns}: {}\n{text}\n", difference(&wanted, &got)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), KILLS.len() * WRAPS.len() * 121, wrong.join("\n"));
}

/// What is made of a report's lines before they are broken.
type Stamps = fn(Vec<String>) -> Vec<String>;

#[test]
fn a_wrapped_report_says_what_the_whole_one_says() {
    check(REPORTS, |report| report, &[40, 47, 58, 62, 67, 72, 76, 80, 97, 120, 132, 154]);
}

#[test]
fn a_wrapped_report_without_stamps_says_what_the_whole_one_says() {
    check(REPORTS, without_stamps, &[40, 47, 58, 62, 67, 72, 76, 80, 97, 120, 132, 154]);
}

/// All widths: minutes without optimisation.
#[test]
#[ignore = "takes minutes"]
fn at_every_width_from_40_to_160() {
    check(REPORTS, |report| report, &(40..=160).collect::<Vec<_>>());
}

/// The same without stamps.
#[test]
#[ignore = "takes minutes"]
fn at_every_width_from_40_to_160_without_stamps() {
    check(REPORTS, without_stamps, &(40..=160).collect::<Vec<_>>());
}

/// The lines as the kernel wrote them, without the transport's stamp and tag and its own clock.
fn without_stamps(report: Vec<String>) -> Vec<String> {
    let bare = |line: String| {
        let line = line.split_once(" kernel: ").map_or(&*line, |(_, message)| message);
        let clock = line.strip_prefix('[').and_then(|rest| rest.split_once("] "));
        let clock = clock.filter(|(clock, _)| clock.contains(['.', ':'])).map(|(_, message)| message);
        let line = clock.unwrap_or(line);
        // journalctl indents a record's further lines.
        if line.starts_with("            ") { line.trim_start() } else { line }.to_owned()
    };
    report.into_iter().map(bare).collect()
}

fn check(reports: &[(&str, usize)], stamps: Stamps, widths: &[usize]) {
    let mut wrong = Vec::new();
    for (log, nth) in reports {
        let report = stamps(report(log, *nth));
        let wanted = told(&read(&report.join("\n")));
        assert!(!wanted.is_empty(), "{log}");
        for (name, wrap) in WRAPS {
            let mut failing = Vec::new();
            for columns in widths {
                let text: Vec<String> = report.iter().map(|line| wrap(line, *columns)).collect();
                let got = told(&read(&text.join("\n")));
                if got != wanted {
                    let first = failing.is_empty().then(|| difference(&wanted, &got));
                    failing.push((*columns, first));
                }
            }
            if let Some((columns, Some(first))) = failing.first() {
                let widths: Vec<usize> = failing.iter().map(|(columns, _)| *columns).collect();
                wrong.push(format!(
                    "{log} #{nth}, {name}: {} of them: {widths:?}\n  at {columns}: {first}",
                    failing.len()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The first parts that differ.
fn difference(wanted: &[Vec<String>], got: &[Vec<String>]) -> String {
    if wanted.len() != got.len() {
        return format!("{} kills instead of {}: {got:?}", got.len(), wanted.len());
    }
    let parts = wanted.iter().flatten().zip(got.iter().flatten());
    let parts: Vec<String> =
        parts.filter(|(want, got)| want != got).map(|(want, got)| format!("{want}  >>  {got}")).collect();
    parts.join("\n     ")
}

/// What the kills of a log are told to be.
fn told(review: &Review) -> Vec<Vec<String>> {
    let of = |case: &std::sync::Arc<Case>| {
        let incident = &case.incident;
        let victims: Vec<_> = incident
            .victims
            .iter()
            .map(|v| {
                (v.pid, &*v.name, v.uid, v.total_vm, v.anon_rss, v.file_rss, v.shmem_rss, v.pgtables, v.oom_score_adj)
            })
            .collect();
        let trigger = incident.trigger.as_ref().map(|t| (&*t.name, t.pid, t.order, t.oom_score_adj));
        let paths = [&incident.limit_cgroup, &incident.victim_cgroup].map(|path| path.as_ref().map(|p| &*p.path));
        let stats: Vec<_> = incident.cgroup_memory.stats.0.iter().map(|stat| (&*stat.key, stat.value)).collect();
        let tasks: Vec<_> = incident.tasks.iter().map(|t| (t.pid, t.uid, t.total_vm, t.rss, t.oom_score_adj)).collect();
        let memory = incident.cgroup_memory.memory.map(|m| (m.usage, m.limit_printed, m.failcnt));
        let release = incident.kernel.as_ref().and_then(|kernel| kernel.release.as_deref().map(str::to_owned));
        vec![
            format!("{:?} {}", case.conclusions.verdict.level, incident.complete),
            format!("{victims:?}"),
            format!("{trigger:?}"),
            format!("{paths:?}"),
            format!("{memory:?}"),
            format!("{stats:?}"),
            format!("{tasks:?}"),
            format!("{release:?}"),
            format!("{:?} {:?}", incident.host, incident.moment.uptime),
        ]
    };
    review.cases.iter().map(of).collect()
}

fn read(text: &str) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let input = Input::Text { name: "pasted text".to_owned(), text: text.to_owned() };
    pipeline::run(&[input], Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

/// The lines of the nth report of a log, from its header to its kill.
fn report(log: &str, nth: usize) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs").join(log);
    let bytes = std::fs::read(&path).expect("a log");
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(&*bytes).read_to_string(&mut text).expect("text");
    } else {
        text = String::from_utf8(bytes).expect("text");
    }
    let lines: Vec<&str> = text.lines().collect();
    let starts: Vec<usize> = (0..lines.len())
        .filter(|at| lines.get(*at).is_some_and(|line| line.contains(" invoked oom-killer: ")))
        .collect();
    let from = *starts.get(nth).expect("a report");
    let length = lines.iter().skip(from).position(|line| line.contains("Killed process ")).expect("a kill");
    lines.iter().skip(from).take(length + 1).map(|line| (*line).to_owned()).collect()
}

/// Broken at blanks, which go; what is longer than a line stays whole.
fn mail(line: &str, columns: usize) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in line.split(' ') {
        if column > 0 && column + 1 + word.len() > columns {
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
            column = 0;
        } else if !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.len();
    }
    out
}

/// `fold -s -w columns`: broken behind the last blank that there is room for; a longer word is broken hard.
fn fold(line: &str, columns: usize) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while rest.len() > columns {
        let head = rest.get(..columns).expect("ASCII");
        let at = head.rfind(' ').map_or(columns, |at| at + 1);
        let (part, behind) = rest.split_at(at);
        out.push_str(part);
        out.push('\n');
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Broken at the column, wherever that is.
fn terminal(line: &str, columns: usize) -> String {
    let parts: Vec<&str> =
        line.as_bytes().chunks(columns).map(|part| std::str::from_utf8(part).expect("ASCII")).collect();
    parts.join("\n")
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}

fn trimmed(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
