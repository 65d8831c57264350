//! A report that the rotation of its log cut in two: its beginning ends one file, its rest begins another.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Incident, Moment, NodeMemory, NoteKind, Outcome, PageSizeBasis, SourceId, Stat, TaskTable};

use super::draft::page_size;

/// How long after its header a report's kill may come, in microseconds: a slow console prints a long table for seconds.
const REPORT_MICROS: i64 = 10_000_000;

/// How many rests of one moment a beginning is compared with.
const RESTS_COMPARED: usize = 64;

/// Rests of reports that each begin a source, by when they were printed: of ten thousands of files each beginning is compared
/// with those of its own moment only.
#[derive(Debug, Default)]
pub struct Rests {
    by_slot: HashMap<Slot, BTreeSet<Rest>>,
}

/// A while of [`REPORT_MICROS`] on one of the clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Slot {
    Uptime(i64),
    Wall(i64),
}

/// A kill that may be the rest of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rest {
    /// The source that it begins.
    source: SourceId,
    /// Its place among all kills.
    at: usize,
}

impl Rests {
    /// Keeps the first kill of a source, if it may be the rest of a report. `at` is its place among all kills.
    pub fn keep(&mut self, source: SourceId, at: usize, tail: &Incident) {
        if begins_late(tail) {
            for slot in slots(&tail.moment).into_iter().flatten() {
                self.by_slot.entry(slot).or_default().insert(Rest { source, at });
            }
        }
    }

    /// Takes the place of the first kill which this one, the last of its source, goes on in.
    pub fn take_rest_of<'a>(
        &mut self,
        source: SourceId,
        head: &Incident,
        tail_at: impl Fn(usize) -> Option<&'a Incident>,
    ) -> Option<usize> {
        let begun = head.invoked.as_ref().filter(|_| ends_early(head))?;
        // The rest was printed within one slot's length, so in the same slot or the next.
        let near = slots(begun).into_iter().flatten().flat_map(|slot| [slot, slot.next()]);
        let near = near.filter_map(|slot| self.by_slot.get(&slot)).flat_map(|rests| rests.iter().take(RESTS_COMPARED));
        let near: BTreeSet<Rest> = near.copied().filter(|rest| rest.source != source).collect();
        let goes_on = |rest: &Rest| tail_at(rest.at).is_some_and(|tail| goes_on_in(head, tail));
        let found = near.into_iter().find(goes_on)?.at;
        // It goes on with one beginning only.
        for slot in slots(&tail_at(found)?.moment).into_iter().flatten() {
            self.by_slot.entry(slot).or_default().retain(|rest| rest.at != found);
        }
        Some(found)
    }
}

impl Slot {
    const fn next(self) -> Self {
        match self {
            Self::Uptime(slot) => Self::Uptime(slot.saturating_add(1)),
            Self::Wall(slot) => Self::Wall(slot.saturating_add(1)),
        }
    }
}

/// Where a moment lies on the clocks that it tells.
fn slots(moment: &Moment) -> [Option<Slot>; 2] {
    let uptime = moment.uptime.map(|uptime| Slot::Uptime(uptime.micros.cast_signed().div_euclid(REPORT_MICROS)));
    let micros = moment.wall.as_ref().map(|wall| wall.comparable().and_utc().timestamp_micros());
    [uptime, micros.map(|micros| Slot::Wall(micros.div_euclid(REPORT_MICROS)))]
}

/// True for a report whose kill is missing.
fn ends_early(head: &Incident) -> bool {
    let unkilled = head.outcome == Outcome::NotInLog || head.victims.iter().all(|victim| victim.from_summary_only);
    unkilled && head.trigger.is_some()
}

/// True for a report whose beginning is missing.
fn begins_late(tail: &Incident) -> bool {
    tail.trigger.is_none() && tail.kernel.is_none() && tail.outcome != Outcome::NotInLog
}

/// True where the second may be the rest of the first: one node, one moment, and no part that the first has or is past.
fn goes_on_in(head: &Incident, tail: &Incident) -> bool {
    let other = |own: Option<&str>, theirs: Option<&str>| own.is_some() && theirs.is_some() && own != theirs;
    if !ends_early(head) || !begins_late(tail) {
        return false;
    }
    if other(head.host.as_deref(), tail.host.as_deref()) || other(head.boot.as_deref(), tail.boot.as_deref()) {
        return false;
    }
    let gap = head.invoked.as_ref().and_then(|begun| begun.micros_until(&tail.moment));
    gap.is_some_and(|gap| (0..=REPORT_MICROS).contains(&gap)) && follows(head, tail) && agrees(head, tail)
}

/// The parts in the kernel's order: memory, task table, who is to die.
fn follows(head: &Incident, tail: &Incident) -> bool {
    let tail_has_memory = !tail.cgroup_memory.is_empty() || tail.node_memory.is_some();
    let tail_begins_table = tail.tasks.header_line.is_some();
    if head.summary.is_some() {
        tail.summary.is_none() && tail.tasks.is_empty() && !tail_has_memory
    } else if !head.tasks.is_empty() || head.tasks.header_line.is_some() {
        !tail_begins_table && !tail_has_memory
    } else if head.cgroup_memory.memory.is_some() {
        tail.cgroup_memory.memory.is_none() && tail.node_memory.is_none()
    } else if head.node_memory.is_some() {
        tail.cgroup_memory.is_empty()
    } else {
        true
    }
}

/// The facts that both hold, or that must be of one cgroup.
fn agrees(head: &Incident, tail: &Incident) -> bool {
    let memory = &head.cgroup_memory;
    let limit = tail.limit_cgroup.as_ref().or(head.limit_cgroup.as_ref());
    let owner = memory.stats_cgroup.as_ref().filter(|_| memory.children.is_empty());
    let one_owner = limit.zip(owner).is_none_or(|(limit, owner)| limit.path == owner.path);
    let named = head.summary.as_ref().and_then(|summary| summary.pid);
    let one_victim = named.is_none_or(|pid| tail.victims.first().is_none_or(|victim| victim.pid == pid));
    // A table has a process once: two rows of one pid are of two reports.
    let listed = head.tasks.iter().any(|task| tail.tasks.find(task.pid).is_some());
    one_owner && one_victim && !listed
}

/// Puts the rest of a report behind its beginning.
pub fn join(head: &mut Incident, tail: Incident) {
    let has_memory = head.cgroup_memory.memory.is_some() || head.node_memory.is_some();
    let cut = |kind: NoteKind| {
        use NoteKind::{EndMissing, HeaderMissing, MemoryMissing, NoReport, StatsCut, TasksCut, TraceMissing};
        matches!(kind, HeaderMissing | TraceMissing | EndMissing | MemoryMissing | TasksCut | NoReport | StatsCut)
    };
    head.noted.retain(|note| !cut(note.kind) && note.kind != NoteKind::SummaryCut);
    let rest = tail.report.into_inner();
    head.noted.extend(tail.noted.into_iter().filter(|note| !cut(note.kind) && note.kind != NoteKind::PageSizeAssumed));
    join_memory(head, rest.cgroup_memory.stats.0);
    let memory = &mut head.cgroup_memory;
    memory.memory = memory.memory.or(rest.cgroup_memory.memory);
    memory.swap = memory.swap.or(rest.cgroup_memory.swap);
    memory.memory_and_swap = memory.memory_and_swap.or(rest.cgroup_memory.memory_and_swap);
    memory.kernel_memory = memory.kernel_memory.or(rest.cgroup_memory.kernel_memory);
    memory.protection = memory.protection.or(rest.cgroup_memory.protection);
    memory.stats_cgroup = memory.stats_cgroup.take().or(rest.cgroup_memory.stats_cgroup);
    memory.children.extend(rest.cgroup_memory.children);
    match (&mut head.node_memory, rest.node_memory) {
        (Some(own), Some(other)) => join_node(own, other),
        (own, other) => *own = own.take().or(other),
    }
    head.tasks = one_table(&head.tasks, rest.tasks);
    head.summary = head.summary.take().or(rest.summary);
    head.limit_cgroup = head.limit_cgroup.take().or(rest.limit_cgroup);
    head.victim_cgroup = head.victim_cgroup.take().or(rest.victim_cgroup);
    head.oom_group = head.oom_group.take().or(rest.oom_group);
    head.victims = tail.victims;
    head.outcome = tail.outcome;
    // A kill is dated by the line that tells of it, not by its header.
    head.moment = tail.moment;
    head.log_goes_on = tail.log_goes_on;
    head.seen_in.extend(tail.seen_in);
    head.page_size = page_size(head);
    if head.page_size.basis != PageSizeBasis::Assumed {
        head.noted.retain(|note| note.kind != NoteKind::PageSizeAssumed);
    }
    let is_killed = head.victims.first().is_some_and(|victim| !victim.from_summary_only);
    let has_memory = has_memory || head.cgroup_memory.memory.is_some() || head.node_memory.is_some();
    let is_read = !head.noted.iter().any(|note| note.kind == NoteKind::LineUnread);
    head.complete = has_memory && is_killed && is_read && head.tasks.header_line.is_some();
}

fn join_memory(head: &mut Incident, stats: Vec<Stat>) {
    let own = &mut head.cgroup_memory.stats;
    for stat in stats {
        if own.get(&stat.key).is_none() {
            own.0.push(stat);
        }
    }
}

fn join_node(own: &mut NodeMemory, rest: NodeMemory) {
    own.counters.extend(rest.counters);
    own.nodes.extend(rest.nodes);
    for zone in rest.zones {
        // The free lists stand below all zones.
        match own.zones.iter_mut().find(|known| known.node == zone.node && known.name == zone.name) {
            Some(known) if known.free_list.is_empty() => {
                known.free_list = zone.free_list;
                known.free_list_total = zone.free_list_total;
            }
            Some(_) => {}
            None => own.zones.push(zone),
        }
    }
    own.hugepages.extend(rest.hugepages);
    own.pagecache = own.pagecache.or(rest.pagecache);
    own.swap_cache = own.swap_cache.or(rest.swap_cache);
    own.swap_free = own.swap_free.or(rest.swap_free);
    own.swap_total = own.swap_total.or(rest.swap_total);
    own.ram = own.ram.or(rest.ram);
    own.highmem = own.highmem.or(rest.highmem);
    own.reserved = own.reserved.or(rest.reserved);
    own.cma_reserved = own.cma_reserved.or(rest.cma_reserved);
    own.hwpoisoned = own.hwpoisoned.or(rest.hwpoisoned);
    own.slab.extend(rest.slab);
}

/// The rows of both. A row tells its line only, so those of the other file have none.
fn one_table(head: &TaskTable, tail: TaskTable) -> TaskTable {
    if head.header_line.is_none() && head.is_empty() {
        return tail;
    }
    let mut table = TaskTable::new(head.columns, head.header_line);
    head.iter().for_each(|task| table.push(&task));
    tail.iter().for_each(|task| table.push(&crate::model::Task { line: 0, ..task }));
    table.shrink();
    table
}
