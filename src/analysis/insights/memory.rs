//! What the limit cgroup's memory consists of.

use super::{HEAVY, inferred, list, read, sized};
use crate::analysis::cgroup::{Identity, short_id};
use crate::analysis::facts::{Facts, KERNEL_PARTS, is_full};
use crate::analysis::{Insight, PartKind, breakdown};
use crate::model::{Bytes, ChildStats, Counter};
use crate::text::{counted, limit_size, percent, size};

/// From this share on, page tables or kernel stacks are worth a word: both are small by nature.
const NOTABLE: f64 = 0.1;

/// What a thread's kernel stack takes on 64-bit x86 and arm64 (`THREAD_SIZE`).
const STACK: u64 = 16 << 10;

/// `312 MiB of the 500 MiB in use (62.4 %)`.
fn of_the_whole(facts: &Facts<'_>, part: Bytes) -> Option<String> {
    let total = facts.breakdown.as_ref()?.total;
    Some(format!("{} of the {} in use ({})", size(part), size(total), percent(facts.language, part, total)))
}

fn part(facts: &Facts<'_>, kind: PartKind) -> Option<Bytes> {
    facts.breakdown.as_ref()?.bytes(kind)
}

pub(super) fn kernel_heavy(facts: &Facts<'_>) -> Option<Insight> {
    if facts.kernel_share() < HEAVY {
        return None;
    }
    let parts = KERNEL_PARTS.iter().filter_map(|kind| Some((kind, part(facts, *kind)?)));
    let parts: Vec<(&PartKind, Bytes)> = parts.filter(|(_, bytes)| bytes.0 > 0).collect();
    let sum = parts.iter().fold(Bytes(0), |sum, (_, bytes)| sum.plus(*bytes));
    let named: Vec<String> = parts.iter().map(|(kind, bytes)| sized(facts, **kind, *bytes)).collect();
    Some(read(
        "kernel-heavy",
        format!(
            "{} is memory of the kernel itself, held for the programs: {}. Killing a process may free little of it",
            of_the_whole(facts, sum)?,
            list(&named)
        ),
        named.join(" + "),
    ))
}

pub(super) fn threads(facts: &Facts<'_>) -> Option<Insight> {
    let stacks = part(facts, PartKind::KernelStack)?;
    if facts.share(PartKind::KernelStack) < NOTABLE {
        return None;
    }
    let threads = counted(stacks.0 / STACK, "thread", "threads");
    Some(inferred(
        "thread-heavy",
        format!("{} is kernel stacks: about {threads}", of_the_whole(facts, stacks)?),
        format!("{} / {} for each thread's stack on x86-64 and arm64 = {threads}", size(stacks), size(Bytes(STACK))),
    ))
}

pub(super) fn page_tables(facts: &Facts<'_>) -> Option<Insight> {
    let tables = part(facts, PartKind::PageTables)?;
    (facts.share(PartKind::PageTables) >= NOTABLE).then_some(())?;
    Some(read(
        "page-tables-heavy",
        format!(
            "{} is page tables: many processes map the same memory, or one maps far more than it uses",
            of_the_whole(facts, tables)?
        ),
        String::new(),
    ))
}

pub(super) fn tmpfs_heavy(facts: &Facts<'_>) -> Option<Insight> {
    let shmem = part(facts, PartKind::Shmem)?;
    (facts.share(PartKind::Shmem) >= HEAVY).then_some(())?;
    Some(read(
        "tmpfs-heavy",
        format!(
            "{} is shared memory: files in a memory-backed volume (emptyDir with medium: Memory) or in /dev/shm, or \
             memory that processes share. Files stay there when the process is killed, so a restart may end the same way",
            of_the_whole(facts, shmem)?
        ),
        String::new(),
    ))
}

pub(super) fn page_cache_heavy(facts: &Facts<'_>) -> Option<Insight> {
    let cache = part(facts, PartKind::PageCache)?;
    (facts.share(PartKind::PageCache) >= HEAVY).then_some(())?;
    let stats = &facts.incident.cgroup_memory.stats;
    let keys = [("total_dirty", "dirty", "file_dirty"), ("total_writeback", "writeback", "file_writeback")];
    let waiting = keys
        .iter()
        .filter_map(|(total, v1, v2)| stats.bytes(v2).or_else(|| stats.bytes(total)).or_else(|| stats.bytes(v1)));
    let waiting = waiting.reduce(Bytes::plus);
    let why = match waiting {
        Some(waiting) if waiting.0 > cache.0 / 4 => format!("; {} of it waits to be written to disk", size(waiting)),
        _ => String::new(),
    };
    Some(read(
        "page-cache-heavy",
        format!(
            "{} is page cache, contents of files that the kernel normally gives up before it kills{why}",
            of_the_whole(facts, cache)?
        ),
        waiting.map(|waiting| format!("dirty + writeback = {}", size(waiting))).unwrap_or_default(),
    ))
}

/// Which container used how much: only kernels up to 5.2 print each cgroup of the subtree.
pub(super) fn children(facts: &Facts<'_>) -> Option<Insight> {
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
    let named = used.iter().take(SHOWN).map(|(id, bytes)| format!("{} {}", short_id(id), size(*bytes)));
    Some(read(
        "containers",
        format!("By container, largest first: {}", list(&named.collect::<Vec<_>>())),
        "rss + cache of each cgroup's own line".to_owned(),
    ))
}

pub(super) fn swap_full(facts: &Facts<'_>) -> Option<Insight> {
    let memory = &facts.incident.cgroup_memory;
    let limit = memory.memory.as_ref().and_then(Counter::limit);
    // On cgroup v1 swap is counted together with memory; equal limits mean that there is none.
    let both = memory.memory_and_swap.as_ref().filter(|both| both.limit() != limit);
    let counter = memory.swap.as_ref().or(both)?;
    let full = counter.limit().filter(|limit| limit.0 > 0 && is_full(counter))?;
    let what = if memory.swap.is_some() {
        "Its swap was full too"
    } else {
        "Memory and swap together were at their limit too"
    };
    let text = format!("{what}: {} of {}", size(counter.usage.bytes()), limit_size(full));
    Some(read("swap-full", text, String::new()))
}

/// Kernels before 4.9 do not print shared memory apart from the page cache.
pub(super) fn shared_memory_inside_cache(facts: &Facts<'_>) -> Option<Insight> {
    let cache = part(facts, PartKind::PageCache)?;
    (cache.0 > 0 && part(facts, PartKind::Shmem).is_none()).then_some(())?;
    Some(read(
        "shared-memory-inside-page-cache",
        format!("This log does not tell shared memory apart: the {} of page cache may hold some", size(cache)),
        String::new(),
    ))
}

/// The statistics add up to more than the usage.
pub(super) fn skew(facts: &Facts<'_>) -> Option<Insight> {
    let excess = breakdown::of_cgroup(facts.incident)?.excess();
    (excess.0 > 0).then_some(())?;
    Some(read(
        "statistics-exceed-usage",
        format!(
            "The statistics add up to {} more than the usage: the kernel read them at another moment. The largest part is \
             drawn smaller by that",
            size(excess)
        ),
        String::new(),
    ))
}
