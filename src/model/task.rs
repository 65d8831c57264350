//! A row of the task table.

use std::sync::Arc;

/// One row: a process of the cgroup (or node) at the time of the kill. Sizes are pages, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// The pid that the row prints.
    pub pid: u32,
    /// The user, in the kernel's own user namespace.
    pub uid: u32,
    /// The thread group.
    pub tgid: u32,
    /// Address space, in pages.
    pub total_vm: u64,
    /// Resident, in pages; shared pages are counted in every process that maps them.
    pub rss: u64,
    /// Of it anonymous, in pages (6.8 on).
    pub rss_anon: Option<u64>,
    /// Of it file-backed, in pages (6.8 on).
    pub rss_file: Option<u64>,
    /// Of it shared memory, in pages (6.8 on).
    pub rss_shmem: Option<u64>,
    /// Page tables in **bytes** (4.15 on).
    pub pgtables_bytes: Option<u64>,
    /// Page table pages (`nr_ptes`, up to 4.14), in pages.
    pub nr_ptes: Option<u64>,
    /// Page middle directory pages (`nr_pmds`, 4.4 to 4.14), in pages.
    pub nr_pmds: Option<u64>,
    /// Swapped out, in pages.
    pub swapents: u64,
    /// The adjustment, -1000 to 1000.
    pub oom_score_adj: i32,
    /// The name (at most 15 bytes); may hold anything.
    pub name: Arc<str>,
    /// Its line.
    pub line: u64,
}

/// Which columns the header names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the header, there or not")]
pub struct TaskColumns {
    /// `rss_anon rss_file rss_shmem` (6.8 on).
    pub rss_parts: bool,
    /// `pgtables_bytes` (4.15 on).
    pub pgtables_bytes: bool,
    /// `nr_ptes` (up to 4.14).
    pub nr_ptes: bool,
    /// `nr_pmds` (4.4 to 4.14).
    pub nr_pmds: bool,
}
