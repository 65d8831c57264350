//! The limits of a load at their edges: as much as is kept is silent, one more is told.

use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;

use super::{Options, pipeline};
use crate::analysis::Review;
use crate::model::limits::{self, Limit};
use crate::source::{Input, Store};

/// The account of a log with as much as the limit allows, and of one with one more.
fn edge(limit: &Limit, log: impl Fn(usize) -> String) -> [Review; 2] {
    [0, 1].map(|more| {
        let options = Options::new(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap());
        let inputs = [Input::Text { name: "log".to_owned(), text: log(limit.most + more) }];
        let review = pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
        let notes = &review.sources[0].notes;
        assert_eq!(notes.iter().filter(|note| limit.is_told_by(note)).count(), more, "{}: {notes:?}", limit.name);
        review
    })
}

fn many(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn kills_of_any_number_are_told() {
    let [most, beyond] = edge(&limits::INCIDENTS, |kills| {
        many(kills, |at| {
            format!(
                "[{}.000000] Out of memory: Killed process {} (java) total-vm:4kB, anon-rss:4kB, file-rss:0kB, \
                 shmem-rss:0kB, UID:0 pgtables:28kB oom_score_adj:0\n",
                at + 1,
                at + 10
            )
        })
    });
    assert_eq!((most.cases.len(), beyond.cases.len()), (2000, 2000));
    assert_eq!((most.sources[0].failed, beyond.sources[0].failed), (false, true));
}

#[test]
fn lines_of_other_programs_of_any_number_are_told() {
    let [_, beyond] = edge(&limits::COMPANIONS, |lines| {
        many(lines, |at| {
            format!(
                "time=\"2026-11-17T09:13:40.{at:09}Z\" level=info msg=\"TaskOOM event container_id:\\\"{at:064x}\\\"\"\n"
            )
        })
    });
    assert_eq!(beyond.companions.len(), 5000);
}

#[test]
fn refused_requests_of_any_number_are_told() {
    let [_, beyond] = edge(&limits::REFUSED, |requests| {
        many(requests, |at| {
            let stamp = format!("[{}.000000] ", at * 100 + 10);
            format!(
                "{stamp}java: page allocation failure: order:4, mode:0xcc0(GFP_KERNEL), nodemask=(null)\n\
                 {stamp}Mem-Info:\n{stamp}active_anon:1 inactive_anon:2 isolated_anon:0\n{stamp}1024 pages RAM\n"
            )
        })
    });
    assert_eq!(beyond.refused.len(), 100);
}

#[test]
fn what_kubectl_prints_at_any_length_is_told() {
    edge(&limits::KUBECTL_BYTES, |bytes| {
        let (head, end) = ("{\"apiVersion\":\"v1\",\"kind\":\"List\",\n", "\n\"items\":[]}\n");
        format!("{head}{}{end}", " ".repeat(bytes - head.len() - end.len()))
    });
}

#[test]
fn a_nodes_file_of_any_length_is_told() {
    edge(&limits::SETTINGS_BYTES, |bytes| {
        let (head, end) = ("MemTotal:        2014756 kB\n", "\n");
        format!("{head}{}{end}", " ".repeat(bytes - head.len() - end.len()))
    });
}

#[test]
fn settings_of_any_number_are_told() {
    let [most, beyond] = edge(&limits::SETTINGS, |units| {
        let shown = many(units, |at| format!("Type=exec\nId=a{at}.service\nMemoryMax={}\n\n", at + 4096));
        format!("{shown}\n")
    });
    assert_eq!((most.settings.count(), beyond.settings.count()), (100, 100));
}
