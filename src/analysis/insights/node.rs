//! What Mem-Info tells of a node that ran out.

use super::{inferred, list, read};
use crate::analysis::cgroup::Group;
use crate::analysis::facts::Facts;
use crate::analysis::{Insight, breakdown};
use crate::model::{Bytes, Kib, NodeMemory, Pages, Zone};
use crate::text::{count, percent, size};

/// From this share of RAM on, a pool or slab is worth a word.
const NOTABLE: f64 = 0.1;

fn ram(facts: &Facts<'_>, node: &NodeMemory) -> Option<Bytes> {
    Some(breakdown::usable_ram(node)?.bytes(facts.page()))
}

pub(super) fn swap_full(facts: &Facts<'_>) -> Option<Insight> {
    let node = facts.incident.node_memory.as_ref()?;
    let (total, free) = (node.swap_total?, node.swap_free?);
    (total.0 > 0 && free.0 <= total.0 / 100).then_some(())?;
    Some(read(
        "swap-full",
        format!("The node's swap was full: {} free of {}", size(free.bytes()), size(total.bytes())),
        String::new(),
    ))
}

pub(super) fn huge_pages(facts: &Facts<'_>) -> Option<Insight> {
    let node = facts.incident.node_memory.as_ref()?;
    let (pool, ram) = (breakdown::huge_pages(node), ram(facts, node)?);
    (pool.share_of(ram) >= NOTABLE).then_some(())?;
    let free = node.hugepages.iter().map(|pool| Bytes(pool.size.bytes().0.saturating_mul(pool.free)));
    let free = free.fold(Bytes(0), Bytes::plus);
    let pools = node.hugepages.iter().filter(|pool| pool.total > 0);
    let pools: Vec<String> = pools.map(|pool| format!("{} × {}", count(pool.total), size(pool.size.bytes()))).collect();
    Some(read(
        "huge-pages",
        format!(
            "{} of the node's {} ({}) is set aside as huge pages, which nothing else can use; {} of it lay idle",
            size(pool),
            size(ram),
            percent(facts.language, pool, ram),
            size(free)
        ),
        pools.join(" + "),
    ))
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
    let most = if largest.is_empty() { String::new() } else { format!(", most of it {}", list(&largest)) };
    Some(read(
        "unreclaimable-slab",
        format!(
            "{} of the node's {} ({}) is kernel objects that cannot be given back{most}: a driver or kernel feature may leak",
            size(slab),
            size(ram),
            percent(facts.language, slab, ram)
        ),
        String::new(),
    ))
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
            let text = "Every zone of memory that this request could use was down to its reserve, which ordinary requests may not touch";
            return Some(read("zones", text.to_owned(), words));
        }
        let text = "Some zones of memory were down to their reserve, which ordinary requests may not touch. The others had \
                    room when the kernel printed this: the request could not use them, or memory had come free meanwhile";
        return Some(inferred("zones", text.to_owned(), words));
    }
    let fitting = zones.iter().filter(|zone| !low(zone)).flat_map(|zone| &zone.free_list);
    let fits = fitting.filter(|block| block.size.bytes() >= piece).any(|block| block.count > 0);
    (!fits && zones.iter().any(|zone| !zone.free_list.is_empty())).then_some(())?;
    Some(read(
        "fragmentation",
        format!(
            "The request was for {} in one piece (order {order}), and no zone with room had one left: what was free lay in \
             smaller pieces or in the reserve",
            size(piece)
        ),
        words,
    ))
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
    Some(inferred(
        "guaranteed-victim",
        format!(
            "{} has the oom_score_adj of a guaranteed pod (-997), which the kernel takes last: the memory is held by \
             processes that are better protected, or by none at all",
            crate::analysis::facts::named(victim)
        ),
        String::new(),
    ))
}
