//! What the numbers tell beyond the verdict: a sentence each, with its arithmetic, and marked where it is inferred.

mod choice;
mod kubectl;
mod memory;
mod node;
mod processes;
mod request;

use super::facts::Facts;
use super::{Insight, PartKind};
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

/// In the order in which a reader wants them.
const INSIGHTS: &[fn(&Facts<'_>) -> Option<Insight>] = &[
    kubectl::group_kill,
    kubectl::restart,
    processes::who_used,
    choice::badness,
    choice::spared,
    memory::kernel_heavy,
    memory::threads,
    memory::page_tables,
    memory::tmpfs_heavy,
    memory::page_cache_heavy,
    memory::children,
    processes::of_one_name,
    processes::table_sum,
    memory::swap_full,
    node::swap_full,
    node::huge_pages,
    node::unreclaimable_slab,
    node::why_the_allocation_failed,
    node::guaranteed_victim,
    request::of_victim,
    request::qos_from_adj,
    memory::shared_memory_inside_cache,
    memory::skew,
];

/// All that applies.
pub(super) fn of(facts: &Facts<'_>) -> Vec<Insight> {
    INSIGHTS.iter().filter_map(|insight| insight(facts)).collect()
}

/// Read off the log.
fn read(name: &'static str, text: String, arithmetic: String) -> Insight {
    Insight { name, text, arithmetic, inferred: false }
}

/// Concluded from the log and a convention that the log does not state.
fn inferred(name: &'static str, text: String, arithmetic: String) -> Insight {
    Insight { name, text, arithmetic, inferred: true }
}

/// `page cache 12 MiB`, within a sentence.
fn sized(facts: &Facts<'_>, kind: PartKind, bytes: Bytes) -> String {
    let part = kind.words_within(facts.language).trim_end();
    say!(facts.language, "part-sized", part = part, size = text::size(bytes))
}

#[cfg(test)]
mod tests;
