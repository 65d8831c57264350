//! The limits at their edges: as much as is kept is whole and silent, one more is told.

use super::*;
use crate::model::limits::{self, Limit};
use crate::model::{Note, Span};

/// A report begins.
const HEADER: &str = "[10.000000] java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n";
const TITLE: &str = "[10.000000] Tasks state (memory values in pages):\n\
    [10.000000] [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name\n";
const SUMMARY: &str = "[10.000000] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=a,mems_allowed=0,\
    oom_memcg=/a,task_memcg=/a,task=java,pid=1,uid=0\n";

fn row(pid: usize) -> String {
    format!("[10.000000] [{pid:7}]     0 {pid:5}      256        1    28672        0           -998 java\n")
}

fn killed(pid: usize) -> String {
    format!(
        "[10.000000] Memory cgroup out of memory: Killed process {pid} (java) total-vm:1024kB, anon-rss:4kB, \
         file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:28kB oom_score_adj:-998\n"
    )
}

/// Holds that a log with as much as the limit allows is silent, and one with one more tells it once; gives both.
fn edge(limit: &Limit, log: impl Fn(usize) -> String) -> [Vec<Incident>; 2] {
    let most = read(&log(limit.most));
    assert!(!most.is_empty(), "{}: nothing was found", limit.name);
    assert_eq!(times(limit, &most), 0, "{} at the most", limit.name);
    let beyond = read(&log(limit.most + 1));
    assert_eq!(times(limit, &beyond), 1, "{} beyond the most", limit.name);
    [most, beyond]
}

fn times(limit: &Limit, incidents: &[Incident]) -> usize {
    incidents.iter().flat_map(|incident| incident.notes().into_owned()).filter(|note| limit.is_told_by(note)).count()
}

fn many(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn a_call_trace_of_any_length_is_told() {
    let log = |lines: usize| {
        let trace = many(lines, |at| format!("[10.000000]  f{at}+0x1/0x2\n"));
        format!("{HEADER}{trace}{TITLE}{}{SUMMARY}{}", row(1), killed(1))
    };
    let [_, beyond] = edge(&limits::STACK_LINES, log);
    assert_eq!(beyond[0].stack.map(|span| span.last - span.first + 1), Some(512));
    assert_eq!(beyond[0].tasks.len(), 1);
}

#[test]
fn statistics_of_any_number_are_told() {
    let log = |count: usize| {
        let stats = many(count, |at| format!("[10.000000] pgstat_{at} {at}\n"));
        format!("{HEADER}[10.000000] Memory cgroup stats for /a:\n{stats}{TITLE}{}{SUMMARY}{}", row(1), killed(1))
    };
    for (incidents, kept) in edge(&limits::STATISTICS, log).iter().zip([512, 512]) {
        assert_eq!(incidents[0].cgroup_memory.stats.0.len(), kept);
    }
}

#[test]
fn cgroups_of_a_subtree_of_any_number_are_told() {
    let child = |at: usize| format!("Memory cgroup stats for /kubepods/burstable/pod7c1b/{at}: cache:1KB rss:2KB\n");
    let log = |count: usize| {
        let (above, rest) = EL7.split_at(EL7.find("Memory cgroup stats").unwrap());
        let below = rest.split_at(rest.find("[ pid ]").unwrap()).1;
        format!("{above}{}{below}", many(count, child))
    };
    let [most, beyond] = edge(&limits::CHILDREN, log);
    let sum = |incident: &Incident| incident.cgroup_memory.stats.get("rss").unwrap().value;
    assert_eq!((sum(&most[0]), sum(&beyond[0])), (1024 * 2048, 1025 * 2048), "the sum is of all");
    // A figure of a cgroup that is not kept is not the last kept one's.
    assert_eq!(beyond[0].cgroup_memory.children[1023].stats.0.len(), 2);
}

#[test]
fn a_mem_info_of_any_length_is_told() {
    let log = |count: usize| {
        let pools = many(count, |at| {
            format!("[10.000000] Node {at} hugepages_total=0 hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB\n")
        });
        format!("{HEADER}[10.000000] Mem-Info:\n{pools}{TITLE}{}{SUMMARY}{}", row(1), killed(1))
    };
    let [_, beyond] = edge(&limits::MEM_INFO, log);
    assert_eq!(beyond[0].node_memory.as_ref().unwrap().hugepages.len(), 1024);
}

#[test]
fn rows_and_victims_beyond_the_most_are_told_each() {
    let log = |rows: usize, victims: usize| {
        let group = "[10.000000] Tasks in /a are going to be killed due to memory.oom.group set\n";
        let (table, kills) = (many(rows, |at| row(at + 1)), many(victims - 1, |at| killed(at + 2)));
        format!("{HEADER}{TITLE}{table}{SUMMARY}{}{group}{kills}", killed(1))
    };
    let (rows, victims) = (limits::TASK_ROWS.most, limits::VICTIMS.most);
    for (more_rows, more_victims) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let incidents = read(&log(rows + more_rows, victims + more_victims));
        let told = (times(&limits::TASK_ROWS, &incidents), times(&limits::VICTIMS, &incidents));
        assert_eq!(told, (more_rows, more_victims));
        let incident = only(incidents);
        assert_eq!((incident.tasks.len(), incident.victims.len()), (rows, victims));
    }
}

#[test]
fn a_victim_among_rows_that_were_left_out_is_not_missing_from_the_log() {
    let table = many(limits::TASK_ROWS.most, |at| row(at + 2));
    let incident = only(read(&format!("{HEADER}{TITLE}{table}{}{SUMMARY}{}", row(1), killed(1))));
    assert!(!kinds(&incident).contains(&NoteKind::TasksCut), "{:#?}", incident.notes());
}

#[test]
fn notes_beyond_the_most_are_told() {
    let log = |count: usize| {
        let lost = many(count, |_| "[10.000000] ** 3 printk messages dropped **\n".to_owned());
        format!("{HEADER}{lost}{TITLE}{}{SUMMARY}{}", row(1), killed(1))
    };
    // The report that a line is missing from has notes of its own.
    let own = only(read(&log(0))).notes().len();
    edge(&limits::NOTES, |count| log(count - own));
}

#[test]
fn notes_that_wait_beyond_the_most_are_told() {
    let line = "[9.000000] oom_kill_process: 3 callbacks suppressed\n";
    let [_, beyond] = edge(&limits::WAITING_NOTES, |count| line.repeat(count) + SEED);
    assert_eq!(kinds(&beyond[0]).iter().filter(|kind| **kind == NoteKind::Suppressed).count(), 16);
}

#[test]
fn a_kill_seen_more_often_than_is_listed_is_told() {
    let seen = |times: usize| {
        let mut incident = only(read(SEED));
        // Another limit was reached as well.
        incident.note(Note::new(NoteKind::LimitReached, "other"));
        for source in 1..times {
            let source = SourceId(u32::try_from(source).unwrap());
            let mut again = only(read(SEED));
            again.seen_in = vec![Span { source, first: 1, last: 9 }].into();
            merge(&mut incident, again);
        }
        incident
    };
    let (most, beyond) = (seen(limits::SIGHTINGS.most), seen(limits::SIGHTINGS.most + 1));
    assert_eq!((most.seen_in.len(), beyond.seen_in.len()), (64, 64));
    assert_eq!((times(&limits::SIGHTINGS, &[most]), times(&limits::SIGHTINGS, &[beyond])), (0, 1));
}

#[test]
fn a_report_of_any_length_told_backward_is_told() {
    // The kill, the line that announces it, and rows; above them stand the table's title and the header.
    let log = |lines: usize| {
        let table = many(lines - 2, |at| row(at + 1));
        let forward = format!("{HEADER}{TITLE}{table}{SUMMARY}{}", killed(1));
        let backward: Vec<&str> = forward.lines().rev().collect();
        backward.join("\n")
    };
    let [most, beyond] = edge(&limits::BACKWARD_LINES, log);
    let lines = limits::BACKWARD_LINES.most;
    assert_eq!(most[0].tasks.len(), (lines - 2).min(limits::TASK_ROWS.most));
    // The header is above what was left out, and nothing of it is said to be missing from the log.
    for incident in [&most[0], &beyond[0]] {
        assert!(incident.trigger.is_some() && incident.tasks.header_line.is_some());
        assert!(!kinds(incident).iter().any(|kind| matches!(kind, NoteKind::HeaderMissing | NoteKind::TasksCut)));
    }
    assert_eq!((most.len(), beyond.len()), (1, 1));
}

#[test]
fn kill_lines_of_any_number_told_backward_are_told() {
    let log = |lines: usize| {
        let group = "[10.000000] Tasks in /a are going to be killed due to memory.oom.group set\n";
        format!("{}{group}{}{SUMMARY}{}{TITLE}{HEADER}", killed(1), many(lines - 2, |at| killed(at + 2)), row(1))
    };
    edge(&limits::KILL_LINES, log);
}

#[test]
fn members_of_any_number_told_backward_are_told() {
    let log = |members: usize| {
        let group = "[10.000000] Tasks in /a are going to be killed due to memory.oom.group set\n";
        // The last two are known by the line of the group, which stands between them.
        let kills = many(members + 1, |at| killed(members + 2 - at));
        format!("{kills}{group}{}{SUMMARY}{}{TITLE}{HEADER}", killed(1), row(1))
    };
    let [most, _] = edge(&limits::MEMBERS_AHEAD, log);
    assert_eq!(only(most).victims.len(), 1026.min(limits::VICTIMS.most));
}

#[test]
fn a_doubt_of_any_length_is_told() {
    let log = |lines: usize| {
        // Later than the kernel prints the lines of one report.
        let late = |text: &str| text.replace("[10.0", "[10.4");
        // A row that is said again is no further row.
        let table = late(TITLE) + &late(&row(1)).repeat(lines - 2);
        format!("{HEADER}[10.000000] Memory cgroup stats for /a:\n[10.000000] anon 4096\n{table}")
    };
    edge(&limits::DOUBTED_LINES, log);
}

#[test]
fn habits_of_any_number_are_told() {
    let log = |count: usize| {
        let frames: Vec<String> = (0..count).map(|at| format!("[10.000000]  f{at}+0x1/0x2\n")).collect();
        let report = |frames: &[String]| {
            let end = format!("{TITLE}{}{SUMMARY}{}", row(1), killed(1));
            format!("{HEADER}[10.000000] Call Trace:\n{}{end}", frames.concat())
        };
        frames.chunks(256).map(report).collect::<String>()
    };
    edge(&limits::HABITS, log);
}

#[test]
fn a_report_that_makes_room_for_others_says_so() {
    let log = |hosts: usize| {
        let host = |at: usize| HEADER.replace("[10", &format!("Dec 13 07:23:21 n{at} kernel: [10"));
        many(hosts, host)
    };
    let [most, beyond] = edge(&limits::STREAMS, log);
    assert_eq!((most.len(), beyond.len()), (64, 65));
    assert_eq!(times(&limits::STREAMS, &beyond[..1]), 1, "the first is the one that spoke longest ago");
}

#[test]
fn a_line_in_any_number_of_pieces_is_told() {
    let log = |pieces: usize| {
        let (before, after) = SUMMARY.split_at(SUMMARY.find(",oom_memcg=/a").unwrap() + ",oom_memcg=/a".len());
        let paths = many(pieces - 1, |_| "\n/b".to_owned());
        format!("{HEADER}{TITLE}{}{before}{paths}\n{after}{}", row(1), killed(1))
    };
    edge(&limits::LINE_PIECES, log);
}

#[test]
fn a_joined_line_of_any_length_is_told() {
    let log = |bytes: usize| {
        let path = "/b".repeat(2400);
        let line = SUMMARY.replace("oom_memcg=/a", &format!("oom_memcg={path}"));
        let rest = bytes - (line.trim_end().len() - "[10.000000] ".len());
        let line = line.replace("task_memcg=/a", &format!("task_memcg=/a{}", "c".repeat(rest)));
        let (before, after) = line.split_at(line.find(",task_memcg").unwrap() + 1);
        format!("{HEADER}{TITLE}{}{before}\n{after}{}", row(1), killed(1))
    };
    edge(&limits::JOINED_LINE, log);
}
