//! Owners as Kubernetes lists them.

use std::collections::HashMap;

use super::form::{encoded, job_form};
use super::{Workload, WorkloadKind, WorkloadSign};
use crate::analysis::cluster::{ClusterFacts, OwnerFacts, PodFacts, PodOwner};
use crate::analysis::{PodIdentity, PodName};

/// What the lists say of a pod's owner.
pub(super) enum ListedOwner {
    /// It belongs to this.
    By(Workload),
    /// It belongs to nothing.
    Alone,
    /// Nothing.
    Unknown,
}

/// Listed pods by UID and by name, and the owners of owners.
#[derive(Default)]
pub(super) struct OwnerIndex<'a> {
    by_uid: HashMap<&'a str, &'a PodFacts>,
    by_name: HashMap<PodName<'a>, &'a PodFacts>,
    owners: HashMap<OwnedObject<'a>, &'a OwnerFacts>,
}

/// What an owner itself is owned as.
#[derive(PartialEq, Eq, Hash)]
struct OwnedObject<'a> {
    namespace: Option<&'a str>,
    kind: &'a str,
    name: &'a str,
}

impl<'a> OwnerIndex<'a> {
    pub(super) fn new(cluster: &'a ClusterFacts) -> Self {
        let mut lists = Self::default();
        // What was listed last is what is known.
        for pod in cluster.pods.iter().filter(|pod| pod.owner != PodOwner::Unknown) {
            lists.by_uid.extend(pod.uids.iter().map(|uid| (&**uid, pod)));
            lists.by_name.extend(pod.full_name().map(|name| (name, pod)));
        }
        for owned in &cluster.owned {
            let object = OwnedObject { namespace: owned.namespace.as_deref(), kind: &owned.kind, name: &owned.name };
            lists.owners.insert(object, &owned.owner);
        }
        lists
    }

    pub(super) fn owner_of(&self, pod: &PodIdentity) -> ListedOwner {
        let by_uid = pod.uid.as_deref().and_then(|uid| self.by_uid.get(uid));
        // A pod of this name with another UID is another pod.
        let is_it = |listed: &&&PodFacts| pod.uid.is_none() || listed.uids.is_empty();
        let by_name = || self.by_name.get(&pod.full_name()?).filter(is_it);
        match by_uid.or_else(by_name).map(|listed| (listed, &listed.owner)) {
            Some((listed, PodOwner::By(owner))) if !WorkloadKind::NODE.is(&owner.kind) => {
                ListedOwner::By(self.workload(listed, owner))
            }
            Some((_, PodOwner::By(_) | PodOwner::Nobody)) => ListedOwner::Alone,
            Some((_, PodOwner::Unknown)) | None => ListedOwner::Unknown,
        }
    }

    fn workload(&self, pod: &PodFacts, owner: &OwnerFacts) -> Workload {
        let namespace = pod.namespace.as_deref();
        let made = |kind: &str, name: &str, told_by: WorkloadSign| Workload {
            kind: Some(kind.into()),
            name: name.into(),
            namespace: namespace.map(Into::into),
            told_by,
            is_any_inferred: false,
        };
        if let Some(owners) = self.owners.get(&OwnedObject { namespace, kind: &owner.kind, name: &owner.name }) {
            return made(&owners.kind, &owners.name, WorkloadSign::Owner);
        }
        if WorkloadKind::REPLICA_SET.is(&owner.kind)
            && let Some(stem) = pod.template_hash.as_deref().and_then(|hash| before_hash(&owner.name, hash))
        {
            return made(WorkloadKind::DEPLOYMENT.0, stem, WorkloadSign::OwnersName);
        }
        if WorkloadKind::JOB.is(&owner.kind)
            && let Some(job) = job_form(&owner.name)
        {
            return made(WorkloadKind::CRON_JOB.0, job.stem, WorkloadSign::OwnersName);
        }
        made(&owner.kind, &owner.name, WorkloadSign::Owner)
    }
}

/// The name of the Deployment whose ReplicaSet has this name and this hash of its template.
fn before_hash<'a>(set: &'a str, hash: &str) -> Option<&'a str> {
    let (stem, tail) = set.rsplit_once('-').filter(|(stem, _)| !stem.is_empty())?;
    (!hash.is_empty() && (tail == hash || tail == encoded(hash))).then_some(stem)
}
