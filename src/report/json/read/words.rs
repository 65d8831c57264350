//! Words of the format read back: names of kinds, times, sizes.

use crate::model::{Bytes, Kib, Moment, Uptime, Wall, YearBasis};
use crate::text;

/// The one that has this name in the format.
pub(super) fn named<T: Copy>(all: &[T], name_of: impl Fn(T) -> &'static str, name: &str) -> Option<T> {
    all.iter().copied().find(|one| name_of(*one) == name)
}

/// A size that the kernel prints in KiB.
pub(super) const fn kib(bytes: u64) -> Kib {
    Kib(bytes / 1024)
}

/// A time, and what of it was assumed where it was written.
pub(super) fn wall(time: Option<&str>, time_basis: &str, zone_basis: Option<&str>) -> Option<Wall> {
    let wall = text::wall_of_iso(time?)?;
    let is_zone_assumed = zone_basis == Some("assumed");
    let year = if time_basis == "year-assumed" { YearBasis::Assumed { turns: 0 } } else { wall.year };
    Some(Wall { offset_assumed: is_zone_assumed && wall.offset_seconds.is_some(), year, ..wall })
}

/// Seconds since boot.
pub(super) fn uptime(seconds: Option<f64>) -> Option<Uptime> {
    let micros = (seconds? * 1e6).round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is looked at before")]
    (0.0..9e18).contains(&micros).then_some(Uptime { micros: micros as u64 })
}

/// A moment of which the format tells these.
pub(super) fn moment(wall: Option<Wall>, seconds: Option<f64>, printed: Option<Box<str>>) -> Moment {
    Moment { wall, uptime: uptime(seconds), printed }
}

/// A size in bytes.
pub(super) fn bytes(size: Option<u64>) -> Option<Bytes> {
    size.map(Bytes)
}
