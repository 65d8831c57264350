//! The processes of two task tables by name: how many, how much they held, which are gone and which are new.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{BeforeAfter, Both, grown};
use crate::model::{Bytes, Incident, NoteKind, Pages};

/// The task tables of two kills.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskChanges {
    /// How many processes each table lists; `None` where the log has no table.
    pub processes: BeforeAfter<u64>,
    /// What they held together, shared pages counted in each process.
    pub resident: BeforeAfter<Bytes>,
    /// False where a table is known to lack rows.
    pub whole: Both<bool>,
    /// The names, the largest change first.
    pub names: Vec<TaskChange>,
}

/// The processes of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskChange {
    /// The name.
    pub name: Arc<str>,
    /// How many there are. Zero where a whole table lists none.
    pub processes: BeforeAfter<u64>,
    /// What they held together.
    pub resident: BeforeAfter<Bytes>,
    /// True where one of them was killed.
    pub killed: Both<bool>,
}

/// What became of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// In both tables.
    Stayed,
    /// Only in the later table.
    New,
    /// Only in the earlier table.
    Gone,
    /// A table is missing or cut.
    Unknown,
}

impl TaskChange {
    /// What became of it.
    pub fn fate(&self) -> Fate {
        match (self.processes.before, self.processes.after) {
            (Some(0), Some(_)) => Fate::New,
            (Some(_), Some(0)) => Fate::Gone,
            (Some(_), Some(_)) => Fate::Stayed,
            _ => Fate::Unknown,
        }
    }

    /// By how many bytes they grew together.
    pub fn change(&self) -> Option<i128> {
        grown(self.resident)
    }
}

/// The processes of one name in one table.
#[derive(Clone, Copy, Debug, Default)]
struct NameGroup {
    processes: u64,
    resident: Bytes,
    killed: bool,
}

pub(super) fn of(before: &Incident, after: &Incident) -> TaskChanges {
    let (one, other) = (groups(before), groups(after));
    let mut names: Vec<&Arc<str>> = one.keys().chain(other.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let (is_whole, was_whole) = (is_whole(after), is_whole(before));
    let side = |groups: &HashMap<Arc<str>, NameGroup>, whole: bool, name: &Arc<str>| {
        groups.get(name).copied().or_else(|| whole.then(NameGroup::default))
    };
    let change = |name: &Arc<str>| {
        let (one, other) = (side(&one, was_whole, name), side(&other, is_whole, name));
        TaskChange {
            name: Arc::clone(name),
            processes: BeforeAfter {
                before: one.map(|group| group.processes),
                after: other.map(|group| group.processes),
            },
            resident: BeforeAfter { before: one.map(|group| group.resident), after: other.map(|group| group.resident) },
            killed: Both {
                before: one.is_some_and(|group| group.killed),
                after: other.is_some_and(|group| group.killed),
            },
        }
    };
    let mut names: Vec<_> = names.into_iter().map(change).collect();
    names.sort_by_key(|change| {
        let changed = change.change().map(i128::unsigned_abs);
        let held = change.resident.before.max(change.resident.after);
        (changed.is_none(), std::cmp::Reverse(changed), std::cmp::Reverse(held))
    });
    let counted = |incident: &Incident| (!incident.tasks.is_empty()).then_some(incident.tasks.len() as u64);
    let sum = |groups: &HashMap<Arc<str>, NameGroup>| {
        (!groups.is_empty()).then(|| groups.values().fold(Bytes(0), |sum, group| sum.plus(group.resident)))
    };
    TaskChanges {
        processes: BeforeAfter { before: counted(before), after: counted(after) },
        resident: BeforeAfter { before: sum(&one), after: sum(&other) },
        whole: Both { before: was_whole, after: is_whole },
        names,
    }
}

/// True where the log has the whole table: only then is what it does not list not there.
pub(super) fn is_whole(incident: &Incident) -> bool {
    let cut = |kind| matches!(kind, NoteKind::TasksCut | NoteKind::LimitReached | NoteKind::LineUnread);
    !incident.tasks.is_empty() && !incident.noted.iter().any(|note| cut(note.kind))
}

fn groups(incident: &Incident) -> HashMap<Arc<str>, NameGroup> {
    let mut groups: HashMap<Arc<str>, NameGroup> = HashMap::new();
    let page = incident.page_size.size;
    let victims: HashSet<u32> = incident.victims.iter().map(|victim| victim.pid).collect();
    for task in incident.tasks.iter() {
        let group = groups.entry(task.name).or_default();
        group.processes += 1;
        group.resident = group.resident.plus(Pages(task.rss).bytes(page));
        group.killed |= victims.contains(&task.pid);
    }
    groups
}
