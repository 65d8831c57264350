//! The trees in which support tools leave a node's logs and a cluster's lists: every kill is found, once, and named; what
//! the node's own files set is held against them; what a note quotes opens nothing.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test whose set-up fails has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use oomscope::analysis::{Case, Review};
use oomscope::load::{Options, pipeline};
use oomscope::model::SourceId;
use oomscope::source::{Input, Store};
use serde_json::{Value, json};

const NODE: &str = "sample-logs/node/k136-ctrd2.1-6.12-api";

/// The pieces of a node's logs of which trees are made.
struct Pieces {
    /// The node's name.
    node: String,
    dmesg: String,
    dmesg_time: String,
    journal: String,
    syslog: String,
    pods: Value,
    events: Value,
}

/// A file of a tree: its path and what it holds.
type File = (String, String);

/// A tool's tree.
struct Tree {
    /// Its first folder.
    root: &'static str,
    files: fn(&Pieces) -> Vec<File>,
    /// True where lists or the kubelet's lines tell pods' names.
    named: bool,
    /// What the node's own files say of the kills.
    told: &'static [&'static str],
}

/// The folders and names are those that the tools' own sources give.
const TREES: &[Tree] = &[
    Tree {
        root: "sosreport-n1-2026-12-01-abcdefg",
        files: sosreport,
        named: true,
        told: &["unit-limit", "node-size", "kubelet-reserved"],
    },
    Tree { root: "scc_n1_261201_1200", files: supportconfig, named: true, told: &["unit-limit", "node-size"] },
    Tree { root: "must-gather.local.1/quay-io-openshift", files: must_gather, named: true, told: &[] },
    Tree {
        root: "eks_i-0123456789abcdef0_2026-11-17_0913-UTC_0.7.8",
        files: eks,
        named: true,
        told: &["kubelet-reserved"],
    },
    Tree { root: "aks-node-logs", files: aks, named: true, told: &["node-size", "kubelet-reserved"] },
    Tree { root: "gke-node", files: gke, named: true, told: &["node-size", "kubelet-reserved"] },
    Tree { root: "talos-support", files: talos, named: true, told: &["kubelet-reserved"] },
    Tree { root: "case", files: dump, named: true, told: &[] },
    Tree { root: "case", files: dump_on_one_stream, named: true, told: &[] },
];

fn sosreport(p: &Pieces) -> Vec<File> {
    const KUBECTL: &str = "sos_commands/kubernetes/cluster-info";
    const GET: &str = "kubectl_--kubeconfig_.etc.kubernetes.admin.conf_get_-o_json";
    let mut files = vec![
        file("sos_commands/kernel/dmesg", &p.dmesg),
        file("sos_commands/kernel/dmesg_-T", &p.dmesg_time),
        file("sos_commands/logs/journalctl_--no-pager_--boot", &p.journal),
        file("sos_commands/memory/free", FREE),
        file("sos_commands/systemd/systemctl_show_service_--all", SHOWN),
        file("var/log/messages", &p.syslog),
        file("var/lib/kubelet/config.yaml", KUBELET),
        file("etc/systemd/system/app.service", UNIT),
        file("proc/meminfo", MEMINFO),
        file("sos_logs/sos.log", "2026-11-17 09:00:00,000 INFO: [sos]\n"),
        file("sos_reports/manifest.json", "{\"version\": \"4.9.0\", \"components\": {}}\n"),
        file("version.txt", "sosreport: 4.9.0\n"),
        file("notes.md", NOTE),
        file(PROGRAM, "\u{7f}ELF\u{2}\u{1}\u{1}\0\0\0\0\0\0\0\0\0"),
        file(&format!("{KUBECTL}/{GET}_nodes"), &pretty(&nodes(p))),
    ];
    for (namespace, pods) in by_namespace(&p.pods) {
        let path = format!("{KUBECTL}/{namespace}/{GET}_--namespace_{namespace}_pods");
        files.push((path, pretty(&list("List", pods))));
    }
    files
}

fn supportconfig(p: &Pieces) -> Vec<File> {
    let memory =
        section("Command", "/usr/bin/free -k", FREE) + &section("Command", "/usr/bin/cat /proc/meminfo", MEMINFO);
    vec![
        file("basic-environment.txt", &section("Command", "/bin/uname -a", "Linux n1")),
        file("boot.txt", &section("Command", "/bin/dmesg -T", &p.dmesg_time)),
        file("messages.txt", &section("Log File", "/var/log/messages", &p.syslog)),
        file("memory.txt", &memory),
        file("systemd.txt", &section("Command", "/usr/bin/systemctl --full --no-pager show app.service", SHOWN)),
        file("notes.txt", NOTE),
    ]
}

fn must_gather(p: &Pieces) -> Vec<File> {
    let mut files = vec![
        file("timestamp", "2026-12-01 12:00:00.000000000 +0000 UTC\n"),
        file("event-filter.html", "<html><body><table><tr><td>x</td></tr></table></body></html>"),
        file("host_service_logs/masters/kubelet_service.log", &p.journal),
        file(&format!("nodes/{}/dmesg", p.node), &p.dmesg),
        file("notes.txt", NOTE),
    ];
    for node in nodes(p)["items"].as_array().into_iter().flatten() {
        files.push((format!("cluster-scoped-resources/core/nodes/{}.yaml", p.node), yaml(node)));
    }
    for (namespace, pods) in by_namespace(&p.pods) {
        for pod in &pods {
            let name = pod["metadata"]["name"].as_str().expect("a name");
            files.push((format!("namespaces/{namespace}/pods/{name}/{name}.yaml"), yaml(pod)));
        }
        files.push((format!("namespaces/{namespace}/core/pods.yaml"), yaml(&list("PodList", pods))));
    }
    for (namespace, events) in by_namespace(&p.events) {
        files.push((format!("namespaces/{namespace}/core/events.yaml"), yaml(&list("EventList", events))));
    }
    files
}

fn eks(p: &Pieces) -> Vec<File> {
    const SERVICE: &str = "# /etc/systemd/system/kubelet.service\n[Unit]\nDescription=Kubernetes Kubelet\n\n[Service]\n\
                           ExecStart=/usr/bin/kubelet --config /etc/kubernetes/kubelet/config.json\n";
    const CONFIG: &str = "{\n  \"kind\": \"KubeletConfiguration\",\n  \"evictionHard\": {\n    \"memory.available\": \"100Mi\"\n  },\n  \
                          \"kubeReserved\": {\n    \"memory\": \"300Mi\"\n  }\n}\n";
    vec![
        file("kernel/dmesg.current", &p.dmesg),
        file("kernel/dmesg.human.current", &p.dmesg_time),
        file("kernel/dmesg.boot", p.dmesg.split_inclusive('\n').take(20).collect::<String>().as_str()),
        file("kernel/uname.txt", "Linux\n"),
        file("kubelet/kubelet.log", &p.journal),
        file("kubelet/kubelet_service.txt", SERVICE),
        file("kubelet/config.json", CONFIG),
        file("containerd/containerd-log.txt", "-- No entries --\n"),
        file("ipamd/enis.json", "{}"),
        file("var_log/messages", &p.syslog),
        file("system/ps.txt", "USER PID\n"),
        file("system/instance-id.txt", "i-0123456789abcdef0"),
        file("notes.txt", NOTE),
    ]
}

fn aks(p: &Pieces) -> Vec<File> {
    const FLAGS: &str = "KUBELET_FLAGS=--kube-reserved=memory=1638Mi --eviction-hard=memory.available<100Mi\n";
    vec![
        file("dmesg", &p.dmesg),
        file("var/log/syslog", &p.syslog),
        file("kubelet.log", &p.journal),
        file("etc/default/kubelet", FLAGS),
        file("meminfo", MEMINFO),
        file("pods.json", &p.pods.to_string()),
        file("events.json", &p.events.to_string()),
        file("nodes.json", &nodes(p).to_string()),
        file("notes.txt", NOTE),
    ]
}

fn gke(p: &Pieces) -> Vec<File> {
    vec![
        file("kern.log", &p.syslog),
        file("kubelet.log", &p.journal),
        file("home/kubernetes/kubelet-config.yaml", KUBELET),
        file("proc/meminfo", MEMINFO),
        file("README", NOTE),
    ]
}

fn talos(p: &Pieces) -> Vec<File> {
    const SPEC: &str = "metadata:\n    namespace: runtime\n    type: KubeletSpecs.kubernetes.talos.dev\n    id: kubelet\nspec:\n    \
                        config:\n        kind: KubeletConfiguration\n        systemReserved:\n            memory: 512Mi\n";
    let kubelet: String = p
        .journal
        .lines()
        .filter_map(|line| Some(format!("{}\n", line.split_once("kubelet[")?.1.split_once("]: ")?.1)))
        .collect();
    // Where only the wall clock is printed, a report without most of its parts might be two.
    let is_whole = |line: &&str| !SERVICE_KILL.iter().take(5).any(|text| line.ends_with(text));
    let dmesg: String = p.dmesg.lines().filter(is_whole).flat_map(|line| [line, "\n"]).collect();
    vec![
        file("10.5.0.2/dmesg.log", &talosctl(&dmesg)),
        file("10.5.0.2/controller-runtime.log", "2026-11-17T09:13:00Z DEBUG controller starting\n"),
        file("10.5.0.2/dependencies.dot", "digraph {}\n"),
        file("10.5.0.2/processes", "PID STATE\n"),
        file("10.5.0.2/resources/kubeletspecs.kubernetes.talos.dev.yaml", SPEC),
        file("10.5.0.2/service-logs/kubelet.log", &kubelet),
        file("10.5.0.2/service-logs/kubelet.state", "NODE\n"),
        file("10.5.0.2/summary", "Client:\n"),
        file("kubernetesResources/nodes.yaml", &yaml(&nodes(p))),
        file("kubernetesResources/systemPods.yaml", &yaml(&p.pods)),
        file("notes.txt", NOTE),
    ]
}

fn dump(p: &Pieces) -> Vec<File> {
    let mut files = dumped(p);
    for (path, _) in &mut files {
        path.insert_str(0, "dump/");
    }
    files.extend([file("kern.log", &p.syslog), file("notes.md", NOTE)]);
    files
}

fn dump_on_one_stream(p: &Pieces) -> Vec<File> {
    let all: String = dumped(p).into_iter().map(|(_, text)| text).collect();
    vec![file("dump.txt", &all), file("kern.log", &p.syslog), file("notes.md", NOTE)]
}

/// What `kubectl cluster-info dump` writes.
fn dumped(p: &Pieces) -> Vec<File> {
    let mut files = vec![file("nodes.json", &pretty(&nodes(p)))];
    for (namespace, events) in by_namespace(&p.events) {
        files.push((format!("{namespace}/events.json"), pretty(&list("EventList", events))));
    }
    let mut logs = Vec::new();
    for (namespace, pods) in by_namespace(&p.pods) {
        for pod in &pods {
            let name = pod["metadata"]["name"].as_str().expect("a name");
            let log = format!(
                "==== START logs for container x of pod {namespace}/{name} ====\nhello\n\
                 ==== END logs for container x of pod {namespace}/{name} ====\n"
            );
            logs.push((format!("{namespace}/{name}/logs.txt"), log));
        }
        files.push((format!("{namespace}/pods.json"), pretty(&list("PodList", pods))));
    }
    files.extend(logs);
    files
}

const FREE: &str = "               total        used        free      shared  buff/cache   available\n\
                    Mem:         2014756      601234     1213522        1200      200000     1300000\n";

const MEMINFO: &str = "MemTotal:        2014756 kB\nMemFree:         1213522 kB\n";

const UNIT: &str = "[Unit]\nDescription=x\n\n[Service]\nExecStart=/usr/bin/app\nMemoryMax=512M\n";

const SHOWN: &str = "Type=simple\nMemoryMax=536870912\nId=app.service\n";

const KUBELET: &str = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nevictionHard:\n  \
                       memory.available: 100Mi\nkubeReserved:\n  memory: 300Mi\nsystemReserved:\n  memory: 212Mi\n";

/// What no tool for logs can read.
const PROGRAM: &str = "usr/bin/tool";

/// A service at its limit of 512 MiB.
const SERVICE: u32 = 31_313;
const SERVICE_KILL: [&str; 7] = [
    "app invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0",
    "memory: usage 524288kB, limit 524288kB, failcnt 9",
    "swap: usage 0kB, limit 9007199254740988kB, failcnt 0",
    "Memory cgroup stats for /system.slice/app.service:",
    "anon 530000000",
    "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/system.slice/app.service,\
     task_memcg=/system.slice/app.service,task=app,pid=31313,uid=0",
    "Memory cgroup out of memory: Killed process 31313 (app) total-vm:600000kB, anon-rss:517000kB, file-rss:0kB, \
     shmem-rss:0kB, UID:0 pgtables:1100kB oom_score_adj:0",
];

/// What somebody wrote beside a bundle; its kill is of another node and, by its clock, the newest.
const QUOTED: u32 = 99_999;
const NOTE: &str = "# Ticket 4711\n\nSeen last year on another node:\n\n    Dec 30 23:59:59 other kernel: [ 9.9] Memory cgroup out \
                    of memory: Killed process 99999 (legacy) total-vm:600000kB, anon-rss:517000kB, file-rss:0kB, \
                    shmem-rss:0kB, UID:0 pgtables:1100kB oom_score_adj:0\n";

#[test]
fn every_tools_tree_gives_the_nodes_kills_once() {
    let pieces = pieces();
    let alone = tempfile::tempdir().expect("a folder");
    fs::write(alone.path().join("dmesg"), &pieces.dmesg).expect("written");
    let mut wanted = kills(&read(alone.path()));
    assert!(wanted.len() > 40 && wanted.contains(&vec![SERVICE]), "{}", wanted.len());
    wanted.push(vec![QUOTED]);
    wanted.sort();
    for tree in TREES {
        let files = (tree.files)(&pieces);
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in &files {
            let path = folder.path().join(tree.root).join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        holds(tree, &files, &read(folder.path()), &wanted);
        // The same, packed as the tools hand it over.
        let packed = tempfile::tempdir().expect("a folder");
        let archive = fs::File::create(packed.path().join("bundle.tar.gz")).expect("made");
        let mut archive = tar::Builder::new(flate2::write::GzEncoder::new(archive, flate2::Compression::fast()));
        archive.append_dir_all(".", folder.path()).expect("packed");
        archive.into_inner().and_then(flate2::write::GzEncoder::finish).expect("packed");
        holds(tree, &files, &read(packed.path()), &wanted);
    }
}

/// All that must be true of a tree.
fn holds(tree: &Tree, files: &[File], review: &Review, wanted: &[Vec<u32>]) {
    let root = tree.root;
    assert_eq!(kills(review), wanted, "{root}");
    // Every file is accounted for by its name: it was read, or that it was not is said.
    let names =
        || review.sources.iter().map(|source| &source.name).chain(review.skipped.iter().map(|input| &input.name));
    for (path, _) in files {
        assert!(names().any(|name| name.ends_with(path.as_str())), "{root}: {path}");
    }
    assert_eq!(names().count(), files.len(), "{root}");
    let is_left = |name: &str| review.skipped.iter().any(|input| input.name.ends_with(name));
    assert_eq!(is_left(PROGRAM), files.iter().any(|(path, _)| path == PROGRAM), "{root}");
    let named = review.cases.iter().filter(|case| case.conclusions.pod.as_ref().is_some_and(|pod| pod.name.is_some()));
    assert_eq!(named.count() > 20, tree.named, "{root}");
    for name in ["unit-limit", "node-size", "kubelet-reserved"] {
        let of: Vec<u32> = review
            .cases
            .iter()
            .filter(|case| case.words().insights.iter().any(|insight| insight.name == name))
            .map(|case| victim(case))
            .collect();
        assert_eq!(!of.is_empty(), tree.told.contains(&name), "{root}: {name}");
        assert!(!of.contains(&QUOTED), "{root}: {name} of a kill elsewhere");
        assert!(name != "unit-limit" || of.iter().all(|pid| *pid == SERVICE), "{root}: {of:?}");
    }
    assert_eq!(newest(review), Some(SERVICE), "{root}");
}

/// The newest kill that a log tells, and no note, which is the one that the window opens at.
fn newest(review: &Review) -> Option<u32> {
    let notes: BTreeSet<SourceId> =
        review.sources.iter().filter(|source| source.is_note()).map(|source| source.id).collect();
    let of_a_log = |case: &&Arc<Case>| case.incident.seen_in.iter().any(|span| !notes.contains(&span.source));
    review.cases.iter().rev().find(of_a_log).map(|case| victim(case))
}

fn victim(case: &Case) -> u32 {
    case.incident.victims.first().map_or(0, |victim| victim.pid)
}

/// The victims of each kill.
fn kills(review: &Review) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> =
        review.cases.iter().map(|case| case.incident.victims.iter().map(|victim| victim.pid).collect()).collect();
    for pids in &mut all {
        pids.sort_unstable();
    }
    all.sort();
    all
}

fn read(folder: &Path) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let options = Options { year: Some(2026), ..Options::new(today) };
    let inputs = [Input::Path(folder.to_owned())];
    pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn pieces() -> Pieces {
    let piece = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(NODE).join(name);
        let mut text = String::new();
        let file = fs::File::open(path).expect("a sample");
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).expect("text");
        text
    };
    let object = |name: &str| -> Value { serde_json::from_str(&piece(name)).expect("JSON") };
    let (mut dmesg, mut syslog) = (piece("dmesg.txt.gz"), piece("syslog.log.gz"));
    let clock = |line: &str| line.strip_prefix('[')?.split_once(']')?.0.trim().parse::<f64>().ok();
    let last = dmesg.lines().rev().find_map(clock).expect("a clock") + 60.0;
    let day = syslog.lines().last().and_then(|line| line.get(..6)).expect("a day").to_owned();
    let host = syslog.split_whitespace().nth(3).expect("a host").to_owned();
    for text in SERVICE_KILL {
        writeln!(dmesg, "[{last:12.6}] {text}").expect("written");
        writeln!(syslog, "{day} 23:59:00 {host} kernel: [{last:12.6}] {text}").expect("written");
    }
    let pods = object("kubectl-get-pods.after.json.gz");
    Pieces {
        node: pods["items"][0]["spec"]["nodeName"].as_str().expect("a node").to_owned(),
        dmesg,
        dmesg_time: piece("dmesg.T.txt.gz"),
        journal: piece("journal.short.txt.gz"),
        syslog,
        pods,
        events: object("kubectl-get-events.after.json.gz"),
    }
}

fn file(path: &str, text: &str) -> File {
    (path.to_owned(), text.to_owned())
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("JSON") + "\n"
}

fn list(kind: &str, items: impl Into<Value>) -> Value {
    let items: Value = items.into();
    json!({ "apiVersion": "v1", "kind": kind, "items": items })
}

/// The list of nodes.
fn nodes(p: &Pieces) -> Value {
    let node = json!({
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": { "name": p.node, "labels": { "kubernetes.io/hostname": p.node } },
        "status": { "capacity": { "memory": "2014756Ki" }, "allocatable": { "memory": "1490468Ki" } },
    });
    list("NodeList", vec![node])
}

/// The objects of a list, by their namespace.
fn by_namespace(objects: &Value) -> BTreeMap<String, Vec<Value>> {
    let mut all: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for object in objects["items"].as_array().into_iter().flatten() {
        let namespace = object["metadata"]["namespace"].as_str().expect("a namespace");
        all.entry(namespace.to_owned()).or_default().push(object.clone());
    }
    all
}

/// A document of YAML in block style.
fn yaml(value: &Value) -> String {
    let mut out = "---\n".to_owned();
    write_yaml(value, 0, &mut out);
    out
}

fn write_yaml(value: &Value, depth: usize, out: &mut String) {
    let blanks = "  ".repeat(depth);
    let nests = |value: &Value| match value {
        Value::Object(fields) => !fields.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                if nests(value) {
                    writeln!(out, "{blanks}{key}:").expect("written");
                    write_yaml(value, depth + 1, out);
                } else {
                    writeln!(out, "{blanks}{key}: {value}").expect("written");
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                let mut text = String::new();
                write_yaml(item, depth + 1, &mut text);
                writeln!(out, "{blanks}- {}", text.trim()).expect("written");
            }
        }
        scalar => writeln!(out, "{blanks}{scalar}").expect("written"),
    }
}

/// A part of one of supportconfig's files.
fn section(kind: &str, what: &str, text: &str) -> String {
    format!("#==[ {kind} ]======================================#\n# {what}\n{text}\n\n")
}

/// The kernel's lines as `talosctl dmesg` prints them.
fn talosctl(dmesg: &str) -> String {
    let boot = NaiveDateTime::parse_from_str("2026-11-17 09:13:00", "%F %T").expect("a time");
    let line = |line: &str| {
        let Some((clock, text)) = line.strip_prefix('[').and_then(|line| line.split_once("] ")) else {
            // A further line of a record.
            return format!("{line}\n");
        };
        let micros = clock.trim().replace('.', "").parse().unwrap_or(0);
        let time = boot + TimeDelta::microseconds(micros);
        format!("kern: warning: [{}Z]: {text}\n", time.format("%FT%T%.6f"))
    };
    dmesg.lines().map(line).collect()
}
