//! What Kubernetes will have shown of a kill, and what it will not.
//!
//! The kubelet's own log never says OOMKilled. A container whose main process died by a kill has exit code 137; the
//! reason is `OOMKilled` only where the runtime noticed, else `Error`. A child's death shows nowhere.

use super::processes::is_alone;
use super::{inferred, read};
use crate::analysis::Insight;
use crate::analysis::cgroup::{Group, Identity};
use crate::analysis::facts::{Facts, named};
use crate::analysis::verdict::is_pause;
use crate::model::Victim;

/// The name where the kernel's lines tell what to expect; the lines of kubelet and the runtime may settle it.
pub(in crate::analysis) const EXPECTED: &str = "kubectl";

/// The name where the kernel's lines leave it open; the lines of kubelet and the runtime, which are joined later, may
/// settle it.
pub(in crate::analysis) const OPEN: &str = "kubectl-open";

/// What an ended container looks like.
const ENDED: &str = "exit code 137, with the reason OOMKilled or, where the runtime missed the kill, just Error";

/// Whether the container ended, and what Kubernetes shows of it.
pub(super) fn restart(facts: &Facts<'_>) -> Option<Insight> {
    let victim = facts.incident.chosen()?;
    if let Some(group) = &facts.incident.oom_group {
        return whole_group(&Identity::of(&group.path));
    }
    if facts.victim.as_ref().is_none_or(|identity| identity.pod.is_none()) {
        return None;
    }
    if is_sandbox(facts, victim) {
        return Some(inferred(
            EXPECTED,
            "The pod's pause process was killed: Kubernetes then starts the whole pod anew, all its containers"
                .to_owned(),
            String::new(),
        ));
    }
    // Members of a group are killed right after the chosen one; a report that is cut may have lost them.
    if facts.is_kill_line_only() || !facts.incident.complete {
        return Some(read(
            OPEN,
            format!(
                "Whether the whole container was killed or {} alone cannot be told: that part of the report is not in the log",
                named(victim)
            ),
            String::new(),
        ));
    }
    Some(if is_alone(facts, victim) { main_process(victim) } else { one_of_several(victim) })
}

fn is_sandbox(facts: &Facts<'_>, victim: &Victim) -> bool {
    facts.task(victim.pid).is_some_and(is_pause)
}

/// What Kubernetes shows where a group was killed as a whole.
fn whole_group(group: &Identity<'_>) -> Option<Insight> {
    group.pod.as_ref()?;
    let text = match group.group {
        Group::Container => format!(
            "The container ended, as all its processes were killed, and is started again unless the pod's restartPolicy is \
             Never. Expect {ENDED}"
        ),
        Group::Within(_) => return None, // the rest of the container may live on
        _ => format!("The pod's containers ended, as all its processes were killed. Expect {ENDED}"),
    };
    Some(read(EXPECTED, text, String::new()))
}

/// Who was killed as a whole.
pub(super) fn group_kill(facts: &Facts<'_>) -> Option<Insight> {
    let group = Identity::of(&facts.incident.oom_group.as_ref()?.path);
    let whose = match (&group.group, &group.pod) {
        (Group::Container, Some(_)) => "the container (memory.oom.group)".to_owned(),
        (Group::Within(inner), Some(_)) => format!("{inner} inside the container (memory.oom.group)"),
        (_, Some(_)) => "the pod (memory.oom.group)".to_owned(),
        (Group::Unit(unit), None) => format!("{unit} (memory.oom.group, which systemd sets for OOMPolicy=kill)"),
        (_, None) => "the victim's cgroup (memory.oom.group)".to_owned(),
    };
    Some(read("group-kill", format!("The kernel killed every process of {whose}"), String::new()))
}

fn main_process(victim: &Victim) -> Insight {
    inferred(
        EXPECTED,
        format!(
            "{} was the only process, so the container ended and is started again unless the pod's restartPolicy is Never. \
             Expect {ENDED}",
            named(victim)
        ),
        "No other process but pause stands in the task table".to_owned(),
    )
}

fn one_of_several(victim: &Victim) -> Insight {
    read(
        OPEN,
        format!(
            "{} was killed alone: the kernel was not told to kill the whole container (memory.oom.group). If it was the \
             container's main process, the container ended: expect {ENDED}. If it was a child, nothing was restarted, \
             kubectl shows nothing, and the container may run on without it. The log does not tell which",
            named(victim)
        ),
        String::new(),
    )
}
