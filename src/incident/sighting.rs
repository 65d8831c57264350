//! The same kill seen twice: in `kern.log`, in the journal and by `dmesg`, or twice in one text.

use std::sync::Arc;

use crate::model::{CgroupPath, Few, Incident, Moment, NoteKind, Outcome, Span, Victim, Wall, limits};

/// How far two sightings may lie apart on the boot clock, in microseconds: records of one report differ by less.
const UPTIME_MICROS: i64 = 1_000_000;

/// How far two sightings may lie apart on the wall clock, in seconds: a journal's stamp is when it received the line, and
/// a starved one receives it late.
const WALL_SECONDS: i64 = 5;

/// The same where all that the reports print proves the kill. Journals of starved nodes were seen 18 seconds late, and
/// `dmesg --time-format reltime` prints minutes only.
const PROVEN_WALL_SECONDS: i64 = 60;

/// Zones differ by whole quarters of an hour, up to this many seconds.
const ZONE_STEP: i64 = 900;
const ZONE_MAX: i64 = 14 * 3600;

/// A node's clock may be stepped between two exports (`dmesg -T` reckons by the present one), but not by more than this.
const STEP_DAYS: i64 = 2;

/// True where both tell of the same kill, seen in two places (or twice in one).
pub fn same_kill(a: &Incident, b: &Incident) -> bool {
    if contradicts(a.boot.as_deref(), b.boot.as_deref()) || other_host(a.host.as_deref(), b.host.as_deref()) {
        return false;
    }
    match (a.chosen(), b.chosen()) {
        (Some(first), Some(second)) => {
            same_victim(first, second) && same_report(a, b) && same_time(a, b, first, second)
        }
        (None, None) => a.outcome == b.outcome && same_report(a, b) && same_header(a, b),
        _ => false,
    }
}

/// Joins a second sighting into the first: places are added, facts that the first lacks are taken over.
pub fn merge(first: &mut Incident, mut second: Incident) {
    // The facts of one sighting stay together, since they point at its lines: the fuller one is kept.
    if weight(&second) > weight(first) {
        second.id = first.id;
        std::mem::swap(first, &mut second);
    }
    add_sightings(first, second.seen_in);
    fill_moment(&mut first.moment, second.moment);
    let rest = second.report.into_inner();
    if let (Some(own), Some(other)) = (first.report.as_mut().and_then(|own| own.invoked.as_mut()), rest.invoked) {
        fill_moment(own, other);
    }
    first.host = first.host.take().or(second.host);
    first.boot = first.boot.take().or(second.boot);
    if first.asked_by_hand.is_none() && rest.asked_by_hand.is_some() {
        first.asked_by_hand = rest.asked_by_hand;
    }
    first.log_goes_on |= second.log_goes_on;
    let mut has_end = false;
    for victim in &mut first.victims {
        if let Some(twin) = second.victims.iter().find(|twin| twin.pid == victim.pid) {
            // The kill line, where the fuller report ends before it.
            if victim.from_summary_only && !twin.from_summary_only {
                *victim = Victim { uid: victim.uid.or(twin.uid), prefix: twin.prefix.clone(), ..twin.clone() };
                has_end = true;
            }
            // Who explains a log line by line announces the kill apart from it.
            victim.prefix = victim.prefix.take().or_else(|| twin.prefix.clone());
            victim.reaped = victim.reaped.take().or_else(|| twin.reaped.clone());
        }
    }
    if has_end {
        first.noted.retain(|note| note.kind != NoteKind::EndMissing);
        first.complete = !first.notes().iter().any(|note| is_of_a_gap(note.kind));
    }
}

/// True for notes of what a report lacks.
const fn is_of_a_gap(kind: NoteKind) -> bool {
    use NoteKind::{
        EndMissing, HeaderMissing, LineUnread, MemoryMissing, NoReport, SummaryCut, TasksCut, TraceMissing,
    };
    matches!(
        kind,
        HeaderMissing | TraceMissing | EndMissing | MemoryMissing | TasksCut | NoReport | SummaryCut | LineUnread
    )
}

fn add_sightings(incident: &mut Incident, spans: Few<Span>) {
    for span in spans {
        match incident.seen_in.len() {
            _ if incident.seen_in.contains(&span) => {}
            seen if seen < limits::SIGHTINGS.most => incident.seen_in.push(span),
            _ if incident.noted.iter().any(|note| limits::SIGHTINGS.is_told_by(note)) => {}
            _ => incident.note(limits::SIGHTINGS.note().at(span)),
        }
    }
}

/// How much a sighting tells. In the order of its fields.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SightingWeight {
    is_complete: bool,
    /// Parts of a report.
    parts: usize,
    /// Rows, statistics and victims.
    rows: usize,
}

fn weight(incident: &Incident) -> SightingWeight {
    let parts = [
        incident.trigger.is_some(),
        incident.kernel.is_some(),
        incident.summary.is_some(),
        incident.limit_cgroup.is_some(),
        !incident.cgroup_memory.is_empty(),
        incident.node_memory.is_some(),
        !incident.tasks.is_empty(),
        incident.victims.iter().any(|victim| !victim.from_summary_only),
    ];
    SightingWeight {
        is_complete: incident.complete,
        parts: parts.iter().filter(|told| **told).count(),
        rows: incident.tasks.len() + incident.cgroup_memory.stats.0.len() + incident.victims.len(),
    }
}

fn fill_moment(own: &mut Moment, other: Moment) {
    own.uptime = own.uptime.or(other.uptime);
    if dated(own.wall.as_ref()) < dated(other.wall.as_ref()) {
        own.wall = other.wall;
        own.printed = other.printed.or_else(|| own.printed.take());
    }
}

/// How much of a time is in the log: the time, its year, its offset.
fn dated(wall: Option<&Wall>) -> u8 {
    wall.map_or(0, |wall| {
        1 + 2 * u8::from(!wall.year_assumed()) + u8::from(wall.offset_seconds.is_some() && !wall.offset_assumed)
    })
}

fn same_victim(a: &Victim, b: &Victim) -> bool {
    a.pid == b.pid
        && a.name == b.name
        && !contradicts(a.total_vm, b.total_vm)
        && !contradicts(a.anon_rss, b.anon_rss)
        && !contradicts(a.file_rss, b.file_rss)
        && !contradicts(a.shmem_rss, b.shmem_rss)
}

/// True where nothing that both reports hold differs.
fn same_report(a: &Incident, b: &Incident) -> bool {
    let cgroup = |incident: &Incident| incident.limit_cgroup.as_ref().map(|cgroup| Arc::clone(&cgroup.path));
    let trigger = |incident: &Incident| incident.trigger.as_ref().map(|trigger| trigger.name.clone());
    let failcnt = |incident: &Incident| incident.cgroup_memory.memory.map(|counter| (counter.usage, counter.failcnt));
    let group = |incident: &Incident| incident.oom_group.as_ref().map(|group| Arc::clone(&group.path));
    !contradicts(group(a), group(b))
        && !contradicts(cgroup(a), cgroup(b))
        && !contradicts(trigger(a), trigger(b))
        && !contradicts(failcnt(a), failcnt(b))
}

/// True where the stamps allow one kill; where they share no clock, the victim's sizes must prove it.
fn same_time(a: &Incident, b: &Incident, first: &Victim, second: &Victim) -> bool {
    if let (Some(up_a), Some(up_b)) = (a.moment.uptime, b.moment.uptime) {
        let days = match (&a.moment.wall, &b.moment.wall) {
            (Some(a), Some(b)) => wall_gap(a, b).abs() / 86_400,
            _ => 0,
        };
        return up_a.micros.abs_diff(up_b.micros).cast_signed() <= UPTIME_MICROS && days <= STEP_DAYS;
    }
    if let (Some(wall_a), Some(wall_b)) = (&a.moment.wall, &b.moment.wall) {
        let slack = if is_proven(a, b, first, second) { PROVEN_WALL_SECONDS } else { WALL_SECONDS };
        return same_wall(wall_a, wall_b, slack);
    }
    same_sizes(first, second) || is_mention(a, first, b, second)
}

/// True where one of the two only mentions the kill, as a title does, or the end of a report that breaks off: one source holds
/// both, they share no clock, one is a line by itself, and the other tells more. Two lines of one kill tell the same figures.
fn is_mention(a: &Incident, first: &Victim, b: &Incident, second: &Victim) -> bool {
    let is_dated = |incident: &Incident| incident.moment.wall.is_some() || incident.moment.uptime.is_some();
    let shares_source = a.seen_in.iter().any(|own| b.seen_in.iter().any(|other| own.source == other.source));
    let parts = |incident: &Incident| weight(incident).parts;
    let has_figures = |victim: &Victim| victim.total_vm.is_some() || victim.anon_rss.is_some();
    let is_parted =
        is_dated(a) != is_dated(b) || parts(a).max(parts(b)) > 1 || has_figures(first) != has_figures(second);
    // An excerpt of the syslog behind one of dmesg, which has another clock: the line that names the victim, and its kill without
    // figures.
    let is_excerpt = has_figures(first) != has_figures(second) && parts(a).min(parts(b)) <= 2;
    let is_mentioned = if is_dated(a) && is_dated(b) { is_excerpt } else { is_parted && parts(a).min(parts(b)) <= 1 };
    shares_source && is_mentioned
}

fn same_sizes(a: &Victim, b: &Victim) -> bool {
    let sizes = |victim: &Victim| Some((victim.total_vm?, victim.anon_rss?, victim.file_rss?));
    sizes(a).is_some() && sizes(a) == sizes(b)
}

/// True where two logs print the same figures of one victim in one cgroup, under one trigger: a pid is not used again,
/// with the same sizes in the same container, within the minute. One log that tells a kill twice is not two logs.
fn is_proven(a: &Incident, b: &Incident, first: &Victim, second: &Victim) -> bool {
    let cgroups = |incident: &Incident| {
        let path = |cgroup: &Option<CgroupPath>| cgroup.as_ref().map(|cgroup| Arc::clone(&cgroup.path));
        (path(&incident.limit_cgroup), path(&incident.victim_cgroup))
    };
    let trigger = |incident: &Incident| incident.trigger.as_ref().map(|trigger| trigger.name.clone());
    let shares_log = a.seen_in.iter().any(|own| b.seen_in.iter().any(|other| own.source == other.source));
    !shares_log
        && same_sizes(first, second)
        && cgroups(a).1.is_some()
        && cgroups(a) == cgroups(b)
        && trigger(a).is_some()
        && trigger(a) == trigger(b)
}

/// Reports without a victim repeat within milliseconds: only the same stamp is the same report.
fn same_header(a: &Incident, b: &Incident) -> bool {
    let sources = |incident: &Incident| incident.home().map(|home| home.source);
    match a.moment.micros_until(&b.moment) {
        Some(gap) if a.moment.uptime.is_some() && b.moment.uptime.is_some() => gap == 0 && a.outcome == b.outcome,
        Some(gap) => gap.abs() <= WALL_SECONDS * 1_000_000 && sources(a) != sources(b) && has_figures(a),
        None => sources(a) != sources(b) && has_figures(a),
    }
}

fn has_figures(incident: &Incident) -> bool {
    incident.outcome != Outcome::NotInLog || incident.cgroup_memory.memory.is_some()
}

/// The wall clocks agree, or differ by a zone where only one of them says its own.
fn same_wall(a: &Wall, b: &Wall, slack: i64) -> bool {
    let gap = wall_gap(a, b);
    if gap.abs() <= slack {
        return true;
    }
    let zone = a.offset_seconds.is_some() != b.offset_seconds.is_some();
    let off = gap.rem_euclid(ZONE_STEP);
    zone && gap.abs() <= ZONE_MAX + slack && off.min(ZONE_STEP - off) <= slack
}

/// Seconds between two wall clocks; an assumed year does not count.
fn wall_gap(a: &Wall, b: &Wall) -> i64 {
    use chrono::Datelike as _;
    let (mut a_time, b_time) = (a.comparable(), b.comparable());
    if a.year_assumed() || b.year_assumed() {
        a_time = a_time.with_year(b_time.year()).unwrap_or(a_time);
    }
    a_time.signed_duration_since(b_time).num_seconds()
}

/// `node-7` and `node-7.example.net` are one node.
fn other_host(a: Option<&str>, b: Option<&str>) -> bool {
    let short = |host: &str| host.split('.').next().unwrap_or(host).to_owned();
    contradicts(a.map(short), b.map(short))
}

fn contradicts<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}
