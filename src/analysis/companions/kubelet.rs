//! What kubelet writes. Texts moved little from 1.19 to 1.36; file and line in the klog header move with every release
//! and are never looked at.

use super::scan::{Slashed, after, formatted_pod, id, keyed, number, pod_uid, slashed, word};
use super::{LineShape, Speaker};
use crate::model::{CompanionKind, Ties};

/// Programs that hold a kubelet.
const KUBELET: Speaker =
    Speaker::Programs(&["kubelet", "hyperkube", "kubelite", "microk8s.daemon-kubelite", "k3s", "rke2"]);

pub(super) const SHAPES: &[LineShape] = &[
    LineShape {
        name: "kubelet-sys-oom",
        kind: CompanionKind::SystemOom,
        speaker: KUBELET,
        words: "Got sys oom event",
        sample: r#"I1117 09:26:40.235640     369 oom_watcher_linux.go:84] "Got sys oom event" event={"Pid":6149,"ProcessName":"cache-warmer","TimeOfDeath":"2026-11-17T09:26:20.202781035Z","ContainerName":"/","VictimContainerName":"/","Constraint":""}"#,
        ties: sys_oom,
    },
    LineShape {
        name: "kubelet-pleg-finished",
        kind: CompanionKind::ContainerDied,
        speaker: KUBELET,
        words: "Generic (PLEG): container finished",
        sample: r#"I1117 09:13:42.536242     369 generic.go:413] "Generic (PLEG): container finished" podID="8e81973e-0bec-47b0-b898-d190f9ebdacc" containerID="953bf484074435e3aa512f9d21ab6e1f2a6d41a05d6950b741cce8c12d02fd3e" exitCode=137"#,
        ties: pleg_finished,
    },
    LineShape {
        name: "kubelet-pleg-died",
        kind: CompanionKind::ContainerDied,
        speaker: KUBELET,
        words: "ContainerDied",
        sample: r#"I1117 09:13:42.538010     369 kubelet.go:2752] "SyncLoop (PLEG): event for pod" pod="shop/checkout-api-rc9xfk22x-cxxqc" event={"ID":"8e81973e-0bec-47b0-b898-d190f9ebdacc","Type":"ContainerDied","Data":"953bf484074435e3aa512f9d21ab6e1f2a6d41a05d6950b741cce8c12d02fd3e"}"#,
        ties: pleg_event,
    },
    LineShape {
        name: "kubelet-pleg-started",
        kind: CompanionKind::ContainerStarted,
        speaker: KUBELET,
        words: "ContainerStarted",
        sample: r#"I1117 09:13:14.906286     369 kubelet.go:2752] "SyncLoop (PLEG): event for pod" pod="kube-system/kube-proxy-8xk2p" event={"ID":"8d116ece-1738-47d9-bd9c-172411e20b8f","Type":"ContainerStarted","Data":"76808dceeec9f6b989e2d159e8a047e1db1f022c562e31df594a192c53de8540"}"#,
        ties: pleg_event,
    },
    LineShape {
        name: "kubelet-back-off",
        kind: CompanionKind::CrashLoop,
        speaker: KUBELET,
        words: "restarting failed container=",
        sample: r#"E1117 09:13:54.194586     369 pod_workers.go:1324] "Error syncing pod, skipping" err="failed to \"StartContainer\" for \"api\" with CrashLoopBackOff: \"back-off 10s restarting failed container=api pod=checkout-api-rc9xfk22x-cxxqc_shop(8e81973e-0bec-47b0-b898-d190f9ebdacc)\"" pod="shop/checkout-api-rc9xfk22x-cxxqc" podUID="8e81973e-0bec-47b0-b898-d190f9ebdacc""#,
        ties: back_off,
    },
    LineShape {
        name: "kubelet-reclaim",
        kind: CompanionKind::NodePressure,
        speaker: KUBELET,
        words: "viction manager: attempting to reclaim",
        sample: r#"W0329 10:02:11.120337     402 eviction_manager.go:342] "Eviction manager: attempting to reclaim" resourceName="memory""#,
        ties: memory_only,
    },
    LineShape {
        name: "kubelet-must-evict",
        kind: CompanionKind::NodePressure,
        speaker: KUBELET,
        words: "viction manager: must evict pod",
        sample: r#"I0329 10:02:11.130301     402 eviction_manager.go:353] "Eviction manager: must evict pod(s) to reclaim" resourceName="memory""#,
        ties: memory_only,
    },
    LineShape {
        name: "kubelet-evicted",
        kind: CompanionKind::Eviction,
        speaker: KUBELET,
        words: "is evicted successfully",
        sample: r#"I0329 10:02:19.541006     402 eviction_manager.go:614] "Eviction manager: pod is evicted successfully" pod="batch/etl-backfill-x7k2p""#,
        ties: evicted,
    },
    LineShape {
        name: "kubelet-node-pressure",
        kind: CompanionKind::NodePressure,
        speaker: KUBELET,
        words: "NodeHasInsufficientMemory",
        sample: r#"I0329 10:02:12.480100     402 kubelet_node_status.go:696] "Recording event message for node" node="worker-1" event="NodeHasInsufficientMemory""#,
        ties: |_| Some(Ties::default()),
    },
];

/// `event={"Pid":6149,…}`, or before 1.21 `event: &{6149 cache-warmer …}`.
fn sys_oom(text: &str) -> Option<Ties> {
    let event = after(text, "Got sys oom event")?;
    let pid = keyed(event, "Pid").and_then(number).or_else(|| after(event, "&{").and_then(number));
    Some(Ties { pid, ..Ties::default() })
}

fn pleg_finished(text: &str) -> Option<Ties> {
    Some(Ties {
        container_id: Some(keyed(text, "containerID").and_then(id)?),
        pod_uid: keyed(text, "podID").and_then(pod_uid),
        exit_code: keyed(text, "exitCode").and_then(number),
        ..Ties::default()
    })
}

/// The one line of kubelet that joins names, UID and an id. The id may be the sandbox's: the line does not tell.
fn pleg_event(text: &str) -> Option<Ties> {
    let event = after(text, "SyncLoop (PLEG): ")?;
    let named = pod_named(event).or_else(|| formatted_pod(word(event))).unwrap_or_default();
    Some(Ties {
        container_id: Some(keyed(event, "Data").and_then(id)?),
        pod_uid: keyed(event, "ID").and_then(pod_uid).or(named.pod_uid),
        namespace: named.namespace,
        pod: named.pod,
        ..Ties::default()
    })
}

/// `back-off 10s restarting failed container=api pod=name_ns(uid)`.
fn back_off(text: &str) -> Option<Ties> {
    let failed = after(text, "restarting failed ")?;
    Some(Ties { container: Some(keyed(failed, "container")?.into()), ..formatted_pod(keyed(failed, "pod")?)? })
}

/// Eviction managers reclaim disk space and inodes too; only memory belongs here.
fn memory_only(text: &str) -> Option<Ties> {
    let memory = keyed(text, "resourceName") == Some("memory") || text.contains("to reclaim memory");
    memory.then(Ties::default)
}

/// `pod="ns/name"`, or before 1.21 `pod name_ns(uid) is evicted successfully`.
fn evicted(text: &str) -> Option<Ties> {
    let manager = after(text, "viction manager: pod")?;
    pod_named(manager).or_else(|| formatted_pod(word(manager.trim_start())))
}

/// `pod="ns/name"`.
fn pod_named(text: &str) -> Option<Ties> {
    let Slashed { before: namespace, behind: pod } = slashed(keyed(text, "pod")?)?;
    Some(Ties { namespace: Some(namespace.into()), pod: Some(pod.into()), ..Ties::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spellings of 1.19, in the words of its source.
    #[test]
    fn the_old_spellings_give_the_same_ties() {
        let uid = "8e81973e-0bec-47b0-b898-d190f9ebdacc";
        let old = format!(
            r#"SyncLoop (PLEG): "cart-1_shop({uid})", event: &pleg.PodLifecycleEvent{{ID:"{uid}", Type:"ContainerDied", Data:"953bf4840744"}}"#
        );
        let ties = pleg_event(&old).unwrap();
        assert_eq!(
            (ties.namespace.as_deref(), ties.pod.as_deref(), ties.pod_uid.as_deref()),
            (Some("shop"), Some("cart-1"), Some(uid))
        );
        assert_eq!(ties.container_id.as_deref(), Some("953bf4840744"));
        let ties = evicted(&format!("eviction manager: pod cart-1_shop({uid}) is evicted successfully")).unwrap();
        assert_eq!((ties.namespace.as_deref(), ties.pod_uid.as_deref()), (Some("shop"), Some(uid)));
        let ties = sys_oom("Got sys oom event: &{6149 cache-warmer 2020-11-17 / / }").unwrap();
        assert_eq!(ties.pid, Some(6149));
        assert!(memory_only("eviction manager: attempting to reclaim memory").is_some());
        assert!(memory_only(r#""Eviction manager: attempting to reclaim" resourceName="ephemeral-storage""#).is_none());
    }
}
