//! Single figures of two kills: usage, limits, what the victim held.

use super::BeforeAfter;
use crate::lang::Language;
use crate::model::{Bytes, Counter, Incident, Kib};
use crate::say;

/// A figure with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange {
    /// What it is, for people.
    pub name: &'static str,
    /// The kernel's word for it.
    pub word: &'static str,
    /// Its values.
    pub values: BeforeAfter<FigureValue>,
}

/// A value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureValue {
    /// A size.
    Size(Bytes),
    /// A number of events.
    Count(u64),
    /// There is no limit.
    Unlimited,
}

impl FigureChange {
    /// By how much it grew, in bytes or events; `None` where a side lacks it or has no limit.
    pub fn change(&self) -> Option<i128> {
        match (self.values.before?, self.values.after?) {
            (FigureValue::Size(before), FigureValue::Size(after)) => Some(i128::from(after.0) - i128::from(before.0)),
            (FigureValue::Count(before), FigureValue::Count(after)) => Some(i128::from(after) - i128::from(before)),
            (FigureValue::Unlimited, FigureValue::Unlimited) => Some(0),
            _ => None,
        }
    }
}

/// A figure's word, and how an incident holds it.
type FigureRow = (&'static str, fn(&Incident) -> Option<FigureValue>);

/// The figures that at least one of the two has.
pub(super) fn of(language: Language, before: &Incident, after: &Incident) -> Vec<FigureChange> {
    let change = |name, (word, of): FigureRow| FigureChange {
        name,
        word,
        values: BeforeAfter { before: of(before), after: of(after) },
    };
    let rows: [(&'static str, FigureRow); 11] = [
        (say!(language, "figure-memory-used"), ("usage", |incident| usage(incident.cgroup_memory.memory))),
        (say!(language, "figure-memory-limit"), ("limit", |incident| limit(incident.cgroup_memory.memory))),
        (
            say!(language, "figure-failed-charges"),
            ("failcnt", |incident| Some(FigureValue::Count(incident.cgroup_memory.memory?.failcnt))),
        ),
        (say!(language, "figure-swap-used"), ("swap", |incident| usage(incident.cgroup_memory.swap))),
        (say!(language, "figure-swap-limit"), ("swap", |incident| limit(incident.cgroup_memory.swap))),
        (
            say!(language, "figure-memory-and-swap-used"),
            ("memory_and_swap", |incident| usage(incident.cgroup_memory.memory_and_swap)),
        ),
        (
            say!(language, "figure-memory-and-swap-limit"),
            ("memory_and_swap", |incident| limit(incident.cgroup_memory.memory_and_swap)),
        ),
        (
            say!(language, "figure-kernel-memory-used"),
            ("kernel_memory", |incident| usage(incident.cgroup_memory.kernel_memory)),
        ),
        (say!(language, "figure-anonymous"), ("anon_rss", |incident| size(incident.chosen()?.anon_rss))),
        (say!(language, "figure-file"), ("file_rss", |incident| size(incident.chosen()?.file_rss))),
        (say!(language, "figure-shared"), ("shmem_rss", |incident| size(incident.chosen()?.shmem_rss))),
    ];
    let is_known = |change: &FigureChange| change.values.before.is_some() || change.values.after.is_some();
    rows.into_iter().map(|(name, row)| change(name, row)).filter(is_known).collect()
}

fn usage(counter: Option<Counter>) -> Option<FigureValue> {
    Some(FigureValue::Size(counter?.usage.bytes()))
}

fn limit(counter: Option<Counter>) -> Option<FigureValue> {
    Some(counter?.limit().map_or(FigureValue::Unlimited, |limit| FigureValue::Size(limit.bytes())))
}

fn size(size: Option<Kib>) -> Option<FigureValue> {
    Some(FigureValue::Size(size?.bytes()))
}
