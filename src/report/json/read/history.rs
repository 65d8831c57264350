//! What memory did before a kill, read back.

use chrono::NaiveDateTime;
use serde::Deserialize;

use super::CarriedSources;
use super::words::{bytes, named};
use crate::analysis::{History, HistoryShape, Rise, SteadyGrowth, TrackMeasure};
use crate::model::Bytes;

/// What the format says of it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadHistory {
    shape: String,
    sources: Vec<String>,
    measure: Option<String>,
    columns: Option<Box<str>>,
    with_swap: bool,
    zone_basis: Option<String>,
    samples: u64,
    interval_seconds: Option<i64>,
    first: Option<String>,
    last: Option<String>,
    seconds_from_last_to_kill: Option<i64>,
    total_bytes: Option<u64>,
    first_used_bytes: Option<u64>,
    last_used_bytes: Option<u64>,
    least_used_bytes: Option<u64>,
    most_used_bytes: Option<u64>,
    growth: Option<ReadGrowth>,
    rise: Option<ReadRise>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadGrowth {
    from: Option<String>,
    first_used_bytes: u64,
    bytes_per_hour: u64,
    r_squared: f64,
    samples: u64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadRise {
    from: Option<String>,
    to: Option<String>,
    first_used_bytes: u64,
    last_used_bytes: u64,
}

impl ReadHistory {
    /// The history; none of a shape that this version does not know.
    pub(super) fn into_history(self, ids: &mut CarriedSources) -> Option<History> {
        let shape = named(&HistoryShape::ALL, HistoryShape::name, &self.shape)?;
        let sources = self.sources.iter().map(|name| ids.of(name)).collect();
        let last_at = seconds(self.last.as_deref());
        Some(History {
            measure: self.measure.and_then(|name| named(&TrackMeasure::ALL, TrackMeasure::name, &name)),
            columns: self.columns.unwrap_or_default(),
            is_zone_told: self.zone_basis.as_deref() == Some("printed"),
            has_swap: self.with_swap,
            samples: self.samples,
            first_at: seconds(self.first.as_deref()),
            last_at,
            kill_at: last_at.zip(self.seconds_from_last_to_kill).map(|(last, ago)| last.saturating_add(ago)),
            interval: self.interval_seconds,
            total: bytes(self.total_bytes),
            first: bytes(self.first_used_bytes),
            last: bytes(self.last_used_bytes),
            least: bytes(self.least_used_bytes),
            most: bytes(self.most_used_bytes),
            growth: self.growth.and_then(ReadGrowth::into_growth),
            rise: self.rise.and_then(ReadRise::into_rise),
            ..History::without_figures(shape, sources)
        })
    }
}

impl ReadGrowth {
    fn into_growth(self) -> Option<SteadyGrowth> {
        Some(SteadyGrowth {
            from: seconds(self.from.as_deref())?,
            first: Bytes(self.first_used_bytes),
            per_hour: Bytes(self.bytes_per_hour),
            determination: self.r_squared,
            samples: self.samples,
        })
    }
}

impl ReadRise {
    fn into_rise(self) -> Option<Rise> {
        Some(Rise {
            from: seconds(self.from.as_deref())?,
            to: seconds(self.to.as_deref())?,
            first: Bytes(self.first_used_bytes),
            last: Bytes(self.last_used_bytes),
        })
    }
}

/// Seconds of the series' own clock.
fn seconds(time: Option<&str>) -> Option<i64> {
    Some(NaiveDateTime::parse_from_str(time?, "%Y-%m-%dT%H:%M:%S").ok()?.and_utc().timestamp())
}
