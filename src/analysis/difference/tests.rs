use chrono::NaiveDate;

use super::*;
use crate::analysis::samples::tasks;
use crate::analysis::{BreakdownPart, Conclusions, ContainerIdentity, Findings};
use crate::model::{
    CgroupMemory, CgroupPath, Counter, Incident, Kib, Moment, Note, NoteKind, Place, Report, SourceId, Span, Uptime,
    Victim, Wall, YearBasis,
};

const MIB: u64 = 1 << 20;

/// Kill `id` at a second, in the cgroup `limit`, with a pie of these parts in MiB.
fn case(id: u32, second: Option<i64>, limit: &str, parts: &[(PartKind, Option<u64>)]) -> Case {
    let start = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let wall = |second| Wall {
        local: start + TimeDelta::seconds(second),
        offset_seconds: None,
        offset_assumed: false,
        year: YearBasis::Printed,
    };
    let parts: Vec<_> =
        parts.iter().map(|&(kind, mib)| BreakdownPart { kind, bytes: mib.map(|mib| Bytes(mib * MIB)) }).collect();
    let total = parts.iter().filter_map(|part| part.bytes).fold(Bytes(0), Bytes::plus);
    let breakdown = (!parts.is_empty()).then_some(Breakdown { total, parts });
    let incident = Incident {
        id: IncidentId(id),
        moment: Moment { wall: second.map(wall), ..Moment::default() },
        report: Report {
            limit_cgroup: Some(CgroupPath { path: limit.into(), at: Place::default() }),
            ..Report::default()
        }
        .into(),
        ..Incident::default()
    };
    Case {
        incident,
        conclusions: Conclusions {
            findings: Findings { breakdown, ..Findings::default() }.into(),
            ..Conclusions::default()
        },
    }
}

fn pie(anon: u64, cache: u64, rest: u64) -> Vec<(PartKind, Option<u64>)> {
    vec![(PartKind::Anon, Some(anon)), (PartKind::PageCache, Some(cache)), (PartKind::NotItemised, Some(rest))]
}

fn difference(one: Case, other: Case) -> Difference {
    Difference::of(&Arc::new(one), &Arc::new(other), &ClusterFacts::default(), Language::English)
}

#[test]
fn what_grew_is_said_in_one_sentence() {
    for (before, after, limit, said) in [
        (pie(75, 3, 2), pie(87, 3, 2), "/a", "Anonymous memory grew by 12 MiB (16 %) in 46 s. The rest is the same"),
        (
            pie(75, 13, 2),
            pie(87, 1, 2),
            "/a",
            "Anonymous memory grew by 12 MiB (16 %) in 46 s, page cache shrank by 12 MiB (92.3 %). The rest is the same",
        ),
        (pie(75, 3, 2), pie(75, 3, 2), "/a", "The memory was the same in every part at both kills, 46 s apart"),
        (
            pie(75, 3, 2),
            pie(87, 3, 2),
            "/b",
            "Anonymous memory was 12 MiB (16 %) more 46 s later. The rest is the same",
        ),
        (
            pie(0, 3, 2),
            pie(87, 3, 9),
            "/a",
            "Anonymous memory grew by 87 MiB in 46 s, what the log doesn't itemize grew by 7 MiB (350 %). The rest is the same",
        ),
        (
            pie(1000, 1000, 0),
            pie(1001, 1100, 0),
            "/a",
            "Page cache grew by 100 MiB (10 %) in 46 s. The rest is about the same",
        ),
    ] {
        let told = difference(case(1, Some(0), "/a", &before), case(2, Some(46), limit, &after));
        assert_eq!(told.sentence, said);
    }
}

#[test]
fn each_language_puts_the_sentence_in_its_own_order() {
    for (before, after, limit, said) in [
        (pie(75, 3, 2), pie(87, 3, 2), "/a", "匿名メモリは 46 秒で 12 MiB (16%) 増えました。ほかは同じです"),
        (
            pie(75, 13, 2),
            pie(87, 1, 2),
            "/b",
            "匿名メモリは、後のほうが 12 MiB (16%) 多くなっています (間隔 46 秒)。ページキャッシュは、後のほうが 12 MiB \
             (92.3%) 少なくなっています。ほかは同じです",
        ),
        (pie(75, 3, 2), pie(75, 3, 2), "/a", "メモリの内訳は、どちらの OOM キルでも同じです (間隔 46 秒)"),
        (vec![], vec![], "/a", "どちらの OOM キルについても、メモリの内訳はログにありません"),
    ] {
        let kills = [case(1, Some(0), "/a", &before), case(2, Some(46), limit, &after)].map(Arc::new);
        let told = Difference::of(&kills[0], &kills[1], &ClusterFacts::default(), Language::Japanese);
        assert_eq!(told.sentence, said);
        assert!(told.remarks.iter().all(|remark| !remark.contains(" kill")), "{:?}", told.remarks);
    }
}

#[test]
fn the_changes_of_the_parts_add_up_to_that_of_the_whole() {
    let anon = |size| (PartKind::Anon, size);
    let slab = |size| (PartKind::Slab, size);
    let rest = |size| (PartKind::NotItemised, Some(size));
    for (before, after) in [
        (vec![anon(Some(60)), slab(Some(3)), rest(1)], vec![anon(Some(70)), slab(Some(2)), rest(8)]),
        // One log lacks slab: what it holds is not itemised there.
        (vec![anon(Some(60)), slab(Some(3)), rest(1)], vec![anon(Some(60)), slab(None), rest(4)]),
        (vec![anon(None), rest(64)], vec![anon(Some(60)), slab(Some(3)), rest(1)]),
    ] {
        let told = difference(case(1, Some(0), "/a", &before), case(2, Some(9), "/a", &after));
        let parts = told.parts.unwrap();
        let sum: i128 = parts.changes.iter().filter_map(|part| part.change).sum();
        assert_eq!(sum, i128::from(parts.totals.after.0) - i128::from(parts.totals.before.0));
        let lacking = parts.changes.iter().filter(|part| part.sizes.before.is_none() || part.sizes.after.is_none());
        assert!(lacking.filter(|part| part.kind != PartKind::NotItemised).all(|part| part.change.is_none()));
    }
}

#[test]
fn the_earlier_kill_stands_first_whichever_is_given_first() {
    let kill = |id, second| case(id, second, "/a", &[]);
    assert_eq!(difference(kill(7, Some(90)), kill(8, Some(30))).before, IncidentId(8));
    assert_eq!(difference(kill(8, Some(30)), kill(7, Some(90))).before, IncidentId(8));
    let undated = difference(kill(8, None), kill(7, Some(90)));
    assert_eq!((undated.before, undated.apart), (IncidentId(7), None));
    assert!(undated.remarks.iter().any(|remark| remark.starts_with("No clock covers both kills")));
}

#[test]
fn a_side_without_figures_is_not_a_side_of_zeros() {
    let mut whole = case(1, Some(0), "/a", &pie(60, 3, 1));
    let counter = Counter { usage: Kib(65536), limit_printed: Kib(65536), failcnt: 9, at: Place::default() };
    let stat = Stat { key: "anon".into(), value: 60 << 20, unit: StatUnit::Bytes, at: Place::default() };
    whole.incident.cgroup_memory =
        CgroupMemory { memory: Some(counter), stats: Stats(vec![stat]), ..CgroupMemory::default() };
    let victim = |anon| vec![Victim { anon_rss: Some(Kib(anon)), ..Victim::default() }];
    whole.incident.victims = victim(50 << 10);
    let mut bare = case(2, Some(60), "/a", &[]);
    bare.incident.victims = victim(52 << 10);
    let told = difference(whole, bare);
    assert_eq!(told.parts, None);
    assert_eq!(
        told.sentence,
        "The log doesn't show what the memory of kill 2 was used for. The killed process had 2 MiB more anonymous \
         memory, 1 min later"
    );
    assert_eq!(
        (told.stats[0].values, told.stats[0].change()),
        (BeforeAfter { before: Some(60 << 20), after: None }, None)
    );
    let usage = told.figures.iter().find(|figure| figure.name == "Memory used").unwrap();
    assert_eq!((usage.values.after, usage.change()), (None, None));
    assert!(told.remarks.contains(&"The log has no task table for kill 2".to_owned()), "{:?}", told.remarks);
}

#[test]
fn statistics_are_sorted_by_how_much_they_changed() {
    let stats = |figures: &[(&'static str, i64)]| crate::analysis::samples::stats(figures);
    let before = stats(&[("anon", 100), ("file", 50), ("slab", 7), ("pgfault", 10), ("sock", 1)]);
    let after = stats(&[("anon", 90), ("file", 80), ("slab", 7), ("pgfault", 999), ("zswap", 5)]);
    let keys: Vec<_> = super::stats(&before, &after).iter().map(|stat| (stat.key.to_string(), stat.change())).collect();
    let expected = [
        ("file", Some(30)),
        ("anon", Some(-10)),
        ("slab", Some(0)),
        ("sock", None),
        ("zswap", None),
        ("pgfault", Some(989)),
    ];
    assert_eq!(keys, expected.map(|(key, change)| (key.to_owned(), change)));
}

#[test]
fn processes_are_new_or_gone_only_where_both_tables_are_whole() {
    let with = |id: u32, rows: &[(u32, u32, u64, u64, u64, i32, &str)], cut: bool| {
        let mut case = case(id, Some(i64::from(id)), "/a", &[]);
        case.incident.tasks = tasks(rows);
        case.incident.noted.extend(cut.then(|| Note::new(NoteKind::TasksCut, "cut")));
        case
    };
    let before = [(1, 0, 9, 100, 0, 0, "nginx"), (2, 0, 9, 50, 0, 0, "nginx"), (3, 0, 9, 10, 0, 0, "sh")];
    let after = [(1, 0, 9, 130, 0, 0, "nginx"), (9, 0, 9, 500, 0, 0, "java")];
    let told = difference(with(1, &before, false), with(2, &after, false)).tasks;
    let names: Vec<_> =
        told.names.iter().map(|task| (&*task.name, task.fate(), task.change().unwrap() / 4096)).collect();
    assert_eq!(names, [("java", Fate::New, 500), ("nginx", Fate::Stayed, -20), ("sh", Fate::Gone, -10)]);
    assert_eq!((told.processes.before, told.processes.after), (Some(3), Some(2)));
    assert_eq!(told.names[1].processes, BeforeAfter { before: Some(2), after: Some(1) });

    let told = difference(with(1, &before, true), with(2, &after, false)).tasks;
    let fate = |name: &str| told.names.iter().find(|task| &*task.name == name).unwrap().fate();
    assert_eq!((fate("java"), fate("sh"), fate("nginx")), (Fate::Unknown, Fate::Gone, Fate::Stayed));
    let told = difference(with(1, &[], false), with(2, &after, false)).tasks;
    assert_eq!((told.processes.before, told.resident.before, told.names[0].fate()), (None, None, Fate::Unknown));
}

#[test]
fn kinship_is_told_only_by_what_both_logs_hold() {
    let in_container = |id: u32, container: Option<&str>| {
        let mut case = case(id, Some(0), "/a", &[]);
        case.conclusions.container =
            container.map(|id| ContainerIdentity { id: Some(id.into()), ..ContainerIdentity::default() });
        case
    };
    let words = |one, other| -> Vec<&'static str> {
        difference(in_container(1, one), in_container(2, other))
            .kinship
            .iter()
            .map(|kin| kin.words(Language::English))
            .collect()
    };
    assert_eq!(words(Some("a"), Some("a")), ["Same container", "Same limit", "Node not in the log"]);
    assert_eq!(words(Some("a"), Some("b"))[0], "Another container");
    assert_eq!(words(Some("a"), None)[0], "Container not in the log");
    assert_eq!(words(None, None)[0], "Same limit", "outside containers there is nothing to tell");
}

#[test]
fn another_limit_is_said_first() {
    let limited = |id: u32, second, kib, anon| {
        let mut case = case(id, Some(second), "/a", &pie(anon, 0, 0));
        case.incident.cgroup_memory.memory =
            Some(Counter { usage: Kib(kib), limit_printed: Kib(kib), failcnt: 1, at: Place::default() });
        case
    };
    let told = difference(limited(1, 0, 64 << 10, 64), limited(2, 60, 128 << 10, 128));
    assert_eq!(
        told.sentence,
        "The limit was higher, 128 MiB instead of 64 MiB, and anonymous memory grew by 64 MiB (100 %) in 1 min. The rest is \
         the same"
    );
}

#[test]
fn a_path_is_the_same_limit_on_one_node_only() {
    let on = |id: u32, host: Option<&str>, limit: &str, source: u32| {
        let mut case = case(id, Some(0), limit, &[]);
        case.incident.host = host.map(Into::into);
        case.incident.seen_in = vec![Span { source: SourceId(source), first: 1, last: 9 }].into();
        case
    };
    for (one, other, kinship) in [
        ((Some("n1"), "/a", 0), (Some("n1"), "/a", 1), Kinship::Same),
        ((Some("n1"), "/a", 0), (Some("n2"), "/a", 0), Kinship::Other),
        ((None, "/a", 0), (Some("n2"), "/a", 1), Kinship::Unknown),
        ((None, "/a", 0), (None, "/a", 1), Kinship::Unknown),
        ((None, "/a", 0), (None, "/a", 0), Kinship::Same),
        ((None, "/a", 0), (None, "/b", 1), Kinship::Other),
    ] {
        let told = difference(on(1, one.0, one.1, one.2), on(2, other.0, other.1, other.2));
        let limit = told.kinship.iter().find(|kin| kin.of == "limit").unwrap();
        assert_eq!(limit.kinship, kinship, "{one:?} {other:?}");
    }
}

#[test]
fn no_time_lies_between_clocks_of_which_one_names_no_zone() {
    // Host, offset, whether it is assumed, source.
    type Clock = (Option<&'static str>, Option<i32>, bool, u32);
    let dated = |id: u32, second, (host, offset_seconds, offset_assumed, source): Clock| {
        let mut case = case(id, Some(second), "/a", &[]);
        let wall = case.incident.moment.wall.unwrap();
        case.incident.moment.wall = Some(Wall { offset_seconds, offset_assumed, ..wall });
        case.incident.host = host.map(Into::into);
        case.incident.seen_in = vec![Span { source: SourceId(source), first: 1, last: 9 }].into();
        case
    };
    let (n1, n2) = (Some("n1"), Some("n2"));
    for (one, other, apart) in [
        ((n1, Some(0), false, 0), (n2, Some(0), false, 1), Some(60)),
        ((n1, Some(0), false, 0), (n1, None, false, 1), None),
        ((n1, None, false, 0), (n2, None, false, 1), None),
        ((None, None, false, 0), (None, None, false, 1), None),
        ((n1, None, false, 0), (n1, None, false, 1), Some(60)),
        ((None, None, false, 0), (None, None, false, 0), Some(60)),
        ((n1, Some(0), true, 0), (n2, Some(0), false, 1), Some(60)),
    ] {
        let told = difference(dated(1, 0, one), dated(2, 60, other));
        assert_eq!(told.apart.map(|apart| apart.num_seconds()), apart, "{one:?} {other:?}");
        let has = |words: &str| told.remarks.iter().any(|remark| remark.contains(words));
        assert_eq!(has("clock covers both kills"), apart.is_none(), "{:?}", told.remarks);
        assert_eq!(has("assumed time zone"), one.2, "{:?}", told.remarks);
    }
    // The kernel's own clock needs no zone.
    let mut kills = [dated(1, 0, (None, None, true, 0)), dated(2, 60, (None, None, false, 0))];
    for (kill, micros) in kills.iter_mut().zip([1_000_000, 3_000_000]) {
        kill.incident.moment = Moment { uptime: Some(Uptime { micros }), ..Moment::default() };
    }
    let [one, other] = kills;
    let told = difference(one, other);
    assert_eq!(told.apart, Some(TimeDelta::seconds(2)));
    assert!(told.remarks.iter().all(|remark| !remark.contains("zone")), "{:?}", told.remarks);
}

#[test]
fn what_holds_a_part_of_one_side_only_has_no_share_of_its_own() {
    let before = [(PartKind::Slab, Some(40)), (PartKind::NotItemised, Some(2))];
    let after = [(PartKind::Slab, None), (PartKind::NotItemised, Some(62))];
    let told = difference(case(1, Some(0), "/a", &before), case(2, Some(46), "/a", &after));
    assert_eq!(told.sentence, "What the log doesn't itemize grew by 20 MiB in 46 s. The rest is the same");
}
