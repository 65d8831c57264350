//! What agrees with the log and what does not, kill by kill.

mod allocatable;
mod settings;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use super::cluster::{
    ClusterFacts, ClusterTool, ContainerFacts, EndFacts, EventFacts, ListedObjects, NodeFacts, PodFacts,
};
use crate::analysis::aftermath::Aftermath;
use crate::analysis::facts::reached;
use crate::analysis::insights::{CONTAINER_END, KUBECTL_EXPECTED, KUBECTL_OPEN};
use crate::analysis::{Basis, Case, Insight, Level, PodIdentity, Review};
use crate::lang::Language;
use crate::model::Bytes;
use crate::{say, text};

/// How Kubernetes shows this kill.
const END: &str = "kubernetes-end";

/// The same, where Kubernetes shows something else, or what does not tell.
const END_NOT_SHOWN: &str = "kubernetes-end-not-shown";

/// What is expected or left open where [`END`] is not told.
const SETTLED: &[&str] = &[CONTAINER_END, KUBECTL_EXPECTED, KUBECTL_OPEN];

/// The insights that come from cluster facts; they are made anew whenever something was added.
const NAMES: &[&str] =
    &[END, END_NOT_SHOWN, "kubernetes-restarts", "kubernetes-limit", "kubernetes-events", "allocatable"];

/// A container of a pod.
#[derive(PartialEq, Eq, Hash)]
struct ContainerKey {
    /// The pod's UID, or `namespace/name` where no UID is known.
    pod: Box<str>,
    name: Box<str>,
}

/// A container as somebody lists it.
#[derive(Clone, Copy)]
struct ListedContainer<'a> {
    /// Who made the list.
    told_by: ClusterTool,
    facts: &'a ContainerFacts,
}

/// Says of each kill what agrees with the cluster's view and with the node's own files, and what does not.
pub(in crate::analysis) fn compare(review: &mut Review, aftermaths: &[Aftermath]) {
    let all =
        if review.cluster.is_empty() { vec![Vec::new(); review.cases.len()] } else { all_insights(review, aftermaths) };
    for (case, insights) in review.cases.iter_mut().zip(all) {
        let outdated = case.conclusions.kept_insights().iter().any(|insight| NAMES.contains(&&*insight.name));
        if outdated || !insights.is_empty() {
            let all = Arc::make_mut(case).insights_mut();
            let settled = insights.iter().any(|insight| insight.name == END);
            let gone = |name: &str| NAMES.contains(&name) || (settled && SETTLED.contains(&name));
            all.retain(|insight| !gone(&insight.name));
            all.extend(insights);
        }
    }
    settings::tell(review);
}

fn all_insights(review: &Review, aftermaths: &[Aftermath]) -> Vec<Vec<Insight>> {
    let lists = ClusterIndex::new(&review.cluster, review.language);
    let mut kills = KillsInLog::new(&review.cases, aftermaths);
    let cases = review.cases.iter().zip(aftermaths);
    cases.map(|(case, aftermath)| insights(&lists, &mut kills, case, *aftermath)).collect()
}

fn insights(lists: &ClusterIndex<'_>, kills: &mut KillsInLog<'_>, case: &Case, aftermath: Aftermath) -> Vec<Insight> {
    let language = lists.language;
    let pods = lists.pods(case);
    let containers = containers_of(case, pods);
    let all = [
        end(case, &containers, aftermath, language),
        kills.restarts(case, &containers, language),
        limit(case, pods, language),
        lists.node(case).and_then(|node| node_insight(case, node, language)),
        events(case, lists),
    ];
    all.into_iter().flatten().collect()
}

/// The killed container in each list that shows its pod.
fn containers_of<'a>(case: &Case, pods: &[&'a PodFacts]) -> Vec<ListedContainer<'a>> {
    let Some(name) = case.conclusions.container.as_ref().and_then(|container| container.name.as_deref()) else {
        return Vec::new();
    };
    let of_pod = |pod: &&'a PodFacts| {
        let facts = pod.containers.iter().find(|container| *container.name == *name)?;
        Some(ListedContainer { told_by: pod.told_by, facts })
    };
    pods.iter().filter_map(of_pod).collect()
}

/// What kubectl said last. Restarts only ever grow, and lists need not hold when they were made.
fn newest<'a>(containers: &[ListedContainer<'a>]) -> Option<&'a ContainerFacts> {
    let lists = containers.iter().filter(|listed| listed.told_by == ClusterTool::Kubectl);
    lists.map(|listed| listed.facts).max_by_key(|container| container.restarts)
}

/// How Kubernetes shows this container's end.
fn end(case: &Case, containers: &[ListedContainer<'_>], aftermath: Aftermath, language: Language) -> Option<Insight> {
    let identity = case.conclusions.container.as_ref()?;
    let (id, name) = (identity.id.as_deref()?, identity.name.as_deref()?);
    let mut ends = containers.iter().flat_map(|c| c.facts.ends.iter().map(|end| (end, c.told_by)));
    if let Some((end, told_by)) = ends.find(|(end, _)| end.id.as_deref() == Some(id)) {
        return Some(read(END, shown(language, name, end, told_by, aftermath)));
    }
    let newest = newest(containers)?;
    let text = if newest.id.as_deref() == Some(id) && newest.running {
        match aftermath.ended {
            Some(true) => say!(language, "end-running-asked-before", name = name),
            Some(false) => say!(language, "end-running-silent", name = name),
            None => say!(language, "end-running-either", name = name),
        }
    } else if newest.id.is_none() && newest.ends.is_empty() {
        return None;
    } else {
        say!(language, "end-not-shown", name = name)
    };
    let silent = newest.running && newest.id.as_deref() == Some(id) && aftermath.ended == Some(false);
    Some(read(if silent { END } else { END_NOT_SHOWN }, text))
}

fn shown(language: Language, name: &str, end: &EndFacts, told_by: ClusterTool, aftermath: Aftermath) -> String {
    let (teller, reason) = (told_by.name(), end.reason.as_deref());
    let printed = reason.unwrap_or_else(|| say!(language, "reason-none"));
    let how = match end.exit_code {
        Some(code) => say!(language, "how-by-reason-and-code", reason = printed, code = code.to_string()),
        None => say!(language, "how-by-reason", reason = printed),
    };
    match (reason, end.exit_code) {
        _ if aftermath.ended == Some(false) => {
            say!(language, "end-shown-later", teller = teller, name = name, how = how)
        }
        (Some("OOMKilled"), _) => say!(language, "end-shown-agrees", teller = teller, name = name, how = how),
        (_, Some(137)) => say!(language, "end-shown-hides", teller = teller, name = name, how = how),
        _ => say!(language, "end-shown-silent", teller = teller, name = name, how = how),
    }
}

/// Restarts as listed against kills in the log.
fn restarts(newest: &ContainerFacts, in_log: &InLog<'_>, language: Language) -> Option<Insight> {
    let (restarts, name) = (u64::from(newest.restarts?), &*newest.name);
    let KillsAround { before, after } = in_log.around(newest);
    // A container that has ended is yet to be restarted, or will not be.
    let ends = restarts.saturating_add(u64::from(!newest.running && !newest.ends.is_empty()));
    let kills = in_log.0.len() as u64;
    let seen = match after {
        0 => say!(language, "restarts-seen", restarts = restarts, name = name, kills = kills),
        all if all == kills => {
            say!(language, "restarts-seen-all-after", restarts = restarts, name = name, kills = kills)
        }
        _ => {
            say!(language, "restarts-seen-some-after", restarts = restarts, name = name, kills = kills, after = after)
        }
    };
    let text = match before.cmp(&ends) {
        Ordering::Equal if after == kills => seen,
        Ordering::Equal if ends > restarts => say!(language, "restarts-agree-yet", seen = seen),
        Ordering::Equal => say!(language, "restarts-agree", seen = seen),
        Ordering::Less => say!(language, "restarts-more-ends", seen = seen, ends = ends - before),
        Ordering::Greater => say!(language, "restarts-silent", seen = seen, silent = before - ends),
    };
    let arithmetic = say!(language, "restarts-arithmetic", before = before, after = after, ends = ends);
    Some(Insight { name: "kubernetes-restarts".into(), text, arithmetic, basis: Basis::Inferred })
}

/// The limit that the kernel enforced against the limits in the pod's specification.
fn limit(case: &Case, pods: &[&PodFacts], language: Language) -> Option<Insight> {
    let memory = &case.incident.cgroup_memory;
    let enforced = memory.memory?.limit()?.bytes();
    // One for memory and swap together is none of the specification's, unless it is the same.
    (reached(memory)?.counter.limit()?.bytes() == enforced).then_some(())?;
    let pod = pods.iter().rev().find(|pod| pod.has_spec)?;
    let conclusions = &case.conclusions;
    let (listed, what, arithmetic) = match conclusions.verdict.level {
        Level::Container => {
            let name = conclusions.container.as_ref()?.name.as_deref()?;
            let container = pod.containers.iter().find(|container| *container.name == *name)?;
            (container.limit?, say!(language, "what-of-container", name = name), String::new())
        }
        Level::Pod => match (pod.own_limit, sum_of_limits(pod, language)) {
            (Some(own), _) => (own, say!(language, "what-pods-own").to_owned(), String::new()),
            (None, Some(SumOfLimits { sum, arithmetic })) => match &pod.containers[..] {
                _ if is_an_init_containers(pod) => (sum, say!(language, "what-init").to_owned(), arithmetic),
                [only] if pod.overhead.is_none_or(|overhead| overhead.0 == 0) => {
                    (sum, say!(language, "what-of-only-container", name = &*only.name), arithmetic)
                }
                [only] => (sum, say!(language, "what-of-only-container-and-overhead", name = &*only.name), arithmetic),
                _ if pod.overhead.is_some_and(|overhead| overhead.0 > 0) => {
                    (sum, say!(language, "what-sum-and-overhead").to_owned(), arithmetic)
                }
                _ => (sum, say!(language, "what-sum").to_owned(), arithmetic),
            },
            (None, None) => return None,
        },
        _ => return None,
    };
    // The kernel keeps whole pages (`page_counter_memparse` in `mm/page_counter.c`).
    let page = case.incident.page_size.size.bytes();
    let (is_as_listed, is_rounded) = (listed == enforced, listed.0 / page * page == enforced.0);
    let (enforced, listed) = (text::manifest_size(enforced), text::listed_size(listed));
    let text = if is_as_listed {
        say!(language, "limit-as-listed", enforced = enforced, what = what)
    } else if is_rounded {
        say!(language, "limit-rounded", enforced = enforced, listed = listed, what = what)
    } else {
        say!(language, "limit-changed", enforced = enforced, listed = listed, what = what)
    };
    Some(Insight { name: "kubernetes-limit".into(), text, arithmetic, basis: Basis::Computed })
}

/// The limit that kubelet gives a pod's cgroup (`PodLimits`, pkg/api/v1/resource): the containers and sidecars together,
/// or an init container with the sidecars before it where that is more; none where a container has none.
fn sum_of_limits(pod: &PodFacts, language: Language) -> Option<SumOfLimits> {
    let LimitsOfKinds { together, largest_init } = limits_of_kinds(pod)?;
    let counted = pod.containers.iter().filter(|container| !container.init || container.sidecar);
    let terms: Vec<String> = counted
        .filter_map(|container| Some(format!("{} {}", container.name, text::listed_size(container.limit?))))
        .collect();
    let overhead = pod.overhead.unwrap_or_default();
    let sum = together.max(largest_init).plus(overhead);
    let mut arithmetic = terms.join(" + ");
    if largest_init > together {
        arithmetic = say!(language, "sum-of-init", init = text::listed_size(largest_init), sum = arithmetic);
    }
    if overhead.0 > 0 {
        arithmetic = say!(language, "sum-with-overhead", sum = arithmetic, overhead = text::listed_size(overhead));
    }
    (sum.0 > 0).then(|| SumOfLimits { sum, arithmetic: format!("{arithmetic} = {}", text::listed_size(sum)) })
}

/// A pod's limit, and how it comes about.
struct SumOfLimits {
    sum: Bytes,
    arithmetic: String,
}

/// What a pod's containers may use by their kinds.
struct LimitsOfKinds {
    /// Containers and sidecars together.
    together: Bytes,
    /// The most that an init container with the sidecars before it may: they run one after the other.
    largest_init: Bytes,
}

fn limits_of_kinds(pod: &PodFacts) -> Option<LimitsOfKinds> {
    let (mut together, mut sidecars, mut largest_init) = (Bytes(0), Bytes(0), Bytes(0));
    for container in &pod.containers {
        let limit = container.limit?;
        if container.init && !container.sidecar {
            largest_init = largest_init.max(sidecars.plus(limit));
            continue;
        }
        if container.sidecar {
            sidecars = sidecars.plus(limit);
        }
        together = together.plus(limit);
    }
    Some(LimitsOfKinds { together, largest_init })
}

/// True where an init container's limit, and not the sum of the others, is the pod's.
fn is_an_init_containers(pod: &PodFacts) -> bool {
    limits_of_kinds(pod).is_some_and(|limits| limits.largest_init > limits.together)
}

fn node_insight(case: &Case, node: &NodeFacts, language: Language) -> Option<Insight> {
    match case.conclusions.verdict.level {
        Level::NodeAllocatable => {
            let limit = case.incident.cgroup_memory.memory.and_then(|memory| memory.limit());
            allocatable::explain(node, limit.map(|limit| limit.bytes()), language)
        }
        Level::WholeNode => allocatable::explain(node, None, language),
        _ => None,
    }
}

/// Events about the pod, or about the node for a node's kill.
fn events(case: &Case, lists: &ClusterIndex<'_>) -> Option<Insight> {
    let of_pod = case.conclusions.pod.as_ref().map(|pod| lists.events_of_pod(pod));
    let counts = of_pod.unwrap_or(&[]);
    let (mut sentences, language) = (Vec::new(), lists.language);
    let of_node = case.incident.victims.iter().find_map(|victim| {
        // A pid may be used again: the event must name the process, too.
        lists.kill_events.get(&victim.pid).filter(|event| event.message.contains(&*victim.name))
    });
    if let Some(event) = of_node {
        sentences.push(say!(language, "event-names-kill", reason = &*event.reason));
    }
    if !counts.is_empty() {
        let list: Vec<_> = counts.iter().map(|event| format!("{} ({})", event.reason, event.count)).collect();
        sentences.push(say!(language, "events-of-pod", events = list.join(say!(language, "list-separator"))));
    }
    (!sentences.is_empty()).then(|| read("kubernetes-events", sentences.join(say!(language, "sentence-separator"))))
}

fn read(name: &'static str, text: String) -> Insight {
    Insight { name: name.into(), text, arithmetic: String::new(), basis: Basis::Read }
}

/// How often an event came.
struct EventCount<'a> {
    reason: &'a str,
    count: u64,
}

/// How often which event came; few, because only some reasons are kept.
type EventCounts<'a> = Vec<EventCount<'a>>;

/// The lists by what finds an entry.
#[derive(Default)]
struct ClusterIndex<'a> {
    listed: ListedObjects<'a>,
    events_by_uid: HashMap<&'a str, EventCounts<'a>>,
    events_by_name: HashMap<String, EventCounts<'a>>,
    /// The nodes' events that name a kernel's kill, by its pid.
    kill_events: HashMap<u32, &'a EventFacts>,
    /// What is said of all this is said in this language.
    language: Language,
}

impl<'a> ClusterIndex<'a> {
    fn new(facts: &'a ClusterFacts, language: Language) -> Self {
        let mut lists = Self { listed: ListedObjects::new(facts), language, ..Self::default() };
        for event in &facts.events {
            if event.kind.eq_ignore_ascii_case("pod") {
                if let Some(uid) = &event.uid {
                    count(lists.events_by_uid.entry(uid).or_default(), event);
                }
                if let Some(namespace) = &event.namespace {
                    count(lists.events_by_name.entry(format!("{namespace}/{}", event.name)).or_default(), event);
                }
            } else if let Some(pid) = killed_pid(event) {
                lists.kill_events.insert(pid, event);
            }
        }
        lists
    }

    /// What the lists say about a kill's pod, in the order of the inputs.
    fn pods(&self, case: &Case) -> &[&'a PodFacts] {
        let Some(pod) = &case.conclusions.pod else { return &[] };
        let by_uid = pod.uid.as_deref().map_or(&[][..], |uid| self.listed.by_uid(uid));
        match (&pod.namespace, &pod.name) {
            (Some(namespace), Some(name)) if by_uid.is_empty() => self.listed.by_name(namespace, name),
            _ => by_uid,
        }
    }

    /// The node of a kill: by the log's host name, which kubelet names a node after, with or without the domain; else
    /// the node to which the pod is bound.
    fn node(&self, case: &Case) -> Option<&'a NodeFacts> {
        let bound = || self.pods(case).iter().rev().find_map(|pod| pod.node.as_deref());
        self.listed.node(case.incident.host.as_deref().or_else(bound)?)
    }

    fn events_of_pod(&self, pod: &PodIdentity) -> &[EventCount<'a>] {
        let by_uid = pod.uid.as_deref().and_then(|uid| self.events_by_uid.get(uid));
        let by_name = || self.events_by_name.get(&name_of(pod)?);
        by_uid.or_else(by_name).map_or(&[], Vec::as_slice)
    }
}

/// The pid in kubelet's `SystemOOM` (`victim process: cart, pid: 6149`) and node-problem-detector's `OOMKilling`
/// (`Killed process 6149 (cart) …`).
fn killed_pid(event: &EventFacts) -> Option<u32> {
    let before = match &*event.reason {
        "SystemOOM" => "pid: ",
        "OOMKilling" => "Killed process ",
        _ => return None,
    };
    let (_, pid) = event.message.split_once(before)?;
    pid.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Counts an event. The same event, listed later, has counted on.
fn count<'a>(counts: &mut EventCounts<'a>, event: &'a EventFacts) {
    match counts.iter_mut().find(|known| *known.reason == *event.reason) {
        Some(known) => known.count = known.count.max(event.count),
        None => counts.push(EventCount { reason: &event.reason, count: event.count }),
    }
}

/// `namespace/name`.
fn name_of(pod: &PodIdentity) -> Option<String> {
    Some(format!("{}/{}", pod.namespace.as_deref()?, pod.name.as_deref()?))
}

/// The kills of each container, as the log tells, in time order.
struct KillsInLog<'a> {
    in_log: HashMap<ContainerKey, InLog<'a>>,
    /// What was said of a container's restarts, which is the same at each of its kills.
    told: HashMap<ContainerKey, Option<Insight>>,
}

/// The kills of one container.
#[derive(Clone, Debug, Default)]
struct InLog<'a>(Vec<KillInLog<'a>>);

/// A kill as it counts among the restarts of its container.
#[derive(Clone, Copy, Debug)]
struct KillInLog<'a> {
    /// The id that the container had then.
    id: Option<&'a str>,
    /// Whether it ended of it.
    ended: Option<bool>,
}

/// Kills before and after a list was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct KillsAround {
    before: u64,
    after: u64,
}

impl<'a> KillsInLog<'a> {
    fn new(cases: &'a [Arc<Case>], aftermaths: &[Aftermath]) -> Self {
        let mut kills: HashMap<ContainerKey, InLog<'a>> = HashMap::new();
        for (case, aftermath) in cases.iter().zip(aftermaths) {
            let Some(key) = key_of(case) else { continue };
            let id = case.conclusions.container.as_ref().and_then(|container| container.id.as_deref());
            kills.entry(key).or_default().0.push(KillInLog { id, ended: aftermath.ended });
        }
        Self { in_log: kills, told: HashMap::new() }
    }

    fn restarts(&mut self, case: &Case, containers: &[ListedContainer<'_>], language: Language) -> Option<Insight> {
        let key = key_of(case)?;
        let newest = newest(containers)?;
        let in_log = self.in_log.get(&key)?;
        self.told.entry(key).or_insert_with(|| restarts(newest, in_log, language)).clone()
    }
}

impl InLog<'_> {
    /// How many kills came before the list was made, and how many after. What the list shows as running and the log as
    /// ended is later than the list, and so is all that follows; an id that it shows as ended is earlier.
    fn around(&self, listed: &ContainerFacts) -> KillsAround {
        let ended = |id: &str| listed.ends.iter().any(|end| end.id.as_deref() == Some(id));
        let last_shown = self.0.iter().rposition(|kill| kill.id.is_some_and(ended));
        let running = |id: Option<&str>| listed.running && id.is_some() && id == listed.id.as_deref();
        let first_later = self.0.iter().position(|kill| running(kill.id) && kill.ended == Some(true));
        let first_later = first_later.or_else(|| {
            // Nothing of what follows the last that is shown can be older than the list, if that has ended last.
            last_shown.filter(|_| !listed.running).map(|last| last.saturating_add(1))
        });
        let all = self.0.len();
        let before = first_later.unwrap_or(all).min(all);
        KillsAround { before: before as u64, after: (all - before) as u64 }
    }
}

fn key_of(case: &Case) -> Option<ContainerKey> {
    let pod = case.conclusions.pod.as_ref()?;
    let name = case.conclusions.container.as_ref()?.name.clone()?;
    Some(ContainerKey { pod: pod.uid.clone().or_else(|| name_of(pod).map(Into::into))?, name })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

    fn container(name: &str, limit_mib: Option<u64>) -> ContainerFacts {
        ContainerFacts { name: name.into(), limit: limit_mib.map(|mib| Bytes(mib * MIB)), ..ContainerFacts::default() }
    }

    fn pod(containers: Vec<ContainerFacts>, overhead_mib: u64) -> PodFacts {
        PodFacts { containers, overhead: Some(Bytes(overhead_mib * MIB)), has_spec: true, ..PodFacts::default() }
    }

    #[test]
    fn a_pods_limit_is_what_kubelet_makes_of_its_containers() {
        let init = |limit| ContainerFacts { init: true, ..container("schema", Some(limit)) };
        let sidecar = |limit| ContainerFacts { init: true, sidecar: true, ..container("proxy", Some(limit)) };
        for (containers, overhead, sum) in [
            (
                vec![container("web", Some(64)), container("api", Some(48))],
                0,
                Some((112, "web 64Mi + api 48Mi = 112Mi")),
            ),
            (vec![container("web", Some(64)), container("api", None)], 0, None),
            (vec![init(40), container("main", Some(64))], 0, Some((64, "main 64Mi = 64Mi"))),
            (
                vec![init(100), container("main", Some(64))],
                0,
                Some((100, "an init container's 100Mi, more than main 64Mi = 100Mi")),
            ),
            (
                vec![sidecar(20), init(100), container("main", Some(64))],
                10,
                Some((130, "an init container's 120Mi, more than proxy 20Mi + main 64Mi + overhead 10Mi = 130Mi")),
            ),
            (vec![], 0, None),
        ] {
            let got = sum_of_limits(&pod(containers, overhead), Language::English);
            let got = got.map(|got| (got.sum, got.arithmetic));
            assert_eq!(got, sum.map(|(mib, arithmetic): (u64, &str)| (Bytes(mib * MIB), arithmetic.to_owned())));
        }
    }

    #[test]
    fn restarts_are_held_against_kills_before_the_list() {
        let end = |id: &str| EndFacts { id: Some(id.into()), ..EndFacts::default() };
        let listed = |restarts, running, id: &str, ends: &[&str]| ContainerFacts {
            restarts: Some(restarts),
            running,
            id: Some(id.into()),
            ends: ends.iter().map(|id| end(id)).collect(),
            ..container("api", None)
        };
        let (ended, lived_on) = (Some(true), Some(false));
        for (container, kills, text) in [
            // Five kills of a child, two of which took the container along.
            (
                listed(2, true, "c", &["b"]),
                vec![("a", ended), ("b", lived_on), ("b", lived_on), ("b", ended), ("c", lived_on)],
                "kubectl shows 2 restarts of container api, and the log has 5 kills. 3 kills didn't restart the container",
            ),
            (
                listed(2, true, "c", &["b"]),
                vec![("a", ended), ("b", ended)],
                "kubectl shows 2 restarts of container api, and the log has 2 kills. They agree",
            ),
            (
                listed(1, false, "b", &["b", "a"]),
                vec![("a", ended), ("b", ended), ("c", ended)],
                "kubectl shows 1 restart of container api, and the log has 3 kills (1 of them after the list was made). They \
              agree: the list has no restart after the last kill",
            ),
            (
                listed(0, true, "a", &[]),
                vec![("a", ended), ("b", ended)],
                "kubectl shows 0 restarts of container api, and the log has 2 kills, after the list was made",
            ),
            (
                listed(7, true, "h", &["g"]),
                vec![("a", ended)],
                "kubectl shows 7 restarts of container api, and the log has 1 kill. 6 terminations had another cause or are outside this log",
            ),
        ] {
            let kills = kills.into_iter().map(|(id, ended)| KillInLog { id: Some(id), ended }).collect();
            assert_eq!(restarts(&container, &InLog(kills), Language::English).unwrap().text, text);
        }
    }

    #[test]
    fn an_event_names_the_process_that_was_killed() {
        let event = |reason: &str, message: &str| EventFacts {
            reason: reason.into(),
            message: message.into(),
            ..EventFacts::default()
        };
        assert_eq!(
            killed_pid(&event("SystemOOM", "System OOM encountered, victim process: cart, pid: 6149")),
            Some(6149)
        );
        assert_eq!(killed_pid(&event("OOMKilling", "Killed process 7 (cart) total-vm:1kB")), Some(7));
        assert_eq!(killed_pid(&event("BackOff", "Back-off restarting failed container, pid: 1")), None);
    }
}
