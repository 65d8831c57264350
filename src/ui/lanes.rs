//! The timeline's lanes and marks, computed when kills arrive or lanes change, and thinned out for the pixels there are.

use std::collections::HashMap;
use std::sync::Arc;

use super::rows::{Clock, Row, seconds_of};
use super::settings::LaneBy;
use crate::analysis::Scope;
use crate::lang::Language;
use crate::model::{Companion, IncidentId, Uptime};
use crate::text;

/// Lanes beyond this many are drawn as one.
pub(super) const LANES_SHOWN: usize = 8;

/// Marks closer than this many points in one lane are drawn as one.
const CROWDED: f64 = 9.0;

/// A kill on the timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Kill {
    pub(super) seconds: f64,
    pub(super) lane: usize,
    pub(super) scope: Scope,
    /// Its row.
    pub(super) row: usize,
}

/// A line of another program on the timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tick {
    pub(super) seconds: f64,
    /// Its index among the companions.
    pub(super) companion: usize,
    pub(super) userspace_kill: bool,
}

/// Everything on the timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lanes {
    pub(super) names: Vec<Arc<str>>,
    /// In time order.
    pub(super) kills: Vec<Kill>,
    /// In time order.
    pub(super) ticks: Vec<Tick>,
    /// From the first kill to the last.
    pub(super) extent: Option<(f64, f64)>,
    /// Kills that have no place on this axis, because their lines have no such stamp.
    pub(super) without_time: usize,
    /// Seconds that the shown clock is east of UTC, where all kills agree on it.
    pub(super) offset_seconds: Option<i32>,
}

/// Kills that are drawn as one mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cluster {
    /// The first of them.
    pub(super) kill: Kill,
    pub(super) count: usize,
    /// Where the mark stands, in seconds.
    pub(super) seconds: f64,
    /// Whether one of them is the selected kill.
    pub(super) selected: bool,
    /// Whether one of them is shown by the filter.
    pub(super) shown: bool,
}

impl Lanes {
    pub(super) fn new(rows: &[Row], companions: &[Companion], by: LaneBy, clock: Clock) -> Self {
        let names: Vec<Arc<str>> = rows.iter().map(|row| name(row, by)).collect();
        let (lanes, lane_of) = choose(rows, &names, by);
        let mut kills: Vec<Kill> = rows
            .iter()
            .zip(&names)
            .enumerate()
            .filter_map(|(at, (row, name))| {
                let lane = lane_of.get(name).copied().unwrap_or(LANES_SHOWN - 1);
                Some(Kill { seconds: row.seconds(clock)?, lane, scope: row.scope, row: at })
            })
            .collect();
        kills.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        let extent = kills.first().zip(kills.last()).map(|(first, last)| (first.seconds, last.seconds));
        let mut ticks: Vec<Tick> = companions.iter().enumerate().filter_map(|(at, c)| tick(at, c, clock)).collect();
        ticks.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        Self {
            without_time: rows.len() - kills.len(),
            offset_seconds: common_offset(rows),
            names: lanes,
            kills,
            ticks,
            extent,
        }
    }

    /// The kills between two times as the marks to draw where a point of the screen is so many seconds.
    pub(super) fn clusters(
        &self,
        from: f64,
        to: f64,
        seconds_a_point: f64,
        is: &dyn Fn(usize) -> (bool, bool),
    ) -> Vec<Cluster> {
        let crowded = CROWDED * seconds_a_point;
        let first = self.kills.partition_point(|kill| kill.seconds < from - crowded);
        let mut clusters: Vec<Cluster> = Vec::new();
        let mut latest: HashMap<(usize, Scope), usize> = HashMap::new();
        for kill in self.kills.iter().skip(first).take_while(|kill| kill.seconds <= to + crowded) {
            let (selected, shown) = is(kill.row);
            let near = latest.get(&(kill.lane, kill.scope)).and_then(|at| clusters.get_mut(*at));
            if let Some(cluster) = near.filter(|cluster| kill.seconds - cluster.kill.seconds < crowded) {
                cluster.count += 1;
                cluster.selected |= selected;
                cluster.shown |= shown;
                cluster.seconds = f64::midpoint(cluster.kill.seconds, kill.seconds);
            } else {
                latest.insert((kill.lane, kill.scope), clusters.len());
                clusters.push(Cluster { kill: *kill, count: 1, seconds: kill.seconds, selected, shown });
            }
        }
        clusters
    }

    /// The ticks between two times, at most one a point of the screen (userspace kills always).
    pub(super) fn ticks(&self, from: f64, to: f64, seconds_a_point: f64) -> impl Iterator<Item = &Tick> {
        let first = self.ticks.partition_point(|tick| tick.seconds < from);
        let mut last = f64::NEG_INFINITY;
        self.ticks.iter().skip(first).take_while(move |tick| tick.seconds <= to).filter(move |tick| {
            let free = tick.seconds - last >= seconds_a_point;
            if free {
                last = tick.seconds;
            }
            free || tick.userspace_kill
        })
    }
}

fn name(row: &Row, by: LaneBy) -> Arc<str> {
    let known = match by {
        LaneBy::Verdict => return text::scope(Language::English, row.scope).into(),
        LaneBy::Pod => row.owner.clone(),
        LaneBy::Host => row.host.clone(),
        LaneBy::Victim => Some(Arc::clone(&row.victim)),
    };
    known.unwrap_or_else(|| "not in the log".into())
}

/// The lanes: verdicts in their fixed order, anything else by how many kills it has; what is too many stands in the last.
fn choose(rows: &[Row], names: &[Arc<str>], by: LaneBy) -> (Vec<Arc<str>>, HashMap<Arc<str>, usize>) {
    let mut counts: HashMap<&Arc<str>, (usize, Scope, usize)> = HashMap::new();
    for (at, (row, name)) in rows.iter().zip(names).enumerate() {
        counts.entry(name).or_insert((0, row.scope, at)).0 += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    match by {
        LaneBy::Verdict => ranked.sort_by_key(|(_, (_, scope, _))| *scope),
        LaneBy::Pod | LaneBy::Host | LaneBy::Victim => {
            ranked.sort_by_key(|(_, (count, _, first))| (std::cmp::Reverse(*count), *first));
        }
    }
    let mut lanes: Vec<Arc<str>> = ranked.iter().map(|(name, _)| Arc::clone(name)).collect();
    if lanes.len() > LANES_SHOWN {
        let left = lanes.len() - (LANES_SHOWN - 1);
        lanes.truncate(LANES_SHOWN - 1);
        lanes.push(format!("{left} others").into());
    }
    let lane_of = lanes.iter().enumerate().map(|(at, name)| (Arc::clone(name), at)).collect();
    (lanes, lane_of)
}

fn tick(at: usize, companion: &Companion, clock: Clock) -> Option<Tick> {
    let seconds = match clock {
        Clock::Wall => companion.wall_time().map(seconds_of),
        Clock::Boot => companion.moment.uptime.map(Uptime::seconds),
    }?;
    Some(Tick { seconds, companion: at, userspace_kill: companion.kind.is_userspace_kill() })
}

fn common_offset(rows: &[Row]) -> Option<i32> {
    let mut dated = rows.iter().filter(|row| row.wall.is_some());
    let first = dated.next()?.offset_seconds;
    dated.all(|row| row.offset_seconds == first).then_some(first)?
}

/// Whether this row is the selected kill.
pub(super) fn is_selected(rows: &[Row], row: usize, selected: Option<IncidentId>) -> bool {
    selected.is_some() && rows.get(row).map(|row| row.id) == selected
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Case, Conclusions, Verdict};
    use crate::model::{CompanionKind, Incident, Moment, Place, Victim};

    fn row(id: u32, second: Option<u64>, victim: &str, scope: Scope) -> Row {
        let uptime = second.map(|second| Uptime { micros: second * 1_000_000 });
        let incident = Incident {
            id: IncidentId(id),
            moment: Moment { uptime, ..Moment::default() },
            victims: vec![Victim { name: victim.into(), ..Victim::default() }],
            ..Incident::default()
        };
        let verdict = Verdict { scope, ..Verdict::default() };
        Row::new(&Case { incident, conclusions: Conclusions { verdict, ..Conclusions::default() } })
    }

    fn lanes(rows: &[Row], by: LaneBy) -> Lanes {
        Lanes::new(rows, &[], by, Clock::Boot)
    }

    #[test]
    fn the_lane_with_most_kills_stands_first_and_the_many_share_the_last() {
        let mut rows: Vec<Row> = (0..20).map(|id| row(id, Some(id.into()), &format!("p{id}"), Scope::Node)).collect();
        rows.push(row(20, Some(20), "p7", Scope::Node));
        let lanes = lanes(&rows, LaneBy::Victim);
        assert_eq!(lanes.names.len(), LANES_SHOWN);
        assert_eq!((&*lanes.names[0], &**lanes.names.last().unwrap()), ("p7", "13 others"));
        assert_eq!(lanes.kills.iter().filter(|kill| kill.lane == LANES_SHOWN - 1).count(), 13);
    }

    #[test]
    fn a_kill_without_a_stamp_is_counted_and_not_placed() {
        let lanes = lanes(&[row(1, None, "a", Scope::Node), row(2, Some(5), "b", Scope::Node)], LaneBy::Verdict);
        assert_eq!((lanes.kills.len(), lanes.without_time, lanes.extent), (1, 1, Some((5.0, 5.0))));
    }

    #[test]
    fn kills_that_would_lie_on_each_other_are_one_mark_that_knows_its_count() {
        let rows: Vec<Row> = (0..1000).map(|id| row(id, Some(id.into()), "a", Scope::Container)).collect();
        let lanes = lanes(&rows, LaneBy::Verdict);
        let none = |_| (false, true);
        let coarse = lanes.clusters(0.0, 1000.0, 1.0, &none);
        assert_eq!(coarse.iter().map(|cluster| cluster.count).sum::<usize>(), 1000);
        assert!(coarse.len() <= 112, "{} marks on 1000 points", coarse.len());
        assert_eq!(lanes.clusters(10.0, 19.0, 0.01, &none).len(), 10, "zoomed in, each stands alone");
    }

    #[test]
    fn different_verdicts_are_never_one_mark() {
        let rows = [row(1, Some(1), "a", Scope::Container), row(2, Some(1), "a", Scope::Node)];
        assert_eq!(lanes(&rows, LaneBy::Victim).clusters(0.0, 9.0, 1.0, &|_| (false, true)).len(), 2);
    }

    #[test]
    fn ticks_are_thinned_but_userspace_kills_stay() {
        let companion = |second: u64, kind| Companion {
            moment: Moment { uptime: Some(Uptime { micros: second * 1000 }), ..Moment::default() },
            ..Companion::bare(kind, Place::default(), "")
        };
        let mut companions: Vec<_> = (0..1000).map(|ms| companion(ms, CompanionKind::ContainerDied)).collect();
        companions.push(companion(500, CompanionKind::Eviction));
        let lanes = Lanes::new(&[], &companions, LaneBy::Verdict, Clock::Boot);
        let drawn: Vec<_> = lanes.ticks(0.0, 1.0, 0.1).collect();
        assert!((10..=12).contains(&drawn.len()), "{}", drawn.len());
        assert!(drawn.iter().any(|tick| tick.userspace_kill));
    }
}
