//! What the kernel's and Kubernetes' words mean, for the hover and for the glossary of a report: one table, each entry with the place that says so. The sentences
//! themselves stand in the catalogues (`assets/lang/<language>/glossary.ftl`).

use aho_corasick::AhoCorasick;

use crate::lang::{self, Language};
use crate::say;

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

/// A term of the glossary of a report.
#[derive(Clone, Copy, Debug)]
pub struct GlossaryEntry {
    /// Its word in [`TERMS`].
    word: &'static str,
    /// How it is written in reports; the first is what it is called there, unless the catalogues have a name for it.
    forms: &'static [&'static str],
}

/// What the glossary of a report explains, where the report speaks of it. The flags of a request come on top.
const REPORTED: &[GlossaryEntry] = &[
    reported("allocatable", &["Allocatable"]),
    reported("kube_reserved", &["kube-reserved", "system-reserved"]),
    reported("eviction", &["EvictionThresholdMet", "NodeHasInsufficientMemory"]),
    reported("oom_group", &["memory.oom.group"]),
    reported("oom_killed", &["OOMKilled"]),
    reported("exit_137", &["137"]),
    reported("restart_policy", &["restartPolicy"]),
    reported("working_set", &["kubectl top"]),
    reported("limited_swap", &["LimitedSwap"]),
    reported("empty_dir", &["emptyDir"]),
    reported("qos", &["QoS", "best-effort", "burstable", "guaranteed", "BestEffort", "Burstable", "Guaranteed"]),
    reported("oom_score_adj", &["oom_score_adj"]),
    reported("badness", &["OOM score", "スコア"]),
    reported("oom_memcg", &["oom_memcg"]),
    reported("constraint", &["CONSTRAINT_NONE", "CONSTRAINT_MEMCG"]),
    reported("panic_on_oom", &["panic_on_oom"]),
    reported("failcnt", &["failcnt"]),
    reported("mem_info", &["Mem-Info"]),
    reported("watermarks", &["min, low, high", "min mark", "high mark", "min 以下", "high の", "high を"]),
    reported("zone", &["zone ", "Zone ", "ゾーン"]),
    reported("memory_node", &["emory node", "メモリノード"]),
    reported("cpuset", &["cpuset"]),
    reported("cma", &["CMA"]),
    reported("shmem", &["tmpfs"]),
    reported("slab", &["slab", "スラブ"]),
    reported("zram", &["zram"]),
    reported("gfp_mask", &["gfp_mask"]),
    reported("order", &["order=", "order "]),
];

const fn reported(word: &'static str, forms: &'static [&'static str]) -> GlossaryEntry {
    GlossaryEntry { word, forms }
}

/// A word that a report speaks of.
#[derive(Clone, Copy, Debug)]
pub struct SpokenTerm {
    /// As the report calls it.
    pub called: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// What a report speaks of, in the table's order. `texts` is all that the report says.
pub fn spoken_of<'a>(language: Language, texts: impl Iterator<Item = &'a str>) -> Vec<SpokenTerm> {
    let forms: Vec<(usize, &str)> =
        REPORTED.iter().enumerate().flat_map(|(at, term)| term.forms.iter().map(move |form| (at, *form))).collect();
    let Ok(search) = AhoCorasick::new(forms.iter().map(|(_, form)| form)) else { return vec![] };
    let mut found = vec![false; REPORTED.len()];
    let mut flags: Vec<&'static Term> = Vec::new();
    for text in texts {
        for hit in search.find_overlapping_iter(text) {
            let term = forms.get(hit.pattern().as_usize()).and_then(|(at, _)| found.get_mut(*at));
            if let Some(found) = term {
                *found = true;
            }
        }
        if text.contains("GFP_") {
            let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let named = words.filter(|word| word.starts_with("GFP_") || word.starts_with("__GFP_"));
            let new: Vec<&'static Term> = named.filter_map(explain).filter(|term| !flags.contains(term)).collect();
            flags.extend(new);
        }
    }
    let terms = REPORTED.iter().zip(found).filter(|(_, found)| *found);
    let terms = terms.filter_map(|(term, _)| {
        let called = match term.word {
            "badness" => say!(language, "term-badness"),
            "zone" => say!(language, "term-zone"),
            "memory_node" => say!(language, "term-memory_node"),
            "order" => "order",
            _ => term.forms.first()?,
        };
        Some(SpokenTerm { called, meaning: explain(term.word)?.says(language) })
    });
    let flags = flags.into_iter().map(|term| SpokenTerm { called: term.word, meaning: term.says(language) });
    terms.chain(flags).collect()
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
    term!("GFP_NOWAIT", GFP),
    term!("GFP_HIGHMEM", GFP),
    term!("GFP_MOVABLE", GFP),
    term!("GFP_TRANSHUGE_LIGHT", GFP),
    term!("__GFP_DMA", GFP),
    term!("__GFP_DMA32", GFP),
    term!("__GFP_WAIT", GFP),
    term!("__GFP_HIGH", GFP),
    term!("__GFP_IO", GFP),
    term!("__GFP_FS", GFP),
    term!("__GFP_COLD", GFP),
    term!("__GFP_REPEAT", GFP),
    term!("__GFP_MEMALLOC", GFP),
    term!("__GFP_NOTRACK", GFP),
    term!("__GFP_NO_KSWAPD", GFP),
    term!("__GFP_OTHER_NODE", GFP),
    term!("__GFP_ATOMIC", GFP),
    term!("__GFP_DIRECT_RECLAIM", GFP),
    term!("__GFP_KSWAPD_RECLAIM", GFP),
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
    // What Kubernetes shows and decides.
    term!("allocatable", "Kubernetes, pkg/kubelet/cm/node_container_manager_linux.go"),
    term!("kube_reserved", "Kubernetes, pkg/kubelet/apis/config/types.go"),
    term!("eviction", "Kubernetes, pkg/kubelet/eviction/eviction_manager.go"),
    term!("oom_killed", "containerd, internal/cri/server/events.go"),
    term!("exit_137", "Linux, man-pages signal.7"),
    term!("restart_policy", "Kubernetes, pkg/kubelet/container/helpers.go"),
    term!("working_set", "Kubernetes, cAdvisor, container/libcontainer/handler.go"),
    term!("limited_swap", "Kubernetes, pkg/kubelet/kuberuntime/kuberuntime_container_linux.go"),
    term!("empty_dir", "Kubernetes, pkg/volume/emptydir/empty_dir.go"),
    term!("pause", "Kubernetes, build/pause/linux/pause.c"),
    // The node's memory.
    term!("mem_info", "Linux, mm/show_mem.c"),
    term!("zone", "Linux, include/linux/mmzone.h"),
    term!("watermarks", "Linux, mm/page_alloc.c"),
    term!("memory_node", "Linux, Documentation/admin-guide/mm/numaperf.rst"),
    term!("cma", "Linux, mm/cma.c"),
    term!("panic_on_oom", "Linux, Documentation/admin-guide/sysctl/vm.rst"),
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
        for id in ids.filter(|id| id.starts_with("glossary-")) {
            assert!(TERMS.iter().any(|term| term.id == id), "{id}");
        }
    }

    #[test]
    fn every_flag_of_a_request_is_explained() {
        for name in crate::analysis::shortage::gfp::all_names() {
            assert!(explain(name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_report_explains_what_it_speaks_of_and_nothing_else() {
        let says = ["Evictions: EvictionThresholdMet", "gfp_mask=0x40cc0 (GFP_KERNEL|__GFP_COMP), order=2"];
        let called = |language| -> Vec<&str> {
            spoken_of(language, says.into_iter()).into_iter().map(|term| term.called).collect()
        };
        let expected = ["EvictionThresholdMet", "gfp_mask", "order", "GFP_KERNEL", "__GFP_COMP"];
        assert_eq!(called(Language::English), expected);
        assert_eq!(called(Language::Japanese), expected);
        for term in REPORTED {
            assert!(explain(term.word).is_some(), "{}", term.word);
        }
    }

    #[test]
    fn every_part_of_a_pie_is_explained() {
        for part in PartKind::ALL {
            assert!(explain(part.name()).is_some(), "{part:?}");
        }
    }
}
