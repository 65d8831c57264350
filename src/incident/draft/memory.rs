//! The memory part of a report: the cgroup's counters and statistics, or the node's Mem-Info.

use std::borrow::Cow;

use super::remembered::LastSizes;
use super::{IncidentDraft, ReportStage};
use crate::incident::seen::MessageSeen;
use crate::kernel::{CounterKind, Figure, FreeList, MemInfo, Message, PageCount, ZoneLine, unit_of};
use crate::model::{
    CgroupPath, ChildStats, Counter, KeyedPages, KeyedSize, Kib, NodeMemory, NoteKind, NumaNode, Pages, Protection,
    SlabRow, Stat, StatUnit, Stats, Zone, limits,
};
use crate::tell;

/// What became of a line of Mem-Info.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MemInfoOutcome {
    /// It is not of this one.
    No,
    /// It is, as far as there is room.
    InPart,
    /// It is.
    Whole,
}

impl MemInfoOutcome {
    const fn of(is_taken: bool) -> Self {
        if is_taken { Self::Whole } else { Self::No }
    }

    const fn as_far_as(has_room: bool) -> Self {
        if has_room { Self::Whole } else { Self::InPart }
    }
}

impl IncidentDraft {
    /// Takes a message of the memory part. False where it is none, or comes too late.
    pub(in crate::incident) fn memory(&mut self, message: &Message<'_>, seen: &MessageSeen<'_>) -> bool {
        match message {
            Message::TaskIn { victim, limit } => self.task_in(*victim, *limit, seen),
            Message::Counter { kind, usage, limit: Some(limit), failcnt: Some(failcnt) } => {
                self.counter(*kind, Counter { usage: *usage, limit_printed: *limit, failcnt: *failcnt, at: seen.place })
            }
            Message::Counter { .. } => {
                self.note(NoteKind::LineUnread, tell!("note-counter-cut"), Some(seen.place.span()));
                self.reach(ReportStage::Memory)
            }
            Message::StatsFor { path, whole, inline } => self.stats_for(path.filter(|_| *whole), inline, seen),
            Message::MoreInline(inline) => self.more_inline(inline, seen),
            Message::Stat(key, value) => self.stat(key, *value, seen),
            Message::Protection(min, low) => {
                self.incident.cgroup_memory.protection = Some(Protection { min: *min, low: *low });
                self.part < ReportStage::Announced
            }
            Message::Mem(line) if self.part <= ReportStage::Memory => self.mem_info(line, seen),
            Message::Huge(pool) if self.part <= ReportStage::Memory => {
                let taken = self.node_memory(seen).map(|memory| push(&mut memory.hugepages, *pool));
                self.mem_info_taken(taken.unwrap_or(MemInfoOutcome::No), seen)
            }
            // Too late, or no message of the memory part. Each by name, so that a new one is asked where it belongs.
            Message::Invoked(_)
            | Message::InvokedCut
            | Message::Cpuset
            | Message::Cpu(_)
            | Message::Hardware(_)
            | Message::CallTrace
            | Message::Mem(_)
            | Message::Huge(_)
            | Message::TasksTitle
            | Message::TasksHeader(_)
            | Message::Row(_)
            | Message::Summary(_)
            | Message::Chosen(_)
            | Message::Killed(_)
            | Message::Group { .. }
            | Message::Reaped(_)
            | Message::ReapFailed(_)
            | Message::AlreadyExiting(_)
            | Message::NoKillable
            | Message::Panic(_)
            | Message::Suppressed(_)
            | Message::Manual
            | Message::Ignored
            | Message::AllocationFailure
            | Message::Boot
            | Message::Lost(_) => false,
        }
    }

    fn task_in(&mut self, victim: Option<&str>, limit: Option<&str>, seen: &MessageSeen<'_>) -> bool {
        let path = |path: &str| CgroupPath { path: path.into(), at: seen.place };
        // Whose limit it is lives the victim in: a path that ends within one of the victim's names was cut.
        let is_cut = |limit: &&str| {
            let rest = victim.and_then(|victim| victim.strip_prefix(*limit));
            !limit.ends_with('/') && rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        };
        let Some(limit) = limit.filter(|limit| !is_cut(limit)) else {
            self.incident.victim_cgroup = victim.map(path);
            self.note(NoteKind::LineUnread, tell!("note-cgroups-cut"), Some(seen.place.span()));
            return self.reach(ReportStage::Memory);
        };
        self.incident.limit_cgroup = Some(path(limit));
        self.incident.victim_cgroup = victim.map(path);
        self.reach(ReportStage::Memory)
    }

    fn counter(&mut self, kind: CounterKind, counter: Counter) -> bool {
        let memory = &mut self.incident.cgroup_memory;
        let slot = match kind {
            CounterKind::Memory => &mut memory.memory,
            CounterKind::Swap => &mut memory.swap,
            CounterKind::MemoryAndSwap => &mut memory.memory_and_swap,
            CounterKind::Kernel => &mut memory.kernel_memory,
        };
        // A second one is another report's, whose header is lost; the first stands.
        slot.get_or_insert(counter);
        self.reach(ReportStage::Memory)
    }

    fn stats_for(&mut self, path: Option<&str>, inline: &[Figure<'_, i64>], seen: &MessageSeen<'_>) -> bool {
        let memory = &mut self.incident.cgroup_memory;
        if memory.stats_cgroup.is_none() {
            memory.stats_cgroup = path.map(|path| CgroupPath { path: path.into(), at: seen.place });
        }
        // A log that holds every line twice says it again.
        if memory.children.last().is_some_and(|child| !child.path.is_empty() && Some(&*child.path) == path) {
            return self.part == ReportStage::Memory;
        }
        let has_room = memory.children.len() < limits::CHILDREN.most;
        if !inline.is_empty() && has_room {
            memory.children.push(ChildStats {
                path: path.unwrap_or("").into(),
                stats: Stats::default(),
                at: seen.place,
            });
        }
        self.add_inline(inline, has_room, seen);
        if !has_room {
            self.left_out(&limits::CHILDREN, seen.place);
        }
        self.reach(ReportStage::Memory)
    }

    /// The rest of a line that the kernel split; belongs to the cgroup named last.
    fn more_inline(&mut self, inline: &[Figure<'_, i64>], seen: &MessageSeen<'_>) -> bool {
        let memory = &mut self.incident.cgroup_memory;
        let Some(cgroup) = memory.stats_cgroup.as_ref().filter(|_| self.part == ReportStage::Memory) else {
            return false;
        };
        if memory.children.is_empty() {
            memory.children.push(ChildStats { path: (*cgroup.path).into(), stats: Stats::default(), at: seen.place });
        }
        self.add_inline(inline, true, seen);
        true
    }

    /// One-line statistics (KiB, own pages of one cgroup): kept for the cgroup last named, where there is room for it, and
    /// summed for the subtree.
    fn add_inline(&mut self, inline: &[Figure<'_, i64>], is_kept: bool, seen: &MessageSeen<'_>) {
        let memory = &mut self.incident.cgroup_memory;
        let mut has_room = true;
        for Figure { key, value: kib } in inline {
            let stat = Stat { key: owned(key), value: kib.saturating_mul(1024), unit: StatUnit::Bytes, at: seen.place };
            let sums = &mut memory.stats.0;
            if let Some(sum) = sums.iter_mut().find(|sum| sum.key == *key) {
                sum.value = sum.value.saturating_add(stat.value);
            } else if sums.len() < limits::STATISTICS.most {
                sums.push(stat.clone());
            } else {
                has_room = false;
            }
            match memory.children.last_mut().filter(|_| is_kept) {
                Some(child) if child.stats.0.len() < limits::STATISTICS.most => child.stats.0.push(stat),
                Some(_) => has_room = false,
                None => {}
            }
        }
        if !has_room {
            self.left_out(&limits::STATISTICS, seen.place);
        }
    }

    fn stat(&mut self, key: &str, value: i64, seen: &MessageSeen<'_>) -> bool {
        if self.part > ReportStage::Memory || self.incident.node_memory.is_some() {
            return false;
        }
        let stats = &mut self.incident.cgroup_memory.stats;
        if stats.get(key).is_none() {
            if stats.0.len() < limits::STATISTICS.most {
                stats.0.push(Stat { key: owned(key), value, unit: unit_of(key), at: seen.place });
            } else {
                self.left_out(&limits::STATISTICS, seen.place);
            }
        }
        self.reach(ReportStage::Memory)
    }

    fn mem_info(&mut self, line: &MemInfo<'_>, seen: &MessageSeen<'_>) -> bool {
        let last = self.last_sizes.take();
        let Some(memory) = self.node_memory(seen) else { return false };
        let taken = match line {
            MemInfo::Start | MemInfo::SlabTitle => MemInfoOutcome::Whole,
            MemInfo::Counters(figures) => counters(memory, figures),
            MemInfo::Node(id, sizes, unreclaimable) => push(
                &mut memory.nodes,
                NumaNode { id: *id, sizes: kib_sizes(sizes), all_unreclaimable: *unreclaimable },
            ),
            MemInfo::Zone(zone) => push(&mut memory.zones, zone_of(zone)),
            MemInfo::MoreSizes(sizes, unreclaimable) => more_sizes(memory, last, sizes, *unreclaimable),
            MemInfo::LowmemReserve(pages) => {
                MemInfoOutcome::of(memory.zones.last_mut().map(|zone| zone.lowmem_reserve.clone_from(pages)).is_some())
            }
            MemInfo::FreeList(list) => free_list(memory, list),
            MemInfo::Count(counts, pages) => set(count_slot(memory, *counts), *pages),
            MemInfo::SwapFree(size) => set(&mut memory.swap_free, *size),
            MemInfo::SwapTotal(size) => set(&mut memory.swap_total, *size),
            MemInfo::Slab(name, used, total) => {
                push(&mut memory.slab, SlabRow { name: (*name).into(), used: *used, total: *total })
            }
        };
        self.last_sizes = sizes_that_go_on(line, last);
        self.mem_info_taken(taken, seen)
    }

    fn mem_info_taken(&mut self, taken: MemInfoOutcome, seen: &MessageSeen<'_>) -> bool {
        if taken == MemInfoOutcome::InPart {
            self.left_out(&limits::MEM_INFO, seen.place);
        }
        taken != MemInfoOutcome::No
    }

    /// The node's memory, begun if need be. A report with a cgroup's memory has none.
    fn node_memory(&mut self, seen: &MessageSeen<'_>) -> Option<&mut NodeMemory> {
        if self.incident.cgroup_memory.memory.is_some() {
            return None;
        }
        self.reach(ReportStage::Memory);
        let memory = self.incident.node_memory.get_or_insert_default();
        let first = memory.span.last == 0;
        memory.span = if first { seen.place.span() } else { memory.span.with(seen.place) };
        Some(memory)
    }
}

const fn count_slot(memory: &mut NodeMemory, counts: PageCount) -> &mut Option<Pages> {
    match counts {
        PageCount::PageCache => &mut memory.pagecache,
        PageCount::SwapCache => &mut memory.swap_cache,
        PageCount::Ram => &mut memory.ram,
        PageCount::HighMem => &mut memory.highmem,
        PageCount::Reserved => &mut memory.reserved,
        PageCount::CmaReserved => &mut memory.cma_reserved,
        PageCount::HwPoisoned => &mut memory.hwpoisoned,
    }
}

/// The first figure stands.
fn set<T>(slot: &mut Option<T>, value: T) -> MemInfoOutcome {
    slot.get_or_insert(value);
    MemInfoOutcome::Whole
}

/// Of what a wrapped rest in the next line would be.
const fn sizes_that_go_on(line: &MemInfo<'_>, last: Option<LastSizes>) -> Option<LastSizes> {
    match line {
        MemInfo::Node(..) => Some(LastSizes::Node),
        MemInfo::Zone(_) => Some(LastSizes::Zone),
        MemInfo::MoreSizes(..) => last,
        _ => None,
    }
}

fn counters(memory: &mut NodeMemory, figures: &[Figure<'_, u64>]) -> MemInfoOutcome {
    for Figure { key, value } in figures {
        if memory.counter(key).is_some() {
            continue;
        }
        if memory.counters.len() >= limits::MEM_INFO.most {
            return MemInfoOutcome::InPart;
        }
        memory.counters.push(KeyedPages { key: (*key).into(), pages: Pages(*value) });
    }
    MemInfoOutcome::Whole
}

fn zone_of(zone: &ZoneLine<'_>) -> Zone {
    Zone { node: zone.node, name: zone.name.into(), sizes: kib_sizes(&zone.sizes), ..Zone::default() }
}

fn more_sizes(
    memory: &mut NodeMemory,
    last: Option<LastSizes>,
    sizes: &[Figure<'_, u64>],
    unreclaimable: Option<bool>,
) -> MemInfoOutcome {
    let more = kib_sizes(sizes);
    match last {
        Some(LastSizes::Node) => memory.nodes.last_mut().map(|node| {
            node.all_unreclaimable = node.all_unreclaimable.or(unreclaimable);
            add_sizes(&mut node.sizes, more)
        }),
        Some(LastSizes::Zone) => memory.zones.last_mut().map(|zone| add_sizes(&mut zone.sizes, more)),
        None => None,
    }
    .unwrap_or(MemInfoOutcome::No)
}

fn add_sizes(sizes: &mut Vec<KeyedSize>, more: Vec<KeyedSize>) -> MemInfoOutcome {
    let room = limits::MEM_INFO.most.saturating_sub(sizes.len());
    let has_room = more.len() <= room;
    sizes.extend(more.into_iter().take(room));
    MemInfoOutcome::as_far_as(has_room)
}

/// The free list belongs to the zone that was printed with its watermarks before.
fn free_list(memory: &mut NodeMemory, list: &FreeList<'_>) -> MemInfoOutcome {
    let zone = memory.zones.iter_mut().find(|zone| zone.node == list.node && &*zone.name == list.zone);
    match zone {
        Some(zone) => {
            zone.free_list.clone_from(&list.blocks);
            zone.free_list_total = list.total;
            MemInfoOutcome::Whole
        }
        None => push(
            &mut memory.zones,
            Zone {
                node: list.node,
                name: list.zone.into(),
                free_list: list.blocks.clone(),
                free_list_total: list.total,
                ..Zone::default()
            },
        ),
    }
}

fn kib_sizes(figures: &[Figure<'_, u64>]) -> Vec<KeyedSize> {
    figures.iter().map(|figure| KeyedSize { key: figure.key.into(), size: Kib(figure.value) }).collect()
}

/// Adds an item, unless it is the last one said again.
fn push<T: PartialEq>(list: &mut Vec<T>, item: T) -> MemInfoOutcome {
    if list.last() == Some(&item) {
        return MemInfoOutcome::Whole;
    }
    let has_room = list.len() < limits::MEM_INFO.most;
    if has_room {
        list.push(item);
    }
    MemInfoOutcome::as_far_as(has_room)
}

fn owned(key: &str) -> Cow<'static, str> {
    Cow::Owned(key.to_owned())
}
