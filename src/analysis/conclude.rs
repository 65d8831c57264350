//! One incident → its conclusions. Pure: the same facts always give the same sentence.

use super::facts::Facts;
use super::named::Named;
use super::{Conclusions, ContainerIdentity, PodIdentity, Verdict, insights, verdict};
use crate::lang::Language;
use crate::model::Incident;

/// Judges one incident by itself; cheap enough to run as it arrives.
pub fn conclude(incident: &Incident, language: Language) -> Conclusions {
    let facts = Facts::of(incident, language);
    let verdict = verdict::judge(&facts);
    let insights = insights::of(&facts);
    let (pod, container) = whose(&facts);
    let Facts { breakdown, node_breakdown, .. } = facts;
    Conclusions { verdict, breakdown, node_breakdown, pod, container, insights, moved_to_wall: None, language }
}

/// Judges an incident once more, in words that name its pod and container.
pub(super) fn judge(incident: &Incident, language: Language, named: Named<'_>) -> Verdict {
    verdict::judge(&Facts { named, ..Facts::of(incident, language) })
}

/// The limit's pod, else the victim's, and the victim's container, else the limit's.
fn whose(facts: &Facts<'_>) -> (Option<PodIdentity>, Option<ContainerIdentity>) {
    let limit = facts.limit.as_ref().map(|limit| &limit.identity);
    let victim = facts.victim.as_ref();
    let in_pod = [limit, victim].into_iter().flatten().find(|identity| identity.pod.is_some());
    let pod = in_pod.and_then(|identity| {
        let uid = identity.pod.as_ref()?.uid.as_deref().map(Into::into);
        Some(PodIdentity { uid, qos: identity.qos, ..PodIdentity::default() })
    });
    let container = [victim, limit].into_iter().flatten().find_map(|identity| identity.container);
    let container = container.filter(|container| !container.monitor).map(|container| ContainerIdentity {
        id: Some(container.id.into()),
        runtime: container.runtime,
        name: None,
    });
    (pod, container)
}
