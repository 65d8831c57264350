//! The limits of a load at their edges: as much as is kept is silent, one more is told.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;

use super::{Options, pipeline};
use crate::analysis::{Case, Review};
use crate::model::limits::{self, Limit};
use crate::model::{Few, NoteKind, Victim};
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

/// Bytes of a text that a list of its own points at.
fn owned(text: Option<&str>) -> usize {
    text.map_or(0, str::len)
}

#[test]
fn a_kill_that_is_one_line_takes_at_most_half_a_kibibyte() {
    let log = many(limits::INCIDENTS.most, |at| {
        let (second, pid) = (at / 60, at + 100_000);
        format!(
            "2026-11-17T09:{:02}:{:02}.123456+00:00 aks-pool-1 kernel: [{at}.000001] Memory cgroup out of memory: Killed \
             process {pid} (stress-ng-vm-12) total-vm:1104444kB, anon-rss:475712kB, file-rss:384kB, shmem-rss:32kB, \
             UID:1077 pgtables:992kB oom_score_adj:1000\n",
            second / 60,
            second % 60,
        )
    });
    let options = Options::new(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap());
    let inputs = [Input::Text { name: "log".to_owned(), text: log }];
    let review = pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    assert_eq!(review.cases.len(), limits::INCIDENTS.most);
    let hosts: HashSet<_> = review.cases.iter().map(|case| case.incident.host.as_ref().map(Arc::as_ptr)).collect();
    let prefix = |case: &Arc<Case>| case.incident.victims[0].prefix.as_ref().map(Arc::as_ptr);
    let prefixes: HashSet<_> = review.cases.iter().map(prefix).collect();
    assert_eq!((hosts.len(), prefixes.len()), (1, 1), "what is the same in all is kept once");
    for case in &review.cases {
        let Case { incident, conclusions } = &**case;
        // Whatever may point at more points at nothing.
        assert!(incident.report.takes_nothing() && conclusions.findings.takes_nothing());
        assert!(matches!(incident.seen_in, Few::One(_)) && conclusions.moved_to_wall.is_none());
        assert_eq!((incident.noted.capacity(), incident.victims.capacity()), (0, 1));
        let victim = &incident.victims[0];
        assert!(victim.reaped.is_none());
        let counts = 2 * size_of::<usize>();
        let here = size_of::<Arc<Case>>() + counts + size_of::<Case>() + size_of::<Victim>();
        let bytes = here + owned(incident.moment.printed.as_deref()) + owned(Some(&victim.name));
        assert!(
            bytes <= 512,
            "{bytes} bytes: {} of the case, {} of the victim",
            size_of::<Case>(),
            size_of::<Victim>()
        );
        // And still everything is told.
        assert_eq!((incident.notes()[0].kind, case.words().evidence.len()), (NoteKind::NoReport, 1));
    }
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
fn signs_of_any_number_are_told() {
    let [most, beyond] = edge(&limits::SIGNS, |signs| {
        many(signs, |at| {
            let id = format!("{at:012x}{:052}", 0);
            format!(
                "time=\"2026-11-17T09:13:40.{at:09}Z\" level=info msg=\"TaskOOM event container_id:\\\"{id}\\\"\"\n"
            )
        })
    });
    assert_eq!((most.witnesses.len(), beyond.witnesses.len()), (500, 500));
    assert_eq!((most.sources[0].failed, beyond.sources[0].failed), (false, true));
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
fn containers_of_any_number_are_told() {
    let pod = |containers: usize| {
        let all = many(containers, |at| format!("{}{{\"name\":\"c{at}\"}}", if at > 0 { "," } else { "" }));
        format!("{{\"kind\":\"Pod\",\"metadata\":{{\"name\":\"p\"}},\"spec\":{{\"containers\":[{all}]}}}}\n")
    };
    let list = |parts: usize| {
        format!("{{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n{},{}]}}", pod(1500), pod(parts - 1500))
    };
    let [most, beyond] = edge(&limits::LISTED_PARTS, list);
    let kept = |review: &Review| review.cluster.pods.iter().map(|pod| pod.containers.len()).sum::<usize>();
    assert_eq!((kept(&most), kept(&beyond)), (2000, 2000));
}

#[test]
fn listed_objects_of_any_number_are_told() {
    let row = |at: usize| format!("shop        cart-{at}   0/1     OOMKilled   3          5m\n");
    let head = "NAMESPACE   NAME       READY   STATUS      RESTARTS   AGE\n";
    let [most, beyond] = edge(&limits::CLUSTER_OBJECTS, |pods| format!("{head}{}", many(pods, row)));
    assert_eq!((most.cluster.pods.len(), beyond.cluster.pods.len()), (1000, 1000));
    let event = |at: usize| format!("5m          Warning   OOMKilling   node/n{at}   killed\n");
    let head = "LAST SEEN   TYPE      REASON       OBJECT    MESSAGE\n";
    let [_, beyond] = edge(&limits::CLUSTER_OBJECTS, |events| format!("{head}{}", many(events, event)));
    assert_eq!(beyond.cluster.events.len(), 1000);
    let pod = |at: usize| {
        format!(
            "Name:         cart-{at}\nNamespace:    shop\nNode:         n/10.0.0.1\nContainers:\n  api:\n    Image: x\n\n"
        )
    };
    let [most, beyond] = edge(&limits::CLUSTER_OBJECTS, |pods| many(pods, pod));
    assert_eq!((most.cluster.pods.len(), beyond.cluster.pods.len()), (1000, 1000));
    assert_eq!(most.cluster.pods.last().map(|pod| &*pod.name), Some("cart-999"));
    // One pod is no more than many.
    let [_, beyond] = edge(&limits::CLUSTER_OBJECTS, |parts| {
        let ends = "    State: Terminated\n".repeat(parts - 1);
        format!(
            "Name:         cart\nNamespace:    shop\nNode:         n/10.0.0.1\nContainers:\n  api:\n{ends}    Image: x\n"
        )
    });
    assert_eq!(beyond.cluster.pods[0].containers[0].ends.len(), 1000);
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

#[test]
fn samples_of_any_number_are_told() {
    let head =
        "procs -----------memory---------- ---swap-- -----timestamp-----\n r  b   swpd   free   buff  cache   CET\n";
    let [most, beyond] = edge(&limits::HISTORY_POINTS, |rows| {
        let row = |at: usize| {
            format!(" 1  0  0  {at}  1  1 2026-11-24 {:02}:{:02}:{:02}\n", at / 3600, at / 60 % 60, at % 60)
        };
        format!("{head}{}", many(rows, row))
    });
    assert_eq!(most.tracks[0].points.len(), limits::HISTORY_POINTS.most);
    let samples: u32 = beyond.tracks[0].points.iter().map(|point| point.samples).sum();
    assert_eq!(samples as usize, limits::HISTORY_POINTS.most + 1);
}

/// An answer of Prometheus with so many series of a sample each.
fn answer(series: usize) -> String {
    let one = |at: usize| {
        format!(
            "{{\"metric\":{{\"__name__\":\"node_memory_MemAvailable_bytes\",\"node\":\"n{at}\"}},\
             \"values\":[[1795500000,\"5\"]]}}"
        )
    };
    let all: Vec<String> = (0..series).map(one).collect();
    format!("{{\"status\":\"success\",\"data\":{{\"resultType\":\"matrix\",\"result\":[{}]}}}}\n", all.join(","))
}

#[test]
fn series_of_any_number_are_told() {
    let [most, beyond] = edge(&limits::HISTORY_TRACKS, answer);
    assert_eq!((most.tracks.len(), beyond.tracks.len()), (limits::HISTORY_TRACKS.most, limits::HISTORY_TRACKS.most));
    assert!(!most.sources[0].failed && beyond.sources[0].failed);
}

#[test]
fn an_answer_of_prometheus_of_any_length_is_told() {
    let [most, beyond] = edge(&limits::HISTORY_BYTES, |bytes| {
        let answer = answer(1);
        format!("{}{}\n", answer.trim_end(), " ".repeat(bytes - answer.len()))
    });
    assert_eq!((most.tracks.len(), beyond.tracks.len()), (1, 0));
}
