//! What the lines before were never decides what a line is: for each two dialects A and B, a log that begins with lines of
//! A and goes on in B gives all kills of B.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::envelope::{Reader, ReaderSettings, what_opens};
use oomscope::incident::Assembler;
use oomscope::load::{Options, pipeline};
use oomscope::model::SourceId;
use oomscope::source::{self, Input, Store};

/// A line of the kernel's: the boot clock as printed, in seconds with micros, and the text.
#[derive(Clone, Debug)]
struct Line {
    clock: String,
    text: String,
}

impl Line {
    /// `[   12.294818] text`.
    fn dmesg(&self) -> String {
        format!("[{:>12}] {}", self.clock, self.text)
    }

    fn micros(&self) -> String {
        self.clock.replace('.', "")
    }

    fn json(&self) -> String {
        serde_json::Value::from(self.dmesg()).to_string()
    }
}

/// How a dialect writes a line of the kernel's, and one of another program's.
struct Dress {
    name: &'static str,
    /// What stands before all lines.
    head: &'static str,
    line: fn(&Line) -> String,
    /// A line of another program's; none where the dialect holds the kernel's only.
    other: &'static str,
}

const fn dress(name: &'static str, head: &'static str, line: fn(&Line) -> String, other: &'static str) -> Dress {
    Dress { name, head, line, other }
}

const DRESSES: &[Dress] = &[
    dress("tsv-nameless", "", |l| format!("{}\tPrimaryResult\t2026-12-13T07:20:16.650907Z", l.dmesg()), ""),
    dress(
        "rfc5424",
        "",
        |l| format!("<4>1 2026-12-13T07:20:16.65Z n kernel - - - {}", l.dmesg()),
        "<30>1 2026-12-13T07:20:15Z n sshd 369 - - Accepted publickey for root",
    ),
    dress(
        "rfc3164",
        "",
        |l| format!("Dec 13 07:20:16 n kernel: {}", l.dmesg()),
        "Dec 13 07:20:15 n systemd[1]: Started kubelet.service.",
    ),
    dress(
        "dmesg-iso",
        "",
        |l| format!("2026-12-13T07:20:16,650907+00:00 {}", l.text),
        "2026-12-13T07:20:15,1+00:00 systemd[1]: a",
    ),
    dress(
        "rfc3339",
        "",
        |l| format!("2026-12-13T07:20:16.650907+00:00 n kernel: {}", l.dmesg()),
        "2026-12-13T07:20:15.650907+00:00 n cron[7]: (root) CMD (true)",
    ),
    dress(
        "local-date",
        "",
        |l| format!("13.12.2026 07:20:16 n kernel: {}", l.text),
        "13.12.2026 07:20:15 n sshd[7]: a b",
    ),
    dress(
        "journal-full",
        "",
        |l| format!("Sun 2026-12-13 07:20:16 UTC n kernel: {}", l.text),
        "Sun 2026-12-13 07:20:15 UTC n sshd[7]: Accepted publickey",
    ),
    dress(
        "journal-unix",
        "",
        |l| format!("1797146416.650907 n kernel: {}", l.text),
        "1797146415.650907 n sshd[7]: a b",
    ),
    dress(
        "journal-monotonic",
        "",
        |l| format!("[{:>12}] n kernel: {}", l.clock, l.text),
        "[    9.000000] n systemd[1]: Started app.service.",
    ),
    dress("dmesg", "", Line::dmesg, "[    9.000000] systemd[1]: Started app.service."),
    dress(
        "dmesg-time",
        "",
        |l| format!("[Sun Dec 13 07:20:16 2026] {}", l.text),
        "[Sun Dec 13 07:20:15 2026] systemd[1]: a",
    ),
    dress(
        "dmesg-human",
        "[Dec13 07:20] usb 1-1: new\n",
        |l| format!("[  +0.000126] {}", l.text),
        "[  +0.000126] systemd[1]: a",
    ),
    dress("dmesg-caller", "", |l| format!("[T716580] {}", l.text), "[    T1] systemd[1]: a"),
    dress("dmesg-cut", "", |l| format!("  {}] {}", l.clock, l.text), "   9.000000] systemd[1]: a"),
    dress(
        "dmesg-shortened",
        "",
        |l| format!("[{}] {}", l.clock.split('.').next().unwrap_or_default(), l.text),
        "[9] systemd[1]: a",
    ),
    dress("kmsg", "", |l| format!("4,50,{},-;{}", l.micros(), l.text), "30,49,9000000,-;systemd[1]: a"),
    dress(
        "talos",
        "",
        |l| format!("kern: warning: [2026-12-13T07:20:16.65Z]: {}", l.text),
        "user: info: [2026-12-13T07:20:15Z]: a",
    ),
    dress("kernel-tag", "", |l| format!("kernel: {}", l.text), ""),
    dress("dmesg-raw", "", |l| format!("<4>{}", l.dmesg()), "<30>[    9.000000] systemd[1]: Started app.service."),
    dress(
        "dmesg-decoded",
        "",
        |l| format!("kern  :warn  : {}", l.dmesg()),
        "daemon:info  : [    9.000000] systemd[1]: a",
    ),
    dress(
        "journal-json",
        "",
        |l| {
            let text = serde_json::Value::from(l.text.as_str());
            format!(
                "{{\"__REALTIME_TIMESTAMP\":\"1797146416650907\",\"_SOURCE_MONOTONIC_TIMESTAMP\":\"{}\",\"_TRANSPORT\":\"kernel\",\"_HOSTNAME\":\"n\",\"MESSAGE\":{text}}}",
                l.micros()
            )
        },
        "{\"__REALTIME_TIMESTAMP\":\"1797146415650907\",\"_TRANSPORT\":\"stdout\",\"_HOSTNAME\":\"n\",\"SYSLOG_IDENTIFIER\":\"app\",\"MESSAGE\":\"a b\"}",
    ),
    dress(
        "dmesg-json",
        "",
        |l| format!("{{\"pri\": 4, \"time\": {}, \"msg\": {}}}", l.clock, serde_json::Value::from(l.text.as_str())),
        "{\"pri\": 30, \"time\": 9.000000, \"msg\": \"systemd[1]: a\"}",
    ),
    dress(
        "json",
        "",
        |l| format!("{{\"log\":{},\"stream\":\"stdout\",\"time\":\"2026-12-13T07:20:16Z\"}}", l.json()),
        "{\"log\":\"GET / 200\",\"stream\":\"stdout\",\"time\":\"2026-12-13T07:20:15Z\"}",
    ),
    dress(
        "journal-export",
        "",
        |l| {
            format!(
                "__REALTIME_TIMESTAMP=1797146416650907\n_SOURCE_MONOTONIC_TIMESTAMP={}\n_TRANSPORT=kernel\n_HOSTNAME=n\nMESSAGE={}\n",
                l.micros(),
                l.text
            )
        },
        "__REALTIME_TIMESTAMP=1797146415650907\n_TRANSPORT=stdout\n_HOSTNAME=n\nMESSAGE=a b\n",
    ),
    dress(
        "journal-verbose",
        "",
        |l| {
            format!(
                "Sun 2026-12-13 07:20:16.650907 UTC [s=6;i=2]\n    _TRANSPORT=kernel\n    _HOSTNAME=n\n    MESSAGE={}",
                l.text
            )
        },
        "Sun 2026-12-13 07:20:15.650907 UTC [s=6;i=1]\n    _TRANSPORT=stdout\n    _HOSTNAME=n\n    MESSAGE=a b",
    ),
    dress(
        "csv",
        "TimeGenerated,Computer,SyslogMessage\n",
        |l| format!("2026-12-13T07:20:16Z,n,\"{}\"", l.dmesg().replace('"', "\"\"")),
        "2026-12-13T07:20:15Z,n,\"a, b\"",
    ),
    dress(
        "tsv",
        "time\thost\tmessage\n",
        |l| format!("2026-12-13T07:20:16Z\tn\t{}", l.dmesg()),
        "2026-12-13T07:20:15Z\tn\ta b",
    ),
    dress(
        "cef",
        "",
        |l| {
            let message = l.dmesg().replace('\\', "\\\\").replace('=', "\\=");
            format!("CEF:0|Linux|kernel|6.1|100|kernel|5|rt=Dec 13 2026 07:20:16 dvchost=n msg={message}")
        },
        "CEF:0|Linux|sshd|9|100|sshd|3|rt=Dec 13 2026 07:20:15 dvchost=n msg=a b",
    ),
    dress(
        "logfmt",
        "",
        |l| format!("ts=2026-12-13T07:20:16Z level=warn msg=\"{}\"", l.dmesg().replace('"', "\\\"")),
        "ts=2026-12-13T07:20:15Z level=info msg=\"shim disconnected\" id=4f",
    ),
    dress(
        "csv-nameless",
        "",
        |l| format!("2026-12-13T07:20:16Z,n,warn,\"{}\"", l.dmesg().replace('"', "\"\"")),
        "2026-12-13T07:20:15Z,n,info,\"a, b\"",
    ),
    dress(
        "cri",
        "",
        |l| format!("2026-12-13T07:20:16.6Z stdout F {}", l.dmesg()),
        "2026-12-13T07:20:15.6Z stderr F GET / 200",
    ),
    dress("stamped", "", |l| format!("2026-12-13T07:20:16.6Z {}", l.dmesg()), "2026-12-13T07:20:15.6Z GET / 200"),
    dress(
        "stamped-console",
        "",
        |l| format!("[2026-12-13 07:20:16] {}", l.dmesg()),
        "[2026-12-13 07:20:15] login: root",
    ),
    dress("compose", "", |l| format!("reader-1  | {}", l.dmesg()), "web-1  | GET / 200"),
    dress("mail-quote", "", |l| format!("> > {}", l.dmesg()), "> > Hello all,"),
    dress("grep", "", |l| format!("/var/log/kern.log:{}", l.dmesg()), "/var/log/auth.log:Dec 13 07:20:15 n sshd[7]: a"),
    dress("indented", "", |l| format!("    {}", l.dmesg()), "    a line of code"),
    dress("comment", "", |l| format!("# {}", l.text), "# what follows is the log"),
    dress("prefixed", "", |l| format!("In(05) vcpu-5 - Guest: <4>{}", l.dmesg()), "In(05) vcpu-5 - Guest: login: root"),
    dress("string-literal", "", |l| format!("    b\"{}\\n\",", l.dmesg().replace('"', "\\\"")), "    b\"a b\\n\","),
    dress("console", "", |l| format!("\u{1b}[32m[{:>12}] \u{1b}[0m{}", l.clock, l.text), "\u{1b}[32mok\u{1b}[0m"),
    dress(
        "html",
        "",
        |l| format!("<p>{}</p>", l.dmesg().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")),
        "<p>a b</p>",
    ),
    dress("bare", "", |l| l.text.clone(), "some words"),
];

/// Dialects that are told from the beginning of a source alone, because all of its lines are in it: nothing stands before
/// them. `klog` is never the kernel's.
const WHOLE: &[&str] = &["columns", "folded", "mail", "marked", "rtf", "wrapped", "klog"];

/// Lines of a report that tell of the kill.
const TELLING: &[&str] =
    &["invoked oom-killer", "memory: usage", "Memory cgroup stats", "[  pid", "oom-kill:", "Killed process"];

/// What is cut in these cannot be told from what goes on over lines: a page whose markup has no end, and the name of a
/// binary field, behind which colours stand for its length.
const AMBIGUOUS: &[(&str, &str)] = &[("html", ""), ("journal-export", "console")];

/// The first two reports of a boot, without their stacks and statistics.
fn report() -> Vec<Line> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/lab/6.1-k8s/rsyslog.kern.log.gz");
    let mut log = String::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(path).expect("the log"))
        .read_to_string(&mut log)
        .expect("gzip");
    let lines = log.lines().filter_map(|line| {
        let (clock, text) = line.split_once(" kernel: [")?.1.split_once("] ")?;
        Some(Line { clock: clock.trim_start().to_owned(), text: text.to_owned() })
    });
    let mut kills = 0;
    let telling = lines.filter(|line| {
        kills += usize::from(line.text.contains("invoked oom-killer"));
        (1..=2).contains(&kills) && TELLING.iter().any(|words| line.text.contains(words))
    });
    telling.collect()
}

/// The victims' pids, by what the whole program reads.
fn kills(text: String) -> BTreeSet<u32> {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let input = Input::Text { name: "log".to_owned(), text };
    let review = pipeline::run(&[input], Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
    review.cases.iter().flat_map(|case| case.incident.victims.iter().map(|victim| victim.pid)).collect()
}

/// The same without the scan, which skips lines, and without conclusions: what thousands of texts are read with.
fn kills_at_once(text: &str) -> BTreeSet<u32> {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let mut reader = Reader::new(ReaderSettings { source: SourceId(0), today, modified: None, year: None }, text);
    let mut assembler = Assembler::new();
    for (line, number) in text.lines().zip(1..) {
        reader.read(source::Line { number, text: line }, &mut |record| assembler.feed(record));
    }
    reader.finish(&mut |record| assembler.feed(record));
    assembler.finish();
    assembler.take().iter().flat_map(|incident| incident.victims.iter().map(|victim| victim.pid)).collect()
}

fn dressed(dress: &Dress, lines: &[Line]) -> String {
    let mut text = dress.head.to_owned();
    for line in lines {
        text.extend([&(dress.line)(line), "\n"]);
    }
    text
}

#[test]
fn every_dialect_of_the_table_is_dressed_here() {
    let dressed: Vec<&str> = DRESSES.iter().map(|dress| dress.name).chain(WHOLE.iter().copied()).collect();
    let missing: Vec<_> = what_opens().filter(|row| !dressed.contains(&row.name)).map(|row| row.name).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(what_opens().count(), dressed.len());
}

#[test]
fn a_log_that_goes_on_in_another_dialect_keeps_all_its_kills() {
    let report = report();
    let wanted = kills(dressed(DRESSES.iter().find(|dress| dress.name == "rfc3164").expect("a row"), &report));
    assert_eq!(wanted.len(), 2, "{wanted:?}");
    // The program itself, behind each dialect's line of another program: scan and all.
    for first in DRESSES.iter().filter(|dress| !dress.other.is_empty()) {
        let second = DRESSES.iter().find(|dress| dress.name == "dmesg").expect("a row");
        let got = kills(format!("{}{}\n{}", first.head, first.other, dressed(second, &report)));
        assert!(got.is_superset(&wanted), "another program's as {}: {got:?}", first.name);
    }
    let (report, wanted) = (&report, &wanted);
    let lost: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2)
            .map(|half| {
                let rows = DRESSES.iter().enumerate().filter(move |(at, _)| at % 2 == half);
                scope.spawn(move || rows.flat_map(|(_, first)| lost_behind(first, report, wanted)).collect::<Vec<_>>())
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a thread")).collect()
    });
    assert!(lost.is_empty(), "{} pairs:\n{}", lost.len(), lost.join("\n"));
}

/// What is lost behind lines of the first dialect: lines of the kernel's, of another program's, cut ones.
fn lost_behind(first: &Dress, report: &[Line], wanted: &BTreeSet<u32>) -> Vec<String> {
    let kernels = dressed(first, report.get(..3).unwrap_or(report));
    let whole = (first.line)(report.first().expect("a line"));
    let cut: String = whole.chars().take(whole.chars().count() / 2).collect();
    let before = [
        ("the kernel's", kernels),
        ("another program's", format!("{}{}\n", first.head, first.other)),
        ("a damaged line", format!("{}{cut}\n", first.head)),
    ];
    let mut lost = Vec::new();
    for (what, before) in &before {
        for second in DRESSES {
            let got = kills_at_once(&format!("{before}{}", dressed(second, report)));
            let is_pair =
                |(one, other): &&(&str, &str)| *one == first.name && (other.is_empty() || *other == second.name);
            // No empty line of a page ends a record.
            let page = first.name == "html" && second.name == "journal-export";
            let ambiguous = page || *what == "a damaged line" && AMBIGUOUS.iter().any(|pair| is_pair(&pair));
            if !got.is_superset(wanted) && !ambiguous {
                lost.push(format!("{what} as {}, then {}: {got:?} of {wanted:?}", first.name, second.name));
            }
        }
    }
    lost
}

#[test]
fn a_monotonic_journal_may_begin_with_another_programs_line() {
    let log = include_str!("faults/monotonic-first-line.log");
    assert_eq!(kills(log.to_owned()), BTreeSet::from([100]));
    let damaged = log.replacen("[   10.000000] node-1 kernel: app", "[   10.0000\u{fffd}", 1);
    assert_eq!(kills(damaged), BTreeSet::from([100]));
}

#[test]
fn text_without_stamps_may_follow_another_programs_line() {
    let log = include_str!("faults/bare-after-program-line.log");
    let found = kills(log.to_owned());
    assert_eq!(found.len(), log.matches("Killed process ").count(), "{found:?}");
}
