//! The memory of the cgroup whose limit was hit: counters, statistics in three formats, protection.

use super::Message;
use super::scan::{Figure, Scan, figures};
use crate::model::StatUnit;

/// Which counter a usage line speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CounterKind {
    /// `memory:`.
    Memory,
    /// `swap:` (cgroup v2).
    Swap,
    /// `memory+swap:` (cgroup v1).
    MemoryAndSwap,
    /// `kmem:` (cgroup v1).
    Kernel,
}

const COUNTERS: [(&str, CounterKind); 4] = [
    ("memory: usage ", CounterKind::Memory),
    ("swap: usage ", CounterKind::Swap),
    ("memory+swap: usage ", CounterKind::MemoryAndSwap),
    ("kmem: usage ", CounterKind::Kernel),
];

/// `mem_cgroup_print_oom_meminfo()` of `mm/memcontrol.c`.
pub(super) fn counter(text: &str) -> Option<Message<'_>> {
    let text = text.trim_start();
    let (kind, rest) = COUNTERS.iter().find_map(|(tag, kind)| Some((*kind, text.strip_prefix(tag)?)))?;
    let mut scan = Scan::new(rest);
    let usage = scan.kib()?;
    scan.tag(",");
    scan.blanks();
    let limit = scan.tag("limit ").and_then(|()| scan.kib());
    scan.tag(",");
    scan.blanks();
    let failcnt = scan.tag("failcnt ").and_then(|()| scan.number());
    Some(Message::Counter { kind, usage, limit, failcnt })
}

/// `mem_cgroup_print_oom_info()` up to 4.19, in up to four pieces since 4.4 (`pr_cont`).
pub(super) fn task_in(text: &str) -> Option<Message<'_>> {
    const KILLED: &str = " killed as a result of limit of";
    let mut scan = Scan::new(text.trim_start());
    if scan.tag("Memory limit reached of cgroup ").is_some() {
        return Some(Message::TaskIn { victim: None, limit: Some(scan.rest().trim_end()) });
    }
    scan.tag("Task in")?;
    let rest = scan.rest();
    if rest.trim().is_empty() {
        return Some(Message::TaskIn { victim: None, limit: None });
    }
    scan.tag(" /")?;
    let (victim, limit) = match rest.split_once(KILLED) {
        Some((victim, limit)) => (victim, Some(path_of(limit.trim())).filter(|limit| !limit.is_empty())),
        None => (rest, None),
    };
    // A pattern that only looks like the line (`Task in (.*) killed …`) names no path.
    limit.is_none_or(|limit| limit.starts_with('/')).then_some(Message::TaskIn { victim: Some(victim.trim()), limit })
}

/// The path without what somebody wrote behind it: comments, bars of a table, mark-up. A path may hold blanks, but none of
/// its words begins with such a sign.
fn path_of(text: &str) -> &str {
    let ends = text.match_indices(' ').map(|(at, _)| at).find(|at| {
        let rest = text.get(*at..).unwrap_or("");
        let word = rest.trim_start();
        rest.len() - word.len() > 1
            || !word.starts_with(|c: char| c.is_alphanumeric() || "_-.:/\\".contains(c))
            || word.starts_with("//")
    });
    ends.and_then(|at| text.get(..at)).unwrap_or(text)
}

/// `Memory cgroup stats for PATH:`; up to 5.2 the statistics follow on the same line, one line for each cgroup.
pub(super) fn stats_for(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    scan.tag("Memory cgroup stats")?;
    if scan.tag(":").is_some() {
        // 3.10 prints no path where the cgroup has no name.
        return Some(Message::StatsFor { path: Some(""), whole: true, inline: inline_stats(scan.rest()) });
    }
    scan.tag(" for")?;
    let rest = scan.rest().trim();
    Some(split_figures(rest).unwrap_or_else(|| Message::StatsFor {
        path: Some(rest).filter(|rest| !rest.is_empty()),
        whole: false,
        inline: Vec::new(),
    }))
}

/// `/a/b: cache:0KB rss:4KB` → path and figures. A path may hold colons (`system.slice:cri-containerd:…`): it ends at the
/// colon at the end, or before the first figures.
fn split_figures(text: &str) -> Option<Message<'_>> {
    let whole = |path, inline| Message::StatsFor { path: Some(path), whole: true, inline };
    if let Some(path) = text.strip_suffix(':') {
        return Some(whole(path, Vec::new()));
    }
    text.match_indices(": ").take(COLONS_MAX).find_map(|(at, mark)| {
        let inline = inline_stats(text.get(at + mark.len()..)?);
        (!inline.is_empty()).then_some(whole(text.get(..at)?, inline))
    })
}

/// No path has more colons with a blank behind.
const COLONS_MAX: usize = 16;

/// ` rss_huge:0KB mapped_file:0KB`: the rest of one-line statistics whose record was split (`pr_cont`).
pub(super) fn more_inline(text: &str) -> Option<Message<'_>> {
    let whole = !text.trim().is_empty() && text.split_whitespace().all(|piece| piece.ends_with("KB"));
    whole.then(|| inline_stats(text)).filter(|stats| !stats.is_empty()).map(Message::MoreInline)
}

/// `cache:0KB rss:4KB`.
fn inline_stats(text: &str) -> Vec<Figure<'_, i64>> {
    let stats = figures(text).take_while(|figure| figure.unit == "KB");
    stats.map(|figure| Figure { key: figure.key, value: figure.value }).collect()
}

/// `key value` of `memory.stat` (5.3 on, and RHEL 8). Keys are lower-case words with underscores.
pub(super) fn stat(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim());
    let key = scan.run(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())?;
    // `failcnt 40` is the end of a line about the usage that was broken before it.
    if !key.starts_with(|c: char| c.is_ascii_lowercase()) || key == "failcnt" {
        return None;
    }
    scan.tag(" ")?;
    let value = scan.signed()?;
    scan.rest().is_empty().then_some(Message::Stat(key, value))
}

/// `mem_cgroup_print_oom_protection()`-like line of 6.19 on.
pub(super) fn protection(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    scan.tag("Memory cgroup min protection ")?;
    let min = scan.kib()?;
    scan.tag(" -- low protection ")?;
    Some(Message::Protection(min, scan.kib()?))
}

/// What a key of `memory.stat` counts. Sizes are a closed set (`memory_stats[]` and `memcg1_stats[]`); keys that newer
/// kernels add are taken for counts, which nobody adds to sizes.
pub fn unit_of(key: &str) -> StatUnit {
    let own = key.strip_prefix("total_").unwrap_or(key);
    let is_size = STATS_IN_ORDER.contains(&own) || OTHER_SIZES.contains(&own);
    if is_size { StatUnit::Bytes } else { StatUnit::Count }
}

/// The beginning of `memory.stat` in the kernel's order, 5.3 to 7.x (`memory_stats` of `mm/memcontrol.c`); all are sizes. `slab`
/// moved.
pub const STATS_IN_ORDER: [&str; 26] = [
    "anon",
    "file",
    "kernel",
    "kernel_stack",
    "pagetables",
    "sec_pagetables",
    "percpu",
    "sock",
    "vmalloc",
    "shmem",
    "zswap",
    "zswapped",
    "file_mapped",
    "file_dirty",
    "file_writeback",
    "swapcached",
    "anon_thp",
    "file_thp",
    "shmem_thp",
    "inactive_anon",
    "active_anon",
    "inactive_file",
    "active_file",
    "unevictable",
    "slab_reclaimable",
    "slab_unreclaimable",
];

/// Further keys that are sizes in bytes: of cgroup v2, then those that only v1 prints (6.5 on).
const OTHER_SIZES: &[&str] = &[
    "slab",
    "hugetlb",
    "cache",
    "rss",
    "rss_huge",
    "mapped_file",
    "dirty",
    "writeback",
    "swap",
    "hierarchical_memory_limit",
    "hierarchical_memsw_limit",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_the_limits_path_is_none_of_it() {
        let path = "/kubepods/burstable/pod11111111-2222-4333-8444-555555555555";
        for tail in ["", "  # noqa", " # noqa", " // ours", " | x", " <br>", " \"", "\t"] {
            let line = format!("Task in {path}/c killed as a result of limit of {path}{tail}");
            let Some(Message::TaskIn { limit, .. }) = task_in(&line) else { panic!("no limit: {line}") };
            assert_eq!(limit, Some(path), "{tail}");
        }
        let line = "Task in /a killed as a result of limit of /my unit";
        let Some(Message::TaskIn { limit, .. }) = task_in(line) else { panic!("no limit") };
        assert_eq!(limit, Some("/my unit"));
    }
}
