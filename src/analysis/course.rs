//! A series kill by kill: what was held at each, under which limit, how long after the one before; and what that says
//! together.

use chrono::TimeDelta;

use super::cluster::{ContainerFacts, ListedObjects};
use super::difference::{changed, lists_of};
use super::series::{HeldAtKills, MemoryOwner, between, growth, held, is_one_program};
use super::{Case, PodFacts, Review, Series};
use crate::lang::Language;
use crate::model::{Bytes, IncidentId};
use crate::{say, text};

/// From this many intervals on, that they all become shorter or longer is worth a word.
const TREND_INTERVALS: usize = 3;

/// How much the last interval must differ from the first, in percent of the longer one.
const TREND_PERCENT: i64 = 25;

/// How many changes of the limit are told one by one.
const CHANGES_TOLD: usize = 4;

/// How many containers' restarts are told one by one.
const RESTARTS_TOLD: usize = 4;

/// A series kill by kill.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// The kills, in time order.
    pub kills: Vec<CourseKill>,
    /// Whose anonymous memory is told of.
    pub held: MemoryOwner,
    /// Sentences on memory, intervals, limit and restarts, each with its figures.
    pub told: Vec<String>,
}

/// A kill of a series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CourseKill {
    /// Which one.
    pub id: IncidentId,
    /// Anonymous memory at the kill.
    pub held: Option<Bytes>,
    /// The limit that was hit.
    pub limit: Option<Bytes>,
    /// How long after the kill before it, where one clock dates both.
    pub since: Option<TimeDelta>,
}

impl Course {
    /// The course of one of the review's series.
    pub fn of(review: &Review, series: &Series) -> Self {
        let cases: Vec<&Case> = series.incidents.iter().filter_map(|id| review.case(*id)).collect();
        let HeldAtKills { of, sizes } = held(&cases);
        let since = std::iter::once(None).chain(cases.windows(2).map(|pair| match pair {
            [a, b] => between(a, b),
            _ => None,
        }));
        let kills: Vec<CourseKill> = cases
            .iter()
            .zip(sizes)
            .zip(since)
            .map(|((case, held), since)| CourseKill { id: case.incident.id, held, limit: limit(case), since })
            .collect();
        let language = review.language;
        let told = [direction(&cases, &kills, language), intervals(&kills, language)];
        let told = told.into_iter().flatten();
        let listed = ListedObjects::new(&review.cluster);
        let told = told.chain(limits(&kills, language)).chain(restarts(&cases, &listed, language));
        let ends = cases.first().zip(cases.last());
        let changed = ends.and_then(|(first, last)| changed(first, last, &listed, language));
        let changed = changed.map(|changed| say!(language, "course-changed", changes = changed));
        let told = told.chain(changed).collect();
        Self { kills, held: of, told }
    }
}

/// The limit that was hit; none where no cgroup's was.
fn limit(case: &Case) -> Option<Bytes> {
    case.incident.cgroup_memory.memory?.limit().map(|limit| limit.bytes())
}

/// Where memory went from kill to kill: up, down, nowhere, or to and fro.
fn direction(cases: &[&Case], kills: &[CourseKill], language: Language) -> Option<String> {
    if let Some(told) = growth(cases, language) {
        return Some(told);
    }
    let sizes: Vec<Bytes> = kills.iter().map(|kill| kill.held).collect::<Option<_>>()?;
    let (least, most) = (*sizes.iter().min()?, *sizes.iter().max()?);
    let (least, most) = (text::size(language, least), text::size(language, most));
    if !is_one_program(cases) {
        return Some(say!(language, "course-programs", least = least, most = most));
    }
    Some(say!(language, "course-varied", least = least, most = most))
}

/// Whether the kills came ever closer together, or ever further apart.
fn intervals(kills: &[CourseKill], language: Language) -> Option<String> {
    let since: Vec<TimeDelta> = kills.iter().skip(1).map(|kill| kill.since).collect::<Option<_>>()?;
    let (first, last) = (*since.first()?, *since.last()?);
    let longer = first.max(last).num_milliseconds();
    let change = (first - last).num_milliseconds().abs().saturating_mul(100);
    if since.len() < TREND_INTERVALS || change < longer.saturating_mul(TREND_PERCENT) {
        return None;
    }
    let (from, to) = (text::duration(language, first), text::duration(language, last));
    if since.is_sorted() {
        return Some(say!(language, "course-further", from = from, to = to));
    }
    since.is_sorted_by(|a, b| a >= b).then(|| say!(language, "course-closer", from = from, to = to))
}

/// The limit, and each change of it.
fn limits(kills: &[CourseKill], language: Language) -> Vec<String> {
    let known: Vec<(IncidentId, Bytes)> = kills.iter().filter_map(|kill| Some((kill.id, kill.limit?))).collect();
    let Some((_, first)) = known.first() else { return Vec::new() };
    let change = |pair: &[(IncidentId, Bytes)]| match pair {
        [(_, before), (id, after)] if before != after => {
            let (from, to, kill) = (text::size(language, *before), text::size(language, *after), id.0.to_string());
            Some(if before < after {
                say!(language, "course-limit-raised", from = from, to = to, kill = kill)
            } else {
                say!(language, "course-limit-lowered", from = from, to = to, kill = kill)
            })
        }
        _ => None,
    };
    let changes: Vec<String> = known.windows(2).filter_map(change).collect();
    if changes.is_empty() {
        let limit = text::size(language, *first);
        return vec![if known.len() == kills.len() {
            say!(language, "course-limit-same", limit = limit)
        } else {
            say!(language, "course-limit-same-where-told", limit = limit, kills = known.len())
        }];
    }
    let more = changes.len().saturating_sub(CHANGES_TOLD);
    let rest = (more > 0).then(|| say!(language, "course-limit-more", count = more));
    changes.into_iter().take(CHANGES_TOLD).chain(rest).collect()
}

/// What the pod lists say of the restarts of the containers that were killed: of each container the last list that says.
fn restarts(cases: &[&Case], cluster: &ListedObjects<'_>, language: Language) -> Vec<String> {
    let mut seen: Vec<(&PodFacts, &ContainerFacts, u32)> = Vec::new();
    for case in cases {
        let Some(pod) = &case.conclusions.pod else { continue };
        let name = case.conclusions.container.as_ref().and_then(|container| container.name.as_deref());
        // Of the lists of one pod the last is the latest that was handed over.
        for listed in lists_of(pod, cluster).iter().rev() {
            let of_it = |container: &&ContainerFacts| name.is_some_and(|name| *container.name == *name);
            let Some(container) = listed.containers.iter().find(of_it) else { continue };
            let Some(restarts) = container.restarts else { continue };
            let is_known = seen.iter().any(|(pod, known, _)| {
                pod.uids == listed.uids && pod.name == listed.name && known.name == container.name
            });
            if !is_known {
                seen.push((listed, container, restarts));
            }
            break;
        }
    }
    let more = seen.len().saturating_sub(RESTARTS_TOLD);
    let rest = (more > 0).then(|| say!(language, "course-restarts-more", count = more));
    let told = seen.into_iter().take(RESTARTS_TOLD).map(|(pod, container, restarts)| {
        let pod = match &pod.namespace {
            Some(namespace) => format!("{namespace}/{}", pod.name),
            None => pod.name.to_string(),
        };
        say!(language, "course-restarts", pod = pod, container = &*container.name, count = u64::from(restarts))
    });
    told.chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveDate;

    use super::*;
    use crate::analysis::{ClusterFacts, Conclusions, ContainerIdentity, Findings, Level, PodIdentity, Verdict};
    use crate::model::{
        CgroupMemory, Counter, Incident, Kib, Moment, Place, Report, Stat, StatUnit, Stats, Victim, Wall, YearBasis,
    };

    /// A kill at a minute of container `api` in pod cart-1, with so much anonymous memory under a limit, in MiB; without
    /// statistics where `None`.
    fn kill(number: u32, minute: i64, anon_mib: Option<i64>, limit_mib: u64) -> Arc<Case> {
        let start = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let local = start + TimeDelta::minutes(minute);
        let wall = Wall { local, offset_seconds: None, offset_assumed: false, year: YearBasis::Printed };
        let at = Place::default();
        let counter = Counter { usage: Kib(limit_mib << 10), limit_printed: Kib(limit_mib << 10), failcnt: 1, at };
        let stat = |mib: i64| Stat { key: "anon".into(), value: mib << 20, unit: StatUnit::Bytes, at };
        let victim = Victim { pid: number, name: "java".into(), anon_rss: Some(Kib(7 << 10)), ..Victim::default() };
        let incident = Incident {
            id: IncidentId(number),
            moment: Moment { wall: Some(wall), ..Moment::default() },
            victims: vec![victim],
            report: Report {
                cgroup_memory: CgroupMemory {
                    memory: Some(counter),
                    stats: Stats(anon_mib.map(stat).into_iter().collect()),
                    ..CgroupMemory::default()
                },
                ..Report::default()
            }
            .into(),
            ..Incident::default()
        };
        let conclusions = Conclusions {
            verdict: Verdict { level: Level::Container, ..Verdict::default() },
            findings: Findings {
                pod: Some(PodIdentity {
                    namespace: Some("shop".into()),
                    name: Some("cart-1".into()),
                    uid: Some("u1".into()),
                    qos: None,
                }),
                container: Some(ContainerIdentity {
                    id: Some(format!("c{number}").into()),
                    name: Some("api".into()),
                    runtime: None,
                }),
                ..Findings::default()
            }
            .into(),
            ..Conclusions::default()
        };
        Arc::new(Case { incident, conclusions })
    }

    fn course(cases: Vec<Arc<Case>>, pods: Vec<PodFacts>) -> Course {
        let incidents = cases.iter().map(|case| case.incident.id).collect();
        let cluster = ClusterFacts { pods, ..ClusterFacts::default() };
        let review = Review { cases, cluster, ..Review::default() };
        Course::of(&review, &Series { incidents, ..Series::default() })
    }

    fn listed(restarts: Option<u32>) -> PodFacts {
        let container = ContainerFacts { name: "api".into(), restarts, ..ContainerFacts::default() };
        PodFacts {
            namespace: Some("shop".into()),
            name: "cart-1".into(),
            uids: vec!["u1".into()],
            containers: vec![container],
            ..PodFacts::default()
        }
    }

    #[test]
    fn each_kill_has_its_memory_its_limit_and_the_time_since_the_one_before() {
        let course = course(vec![kill(1, 0, Some(60), 64), kill(2, 3, Some(61), 64)], Vec::new());
        let mib = |mib: u64| Some(Bytes(mib << 20));
        assert_eq!(course.held, MemoryOwner::Cgroup);
        let expected = [(1, mib(60), mib(64), None), (2, mib(61), mib(64), Some(TimeDelta::minutes(3)))];
        let told: Vec<_> = course.kills.iter().map(|kill| (kill.id.0, kill.held, kill.limit, kill.since)).collect();
        assert_eq!(told, expected);
        assert_eq!(
            course.told,
            ["Anonymous memory was about the same at each kill (61 MiB)", "The limit was 64 MiB at each kill"]
        );
    }

    #[test]
    fn a_cgroup_s_memory_is_never_compared_with_a_victim_s() {
        let kills = [kill(1, 0, Some(60), 64), kill(2, 3, None, 64), kill(3, 6, Some(60), 64)];
        let course = course(kills.to_vec(), Vec::new());
        assert_eq!(course.held, MemoryOwner::Victim);
        assert!(course.kills.iter().all(|kill| kill.held == Some(Bytes(7 << 20))), "{:?}", course.kills);
        assert_eq!(course.told[0], "Anonymous memory was about the same at each kill (7 MiB)");
    }

    #[test]
    fn a_limit_that_was_raised_is_told_with_the_kill_at_which_it_is_seen() {
        let kills = [kill(1, 0, Some(60), 64), kill(2, 3, Some(120), 128), kill(3, 6, Some(60), 64)];
        let told = course(kills.to_vec(), Vec::new()).told;
        assert_eq!(
            told[1..],
            [
                "The limit rose from 64 MiB to 128 MiB: kill 2 is the first under it",
                "The limit fell from 128 MiB to 64 MiB: kill 3 is the first under it"
            ]
        );
        assert_eq!(told[0], "Anonymous memory went up and down between 60 MiB and 120 MiB");
    }

    #[test]
    fn intervals_are_named_only_where_each_follows() {
        let at = |minutes: [i64; 4]| {
            let kills = (1..).zip(minutes).map(|(number, minute)| kill(number, minute, Some(60), 64)).collect();
            course(kills, Vec::new()).told[1].clone()
        };
        assert_eq!(
            at([0, 20, 30, 35]),
            "The kills came closer and closer together: 20 min apart at first, 5 min at the end"
        );
        assert_eq!(
            at([0, 5, 15, 35]),
            "The kills came further and further apart: 5 min apart at first, 20 min at the end"
        );
        assert!(at([0, 20, 25, 35]).starts_with("The limit"), "neither");
        assert!(at([0, 20, 40, 59]).starts_with("The limit"), "a steady rhythm is neither");
    }

    #[test]
    fn restarts_are_those_of_the_last_list_that_tells_them() {
        let kills = || vec![kill(1, 0, Some(60), 64), kill(2, 3, Some(60), 64)];
        let told = |pods| course(kills(), pods).told.get(2).cloned();
        let three = Some("The pod list counts 7 restarts of container api in shop/cart-1".to_owned());
        assert_eq!(told(vec![listed(Some(2)), listed(Some(7)), listed(None)]), three);
        assert_eq!(told(vec![listed(None)]), None);
        let other = PodFacts { uids: vec!["u2".into()], ..listed(Some(9)) };
        assert_eq!(told(vec![other]), None, "a pod of the same name that came later is another");
    }
}
