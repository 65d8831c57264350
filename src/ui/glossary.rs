//! What the kernel's words mean, for the hover: one table, each entry with the place that says so.

/// A word of a kernel report and its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word as the kernel or this program writes it.
    pub word: &'static str,
    /// What it means, in whole sentences for somebody who does not read kernel messages.
    pub says: &'static str,
    /// Where that stands: a file of the kernel's or Kubernetes' source or documentation.
    pub source: &'static str,
}

/// The meaning of a word, where the table has it.
pub fn explain(word: &str) -> Option<&'static Term> {
    TERMS.iter().find(|term| term.word == word)
}

const CGROUP_V1: &str = "Linux, Documentation/admin-guide/cgroup-v1/memory.rst";
const CGROUP_V2: &str = "Linux, Documentation/admin-guide/cgroup-v2.rst";
const OOM_KILL: &str = "Linux, mm/oom_kill.c";
const MEMCONTROL: &str = "Linux, mm/memcontrol.c";
const PROC: &str = "Linux, Documentation/filesystems/proc.rst";
const QOS: &str = "Kubernetes, pkg/kubelet/qos/policy.go";

const fn term(word: &'static str, says: &'static str, source: &'static str) -> Term {
    Term { word, says, source }
}

/// All terms.
pub const TERMS: &[Term] = &[
    // What a cgroup's memory is made of.
    term(
        "anon",
        "Memory that belongs to no file: heaps, stacks, anonymous maps. It can only be given back by ending \
         the process or by swapping.",
        CGROUP_V2,
    ),
    term(
        "shmem",
        "Shared memory and tmpfs: /dev/shm, emptyDir volumes with medium Memory, memfd. It counts until the \
         file is deleted, even when no process is left, and can only be swapped.",
        CGROUP_V2,
    ),
    term(
        "page_cache",
        "File contents kept in memory, without shared memory. Clean pages can be given back at once, so a \
         large page cache is seldom the cause of a kill.",
        CGROUP_V2,
    ),
    term(
        "slab",
        "The kernel's own small objects made on behalf of this cgroup: directory entries, inodes, sockets.",
        CGROUP_V2,
    ),
    term(
        "kernel_stack",
        "The kernel's stack of each thread, 16 KiB on x86-64. Much of it means very many threads.",
        CGROUP_V2,
    ),
    term(
        "page_tables",
        "The tables that map virtual to physical memory. They grow with what is mapped, and with the number \
         of processes that map it.",
        CGROUP_V2,
    ),
    term(
        "other_kernel",
        "Kernel memory with no name of its own in this list: per-CPU data, vmalloc, socket buffers, and \
         what the counter \"kernel\" holds beyond them.",
        CGROUP_V2,
    ),
    term(
        "huge_pages",
        "Memory set aside in the hugetlb pool. It is taken from the node whether or not somebody uses it.",
        "Linux, Documentation/admin-guide/mm/hugetlbpage.rst",
    ),
    term(
        "free",
        "Memory that nobody uses. Below the zone's \"min\" only urgent requests may take it.",
        "Linux, mm/show_mem.c",
    ),
    term(
        "not_itemised",
        "What is left of the usage when every part that the log names is taken away: pages charged ahead \
         per CPU, parts that the kernel did not print.",
        MEMCONTROL,
    ),
    // The counters.
    term("usage", "What was charged to this cgroup and all cgroups below it at the moment of the kill.", CGROUP_V2),
    term(
        "limit",
        "The most that this cgroup may use: memory.max (cgroup v2), memory.limit_in_bytes (v1). In \
         Kubernetes it comes from resources.limits.memory, for the node's pods from Allocatable.",
        CGROUP_V2,
    ),
    term(
        "failcnt",
        "How often a request met this limit since the cgroup was made. Most of those times the kernel made \
         room without a kill: it is not a number of kills.",
        "Linux, mm/page_counter.c",
    ),
    term("swap", "Memory moved to disk. Kubernetes nodes mostly have none.", CGROUP_V2),
    term(
        "memory_and_swap",
        "Memory and swap together (cgroup v1, memory.memsw).",
        "Linux, Documentation/admin-guide/cgroup-v1/memory.rst",
    ),
    term(
        "kernel_memory",
        "The kernel's part of the memory (cgroup v1, memory.kmem). It is contained in the usage.",
        "Linux, Documentation/admin-guide/cgroup-v1/memory.rst",
    ),
    term(
        "protection",
        "Memory that the kernel does not take away from this cgroup while others can give: memory.min and \
         memory.low.",
        CGROUP_V2,
    ),
    // The report's head.
    term(
        "trigger",
        "The process whose request for memory could not be met. It is often not the one that was killed, \
         and not the one that used most.",
        OOM_KILL,
    ),
    term(
        "gfp_mask",
        "How the memory was asked for. GFP_KERNEL is an ordinary request of the kernel for a process; \
         GFP_HIGHUSER_MOVABLE one for a process's own pages.",
        "Linux, include/linux/gfp_types.h",
    ),
    term(
        "order",
        "How many pages in one piece were asked for, as a power of two: 0 is one page. -1 means that a \
         person or program asked for the kill.",
        OOM_KILL,
    ),
    term(
        "constraint",
        "What bounded the request: a cgroup's limit (CONSTRAINT_MEMCG), the node (CONSTRAINT_NONE), the \
         memory nodes of a cpuset or of a memory policy.",
        OOM_KILL,
    ),
    term(
        "cpuset",
        "The cpuset of the process that triggered the kill, last part of its path only. It need not be the \
         victim's.",
        OOM_KILL,
    ),
    term("mems_allowed", "The memory nodes that the triggering process may use.", OOM_KILL),
    term("oom_memcg", "The cgroup whose limit was hit. It alone tells container, pod and node level apart.", OOM_KILL),
    term("task_memcg", "The cgroup that the victim lived in: at or below the one whose limit was hit.", OOM_KILL),
    term(
        "oom_group",
        "With memory.oom.group set, all processes of the cgroup are killed together. Kubernetes sets it for \
         containers from version 1.28 on cgroup v2.",
        CGROUP_V2,
    ),
    term(
        "page_size",
        "The unit of the task table. 4 KiB on x86-64 and most arm64 nodes, 16 or 64 KiB on some arm64 and \
         ppc64.",
        "Linux, mm/oom_kill.c, dump_task",
    ),
    // Victims and tasks.
    term(
        "oom_score_adj",
        "A handicap from -1000 (never kill) to 1000 (kill first). Kubernetes sets -997 for guaranteed, 1000 \
         for best-effort pods, and a value between 3 and 999 by the memory request for burstable ones.",
        QOS,
    ),
    term(
        "badness",
        "The kernel kills the process with the most points: resident pages, swapped pages and page tables, \
         plus oom_score_adj thousandths of what was allowed.",
        "Linux, mm/oom_kill.c, oom_badness",
    ),
    term("total_vm", "Address space, used or not. It says little about memory.", PROC),
    term(
        "rss",
        "What is resident in memory. Shared pages are counted in every process that maps them, so the sum \
         over processes may exceed the usage.",
        PROC,
    ),
    term("anon_rss", "The victim's own memory: what its end gives back.", PROC),
    term("file_rss", "The victim's mapped file pages. They may stay in memory when it ends.", PROC),
    term("shmem_rss", "The victim's mapped shared memory. It stays as long as its file does.", PROC),
    term("pgtables", "The victim's page tables.", PROC),
    term(
        "reaped",
        "The kernel's reaper took the victim's memory before it had ended by itself. What it could not take \
         is printed.",
        "Linux, mm/oom_kill.c, oom_reap_task",
    ),
    term(
        "qos",
        "Kubernetes' class of the pod: guaranteed where requests equal limits for all containers, \
         best-effort where there are none, burstable between.",
        QOS,
    ),
    // memory.stat and the task table, by their printed keys.
    term("file", "File contents in memory, shared memory included.", CGROUP_V2),
    term("kernel", "All of the kernel's own memory: stacks, page tables, slab, percpu and the rest.", CGROUP_V2),
    term("percpu", "The kernel's data kept once for each processor.", CGROUP_V2),
    term("sock", "Buffers of network connections.", CGROUP_V2),
    term("vmalloc", "Memory that the kernel mapped page by page, such as large tables.", CGROUP_V2),
    term("zswap", "Swapped memory that is kept compressed in RAM, at its compressed size.", CGROUP_V2),
    term("zswapped", "What lies in zswap, at the size it had before.", CGROUP_V2),
    term("file_mapped", "File contents that processes have mapped: libraries and programs.", CGROUP_V2),
    term("file_dirty", "File contents that are yet to be written to disk.", CGROUP_V2),
    term("file_writeback", "File contents that are being written to disk just now.", CGROUP_V2),
    term("swapcached", "Memory that lies both in swap and in RAM.", CGROUP_V2),
    term("anon_thp", "Of the anonymous memory, what lies in transparent huge pages.", CGROUP_V2),
    term("file_thp", "Of the file contents, what lies in transparent huge pages.", CGROUP_V2),
    term("shmem_thp", "Of the shared memory, what lies in transparent huge pages.", CGROUP_V2),
    term(
        "inactive_anon",
        "Anonymous and shared memory that was not used of late: swapped first, where there is swap.",
        CGROUP_V2,
    ),
    term("active_anon", "Anonymous and shared memory in use.", CGROUP_V2),
    term("inactive_file", "File contents that were not used of late: given back first.", CGROUP_V2),
    term("active_file", "File contents in use.", CGROUP_V2),
    term("unevictable", "Memory that may not be given back, such as locked pages.", CGROUP_V2),
    term("slab_reclaimable", "Of the slab, what can be given back, such as cached directory entries.", CGROUP_V2),
    term("slab_unreclaimable", "Of the slab, what cannot be given back.", CGROUP_V2),
    term(
        "pagetables",
        "Page tables: what maps addresses to memory. Many processes or much address space make it large.",
        CGROUP_V2,
    ),
    term("sec_pagetables", "Page tables of virtual machines and devices.", CGROUP_V2),
    term("pgfault", "Page faults since the cgroup was made. Most are harmless.", CGROUP_V2),
    term(
        "pgmajfault",
        "Page faults that had to wait for a disk. Many of them shortly before a kill mean thrashing.",
        CGROUP_V2,
    ),
    term("pgscan", "Pages that the kernel looked at in search of something to give back.", CGROUP_V2),
    term("pgsteal", "Pages that the kernel gave back.", CGROUP_V2),
    term("pgrefill", "Pages that were moved from the active to the inactive list.", CGROUP_V2),
    term("pgactivate", "Pages that were moved to the active list.", CGROUP_V2),
    term("pgdeactivate", "Pages that were moved to the inactive list.", CGROUP_V2),
    term("workingset_refault_anon", "Swapped pages that were needed again soon after.", CGROUP_V2),
    term(
        "workingset_refault_file",
        "File pages that were given back and needed again soon after: memory was too small for the work.",
        CGROUP_V2,
    ),
    term("thp_fault_alloc", "Huge pages that were made at a page fault.", CGROUP_V2),
    term("thp_collapse_alloc", "Huge pages that were made of small ones.", CGROUP_V2),
    term("cache", "Page cache, shared memory included, of this cgroup alone.", CGROUP_V1),
    term("rss_huge", "Of the anonymous memory, what lies in transparent huge pages.", CGROUP_V1),
    term("mapped_file", "File contents that processes have mapped.", CGROUP_V1),
    term("total_cache", "Page cache, shared memory included, of this cgroup and all below it.", CGROUP_V1),
    term("total_rss", "Anonymous memory of this cgroup and all below it.", CGROUP_V1),
    term("swapents", "Pages of the process that lie in swap.", PROC),
    term("rss_anon", "The process's own resident memory: heaps and stacks.", PROC),
    term("rss_file", "The process's mapped file pages in memory.", PROC),
    term("rss_shmem", "The process's mapped shared memory.", PROC),
    term("pgtables_bytes", "The process's page tables.", OOM_KILL),
    term("pid", "The process's number.", OOM_KILL),
    term("tgid", "The process that the thread belongs to.", OOM_KILL),
    term("uid", "The user, as the node numbers it: a container's user may have another number inside.", OOM_KILL),
    term("name", "The process's name, cut at 15 bytes. A process may give itself any name.", PROC),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::PartKind;

    #[test]
    fn every_word_stands_once_with_a_sentence_and_a_source() {
        for (at, term) in TERMS.iter().enumerate() {
            assert!(TERMS.iter().skip(at + 1).all(|other| other.word != term.word), "{} stands twice", term.word);
            assert!(term.says.ends_with('.') && term.says.len() > 20, "{}", term.word);
            assert!(term.source.contains(", "), "{} names no file", term.word);
        }
    }

    #[test]
    fn every_part_of_a_pie_is_explained() {
        for part in PartKind::ALL {
            assert!(explain(part.name()).is_some(), "{part:?}");
        }
    }
}
