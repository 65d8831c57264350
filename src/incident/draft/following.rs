//! What may follow what was read of a report: by the lines between, by the stamps, and by what the report has said.

use super::{IncidentDraft, ReportStage};
use crate::incident::seen::MessageSeen;
use crate::kernel::{Invoked, Killed, MemInfo, Message};
use crate::model::{Outcome, Victim};

/// How many lines that are none of its own an unfinished report survives. Each line of its own starts the count anew.
const LINES_BETWEEN: u32 = 1000;

/// The same once a process was killed: what may follow is the announcement of a group kill.
const LINES_AFTER_KILL: u32 = 24;

/// The same while the members of a group are being killed, and for parts of a report that nothing has proved to be one.
const LINES_AFTER_GROUP: u32 = 256;

/// How far a line's stamp may lie behind the line before it, and how far ahead, in microseconds of the boot clock.
const BACK_MICROS: i64 = 2_000_000;
const AHEAD_MICROS: i64 = 30_000_000;

/// The same on the wall clock, which tells when somebody received the line.
const WALL_MICROS: i64 = 120_000_000;

/// How long after it was announced a kill by another pid can follow: at once.
const ANNOUNCED_MICROS: i64 = 2_000_000;

/// A line behind a header whose stamp is not trusted: the name held a newline, and what looks like a stamp is its rest.
const LINES_BEHIND_HEADER: u64 = 3;

impl IncidentDraft {
    /// Counts a line that is not its own; true where nobody continues it any more.
    pub(in crate::incident) fn pass(&mut self) -> bool {
        self.lines_between = self.lines_between.saturating_add(1);
        let limit = match self.part {
            _ if self.tentative || self.group => LINES_AFTER_GROUP,
            ReportStage::Ended => LINES_AFTER_KILL,
            _ => LINES_BETWEEN,
        };
        self.lines_between > limit
    }

    /// True where the message's stamp may be the next of this report.
    pub(in crate::incident) fn follows(&self, seen: &MessageSeen<'_>) -> bool {
        let only_header = self.part == ReportStage::Header && self.stack_lines == 0 && self.incident.kernel.is_none();
        if only_header && seen.place.line.saturating_sub(self.span.last) <= LINES_BEHIND_HEADER {
            return true;
        }
        let Some(gap) = self.last_stamp().micros_until(seen.moment) else {
            return true;
        };
        if self.clock.uptime.is_none() || seen.moment.uptime.is_none() {
            return gap.abs() <= WALL_MICROS;
        }
        (-BACK_MICROS..=AHEAD_MICROS).contains(&gap) || self.is_next_line(seen)
    }

    /// True for the line right behind the last one, in the same second of the wall clock: no machine boots that fast.
    fn is_next_line(&self, seen: &MessageSeen<'_>) -> bool {
        let (Some(last), Some(now)) = (&self.clock.wall, &seen.moment.wall) else {
            return false;
        };
        let seconds = now.comparable().signed_duration_since(last.comparable()).num_seconds();
        seconds.abs() <= 1 && seen.place.line.saturating_sub(self.span.last) <= LINES_BEHIND_HEADER
    }

    /// True where the message can come next (kills: see [`Self::owns_kill`]). Lines that are nothing by themselves never
    /// end a report.
    pub(in crate::incident) fn can_continue(&self, message: &Message<'_>, seen: &MessageSeen<'_>) -> bool {
        match message {
            Message::Invoked(invoked) => self.is_said_again(invoked, seen),
            Message::Mem(MemInfo::Start) => {
                let begun = self.incident.node_memory.as_ref().is_some_and(|memory| !memory.counters.is_empty());
                self.part <= ReportStage::Memory && !begun
            }
            // Every kernel prints memory before tasks: behind a table's beginning these are of another report.
            Message::Counter { .. } | Message::TaskIn { .. } | Message::StatsFor { .. } => {
                self.part <= ReportStage::Memory
            }
            Message::TasksTitle | Message::TasksHeader(_) => {
                self.part <= ReportStage::Memory || (self.part == ReportStage::Tasks && self.incident.tasks.is_empty())
            }
            Message::Summary(summary) => match &self.incident.summary {
                // Somebody may have left the pid out of both.
                Some(known) => known.pid == summary.pid && (known.pid.is_some() || self.part < ReportStage::Ended),
                None => self.part < ReportStage::Ended,
            },
            Message::Chosen(chosen) => match &self.chosen {
                Some(known) => chosen.process.is_some_and(|process| process.pid == known.pid),
                None => self.part < ReportStage::Ended,
            },
            // A line that was quoted behind another kill's report is of another group.
            Message::Group { path: Some(path), whole: true } => {
                let victim = self.incident.victim_cgroup.as_ref();
                victim.is_none_or(|victim| victim.path.starts_with(*path))
            }
            Message::NoKillable => self.part < ReportStage::Ended,
            // A kernel that finds nobody to kill says so, and panics then (`out_of_memory()` in `mm/oom_kill.c`).
            Message::Panic(_) => self.part < ReportStage::Ended || self.incident.outcome == Outcome::NoKillableProcess,
            // Whether these belong here is asked where they are taken.
            Message::InvokedCut
            | Message::Cpuset
            | Message::Cpu(_)
            | Message::Hardware(_)
            | Message::CallTrace
            | Message::MoreInline(_)
            | Message::Stat(..)
            | Message::Protection(..)
            | Message::Mem(_)
            | Message::Huge(_)
            | Message::Row(_)
            | Message::Killed(_)
            | Message::Group { .. }
            | Message::Reaped(_)
            | Message::ReapFailed(_)
            | Message::AlreadyExiting(_)
            | Message::Suppressed(_)
            | Message::Manual
            | Message::Ignored
            | Message::AllocationFailure
            | Message::Boot
            | Message::Lost(_) => true,
        }
    }

    /// True for the header once more, in a log that holds every line twice.
    fn is_said_again(&self, invoked: &Invoked<'_>, seen: &MessageSeen<'_>) -> bool {
        let (Some(trigger), Some(moment)) = (&self.incident.trigger, &self.incident.invoked) else {
            return false;
        };
        let same = &*trigger.name == invoked.name && trigger.gfp_mask.as_deref() == invoked.gfp_mask;
        let next = seen.place.line.saturating_sub(trigger.at.line) <= 1;
        same && next && self.part == ReportStage::Header && moment.micros_until(seen.moment).is_none_or(|gap| gap == 0)
    }

    /// True where the kill is the one that this report tells of.
    pub(in crate::incident) fn owns_kill(&self, killed: &Killed<'_>, seen: &MessageSeen<'_>) -> bool {
        let Some(pid) = killed.pid else { return false };
        let listed = || self.listed.contains(&pid);
        if self.tentative {
            return listed();
        }
        if self.group || self.part == ReportStage::Ended {
            let gap = self.last_stamp().micros_until(seen.moment).unwrap_or(0);
            let again = |victim: &Victim| victim.pid == pid && Some(&*victim.name) == killed.name;
            return gap.abs() <= ANNOUNCED_MICROS && (self.group || self.incident.victims.iter().any(again));
        }
        let at_once = self.is_announced_just_before(seen);
        match (&self.incident.summary, &self.chosen) {
            // Up to 5.0 a child may die instead of the chosen one.
            (_, Some(chosen)) => chosen.pid == pid || at_once,
            // The summary names the thread that is to die; the kill names its process.
            (Some(summary), None) => {
                let same_name = summary.task.is_none() || summary.task.as_deref() == killed.name;
                let invoker = killed.prefix.is_some_and(|prefix| prefix.ends_with("(oom_kill_allocating_task)"));
                // One that has a row of its own is no thread of another process.
                let is_process = || summary.pid.is_some_and(|pid| self.listed.contains(&pid));
                summary.pid == Some(pid) || (at_once && (same_name || invoker) && !is_process())
            }
            (None, None) => self.incident.tasks.is_empty() || listed(),
        }
    }

    /// True where no stamps tell that the victim was announced long before.
    fn is_announced_just_before(&self, seen: &MessageSeen<'_>) -> bool {
        let announced = self.summary_moment.as_ref().or_else(|| self.chosen.as_ref().map(|chosen| &chosen.moment));
        let gap = announced.and_then(|announced| announced.micros_until(seen.moment));
        gap.is_none_or(|gap| gap.abs() <= ANNOUNCED_MICROS)
    }
}
