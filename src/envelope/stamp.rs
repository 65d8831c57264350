//! Stamps: what the dialects print in front of a message to say when it was written.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::scan::{before, blanks, digits, fraction, number};

/// Years that a stamp may hold. Other numbers of four digits are no year.
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2099;

/// The seconds since 1970 that a stamp may hold: 2001 to 2099.
const EPOCH_SECONDS: std::ops::RangeInclusive<i64> = 978_307_200..=4_102_444_799;

/// 1970 among the seconds of a TAI64 label.
const TAI64_ZERO: i64 = 1 << 62;

/// How far daemontools' labels are ahead of Unix time.
const TAI_AHEAD_SECONDS: i64 = 10;

/// Stands in for the year of a stamp that has none. A leap year, so that 29 February can be held.
const NO_YEAR: i32 = 2000;

/// A calendar time as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp<'a> {
    /// Date and time of day; the year means nothing where `yearless`.
    pub(super) local: NaiveDateTime,
    /// Seconds east of UTC, if printed.
    pub(super) offset_seconds: Option<i32>,
    /// True where the stamp has no year.
    pub(super) yearless: bool,
    /// The stamp as it stands in the log.
    pub(super) printed: &'a str,
}

/// Names of months in the languages that `dmesg -T` and `journalctl` were met in, in the order of the year. Compared
/// without their final dot and without regard to case.
const MONTHS: [&[&str]; 12] = [
    &["jan", "januar", "january", "janv", "janvier", "ene", "enero", "gen", "gennaio"],
    &["feb", "februar", "february", "févr", "fév", "février", "febrero", "fev"],
    &["mar", "mär", "mrz", "märz", "march", "mars", "marzo", "mrt"],
    &["apr", "april", "avr", "avril", "abr", "abril", "aprile"],
    &["may", "mai", "mayo", "mag", "maggio", "mei"],
    &["jun", "juni", "june", "juin", "junio", "giu", "giugno"],
    &["jul", "juli", "july", "juil", "juillet", "julio", "lug", "luglio"],
    &["aug", "august", "août", "aou", "ago", "agosto"],
    &["sep", "sept", "september", "septembre", "septiembre", "set", "settembre"],
    &["oct", "okt", "oktober", "october", "octobre", "octubre", "ott", "ottobre", "out"],
    &["nov", "november", "novembre", "noviembre"],
    &["dec", "dez", "dezember", "december", "déc", "décembre", "dic", "diciembre", "dicembre"],
];

/// `2026-12-13T07:20:11.321706+00:00`, with blank, `T` or `_` (svlogd -tt), dot or comma, offset or none, `-` or `/`.
pub(super) fn iso(text: &str) -> Option<(Stamp<'_>, &str)> {
    let (year, rest) = number(text, 4, 4)?;
    let dash = if rest.starts_with('/') { '/' } else { '-' };
    let (month, rest) = number(rest.strip_prefix(dash)?, 2, 2)?;
    let (day, rest) = number(rest.strip_prefix(dash)?, 2, 2)?;
    let (time, rest) = time_of_day(rest.strip_prefix(['T', 't', ' ', '_'])?)?;
    let (offset_seconds, rest) = offset(rest);
    let local = date(year, month, day)?.and_time(time);
    Some((Stamp { local, offset_seconds, yearless: false, printed: before(text, rest) }, rest))
}

/// `Dec 13 07:23:21`, with the day padded or not, a fraction or none, and a year where a device prints one.
pub(super) fn month_first(text: &str) -> Option<(Stamp<'_>, &str)> {
    let (month, rest) = month_word(text)?;
    let (day, rest) = number(blanks(rest), 1, 2)?;
    let rest = blanks(rest.strip_prefix(' ')?);
    if let Some((year, rest)) = number(rest, 4, 4).filter(|(year, _)| YEARS.contains(year)) {
        let (time, rest) = time_of_day(rest.strip_prefix(' ')?)?;
        let local = date(year, month, day)?.and_time(time);
        return Some((Stamp { local, offset_seconds: None, yearless: false, printed: before(text, rest) }, rest));
    }
    let (time, rest) = time_of_day(rest)?;
    let after = rest.strip_prefix(' ').and_then(|rest| number(rest, 4, 4)).filter(|(year, _)| YEARS.contains(year));
    if let Some((year, rest)) = after.filter(|(_, rest)| rest.is_empty() || rest.starts_with(' ')) {
        let local = date(year, month, day)?.and_time(time);
        return Some((Stamp { local, offset_seconds: None, yearless: false, printed: before(text, rest) }, rest));
    }
    let local = NaiveDate::from_ymd_opt(NO_YEAR, month, day)?.and_time(time);
    Some((Stamp { local, offset_seconds: None, yearless: true, printed: before(text, rest) }, rest))
}

/// `Sun Dec 13 07:20:11 2026` in any order and any of the languages of [`MONTHS`], as a whole.
pub(super) fn human(text: &str) -> Option<Stamp<'_>> {
    if text.len() > 64 {
        return None;
    }
    let (mut day, mut month, mut year, mut time) = (None, None, None, None);
    for word in text.split([' ', '\t', ',']).filter(|word| !word.is_empty()) {
        let plain = word.trim_end_matches('.');
        if let Some((read, "")) = time_of_day(plain) {
            time = Some(read);
        } else if let Some((number, rest)) = number(plain, 1, 4) {
            match rest {
                "" if YEARS.contains(&number) => year = Some(number),
                "" | "日" | "일" => day = Some(number),
                "年" | "년" => year = Some(number),
                _ => {
                    let (after, end) = rest.strip_prefix(['月', '월']).and_then(|rest| split_day(rest))?;
                    month = Some(number);
                    day = after.or(day);
                    if !end.is_empty() {
                        return None;
                    }
                }
            }
        } else if let Some(number) = month_named(plain) {
            // A weekday may be spelt like a month ("mar." is Tuesday in French): the later word is the month.
            month = Some(number);
        }
    }
    let local = date(year?, month?, day?)?.and_time(time?);
    Some(Stamp { local, offset_seconds: None, yearless: false, printed: text })
}

/// `Dec13 07:20`: what `dmesg -H` prints where a minute begins, as a whole.
pub(super) fn minute(text: &str) -> Option<Stamp<'_>> {
    let (month, rest) = month_word(text)?;
    let (day, rest) = number(blanks(rest), 1, 2)?;
    let (hour, rest) = number(rest.strip_prefix(' ')?, 2, 2)?;
    let (minute, "") = number(rest.strip_prefix(':')?, 2, 2)? else { return None };
    let local = NaiveDate::from_ymd_opt(NO_YEAR, month, day)?.and_hms_opt(hour, minute, 0)?;
    Some(Stamp { local, offset_seconds: None, yearless: true, printed: text })
}

/// `1213 07:23:21.123456`: month and day in one number, as klog writes them.
pub(super) fn klog(text: &str) -> Option<(Stamp<'_>, &str)> {
    let (day, rest) = number(text, 4, 4)?;
    let (time, rest) = time_of_day(rest.strip_prefix(' ')?)?;
    let local = NaiveDate::from_ymd_opt(NO_YEAR, day.checked_div(100)?, day.checked_rem(100)?)?.and_time(time);
    Some((Stamp { local, offset_seconds: None, yearless: true, printed: before(text, rest) }, rest))
}

/// `12/13/2023, 7:23:21.000 AM`, `13/12/2023 07:23`: how portals of cloud providers and spreadsheets write a time, as a
/// whole.
pub(super) fn american(text: &str) -> Option<Stamp<'_>> {
    slashed(text).filter(|(_, rest)| rest.trim_start().is_empty()).and_then(|(stamp, _)| stamp)
}

/// `13.12.2023 07:23:21`, `12/13/2023 7:23:21 AM`: a date that begins with its day or month, and what follows it. The
/// stamp is `None` where it could be two dates: nothing is known of the time then.
pub(super) fn day_or_month_first(text: &str) -> Option<(Option<Stamp<'_>>, &str)> {
    dotted(text).map(|(stamp, rest)| (Some(stamp), rest)).or_else(|| slashed(text))
}

/// `13.12.2023 07:23:21`: with dots the day comes first.
fn dotted(text: &str) -> Option<(Stamp<'_>, &str)> {
    let (day, rest) = number(text, 1, 2)?;
    let (month, rest) = number(rest.strip_prefix('.')?, 1, 2)?;
    let (year, rest) = number(rest.strip_prefix('.')?, 4, 4)?;
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    let (time, rest) = time_of_day(rest.strip_prefix(' ')?)?;
    let local = date(year, month, day)?.and_time(time);
    Some((Stamp { local, offset_seconds: None, yearless: false, printed: before(text, rest) }, rest))
}

/// `12/13/2023, 7:23:21.000 AM`, and what follows it; `None` for the stamp where it could be two dates.
fn slashed(text: &str) -> Option<(Option<Stamp<'_>>, &str)> {
    let (month, rest) = number(text, 1, 2)?;
    let (day, rest) = number(rest.strip_prefix('/')?, 1, 2)?;
    let (year, rest) = number(rest.strip_prefix('/')?, 4, 4)?;
    let rest = blanks(rest.strip_prefix(',').unwrap_or(rest));
    let (hour, rest) = number(rest, 1, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2, 2)?;
    // Spreadsheets leave the seconds out.
    let (second, rest) = rest.strip_prefix(':').map_or(Some((0, rest)), |rest| number(rest, 2, 2))?;
    let (nanos, rest) = fraction(rest);
    let half = |name: &str| blanks(rest).strip_prefix(name).filter(|after| after.is_empty() || after.starts_with(' '));
    let (hour, halves, rest) = match (half("AM"), half("PM")) {
        (Some(after), _) => (hour % 12, true, after),
        (None, Some(after)) => (hour % 12 + 12, true, after),
        (None, None) => (hour, false, rest),
    };
    let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)?;
    let (month, day) = match (month, day) {
        // Where the day is counted through, the day may come first. Where both may be either, nothing is known.
        (first, second) if first <= 12 && second <= 12 && first != second && !halves => return Some((None, rest)),
        (first @ 13.., second) if !halves => (second, first),
        as_written => as_written,
    };
    let local = date(year, month, day)?.and_time(time);
    Some((Some(Stamp { local, offset_seconds: None, yearless: false, printed: before(text, rest) }), rest))
}

/// Seconds, milli-, micro- or nanoseconds since 1970, told by the number of digits.
pub(super) fn epoch(text: &str) -> Option<(Stamp<'_>, &str)> {
    let (read, rest) = digits(text)?;
    let (nanos, rest) = if read.len() == 10 { fraction(rest) } else { (0, rest) };
    let count: i64 = read.parse().ok()?;
    let (seconds, nanos) = match read.len() {
        10 => (count, nanos),
        13 => split_seconds(count, 1_000)?,
        16 => split_seconds(count, 1_000_000)?,
        19 => split_seconds(count, 1_000_000_000)?,
        _ => return None,
    };
    if !EPOCH_SECONDS.contains(&seconds) {
        return None;
    }
    let local = chrono::DateTime::from_timestamp(seconds, nanos)?.naive_utc();
    Some((Stamp { local, offset_seconds: Some(0), yearless: false, printed: before(text, rest) }, rest))
}

/// `@400000006b0bbf49365a739c`: a TAI64N label, as multilog, svlogd and s6-log write it. Daemontools and runit count ten
/// seconds on top of Unix time, whatever leap seconds there were; s6 counts those as well (27 more since 2017). Both look
/// the same: the first is assumed.
pub(super) fn tai64n(text: &str) -> Option<(Stamp<'_>, &str)> {
    let label = text.strip_prefix('@')?.get(..24).filter(|label| label.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let (seconds, nanos) = label.split_at_checked(16)?;
    let seconds = i64::from_str_radix(seconds, 16).ok()?.checked_sub(TAI64_ZERO)?.checked_sub(TAI_AHEAD_SECONDS)?;
    let nanos = u32::from_str_radix(nanos, 16).ok().filter(|nanos| *nanos < 1_000_000_000)?;
    if !EPOCH_SECONDS.contains(&seconds) {
        return None;
    }
    let local = chrono::DateTime::from_timestamp(seconds, nanos)?.naive_utc();
    let rest = text.get(25..)?;
    Some((Stamp { local, offset_seconds: Some(0), yearless: false, printed: before(text, rest) }, rest))
}

/// `[2026-11-29 06:00:01]`, `[Nov 29 06:00:01]`, `[1795932001.6]`: a stamp in brackets, as ts, minicom, tio and openQA put
/// it before a line, and what follows it and one blank.
pub(super) fn bracketed(text: &str) -> Option<(Stamp<'_>, &str)> {
    let inside = text.strip_prefix('[')?;
    let (mut stamp, rest) = iso(inside)
        .or_else(|| epoch(inside))
        .or_else(|| month_first(inside))
        .or_else(|| day_or_month_first(inside).and_then(|(stamp, rest)| Some((stamp?, rest))))?;
    let rest = match rest.strip_prefix(" UTC").or_else(|| rest.strip_prefix(" GMT")) {
        Some(rest) => {
            stamp.offset_seconds = Some(0);
            rest
        }
        None => rest,
    };
    let rest = rest.strip_prefix(']')?;
    Some((stamp, rest.strip_prefix(' ').unwrap_or(rest)))
}

/// A stamp in any form that a field of a structured log may hold, as a whole.
pub(super) fn any(text: &str) -> Option<Stamp<'_>> {
    let text = text.trim();
    iso(text)
        .or_else(|| epoch(text))
        .or_else(|| month_first(text))
        .and_then(|(stamp, rest)| match rest.trim_start() {
            "" => Some(stamp),
            "UTC" | "GMT" => Some(Stamp { offset_seconds: Some(0), ..stamp }),
            _ => None,
        })
        .or_else(|| american(text))
        .or_else(|| human(text))
}

/// `07:23:21`, with a fraction after dot or comma. A leap second is held as the last second of its minute.
fn time_of_day(text: &str) -> Option<(NaiveTime, &str)> {
    let (hour, rest) = number(text, 2, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2, 2)?;
    let (second, rest) = number(rest.strip_prefix(':')?, 2, 2)?;
    let (nanos, rest) = fraction(rest);
    let second = if second == 60 { 59 } else { second };
    Some((NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)?, rest))
}

/// `Z`, `+00:00`, `+0000` or `+00` right after a time.
fn offset(text: &str) -> (Option<i32>, &str) {
    if let Some(rest) = text.strip_prefix(['Z', 'z']) {
        return (Some(0), rest);
    }
    numeric_offset(text).map_or((None, text), |(seconds, rest)| (Some(seconds), rest))
}

/// `+01:00`, `-0330` or `+01` in seconds east of UTC.
pub(super) fn numeric_offset(text: &str) -> Option<(i32, &str)> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (read, rest) = digits(text.get(1..)?)?;
    let (hours, minutes, rest) = match read.len() {
        4 => (read.get(..2)?, read.get(2..)?, rest),
        2 => match rest.strip_prefix(':').and_then(digits).filter(|(minutes, _)| minutes.len() == 2) {
            Some((minutes, rest)) => (read, minutes, rest),
            None => (read, "0", rest),
        },
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours > 14 || minutes > 59 { None } else { Some((sign * (hours * 3600 + minutes * 60), rest)) }
}

/// A month at the start of the text: a word of [`MONTHS`], or `12月`.
fn month_word(text: &str) -> Option<(u32, &str)> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        let (month, rest) = number(text, 1, 2)?;
        return Some((month, rest.strip_prefix(['月', '월'])?));
    }
    if !first.is_alphabetic() {
        return None;
    }
    let end = text.char_indices().take(16).find(|(_, c)| !c.is_alphabetic())?.0;
    let (name, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    // Most words are no months: a day follows those that are.
    if !blanks(rest).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((month_named(name)?, rest))
}

/// The number of a month by its name.
fn month_named(name: &str) -> Option<u32> {
    let same = |known: &&str| {
        if name.is_ascii() { known.eq_ignore_ascii_case(name) } else { name.to_lowercase() == **known }
    };
    let at = MONTHS.iter().position(|names| names.iter().any(same))?;
    u32::try_from(at).ok()?.checked_add(1)
}

/// True for the name of a month or of a weekday in English, as stamps print it.
pub(super) fn is_month_or_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    month_named(word).is_some() || DAYS.iter().any(|day| day.eq_ignore_ascii_case(word))
}

/// What may stand after `12月` in one word: nothing, or the day (`12月13`, `12月13日`).
fn split_day(text: &str) -> Option<(Option<u32>, &str)> {
    if text.is_empty() {
        return Some((None, ""));
    }
    let (day, rest) = number(text, 1, 2)?;
    Some((Some(day), rest.strip_prefix(['日', '일']).unwrap_or(rest)))
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    if !YEARS.contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn split_seconds(count: i64, per_second: i64) -> Option<(i64, u32)> {
    let nanos = count.rem_euclid(per_second).checked_mul(1_000_000_000_i64.checked_div(per_second)?)?;
    Some((count.div_euclid(per_second), u32::try_from(nanos).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().expect("a date and time")
    }

    #[test]
    fn dates_of_countries_are_read_where_they_can_be_one_only() {
        for (text, local, left) in [
            ("13.12.2023 07:23:21 host", Some("2023-12-13T07:23:21"), " host"),
            ("3.4.2023, 07:23:21.5 host", Some("2023-04-03T07:23:21.5"), " host"),
            ("12/13/2023 07:23:21 host", Some("2023-12-13T07:23:21"), " host"),
            ("13/12/2023 07:23:21 host", Some("2023-12-13T07:23:21"), " host"),
            ("4/3/2023, 12:23:21 AM host", Some("2023-04-03T00:23:21"), " host"),
            ("4/3/2023 1:23:21 PM", Some("2023-04-03T13:23:21"), ""),
            // The third of April or the fourth of March.
            ("04/03/2023 07:23:21 host", None, " host"),
        ] {
            let (stamp, rest) = day_or_month_first(text).expect(text);
            assert_eq!((stamp.map(|stamp| stamp.local), rest), (local.map(at), left), "{text}");
        }
        for text in ["10.0.0.1 07:23:21", "1.2.2023 x", "13.13.2023 07:23:21", "1/2", "[12/13/2023"] {
            assert_eq!(day_or_month_first(text), None, "{text}");
        }
    }

    #[test]
    fn iso_stamps_keep_their_fraction_and_offset() {
        let rows = [
            ("2026-12-13T07:20:11,321706+00:00 x", "2026-12-13T07:20:11.321706", Some(0), " x"),
            ("2026-12-13T07:20:15+0000 host", "2026-12-13T07:20:15", Some(0), " host"),
            ("2026-12-13T07:20:15.5-03:30", "2026-12-13T07:20:15.5", Some(-12_600), ""),
            ("2026-12-13 07:20:15 UTC", "2026-12-13T07:20:15", None, " UTC"),
            ("2026/12/13 07:20:60Z x", "2026-12-13T07:20:59", Some(0), " x"),
        ];
        for (text, local, offset, left) in rows {
            let (stamp, rest) = iso(text).expect(text);
            assert_eq!((stamp.local, stamp.offset_seconds, rest), (at(local), offset, left), "{text}");
            assert_eq!(stamp.printed.len() + rest.len(), text.len(), "{text}");
        }
        for text in ["2026-13-13T07:20:11", "2026-12-13", "1026-12-13T07:20:11", "2026-12-13T25:20:11"] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn months_are_known_in_many_languages() {
        let rows = [
            ("Sun Dec 13 07:20:11 2026", "2026-12-13T07:20:11"),
            ("四 3月 18 18:47:12 2021", "2021-03-18T18:47:12"),
            ("日 12月 13 07:20:11 2026", "2026-12-13T07:20:11"),
            ("2026年 12月 13日 日曜日 07:20:11", "2026-12-13T07:20:11"),
            ("So Dez 13 07:20:11 2026", "2026-12-13T07:20:11"),
            ("Di 3. Mär 07:20:11 2026", "2026-03-03T07:20:11"),
            ("dim. déc. 13 07:20:11 2026", "2026-12-13T07:20:11"),
            ("mar. août 11 07:20:11 2026", "2026-08-11T07:20:11"),
        ];
        for (text, local) in rows {
            assert_eq!(human(text).map(|stamp| stamp.local), Some(at(local)), "{text}");
        }
        assert_eq!(human("  pid  "), None);
        assert_eq!(human("mem 0x0000000000000000-0x000000000009fbff"), None);
    }

    #[test]
    fn stamps_without_a_year_say_so() {
        for text in ["Dec  3 07:23:21", "Dec 3 07:23:21", "Dec 03 07:23:21", "Dez 03 07:23:21", "12月  3 07:23:21"] {
            let (stamp, rest) = month_first(text).expect(text);
            assert!(stamp.yearless && rest.is_empty(), "{text}");
            assert_eq!(stamp.local, at("2000-12-03T07:23:21"), "{text}");
        }
        let (stamp, _) = month_first("Feb 29 2024 07:23:21.5 host").expect("a stamp");
        assert_eq!((stamp.local, stamp.yearless), (at("2024-02-29T07:23:21.5"), false));
        assert_eq!(month_first("Memory cgroup out"), None);
    }

    #[test]
    fn labels_of_daemontools_are_read() {
        let (stamp, rest) = tai64n("@400000006b0bbf49365a739c [36370.036951] x").expect("a label");
        assert_eq!((stamp.local, rest), (at("2026-11-29T05:59:27.911897500"), " [36370.036951] x"));
        for text in ["@400000006b0bbf49365a739", "@zz", "@0000000000000000365a739c x", "@host x"] {
            assert_eq!(tai64n(text), None, "{text}");
        }
    }

    #[test]
    fn stamps_in_brackets_are_read() {
        for (text, local, left) in [
            ("[2025-06-04 17:51:40] [ 1000.000031] x", "2025-06-04T17:51:40", "[ 1000.000031] x"),
            ("[2026-11-29T05:46:37.832] x", "2026-11-29T05:46:37.832", "x"),
            ("[Nov 29 06:00:01] x", "2000-11-29T06:00:01", "x"),
            ("[1797146412.250794] x", "2026-12-13T07:20:12.250794", "x"),
        ] {
            let (stamp, rest) = bracketed(text).expect(text);
            assert_eq!((stamp.local, rest), (at(local), left), "{text}");
        }
        for text in ["[ 1000.000031] x", "[2025-06-04 17:51:40 x", "[  pid  ] x", "[ 716518] 65535"] {
            assert_eq!(bracketed(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_since_1970_are_told_by_their_length() {
        for text in ["1797146412.250794", "1797146412250794", "1797146412250794000"] {
            let (stamp, rest) = epoch(text).expect(text);
            assert_eq!((stamp.local, rest), (at("2026-12-13T07:20:12.250794"), ""), "{text}");
        }
        assert_eq!(epoch("1797146412250").map(|(stamp, _)| stamp.local), Some(at("2026-12-13T07:20:12.250")));
        assert_eq!(epoch("12345"), None);
    }

    #[test]
    fn portals_write_american_dates() {
        assert_eq!(american("12/13/2023, 7:23:21.000 AM").map(|s| s.local), Some(at("2023-12-13T07:23:21")));
        assert_eq!(american("12/3/2023 12:23:21 PM").map(|s| s.local), Some(at("2023-12-03T12:23:21")));
        assert_eq!(american("13/13/2023 1:23:21 PM"), None);
    }
}
