//! What one kernel's reports have shown so far: which line it prints before which. A call trace, its registers and
//! `memory.stat` have no other order that is known beforehand.

use std::collections::HashMap;

use crate::kernel::{CounterKind, MemInfo, Message, STATS_IN_ORDER};
use crate::model::limits;

/// By how much two cuts of statistics may differ: a few lines.
const STATS_SLACK: usize = 100;

/// How a line fits behind the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineFit {
    /// As before, or nothing is known.
    Known,
    /// Another function was called from this place before: it may be called through a pointer.
    Odd,
    /// Another line stood before it in every report.
    Wrong,
}

/// What stood before a line so far.
#[derive(Clone, Debug)]
enum LineBefore {
    /// This, once. A damaged line proves nothing.
    Once(Box<str>),
    /// Always this.
    Always(Box<str>),
    /// Now this, now that.
    Varies,
}

/// What one node's reports have shown so far.
#[derive(Clone, Debug, Default)]
pub(super) struct LearnedOrder {
    /// True once a kill with a whole call trace was read: lines that are missing are lost, not left out by whoever picked
    /// the lines.
    pub(super) is_whole: bool,
    /// After how many bytes the kernel cut the statistics short, at the least.
    stats_cut: Option<usize>,
    /// What stood before a line.
    before: HashMap<Box<str>, LineBefore>,
    /// True once there were more.
    is_full: bool,
}

impl LearnedOrder {
    /// How the line fits behind the last one.
    pub(super) fn fit(&self, last: Option<&str>, next: &str) -> LineFit {
        if last.is_some_and(|last| skips_stats(last, next)) {
            return LineFit::Wrong;
        }
        // A kernel thread has no registers of a program above it.
        let (Some(last), Some(LineBefore::Always(usual)), false) =
            (last, self.before.get(next), next.starts_with("</"))
        else {
            return LineFit::Known;
        };
        match (function(last), function(usual)) {
            (Some(last), Some(usual)) if last == usual => LineFit::Known,
            (Some(_), Some(_)) => LineFit::Odd,
            _ if last == &**usual => LineFit::Known,
            _ => LineFit::Wrong,
        }
    }

    /// True where the kernel may have cut statistics of so many bytes (5.3 to 6.4 do).
    pub(super) fn may_cut_stats(&self, bytes: usize) -> bool {
        self.stats_cut.is_none_or(|least| bytes + STATS_SLACK >= least)
    }

    /// Keeps in mind that statistics of so many bytes were cut.
    pub(super) fn learn_stats_cut(&mut self, bytes: usize) {
        self.stats_cut = Some(self.stats_cut.map_or(bytes, |least| least.min(bytes)));
    }

    /// Keeps in mind what stands before the line. False, once, where there is no more room for new ones.
    pub(super) fn learn(&mut self, last: Option<&str>, next: &str) -> bool {
        let Some(last) = last else { return true };
        let is_known = self.fit(Some(last), next) == LineFit::Known;
        let has_room = self.before.len() < limits::HABITS.most;
        match self.before.get_mut(next) {
            Some(before @ LineBefore::Once(_)) => {
                let is_again = matches!(&*before, LineBefore::Once(once) if **once == *last);
                *before = if is_again { LineBefore::Always(last.into()) } else { LineBefore::Once(last.into()) };
            }
            Some(before @ LineBefore::Always(_)) if !is_known => *before = LineBefore::Varies,
            None if has_room => {
                self.before.insert(next.into(), LineBefore::Once(last.into()));
            }
            None => return std::mem::replace(&mut self.is_full, true),
            Some(LineBefore::Always(_) | LineBefore::Varies) => {}
        }
        true
    }
}

/// What the line is called among those that have no other order; `None` for all others, and for frames that were only
/// found lying on the stack.
pub(super) fn key<'a>(text: &'a str, message: Option<&Message<'a>>) -> Option<&'a str> {
    match message {
        Some(Message::Stat(key, _)) => Some(key),
        Some(Message::Counter { kind: CounterKind::Memory, .. }) => Some("memory:"),
        Some(Message::Mem(MemInfo::Start)) => Some("Mem-Info:"),
        Some(Message::CallTrace) => Some("Call Trace:"),
        Some(_) => None,
        None if text.contains("? ") => None,
        None => text.split_whitespace().find(|word| word.contains("+0x")).or_else(|| text.split_whitespace().next()),
    }
}

/// How many of them an older kernel leaves out at one place.
const STATS_LEFT_OUT: usize = 3;

/// How the keys of its rest begin.
const REST: [&str; 4] = ["workingset_", "pg", "thp_", "zswp"];

/// True where statistics are missing between these two whatever the kernel.
fn skips_stats(last: &str, next: &str) -> bool {
    let at = |key: &str| STATS_IN_ORDER.iter().position(|known| *known == key);
    match (at(last), at(next)) {
        (Some(last), Some(next)) => next <= last || next - last > STATS_LEFT_OUT + 1,
        (Some(last), None) => last + 3 < STATS_IN_ORDER.len() && REST.iter().any(|rest| next.starts_with(rest)),
        _ => false,
    }
}

/// True where `memory_stats[]` of `mm/memcontrol.c` (5.3 to 7.x) has the second above the first in every kernel, or both are one.
pub(super) fn runs_back(last: &str, next: &str) -> bool {
    let at = |key: &str| STATS_IN_ORDER.iter().position(|known| *known == key);
    at(last).zip(at(next)).is_some_and(|(last, next)| next <= last)
}

/// The function of a frame.
fn function(key: &str) -> Option<&str> {
    key.split_once("+0x").map(|(function, _)| function)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_run_back_where_no_kernel_prints_them_so() {
        assert!(runs_back("file_writeback", "vmalloc") && runs_back("slab_reclaimable", "anon"));
        assert!(!runs_back("vmalloc", "file_writeback") && runs_back("anon", "anon"));
        // `pgfault` has another place in each kernel.
        assert!(!runs_back("pgfault", "anon") && !runs_back("slab_reclaimable", "pgfault"));
    }
}
