//! How many containers a pod has, where pod lists or the runtime's lines tell: whether a pod's limit is in effect that of
//! its only container hangs on it.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::analysis::named::Containers;
use crate::analysis::{ClusterFacts, PodFacts, PodIdentity, PodName};
use crate::model::{Companion, CompanionKind};

/// What is known of all pods' containers.
#[derive(Debug, Default)]
pub(super) struct ContainerIndex<'a> {
    /// The pods whose limit is their own, by UID and by name.
    own_limits: HashSet<&'a str>,
    own_limits_by_name: HashSet<PodName<'a>>,
    by_uid: HashMap<&'a str, usize>,
    by_name: HashMap<PodName<'a>, usize>,
    started: HashMap<&'a str, BTreeSet<&'a str>>,
    /// The sandboxes that were made while the log was written.
    made: HashSet<&'a str>,
}

impl<'a> ContainerIndex<'a> {
    pub(super) fn new(companions: &'a [Companion], cluster: &'a ClusterFacts) -> Self {
        let mut members = Self::default();
        for companion in companions.iter().filter(|companion| companion.kind == CompanionKind::ContainerStarted) {
            let ties = &companion.ties;
            match (ties.sandbox_id.as_deref(), ties.container.as_deref()) {
                (Some(sandbox), Some(container)) => {
                    members.started.entry(sandbox).or_default().insert(container);
                }
                (Some(sandbox), None) if ties.pod.is_some() => {
                    members.made.insert(sandbox);
                }
                _ => {}
            }
        }
        for pod in &cluster.pods {
            if pod.own_limit.is_some() {
                members.own_limits.extend(pod.uids.iter().map(|uid| &**uid));
                members.own_limits_by_name.extend(pod.full_name());
            }
            let Some(count) = listed(pod) else { continue };
            members.by_uid.extend(pod.uids.iter().map(|uid| (&**uid, count)));
            members.by_name.extend(pod.full_name().map(|name| (name, count)));
        }
        members
    }

    /// True where the pod list shows a limit of this pod's own.
    pub(super) fn has_own_limit(&self, pod: &PodIdentity) -> bool {
        let by_uid = pod.uid.as_deref().is_some_and(|uid| self.own_limits.contains(uid));
        by_uid || pod.full_name().is_some_and(|name| self.own_limits_by_name.contains(&name))
    }

    /// The containers of this pod, which is known by its own names or by its sandbox.
    pub(super) fn of(&self, pod: &PodIdentity, sandbox: Option<&str>) -> Option<Containers<'_>> {
        let by_uid = pod.uid.as_deref().and_then(|uid| self.by_uid.get(uid));
        let by_name = || self.by_name.get(&pod.full_name()?);
        let listed = by_uid.or_else(by_name).map(|count| Containers::Listed(*count));
        let started = || self.started.get(sandbox.filter(|sandbox| self.made.contains(sandbox))?);
        listed.or_else(|| started().map(Containers::Started))
    }
}

/// How many containers share the pod's limit. `None` where the limit is the pod's own, has overhead in it, or may be that of
/// an init container.
fn listed(pod: &PodFacts) -> Option<usize> {
    let init = pod.containers.iter().any(|container| container.init && !container.sidecar);
    let is_sum = !init && pod.has_spec && pod.own_limit.is_none() && pod.overhead.unwrap_or_default().0 == 0;
    Some(pod.containers.len()).filter(|count| is_sum && *count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::ContainerFacts;
    use crate::model::Bytes;

    fn pod(containers: &[(&str, bool)]) -> PodFacts {
        let container = |(name, init): &(&str, bool)| ContainerFacts {
            name: (*name).into(),
            init: *init,
            ..ContainerFacts::default()
        };
        PodFacts {
            namespace: Some("shop".into()),
            name: "cart-1".into(),
            containers: containers.iter().map(container).collect(),
            has_spec: true,
            ..PodFacts::default()
        }
    }

    #[test]
    fn a_pod_list_counts_where_the_limit_is_the_sum() {
        let own = PodFacts { own_limit: Some(Bytes(1)), ..pod(&[("api", false)]) };
        let overhead = PodFacts { overhead: Some(Bytes(1)), ..pod(&[("api", false)]) };
        let bare = PodFacts { has_spec: false, ..pod(&[("api", false)]) };
        for (pod, count) in [
            (pod(&[("api", false)]), Some(Containers::Listed(1))),
            (pod(&[("api", false), ("proxy", false)]), Some(Containers::Listed(2))),
            (pod(&[("schema", true), ("api", false)]), None),
            (pod(&[]), None),
            (own, None),
            (overhead, None),
            (bare, None),
        ] {
            let cluster = ClusterFacts { pods: vec![pod], ..ClusterFacts::default() };
            let identity =
                PodIdentity { namespace: Some("shop".into()), name: Some("cart-1".into()), ..PodIdentity::default() };
            assert_eq!(ContainerIndex::new(&[], &cluster).of(&identity, None), count);
        }
    }
}
