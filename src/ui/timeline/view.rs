//! The stretch of time that plots show: one value, ours, which wheel, drags, keys and buttons make another one of.
//! egui_plot is told it in every frame and remembers none of its own; places on the screen are its [`PlotTransform`]'s.

use egui::{Rangef, Rect, vec2};
use egui_plot::{PlotBounds, PlotPoint, PlotTransform};

use crate::chart;

/// The shortest stretch of time that can be looked at, in seconds.
const SHORTEST: f64 = 0.05;

/// A stretch of time in view, in seconds of the axis' clock.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::ui) struct TimeView {
    /// The time at the left end.
    pub(in crate::ui) from: f64,
    /// The time at the right end.
    pub(in crate::ui) to: f64,
}

impl TimeView {
    /// The stretch that shows all from the first time to the last, with some room at both ends.
    pub(in crate::ui) fn holding((first, last): (f64, f64)) -> Self {
        let room = ((last - first) * 0.04).max(5.0);
        Self { from: first - room, to: last + room }
    }

    /// Whether a time is in view.
    pub(in crate::ui) fn contains(self, seconds: f64) -> bool {
        (self.from..=self.to).contains(&seconds)
    }

    /// The time in the middle.
    pub(in crate::ui) const fn middle(self) -> f64 {
        f64::midpoint(self.from, self.to)
    }

    /// How long a point of the screen is, in seconds, where the stretch lies over so many points.
    pub(in crate::ui) fn seconds_a_point(self, points: f32) -> f64 {
        (self.to - self.from) / f64::from(points.max(1.0))
    }

    /// The stretch over a part of the screen, with `rows` rows from its top to its bottom, counted from `first`.
    pub(in crate::ui) fn over(self, frame: Rect, first: f64, rows: f64) -> PlotTransform {
        let bounds = PlotBounds::from_min_max([self.from, first], [self.to, first + rows]);
        PlotTransform::new_with_invert_axis(frame, bounds, false, [false, true])
    }

    /// The time at a place of the screen, where the stretch lies over these points.
    pub(in crate::ui) fn seconds(self, x: f32, over: Rangef) -> f64 {
        self.from + f64::from(x - over.min) * self.seconds_a_point(over.span())
    }

    /// The same length of time, later by so many seconds.
    pub(in crate::ui) fn moved(self, seconds: f64) -> Self {
        Self { from: self.from + seconds, to: self.to + seconds }
    }

    /// The same length of time around another.
    pub(in crate::ui) fn around(self, seconds: f64) -> Self {
        self.moved(seconds - self.middle())
    }

    /// The stretch seen `factor` times as large around a time that stays where it is; nothing beyond what can be seen.
    pub(in crate::ui) fn zoomed(self, factor: f64, around: f64, longest: f64) -> Option<Self> {
        let mut bounds = PlotBounds::from_min_max([self.from, 0.0], [self.to, 1.0]);
        bounds.zoom(vec2(chart::single(factor), 1.0), PlotPoint::new(around, 0.0));
        let (from, to) = bounds.range_x().into_inner();
        (SHORTEST..=longest).contains(&(to - from)).then_some(Self { from, to })
    }
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    const VIEW: TimeView = TimeView { from: 1000.0, to: 2000.0 };
    const OVER: Rangef = Rangef { min: 100.0, max: 600.0 };

    #[test]
    fn a_time_and_its_place_belong_together() {
        let transform = VIEW.over(Rect::from_x_y_ranges(OVER, 0.0..=60.0), 0.5, 3.0);
        for (seconds, x) in [(1000.0, 100.0), (1500.0, 350.0), (2000.0, 600.0)] {
            assert_eq!((transform.position_from_point_x(seconds), VIEW.seconds(x, OVER)), (x, seconds));
        }
        assert_eq!(VIEW.seconds_a_point(OVER.span()), 2.0);
        let place = transform.position_from_point(&PlotPoint::new(1000.0, 1.5));
        assert_eq!(place, pos2(100.0, 20.0), "rows count from the top");
    }

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let closer = VIEW.zoomed(4.0, 1400.0, 1e6).unwrap();
        assert_eq!(closer, TimeView { from: 1300.0, to: 1550.0 });
        assert_eq!(VIEW.zoomed(1e9, 1400.0, 1e6), None, "nothing is shorter than that");
        assert_eq!(VIEW.zoomed(0.1, 1400.0, 5000.0), None, "nothing is longer than that");
        assert_eq!(VIEW.moved(100.0), TimeView { from: 1100.0, to: 2100.0 });
        assert_eq!(VIEW.around(0.0), TimeView { from: -500.0, to: 500.0 });
    }
}
