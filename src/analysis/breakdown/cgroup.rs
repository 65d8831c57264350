//! The pie of a cgroup: `memory: usage`, in the parts that the kernel's statistics itemise.
//!
//! What contains what: `file` contains `shmem`; `kernel` (5.18 on) contains stacks, page tables, percpu, vmalloc, slab and
//! zswap, but not `sock`; LRU lists and `anon_thp` repeat what `anon` and `file` hold. On cgroup v1 `kmem:` takes the
//! place of `kernel`, `rss` and `cache` those of `anon` and `file`, and sockets are not charged to `memory`.

use super::Itemised;
use crate::analysis::{BreakdownPart, PartKind};
use crate::model::{Bytes, CgroupMemory, Stats};

pub(super) fn itemise(memory: &CgroupMemory) -> Option<Itemised> {
    let total = memory.memory.as_ref()?.usage.bytes();
    let figures = Figures::of(memory);
    // Said only where there are some, as most cgroups have none and old kernels do not tell.
    let sockets = figures.sock.filter(|bytes| bytes.0 > 0);
    let parts = [
        (PartKind::Anon, figures.anon),
        (PartKind::Shmem, figures.shmem),
        (PartKind::PageCache, figures.page_cache()),
        (PartKind::Slab, figures.slab),
        (PartKind::KernelStack, figures.kernel_stack),
        (PartKind::PageTables, figures.page_tables),
        (PartKind::Sockets, sockets),
        (PartKind::OtherKernel, figures.other_kernel()),
    ];
    let told = parts.into_iter().filter(|(kind, bytes)| *kind != PartKind::Sockets || bytes.is_some());
    let mut parts: Vec<BreakdownPart> = told.map(|(kind, bytes)| BreakdownPart { kind, bytes }).collect();
    // Charged only where the cgroup file system is mounted with memory_hugetlb_accounting (6.13 on).
    if let Some(huge) = memory.stats.bytes("hugetlb").filter(|bytes| bytes.0 > 0) {
        parts.push(BreakdownPart { kind: PartKind::HugePages, bytes: Some(huge) });
    }
    Some(Itemised { total, parts })
}

/// The statistics under one name each, whatever the kernel called them. `None` where not printed.
struct Figures {
    anon: Option<Bytes>,
    file: Option<Bytes>,
    shmem: Option<Bytes>,
    slab: Option<Bytes>,
    kernel_stack: Option<Bytes>,
    page_tables: Option<Bytes>,
    /// All memory of the kernel except sockets.
    kernel: Option<Bytes>,
    /// The further parts of it that have a name.
    named: Option<Bytes>,
    sock: Option<Bytes>,
}

impl Figures {
    fn of(memory: &CgroupMemory) -> Self {
        let stats = &memory.stats;
        let v1 = memory.prints_v1_counters();
        let kmem = memory.kernel_memory.as_ref().map(|counter| counter.usage.bytes());
        let named = ["percpu", "vmalloc", "sec_pagetables", "zswap"];
        Self {
            anon: stats.bytes("anon").or_else(|| v1_bytes(stats, "total_rss", "rss")),
            file: stats.bytes("file").or_else(|| v1_bytes(stats, "total_cache", "cache")),
            shmem: v1_bytes(stats, "total_shmem", "shmem"),
            slab: stats
                .bytes("slab")
                .or_else(|| Some(stats.bytes("slab_reclaimable")?.plus(stats.bytes("slab_unreclaimable")?))),
            kernel_stack: stats.bytes("kernel_stack"),
            page_tables: stats.bytes("pagetables"),
            kernel: stats.bytes("kernel").or(kmem),
            named: named.into_iter().filter_map(|key| stats.bytes(key)).reduce(Bytes::plus),
            sock: stats.bytes("sock").filter(|_| !v1),
        }
    }

    /// `file` without the shared memory in it. Kernels before 4.9 do not print `shmem`: there it stays inside.
    fn page_cache(&self) -> Option<Bytes> {
        Some(self.file?.minus(self.shmem.unwrap_or_default()).unwrap_or_default())
    }

    /// What `kernel` holds beyond the parts with a place of their own. Where one of those was cut off, it cannot be told
    /// apart from the rest, and only what has a name of its own is given.
    fn other_kernel(&self) -> Option<Bytes> {
        let beyond = || {
            let apart = [self.slab, self.kernel_stack, self.page_tables];
            let known = apart.into_iter().flatten().fold(Bytes(0), Bytes::plus);
            let nothing_printed = apart.iter().all(Option::is_none);
            let nothing_cut = self.slab.is_some() && self.kernel_stack.is_some() && self.has_page_tables_if_printed();
            (nothing_printed || nothing_cut).then_some(self.kernel?.minus(known).unwrap_or_default())
        };
        // Where sockets are the only figure of the kernel's, nothing else of it was counted.
        beyond().or(self.named).or_else(|| self.sock.map(|_| Bytes(0)))
    }

    /// Kernels before 5.14 print no page tables; those that do print them before `shmem`.
    const fn has_page_tables_if_printed(&self) -> bool {
        self.page_tables.is_some() || self.shmem.is_some()
    }
}

/// `total_*` counts the subtree; without it the plain key does (v2, or one-line statistics added up) or is all there is.
fn v1_bytes(stats: &Stats, total: &str, own: &str) -> Option<Bytes> {
    stats.bytes(total).or_else(|| stats.bytes(own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::samples;
    use crate::model::{Counter, Kib, Place};

    fn pie(memory: &CgroupMemory) -> Vec<(&'static str, Option<u64>)> {
        let pie = itemise(memory).unwrap().close();
        let sum: u64 = pie.parts.iter().filter_map(|part| part.bytes).map(|bytes| bytes.0).sum();
        assert_eq!(sum, pie.total.0, "{pie:?}");
        pie.parts.iter().map(|part| (part.kind.name(), part.bytes.map(|bytes| bytes.0))).collect()
    }

    fn memory(usage_kib: u64, kmem_kib: Option<u64>, stats: &[(&'static str, i64)]) -> CgroupMemory {
        let counter =
            |usage| Counter { usage: Kib(usage), limit_printed: Kib(usage), failcnt: 0, at: Place::default() };
        CgroupMemory {
            memory: Some(counter(usage_kib)),
            kernel_memory: kmem_kib.map(counter),
            stats: samples::stats(stats),
            ..CgroupMemory::default()
        }
    }

    #[test]
    fn the_pod_of_the_article() {
        assert_eq!(
            pie(&samples::seed().cgroup_memory),
            [
                ("anon", Some(484_630_528)),
                ("shmem", Some(37_720_064)),
                ("page_cache", Some(32_768)),
                ("slab", Some(513_016)),
                ("kernel_stack", Some(65_536)),
                ("page_tables", Some(1_212_416)),
                ("other_kernel", Some(11_752)),
                ("not_itemised", Some(101_920)),
            ]
        );
    }

    #[test]
    fn kernel_holds_more_than_its_named_parts() {
        let stats = [("anon", 100 << 10), ("file", 0), ("kernel", 60 << 10), ("kernel_stack", 16 << 10)];
        let more = [("pagetables", 4096), ("percpu", 8192), ("sock", 1024), ("shmem", 0), ("slab", 24 << 10)];
        let pie = pie(&memory(200, None, &[&stats[..], &more[..]].concat()));
        assert!(pie.contains(&("other_kernel", Some((60 - 16 - 4 - 24) << 10))), "{pie:?}");
        assert!(pie.contains(&("sockets", Some(1024))), "no part of `kernel`: {pie:?}");
    }

    #[test]
    fn what_the_kernel_cut_off_is_not_in_the_log() {
        let stats = [("anon", 4096), ("file", 0), ("kernel", 60 << 10), ("kernel_stack", 16 << 10), ("pagetables", 0)];
        let pie = pie(&memory(200, None, &[&stats[..], &[("percpu", 1024), ("sock", 0), ("shmem", 0)]].concat()));
        assert!(pie.contains(&("slab", None)), "{pie:?}");
        assert!(pie.contains(&("other_kernel", Some(1024))), "slab must not be sold as something else: {pie:?}");
        assert!(pie.contains(&("not_itemised", Some((200 << 10) - 4096 - (16 << 10) - 1024))), "{pie:?}");
    }

    #[test]
    fn version_1_names_and_kmem() {
        let stats = [("cache", 40 << 10), ("rss", 100 << 10), ("rss_huge", 0), ("shmem", 30 << 10)];
        assert_eq!(
            pie(&memory(200, Some(20), &stats)),
            [
                ("anon", Some(100 << 10)),
                ("shmem", Some(30 << 10)),
                ("page_cache", Some(10 << 10)),
                ("slab", None),
                ("kernel_stack", None),
                ("page_tables", None),
                ("other_kernel", Some(20 << 10)),
                ("not_itemised", Some(40 << 10)),
            ]
        );
    }

    #[test]
    fn version_1_on_5_10_has_page_tables_in_kmem_only() {
        let stats =
            [("anon", 100 << 10), ("file", 0), ("kernel_stack", 8192), ("sock", 4096), ("shmem", 0), ("slab", 0)];
        let pie = pie(&memory(200, Some(48), &stats));
        assert!(pie.contains(&("page_tables", None)), "{pie:?}");
        assert!(pie.contains(&("other_kernel", Some(40 << 10))), "sockets are not charged to memory: {pie:?}");
    }

    #[test]
    fn version_1_totals_count_the_subtree() {
        let own = [("cache", 0), ("rss", 4096), ("shmem", 0)];
        let totals = [("total_cache", 8192), ("total_rss", 100 << 10), ("total_shmem", 4096)];
        let pie = pie(&memory(200, Some(0), &[&own[..], &totals[..]].concat()));
        assert_eq!(pie[..3], [("anon", Some(100 << 10)), ("shmem", Some(4096)), ("page_cache", Some(4096))]);
    }

    #[test]
    fn nothing_itemised_is_one_slice() {
        let pie = pie(&memory(200, None, &[]));
        assert_eq!(pie.last(), Some(&("not_itemised", Some(200 << 10))));
        assert!(pie[..7].iter().all(|(_, bytes)| bytes.is_none()), "{pie:?}");
    }

    #[test]
    fn parts_above_the_usage_still_add_up() {
        let pie = pie(&memory(100, None, &[("anon", 101 << 10), ("file", 4096), ("shmem", 4096)]));
        assert_eq!(pie[..2], [("anon", Some(96 << 10)), ("shmem", Some(4096))]);
    }
}
