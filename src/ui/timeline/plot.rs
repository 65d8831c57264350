//! The one way in which a plot over time is made: its clock's marks, its grid, the room left of it, its colours. What the
//! pointer does is ours: each of egui_plot's own gestures is off, so that no gesture has two answers.

use egui::{Color32, FontId, Rangef, Rect, Response, TextStyle, Ui, UiBuilder};
use egui_plot::{AxisHints, GridInput, GridMark, Plot, PlotTransform, PlotUi, VPlacement};

use super::dial::Dial;
use super::view::TimeView;
use crate::ui::theme::{self, space};

/// The height of the ruler over a plot.
pub(in crate::ui) const RULER: f32 = 24.0;
/// How far the clock's lines stand out of the lanes, towards their marks.
const STUB: f32 = 5.0;
/// How far a mark's text may hang over an end of the axis.
const OVERHANG: f32 = space::L;

/// Where a plot over time stands, and what it shows.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct TimePlot {
    /// Tells plots of one picture apart.
    pub(in crate::ui) name: &'static str,
    pub(in crate::ui) view: TimeView,
    pub(in crate::ui) dial: Dial,
    /// The plot with its ruler and the room left of it.
    pub(in crate::ui) rect: Rect,
    /// From the first point of the axis to the last.
    pub(in crate::ui) over: Rangef,
    /// The first row in view and how many there are room for.
    pub(in crate::ui) rows: (f64, f64),
    /// Whether the clock's marks stand over it.
    pub(in crate::ui) has_ruler: bool,
    /// Where something else stands on the ruler.
    pub(in crate::ui) flag: Option<Rangef>,
    /// Whether it answers to the pointer.
    pub(in crate::ui) is_live: bool,
}

impl TimePlot {
    /// Where the marks stand.
    pub(in crate::ui) fn frame(&self) -> Rect {
        let top = self.rect.top() + if self.has_ruler { RULER - STUB } else { 0.0 };
        Rect::from_x_y_ranges(self.over, top..=self.rect.bottom())
    }

    /// The first row and how many there are room for, with the stubs of the clock's lines.
    fn rows_drawn(&self) -> (f64, f64) {
        let (first, rows) = self.rows;
        if !self.has_ruler {
            return self.rows;
        }
        let stub = f64::from(STUB / (self.rect.height() - RULER).max(1.0)) * rows;
        (first - stub, rows + stub)
    }

    /// The plot's coordinates on the screen.
    pub(in crate::ui) fn transform(&self) -> PlotTransform {
        let (first, rows) = self.rows_drawn();
        self.view.over(self.frame(), first, rows)
    }

    /// Shows the plot with what `fill` puts into it.
    pub(in crate::ui) fn show<'a>(self, ui: &mut Ui, fill: impl FnOnce(&mut PlotUi<'a>) + 'a) -> Response {
        let mut child = ui.new_child(UiBuilder::new().id_salt(self.name).max_rect(self.rect));
        let (first, rows) = self.rows_drawn();
        let shown = self.plot(&child).show(&mut child, move |plot| {
            plot.set_plot_bounds_x(self.view.from..=self.view.to);
            plot.set_plot_bounds_y(first..=first + rows);
            fill(plot);
        });
        shown.response
    }

    fn plot<'a>(self, ui: &Ui) -> Plot<'a> {
        let palette = theme::palette(ui);
        let font = TextStyle::Small.resolve(ui.style());
        let ruler = AxisHints::new_x()
            .placement(VPlacement::Top)
            .min_thickness(RULER - STUB)
            // No fading: a mark is there or it is not.
            .label_spacing(1.0..=2.0)
            .tick_label_color(palette.weak)
            .tick_label_font(font.clone())
            .formatter(self.words(ui, font));
        let names = AxisHints::new_y().min_thickness(self.over.min - self.rect.left()).formatter(|_, _| String::new());
        let sense = if self.is_live { egui::Sense::click_and_drag() } else { egui::Sense::hover() };
        still(Plot::new(self.name))
            .sense(sense)
            .width(self.over.max - self.rect.left())
            .height(self.rect.height())
            .invert_y(true)
            .show_axes([self.has_ruler, true])
            .custom_x_axes(vec![ruler])
            .custom_y_axes(vec![names])
            .grid_color(Color32::from(palette.line))
            .grid_spacing(1.0..=2.0)
            .grid_fade(0.0)
            .x_grid_spacer(move |input| self.marks(&input))
            .y_grid_spacer(|input| rows_of(&input))
    }

    /// The clock's marks: one step for the whole axis, so that all lines are alike.
    fn marks(self, input: &GridInput) -> Vec<GridMark> {
        let (from, to) = input.bounds;
        let marks = self.dial.marks(TimeView { from, to }, self.over.span());
        marks.map(|(value, step_size)| GridMark { value, step_size }).collect()
    }

    /// The text of a mark; none where it would leave the axis or stand under what is on the ruler.
    fn words<'a>(self, ui: &Ui, font: FontId) -> impl Fn(GridMark, &std::ops::RangeInclusive<f64>) -> String + 'a {
        let ctx = ui.ctx().clone();
        let across = self.transform();
        let allowed = Rangef::new(self.over.min - OVERHANG, self.over.max + OVERHANG);
        move |mark, _| {
            let words = self.dial.mark(mark.value, mark.step_size, self.view);
            let long = ctx.fonts_mut(|fonts| fonts.layout_no_wrap(words.clone(), font.clone(), Color32::PLACEHOLDER));
            let (x, half) = (across.position_from_point_x(mark.value), long.size().x / 2.0);
            let place = Rangef::new(x - half, x + half);
            let is_free = self.flag.is_none_or(|flag| !flag.intersects(place.expand(space::XS)));
            if is_free && allowed.contains(place.min) && allowed.contains(place.max) { words } else { String::new() }
        }
    }
}

/// A plot without a gesture, a crosshair and a ground of its own.
pub(in crate::ui) fn still(plot: Plot<'_>) -> Plot<'_> {
    plot.allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_x(false)
        .show_y(false)
        .show_background(false)
}

/// A line above and below each row.
fn rows_of(input: &GridInput) -> Vec<GridMark> {
    let (first, last) = input.bounds;
    let rows = std::iter::successors(Some(first.ceil()), |row| Some(row + 1.0)).take_while(|row| *row <= last);
    rows.take(usize::from(u8::MAX)).map(|value| GridMark { value, step_size: 1.0 }).collect()
}
