//! When a line was written, as far as its stamp tells.

use chrono::{NaiveDateTime, TimeDelta};

/// The stamp of a line: wall clock, boot clock, both or neither.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The calendar time, if the stamp holds one.
    pub wall: Option<Wall>,
    /// Time since boot (`[36370.036951]`), if the line holds it. The kernel's own, and the only exact one.
    pub uptime: Option<Uptime>,
    /// The stamp as the log prints it (`Dec 13 07:23:21`), for people and for searching; the wall stamp where there are two.
    pub printed: Option<Box<str>>,
}

/// A calendar time as printed: local to the log, with the offset only where the log has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wall {
    /// Date and time of day as printed, or as another zone shows it that the user has chosen.
    pub local: NaiveDateTime,
    /// Seconds east of UTC, if printed (`Z` is 0) or assumed.
    pub offset_seconds: Option<i32>,
    /// True where the offset is not in the log: the user has said which zone it was written in.
    pub offset_assumed: bool,
    /// Whether the year was printed or assumed.
    pub year: YearBasis,
}

/// Where a year comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearBasis {
    /// The stamp holds it.
    Printed,
    /// RFC 3164 stamps have none: it was inferred and may be corrected. `turns` counts the New Years seen in this
    /// source before this line, so that the year can be settled when the source has been read to its end.
    Assumed {
        /// New Years passed since the source's first line.
        turns: u16,
    },
}

/// Microseconds since boot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uptime {
    /// Microseconds since boot.
    pub micros: u64,
}

impl Uptime {
    /// Seconds since boot.
    pub fn seconds(self) -> f64 {
        self.micros as f64 / 1e6
    }
}

impl Wall {
    /// The instant in UTC where the offset is known, else the local time taken as it is: good for ordering one node's
    /// lines, not for comparing nodes in different zones.
    pub fn comparable(&self) -> NaiveDateTime {
        match self.offset_seconds {
            Some(east) => self.local.checked_sub_signed(TimeDelta::seconds(i64::from(east))).unwrap_or(self.local),
            None => self.local,
        }
    }

    /// What of the time is not in the log, for people.
    pub const fn assumed(&self) -> Option<&'static str> {
        match (self.year_assumed(), self.offset_assumed) {
            (true, true) => Some("year and zone assumed"),
            (true, false) => Some("year assumed"),
            (false, true) => Some("zone assumed"),
            (false, false) => None,
        }
    }

    /// True where the year is not in the log.
    pub const fn year_assumed(&self) -> bool {
        matches!(self.year, YearBasis::Assumed { .. })
    }
}

impl Moment {
    /// True where nothing is known.
    pub fn is_unknown(&self) -> bool {
        self.wall.is_none() && self.uptime.is_none()
    }

    /// From here to `later` on the best clock that both have, in microseconds; negative where it lies before.
    pub fn micros_until(&self, later: &Self) -> Option<i64> {
        if let (Some(a), Some(b)) = (self.uptime, later.uptime) {
            return Some(b.micros.cast_signed().saturating_sub(a.micros.cast_signed()));
        }
        let (a, b) = (self.wall.as_ref()?, later.wall.as_ref()?);
        b.comparable().signed_duration_since(a.comparable()).num_microseconds()
    }
}
