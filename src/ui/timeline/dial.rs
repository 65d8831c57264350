//! The clock along an axis: its marks and how its times read. Plain numbers, no egui.

use chrono::{DateTime, Datelike as _};

use super::view::TimeView;
use crate::chart::{self, MarkDay};
use crate::lang::Language;
use crate::report::page::Clock;
use crate::say;
use crate::text;

/// Where a point of the screen is shorter, in seconds, the pointer tells parts of a second.
const FINE: f64 = 0.1;
/// The room that a mark's text asks for, in points.
const LABEL: f64 = 110.0;

/// What an axis counts, and how its times are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::ui) struct Dial {
    /// Calendar time or seconds since boot.
    pub(in crate::ui) clock: Clock,
    /// Seconds that the shown clock is ahead of the axis.
    pub(in crate::ui) shift: f64,
    /// How days and lengths are said.
    pub(in crate::ui) language: Language,
    /// False where no kill has a time of this clock: then there is nothing to mark.
    pub(in crate::ui) has_times: bool,
}

impl Dial {
    /// The marks of the clock along so many points of the screen, each with the step between them.
    pub(in crate::ui) fn marks(self, view: TimeView, points: f32) -> impl Iterator<Item = (f64, f64)> {
        let step = chart::time_step(view.to - view.from, f64::from(points) / LABEL);
        let marks = chart::time_marks(view.from + self.shift, view.to + self.shift, step);
        marks.filter(move |_| self.has_times).map(move |mark| (mark - self.shift, step))
    }

    /// The text of a mark, as finely as the step between marks asks; days with their year where the view holds several.
    pub(in crate::ui) fn mark(self, seconds: f64, step: f64, view: TimeView) -> String {
        let shown = seconds + self.shift;
        match self.clock {
            Clock::Wall => {
                let day = if self.spans_years(view) { MarkDay::WithYear } else { MarkDay::OfYear };
                time(shown).map(|time| chart::mark_text(self.language, time.naive_utc(), step, day)).unwrap_or_default()
            }
            Clock::Boot => boot_text(self.language, shown, step),
        }
    }

    fn spans_years(self, view: TimeView) -> bool {
        let year = |seconds| time(seconds + self.shift).map(|time| time.year());
        year(view.from) != year(view.to)
    }

    /// What the marks of a stretch leave out: the day, or the year where they tell days; nothing for the boot clock and
    /// where the marks tell the years themselves.
    pub(in crate::ui) fn day(self, TimeView { from, to }: TimeView) -> Option<String> {
        let date = |seconds| Some(time(seconds + self.shift)?.date_naive());
        let (from, to) = date(from).zip(date(to)).filter(|_| self.clock == Clock::Wall && self.has_times)?;
        if from == to {
            return Some(text::day(self.language, from));
        }
        let year = from.format("%Y").to_string();
        (from.year() == to.year()).then(|| say!(self.language, "list-axis-year", year = year))
    }

    /// Whether two times are of one day.
    pub(in crate::ui) fn is_one_day(self, (from, to): (f64, f64)) -> bool {
        let date = |seconds| time(seconds + self.shift).map(|time| time.date_naive());
        date(from) == date(to)
    }

    /// A time to the second, with its day where not all that is shown is of one day.
    pub(in crate::ui) fn short(self, seconds: f64, one_day: bool) -> String {
        match time(seconds + self.shift).filter(|_| self.clock == Clock::Wall) {
            Some(time) if !one_day => text::day_of_year_time(self.language, time.naive_utc()),
            _ => self.moment(seconds),
        }
    }

    /// A time as finely as the pointer can tell it where a point is so long.
    pub(in crate::ui) fn exact(self, seconds: f64, seconds_a_point: f64) -> String {
        match time(seconds + self.shift).filter(|_| self.clock == Clock::Wall && seconds_a_point < FINE) {
            Some(time) => time.format("%H:%M:%S%.3f").to_string(),
            None => self.moment(seconds),
        }
    }

    /// A time to the second.
    pub(in crate::ui) fn moment(self, seconds: f64) -> String {
        match self.clock {
            Clock::Wall => {
                time(seconds + self.shift).map_or_else(String::new, |time| time.format("%H:%M:%S").to_string())
            }
            Clock::Boot => boot_text(self.language, seconds, 0.1),
        }
    }
}

/// Seconds since boot as the kernel prints them, as finely as the step asks.
fn boot_text(language: Language, seconds: f64, step: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float beyond the range becomes its end"
    )]
    let millis = (seconds.max(0.0) * 1e3).round() as u64;
    let (whole, millis) = (text::count(language, millis / 1000), millis % 1000);
    let seconds = if step >= 1.0 { whole } else { format!("{whole}.{millis:03}") };
    say!(language, "list-axis-seconds", seconds = seconds)
}

#[expect(clippy::cast_possible_truncation, reason = "a float beyond the range becomes its end, which no calendar has")]
fn time(seconds: f64) -> Option<DateTime<chrono::Utc>> {
    DateTime::from_timestamp_micros((seconds * 1e6).round() as i64)
}

/// A length of time for people: `320 ms`, `45 s`, `3 min 20 s`, `5 h 2 min`, `3 d 4 h`.
pub(in crate::ui) fn length(language: Language, seconds: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float beyond the range becomes its end"
    )]
    let millis = (seconds.abs() * 1e3).round() as u64;
    let seconds = millis / 1000;
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (seconds, days, hours, minutes, seconds % 60) {
        (0, ..) => say!(language, "list-length-milliseconds", milliseconds = millis),
        (1..60, ..) => say!(language, "list-length-seconds", seconds = seconds),
        (_, 0, 0, minutes, 0) => say!(language, "list-length-minutes", minutes = minutes),
        (_, 0, 0, minutes, rest) => say!(language, "list-length-minutes-seconds", minutes = minutes, seconds = rest),
        (_, 0, hours, 0, _) => say!(language, "list-length-hours", hours = hours),
        (_, 0, hours, minutes, _) => say!(language, "list-length-hours-minutes", hours = hours, minutes = minutes),
        (_, days, 0, ..) => say!(language, "list-length-days", days = days),
        (_, days, hours, ..) => say!(language, "list-length-days-hours", days = days, hours = hours),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALL: Dial = Dial { clock: Clock::Wall, shift: 0.0, language: Language::English, has_times: true };
    const BOOT: Dial = Dial { clock: Clock::Boot, ..WALL };

    fn texts(dial: Dial, view: TimeView, points: f32) -> Vec<(f64, String)> {
        dial.marks(view, points).map(|(at, step)| (at, dial.mark(at, step, view))).collect()
    }

    #[test]
    fn marks_stand_on_whole_steps_of_the_clock_that_is_shown() {
        let marks = texts(Dial { shift: 3600.0, ..WALL }, TimeView { from: 0.0, to: 3600.0 }, 500.0);
        assert_eq!(marks.first(), Some(&(0.0, "01:00".to_owned())));
        assert!(marks.len() <= 6, "{marks:?}");
    }

    #[test]
    fn the_day_is_said_where_the_marks_do_not_tell_it() {
        let noon = 1_702_468_800.0;
        let day = |long| WALL.day(TimeView { from: noon, to: noon + long });
        assert_eq!(day(60.0).as_deref(), Some("13 Dec 2023"));
        assert_eq!(day(86_400.0).as_deref(), Some("2023"));
        assert_eq!(BOOT.day(TimeView { from: 5.0, to: 6.0 }), None);
        assert_eq!(WALL.short(noon, true), "12:00:00");
        assert_eq!(
            (WALL.exact(noon, 1.0).as_str(), WALL.exact(noon + 0.25, 0.01).as_str()),
            ("12:00:00", "12:00:00.250")
        );
        assert_eq!(WALL.short(noon, false), "13 Dec 12:00:00");
    }

    #[test]
    fn an_axis_over_years_tells_them() {
        let noon = 1_702_468_800.0;
        let view = TimeView { from: noon, to: noon + 3.0 * 365.0 * 86_400.0 };
        let marks = texts(WALL, view, 1000.0);
        for year in ["2024", "2025", "2026"] {
            assert!(marks.iter().any(|(_, text)| text.contains(year)), "{marks:?}");
        }
        assert!(marks.iter().all(|(_, text)| text.contains("202")), "{marks:?}");
        assert_eq!(WALL.day(view), None, "no one year is said of all of them");
    }

    #[test]
    fn a_log_without_times_has_no_marks_of_a_clock() {
        let view = TimeView { from: -5.0, to: 5.0 };
        for dial in [WALL, BOOT] {
            assert_eq!(Dial { has_times: false, ..dial }.marks(view, 1000.0).count(), 0);
            assert_eq!(Dial { has_times: false, ..dial }.day(view), None);
        }
    }

    #[test]
    fn no_two_marks_of_a_boot_clock_read_alike() {
        for span in [0.06, 0.9, 3.0, 50.0, 4000.0, 90_000.0] {
            let view = TimeView { from: 36_370.2, to: 36_370.2 + span };
            let texts: Vec<_> = texts(BOOT, view, 1000.0).into_iter().map(|(_, text)| text).collect();
            let mut different = texts.clone();
            different.dedup();
            assert_eq!(texts, different);
            assert!(!texts.is_empty(), "{span}");
        }
    }

    #[test]
    fn lengths_read_like_a_person_would_say_them() {
        for (seconds, said) in
            [(0.32, "320 ms"), (45.0, "45 s"), (200.0, "3 min 20 s"), (18_120.0, "5 h 2 min"), (86_400.0, "1 d")]
        {
            assert_eq!(length(Language::English, seconds), said);
        }
    }
}
