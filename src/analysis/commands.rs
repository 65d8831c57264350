//! What one types next, with the names, times and figures of a kill filled in, for a Unix shell and for PowerShell.

use chrono::{NaiveDateTime, TimeDelta};

use super::suggestion::limit_to_try;
use super::workload::WorkloadKind;
use super::{Case, ClusterFacts, Level, PodIdentity, PodName, Workload, WorkloadSign, shown_wall};
use crate::lang::Language;
use crate::say;
use crate::text;

/// How long before and after a kill its journal is asked for.
const BEFORE: TimeDelta = TimeDelta::minutes(10);
const AFTER: TimeDelta = TimeDelta::minutes(2);

/// A command, word by word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellCommand {
    /// What it is for.
    pub purpose: Purpose,
    /// The program and its arguments.
    pub words: Vec<String>,
}

/// What a command is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The pod's limits, restarts and events.
    DescribePod,
    /// The node's allocatable memory, conditions and events.
    DescribeNode,
    /// Another limit of the container, of a workload that the pod's owners tell.
    SetLimit,
    /// The same of a Deployment that is inferred from names.
    SetInferredLimit,
    /// The container as its runtime knows it, on the node.
    Inspect,
    /// The node's journal around the kill, on the node.
    Journal,
}

impl Purpose {
    /// In words, with what is assumed.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::DescribePod => say!(language, "command-describe-pod"),
            Self::DescribeNode => say!(language, "command-describe-node"),
            Self::SetLimit => say!(language, "command-set-limit"),
            Self::SetInferredLimit => say!(language, "command-set-limit-inferred"),
            Self::Inspect => say!(language, "command-inspect"),
            Self::Journal => say!(language, "command-journal"),
        }
    }
}

impl ShellCommand {
    /// For sh and its kin.
    pub fn sh(&self) -> String {
        self.quoted(|word| {
            if is_plain(word, "_@%+=:,./-") { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
        })
    }

    /// For PowerShell, which splits some words at dots and colons, and for which a comma makes a list.
    pub fn powershell(&self) -> String {
        self.quoted(|word| {
            let is_split = word.starts_with('-') && word.contains(['.', ':']);
            let is_bare = is_plain(word, "_+=:./-") && !is_split;
            if is_bare { word.to_owned() } else { format!("'{}'", word.replace('\'', "''")) }
        })
    }

    fn quoted(&self, quote: impl Fn(&str) -> String) -> String {
        self.words.iter().map(|word| quote(word)).collect::<Vec<_>>().join(" ")
    }
}

fn is_plain(word: &str, also: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(c))
}

/// What one may type next about a kill; `series` are the kills of its series, itself among them.
pub fn commands(case: &Case, series: &[&Case], cluster: &ClusterFacts) -> Vec<ShellCommand> {
    let pod = case.conclusions.pod.as_ref().and_then(named);
    let make = |purpose, words: Vec<&str>| {
        // What a log calls by a name that is none is not typed: it may be an option, or end the line.
        let is_sound = |word: &&str| !word.is_empty() && !word.chars().any(text::is_unseen);
        let words = words.into_iter().map(str::to_owned).collect::<Vec<_>>();
        words.iter().all(|word| is_sound(&word.as_str())).then_some(ShellCommand { purpose, words })
    };
    let describe = pod.and_then(|PodName { namespace, name }| {
        make(Purpose::DescribePod, vec!["kubectl", "describe", "pod", name, "-n", namespace])
    });
    let of_node = matches!(case.conclusions.verdict.level, Level::WholeNode | Level::NodeAllocatable | Level::Qos)
        && pod.is_some();
    let node = case.incident.host.as_deref().filter(|host| of_node && is_name(host));
    let node = node.and_then(|host| make(Purpose::DescribeNode, vec!["kubectl", "describe", "node", host]));
    let limit = pod.and_then(|pod| set_limit(case, pod, series, cluster));
    let id = case.conclusions.container.as_ref().and_then(|container| container.id.as_deref());
    let inspect = id
        .filter(|id| is_name(id) && runtime_is_cri(case))
        .and_then(|id| make(Purpose::Inspect, vec!["crictl", "inspect", id]));
    let journal = journal(case);
    [describe, node, limit, inspect, journal].into_iter().flatten().collect()
}

/// The pod's name, where it and its namespace are names of Kubernetes.
fn named(pod: &PodIdentity) -> Option<PodName<'_>> {
    pod.full_name().filter(|pod| is_name(pod.namespace) && is_name(pod.name))
}

/// Whether it is a name as Kubernetes and systems give them, and no option.
fn is_name(word: &str) -> bool {
    is_plain(word, "-._") && !word.starts_with(['-', '.'])
}

/// Docker's and Podman's containers are not asked for with crictl.
fn runtime_is_cri(case: &Case) -> bool {
    let runtime = case.conclusions.container.as_ref().and_then(|container| container.runtime.as_deref());
    case.conclusions.pod.is_some() && !matches!(runtime, Some("docker" | "podman"))
}

/// What has a pod's template, and what for it would be changed.
struct TemplateOwner<'a> {
    kind: &'static str,
    name: &'a str,
    purpose: Purpose,
}

/// What has a pod's template, where that can be changed. What a number behind a name tells is too little to change
/// something for.
fn with_template(workload: &Workload) -> Option<TemplateOwner<'_>> {
    let kinds = [
        (WorkloadKind::DEPLOYMENT, "deployment"),
        (WorkloadKind::STATEFUL_SET, "statefulset"),
        (WorkloadKind::DAEMON_SET, "daemonset"),
    ];
    let (kind, word) = kinds.into_iter().find(|(kind, _)| workload.is_of(*kind))?;
    let purpose = match workload.told_by {
        WorkloadSign::Owner => Purpose::SetLimit,
        _ if kind == WorkloadKind::DEPLOYMENT => Purpose::SetInferredLimit,
        WorkloadSign::OwnersName | WorkloadSign::PodName => return None,
    };
    Some(TemplateOwner { kind: word, name: &workload.name, purpose })
}

/// A new limit for the container of a workload: where the container's own limit was hit, or the pod's, of which the pod
/// list shows one container alone.
fn set_limit(case: &Case, pod: PodName<'_>, series: &[&Case], cluster: &ClusterFacts) -> Option<ShellCommand> {
    let owner = with_template(case.conclusions.workload.as_ref()?).filter(|owner| is_name(owner.name))?;
    let container = case.conclusions.container.as_ref()?.name.as_deref().filter(|name| is_name(name))?;
    let is_it = |listed: &&super::PodFacts| listed.full_name() == Some(pod);
    let is_alone = || cluster.pods.iter().rev().find(is_it).is_some_and(|listed| listed.containers.len() == 1);
    let fits = match case.conclusions.verdict.level {
        Level::Container => true,
        Level::Pod => is_alone(),
        _ => false,
    };
    let limit = limit_to_try(if series.is_empty() { std::slice::from_ref(&case) } else { series }).filter(|_| fits)?;
    let (object, limits) =
        (format!("{}/{}", owner.kind, owner.name), format!("--limits=memory={}", text::manifest_size(limit)));
    let words = ["kubectl", "set", "resources", &object, "-n", pod.namespace, "-c", container, &limits];
    Some(ShellCommand { purpose: owner.purpose, words: words.map(str::to_owned).to_vec() })
}

/// The journal around the kill. journalctl takes times as the node's own; those of a known offset are given in UTC.
fn journal(case: &Case) -> Option<ShellCommand> {
    let wall = shown_wall(case).filter(|wall| !wall.year_assumed())?;
    let (at, zone) = match wall.offset_seconds {
        Some(east) => (wall.local - TimeDelta::seconds(i64::from(east)), " UTC"),
        None => (wall.local, ""),
    };
    let stamp = |time: NaiveDateTime| format!("{}{zone}", time.format("%Y-%m-%d %H:%M:%S"));
    let words = ["journalctl", "--since", &stamp(at - BEFORE), "--until", &stamp(at + AFTER), "--no-pager"];
    Some(ShellCommand { purpose: Purpose::Journal, words: words.map(str::to_owned).to_vec() })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::{
        Conclusions, ContainerFacts, ContainerIdentity, Findings, OwnerFacts, PodFacts, PodOwner, Review, Verdict,
    };
    use crate::model::{Bytes, CgroupMemory, Counter, Incident, Kib, Moment, Place, Report, Wall, YearBasis};

    fn wall(offset_seconds: Option<i32>, year: YearBasis) -> Wall {
        let local = chrono::NaiveDate::from_ymd_opt(2026, 11, 17).unwrap().and_hms_opt(0, 5, 0).unwrap();
        Wall { local, offset_seconds, offset_assumed: false, year }
    }

    /// A kill at a container's limit of 64 MiB in a pod of a Deployment.
    fn kill(pod: &str, level: Level) -> Case {
        let counter = Counter { usage: Kib(65536), limit_printed: Kib(65536), failcnt: 1, at: Place::default() };
        let memory = CgroupMemory { memory: Some(counter), ..CgroupMemory::default() };
        let incident = Incident {
            host: Some("node-1".into()),
            moment: Moment { wall: Some(wall(Some(3600), YearBasis::Printed)), ..Moment::default() },
            report: Report { cgroup_memory: memory, ..Report::default() }.into(),
            ..Incident::default()
        };
        let conclusions = Conclusions {
            verdict: Verdict { level, ..Verdict::default() },
            findings: Findings {
                breakdown: Some(crate::analysis::Breakdown { total: Bytes(64 << 20), parts: Vec::new() }),
                pod: Some(PodIdentity { namespace: Some("shop".into()), name: Some(pod.into()), uid: None, qos: None }),
                container: Some(ContainerIdentity {
                    id: Some("679f9845995b4ae4".into()),
                    name: Some("api".into()),
                    runtime: Some("containerd".into()),
                }),
                ..Findings::default()
            }
            .into(),
            ..Conclusions::default()
        };
        Case { incident, conclusions }
    }

    fn told(case: &Case, cluster: &ClusterFacts) -> Vec<String> {
        let mut review = Review { cases: vec![Arc::new(case.clone())], cluster: cluster.clone(), ..Review::default() };
        crate::analysis::workload::tell(&mut review);
        commands(&review.cases[0], &[], cluster).iter().map(ShellCommand::sh).collect()
    }

    #[test]
    fn names_times_and_the_limit_to_try_are_filled_in() {
        let case = kill("cart-7d9c5b7f4-x2x7l", Level::Container);
        assert_eq!(
            told(&case, &ClusterFacts::default()),
            [
                "kubectl describe pod cart-7d9c5b7f4-x2x7l -n shop",
                "kubectl set resources deployment/cart -n shop -c api --limits=memory=80Mi",
                "crictl inspect 679f9845995b4ae4",
                "journalctl --since '2026-11-16 22:55:00 UTC' --until '2026-11-16 23:07:00 UTC' --no-pager",
            ]
        );
    }

    #[test]
    fn a_limit_is_set_only_where_it_is_known_whose() {
        let limits = |case: &Case, cluster: &ClusterFacts| {
            told(case, cluster).into_iter().filter(|command| command.contains("set resources")).count()
        };
        let none = ClusterFacts::default();
        assert_eq!(limits(&kill("postgres-0", Level::Container), &none), 0, "not the name of a Deployment's pod");
        let pod = kill("cart-7d9c5b7f4-x2x7l", Level::Pod);
        assert_eq!(limits(&pod, &none), 0, "the pod may have several containers");
        let listed = |containers: usize| PodFacts {
            namespace: Some("shop".into()),
            name: "cart-7d9c5b7f4-x2x7l".into(),
            containers: vec![ContainerFacts::default(); containers],
            ..PodFacts::default()
        };
        let with = |containers| ClusterFacts { pods: vec![listed(containers)], ..ClusterFacts::default() };
        assert_eq!((limits(&pod, &with(1)), limits(&pod, &with(2))), (1, 0));
        let owned = |kind: &str| {
            let owner = PodOwner::By(OwnerFacts { kind: kind.into(), name: "postgres".into() });
            let pod =
                PodFacts { namespace: Some("shop".into()), name: "postgres-0".into(), owner, ..PodFacts::default() };
            ClusterFacts { pods: vec![pod], ..ClusterFacts::default() }
        };
        let postgres = kill("postgres-0", Level::Container);
        let set = told(&postgres, &owned("StatefulSet")).into_iter().find(|told| told.contains("set resources"));
        assert_eq!(
            set.as_deref(),
            Some("kubectl set resources statefulset/postgres -n shop -c api --limits=memory=80Mi")
        );
        assert_eq!(limits(&postgres, &owned("Cluster")), 0, "kubectl cannot set a limit of a kind of somebody's own");
    }

    #[test]
    fn the_node_is_described_where_its_memory_ran_out() {
        let case = kill("cart-7d9c5b7f4-x2x7l", Level::WholeNode);
        assert!(told(&case, &ClusterFacts::default()).contains(&"kubectl describe node node-1".to_owned()));
    }

    #[test]
    fn a_time_without_an_offset_is_the_node_s_own_and_an_assumed_year_is_not_asked_for() {
        let mut case = kill("cart-1", Level::Container);
        case.incident.moment.wall = Some(wall(None, YearBasis::Printed));
        let journal = |case: &Case| told(case, &ClusterFacts::default()).into_iter().find(|it| it.starts_with("journ"));
        let expected = "journalctl --since '2026-11-16 23:55:00' --until '2026-11-17 00:07:00' --no-pager";
        assert_eq!(journal(&case).as_deref(), Some(expected));
        case.incident.moment.wall =
            Some(Wall { year: YearBasis::Assumed { turns: 0 }, ..wall(None, YearBasis::Printed) });
        assert_eq!(journal(&case), None);
    }

    #[test]
    fn what_is_no_name_is_not_typed() {
        for name in ["--kubeconfig=x", "a b", "a'b", "a\nb", "$(reboot)", ""] {
            let commands = told(&kill(name, Level::Container), &ClusterFacts::default());
            assert!(!commands.iter().any(|command| command.starts_with("kubectl")), "{name:?}: {commands:?}");
        }
    }

    #[test]
    fn words_are_quoted_as_each_shell_wants_them() {
        let command = |words: &[&str]| {
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            ShellCommand { purpose: Purpose::Journal, words }
        };
        let odd = command(&["x", "a b", "it's", "a,b", "$HOME", "-o.x", ""]);
        assert_eq!(odd.sh(), r"x 'a b' 'it'\''s' a,b '$HOME' -o.x ''");
        assert_eq!(odd.powershell(), "x 'a b' 'it''s' 'a,b' '$HOME' '-o.x' ''");
    }
}
