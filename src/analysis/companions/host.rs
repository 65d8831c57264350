//! What systemd, the userspace killers, node-problem-detector and the kernel itself write around a kill.

use super::scan::{after, id, keyed, number, pod_uid, unit};
use super::{LineShape, Speaker};
use crate::analysis::shortage::RefusedWords;
use crate::model::{CompanionKind, Ties};

const SYSTEMD: Speaker = Speaker::Programs(&["systemd"]);
const OOMD: Speaker = Speaker::Programs(&["systemd-oomd"]);

pub(super) const SHAPES: &[LineShape] = &[
    LineShape {
        name: "systemd-unit-oom",
        kind: CompanionKind::UnitOom,
        speaker: SYSTEMD,
        words: ": A process of this unit has been killed by the OOM killer",
        sample: "report-builder.service: A process of this unit has been killed by the OOM killer.",
        ties: of_unit,
    },
    LineShape {
        name: "systemd-unit-oom-262",
        kind: CompanionKind::UnitOom,
        speaker: SYSTEMD,
        words: ": The kernel OOM killer killed some processes in this unit",
        sample: "cri-containerd-953bf484074435e3aa512f9d21ab6e1f2a6d41a05d6950b741cce8c12d02fd3e.scope: The kernel OOM killer killed some processes in this unit.",
        ties: of_unit,
    },
    LineShape {
        name: "systemd-unit-failed",
        kind: CompanionKind::UnitFailed,
        speaker: SYSTEMD,
        words: ": Failed with result 'oom-kill'",
        sample: "report-builder.service: Failed with result 'oom-kill'.",
        ties: of_unit,
    },
    LineShape {
        name: "systemd-oomd-unit",
        kind: CompanionKind::OomdKill,
        speaker: SYSTEMD,
        words: ": systemd-oomd killed ",
        sample: "compactor.service: systemd-oomd killed 2 process(es) in this unit.",
        ties: of_unit,
    },
    LineShape {
        name: "oomd-killed",
        kind: CompanionKind::OomdKill,
        speaker: OOMD,
        words: "Killed /",
        sample: "Killed /jobs.slice/compactor.service due to memory pressure for /jobs.slice being 46.79% > 5.00% for > 5s with reclaim activity",
        ties: |text| of_path(after(text, "Killed ")?, " due to "),
    },
    LineShape {
        name: "oomd-marked",
        kind: CompanionKind::OomdKill,
        speaker: OOMD,
        words: " for killing due to ",
        sample: "Marked /jobs.slice/compactor.service for killing due to memory pressure for /jobs.slice being 46.79% > 5.00% for > 5s with reclaim activity",
        ties: |text| of_path(after(text, "Marked ")?, " for killing "),
    },
    LineShape {
        name: "earlyoom-kill",
        kind: CompanionKind::EarlyoomKill,
        speaker: Speaker::Programs(&["earlyoom"]),
        words: "sending SIG",
        sample: r#"sending SIGTERM to process 359 uid 0 "leaky-app": oom_score 1342, VmRSS 669 MiB, cmdline "/lab/hog comm=leaky-app;mbps=120;anon=-1""#,
        ties: |text| with_pid(after(text, " to process ")?),
    },
    LineShape {
        name: "talos-kill",
        kind: CompanionKind::TalosKill,
        speaker: Speaker::Programs(&["talos"]),
        words: "Sending SIGKILL to cgroup",
        sample: r#"Sending SIGKILL to cgroup {"component": "controller-runtime", "controller": "runtime.OOMController", "cgroup": "/sys/fs/cgroup/kubepods/burstable/podc11937f9-989d-48ba-8453-06d2baa9392b"}"#,
        ties: |text| of_cgroup(keyed(text, "cgroup")?),
    },
    LineShape {
        name: "problem-detector",
        kind: CompanionKind::ProblemDetector,
        speaker: Speaker::Programs(&["node-problem-detector", "node-problem-detector-startup.sh"]),
        words: "OOMKilling",
        sample: "I1213 07:23:22.004127    3311 log_monitor.go:160] New status generated: &{Source:kernel-monitor Events:[{Severity:warn Timestamp:2023-12-13 07:23:21.310095 +0000 UTC Reason:OOMKilling Message:Killed process 716580 (stress-ng-vm) total-vm:1104444kB, anon-rss:473048kB, file-rss:644kB}] Conditions:[]}",
        // Up to 4.19 the kernel says "Kill process 25169 (app) score …".
        ties: |text| with_pid(after(text, "Killed process ").or_else(|| after(text, "Kill process "))?),
    },
    LineShape {
        name: "kernel-dropped",
        kind: CompanionKind::KernelAside,
        speaker: Speaker::Kernel,
        words: " messages dropped",
        sample: "** 105 printk messages dropped **",
        ties: aside,
    },
    LineShape {
        name: "kernel-soft-lockup",
        kind: CompanionKind::KernelAside,
        speaker: Speaker::Kernel,
        words: "soft lockup - CPU#",
        sample: "watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [kworker/0:1:8]",
        ties: aside,
    },
    LineShape {
        name: "kernel-allocation-failure",
        kind: CompanionKind::AllocationFailure,
        speaker: Speaker::Kernel,
        words: ": page allocation failure: order:",
        sample: "kworker/0:1: page allocation failure: order:4, mode:0x40dc0(GFP_KERNEL|__GFP_COMP|__GFP_ZERO), nodemask=(null),cpuset=/,mems_allowed=0",
        ties: aside,
    },
    LineShape {
        name: "kernel-allocation-failure-2.6",
        kind: CompanionKind::AllocationFailure,
        speaker: Speaker::Kernel,
        words: ": page allocation failure. order:",
        sample: "swapper: page allocation failure. order:1, mode:0x20",
        ties: aside,
    },
    LineShape {
        name: "kernel-allocation-stall",
        kind: CompanionKind::AllocationFailure,
        speaker: Speaker::Kernel,
        words: ": page allocation stalls for ",
        sample: "DOM Worker: page allocation stalls for 10646ms, order:0, mode:0x24280ca(GFP_HIGHUSER_MOVABLE|__GFP_ZERO)",
        ties: aside,
    },
    LineShape {
        name: "kernel-vmalloc-failure",
        kind: CompanionKind::AllocationFailure,
        speaker: Speaker::Kernel,
        words: ": vmalloc",
        sample: "emerge: vmalloc: allocation failure, allocated 8192 of 20480 bytes, mode:0x7080c0(GFP_KERNEL_ACCOUNT|__GFP_ZERO), nodemask=(null)",
        ties: |text| (text.contains(", mode:0x") && RefusedWords::read(text).is_some()).then(Ties::default),
    },
    LineShape {
        name: "kernel-slub-failure",
        kind: CompanionKind::AllocationFailure,
        speaker: Speaker::Kernel,
        words: "SLUB: Unable to allocate memory on node ",
        sample: "SLUB: Unable to allocate memory on node -1, gfp=0xcc0(GFP_KERNEL)",
        ties: aside,
    },
    LineShape {
        name: "hyper-v-balloon",
        kind: CompanionKind::Balloon,
        speaker: Speaker::Kernel,
        words: "hv_balloon: ",
        sample: "hv_balloon: Balloon request will be partially fulfilled. Balloon floor reached.",
        ties: aside,
    },
    LineShape {
        name: "vmware-balloon",
        kind: CompanionKind::Balloon,
        speaker: Speaker::Kernel,
        words: "vmw_balloon: ",
        sample: "vmw_balloon: VMCI Initialization OK",
        ties: aside,
    },
    LineShape {
        name: "virtio-balloon",
        kind: CompanionKind::Balloon,
        speaker: Speaker::Kernel,
        words: "virtio_balloon ",
        sample: "virtio_balloon virtio3: Out of puff! Can't get 256 pages",
        ties: aside,
    },
    LineShape {
        name: "xen-balloon",
        kind: CompanionKind::Balloon,
        speaker: Speaker::Kernel,
        words: "xen:balloon: ",
        sample: "xen:balloon: Cannot add additional memory (-17)",
        ties: aside,
    },
    LineShape {
        name: "kernel-swap-on-zram",
        kind: CompanionKind::KernelAside,
        speaker: Speaker::Kernel,
        words: "swap on /dev/zram",
        sample: "Adding 559100k swap on /dev/zram0.  Priority:100 extents:1 across:559100k SSFS",
        ties: aside,
    },
    LineShape {
        name: "kernel-tcp-memory",
        kind: CompanionKind::KernelAside,
        speaker: Speaker::Kernel,
        words: "out of memory -- consider tuning tcp_mem",
        sample: "TCP: out of memory -- consider tuning tcp_mem",
        ties: aside,
    },
    LineShape {
        name: "journald-missed",
        kind: CompanionKind::KernelAside,
        speaker: Speaker::Programs(&["systemd-journald"]),
        words: " kernel messages",
        sample: "Missed 34 kernel messages",
        ties: |text| text.starts_with("Missed ").then(Ties::default),
    },
];

/// `UNIT: …`.
fn of_unit(text: &str) -> Option<Ties> {
    let (name, _) = text.split_once(": ")?;
    (!name.contains(char::is_whitespace) && name.contains('.')).then(|| unit(name))
}

/// A cgroup's path up to `end`; its last component is the unit.
fn of_path(text: &str, end: &str) -> Option<Ties> {
    let (path, _) = text.split_once(end)?;
    path.rsplit_once('/').map(|(_, name)| unit(name))
}

/// A cgroup's path: its pod and container, whatever the cgroup driver; else its last component as a unit.
fn of_cgroup(path: &str) -> Option<Ties> {
    let parts = || path.rsplit('/').filter(|part| !part.is_empty());
    let last = parts().next()?;
    let pod = |part: &str| {
        let (_, uid) = part.rsplit_once("pod")?;
        pod_uid(uid)
    };
    let pod_uid = parts().find_map(pod);
    let stem = last.strip_suffix(".scope").unwrap_or(last);
    let is_container = pod_uid.is_some() && pod(last).is_none();
    let container_id = is_container.then(|| id(stem.rsplit_once('-').map_or(stem, |(_, tail)| tail))).flatten();
    let is_pods = pod_uid.is_some();
    Some(Ties { container_id, pod_uid, unit: (!is_pods).then(|| last.into()), ..Ties::default() })
}

fn with_pid(text: &str) -> Option<Ties> {
    Some(Ties { pid: Some(number(text)?), ..Ties::default() })
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of a shape's reader")]
fn aside(_text: &str) -> Option<Ties> {
    Some(Ties::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Talos names cgroups without systemd's driver; others may come.
    #[test]
    fn a_cgroup_names_pod_and_container_or_a_unit() {
        let uid = "c11937f9-989d-48ba-8453-06d2baa9392b";
        let id = "953bf484074435e3aa512f9d21ab6e1f2a6d41a05d6950b741cce8c12d02fd3e";
        let pod = of_cgroup(&format!("/sys/fs/cgroup/kubepods/burstable/pod{uid}")).unwrap();
        assert_eq!((pod.pod_uid.as_deref(), pod.container_id, pod.unit), (Some(uid), None, None));
        let container = of_cgroup(&format!("/sys/fs/cgroup/kubepods/besteffort/pod{uid}/{id}/")).unwrap();
        assert_eq!((container.pod_uid.as_deref(), container.container_id.as_deref()), (Some(uid), Some(id)));
        let scored = uid.replace('-', "_");
        let slice = format!("/kubepods.slice/kubepods-pod{scored}.slice/cri-containerd-{id}.scope");
        let container = of_cgroup(&slice).unwrap();
        assert_eq!((container.pod_uid.as_deref(), container.container_id.as_deref()), (Some(uid), Some(id)));
        let service = of_cgroup("/sys/fs/cgroup/podruntime/kubelet").unwrap();
        assert_eq!((service.pod_uid, service.unit.as_deref()), (None, Some("kubelet")));
    }
}
