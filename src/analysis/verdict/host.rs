//! Limits that Kubernetes did not set: of other runtimes' containers, of systemd's services, slices and sessions, and the
//! rest.

use super::RuleWords;
use super::common;
use super::programs;
use crate::analysis::cgroup::{CgroupKind, Container};
use crate::analysis::facts::Facts;
use crate::analysis::named::plain;
use crate::lang::Language;
use crate::say;

pub(super) fn is_container(facts: &Facts<'_>) -> bool {
    matches!(facts.group(), Some(CgroupKind::Container | CgroupKind::Within(_)))
}

pub(super) fn is_session(facts: &Facts<'_>) -> bool {
    matches!(facts.group(), Some(CgroupKind::Session { .. }))
}

pub(super) fn is_unit(facts: &Facts<'_>) -> bool {
    matches!(facts.group(), Some(CgroupKind::Unit(_)))
}

pub(super) fn is_slice(facts: &Facts<'_>) -> bool {
    matches!(facts.group(), Some(CgroupKind::Slice(_)))
}

pub(super) fn is_other(facts: &Facts<'_>) -> bool {
    matches!(facts.group(), Some(CgroupKind::Job(_) | CgroupKind::Machine(_) | CgroupKind::Other))
}

pub(super) fn container(facts: &Facts<'_>) -> RuleWords {
    let Some(identity) = facts.limit.as_ref().map(|limit| &limit.identity) else { return RuleWords::default() };
    let language = facts.language;
    let mut name = common::container_name(language, identity);
    if let CgroupKind::Within(inner) = &identity.group {
        name = say!(language, "inside-container", inner = inner, container = name);
    }
    let mut why = common::limit_is(facts, &say!(language, "whose-that-of", name = &name));
    why.push(say!(language, "runtime-not-kubernetes").to_owned());
    let raise = say!(language, "runtime-raise", place = where_set(language, identity.container));
    let steps = common::raise(facts, raise).into_iter().chain(programs::hint_for_victim(facts));
    let next_steps = steps.chain(common::where_to_ask(facts)).collect();
    RuleWords { headline: common::reached_its(&name, facts), why, next_steps }
}

pub(super) fn beancounter(facts: &Facts<'_>) -> RuleWords {
    let Some(beancounter) = facts.beancounter() else { return RuleWords::default() };
    let language = facts.language;
    let container = match beancounter.number {
        Some(number) => say!(language, "openvz-container", number = number.to_string()),
        None => say!(language, "openvz-some-container").to_owned(),
    };
    let mut why = vec![say!(language, "openvz-beancounter", words = plain(beancounter.words))];
    if beancounter.inside {
        why.push(say!(language, "openvz-cgroup-inside").to_owned());
    }
    why.push(say!(language, "openvz-limit-not-in-log").to_owned());
    let number =
        beancounter.number.map_or_else(|| say!(language, "openvz-number").to_owned(), |number| number.to_string());
    let steps = [say!(language, "openvz-failcnt").to_owned(), say!(language, "openvz-raise", number = number)];
    RuleWords {
        headline: say!(language, "openvz-ran-out", container = container, killed = facts.killed()),
        why,
        next_steps: steps.into_iter().chain(programs::hint_for_victim(facts)).collect(),
    }
}

/// How to see the limit of a slice or a login session; `None` for cgroups that the system's own systemd did not make.
fn show_unit(language: Language, unit: &str) -> Option<String> {
    let (name, kind) = unit.rsplit_once('.')?;
    let is_shown = kind == "slice" || (kind == "scope" && name.starts_with("session-"));
    is_shown.then(|| say!(language, "show-unit", unit = unit))
}

/// Where a runtime's limit is set.
fn where_set(language: Language, container: Option<Container<'_>>) -> &'static str {
    match container.and_then(|container| container.runtime) {
        Some("docker") => say!(language, "where-docker"),
        Some("podman") => say!(language, "where-podman"),
        Some("containerd") => say!(language, "where-containerd"),
        Some("lxc") => say!(language, "where-lxc"),
        Some("nspawn") => say!(language, "where-nspawn"),
        Some("ecs") => say!(language, "where-ecs"),
        Some("nomad") => say!(language, "where-nomad"),
        _ => say!(language, "where-started"),
    }
}

pub(super) fn session(facts: &Facts<'_>) -> RuleWords {
    let Some(CgroupKind::Session { uid, unit, made_below }) = facts.group() else { return RuleWords::default() };
    let language = facts.language;
    if let (Some(parent), Some(limit)) = (made_below, &facts.limit) {
        return limit_below(facts, limit.path, parent, say!(language, "made-below-only", parent = *parent));
    }
    let user = match uid {
        Some(uid) => say!(language, "user-numbered", uid = *uid),
        None => say!(language, "user-unknown").to_owned(),
    };
    // A user's service manager, and slices within it, hold what it started: no login sessions.
    let within = || facts.limit.as_ref()?.path.rsplit('/').next().filter(|last| !last.starts_with("user-"));
    let (whose, subject) = match (unit.as_deref().or_else(|| uid.and_then(|_| within())), uid) {
        (Some(unit), _) if unit.starts_with("session-") => (
            say!(language, "whose-login-session", user = &user),
            say!(language, "login-session", user = &user, unit = unit),
        ),
        (Some(unit), _) => (
            say!(language, "whose-unit-of-user", user = &user, unit = unit),
            say!(language, "unit-of-user", user = &user, unit = unit),
        ),
        (None, Some(_)) => {
            (say!(language, "whose-all-of-user", user = &user), say!(language, "all-of-user", user = &user))
        }
        (None, None) => (say!(language, "whose-all-users").to_owned(), say!(language, "all-users").to_owned()),
    };
    let mut why = common::limit_is(facts, &whose);
    why.push(common::outside_kubernetes(facts));
    let mut next_steps = common::raise(facts, say!(language, "session-raise").to_owned());
    let last = facts.limit.as_ref().and_then(|limit| limit.path.rsplit('/').next());
    let of_system = last.filter(|last| last.starts_with("user") || last.starts_with("session-"));
    next_steps.extend(of_system.and_then(|last| show_unit(language, last)));
    let headline = match (unit, uid) {
        (None, None) if facts.above_limit().is_none() => {
            say!(language, "reached-their", subject = &subject, limit = facts.limit_words(), killed = facts.killed())
        }
        _ => named_reached_its(&subject, facts),
    };
    RuleWords { headline, why, next_steps }
}

/// A cgroup that a unit, or somebody, made below a session or unit: its limit is not that of what lies around it. `not_its`
/// says so.
fn limit_below(facts: &Facts<'_>, path: &str, parent: &str, not_its: String) -> RuleWords {
    let language = facts.language;
    let mut why = common::limit_is(facts, &say!(language, "whose-made-below", path = path, parent = parent));
    why.push(not_its);
    why.push(common::outside_kubernetes(facts));
    let subject = say!(language, "made-below", path = path);
    RuleWords {
        headline: named_reached_its(&subject, facts),
        why,
        next_steps: common::raise(facts, say!(language, "other-raise").to_owned()),
    }
}

pub(super) fn unit(facts: &Facts<'_>) -> RuleWords {
    let Some(CgroupKind::Unit(unit)) = facts.group() else { return RuleWords::default() };
    if let Some(limit) = facts.limit.as_ref().filter(|limit| !limit.path.ends_with(&**unit)) {
        let not_its = say!(facts.language, "made-below-a-unit", unit = &**unit);
        return limit_below(facts, limit.path, unit, not_its);
    }
    let mut why = common::limit_is(facts, &say!(facts.language, "whose-unit", unit = &**unit));
    why.push(common::outside_kubernetes(facts));
    let raise = say!(facts.language, "unit-raise", unit = &**unit);
    let next_steps = common::raise(facts, raise).into_iter().chain(programs::hint_for_victim(facts)).collect();
    RuleWords { headline: named_reached_its(unit, facts), why, next_steps }
}

pub(super) fn slice(facts: &Facts<'_>) -> RuleWords {
    let Some(CgroupKind::Slice(slice)) = facts.group() else { return RuleWords::default() };
    let language = facts.language;
    let mut why = common::limit_is(facts, &say!(language, "whose-slice", slice = &**slice));
    why.push(common::outside_kubernetes(facts));
    why.extend(common::is_the_cause(facts));
    let mut next_steps = common::raise(facts, say!(language, "slice-raise", slice = &**slice));
    next_steps.extend(show_unit(language, slice));
    next_steps.push(say!(language, "slice-reservation").to_owned());
    let (limit, killed) = (facts.limit_words(), facts.killed());
    let headline = say!(language, "slice-reached", slice = &**slice, limit = limit, killed = killed);
    RuleWords { headline, why, next_steps }
}

pub(super) fn other(facts: &Facts<'_>) -> RuleWords {
    let Some(limit) = &facts.limit else { return RuleWords::default() };
    let language = facts.language;
    let (name, step) = match &limit.identity.group {
        CgroupKind::Job(number) => (say!(language, "slurm-job", number = *number), say!(language, "job-raise")),
        CgroupKind::Machine(name) => {
            (say!(language, "virtual-machine", name = &**name), say!(language, "machine-raise"))
        }
        _ => (say!(language, "cgroup-named", path = limit.path), say!(language, "other-raise")),
    };
    let mut why = common::limit_is(facts, &say!(language, "whose-that-of", name = &name));
    why.push(common::outside_kubernetes(facts));
    RuleWords { headline: common::reached_its(&name, facts), why, next_steps: common::raise(facts, step.to_owned()) }
}

/// The same with a subject that keeps its first letter: a unit's name.
fn named_reached_its(subject: &str, facts: &Facts<'_>) -> String {
    if let Some(above) = common::above_its(subject, facts) {
        return above;
    }
    let (limit, killed) = (facts.limit_words(), facts.killed());
    say!(facts.language, "reached-its", subject = subject, limit = limit, killed = killed)
}
