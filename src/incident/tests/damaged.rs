//! What logs do to reports: splits, wraps, cuts, other lines, other orders.

use super::*;
use crate::lang::Language;

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
    let summary = split.summary.as_ref().unwrap();
    assert_eq!(
        (summary.pid, summary.uid, &summary.cpuset),
        (Some(716_580), Some(0), &whole.summary.as_ref().unwrap().cpuset)
    );
    let path = |cgroup: &Option<crate::model::CgroupPath>| cgroup.as_ref().unwrap().path.to_string();
    assert_eq!(path(&split.limit_cgroup), path(&whole.limit_cgroup));
    assert_eq!(path(&split.victim_cgroup), path(&whole.victim_cgroup));
    assert!(split.complete, "{:#?}", split.notes());
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
                .clone()
                .map(|cgroup| crate::model::CgroupPath { at: incident.summary.as_ref().unwrap().at, ..cgroup })
        );
        assert!(incident.complete, "{width}: {:#?}", incident.notes());
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
            assert_eq!(turned.complete, plain.complete, "{:#?}", turned.notes());
        }
    }
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

/// What a search or a slow console has left of reports of 4.x: the line with the cgroup, and its kill up to ten seconds later.
#[test]
fn a_kill_is_of_the_cgroup_that_was_named_seconds_before() {
    let named = |at: &str, cgroup: &str| {
        format!("[  {at}] Task in /docker/{cgroup} killed as a result of limit of /docker/{cgroup}\n")
    };
    let kill = |at: &str, why: &str, pid: u32| {
        format!(
            "[  {at}] {why}: Kill process {pid} (java) score 900 or sacrifice child\n\
             [  {at}] Killed process {pid} (java) total-vm:100kB, anon-rss:90kB, file-rss:5kB\n"
        )
    };
    let limits = |log: &str| -> Vec<(u32, Option<String>)> {
        let of = |incident: &Incident| {
            let limit = incident.limit_cgroup.as_ref().map(|cgroup| cgroup.path.to_string());
            incident.victims.first().map(|victim| (victim.pid, limit))
        };
        read(log).iter().filter_map(of).collect()
    };
    let own = |pid, cgroup: &str| (pid, Some(format!("/docker/{cgroup}")));
    let (cgroup, node) = ("Memory cgroup out of memory", "Out of memory");
    for at in ["100.500000", "102.500000", "108.000000"] {
        assert_eq!(limits(&[named("100.000000", "a"), kill(at, cgroup, 5)].concat()), [own(5, "a")], "{at}");
    }
    // Later than a report takes, and the node's own.
    assert_eq!(limits(&[named("100.000000", "a"), kill("112.000000", cgroup, 5)].concat()), [(5, None)]);
    assert_eq!(limits(&[named("100.000000", "a"), kill("102.500000", node, 5)].concat()), [(5, None)]);
    // Another kill, or another cgroup, between.
    let two = [named("100.000000", "a"), kill("102.500000", cgroup, 5), kill("105.000000", cgroup, 6)].concat();
    assert_eq!(limits(&two), [own(5, "a"), (6, None)]);
    let two = [named("100.000000", "a"), named("101.000000", "b"), kill("103.500000", cgroup, 5)].concat();
    assert_eq!(limits(&two), [own(5, "b")]);
    let two = [
        named("100.000000", "a"),
        kill("102.500000", cgroup, 5),
        named("103.000000", "b"),
        kill("105.500000", cgroup, 6),
    ];
    assert_eq!(limits(&two.concat()), [own(5, "a"), own(6, "b")]);
}

#[test]
fn a_header_without_its_trace_may_be_another_reports() {
    let header = SEED.lines().position(|line| line.contains("invoked oom-killer")).unwrap();
    let figures = SEED.lines().position(|line| line.contains("memory: usage")).unwrap();
    let without = |lacking: std::ops::Range<usize>| {
        let lines: Vec<(&str, u64)> =
            SEED.lines().zip(1..).enumerate().filter(|(at, _)| !lacking.contains(at)).map(|(_, line)| line).collect();
        only(read_lines(&lines))
    };
    let incident = without(header + 1..figures);
    assert!(!incident.complete);
    assert!(kinds(&incident).contains(&NoteKind::TraceMissing), "{:?}", kinds(&incident));
    let note = incident.noted.iter().find(|note| note.kind == NoteKind::TraceMissing).unwrap();
    assert_eq!(note.span.map(|span| span.first), Some(header as u64 + 1));
    // One of them is enough to tell that the header and the figures are of one report.
    assert!(without(header + 2..figures).complete && without(header + 1..header + 2).complete);
}

#[test]
fn a_single_kill_behind_a_report_is_not_the_reports() {
    let kill = SEED.lines().last().unwrap().replace("716580", "716590").replace("037095", "037195");
    let incidents = read(&format!("{SEED}\n{kill}"));
    assert_eq!(victims(&incidents), [(716_580, "stress-ng-vm"), (716_590, "stress-ng-vm")]);
    assert_eq!(kinds(&incidents[1]), [NoteKind::NoReport]);
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
    let note = &only(incidents).notes().into_owned()[0];
    assert_eq!((note.kind, note.span.map(|span| span.first)), (NoteKind::Suppressed, Some(1)));
    assert!(note.text.said(Language::English).contains('4'));
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
    assert!(assembler.streams.len() <= crate::model::limits::STREAMS.most);
    assembler.finish();
    assert_eq!(assembler.take().len(), 999);
}

#[test]
fn nodes_boots_and_callers_do_not_mix() {
    let report = |caller: &'static str| EL7.lines().map(move |line| (caller, line)).collect::<Vec<_>>();
    let (a, b) = (report("T4242"), report("T17"));
    let mut assembler = Assembler::new();
    let lines = a.iter().zip(&b).flat_map(|(a, b)| [*a, *b]);
    for ((caller, text), number) in lines.zip(1..) {
        assembler.feed(&Record {
            caller: Some(caller),
            ..Record::bare(Place { source: SourceId(0), line: number }, Origin::Kernel, text)
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
fn a_header_behind_another_programs_line_keeps_the_tasks_name() {
    let log =
        SEED.replacen("stress-ng-vm invoked", "Creating journal (131072 blocks): [   31.251333] mkfs.ext4 invoked", 1);
    assert_eq!(&*only(read(&log)).trigger.as_ref().unwrap().name, "mkfs.ext4");
}

#[test]
fn lines_of_kills_may_be_wrapped_at_their_names() {
    let log = EL7
        .replace("Kill process 4242 (java)", "Kill process 4242 \n(java)")
        .replace("Killed process 4242 (java)", "Killed process\n4242 (java)");
    let reaper = "oom_reaper: reaped process 4242 \n(java), now anon-rss:0kB, file-rss:12kB, shmem-rss:0kB";
    let incident = only(read(&format!("{log}\n{reaper}")));
    let victim = &incident.victims[0];
    assert_eq!((victim.score, victim.reaped.as_ref().unwrap().file_rss), (Some(1966), Kib(12)));
    assert!(incident.complete, "{:#?}", incident.notes());
}

#[test]
fn statistics_that_break_off_are_the_kernels_doing_or_the_logs() {
    let newer = SEED.replace("5.15.0-1051-azure", "6.8.0-1051-azure");
    assert!(only(read(SEED)).complete);
    let incident = only(read(&newer));
    assert!(!incident.complete, "6.8 prints one record for each statistic and cuts nothing");
    assert_eq!(kinds(&incident), [NoteKind::StatsCut]);
}

/// Two reports of one node, the second 13 ms behind the first, which goes up to the line that ends so; the second goes on at
/// the line that contains this, and the hole tore what stood between.
fn two_reports_within_their_statistics(end: &str, torn: &str, begin: &str) -> Vec<Incident> {
    let log = KERN_6_1.replace("[   16.7", "[   12.3");
    let lines: Vec<&str> = log.lines().collect();
    let last = lines.iter().position(|line| line.contains("12.304535") && line.ends_with(end)).unwrap();
    let next = lines.iter().position(|line| line.contains(begin)).unwrap();
    let (before, behind) = (lines.split_at(last + 1).0, lines.split_at(next).1);
    read(&[before, &[torn], behind].concat().join("\n"))
}

#[test]
fn statistics_of_two_reports_are_not_told_as_one() {
    let torn = "Dec 13 07:20:12 aks-nodepool1-12345678-vmss000000 kernel: [   12.304535] sw";
    let whole = read(KERN_6_1);
    for (end, torn, begin) in [
        // A statistic that the first has already.
        ("file_writeback 0", format!("{torn}0"), "12.318173] vmalloc"),
        ("file_writeback 0", format!("{torn} 0"), "12.318173] vmalloc"),
        // The table of the second, without its title.
        ("slab_reclaimable 3680", format!("{torn} values in pages):"), "12.319800] [  pid  ]"),
    ] {
        let incidents = two_reports_within_their_statistics(end, &torn, begin);
        assert_eq!(incidents.len(), whole.len(), "{end}");
        let killed = incidents.iter().position(|incident| incident.victims.iter().any(|v| v.pid == 190)).unwrap();
        let (first, second) = (&incidents[killed - 1], &incidents[killed]);
        assert_eq!(first.trigger.as_ref().map(|trigger| &*trigger.name), Some("java"), "{end}");
        assert!(first.victims.is_empty() && !first.complete, "{end}: {:#?}", first.notes());
        assert!(second.trigger.is_none() && !second.complete, "{end}: {:#?}", second.notes());
        assert_eq!(incidents.iter().filter(|incident| !incident.complete).count(), 2, "{end}");
    }
}
