//! Limits that Kubernetes did not set: of other runtimes' containers, of systemd's services, slices and sessions, and the
//! rest.

use super::Words;
use super::common::{self, capitalised};
use crate::analysis::cgroup::{Container, Group};
use crate::analysis::facts::Facts;

pub(super) fn is_container(facts: &Facts<'_>) -> bool {
    matches!(facts.group(), Some(Group::Container | Group::Within(_)))
}

pub(super) fn is_session(facts: &Facts<'_>) -> bool {
    matches!(facts.group(), Some(Group::Session { .. }))
}

pub(super) fn is_unit(facts: &Facts<'_>) -> bool {
    matches!(facts.group(), Some(Group::Unit(_)))
}

pub(super) fn is_slice(facts: &Facts<'_>) -> bool {
    matches!(facts.group(), Some(Group::Slice(_)))
}

pub(super) fn is_other(facts: &Facts<'_>) -> bool {
    matches!(facts.group(), Some(Group::Job(_) | Group::Machine(_) | Group::Other))
}

pub(super) fn container(facts: &Facts<'_>) -> Words {
    let Some(identity) = facts.limit.as_ref().map(|limit| &limit.identity) else { return Words::default() };
    let mut name = common::container_name(identity);
    if let Group::Within(inner) = &identity.group {
        name = format!("{inner} inside {name}");
    }
    let mut why = common::limit_is(facts, &format!("that of {name}"));
    why.push("It is no pod's container: Kubernetes did not set this limit and does not report this kill".to_owned());
    let next_steps = vec![format!("Raise the limit ({}), or make the program use less", where_set(identity.container))];
    Words { headline: reached_its(&capitalised(&name), facts), why, next_steps }
}

/// Where a runtime's limit is set.
fn where_set(container: Option<Container<'_>>) -> &'static str {
    match container.and_then(|container| container.runtime) {
        Some("docker") => "docker run --memory, or mem_limit in a compose file",
        Some("podman") => "podman run --memory, or Memory= in the unit",
        Some("containerd") => "nerdctl run --memory, ctr run --memory-limit",
        Some("lxc") => "lxc.cgroup2.memory.max, or limits.memory with Incus and LXD",
        Some("nspawn") => "MemoryMax= of the machine's unit",
        Some("ecs") => "memory in the task definition",
        Some("nomad") => "memory and memory_max in the task's resources",
        _ => "where the container was started",
    }
}

pub(super) fn session(facts: &Facts<'_>) -> Words {
    let Some(Group::Session { uid, unit }) = facts.group() else { return Words::default() };
    let user = uid.map_or_else(|| "a user".to_owned(), |uid| format!("user {uid}"));
    let (whose, subject) = match (unit, uid) {
        (Some(unit), _) if unit.starts_with("session-") => {
            (format!("that of a login session of {user}"), format!("A login session of {user} ({unit})"))
        }
        (Some(unit), _) => (format!("that of {unit}, run by {user}"), format!("{unit} of {user}")),
        (None, Some(_)) => (format!("that of everything {user} runs"), format!("Everything that {user} runs")),
        (None, None) => ("that of all users' sessions".to_owned(), "All users' sessions together".to_owned()),
    };
    let mut why = common::limit_is(facts, &whose);
    why.push("It is outside of Kubernetes: no pod reached a limit".to_owned());
    let next_steps = vec![
        "Raise the limit of the user's slice or unit (MemoryMax= in systemd), or run the work where it has more room"
            .to_owned(),
    ];
    Words { headline: reached_its(&subject, facts), why, next_steps }
}

pub(super) fn unit(facts: &Facts<'_>) -> Words {
    let Some(Group::Unit(unit)) = facts.group() else { return Words::default() };
    let mut why = common::limit_is(facts, &format!("that of the systemd unit {unit}"));
    why.push("It is outside of Kubernetes: no pod reached a limit".to_owned());
    let next_steps = vec![format!(
        "Raise MemoryMax= of {unit} (MemoryLimit= with cgroup v1; \"systemctl show {unit} -p MemoryMax\" tells it), or find \
         out why it needs more"
    )];
    Words { headline: reached_its(unit, facts), why, next_steps }
}

pub(super) fn slice(facts: &Facts<'_>) -> Words {
    let Some(Group::Slice(slice)) = facts.group() else { return Words::default() };
    let mut why = common::limit_is(facts, &format!("{slice}, which holds several services together"));
    why.push("It is outside of Kubernetes: no pod reached a limit".to_owned());
    why.push(common::MAY_BE_INNOCENT.to_owned());
    let next_steps = vec![
        format!("Raise the limit of {slice} (MemoryMax=), or move its largest service elsewhere"),
        "If the kubelet enforces a reservation on it (system-reserved, kube-reserved in enforceNodeAllocatable), raise the \
         reservation or do not enforce it"
            .to_owned(),
    ];
    let headline = format!("Everything in {slice} together reached its {}; {}", facts.limit_words(), facts.killed());
    Words { headline, why, next_steps }
}

pub(super) fn other(facts: &Facts<'_>) -> Words {
    let Some(limit) = &facts.limit else { return Words::default() };
    let (name, step) = match &limit.identity.group {
        Group::Job(number) => {
            (format!("Slurm job {number}"), "Ask for more memory for the job (sbatch --mem), or make it use less")
        }
        Group::Machine(name) => (
            format!("the virtual machine {name}"),
            "Raise the limit of the machine's cgroup (hard_limit in libvirt) above its RAM plus what its host process needs",
        ),
        _ => (
            format!("the cgroup {}", limit.path),
            "Find who made this cgroup and set its limit (memory.max), and raise it",
        ),
    };
    let mut why = common::limit_is(facts, &name);
    why.push("It is outside of Kubernetes: no pod reached a limit".to_owned());
    Words { headline: reached_its(&capitalised(&name), facts), why, next_steps: vec![step.to_owned()] }
}

fn reached_its(subject: &str, facts: &Facts<'_>) -> String {
    format!("{subject} reached its {}; {}", facts.limit_words(), facts.killed())
}
