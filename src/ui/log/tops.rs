//! Where each line of the log stands: all are of one height, or as high as their words need where they are wrapped.

use std::ops::Range;

use egui::Rangef;

/// The height of a line that is not wrapped.
pub(super) const HEIGHT: f32 = 20.0;

/// The lines' upper edges, from the first one's, in points.
#[derive(Debug)]
pub(super) enum LineTops {
    /// So many lines of one height.
    Even(usize),
    /// Of heights of their own; one more than there are lines.
    Own(Vec<f32>),
}

impl LineTops {
    /// Of lines with these heights.
    pub(super) fn of(heights: impl Iterator<Item = f32>) -> Self {
        let mut tops = vec![0.0];
        let mut top = 0.0;
        tops.extend(heights.map(|height| {
            top += height;
            top
        }));
        Self::Own(tops)
    }

    pub(super) const fn count(&self) -> usize {
        match self {
            Self::Even(count) => *count,
            Self::Own(tops) => tops.len().saturating_sub(1),
        }
    }

    /// The upper edge of a line; of one behind the last the end of all.
    pub(super) fn top(&self, at: usize) -> f32 {
        match self {
            Self::Even(count) => at.min(*count) as f32 * HEIGHT,
            Self::Own(tops) => tops.get(at).or_else(|| tops.last()).copied().unwrap_or(0.0),
        }
    }

    /// From the upper to the lower edge of a line.
    pub(super) fn line(&self, at: usize) -> Rangef {
        Rangef::new(self.top(at), self.top(at + 1))
    }

    /// The lines of which something lies within these edges.
    pub(super) fn within(&self, view: Rangef) -> Range<usize> {
        match self {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
            Self::Even(count) => {
                let from = (view.min.max(0.0) / HEIGHT) as usize;
                let to = (view.max.max(0.0) / HEIGHT).ceil() as usize + 1;
                from.min(*count)..to.min(*count)
            }
            Self::Own(tops) => {
                let from = tops.partition_point(|top| *top <= view.min).saturating_sub(1);
                let to = tops.partition_point(|top| *top < view.max);
                from.min(self.count())..to.min(self.count())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_view_are_those_of_which_something_is_seen() {
        let even = LineTops::Even(100);
        assert_eq!(even.within(Rangef::new(0.0, 2.5 * HEIGHT)), 0..4);
        assert_eq!(even.within(Rangef::new(98.5 * HEIGHT, 200.0 * HEIGHT)), 98..100);
        assert_eq!((even.top(3), even.top(1000)), (3.0 * HEIGHT, 100.0 * HEIGHT));
        let own = LineTops::of([20.0, 60.0, 20.0, 40.0].into_iter());
        assert_eq!((own.count(), own.top(2), own.top(4), own.top(9)), (4, 80.0, 140.0, 140.0));
        assert_eq!(own.line(1), Rangef::new(20.0, 80.0));
        assert_eq!(own.within(Rangef::new(0.0, 20.0)), 0..1);
        assert_eq!(own.within(Rangef::new(30.0, 81.0)), 1..3);
        assert_eq!(own.within(Rangef::new(139.0, 500.0)), 3..4);
        assert_eq!(LineTops::of(std::iter::empty()).within(Rangef::new(0.0, 500.0)), 0..0);
    }
}
