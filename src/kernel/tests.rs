//! What is read out of each line: lines as kernels print them, in their variants, with the values that stand in them.

use super::*;
use crate::model::{FreeBlock, Pages, Task, TaskColumns};

/// A table of lines with what each says.
#[track_caller]
fn reads(table: &[(&str, Option<Message<'_>>)]) {
    for (line, message) in table {
        assert_eq!(classify(line), *message, "{line}");
    }
}

#[test]
fn the_header_names_who_asked_and_for_what() {
    let invoked = |name, gfp_mask, nodemask, order, oom_score_adj| {
        Some(Message::Invoked(Invoked { name, gfp_mask, nodemask, order, oom_score_adj }))
    };
    reads(&[
        // 3.10
        (
            "java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=999",
            invoked("java", Some("0xd0"), None, Some(0), Some(999)),
        ),
        // 4.5: the mask last, with its words
        (
            "java invoked oom-killer: order=0, oom_score_adj=0, gfp_mask=0x24201ca(GFP_HIGHUSER_MOVABLE|__GFP_COLD)",
            invoked("java", Some("0x24201ca(GFP_HIGHUSER_MOVABLE|__GFP_COLD)"), None, Some(0), Some(0)),
        ),
        // 4.9 to 4.19: a nodemask among them
        (
            "a b invoked oom-killer: gfp_mask=0x14000c0(GFP_KERNEL), nodemask=0-1, order=3, oom_score_adj=-17",
            invoked("a b", Some("0x14000c0(GFP_KERNEL)"), Some("0-1"), Some(3), Some(-17)),
        ),
        // by hand
        (
            "kworker/1:2 invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=-1, oom_score_adj=0",
            invoked("kworker/1:2", Some("0xcc0(GFP_KERNEL)"), None, Some(-1), Some(0)),
        ),
        // cut behind the mask: what is lost is not 0
        (
            "java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL),",
            invoked("java", Some("0xcc0(GFP_KERNEL)"), None, None, None),
        ),
        ("java invoked", Some(Message::InvokedCut)),
        ("java invoked the oom-killer by hand", None),
    ]);
}

#[test]
fn the_cpu_line_names_process_user_taint_and_release() {
    let cpu = |pid, uid, taint, release| Some(Message::Cpu(Cpu { pid, uid, taint, release }));
    reads(&[
        (
            "CPU: 1 PID: 716580 Comm: stress-ng-vm Not tainted 5.15.0-1051-azure #59-Ubuntu",
            cpu(716_580, None, Some("Not tainted"), Some("5.15.0-1051-azure")),
        ),
        // 6.12 on
        (
            "CPU: 0 UID: 1000 PID: 31 Comm: a b Tainted: G        W          6.12.43+deb13-amd64 #1  Debian 6.12.43-1",
            cpu(31, Some(1000), Some("Tainted: G        W"), Some("6.12.43+deb13-amd64")),
        ),
        // before 3.11
        (
            "Pid: 2811, comm: httpd Not tainted 2.6.32-754.el6.x86_64 #1",
            cpu(2811, None, Some("Not tainted"), Some("2.6.32-754.el6.x86_64")),
        ),
        ("CPU: 1 PID: 7 Comm: java", cpu(7, None, None, None)),
        ("CPU: fast", None),
    ]);
}

#[test]
fn what_stands_around_a_report_is_told() {
    reads(&[
        ("Linux version 6.1.0-56-cloud-amd64 (debian-kernel@lists.debian.org)", Some(Message::Boot)),
        ("Linux versions differ", None),
        ("** 12 printk messages dropped **", Some(Message::Lost(Some(12)))),
        ("printk: 7 messages dropped", Some(Message::Lost(Some(7)))),
        ("Missed 3 kernel messages", Some(Message::Lost(Some(3)))),
        ("oom_kill_process: 4 callbacks suppressed", Some(Message::Suppressed(4))),
        ("nfs: 4 callbacks suppressed", None),
        ("SysRq : Manual OOM execution", Some(Message::Manual)),
        ("sysrq: OOM request ignored because killer is disabled", Some(Message::Ignored)),
        ("Hardware name: QEMU Standard PC  ", Some(Message::Hardware("QEMU Standard PC"))),
        ("Call trace:", Some(Message::CallTrace)),
        ("System is deadlocked on memory", None),
        (
            "Kernel panic - not syncing: System is deadlocked on memory",
            Some(Message::Panic("System is deadlocked on memory")),
        ),
        ("Kernel panic - not syncing: Attempted to kill init!", None),
    ]);
}

#[test]
fn counters_are_kib_and_what_is_cut_off_is_not_told() {
    let counter = |kind, usage, limit: Option<u64>, failcnt| {
        Some(Message::Counter { kind, usage: Kib(usage), limit: limit.map(Kib), failcnt })
    };
    reads(&[
        (
            "memory: usage 512000kB, limit 512000kB, failcnt 37",
            counter(CounterKind::Memory, 512_000, Some(512_000), Some(37)),
        ),
        (
            "memory+swap: usage 49152kB, limit 9007199254740988kB, failcnt 0",
            counter(CounterKind::MemoryAndSwap, 49_152, Some(9_007_199_254_740_988), Some(0)),
        ),
        ("swap: usage 0kB, limit 0kB, failcnt 0", counter(CounterKind::Swap, 0, Some(0), Some(0))),
        (
            "kmem: usage 1852kB, limit 9007199254740988kB, failcnt 0",
            counter(CounterKind::Kernel, 1852, Some(9_007_199_254_740_988), Some(0)),
        ),
        ("memory: usage 512000kB, limit 51", counter(CounterKind::Memory, 512_000, None, None)),
        ("memory: usage is high", None),
        (
            "Memory cgroup min protection 0kB -- low protection 262144kB",
            Some(Message::Protection(Kib(0), Kib(262_144))),
        ),
    ]);
}

fn figures<const N: usize, V>(printed: [(&'static str, V); N]) -> Vec<Figure<'static, V>> {
    printed.into_iter().map(|(key, value)| Figure { key, value }).collect()
}

#[test]
fn statistics_have_their_cgroup_or_say_that_it_is_cut() {
    let stats_for = |path, whole, inline| Some(Message::StatsFor { path, whole, inline });
    reads(&[
        ("Memory cgroup stats for /a/b:", stats_for(Some("/a/b"), true, vec![])),
        // A path with colons (cgroupfs driver of CRI-O and containerd without a slice).
        (
            "Memory cgroup stats for /system.slice:cri-containerd:4e1f:",
            stats_for(Some("/system.slice:cri-containerd:4e1f"), true, vec![]),
        ),
        (
            "Memory cgroup stats for /a: cache:4KB rss:49148KB rss_huge:0KB",
            stats_for(Some("/a"), true, figures([("cache", 4), ("rss", 49_148), ("rss_huge", 0)])),
        ),
        ("Memory cgroup stats for /kubepods/burs", stats_for(Some("/kubepods/burs"), false, vec![])),
        ("Memory cgroup stats:", stats_for(Some(""), true, vec![])),
        ("Memory cgroup stats for", stats_for(None, false, vec![])),
        (
            " inactive_anon:0KB active_anon:51196KB",
            Some(Message::MoreInline(figures([("inactive_anon", 0), ("active_anon", 51_196)]))),
        ),
        ("anon 484630528", Some(Message::Stat("anon", 484_630_528))),
        ("workingset_refault_anon 12", Some(Message::Stat("workingset_refault_anon", 12))),
        ("Anon 484630528", None),
        ("anon 484630528 bytes", None),
    ]);
}

#[test]
fn the_older_line_names_victim_and_limit() {
    reads(&[
        (
            "Task in /kubepods/pod7/9f killed as a result of limit of /kubepods/pod7",
            Some(Message::TaskIn { victim: Some("/kubepods/pod7/9f"), limit: Some("/kubepods/pod7") }),
        ),
        ("Task in /kubepods/pod7/9", Some(Message::TaskIn { victim: Some("/kubepods/pod7/9"), limit: None })),
        ("Task in", Some(Message::TaskIn { victim: None, limit: None })),
        ("Task in progress", None),
        (
            "Tasks in /a.scope are going to be killed due to memory.oom.group set",
            Some(Message::Group { path: Some("/a.scope"), whole: true }),
        ),
        ("Tasks in /a.sc", Some(Message::Group { path: Some("/a.sc"), whole: false })),
    ]);
}

/// The header's columns and a row below it, as one process.
fn task(header: &str, row: &str) -> Option<(TaskColumns, Task)> {
    let Some(Message::TasksHeader(words)) = classify(header) else { panic!("{header}") };
    let Some(Message::Row(row)) = classify(row) else { panic!("{row}") };
    let columns = words.columns();
    Some((columns.flags(), columns.task(&row, 9)?))
}

#[test]
fn a_row_is_read_by_the_header_above_it() {
    let common = |pid, uid, name: &str| Task { pid, tgid: pid, uid, line: 9, name: name.into(), ..Task::default() };
    // 3.10 to 4.3: pages of page tables
    let (flags, read) = task(
        "[ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name",
        "[ 2811]    48  2811   108453     9876      85        3             0 httpd",
    )
    .expect("a row");
    assert_eq!(flags, TaskColumns { nr_ptes: true, ..TaskColumns::default() });
    let expected = Task { total_vm: 108_453, rss: 9876, nr_ptes: Some(85), swapents: 3, ..common(2811, 48, "httpd") };
    assert_eq!(read, expected);
    // 4.15 on: bytes; a name with blanks, and a user beyond 31 bits, which is printed as negative
    let (_, read) = task(
        "[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name",
        "[    745]    -2   745   276111   118439  1015808        0          -998 Web Content",
    )
    .expect("a row");
    let expected = Task {
        total_vm: 276_111,
        rss: 118_439,
        pgtables_bytes: Some(1_015_808),
        oom_score_adj: -998,
        ..common(745, u32::MAX - 1, "Web Content")
    };
    assert_eq!(read, expected);
    // 6.8 on: what rss is made of
    let (flags, read) = task(
        "[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name",
        "[    346]     0   346    17000      163      100       60         3    36864        0           900 redis-server",
    )
    .expect("a row");
    assert!(flags.rss_parts && flags.pgtables_bytes && !flags.nr_ptes);
    assert_eq!((read.rss, read.rss_anon, read.rss_file, read.rss_shmem), (163, Some(100), Some(60), Some(3)));
    assert_eq!((read.pgtables_bytes, read.oom_score_adj, &*read.name), (Some(36_864), 900, "redis-server"));
}

#[test]
fn a_row_that_lacks_figures_is_no_process() {
    let header = "[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name";
    assert_eq!(task(header, "[    745]     0   745   276111   118439"), None);
    assert_eq!(task(header, "[    745]     0   745   276111   118439 1015808x 0 0 java"), None);
    assert_eq!(classify("[    745] eth0: link up"), None);
}

#[test]
fn without_a_header_the_number_of_figures_tells_the_columns() {
    for (row, flags) in [
        ("[ 1] 0 1 10 5 7 0 0 a", Some(TaskColumns { nr_ptes: true, ..TaskColumns::default() })),
        ("[ 1] 0 1 10 5 36864 0 0 a", Some(TaskColumns { pgtables_bytes: true, ..TaskColumns::default() })),
        ("[ 1] 0 1 10 5 7 3 0 0 a", Some(TaskColumns { nr_ptes: true, nr_pmds: true, ..TaskColumns::default() })),
        (
            "[ 1] 0 1 10 5 3 1 1 36864 0 0 a",
            Some(TaskColumns { rss_parts: true, pgtables_bytes: true, ..TaskColumns::default() }),
        ),
        ("[ 1] 0 1 10 a", None),
    ] {
        let Some(Message::Row(read)) = classify(row) else { panic!("{row}") };
        assert_eq!(TaskTableHeader::guess(&read).map(|columns| columns.flags()), flags, "{row}");
    }
}

#[test]
fn mem_info_is_read_figure_by_figure() {
    let zone = |node, name, sizes| Some(Message::Mem(MemInfo::Zone(ZoneLine { node, name, sizes })));
    let block = |count, size, types: &str| FreeBlock { count, size: Kib(size), types: types.into() };
    let list = |node, zone, blocks, total: Option<u64>| {
        Some(Message::Mem(MemInfo::FreeList(FreeList { node, zone, blocks, total: total.map(Kib) })))
    };
    let mem = |line| Some(Message::Mem(line));
    reads(&[
        ("Mem-Info:", mem(MemInfo::Start)),
        // What drifts below 0 is nothing.
        ("active_anon:67 free_cma:-3", mem(MemInfo::Counters(figures([("active_anon", 67), ("free_cma", 0)])))),
        ("oom_score_adj:984", None),
        (
            "Node 1 active_anon:180kB inactive_anon:129304kB all_unreclaimable? yes",
            mem(MemInfo::Node(1, figures([("active_anon", 180), ("inactive_anon", 129_304)]), Some(true))),
        ),
        ("Node 0 DMA32 free:728kB min:52kB", zone(Some(0), "DMA32", figures([("free", 728), ("min", 52)]))),
        // Kernels without NUMA name no node.
        ("Normal free:728kB min:52kB", zone(None, "Normal", figures([("free", 728), ("min", 52)]))),
        ("lowmem_reserve[]: 0 2944 3943", mem(MemInfo::LowmemReserve(vec![0, 2944, 3943]))),
        (
            "Node 0 DMA: 1*4kB (U) 0*8kB 2*16kB (UM) = 36kB",
            list(Some(0), "DMA", vec![block(1, 4, "U"), block(0, 8, ""), block(2, 16, "UM")], Some(36)),
        ),
        ("Node 0 DMA: 1*4kB (U) 0*8kB", list(Some(0), "DMA", vec![block(1, 4, "U"), block(0, 8, "")], None)),
        ("4194174 pages RAM", mem(MemInfo::Count(PageCount::Ram, Pages(4_194_174)))),
        ("1234 total pagecache pages", mem(MemInfo::Count(PageCount::PageCache, Pages(1234)))),
        ("0 pages hwpoisoned", mem(MemInfo::Count(PageCount::HwPoisoned, Pages(0)))),
        ("12 pages of text", None),
        ("Free swap  = 12kB", mem(MemInfo::SwapFree(Kib(12)))),
        ("Total swap = 65536kB", mem(MemInfo::SwapTotal(Kib(65_536)))),
        ("kmalloc-rnd-01-8k          320KB        512KB", mem(MemInfo::Slab("kmalloc-rnd-01-8k", Kib(320), Kib(512)))),
        (
            "Node 0 hugepages_total=8 hugepages_free=3 hugepages_surp=1 hugepages_size=2048kB",
            Some(Message::Huge(HugePages { node: 0, total: 8, free: 3, surplus: 1, size: Kib(2048) })),
        ),
    ]);
}

#[test]
fn the_kill_line_of_every_era_gives_its_figures() {
    let killed = |prefix, pid, name, uid| Killed { prefix, pid: Some(pid), name: Some(name), uid, ..Killed::default() };
    let sizes = |line: Killed<'static>, [total_vm, anon_rss, file_rss]: [u64; 3]| {
        let kib = |size| Some(Kib(size));
        Killed { total_vm: kib(total_vm), anon_rss: kib(anon_rss), file_rss: kib(file_rss), ..line }
    };
    reads(&[
        // RHEL 6
        (
            "Killed process 2811, UID 48, (httpd) total-vm:433812kB, anon-rss:38000kB, file-rss:1504kB",
            Some(Message::Killed(sizes(killed(None, 2811, "httpd", Some(48)), [433_812, 38_000, 1504]))),
        ),
        // RHEL 5 without its brackets, as people copy it
        (
            "Out of memory: Killed process 7919, UID 504 dbwriter",
            Some(Message::Killed(killed(Some("Out of memory"), 7919, "dbwriter", Some(504)))),
        ),
        ("Killed process 7919, UID 504 dbwriter", None),
        ("Out of memory: Killed process 7919, UID 504 words of a sentence", None),
        // RHEL 7
        (
            "Killed process 2811 (httpd), UID 48, total-vm:433812kB, anon-rss:38000kB, file-rss:1504kB, shmem-rss:0kB",
            Some(Message::Killed(Killed {
                shmem_rss: Some(Kib(0)),
                ..sizes(killed(None, 2811, "httpd", Some(48)), [433_812, 38_000, 1504])
            })),
        ),
        // 5.2 on; a name that looks like the line's own words
        (
            "Memory cgroup out of memory: Killed process 7 (a) total-vm:1kB) total-vm:64kB, anon-rss:32kB, file-rss:16kB, \
             shmem-rss:0kB, UID:0 pgtables:40kB oom_score_adj:-5",
            Some(Message::Killed(Killed {
                shmem_rss: Some(Kib(0)),
                pgtables: Some(Kib(40)),
                oom_score_adj: Some(-5),
                ..sizes(killed(Some("Memory cgroup out of memory"), 7, "a) total-vm:1kB", Some(0)), [64, 32, 16])
            })),
        ),
        // cut within the sizes: what is cut is not told
        (
            "Out of memory: Killed process 7 (java) total-vm:64kB, anon-rss:3",
            Some(Message::Killed(Killed { total_vm: Some(Kib(64)), ..killed(Some("Out of memory"), 7, "java", None) })),
        ),
        ("Killed process (someone) by hand", None),
    ]);
}

#[test]
fn what_the_reaper_left_and_whom_it_could_not_reap() {
    reads(&[
        (
            "oom_reaper: reaped process 181 (stuck writer), now anon-rss:0kB, file-rss:4kB, shmem-rss:8kB",
            Some(Message::Reaped(Reaper {
                process: Process { pid: 181, name: "stuck writer" },
                anon_rss: Some(Kib(0)),
                file_rss: Some(Kib(4)),
                shmem_rss: Some(Kib(8)),
            })),
        ),
        ("oom_reaper: unable to reap pid:181 (a (b))", Some(Message::ReapFailed(Process { pid: 181, name: "a (b)" }))),
        (
            "Memory cgroup out of memory: OOM victim 271 (worker) is already exiting. Skip killing the task",
            Some(Message::AlreadyExiting(Process { pid: 271, name: "worker" })),
        ),
        (
            "Out of memory: Kill process 4468 ((agetty)) score 12 or sacrifice child",
            Some(Message::Chosen(KillAnnouncement {
                prefix: "Out of memory",
                process: Some(Process { pid: 4468, name: "(agetty)" }),
                score: Some(12),
            })),
        ),
        ("Out of memory and no killable processes...", Some(Message::NoKillable)),
    ]);
}
