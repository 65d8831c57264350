//! The lines of the report that is being told, as they stood: to tell them again where it turns out to be two, where it
//! was told newest first, or where it goes on in another file.

use super::seen::{Line, Seen};
use crate::kernel::{MemInfo, Message};
use crate::model::{Moment, Origin, Place, Uptime, Wall, limits};

/// How many bytes of one report's lines are kept. The longest real one (every process of a large host) has some ten
/// thousand lines.
const BYTES_MAX: usize = 2 << 20;

/// What a line is in the order in which a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Header,
    Cpuset,
    Cpu,
    Hardware,
    Stack,
    TaskIn,
    Counter,
    StatsFor,
    Stat,
    /// Mem-Info's title, its first block, its nodes and zones, its free lists, and what is counted behind them.
    MemStart,
    MemCounters,
    MemZones,
    MemFree,
    MemCounts,
    Title,
    Columns,
    Row,
    Announced,
    End,
    /// It may stand anywhere.
    Other,
}

impl Step {
    pub(super) const fn of(message: &Message<'_>) -> Self {
        match message {
            Message::Invoked(_) | Message::InvokedCut => Self::Header,
            Message::Cpuset => Self::Cpuset,
            Message::Cpu(_) => Self::Cpu,
            Message::Hardware(_) => Self::Hardware,
            Message::CallTrace => Self::Stack,
            Message::TaskIn { .. } => Self::TaskIn,
            Message::Counter { .. } => Self::Counter,
            Message::StatsFor { .. } | Message::MoreInline(_) => Self::StatsFor,
            Message::Stat(..) => Self::Stat,
            Message::Mem(MemInfo::Start) => Self::MemStart,
            Message::Mem(MemInfo::Counters(_)) => Self::MemCounters,
            Message::Mem(MemInfo::Node(..) | MemInfo::Zone(_) | MemInfo::MoreSizes(..) | MemInfo::LowmemReserve(_)) => {
                Self::MemZones
            }
            Message::Mem(MemInfo::FreeList(_)) => Self::MemFree,
            Message::Mem(_) | Message::Huge(_) => Self::MemCounts,
            Message::TasksTitle => Self::Title,
            Message::TasksHeader(_) => Self::Columns,
            Message::Row(_) => Self::Row,
            Message::Summary(_) | Message::Chosen(_) => Self::Announced,
            Message::Killed(_) | Message::Group { .. } | Message::NoKillable | Message::Panic(_) => Self::End,
            Message::Protection(..)
            | Message::Reaped(_)
            | Message::ReapFailed(_)
            | Message::AlreadyExiting(_)
            | Message::Suppressed(_)
            | Message::Manual
            | Message::Ignored
            | Message::AllocationFailure
            | Message::Boot
            | Message::Lost(_) => Self::Other,
        }
    }

    /// True where no kernel prints the one right behind the other (`dump_header()` of `mm/oom_kill.c`, 3.10 to 7.1): lines
    /// are missing in between.
    const fn skips(self, next: Self) -> bool {
        let follows = match next {
            Self::Header | Self::Other => true,
            Self::Cpuset => matches!(self, Self::Header),
            Self::Cpu => matches!(self, Self::Header | Self::Cpuset),
            Self::Hardware => matches!(self, Self::Cpu),
            Self::Stack => matches!(self, Self::Cpu | Self::Hardware | Self::Stack),
            Self::TaskIn => matches!(self, Self::Cpu | Self::Hardware | Self::Stack),
            Self::Counter => matches!(self, Self::Cpu | Self::Hardware | Self::Stack | Self::TaskIn | Self::Counter),
            Self::StatsFor => matches!(self, Self::Counter | Self::StatsFor),
            Self::Stat => matches!(self, Self::StatsFor | Self::Stat),
            Self::MemStart => matches!(self, Self::Cpu | Self::Hardware | Self::Stack),
            Self::MemCounters => matches!(self, Self::MemStart | Self::MemCounters),
            Self::MemZones => matches!(self, Self::MemCounters | Self::MemZones),
            Self::MemFree => matches!(self, Self::MemZones | Self::MemFree),
            Self::MemCounts => matches!(self, Self::MemFree | Self::MemCounts),
            Self::Title => matches!(self, Self::StatsFor | Self::Stat | Self::MemCounts),
            Self::Columns => matches!(self, Self::Title | Self::StatsFor | Self::Stat | Self::MemCounts),
            Self::Row => matches!(self, Self::Columns | Self::Row),
            // The table is not printed where vm.oom_dump_tasks is 0.
            Self::Announced => {
                matches!(
                    self,
                    Self::Row | Self::Columns | Self::StatsFor | Self::Stat | Self::MemCounts | Self::Announced
                )
            }
            Self::End => matches!(self, Self::Row | Self::Columns | Self::Announced | Self::End),
        };
        !(follows || matches!(self, Self::Other))
    }
}

/// The lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Tape {
    text: String,
    lines: Vec<Kept>,
    /// True once a line had no room.
    cut: bool,
}

#[derive(Clone, Debug)]
struct Kept {
    begin: usize,
    /// Where the stamp as printed ends and the text begins, if there is one.
    stamp_end: Option<usize>,
    end: usize,
    place: Place,
    last: Place,
    uptime: Option<Uptime>,
    wall: Option<Wall>,
    origin: Origin,
    continuation: bool,
    step: Step,
}

/// Lines of a report that begin or end with the source: it may go on in another.
#[derive(Clone, Debug)]
pub struct Fragment {
    pub(super) host: Option<Box<str>>,
    pub(super) boot: Option<Box<str>>,
    pub(super) lines: Tape,
}

/// A line of the tape.
#[derive(Clone, Debug)]
pub(super) struct Told<'a> {
    pub(super) text: &'a str,
    pub(super) place: Place,
    pub(super) last: Place,
    pub(super) moment: Moment,
    pub(super) origin: Origin,
    pub(super) continuation: bool,
    pub(super) step: Step,
}

impl Told<'_> {
    pub(super) fn seen<'a>(&'a self, host: Option<&'a str>, boot: Option<&'a str>) -> Seen<'a> {
        let Self { text, place, last, moment, origin, continuation, .. } = self;
        let (place, last, origin, continuation) = (*place, *last, *origin, *continuation);
        Seen { place, last, moment, origin, host, boot, text, continuation }
    }
}

impl Tape {
    /// Adds a line, while there is room.
    pub(super) fn push(&mut self, step: Step, seen: &Seen<'_>) {
        let printed = seen.moment.printed.as_deref();
        let more = seen.text.len() + printed.map_or(0, str::len);
        if self.lines.len() >= limits::REPORT_LINES.most || self.text.len() + more > BYTES_MAX {
            self.cut = true;
            return;
        }
        let begin = self.text.len();
        let stamp_end = printed.map(|printed| {
            self.text.push_str(printed);
            self.text.len()
        });
        self.text.push_str(seen.text);
        self.lines.push(Kept {
            begin,
            stamp_end,
            end: self.text.len(),
            place: seen.place,
            last: seen.last,
            uptime: seen.moment.uptime,
            wall: seen.moment.wall,
            origin: seen.origin,
            continuation: seen.continuation,
            step,
        });
    }

    /// The lines one by one.
    pub(super) fn into_lines(self) -> Vec<Line> {
        (0..self.len()).filter_map(|at| self.get(at)).map(|line| Line::of(&line.seen(None, None))).collect()
    }

    /// How many bytes of text it holds.
    pub(super) const fn bytes(&self) -> usize {
        self.text.len()
    }

    pub(super) const fn len(&self) -> usize {
        self.lines.len()
    }

    /// True where lines had no room.
    pub(super) const fn is_cut(&self) -> bool {
        self.cut
    }

    pub(super) fn get(&self, at: usize) -> Option<Told<'_>> {
        let kept = self.lines.get(at)?;
        let text = self.text.get(kept.stamp_end.unwrap_or(kept.begin)..kept.end)?;
        let printed = kept.stamp_end.and_then(|end| self.text.get(kept.begin..end)).map(Into::into);
        let moment = Moment { uptime: kept.uptime, wall: kept.wall, printed };
        Some(Told {
            text,
            place: kept.place,
            last: kept.last,
            moment,
            origin: kept.origin,
            continuation: kept.continuation,
            step: kept.step,
        })
    }

    /// True where the last line is of this step.
    pub(super) fn last_is(&self, step: Step) -> bool {
        self.lines.last().is_some_and(|line| line.step == step)
    }

    /// The last line that stands there.
    pub(super) fn position(&self, place: Place) -> Option<usize> {
        self.lines.iter().rposition(|line| line.place <= place && place <= line.last.max(line.place))
    }

    /// The first line of a step.
    pub(super) fn first(&self, step: Step) -> Option<usize> {
        self.lines.iter().position(|line| line.step == step)
    }

    /// True where lines are missing before this one. `now` is the step of the line behind the last.
    pub(super) fn skips_before(&self, at: usize, now: Step) -> bool {
        let step = self.lines.get(at).map_or(now, |line| line.step);
        let before = at.checked_sub(1).and_then(|before| self.lines.get(before));
        before.is_some_and(|before| before.step.skips(step))
    }

    /// Microseconds on the boot clock between the line before this one and this one; `now` is the clock of the line behind
    /// the last.
    pub(super) fn pause_before(&self, at: usize, now: Option<Uptime>) -> Option<i64> {
        let then = self.lines.get(at.checked_sub(1)?)?.uptime?;
        let next = self.lines.get(at).map_or(now, |line| line.uptime)?;
        Some(next.micros.cast_signed().saturating_sub(then.micros.cast_signed()))
    }

    /// The same in whole seconds of the wall clock.
    pub(super) fn seconds_before(&self, at: usize, now: Option<Wall>) -> Option<i64> {
        let then = self.lines.get(at.checked_sub(1)?)?.wall?;
        let next = self.lines.get(at).map_or(now, |line| line.wall)?;
        Some(next.comparable().signed_duration_since(then.comparable()).num_seconds())
    }

    /// Sets the time of every line anew.
    pub(super) fn settle(&mut self, settle: &mut dyn FnMut(&mut Moment)) {
        for line in &mut self.lines {
            let mut moment = Moment { uptime: line.uptime, wall: line.wall, printed: None };
            settle(&mut moment);
            line.wall = moment.wall;
        }
    }

    /// Microseconds on the boot clock from the first line to the last.
    pub(super) fn duration(&self) -> Option<i64> {
        let (first, last) = (self.lines.first()?.uptime?, self.lines.last()?.uptime?);
        Some(last.micros.cast_signed().saturating_sub(first.micros.cast_signed()))
    }
}
