//! The names that lines of other programs and the cluster's view give to an incident's pod and container.

use std::collections::BTreeSet;

use super::{ContainerIdentity, PodIdentity};
use crate::lang::Language;
use crate::{say, text};

/// What lines of other programs and the cluster's view tell of the incident's pod and container.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Named<'a> {
    /// The limit's pod, else the victim's.
    pub pod: Option<&'a PodIdentity>,
    /// The victim's container, else the limit's.
    pub container: Option<&'a ContainerIdentity>,
    /// The containers of the pod.
    pub containers: Option<Containers<'a>>,
    /// True where the pod list shows a limit of the pod's own.
    pub own_pod_limit: bool,
}

impl Named<'_> {
    /// True where there is something to say beyond the kernel's lines.
    pub(super) fn tells(&self) -> bool {
        self.pod.is_some_and(|pod| pod.name.is_some())
            || self.container.is_some_and(|container| container.name.is_some())
            || self.containers.is_some()
            || self.own_pod_limit
    }

    /// `pod shop/cart-1`.
    pub(super) fn pod(&self, language: Language) -> Option<String> {
        let PodIdentity { namespace, name, .. } = self.pod?;
        let name = plain(name.as_deref()?);
        let name = match namespace {
            Some(namespace) => format!("{}/{name}", plain(namespace)),
            None => name,
        };
        Some(say!(language, "pod-named", name = name))
    }
}

/// The containers of a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Containers<'a> {
    /// So many beside each other in the pod list, each with its part of the pod's limit.
    Listed(usize),
    /// The names of those that the log saw start in the sandbox since it was made; init containers among them.
    Started(&'a BTreeSet<&'a str>),
}

/// A name without what is not to be seen: a process may call itself anything, also a line break.
pub(super) fn plain(name: &str) -> String {
    name.chars().map(|c| if text::is_unseen(c) { '\u{fffd}' } else { c }).collect()
}
