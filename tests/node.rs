//! Real nodes with kubelet and containerd: whose kill it was, from the log alone, and what Kubernetes showed of it.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test whose set-up fails has failed")]

use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::{Case, Review};
use oomscope::load::{Options, pipeline};
use oomscope::model::CompanionKind;
use oomscope::source::{Input, Store};
use serde_json::Value;

const API: &str = "k136-ctrd2.1-6.12-api";
const STATIC: &str = "k136-ctrd2.1-6.12-static-single";

/// An end of a container in the pod list: reason and exit code, by the container's id.
type Ends = HashMap<String, (String, i64)>;

#[test]
fn the_pod_list_adds_reason_and_exit_code_to_the_kill_that_it_shows() {
    for (boot, list, shown) in
        [(API, "kubectl-get-pods.crashloop.json", 12), (STATIC, "kubelet-pods.crashloop.json", 4)]
    {
        let ends = ends_of(boot, list);
        let review = load(boot, &["syslog.log", list]);
        let mut found = 0;
        for (case, (reason, code)) in cases_with(&review, &ends) {
            let text = insight(case, "kubernetes-end");
            assert!(text.contains(&format!("with reason {reason} and exit code {code}")), "{text}");
            assert_eq!(text.ends_with("agrees with the log"), reason == "OOMKilled", "{text}");
            let names: Vec<_> = case.words().insights.iter().map(|insight| insight.name.clone()).collect();
            let foretold = ["container-end", "kubectl", "kubectl-open"];
            assert!(
                !names.iter().any(|name| foretold.contains(&&**name)),
                "what is shown need not be foretold: {names:?}"
            );
            found += 1;
        }
        assert_eq!(found, shown, "{boot}");
    }
}

#[test]
fn the_log_alone_foretells_the_reason_that_kubernetes_shows() {
    for (boot, list) in [(API, "kubectl-get-pods.crashloop.json"), (STATIC, "kubelet-pods.crashloop.json")] {
        let ends = ends_of(boot, list);
        for log in ["syslog.log", "journal.json"] {
            let review = load(boot, &[log]);
            for (case, (reason, code)) in cases_with(&review, &ends) {
                let text = insight(case, "container-end");
                assert!(text.contains(&format!("exit code {code}")), "{text}");
                assert_eq!(text.contains("shows the reason OOMKilled"), reason == "OOMKilled", "{text}");
            }
        }
    }
}

#[test]
fn restarts_and_kills_are_held_against_each_other() {
    let review = load(STATIC, &["syslog.log", "kubelet-pods.crashloop.json"]);
    let texts: Vec<&str> = review.cases.iter().map(|case| insight(case, "kubernetes-restarts")).collect();
    for wanted in [
        // The child was killed and its container ran on.
        "kubectl shows 0 restarts of container gunicorn, and the log has 1 kill. One kill didn't restart the container",
        "kubectl shows 4 restarts of container api, and the log has 5 kills (1 of them after the list was made). They agree",
    ] {
        assert!(texts.contains(&wanted), "{wanted}\n{}", texts.join("\n"));
    }
}

#[test]
fn a_pods_own_limit_is_told_from_the_sum_of_its_containers() {
    let review = load(API, &["syslog.log", "kubectl-get-pods.crashloop.json"]);
    let of = |name: &str| {
        let in_pod = |case: &&Case| case.conclusions.pod.as_ref().is_some_and(|pod| pod.name.as_deref() == Some(name));
        insight(review.cases.iter().map(|case| &**case).find(in_pod).expect("a kill"), "kubernetes-limit")
    };
    assert_eq!(
        of("feature-store-57kdxmvtn-6smzd"),
        "The limit that was reached, 96Mi, is the pod's own limit (pod-level resources)"
    );
    assert_eq!(
        of("checkout-api-rc9xfk22x-cxxqc"),
        "The limit that was reached, 64Mi, is the limit of its only container api"
    );
    assert_eq!(
        of("frontend-xczjt4wr7-nsxsp"),
        "The limit that was reached, 48Mi, is the limit of container istio-proxy"
    );
}

#[test]
fn names_come_from_a_pod_list_where_the_log_is_the_kernels_alone() {
    let review = load(API, &["kern.log", "kubectl-get-pods.crashloop.json"]);
    let named = review
        .cases
        .iter()
        .filter(|case| case.conclusions.pod.as_ref().is_some_and(|pod| pod.name.is_some() && pod.namespace.is_some()));
    // All but four pods that came later, and the host's service.
    assert_eq!((review.cases.len(), named.count()), (45, 40));
}

#[test]
fn crash_loops_are_named() {
    let review = load(API, &["syslog.log"]);
    let loops: Vec<_> = review.series.iter().filter(|series| series.summary.contains("Crash loop")).collect();
    assert_eq!(loops.len(), 7);
    assert_eq!(loops[0].title, "shop/checkout-api-rc9xfk22x-cxxqc, container api");
    assert_eq!(loops[0].incidents.len(), 6);
}

#[test]
fn userspace_kills_stand_on_the_timeline_and_are_no_kernel_kills() {
    let review = load("host-systemd257-6.1", &["syslog.log"]);
    let userspace: Vec<_> = review.companions.iter().filter(|line| line.kind.is_userspace_kill()).collect();
    let kinds: Vec<_> = userspace.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [CompanionKind::EarlyoomKill, CompanionKind::OomdKill, CompanionKind::OomdKill]);
    assert!(userspace.iter().all(|line| line.incident.is_none()));
    let unit = |line: &oomscope::model::Companion| line.ties.unit.as_deref().unwrap_or("").to_owned();
    let failed = review.companions.iter().filter(|line| line.kind == CompanionKind::UnitFailed);
    let joined: Vec<_> = failed.map(|line| (unit(line), line.incident.is_some())).collect();
    assert!(joined.contains(&("report-builder.service".to_owned(), true)));
    assert!(joined.contains(&("compactor.service".to_owned(), false)), "systemd-oomd killed it: {joined:?}");
}

/// The kills whose container's end the list shows.
fn cases_with<'a>(review: &'a Review, ends: &'a Ends) -> impl Iterator<Item = (&'a Case, &'a (String, i64))> {
    review.cases.iter().filter_map(|case| {
        let id = case.conclusions.container.as_ref()?.id.as_deref()?;
        Some((&**case, ends.get(id)?))
    })
}

fn insight<'a>(case: &'a Case, name: &str) -> &'a str {
    let with_words = case.conclusions.words.iter().flat_map(|words| &words.insights);
    with_words
        .chain(case.conclusions.insights.iter().flatten())
        .find(|insight| insight.name == name)
        .map_or("", |insight| &insight.text)
}

/// All ends that a pod list shows.
fn ends_of(boot: &str, list: &str) -> Ends {
    let mut text = String::new();
    let file = std::fs::File::open(path(boot, list)).expect("a list");
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("text");
    let list: Value = serde_json::from_str(&text).expect("a list");
    let mut ends = Ends::new();
    for pod in list["items"].as_array().expect("items") {
        for kind in ["containerStatuses", "initContainerStatuses"] {
            for status in pod["status"][kind].as_array().into_iter().flatten() {
                for state in ["state", "lastState"] {
                    let end = &status[state]["terminated"];
                    if let (Some(id), Some(reason)) = (end["containerID"].as_str(), end["reason"].as_str()) {
                        let id = id.trim_start_matches("containerd://").to_owned();
                        ends.insert(id, (reason.to_owned(), end["exitCode"].as_i64().expect("an exit code")));
                    }
                }
            }
        }
    }
    ends
}

fn load(boot: &str, files: &[&str]) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let options = Options::new(today);
    let inputs: Vec<_> = files.iter().map(|file| Input::Path(path(boot, file))).collect();
    pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn path(boot: &str, file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/node").join(boot).join(format!("{file}.gz"))
}
