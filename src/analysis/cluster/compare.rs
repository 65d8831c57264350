//! What agrees with the log and what does not, kill by kill.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{ClusterFacts, ContainerFacts, EndFacts, EventFacts, NodeFacts, PodFacts, allocatable};
use crate::analysis::{Case, Insight, Level, PodIdentity, Review};
use crate::model::Bytes;
use crate::text;

/// The insights that come from cluster facts; they are made anew whenever something was added.
const NAMES: &[&str] =
    &["kubernetes-end", "kubernetes-restarts", "kubernetes-limit", "kubernetes-events", "allocatable"];

/// A container of a pod, by the pod's UID (or `namespace/name` where no UID is known) and the container's name.
type ContainerKey = (Box<str>, Box<str>);

/// Says of each kill what agrees with the cluster's view and what does not.
pub(in crate::analysis) fn compare(review: &mut Review) {
    let lists = Lists::new(&review.cluster);
    let kills = Kills::new(&review.cases);
    for case in &mut review.cases {
        let insights = if review.cluster.is_empty() { Vec::new() } else { insights(&lists, &kills, case) };
        let outdated = case.conclusions.insights.iter().any(|insight| NAMES.contains(&insight.name));
        if outdated || !insights.is_empty() {
            let all = &mut Arc::make_mut(case).conclusions.insights;
            all.retain(|insight| !NAMES.contains(&insight.name));
            all.extend(insights);
        }
    }
}

fn insights(lists: &Lists<'_>, kills: &Kills, case: &Case) -> Vec<Insight> {
    let pods = lists.pods(case);
    let containers: Vec<&ContainerFacts> = containers_of(case, &pods).collect();
    let all = [
        end(case, &containers),
        restarts(case, &containers, kills),
        limit(case, &pods),
        lists.node(case).and_then(|node| node_insight(case, node)),
        events(case, lists),
    ];
    all.into_iter().flatten().collect()
}

/// The killed container in each list that shows its pod.
fn containers_of<'a>(case: &Case, pods: &[&'a PodFacts]) -> impl Iterator<Item = &'a ContainerFacts> {
    let name = case.conclusions.container.as_ref().and_then(|container| container.name.clone());
    let listed: Vec<&'a PodFacts> = pods.to_vec();
    listed.into_iter().flat_map(|pod| &pod.containers).filter(move |container| Some(&container.name) == name.as_ref())
}

/// How Kubernetes shows this container's end.
fn end(case: &Case, containers: &[&ContainerFacts]) -> Option<Insight> {
    let id = case.conclusions.container.as_ref()?.id.as_deref()?;
    let name = &containers.first()?.name;
    let ended = containers.iter().flat_map(|container| &container.ends).find(|end| end.id.as_deref() == Some(id));
    let text = if let Some(end) = ended {
        shown(name, end)
    } else if containers.iter().any(|container| container.id.as_deref() == Some(id) && container.running) {
        format!(
            "kubectl shows this very container {name} as running: the process that was killed was not its first, or the \
             list was made before the kill"
        )
    } else if containers.iter().all(|container| container.id.is_none() && container.ends.is_empty()) {
        return None;
    } else {
        format!(
            "kubectl no longer shows how this container {name} ended: Kubernetes keeps the last two ends of a container"
        )
    };
    Some(read("kubernetes-end", text))
}

fn shown(name: &str, end: &EndFacts) -> String {
    let reason = end.reason.as_deref().unwrap_or("none");
    let code = end.exit_code.map_or(String::new(), |code| format!(" and exit code {code}"));
    let judged = match (reason, end.exit_code) {
        ("OOMKilled", _) => "which agrees with the log",
        (_, Some(137)) => "which hides that the kernel killed it: the runtime missed the event",
        _ => "which does not tell of the kernel's kill",
    };
    format!("kubectl shows this end of container {name} with reason {reason}{code}, {judged}")
}

/// Restarts as listed against kills in the log.
fn restarts(case: &Case, containers: &[&ContainerFacts], kills: &Kills) -> Option<Insight> {
    let last = containers.iter().filter(|container| container.restarts.is_some()).max_by_key(|c| c.restarts)?;
    let (restarts, name) = (u64::from(last.restarts?), &last.name);
    let in_log = kills.of(case)?;
    // A container that has just ended has not been restarted yet.
    let ends = restarts.saturating_add(u64::from(!last.running && !last.ends.is_empty()));
    let (restart_count, kill_count) =
        (text::counted(restarts, "restart", "restarts"), text::counted(in_log.kills, "kill", "kills"));
    let (pending, listed) = if ends > restarts { (" and one still to come", ends) } else { ("", restarts) };
    let head = format!("kubectl shows {restart_count}{pending} of container {name}, the log {kill_count}");
    let lived_on = in_log.kills.saturating_sub(in_log.containers);
    let text = match in_log.kills.cmp(&listed) {
        std::cmp::Ordering::Equal if lived_on == 0 => format!("{head}: they agree"),
        std::cmp::Ordering::Greater => {
            let silent = in_log.kills - listed;
            let why = if lived_on >= silent { "the container lived on" } else { "or the list is older than they are" };
            format!("{head}: {silent} were silent ({why})").replace(": 1 were silent", ": 1 was silent")
        }
        _ => {
            let other = listed.saturating_sub(in_log.containers);
            format!("{head}: {other} of the ends had another cause or lie outside this log")
        }
    };
    let arithmetic = format!("{} in {}", kill_count, text::counted(in_log.containers, "container id", "container ids"));
    Some(Insight { name: "kubernetes-restarts", text, arithmetic, inferred: false })
}

/// The limit that the kernel enforced against the limits in the pod's specification.
fn limit(case: &Case, pods: &[&PodFacts]) -> Option<Insight> {
    let enforced = case.incident.cgroup_memory.memory?.limit()?.bytes();
    let pod = pods.iter().rev().find(|pod| pod.has_spec)?;
    let (k, conclusions) = (text::manifest_size, &case.conclusions);
    let (listed, what, arithmetic) = match conclusions.verdict.level {
        Level::Container => {
            let name = conclusions.container.as_ref()?.name.as_deref()?;
            let container = pod.containers.iter().find(|container| *container.name == *name)?;
            (container.limit?, format!("the limit of container {name}"), String::new())
        }
        Level::Pod => match (pod.own_limit, sum_of_limits(pod)) {
            (Some(own), _) => (own, "a limit of the pod's own (pod-level resources)".to_owned(), String::new()),
            (None, Some((sum, arithmetic))) => match &pod.containers[..] {
                [only] => (
                    sum,
                    format!("the limit of its only container {}, so in effect the container's", only.name),
                    arithmetic,
                ),
                _ => (sum, "what its containers' limits come to".to_owned(), arithmetic),
            },
            (None, None) => return None,
        },
        _ => return None,
    };
    let text = if listed == enforced {
        format!("The limit that was hit, {}, is {what}", k(enforced))
    } else {
        format!(
            "The limit that was hit is {}, but the pod list says {} for {what}: it was changed in between",
            k(enforced),
            k(listed)
        )
    };
    Some(Insight { name: "kubernetes-limit", text, arithmetic, inferred: false })
}

/// The limit that kubelet gives a pod's cgroup (`PodLimits`, pkg/api/v1/resource): the containers and sidecars together,
/// or an init container with the sidecars before it where that is more; none where a container has none.
fn sum_of_limits(pod: &PodFacts) -> Option<(Bytes, String)> {
    let (mut together, mut sidecars, mut largest_init) = (Bytes(0), Bytes(0), Bytes(0));
    let mut terms = Vec::new();
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
        terms.push(format!("{} {}", container.name, text::manifest_size(limit)));
    }
    let overhead = pod.overhead.unwrap_or_default();
    let sum = together.max(largest_init).plus(overhead);
    let mut arithmetic = terms.join(" + ");
    if largest_init > together {
        arithmetic = format!("an init container's {}, more than {arithmetic}", text::manifest_size(largest_init));
    }
    if overhead.0 > 0 {
        arithmetic.push_str(&format!(" + overhead {}", text::manifest_size(overhead)));
    }
    (sum.0 > 0).then(|| (sum, format!("{arithmetic} = {}", text::manifest_size(sum))))
}

fn node_insight(case: &Case, node: &NodeFacts) -> Option<Insight> {
    match case.conclusions.verdict.level {
        Level::NodeAllocatable => {
            let limit = case.incident.cgroup_memory.memory.and_then(|memory| memory.limit());
            allocatable::explain(node, limit.map(|limit| limit.bytes()))
        }
        Level::WholeNode => allocatable::explain(node, None),
        _ => None,
    }
}

/// Events about the pod, or about the node for a node's kill.
fn events(case: &Case, lists: &Lists<'_>) -> Option<Insight> {
    let of_pod = case.conclusions.pod.as_ref().map(|pod| lists.events_of_pod(pod));
    let mut counts: Vec<(&str, u64)> = Vec::new();
    for event in of_pod.into_iter().flatten() {
        match counts.iter_mut().find(|(reason, _)| *reason == &*event.reason) {
            Some((_, count)) => *count = (*count).max(event.count),
            None => counts.push((&event.reason, event.count)),
        }
    }
    let mut sentences = Vec::new();
    if case.conclusions.verdict.level == Level::WholeNode
        && case.incident.victims.iter().any(|victim| lists.system_oom_pids.contains(&victim.pid))
    {
        sentences.push("The node's event SystemOOM names this kill".to_owned());
    }
    if !counts.is_empty() {
        let list: Vec<_> = counts.iter().map(|(reason, count)| format!("{reason} ×{count}")).collect();
        sentences.push(format!("Events of this pod: {}. None tells of the kernel's kill itself", list.join(", ")));
    }
    (!sentences.is_empty()).then(|| read("kubernetes-events", sentences.join(". ")))
}

const fn read(name: &'static str, text: String) -> Insight {
    Insight { name, text, arithmetic: String::new(), inferred: false }
}

/// The lists by what finds an entry.
#[derive(Default)]
struct Lists<'a> {
    by_uid: HashMap<&'a str, Vec<&'a PodFacts>>,
    /// By `namespace/name`.
    by_name: HashMap<String, Vec<&'a PodFacts>>,
    nodes: HashMap<&'a str, &'a NodeFacts>,
    events_by_uid: HashMap<&'a str, Vec<&'a EventFacts>>,
    events_by_name: HashMap<String, Vec<&'a EventFacts>>,
    /// Pids that the nodes' events SystemOOM name.
    system_oom_pids: HashSet<u32>,
}

impl<'a> Lists<'a> {
    fn new(facts: &'a ClusterFacts) -> Self {
        let mut lists = Self::default();
        for pod in &facts.pods {
            for uid in &pod.uids {
                lists.by_uid.entry(uid).or_default().push(pod);
            }
            if let Some(namespace) = &pod.namespace {
                lists.by_name.entry(format!("{namespace}/{}", pod.name)).or_default().push(pod);
            }
        }
        lists.nodes = facts.nodes.iter().map(|node| (&*node.name, node)).collect();
        for event in &facts.events {
            if event.kind.eq_ignore_ascii_case("pod") {
                if let Some(uid) = &event.uid {
                    lists.events_by_uid.entry(uid).or_default().push(event);
                }
                if let Some(namespace) = &event.namespace {
                    lists.events_by_name.entry(format!("{namespace}/{}", event.name)).or_default().push(event);
                }
            } else if &*event.reason == "SystemOOM" {
                let pid: Option<u32> = event.message.rsplit_once("pid: ").and_then(|(_, pid)| pid.trim().parse().ok());
                lists.system_oom_pids.extend(pid);
            }
        }
        lists
    }

    /// What the lists say about a kill's pod, in the order of the inputs.
    fn pods(&self, case: &Case) -> Vec<&'a PodFacts> {
        let Some(pod) = &case.conclusions.pod else { return Vec::new() };
        let by_uid = pod.uid.as_deref().and_then(|uid| self.by_uid.get(uid));
        let by_name = || self.by_name.get(&name_of(pod)?);
        by_uid.or_else(by_name).cloned().unwrap_or_default()
    }

    /// The node of a kill, by the log's host name: kubelet names a node after its host, with or without the domain.
    fn node(&self, case: &Case) -> Option<&'a NodeFacts> {
        let host = case.incident.host.as_deref()?;
        let short = host.split('.').next().unwrap_or(host);
        self.nodes.get(host).or_else(|| self.nodes.get(short)).copied()
    }

    fn events_of_pod(&self, pod: &PodIdentity) -> &[&'a EventFacts] {
        let by_uid = pod.uid.as_deref().and_then(|uid| self.events_by_uid.get(uid));
        let by_name = || self.events_by_name.get(&name_of(pod)?);
        by_uid.or_else(by_name).map_or(&[], Vec::as_slice)
    }
}

/// `namespace/name`.
fn name_of(pod: &PodIdentity) -> Option<String> {
    Some(format!("{}/{}", pod.namespace.as_deref()?, pod.name.as_deref()?))
}

/// How often each container was killed, as the log tells.
struct Kills(HashMap<ContainerKey, InLog>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct InLog {
    /// Kills of processes in it; a group kill is one.
    kills: u64,
    /// Container ids among them: restarts make new ones.
    containers: u64,
}

impl Kills {
    fn new(cases: &[Arc<Case>]) -> Self {
        let mut seen = HashSet::new();
        let mut kills: HashMap<ContainerKey, InLog> = HashMap::new();
        for case in cases {
            let Some(key) = key_of(case) else { continue };
            let id = case.conclusions.container.as_ref().and_then(|container| container.id.as_deref());
            let in_log = kills.entry(key).or_default();
            in_log.kills += 1;
            in_log.containers += u64::from(id.is_none_or(|id| seen.insert(id)));
        }
        Self(kills)
    }

    fn of(&self, case: &Case) -> Option<InLog> {
        self.0.get(&key_of(case)?).copied()
    }
}

fn key_of(case: &Case) -> Option<ContainerKey> {
    let pod = case.conclusions.pod.as_ref()?;
    let pod_key = pod.uid.clone().or_else(|| name_of(pod).map(Into::into))?;
    Some((pod_key, case.conclusions.container.as_ref()?.name.clone()?))
}
