//! `I1213 07:23:21.123456    2573 kubelet.go:2421] "SyncLoop …"`: what programs of Kubernetes write to files of their own.

use super::draft::RecordDraft;
use super::scan::{blanks, digits};
use super::stamp;
use crate::model::Origin;

/// Levels: information, warning, error, fatal.
const LEVELS: [char; 4] = ['I', 'W', 'E', 'F'];

/// Longest name of a source file.
const FILE_BYTES: usize = 64;

/// Source files that only the kubelet has, by their names' beginnings.
const KUBELETS: &[&str] = &[
    "kubelet",
    "kuberuntime_",
    "oom_watcher",
    "eviction_manager.go",
    "pod_workers.go",
    "pod_container_manager_linux.go",
    "pod_startup_latency_tracker.go",
    "status_manager.go",
    "container_manager_linux.go",
    "reconciler_common.go",
];

/// Takes the stamp off. The text stays whole, as it does where journald stands around it: the header tells what it is.
pub(super) fn klog(draft: &mut RecordDraft<'_>) -> bool {
    let Some((stamp, rest)) = draft.text.strip_prefix(LEVELS).and_then(stamp::klog) else { return false };
    let Some((pid, rest)) = rest.strip_prefix(' ').map(blanks).and_then(digits) else { return false };
    let head = rest.get(..FILE_BYTES).unwrap_or(rest);
    let Some((file, line)) = head.strip_prefix(' ').and_then(|head| head.split_once(".go:")) else { return false };
    if !digits(line).is_some_and(|(_, rest)| rest.starts_with(']')) {
        return false;
    }
    draft.stamped(stamp);
    draft.origin = Some(Origin::Program);
    draft.program = KUBELETS.iter().any(|start| is_of(file, start)).then_some("kubelet").or(draft.program);
    draft.program_pid = pid.parse().ok();
    true
}

/// True where a file, without its ending, is the one named or begins so.
fn is_of(file: &str, start: &str) -> bool {
    start.strip_suffix(".go").map_or_else(|| file.starts_with(start), |name| file == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kubelet_is_known_by_its_files() {
        let rows = [
            ("I1213 07:23:21.123456    2573 kubelet.go:2421] \"SyncLoop\"", Some(Some("kubelet"))),
            ("E1213 07:23:21.123456  2573 pod_workers.go:1324] \"Error\"", Some(Some("kubelet"))),
            ("W1213 07:23:21.123456       1 reflector.go:1] x", Some(None)),
            ("I1313 07:23:21.123456    2573 kubelet.go:2421] x", None),
            ("I1213 07:23:21.123456    2573 Killed process 7 (x)", None),
        ];
        for (text, program) in rows {
            let mut draft = RecordDraft::of(text);
            assert_eq!(klog(&mut draft).then_some(draft.program), program, "{text}");
            assert_eq!(draft.text, text);
        }
    }
}
