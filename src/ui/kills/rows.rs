//! What list, filter and timeline need of each case, made once when the case arrives, so that no frame computes it.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::analysis::{
    Case, Level, Review, Scope, Witness, WitnessKind, WitnessLine, owner_name, shown_wall, wall_time,
};
use crate::lang::Language;
use crate::model::{Bytes, Incident, IncidentId, Outcome, Place, Span, Uptime, Victim, Wall};
use crate::palette::{MarkShape, Palette, Rgb};
use crate::report::page::Clock;
use crate::say;
use crate::text;

/// What a row tells of, as chips, marks and lanes tell rows apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowKind {
    /// A report of the kernel, by the scope of its verdict.
    Report(Scope),
    /// A sign of a kill that no report here shows. It is never counted as a kill of the kernel.
    Sign,
}

impl RowKind {
    /// All kinds, in the order of chips and lanes.
    pub(crate) const ALL: [Self; 6] = {
        let [a, b, c, d, e] = Scope::ALL;
        [Self::Report(a), Self::Report(b), Self::Report(c), Self::Report(d), Self::Report(e), Self::Sign]
    };

    /// The shape that stands for it.
    pub(crate) const fn mark(self) -> MarkShape {
        match self {
            Self::Report(scope) => MarkShape::of(scope),
            Self::Sign => MarkShape::Cross,
        }
    }

    /// Its colour.
    pub(crate) const fn colour(self, palette: &Palette) -> Rgb {
        match self {
            Self::Report(scope) => palette.scope(scope),
            Self::Sign => palette.witness,
        }
    }

    /// What it is called.
    pub(crate) fn words(self, language: Language) -> &'static str {
        match self {
            Self::Report(scope) => scope.words(language),
            Self::Sign => say!(language, "list-sign"),
        }
    }
}

/// What held most of a node, as a row says it. Where there is no room the name is cut, never the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HolderWords {
    /// Its name.
    pub(crate) name: Arc<str>,
    /// Its name and how much of how much.
    pub(crate) all: Arc<str>,
}

/// Who tells of a kill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum KillSource {
    /// A log, whatever else.
    #[default]
    Log,
    /// Nothing but what people wrote: a note quotes it.
    Note,
}

/// One case, or one sign of a kill, as list and timeline see it.
#[derive(Clone, Debug)]
pub(crate) struct KillRow {
    pub(crate) id: IncidentId,
    /// Where its first line stands: finds the same kill again when the load numbers anew.
    pub(crate) home: Option<Place>,
    /// Where its lines stand, in each source that has it.
    pub(crate) seen_in: Box<[Span]>,
    /// The calendar time, comparable between nodes.
    pub(crate) wall: Option<NaiveDateTime>,
    /// Seconds that the log's zone is east of UTC, where the log says.
    pub(crate) offset_seconds: Option<i32>,
    pub(crate) uptime: Option<Uptime>,
    pub(crate) kind: RowKind,
    pub(crate) level: Level,
    /// False for reports that end without a kill.
    pub(crate) killed: bool,
    /// The chosen victim's name, or what stands in its place.
    pub(crate) victim: Arc<str>,
    /// The chosen victim's pid.
    pub(crate) pid: Option<u32>,
    /// Victims beyond the chosen one.
    pub(crate) more_victims: usize,
    /// What the chosen victim held.
    pub(crate) held: Option<Bytes>,
    /// What a sign is in short, where a kill tells what its victim held.
    pub(crate) sign: &'static str,
    pub(crate) host: Option<Arc<str>>,
    /// The pod (or container, or cgroup) for people.
    pub(crate) owner: Option<Arc<str>>,
    /// What the pod belongs to.
    pub(crate) workload: Option<Arc<str>>,
    /// What held most of a node that was short, and how much.
    pub(crate) holder: Option<HolderWords>,
    /// Whether that is a pod.
    pub(crate) owner_is_pod: bool,
    /// When, for people.
    pub(crate) when: Arc<str>,
    /// The calendar day that `when` names, if it names one.
    pub(crate) day: Option<NaiveDate>,
    /// The time of that day; `when` itself where it names no day.
    pub(crate) time: Arc<str>,
    /// True where the day's year is not in the log.
    pub(crate) year_assumed: bool,
    /// Who tells of it.
    pub(crate) told_by: KillSource,
    /// Everything that the filter looks through, in lower case, a line each.
    haystack: Box<str>,
}

impl KillRow {
    /// The row of a case, in words of this language.
    pub(crate) fn new(case: &Case, language: Language) -> Self {
        let incident = &case.incident;
        let chosen = incident.chosen();
        let wall = wall_time(case);
        let local = local_time(case);
        let victim = match (chosen, &incident.trigger) {
            (Some(victim), _) => text::visible(&victim.name).into(),
            (None, _) => without_victim(incident, language).into(),
        };
        Self {
            id: incident.id,
            home: incident.home().map(|span| Place { source: span.source, line: span.first }),
            seen_in: (*incident.seen_in).into(),
            wall,
            offset_seconds: shown_wall(case).and_then(|wall| wall.offset_seconds),
            uptime: incident.moment.uptime,
            kind: RowKind::Report(case.conclusions.verdict.scope),
            level: case.conclusions.verdict.level,
            killed: chosen.is_some(),
            victim,
            pid: chosen.map(|victim| victim.pid),
            more_victims: incident.victims.len().saturating_sub(1),
            held: chosen.and_then(Victim::held),
            sign: "",
            host: incident.host.as_deref().map(|host| text::visible(host).into()),
            owner: owner_name(case, language).map(Arc::from),
            workload: case.conclusions.workload.as_ref().map(|workload| workload.title(language).into()),
            holder: case.conclusions.shortage.as_ref().and_then(|shortage| {
                let name = shortage.told_holder()?.words(language).into();
                Some(HolderWords { name, all: shortage.holder_short(language)?.into() })
            }),
            owner_is_pod: case.conclusions.pod.as_ref().is_some_and(|pod| pod.name.is_some() || pod.uid.is_some()),
            when: when(case, language).into(),
            day: local.map(|local| local.date()),
            time: local.map_or_else(|| when(case, language), text::time_of_day).into(),
            year_assumed: incident.moment.wall.as_ref().is_some_and(Wall::year_assumed),
            told_by: KillSource::Log,
            haystack: haystack(case).into(),
        }
    }

    /// The row of a sign. Its clock is that of the kills beside which it stands.
    fn of_sign(witness: &Witness, id: IncidentId, kills: Clocks, language: Language) -> Self {
        let subject = &witness.subject;
        let wall = witness.time.as_ref();
        let shown = wall.map(|wall| match (wall.offset_seconds, kills.common) {
            (Some(own), Some(east)) => wall.local + TimeDelta::seconds(i64::from(east) - i64::from(own)),
            _ => wall.local,
        });
        let place = |line: &&WitnessLine| line.place.line > 0;
        let span =
            |line: &WitnessLine| Span { source: line.place.source, first: line.place.line, last: line.place.line };
        let pod = subject.pod.as_deref().map(|pod| match subject.namespace.as_deref() {
            Some(namespace) => format!("{namespace}/{pod}"),
            None => pod.to_owned(),
        });
        let names = [&subject.process, &subject.container, &subject.pod, &subject.unit];
        let name = names.into_iter().flatten().next().map(|name| text::visible(name).into_owned());
        let when = shown
            .map_or_else(|| say!(language, "list-time-not-in-log").to_owned(), |local| text::day_time(language, local));
        let owner_is_pod = pod.is_some();
        Self {
            id,
            home: witness.lines.iter().find(place).map(|line| line.place),
            seen_in: witness.lines.iter().filter(place).map(span).collect(),
            wall: wall.filter(|wall| kills.fit(wall)).map(Wall::comparable),
            offset_seconds: wall.and_then(|wall| kills.common.or(wall.offset_seconds)),
            uptime: None,
            kind: RowKind::Sign,
            level: Level::default(),
            killed: true,
            victim: name.unwrap_or_else(|| say!(language, "subject-unknown").to_owned()).into(),
            pid: subject.pid,
            more_victims: 0,
            held: None,
            sign: short(witness.kind, language),
            host: witness.host.as_deref().map(|host| text::visible(host).into()),
            owner: pod.or_else(|| subject.unit.as_deref().map(str::to_owned)).map(Arc::from),
            workload: None,
            holder: None,
            owner_is_pod,
            when: when.as_str().into(),
            day: shown.map(|local| local.date()),
            time: shown.map_or_else(|| when.clone(), text::time_of_day).into(),
            year_assumed: wall.is_some_and(Wall::year_assumed),
            told_by: KillSource::Log,
            haystack: sign_haystack(witness, language).into(),
        }
    }

    /// True for a report of the kernel.
    pub(crate) const fn is_report(&self) -> bool {
        matches!(self.kind, RowKind::Report(_))
    }

    /// Whether `found` is true of what the filter looks through.
    pub(crate) fn holds(&self, found: &dyn Fn(&str) -> bool) -> bool {
        found(&self.haystack)
    }

    /// What a screen reader says.
    pub(crate) fn label(&self, language: Language) -> String {
        let (number, victim, when) = (self.id.0.to_string(), &*self.victim, &*self.when);
        let scope = self.kind.words(language);
        match &self.host {
            Some(host) => say!(
                language,
                "list-row-label-on-host",
                number = number,
                victim = victim,
                scope = scope,
                when = when,
                host = &**host
            ),
            None => say!(language, "list-row-label", number = number, victim = victim, scope = scope, when = when),
        }
    }

    /// Where it stands on the axis, in seconds.
    pub(crate) fn seconds(&self, clock: Clock) -> Option<f64> {
        match clock {
            Clock::Wall => self.wall.map(seconds_of),
            Clock::Boot => self.uptime.map(Uptime::seconds),
        }
    }
}

/// The rows of a review: its kills, in their order, and behind them the signs of others.
pub(crate) fn of_review(review: &Review, witnesses: &[Witness]) -> Vec<KillRow> {
    let mut rows: Vec<KillRow> = review.cases.iter().map(|case| KillRow::new(case, review.language)).collect();
    add_signs(&mut rows, witnesses, review.language);
    rows
}

/// Puts the rows of signs behind those of the kills: their numbers go on from the kills'.
pub(crate) fn add_signs(rows: &mut Vec<KillRow>, witnesses: &[Witness], language: Language) {
    let first = u32::try_from(rows.len()).unwrap_or(u32::MAX).saturating_add(1);
    let numbered = (first..).map(IncidentId).zip(witnesses);
    let kills = Clocks::of(rows);
    let signs: Vec<KillRow> = numbered.map(|(id, witness)| KillRow::of_sign(witness, id, kills, language)).collect();
    rows.extend(signs);
}

/// What the calendar times of kills are, as far as a sign beside them must know.
#[derive(Clone, Copy, Debug)]
struct Clocks {
    /// The offset from UTC that all share.
    common: Option<i32>,
    /// Whether any names its offset, and whether any does not.
    named: bool,
    unnamed: bool,
}

impl Clocks {
    fn of(kills: &[KillRow]) -> Self {
        let has = |named: bool| kills.iter().any(|row| row.wall.is_some() && row.offset_seconds.is_some() == named);
        Self { common: common_offset(kills), named: has(true), unnamed: has(false) }
    }

    /// A stamp with an offset and one without cannot be put in one order.
    const fn fit(self, wall: &Wall) -> bool {
        if wall.offset_seconds.is_some() { !self.unnamed } else { !self.named }
    }
}

/// The offset from UTC that all rows with a calendar time share.
pub(crate) fn common_offset(rows: &[KillRow]) -> Option<i32> {
    let mut dated = rows.iter().filter(|row| row.wall.is_some());
    let first = dated.next()?.offset_seconds;
    dated.all(|row| row.offset_seconds == first).then_some(first)?
}

impl Clock {
    /// The calendar, where any kill has a time of it.
    pub(crate) fn of(rows: &[KillRow]) -> Self {
        let has_wall = rows.is_empty() || rows.iter().any(|row| row.wall.is_some());
        if has_wall { Self::Wall } else { Self::Boot }
    }
}

/// A calendar time as seconds on an axis.
pub(crate) fn seconds_of(time: NaiveDateTime) -> f64 {
    time.and_utc().timestamp_micros() as f64 / 1e6
}

/// What there is to say in the place of the victim's name: how the report ends, or that it is cut before that.
fn without_victim(incident: &Incident, language: Language) -> String {
    let asked = |name: &str| say!(language, "list-no-victim-asked", name = name);
    match (&incident.outcome, &incident.trigger) {
        (Outcome::NotInLog | Outcome::Killed, _) => say!(language, "list-victim-cut-off").to_owned(),
        (Outcome::Panicked(_), _) => say!(language, "list-panicked").to_owned(),
        (Outcome::NoKillableProcess | Outcome::Ignored, Some(trigger)) => asked(&text::visible(&trigger.name)),
        (Outcome::NoKillableProcess | Outcome::Ignored, None) => say!(language, "list-no-victim").to_owned(),
    }
}

/// The calendar time as the log's own clock shows it; for a time that was moved from the boot clock, the other log's.
fn local_time(case: &Case) -> Option<NaiveDateTime> {
    shown_wall(case).map(|wall| wall.local)
}

/// When, for people; a time that was moved from the boot clock says so.
fn when(case: &Case, language: Language) -> String {
    match (&case.incident.moment.wall, case.conclusions.moved_to_wall.as_deref()) {
        (None, Some(moved)) => text::day_time(language, moved.local),
        _ => text::when(language, &case.incident.moment)
            .unwrap_or_else(|| say!(language, "list-time-not-in-log").to_owned()),
    }
}

/// What a sign is, in a word or two.
fn short(kind: WitnessKind, language: Language) -> &'static str {
    match kind {
        WitnessKind::Eviction => say!(language, "list-sign-evicted"),
        WitnessKind::OomdKill => "systemd-oomd",
        WitnessKind::EarlyoomKill => "earlyoom",
        WitnessKind::TalosKill => "Talos",
        WitnessKind::OomKilled => "OOMKilled",
        WitnessKind::TaskOom => "TaskOOM",
        WitnessKind::SystemOom => "SystemOOM",
        WitnessKind::ProblemDetector => "OOMKilling",
        WitnessKind::UnitOom | WitnessKind::UnitFailed => "oom-kill",
        WitnessKind::Exit137 => say!(language, "list-sign-exit-137"),
    }
}

fn sign_haystack(witness: &Witness, language: Language) -> String {
    let subject = &witness.subject;
    let names = [
        &subject.process,
        &subject.container,
        &subject.container_id,
        &subject.pod,
        &subject.pod_uid,
        &subject.namespace,
        &subject.unit,
    ];
    let mut words: Vec<&str> = names.into_iter().flatten().map(|word| &**word).collect();
    words.extend(witness.host.as_deref());
    words.extend([witness.kind.name(), short(witness.kind, language), RowKind::Sign.words(language)]);
    words.extend(witness.lines.iter().map(|line| line.text.as_str()));
    words.join("\n").to_lowercase()
}

fn haystack(case: &Case) -> String {
    let (incident, conclusions) = (&case.incident, &case.conclusions);
    let mut words: Vec<&str> = incident.victims.iter().map(|victim| &*victim.name).collect();
    words.extend(incident.trigger.as_ref().map(|trigger| &*trigger.name));
    words.extend(incident.host.as_deref());
    words.extend([&incident.limit_cgroup, &incident.victim_cgroup].into_iter().flatten().map(|path| &*path.path));
    if let Some(pod) = &conclusions.pod {
        words.extend([&pod.namespace, &pod.name, &pod.uid].into_iter().flatten().map(|word| &**word));
    }
    if let Some(workload) = &conclusions.workload {
        words.extend(workload.kind.as_deref().into_iter().chain([&*workload.name]));
    }
    if let Some(container) = &conclusions.container {
        words.extend([&container.name, &container.id].into_iter().flatten().map(|word| &**word));
    }
    words.extend([conclusions.verdict.level.name(), conclusions.verdict.scope.name()]);
    let pids: Vec<String> = incident.victims.iter().map(|victim| victim.pid.to_string()).collect();
    words.extend(pids.iter().map(String::as_str));
    words.join("\n").to_lowercase()
}
