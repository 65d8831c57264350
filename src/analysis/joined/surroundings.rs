//! What other lines of a log tell of a node that was short: where processes live (other kills name them), how much a
//! balloon took (another report of the same boot has less reserved), whether swap lies in RAM.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::analysis::Case;
use crate::analysis::names::NameIndex;
use crate::analysis::shortage::{Home, LogContext, homes};
use crate::model::{Bytes, Companion, CompanionKind, Incident, Pages, Place, SourceId};

/// A balloon is spoken of from this share of RAM on: a little is given back and taken all the time.
const NOTABLE: f64 = 0.05;

/// One run of one machine, as far as the log tells: two reports of it share pids and RAM.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Boot {
    host: Option<Arc<str>>,
    id: Option<Arc<str>>,
    /// Where neither is there.
    source: Option<SourceId>,
}

impl Boot {
    fn of(incident: &Incident) -> Self {
        let (host, id) = (incident.host.clone(), incident.boot.clone());
        let source = incident.home().map(|span| span.source).filter(|_| host.is_none() && id.is_none());
        Self { host, id, source }
    }
}

/// What all reports and companion lines together tell.
#[derive(Debug, Default)]
pub(super) struct NodeContext {
    homes: HashMap<ProcessOfBoot, HomeOfName>,
    /// The least that was reserved, by the RAM that it was of.
    reserved: HashMap<RamOfBoot, Pages>,
    /// Swap on zram, and a balloon driver's lines.
    lines: Vec<NodeLine>,
}

/// A process as long as its machine runs.
#[derive(Debug, PartialEq, Eq, Hash)]
struct ProcessOfBoot {
    boot: Boot,
    pid: u32,
}

/// Where a process lives, as long as its pid is that of one with this name.
#[derive(Debug)]
struct HomeOfName {
    name: Box<str>,
    home: Home,
}

/// The RAM that one run of a machine has.
#[derive(Debug, PartialEq, Eq, Hash)]
struct RamOfBoot {
    boot: Boot,
    ram: Pages,
}

/// `N pages RAM` and `N pages reserved` of one report.
struct ReservedRam {
    ram: Pages,
    reserved: Pages,
}

/// A line that tells of the whole node.
#[derive(Debug)]
struct NodeLine {
    kind: CompanionKind,
    host: Option<Arc<str>>,
    at: Place,
    text: String,
}

impl NodeContext {
    pub(super) fn of(cases: &[Arc<Case>], companions: &[Companion], names: &NameIndex<'_>) -> Self {
        let mut around = Self::default();
        let pod_name = |uid: &str| pod_name(names, uid);
        for Case { incident, .. } in cases.iter().map(|case| &**case) {
            let boot = Boot::of(incident);
            for (pid, home) in homes::of_report(incident, &pod_name) {
                if let Some(name) = name_of(incident, pid) {
                    around.homes.entry(ProcessOfBoot { boot: boot.clone(), pid }).or_insert(HomeOfName { name, home });
                }
            }
            if let Some(ReservedRam { ram, reserved }) = reserved(incident) {
                let least = around.reserved.entry(RamOfBoot { boot, ram }).or_insert(reserved);
                *least = (*least).min(reserved);
            }
        }
        let of_node = companions.iter().filter(|companion| is_of_node(companion));
        around.lines.extend(of_node.map(|companion| NodeLine {
            kind: companion.kind,
            host: companion.host.clone(),
            at: companion.place,
            text: companion.text.clone(),
        }));
        around
    }

    /// What they tell of one incident.
    pub(super) fn of_incident(&self, incident: &Incident, names: &NameIndex<'_>) -> LogContext {
        let boot = Boot::of(incident);
        let mut known: BTreeMap<u32, Home> = homes::of_report(incident, &|uid| pod_name(names, uid));
        for task in incident.tasks.iter() {
            let known_home = self.homes.get(&ProcessOfBoot { boot: boot.clone(), pid: task.pid });
            if let Some(known_home) = known_home.filter(|known| *known.name == *task.name) {
                known.entry(task.pid).or_insert_with(|| known_home.home.clone());
            }
        }
        let before = incident.home();
        let lines = self.lines.iter().filter(|line| {
            let same_host = line.host.is_none() || incident.host.is_none() || line.host == incident.host;
            same_host && before.is_some_and(|span| span.source == line.at.source && line.at.line <= span.last)
        });
        let lines: Vec<&NodeLine> = lines.collect();
        let of_balloon = lines.iter().rev().find(|line| line.kind == CompanionKind::Balloon);
        LogContext {
            homes: known,
            balloon: self.balloon(incident, boot),
            zram_swap: lines.iter().any(|line| line.text.contains("/dev/zram")),
            balloon_line: of_balloon.map(|line| line.text.as_str().into()),
        }
    }

    fn balloon(&self, incident: &Incident, boot: Boot) -> Option<Bytes> {
        let ReservedRam { ram, reserved: now } = reserved(incident)?;
        let least = self.reserved.get(&RamOfBoot { boot, ram })?;
        let page = incident.page_size.size;
        let taken = Pages(now.0.saturating_sub(least.0)).bytes(page);
        (taken.share_of(ram.bytes(page)) >= NOTABLE).then_some(taken)
    }
}

fn is_of_node(companion: &Companion) -> bool {
    companion.kind == CompanionKind::Balloon
        || (companion.kind == CompanionKind::KernelAside && companion.text.contains("swap on /dev/zram"))
}

fn reserved(incident: &Incident) -> Option<ReservedRam> {
    let memory = incident.node_memory.as_ref()?;
    Some(ReservedRam { ram: memory.ram?, reserved: memory.reserved? })
}

fn name_of(incident: &Incident, pid: u32) -> Option<Box<str>> {
    let victim = incident.victims.iter().find(|victim| victim.pid == pid).map(|victim| victim.name.clone());
    let asking = || incident.trigger.as_ref().filter(|trigger| trigger.pid == Some(pid));
    victim.or_else(|| asking().map(|trigger| trigger.name.clone()))
}

/// `shop/cart-1`.
fn pod_name(names: &NameIndex<'_>, uid: &str) -> Option<String> {
    let known = names.of(Some(uid), None);
    let pod = known.pod?;
    Some(known.namespace.map_or_else(|| pod.to_owned(), |namespace| format!("{namespace}/{pod}")))
}
