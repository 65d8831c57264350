//! Whole reports, told line by line.

use super::*;
use crate::model::{Bytes, Constraint, Kib, NoteKind, Outcome, PageSizeBasis, Place, SourceId, Uptime, Victim};

const SEED: &str = include_str!("../../sample-logs/seed-aks-pod-limit.log");
const KERN_5_10: &str = include_str!("../../sample-logs/debian-5.10-cgroup-v1-kern.log");
const KERN_6_1: &str = include_str!("../../sample-logs/debian-6.1-kern.log");
const DMESG_6_12: &str = include_str!("../../sample-logs/debian-6.12-dmesg.txt");

/// Feeds lines of `kern.log` or `dmesg`: `[Mon dd hh:mm:ss HOST kernel: ][seconds] text`.
fn read(log: &str) -> Vec<Incident> {
    read_lines(&log.lines().zip(1..).collect::<Vec<_>>())
}

fn read_lines(lines: &[(&str, u64)]) -> Vec<Incident> {
    let mut assembler = Assembler::new();
    for (line, number) in lines {
        feed(&mut assembler, line, *number);
    }
    assembler.finish();
    assembler.take()
}

fn feed(assembler: &mut Assembler, line: &str, number: u64) {
    let (host, text) = match line.split_once(" kernel: ") {
        Some((envelope, text)) => (envelope.split_whitespace().nth(3), text),
        None => (None, line),
    };
    let stamped = text.strip_prefix('[').and_then(|rest| {
        let (stamp, text) = rest.split_once("] ")?;
        let (seconds, micros) = stamp.trim().split_once('.')?;
        Some((seconds.parse::<u64>().ok()? * 1_000_000 + micros.parse::<u64>().ok()?, text))
    });
    let micros = stamped.map(|(micros, _)| micros);
    let text = stamped.map_or(text, |(_, text)| text);
    let own = host.is_some() || micros.is_some();
    assembler.feed(&Record {
        place: Place { source: SourceId(0), line: number },
        moment: Moment { uptime: micros.map(|micros| Uptime { micros }), ..Moment::default() },
        host,
        program: None,
        program_pid: None,
        origin: if own { Origin::Kernel } else { Origin::Unknown },
        caller: None,
        boot: None,
        text,
        continuation: false,
    });
}

fn only(mut incidents: Vec<Incident>) -> Incident {
    assert_eq!(incidents.len(), 1, "{incidents:#?}");
    incidents.remove(0)
}

fn kinds(incident: &Incident) -> Vec<NoteKind> {
    incident.notes.iter().map(|note| note.kind).collect()
}

fn victims(incidents: &[Incident]) -> Vec<(u32, &str)> {
    incidents.iter().flat_map(|incident| &incident.victims).map(|victim| (victim.pid, &*victim.name)).collect()
}

#[test]
fn the_seed_is_understood_whole() {
    let incident = only(read(SEED));
    let trigger = incident.trigger.as_ref().unwrap();
    assert_eq!((&*trigger.name, trigger.pid, trigger.order), ("stress-ng-vm", Some(716_580), Some(0)));
    assert_eq!(trigger.gfp_mask.as_deref(), Some("0xcc0(GFP_KERNEL)"));
    let kernel = incident.kernel.as_ref().unwrap();
    assert_eq!(kernel.release.as_deref(), Some("5.15.0-1051-azure"));
    assert_eq!(kernel.taint.as_deref(), Some("Not tainted"));
    assert!(kernel.hardware.as_deref().unwrap().starts_with("Microsoft Corporation Virtual Machine"));
    assert_eq!(incident.summary.as_ref().unwrap().constraint, Constraint::Memcg);
    let (limit, victim) = (incident.limit_cgroup.as_ref().unwrap(), incident.victim_cgroup.as_ref().unwrap());
    assert!(limit.path.ends_with("pod479f327f_a27b_4eda_8523_90bdabcf0a27.slice"));
    assert!(victim.path.ends_with("679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be.scope"));
    let memory = incident.cgroup_memory.memory.unwrap();
    assert_eq!((memory.usage, memory.limit(), memory.failcnt), (Kib(512_000), Some(Kib(512_000)), 37));
    assert_eq!(incident.cgroup_memory.swap.unwrap().limit(), None);
    let stats = &incident.cgroup_memory.stats;
    assert_eq!(stats.bytes("anon"), Some(Bytes(484_630_528)));
    assert_eq!(stats.bytes("workingset_refault_anon"), None, "an event is no size");
    assert_eq!(stats.0.len(), 28);
    assert_eq!(incident.tasks.len(), 4);
    assert_eq!(incident.page_size.basis, PageSizeBasis::KillLine);
    let expected = Victim {
        pid: 716_580,
        name: "stress-ng-vm".into(),
        uid: Some(0),
        total_vm: Some(Kib(1_104_444)),
        anon_rss: Some(Kib(473_048)),
        file_rss: Some(Kib(644)),
        shmem_rss: Some(Kib(64)),
        pgtables: Some(Kib(992)),
        oom_score_adj: Some(1000),
        prefix: Some("Memory cgroup out of memory".into()),
        at: Place { source: SourceId(0), line: 71 },
        moment: incident.moment.clone(),
        ..Victim::default()
    };
    assert_eq!(incident.victims, [expected]);
    assert_eq!(incident.moment.uptime.unwrap().micros, 36_370_037_095);
    let home = incident.home().unwrap();
    assert_eq!((home.first, home.last), (1, 71));
    let stack = incident.stack.unwrap();
    assert_eq!((stack.first, stack.last), (4, 32));
    assert!(incident.complete);
    assert_eq!(kinds(&incident), [NoteKind::StatsCut]);
    assert_eq!(incident.notes[0].span.map(|span| (span.first, span.last)), Some((63, 64)));
}

#[test]
fn sample_logs_hold_as_many_kills_as_the_machine_made() {
    for (log, reports, name) in [(KERN_5_10, 9, "5.10"), (KERN_6_1, 19, "6.1"), (DMESG_6_12, 18, "6.12")] {
        let incidents = read(log);
        let headed = incidents.iter().filter(|incident| incident.trigger.is_some()).count();
        assert_eq!(headed, reports, "{name}");
        for incident in &incidents {
            assert!(incident.complete, "{name}: {:#?}", incident.notes);
            assert_eq!(incident.outcome, Outcome::Killed, "{name}");
            assert!(name != "6.12" || incident.notes.is_empty(), "6.12 prints everything: {:#?}", incident.notes);
        }
    }
}

#[test]
fn a_kill_without_a_report_stands_alone() {
    let log = "[10.000001] Memory cgroup out of memory: Killed process 219 (celery) total-vm:51200kB, anon-rss:40960kB, \
               file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:140kB oom_score_adj:0\n\
               [10.100000] Memory cgroup out of memory: Killed process 220 (a,pid=1,uid=0) total-vm:51200kB, \
               anon-rss:40960kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:140kB oom_score_adj:0";
    let incidents = read(log);
    assert_eq!(victims(&incidents), [(219, "celery"), (220, "a,pid=1,uid=0")]);
    for incident in &incidents {
        assert_eq!(kinds(incident), [NoteKind::NoReport]);
        assert!(!incident.complete && incident.limit_cgroup.is_none());
    }
}

/// Kernel 3.10 (RHEL 7): one-line statistics for each cgroup, `Kill process … or sacrifice child`, `UID N,`.
const EL7: &str = "\
java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=968
java cpuset=docker-4e1f.scope mems_allowed=0
CPU: 2 PID: 4242 Comm: java Kdump: loaded Tainted: G           OE  ------------ T 3.10.0-1160.el7.x86_64 #1
Hardware name: Red Hat KVM, BIOS 1.11.0-2.el7 04/01/2014
Call Trace:
 [<ffffffff97d81340>] dump_stack+0x19/0x1b
Task in /kubepods/burstable/pod7c1b/9f2e killed as a result of limit of /kubepods/burstable/pod7c1b
memory: usage 102400kB, limit 102400kB, failcnt 7
memory+swap: usage 102400kB, limit 9007199254740988kB, failcnt 0
kmem: usage 0kB, limit 9007199254740988kB, failcnt 0
Memory cgroup stats for /kubepods/burstable/pod7c1b: cache:0KB rss:40KB rss_huge:0KB mapped_file:0KB swap:0KB inactive_anon:0KB active_anon:40KB inactive_file:0KB active_file:0KB unevictable:0KB
Memory cgroup stats for /kubepods/burstable/pod7c1b/9f2e: cache:12KB rss:102348KB rss_huge:0KB mapped_file:8KB swap:0KB inactive_anon:0KB active_anon:102348KB inactive_file:8KB active_file:4KB unevictable:0KB
[ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name
[ 4200]     0  4200      255        1       4        0          -998 pause
[ 4242]  1000  4242   651234    25500     131        0           968 java
Memory cgroup out of memory: Kill process 4242 (java) score 1966 or sacrifice child
Killed process 4242 (java), UID 1000, total-vm:2604936kB, anon-rss:101884kB, file-rss:116kB, shmem-rss:0kB";

#[test]
fn a_report_of_3_10_is_understood_whole() {
    let incident = only(read(EL7));
    assert!(incident.complete, "{:#?}", incident.notes);
    assert_eq!(incident.kernel.as_ref().unwrap().release.as_deref(), Some("3.10.0-1160.el7.x86_64"));
    assert_eq!(incident.kernel.as_ref().unwrap().taint.as_deref(), Some("Tainted: G           OE  ------------ T"));
    assert_eq!(&*incident.limit_cgroup.as_ref().unwrap().path, "/kubepods/burstable/pod7c1b");
    assert_eq!(&*incident.victim_cgroup.as_ref().unwrap().path, "/kubepods/burstable/pod7c1b/9f2e");
    let memory = &incident.cgroup_memory;
    assert_eq!(memory.stats.bytes("rss"), Some(Bytes((40 + 102_348) * 1024)));
    assert_eq!(memory.children.len(), 2);
    assert_eq!(memory.children[1].stats.bytes("cache"), Some(Bytes(12 * 1024)));
    assert_eq!(memory.memory_and_swap.unwrap().limit(), None);
    let rows: Vec<_> = incident.tasks.iter().map(|task| (task.pid, task.nr_ptes, task.pgtables_bytes)).collect();
    assert_eq!(rows, [(4200, Some(4), None), (4242, Some(131), None)]);
    let victim = &incident.victims[0];
    assert_eq!((victim.uid, victim.score, victim.total_vm), (Some(1000), Some(1966), Some(Kib(2_604_936))));
    assert_eq!(victim.prefix.as_deref(), Some("Memory cgroup out of memory"));
}

#[test]
fn a_sacrificed_child_is_the_victim_and_the_chosen_one_is_named() {
    let log = EL7.replace("Killed process 4242 (java)", "Killed process 4250 (worker)");
    let incident = only(read(&log));
    assert_eq!(victims(std::slice::from_ref(&incident)), [(4250, "worker")]);
    assert_eq!(incident.victims[0].score, None);
    let note = &incident.notes[0];
    assert_eq!(note.kind, NoteKind::ChildSacrificed);
    assert!(note.text.contains("4242 (java)"), "{}", note.text);
}

#[test]
fn page_tables_in_bytes_are_mended() {
    let log = SEED.replace("pgtables:992kB", "pgtables:1015808kB");
    let incident = only(read(&log));
    assert_eq!(incident.victims[0].pgtables, Some(Kib(992)));
    assert!(kinds(&incident).contains(&NoteKind::UnitMended));
}

#[test]
fn records_that_the_kernel_split_are_joined_over_foreign_lines() {
    let cut = [",cpuset=", ",mems_allowed", ",oom_memcg=", ",task_memcg=", ",task="];
    let mut log = SEED.to_owned();
    for at in cut {
        let foreign = "\nDec 13 07:23:21 node kernel: [36370.037090] eth0: link up\n\
                       Dec 13 07:23:21 aks-ubuntu-26835060-vmss000000 kernel: [36370.037085] ";
        log = log.replacen(at, &format!("{foreign}{at}"), 1);
    }
    let (split, whole) = (only(read(&log)), only(read(SEED)));
    let summary = split.summary.unwrap();
    assert_eq!((summary.pid, summary.uid, summary.cpuset), (Some(716_580), Some(0), whole.summary.unwrap().cpuset));
    let path = |cgroup: Option<crate::model::CgroupPath>| cgroup.unwrap().path;
    assert_eq!(path(split.limit_cgroup), path(whole.limit_cgroup));
    assert_eq!(path(split.victim_cgroup), path(whole.victim_cgroup));
    assert!(split.complete, "{:#?}", split.notes);
}

#[test]
fn lines_that_mail_wrapped_anywhere_are_joined() {
    for width in [60, 72, 80, 100] {
        let text = SEED.replace("Dec 13 07:23:21 aks-ubuntu-26835060-vmss000000 kernel: ", "");
        let wrapped: String = text.lines().map(|line| wrap(line, width) + "\n").collect();
        let incident = only(read(&wrapped));
        assert_eq!(incident.tasks.len(), 4, "{width}");
        assert_eq!(incident.victims[0].pgtables, Some(Kib(992)), "{width}");
        assert_eq!(
            incident.limit_cgroup,
            only(read(&text))
                .limit_cgroup
                .map(|cgroup| crate::model::CgroupPath { at: incident.summary.as_ref().unwrap().at, ..cgroup })
        );
        assert!(incident.complete, "{width}: {:#?}", incident.notes);
    }
}

/// Breaks at blanks where there are some, as mail does, else hard.
fn wrap(line: &str, width: usize) -> String {
    let mut rest = line;
    let mut lines = Vec::new();
    while rest.len() > width {
        let head = rest.get(..width).unwrap();
        let at = head.rfind(' ').filter(|at| *at > 20).unwrap_or(width);
        lines.push(rest.get(..at).unwrap());
        let below = rest.get(at..).unwrap();
        rest = below.strip_prefix(' ').unwrap_or(below);
    }
    lines.push(rest);
    lines.join("\n")
}

#[test]
fn newest_first_is_told_in_order() {
    for log in [SEED, KERN_5_10, KERN_6_1] {
        let forward = read(log);
        let lines: Vec<(&str, u64)> = log.lines().rev().zip(1..).collect();
        let mut backward = read_lines(&lines);
        backward.reverse();
        assert_eq!(victims(&backward), victims(&forward));
        for (turned, plain) in backward.iter().zip(&forward) {
            assert_eq!(turned.trigger.as_ref().map(|t| &t.name), plain.trigger.as_ref().map(|t| &t.name));
            assert_eq!(turned.tasks.len(), plain.tasks.len());
            assert_eq!(turned.cgroup_memory.stats.0.len(), plain.cgroup_memory.stats.0.len());
            assert_eq!(turned.complete, plain.complete, "{:#?}", turned.notes);
        }
    }
}

#[test]
fn a_group_is_one_incident_and_each_process_dies_once() {
    let kill = |pid: u32, stamp: u32| {
        format!(
            "[10.{stamp:06}] Memory cgroup out of memory: Killed process {pid} (w{pid}) total-vm:9kB, anon-rss:8kB, \
             file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0\n"
        )
    };
    let log = format!(
        "{}[10.000002] Tasks in /a/b are going to be killed due to memory.oom.group set\n{}{}{}",
        kill(7, 1),
        kill(7, 3),
        kill(8, 4),
        kill(9, 5)
    );
    let incident = only(read(&log));
    assert_eq!(&*incident.oom_group.as_ref().unwrap().path, "/a/b");
    let members: Vec<_> = incident.victims.iter().map(|victim| (victim.pid, victim.group_member)).collect();
    assert_eq!(members, [(7, false), (8, true), (9, true)]);
}

#[test]
fn the_reaper_is_heard_late_and_only_by_its_own() {
    let reaper = "[36372.100000] oom_reaper: reaped process 716580 (stress-ng-vm), now anon-rss:0kB, file-rss:640kB, shmem-rss:64kB";
    let noise = "[36371.000000] eth0: link up\n".repeat(100);
    let incident = only(read(&format!("{SEED}\n{noise}{reaper}")));
    assert_eq!(incident.victims[0].reaped.unwrap().file_rss, Kib(640));
    let other = reaper.replace("716580", "716581");
    assert_eq!(only(read(&format!("{SEED}\n{other}"))).victims[0].reaped, None);
    assert_eq!(read(reaper), [], "a reaper's line alone is no kill");
}

#[test]
fn a_header_closes_the_report_before_it_as_cut() {
    let cut: String = SEED.lines().take(60).map(|line| format!("{line}\n")).collect();
    let incidents = read(&format!("{cut}{SEED}"));
    assert_eq!(incidents.len(), 2);
    assert!(incidents[0].victims.is_empty() && incidents[1].complete);
    assert!(kinds(&incidents[0]).contains(&NoteKind::EndMissing));
    assert_eq!(incidents[0].outcome, Outcome::NotInLog);
}

#[test]
fn a_beheaded_report_says_so_and_keeps_what_is_left() {
    let lines: Vec<(&str, u64)> = SEED.lines().zip(1..).skip(67).collect();
    let incident = only(read_lines(&lines));
    assert_eq!(incident.tasks.len(), 2, "rows without their header");
    assert_eq!(incident.victims[0].pid, 716_580);
    let missing = [NoteKind::HeaderMissing, NoteKind::MemoryMissing, NoteKind::TasksCut];
    assert_eq!(kinds(&incident), missing);
    assert_eq!(incident.page_size.basis, PageSizeBasis::KillLine);
}

#[test]
fn a_single_kill_behind_a_report_is_not_the_reports() {
    let kill = SEED.lines().last().unwrap().replace("716580", "716590").replace("037095", "037195");
    let incidents = read(&format!("{SEED}\n{kill}"));
    assert_eq!(victims(&incidents), [(716_580, "stress-ng-vm"), (716_590, "stress-ng-vm")]);
    assert_eq!(kinds(&incidents[1]), [NoteKind::NoReport]);
}

#[test]
fn reports_without_a_kill_say_how_they_ended() {
    let head: String = SEED.lines().take(69).map(|line| format!("{line}\n")).collect();
    let ends = [
        ("Out of memory and no killable processes...", Outcome::NoKillableProcess),
        (
            "Kernel panic - not syncing: Out of memory: system-wide panic_on_oom is enabled",
            Outcome::Panicked("Out of memory: system-wide panic_on_oom is enabled".into()),
        ),
    ];
    for (line, outcome) in ends {
        let incident = only(read(&format!("{head}[36370.037090] {line}")));
        assert_eq!((incident.outcome, incident.victims.len()), (outcome, 0));
    }
    let exiting = "[36370.037090] Memory cgroup out of memory: OOM victim 716580 (stress-ng-vm) is already exiting. Skip killing the task";
    let summary: String = SEED.lines().take(70).map(|line| format!("{line}\n")).collect();
    let incident = only(read(&format!("{summary}{exiting}")));
    assert_eq!((&incident.outcome, incident.victims.len()), (&Outcome::NotInLog, 0));
    assert!(kinds(&incident).contains(&NoteKind::AlreadyExiting));
}

#[test]
fn what_only_looks_like_a_report_is_none() {
    let allocation = "\
[5.000001] kworker/0:1: page allocation failure: order:4, mode:0x40dc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0
[5.000002] Mem-Info:
[5.000003] active_anon:67 inactive_anon:32412 isolated_anon:0
[5.000004] Node 0 DMA free:728kB min:52kB low:64kB high:76kB active_anon:0kB
[5.000005] 4194174 pages RAM";
    assert_eq!(read(allocation), []);
    let lone = "[5.500000] Out of memory: Killed process 3 (x) total-vm:9kB, anon-rss:8kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0";
    let incident = only(read(&format!("{allocation}\n{lone}")));
    assert_eq!(incident.node_memory, None, "the failed allocation's memory is not the kill's");
    assert_eq!(read("[1.000000] anon 12\n[1.000001] file 13\n[1.000002] [ 12] 0 1 2 3 4 5 6 x"), []);
}

#[test]
fn suppressed_reports_are_told_with_the_next_one() {
    let incidents = read(&format!("[36369.000000] oom_kill_process: 4 callbacks suppressed\n{SEED}"));
    let note = &only(incidents).notes[0];
    assert_eq!((note.kind, note.span.map(|span| span.first)), (NoteKind::Suppressed, Some(1)));
    assert!(note.text.contains('4'));
}

#[test]
fn open_reports_are_few_and_close_by_themselves() {
    let mut assembler = Assembler::new();
    feed(&mut assembler, SEED.lines().next().unwrap(), 1);
    assert!(assembler.is_open());
    for number in 2..3000 {
        feed(&mut assembler, "[36371.000000] eth0: link up", number);
    }
    assert!(!assembler.is_open(), "a header without an end");
    let mut assembler = Assembler::new();
    for number in 1..1000 {
        let line = format!(
            "Dec 13 07:23:21 node-{number} kernel: [36370.036951] x invoked oom-killer: gfp_mask=0xcc0, order=0"
        );
        feed(&mut assembler, &line, number);
    }
    assert!(assembler.streams.len() <= STREAMS_MAX);
    assembler.finish();
    assert_eq!(assembler.take().len(), 999);
}

#[test]
fn one_kill_in_two_places_is_merged_and_two_kills_never_are() {
    let first = only(read(SEED));
    let bare = only(read(&format!("[36370.037100] {}", SEED.lines().last().unwrap().split_once("] ").unwrap().1)));
    assert!(same_kill(&first, &bare) && same_kill(&bare, &first));
    let mut merged = bare;
    merged.id = crate::model::IncidentId(3);
    merge(&mut merged, first.clone());
    assert_eq!((merged.id.0, merged.tasks.len(), merged.complete, merged.seen_in.len()), (3, 4, true, 2));
    let later = only(read(&SEED.replace("[36370.", "[36470.")));
    assert!(!same_kill(&first, &later), "the same pid 100 seconds later is another process");
    let larger = only(read(&SEED.replace("anon-rss:473048kB", "anon-rss:473052kB")));
    assert!(!same_kill(&first, &larger), "two victims of different size");
    let elsewhere = only(read(&SEED.replace("vmss000000", "vmss000001")));
    assert!(!same_kill(&first, &elsewhere), "two nodes");
}

#[test]
fn mem_info_is_read_whole() {
    let incident = read(KERN_5_10).pop().unwrap();
    let memory = incident.node_memory.as_ref().unwrap();
    assert!(incident.cgroup_memory.is_empty() && incident.summary.as_ref().unwrap().global_oom);
    assert_eq!(memory.counters.len(), 18, "{:?}", memory.counters);
    assert_eq!(memory.counter("free"), Some(crate::model::Pages(9316)));
    let node = &memory.nodes[0];
    assert_eq!((memory.nodes.len(), node.id, node.all_unreclaimable), (1, 0, Some(true)));
    let zones: Vec<_> = memory.zones.iter().map(|zone| (&*zone.name, zone.free_list.len())).collect();
    assert_eq!(zones, [("DMA", 11), ("DMA32", 11)]);
    for zone in &memory.zones {
        let sum: u64 = zone.free_list.iter().map(|block| block.count * block.size.0).sum();
        assert_eq!(zone.free_list_total, Some(Kib(sum)), "the kernel's own sum");
        assert!(zone.size("min") < zone.size("low") && zone.size("managed").is_some());
    }
    assert!(memory.hugepages.len() == 2 && memory.ram > memory.reserved && memory.swap_total.is_some());
    assert_eq!(memory.span.lines(), 24);
}

#[test]
fn nodes_boots_and_callers_do_not_mix() {
    let report = |caller: &'static str| EL7.lines().map(move |line| (caller, line)).collect::<Vec<_>>();
    let (a, b) = (report("T4242"), report("T17"));
    let mut assembler = Assembler::new();
    let lines = a.iter().zip(&b).flat_map(|(a, b)| [*a, *b]);
    for ((caller, text), number) in lines.zip(1..) {
        assembler.feed(&Record {
            place: Place { source: SourceId(0), line: number },
            moment: Moment::default(),
            host: None,
            program: None,
            program_pid: None,
            origin: Origin::Kernel,
            caller: Some(caller),
            boot: None,
            text,
            continuation: false,
        });
    }
    assembler.finish();
    let incidents = assembler.take();
    assert_eq!(incidents.len(), 2);
    assert!(incidents.iter().all(|incident| incident.complete && incident.tasks.len() == 2));
    let half: String = SEED.lines().take(60).map(|line| format!("{line}\n")).collect();
    let next_boot = SEED.replace("[36370.", "[   70.");
    let incidents =
        read(&format!("{half}{}", next_boot.lines().skip(60).map(|l| format!("{l}\n")).collect::<String>()));
    assert_eq!(incidents.len(), 2, "the clock fell back: another boot");
    assert!(incidents.iter().all(|incident| !incident.complete));
}

#[test]
fn a_log_that_holds_every_line_twice_holds_each_kill_once() {
    for log in [SEED, KERN_5_10, EL7] {
        let twice: String = log.lines().map(|line| format!("{line}\n{line}\n")).collect();
        let (twice, once) = (read(&twice), read(log));
        assert_eq!(victims(&twice), victims(&once));
        for (twice, once) in twice.iter().zip(&once) {
            assert_eq!((twice.tasks.len(), twice.complete), (once.tasks.len(), once.complete));
            assert_eq!(
                twice.cgroup_memory.stats.get("rss").map(|stat| stat.value),
                once.cgroup_memory.stats.get("rss").map(|stat| stat.value)
            );
            assert_eq!(
                twice.node_memory.as_ref().map(|m| m.zones.len()),
                once.node_memory.as_ref().map(|m| m.zones.len())
            );
        }
    }
}

#[test]
fn pages_that_pad_with_no_break_spaces_are_read() {
    let incident = only(read(
        &SEED
            .replace("[ 716580]     0", "[\u{a0}716580]\u{a0}\u{a0} 0")
            .replace("Killed process ", "Killed\u{a0}process\u{a0}"),
    ));
    assert!(incident.complete && incident.tasks.len() == 4);
}

#[test]
fn names_may_hold_anything() {
    for name in [
        "tmux: server",
        "a,pid=1,uid=0",
        "(sd-pam)",
        ") total-vm:1kB,",
        "x), UID 3, (",
        "oom-kill:",
        "  lead",
        "[ 7] 1 2",
    ] {
        let incident = only(read(&SEED.replace("stress-ng-vm", name)));
        assert_eq!((&*incident.victims[0].name, incident.victims[0].pid), (name, 716_580));
        assert_eq!(&*incident.trigger.as_ref().unwrap().name, name);
        assert_eq!(incident.summary.as_ref().unwrap().task.as_deref(), Some(name));
        assert_eq!(incident.tasks.find(716_580).map(|task| task.name.to_string()).as_deref(), Some(name));
        assert!(incident.complete, "{name}");
    }
}

#[test]
fn a_header_behind_another_programs_line_keeps_the_tasks_name() {
    let log =
        SEED.replacen("stress-ng-vm invoked", "Creating journal (131072 blocks): [   31.251333] mkfs.ext4 invoked", 1);
    assert_eq!(&*only(read(&log)).trigger.unwrap().name, "mkfs.ext4");
}

#[test]
fn lines_of_kills_may_be_wrapped_at_their_names() {
    let log = EL7
        .replace("Kill process 4242 (java)", "Kill process 4242 \n(java)")
        .replace("Killed process 4242 (java)", "Killed process\n4242 (java)");
    let reaper = "oom_reaper: reaped process 4242 \n(java), now anon-rss:0kB, file-rss:12kB, shmem-rss:0kB";
    let incident = only(read(&format!("{log}\n{reaper}")));
    let victim = &incident.victims[0];
    assert_eq!((victim.score, victim.reaped.unwrap().file_rss), (Some(1966), Kib(12)));
    assert!(incident.complete, "{:#?}", incident.notes);
}

#[test]
fn statistics_that_break_off_are_the_kernels_doing_or_the_logs() {
    let newer = SEED.replace("5.15.0-1051-azure", "6.8.0-1051-azure");
    assert!(only(read(SEED)).complete);
    let incident = only(read(&newer));
    assert!(!incident.complete, "6.8 prints one record for each statistic and cuts nothing");
    assert_eq!(kinds(&incident), [NoteKind::StatsCut]);
}

#[test]
fn a_pid_that_is_used_again_is_another_process() {
    let kill = |stamp: &str, name: &str| {
        format!("[{stamp}] Killed process 1234 ({name}) total-vm:9kB, anon-rss:8kB, file-rss:4kB\n")
    };
    let incidents = read(&(kill("5.000000", "foo") + &kill("5.000000", "foo-bar") + &kill("9.000000", "foo-bar")));
    assert_eq!(victims(&incidents), [(1234, "foo"), (1234, "foo-bar"), (1234, "foo-bar")]);
}
