//! Kills that no cgroup's limit caused, and those of which the log does not tell.

use super::Words;
use super::common::{self, capitalised};
use crate::analysis::PartKind;
use crate::analysis::cgroup::Group;
use crate::analysis::facts::Facts;
use crate::model::{Constraint, NodeMemory, Outcome};
use crate::text;

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
    facts.group() == Some(&Group::Root)
}

pub(super) fn is_whole(facts: &Facts<'_>) -> bool {
    let summary = facts.incident.summary.as_ref();
    summary.is_some_and(|summary| summary.global_oom || summary.constraint == Constraint::None)
}

pub(super) fn is_by_report(facts: &Facts<'_>) -> bool {
    facts.incident.node_memory.is_some()
}

pub(super) fn manual(facts: &Facts<'_>) -> Words {
    Words {
        headline: format!("This kill was asked for by a person or a program; {}", facts.killed()),
        why: vec![
            "The kernel prints order=-1 only for a kill that was asked for: somebody pressed SysRq+f or wrote f to \
             /proc/sysrq-trigger, or a program such as earlyoom -k did"
                .to_owned(),
            "No limit need have been reached, and the node need not have been short of memory".to_owned(),
        ],
        next_steps: vec![
            "Find out who or what wrote to /proc/sysrq-trigger: the audit log, the shell history, the lines just before \
             this one"
                .to_owned(),
        ],
    }
}

pub(super) fn cpuset(facts: &Facts<'_>) -> Words {
    let nodes = facts.incident.summary.as_ref().and_then(|summary| summary.mems_allowed.as_deref());
    let confined = confined_to(nodes);
    Words {
        headline: format!("{} ran out of memory; {}", capitalised(&confined), facts.killed()),
        why: vec![
            format!(
                "The process that needed memory may use {confined} only (a cpuset confines it). That memory was used up, \
                 whatever the rest of the machine had free"
            ),
            common::MAY_BE_INNOCENT.to_owned(),
        ],
        next_steps: vec![
            "Allow more memory nodes (cpuset.mems), or see why the kubelet's static memory manager or a CPU pinning rule \
             confines it"
                .to_owned(),
        ],
    }
}

pub(super) fn mempolicy(facts: &Facts<'_>) -> Words {
    let nodes = facts.incident.summary.as_ref().and_then(|summary| summary.nodemask.as_deref());
    let confined = confined_to(nodes);
    Words {
        headline: format!("{} ran out of memory; {}", capitalised(&confined), facts.killed()),
        why: vec![
            format!(
                "The process that needed memory asked for it from {confined} only (a NUMA policy). That memory was used \
                 up, whatever the rest of the machine had free"
            ),
            common::MAY_BE_INNOCENT.to_owned(),
        ],
        next_steps: vec![
            "Loosen the policy (numactl --membind, mbind), or spread the work over more memory nodes".to_owned(),
        ],
    }
}

/// `memory node 1`, `memory nodes 0-1`.
fn confined_to(nodes: Option<&str>) -> String {
    match nodes.filter(|nodes| !nodes.starts_with('(')) {
        Some(nodes) if nodes.contains(['-', ',']) => format!("memory nodes {nodes}"),
        Some(node) => format!("memory node {node}"),
        None => "certain memory nodes".to_owned(),
    }
}

pub(super) fn whole(facts: &Facts<'_>) -> Words {
    let reason = if is_whole(facts) {
        "The kernel gives no cgroup's limit as the reason (CONSTRAINT_NONE): the node itself had no memory left to give"
    } else {
        "The limit's cgroup is the root, which has no limit but the memory of the node"
    };
    words_of_a_node(facts, vec![reason.to_owned()])
}

pub(super) fn by_report(facts: &Facts<'_>) -> Words {
    let confined = if panic_tells_of_the_whole_system(&facts.incident.outcome) {
        "The kernel panics with these words only where neither a cpuset nor a NUMA policy confined the search for memory"
    } else {
        "Whether a cpuset or a NUMA policy confined the search for memory, only the oom-kill line would tell: it is not in \
         the log (kernels before 5.0 do not print it)"
    };
    let why = vec![
        "The report shows the memory of the whole node (Mem-Info), which the kernel prints only where no cgroup's limit \
         is the reason"
            .to_owned(),
        confined.to_owned(),
    ];
    words_of_a_node(facts, why)
}

/// `vm.panic_on_oom=1` spares kills that a cgroup, cpuset or policy confines (`check_panic_on_oom` in `mm/oom_kill.c`).
fn panic_tells_of_the_whole_system(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Panicked(text) if text.starts_with("Out of memory: system-wide"))
}

fn words_of_a_node(facts: &Facts<'_>, mut why: Vec<String>) -> Words {
    why.extend(free_memory(facts));
    if facts.victim.as_ref().is_some_and(|victim| victim.pod.is_some()) {
        why.push(
            "The process that was killed lived in a pod, but no limit of that pod was reached: when the whole node is \
             short, the kernel picks the process whose death frees the most, shifted by oom_score_adj, and it may be \
             innocent"
                .to_owned(),
        );
    } else if !facts.incident.victims.is_empty() {
        why.push(common::MAY_BE_INNOCENT.to_owned());
    }
    Words {
        headline: format!("The node ran out of memory; {}", facts.killed()),
        why,
        next_steps: vec![
            "See who used the memory: the task table, largest first".to_owned(),
            "Under Kubernetes, raise the memory requests of the pods that use the most, so that fewer are placed on this \
             node, and reserve enough for the system's own services (system-reserved, kube-reserved)"
                .to_owned(),
            "Give the node more memory, or spread the work over more nodes".to_owned(),
        ],
    }
}

/// What was free, of RAM and of swap.
fn free_memory(facts: &Facts<'_>) -> Option<String> {
    let pie = facts.node_breakdown.as_ref()?;
    let free = pie.bytes(PartKind::Free)?;
    let swap = facts.incident.node_memory.as_ref().and_then(swap_words).unwrap_or_default();
    Some(format!("{} of its {} of RAM were free{swap}", text::size(free), text::size(pie.total)))
}

fn swap_words(node: &NodeMemory) -> Option<String> {
    let (total, free) = (node.swap_total?, node.swap_free?);
    Some(match (total.0, free.0) {
        (0, _) => ", and it has no swap".to_owned(),
        (_, 0) => format!(", and its {} of swap were full", text::size(total.bytes())),
        _ => format!(", and {} of its {} of swap", text::size(free.bytes()), text::size(total.bytes())),
    })
}

pub(super) fn by_kill_line(facts: &Facts<'_>) -> Words {
    Words {
        headline: format!("The node ran out of memory, as far as the kill line tells; {}", facts.killed()),
        why: vec![
            "The kill line says \"Out of memory\" and not \"Memory cgroup out of memory\": no cgroup's limit was the reason"
                .to_owned(),
            "The lines that would tell more are not in the log: whether the whole node was short, or only the memory nodes \
             that a cpuset or NUMA policy allowed, stands in the oom-kill line; whether the kill was asked for by hand, in the \
             \"invoked oom-killer\" line"
                .to_owned(),
            common::MAY_BE_INNOCENT.to_owned(),
        ],
        next_steps: where_to_look(),
    }
}

/// The kernel panics for want of a process to kill, and for `vm.panic_on_oom=1`, only where no cgroup's limit is the
/// reason (`out_of_memory` and `check_panic_on_oom` in `mm/oom_kill.c`).
pub(super) fn is_by_panic(facts: &Facts<'_>) -> bool {
    let words = ["System is deadlocked on memory", "Out of memory: system-wide", "Out of memory and no killable"];
    matches!(&facts.incident.outcome, Outcome::Panicked(text) if words.iter().any(|start| text.starts_with(start)))
}

pub(super) fn by_panic(facts: &Facts<'_>) -> Words {
    Words {
        headline: format!("The node ran out of memory; {}", facts.killed()),
        why: vec![
            "The kernel panics with these words only where no cgroup's limit is the reason; the lines that would tell more \
             are not in the log"
                .to_owned(),
        ],
        next_steps: where_to_look(),
    }
}

pub(super) fn cgroup_not_in_log(facts: &Facts<'_>) -> Words {
    let mut why = vec![
        "Some cgroup's limit was the reason: a container's, a pod's, a service's or that of all pods together. It was not \
         the node as a whole that ran out of memory"
            .to_owned(),
        "The line that would tell whose is not in the log: \"oom-kill:\" with oom_memcg= (before kernel 5.0 \"Task in … \
         killed as a result of limit of …\")"
            .to_owned(),
    ];
    if facts.is_kill_line_only() {
        why.push(
            "The kernel prints at most ten full reports in five seconds; further kills are one line each".to_owned(),
        );
    }
    if facts.victim.as_ref().is_some_and(|victim| victim.container.is_some()) {
        why.push("The log does tell which container was killed, but not that it was this container's limit".to_owned());
    }
    Words {
        headline: format!("A memory limit was reached, but the log does not say whose; {}", facts.killed()),
        why,
        next_steps: where_to_look(),
    }
}

pub(super) fn contradiction(facts: &Facts<'_>) -> Words {
    let kill_line = facts.incident.chosen().and_then(|victim| victim.prefix.as_deref()).unwrap_or_default();
    let (of_kill_line, other, of_other) = if facts.incident.summary.as_ref().is_some_and(|summary| summary.global_oom) {
        ("a cgroup's limit", "the oom-kill line (global_oom)", "the whole node")
    } else if facts.constraint() == Some(&Constraint::Memcg) {
        ("the whole node", "the oom-kill line (CONSTRAINT_MEMCG)", "a cgroup's limit")
    } else {
        ("the whole node", "the line that names the limit's cgroup", "a cgroup's limit")
    };
    Words {
        headline: format!("Two lines of the log contradict each other on whose limit was reached; {}", facts.killed()),
        why: vec![
            format!(
                "The kill line says \"{}\", which the kernel prints for {of_kill_line}, and {other} says that it was \
                 {of_other}: the two contradict each other",
                crate::analysis::facts::plain(kill_line)
            ),
            "The kernel never prints both of one kill: lines of two kills may have been mixed, or the log was changed"
                .to_owned(),
        ],
        next_steps: where_to_look(),
    }
}

pub(super) fn not_in_log(facts: &Facts<'_>) -> Words {
    let headline = match (facts.incident.chosen(), &facts.incident.trigger) {
        (None, Some(trigger)) => {
            let name = crate::analysis::facts::plain(&trigger.name);
            format!(
                "{name} asked for memory that was not there; the log does not say whose limit it was or who was killed"
            )
        }
        _ => format!("The log does not say whose memory limit was reached; {}", facts.killed()),
    };
    Words {
        headline,
        why: vec![
            "The lines that would tell are not in the log: \"oom-kill:\" (oom_memcg= names a cgroup, global_oom the node), \
             \"Task in … killed as a result of limit of …\" before kernel 5.0, or the words before \"Killed process\""
                .to_owned(),
        ],
        next_steps: where_to_look(),
    }
}

fn where_to_look() -> Vec<String> {
    vec![
        "Look for the full report in another log of the same boot: dmesg, journalctl -k, /var/log/kern.log".to_owned(),
        "Look for lines of kubelet, containerd and systemd at the same time, which name the container or the unit"
            .to_owned(),
    ]
}
