//! What is said of a node that had nothing to give: by the cause, and by who holds the memory.

use super::common;
use crate::analysis::facts::{Facts, HEAVY, NOTABLE};
use crate::analysis::shortage::{
    Cause, Holder, HolderKind, Shortage, Stand, ZoneCheck, ZoneKind, before_particle, of_total, process, subject,
};
use crate::model::{Bytes, NodeMemory};
use crate::{say, text};

/// What the deciding zones have free together, all of it.
fn free(shortage: &Shortage) -> Bytes {
    shortage.deciding_zones().iter().filter_map(|zone| zone.free).fold(Bytes(0), Bytes::plus)
}

/// The headline of a node-level kill.
pub(super) fn headline(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let (language, killed) = (facts.language, facts.killed());
    let out_of_reach = text::size(language, shortage.coverage.out_of_reach.unwrap_or_default());
    match shortage.cause {
        Cause::Exhausted => say!(language, "node-ran-out", killed = killed),
        Cause::Zone => {
            let zones = text::capitalised(language, &zone_names(facts, shortage));
            say!(language, "short-zone", zones = zones, free = out_of_reach, killed = killed)
        }
        Cause::MemoryNode => {
            let nodes =
                text::capitalised(language, &super::common::confined_to(language, shortage.nodes_printed().as_deref()));
            say!(language, "short-node", nodes = nodes, free = out_of_reach, killed = killed)
        }
        Cause::Fragmented => {
            let piece = shortage.request.as_ref().and_then(|request| request.bytes).unwrap_or_default();
            let (piece, free) = (text::size(language, piece), text::size(language, free(shortage)));
            let zones = zone_names(facts, shortage);
            say!(language, "short-fragmented", piece = piece, free = free, zones = zones, killed = killed)
        }
        Cause::Reserve if shortage.is_for_cma() => {
            let (free, zones) = (text::size(language, free(shortage)), zone_names(facts, shortage));
            say!(language, "short-cma", free = free, zones = zones, killed = killed)
        }
        Cause::Reserve => {
            let (free, zones) = (text::size(language, free(shortage)), zone_names(facts, shortage));
            say!(language, "short-reserve", free = free, zones = zones, killed = killed)
        }
        Cause::PageFault => {
            say!(language, "short-page-fault", free = text::size(language, node_free(facts, shortage)), killed = killed)
        }
        Cause::FreedMeanwhile => {
            say!(language, "short-freed", free = text::size(language, free(shortage)), killed = killed)
        }
        Cause::Unknown => say!(language, "short-unknown", killed = killed),
    }
}

/// What the whole node has free, else what the shown zones have.
fn node_free(facts: &Facts<'_>, shortage: &Shortage) -> Bytes {
    let counted = facts.incident.node_memory.as_ref().and_then(|memory| memory.counter("free"));
    counted.map_or_else(|| free(shortage), |pages| pages.bytes(facts.page()))
}

/// `zone Normal`, `zones DMA32 and Normal`.
fn zone_names(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let mut names: Vec<String> = Vec::new();
    for zone in shortage.deciding_zones() {
        if !names.contains(&zone.name.to_string()) {
            names.push(zone.name.to_string());
        }
    }
    say!(facts.language, "zones-named", count = names.len(), names = text::list(facts.language, &names))
}

/// What was asked for, and why it could not be had.
pub(super) fn why(facts: &Facts<'_>, shortage: &Shortage) -> Vec<String> {
    let mut why = Vec::new();
    why.extend(asked(facts, shortage));
    why.push(reason(facts, shortage));
    why.extend(room_elsewhere(facts, shortage));
    why
}

/// What was free beyond the zones of a reason that speaks of these only.
fn room_elsewhere(facts: &Facts<'_>, shortage: &Shortage) -> Option<String> {
    let free = shortage.coverage.out_of_reach.filter(|_| shortage.coverage.other_zones_have_room)?;
    let speaks_of_its_zones = matches!(shortage.cause, Cause::Reserve | Cause::Fragmented);
    speaks_of_its_zones.then(|| say!(facts.language, "why-more-elsewhere", free = text::size(facts.language, free)))
}

fn asked(facts: &Facts<'_>, shortage: &Shortage) -> Option<String> {
    let language = facts.language;
    let request = shortage.request.as_ref()?;
    if request.is_page_fault {
        return Some(say!(language, "asked-page-fault").to_owned());
    }
    let (piece, order) = (text::size(language, request.bytes?), request.order.to_string());
    let zone = request.zone?;
    Some(if zone == ZoneKind::Dma {
        say!(language, "asked-lowest-zone", piece = piece, order = order, zone = zone.name())
    } else if zone.is_highest() {
        say!(language, "asked-any-zone", piece = piece, order = order)
    } else {
        say!(language, "asked-zone", piece = piece, order = order, zone = zone.name())
    })
}

fn reason(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let language = facts.language;
    let out_of_reach = || text::size(language, shortage.coverage.out_of_reach.unwrap_or_default());
    match shortage.cause {
        Cause::Exhausted if shortage.deciding_zones().iter().all(|zone| zone.stand() == Some(Stand::BelowMin)) => {
            let asked = shortage.request.as_ref().is_some_and(|request| !request.is_page_fault);
            if asked { say!(language, "why-below-min") } else { say!(language, "why-all-below-min") }.to_owned()
        }
        Cause::Exhausted => say!(language, "why-near-marks").to_owned(),
        Cause::Zone => {
            let names: Vec<String> = shortage.coverage.higher_zones.iter().map(ToString::to_string).collect();
            if names.is_empty() {
                say!(language, "why-zone-hidden", left = left(facts, shortage), free = out_of_reach())
            } else {
                let others = text::list(language, &names);
                say!(language, "why-zone", left = left(facts, shortage), free = out_of_reach(), others = others)
            }
        }
        Cause::MemoryNode => say!(language, "why-node", free = out_of_reach()),
        Cause::Fragmented => {
            let largest = shortage.deciding_zones().iter().filter_map(|zone| zone.largest_free_block).max();
            let largest = text::size(language, largest.unwrap_or_default());
            let (free, zones) = (text::size(language, free(shortage)), zone_names(facts, shortage));
            say!(language, "why-fragmented", free = free, zones = zones, largest = largest)
        }
        Cause::Reserve => set_aside(facts, shortage),
        Cause::PageFault => {
            say!(language, "why-page-fault", free = text::size(language, node_free(facts, shortage)))
        }
        Cause::FreedMeanwhile => freed(facts, shortage),
        Cause::Unknown if shortage.request.is_none() => say!(language, "why-no-request").to_owned(),
        Cause::Unknown => say!(language, "why-zones-lost").to_owned(),
    }
}

/// What the zones that decide had left, against the mark that they missed.
fn left(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let zones = before_particle(facts.language, zone_names(facts, shortage));
    let all_below = shortage.deciding_zones().iter().all(|zone| zone.stand() == Some(Stand::BelowMin));
    if all_below {
        say!(facts.language, "left-below-min", zones = zones)
    } else {
        say!(facts.language, "left-near-high", zones = zones)
    }
}

fn set_aside(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let zones = shortage.deciding_zones();
    let sum =
        |size: fn(&ZoneCheck) -> Option<Bytes>| zones.iter().filter_map(|zone| size(zone)).fold(Bytes(0), Bytes::plus);
    let (cma, left, min) = (sum(|zone| zone.cma), sum(|zone| zone.available), sum(|zone| zone.min));
    let (language, free) = (facts.language, text::size(facts.language, free(shortage)));
    let names = zone_names(facts, shortage);
    let (left, min, high) =
        (text::size(language, left), text::size(language, min), text::size(language, sum(|zone| zone.high)));
    if shortage.request.as_ref().is_some_and(|request| request.may_use_cma == Some(false)) && cma.0 > 0 {
        let cma = text::size(language, cma);
        return say!(language, "why-cma", cma = cma, free = free, zones = names, left = left, min = min, high = high);
    }
    let kept = text::size(language, sum(|zone| zone.highatomic));
    say!(language, "why-highatomic", kept = kept, free = free, zones = names, left = left, min = min, high = high)
}

fn freed(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let zones = shortage.deciding_zones();
    let roomy = zones.iter().filter(|zone| zone.stand() == Some(Stand::AboveHigh)).max_by_key(|zone| zone.available);
    let size = |bytes: Option<Bytes>| text::size(facts.language, bytes.unwrap_or_default());
    match roomy {
        Some(zone) => {
            say!(facts.language, "why-freed", zone = &*zone.name, free = size(zone.available), high = size(zone.high))
        }
        None => say!(facts.language, "why-near-marks").to_owned(),
    }
}

/// What to do, by the cause and by the largest holder.
pub(super) fn next_steps(facts: &Facts<'_>, shortage: &Shortage) -> Vec<String> {
    let mut steps = steps_of_the_cause(facts, shortage);
    steps.extend(holder_steps(facts, shortage));
    if shortage.cause == Cause::Exhausted {
        steps.extend(room_steps(facts, shortage.largest_holder()));
    }
    if steps.is_empty() {
        steps.push(common::see_who(facts).to_owned());
    }
    steps
}

fn steps_of_the_cause(facts: &Facts<'_>, shortage: &Shortage) -> Vec<String> {
    let language = facts.language;
    match shortage.cause {
        Cause::Exhausted => vec![],
        Cause::Zone => vec![zone_step(facts, shortage)],
        Cause::MemoryNode => vec![say!(language, "step-memory-node").to_owned()],
        Cause::Fragmented => {
            let order = shortage.request.as_ref().map_or(0, |request| request.order).to_string();
            let narrow = is_32_bit(facts).then(|| say!(language, "step-64-bit").to_owned());
            let compact = [say!(language, "step-order", order = order), say!(language, "step-compact").to_owned()];
            narrow.into_iter().chain(compact).collect()
        }
        Cause::Reserve if shortage.is_for_cma() => {
            let other = shortage.coverage.other_zones_have_room.then(|| zone_step(facts, shortage));
            std::iter::once(say!(language, "step-cma").to_owned()).chain(other).collect()
        }
        Cause::Reserve => vec![say!(language, "step-min-free").to_owned()],
        Cause::PageFault => steps_of_a_page_fault(facts),
        Cause::FreedMeanwhile => vec![say!(language, "step-freed").to_owned()],
        Cause::Unknown => vec![say!(language, "step-whole-report").to_owned()],
    }
}

/// What to do about a page fault that failed elsewhere. From 5.16 on it no longer leads to a kill: "mm, oom: do not trigger
/// out_of_memory from the #PF" (`pagefault_out_of_memory()` in `mm/oom_kill.c`).
pub(super) fn steps_of_a_page_fault(facts: &Facts<'_>) -> Vec<String> {
    let steps = [say!(facts.language, "step-page-fault"), say!(facts.language, "step-page-fault-kernel")];
    steps.map(str::to_owned).into()
}

/// What to do about the largest holder, and about others that a healthy node does not have, where less of them would have
/// served the request.
pub(super) fn holder_steps(facts: &Facts<'_>, shortage: &Shortage) -> Vec<String> {
    const BESIDE: usize = 2;
    let largest = shortage.largest_holder();
    let stands_out = |holder: &&Holder| Some(*holder) != largest && is_unusual(shortage, holder);
    let beside = shortage.holders.list.iter().filter(stands_out).take(BESIDE);
    let mut steps: Vec<String> = Vec::new();
    for holder in largest.into_iter().chain(beside).filter(|holder| shortage.is_about(holder)) {
        if holder.kind == HolderKind::Unaccounted && shortage.balloon_line.is_some() {
            steps.push(say!(facts.language, "step-balloon-if").to_owned());
        }
        let step = holder_step(facts, holder);
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    steps
}

/// True for memory beside that of processes, of which a healthy node has less.
fn is_unusual(shortage: &Shortage, holder: &Holder) -> bool {
    let least = match holder.kind {
        HolderKind::Processes | HolderKind::PageCache | HolderKind::Locked => return false,
        HolderKind::Unaccounted if !shortage.coverage.shows_all_nodes() => return false,
        HolderKind::Unaccounted | HolderKind::Slab | HolderKind::Shmem => HEAVY,
        HolderKind::PageTables
        | HolderKind::KernelStacks
        | HolderKind::HugePages
        | HolderKind::Sockets
        | HolderKind::Vmalloc
        | HolderKind::Balloon
        | HolderKind::Zram
        | HolderKind::Gpu => NOTABLE,
    };
    shortage.holders.ram.is_some_and(|ram| holder.bytes.share_of(ram) >= least)
}

fn is_32_bit(facts: &Facts<'_>) -> bool {
    facts.incident.node_memory.as_ref().is_some_and(NodeMemory::is_32_bit)
}

fn zone_step(facts: &Facts<'_>, shortage: &Shortage) -> String {
    let language = facts.language;
    let zone = shortage.request.as_ref().and_then(|request| request.zone);
    match zone {
        Some(ZoneKind::Dma) => say!(language, "step-dma-first").to_owned(),
        _ if is_32_bit(facts) => say!(language, "step-64-bit").to_owned(),
        Some(ZoneKind::Dma32) => say!(language, "step-dma").to_owned(),
        _ => say!(language, "step-movable").to_owned(),
    }
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
        (HolderKind::Processes, Some(name)) if is_of_pod(facts, name) => {
            say!(language, "step-process-of-pod", name = process(language, name))
        }
        (HolderKind::Processes, Some(name)) => say!(language, "step-process", name = process(language, name)),
        (HolderKind::Processes, None) if holder.is_unlisted() => say!(language, "step-unlisted").to_owned(),
        (HolderKind::Processes, None) => common::see_who(facts).to_owned(),
        (HolderKind::Shmem, _) => say!(language, "step-tmpfs").to_owned(),
        (HolderKind::PageCache, _) => say!(language, "step-page-cache").to_owned(),
        (HolderKind::Slab, _) => say!(language, "step-slab").to_owned(),
        (HolderKind::PageTables, _) => say!(language, "step-page-tables").to_owned(),
        (HolderKind::KernelStacks, _) => say!(language, "step-threads").to_owned(),
        (HolderKind::HugePages, _) if are_huge_pages_used(facts) => say!(language, "step-huge-pages-used").to_owned(),
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

/// True where the holder is a pod, or is named like a victim that ran in one.
fn is_of_pod(facts: &Facts<'_>, holder: &str) -> bool {
    let in_pod = facts.victim.as_ref().is_some_and(|victim| victim.pod.is_some());
    let is_victim = || facts.incident.chosen().is_some_and(|victim| &*victim.name == holder);
    holder.contains('/') || (in_pod && is_victim())
}

/// True where less than half of the pools of huge pages lies idle.
fn are_huge_pages_used(facts: &Facts<'_>) -> bool {
    let Some(memory) = &facts.incident.node_memory else { return false };
    memory.idle_huge_pages().0 < memory.huge_pages().0 / 2
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
        // Requests of pods change nothing where a service of the system fills the node.
        let of_system = largest.and_then(|holder| holder.name.as_deref()).is_some_and(|name| name.contains(".service"));
        let step = if of_system { say!(language, "step-reserve") } else { say!(language, "node-raise-requests") };
        steps.push(step.to_owned());
        steps.push(common::describe_node(facts));
    }
    steps.push(say!(language, "node-more-memory").to_owned());
    steps
}

/// True where a pod's process or the kubelet is in the report.
pub(super) fn is_kubernetes(facts: &Facts<'_>) -> bool {
    facts.victim.as_ref().is_some_and(|victim| victim.pod.is_some())
        || facts.tasks.iter().any(|task| matches!(&*task.name, "kubelet" | "k3s-server" | "k3s-agent"))
}

/// `Shared memory and tmpfs held 10.3 of 15.6 GiB of RAM`.
pub(super) fn who(facts: &Facts<'_>, shortage: &Shortage) -> Option<String> {
    let (largest, whole) = (shortage.told_holder()?, shortage.holders.ram?);
    // The victim, of which the same is said by itself (`common::is_the_cause()`).
    let is_victim = largest.kind == HolderKind::Processes && largest.processes == 1 && facts.held_most().is_some();
    if is_victim {
        return None;
    }
    let share = of_total(facts.language, largest.bytes, whole);
    let percent = text::percent(facts.language, largest.bytes, whole);
    if largest.kind == HolderKind::Unaccounted {
        return Some(say!(facts.language, "why-holder-unaccounted", share = share, percent = percent));
    }
    let holder = subject(facts.language, largest);
    Some(say!(facts.language, "why-holder", holder = holder, share = share, percent = percent))
}
