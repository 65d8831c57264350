//! What the numbers tell beyond the verdict: a sentence each, with its arithmetic, and marked where it is inferred.

mod choice;
mod holders;
mod kubectl;
mod memory;
mod node;
mod processes;
mod request;

use super::facts::Facts;
use super::{Basis, Insight, PartKind};
use crate::model::Bytes;
use crate::{say, text};

pub use request::memory_request;

/// The name where the kernel's lines tell what to expect; the lines of kubelet and the runtime may settle it.
pub(super) const KUBECTL_EXPECTED: &str = "kubectl";

/// The name where the kernel's lines leave it open; the lines of kubelet and the runtime, which are joined later, may
/// settle it.
pub(super) const KUBECTL_OPEN: &str = "kubectl-open";

/// The name of what became of the container, as kubelet and the runtime tell it.
pub(super) const CONTAINER_END: &str = "container-end";

/// A row of the table of insights. `docs/insights.md` is made of it, with an example of each.
struct InsightRow {
    /// What its sentences are called in reports: part of the JSON format.
    #[cfg_attr(not(test), expect(dead_code, reason = "what a reader of the table looks at; tests walk it"))]
    names: &'static [&'static str],
    /// Parts of a report without each of which there is nothing to tell.
    #[cfg_attr(not(test), expect(dead_code, reason = "what a reader of the table looks at; tests walk it"))]
    needs: &'static [Need],
    /// Tells it, where it applies.
    of: fn(&Facts<'_>) -> Option<Insight>,
}

/// A part of a report that insights stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// The kill line.
    Victim,
    /// The kill line, or the line that announces the kill of a group.
    VictimOrGroup,
    /// The task table.
    Tasks,
    /// `Memory cgroup stats for …`.
    Statistics,
    /// The statistics of the cgroups below, which kernels up to 5.2 print.
    Subtree,
    /// `swap: usage …` or `memory+swap: usage …`.
    SwapCounter,
    /// Mem-Info.
    MemInfo,
    /// `Tasks in … are going to be killed due to memory.oom.group set`.
    GroupKill,
}

const fn row(
    names: &'static [&'static str],
    needs: &'static [Need],
    of: fn(&Facts<'_>) -> Option<Insight>,
) -> InsightRow {
    InsightRow { names, needs, of }
}

/// In the order in which a reader wants them.
const INSIGHTS: &[InsightRow] = &[
    row(&["group-kill"], &[Need::GroupKill], kubectl::group_kill),
    row(&[KUBECTL_EXPECTED, KUBECTL_OPEN], &[Need::VictimOrGroup], kubectl::restart),
    row(&["who-used"], &[Need::MemInfo], holders::who_held),
    row(&["who-used"], &[Need::Tasks], processes::who_used),
    row(&["badness"], &[Need::Victim], choice::badness),
    row(&["spared"], &[Need::Tasks], choice::spared),
    row(&["kernel-heavy"], &[Need::Statistics], memory::kernel_heavy),
    row(&["thread-heavy"], &[Need::Statistics], memory::threads),
    row(&["page-tables-heavy"], &[Need::Statistics], memory::page_tables),
    row(&["tmpfs-heavy"], &[Need::Statistics], memory::tmpfs_heavy),
    row(&["page-cache-heavy"], &[Need::Statistics], memory::page_cache_heavy),
    row(&["containers"], &[Need::Subtree], memory::children),
    row(&["processes-of-one-name"], &[Need::Tasks], processes::of_one_name),
    row(&["table-sum"], &[Need::Tasks], processes::table_sum),
    row(&["swap-full"], &[Need::SwapCounter], memory::swap_full),
    row(&["tmpfs-heavy"], &[Need::MemInfo], holders::shmem),
    row(&["page-tables-heavy"], &[Need::MemInfo], holders::page_tables),
    row(&["thread-heavy"], &[Need::MemInfo], holders::threads),
    row(&["page-cache-heavy"], &[Need::MemInfo], holders::page_cache),
    row(&["reclaimable-slab"], &[Need::MemInfo], holders::reclaimable_slab),
    row(&["locked-heavy"], &[Need::MemInfo], holders::locked),
    row(&["balloon-heavy"], &[Need::MemInfo], holders::balloon),
    row(&["gpu-heavy"], &[Need::MemInfo], holders::gpu),
    row(&["zram-heavy"], &[Need::MemInfo], holders::zram),
    row(&["unaccounted"], &[Need::MemInfo], holders::unaccounted),
    row(&["table-sum"], &[Need::Tasks, Need::MemInfo], holders::shared_sum),
    row(&["swap-full"], &[Need::MemInfo], node::swap_full),
    row(&["swap-free"], &[Need::MemInfo], holders::swap_unused),
    row(&["huge-pages"], &[Need::MemInfo], node::huge_pages),
    row(&["unreclaimable-slab"], &[Need::MemInfo], node::unreclaimable_slab),
    row(&["zones"], &[Need::MemInfo], holders::zones),
    row(&["guaranteed-victim"], &[Need::Victim], holders::guaranteed_victim),
    row(&["memory-request"], &[Need::Victim, Need::MemInfo], request::of_victim),
    row(&["qos-from-adj"], &[Need::Victim], request::qos_from_adj),
    row(&["shared-memory-inside-page-cache"], &[Need::Statistics], memory::shared_memory_inside_cache),
    row(&["statistics-exceed-usage"], &[Need::Statistics], memory::skew),
];

/// All that applies.
pub(super) fn of(facts: &Facts<'_>) -> Vec<Insight> {
    INSIGHTS.iter().filter_map(|row| (row.of)(facts)).collect()
}

/// Read off the log or, where there is arithmetic, computed from it.
fn read(name: &'static str, text: String, arithmetic: String) -> Insight {
    let basis = if arithmetic.is_empty() { Basis::Read } else { Basis::Computed };
    Insight { name, text, arithmetic, basis }
}

/// Concluded from the log and a convention that the log does not state.
fn inferred(name: &'static str, text: String, arithmetic: String) -> Insight {
    Insight { name, text, arithmetic, basis: Basis::Inferred }
}

/// `page cache 12 MiB`, within a sentence.
fn sized(facts: &Facts<'_>, kind: PartKind, bytes: Bytes) -> String {
    let part = kind.words_within(facts.language).trim_end();
    say!(facts.language, "part-sized", part = part, size = text::size(facts.language, bytes))
}

#[cfg(test)]
mod tests;
