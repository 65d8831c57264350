//! Kills that no cgroup's limit caused, and those of which the log does not tell.

use super::common;
use super::{RuleWords, shortage};
use crate::analysis::PartKind;
use crate::analysis::cgroup::{CgroupKind, Identity};
use crate::analysis::facts::Facts;
use crate::analysis::named::plain;
use crate::analysis::shortage::{AllocationRequest, Cause, Shortage};
use crate::model::{Bytes, CallPath, Constraint, KernelSeries, Outcome};
use crate::{say, text};

pub(super) fn is_manual(facts: &Facts<'_>) -> bool {
    facts.incident.is_manual()
}

pub(super) fn is_cpuset(facts: &Facts<'_>) -> bool {
    facts.constraint() == Some(&Constraint::Cpuset)
}

pub(super) fn is_mempolicy(facts: &Facts<'_>) -> bool {
    facts.constraint() == Some(&Constraint::MemoryPolicy)
}

pub(super) fn is_root(facts: &Facts<'_>) -> bool {
    facts.group() == Some(&CgroupKind::Root)
}

pub(super) fn is_whole(facts: &Facts<'_>) -> bool {
    let summary = facts.incident.summary.as_ref();
    summary.is_some_and(|summary| summary.global_oom || summary.constraint == Constraint::None)
}

pub(super) fn is_by_report(facts: &Facts<'_>) -> bool {
    facts.incident.node_memory.is_some()
}

pub(super) fn manual(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let quote = facts.incident.asked_by_hand.as_ref();
    let proof = match quote {
        Some(quote) if quote.text.contains("+0x") => say!(language, "manual-frame", words = &*quote.text),
        Some(quote) => say!(language, "manual-line", words = &*quote.text),
        None => say!(language, "manual-order").to_owned(),
    };
    RuleWords {
        headline: say!(language, "manual", killed = facts.killed()),
        why: vec![proof, say!(language, "manual-no-limit").to_owned()],
        next_steps: vec![say!(language, "manual-find").to_owned()],
    }
}

pub(super) fn cpuset(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let nodes = facts.incident.summary.as_ref().and_then(|summary| summary.mems_allowed.as_deref());
    let confined = common::confined_to(language, nodes);
    let why = say!(language, "cpuset-confines", nodes = &*confined);
    words_of_some_nodes(facts, &confined, why, say!(language, "cpuset-allow"))
}

pub(super) fn mempolicy(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let nodes = facts.incident.summary.as_ref().and_then(|summary| summary.nodemask.as_deref());
    let confined = common::confined_to(language, nodes);
    let why = say!(language, "policy-confines", nodes = &*confined);
    words_of_some_nodes(facts, &confined, why, say!(language, "policy-loosen"))
}

/// What is said where a cpuset or a policy confined the request to some memory nodes.
fn words_of_some_nodes(facts: &Facts<'_>, nodes: &str, confines: String, loosen: &str) -> RuleWords {
    let Some(short) = &facts.shortage else {
        return RuleWords {
            headline: say!(facts.language, "nodes-ran-out-by-summary", nodes = nodes, killed = facts.killed()),
            why: [confines, say!(facts.language, "node-free-not-in-log").to_owned()]
                .into_iter()
                .chain(common::is_the_cause(facts))
                .collect(),
            next_steps: vec![loosen.to_owned()],
        };
    };
    if let Some(free) = short.only_movable_free() {
        return words_of_movable_only(facts, nodes, confines, free);
    }
    let mut why = vec![confines];
    why.extend(shortage::why(facts, short));
    why.extend(shortage::who(facts, short));
    why.extend(common::is_the_cause(facts));
    // More memory nodes help only where those that it may use were short.
    match short.cause {
        Cause::Exhausted | Cause::MemoryNode | Cause::Unknown => {
            let beside = shortage::holder_steps(facts, short);
            let next_steps = std::iter::once(loosen.to_owned()).chain(beside).collect();
            let headline = if short.cause == Cause::Unknown {
                say!(facts.language, "nodes-unknown", nodes = nodes, killed = facts.killed())
            } else {
                nodes_ran_out(facts, nodes)
            };
            RuleWords { headline, why, next_steps }
        }
        Cause::Zone | Cause::Fragmented | Cause::Reserve | Cause::PageFault | Cause::FreedMeanwhile => RuleWords {
            headline: shortage::headline(facts, short),
            why,
            next_steps: shortage::next_steps(facts, short),
        },
    }
}

/// What is said where the memory nodes that a request may use have only zone Movable, as hot-plugged ones often do.
fn words_of_movable_only(facts: &Facts<'_>, nodes: &str, confines: String, free: Bytes) -> RuleWords {
    let (language, free) = (facts.language, text::size(facts.language, free));
    let named = text::capitalised(language, nodes);
    let mut why = vec![confines, say!(language, "why-movable-only", free = &*free)];
    why.extend(common::is_the_cause(facts));
    RuleWords {
        headline: say!(language, "short-movable-only", nodes = named, free = free, killed = facts.killed()),
        why,
        next_steps: vec![say!(language, "step-movable-only").to_owned()],
    }
}

/// True where memory nodes are left out of a report that names no cpuset and no policy.
pub(super) fn is_some_nodes_by_report(facts: &Facts<'_>) -> bool {
    let only_nodes = facts.shortage.as_ref().is_some_and(|short| short.coverage.only_nodes.is_some());
    only_nodes && facts.incident.summary.is_none() && !panic_tells_of_the_whole_system(&facts.incident.outcome)
}

pub(super) fn some_nodes_by_report(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let printed = facts.shortage.as_ref().and_then(Shortage::nodes_printed);
    let nodes = common::confined_to(language, printed.as_deref());
    let confines = say!(language, "why-only-some-nodes", nodes = &*nodes);
    let mut words = words_of_some_nodes(facts, &nodes, confines, say!(language, "step-memory-node"));
    words.headline = say!(language, "short-some-nodes", nodes = &*nodes, killed = facts.killed());
    words
}

fn nodes_ran_out(facts: &Facts<'_>, nodes: &str) -> String {
    let nodes = text::capitalised(facts.language, nodes);
    say!(facts.language, "nodes-ran-out", nodes = nodes, killed = facts.killed())
}

pub(super) fn whole(facts: &Facts<'_>) -> RuleWords {
    let reason = match (is_whole(facts), is_page_fault(facts)) {
        // What refused the page may be a cgroup's limit on kernel memory.
        (true, true) => say!(facts.language, "node-no-cgroup-named"),
        (true, false) => say!(facts.language, "node-no-cgroup"),
        (false, _) => say!(facts.language, "node-root"),
    };
    words_of_a_node(facts, vec![reason.to_owned()])
}

pub(super) fn by_report(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let confined = if panic_tells_of_the_whole_system(&facts.incident.outcome) {
        say!(language, "node-panic-unconfined")
    } else {
        confined_not_told(facts)
    };
    words_of_a_node(facts, vec![say!(language, "node-by-report").to_owned(), confined.to_owned()])
}

/// `vm.panic_on_oom=1` spares kills that a cgroup, cpuset or policy confines (`check_panic_on_oom` in `mm/oom_kill.c`).
fn panic_tells_of_the_whole_system(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Panicked(text) if text.starts_with("Out of memory: system-wide"))
}

fn words_of_a_node(facts: &Facts<'_>, mut why: Vec<String>) -> RuleWords {
    let language = facts.language;
    if let Some(short) = &facts.shortage {
        why.extend(shortage::why(facts, short));
    }
    // Of a page fault it has been said what was free.
    if facts.shortage.as_ref().is_none_or(|short| short.cause != Cause::PageFault) {
        why.extend(free_memory(facts));
    }
    if let Some(short) = &facts.shortage {
        why.extend(shortage::who(facts, short));
    }
    let page_fault_alone = facts.shortage.is_none() && is_page_fault(facts);
    if page_fault_alone {
        why.push(say!(language, "asked-page-fault").to_owned());
    }
    if facts.shortage.is_none() && !page_fault_alone {
        why.push(say!(language, "node-free-not-in-log").to_owned());
    }
    if facts.victim.as_ref().is_some_and(|victim| victim.pod.is_some()) {
        why.push(say!(language, "node-victim-in-pod").to_owned());
    }
    why.extend(common::is_the_cause(facts));
    let (headline, mut next_steps) = match &facts.shortage {
        Some(short) => (shortage::headline(facts, short), shortage::next_steps(facts, short)),
        None if page_fault_alone => {
            (say!(language, "short-page-fault-alone", killed = facts.killed()), shortage::steps_of_a_page_fault(facts))
        }
        // What "Out of memory" means, only Mem-Info would show: a page fault that failed elsewhere has the same words.
        None => (say!(language, "node-ran-out-by-summary", killed = facts.killed()), steps_without_a_report(facts)),
    };
    next_steps.extend(common::where_to_ask(facts));
    RuleWords { headline, why, next_steps }
}

/// True where the mask is empty, which only a page fault that failed elsewhere passes.
fn is_page_fault(facts: &Facts<'_>) -> bool {
    AllocationRequest::of(facts.incident).is_some_and(|request| request.is_page_fault)
}

/// Without the node's memory in the log nobody can tell who filled it.
fn steps_without_a_report(facts: &Facts<'_>) -> Vec<String> {
    let mut steps = vec![say!(facts.language, "look-in-other-logs").to_owned(), common::see_who(facts).to_owned()];
    if shortage::is_kubernetes(facts) {
        steps.push(say!(facts.language, "node-raise-requests").to_owned());
        steps.push(common::describe_node(facts));
    }
    steps
}

/// What was free, of RAM and of swap.
fn free_memory(facts: &Facts<'_>) -> Option<String> {
    let language = facts.language;
    let pie = facts.node_breakdown.as_ref()?;
    let (free, total) = (text::size(language, pie.bytes(PartKind::Free)?), text::size(language, pie.total));
    let node = facts.incident.node_memory.as_ref();
    let swap = node.and_then(|node| Some((node.swap_total?, node.swap_free?)));
    let Some((swap, swap_free)) = swap else { return Some(say!(language, "node-free", free = free, total = total)) };
    if swap.0 == 0 {
        return Some(say!(language, "node-free-no-swap", free = free, total = total));
    }
    let (all, left) = (text::size(language, swap.bytes()), text::size(language, swap_free.bytes()));
    Some(match swap_free.0 {
        0 => say!(language, "node-free-swap-full", free = free, total = total, swap = all),
        _ => say!(language, "node-free-swap", free = free, total = total, swap = all, swap_free = left),
    })
}

/// What no line tells of a cpuset or a policy. The `oom-kill:` line names them from 5.0 on, and on 4.18 of Red Hat, and is
/// printed for a kill only (`dump_header` in `mm/oom_kill.c`). Headers up to 4.19 hold the nodemask instead.
fn confined_not_told<'a>(facts: &Facts<'_>) -> &'a str {
    let incident = facts.incident;
    let is_older = incident.kernel_series().is_some_and(|series| series < KernelSeries(4, 18));
    let has_old_header = incident.trigger.as_ref().is_some_and(|trigger| trigger.nodemask.is_some());
    match &incident.outcome {
        _ if is_older || has_old_header => say!(facts.language, "node-confined-not-printed"),
        Outcome::Panicked(_) | Outcome::NoKillableProcess => say!(facts.language, "node-confined-without-kill"),
        _ => say!(facts.language, "node-confined-not-in-log"),
    }
}

pub(super) fn by_kill_line(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let more = match &facts.incident.trigger {
        Some(_) => confined_not_told(facts),
        None => say!(language, "kill-line-more-not-in-log"),
    };
    let cause = common::is_the_cause(facts);
    RuleWords {
        headline: say!(language, "node-ran-out-by-kill-line", killed = facts.killed()),
        why: [say!(language, "kill-line-no-cgroup"), more].map(str::to_owned).into_iter().chain(cause).collect(),
        next_steps: where_to_look(facts),
    }
}

/// The kernel panics for want of a process to kill, and for `vm.panic_on_oom=1`, only where no cgroup's limit is the
/// reason (`out_of_memory` and `check_panic_on_oom` in `mm/oom_kill.c`).
pub(super) fn is_by_panic(facts: &Facts<'_>) -> bool {
    let words = ["System is deadlocked on memory", "Out of memory: system-wide", "Out of memory and no killable"];
    matches!(&facts.incident.outcome, Outcome::Panicked(text) if words.iter().any(|start| text.starts_with(start)))
}

pub(super) fn by_panic(facts: &Facts<'_>) -> RuleWords {
    RuleWords {
        headline: say!(facts.language, "node-ran-out-by-panic", killed = facts.killed()),
        why: vec![say!(facts.language, "panic-no-cgroup").to_owned()],
        next_steps: where_to_look(facts),
    }
}

pub(super) fn cgroup_not_in_log(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let mut why = vec![say!(language, "cgroup-some").to_owned()];
    why.extend(by_call_trace(facts));
    why.extend(at_or_above(facts));
    why.push(say!(language, "cgroup-line-not-in-log").to_owned());
    if facts.is_kill_line_only() {
        why.push(say!(language, "reports-are-limited").to_owned());
    }
    if facts.victim.as_ref().is_some_and(|victim| victim.container.is_some()) {
        why.push(say!(language, "container-is-not-the-limit").to_owned());
    }
    let headline = say!(language, "cgroup-not-in-log", killed = facts.killed());
    let mut next_steps = where_to_look(facts);
    if facts.is_kill_line_only() {
        next_steps.insert(0, say!(language, "look-at-first-of-burst").to_owned());
    }
    next_steps.extend(common::where_to_ask(facts));
    RuleWords { headline, why, next_steps }
}

/// The frame of the call trace that proves a cgroup's limit, where no other line does.
fn by_call_trace(facts: &Facts<'_>) -> Option<String> {
    let caller = facts.incident.reached_by.as_ref().filter(|caller| caller.path != CallPath::PageAllocator)?;
    Some(say!(facts.language, "cgroup-by-call-trace", frame = function(&caller.frame.text)))
}

/// A frame without the addresses before it, which kernels up to 4.9 and powerpc print.
fn function(frame: &str) -> &str {
    frame.rsplit_once("] ").map_or(frame, |(_, function)| function)
}

/// What statistics that begin in the middle tell: the limit's owner is their cgroup, or one above it.
fn at_or_above(facts: &Facts<'_>) -> Option<String> {
    let children = &facts.incident.cgroup_memory.children;
    let first = children.first().filter(|child| !child.path.is_empty())?;
    let shared = children.iter().fold(&*first.path, |shared, child| common_parent(shared, &child.path));
    Some(match shared {
        "" => return None,
        path if path == &*first.path => say!(facts.language, "statistics-of-one", path = path),
        path => say!(facts.language, "statistics-of-several", path = path),
    })
}

/// The cgroup that holds both.
fn common_parent<'a>(a: &'a str, b: &str) -> &'a str {
    let mut ends = a.match_indices('/').map(|(at, _)| at).chain([a.len()]);
    let shared = |end: &usize| {
        let (Some(start), Some(rest)) = (a.get(..*end), b.get(*end..)) else { return false };
        b.starts_with(start) && (rest.is_empty() || rest.starts_with('/'))
    };
    ends.rfind(shared).and_then(|end| a.get(..end)).unwrap_or_default()
}

/// True where all that is known is the line that announces the kill of a group.
pub(super) fn is_group_alone(facts: &Facts<'_>) -> bool {
    facts.incident.oom_group.is_some() && facts.incident.victims.is_empty()
}

pub(super) fn group_alone(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let path = facts.incident.oom_group.as_ref().map_or("", |group| &*group.path);
    let identity = Identity::of(path);
    let group = match (&identity.group, &identity.pod) {
        (CgroupKind::Container, None) => common::container_name(language, &identity),
        (CgroupKind::Within(inner), None) => {
            say!(language, "inside-container", inner = inner, container = common::container_name(language, &identity))
        }
        (CgroupKind::Container, Some(_)) => say!(language, "group-of-container").to_owned(),
        (CgroupKind::Within(inner), Some(_)) => {
            say!(language, "inside-container", inner = inner, container = say!(language, "group-of-container"))
        }
        (CgroupKind::Pod, _) => say!(language, "group-of-pod").to_owned(),
        (CgroupKind::Unit(unit), None) => say!(language, "group-of-unit", unit = &**unit),
        _ => say!(language, "group-of-cgroup", path = path),
    };
    let mut next_steps = where_to_look(facts);
    next_steps.extend(common::where_to_ask(facts));
    RuleWords {
        headline: say!(language, "group-alone", group = group),
        why: vec![say!(language, "group-line").to_owned(), say!(language, "group-exempt").to_owned()],
        next_steps,
    }
}

/// True where the call trace alone tells that no cgroup's limit was the reason.
pub(super) fn is_by_call_trace(facts: &Facts<'_>) -> bool {
    facts.incident.call_path() == Some(CallPath::PageAllocator)
}

pub(super) fn by_page_allocator(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let frame = facts.incident.reached_by.as_ref().map_or("", |caller| function(&caller.frame.text));
    let mut why = vec![say!(language, "node-by-call-trace", frame = frame), confined_not_told(facts).to_owned()];
    if !facts.incident.victims.is_empty() {
        why.extend(common::is_the_cause(facts));
    }
    RuleWords {
        headline: say!(language, "node-ran-out-by-call-trace", killed = facts.killed()),
        why,
        next_steps: where_to_look(facts),
    }
}

pub(super) fn contradiction(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let kill_line = facts.incident.chosen().and_then(|victim| victim.prefix.as_deref()).unwrap_or_default();
    let words = plain(kill_line);
    let contradicted = if facts.incident.summary.as_ref().is_some_and(|summary| summary.global_oom) {
        say!(language, "contradiction-node-not-cgroup", words = words)
    } else if facts.constraint() == Some(&Constraint::Memcg) {
        say!(language, "contradiction-cgroup-by-constraint", words = words)
    } else {
        say!(language, "contradiction-cgroup-by-name", words = words)
    };
    RuleWords {
        headline: say!(language, "contradiction", killed = facts.killed()),
        why: vec![contradicted, say!(language, "contradiction-mixed").to_owned()],
        next_steps: where_to_look(facts),
    }
}

pub(super) fn not_in_log(facts: &Facts<'_>) -> RuleWords {
    let language = facts.language;
    let is_untold = facts.incident.outcome == Outcome::NotInLog;
    let headline = match (facts.incident.chosen(), &facts.incident.trigger) {
        (None, Some(trigger)) if is_untold => say!(language, "not-in-log-trigger", trigger = plain(&trigger.name)),
        _ => say!(language, "not-in-log", killed = facts.killed()),
    };
    RuleWords { headline, why: vec![say!(language, "not-in-log-lines").to_owned()], next_steps: where_to_look(facts) }
}

fn where_to_look(facts: &Facts<'_>) -> Vec<String> {
    vec![
        say!(facts.language, "look-in-other-logs").to_owned(),
        say!(facts.language, "look-for-other-programs").to_owned(),
    ]
}
