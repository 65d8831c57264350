//! Events of Kubernetes as exporters write them into logs, one record each: the envelope names them by their reason.

use super::scan::{after, number};
use super::{LineShape, Speaker};
use crate::model::{CompanionKind, Ties};

const EVENT: Speaker = Speaker::Programs(&["kubernetes-event"]);

/// For lines that are the kernel's own words: anybody may quote those.
const EVENT_BY_NAME: Speaker = Speaker::Named(&["kubernetes-event"]);

pub(super) const SHAPES: &[LineShape] = &[
    LineShape {
        name: "event-system-oom",
        kind: CompanionKind::SystemOom,
        speaker: EVENT,
        words: "System OOM encountered",
        sample: "System OOM encountered, victim process: node, pid: 1154034",
        ties: |text| Some(Ties { pid: after(text, "pid: ").and_then(number), ..Ties::default() }),
    },
    LineShape {
        name: "event-oom-killing",
        kind: CompanionKind::ProblemDetector,
        speaker: EVENT_BY_NAME,
        words: "ut of memory: Kill",
        sample: "Memory cgroup out of memory: Killed process 4242 (app) total-vm:737128kB, anon-rss:26372kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:176kB oom_score_adj:984",
        ties: quoted,
    },
    LineShape {
        name: "event-oom-killing-bare",
        kind: CompanionKind::ProblemDetector,
        speaker: EVENT_BY_NAME,
        words: "Killed process ",
        sample: "Killed process 716580 (stress-ng-vm) total-vm:1104444kB, anon-rss:473048kB, file-rss:644kB",
        ties: quoted,
    },
];

/// The kernel's line that node-problem-detector quotes; up to 4.19 `Kill process 25169 (app) score …`.
fn quoted(text: &str) -> Option<Ties> {
    let pid = after(text, " process ").and_then(number)?;
    Some(Ties { pid: Some(pid), ..Ties::default() })
}
