//! Single figures of two kills: usage, limits, what the victim held.

use super::Pair;
use crate::model::{Bytes, Counter, Incident, Kib};

/// A figure with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange {
    /// What it is, for people.
    pub name: &'static str,
    /// The kernel's word for it.
    pub word: &'static str,
    /// Its values.
    pub values: Pair<Figure>,
}

/// A value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
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
            (Figure::Size(before), Figure::Size(after)) => Some(i128::from(after.0) - i128::from(before.0)),
            (Figure::Count(before), Figure::Count(after)) => Some(i128::from(after) - i128::from(before)),
            (Figure::Unlimited, Figure::Unlimited) => Some(0),
            _ => None,
        }
    }
}

/// A figure's name and word, and how an incident holds it.
type Row = (&'static str, &'static str, fn(&Incident) -> Option<Figure>);

const ROWS: [Row; 11] = [
    ("Memory used", "usage", |incident| usage(incident.cgroup_memory.memory)),
    ("Memory limit", "limit", |incident| limit(incident.cgroup_memory.memory)),
    ("Failed charges", "failcnt", |incident| Some(Figure::Count(incident.cgroup_memory.memory?.failcnt))),
    ("Swap used", "swap", |incident| usage(incident.cgroup_memory.swap)),
    ("Swap limit", "swap", |incident| limit(incident.cgroup_memory.swap)),
    ("Memory and swap used", "memory_and_swap", |incident| usage(incident.cgroup_memory.memory_and_swap)),
    ("Memory and swap limit", "memory_and_swap", |incident| limit(incident.cgroup_memory.memory_and_swap)),
    ("Kernel memory used", "kernel_memory", |incident| usage(incident.cgroup_memory.kernel_memory)),
    ("Anonymous memory of the killed", "anon_rss", |incident| size(incident.chosen()?.anon_rss)),
    ("File memory of the killed", "file_rss", |incident| size(incident.chosen()?.file_rss)),
    ("Shared memory of the killed", "shmem_rss", |incident| size(incident.chosen()?.shmem_rss)),
];

/// The figures that at least one of the two has.
pub(super) fn of(before: &Incident, after: &Incident) -> Vec<FigureChange> {
    let change =
        |(name, word, of): Row| FigureChange { name, word, values: Pair { before: of(before), after: of(after) } };
    let is_known = |change: &FigureChange| change.values.before.is_some() || change.values.after.is_some();
    ROWS.into_iter().map(change).filter(is_known).collect()
}

fn usage(counter: Option<Counter>) -> Option<Figure> {
    Some(Figure::Size(counter?.usage.bytes()))
}

fn limit(counter: Option<Counter>) -> Option<Figure> {
    Some(counter?.limit().map_or(Figure::Unlimited, |limit| Figure::Size(limit.bytes())))
}

fn size(size: Option<Kib>) -> Option<Figure> {
    Some(Figure::Size(size?.bytes()))
}
