//! Why a node had no memory to give: small reports that are easily told wrong, and real kernels' kills whose cause the
//! machine itself recorded. Each expected value is from the kernel's arithmetic or the machine's record, not from what the
//! program said.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test whose set-up fails has failed")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::shortage::{Cause, HolderKind, Shortage, Stand, causes_as_markdown};
use oomscope::analysis::{Case, Level, PartKind, Review};
use oomscope::lang::Language;
use oomscope::load::{Options, pipeline};
use oomscope::report;
use oomscope::source::{Input, Store};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn read(inputs: &[Input], language: Language) -> Review {
    let store = Store::new();
    let mut options = Options::new(NaiveDate::from_ymd_opt(2026, 11, 29).expect("a date"));
    options.language = language;
    pipeline::run(inputs, options, &store, &AtomicBool::new(false), &mut |_| ())
}

fn read_file(path: &str) -> Review {
    read(&[Input::Path(root().join(path))], Language::English)
}

/// The only case of a small input in `tests/shortage`.
fn one(name: &str) -> Arc<Case> {
    let mut review = read_file(&format!("tests/shortage/{name}.log"));
    assert_eq!(review.cases.len(), 1, "{name}");
    review.cases.remove(0)
}

/// The only case of a small input with parts of it written otherwise.
fn changed(name: &str, changes: &[(&str, &str)]) -> Arc<Case> {
    let path = root().join(format!("tests/shortage/{name}.log"));
    let mut text = std::fs::read_to_string(path).expect("the input");
    for (from, to) in changes {
        assert!(text.contains(from), "{name} lacks {from:?}");
        text = text.replace(from, to);
    }
    let mut review = read(&[Input::Text { name: name.to_owned(), text }], Language::English);
    assert_eq!(review.cases.len(), 1, "{name}");
    review.cases.remove(0)
}

fn shortage(case: &Case) -> &Shortage {
    case.conclusions.shortage.as_ref().expect("a node-level kill with its report")
}

/// The headline, why, next steps and insights, as one text.
fn told(case: &Case) -> String {
    let conclusions = &case.conclusions;
    let words = case.words();
    let insights = words.insights.iter().map(|insight| &insight.text);
    let sentences = std::iter::once(&words.headline).chain(&words.why).chain(&words.next_steps).chain(insights);
    sentences.cloned().chain(conclusions.holder_line()).collect::<Vec<_>>().join("\n")
}

fn mib(bytes: u64) -> u64 {
    bytes >> 20
}

fn assert_says(case: &Case, words: &[&str]) {
    let told = told(case);
    for word in words {
        assert!(told.contains(word), "“{word}” is not in\n{told}");
    }
}

fn assert_never(case: &Case, words: &[&str]) {
    let told = told(case);
    for word in words {
        assert!(!told.contains(word), "“{word}” is in\n{told}");
    }
}

#[test]
fn a_page_fault_on_a_node_with_free_memory_is_no_shortage() {
    for (name, free) in
        [("node-verdict-though-memory-is-free", "27.9 GiB"), ("pagefault-oom-node-has-room", "112.1 GiB")]
    {
        let case = one(name);
        assert_eq!((shortage(&case).cause, case.conclusions.verdict.level), (Cause::PageFault, Level::WholeNode));
        assert!(case.words().headline.starts_with("A page fault failed"), "{name}");
        assert_says(&case, &[free, "SLUB: Unable to allocate memory", "kmem"]);
        assert_never(&case, &["ran out of memory", "no memory left", "more memory, or", "Most memory"]);
    }
}

#[test]
fn tmpfs_that_no_process_holds_is_told_as_the_holder() {
    // 2,700,000 pages of shared memory; the processes hold 2 GiB.
    for name in ["most-memory-was-held-by", "heavy-parts-unsaid-on-nodes-e"] {
        let case = one(name);
        let largest = &shortage(&case).holders.list[0];
        assert_eq!((largest.kind, largest.bytes.0), (HolderKind::Shmem, 2_700_000 * 4096), "{name}");
        assert_says(&case, &["Shared memory and tmpfs held 10.3 of 15.6 GiB", "emptyDir", "df -h -t tmpfs"]);
        assert_never(&case, &["Most memory was held by"]);
    }
    let case = one("node-tmpfs-most-memory-held-by");
    let largest = &shortage(&case).holders.list[0];
    // 170,000 pages less what the processes have mapped beyond the node's anonymous memory.
    assert_eq!((largest.kind, mib(largest.bytes.0) / 10), (HolderKind::Shmem, 65));
}

#[test]
fn heavy_parts_of_a_node_are_put_into_words() {
    let tables = one("heavy-parts-unsaid-on-nodes");
    assert_eq!(shortage(&tables).holders.list[0].bytes.0, 2_400_000 * 4096);
    assert_eq!(shortage(&tables).holders.list[0].name.as_deref(), Some("postgres"));
    assert_says(&tables, &["Page tables of postgres held 9.2 of 15.6 GiB", "58.6 %", "huge pages"]);
    let cache = one("heavy-parts-unsaid-on-nodes-c");
    assert_eq!(shortage(&cache).holders.list[0].kind, HolderKind::PageCache);
    assert_says(&cache, &["10.7 of 15.6 GiB", "4.6 GiB was changed and not yet written", "1.5 GiB was being written"]);
}

#[test]
fn memory_that_no_counter_names_is_told_as_such() {
    let case = one("memory-held-by-nobody");
    let holders = &shortage(&case).holders;
    assert_eq!(holders.list[0].kind, HolderKind::Unaccounted);
    // (4,194,174 − 100,000) pages less free, and less all that the counters name.
    assert_eq!(mib(holders.unaccounted.expect("a remainder").0), 13_593);
    assert_says(&case, &["13.3 of 15.6 GiB", "vmware-toolbox-cmd stat balloon", "arcstat"]);
    assert_never(&case, &["See who used the memory: the task table"]);
    let case = one("node-most-memory-not-in-processes");
    assert_eq!(shortage(&case).holders.list[0].kind, HolderKind::Unaccounted);
    assert_never(&case, &["Most memory was held by"]);
}

#[test]
fn pages_of_gpu_drivers_are_read_behind_all_unreclaimable() {
    let case = one("memory-held-by-nobody-c-7.1-gpu");
    let largest = &shortage(&case).holders.list[0];
    assert_eq!((largest.kind, largest.bytes.0), (HolderKind::Gpu, (11_600_000 + 12_000) * 1024));
    let pie = case.conclusions.node_breakdown.as_ref().expect("a pie");
    assert_eq!(pie.bytes(PartKind::Gpu), Some(largest.bytes));
    assert_says(&case, &["GPU drivers held 11.1 of 15.6 GiB", "nvidia-smi"]);
}

#[test]
fn the_reserve_is_that_of_the_requests_own_zone() {
    let case = one("reserve-of-another-zone");
    let shortage = shortage(&case);
    let request = shortage.request.as_ref().expect("a request");
    assert_eq!(
        (request.zone.expect("a zone").name(), request.order, request.bytes.expect("a size").0),
        ("Normal", 3, 32_768)
    );
    assert_eq!(shortage.cause, Cause::Fragmented);
    let reserves: Vec<_> = shortage.zones.iter().map(|zone| zone.reserve.map(|bytes| bytes.0 / 4096)).collect();
    assert_eq!(reserves, [Some(573), Some(0), Some(0)], "DMA keeps 573 pages for Normal, Normal nothing from itself");
    assert_eq!(shortage.zones[2].usable, Some(false));
    assert_eq!(shortage.zones[1].largest_free_block.expect("a block").0, 8 << 10);
    assert_says(&case, &["No free block of 32 KiB", "compact_memory"]);
    assert_never(&case, &["Give the node more memory"]);
}

#[test]
fn free_cma_is_no_room_for_the_kernel() {
    let case = one("cma-counted-as-room");
    let shortage = shortage(&case);
    assert_eq!(shortage.cause, Cause::Reserve);
    let dma = &shortage.zones[0];
    assert_eq!((dma.available.expect("figures").0 / 1024, dma.passes), (5_520, Some(false)));
    assert_says(
        &case,
        &[
            "that was free in zone DMA, 501.6 MiB is set aside for CMA",
            "was free in zones that this request",
            "cma=",
            "64-bit kernel",
        ],
    );
    assert_never(&case, &["no memory left to give", "ran out of memory"]);
}

#[test]
fn a_healthy_node_is_not_called_down_to_its_reserve() {
    let case = one("healthy-zone-called-down-to-its-reserve");
    assert_eq!(shortage(&case).cause, Cause::FreedMeanwhile);
    assert_never(&case, &["reserve, which", "down to", "ran out of memory"]);
}

#[test]
fn between_min_and_high_is_not_below_min() {
    for name in ["reserve-is-min-not-low", "zones-above-min-called-reserve"] {
        let case = one(name);
        let shortage = shortage(&case);
        assert_eq!(shortage.cause, Cause::Exhausted, "{name}");
        assert!(shortage.deciding_zones().iter().all(|zone| zone.stand() == Some(Stand::Between)), "{name}");
        assert_says(&case, &["high mark"]);
        assert_never(&case, &["at its min mark or below", "reserve, which"]);
    }
}

#[test]
fn lost_zone_lines_are_not_every_zone() {
    let case = one("every-zone-from-one-line");
    assert_eq!(shortage(&case).cause, Cause::Unknown);
    assert_says(&case, &["doesn't have all lines of the zones"]);
    assert_never(&case, &["Each zone", "Every zone", "ran out of memory"]);
}

/// Without `lowmem_reserve[]` a zone's figures are not whole; without a free list they are, for a single page.
#[test]
fn what_is_lost_of_a_zone_decides_only_where_it_is_needed() {
    let path = root().join("tests/shortage/most-memory-was-held-by.log");
    let text = std::fs::read_to_string(&path).expect("the input");
    let without = |text: &str, words: &str| {
        let kept: Vec<&str> = text.lines().filter(|line| !line.contains(words)).collect();
        let text = kept.join("\n") + "\n";
        let mut review = read(&[Input::Text { name: "a log".to_owned(), text }], Language::English);
        assert_eq!(review.cases.len(), 1);
        review.cases.remove(0)
    };
    let case = without(&text, "lowmem_reserve[]");
    assert_eq!(shortage(&case).cause, Cause::Unknown);
    assert_says(&case, &["doesn't have all lines of the zones", "Shared memory and tmpfs held 10.3 of 15.6 GiB"]);
    assert_never(&case, &["at its min mark", "ran out of memory"]);
    let case = without(&text, "Node 0 Normal: ");
    assert_eq!(shortage(&case).cause, Cause::Exhausted);
    // Of 8 pages in one block nothing can be said without the list.
    let case = without(&text.replace("order=0", "order=3"), "Node 0 Normal: ");
    assert_ne!(shortage(&case).cause, Cause::Fragmented);
}

/// `pagefault_out_of_memory()` passes no mask on kernels that print bits only, either (3.10: `gfp_mask=0x0`).
#[test]
fn a_page_fault_of_an_old_kernel_is_no_shortage() {
    let old = [("gfp_mask=0x0()", "gfp_mask=0x0"), ("5.4.0-100-generic", "3.10.0-957.el7.x86_64")];
    let case = changed("pagefault-oom-node-has-room", &old);
    assert_eq!(shortage(&case).cause, Cause::PageFault);
    assert_says(&case, &["A page fault failed, although 112.1 GiB of memory was free", "kmem"]);
    assert_never(&case, &["ran out of memory", "Give the node more memory"]);
}

/// Lines of drivers/misc/vmw_balloon.c and drivers/virtio/virtio_balloon.c.
#[test]
fn balloons_of_other_hypervisors_are_named_by_their_lines() {
    let path = root().join("tests/shortage/memory-held-by-nobody.log");
    let text = std::fs::read_to_string(&path).expect("the input");
    for line in [
        "vmw_balloon: Host has requested a target of 3200000 pages",
        "virtio_balloon virtio3: Out of puff! Can't get 1 pages",
    ] {
        let text = format!("Mar 12 10:15:30 node-1 kernel: [  990.000000] {line}\n{text}");
        let review = read(&[Input::Text { name: "a log".to_owned(), text }], Language::English);
        assert_says(&review.cases[0], &[line, "The report doesn't show what held 13.3 of 15.6 GiB of RAM"]);
    }
}

/// memory.swap.max may be 0 for any cgroup; only of a pod is the kubelet's setting the reason.
#[test]
fn free_swap_of_a_service_is_not_explained_by_the_kubelet() {
    let path = root().join("tests/shortage/swap-free-yet-killed.log");
    let text = std::fs::read_to_string(&path).expect("the input");
    let (before, after) = text.split_once("task_memcg=/kubepods").expect("the victim's cgroup");
    let (_, after) = after.split_once(",task=").expect("the victim");
    let text = format!("{before}task_memcg=/system.slice/app.service,task={after}");
    let review = read(&[Input::Text { name: "a log".to_owned(), text }], Language::English);
    let case = &review.cases[0];
    assert_says(case, &["7.5 GiB of 8 GiB of swap was free. Either the memory belongs to cgroups that can't swap"]);
    assert_never(case, &["LimitedSwap", "resources.limits.memory"]);
    assert_eq!(case.conclusions.holder_line().as_deref(), Some("app.service (node) held 13.4 of 15.6 GiB of RAM"));
}

#[test]
fn idle_huge_pages_decide_what_to_do() {
    let case = one("next-steps-ignore-the-cause");
    let largest = &shortage(&case).holders.list[0];
    assert_eq!((largest.kind, largest.bytes.0), (HolderKind::HugePages, 6144 * (2 << 20)));
    assert_says(&case, &["vm.nr_hugepages"]);
    assert_never(&case, &["Give the node more memory", "raise the memory requests"]);
}

#[test]
fn a_sum_beyond_the_ram_is_not_told_as_held() {
    let case = one("sum-larger-than-the-ram");
    assert!(shortage(&case).holders.shared_sum.is_some_and(|sum| sum.0 > 16 << 30));
    assert_says(&case, &["counted once per process", "at most 2.7 GiB"]);
    assert_never(&case, &["Most memory was held by", "held 320.4 GiB"]);
}

#[test]
fn sockets_have_a_slice_of_their_own() {
    let case = one("sockets-hidden-in-other-kernel-memory");
    let pie = case.conclusions.breakdown.as_ref().expect("a pie");
    assert_eq!(pie.bytes(PartKind::Sockets).expect("sockets").0, 440_401_920);
    assert!(pie.bytes(PartKind::OtherKernel).is_none_or(|other| other.0 < 2 << 20));
    assert_says(&case, &["socket buffers 420 MiB"]);
}

#[test]
fn the_mask_decides_which_zones_count() {
    for (name, zone, cause, step) in [
        ("which-zone-could-it-use", "DMA32", Cause::Zone, "DMA mask"),
        ("which-zone-could-it-use-b-movable", "Normal", Cause::Zone, "ZONE_MOVABLE"),
        ("lowmem-exhausted-half-the-ram-free", "Normal", Cause::Zone, "64-bit kernel"),
        ("highmem-kernel-request", "Normal", Cause::Zone, "64-bit kernel"),
    ] {
        let case = one(name);
        let shortage = shortage(&case);
        assert_eq!(
            shortage.request.as_ref().and_then(|request| request.zone).map(|zone| zone.name()),
            Some(zone),
            "{name}"
        );
        assert_eq!(shortage.cause, cause, "{name}");
        assert_says(&case, &[step]);
        assert_never(&case, &["The node ran out of memory", "Give the node more memory", "or memory had come free"]);
    }
}

// ZONE_MOVABLE is built into 64-bit kernels, too; before 4.8 their reports have no lines of nodes.

#[test]
fn a_movable_zone_of_an_old_kernel_is_not_high_memory() {
    let old = [("gfp_mask=0xcc0(GFP_KERNEL)", "gfp_mask=0x2000d0"), ("5.15.0-105-generic", "3.10.0-957.el7.x86_64")];
    let case = changed("which-zone-could-it-use-b-movable", &old);
    assert_eq!(shortage(&case).cause, Cause::Zone);
    assert_says(&case, &["ZONE_MOVABLE"]);
    assert_never(&case, &["64-bit kernel"]);
}

#[test]
fn crumbs_of_low_memory_call_for_a_64_bit_kernel_and_not_for_less_page_cache() {
    let case = one("reserve-of-another-zone");
    assert_eq!(shortage(&case).largest_holder().expect("a holder").kind, HolderKind::PageCache);
    assert_says(&case, &["64-bit kernel", "blocks of order 3", "wouldn't have helped this request"]);
    assert_never(&case, &["couldn't reclaim file pages"]);
}

#[test]
fn a_request_for_the_first_zone_names_it_alone() {
    let dma = [("0xcc4(GFP_KERNEL|GFP_DMA32)", "0xcc1(GFP_KERNEL|GFP_DMA)"), ("DMA free:13312kB", "DMA free:60kB")];
    let case = changed("which-zone-could-it-use", &dma);
    assert_eq!(shortage(&case).cause, Cause::Zone);
    assert_says(&case, &["from zone DMA only", "the first 16 MiB on x86"]);
    assert_never(&case, &["below 4 GiB", "zones below it"]);
}

#[test]
fn huge_pages_in_use_are_not_called_idle() {
    let case = changed("next-steps-ignore-the-cause", &[("hugepages_free=12 ", "hugepages_free=1 ")]);
    assert_says(&case, &["12 GiB of the node's 15.6 GiB", "1 GiB of it was idle", "HugetlbPages"]);
    assert_never(&case, &["Release the idle huge pages"]);
}

#[test]
fn a_row_larger_than_the_counters_is_a_contradiction() {
    // 5,280,000 kB of anonymous memory on the node, 3,500,000 pages resident in java alone.
    let case = one("which-zone-could-it-use");
    assert_says(&case, &["java (PID 4242) has 13.4 GiB", "only 5 GiB for all processes", "contradict each other"]);
    assert_never(&case, &["mostly shared"]);
}

#[test]
fn anonymous_memory_that_no_row_holds_is_told_as_such() {
    let case = changed("most-memory-was-held-by", &[("shmem:2700000", "shmem:3000")]);
    let largest = &shortage(&case).holders.list[0];
    assert!(largest.is_unlisted(), "{largest:?}");
    assert_says(&case, &["Anonymous memory of no listed process held 10.7 of 15.6 GiB", "has ended or is ending"]);
    assert_never(&case, &["Other processes held", "the task table, largest first"]);
}

#[test]
fn a_balloon_s_line_puts_the_hypervisor_first() {
    let line = "Mar 12 10:15:39 node-1 kernel: [  999.000000] hv_balloon: Balloon request will be partially fulfilled. Balloon floor reached.\n";
    let text = std::fs::read_to_string(root().join("tests/shortage/memory-held-by-nobody.log")).expect("the input");
    let text = format!("{line}{text}");
    let review = read(&[Input::Text { name: "a log".to_owned(), text }], Language::English);
    let steps = &review.cases[0].words().next_steps;
    assert!(steps[0].starts_with("Check how large the balloon is") && steps[0].contains("hypervisor"), "{steps:?}");
}

#[test]
fn more_memory_nodes_are_no_remedy_for_a_page_fault() {
    let confined = [("constraint=CONSTRAINT_NONE", "constraint=CONSTRAINT_CPUSET"), ("global_oom,", "")];
    let case = changed("pagefault-oom-node-has-room", &confined);
    assert_eq!((shortage(&case).cause, case.conclusions.verdict.level), (Cause::PageFault, Level::Cpuset));
    assert_never(&case, &["Allow more memory nodes"]);
}

// A list that a mail wrapped: the zones behind Normal have no memory, as Normal's own list shows.

#[test]
fn a_cut_list_of_reserves_goes_on_with_its_last_entry() {
    let cut = [("lowmem_reserve[]: 0 0 13048 13048 13048", "lowmem_reserve[]: 0 0 13048")];
    let case = changed("most-memory-was-held-by", &cut);
    assert_eq!(shortage(&case).cause, Cause::Exhausted);
    assert_eq!(shortage(&case).zones[1].reserve.map(|bytes| bytes.0 / 4096), Some(13_048));
}

// rsyslog writes the line ends of a message as #012.

#[test]
fn a_first_block_that_rsyslog_joined_is_read() {
    let text = std::fs::read_to_string(root().join("tests/shortage/most-memory-was-held-by.log")).expect("the input");
    let mut joined = String::new();
    for line in text.lines() {
        let words = line.split_once("] ").map_or("", |(_, words)| words).trim();
        let goes_on = ["active_file:", "unevictable:", "slab_reclaimable:", "mapped:", "free:", "sec_pagetables:"];
        if goes_on.iter().any(|start| words.starts_with(start)) || words.starts_with("kernel_misc") {
            joined.truncate(joined.trim_end().len());
            joined.push_str("#012 ");
            joined.push_str(words);
        } else {
            joined.push_str(line);
        }
        joined.push('\n');
    }
    assert!(joined.contains("isolated_anon:0#012 active_file:"), "{joined}");
    let review = read(&[Input::Text { name: "a log".to_owned(), text: joined }], Language::English);
    let (whole, joined) = (one("most-memory-was-held-by"), &review.cases[0]);
    assert_eq!(shortage(joined).holders, shortage(&whole).holders);
}

#[test]
fn a_victim_that_held_the_memory_is_not_called_innocent() {
    let case = one("swap-free-yet-killed");
    assert_says(&case, &["node (PID 4242) itself held most of the memory in use (13.4 of 15.5 GiB)"]);
    assert_never(&case, &["isn't necessarily the cause", "may be innocent"]);
}

/// Node.js's process is called like what the sentences speak of.
#[test]
fn a_process_named_node_is_told_from_the_node() {
    let case = one("swap-free-yet-killed");
    assert_eq!(case.conclusions.holder_line().as_deref(), Some("Process node held 13.4 of 15.6 GiB of RAM"));
    assert_says(
        &case,
        &[
            "Memory in use, largest first: process node 13.4 GiB, memory in no counter",
            "Find out why process node needs",
        ],
    );
    // The same is not said twice of it.
    assert_eq!(told(&case).matches("13.4 of 15.6 GiB").count(), 1, "{}", told(&case));
    let java =
        changed("swap-free-yet-killed", &[("task=node,", "task=java,"), ("(node)", "(java)"), (" node\n", " java\n")]);
    assert_eq!(java.conclusions.holder_line().as_deref(), Some("java held 13.4 of 15.6 GiB of RAM"));
}

#[test]
fn free_swap_is_explained() {
    let case = one("swap-free-yet-killed");
    assert_says(&case, &["7.5 GiB of 8 GiB of swap was free", "LimitedSwap", "memory.swap.max"]);
}

#[test]
fn a_refused_request_without_a_kill_is_told_as_such() {
    let review = read_file("tests/shortage/page-allocation-failure-alone.log");
    assert!(review.cases.is_empty());
    let told = report::nothing_found(&review).join("\n");
    for words in ["1 page allocation failure was logged", "killed no process", "Xorg", "order 0", "GFP_HIGHUSER"] {
        assert!(told.contains(words), "“{words}” is not in\n{told}");
    }
    assert!(!told.contains("another kind of file"), "{told}");
}

#[test]
fn a_refused_request_has_the_arithmetic_of_a_kill() {
    let path = root().join("tests/shortage/page-allocation-failure-alone.log");
    let text = std::fs::read_to_string(&path).expect("the input");
    let told = |text: &str| {
        let review = read(&[Input::Text { name: "a log".to_owned(), text: text.to_owned() }], Language::English);
        assert!(review.cases.is_empty());
        let shortages: Vec<Shortage> =
            review.companions.iter().filter_map(|companion| review.shortage_of(companion)).collect();
        (report::nothing_found(&review).join("\n"), shortages)
    };
    let (said, shortages) = told(&text);
    let shortage = &shortages[0];
    let request = shortage.request.as_ref().expect("a request");
    assert_eq!((request.order, request.bytes.expect("a size").0), (0, 4096));
    assert_eq!(shortages.len(), 1);
    assert!(said.contains("It asked for 4 KiB in one block. What each zone had left for it: "), "{said}");
    // The same twice, and a kill's report behind them: each has its own.
    let kill = std::fs::read_to_string(root().join("tests/shortage/most-memory-was-held-by.log")).expect("the input");
    let text = format!("{text}{text}{kill}");
    let review = read(&[Input::Text { name: "a log".to_owned(), text }], Language::English);
    assert_eq!((review.cases.len(), review.refused.len()), (1, 2));
    let told = &review.cases[0].conclusions.shortage;
    assert_eq!(told, &one("most-memory-was-held-by").conclusions.shortage);
    let mut json = Vec::new();
    report::json::write(&review, &mut json).expect("written");
    let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    let failures: Vec<_> = json["companions"].as_array().expect("lines").iter().collect();
    assert!(
        failures.iter().all(|line| line["kind"] != "allocation-failure" || line["shortage"]["request"]["order"] == 0)
    );
    assert_eq!(failures.iter().filter(|line| line["shortage"].is_object()).count(), 2);
}

#[test]
fn neighbours_of_a_kill_are_told_as_what_they_are() {
    let line = |words: &str| format!("Mar 12 10:15:40 node-1 kernel: [ 1000.000031] {words}\n");
    for (words, told) in [
        (
            "SLUB: Unable to allocate memory on node -1, gfp=0x8020(GFP_ATOMIC)",
            "1 time the kernel got no memory for an object",
        ),
        ("TCP: out of memory -- consider tuning tcp_mem", "1 line says that TCP reached its limit"),
    ] {
        let review = read(&[Input::Text { name: "a log".to_owned(), text: line(words) }], Language::English);
        let said = report::nothing_found(&review).join("\n");
        assert!(said.contains(told) && !said.contains("page allocation failure"), "{said}");
        assert!(!said.contains("another kind of file"), "{said}");
    }
}

#[test]
fn a_cut_report_of_one_memory_node_is_not_the_whole_node() {
    let case = one("cpuset-report-cut-called-whole-node");
    assert_eq!(case.conclusions.verdict.level, Level::Unknown);
    assert_eq!(shortage(&case).cause, Cause::MemoryNode);
    assert_says(&case, &["shows only memory node 1", "378.9 MiB"]);
    assert_never(&case, &["The node ran out of memory", "before 5.0"]);
}

#[test]
fn a_guaranteed_victim_that_held_the_memory_is_said_to_have() {
    let case = one("guaranteed-victim-held-the-memory");
    assert_eq!((shortage(&case).cause, case.conclusions.verdict.level), (Cause::MemoryNode, Level::Cpuset));
    assert_says(&case, &["because it held nearly all"]);
    assert_never(&case, &["by none at all", "look at processes with a lower oom_score_adj"]);
}

/// What the machine knew of a kill: the victim's pid in the log's order, the cause, and the holder as far as the report
/// can show it (what it does not count is `Unaccounted`).
type Truth = (&'static str, &'static [(usize, Cause, HolderKind, &'static str)]);

const BOOTS: &[Truth] = &[
    (
        "6.1-why",
        &[
            (1, Cause::Exhausted, HolderKind::Balloon, ""),
            (3, Cause::Exhausted, HolderKind::Shmem, ""),
            (4, Cause::Exhausted, HolderKind::Locked, "dpdk-app"),
            (5, Cause::Exhausted, HolderKind::PageTables, "postgres"),
            (7, Cause::Exhausted, HolderKind::HugePages, ""),
            (8, Cause::Exhausted, HolderKind::Unaccounted, ""),
            (9, Cause::Exhausted, HolderKind::Unaccounted, ""),
            (10, Cause::Exhausted, HolderKind::Slab, ""),
            (11, Cause::Exhausted, HolderKind::Slab, ""),
            (13, Cause::Exhausted, HolderKind::Processes, "java"),
            (14, Cause::Exhausted, HolderKind::Processes, "java"),
            (16, Cause::Exhausted, HolderKind::Locked, "dpdk-app"),
            (17, Cause::Exhausted, HolderKind::Processes, "prometheus"),
            (20, Cause::Fragmented, HolderKind::PageTables, "mongod"),
            (21, Cause::Fragmented, HolderKind::PageTables, "mongod"),
            (26, Cause::Exhausted, HolderKind::Processes, "java"),
            (27, Cause::Exhausted, HolderKind::Processes, "php-fpm"),
            (30, Cause::Exhausted, HolderKind::Slab, ""),
            (31, Cause::Exhausted, HolderKind::Zram, ""),
        ],
    ),
    (
        "6.12-why",
        &[
            (1, Cause::Exhausted, HolderKind::Balloon, ""),
            (2, Cause::Exhausted, HolderKind::Shmem, ""),
            (3, Cause::Exhausted, HolderKind::Locked, "dpdk-app"),
            (4, Cause::Exhausted, HolderKind::PageTables, "postgres"),
            (7, Cause::Exhausted, HolderKind::Unaccounted, ""),
            (9, Cause::Exhausted, HolderKind::Slab, ""),
            (12, Cause::Exhausted, HolderKind::Processes, "java"),
            (15, Cause::Exhausted, HolderKind::Locked, "dpdk-app"),
            (18, Cause::Fragmented, HolderKind::PageTables, "mongod"),
            (19, Cause::Fragmented, HolderKind::PageTables, "mongod"),
        ],
    ),
    (
        "6.1-32bit",
        &[
            (1, Cause::Zone, HolderKind::Slab, ""),
            (3, Cause::Exhausted, HolderKind::Processes, "java"),
            (4, Cause::Exhausted, HolderKind::Shmem, ""),
        ],
    ),
    (
        "6.1-movable",
        &[
            (1, Cause::Zone, HolderKind::Slab, ""),
            (3, Cause::Zone, HolderKind::PageTables, "mongod"),
            (4, Cause::Exhausted, HolderKind::Processes, "java"),
        ],
    ),
    (
        "6.12-arm16k-cma",
        &[
            (1, Cause::Reserve, HolderKind::Slab, ""),
            (18, Cause::Reserve, HolderKind::PageTables, "mongod"),
            (20, Cause::Exhausted, HolderKind::Processes, "java"),
            (21, Cause::Exhausted, HolderKind::Shmem, ""),
            (22, Cause::Exhausted, HolderKind::Locked, "dpdk-app"),
        ],
    ),
    (
        "7.3-numa",
        &[
            (1, Cause::MemoryNode, HolderKind::Processes, "mysqld"),
            (2, Cause::MemoryNode, HolderKind::Processes, "dpdk-app"),
            (3, Cause::Exhausted, HolderKind::Processes, "java"),
        ],
    ),
];

#[test]
fn real_kernels_kills_have_the_cause_and_the_holder_that_the_machine_recorded() {
    for (boot, kills) in BOOTS {
        let review = read_file(&format!("sample-logs/why/{boot}.dmesg.gz"));
        for (number, cause, kind, name) in *kills {
            let case = &review.cases[number - 1];
            let shortage = shortage(case);
            let largest = &shortage.holders.list[0];
            assert_eq!((shortage.cause, largest.kind), (*cause, *kind), "{boot} {number}: {:?}", shortage.holders.list);
            assert!(
                name.is_empty() || largest.name.as_deref().is_some_and(|held| held.contains(name)),
                "{boot} {number}"
            );
        }
    }
}

/// What the machine recorded as the cause, where a process that ran into it had more by then: the log's own figures put
/// the process first, and the cause has its finding and its step all the same.
#[test]
fn a_cause_that_is_not_the_largest_holder_has_its_step() {
    let stacks = ("kernel-stacks", HolderKind::KernelStacks, "Find what runs so many threads");
    let tcp = ("unread TCP data", HolderKind::Unaccounted, "TCP buffers (ss -tmn)");
    let huge = ("vm.nr_hugepages, unused", HolderKind::HugePages, "Release the idle huge pages");
    for (boot, number, (scenario, kind, step), kb) in [
        // The machine's own figures, and how near the log comes to them.
        ("6.1-why", 6, stacks, 138_864),
        ("6.12-why", 5, stacks, 139_344),
        ("6.1-why", 12, tcp, 152_044),
        ("6.12-why", 11, tcp, 146_924),
        ("6.12-why", 6, huge, 126_976),
    ] {
        let review = read_file(&format!("sample-logs/why/{boot}.dmesg.gz"));
        let case = &review.cases[number - 1];
        let held = shortage(case).held_by(kind).0 / 1024;
        assert!(held.abs_diff(kb) <= kb / 10, "{boot} {scenario}: {held} kB, recorded {kb} kB");
        assert_says(case, &[step]);
    }
}

#[test]
fn what_a_balloon_took_is_told_by_another_report_of_the_boot() {
    // The machine's own figure: 257,024 kB.
    let review = read_file("sample-logs/why/6.1-why.dmesg.gz");
    let largest = &shortage(&review.cases[0]).holders.list[0];
    assert_eq!((largest.kind, largest.bytes.0 / 1024), (HolderKind::Balloon, 257_024));
}

/// All logs of the project that hold a node-level kill.
fn all_logs() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("tests/shortage"), root().join("sample-logs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if name.contains("log") || name.contains("dmesg") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn no_sentence_of_a_card_contradicts_another_or_the_pie() {
    let mut seen = 0;
    for path in all_logs() {
        let review = read(&[Input::Path(path.clone())], Language::English);
        for case in review.cases.iter().filter(|case| case.conclusions.shortage.is_some()) {
            seen += 1;
            consistent(case, &path);
        }
    }
    assert!(seen > 100, "{seen} cards");
}

fn consistent(case: &Case, path: &Path) {
    let (shortage, told) = (shortage(case), told(case));
    let name = format!("{} kill {}", path.display(), case.incident.id.0);
    let verdict = &case.conclusions.verdict;
    let is_short_of_all = matches!(shortage.cause, Cause::Exhausted | Cause::MemoryNode | Cause::Zone);
    if !is_short_of_all && verdict.level == Level::WholeNode {
        let headline = &case.words().headline;
        assert!(!headline.contains("ran out"), "{name}: {headline}");
    }
    if shortage.cause != Cause::Exhausted {
        assert!(!told.contains("Give the node more memory"), "{name}:\n{told}");
        assert!(!told.contains("at its min mark or below"), "{name}:\n{told}");
    }
    assert!(!told.contains("Most memory was held"), "{name}");
    let roomy =
        shortage.deciding_zones().iter().any(|zone| zone.stand() == Some(Stand::AboveHigh) && zone.fits == Some(true));
    if roomy {
        let may = [Cause::FreedMeanwhile, Cause::PageFault, Cause::Unknown];
        assert!(may.contains(&shortage.cause), "{name}: {:?} although a zone has room", shortage.cause);
    }
    let holders = &shortage.holders;
    let held: u64 = holders.list.iter().map(|holder| holder.bytes.0).sum();
    assert_eq!(held, holders.accounted.0 + holders.unaccounted.unwrap_or_default().0, "{name}");
    if let (Some(ram), Some(free)) = (holders.ram, holders.free) {
        assert_eq!(held + free.0, ram.0, "{name}: holders and free memory are not the RAM");
    }
    assert!(holders.list.is_sorted_by(|a, b| a.bytes >= b.bytes), "{name}: not largest first");
    let Some(pie) = &case.conclusions.node_breakdown else { return };
    assert_eq!(pie.parts.iter().filter_map(|part| part.bytes).map(|bytes| bytes.0).sum::<u64>(), pie.total.0, "{name}");
    for (kind, part) in [
        (HolderKind::Slab, PartKind::Slab),
        (HolderKind::PageTables, PartKind::PageTables),
        (HolderKind::KernelStacks, PartKind::KernelStack),
        (HolderKind::HugePages, PartKind::HugePages),
        (HolderKind::Balloon, PartKind::Balloon),
        (HolderKind::Gpu, PartKind::Gpu),
        (HolderKind::Zram, PartKind::Zram),
    ] {
        let (held, sliced) = (shortage.held_by(kind), pie.bytes(part).unwrap_or_default());
        let near = held.0.abs_diff(sliced.0) <= pie.total.0 / 100;
        assert!(near, "{name}: {kind:?} {} here, {} in the pie", held.0, sliced.0);
    }
}

/// A report as another kernel prints it.
struct Printed<'a> {
    release: &'a str,
    gfp: &'a str,
    order: u32,
    page_kib: u64,
    /// Lines of zones, `lowmem_reserve[]` and free lists.
    zones: &'a [&'a str],
    counters: &'a str,
    ram_pages: u64,
    reserved_pages: u64,
    summary: &'a str,
}

impl Printed<'_> {
    fn text(&self) -> String {
        let Printed { release, gfp, order, page_kib, zones, counters, ram_pages, reserved_pages, summary } = self;
        let mut text = format!(
            "java invoked oom-killer: gfp_mask={gfp}, order={order}, oom_score_adj=0\n\
             CPU: 1 PID: 77 Comm: java Not tainted {release} #1\nCall Trace:\nMem-Info:\n{counters}\n"
        );
        for line in *zones {
            writeln!(text, "{line}").expect("a string takes all");
        }
        let smallest = zones.iter().all(|line| !line.contains(&format!("*{page_kib}kB")));
        assert!(!smallest, "a free list tells the page size");
        write!(
            text,
            "{ram_pages} pages RAM\n0 pages HighMem/MovableOnly\n{reserved_pages} pages reserved\n\
             Tasks state (memory values in pages):\n\
             [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name\n\
             [     77]     0    77    40000    30000   262144        0             0 java\n{summary}\
             Out of memory: Killed process 77 (java) total-vm:{}kB, anon-rss:{}kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:256kB oom_score_adj:0\n",
            40_000 * page_kib,
            30_000 * page_kib,
        )
        .expect("a string takes all");
        text.lines().zip(1..).map(|(line, at)| format!("[  100.{at:06}] {line}\n")).collect()
    }

    fn judged(&self) -> Shortage {
        let text = self.text();
        let review = read(&[Input::Text { name: "a report".to_owned(), text }], Language::English);
        assert_eq!(review.cases.len(), 1);
        shortage(&review.cases[0]).clone()
    }
}

const NONE: &str = "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=java,pid=77,uid=0\n";

fn counters(free_pages: u64) -> String {
    format!(
        "active_anon:100 inactive_anon:30000 isolated_anon:0\n active_file:10 inactive_file:10 isolated_file:0\n \
         unevictable:0 dirty:0 writeback:0\n slab_reclaimable:100 slab_unreclaimable:100\n mapped:10 shmem:10 pagetables:64\n \
         free:{free_pages} free_pcp:0 free_cma:0"
    )
}

#[test]
fn blocks_of_a_type_that_the_request_may_not_take_do_not_fit() {
    // order 4 on 4 KiB pages: 64 KiB. The only large blocks are CMA's (C) and those kept for atomic requests (H).
    let zones = |types: &'static str| -> Vec<&'static str> {
        vec![
            "Node 0 Normal free:300000kB boost:0kB min:10000kB low:12000kB high:14000kB reserved_highatomic:0KB free_cma:0kB present:400000kB managed:400000kB",
            "lowmem_reserve[]: 0 0 0 0 0",
            types,
        ]
    };
    let counters = counters(75_000);
    for (list, gfp, cause) in [
        (
            "Node 0 Normal: 70000*4kB (UME) 0*8kB 0*16kB 0*32kB 312*64kB (C) 0*128kB = 300000kB",
            "0xcc0(GFP_KERNEL)",
            Cause::Fragmented,
        ),
        (
            "Node 0 Normal: 70000*4kB (UME) 0*8kB 0*16kB 0*32kB 312*64kB (H) 0*128kB = 300000kB",
            "0xcc0",
            Cause::Fragmented,
        ),
        (
            "Node 0 Normal: 70000*4kB (UME) 0*8kB 0*16kB 0*32kB 312*64kB (I) 0*128kB = 300000kB",
            "0xcc0",
            Cause::Fragmented,
        ),
        (
            "Node 0 Normal: 70000*4kB (UME) 0*8kB 0*16kB 0*32kB 312*64kB (C) 0*128kB = 300000kB",
            "0x100cca(GFP_HIGHUSER_MOVABLE)",
            Cause::FreedMeanwhile,
        ),
        (
            "Node 0 Normal: 70000*4kB (UME) 0*8kB 0*16kB 0*32kB 312*64kB (E) 0*128kB = 300000kB",
            "0xcc0",
            Cause::FreedMeanwhile,
        ),
    ] {
        let zones = zones(list);
        let printed = Printed {
            release: "6.6.0",
            gfp,
            order: 4,
            page_kib: 4,
            zones: &zones,
            counters: &counters,
            ram_pages: 100_000,
            reserved_pages: 0,
            summary: NONE,
        };
        assert_eq!(printed.judged().cause, cause, "{list} for {gfp}");
    }
}

#[test]
fn threads_are_counted_by_the_stack_of_the_kernel() {
    // 64 KiB a thread on pages of 64 KiB (arm64), 8 KiB on 32-bit kernels, else 16 KiB.
    let line = "active_anon:0kB inactive_anon:0kB unevictable:0kB kernel_stack:2048000kB pagetables:0kB";
    for (page_kib, name, highmem, threads) in
        [(64, "Node 0 Normal", 0, 32_000), (4, "Node 0 Normal", 0, 128_000), (4, "Normal", 1000, 256_000)]
    {
        let node = format!("Node 0 {line}");
        let zone = format!("{name} free:1024kB min:2048kB low:3072kB high:4096kB present:4194304kB managed:4194304kB");
        let list = format!("{name}: {}*{page_kib}kB (U) = 1024kB", 1024 / page_kib);
        let zones: Vec<&str> = vec![&node, &zone, "lowmem_reserve[]: 0 0 0", &list];
        let counters = counters(1024 / page_kib);
        let printed = Printed {
            release: "6.1.0",
            gfp: "0xcc0(GFP_KERNEL)",
            order: 0,
            page_kib,
            zones: &zones,
            counters: &counters,
            ram_pages: (4 << 20) / page_kib,
            reserved_pages: 0,
            summary: NONE,
        };
        let text = printed.text().replace("0 pages HighMem", &format!("{highmem} pages HighMem"));
        let review = read(&[Input::Text { name: "a report".to_owned(), text }], Language::English);
        let told = told(&review.cases[0]);
        let about = format!("about {} threads", oomscope::text::count(Language::English, threads));
        assert!(told.contains(&about), "{about}: {told}");
    }
}

#[test]
fn pages_of_64_kib_are_counted_as_such() {
    // ppc64: one zone, 3 entries (Normal, Movable, Device); 1,600 pages of 64 KiB are 102,400 kB, below min.
    let zones = [
        "Node 0 Normal free:102400kB boost:0kB min:110592kB low:138240kB high:165888kB reserved_highatomic:0KB free_cma:0kB present:8388608kB managed:8300000kB",
        "lowmem_reserve[]: 0 0 0",
        "Node 0 Normal: 800*64kB (UME) 200*128kB (UM) 100*256kB (M) 0*512kB = 102400kB",
    ];
    let counters = counters(1_600);
    let printed = Printed {
        release: "5.14.0-427.el9.ppc64le",
        gfp: "0x100cca(GFP_HIGHUSER_MOVABLE)",
        order: 0,
        page_kib: 64,
        zones: &zones,
        counters: &counters,
        ram_pages: 131_072,
        reserved_pages: 1_384,
        summary: NONE,
    };
    let shortage = printed.judged();
    assert_eq!(
        (shortage.cause, shortage.request.expect("a request").bytes.expect("a size").0),
        (Cause::Exhausted, 65_536)
    );
}

#[test]
fn hex_only_masks_choose_the_zone_on_every_kernel() {
    // 32 bit: DMA, Normal, HighMem, Movable; HighMem has room.
    let zones = [
        "DMA free:3000kB min:64kB low:80kB high:96kB present:15992kB managed:15360kB",
        "lowmem_reserve[]: 0 800 2000 2000",
        "Normal free:9000kB min:12000kB low:15000kB high:18000kB present:890000kB managed:820000kB",
        "lowmem_reserve[]: 0 0 9000 9000",
        "HighMem free:900000kB min:512kB low:2000kB high:4000kB present:1200000kB managed:1200000kB",
        "lowmem_reserve[]: 0 0 0 0",
        "DMA: 750*4kB (U) = 3000kB",
        "Normal: 2250*4kB (U) = 9000kB",
        "HighMem: 225000*4kB (M) = 900000kB",
    ];
    let counters = counters(228_000);
    for (release, gfp, zone, cause) in [
        ("3.10.0", "0xd0", "Normal", Cause::Zone),
        ("3.13.0", "0x200d2", "HighMem", Cause::FreedMeanwhile),
        ("4.4.0", "0x24000c0", "Normal", Cause::Zone),
        ("4.19.0", "0x6000c0", "Normal", Cause::Zone),
        ("5.4.0", "0xcc0", "Normal", Cause::Zone),
        ("5.15.0", "0x1100cca", "Movable", Cause::FreedMeanwhile),
    ] {
        let printed = Printed {
            release,
            gfp,
            order: 0,
            page_kib: 4,
            zones: &zones,
            counters: &counters,
            ram_pages: 526_498,
            reserved_pages: 15_000,
            summary: NONE,
        };
        let shortage = printed.judged();
        assert_eq!(shortage.request.and_then(|request| request.zone).map(|zone| zone.name()), Some(zone), "{gfp}");
        assert_eq!(shortage.cause, cause, "{gfp}");
    }
}

#[test]
fn what_is_kept_for_atomic_requests_may_be_all_that_is_left() {
    let zones = [
        "Node 0 Normal free:300000kB boost:0kB min:60000kB low:75000kB high:90000kB reserved_highatomic:262144KB free_highatomic:250000KB free_cma:0kB present:16700000kB managed:16500000kB",
        "lowmem_reserve[]: 0 0 0 0 0",
        "Node 0 Normal: 100*4kB (UM) 0*8kB 0*16kB = 300000kB",
    ];
    let counters = counters(75_000);
    let printed = Printed {
        release: "6.13.0",
        gfp: "0xcc0(GFP_KERNEL)",
        order: 0,
        page_kib: 4,
        zones: &zones,
        counters: &counters,
        ram_pages: 4_175_000,
        reserved_pages: 50_000,
        summary: NONE,
    };
    let shortage = printed.judged();
    assert_eq!(shortage.cause, Cause::Reserve);
    assert_eq!(
        shortage.zones[0].available.expect("figures").0 / 1024,
        50_000,
        "what is free of it counts from 6.13 on"
    );
}

#[test]
fn a_balloon_that_the_kernel_counts_is_a_holder() {
    let node = "Node 0 active_anon:400kB inactive_anon:120000kB active_file:40kB inactive_file:40kB unevictable:0kB isolated(anon):0kB isolated(file):0kB mapped:40kB dirty:0kB writeback:0kB shmem:40kB kernel_stack:1000kB pagetables:256kB all_unreclaimable? no Balloon:3000000kB";
    let zones = [
        node,
        "Node 0 Normal free:9000kB boost:0kB min:12000kB low:15000kB high:18000kB reserved_highatomic:0KB free_cma:0kB present:4000000kB managed:3900000kB",
        "lowmem_reserve[]: 0 0 0 0 0",
        "Node 0 Normal: 2250*4kB (U) = 9000kB",
    ];
    let counters = counters(2_250);
    let printed = Printed {
        release: "6.19.0",
        gfp: "0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP)",
        order: 0,
        page_kib: 4,
        zones: &zones,
        counters: &counters,
        ram_pages: 1_000_000,
        reserved_pages: 25_000,
        summary: NONE,
    };
    let shortage = printed.judged();
    let largest = &shortage.holders.list[0];
    assert_eq!((largest.kind, largest.bytes.0), (HolderKind::Balloon, 3_000_000 * 1024));
}

#[test]
fn japanese_sentences_are_told_for_every_cause() {
    for name in [
        "cma-counted-as-room",
        "which-zone-could-it-use",
        "reserve-of-another-zone",
        "healthy-zone-called-down-to-its-reserve",
        "every-zone-from-one-line",
        "node-verdict-though-memory-is-free",
        "guaranteed-victim-held-the-memory",
        "most-memory-was-held-by",
    ] {
        let review = read(&[Input::Path(root().join(format!("tests/shortage/{name}.log")))], Language::Japanese);
        let case = &review.cases[0];
        let is_japanese = |text: &str| text.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c));
        for sentence in case.words().why.iter().chain(&case.words().next_steps) {
            assert!(is_japanese(sentence), "{name}: {sentence}");
        }
        assert!(is_japanese(&case.words().headline), "{name}");
    }
}

#[test]
fn the_docs_hold_the_table_of_causes() {
    let docs = std::fs::read_to_string(root().join("docs/shortage.md")).expect("docs");
    assert!(docs.contains(&causes_as_markdown()), "docs/shortage.md lacks:\n{}", causes_as_markdown());
}

/// `page-allocation-failure-alone` with another first line, and the kernel that wrote it: what is said, and its shortage.
fn refused(line: &str, release: &str) -> (String, Option<Shortage>) {
    let path = root().join("tests/shortage/page-allocation-failure-alone.log");
    let text = std::fs::read_to_string(&path).expect("the input");
    let (first, rest) = text.split_once('\n').expect("lines");
    let (stamp, _) = first.split_once("Xorg").expect("the process");
    let text = format!("{stamp}{line}\n{stamp}CPU: 3 PID: 812 Comm: Xorg Not tainted {release} #1\n{rest}");
    let review = read(&[Input::Text { name: "a log".to_owned(), text }], Language::English);
    assert!(review.cases.is_empty(), "{line}");
    let shortage = review.companions.iter().find_map(|companion| review.shortage_of(companion));
    (report::nothing_found(&review).join("\n"), shortage)
}

/// Normal has 54,000 kB, min is 55,032 kB (13,758 pages): a half and a quarter off leave 5,160 pages, 20,640 kB. DMA32 has
/// 20,000 kB and keeps all of them for others.
#[test]
fn an_atomic_request_is_held_against_the_mark_that_it_may_go_down_to() {
    for (line, release) in [
        (
            "Xorg: page allocation failure: order:0, mode:0xa20(GFP_ATOMIC), nodemask=(null),cpuset=/,mems_allowed=0",
            "5.15.0",
        ),
        (
            "Xorg: page allocation failure: order:0, mode:0x820(GFP_ATOMIC), nodemask=(null),cpuset=/,mems_allowed=0",
            "6.8.0",
        ),
        ("Xorg: page allocation failure: order:0, mode:0x20", "3.10.0"),
        ("Xorg: page allocation failure. order:0, mode:0x20", "2.6.32"),
    ] {
        let (said, shortage) = refused(line, release);
        let shortage = shortage.expect("the zones behind it");
        let normal = shortage.zones.iter().find(|zone| &*zone.name == "Normal").expect("zone Normal");
        assert_eq!(normal.mark.map(|mark| mark.0 >> 10), Some(20_640), "{line}");
        assert_eq!(normal.passes, Some(true), "{line}: 54,000 kB are more than 20,640");
        for words in ["20,640 kB for an urgent request)", "can't wait", "1 page allocation failure was logged"] {
            assert!(said.contains(words), "{line}: {words:?} is not in\n{said}");
        }
        assert!(!said.contains("at this mark or below"), "{said}");
    }
    let (said, shortage) = refused("Xorg: page allocation failure: order:0, mode:0xcc0(GFP_KERNEL)", "5.15.0");
    let shortage = shortage.expect("the zones behind it");
    assert!(shortage.zones.iter().all(|zone| zone.passes != Some(true)));
    assert!(said.contains("at this mark or below") && !said.contains("can't wait"), "{said}");
    assert!(!said.contains("vm.min_free_kbytes"), "more of it does not help what can wait: {said}");
}

#[test]
fn a_request_that_waits_is_not_told_as_refused() {
    let (said, shortage) = refused(
        "Xorg: page allocation stalls for 10646ms, order:0, mode:0x24280ca(GFP_HIGHUSER_MOVABLE|__GFP_ZERO)",
        "4.10.17",
    );
    assert_eq!(shortage.expect("the zones behind it").request.expect("a request").order, 0);
    assert!(said.contains("1 request for memory was logged as waiting") && said.contains("waiting for 10 s"), "{said}");
    assert!(!said.contains("page allocation failure") && !said.contains("was refused"), "{said}");
}

#[test]
fn a_failure_of_vmalloc_is_told_without_the_arithmetic_of_one_request() {
    for words in [
        "vmalloc: allocation failure, allocated 8192 of 20480 bytes",
        "vmalloc: allocation failure: 268435456 bytes",
        "vmalloc size 4096 allocation failure: page order 0 allocation failed",
        "vmalloc error: size 8192, vm_struct allocation failed",
    ] {
        let (said, shortage) =
            refused(&format!("Xorg: {words}, mode:0xdc0(GFP_KERNEL|__GFP_ZERO), nodemask=(null)"), "5.15.0");
        assert!(shortage.is_none());
        assert!(said.contains(words) && said.contains("free address space"), "{said}");
        assert!(!said.contains("another kind of file"), "{said}");
    }
}

/// Up to 4.8 the kernel prints the line of a page that failed for vmalloc, too, behind vmalloc's own, which names no process
/// (`warn_alloc_failed()` of 2.6.39 to 4.8 in `mm/page_alloc.c`, called by `__vmalloc_node_range()` of `mm/vmalloc.c`). The
/// lines are those of a 4.6 kernel in "mm/page_alloc: Reserved" patches, and of 3.10 with addresses before the frames.
#[test]
fn a_failure_of_vmalloc_up_to_4_8_is_told_by_its_caller() {
    let path = root().join("tests/shortage/page-allocation-failure-alone.log");
    let text = std::fs::read_to_string(&path).expect("the input");
    let (_, memory) = text.split_once('\n').expect("lines");
    for (words, frames, by_vmalloc) in [
        (
            "vmalloc: allocation failure, allocated 4097114112 of 17179934720 bytes\n\
             swapper/0: page allocation failure: order:0, mode:0x2080020(GFP_ATOMIC)\n\
             CPU: 0 PID: 0 Comm: swapper/0 Not tainted 4.6-master+ #3\n",
            "[c00000000108fb10] [c0000000007fac88] dump_stack+0xb0/0xf0 (unreliable)\n\
             [c00000000108fb50] [c000000000235264] warn_alloc_failed+0x114/0x160\n\
             [c00000000108fbf0] [c000000000281484] __vmalloc_node_range+0x304/0x340\n",
            true,
        ),
        (
            "vmalloc: allocation failure: 268435456 bytes\n\
             modprobe: page allocation failure: order:0, mode:0xd2\n\
             CPU: 2 PID: 31187 Comm: modprobe Not tainted 3.10.0-957.el7.x86_64 #1\n",
            "[<ffffffff81761e41>] dump_stack+0x19/0x1b\n\
             [<ffffffff811bcb50>] warn_alloc_failed+0x110/0x180\n\
             [<ffffffff811bcb55>] ? warn_alloc_failed+0x115/0x180\n\
             [<ffffffff811f8a2a>] __vmalloc_node_range+0x1ea/0x270\n",
            true,
        ),
        // A page that vmalloc asked for failed: that is a request like others.
        (
            "modprobe: page allocation failure: order:0, mode:0xd2\n\
             CPU: 2 PID: 31187 Comm: modprobe Not tainted 3.10.0-957.el7.x86_64 #1\n",
            "[<ffffffff811bcb50>] warn_alloc_failed+0x110/0x180\n\
             [<ffffffff8175d9b7>] __alloc_pages_slowpath+0x6b6/0x724\n\
             [<ffffffff811f8a2a>] __vmalloc_node_range+0x1ea/0x270\n",
            false,
        ),
    ] {
        let stamped = format!("{words}Call Trace:\n{frames}");
        let stamped: String = stamped.lines().map(|line| format!("Mar 12 10:16:02 node-1 kernel: {line}\n")).collect();
        let text = format!("{stamped}{memory}");
        let review = read(&[Input::Text { name: "a log".to_owned(), text }], Language::English);
        assert!(review.cases.is_empty());
        let said = report::nothing_found(&review).join("\n");
        let has_shortage = review.companions.iter().any(|companion| review.shortage_of(companion).is_some());
        assert_eq!(said.contains("got no memory from vmalloc"), by_vmalloc, "{said}");
        assert_eq!(has_shortage, !by_vmalloc, "{said}");
        assert!(said.contains("1 page allocation failure was logged"), "{said}");
        assert_eq!(said.contains("It asked for 4 KiB"), !by_vmalloc, "{said}");
    }
}

/// The keys of an object in the report, or of the first of a list.
fn keys(value: &serde_json::Value) -> Vec<String> {
    let object = value.as_object().or_else(|| value.as_array()?.first()?.as_object()).expect("an object");
    object.keys().cloned().collect()
}

/// Names, units and nulls are what other programs read.
#[test]
fn the_json_report_tells_the_shortage_by_these_names() {
    let json = |name: &str| -> serde_json::Value {
        let review = read_file(&format!("tests/shortage/{name}.log"));
        let mut bytes = Vec::new();
        report::json::write(&review, &mut bytes).expect("written");
        let report: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        report["incidents"][0]["shortage"].clone()
    };
    let sorted = |words: &[&str]| {
        let mut words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        words.sort();
        words
    };
    let told = json("cma-counted-as-room");
    let shortage = [
        "request",
        "cause",
        "zones",
        "only_nodes",
        "lines_lost",
        "out_of_reach_bytes",
        "holders",
        "ram_bytes",
        "free_bytes",
        "accounted_bytes",
        "unaccounted_bytes",
    ];
    assert_eq!(keys(&told), sorted(&shortage));
    assert_eq!(keys(&told["request"]), sorted(&["bytes", "order", "zone", "may_use_cma", "nodes"]));
    let zone = [
        "node",
        "name",
        "usable",
        "free_bytes",
        "reserve_bytes",
        "cma_bytes",
        "highatomic_bytes",
        "min_bytes",
        "low_bytes",
        "high_bytes",
        "mark_bytes",
        "managed_bytes",
        "present_bytes",
        "available_bytes",
        "largest_free_block_bytes",
        "passes",
    ];
    assert_eq!(keys(&told["zones"]), sorted(&zone));
    assert_eq!(keys(&told["holders"]), sorted(&["kind", "name", "bytes", "processes", "together"]));
    // GFP_KERNEL, order 0, free 519,112 kB of which 513,592 kB are CMA, min 10,428 kB, low 11,228 kB.
    let dma = &told["zones"][0];
    for (key, kib) in [("free_bytes", 519_112), ("cma_bytes", 513_592), ("min_bytes", 10_428), ("low_bytes", 11_228)] {
        assert_eq!(dma[key], kib * 1024, "{key}");
    }
    assert_eq!((&told["cause"], &dma["passes"], &dma["usable"]), (&"reserve".into(), &false.into(), &true.into()));
    assert_eq!(told["request"]["may_use_cma"], false);
    // 32-bit kernels print no memory node, and this log's first line is there: what is not told is null, not 0.
    assert!(told["zones"][0]["node"].is_null());
    // Without the "invoked oom-killer" line nothing is known of the request.
    let headless = changed("most-memory-was-held-by", &[("java invoked oom-killer:", "java went away:")]);
    let review = Review { cases: vec![headless], ..Review::default() };
    let mut bytes = Vec::new();
    report::json::write(&review, &mut bytes).expect("written");
    let report: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let told = &report["incidents"][0]["shortage"];
    assert!(told["request"].is_null() && told["zones"][0]["usable"].is_null(), "{told}");
    assert_eq!(told["cause"], "unknown");
}

/// Reports made up by hand: cause, and the largest holder's kind and words as far as they decide what is told.
const VARIANTS: &[(&str, Cause, HolderKind, &[&str])] = &[
    (
        "64k-java",
        Cause::Exhausted,
        HolderKind::Processes,
        &["from any zone", "64 KiB", "app.service (java) held 29 of 32 GiB"],
    ),
    (
        "membind-node1",
        Cause::MemoryNode,
        HolderKind::Processes,
        &["Memory node 1 ran out", "20 GiB was free on nodes", "numactl --membind"],
    ),
    (
        "32bit-lowmem",
        Cause::Zone,
        HolderKind::Unaccounted,
        &["Zone Normal ran out of memory, while 1.4 GiB", "at the min mark or below", "64-bit kernel"],
    ),
    ("cma", Cause::Reserve, HolderKind::Slab, &["493.2 MiB is set aside for CMA", "Make the CMA area smaller"]),
    (
        "highatomic",
        Cause::Reserve,
        HolderKind::Processes,
        &["87.9 MiB is kept for atomic requests", "zones DMA32 and Normal", "Give app.service a limit"],
    ),
    (
        "order4-kernel",
        Cause::Fragmented,
        HolderKind::Processes,
        &["No free block of 64 KiB", "largest free block that the request can use was 4 KiB", "compact_memory"],
    ),
    ("balloon-6.19", Cause::Exhausted, HolderKind::Balloon, &["held 10.5 of 16 GiB", "hypervisor"]),
    (
        "hugetlb-used",
        Cause::Exhausted,
        HolderKind::HugePages,
        &["held 24 of 32 GiB", "2 GiB of it was idle", "Find out what uses the huge pages"],
    ),
    ("stacks", Cause::Exhausted, HolderKind::KernelStacks, &["held 3 of 8 GiB", "about 196,608 threads", "TasksMax="]),
    (
        "pagetables",
        Cause::Exhausted,
        HolderKind::PageTables,
        &["Page tables of oracle held 10 of 16 GiB", "Each has at most 900 MiB"],
    ),
    ("zram", Cause::Exhausted, HolderKind::Zram, &["zramctl", "The node's swap was full"]),
    (
        "mlocked-swap-free",
        Cause::Exhausted,
        HolderKind::Locked,
        &["Locked memory of app.service (qemu-kvm) held 13 of 16 GiB", "LimitMEMLOCK="],
    ),
    (
        "dirty-nfs",
        Cause::Exhausted,
        HolderKind::PageCache,
        &["9 GiB was changed and not yet written", "vm.dirty_bytes"],
    ),
    ("movable", Cause::Zone, HolderKind::Slab, &["Zone DMA32 ran out of memory, while 9 GiB", "ZONE_MOVABLE"]),
    ("slab-leak", Cause::Exhausted, HolderKind::Slab, &["kmalloc-64 9 GiB", "slabtop"]),
    (
        "php",
        Cause::Exhausted,
        HolderKind::Processes,
        &["php8.2-fpm.service (72 processes of php-fpm8.2) held 6.7 of 8 GiB"],
    ),
    (
        "pod",
        Cause::Exhausted,
        HolderKind::Processes,
        &["give its container a memory limit, or lower it (resources.limits.memory)"],
    ),
    (
        "movable-only",
        Cause::Zone,
        HolderKind::Processes,
        &["Memory node 4 had 124 GiB free, but only in zone Movable", "lack __GFP_MOVABLE"],
    ),
];

#[test]
fn variants_of_each_kind_are_told_by_their_own_figures() {
    for (name, cause, kind, words) in VARIANTS {
        let case = one(&format!("variants/{name}"));
        assert_eq!(shortage(&case).cause, *cause, "{name}");
        if name != &"movable-only" {
            assert_eq!(shortage(&case).holders.list[0].kind, *kind, "{name}");
        }
        assert_says(&case, words);
    }
}

#[test]
fn what_holds_memory_elsewhere_is_no_headline() {
    // What user programs hold in other zones has nothing to do with these.
    for name in ["which-zone-could-it-use", "reserve-of-another-zone", "variants/order4-kernel"] {
        assert_eq!(one(name).conclusions.holder_line(), None, "{name}");
    }
    assert_says(&one("which-zone-could-it-use-b-movable"), &["DMA32 9,800 kB (min 8,344 kB, high 12,516 kB)"]);
}

#[test]
fn a_bare_oom_kill_line_does_not_say_that_the_node_was_short() {
    let text = "Mar 12 10:15:40 node-1 kernel: [ 1000.000001] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/system.slice/app.service,task=java,pid=4242,uid=0\n\
        Mar 12 10:15:40 node-1 kernel: [ 1000.000002] Out of memory: Killed process 4242 (java) total-vm:3600000kB, anon-rss:1919200kB, file-rss:800kB, shmem-rss:0kB, UID:0 pgtables:4101kB oom_score_adj:0\n";
    for (from, to, headline) in [
        (
            "CONSTRAINT_NONE,nodemask=(null)",
            "CONSTRAINT_NONE,nodemask=(null)",
            "According to the oom-kill line, the node ran out of memory",
        ),
        (
            "CONSTRAINT_NONE,nodemask=(null)",
            "CONSTRAINT_MEMORY_POLICY,nodemask=3",
            "According to the oom-kill line, memory node 3 ran out of memory",
        ),
    ] {
        let text = text.replace(from, to);
        let review = read(&[Input::Text { name: "a log".to_owned(), text }], Language::English);
        let case = &review.cases[0];
        assert!(case.words().headline.starts_with(headline), "{}", case.words().headline);
        assert_says(case, &["isn't in the log (Mem-Info)"]);
    }
}
