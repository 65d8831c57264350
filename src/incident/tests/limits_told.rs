//! Every limit of a report is told where it is reached, each by itself, and nothing is told before.

use super::*;
use crate::lang::Language;
use crate::model::Limit;

const HEADER: &str = "[10.000001] a invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n";
const COLUMNS: &str =
    "[10.000003] [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name\n";
const SUMMARY: &str = "[10.000004] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,\
                       global_oom,task_memcg=/,task=a,pid=1,uid=0\n";
const KILL: &str = "[10.000005] Out of memory: Killed process 1 (a) total-vm:9kB, anon-rss:8kB, file-rss:0kB\n";

fn tells(incidents: &[Incident], limit: &Limit) -> usize {
    let notes = incidents.iter().flat_map(|incident| &incident.notes);
    notes.filter(|note| note.text == limit.told() && note.kind == NoteKind::LimitReached).count()
}

/// The report with so many of what the limit bounds, and one more.
fn at_the_edge(limit: &Limit, report: impl Fn(usize) -> String) -> Vec<Incident> {
    assert_eq!(tells(&read(&report(limit.most)), limit), 0, "{limit:?} at its edge");
    let beyond = read(&report(limit.most + 1));
    assert_eq!(tells(&beyond, limit), 1, "{limit:?} beyond its edge: {:#?}", beyond.first().map(|i| &i.notes));
    beyond
}

fn many(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|at| line(at) + "\n").collect()
}

#[test]
fn rows_and_victims_are_told_each_by_itself() {
    let rows = |count| many(count, |at| format!("[10.000003] [{:>7}]     0 {} 1 1 4096 0 0 a", at + 1, at + 1));
    let beyond = at_the_edge(&limits::TASK_ROWS, |count| format!("{HEADER}{COLUMNS}{}{SUMMARY}{KILL}", rows(count)));
    assert_eq!(beyond[0].tasks.len(), limits::TASK_ROWS.most);
    let group = "[10.000006] Tasks in / are going to be killed due to memory.oom.group set\n";
    let kills = |count: usize| {
        many(count - 1, |at| {
            format!("[10.000007] Out of memory: Killed process {} (a) total-vm:9kB, anon-rss:8kB, file-rss:0kB", at + 2)
        })
    };
    let beyond = at_the_edge(&limits::VICTIMS, |count| {
        format!("{HEADER}{COLUMNS}{}{SUMMARY}{KILL}{group}{}", rows(limits::TASK_ROWS.most + 1), kills(count))
    });
    assert_eq!((beyond[0].victims.len(), tells(&beyond, &limits::TASK_ROWS)), (limits::VICTIMS.most, 1));
}

#[test]
fn lines_of_the_call_trace() {
    let lines = |count| many(count, |at| format!("[10.000002]  f{at}+0x1/0x2"));
    at_the_edge(&limits::STACK_LINES, |count| format!("{HEADER}{}{SUMMARY}{KILL}", lines(count)));
}

#[test]
fn statistics_and_cgroups_of_a_subtree() {
    let begin = format!("{HEADER}[10.000002] memory: usage 9kB, limit 9kB, failcnt 1\n");
    let stats = |count| many(count, |at| format!("[10.000002] key_{at} 7"));
    let beyond = at_the_edge(&limits::STATISTICS, |count| {
        format!("{begin}[10.000002] Memory cgroup stats for /a:\n{}", stats(count))
    });
    assert_eq!(beyond[0].cgroup_memory.stats.0.len(), limits::STATISTICS.most);
    let children = |count| many(count, |at| format!("[10.000002] Memory cgroup stats for /a/{at}: cache:0KB rss:4KB"));
    let first = "[10.000002] Memory cgroup stats for /a: cache:0KB rss:4KB\n";
    let beyond = at_the_edge(&limits::CHILD_CGROUPS, |count| format!("{begin}{first}{}", children(count - 1)));
    let memory = &beyond[0].cgroup_memory;
    assert_eq!(memory.children.len(), limits::CHILD_CGROUPS.most);
    assert_eq!(memory.children.last().unwrap().stats.get("rss").unwrap().value, 4096, "not the next one's, too");
    let all = i64::try_from(limits::CHILD_CGROUPS.most + 1).unwrap();
    assert_eq!(memory.stats.get("rss").unwrap().value, all * 4096, "the sum is whole");
}

#[test]
fn rows_of_mem_info() {
    let zones = |count| many(count, |at| format!("[10.000002] Node {at} Normal free:4kB min:4kB low:4kB high:4kB"));
    let beyond =
        at_the_edge(&limits::MEM_INFO_ROWS, |count| format!("{HEADER}[10.000002] Mem-Info:\n{}", zones(count)));
    assert_eq!(beyond[0].node_memory.as_ref().unwrap().zones.len(), limits::MEM_INFO_ROWS.most);
}

#[test]
fn notes_before_a_report() {
    let notes = |count| many(count, |at| format!("[9.000001] oom_kill_process: {} callbacks suppressed", at + 1));
    at_the_edge(&limits::NOTES_BEFORE, |count| format!("{}{HEADER}", notes(count)));
}

#[test]
fn lines_that_are_kept_of_a_report() {
    let rows = |count| many(count, |at| format!("[10.000003] [{:>7}]     0 {} 1 1 4096 0 0 a", at + 1, at + 1));
    at_the_edge(&limits::REPORT_LINES, |count| format!("{HEADER}{COLUMNS}{}{SUMMARY}{KILL}", rows(count - 4)));
}

#[test]
fn lines_of_a_report_that_is_told_newest_first() {
    let rows = |count| many(count, |at| format!("[10.000003] [{:>7}]     0 {} 1 1 4096 0 0 a", at + 1, at + 1));
    let beyond = at_the_edge(&limits::BACKWARD_LINES, |count| {
        let forward = format!("{HEADER}{COLUMNS}{}{SUMMARY}{KILL}", rows(count - 4));
        forward.lines().rev().map(|line| format!("{line}\n")).collect()
    });
    assert!(beyond.iter().any(|incident| !incident.victims.is_empty()));
}

#[test]
fn streams_at_once() {
    let cut = |host: usize| format!("Dec 13 07:23:21 node{host} kernel: {HEADER}");
    let logs = |count: usize| (0..count).map(cut).collect::<String>();
    let beyond = at_the_edge(&limits::STREAMS, |count| logs(count).to_string());
    assert_eq!(beyond.len(), limits::STREAMS.most + 1);
}

#[test]
fn more_notes_than_are_kept() {
    let exits = |count| {
        many(count, |at| {
            format!("[10.000006] Out of memory: OOM victim {} (w) is already exiting. Skip killing the task", at + 9)
        })
    };
    let (few, many) = (read(&format!("{HEADER}{}", exits(40))), read(&format!("{HEADER}{}", exits(99))));
    assert_eq!((tells(&few, &limits::NOTES), tells(&many, &limits::NOTES)), (0, 1));
    assert!(many[0].notes.len() <= limits::NOTES.most + 1);
    assert!(limits::NOTES.told().said(Language::English).contains("64"));
}
