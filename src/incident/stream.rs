//! One node's messages in order: split lines joined, reports opened and closed.

use super::asked::AskedByHand;
use super::backward::Backward;

use super::draft::{IncidentDraft, PossibleSeam, Seam, is_of_trace};
use super::line_order::{LearnedOrder, key};
use super::pending_line::PendingLine;
use super::refused::Refused;
use super::seen::{BufferedRecord, MessageSeen};

use crate::kernel::{Killed, MemInfo, Message, SummaryLine, classify};
use crate::model::{Incident, Note, NoteKind, Origin, Record, RefusedRequest, limits};
use crate::tell;

/// The messages of one node, boot and printk caller.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that was seen or not")]
pub(super) struct Stream {
    host: Option<Box<str>>,
    boot: Option<Box<str>>,
    caller: Option<Box<str>>,
    held: Option<PendingLine>,
    open: Option<Box<IncidentDraft>>,
    /// Where the open report may have run into another.
    doubt: Option<PossibleSeam>,
    /// True while the second of two reports is told again.
    retells: bool,
    learned_order: LearnedOrder,
    backward: Option<Backward>,
    /// Kills without a report before the open one: in a newest-first export, members of its group.
    aside: Vec<IncidentDraft>,
    /// True where they were so many that the first of them were let go.
    aside_is_cut: bool,
    /// Said before the next report, about it.
    pending: Vec<Note>,
    /// Where and when somebody asked for the next kill by hand.
    asked: Option<AskedByHand>,
    /// True once a line of this kernel was read.
    spoke: bool,
    /// True after `page allocation failure`: the Mem-Info that follows belongs to no kill.
    foreign_mem_info: bool,
    /// The request that was refused there.
    refused: Option<Refused>,
    finished: Vec<Incident>,
    finished_refused: Vec<RefusedRequest>,
}

impl Stream {
    pub(super) fn new(record: &Record<'_>) -> Self {
        Self {
            host: record.host.map(Into::into),
            boot: record.boot.map(Into::into),
            caller: record.caller.map(Into::into),
            held: None,
            open: None,
            doubt: None,
            retells: false,
            learned_order: LearnedOrder::default(),
            backward: None,
            aside: Vec::new(),
            aside_is_cut: false,
            pending: Vec::new(),
            asked: None,
            spoke: false,
            foreign_mem_info: false,
            refused: None,
            finished: Vec::new(),
            finished_refused: Vec::new(),
        }
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
        self.held.is_some()
            || self.refused.is_some()
            || self.backward.is_some()
            || self.open.as_ref().is_some_and(|draft| !draft.is_tentative())
    }

    /// The incidents that are being told, the newest first.
    pub(super) fn open_incidents(&mut self) -> impl Iterator<Item = &mut Incident> {
        let open = self.open.iter_mut().map(|draft| draft.incident_mut());
        open.chain(self.aside.iter_mut().rev().map(IncidentDraft::incident_mut))
    }

    /// The incidents that are finished.
    pub(super) fn take(&mut self) -> impl Iterator<Item = Incident> {
        self.finished.drain(..)
    }

    /// The requests that were refused without a kill.
    pub(super) fn take_refused(&mut self) -> impl Iterator<Item = RefusedRequest> {
        self.finished_refused.drain(..)
    }

    /// Takes the next record.
    pub(super) fn feed(&mut self, record: &Record<'_>, text: &str, message: Option<&Message<'_>>) {
        // Whoever names the node first names it for all: a console's lines among those of syslog do not.
        self.host = self.host.take().or_else(|| record.host.map(Into::into));
        if !self.is_part(record, text, message) {
            // The kernel has printed on: what the open report lacks is not behind the end of the log.
            if record.origin == Origin::Kernel {
                self.goes_on();
            }
            self.pass();
        }
        self.spoke |= record.origin == Origin::Kernel;
    }

    /// Takes the record; false where it is part of no report.
    fn is_part(&mut self, record: &Record<'_>, text: &str, message: Option<&Message<'_>>) -> bool {
        if let Some(backward) = &mut self.backward {
            if backward.take(record, text, message) {
                return true;
            }
            self.turn_round();
        }
        if let Some(held) = &mut self.held {
            if held.join(record, text, message) {
                if held.is_whole() {
                    self.let_go();
                }
                return true;
            }
            // A line that is a message by itself cannot be the rest of the one that waits.
            if message.is_some() {
                self.let_go();
            }
        }
        let seen = MessageSeen::of(record, text);
        let Some(message) = message else { return self.frame(&seen) };
        let missing = message.missing();
        // Without a report around it, only a line that speaks for itself is worth waiting for its rest.
        let may_grow = matches!(message, Message::InvokedCut | Message::Row(_)) || message.is_unmistakable();
        if missing > 0 && (may_grow || self.open.is_some()) {
            self.held = Some(PendingLine::new(record, text, missing));
            return true;
        }
        self.apply(message, &seen)
    }

    fn goes_on(&mut self) {
        if let Some(draft) = &mut self.open {
            draft.goes_on();
        }
    }

    /// Counts a line of somebody else; closes what nobody continues.
    pub(super) fn pass(&mut self) {
        if self.held.as_mut().is_some_and(PendingLine::pass) {
            self.let_go();
        }
        if self.backward.as_mut().is_some_and(Backward::pass) {
            self.turn_round();
        }
        if self.refused.as_mut().is_some_and(Refused::pass) {
            self.close_refused();
        }
        if self.open.as_mut().is_some_and(|draft| draft.pass()) {
            self.close();
        }
    }

    /// Ends before its report may have, because others need the room.
    pub(super) fn make_room(&mut self) {
        if let Some(draft) = self.open.as_mut().filter(|draft| draft.is_unfinished()) {
            draft.left_out(&limits::STREAMS, draft.last_place());
        }
        self.finish();
    }

    /// The source has ended.
    pub(super) fn finish(&mut self) {
        self.let_go();
        self.turn_round();
        self.close_refused();
        self.close();
    }

    fn close_refused(&mut self) {
        self.finished_refused.extend(self.refused.take().and_then(Refused::finish));
    }

    /// The held line will not get longer: it counts as it is.
    fn let_go(&mut self) {
        let Some(held) = self.held.take() else { return };
        if let Some(message) = classify(&held.text) {
            self.apply(&message, &held.seen());
            if let (Some(limit), Some(draft)) = (held.reached, &mut self.open) {
                draft.left_out(limit, held.seen().last);
            }
        }
    }

    /// A newest-first report has come to its beginning: it is told again in order.
    fn turn_round(&mut self) {
        let Some(backward) = self.backward.take() else { return };
        // What was told in the log's order does not mix with what is told anew.
        self.close();
        if backward.is_cut {
            self.pending.push(limits::BACKWARD_LINES.note());
        }
        backward.replay(&mut |record, text| {
            self.feed(record, text, classify(text).as_ref());
        });
        self.let_go();
        if backward.log_goes_on {
            self.goes_on();
        }
        self.close();
    }

    /// A whole message. True where it is part of a report.
    fn apply(&mut self, message: &Message<'_>, seen: &MessageSeen<'_>) -> bool {
        if self.open.as_ref().is_some_and(|draft| !draft.follows(seen)) {
            self.close();
        }
        match message {
            // No report goes on across a boot, whatever its clock says.
            Message::Boot => {
                self.close();
                return false;
            }
            Message::AllocationFailure => {
                self.close_refused();
                self.refused = Some(Refused::new(message, seen));
                self.foreign_mem_info = true;
                self.drop_tentative();
                return false;
            }
            // The same lines as in a report, but of a request that the kernel refused without killing anybody.
            Message::Mem(_) | Message::Huge(_) if self.foreign_mem_info => {
                return self.refused.as_mut().is_some_and(|refused| refused.take(message, seen));
            }
            Message::Cpu(_) if self.refused_takes(message, seen) => return true,
            // By itself it says nothing: where its rest came, it was joined before.
            Message::InvokedCut => return false,
            Message::Suppressed(count) => return self.suppressed(*count, seen),
            Message::Manual => return self.manual(seen),
            _ => {}
        }
        if !acceptable(message, seen.origin, self.open.is_some()) {
            return false;
        }
        if self.runs_backward(message) {
            return self.go_backward(seen);
        }
        self.make_way(message, seen);
        if matches!(message, Message::Invoked(_)) {
            self.close_refused();
            self.foreign_mem_info = false;
        }
        if self.open.is_none() {
            // What only ends a report: without one, there is nothing to tell of it.
            if matches!(
                message,
                Message::Reaped(_) | Message::ReapFailed(_) | Message::AlreadyExiting(_) | Message::Lost(_)
            ) {
                return false;
            }
            let mut draft = IncidentDraft::new(message, seen, std::mem::take(&mut self.pending));
            draft.begin(self.asked.take().and_then(|asked| asked.answered_by(seen)), self.spoke);
            self.open = Some(Box::new(draft));
        }
        self.grow(message, seen)
    }

    /// Gives the line that names the kernel to the request that was refused, where no report waits for its own.
    fn refused_takes(&mut self, message: &Message<'_>, seen: &MessageSeen<'_>) -> bool {
        let waits = self.open.as_ref().is_some_and(|draft| draft.is_at_header());
        !waits && self.refused.as_mut().is_some_and(|refused| refused.take(message, seen))
    }

    /// Gives the message to the open report. True where it takes it.
    fn grow(&mut self, message: &Message<'_>, seen: &MessageSeen<'_>) -> bool {
        let Some(draft) = &self.open else { return false };
        let seam = draft.seam(message, seen, &self.learned_order);
        // Taken before the line is: what stands here is the report as it would be if another began with this line.
        let doubt = self.doubt_at(seam);
        if matches!(message, Message::TasksTitle) && !matches!(seam, Seam::Hole(_)) {
            draft.cut_stats().into_iter().for_each(|bytes| self.learned_order.learn_stats_cut(bytes));
        }
        if !self.open.as_mut().is_some_and(|draft| draft.take(message, seen)) {
            return false;
        }
        self.took(seen, Some(message), seam, doubt);
        if matches!(message, Message::Killed(_) | Message::NoKillable | Message::Panic(_)) {
            self.settle();
            self.learned_order.is_whole |= self.open.as_ref().is_some_and(|draft| draft.is_whole());
        }
        true
    }

    /// Gives a line that is no message to the open report's call trace.
    fn frame(&mut self, seen: &MessageSeen<'_>) -> bool {
        self.refused.iter_mut().for_each(|refused| refused.frame(seen.text));
        let Some(draft) = self.open.as_mut().filter(|draft| draft.is_at_header()) else { return false };
        if !is_of_trace(seen.text) {
            let taken = draft.stack_line(seen.text, seen.place, seen.moment);
            self.keep_line(seen);
            return taken;
        }
        let seam = draft.seam_of_frame(seen, &self.learned_order);
        if seam == Seam::Broken {
            self.break_off();
        }
        let doubt = self.doubt_at(seam);
        let taken = self.open.as_mut().is_some_and(|draft| draft.stack_line(seen.text, seen.place, seen.moment));
        if taken {
            self.took(seen, None, seam, doubt);
        }
        taken
    }

    /// The open report as it is before a place that may be the seam of two.
    fn doubt_at(&self, seam: Seam) -> Option<PossibleSeam> {
        let is_better = self.doubt.as_ref().is_none_or(|doubt| doubt.is_less_than(seam));
        let draft = self.open.as_ref().filter(|_| is_better && seam != Seam::Close && !self.retells)?;
        Some(PossibleSeam::new(draft, seam))
    }

    /// The open report has taken a line.
    fn took(&mut self, seen: &MessageSeen<'_>, message: Option<&Message<'_>>, seam: Seam, doubt: Option<PossibleSeam>) {
        if let (Some(draft), Some(key)) = (&mut self.open, key(seen.text, message)) {
            let is_in_order = matches!(seam, Seam::Close | Seam::Loose(_));
            if is_in_order && !self.learned_order.learn(draft.key(), key) {
                draft.left_out(&limits::HABITS, seen.place);
            }
            draft.see(seen.text, key, message.is_some());
        }
        self.doubt = doubt.or_else(|| self.doubt.take());
        self.keep_line(seen);
    }

    /// Another report has begun.
    fn break_off(&mut self) {
        if let Some(doubt) = self.doubt.take_if(|doubt| doubt.is_before_loose_lines()) {
            self.open = Some(doubt.before);
        }
        if let Some(draft) = &mut self.open {
            draft.drop_unstamped_stats();
        }
        self.close();
    }

    fn keep_line(&mut self, seen: &MessageSeen<'_>) {
        if self.doubt.as_mut().is_some_and(|doubt| !doubt.keep(BufferedRecord::of(seen))) {
            self.doubt = None;
            if let Some(draft) = &mut self.open {
                draft.left_out(&limits::DOUBTED_LINES, seen.place);
            }
        }
    }

    /// The report is known as far as it will be: where its parts are of two kills, it is told again as two.
    fn settle(&mut self) {
        let (Some(mut doubt), Some(draft)) = (self.doubt.take(), &self.open) else { return };
        if !doubt.is_of_two(draft, &self.learned_order) {
            return;
        }
        // The first keeps what it had before the seam; the second is read from its own lines, as if the first had closed.
        self.open = None;
        doubt.before.drop_unstamped_stats();
        if !doubt.before.is_tentative() {
            self.finished.extend(doubt.before.finish());
        }
        let (host, boot) = (self.host.clone(), self.boot.clone());
        // Told anew, lines raise no doubt of their own: each would have to be settled by telling them once more.
        self.retells = true;
        for line in &doubt.lines {
            let seen = line.seen(host.as_deref(), boot.as_deref());
            match classify(&line.text) {
                Some(message) => self.apply(&message, &seen),
                None => self.frame(&seen),
            };
        }
        self.retells = false;
    }

    /// Closes the open report where the message cannot be its continuation.
    fn make_way(&mut self, message: &Message<'_>, seen: &MessageSeen<'_>) {
        let Some(draft) = &mut self.open else { return };
        let stays = match message {
            Message::Killed(killed) => draft.owns_kill(killed, seen),
            _ => draft.can_continue(message, seen),
        };
        if stays {
            if draft.seam(message, seen, &self.learned_order) == Seam::Broken {
                self.break_off();
            }
            return;
        }
        if seen.origin == Origin::Kernel {
            draft.goes_on();
        }
        // Kills without a report, one behind the other, may be a group's, told newest first: the report comes behind them.
        let lone = draft.is_lone() && matches!(message, Message::Killed(_));
        if let Some(draft) = self.open.take_if(|_| lone && self.aside.len() < limits::MEMBERS_AHEAD.most) {
            self.aside.push(*draft);
        } else {
            self.close();
            self.aside_is_cut = lone;
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

    fn go_backward(&mut self, seen: &MessageSeen<'_>) -> bool {
        let Some(mut draft) = self.open.take() else { return false };
        let mut lines = Vec::new();
        if draft.is_group() {
            lines.extend(self.aside.drain(..).flat_map(|mut member| member.take_kill_lines()));
        }
        lines.extend(draft.take_kill_lines());
        lines.push(BufferedRecord::of(seen));
        let is_cut = draft.is_group() && self.aside_is_cut;
        self.close();
        self.backward = Some(Backward::new(lines, self.host.as_deref(), draft.later_spoke()));
        let reached = [(draft.kill_lines_left_out(), limits::KILL_LINES), (is_cut, limits::MEMBERS_AHEAD)];
        self.pending = draft.into_notes();
        self.pending.extend(reached.iter().filter(|(is_reached, _)| *is_reached).map(|(_, limit)| limit.note()));
        true
    }

    fn suppressed(&mut self, count: u64, seen: &MessageSeen<'_>) -> bool {
        let text = tell!("note-suppressed", reports = count);
        self.note_for_next(Note::new(NoteKind::Suppressed, text).at(seen.place.span()))
    }

    fn manual(&mut self, seen: &MessageSeen<'_>) -> bool {
        self.asked = Some(AskedByHand::new(seen));
        self.open.is_some()
    }

    fn note_for_next(&mut self, note: Note) -> bool {
        let (kept, most) = (self.pending.len(), limits::WAITING_NOTES.most);
        if kept < most {
            self.pending.push(note);
        } else if kept == most {
            // One beyond the most, so that it is told that there were others.
            self.pending.push(limits::WAITING_NOTES.note());
        }
        self.open.is_some()
    }

    /// Forgets what was collected without proof, but not what was said before it.
    fn drop_tentative(&mut self) {
        if let Some(draft) = self.open.take_if(|draft| draft.is_tentative()) {
            self.pending.extend(draft.into_notes());
        }
    }

    fn close(&mut self) {
        self.aside_is_cut = false;
        self.settle();
        self.drop_tentative();
        // They were told before the open one: no report behind them has claimed them.
        self.finished.extend(self.aside.drain(..).filter_map(IncidentDraft::finish));
        if let Some(draft) = self.open.take() {
            self.finished.extend(draft.finish());
        }
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
