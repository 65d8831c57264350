//! Dates and times of day as sysstat prints them: its header and its rows follow the locale of whoever called it.

use chrono::{NaiveDate, NaiveTime};

/// What marks the first and the second half of a day, before the time.
const HALVES_BEFORE: [(&str, bool); 6] =
    [("午前", false), ("午後", true), ("上午", false), ("下午", true), ("오전", false), ("오후", true)];

/// The same behind the time.
const HALVES_BEHIND: [(&str, bool); 4] = [("AM", false), ("PM", true), ("am", false), ("pm", true)];

/// A time of day at the beginning of a line: `20:10:58`, `08:10:58 PM`, `20時10分58秒`, `20시 10분 58초`; and what is behind.
pub(super) fn time_of_row(line: &str) -> Option<(NaiveTime, &str)> {
    let mut rest = line.trim_start();
    let before = HALVES_BEFORE.iter().find_map(|(word, second)| Some((rest.strip_prefix(word)?, *second)));
    if let Some((behind, _)) = before {
        rest = behind.trim_start();
    }
    let (hour, rest) = number(rest)?;
    let (minute, rest) = number(unit(rest, &[':', '時', '时', '시', '.'])?)?;
    let (second, rest) = number(unit(rest, &[':', '分', '분', '.'])?)?;
    let rest = rest.strip_prefix(['秒', '초']).unwrap_or(rest);
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let behind = rest.trim_start();
    let half = HALVES_BEHIND.iter().find_map(|(word, second)| Some((behind.strip_prefix(word)?, *second)));
    let half = half.filter(|(rest, _)| rest.is_empty() || rest.starts_with(char::is_whitespace));
    let (rest, is_second) = match (half, before) {
        (Some((rest, second)), _) => (rest, Some(second)),
        (None, Some((_, second))) => (rest, Some(second)),
        (None, None) => (rest, None),
    };
    let hour = match is_second {
        Some(second) if (1..=12).contains(&hour) => hour % 12 + if second { 12 } else { 0 },
        Some(_) => return None,
        None => hour,
    };
    Some((NaiveTime::from_hms_opt(hour, minute, second)?, rest))
}

fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits).filter(|_| (1..=2).contains(&digits))?;
    Some((number.parse().ok()?, rest))
}

fn unit<'a>(text: &'a str, marks: &[char]) -> Option<&'a str> {
    text.strip_prefix(marks).map(str::trim_start)
}

/// A date, and what else it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PrintedDate {
    /// What it is taken for.
    pub(super) day: NaiveDate,
    /// What it may be just as well: day and month the other way round.
    pub(super) or: Option<NaiveDate>,
}

/// What helps to tell day from month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DateHints {
    /// The day in the file's name: `sar12`.
    pub(super) day_of_name: Option<u32>,
    /// The rows have AM and PM.
    pub(super) has_halves: bool,
}

/// The date of a header: `11/30/26` (C), `11/30/2026` (en_US), `30/11/26` (en_GB), `30.11.2026`, `2026-11-30`,
/// `2026年11月30日`, `2026년 11월 30일`.
pub(super) fn date_of_header(text: &str, hints: DateHints) -> Option<PrintedDate> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let value = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let (a, b, c) = (value(first)?, value(second)?, value(third)?);
    if first.len() == 4 {
        return certain(a, b, c);
    }
    let year = if third.len() == 4 { c } else { 2000 + c };
    if !text.contains('/') {
        return certain(year, b, a);
    }
    let of = |month: u32, day: u32| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    match (of(a, b), of(b, a)) {
        (Some(day), None) | (None, Some(day)) => Some(PrintedDate { day, or: None }),
        (Some(month_first), Some(day_first)) if month_first == day_first => {
            Some(PrintedDate { day: month_first, or: None })
        }
        (Some(month_first), Some(day_first)) => Some(match hints.day_of_name {
            Some(day) if day == a => PrintedDate { day: day_first, or: None },
            Some(day) if day == b => PrintedDate { day: month_first, or: None },
            // Of the locales with a year of four digits only those of the United States begin with the month, and they have
            // halves of the day; with two digits it is the locale C, which cron has.
            _ if third.len() == 4 && !hints.has_halves => PrintedDate { day: day_first, or: Some(month_first) },
            _ => PrintedDate { day: month_first, or: Some(day_first).filter(|_| !hints.has_halves) },
        }),
        (None, None) => None,
    }
}

fn certain(year: u32, month: u32, day: u32) -> Option<PrintedDate> {
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(PrintedDate { day, or: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_rows_are_read_in_every_locale_that_was_tried() {
        // As `sar` 12.6.1 prints them with LC_ALL set to C, en_US, ja_JP, ko_KR, zh_CN; the halves of ja and zh by hand.
        for (line, time, rest) in [
            ("20:10:58       386488    386356", Some("20:10:58"), "386488    386356"),
            ("08:10:58 PM    386488", Some("20:10:58"), "386488"),
            ("12:00:01 AM    386488", Some("00:00:01"), "386488"),
            ("12:00:01 PM    386488", Some("12:00:01"), "386488"),
            ("20時10分58秒    386488", Some("20:10:58"), "386488"),
            ("20시 10분 58초    386488", Some("20:10:58"), "386488"),
            ("午後08時10分58秒    386488", Some("20:10:58"), "386488"),
            ("20:10:58     LINUX RESTART\t(1 CPU)", Some("20:10:58"), "LINUX RESTART\t(1 CPU)"),
            ("Average:       201153    201020", None, ""),
            ("平均値:     201153", None, ""),
            ("25:10:58  1", None, ""),
            ("13:10:58 PM  1", None, ""),
            ("20:10:58x 1", None, ""),
            ("2026-11-30 20:10:58", None, ""),
            ("", None, ""),
        ] {
            let found = time_of_row(line);
            assert_eq!(found.map(|(time, _)| time.to_string()).as_deref(), time, "{line}");
            assert_eq!(found.map_or("", |(_, rest)| rest.trim()), rest, "{line}");
        }
    }

    #[test]
    fn dates_of_headers_are_read_and_what_is_assumed_is_told() {
        let hints = |day_of_name, has_halves| DateHints { day_of_name, has_halves };
        let none = DateHints::default();
        for (text, hints, day, or) in [
            ("11/30/26", none, "2026-11-30", None),
            ("11/30/2026", none, "2026-11-30", None),
            ("30/11/26", none, "2026-11-30", None),
            ("30/11/2026", none, "2026-11-30", None),
            ("30.11.2026", none, "2026-11-30", None),
            ("30-11-26", none, "2026-11-30", None),
            ("2026-11-30", none, "2026-11-30", None),
            ("2026年11月30日", none, "2026-11-30", None),
            ("2026년 11월 30일", none, "2026-11-30", None),
            ("12/01/26", none, "2026-12-01", Some("2026-01-12")),
            ("12/01/2026", none, "2026-01-12", Some("2026-12-01")),
            ("12/01/2026", hints(None, true), "2026-12-01", None),
            ("12/01/26", hints(Some(1), false), "2026-12-01", None),
            ("12/01/26", hints(Some(12), false), "2026-01-12", None),
            ("12/12/26", none, "2026-12-12", None),
        ] {
            let found = date_of_header(text, hints).unwrap();
            assert_eq!(found.day.to_string(), day, "{text}");
            assert_eq!(found.or.map(|day| day.to_string()).as_deref(), or, "{text}");
        }
        for text in ["", "31/31/26", "12/01", "02/30/2026", "99999-1-1"] {
            assert_eq!(date_of_header(text, none), None, "{text}");
        }
    }
}
