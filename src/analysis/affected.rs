//! Who is affected: the kills of each workload and of each node, counted together.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::cluster::ListedObjects;
use super::difference::changed;
use super::series::{intervals_of, median};
use super::{Case, Level, Review, Workload, foreign_figures, shown_wall};
use crate::lang::Language;
use crate::model::{Bytes, IncidentId, Report};
use crate::say;

/// Who is affected by the kills of a review.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Affected {
    /// Workloads; for kills that belong to none the pod, container or cgroup. Each report is in one of them.
    pub owners: Vec<AffectedGroup>,
    /// Nodes. Each report is in one of them.
    pub nodes: Vec<AffectedGroup>,
}

/// The kills of one workload or node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AffectedGroup {
    /// What it is; `None` for the kills of which the log does not tell.
    pub whose: Option<AffectedKey>,
    /// The reports, in time order.
    pub incidents: Vec<IncidentId>,
    /// How many of them tell of a kill.
    pub kills: usize,
    /// The first and the last that have a time.
    pub span: Option<FirstAndLast>,
    /// The median of the times between one and the next, where one clock dates both.
    pub apart: Option<TimeDelta>,
    /// The smallest and the largest limit of its own that was hit.
    pub limits: Option<LimitRange>,
    /// The process that held most when it was killed.
    pub largest: Option<LargestVictim>,
    /// Whose limit was hit, most often first.
    pub levels: Vec<LevelCount>,
    /// What is another at the last report than at the first, beside their memory.
    pub changed: Option<String>,
}

/// The first and the last of several kills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstAndLast {
    /// The first.
    pub first: IncidentId,
    /// The last, which may be the first.
    pub last: IncidentId,
}

/// The smallest and the largest of several limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitRange {
    /// The smallest.
    pub least: Bytes,
    /// The largest.
    pub most: Bytes,
}

/// A process that was killed, and what it held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LargestVictim {
    /// Its name.
    pub name: Box<str>,
    /// What it held.
    pub held: Bytes,
}

/// How often a limit of this level was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelCount {
    /// Whose limit.
    pub level: Level,
    /// How often.
    pub kills: usize,
}

/// What kills are counted by.
#[derive(Clone, Debug, PartialEq)]
pub enum AffectedKey {
    /// A workload.
    Workload(Workload),
    /// A pod, a container or a cgroup, as people call it.
    Owner(Box<str>),
    /// A node.
    Node(Box<str>),
}

impl Affected {
    /// Counts the kills of a review; most kills first, then by name.
    pub fn of(review: &Review) -> Self {
        let language = review.language;
        let owner = |case: &Case| match &case.conclusions.workload {
            Some(workload) => Some(AffectedKey::Workload(workload.clone())),
            None => owner_name(case, language).map(|name| AffectedKey::Owner(name.into())),
        };
        let node = |case: &Case| case.incident.host.as_deref().map(|host| AffectedKey::Node(host.into()));
        let listed = ListedObjects::new(&review.cluster);
        Self { owners: grouped(review, &listed, owner), nodes: grouped(review, &listed, node) }
    }
}

impl AffectedKey {
    /// Its name for people; of a workload with its kind, and that it is inferred where it is.
    pub fn title(&self, language: Language) -> String {
        match self {
            Self::Workload(workload) => workload.title(language),
            Self::Owner(name) | Self::Node(name) => name.to_string(),
        }
    }
}

fn grouped(
    review: &Review,
    listed: &ListedObjects<'_>,
    whose: impl Fn(&Case) -> Option<AffectedKey>,
) -> Vec<AffectedGroup> {
    let mut groups: Vec<(Option<AffectedKey>, Vec<&Case>)> = Vec::new();
    let mut places: HashMap<Option<String>, usize> = HashMap::new();
    for case in &review.cases {
        let whose = whose(case);
        // A workload and a pod of the same words are two.
        let key = whose.as_ref().map(|it| {
            let is_workload = matches!(it, AffectedKey::Workload(_));
            format!("{}{}", u8::from(is_workload), it.title(review.language))
        });
        let at = *places.entry(key).or_insert_with(|| {
            groups.push((whose, Vec::new()));
            groups.len() - 1
        });
        if let Some((_, cases)) = groups.get_mut(at) {
            cases.push(case);
        }
    }
    let name = |group: &AffectedGroup| group.whose.as_ref().map(|it| it.title(review.language));
    let made = |(whose, cases): (Option<AffectedKey>, Vec<&Case>)| {
        let changed = match cases.as_slice() {
            [first, .., last] => changed(first, last, listed, review.language),
            _ => None,
        };
        AffectedGroup { changed, ..AffectedGroup::new(whose, &cases) }
    };
    let mut affected: Vec<AffectedGroup> = groups.into_iter().map(made).collect();
    // What nobody can be named for comes last of those with as many.
    affected.sort_by_cached_key(|group| (std::cmp::Reverse(group.kills), group.whose.is_none(), name(group)));
    affected
}

impl AffectedGroup {
    fn new(whose: Option<AffectedKey>, cases: &[&Case]) -> Self {
        let is_dated = |case: &&&Case| shown_wall(case).is_some() || case.incident.moment.uptime.is_some();
        let id = |case: &&Case| case.incident.id;
        let dated = [cases.iter().find(is_dated).map(id), cases.iter().rev().find(is_dated).map(id)];
        let limits: Vec<Bytes> = cases.iter().filter_map(|case| own_limit(case)).collect();
        let victims = cases.iter().filter_map(|case| case.incident.chosen());
        let held = victims.filter_map(|victim| Some(LargestVictim { name: victim.name.clone(), held: victim.held()? }));
        Self {
            whose,
            incidents: cases.iter().map(id).collect(),
            kills: cases.iter().filter(|case| case.incident.chosen().is_some()).count(),
            span: match dated {
                [Some(first), Some(last)] => Some(FirstAndLast { first, last }),
                _ => None,
            },
            apart: median(&intervals_of(cases)),
            limits: limits
                .iter()
                .min()
                .zip(limits.iter().max())
                .map(|(least, most)| LimitRange { least: *least, most: *most }),
            // The first of those that held as much.
            largest: held.reduce(|most, next| if next.held > most.held { next } else { most }),
            levels: levels(cases),
            changed: None,
        }
    }
}

/// How often the limit of each level was hit, most often first.
fn levels(cases: &[&Case]) -> Vec<LevelCount> {
    let mut levels: Vec<LevelCount> = Vec::new();
    for case in cases {
        let level = case.conclusions.verdict.level;
        match levels.iter_mut().find(|known| known.level == level) {
            Some(known) => known.kills += 1,
            None => levels.push(LevelCount { level, kills: 1 }),
        }
    }
    levels.sort_by_key(|known| (std::cmp::Reverse(known.kills), known.level));
    levels
}

/// The limit that was hit, where it is of what the victim belongs to and not of all pods together or the node.
pub(super) fn own_limit(case: &Case) -> Option<Bytes> {
    use Level::{Container, OtherCgroup, Pod, SystemService, UserSession};
    let is_own = matches!(case.conclusions.verdict.level, Container | Pod | SystemService | UserSession | OtherCgroup);
    let memory = case.incident.cgroup_memory.memory.filter(|_| is_own && foreign_figures(&case.incident).is_none())?;
    memory.limit().map(|limit| limit.bytes())
}

/// The pod, else the container, else the cgroup whose limit was hit, by the name that people know.
pub fn owner_name(case: &Case, language: Language) -> Option<String> {
    let conclusions = &case.conclusions;
    if let Some(pod) = &conclusions.pod {
        if let Some(name) = &pod.name {
            return Some(match &pod.namespace {
                Some(namespace) => format!("{namespace}/{name}"),
                None => name.to_string(),
            });
        }
        if let Some(uid) = &pod.uid {
            return Some(say!(language, "list-pod-by-uid", uid = &**uid));
        }
    }
    let container = conclusions.container.as_ref().and_then(|c| c.name.as_deref().or(c.id.as_deref()));
    if let Some(container) = container {
        let id = container.get(..12).unwrap_or(container);
        return Some(say!(language, "list-container-by-id", id = id));
    }
    let Report { limit_cgroup, victim_cgroup, .. } = &*case.incident.report;
    let path = limit_cgroup.as_ref().or(victim_cgroup.as_ref())?;
    Some(path.path.rsplit('/').find(|part| !part.is_empty()).unwrap_or("/").to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::{Conclusions, Findings, PodIdentity, Verdict, workload};
    use crate::model::{CgroupMemory, Counter, Incident, Kib, Moment, Place, Report, Uptime, Victim};

    /// A kill at a minute of `pod` on `host`, at this level's limit of so many MiB, of a victim that held so many.
    fn kill(id: u32, minute: u64, (pod, host): (&str, &str), level: Level, (limit, held): (u64, u64)) -> Arc<Case> {
        let counter =
            Counter { usage: Kib(limit << 10), limit_printed: Kib(limit << 10), failcnt: 1, at: Place::default() };
        let victim = Victim { name: format!("java{id}").into(), anon_rss: Some(Kib(held << 10)), ..Victim::default() };
        let incident = Incident {
            id: IncidentId(id),
            host: (!host.is_empty()).then(|| host.into()),
            moment: Moment { uptime: Some(Uptime { micros: minute * 60_000_000 }), ..Moment::default() },
            victims: if held > 0 { vec![victim] } else { Vec::new() },
            report: Report {
                cgroup_memory: CgroupMemory { memory: Some(counter), ..CgroupMemory::default() },
                ..Report::default()
            }
            .into(),
            ..Incident::default()
        };
        let pod = (!pod.is_empty()).then(|| PodIdentity {
            namespace: Some("shop".into()),
            name: Some(pod.into()),
            ..PodIdentity::default()
        });
        let verdict = Verdict { level, ..Verdict::default() };
        Arc::new(Case {
            incident,
            conclusions: Conclusions {
                verdict,
                findings: Findings { pod, ..Findings::default() }.into(),
                ..Conclusions::default()
            },
        })
    }

    fn affected() -> Affected {
        let cases = vec![
            kill(1, 0, ("cart-7d9c5b7f4-x2x7l", "a"), Level::Container, (64, 60)),
            kill(2, 1, ("cart", "a"), Level::Container, (512, 500)),
            kill(3, 3, ("cart-7d9c5b7f4-bq7kp", "b"), Level::Container, (96, 90)),
            kill(4, 5, ("cart-7d9c5b7f4-bq7kp", "b"), Level::NodeAllocatable, (2048, 90)),
            kill(5, 9, ("", ""), Level::WholeNode, (7, 0)),
        ];
        let mut review = Review { cases, ..Review::default() };
        workload::tell(&mut review);
        Affected::of(&review)
    }

    fn ids(group: &AffectedGroup) -> Vec<u32> {
        group.incidents.iter().map(|id| id.0).collect()
    }

    #[test]
    fn kills_are_counted_by_workload_and_by_node_and_none_twice() {
        let Affected { owners, nodes } = affected();
        let told = |groups: &[AffectedGroup]| -> Vec<(String, usize, Vec<u32>)> {
            let name = |group: &AffectedGroup| {
                group.whose.as_ref().map_or_else(|| "?".to_owned(), |it| it.title(Language::English))
            };
            groups.iter().map(|group| (name(group), group.kills, ids(group))).collect()
        };
        let row = |name: &str, kills, ids: &[u32]| (name.to_owned(), kills, ids.to_vec());
        assert_eq!(
            told(&owners),
            [row("Deployment shop/cart (inferred)", 3, &[1, 3, 4]), row("shop/cart", 1, &[2]), row("?", 0, &[5])]
        );
        assert_eq!(told(&nodes), [row("a", 2, &[1, 2]), row("b", 2, &[3, 4]), row("?", 0, &[5])]);
    }

    #[test]
    fn the_figures_of_a_workload_are_its_own() {
        let Affected { owners, .. } = affected();
        let cart = &owners[0];
        assert_eq!(cart.span, Some(FirstAndLast { first: IncidentId(1), last: IncidentId(4) }));
        // The clocks of two nodes since their boots are not compared: only kills 3 and 4 are.
        assert_eq!(cart.apart, Some(TimeDelta::minutes(2)));
        // Not the 2 GiB of all pods of the node.
        assert_eq!(cart.limits, Some(LimitRange { least: Bytes(64 << 20), most: Bytes(96 << 20) }));
        // Kills 3 and 4 held as much: the first of them.
        assert_eq!(cart.largest, Some(LargestVictim { name: "java3".into(), held: Bytes(90 << 20) }));
        assert_eq!(
            cart.levels.iter().map(|of| (of.level, of.kills)).collect::<Vec<_>>(),
            [(Level::Container, 2), (Level::NodeAllocatable, 1)]
        );
        let unknown = &owners[2];
        assert_eq!((&unknown.limits, &unknown.largest, unknown.apart), (&None, &None, None));
    }
}
