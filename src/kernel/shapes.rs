//! The table of line shapes: the grammar in one place.

use super::{Message, cgroup, header, kill, mem_info, openvz, tasks};

/// One shape of line.
#[derive(Clone, Copy)]
pub struct Shape {
    /// What the line is, in a few words.
    pub name: &'static str,
    /// A line of this shape as a kernel printed it, without its envelope.
    pub sample: &'static str,
    /// The kernels that print it.
    pub kernels: KernelRange,
    /// The letters with one of which the line begins, behind blanks; empty where it may begin with any.
    begins: &'static str,
    /// Reads the shape; `None` for every other line.
    pub read: fn(&str) -> Option<Message<'_>>,
}

/// From which series of kernels to which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KernelRange {
    /// The first one; `3.10` also stands for older ones.
    pub since: &'static str,
    /// The last one; `None` where kernels still print it.
    pub until: Option<&'static str>,
}

/// Keys of statistics.
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";

impl Shape {
    /// False for a text that is of another shape by its first letter.
    pub(super) fn may_be(&self, first: u8) -> bool {
        self.begins.is_empty() || memchr::memchr(first, self.begins.as_bytes()).is_some()
    }
}

impl std::fmt::Debug for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shape").field("name", &self.name).finish_non_exhaustive()
    }
}

macro_rules! shapes {
    ($($name:literal, $since:literal $(to $until:literal)?, $read:path, $begins:expr, $sample:literal;)*) => {
        &[$(Shape {
            name: $name,
            sample: $sample,
            kernels: KernelRange { since: $since, until: shapes!(@until $($until)?) },
            begins: $begins,
            read: $read,
        },)*]
    };
    (@until) => { None };
    (@until $until:literal) => { Some($until) };
}

/// Every line of an OOM report. The most frequent ones come first; the order means nothing else, since no line is
/// claimed by two shapes.
pub const SHAPES: &[Shape] = shapes! {
    "task row", "3.10", tasks::row, "[",
        "[ 716580]     0 716580   276111   118439  1015808        0          1000 stress-ng-vm";
    "statistic", "5.3", cgroup::stat, LOWER,
        "anon 484630528";
    "killer invoked", "3.10", header::invoked, "",
        "stress-ng-vm invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=1000";
    "cpu", "3.10", header::cpu, "CP",
        "CPU: 1 PID: 716580 Comm: stress-ng-vm Not tainted 5.15.0-1051-azure #59-Ubuntu";
    "hardware", "3.10", header::hardware, "H",
        "Hardware name: Microsoft Corporation Virtual Machine/Virtual Machine, BIOS 090008  12/07/2018";
    "call trace", "3.10", header::call_trace, "Cc",
        "Call Trace:";
    "cpuset of the invoking task", "3.10" to "4.19", header::cpuset, "",
        "java cpuset=docker-4e1f.scope mems_allowed=0";
    "victim and limit cgroup", "3.10" to "4.19", cgroup::task_in, "MT",
        "Task in /kubepods/burstable/pod7c1b/9f2e killed as a result of limit of /kubepods/burstable/pod7c1b";
    "counter", "3.10", cgroup::counter, "msk",
        "memory: usage 512000kB, limit 512000kB, failcnt 37";
    "statistics of a cgroup", "3.10", cgroup::stats_for, "M",
        "Memory cgroup stats for /kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod479f327f_a27b_4eda_8523_90bdabcf0a27.slice:";
    "statistics on one line, continued", "3.10" to "5.2", cgroup::more_inline, "",
        " inactive_anon:0KB active_anon:51196KB inactive_file:0KB active_file:0KB unevictable:0KB";
    "protection", "6.19", cgroup::protection, "M",
        "Memory cgroup min protection 0kB -- low protection 0kB";
    "Mem-Info", "3.10", mem_info::start, "M",
        "Mem-Info:";
    "page counters", "3.10", mem_info::counters, LOWER,
        "active_anon:67 inactive_anon:32412 isolated_anon:0";
    "node", "4.9", mem_info::node, "N",
        "Node 0 active_anon:180kB inactive_anon:129304kB active_file:60kB inactive_file:0kB unevictable:0kB isolated(anon):0kB isolated(file):0kB mapped:596kB dirty:0kB writeback:0kB shmem:832kB shmem_thp: 0kB shmem_pmdmapped: 0kB anon_thp: 0kB writeback_tmp:0kB kernel_stack:1744kB pagetables:1268kB sec_pagetables:0kB all_unreclaimable? no";
    "zone", "3.10", mem_info::zone, "",
        "Node 0 DMA free:728kB boost:0kB min:52kB low:64kB high:76kB reserved_highatomic:0KB active_anon:0kB inactive_anon:13620kB active_file:0kB inactive_file:0kB unevictable:0kB writepending:0kB present:15992kB managed:15360kB mlocked:0kB bounce:0kB free_pcp:0kB local_pcp:0kB free_cma:0kB";
    "sizes of a node or zone, continued", "3.10", mem_info::more_sizes, LOWER,
        "inactive_anon:8668kB active_file:16696kB inactive_file:850072kB";
    "lowmem reserve", "3.10", mem_info::lowmem_reserve, "l",
        "lowmem_reserve[]: 0 166 166 166 166";
    "free list", "3.10", mem_info::free_list, "",
        "Node 0 DMA: 2*4kB (U) 2*8kB (UM) 2*16kB (UM) 1*32kB (U) 2*64kB (UM) 0*128kB 2*256kB (UM) 0*512kB 0*1024kB 0*2048kB 0*4096kB = 728kB";
    "huge pages", "3.10", mem_info::hugepages, "N",
        "Node 0 hugepages_total=0 hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB";
    "pages of a kind", "3.10", mem_info::count, "0123456789",
        "4194174 pages RAM";
    "swap", "3.10", mem_info::swap, "FT",
        "Free swap  = 0kB";
    "slab table", "4.15", mem_info::slab_title, "UN",
        "Unreclaimable slab info:";
    "slab row", "4.15", mem_info::slab, "",
        "kmalloc-rnd-01-8k          320KB        320KB";
    "task table's title", "4.19", tasks::title, "T",
        "Tasks state (memory values in pages):";
    "task table's header", "3.10", tasks::header, "[",
        "[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name";
    "summary", "5.0", kill::summary, "",
        "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task=stress-ng-vm,pid=716580,uid=0";
    "chosen process", "3.10" to "5.1", kill::chosen, "OoMm",
        "Out of memory: Kill process 4468 ((agetty)) score 0 or sacrifice child";
    "kill", "3.10", kill::killed, "KOoMm",
        "Memory cgroup out of memory: Killed process 716580 (stress-ng-vm) total-vm:1104444kB, anon-rss:473048kB, file-rss:644kB, shmem-rss:64kB, UID:0 pgtables:992kB oom_score_adj:1000";
    "kill by OpenVZ", "3.10" to "3.10", openvz::killed, "OoMm",
        "Out of memory in UB 1234: OOM killed process 21738 (php-cgi) score 0 vm:281988kB, rss:17004kB, swap:0kB";
    "group kill", "4.19", kill::group, "T",
        "Tasks in /kubepods.slice/a.scope are going to be killed due to memory.oom.group set";
    "reaped", "4.6", kill::reaped, "o",
        "oom_reaper: reaped process 181 (stuck-writer), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB";
    "not reaped", "4.6", kill::reap_failed, "o",
        "oom_reaper: unable to reap pid:181 (stuck-writer)";
    "already exiting", "5.9", kill::already_exiting, "OoMm",
        "Memory cgroup out of memory: OOM victim 271 (worker) is already exiting. Skip killing the task";
    "no killable process", "4.19", kill::no_killable, "O",
        "Out of memory and no killable processes...";
    "panic", "3.10", kill::panic, "K",
        "Kernel panic - not syncing: Out of memory: system-wide panic_on_oom is enabled";
    "reports suppressed", "3.10", header::suppressed, "o",
        "oom_kill_process: 4 callbacks suppressed";
    "kill by hand", "3.10", header::manual, "sSM",
        "sysrq: Manual OOM execution";
    "request ignored", "4.4", header::ignored, "sO",
        "OOM request ignored. No task eligible";
    "allocation failure", "3.10", header::allocation_failure, "",
        "kworker/0:1: page allocation failure: order:4, mode:0x40dc0(GFP_KERNEL|__GFP_COMP|__GFP_ZERO), nodemask=(null),cpuset=/,mems_allowed=0";
    "boot", "3.10", header::boot, "L",
        "Linux version 6.1.0-56-cloud-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0) #1 SMP";
    "messages lost", "3.10", header::lost, "*pM",
        "** 12 printk messages dropped **";
};

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::kernel::{NEEDLES, classify};

    #[test]
    fn every_sample_is_claimed_by_its_own_shape_and_by_no_other() {
        for shape in SHAPES {
            let claims: Vec<_> = SHAPES.iter().filter(|other| (other.read)(shape.sample).is_some()).collect();
            assert_eq!(claims.iter().map(|claim| claim.name).collect::<Vec<_>>(), [shape.name], "{}", shape.sample);
            assert!(classify(shape.sample).is_some(), "{}", shape.sample);
        }
    }

    #[test]
    fn a_line_is_of_the_same_shape_whether_its_first_letter_is_asked_or_not() {
        let mut read = 0;
        let mut judge = |line: &str| {
            if line.trim_start().len() < 3 {
                return;
            }
            let any = SHAPES.iter().find_map(|shape| (shape.read)(line));
            assert_eq!(classify(line), any, "{line}");
            read += usize::from(any.is_some());
        };
        let logs = ["seed-aks-pod-limit.log", "debian-5.10-cgroup-v1-kern.log", "debian-6.12-dmesg.txt"];
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs");
        for log in logs {
            for line in std::fs::read_to_string(folder.join(log)).unwrap().lines() {
                // With every beginning cut off that an envelope may be.
                line.match_indices([' ', ':', ']']).for_each(|(at, _)| judge(line.get(at + 1..).unwrap()));
                judge(line);
            }
        }
        for shape in SHAPES {
            let cuts = shape.sample.char_indices().map(|(at, _)| at);
            cuts.clone().for_each(|at| judge(shape.sample.get(..at).unwrap()));
            cuts.for_each(|at| judge(shape.sample.get(at..).unwrap()));
            for upper in [shape.sample.to_uppercase(), shape.sample.to_lowercase(), format!(" \t{}", shape.sample)] {
                judge(&upper);
            }
        }
        assert!(read > 1000, "only {read}");
    }

    #[test]
    fn names_and_samples_are_unique() {
        let names: HashSet<_> = SHAPES.iter().map(|shape| shape.name).collect();
        let samples: HashSet<_> = SHAPES.iter().map(|shape| shape.sample).collect();
        assert_eq!((names.len(), samples.len()), (SHAPES.len(), SHAPES.len()));
    }

    #[test]
    fn whole_samples_lack_nothing_and_cut_ones_never_gain() {
        for shape in SHAPES {
            let whole = (shape.read)(shape.sample).unwrap();
            if shape.name != "chosen process" {
                assert_eq!(whole.missing(), 0, "{}", shape.sample);
            }
            for (cut, _) in shape.sample.char_indices() {
                // Reading a cut line must not panic, and what it lacks must be known where it is read at all.
                if let Some(message) = classify(shape.sample.get(..cut).unwrap()) {
                    assert!(message.missing() <= 40, "{message:?}");
                }
            }
        }
    }

    #[test]
    fn every_line_that_opens_a_report_holds_a_needle() {
        let opens = ["killer invoked", "victim and limit cgroup", "statistics of a cgroup", "task table's header"];
        let ends = ["summary", "chosen process", "kill", "group kill", "reaped", "no killable process", "panic"];
        for shape in SHAPES.iter().filter(|shape| opens.contains(&shape.name) || ends.contains(&shape.name)) {
            assert!(NEEDLES.iter().any(|needle| shape.sample.contains(needle.text)), "{}", shape.sample);
        }
    }

    #[test]
    fn source_code_and_patterns_are_no_messages() {
        for text in [
            r#"pr_warn("%s invoked oom-killer: gfp_mask=%#x(%pGg), order=%d, oom_score_adj=%hd\n","#,
            r#"pr_err("%s: Killed process %d (%s) total-vm:%lukB, anon-rss:%lukB\n","#,
            "legacy = regexp.MustCompile(`Task in (.*) killed as a result of limit of (.*)`)",
            "Task in (.*) killed as a result of limit of (.*)",
            "oom-kill:constraint=(.*),nodemask=(.*),cpuset=(.*),mems_allowed=(.*),oom_memcg=(.*)",
            "// Out of memory: Killed process 123, UID 48, (httpd).",
            "Killed process # (app_#) total-vm:#kB, anon-rss:#kB, file-rss:#kB, shmem-rss:#kB",
            "java.lang.OutOfMemoryError: Java heap space",
            "Out of memory: kill or be killed",
        ] {
            assert_eq!(classify(text), None, "{text}");
        }
    }
}
