//! What Mem-Info tells of a node that ran out.

use super::{InsightRow, InsightTopic, Need, read, row};
use crate::analysis::Insight;
use crate::analysis::facts::Facts;
use crate::model::{Bytes, NodeMemory};
use crate::say;
use crate::text::{count, list, percent, size};

/// The insights of this file.
pub(super) const INSIGHTS: &[InsightRow] = &[
    row(InsightTopic::NodeSwap, &["swap-full"], &[Need::MemInfo], swap_full),
    row(InsightTopic::NodeKernel, &["huge-pages"], &[Need::MemInfo], huge_pages),
    row(InsightTopic::NodeKernel, &["unreclaimable-slab"], &[Need::MemInfo], unreclaimable_slab),
];

/// From this share of RAM on, a pool or slab is worth a word.
const NOTABLE: f64 = 0.1;

fn ram(facts: &Facts<'_>, node: &NodeMemory) -> Option<Bytes> {
    Some(node.usable_ram()?.bytes(facts.page()))
}

fn swap_full(facts: &Facts<'_>) -> Option<Insight> {
    let node = facts.incident.node_memory.as_ref()?;
    let (total, free) = (node.swap_total?, node.swap_free?);
    (total.0 > 0 && free.0 <= total.0 / 100).then_some(())?;
    let text = say!(
        facts.language,
        "node-swap-full",
        free = size(facts.language, free.bytes()),
        total = size(facts.language, total.bytes())
    );
    Some(read("swap-full", text, String::new()))
}

fn huge_pages(facts: &Facts<'_>) -> Option<Insight> {
    let node = facts.incident.node_memory.as_ref()?;
    let (pool, ram) = (node.huge_pages(), ram(facts, node)?);
    (pool.share_of(ram) >= NOTABLE).then_some(())?;
    let free = node.idle_huge_pages();
    let pools = node.hugepages.iter().filter(|pool| pool.total > 0);
    let pools: Vec<String> = pools
        .map(|pool| format!("{} × {}", count(facts.language, pool.total), size(facts.language, pool.size.bytes())))
        .collect();
    let share = percent(facts.language, pool, ram);
    let (pool, ram, free) = (size(facts.language, pool), size(facts.language, ram), size(facts.language, free));
    let text = say!(facts.language, "huge-pages", pool = pool, ram = ram, share = share, free = free);
    Some(read("huge-pages", text, pools.join(" + ")))
}

fn unreclaimable_slab(facts: &Facts<'_>) -> Option<Insight> {
    const SHOWN: usize = 3;
    let node = facts.incident.node_memory.as_ref()?;
    let (slab, ram) = (node.counter("slab_unreclaimable")?.bytes(facts.page()), ram(facts, node)?);
    (slab.share_of(ram) >= NOTABLE).then_some(())?;
    let mut rows: Vec<_> = node.slab.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.total));
    let largest: Vec<String> = rows
        .iter()
        .take(SHOWN)
        .map(|row| format!("{} {}", row.name, size(facts.language, row.total.bytes())))
        .collect();
    let share = percent(facts.language, slab, ram);
    let (slab, ram, largest) = (size(facts.language, slab), size(facts.language, ram), list(facts.language, &largest));
    let text = if largest.is_empty() {
        say!(facts.language, "unreclaimable-slab", slab = slab, ram = ram, share = share)
    } else {
        say!(facts.language, "unreclaimable-slab-mostly", slab = slab, ram = ram, share = share, largest = largest)
    };
    Some(read("unreclaimable-slab", text, String::new()))
}
