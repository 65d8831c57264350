//! What made an object, by its `ownerReferences`.

use serde::Deserialize;

use super::{CountedList, Lenient, Metadata};
use crate::analysis::cluster::{OwnedFacts, OwnerFacts, PodOwner};

/// One of the owners of an object.
#[derive(Deserialize)]
pub(super) struct OwnerReference {
    kind: String,
    name: String,
    controller: Option<bool>,
}

/// A ReplicaSet or a Job that something made.
pub(super) fn owned(metadata: Metadata, kind: &str) -> Option<OwnedFacts> {
    let owner = metadata.controller()?;
    Some(OwnedFacts {
        namespace: metadata.namespace.map(Into::into),
        kind: kind.into(),
        name: metadata.name?.into(),
        owner,
    })
}

impl Metadata {
    /// What made the object, and makes it anew.
    fn controller(&self) -> Option<OwnerFacts> {
        self.owners.iter().flat_map(CountedList::iter).find_map(|owner| match owner {
            Lenient::Good(owner) if owner.controller == Some(true) => {
                Some(OwnerFacts { kind: owner.kind.as_str().into(), name: owner.name.as_str().into() })
            }
            _ => None,
        })
    }

    /// The same of a pod. What Kubernetes lists has a UID; what somebody took apart may have lost its owners, too.
    pub(super) fn owner(&self) -> PodOwner {
        match self.controller() {
            Some(owner) => PodOwner::By(owner),
            None if self.uid.is_some() && self.owners.is_none() => PodOwner::Nobody,
            None => PodOwner::Unknown,
        }
    }
}
