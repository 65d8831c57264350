//! One node's messages in order: split lines joined, reports opened and closed.

use super::backward::Backward;
use super::draft::{Draft, Parting};
use super::held::Held;
use super::seen::{Line, Seen};
use super::tape::{Fragment, Step, Tape};
use crate::kernel::{Killed, MemInfo, Message, SummaryLine, classify, is_begun};
use crate::model::{Incident, Note, NoteKind, Origin, Record, limits};
use crate::tell;

/// How many kills without a report wait for what explains them.
const ASIDE_MAX: usize = 1024;

/// What stands before the first report is kept up to so many lines and bytes: it may be the end of one that another file
/// begins.
const OPENING_LINES: usize = 4096;
const OPENING_BYTES: usize = 512 * 1024;

/// Whose a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// A report's: it was taken, or waits for its end.
    Reports,
    /// No report's, so that it counts as one that stands in between.
    Nobodys,
}

impl Whose {
    const fn of(taken: bool) -> Self {
        if taken { Self::Reports } else { Self::Nobodys }
    }
}

/// The messages of one node, boot and printk caller.
#[derive(Debug)]
pub(super) struct Stream {
    host: Option<Box<str>>,
    boot: Option<Box<str>>,
    caller: Option<Box<str>>,
    held: Option<Held>,
    open: Option<Box<Draft>>,
    backward: Option<Backward>,
    /// Kills without a report before the open one: in a newest-first export, members of its group.
    aside: Vec<Draft>,
    /// Said before the next report, about it.
    pending: Vec<Note>,
    /// Said of the second of two reports that were told apart, until it begins.
    parted: Option<Note>,
    /// True after `page allocation failure`: the Mem-Info that follows belongs to no kill.
    foreign_mem_info: bool,
    finished: Vec<Incident>,
    /// The records from the first on, until a report begins or one has ended.
    opening: Tape,
    opened: bool,
}

impl Stream {
    pub(super) fn new(record: &Record<'_>) -> Self {
        Self {
            host: record.host.map(Into::into),
            boot: record.boot.map(Into::into),
            caller: record.caller.map(Into::into),
            held: None,
            open: None,
            backward: None,
            aside: Vec::new(),
            pending: Vec::new(),
            parted: None,
            foreign_mem_info: false,
            finished: Vec::new(),
            opening: Tape::default(),
            opened: false,
        }
    }

    /// The end of a report whose beginning is not here, and the beginning of one whose end is not here: another file may
    /// hold it. To be asked before [`Self::finish`].
    pub(super) fn fragments(&mut self) -> (Option<Fragment>, Option<Fragment>) {
        self.let_go();
        let whole = |lines: &Tape| lines.len() > 0 && !lines.is_cut();
        let (host, boot) = (self.host.clone(), self.boot.clone());
        let opening = std::mem::take(&mut self.opening);
        let head = whole(&opening).then(|| Fragment { host: host.clone(), boot: boot.clone(), lines: opening });
        let open = self.open.as_ref().filter(|draft| draft.may_go_on());
        let tail = open.map(|draft| draft.tape().clone()).filter(whole);
        (head, tail.map(|lines| Fragment { host, boot, lines }))
    }

    /// A report's lines, told by their record.
    pub(super) fn tell(&mut self, tape: &Tape) {
        self.retell(tape, 0, tape.len());
    }

    /// True where the record belongs here; what a record does not say counts as equal.
    pub(super) fn is_of(&self, record: &Record<'_>) -> bool {
        let same = |own: Option<&str>, theirs: Option<&str>| own.is_none() || theirs.is_none() || own == theirs;
        same(self.host.as_deref(), record.host)
            && same(self.boot.as_deref(), record.boot)
            && same(self.caller.as_deref(), record.caller)
    }

    /// True while every line is wanted.
    pub(super) fn is_open(&self) -> bool {
        self.held.is_some() || self.backward.is_some() || self.open.as_ref().is_some_and(|draft| !draft.is_tentative())
    }

    /// The incidents that are being told, the newest first.
    pub(super) fn open_incidents(&mut self) -> impl Iterator<Item = &mut Incident> {
        let open = self.open.iter_mut().map(|draft| draft.incident_mut());
        open.chain(self.aside.iter_mut().rev().map(|draft| draft.incident_mut()))
    }

    /// The incidents that are finished.
    pub(super) fn take(&mut self) -> impl Iterator<Item = Incident> {
        self.finished.drain(..)
    }

    /// Takes the next record.
    pub(super) fn feed(&mut self, record: &Record<'_>, text: &str, message: Option<&Message<'_>>) {
        self.host = self.host.take().or_else(|| record.host.map(Into::into));
        self.opened |= matches!(message, Some(Message::Invoked(_)));
        if !self.opened {
            self.opening.push(message.map_or(Step::Stack, Step::of), &Seen::of(record, text));
            if self.opening.len() > OPENING_LINES || self.opening.bytes() > OPENING_BYTES {
                (self.opened, self.opening) = (true, Tape::default());
            }
        }
        if self.read(record, text, message) == Whose::Nobodys {
            self.pass();
        }
    }

    /// Takes the record where it is a report's.
    fn read(&mut self, record: &Record<'_>, text: &str, message: Option<&Message<'_>>) -> Whose {
        if let Some(backward) = &mut self.backward {
            if backward.take(record, text, message) {
                return Whose::Reports;
            }
            self.turn_round();
        }
        if let Some(held) = &mut self.held {
            if held.join(record, text, message) {
                if held.is_whole() {
                    self.let_go();
                }
                return Whose::Reports;
            }
            if message.is_some() {
                self.let_go();
            }
        }
        let Some(message) = message else {
            let own = record.origin == Origin::Kernel || self.open.is_some();
            if own && self.held.is_none() && is_begun(text) {
                self.held = Some(Held::begun(record, text));
                return Whose::Reports;
            }
            let frame = self.open.as_mut().is_some_and(|draft| draft.stack_line(&Seen::of(record, text)));
            return Whose::of(frame);
        };
        let missing = message.missing();
        let may_grow = matches!(message, Message::InvokedCut | Message::Row(_)) || message.is_unmistakable();
        if missing > 0 && (may_grow || self.open.is_some()) {
            self.held = Some(Held::new(record, text, missing));
            return Whose::Reports;
        }
        self.apply(message, &Seen::of(record, text))
    }

    /// Counts a line of somebody else; closes what nobody continues.
    pub(super) fn pass(&mut self) {
        if self.held.as_mut().is_some_and(Held::pass) {
            self.let_go();
        }
        if self.backward.as_mut().is_some_and(Backward::pass) {
            self.turn_round();
        }
        if self.open.as_mut().is_some_and(|draft| draft.pass()) {
            self.close();
        }
    }

    /// There is no room for this stream any more.
    pub(super) fn finish_early(&mut self) {
        self.let_go();
        if let Some(draft) = self.open.as_mut().filter(|draft| draft.may_go_on()) {
            let span = draft.span();
            draft.limit(&limits::STREAMS, span);
        }
        self.finish();
    }

    /// The source has ended.
    pub(super) fn finish(&mut self) {
        self.let_go();
        self.turn_round();
        self.close();
    }

    /// The held line will not get longer: it counts as it is.
    fn let_go(&mut self) {
        let Some(held) = self.held.take() else { return };
        if let Some(message) = classify(&held.text) {
            self.apply(&message, &held.seen());
        }
    }

    /// A newest-first report has come to its beginning: it is told again in order.
    fn turn_round(&mut self) {
        let Some(backward) = self.backward.take() else { return };
        self.close();
        if let Some(last) = backward.cut_at() {
            self.note_for_next(limits::BACKWARD_LINES.note().at(last));
        }
        backward.replay(&mut |record, text| {
            self.feed(record, text, classify(text).as_ref());
        });
        self.let_go();
        self.close();
    }

    /// Takes a whole message where it is a report's.
    fn apply(&mut self, message: &Message<'_>, seen: &Seen<'_>) -> Whose {
        if self.open.as_ref().is_some_and(|draft| !draft.follows(seen)) {
            self.close();
        }
        match message {
            Message::Boot => {
                self.close();
                return Whose::Nobodys;
            }
            Message::AllocationFailure => {
                self.foreign_mem_info = true;
                self.drop_tentative();
                return Whose::Nobodys;
            }
            Message::Mem(_) | Message::Huge(_) if self.foreign_mem_info => return Whose::Nobodys,
            Message::InvokedCut => return Whose::Nobodys,
            Message::Suppressed(count) => return self.suppressed(*count, seen),
            Message::Manual => return self.manual(seen),
            _ => {}
        }
        if !acceptable(message, seen.origin, self.open.is_some()) {
            return Whose::Nobodys;
        }
        if self.runs_backward(message) {
            return self.go_backward(seen);
        }
        if let Some(parting) = self.open.as_ref().and_then(|draft| draft.parting(message, seen)) {
            self.part(parting);
        }
        self.make_way(message, seen);
        if matches!(message, Message::Invoked(_)) {
            self.foreign_mem_info = false;
        }
        if self.open.is_none() {
            if matches!(
                message,
                Message::Reaped(_) | Message::ReapFailed(_) | Message::AlreadyExiting(_) | Message::Lost(_)
            ) {
                return Whose::Nobodys;
            }
            let mut draft = Box::new(Draft::new(message, seen, std::mem::take(&mut self.pending)));
            if let Some(Note { kind, text, span }) = self.parted.take() {
                draft.note(kind, text, span);
            }
            self.open = Some(draft);
        }
        Whose::of(self.open.as_mut().is_some_and(|draft| draft.take(message, seen)))
    }

    /// Closes the open report where the message cannot be its continuation.
    fn make_way(&mut self, message: &Message<'_>, seen: &Seen<'_>) {
        let Some(draft) = &mut self.open else { return };
        let stays = match message {
            Message::Killed(killed) => draft.owns_kill(killed, seen),
            _ => draft.can_continue(message, seen),
        };
        if stays {
            return;
        }
        let lone = draft.is_lone() && matches!(message, Message::Killed(_));
        match self.open.take_if(|_| lone && self.aside.len() < ASIDE_MAX) {
            Some(draft) => self.aside.push(*draft),
            None => self.close(),
        }
    }

    /// In a newest-first export the kill comes before the line that announces it.
    fn runs_backward(&self, message: &Message<'_>) -> bool {
        let pid = match message {
            Message::Summary(SummaryLine { pid, .. }) => *pid,
            Message::Chosen(chosen) => chosen.process.map(|process| process.pid),
            _ => None,
        };
        pid.is_some() && self.open.as_ref().is_some_and(|draft| draft.is_lone_kill_of(pid))
    }

    fn go_backward(&mut self, seen: &Seen<'_>) -> Whose {
        let Some(draft) = self.open.take() else { return Whose::Nobodys };
        let mut lines = Vec::new();
        let group = draft.is_group();
        let (notes, tape) = draft.into_lines();
        if group {
            lines.extend(self.aside.drain(..).flat_map(|member| member.into_lines().1.into_lines()));
        }
        lines.extend(tape.into_lines());
        lines.push(Line::of(seen));
        self.close();
        self.backward = Some(Backward::new(lines, self.host.as_deref()));
        self.pending = notes;
        Whose::Reports
    }

    /// The open report is two: both are told anew, each by itself.
    fn part(&mut self, parting: Parting) {
        let Some(draft) = self.open.take() else { return };
        let (notes, tape) = draft.into_lines();
        let span = |at: usize| tape.get(at).map(|line| line.place.span());
        let note = Note { span: span(parting.second), ..Note::new(NoteKind::MessagesLost, parting.why) };
        self.pending.splice(0..0, notes);
        self.retell(&tape, 0, parting.first);
        if let Some(draft) = &mut self.open {
            let behind = span(parting.first.saturating_sub(1));
            draft.note(NoteKind::MessagesLost, note.text.clone(), behind);
        }
        self.close();
        self.parted = Some(note);
        self.retell(&tape, parting.second, tape.len());
    }

    /// Tells lines again that were told before.
    fn retell(&mut self, tape: &Tape, from: usize, to: usize) {
        let (host, boot) = (self.host.clone(), self.boot.clone());
        for line in (from..to).filter_map(|at| tape.get(at)) {
            let seen = line.seen(host.as_deref(), boot.as_deref());
            match classify(line.text).filter(|_| line.step != Step::Stack) {
                Some(message) => {
                    self.apply(&message, &seen);
                }
                None => {
                    if let Some(draft) = &mut self.open {
                        draft.stack_line(&seen);
                    }
                }
            }
        }
    }

    fn suppressed(&mut self, count: u64, seen: &Seen<'_>) -> Whose {
        let text = tell!("note-suppressed", reports = count);
        self.note_for_next(Note::new(NoteKind::Suppressed, text).at(seen.place.span()))
    }

    fn manual(&mut self, seen: &Seen<'_>) -> Whose {
        let text = tell!("note-manual");
        self.note_for_next(Note::new(NoteKind::Other, text).at(seen.place.span()))
    }

    /// Keeps a note until the next report begins; its line stands in the open one, if there is one.
    fn note_for_next(&mut self, note: Note) -> Whose {
        match self.pending.len() {
            count if count < limits::NOTES_BEFORE.most => self.pending.push(note),
            count if count == limits::NOTES_BEFORE.most => self.pending.push(limits::NOTES_BEFORE.note()),
            _ => {}
        }
        Whose::of(self.open.is_some())
    }

    /// Forgets what was collected without proof, but not what was said before it.
    fn drop_tentative(&mut self) {
        if let Some(draft) = self.open.take_if(|draft| draft.is_tentative()) {
            self.pending.extend(draft.into_lines().0);
        }
    }

    fn close(&mut self) {
        self.drop_tentative();
        self.finished.extend(self.aside.drain(..).filter_map(Draft::finish));
        if let Some(parting) = self.open.as_ref().and_then(|draft| draft.doubt_at_end()) {
            self.part(parting);
        }
        if let Some(draft) = self.open.take() {
            self.opened = true;
            self.finished.extend(draft.finish());
        }
        self.parted = None;
    }
}

/// True for what may count as the kernel's. An envelope that does not tell who speaks may open a report only with lines
/// that leave no doubt; a kill that does not say whom tells nothing.
fn acceptable(message: &Message<'_>, origin: Origin, open: bool) -> bool {
    match message {
        Message::Killed(Killed { pid, name, .. }) if pid.is_none() || name.is_none() => false,
        _ if origin == Origin::Kernel => true,
        Message::Killed(Killed { total_vm, prefix, .. }) => open || total_vm.is_some() || prefix.is_some(),
        Message::Invoked(invoked) => invoked.gfp_mask.is_some() || invoked.order.is_some(),
        Message::TaskIn { victim, limit } => victim.is_some() && limit.is_some(),
        Message::Chosen(chosen) => chosen.process.is_some() && chosen.score.is_some(),
        Message::Mem(MemInfo::Start) | Message::TasksTitle => true,
        other => open || other.is_unmistakable() || matches!(other, Message::Stat(..) | Message::Row(_)),
    }
}
