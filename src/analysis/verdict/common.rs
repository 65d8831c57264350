//! Sentences that several rules share.

use crate::analysis::cgroup::{CgroupKind, Identity, Outer, short_id};
use crate::analysis::facts::{Facts, HeldMost, LimitKind, ReachedLimit, ShareWhole, is_full};
use crate::analysis::named::plain;
use crate::analysis::scores::NEVER;
use crate::analysis::shortage::of_total;
use crate::lang::Language;
use crate::model::{CallPath, Counter, Kib, Outcome};
use crate::{say, text};

/// Said of every kill that no container's or pod's limit caused: whether the victim is the cause. `None` where nobody was
/// killed.
pub(super) fn is_the_cause(facts: &Facts<'_>) -> Option<String> {
    let language = facts.language;
    let victim = facts.incident.chosen()?;
    Some(match facts.held_most() {
        Some(HeldMost { own, whole: ShareWhole::InUse(whole) }) => {
            let share = of_total(language, own, whole);
            say!(language, "victim-held-most", victim = facts.victim_named(victim), share = share)
        }
        Some(HeldMost { own, whole: ShareWhole::Listed(whole) }) => {
            let share = of_total(language, own, whole);
            say!(language, "victim-held-most-listed", victim = facts.victim_named(victim), share = share)
        }
        None => say!(language, "may-be-innocent").to_owned(),
    })
}

/// Said of every limit that Kubernetes did not set.
pub(super) fn outside_kubernetes(facts: &Facts<'_>) -> String {
    say!(facts.language, "outside-kubernetes").to_owned()
}

/// `Pod shop/cart-1 reached its memory limit of 500 MiB. The kernel killed java (PID 31)`.
pub(super) fn reached_its(subject: &str, facts: &Facts<'_>) -> String {
    if let Some(above) = above_its(subject, facts) {
        return above;
    }
    let subject = text::capitalised(facts.language, subject);
    say!(facts.language, "reached-its", subject = subject, limit = facts.limit_words(), killed = facts.killed())
}

/// The headline where more was in use than the limit allows, so that the limit was not reached from below.
pub(super) fn above_its(subject: &str, facts: &Facts<'_>) -> Option<String> {
    let language = facts.language;
    facts.above_limit()?;
    let counter = facts.reached()?.counter;
    let (usage, limit) = (text::size(language, counter.usage.bytes()), text::limit_size(language, counter.limit()?));
    let killed = facts.killed();
    Some(if is_lowered(facts) {
        say!(language, "lowered-its", subject = subject, usage = usage, limit = limit, killed = killed)
    } else {
        say!(language, "above-its", subject = subject, usage = usage, limit = limit, killed = killed)
    })
}

/// True where the call trace shows that a write to the limit caused the kill.
pub(super) fn is_lowered(facts: &Facts<'_>) -> bool {
    facts.incident.call_path() == Some(CallPath::LimitLowered)
}

/// What to do about a limit below what was in use, before anything else.
pub(super) fn about_a_lowered_limit(facts: &Facts<'_>) -> Option<String> {
    let version_1 = facts.incident.cgroup_memory.prints_v1_counters();
    let lowered = is_lowered(facts) || (facts.above_limit().is_some() && !version_1);
    lowered.then(|| say!(facts.language, "limit-lowered-find", ways = ways_to_lower(facts)))
}

/// What lowers a limit of this kind.
fn ways_to_lower(facts: &Facts<'_>) -> &'static str {
    let language = facts.language;
    let Some(limit) = &facts.limit else { return say!(language, "ways-file") };
    let runtime = limit.identity.container.and_then(|container| container.runtime);
    match (&limit.identity.pod, &limit.identity.group) {
        (Some(_), CgroupKind::Container | CgroupKind::Pod) => say!(language, "ways-pod"),
        (None, CgroupKind::Container) if runtime == Some("docker") => say!(language, "ways-docker"),
        (None, CgroupKind::Container) if runtime == Some("podman") => say!(language, "ways-podman"),
        (_, CgroupKind::Unit(_) | CgroupKind::Slice(_) | CgroupKind::Session { made_below: None, .. }) => {
            say!(language, "ways-systemd")
        }
        _ => say!(language, "ways-file"),
    }
}

/// What to do about a limit outside Kubernetes: raise it, or find out what lowered it.
pub(super) fn raise(facts: &Facts<'_>, raise: String) -> Vec<String> {
    match about_a_lowered_limit(facts) {
        Some(find) if is_lowered(facts) => vec![find],
        Some(find) => vec![find, raise],
        None => vec![raise],
    }
}

/// Whose cgroup the limit belongs to and how the log says so, and how much it held.
pub(super) fn limit_is(facts: &Facts<'_>, whose: &str) -> Vec<String> {
    let language = facts.language;
    let named = match (&facts.limit, &facts.incident.summary) {
        (Some(limit), _) if limit.from_stats && ends_without_a_kill(facts) => {
            say!(language, "limit-named-by-statistics-without-kill", whose = whose)
        }
        (Some(limit), _) if limit.from_stats && facts.incident.limit_cgroup.is_some() => {
            say!(language, "limit-named-by-statistics-shortened", whose = whose)
        }
        (Some(limit), _) if limit.from_stats => say!(language, "limit-named-by-statistics", whose = whose),
        (_, Some(_)) => say!(language, "limit-named", whose = whose),
        _ => say!(language, "limit-named-by-task-line", whose = whose),
    };
    let mut why = vec![named, held(facts)];
    why.extend(memory_and_swap(facts));
    why
}

/// True where kernels from 5.0 on print no `oom-kill:` line (`dump_header` in `mm/oom_kill.c`).
fn ends_without_a_kill(facts: &Facts<'_>) -> bool {
    matches!(facts.incident.outcome, Outcome::Panicked(_) | Outcome::NoKillableProcess)
}

/// What cgroup v1's limit on memory and swap together has to do with it, where it was reached.
fn memory_and_swap(facts: &Facts<'_>) -> Option<String> {
    let (memory, language) = (&facts.incident.cgroup_memory, facts.language);
    let both = memory.memory_and_swap.as_ref().filter(|both| is_full(both))?;
    let (limit, failcnt) = (both.limit()?, both.failcnt);
    match (facts.reached()?.kind, memory.memory.as_ref()) {
        (LimitKind::Memory, Some(memory)) if memory.limit() == Some(limit) && memory.failcnt < failcnt => {
            Some(say!(language, "swap-limit-is-memory-limit", failcnt = failcnt, memory_failcnt = memory.failcnt))
        }
        (LimitKind::Memory, Some(memory)) if memory.limit() == Some(limit) => None,
        (LimitKind::Memory, _) if failcnt == 0 => None,
        (LimitKind::Memory, _) => {
            Some(say!(language, "swap-limit-reached-too", limit = text::limit_size(language, limit), failcnt = failcnt))
        }
        _ => Some(say!(language, "swap-limit-alone", failcnt = failcnt)),
    }
}

/// The usage above a limit that was written. Who writes it is who invokes the killer (`memory_max_write()`).
fn lowered(facts: &Facts<'_>, size: String, usage: Kib, excess: String) -> String {
    let language = facts.language;
    match facts.incident.trigger.as_ref().map(|trigger| plain(&trigger.name)) {
        Some(writer) => {
            say!(language, "held-more-lowered-by", usage = size, kib = usage.0, excess = excess, writer = writer)
        }
        None => say!(language, "held-more-lowered", usage = size, kib = usage.0, excess = excess),
    }
}

/// How much the cgroup held of its limit.
fn held(facts: &Facts<'_>) -> String {
    let language = facts.language;
    if let (Some(counted), Some(limit)) = (facts.foreign_figures(), &facts.limit) {
        return say!(language, "figures-of-another", counted = &*counted.path, limit = limit.path);
    }
    let Some(ReachedLimit { kind, counter }) = facts.reached() else {
        return say!(language, "held-not-in-log").to_owned();
    };
    let Counter { usage, limit_printed, .. } = counter;
    let Some(limit) = counter.limit() else {
        return say!(language, "held-unlimited", usage = text::size(language, usage.bytes()), kib = limit_printed.0);
    };
    if let Some(excess) = facts.above_limit() {
        let (size, excess) = (text::size(language, usage.bytes()), text::size(language, excess.bytes()));
        return if is_lowered(facts) {
            lowered(facts, size, *usage, excess)
        } else if facts.incident.cgroup_memory.prints_v1_counters() {
            say!(language, "held-more-version-1", usage = size, kib = usage.0, excess = excess)
        } else {
            say!(language, "held-more", usage = size, kib = usage.0, excess = excess, ways = ways_to_lower(facts))
        };
    }
    match kind {
        _ if *usage != limit && usage.0.abs_diff(limit.0) <= facts.batch().0 => {
            say!(language, "held-nearly-all", usage = usage.0, limit = limit.0)
        }
        _ if *usage < limit => say!(language, "held-less", usage = usage.0, limit = limit.0),
        LimitKind::Memory => say!(language, "held-all", usage = text::size(language, usage.bytes()), kib = usage.0),
        LimitKind::MemoryAndSwap => {
            say!(language, "held-all-with-swap", usage = text::size(language, usage.bytes()), kib = usage.0)
        }
    }
}

/// Where this Kubernetes itself runs inside a container.
pub(super) fn nested(facts: &Facts<'_>) -> Option<String> {
    let outer = facts.limit.as_ref()?.identity.outer.as_ref()?;
    Some(say!(facts.language, "nested", outer = outer_name(facts.language, outer)))
}

fn outer_name(language: Language, outer: &Outer<'_>) -> String {
    match (&outer.pod, outer.container) {
        (Some(pod), _) => match &pod.uid {
            Some(uid) => say!(language, "pod-by-uid", uid = &**uid),
            None => say!(language, "pod-around").to_owned(),
        },
        (None, Some(container)) => {
            container_name(language, &Identity { container: Some(container), ..Identity::default() })
        }
        (None, None) => say!(language, "another-container").to_owned(),
    }
}

/// `the Docker container 2e088fe462e2`.
pub(super) fn container_name(language: Language, identity: &Identity<'_>) -> String {
    let Some(container) = identity.container else { return say!(language, "some-container").to_owned() };
    let id = short_id(container.id);
    match container.runtime {
        Some(runtime) => say!(language, "container-by-runtime", runtime = display_name(runtime), id = id),
        None => say!(language, "container-by-id", id = id),
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
    let language = facts.language;
    match &facts.incident.outcome {
        Outcome::NoKillableProcess if all_exempt(facts) => Some(say!(language, "all-exempt").to_owned()),
        Outcome::NoKillableProcess => Some(say!(language, "none-killable").to_owned()),
        Outcome::Panicked(words) => Some(say!(language, "machine-stopped", words = &**words)),
        Outcome::Ignored => Some(say!(language, "none-could-be-killed").to_owned()),
        Outcome::Killed | Outcome::NotInLog => None,
    }
}

/// What to do first where the kernel found nothing that it may kill, or stopped the machine instead.
pub(super) fn steps_of_the_outcome(facts: &Facts<'_>) -> Option<String> {
    let language = facts.language;
    let step = match &facts.incident.outcome {
        Outcome::Panicked(words) if words.contains("compulsory panic_on_oom") => say!(language, "panic-compulsory"),
        Outcome::Panicked(words) if words.contains("panic_on_oom") => say!(language, "panic-system-wide"),
        Outcome::NoKillableProcess | Outcome::Panicked(_) if all_exempt(facts) => say!(language, "lift-exemption"),
        _ => return None,
    };
    Some(step.to_owned())
}

/// Where Kubernetes tells what the node had for pods and whether the kubelet evicted any.
pub(super) fn describe_node(facts: &Facts<'_>) -> String {
    let node = facts.incident.host.as_deref().map(plain);
    let node = node.unwrap_or_else(|| say!(facts.language, "node-placeholder").to_owned());
    say!(facts.language, "describe-node", node = node)
}

/// Where to learn more under Kubernetes, or from the runtime, with the names and ids that are known, ready to copy.
pub(super) fn where_to_ask(facts: &Facts<'_>) -> Vec<String> {
    let language = facts.language;
    let limit = facts.limit.as_ref().map(|limit| &limit.identity);
    let identity = [limit, facts.victim.as_ref()].into_iter().flatten().find(|identity| identity.pod.is_some());
    let Some(identity) = identity else { return inspect_by_runtime(facts).into_iter().collect() };
    let uid = identity.pod.as_ref().and_then(|pod| pod.uid.as_deref());
    let known = facts.named.pod.and_then(|pod| Some((pod.namespace.as_deref()?, pod.name.as_deref()?)));
    let pod = match (known, uid) {
        (Some((namespace, name)), _) => {
            Some(say!(language, "describe-pod", pod = plain(name), namespace = plain(namespace)))
        }
        // The UID of a static pod's cgroup is not that of its mirror in the API: it has no dashes.
        (None, Some(uid)) if uid.contains('-') => Some(say!(language, "find-pod", uid = uid)),
        (None, Some(uid)) => Some(say!(language, "find-static-pod", uid = uid)),
        (None, None) => None,
    };
    let container = [limit, facts.victim.as_ref()].into_iter().flatten().find_map(|identity| identity.container);
    let container = container.filter(|container| container.runtime != Some("docker") && !container.monitor);
    let container = container.map(|container| say!(language, "inspect-container", id = short_id(container.id)));
    pod.into_iter().chain(container).collect()
}

/// How to ask a runtime outside of Kubernetes for its container. Only Docker's and Podman's ids are asked for without a
/// namespace.
fn inspect_by_runtime(facts: &Facts<'_>) -> Option<String> {
    let limit = facts.limit.as_ref().map(|limit| &limit.identity);
    let container = [limit, facts.victim.as_ref()].into_iter().flatten().find_map(|identity| identity.container)?;
    let runtime = container.runtime.filter(|runtime| ["docker", "podman"].contains(runtime) && !container.monitor)?;
    Some(say!(facts.language, "inspect-by-runtime", runtime = runtime, id = short_id(container.id)))
}

/// True where the task table shows that nothing may be chosen.
fn all_exempt(facts: &Facts<'_>) -> bool {
    !facts.tasks.is_empty() && facts.tasks.iter().all(|task| task.oom_score_adj <= NEVER)
}

/// `memory node 1`, `memory nodes 0-1`.
pub(super) fn confined_to(language: Language, nodes: Option<&str>) -> String {
    match nodes.filter(|nodes| !nodes.starts_with('(')) {
        Some(nodes) if nodes.contains(['-', ',']) => say!(language, "memory-nodes", nodes = nodes),
        Some(node) => say!(language, "memory-node", node = node),
        None => say!(language, "certain-memory-nodes").to_owned(),
    }
}

/// Where to see who used the memory: in the task table only where the log has it.
pub(super) fn see_who(facts: &Facts<'_>) -> &'static str {
    if facts.tasks.is_empty() {
        say!(facts.language, "node-see-who-elsewhere")
    } else {
        say!(facts.language, "node-see-who")
    }
}
