//! The pipeline run: headless ([`pipeline::run`]) and on a thread ([`worker::Worker`]).

mod carried;
#[cfg(test)]
mod edges;
pub mod errands;
mod gather;
mod hours;
pub mod lines;
mod naming;
mod naming_lines;
pub mod needles;
pub mod pipeline;
pub mod search;
mod survey;
pub mod worker;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::analysis::{Case, Review};
use crate::lang::Language;
use crate::model::{Companion, SkippedInput, SourceId, TimeZone};

/// What a load must be told, because nothing here asks for the time.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Today, for stamps without a year.
    pub today: NaiveDate,
    /// The year of each source's last line, where the user has corrected it.
    pub year: Option<i32>,
    /// The zone in which stamps without an offset were written, where the user has said it.
    pub log_zone: Option<TimeZone>,
    /// False for endless streams: an incident is given out once and forgotten, so that memory does not grow.
    pub keep: bool,
    /// What verdicts are spoken in; [`crate::analysis::respeak`] says them in another.
    pub language: Language,
}

impl Options {
    /// On this day, with nothing set by the user: kept in memory, spoken of in English.
    pub const fn new(today: NaiveDate) -> Self {
        Self { today, year: None, log_zone: None, keep: true, language: Language::English }
    }
}

/// What a load tells while it runs. A closed set: whoever listens handles all of it.
#[derive(Clone, Debug)]
pub enum Event {
    /// A source was opened.
    Opened {
        /// Its number.
        id: SourceId,
        /// Its name for people.
        name: String,
    },
    /// So many bytes of the input have been read.
    Progress {
        /// Bytes read, of the file as it lies on disk.
        done: u64,
        /// All bytes, where known.
        total: Option<u64>,
    },
    /// An incident was found; one with an id that is known already replaces the earlier.
    Incident(Arc<Case>),
    /// A line of another program was found.
    Companion(Box<Companion>),
    /// An input was not read.
    Skipped(SkippedInput),
    /// The load has ended: everything in its final order, joined and numbered anew.
    Done(Box<Review>),
    /// The load broke off with a mistake of this program's own. The sentence says where.
    Failed(String),
}
