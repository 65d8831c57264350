//! Limits that Kubernetes set: a container's, a pod's, a QoS class's, and what the node has for all pods.

use std::collections::BTreeSet;

use super::{RuleWords, common, programs};
use crate::analysis::PartKind;
use crate::analysis::cgroup::{CgroupKind, Identity};
use crate::analysis::facts::{Facts, HEAVY, LimitKind, NOTABLE, is_pause};
use crate::analysis::named::{Containers, plain};
use crate::analysis::namesakes;
use crate::analysis::provider::Provider;
use crate::model::Task;
use crate::{say, text};

/// Up to so many containers of a pod are named.
const NAMED: usize = 4;

/// Up to so many rows of a task table are looked up among the victims, each among all.
const ROWS_HELD_AGAINST_VICTIMS: usize = 1000;

pub(super) fn is_container(facts: &Facts<'_>) -> bool {
    facts.limit_in_kubernetes() && facts.group() == Some(&CgroupKind::Container)
}

pub(super) fn is_within(facts: &Facts<'_>) -> bool {
    facts.limit_in_kubernetes() && matches!(facts.group(), Some(CgroupKind::Within(_)))
}

pub(super) fn is_pod(facts: &Facts<'_>) -> bool {
    facts.group() == Some(&CgroupKind::Pod)
}

pub(super) fn is_qos(facts: &Facts<'_>) -> bool {
    facts.group() == Some(&CgroupKind::Qos)
}

pub(super) fn is_node_pods(facts: &Facts<'_>) -> bool {
    facts.group() == Some(&CgroupKind::NodePods)
}

pub(super) fn container(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let mut why = common::limit_is(facts, say!(language, "whose-container"));
    why.extend(common::nested(facts));
    let next_steps = steps(facts, say!(language, "container-raise"));
    let headline = match facts.container_of_limit() {
        Some(named) => common::reached_its(&named, facts),
        None if facts.above_limit().is_some() => common::reached_its(say!(language, "the-container"), facts),
        None => say!(language, "container-reached", limit = facts.limit_words(), killed = facts.killed()),
    };
    RuleWords { headline, why, next_steps }
}

pub(super) fn within(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let inner = match facts.group() {
        Some(CgroupKind::Within(path)) => path.as_str(),
        _ => "",
    };
    let mut why = common::limit_is(facts, &say!(language, "whose-within", inner = inner));
    why.push(say!(language, "within-not-the-container").to_owned());
    why.extend(common::nested(facts));
    let mut next_steps = vec![say!(language, "within-find", inner = inner)];
    next_steps.extend(common::where_to_ask(facts));
    let around = facts.container_of_limit().unwrap_or_else(|| say!(language, "some-container").to_owned());
    let (limit, killed) = (facts.limit_words(), facts.killed());
    let headline = say!(language, "within-reached", limit = limit, inner = inner, container = around, killed = killed);
    RuleWords { headline, why, next_steps }
}

pub(super) fn pod(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let mut why = common::limit_is(facts, say!(language, "whose-pod"));
    why.push(containers_of_pod(facts));
    why.extend(common::nested(facts));
    let next_steps = steps(facts, say!(language, "pod-raise"));
    let headline = match facts.pod_of_limit() {
        Some(named) => common::reached_its(&named, facts),
        None if facts.above_limit().is_some() => common::reached_its(say!(language, "the-pod"), facts),
        None => say!(language, "pod-reached", limit = facts.limit_words(), killed = facts.killed()),
    };
    RuleWords { headline, why, next_steps }
}

/// What to do about a container's or a pod's limit: what only this kill calls for, then the limit, then what stands out, and
/// where to learn more.
fn steps(facts: &Facts<'_>, raise: &str) -> Vec<String> {
    let mut steps: Vec<String> = common::about_a_lowered_limit(facts).into_iter().collect();
    if !common::is_lowered(facts) {
        steps.push(raise.to_owned());
    }
    let program = facts.incident.chosen().map_or("", |victim| &*victim.name);
    steps.extend(programs::hint(facts.language, program).map(str::to_owned));
    steps.extend(steps_of_the_parts(facts));
    steps.extend(common::where_to_ask(facts));
    steps
}

/// Whether the pod's limit is in effect a container's, as far as the log and the cluster's view tell.
fn containers_of_pod(facts: &Facts<'_>) -> String {
    let language = facts.language;
    // Why a pod's limit is in effect that of its only container.
    let in_effect = say!(language, "in-effect-containers");
    if facts.named.own_pod_limit {
        return say!(language, "pod-limit-of-its-own").to_owned();
    }
    match (one_container(facts), facts.named.containers) {
        (Some(false), _) => say!(language, "pod-several").to_owned(),
        (_, Some(Containers::Listed(1))) => say!(language, "pod-listed-one", in_effect = in_effect),
        (Some(true), Some(Containers::Listed(count))) => say!(language, "pod-one-running-of-listed", count = count),
        (None, Some(Containers::Listed(count))) => say!(language, "pod-listed-several", count = count),
        (Some(true), _) => say!(language, "pod-one-running", in_effect = in_effect),
        (None, Some(Containers::Started(names))) if names.len() == 1 => {
            say!(language, "pod-started-one", in_effect = in_effect)
        }
        (None, Some(Containers::Started(names))) => {
            let names: Vec<_> = names.iter().take(NAMED).map(|name| plain(name)).collect();
            say!(language, "pod-started-several", names = names.join(", "), in_effect = in_effect)
        }
        (None, None) => say!(language, "pod-unknown-count", in_effect = in_effect),
    }
}

/// True for one running container beside the sandbox, false for more, `None` where the log does not tell.
fn one_container(facts: &Facts<'_>) -> Option<bool> {
    let incident = facts.incident;
    let own = facts.victim.as_ref()?.container?.id;
    // The cpuset in the summary is the invoking process's, and only something in this pod can have invoked the killer.
    let cpuset = incident.summary.as_ref().and_then(|summary| summary.cpuset.as_deref()).map(Identity::of);
    if cpuset.and_then(|cpuset| cpuset.container).is_some_and(|invoker| invoker.id != own) {
        return Some(false);
    }
    let children = incident.cgroup_memory.children.iter().filter_map(|child| Identity::of(&child.path).container);
    let containers: BTreeSet<&str> = children.map(|container| container.id).collect();
    if group_took_all(facts) {
        return Some(true);
    }
    let sandboxes = usize::from(facts.tasks.iter().any(is_pause));
    if containers.len() > 1 {
        return Some(containers.len() - sandboxes <= 1);
    }
    let beside_pause = facts.tasks.iter().filter(|task| !is_pause(task)).count();
    (incident.complete && beside_pause == 1).then_some(true)
}

/// True where a container was killed as a group and nothing but pause was left of the pod: it had no other container.
fn group_took_all(facts: &Facts<'_>) -> bool {
    let incident = facts.incident;
    let killed = |task: &Task| incident.victims.iter().any(|victim| victim.pid == task.pid);
    let group = incident.oom_group.as_ref().map(|group| Identity::of(&group.path));
    group.is_some_and(|group| group.group == CgroupKind::Container)
        && incident.complete
        && facts.tasks.len() < ROWS_HELD_AGAINST_VICTIMS
        && facts.tasks.iter().all(|task| is_pause(task) || killed(task))
}

/// Further steps where one kind of memory stands out.
fn steps_of_the_parts(facts: &Facts<'_>) -> Vec<String> {
    let mut steps = Vec::new();
    if facts.share(PartKind::Shmem) >= HEAVY {
        steps.push(say!(facts.language, "look-for-tmpfs").to_owned());
    }
    if facts.share(PartKind::Slab) >= HEAVY {
        steps.push(say!(facts.language, "look-for-slab").to_owned());
    }
    if facts.share(PartKind::Sockets) >= NOTABLE {
        steps.push(say!(facts.language, "look-for-sockets").to_owned());
    }
    if facts.share(PartKind::KernelStack) >= NOTABLE {
        steps.push(say!(facts.language, "look-for-threads").to_owned());
    }
    if facts.share(PartKind::PageTables) >= NOTABLE {
        steps.push(say!(facts.language, "look-for-mappings").to_owned());
    }
    steps
}

/// The first step where pods have too much together; names the largest processes, where the table lists them.
fn limit_the_largest(facts: &Facts<'_>) -> String {
    const SHOWN: usize = 3;
    let (language, largest) = (facts.language, namesakes::largest(facts, SHOWN));
    if largest.is_empty() || facts.foreign_figures().is_some() {
        return say!(language, "limit-the-largest").to_owned();
    }
    say!(language, "limit-the-largest-named", largest = text::list(language, &largest))
}

pub(super) fn qos(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let class = match facts.limit.as_ref().and_then(|limit| limit.identity.qos) {
        Some("besteffort") => say!(language, "class-best-effort"),
        _ => say!(language, "class-burstable"),
    };
    let mut why = common::limit_is(facts, &say!(language, "whose-qos", class = class));
    why.push(say!(language, "no-pods-limit").to_owned());
    why.extend(common::is_the_cause(facts));
    why.extend(common::nested(facts));
    let mut next_steps = vec![
        limit_the_largest(facts),
        say!(language, "raise-requests").to_owned(),
        say!(language, "qos-see-reserved").to_owned(),
    ];
    next_steps.extend(common::where_to_ask(facts));
    let (limit, killed) = (facts.limit_words(), facts.killed());
    RuleWords {
        headline: say!(language, "qos-reached", class = class, limit = limit, killed = killed),
        why,
        next_steps,
    }
}

pub(super) fn node_pods(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let reached = facts.reached();
    let limit = reached.and_then(|it| Some((it.kind, text::limit_size(language, it.counter.limit()?))));
    let amount = match limit {
        Some((LimitKind::Memory, limit)) => say!(language, "amount-memory-of", limit = limit),
        Some((LimitKind::MemoryAndSwap, limit)) => say!(language, "amount-memory-and-swap", limit = limit),
        None => say!(language, "amount-memory").to_owned(),
    };
    let mut why = common::limit_is(facts, say!(language, "whose-node-pods"));
    // Figures of another cgroup may be those of a pod at its limit.
    let by_requests = facts.foreign_figures().is_none().then(|| say!(language, "node-pods-placed-by-requests"));
    why.extend(by_requests.map(str::to_owned));
    why.push(match Provider::of(facts.incident) {
        Some(Provider::Aks) => say!(language, "node-pods-allocatable-aks").to_owned(),
        _ => say!(language, "node-pods-allocatable").to_owned(),
    });
    why.extend(common::is_the_cause(facts));
    why.extend(common::nested(facts));
    let mut next_steps = vec![
        limit_the_largest(facts),
        say!(language, "raise-requests").to_owned(),
        common::describe_node(facts),
        say!(language, "more-memory-or-nodes").to_owned(),
    ];
    // On AKS and GKE the provider sets the reservations.
    if !matches!(Provider::of(facts.incident), Some(Provider::Aks | Provider::Gke)) {
        next_steps.push(say!(language, "see-what-is-reserved").to_owned());
    }
    next_steps.extend(common::where_to_ask(facts));
    RuleWords {
        headline: say!(language, "node-pods-reached", amount = amount, killed = facts.killed()),
        why,
        next_steps,
    }
}
