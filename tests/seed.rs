//! The article's incident, field by field as the schema promises it, read off the log by eye.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::load::{Options, pipeline};
use oomscope::report::json;
use oomscope::source::{Input, Store};
use serde_json::{Value, json};

const POD: &str =
    "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod479f327f_a27b_4eda_8523_90bdabcf0a27.slice";
const CONTAINER: &str = "679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be";

#[test]
fn the_source_is_accounted_for() {
    let source = &report()["sources"][0];
    assert_eq!(source["name"], "seed-aks-pod-limit.log");
    assert_eq!((&source["bytes"], &source["lines"]), (&json!(8264), &json!(71)));
    assert_eq!(source["dialects"], json!(["rfc3164"]));
}

#[test]
fn every_fact_is_as_the_log_prints_it() {
    let expected = json!({
        "id": 1,
        "seen_in": [{ "source": "seed-aks-pod-limit.log", "first_line": 1, "last_line": 71 }],
        "time": "2023-12-13T07:23:21",
        "time_printed": "Dec 13 07:23:21",
        "time_basis": "year-assumed",
        "uptime_seconds": 36370.036951,
        "host": "aks-ubuntu-26835060-vmss000000",
        "kernel_release": "5.15.0-1051-azure",
        "constraint": "CONSTRAINT_MEMCG",
        "oom_memcg": POD,
        "task_memcg": format!("{POD}/cri-containerd-{CONTAINER}.scope"),
        "memory": { "usage_bytes": 524_288_000, "limit_bytes": 524_288_000, "failcnt": 37, "line": 33 },
        "swap": { "usage_bytes": 0, "limit_bytes": null, "failcnt": 0, "line": 34 },
        "memory_and_swap": null,
        "kernel_memory": null,
        "breakdown": [
            { "part": "anon", "bytes": 484_630_528 },
            { "part": "shmem", "bytes": 37_720_064 },
            { "part": "page_cache", "bytes": 32_768 },
            { "part": "slab", "bytes": 513_016 },
            { "part": "kernel_stack", "bytes": 65_536 },
            { "part": "page_tables", "bytes": 1_212_416 },
            { "part": "other_kernel", "bytes": 11_752 },
            { "part": "not_itemised", "bytes": 101_920 },
        ],
        "breakdown_not_in_log": [],
        "node_memory": null,
        "page_size": 4096,
        "page_size_basis": "kill-line",
        "oom_group": null,
        "outcome": "killed",
        "pod": { "uid": "479f327f-a27b-4eda-8523-90bdabcf0a27", "qos": "burstable", "namespace": null, "name": null },
        "container": { "id": CONTAINER, "runtime": "containerd", "name": null },
    });
    let incident = incident();
    for (key, value) in expected.as_object().expect("an object") {
        assert_eq!(&incident[key], value, "{key}");
    }
}

#[test]
fn trigger_and_victim_are_as_the_log_prints_them() {
    let incident = incident();
    for (key, value) in [
        ("name", json!("stress-ng-vm")),
        ("pid", json!(716_580)),
        ("gfp_mask", json!("0xcc0(GFP_KERNEL)")),
        ("order", json!(0)),
        ("oom_score_adj", json!(1000)),
    ] {
        assert_eq!(incident["trigger"][key], value, "{key}");
    }
    assert_eq!(incident["victims"].as_array().map(Vec::len), Some(1));
    for (key, value) in [
        ("pid", json!(716_580)),
        ("name", json!("stress-ng-vm")),
        ("uid", json!(0)),
        ("total_vm_kb", json!(1_104_444)),
        ("anon_rss_kb", json!(473_048)),
        ("file_rss_kb", json!(644)),
        ("shmem_rss_kb", json!(64)),
        ("pgtables_kb", json!(992)),
        ("oom_score_adj", json!(1000)),
        ("reaped", Value::Null),
    ] {
        assert_eq!(incident["victims"][0][key], value, "{key}");
    }
}

#[test]
fn the_pie_adds_up_to_the_usage() {
    let incident = incident();
    let parts = incident["breakdown"].as_array().expect("parts");
    let sum: u64 = parts.iter().filter_map(|part| part["bytes"].as_u64()).sum();
    assert_eq!((parts.len(), sum), (8, 524_288_000));
}

#[test]
fn statistics_and_tasks_are_whole() {
    let incident = incident();
    for (key, bytes) in [
        ("anon", 484_630_528),
        ("file", 37_752_832),
        ("kernel_stack", 65_536),
        ("pagetables", 1_212_416),
        ("percpu", 11_752),
        ("shmem", 37_720_064),
        ("inactive_anon", 522_346_496),
        ("slab", 513_016),
    ] {
        assert_eq!(incident["stats"][key], bytes, "{key}");
    }
    let pids: Vec<_> = incident["tasks"].as_array().expect("tasks").iter().map(|task| task["pid"].as_u64()).collect();
    assert_eq!(pids, [716_518, 716_566, 716_579, 716_580].map(Some));
    let pause = json!({
        "pid": 716_518, "uid": 65_535, "tgid": 716_518, "total_vm_pages": 243, "rss_pages": 1,
        "rss_anon_pages": null, "rss_file_pages": null, "rss_shmem_pages": null,
        "pgtables_bytes": 28_672, "nr_ptes": null, "nr_pmds": null, "swapents_pages": 0, "oom_score_adj": -998, "name": "pause", "badness": -127_736, "line": 66,
    });
    assert_eq!(incident["tasks"][0], pause);
}

#[test]
fn the_verdict_is_the_pods_limit_and_points_at_its_line() {
    let verdict = &incident()["verdict"];
    assert_eq!((&verdict["level"], &verdict["scope"]), (&json!("pod"), &json!("container")));
    assert!(verdict["headline"].as_str().is_some_and(|headline| headline.contains("500")), "{}", verdict["headline"]);
    assert!(!verdict["why"].as_array().expect("reasons").is_empty());
    assert!(!verdict["next_steps"].as_array().expect("steps").is_empty());
    let evidence = verdict["evidence"].as_array().expect("evidence");
    let summary = evidence.iter().find(|evidence| evidence["line"] == 70).expect("the line of the limit");
    assert!(summary["text"].as_str().is_some_and(|text| text.contains(POD)), "{summary}");
    assert_eq!(summary["source"], "seed-aks-pod-limit.log");
}

fn incident() -> Value {
    let report = report();
    let incidents = report.get("incidents").and_then(Value::as_array).expect("incidents");
    assert_eq!(incidents.len(), 1);
    incidents.first().expect("an incident").clone()
}

fn report() -> Value {
    let log = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/seed-aks-pod-limit.log");
    let today = NaiveDate::from_ymd_opt(2023, 12, 17).expect("a date");
    let options = Options { year: Some(2023), ..Options::new(today) };
    let review = pipeline::run(&[Input::Path(log)], options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    let mut bytes = Vec::new();
    json::write(&review, &mut bytes).expect("memory");
    serde_json::from_slice(&bytes).expect("JSON")
}
