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
        for part in [
            PartKind::Anon,
            PartKind::Shmem,
            PartKind::PageCache,
            PartKind::Slab,
            PartKind::KernelStack,
            PartKind::PageTables,
            PartKind::OtherKernel,
            PartKind::HugePages,
            PartKind::Free,
            PartKind::NotItemised,
        ] {
            assert!(explain(part.name()).is_some(), "{part:?}");
        }
    }
}
