//! Reports as the kernel wrote them: every era, every end.

use super::*;
use crate::lang::Language;
use crate::model::{Wall, YearBasis};

#[test]
fn a_process_that_moved_while_it_was_listed_leaves_the_report_whole() {
    let table: Vec<&str> = SEED.lines().skip(65).take(4).collect();
    assert!(table[3].contains("[36370.037082] [ 716580]"), "{}", table[3]);
    // The first of the table comes again behind the last, two microseconds or two seconds later.
    let with = |stamp: &str| {
        let again = table[0].replace("36370.037073", stamp).replace("     243 ", "     999 ");
        SEED.replace(table[3], &format!("{}\n{again}", table[3]))
    };
    let incident = only(read(&with("36370.037084")));
    assert_eq!((incident.tasks.len(), incident.complete), (5, true));
    assert_eq!(victims(&read(&with("36372.037084"))), [(716_580, "stress-ng-vm")]);
    assert_eq!(read(&with("36372.037084")).len(), 2, "seconds later it is another table");
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
    assert_eq!(incident.victims, [crate::seed_kill::victim()]);
    assert_eq!(incident.moment.uptime.unwrap().micros, 36_370_037_095);
    let home = incident.home().unwrap();
    assert_eq!((home.first, home.last), (1, 71));
    let stack = incident.stack.unwrap();
    assert_eq!((stack.first, stack.last), (4, 32));
    assert!(incident.complete);
    assert_eq!(kinds(&incident), [NoteKind::StatsCut]);
    assert_eq!(incident.notes()[0].span.map(|span| (span.first, span.last)), Some((63, 64)));
}

#[test]
fn sample_logs_hold_as_many_kills_as_the_machine_made() {
    for (log, reports, name) in [(KERN_5_10, 9, "5.10"), (KERN_6_1, 19, "6.1"), (DMESG_6_12, 18, "6.12")] {
        let incidents = read(log);
        let headed = incidents.iter().filter(|incident| incident.trigger.is_some()).count();
        assert_eq!(headed, reports, "{name}");
        for incident in &incidents {
            assert!(incident.complete, "{name}: {:#?}", incident.notes());
            assert_eq!(incident.outcome, Outcome::Killed, "{name}");
            assert!(name != "6.12" || incident.notes().is_empty(), "6.12 prints everything: {:#?}", incident.notes());
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

#[test]
fn a_report_of_3_10_is_understood_whole() {
    let incident = only(read(EL7));
    assert!(incident.complete, "{:#?}", incident.notes());
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
    let note = &incident.notes()[0];
    assert_eq!(note.kind, NoteKind::ChildSacrificed);
    assert!(note.text.said(Language::English).contains("4242 (java)"), "{note:?}");
}

#[test]
fn page_tables_in_bytes_are_mended() {
    let log = SEED.replace("pgtables:992kB", "pgtables:1015808kB");
    let incident = only(read(&log));
    assert_eq!(incident.victims[0].pgtables, Some(Kib(992)));
    assert!(kinds(&incident).contains(&NoteKind::UnitMended));
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
    assert_eq!(incident.victims[0].reaped.as_ref().unwrap().file_rss, Kib(640));
    let other = reaper.replace("716580", "716581");
    assert_eq!(only(read(&format!("{SEED}\n{other}"))).victims[0].reaped, None);
    assert_eq!(read(reaper), [], "a reaper's line alone is no kill");
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
fn a_pid_that_is_used_again_is_another_process() {
    let kill = |stamp: &str, name: &str| {
        format!("[{stamp}] Killed process 1234 ({name}) total-vm:9kB, anon-rss:8kB, file-rss:4kB\n")
    };
    let incidents = read(&(kill("5.000000", "foo") + &kill("5.000000", "foo-bar") + &kill("9.000000", "foo-bar")));
    assert_eq!(victims(&incidents), [(1234, "foo"), (1234, "foo-bar"), (1234, "foo-bar")]);
}

/// The seed's kill as a log without seconds since boot tells it: source `source`, `second` seconds after an hour.
fn in_log_without_uptime(log: &str, source: u32, second: u32) -> Incident {
    let mut incident = only(read(log));
    let hour = chrono::NaiveDate::from_ymd_opt(2023, 12, 13).unwrap().and_hms_opt(7, 0, 0).unwrap();
    let local = hour + chrono::TimeDelta::seconds(i64::from(second));
    let wall = Some(Wall { local, offset_seconds: None, offset_assumed: false, year: YearBasis::Printed });
    incident.moment = Moment { wall, ..Moment::default() };
    for span in &mut incident.seen_in {
        span.source = SourceId(source);
    }
    incident
}

#[test]
fn a_late_journals_kill_is_merged_where_every_figure_agrees() {
    let kern = in_log_without_uptime(SEED, 0, 0);
    let late = in_log_without_uptime(SEED, 1, 18);
    assert!(same_kill(&kern, &late) && same_kill(&late, &kern));
    let with_uptime = Incident { moment: Moment { uptime: Some(Uptime { micros: 7 }), ..kern.moment.clone() }, ..kern };
    assert!(same_kill(&with_uptime, &late), "one side has no uptime");
}

#[test]
fn near_twins_seconds_apart_stay_two_kills() {
    let first = in_log_without_uptime(SEED, 0, 0);
    let trigger = SEED.lines().next().unwrap().split(" invoked").next().unwrap().rsplit(' ').next().unwrap();
    for (what, other) in [
        ("another size", SEED.replace("anon-rss:473048kB", "anon-rss:473052kB")),
        ("another name", SEED.replace("(stress-ng-vm)", "(stress-ng-cpu)")),
        ("another pid", SEED.replace("716580", "716581")),
        ("another node", SEED.replace("vmss000000", "vmss000001")),
        ("another container", SEED.replace("679f9845995b", "679f9845995c")),
        ("another trigger", SEED.replacen(&format!("{trigger} invoked"), "java invoked", 1)),
        ("no report around the kill", SEED.lines().last().unwrap().to_owned()),
    ] {
        assert_ne!(other, SEED, "{what}");
        assert!(!same_kill(&first, &in_log_without_uptime(&other, 1, 18)), "{what}");
    }
    assert!(!same_kill(&first, &in_log_without_uptime(SEED, 0, 18)), "one log that tells of two");
    assert!(!same_kill(&first, &in_log_without_uptime(SEED, 1, 100)), "a pid may have been used again");
}
