//! Who holds a node's memory: processes by pod, service and name, and what no process holds, in parts that count nothing
//! twice and, with the remainder that nothing accounts for, add up to the RAM in use.
//!
//! A process's resident memory holds file and shared pages, too, which the node's counters have under other names. Where the
//! task table tells them apart (6.8 on) only anonymous memory is counted for processes; before, what the processes have
//! beyond the node's anonymous memory is taken off the page cache and the shared memory, up to what is mapped.

use std::collections::BTreeMap;

use super::{Coverage, LogContext};
use crate::model::{Bytes, Incident, Kib, NodeMemory, NoteKind, PageSize, Pages, Task};

/// How many groups of processes are told one by one; the rest is one more holder.
const GROUPS_TOLD: usize = 8;

/// How many caches of the kernel's objects a holder's name lists.
const CACHES_TOLD: usize = 3;

/// From this share of the RAM on, locked memory is a holder by itself.
const NOTABLE: f64 = 0.05;

/// What holds memory; names are part of the JSON format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HolderKind {
    /// Memory of processes that they map and nobody else counts.
    Processes,
    /// Files in tmpfs, and memory that processes share.
    Shmem,
    /// Contents of files.
    PageCache,
    /// Objects of the kernel.
    Slab,
    /// Page tables.
    PageTables,
    /// Stacks of threads within the kernel.
    KernelStacks,
    /// Pools of huge pages, used or idle.
    HugePages,
    /// Memory that may not be swapped out or given back.
    Locked,
    /// Buffers of sockets.
    Sockets,
    /// Kernel memory of large areas, such as maps of eBPF programs.
    Vmalloc,
    /// What the hypervisor took back.
    Balloon,
    /// Compressed swap in RAM.
    Zram,
    /// Memory of graphics drivers.
    Gpu,
    /// What no counter of the report names.
    Unaccounted,
}

impl HolderKind {
    /// All of them, in this order.
    pub const ALL: [Self; 14] = [
        Self::Processes,
        Self::Shmem,
        Self::PageCache,
        Self::Slab,
        Self::PageTables,
        Self::KernelStacks,
        Self::HugePages,
        Self::Locked,
        Self::Sockets,
        Self::Vmalloc,
        Self::Balloon,
        Self::Zram,
        Self::Gpu,
        Self::Unaccounted,
    ];

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Processes => "processes",
            Self::Shmem => "shmem",
            Self::PageCache => "page-cache",
            Self::Slab => "slab",
            Self::PageTables => "page-tables",
            Self::KernelStacks => "kernel-stacks",
            Self::HugePages => "huge-pages",
            Self::Locked => "locked",
            Self::Sockets => "sockets",
            Self::Vmalloc => "vmalloc",
            Self::Balloon => "balloon",
            Self::Zram => "zram",
            Self::Gpu => "gpu",
            Self::Unaccounted => "unaccounted",
        }
    }
}

/// One holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// What it is.
    pub kind: HolderKind,
    /// Whose, where the log tells: a service, a pod, a process's name, a cache of the kernel.
    pub name: Option<Box<str>>,
    /// How much.
    pub bytes: Bytes,
    /// How many processes; 0 for what no process holds.
    pub processes: u64,
    /// True for all processes together: their own figures count shared pages several times, or are not in the log.
    pub together: bool,
}

impl Holder {
    /// True for processes that a whole task table does not list.
    pub fn is_unlisted(&self) -> bool {
        self.kind == HolderKind::Processes && self.name.is_none() && self.processes == 0 && !self.together
    }
}

/// All holders, largest first, and the whole that they are of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holders {
    /// Largest first.
    pub list: Vec<Holder>,
    /// The RAM that the kernel and its balloon have; `None` where the log does not hold it.
    pub ram: Option<Bytes>,
    /// Free pages.
    pub free: Option<Bytes>,
    /// What the counters and the task table name.
    pub accounted: Bytes,
    /// False where the log does not hold the counters of the node's memory: the list is a part then.
    pub counted: bool,
    /// What is in use and named nowhere.
    pub unaccounted: Option<Bytes>,
    /// What the task table adds up to, where that is more than the processes can hold: pages that they share are counted
    /// in each.
    pub shared_sum: Option<Bytes>,
}

/// The node's counters, in bytes.
struct Counters<'a> {
    memory: &'a NodeMemory,
    page: PageSize,
    all_shown: bool,
}

impl Counters<'_> {
    fn pages(&self, keys: &[&str]) -> Bytes {
        let found = keys.iter().filter_map(|key| self.memory.counter(key));
        found.fold(Bytes(0), |sum, pages| sum.plus(pages.bytes(self.page)))
    }

    /// From the lines of nodes or, on older kernels, of zones; nothing where some of them are left out.
    fn lines(&self, key: &str) -> Bytes {
        if !self.all_shown {
            return Bytes(0);
        }
        let zones = || self.memory.zones.iter().filter_map(|zone| zone.size(key)).map(Kib::bytes);
        self.memory.node_sum(key).map_or_else(|| zones().fold(Bytes(0), Bytes::plus), Kib::bytes)
    }
}

/// What the counters name, before the processes are told apart.
#[derive(Default)]
struct NamedHolder {
    anon: Bytes,
    locked: Bytes,
    shmem: Bytes,
    file: Bytes,
    mapped: Bytes,
}

/// All holders of a report's memory.
pub(super) fn of(incident: &Incident, tasks: &[Task], coverage: &Coverage, around: &LogContext) -> Option<Holders> {
    let memory = incident.node_memory.as_ref()?;
    let page = incident.page_size.size;
    let counters = Counters { memory, page, all_shown: coverage.shows_all_nodes() };
    let mut named = named(&counters);
    let mut list = Vec::new();
    let groups = groups(incident, tasks, around, page);
    let counted = ["active_anon", "inactive_anon"].iter().any(|key| memory.counter(key).is_some());
    let shared_sum = if counted {
        processes(&mut list, &mut named, groups, is_cut(incident), usable(memory, page))
    } else {
        tell(&mut list, groups);
        None
    };
    let mut push = |kind, name: Option<Box<str>>, bytes: Bytes| {
        if bytes.0 > 0 {
            list.push(Holder { kind, name, bytes, processes: 0, together: false });
        }
    };
    push(HolderKind::Shmem, None, named.shmem);
    push(HolderKind::PageCache, None, named.file);
    push(HolderKind::Slab, caches(memory), counters.pages(&["slab_reclaimable", "slab_unreclaimable"]));
    let tables = counters.pages(&["pagetables", "sec_pagetables"]);
    push(HolderKind::PageTables, whose_tables(tasks, page), tables);
    push(HolderKind::KernelStacks, None, counters.lines("kernel_stack"));
    if counters.all_shown {
        push(HolderKind::HugePages, None, memory.huge_pages());
    }
    push(HolderKind::Zram, None, counters.lines("zspages"));
    push(HolderKind::Gpu, None, counters.lines("gpu_active").plus(counters.lines("gpu_reclaim")));
    let free = memory.counter("free").map(|free| free.bytes(page).plus(counters.pages(&["free_pcp"])));
    Some(Holders { counted, shared_sum, ..close(list, memory, &counters, free, around) })
}

/// The usable RAM: printed, else what the zones manage where all are there.
fn usable(memory: &NodeMemory, page: PageSize) -> Option<Bytes> {
    memory.usable_ram().map(|ram| ram.bytes(page))
}

fn is_cut(incident: &Incident) -> bool {
    incident.noted.iter().any(|note| note.kind == NoteKind::TasksCut)
}

/// Shared memory lies on the anonymous lists or, where it cannot be swapped (tmpfs with `noswap`, locked), among what cannot
/// be evicted.
fn named(counters: &Counters<'_>) -> NamedHolder {
    let lists = counters.pages(&["active_anon", "inactive_anon", "isolated_anon"]);
    let (shmem, unevictable) = (counters.pages(&["shmem"]), counters.pages(&["unevictable"]));
    let on_lists = Bytes(shmem.0.min(lists.0));
    let beside = Bytes((shmem.0 - on_lists.0).min(unevictable.0));
    NamedHolder {
        anon: Bytes(lists.0 - on_lists.0),
        locked: Bytes(unevictable.0 - beside.0),
        shmem: on_lists.plus(beside),
        file: counters.pages(&["active_file", "inactive_file", "isolated_file"]),
        mapped: counters.pages(&["mapped"]),
    }
}

/// Processes that belong together.
#[derive(Clone, Debug)]
struct HolderGroup {
    name: Box<str>,
    bytes: Bytes,
    processes: u64,
}

/// The rows by home (where it is known) or name, largest first. Anonymous memory where the table tells it apart.
fn groups(incident: &Incident, tasks: &[Task], around: &LogContext, page: PageSize) -> Vec<HolderGroup> {
    let anon_only = incident.tasks.columns.rss_parts;
    let homes = super::homes::of_rows(tasks, around);
    let mut groups: BTreeMap<&str, HolderGroup> = BTreeMap::new();
    for (task, home) in tasks.iter().zip(&homes) {
        let pages = if anon_only { task.rss_anon.unwrap_or(0) } else { task.rss };
        let key = home.as_deref().unwrap_or(&task.name);
        let group =
            groups.entry(key).or_insert_with(|| HolderGroup { name: key.into(), bytes: Bytes(0), processes: 0 });
        group.bytes = group.bytes.plus(Pages(pages).bytes(page));
        group.processes += 1;
    }
    let mut groups: Vec<HolderGroup> = groups.into_values().collect();
    groups.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    groups
}

/// Puts the processes among the holders. Gives what they add up to where that is more than they can hold.
fn processes(
    list: &mut Vec<Holder>,
    named: &mut NamedHolder,
    mut groups: Vec<HolderGroup>,
    is_cut: bool,
    ram: Option<Bytes>,
) -> Option<Bytes> {
    let whole = ram.unwrap_or_default();
    let sum = groups.iter().fold(Bytes(0), |sum, group| sum.plus(group.bytes));
    let own = named.anon.plus(named.locked);
    // The counters are per CPU and the table is printed a moment later.
    let slack = Bytes(own.0 / 50).plus(Bytes(whole.0 / 100));
    let beyond = sum.minus(own).unwrap_or_default();
    if beyond > named.mapped.plus(slack) {
        let processes = groups.iter().map(|group| group.processes).sum();
        list.push(Holder { kind: HolderKind::Processes, name: None, bytes: own, processes, together: true });
        return Some(sum);
    }
    let from_file = Bytes(beyond.0.min(named.file.0));
    named.file = Bytes(named.file.0 - from_file.0);
    named.shmem = Bytes(named.shmem.0.saturating_sub(beyond.0 - from_file.0));
    locked(list, named, &mut groups, whole);
    let rest = own.minus(sum).unwrap_or_default();
    // Without a row, locked memory is nobody's; with rows, what lacks is that of processes which are not listed.
    let stray = Bytes(rest.0.min(named.locked.0));
    let unlisted = Bytes(rest.0 - stray.0);
    if groups.is_empty() {
        list.push(Holder { kind: HolderKind::Processes, name: None, bytes: unlisted, processes: 0, together: true });
    } else if !is_cut && unlisted.share_of(whole) >= NOTABLE {
        list.push(Holder { kind: HolderKind::Processes, name: None, bytes: unlisted, processes: 0, together: false });
    } else {
        groups.push(HolderGroup { name: "".into(), bytes: unlisted, processes: 0 });
    }
    tell(list, groups);
    if stray.0 > 0 {
        list.push(Holder { kind: HolderKind::Locked, name: None, bytes: stray, processes: 0, together: false });
    }
    None
}

/// Takes locked memory out of its owners', where the figures leave no others: one has just as much, or all others
/// together have so little that nearly all of an owner's must be locked.
fn locked(list: &mut Vec<Holder>, named: &mut NamedHolder, groups: &mut [HolderGroup], whole: Bytes) {
    if named.locked.share_of(whole) < NOTABLE {
        return;
    }
    let sum = groups.iter().fold(Bytes(0), |sum, group| sum.plus(group.bytes));
    let locked = named.locked;
    let at_least = |group: &HolderGroup| Bytes(locked.0.saturating_sub(sum.0 - group.bytes.0));
    // Counters and rows are of different moments.
    let as_much = groups.iter().position(|group| group.bytes.0.abs_diff(locked.0) <= locked.0 / 20);
    let mostly =
        |group: &HolderGroup| group.bytes.share_of(whole) >= NOTABLE && at_least(group).0 >= group.bytes.0 / 10 * 9;
    let owners: Vec<usize> = if let Some(one) = as_much {
        vec![one]
    } else {
        (0..groups.len()).filter(|at| groups.get(*at).is_some_and(mostly)).collect()
    };
    for owner in owners {
        let Some(group) = groups.get_mut(owner) else { continue };
        let bytes = Bytes(named.locked.0.min(group.bytes.0));
        group.bytes = Bytes(group.bytes.0 - bytes.0);
        named.locked = Bytes(named.locked.0 - bytes.0);
        let (name, processes) = (Some(group.name.clone()), group.processes);
        list.push(Holder { kind: HolderKind::Locked, name, bytes, processes, together: false });
    }
}

/// The largest groups one by one, the others together.
fn tell(list: &mut Vec<Holder>, mut groups: Vec<HolderGroup>) {
    groups.sort_by_key(|group| std::cmp::Reverse(group.bytes));
    let (mut others, mut others_count) = (Bytes(0), 0);
    let mut told = 0;
    for group in groups {
        if told < GROUPS_TOLD && !group.name.is_empty() {
            told += 1;
            let HolderGroup { name, bytes, processes } = group;
            if bytes.0 > 0 {
                list.push(Holder { kind: HolderKind::Processes, name: Some(name), bytes, processes, together: false });
            }
        } else {
            others = others.plus(group.bytes);
            others_count += group.processes;
        }
    }
    if others.0 > 0 {
        let processes = others_count.max(1);
        list.push(Holder { kind: HolderKind::Processes, name: None, bytes: others, processes, together: false });
    }
}

/// The largest caches that cannot be given back, where the kernel lists them.
fn caches(memory: &NodeMemory) -> Option<Box<str>> {
    let mut rows: Vec<_> = memory.slab.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.total));
    let names: Vec<&str> = rows.iter().take(CACHES_TOLD).map(|row| &*row.name).collect();
    (!names.is_empty()).then(|| names.join(", ").into())
}

/// The processes that have most of the page tables, where the table tells.
fn whose_tables(tasks: &[Task], page: PageSize) -> Option<Box<str>> {
    let mut by_name: BTreeMap<&str, u64> = BTreeMap::new();
    let mut sum: u64 = 0;
    for task in tasks {
        let ptes =
            || task.nr_ptes.map(|ptes| ptes.saturating_add(task.nr_pmds.unwrap_or(0)).saturating_mul(page.bytes()));
        let bytes = task.pgtables_bytes.or_else(ptes).unwrap_or(0);
        sum = sum.saturating_add(bytes);
        let own = by_name.entry(&task.name).or_default();
        *own = own.saturating_add(bytes);
    }
    let (name, most) = by_name.into_iter().max_by_key(|(_, bytes)| *bytes)?;
    (most > 0 && most >= sum / 2).then(|| name.into())
}

/// Adds what the surroundings tell and the remainder, so that all of it is the RAM in use.
fn close(
    mut list: Vec<Holder>,
    memory: &NodeMemory,
    counters: &Counters<'_>,
    free: Option<Bytes>,
    around: &LogContext,
) -> Holders {
    let total = |list: &[Holder]| list.iter().fold(Bytes(0), |sum, holder| sum.plus(holder.bytes));
    let mut ram = usable(memory, counters.page);
    let balloon = counters.lines("Balloon").0.max(around.balloon.unwrap_or_default().0);
    if balloon > 0 {
        let left = ram.and_then(|ram| ram.minus(free?)).and_then(|used| used.minus(total(&list))).unwrap_or_default();
        // Most balloons take their pages out of the zones, where they count as reserved; others leave them in.
        if left.0 < balloon / 10 * 9 {
            ram = ram.map(|ram| ram.plus(Bytes(balloon)));
        }
        list.push(Holder {
            kind: HolderKind::Balloon,
            name: None,
            bytes: Bytes(balloon),
            processes: 0,
            together: false,
        });
    }
    let used = ram.and_then(|ram| ram.minus(free?));
    trim(&mut list, used);
    let mut unaccounted = used.map(|used| used.minus(total(&list)).unwrap_or_default());
    if let Some(left) =
        unaccounted.filter(|_| around.zram_swap && list.iter().all(|held| held.kind != HolderKind::Zram))
    {
        let swapped = memory.swap_total.map(|all| all.0.saturating_sub(memory.swap_free.unwrap_or(all).0));
        let zram = Bytes(left.0.min(Kib(swapped.unwrap_or(0)).bytes().0));
        if used.is_some_and(|used| zram.share_of(used) >= NOTABLE) {
            list.push(Holder { kind: HolderKind::Zram, name: None, bytes: zram, processes: 0, together: false });
            unaccounted = Some(Bytes(left.0 - zram.0));
        }
    }
    let accounted = total(&list);
    if let Some(bytes) = unaccounted.filter(|bytes| bytes.0 > 0) {
        list.push(Holder { kind: HolderKind::Unaccounted, name: None, bytes, processes: 0, together: false });
    }
    list.sort_by(|a, b| b.bytes.cmp(&a.bytes).then(a.kind.cmp(&b.kind)));
    Holders { list, ram, free, accounted, unaccounted, ..Holders::default() }
}

/// What is too much is taken off the largest, as in the pie: the kernel read its counters one after the other.
fn trim(list: &mut [Holder], used: Option<Bytes>) {
    let Some(used) = used else { return };
    let sum = list.iter().fold(Bytes(0), |sum, holder| sum.plus(holder.bytes));
    let mut excess = sum.minus(used).unwrap_or_default();
    while excess.0 > 0 {
        let Some(largest) = list.iter_mut().max_by_key(|holder| holder.bytes) else { break };
        if largest.bytes.0 == 0 {
            break;
        }
        let size = largest.bytes;
        largest.bytes = size.minus(excess).unwrap_or_default();
        excess = excess.minus(size).unwrap_or_default();
    }
}
