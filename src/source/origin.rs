//! Where bytes come from, and of what day they are.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};

use super::budget::Budget;
use super::found_file::FoundFile;
use super::magic::Packing;

/// Where bytes come from.
#[derive(Clone, Debug)]
pub(super) struct StreamOrigin {
    pub(super) name: String,
    pub(super) modified: Option<NaiveDate>,
    pub(super) budget: Budget,
    pub(super) depth: usize,
    pub(super) bytes: Option<u64>,
}

impl StreamOrigin {
    /// A file, or several that are one.
    pub(super) fn of_file(found: &FoundFile) -> Self {
        let modified = found.modified.and_then(day_of);
        Self { modified, ..Self::of_stream(&found.name, Some(found.bytes)) }
    }

    /// What is no file, of so many bytes where that is known.
    pub(super) fn of_stream(name: &str, bytes: Option<u64>) -> Self {
        Self { name: name.to_owned(), modified: None, budget: Budget::default(), depth: 0, bytes }
    }

    /// A member of it.
    pub(super) fn member(&self, name: &str, modified: Option<NaiveDate>) -> Self {
        Self {
            name: format!("{} › {name}", self.name),
            modified: modified.or(self.modified),
            budget: self.budget.clone(),
            depth: self.depth + 1,
            bytes: None,
        }
    }

    /// What comes out of its compression.
    pub(super) fn unpacked(&self, modified: Option<NaiveDate>) -> Self {
        Self { modified: modified.or(self.modified), depth: self.depth + 1, bytes: None, ..self.clone() }
    }
}

/// The date that a compressed stream carries along.
pub(super) fn date_in(packing: Packing, head: &[u8]) -> Option<NaiveDate> {
    let seconds = head.get(4..8).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes)?;
    (packing == Packing::Gzip).then(|| date_of(seconds.into())).flatten()
}

pub(super) fn day_of(time: SystemTime) -> Option<NaiveDate> {
    date_of(time.duration_since(UNIX_EPOCH).ok()?.as_secs())
}

/// The day of a count of seconds since 1970, UTC; none where the count is missing (0).
pub(super) fn date_of(seconds: u64) -> Option<NaiveDate> {
    let seconds = i64::try_from(seconds).ok().filter(|seconds| *seconds > 0)?;
    DateTime::from_timestamp(seconds, 0).map(|time| time.date_naive())
}
