//! An incident read back: the facts that the format has, and what was concluded from them and from more.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::conclusions::{ReadContainer, ReadInsight, ReadPod, ReadVerdict, ReadWorkload};
use super::history::ReadHistory;
use super::node::ReadNodeMemory;
use super::pie::{self, ReadPart};
use super::shortage::ReadShortage;
use super::task::{self, ReadTask};
use super::words::{kib, moment, named, wall};
use super::{CarriedSources, ReadNote, notes};
use crate::analysis::{Carried, Case, CaseWords, Conclusions, Findings};
use crate::kernel::unit_of;
use crate::lang::Language;
use crate::model::{
    CgroupMemory, CgroupPath, Constraint, Counter, Incident, IncidentId, KernelInfo, Kib, Outcome, PageSize,
    PageSizeBasis, PageSizeFact, Place, Reaped, Report, SourceId, Span, Stat, Stats, Summary, Trigger, Victim,
};

/// One incident, as the schema promises it. What a version did not write yet is missing.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadIncident {
    id: u32,
    seen_in: Vec<ReadSighting>,
    time: Option<String>,
    time_printed: Option<Box<str>>,
    time_basis: String,
    zone_basis: Option<String>,
    uptime_seconds: Option<f64>,
    killed_uptime_seconds: Option<f64>,
    host: Option<Arc<str>>,
    boot_id: Option<Arc<str>>,
    kernel_release: Option<Box<str>>,
    kernel_taint: Option<Box<str>>,
    hardware: Option<Box<str>>,
    trigger: Option<ReadTrigger>,
    constraint: Option<String>,
    nodemask: Option<Box<str>>,
    cpuset: Option<Box<str>>,
    mems_allowed: Option<Box<str>>,
    oom_memcg: Option<Arc<str>>,
    task_memcg: Option<Arc<str>>,
    memory: Option<ReadCounter>,
    swap: Option<ReadCounter>,
    memory_and_swap: Option<ReadCounter>,
    kernel_memory: Option<ReadCounter>,
    stats: Option<ReadStats>,
    breakdown: Option<Vec<ReadPart>>,
    breakdown_not_in_log: Option<Vec<String>>,
    node_memory: Option<ReadNodeMemory>,
    shortage: Option<ReadShortage>,
    page_size: u64,
    page_size_basis: String,
    tasks: Vec<ReadTask>,
    victims: Vec<ReadVictim>,
    oom_group: Option<Arc<str>>,
    outcome: String,
    outcome_text: Option<Box<str>>,
    pod: Option<ReadPod>,
    workload: Option<ReadWorkload>,
    container: Option<ReadContainer>,
    history: Option<ReadHistory>,
    complete: bool,
    notes: Vec<ReadNote>,
    verdict: Option<ReadVerdict>,
    insights: Vec<ReadInsight>,
}

#[derive(Deserialize)]
struct ReadSighting {
    source: String,
    first_line: u64,
    last_line: u64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadTrigger {
    name: Box<str>,
    pid: Option<u32>,
    uid: Option<u32>,
    gfp_mask: Option<Box<str>>,
    order: Option<i32>,
    oom_score_adj: Option<i32>,
    line: u64,
}

#[derive(Deserialize)]
struct ReadCounter {
    usage_bytes: u64,
    limit_bytes: Option<u64>,
    #[serde(default)]
    failcnt: u64,
    #[serde(default)]
    line: u64,
}

/// Statistics in the order in which they stand.
struct ReadStats(Vec<Stat>);

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadVictim {
    pid: u32,
    name: Box<str>,
    uid: Option<u32>,
    total_vm_kb: Option<u64>,
    anon_rss_kb: Option<u64>,
    file_rss_kb: Option<u64>,
    shmem_rss_kb: Option<u64>,
    pgtables_kb: Option<u64>,
    oom_score_adj: Option<i32>,
    score: Option<u32>,
    reaped: Option<ReadReaped>,
    group_member: bool,
    line: u64,
}

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "the schema's keys carry their unit")]
struct ReadReaped {
    anon_rss_kb: u64,
    file_rss_kb: u64,
    shmem_rss_kb: u64,
}

impl<'de> Deserialize<'de> for ReadStats {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = ReadStats;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("statistics by their keys")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ReadStats, A::Error> {
                let mut stats = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, i64>()? {
                    let unit = unit_of(&key);
                    stats.push(Stat { key: key.into(), value, unit, at: Place::default() });
                }
                Ok(ReadStats(stats))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

impl ReadIncident {
    /// The case, and the report's number of it. `None` where it says neither where the kill was seen nor what it was.
    pub(super) fn into_case(mut self, ids: &mut CarriedSources, language: Language, carried: Carried) -> Option<Case> {
        let seen_in: Vec<Span> = self.seen_in.drain(..).map(|seen| seen.span(ids)).collect();
        let home = seen_in.first()?.source;
        let verdict = self.verdict.take()?;
        let page_size = PageSizeFact {
            size: PageSize::from_bytes(self.page_size).unwrap_or(PageSize::DEFAULT),
            basis: named(&PageSizeBasis::ALL, PageSizeBasis::name, &self.page_size_basis)
                .unwrap_or(PageSizeBasis::Assumed),
        };
        let node = self.node_memory.take().map(|node| node.into_facts(page_size.size));
        let (node_memory, node_breakdown) = node.map(|node| (node.memory, node.breakdown)).unzip();
        let words = CaseWords {
            insights: self.insights.drain(..).map(ReadInsight::into_insight).collect(),
            ..verdict.words(ids)
        };
        let findings = Findings {
            breakdown: pie::breakdown(self.breakdown.take(), &self.breakdown_not_in_log.take().unwrap_or_default()),
            node_breakdown: node_breakdown.flatten(),
            shortage: self.shortage.take().map(ReadShortage::into_shortage),
            pod: self.pod.take().map(ReadPod::into_pod),
            workload: self.workload.take().and_then(ReadWorkload::into_workload),
            container: self.container.take().map(ReadContainer::into_container),
            history: self.history.take().and_then(|history| history.into_history(ids)),
            words: Some(words),
            insights: None,
            carried: Some(Arc::new(Carried { id: IncidentId(self.id), rule: verdict.unknown_rule(), ..carried })),
        };
        let conclusions =
            Conclusions { verdict: verdict.into_verdict(), findings: findings.into(), moved_to_wall: None, language };
        let incident = self.incident(seen_in, home, page_size);
        let mut case = Case { incident, conclusions };
        if node_memory.is_some() {
            case.incident.report.node_memory = node_memory;
        }
        Some(case)
    }

    fn incident(self, seen_in: Vec<Span>, home: SourceId, page_size: PageSizeFact) -> Incident {
        let wall = wall(self.time.as_deref(), &self.time_basis, self.zone_basis.as_deref());
        let at = |line: u64| Place { source: home, line };
        let killed = self.killed_uptime_seconds;
        let invoked = killed.map(|_| moment(None, self.uptime_seconds, None));
        let report = Report {
            invoked,
            kernel: self.kernel_release.is_some().then_some(KernelInfo {
                release: self.kernel_release,
                taint: self.kernel_taint,
                hardware: self.hardware,
                at: at(0),
            }),
            trigger: self.trigger.map(|read| read.into_trigger(home)),
            summary: self.constraint.map(|word| Summary {
                constraint: Constraint::from_printed(&word),
                nodemask: self.nodemask,
                cpuset: self.cpuset,
                mems_allowed: self.mems_allowed,
                global_oom: Constraint::from_printed(&word) != Constraint::Memcg,
                task: None,
                pid: None,
                uid: None,
                at: at(0),
            }),
            limit_cgroup: self.oom_memcg.map(|path| CgroupPath { path, at: at(0) }),
            victim_cgroup: self.task_memcg.map(|path| CgroupPath { path, at: at(0) }),
            cgroup_memory: CgroupMemory {
                memory: self.memory.map(|read| read.counter(home)),
                swap: self.swap.map(|read| read.counter(home)),
                memory_and_swap: self.memory_and_swap.map(|read| read.counter(home)),
                kernel_memory: self.kernel_memory.map(|read| read.counter(home)),
                stats: Stats(self.stats.map(|stats| stats.0).unwrap_or_default()),
                ..CgroupMemory::default()
            },
            tasks: task::table(&self.tasks),
            oom_group: self.oom_group.map(|path| CgroupPath { path, at: at(0) }),
            ..Report::default()
        };
        let mut incident = Incident {
            seen_in: seen_in.into(),
            moment: moment(wall, killed.or(self.uptime_seconds), self.time_printed),
            host: self.host,
            boot: self.boot_id,
            report: report.into(),
            victims: self.victims.into_iter().map(|read| read.into_victim(home)).collect(),
            outcome: outcome(&self.outcome, self.outcome_text),
            page_size,
            complete: self.complete,
            noted: notes(self.notes, home),
            ..Incident::default()
        };
        incident.shrink();
        incident
    }
}

impl ReadSighting {
    fn span(self, ids: &mut CarriedSources) -> Span {
        Span { source: ids.of(&self.source), first: self.first_line, last: self.last_line.max(self.first_line) }
    }
}

impl ReadTrigger {
    fn into_trigger(self, source: SourceId) -> Trigger {
        Trigger {
            name: self.name,
            pid: self.pid,
            uid: self.uid,
            gfp_mask: self.gfp_mask,
            order: self.order,
            oom_score_adj: self.oom_score_adj,
            nodemask: None,
            at: Place { source, line: self.line },
        }
    }
}

impl ReadCounter {
    fn counter(&self, source: SourceId) -> Counter {
        Counter {
            usage: kib(self.usage_bytes),
            limit_printed: self.limit_bytes.map_or(Kib::UNLIMITED_FROM, kib),
            failcnt: self.failcnt,
            at: Place { source, line: self.line },
        }
    }
}

impl ReadVictim {
    fn into_victim(self, source: SourceId) -> Victim {
        let at = Place { source, line: self.line };
        Victim {
            pid: self.pid,
            name: self.name,
            uid: self.uid,
            total_vm: self.total_vm_kb.map(Kib),
            anon_rss: self.anon_rss_kb.map(Kib),
            file_rss: self.file_rss_kb.map(Kib),
            shmem_rss: self.shmem_rss_kb.map(Kib),
            pgtables: self.pgtables_kb.map(Kib),
            oom_score_adj: self.oom_score_adj,
            score: self.score,
            group_member: self.group_member,
            from_summary_only: false,
            reaped: self.reaped.map(|reaped| Box::new(reaped.reaped(source))),
            at,
            prefix: None,
        }
    }
}

impl ReadReaped {
    const fn reaped(&self, source: SourceId) -> Reaped {
        Reaped {
            anon_rss: Kib(self.anon_rss_kb),
            file_rss: Kib(self.file_rss_kb),
            shmem_rss: Kib(self.shmem_rss_kb),
            at: Place { source, line: 0 },
        }
    }
}

fn outcome(name: &str, text: Option<Box<str>>) -> Outcome {
    match name {
        "killed" => Outcome::Killed,
        "no-killable-process" => Outcome::NoKillableProcess,
        "panicked" => Outcome::Panicked(text.unwrap_or_default()),
        "ignored" => Outcome::Ignored,
        _ => Outcome::NotInLog,
    }
}
