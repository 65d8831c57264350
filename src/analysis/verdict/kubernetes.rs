//! Limits that Kubernetes set: a container's, a pod's, a QoS class's, and what the node has for all pods.

use std::collections::BTreeSet;

use super::{Words, common};
use crate::analysis::PartKind;
use crate::analysis::cgroup::{Group, Identity};
use crate::analysis::facts::{Facts, LimitKind, plain};
use crate::analysis::insights::HEAVY;
use crate::analysis::join::Containers;
use crate::model::Task;
use crate::text;

/// Up to so many containers of a pod are named.
const NAMED: usize = 4;

/// Up to so many rows of a task table are looked up among the victims, each among all.
const ROWS_HELD_AGAINST_VICTIMS: usize = 1000;

pub(super) fn is_container(facts: &Facts<'_>) -> bool {
    facts.limit_in_kubernetes() && facts.group() == Some(&Group::Container)
}

pub(super) fn is_within(facts: &Facts<'_>) -> bool {
    facts.limit_in_kubernetes() && matches!(facts.group(), Some(Group::Within(_)))
}

pub(super) fn is_pod(facts: &Facts<'_>) -> bool {
    facts.group() == Some(&Group::Pod)
}

pub(super) fn is_qos(facts: &Facts<'_>) -> bool {
    facts.group() == Some(&Group::Qos)
}

pub(super) fn is_node_pods(facts: &Facts<'_>) -> bool {
    facts.group() == Some(&Group::NodePods)
}

pub(super) fn container(facts: &Facts<'_>) -> Words {
    let mut why = common::limit_is(facts, "the container's own, not that of its pod or of the node");
    why.extend(common::nested(facts));
    let mut next_steps =
        vec!["Raise the container's memory limit (resources.limits.memory), or make the program use less".to_owned()];
    next_steps.extend(steps_of_the_parts(facts));
    Words { headline: common::reached(facts.container_of_limit(), "The container's", facts), why, next_steps }
}

pub(super) fn within(facts: &Facts<'_>) -> Words {
    let inner = match facts.group() {
        Some(Group::Within(path)) => path.as_str(),
        _ => "",
    };
    let mut why = common::limit_is(facts, &format!("{inner}, a cgroup that was made inside the container"));
    why.push("It is not the container's own limit that was reached: the inner cgroup has one of its own".to_owned());
    why.extend(common::nested(facts));
    let next_steps = vec![format!(
        "Find what set a limit on {inner} inside the container (systemd's MemoryMax=, a nested container), and raise it"
    )];
    let around = facts.container_of_limit().unwrap_or_else(|| "a container".to_owned());
    let headline = format!("The {} of {inner} inside {around} was reached; {}", facts.limit_words(), facts.killed());
    Words { headline, why, next_steps }
}

pub(super) fn pod(facts: &Facts<'_>) -> Words {
    let mut why = common::limit_is(facts, "the pod's own, not that of the node");
    why.push(containers_of_pod(facts));
    why.extend(common::nested(facts));
    let mut next_steps = vec![
        "Raise the memory limits of the pod's containers (resources.limits.memory), whose sum is the pod's limit, or the \
         pod's own limit where it has one; or make the programs use less"
            .to_owned(),
    ];
    next_steps.extend(steps_of_the_parts(facts));
    Words { headline: common::reached(facts.pod_of_limit(), "The pod's", facts), why, next_steps }
}

/// Why a pod's limit is in effect that of its only container.
const IN_EFFECT: &str = "this is in effect that container's limit: Kubernetes gives a pod the sum of its containers' limits, \
                         and the pod's small pause process counts too, so the pod's limit is reached a little before the \
                         container's";

/// Whether the pod's limit is in effect a container's, as far as the log and the cluster's view tell.
fn containers_of_pod(facts: &Facts<'_>) -> String {
    match (one_container(facts), facts.named.containers) {
        (Some(false), _) => {
            "The pod runs more than one container, and its limit is the sum of theirs: together they used \
                             it up. The kernel does not print which process belongs to which container"
                .to_owned()
        }
        (_, Some(Containers::Listed(1))) => {
            format!("The pod has only one container, says the pod list, so {IN_EFFECT}")
        }
        (Some(true), Some(Containers::Listed(count))) => format!(
            "Only one container of the pod was running, but the pod list shows {count}, and the pod's limit is the sum of \
             theirs: one that runs alone may use it all"
        ),
        (None, Some(Containers::Listed(count))) => format!(
            "The pod list shows {count} containers of the pod, whose limit is the sum of theirs. The kernel does not print \
             which process belongs to which container"
        ),
        (Some(true), _) => format!("Only one container of the pod was running, so {IN_EFFECT}"),
        (None, Some(Containers::Started(names))) if names.len() == 1 => {
            format!(
                "The log shows how the pod was started, and only one container in it. Unless another was yet to start, {IN_EFFECT}"
            )
        }
        (None, Some(Containers::Started(names))) => {
            let names: Vec<_> = names.iter().take(NAMED).map(|name| plain(name)).collect();
            format!(
                "The log shows more than one container started in the pod ({}); init containers may be among them. If all but \
                 one are, {IN_EFFECT}",
                names.join(", ")
            )
        }
        (None, None) => format!(
            "If the pod has only one container, {IN_EFFECT}. The log does not tell how many containers the pod has"
        ),
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
    group.is_some_and(|group| group.group == Group::Container)
        && incident.complete
        && facts.tasks.len() < ROWS_HELD_AGAINST_VICTIMS
        && facts.tasks.iter().all(|task| is_pause(task) || killed(task))
}

/// The process that holds a pod's namespaces, its sandbox: `pause`, told by the adjustment that only it has, since a
/// masked log has another name for it.
pub(in crate::analysis) const fn is_pause(task: &Task) -> bool {
    task.oom_score_adj == -998
}

/// Further steps where one kind of memory stands out.
fn steps_of_the_parts(facts: &Facts<'_>) -> Vec<String> {
    let mut steps = Vec::new();
    if facts.share(PartKind::Shmem) >= HEAVY {
        steps.push(
            "Look for an emptyDir with medium: Memory and for files in /dev/shm: what lies there counts to the limit, and \
             stays when the process is gone"
                .to_owned(),
        );
    }
    if facts.kernel_share() >= HEAVY {
        steps.push(
            "Look for what makes the kernel keep so much for it (very many files, sockets, threads or mappings): killing \
             a process may free little of that"
                .to_owned(),
        );
    }
    steps
}

pub(super) fn qos(facts: &Facts<'_>) -> Words {
    let class = match facts.limit.as_ref().and_then(|limit| limit.identity.qos) {
        Some("besteffort") => "best-effort",
        _ => "burstable",
    };
    let mut why = common::limit_is(facts, &format!("the one that holds all {class} pods of the node"));
    why.push("No single pod's limit was reached".to_owned());
    why.push(common::MAY_BE_INNOCENT.to_owned());
    why.extend(common::nested(facts));
    let next_steps = vec![
        "See whether the kubelet runs with --qos-reserved: nothing else of Kubernetes puts a limit on a whole QoS class"
            .to_owned(),
        "Raise the memory requests of the pods that use the most, so that fewer of them are placed on one node".to_owned(),
    ];
    let headline =
        format!("All {class} pods of the node together reached their {}; {}", facts.limit_words(), facts.killed());
    Words { headline, why, next_steps }
}

pub(super) fn node_pods(facts: &Facts<'_>) -> Words {
    let limit = facts.reached().and_then(|(kind, counter)| Some((kind, text::limit_size(counter.limit()?))));
    let amount = match limit {
        Some((LimitKind::Memory, limit)) => limit,
        Some((LimitKind::MemoryAndSwap, limit)) => format!("{limit} of memory and swap"),
        None => "memory".to_owned(),
    };
    let mut why = common::limit_is(facts, "kubepods, which holds all pods of the node");
    why.push(
        "No single pod's limit was reached. Pods are placed by their requests and not by their limits, so the limits on \
         one node may add up to more than the node has"
            .to_owned(),
    );
    why.push(
        "The node has for its pods what is left of its memory when the parts reserved for the system and for Kubernetes \
         are taken off. The kubelet is there to evict pods before that is used up; here that did not free enough in time"
            .to_owned(),
    );
    why.push(common::MAY_BE_INNOCENT.to_owned());
    why.extend(common::nested(facts));
    let next_steps = vec![
        "Raise the memory requests of the pods that use the most, so that fewer of them are placed on one node"
            .to_owned(),
        "Give the node more memory, or the cluster more nodes".to_owned(),
        "See whether more is reserved than the system needs (kube-reserved, system-reserved)".to_owned(),
    ];
    let headline =
        format!("All pods of the node together reached the {amount} that the node has for pods; {}", facts.killed());
    Words { headline, why, next_steps }
}
