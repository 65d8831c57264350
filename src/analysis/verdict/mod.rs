//! Whose limit was hit: a table of rules, one row one rule, the first that applies decides.

mod common;
mod evidence;
mod host;
mod kubernetes;
mod node;
mod programs;
mod shortage;

use super::facts::Facts;
use super::{Basis, CaseWords, Level, Scope, Verdict};

/// One row of the table.
pub struct Rule {
    /// A short stable name; [`Verdict::rule`] holds it.
    pub name: &'static str,
    /// What the log has to say, for people: the README's table prints it.
    pub when: &'static str,
    /// The verdict.
    pub level: Level,
    /// What a stakeholder hears.
    pub scope: Scope,
    applies: fn(&Facts<'_>) -> bool,
    words: fn(&Facts<'_>) -> RuleWords,
}

/// What a rule says about an incident.
#[derive(Debug, Default)]
struct RuleWords {
    headline: String,
    why: Vec<String>,
    next_steps: Vec<String>,
}

/// The rules in their order. The last applies to everything.
pub const RULES: &[Rule] = &[
    Rule {
        name: "contradiction",
        when: "the kill line says that a cgroup's limit was hit and the `oom-kill:` line that none was, or the reverse",
        level: Level::Unknown,
        scope: Scope::Unknown,
        applies: |facts| facts.is_contradicted(),
        words: node::contradiction,
    },
    Rule {
        name: "manual",
        when: "the kill was triggered by hand (SysRq `f`): `order=-1`, the line `Manual OOM execution` directly before, or `moom_callback` in the call trace",
        level: Level::Manual,
        scope: Scope::Manual,
        applies: node::is_manual,
        words: node::manual,
    },
    Rule {
        name: "cpuset",
        when: "`constraint=CONSTRAINT_CPUSET`: only the memory nodes of a cpuset ran out",
        level: Level::Cpuset,
        scope: Scope::Node,
        applies: node::is_cpuset,
        words: node::cpuset,
    },
    Rule {
        name: "mempolicy",
        when: "`constraint=CONSTRAINT_MEMORY_POLICY`: only the memory nodes of a NUMA policy ran out",
        level: Level::Mempolicy,
        scope: Scope::Node,
        applies: node::is_mempolicy,
        words: node::mempolicy,
    },
    Rule {
        name: "container",
        when: "the limit's cgroup is a container in a pod",
        level: Level::Container,
        scope: Scope::Container,
        applies: kubernetes::is_container,
        words: kubernetes::container,
    },
    Rule {
        name: "within-container",
        when: "the limit's cgroup lies inside a pod's container: the container made it itself",
        level: Level::Container,
        scope: Scope::Container,
        applies: kubernetes::is_within,
        words: kubernetes::within,
    },
    Rule {
        name: "pod",
        when: "the limit's cgroup is a pod",
        level: Level::Pod,
        scope: Scope::Container,
        applies: kubernetes::is_pod,
        words: kubernetes::pod,
    },
    Rule {
        name: "qos-class",
        when: "the limit's cgroup holds all burstable or all best-effort pods",
        level: Level::Qos,
        scope: Scope::Node,
        applies: kubernetes::is_qos,
        words: kubernetes::qos,
    },
    Rule {
        name: "node-allocatable",
        when: "the limit's cgroup is `kubepods`, which holds all pods",
        level: Level::NodeAllocatable,
        scope: Scope::Node,
        applies: kubernetes::is_node_pods,
        words: kubernetes::node_pods,
    },
    Rule {
        name: "runtime-container",
        when: "the limit's cgroup is a container of Docker, Podman, LXC or another runtime, and no pod's",
        level: Level::Container,
        scope: Scope::OutsideKubernetes,
        applies: host::is_container,
        words: host::container,
    },
    Rule {
        name: "user-session",
        when: "the limit's cgroup is a user's slice, session or service",
        level: Level::UserSession,
        scope: Scope::OutsideKubernetes,
        applies: host::is_session,
        words: host::session,
    },
    Rule {
        name: "system-service",
        when: "the limit's cgroup is a systemd service or scope",
        level: Level::SystemService,
        scope: Scope::OutsideKubernetes,
        applies: host::is_unit,
        words: host::unit,
    },
    Rule {
        name: "system-slice",
        when: "the limit's cgroup is a systemd slice, or one reserved for the system",
        level: Level::SystemService,
        scope: Scope::OutsideKubernetes,
        applies: host::is_slice,
        words: host::slice,
    },
    Rule {
        name: "root-cgroup",
        when: "the limit's cgroup is the root, which has no limit but the node's memory",
        level: Level::WholeNode,
        scope: Scope::Node,
        applies: node::is_root,
        words: node::whole,
    },
    Rule {
        name: "other-cgroup",
        when: "the limit's cgroup is any other: a Slurm job, a virtual machine, one that somebody made",
        level: Level::OtherCgroup,
        scope: Scope::OutsideKubernetes,
        applies: host::is_other,
        words: host::other,
    },
    Rule {
        name: "beancounter",
        when: "the kill line says `Out of memory in UB N`: a container of OpenVZ, whose limits are those of a user beancounter, had no memory left",
        level: Level::Container,
        scope: Scope::OutsideKubernetes,
        applies: |facts| facts.beancounter().is_some(),
        words: host::beancounter,
    },
    Rule {
        name: "cgroup-not-in-log",
        when: "a cgroup's limit was hit (`Memory cgroup out of memory`, or `mem_cgroup_out_of_memory` in the call trace), and no line names the cgroup",
        level: Level::Unknown,
        scope: Scope::Unknown,
        applies: |facts| facts.is_cgroup_kill(),
        words: node::cgroup_not_in_log,
    },
    Rule {
        name: "whole-node",
        when: "`constraint=CONSTRAINT_NONE` and `global_oom`: a request on the node itself could not be served",
        level: Level::WholeNode,
        scope: Scope::Node,
        applies: node::is_whole,
        words: node::whole,
    },
    Rule {
        name: "some-nodes-by-report",
        when: "the report shows some memory nodes only, to which a cpuset or a NUMA policy confined the request, and the `oom-kill:` line that tells which is missing",
        level: Level::Unknown,
        scope: Scope::Node,
        applies: node::is_some_nodes_by_report,
        words: node::some_nodes_by_report,
    },
    Rule {
        name: "whole-node-by-report",
        when: "the report shows the node's memory (Mem-Info) and has no `oom-kill:` line, as before kernel 5.0",
        level: Level::WholeNode,
        scope: Scope::Node,
        applies: node::is_by_report,
        words: node::by_report,
    },
    Rule {
        name: "whole-node-by-kill-line",
        when: "the kill line says `Out of memory` and not `Memory cgroup out of memory`, and no other line tells more",
        level: Level::WholeNode,
        scope: Scope::Node,
        applies: |facts| facts.is_global(),
        words: node::by_kill_line,
    },
    Rule {
        name: "whole-node-by-panic",
        when: "the kernel panicked with `System is deadlocked on memory` or `system-wide panic_on_oom`",
        level: Level::WholeNode,
        scope: Scope::Node,
        applies: node::is_by_panic,
        words: node::by_panic,
    },
    Rule {
        name: "whole-node-by-call-trace",
        when: "the call trace shows the page allocator (`__alloc_pages_slowpath`), and no other line tells",
        level: Level::WholeNode,
        scope: Scope::Node,
        applies: node::is_by_call_trace,
        words: node::by_page_allocator,
    },
    Rule {
        name: "group-kill",
        when: "only the line that announces the kill of a whole cgroup (`memory.oom.group`) is in the log",
        level: Level::Unknown,
        scope: Scope::Unknown,
        applies: node::is_group_alone,
        words: node::group_alone,
    },
    NOT_IN_LOG,
];

/// What applies to everything.
const NOT_IN_LOG: Rule = Rule {
    name: "not-in-log",
    when: "none of these: the lines that tell are missing",
    level: Level::Unknown,
    scope: Scope::Unknown,
    applies: |_| true,
    words: node::not_in_log,
};

/// Judges an incident by the first rule that applies.
pub(super) fn judge(facts: &Facts<'_>) -> Verdict {
    let rule = deciding(facts);
    Verdict { level: rule.level, scope: rule.scope, rule: rule.name, basis: basis(rule.name, facts) }
}

/// What is said of the verdict.
pub(super) fn words(facts: &Facts<'_>) -> CaseWords {
    let RuleWords { headline, mut why, mut next_steps } = (deciding(facts).words)(facts);
    why.extend(common::outcome(facts));
    next_steps.splice(0..0, common::steps_of_the_outcome(facts));
    // There may be as many as lines.
    why.shrink_to_fit();
    next_steps.shrink_to_fit();
    let mut evidence = evidence::of(facts);
    evidence.shrink_to_fit();
    CaseWords { headline, why, next_steps, evidence, insights: Vec::new() }
}

fn deciding(facts: &Facts<'_>) -> &'static Rule {
    RULES.iter().find(|rule| (rule.applies)(facts)).unwrap_or(&NOT_IN_LOG)
}

/// Whether a line names whose limit it was, or what it was follows from lines that are printed only in such a case.
fn basis(rule: &str, facts: &Facts<'_>) -> Basis {
    let by_absence =
        ["whole-node-by-report", "whole-node-by-kill-line", "whole-node-by-panic", "whole-node-by-call-trace"];
    let by_statistics = facts.limit.as_ref().is_some_and(|limit| limit.from_stats);
    if by_absence.contains(&rule) || by_statistics { Basis::Inferred } else { Basis::Read }
}

/// The table as Markdown, for the README.
pub fn rules_as_markdown() -> String {
    let mut table = String::from("| | The log says | Verdict | Scope |\n|---|---|---|---|\n");
    for (rule, number) in RULES.iter().zip(1..) {
        let Rule { when, level, scope, .. } = rule;
        table.push_str(&format!("| {number} | {when} | `{}` | {} |\n", level.name(), scope.name()));
    }
    table
}

#[cfg(test)]
mod cards;
