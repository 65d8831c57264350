//! `kubepods`: pods and their containers, as kubelet and the container runtimes name them.
//!
//! The systemd driver names slices (`kubepods-burstable-pod<uid with _>.slice`), the cgroupfs driver directories
//! (`burstable/pod<uid>`). `--cgroup-root` and tools like kind put a prefix before `kubepods`.

use std::borrow::Cow;

use super::runtime::{self, container_of, container_of_prefix};
use super::{CgroupKind, Container, Identity, Outer, Pod, is_hex};

/// What one component of a path says by itself.
enum PathPart<'a> {
    Root,
    Qos(&'static str),
    Pod(Pod<'a>, &'static str),
}

const BURSTABLE: &str = "burstable";
const BEST_EFFORT: &str = "besteffort";
/// Guaranteed pods sit directly below `kubepods`.
const GUARANTEED: &str = "guaranteed";

/// Reads a path that holds `kubepods`; starts at the deepest.
pub(super) fn read<'a>(parts: &[&'a str]) -> Option<Identity<'a>> {
    let (at, part) = parts.iter().enumerate().rev().find_map(|(at, part)| Some((at, kube_part(part)?)))?;
    let mut rest = parts.get(at + 1..).unwrap_or_default();
    let before = parts.get(..at).unwrap_or_default();
    let mut identity = Identity { outer: outer(before), ..Identity::default() };
    match part {
        PathPart::Root => descend(&mut identity, &mut rest),
        PathPart::Qos(qos) => {
            identity.qos = Some(qos);
            identity.group = CgroupKind::Qos;
            pod_directory(&mut identity, &mut rest, qos);
        }
        PathPart::Pod(pod, qos) => {
            identity.pod = Some(pod);
            identity.qos = Some(qos);
            identity.group = CgroupKind::Pod;
        }
    }
    if let Some(container) = parts.get(at).and_then(|part| colon_form(part)) {
        identity.container = Some(container);
        identity.group = CgroupKind::Container;
    }
    below(&mut identity, rest);
    Some(identity)
}

/// After a bare `kubepods`: the cgroupfs driver's directories.
fn descend<'a>(identity: &mut Identity<'a>, rest: &mut &[&'a str]) {
    identity.group = CgroupKind::NodePods;
    let qos = match rest.first().copied() {
        Some(BURSTABLE) => BURSTABLE,
        Some(BEST_EFFORT) => BEST_EFFORT,
        _ => return pod_directory(identity, rest, GUARANTEED),
    };
    *rest = rest.get(1..).unwrap_or_default();
    identity.group = CgroupKind::Qos;
    identity.qos = Some(qos);
    pod_directory(identity, rest, qos);
}

fn pod_directory<'a>(identity: &mut Identity<'a>, rest: &mut &[&'a str], qos: &'static str) {
    let Some(uid) = rest.first().and_then(|part| part.strip_prefix("pod")) else { return };
    identity.pod = Some(Pod { uid: pod_uid(uid) });
    identity.qos = Some(qos);
    identity.group = CgroupKind::Pod;
    *rest = rest.get(1..).unwrap_or_default();
}

/// What lies below the pod: a container, and what it made inside.
fn below<'a>(identity: &mut Identity<'a>, rest: &[&'a str]) {
    let mut rest = rest;
    if identity.container.is_none()
        && let Some((first, more)) = rest.split_first()
    {
        if let Some(container) = container_of(first).or_else(|| scope_of_unknown_runtime(first)) {
            identity.container = Some(container);
            identity.group = CgroupKind::Container;
            // A container whose pod the path does not name is a pod's all the same.
            identity.pod.get_or_insert(Pod { uid: None });
            rest = more;
        } else if identity.pod.is_none() {
            identity.group = CgroupKind::Other;
            return;
        }
    }
    if let Some(below) = runtime::inner_path(rest) {
        identity.group = CgroupKind::Within(below);
    }
}

/// `<something>-<64 hex>.scope` directly below a pod.
fn scope_of_unknown_runtime(part: &str) -> Option<Container<'_>> {
    let (_, id) = part.strip_suffix(".scope")?.rsplit_once('-')?;
    is_hex(id, 64).then_some(Container { id, runtime: None, monitor: false })
}

/// `kubepods-burstable-pod<uid>.slice:cri-containerd:<id>`: runc's name for a systemd scope, taken for a directory by a
/// runtime that uses the cgroupfs driver.
fn colon_form(part: &str) -> Option<Container<'_>> {
    let (_, scope) = part.split_once(".slice:")?;
    let (prefix, id) = scope.rsplit_once(':')?;
    Some(Container { id, runtime: container_of_prefix(prefix), monitor: false })
}

/// The pod or container in which a nested `kubepods` tree lies.
fn outer<'a>(before: &[&'a str]) -> Option<Outer<'a>> {
    // Of this tree itself: the slices above the deepest one.
    let own = before.iter().rev().take_while(|part| kube_part(part).is_some()).count();
    let above = before.get(..before.len() - own).unwrap_or_default();
    let pod = above.iter().rev().find_map(|part| match kube_part(part)? {
        PathPart::Pod(pod, _) => Some(pod),
        _ => None,
    });
    let pod = pod.or_else(|| {
        let (at, uid) = above.iter().enumerate().rev().find_map(|(at, part)| Some((at, part.strip_prefix("pod")?)))?;
        let below_kubepods = above.get(..at)?.contains(&"kubepods");
        below_kubepods.then(|| Pod { uid: pod_uid(uid) })
    });
    let container = runtime::read(above).and_then(|identity| identity.container);
    (pod.is_some() || container.is_some()).then_some(Outer { pod, container })
}

/// Reads `kubepods`, `X-kubepods.slice`, `kubepods-burstable.slice`, `kubepods-burstable-pod<uid>.slice`.
fn kube_part(part: &str) -> Option<PathPart<'_>> {
    if part == "kubepods" {
        return Some(PathPart::Root);
    }
    let name = part.split_once(".slice:").map_or_else(|| part.strip_suffix(".slice"), |(name, _)| Some(name))?;
    let at = name.rfind("kubepods")?;
    let (prefix, rest) = (name.get(..at)?, name.get(at + "kubepods".len()..)?);
    if !prefix.is_empty() && !prefix.ends_with('-') {
        return None;
    }
    let (qos, rest) = if let Some(rest) = rest.strip_prefix("-burstable") {
        (Some(BURSTABLE), rest)
    } else if let Some(rest) = rest.strip_prefix("-besteffort") {
        (Some(BEST_EFFORT), rest)
    } else {
        (None, rest)
    };
    match (rest.strip_prefix("-pod"), qos) {
        (Some(uid), qos) => Some(PathPart::Pod(Pod { uid: pod_uid(uid) }, qos.unwrap_or(GUARANTEED))),
        (None, Some(qos)) if rest.is_empty() => Some(PathPart::Qos(qos)),
        (None, None) if rest.is_empty() => Some(PathPart::Root),
        _ => None,
    }
}

/// A UUID with dashes (systemd's driver writes `_` for them), or the 32 digits of a static pod.
fn pod_uid(text: &str) -> Option<Cow<'_, str>> {
    if text.len() == 32 && is_hex(text, 32) {
        return Some(Cow::Borrowed(text));
    }
    let dashed = if text.contains('_') { Cow::Owned(text.replace('_', "-")) } else { Cow::Borrowed(text) };
    let lengths = dashed.split('-').map(|group| if is_hex(group, 1) { group.len() } else { 0 });
    lengths.eq([8, 4, 4, 4, 12]).then_some(dashed)
}
