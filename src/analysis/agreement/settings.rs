//! What a node's files tell of its kills.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::analysis::settings::{
    KubeletSettings, MemoryAmount, MemorySize, NodeSettings, UnitLimit, UnitSettings, files_of_unit,
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
    let all: Vec<Vec<Insight>> = if review.settings.is_empty() {
        vec![Vec::new(); review.cases.len()]
    } else {
        let paths = paths_of(&review.sources);
        let lookup = Lookup::new(&review.settings, Nodes::new(&paths, &review.sources, &review.cases));
        review.cases.iter().map(|case| lookup.files_of(case).insights(case, language)).collect()
    };
    for (case, insights) in review.cases.iter_mut().zip(all) {
        let is_outdated = case.conclusions.kept_insights().iter().any(|insight| NAMES.contains(&&*insight.name));
        if is_outdated || !insights.is_empty() {
            let told = Arc::make_mut(case).insights_mut();
            told.retain(|insight| !NAMES.contains(&&*insight.name));
            told.extend(insights);
        }
    }
}

/// Where inputs lie, and of which nodes the kills in them are: a file is of the node whose kills lie nearest to it.
struct Nodes<'a> {
    /// By source: the folders and the name.
    paths: &'a [Vec<&'a str>],
    /// By source: what people wrote, whose kills may be of any node.
    notes: Vec<bool>,
    /// By folder: the nodes whose kills lie below it, at any depth.
    hosts: HashMap<Ground<'a>, Hosts<'a>>,
}

/// Where the logs lie that are of one node with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Ground<'a> {
    /// The folder around them and the file.
    folder: &'a [&'a str],
    /// True where only those count that lie where they lay on the node: in that folder's `var`, `proc` and the like.
    rooted: bool,
}

/// Of which nodes the kills below a folder are.
#[derive(Clone, Copy, Debug, Default)]
struct Hosts<'a> {
    /// One of those that are named.
    named: Option<&'a str>,
    /// True where another is named.
    is_several: bool,
}

impl<'a> Hosts<'a> {
    /// A kill of this node; one without a host counts as one of its own.
    fn add(&mut self, host: Option<&'a str>) {
        self.is_several |= self.named.zip(host).is_some_and(|(known, host)| known != host);
        self.named = self.named.or(host);
    }
}

/// The parts of each input's name, one source after the other.
fn paths_of(sources: &[Source]) -> Vec<Vec<&str>> {
    sources.iter().map(|source| source.name.split(['/', '\u{203a}']).map(str::trim).collect()).collect()
}

impl<'a> Nodes<'a> {
    fn new(paths: &'a [Vec<&'a str>], sources: &[Source], cases: &'a [Arc<Case>]) -> Self {
        let notes = sources.iter().map(Source::is_note).collect();
        let mut nodes = Self { paths, notes, hosts: HashMap::new() };
        let kills: BTreeSet<(SourceId, Option<&str>)> = cases
            .iter()
            .map(|case| &case.incident)
            .flat_map(|incident| incident.seen_in.iter().map(|span| (span.source, incident.host.as_deref())))
            .collect();
        for (source, host) in kills {
            for ground in nodes.grounds(source).collect::<Vec<_>>() {
                nodes.hosts.entry(ground).or_default().add(host);
            }
        }
        nodes
    }

    fn path(&self, source: SourceId) -> &'a [&'a str] {
        self.paths.get(source.0 as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// All grounds that a log lies on; none for what is no log.
    fn grounds(&self, source: SourceId) -> impl Iterator<Item = Ground<'a>> + use<'a> {
        let is_note = self.notes.get(source.0 as usize).copied().unwrap_or_default();
        let path = self.path(source);
        let folders = if is_note { 0..0 } else { 0..path.len().saturating_add(1) };
        folders
            .filter_map(|folders| path.get(..folders))
            .flat_map(|folder| {
                let is_rooted = path.get(folder.len()).is_some_and(|part| is_of_node(part));
                [Some(Ground { folder, rooted: false }), is_rooted.then_some(Ground { folder, rooted: true })]
            })
            .flatten()
    }

    /// The innermost folder around the file that holds any log's kill, where all of those are of one node: what of it is the
    /// file's. Where something of another node was laid beside the node's own files, the latter count alone.
    fn ground_of(&self, file: SourceId) -> Option<Ground<'a>> {
        let path = self.path(file);
        let mut grounds = (0..path.len()).rev().filter_map(|folders| path.get(..folders));
        let held = |folder: &'a [&'a str]| {
            let ground = Ground { folder, rooted: false };
            self.hosts.get(&ground).map(|hosts| (ground, hosts.is_several))
        };
        let (ground, is_several) = grounds.find_map(held)?;
        if !is_several {
            return Some(ground);
        }
        let rooted = Ground { rooted: true, ..ground };
        let is_rooted = path.get(ground.folder.len()).is_some_and(|part| is_of_node(part));
        let is_one = self.hosts.get(&rooted).is_some_and(|hosts| !hosts.is_several);
        (is_rooted && is_one).then_some(rooted)
    }

    /// The file as people call it: from the node's own root on, else by its name.
    fn name(&self, file: SourceId) -> String {
        let path = self.path(file);
        let root = path.iter().position(|part| is_root(part)).unwrap_or_else(|| path.len().saturating_sub(1));
        path.get(root..).unwrap_or_default().join("/")
    }
}

/// What the node's files say, by where they are of a node: a bundle may have ten thousands of them, and of kills.
struct Lookup<'a> {
    nodes: Nodes<'a>,
    units: HashMap<UnitOn<'a>, UnitFiles<'a>>,
    /// The last of each ground, and its place among all.
    kubelets: HashMap<Ground<'a>, Placed<'a, KubeletSettings>>,
    /// The first of each ground, and its place among all.
    memories: HashMap<Ground<'a>, Placed<'a, MemorySize>>,
}

/// A unit's file, and the ground that it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct UnitOn<'a> {
    file: &'a str,
    ground: Ground<'a>,
}

/// One of several settings, and its place among them.
#[derive(Debug)]
struct Placed<'a, T> {
    at: usize,
    it: &'a T,
}

impl<T> Clone for Placed<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Placed<'_, T> {}

/// Of the files of one unit, as systemd orders them, those that count.
#[derive(Clone, Copy, Debug, Default)]
struct UnitFiles<'a> {
    /// The last.
    last: Option<Placed<'a, UnitSettings>>,
    /// The last that sets a limit.
    limited: Option<Placed<'a, UnitSettings>>,
}

impl<'a> UnitFiles<'a> {
    fn add(&mut self, file: Placed<'a, UnitSettings>) {
        let later = |known: Option<Placed<'a, UnitSettings>>| {
            let is_later = known.is_none_or(|known| (&known.it.rank, known.at) < (&file.it.rank, file.at));
            if is_later { Some(file) } else { known }
        };
        self.last = later(self.last);
        self.limited = if file.it.limit.is_some() { later(self.limited) } else { self.limited };
    }
}

impl<'a> Lookup<'a> {
    fn new(settings: &'a NodeSettings, nodes: Nodes<'a>) -> Self {
        let (mut units, mut kubelets, mut memories) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (at, it) in settings.units.iter().enumerate() {
            if let Some(ground) = nodes.ground_of(it.source) {
                let files: &mut UnitFiles<'a> = units.entry(UnitOn { file: &it.unit, ground }).or_default();
                files.add(Placed { at, it });
            }
        }
        for (at, it) in settings.kubelets.iter().enumerate() {
            if let Some(ground) = nodes.ground_of(it.source) {
                kubelets.insert(ground, Placed { at, it });
            }
        }
        for (at, it) in settings.memories.iter().enumerate() {
            if let Some(ground) = nodes.ground_of(it.source) {
                memories.entry(ground).or_insert(Placed { at, it });
            }
        }
        Self { nodes, units, kubelets, memories }
    }

    fn files_of(&'a self, case: &'a Case) -> Files<'a> {
        let sources: BTreeSet<SourceId> = case.incident.seen_in.iter().map(|span| span.source).collect();
        let grounds: HashSet<Ground<'a>> = sources.into_iter().flat_map(|source| self.nodes.grounds(source)).collect();
        let mut units = UnitFiles::default();
        for file in unit_of_limit(case).into_iter().flat_map(files_of_unit) {
            let found = grounds.iter().filter_map(|ground| self.units.get(&UnitOn { file: &file, ground: *ground }));
            for files in found {
                files.last.into_iter().chain(files.limited).for_each(|file| units.add(file));
            }
        }
        let kubelet = grounds.iter().filter_map(|ground| self.kubelets.get(ground)).max_by_key(|kubelet| kubelet.at);
        let memory = grounds.iter().filter_map(|ground| self.memories.get(ground)).min_by_key(|memory| memory.at);
        Files {
            nodes: &self.nodes,
            units,
            kubelet: kubelet.map(|kubelet| kubelet.it),
            memory: memory.map(|memory| memory.it),
        }
    }
}

/// What the files of one kill's node say.
struct Files<'a> {
    nodes: &'a Nodes<'a>,
    /// The files of the unit whose limit was reached.
    units: UnitFiles<'a>,
    kubelet: Option<&'a KubeletSettings>,
    memory: Option<&'a MemorySize>,
}

impl Files<'_> {
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
        let last = self.units.last?.it;
        let Some((file, limit)) = self.units.limited.and_then(|file| Some((file.it, file.it.limit?))) else {
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
            return Some(Insight { name: UNIT_LIMIT.into(), text, arithmetic, basis });
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
            Insight { name: NODE_SIZE.into(), text, arithmetic: String::new(), basis: Basis::Read }
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
        Some(Insight { name: KUBELET_RESERVED.into(), text, arithmetic, basis: Basis::Inferred })
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
fn inferred(name: &'static str, text: String) -> Insight {
    Insight { name: name.into(), text, arithmetic: String::new(), basis: Basis::Inferred }
}
