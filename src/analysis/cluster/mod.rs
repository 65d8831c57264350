//! What the cluster says about the same kills: pods, nodes and events as kubectl, the kubelet and crictl print them.
//!
//! [`ClusterForm`] tells such a text from its beginning, [`ClusterFacts::read`] takes what matters, and `compare` says
//! of each kill what agrees with the log and what does not. What a list does not show is not claimed: it was made at
//! one moment, and Kubernetes keeps a container's last two ends only.

mod describe;
mod docker;
mod form;
mod index;
mod listed;
mod objects;
mod quantity;
mod table;

use chrono::DateTime;

use self::listed::{OF_PROVIDERS, WantedMap};
use super::names::{ContainerNames, NameIndex};
use crate::model::{Bytes, SourceId, Wall, YearBasis, limits};

pub(super) use docker::CONTAINER_OOM;
pub use form::{CLUSTER_BYTES_READ, ClusterForm};
pub(super) use index::ListedObjects;
pub(super) use quantity::bytes as quantity;

/// What the cluster says, as far as it was handed over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClusterFacts {
    /// Pods; one that was listed several times stands here several times, in the order of the inputs.
    pub pods: Vec<PodFacts>,
    /// Nodes.
    pub nodes: Vec<NodeFacts>,
    /// Events that speak of memory, kills or restarts.
    pub events: Vec<EventFacts>,
    /// ReplicaSets and Jobs with who made them.
    pub owned: Vec<OwnedFacts>,
    /// True where the text that was read last lists more than is kept.
    pub is_cut: bool,
}

/// A pod as listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PodFacts {
    /// The input that lists it.
    pub source: SourceId,
    /// Who tells of it.
    pub told_by: ClusterTool,
    /// Its namespace.
    pub namespace: Option<Box<str>>,
    /// Its name.
    pub name: Box<str>,
    /// Its UID; two for a static pod's mirror: the API's, and the kubelet's, which cgroups are named after.
    pub uids: Vec<Box<str>>,
    /// The node it is bound to.
    pub node: Option<Box<str>>,
    /// `Running`, `Failed` …
    pub phase: Option<Box<str>>,
    /// Why it failed (`Evicted`).
    pub reason: Option<Box<str>>,
    /// What made it.
    pub owner: PodOwner,
    /// The hash of its template, which a Deployment gives to its pods as a label (`pod-template-hash`).
    pub template_hash: Option<Box<str>>,
    /// A memory limit of the pod itself (pod-level resources, 1.32 on).
    pub own_limit: Option<Bytes>,
    /// What its runtime class adds to its limit.
    pub overhead: Option<Bytes>,
    /// True where its specification was listed, so that a missing limit means that there is none.
    pub has_spec: bool,
    /// Its containers, init containers among them.
    pub containers: Vec<ContainerFacts>,
}

/// What made a pod.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PodOwner {
    /// The list does not tell.
    #[default]
    Unknown,
    /// Nothing that would make another one.
    Nobody,
    /// This, its controller.
    By(OwnerFacts),
}

/// What made an object, and makes it anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnerFacts {
    /// `ReplicaSet`, `DaemonSet` …
    pub kind: Box<str>,
    /// Its name.
    pub name: Box<str>,
}

/// A ReplicaSet or a Job as listed, with what made it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnedFacts {
    /// Its namespace.
    pub namespace: Option<Box<str>>,
    /// `ReplicaSet` or `Job`.
    pub kind: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// What made it.
    pub owner: OwnerFacts,
}

/// Who tells of a pod.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClusterTool {
    /// Kubernetes: kubectl, or the kubelet's own list, which has the same shape.
    #[default]
    Kubectl,
    /// The container runtime, through crictl.
    Crictl,
}

/// A container of a listed pod.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContainerFacts {
    /// Its name.
    pub name: Box<str>,
    /// True for an init container (sidecars with `restartPolicy: Always` among them).
    pub init: bool,
    /// True for a sidecar: an init container that runs beside the others.
    pub sidecar: bool,
    /// The id of its present or last container, without `containerd://`.
    pub id: Option<Box<str>>,
    /// The image that it is made of, as its pod asks for it.
    pub image: Option<Box<str>>,
    /// `limits.memory`.
    pub limit: Option<Bytes>,
    /// `requests.memory`.
    pub request: Option<Bytes>,
    /// How often it was restarted.
    pub restarts: Option<u32>,
    /// True where it is running.
    pub running: bool,
    /// Why it waits (`CrashLoopBackOff`).
    pub waiting: Option<Box<str>>,
    /// How it ended: its present state first, then the one before. Kubernetes keeps no others.
    pub ends: Vec<EndFacts>,
}

/// How a container ended, as Kubernetes shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EndFacts {
    /// `OOMKilled`, `Error`, `Completed`.
    pub reason: Option<Box<str>>,
    /// The exit code.
    pub exit_code: Option<i32>,
    /// The id of the container that ended.
    pub id: Option<Box<str>>,
    /// When, as printed.
    pub finished: Option<Box<str>>,
}

/// A node as listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeFacts {
    /// The input that lists it.
    pub source: SourceId,
    /// Its name.
    pub name: Box<str>,
    /// All its memory.
    pub capacity: Option<Bytes>,
    /// What pods may request.
    pub allocatable: Option<Bytes>,
    /// How many pods it may run.
    pub max_pods: Option<u64>,
    /// The kernel's release.
    pub kernel: Option<Box<str>>,
    /// The kubelet's version (`v1.28.5`).
    pub kubelet: Option<Box<str>>,
    /// Who runs it (`azure`, `aws`, `gce`), from its provider id or labels.
    pub provider: Option<Box<str>>,
    /// The pool of nodes that its provider or Karpenter made it for, from its labels.
    pub pool: Option<Box<str>>,
}

/// An event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventFacts {
    /// The input that lists it.
    pub source: SourceId,
    /// `SystemOOM`, `BackOff`, `Evicted` …
    pub reason: Box<str>,
    /// The kind of what it is about (`Pod`, `Node`).
    pub kind: Box<str>,
    /// The namespace of what it is about.
    pub namespace: Option<Box<str>>,
    /// The name of what it is about.
    pub name: Box<str>,
    /// The UID of what it is about.
    pub uid: Option<Box<str>>,
    /// How often.
    pub count: u64,
    /// When it was seen last, where the text has a time: how long ago it was when the list was made is none.
    pub last_seen: Option<Wall>,
    /// What it says.
    pub message: String,
}

impl ClusterTool {
    /// The name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kubectl => "kubectl",
            Self::Crictl => "crictl",
        }
    }
}

/// A pod's name, which is its own within its namespace only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PodName<'a> {
    /// Its namespace.
    pub namespace: &'a str,
    /// Its name there.
    pub name: &'a str,
}

impl PodFacts {
    /// Its name, where its namespace is known.
    pub fn full_name(&self) -> Option<PodName<'_>> {
        Some(PodName { namespace: self.namespace.as_deref()?, name: &self.name })
    }

    /// Without the room for more that lists get while they grow: of ten thousands of pods that is most of what they take.
    fn shrunk(mut self) -> Self {
        self.containers.shrink_to_fit();
        self.containers.iter_mut().for_each(|container| container.ends.shrink_to_fit());
        self
    }
}

impl ClusterFacts {
    /// How many objects are kept.
    pub const fn count(&self) -> usize {
        self.pods.len() + self.nodes.len() + self.events.len() + self.owned.len()
    }

    /// How many parts the kept objects have.
    fn parts(&self) -> usize {
        self.pods.iter().map(|pod| pod.containers.len()).sum()
    }

    /// True where one more is kept; else it is remembered that one was left out.
    fn has_room(&mut self) -> bool {
        self.has_room_beside(0)
    }

    /// The same beside so much that is read, and not kept yet.
    fn has_room_beside(&mut self, read: usize) -> bool {
        let has_room = self.count().saturating_add(read) < limits::CLUSTER_OBJECTS.most;
        self.is_cut |= !has_room;
        has_room
    }

    /// Lets go of what is more than is kept: events first, as there are most of them.
    fn keep_first(&mut self, most: usize) {
        self.is_cut |= self.count() > most;
        self.nodes.truncate(most);
        self.pods.truncate(most - self.nodes.len());
        self.owned.truncate(most - self.nodes.len() - self.pods.len());
        self.events.truncate(most - self.nodes.len() - self.pods.len() - self.owned.len());
    }

    /// True where nothing was handed over.
    pub const fn is_empty(&self) -> bool {
        self.pods.is_empty() && self.nodes.is_empty() && self.events.is_empty() && self.owned.is_empty()
    }

    /// Teaches the names of pods and containers.
    pub(super) fn teach<'a>(&'a self, names: &mut NameIndex<'a>) {
        for pod in &self.pods {
            let known = ContainerNames {
                namespace: pod.namespace.as_deref(),
                pod: Some(&pod.name).filter(|name| !name.is_empty()).map(|name| &**name),
                ..ContainerNames::default()
            };
            for uid in &pod.uids {
                names.learn_known(ContainerNames { uid: Some(uid), ..known }, None);
            }
            for container in &pod.containers {
                // The cgroup tells the UID; of a mirror pod's two, it is the last.
                let known = ContainerNames {
                    uid: pod.uids.last().map(|uid| &**uid),
                    container: Some(&container.name),
                    ..known
                };
                let ids = container.ends.iter().filter_map(|end| end.id.as_deref()).chain(container.id.as_deref());
                for id in ids {
                    names.learn_known(known, Some(id));
                }
            }
        }
    }
}

/// A time as Kubernetes writes it: `2026-11-17T09:17:06Z`, with or without parts of a second; `kubectl describe` writes
/// `Tue, 17 Nov 2026 09:17:06 +0000`.
pub(super) fn time(printed: &str) -> Option<Wall> {
    let time = DateTime::parse_from_rfc3339(printed).or_else(|_| DateTime::parse_from_rfc2822(printed)).ok()?;
    Some(Wall {
        local: time.naive_local(),
        offset_seconds: Some(time.offset().local_minus_utc()),
        offset_assumed: false,
        year: YearBasis::Printed,
    })
}

/// The pool of a node, from the labels that AKS, EKS, GKE and Karpenter give it.
fn pool_of_labels(labels: &WantedMap<String>) -> Option<Box<str>> {
    const LABELS: [&str; 4] = [
        "kubernetes.azure.com/agentpool",
        "eks.amazonaws.com/nodegroup",
        "cloud.google.com/gke-nodepool",
        "karpenter.sh/nodepool",
    ];
    LABELS.iter().find_map(|label| labels.get(label)).map(|pool| pool.as_str().into())
}

/// Who runs a node, by labels that only its provider sets.
fn provider_of_labels(labels: &WantedMap<String>) -> Option<Box<str>> {
    OF_PROVIDERS.iter().find(|(start, _)| labels.has_key_at(start)).map(|(_, provider)| (*provider).into())
}
