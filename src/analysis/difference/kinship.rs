//! What two kills have in common: the container, the pod, the node, the cgroup whose limit was hit.

use super::super::{Case, PodIdentity};
use crate::lang::Language;
use crate::say;

/// Whether the two kills share one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kin {
    /// What: `container`, `pod`, `node`, `limit`.
    pub of: &'static str,
    /// Whether it is the same.
    pub kinship: Kinship,
}

/// The same, another, or not to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// The same.
    Same,
    /// Another.
    Other,
    /// The log of at least one kill does not tell.
    Unknown,
}

impl Kin {
    /// For people: `Same container`, `Another pod`, `Node not in the log`.
    pub fn words(&self, language: Language) -> &'static str {
        match (self.kinship, self.of) {
            (Kinship::Same, "container") => say!(language, "same-container"),
            (Kinship::Same, "pod") => say!(language, "same-pod"),
            (Kinship::Same, "limit") => say!(language, "same-limit"),
            (Kinship::Same, _) => say!(language, "same-node"),
            (Kinship::Other, "container") => say!(language, "another-kills-container"),
            (Kinship::Other, "pod") => say!(language, "another-kills-pod"),
            (Kinship::Other, "limit") => say!(language, "another-kills-limit"),
            (Kinship::Other, _) => say!(language, "another-kills-node"),
            (Kinship::Unknown, "container") => say!(language, "unknown-container"),
            (Kinship::Unknown, "pod") => say!(language, "unknown-pod"),
            (Kinship::Unknown, "limit") => say!(language, "unknown-limit"),
            (Kinship::Unknown, _) => say!(language, "unknown-node"),
        }
    }
}

/// Kinship from the narrowest to the widest. What neither kill can have (a pod outside Kubernetes) is left out.
pub(super) fn of(before: &Case, after: &Case) -> Vec<Kin> {
    let container = |case: &Case| Some(case.conclusions.container.as_ref()?.id.as_deref()?.to_owned());
    let any = |of: &dyn Fn(&Case) -> bool| of(before) || of(after);
    let kin = |of, kinship| Kin { of, kinship };
    [
        any(&|case| case.conclusions.container.is_some())
            .then(|| kin("container", same(container(before), container(after)))),
        any(&|case| case.conclusions.pod.is_some())
            .then(|| kin("pod", pods(before.conclusions.pod.as_ref(), after.conclusions.pod.as_ref()))),
        any(&|case| case.incident.limit_cgroup.is_some()).then(|| kin("limit", limits(before, after))),
        Some(kin("node", nodes(before, after))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn same(before: Option<String>, after: Option<String>) -> Kinship {
    match before.zip(after) {
        Some((before, after)) if before == after => Kinship::Same,
        Some(_) => Kinship::Other,
        None => Kinship::Unknown,
    }
}

fn nodes(before: &Case, after: &Case) -> Kinship {
    let host = |case: &Case| case.incident.host.as_deref().map(str::to_owned);
    same(host(before), host(after))
}

/// By the cgroup's path, which every node has for itself: pods of one name, or the services of all nodes, share theirs.
fn limits(before: &Case, after: &Case) -> Kinship {
    let path = |case: &Case| Some(case.incident.limit_cgroup.as_ref()?.path.to_string());
    let source = |case: &Case| case.incident.home().map(|home| home.source);
    match (same(path(before), path(after)), nodes(before, after)) {
        (Kinship::Same, Kinship::Unknown) if source(before) != source(after) => Kinship::Unknown,
        (Kinship::Same, Kinship::Other) => Kinship::Other,
        (paths, _) => paths,
    }
}

/// By UID, which is never given twice; else by name.
fn pods(before: Option<&PodIdentity>, after: Option<&PodIdentity>) -> Kinship {
    let Some((before, after)) = before.zip(after) else { return Kinship::Unknown };
    let name = |pod: &PodIdentity| Some(format!("{}/{}", pod.namespace.as_deref()?, pod.name.as_deref()?));
    let uid = |pod: &PodIdentity| pod.uid.as_deref().map(str::to_owned);
    match same(uid(before), uid(after)) {
        Kinship::Unknown => same(name(before), name(after)),
        told => told,
    }
}
