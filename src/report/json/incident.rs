//! One incident as JSON.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::history::HistoryJson;
use super::node::NodeMemoryJson;
use super::part::PartJson;
use super::shortage::ShortageJson;
use super::unknown::with_unknown;
use super::{NoteJson, SourceNames};
use crate::analysis::{Basis, Case, CaseWords, Conclusions, Insight, Workload};
use crate::model::{Counter, Incident, Moment, Reaped, Span, Stats, Task, Trigger, Victim};
use crate::text;

/// One incident, as the schema promises it.
#[derive(Serialize)]
pub struct IncidentJson<'a> {
    id: u32,
    seen_in: Vec<SightingJson<'a>>,
    time: Option<String>,
    time_printed: Option<&'a str>,
    time_basis: &'static str,
    /// Whether the time's offset is printed or assumed; null where it has none.
    zone_basis: Option<&'static str>,
    uptime_seconds: Option<f64>,
    /// The boot clock at the kill, where the report begins earlier.
    killed_uptime_seconds: Option<f64>,
    host: Option<&'a str>,
    /// The id that systemd gave to the boot.
    boot_id: Option<&'a str>,
    kernel_release: Option<&'a str>,
    kernel_taint: Option<&'a str>,
    hardware: Option<&'a str>,
    trigger: Option<TriggerJson<'a>>,
    constraint: Option<&'a str>,
    nodemask: Option<&'a str>,
    cpuset: Option<&'a str>,
    mems_allowed: Option<&'a str>,
    oom_memcg: Option<&'a str>,
    task_memcg: Option<&'a str>,
    memory: Option<CounterJson>,
    swap: Option<CounterJson>,
    memory_and_swap: Option<CounterJson>,
    kernel_memory: Option<CounterJson>,
    stats: Option<StatsJson<'a>>,
    /// The parts that are in the log; they add up to `memory.usage_bytes`.
    breakdown: Option<Vec<PartJson>>,
    /// The parts that are not in the log: unknown, not zero; what they hold is within `not_itemised`.
    breakdown_not_in_log: Option<Vec<&'static str>>,
    node_memory: Option<NodeMemoryJson<'a>>,
    /// Why the node had nothing to give; null where the kill is not of the node, or has no report of its memory.
    shortage: Option<ShortageJson<'a>>,
    page_size: u64,
    page_size_basis: &'static str,
    tasks: Vec<TaskJson>,
    victims: Vec<VictimJson<'a>>,
    oom_group: Option<&'a str>,
    outcome: &'static str,
    /// What the kernel said of its panic.
    outcome_text: Option<&'a str>,
    pod: Option<PodJson<'a>>,
    /// What the pod belongs to; null where neither owners nor the pod's name tell.
    workload: Option<WorkloadJson<'a>>,
    container: Option<ContainerJson<'a>>,
    /// What memory did before the kill; null where no series was handed over that may tell.
    history: Option<HistoryJson<'a>>,
    complete: bool,
    notes: Vec<NoteJson>,
    verdict: VerdictJson<'a>,
    insights: Vec<InsightJson>,
    /// What a report told of it that this version does not know: written again where it stood.
    #[serde(skip)]
    unknown: Option<&'a str>,
}

#[derive(Serialize)]
struct SightingJson<'a> {
    source: &'a str,
    first_line: u64,
    last_line: u64,
}

#[derive(Serialize)]
struct TriggerJson<'a> {
    name: &'a str,
    pid: Option<u32>,
    uid: Option<u32>,
    gfp_mask: Option<&'a str>,
    order: Option<i32>,
    oom_score_adj: Option<i32>,
    line: u64,
}

#[derive(Serialize)]
struct CounterJson {
    usage_bytes: u64,
    limit_bytes: Option<u64>,
    failcnt: u64,
    line: u64,
}

/// Statistics by key, in the log's order.
struct StatsJson<'a>(&'a Stats);

#[derive(Serialize)]
struct TaskJson {
    pid: u32,
    uid: u32,
    tgid: u32,
    total_vm_pages: u64,
    rss_pages: u64,
    rss_anon_pages: Option<u64>,
    rss_file_pages: Option<u64>,
    rss_shmem_pages: Option<u64>,
    pgtables_bytes: Option<u64>,
    nr_ptes: Option<u64>,
    nr_pmds: Option<u64>,
    swapents_pages: u64,
    oom_score_adj: i32,
    name: std::sync::Arc<str>,
    badness: Option<i64>,
    line: u64,
}

#[derive(Serialize)]
struct VictimJson<'a> {
    pid: u32,
    name: &'a str,
    uid: Option<u32>,
    total_vm_kb: Option<u64>,
    anon_rss_kb: Option<u64>,
    file_rss_kb: Option<u64>,
    shmem_rss_kb: Option<u64>,
    pgtables_kb: Option<u64>,
    oom_score_adj: Option<i32>,
    /// The points per mille that kernels up to 5.0 print.
    score: Option<u32>,
    reaped: Option<ReapedJson>,
    group_member: bool,
    line: u64,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the schema's keys carry their unit")]
struct ReapedJson {
    anon_rss_kb: u64,
    file_rss_kb: u64,
    shmem_rss_kb: u64,
}

#[derive(Serialize)]
struct PodJson<'a> {
    uid: Option<&'a str>,
    qos: Option<&'a str>,
    namespace: Option<&'a str>,
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct WorkloadJson<'a> {
    /// Null where the pod's name fits several kinds.
    kind: Option<&'a str>,
    name: &'a str,
    namespace: Option<&'a str>,
    basis: &'static str,
    told_by: &'static str,
}

#[derive(Serialize)]
struct ContainerJson<'a> {
    id: Option<&'a str>,
    runtime: Option<&'a str>,
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct VerdictJson<'a> {
    level: &'static str,
    scope: &'static str,
    rule: &'a str,
    basis: &'static str,
    headline: String,
    why: Vec<String>,
    next_steps: Vec<String>,
    evidence: Vec<EvidenceJson<'a>>,
}

#[derive(Serialize)]
struct EvidenceJson<'a> {
    source: &'a str,
    line: u64,
    text: String,
}

#[derive(Serialize)]
struct InsightJson {
    name: std::borrow::Cow<'static, str>,
    text: String,
    arithmetic: String,
    inferred: bool,
    basis: &'static str,
}

impl Serialize for StatsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.0.len()))?;
        for stat in &self.0.0 {
            map.serialize_entry(&*stat.key, &stat.value)?;
        }
        map.end()
    }
}

/// An incident as it is written.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum WrittenIncident<'a> {
    /// All that this version knows.
    Known(Box<IncidentJson<'a>>),
    /// And what it does not.
    WithUnknown(serde_json::Value),
}

impl<'a> WrittenIncident<'a> {
    pub(super) fn new(incident: IncidentJson<'a>) -> Self {
        let whole = incident.unknown.and_then(|unknown| with_unknown(&incident, unknown).ok());
        whole.map_or_else(|| Self::Known(Box::new(incident)), Self::WithUnknown)
    }
}

impl<'a> IncidentJson<'a> {
    /// The incident with what follows from it.
    pub fn new(case: &'a Case, names: SourceNames<'a>) -> Self {
        let Case { incident, conclusions } = case;
        let mut words = case.words().into_owned();
        let insights = std::mem::take(&mut words.insights);
        let memory = &incident.cgroup_memory;
        let (kernel, summary) = (incident.kernel.as_ref(), incident.summary.as_ref());
        Self {
            id: incident.id.0,
            seen_in: incident.seen_in.iter().map(|span| SightingJson::new(*span, names)).collect(),
            time: incident.moment.wall.as_ref().map(text::iso_time),
            time_printed: incident.moment.printed.as_deref(),
            time_basis: time_basis(&incident.moment),
            zone_basis: zone_basis(&incident.moment),
            uptime_seconds: uptime(incident),
            killed_uptime_seconds: killed_uptime(incident),
            host: incident.host.as_deref(),
            boot_id: incident.boot.as_deref(),
            kernel_release: kernel.and_then(|kernel| kernel.release.as_deref()),
            kernel_taint: kernel.and_then(|kernel| kernel.taint.as_deref()),
            hardware: kernel.and_then(|kernel| kernel.hardware.as_deref()),
            trigger: incident.trigger.as_ref().map(TriggerJson::new),
            constraint: summary.map(|summary| summary.constraint.printed()),
            nodemask: summary.and_then(|summary| summary.nodemask.as_deref()),
            cpuset: summary.and_then(|summary| summary.cpuset.as_deref()),
            mems_allowed: summary.and_then(|summary| summary.mems_allowed.as_deref()),
            oom_memcg: incident.limit_cgroup.as_ref().map(|cgroup| &*cgroup.path),
            task_memcg: incident.victim_cgroup.as_ref().map(|cgroup| &*cgroup.path),
            memory: memory.memory.as_ref().map(CounterJson::new),
            swap: memory.swap.as_ref().map(CounterJson::new),
            memory_and_swap: memory.memory_and_swap.as_ref().map(CounterJson::new),
            kernel_memory: memory.kernel_memory.as_ref().map(CounterJson::new),
            stats: (!memory.stats.is_empty()).then_some(StatsJson(&memory.stats)),
            breakdown: conclusions.breakdown.as_ref().map(PartJson::known),
            breakdown_not_in_log: conclusions.breakdown.as_ref().map(PartJson::unknown),
            node_memory: incident
                .node_memory
                .as_ref()
                .map(|node| NodeMemoryJson::new(node, incident.page_size.size, conclusions.node_breakdown.as_ref())),
            shortage: conclusions.shortage.as_ref().map(ShortageJson::new),
            page_size: incident.page_size.size.bytes(),
            page_size_basis: incident.page_size.basis.name(),
            tasks: tasks(incident),
            victims: incident.victims.iter().map(VictimJson::new).collect(),
            oom_group: incident.oom_group.as_ref().map(|cgroup| &*cgroup.path),
            outcome: outcome(incident),
            outcome_text: outcome_text(incident),
            pod: PodJson::new(conclusions),
            workload: conclusions.workload.as_ref().map(WorkloadJson::new),
            container: ContainerJson::new(conclusions),
            history: conclusions.history.as_ref().map(|history| HistoryJson::new(history, names)),
            complete: incident.complete,
            notes: NoteJson::all(conclusions.language, &incident.notes()),
            insights: insights.into_iter().map(InsightJson::new).collect(),
            verdict: VerdictJson::new(conclusions, words, names),
            unknown: conclusions.carried.as_ref().and_then(|carried| carried.unknown.as_deref()),
        }
    }
}

/// The boot clock when the killer was invoked, which is where the report begins; else when it killed.
fn uptime(incident: &Incident) -> Option<f64> {
    let invoked = incident.invoked.as_ref().and_then(|moment| moment.uptime);
    invoked.or(incident.moment.uptime).map(|uptime| uptime.seconds())
}

fn killed_uptime(incident: &Incident) -> Option<f64> {
    let killed = incident.moment.uptime.map(|uptime| uptime.seconds());
    killed.filter(|_| incident.invoked.as_ref().is_some_and(|invoked| invoked.uptime != incident.moment.uptime))
}

fn zone_basis(moment: &Moment) -> Option<&'static str> {
    let wall = moment.wall.filter(|wall| wall.offset_seconds.is_some())?;
    Some(if wall.offset_assumed { "assumed" } else { "printed" })
}

fn time_basis(moment: &Moment) -> &'static str {
    match (&moment.wall, moment.uptime) {
        (Some(wall), _) if wall.year_assumed() => "year-assumed",
        (Some(_), _) => "printed",
        (None, Some(_)) => "boot-clock",
        (None, None) => "unknown",
    }
}

const fn outcome(incident: &Incident) -> &'static str {
    use crate::model::Outcome;
    match incident.outcome {
        Outcome::NotInLog => "not-in-log",
        Outcome::Killed => "killed",
        Outcome::NoKillableProcess => "no-killable-process",
        Outcome::Panicked(_) => "panicked",
        Outcome::Ignored => "ignored",
    }
}

fn outcome_text(incident: &Incident) -> Option<&str> {
    if let crate::model::Outcome::Panicked(words) = &incident.outcome { Some(words) } else { None }
}

fn tasks(incident: &Incident) -> Vec<TaskJson> {
    let scores = crate::analysis::Scores::new(incident);
    incident.tasks.iter().map(|task| TaskJson::new(&task, scores.of(&task))).collect()
}

impl<'a> SightingJson<'a> {
    fn new(span: Span, names: SourceNames<'a>) -> Self {
        Self { source: names.of(span.source), first_line: span.first, last_line: span.last }
    }
}

impl<'a> TriggerJson<'a> {
    fn new(trigger: &'a Trigger) -> Self {
        Self {
            name: &trigger.name,
            pid: trigger.pid,
            uid: trigger.uid,
            gfp_mask: trigger.gfp_mask.as_deref(),
            order: trigger.order,
            oom_score_adj: trigger.oom_score_adj,
            line: trigger.at.line,
        }
    }
}

impl CounterJson {
    fn new(counter: &Counter) -> Self {
        Self {
            usage_bytes: counter.usage.bytes().0,
            limit_bytes: counter.limit().map(|limit| limit.bytes().0),
            failcnt: counter.failcnt,
            line: counter.at.line,
        }
    }
}

impl TaskJson {
    fn new(task: &Task, badness: Option<i64>) -> Self {
        Self {
            pid: task.pid,
            uid: task.uid,
            tgid: task.tgid,
            total_vm_pages: task.total_vm,
            rss_pages: task.rss,
            rss_anon_pages: task.rss_anon,
            rss_file_pages: task.rss_file,
            rss_shmem_pages: task.rss_shmem,
            pgtables_bytes: task.pgtables_bytes,
            nr_ptes: task.nr_ptes,
            nr_pmds: task.nr_pmds,
            swapents_pages: task.swapents,
            oom_score_adj: task.oom_score_adj,
            name: std::sync::Arc::clone(&task.name),
            badness,
            line: task.line,
        }
    }
}

impl<'a> VictimJson<'a> {
    fn new(victim: &'a Victim) -> Self {
        Self {
            pid: victim.pid,
            name: &victim.name,
            uid: victim.uid,
            total_vm_kb: victim.total_vm.map(|size| size.0),
            anon_rss_kb: victim.anon_rss.map(|size| size.0),
            file_rss_kb: victim.file_rss.map(|size| size.0),
            shmem_rss_kb: victim.shmem_rss.map(|size| size.0),
            pgtables_kb: victim.pgtables.map(|size| size.0),
            oom_score_adj: victim.oom_score_adj,
            score: victim.score,
            reaped: victim.reaped.as_deref().map(ReapedJson::new),
            group_member: victim.group_member,
            line: victim.at.line,
        }
    }
}

impl ReapedJson {
    const fn new(reaped: &Reaped) -> Self {
        Self { anon_rss_kb: reaped.anon_rss.0, file_rss_kb: reaped.file_rss.0, shmem_rss_kb: reaped.shmem_rss.0 }
    }
}

impl<'a> PodJson<'a> {
    fn new(conclusions: &'a Conclusions) -> Option<Self> {
        let pod = conclusions.pod.as_ref()?;
        Some(Self {
            uid: pod.uid.as_deref(),
            qos: pod.qos.as_deref(),
            namespace: pod.namespace.as_deref(),
            name: pod.name.as_deref(),
        })
    }
}

impl<'a> WorkloadJson<'a> {
    fn new(workload: &'a Workload) -> Self {
        Self {
            kind: workload.kind.as_deref(),
            name: &workload.name,
            namespace: workload.namespace.as_deref(),
            basis: workload.told_by.basis().name(),
            told_by: workload.told_by.name(),
        }
    }
}

impl<'a> ContainerJson<'a> {
    fn new(conclusions: &'a Conclusions) -> Option<Self> {
        let container = conclusions.container.as_ref()?;
        Some(Self {
            id: container.id.as_deref(),
            runtime: container.runtime.as_deref(),
            name: container.name.as_deref(),
        })
    }
}

impl<'a> VerdictJson<'a> {
    fn new(conclusions: &'a Conclusions, words: CaseWords, names: SourceNames<'a>) -> Self {
        let Conclusions { verdict, findings, .. } = conclusions;
        let carried = findings.carried.as_deref();
        Self {
            level: verdict.level.name(),
            scope: verdict.scope.name(),
            rule: carried.and_then(|carried| carried.rule.as_deref()).unwrap_or(verdict.rule),
            basis: verdict.basis.name(),
            headline: words.headline,
            why: words.why,
            next_steps: words.next_steps,
            evidence: words
                .evidence
                .into_iter()
                .map(|evidence| EvidenceJson {
                    source: names.of(evidence.at.source),
                    line: evidence.at.line,
                    text: evidence.text,
                })
                .collect(),
        }
    }
}

impl InsightJson {
    fn new(insight: Insight) -> Self {
        Self {
            name: insight.name,
            inferred: insight.basis == Basis::Inferred,
            basis: insight.basis.name(),
            text: insight.text,
            arithmetic: insight.arithmetic,
        }
    }
}
