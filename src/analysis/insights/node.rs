//! What Mem-Info tells of a node that ran out.

use super::{inferred, read};
use crate::analysis::cgroup::Group;
use crate::analysis::facts::Facts;
use crate::analysis::{Insight, breakdown};
use crate::model::{Bytes, Kib, NodeMemory, Pages, Zone};
use crate::say;
use crate::text::{count, list, percent, size};

/// From this share of RAM on, a pool or slab is worth a word.
const NOTABLE: f64 = 0.1;

fn ram(facts: &Facts<'_>, node: &NodeMemory) -> Option<Bytes> {
    Some(breakdown::usable_ram(node)?.bytes(facts.page()))
}

pub(super) fn swap_full(facts: &Facts<'_>) -> Option<Insight> {
    let node = facts.incident.node_memory.as_ref()?;
    let (total, free) = (node.swap_total?, node.swap_free?);
    (total.0 > 0 && free.0 <= total.0 / 100).then_some(())?;
    let text = say!(facts.language, "node-swap-full", free = size(free.bytes()), total = size(total.bytes()));
    Some(read("swap-full", text, String::new()))
}

pub(super) fn huge_pages(facts: &Facts<'_>) -> Option<Insight> {
    let node = facts.incident.node_memory.as_ref()?;
    let (pool, ram) = (breakdown::huge_pages(node), ram(facts, node)?);
    (pool.share_of(ram) >= NOTABLE).then_some(())?;
    let free = node.hugepages.iter().map(|pool| Bytes(pool.size.bytes().0.saturating_mul(pool.free)));
    let free = free.fold(Bytes(0), Bytes::plus);
    let pools = node.hugepages.iter().filter(|pool| pool.total > 0);
    let pools: Vec<String> = pools.map(|pool| format!("{} × {}", count(pool.total), size(pool.size.bytes()))).collect();
    let share = percent(facts.language, pool, ram);
    let (pool, ram, free) = (size(pool), size(ram), size(free));
    let text = say!(facts.language, "huge-pages", pool = pool, ram = ram, share = share, free = free);
    Some(read("huge-pages", text, pools.join(" + ")))
}

pub(super) fn unreclaimable_slab(facts: &Facts<'_>) -> Option<Insight> {
    const SHOWN: usize = 3;
    let node = facts.incident.node_memory.as_ref()?;
    let (slab, ram) = (node.counter("slab_unreclaimable")?.bytes(facts.page()), ram(facts, node)?);
    (slab.share_of(ram) >= NOTABLE).then_some(())?;
    let mut rows: Vec<_> = node.slab.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.total));
    let largest: Vec<String> =
        rows.iter().take(SHOWN).map(|row| format!("{} {}", row.name, size(row.total.bytes()))).collect();
    let share = percent(facts.language, slab, ram);
    let (slab, ram, largest) = (size(slab), size(ram), list(facts.language, &largest));
    let text = if largest.is_empty() {
        say!(facts.language, "unreclaimable-slab", slab = slab, ram = ram, share = share)
    } else {
        say!(facts.language, "unreclaimable-slab-mostly", slab = slab, ram = ram, share = share, largest = largest)
    };
    Some(read("unreclaimable-slab", text, String::new()))
}

/// Why nothing could be had although something was free.
pub(super) fn why_the_allocation_failed(facts: &Facts<'_>) -> Option<Insight> {
    let node = facts.incident.node_memory.as_ref()?;
    let order = u32::try_from(facts.incident.trigger.as_ref()?.order?).ok()?;
    let piece = Bytes(facts.page().bytes().checked_shl(order)?);
    let zones: Vec<&Zone> =
        node.zones.iter().filter(|zone| zone.size("managed").is_some_and(|size| size.0 > 0)).collect();
    let low = |zone: &&&Zone| is_low(zone, facts);
    let words = zones.iter().map(|zone| zone_words(zone)).collect::<Vec<_>>().join("; ");
    if order == 0 {
        if !zones.iter().any(|zone| low(&zone)) {
            return None;
        }
        if zones.iter().all(|zone| low(&zone)) {
            return Some(read("zones", say!(facts.language, "zones-all-low").to_owned(), words));
        }
        return Some(inferred("zones", say!(facts.language, "zones-some-low").to_owned(), words));
    }
    let fitting = zones.iter().filter(|zone| !low(zone)).flat_map(|zone| &zone.free_list);
    let fits = fitting.filter(|block| block.size.bytes() >= piece).any(|block| block.count > 0);
    (!fits && zones.iter().any(|zone| !zone.free_list.is_empty())).then_some(())?;
    let text = say!(facts.language, "fragmentation", piece = size(piece), order = order.to_string());
    Some(read("fragmentation", text, words))
}

/// Below its low mark when what is kept for requests of other zones (`lowmem_reserve`) is taken off.
fn is_low(zone: &Zone, facts: &Facts<'_>) -> bool {
    let kept = zone.lowmem_reserve.iter().max().map_or(0, |pages| Pages(*pages).bytes(facts.page()).0);
    let size = |key| zone.size(key).map(Kib::bytes);
    matches!((size("free"), size("low")), (Some(free), Some(low)) if free.0.saturating_sub(kept) < low.0)
}

fn zone_words(zone: &Zone) -> String {
    let part = |key| zone.size(key).map_or_else(|| "?".to_owned(), |size| format!("{} kB", count(size.0)));
    let node = zone.node.map(|node| format!("node {node} ")).unwrap_or_default();
    format!("{node}{}: free {}, min {}, low {}", zone.name, part("free"), part("min"), part("low"))
}

/// A guaranteed pod's process is the last that the kernel takes.
pub(super) fn guaranteed_victim(facts: &Facts<'_>) -> Option<Insight> {
    const GUARANTEED: i32 = -997;
    let shared = facts.limit.is_none() || matches!(facts.group(), Some(Group::NodePods | Group::Root));
    let victim = facts.incident.chosen().filter(|victim| victim.oom_score_adj == Some(GUARANTEED))?;
    (shared && !facts.is_kill_line_only()).then_some(())?;
    let text = say!(facts.language, "guaranteed-victim", victim = facts.victim_named(victim));
    Some(inferred("guaranteed-victim", text, String::new()))
}
