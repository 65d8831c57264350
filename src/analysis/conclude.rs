//! One incident → its conclusions. Pure: the same facts always give the same sentence.

use std::borrow::Cow;

use super::facts::Facts;
use super::named::Named;
use super::shortage::LogContext;
use super::{
    Case, CaseWords, Conclusions, ContainerIdentity, Findings, Insight, PodIdentity, Verdict, insights, verdict,
};
use crate::lang::Language;
use crate::model::Incident;

/// Judges one incident by itself; cheap enough to run as it arrives.
pub fn conclude(incident: &Incident, language: Language) -> Conclusions {
    let facts = Facts::of(incident, language);
    let words = (!incident.report.is_blank()).then(|| words_of(&facts));
    let verdict = verdict::judge(&facts);
    let (pod, container) = (pod_of(&facts), container_of(&facts));
    let Facts { breakdown, node_breakdown, shortage, .. } = facts;
    let findings = Findings {
        breakdown,
        node_breakdown,
        shortage,
        pod,
        workload: None,
        container,
        history: None,
        words,
        insights: None,
        carried: None,
    };
    Conclusions { verdict, findings: findings.into(), moved_to_wall: None, language }
}

/// What is said of an incident by itself.
pub(super) fn words(incident: &Incident, language: Language) -> CaseWords {
    words_of(&Facts::of(incident, language))
}

fn words_of(facts: &Facts<'_>) -> CaseWords {
    CaseWords { insights: insights::of(facts), ..verdict::words(facts) }
}

/// A verdict, and the words that say it.
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    pub(super) words: CaseWords,
}

/// Judges an incident once more, in words that name its pod and container.
pub(super) fn judge(incident: &Incident, language: Language, named: Named<'_>) -> Judgement {
    let facts = Facts { named, ..Facts::of(incident, language) };
    Judgement { verdict: verdict::judge(&facts), words: verdict::words(&facts) }
}

/// Judges a kill of a short node once more with what its log tells beyond its report. `None` where that changes nothing.
pub(super) fn judge_within(case: &Case, named: Named<'_>, around: &LogContext) -> Option<Conclusions> {
    let (incident, told) = (&case.incident, &case.conclusions);
    let language = told.language;
    if !named.tells() && *around == LogContext::of_report(incident) {
        return None;
    }
    let alone = insights::of(&Facts::of(incident, language));
    let facts = Facts { named, ..Facts::within(incident, around, language) };
    let mut found = insights::of(&facts);
    // What others added stays, also in place of one that these figures do not change.
    for insight in &case.words().insights {
        let was = alone.iter().find(|other| other.name == insight.name);
        match found.iter_mut().find(|other| other.name == insight.name) {
            Some(same) if was.is_some_and(|was| was == &*same) => *same = insight.clone(),
            None if was.is_none() => found.push(insight.clone()),
            Some(_) | None => {}
        }
    }
    let words = Some(CaseWords { insights: found, ..verdict::words(&facts) });
    let verdict = verdict::judge(&facts);
    let Facts { node_breakdown, shortage, .. } = facts;
    let findings = Findings { node_breakdown, shortage, words, insights: None, ..(*told.findings).clone() };
    let anew = Conclusions { verdict, findings: findings.into(), ..told.clone() };
    (anew != *told).then_some(anew)
}

impl Case {
    /// What is said of it. Of a kill that is one line it is made each time it is asked for: a load may have ten thousands.
    pub fn words(&self) -> Cow<'_, CaseWords> {
        let Self { incident, conclusions } = self;
        if let Some(told) = &conclusions.words {
            return Cow::Borrowed(told);
        }
        let mut told = words(incident, conclusions.language);
        if let Some(kept) = &conclusions.insights {
            told.insights.clone_from(kept);
        }
        Cow::Owned(told)
    }

    /// The same, kept from now on, to be changed.
    pub fn words_mut(&mut self) -> &mut CaseWords {
        if self.conclusions.words.is_none() {
            self.conclusions.words = Some(self.words().into_owned());
            self.conclusions.insights = None;
        }
        self.conclusions.words.get_or_insert_default()
    }

    /// Its insights, kept from now on, to be changed.
    pub fn insights_mut(&mut self) -> &mut Vec<Insight> {
        let Self { incident, conclusions } = self;
        let language = conclusions.language;
        let Findings { words, insights, .. } = &mut *conclusions.findings;
        match words {
            Some(words) => &mut words.insights,
            None => insights.get_or_insert_with(|| insights::of(&Facts::of(incident, language))),
        }
    }
}

/// The limit's pod, else the victim's.
fn pod_of(facts: &Facts<'_>) -> Option<PodIdentity> {
    let limit = facts.limit.as_ref().map(|limit| &limit.identity);
    let identity = limit.into_iter().chain(facts.victim.as_ref()).find(|identity| identity.pod.is_some())?;
    let uid = identity.pod.as_ref()?.uid.as_deref().map(Into::into);
    Some(PodIdentity { uid, qos: identity.qos.map(Cow::Borrowed), ..PodIdentity::default() })
}

/// The victim's container, else the limit's: a pod's limit kills in one of its containers.
fn container_of(facts: &Facts<'_>) -> Option<ContainerIdentity> {
    let limit = facts.limit.as_ref().map(|limit| &limit.identity);
    let container = facts.victim.as_ref().into_iter().chain(limit).find_map(|identity| identity.container);
    container.filter(|container| !container.monitor).map(|container| ContainerIdentity {
        id: Some(container.id.into()),
        runtime: container.runtime.map(Cow::Borrowed),
        name: None,
    })
}
