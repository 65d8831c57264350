//! What the numbers tell beyond the verdict: a sentence each, with its arithmetic, and marked where it is inferred.

mod choice;
mod holders;
mod kubectl;
mod memory;
mod node;
mod processes;
mod request;

use std::sync::LazyLock;

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

/// A row of the table of insights. It stands in the file of the function that tells it, so that a new insight is one file
/// and its words. `docs/insights.md` is made of all rows, with an example of each.
#[derive(Clone, Copy)]
struct InsightRow {
    /// What it is about, which decides where it stands among others.
    topic: InsightTopic,
    /// What its sentences are called in reports: part of the JSON format.
    #[cfg_attr(not(test), expect(dead_code, reason = "what a reader of the table looks at; tests walk it"))]
    names: &'static [&'static str],
    /// Parts of a report without each of which there is nothing to tell.
    #[cfg_attr(not(test), expect(dead_code, reason = "what a reader of the table looks at; tests walk it"))]
    needs: &'static [Need],
    /// Tells it, where it applies.
    of: fn(&Facts<'_>) -> Option<Insight>,
}

/// What an insight is about, in the order in which a reader wants it: first what became of the container and who held
/// the memory, then what stands out in each part, and last what keeps figures from being compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum InsightTopic {
    /// What became of the container.
    Container,
    /// Who held the memory.
    Holders,
    /// Why this process was chosen.
    Choice,
    /// What stands out in the cgroup's memory.
    CgroupParts,
    /// What stands out in the task table.
    Processes,
    /// The cgroup's swap.
    CgroupSwap,
    /// What stands out in the node's memory.
    NodeParts,
    /// The node's swap.
    NodeSwap,
    /// What the kernel itself takes of the node.
    NodeKernel,
    /// What the zones had left.
    Zones,
    /// What the kill tells of pods.
    Pods,
    /// How the statistics must be read.
    Statistics,
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
    topic: InsightTopic,
    names: &'static [&'static str],
    needs: &'static [Need],
    of: fn(&Facts<'_>) -> Option<Insight>,
) -> InsightRow {
    InsightRow { topic, names, needs, of }
}

/// The files' rows together, in the order in which a reader wants them.
static INSIGHTS: LazyLock<Vec<InsightRow>> = LazyLock::new(|| {
    let files = [
        kubectl::INSIGHTS,
        choice::INSIGHTS,
        node::INSIGHTS,
        holders::INSIGHTS,
        processes::INSIGHTS,
        memory::INSIGHTS,
        request::INSIGHTS,
    ];
    let mut rows = files.concat();
    // Stable: within a topic the order is that of the files, and of the rows in each.
    rows.sort_by_key(|row| row.topic);
    rows
});

/// All that applies.
pub(super) fn of(facts: &Facts<'_>) -> Vec<Insight> {
    INSIGHTS.iter().filter_map(|row| (row.of)(facts)).collect()
}

/// Read off the log or, where there is arithmetic, computed from it.
fn read(name: &'static str, text: String, arithmetic: String) -> Insight {
    let basis = if arithmetic.is_empty() { Basis::Read } else { Basis::Computed };
    Insight { name: name.into(), text, arithmetic, basis }
}

/// Concluded from the log and a convention that the log does not state.
fn inferred(name: &'static str, text: String, arithmetic: String) -> Insight {
    Insight { name: name.into(), text, arithmetic, basis: Basis::Inferred }
}

/// `page cache 12 MiB`, within a sentence.
fn sized(facts: &Facts<'_>, kind: PartKind, bytes: Bytes) -> String {
    let part = kind.words_within(facts.language).trim_end();
    say!(facts.language, "part-sized", part = part, size = text::size(facts.language, bytes))
}

#[cfg(test)]
mod tests;
