//! The samples before one kill without a gap.

use super::track::{MemoryTrack, TrackPoint};
use crate::model::Bytes;

/// So many times the usual distance two samples may lie apart.
const GAP: i64 = 3;

/// One sample, or several that follow each other, as memory in use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::analysis) struct RunSample {
    /// Its time, in seconds of the track's clock.
    pub(in crate::analysis) at: i64,
    /// In use, in bytes: the mean where a point holds several.
    pub(in crate::analysis) used: f64,
    /// The least that was in use.
    pub(in crate::analysis) least: f64,
    /// The most that was in use.
    pub(in crate::analysis) most: f64,
    /// How many samples of the input.
    pub(in crate::analysis) weight: f64,
}

/// What of a track lies before a kill without a gap.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::analysis) struct TrackRun {
    /// The samples, in the order of time.
    pub(in crate::analysis) samples: Vec<RunSample>,
    /// When the kill was, on the track's clock.
    pub(in crate::analysis) kill: i64,
    /// The whole: the node's RAM, the limit.
    pub(in crate::analysis) total: Bytes,
    /// How far samples usually lie apart, in seconds.
    pub(in crate::analysis) interval: i64,
}

/// So many samples of a run are looked at one by one, the last ones; those before them are taken together to as many.
const APART: usize = 1024;

impl TrackRun {
    /// The run before a kill of tracks that follow each other, all of one thing, each with the kill's time on its own clock. It
    /// begins at a start of the machine, at a gap, and at the kill before (`since` seconds ago), where a sample lies between
    /// the two. None where the last sample lies too far from the kill to tell of it.
    pub(in crate::analysis) fn before(
        tracks: &[(&MemoryTrack, i64)],
        since: Option<i64>,
        total: Bytes,
    ) -> Option<Self> {
        let kill = tracks.last()?.1;
        let mut points: Vec<(TrackPoint, bool)> = Vec::new();
        for (track, at) in tracks {
            let until = track.points.partition_point(|point| point.to <= *at);
            let is_left = track.measure.is_what_is_left();
            let moved =
                |point: &TrackPoint| TrackPoint { from: point.from - at + kill, to: point.to - at + kill, ..*point };
            points.extend(track.points.iter().take(until).map(|point| (moved(point), is_left)));
        }
        points.sort_by_key(|(point, _)| (point.from, point.to));
        // One sample may stand in two files: the last of a day is the first of the next.
        points.dedup_by(|later, earlier| later.0.from <= earlier.0.to);
        let interval = interval_of(&points);
        let last = points.last()?.0.to;
        if kill - last > interval.saturating_mul(GAP) {
            return None;
        }
        let after = since.map(|since| kill - since).filter(|after| last > *after);
        let mut first = 0;
        for (at, pair) in points.windows(2).enumerate() {
            let [(before, _), (point, _)] = pair else { continue };
            let is_gap = point.from - before.to > interval.saturating_mul(GAP);
            let is_after = after.is_some_and(|after| before.to <= after && after < point.to);
            if point.begins || is_gap || is_after {
                first = at + 1;
            }
        }
        let run = points.get(first..)?;
        let (older, newer) = run.split_at(run.len().saturating_sub(APART));
        let together = older.len().div_ceil(APART).max(1);
        let older = older.chunks(together).filter_map(|chunk| {
            let (mut point, is_left) = *chunk.first()?;
            chunk.iter().skip(1).for_each(|(next, _)| point.take(next));
            Some(sample(&point, is_left, total))
        });
        let samples = older.chain(newer.iter().map(|(point, is_left)| sample(point, *is_left, total))).collect();
        Some(Self { samples, kill, total, interval })
    }

    /// How long before the kill the run begins, in seconds.
    pub(in crate::analysis) fn span(&self) -> i64 {
        self.samples.first().map_or(0, |first| self.kill.saturating_sub(first.at))
    }

    /// The least and the most that was in use.
    pub(in crate::analysis) fn range(&self) -> (f64, f64) {
        range(&self.samples)
    }

    /// How many samples of the input.
    pub(in crate::analysis) fn count(&self) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count that came of whole numbers"
        )]
        let whole = |weight: f64| weight as u64;
        self.samples.iter().map(|sample| whole(sample.weight)).sum()
    }
}

/// The least and the most that was in use.
pub(super) fn range(samples: &[RunSample]) -> (f64, f64) {
    let least = samples.iter().map(|sample| sample.least).fold(f64::INFINITY, f64::min);
    let most = samples.iter().map(|sample| sample.most).fold(f64::NEG_INFINITY, f64::max);
    (least, most)
}

/// The median distance of samples.
fn interval_of(points: &[(TrackPoint, bool)]) -> i64 {
    let mut apart: Vec<i64> = Vec::new();
    for pair in points.windows(2) {
        if let [(a, _), (b, _)] = pair {
            apart.push(b.from.saturating_sub(a.to));
        }
    }
    apart.sort_unstable();
    apart.get(apart.len() / 2).copied().unwrap_or(0)
}

fn sample(point: &TrackPoint, is_left: bool, total: Bytes) -> RunSample {
    let at = point.from + (point.to - point.from) / 2;
    let (mean, least, most) = (point.mean(), point.least as f64, point.most as f64);
    let weight = f64::from(point.samples);
    if is_left {
        let total = total.0 as f64;
        RunSample { at, used: total - mean, least: total - most, most: total - least, weight }
    } else {
        RunSample { at, used: mean, least, most, weight }
    }
}

/// A line through samples by least squares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GrowthLine {
    /// Where it begins: the place of its first sample.
    pub(super) first: usize,
    /// Bytes in a second.
    pub(super) slope: f64,
    /// What it says was in use at the kill.
    pub(super) at_kill: f64,
    /// The share of the figures' variance that the line explains.
    pub(super) determination: f64,
}

/// What a line through samples is worked out from, each sample by its weight.
#[derive(Clone, Copy, Default)]
struct LineSums {
    weights: f64,
    times: f64,
    used: f64,
    times_squared: f64,
    used_squared: f64,
    products: f64,
}

impl LineSums {
    fn add(&mut self, weight: f64, time: f64, used: f64) {
        self.weights += weight;
        self.times += weight * time;
        self.used += weight * used;
        self.times_squared += weight * time * time;
        self.used_squared += weight * used * used;
        self.products += weight * time * used;
    }
}

/// For each beginning, the line through all samples from there to the last. Sums grow from the last sample back.
pub(super) fn fits(run: &TrackRun) -> Vec<GrowthLine> {
    let scale = (run.total.0 as f64).max(1.0);
    let mut sums = LineSums::default();
    let mut found = Vec::with_capacity(run.samples.len());
    for (first, sample) in run.samples.iter().enumerate().rev() {
        sums.add(sample.weight, (sample.at - run.kill) as f64, sample.used / scale);
        let LineSums { weights, times, used, .. } = sums;
        let spread = sums.times_squared - times * times / weights;
        let variance = sums.used_squared - used * used / weights;
        let together = sums.products - times * used / weights;
        if spread > 0.0 && variance > 1e-12 {
            let slope = together / spread;
            let at_kill = (used - slope * times) / weights;
            let determination = (together * together / (spread * variance)).min(1.0);
            found.push(GrowthLine { first, slope: slope * scale, at_kill: at_kill * scale, determination });
        }
    }
    found
}
