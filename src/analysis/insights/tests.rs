//! Each insight on an incident that has it, told as a person reads it.

use std::collections::BTreeSet;

use super::{INSIGHTS, InsightRow, Need, of};
use crate::analysis::conclude::words;
use crate::analysis::facts::Facts;
use crate::analysis::samples::{self, at_limit_of, container, kill_line, seed, stats, tasks, whole_node};
use crate::analysis::{Basis, Insight};
use crate::lang::{self, Language};
use crate::model::{
    CgroupPath, ChildStats, Counter, Incident, KeyedPages, KeyedSize, Kib, Note, NoteKind, Pages, Place, SlabRow, Task,
};

fn told(incident: &Incident, name: &str) -> Option<Insight> {
    words(incident, Language::English).insights.into_iter().find(|insight| insight.name == name)
}

#[track_caller]
fn text(incident: &Incident, name: &str) -> String {
    told(incident, name).map(|insight| insight.text).unwrap_or_default()
}

/// A container of 64 MiB that holds this, and one process.
fn holding(figures: &[(&'static str, i64)]) -> Incident {
    let mut incident = at_limit_of(&container(), &container());
    let mut memory = incident.cgroup_memory.memory.unwrap();
    (memory.usage, memory.limit_printed) = (Kib(65_536), Kib(65_536));
    incident.cgroup_memory.memory = Some(memory);
    incident.cgroup_memory.stats = stats(figures);
    incident.tasks = tasks(&[(346, 0, 17_000, 163, 36_864, 900, "redis-server")]);
    let victim = &mut incident.victims[0];
    (victim.pid, victim.name, victim.oom_score_adj) = (346, "redis-server".into(), Some(900));
    incident
}

const MIB: i64 = 1 << 20;

/// A node on which the largest process was not chosen.
fn spared() -> Incident {
    let mut incident = whole_node();
    incident.tasks.push(&Task {
        pid: 245,
        rss: 178_830,
        pgtables_bytes: Some(0),
        oom_score_adj: -500,
        name: "waagent".into(),
        ..Task::default()
    });
    incident
}

/// A node with huge pages, much slab and no swap left.
fn pools_and_slab() -> Incident {
    let mut incident = whole_node();
    let node = incident.node_memory.as_mut().unwrap();
    (node.hugepages[1].total, node.hugepages[1].free) = (64, 32);
    node.counters.iter_mut().find(|counter| &*counter.key == "slab_unreclaimable").unwrap().pages = Pages(50_000);
    let row = |name: &str, total| SlabRow { name: name.into(), used: Kib(1), total: Kib(total) };
    node.slab = vec![row("dentry", 4096), row("kmalloc-256", 180_000)];
    (node.swap_total, node.swap_free) = (Some(Kib(65_536)), Some(Kib(0)));
    incident
}

/// A node whose report has these counters, in pages.
fn node_with(counters: &[(&str, u64)]) -> Incident {
    let mut incident = whole_node();
    let memory = incident.node_memory.as_mut().unwrap();
    for (key, pages) in counters {
        memory.counters.retain(|known| *known.key != **key);
        memory.counters.push(KeyedPages { key: (*key).into(), pages: Pages(*pages) });
    }
    incident
}

/// A node whose line has this size, in KiB.
fn node_line_with(key: &str, kib: u64) -> Incident {
    let mut incident = whole_node();
    let sizes = &mut incident.node_memory.as_mut().unwrap().nodes[0].sizes;
    sizes.retain(|known| *known.key != *key);
    sizes.push(KeyedSize { key: key.into(), size: Kib(kib) });
    incident
}

/// Nodes whose memory is held by one thing each.
fn held() -> Vec<Incident> {
    let mut zram = whole_node();
    let zspages = KeyedSize { key: "zspages".into(), size: Kib(100_000) };
    zram.node_memory.as_mut().unwrap().zones[0].sizes.push(zspages);
    let mut by_nobody = node_with(&[("inactive_anon", 100_000)]);
    by_nobody.tasks = tasks(&[]);
    let mut swap = whole_node();
    let memory = swap.node_memory.as_mut().unwrap();
    (memory.swap_total, memory.swap_free) = (Some(Kib(65_536)), Some(Kib(65_536)));
    vec![
        node_with(&[("shmem", 100_000)]),
        node_with(&[("pagetables", 50_000)]),
        node_line_with("kernel_stack", 100_000),
        node_with(&[("inactive_file", 90_000)]),
        node_with(&[("slab_reclaimable", 60_000)]),
        node_with(&[("unevictable", 60_000)]),
        node_line_with("Balloon", 400_000),
        node_line_with("gpu_active", 200_000),
        zram,
        by_nobody,
        swap,
        without(Need::MemInfo, &whole_node()),
    ]
}

/// Many processes of one name.
fn workers() -> Incident {
    let mut incident = seed();
    let workers: Vec<_> = (1..=40).map(|pid| (pid, 0, 9000, 2560, 8192, 0, "php-fpm")).collect();
    incident.tasks = tasks(&[&workers[..], &[(99, 0, 9000, 1000, 8192, 0, "nginx")]].concat());
    incident
}

/// A pod of cgroup v1, whose report has statistics of each container.
fn of_containers() -> Incident {
    let mut incident = seed();
    let child = |id: char, rss| ChildStats {
        path: format!("/kubepods/burstable/pod{}/{}", samples::POD_UID, id.to_string().repeat(64)).into(),
        stats: stats(&[("rss", rss), ("cache", 0)]),
        at: Place::default(),
    };
    incident.cgroup_memory.children = vec![child('a', 30 * MIB), child('b', 400 * MIB), child('c', 0)];
    incident
}

/// Incidents of which each insight is told by some.
fn examples() -> Vec<Incident> {
    let quiet = [("anon", MIB), ("kernel_stack", 0), ("pagetables", 0), ("shmem", 0), ("slab", 0)];
    let heavy = |key: &'static str, size: i64| {
        let mut figures: Vec<_> = quiet.into_iter().filter(|(known, _)| *known != key).collect();
        figures.push((key, size));
        holding(&figures)
    };
    let mut whole_group = seed();
    whole_group.oom_group = Some(CgroupPath { path: container().into(), at: samples::at(72) });
    let mut with_swap = seed();
    with_swap.cgroup_memory.swap = None;
    with_swap.cgroup_memory.memory_and_swap =
        Some(Counter { usage: Kib(767_900), limit_printed: Kib(768_000), failcnt: 10, at: Place::default() });
    let mut guaranteed = whole_node();
    guaranteed.victims[0].oom_score_adj = Some(-997);
    let mut bare = kill_line(Some("Memory cgroup out of memory"));
    bare.victims[0].oom_score_adj = Some(986);
    let mut all = vec![
        seed(),
        whole_node(),
        whole_group,
        spared(),
        heavy("slab", 50 * MIB),
        heavy("kernel_stack", 26 * MIB),
        heavy("pagetables", 39 * MIB),
        holding(&[("anon", MIB), ("file", 62 * MIB), ("shmem", 60 * MIB)]),
        holding(&[("anon", MIB), ("file", 40 * MIB), ("shmem", 0), ("file_dirty", 30 * MIB), ("file_writeback", 0)]),
        of_containers(),
        workers(),
        with_swap,
        pools_and_slab(),
        guaranteed,
        bare,
        holding(&[("cache", 4 * MIB), ("rss", 50 * MIB)]),
        holding(&[("anon", 65 * MIB), ("file", 0), ("shmem", 0)]),
    ];
    all.extend(held());
    all
}

fn told_by(row: &InsightRow, incident: &Incident) -> Option<Insight> {
    told_in(Language::English, row, incident)
}

fn told_in(language: Language, row: &InsightRow, incident: &Incident) -> Option<Insight> {
    (row.of)(&Facts::of(incident, language))
}

fn without(need: Need, incident: &Incident) -> Incident {
    let mut incident = incident.clone();
    let memory = &mut incident.cgroup_memory;
    match need {
        Need::Victim => incident.victims.clear(),
        Need::VictimOrGroup => (incident.victims, incident.oom_group) = (Vec::new(), None),
        Need::Tasks => incident.tasks = tasks(&[]),
        Need::Statistics => memory.stats = stats(&[]),
        Need::Subtree => memory.children.clear(),
        Need::SwapCounter => (memory.swap, memory.memory_and_swap) = (None, None),
        Need::MemInfo => incident.node_memory = None,
        Need::GroupKill => incident.oom_group = None,
    }
    incident
}

#[test]
fn every_insight_has_an_example_and_tells_nothing_without_what_it_needs() {
    let examples = examples();
    for row in INSIGHTS.iter() {
        let mut told = BTreeSet::new();
        for example in &examples {
            let Some(insight) = told_by(row, example) else { continue };
            assert!(row.names.contains(&&*insight.name), "{} is none of {:?}", insight.name, row.names);
            assert!(!insight.text.is_empty() && !insight.text.ends_with('.'), "{}", insight.text);
            for need in row.needs {
                let left = told_by(row, &without(*need, example));
                assert_eq!(left, None, "{:?} is told without {need:?}", row.names);
            }
            told.insert(insight.name);
        }
        assert_eq!(told, row.names.iter().map(|name| (*name).into()).collect(), "names without an example");
        assert!(!row.needs.is_empty(), "{:?}", row.names);
    }
}

/// The same examples in Japanese, with their arithmetic, to be read aloud; `UPDATE_EXPECTED=1` writes the page anew.
#[test]
fn the_page_of_insights_reads_in_japanese() {
    let examples = examples();
    let mut page = String::new();
    for row in INSIGHTS.iter() {
        for name in row.names {
            let mut told = examples.iter().filter_map(|example| told_in(Language::Japanese, row, example));
            let Insight { text, arithmetic, basis, .. } = told.find(|told| told.name == *name).unwrap();
            page.push_str(&format!("- `{name}` ({}) {text}\n", basis.name()));
            if !arithmetic.is_empty() {
                page.push_str(&format!("  [{arithmetic}]\n"));
            }
        }
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cards/ja-insights.txt");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), page);
}

/// What is inferred names what would settle it: a command, a file or a line of the log.
#[test]
fn an_inferred_sentence_names_what_would_settle_it() {
    const SETTLES: &[&str] = &[
        "kubectl",
        "crictl",
        "ps -eLf",
        "grep ",
        "zramctl",
        "/proc/",
        "memory.swap.max",
        "oom-killer",
        "vmware-toolbox-cmd",
    ];
    let names = |text: &str| SETTLES.iter().any(|settles| text.contains(settles));
    let mut held = 0;
    for language in Language::ALL {
        for example in examples() {
            let all = of(&Facts::of(&example, language));
            for insight in all.iter().filter(|insight| insight.basis == Basis::Inferred) {
                assert!(names(&insight.text), "{}: {}", insight.name, insight.text);
                held += 1;
            }
        }
        // Those that other examples tell, too.
        let inferred = |id: &str| {
            ["kubectl-", "swap-", "qos-g", "qos-b", "guaranteed-", "lived-on", "node-unaccounted", "memory-request"]
                .iter()
                .any(|start| id.starts_with(start))
                && !id.contains("arithmetic")
        };
        let areas =
            ["insight", "shortage", "cluster"].map(|name| lang::AREAS.iter().find(|area| area.name == name).unwrap());
        for (id, message) in
            areas.iter().flat_map(|area| area.text(language).lines()).filter_map(|line| line.split_once(" = "))
        {
            let by_statistics = ["swap-limit-", "guaranteed-victim-arithmetic"].iter().any(|read| id.starts_with(read));
            assert!(!inferred(id) || by_statistics || names(message), "{id}: {message}");
        }
    }
    assert!(held > 40, "{held}");
}

/// `docs/insights.md` says of each insight what it stands on, with an example; `UPDATE_DOCS=1` writes it anew.
#[test]
fn the_page_of_insights_is_the_table() {
    let examples = examples();
    let mut page = String::from(
        "# What the numbers tell beyond the verdict\n\nMade from the tables in `src/analysis/insights`, with the incidents of their \
         tests. *Computed* is what follows from printed\nfigures, *inferred* what the log itself does not say.\n\n| Name | Needs | For example |\n|---|---|---|\n",
    );
    for row in INSIGHTS.iter() {
        for name in row.names {
            let told = examples.iter().filter_map(|example| told_by(row, example)).find(|told| told.name == *name);
            let told = told.unwrap();
            let needs: Vec<String> = row.needs.iter().map(|need| format!("{need:?}")).collect();
            let basis = if told.basis == Basis::Read { String::new() } else { format!(" (*{}*)", told.basis.name()) };
            page.push_str(&format!("| `{name}` | {} | {}{basis} |\n", needs.join(", "), told.text.replace('|', "\\|")));
        }
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/insights.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), page);
}

#[test]
fn each_kind_of_memory_that_stands_out_is_named() {
    let tmpfs = holding(&[("anon", MIB), ("file", 62 * MIB), ("shmem", 60 * MIB)]);
    assert!(text(&tmpfs, "tmpfs-heavy").starts_with("60 MiB of the 64 MiB in use (93.8 %) is shared memory"));
    assert!(told(&tmpfs, "page-cache-heavy").is_none());
    let steps = words(&tmpfs, Language::English).next_steps.join(" ");
    assert!(steps.contains("emptyDir"), "{steps}");

    let cache =
        holding(&[("anon", MIB), ("file", 40 * MIB), ("shmem", 0), ("file_dirty", 30 * MIB), ("file_writeback", 0)]);
    assert!(
        text(&cache, "page-cache-heavy")
            .ends_with("before it kills a process. 30 MiB of it was waiting to be written to disk")
    );

    let slab =
        holding(&[("anon", MIB), ("kernel_stack", 0), ("pagetables", 36 << 10), ("shmem", 0), ("slab", 50 * MIB)]);
    let kernel = text(&slab, "kernel-heavy");
    assert!(kernel.contains("slab 50 MiB and page tables 36 KiB. Slab memory can remain"), "{kernel}");

    let stacks = holding(&[("anon", MIB), ("kernel_stack", 26 * MIB), ("pagetables", 0), ("shmem", 0), ("slab", 0)]);
    let threads = told(&stacks, "thread-heavy").unwrap();
    assert!(
        threads.basis == Basis::Inferred && threads.text.contains("is kernel stacks: about 1,664 threads"),
        "{threads:?}"
    );

    let tables = holding(&[("anon", MIB), ("kernel_stack", 0), ("pagetables", 39 * MIB), ("shmem", 0), ("slab", 0)]);
    assert!(text(&tables, "page-tables-heavy").starts_with("39 MiB of the 64 MiB in use (60.9 %) is page tables"));

    for quiet in ["tmpfs-heavy", "page-cache-heavy", "kernel-heavy", "thread-heavy", "page-tables-heavy"] {
        assert!(told(&seed(), quiet).is_none(), "{quiet}");
    }
}

#[test]
fn the_table_and_the_usage_are_held_against_each_other() {
    assert_eq!(told(&seed(), "table-sum"), None, "504.1 MiB of 500: as expected");
    let tmpfs = holding(&[("anon", MIB), ("file", 62 * MIB), ("shmem", 60 * MIB)]);
    let less = text(&tmpfs, "table-sum");
    assert!(less.ends_with("resident memory leaves out, at least in part: shared memory and tmpfs 60 MiB"), "{less}");
    let mut shared = seed();
    shared.tasks = tasks(&[(1, 0, 1, 100_000, 0, 0, "postgres"), (2, 0, 1, 100_000, 0, 0, "postgres")]);
    assert!(text(&shared, "table-sum").contains("more than the usage, because shared pages"));
    shared.note(Note::new(NoteKind::TasksCut, "cut"));
    assert_eq!(told(&shared, "table-sum"), None, "a table that is cut adds up to nothing");
}

#[test]
fn processes_of_one_name_are_added_up() {
    let incident = workers();
    let sum = told(&incident, "processes-of-one-name").unwrap();
    assert_eq!(sum.text, "40 processes named php-fpm had 400 MiB together, 99.0 % of the sum of the task table");
    assert_eq!(sum.arithmetic, "On average 10 MiB each. Memory that they share counts in each");
}

#[test]
fn the_choice_is_explained() {
    let chosen = told(&seed(), "badness").unwrap();
    assert_eq!(
        chosen.text,
        "stress-ng-vm (PID 716580) had the highest OOM score: 463.6 MiB of memory (resident, swapped out, page tables) plus \
         500 MiB for its oom_score_adj of 1000"
    );
    let mut other = seed();
    let victim = &mut other.victims[0];
    (victim.pid, victim.name) = (716_566, "stress-ng".into());
    assert!(
        text(&other, "badness")
            .starts_with("According to the task table, stress-ng-vm (PID 716580) had a higher OOM score")
    );
    other.victims[0].prefix = Some("Out of memory (oom_kill_allocating_task)".into());
    assert!(text(&other, "badness").contains("because its allocation triggered the OOM killer"));
    let alone = holding(&[("anon", MIB)]);
    assert_eq!(told(&alone, "badness"), None, "that the only process was chosen says nothing");
}

#[test]
fn the_largest_that_was_spared_is_named() {
    let incident = spared();
    assert_eq!(
        text(&incident, "spared"),
        "waagent (PID 245) had more memory (698.6 MiB) and wasn't chosen: its oom_score_adj of -500 is lower than 990"
    );
    assert_eq!(
        text(&incident, "table-sum"),
        "waagent (PID 245) has 698.6 MiB of resident memory in the task table, but the counters of the node have only 615.8 MiB for all processes. Either the lines contradict each other, or the process maps memory that the counters leave out (device memory, for example)",
        "a row that does not fit the node's counters"
    );
    assert!(told(&seed(), "who-used").is_none(), "a pod's own matter");
}

#[test]
fn what_kubectl_shows_follows_from_who_was_killed() {
    let mut incident = seed();
    assert!(text(&incident, "kubectl-open").starts_with("The log doesn't show whether only stress-ng-vm"));
    incident.log_goes_on = true;
    assert!(text(&incident, "kubectl-open").starts_with("Only stress-ng-vm (PID 716580) was killed"));
    assert!(text(&holding(&[("anon", MIB)]), "kubectl").contains("was the only process, so the container ended"));
    incident.oom_group = Some(CgroupPath { path: container().into(), at: samples::at(72) });
    assert_eq!(text(&incident, "group-kill"), "The kernel killed every process of the container (memory.oom.group)");
    let group = text(&incident, "kubectl");
    assert!(
        group.starts_with("All processes of the container were killed")
            && group.ends_with("missed the kill. kubectl describe pod shows which"),
        "{group}"
    );
    incident.oom_group = Some(CgroupPath { path: format!("{}/inner", container()).into(), at: samples::at(72) });
    assert_eq!(
        text(&incident, "group-kill"),
        "The kernel killed every process of /inner inside the container (memory.oom.group)"
    );
    assert_eq!(told(&incident, "kubectl"), None, "the rest of the container may live on");
    incident.oom_group = None;
    (incident.complete, incident.victims[0].pid) = (true, 716_518);
    assert!(text(&incident, "kubectl").contains("pause process was killed"));
    assert_eq!(told(&at_limit_of("/leaker", "/leaker"), "kubectl"), None);
    let mut service = at_limit_of("/system.slice/indexer.service", "/system.slice/indexer.service");
    service.oom_group = service.limit_cgroup.clone();
    assert!(text(&service, "group-kill").contains("of indexer.service (memory.oom.group, which systemd sets"));
    assert_eq!(told(&kill_line(Some("Memory cgroup out of memory")), "kubectl"), None);
}

#[test]
fn a_node_s_pools_and_slab_are_named() {
    let incident = pools_and_slab();
    assert_eq!(
        text(&incident, "huge-pages"),
        "128 MiB of the node's 690.7 MiB (18.5 %) is set aside as huge pages, which nothing else can use. 64 MiB of it was idle"
    );
    let slab = text(&incident, "unreclaimable-slab");
    assert!(slab.contains("The largest caches: kmalloc-256 175.8 MiB and dentry 4 MiB"), "{slab}");
    assert_eq!(text(&incident, "swap-full"), "The node's swap was full: 0 B free of 64 MiB");
    for quiet in ["huge-pages", "unreclaimable-slab", "swap-full"] {
        assert!(told(&whole_node(), quiet).is_none(), "{quiet}");
    }
}

#[test]
fn each_zone_is_told_against_the_mark_that_was_tested() {
    let mut incident = whole_node();
    assert_eq!(
        text(&incident, "zones"),
        "What each zone had left for the request: DMA32 33,992 kB (min 33,856 kB, high 50,784 kB)",
        "above min, and not above what the last attempt asks for"
    );
    let node = incident.node_memory.as_mut().unwrap();
    node.zones[0].sizes[0].size = Kib(100_000);
    assert_eq!(told(&incident, "zones"), None, "memory had come free");
    incident.trigger.as_mut().unwrap().order = Some(10);
    assert!(told(&incident, "zones").is_some(), "but none of it in one piece of 4 MiB");
    incident.trigger.as_mut().unwrap().order = Some(i32::MAX);
    assert_eq!(told(&incident, "zones"), None, "nonsense is not explained");
}

#[test]
fn requests_and_classes_are_inferred() {
    let request = told(&whole_node(), "memory-request").unwrap();
    assert!(
        request.basis == Basis::Inferred && request.text.contains("a memory request between 6.9 MiB and 7.6 MiB"),
        "{request:?}"
    );
    assert_eq!(told(&seed(), "memory-request"), None, "a cgroup's report does not tell the node's capacity");
    let mut line = kill_line(Some("Memory cgroup out of memory"));
    for (adj, class) in
        [(-997, "guaranteed"), (1000, "best-effort"), (986, "burstable"), (0, ""), (-999, ""), (200, "")]
    {
        line.victims[0].oom_score_adj = Some(adj);
        let text = text(&line, "qos-from-adj");
        assert!(text.contains(class) && text.is_empty() == class.is_empty(), "{adj}: {text}");
    }
    let mut guaranteed = whole_node();
    guaranteed.victims[0].oom_score_adj = Some(-997);
    assert!(text(&guaranteed, "guaranteed-victim").contains("of a guaranteed pod (-997)"));
}

#[test]
fn version_1_tells_containers_and_swap_apart() {
    let mut incident = of_containers();
    assert_eq!(
        text(&incident, "containers"),
        "By container, largest first: bbbbbbbbbbbb 400 MiB and aaaaaaaaaaaa 30 MiB"
    );
    incident.cgroup_memory.swap = None;
    let both =
        |usage, limit| Counter { usage: Kib(usage), limit_printed: Kib(limit), failcnt: 10, at: Place::default() };
    incident.cgroup_memory.memory_and_swap = Some(both(767_900, 768_000));
    assert_eq!(text(&incident, "swap-full"), "Memory and swap together were at their limit too: 749.9 MiB of 750 MiB");
    incident.cgroup_memory.memory_and_swap = Some(both(512_000, 512_000));
    assert_eq!(told(&incident, "swap-full"), None, "equal limits mean that there is no swap");
}

#[test]
fn statistics_of_another_moment_are_admitted() {
    let skewed = holding(&[("anon", 65 * MIB), ("file", 0), ("shmem", 0)]);
    assert!(text(&skewed, "statistics-exceed-usage").starts_with("The statistics add up to 1 MiB more than the usage"));
    let old = holding(&[("cache", 4 * MIB), ("rss", 50 * MIB)]);
    assert!(text(&old, "shared-memory-inside-page-cache").contains("The 4 MiB of page cache can include some"));
}
