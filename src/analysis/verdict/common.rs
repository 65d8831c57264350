//! Sentences that several rules share.

use crate::analysis::cgroup::{Identity, Outer, short_id};
use crate::analysis::facts::{Facts, LimitKind, is_full};
use crate::analysis::scores::NEVER;
use crate::model::{Counter, Outcome};
use crate::text;

/// Said of every kill that no container's or pod's limit caused.
pub(super) const MAY_BE_INNOCENT: &str = "The process that was killed need not be the one that used too much: the kernel \
                                          picks the process whose death frees the most, shifted by oom_score_adj";

/// `Pod shop/cart-1 reached its memory limit of 500 MiB; the kernel killed java (pid 31)`, or without a name `The pod's
/// memory limit of 500 MiB was reached; …`.
pub(super) fn reached(named: Option<String>, whose: &str, facts: &Facts<'_>) -> String {
    match named {
        Some(named) => format!("{} reached its {}; {}", capitalised(&named), facts.limit_words(), facts.killed()),
        None => format!("{whose} {} was reached; {}", facts.limit_words(), facts.killed()),
    }
}

/// Whose cgroup the limit belongs to and how the log says so, and how much it held.
pub(super) fn limit_is(facts: &Facts<'_>, whose: &str) -> Vec<String> {
    let named = match (&facts.limit, &facts.incident.summary) {
        (Some(limit), _) if limit.from_stats => format!(
            "The line that names the limit's owner is not in the log, but the memory statistics are: the kernel prints \
             those of the cgroup whose limit was reached, and it is {whose}"
        ),
        (_, Some(_)) => format!("The kernel names the cgroup whose limit was reached (oom_memcg), and it is {whose}"),
        _ => format!(
            "The kernel names the cgroup whose limit was reached (\"killed as a result of limit of\"), and it is {whose}"
        ),
    };
    let mut why = vec![named, held(facts)];
    why.extend(memory_and_swap(facts));
    why
}

/// What cgroup v1's limit on memory and swap together has to do with it, where it was reached.
fn memory_and_swap(facts: &Facts<'_>) -> Option<String> {
    let memory = &facts.incident.cgroup_memory;
    let both = memory.memory_and_swap.as_ref().filter(|both| is_full(both))?;
    let (limit, failcnt) = (both.limit()?, text::count(both.failcnt));
    match (facts.reached()?, memory.memory.as_ref()) {
        ((LimitKind::Memory, _), _) if both.failcnt == 0 => None,
        ((LimitKind::Memory, _), _) => Some(format!(
            "Its limit on memory and swap together of {} was reached, too (\"memory+swap:\", failcnt {failcnt}): what it \
             swaps out counts there",
            text::limit_size(limit)
        )),
        (_, Some(memory)) if memory.limit() == Some(limit) => Some(format!(
            "It is the limit on memory and swap together that refused more (\"memory+swap:\" has failcnt {failcnt}, \
             \"memory:\" {}). Both limits are the same here, so nothing can be swapped out, and it is in effect the \
             memory limit",
            text::count(memory.failcnt)
        )),
        _ => Some(format!(
            "It is the limit on memory and swap together (\"memory+swap:\", failcnt {failcnt}), not that of memory alone: \
             what is swapped out counts, too"
        )),
    }
}

/// How much the cgroup held of its limit.
fn held(facts: &Facts<'_>) -> String {
    let Some((kind, counter)) = facts.reached() else {
        return "The line with its usage and limit is not in the log".to_owned();
    };
    let Counter { usage, .. } = counter;
    let Some(limit) = counter.limit() else {
        return format!("It held {}, and the log prints no limit for it", text::size(usage.bytes()));
    };
    if *usage >= limit {
        return format!(
            "It held {}{} ({} kB in the log), all that its limit allows",
            text::size(usage.bytes()),
            if kind == LimitKind::MemoryAndSwap { " of memory and swap" } else { "" },
            text::count(usage.0)
        );
    }
    let figures = format!("It held {} kB of its limit of {} kB", text::count(usage.0), text::count(limit.0));
    if is_full(counter) {
        format!("{figures}: the kernel counts memory in batches, so this is full")
    } else {
        format!("{figures}: the next piece did not fit, or the kernel read the figure a moment later")
    }
}

/// Where this Kubernetes itself runs inside a container.
pub(super) fn nested(facts: &Facts<'_>) -> Option<String> {
    let outer = facts.limit.as_ref()?.identity.outer.as_ref()?;
    Some(format!(
        "This Kubernetes runs inside {}: the limit is one of the inner cluster, not of the machine",
        outer_name(outer)
    ))
}

fn outer_name(outer: &Outer<'_>) -> String {
    let container = outer
        .container
        .map(|container| container_name(&Identity { container: Some(container), ..Identity::default() }));
    let pod = outer.pod.as_ref().map(|pod| format!("the pod {}", pod.uid.as_deref().unwrap_or("around it")));
    pod.or(container).unwrap_or_else(|| "another container".to_owned())
}

/// `the docker container 2e088fe462e2`.
pub(super) fn container_name(identity: &Identity<'_>) -> String {
    match identity.container {
        Some(container) => match container.runtime {
            Some(runtime) => format!("the {} container {}", display_name(runtime), short_id(container.id)),
            None => format!("the container {}", short_id(container.id)),
        },
        None => "a container".to_owned(),
    }
}

/// A runtime's name as its makers write it.
fn display_name(runtime: &'static str) -> &'static str {
    match runtime {
        "docker" => "Docker",
        "podman" => "Podman",
        "lxc" => "LXC",
        "ecs" => "ECS",
        "nomad" => "Nomad",
        "mesos" => "Mesos",
        "cri-o" => "CRI-O",
        "nspawn" => "systemd-nspawn",
        other => other,
    }
}

/// What is said of every incident that did not end with a kill.
pub(super) fn outcome(facts: &Facts<'_>) -> Option<String> {
    match &facts.incident.outcome {
        Outcome::NoKillableProcess if all_exempt(facts) => {
            Some("Every process in reach is exempt from being killed (oom_score_adj -1000)".to_owned())
        }
        Outcome::NoKillableProcess => Some("No process in reach was left that may be killed".to_owned()),
        Outcome::Panicked(words) => Some(format!("The kernel stopped the machine instead: \"{words}\"")),
        Outcome::Ignored => Some("The kernel says that no process could be killed".to_owned()),
        Outcome::Killed | Outcome::NotInLog => None,
    }
}

/// True where the task table shows that nothing may be chosen.
fn all_exempt(facts: &Facts<'_>) -> bool {
    !facts.tasks.is_empty() && facts.tasks.iter().all(|task| task.oom_score_adj <= NEVER)
}

/// The first letter of a sentence.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
