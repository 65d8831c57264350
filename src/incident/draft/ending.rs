//! The end of a report: who is named, who is killed, and the ends without a kill.

use std::sync::Arc;

use super::remembered::AnnouncedVictim;
use super::{IncidentDraft, ReportStage};
use crate::incident::reaped::note_reaped;
use crate::incident::seen::MessageSeen;
use crate::kernel::{KillAnnouncement, Killed, Process, Reaper, SummaryLine};
use crate::model::{CgroupPath, Constraint, Kib, NoteKind, Outcome, Summary, Victim, limits};
use crate::tell;

/// How long after its report the reaper may speak, in microseconds, to tell whom the report killed.
const REAPED_MICROS: i64 = 1_000_000;

impl IncidentDraft {
    pub(in crate::incident) fn summary(&mut self, line: &SummaryLine<'_>, seen: &MessageSeen<'_>) -> bool {
        if self.incident.summary.is_some() {
            return true;
        }
        if line.missing() > 0 {
            let text = tell!("note-summary-cut");
            self.note(NoteKind::SummaryCut, text, Some(seen.place.span().with(seen.last)));
        }
        let path = |path: &str| CgroupPath { path: path.into(), at: seen.place };
        self.incident.limit_cgroup = line.limit_cgroup.map(path).or_else(|| self.incident.limit_cgroup.take());
        self.incident.victim_cgroup = line.victim_cgroup.map(path).or_else(|| self.incident.victim_cgroup.take());
        self.incident.summary = Some(Summary {
            constraint: Constraint::from_printed(line.constraint),
            nodemask: line.nodemask.map(Into::into),
            cpuset: line.cpuset.map(Into::into),
            mems_allowed: line.mems_allowed.map(Into::into),
            global_oom: line.global_oom,
            task: line.task.map(Into::into),
            pid: line.pid,
            uid: line.uid,
            at: seen.place,
        });
        self.summary_moment = Some(seen.moment.clone());
        self.reach(ReportStage::Announced)
    }

    pub(in crate::incident) fn choose(&mut self, line: &KillAnnouncement<'_>, seen: &MessageSeen<'_>) -> bool {
        let Some(process) = line.process.filter(|_| self.chosen.is_none()) else { return self.chosen.is_some() };
        self.chosen = Some(AnnouncedVictim {
            pid: process.pid,
            name: process.name.into(),
            score: line.score.and_then(|score| u32::try_from(score).ok()),
            prefix: line.prefix.into(),
            moment: seen.moment.clone(),
            at: seen.place,
        });
        self.reach(ReportStage::Announced)
    }

    pub(in crate::incident) fn kill(&mut self, line: &Killed<'_>, seen: &MessageSeen<'_>) -> bool {
        let (Some(pid), Some(name)) = (line.pid, line.name) else { return false };
        self.incident.outcome = Outcome::Killed;
        self.reach(ReportStage::Ended);
        // The chosen one of a group is killed first and again with its group.
        if self.incident.victims.iter().any(|victim| victim.pid == pid) {
            return true;
        }
        if self.incident.victims.len() >= limits::VICTIMS.most {
            self.left_out(&limits::VICTIMS, seen.place);
            return true;
        }
        let chosen = self.chosen.clone().filter(|_| self.incident.victims.is_empty());
        let score = chosen.as_ref().filter(|chosen| chosen.pid == pid).and_then(|chosen| chosen.score);
        let prefix = line.prefix.map(Into::into).or_else(|| chosen.as_ref().map(|chosen| Arc::clone(&chosen.prefix)));
        if let Some(chosen) = chosen.filter(|chosen| chosen.pid != pid) {
            self.note_of_another_pid(&chosen, pid, name, seen);
        }
        let pgtables = self.mended_pgtables(line, seen);
        self.kill_moment.get_or_insert_with(|| seen.moment.clone());
        self.incident.victims.push(Victim {
            pid,
            name: name.into(),
            uid: line.uid,
            total_vm: line.total_vm,
            anon_rss: line.anon_rss,
            file_rss: line.file_rss,
            shmem_rss: line.shmem_rss,
            pgtables,
            oom_score_adj: line.oom_score_adj,
            score,
            group_member: self.group,
            at: seen.place,
            prefix,
            ..Victim::default()
        });
        true
    }

    /// Up to 5.0 the line that chooses names a thread, the line that kills a process: of that thread, or a child of its
    /// process. The task table has a row for each process, so a chosen one with a row of its own is another process.
    fn note_of_another_pid(&mut self, chosen: &AnnouncedVictim, pid: u32, name: &str, seen: &MessageSeen<'_>) {
        let is_process = self.incident.tasks.find(chosen.pid).is_some();
        let span = chosen.at.span().with(seen.place);
        let (chosen_pid, chosen, pid) = (chosen.pid.to_string(), chosen.name.to_string(), pid.to_string());
        let (kind, text) = if is_process {
            let text =
                tell!("note-child-sacrificed", chosen_pid = chosen_pid, chosen = chosen, pid = pid, process = name);
            (NoteKind::ChildSacrificed, text)
        } else {
            let text =
                tell!("note-child-or-thread", chosen_pid = chosen_pid, chosen = chosen, pid = pid, process = name);
            (NoteKind::Other, text)
        };
        self.note(kind, text, Some(span));
    }

    /// Kernel 5.4 prints the page tables' size in bytes and calls it kB (`mm/oom_kill.c`, mended before 5.9).
    fn mended_pgtables(&mut self, line: &Killed<'_>, seen: &MessageSeen<'_>) -> Option<Kib> {
        let printed = line.pgtables?;
        let in_bytes = match self.pgtables_in_bytes {
            Some(known) => known,
            None => *self.pgtables_in_bytes.insert(self.is_in_bytes(printed, line)),
        };
        if !in_bytes {
            return Some(printed);
        }
        if !self.has_note(NoteKind::UnitMended) {
            let text = tell!("note-unit-mended");
            self.note(NoteKind::UnitMended, text, Some(seen.place.span()));
        }
        Some(Kib(printed.0 / 1024))
    }

    /// It is then what the task table says in bytes; and page tables larger than what they map cannot be.
    fn is_in_bytes(&self, printed: Kib, line: &Killed<'_>) -> bool {
        let row = line.pid.and_then(|pid| self.incident.tasks.find(pid)).and_then(|task| task.pgtables_bytes);
        match row {
            Some(bytes) if bytes >= 4096 => printed.0 >= bytes / 4,
            _ => {
                line.total_vm.is_some_and(|total_vm| total_vm.0 > 0 && printed > total_vm)
                    && printed.0.is_multiple_of(4096)
            }
        }
    }

    pub(in crate::incident) fn announce_group(&mut self, path: Option<&str>, seen: &MessageSeen<'_>) -> bool {
        self.group = true;
        if self.incident.oom_group.is_none() {
            self.incident.oom_group = path.map(|path| CgroupPath { path: path.into(), at: seen.place });
        }
        true
    }

    pub(in crate::incident) fn exiting(&mut self, process: &Process<'_>, seen: &MessageSeen<'_>) -> bool {
        let named = self.incident.summary.as_ref().is_some_and(|summary| summary.pid == Some(process.pid));
        self.already_exiting |= named;
        let text = tell!("note-exiting", pid = process.pid.to_string(), process = process.name);
        self.note(NoteKind::AlreadyExiting, text, Some(seen.place.span()));
        true
    }

    /// The reaper's line where it was wrapped; a whole one finds its incident before (see the assembler).
    pub(in crate::incident) fn reaped(&mut self, reaper: &Reaper<'_>, seen: &MessageSeen<'_>) -> bool {
        self.take_reaped_victim(&reaper.process, seen);
        note_reaped(&mut self.incident, reaper, seen.place, seen.host)
    }

    /// Of a log that keeps one level, header and kill are missing together: the header is a warning, the kill an error, all
    /// between them and the reaper's line information. Then the reaper, right behind the table that lists its process, tells
    /// whom this report killed.
    fn take_reaped_victim(&mut self, process: &Process<'_>, seen: &MessageSeen<'_>) {
        let is_next = self.lines_between == 0
            && self.last_stamp().micros_until(seen.moment).is_some_and(|gap| (0..=REAPED_MICROS).contains(&gap));
        let is_of_one_level = self.incident.trigger.is_none() && self.part == ReportStage::Tasks && !self.group;
        if is_of_one_level && is_next && self.listed.contains(&process.pid) && !process.name.is_empty() {
            self.kill_moment = Some(seen.moment.clone());
            self.incident.outcome = Outcome::Killed;
            self.reach(ReportStage::Ended);
            self.incident.victims.push(Victim {
                pid: process.pid,
                name: process.name.into(),
                at: seen.place,
                from_summary_only: true,
                ..Victim::default()
            });
        }
    }

    pub(in crate::incident) fn reap_failed(&mut self, process: &Process<'_>, seen: &MessageSeen<'_>) -> bool {
        if !self.incident.victims.iter().any(|victim| victim.pid == process.pid) {
            return false;
        }
        let text = tell!("note-reap-failed", pid = process.pid.to_string(), process = process.name);
        self.note(NoteKind::Other, text, Some(seen.place.span()));
        true
    }

    /// An end without a kill.
    pub(in crate::incident) fn end(&mut self, outcome: Outcome) -> bool {
        self.incident.outcome = outcome;
        self.reach(ReportStage::Ended)
    }

    fn has_note(&self, kind: NoteKind) -> bool {
        self.incident.noted.iter().any(|note| note.kind == kind)
    }
}
