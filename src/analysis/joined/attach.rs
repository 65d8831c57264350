//! Which incident a companion line belongs to.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::analysis::{Case, wall_time};
use crate::model::{Companion, CompanionKind, Moment, Place, SourceId, Span};

/// How far a line may stand before the kill that it speaks of: stamps of one second, and writers that overtake.
const EARLY: Micros = 2 * SECOND;

/// How long after a kill kubelet still speaks of it by its pid.
const PID_WINDOW: Micros = 600 * SECOND;

/// How long after a kill a line about its pod is still about that kill: the back-off between restarts ends at five
/// minutes, and systemd tells of a pod's slice minutes late.
const POD_WINDOW: Micros = 600 * SECOND;

/// How long after a kill systemd still speaks of its unit: up to 16 seconds were seen on a starved node.
const UNIT_WINDOW: Micros = 60 * SECOND;

/// An id that is never used again ties at any distance.
const EVER: Micros = Micros::MAX;

const SECOND: Micros = 1_000_000;

type Micros = i64;

/// Sets [`Companion::incident`] of each companion.
pub(super) fn attach(cases: &[Arc<Case>], companions: &mut [Companion]) {
    if companions.is_empty() {
        return;
    }
    let asked = companions.iter().filter_map(|companion| companion.ties.pid).collect();
    let kills = KillIndex::new(cases, &asked);
    let oomd = oomd_kills(companions);
    for companion in companions.iter_mut().filter(|companion| !companion.is_carried) {
        let found = kills.find(companion).and_then(|at| cases.get(at));
        let others = found.is_some_and(|case| killed_by_oomd(&oomd, companion, case));
        companion.incident = found.filter(|_| !others).map(|case| case.incident.id);
    }
}

/// The kills by what ties a line to them.
#[derive(Default)]
struct KillIndex<'a> {
    cases: &'a [Arc<Case>],
    by_container: HashMap<&'a str, Dated>,
    by_pod: HashMap<&'a str, Dated>,
    by_pid: HashMap<OfNode<'a, u32>, Dated>,
    by_unit: HashMap<OfNode<'a, &'a str>, Dated>,
    /// Where the reports stand, by source and first line.
    sightings: Vec<SightedLines>,
}

/// A pid or a unit, which are a node's own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct OfNode<'a, T> {
    /// The node's name; an unknown one is "".
    host: &'a str,
    name: T,
}

/// Lines of a report, and its case. In the order of its fields.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct SightedLines {
    source: SourceId,
    first: u64,
    last: u64,
    case: usize,
}

/// A kill and its time on some clock. In the order of its fields.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct DatedKill {
    micros: Micros,
    case: usize,
}

/// Kills by their time: on the wall clock, and those that only the boot clock dates.
#[derive(Default)]
struct Dated {
    wall: Vec<DatedKill>,
    boot: Vec<DatedKill>,
    any: Option<usize>,
}

impl<'a> KillIndex<'a> {
    /// Of the processes those only that are asked for: there may be ten thousands of kills.
    fn new(cases: &'a [Arc<Case>], asked: &HashSet<u32>) -> Self {
        let mut kills = Self { cases, ..Self::default() };
        for (at, case) in cases.iter().enumerate() {
            kills.add(at, case, asked);
        }
        let dated = kills.by_container.values_mut().chain(kills.by_pod.values_mut());
        for dated in dated.chain(kills.by_pid.values_mut()).chain(kills.by_unit.values_mut()) {
            dated.wall.sort_unstable();
            dated.boot.sort_unstable();
        }
        kills.sightings.sort_unstable();
        kills
    }

    fn add(&mut self, at: usize, case: &'a Case, asked: &HashSet<u32>) {
        let Case { incident, conclusions } = case;
        let host = incident.host.as_deref().unwrap_or("");
        if let Some(id) = conclusions.container.as_ref().and_then(|container| container.id.as_deref()) {
            self.by_container.entry(id).or_default().add(at, case);
        }
        if let Some(uid) = conclusions.pod.as_ref().and_then(|pod| pod.uid.as_deref()) {
            self.by_pod.entry(uid).or_default().add(at, case);
        }
        for victim in incident.victims.iter().filter(|victim| asked.contains(&victim.pid)) {
            self.by_pid.entry(OfNode { host, name: victim.pid }).or_default().add(at, case);
        }
        for path in [&incident.victim_cgroup, &incident.limit_cgroup].into_iter().flatten() {
            // Units end in `.service`, `.scope` or `.slice`; those of a path all fail with the one that was killed in.
            for unit in path.path.split('/').filter(|component| component.contains('.')) {
                self.by_unit.entry(OfNode { host, name: unit }).or_default().add(at, case);
            }
        }
        let lines = |span: &Span| SightedLines { source: span.source, first: span.first, last: span.last, case: at };
        self.sightings.extend(incident.seen_in.iter().map(lines));
    }

    fn find(&self, companion: &Companion) -> Option<usize> {
        match companion.kind {
            CompanionKind::TaskOom | CompanionKind::DockerOom | CompanionKind::ContainerStarted => {
                self.of_container(companion)
            }
            CompanionKind::ContainerDied => {
                self.of_container(companion).or_else(|| self.of_pid(companion).filter(|at| self.lacks_container(*at)))
            }
            CompanionKind::CrashLoop => self.of_pod(companion),
            CompanionKind::UnitOom => {
                self.of_container(companion).or_else(|| self.of_pod(companion)).or_else(|| self.of_unit(companion))
            }
            CompanionKind::UnitFailed => self.of_unit(companion),
            CompanionKind::SystemOom | CompanionKind::ProblemDetector => self.of_pid(companion),
            CompanionKind::KernelAside | CompanionKind::AllocationFailure | CompanionKind::Balloon => {
                self.around(companion.place)
            }
            // What userspace killed, or was about to, is not what the kernel killed.
            CompanionKind::Eviction
            | CompanionKind::NodePressure
            | CompanionKind::OomdKill
            | CompanionKind::EarlyoomKill
            | CompanionKind::TalosKill => None,
        }
    }

    fn of_container(&self, companion: &Companion) -> Option<usize> {
        let id = companion.ties.container_id.as_deref()?;
        self.by_container.get(id)?.nearest(&companion.moment, EVER, EVER)
    }

    /// A line about a pod is about its kill unless it names another container.
    fn of_pod(&self, companion: &Companion) -> Option<usize> {
        let ties = &companion.ties;
        let at = self.by_pod.get(ties.pod_uid.as_deref()?)?.nearest(&companion.moment, EARLY, POD_WINDOW)?;
        let container = self.cases.get(at)?.conclusions.container.as_ref();
        let differ = container
            .and_then(|container| container.name.as_deref())
            .zip(ties.container.as_deref())
            .is_some_and(|(killed, named)| killed != named);
        (!differ).then_some(at)
    }

    fn of_pid(&self, companion: &Companion) -> Option<usize> {
        let pid = companion.ties.pid?;
        let of = |host| self.by_pid.get(&OfNode { host, name: pid });
        // A report that names no node may be of any.
        let on = |host| of(host).and_then(|d| d.nearest(&companion.moment, EARLY, PID_WINDOW));
        on(companion.host.as_deref().unwrap_or("")).or_else(|| on(""))
    }

    fn of_unit(&self, companion: &Companion) -> Option<usize> {
        let unit = companion.ties.unit.as_deref()?;
        let of = |host| self.by_unit.get(&OfNode { host, name: unit });
        let on = |host| of(host).and_then(|d| d.nearest(&companion.moment, EARLY, UNIT_WINDOW));
        on(companion.host.as_deref().unwrap_or("")).or_else(|| on(""))
    }

    fn lacks_container(&self, at: usize) -> bool {
        let container = self.cases.get(at).and_then(|case| case.conclusions.container.as_ref());
        container.is_none_or(|container| container.id.is_none())
    }

    /// The report within whose lines this one stands.
    fn around(&self, place: Place) -> Option<usize> {
        let begins_before = |lines: &SightedLines| (lines.source, lines.first) <= (place.source, place.line);
        let lines = self.sightings.get(self.sightings.partition_point(begins_before).checked_sub(1)?)?;
        (lines.source == place.source && place.line <= lines.last).then_some(lines.case)
    }
}

impl Dated {
    fn add(&mut self, at: usize, case: &Case) {
        self.any.get_or_insert(at);
        if let Some(wall) = wall_time(case) {
            self.wall.push(DatedKill { micros: wall.and_utc().timestamp_micros(), case: at });
        } else if let Some(uptime) = case.incident.moment.uptime {
            self.boot.push(DatedKill { micros: Micros::try_from(uptime.micros).unwrap_or(Micros::MAX), case: at });
        }
    }

    /// The last kill before the line (or nearly so), else the first after it, where the line stands at most `early`
    /// before it or `late` after it. Where clocks cannot be compared, only an id without a window ties.
    fn nearest(&self, moment: &Moment, early: Micros, late: Micros) -> Option<usize> {
        let wall = moment.wall.map(|wall| wall.comparable().and_utc().timestamp_micros());
        let boot = moment.uptime.and_then(|uptime| Micros::try_from(uptime.micros).ok());
        let dated = [(wall, &self.wall), (boot, &self.boot)];
        let Some((time, kills)) =
            dated.into_iter().find_map(|(time, kills)| Some((time?, kills)).filter(|_| !kills.is_empty()))
        else {
            return self.any.filter(|_| late == EVER);
        };
        let next = kills.partition_point(|kill| kill.micros <= time.saturating_add(EARLY));
        let before = next.checked_sub(1).and_then(|last| kills.get(last));
        let before = before.filter(|kill| time.saturating_sub(kill.micros) <= late);
        let after = || kills.get(next).filter(|kill| kill.micros.saturating_sub(time) <= early);
        before.or_else(after).map(|kill| kill.case)
    }
}

/// When systemd-oomd killed in which unit.
fn oomd_kills(companions: &[Companion]) -> HashMap<Box<str>, Vec<Micros>> {
    let mut kills: HashMap<Box<str>, Vec<Micros>> = HashMap::new();
    for companion in companions.iter().filter(|companion| companion.kind == CompanionKind::OomdKill) {
        if let (Some(unit), Some(wall)) = (&companion.ties.unit, companion.moment.wall) {
            kills.entry(unit.clone()).or_default().push(wall.comparable().and_utc().timestamp_micros());
        }
    }
    #[expect(clippy::iter_over_hash_type, reason = "each is sorted by itself")]
    for times in kills.values_mut() {
        times.sort_unstable();
    }
    kills
}

/// True where the unit failed after a kill by systemd-oomd that is nearer than the kernel's: systemd writes the same
/// "Failed with result 'oom-kill'" for both.
fn killed_by_oomd(kills: &HashMap<Box<str>, Vec<Micros>>, companion: &Companion, case: &Case) -> bool {
    let (CompanionKind::UnitFailed, Some(unit), Some(wall)) =
        (companion.kind, &companion.ties.unit, companion.moment.wall)
    else {
        return false;
    };
    let Some(times) = kills.get(unit) else { return false };
    let failed = wall.comparable().and_utc().timestamp_micros();
    let kernel = wall_time(case).map_or(Micros::MIN, |wall| wall.and_utc().timestamp_micros());
    let next = times.partition_point(|time| *time <= failed.saturating_add(EARLY));
    next.checked_sub(1).and_then(|last| times.get(last)).is_some_and(|oomd| *oomd > kernel)
}
