//! Requests that the kernel refused without a kill, or that waited long, by their lines (`warn_alloc()` of
//! `mm/page_alloc.c`).

use super::{AllocationRequest, LogContext, Shortage, judge_for};
use crate::model::{Incident, RefusedRequest, Report, Trigger};

/// What such a line tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedKind<'a> {
    /// `page allocation failure: order:0`, up to 2.6.38 with a full stop: refused. With log2 of the pages.
    Pages(&'a str),
    /// `page allocation stalls for 10014ms, order:0` (4.10 to 4.14): still waiting. With the milliseconds and log2 of the pages.
    Waits(u64, &'a str),
    /// `vmalloc: allocation failure: 8192 bytes`, `vmalloc error: size 8192, …` (5.13 on): refused. With the kernel's words.
    Vmalloc(&'a str),
}

/// Such a line: `Xorg: page allocation failure: order:0, mode:0x1100cca(GFP_HIGHUSER_MOVABLE),nodemask=(null),cpuset=/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefusedWords<'a> {
    /// Who asked.
    pub process: &'a str,
    /// For what, and what became of it.
    pub kind: RefusedKind<'a>,
    /// The mask as printed.
    pub mask: &'a str,
}

impl<'a> RefusedWords<'a> {
    /// Reads the line; `None` where it is another. The mask's own words hold no `, mode:`.
    pub fn read(line: &'a str) -> Option<Self> {
        let (before, rest) = line.rsplit_once(", mode:")?;
        let end = [", nodemask", ",nodemask"].iter().filter_map(|word| rest.find(word)).min().unwrap_or(rest.len());
        let (process, kind) = kind(before)?;
        Some(Self { process: process.trim(), kind, mask: rest.get(..end)?.trim() })
    }

    /// log2 of the pages; `None` for vmalloc, which asks for single pages and for address space.
    pub fn order(&self) -> Option<&'a str> {
        match self.kind {
            RefusedKind::Pages(order) | RefusedKind::Waits(_, order) => Some(order),
            RefusedKind::Vmalloc(_) => None,
        }
    }
}

fn kind(before: &str) -> Option<(&str, RefusedKind<'_>)> {
    if let Some((process, words)) = before.split_once(": page allocation failure") {
        let order = words.strip_prefix(": order:").or_else(|| words.strip_prefix(". order:"))?;
        return Some((process, RefusedKind::Pages(order.trim())));
    }
    if let Some((process, words)) = before.split_once(": page allocation stalls for ") {
        let (time, order) = words.split_once("ms, order:")?;
        return Some((process, RefusedKind::Waits(time.trim().parse().ok()?, order.trim())));
    }
    let (process, words) = before.split_once(": vmalloc")?;
    let starts = [": allocation failure", " error: size ", " size "];
    let at = process.len() + ": ".len();
    let is_one = starts.iter().any(|start| words.starts_with(start));
    is_one.then(|| before.get(at..).map(|words| (process, RefusedKind::Vmalloc(words.trim()))))?
}

/// Why a request was refused that killed nobody, or waited, by its line and what the kernel printed of the node behind it.
/// `None` for vmalloc's.
pub fn of_refused(line: &str, refused: &RefusedRequest) -> Option<Shortage> {
    let words = RefusedWords::read(line).filter(|_| !refused.by_vmalloc)?;
    let trigger = Trigger {
        name: words.process.into(),
        order: Some(words.order()?.parse().ok()?),
        gfp_mask: Some(words.mask.into()),
        ..Trigger::default()
    };
    let report = Report {
        trigger: Some(trigger),
        node_memory: Some(refused.memory.clone()),
        kernel: refused.kernel.clone(),
        ..Report::default()
    };
    let incident = Incident { report: report.into(), page_size: refused.page_size, ..Incident::default() };
    let request = AllocationRequest::of(&incident).map(|request| AllocationRequest {
        is_refused: true,
        is_page_fault: false,
        ..request
    });
    judge_for(request, &incident, &[], &LogContext::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_all_kernels_are_read() {
        let read = |line| RefusedWords::read(line).map(|words| (words.process, words.kind, words.mask));
        for (line, process, kind, mask) in [
            ("swapper: page allocation failure. order:1, mode:0x20", "swapper", RefusedKind::Pages("1"), "0x20"),
            (
                "kworker/0:1: page allocation failure: order:4, mode:0x40dc0(GFP_KERNEL|__GFP_COMP|__GFP_ZERO), nodemask=(null),cpuset=/,mems_allowed=0",
                "kworker/0:1",
                RefusedKind::Pages("4"),
                "0x40dc0(GFP_KERNEL|__GFP_COMP|__GFP_ZERO)",
            ),
            (
                "DOM Worker: page allocation stalls for 10646ms, order:0, mode:0x24280ca(GFP_HIGHUSER_MOVABLE|__GFP_ZERO)",
                "DOM Worker",
                RefusedKind::Waits(10_646, "0"),
                "0x24280ca(GFP_HIGHUSER_MOVABLE|__GFP_ZERO)",
            ),
            (
                "emerge: vmalloc: allocation failure, allocated 8192 of 20480 bytes, mode:0x7080c0(GFP_KERNEL_ACCOUNT|__GFP_ZERO), nodemask=(null)",
                "emerge",
                RefusedKind::Vmalloc("vmalloc: allocation failure, allocated 8192 of 20480 bytes"),
                "0x7080c0(GFP_KERNEL_ACCOUNT|__GFP_ZERO)",
            ),
            (
                "bpftool: vmalloc error: size 4096, page order 0, failed to allocate pages, mode:0xdc0(GFP_KERNEL|__GFP_ZERO), nodemask=(null),cpuset=/,mems_allowed=0",
                "bpftool",
                RefusedKind::Vmalloc("vmalloc error: size 4096, page order 0, failed to allocate pages"),
                "0xdc0(GFP_KERNEL|__GFP_ZERO)",
            ),
        ] {
            assert_eq!(read(line), Some((process, kind, mask)), "{line}");
        }
        for other in ["mm: mode:0x20", "a: page allocation failure, mode:0x20", "x: vmalloc went well, mode:0x20"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
