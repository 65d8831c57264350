//! Where a report turns out to be two: the log lost the end of one and the beginning of the next.
//!
//! All lines of a report are printed at once, by one task, about one cgroup (`dump_header()` of `mm/oom_kill.c`, under
//! `oom_lock`). What contradicts that ends the first report; where exactly it ended, the clock tells, or the order in which
//! kernels print, or nothing: then the lines in between are neither's.

use super::{Draft, Part};
use crate::incident::seen::Seen;
use crate::incident::tape::Step;
use crate::kernel::{CounterKind, Killed, MemInfo, Message, SummaryLine};
use crate::lang::Told;
use crate::model::{Bytes, Counter, Place, StatUnit, Uptime, Wall};
use crate::tell;

/// A pause on the boot clock that parts, where lines are missing there: more than this, and than so many times the mean
/// between two lines. A whole table can be lost in between.
const SKIPPED_MICROS: i64 = 20_000;
const SKIPPED_PACES: i64 = 300;

/// The same where the process that asked for memory is not among those that the table lists. It may be a thread of one
/// that is; pauses of 0.11 s were seen inside reports that were printed fast.
const STRANGER_MICROS: i64 = 150_000;
const STRANGER_PACES: i64 = 100;

/// The same in seconds of the wall clock, which tells when somebody received the line: journals pause for 15 s inside reports.
const WALL_SECONDS: i64 = 2;

/// Statistics may exceed the usage by so much: they are summed a moment later, and in batches for each CPU.
const SLACK: Bytes = Bytes(64 << 20);

/// A report that is two.
#[derive(Debug)]
pub(in crate::incident) struct Parting {
    /// So many lines of the tape are the first report's.
    pub(in crate::incident) first: usize,
    /// The second begins with this one.
    pub(in crate::incident) second: usize,
    /// What shows it, as a note.
    pub(in crate::incident) why: Told,
}

/// The line behind the last of the tape.
#[derive(Clone, Copy)]
struct Now {
    step: Step,
    uptime: Option<Uptime>,
    wall: Option<Wall>,
}

/// A fact that a message contradicts.
type Contradicted = (Place, Told);

impl Draft {
    /// Where this report parts into two, if the message shows that it does.
    pub(in crate::incident) fn parting(&self, message: &Message<'_>, seen: &Seen<'_>) -> Option<Parting> {
        if self.part == Part::Ended || self.tape.is_cut() {
            return None;
        }
        let now = Now { step: Step::of(message), uptime: seen.moment.uptime, wall: seen.moment.wall };
        if let Some((fact, why)) = self.contradicted(message) {
            return self.seam(fact, now, why);
        }
        let ends = matches!(now.step, Step::Announced | Step::End) && self.part < Part::Announced;
        if ends { self.doubt(Some(now)) } else { None }
    }

    /// What of the facts so far the message contradicts.
    fn contradicted(&self, message: &Message<'_>) -> Option<Contradicted> {
        let incident = &self.incident;
        let memory = &incident.cgroup_memory;
        match message {
            Message::Cpu(cpu) if self.part == Part::Header && incident.kernel.is_none() && cpu.release.is_some() => {
                let trigger = incident.trigger.as_ref()?;
                let differs = is_plain(&trigger.name) && is_plain(cpu.comm) && &*trigger.name != cpu.comm;
                differs.then(|| (trigger.at, tell!("note-parted-process")))
            }
            Message::TaskIn { limit: Some(limit), .. } => {
                let known = incident.limit_cgroup.as_ref().filter(|known| &*known.path != *limit)?;
                Some((known.at, tell!("note-parted-cgroup")))
            }
            Message::Counter { kind, usage, limit: Some(limit), failcnt: Some(failcnt) } => {
                let known = self.counter_of(*kind)?;
                let same = (known.usage, known.limit_printed, known.failcnt) == (*usage, *limit, *failcnt);
                (!same).then(|| (known.at, tell!("note-parted-figures")))
            }
            Message::StatsFor { path: Some(path), whole: true, inline } => {
                let known = incident.limit_cgroup.as_ref().or(memory.stats_cgroup.as_ref())?;
                let fits = if inline.is_empty() { *path == &*known.path } else { is_within(path, &known.path) };
                (!fits && !path.is_empty() && !known.path.is_empty()).then(|| (known.at, tell!("note-parted-cgroup")))
            }
            Message::Stat(key, value) if self.part <= Part::Memory => self.contradicted_stat(key, *value),
            Message::Mem(line) if self.part <= Part::Memory => self.contradicted_mem_info(line),
            Message::Row(row) if self.part == Part::Tasks && self.lists(row.pid) && !self.is_last_row(row.pid) => {
                let line = incident.tasks.find(row.pid)?.line;
                Some((Place { line, ..self.last_place() }, tell!("note-parted-row", pid = row.pid.to_string())))
            }
            Message::Summary(line) if incident.summary.is_none() => self.contradicted_summary(line),
            Message::Chosen(chosen) if self.chosen.is_none() => self.contradicted_kind(chosen.prefix),
            Message::Killed(Killed { prefix: Some(prefix), .. }) if incident.summary.is_none() => {
                self.contradicted_kind(prefix)
            }
            _ => None,
        }
    }

    const fn counter_of(&self, kind: CounterKind) -> Option<&Counter> {
        let memory = &self.incident.cgroup_memory;
        match kind {
            CounterKind::Memory => memory.memory.as_ref(),
            CounterKind::Swap => memory.swap.as_ref(),
            CounterKind::MemoryAndSwap => memory.memory_and_swap.as_ref(),
            CounterKind::Kernel => memory.kernel_memory.as_ref(),
        }
    }

    fn contradicted_stat(&self, key: &str, value: i64) -> Option<Contradicted> {
        let memory = &self.incident.cgroup_memory;
        if let Some(known) = memory.stats.get(key).filter(|_| memory.children.is_empty()) {
            return (known.value != value).then(|| (known.at, tell!("note-parted-figures")));
        }
        // What the processes hold cannot be more than what is in use.
        let usage = memory.memory.filter(|_| matches!(key, "anon" | "rss" | "total_rss"))?;
        let most = usage.usage.bytes().0.saturating_mul(5) / 4 + SLACK.0;
        let more =
            crate::kernel::unit_of(key) == StatUnit::Bytes && u64::try_from(value).is_ok_and(|value| value > most);
        more.then(|| (usage.at, tell!("note-parted-figures")))
    }

    fn contradicted_mem_info(&self, line: &MemInfo<'_>) -> Option<Contradicted> {
        if let (Some(usage), MemInfo::Start | MemInfo::Counters(_)) = (self.incident.cgroup_memory.memory, line) {
            return Some((usage.at, tell!("note-parted-kind")));
        }
        let memory = self.incident.node_memory.as_ref()?;
        let differs = match line {
            MemInfo::Counters(pairs) => {
                pairs.iter().any(|(key, pages)| memory.counter(key).is_some_and(|known| known.0 != *pages))
            }
            MemInfo::Zone(zone) => memory.zones.iter().any(|known| {
                let same = known.node == zone.node && &*known.name == zone.name && !known.sizes.is_empty();
                let free = |sizes: &[(Box<str>, crate::model::Kib)]| {
                    sizes.iter().find(|(key, _)| &**key == "free").map(|(_, size)| size.0)
                };
                let printed = zone.sizes.iter().find(|(key, _)| *key == "free").map(|(_, size)| *size);
                same && free(&known.sizes).zip(printed).is_some_and(|(known, printed)| known != printed)
            }),
            _ => false,
        };
        let fact = Place { source: memory.span.source, line: memory.span.first };
        differs.then(|| (fact, tell!("note-parted-figures")))
    }

    fn contradicted_summary(&self, line: &SummaryLine<'_>) -> Option<Contradicted> {
        let memory = &self.incident.cgroup_memory;
        if let (Some(limit), Some(node)) = (line.limit_cgroup, &self.incident.node_memory)
            && !limit.is_empty()
        {
            let fact = Place { source: node.span.source, line: node.span.first };
            return Some((fact, tell!("note-parted-kind")));
        }
        if let Some(usage) = memory.memory.filter(|_| line.global_oom) {
            return Some((usage.at, tell!("note-parted-kind")));
        }
        let known = memory.stats_cgroup.as_ref().filter(|known| !known.path.is_empty())?;
        let differs = line.limit_cgroup.is_some_and(|limit| limit != &*known.path);
        differs.then(|| (known.at, tell!("note-parted-cgroup")))
    }

    /// `Memory cgroup out of memory` and `Out of memory` show different memory.
    fn contradicted_kind(&self, prefix: &str) -> Option<Contradicted> {
        if prefix.starts_with("Memory cgroup") {
            let node = self.incident.node_memory.as_ref()?;
            return Some((Place { source: node.span.source, line: node.span.first }, tell!("note-parted-kind")));
        }
        let usage = self.incident.cgroup_memory.memory?;
        Some((usage.at, tell!("note-parted-kind")))
    }

    /// Where the second report begins, behind a fact of the first and at the latest now.
    fn seam(&self, fact: Place, now: Now, why: Told) -> Option<Parting> {
        let tape = &self.tape;
        let (after, end) = (tape.position(fact)? + 1, tape.len());
        let at_once = |at: usize| Parting { first: at, second: at, why: why.clone() };
        let mut pauses: Vec<(i64, usize)> =
            (after..=end).filter_map(|at| Some((tape.pause_before(at, now.uptime)?, at))).collect();
        pauses.sort_unstable();
        // A pause that stands out.
        if pauses.len() == end + 1 - after
            && let Some((longest, at)) = pauses.pop()
            && longest > pauses.last().map_or(0, |(second, _)| second.saturating_mul(3))
        {
            return Some(at_once(at));
        }
        if pauses.is_empty() {
            let mut later = (after..=end).filter(|at| tape.seconds_before(*at, now.wall).is_some_and(|gap| gap > 0));
            if let (Some(at), None) = (later.next(), later.next()) {
                return Some(at_once(at));
            }
        }
        let mut skips = (after..=end).filter(|at| tape.skips_before(*at, now.step));
        if let (Some(at), None) = (skips.next(), skips.next()) {
            return Some(at_once(at));
        }
        Some(Parting { first: after, second: end, why })
    }

    /// The same once the report has ended without anybody named.
    pub(in crate::incident) fn doubt_at_end(&self) -> Option<Parting> {
        if self.part < Part::Announced && !self.is_tentative() && !self.tape.is_cut() { self.doubt(None) } else { None }
    }

    /// Where two reports may have met though nothing contradicts: the clock pauses where lines are missing, or before a
    /// table that does not list the process of the header.
    fn doubt(&self, now: Option<Now>) -> Option<Parting> {
        let tape = &self.tape;
        let end = tape.len() + usize::from(now.is_some());
        let (step, uptime, wall) = now.map_or((Step::Other, None, None), |now| (now.step, now.uptime, now.wall));
        let pauses = (1..end).filter_map(|at| Some((tape.pause_before(at, uptime)?, at)));
        if let Some((pause, at)) = pauses.max_by_key(|(pause, _)| *pause) {
            let lines = i64::try_from(tape.len()).unwrap_or(i64::MAX).max(2) - 1;
            let pace = (tape.duration()?.saturating_sub(if at < tape.len() { pause } else { 0 }) / lines).max(0);
            let skipped = pause > SKIPPED_MICROS + SKIPPED_PACES * pace && tape.skips_before(at, step);
            let stranger = || pause > STRANGER_MICROS + STRANGER_PACES * pace && self.is_strangers(at);
            let why = || tell!("note-parted-clock", seconds = format!("{:.1}", pause as f64 / 1e6));
            return (skipped || stranger()).then(|| Parting { first: at, second: at, why: why() });
        }
        let seconds = (1..end).filter_map(|at| Some((tape.seconds_before(at, wall)?, at)));
        let (pause, at) = seconds.max_by_key(|(pause, _)| *pause)?;
        let (skipped, stranger) = (tape.skips_before(at, step), self.is_strangers(at));
        let parts = pause >= WALL_SECONDS && (skipped || stranger) || pause > 0 && skipped && stranger;
        let why = || tell!("note-parted-clock", seconds = pause.to_string());
        parts.then(|| Parting { first: at, second: at, why: why() })
    }

    /// True where the process that asked for memory stands before this line, and the table behind it lists no such process.
    fn is_strangers(&self, at: usize) -> bool {
        let Some(trigger) = &self.incident.trigger else { return false };
        let (Some(pid), Some(row)) = (trigger.pid, self.tape.first(Step::Row)) else { return false };
        let header = self.tape.first(Step::Header);
        let named = || self.incident.tasks.iter().any(|task| *task.name == *trigger.name);
        header.is_some_and(|header| header < at) && at <= row && !self.lists(pid) && !named()
    }
}

/// True for names without anything that a log could have changed.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// True where the cgroup is the other one or lies below it.
fn is_within(path: &str, above: &str) -> bool {
    above == "/" || path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
