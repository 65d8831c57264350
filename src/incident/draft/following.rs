//! What may come next in a report: by the clock, by the order in which kernels print, and which kill is its own.

use super::{Draft, Part};
use crate::incident::seen::Seen;
use crate::incident::tape::Step;
use crate::kernel::{Invoked, Killed, MemInfo, Message};
use crate::model::{Outcome, Victim};

/// How far a line's stamp may lie behind the line before it, and how far ahead, in microseconds of the boot clock. A report
/// is printed at once: of 1,534 reports the one with the longest pause between two lines paused for 0.41 s. What follows a
/// kill may take longer.
const BACK_MICROS: i64 = 2_000_000;
const AHEAD_MICROS: i64 = 1_000_000;
const AHEAD_OF_KILL_MICROS: i64 = 30_000_000;

/// The same on the wall clock, which tells when somebody received the line.
const WALL_MICROS: i64 = 120_000_000;

/// How long after it was announced a kill by another pid can follow: at once.
const ANNOUNCED_MICROS: i64 = 2_000_000;

/// The same for a process of which nothing else says that it belongs to the report.
const AT_ONCE_MICROS: i64 = 100_000;

/// No two reports whose lines follow each other are this far apart.
const ABSURD_MICROS: i64 = 3_600_000_000;

/// A line behind a header whose stamp is not trusted: the name held a newline, and what looks like a stamp is its rest.
const LINES_BEHIND_HEADER: u64 = 3;

impl Draft {
    /// True where the message's stamp may be the next of this report.
    pub(in crate::incident) fn follows(&self, seen: &Seen<'_>) -> bool {
        let Some(gap) = self.last_stamp().micros_until(seen.moment) else {
            return true;
        };
        let only_header = self.part == Part::Header && self.stack_lines == 0 && self.incident.kernel.is_none();
        let behind_header = only_header && seen.place.line.saturating_sub(self.span.last) <= LINES_BEHIND_HEADER;
        if self.clock.0.is_none() || seen.moment.uptime.is_none() {
            return behind_header || gap.abs() <= WALL_MICROS;
        }
        let ahead = if self.part == Part::Ended { AHEAD_OF_KILL_MICROS } else { AHEAD_MICROS };
        let absurd = !(-BACK_MICROS..=ABSURD_MICROS).contains(&gap);
        (-BACK_MICROS..=ahead).contains(&gap) || absurd && (behind_header || self.is_next_line(seen))
    }

    /// True for the line right behind the last one, in the same second of the wall clock: no machine boots that fast, and
    /// what looks like a stamp is part of a name.
    fn is_next_line(&self, seen: &Seen<'_>) -> bool {
        let (Some(last), Some(now)) = (&self.clock.1, &seen.moment.wall) else {
            return false;
        };
        let seconds = now.comparable().signed_duration_since(last.comparable()).num_seconds();
        seconds.abs() <= 1 && seen.place.line.saturating_sub(self.span.last) <= LINES_BEHIND_HEADER
    }

    /// True where the message can come next (kills: see [`Self::owns_kill`]). Lines that are nothing by themselves never
    /// end a report.
    pub(in crate::incident) fn can_continue(&self, message: &Message<'_>, seen: &Seen<'_>) -> bool {
        match message {
            Message::Invoked(invoked) => self.is_said_again(invoked, seen),
            Message::Mem(MemInfo::Start) => {
                let begun = self.incident.node_memory.as_ref().is_some_and(|memory| !memory.counters.is_empty());
                self.part <= Part::Memory && !begun
            }
            Message::Counter { .. } | Message::TaskIn { .. } | Message::StatsFor { .. } => self.part <= Part::Memory,
            Message::TasksTitle | Message::TasksHeader(_) => {
                self.part <= Part::Memory || (self.part == Part::Tasks && self.incident.tasks.is_empty())
            }
            Message::Summary(summary) => match &self.incident.summary {
                Some(known) => known.pid == summary.pid,
                None => self.part < Part::Ended,
            },
            Message::Chosen(chosen) => match &self.chosen {
                Some(known) => chosen.process.is_some_and(|process| process.pid == known.pid),
                None => self.part < Part::Ended,
            },
            Message::NoKillable => self.part < Part::Announced,
            Message::Group { path: Some(path), whole: true } => self.may_be_group(path),
            Message::Panic(_) => self.part < Part::Ended || self.incident.outcome == Outcome::NoKillableProcess,
            _ => true,
        }
    }

    /// True for the header once more, in a log that holds every line twice.
    fn is_said_again(&self, invoked: &Invoked<'_>, seen: &Seen<'_>) -> bool {
        let (Some(trigger), Some(moment)) = (&self.incident.trigger, &self.incident.invoked) else {
            return false;
        };
        let same = &*trigger.name == invoked.name && trigger.gfp_mask.as_deref() == invoked.gfp_mask;
        let next = seen.place.line.saturating_sub(trigger.at.line) <= 1;
        same && next && self.part == Part::Header && moment.micros_until(seen.moment).is_none_or(|gap| gap == 0)
    }

    /// True where the kill is the one that this report tells of.
    pub(in crate::incident) fn owns_kill(&self, killed: &Killed<'_>, seen: &Seen<'_>) -> bool {
        let Some(pid) = killed.pid else { return false };
        if self.tentative {
            return self.lists(pid);
        }
        let gap = self.last_stamp().micros_until(seen.moment).unwrap_or(0).abs();
        // Nothing stands in between, on either clock.
        let at_once = gap <= if self.clock.0.is_some() { AT_ONCE_MICROS } else { ANNOUNCED_MICROS };
        let may_be_listed = self.pids.is_empty() || self.lists(pid);
        if self.group || self.part == Part::Ended {
            let again = |victim: &Victim| victim.pid == pid && Some(&*victim.name) == killed.name;
            let member = self.group && (may_be_listed || at_once);
            return gap <= ANNOUNCED_MICROS && (member || self.incident.victims.iter().any(again));
        }
        let announced = self.tape.last_is(Step::Announced);
        match (&self.incident.summary, &self.chosen) {
            // Up to 5.1 a child may die instead of the chosen one.
            (_, Some(chosen)) => {
                // A table that lacks the chosen one is cut, and may lack the child as well.
                chosen.pid == pid || announced && at_once && (may_be_listed || !self.lists(chosen.pid))
            }
            // The summary names the thread that is to die; the kill names its process. What the table lists by itself is
            // another one.
            (Some(summary), None) => {
                let same_name = summary.task.is_none() || summary.task.as_deref() == killed.name;
                let invoker = killed.prefix.is_some_and(|prefix| prefix.ends_with("(oom_kill_allocating_task)"));
                let other = self.lists(pid) && summary.pid.is_some_and(|own| self.lists(own));
                summary.pid == Some(pid) || announced && at_once && (same_name && !other || invoker)
            }
            (None, None) => may_be_listed,
        }
    }

    /// True where the cgroup can be the one that is killed as a whole: the victim lives in it, and it in the one whose
    /// limit was hit (`mem_cgroup_get_oom_group()` of `mm/memcontrol.c`).
    fn may_be_group(&self, path: &str) -> bool {
        let within = |path: &str, above: &str| {
            above == "/" || path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let (victim, limit) = (&self.incident.victim_cgroup, &self.incident.limit_cgroup);
        victim.as_ref().is_none_or(|victim| within(&victim.path, path))
            && limit.as_ref().is_none_or(|limit| within(path, &limit.path))
    }
}
