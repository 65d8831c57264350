//! Which service or pod a row of the task table belongs to. The table does not say; the kill lines do for the processes
//! that they name, and the `oom-kill:` line for the one that asked.

use std::collections::BTreeMap;

use super::LogContext;
use crate::analysis::cgroup::{CgroupKind, Identity};
use crate::model::{Incident, Task};

/// Where a process lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// A systemd unit. Its other processes of the same name, user and adjustment are taken for its own.
    Unit(Box<str>),
    /// A pod, by namespace and name.
    Pod(Box<str>),
}

impl Home {
    fn name(&self) -> &str {
        match self {
            Self::Unit(name) | Self::Pod(name) => name,
        }
    }
}

/// A cgroup's path as a home: a unit; a pod where `pod_name` knows its name by its UID.
pub(in crate::analysis) fn of_path(path: &str, pod_name: &dyn Fn(&str) -> Option<String>) -> Option<Home> {
    let identity = Identity::of(path);
    if let Some(uid) = identity.pod.as_ref().and_then(|pod| pod.uid.as_deref()) {
        return pod_name(uid).map(|name| Home::Pod(name.into()));
    }
    match identity.group {
        CgroupKind::Unit(unit) => Some(Home::Unit((*unit).into())),
        _ => None,
    }
}

/// What the report itself tells of where its processes live, by pid: the victims' cgroup, and the cpuset of the process
/// that asked, whose name is its unit's where units have cpusets.
pub(in crate::analysis) fn of_report(
    incident: &Incident,
    pod_name: &dyn Fn(&str) -> Option<String>,
) -> BTreeMap<u32, Home> {
    let mut homes = BTreeMap::new();
    let asking = incident.trigger.as_ref().and_then(|trigger| trigger.pid);
    let unit = incident.summary.as_ref().and_then(|summary| summary.cpuset.as_deref());
    if let (Some(pid), Some(unit)) = (asking, unit.filter(|unit| unit.ends_with(".service"))) {
        homes.insert(pid, Home::Unit(unit.into()));
    }
    let home = incident.victim_cgroup.as_ref().and_then(|cgroup| of_path(&cgroup.path, pod_name));
    if let Some(home) = home {
        let group = incident.oom_group.is_some();
        let victims = incident.victims.iter().filter(|victim| group || !victim.group_member);
        for victim in victims.take(if group { usize::MAX } else { 1 }) {
            homes.insert(victim.pid, home.clone());
        }
    }
    homes
}

/// The name of each row's home, in the rows' order: `backup-agent.service`, `app.service (java)`, `shop/cart-1 (java)`.
pub(super) fn of_rows(tasks: &[Task], around: &LogContext) -> Vec<Option<String>> {
    // A unit that some process of this name, user and adjustment is known to live in, where there is one only.
    let mut kin: BTreeMap<(&str, u32, i32), Option<&Home>> = BTreeMap::new();
    for task in tasks {
        if let Some(home @ Home::Unit(_)) = around.homes.get(&task.pid) {
            let known = kin.entry(likeness(task)).or_insert(Some(home));
            if *known != Some(home) {
                *known = None;
            }
        }
    }
    let home = |task: &Task| {
        let kin = || kin.get(&likeness(task)).copied().flatten();
        let home = around.homes.get(&task.pid).or_else(kin)?.name();
        let stem = task.name.trim();
        Some(if stem.is_empty() || home.contains(stem) { home.to_owned() } else { format!("{home} ({stem})") })
    };
    tasks.iter().map(home).collect()
}

fn likeness(task: &Task) -> (&str, u32, i32) {
    (&task.name, task.uid, task.oom_score_adj)
}
