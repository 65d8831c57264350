//! When the lines of a report were printed, as far as their stamps tell.

use crate::model::{Moment, Uptime, Wall};

/// The stamps of a report's lines.
#[derive(Clone, Debug, Default)]
pub(super) struct ReportClock {
    first: Option<Uptime>,
    pub(super) uptime: Option<Uptime>,
    pub(super) wall: Option<Wall>,
    lines: u32,
}

impl ReportClock {
    /// Takes the stamp of the next line.
    pub(super) fn tick(&mut self, moment: &Moment) {
        self.first = self.first.or(moment.uptime);
        self.uptime = moment.uptime.or(self.uptime);
        self.wall = moment.wall.or(self.wall);
        self.lines = self.lines.saturating_add(1);
    }

    /// The stamp of the last line.
    pub(super) const fn last(&self) -> Moment {
        Moment { uptime: self.uptime, wall: self.wall, printed: None }
    }

    /// Microseconds of the boot clock that a line has taken so far: a serial console makes it thousands.
    pub(super) fn pace(&self) -> i64 {
        let (Some(first), Some(last)) = (self.first, self.uptime) else { return 0 };
        let taken = last.micros.saturating_sub(first.micros) / u64::from(self.lines.max(1));
        i64::try_from(taken).unwrap_or(i64::MAX)
    }
}
