//! Which series tells of the time before a kill, and what it tells: a sentence with its arithmetic.

use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, TimeDelta};

use super::history::{History, HistoryShape, MemoryTrack, TrackMeasure, TrackOwner, TrackPoint, TrackRun, judge};
use super::{Basis, Case, Insight, Level, Review, shown_wall};
use crate::lang::Language;
use crate::model::{Bytes, Source, SourceId};
use crate::{say, text};

/// The name of the insight.
const NAME: &str = "history";

/// A run of less may be the rise of a day, in seconds.
const DAY: i64 = 24 * 3600;

/// So many kills before one are looked at for the last that gave memory back.
const KILLS_LOOKED_AT: usize = 1000;

/// So many sources are named.
const NAMED: usize = 3;

/// Says of each kill what memory did before it, where series were handed over that may tell.
pub(super) fn tell(review: &mut Review) {
    if review.tracks.is_empty() {
        return;
    }
    settle_zones(review);
    let index = TrackIndex::new(&review.tracks, &review.cases);
    let before = |at: usize| review.cases.get(at.saturating_sub(KILLS_LOOKED_AT)..at).unwrap_or_default();
    let cases = review.cases.iter().enumerate();
    let histories: Vec<Option<History>> = cases.map(|(at, case)| index.history(case, before(at))).collect();
    let (sources, language) = (&review.sources, review.language);
    let told_here = |(case, _): &(&mut Arc<Case>, Option<History>)| !case.is_carried();
    for (case, history) in review.cases.iter_mut().zip(histories).filter(told_here) {
        let is_told = case.conclusions.history.is_some();
        if is_told || history.is_some() {
            let case = Arc::make_mut(case);
            let insight = history.as_ref().map(|history| insight(history, case, sources, language));
            let told = case.insights_mut();
            told.retain(|insight| *insight.name != *NAME);
            told.splice(0..0, insight);
            case.conclusions.history = history;
        }
    }
}

/// A series without a zone has that of the log: the offset that the nearest kill's time has.
fn settle_zones(review: &mut Review) {
    let walls: Vec<(Option<Arc<str>>, NaiveDateTime, i32)> = review
        .cases
        .iter()
        .filter_map(|case| {
            let wall = shown_wall(case)?;
            let east = wall.offset_seconds?;
            let local = wall.comparable().checked_add_signed(TimeDelta::seconds(i64::from(east)))?;
            Some((case.incident.host.clone(), local, east))
        })
        .collect();
    for track in review.tracks.iter_mut().filter(|track| track.east_seconds.is_none()) {
        let Some(end) = track.points.last().map(|point| point.to) else { continue };
        let TrackOwner::Node(name) = &track.owner else { continue };
        let may_be = |host: &Option<Arc<str>>| match (host, name) {
            (Some(host), Some(name)) => is_one_node(host, name),
            _ => true,
        };
        let near = walls.iter().filter(|(host, ..)| may_be(host));
        let nearest = near.min_by_key(|(_, local, _)| local.and_utc().timestamp().abs_diff(end));
        track.east_seconds = nearest.map(|(.., east)| *east);
    }
}

/// True for two names of one node: one may be short where the other has its domain.
fn is_one_node(a: &str, b: &str) -> bool {
    let short = |name: &str| name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_short = |name: &str| !name.contains('.');
    a.eq_ignore_ascii_case(b) || ((is_short(a) || is_short(b)) && short(a) == short(b))
}

/// The tracks of one thing and one measure, in the order of time.
struct TrackGroup {
    owner: TrackOwner,
    measure: TrackMeasure,
    has_swap: bool,
    tracks: Vec<MemoryTrack>,
}

/// All tracks by what they tell of.
struct TrackIndex {
    groups: Vec<TrackGroup>,
    /// The one node of all series, where the log names at most that one.
    only_node: bool,
}

impl TrackIndex {
    fn new(tracks: &[MemoryTrack], cases: &[Arc<Case>]) -> Self {
        let mut groups: Vec<TrackGroup> = Vec::new();
        for track in tracks.iter().filter(|track| track.measure != TrackMeasure::SwapFree) {
            let is_swap = |other: &&MemoryTrack| {
                let is_its = other.source == track.source && other.owner == track.owner;
                is_its && other.measure == TrackMeasure::SwapFree
            };
            let joined = tracks.iter().find(is_swap).and_then(|swap| with_swap(track, swap));
            let (has_swap, track) = (joined.is_some(), joined.unwrap_or_else(|| track.clone()));
            let is_it = |group: &&mut TrackGroup| {
                group.owner == track.owner && group.measure == track.measure && group.has_swap == has_swap
            };
            match groups.iter_mut().find(is_it) {
                Some(group) => group.tracks.push(track),
                None => groups.push(TrackGroup {
                    owner: track.owner.clone(),
                    measure: track.measure,
                    has_swap,
                    tracks: vec![track],
                }),
            }
        }
        let start = |track: &MemoryTrack| track.points.first().map(|point| point.from);
        for group in &mut groups {
            group.tracks.sort_by_key(start);
        }
        groups.sort_by_key(|group| (group.measure, !group.has_swap));
        let mut nodes: Vec<&str> = cases.iter().filter_map(|case| case.incident.host.as_deref()).collect();
        nodes.extend(groups.iter().filter_map(|group| match &group.owner {
            TrackOwner::Node(Some(name)) => Some(&**name),
            _ => None,
        }));
        let only_node = nodes.windows(2).all(|pair| if let [a, b] = pair { is_one_node(a, b) } else { true });
        Self { groups, only_node }
    }

    /// What is known of the time before a kill; none where no series is of the kind that could tell.
    fn history(&self, case: &Case, before: &[Arc<Case>]) -> Option<History> {
        let (mut found, mut sources): (Option<History>, Vec<SourceId>) = (None, Vec::new());
        let mut is_kind = false;
        for group in &self.groups {
            let Some(is_its) = self.is_its(group, case) else { continue };
            is_kind = true;
            if is_its && found.as_ref().is_none_or(|found| found.shape < HistoryShape::TooFew) {
                sources.extend(group.tracks.iter().map(|track| track.source));
                let told = of_group(group, case, before);
                found = Some(found.filter(|found| found.shape >= told.shape).unwrap_or(told));
            }
        }
        sources.sort_unstable();
        sources.dedup();
        is_kind.then(|| found.unwrap_or_else(|| History::without_figures(HistoryShape::NotCovered, sources)))
    }

    /// Whether a group is of what was out of memory; none where it is of another kind.
    fn is_its(&self, group: &TrackGroup, case: &Case) -> Option<bool> {
        match (&group.owner, case.conclusions.verdict.level) {
            (TrackOwner::Node(name), Level::WholeNode) => Some(match (name, &case.incident.host) {
                (Some(name), Some(host)) => is_one_node(name, host),
                _ => self.only_node,
            }),
            (TrackOwner::Container { namespace, pod, container, id }, level @ (Level::Container | Level::Pod)) => {
                let (of_pod, of_container) = (&case.conclusions.pod, &case.conclusions.container);
                let own_id = of_container.as_ref().and_then(|own| own.id.as_deref());
                let is_pod = of_pod.as_ref().is_some_and(|own| {
                    own.namespace.as_deref() == Some(&**namespace) && own.name.as_deref() == Some(&**pod)
                });
                let name = of_container.as_ref().and_then(|own| own.name.as_deref());
                Some(match (level, container, id) {
                    (Level::Container, Some(_), Some(id)) if own_id.is_some() => own_id == Some(&**id),
                    (Level::Container, Some(container), _) => is_pod && name == Some(&**container),
                    (Level::Pod, None, _) => is_pod,
                    _ => false,
                })
            }
            _ => None,
        }
    }
}

/// Free swap put on top of what is available, where both were sampled together and there is swap.
fn with_swap(memory: &MemoryTrack, swap: &MemoryTrack) -> Option<MemoryTrack> {
    let is_together = memory.points.len() == swap.points.len() && memory.wholes.len() == swap.wholes.len();
    let has_swap = swap.wholes.iter().any(|(_, whole)| whole.0 > 0);
    (is_together && has_swap).then_some(())?;
    let mut both = memory.clone();
    for (point, other) in both.points.iter_mut().zip(&swap.points) {
        if (point.from, point.to, point.samples) != (other.from, other.to, other.samples) {
            return None;
        }
        let add = |a: u64, b: u64| a.saturating_add(b);
        *point = TrackPoint {
            sum: point.sum + other.sum,
            least: add(point.least, other.least),
            most: add(point.most, other.most),
            ..*point
        };
    }
    for (whole, other) in both.wholes.iter_mut().zip(&swap.wholes) {
        whole.1 = Bytes(whole.1.0.saturating_add(other.1.0));
    }
    Some(both)
}

/// When a kill was on a track's clock; none where the two clocks cannot be compared.
fn time_on(track: &MemoryTrack, case: &Case) -> Option<i64> {
    let wall = shown_wall(case)?;
    match (wall.offset_seconds, track.east_seconds) {
        (Some(_), Some(east)) => Some(wall.comparable().and_utc().timestamp() + i64::from(east)),
        (None, _) if !track.is_zone_told => Some(wall.local.and_utc().timestamp()),
        _ => None,
    }
}

fn of_group(group: &TrackGroup, case: &Case, before: &[Arc<Case>]) -> History {
    let without = |shape| History::without_figures(shape, group.tracks.iter().map(|track| track.source).collect());
    let timed: Vec<(&MemoryTrack, i64)> =
        group.tracks.iter().filter_map(|track| Some((track, time_on(track, case)?))).collect();
    let begun: Vec<(&MemoryTrack, i64)> = timed
        .iter()
        .filter(|(track, kill)| track.points.first().is_some_and(|point| point.from <= *kill))
        .copied()
        .collect();
    let Some((last, kill)) = begun.last() else {
        return without(if timed.is_empty() { HistoryShape::NoZone } else { HistoryShape::NotCovered });
    };
    let Some(total) = whole_of(group, last, *kill, case) else { return without(HistoryShape::NoTotal) };
    let since = since_kill_before(group, last, *kill, (case, before));
    let Some(run) = TrackRun::before(&begun, since, total) else { return without(HistoryShape::NotCovered) };
    let mut history = judge(&run);
    let report_has_swap =
        case.incident.node_memory.as_ref().and_then(|node| node.swap_total).is_some_and(|all| all.0 > 0);
    if history.shape == HistoryShape::Tight && report_has_swap && !group.has_swap && is_node(group) {
        // What was filling up may have been swap, which this series does not show.
        history.shape = HistoryShape::Unclear;
    }
    if history.shape == HistoryShape::Spike && !is_filled(group, case, total) {
        (history.shape, history.rise) = (HistoryShape::Unclear, None);
    }
    let first = history.first_at.unwrap_or(*kill);
    let used = begun.iter().filter(|(track, at)| track.points.iter().any(|point| point.to - at + kill >= first));
    History {
        sources: used.map(|(track, _)| track.source).collect(),
        columns: last.columns.into(),
        measure: Some(group.measure),
        is_zone_told: last.is_zone_told,
        is_node_assumed: is_node(group) && case.incident.host.is_none(),
        has_swap: group.has_swap,
        ..history
    }
}

const fn is_node(group: &TrackGroup) -> bool {
    matches!(group.owner, TrackOwner::Node(_))
}

/// The whole: what the series tells, else what the report does.
fn whole_of(group: &TrackGroup, track: &MemoryTrack, kill: i64, case: &Case) -> Option<Bytes> {
    let report = || {
        if is_node(group) {
            let node = case.incident.node_memory.as_ref()?;
            Some(node.usable_ram()?.bytes(case.incident.page_size.size))
        } else {
            Some(case.incident.cgroup_memory.memory.as_ref()?.limit()?.bytes())
        }
    };
    track.whole_at(kill).or_else(report).filter(|whole| whole.0 > 0)
}

/// How many seconds ago the kill before was that gave back memory of the same thing.
fn since_kill_before(
    group: &TrackGroup,
    track: &MemoryTrack,
    kill: i64,
    (case, before): (&Case, &[Arc<Case>]),
) -> Option<i64> {
    let is_same = |other: &&Arc<Case>| {
        let (a, b) = (&case.conclusions, &other.conclusions);
        let is_level = a.verdict.level == b.verdict.level;
        let is_one = if is_node(group) {
            case.incident.host == other.incident.host
        } else {
            a.pod.is_some() && a.pod == b.pod && a.container == b.container
        };
        is_level && is_one
    };
    let last_sample = track.points.iter().rev().map(|point| point.to).find(|at| *at <= kill)?;
    let times = before.iter().rev().filter(is_same).filter_map(|other| time_on(track, other));
    times.filter(|at| *at < last_sample).max().map(|at| kill - at)
}

/// True where the report does not show that much of the node was left at the kill: one for a zone, or for pages in one piece,
/// is no sign that all was in use.
fn is_filled(group: &TrackGroup, case: &Case, total: Bytes) -> bool {
    let Some(node) = case.incident.node_memory.as_ref().filter(|_| is_node(group)) else { return true };
    let keys = ["free", "active_file", "inactive_file", "slab_reclaimable"];
    let left: u64 =
        keys.iter().filter_map(|key| node.counter(key)).map(|pages| pages.bytes(case.incident.page_size.size).0).sum();
    (left as f64) <= 0.15 * total.0 as f64
}

fn insight(history: &History, case: &Case, sources: &[Source], language: Language) -> Insight {
    let basis = match history.shape {
        HistoryShape::Leak | HistoryShape::Spike | HistoryShape::Tight | HistoryShape::Step | HistoryShape::Swings => {
            Basis::Inferred
        }
        HistoryShape::Unclear | HistoryShape::TooFew => Basis::Computed,
        HistoryShape::NotCovered | HistoryShape::NoZone | HistoryShape::NoTotal => Basis::Read,
    };
    let words = HistoryWords { history, case, sources, language };
    Insight { name: NAME.into(), text: words.sentence(), arithmetic: words.arithmetic().unwrap_or_default(), basis }
}

/// What is said of a history.
struct HistoryWords<'a> {
    history: &'a History,
    case: &'a Case,
    sources: &'a [Source],
    language: Language,
}

impl HistoryWords<'_> {
    fn sentence(&self) -> String {
        let (history, language) = (self.history, self.language);
        let told = match history.shape {
            HistoryShape::NotCovered => Some(say!(language, "history-not-covered").to_owned()),
            HistoryShape::NoZone => Some(say!(language, "history-no-zone").to_owned()),
            HistoryShape::NoTotal => Some(say!(language, "history-no-total").to_owned()),
            HistoryShape::TooFew => Some(say!(language, "history-too-few", samples = history.samples)),
            HistoryShape::Spike => self.spike(),
            HistoryShape::Leak => self.leak(),
            HistoryShape::Tight => self.tight(),
            HistoryShape::Step => self.step(),
            HistoryShape::Swings | HistoryShape::Unclear => self.between(),
        };
        told.unwrap_or_else(|| say!(language, "history-not-covered").to_owned())
    }

    fn what(&self) -> &'static str {
        let language = self.language;
        match (self.history.measure, self.case.conclusions.verdict.level) {
            (Some(TrackMeasure::WorkingSet), Level::Pod) => say!(language, "history-pod"),
            (Some(TrackMeasure::WorkingSet), _) => say!(language, "history-container"),
            _ if self.history.has_swap => say!(language, "history-node-and-swap"),
            _ => say!(language, "history-node"),
        }
    }

    fn size(&self, bytes: Bytes) -> String {
        text::size(self.language, bytes)
    }

    fn span(&self, seconds: i64) -> String {
        text::duration(self.language, TimeDelta::seconds(seconds))
    }

    fn spike(&self) -> Option<String> {
        let (rise, total) = (self.history.rise?, self.history.total?);
        Some(say!(
            self.language,
            "history-spike",
            what = self.what(),
            share = text::percent(self.language, rise.first, total),
            total = self.size(total),
            rise = self.size(Bytes(total.0.saturating_sub(rise.first.0))),
            span = self.span(rise.to - rise.from)
        ))
    }

    fn leak(&self) -> Option<String> {
        let (growth, last, total) = (self.history.growth?, self.history.last?, self.history.total?);
        let span = self.history.last_at? - growth.from;
        let grew = say!(
            self.language,
            "history-leak",
            what = self.what(),
            rate = self.size(growth.per_hour),
            span = self.span(span),
            fit = self.determination(growth.determination),
            first = self.size(growth.first),
            last = self.size(last),
            total = self.size(total)
        );
        // What was there before may show that no day has such a rise.
        let is_short = self.history.kill_at? - self.history.first_at? < DAY;
        let short = is_short.then(|| say!(self.language, "history-shorter-than-a-day").to_owned());
        Some(self.sentences([Some(grew), short]))
    }

    fn tight(&self) -> Option<String> {
        let History { least, most, total, first_at, kill_at, samples, .. } = self.history.clone();
        let (least, most, total) = (least?, most?, total?);
        Some(say!(
            self.language,
            "history-tight",
            what = self.what(),
            level = self.level(least, most, total),
            total = self.size(total),
            samples = samples,
            span = self.span(kill_at? - first_at?)
        ))
    }

    /// Of one figure or between two.
    fn level(&self, least: Bytes, most: Bytes, total: Bytes) -> String {
        let [least, most] = [least, most].map(|bytes| text::percent(self.language, bytes, total));
        if least == most { least } else { say!(self.language, "history-level", least = least, most = most) }
    }

    fn step(&self) -> Option<String> {
        let (rise, kill) = (self.history.rise?, self.history.kill_at?);
        let rose = say!(
            self.language,
            "history-step",
            what = self.what(),
            rise = self.size(Bytes(rise.last.0.saturating_sub(rise.first.0))),
            span = self.span(rise.to - rise.from),
            ago = self.span(kill - rise.to)
        );
        Some(self.sentences([Some(rose), self.last_sample()]))
    }

    /// Between two figures: with falls, or without any shape.
    fn between(&self) -> Option<String> {
        let History { shape, least, most, total, first_at, kill_at, .. } = self.history.clone();
        let total = total?;
        let (least, most) = (text::percent(self.language, least?, total), text::percent(self.language, most?, total));
        let (what, total, span) = (self.what(), self.size(total), self.span(kill_at? - first_at?));
        let told = if shape == HistoryShape::Swings {
            say!(self.language, "history-swings", what = what, least = least, most = most, total = total, span = span)
        } else {
            say!(self.language, "history-unclear", what = what, least = least, most = most, total = total, span = span)
        };
        Some(self.sentences([Some(told), self.last_sample()]))
    }

    fn last_sample(&self) -> Option<String> {
        let (last, total) = (self.history.last?, self.history.total?);
        let share = text::percent(self.language, last, total);
        let ago = self.span(self.history.kill_at? - self.history.last_at?);
        Some(say!(self.language, "history-last-sample", ago = ago, share = share))
    }

    fn determination(&self, determination: f64) -> String {
        // Cut, not rounded: 1.00 is said of what lies on a line.
        let hundredths = (determination * 100.0 + 1e-6).floor() / 100.0;
        format!("{hundredths:.2}").replace('.', self.language.decimal_mark())
    }

    fn sentences<const N: usize>(&self, told: [Option<String>; N]) -> String {
        let told: Vec<String> = told.into_iter().flatten().collect();
        told.join(say!(self.language, "sentence-separator"))
    }

    /// What the sentence stands on.
    fn arithmetic(&self) -> Option<String> {
        let History { columns, total, first, last, first_at, last_at, kill_at, samples, interval, .. } = self.history;
        let (first_at, last_at, language) = ((*first_at)?, (*last_at)?, self.language);
        let total = self.size((*total)?);
        let of = if self.history.measure.is_some_and(TrackMeasure::is_what_is_left) {
            say!(language, "history-of-what-is-left", total = total, columns = &**columns)
        } else {
            say!(language, "history-of-what-is-used", total = total, columns = &**columns)
        };
        let figures = say!(
            language,
            "history-figures",
            source = self.source_names(),
            samples = *samples,
            interval = self.span((*interval)?),
            first = self.size((*first)?),
            from = time(language, first_at),
            last = self.size((*last)?),
            to = time(language, last_at),
            ago = self.span((*kill_at)? - last_at)
        );
        let line = self.history.growth.map(|growth| {
            let (samples, from) = (growth.samples, time(language, growth.from));
            say!(language, "history-line", samples = samples, from = from)
        });
        let zone = (!self.history.is_zone_told).then(|| say!(language, "history-zone-assumed").to_owned());
        let node = self.history.is_node_assumed.then(|| say!(language, "history-node-assumed").to_owned());
        Some(self.sentences([Some(of), Some(figures), line, zone, node]))
    }

    fn source_names(&self) -> String {
        let name =
            |id: &SourceId| self.sources.iter().find(|source| source.id == *id).map(|source| source.name.clone());
        let names: Vec<String> = self.history.sources.iter().filter_map(name).collect();
        let more = names.len().saturating_sub(NAMED);
        let shown = text::list(self.language, names.get(..NAMED).unwrap_or(&names));
        if more == 0 { shown } else { say!(self.language, "history-more-sources", names = shown, more = more) }
    }
}

fn time(language: Language, seconds: i64) -> String {
    DateTime::from_timestamp(seconds, 0).map_or_else(String::new, |at| text::day_time(language, at.naive_utc()))
}
