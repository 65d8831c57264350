//! What Kubernetes will have shown of a kill, and what it will not.
//!
//! The kubelet's own log never says OOMKilled. A container whose main process died by a kill has exit code 137; the
//! reason is `OOMKilled` only where the runtime noticed, else `Error`. A child's death shows nowhere by itself; the main
//! process may end because of it, with any exit code, and the runtime calls that end OOMKilled, too.

use super::processes::is_alone;
use super::{InsightRow, InsightTopic, KUBECTL_EXPECTED, KUBECTL_OPEN, Need, inferred, read, row};
use crate::analysis::Insight;
use crate::analysis::cgroup::{CgroupKind, Identity};
use crate::analysis::facts::{Facts, is_pause};
use crate::analysis::scores::NEVER;
use crate::model::{KernelSeries, Victim};
use crate::say;
use crate::text::list;

/// The insights of this file.
pub(super) const INSIGHTS: &[InsightRow] = &[
    row(InsightTopic::Container, &["group-kill"], &[Need::GroupKill], group_kill),
    row(InsightTopic::Container, &[KUBECTL_EXPECTED, KUBECTL_OPEN], &[Need::VictimOrGroup], restart),
];

/// Whether the container ended, and what Kubernetes shows of it.
fn restart(facts: &Facts<'_>) -> Option<Insight> {
    if let Some(group) = &facts.incident.oom_group {
        return whole_group(facts, &Identity::of(&group.path));
    }
    let victim = facts.incident.chosen()?;
    if facts.victim.as_ref().is_none_or(|identity| identity.pod.is_none()) {
        return None;
    }
    if is_sandbox(facts, victim) {
        return Some(inferred(KUBECTL_EXPECTED, say!(facts.language, "kubectl-sandbox").to_owned(), String::new()));
    }
    if facts.incident.complete && is_alone(facts, victim) {
        return Some(main_process(facts, victim));
    }
    if shows_that_no_group_followed(facts) {
        return Some(one_of_several(facts, victim));
    }
    let text = say!(facts.language, "kubectl-cut", victim = facts.victim_named(victim));
    Some(inferred(KUBECTL_OPEN, text, String::new()))
}

/// Whether the group that dies with the victim would be in the log. The kernel announces it directly behind the kill line
/// (`oom_kill_process` in `mm/oom_kill.c`, 4.19 on); the counters of cgroup v1 mean that there is none. A kill without a
/// report may itself be that of a group's member.
fn shows_that_no_group_followed(facts: &Facts<'_>) -> bool {
    let incident = facts.incident;
    let killed = incident.chosen().is_some_and(|victim| !victim.from_summary_only);
    let v1 = incident.cgroup_memory.prints_v1_counters();
    killed && (!facts.is_kill_line_only() && (v1 || incident.log_goes_on) || is_before_groups(facts))
}

/// True for kernels that know of no group kill: `memory.oom.group` came with 4.19, which no longer counts page tables in
/// pages (4.15) either. Red Hat's 4.18 may have it.
fn is_before_groups(facts: &Facts<'_>) -> bool {
    facts.incident.kernel_series().is_some_and(|series| series < KernelSeries(4, 18))
        || facts.incident.tasks.columns.nr_ptes
}

/// Why the victim died alone. Kernels up to 5.2 print the counters of cgroup v1 on cgroup v2, too.
fn why_alone(facts: &Facts<'_>) -> &'static str {
    let (language, memory) = (facts.language, &facts.incident.cgroup_memory);
    let tells_version = facts.incident.kernel_series().is_some_and(|series| series >= KernelSeries(5, 3));
    if is_before_groups(facts) {
        say!(language, "alone-before-groups")
    } else if memory.prints_v1_counters() && tells_version {
        say!(language, "alone-version-1")
    } else if memory.swap.is_some() {
        say!(language, "alone-version-2")
    } else {
        say!(language, "alone")
    }
}

fn is_sandbox(facts: &Facts<'_>, victim: &Victim) -> bool {
    facts.task(victim.pid).is_some_and(is_pause)
}

/// What Kubernetes shows where a group was killed as a whole.
fn whole_group(facts: &Facts<'_>, group: &Identity<'_>) -> Option<Insight> {
    group.pod.as_ref()?;
    if !spared(facts).is_empty() {
        return None; // the container may live on with those
    }
    let language = facts.language;
    let text = match group.group {
        CgroupKind::Container => say!(language, "kubectl-whole-container"),
        CgroupKind::Within(_) => return None, // the rest of the container may live on
        _ => say!(language, "kubectl-whole-pod"),
    };
    Some(inferred(KUBECTL_EXPECTED, text.to_owned(), String::new()))
}

/// Who was killed as a whole.
fn group_kill(facts: &Facts<'_>) -> Option<Insight> {
    let path = &*facts.incident.oom_group.as_ref()?.path;
    let group = Identity::of(path);
    let is_headline = facts.incident.victims.is_empty() && facts.limit.is_none();
    if is_headline && !matches!(group.group, CgroupKind::Unit(_)) {
        return None;
    }
    let (language, spared) = (facts.language, spared(facts));
    let text = match (&group.group, &group.pod) {
        (CgroupKind::Container, Some(_)) if !spared.is_empty() => {
            say!(language, "group-container-but-exempt", spared = list(language, &spared))
        }
        (_, _) if !spared.is_empty() => say!(language, "group-but-exempt", spared = list(language, &spared)),
        (CgroupKind::Container, _) => say!(language, "group-container").to_owned(),
        (CgroupKind::Within(inner), Some(_)) => say!(language, "group-within", inner = inner),
        (_, Some(_)) => say!(language, "group-pod").to_owned(),
        (CgroupKind::Unit(unit), None) => say!(language, "group-unit", unit = &**unit),
        (_, None) => say!(language, "group-cgroup").to_owned(),
    };
    Some(read("group-kill", text, String::new()))
}

/// The listed processes that no kill may take. The table lists those of the limit's cgroup, in which the group lies; only
/// where both are one cgroup is each of them the group's.
fn spared(facts: &Facts<'_>) -> Vec<String> {
    const SHOWN: usize = 4;
    let group = facts.incident.oom_group.as_ref();
    let is_limits = facts.limit.as_ref().zip(group).is_some_and(|(limit, group)| limit.path == &*group.path);
    let exempt = facts.tasks.iter().filter(|task| is_limits && task.oom_score_adj <= NEVER);
    let exempt = exempt.filter(|task| !facts.incident.victims.iter().any(|victim| victim.pid == task.pid));
    exempt.take(SHOWN).map(|task| facts.task_named(task)).collect()
}

fn main_process(facts: &Facts<'_>, victim: &Victim) -> Insight {
    inferred(
        KUBECTL_EXPECTED,
        say!(facts.language, "kubectl-only-process", victim = facts.victim_named(victim)),
        say!(facts.language, "kubectl-only-process-arithmetic").to_owned(),
    )
}

fn one_of_several(facts: &Facts<'_>, victim: &Victim) -> Insight {
    let victim = facts.victim_named(victim);
    let text = say!(facts.language, "kubectl-one-of-several", victim = victim, why = why_alone(facts));
    inferred(KUBECTL_OPEN, text, String::new())
}
