//! Sentences that went beyond their lines, each with the input that showed it and what the log does support. The rules are the
//! kernel's and the kubelet's; every test names its own.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test whose set-up fails has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::{Case, Insight, Level, Review};
use oomscope::lang::Language;
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

/// The text of an input.
fn log(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sentences").join(name);
    fs::read_to_string(path).expect("the input")
}

/// What is told of texts, each under a name.
fn told_of(texts: &[(&str, &str)], language: Language) -> Review {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = texts.iter().map(|(name, text)| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("written");
        path
    });
    let inputs: Vec<Input> = paths.map(|path: PathBuf| Input::Path(path)).collect();
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let options = Options { year: Some(2026), language, ..Options::new(today) };
    pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

/// The only kill of a text.
fn kill_in(text: &str) -> Case {
    let review = told_of(&[("kern.log", text)], Language::English);
    assert_eq!(review.cases.len(), 1, "{:?}", review.cases);
    let mut case = (*review.cases[0]).clone();
    case.words_mut();
    case
}

fn kill_of(name: &str) -> Case {
    kill_in(&log(name))
}

/// Every sentence of a kill's card.
fn sentences(case: &Case) -> Vec<String> {
    let words = case.words();
    let insights = words.insights.iter().flat_map(|insight| [&insight.text, &insight.arithmetic]);
    let all = [&words.headline].into_iter().chain(&words.why).chain(&words.next_steps).chain(insights);
    let notes = case.incident.notes();
    let notes = notes.iter().map(|note| note.text.said(Language::English));
    all.filter(|sentence| !sentence.is_empty()).cloned().chain(notes).collect()
}

fn card(case: &Case) -> String {
    sentences(case).join("\n")
}

fn insight<'a>(case: &'a Case, name: &str) -> Option<&'a str> {
    kept_insights(case).find(|insight| insight.name == name).map(|insight| &*insight.text)
}

fn kept_insights(case: &Case) -> impl Iterator<Item = &Insight> {
    let with_words = case.conclusions.words.iter().flat_map(|words| &words.insights);
    with_words.chain(case.conclusions.insights.iter().flatten())
}

fn arithmetic<'a>(case: &'a Case, name: &str) -> &'a str {
    kept_insights(case).find(|insight| insight.name == name).map_or("", |insight| &insight.arithmetic)
}

/// `bash`, a text with every `from` in it written as `to`.
fn with(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the input holds {from:?}");
        text.replace(from, to)
    })
}

/// The text without the lines that hold one of these.
fn without(text: &str, words: &[&str]) -> String {
    let kept = text.lines().filter(|line| !words.iter().any(|word| line.contains(word)));
    kept.map(|line| format!("{line}\n")).collect()
}

// Up to 5.0 "Kill process" names the chosen task, a thread as may be; "Killed process" names its process, or a child of it.
// The task table has a row for each process (`dump_tasks`, `oom_kill_process` in mm/oom_kill.c).

#[test]
fn a_thread_is_not_called_a_child() {
    let case = kill_of("12-thread-called-a-child.log");
    let card = card(&case);
    assert!(card.contains("The kernel chose 17377 (java) and killed process 19715 (java)"), "{card}");
    assert!(card.contains("a thread of that process or its parent"), "{card}");
    assert!(!card.contains("killed its child") && !card.contains("does not list"), "{card}");
    let named = with(
        &log("12-thread-called-a-child.log"),
        &[("Kill process 17377 (java)", "Kill process 17377 (wrk:worker_1)")],
    );
    let card = self::card(&kill_in(&named));
    assert!(
        card.contains("17377 (wrk:worker_1) and killed process 19715 (java)") && !card.contains("its child"),
        "{card}"
    );
}

#[test]
fn a_child_is_called_so_where_the_chosen_process_has_a_row() {
    let row = "Aug 19 00:32:04 kernel: [ 9610.328720] [17377] 10000 17377   904134    76447     322    47965             0 supervisord\n";
    let text = log("12-thread-called-a-child.log");
    let chooses = "Aug 19 00:32:04 kernel: [ 9610.328722]";
    let (before, after) = text.split_once(chooses).expect("the line that chooses");
    let text = format!("{before}{row}{chooses}{after}").replace("process 17377 (java)", "process 17377 (supervisord)");
    let card = card(&kill_in(&text));
    assert!(card.contains("killed its child 19715 (java)"), "{card}");
}

#[test]
fn a_chosen_thread_whose_process_is_listed_leaves_the_table_whole() {
    // vm.oom_kill_allocating_task: oom-kill: names the thread that asked for memory, the kill line its process.
    let text = with(
        &log("usage-above-limit.log"),
        &[("limit 307200kB", "limit 512000kB"), (",task=stress-ng-vm,pid=716580", ",task=stress-ng-vm,pid=716999")],
    );
    let card = card(&kill_in(&text));
    assert!(!card.contains("does not list") && !card.contains("doesn't list"), "{card}");
}

// -998 was guaranteed pods' as well as the sandbox's until kubernetes PR 71269 (pkg/kubelet/qos/policy.go).

#[test]
fn a_guaranteed_pod_of_an_old_kubelet_is_not_its_pause_process() {
    for name in ["13-guaranteed-pod-taken-for-pause.log", "guaranteed-adj-998-taken-for-pause.log"] {
        let case = kill_of(name);
        let card = card(&case);
        assert!(
            !card.contains("pause process was killed") && !card.contains("restarts the whole pod"),
            "{name}: {card}"
        );
        assert!(!card.contains("only process"), "{name}: {card}");
        assert_eq!(case.conclusions.pod.as_ref().and_then(|pod| pod.qos.as_deref()), Some("guaranteed"), "{name}");
        assert!(insight(&case, "badness").is_some_and(|text| text.starts_with("java (PID ")), "{name}: {card}");
    }
}

#[test]
fn pause_is_known_by_its_name_and_by_being_tiny() {
    let text = with(
        &log("13-guaranteed-pod-taken-for-pause.log"),
        &[(" -998 java", "  900 java"), (" -998 envoy", "  900 envoy")],
    );
    for sandbox in ["pause", "process-7"] {
        let text = text.replace(" -998 pause", &format!(" -998 {sandbox}"));
        let text = without(&text, &["envoy"]);
        assert!(
            card(&kill_in(&text)).contains("was the only process"),
            "{sandbox} is no process of the pod's containers"
        );
    }
}

// memory_max_write() sets the limit, then kills while the usage is above it (mm/memcontrol.c, v2).

#[test]
fn a_usage_far_above_the_limit_is_a_limit_that_was_lowered() {
    let case = kill_of("14-usage-above-the-limit.log");
    let (verdict, words) = (&case.conclusions.verdict, case.words());
    assert_eq!(verdict.level, Level::Container);
    assert_eq!(
        words.headline,
        "The memory limit of the container was lowered to 256 MiB while 508 MiB was in use. The kernel killed app (PID 5001)"
    );
    assert!(words.next_steps[0].starts_with("Find out what lowered the limit"), "{:?}", words.next_steps);
    assert!(words.next_steps.iter().all(|step| !step.starts_with("Raise")), "{:?}", words.next_steps);
    assert!(words.evidence.iter().any(|line| line.text.starts_with("memory_max_write+0x")), "{:?}", words.evidence);

    let case = kill_of("usage-above-limit.log");
    let (verdict, words) = (&case.conclusions.verdict, case.words());
    assert_eq!(verdict.level, Level::Pod);
    assert!(
        words.headline.starts_with("The memory usage of the pod (500 MiB) was above its limit of 300 MiB."),
        "{}",
        words.headline
    );
    assert!(
        words.why[1].starts_with("Usage was 500 MiB (512,000 kB in the log), 200 MiB more than the limit."),
        "{:?}",
        words.why
    );
    assert!(words.why[1].contains("in-place resize") && words.next_steps[0].contains("lowered the limit"), "{words:?}");
    assert!(!card(&case).contains("equal to the limit"));
}

#[test]
fn a_printed_unlimited_limit_is_not_called_missing() {
    let text = with(&log("usage-above-limit.log"), &[("limit 307200kB", "limit 9007199254740988kB")]);
    let case = kill_in(&text);
    assert!(case.words().why[1].contains("\"unlimited\" (9,007,199,254,740,988 kB)"), "{:?}", case.words().why);
    assert!(!card(&case).contains("equal to the limit") && !card(&case).contains("prints no limit"));
}

// A batch is 64 pages a CPU (MEMCG_CHARGE_BATCH in include/linux/memcontrol.h).

#[test]
fn batches_explain_a_batch_and_no_more() {
    let case = kill_of("held-nearly-all-six-percent.log");
    assert_eq!(
        case.words().why[1],
        "Usage was 61,600 kB against a limit of 65,536 kB. Either the next allocation didn't fit, or usage changed before the \
         kernel printed it"
    );
    let text = log("held-nearly-all-six-percent.log");
    for (usage, is_batch) in [("65280", true), ("65279", false), ("65532", true), ("65792", true), ("63488", false)] {
        let case = kill_in(&with(&text, &[("usage 61600kB", &format!("usage {usage}kB"))]));
        assert_eq!(case.words().why[1].contains("per-CPU batches"), is_batch, "{usage}");
    }
}

// oom_badness(): processes at OOM_SCORE_ADJ_MIN are skipped.

#[test]
fn where_every_process_is_exempt_the_exemption_is_what_to_lift() {
    let case = kill_of("all-exempt-step-raise-limit.log");
    let steps = &case.words().next_steps;
    assert!(steps[0].starts_with("Remove oom_score_adj -1000 from a process"), "{steps:?}");
}

// check_panic_on_oom(): 2 stops the machine for any cgroup, 1 for the whole system.

#[test]
fn a_panic_names_the_setting_that_caused_it() {
    let case = kill_of("memcg-kill-panics-node-no-step.log");
    let steps = &case.words().next_steps;
    assert!(
        steps[0].starts_with("vm.panic_on_oom is 2 on this node") && steps[0].ends_with("sysctl -w vm.panic_on_oom=0"),
        "{steps:?}"
    );
    let text = with(
        &log("memcg-kill-panics-node-no-step.log"),
        &[("compulsory panic_on_oom is enabled", "system-wide panic_on_oom is enabled")],
    );
    let steps = kill_in(&text).words().into_owned().next_steps;
    assert!(steps[0].starts_with("vm.panic_on_oom is 1 on this node"), "{steps:?}");
}

// THREAD_SIZE is a page where pages are larger than 16 KiB (arch/arm64/include/asm/memory.h).

#[test]
fn threads_are_counted_by_the_kernels_own_stack_size() {
    let case = kill_of("arm64-64k-thread-count-four-times.log");
    let threads = insight(&case, "thread-heavy").expect("threads");
    assert!(threads.contains("about 3,200 threads"), "{threads}");
    assert_eq!(arithmetic(&case, "thread-heavy"), "200 MiB / 64 KiB for each thread's stack = 3,200 threads");
}

// kubernetes#104454: a killed child can end its container, with exit code 0 as may be, and the reason OOMKilled.

#[test]
fn a_killed_child_may_end_its_container_with_any_exit_code() {
    let text = log("child-kill-ends-container-exit-0.log");
    let case = kill_in(&text);
    let told = insight(&case, "kubectl-open").expect("what kubectl shows");
    assert!(
        told.starts_with("The log doesn't show whether only stress-ng-vm (PID 716580) or the whole container"),
        "{told}"
    );
    let later = format!(
        "{text}Dec 13 07:23:21 aks-ubuntu-26835060-vmss000000 kernel: [36370.053417] oom_reaper: reaped process 716580 (stress-ng-vm), now anon-rss:0kB, file-rss:0kB, shmem-rss:64kB\n"
    );
    let case = kill_in(&later);
    let told = insight(&case, "kubectl-open").expect("what kubectl shows");
    for words in [
        "Only stress-ng-vm (PID 716580) was killed",
        "end with any exit code, including 0 and 1",
        "OOMKilled if the runtime saw",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(!told.contains("nothing was restarted"), "{told}");
}

// oom_kill_process() kills the chosen process first and announces its group behind that (4.19 on).

#[test]
fn a_log_that_ends_at_the_kill_line_does_not_show_a_lone_kill() {
    let text = log("group-kill-cut-after-first-kill.log");
    let told = |text: &str| insight(&kill_in(text), "kubectl-open").unwrap_or_default().to_owned();
    assert!(
        told(&text).contains("doesn't show whether only gunicorn (PID 320) or the whole container"),
        "{}",
        told(&text)
    );
    // Any later line of the same kernel does.
    let later = format!("{text}[   91.203344] cni0: port 3(veth6c1f2e3d) entered disabled state\n");
    assert!(told(&later).starts_with("Only gunicorn (PID 320) was killed"), "{}", told(&later));
}

#[test]
fn cgroup_v1_has_no_group_kill() {
    let case = kill_of("v1-kill-was-alone.log");
    let told = insight(&case, "kubectl-open").expect("what kubectl shows");
    assert!(told.starts_with("Only app (PID 4242) was killed"), "{told}");
    // The counters alone prove it, without the reaper's line.
    let case = kill_in(&without(&log("v1-kill-was-alone.log"), &["oom_reaper"]));
    assert!(insight(&case, "kubectl-open").is_some_and(|told| told.starts_with("Only app")), "{}", card(&case));
}

// page_counter_memparse(): nr_pages = bytes / PAGE_SIZE (mm/page_counter.c).

#[test]
fn a_decimal_limit_is_rounded_down_to_whole_pages_and_was_not_changed() {
    let (log, pods) = (log("decimal-limit-called-changed.log"), log("decimal-limit-called-changed.pods.json"));
    let told = |pods: &str| {
        let review = told_of(&[("kern.log", &log), ("pods.json", pods)], Language::English);
        insight(&review.cases[0], "kubernetes-limit").expect("the limit").to_owned()
    };
    assert_eq!(
        told(&pods),
        "The limit that was reached, 488280Ki, is the limit of its only container stress: 500M, rounded down to whole pages"
    );
    assert!(told(&pods.replace("500M", "500000001")).contains("rounded down"));
    let other = told(&pods.replace("500M", "500Mi"));
    assert!(
        other.contains("but the pod list shows 500Mi") && other.contains("Either the limit was changed"),
        "{other}"
    );
}

// mem_cgroup_print_oom_meminfo() and dump_oom_summary() print the same cgroup.

#[test]
fn figures_of_another_cgroup_are_a_contradiction_and_are_not_used() {
    let case = kill_of("mixed-lines-not-called-contradiction.log");
    let (verdict, words) = (&case.conclusions.verdict, case.words());
    assert_eq!(verdict.level, Level::NodeAllocatable);
    assert!(
        words.headline.starts_with("All pods of the node together reached the memory that they may use"),
        "{}",
        words.headline
    );
    let why = words.why.join("\n");
    assert!(why.contains("kubepods-burstable-pod479f327f_a27b_4eda_8523_90bdabcf0a27.slice, but the line that names the limit names /kubepods.slice"), "{why}");
    assert!(why.contains("lines of two kills are mixed"), "{why}");
    assert!(!card(&case).contains("500 MiB, the limit") && case.conclusions.breakdown.is_none(), "{}", card(&case));
}

#[test]
fn statistics_of_the_subtree_are_no_contradiction() {
    // Up to 5.2 one line for each cgroup below the limit's: the first may be lost.
    let text = log("v1-stats-of-children-name-no-owner.log");
    let pod = "/kubepods/burstable/pod11111111-2222-4333-8444-555555555555";
    let named = format!("[  100.000001] Task in {pod}/0123 killed as a result of limit of {pod}\n{text}");
    let case = kill_in(&named);
    assert_eq!(case.conclusions.verdict.level, Level::Pod);
    assert!(!card(&case).contains("mixed"), "{}", card(&case));
}

#[test]
fn what_the_kubelet_did_is_not_in_a_kernel_log() {
    let case = kill_of("node-allocatable-eviction-claim.log");
    let words = case.words();
    let why = words.why.join("\n");
    assert!(!why.contains("did not free enough"), "{why}");
    for words in [
        "minus kube-reserved and system-reserved",
        "Allocatable",
        "750Mi on AKS up to 1.28, 100Mi later",
        "doesn't show whether it tried",
    ] {
        assert!(why.contains(words), "{words}: {why}");
    }
    let steps = &words.next_steps;
    assert!(
        steps[0].contains("memory limit, or lower it") && steps[1].contains("Best-effort pods have none"),
        "{steps:?}"
    );
    let describe = steps
        .iter()
        .find(|step| step.ends_with("kubectl describe node aks-ubuntu-26835060-vmss000000"))
        .expect("the command");
    assert!(describe.contains("NodeHasInsufficientMemory") && describe.contains("EvictionThresholdMet"), "{describe}");
    assert!(
        !steps.iter().any(|step| step.contains("more is reserved")),
        "AKS's reservations cannot be changed: {steps:?}"
    );
    // On a node that nobody manages they can.
    let own = with(&log("node-allocatable-eviction-claim.log"), &[("aks-ubuntu-26835060-vmss000000", "worker-1")]);
    let words = kill_in(&own).words().into_owned();
    assert!(words.next_steps.iter().any(|step| step.contains("more is reserved")), "{:?}", words.next_steps);
    assert!(!words.why.join(" ").contains("AKS"), "{:?}", words.why);
}

// mem_cgroup_print_oom_group() prints its line only behind a kill (4.19 on).

#[test]
fn the_announcement_of_a_group_kill_alone_is_a_kill() {
    let case = kill_of("oom-group-line-alone-no-kill-found.log");
    let (verdict, words) = (&case.conclusions.verdict, case.words());
    assert_eq!((verdict.level, verdict.rule), (Level::Unknown, "group-kill"));
    assert_eq!(
        words.headline,
        "The kernel killed every process of a container (memory.oom.group). Whether a limit was reached, and which \
         processes were killed, isn't in the log"
    );
    let conclusions = &case.conclusions;
    assert_eq!(
        conclusions.pod.as_ref().and_then(|pod| pod.uid.as_deref()),
        Some("c9658b52-5194-4250-87f2-ec380cce2915")
    );
    let id = conclusions.container.as_ref().and_then(|container| container.id.as_deref());
    assert_eq!(id, Some("6793e00dcd36f430871d321242bbd79c1c186a3fad6615a98a1cc0b24c3e7f8f"));
}

#[test]
fn a_group_line_behind_another_kill_is_a_kill_of_its_own() {
    let both =
        format!("{}{}", log("child-kill-ends-container-exit-0.log"), log("oom-group-line-alone-no-kill-found.log"));
    let review = told_of(&[("kern.log", &both)], Language::English);
    let rules: Vec<_> = review.cases.iter().map(|case| case.conclusions.verdict.rule).collect();
    assert_eq!(rules, ["pod", "group-kill"]);
    assert!(review.cases[0].incident.oom_group.is_none());
}

// exit_mmap() frees page tables, put_task_stack() stacks; slab objects may outlive the process.

#[test]
fn page_tables_and_stacks_go_with_the_process() {
    let case = kill_of("page-tables-freed-by-kill.log");
    let kernel = insight(&case, "kernel-heavy").expect("kernel memory");
    assert!(kernel.ends_with("Page tables and kernel stacks are freed when the processes end"), "{kernel}");
    let card = card(&case);
    assert!(!card.contains("free little") && !card.contains("leak in a driver"), "{card}");
    let steps = &case.words().next_steps;
    assert!(steps.iter().any(|step| step.contains("large sparse mapping")), "{steps:?}");
}

// KEP-2837: a pod's own limit is not the sum of its containers'.

#[test]
fn a_pods_own_limit_is_not_called_the_sum_of_its_containers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/node/k136-ctrd2.1-6.12-api");
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let options = Options { year: Some(2026), ..Options::new(today) };
    let review = pipeline::run(&[Input::Path(folder)], options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    let own = review.cases.iter().filter(|case| {
        insight(case, "kubernetes-limit").is_some_and(|text| text.contains("the pod's own limit (pod-level resources)"))
    });
    let mut found = 0;
    for case in own {
        found += 1;
        let why = case.words().why.join("\n");
        assert!(why.contains("The limit is the pod's own (pod-level resources)") && !why.contains("sum of"), "{why}");
    }
    assert!(found > 0, "the folder has such a pod");
    // Without the list both may be.
    let why = kill_of("child-kill-ends-container-exit-0.log").words().why.join("\n");
    assert!(why.contains("Unless it has a limit of its own, a pod's limit is the sum"), "{why}");
}

// oom_badness(): adj *= totalpages / 1000, in integers; max(points, 1) until 5.8.

#[test]
fn printed_arithmetic_comes_out() {
    let review = told_of(&[("kern.log", &log("score-arithmetic-does-not-add-up.log"))], Language::English);
    let case = &review.cases[0];
    // The only process needs no explanation; one of two does.
    assert_eq!(insight(case, "badness"), None);
    let row = "[   18.899141] [    231]";
    let second = "[   18.899140] [    230]  1000   230     9000      900      800      100         0    40960        0           986 sh\n";
    let text = log("score-arithmetic-does-not-add-up.log").replacen(row, &format!("{second}{row}"), 1);
    let review = told_of(&[("kern.log", &text)], Language::English);
    let told = arithmetic(&review.cases[0], "badness");
    assert!(
        told.starts_with(
            "16,467 pages resident + 0 swapped out + 42 of page tables + 986 × 16 = 32,285 pages of 4 KiB (16 is a thousandth of \
             16,384 pages, rounded down)"
        ),
        "{told}"
    );
}

#[test]
fn a_score_that_old_kernels_raise_to_one_is_shown_before_and_after() {
    let case = kill_of("guaranteed-adj-998-taken-for-pause.log");
    let told = arithmetic(&case, "badness");
    // 118,439 + 0 + 248 - 998 × 128 = -9,057
    assert!(
        told.contains("118,439 pages resident + 0 swapped out + 248 of page tables - 998 × 128 = -9,057"),
        "{told}"
    );
    assert!(told.contains("counted as 1 (kernels before 5.9 give at least 1)"), "{told}");
}

#[test]
fn programs_of_one_unit_are_not_one_that_grew() {
    let text = log("series-growth-across-programs.log");
    let summary = |text: &str| told_of(&[("kern.log", text)], Language::English).series[0].summary.clone();
    assert_eq!(summary(&text), "2 kills in the same second");
    // Two processes of one program that ran at once.
    let same = text.replace("runtime-shim", "runtime");
    assert_eq!(summary(&same), "2 kills in the same second");
    // The same program again, ten minutes later: it grew.
    let (first, second) = same.split_at(same.match_indices('\n').nth(1).expect("two lines").0 + 1);
    let later = format!("{first}{}", second.replace("[  100.", "[  700."));
    assert!(summary(&later).contains("grew from 620 KiB to 57.9 MiB"), "{}", summary(&later));
}

// oom_badness() counts resident shared memory and files, which may stay when the process ends.

#[test]
fn shared_memory_is_not_said_to_be_freed() {
    let case = kill_of("shared-memory-counted-as-freed.log");
    let card = card(&case);
    assert!(!card.contains("death frees") && !card.contains("would free"), "{card}");
    let badness = insight(&case, "badness").expect("why it was chosen");
    assert!(badness.contains("463.6 MiB of memory (resident, swapped out, page tables)"), "{badness}");
}

#[test]
fn the_call_trace_tells_that_it_was_a_cgroup() {
    let case = kill_of("stack-tells-whose.log");
    let (verdict, words) = (&case.conclusions.verdict, case.words());
    assert_eq!((verdict.level, verdict.rule), (Level::Unknown, "cgroup-not-in-log"));
    assert!(words.why.iter().any(|why| why.ends_with("mem_cgroup_out_of_memory+0x4b/0x80")), "{:?}", words.why);
    assert!(words.evidence.iter().any(|line| line.text == "mem_cgroup_out_of_memory+0x4b/0x80" && line.at.line == 6));
    let card = card(&case);
    assert!(
        card.contains("The usage and limit of the cgroup aren't") && !card.contains("The memory of the node is"),
        "{card}"
    );
}

#[test]
fn the_call_trace_tells_that_it_was_the_node() {
    let text = with(
        &log("stack-tells-whose.log"),
        &[("mem_cgroup_out_of_memory+0x4b/0x80", "__alloc_pages_slowpath+0xb81/0xe00")],
    );
    assert_eq!(kill_in(&text).conclusions.verdict.rule, "whole-node-by-call-trace");
    // A frame behind "?" was only found lying on the stack.
    let text = text.replace(" __alloc_pages_slowpath", " ? __alloc_pages_slowpath");
    assert_eq!(kill_in(&text).conclusions.verdict.rule, "not-in-log");
}

// drivers/tty/sysrq.c: until 4.2 moom_callback() passes order 0.

#[test]
fn a_manual_kill_of_an_old_kernel_is_told_as_such() {
    let text = log("sysrq-on-3.10-order-0.log");
    let manual = |text: &str| {
        let case = kill_in(text);
        let (verdict, words) = (&case.conclusions.verdict, case.words().into_owned());
        assert!(!words.next_steps.join(" ").contains("more memory"), "{words:?}");
        (verdict.level, words.headline, words.why[0].clone())
    };
    let (level, headline, why) = manual(&text);
    assert_eq!(level, Level::Manual);
    assert!(
        headline.starts_with("A person or program triggered this kill. The kernel killed prometheus (PID 233)"),
        "{headline}"
    );
    assert_eq!(why, "The kernel says so directly before the report: \"SysRq : Manual OOM execution\"");
    // By the call trace alone, and without a report (the rate limit).
    assert_eq!(manual(&without(&text, &["SysRq :"])).0, Level::Manual);
    let kill: Vec<_> = text
        .lines()
        .filter(|line| line.contains("SysRq") || line.contains("ill process") || line.contains("illed process"))
        .collect();
    assert_eq!(manual(&kill.join("\n")).0, Level::Manual);
    // Hours before another kill it has nothing to do with it.
    let long_ago = text.replacen("[   74.867367] SysRq", "[    4.867367] SysRq", 1).replacen("07:21:16", "04:21:16", 1);
    assert_eq!(kill_in(&without(&long_ago, &["moom_callback"])).conclusions.verdict.level, Level::WholeNode);
}

#[test]
fn a_cgroups_kill_right_behind_a_manual_one_is_its_own() {
    let seed = log("usage-above-limit.log");
    let line = "Dec 13 07:23:21 aks-ubuntu-26835060-vmss000000 kernel: [36370.036900] sysrq: Manual OOM execution\n";
    assert_eq!(kill_in(&format!("{line}{seed}")).conclusions.verdict.level, Level::Pod);
}

#[test]
fn a_cgroup_made_below_the_users_is_not_theirs() {
    let text = log("user-slice-child-named-parent.log");
    let case = kill_in(&text);
    let (verdict, words) = (&case.conclusions.verdict, case.words());
    assert_eq!(verdict.level, Level::UserSession);
    assert!(
        words.headline.starts_with("The cgroup /user.slice/mygroup reached its memory limit."),
        "{}",
        words.headline
    );
    let card = card(&case);
    assert!(card.contains("Other sessions aren't limited by it") && !card.contains("users' sessions"), "{card}");
    let one = text.replace("/user.slice/mygroup", "/user.slice/user-1000.slice/mygroup");
    assert!(!self::card(&kill_in(&one)).contains("Everything that user 1000"));
    let all = text.replace("/user.slice/mygroup", "/user.slice");
    assert!(kill_in(&all).words().headline.starts_with("All users' sessions together reached their memory limit."));
}

// CRI on cgroup v1 sets memory+swap to the memory limit, and try_charge() meets it first.

#[test]
fn equal_limits_are_told_as_the_memory_limit() {
    let case = kill_of("v1-equal-limits-headline-speaks-of-swap.log");
    let words = case.words();
    assert!(words.headline.starts_with("The container's memory limit of 48 MiB was reached."), "{}", words.headline);
    assert!(words.why.iter().any(|why| why.contains("effectively the memory limit")), "{:?}", words.why);
}

// mem_cgroup_print_oom_info() up to 5.2: for_each_mem_cgroup_tree, the owner first, below the counters.

#[test]
fn statistics_that_begin_in_the_middle_name_no_owner() {
    let text = log("v1-stats-of-children-name-no-owner.log");
    let case = kill_in(&text);
    let verdict = &case.conclusions.verdict;
    assert_eq!((verdict.level, verdict.rule), (Level::Unknown, "cgroup-not-in-log"));
    let card = card(&case);
    assert!(
        card.contains(
            "several cgroups below /kubepods/burstable/pod11111111-2222-4333-8444-555555555555. The limit is that of /kubepods"
        ),
        "{card}"
    );
    assert!(!card.contains("container's own"), "{card}");
    // One line alone: its cgroup or one above.
    let one = without(&text, &["/fedcba"]);
    let case = kill_in(&one);
    assert_eq!(case.conclusions.verdict.level, Level::Unknown);
    assert!(
        self::card(&case).contains("those of /kubepods/burstable/pod11111111-2222-4333-8444-555555555555/0123456789"),
        "{}",
        self::card(&case)
    );
    // Below its counters the first line is the owner's.
    let whole = format!("[  100.000003] kmem: usage 0kB, limit 9007199254740988kB, failcnt 0\n{one}");
    assert_eq!(kill_in(&whole).conclusions.verdict.level, Level::Container);
}

#[test]
fn a_table_without_rows_is_printed_and_not_missing() {
    let rows = ["stress-ng\n", "pause\n", "stress-ng-vm\n"];
    let text = log("usage-above-limit.log");
    let kept = text.lines().filter(|line| !rows.iter().any(|row| format!("{line}\n").ends_with(row)));
    let text: String = kept.map(|line| format!("{line}\n")).collect();
    let card = card(&kill_in(&text));
    assert!(card.contains("The task table has no row") && !card.contains("The task table is not in the log"), "{card}");
}

#[test]
fn a_step_does_not_point_at_a_table_that_is_missing() {
    let case = kill_of("step-points-at-missing-task-table.log");
    let steps = case.words().next_steps.join("\n");
    assert!(steps.contains("vm.oom_dump_tasks=1") && !steps.contains("the task table, largest first"), "{steps}");
}

// oom_memcg names the cgroup whose limit it is, which may lie below a unit (Documentation/admin-guide/cgroup-v2.rst).

#[test]
fn a_cgroup_below_a_service_is_not_the_service() {
    let text =
        log("user-slice-child-named-parent.log").replace("/user.slice/mygroup", "/system.slice/cron.service/job");
    let case = kill_in(&text);
    let words = case.words();
    assert!(words.headline.starts_with("The cgroup /system.slice/cron.service/job reached"), "{}", words.headline);
    assert!(words.why.iter().any(|why| why.contains("The limit isn't that of cron.service itself")), "{words:?}");
    assert!(words.next_steps.iter().all(|step| !step.contains("MemoryMax= of cron.service")), "{words:?}");
    let whole = kill_in(&text.replace("/cron.service/job", "/cron.service"));
    assert!(whole.words().headline.starts_with("cron.service reached"), "{:?}", whole.conclusions.verdict);
}

#[test]
fn a_group_of_another_runtime_is_a_container_too() {
    let id = "0123456789abcdef".repeat(4);
    for (path, told) in [
        (format!("/docker/{id}"), "every process of the Docker container 0123456789ab"),
        (format!("/system.slice/docker-{id}.scope"), "every process of the Docker container 0123456789ab"),
        (format!("/docker/{id}/inner"), "every process of /inner inside the Docker container 0123456789ab"),
        ("/mygroup".to_owned(), "every process of the cgroup /mygroup"),
    ] {
        let line = format!("[   91.203344] Tasks in {path} are going to be killed due to memory.oom.group set\n");
        let card = card(&kill_in(&line));
        assert!(card.contains(told) && !card.contains("the victim's cgroup"), "{card}");
    }
}

#[test]
fn figures_of_another_cgroup_are_no_score_and_no_largest_process() {
    let case = kill_of("mixed-lines-not-called-contradiction.log");
    assert_eq!((insight(&case, "badness"), insight(&case, "who-used")), (None, None));
}

#[test]
fn a_table_that_holds_a_part_of_the_usage_has_no_superlative() {
    // 504.1 MiB in the table of a cgroup that used 2.8 GiB.
    let card = card(&kill_of("node-allocatable-eviction-claim.log"));
    assert!(card.contains("Largest processes by resident memory: stress-ng-vm (464.3 MiB in 2 processes)"), "{card}");
    assert!(card.contains("The largest processes here: stress-ng-vm"), "{card}");
    assert!(!card.contains("Most memory") && !card.contains("and pause"), "{card}");
}

// memory_max_write() kills at the limit of whatever cgroup is written to.

#[test]
fn a_limit_outside_kubernetes_that_was_lowered_is_not_to_be_raised() {
    let text = log("14-usage-above-the-limit.log");
    let id = "a1".repeat(32);
    let container = format!(
        "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod5f1c2d3e_1111_4222_8333_944455566677.slice/cri-containerd-{id}.scope"
    );
    for (path, subject) in [
        ("/system.slice/app.service".to_owned(), "app.service"),
        (format!("/system.slice/docker-{id}.scope"), "the Docker container a1a1a1a1a1a1"),
        ("/user.slice/user-1000.slice".to_owned(), "everything that user 1000 runs"),
    ] {
        let text = with(&text, &[(&container, &path), ("runc:[1:CHILD]", "systemd")]);
        let words = kill_in(&text).words().into_owned();
        let headline = words.headline.to_lowercase();
        assert!(
            headline.starts_with(&format!("the memory limit of {} was lowered to 256 mib", subject.to_lowercase())),
            "{headline}"
        );
        assert!(words.why.iter().any(|why| why.ends_with("(memory_max_write) by systemd")), "{:?}", words.why);
        assert!(words.next_steps[0].starts_with("Find out what lowered the limit"), "{:?}", words.next_steps);
        assert!(words.next_steps.iter().all(|step| !step.starts_with("Raise")), "{:?}", words.next_steps);
    }
}

// rsyslogd's thread in:imjournal on el7: the header is there, the figures and the oom-kill: line (5.0 on) are not.

const SYSLOGS_THREAD: &str = "\
    [77123.100000] rs:main Q:Reg invoked oom-killer: gfp_mask=0x201da, order=0, oom_score_adj=0\n\
    [77123.100010] CPU: 0 PID: 663 Comm: rs:main Q:Reg Not tainted 3.10.0-1160.el7.x86_64 #1\n\
    [77123.100100] [ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name\n\
    [77123.100110] [  653]     0   653   180000    90000     200        0             0 rsyslogd\n\
    [77123.100120] [  700]     0   700    18000     9000      40        0             0 tuned\n\
    [77123.100130] Out of memory: Kill process 663 (in:imjournal) score 861 or sacrifice child\n\
    [77123.100140] Killed process 653 (rsyslogd) total-vm:720000kB, anon-rss:359000kB, file-rss:1000kB, shmem-rss:0kB\n";

#[test]
fn a_line_that_is_in_the_log_is_not_called_missing() {
    let case = kill_in(SYSLOGS_THREAD);
    let card = card(&case);
    assert!(!card.contains("Neither is in this log") && !card.contains("\"invoked oom-killer\""), "{card}");
    assert!(card.contains("663 (in:imjournal) and killed process 653 (rsyslogd)"), "{card}");
    // 3.10 has no such line; 5.14 has one, which this log lacks.
    assert!(card.contains("This kernel doesn't print whether a cpuset"), "{card}");
    let later = kill_in(&with(SYSLOGS_THREAD, &[("3.10.0-1160.el7.x86_64", "5.14.0-427.el9.x86_64")]));
    assert!(self::card(&later).contains("The oom-kill line would show whether a cpuset"), "{}", self::card(&later));
    let without_header = kill_in(&without(SYSLOGS_THREAD, &["invoked oom-killer", "Comm:"]));
    assert!(self::card(&without_header).contains("Neither is in this log"), "{}", self::card(&without_header));
}

#[test]
fn a_container_without_kubernetes_is_not_measured_by_kubectl() {
    let case = kill_of("12-thread-called-a-child.log");
    let told = insight(&case, "suggested-limit").expect("a limit to try");
    // 300 MiB and a quarter are 375 MiB.
    assert!(told.contains("A limit of 384 MiB") && told.contains("memory.max_usage_in_bytes"), "{told}");
    assert!(!card(&case).contains("kubectl"), "{}", card(&case));
}

// THREAD_SHIFT in arch/powerpc/Kconfig: 14, and 15 on servers from 6.8 on, whatever the size of a page.

#[test]
fn stacks_of_ppc64_are_smaller_than_its_pages() {
    let text = log("arm64-64k-thread-count-four-times.log");
    for (release, arithmetic) in [
        ("5.14.0-503.el9.ppc64le", "200 MiB / 16 KiB for each thread's stack = 12,800 threads"),
        ("6.1.0-21-powerpc64le", "200 MiB / 16 KiB for each thread's stack = 12,800 threads"),
        ("6.12.0-55.el10.ppc64le", "200 MiB / 32 KiB for each thread's stack = 6,400 threads"),
    ] {
        let case = kill_in(&with(&text, &[("5.14.0-503.el9.aarch64+64k", release)]));
        assert_eq!(self::arithmetic(&case, "thread-heavy"), arithmetic, "{release}");
    }
}

// PodLimits in pkg/api/v1/resource/helpers.go: the sum of the containers', or the largest init container's where that is more.

#[test]
fn an_init_containers_limit_is_not_called_the_sum_of_the_others() {
    let (log, pods) = (log("decimal-limit-called-changed.log"), log("decimal-limit-called-changed.pods.json"));
    // 200000000 / 4096 = 48828.1 pages; 250000000 / 4096 = 61035.2.
    let init = r#""initContainers": [{"name": "schema", "resources": {"limits": {"memory": "200M"}}}], "containers": "#;
    let second = r#""containers": [{"name": "proxy", "resources": {"limits": {"memory": "150M"}}}, "#;
    for (kib, changes, told) in [
        (
            "195312",
            vec![("\"500M\"", "\"100M\""), ("\"containers\": ", init)],
            "The limit that was reached, 195312Ki, is the limit for its largest init container, which is more than the \
             sum of its containers' limits: 200M, rounded down to whole pages",
        ),
        (
            // 500M + 20Mi are 127190.3 pages.
            "508760",
            vec![("\"containers\": ", r#""overhead": {"memory": "20Mi"}, "containers": "#)],
            "The limit that was reached, 508760Ki, is the limit of its only container stress plus the pod's overhead \
             (RuntimeClass): 520971520, rounded down to whole pages",
        ),
        (
            "244140",
            vec![("\"500M\"", "\"100M\""), ("\"containers\": [", second)],
            "The limit that was reached, 244140Ki, is the sum of its containers' limits: 250M, rounded down to whole pages",
        ),
    ] {
        let pods = changes.iter().fold(pods.clone(), |pods, (from, to)| {
            assert!(pods.contains(from), "{from}");
            pods.replacen(from, to, 1)
        });
        let review = told_of(&[("kern.log", &log.replace("488280", kib)), ("pods.json", &pods)], Language::English);
        assert_eq!(insight(&review.cases[0], "kubernetes-limit"), Some(told));
    }
}

#[test]
fn a_pod_at_its_limit_in_the_same_lines_is_not_called_short_of_it() {
    let card = card(&kill_of("mixed-lines-not-called-contradiction.log"));
    assert!(!card.contains("No single pod"), "{card}");
    assert!(self::card(&kill_of("node-allocatable-eviction-claim.log")).contains("No single pod's own limit"));
}

#[test]
fn a_manual_kill_has_no_cgroup_at_its_limit_and_no_other_caller() {
    let text = log("sysrq-on-3.10-order-0.log");
    let evidence = kill_in(&text).words().into_owned().evidence;
    assert!(evidence.iter().all(|line| !line.text.contains("__alloc_pages")), "{evidence:?}");
    // Red Hat's 4.18: order=-1, with the tag in the line before, and without its oom-kill: line.
    let text = with(
        &text,
        &[
            ("SysRq : Manual", "sysrq: SysRq : Manual"),
            ("3.10.0-1160.el7.x86_64", "4.18.0-553.el8.x86_64"),
            ("gfp_mask=0xd0, order=0", "gfp_mask=0x6000c0(GFP_KERNEL), nodemask=(null), order=-1"),
        ],
    );
    let case = kill_in(&text);
    assert_eq!(case.conclusions.verdict.level, Level::Manual);
    assert!(!card(&case).contains("at its limit"), "{}", card(&case));
}

#[test]
fn a_report_that_breaks_off_does_not_say_that_nobody_was_killed() {
    let page = |text: &str| {
        let review = told_of(&[("kern.log", text)], Language::English);
        oomscope::report::markdown(&oomscope::report::page(&review))
    };
    let told = page(&log("stack-tells-whose.log"));
    assert!(told.contains("- **Killed** not in the log"), "{told}");
    assert!(told.starts_with("# node1, 6 Nov 2026 10:22:07 (year assumed): A memory limit was reached"), "{told}");
    let panicked = page(&log("memcg-kill-panics-node-no-step.log"));
    assert!(panicked.contains("- **Killed** none"), "{panicked}");
}

// oom_kill_memcg_member() of mm/oom_kill.c skips processes at OOM_SCORE_ADJ_MIN.

#[test]
fn a_group_with_an_exempt_process_was_not_killed_as_a_whole() {
    let text = log("group-kill-cut-after-first-kill.log");
    let row =
        "[    316]  1000   316     1328     1203     1040      163         0    49152        0           900 gunicorn";
    let container = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podb01f2267_b271_4119_a3f5_9ae583e773f5.slice/cri-containerd-447bafe6496524eb83ba77071867ea5a0ae9be65058de6f05494535ce7f1b9c1.scope";
    let group = format!("[   90.960000] Tasks in {container} are going to be killed due to memory.oom.group set\n");
    let whole = kill_in(&format!("{text}{group}"));
    assert_eq!(
        insight(&whole, "group-kill"),
        Some("The kernel killed every process of the container (memory.oom.group)")
    );
    assert!(card(&whole).contains("All processes of the container were killed"), "{}", card(&whole));
    let exempt = with(&text, &[(row, &row.replace("  900 gunicorn", "-1000 gunicorn"))]);
    let spared = kill_in(&format!("{exempt}{group}"));
    assert_eq!(
        insight(&spared, "group-kill"),
        Some(
            "The kernel killed every process of the container (memory.oom.group) except those with an oom_score_adj of -1000: \
             gunicorn (PID 316)"
        )
    );
    let card = card(&spared);
    assert!(!card.contains("All processes of the container were killed"), "{card}");
    assert!(!card.contains("so the container ended"), "{card}");
}

// What a line says that names another process, cgroup or moment than the one before it.

#[test]
fn a_kill_of_another_listed_process_is_another_kill() {
    // Since 5.2 both lines name one process; a thread of it has no row of its own (`dump_tasks`).
    let text = with(
        &log("child-kill-ends-container-exit-0.log"),
        &[("task=stress-ng-vm,pid=716580", "task=stress-ng-vm,pid=716579")],
    );
    let review = told_of(&[("kern.log", &text)], Language::English);
    let killed: Vec<_> =
        review.cases.iter().filter_map(|case| case.incident.chosen()).map(|victim| victim.pid).collect();
    assert_eq!(killed, [716_579, 716_580]);
    let first = card(&review.cases[0]);
    assert!(
        first.contains("The kill line isn't in the log") && !first.contains("killed stress-ng-vm (PID 716580)"),
        "{first}"
    );
    assert_eq!(review.cases[1].conclusions.verdict.level, Level::Unknown);
}

#[test]
fn processes_of_one_score_are_not_told_as_higher_and_lower() {
    // Kernels before 5.9 give at least 1: java and envoy have the same, and the later row is killed.
    let case = kill_of("13-guaranteed-pod-taken-for-pause.log");
    let told = insight(&case, "badness").unwrap_or_default();
    assert!(told.contains("java (PID 5001) and envoy (PID 5090) had the same OOM score, the highest"), "{told}");
    // 98 pages fewer than the other, by a table that is printed after the choice.
    let text = with(
        &log("child-kill-ends-container-exit-0.log"),
        &[(
            "716566]     0 716566    13966    10178   139264        0           975",
            "716566]     0 716566    13966   118523  1015808        0          1000",
        )],
    );
    let case = kill_in(&text);
    let told = insight(&case, "badness").unwrap_or_default();
    assert!(told.contains("stress-ng-vm (PID 716580) had about the highest OOM score"), "{told}");
    assert!(told.contains("stress-ng (PID 716566) had slightly more in the task table"), "{told}");
    assert!(
        arithmetic(&case, "badness").contains("stress-ng (PID 716566) has 246,771"),
        "{}",
        arithmetic(&case, "badness")
    );
}

#[test]
fn a_lone_kill_has_the_reason_that_its_cgroup_version_gives() {
    let version_1 = card(&kill_of("v1-equal-limits-headline-speaks-of-swap.log"));
    assert!(version_1.contains("was killed: cgroup v1 has no memory.oom.group"), "{version_1}");
    let goes_on =
        "[   90.960000] oom_reaper: reaped process 320 (gunicorn), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB\n";
    let version_2 = card(&kill_in(&(log("group-kill-cut-after-first-kill.log") + goes_on)));
    assert!(version_2.contains("isn't set (Kubernetes before 1.28, or singleProcessOOMKill"), "{version_2}");
    // Up to 5.2 the counters of v1 are printed on v2, too, and 4.19 began to kill groups.
    let pod = "/kubepods/burstable/pod11111111-2222-4333-8444-555555555555/0123456789abcdef";
    let old = format!(
        "[   10.100000] CPU: 1 PID: 7 Comm: app Not tainted 4.9.35 #1\n\
         [   10.200000] Task in {pod} killed as a result of limit of {pod}\n\
         [   10.300000] memory: usage 307200kB, limit 307200kB, failcnt 9\n\
         [   10.500000] Memory cgroup out of memory: Kill process 7 (app) score 900 or sacrifice child\n\
         [   10.500000] Killed process 7 (app) total-vm:737128kB, anon-rss:26372kB, file-rss:0kB, shmem-rss:0kB\n"
    );
    let old = format!(
        "[   10.000000] app invoked oom-killer: gfp_mask=0x24000c0(GFP_KERNEL), nodemask=0, order=0, oom_score_adj=0\n{old}"
    );
    let old = card(&kill_in(&old));
    assert!(old.contains("kernels before 4.19 have no memory.oom.group"), "{old}");
}

#[test]
fn what_lowers_a_limit_is_that_of_its_owner() {
    let text = log("usage-above-limit.log");
    let of_path = |path: &str| {
        let pod =
            "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod479f327f_a27b_4eda_8523_90bdabcf0a27.slice";
        let scope = "/cri-containerd-679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be.scope";
        card(&kill_in(&text.replace(&format!("{pod}{scope}"), path).replace(pod, path)))
    };
    let docker = of_path("/system.slice/docker-679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be.scope");
    assert!(
        docker.contains("what lowered the limit: docker update, or a write") && !docker.contains("resize"),
        "{docker}"
    );
    assert!(docker.contains("docker inspect 679f9845995b"), "{docker}");
    let unit = of_path("/system.slice/mysql.service");
    assert!(unit.contains("systemctl set-property") && !unit.contains("resize") && !unit.contains("docker"), "{unit}");
    let pod = card(&kill_in(&text));
    assert!(pod.contains("an in-place resize of the pod") && !pod.contains("docker update"), "{pod}");
}

#[test]
fn statistics_of_another_kill_are_a_contradiction() {
    // 504 MiB of statistics against 60.2 MiB of usage; a few hundred KiB are those of per-CPU batches.
    let card = card(&kill_of("held-nearly-all-six-percent.log"));
    assert!(card.contains("too much to come from reading both at different moments"), "{card}");
    let near = with(&log("child-kill-ends-container-exit-0.log"), &[("usage 512000kB", "usage 511744kB")]);
    let near = self::card(&kill_in(&near));
    assert!(near.contains("the kernel doesn't read both at the same moment"), "{near}");
}

#[test]
fn a_panic_is_not_a_kill_that_the_log_does_not_show() {
    let text = "[  100.100000] java invoked oom-killer: gfp_mask=0x100cca(GFP_HIGHUSER_MOVABLE), order=0, oom_score_adj=0\n\
                [  100.200000] Kernel panic - not syncing: Out of memory: compulsory panic_on_oom is enabled\n";
    let case = kill_in(text);
    let headline = &case.words().headline;
    assert!(headline.ends_with("The kernel panicked") && !headline.contains("which process was killed"), "{headline}");
    // `dump_header()` prints the oom-kill line only with a victim.
    let card = card(&kill_of("memcg-kill-panics-node-no-step.log"));
    assert!(card.contains("It prints the line that names the cgroup only if it kills a process"), "{card}");
    assert!(!card.contains("The line that names it isn't in the log"), "{card}");
}

#[test]
fn containers_closer_together_than_the_kubelet_restarts_them_ran_at_once() {
    // The kubelet's second restart waits for 10 seconds (`doBackOff`), and nothing names these containers.
    let pod = "/kubepods/burstable/pod11111111-2222-4333-8444-555555555555";
    let kills = |apart: u32| -> String {
        let kill = |nth: u32| {
            let (path, at) = (format!("{pod}/{:064x}", nth + 1), 100 + nth * apart);
            format!(
                "[  {at}.100000] memory: usage 65536kB, limit 65536kB, failcnt 9\n\
                 [  {at}.200000] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg={path},task_memcg={path},task=app,pid={at},uid=0\n\
                 [  {at}.300000] Memory cgroup out of memory: Killed process {at} (app) total-vm:737128kB, anon-rss:60000kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:176kB oom_score_adj:900\n"
            )
        };
        (0..4).map(kill).collect()
    };
    let summary = |apart| {
        let review = told_of(&[("kern.log", &kills(apart))], Language::English);
        assert_eq!((review.cases.len(), review.series.len()), (4, 1), "{:?}", review.series);
        review.series[0].summary.clone()
    };
    assert!(!summary(1).contains("Crash loop"), "{}", summary(1));
    assert!(summary(30).contains("Crash loop: 4 containers"), "{}", summary(30));
}

#[test]
fn a_group_kill_alone_says_what_kubernetes_shows_and_says_it_once() {
    let card = card(&kill_of("oom-group-line-alone-no-kill-found.log"));
    assert_eq!(card.matches("The kernel killed every process of").count(), 1, "{card}");
    assert!(card.contains("kubectl shows exit code 137"), "{card}");
}

#[test]
fn a_page_fault_is_not_said_to_spare_the_cgroups() {
    // CONSTRAINT_NONE names no cgroup, and still a cgroup's limit on kernel memory may have refused the page.
    let text = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shortage/pagefault-oom-node-has-room.log"),
    );
    let card = card(&kill_in(&text.expect("the input")));
    assert!(card.contains("names no cgroup whose limit was reached (CONSTRAINT_NONE)"), "{card}");
    assert!(
        !card.contains("No cgroup limit was involved") && card.contains("a limit on kernel memory (kmem)"),
        "{card}"
    );
}

#[test]
fn statistics_that_end_early_are_not_cut_by_the_kernel() {
    // 5.15 fills about 1000 bytes, the prefix of each line in them.
    let text = without(
        &log("child-kill-ends-container-exit-0.log"),
        &[
            "kernel_stack",
            "pagetables",
            "shmem",
            "active_",
            "slab",
            "workingset",
            "swapcached",
            "_thp",
            "percpu",
            "unevictable",
            "sock",
            "file_",
        ],
    );
    let card = card(&kill_in(&text));
    assert!(card.contains("The statistics end at file. The rest isn't in the log"), "{card}");
}

#[test]
fn a_range_of_sizes_has_one_unit() {
    // 64 and 65 thousandths of 15.6 GiB.
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shortage/swap-free-yet-killed.log"));
    let card = card(&kill_in(&text.expect("the input")));
    assert!(card.contains("between 1,023.5 MiB and 1,039.5 MiB"), "{card}");
}

#[test]
fn japanese_headlines_set_no_blank_between_japanese_words() {
    let kill = |path: &str| {
        format!(
            "[   10.500000] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg={path},task_memcg={path},task=app,pid=4242,uid=0\n\
             [   10.600000] Memory cgroup out of memory: Killed process 4242 (app) total-vm:737128kB, anon-rss:26372kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:176kB oom_score_adj:0\n"
        )
    };
    let is_japanese = |letter: char| !letter.is_ascii() && letter.is_alphabetic();
    for path in [
        "/user.slice",
        "/user.slice/user-1000.slice",
        "/user.slice/user-1000.slice/session-3.scope",
        "/user.slice/user-1000.slice/mygroup",
        "/system.slice",
        "/system.slice/cron.service",
        "/machine.slice/machine-qemu\\x2d1\\x2dvm1.scope",
        "/slurm/uid_1000/job_77",
        "/mygroup",
        "/kubepods/burstable",
        "/kubepods",
        "/kubepods/burstable/pod11111111-2222-4333-8444-555555555555",
    ] {
        let review = told_of(&[("kern.log", &kill(path))], Language::Japanese);
        let headline = &review.cases[0].words().headline;
        let letters: Vec<char> = headline.chars().collect();
        let between = letters.windows(3).any(|at| matches!(at, [a, ' ', b] if is_japanese(*a) && is_japanese(*b)));
        assert!(!between, "{path}: {headline}");
    }
}
