//! What memory did before a kill, as JSON.

use chrono::DateTime;
use serde::Serialize;

use super::SourceNames;
use crate::analysis::{History, Rise, SteadyGrowth, TrackMeasure};

/// The figures of the sentence; times are those of the series' own clock, without an offset where it tells none.
#[derive(Serialize)]
pub(super) struct HistoryJson<'a> {
    shape: &'static str,
    sources: Vec<&'a str>,
    measure: Option<&'static str>,
    columns: Option<&'a str>,
    with_swap: bool,
    /// Whether the series tells its zone, or was taken to have the log's; null where nothing was compared.
    zone_basis: Option<&'static str>,
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
    growth: Option<GrowthJson>,
    rise: Option<RiseJson>,
}

#[derive(Serialize)]
struct GrowthJson {
    from: Option<String>,
    first_used_bytes: u64,
    bytes_per_hour: u64,
    r_squared: f64,
    samples: u64,
}

#[derive(Serialize)]
struct RiseJson {
    from: Option<String>,
    to: Option<String>,
    first_used_bytes: u64,
    last_used_bytes: u64,
}

impl<'a> HistoryJson<'a> {
    pub(super) fn new(history: &'a History, names: SourceNames<'a>) -> Self {
        let zone = if history.is_zone_told { "printed" } else { "assumed" };
        Self {
            shape: history.shape.name(),
            sources: history.sources.iter().map(|id| names.of(*id)).collect(),
            measure: history.measure.map(TrackMeasure::name),
            columns: history.measure.map(|_| &*history.columns),
            with_swap: history.has_swap,
            zone_basis: history.measure.map(|_| zone),
            samples: history.samples,
            interval_seconds: history.interval,
            first: history.first_at.and_then(time),
            last: history.last_at.and_then(time),
            seconds_from_last_to_kill: history.kill_at.zip(history.last_at).map(|(kill, last)| kill - last),
            total_bytes: history.total.map(|bytes| bytes.0),
            first_used_bytes: history.first.map(|bytes| bytes.0),
            last_used_bytes: history.last.map(|bytes| bytes.0),
            least_used_bytes: history.least.map(|bytes| bytes.0),
            most_used_bytes: history.most.map(|bytes| bytes.0),
            growth: history.growth.map(|growth| GrowthJson::new(&growth)),
            rise: history.rise.map(|rise| RiseJson::new(&rise)),
        }
    }
}

impl GrowthJson {
    fn new(growth: &SteadyGrowth) -> Self {
        Self {
            from: time(growth.from),
            first_used_bytes: growth.first.0,
            bytes_per_hour: growth.per_hour.0,
            r_squared: (growth.determination * 1e4 + 1e-6).floor() / 1e4,
            samples: growth.samples,
        }
    }
}

impl RiseJson {
    fn new(rise: &Rise) -> Self {
        Self { from: time(rise.from), to: time(rise.to), first_used_bytes: rise.first.0, last_used_bytes: rise.last.0 }
    }
}

fn time(seconds: i64) -> Option<String> {
    Some(DateTime::from_timestamp(seconds, 0)?.naive_utc().format("%Y-%m-%dT%H:%M:%S").to_string())
}
