//! What Prometheus answers to a range query (`/api/v1/query_range`): a matrix of samples by their labels.
//!
//! <https://prometheus.io/docs/prometheus/latest/querying/api/#range-vectors>. Times are seconds in UTC, values are text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::track::{MemoryTrack, TrackMeasure, TrackOwner};
use crate::model::{Bytes, Note, NoteKind, SourceId, limits};
use crate::tell;

/// cAdvisor's working set of a container, a pod or a cgroup.
const WORKING_SET: &str = "container_memory_working_set_bytes";

/// node_exporter's `MemAvailable`.
const AVAILABLE: &str = "node_memory_MemAvailable_bytes";

/// node_exporter's `MemTotal`.
const TOTAL: &str = "node_memory_MemTotal_bytes";

/// Labels in which a node's name may stand, the best first; `instance` is an address as often as a name.
const NODE_LABELS: [&str; 4] = ["node", "nodename", "kubernetes_node", "instance"];

/// Keeps the text until its end.
#[derive(Debug)]
pub(super) struct PrometheusReader {
    source: SourceId,
    text: String,
    is_cut: bool,
}

#[derive(Deserialize)]
struct RangeAnswer<'a> {
    #[serde(borrow)]
    data: AnswerData<'a>,
}

#[derive(Deserialize)]
struct AnswerData<'a> {
    #[serde(borrow)]
    result: Vec<AnswerSeries<'a>>,
}

#[derive(Deserialize)]
struct AnswerSeries<'a> {
    #[serde(borrow)]
    metric: BTreeMap<Cow<'a, str>, Cow<'a, str>>,
    #[serde(borrow, default)]
    values: Vec<(f64, Cow<'a, str>)>,
}

impl AnswerSeries<'_> {
    fn label(&self, name: &str) -> Option<&str> {
        self.metric.get(name).map(|value| &**value).filter(|value| !value.is_empty())
    }

    /// Whole seconds and bytes; what is no size (`NaN`) is left out.
    fn samples(&self) -> impl Iterator<Item = (i64, u64)> {
        self.values.iter().filter_map(|(at, value)| Some((whole(*at)?, size(value)?)))
    }
}

impl PrometheusReader {
    pub(super) const fn new(source: SourceId) -> Self {
        Self { source, text: String::new(), is_cut: false }
    }

    pub(super) fn push(&mut self, line: &str) {
        self.is_cut |= self.text.len().saturating_add(line.len()) >= limits::HISTORY_BYTES.most;
        if !self.is_cut {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    pub(super) fn finish(self) -> (Vec<MemoryTrack>, Vec<Note>) {
        if self.is_cut {
            return (Vec::new(), vec![limits::HISTORY_BYTES.note()]);
        }
        let Ok(answer) = serde_json::from_str::<RangeAnswer<'_>>(&self.text) else {
            return (Vec::new(), vec![Note::new(NoteKind::LineUnread, tell!("source-history-no-matrix"))]);
        };
        let (mut tracks, mut others) = (Vec::new(), 0_u64);
        for series in &answer.data.result {
            match track_of(series, self.source) {
                Some(mut track) if tracks.len() <= limits::HISTORY_TRACKS.most => {
                    // Of a name, each series is a container of its own.
                    let is_own = matches!(&track.owner, TrackOwner::Container { id: None, .. });
                    for (at, bytes) in series.samples() {
                        track.push(at, bytes, is_own && track.points.is_empty());
                    }
                    tracks.push(track);
                }
                Some(_) => {}
                None => others += u64::from(series.label("__name__") != Some(TOTAL)),
            }
        }
        for series in answer.data.result.iter().filter(|series| series.label("__name__") == Some(TOTAL)) {
            tell_total(&mut tracks, series);
        }
        let told = tell!("source-history-other", series = others);
        (tracks, (others > 0).then(|| Note::new(NoteKind::Skipped, told)).into_iter().collect())
    }
}

fn track_of(series: &AnswerSeries<'_>, source: SourceId) -> Option<MemoryTrack> {
    let mut track = match series.label("__name__")? {
        AVAILABLE => {
            let owner = TrackOwner::Node(Some(node_of(series)?.into()));
            MemoryTrack::new(source, owner, TrackMeasure::Available, "node_memory_MemAvailable_bytes")
        }
        WORKING_SET => {
            let (namespace, pod) = (series.label("namespace")?.into(), series.label("pod")?.into());
            let container = series.label("container").filter(|name| *name != "POD").map(Into::into);
            let id = series.label("id").and_then(container_id).map(Into::into);
            let owner = TrackOwner::Container { namespace, pod, container, id };
            MemoryTrack::new(source, owner, TrackMeasure::WorkingSet, "container_memory_working_set_bytes")
        }
        _ => return None,
    };
    (track.east_seconds, track.is_zone_told) = (Some(0), true);
    Some(track)
}

fn node_of<'a>(series: &'a AnswerSeries<'_>) -> Option<&'a str> {
    let name = NODE_LABELS.iter().find_map(|label| series.label(label))?;
    Some(name.rsplit_once(':').map_or(name, |(host, _)| host))
}

/// The container's id at the end of a cgroup's path: `…/cri-containerd-679f….scope`.
fn container_id(path: &str) -> Option<&str> {
    let last = path.rsplit('/').next()?.trim_end_matches(".scope");
    let id = last.rsplit('-').next()?;
    (id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(id)
}

/// A node's RAM, which another series of the same answer tells.
fn tell_total(tracks: &mut [MemoryTrack], series: &AnswerSeries<'_>) {
    let Some(node) = node_of(series) else { return };
    let is_it = |track: &&mut MemoryTrack| matches!(&track.owner, TrackOwner::Node(Some(name)) if **name == *node);
    for track in tracks.iter_mut().filter(is_it) {
        let mut known = None;
        for (at, bytes) in series.samples() {
            track.tell_whole(at, Bytes(bytes), known != Some(bytes));
            known = Some(bytes);
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "checked")]
fn whole(seconds: f64) -> Option<i64> {
    (seconds.is_finite() && seconds.abs() < 1e11).then(|| seconds.round() as i64)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
fn size(value: &str) -> Option<u64> {
    let number: f64 = value.parse().ok()?;
    (number.is_finite() && (0.0..1e18).contains(&number)).then(|| number.round() as u64)
}
