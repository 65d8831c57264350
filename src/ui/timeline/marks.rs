//! How lanes look, in the window and on pictures: marks, bars and ticks as items of a plot, in its coordinates.

use std::ops::RangeInclusive;
use std::sync::Arc;

use egui::{Color32, CornerRadius, FontId, Painter, Pos2, Rangef, Rect, Shape, Stroke, Ui, pos2, vec2};
use egui_plot::{PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotPoint, PlotTransform, Span, VLine};

use super::lanes::{BAR, Bar, Drawn, Highlights, Kill, MarkGroup, Tick};
use crate::chart;
use crate::palette::{Palette, Rgb};
use crate::text;
use crate::ui::language::spoken;
use crate::ui::theme::space;
use crate::ui::widgets;

/// The height of a lane.
pub(in crate::ui) const LANE: f32 = 26.0;
/// The radius of the mark of one kill.
const RADIUS: f32 = 5.0;

/// Marks of ours as one item of a plot, so that a hundred thousand kills cost no more than what is seen of them.
pub(in crate::ui) struct PlotMarks<P> {
    base: PlotItemBase,
    palette: &'static Palette,
    paint: P,
}

impl<P: Fn(&mut Brush<'_>)> PlotMarks<P> {
    const fn new(palette: &'static Palette, base: PlotItemBase, paint: P) -> Self {
        Self { base, palette, paint }
    }
}

/// The kills of the lanes.
pub(in crate::ui) fn kills(
    drawn: Arc<Drawn>,
    picked: Highlights,
    palette: &'static Palette,
    font: FontId,
) -> PlotMarks<impl Fn(&mut Brush<'_>)> {
    PlotMarks::new(palette, PlotItemBase::new(String::new()), move |brush| {
        let Drawn { groups, bars, chosen, .. } = &*drawn;
        for bar in bars {
            brush.bar(bar, picked.bar.as_ref() == Some(bar));
        }
        for group in groups {
            brush.group(group, picked.group.as_ref() == Some(group), &font);
        }
        for kill in chosen {
            brush.ring(kill, Stroke::new(2.0, palette.accent));
        }
        if let Some(kill) = &picked.selected {
            brush.selected(kill);
        }
        for kill in &picked.pointed {
            brush.ring(kill, Stroke::new(1.5, palette.strong));
        }
    })
}

/// The lines of other programs.
pub(in crate::ui) fn ticks(
    drawn: Arc<Drawn>,
    near: Option<Tick>,
    palette: &'static Palette,
) -> PlotMarks<impl Fn(&mut Brush<'_>)> {
    PlotMarks::new(palette, PlotItemBase::new(String::new()), move |brush| {
        // Kills that were not the kernel's lie over the rest.
        let (loud, quiet): (Vec<_>, Vec<_>) = drawn.ticks.iter().partition(|tick| tick.is_loud);
        for tick in quiet.into_iter().chain(loud) {
            brush.tick(tick, false);
        }
        if let Some(tick) = &near {
            brush.tick(tick, true);
        }
    })
}

impl<P: Fn(&mut Brush<'_>)> PlotItem for PlotMarks<P> {
    fn shapes(&self, ui: &Ui, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        (self.paint)(&mut Brush { ui, transform, palette: self.palette, shapes });
    }

    fn initialize(&mut self, _: RangeInclusive<f64>) {}

    fn color(&self) -> Color32 {
        self.palette.strong.into()
    }

    /// None that egui_plot should look for under the pointer: what lies there is found in time order.
    fn geometry(&self) -> PlotGeometry<'_> {
        PlotGeometry::None
    }

    fn bounds(&self) -> PlotBounds {
        PlotBounds::NOTHING
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}

/// Where a time of a lane stands.
pub(in crate::ui) fn place(transform: &PlotTransform, seconds: f64, lane: usize) -> Pos2 {
    transform.position_from_point(&PlotPoint::new(seconds, lane as f64 + 0.5))
}

/// From where to where a bar reaches.
pub(in crate::ui) fn reach(transform: &PlotTransform, bar: &Bar) -> Rangef {
    let lane = chart::single(transform.dpos_dvalue_y());
    let (bottom, high) = (place(transform, bar.seconds, bar.lane).y + lane / 2.0 - 2.0, lane - 6.0);
    // By the root, so that a single kill beside hundreds is still to be seen.
    let up_to = |count: usize| bottom - high * chart::single((count as f64 / bar.most.max(1) as f64).sqrt());
    let below = up_to(bar.below);
    Rangef::new(up_to(bar.below + bar.count).min(below - 2.0), below)
}

/// A stretch of time that is chosen, through all lanes.
pub(in crate::ui) fn band((from, to): (f64, f64), palette: &Palette) -> Span {
    let accent = Color32::from(palette.accent);
    Span::new("", from..=to).fill(accent.gamma_multiply(0.10)).border(Stroke::new(1.0, accent))
}

/// A line through all lanes at a time.
pub(in crate::ui) fn line(seconds: f64, (width, colour): (f32, Rgb)) -> VLine {
    VLine::new("", seconds).stroke(Stroke::new(width, colour)).allow_hover(false)
}

/// A word on a coloured ground, centred at a place but within the axis; gives from where to where it reaches.
pub(in crate::ui) fn flag(
    painter: &Painter,
    (words, font): (&str, &FontId),
    (at, over): (Pos2, Rangef),
    (ground, ink): (Rgb, Rgb),
) -> Rangef {
    let galley = painter.layout_no_wrap(words.to_owned(), font.clone(), ink.into());
    let half = galley.size().x / 2.0 + space::S;
    let x = at.x.clamp(over.min + half, (over.max - half).max(over.min + half));
    let rect = Rect::from_center_size(pos2(x, at.y), galley.size() + vec2(2.0 * space::S, space::XS));
    painter.rect_filled(rect, 4.0, ground);
    painter.galley(rect.center() - galley.size() / 2.0, galley, ink.into());
    rect.x_range()
}

/// Turns what stands on the timeline into shapes.
pub(in crate::ui) struct Brush<'a> {
    ui: &'a Ui,
    transform: &'a PlotTransform,
    palette: &'static Palette,
    shapes: &'a mut Vec<Shape>,
}

impl Brush<'_> {
    /// One kill, or several as one mark with their number where there is room for it.
    fn group(&mut self, group: &MarkGroup, is_near: bool, font: &FontId) {
        let at = place(self.transform, group.seconds, group.kill.lane);
        let colour = if group.shown { group.kill.kind.colour(self.palette) } else { self.palette.edge };
        let mut radius = if group.count > 1 { RADIUS + 1.5 } else { RADIUS };
        if is_near {
            radius += 1.5;
        }
        let mark = group.kill.kind.mark();
        // A rim sets it off from a mark that it partly covers.
        self.shapes.push(widgets::mark(mark, at, radius + 1.5, self.palette.panel));
        self.shapes.push(widgets::mark(mark, at, radius, colour));
        if group.count > 1 && group.has_room {
            let words = text::count(spoken(self.ui), group.count as u64);
            // Beside the ring, too, that the selected kill has; before the mark where the axis ends behind it.
            let away = vec2(RADIUS + 7.0, 0.0);
            let colour = self.palette.body.into();
            let galley = self.ui.painter().layout_no_wrap(words, font.clone(), colour);
            let is_last = at.x + away.x + galley.size().x > self.transform.frame().right();
            let left = if is_last { at - away - vec2(galley.size().x, 0.0) } else { at + away };
            let corner = left - vec2(0.0, galley.size().y / 2.0);
            self.shapes.push(Shape::galley(corner, galley, colour));
        }
    }

    /// A ring around the mark of a kill.
    fn ring(&mut self, kill: &Kill, stroke: Stroke) {
        let at = place(self.transform, kill.seconds, kill.lane);
        self.shapes.push(Shape::circle_stroke(at, RADIUS + 4.0, stroke));
    }

    /// The selected kill, over all others.
    fn selected(&mut self, kill: &Kill) {
        let at = place(self.transform, kill.seconds, kill.lane);
        self.shapes.push(Shape::circle_filled(at, RADIUS + 4.0, Color32::from(self.palette.panel)));
        self.ring(kill, Stroke::new(2.0, self.palette.accent));
        self.shapes.push(widgets::mark(kill.kind.mark(), at, RADIUS, kill.kind.colour(self.palette)));
    }

    /// Kills of a crowded lane as a bar, by their number.
    fn bar(&mut self, bar: &Bar, is_near: bool) {
        let x = self.transform.position_from_point_x(bar.seconds);
        let colour = if bar.shown { bar.kind.colour(self.palette) } else { self.palette.edge };
        let half = BAR / 2.0 - if is_near { 0.0 } else { 0.5 };
        let rect = Rect::from_x_y_ranges(x - half..=x + half, reach(self.transform, bar));
        self.shapes.push(Shape::rect_filled(rect, CornerRadius::same(1), colour));
    }

    /// A line of another program; kills that were not the kernel's stand out.
    fn tick(&mut self, tick: &Tick, is_near: bool) {
        let at = place(self.transform, tick.seconds, 0);
        let (colour, thick, high) =
            if tick.is_loud { (self.palette.warning, 2.0, 8.0) } else { (self.palette.edge, 1.0, 5.0) };
        let (colour, thick) = if is_near { (self.palette.strong, 2.5) } else { (colour, thick) };
        let ends = [at - vec2(0.0, high), at + vec2(0.0, high)];
        self.shapes.push(Shape::line_segment(ends, Stroke::new(thick, colour)));
    }
}
