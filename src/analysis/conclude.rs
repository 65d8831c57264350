//! One incident → its conclusions. Pure: the same facts always give the same sentence.

use super::facts::Facts;
use super::named::Named;
use super::shortage::Surroundings;
use super::{Conclusions, ContainerIdentity, PodIdentity, Verdict, insights, verdict};
use crate::lang::Language;
use crate::model::Incident;

/// Judges one incident by itself; cheap enough to run as it arrives.
pub fn conclude(incident: &Incident, language: Language) -> Conclusions {
    let facts = Facts::of(incident, language);
    let mut verdict = verdict::judge(&facts);
    // There may be as many as lines.
    verdict.why.shrink_to_fit();
    verdict.next_steps.shrink_to_fit();
    verdict.evidence.shrink_to_fit();
    let insights = insights::of(&facts);
    let (pod, container) = whose(&facts);
    let Facts { breakdown, node_breakdown, shortage, .. } = facts;
    Conclusions {
        verdict,
        breakdown,
        node_breakdown,
        shortage,
        pod,
        workload: None,
        container,
        insights,
        moved_to_wall: None,
        language,
    }
}

/// Judges an incident once more, in words that name its pod and container.
pub(super) fn judge(incident: &Incident, language: Language, named: Named<'_>) -> Verdict {
    verdict::judge(&Facts { named, ..Facts::of(incident, language) })
}

/// Judges a kill of a short node once more with what its log tells beyond its report. `None` where that changes nothing.
pub(super) fn judge_within(
    incident: &Incident,
    told: &Conclusions,
    named: Named<'_>,
    around: &Surroundings,
) -> Option<Conclusions> {
    let language = told.language;
    if !named.tells() && *around == Surroundings::of_report(incident) {
        return None;
    }
    let alone = insights::of(&Facts::of(incident, language));
    let facts = Facts { named, ..Facts::within(incident, around, language) };
    let mut found = insights::of(&facts);
    // What others added stays, also in place of one that these figures do not change.
    for insight in &told.insights {
        let was = alone.iter().find(|other| other.name == insight.name);
        match found.iter_mut().find(|other| other.name == insight.name) {
            Some(same) if was.is_some_and(|was| was == &*same) => *same = insight.clone(),
            None if was.is_none() => found.push(insight.clone()),
            Some(_) | None => {}
        }
    }
    let verdict = verdict::judge(&facts);
    let Facts { node_breakdown, shortage, .. } = facts;
    let anew = Conclusions { verdict, node_breakdown, shortage, insights: found, ..told.clone() };
    (anew != *told).then_some(anew)
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
