//! A report that the rotation of its log cut in two is one again when both files are opened, in whichever order.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::load::{Options, pipeline};
use oomscope::model::Incident;
use oomscope::source::{Input, Store};

fn read(texts: &[(&str, &str)]) -> Vec<Incident> {
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let inputs: Vec<_> =
        texts.iter().map(|(name, text)| Input::Text { name: (*name).to_owned(), text: (*text).to_owned() }).collect();
    let review = pipeline::run(&inputs, Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
    review.cases.iter().map(|case| case.incident.clone()).collect()
}

fn log(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs").join(name)).expect("a log")
}

/// What a kill is known by, and how much of its report is there.
fn told(incident: &Incident) -> impl PartialEq + std::fmt::Debug + use<> {
    let memory = &incident.cgroup_memory;
    (
        incident.victims.iter().map(|victim| (victim.pid, victim.anon_rss)).collect::<Vec<_>>(),
        incident.trigger.as_ref().map(|trigger| trigger.name.clone()),
        memory.memory.map(|counter| (counter.usage, counter.limit_printed)),
        incident.limit_cgroup.as_ref().map(|cgroup| cgroup.path.to_string()),
        (memory.stats.0.len(), incident.tasks.len()),
        incident.node_memory.as_ref().map(|memory| (memory.zones.len(), memory.ram, memory.counters.len())),
    )
}

/// Cuts the log before each of these lines.
fn check(text: &str, cuts: impl Iterator<Item = usize>) {
    let whole: Vec<_> = read(&[("kern.log", text)]).iter().map(told).collect();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for cut in cuts {
        count += 1;
        let (before, after) = lines.split_at(cut.min(lines.len()));
        let (before, after) = (before.concat(), after.concat());
        let (older, newer) = (("kern.log.1", before.as_str()), ("kern.log", after.as_str()));
        for texts in [[older, newer], [newer, older]] {
            let halves: Vec<_> = read(&texts).iter().map(told).collect();
            if halves != whole {
                let odd = halves.iter().find(|half| !whole.contains(half));
                wrong.push(format!("before line {}, {} first: {} kills, {odd:?}", cut + 1, texts[0].0, halves.len()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} cuts in two orders:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_report_cut_before_any_of_its_lines_is_one() {
    check(&log("seed-aks-pod-limit.log"), 1..71);
}

#[test]
fn reports_of_a_log_with_many_kills_are_as_many_wherever_it_is_cut() {
    let text = log("debian-6.1-kern.log");
    // The line that kills stands in the second file, and others.
    check(&text, [1067, 1154].into_iter().chain((400..text.lines().count()).step_by(87)));
}

#[test]
fn reports_of_a_log_of_cgroup_v1_and_of_the_node_are_as_many_wherever_it_is_cut() {
    let text = log("debian-5.10-cgroup-v1-kern.log");
    check(&text, (370..text.lines().count()).step_by(65));
}
