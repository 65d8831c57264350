//! One measure of one node or container over time, in points of which there are never too many.

use crate::model::{Bytes, SourceId, limits};

/// Whose memory is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrackOwner {
    /// A node's, by its name where the series has one.
    Node(Option<Box<str>>),
    /// A container's, or a pod's where no container is named.
    Container {
        /// The pod's namespace.
        namespace: Box<str>,
        /// The pod's name.
        pod: Box<str>,
        /// The container's name; none for all of the pod.
        container: Option<Box<str>>,
        /// The container's id.
        id: Option<Box<str>>,
    },
}

/// What is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TrackMeasure {
    /// What the kernel counts as available: `MemAvailable` of `/proc/meminfo`.
    Available,
    /// Free memory, buffers and page cache, where nothing tells what is available.
    FreeAndCache,
    /// Free swap.
    SwapFree,
    /// A container's working set: its usage without the file pages that were not used of late.
    WorkingSet,
}

impl TrackMeasure {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Available, Self::FreeAndCache, Self::SwapFree, Self::WorkingSet];

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::FreeAndCache => "free-and-cache",
            Self::SwapFree => "swap-free",
            Self::WorkingSet => "working-set",
        }
    }

    /// True where figures tell what is left, not what is in use.
    pub const fn is_what_is_left(self) -> bool {
        !matches!(self, Self::WorkingSet)
    }
}

/// One sample, or several that follow each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackPoint {
    /// The first sample's time, in seconds of the track's clock.
    pub from: i64,
    /// The last sample's time.
    pub to: i64,
    /// How many samples.
    pub samples: u32,
    /// Their sum, in bytes.
    pub sum: f64,
    /// The least of them.
    pub least: u64,
    /// The most of them.
    pub most: u64,
    /// True where what came before is of another run: the machine was started anew, or its clock set back.
    pub begins: bool,
}

impl TrackPoint {
    /// The mean of its samples.
    pub fn mean(&self) -> f64 {
        self.sum / f64::from(self.samples.max(1))
    }

    /// Takes the next sample or samples in.
    pub(super) const fn take(&mut self, next: &Self) {
        self.to = next.to;
        self.samples = self.samples.saturating_add(next.samples);
        self.sum += next.sum;
        self.least = if next.least < self.least { next.least } else { self.least };
        self.most = if next.most > self.most { next.most } else { self.most };
    }
}

/// A measure over time.
#[derive(Clone, Debug, PartialEq)]
pub struct MemoryTrack {
    /// The input.
    pub source: SourceId,
    /// Whose.
    pub owner: TrackOwner,
    /// Of what.
    pub measure: TrackMeasure,
    /// What it was computed from, as the input calls it: `kbavail`.
    pub columns: &'static str,
    /// How many seconds the track's clock is ahead of UTC, where that is told or was taken over from the log.
    pub east_seconds: Option<i32>,
    /// True where the input tells its zone.
    pub is_zone_told: bool,
    /// The whole of which this is a part (RAM, swap), where the input tells: from when on it was so much.
    pub wholes: Vec<(i64, Bytes)>,
    /// The points in the order of time.
    pub points: Vec<TrackPoint>,
    /// How many samples a point holds from now on.
    per_point: u32,
}

impl MemoryTrack {
    /// A track without points.
    pub const fn new(source: SourceId, owner: TrackOwner, measure: TrackMeasure, columns: &'static str) -> Self {
        Self {
            source,
            owner,
            measure,
            columns,
            east_seconds: None,
            is_zone_told: false,
            wholes: Vec::new(),
            points: Vec::new(),
            per_point: 1,
        }
    }

    /// The whole of which this is a part is so much, from this time on or since it was told last.
    pub fn tell_whole(&mut self, at: i64, whole: Bytes, begins: bool) {
        match self.wholes.last_mut() {
            Some(last) if !begins => last.1 = whole,
            _ => self.wholes.push((at, whole)),
        }
        if self.wholes.len() > limits::HISTORY_POINTS.most {
            self.wholes.drain(..self.wholes.len() / 2);
        }
    }

    /// The whole of which this was a part at that time.
    pub fn whole_at(&self, at: i64) -> Option<Bytes> {
        let next = self.wholes.partition_point(|(from, _)| *from <= at);
        self.wholes.get(next.checked_sub(1)?).map(|(_, whole)| *whole)
    }

    /// Adds a sample; false where the clock stands before the last, and it is left out.
    pub fn push(&mut self, at: i64, bytes: u64, begins: bool) -> bool {
        let sum = bytes as f64;
        let point = TrackPoint { from: at, to: at, samples: 1, sum, least: bytes, most: bytes, begins };
        match self.points.last_mut() {
            Some(last) if at < last.to => return false,
            // Told twice: the second is the first of what follows a restart, or a repeat.
            Some(last) if at == last.to => return !begins && last.least <= bytes && bytes <= last.most,
            Some(last) if last.samples < self.per_point && !begins => last.take(&point),
            _ => self.points.push(point),
        }
        if self.points.len() > limits::HISTORY_POINTS.most {
            self.thin();
        }
        true
    }

    /// True where points hold several samples.
    pub const fn is_thinned(&self) -> bool {
        self.per_point > 1
    }

    /// Makes one of every two points. Where most points begin a run of their own, the older half is left out instead.
    fn thin(&mut self) {
        self.per_point = self.per_point.saturating_mul(2);
        let before = self.points.len();
        let mut thinned: Vec<TrackPoint> = Vec::with_capacity(before);
        for point in self.points.drain(..) {
            match thinned.last_mut() {
                Some(last) if !point.begins && last.samples.saturating_add(point.samples) <= self.per_point => {
                    last.take(&point);
                }
                _ => thinned.push(point),
            }
        }
        if thinned.len() > before / 4 * 3 {
            thinned.drain(..thinned.len() / 2);
        }
        self.points = thinned;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track() -> MemoryTrack {
        MemoryTrack::new(SourceId(0), TrackOwner::Node(None), TrackMeasure::Available, "kbavail")
    }

    #[test]
    fn points_are_joined_two_by_two_and_lose_neither_a_sample_nor_an_extreme() {
        let most = limits::HISTORY_POINTS.most as u64;
        let mut track = track();
        for at in 0..=most {
            assert!(track.push(i64::try_from(at).unwrap(), 1000 + at % 7, false));
        }
        assert!(track.is_thinned() && track.points.len() <= limits::HISTORY_POINTS.most);
        let samples: u64 = track.points.iter().map(|point| u64::from(point.samples)).sum();
        let sum: f64 = track.points.iter().map(|point| point.sum).sum();
        assert_eq!(samples, most + 1);
        assert_eq!(sum, (0..=most).map(|at| 1000 + at % 7).sum::<u64>() as f64);
        assert_eq!(track.points.iter().map(|point| point.most).max(), Some(1006));
        assert!(track.points.windows(2).all(|pair| pair[0].to < pair[1].from));
    }

    #[test]
    fn a_restart_is_never_within_a_point_however_many_there_are() {
        let mut track = track();
        for at in 0..limits::HISTORY_POINTS.most * 3 {
            track.push(i64::try_from(at).unwrap(), 5, true);
        }
        assert!(track.points.len() <= limits::HISTORY_POINTS.most);
        assert!(track.points.iter().all(|point| point.begins && point.samples == 1));
        assert_eq!(track.points.last().unwrap().to, i64::try_from(limits::HISTORY_POINTS.most * 3 - 1).unwrap());
    }

    #[test]
    fn a_sample_before_the_last_is_left_out_and_said() {
        let mut track = track();
        assert!(track.push(10, 5, false));
        assert!(!track.push(9, 5, false));
        assert!(track.push(10, 5, false), "a repeat");
        assert!(!track.push(10, 6, false), "another figure at the same time");
        assert_eq!(track.points.len(), 1);
    }
}
