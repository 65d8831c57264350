//! Kills made by hand, so that pictures do not depend on what the analysis says today.

#[path = "seed_kill.rs"]
mod seed_kill;

use chrono::NaiveDate;
use oomscope::analysis::{
    Basis, Breakdown, BreakdownPart, Case, CaseWords, Conclusions, ContainerIdentity, Evidence, Findings, Insight,
    Level, PartKind, PodIdentity, Scope, Verdict,
};
use oomscope::model::{
    Bytes, CgroupMemory, CgroupPath, Constraint, Counter, Incident, IncidentId, KernelInfo, Kib, Moment, Note,
    NoteKind, Outcome, PageSize, PageSizeBasis, PageSizeFact, Place, Report, Source, SourceId, Span, Summary, Task,
    TaskColumns, TaskTable, Trigger, Uptime, Victim, Wall, YearBasis,
};

const POD: &str =
    "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod479f327f_a27b_4eda_8523_90bdabcf0a27.slice";
const CONTAINER: &str = "cri-containerd-679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be.scope";

/// The one source that all these kills stand in.
pub(crate) fn sources() -> Vec<Source> {
    vec![Source { id: SourceId(0), name: "kern.log".to_owned(), bytes: 8264, lines: 71, ..Source::default() }]
}

fn at(line: u64) -> Place {
    Place { source: SourceId(0), line }
}

fn path(text: &str, line: u64) -> CgroupPath {
    CgroupPath { path: text.into(), at: at(line) }
}

fn counter(usage: u64, limit_printed: u64, failcnt: u64, line: u64) -> Counter {
    Counter { usage: Kib(usage), limit_printed: Kib(limit_printed), failcnt, at: at(line) }
}

fn pie(parts: &[(PartKind, Option<u64>)]) -> Breakdown {
    let parts: Vec<_> = parts.iter().map(|&(kind, bytes)| BreakdownPart { kind, bytes: bytes.map(Bytes) }).collect();
    let total = Bytes(parts.iter().filter_map(|part| part.bytes).map(|bytes| bytes.0).sum());
    Breakdown { total, parts }
}

fn sentences(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The article's kill: a pod at its limit.
pub(crate) fn seed() -> Case {
    let evidence = vec![
        Evidence {
            at: at(70),
            text: format!(
                "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset={CONTAINER},mems_allowed=0,oom_memcg={POD},task_memcg={POD}/{CONTAINER},task=stress-ng-vm,pid=716580,uid=0"
            ),
        },
        Evidence { at: at(32), text: "memory: usage 512000kB, limit 512000kB, failcnt 37".to_owned() },
    ];
    let verdict = Verdict { level: Level::Pod, scope: Scope::Container, rule: "pod", basis: Basis::Read };
    let words = CaseWords {
        headline: "The pod hit its own memory limit of 500 MiB; the node was not short of memory".to_owned(),
        why: sentences(&[
            "The cgroup whose limit was hit is the pod's own slice",
            "It used 500 MiB of 500 MiB: the limit was reached to the last page",
            "Anonymous memory is 92.4 % of it, and only ending a process gives that back",
        ]),
        next_steps: sentences(&[
            "Raise resources.limits.memory of the pod's containers, or make the program use less",
            "Look at stress-ng-vm (pid 716580): it held 462.5 MiB when it was killed",
            "Do not expect kubectl to show this kill if the container's main process lived on",
        ]),
        evidence,
        insights: seed_insights(),
    };
    Case { incident: seed_incident(), conclusions: seed_conclusions(verdict, words) }
}

fn seed_insights() -> Vec<Insight> {
    vec![
        Insight {
            name: "chosen".into(),
            text: "stress-ng-vm (716580) was chosen because it had the most points: 246,687 of 128,000 pages allowed"
                .to_owned(),
            arithmetic: "118439 rss + 0 swap + 248 page tables + 1000 × (128000 / 1000) = 246687".to_owned(),
            basis: Basis::Read,
        },
        Insight {
            name: "request".into(),
            text: "The container's memory request was about 100 MiB".to_owned(),
            arithmetic: "oom_score_adj 975 on 4007948Ki: 97.9 to 101.7 MiB".to_owned(),
            basis: Basis::Inferred,
        },
    ]
}

fn seed_conclusions(verdict: Verdict, words: CaseWords) -> Conclusions {
    Conclusions {
        verdict,
        findings: Findings {
            words: Some(words),
            breakdown: Some(pie(&[
                (PartKind::Anon, Some(484_630_528)),
                (PartKind::Shmem, Some(37_720_064)),
                (PartKind::PageCache, Some(32_768)),
                (PartKind::Slab, Some(513_016)),
                (PartKind::KernelStack, Some(65_536)),
                (PartKind::PageTables, Some(1_212_416)),
                (PartKind::OtherKernel, Some(11_752)),
                (PartKind::NotItemised, Some(101_920)),
            ])),
            pod: Some(PodIdentity {
                uid: Some("479f327f-a27b-4eda-8523-90bdabcf0a27".into()),
                qos: Some("burstable".into()),
                ..PodIdentity::default()
            }),
            container: Some(ContainerIdentity {
                id: Some("679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be".into()),
                runtime: Some("containerd".into()),
                name: None,
            }),
            ..Findings::default()
        }
        .into(),
        ..Conclusions::default()
    }
}

fn seed_incident() -> Incident {
    let local = NaiveDate::from_ymd_opt(2023, 12, 13).and_then(|day| day.and_hms_opt(7, 23, 21)).expect("a time");
    Incident {
        id: IncidentId(1),
        seen_in: vec![Span { source: SourceId(0), first: 1, last: 71 }].into(),
        moment: Moment {
            wall: Some(Wall {
                local,
                offset_seconds: None,
                offset_assumed: false,
                year: YearBasis::Assumed { turns: 0 },
            }),
            uptime: Some(Uptime { micros: 36_370_037_095 }),
            printed: Some("Dec 13 07:23:21".into()),
        },
        host: Some("aks-ubuntu-26835060-vmss000000".into()),
        victims: vec![victim(716_580, "stress-ng-vm")],
        outcome: Outcome::Killed,
        page_size: PageSizeFact { size: PageSize::DEFAULT, basis: PageSizeBasis::KillLine },
        complete: true,
        noted: vec![
            Note::new(
                NoteKind::StatsCut,
                "The kernel cut the statistics short after workingset_restore_file: this kernel prints at most about \
                 992 bytes of them",
            )
            .at(Span { source: SourceId(0), first: 35, last: 62 }),
        ],
        report: Report {
            kernel: Some(KernelInfo {
                release: Some("5.15.0-1051-azure".into()),
                taint: Some("Not tainted".into()),
                hardware: Some("Microsoft Corporation Virtual Machine/Virtual Machine, BIOS 090008  12/07/2018".into()),
                at: at(2),
            }),
            trigger: Some(Trigger {
                name: "stress-ng-vm".into(),
                pid: Some(716_580),
                gfp_mask: Some("0xcc0(GFP_KERNEL)".into()),
                order: Some(0),
                oom_score_adj: Some(1000),
                at: at(1),
                ..Trigger::default()
            }),
            summary: Some(Summary {
                constraint: Constraint::Memcg,
                nodemask: Some("(null)".into()),
                cpuset: Some(CONTAINER.into()),
                mems_allowed: Some("0".into()),
                global_oom: false,
                task: Some("stress-ng-vm".into()),
                pid: Some(716_580),
                uid: Some(0),
                at: at(70),
            }),
            limit_cgroup: Some(path(POD, 70)),
            victim_cgroup: Some(path(&format!("{POD}/{CONTAINER}"), 70)),
            cgroup_memory: CgroupMemory {
                memory: Some(counter(512_000, 512_000, 37, 32)),
                swap: Some(counter(0, 9_007_199_254_740_988, 0, 33)),
                ..CgroupMemory::default()
            },
            tasks: tasks(),
            ..Report::default()
        }
        .into(),
        ..Incident::default()
    }
}

fn victim(pid: u32, name: &str) -> Victim {
    Victim { pid, name: name.into(), prefix: None, ..seed_kill::victim() }
}

fn tasks() -> TaskTable {
    let mut table = TaskTable::new(TaskColumns { pgtables_bytes: true, ..TaskColumns::default() }, Some(65));
    for (pid, uid, total_vm, rss, pgtables, adj, name) in [
        (716_518, 65_535, 243, 1, 28_672, -998, "pause"),
        (716_566, 0, 13_966, 10_178, 139_264, 975, "stress-ng"),
        (716_579, 0, 13_967, 424, 73_728, 1000, "stress-ng-vm"),
        (716_580, 0, 276_111, 118_439, 1_015_808, 1000, "stress-ng-vm"),
    ] {
        table.push(&Task {
            pid,
            uid,
            tgid: pid,
            total_vm,
            rss,
            pgtables_bytes: Some(pgtables),
            oom_score_adj: adj,
            name: name.into(),
            line: 66,
            ..Task::default()
        });
    }
    table
}

/// A kill of the whole node, with the node's pie and a cgroup without a limit.
pub(crate) fn whole_node() -> Case {
    let mut case = seed();
    let verdict = &mut case.conclusions.verdict;
    (verdict.level, verdict.scope) = (Level::WholeNode, Scope::Node);
    let words = case.words_mut();
    words.headline = "The node itself ran out of memory; no container had reached its limit".into();
    words.why =
        sentences(&["The kernel looked for a victim on the whole node (global_oom)", "63.1 MiB of 7.3 GiB were free"]);
    words.next_steps =
        sentences(&["Raise the pods' memory requests so that fewer are placed here, or use larger nodes"]);
    words.evidence = vec![Evidence {
        at: at(212),
        text: "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/system.slice/hog.service,task=hog,pid=812,uid=0".to_owned(),
    }];
    case.conclusions.breakdown = None;
    case.conclusions.node_breakdown = Some(pie(&[
        (PartKind::Anon, Some(6_100_000_768)),
        (PartKind::Shmem, Some(420_000_000)),
        (PartKind::PageCache, Some(96_468_992)),
        (PartKind::Slab, Some(310_000_000)),
        (PartKind::KernelStack, Some(18_000_000)),
        (PartKind::PageTables, Some(61_000_000)),
        (PartKind::HugePages, Some(536_870_912)),
        (PartKind::Free, Some(66_170_880)),
        (PartKind::NotItemised, Some(260_000_000)),
    ]));
    case.incident.cgroup_memory = CgroupMemory::default();
    case.incident.noted.clear();
    case
}

/// A kill line without a report: nearly nothing is known.
pub(crate) fn unknown() -> Case {
    let victim =
        Victim { pid: 4711, name: "java".into(), anon_rss: Some(Kib(912_384)), at: at(9), ..Victim::default() };
    let incident = Incident {
        id: IncidentId(3),
        seen_in: vec![Span { source: SourceId(0), first: 9, last: 9 }].into(),
        victims: vec![victim],
        outcome: Outcome::Killed,
        noted: vec![
            Note::new(
                NoteKind::NoReport,
                "The kernel printed no report for this kill: it prints at most 10 in 5 seconds",
            )
            .at(at(9).span()),
        ],
        ..Incident::default()
    };
    let words = CaseWords {
        headline: "The log does not say whose limit was hit".to_owned(),
        why: sentences(&["The kernel printed the kill line alone, without the line that names the cgroup"]),
        next_steps: sentences(&[
            "Look at the kills of the same second before it: their reports are likely the same story",
        ]),
        evidence: vec![Evidence {
            at: at(9),
            text: "Memory cgroup out of memory: Killed process 4711 (java)".to_owned(),
        }],
        ..CaseWords::default()
    };
    let findings = Findings { words: Some(words), ..Findings::default() };
    Case { incident, conclusions: Conclusions { findings: findings.into(), ..Conclusions::default() } }
}

/// Names as long and as foreign as they come.
pub(crate) fn foreign() -> Case {
    let mut case = seed();
    case.words_mut().headline =
        "ポッド「決済サービス」は自身のメモリ上限 500 MiB に達しました。ノードのメモリは不足していません".into();
    case.incident.host =
        Some("a-node-with-a-name-that-is-far-longer-than-any-sheet-is-wide-0123456789.東京.example.internal".into());
    if let Some(victim) = case.incident.victims.first_mut() {
        victim.name = "決済サービス".into();
    }
    case
}

/// A container whose processes were all killed together, with statistics that were cut short and a limit far above.
pub(crate) fn group_of(count: u32) -> Case {
    let mut case = seed();
    case.incident.oom_group = Some(path(&format!("{POD}/{CONTAINER}"), 72));
    case.incident.victims = (0..count)
        .map(|nth| Victim {
            group_member: nth > 0,
            anon_rss: Some(Kib(473_048 / u64::from(nth + 1))),
            reaped: Some(Box::default()),
            ..victim(716_580 + nth, if nth == 0 { "stress-ng-vm" } else { "worker" })
        })
        .collect();
    case.incident.cgroup_memory.memory = Some(counter(512_000, 9_007_199_254_740_988, 0, 32));
    if let Some(breakdown) = &mut case.conclusions.breakdown {
        for part in &mut breakdown.parts {
            match part.kind {
                PartKind::Slab | PartKind::PageTables => part.bytes = None,
                PartKind::KernelStack => part.bytes = Some(Bytes(0)),
                _ => {}
            }
        }
        breakdown.total = Bytes(breakdown.parts.iter().filter_map(|part| part.bytes).map(|bytes| bytes.0).sum());
    }
    case
}
