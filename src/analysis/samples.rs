//! Incidents for tests, built by hand with the values of real logs.

use super::cgroup;
use crate::model::{
    CgroupMemory, CgroupPath, Constraint, Counter, FreeBlock, HugePages, Incident, KernelInfo, KeyedPages, KeyedSize,
    Kib, NodeMemory, NumaNode, Outcome, PageSize, PageSizeBasis, PageSizeFact, Pages, Place, Report, SourceId, Span,
    Stat, StatUnit, Stats, Summary, Task, TaskColumns, TaskTable, Trigger, Victim, Zone,
};
use crate::seed_kill;

pub(super) const POD_UID: &str = "479f327f-a27b-4eda-8523-90bdabcf0a27";
pub(super) const POD: &str =
    "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod479f327f_a27b_4eda_8523_90bdabcf0a27.slice";
pub(super) const CONTAINER_ID: &str = "679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be";
pub(super) const UNLIMITED: u64 = 9_007_199_254_740_988;

/// The cgroup of the article's container.
pub(super) fn container() -> String {
    format!("{POD}/cri-containerd-{CONTAINER_ID}.scope")
}

/// A line of the log.
pub(super) fn at(line: u64) -> Place {
    Place { source: SourceId(0), line }
}

/// Statistics in bytes, except where the key counts events.
pub(super) fn stats(figures: &[(&'static str, i64)]) -> Stats {
    let unit = |key: &str| {
        if key.starts_with("pg") || key.starts_with("workingset") { StatUnit::Count } else { StatUnit::Bytes }
    };
    Stats(figures.iter().map(|&(key, value)| Stat { key: key.into(), value, unit: unit(key), at: at(48) }).collect())
}

/// Rows of pid, uid, total_vm, rss, page tables in bytes, adj and name, on lines from 66.
pub(super) fn tasks(rows: &[(u32, u32, u64, u64, u64, i32, &str)]) -> TaskTable {
    let mut table = TaskTable::new(TaskColumns { pgtables_bytes: true, ..TaskColumns::default() }, Some(65));
    for (&(pid, uid, total_vm, rss, pgtables, oom_score_adj, name), line) in rows.iter().zip(66..) {
        let pgtables_bytes = Some(pgtables);
        table.push(&Task {
            pid,
            uid,
            tgid: pid,
            total_vm,
            rss,
            pgtables_bytes,
            oom_score_adj,
            name: name.into(),
            line,
            ..Task::default()
        });
    }
    table
}

fn path(path: &str) -> CgroupPath {
    CgroupPath { path: path.into(), at: at(70) }
}

fn counter(usage: u64, limit: u64, failcnt: u64, line: u64) -> Counter {
    Counter { usage: Kib(usage), limit_printed: Kib(limit), failcnt, at: at(line) }
}

fn summary(constraint: Constraint, task: &str, pid: u32, uid: u32) -> Summary {
    Summary {
        global_oom: constraint != Constraint::Memcg,
        constraint,
        nodemask: Some("(null)".into()),
        cpuset: Some("/".into()),
        mems_allowed: Some("0".into()),
        task: Some(task.into()),
        pid: Some(pid),
        uid: Some(uid),
        at: at(70),
    }
}

/// The statistics of the article's incident.
const SEED_STATS: &[(&str, i64)] = &[
    ("anon", 484_630_528),
    ("file", 37_752_832),
    ("kernel_stack", 65_536),
    ("pagetables", 1_212_416),
    ("percpu", 11_752),
    ("sock", 0),
    ("shmem", 37_720_064),
    ("file_mapped", 37_720_064),
    ("file_dirty", 0),
    ("file_writeback", 0),
    ("swapcached", 0),
    ("anon_thp", 0),
    ("inactive_anon", 522_346_496),
    ("active_anon", 4096),
    ("inactive_file", 16_384),
    ("active_file", 16_384),
    ("unevictable", 0),
    ("slab_reclaimable", 303_008),
    ("slab_unreclaimable", 210_008),
    ("slab", 513_016),
    ("workingset_refault_anon", 0),
];

/// The article's incident: kernel 5.15, a pod of 500 MiB.
pub(super) fn seed() -> Incident {
    let name = "stress-ng-vm";
    Incident {
        seen_in: vec![Span { source: SourceId(0), first: 1, last: 71 }].into(),
        host: Some("aks-ubuntu-26835060-vmss000000".into()),
        victims: vec![seed_kill::victim()],
        outcome: Outcome::Killed,
        page_size: PageSizeFact { size: PageSize::DEFAULT, basis: PageSizeBasis::KillLine },
        complete: true,
        report: Report {
            kernel: Some(KernelInfo { release: Some("5.15.0-1051-azure".into()), at: at(2), ..KernelInfo::default() }),
            trigger: Some(Trigger {
                name: name.into(),
                pid: Some(716_580),
                gfp_mask: Some("0xcc0(GFP_KERNEL)".into()),
                order: Some(0),
                oom_score_adj: Some(1000),
                at: at(1),
                ..Trigger::default()
            }),
            summary: Some(Summary {
                cpuset: Some(format!("cri-containerd-{CONTAINER_ID}.scope").into()),
                ..summary(Constraint::Memcg, name, 716_580, 0)
            }),
            limit_cgroup: Some(path(POD)),
            victim_cgroup: Some(path(&container())),
            cgroup_memory: CgroupMemory {
                memory: Some(counter(512_000, 512_000, 37, 33)),
                swap: Some(counter(0, UNLIMITED, 0, 34)),
                stats_cgroup: Some(CgroupPath { path: POD.into(), at: at(35) }),
                stats: stats(SEED_STATS),
                ..CgroupMemory::default()
            },
            tasks: tasks(&[
                (716_518, 65_535, 243, 1, 28_672, -998, "pause"),
                (716_566, 0, 13_966, 10_178, 139_264, 975, "stress-ng"),
                (716_579, 0, 13_967, 424, 73_728, 1000, name),
                (716_580, 0, 276_111, 118_439, 1_015_808, 1000, name),
            ]),
            ..Report::default()
        }
        .into(),
        ..Incident::default()
    }
}

/// The same report, told of another limit and another victim's cgroup.
pub(super) fn at_limit_of(limit: &str, victim: &str) -> Incident {
    let mut incident = seed();
    incident.limit_cgroup = Some(path(limit));
    incident.victim_cgroup = Some(path(victim));
    incident.cgroup_memory.stats_cgroup = Some(CgroupPath { path: limit.into(), at: at(35) });
    if !cgroup::Identity::of(victim).is_kubernetes() {
        incident.tasks = tasks(&[
            (716_566, 0, 13_966, 10_178, 139_264, 0, "stress-ng"),
            (716_580, 0, 276_111, 118_439, 1_015_808, 0, "stress-ng-vm"),
        ]);
        if let Some(victim) = incident.victims.first_mut() {
            victim.oom_score_adj = Some(0);
        }
    }
    incident
}

/// A kill on a node with cgroup v1 that ran out of memory as a whole: kernel 5.10, 691 MiB of RAM.
pub(super) fn whole_node() -> Incident {
    let seed = seed();
    let name = "prometheus";
    let victim = "/kubepods/burstable/pod9ef7f4a8-c797-4ef9-af3e-61e67cc54d19/\
                  deccf9fa239a7572a5e76d6cf938cf072838d3306576a67ff9b8a9e3a4d28486";
    let report = Report {
        kernel: Some(KernelInfo { release: Some("5.10.0-46-cloud-amd64".into()), at: at(2), ..KernelInfo::default() }),
        trigger: Some(Trigger {
            name: name.into(),
            pid: Some(285),
            gfp_mask: Some("0x100dca(GFP_HIGHUSER_MOVABLE|__GFP_ZERO)".into()),
            order: Some(0),
            oom_score_adj: Some(990),
            at: at(1),
            ..Trigger::default()
        }),
        summary: Some(summary(Constraint::None, name, 285, 65_534)),
        victim_cgroup: Some(path(victim)),
        node_memory: Some(mem_info()),
        tasks: tasks(&[
            (124, 0, 8_253, 266, 77_824, -250, "systemd-journal"),
            (151, 0, 5_983, 337, 73_728, -1000, "systemd-udevd"),
            (172, 100, 1_981, 96, 57_344, -900, "dbus-daemon"),
            (173, 0, 55_450, 766, 73_728, 0, "rsyslogd"),
            (174, 0, 4_149, 225, 81_920, 0, "systemd-logind"),
            (180, 0, 23_569, 2_338, 90_112, -1000, "python3"),
            (283, 65_535, 287, 1, 28_672, -998, "pause"),
            (285, 65_534, 155_935, 152_827, 1_269_760, 990, name),
        ]),
        ..Report::default()
    };
    Incident {
        report: report.into(),
        victims: vec![Victim {
            pid: 285,
            name: name.into(),
            uid: Some(65_534),
            total_vm: Some(Kib(623_740)),
            anon_rss: Some(Kib(611_304)),
            file_rss: Some(Kib(4)),
            shmem_rss: Some(Kib(0)),
            pgtables: Some(Kib(1240)),
            oom_score_adj: Some(990),
            at: at(71),
            prefix: Some("Out of memory".into()),
            ..Victim::default()
        }],
        ..seed
    }
}

fn mem_info() -> NodeMemory {
    let counters = [
        ("active_anon", 28),
        ("inactive_anon", 157_650),
        ("isolated_anon", 21),
        ("active_file", 0),
        ("inactive_file", 0),
        ("isolated_file", 0),
        ("unevictable", 0),
        ("slab_reclaimable", 2226),
        ("slab_unreclaimable", 2271),
        ("mapped", 19),
        ("shmem", 57),
        ("pagetables", 427),
        ("bounce", 0),
        ("free", 9316),
        ("free_pcp", 14),
    ];
    let pool = |node, total, size| HugePages { node, total, free: total, surplus: 0, size: Kib(size) };
    let keyed = |(key, size): &(&str, u64)| KeyedSize { key: (*key).into(), size: Kib(*size) };
    let sizes = |sizes: &[(&str, u64)]| sizes.iter().map(keyed).collect();
    let block = |count, size| FreeBlock { count, size: Kib(size), types: "UM".into() };
    NodeMemory {
        span: Span { source: SourceId(0), first: 31, last: 60 },
        counters: counters
            .into_iter()
            .map(|(key, pages)| KeyedPages { key: key.into(), pages: Pages(pages) })
            .collect(),
        nodes: vec![NumaNode { id: 0, sizes: sizes(&[("kernel_stack", 1040)]), all_unreclaimable: Some(true) }],
        zones: vec![Zone {
            node: Some(0),
            name: "DMA32".into(),
            sizes: sizes(&[
                ("free", 33_992),
                ("min", 33_856),
                ("low", 42_320),
                ("high", 50_784),
                ("present", 769_896),
                ("managed", 691_364),
            ]),
            lowmem_reserve: vec![0, 0, 0, 0, 0],
            free_list: vec![block(178, 4), block(144, 8), block(11, 1024), block(0, 2048), block(0, 4096)],
            ..Zone::default()
        }],
        hugepages: vec![pool(0, 0, 1_048_576), pool(0, 0, 2048)],
        swap_free: Some(Kib(0)),
        swap_total: Some(Kib(0)),
        ram: Some(Pages(196_472)),
        reserved: Some(Pages(19_654)),
        ..NodeMemory::default()
    }
}

/// A kill of which the rate limit left one line.
pub(super) fn kill_line(prefix: Option<&str>) -> Incident {
    let mut victim = seed().victims.remove(0);
    victim.prefix = prefix.map(Into::into);
    Incident { victims: vec![victim], outcome: Outcome::Killed, complete: false, ..Incident::default() }
}
