//! An incident, a companion and the cluster's facts with made-up names. Everything is taken apart by name, so that a new
//! field that may hold a name does not compile until it is thought of.

use std::sync::Arc;

use super::book::{Book, Kind};
use super::{free, ids, path};
use crate::analysis::{self, ClusterFacts, ContainerFacts, EventFacts, NodeFacts, PodFacts};
use crate::model::{
    CgroupMemory, CgroupPath, ChildStats, Companion, Incident, NodeMemory, SlabRow, Source, Summary, Task, TaskTable,
    Ties, Trigger, Victim,
};

/// The incident with made-up names. Its notes and its outcome's words are free text and stay as they are.
pub(super) fn incident(book: &mut Book, real: &Incident) -> Incident {
    Incident {
        id: real.id,
        seen_in: real.seen_in.clone(),
        moment: real.moment.clone(),
        invoked: real.invoked.clone(),
        host: real.host.as_deref().map(|name| host(book, name)),
        boot: real.boot.as_deref().map(|boot| book.word(Kind::Boot, boot)),
        kernel: real.kernel.clone(),
        trigger: real.trigger.as_ref().map(|real| trigger(book, real)),
        summary: real.summary.as_ref().map(|real| summary(book, real)),
        limit_cgroup: cgroup(book, real.limit_cgroup.as_ref()),
        victim_cgroup: cgroup(book, real.victim_cgroup.as_ref()),
        cgroup_memory: cgroup_memory(book, &real.cgroup_memory),
        node_memory: real.node_memory.as_ref().map(|real| node_memory(book, real)),
        tasks: tasks(book, &real.tasks),
        victims: real.victims.iter().map(|real| victim(book, real)).collect(),
        oom_group: cgroup(book, real.oom_group.as_ref()),
        outcome: real.outcome.clone(),
        page_size: real.page_size,
        stack: real.stack,
        complete: real.complete,
        notes: real.notes.clone(),
    }
}

/// The companion with made-up names; its text is free text and stays as it is.
pub(super) fn companion(book: &mut Book, real: &Companion) -> Companion {
    Companion {
        host: real.host.as_deref().map(|name| host(book, name)),
        program: real.program.as_deref().map(|name| book.word(Kind::Process, name)),
        ties: ties(book, &real.ties),
        ..real.clone()
    }
}

/// A source with a made-up name; its notes are free text and stay as they are.
pub(super) fn source(book: &mut Book, real: &Source) -> Source {
    Source { name: path::source(book, &real.name), ..real.clone() }
}

/// The cluster's facts with made-up names; what events say is free text and stays as it is.
pub(super) fn cluster(book: &mut Book, real: &ClusterFacts) -> ClusterFacts {
    let ClusterFacts { pods, nodes, events } = real;
    ClusterFacts {
        pods: pods.iter().map(|real| pod_facts(book, real)).collect(),
        nodes: nodes.iter().map(|real| NodeFacts { name: boxed(&host(book, &real.name)), ..real.clone() }).collect(),
        events: events.iter().map(|real| event(book, real)).collect(),
    }
}

/// Enters the names that only the free texts hold.
pub(super) fn learn_free_texts(book: &mut Book, companions: &[Companion], cluster: &ClusterFacts) {
    let said = companions.iter().map(|companion| &companion.text);
    for text in said.chain(cluster.events.iter().map(|event| &event.message)) {
        free::learn(book, text);
    }
}

/// A node's name, with or without its domain: the same node.
fn host(book: &mut Book, name: &str) -> Arc<str> {
    if let Some((short, _)) = name.split_once('.').filter(|(short, _)| !short.bytes().all(|byte| byte.is_ascii_digit()))
    {
        book.also(Kind::Host, name, short);
    }
    book.word(Kind::Host, name)
}

fn cgroup(book: &mut Book, real: Option<&CgroupPath>) -> Option<CgroupPath> {
    real.map(|real| CgroupPath { path: path::cgroup(book, &real.path).into(), at: real.at })
}

fn trigger(book: &mut Book, real: &Trigger) -> Trigger {
    Trigger { name: process(book, &real.name), ..real.clone() }
}

fn summary(book: &mut Book, real: &Summary) -> Summary {
    Summary {
        cpuset: real.cpuset.as_deref().map(|cpuset| path::cgroup(book, cpuset).into()),
        task: real.task.as_deref().map(|name| process(book, name)),
        ..real.clone()
    }
}

fn victim(book: &mut Book, real: &Victim) -> Victim {
    Victim { name: process(book, &real.name), ..real.clone() }
}

fn tasks(book: &mut Book, real: &TaskTable) -> TaskTable {
    let mut masked = TaskTable::new(real.columns, real.header_line);
    for task in real.iter() {
        let name = book.word(Kind::Process, &task.name);
        masked.push(&Task { name, ..task });
    }
    masked.shrink();
    masked
}

fn cgroup_memory(book: &mut Book, real: &CgroupMemory) -> CgroupMemory {
    let child = |real: &ChildStats| ChildStats { path: path::cgroup(book, &real.path).into(), ..real.clone() };
    let children = real.children.iter().map(child).collect();
    CgroupMemory { children, stats_cgroup: cgroup(book, real.stats_cgroup.as_ref()), ..real.clone() }
}

/// Slab caches of old kernels are named after the cgroup that owns them.
fn node_memory(book: &mut Book, real: &NodeMemory) -> NodeMemory {
    let row = |real: &SlabRow| SlabRow { name: ids::replaced(book, &real.name).into(), ..real.clone() };
    NodeMemory { slab: real.slab.iter().map(row).collect(), ..real.clone() }
}

fn ties(book: &mut Book, real: &Ties) -> Ties {
    let Ties { container_id, sandbox_id, pod_uid, namespace, pod, container, pid, unit, exit_code } = real;
    let mut id = |real: &Option<Box<str>>| real.as_deref().map(|real| ids::replaced(book, real).into());
    let (container_id, sandbox_id, pod_uid) = (id(container_id), id(sandbox_id), id(pod_uid));
    Ties {
        container_id,
        sandbox_id,
        pod_uid,
        namespace: named(book, Kind::Namespace, namespace.as_deref()),
        pod: pod.as_deref().map(|name| pod_name(book, name)),
        container: named(book, Kind::Container, container.as_deref()),
        pid: *pid,
        unit: unit.as_deref().map(|unit| path::unit(book, unit).into()),
        exit_code: *exit_code,
    }
}

fn pod_facts(book: &mut Book, real: &PodFacts) -> PodFacts {
    PodFacts {
        namespace: named(book, Kind::Namespace, real.namespace.as_deref()),
        name: pod_name(book, &real.name),
        uids: real.uids.iter().map(|uid| ids::replaced(book, uid).into()).collect(),
        node: real.node.as_deref().map(|name| boxed(&host(book, name))),
        containers: real.containers.iter().map(|real| container_facts(book, real)).collect(),
        ..real.clone()
    }
}

fn container_facts(book: &mut Book, real: &ContainerFacts) -> ContainerFacts {
    let mut masked = real.clone();
    masked.name = boxed(&book.word(Kind::Container, &real.name));
    let ids = masked.ends.iter_mut().map(|end| &mut end.id).chain([&mut masked.id]);
    ids.flatten().for_each(|id| *id = ids::replaced(book, id).into());
    masked
}

fn event(book: &mut Book, real: &EventFacts) -> EventFacts {
    let name = match &*real.kind {
        kind if kind.eq_ignore_ascii_case("node") => boxed(&host(book, &real.name)),
        _ => pod_name(book, &real.name),
    };
    EventFacts {
        namespace: named(book, Kind::Namespace, real.namespace.as_deref()),
        name,
        uid: real.uid.as_deref().map(|uid| ids::replaced(book, uid).into()),
        ..real.clone()
    }
}

/// A pod's name; what it belongs to is named too, because titles of series are.
fn pod_name(book: &mut Book, name: &str) -> Box<str> {
    let word = book.word(Kind::Pod, name);
    let owner = analysis::workload(name);
    if owner != name {
        book.word(Kind::Pod, owner);
    }
    boxed(&word)
}

fn process(book: &mut Book, name: &str) -> Box<str> {
    boxed(&book.word(Kind::Process, name))
}

fn named(book: &mut Book, kind: Kind, name: Option<&str>) -> Option<Box<str>> {
    name.map(|name| boxed(&book.word(kind, name)))
}

fn boxed(word: &Arc<str>) -> Box<str> {
    (&**word).into()
}
