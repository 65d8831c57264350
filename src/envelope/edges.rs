//! The limits at their edges: as much as is read is silent, one more is told.

use chrono::NaiveDate;

use super::{Reader, ReaderSettings};
use crate::model::SourceId;
use crate::model::limits::{self, Limit};
use crate::source::Line;

const KILL: &str = "[    1.000000] Killed process 7 (java) total-vm:4kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB";

/// Holds that a text with as much as the limit allows is silent, and one with one more tells it once.
fn edge(limit: &Limit, text: impl Fn(usize) -> String) {
    for (more, told) in [(0, 0), (1, 1)] {
        let text = text(limit.most + more);
        let today = NaiveDate::from_ymd_opt(2026, 12, 24).unwrap();
        let settings = ReaderSettings { source: SourceId(0), today, modified: None, year: None };
        let mut reader = Reader::new(settings, text.lines().next().unwrap_or_default());
        for (text, number) in text.split('\n').zip(1..) {
            reader.read(Line { number, text }, &mut |_| {});
        }
        reader.finish(&mut |_| {});
        let notes = reader.notes();
        assert_eq!(notes.iter().filter(|note| limit.is_told_by(note)).count(), told, "{}: {notes:?}", limit.name);
    }
}

#[test]
fn envelopes_of_any_number_are_told() {
    let relay = "Dec 13 07:23:21 node fluentd[9]: ";
    edge(&limits::LAYERS, |layers| format!("{}Dec 13 07:23:21 node kernel: {KILL}", relay.repeat(layers - 1)));
}

#[test]
fn json_within_json_of_any_depth_is_told() {
    edge(&limits::NESTING, |depth| {
        (0..depth).fold(KILL.to_owned(), |text, _| serde_json::json!({ "log": text }).to_string())
    });
}

#[test]
fn a_message_in_any_depth_is_told() {
    edge(&limits::MESSAGE_DEPTH, |depth| format!("{}\"{KILL}\"{}", "{\"message\":".repeat(depth), "}".repeat(depth)));
}

#[test]
fn a_message_behind_any_number_of_fields_is_told() {
    edge(&limits::FIELDS, |fields| {
        let others: String = (1..fields).map(|at| format!("\"a{at:04}\":{at},")).collect();
        format!("{{{others}\"message\":\"{KILL}\"}}")
    });
}

#[test]
fn a_message_behind_any_number_of_values_is_told() {
    edge(&limits::VALUES, |values| {
        let others: String = (2..values).map(|at| format!("a{at}={at} ")).collect();
        format!("time=2026-12-13T07:23:21Z {others}msg=\"{KILL}\"")
    });
    edge(&limits::COLUMNS, |columns| {
        let others: String = (2..columns).map(|at| format!("\"a{at}\",")).collect();
        format!("\"2026-12-13T07:23:21Z\",{others}\"{KILL}\"")
    });
}

#[test]
fn a_record_of_any_length_is_told() {
    edge(&limits::RECORD_BYTES, |bytes| {
        let cursor = "__CURSOR=s";
        let rest = bytes - (cursor.len() + "MESSAGE".len() - "=".len());
        format!("{cursor}\nMESSAGE={}\n", "x".repeat(rest))
    });
}

#[test]
fn short_lines_of_any_number_are_told() {
    edge(&limits::SHORT_LINES, |lines| format!("{KILL}\n{}", "Call Trace:\n".repeat(lines)));
    // A table's rows and the lines of its quotes are as many.
    edge(&limits::SHORT_LINES, |lines| format!("time,host,message\n{}", "x\n".repeat(lines)));
    edge(&limits::SHORT_LINES, |lines| format!("time,host,message\nt,n,\"{KILL}\n{}", "x\n".repeat(lines)));
}

#[test]
fn what_stands_behind_too_many_short_lines_is_read() {
    let text = format!("{}{KILL}\n", "x\n\n".repeat(limits::SHORT_LINES.most + 1));
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).unwrap();
    let mut reader = Reader::new(ReaderSettings { source: SourceId(0), today, modified: None, year: None }, "x");
    let (mut kills, mut short) = (0, 0);
    for (text, number) in text.split('\n').zip(1..) {
        reader.read(Line { number, text }, &mut |record| {
            kills += usize::from(record.text.starts_with("Killed process 7 (java)"));
            short += usize::from(record.text == "x");
        });
    }
    assert_eq!((kills, short), (1, limits::SHORT_LINES.most));
}
