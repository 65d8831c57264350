//! Which lines, events and listed ends are signs, and which of them tell of one and the same kill.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};

use crate::analysis::cluster::{
    CONTAINER_OOM, ContainerFacts, EndFacts, EventFacts, PodFacts, time as kubernetes_time,
};
use crate::analysis::names::NameIndex;
use crate::analysis::witness::{Killer, Witness, WitnessKind, WitnessLine, WitnessSubject};
use crate::analysis::{Case, Review, wall_time};
use crate::model::{Companion, CompanionKind, Place, Wall, limits};

/// Lines of one unit or container this close together tell of one kill: systemd's are up to 16 seconds late on a
/// starved node.
const ONE_KILL: TimeDelta = TimeDelta::seconds(60);

/// The exit code of a process that SIGKILL ended, as runtimes show it.
const KILLED: i32 = 137;

/// How many lines of one sign are kept.
const LINES_KEPT: usize = 8;

/// The signs of a review that belong to none of its incidents, in time order; those without a time last. No more than are
/// listed.
pub fn witnesses(review: &Review) -> Vec<Witness> {
    let mut all = every(review);
    all.truncate(limits::SIGNS.most);
    all
}

/// The same, however many they are.
pub(super) fn every(review: &Review) -> Vec<Witness> {
    if review.companions.is_empty() && review.cluster.is_empty() && review.carried.witnesses.is_empty() {
        return Vec::new();
    }
    let known = KillsKnown::new(&review.cases);
    let mut names = NameIndex::default();
    review.companions.iter().for_each(|companion| names.learn(&companion.ties));
    review.cluster.teach(&mut names);
    let mut found = Signs::default();
    let is_free = |companion: &&Companion| companion.incident.is_none() && !companion.is_carried;
    for companion in review.companions.iter().filter(is_free) {
        found.extend(of_line(companion).filter(|witness| !known.has(witness)));
    }
    for event in &review.cluster.events {
        found.extend(of_event(event).filter(|witness| !known.has(witness)));
    }
    for pod in &review.cluster.pods {
        for container in &pod.containers {
            for end in &container.ends {
                found.extend(of_end(pod, container, end).filter(|witness| !known.has(witness)));
            }
        }
        found.extend(of_status(pod).filter(|witness| !known.has(witness)));
    }
    let mut all = found.all;
    for witness in &mut all {
        name(&mut witness.subject, &names);
    }
    // What a report told, but for what is seen here.
    let is_new = |told: &&Witness| !known.has(told) && !all.iter().any(|seen| seen.is_the_sign_of(told));
    let told: Vec<Witness> = review.carried.witnesses.iter().filter(is_new).cloned().collect();
    all.extend(told);
    // An eviction is told several times over: by its line, by its event and by the pod's reason.
    all.sort_by_key(|witness| (witness.time.is_none(), witness.wall()));
    all
}

/// What the incidents are about: their own signs are no witnesses.
struct KillsKnown<'a> {
    containers: HashSet<&'a str>,
    /// When kills of a pod were, by its UID and by its name; `None` for a kill without a wall clock.
    pods: HashMap<&'a str, Vec<Option<NaiveDateTime>>>,
    victims: HashSet<NamedPid<'a>>,
    /// Nodes of which reports of the kernel are here; "" where a log names none.
    hosts: HashSet<&'a str>,
}

impl<'a> KillsKnown<'a> {
    fn new(cases: &'a [Arc<Case>]) -> Self {
        let mut pods: HashMap<&str, Vec<_>> = HashMap::new();
        for case in cases {
            let Some(pod) = &case.conclusions.pod else { continue };
            for id in [&pod.uid, &pod.name].into_iter().flatten() {
                pods.entry(id).or_default().push(wall_time(case));
            }
        }
        let victims = cases.iter().flat_map(|case| &case.incident.victims);
        Self {
            containers: cases.iter().filter_map(|case| case.conclusions.container.as_ref()?.id.as_deref()).collect(),
            pods,
            victims: victims.map(|victim| NamedPid { pid: victim.pid, name: &victim.name }).collect(),
            hosts: cases.iter().map(|case| case.incident.host.as_deref().unwrap_or("")).collect(),
        }
    }

    /// True where an incident is about the same container or process, or about the same pod at that time. A list shows
    /// the last two ends of each container: an older one may be of a kill that these logs do not reach back to.
    fn has(&self, witness: &Witness) -> bool {
        let WitnessSubject { pod, pod_uid, container_id, pid, process, .. } = &witness.subject;
        if witness.kind.killer() == Killer::Userspace {
            return false;
        }
        // Where the kernel's reports of a node are here, an exit code without one speaks for another cause.
        if witness.kind == WitnessKind::Exit137 && self.hosts.contains(witness.host.as_deref().unwrap_or("")) {
            return true;
        }
        let near = |kill: &Option<NaiveDateTime>| match (kill, witness.wall()) {
            (Some(kill), Some(end)) => (end - *kill).abs() <= ONE_KILL,
            _ => true,
        };
        let of_pod = |id: &str| self.pods.get(id).is_some_and(|kills| kills.iter().any(near));
        container_id.as_deref().is_some_and(|id| self.containers.contains(id))
            || pod_uid.as_deref().is_some_and(of_pod)
            || pod.as_deref().is_some_and(of_pod)
            || pid.is_some_and(|pid| self.victims.contains(&NamedPid { pid, name: process.as_deref().unwrap_or("") }))
    }
}

/// A process; a pid alone is used again.
#[derive(PartialEq, Eq, Hash)]
struct NamedPid<'a> {
    pid: u32,
    name: &'a str,
}

/// The signs so far, by what tells that two are of one kill.
#[derive(Default)]
struct Signs {
    all: Vec<Witness>,
    by_key: BTreeMap<String, Vec<usize>>,
}

impl Signs {
    fn extend(&mut self, witness: Option<Witness>) {
        let Some(witness) = witness else { return };
        let key = witness.subject.key();
        let twin = key.as_ref().and_then(|key| {
            let known = self.by_key.get(key)?.iter().rev();
            known.copied().find(|at| self.all.get(*at).is_some_and(|other| other.is_of_one_kill_with(&witness)))
        });
        if let Some(known) = twin.and_then(|at| self.all.get_mut(at)) {
            known.take(witness);
            return;
        }
        if let Some(key) = key {
            self.by_key.entry(key).or_default().push(self.all.len());
        }
        self.all.push(witness);
    }
}

impl WitnessSubject {
    /// What makes two signs comparable: a container's id, a pod, a unit, a pid.
    fn key(&self) -> Option<String> {
        let of = |kind: &str, name: &str| Some(format!("{kind} {name}"));
        match self {
            Self { container_id: Some(id), .. } => of("container", id.get(..12).unwrap_or(id)),
            Self { unit: Some(unit), .. } => of("unit", unit),
            Self { pid: Some(pid), .. } => of("pid", &pid.to_string()),
            Self { namespace, pod: Some(pod), .. } => of(namespace.as_deref().unwrap_or(""), pod),
            Self { pod_uid: Some(uid), .. } => of("pod", uid),
            _ => None,
        }
    }
}

impl Witness {
    /// When, for ordering.
    fn wall(&self) -> Option<NaiveDateTime> {
        self.time.as_ref().map(Wall::comparable)
    }

    /// Signs of the same thing: a container's id is never used again, and a list's end has the time at which it ended.
    fn is_of_one_kill_with(&self, other: &Self) -> bool {
        let near = match (self.wall(), other.wall()) {
            (Some(one), Some(another)) => (one - another).abs() <= ONE_KILL,
            _ => true,
        };
        near || self.subject.container_id.is_some()
    }

    /// Takes another sign of the same kill.
    fn take(&mut self, other: Self) {
        let same = self.kind == other.kind;
        if other.kind < self.kind {
            self.kind = other.kind;
        }
        if same {
            self.count = self.count.max(other.count);
        }
        self.time = [self.time, other.time].into_iter().flatten().min_by_key(Wall::comparable);
        self.host = self.host.take().or(other.host);
        self.subject.fill(other.subject);
        let room = LINES_KEPT.saturating_sub(self.lines.len());
        self.lines.extend(other.lines.into_iter().take(room));
    }
}

impl WitnessSubject {
    fn fill(&mut self, other: Self) {
        let Self { namespace, pod, pod_uid, container, container_id, process, pid, unit, exit_code } = other;
        self.namespace = self.namespace.take().or(namespace);
        self.pod = self.pod.take().or(pod);
        self.pod_uid = self.pod_uid.take().or(pod_uid);
        self.container = self.container.take().or(container);
        self.container_id = self.container_id.take().or(container_id);
        self.process = self.process.take().or(process);
        self.pid = self.pid.or(pid);
        self.unit = self.unit.take().or(unit);
        self.exit_code = self.exit_code.or(exit_code);
    }
}

/// Fills in the names that other lines and lists tell.
fn name(subject: &mut WitnessSubject, names: &NameIndex<'_>) {
    let known = names.of(subject.pod_uid.as_deref(), subject.container_id.as_deref());
    subject.fill(WitnessSubject {
        namespace: known.namespace.map(Into::into),
        pod: known.pod.map(Into::into),
        pod_uid: known.uid.map(Into::into),
        container: known.container.map(Into::into),
        ..WitnessSubject::default()
    });
}

/// The sign that a line of another program is.
fn of_line(companion: &Companion) -> Option<Witness> {
    let ties = &companion.ties;
    let kind = match companion.kind {
        CompanionKind::SystemOom => WitnessKind::SystemOom,
        CompanionKind::TaskOom | CompanionKind::DockerOom => WitnessKind::TaskOom,
        CompanionKind::UnitOom => WitnessKind::UnitOom,
        CompanionKind::UnitFailed => WitnessKind::UnitFailed,
        CompanionKind::ProblemDetector => WitnessKind::ProblemDetector,
        CompanionKind::OomdKill => WitnessKind::OomdKill,
        CompanionKind::EarlyoomKill => WitnessKind::EarlyoomKill,
        CompanionKind::TalosKill => WitnessKind::TalosKill,
        CompanionKind::Eviction => WitnessKind::Eviction,
        CompanionKind::ContainerDied if ties.exit_code == Some(KILLED) => WitnessKind::Exit137,
        CompanionKind::ContainerDied
        | CompanionKind::ContainerStarted
        | CompanionKind::CrashLoop
        | CompanionKind::NodePressure
        | CompanionKind::AllocationFailure
        | CompanionKind::Balloon
        | CompanionKind::KernelAside => return None,
    };
    // The runtime's pid is the container's first process's, which need not be the one that was killed.
    let pid = ties.pid.filter(|_| companion.kind != CompanionKind::ContainerDied);
    Some(Witness {
        kind,
        count: 1,
        time: companion.moment.wall.or(companion.moved_to_wall),
        host: companion.host.clone(),
        subject: WitnessSubject {
            namespace: ties.namespace.clone(),
            pod: ties.pod.clone(),
            pod_uid: ties.pod_uid.clone(),
            container: ties.container.clone(),
            container_id: ties.container_id.clone(),
            process: process_in(&companion.text),
            pid,
            unit: ties.unit.clone(),
            exit_code: ties.exit_code,
        },
        lines: vec![WitnessLine { place: companion.place, text: companion.text.clone() }],
    })
}

/// The sign that an event of the cluster is.
fn of_event(event: &EventFacts) -> Option<Witness> {
    let about_memory = event.message.contains("memory") || event.message.contains("Memory");
    let kind = match &*event.reason {
        "SystemOOM" => WitnessKind::SystemOom,
        "OOMKilling" => WitnessKind::ProblemDetector,
        "OOMKilled" => WitnessKind::OomKilled,
        CONTAINER_OOM => WitnessKind::TaskOom,
        "Evicted" if about_memory => WitnessKind::Eviction,
        _ => return None,
    };
    let is_of = |kind: &str| event.kind.eq_ignore_ascii_case(kind);
    let pid = after(&event.message, "pid: ")
        .or_else(|| after(&event.message, "rocess "))
        .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok());
    Some(Witness {
        kind,
        count: event.count.max(1),
        time: event.last_seen,
        host: Some(&*event.name).filter(|name| is_of("Node") && !name.is_empty()).map(Into::into),
        subject: WitnessSubject {
            namespace: event.namespace.clone().filter(|_| is_of("Pod")),
            pod: is_of("Pod").then(|| event.name.clone()),
            pod_uid: event.uid.clone().filter(|_| is_of("Pod")),
            container: Some(event.name.clone()).filter(|name| is_of("Container") && !name.is_empty()),
            container_id: event.uid.clone().filter(|_| is_of("Container")),
            process: process_in(&event.message),
            pid,
            ..WitnessSubject::default()
        },
        lines: vec![WitnessLine {
            place: Place { source: event.source, line: 0 },
            text: format!("{} {}/{}: {}", event.reason, event.kind, event.name, event.message),
        }],
    })
}

/// The sign that a listed end is.
fn of_end(pod: &PodFacts, container: &ContainerFacts, end: &EndFacts) -> Option<Witness> {
    let reason = end.reason.as_deref().unwrap_or("");
    let kind = match (reason, end.exit_code) {
        ("OOMKilled", _) => WitnessKind::OomKilled,
        (_, Some(KILLED)) => WitnessKind::Exit137,
        _ => return None,
    };
    let told = |name: &str, value: Option<&str>| value.map(|value| format!(" {name}={value}")).unwrap_or_default();
    let code = end.exit_code.map(|code| code.to_string());
    Some(Witness {
        kind,
        count: 1,
        time: end.finished.as_deref().and_then(kubernetes_time),
        host: pod.node.as_deref().map(Into::into),
        subject: WitnessSubject {
            namespace: pod.namespace.clone(),
            pod: Some(pod.name.clone()).filter(|name| !name.is_empty()),
            pod_uid: pod.uids.last().cloned(),
            container: Some(container.name.clone()),
            container_id: end.id.clone(),
            exit_code: end.exit_code,
            ..WitnessSubject::default()
        },
        lines: vec![WitnessLine {
            place: Place { source: pod.source, line: 0 },
            text: format!(
                "{}:{}{}{}",
                container.name,
                told("reason", end.reason.as_deref()),
                told("exitCode", code.as_deref()),
                told("finishedAt", end.finished.as_deref())
            ),
        }],
    })
}

/// The sign that the status of a pod in `kubectl get pods` is, which names neither the container nor a time.
fn of_status(pod: &PodFacts) -> Option<Witness> {
    let status = pod.reason.as_deref().filter(|status| pod.containers.is_empty() && *status == "OOMKilled")?;
    Some(Witness {
        kind: WitnessKind::OomKilled,
        count: 1,
        time: None,
        host: pod.node.as_deref().map(Into::into),
        subject: WitnessSubject {
            namespace: pod.namespace.clone(),
            pod: Some(pod.name.clone()),
            ..WitnessSubject::default()
        },
        lines: vec![WitnessLine {
            place: Place { source: pod.source, line: 0 },
            text: format!("{}: {status}", pod.name),
        }],
    })
}

/// The name of the process that a line or event speaks of, in its several spellings.
fn process_in(text: &str) -> Option<Box<str>> {
    let until = |rest: &str, end: &[char]| rest.split(end).next().map(str::trim).map(Into::into);
    let found: Option<Box<str>> = if let Some(rest) = after(text, "victim process: ") {
        until(rest, &[','])
    } else if let Some(rest) = after(text, "ProcessName\":\"") {
        until(rest, &['"'])
    } else if let Some(rest) = after(text, "ProcessName:") {
        until(rest, &[' ', ',', '}'])
    } else if let Some(rest) = after(text, "to process ") {
        until(after(rest, "\"")?, &['"'])
    } else if let Some(rest) = after(text, "Killed process ").or_else(|| after(text, "Kill process ")) {
        // The name may hold a parenthesis itself; what follows it does not.
        let rest = after(rest, "(")?;
        let end = [") total-vm", ") score ", "), "].iter().find_map(|end| rest.find(end)).or_else(|| rest.find(')'))?;
        rest.get(..end).map(Into::into)
    } else {
        None
    };
    found.filter(|name| !name.is_empty())
}

fn after<'a>(text: &'a str, marker: &str) -> Option<&'a str> {
    text.split_once(marker).map(|(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_process_is_named_in_every_spelling() {
        for (text, name) in [
            ("System OOM encountered, victim process: node, pid: 1154034", Some("node")),
            (r#""Got sys oom event" event={"Pid":6149,"ProcessName":"cache-warmer","X":""}"#, Some("cache-warmer")),
            ("event=&{Pid:71 ProcessName:java TimeOfDeath:x}", Some("java")),
            (r#"sending SIGTERM to process 359 uid 0 "leaky app": oom_score 1342"#, Some("leaky app")),
            ("Memory cgroup out of memory: Kill process 25169 (app) score 2109 or sacrifice child", Some("app")),
            ("Killed process 7 (a) b) total-vm:1kB, anon-rss:0kB, file-rss:0kB", Some("a) b")),
            ("The node was low on resource: memory.", None),
        ] {
            assert_eq!(process_in(text).as_deref(), name, "{text}");
        }
    }
}
