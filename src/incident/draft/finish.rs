//! A report closed: what it lacks is told, the page size is inferred.

use std::sync::Arc;

use super::remembered::UnreadRows;
use super::{IncidentDraft, ReportStage};
use crate::lang::Sentence;
use crate::model::{
    CallPath, Constraint, Incident, KernelSeries, NoteKind, Outcome, PageSize, PageSizeBasis, PageSizeFact, Place,
    Span, Victim, limits,
};
use crate::tell;

/// A kernel's line is not full of statistics before this: it holds about 1000 bytes, of which each statistic takes up to 16 for
/// the clock before it.
const STATS_CUT_BYTES: usize = 400;

impl IncidentDraft {
    /// The incident, or `None` where what was collected proves no run of the OOM killer.
    pub(in crate::incident) fn finish(mut self) -> Option<Incident> {
        if self.is_tentative() || !self.is_evidence() {
            return None;
        }
        self.take_named_victim();
        self.take_named_user();
        // The kernel announces a group only behind the kill of its first process.
        if self.group && self.incident.outcome == Outcome::NotInLog {
            self.incident.outcome = Outcome::Killed;
        }
        // Nobody can ask for a kill at a cgroup's limit.
        if self.incident.asked_by_hand.is_some() && self.is_of_a_cgroup() {
            self.incident.asked_by_hand = None;
        }
        self.incident.log_goes_on |= self.incident.victims.iter().any(|victim| victim.reaped.is_some());
        self.incident.seen_in = self.span().into();
        let named =
            self.kill_moment.take().or_else(|| self.summary_moment.take()).or_else(|| self.incident.invoked.clone());
        self.incident.moment = named.unwrap_or_else(|| self.last_stamp());
        self.incident.page_size = page_size(&self.incident);
        self.tell_what_is_missing();
        self.tell_what_was_cut();
        if self.incident.page_size.basis == PageSizeBasis::Assumed && !self.incident.tasks.is_empty() {
            self.note(NoteKind::PageSizeAssumed, tell!("note-page-size-assumed"), None);
        }
        self.incident.shrink();
        Some(self.incident)
    }

    /// A header, a victim, a verdict's line or a table with its header are; a few figures are not.
    fn is_evidence(&self) -> bool {
        let incident = &self.incident;
        incident.trigger.is_some()
            || incident.summary.is_some()
            || self.chosen.is_some()
            || !incident.victims.is_empty()
            || self.group
            || incident.limit_cgroup.is_some()
            || incident.outcome != Outcome::NotInLog
            || (incident.tasks.header_line.is_some() && !incident.tasks.is_empty())
            || (incident.cgroup_memory.memory.is_some() && !incident.cgroup_memory.stats.is_empty())
    }

    /// Where the kill line is not in the log, the line that announces it names the victim.
    fn take_named_victim(&mut self) {
        if !self.incident.victims.is_empty() || self.incident.outcome != Outcome::NotInLog || self.already_exiting {
            return;
        }
        let from_summary = self.incident.summary.as_ref().and_then(|summary| {
            Some(Victim {
                pid: summary.pid?,
                name: summary.task.clone()?,
                uid: summary.uid,
                at: summary.at,
                from_summary_only: true,
                ..Victim::default()
            })
        });
        let from_choice = || {
            self.chosen.as_ref().map(|chosen| Victim {
                pid: chosen.pid,
                name: chosen.name.clone(),
                score: chosen.score,
                at: chosen.at,
                prefix: Some(Arc::clone(&chosen.prefix)),
                from_summary_only: true,
                ..Victim::default()
            })
        };
        let when = || self.summary_moment.clone().or_else(|| Some(self.chosen.as_ref()?.moment.clone()));
        if let Some(victim) = from_summary.or_else(from_choice) {
            self.kill_moment = when();
            self.incident.victims.push(victim);
            self.incident.outcome = Outcome::Killed;
        }
    }

    /// Kernels 5.0 to 5.3 print the victim's user in the summary only.
    fn take_named_user(&mut self) {
        let Incident { report, victims, .. } = &mut self.incident;
        let Some(summary) = &report.summary else { return };
        for victim in victims.iter_mut().filter(|victim| Some(victim.pid) == summary.pid) {
            victim.uid = victim.uid.or(summary.uid);
        }
    }

    /// Notes for the parts that this kernel prints and the log lacks; without any, the incident is complete.
    fn tell_what_is_missing(&mut self) {
        let cut = |kind| matches!(kind, NoteKind::SummaryCut | NoteKind::LineUnread);
        self.incident.complete = !self.incident.noted.iter().any(|note| cut(note.kind));
        let Span { source, first, last } = self.span();
        let (first, last) = (Place { source, line: first }, Place { source, line: last });
        if self.is_lone() && self.incident.outcome == Outcome::Killed {
            return self.lacks(NoteKind::NoReport, tell!("note-no-report"), first.span());
        }
        if self.incident.trigger.is_none() {
            self.lacks(NoteKind::HeaderMissing, tell!("note-header-missing"), first.span());
        }
        self.tell_missing_trace();
        self.tell_missing_memory(first);
        self.tell_missing_tasks(first, last);
        self.tell_missing_end(last);
    }

    fn lacks(&mut self, kind: NoteKind, text: Sentence, span: Span) {
        self.incident.complete = false;
        self.note(kind, text, Some(span));
    }

    /// True where a line proves that a cgroup's limit was the reason.
    fn is_of_a_cgroup(&self) -> bool {
        let incident = &self.incident;
        incident.limit_cgroup.is_some()
            || incident.summary.as_ref().is_some_and(|summary| summary.constraint == Constraint::Memcg)
            || matches!(incident.call_path(), Some(CallPath::Cgroup | CallPath::LimitLowered))
            || incident.cgroup_memory.memory.is_some()
            || incident
                .chosen()
                .and_then(|victim| victim.prefix.as_deref())
                .is_some_and(|prefix| prefix.starts_with("Memory cgroup"))
    }

    /// `dump_header()` (`mm/oom_kill.c`) calls `dump_stack()` right behind the header in every kernel that prints the `oom-kill:`
    /// line (5.0 on). Where nothing of that is there, what follows the header may be of another report.
    fn tell_missing_trace(&mut self) {
        let incident = &self.incident;
        let has_none = incident.kernel.is_none() && incident.stack.is_none();
        let header = incident.trigger.as_ref().filter(|_| has_none && incident.summary.is_some());
        let Some(at) = header.map(|trigger| trigger.at) else { return };
        self.lacks(NoteKind::TraceMissing, tell!("note-trace-missing"), at.span());
    }

    fn tell_missing_memory(&mut self, first: Place) {
        let incident = &self.incident;
        let cgroup = self.is_of_a_cgroup();
        let text = match (cgroup, &incident.node_memory) {
            (true, _) if incident.cgroup_memory.memory.is_none() => tell!("note-cgroup-memory-missing"),
            (false, None) if incident.cgroup_memory.is_empty() => tell!("note-node-memory-missing"),
            _ => return,
        };
        self.lacks(NoteKind::MemoryMissing, text, first.span());
    }

    fn tell_missing_tasks(&mut self, first: Place, last: Place) {
        let UnreadRows { count: unread, first: where_first } = self.unread_rows;
        if unread > 0 {
            let text = tell!("note-task-rows-unread", rows = unread);
            self.lacks(NoteKind::TasksCut, text, where_first.unwrap_or_else(|| first.span()));
        }
        let tasks = &self.incident.tasks;
        let named = self.chosen.as_ref().map(|chosen| chosen.pid);
        let named = self.incident.summary.as_ref().and_then(|summary| summary.pid).or(named);
        let text = if tasks.is_empty() && unread == 0 && tasks.header_line.is_some() && self.part > ReportStage::Tasks {
            // A cgroup without a process has an empty table. A part of the log is missing only where the lines do not join.
            return self.note(NoteKind::Other, tell!("note-tasks-empty"), Some(first.span().with(last)));
        } else if tasks.is_empty() && unread == 0 {
            tell!("note-tasks-missing")
        } else if tasks.header_line.is_none() {
            tell!("note-tasks-begin-missing")
        } else if named.is_some_and(|pid| tasks.find(pid).is_none())
            && !self.kills_a_listed_process()
            && !self.lacks_rows_that_were_read()
        {
            tell!("note-tasks-lack-chosen")
        } else if self.part == ReportStage::Tasks {
            tell!("note-tasks-cut")
        } else {
            return;
        };
        self.lacks(NoteKind::TasksCut, text, first.span().with(last));
    }

    /// True where rows of the table were left out, which the log has.
    fn lacks_rows_that_were_read(&self) -> bool {
        [limits::TASK_ROWS, limits::BACKWARD_LINES].iter().any(|limit| self.has_reached(limit))
    }

    /// The lines that choose may name a thread (`oom_kill_allocating_task`, any kill up to 5.0): its process is listed.
    fn kills_a_listed_process(&self) -> bool {
        let (victims, tasks) = (&self.incident.victims, &self.incident.tasks);
        victims.iter().any(|victim| !victim.from_summary_only && tasks.find(victim.pid).is_some())
    }

    fn tell_missing_end(&mut self, last: Place) {
        let incident = &self.incident;
        let since_5_0 = self.release().is_some_and(prints_summary);
        if incident.outcome == Outcome::Killed && incident.summary.is_none() && since_5_0 {
            self.lacks(NoteKind::SummaryCut, tell!("note-summary-missing"), last.span());
        }
        if self.already_exiting {
            return;
        }
        let text = match self.incident.victims.first() {
            None if self.incident.outcome == Outcome::NotInLog => {
                tell!("note-end-missing")
            }
            Some(victim) if victim.from_summary_only => {
                tell!("note-kill-line-missing")
            }
            _ => return,
        };
        self.lacks(NoteKind::EndMissing, text, last.span());
    }

    /// `memory.stat` as kernels 5.3 to 6.4 cut it is not missing from the log: it was never printed.
    fn tell_what_was_cut(&mut self) {
        let memory = &self.incident.cgroup_memory;
        let Some(last) = memory.stats.0.last().filter(|_| memory.children.is_empty()) else {
            return;
        };
        if ends_a_list(&last.key) {
            return;
        }
        let below = Place { line: last.at.line.saturating_add(1), ..last.at };
        let span = last.at.span().with(below);
        let key = last.key.to_string();
        // The kernel's own cut comes where its line is full.
        let printed = memory.stats.0.iter().map(|stat| stat.key.len() + stat.value.to_string().len() + 2);
        let is_full = printed.sum::<usize>() >= STATS_CUT_BYTES;
        if self.incident.kernel_series().is_some_and(|series| series > KernelSeries(6, 4)) {
            self.lacks(NoteKind::StatsCut, tell!("note-stats-end", key = key), span);
        } else if is_full {
            self.note(NoteKind::StatsCut, tell!("note-stats-cut", key = key), Some(span));
        } else {
            self.note(NoteKind::StatsCut, tell!("note-stats-end", key = key), Some(span));
        }
    }

    fn release(&self) -> Option<&str> {
        self.incident.kernel.as_ref()?.release.as_deref()
    }
}

/// True for the last keys of a whole `memory.stat`: events of the lazy-free, huge-page and swap families (v2), or the last
/// of the `total_` ones (v1).
pub(in crate::incident) fn ends_a_list(key: &str) -> bool {
    const FAMILIES: [&str; 7] = ["pglazyfreed", "thp_", "zswp", "swp", "numa_", "psw", "total_unevictable"];
    FAMILIES.iter().any(|family| key.starts_with(family))
}

/// True for releases that print the `oom-kill:` line: 5.0 on, and RHEL 8's 4.18.
fn prints_summary(release: &str) -> bool {
    KernelSeries::of(release).is_some_and(|series| series >= KernelSeries(5, 0))
        || release.starts_with("4.18.0-") && release.contains(".el8")
}

/// Tries the ways in which a report betrays its page size, the surest first.
pub(in crate::incident) fn page_size(incident: &Incident) -> PageSizeFact {
    let fact = |basis| move |size| PageSizeFact { size, basis };
    from_kill_line(incident)
        .map(fact(PageSizeBasis::KillLine))
        .or_else(|| from_limit(incident).map(fact(PageSizeBasis::Limit)))
        .or_else(|| from_free_list(incident).map(fact(PageSizeBasis::FreeList)))
        .unwrap_or_default()
}

/// `total-vm` of the kill line in KiB over `total_vm` of the same process's row in pages.
fn from_kill_line(incident: &Incident) -> Option<PageSize> {
    let victim = incident.chosen()?;
    let kib = victim.total_vm?.0;
    let pages = incident.tasks.find(victim.pid)?.total_vm;
    // The process may have grown or shrunk between the two lines; page sizes are four times apart.
    PageSize::KNOWN.into_iter().filter(|_| pages > 0).find(|size| {
        let expected = pages.saturating_mul(size.bytes() / 1024);
        kib >= expected / 2 && kib <= expected.saturating_mul(2)
    })
}

/// An unlimited limit is the highest number of pages, so its last digits tell the page.
fn from_limit(incident: &Incident) -> Option<PageSize> {
    let memory = &incident.cgroup_memory;
    let counters = [&memory.memory, &memory.swap, &memory.memory_and_swap, &memory.kernel_memory];
    counters
        .into_iter()
        .flatten()
        .find_map(|counter| {
            [4096, 16384, 65536].into_iter().find(|size| counter.limit_printed.0 == (1 << 53) - size / 1024)
        })
        .and_then(PageSize::from_bytes)
}

/// The smallest block of a free list is one page.
fn from_free_list(incident: &Incident) -> Option<PageSize> {
    let zones = &incident.node_memory.as_ref()?.zones;
    let smallest = zones.iter().filter_map(|zone| zone.free_list.first()).map(|block| block.size).min()?;
    PageSize::from_bytes(smallest.bytes().0)
}
