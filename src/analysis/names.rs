//! Names by id: what companion lines and cluster facts say about containers, sandboxes and pods.

use std::collections::HashMap;

use crate::model::Ties;

/// What is known of a container, a sandbox or a pod.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::analysis) struct ContainerNames<'a> {
    pub(in crate::analysis) uid: Option<&'a str>,
    pub(in crate::analysis) namespace: Option<&'a str>,
    pub(in crate::analysis) pod: Option<&'a str>,
    pub(in crate::analysis) container: Option<&'a str>,
    pub(in crate::analysis) sandbox: Option<&'a str>,
}

/// Names by container id, sandbox id and pod UID. What was learnt first stays.
#[derive(Debug, Default)]
pub(in crate::analysis) struct NameIndex<'a> {
    containers: HashMap<&'a str, ContainerNames<'a>>,
    sandboxes: HashMap<&'a str, ContainerNames<'a>>,
    pods: HashMap<&'a str, ContainerNames<'a>>,
}

impl<'a> NameIndex<'a> {
    /// Learns what a companion line ties together.
    pub(in crate::analysis) fn learn(&mut self, ties: &'a Ties) {
        let known = ContainerNames {
            uid: ties.pod_uid.as_deref(),
            namespace: ties.namespace.as_deref(),
            pod: ties.pod.as_deref(),
            container: ties.container.as_deref(),
            sandbox: ties.sandbox_id.as_deref(),
        };
        self.learn_known(known, ties.container_id.as_deref());
    }

    /// Learns of a container (by its id) or, without an id, of a pod.
    pub(in crate::analysis) fn learn_known(&mut self, known: ContainerNames<'a>, container_id: Option<&'a str>) {
        if let Some(id) = container_id {
            self.containers.entry(id).or_default().take_over(known);
        }
        let of_pod = ContainerNames { container: None, ..known };
        if let Some(id) = known.sandbox {
            self.sandboxes.entry(id).or_default().take_over(of_pod);
        }
        if let Some(uid) = known.uid {
            self.pods.entry(uid).or_default().take_over(of_pod);
        }
    }

    /// All that is known of this container in this pod; either may be unknown.
    pub(in crate::analysis) fn of(&self, uid: Option<&str>, container_id: Option<&str>) -> ContainerNames<'a> {
        let mut known = container_id.and_then(|id| self.containers.get(id)).copied().unwrap_or_default();
        if let Some(sandbox) = known.sandbox.and_then(|id| self.sandboxes.get(id)) {
            known.take_over(*sandbox);
        }
        if let Some(pod) = uid.or(known.uid).and_then(|uid| self.pods.get(uid)) {
            known.take_over(*pod);
        }
        known
    }
}

impl ContainerNames<'_> {
    fn take_over(&mut self, other: Self) {
        let Self { uid, namespace, pod, container, sandbox } = other;
        self.uid = self.uid.or(uid);
        self.namespace = self.namespace.or(namespace);
        self.pod = self.pod.or(pod);
        self.container = self.container.or(container);
        self.sandbox = self.sandbox.or(sandbox);
    }
}
