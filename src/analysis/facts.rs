//! What the rules and the insights ask an incident for, looked up once.

use super::cgroup::{CgroupKind, Identity};
use super::named::{Named, plain};
use super::shortage::{self, LogContext, Shortage};
use super::{Breakdown, PartKind, Scores, breakdown};
use crate::lang::Language;
use crate::model::{
    Beancounter, Bytes, CallPath, CgroupMemory, CgroupPath, Constraint, Counter, Incident, KernelSeries, Kib,
    NodeMemory, Outcome, PageSize, Pages, Report, Task, Victim, beancounter, is_shortened, may_be_one, whole_beginning,
};
use crate::{say, text};

/// The parts of a pie that no process holds but the kernel, on a process's behalf.
pub(super) const KERNEL_PARTS: [PartKind; 5] =
    [PartKind::Slab, PartKind::KernelStack, PartKind::PageTables, PartKind::Sockets, PartKind::OtherKernel];

/// From this share of the usage on, a kind of memory is called heavy.
pub(super) const HEAVY: f64 = 0.25;

/// From this share on, page tables or kernel stacks are worth a word: both are small by nature.
pub(super) const NOTABLE: f64 = 0.1;

/// An incident with its paths read and its pies cut.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    /// What the log says.
    pub incident: &'a Incident,
    /// The cgroup whose limit was hit.
    pub limit: Option<LimitCgroup<'a>>,
    /// Where the victim lived, else the group that was killed as a whole.
    pub victim: Option<Identity<'a>>,
    /// The rows of the task table, unpacked once.
    pub tasks: Vec<Task>,
    /// Their points.
    pub scores: Scores,
    /// The limit cgroup's memory in parts.
    pub breakdown: Option<Breakdown>,
    /// The node's RAM in parts.
    pub node_breakdown: Option<Breakdown>,
    /// Why the node had nothing to give, where no cgroup's limit is the reason.
    pub shortage: Option<Shortage>,
    /// What other lines tell.
    pub named: Named<'a>,
    /// What is said of it is said in this language.
    pub language: Language,
}

/// The cgroup whose limit was hit.
#[derive(Debug)]
pub(super) struct LimitCgroup<'a> {
    /// Its path.
    pub path: &'a str,
    /// What the path tells.
    pub identity: Identity<'a>,
    /// True where no line names it as the limit's owner and the head of the statistics does: the kernel prints them
    /// for the cgroup whose limit was hit.
    pub from_stats: bool,
}

/// What a process's share is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShareWhole {
    /// All that was in use.
    InUse(Bytes),
    /// What the processes of the task table have together.
    Listed(Bytes),
}

/// What the killed process had of a whole that it held most of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HeldMost {
    /// Its own.
    pub own: Bytes,
    /// The whole.
    pub whole: ShareWhole,
}

/// A limit that was reached.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReachedLimit<'a> {
    /// Which.
    pub kind: LimitKind,
    /// Its counter.
    pub counter: &'a Counter,
}

/// Which of a cgroup's limits was reached. A limit of kernel memory (`kmem:`) or of swap alone (cgroup v2) never makes the
/// kernel kill: what goes beyond it is refused, or stays in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LimitKind {
    /// `memory:`.
    Memory,
    /// `memory+swap:` (cgroup v1).
    MemoryAndSwap,
}

impl<'a> Facts<'a> {
    pub(super) fn of(incident: &'a Incident, language: Language) -> Self {
        Self::within(incident, &LogContext::of_report(incident), language)
    }

    /// The facts of an incident whose log tells more of the node than its report does.
    pub(super) fn within(incident: &'a Incident, around: &LogContext, language: Language) -> Self {
        let victim = incident.victim_cgroup.as_ref().or(incident.oom_group.as_ref());
        let mut facts = Self {
            incident,
            limit: limit_of(incident),
            victim: victim.and_then(|cgroup| identity_of_victim(&cgroup.path)),
            tasks: incident.tasks.iter().collect(),
            scores: Scores::new(incident),
            breakdown: breakdown::of_cgroup(incident)
                .filter(|_| foreign_figures(incident).is_none())
                .map(breakdown::Itemised::close),
            node_breakdown: None,
            shortage: None,
            named: Named::default(),
            language,
        };
        facts.shortage = facts.is_short_of_memory().then(|| shortage::judge(incident, &facts.tasks, around)).flatten();
        facts.node_breakdown = breakdown::of_node(incident, facts.shortage.as_ref()).map(breakdown::Itemised::close);
        facts
    }

    /// What the limit's path ends in.
    pub(super) fn group(&self) -> Option<&CgroupKind<'a>> {
        Some(&self.limit.as_ref()?.identity.group)
    }

    /// True where the limit's cgroup is Kubernetes'.
    pub(super) fn limit_in_kubernetes(&self) -> bool {
        self.limit.as_ref().is_some_and(|limit| limit.identity.is_kubernetes())
    }

    pub(super) fn constraint(&self) -> Option<&'a Constraint> {
        self.incident.summary.as_ref().map(|summary| &summary.constraint)
    }

    /// True where the log says that a cgroup's limit was hit, whether or not it says whose.
    pub(super) fn is_cgroup_kill(&self) -> bool {
        self.limit.is_some()
            || self.constraint() == Some(&Constraint::Memcg)
            || self.incident.cgroup_memory.memory.is_some()
            || !self.incident.cgroup_memory.stats.0.is_empty()
            || self.prefix_says("memory cgroup")
            || self.beancounter().is_some()
            || matches!(self.incident.call_path(), Some(CallPath::Cgroup | CallPath::LimitLowered))
    }

    /// True where the log says that the kill was not for a cgroup's limit.
    pub(super) fn is_global(&self) -> bool {
        let summary = self.incident.summary.as_ref();
        summary.is_some_and(|summary| summary.global_oom || summary.constraint == Constraint::None)
            || self.incident.node_memory.is_some()
            || self.prefix_says("out of memory")
    }

    /// True where the node's memory is what the kill was for: no cgroup's limit, and nobody asked for it.
    fn is_short_of_memory(&self) -> bool {
        let is_root = matches!(self.group(), Some(CgroupKind::Root));
        (is_root || !self.is_cgroup_kill()) && !self.incident.is_manual() && !self.is_contradicted()
    }

    /// True where the kill line says the opposite of what the `oom-kill:` line or the limit's name says.
    pub(super) fn is_contradicted(&self) -> bool {
        let says_cgroup = self.incident.limit_cgroup.is_some() || self.constraint() == Some(&Constraint::Memcg);
        let says_node = self.incident.summary.as_ref().is_some_and(|summary| summary.global_oom);
        (says_cgroup && self.prefix_says("out of memory")) || (says_node && self.prefix_says("memory cgroup"))
    }

    /// The words before the colon of the kill line.
    fn prefix(&self) -> Option<&'a str> {
        self.incident.chosen().and_then(|victim| victim.prefix.as_deref())
    }

    /// The container of OpenVZ that the kill line says was out of memory. Number 0 is no container's but the host's own.
    pub(super) fn beancounter(&self) -> Option<Beancounter<'a>> {
        self.prefix().and_then(beancounter).filter(|beancounter| beancounter.number != Some(0))
    }

    /// How those words begin. `Out of memory in UB 7` is another thing than `Out of memory`.
    fn prefix_says(&self, start: &str) -> bool {
        let prefix = self.prefix().filter(|prefix| beancounter(prefix).is_none());
        prefix.and_then(|prefix| prefix.get(..start.len())).is_some_and(|words| words.eq_ignore_ascii_case(start))
    }

    /// True where the log has nothing of the report but kill lines.
    pub(super) fn is_kill_line_only(&self) -> bool {
        let Report { trigger, summary, cgroup_memory, node_memory, tasks, .. } = &*self.incident.report;
        trigger.is_none() && summary.is_none() && cgroup_memory.is_empty() && node_memory.is_none() && tasks.is_empty()
    }

    /// The limit that was reached, and its counter. `None` where the log has no counters.
    pub(super) fn reached(&self) -> Option<ReachedLimit<'a>> {
        let reached = reached(&self.incident.cgroup_memory).filter(|_| self.foreign_figures().is_none())?;
        // With equal limits nothing can be swapped out: the limit that people set is that of memory.
        let memory = self.incident.cgroup_memory.memory.as_ref().and_then(Counter::limit);
        let kind = if memory == reached.counter.limit() { LimitKind::Memory } else { reached.kind };
        Some(ReachedLimit { kind, ..reached })
    }

    /// The cgroup of the figures, where it is another one than that whose limit was reached.
    pub(super) fn foreign_figures(&self) -> Option<&'a CgroupPath> {
        foreign_figures(self.incident)
    }

    /// How far the usage lies above the limit, where that is more than the kernel charges ahead.
    pub(super) fn above_limit(&self) -> Option<Kib> {
        let counter = self.reached()?.counter;
        let excess = counter.usage.0.checked_sub(counter.limit()?.0)?;
        (excess > self.batch().0).then_some(Kib(excess))
    }

    /// What one CPU charges ahead: `MEMCG_CHARGE_BATCH`, 64 pages (32 before 5.15).
    pub(super) const fn batch(&self) -> Kib {
        Kib(64 * self.page().bytes() / 1024)
    }

    /// `memory limit of 500 MiB`, as far as the log tells.
    pub(super) fn limit_words(&self) -> String {
        let reached = self.reached();
        let limit = reached.and_then(|reached| reached.counter.limit());
        let size = limit.map(|size| text::limit_size(self.language, size));
        match (reached.map(|reached| reached.kind), size) {
            (Some(LimitKind::MemoryAndSwap), Some(size)) => {
                say!(self.language, "limit-memory-and-swap-of", size = size)
            }
            (Some(LimitKind::MemoryAndSwap), None) => say!(self.language, "limit-memory-and-swap").to_owned(),
            (_, Some(size)) => say!(self.language, "limit-memory-of", size = size),
            (_, None) => say!(self.language, "limit-memory").to_owned(),
        }
    }

    /// `pod shop/cart-1`, where the limit is in that pod and its name is known.
    pub(super) fn pod_of_limit(&self) -> Option<String> {
        self.limit.as_ref()?.identity.pod.as_ref().and_then(|_| self.named.pod(self.language))
    }

    /// `container api of pod shop/cart-1`, where the limit is in that container, as far as names are known.
    pub(super) fn container_of_limit(&self) -> Option<String> {
        let id = self.limit.as_ref()?.identity.container?.id;
        let known = self.named.container.filter(|container| container.id.as_deref() == Some(id));
        let container = known.and_then(|container| container.name.as_deref());
        let container = container.map(|name| say!(self.language, "container-named", name = plain(name)));
        match (container, self.pod_of_limit()) {
            (Some(container), Some(pod)) => {
                Some(say!(self.language, "container-of-pod", container = container, pod = pod))
            }
            (None, Some(pod)) => Some(say!(self.language, "some-container-of-pod", pod = pod)),
            (container, None) => container,
        }
    }

    /// `pod shop/cart-1`, where the victim lived in that pod and the limit is not the pod's.
    fn pod_of_victim(&self) -> Option<String> {
        let elsewhere = self.limit.as_ref().is_none_or(|limit| limit.identity.pod.is_none());
        let victim = self.victim.as_ref().filter(|victim| elsewhere && victim.pod.is_some());
        victim.and_then(|_| self.named.pod(self.language))
    }

    /// The second half of a headline: `The kernel killed java (PID 31) and 2 other processes`.
    pub(super) fn killed(&self) -> String {
        let language = self.language;
        let Some(victim) = self.incident.chosen() else {
            let nobody = match &self.incident.outcome {
                Outcome::NoKillableProcess => say!(language, "killed-none-killable"),
                Outcome::Panicked(_) => say!(language, "killed-panicked"),
                Outcome::Ignored => say!(language, "killed-nothing"),
                Outcome::NotInLog | Outcome::Killed => say!(language, "killed-not-in-log"),
            };
            return nobody.to_owned();
        };
        let (victim, others) = (self.victim_named(victim), self.incident.victims.len().saturating_sub(1));
        match (self.pod_of_victim(), others) {
            (None, 0) => say!(language, "killed", victim = victim),
            (Some(pod), 0) => say!(language, "killed-of-pod", victim = victim, pod = pod),
            (None, others) => say!(language, "killed-with-others", victim = victim, others = others),
            (Some(pod), others) => {
                say!(language, "killed-of-pod-with-others", victim = victim, pod = pod, others = others)
            }
        }
    }

    /// `java (PID 31)`, `process 31` where the name is empty.
    pub(super) fn victim_named(&self, victim: &Victim) -> String {
        process(self.language, &victim.name, victim.pid)
    }

    /// The same for a row of the task table.
    pub(super) fn task_named(&self, task: &Task) -> String {
        process(self.language, &task.name, task.pid)
    }

    /// A part's share of the limit cgroup's memory.
    pub(super) fn share(&self, kind: PartKind) -> f64 {
        let pie = self.breakdown.as_ref();
        pie.and_then(|pie| Some(pie.bytes(kind)?.share_of(pie.total))).unwrap_or(0.0)
    }

    /// The share of what the kernel itself holds: slab, stacks, page tables and the rest.
    pub(super) fn kernel_share(&self) -> f64 {
        KERNEL_PARTS.iter().map(|kind| self.share(*kind)).sum()
    }

    /// What the killed process had, and the whole that this is half of or more. The whole is what was in use of the limit
    /// or of the node; where the report shows some memory nodes only, what the listed processes have. `None` where it had
    /// less, and where the log does not tell.
    pub(super) fn held_most(&self) -> Option<HeldMost> {
        let own = self.task(self.incident.chosen()?.pid).map(|task| Pages(task.rss).bytes(self.page()))?;
        let in_use = match &self.shortage {
            Some(shortage) if shortage.coverage.only_nodes.is_none() => {
                Some(shortage.holders.ram?.minus(shortage.holders.free?)?)
            }
            Some(_) => None,
            None => Some(self.reached()?.counter.usage.bytes()),
        };
        let listed = || self.tasks.iter().fold(Bytes(0), |sum, task| sum.plus(Pages(task.rss).bytes(self.page())));
        let whole = in_use.map_or_else(|| ShareWhole::Listed(listed()), ShareWhole::InUse);
        let (ShareWhole::InUse(bytes) | ShareWhole::Listed(bytes)) = whole;
        (own.0 > 0 && own.0 >= bytes.0 / 2 && own <= bytes).then_some(HeldMost { own, whole })
    }

    /// The row of this process.
    pub(super) fn task(&self, pid: u32) -> Option<&Task> {
        self.tasks.iter().find(|task| task.pid == pid)
    }

    pub(super) const fn page(&self) -> PageSize {
        self.incident.page_size.size
    }

    /// What a thread's stack within the kernel takes (`THREAD_SIZE`): 16 KiB on 64-bit x86, arm64 and s390, a page on arm64
    /// where pages are larger (`THREAD_SHIFT` in `arch/arm64/include/asm/memory.h`), 8 KiB on 32-bit x86 and arm. On ppc64,
    /// whatever its pages, 16 KiB and from 6.8 on 32 KiB (`THREAD_SHIFT` in `arch/powerpc/Kconfig`).
    pub(super) fn stack(&self) -> Bytes {
        const WIDE: u64 = 16 << 10;
        let release = self.incident.kernel.as_ref().and_then(|kernel| kernel.release.as_deref()).unwrap_or_default();
        if ["ppc64", "powerpc64"].iter().any(|arch| release.contains(arch)) {
            let is_wider = KernelSeries::of(release).is_some_and(|series| series >= KernelSeries(6, 8));
            return Bytes(if is_wider { WIDE * 2 } else { WIDE });
        }
        let narrow = self.incident.node_memory.as_ref().is_some_and(NodeMemory::is_32_bit);
        Bytes(if narrow { WIDE / 2 } else { WIDE.max(self.page().bytes()) })
    }
}

/// The process that holds a pod's namespaces, its sandbox: `pause` (`pod` in old OpenShift). Its adjustment of -998 alone
/// does not tell it: until kubelets of 1.20 the processes of guaranteed pods had the same (`pkg/kubelet/qos/policy.go`). A
/// log may have another name for it, but hardly another program is as small: a static binary that only sleeps.
pub(super) fn is_pause(task: &Task) -> bool {
    let is_named = task.name.starts_with("pause") || &*task.name == "pod";
    let is_tiny = task.total_vm <= 300 && task.rss <= 4;
    task.oom_score_adj == -998 && (is_named || is_tiny)
}

/// The cgroup whose figures the report holds, where another line names another cgroup as the limit's: the kernel prints both
/// for the same (`mem_cgroup_print_oom_meminfo` and `dump_oom_summary`). One-line statistics (up to 5.2) go on with the
/// cgroups below it, of which the first may be lost.
pub fn foreign_figures(incident: &Incident) -> Option<&CgroupPath> {
    let limit = incident.limit_cgroup.as_ref().filter(|cgroup| is_path(&cgroup.path))?;
    let memory = &incident.cgroup_memory;
    let counted = memory.stats_cgroup.as_ref().filter(|cgroup| is_path(&cgroup.path) && cgroup.path != limit.path)?;
    let is_below = counted.path.strip_prefix(&*limit.path).is_some_and(|rest| rest.starts_with('/'));
    (memory.children.is_empty() || !(is_below || &*limit.path == "/")).then_some(counted)
}

fn process(language: Language, name: &str, pid: u32) -> String {
    if name.trim().is_empty() {
        say!(language, "process-unnamed", pid = pid.to_string())
    } else {
        format!("{} (PID {pid})", plain(name))
    }
}

/// The limit that made the kernel kill. cgroup v1 charges memory and swap together first (`try_charge` in
/// `mm/memcontrol.c`), so that one with the same limit as `memory:` is always met first.
pub(super) fn reached(memory: &CgroupMemory) -> Option<ReachedLimit<'_>> {
    let CgroupMemory { memory, memory_and_swap, .. } = memory;
    let together = memory_and_swap.as_ref().filter(|both| is_full(both)).filter(|both| {
        let met = |memory: &Counter| is_full(memory) && (memory.failcnt > 0 || both.failcnt == 0);
        !memory.as_ref().is_some_and(met)
    });
    let together = together.map(|counter| ReachedLimit { kind: LimitKind::MemoryAndSwap, counter });
    together.or_else(|| Some(ReachedLimit { kind: LimitKind::Memory, counter: memory.as_ref()? }))
}

/// True where the usage is at the limit, but for what the kernel charges in batches: 64 pages for each CPU, up to 2 MiB
/// for a huge page.
pub(super) fn is_full(counter: &Counter) -> bool {
    const SLACK: Kib = Kib(4 << 10);
    counter
        .limit()
        .is_some_and(|limit| counter.usage.0.saturating_add(SLACK.0.max(limit.0 / 100).min(limit.0 / 10)) >= limit.0)
}

fn limit_of(incident: &Incident) -> Option<LimitCgroup<'_>> {
    let printed = incident.limit_cgroup.as_ref().map(|cgroup| &*cgroup.path);
    let named = printed.map(|path| (path, false));
    let memory = &incident.cgroup_memory;
    let counted = || {
        let cgroup = memory.stats_cgroup.as_ref().filter(|_| heads_the_statistics(memory))?;
        let is_named = printed.is_none_or(|printed| !is_shortened(printed) || may_be_one(printed, &cgroup.path));
        is_named.then_some((&*cgroup.path, true))
    };
    let (path, from_stats) =
        named.filter(|(path, _)| is_path(path)).or_else(counted).filter(|(path, _)| is_path(path)).or_else(|| {
            // What is left of the path may tell all the same.
            named.filter(|(path, _)| tells_by_its_end(path))
        })?;
    Some(LimitCgroup { path, identity: Identity::of(path), from_stats })
}

/// True for a path of which somebody left out the beginning, or a part of the pod's id, and whose end tells all the same: its
/// last name is a pod's, or the unit of a user.
fn tells_by_its_end(path: &str) -> bool {
    let is_told = matches!(Identity::of(path).group, CgroupKind::Pod | CgroupKind::Session { unit: Some(_), .. });
    is_shortened(path) && is_told && !path.ends_with(['\u{2026}', '.'])
}

/// Whose cgroup the victim lived in, or in whose pod, where the rest of the path was left out.
fn identity_of_victim(path: &str) -> Option<Identity<'_>> {
    if is_shortened(path) {
        let identity = Identity::of(whole_beginning(path));
        return Some(identity).filter(|identity| identity.pod.is_some());
    }
    is_path(path).then(|| Identity::of(path))
}

/// True where the first cgroup of the statistics is the limit's owner. Up to 5.2 the kernel prints one line for each cgroup of
/// the subtree, the owner first (`for_each_mem_cgroup_tree` in `mm/memcontrol.c`), directly below the counters: without
/// them, a log may begin with any of the others.
const fn heads_the_statistics(memory: &CgroupMemory) -> bool {
    memory.children.is_empty() || memory.memory.is_some() || memory.prints_v1_counters()
}

/// The kernel prints `(name too long)` or `(error)` where it has no path. A blank within a path of Kubernetes or systemd,
/// which use none, is where a mail wrapped it and something may be lost.
fn is_path(path: &str) -> bool {
    let is_managed = || ["/kubepods", "/system.slice", "/user.slice"].iter().any(|root| path.starts_with(root));
    let is_wrapped = path.contains(' ') && is_managed();
    !(path.is_empty() || path.starts_with('(') || is_wrapped || is_shortened(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::samples;
    use crate::model::{CgroupPath, Place};

    #[test]
    fn a_path_that_was_wrapped_names_no_cgroup() {
        for (path, is_whole) in [
            ("/kubepods.slice/kubepods-burstable.slice", true),
            ("/my group/a", true),
            ("/kubepods.slice/kubepods-burstable.slice/kubepod s-burstable-pod479f327f.slice", false),
            ("(name too long)", false),
            ("/kubepods/.../3e5e...", false),
        ] {
            assert_eq!(is_path(path), is_whole, "{path}");
        }
    }

    fn counter(usage: u64, limit: u64) -> Counter {
        Counter { usage: Kib(usage), limit_printed: Kib(limit), failcnt: 0, at: Place::default() }
    }

    #[test]
    fn at_the_limit_allows_for_batches() {
        for (usage, limit, full) in [
            (512_000, 512_000, true),
            (48_900, 49_152, true),
            (509_000, 512_000, true),
            (400_000, 512_000, false),
            (5, 512_000, false),
            (100, samples::UNLIMITED, false),
        ] {
            assert_eq!(is_full(&counter(usage, limit)), full, "{usage} of {limit}");
        }
    }

    #[test]
    fn version_1_can_reach_its_limit_with_swap() {
        use LimitKind::{Memory, MemoryAndSwap};
        let counter = |usage, limit, failcnt| Counter { failcnt, ..counter(usage, limit) };
        for (memory, both, kind) in [
            // Kernel 5.10, cgroup v1: equal limits, an own one for swap, and none for swap.
            (counter(49_152, 49_152, 0), counter(49_152, 49_152, 50), Memory),
            (counter(32_768, 32_768, 1095), counter(49_060, 49_152, 10), Memory),
            (counter(40_960, 40_960, 5979), counter(106_428, samples::UNLIMITED, 0), Memory),
            (counter(400_000, 512_000, 3), counter(600_000, 600_000, 2), MemoryAndSwap),
            (counter(512_000, 512_000, 0), counter(512_000, 512_000, 0), Memory),
        ] {
            let mut incident = samples::seed();
            incident.cgroup_memory.memory = Some(memory);
            incident.cgroup_memory.memory_and_swap = Some(both);
            assert_eq!(
                Facts::of(&incident, Language::English).reached().map(|reached| reached.kind),
                Some(kind),
                "{memory:?}, {both:?}"
            );
        }
    }

    #[test]
    fn the_head_of_the_statistics_names_the_limit_where_the_summary_is_lost() {
        let mut incident = samples::seed();
        incident.limit_cgroup = None;
        let facts = Facts::of(&incident, Language::English);
        assert!(facts.limit.as_ref().is_some_and(|limit| limit.from_stats && limit.path == samples::POD));
    }

    #[test]
    fn a_path_that_the_kernel_could_not_print_is_none() {
        let mut incident = samples::seed();
        incident.limit_cgroup = Some(CgroupPath { path: "(name too long)".into(), at: samples::at(70) });
        incident.cgroup_memory.stats_cgroup = None;
        assert!(Facts::of(&incident, Language::English).limit.is_none());
    }

    #[test]
    fn a_name_may_be_anything() {
        let mut incident = samples::seed();
        incident.victims[0].name = "a\nOut".into();
        assert_eq!(Facts::of(&incident, Language::English).killed(), "The kernel killed a\u{fffd}Out (PID 716580)");
        incident.victims[0].name = "".into();
        assert_eq!(Facts::of(&incident, Language::English).killed(), "The kernel killed process 716580");
    }

    #[test]
    fn the_end_of_a_shortened_path_tells_where_it_is_whole() {
        for (path, tells) in [
            ("…/app.slice/run-p3295453-i208789885.scope", true),
            ("/user.slice/.../session-3.scope", true),
            ("/user.slice/user-1000.slice/sess…", false),
            ("/user.slice/...", false),
            ("/system.slice/.../api", false),
            ("/user.slice/user-1000.slice/session-3.scope", false),
        ] {
            assert_eq!(tells_by_its_end(path), tells, "{path}");
        }
    }
}
