//! Containers by the names that runtimes give their cgroups, in a pod or outside of Kubernetes.

use super::{CgroupKind, Container, Identity, is_hex, unescape};

/// Prefixes of scopes (`docker-<id>.scope`) and of cgroupfs directories (`crio-<id>`).
const PREFIXES: &[(&str, &str)] = &[
    ("cri-containerd", "containerd"),
    ("nerdctl", "containerd"),
    ("crio", "cri-o"),
    ("docker", "docker"),
    ("libpod", "podman"),
    ("crio-conmon", "cri-o"),
    ("libpod-conmon", "podman"),
];

/// A runtime's ids have 64 digits; its tools accept and some logs print 12.
const SHORT_ID: usize = 12;

/// Directories whose children are a runtime's containers, at any depth. The id may be a name.
const PARENTS: &[(&str, &str)] = &[
    ("docker", "docker"),
    ("buildkit", "buildkit"),
    ("libpod_parent", "podman"),
    ("lxc", "lxc"),
    ("lxc.payload", "lxc"),
    ("ecs", "ecs"),
    ("mesos", "mesos"),
    ("garden", "garden"),
    ("nomad", "nomad"),
    ("actions_job", "docker"),
];

/// Namespaces of containerd, which are directories at the top of the hierarchy (`ctr run` without systemd).
const CONTAINERD_NAMESPACES: &[&str] = &["default", "k8s.io"];

/// Reads a path with a container that no pod holds; the first (outermost) counts.
pub(super) fn read<'a>(parts: &[&'a str]) -> Option<Identity<'a>> {
    let (container, used) = (0..parts.len()).find_map(|at| container_at(parts, at))?;
    let rest = parts.get(used..).unwrap_or_default();
    let group = inner_path(rest).map_or(CgroupKind::Container, CgroupKind::Within);
    Some(Identity { group, container: Some(container), ..Identity::default() })
}

/// What lies below a container, if anything. `container` is the leaf in which crun puts the processes of the container
/// itself.
pub(super) fn inner_path(rest: &[&str]) -> Option<String> {
    let rest = if rest.first() == Some(&"container") { rest.get(1..).unwrap_or_default() } else { rest };
    (!rest.is_empty()).then(|| format!("/{}", rest.join("/")))
}

/// The container that component `at` begins, and the number of components up to its end.
fn container_at<'a>(parts: &[&'a str], at: usize) -> Option<(Container<'a>, usize)> {
    let part = *parts.get(at)?;
    let next = parts.get(at + 1).copied();
    let container = |id, runtime| Container { id, runtime: Some(runtime), monitor: false };
    if let Some(found) = container_of(part).or_else(|| colon_form(part)).or_else(|| machine(part)) {
        return Some((found, at + 1));
    }
    if let Some(rest) = part.strip_prefix("lxc.payload.") {
        return Some((container(rest, "lxc"), at + 1));
    }
    if let Some(rest) = part.strip_prefix("lxc.monitor.") {
        return Some((Container { monitor: true, ..container(rest, "lxc") }, at + 1));
    }
    if at == 0 && CONTAINERD_NAMESPACES.contains(&part) {
        return Some((container(next?, "containerd"), at + 2));
    }
    if part == "nomad.slice" {
        let (id, depth) = nomad(parts.get(at + 1..)?)?;
        return Some((container(id, "nomad"), at + 1 + depth));
    }
    let (_, runtime) = PARENTS.iter().find(|(parent, _)| *parent == part)?;
    match *runtime {
        // /ecs/TASK/CONTAINER, newer agents /ecs/CLUSTER/TASK/CONTAINER; a limit of the task itself counts as its.
        "ecs" => {
            let ids = parts.get(at + 1..)?;
            let depth = ids.iter().rposition(|id| is_hex(id, 32) || id.contains('-')).map_or(1, |last| last + 1);
            Some((container(ids.get(depth - 1).copied()?, "ecs"), at + 1 + depth))
        }
        "docker" | "buildkit" if next == Some("buildkit") => None, // the next component begins it
        "docker" => Some((container(next.filter(|id| is_hex(id, SHORT_ID))?, runtime), at + 2)),
        _ => Some((container(next?, runtime), at + 2)),
    }
}

/// `cri-containerd-<id>.scope`, `crio-<id>`, `<64 hex>`.
pub(super) fn container_of(part: &str) -> Option<Container<'_>> {
    let name = part.strip_suffix(".scope").unwrap_or(part);
    if is_hex(name, 64) {
        return Some(Container { id: name, runtime: None, monitor: false });
    }
    let (prefix, id) = name.rsplit_once('-')?;
    let runtime = container_of_prefix(prefix)?;
    is_hex(id, SHORT_ID).then_some(Container { id, runtime: Some(runtime), monitor: prefix.ends_with("conmon") })
}

/// The runtime that gives its cgroups this prefix.
pub(super) fn container_of_prefix(prefix: &str) -> Option<&'static str> {
    PREFIXES.iter().find(|(known, _)| *known == prefix).map(|(_, runtime)| *runtime)
}

/// `system.slice:docker:<id>`, a scope's name in runc's notation.
fn colon_form(part: &str) -> Option<Container<'_>> {
    let mut pieces = part.splitn(3, ':');
    let (_, prefix, id) = (pieces.next()?, pieces.next()?, pieces.next()?);
    Some(Container { id, runtime: Some(container_of_prefix(prefix)?), monitor: false })
}

/// systemd-nspawn's service or scope, and podman's pods.
fn machine(part: &str) -> Option<Container<'_>> {
    let container = |id, runtime| Some(Container { id, runtime: Some(runtime), monitor: false });
    if let Some(name) = part.strip_prefix("systemd-nspawn@").and_then(|rest| rest.strip_suffix(".service")) {
        return container(name, "nspawn");
    }
    if let Some((_, id)) = part.strip_suffix(".slice").and_then(|name| name.split_once("-libpod_pod_")) {
        return container(id, "podman");
    }
    let name = part.strip_prefix("machine-")?.strip_suffix(".scope")?;
    let plain = unescape(name);
    let numbered = |kind: &str| {
        let number = plain.strip_prefix(kind)?;
        number.chars().next()?.is_ascii_digit().then_some(())
    };
    match (numbered("qemu-"), numbered("lxc-")) {
        (Some(()), _) => None, // a virtual machine of libvirt, no container
        (_, Some(())) => container(name, "lxc"),
        _ => container(name, "nspawn"),
    }
}

/// Below `nomad.slice`: `share.slice/<allocation>.<task>.scope`.
fn nomad<'a>(parts: &[&'a str]) -> Option<(&'a str, usize)> {
    let scopes = parts.iter().map(|part| part.strip_suffix(".scope"));
    scopes.enumerate().find_map(|(at, scope)| Some((scope?, at + 1)))
}
