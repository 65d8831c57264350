//! Where a report may in truth be two, because the lines between them are lost. All lines of a report are printed within
//! milliseconds, by one task, in the kernel's order; a place where that is not so is kept until the report's end tells.

use super::agree::Conflict;
use super::finish::ends_a_list;
use super::{IncidentDraft, ReportStage};
use crate::incident::line_order::{LearnedOrder, LineFit, key, runs_back};
use crate::incident::seen::{BufferedRecord, MessageSeen};
use crate::incident::step::Step;
use crate::incident::trace::Trace;
use crate::kernel::{Message, SummaryLine};
use crate::model::limits;

/// How long after the line before it the next is surely of another report, in microseconds of the boot clock. The longest
/// gap within a real report is 0.4 s, on a machine with a slow console.
const GAP_OF_TWO: i64 = 1_000_000;

/// The same where somebody picked the lines by words, so that most of the report is missing: what so many of its lines
/// take, at most so long. 2.4 s were seen between the cgroup's line and the kill's, at 80 ms a line; a console of 9600 baud prints
/// 80 lines in 8 s.
const LINES_PICKED: i64 = 100;
const GAP_OF_PICKED: i64 = 10_000_000;

/// The same where lines of the report are missing in between: what so many of its lines would have taken, within bounds. A
/// table may be long.
const LINES_LOST: i64 = 30;
const ROWS_LOST: i64 = 400;
const GAP_OF_HOLE: i64 = 500_000;

/// How long the kernel was seen to work between two lines (it sums up a cgroup's statistics), and how many lines it prints
/// in that time where the console is not slow.
const GAP_OF_WORK: i64 = 150_000;
const LINES_OF_WORK: i64 = 1000;

/// Up to here two lines are surely printed one after the other.
const GAP_OF_ONE: i64 = 2_000;

/// A wall clock tells when the line was received, and mostly in whole seconds.
const WALL_OF_TWO: i64 = 2_000_000;
const WALL_OF_ONE: i64 = 1_000_000;

/// After so many frames and registers the log is not one that was picked from by words.
const FRAMES_OF_WHOLE: usize = 8;

/// How two lines of a report join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::incident) enum Seam {
    /// As the kernel prints them.
    Close,
    /// One part of the report ends and the next begins, and no clock tells that they are of one.
    Border,
    /// Later than they should, or nothing tells.
    Loose(Gap),
    /// Lines of the report are missing between them.
    Hole(Gap),
    /// They are of two reports.
    Broken,
}

/// The time between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::incident) struct Gap {
    micros: i64,
    /// True where both lines tell the kernel's own time.
    is_exact: bool,
    /// True where no work of the kernel's own takes so long.
    is_wide: bool,
}

/// A place in the open report that may be the seam of two.
#[derive(Debug)]
pub(in crate::incident) struct PossibleSeam {
    /// What was read before it.
    pub(in crate::incident) before: Box<IncidentDraft>,
    /// What came after.
    pub(in crate::incident) lines: Vec<BufferedRecord>,
    seam: Seam,
    /// True once a line with a stamp of its own came after it.
    is_stamped: bool,
}

impl PossibleSeam {
    pub(in crate::incident) fn new(before: &IncidentDraft, seam: Seam) -> Self {
        Self { before: Box::new(before.clone()), lines: Vec::new(), seam, is_stamped: false }
    }

    /// Keeps a line; false where they are too many.
    pub(in crate::incident) fn keep(&mut self, line: BufferedRecord) -> bool {
        self.is_stamped |= !line.continuation;
        self.lines.push(line);
        self.lines.len() <= limits::DOUBTED_LINES.most
    }

    /// True where the place gives less reason to doubt than this one, which is then the better to keep. A place is only
    /// given up for one that is twice as wide, since keeping one costs a copy.
    pub(in crate::incident) const fn is_less_than(&self, seam: Seam) -> bool {
        match (self.seam, seam) {
            (Seam::Border, Seam::Loose(_)) | (Seam::Border | Seam::Loose(_), Seam::Hole(_)) => true,
            (Seam::Loose(old), Seam::Loose(new)) | (Seam::Hole(old), Seam::Hole(new)) => new.micros / 2 > old.micros,
            _ => false,
        }
    }

    /// True where only further lines of a record came after a hole: whatever breaks off now began there.
    pub(in crate::incident) const fn is_before_loose_lines(&self) -> bool {
        matches!(self.seam, Seam::Hole(_)) && !self.is_stamped
    }

    /// True where what was read before and after the place is of two reports.
    pub(in crate::incident) fn is_of_two(&self, whole: &IncidentDraft, learned_order: &LearnedOrder) -> bool {
        match (self.seam, whole.conflict()) {
            (_, Some(Conflict::Sure)) | (Seam::Hole(_), Some(Conflict::Unlikely)) => true,
            // A whole report often goes on in the next second, and a thread that asks is listed under its process's name.
            (Seam::Loose(gap), Some(Conflict::Unlikely)) if gap.is_exact => gap.is_wide,
            (Seam::Loose(gap), Some(Conflict::Unlikely)) => gap.micros >= WALL_OF_TWO,
            (Seam::Hole(gap), None) => !gap.is_exact && learned_order.is_whole,
            _ => false,
        }
    }
}

impl IncidentDraft {
    /// How the message joins what was read before.
    pub(in crate::incident) fn seam(
        &self,
        message: &Message<'_>,
        seen: &MessageSeen<'_>,
        learned_order: &LearnedOrder,
    ) -> Seam {
        let next = Step::of(message).filter(|next| *next != Step::Header);
        let (Some(next), Some(last)) = (next, self.step.filter(|_| self.part < ReportStage::Ended)) else {
            return Seam::Close;
        };
        // The further lines of a record stand below its first.
        let is_orphan = seen.continuation && next == Step::Stat && !matches!(last, Step::StatsHead | Step::Stat);
        if is_orphan || (self.is_contradicted_by(message) && !self.lists_at_once(message, seen)) {
            return Seam::Broken;
        }
        if last == Step::Stat && self.counts_again(message, seen) {
            return Seam::Broken;
        }
        let fit = match last {
            Step::Stat => self.fit(learned_order, seen, Some(message)),
            Step::Stack if next > Step::Stack && self.lacks_end_of_trace() => LineFit::Wrong,
            Step::Stack => self.fit_of_frame(learned_order, seen, Some(message)),
            _ => LineFit::Known,
        };
        let is_whole = learned_order.is_whole || self.is_whole();
        let fit = if is_whole && !self.joins(last, next, message, learned_order) { LineFit::Wrong } else { fit };
        let of_two = if is_whole { GAP_OF_TWO } else { self.gap_of_picked(message) };
        match self.seam_in_time(seen, fit, Some(next), of_two) {
            Seam::Close if !self.is_exact(seen) && matches!(next, Step::Title | Step::Named) => Seam::Border,
            seam => seam,
        }
    }

    /// True for a row that the kernel's own clock tells to be printed right behind the one before, whoever was listed already:
    /// `mem_cgroup_scan_tasks()` of `mm/memcontrol.c` (4.8 on) goes through the cgroups below the limit's one after the other,
    /// and meets a process again that is moved meanwhile.
    fn lists_at_once(&self, message: &Message<'_>, seen: &MessageSeen<'_>) -> bool {
        let gap = self.last_stamp().micros_until(seen.moment).filter(|_| self.is_exact(seen));
        let is_row = matches!(message, Message::Row(_)) && self.step == Some(Step::Row);
        is_row && gap.is_some_and(|gap| (0..=GAP_OF_ONE).contains(&gap))
    }

    /// True for a statistic that every kernel prints above one that is there, and that was printed later, by the kernel's own
    /// clock: up to 6.4 `mem_cgroup_print_oom_meminfo()` of `mm/memcontrol.c` prints them all at once. An export may mix lines
    /// of one time, and a damaged line may be read as one more statistic.
    fn counts_again(&self, message: &Message<'_>, seen: &MessageSeen<'_>) -> bool {
        let gap = self.last_stamp().micros_until(seen.moment).filter(|_| self.is_exact(seen));
        let Message::Stat(next, _) = message else { return false };
        let mut stats = self.incident.cgroup_memory.stats.0.iter();
        gap.is_some_and(|gap| gap > GAP_OF_ONE) && stats.any(|stat| runs_back(&stat.key, next))
    }

    fn fit(&self, learned_order: &LearnedOrder, seen: &MessageSeen<'_>, message: Option<&Message<'_>>) -> LineFit {
        key(seen.text, message).map_or(LineFit::Known, |key| learned_order.fit(self.key.as_deref(), key))
    }

    /// True where `</TASK>` is missing behind a call trace that is there otherwise.
    const fn lacks_end_of_trace(&self) -> bool {
        self.trace.is_open() && self.is_whole() && self.stack_lines < limits::STACK_LINES.most
    }

    /// Lines of others may stand among the frames and look like some: without a clock that proves little.
    fn fit_of_frame(
        &self,
        learned_order: &LearnedOrder,
        seen: &MessageSeen<'_>,
        message: Option<&Message<'_>>,
    ) -> LineFit {
        let is_late = self.last_stamp().micros_until(seen.moment).is_some_and(|gap| gap >= WALL_OF_TWO);
        let is_timed = is_late || self.is_exact(seen);
        let joint = self.key.as_deref().zip(key(seen.text, message));
        let lacks_entry = joint.is_some_and(|(last, next)| Trace::is_below_page_fault(last, next));
        let broken = |(last, next): (&str, &str)| {
            self.trace.is_broken_by(last, next)
                || is_late && Trace::is_below_root(last, next)
                || learned_order.is_whole && Trace::lacks_frames(last, next)
        };
        if joint.is_some_and(broken) || is_timed && lacks_entry {
            return LineFit::Wrong;
        }
        match self.fit(learned_order, seen, message) {
            LineFit::Wrong if !self.is_exact(seen) => LineFit::Odd,
            LineFit::Known if lacks_entry => LineFit::Odd,
            fit => fit,
        }
    }

    fn is_exact(&self, seen: &MessageSeen<'_>) -> bool {
        self.clock.uptime.is_some() && seen.moment.uptime.is_some() && !seen.continuation
    }

    /// How a line of the stack joins what was read before.
    pub(in crate::incident) fn seam_of_frame(&self, seen: &MessageSeen<'_>, learned_order: &LearnedOrder) -> Seam {
        let fit = self.fit_of_frame(learned_order, seen, None);
        // `show_trace_log_lvl()` of arch/x86 prints it directly below the title.
        let is_untitled = seen.text.trim() == "<TASK>" && self.step != Some(Step::Stack);
        self.seam_in_time(seen, if is_untitled { LineFit::Wrong } else { fit }, None, GAP_OF_TWO)
    }

    /// How long after the line before it the message is surely of another report, where lines were picked by words: longer on
    /// a slow console, where it names as the one to die who asked for memory, and where only the cgroup's name is left of the report.
    fn gap_of_picked(&self, message: &Message<'_>) -> i64 {
        let named = match message {
            Message::Summary(summary) => summary.task,
            Message::Chosen(chosen) => chosen.process.map(|process| process.name),
            _ => None,
        };
        let asked = self.incident.trigger.as_ref().map(|trigger| &*trigger.name);
        if named.is_some() && (named == asked || self.is_of_named_cgroup(message)) {
            return GAP_OF_PICKED;
        }
        self.clock.pace().saturating_mul(LINES_PICKED).clamp(GAP_OF_TWO, GAP_OF_PICKED)
    }

    /// True for the line that chooses whom a cgroup's limit kills, where the only line before it names that cgroup. Up to 4.18 every
    /// report of a limit holds one (`mem_cgroup_print_oom_info()` of mm/memcontrol.c), so that another's stood between them.
    fn is_of_named_cgroup(&self, message: &Message<'_>) -> bool {
        let is_limits = |prefix: &str| prefix.starts_with("Memory cgroup") || prefix.starts_with("memory cgroup");
        let chooses = matches!(message, Message::Chosen(chosen) if is_limits(chosen.prefix));
        let is_alone = self.incident.trigger.is_none() && self.incident.kernel.is_none() && self.stack_lines == 0;
        chooses && is_alone && self.step == Some(Step::TaskIn)
    }

    fn seam_in_time(&self, seen: &MessageSeen<'_>, fit: LineFit, next: Option<Step>, of_two: i64) -> Seam {
        let (last, moment) = (self.last_stamp(), seen.moment);
        let micros = last.micros_until(moment).filter(|_| !seen.continuation);
        let is_exact = self.is_exact(seen);
        let micros = micros.unwrap_or(0);
        let is_wide = micros > GAP_OF_WORK && micros / LINES_OF_WORK > self.clock.pace();
        let gap = Gap { micros, is_exact, is_wide };
        let time_of = |lines: i64| self.clock.pace().saturating_mul(lines).clamp(GAP_OF_ONE, GAP_OF_HOLE);
        let lost = if matches!(next, Some(Step::Row | Step::Named | Step::End)) { ROWS_LOST } else { LINES_LOST };
        let (of_hole, of_one) = (time_of(lost), time_of(LINES_LOST));
        match (is_exact, fit) {
            // A clock does not go back from one report to the next.
            _ if gap.micros < 0 && is_exact => Seam::Close,
            (true, _) if gap.micros > of_two && next != Some(Step::End) => Seam::Broken,
            (true, LineFit::Wrong | LineFit::Odd) if gap.micros > of_hole => Seam::Broken,
            (true, LineFit::Wrong) if gap.micros <= GAP_OF_ONE => Seam::Close,
            (true, LineFit::Known | LineFit::Odd) if gap.micros <= of_one => Seam::Close,
            (false, LineFit::Wrong) if gap.micros >= WALL_OF_TWO => Seam::Broken,
            (_, LineFit::Wrong) => Seam::Hole(gap),
            (true, _) | (false, LineFit::Odd) => Seam::Loose(gap),
            (false, LineFit::Known) if gap.micros >= WALL_OF_ONE => Seam::Loose(gap),
            (false, LineFit::Known) => Seam::Close,
        }
    }

    /// True where nothing of a whole report is missing between the two lines.
    fn joins(&self, last: Step, next: Step, message: &Message<'_>, learned_order: &LearnedOrder) -> bool {
        // `dump_tasks()` of `mm/oom_kill.c` prints the title from 4.19 on, statistics have lines of their own from 5.3 on.
        if last == Step::Stat && next == Step::TableHead {
            return false;
        }
        if last == Step::Stat && matches!(next, Step::Title | Step::Named) {
            return self.cut_stats().is_none_or(|bytes| learned_order.may_cut_stats(bytes));
        }
        if let Message::Summary(SummaryLine { pid: Some(pid), .. }) = message
            && self.incident.tasks.header_line.is_some()
            && !self.listed.contains(pid)
        {
            return false;
        }
        // Those that end without a kill name nobody before.
        let is_no_kill = matches!(message, Message::NoKillable | Message::Panic(_));
        next.may_follow(last) || (is_no_kill && last > Step::Stack)
    }

    /// The bytes of statistics that do not end as `memory.stat` does.
    pub(in crate::incident) fn cut_stats(&self) -> Option<usize> {
        let stats = &self.incident.cgroup_memory.stats.0;
        let is_cut = self.step == Some(Step::Stat) && stats.last().is_some_and(|last| !ends_a_list(&last.key));
        is_cut.then(|| stats.iter().map(|stat| stat.key.len() + stat.value.to_string().len() + 2).sum())
    }

    /// True where so much of the call trace is there that nobody picked lines by words.
    pub(in crate::incident) const fn is_whole(&self) -> bool {
        self.stack_lines >= FRAMES_OF_WHOLE
    }
}
