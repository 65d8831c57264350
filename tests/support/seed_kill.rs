//! The kill of `sample-logs/seed-aks-pod-limit.log` by its values, read from the log by eye: tests of several layers hold
//! it against what they make of it.

use oomscope::model::{Kib, Place, SourceId, Victim};

/// What line 71 says of it.
pub(crate) fn victim() -> Victim {
    Victim {
        pid: 716_580,
        name: "stress-ng-vm".into(),
        uid: Some(0),
        total_vm: Some(Kib(1_104_444)),
        anon_rss: Some(Kib(473_048)),
        file_rss: Some(Kib(644)),
        shmem_rss: Some(Kib(64)),
        pgtables: Some(Kib(992)),
        oom_score_adj: Some(1000),
        at: Place { source: SourceId(0), line: 71 },
        prefix: Some("Memory cgroup out of memory".into()),
        ..Victim::default()
    }
}
