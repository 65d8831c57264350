//! What the limit cgroup's memory consists of.

use super::{InsightRow, InsightTopic, Need, inferred, read, row, sized};
use crate::analysis::cgroup::{Identity, short_id};
use crate::analysis::facts::{Facts, HEAVY, KERNEL_PARTS, NOTABLE, is_full};
use crate::analysis::{Insight, PartKind, breakdown};
use crate::model::{Bytes, ChildStats, Counter};
use crate::say;
use crate::text::{limit_size, list, percent, size};

/// The insights of this file.
pub(super) const INSIGHTS: &[InsightRow] = &[
    row(InsightTopic::CgroupParts, &["kernel-heavy"], &[Need::Statistics], kernel_heavy),
    row(InsightTopic::CgroupParts, &["thread-heavy"], &[Need::Statistics], threads),
    row(InsightTopic::CgroupParts, &["page-tables-heavy"], &[Need::Statistics], page_tables),
    row(InsightTopic::CgroupParts, &["tmpfs-heavy"], &[Need::Statistics], tmpfs_heavy),
    row(InsightTopic::CgroupParts, &["page-cache-heavy"], &[Need::Statistics], page_cache_heavy),
    row(InsightTopic::CgroupParts, &["containers"], &[Need::Subtree], children),
    row(InsightTopic::CgroupSwap, &["swap-full"], &[Need::SwapCounter], swap_full),
    row(
        InsightTopic::Statistics,
        &["shared-memory-inside-page-cache"],
        &[Need::Statistics],
        shared_memory_inside_cache,
    ),
    row(InsightTopic::Statistics, &["statistics-exceed-usage"], &[Need::Statistics], skew),
];

/// `312 MiB of the 500 MiB in use (62.4 %)`.
fn of_the_whole(facts: &Facts<'_>, part: Bytes) -> Option<String> {
    let total = facts.breakdown.as_ref()?.total;
    let share = percent(facts.language, part, total);
    Some(say!(
        facts.language,
        "of-the-whole",
        part = size(facts.language, part),
        total = size(facts.language, total),
        share = share
    ))
}

fn part(facts: &Facts<'_>, kind: PartKind) -> Option<Bytes> {
    facts.breakdown.as_ref()?.bytes(kind)
}

fn kernel_heavy(facts: &Facts<'_>) -> Option<Insight> {
    if facts.kernel_share() < HEAVY {
        return None;
    }
    let parts = KERNEL_PARTS.iter().filter_map(|kind| Some((kind, part(facts, *kind)?)));
    let parts: Vec<(&PartKind, Bytes)> = parts.filter(|(_, bytes)| bytes.0 > 0).collect();
    let sum = parts.iter().fold(Bytes(0), |sum, (_, bytes)| sum.plus(*bytes));
    let named: Vec<String> = parts.iter().map(|(kind, bytes)| sized(facts, **kind, *bytes)).collect();
    let (share, listed) = (of_the_whole(facts, sum)?, list(facts.language, &named));
    // Page tables and stacks go with the process; slab, sockets and per-CPU data need not.
    let of_processes = [PartKind::PageTables, PartKind::KernelStack].into_iter().filter_map(|kind| part(facts, kind));
    let of_processes = of_processes.fold(Bytes(0), Bytes::plus);
    let sockets = part(facts, PartKind::Sockets).unwrap_or_default();
    let text = if of_processes.0 > sum.0 / 2 {
        say!(facts.language, "kernel-heavy-of-processes", share = share, parts = listed)
    } else if sockets.0 > sum.0 / 2 {
        say!(facts.language, "kernel-heavy-of-sockets", share = share, parts = listed)
    } else {
        say!(facts.language, "kernel-heavy", share = share, parts = listed)
    };
    Some(read("kernel-heavy", text, named.join(" + ")))
}

fn threads(facts: &Facts<'_>) -> Option<Insight> {
    let stacks = part(facts, PartKind::KernelStack)?;
    if facts.share(PartKind::KernelStack) < NOTABLE {
        return None;
    }
    let stack = facts.stack();
    let (share, threads) = (of_the_whole(facts, stacks)?, stacks.0 / stack.0);
    let (stacks, stack) = (size(facts.language, stacks), size(facts.language, stack));
    Some(inferred(
        "thread-heavy",
        say!(facts.language, "thread-heavy", share = share, threads = threads),
        say!(facts.language, "thread-heavy-arithmetic", stacks = stacks, stack = stack, threads = threads),
    ))
}

fn page_tables(facts: &Facts<'_>) -> Option<Insight> {
    let tables = part(facts, PartKind::PageTables)?;
    (facts.share(PartKind::PageTables) >= NOTABLE).then_some(())?;
    let text = say!(facts.language, "page-tables-heavy", share = of_the_whole(facts, tables)?);
    Some(read("page-tables-heavy", text, String::new()))
}

fn tmpfs_heavy(facts: &Facts<'_>) -> Option<Insight> {
    let shmem = part(facts, PartKind::Shmem)?;
    (facts.share(PartKind::Shmem) >= HEAVY).then_some(())?;
    let text = say!(facts.language, "tmpfs-heavy", share = of_the_whole(facts, shmem)?);
    Some(read("tmpfs-heavy", text, String::new()))
}

fn page_cache_heavy(facts: &Facts<'_>) -> Option<Insight> {
    let cache = part(facts, PartKind::PageCache)?;
    (facts.share(PartKind::PageCache) >= HEAVY).then_some(())?;
    let stats = &facts.incident.cgroup_memory.stats;
    let keys = [("total_dirty", "dirty", "file_dirty"), ("total_writeback", "writeback", "file_writeback")];
    let waiting = keys
        .iter()
        .filter_map(|(total, v1, v2)| stats.bytes(v2).or_else(|| stats.bytes(total)).or_else(|| stats.bytes(v1)));
    let waiting = waiting.reduce(Bytes::plus);
    let share = of_the_whole(facts, cache)?;
    let text = match waiting {
        Some(waiting) if waiting.0 > cache.0 / 4 => {
            say!(facts.language, "page-cache-heavy-waiting", share = share, waiting = size(facts.language, waiting))
        }
        _ => say!(facts.language, "page-cache-heavy", share = share),
    };
    let arithmetic = waiting.map(|waiting| format!("dirty + writeback = {}", size(facts.language, waiting)));
    Some(read("page-cache-heavy", text, arithmetic.unwrap_or_default()))
}

/// Which container used how much: only kernels up to 5.2 print each cgroup of the subtree.
fn children(facts: &Facts<'_>) -> Option<Insight> {
    const SHOWN: usize = 3;
    let own = |child: &ChildStats| {
        let bytes = |key| child.stats.bytes(key).unwrap_or_default();
        bytes("rss").plus(bytes("cache"))
    };
    let children = &facts.incident.cgroup_memory.children;
    let mut used: Vec<(&str, Bytes)> = children
        .iter()
        .filter_map(|child| Some((Identity::of(&child.path).container?.id, own(child))))
        .filter(|(_, bytes)| bytes.0 > 0)
        .collect();
    (used.len() > 1).then_some(())?;
    used.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    let named = used.iter().take(SHOWN).map(|(id, bytes)| format!("{} {}", short_id(id), size(facts.language, *bytes)));
    let named = list(facts.language, &named.collect::<Vec<_>>());
    let text = say!(facts.language, "by-container", containers = named);
    Some(read("containers", text, say!(facts.language, "by-container-arithmetic").to_owned()))
}

fn swap_full(facts: &Facts<'_>) -> Option<Insight> {
    let memory = &facts.incident.cgroup_memory;
    let limit = memory.memory.as_ref().and_then(Counter::limit);
    // On cgroup v1 swap is counted together with memory; equal limits mean that there is none.
    let both = memory.memory_and_swap.as_ref().filter(|both| both.limit() != limit);
    let counter = memory.swap.as_ref().or(both)?;
    let full = counter.limit().filter(|limit| limit.0 > 0 && is_full(counter))?;
    let (usage, limit) = (size(facts.language, counter.usage.bytes()), limit_size(facts.language, full));
    let text = if memory.swap.is_some() {
        say!(facts.language, "cgroup-swap-full", usage = usage, limit = limit)
    } else {
        say!(facts.language, "cgroup-memory-and-swap-full", usage = usage, limit = limit)
    };
    Some(read("swap-full", text, String::new()))
}

/// Kernels before 4.9 do not print shared memory apart from the page cache.
fn shared_memory_inside_cache(facts: &Facts<'_>) -> Option<Insight> {
    let cache = part(facts, PartKind::PageCache)?;
    (cache.0 > 0 && part(facts, PartKind::Shmem).is_none()).then_some(())?;
    let text = say!(facts.language, "shared-memory-inside-cache", cache = size(facts.language, cache));
    Some(read("shared-memory-inside-page-cache", text, String::new()))
}

/// The statistics add up to more than the usage. The kernel counts both in per-CPU batches and reads one after the other,
/// which explains a few MiB.
fn skew(facts: &Facts<'_>) -> Option<Insight> {
    const EXPLAINED: u64 = 16 << 20;
    let itemised = breakdown::of_cgroup(facts.incident)?;
    let excess = itemised.excess();
    (excess.0 > 0).then_some(())?;
    let usage = facts.breakdown.as_ref().map_or(0, |pie| pie.total.0);
    let text = if excess.0 > EXPLAINED.max(usage / 20) {
        say!(facts.language, "statistics-contradict-usage", excess = size(facts.language, excess))
    } else {
        say!(facts.language, "statistics-exceed-usage", excess = size(facts.language, excess))
    };
    Some(read("statistics-exceed-usage", text, String::new()))
}
