//! One report while it grows: what may still come, and when it has ended.

use std::collections::HashSet;

use super::clock::ReportClock;
use super::remembered::{AnnouncedVictim, LastSizes, UnreadRows};
use super::seen::{BufferedRecord, MessageSeen};
use super::step::Step;
use super::trace::Trace;
use crate::kernel::{Invoked, Killed, MemInfo, Message, TaskHeaderText, TaskLine, TaskTableHeader};
use crate::lang::Sentence;
use crate::model::limits::{self, Limit};
use crate::model::{Incident, Moment, Note, NoteKind, Origin, Outcome, Place, Span, TaskTable, Trigger, Victim};
use crate::tell;

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

/// How far a report has come; no part goes back to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ReportStage {
    /// The header and the stack.
    Header,
    /// The cgroup's memory or Mem-Info.
    Memory,
    /// The task table.
    Tasks,
    /// The victim is named, not yet killed.
    Announced,
    /// A process was killed, or the report says that none was.
    Ended,
}

/// A report that is not finished.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that was seen or not")]
pub(super) struct IncidentDraft {
    pub(super) incident: Incident,
    pub(super) part: ReportStage,
    /// True while every line so far could also be something else.
    tentative: bool,
    pub(super) columns: TaskTableHeader,
    pub(super) chosen: Option<AnnouncedVictim>,
    /// True once the kill of a whole group is announced.
    pub(super) group: bool,
    pub(super) already_exiting: bool,
    pub(super) summary_moment: Option<Moment>,
    /// When the first process was killed.
    pub(super) kill_moment: Option<Moment>,
    pub(super) last_sizes: Option<LastSizes>,
    /// The line that was read last: its place in the report, and what it is called.
    pub(super) step: Option<Step>,
    pub(super) key: Option<Box<str>>,
    pub(super) trace: Trace,
    /// The pid of the last row, and of all.
    pub(super) last_row: Option<u32>,
    pub(super) listed: HashSet<u32>,
    /// True where the `CPU:` line behind the header names another task.
    pub(super) other_comm: bool,
    /// True where the call trace ends as a kernel thread's does.
    pub(super) is_kernel_thread: bool,
    /// The last line that had a stamp of its own.
    stamped: u64,
    /// Whether this kernel prints the page tables of a kill in bytes, once that is known.
    pub(super) pgtables_in_bytes: Option<bool>,
    /// Rows that lack figures, and the first of them.
    pub(super) unread_rows: UnreadRows,
    /// The kill lines and what announces a group, as they stood; kept while there is nothing else.
    kill_lines: Vec<BufferedRecord>,
    /// True once they were too many to be kept.
    pub(super) kill_lines_left_out: bool,
    pub(super) span: Span,
    pub(super) clock: ReportClock,
    pub(super) lines_between: u32,
    pub(super) stack_lines: usize,
    /// True where the kernel spoke before this in a log that may be newest first, so after it.
    pub(super) later_spoke: bool,
}

impl IncidentDraft {
    pub(super) fn new(first: &Message<'_>, seen: &MessageSeen<'_>, notes: Vec<Note>) -> Self {
        let incident = Incident {
            host: seen.host.map(Into::into),
            boot: seen.boot.map(Into::into),
            noted: notes,
            ..Incident::default()
        };
        Self {
            incident,
            part: ReportStage::Header,
            tentative: !first.is_unmistakable(),
            columns: TaskTableHeader::default(),
            chosen: None,
            group: false,
            already_exiting: false,
            summary_moment: None,
            kill_moment: None,
            last_sizes: None,
            step: None,
            last_row: None,
            listed: HashSet::new(),
            other_comm: false,
            is_kernel_thread: false,
            stamped: 0,
            pgtables_in_bytes: None,
            unread_rows: UnreadRows::default(),
            kill_lines: Vec::new(),
            kill_lines_left_out: false,
            span: seen.place.span(),
            clock: ReportClock::default(),
            key: None,
            trace: Trace::default(),
            lines_between: 0,
            stack_lines: 0,
            later_spoke: false,
        }
    }

    pub(super) const fn is_tentative(&self) -> bool {
        self.tentative
    }

    /// The stamp of the last line.
    pub(super) const fn last_stamp(&self) -> Moment {
        self.clock.last()
    }

    pub(super) const fn span(&self) -> Span {
        self.span
    }

    /// Counts a line that is not its own; true where nobody continues it any more.
    pub(super) fn pass(&mut self) -> bool {
        self.lines_between = self.lines_between.saturating_add(1);
        let limit = match self.part {
            _ if self.tentative || self.group => LINES_AFTER_GROUP,
            ReportStage::Ended => LINES_AFTER_KILL,
            _ => LINES_BETWEEN,
        };
        self.lines_between > limit
    }

    /// True where the message's stamp may be the next of this report.
    pub(super) fn follows(&self, seen: &MessageSeen<'_>) -> bool {
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
    pub(super) fn can_continue(&self, message: &Message<'_>, seen: &MessageSeen<'_>) -> bool {
        match message {
            Message::Invoked(invoked) => self.is_said_again(invoked, seen),
            Message::Mem(MemInfo::Start) => {
                let begun = self.incident.node_memory.as_ref().is_some_and(|memory| !memory.counters.is_empty());
                self.part <= ReportStage::Memory && !begun
            }
            Message::Counter { .. } | Message::TaskIn { .. } | Message::StatsFor { .. } => {
                self.part <= ReportStage::Memory
            }
            Message::TasksTitle | Message::TasksHeader(_) => {
                self.part <= ReportStage::Memory || (self.part == ReportStage::Tasks && self.incident.tasks.is_empty())
            }
            Message::Summary(summary) => match &self.incident.summary {
                Some(known) => known.pid == summary.pid,
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
    pub(super) fn owns_kill(&self, killed: &Killed<'_>, seen: &MessageSeen<'_>) -> bool {
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

    /// True where all that is known is the kill of this process.
    pub(super) fn is_lone_kill_of(&self, pid: Option<u32>) -> bool {
        let killed = |pid| self.incident.victims.iter().any(|victim| victim.pid == pid);
        self.is_lone() && pid.is_some_and(killed) && self.incident.summary.is_none() && self.chosen.is_none()
    }

    /// True where there are kills and nothing else.
    pub(super) fn is_lone(&self) -> bool {
        let incident = &self.incident;
        let nothing = incident.trigger.is_none() && incident.tasks.is_empty() && incident.cgroup_memory.is_empty();
        nothing && incident.node_memory.is_none() && incident.limit_cgroup.is_none() && incident.summary.is_none()
    }

    /// Leaves out what stands in further lines of the last record: another report follows, which they may be of.
    pub(super) fn drop_unstamped_stats(&mut self) {
        let stamped = if self.part == ReportStage::Memory { self.stamped } else { u64::MAX };
        self.incident.cgroup_memory.stats.0.retain(|stat| stat.at.line <= stamped);
    }

    /// The kill lines as they stood, to be told again.
    pub(super) fn take_kill_lines(&mut self) -> Vec<BufferedRecord> {
        std::mem::take(&mut self.kill_lines)
    }

    /// What was noted before the report began.
    pub(super) fn into_notes(self) -> Vec<Note> {
        self.incident.noted
    }

    /// Takes a message that belongs here. False where it does not after all.
    pub(super) fn take(&mut self, message: &Message<'_>, seen: &MessageSeen<'_>) -> bool {
        let taken = match message {
            Message::Invoked(invoked) => self.invoked(invoked, seen),
            Message::Cpu(cpu) => self.cpu(cpu, seen),
            Message::Hardware(name) => self.hardware(name),
            Message::Cpuset => self.part == ReportStage::Header,
            Message::CallTrace => self.stack_line(seen.text, seen.place, seen.moment),
            Message::TasksTitle => self.reach(ReportStage::Tasks),
            Message::TasksHeader(words) => self.tasks_header(words, seen),
            Message::Row(row) => self.row(row, seen),
            Message::Summary(summary) => self.summary(summary, seen),
            Message::Chosen(chosen) => self.choose(chosen, seen),
            Message::Killed(killed) => self.kill(killed, seen),
            Message::Group { path, whole } => self.announce_group(path.filter(|_| *whole), seen),
            Message::AlreadyExiting(process) => self.exiting(process, seen),
            Message::Reaped(reaper) => self.reaped(reaper, seen),
            Message::ReapFailed(process) => self.reap_failed(process, seen),
            Message::NoKillable => self.end(Outcome::NoKillableProcess),
            Message::Panic(reason) => self.end(Outcome::Panicked((*reason).into())),
            Message::Ignored => self.incident.is_manual() && self.end(Outcome::Ignored),
            Message::Lost(count) => self.lost(*count, seen),
            Message::TaskIn { .. }
            | Message::Counter { .. }
            | Message::StatsFor { .. }
            | Message::MoreInline(_)
            | Message::Stat(..)
            | Message::Protection(..)
            | Message::Mem(_)
            | Message::Huge(_) => self.memory(message, seen),
            // Of these the stream itself takes care.
            Message::InvokedCut
            | Message::Suppressed(_)
            | Message::Manual
            | Message::AllocationFailure
            | Message::Boot => false,
        };
        if taken {
            self.saw(message, seen);
        }
        taken
    }

    /// Goes on to a part; false where it is behind already.
    pub(super) fn reach(&mut self, part: ReportStage) -> bool {
        let forward = self.part <= part;
        self.part = self.part.max(part);
        forward
    }

    /// Adds a note, up to the limit.
    pub(super) fn note(&mut self, kind: NoteKind, text: Sentence, span: Option<Span>) {
        let note = Note { span, ..Note::new(kind, text) };
        let (kept, most) = (self.incident.noted.len(), limits::NOTES.most);
        if kept < most {
            self.incident.noted.push(note);
        } else if kept == most {
            self.incident.noted.push(Note::new(NoteKind::LimitReached, tell!("note-more-notes")));
        }
    }

    /// Tells, once, that more came than is kept.
    pub(super) fn left_out(&mut self, limit: &Limit, at: Place) {
        if !self.has_reached(limit) {
            self.note(NoteKind::LimitReached, limit.sentence(), Some(at.span()));
        }
    }

    /// True where that was told.
    pub(super) fn has_reached(&self, limit: &Limit) -> bool {
        self.incident.noted.iter().any(|note| limit.is_told_by(note))
    }

    /// The last line so far.
    pub(super) const fn last_place(&self) -> Place {
        Place { source: self.span.source, line: self.span.last }
    }

    fn saw(&mut self, message: &Message<'_>, seen: &MessageSeen<'_>) {
        self.tentative &= !message.is_unmistakable();
        self.step = Step::of(message).or(self.step);
        if !seen.continuation {
            self.stamped = seen.place.line;
        }
        self.lines_between = 0;
        self.span = self.span.with(seen.place).with(seen.last);
        self.clock.tick(seen.moment);
        let incident = &mut self.incident;
        if incident.host.is_none() {
            incident.host = seen.host.map(Into::into);
        }
        if incident.boot.is_none() {
            incident.boot = seen.boot.map(Into::into);
        }
        let ends = matches!(message, Message::Killed(_) | Message::Group { .. });
        if ends && self.is_lone() {
            if self.kill_lines.len() < limits::KILL_LINES.most {
                self.kill_lines.push(BufferedRecord::of(seen));
            } else {
                self.kill_lines_left_out = true;
            }
        }
    }

    fn invoked(&mut self, invoked: &Invoked<'_>, seen: &MessageSeen<'_>) -> bool {
        // A pasted line may be indented; the kernel's own blanks belong to the name.
        let name = if seen.origin == Origin::Kernel { invoked.name } else { invoked.name.trim_start() };
        self.incident.invoked = Some(seen.moment.clone());
        self.incident.trigger = Some(Trigger {
            name: name.into(),
            gfp_mask: invoked.gfp_mask.map(Into::into),
            order: invoked.order,
            oom_score_adj: invoked.oom_score_adj,
            nodemask: invoked.nodemask.map(Into::into),
            at: seen.place,
            ..Trigger::default()
        });
        if invoked.gfp_mask.is_none() || invoked.order.is_none() {
            self.note(NoteKind::LineUnread, tell!("note-header-cut"), Some(seen.place.span()));
        }
        true
    }

    fn tasks_header(&mut self, words: &TaskHeaderText<'_>, seen: &MessageSeen<'_>) -> bool {
        self.columns = words.columns();
        self.incident.tasks = TaskTable::new(self.columns.flags(), Some(seen.place.line));
        self.reach(ReportStage::Tasks)
    }

    fn row(&mut self, row: &TaskLine<'_>, seen: &MessageSeen<'_>) -> bool {
        if self.part > ReportStage::Tasks {
            return false;
        }
        if self.columns.is_empty() {
            let Some(columns) = TaskTableHeader::guess(row) else { return false };
            self.incident.tasks = TaskTable::new(columns.flags(), None);
            self.columns = columns;
        }
        self.reach(ReportStage::Tasks);
        // No kernel lists a process twice in a row; a log that holds every line twice does.
        if self.last_row == Some(row.pid) {
            return true;
        }
        self.last_row = Some(row.pid);
        self.listed.insert(row.pid);
        let Some(task) = self.columns.task(row, seen.place.line) else {
            self.unread_rows.count += 1;
            self.unread_rows.first.get_or_insert(seen.place.span());
            return true;
        };
        if self.incident.tasks.len() < limits::TASK_ROWS.most {
            self.incident.tasks.push(&task);
        } else {
            self.left_out(&limits::TASK_ROWS, seen.place);
        }
        true
    }

    fn lost(&mut self, count: Option<u64>, seen: &MessageSeen<'_>) -> bool {
        let text = match count {
            Some(messages) => tell!("note-lost", messages = messages),
            None => tell!("note-lost-some"),
        };
        self.note(NoteKind::MessagesLost, text, Some(seen.place.span()));
        true
    }
}
