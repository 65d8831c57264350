//! What was concluded of an incident, read back as it was said.

use serde::Deserialize;

use super::CarriedSources;
use super::words::named;
use crate::analysis::{
    Basis, CaseWords, ContainerIdentity, Evidence, Insight, Level, PodIdentity, RULES, Scope, Verdict, Workload,
    WorkloadSign,
};
use crate::model::Place;

/// Whose limit was hit.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadVerdict {
    level: String,
    scope: String,
    rule: String,
    basis: String,
    headline: String,
    why: Vec<String>,
    next_steps: Vec<String>,
    evidence: Vec<ReadEvidence>,
}

#[derive(Deserialize)]
struct ReadEvidence {
    source: String,
    line: u64,
    text: String,
}

/// What the numbers told beyond the verdict.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadInsight {
    name: String,
    text: String,
    arithmetic: String,
    /// The same as a basis of that name, for readers of earlier versions.
    inferred: bool,
    basis: Option<String>,
}

/// The pod.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadPod {
    uid: Option<Box<str>>,
    qos: Option<String>,
    namespace: Option<Box<str>>,
    name: Option<Box<str>>,
}

/// What the pod belongs to.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadWorkload {
    kind: Option<Box<str>>,
    name: Box<str>,
    namespace: Option<Box<str>>,
    /// What it stands on follows from what told it.
    #[serde(rename = "basis")]
    _basis: String,
    told_by: String,
}

/// The container.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadContainer {
    id: Option<Box<str>>,
    runtime: Option<String>,
    name: Option<Box<str>>,
}

impl ReadVerdict {
    /// What was said of the verdict; the insights are not in it.
    pub(super) fn words(&self, ids: &mut CarriedSources) -> CaseWords {
        let evidence = |read: &ReadEvidence| Evidence {
            at: Place { source: ids.of(&read.source), line: read.line },
            text: read.text.clone(),
        };
        CaseWords {
            headline: self.headline.clone(),
            why: self.why.clone(),
            next_steps: self.next_steps.clone(),
            evidence: self.evidence.iter().map(evidence).collect(),
            insights: Vec::new(),
        }
    }

    /// The rule, where this version does not have it.
    pub(super) fn unknown_rule(&self) -> Option<Box<str>> {
        known_rule(&self.rule).is_none().then(|| self.rule.as_str().into())
    }

    /// Whose limit was hit. A level that this version does not know is unknown; the headline says it.
    pub(super) fn into_verdict(self) -> Verdict {
        Verdict {
            level: named(&Level::ALL, Level::name, &self.level).unwrap_or_default(),
            scope: named(&Scope::ALL, Scope::name, &self.scope).unwrap_or_default(),
            rule: known_rule(&self.rule).unwrap_or_default(),
            basis: named(&Basis::ALL, Basis::name, &self.basis).unwrap_or_default(),
        }
    }
}

fn known_rule(name: &str) -> Option<&'static str> {
    RULES.iter().map(|rule| rule.name).find(|known| *known == name)
}

impl ReadInsight {
    pub(super) fn into_insight(self) -> Insight {
        let named = self.basis.and_then(|name| named(&Basis::ALL, Basis::name, &name));
        let basis = named.unwrap_or(if self.inferred { Basis::Inferred } else { Basis::Read });
        Insight { name: self.name.into(), text: self.text, arithmetic: self.arithmetic, basis }
    }
}

impl ReadPod {
    pub(super) fn into_pod(self) -> PodIdentity {
        PodIdentity { uid: self.uid, qos: self.qos.map(Into::into), namespace: self.namespace, name: self.name }
    }
}

impl ReadWorkload {
    /// `None` where this version does not know what told it: nobody may take it for more than that.
    pub(super) fn into_workload(self) -> Option<Workload> {
        let all = [WorkloadSign::Owner, WorkloadSign::OwnersName, WorkloadSign::PodName];
        let told_by = named(&all, WorkloadSign::name, &self.told_by)?;
        let is_any_inferred = told_by.basis() == Basis::Inferred;
        Some(Workload { kind: self.kind, name: self.name, namespace: self.namespace, told_by, is_any_inferred })
    }
}

impl ReadContainer {
    pub(super) fn into_container(self) -> ContainerIdentity {
        ContainerIdentity { id: self.id, runtime: self.runtime.map(Into::into), name: self.name }
    }
}
