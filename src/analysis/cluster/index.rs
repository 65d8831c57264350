//! What is listed, by what finds it: a log has thousands of kills, and a cluster thousands of pods.

use std::collections::HashMap;

use super::{ClusterFacts, NodeFacts, PodFacts};

/// How many lists are looked through for one pod.
const LISTS_PER_POD: usize = 64;

/// Pods and nodes as listed. Of a pod that was listed several times, the lists stand in the order of the inputs.
#[derive(Default)]
pub(in crate::analysis) struct ListedObjects<'a> {
    by_uid: HashMap<&'a str, Vec<&'a PodFacts>>,
    /// By namespace, then by name.
    by_name: HashMap<&'a str, HashMap<&'a str, Vec<&'a PodFacts>>>,
    nodes: HashMap<&'a str, &'a NodeFacts>,
}

impl<'a> ListedObjects<'a> {
    pub(in crate::analysis) fn new(facts: &'a ClusterFacts) -> Self {
        let mut listed = Self::default();
        for pod in &facts.pods {
            for uid in &pod.uids {
                push(listed.by_uid.entry(uid).or_default(), pod);
            }
            if let Some(namespace) = &pod.namespace {
                push(listed.by_name.entry(namespace).or_default().entry(&pod.name).or_default(), pod);
            }
        }
        listed.nodes = facts.nodes.iter().map(|node| (&*node.name, node)).collect();
        listed
    }

    /// The lists of the pod with this UID, which is never given twice.
    pub(in crate::analysis) fn by_uid(&self, uid: &str) -> &[&'a PodFacts] {
        self.by_uid.get(uid).map_or(&[], Vec::as_slice)
    }

    /// The lists of pods of this name: one after the other, there may have been several.
    pub(in crate::analysis) fn by_name(&self, namespace: &str, name: &str) -> &[&'a PodFacts] {
        self.by_name.get(namespace).and_then(|pods| pods.get(name)).map_or(&[], Vec::as_slice)
    }

    /// The node that the kubelet names after this host, with or without the domain.
    pub(in crate::analysis) fn node(&self, host: &str) -> Option<&'a NodeFacts> {
        [host, host.split('.').next().unwrap_or(host)].into_iter().find_map(|name| self.nodes.get(name)).copied()
    }
}

/// Takes one more list of a pod.
fn push<'a>(lists: &mut Vec<&'a PodFacts>, pod: &'a PodFacts) {
    if lists.len() < LISTS_PER_POD {
        lists.push(pod);
    }
}
