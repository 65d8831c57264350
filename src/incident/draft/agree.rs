//! Whether the parts of a report can be of one kill.

use super::IncidentDraft;
use crate::model::{CallPath, Constraint, Task, is_shortened, may_be_one};

/// The process that the killer never chooses nor lists (`oom_unkillable_task()` of `mm/oom_kill.c`).
const INIT: u32 = 1;

/// How surely two parts of a report are of two kills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::incident) enum Conflict {
    /// Seldom so in one report: whoever asked for memory is not in the table.
    Unlikely,
    /// Never so in one report.
    Sure,
}

impl IncidentDraft {
    /// What contradicts that all of this is one report.
    pub(in crate::incident) fn conflict(&self) -> Option<Conflict> {
        let sure = self.counts_for_another()
            || self.is_of_node_and_cgroup()
            || self.kills_nobody_listed()
            || self.trigger_row_differs()
            || self.victim_row_differs();
        let unlikely = || self.other_comm || self.names_differ() || self.trigger_is_not_listed();
        if sure { Some(Conflict::Sure) } else { unlikely().then_some(Conflict::Unlikely) }
    }

    /// `mem_cgroup_print_oom_meminfo()` and `dump_oom_summary()` print the same cgroup. Up to 5.2 there is a line for each
    /// cgroup below it.
    fn counts_for_another(&self) -> bool {
        let memory = &self.incident.cgroup_memory;
        let Some(limit) = self.incident.limit_cgroup.as_ref().map(|limit| &*limit.path) else { return false };
        // A program in the kernel (CONSTRAINT_BPF_…) may choose below another cgroup than it counts.
        let constraint = self.incident.summary.as_ref().map(|summary| &summary.constraint);
        if matches!(constraint, Some(Constraint::Other(_))) {
            return false;
        }
        if memory.children.is_empty() {
            return memory.stats_cgroup.as_ref().is_some_and(|owner| !may_be_one(&owner.path, limit));
        }
        let is_known = !is_shortened(limit);
        is_known
            && memory
                .children
                .iter()
                .any(|child| !is_shortened(&child.path) && !child.path.is_empty() && !child.path.starts_with(limit))
    }

    /// A report of a cgroup's limit has no Mem-Info, one of the node has no cgroup's figures.
    fn is_of_node_and_cgroup(&self) -> bool {
        let incident = &self.incident;
        // 5.2 prints CONSTRAINT_NONE for cgroups, too.
        let memcg = incident.summary.as_ref().and_then(|summary| match summary.constraint {
            Constraint::Memcg => Some(true),
            _ => summary.global_oom.then_some(false),
        });
        let by_stack = incident.call_path().map(|path| path != CallPath::PageAllocator);
        let by_memory = match (&incident.node_memory, &incident.cgroup_memory.memory) {
            (Some(_), None) => Some(false),
            (None, Some(_)) => Some(true),
            (Some(_), Some(_)) => return true,
            (None, None) => None,
        };
        let known = [memcg, by_stack, by_memory];
        known.contains(&Some(true)) && known.contains(&Some(false))
    }

    /// The kernel chooses from what it lists. The lines that choose may name a thread; its process is listed.
    fn kills_nobody_listed(&self) -> bool {
        let incident = &self.incident;
        // Of a log that was searched for "oom" the table's head is left, and none of its rows.
        if incident.tasks.header_line.is_none() || self.listed.is_empty() || self.unread_rows.count > 0 {
            return false;
        }
        // Or the rows of those processes only that have the word in their names (`systemd-oomd`).
        if incident.tasks.iter().all(|task| task.name.contains("oom")) {
            return false;
        }
        let named = incident.summary.as_ref().and_then(|summary| summary.pid);
        let named = named.or_else(|| self.chosen.as_ref().map(|chosen| chosen.pid));
        let killed = incident.victims.first().map(|victim| victim.pid);
        let pids: Vec<u32> = named.into_iter().chain(killed).collect();
        !pids.is_empty() && !pids.iter().any(|pid| self.listed.contains(pid))
    }

    /// The header, the row and the kill of one process are printed within the same report; nobody adjusts it meanwhile.
    fn trigger_row_differs(&self) -> bool {
        let Some(trigger) = &self.incident.trigger else { return false };
        let row = trigger.pid.and_then(|pid| self.row_of(pid)).filter(|row| *row.name == *trigger.name);
        row.is_some_and(|row| trigger.oom_score_adj.is_some_and(|adj| adj != row.oom_score_adj))
    }

    fn victim_row_differs(&self) -> bool {
        let adjusted = self.incident.victims.first().and_then(|victim| Some((victim.pid, victim.oom_score_adj?)));
        adjusted.is_some_and(|(pid, adj)| self.row_of(pid).is_some_and(|row| row.oom_score_adj != adj))
    }

    /// A process may change its name, and a log may have cut it.
    fn names_differ(&self) -> bool {
        let incident = &self.incident;
        let trigger = incident.trigger.as_ref().and_then(|trigger| Some((trigger.pid?, &*trigger.name)));
        let victim = incident.victims.first().map(|victim| (victim.pid, &*victim.name));
        trigger.into_iter().chain(victim).any(|(pid, name)| {
            let (name, row) = (name.trim(), self.row_of(pid));
            row.is_some_and(|row| !name.starts_with(row.name.trim()) && !row.name.trim().starts_with(name))
        })
    }

    fn row_of(&self, pid: u32) -> Option<Task> {
        self.incident.tasks.find(pid).filter(|_| self.listed.contains(&pid))
    }

    /// Whoever asks for memory is a process that is listed, or a thread of one, or a kernel thread, whose call trace says so.
    /// `dump_tasks()` leaves out init; whoever lowers a limit mostly stands outside the cgroup.
    fn trigger_is_not_listed(&self) -> bool {
        let incident = &self.incident;
        let lowers_a_limit = incident.call_path() == Some(CallPath::LimitLowered);
        if self.is_kernel_thread || lowers_a_limit || incident.tasks.is_empty() {
            return false;
        }
        let Some(trigger) = &incident.trigger else { return false };
        trigger.pid.is_some_and(|pid| pid != INIT && !self.listed.contains(&pid))
            && !incident.tasks.iter().any(|task| *task.name == *trigger.name)
    }
}
