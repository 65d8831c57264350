//! `vmstat -t`: rows with the time of day and the date, of a node that it does not name.

use chrono::NaiveDateTime;

use super::track::{MemoryTrack, TrackMeasure, TrackOwner};
use crate::model::{Note, NoteKind, SourceId};
use crate::tell;

/// So many rows that tell all the same are no measurement: vmstat of procps-ng 4.0.2 (Debian 12) prints in all rows what its
/// first row told of memory.
const FROZEN: u64 = 3;

/// Reads such rows.
#[derive(Debug)]
pub(super) struct VmstatReader {
    columns: Option<VmstatColumns>,
    track: MemoryTrack,
    unread: u64,
}

#[derive(Clone, Copy, Debug)]
struct VmstatColumns {
    free: usize,
    buffers: usize,
    cache: usize,
    /// Where the date stands, behind the figures.
    date: usize,
}

/// `procs -----------memory---------- ---swap-- … -----timestamp-----`.
pub(super) fn is_stamped_heading(line: &str) -> bool {
    let line = line.trim_start();
    line.trim_start_matches('-').starts_with("procs") && line.contains("-memory-") && line.contains("-timestamp-")
}

impl VmstatReader {
    pub(super) const fn new(source: SourceId) -> Self {
        let owner = TrackOwner::Node(None);
        let track = MemoryTrack::new(source, owner, TrackMeasure::FreeAndCache, "free + buff + cache");
        Self { columns: None, track, unread: 0 }
    }

    pub(super) fn push(&mut self, line: &str) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let column = |name: &str| fields.iter().position(|field| *field == name);
        if let (Some(free), Some(buffers), Some(cache)) = (column("free"), column("buff"), column("cache")) {
            let date = fields.len().saturating_sub(1);
            self.columns = Some(VmstatColumns { free, buffers, cache, date });
            if column("UTC") == Some(date) {
                (self.track.east_seconds, self.track.is_zone_told) = (Some(0), true);
            }
            return;
        }
        let Some(columns) = self.columns.filter(|_| fields.first().is_some_and(|field| is_number(field))) else {
            return;
        };
        let row = row(columns, &fields);
        let is_kept = row.is_some_and(|(at, left)| self.track.push(at, left, false));
        self.unread += u64::from(!is_kept);
    }

    pub(super) fn finish(self) -> (Vec<MemoryTrack>, Vec<Note>) {
        let mut notes = Vec::new();
        if self.unread > 0 {
            notes.push(Note::new(NoteKind::LineUnread, tell!("source-history-unread", rows = self.unread)));
        }
        let points = &self.track.points;
        let rows: u64 = points.iter().map(|point| u64::from(point.samples)).sum();
        let first = points.first().map(|point| point.least);
        // A machine that did nothing is no loss; one that did would be told wrong.
        let is_frozen =
            rows >= FROZEN && points.iter().all(|point| Some(point.least) == first && Some(point.most) == first);
        if is_frozen {
            notes.push(Note::new(NoteKind::LineUnread, tell!("source-history-frozen", rows = rows)));
        }
        let is_told = !is_frozen && rows > 0;
        (is_told.then_some(self.track).into_iter().collect(), notes)
    }
}

/// When a row was written, and the bytes that it says are left.
fn row(columns: VmstatColumns, fields: &[&str]) -> Option<(i64, u64)> {
    let stamp = [columns.date, columns.date + 1].map(|at| fields.get(at).copied().unwrap_or_default());
    let at = NaiveDateTime::parse_from_str(&stamp.join(" "), "%Y-%m-%d %H:%M:%S").ok()?;
    let parts = [columns.free, columns.buffers, columns.cache];
    let kib = parts.iter().try_fold(0_u64, |sum, at| sum.checked_add(fields.get(*at)?.parse().ok()?))?;
    Some((at.and_utc().timestamp(), kib.checked_mul(1024)?))
}

fn is_number(field: &str) -> bool {
    field.bytes().all(|byte| byte.is_ascii_digit())
}
