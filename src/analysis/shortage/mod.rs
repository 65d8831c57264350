//! Why a node had no memory to give: the request, each zone as the kernel looks at it, the cause, and who holds the
//! memory.

mod cause;
mod coverage;
pub(super) mod gfp;
mod holders;
pub(super) mod homes;
mod request;
mod said;
mod zones;

use std::collections::BTreeMap;

pub use cause::{CAUSES, Cause, CauseRule, causes_as_markdown};
pub use coverage::Coverage;
pub use gfp::{Mask, ZoneKind, flag_names};
pub use holders::{Holder, HolderKind, Holders};
pub use homes::Home;
pub use request::Request;
pub(super) use said::{holder as holder_words, of_total, subject};
pub use zones::{Stand, ZoneCheck};

use super::scores;
use crate::model::{Bytes, Incident, RefusedRequest, Task, Trigger};

/// Why a node-level kill happened, as far as its report tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shortage {
    /// What was asked for; `None` where the header is not in the log.
    pub request: Option<Request>,
    /// Why it could not be had.
    pub cause: Cause,
    /// The zones that the report shows, as printed.
    pub zones: Vec<ZoneCheck>,
    /// What the report leaves out.
    pub coverage: Coverage,
    /// Who holds the memory.
    pub holders: Holders,
    /// A balloon driver's line that stands in the log before the kill.
    pub balloon_line: Option<Box<str>>,
}

/// What other lines of the same log tell that a report itself does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Where processes live, by pid.
    pub homes: BTreeMap<u32, Home>,
    /// By how much more RAM is reserved here than in another report of the same boot: pages that a balloon took.
    pub balloon: Option<Bytes>,
    /// Swap lies on a zram device.
    pub zram_swap: bool,
    /// A balloon driver's line, where one stands in the log before the kill.
    pub balloon_line: Option<Box<str>>,
}

impl Surroundings {
    /// What a report tells by itself.
    pub(super) fn of_report(incident: &Incident) -> Self {
        Self { homes: homes::of_report(incident, &|_| None), ..Self::default() }
    }
}

/// A request that was refused without a kill, as its line tells: `Xorg: page allocation failure: order:0,
/// mode:0x1100cca(GFP_HIGHUSER_MOVABLE),nodemask=(null),cpuset=/,mems_allowed=0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefusedWords<'a> {
    /// Who asked.
    pub process: &'a str,
    /// log2 of the pages.
    pub order: &'a str,
    /// The mask as printed.
    pub mask: &'a str,
}

impl<'a> RefusedWords<'a> {
    /// Reads the line; `None` where it is another.
    pub fn read(line: &'a str) -> Option<Self> {
        let (process, rest) = line.split_once(": page allocation failure: order:")?;
        let (order, rest) = rest.split_once(", mode:")?;
        let end = rest.find(", nodemask").or_else(|| rest.find(",nodemask")).unwrap_or(rest.len());
        Some(Self { process: process.trim(), order: order.trim(), mask: rest.get(..end)?.trim() })
    }
}

/// Why a request was refused that killed nobody, by its line and what the kernel printed of the node behind it.
pub fn of_refused(line: &str, refused: &RefusedRequest) -> Option<Shortage> {
    let RefusedWords { process, order, mask } = RefusedWords::read(line)?;
    let trigger = Trigger {
        name: process.into(),
        order: Some(order.parse().ok()?),
        gfp_mask: Some(mask.into()),
        ..Trigger::default()
    };
    let incident = Incident {
        trigger: Some(trigger),
        node_memory: Some(refused.memory.clone()),
        page_size: refused.page_size,
        ..Incident::default()
    };
    judge(&incident, &[], &Surroundings::default())
}

/// The mask of the request as the kernel printed it; where that is its bits only, with their names behind it:
/// `0xd0 (__GFP_WAIT|__GFP_IO|__GFP_FS)`. `None` where the log does not hold it.
pub fn mask_with_names(incident: &Incident) -> Option<String> {
    let printed = incident.trigger.as_ref()?.gfp_mask.as_deref()?;
    let named = names_of_mask(incident).map(|names| format!("{printed} ({names})"));
    Some(named.unwrap_or_else(|| printed.to_owned()))
}

/// The names of a mask that the kernel printed without them, by its version. `None` where it printed them, and where the
/// version is not in the log: the bits moved several times.
pub fn names_of_mask(incident: &Incident) -> Option<String> {
    let printed = incident.trigger.as_ref()?.gfp_mask.as_deref()?;
    let bits = Mask::parse(printed).filter(|_| !printed.contains("GFP_"))?.bits?;
    let release = incident.kernel.as_ref()?.release.as_deref()?;
    let (major, minor, _) = scores::version(release)?;
    let names = flag_names(bits, (major, minor));
    (!names.is_empty()).then(|| names.join("|"))
}

/// The shortage that a report of the node's memory shows.
pub(super) fn judge(incident: &Incident, tasks: &[Task], around: &Surroundings) -> Option<Shortage> {
    let memory = incident.node_memory.as_ref()?;
    let mut request = Request::of(incident);
    let page = incident.page_size.size;
    let zones = match &request {
        Some(request) => zones::check(memory, request, page, is_old(incident)),
        None => zones::bare(memory, page),
    };
    let coverage = coverage::of(incident, memory, request.as_ref(), &zones);
    if let (Some(request), Some(nodes)) = (&mut request, &coverage.only_nodes) {
        request.nodes.get_or_insert_with(|| nodes.clone());
    }
    let cause = cause::of(&cause::Look { request: request.as_ref(), zones: &zones, coverage: &coverage });
    let holders = holders::of(incident, tasks, &coverage, around)?;
    let balloon_line = around.balloon_line.clone();
    Some(Shortage { request, cause, zones, coverage, holders, balloon_line })
}

/// True for kernels before 4.4, which look for a large block otherwise.
fn is_old(incident: &Incident) -> bool {
    let release = incident.kernel.as_ref().and_then(|kernel| kernel.release.as_deref());
    release.and_then(scores::version).is_some_and(|(major, minor, _)| (major, minor) < (4, 4))
}

impl Shortage {
    /// The zones that decide, those of the old DMA left out where there are others.
    pub fn deciding_zones(&self) -> Vec<&ZoneCheck> {
        cause::usable(&self.zones)
    }

    /// The holder that stands out: the largest, where it has a tenth of the RAM or more.
    pub fn largest_holder(&self) -> Option<&Holder> {
        const NOTABLE: f64 = 0.1;
        let whole = self.holders.ram?;
        // What stands on lines that are left out is counted nowhere here, and is not unaccounted for.
        let is_known = |holder: &&Holder| holder.kind != HolderKind::Unaccounted || self.coverage.shows_all_nodes();
        self.holders.list.first().filter(is_known).filter(|holder| holder.bytes.share_of(whole) >= NOTABLE)
    }

    /// The memory nodes that the request may use, as people write them: `1`, `0-1`, `0,2`.
    pub fn nodes_printed(&self) -> Option<String> {
        let nodes = self.coverage.only_nodes.as_ref().or(self.request.as_ref()?.nodes.as_ref())?;
        let printed: Vec<String> = nodes.iter().map(ToString::to_string).collect();
        Some(printed.join(","))
    }

    /// What a kind of holder has in all.
    pub fn held_by(&self, kind: HolderKind) -> Bytes {
        let of_kind = self.holders.list.iter().filter(|holder| holder.kind == kind);
        of_kind.fold(Bytes(0), |sum, holder| sum.plus(holder.bytes))
    }
}
