//! What Kubernetes will have shown of a kill, and what it will not.
//!
//! The kubelet's own log never says OOMKilled. A container whose main process died by a kill has exit code 137; the
//! reason is `OOMKilled` only where the runtime noticed, else `Error`. A child's death shows nowhere.

use super::processes::is_alone;
use super::{KUBECTL_EXPECTED, KUBECTL_OPEN, inferred, read};
use crate::analysis::Insight;
use crate::analysis::cgroup::{Group, Identity};
use crate::analysis::facts::{Facts, is_pause};
use crate::lang::Language;
use crate::model::Victim;
use crate::say;

/// Whether the container ended, and what Kubernetes shows of it.
pub(super) fn restart(facts: &Facts<'_>) -> Option<Insight> {
    let victim = facts.incident.chosen()?;
    if let Some(group) = &facts.incident.oom_group {
        return whole_group(facts.language, &Identity::of(&group.path));
    }
    if facts.victim.as_ref().is_none_or(|identity| identity.pod.is_none()) {
        return None;
    }
    if is_sandbox(facts, victim) {
        return Some(inferred(KUBECTL_EXPECTED, say!(facts.language, "kubectl-sandbox").to_owned(), String::new()));
    }
    // Members of a group are killed right after the chosen one; a report that is cut may have lost them.
    if facts.is_kill_line_only() || !facts.incident.complete {
        let text = say!(facts.language, "kubectl-cut", victim = facts.victim_named(victim));
        return Some(read(KUBECTL_OPEN, text, String::new()));
    }
    Some(if is_alone(facts, victim) { main_process(facts, victim) } else { one_of_several(facts, victim) })
}

fn is_sandbox(facts: &Facts<'_>, victim: &Victim) -> bool {
    facts.task(victim.pid).is_some_and(is_pause)
}

/// What Kubernetes shows where a group was killed as a whole.
fn whole_group(language: Language, group: &Identity<'_>) -> Option<Insight> {
    group.pod.as_ref()?;
    let text = match group.group {
        Group::Container => say!(language, "kubectl-whole-container"),
        Group::Within(_) => return None, // the rest of the container may live on
        _ => say!(language, "kubectl-whole-pod"),
    };
    Some(read(KUBECTL_EXPECTED, text.to_owned(), String::new()))
}

/// Who was killed as a whole.
pub(super) fn group_kill(facts: &Facts<'_>) -> Option<Insight> {
    let group = Identity::of(&facts.incident.oom_group.as_ref()?.path);
    let language = facts.language;
    let text = match (&group.group, &group.pod) {
        (Group::Container, Some(_)) => say!(language, "group-container").to_owned(),
        (Group::Within(inner), Some(_)) => say!(language, "group-within", inner = inner),
        (_, Some(_)) => say!(language, "group-pod").to_owned(),
        (Group::Unit(unit), None) => say!(language, "group-unit", unit = &**unit),
        (_, None) => say!(language, "group-cgroup").to_owned(),
    };
    Some(read("group-kill", text, String::new()))
}

fn main_process(facts: &Facts<'_>, victim: &Victim) -> Insight {
    inferred(
        KUBECTL_EXPECTED,
        say!(facts.language, "kubectl-only-process", victim = facts.victim_named(victim)),
        say!(facts.language, "kubectl-only-process-arithmetic").to_owned(),
    )
}

fn one_of_several(facts: &Facts<'_>, victim: &Victim) -> Insight {
    let text = say!(facts.language, "kubectl-one-of-several", victim = facts.victim_named(victim));
    read(KUBECTL_OPEN, text, String::new())
}
