//! One report while it grows: what may still come, and when it has ended.
//! Only this module and its parts write what it holds: `memory` and `ending` are its parts, `finish` closes it and says what is
//! missing, `parting` knows where it is two, because lines are missing in between.

mod ending;
mod finish;
mod following;
mod memory;
mod parting;

pub(super) use parting::Parting;

use std::collections::HashSet;

use super::seen::Seen;
use super::tape::{Step, Tape};
use crate::kernel::{Columns, Cpu, Invoked, Message, Row, Words};
use crate::lang::Told;
use crate::model::{
    Incident, KernelInfo, Limit, Moment, Note, NoteKind, Origin, Outcome, Place, Span, TaskTable, Trigger, Uptime,
    Wall, limits,
};
use crate::tell;

/// How many lines that are none of its own an unfinished report survives. Each line of its own starts the count anew.
const LINES_BETWEEN: u32 = 1000;

/// The same once a process was killed: what may follow is the announcement of a group kill.
const LINES_AFTER_KILL: u32 = 24;

/// The same while the members of a group are being killed, and for parts of a report that nothing has proved to be one.
const LINES_AFTER_GROUP: u32 = 256;

/// How far a report has come; no part goes back to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
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

/// Which line of Mem-Info a wrapped rest belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LastSizes {
    Node,
    Zone,
}

/// The process that `Kill process N (X) score S or sacrifice child` names (up to 5.0).
#[derive(Clone, Debug)]
struct ChosenOne {
    pid: u32,
    name: Box<str>,
    score: Option<u64>,
    prefix: Box<str>,
    moment: Moment,
    at: Place,
}

/// A report that is not finished.
#[derive(Debug)]
pub(super) struct Draft {
    incident: Incident,
    part: Part,
    /// True while every line so far could also be something else.
    tentative: bool,
    columns: Columns,
    chosen: Option<ChosenOne>,
    /// True once the kill of a whole group is announced.
    group: bool,
    already_exiting: bool,
    summary_moment: Option<Moment>,
    last_sizes: Option<LastSizes>,
    /// The pid of the last row.
    last_row: Option<u32>,
    /// Whether this kernel prints the page tables of a kill in bytes, once that is known.
    pgtables_in_bytes: Option<bool>,
    /// Rows that lack figures, and the first of them.
    unread_rows: (u64, Option<Span>),
    /// Its lines as they stood.
    tape: Tape,
    /// The pids that the table lists.
    pids: HashSet<u32>,
    /// So many notes were made before the report began.
    notes_before: usize,
    span: Span,
    /// The same in the file in which it goes on, where rotation cut it.
    more: Option<Span>,
    clock: (Option<Uptime>, Option<Wall>),
    lines_between: u32,
    stack_lines: usize,
    /// Where statistics are missing: what follows may be another report's.
    stats_gap: Option<Place>,
    /// The names of the limits that were told.
    told: Vec<&'static str>,
}

impl Draft {
    pub(super) fn new(first: &Message<'_>, seen: &Seen<'_>, notes: Vec<Note>) -> Self {
        let notes_before = notes.len();
        let incident =
            Incident { host: seen.host.map(Into::into), boot: seen.boot.map(Into::into), notes, ..Incident::default() };
        Self {
            incident,
            part: Part::Header,
            tentative: !first.is_unmistakable(),
            columns: Columns::default(),
            chosen: None,
            group: false,
            already_exiting: false,
            summary_moment: None,
            last_sizes: None,
            last_row: None,
            pgtables_in_bytes: None,
            unread_rows: (0, None),
            tape: Tape::default(),
            pids: HashSet::new(),
            notes_before,
            span: seen.place.span(),
            more: None,
            clock: (None, None),
            lines_between: 0,
            stack_lines: 0,
            stats_gap: None,
            told: Vec::new(),
        }
    }

    /// The incident so far, for lines that are told of it later.
    pub(super) const fn incident_mut(&mut self) -> &mut Incident {
        &mut self.incident
    }

    /// True once the kill of a whole group is announced.
    pub(super) const fn is_group(&self) -> bool {
        self.group
    }

    /// Its lines as they stood.
    pub(super) const fn tape(&self) -> &Tape {
        &self.tape
    }

    pub(super) const fn is_tentative(&self) -> bool {
        self.tentative
    }

    /// The stamp of the last line.
    pub(super) fn last_stamp(&self) -> Moment {
        Moment { uptime: self.clock.0, wall: self.clock.1, printed: None }
    }

    pub(super) const fn span(&self) -> Span {
        self.span
    }

    /// The lines in every file that it stands in.
    pub(super) fn spans(&self) -> Vec<Span> {
        std::iter::once(self.span).chain(self.more).collect()
    }

    /// True where it has not come to its end.
    pub(super) fn may_go_on(&self) -> bool {
        !self.tentative && (self.part < Part::Ended || self.group)
    }

    /// Counts a line that is not its own; true where nobody continues it any more.
    pub(super) fn pass(&mut self) -> bool {
        self.lines_between = self.lines_between.saturating_add(1);
        let limit = match self.part {
            _ if self.tentative || self.group => LINES_AFTER_GROUP,
            Part::Ended => LINES_AFTER_KILL,
            _ => LINES_BETWEEN,
        };
        self.lines_between > limit
    }

    /// True where the table lists the process.
    pub(super) fn lists(&self, pid: u32) -> bool {
        self.pids.contains(&pid)
    }

    /// True where the last row is of this process.
    pub(super) fn is_last_row(&self, pid: u32) -> bool {
        self.last_row == Some(pid)
    }

    /// Where its last line stands.
    pub(super) const fn last_place(&self) -> Place {
        Place { source: self.span.source, line: self.span.last }
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

    /// What was noted before the report began, and its lines.
    pub(super) fn into_lines(self) -> (Vec<Note>, Tape) {
        let mut notes = self.incident.notes;
        notes.truncate(self.notes_before);
        (notes, self.tape)
    }

    /// Takes a message that belongs here. False where it does not after all.
    pub(super) fn take(&mut self, message: &Message<'_>, seen: &Seen<'_>) -> bool {
        let taken = match message {
            Message::Invoked(invoked) => self.invoked(invoked, seen),
            Message::Cpu(cpu) => self.cpu(cpu, seen),
            Message::Hardware(name) => self.hardware(name),
            Message::Cpuset => self.part == Part::Header,
            Message::CallTrace => self.stack_line(seen),
            Message::TasksTitle => self.reach(Part::Tasks),
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
            _ => self.memory(message, seen),
        };
        if taken {
            self.saw(message, seen);
        }
        taken
    }

    /// Goes on to a part; false where it is behind already.
    fn reach(&mut self, part: Part) -> bool {
        let forward = self.part <= part;
        self.part = self.part.max(part);
        forward
    }

    /// A line between the header and the first figures: frames, registers, whatever. False where there is no such part.
    pub(super) fn stack_line(&mut self, seen: &Seen<'_>) -> bool {
        let place = seen.place;
        if self.part != Part::Header || self.incident.trigger.is_none() {
            return false;
        }
        if self.stack_lines >= limits::STACK_LINES.most {
            self.limit(&limits::STACK_LINES, place.span());
            return false;
        }
        self.stack_lines += 1;
        self.lines_between = 0;
        self.incident.stack = Some(self.incident.stack.unwrap_or_else(|| place.span()).with(place));
        self.reach_to(place);
        self.tape.push(Step::Stack, seen);
        true
    }

    /// Adds a note, up to the limit.
    pub(super) fn note(&mut self, kind: NoteKind, text: Told, span: Option<Span>) {
        let note = Note { span, ..Note::new(kind, text) };
        match self.incident.notes.len() {
            count if count < limits::NOTES.most => self.incident.notes.push(note),
            count if count == limits::NOTES.most => self.incident.notes.push(limits::NOTES.note()),
            _ => {}
        }
    }

    /// Tells once that a limit was reached, whatever others were.
    pub(super) fn limit(&mut self, limit: &Limit, span: Span) {
        if !self.told.contains(&limit.name) {
            self.told.push(limit.name);
            self.note(NoteKind::LimitReached, limit.told(), Some(span));
        }
    }

    fn reach_to(&mut self, place: Place) {
        if place.source == self.span.source {
            self.span = self.span.with(place);
        } else {
            self.more = Some(self.more.unwrap_or_else(|| place.span()).with(place));
        }
    }

    fn saw(&mut self, message: &Message<'_>, seen: &Seen<'_>) {
        self.tentative &= !message.is_unmistakable();
        self.lines_between = 0;
        self.reach_to(seen.place);
        self.reach_to(seen.last);
        self.clock = (seen.moment.uptime.or(self.clock.0), seen.moment.wall.or(self.clock.1));
        let incident = &mut self.incident;
        if incident.host.is_none() {
            incident.host = seen.host.map(Into::into);
        }
        if incident.boot.is_none() {
            incident.boot = seen.boot.map(Into::into);
        }
        if !matches!(message, Message::CallTrace) {
            self.tape.push(Step::of(message), seen);
        }
        if self.tape.is_cut() {
            self.limit(&limits::REPORT_LINES, seen.place.span());
        }
    }

    fn invoked(&mut self, invoked: &Invoked<'_>, seen: &Seen<'_>) -> bool {
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

    fn cpu(&mut self, cpu: &Cpu<'_>, seen: &Seen<'_>) -> bool {
        if self.part != Part::Header || self.incident.kernel.is_some() {
            return false;
        }
        let Some(trigger) = &mut self.incident.trigger else {
            return false;
        };
        trigger.pid = Some(cpu.pid);
        trigger.uid = cpu.uid;
        self.incident.kernel = Some(KernelInfo {
            release: cpu.release.map(Into::into),
            taint: cpu.taint.map(Into::into),
            hardware: None,
            at: seen.place,
        });
        true
    }

    fn hardware(&mut self, name: &str) -> bool {
        let Some(kernel) = self.incident.kernel.as_mut().filter(|kernel| kernel.hardware.is_none()) else {
            return false;
        };
        kernel.hardware = Some(name.into());
        self.part == Part::Header
    }

    fn tasks_header(&mut self, words: &Words<'_>, seen: &Seen<'_>) -> bool {
        self.columns = words.columns();
        self.incident.tasks = TaskTable::new(self.columns.flags(), Some(seen.place.line));
        self.reach(Part::Tasks)
    }

    fn row(&mut self, row: &Row<'_>, seen: &Seen<'_>) -> bool {
        if self.part > Part::Tasks {
            return false;
        }
        if self.columns.is_empty() {
            let Some(columns) = Columns::guess(row) else {
                return false;
            };
            self.incident.tasks = TaskTable::new(columns.flags(), None);
            self.columns = columns;
        }
        self.reach(Part::Tasks);
        // No kernel lists a process twice in a row; a log that holds every line twice does.
        if self.last_row == Some(row.pid) {
            return true;
        }
        self.last_row = Some(row.pid);
        if self.pids.len() < limits::TASK_ROWS.most {
            self.pids.insert(row.pid);
        }
        let Some(task) = self.columns.task(row, seen.place.line) else {
            let (count, first) = self.unread_rows;
            self.unread_rows = (count + 1, first.or_else(|| Some(seen.place.span())));
            return true;
        };
        if self.incident.tasks.len() < limits::TASK_ROWS.most {
            self.incident.tasks.push(&task);
        } else {
            self.limit(&limits::TASK_ROWS, seen.place.span());
        }
        true
    }

    fn lost(&mut self, count: Option<u64>, seen: &Seen<'_>) -> bool {
        let text = match count {
            Some(messages) => tell!("note-lost", messages = messages),
            None => tell!("note-lost-some"),
        };
        self.note(NoteKind::MessagesLost, text, Some(seen.place.span()));
        true
    }
}
