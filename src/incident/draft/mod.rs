//! One report while it grows: what may still come, and when it has ended.

mod agree;
mod doubt;
mod ending;
mod finish;
mod following;
mod memory;
mod remembered;
mod repeat;
mod stack;

use std::collections::HashSet;

pub(super) use self::doubt::{PossibleSeam, Seam};
pub(super) use self::finish::page_size;
use self::remembered::{AnnouncedVictim, LastSizes, UnreadRows};
pub(super) use self::stack::{function_of, is_of_trace};
use super::clock::ReportClock;
use super::seen::{BufferedRecord, MessageSeen};
use super::step::Step;
use super::trace::Trace;
use crate::kernel::{Invoked, Message, TaskHeaderText, TaskLine, TaskTableHeader};
use crate::lang::Sentence;
use crate::model::limits::{self, Limit};
use crate::model::{Incident, Moment, Note, NoteKind, Origin, Outcome, Place, Quote, Span, TaskTable, Trigger};
use crate::tell;

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
    incident: Incident,
    part: ReportStage,
    /// True while every line so far could also be something else.
    tentative: bool,
    columns: TaskTableHeader,
    chosen: Option<AnnouncedVictim>,
    /// True once the kill of a whole group is announced.
    group: bool,
    already_exiting: bool,
    summary_moment: Option<Moment>,
    /// When the first process was killed.
    kill_moment: Option<Moment>,
    last_sizes: Option<LastSizes>,
    /// The line that was read last: its place in the report, and what it is called.
    step: Option<Step>,
    key: Option<Box<str>>,
    trace: Trace,
    /// The pid of the last row, and of all.
    last_row: Option<u32>,
    listed: HashSet<u32>,
    /// True where the `CPU:` line behind the header names another task.
    other_comm: bool,
    /// True where the call trace ends as a kernel thread's does.
    is_kernel_thread: bool,
    /// The last line that had a stamp of its own.
    stamped: u64,
    /// Whether this kernel prints the page tables of a kill in bytes, once that is known.
    pgtables_in_bytes: Option<bool>,
    /// Rows that lack figures, and the first of them.
    unread_rows: UnreadRows,
    /// The kill lines and what announces a group, as they stood; kept while there is nothing else.
    kill_lines: Vec<BufferedRecord>,
    /// True once they were too many to be kept.
    kill_lines_left_out: bool,
    span: Span,
    clock: ReportClock,
    lines_between: u32,
    stack_lines: usize,
    /// True where the kernel spoke before this in a log that may be newest first, so after it.
    later_spoke: bool,
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

    /// What is told of it so far.
    pub(super) const fn incident_mut(&mut self) -> &mut Incident {
        &mut self.incident
    }

    /// What was told of it.
    pub(super) fn into_incident(self) -> Incident {
        self.incident
    }

    /// Where somebody asked for this kill by hand, and whether the kernel spoke before this in a log that may be newest
    /// first.
    pub(super) fn begin(&mut self, asked_by_hand: Option<Quote>, later_spoke: bool) {
        self.incident.asked_by_hand = asked_by_hand;
        self.later_spoke = later_spoke;
    }

    /// True before anything but the header and the stack was read.
    pub(super) fn is_at_header(&self) -> bool {
        self.part == ReportStage::Header
    }

    /// True while a kill, or further members of a group, may still come.
    pub(super) fn is_unfinished(&self) -> bool {
        self.part < ReportStage::Ended || self.group
    }

    /// True once the kill of a whole group is announced.
    pub(super) const fn is_group(&self) -> bool {
        self.group
    }

    pub(super) const fn later_spoke(&self) -> bool {
        self.later_spoke
    }

    /// True where its kill lines were too many to be kept.
    pub(super) const fn kill_lines_left_out(&self) -> bool {
        self.kill_lines_left_out
    }

    /// The kernel has written something else: what it prints directly after a kill is not still to come.
    pub(super) fn goes_on(&mut self) {
        self.incident.log_goes_on |= self.part == ReportStage::Ended;
    }

    /// What the line that was read last is called.
    pub(super) fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// A line that is called so was read; one of the call trace where it is no message.
    pub(super) fn see(&mut self, text: &str, key: &str, is_message: bool) {
        if !is_message {
            self.trace.see(text, key);
        }
        self.key = Some(key.into());
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
            self.unread_rows.first.get_or_insert_with(|| seen.place.span());
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
