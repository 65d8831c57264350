//! A cgroup's path → whose cgroup it is. The names are conventions of kubelet, container runtimes and systemd; the kernel
//! knows none of them, and prints the path as it sees it from the root of its hierarchy.
//!
//! Read from the deepest `kubepods` for Kubernetes (a cluster in a container is nested in the node's own), else from
//! the first component that a container runtime or systemd named.

mod host;
mod kubernetes;
mod runtime;

use std::borrow::Cow;

/// What a path tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity<'a> {
    /// What the path ends in.
    pub group: CgroupKind<'a>,
    /// The (deepest) pod that the path lies in.
    pub pod: Option<Pod<'a>>,
    /// The QoS class, where the path tells: `guaranteed`, `burstable`, `besteffort`.
    pub qos: Option<&'static str>,
    /// The container that the path lies in. Without a pod, one that Kubernetes does not know.
    pub container: Option<Container<'a>>,
    /// What the whole `kubepods` tree is nested in, where it is not the node's own (kind, LXC).
    pub outer: Option<Outer<'a>>,
}

/// What a path ends in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CgroupKind<'a> {
    /// The root: all memory.
    Root,
    /// `kubepods`: all pods of a node together.
    NodePods,
    /// All burstable, or all best-effort pods together.
    Qos,
    /// A pod.
    Pod,
    /// A container.
    Container,
    /// Something made inside a container (or inside a pod beside the containers); the path below it.
    Within(String),
    /// A systemd unit of the system: `nginx.service`, also a scope.
    Unit(Cow<'a, str>),
    /// A slice, or a cgroup reserved for the system: many units together.
    Slice(Cow<'a, str>),
    /// A login session or something that a user's own service manager runs.
    Session {
        /// The user's id, where the path holds it.
        uid: Option<&'a str>,
        /// The unit, where it is more than the user's slice.
        unit: Option<Cow<'a, str>>,
        /// The cgroup around it, where the path ends in something that somebody made: no unit or slice of systemd.
        made_below: Option<&'a str>,
    },
    /// A batch job of Slurm, by its number.
    Job(&'a str),
    /// A virtual machine, by its name.
    Machine(Cow<'a, str>),
    /// None of these: a cgroup somebody made.
    #[default]
    Other,
}

/// A pod in a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pod<'a> {
    /// With dashes, or 32 hexadecimal digits for a static pod; `None` where the path has no well-formed one.
    pub uid: Option<Cow<'a, str>>,
}

/// A container in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Container<'a> {
    /// Its id or, where the runtime uses names, its name.
    pub id: &'a str,
    /// Who runs it, where the path tells.
    pub runtime: Option<&'static str>,
    /// True for `conmon`, the runtime's watcher beside the container of this id.
    pub monitor: bool,
}

/// What a nested `kubepods` lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outer<'a> {
    /// The outer pod, where it is a pod's container.
    pub pod: Option<Pod<'a>>,
    /// The outer container.
    pub container: Option<Container<'a>>,
}

impl<'a> Identity<'a> {
    /// Reads a path. Never fails: what nobody named is [`CgroupKind::Other`].
    pub fn of(path: &'a str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts.is_empty() && path.starts_with('/') {
            return Self { group: CgroupKind::Root, ..Self::default() };
        }
        kubernetes::read(&parts).or_else(|| runtime::read(&parts)).or_else(|| host::read(&parts)).unwrap_or_default()
    }

    /// True where the path lies in a Kubernetes pod or ends above the pods.
    pub fn is_kubernetes(&self) -> bool {
        self.pod.is_some() || matches!(self.group, CgroupKind::NodePods | CgroupKind::Qos)
    }
}

/// A container's or pod's id is long; people tell them apart by the first 12 digits, as the runtimes' own tools do.
pub fn short_id(id: &str) -> &str {
    let hex = id.len() > 12 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hex { id.get(..12).unwrap_or(id) } else { id }
}

fn is_hex(text: &str, at_least: usize) -> bool {
    text.len() >= at_least && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Undoes systemd's escapes in unit names: `\x2d` is a dash.
fn unescape(name: &str) -> Cow<'_, str> {
    if !name.contains("\\x") {
        return Cow::Borrowed(name);
    }
    let mut pieces = name.split("\\x");
    let mut text = pieces.next().unwrap_or("").to_owned();
    for piece in pieces {
        let byte = piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(u8::is_ascii_graphic);
        if let Some(byte) = byte {
            text.push(char::from(byte));
            text.push_str(piece.get(2..).unwrap_or(""));
        } else {
            text.push_str("\\x");
            text.push_str(piece);
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UID: &str = "479f327f-a27b-4eda-8523-90bdabcf0a27";
    const ID: &str = "679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be";
    const ID2: &str = "e6d81a82ae63aededcc255c9cc76c4840a3dd257d25194ff418037289356aa96";
    const STATIC: &str = "4d1bbd668f74f43373a6102fb5a56ebf";

    /// The identity in one line: what the path ends in, then pod, container and what it is nested in.
    fn told(path: &str) -> String {
        let Identity { group, pod, qos, container, outer } = Identity::of(path);
        let mut text = match group {
            CgroupKind::Within(below) => format!("Within {below}"),
            CgroupKind::Unit(name) => format!("Unit {name}"),
            CgroupKind::Slice(name) => format!("Slice {name}"),
            CgroupKind::Session { uid, unit, made_below } => {
                let made = made_below.map(|parent| format!(" made below {parent}")).unwrap_or_default();
                format!("Session {} {}{made}", uid.unwrap_or("?"), unit.as_deref().unwrap_or("-"))
            }
            CgroupKind::Job(number) => format!("Job {number}"),
            CgroupKind::Machine(name) => format!("Machine {name}"),
            simple => format!("{simple:?}"),
        };
        text.push_str(&qos.map(|qos| format!(" {qos}")).unwrap_or_default());
        text.push_str(&place(pod, container));
        if let Some(outer) = outer {
            text.push_str(" in");
            text.push_str(&place(outer.pod, outer.container));
        }
        text
    }

    fn place(pod: Option<Pod<'_>>, container: Option<Container<'_>>) -> String {
        let pod = pod.map(|pod| format!(" pod {}", pod.uid.as_deref().unwrap_or("?"))).unwrap_or_default();
        let Some(Container { id, runtime, monitor }) = container else { return pod };
        format!("{pod} {}{} {}", runtime.unwrap_or("?"), if monitor { " monitor" } else { "" }, short_id(id))
    }

    /// The forms of kubelet, both drivers; `{U}` pod, `{u}` the same with underscores, `{S}` static pod, `{I}`, `{J}` ids.
    const KUBERNETES: &[(&str, &str)] = &[
        ("/kubepods.slice", "NodePods"),
        ("/kubepods", "NodePods"),
        ("/kubepods.slice/kubepods-burstable.slice", "Qos burstable"),
        ("/kubepods/besteffort", "Qos besteffort"),
        ("/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod{u}.slice", "Pod burstable pod {U}"),
        ("/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod{S}.slice", "Pod burstable pod {S}"),
        ("/kubepods.slice/kubepods-pod{u}.slice", "Pod guaranteed pod {U}"),
        ("/kubepods/pod{U}", "Pod guaranteed pod {U}"),
        ("/kubepods/burstable/pod{U}", "Pod burstable pod {U}"),
        ("/kubepods/burstable/pod{U}/{I}", "Container burstable pod {U} ? {i}"),
        ("/kubepods/besteffort/pod{U}/crio-{I}", "Container besteffort pod {U} cri-o {i}"),
        (
            "/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod{u}.slice/cri-containerd-{I}.scope",
            "Container besteffort pod {U} containerd {i}",
        ),
        (
            "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod{u}.slice/crio-{I}.scope",
            "Container burstable pod {U} cri-o {i}",
        ),
        (
            "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod{u}.slice/crio-{I}.scope/container",
            "Container burstable pod {U} cri-o {i}",
        ),
        (
            "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod{u}.slice/crio-conmon-{I}.scope",
            "Container burstable pod {U} cri-o monitor {i}",
        ),
        ("/kubepods.slice/kubepods-pod{u}.slice/docker-{I}.scope", "Container guaranteed pod {U} docker {i}"),
        ("/kubepods.slice/kubepods-pod{u}.slice/libpod-{I}.scope", "Container guaranteed pod {U} podman {i}"),
        ("/kubepods.slice/kubepods-pod{u}.slice/rkt-{I}.scope", "Container guaranteed pod {U} ? {i}"),
        (
            "/system.slice/kubepods-burstable-pod{u}.slice:cri-containerd:{I}",
            "Container burstable pod {U} containerd {i}",
        ),
        // Deeper than the container.
        (
            "/kubepods.slice/kubepods-pod{u}.slice/cri-containerd-{I}.scope/system.slice/nginx.service",
            "Within /system.slice/nginx.service guaranteed pod {U} containerd {i}",
        ),
        ("/kubepods/burstable/pod{U}/{I}/docker/{J}", "Within /docker/{J} burstable pod {U} ? {i}"),
        ("/kubepods/burstable/pod{U}/init", "Within /init burstable pod {U}"),
        // Under another root, and in another Kubernetes.
        ("/kubelet/kubepods/burstable/pod{U}/{I}", "Container burstable pod {U} ? {i}"),
        ("/kubelet.slice/kubelet-kubepods.slice", "NodePods"),
        (
            "/system.slice/docker-{J}.scope/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-burstable.slice/\
             kubelet-kubepods-burstable-pod{u}.slice/cri-containerd-{I}.scope",
            "Container burstable pod {U} containerd {i} in docker {j}",
        ),
        (
            "/lxc.payload.ct-7/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod{u}.slice",
            "Pod burstable pod {U} in lxc ct-7",
        ),
        (
            "/kubepods/burstable/pod{S}/{J}/kubepods/besteffort/pod{U}/{I}",
            "Container besteffort pod {U} ? {i} in pod {S} ? {j}",
        ),
        (
            "/kubepods.slice/kubepods-pod{S}.slice/cri-containerd-{J}.scope/kubepods.slice/kubepods-pod{u}.slice",
            "Pod guaranteed pod {U} in pod {S} containerd {j}",
        ),
        // Abridged or odd, as people paste them.
        ("kubepods-burstable-pod{u}.slice/cri-containerd-{I}.scope", "Container burstable pod {U} containerd {i}"),
        ("/kubepods.slice/kubepods-podxyz.slice", "Pod guaranteed pod ?"),
        ("/kubepods.slice/by-hand", "Other"),
        ("/mykubepods.slice", "Slice mykubepods.slice"),
    ];

    /// Containers that Kubernetes does not know.
    const RUNTIMES: &[(&str, &str)] = &[
        ("/docker/{I}", "Container docker {i}"),
        ("/system.slice/docker-{I}.scope", "Container docker {i}"),
        ("/docker/buildkit/q5rlms7x", "Container buildkit q5rlms7x"),
        ("/system.slice:docker:{I}", "Container docker {i}"),
        ("/docker/{I}/system.slice/cron.service", "Within /system.slice/cron.service docker {i}"),
        ("/machine.slice/libpod-{I}.scope", "Container podman {i}"),
        ("/machine.slice/libpod-{I}.scope/container", "Container podman {i}"),
        ("/machine.slice/libpod-conmon-{I}.scope", "Container podman monitor {i}"),
        ("/machine.slice/machine-libpod_pod_{I}.slice", "Container podman {i}"),
        ("/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{I}.scope/container", "Container podman {i}"),
        ("/default/raw-task", "Container containerd raw-task"),
        ("/k8s.io/{I}", "Container containerd {i}"),
        ("/system.slice/nerdctl-{I}.scope", "Container containerd {i}"),
        ("/build/{I}", "Container ? {i}"),
        ("/lxc/web", "Container lxc web"),
        ("/lxc.payload.web", "Container lxc web"),
        ("/lxc.monitor.web", "Container lxc monitor web"),
        ("/lxc.payload/web/system.slice/nginx.service", "Within /system.slice/nginx.service lxc web"),
        ("/machine.slice/systemd-nspawn@web.service", "Container nspawn web"),
        ("/machine.slice/machine-web.scope", "Container nspawn web"),
        ("/ecs/0123456789abcdef0123456789abcdef/{I}", "Container ecs {i}"),
        ("/ecs/prod/0123456789abcdef0123456789abcdef/{I}", "Container ecs {i}"),
        ("/ecstasks.slice/ecstasks-0123456789abcdef.slice/docker-{I}.scope", "Container docker {i}"),
        ("/nomad.slice/share.slice/{U}.web.scope", "Container nomad {U}.web"),
        ("/mesos/5f1c-a", "Container mesos 5f1c-a"),
    ];

    /// Everything else on a host.
    const HOST: &[(&str, &str)] = &[
        ("/", "Root"),
        ("/system.slice/fluentd.service", "Unit fluentd.service"),
        ("/system.slice/system-getty.slice/getty@tty1.service", "Unit getty@tty1.service"),
        ("/system.slice/dev-disk\\x2dby.mount", "Unit dev-disk-by.mount"),
        ("/batch.slice/report-builder.service/worker", "Unit report-builder.service"),
        ("/system.slice/run-r12.scope", "Unit run-r12.scope"),
        ("/init.scope", "Unit init.scope"),
        ("/runtime.slice/containerd.service", "Unit containerd.service"),
        ("/system.slice", "Slice system.slice"),
        ("/batch.slice", "Slice batch.slice"),
        ("/kube-reserved", "Slice kube-reserved"),
        ("/docker", "Other"),
        ("/user.slice", "Session ? -"),
        ("/user.slice/user-1001.slice", "Session 1001 -"),
        ("/user.slice/user-1000.slice/session-3.scope", "Session 1000 session-3.scope"),
        ("/user.slice/user-1000.slice/user@1000.service/app.slice/run-u640.service", "Session 1000 run-u640.service"),
        ("/user.slice/user-1000.slice/user@1000.service/app.slice", "Session 1000 -"),
        ("/user.slice/mygroup", "Session ? - made below user.slice"),
        ("/user.slice/user-1000.slice/mygroup/a", "Session 1000 - made below user-1000.slice"),
        ("/user.slice/user-1000.slice/session-3.scope/job", "Session 1000 session-3.scope made below session-3.scope"),
        ("…/app.slice/run-p3295453.scope", "Session ? run-p3295453.scope"),
        ("/slurm/uid_1000/job_42/step_0/task_0", "Job 42"),
        ("/system.slice/slurmstepd.scope/job_42/step_0/user/task_0", "Job 42"),
        ("/machine.slice/machine-qemu\\x2d3\\x2dweb\\x2d1.scope", "Machine web-1"),
        ("/leaker", "Other"),
        ("/ltp/test-9552", "Other"),
        ("", "Other"),
    ];

    fn filled(text: &str) -> String {
        text.replace("{U}", UID)
            .replace("{u}", &UID.replace('-', "_"))
            .replace("{S}", STATIC)
            .replace("{I}", ID)
            .replace("{J}", ID2)
            .replace("{i}", short_id(ID))
            .replace("{j}", short_id(ID2))
    }

    #[test]
    fn every_form_of_a_path_is_told() {
        for (path, identity) in KUBERNETES.iter().chain(RUNTIMES).chain(HOST) {
            assert_eq!(told(&filled(path)), filled(identity), "{path}");
        }
    }

    #[test]
    fn only_paths_of_kubernetes_are_called_so() {
        for (path, _) in KUBERNETES.iter().filter(|(_, told)| !told.starts_with("Other") && !told.starts_with("Slice"))
        {
            assert!(Identity::of(&filled(path)).is_kubernetes(), "{path}");
        }
        for (path, _) in RUNTIMES.iter().chain(HOST) {
            assert!(!Identity::of(&filled(path)).is_kubernetes(), "{path}");
        }
    }

    #[test]
    fn escapes_of_systemd_are_undone_and_broken_ones_are_kept() {
        for (name, plain) in
            [("a\\x2db", "a-b"), ("a\\x2d", "a-"), ("a\\x", "a\\x"), ("a\\x2é", "a\\x2é"), ("\\x0a", "\\x0a")]
        {
            assert_eq!(unescape(name), plain);
        }
    }
}
