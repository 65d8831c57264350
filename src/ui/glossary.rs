//! What the kernel's words mean, for the hover: one table, each entry with the place that says so. The sentences
//! themselves stand in the catalogues (`assets/lang/<language>/glossary.ftl`).

use crate::lang::{self, Language};

/// A word of a kernel report and its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word as the kernel or this program writes it.
    pub word: &'static str,
    /// The catalogues' message with its meaning.
    id: &'static str,
    /// Where that stands: a file of the kernel's or Kubernetes' source or documentation.
    pub source: &'static str,
}

impl Term {
    /// What it means, in whole sentences for somebody who does not read kernel messages.
    pub fn says(&self, language: Language) -> &'static str {
        lang::label(language, self.id)
    }
}

/// The meaning of a word, where the table has it.
pub fn explain(word: &str) -> Option<&'static Term> {
    TERMS.iter().find(|term| term.word == word)
}

/// The meaning of a key of `memory.stat`, some of which mean something else there than in the task table.
pub fn explain_statistic(key: &str) -> Option<&'static Term> {
    explain(&format!("stat_{key}")).or_else(|| explain(key))
}

const CGROUP_V1: &str = "Linux, Documentation/admin-guide/cgroup-v1/memory.rst";
const CGROUP_V2: &str = "Linux, Documentation/admin-guide/cgroup-v2.rst";
const OOM_KILL: &str = "Linux, mm/oom_kill.c";
const MEMCONTROL: &str = "Linux, mm/memcontrol.c";
const PROC: &str = "Linux, Documentation/filesystems/proc.rst";
const GFP: &str = "Linux, include/linux/gfp_types.h";
const QOS: &str = "Kubernetes, pkg/kubelet/qos/policy.go";

macro_rules! term {
    ($word:literal, $source:expr) => {
        Term { word: $word, id: concat!("glossary-", $word), source: $source }
    };
}

/// All terms.
pub const TERMS: &[Term] = &[
    // What a cgroup's memory is made of.
    term!("anon", CGROUP_V2),
    term!("shmem", CGROUP_V2),
    term!("page_cache", CGROUP_V2),
    term!("slab", CGROUP_V2),
    term!("kernel_stack", "Linux, Documentation/arch/x86/kernel-stacks.rst"),
    term!("page_tables", CGROUP_V2),
    term!("other_kernel", CGROUP_V2),
    term!("huge_pages", "Linux, Documentation/admin-guide/mm/hugetlbpage.rst"),
    term!("locked", "Linux, Documentation/mm/unevictable-lru.rst"),
    term!("sockets", CGROUP_V2),
    term!("zram", "Linux, Documentation/admin-guide/blockdev/zram.rst"),
    term!("gpu", "Linux, mm/show_mem.c"),
    term!("balloon", "Linux, mm/show_mem.c"),
    term!("free", "Linux, mm/show_mem.c"),
    term!("not_itemised", MEMCONTROL),
    // The counters.
    term!("usage", CGROUP_V2),
    term!("limit", "Linux, Documentation/admin-guide/cgroup-v2.rst; Kubernetes, cm/node_container_manager_linux.go"),
    term!("failcnt", "Linux, mm/page_counter.c"),
    term!("swap", CGROUP_V2),
    term!("memory_and_swap", "Linux, Documentation/admin-guide/cgroup-v1/memory.rst"),
    term!("kernel_memory", "Linux, Documentation/admin-guide/cgroup-v1/memory.rst"),
    term!("protection", CGROUP_V2),
    // The report's head.
    term!("trigger", OOM_KILL),
    term!("gfp_mask", "Linux, include/linux/gfp_types.h"),
    term!("order", OOM_KILL),
    term!("constraint", OOM_KILL),
    term!("cpuset", OOM_KILL),
    term!("mems_allowed", OOM_KILL),
    term!("oom_memcg", OOM_KILL),
    term!("task_memcg", OOM_KILL),
    term!("oom_group", "Linux, Documentation/admin-guide/cgroup-v2.rst; Kubernetes, kuberuntime_container_linux.go"),
    term!("page_size", "Linux, mm/oom_kill.c, dump_task"),
    // What a request for memory asks for.
    term!("GFP_KERNEL", GFP),
    term!("GFP_KERNEL_ACCOUNT", GFP),
    term!("GFP_USER", GFP),
    term!("GFP_HIGHUSER", GFP),
    term!("GFP_HIGHUSER_MOVABLE", GFP),
    term!("GFP_NOFS", GFP),
    term!("GFP_NOIO", GFP),
    term!("GFP_ATOMIC", GFP),
    term!("GFP_DMA", GFP),
    term!("GFP_DMA32", GFP),
    term!("GFP_TRANSHUGE", GFP),
    term!("__GFP_ZERO", GFP),
    term!("__GFP_COMP", GFP),
    term!("__GFP_ACCOUNT", GFP),
    term!("__GFP_NOWARN", GFP),
    term!("__GFP_RETRY_MAYFAIL", GFP),
    term!("__GFP_NORETRY", GFP),
    term!("__GFP_NOFAIL", GFP),
    term!("__GFP_HARDWALL", GFP),
    term!("__GFP_THISNODE", GFP),
    term!("__GFP_WRITE", GFP),
    term!("__GFP_RECLAIMABLE", GFP),
    term!("__GFP_MOVABLE", GFP),
    term!("__GFP_HIGHMEM", GFP),
    term!("__GFP_NOMEMALLOC", GFP),
    // Victims and tasks.
    term!("oom_score_adj", QOS),
    term!("badness", "Linux, mm/oom_kill.c, oom_badness"),
    term!("total_vm", PROC),
    term!("rss", PROC),
    term!("anon_rss", PROC),
    term!("file_rss", PROC),
    term!("shmem_rss", PROC),
    term!("pgtables", PROC),
    term!("reaped", "Linux, mm/oom_kill.c, oom_reap_task"),
    term!("qos", "Kubernetes, pkg/apis/core/v1/helper/qos/qos.go"),
    // memory.stat and the task table, by their printed keys.
    term!("file", CGROUP_V2),
    term!("kernel", CGROUP_V2),
    term!("percpu", CGROUP_V2),
    term!("sock", CGROUP_V2),
    term!("vmalloc", CGROUP_V2),
    term!("zswap", CGROUP_V2),
    term!("zswapped", CGROUP_V2),
    term!("file_mapped", CGROUP_V2),
    term!("file_dirty", CGROUP_V2),
    term!("file_writeback", CGROUP_V2),
    term!("swapcached", CGROUP_V2),
    term!("anon_thp", CGROUP_V2),
    term!("file_thp", CGROUP_V2),
    term!("shmem_thp", CGROUP_V2),
    term!("inactive_anon", CGROUP_V2),
    term!("active_anon", CGROUP_V2),
    term!("inactive_file", CGROUP_V2),
    term!("active_file", CGROUP_V2),
    term!("unevictable", CGROUP_V2),
    term!("slab_reclaimable", CGROUP_V2),
    term!("slab_unreclaimable", CGROUP_V2),
    term!("pagetables", CGROUP_V2),
    term!("sec_pagetables", CGROUP_V2),
    term!("pgfault", CGROUP_V2),
    term!("pgmajfault", CGROUP_V2),
    term!("pgscan", CGROUP_V2),
    term!("pgsteal", CGROUP_V2),
    term!("pgrefill", CGROUP_V2),
    term!("pgactivate", CGROUP_V2),
    term!("pgdeactivate", CGROUP_V2),
    term!("workingset_refault_anon", CGROUP_V2),
    term!("workingset_refault_file", CGROUP_V2),
    term!("thp_fault_alloc", CGROUP_V2),
    term!("thp_collapse_alloc", CGROUP_V2),
    term!("cache", CGROUP_V1),
    term!("rss_huge", CGROUP_V1),
    term!("stat_rss", CGROUP_V1),
    term!("mapped_file", CGROUP_V1),
    term!("total_cache", CGROUP_V1),
    term!("total_rss", CGROUP_V1),
    term!("swapents", PROC),
    term!("rss_anon", PROC),
    term!("rss_file", PROC),
    term!("rss_shmem", PROC),
    term!("pgtables_bytes", OOM_KILL),
    term!("pid", OOM_KILL),
    term!("tgid", OOM_KILL),
    term!("uid", OOM_KILL),
    term!("name", PROC),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::PartKind;

    #[test]
    fn every_word_stands_once_with_a_sentence_in_each_language_and_a_source() {
        for (at, term) in TERMS.iter().enumerate() {
            assert!(TERMS.iter().skip(at + 1).all(|other| other.word != term.word), "{} stands twice", term.word);
            let english = term.says(Language::English);
            assert!(english.ends_with('.') && english.len() > 20, "{}", term.word);
            assert!(term.says(Language::Japanese).ends_with('。'), "{} has no sentence in Japanese", term.word);
            assert!(term.source.contains(", "), "{} names no file", term.word);
        }
    }

    #[test]
    fn no_sentence_of_the_glossary_is_without_its_word() {
        let glossary = lang::AREAS.iter().find(|area| area.name == "glossary").unwrap();
        let ids = glossary.text(Language::English).lines().filter_map(|line| line.split_once(" = ")).map(|(id, _)| id);
        for id in ids.filter(|id| !id.starts_with('#')) {
            assert!(TERMS.iter().any(|term| term.id == id), "{id}");
        }
    }

    #[test]
    fn every_part_of_a_pie_is_explained() {
        for part in PartKind::ALL {
            assert!(explain(part.name()).is_some(), "{part:?}");
        }
    }
}
