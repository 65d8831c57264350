//! Pies whose parts add up exactly to their whole, and count nothing twice.

mod cgroup;
mod node;

use super::shortage::{HolderKind, Shortage};
use super::{Breakdown, BreakdownPart, PartKind};
use crate::model::{Bytes, Incident};

/// A pie before it is closed: the whole, and the parts that the log itemises.
#[derive(Clone, Debug)]
pub(super) struct Itemised {
    /// What the parts have to add up to.
    pub total: Bytes,
    /// The parts in their fixed order, without the rest.
    pub parts: Vec<BreakdownPart>,
}

/// The parts of the limit cgroup's memory, where the log has its usage.
pub(super) fn of_cgroup(incident: &Incident) -> Option<Itemised> {
    cgroup::itemise(&incident.cgroup_memory)
}

/// The parts of the node's RAM, where the log has a Mem-Info with its size; they agree with its holders, where these are
/// known.
pub(super) fn of_node(incident: &Incident, shortage: Option<&Shortage>) -> Option<Itemised> {
    let (memory, page) = (incident.node_memory.as_ref()?, incident.page_size.size);
    let held = |kind| shortage.map(|shortage| shortage.held_by(kind)).unwrap_or_default();
    let all_shown = shortage.map(|shortage| shortage.coverage.shows_all_nodes());
    let known = node::BeyondCounters {
        all_shown: all_shown.unwrap_or_else(|| node::all_nodes_shown(memory, page)),
        ram: shortage.and_then(|shortage| shortage.holders.ram),
        balloon: held(HolderKind::Balloon),
        zram: held(HolderKind::Zram),
        gpu: held(HolderKind::Gpu),
    };
    node::itemise(memory, page, known)
}

impl Itemised {
    /// By how much the parts exceed the whole. The kernel adds up its statistics a moment before or after it reads the
    /// usage, so a little is normal.
    pub(super) fn excess(&self) -> Bytes {
        let sum = self.parts.iter().filter_map(|part| part.bytes).fold(Bytes(0), Bytes::plus);
        sum.minus(self.total).unwrap_or_default()
    }

    /// The pie: what the parts leave is the rest; what they have too much is taken off the largest, so that the sum is
    /// exact and the smaller parts stay as printed.
    pub(super) fn close(mut self) -> Breakdown {
        let mut excess = self.excess();
        while excess.0 > 0 {
            let Some(largest) = self.parts.iter_mut().max_by_key(|part| part.bytes) else { break };
            let size = largest.bytes.unwrap_or_default();
            largest.bytes = Some(size.minus(excess).unwrap_or_default());
            excess = excess.minus(size).unwrap_or_default();
        }
        let sum = self.parts.iter().filter_map(|part| part.bytes).fold(Bytes(0), Bytes::plus);
        let rest = self.total.minus(sum).unwrap_or_default();
        self.parts.push(BreakdownPart { kind: PartKind::NotItemised, bytes: Some(rest) });
        Breakdown { total: self.total, parts: self.parts }
    }
}

impl Breakdown {
    /// A part's size, where the log has it.
    pub fn bytes(&self, kind: PartKind) -> Option<Bytes> {
        self.parts.iter().find(|part| part.kind == kind)?.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pie(total: u64, parts: &[Option<u64>]) -> Vec<Option<u64>> {
        let kinds = [PartKind::Anon, PartKind::Shmem, PartKind::PageCache];
        let parts = kinds.into_iter().zip(parts).map(|(kind, bytes)| BreakdownPart { kind, bytes: bytes.map(Bytes) });
        let pie = Itemised { total: Bytes(total), parts: parts.collect() }.close();
        pie.parts.iter().map(|part| part.bytes.map(|bytes| bytes.0)).collect()
    }

    #[test]
    fn the_rest_is_not_itemised() {
        assert_eq!(pie(100, &[Some(60), None, Some(30)]), [Some(60), None, Some(30), Some(10)]);
        assert_eq!(pie(100, &[None, None, None]), [None, None, None, Some(100)]);
    }

    #[test]
    fn too_much_is_taken_off_the_largest() {
        assert_eq!(pie(100, &[Some(90), Some(5), Some(7)]), [Some(88), Some(5), Some(7), Some(0)]);
        assert_eq!(pie(3, &[Some(90), Some(5), None]), [Some(0), Some(3), None, Some(0)]);
        assert_eq!(pie(0, &[Some(u64::MAX), Some(u64::MAX), None])[2..], [None, Some(0)]);
    }
}
