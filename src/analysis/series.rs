//! Repeats: kills of one container, pod, unit or process name, and what their figures say together.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::TimeDelta;

use super::workload::{PodForm, PodTail, pod_form};
use super::{Case, Level, Scope, Series, WorkloadSign, shown_wall};
use crate::lang::Language;
use crate::model::{Bytes, IncidentId};
use crate::{say, text};

/// From this many kills on a pattern may be named; two kills have one interval, and one interval has no rhythm.
const PATTERN_KILLS: usize = 3;

/// At a median interval of at most this, with a new container each time, a series is a crash loop: kubelet's back-off
/// between restarts ends at five minutes, and what fills its memory within minutes of its start does not recover.
const CRASH_LOOP: TimeDelta = TimeDelta::minutes(15);

/// A container that is started again does not fill its memory sooner than this: kills closer together are of containers that
/// ran at once.
const RESTART: TimeDelta = TimeDelta::milliseconds(500);

/// From the second restart on, the kubelet waits for 10 seconds or more (`doBackOff` in `kuberuntime_manager.go`); stamps may
/// be whole seconds.
const BACK_OFF: TimeDelta = TimeDelta::seconds(9);

/// From this median interval on, a regular rhythm with mostly anonymous memory looks like a slow leak.
const SLOW_LEAK: TimeDelta = TimeDelta::hours(1);

/// A rhythm is regular where no interval is this many times the median, nor the median of it.
const REGULAR_WITHIN: i32 = 2;

/// The share of the usage that must be anonymous memory at each kill of a slow leak, in percent.
const LEAK_ANON_PERCENT: u64 = 60;

/// Growth from the first kill's anonymous memory to the last's that is worth a word, in percent.
const GROWTH_PERCENT: u64 = 10;

/// Gathers the kills, which are in time order, into series of two and more.
pub(super) fn gather(cases: &[Arc<Case>], language: Language) -> Vec<Series> {
    let mut groups: BTreeMap<(SeriesKey, Scope), Vec<&Case>> = BTreeMap::new();
    for case in cases {
        if let Some(key) = SeriesKey::of(case) {
            groups.entry((key, case.conclusions.verdict.scope)).or_default().push(case);
        }
    }
    let mut series: Vec<Series> = groups
        .iter()
        .filter(|(_, kills)| kills.len() > 1)
        .map(|((key, _), kills)| Series {
            title: key.title(kills, language),
            incidents: kills.iter().map(|case| case.incident.id).collect(),
            summary: summary(kills, language),
        })
        .collect();
    series.sort_by_key(|series| series.incidents.first().copied().unwrap_or(IncidentId(u32::MAX)));
    series
}

/// What the kills of a series share, the first that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SeriesKey {
    /// The container of a workload.
    Workload(SeriesWorkload),
    /// A container of a pod without a known name: the pod's UID and the container's name.
    Pod(Box<str>, Option<Box<str>>),
    /// A container outside Kubernetes, by its id.
    Container(Box<str>),
    /// A unit of a node: host, unit.
    Unit(Box<str>, Box<str>),
    /// A process of a node: host, name.
    Process(Box<str>, Box<str>),
}

/// A container of the pods of one workload, or of one pod that belongs to none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SeriesWorkload {
    namespace: Box<str>,
    name: Box<str>,
    /// What the workload is, where that is told.
    kind: Option<Box<str>>,
    container: Option<Box<str>>,
}

impl SeriesWorkload {
    fn of(case: &Case, container: Option<Box<str>>) -> Option<Self> {
        let pod = case.conclusions.pod.as_ref()?;
        let (namespace, name) = (pod.namespace.clone()?, pod.name.as_deref()?);
        Some(match &case.conclusions.workload {
            Some(workload) => Self { namespace, name: workload.name.clone(), kind: workload.kind.clone(), container },
            None => Self { namespace, name: stem(name).into(), kind: None, container },
        })
    }
}

impl SeriesKey {
    fn of(case: &Case) -> Option<Self> {
        let container = case.conclusions.container.as_ref();
        if let Some(pod) = &case.conclusions.pod {
            let container_name = container.and_then(|container| container.name.clone());
            if let Some(workload) = SeriesWorkload::of(case, container_name.clone()) {
                return Some(Self::Workload(workload));
            }
            if let Some(uid) = &pod.uid {
                return Some(Self::Pod(uid.clone(), container_name));
            }
        }
        if let Some(id) = container.and_then(|container| container.id.as_ref()) {
            return Some(Self::Container(id.clone()));
        }
        let host: Box<str> = case.incident.host.as_deref().unwrap_or("").into();
        let path = case.incident.victim_cgroup.as_ref().or(case.incident.limit_cgroup.as_ref());
        let unit = path.and_then(|path| path.path.rsplit('/').find(|part| part.ends_with(".service")));
        if let Some(unit) = unit {
            return Some(Self::Unit(host, unit.into()));
        }
        let victim = case.incident.chosen()?;
        Some(Self::Process(host, victim.name.clone()))
    }

    fn title(&self, kills: &[&Case], language: Language) -> String {
        let with_container = |pod: String, container: &Option<Box<str>>| match container {
            Some(container) => say!(language, "series-container", pod = pod, container = &**container),
            None => pod,
        };
        match self {
            Self::Workload(SeriesWorkload { namespace, name, container, .. }) => {
                let pod = match pods(kills).as_slice() {
                    [pod] => format!("{namespace}/{pod}"),
                    several => {
                        let workload = format!("{namespace}/{name}");
                        say!(language, "series-pods", workload = workload, pods = several.len())
                    }
                };
                with_container(pod, container)
            }
            Self::Pod(uid, container) => with_container(say!(language, "pod-named", name = &**uid), container),
            Self::Container(id) => say!(language, "container-named", name = id.get(..12).unwrap_or(id)),
            Self::Unit(host, name) | Self::Process(host, name) if host.is_empty() => name.to_string(),
            Self::Unit(host, name) | Self::Process(host, name) => {
                say!(language, "series-on-host", name = &**name, host = &**host)
            }
        }
    }
}

/// The names of the pods whose kills these are, each once.
fn pods<'a>(kills: &[&'a Case]) -> Vec<&'a str> {
    distinct(kills.iter().filter_map(|case| case.conclusions.pod.as_ref()?.name.as_deref()))
}

/// The name of what a pod belongs to that nobody has told of, where Kubernetes made the pod's name of it: a ReplicaSet's hash
/// and five letters (`cart-7d9c5b7f4-x2x7l`). Five letters alone (a DaemonSet, a Job) and an ordinal (a StatefulSet) may as
/// well be a name that somebody chose, so such pods stay apart.
fn stem(pod: &str) -> &str {
    match pod_form(pod) {
        Some(PodForm { stem, tail: PodTail::Set }) => stem,
        _ => pod,
    }
}

pub(super) fn summary(kills: &[&Case], language: Language) -> String {
    let intervals = intervals_of(kills);
    let dated = median(&intervals).zip(span(kills));
    let count = kills.len();
    let rhythm = match dated {
        Some((_, whole)) if whole < TimeDelta::seconds(1) => say!(language, "series-at-once", count = count),
        Some((median, whole)) => {
            let (span, interval) = (text::duration(language, whole), text::duration(language, median));
            say!(language, "series-rhythm", count = count, span = span, interval = interval)
        }
        None => say!(language, "kills", count = count),
    };
    let pattern = dated.and_then(|(median, _)| pattern(kills, &intervals, median, language));
    let inferred = is_inferred(kills).then(|| say!(language, "series-inferred").to_owned());
    let sentences: Vec<_> = [Some(rhythm), pattern, growth(kills, language), inferred].into_iter().flatten().collect();
    sentences.join(say!(language, "sentence-separator"))
}

/// True where nothing but the form of several pods' names tells that they are of one workload.
fn is_inferred(kills: &[&Case]) -> bool {
    let is_told = |case: &&Case| {
        let workload = case.conclusions.workload.as_ref();
        workload.is_some_and(|workload| workload.told_by != WorkloadSign::PodName)
    };
    pods(kills).len() > 1 && !kills.iter().all(is_told)
}

/// "Crash loop" or "slow leak", where the figures say so.
fn pattern(kills: &[&Case], intervals: &[TimeDelta], median_interval: TimeDelta, language: Language) -> Option<String> {
    if first_of_each_container(kills).is_some_and(|firsts| firsts.len() == 1) {
        return Some(say!(language, "series-one-container").to_owned());
    }
    if let Some(told) = crash_loop(kills, language) {
        return Some(told);
    }
    if kills.len() < PATTERN_KILLS {
        return None;
    }
    if let Some(told) = schedule(intervals, language) {
        return Some(told);
    }
    let regular =
        intervals.iter().all(|i| *i <= median_interval * REGULAR_WITHIN && median_interval <= *i * REGULAR_WITHIN);
    let anonymous = kills.iter().all(|case| anon_share(case).is_some_and(|percent| percent >= LEAK_ANON_PERCENT));
    (median_interval >= SLOW_LEAK && regular && anonymous).then(|| say!(language, "series-slow-leak").to_owned())
}

/// The pod whose container was started again and again, where there is one. Pods of one workload run beside each other, and
/// so do containers of one pod that nobody names: only what must have come one after the other is a loop.
fn crash_loop(kills: &[&Case], language: Language) -> Option<String> {
    let mut pods: BTreeMap<(Option<&str>, Option<&str>), Vec<&Case>> = BTreeMap::new();
    for case in kills {
        let pod = case.conclusions.pod.as_ref()?;
        pods.entry((pod.uid.as_deref(), pod.name.as_deref())).or_default().push(case);
    }
    let in_turn = |kills: &Vec<&Case>| {
        let named = kills
            .iter()
            .all(|case| case.conclusions.container.as_ref().is_some_and(|container| container.name.is_some()));
        let firsts = first_of_each_container(kills).filter(|_| named || is_one_program(kills))?;
        let is_loop = firsts.len() >= PATTERN_KILLS && median(&intervals_of(&firsts))? <= CRASH_LOOP;
        let intervals = intervals_of(&firsts);
        // Nothing but the time tells whether containers without a name ran in turn or at once.
        let least = |at: usize| if named || at == 0 { RESTART } else { BACK_OFF };
        let apart = intervals.iter().enumerate().all(|(at, interval)| *interval >= least(at));
        (is_loop && apart).then_some(firsts.len())
    };
    let containers = pods.values().filter_map(in_turn).max()?;
    Some(match pods.len() {
        1 => say!(language, "series-crash-loop", containers = containers),
        _ => say!(language, "series-crash-loop-of-pod", containers = containers),
    })
}

/// True where all victims have the name of the first.
pub(super) fn is_one_program(kills: &[&Case]) -> bool {
    let mut names = kills.iter().map(|case| case.incident.chosen().map(|victim| &*victim.name));
    let first = names.next().flatten();
    first.is_some() && names.all(|name| name == first)
}

/// Kills that come by the clock: a job that runs every hour or every night fills its memory each time.
fn schedule(intervals: &[TimeDelta], language: Language) -> Option<String> {
    let multiple_of = |unit: TimeDelta, slack: TimeDelta| {
        let (unit, slack) = (unit.num_seconds(), slack.num_seconds());
        intervals.iter().all(|interval| {
            let off = interval.num_seconds().rem_euclid(unit);
            interval.num_seconds() >= unit - slack && off.min(unit - off) <= slack
        })
    };
    if multiple_of(TimeDelta::days(1), TimeDelta::minutes(30)) {
        return Some(say!(language, "series-daily").to_owned());
    }
    multiple_of(TimeDelta::hours(1), TimeDelta::minutes(2)).then(|| say!(language, "series-hourly").to_owned())
}

/// The first kill of each container id; `None` where a kill has none.
fn first_of_each_container<'a>(kills: &[&'a Case]) -> Option<Vec<&'a Case>> {
    let mut seen = HashSet::new();
    let mut firsts = Vec::new();
    for case in kills {
        let id = case.conclusions.container.as_ref()?.id.as_deref()?;
        if seen.insert(id) {
            firsts.push(*case);
        }
    }
    Some(firsts)
}

/// How anonymous memory at the kill changed from the first to the last, where it rose or fell all the way.
pub(super) fn growth(kills: &[&Case], language: Language) -> Option<String> {
    if !is_one_program(kills) {
        return None; // what one program held says nothing of another
    }
    let sizes: Vec<Bytes> = held(kills).sizes.into_iter().collect::<Option<_>>()?;
    let (first, last) = (*sizes.first()?, *sizes.last()?);
    let rises = sizes.is_sorted();
    let falls = sizes.is_sorted_by(|a, b| a >= b);
    let change = first.0.abs_diff(last.0).saturating_mul(100);
    if change < first.0.saturating_mul(GROWTH_PERCENT) {
        return is_steady(&sizes).then(|| say!(language, "series-same", size = text::size(language, last)));
    }
    // What ran at once did not grow from one to the other.
    if intervals_of(kills).iter().any(|interval| *interval < TimeDelta::seconds(1)) {
        return None;
    }
    let (first, last) = (text::size(language, first), text::size(language, last));
    match (rises, falls) {
        (true, _) => Some(say!(language, "series-grew", first = first, last = last)),
        (false, true) => Some(say!(language, "series-fell", first = first, last = last)),
        (false, false) => None,
    }
}

/// True where no size is far from another: the same at the first and the last kill says nothing of those between.
fn is_steady(sizes: &[Bytes]) -> bool {
    let ends = sizes.iter().min().zip(sizes.iter().max());
    ends.is_some_and(|(least, most)| (most.0 - least.0).saturating_mul(100) < most.0.saturating_mul(2 * GROWTH_PERCENT))
}

/// Whose anonymous memory is told of a series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemoryOwner {
    /// That of the cgroup whose limit was hit.
    Cgroup,
    /// The victim's.
    #[default]
    Victim,
}

/// Anonymous memory at each kill of a series, of one and the same thing.
pub(super) struct HeldAtKills {
    /// Whose.
    pub(super) of: MemoryOwner,
    /// How much, kill by kill.
    pub(super) sizes: Vec<Option<Bytes>>,
}

/// Of the limit's cgroup where every report has it and the limit was of one level, else of the victim.
pub(super) fn held(kills: &[&Case]) -> HeldAtKills {
    let level = |case: &&Case| case.conclusions.verdict.level;
    let one_level = kills.iter().all(|case| Some(level(case)) == kills.first().map(level));
    let of_cgroups: Option<Vec<Bytes>> = kills.iter().map(|case| anon_of_cgroup(case)).collect();
    let of_victims = || kills.iter().map(|case| anon_of_victim(case)).collect();
    match of_cgroups.filter(|_| one_level) {
        Some(sizes) => HeldAtKills { of: MemoryOwner::Cgroup, sizes: sizes.into_iter().map(Some).collect() },
        None => HeldAtKills { of: MemoryOwner::Victim, sizes: of_victims() },
    }
}

/// Anonymous memory of the limit cgroup; none where the limit is of the node or a part of it, whose cgroup holds much else.
fn anon_of_cgroup(case: &Case) -> Option<Bytes> {
    match case.conclusions.verdict.level {
        Level::WholeNode | Level::NodeAllocatable | Level::Qos | Level::Cpuset | Level::Mempolicy => None,
        // cgroup v1 before 5.3 calls it rss.
        _ => {
            let stats = &case.incident.cgroup_memory.stats;
            stats.bytes("anon").or_else(|| stats.bytes("rss"))
        }
    }
}

fn anon_of_victim(case: &Case) -> Option<Bytes> {
    Some(case.incident.chosen()?.anon_rss?.bytes())
}

fn anon_share(case: &Case) -> Option<u64> {
    let usage = case.incident.cgroup_memory.memory?.usage.bytes();
    anon_of_cgroup(case).or_else(|| anon_of_victim(case))?.0.saturating_mul(100).checked_div(usage.0)
}

/// The times between kills that the same clock dates.
pub(super) fn intervals_of(kills: &[&Case]) -> Vec<TimeDelta> {
    kills.windows(2).filter_map(|pair| if let [a, b] = pair { between(a, b) } else { None }).collect()
}

fn span(kills: &[&Case]) -> Option<TimeDelta> {
    between(kills.first()?, kills.last()?)
}

/// The time from one kill to a later one: by the wall clock where both tell their zone, or neither does and they share a
/// host or source; where there is none or it was set back, by the kernel's own.
pub(super) fn between(a: &Case, b: &Case) -> Option<TimeDelta> {
    let source = |case: &Case| case.incident.home().map(|home| home.source);
    let host = |case: &Case| case.incident.host.clone();
    let one_zone = || source(a) == source(b) || host(a).is_some() && host(a) == host(b);
    let walls = shown_wall(a).zip(shown_wall(b)).filter(|(a, b)| match (a.offset_seconds, b.offset_seconds) {
        (Some(_), Some(_)) => true,
        (None, None) => one_zone(),
        _ => false,
    });
    let wall = walls.map(|(a, b)| b.comparable().signed_duration_since(a.comparable()));
    let boot = || {
        // Each node has a boot clock of its own.
        let one_clock = source(a) == source(b) && host(a) == host(b);
        let (a, b) = a.incident.moment.uptime.zip(b.incident.moment.uptime).filter(|_| one_clock)?;
        i64::try_from(b.micros.checked_sub(a.micros)?).ok().map(TimeDelta::microseconds)
    };
    wall.filter(|interval| *interval >= TimeDelta::zero()).or_else(boot)
}

pub(super) fn median(intervals: &[TimeDelta]) -> Option<TimeDelta> {
    let mut sorted = intervals.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied()
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::analysis::{Conclusions, ContainerIdentity, Findings, PodIdentity, Workload};
    use crate::model::{
        CgroupMemory, Counter, Incident, Kib, Moment, Place, Report, Stat, StatUnit, Stats, Victim, Wall, YearBasis,
    };

    /// A kill at a minute, in container `id` of pod `pod`, with so much of 64 MiB anonymous.
    fn kill(number: u32, minute: i64, pod: &str, id: &str, anon_mib: i64) -> Arc<Case> {
        let start = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let local = start + TimeDelta::minutes(minute);
        let wall = Wall { local, offset_seconds: None, offset_assumed: false, year: YearBasis::Printed };
        let at = Place::default();
        let counter = Counter { usage: Kib(65536), limit_printed: Kib(65536), failcnt: 1, at };
        let stat = Stat { key: "anon".into(), value: anon_mib << 20, unit: StatUnit::Bytes, at };
        let incident = Incident {
            id: IncidentId(number),
            moment: Moment { wall: Some(wall), ..Moment::default() },
            victims: vec![Victim { pid: number, name: "java".into(), ..Victim::default() }],
            report: Report {
                cgroup_memory: CgroupMemory {
                    memory: Some(counter),
                    stats: Stats(vec![stat]),
                    ..CgroupMemory::default()
                },
                ..Report::default()
            }
            .into(),
            ..Incident::default()
        };
        let conclusions = Conclusions {
            findings: Findings {
                pod: Some(PodIdentity {
                    namespace: Some("shop".into()),
                    name: Some(pod.into()),
                    uid: Some(pod.into()),
                    qos: None,
                }),
                container: Some(ContainerIdentity { id: Some(id.into()), name: Some("api".into()), runtime: None }),
                ..Findings::default()
            }
            .into(),
            ..Conclusions::default()
        };
        Arc::new(Case { incident, conclusions })
    }

    #[test]
    fn a_restarted_container_killed_every_few_minutes_is_a_crash_loop() {
        let kills = [kill(1, 0, "cart-1", "a", 60), kill(2, 1, "cart-1", "b", 60), kill(3, 4, "cart-1", "c", 60)];
        let [series] = gather(&kills, Language::English).try_into().unwrap();
        assert_eq!(series.title, "shop/cart-1, container api");
        assert_eq!(series.incidents, [IncidentId(1), IncidentId(2), IncidentId(3)]);
        assert_eq!(
            series.summary,
            "3 kills in 4 min, typically 3 min apart. Crash loop: 3 containers were started one after the other, and each \
             was killed. Anonymous memory was about the same at each kill (60 MiB)"
        );
    }

    #[test]
    fn kills_within_one_running_container_are_no_crash_loop() {
        let kills = [kill(1, 0, "cart-1", "a", 60), kill(2, 1, "cart-1", "a", 60), kill(3, 4, "cart-1", "a", 60)];
        let [series] = gather(&kills, Language::English).try_into().unwrap();
        assert!(series.summary.contains("which wasn't restarted"), "{}", series.summary);
    }

    #[test]
    fn a_steady_rhythm_of_hours_looks_like_a_slow_leak() {
        let steady = [kill(1, 0, "cart-1", "a", 60), kill(2, 290, "cart-1", "b", 61), kill(3, 590, "cart-1", "c", 60)];
        assert!(
            gather(&steady, Language::English)[0].summary.contains("slow leak"),
            "{}",
            gather(&steady, Language::English)[0].summary
        );
        let erratic = [kill(1, 0, "cart-1", "a", 60), kill(2, 70, "cart-1", "b", 61), kill(3, 900, "cart-1", "c", 60)];
        assert!(!gather(&erratic, Language::English)[0].summary.contains("slow leak"));
        let cache = [kill(1, 0, "cart-1", "a", 10), kill(2, 290, "cart-1", "b", 10), kill(3, 590, "cart-1", "c", 10)];
        assert!(!gather(&cache, Language::English)[0].summary.contains("slow leak"));
    }

    #[test]
    fn growth_is_named_where_it_never_turns() {
        let kills = [kill(1, 0, "cart-1", "a", 30), kill(2, 1, "cart-1", "b", 40), kill(3, 4, "cart-1", "c", 60)];
        assert!(gather(&kills, Language::English)[0].summary.contains("grew from 30 MiB to 60 MiB"));
        let kills = [kill(1, 0, "cart-1", "a", 30), kill(2, 1, "cart-1", "b", 60), kill(3, 4, "cart-1", "c", 40)];
        assert!(!gather(&kills, Language::English)[0].summary.contains("Anonymous"));
    }

    #[test]
    fn pods_of_one_deployment_are_one_series_and_others_stay_apart() {
        let kills = [kill(1, 0, "cart-7d9c5b7f4-x2x7l", "a", 60), kill(2, 1, "cart-7d9c5b7f4-bq7kp", "b", 60)];
        assert_eq!(gather(&kills, Language::English)[0].title, "shop/cart (2 pods), container api");
        assert!(gather(&kills, Language::English)[0].summary.ends_with("inferred from their names"));
        let kills = [kill(1, 0, "postgres-0", "a", 60), kill(2, 1, "postgres-1", "b", 60)];
        assert!(gather(&kills, Language::English).is_empty());
    }

    #[test]
    fn pods_of_one_owner_are_one_series_whatever_their_names() {
        let owned = |number: u32, pod: &str, kind: &str, name: &str, told_by: WorkloadSign| {
            let mut case = kill(number, i64::from(number), pod, pod, 60);
            Arc::make_mut(&mut case).conclusions.workload = Some(Workload {
                kind: Some(kind.into()),
                name: name.into(),
                namespace: Some("shop".into()),
                told_by,
                is_any_inferred: told_by == WorkloadSign::PodName,
            });
            case
        };
        let kills = [
            owned(1, "postgres-0", "StatefulSet", "postgres", WorkloadSign::Owner),
            owned(2, "node-agent-8xk2p", "DaemonSet", "node-agent", WorkloadSign::Owner),
            owned(3, "postgres-1", "StatefulSet", "postgres", WorkloadSign::Owner),
            owned(4, "redis-0", "StatefulSet", "redis", WorkloadSign::PodName),
            owned(5, "node-agent-x9w4q", "DaemonSet", "node-agent", WorkloadSign::Owner),
            owned(6, "redis-1", "StatefulSet", "redis", WorkloadSign::PodName),
            owned(7, "postgres", "Deployment", "postgres", WorkloadSign::Owner),
        ];
        let series = gather(&kills, Language::English);
        let told: Vec<(&str, &[IncidentId], bool)> =
            series.iter().map(|it| (&*it.title, &*it.incidents, it.summary.contains("inferred"))).collect();
        let ids = |ids: [u32; 2]| ids.map(IncidentId);
        assert_eq!(
            told,
            [
                ("shop/postgres (2 pods), container api", ids([1, 3]).as_slice(), false),
                ("shop/node-agent (2 pods), container api", ids([2, 5]).as_slice(), false),
                ("shop/redis (2 pods), container api", ids([4, 6]).as_slice(), true),
            ]
        );
    }

    #[test]
    fn only_generated_names_are_cut() {
        for (pod, owner) in [
            ("checkout-api-rc9xfk22x-cxxqc", "checkout-api"),
            ("kube-proxy-8xk2p", "kube-proxy-8xk2p"),
            ("postgres-0", "postgres-0"),
            ("my-app-deployment-grafana", "my-app-deployment-grafana"),
        ] {
            assert_eq!(stem(pod), owner);
        }
    }
}
