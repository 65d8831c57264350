//! Zones: the one that times are shown in, and the one that a log without offsets was written in.

use std::fmt;

use chrono::{NaiveDateTime, Offset as _, TimeDelta, TimeZone as _};
use chrono_tz::{TZ_VARIANTS, Tz};

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
    /// A zone of the IANA database, with its summer time.
    Named(NamedZone),
}

/// How many seconds this computer's zone is east of UTC. Only `main` may ask for that.
#[derive(Clone, Copy)]
pub struct Offsets {
    /// At a time in UTC.
    pub at_utc: fn(NaiveDateTime) -> i32,
}

/// A zone by its name in the IANA database: `Europe/Berlin`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NamedZone(Tz);

impl NamedZone {
    /// From a name, in letters of any size; without the region where only one zone is called so: `berlin`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace(' ', "_");
        let whole = TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(&text));
        let city = |zone: &&Tz| zone.name().rsplit_once('/').is_some_and(|(_, city)| city.eq_ignore_ascii_case(&text));
        let mut cities = TZ_VARIANTS.iter().filter(city);
        let only = || cities.next().filter(|_| cities.next().is_none());
        whole.or_else(only).copied().map(Self)
    }

    /// The name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// All names, in the alphabet's order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    fn at_utc(self, utc: NaiveDateTime) -> i32 {
        self.0.offset_from_utc_datetime(&utc).fix().local_minus_utc()
    }
}

/// How many seconds a zone is east of UTC at a time of its own clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readings {
    /// The offset; of an hour that is there twice, that of the first time.
    pub first: i32,
    /// Of an hour that is there twice, that of the second time.
    pub second: Option<i32>,
}

impl TimeZone {
    /// UTC.
    pub const UTC: Self = Self::East(0);

    /// From `utc`, `local`, `+09:00`, `-0330`, `UTC+9` or `Europe/Berlin`; `None` where it is none of these.
    pub fn parse(text: &str, computer: Offsets) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "utc" | "gmt" | "z" => Some(Self::UTC),
            "local" => Some(Self::Computer(computer)),
            other => {
                let offset = other.strip_prefix("utc").or_else(|| other.strip_prefix("gmt")).unwrap_or(other);
                offset_seconds(offset).map(Self::East).or_else(|| NamedZone::parse(other).map(Self::Named))
            }
        }
    }

    /// Seconds east of UTC at a time in UTC.
    pub fn at_utc(self, utc: NaiveDateTime) -> i32 {
        match self {
            Self::East(seconds) => seconds,
            Self::Computer(offsets) => (offsets.at_utc)(utc),
            Self::Named(zone) => zone.at_utc(utc),
        }
    }

    /// Seconds east of UTC at a time of the zone itself; in the hour that is there twice, those of the first time.
    pub fn at_local(self, local: NaiveDateTime) -> i32 {
        self.readings(local).first
    }

    /// What a time of the zone's own clocks may mean. Asked of the offsets at times in UTC alone: what libraries call the
    /// earlier of two is not with all of them the earlier (chrono 0.4.45, `Local`).
    pub fn readings(self, local: NaiveDateTime) -> Readings {
        let near = |days: i64| self.at_utc(local.checked_add_signed(TimeDelta::days(days)).unwrap_or(local));
        let (before, after) = (near(-1), near(1));
        let is_told = |east: i32| {
            let utc = local.checked_sub_signed(TimeDelta::seconds(i64::from(east)));
            utc.is_some_and(|utc| self.at_utc(utc) == east)
        };
        match (is_told(before), is_told(after)) {
            (true, true) if before != after => Readings { first: before, second: Some(after) },
            (false, true) => Readings { first: after, second: None },
            // An hour that is left out has the offset before it.
            _ => Readings { first: before, second: None },
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

    /// [`Self::assume`], of an hour that is there twice the second time.
    #[must_use]
    pub fn assume_second(self, wall: Wall) -> Wall {
        let second = self.readings(wall.local).second.filter(|_| wall.offset_seconds.is_none() || wall.offset_assumed);
        let first = self.assume(wall);
        Wall { offset_seconds: second.or(first.offset_seconds), ..first }
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
        Self { at_utc: |_| 0 }
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
            ("Europe/Nowhere", None),
            ("", None),
            ("+", None),
        ] {
            assert_eq!(parsed(text), seconds, "{text}");
        }
    }

    fn time(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%F %T").unwrap()
    }

    #[test]
    fn named_zones_have_their_summer_time() {
        let zone = |name: &str| TimeZone::parse(name, Offsets::default()).unwrap();
        // By tzdata: the last Sundays of March and October, 01:00 UTC.
        for (name, local, first, second) in [
            ("Europe/Berlin", "2026-07-01 12:00:00", 7200, None),
            ("europe/berlin", "2026-12-13 07:23:21", 3600, None),
            ("berlin", "2026-10-25 01:59:59", 7200, None),
            ("Europe/Berlin", "2026-10-25 02:00:00", 7200, Some(3600)),
            ("Europe/Berlin", "2026-10-25 02:59:59", 7200, Some(3600)),
            ("Europe/Berlin", "2026-10-25 03:00:00", 3600, None),
            // An hour that is left out.
            ("Europe/Berlin", "2026-03-29 02:30:00", 3600, None),
            ("America/New_York", "2026-11-01 01:30:00", -14_400, Some(-18_000)),
            ("Australia/Sydney", "2026-04-05 02:30:00", 39_600, Some(36_000)),
            ("Asia/Tokyo", "2026-10-25 02:30:00", 32_400, None),
            // Half an hour of summer time.
            ("Australia/Lord_Howe", "2026-04-05 01:45:00", 39_600, Some(37_800)),
        ] {
            assert_eq!(zone(name).readings(time(local)), Readings { first, second }, "{name} {local}");
        }
        assert_eq!(NamedZone::parse("new york").map(NamedZone::name), Some("America/New_York"));
        assert!(NamedZone::parse("").is_none() && NamedZone::names().count() > 500);
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
