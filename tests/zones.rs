//! Zones by name: summer time inside a log, and the hour that its end has twice.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::lang::Language;
use oomscope::load::{Options, pipeline};
use oomscope::model::{NamedZone, TimeZone};
use oomscope::source::{Input, Store};

/// The time of each kill with its offset, and whether it is said that it may be another.
fn times(zone: &str, log: &str) -> Vec<(String, bool)> {
    let zone = NamedZone::parse(zone).map(TimeZone::Named).expect("a zone");
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let options = Options { log_zone: Some(zone), year: Some(2026), ..Options::new(today) };
    let input = Input::Text { name: "pasted text".to_owned(), text: log.to_owned() };
    let review = pipeline::run(&[input], options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    let time = |case: &std::sync::Arc<oomscope::analysis::Case>| {
        let wall = case.incident.moment.wall.expect("a time");
        assert!(wall.offset_assumed);
        let doubt = case.incident.notes().iter().any(|note| note.text.said(Language::English).contains("twice"));
        (format!("{} {}", wall.local.format("%d %T"), wall.offset_seconds.unwrap_or(i32::MAX) / 3600), doubt)
    };
    review.cases.iter().map(time).collect()
}

fn kills(stamps: &[&str]) -> String {
    let line = |(stamp, pid): (&&str, u32)| {
        let sizes =
            "total-vm:7371kB, anon-rss:2637kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:176kB oom_score_adj:0";
        format!("{stamp} n kernel: Out of memory: Killed process {pid} (app) {sizes}\n")
    };
    stamps.iter().zip(4..).map(line).collect()
}

#[test]
fn summer_time_ends_inside_a_log() {
    let log = kills(&["Oct 24 02:50:00", "Oct 25 02:50:00", "Oct 25 02:10:00", "Oct 25 02:20:00", "Oct 26 02:50:00"]);
    let wanted = ["24 02:50:00 2", "25 02:50:00 2", "25 02:10:00 1", "25 02:20:00 1", "26 02:50:00 1"];
    assert_eq!(times("Europe/Berlin", &log), wanted.map(|time| (time.to_owned(), false)));
    let log = kills(&["Mar 28 12:00:00", "Mar 29 12:00:00"]);
    let wanted = ["28 12:00:00 1", "29 12:00:00 2"];
    assert_eq!(times("europe/berlin", &log), wanted.map(|time| (time.to_owned(), false)));
}

#[test]
fn an_hour_that_is_there_twice_is_taken_for_the_first_and_that_is_said() {
    for (zone, stamp, wanted) in [
        ("America/New_York", "Nov  1 01:30:00", "01 01:30:00 -4"),
        ("Europe/Berlin", "Oct 25 02:30:00", "25 02:30:00 2"),
        ("Europe/London", "Oct 25 01:30:00", "25 01:30:00 1"),
        ("Australia/Sydney", "Apr  5 02:30:00", "05 02:30:00 11"),
    ] {
        assert_eq!(times(zone, &kills(&[stamp])), [(wanted.to_owned(), true)], "{zone}");
    }
    let log = kills(&["Oct 25 03:00:00"]);
    assert_eq!(times("Europe/Berlin", &log), [("25 03:00:00 1".to_owned(), false)]);
}
