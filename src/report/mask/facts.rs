//! An incident, a companion and the cluster's facts with made-up names. Everything that may hold a word of the log is taken
//! apart by name, so that a new field does not compile until it is thought of. What is text stays text: names in it are
//! found later; short texts that hold none as a rule (masks, stamps, reasons) go through the sieve here.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::pseudonyms::{NameKind, Pseudonyms, SET_HASH};
use super::{free_text, ids, path, sieve};
use crate::analysis::{
    self, ClusterFacts, ContainerFacts, EndFacts, EventFacts, NodeFacts, NodeSettings, OwnedFacts, OwnerFacts,
    PodFacts, PodOwner, Rank, TrackOwner, UnitSettings,
};
use crate::model::{
    Caller, CgroupMemory, CgroupPath, ChildStats, Companion, Constraint, FreeBlock, Incident, KernelInfo, KeyedPages,
    KeyedSize, Moment, NodeMemory, NumaNode, Quote, Report, SlabRow, Source, Stat, Stats, Summary, Task, TaskTable,
    Ties, Trigger, Victim, Zone,
};

/// Learns what is no thread of the kernel although it may be called like one.
pub(super) fn learn_memory(book: &mut Pseudonyms, real: &Incident) {
    // A task table lists what has memory, and only such can be killed.
    real.tasks.iter().for_each(|task| book.has_memory(&task.name));
    real.victims.iter().for_each(|victim| book.has_memory(&victim.name));
}

/// The incident with made-up names. Its notes and its outcome's words are free text and stay as they are.
pub(super) fn incident(book: &mut Pseudonyms, real: &Incident) -> Incident {
    let host = real.host.as_deref().map(|name| host(book, name));
    let boot = real.boot.as_deref().map(|boot| book.word(NameKind::Boot, boot));
    Incident {
        id: real.id,
        seen_in: real.seen_in.clone(),
        moment: moment(&real.moment),
        host,
        boot,
        report: report(book, &real.report).into(),
        victims: real.victims.iter().map(|real| victim(book, real)).collect(),
        outcome: real.outcome.clone(),
        page_size: real.page_size,
        log_goes_on: real.log_goes_on,
        complete: real.complete,
        noted: real.noted.clone(),
    }
}

fn report(book: &mut Pseudonyms, real: &Report) -> Report {
    Report {
        invoked: real.invoked.as_ref().map(moment),
        kernel: real.kernel.as_ref().map(|real| kernel(book, real)),
        trigger: real.trigger.as_ref().map(|real| trigger(book, real)),
        summary: real.summary.as_ref().map(|real| summary(book, real)),
        limit_cgroup: cgroup(book, real.limit_cgroup.as_ref()),
        victim_cgroup: cgroup(book, real.victim_cgroup.as_ref()),
        cgroup_memory: cgroup_memory(book, &real.cgroup_memory),
        node_memory: real.node_memory.as_ref().map(|real| node_memory(book, real)),
        tasks: tasks(book, &real.tasks),
        oom_group: cgroup(book, real.oom_group.as_ref()),
        stack: real.stack,
        reached_by: real.reached_by.as_ref().map(|real| Caller { path: real.path, frame: quote(&real.frame) }),
        asked_by_hand: real.asked_by_hand.as_ref().map(quote),
    }
}

/// The companion with made-up names; its text is free text and stays as it is.
pub(super) fn companion(book: &mut Pseudonyms, real: &Companion) -> Companion {
    Companion {
        moment: moment(&real.moment),
        host: real.host.as_deref().map(|name| host(book, name)),
        kind: real.kind,
        program: real.program.as_deref().map(|name| book.word(NameKind::Process, name)),
        text: real.text.clone(),
        place: real.place,
        ties: ties(book, &real.ties),
        incident: real.incident,
        moved_to_wall: real.moved_to_wall,
        is_carried: real.is_carried,
    }
}

/// A source with a made-up name; its notes are free text and stay as they are.
pub(super) fn source(book: &mut Pseudonyms, real: &Source) -> Source {
    let mut masked = Source { name: path::source(book, &real.name), ..real.clone() };
    let hosts = masked.survey.iter_mut().flat_map(|survey| &mut survey.hosts);
    hosts.for_each(|name| (*host(book, name)).clone_into(name));
    masked
}

/// What the nodes' files set, with made-up names of units. Drop-ins are numbered: their order tells which of them counts.
pub(super) fn settings(book: &mut Pseudonyms, real: &NodeSettings) -> NodeSettings {
    let drop_ins: BTreeSet<&str> = real.units.iter().filter_map(|unit| unit.rank.drop_in.as_deref()).collect();
    let numbers: HashMap<&str, usize> = drop_ins.into_iter().zip(0..).collect();
    let numbered = |name: &str| format!("{:08}", numbers.get(name).copied().unwrap_or_default()).into();
    let unit = |real: &UnitSettings| UnitSettings {
        source: real.source,
        unit: path::unit(book, &real.unit).into(),
        rank: Rank {
            is_shown: real.rank.is_shown,
            drop_in: real.rank.drop_in.as_deref().map(numbered),
            folder: real.rank.folder,
        },
        limit: real.limit,
    };
    NodeSettings {
        units: real.units.iter().map(unit).collect(),
        kubelets: real.kubelets.clone(),
        memories: real.memories.clone(),
    }
}

/// Whose memory a series tells of, with made-up names.
pub(super) fn track_owner(book: &mut Pseudonyms, real: &TrackOwner) -> TrackOwner {
    match real {
        TrackOwner::Node(name) => TrackOwner::Node(name.as_deref().map(|name| (*host(book, name)).into())),
        TrackOwner::Container { namespace, pod, container, id: own_id } => TrackOwner::Container {
            namespace: boxed(&book.word(NameKind::Namespace, namespace)),
            pod: boxed(&book.word(NameKind::Pod, pod)),
            container: named(book, NameKind::Container, container.as_deref()),
            id: own_id.as_deref().map(|own| id(book, own)),
        },
    }
}

/// The cluster's facts with made-up names; what events say is free text and stays as it is.
pub(super) fn cluster(book: &mut Pseudonyms, real: &ClusterFacts) -> ClusterFacts {
    let ClusterFacts { pods, nodes, events, owned, is_cut } = real;
    ClusterFacts {
        pods: pods.iter().map(|real| pod_facts(book, real)).collect(),
        nodes: nodes.iter().map(|real| node_facts(book, real)).collect(),
        events: events.iter().map(|real| event(book, real)).collect(),
        owned: owned.iter().map(|real| owned_facts(book, real)).collect(),
        is_cut: *is_cut,
    }
}

/// Enters the names that only the free texts hold.
pub(super) fn learn_free_texts(book: &mut Pseudonyms, companions: &[Companion], cluster: &ClusterFacts) {
    let said = companions.iter().map(|companion| &companion.text);
    for text in said.chain(cluster.events.iter().map(|event| &event.message)) {
        free_text::learn(book, text);
    }
}

/// A short text of the log in which no name is expected.
fn plain(real: &str) -> Box<str> {
    sieve::text(real).into()
}

pub(super) fn plain_of(real: Option<&str>) -> Option<Box<str>> {
    real.map(plain)
}

/// The kernel's own words; what stands beside them (a module in a frame of a trace) may be anybody's.
fn quote(real: &Quote) -> Quote {
    Quote { text: sieve::text(&real.text).into(), at: real.at }
}

/// A word that kernels print, or a made-up one that stays apart from others.
fn key(book: &mut Pseudonyms, real: &str, kind: NameKind) -> Box<str> {
    if sieve::is_known_word(real) { real.into() } else { boxed(&book.word(kind, real)) }
}

fn moment(real: &Moment) -> Moment {
    let Moment { wall, uptime, printed } = real;
    Moment { wall: *wall, uptime: *uptime, printed: plain_of(printed.as_deref()) }
}

/// A node's name, with or without its domain: the same node.
pub(super) fn host(book: &mut Pseudonyms, name: &str) -> Arc<str> {
    if let Some((short, _)) = name.split_once('.').filter(|(short, _)| !short.bytes().all(|byte| byte.is_ascii_digit()))
    {
        book.also(NameKind::Host, name, short);
    }
    book.word(NameKind::Host, name)
}

fn cgroup(book: &mut Pseudonyms, real: Option<&CgroupPath>) -> Option<CgroupPath> {
    real.map(|real| CgroupPath { path: path::cgroup(book, &real.path).into(), at: real.at })
}

fn kernel(book: &mut Pseudonyms, real: &KernelInfo) -> KernelInfo {
    let KernelInfo { release: version, taint, hardware, at } = real;
    KernelInfo {
        release: version.as_deref().map(|version| release(book, version)),
        taint: plain_of(taint.as_deref()),
        hardware: hardware.as_deref().map(|name| {
            if sieve::is_known_machine(name) { name.into() } else { boxed(&book.word(NameKind::Hardware, name)) }
        }),
        at: *at,
    }
}

/// The release of a kernel or the version of a kubelet: what a distribution or a cloud appends stays, what somebody
/// appended to a build of their own does not.
fn release(book: &mut Pseudonyms, real: &str) -> Box<str> {
    if sieve::is_known_machine(real.strip_prefix('v').unwrap_or(real)) {
        return real.into();
    }
    let end = real.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == 'v')).unwrap_or(real.len());
    let (number, rest) = real.split_at_checked(end).unwrap_or(("", real));
    let number = number.trim_end_matches('.');
    let is_long = |part: &str| part.trim_start_matches('v').len() > 4;
    if number.split('.').any(is_long) || number.matches('.').count() > 2 {
        return boxed(&book.word(NameKind::Build, real));
    }
    let build = book.word(NameKind::Build, rest.trim_start_matches(['-', '+', '_', '.']));
    if number.is_empty() { boxed(&build) } else { format!("{number}-{build}").into() }
}

fn trigger(book: &mut Pseudonyms, real: &Trigger) -> Trigger {
    Trigger {
        name: process(book, &real.name),
        pid: real.pid,
        uid: real.uid,
        gfp_mask: plain_of(real.gfp_mask.as_deref()),
        order: real.order,
        oom_score_adj: real.oom_score_adj,
        nodemask: plain_of(real.nodemask.as_deref()),
        at: real.at,
    }
}

fn summary(book: &mut Pseudonyms, real: &Summary) -> Summary {
    let constraint = match &real.constraint {
        Constraint::Other(word) => Constraint::Other(plain(word)),
        known => known.clone(),
    };
    Summary {
        constraint,
        nodemask: plain_of(real.nodemask.as_deref()),
        cpuset: real.cpuset.as_deref().map(|cpuset| path::cgroup(book, cpuset).into()),
        mems_allowed: plain_of(real.mems_allowed.as_deref()),
        global_oom: real.global_oom,
        task: real.task.as_deref().map(|name| process(book, name)),
        pid: real.pid,
        uid: real.uid,
        at: real.at,
    }
}

fn victim(book: &mut Pseudonyms, real: &Victim) -> Victim {
    Victim {
        name: process(book, &real.name),
        prefix: real.prefix.as_deref().map(|prefix| sieve::text(prefix).into()),
        pid: real.pid,
        uid: real.uid,
        total_vm: real.total_vm,
        anon_rss: real.anon_rss,
        file_rss: real.file_rss,
        shmem_rss: real.shmem_rss,
        pgtables: real.pgtables,
        oom_score_adj: real.oom_score_adj,
        score: real.score,
        group_member: real.group_member,
        from_summary_only: real.from_summary_only,
        reaped: real.reaped.clone(),
        at: real.at,
    }
}

fn tasks(book: &mut Pseudonyms, real: &TaskTable) -> TaskTable {
    let mut masked = TaskTable::new(real.columns, real.header_line);
    for task in real.iter() {
        let name = book.word(NameKind::Process, &task.name);
        masked.push(&Task { name, ..task });
    }
    masked.shrink();
    masked
}

fn cgroup_memory(book: &mut Pseudonyms, real: &CgroupMemory) -> CgroupMemory {
    let stats_cgroup = cgroup(book, real.stats_cgroup.as_ref());
    let mut child = |real: &ChildStats| ChildStats {
        path: path::cgroup(book, &real.path).into(),
        stats: stats(book, &real.stats),
        at: real.at,
    };
    CgroupMemory {
        memory: real.memory,
        swap: real.swap,
        memory_and_swap: real.memory_and_swap,
        kernel_memory: real.kernel_memory,
        children: real.children.iter().map(&mut child).collect(),
        stats: stats(book, &real.stats),
        stats_cgroup,
        protection: real.protection,
    }
}

fn stats(book: &mut Pseudonyms, real: &Stats) -> Stats {
    let known = |stat: &Stat| match &stat.key {
        Cow::Borrowed(known) => Cow::Borrowed(*known),
        Cow::Owned(printed) => Cow::Owned(String::from(key(book, printed, NameKind::Key))),
    };
    let keys: Vec<_> = real.0.iter().map(known).collect();
    Stats(real.0.iter().zip(keys).map(|(stat, key)| Stat { key, ..stat.clone() }).collect())
}

/// Slab caches are named by their modules, and in old kernels after the cgroup that owns them.
fn node_memory(book: &mut Pseudonyms, real: &NodeMemory) -> NodeMemory {
    let mut keyed = |sizes: &[KeyedSize]| -> Vec<KeyedSize> {
        sizes.iter().map(|size| KeyedSize { key: key(book, &size.key, NameKind::Key), ..*size }).collect()
    };
    let nodes = real.nodes.iter().map(|node| NumaNode { sizes: keyed(&node.sizes), ..node.clone() }).collect();
    let zones: Vec<_> = real.zones.iter().map(|zone| (zone, keyed(&zone.sizes))).collect();
    let block = |block: &FreeBlock| FreeBlock { types: plain(&block.types), ..block.clone() };
    let zones = zones.into_iter().map(|(zone, sizes)| Zone {
        name: key(book, &zone.name, NameKind::Key),
        free_list: zone.free_list.iter().map(block).collect(),
        sizes,
        ..zone.clone()
    });
    NodeMemory {
        zones: zones.collect(),
        nodes,
        counters: real.counters.iter().map(|it| KeyedPages { key: key(book, &it.key, NameKind::Key), ..*it }).collect(),
        slab: real
            .slab
            .iter()
            .map(|row| SlabRow { name: key(book, &row.name, NameKind::Cache), ..row.clone() })
            .collect(),
        ..real.clone()
    }
}

fn ties(book: &mut Pseudonyms, real: &Ties) -> Ties {
    let Ties { container_id, sandbox_id, pod_uid, namespace, pod, container, pid, unit, exit_code } = real;
    let mut id = |real: &Option<Box<str>>| real.as_deref().map(|real| id(book, real));
    let (container_id, sandbox_id, pod_uid) = (id(container_id), id(sandbox_id), id(pod_uid));
    Ties {
        container_id,
        sandbox_id,
        pod_uid,
        namespace: named(book, NameKind::Namespace, namespace.as_deref()),
        pod: named(book, NameKind::Pod, pod.as_deref()),
        container: named(book, NameKind::Container, container.as_deref()),
        pid: *pid,
        unit: unit.as_deref().map(|unit| path::unit(book, unit).into()),
        exit_code: *exit_code,
    }
}

/// A service's name as one, and any other name as a name of this kind.
pub(super) fn unit_or_word(book: &mut Pseudonyms, kind: NameKind, real: &str) -> Box<str> {
    match path::unit_parts(real) {
        Some(_) => path::unit(book, real).into(),
        None => boxed(&book.word(kind, real)),
    }
}

/// An id in the shape of the real one; where it is none after all, a made-up one.
pub(super) fn id(book: &mut Pseudonyms, real: &str) -> Box<str> {
    match ids::ranges(real).as_slice() {
        [whole] if *whole == (0..real.len()) => ids::replaced(book, real).into(),
        _ => boxed(&book.word(NameKind::Id, real)),
    }
}

/// Kinds of Kubernetes's own. Others are somebody's, and may name them.
const OWNER_KINDS: &[&str] =
    &["CronJob", "DaemonSet", "Deployment", "Job", "Node", "ReplicaSet", "ReplicationController", "StatefulSet"];

pub(super) fn owner_kind(real: &str) -> Box<str> {
    if OWNER_KINDS.contains(&real) { real.into() } else { plain(real) }
}

/// What made something, named so that the names still tell which belong together.
fn owner_facts(book: &mut Pseudonyms, real: &OwnerFacts, hash: Option<&str>) -> OwnerFacts {
    OwnerFacts { kind: owner_kind(&real.kind), name: owner_name(book, real, hash) }
}

/// A ReplicaSet is named after its Deployment and the hash of its template, a Job after its CronJob and the time.
fn owner_name(book: &mut Pseudonyms, real: &OwnerFacts, hash: Option<&str>) -> Box<str> {
    let name = &*real.name;
    let before = hash.and_then(|hash| name.strip_suffix(hash)?.strip_suffix('-'));
    let (stem, tail) = match (&*real.kind, before) {
        ("ReplicaSet", Some(stem)) => (stem, Some(SET_HASH)),
        ("ReplicaSet", None) => analysis::set_stem(name).map_or((name, None), |stem| (stem, Some(SET_HASH))),
        ("Job", _) => analysis::job_form(name).map_or((name, None), |job| (job.stem, Some(job.time))),
        _ => (name, None),
    };
    let word = book.word(NameKind::Workload, stem);
    tail.map_or_else(|| boxed(&word), |tail| format!("{word}-{tail}").into())
}

fn owned_facts(book: &mut Pseudonyms, real: &OwnedFacts) -> OwnedFacts {
    let OwnedFacts { namespace, kind, name, owner } = real;
    let itself = OwnerFacts { kind: kind.clone(), name: name.clone() };
    OwnedFacts {
        namespace: named(book, NameKind::Namespace, namespace.as_deref()),
        kind: owner_kind(kind),
        name: owner_name(book, &itself, None),
        owner: owner_facts(book, owner, None),
    }
}

fn pod_facts(book: &mut Pseudonyms, real: &PodFacts) -> PodFacts {
    let hash = real.template_hash.as_deref();
    let owner = match &real.owner {
        PodOwner::By(owner) => PodOwner::By(owner_facts(book, owner, hash)),
        PodOwner::Unknown => PodOwner::Unknown,
        PodOwner::Nobody => PodOwner::Nobody,
    };
    // A ReplicaSet that is not named after its template has a made-up hash only if it has one of its own.
    let is_named_so = |owner: &OwnerFacts| owner.name.ends_with(&format!("-{SET_HASH}"));
    let is_of_template = matches!(&owner, PodOwner::By(owner) if is_named_so(owner));
    PodFacts {
        source: real.source,
        told_by: real.told_by,
        namespace: named(book, NameKind::Namespace, real.namespace.as_deref()),
        name: boxed(&book.word(NameKind::Pod, &real.name)),
        uids: real.uids.iter().map(|uid| id(book, uid)).collect(),
        node: real.node.as_deref().map(|name| boxed(&host(book, name))),
        phase: plain_of(real.phase.as_deref()),
        reason: plain_of(real.reason.as_deref()),
        owner,
        template_hash: hash.filter(|_| is_of_template).map(|_| SET_HASH.into()),
        own_limit: real.own_limit,
        overhead: real.overhead,
        has_spec: real.has_spec,
        containers: real.containers.iter().map(|real| container_facts(book, real)).collect(),
    }
}

fn container_facts(book: &mut Pseudonyms, real: &ContainerFacts) -> ContainerFacts {
    let end = |book: &mut Pseudonyms, end: &EndFacts| EndFacts {
        reason: plain_of(end.reason.as_deref()),
        exit_code: end.exit_code,
        id: end.id.as_deref().map(|real| id(book, real)),
        finished: plain_of(end.finished.as_deref()),
    };
    ContainerFacts {
        name: boxed(&book.word(NameKind::Container, &real.name)),
        init: real.init,
        sidecar: real.sidecar,
        id: real.id.as_deref().map(|real| id(book, real)),
        // Registries and images are named by those who own them, and nothing but a comparison speaks of them.
        image: None,
        limit: real.limit,
        request: real.request,
        restarts: real.restarts,
        running: real.running,
        waiting: plain_of(real.waiting.as_deref()),
        ends: real.ends.iter().map(|real| end(book, real)).collect(),
    }
}

fn node_facts(book: &mut Pseudonyms, real: &NodeFacts) -> NodeFacts {
    NodeFacts {
        source: real.source,
        name: boxed(&host(book, &real.name)),
        capacity: real.capacity,
        allocatable: real.allocatable,
        max_pods: real.max_pods,
        kernel: real.kernel.as_deref().map(|version| release(book, version)),
        kubelet: real.kubelet.as_deref().map(|version| release(book, version)),
        provider: plain_of(real.provider.as_deref()),
        pool: None,
    }
}

fn event(book: &mut Pseudonyms, real: &EventFacts) -> EventFacts {
    let name = match &*real.kind {
        kind if kind.eq_ignore_ascii_case("node") => host(book, &real.name),
        _ => book.word(NameKind::Pod, &real.name),
    };
    EventFacts {
        source: real.source,
        reason: plain(&real.reason),
        kind: plain(&real.kind),
        namespace: named(book, NameKind::Namespace, real.namespace.as_deref()),
        name: boxed(&name),
        uid: real.uid.as_deref().map(|uid| id(book, uid)),
        count: real.count,
        last_seen: real.last_seen,
        message: real.message.clone(),
    }
}

fn process(book: &mut Pseudonyms, name: &str) -> Box<str> {
    boxed(&book.word(NameKind::Process, name))
}

pub(super) fn named(book: &mut Pseudonyms, kind: NameKind, name: Option<&str>) -> Option<Box<str>> {
    name.map(|name| boxed(&book.word(kind, name)))
}

fn boxed(word: &Arc<str>) -> Box<str> {
    (&**word).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_of_ones_own_is_masked_and_a_distributions_is_not() {
        let mut book = Pseudonyms::default();
        for (real, masked) in [
            ("5.15.0-1051-azure", "5.15.0-1051-azure"),
            ("6.1.0-28-cloud-amd64", "6.1.0-28-cloud-amd64"),
            ("3.10.0-1160.el7.x86_64", "3.10.0-1160.el7.x86_64"),
            ("5.10.230-223.885.amzn2.x86_64", "5.10.230-223.885.amzn2.x86_64"),
            ("v1.28.5", "v1.28.5"),
            ("v1.27.7-gke.1121000", "v1.27.7-gke.1121000"),
            ("5.15.0-acmebuild", "5.15.0-build-1"),
            ("5.15.153.1-2.cm2", "5.15.153.1-2.cm2"),
            ("6.1.0+", "6.1.0+"),
            ("acme", "build-2"),
            ("5.15.0-1051-azure-10.77.31.9", "5.15.0-build-3"),
            ("10.77.31.9", "build-4"),
            ("5.77310977-3109-4eda", "build-5"),
        ] {
            assert_eq!(&*release(&mut book, real), masked, "{real}");
        }
    }
}
