//! The task table read back.

use std::sync::Arc;

use serde::Deserialize;

use crate::model::{Task, TaskColumns, TaskTable};

/// One row.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadTask {
    pid: u32,
    uid: u32,
    tgid: u32,
    total_vm_pages: u64,
    rss_pages: u64,
    rss_anon_pages: Option<u64>,
    rss_file_pages: Option<u64>,
    rss_shmem_pages: Option<u64>,
    pgtables_bytes: Option<u64>,
    nr_ptes: Option<u64>,
    nr_pmds: Option<u64>,
    swapents_pages: u64,
    oom_score_adj: i32,
    name: Arc<str>,
    /// What the other columns and the incident tell.
    #[serde(rename = "badness")]
    _badness: Option<i64>,
    line: u64,
}

/// The table of these rows. The header's columns are those that any row has.
pub(super) fn table(rows: &[ReadTask]) -> TaskTable {
    let has = |column: fn(&ReadTask) -> Option<u64>| rows.iter().any(|row| column(row).is_some());
    let columns = TaskColumns {
        rss_parts: has(|row| row.rss_anon_pages),
        pgtables_bytes: has(|row| row.pgtables_bytes),
        nr_ptes: has(|row| row.nr_ptes),
        nr_pmds: has(|row| row.nr_pmds),
    };
    let mut table = TaskTable::new(columns, None);
    for row in rows {
        table.push(&Task {
            pid: row.pid,
            uid: row.uid,
            tgid: row.tgid,
            total_vm: row.total_vm_pages,
            rss: row.rss_pages,
            rss_anon: row.rss_anon_pages,
            rss_file: row.rss_file_pages,
            rss_shmem: row.rss_shmem_pages,
            pgtables_bytes: row.pgtables_bytes,
            nr_ptes: row.nr_ptes,
            nr_pmds: row.nr_pmds,
            swapents: row.swapents_pages,
            oom_score_adj: row.oom_score_adj,
            name: Arc::clone(&row.name),
            line: row.line,
        });
    }
    table
}
