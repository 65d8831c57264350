//! Zones: the one that times are shown in, and the one that a log without offsets was written in.

use std::fmt;

use chrono::{NaiveDateTime, TimeDelta};

use super::{Moment, Wall};

/// No zone is further from UTC.
const MOST_SECONDS: i32 = 14 * 3600;

/// A zone.
#[derive(Clone, Copy, Debug)]
pub enum TimeZone {
    /// So many seconds east of UTC all year round; UTC itself is 0.
    East(i32),
    /// The zone of this computer, with its summer time.
    Computer(Offsets),
}

/// How many seconds this computer's zone is east of UTC. Only `main` may ask for that.
#[derive(Clone, Copy)]
pub struct Offsets {
    /// At a time in UTC.
    pub at_utc: fn(NaiveDateTime) -> i32,
    /// At a time of the zone itself; in the hour that is there twice, the earlier.
    pub at_local: fn(NaiveDateTime) -> i32,
}

impl TimeZone {
    /// UTC.
    pub const UTC: Self = Self::East(0);

    /// From `utc`, `local`, `+09:00`, `-0330` or `UTC+9`; `None` where it is none of these.
    pub fn parse(text: &str, computer: Offsets) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "utc" | "gmt" | "z" => Some(Self::UTC),
            "local" => Some(Self::Computer(computer)),
            other => {
                let offset = other.strip_prefix("utc").or_else(|| other.strip_prefix("gmt")).unwrap_or(other);
                offset_seconds(offset).map(Self::East)
            }
        }
    }

    /// Seconds east of UTC at a time in UTC.
    pub fn at_utc(self, utc: NaiveDateTime) -> i32 {
        match self {
            Self::East(seconds) => seconds,
            Self::Computer(offsets) => (offsets.at_utc)(utc),
        }
    }

    /// Seconds east of UTC at a time of the zone itself.
    pub fn at_local(self, local: NaiveDateTime) -> i32 {
        match self {
            Self::East(seconds) => seconds,
            Self::Computer(offsets) => (offsets.at_local)(local),
        }
    }

    /// The same instant as this zone's clocks show it. A time whose offset is not known stays as it is.
    #[must_use]
    pub fn show(self, wall: Wall) -> Wall {
        let shown = |_| {
            let utc = wall.comparable();
            let east = self.at_utc(utc);
            let local = utc.checked_add_signed(TimeDelta::seconds(i64::from(east)))?;
            Some(Wall { local, offset_seconds: Some(east), ..wall })
        };
        wall.offset_seconds.and_then(shown).unwrap_or(wall)
    }

    /// The time with the offset that it has in this zone, where none was printed: marked as assumed.
    #[must_use]
    pub fn assume(self, wall: Wall) -> Wall {
        match wall.offset_seconds {
            Some(_) if !wall.offset_assumed => wall,
            _ => Wall { offset_seconds: Some(self.at_local(wall.local)), offset_assumed: true, ..wall },
        }
    }

    /// [`Self::show`] for a moment.
    pub fn show_moment(self, moment: &mut Moment) {
        moment.wall = moment.wall.map(|wall| self.show(wall));
    }

    /// [`Self::assume`] for a moment.
    pub fn assume_moment(self, moment: &mut Moment) {
        moment.wall = moment.wall.map(|wall| self.assume(wall));
    }
}

/// UTC, where nobody has told.
impl Default for Offsets {
    fn default() -> Self {
        Self { at_utc: |_| 0, at_local: |_| 0 }
    }
}

impl fmt::Debug for Offsets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Offsets")
    }
}

/// `+09:00`, `-0330`, `+9` in seconds.
fn offset_seconds(text: &str) -> Option<i32> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-" | "\u{2212}", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(parts), _) => parts,
        (None, 4) => digits.split_at_checked(2)?,
        (None, _) => (digits, "0"),
    };
    let number = |text: &str| text.parse::<i32>().ok().filter(|_| text.len() <= 2 && !text.starts_with(['+', '-']));
    let (hours, minutes) = (number(hours)?, number(minutes).filter(|minutes| *minutes < 60)?);
    let seconds = hours * 3600 + minutes * 60;
    (seconds <= MOST_SECONDS).then_some(sign * seconds)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::model::YearBasis;

    fn at(hour: u32, offset_seconds: Option<i32>) -> Wall {
        let local = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap().and_hms_opt(hour, 30, 0).unwrap();
        Wall { local, offset_seconds, offset_assumed: false, year: YearBasis::Printed }
    }

    fn parsed(text: &str) -> Option<i32> {
        TimeZone::parse(text, Offsets::default()).map(|zone| zone.at_utc(at(0, None).local))
    }

    #[test]
    fn zones_are_read_as_people_write_them() {
        for (text, seconds) in [
            ("UTC", Some(0)),
            ("z", Some(0)),
            ("+09:00", Some(32_400)),
            ("-0330", Some(-12_600)),
            ("UTC+9", Some(32_400)),
            ("gmt-5", Some(-18_000)),
            ("+14", Some(50_400)),
            ("+15", None),
            ("09:00", None),
            ("+9:75", None),
            ("CET", None),
            ("", None),
            ("+", None),
        ] {
            assert_eq!(parsed(text), seconds, "{text}");
        }
    }

    #[test]
    fn another_zone_shows_the_same_instant_and_can_be_undone() {
        let printed = at(23, Some(3600));
        let tokyo = TimeZone::East(32_400).show(printed);
        assert_eq!((tokyo.local.to_string().as_str(), tokyo.offset_seconds), ("2027-01-01 07:30:00", Some(32_400)));
        assert_eq!(tokyo.comparable(), printed.comparable());
        assert_eq!(TimeZone::East(3600).show(tokyo), printed);
    }

    #[test]
    fn a_time_without_an_offset_is_not_shifted_unless_its_zone_is_said() {
        let printed = at(7, None);
        assert_eq!(TimeZone::UTC.show(printed), printed);
        let assumed = TimeZone::East(32_400).assume(printed);
        assert!(assumed.offset_assumed && assumed.local == printed.local);
        let shown = TimeZone::UTC.show(assumed);
        assert!(shown.offset_assumed && shown.local.to_string() == "2026-12-30 22:30:00");
        assert_eq!(TimeZone::East(32_400).assume(at(7, Some(0))), at(7, Some(0)), "a printed offset stays");
    }
}
