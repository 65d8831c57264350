//! A whole report on one line without stamps: what is left where a ticket or a chat has filled the lines anew.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::scan::{blanks, digits};
use crate::source::words::find;

/// Shorter texts are one line.
const LEAST_BYTES: usize = 300;

/// So many beginnings of lines make a report. A process name, at most 15 bytes, holds one at most.
const LEAST_STARTS: usize = 4;

/// Beginnings of the lines of a report, each after a blank.
const STARTS: &[&str] = &[
    " CPU: ",
    " Hardware name: ",
    " Call Trace:",
    " Call trace:",
    " <TASK>",
    " </TASK>",
    " RIP: ",
    " Code: ",
    " RSP: ",
    " RAX: ",
    " Mem-Info:",
    " DMA per-cpu:",
    " Normal per-cpu:",
    " HighMem per-cpu:",
    " Free pages:",
    " memory: usage ",
    " memory+swap: usage ",
    " swap: usage ",
    " kmem: usage ",
    " Memory cgroup stats for ",
    " Memory cgroup min protection ",
    " Node ",
    " lowmem_reserve[]:",
    " Free swap ",
    " Total swap ",
    " Tasks state ",
    " [",
    " oom-kill:constraint=",
    " Memory cgroup out of memory",
    " Out of memory",
    " Out of Memory",
    " Killed process ",
    " oom_reaper: ",
    " Tasks in /",
    " Task in /",
];

static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(STARTS).ok());

/// The lines that the text is made of; none where it is one line itself.
pub(super) fn lines(text: &str) -> Vec<&str> {
    let cuts = if text.len() < LEAST_BYTES { Vec::new() } else { cuts(text) };
    if cuts.len() < LEAST_STARTS {
        let parted = named_and_killed(text);
        return if parted.is_empty() { glued(text) } else { parted };
    }
    let mut lines = Vec::with_capacity(cuts.len() + 1);
    let mut from = 0;
    for at in cuts.into_iter().chain([text.len()]) {
        let line = text.get(from..at).unwrap_or("").trim();
        from = at;
        if line.starts_with("Memory cgroup stats for ") {
            statistics(line, &mut lines);
        } else if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}

/// The line that names the victim and that of the kill, where somebody wrote one behind the other. No name is so long that it
/// holds these words.
fn named_and_killed(text: &str) -> Vec<&str> {
    const KILLS: [&str; 2] = [" Out of memory: Killed process ", " Memory cgroup out of memory: Killed process "];
    let Some(named) = find(text, "oom-kill:constraint=") else { return Vec::new() };
    let behind = text.get(named..).unwrap_or("");
    let Some(at) = KILLS.iter().filter_map(|words| find(behind, words)).min() else { return Vec::new() };
    text.split_at_checked(named + at).map_or_else(Vec::new, |(before, kill)| vec![before, kill.trim_start()])
}

/// The kills of a line in which nothing at all stands between the lines. No name is so long that it holds these words and what
/// ends a line.
fn glued(text: &str) -> Vec<&str> {
    const KILLS: [&str; 3] = ["Out of memory: ", "Memory cgroup out of memory: ", "Killed process "];
    const ENDS: [&str; 3] = [")", "child", "kB"];
    let begins = |at: usize| {
        let ends = text.get(..at).is_some_and(|before| ENDS.iter().any(|end| before.ends_with(end)));
        ends && text.get(at..).is_some_and(|rest| KILLS.iter().any(|kill| rest.starts_with(kill)))
    };
    let cuts: Vec<usize> = memchr::memchr3_iter(b'O', b'M', b'K', text.as_bytes()).filter(|at| begins(*at)).collect();
    if cuts.is_empty() {
        return Vec::new();
    }
    let ends = cuts.iter().copied().chain([text.len()]);
    [0].into_iter().chain(cuts.iter().copied()).zip(ends).filter_map(|(from, to)| text.get(from..to)).collect()
}

/// Where the lines begin.
fn cuts(text: &str) -> Vec<usize> {
    let Some(finder) = FINDER.as_ref() else { return Vec::new() };
    let starts = finder.find_iter(text).filter(|found| {
        let (before, after) = (text.get(..found.start()).unwrap_or(""), text.get(found.start() + 1..).unwrap_or(""));
        match STARTS.get(found.pattern().as_usize()).copied() {
            Some(" [") => is_row(after),
            // "Out of memory: Killed process …" is one line.
            Some(" Killed process ") => !before.ends_with(':'),
            _ => true,
        }
    });
    starts.map(|found| found.start() + 1).collect()
}

/// `[ 716518]` or `[  pid  ]`: the beginning of a line of the task table.
fn is_row(text: &str) -> bool {
    let inside = text.strip_prefix('[').map_or("", blanks);
    let rest = inside.strip_prefix("pid").or_else(|| digits(inside).map(|(_, rest)| rest));
    rest.is_some_and(|rest| blanks(rest).starts_with(']'))
}

/// `Memory cgroup stats for /path: anon 1 file 2`: the line of the path, then one for each statistic.
fn statistics<'a>(line: &'a str, lines: &mut Vec<&'a str>) {
    let Some(colon) = line.find(": ") else { return lines.push(line) };
    let Some((path, mut rest)) = line.split_at_checked(colon + 1) else { return lines.push(line) };
    let is_pair = |text: &str| {
        let mut words = text.split(' ').filter(|word| !word.is_empty());
        words.next().is_some() && words.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if !is_pair(rest) {
        return lines.push(line);
    }
    lines.push(path);
    while is_pair(rest) {
        rest = blanks(rest);
        let key = rest.find(' ').unwrap_or(rest.len());
        let value = rest.get(key..).map_or(0, |rest| rest.len() - blanks(rest).len()) + key;
        let end = rest.get(value..).and_then(|rest| rest.find(' ')).map_or(rest.len(), |length| value + length);
        lines.push(rest.get(..end).unwrap_or(rest));
        rest = rest.get(end..).unwrap_or("");
    }
    if !blanks(rest).is_empty() {
        lines.push(blanks(rest));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_on_one_line_falls_into_its_lines() {
        let report = [
            "my app invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=986",
            "CPU: 1 PID: 190 Comm: my app Not tainted 6.1.0-56-cloud-amd64 #1",
            "Call Trace:",
            "<TASK>",
            "dump_stack_lvl+0x44/0x5c",
            "memory: usage 49152kB, limit 49152kB, failcnt 21",
            "Memory cgroup stats for /a:",
            "anon 1",
            "file 2",
            "Tasks state (memory values in pages):",
            "[  pid  ]   uid  tgid name",
            "[    190]  1000   190 my app",
            "oom-kill:constraint=CONSTRAINT_MEMCG,task=my app,pid=190,uid=1000",
            "Memory cgroup out of memory: Killed process 190 (my app) total-vm:1kB",
        ];
        let mut wanted = report.to_vec();
        wanted[3] = "<TASK> dump_stack_lvl+0x44/0x5c";
        wanted.remove(4);
        assert_eq!(lines(&report.join(" ")), wanted);
    }

    #[test]
    fn a_line_is_one_line() {
        let line = format!(
            "oom-kill:constraint=CONSTRAINT_MEMCG,task_memcg={},task= Mem-Info: a [1] Node b",
            "/a".repeat(200)
        );
        assert_eq!(lines(&line), Vec::<&str>::new());
    }
}
