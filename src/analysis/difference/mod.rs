//! Two kills held against each other: what grew, by how much, and what cannot be told. Every figure is there twice, and a
//! side that lacks it has `None`, never a zero; the changes of a pie's parts add up to the change of its whole.

mod figures;
mod kinship;
mod sentence;
mod setting;
mod tasks;

use std::borrow::Cow;
use std::sync::Arc;

use chrono::TimeDelta;

use super::cluster::ListedObjects;
use super::series::between;
use super::{Breakdown, Case, ClusterFacts, PartKind};
use crate::lang::Language;
use crate::model::{Bytes, IncidentId, Stat, StatUnit, Stats};

pub use figures::{FigureChange, FigureValue};
pub use kinship::{Kin, Kinship};
pub(super) use setting::{changed, lists_of};
pub use tasks::{Fate, TaskChange, TaskChanges};

/// What differs between two kills.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The earlier kill; by the review's order where no clock tells.
    pub before: IncidentId,
    /// The later kill.
    pub after: IncidentId,
    /// The time between them, where one clock dates both: walls of known zones, or those of one host or source, or the
    /// kernel's own.
    pub apart: Option<TimeDelta>,
    /// Whether they are of the same container, pod, node.
    pub kinship: Vec<Kin>,
    /// The parts of the memory, where both kills have a pie, and of the same kind.
    pub parts: Option<Parts>,
    /// Usage, limits, what the victim held.
    pub figures: Vec<FigureChange>,
    /// memory.stat: sizes before events, the largest change first, what one side lacks last.
    pub stats: Vec<StatChange>,
    /// The processes by name.
    pub tasks: TaskChanges,
    /// The language of all its words.
    pub language: Language,
    /// All of it in one sentence.
    pub sentence: String,
    /// What else is another at the later kill: kernel, node, image, container, processes.
    pub setting: Option<String>,
    /// What must be known to read the figures rightly, a sentence each.
    pub remarks: Vec<String>,
}

/// A figure of both kills; `None` where the log does not hold it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BeforeAfter<T> {
    /// Of the earlier kill.
    pub before: Option<T>,
    /// Of the later kill.
    pub after: Option<T>,
}

/// What is known of both kills.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Both<T> {
    /// Of the earlier kill.
    pub before: T,
    /// Of the later kill.
    pub after: T,
}

/// The parts of two pies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Whose memory it is.
    pub whole: PieWhole,
    /// The pies' totals.
    pub totals: Both<Bytes>,
    /// The parts in their fixed order. The changes add up to that of the totals.
    pub changes: Vec<PartChange>,
}

/// What a pie is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieWhole {
    /// The cgroup whose limit was hit.
    Cgroup,
    /// The node's RAM.
    Node,
}

/// A part of two pies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartChange {
    /// Which part.
    pub kind: PartKind,
    /// Its sizes.
    pub sizes: BeforeAfter<Bytes>,
    /// By how many bytes it grew. `None` where a side lacks it; what it may have changed by is then in that of
    /// [`PartKind::NotItemised`], which holds it.
    pub change: Option<i128>,
}

/// A statistic of two kills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatChange {
    /// Its key as printed.
    pub key: Cow<'static, str>,
    /// What it counts.
    pub unit: StatUnit,
    /// Its values.
    pub values: BeforeAfter<i64>,
}

impl Difference {
    /// Holds two kills against each other and tells of it in a language; the earlier one is the first, whichever is given
    /// first.
    pub fn of(one: &Arc<Case>, other: &Arc<Case>, cluster: &ClusterFacts, language: Language) -> Self {
        let Both { before, after } = in_order(one, other);
        let kinship = kinship::of(before, after);
        let parts = parts(before, after);
        let apart = between(before, after);
        let tasks = tasks::of(&before.incident, &after.incident);
        let mut difference = Self {
            before: before.incident.id,
            after: after.incident.id,
            apart,
            kinship,
            parts,
            figures: figures::of(language, &before.incident, &after.incident),
            stats: stats(&before.incident.cgroup_memory.stats, &after.incident.cgroup_memory.stats),
            tasks,
            language,
            sentence: String::new(),
            setting: setting::sentence(before, after, &ListedObjects::new(cluster), language),
            remarks: Vec::new(),
        };
        difference.sentence = sentence::sentence(language, &difference, before, after);
        difference.remarks = sentence::remarks(language, &difference, before, after);
        difference
    }
}

/// The two kills in the order of their clocks, else in that of the review.
pub fn in_order<'a>(one: &'a Arc<Case>, other: &'a Arc<Case>) -> Both<&'a Arc<Case>> {
    let forward = between(one, other).filter(|apart| *apart != TimeDelta::zero());
    let backward = between(other, one).filter(|apart| *apart != TimeDelta::zero());
    let turned = match (forward, backward) {
        (Some(_), None) => false,
        (None, Some(_)) => true,
        _ => one.incident.id > other.incident.id,
    };
    if turned { Both { before: other, after: one } } else { Both { before: one, after: other } }
}

/// By how much a figure grew.
pub(super) fn grown(sizes: BeforeAfter<Bytes>) -> Option<i128> {
    let (before, after) = sizes.before.zip(sizes.after)?;
    Some(i128::from(after.0) - i128::from(before.0))
}

fn parts(before: &Case, after: &Case) -> Option<Parts> {
    let (one, other) = (&before.conclusions, &after.conclusions);
    let cgroup = one.breakdown.as_ref().zip(other.breakdown.as_ref()).map(|pies| (PieWhole::Cgroup, pies));
    let node = one.node_breakdown.as_ref().zip(other.node_breakdown.as_ref()).map(|pies| (PieWhole::Node, pies));
    let (whole, (one, other)) = cgroup.or(node)?;
    Some(Parts { whole, totals: Both { before: one.total, after: other.total }, changes: part_changes(one, other) })
}

/// The parts that either pie has. The last one, which is what the others leave, takes up what is known on one side only.
fn part_changes(before: &Breakdown, after: &Breakdown) -> Vec<PartChange> {
    let listed = |kind: &PartKind| [before, after].iter().any(|pie| pie.parts.iter().any(|part| part.kind == *kind));
    let mut left = i128::from(after.total.0) - i128::from(before.total.0);
    let mut changes: Vec<_> = PartKind::ALL
        .into_iter()
        .filter(listed)
        .map(|kind| {
            let sizes = BeforeAfter { before: before.bytes(kind), after: after.bytes(kind) };
            let change = grown(sizes).filter(|_| kind != PartKind::NotItemised);
            left -= change.unwrap_or(0);
            PartChange { kind, sizes, change }
        })
        .collect();
    if let Some(rest) = changes.iter_mut().find(|part| part.kind == PartKind::NotItemised) {
        rest.change = Some(left);
    }
    changes
}

fn stats(before: &Stats, after: &Stats) -> Vec<StatChange> {
    let value = |stats: &Stats, key: &str, unit| stats.get(key).filter(|stat| stat.unit == unit).map(|stat| stat.value);
    let change = |stat: &Stat| StatChange {
        key: stat.key.clone(),
        unit: stat.unit,
        values: BeforeAfter { before: value(before, &stat.key, stat.unit), after: value(after, &stat.key, stat.unit) },
    };
    let only_after = after.0.iter().filter(|stat| value(before, &stat.key, stat.unit).is_none());
    let mut changes: Vec<_> = before.0.iter().chain(only_after).map(change).collect();
    // Keys may be printed twice; the first one counts.
    let mut seen = std::collections::HashSet::new();
    changes.retain(|change| seen.insert(change.key.clone()));
    changes.sort_by_key(|change| {
        let changed = change.change().map(i128::unsigned_abs);
        (change.unit == StatUnit::Count, changed.is_none(), std::cmp::Reverse(changed))
    });
    changes
}

impl StatChange {
    /// By how much it grew.
    pub fn change(&self) -> Option<i128> {
        let (before, after) = self.values.before.zip(self.values.after)?;
        Some(i128::from(after) - i128::from(before))
    }
}

#[cfg(test)]
mod tests;
