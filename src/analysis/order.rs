//! The order of a timeline: wall clock between nodes, boot clock within a boot.
//!
//! The wall clock may step while a node runs (NTP), exports may come newest first, and some logs hold the boot clock
//! only. The kernel's own uptime stamps are exact, so within one boot they decide; a boot that another source ties to
//! the wall clock is moved there.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};

use super::{Case, Review};
use crate::model::{Companion, Moment, SourceId, Uptime, Wall};

/// Reports of two CPUs may overlap: the one that begins first may end last, by less than this.
const OVERLAP_MICROS: u64 = 1_000_000;

/// How far the ties of a source may differ and still be of one boot: journals are late by seconds, and some stamps hold
/// minutes only. Another boot's differ by its whole length.
const TIES_AGREE: TimeDelta = TimeDelta::minutes(2);

/// Puts cases and companions in time order, and moves what only the boot clock dates to the wall clock where its source
/// is tied to it by a kill that was seen elsewhere too.
pub fn order(review: &mut Review) {
    tie_to_wall(&mut review.cases, &mut review.companions);
    let keys = sort_keys(&review.cases);
    let mut numbered: Vec<_> = keys.into_iter().zip(std::mem::take(&mut review.cases)).collect();
    numbered.sort_by_key(|(key, _)| *key);
    review.cases = numbered.into_iter().map(|(_, case)| case).collect();
    review.companions.sort_by_key(|companion| {
        let wall = companion.wall_time();
        (wall.is_none(), wall, companion.moment.uptime, companion.place)
    });
}

/// When a case happened on the wall clock: as printed, else moved there by [`order`].
pub fn wall_time(case: &Case) -> Option<NaiveDateTime> {
    shown_wall(case).as_ref().map(Wall::comparable)
}

/// The same with its offset.
pub fn shown_wall(case: &Case) -> Option<Wall> {
    case.incident.moment.wall.or_else(|| case.conclusions.moved_to_wall.as_deref().copied())
}

/// Known walls first, in order; then what only the boot clock dates, by source, boot and uptime. In the order of its fields.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct SortKey {
    is_undated: bool,
    wall: Option<NaiveDateTime>,
    source: SourceId,
    boot: usize,
    uptime: Option<Uptime>,
    line: u64,
}

impl SortKey {
    const LAST: Self =
        Self { is_undated: true, wall: None, source: SourceId(u32::MAX), boot: usize::MAX, uptime: None, line: 0 };
}

fn sort_keys(cases: &[Arc<Case>]) -> Vec<SortKey> {
    let mut keys: Vec<Option<SortKey>> = vec![None; cases.len()];
    for (boot, members) in boots(cases).into_iter().enumerate() {
        let mut latest: Option<NaiveDateTime> = None;
        for at in members {
            let Some(case) = cases.get(at) else { continue };
            let home = case.incident.home().unwrap_or_default();
            // A clock that was set back must not move a later kill before an earlier one.
            latest = latest.max(wall_time(case));
            if let Some(slot) = keys.get_mut(at) {
                *slot = Some(SortKey {
                    is_undated: latest.is_none(),
                    wall: latest,
                    source: home.source,
                    boot,
                    uptime: case.incident.moment.uptime,
                    line: home.first,
                });
            }
        }
    }
    keys.into_iter().map(|key| key.unwrap_or(SortKey::LAST)).collect()
}

/// The cases of each boot of each node and source, by uptime. Cases without uptime are a boot of their own each.
fn boots(cases: &[Arc<Case>]) -> Vec<Vec<usize>> {
    let mut by_log: HashMap<(SourceId, Option<&str>), usize> = HashMap::new();
    let mut logs: Vec<Vec<BootedCase>> = Vec::new();
    let mut boots = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        let Some(uptime) = case.incident.moment.uptime else {
            boots.push(vec![at]);
            continue;
        };
        let source = case.incident.home().unwrap_or_default().source;
        let log = *by_log.entry((source, case.incident.host.as_deref())).or_insert_with(|| {
            logs.push(Vec::new());
            logs.len() - 1
        });
        if let Some(log) = logs.get_mut(log) {
            log.push(BootedCase { at, uptime });
        }
    }
    for mut log in logs {
        log.sort_by_key(|kill| cases.get(kill.at).and_then(|case| case.incident.home()).map(|home| home.first));
        if is_newest_first(cases, &log) {
            log.reverse();
        }
        let mut boot: Vec<usize> = Vec::new();
        let mut last: Option<BootedCase> = None;
        for kill in log {
            if last.is_some_and(|last| rebooted(cases, last, kill)) {
                boots.push(std::mem::take(&mut boot));
                last = None;
            }
            // Lines of two kills may stand a little out of order: the later one is what the next is held against.
            last = Some(last.map_or(kill, |last| if last.uptime > kill.uptime { last } else { kill }));
            boot.push(kill.at);
        }
        boots.push(boot);
    }
    boots
}

/// A case and what its boot clock says.
#[derive(Clone, Copy)]
struct BootedCase {
    at: usize,
    uptime: Uptime,
}

/// True where most steps from one kill to the next lead back in time: on the boot clock, and not forward on the wall's,
/// as it is after a reboot.
fn is_newest_first(cases: &[Arc<Case>], log: &[BootedCase]) -> bool {
    let backward = |a: BootedCase, b: BootedCase| {
        b.uptime < a.uptime && wall_of(cases, a.at).zip(wall_of(cases, b.at)).is_none_or(|(a, b)| b <= a)
    };
    let back = log.windows(2).filter(|pair| matches!(pair, [a, b] if backward(*a, *b))).count();
    back * 2 > log.len().saturating_sub(1)
}

/// True where the boot clock began anew between two kills that follow each other.
fn rebooted(cases: &[Arc<Case>], last: BootedCase, next: BootedCase) -> bool {
    let boot = |kill: BootedCase| cases.get(kill.at).and_then(|case| case.incident.boot.as_deref());
    match boot(last).zip(boot(next)) {
        Some((last, next)) => last != next,
        None => next.uptime.micros.saturating_add(OVERLAP_MICROS) < last.uptime.micros,
    }
}

fn wall_of(cases: &[Arc<Case>], at: usize) -> Option<NaiveDateTime> {
    cases.get(at).and_then(|case| wall_time(case))
}

/// One moment on both clocks.
#[derive(Clone, Copy)]
struct WallTie {
    uptime: Uptime,
    wall: Wall,
}

/// Kills that both clocks date, by uptime.
type WallTies = Vec<WallTie>;

/// For each source, where its boot clock stands on the wall clock, by the kills that both clocks date: of the same boot
/// where the log names boots, else of the source.
fn tie_to_wall(cases: &mut [Arc<Case>], companions: &mut [Companion]) {
    let mut ties: HashMap<(SourceId, Option<Arc<str>>), WallTies> = HashMap::new();
    for case in cases.iter() {
        let Moment { wall: Some(wall), uptime: Some(uptime), .. } = &case.incident.moment else { continue };
        for seen in &case.incident.seen_in {
            for boot in [None, case.incident.boot.clone()] {
                ties.entry((seen.source, boot)).or_default().push(WallTie { uptime: *uptime, wall: *wall });
            }
        }
    }
    #[expect(clippy::iter_over_hash_type, reason = "each is sorted by itself")]
    for ties in ties.values_mut() {
        ties.sort_unstable_by_key(|tie| (tie.uptime, tie.wall.comparable()));
    }
    let restarted = restarted(cases);
    for case in cases {
        if case.incident.moment.wall.is_some() {
            continue;
        }
        let (Some(uptime), Some(home)) = (case.incident.moment.uptime, case.incident.home()) else { continue };
        // Without a boot's id, only a source that holds one boot tells where its clock stands.
        let boot = case.incident.boot.clone();
        let of_boot = ties.get(&(home.source, boot.clone()));
        let of_boot = of_boot.filter(|ties| boot.is_some() || agree(ties) && !restarted.contains(&home.source));
        let moved = of_boot.and_then(|ties| moved(uptime, ties));
        if moved.is_some() {
            Arc::make_mut(case).conclusions.moved_to_wall = moved.map(Box::new);
        }
    }
    // A companion does not say its boot: only a source whose ties are all of one boot dates it.
    ties.retain(|(source, boot), ties| boot.is_none() && agree(ties) && !restarted.contains(source));
    for companion in companions.iter_mut().filter(|companion| companion.moment.wall.is_none()) {
        let ties = ties.get(&(companion.place.source, None));
        companion.moved_to_wall = companion.moment.uptime.zip(ties).and_then(|(uptime, ties)| moved(uptime, ties));
    }
}

/// The sources in which the boot clock began anew: down the lines it goes back, and not all the way as in a log that
/// begins with its newest line.
fn restarted(cases: &[Arc<Case>]) -> HashSet<SourceId> {
    let mut seen: HashMap<SourceId, Vec<(u64, Uptime)>> = HashMap::new();
    for case in cases {
        let Some(uptime) = case.incident.moment.uptime else { continue };
        for span in &case.incident.seen_in {
            seen.entry(span.source).or_default().push((span.first, uptime));
        }
    }
    let of_several = |lines: &mut Vec<(u64, Uptime)>| {
        lines.sort_unstable();
        let falls = |a: Uptime, b: Uptime| b.micros.saturating_add(OVERLAP_MICROS) < a.micros;
        let steps = || lines.windows(2).filter_map(|pair| if let [a, b] = pair { Some((a.1, b.1)) } else { None });
        // One step back alone may be either.
        steps().any(|(a, b)| falls(a, b)) && (steps().any(|(a, b)| falls(b, a)) || lines.len() == 2)
    };
    seen.into_iter().filter_map(|(source, mut lines)| of_several(&mut lines).then_some(source)).collect()
}

/// True where all ties put the boot's beginning at about the same time.
fn agree(ties: &WallTies) -> bool {
    let begun = |WallTie { uptime, wall }: &WallTie| {
        wall.comparable().checked_sub_signed(TimeDelta::microseconds(i64::try_from(uptime.micros).ok()?))
    };
    let begun: Option<Vec<_>> = ties.iter().map(begun).collect();
    let ends = begun.and_then(|begun| Some((*begun.iter().min()?, *begun.iter().max()?)));
    ends.is_some_and(|(first, last)| last.signed_duration_since(first) <= TIES_AGREE)
}

/// Where an uptime stands on the wall clock, by the nearest kill that both clocks date.
fn moved(uptime: Uptime, ties: &[WallTie]) -> Option<Wall> {
    let next = ties.partition_point(|tie| tie.uptime < uptime);
    let near = [next.checked_sub(1), Some(next)].into_iter().flatten().filter_map(|at| ties.get(at));
    let tie = near.min_by_key(|tie| tie.uptime.micros.abs_diff(uptime.micros))?;
    let micros = i64::try_from(i128::from(uptime.micros) - i128::from(tie.uptime.micros)).ok()?;
    Some(Wall { local: tie.wall.local.checked_add_signed(TimeDelta::microseconds(micros))?, ..tie.wall })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::analysis::Conclusions;
    use crate::model::{CompanionKind, Incident, IncidentId, Place, Span, Wall, YearBasis};

    /// A case `id` on line `line` of source `source`, at an hour of the wall clock and a second of the boot clock.
    fn case(id: u32, (source, line): (u32, u64), hour: Option<u32>, second: Option<u64>) -> Arc<Case> {
        let wall = hour.map(|hour| Wall {
            local: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap().and_hms_opt(hour, 0, 0).unwrap(),
            offset_seconds: None,
            offset_assumed: false,
            year: YearBasis::Printed,
        });
        let uptime = second.map(|second| Uptime { micros: second * 1_000_000 });
        let incident = Incident {
            id: IncidentId(id),
            seen_in: vec![Span { source: SourceId(source), first: line, last: line }].into(),
            moment: Moment { wall, uptime, printed: None },
            ..Incident::default()
        };
        Arc::new(Case { incident, conclusions: Conclusions::default() })
    }

    fn ordered(cases: Vec<Arc<Case>>) -> (Vec<u32>, Review) {
        let mut review = Review { cases, ..Review::default() };
        order(&mut review);
        (review.cases.iter().map(|case| case.incident.id.0).collect(), review)
    }

    #[test]
    fn a_clock_that_steps_back_does_not_reorder_a_boot() {
        let cases = vec![
            case(1, (0, 1), Some(7), Some(10)),
            case(2, (0, 2), Some(10), Some(20)),
            case(3, (0, 3), Some(8), Some(30)),
        ];
        assert_eq!(ordered(cases).0, [1, 2, 3]);
    }

    #[test]
    fn newest_first_is_turned_round() {
        let cases = vec![
            case(1, (0, 1), Some(9), Some(30)),
            case(2, (0, 2), Some(8), Some(20)),
            case(3, (0, 3), Some(7), Some(10)),
        ];
        assert_eq!(ordered(cases).0, [3, 2, 1]);
    }

    #[test]
    fn a_reboot_starts_the_boot_clock_anew() {
        let cases =
            vec![case(1, (0, 1), None, Some(50)), case(2, (0, 2), None, Some(90)), case(3, (0, 3), None, Some(5))];
        assert_eq!(ordered(cases).0, [1, 2, 3]);
    }

    #[test]
    fn one_kill_in_each_of_two_boots_is_not_newest_first() {
        let cases = vec![case(1, (0, 1), Some(7), Some(36_370)), case(2, (0, 2), Some(8), Some(500))];
        assert_eq!(ordered(cases).0, [1, 2]);
    }

    #[test]
    fn reports_that_overlap_are_of_one_boot() {
        let cases =
            vec![case(1, (0, 1), None, Some(11)), case(2, (0, 2), None, Some(10)), case(3, (0, 3), None, Some(12))];
        assert_eq!(ordered(cases).0, [2, 1, 3]);
    }

    #[test]
    fn a_boots_id_decides() {
        let in_boot = |case: Arc<Case>, boot: &str| {
            let mut case = (*case).clone();
            case.incident.boot = Some(boot.into());
            Arc::new(case)
        };
        let cases = vec![in_boot(case(1, (0, 1), None, Some(50)), "a"), in_boot(case(2, (0, 2), None, Some(70)), "b")];
        assert_eq!(ordered(cases).0, [1, 2]);
    }

    #[test]
    fn nodes_are_merged_by_the_wall_clock() {
        let cases = vec![
            case(1, (0, 1), Some(7), Some(10)),
            case(2, (0, 2), Some(9), Some(20)),
            case(3, (1, 1), Some(8), Some(1)),
        ];
        assert_eq!(ordered(cases).0, [1, 3, 2]);
    }

    fn aside(source: u32, second: u64) -> Companion {
        Companion {
            moment: Moment { uptime: Some(Uptime { micros: second * 1_000_000 }), ..Moment::default() },
            ..Companion::bare(CompanionKind::KernelAside, Place { source: SourceId(source), line: 1 }, "")
        }
    }

    #[test]
    fn a_companion_on_the_boot_clock_is_moved_with_its_source() {
        let mut both = (*case(1, (0, 1), Some(7), Some(10))).clone();
        both.incident.seen_in.push(Span { source: SourceId(1), first: 1, last: 1 });
        let companions = vec![aside(2, 70), aside(1, 70)];
        let mut review = Review { cases: vec![Arc::new(both)], companions, ..Review::default() };
        order(&mut review);
        let moved: Vec<_> = review.companions.iter().map(|line| (line.place.source.0, line.wall_time())).collect();
        let minute_later = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap().and_hms_opt(7, 1, 0);
        assert_eq!(moved, [(1, minute_later), (2, None)], "nothing ties the other source");
        assert!(review.companions.iter().all(|line| line.moment.wall.is_none()), "what is printed stays");
    }

    #[test]
    fn a_companion_of_a_source_with_two_boots_is_not_moved() {
        let cases = vec![case(1, (0, 1), Some(7), Some(3600)), case(2, (0, 9), Some(8), Some(60))];
        let mut review = Review { cases, companions: vec![aside(0, 70)], ..Review::default() };
        order(&mut review);
        assert_eq!(review.companions[0].wall_time(), None);
    }

    #[test]
    fn a_kill_seen_twice_ties_the_boot_clock_to_the_wall() {
        let mut both = (*case(1, (0, 1), Some(7), Some(10))).clone();
        both.incident.seen_in.push(Span { source: SourceId(1), first: 1, last: 1 });
        let dmesg_only = case(2, (1, 2), None, Some(70));
        let (order, review) = ordered(vec![dmesg_only, Arc::new(both)]);
        assert_eq!(order, [1, 2]);
        let moved = review.cases[1].conclusions.moved_to_wall.clone().unwrap();
        assert_eq!(moved.local.to_string(), "2026-11-24 07:01:00");
    }
}
