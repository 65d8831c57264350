//! The timeline's lanes and marks, computed when kills arrive or lanes change, and thinned out for the pixels there are.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::dial::Dial;
use super::view::TimeView;
use crate::analysis::{EventFacts, Review};
use crate::lang::Language;
use crate::model::{Companion, Uptime};
use crate::report::LaneBy;
use crate::report::page::Clock;
use crate::say;
use crate::ui::kills::rows::{KillRow, RowKind, common_offset, seconds_of};

/// Lanes beyond this many are drawn as one.
pub(in crate::ui) const LANES_SHOWN: usize = 100;

/// Marks closer than this many points in one lane are drawn as one.
const CROWDED: f64 = 13.0;
/// A lane whose marks stand closer than this many points on the whole is drawn as bars.
const DENSE: f64 = 20.0;
/// So is one with a mark in this many points on the whole, where a mark stands for [`MANY`] kills and more.
const BUSY: f64 = 50.0;
/// See [`BUSY`].
const MANY: usize = 3;
/// Ticks of one kind are at least so many points apart.
const TICK: f64 = 3.0;
/// The width of a bar, in points.
pub(in crate::ui) const BAR: f32 = 6.0;

/// A kill on the timeline, or a sign of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::ui) struct Kill {
    pub(in crate::ui) seconds: f64,
    pub(in crate::ui) lane: usize,
    pub(in crate::ui) kind: RowKind,
    /// Its row.
    pub(in crate::ui) row: usize,
}

/// A line of another program, or an event of the cluster, on the timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::ui) struct Tick {
    pub(in crate::ui) seconds: f64,
    pub(in crate::ui) told: TickSource,
    /// A kill that was not the kernel's.
    pub(in crate::ui) is_loud: bool,
}

/// Who tells what a tick stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum TickSource {
    /// A line of a log: its index among the companions.
    Line(usize),
    /// The group: the index of its event.
    Event(usize),
}

/// Everything on the timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::ui) struct Lanes {
    pub(in crate::ui) names: Vec<Arc<str>>,
    /// How many kills each lane has; signs of kills are not counted.
    pub(in crate::ui) counts: Vec<usize>,
    /// In time order.
    pub(in crate::ui) kills: Vec<Kill>,
    /// Where the kill of each row stands among them.
    kill_of: Vec<Option<usize>>,
    /// In time order.
    pub(in crate::ui) ticks: Vec<Tick>,
    /// Events of the cluster that have no place on this axis, because its zone is not known.
    pub(in crate::ui) events_left_out: usize,
    /// From the first kill to the last.
    pub(in crate::ui) extent: Option<(f64, f64)>,
    /// Kills that have no place on this axis, because their lines have no such stamp.
    pub(in crate::ui) without_time: usize,
    /// Seconds that the shown clock is east of UTC, where all kills agree on it.
    pub(in crate::ui) offset_seconds: Option<i32>,
}

/// Kills that are drawn as one mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::ui) struct MarkGroup {
    /// The first of them.
    pub(in crate::ui) kill: Kill,
    pub(in crate::ui) count: usize,
    /// Where the mark stands, in seconds.
    pub(in crate::ui) seconds: f64,
    /// Whether one of them is shown by the filter.
    pub(in crate::ui) shown: bool,
    /// Whether their number fits between this mark and the next.
    pub(in crate::ui) has_room: bool,
}

/// Kills of one verdict in a short stretch of a crowded lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::ui) struct Bar {
    /// The middle of the stretch.
    pub(in crate::ui) seconds: f64,
    pub(in crate::ui) lane: usize,
    pub(in crate::ui) kind: RowKind,
    /// The row of the first kill.
    pub(in crate::ui) row: usize,
    /// How many kills.
    pub(in crate::ui) count: usize,
    /// How many kills of other verdicts it stands on.
    pub(in crate::ui) below: usize,
    /// The kills of the highest bar of the lane.
    pub(in crate::ui) most: usize,
    /// Whether one of them is shown by the filter.
    pub(in crate::ui) shown: bool,
}

/// What is drawn of a stretch of time, thinned out for the points of the screen that there are.
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct Drawn {
    pub(in crate::ui) groups: Vec<MarkGroup>,
    pub(in crate::ui) bars: Vec<Bar>,
    /// Kills that are chosen together or compared.
    pub(in crate::ui) chosen: Vec<Kill>,
    pub(in crate::ui) ticks: Vec<Tick>,
}

/// What the pointer or the selection picks out of it.
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct Highlights {
    pub(in crate::ui) group: Option<MarkGroup>,
    pub(in crate::ui) bar: Option<Bar>,
    pub(in crate::ui) selected: Option<Kill>,
    pub(in crate::ui) pointed: Vec<Kill>,
}

/// A part of the timeline as it is drawn.
#[derive(Clone, Copy)]
pub(in crate::ui) struct LaneStretch<'a> {
    pub(in crate::ui) view: TimeView,
    /// How long a point of the screen is.
    pub(in crate::ui) seconds_a_point: f64,
    /// Whether the filter shows a row.
    pub(in crate::ui) is_shown: &'a dyn Fn(usize) -> bool,
}

impl Lanes {
    pub(in crate::ui) fn new(rows: &[KillRow], review: &Review, by: LaneBy, clock: Clock, language: Language) -> Self {
        let names: Vec<Arc<str>> = rows.iter().map(|row| name(row, by, language)).collect();
        let (lanes, lane_of) = choose(rows, &names, by, language);
        let mut kills: Vec<Kill> = rows
            .iter()
            .zip(&names)
            .enumerate()
            .filter_map(|(at, (row, name))| {
                let lane = lane_of.get(name).copied().unwrap_or(LANES_SHOWN - 1);
                Some(Kill { seconds: row.seconds(clock)?, lane, kind: row.kind, row: at })
            })
            .collect();
        kills.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        let extent = kills.first().zip(kills.last()).map(|(first, last)| (first.seconds, last.seconds));
        let lines = review.companions.iter().enumerate().filter_map(|(at, companion)| tick(at, companion, clock));
        // Events tell UTC: on an axis whose zone nobody knows they have no place.
        let is_utc = clock == Clock::Wall && rows.iter().all(|row| row.wall.is_none() || row.offset_seconds.is_some());
        let events = review.cluster.events.iter().enumerate().filter_map(|(at, event)| of_event(at, event));
        let mut ticks: Vec<Tick> = lines.chain(events.filter(|_| is_utc)).collect();
        ticks.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        let is_dated = |event: &&EventFacts| event.last_seen.is_some();
        let events_left_out = if is_utc { 0 } else { review.cluster.events.iter().filter(is_dated).count() };
        let mut counts = vec![0; lanes.len()];
        for kill in kills.iter().filter(|kill| kill.kind != RowKind::Sign) {
            counts.get_mut(kill.lane).into_iter().for_each(|count| *count += 1);
        }
        let mut kill_of = vec![None; rows.len()];
        for (at, kill) in kills.iter().enumerate() {
            kill_of.get_mut(kill.row).into_iter().for_each(|place| *place = Some(at));
        }
        Self {
            counts,
            without_time: rows.iter().filter(|row| row.is_report() && row.seconds(clock).is_none()).count(),
            offset_seconds: common_offset(rows),
            names: lanes,
            kills,
            kill_of,
            ticks,
            events_left_out,
            extent,
        }
    }

    /// The kill of a row; none where it has no time.
    pub(in crate::ui) fn kill_of(&self, row: usize) -> Option<Kill> {
        self.kills.get((*self.kill_of.get(row)?)?).copied()
    }

    /// The stretch that shows every kill, with some room at both ends.
    pub(in crate::ui) fn fitting(&self) -> TimeView {
        TimeView::holding(self.extent.unwrap_or((0.0, 0.0)))
    }

    /// The clock of these kills.
    pub(in crate::ui) fn dial(&self, clock: Clock, language: Language) -> Dial {
        let shift = f64::from(self.offset_seconds.unwrap_or(0));
        Dial { clock, shift, language, has_times: self.extent.is_some() }
    }

    /// Everything of a stretch that is drawn; nothing is chosen.
    pub(in crate::ui) fn drawn(&self, stretch: LaneStretch<'_>) -> Drawn {
        let (groups, bars) = self.marks(stretch);
        let ticks = self.ticks(stretch.view, stretch.seconds_a_point).copied().collect();
        Drawn { groups, bars, chosen: Vec::new(), ticks }
    }

    /// The kills of a stretch as marks, and as bars in lanes where marks would lie on each other all along.
    fn marks(&self, stretch: LaneStretch<'_>) -> (Vec<MarkGroup>, Vec<Bar>) {
        let mut groups = self.groups(stretch);
        let wide = (stretch.view.to - stretch.view.from) / stretch.seconds_a_point;
        let mut per_lane = vec![(0_usize, 0_usize); self.names.len()];
        for group in &groups {
            if let Some((marks, kills)) = per_lane.get_mut(group.kill.lane) {
                (*marks, *kills) = (*marks + 1, *kills + group.count);
            }
        }
        let is_dense = |lane: usize| {
            let (marks, kills) = per_lane.get(lane).copied().unwrap_or_default();
            let beyond = |room: f64| marks as f64 > (wide / room).max(4.0);
            beyond(DENSE) || (beyond(BUSY) && kills >= marks * MANY)
        };
        groups.retain(|group| !is_dense(group.kill.lane));
        (groups, self.bars(stretch, &is_dense))
    }

    fn within(
        &self,
        LaneStretch { view: TimeView { from, to }, seconds_a_point, .. }: LaneStretch<'_>,
    ) -> impl Iterator<Item = &Kill> {
        // A kill that lies outside may be the first of a group whose mark stands inside.
        let margin = 2.0 * CROWDED * seconds_a_point;
        let first = self.kills.partition_point(|kill| kill.seconds < from - margin);
        self.kills.iter().skip(first).take_while(move |kill| kill.seconds <= to + margin)
    }

    fn groups(&self, stretch: LaneStretch<'_>) -> Vec<MarkGroup> {
        let crowded = CROWDED * stretch.seconds_a_point;
        let mut groups: Vec<MarkGroup> = Vec::new();
        let mut latest: HashMap<(usize, RowKind), usize> = HashMap::new();
        for kill in self.within(stretch) {
            let shown = (stretch.is_shown)(kill.row);
            let near = latest.get(&(kill.lane, kill.kind)).and_then(|at| groups.get_mut(*at));
            if let Some(group) = near.filter(|group| kill.seconds - group.kill.seconds < crowded) {
                group.count += 1;
                group.shown |= shown;
                group.seconds = f64::midpoint(group.kill.seconds, kill.seconds);
            } else {
                latest.insert((kill.lane, kill.kind), groups.len());
                groups.push(MarkGroup { kill: *kill, count: 1, seconds: kill.seconds, shown, has_room: true });
            }
        }
        give_room(&mut groups, stretch.seconds_a_point);
        groups
    }

    fn bars(&self, stretch: LaneStretch<'_>, is_dense: &dyn Fn(usize) -> bool) -> Vec<Bar> {
        // Counted from the axis' zero, not from the edge of the view: while that moves, each bar keeps its kills.
        let long = f64::from(BAR) * stretch.seconds_a_point;
        let mut bars: BTreeMap<(usize, i64, RowKind), Bar> = BTreeMap::new();
        for kill in self.within(stretch).filter(|kill| is_dense(kill.lane)) {
            #[expect(clippy::cast_possible_truncation, reason = "a float beyond the range becomes its end")]
            let nth = (kill.seconds / long).floor() as i64;
            let bar = bars.entry((kill.lane, nth, kill.kind)).or_insert(Bar {
                seconds: (nth as f64 + 0.5) * long,
                lane: kill.lane,
                kind: kill.kind,
                row: kill.row,
                count: 0,
                below: 0,
                most: 0,
                shown: false,
            });
            bar.count += 1;
            bar.shown |= (stretch.is_shown)(kill.row);
        }
        stacked(bars.into_values().collect())
    }

    /// The kills between two times that `is_chosen` picks by their rows, at most one in [`TICK`] points of each lane.
    pub(in crate::ui) fn chosen(
        &self,
        view: TimeView,
        seconds_a_point: f64,
        is_chosen: &dyn Fn(usize) -> bool,
    ) -> Vec<Kill> {
        let mut last: HashMap<usize, f64> = HashMap::new();
        let is_free = |kill: &&Kill| {
            let last = last.entry(kill.lane).or_insert(f64::NEG_INFINITY);
            let is_free = kill.seconds - *last >= TICK * seconds_a_point;
            if is_free {
                *last = kill.seconds;
            }
            is_free
        };
        let within = self.kills.iter().filter(|kill| view.contains(kill.seconds) && is_chosen(kill.row));
        within.filter(is_free).copied().collect()
    }

    /// The ticks between two times, at most one in [`TICK`] points of the screen of each kind.
    fn ticks(&self, TimeView { from, to }: TimeView, seconds_a_point: f64) -> impl Iterator<Item = &Tick> {
        let first = self.ticks.partition_point(|tick| tick.seconds < from);
        let mut last = [f64::NEG_INFINITY; 2];
        self.ticks.iter().skip(first).take_while(move |tick| tick.seconds <= to).filter(move |tick| {
            let [quiet, loud] = &mut last;
            let last = if tick.is_loud { loud } else { quiet };
            let is_free = tick.seconds - *last >= TICK * seconds_a_point;
            if is_free {
                *last = tick.seconds;
            }
            is_free
        })
    }
}

/// Says of each mark whether the next one in its lane leaves room for its number.
fn give_room(groups: &mut [MarkGroup], seconds_a_point: f64) {
    let mut next: HashMap<usize, f64> = HashMap::new();
    let mut by_time: Vec<usize> = (0..groups.len()).collect();
    by_time.sort_by(|a, b| {
        let seconds = |at: &usize| groups.get(*at).map_or(0.0, |group| group.seconds);
        seconds(b).total_cmp(&seconds(a))
    });
    for at in by_time {
        let Some(group) = groups.get_mut(at) else { continue };
        let digits = f64::from(group.count.checked_ilog10().unwrap_or(0)) + 1.0;
        let room = (26.0 + 8.0 * digits) * seconds_a_point;
        let next = next.insert(group.kill.lane, group.seconds);
        group.has_room = next.is_none_or(|next| next - group.seconds > room);
    }
}

/// Sets bars of one stretch of a lane on each other, and tells each how high the highest is. Takes them by lane and time.
fn stacked(mut bars: Vec<Bar>) -> Vec<Bar> {
    for lane in bars.chunk_by_mut(|a, b| a.lane == b.lane) {
        let mut most = 0;
        for stack in lane.chunk_by_mut(|a, b| a.seconds == b.seconds) {
            let mut below = 0;
            for bar in stack {
                bar.below = below;
                below += bar.count;
            }
            most = most.max(below);
        }
        for bar in lane {
            bar.most = most;
        }
    }
    bars
}

fn name(row: &KillRow, by: LaneBy, language: Language) -> Arc<str> {
    let known = match by {
        LaneBy::Verdict => return row.kind.words(language).into(),
        LaneBy::Pod => row.owner.clone(),
        LaneBy::Host => row.host.clone(),
        LaneBy::Victim => Some(Arc::clone(&row.victim)),
    };
    known.unwrap_or_else(|| say!(language, "list-not-in-log").into())
}

/// The lanes: verdicts in their fixed order, anything else by how many kills it has; what is too many stands in the last.
fn choose(
    rows: &[KillRow],
    names: &[Arc<str>],
    by: LaneBy,
    language: Language,
) -> (Vec<Arc<str>>, HashMap<Arc<str>, usize>) {
    let mut counts: HashMap<&Arc<str>, (usize, RowKind, usize)> = HashMap::new();
    for (at, (row, name)) in rows.iter().zip(names).enumerate() {
        counts.entry(name).or_insert((0, row.kind, at)).0 += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    match by {
        LaneBy::Verdict => ranked.sort_by_key(|(_, (_, kind, _))| *kind),
        LaneBy::Pod | LaneBy::Host | LaneBy::Victim => {
            ranked.sort_by_key(|(_, (count, _, first))| (std::cmp::Reverse(*count), *first));
        }
    }
    let mut lanes: Vec<Arc<str>> = ranked.iter().map(|(name, _)| Arc::clone(name)).collect();
    if lanes.len() > LANES_SHOWN {
        let left = lanes.len() - (LANES_SHOWN - 1);
        lanes.truncate(LANES_SHOWN - 1);
        lanes.push(say!(language, "list-other-lanes", count = left).into());
    }
    let lane_of = lanes.iter().enumerate().map(|(at, name)| (Arc::clone(name), at)).collect();
    (lanes, lane_of)
}

fn tick(at: usize, companion: &Companion, clock: Clock) -> Option<Tick> {
    let seconds = match clock {
        Clock::Wall => companion.wall_time().map(seconds_of),
        Clock::Boot => companion.moment.uptime.map(Uptime::seconds),
    }?;
    Some(Tick { seconds, told: TickSource::Line(at), is_loud: companion.kind.is_userspace_kill() })
}

fn of_event(at: usize, event: &EventFacts) -> Option<Tick> {
    let seconds = seconds_of(event.last_seen?.comparable());
    Some(Tick { seconds, told: TickSource::Event(at), is_loud: &*event.reason == "Evicted" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Case, ClusterFacts, Conclusions, Scope, Verdict};
    use crate::model::{CompanionKind, Incident, IncidentId, Moment, Place, Victim, Wall, YearBasis};

    fn row(id: u32, second: Option<u64>, victim: &str, scope: Scope) -> KillRow {
        let uptime = second.map(|second| Uptime { micros: second * 1_000_000 });
        let incident = Incident {
            id: IncidentId(id),
            moment: Moment { uptime, ..Moment::default() },
            victims: vec![Victim { name: victim.into(), ..Victim::default() }],
            ..Incident::default()
        };
        let verdict = Verdict { scope, ..Verdict::default() };
        KillRow::new(
            &Case { incident, conclusions: Conclusions { verdict, ..Conclusions::default() } },
            Language::English,
        )
    }

    fn lanes(rows: &[KillRow], by: LaneBy) -> Lanes {
        Lanes::new(rows, &Review::default(), by, Clock::Boot, Language::English)
    }

    const ALL_SHOWN: &dyn Fn(usize) -> bool = &|_| true;

    fn stretch(from: f64, to: f64, seconds_a_point: f64) -> LaneStretch<'static> {
        LaneStretch { view: TimeView { from, to }, seconds_a_point, is_shown: ALL_SHOWN }
    }

    #[test]
    fn the_lane_with_most_kills_stands_first_and_the_many_share_the_last() {
        let many = u32::try_from(LANES_SHOWN).unwrap() + 12;
        let mut rows: Vec<KillRow> =
            (0..many).map(|id| row(id, Some(id.into()), &format!("p{id}"), Scope::Node)).collect();
        rows.push(row(many, Some(20), "p7", Scope::Node));
        let lanes = lanes(&rows, LaneBy::Victim);
        assert_eq!(lanes.names.len(), LANES_SHOWN);
        assert_eq!((&*lanes.names[0], &**lanes.names.last().unwrap()), ("p7", "13 others"));
        assert_eq!((lanes.counts[0], *lanes.counts.last().unwrap()), (2, 13));
    }

    #[test]
    fn a_kill_without_a_stamp_is_counted_and_not_placed() {
        let lanes = lanes(&[row(1, None, "a", Scope::Node), row(2, Some(5), "b", Scope::Node)], LaneBy::Verdict);
        assert_eq!((lanes.kills.len(), lanes.without_time, lanes.extent), (1, 1, Some((5.0, 5.0))));
        assert_eq!((lanes.kill_of(0), lanes.kill_of(1)), (None, Some(lanes.kills[0])));
    }

    #[test]
    fn kills_that_would_lie_on_each_other_are_one_mark_that_knows_its_count() {
        let rows: Vec<KillRow> =
            (0..100).map(|id| row(id, Some(u64::from(id / 10) * 100), "a", Scope::Container)).collect();
        let lanes = lanes(&rows, LaneBy::Verdict);
        let (groups, bars) = lanes.marks(stretch(0.0, 1000.0, 1.0));
        assert_eq!((groups.len(), bars.len()), (10, 0));
        assert!(groups.iter().all(|group| group.count == 10 && group.has_room));
        let (squeezed, _) = lanes.marks(stretch(0.0, 8000.0, 8.0));
        assert!(squeezed.iter().rev().skip(1).all(|group| !group.has_room), "{squeezed:?}");
    }

    #[test]
    fn a_lane_of_thousands_is_bars_that_lose_no_kill() {
        let rows: Vec<KillRow> = (0..5000)
            .map(|id| {
                let scope = if id % 5 == 0 { Scope::Node } else { Scope::Container };
                row(id, Some(u64::from(id / 5)), "a", scope)
            })
            .collect();
        let lanes = lanes(&rows, LaneBy::Victim);
        let (groups, bars) = lanes.marks(stretch(0.0, 1000.0, 1.0));
        assert_eq!((groups.len(), bars.iter().map(|bar| bar.count).sum::<usize>()), (0, 5000));
        assert!(bars.iter().all(|bar| bar.below + bar.count <= bar.most), "{bars:?}");
        let (groups, bars) = lanes.marks(stretch(10.0, 19.0, 0.001));
        assert_eq!((groups.iter().map(|group| group.count).sum::<usize>(), bars.len()), (50, 0), "zoomed in");
    }

    #[test]
    fn different_verdicts_are_never_one_mark() {
        let rows = [row(1, Some(1), "a", Scope::Container), row(2, Some(1), "a", Scope::Node)];
        assert_eq!(lanes(&rows, LaneBy::Victim).marks(stretch(0.0, 9.0, 1.0)).0.len(), 2);
    }

    #[test]
    fn ticks_are_thinned_but_userspace_kills_stay() {
        let companion = |second: u64, kind| Companion {
            moment: Moment { uptime: Some(Uptime { micros: second * 1000 }), ..Moment::default() },
            ..Companion::bare(kind, Place::default(), "")
        };
        let mut companions: Vec<_> = (0..1000).map(|ms| companion(ms, CompanionKind::ContainerDied)).collect();
        companions.push(companion(500, CompanionKind::Eviction));
        let review = Review { companions, ..Review::default() };
        let lanes = Lanes::new(&[], &review, LaneBy::Verdict, Clock::Boot, Language::English);
        let drawn: Vec<_> = lanes.ticks(TimeView { from: 0.0, to: 1.0 }, 0.1 / TICK).collect();
        assert!((10..=12).contains(&drawn.len()), "{}", drawn.len());
        assert!(drawn.iter().any(|tick| tick.is_loud));
    }

    #[test]
    fn events_of_the_cluster_stand_where_the_axis_is_utc_and_are_counted_where_it_is_not() {
        let wall = |offset_seconds| {
            let local = chrono::NaiveDate::from_ymd_opt(2026, 11, 24)?.and_hms_opt(9, 0, 0)?;
            Some(Wall { local, offset_seconds, offset_assumed: false, year: YearBasis::Printed })
        };
        let event = |reason: &str, last_seen| EventFacts { reason: reason.into(), last_seen, ..EventFacts::default() };
        let events =
            vec![event("Evicted", wall(Some(0))), event("BackOff", wall(Some(3600))), event("OOMKilling", None)];
        let cluster = ClusterFacts { events, ..ClusterFacts::default() };
        let review = Review { cluster, ..Review::default() };
        let lanes = |offset| {
            let incident =
                Incident { moment: Moment { wall: wall(offset), ..Moment::default() }, ..Incident::default() };
            let row = KillRow::new(&Case { incident, conclusions: Conclusions::default() }, Language::English);
            Lanes::new(&[row], &review, LaneBy::Verdict, Clock::Wall, Language::English)
        };
        let nine = lanes(Some(0)).kills[0].seconds;
        let ticks: Vec<_> =
            lanes(Some(0)).ticks.iter().map(|tick| (tick.seconds - nine, tick.told, tick.is_loud)).collect();
        assert_eq!(ticks, [(-3600.0, TickSource::Event(1), false), (0.0, TickSource::Event(0), true)]);
        assert_eq!((lanes(None).ticks, lanes(None).events_left_out), (Vec::new(), 2));
    }

    #[test]
    fn chosen_kills_are_ringed_where_their_rings_can_be_told_apart() {
        let rows: Vec<KillRow> = (0..100).map(|id| row(id, Some(id.into()), "a", Scope::Node)).collect();
        let lanes = lanes(&rows, LaneBy::Verdict);
        let chosen =
            |seconds_a_point| lanes.chosen(TimeView { from: 10.0, to: 90.0 }, seconds_a_point, &|row| row != 50).len();
        assert_eq!(chosen(0.1), 80, "81 in view, one of them not chosen");
        assert_eq!(chosen(1.0), 27, "three seconds apart, as three points are");
    }
}
