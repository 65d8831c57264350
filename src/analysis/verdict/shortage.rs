//! What is said of a node that had nothing to give: by the cause, and by who holds the memory.

use super::common;
use crate::analysis::facts::Facts;
use crate::analysis::shortage::{Cause, Holder, HolderKind, Shortage, Stand, ZoneCheck, holder_words, of_total};
use crate::model::Bytes;
use crate::{say, text};

/// What the deciding zones have free together, all of it.
fn free(shortage: &Shortage) -> Bytes {
    shortage.deciding_zones().iter().filter_map(|zone| zone.free).fold(Bytes(0), Bytes::plus)
}

/// The headline of a node-level kill.
pub(super) fn headline(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let (language, killed) = (facts.language, facts.killed());
    let out_of_reach = text::size(shortage.coverage.out_of_reach.unwrap_or_default());
    match shortage.cause {
        Cause::Exhausted => say!(language, "node-ran-out", killed = killed),
        Cause::Zone => {
            say!(language, "short-zone", zones = zone_names(facts, shortage), free = out_of_reach, killed = killed)
        }
        Cause::MemoryNode => {
            let nodes =
                text::capitalised(language, &super::common::confined_to(language, shortage.nodes_printed().as_deref()));
            say!(language, "short-node", nodes = nodes, free = out_of_reach, killed = killed)
        }
        Cause::Fragmented => {
            let piece = shortage.request.as_ref().and_then(|request| request.bytes).unwrap_or_default();
            let (piece, free) = (text::size(piece), text::size(free(shortage)));
            say!(language, "short-fragmented", piece = piece, free = free, killed = killed)
        }
        Cause::Reserve if is_for_cma(shortage) => {
            say!(language, "short-cma", free = text::size(free(shortage)), killed = killed)
        }
        Cause::Reserve => say!(language, "short-reserve", free = text::size(free(shortage)), killed = killed),
        Cause::PageFault => {
            say!(language, "short-page-fault", free = text::size(node_free(facts, shortage)), killed = killed)
        }
        Cause::FreedMeanwhile => say!(language, "short-freed", free = text::size(free(shortage)), killed = killed),
        Cause::Unknown => say!(language, "short-unknown", killed = killed),
    }
}

/// What the whole node has free, else what the shown zones have.
fn node_free(facts: &Facts<'_>, shortage: &Shortage) -> Bytes {
    let counted = facts.incident.node_memory.as_ref().and_then(|memory| memory.counter("free"));
    counted.map_or_else(|| free(shortage), |pages| pages.bytes(facts.page()))
}

/// `Normal`, `DMA32 and Normal`.
fn zone_names(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let mut names: Vec<String> = Vec::new();
    for zone in shortage.deciding_zones() {
        if !names.contains(&zone.name.to_string()) {
            names.push(zone.name.to_string());
        }
    }
    text::list(facts.language, &names)
}

/// What was asked for, and why it could not be had.
pub(super) fn why(facts: &Facts<'_>, shortage: &Shortage) -> Vec<String> {
    let mut why = Vec::new();
    why.extend(asked(facts, shortage));
    why.push(reason(facts, shortage));
    why
}

fn asked(facts: &Facts<'_>, shortage: &Shortage) -> Option<String> {
    let language = facts.language;
    let request = shortage.request.as_ref()?;
    if request.is_page_fault {
        return Some(say!(language, "asked-page-fault").to_owned());
    }
    let (piece, order) = (text::size(request.bytes?), request.order.to_string());
    let zone = request.zone?;
    Some(if zone.is_highest() {
        say!(language, "asked-any-zone", piece = piece, order = order)
    } else {
        say!(language, "asked-zone", piece = piece, order = order, zone = zone.name())
    })
}

fn reason(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let language = facts.language;
    let out_of_reach = || text::size(shortage.coverage.out_of_reach.unwrap_or_default());
    match shortage.cause {
        Cause::Exhausted if shortage.deciding_zones().iter().all(|zone| zone.stand() == Some(Stand::BelowMin)) => {
            say!(language, "why-below-min").to_owned()
        }
        Cause::Exhausted => say!(language, "why-near-marks").to_owned(),
        Cause::Zone => {
            let names: Vec<String> = shortage.coverage.higher_zones.iter().map(ToString::to_string).collect();
            if names.is_empty() {
                say!(language, "why-zone-hidden", zones = zone_names(facts, shortage), free = out_of_reach())
            } else {
                let others = text::list(language, &names);
                say!(language, "why-zone", zones = zone_names(facts, shortage), free = out_of_reach(), others = others)
            }
        }
        Cause::MemoryNode => say!(language, "why-node", free = out_of_reach()),
        Cause::Fragmented => {
            let largest = shortage.deciding_zones().iter().filter_map(|zone| zone.largest_free_block).max();
            let largest = text::size(largest.unwrap_or_default());
            say!(language, "why-fragmented", free = text::size(free(shortage)), largest = largest)
        }
        Cause::Reserve => set_aside(facts, shortage),
        Cause::PageFault => {
            say!(language, "why-page-fault", free = text::size(node_free(facts, shortage)))
        }
        Cause::FreedMeanwhile => freed(facts, shortage),
        Cause::Unknown if shortage.request.is_none() => say!(language, "why-no-request").to_owned(),
        Cause::Unknown => say!(language, "why-zones-lost").to_owned(),
    }
}

fn set_aside(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let zones = shortage.deciding_zones();
    let sum =
        |size: fn(&ZoneCheck) -> Option<Bytes>| zones.iter().filter_map(|zone| size(zone)).fold(Bytes(0), Bytes::plus);
    let (cma, left, min) = (sum(|zone| zone.cma), sum(|zone| zone.available), sum(|zone| zone.min));
    let (language, free) = (facts.language, text::size(free(shortage)));
    let (left, min) = (text::size(left), text::size(min));
    if shortage.request.as_ref().is_some_and(|request| request.may_use_cma == Some(false)) && cma.0 > 0 {
        return say!(language, "why-cma", cma = text::size(cma), free = free, left = left, min = min);
    }
    let kept = text::size(sum(|zone| zone.highatomic));
    say!(language, "why-highatomic", kept = kept, free = free, left = left, min = min)
}

fn freed(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let zones = shortage.deciding_zones();
    let roomy = zones.iter().filter(|zone| zone.stand() == Some(Stand::AboveHigh)).max_by_key(|zone| zone.available);
    let size = |bytes: Option<Bytes>| text::size(bytes.unwrap_or_default());
    match roomy {
        Some(zone) => {
            say!(facts.language, "why-freed", zone = &*zone.name, free = size(zone.available), high = size(zone.high))
        }
        None => say!(facts.language, "why-near-marks").to_owned(),
    }
}

/// What to do, by the cause and by the largest holder.
pub(super) fn next_steps(facts: &Facts<'_>, shortage: &Shortage) -> Vec<String> {
    let language = facts.language;
    let mut steps: Vec<String> = match shortage.cause {
        Cause::Exhausted => vec![],
        Cause::Zone => vec![zone_step(facts, shortage)],
        Cause::MemoryNode => vec![say!(language, "step-memory-node").to_owned()],
        Cause::Fragmented => {
            let order = shortage.request.as_ref().map_or(0, |request| request.order).to_string();
            vec![say!(language, "step-compact").to_owned(), say!(language, "step-order", order = order)]
        }
        Cause::Reserve if is_for_cma(shortage) => {
            let other = shortage.coverage.other_zones_have_room.then(|| zone_step(facts, shortage));
            std::iter::once(say!(language, "step-cma").to_owned()).chain(other).collect()
        }
        Cause::Reserve => vec![say!(language, "step-min-free").to_owned()],
        Cause::PageFault => {
            return vec![
                say!(language, "step-page-fault").to_owned(),
                say!(language, "step-page-fault-kernel").to_owned(),
            ];
        }
        Cause::FreedMeanwhile => vec![say!(language, "step-freed").to_owned()],
        Cause::Unknown => vec![say!(language, "step-whole-report").to_owned()],
    };
    let largest = shortage.largest_holder();
    steps.extend(largest.map(|holder| holder_step(facts, holder)));
    if shortage.cause == Cause::Exhausted {
        steps.extend(room_steps(facts, largest));
    }
    if steps.is_empty() {
        steps.push(common::see_who(facts).to_owned());
    }
    steps
}

/// What to do beside allowing more memory nodes.
pub(super) fn steps_beside_nodes(facts: &Facts<'_>, shortage: &Shortage) -> Vec<String> {
    let steps = match shortage.cause {
        Cause::Exhausted | Cause::MemoryNode | Cause::Unknown => vec![],
        _ => next_steps(facts, shortage),
    };
    if steps.is_empty() {
        shortage.largest_holder().map(|holder| holder_step(facts, holder)).into_iter().collect()
    } else {
        steps
    }
}

fn is_for_cma(shortage: &Shortage) -> bool {
    shortage
        .deciding_zones()
        .iter()
        .any(|zone| zone.cma.is_some_and(|cma| cma.0 > zone.highatomic.unwrap_or_default().0))
}

fn zone_step(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let language = facts.language;
    let others = &shortage.coverage.higher_zones;
    let high = others.iter().any(|name| &**name == "HighMem") || is_32_bit(facts);
    let dma =
        shortage.request.as_ref().and_then(|request| request.zone).is_some_and(|zone| zone.name().starts_with("DMA"));
    match (high, dma) {
        (true, _) => say!(language, "step-64-bit").to_owned(),
        (false, true) => say!(language, "step-dma").to_owned(),
        (false, false) => say!(language, "step-movable").to_owned(),
    }
}

/// High memory is there on 32-bit kernels only; from 6.1 on its line may be left out, and its size is counted apart.
fn is_32_bit(facts: &Facts<'_>) -> bool {
    let memory = facts.incident.node_memory.as_ref();
    memory.is_some_and(|memory| memory.nodes.is_empty() || memory.zones.iter().all(|zone| zone.node.is_none()))
}

/// What to do about a holder.
fn holder_step(facts: &Facts<'_>, holder: &Holder) -> String {
    let language = facts.language;
    let name = holder.name.as_deref();
    match (holder.kind, name) {
        (HolderKind::Processes, Some(name)) if name.contains(".service") || name.contains(".scope") => {
            let unit = name.split(' ').next().unwrap_or(name);
            say!(language, "step-unit", unit = unit)
        }
        (HolderKind::Processes, Some(name)) => say!(language, "step-process", name = name),
        (HolderKind::Processes, None) => common::see_who(facts).to_owned(),
        (HolderKind::Shmem, _) => say!(language, "step-tmpfs").to_owned(),
        (HolderKind::PageCache, _) => say!(language, "step-page-cache").to_owned(),
        (HolderKind::Slab, _) => say!(language, "step-slab").to_owned(),
        (HolderKind::PageTables, _) => say!(language, "step-page-tables").to_owned(),
        (HolderKind::KernelStacks, _) => say!(language, "step-threads").to_owned(),
        (HolderKind::HugePages, _) => say!(language, "step-huge-pages").to_owned(),
        (HolderKind::Locked, _) => say!(language, "step-locked").to_owned(),
        (HolderKind::Sockets, _) => say!(language, "step-sockets").to_owned(),
        (HolderKind::Vmalloc, _) => say!(language, "step-vmalloc").to_owned(),
        (HolderKind::Balloon, _) => say!(language, "step-balloon").to_owned(),
        (HolderKind::Zram, _) => say!(language, "step-zram").to_owned(),
        (HolderKind::Gpu, _) => say!(language, "step-gpu").to_owned(),
        (HolderKind::Unaccounted, _) => say!(language, "step-unaccounted").to_owned(),
    }
}

/// More room, only where programs that do their work fill the node.
fn room_steps(facts: &Facts<'_>, largest: Option<&Holder>) -> Vec<String> {
    let language = facts.language;
    let by_processes = largest.is_none_or(|holder| holder.kind == HolderKind::Processes);
    if !by_processes {
        return vec![];
    }
    let mut steps = vec![];
    if is_kubernetes(facts) {
        steps.push(say!(language, "node-raise-requests").to_owned());
        let of_system = largest.and_then(|holder| holder.name.as_deref()).is_some_and(|name| name.contains(".service"));
        if of_system {
            steps.push(say!(language, "step-reserve").to_owned());
        }
    }
    steps.push(say!(language, "node-more-memory").to_owned());
    steps
}

fn is_kubernetes(facts: &Facts<'_>) -> bool {
    facts.victim.as_ref().is_some_and(|victim| victim.pod.is_some())
        || facts.tasks.iter().any(|task| matches!(&*task.name, "kubelet" | "k3s-server" | "k3s-agent"))
}

/// `Shared memory and tmpfs held 10.3 of 15.6 GiB of RAM`.
pub(super) fn who(facts: &Facts<'_>, shortage: &Shortage) -> Option<String> {
    let (largest, whole) = (shortage.largest_holder()?, shortage.holders.ram?);
    let share = of_total(facts.language, largest.bytes, whole);
    let percent = text::percent(facts.language, largest.bytes, whole);
    if largest.kind == HolderKind::Unaccounted {
        return Some(say!(facts.language, "why-holder-unaccounted", share = share, percent = percent));
    }
    let holder = holder_words(facts.language, largest);
    Some(say!(facts.language, "why-holder", holder = holder, share = share, percent = percent))
}
