//! What a node's files tell of its kills.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::analysis::settings::{
    KubeletSettings, MemoryAmount, MemorySize, NodeSettings, UnitLimit, UnitSettings, applies,
};
use crate::analysis::{Basis, Case, Insight, Level, Review};
use crate::lang::Language;
use crate::model::{Bytes, Source, SourceId};
use crate::{say, text};

/// Who set the limit of a unit.
const UNIT_LIMIT: &str = "unit-limit";

/// How much memory the node has, where the report does not say.
const NODE_SIZE: &str = "node-size";

/// What the kubelet keeps from pods.
const KUBELET_RESERVED: &str = "kubelet-reserved";

/// Whether a kill ends the whole container.
const SINGLE_PROCESS: &str = "single-process-oom-kill";

/// All that comes from a node's files; they are made anew whenever something was added.
const NAMES: &[&str] = &[UNIT_LIMIT, NODE_SIZE, KUBELET_RESERVED, SINGLE_PROCESS];

/// The folders of a node's own root, from which on a file's path says where it was on the node.
const ROOTS: [&str; 6] = ["etc", "usr", "run", "var", "proc", "lib"];

/// The folder in which sosreport keeps what commands said, beside the node's root.
const COMMANDS: &str = "sos_commands";

/// Says of each kill which file set the limit that was reached, and what else the node's files tell of it.
pub(super) fn tell(review: &mut Review) {
    let language = review.language;
    let node = Nodes::new(&review.sources, &review.cases);
    let all: Vec<Vec<Insight>> = if review.settings.is_empty() {
        vec![Vec::new(); review.cases.len()]
    } else {
        review.cases.iter().map(|case| Files::of(&review.settings, &node, case).insights(case, language)).collect()
    };
    for (case, insights) in review.cases.iter_mut().zip(all) {
        let is_outdated = case.conclusions.kept_insights().iter().any(|insight| NAMES.contains(&insight.name));
        if is_outdated || !insights.is_empty() {
            let told = &mut Arc::make_mut(case).words_mut().insights;
            told.retain(|insight| !NAMES.contains(&insight.name));
            told.extend(insights);
        }
    }
}

/// Where inputs lie, and of which nodes the kills in them are: a file is of the node whose kills lie nearest to it.
struct Nodes<'a> {
    /// By source: the folders and the name.
    paths: Vec<Vec<&'a str>>,
    /// By source: the nodes whose kills it holds; a kill without a host counts as one of its own.
    hosts: Vec<BTreeSet<Option<&'a str>>>,
    /// By source: what people wrote, whose kills may be of any node.
    notes: Vec<bool>,
    /// By file: where its node's kills lie; none where they are of several nodes, or nowhere.
    grounds: RefCell<HashMap<SourceId, Option<Ground>>>,
}

/// Where the logs lie that are of one node with a file.
#[derive(Clone, Copy, Debug)]
struct Ground {
    /// How many folders they share with the file.
    folders: usize,
    /// True where only those count that lie where they lay on the node: in that folder's `var`, `proc` and the like.
    rooted: bool,
}

impl<'a> Nodes<'a> {
    fn new(sources: &'a [Source], cases: &'a [Arc<Case>]) -> Self {
        let paths =
            sources.iter().map(|source| source.name.split(['/', '\u{203a}']).map(str::trim).collect()).collect();
        let mut hosts = vec![BTreeSet::new(); sources.len()];
        for Case { incident, .. } in cases.iter().map(|case| &**case) {
            for span in &incident.seen_in {
                if let Some(hosts) = hosts.get_mut(span.source.0 as usize) {
                    hosts.insert(incident.host.as_deref());
                }
            }
        }
        let notes = sources.iter().map(Source::is_note).collect();
        Self { paths, hosts, notes, grounds: RefCell::default() }
    }

    fn path(&self, source: SourceId) -> &[&'a str] {
        self.paths.get(source.0 as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The innermost folder around the file that holds any log's kill, where all of those are of one node: what of it is the
    /// file's. Where something of another node was laid beside the node's own files, the latter count alone.
    fn ground_of(&self, file: SourceId) -> Option<Ground> {
        let path = self.path(file);
        let hosts_in = |ground: Ground| -> BTreeSet<Option<&str>> {
            let within = self.hosts.iter().enumerate().filter(|(at, _)| self.is_on(*at, path, ground));
            within.flat_map(|(_, hosts)| hosts.iter().copied()).collect()
        };
        let mut grounds = (0..path.len()).rev().map(|folders| Ground { folders, rooted: false });
        let (ground, hosts) =
            grounds.find_map(|ground| Some((ground, hosts_in(ground))).filter(|(_, h)| !h.is_empty()))?;
        let is_one = |hosts: &BTreeSet<Option<&str>>| hosts.iter().flatten().count() <= 1;
        if is_one(&hosts) {
            return Some(ground);
        }
        let rooted = Ground { rooted: true, ..ground };
        let is_rooted = path.get(ground.folders).is_some_and(|part| is_of_node(part));
        let hosts = if is_rooted { hosts_in(rooted) } else { BTreeSet::new() };
        (!hosts.is_empty() && is_one(&hosts)).then_some(rooted)
    }

    /// True where a source lies on the ground of the file with this path, and is a log.
    fn is_on(&self, source: usize, file: &[&str], ground: Ground) -> bool {
        let path = self.paths.get(source).map(Vec::as_slice).unwrap_or_default();
        let is_note = self.notes.get(source).copied().unwrap_or_default();
        let is_within = file.get(..ground.folders).is_some_and(|folder| path.starts_with(folder));
        is_within && !is_note && (!ground.rooted || path.get(ground.folders).is_some_and(|part| is_of_node(part)))
    }

    /// True where the file is of the kill's node. Its ground is looked for once, as a load may have thousands of kills.
    fn is_of(&self, file: SourceId, case: &Case) -> bool {
        let ground = *self.grounds.borrow_mut().entry(file).or_insert_with(|| self.ground_of(file));
        let path = self.path(file);
        ground.is_some_and(|ground| {
            case.incident.seen_in.iter().any(|span| self.is_on(span.source.0 as usize, path, ground))
        })
    }

    /// The file as people call it: from the node's own root on, else by its name.
    fn name(&self, file: SourceId) -> String {
        let path = self.path(file);
        let root = path.iter().position(|part| is_root(part)).unwrap_or_else(|| path.len().saturating_sub(1));
        path.get(root..).unwrap_or_default().join("/")
    }
}

/// What the files of one kill's node say.
struct Files<'a> {
    nodes: &'a Nodes<'a>,
    /// The files of the unit whose limit was reached, as systemd orders them.
    units: Vec<&'a UnitSettings>,
    kubelet: Option<&'a KubeletSettings>,
    memory: Option<&'a MemorySize>,
}

impl<'a> Files<'a> {
    fn of(settings: &'a NodeSettings, nodes: &'a Nodes<'a>, case: &'a Case) -> Self {
        let name = unit_of_limit(case);
        let of_unit = |file: &&UnitSettings| name.is_some_and(|name| applies(&file.unit, name));
        let mut units: Vec<_> =
            settings.units.iter().filter(of_unit).filter(|file| nodes.is_of(file.source, case)).collect();
        units.sort_by_key(|file| &file.rank);
        Self {
            units,
            kubelet: settings.kubelets.iter().rev().find(|kubelet| nodes.is_of(kubelet.source, case)),
            memory: settings.memories.iter().find(|memory| nodes.is_of(memory.source, case)),
            nodes,
        }
    }

    fn insights(&self, case: &Case, language: Language) -> Vec<Insight> {
        let all = [
            self.unit_limit(case, language),
            self.node_size(case, language),
            self.reserved(case, language),
            self.single_process(case, language),
        ];
        all.into_iter().flatten().collect()
    }

    /// The limit that counts: the last that a file sets.
    fn unit_limit(&self, case: &Case, language: Language) -> Option<Insight> {
        let unit = unit_of_limit(case)?;
        let enforced = case.incident.cgroup_memory.memory?.limit()?.bytes();
        let last = self.units.last()?;
        let Some((file, limit)) = self.units.iter().rev().find_map(|file| Some((file, file.limit?))) else {
            let text = say!(language, "unit-limit-absent", file = self.nodes.name(last.source), unit = unit);
            return Some(inferred(UNIT_LIMIT, text));
        };
        let UnitLimit { key, amount, line } = limit;
        let (name, line) = (self.nodes.name(file.source), line.to_string());
        let set = match amount {
            MemoryAmount::Size(size) => Some(size),
            MemoryAmount::Share(share) => self.memory.map(|memory| share_of(memory.total, share)),
            MemoryAmount::Infinity => None,
        };
        let words = words_of(amount, language);
        let page = case.incident.page_size.size.bytes();
        if let Some(set) = set.filter(|set| set.0 / page * page == enforced.0) {
            let text = say!(language, "unit-limit-as-set", file = name, line = line, key = key, amount = words);
            let arithmetic = match (amount, self.memory) {
                (MemoryAmount::Share(_), Some(memory)) => {
                    let [ram, limit] = [memory.total, set].map(text::manifest_size);
                    say!(language, "unit-limit-of-ram", ram = ram, share = words_of(amount, language), limit = limit)
                }
                _ => String::new(),
            };
            let basis = if arithmetic.is_empty() { Basis::Read } else { Basis::Computed };
            return Some(Insight { name: UNIT_LIMIT, text, arithmetic, basis });
        }
        let enforced = text::size(language, enforced);
        let text = if let (MemoryAmount::Share(_), None) = (amount, set) {
            say!(language, "unit-limit-share", file = name, line = line, key = key, amount = words, enforced = enforced)
        } else {
            say!(
                language,
                "unit-limit-differs",
                file = name,
                line = line,
                key = key,
                amount = words,
                enforced = enforced,
                unit = unit
            )
        };
        Some(inferred(UNIT_LIMIT, text))
    }

    /// What a cgroup's report does not say: how much the node has.
    fn node_size(&self, case: &Case, language: Language) -> Option<Insight> {
        let memory = self.memory.filter(|_| case.incident.node_memory.is_none())?;
        let is_told = !matches!(case.conclusions.verdict.level, Level::WholeNode | Level::Unknown | Level::Manual);
        let file = self.nodes.name(memory.source);
        let ram = text::size(language, memory.total);
        is_told.then(|| {
            let text = match memory.swap {
                Some(Bytes(0)) => say!(language, "node-size-without-swap", ram = ram, file = file),
                Some(swap) => {
                    say!(language, "node-size-with-swap", ram = ram, swap = text::size(language, swap), file = file)
                }
                None => say!(language, "node-size", ram = ram, file = file),
            };
            Insight { name: NODE_SIZE, text, arithmetic: String::new(), basis: Basis::Read }
        })
    }

    /// What the kubelet keeps from pods, where the node or all pods together had too little.
    fn reserved(&self, case: &Case, language: Language) -> Option<Insight> {
        let kubelet = self.kubelet?;
        let level = case.conclusions.verdict.level;
        if !matches!(level, Level::WholeNode | Level::NodeAllocatable) {
            return None;
        }
        let file = self.nodes.name(kubelet.source);
        let (kube, system) = (kubelet.kube_reserved.unwrap_or_default(), kubelet.system_reserved.unwrap_or_default());
        if kube.plus(system) == Bytes(0) {
            return Some(inferred(KUBELET_RESERVED, say!(language, "kubelet-reserves-nothing", file = file)));
        }
        let mut text = say!(
            language,
            "kubelet-reserves",
            file = file,
            kube = text::manifest_size(kube),
            system = text::manifest_size(system)
        );
        if let Some(eviction) = kubelet.eviction_hard {
            text.push_str(say!(language, "sentence-separator"));
            text.push_str(&say!(language, "kubelet-evicts-below", amount = words_of(eviction, language)));
        }
        let limit = case.incident.cgroup_memory.memory.and_then(|memory| memory.limit()).map(|limit| limit.bytes());
        let of_all_pods = limit.filter(|_| level == Level::NodeAllocatable);
        let (Some(limit), Some(memory)) = (of_all_pods, self.memory) else {
            return Some(inferred(KUBELET_RESERVED, text));
        };
        let left = memory.total.minus(kube)?.minus(system)?;
        let page = case.incident.page_size.size.bytes();
        let [ram, kube, system, left_words] = [memory.total, kube, system, left].map(text::manifest_size);
        let arithmetic = format!("{ram} − {kube} − {system} = {left_words}");
        text.push_str(say!(language, "sentence-separator"));
        text.push_str(&if left.0 / page * page == limit.0 {
            say!(language, "kubelet-leaves-the-limit", left = left_words)
        } else {
            say!(language, "kubelet-leaves-another", left = left_words, limit = text::manifest_size(limit))
        });
        Some(Insight { name: KUBELET_RESERVED, text, arithmetic, basis: Basis::Inferred })
    }

    /// Whether the kubelet has the kernel kill a container as a whole.
    fn single_process(&self, case: &Case, language: Language) -> Option<Insight> {
        let kubelet = self.kubelet.filter(|_| case.conclusions.pod.is_some())?;
        let file = self.nodes.name(kubelet.source);
        let text = if kubelet.single_process_oom_kill? {
            say!(language, "single-process-oom-kill-on", file = file)
        } else {
            say!(language, "single-process-oom-kill-off", file = file)
        };
        Some(inferred(SINGLE_PROCESS, text))
    }
}

/// True for a folder of a node's own root.
fn is_root(folder: &str) -> bool {
    ROOTS.contains(&folder)
}

/// True for such a folder, or the one beside them.
fn is_of_node(folder: &str) -> bool {
    is_root(folder) || folder == COMMANDS
}

/// The unit whose limit was reached, as its cgroup and its file are called.
fn unit_of_limit(case: &Case) -> Option<&str> {
    let name = case.incident.limit_cgroup.as_ref()?.path.rsplit('/').next()?;
    let is_unit = [".service", ".slice", ".scope", ".socket", ".mount"].iter().any(|ending| name.ends_with(ending));
    is_unit.then_some(name)
}

/// A share of a size, as systemd takes it of the RAM: rounded down.
fn share_of(whole: Bytes, hundredths: u32) -> Bytes {
    let share = u128::from(whole.0) * u128::from(hundredths) / 10_000;
    Bytes(u64::try_from(share).unwrap_or(u64::MAX))
}

/// `512 MiB`, `5 %`, `infinity`.
fn words_of(amount: MemoryAmount, language: Language) -> String {
    match amount {
        MemoryAmount::Size(size) => text::size(language, size),
        MemoryAmount::Share(hundredths) => text::percent(language, Bytes(hundredths.into()), Bytes(10_000)),
        MemoryAmount::Infinity => "infinity".to_owned(),
    }
}

/// What a file says that was copied at another moment than the kill.
const fn inferred(name: &'static str, text: String) -> Insight {
    Insight { name, text, arithmetic: String::new(), basis: Basis::Inferred }
}
