//! Wording that window, verdicts and reports share: sizes, counts, shares, times, and text of a log made visible.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use crate::lang::{self, Language};
use crate::model::{Bytes, Kib, Moment, Wall, YearBasis};
use crate::say;

pub use crate::lang::{is_unseen, seen};

/// Text from a log on one line and without anything that is not to be seen: line ends and tabs become blanks, and
/// other control characters, what turns the direction of writing and what takes no room U+FFFD. A program may call itself
/// anything; nothing of that may move a terminal's cursor or hide a part of a line.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    text.chars().map(seen).collect::<String>().into()
}

/// The same for text of several lines, which stay lines.
pub fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

const UNITS: [(&str, u64); 4] = [("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];

/// A size for people, binary units, at most one decimal: `462.2 MiB`, `500 MiB`, `12 KiB`, `17 B`.
pub fn size(language: Language, bytes: Bytes) -> String {
    lang::size(language, bytes.0)
}

/// By how much a size grew or shrank: `+12 MiB`, `−3 KiB`, `same`.
pub fn growth(language: Language, bytes: i128) -> String {
    signed(language, bytes, |bytes| lang::size(language, bytes))
}

/// By how much a number grew or shrank: `+1,204`, `−3`, `same`.
pub fn count_growth(language: Language, number: i128) -> String {
    signed(language, number, |number| count(language, number))
}

fn signed(language: Language, number: i128, spelled: impl Fn(u64) -> String) -> String {
    let size = spelled(u64::try_from(number.unsigned_abs()).unwrap_or(u64::MAX));
    match number {
        0 => say!(language, "change-same").to_owned(),
        1.. => format!("+{size}"),
        _ => format!("−{size}"),
    }
}

/// A size as Kubernetes manifests write it, exact: `500Mi`, `2959372Ki`, `17` (bytes).
pub fn manifest_size(bytes: Bytes) -> String {
    let exact = UNITS.into_iter().find(|(_, scale)| bytes.0 >= *scale && bytes.0.is_multiple_of(*scale));
    match exact {
        Some((unit, scale)) => format!("{}{}", bytes.0 / scale, unit.trim_end_matches('B')),
        None => bytes.0.to_string(),
    }
}

/// A size as people write it in manifests, exact: as [`manifest_size`], but `500M` where it is whole in millions only.
pub fn listed_size(bytes: Bytes) -> String {
    const DECIMAL: [(&str, u64); 2] = [("G", 1_000_000_000), ("M", 1_000_000)];
    if bytes.0.is_multiple_of(1 << 20) {
        return manifest_size(bytes);
    }
    let exact = DECIMAL.into_iter().find(|(_, scale)| bytes.0 >= *scale && bytes.0.is_multiple_of(*scale));
    exact.map_or_else(|| manifest_size(bytes), |(unit, scale)| format!("{}{unit}", bytes.0 / scale))
}

/// A size with what a manifest would say, where the two differ: `500 MiB`, `2.8 GiB (2959372Ki)`.
pub fn limit_size(language: Language, size_kib: Kib) -> String {
    let bytes = size_kib.bytes();
    let (short, exact) = (size(language, bytes), manifest_size(bytes));
    let says_all =
        UNITS.iter().find(|(_, scale)| bytes.0 >= *scale).is_none_or(|(_, scale)| bytes.0.is_multiple_of(*scale));
    if says_all { short } else { format!("{short} ({exact})") }
}

/// A whole number with thousands set apart: `1,104,444`.
pub fn count(language: Language, number: u64) -> String {
    lang::grouped(language, number)
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(language: Language, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => say!(language, "list", most = most.join(say!(language, "list-separator")), last = last),
    }
}

/// A share of a whole: `92.4 %`, `0.1 %`, `< 0.1 %`, `0 %`.
pub fn percent(language: Language, part: Bytes, whole: Bytes) -> String {
    let share = part.share_of(whole) * 100.0;
    match share {
        _ if part.0 == 0 => say!(language, "percent", share = "0"),
        share if share < 0.1 => say!(language, "percent-below-tenth").to_owned(),
        share => say!(language, "percent", share = decimal(language, share)),
    }
}

/// A number with one decimal: `92.4`.
pub fn decimal(language: Language, number: f64) -> String {
    format!("{number:.1}").replace('.', language.decimal_mark())
}

/// Words at the beginning of a sentence.
pub fn capitalised(language: Language, words: &str) -> String {
    let mut chars = words.chars();
    match chars.next().filter(|_| language.has_capitals()) {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => words.to_owned(),
    }
}

/// A pod's QoS class as Kubernetes writes it; in a cgroup's name it is written small.
pub fn qos(class: &str) -> &str {
    match class {
        "guaranteed" => "Guaranteed",
        "burstable" => "Burstable",
        "besteffort" => "BestEffort",
        other => other,
    }
}

/// A time span for people, in its two largest units at most: `2 h 5 min`, `40 s`. Nothing before it began.
pub fn duration(language: Language, span: TimeDelta) -> String {
    let seconds = u64::try_from(span.num_seconds()).unwrap_or(0);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let hours_only = || say!(language, "duration-hours", hours = hours);
    let minutes_only = || say!(language, "duration-minutes", minutes = minutes);
    let seconds_only = |seconds: u64| say!(language, "duration-seconds", seconds = seconds);
    let (large, small) = match (days, hours, minutes) {
        (1.., ..) => (say!(language, "duration-days", days = days), (hours > 0).then(hours_only)),
        (_, 1.., _) => (hours_only(), (minutes > 0).then(minutes_only)),
        (_, _, 1..) => (minutes_only(), Some(seconds % 60).filter(|seconds| *seconds > 0).map(seconds_only)),
        _ => (seconds_only(seconds), None),
    };
    match small {
        Some(small) => say!(language, "duration-two", large = large, small = small),
        None => large,
    }
}

/// What stands where the log does not hold a value.
pub fn not_in_log(language: Language) -> &'static str {
    say!(language, "not-in-the-log")
}

/// ISO 8601; fractions where the stamp has them, an offset only where the log has one.
pub fn iso_time(wall: &Wall) -> String {
    let mut text = wall.local.format("%Y-%m-%dT%H:%M:%S%.f").to_string();
    if let Some(east) = wall.offset_seconds {
        if east == 0 {
            text.push('Z');
        } else {
            let (sign, minutes) = (if east < 0 { '-' } else { '+' }, east.unsigned_abs() / 60);
            text.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
        }
    }
    text
}

/// The reverse of [`iso_time`]: as printed, with what it says of its offset. `None` for what is no such time.
pub fn wall_of_iso(text: &str) -> Option<Wall> {
    let at = text.rfind(['Z', '+', '-']).filter(|at| *at > "2026-12-01T".len()).unwrap_or(text.len());
    let (local, zone) = text.split_at_checked(at)?;
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M:%S%.f").ok()?;
    let offset_seconds = match zone {
        "" => None,
        "Z" => Some(0),
        _ => {
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let (hours, minutes) = (hours.parse::<u16>().ok()?, minutes.parse::<u16>().ok()?);
            let east = i32::from(hours).checked_mul(3600)?.checked_add(i32::from(minutes).checked_mul(60)?)?;
            Some(if zone.starts_with('-') { -east } else { east })
        }
    };
    Some(Wall { local, offset_seconds, offset_assumed: false, year: YearBasis::Printed })
}

/// A calendar time for people, to the second: `13 Dec 2023 07:23:21`, `2023年12月13日 07:23:21`.
pub fn day_time(language: Language, time: NaiveDateTime) -> String {
    say!(
        language,
        "day-time",
        year = time.format("%Y").to_string(),
        month = u64::from(time.month()),
        day = u64::from(time.day()),
        time = time.format("%H:%M:%S").to_string()
    )
}

/// A day for people: `13 Dec 2023`, `2023年12月13日`.
pub fn day(language: Language, day: NaiveDate) -> String {
    let (year, month) = (day.format("%Y").to_string(), u64::from(day.month()));
    say!(language, "day", year = year, month = month, day = u64::from(day.day()))
}

/// A calendar time of a year that is known, for people: `13 Dec 07:23:21`.
pub fn day_of_year_time(language: Language, time: NaiveDateTime) -> String {
    let (month, day) = (u64::from(time.month()), u64::from(time.day()));
    say!(language, "day-of-year-time", month = month, day = day, time = time_of_day(time))
}

/// The time of a day for people, to the second: `07:23:21`.
pub fn time_of_day(time: NaiveDateTime) -> String {
    time.format("%H:%M:%S").to_string()
}

/// `UTC`, `UTC+09:00`.
pub fn offset(east_seconds: i32) -> String {
    if east_seconds == 0 {
        return "UTC".to_owned();
    }
    let (sign, minutes) = (if east_seconds < 0 { '\u{2212}' } else { '+' }, east_seconds.unsigned_abs() / 60);
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// When, for people: the calendar time, else the boot clock (`36,370.037 s after boot`), else nothing.
pub fn when(language: Language, moment: &Moment) -> Option<String> {
    match (&moment.wall, moment.uptime) {
        (Some(wall), _) => Some(day_time(language, wall.local)),
        (None, Some(uptime)) => {
            let (seconds, millis) = (uptime.micros / 1_000_000, uptime.micros / 1000 % 1000);
            Some(say!(
                language,
                "after-boot",
                seconds = format!("{}{}{millis:03}", count(language, seconds), language.decimal_mark())
            ))
        }
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_made_visible() {
        assert_eq!(visible("a\tb\nc\u{1b}[31m\u{202e}d\u{85}"), "a b c\u{fffd}[31m\u{fffd}d\u{fffd}");
        for unseen in ["\u{34f}", "\u{3164}", "\u{ffa0}", "\u{fe0f}", "\u{e0101}", "\u{2800}", "\u{115f}", "\u{1d173}"]
        {
            assert_eq!(visible(&format!("a{unseen}b")), "a\u{fffd}b");
        }
        assert_eq!(visible("\u{9b}31m\u{7f}\u{2066}\u{200b}\u{feff}"), "\u{fffd}31m\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(visible_lines("a\u{1b}\nb\r"), "a\u{fffd}\nb ");
        assert!(matches!(visible("plain ␛ ü 漢"), Cow::Borrowed(_)));
    }
    use crate::model::{Uptime, YearBasis};

    #[test]
    fn sizes_read_like_a_person_would_say_them() {
        for (bytes, text) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1 KiB"),
            (484_630_528, "462.2 MiB"),
            (524_288_000, "500 MiB"),
            (1_073_741_823, "1024 MiB"),
            (3_030_396_928, "2.8 GiB"),
            (u64::MAX, "16777216 TiB"),
        ] {
            assert_eq!(size(Language::English, Bytes(bytes)), text);
        }
    }

    #[test]
    fn growth_has_its_sign_and_nothing_is_the_same() {
        for (bytes, text) in [(12 << 20, "+12 MiB"), (-3072, "−3 KiB"), (0, "same"), (i128::MAX, "+16777216 TiB")] {
            assert_eq!(growth(Language::English, bytes), text);
        }
        let count_growth = |number| count_growth(Language::English, number);
        assert_eq!((count_growth(1204), count_growth(-3)), ("+1,204".to_owned(), "−3".to_owned()));
    }

    #[test]
    fn manifest_sizes_are_exact() {
        for (bytes, text) in
            [(524_288_000, "500Mi"), (3_030_396_928, "2959372Ki"), (1 << 31, "2Gi"), (17, "17"), (0, "0")]
        {
            assert_eq!(manifest_size(Bytes(bytes)), text);
        }
        for (bytes, text) in [
            (500_000_000, "500M"),
            (2_000_000_000, "2G"),
            (524_288_000, "500Mi"),
            (512_000_000, "512M"),
            (1536, "1536"),
        ] {
            assert_eq!(listed_size(Bytes(bytes)), text);
        }
        assert_eq!(limit_size(Language::English, Kib(512_000)), "500 MiB");
        assert_eq!(limit_size(Language::English, Kib(2_959_372)), "2.8 GiB (2959372Ki)");
    }

    #[test]
    fn counts_group_their_thousands() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_104_444, "1,104,444")] {
            assert_eq!(count(Language::English, number), text);
        }
    }

    #[test]
    fn a_small_share_is_not_nothing() {
        for (part, whole, english, japanese) in
            [(0, 500, "0 %", "0%"), (1, 500_000, "< 0.1 %", "< 0.1%"), (484_630_528, 524_288_000, "92.4 %", "92.4%")]
        {
            assert_eq!(percent(Language::English, Bytes(part), Bytes(whole)), english);
            assert_eq!(percent(Language::Japanese, Bytes(part), Bytes(whole)), japanese);
        }
    }

    #[test]
    fn a_day_is_written_as_the_language_writes_it() {
        let first = chrono::NaiveDate::from_ymd_opt(2023, 1, 3).unwrap().and_hms_opt(7, 3, 21).unwrap();
        assert_eq!(day_time(Language::Japanese, first), "2023年1月3日 07:03:21");
        for month in 0..12 {
            let time = first + chrono::Months::new(month);
            assert_eq!(day_time(Language::English, time), time.format("%-d %b %Y %H:%M:%S").to_string());
        }
    }

    #[test]
    fn an_offset_is_shown_only_where_the_log_has_one() {
        let local =
            chrono::NaiveDate::from_ymd_opt(2023, 12, 13).unwrap().and_hms_micro_opt(7, 23, 21, 120_000).unwrap();
        let wall = |offset_seconds| Wall { local, offset_seconds, offset_assumed: false, year: YearBasis::Printed };
        assert_eq!(iso_time(&wall(None)), "2023-12-13T07:23:21.120");
        assert_eq!(iso_time(&wall(Some(0))), "2023-12-13T07:23:21.120Z");
        assert_eq!(iso_time(&wall(Some(-12_600))), "2023-12-13T07:23:21.120-03:30");
        for offset in [None, Some(0), Some(-12_600), Some(19_800)] {
            assert_eq!(wall_of_iso(&iso_time(&wall(offset))), Some(wall(offset)), "{offset:?}");
        }
        for text in ["", "2023", "2023-12-13", "2023-12-13T07:23", "2023-12-13T07:23:21+1", "2023-12-13T07:23:21 x"] {
            assert_eq!(wall_of_iso(text), None, "{text}");
        }
    }

    #[test]
    fn a_boot_clock_says_what_it_counts_from() {
        let moment = Moment { uptime: Some(Uptime { micros: 36_370_037_095 }), ..Moment::default() };
        assert_eq!(when(Language::English, &moment).unwrap(), "36,370.037 s after boot");
        assert_eq!(when(Language::Japanese, &moment).unwrap(), "起動から 36,370.037 秒後");
        assert_eq!(when(Language::English, &Moment::default()), None);
    }

    #[test]
    fn durations_read_like_a_person_would_say_them() {
        for (seconds, said) in [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3725, "1 h 2 min"), (90_000, "1 day 1 h")] {
            assert_eq!(duration(Language::English, TimeDelta::seconds(seconds)), said);
        }
    }
}
