//! A stretch of time laid over a width of the screen, and the marks of the clock along it. Plain numbers, no egui.

use chrono::DateTime;

use crate::chart;
use crate::lang::Language;
use crate::say;
use crate::text;
use crate::ui::kills::rows::Clock;

/// The shortest stretch of time that can be looked at, in seconds.
const SHORTEST: f64 = 0.05;
/// Where a point of the screen is shorter, in seconds, the pointer tells parts of a second.
const FINE: f64 = 0.1;
/// The room that a mark's text asks for, in points.
const LABEL: f64 = 110.0;

/// Seconds of a clock over points of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::ui) struct Axis {
    /// The time at the left end, in seconds.
    pub(in crate::ui) from: f64,
    /// The time at the right end, in seconds.
    pub(in crate::ui) to: f64,
    /// The left end, in points.
    pub(in crate::ui) left: f32,
    /// The right end, in points.
    pub(in crate::ui) right: f32,
}

/// What an axis counts, and how its times are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::ui) struct Dial {
    /// Calendar time or seconds since boot.
    pub(in crate::ui) clock: Clock,
    /// Seconds that the shown clock is ahead of the axis.
    pub(in crate::ui) shift: f64,
    /// How days and lengths are said.
    pub(in crate::ui) language: Language,
}

impl Axis {
    /// Where a time stands, in points.
    pub(in crate::ui) fn x(&self, seconds: f64) -> f32 {
        let share = (seconds - self.from) / (self.to - self.from).max(f64::MIN_POSITIVE);
        // Far outside is as good as just outside, and finite.
        self.left + chart::single(share.clamp(-1e3, 1e3)) * (self.right - self.left)
    }

    /// The time at a place of the screen.
    pub(in crate::ui) fn seconds(&self, x: f32) -> f64 {
        self.from + f64::from(x - self.left) * self.seconds_a_point()
    }

    /// How long a point of the screen is.
    pub(in crate::ui) fn seconds_a_point(&self) -> f64 {
        (self.to - self.from) / f64::from((self.right - self.left).max(1.0))
    }

    /// The stretch moved by so many points of the screen, to the right where positive.
    pub(in crate::ui) fn moved(&self, points: f32) -> (f64, f64) {
        let shift = f64::from(points) * self.seconds_a_point();
        (self.from + shift, self.to + shift)
    }

    /// The stretch seen `factor` times as large around a time that stays where it is; nothing beyond what can be seen.
    pub(in crate::ui) fn zoomed(&self, factor: f64, around: f64, longest: f64) -> Option<(f64, f64)> {
        let (from, to) = (around - (around - self.from) / factor, around + (self.to - around) / factor);
        (SHORTEST..=longest).contains(&(to - from)).then_some((from, to))
    }

    /// The marks of the clock with their texts.
    pub(in crate::ui) fn marks(&self, dial: Dial) -> impl Iterator<Item = (f64, String)> {
        let step = chart::time_step(self.to - self.from, f64::from(self.right - self.left) / LABEL);
        let marks = chart::time_marks(self.from + dial.shift, self.to + dial.shift, step);
        marks.map(move |mark| (mark - dial.shift, dial.text(mark, step)))
    }
}

impl Dial {
    fn text(self, mark: f64, step: f64) -> String {
        match self.clock {
            Clock::Wall => {
                time(mark).map(|time| chart::mark_text(self.language, time.naive_utc(), step)).unwrap_or_default()
            }
            Clock::Boot => boot_text(self.language, mark, step),
        }
    }

    /// What the marks of a stretch leave out: the day, or the year where they tell days; nothing for the boot clock.
    pub(in crate::ui) fn day(self, from: f64, to: f64) -> Option<String> {
        let date = |seconds| Some(time(seconds + self.shift)?.date_naive());
        let (from, to) = date(from).zip(date(to)).filter(|_| self.clock == Clock::Wall)?;
        Some(if from == to {
            text::day(self.language, from)
        } else {
            say!(self.language, "list-axis-year", year = from.format("%Y").to_string())
        })
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
    let (whole, millis) = (text::count(millis / 1000), millis % 1000);
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

    const AXIS: Axis = Axis { from: 1000.0, to: 2000.0, left: 100.0, right: 600.0 };

    #[test]
    fn a_time_and_its_place_belong_together() {
        for (seconds, x) in [(1000.0, 100.0), (1500.0, 350.0), (2000.0, 600.0)] {
            assert_eq!((AXIS.x(seconds), AXIS.seconds(x)), (x, seconds));
        }
        assert_eq!(AXIS.seconds_a_point(), 2.0);
        assert!(AXIS.x(1e300).is_finite());
    }

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let (from, to) = AXIS.zoomed(4.0, 1400.0, 1e6).unwrap();
        let closer = Axis { from, to, ..AXIS };
        assert_eq!((closer.x(1400.0), to - from), (AXIS.x(1400.0), 250.0));
        assert_eq!(AXIS.zoomed(1e9, 1400.0, 1e6), None, "nothing is shorter than that");
        assert_eq!(AXIS.zoomed(0.1, 1400.0, 5000.0), None, "nothing is longer than that");
        assert_eq!(AXIS.moved(50.0), (1100.0, 2100.0));
    }

    #[test]
    fn marks_stand_on_whole_steps_of_the_clock_that_is_shown() {
        let wall = Dial { clock: Clock::Wall, shift: 3600.0, language: Language::English };
        let marks: Vec<_> = Axis { from: 0.0, to: 3600.0, ..AXIS }.marks(wall).collect();
        assert_eq!(marks.first(), Some(&(0.0, "01:00".to_owned())));
        assert!(marks.len() <= 6, "{marks:?}");
    }

    #[test]
    fn the_day_is_said_where_the_marks_do_not_tell_it() {
        let (dial, noon) = (Dial { clock: Clock::Wall, shift: 0.0, language: Language::English }, 1_702_468_800.0);
        assert_eq!(dial.day(noon, noon + 60.0).as_deref(), Some("13 Dec 2023"));
        assert_eq!(dial.day(noon, noon + 86_400.0).as_deref(), Some("2023"));
        assert_eq!(Dial { clock: Clock::Boot, shift: 0.0, language: Language::English }.day(5.0, 6.0), None);
        assert_eq!(dial.short(noon, true), "12:00:00");
        assert_eq!(
            (dial.exact(noon, 1.0).as_str(), dial.exact(noon + 0.25, 0.01).as_str()),
            ("12:00:00", "12:00:00.250")
        );
        assert_eq!(dial.short(noon, false), "13 Dec 12:00:00");
    }

    #[test]
    fn no_two_marks_of_a_boot_clock_read_alike() {
        for span in [0.06, 0.9, 3.0, 50.0, 4000.0, 90_000.0] {
            let axis = Axis { from: 36_370.2, to: 36_370.2 + span, left: 0.0, right: 1000.0 };
            let texts: Vec<_> = axis
                .marks(Dial { clock: Clock::Boot, shift: 0.0, language: Language::English })
                .map(|(_, text)| text)
                .collect();
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
