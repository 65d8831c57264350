//! What a bundle's own files say of its kills: who set a unit's limit, what the kubelet keeps from pods, how much the node has.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::{Basis, Review};
use oomscope::load::{Options, pipeline};
use oomscope::report::Mask;
use oomscope::source::{Input, Store};

/// A service at its limit of 512 MiB on a node, and a service that is called so.
fn kill(host: &str, second: u32) -> String {
    let line = |text: &str| format!("Dec 13 07:23:{second:02} {host} kernel: [ 100.{second:06}] {text}\n");
    [
        "app invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0",
        "memory: usage 524288kB, limit 524288kB, failcnt 9",
        "swap: usage 0kB, limit 9007199254740988kB, failcnt 0",
        "Memory cgroup stats for /system.slice/app.service:",
        "anon 530000000",
        "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/system.slice/app.service,\
         task_memcg=/system.slice/app.service,task=app,pid=31,uid=0",
        "Memory cgroup out of memory: Killed process 31 (app) total-vm:600000kB, anon-rss:517000kB, file-rss:0kB, \
         shmem-rss:0kB, UID:0 pgtables:1100kB oom_score_adj:0",
    ]
    .map(line)
    .concat()
}

/// All pods at their limit of 1536 MiB.
fn allocatable(host: &str) -> String {
    kill(host, 30)
        .replace("/system.slice/app.service", "/kubepods.slice")
        .replace("usage 524288kB, limit 524288kB", "usage 1572864kB, limit 1572864kB")
}

const UNIT: &str = "[Unit]\nDescription=x\n\n[Service]\nExecStart=/usr/bin/app\nMemoryMax=512M\n";
const KUBELET: &str = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nevictionHard:\n  \
                       memory.available: 100Mi\nkubeReserved:\n  memory: 300Mi\nsystemReserved:\n  memory: 212Mi\n";
const MEMINFO: &str = "MemTotal:        2097152 kB\nMemFree:          213522 kB\nSwapTotal:             0 kB\n";

type File<'a> = (&'a str, String);

fn read(files: &[File<'_>]) -> Review {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join("bundle").join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    open(&folder.path().join("bundle"))
}

fn open(path: &Path) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let inputs = [Input::Path(path.to_owned())];
    pipeline::run(&inputs, Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

/// What is told by this name of each kill: the words, and on what they stand.
fn told(review: &Review, name: &str) -> Vec<Option<(String, Basis)>> {
    let of = |case: &std::sync::Arc<oomscope::analysis::Case>| {
        let words = case.words();
        let insight = words.insights.iter().find(|insight| insight.name == name)?;
        Some((insight.text.clone(), insight.basis))
    };
    review.cases.iter().map(of).collect()
}

#[test]
fn the_file_that_sets_a_units_limit_is_named() {
    const PATH: &str = "etc/systemd/system/app.service";
    const DROP_IN: &str = "etc/systemd/system/app.service.d/90-x.conf";
    const LIBRARY: &str = "usr/lib/systemd/system/app.service";
    let drop_in = |value: &str| format!("[Service]\nMemoryMax={value}\n");
    let unit = |value: &str| UNIT.replace("512M", value);
    for (files, words, basis) in [
        (
            vec![(PATH, unit("512M"))],
            "etc/systemd/system/app.service (line 6) sets this limit: MemoryMax is 512 MiB",
            Basis::Read,
        ),
        (vec![(PATH, unit("524290K"))], "(line 6) sets this limit", Basis::Read),
        (
            vec![(PATH, unit("1G")), (DROP_IN, drop_in("512M"))],
            "etc/systemd/system/app.service.d/90-x.conf (line 2) sets this limit",
            Basis::Read,
        ),
        (
            vec![(LIBRARY, unit("2G")), (PATH, unit("512M"))],
            "etc/systemd/system/app.service (line 6) sets this limit",
            Basis::Read,
        ),
        (
            vec![(PATH, unit("1G"))],
            "sets MemoryMax to 1 GiB, but the limit in the kernel's report is 512 MiB. Either",
            Basis::Inferred,
        ),
        (vec![(PATH, unit("infinity"))], "sets MemoryMax to infinity, but the limit", Basis::Inferred),
        (
            vec![(PATH, UNIT.replace("MemoryMax", "#MemoryMax"))],
            "etc/systemd/system/app.service sets no MemoryMax",
            Basis::Inferred,
        ),
        (
            vec![(PATH, unit("25%")), ("proc/meminfo", MEMINFO.to_owned())],
            "sets this limit: MemoryMax is 25",
            Basis::Computed,
        ),
        (vec![(PATH, unit("25%"))], "to 25", Basis::Inferred),
        (
            vec![(
                "sos_commands/systemd/systemctl_show_service_--all",
                "Type=simple\nMemoryMax=536870912\nId=app.service\n".to_owned(),
            )],
            "systemctl_show_service_--all (line 2) sets this limit",
            Basis::Read,
        ),
    ] {
        let mut all = vec![("var/log/messages", kill("n1", 1))];
        all.extend(files.iter().cloned());
        let review = read(&all);
        let found = told(&review, "unit-limit");
        assert!(
            found.iter().all(|told| told.as_ref().is_some_and(|(text, on)| text.contains(words) && *on == basis))
                && found.len() == 1,
            "{words}: {found:?}"
        );
        assert!(review.skipped.is_empty() && review.sources.len() == all.len(), "{words}");
    }
}

#[test]
fn files_of_other_units_and_other_nodes_say_nothing() {
    let other = ("etc/systemd/system/other.service", UNIT.to_owned());
    assert_eq!(told(&read(&[("var/log/messages", kill("n1", 1)), other]), "unit-limit"), [None]);
    // Two nodes in one folder: of which the file is, nothing tells.
    let both = read(&[
        ("a.log", kill("n1", 1)),
        ("b.log", kill("n2", 2)),
        ("app.service", UNIT.to_owned()),
        ("meminfo", MEMINFO.to_owned()),
    ]);
    assert_eq!((told(&both, "unit-limit"), told(&both, "node-size")), (vec![None, None], vec![None, None]));
    // Each in its own folder.
    let apart = read(&[
        ("n1/var/log/messages", kill("n1", 1)),
        ("n2/var/log/messages", kill("n2", 2)),
        ("n1/etc/systemd/system/app.service", UNIT.to_owned()),
        ("n2/proc/meminfo", MEMINFO.to_owned()),
    ]);
    let is_told = |name| told(&apart, name).iter().map(Option::is_some).collect::<Vec<_>>();
    assert_eq!((is_told("unit-limit"), is_told("node-size")), (vec![true, false], vec![false, true]));
}

/// What is told of each kill of the log and of the kill that was laid beside it, in the order of their pids.
fn beside(path: &'static str, text: String, more: Vec<File<'_>>) -> Vec<(u32, bool)> {
    let files = [
        ("var/log/messages", kill("n1", 1)),
        ("etc/systemd/system/app.service", UNIT.to_owned()),
        ("proc/meminfo", MEMINFO.to_owned()),
        (path, text),
    ];
    let review = read(&files.into_iter().chain(more).collect::<Vec<_>>());
    let has = |name| told(&review, name).into_iter().map(|told| told.is_some()).collect::<Vec<_>>();
    let (unit, size) = (has("unit-limit"), has("node-size"));
    assert_eq!(unit, size, "{path}");
    let mut all: Vec<_> = review
        .cases
        .iter()
        .zip(unit)
        .map(|(case, told)| (case.incident.victims.first().map_or(0, |victim| victim.pid), told))
        .collect();
    all.sort_unstable();
    all
}

#[test]
fn a_kill_of_another_node_beside_a_nodes_files_neither_silences_them_nor_takes_them() {
    let foreign = |host: &str| kill(host, 9).replace("31", "77");
    let last = |log: String| log.lines().last().expect("a line").to_owned();
    // What people wrote, whatever they quote.
    for path in ["notes.md", "README", "ticket-4711.txt", "var/log/readme.txt", "sos_commands/comments.txt"] {
        for text in [
            foreign("other"),
            format!("# Seen last year\n\n    {}\n", last(foreign("other"))),
            last(foreign("other")).replace("Dec 13 07:23:09 other kernel: [ 100.000009] ", ""),
        ] {
            assert_eq!(beside(path, text, Vec::new()), [(31, true), (77, false)], "{path}");
        }
    }
    // A log of another node that was laid beside the node's root.
    assert_eq!(beside("from-the-mail.txt", foreign("n2"), Vec::new()), [(31, true), (77, false)]);
    // Two notes of two nodes.
    let second = ("todo.txt", kill("n3", 20).replace("31", "78"));
    assert_eq!(beside("notes.md", foreign("n2"), vec![second]), [(31, true), (77, false), (78, false)]);
    // Within the node's own root nothing tells whose the files are.
    assert_eq!(beside("var/log/remote/n2.log", foreign("n2"), Vec::new()), [(31, false), (77, false)]);
    // The node's own kill, quoted: it is one kill, and the files are its node's.
    assert_eq!(beside("notes.md", kill("n1", 1), Vec::new()), [(31, true)]);
}

#[test]
fn a_note_alone_takes_no_file() {
    let review = read(&[("notes.md", kill("n1", 1)), ("proc/meminfo", MEMINFO.to_owned())]);
    assert_eq!(told(&review, "node-size"), [None]);
}

#[test]
fn a_mask_leaves_notes_notes() {
    let review = read(&[
        ("var/log/messages", kill("n1", 1)),
        ("proc/meminfo", MEMINFO.to_owned()),
        ("acme-notes.txt", kill("other", 9).replace("31", "77")),
    ]);
    let masked = Mask::of(&review).review(&review);
    let is_told = |review: &Review| told(review, "node-size").iter().map(Option::is_some).collect::<Vec<_>>();
    assert_eq!((is_told(&review), is_told(&masked)), (vec![true, false], vec![true, false]));
    assert!(masked.sources.iter().all(|source| !source.name.contains("acme")), "{:?}", masked.sources);
}

#[test]
fn what_the_kubelet_keeps_from_pods_is_held_against_their_limit() {
    let log = ("kern.log", allocatable("n1"));
    let config = |text: &str| ("var/lib/kubelet/config.yaml", text.to_owned());
    let meminfo = |text: &str| ("proc/meminfo", text.to_owned());
    for (files, words) in [
        (
            vec![config(KUBELET), meminfo(MEMINFO)],
            "That leaves 1536Mi for all pods together, the limit that was reached",
        ),
        (
            vec![config(&KUBELET.replace("212Mi", "200Mi")), meminfo(MEMINFO)],
            "That leaves 1548Mi for all pods together, but the limit in the kernel's report is 1536Mi",
        ),
        (
            vec![config(KUBELET)],
            "keeps 300Mi (kubeReserved) and 212Mi (systemReserved) of the node's memory from pods (var/lib/kubelet/config.yaml)",
        ),
        (vec![config(KUBELET)], "It evicts pods when less than 100 MiB is available"),
        (vec![config("kind: KubeletConfiguration\n")], "The kubelet keeps no memory from pods"),
        (
            vec![("etc/default/kubelet", "KUBELET_FLAGS=--kube-reserved=memory=1638Mi\n".to_owned())],
            "keeps 1638Mi (kubeReserved)",
        ),
    ] {
        let mut all = vec![log.clone()];
        all.extend(files);
        let found = told(&read(&all), "kubelet-reserved");
        assert!(matches!(&found[..], [Some((text, Basis::Inferred))] if text.contains(words)), "{words}: {found:?}");
    }
    // A limit of one service's is none of the kubelet's business.
    let service = read(&[("kern.log", kill("n1", 1)), config(KUBELET), meminfo(MEMINFO)]);
    assert_eq!(told(&service, "kubelet-reserved"), [None]);
    let size = told(&service, "node-size");
    assert!(
        matches!(&size[..], [Some((text, Basis::Read))] if text == "The node has 2 GiB of RAM and no swap (proc/meminfo)"),
        "{size:?}"
    );
}

#[test]
fn a_log_below_a_nodes_file_is_read_all_the_same() {
    for before in
        [UNIT, KUBELET, MEMINFO, "Id=a.service\nMemoryMax=1\nType=x\n", "KUBELET_FLAGS=--kube-reserved=memory=1Mi\n"]
    {
        let review = read(&[("capture.txt", format!("{before}\n{}", kill("n1", 1)))]);
        assert_eq!(review.cases.len(), 1, "{before}");
    }
}

#[test]
fn a_masked_bundle_says_the_same_without_names() {
    let review = read(&[
        ("var/log/messages", kill("n1", 1).replace("app.service", "acmepay.service")),
        ("etc/systemd/system/acmepay.service", UNIT.replace("512M", "1G")),
        ("etc/systemd/system/acmepay.service.d/90-acme.conf", "[Service]\nMemoryMax=512M\n".to_owned()),
        ("etc/systemd/system/acmepay.service.d/10-zeta.conf", "[Service]\nMemoryMax=3G\n".to_owned()),
    ]);
    let masked = Mask::of(&review).review(&review);
    let found = told(&masked, "unit-limit");
    assert!(
        matches!(&found[..], [Some((text, Basis::Read))] if text.contains("sets this limit") && !text.contains("acme")),
        "{found:?}"
    );
}
