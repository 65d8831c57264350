//! What others say of kills that the kernel's own lines here do not show: each sign with what it proves, never counted.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::load::{Options, pipeline};
use oomscope::report::json;
use oomscope::source::{Input, Store};
use serde_json::Value;

/// The JSON report of a text that was pasted.
fn report_of(text: &str) -> Value {
    let options = Options::new(NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day"));
    let inputs = [Input::Text { name: "pasted".into(), text: text.into() }];
    let review = pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    let mut out = Vec::new();
    json::write(&review, &mut out).expect("written to memory");
    serde_json::from_slice(&out).expect("JSON")
}

/// Its name, a text, and what is told of it: the kind, who killed, and words that it holds.
type Sign = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const SIGNS: &[Sign] = &[
    (
        "docker inspect of a container",
        r#"[ { "Id": "4f5e6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899a", "State": { "Status": "exited", "Running": false, "OOMKilled": true, "ExitCode": 137, "FinishedAt": "2026-11-17T09:13:40.323456789Z" }, "Name": "/web" } ]"#,
        "task-oom",
        "kernel",
        &["out-of-memory event for container web", "2026-11-17T09:13:40", "ExitCode=137"],
    ),
    (
        "docker events",
        "2026-11-17T09:13:39.123456789Z container start 4f5e6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899a (image=app:1, name=web)\n\
         2026-11-17T09:13:40.123456789Z container oom 4f5e6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899a (image=app:1, name=web)\n\
         2026-11-17T09:13:40.323456789Z container die 4f5e6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899a (execDuration=1, exitCode=137, image=app:1, name=web)\n",
        "task-oom",
        "kernel",
        &["out-of-memory event for container web", "2026-11-17T09:13:40"],
    ),
    (
        "docker events as JSON",
        r#"{"status":"oom","id":"4f5e6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899a","from":"app:1","Type":"container","Action":"oom","Actor":{"ID":"4f5e6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899a","Attributes":{"image":"app:1","name":"web"}},"scope":"local","time":1794906820,"timeNano":1794906820123456789}"#,
        "task-oom",
        "kernel",
        &["out-of-memory event for container web", "2026-11-17T09:13:40"],
    ),
    (
        "a stopped task of ECS",
        r#"{ "tasks": [ { "clusterArn": "arn:aws:ecs:eu-west-1:1:cluster/prod", "containers": [ { "name": "app", "lastStatus": "STOPPED", "exitCode": 137, "reason": "OutOfMemoryError: Container killed due to memory usage", "runtimeId": "0123-1" }, { "name": "sidecar", "exitCode": 0 } ], "stoppedAt": "2026-11-17T09:13:41+00:00", "stoppedReason": "Essential container in task exited" } ], "failures": [] }"#,
        "task-oom",
        "kernel",
        &["out-of-memory event for container app", "2026-11-17T09:13:41", "OutOfMemoryError"],
    ),
    (
        "an event of ECS",
        r#"{"version":"0","id":"1","detail-type":"ECS Task State Change","source":"aws.ecs","detail":{"clusterArn":"arn:aws:ecs:eu-west-1:1:cluster/prod","containers":[{"name":"app","exitCode":137,"reason":"OutOfMemoryError: Container killed due to memory usage"}],"stoppedAt":"2026-11-17T09:13:41Z"}}"#,
        "task-oom",
        "kernel",
        &["out-of-memory event for container app", "2026-11-17T09:13:41"],
    ),
    (
        "Talos's controller kills a pod's cgroup",
        "user: warning: [2026-01-12T20:27:31.912975631Z]: [talos] OOM controller triggered {\"component\": \"controller-runtime\", \"controller\": \"runtime.OOMController\", \"actionScore\": 22.4}\n\
         user: warning: [2026-01-12T20:27:31.913975631Z]: [talos] Sending SIGKILL to cgroup {\"component\": \"controller-runtime\", \"controller\": \"runtime.OOMController\", \"cgroup\": \"/sys/fs/cgroup/kubepods/burstable/pod77f06c5c-4593-43e9-b970-987f6ecb825b\"}\n\
         user: warning: [2026-01-12T20:27:31.915094631Z]: [talos] victim processes: {\"component\": \"controller-runtime\", \"controller\": \"runtime.OOMController\", \"processes\": [\"/pause\"]}\n",
        "talos-kill",
        "userspace",
        &["Talos's OOM controller killed pod 77f06c5c-4593-43e9-b970-987f6ecb825b", "2026-01-12T20:27:31"],
    ),
    (
        "the same from a node that is named",
        "10.5.0.2: user: warning: [2026-08-11T17:20:38Z]: [talos] Sending SIGKILL to cgroup {\"cgroup\": \"/sys/fs/cgroup/podruntime/etcd\"}\n",
        "talos-kill",
        "userspace",
        &["Talos's OOM controller killed etcd", "10.5.0.2"],
    ),
    (
        "a SystemOOM event in a table",
        "LAST SEEN   TYPE      REASON             OBJECT                    MESSAGE\n\
         10m         Warning   SystemOOM          node/peque                System OOM encountered, victim process: node, pid: 4242\n",
        "system-oom",
        "kernel",
        &["the kernel killed node (PID 4242)", "peque", "journalctl _TRANSPORT=kernel"],
    ),
    (
        "a SystemOOM event as kubectl's JSON",
        r#"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Event","metadata":{"name":"peque.1","namespace":"default"},"involvedObject":{"kind":"Node","name":"peque"},"reason":"SystemOOM","type":"Warning","message":"System OOM encountered, victim process: node, pid: 1154034","firstTimestamp":"2026-03-12T10:15:41Z","lastTimestamp":"2026-03-12T10:15:41Z","count":1,"source":{"component":"kubelet","host":"peque"}}]}"#,
        "system-oom",
        "kernel",
        &["node (PID 1154034)", "peque", "--since \\\"2026-03-12 10:05:41 UTC\\\""],
    ),
    (
        "a SystemOOM event below a description",
        "Events:\n  Type     Reason     Age                From     Message\n  ----     ------     ----               ----     -------\n  Warning  SystemOOM  6m57s (x3 over 9m) kubelet  System OOM encountered, victim process: go-oom-test, pid: 3419\n",
        "system-oom",
        "kernel",
        &["go-oom-test (PID 3419)"],
    ),
    (
        "node-problem-detector quotes a kernel before 5.0",
        "Events:\n  Type     Reason      Age   From            Message\n  ----     ------      ----  ----            -------\n  Warning  OOMKilling  2m    kernel-monitor  Memory cgroup out of memory: Kill process 25169 (app) score 2109 or sacrifice child\n",
        "problem-detector",
        "kernel",
        &["app (PID 25169)", "because a cgroup's limit was reached"],
    ),
    (
        "an event as one line of JSON",
        r#"{"type":"Warning","reason":"OOMKilling","object":"node/node1","message":"Memory cgroup out of memory: Killed process 4242 (app) total-vm:737128kB, anon-rss:26372kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:176kB oom_score_adj:984","timestamp":"2026-08-31T14:03:01Z"}"#,
        "problem-detector",
        "kernel",
        &["app (PID 4242)", "2026-08-31T14:03:01Z"],
    ),
    (
        "a line of an exporter that keeps the event's own keys",
        r#"{"metadata":{"name":"node1.17a","namespace":"default"},"reason":"SystemOOM","message":"System OOM encountered, victim process: java, pid: 71","source":{"component":"kubelet","host":"node1"},"firstTimestamp":"2026-08-31T14:03:01Z","lastTimestamp":"2026-08-31T14:03:02Z","count":1,"type":"Warning","involvedObject":{"kind":"Node","name":"node1"}}"#,
        "system-oom",
        "kernel",
        &["java (PID 71)"],
    ),
    (
        "an event as logfmt",
        r#"name=node1 kind=Node reason=OOMKilling type=Warning count=1 msg="Out of memory: Killed process 9 (java) total-vm:1kB, anon-rss:1kB, file-rss:0kB""#,
        "problem-detector",
        "kernel",
        &["java (PID 9)"],
    ),
    (
        "earlyoom, passed on as logfmt with its node",
        "ts=2026-12-13T07:20:16.650907Z hostname=node-a app=earlyoom pid=812 msg=\"sending SIGTERM to process 4242 uid 1000 \\\"chrome\\\": oom_score 812, VmRSS 1500 MiB\"\n",
        "earlyoom-kill",
        "userspace",
        &["earlyoom killed chrome (PID 4242)", "\"host\":\"node-a\""],
    ),
    (
        "systemd's lines, passed on as logfmt with their unit",
        "ts=2026-12-13T07:20:16.650907Z host=node-a ident=systemd msg=\"app.service: A process of this unit has been killed by the OOM killer.\"\n\
         ts=2026-12-13T07:20:16.650907Z host=node-a ident=systemd pid=1 msg=\"app.service: Failed with result 'oom-kill'.\"\n",
        "unit-oom",
        "kernel",
        &["a process of app.service", "\"host\":\"node-a\""],
    ),
    (
        "a runtime's own logfmt, whose container stands beside its message",
        "time=\"2026-12-13T07:20:16.650907Z\" level=info msg=\"ignoring event\" container=9192cb33411ff69d015a3577db136757f5b145064a1703efea3d0e12e8a64987 module=libcontainerd namespace=moby topic=/tasks/oom type=\"*events.TaskOOM\"\n",
        "task-oom",
        "kernel",
        &["container 9192cb33411f"],
    ),
    (
        "a pod that kubectl shows as OOMKilled",
        "NAMESPACE   NAME     READY   STATUS      RESTARTS   AGE\nshop        cart-1   0/1     OOMKilled   3          5m\n",
        "oom-killed",
        "kernel",
        &["pod shop/cart-1 as OOMKilled", "doesn't show which limit was reached"],
    ),
    (
        "containerd's event, systemd's line and the exit are one sign",
        "May 19 18:14:43 worker-1 systemd[1]: cri-containerd-9192cb33411ff69d015a3577db136757f5b145064a1703efea3d0e12e8a64987.scope: A process of this unit has been killed by the OOM killer.\n\
         May 19 18:14:43 worker-1 containerd[2723]: time=\"2025-05-19T18:14:43.578084676Z\" level=info msg=\"TaskOOM event container_id:\\\"9192cb33411ff69d015a3577db136757f5b145064a1703efea3d0e12e8a64987\\\"\"\n\
         May 19 18:14:43 worker-1 containerd[2723]: time=\"2025-05-19T18:14:43.767267300Z\" level=info msg=\"received container exit event container_id:\\\"9192cb33411ff69d015a3577db136757f5b145064a1703efea3d0e12e8a64987\\\"  id:\\\"9192cb33411ff69d015a3577db136757f5b145064a1703efea3d0e12e8a64987\\\"  pid:7620  exit_status:137  exited_at:{seconds:1747649683  nanos:725415123}\"\n",
        "task-oom",
        "kernel",
        &["container 9192cb33411f", "worker-1"],
    ),
    (
        "exit code 137 alone proves little",
        "May 19 18:14:43 worker-1 containerd[2723]: time=\"2025-05-19T18:14:43.767267300Z\" level=info msg=\"received container exit event container_id:\\\"9192cb33411ff69d015a3577db136757f5b145064a1703efea3d0e12e8a64987\\\"  id:\\\"9192cb33411ff69d015a3577db136757f5b145064a1703efea3d0e12e8a64987\\\"  pid:7620  exit_status:137\"\n",
        "exit-137",
        "unknown",
        &["a failed liveness probe"],
    ),
    (
        "earlyoom",
        "Dec 13 07:23:20 node1 earlyoom[812]: sending SIGTERM to process 359 uid 0 \"leaky-app\": oom_score 1342, VmRSS 669 MiB\n",
        "earlyoom-kill",
        "userspace",
        &["earlyoom killed leaky-app (PID 359)", "journalctl -u earlyoom"],
    ),
];

#[test]
fn every_sign_is_told_once_and_never_counted_as_a_kill() {
    for (name, text, kind, killer, words) in SIGNS {
        let report = report_of(text);
        assert_eq!(report["incidents"], Value::Array(vec![]), "{name}");
        let witnesses = report["witnesses"].as_array().expect("a list");
        assert_eq!(witnesses.len(), 1, "{name}: {witnesses:#?}");
        let witness = &witnesses[0];
        assert_eq!((&witness["kind"], &witness["killed_by"]), (&(*kind).into(), &(*killer).into()), "{name}");
        let all = witness.to_string();
        for word in *words {
            assert!(all.contains(word), "{name}: {word:?} is not in {all}");
        }
        for key in ["text", "proves", "leaves_open", "ask_for"] {
            assert!(witness[key].as_str().is_some_and(|text| text.len() > 10), "{name}: {key}");
        }
    }
}

/// earlyoom 1.9 with `--dryrun`: the line after says that nothing was sent. Others' lines may come between.
#[test]
fn a_dry_run_of_earlyoom_is_no_kill() {
    let dry = "Dec 13 07:23:19 node1 earlyoom[812]: dryrun mode enabled, will not kill anything\n\
        Dec 13 07:23:20 node1 earlyoom[812]: sending SIGKILL to process 22921 uid 0 \"java\": oom_score 679, VmRSS 474 MiB\n\
        Dec 13 07:23:20 node1 cron[9]: something else\n\
        Dec 13 07:23:20 node1 earlyoom[812]: dryrun, not actually sending any signal\n";
    let kill = "Dec 13 07:24:20 node1 earlyoom[812]: sending SIGTERM to process 7 uid 0 \"java\": oom_score 679, VmRSS 474 MiB\n";
    for (text, kills) in [(dry.to_owned(), 0), (format!("{dry}{kill}"), 1), (format!("{kill}{dry}"), 1)] {
        let report = report_of(&text);
        assert_eq!(report["witnesses"].as_array().expect("a list").len(), kills);
        let told = report["companions"].as_array().expect("a list");
        assert_eq!(told.iter().filter(|companion| companion["kind"] == "earlyoom-kill").count(), kills);
    }
}

/// What belongs to a kill that the kernel reports stands with it.
#[test]
fn the_kernels_own_kill_is_no_sign_once_more() {
    let seed = include_str!("../sample-logs/seed-aks-pod-limit.log");
    let event = r#"{"reason":"OOMKilling","message":"Memory cgroup out of memory: Killed process 716580 (stress-ng-vm) total-vm:1104444kB, anon-rss:473048kB, file-rss:644kB","lastTimestamp":"2023-12-13T07:23:22Z"}"#;
    let report = report_of(&format!("{seed}{event}\n"));
    assert_eq!(report["incidents"].as_array().expect("a list").len(), 1);
    assert_eq!(report["witnesses"], Value::Array(vec![]));
}

#[test]
fn a_dump_of_the_cluster_is_read_up_to_its_logs() {
    let event = r#"{"apiVersion":"v1","kind":"EventList","items":[{"apiVersion":"v1","kind":"Event","involvedObject":{"kind":"Node","name":"peque"},"reason":"SystemOOM","message":"System OOM encountered, victim process: node, pid: 7","lastTimestamp":"2026-03-12T10:15:41Z","count":1}]}"#;
    let nodes = r#"{"apiVersion":"v1","kind":"NodeList","items":[]}"#;
    let logs = "==== START logs for container web of pod default/web ====\nhello\n==== END logs for container web of pod default/web ====\n";
    let report = report_of(&format!("{nodes}\n{event}\n{logs}"));
    let witnesses = report.get("witnesses").and_then(Value::as_array).map_or(0, Vec::len);
    let notes = report.pointer("/sources/0/notes").and_then(Value::as_array).map_or(0, Vec::len);
    assert_eq!((witnesses, notes), (1, 0), "{report}");
}
