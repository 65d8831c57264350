//! Undamaged reports are whole whatever clock their lines tell: `dmesg -T` has seconds where the kernel has microseconds.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, NaiveDate, TimeDelta};
use oomscope::load::{Options, pipeline};
use oomscope::model::Incident;
use oomscope::source::{Input, Store};

#[test]
fn reports_are_whole_where_the_log_tells_seconds_only() {
    let boots = std::fs::read_dir("sample-logs/lab").expect("the samples").flatten();
    let plain = boots.map(|boot| boot.path().join("dmesg.plain.gz"));
    let why = std::fs::read_dir("sample-logs/why").expect("the samples").flatten().map(|entry| entry.path());
    let mut reports = 0;
    for path in plain.chain(why).filter(|path| path.is_file() && !is_otherwise(path)) {
        let mut text = String::new();
        let file = std::fs::File::open(&path).expect("a sample");
        flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("gzip");
        let (exact, seconds) = (told(&text), told(&by_wall_clock(&text)));
        assert_eq!(exact, seconds, "{}", path.display());
        reports += exact.len();
    }
    assert!(reports > 200, "{reports} reports");
}

/// Boots without a clock, and with reports of two processors line by line in one another: seconds cannot part those.
fn is_otherwise(path: &Path) -> bool {
    let path = path.to_string_lossy();
    path.contains("noprintktime") || path.contains("interleave")
}

/// `[   12.294818] text` as `dmesg -T` writes it.
fn by_wall_clock(text: &str) -> String {
    let boot = DateTime::from_timestamp(1_797_145_600, 0).expect("a time");
    let mut written = String::new();
    for line in text.lines() {
        let stamped = line.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let seconds = stamped.and_then(|(stamp, _)| stamp.trim().split_once('.')?.0.parse::<i64>().ok());
        match (stamped, seconds) {
            (Some((_, text)), Some(seconds)) => {
                let time = boot + TimeDelta::seconds(seconds);
                writeln!(written, "[{}]{text}", time.format("%a %b %e %H:%M:%S %Y")).expect("memory");
            }
            _ => writeln!(written, "{line}").expect("memory"),
        }
    }
    written
}

/// What is told of an incident.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    trigger: Option<String>,
    request: Option<String>,
    killed: Vec<u32>,
    tasks: usize,
}

fn told(text: &str) -> Vec<Told> {
    let options = Options::new(NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date"));
    let input = Input::Text { name: "dmesg".to_owned(), text: text.to_owned() };
    let review = pipeline::run(&[input], options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    let tell = |incident: &Incident| {
        let trigger = incident.trigger.as_ref();
        Told {
            trigger: trigger.map(|trigger| trigger.name.to_string()),
            request: trigger.and_then(|trigger| trigger.gfp_mask.as_deref()).map(str::to_owned),
            killed: incident.victims.iter().map(|victim| victim.pid).collect(),
            tasks: incident.tasks.len(),
        }
    };
    review.cases.iter().map(|case| tell(&case.incident)).collect()
}
