//! What became of the container after the kill, as kubelet and the runtime tell it.
//!
//! Status `OOMKilled` depends on the runtime having noticed the kill: on nodes that were watched (containerd 1.7 and
//! 2.1, kubelet 1.28 and 1.36), every ended container with a `TaskOOM event` got `OOMKilled` and every one without got
//! `Error`, both with exit code 137.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};

use super::facts::is_pause;
use super::insights::{CONTAINER_END, KUBECTL_EXPECTED, KUBECTL_OPEN};
use super::{Basis, Case, Insight, wall_time};
use crate::lang::Language;
use crate::model::{Companion, CompanionKind, IncidentId};
use crate::say;

/// A container that ends within this time of a kill ended of it; one that is not said to have ended by then, by a log
/// that goes on telling of such ends, lived on. On starved nodes the lines come some twenty seconds late.
const SETTLED: TimeDelta = TimeDelta::seconds(60);

/// Kills of one container this close together may have ended it together.
const SAME_KILL: TimeDelta = TimeDelta::seconds(2);

/// What the log's other lines say about the killed container. `None` is "they do not tell".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Aftermath {
    /// Whether the container ended.
    pub(super) ended: Option<bool>,
    /// The exit code of its first process.
    pub(super) exit_code: Option<i32>,
    /// Whether the runtime noticed the kill.
    pub(super) noticed: Option<bool>,
}

/// The aftermath of each case, in the order of the cases, which is that of time.
pub(super) fn aftermaths(cases: &[Arc<Case>], companions: &[Companion]) -> Vec<Aftermath> {
    let mut containers: HashMap<&str, ContainerLines> = HashMap::new();
    let mut last_end = None;
    for companion in companions {
        if let Some(id) = companion.ties.container_id.as_deref() {
            containers.entry(id).or_default().learn(companion);
        }
        if companion.kind == CompanionKind::ContainerDied {
            last_end = last_end.max(companion.wall_time());
        }
    }
    let mut all = Vec::with_capacity(cases.len());
    // Backwards, because what a kill did shows in what came next.
    let mut next_kills: HashMap<&str, NaiveDateTime> = HashMap::new();
    for case in cases.iter().rev() {
        let id = case.conclusions.container.as_ref().and_then(|container| container.id.as_deref());
        let of_a_pod = case.conclusions.pod.is_some() && !is_of_pause(case);
        let (Some(id), Some(kill), true) = (id, wall_time(case), of_a_pod) else {
            all.push(Aftermath::default());
            continue;
        };
        let known = containers.get(id).copied().unwrap_or_default();
        let next_kill = next_kills.insert(id, kill);
        let ended = known.ended_of(kill, next_kill, last_end);
        all.push(Aftermath {
            ended,
            exit_code: known.exit_code.filter(|_| ended == Some(true)),
            noticed: known.noticed,
        });
    }
    all.reverse();
    all
}

/// Whether only the pod's pause process was killed: the runtime tells of the end of containers, not of the sandbox's.
fn is_of_pause(case: &Case) -> bool {
    let [victim] = &case.incident.victims[..] else { return false };
    case.incident.tasks.iter().any(|task| task.pid == victim.pid && is_pause(&task))
}

/// What the lines of kubelet and the runtime say about one container.
#[derive(Clone, Copy, Default)]
struct ContainerLines {
    end: Option<NaiveDateTime>,
    exit_code: Option<i32>,
    noticed: Option<bool>,
}

impl ContainerLines {
    fn learn(&mut self, companion: &Companion) {
        match companion.kind {
            CompanionKind::TaskOom | CompanionKind::DockerOom => self.noticed = Some(true),
            CompanionKind::ContainerDied => {
                let end = companion.wall_time();
                self.end = [self.end, end].into_iter().flatten().min();
                self.exit_code = self.exit_code.or(companion.ties.exit_code);
                // The runtime's own line of the end: it would have told of the kill, too.
                if companion.ties.pid.is_some() {
                    self.noticed = self.noticed.or(Some(false));
                }
            }
            _ => {}
        }
    }

    /// Whether a kill ended the container: it ended soon after, and no other kill of it came in between.
    fn ended_of(
        self,
        kill: NaiveDateTime,
        next: Option<NaiveDateTime>,
        last_end: Option<NaiveDateTime>,
    ) -> Option<bool> {
        let after = |time: NaiveDateTime| time.signed_duration_since(kill);
        let lived_to_next = next.is_some_and(|next| after(next) > SAME_KILL);
        match self.end {
            Some(end) => Some(after(end) <= SETTLED && !lived_to_next),
            None if lived_to_next => Some(false),
            None => last_end.filter(|last| after(*last) >= SETTLED).map(|_| false),
        }
    }
}

/// Puts what the log's other lines say among a case's insights.
pub(super) fn tell(cases: &mut [Arc<Case>], aftermaths: &[Aftermath], language: Language) {
    for (case, aftermath) in cases.iter_mut().zip(aftermaths) {
        let insight = aftermath.insight(language);
        let outdated = case.conclusions.kept_insights().iter().any(|insight| insight.name == CONTAINER_END);
        if outdated || insight.is_some() {
            let all = Arc::make_mut(case).insights_mut();
            // What the kernel's lines left open, or made one expect, is settled.
            all.retain(|insight| ![CONTAINER_END, KUBECTL_OPEN, KUBECTL_EXPECTED].contains(&&*insight.name));
            all.extend(insight);
        }
    }
}

/// Where a case stands, by its number; cases are numbered in order from 1.
pub(super) fn find(cases: &[Arc<Case>], id: IncidentId) -> Option<usize> {
    let at = usize::try_from(id.0).ok()?.checked_sub(1)?;
    cases.get(at).filter(|case| case.incident.id == id).map(|_| at)
}

impl Aftermath {
    fn insight(self, language: Language) -> Option<Insight> {
        let code = self.exit_code.map_or_else(|| "none".to_owned(), |code| code.to_string());
        let text = match (self.ended?, self.noticed) {
            (true, Some(true)) => say!(language, "ended-noticed", code = code),
            (true, Some(false)) => say!(language, "ended-unnoticed", code = code),
            (true, None) => say!(language, "ended", code = code),
            (false, Some(true)) => say!(language, "lived-on-noticed").to_owned(),
            (false, _) => say!(language, "lived-on").to_owned(),
        };
        let lived_on = self.ended == Some(false);
        let arithmetic = if lived_on { say!(language, "lived-on-arithmetic") } else { "" };
        let basis = if lived_on || self.noticed.is_some() { Basis::Inferred } else { Basis::Read };
        Some(Insight { name: CONTAINER_END.into(), text, arithmetic: arithmetic.to_owned(), basis })
    }
}
