//! How lanes look, in the window and on pictures: grid, marks, bars and ticks.

use egui::{Align2, CornerRadius, Painter, Pos2, Rangef, Rect, Stroke, pos2, vec2};

use super::axis::{Axis, Dial};
use super::lanes::{Bar, Cluster, Tick};
use crate::chart;
use crate::palette::{Mark, Palette, Rgb};
use crate::text;
use crate::ui::theme::space;
use crate::ui::widgets;

/// The height of a lane.
pub(in crate::ui) const LANE: f32 = 26.0;
/// The height of the ruler over the lanes.
pub(in crate::ui) const RULER: f32 = 24.0;
/// The radius of the mark of one kill.
const RADIUS: f32 = 5.0;
/// The width of a bar.
pub(in crate::ui) const BAR: f32 = super::lanes::BAR;

/// Where lanes are painted, and with what.
pub(in crate::ui) struct Stage<'a> {
    pub(in crate::ui) painter: &'a Painter,
    pub(in crate::ui) palette: &'static Palette,
    pub(in crate::ui) axis: Axis,
    /// The top of the first lane.
    pub(in crate::ui) top: f32,
    /// The height of a lane.
    pub(in crate::ui) lane: f32,
}

impl Stage<'_> {
    /// The middle of a lane.
    pub(in crate::ui) fn y(&self, lane: usize) -> f32 {
        self.top + (lane as f32 + 0.5) * self.lane
    }

    /// Where a kill stands.
    pub(in crate::ui) fn at(&self, seconds: f64, lane: usize) -> Pos2 {
        pos2(self.axis.x(seconds), self.y(lane))
    }

    /// The clock's marks over the lanes, but where a flag stands, and their lines through them.
    pub(in crate::ui) fn grid(
        &self,
        dial: Dial,
        (ruler, down): (Rect, Rangef),
        font: &egui::FontId,
        flag: Option<Rangef>,
    ) {
        for (seconds, words) in self.axis.marks(dial) {
            let x = self.axis.x(seconds);
            self.painter.vline(x, down, Stroke::new(1.0, self.palette.line));
            let galley = self.painter.layout_no_wrap(words, font.clone(), self.palette.weak.into());
            // Words at an edge stay over the lanes: beside them stand the lanes' heading and the window's end.
            let right = (ruler.right() - galley.size().x).max(ruler.left());
            let left = (x - galley.size().x / 2.0).clamp(ruler.left(), right);
            if flag.is_some_and(|flag| flag.intersects(Rangef::new(left, left + galley.size().x))) {
                continue;
            }
            self.painter.galley(pos2(left, ruler.center().y - galley.size().y / 2.0), galley, self.palette.weak.into());
        }
    }

    /// The lines between lanes.
    pub(in crate::ui) fn lines(&self, lanes: usize) {
        for lane in 0..=lanes {
            let y = self.top + lane as f32 * self.lane;
            self.painter.hline(self.axis.left..=self.axis.right, y, Stroke::new(1.0, self.palette.line));
        }
    }

    /// One kill, or several as one mark with their number where there is room for it.
    pub(in crate::ui) fn cluster(&self, cluster: &Cluster, is_near: bool, font: &egui::FontId) {
        let at = self.at(cluster.seconds, cluster.kill.lane);
        let colour = if cluster.shown { self.palette.scope(cluster.kill.scope) } else { self.palette.edge };
        let mut radius = if cluster.count > 1 { RADIUS + 1.5 } else { RADIUS };
        if is_near {
            radius += 1.5;
        }
        let mark = Mark::of(cluster.kill.scope);
        // A rim sets it off from a mark that it partly covers.
        self.painter.add(widgets::mark(mark, at, radius + 1.5, self.palette.panel));
        self.painter.add(widgets::mark(mark, at, radius, colour));
        if cluster.count > 1 && cluster.has_room {
            let words = text::count(cluster.count as u64);
            let beside = at + vec2(radius + 3.0, 0.0);
            self.painter.text(beside, Align2::LEFT_CENTER, words, font.clone(), self.palette.body.into());
        }
    }

    /// A kill that is chosen with others: a ring around its mark.
    pub(in crate::ui) fn chosen(&self, seconds: f64, lane: usize) {
        self.painter.circle_stroke(self.at(seconds, lane), RADIUS + 4.0, Stroke::new(2.0, self.palette.accent));
    }

    /// The selected kill: a cursor through all lanes and a ring around its mark.
    pub(in crate::ui) fn selected(&self, seconds: f64, lane: usize, scope: crate::analysis::Scope, down: Rangef) {
        let at = self.at(seconds, lane);
        self.painter.vline(at.x, down, Stroke::new(1.5, self.palette.accent));
        self.painter.circle(at, RADIUS + 4.0, self.palette.panel, Stroke::new(2.0, self.palette.accent));
        self.painter.add(widgets::mark(Mark::of(scope), at, RADIUS, self.palette.scope(scope)));
    }

    /// From where to where a bar reaches.
    pub(in crate::ui) fn height_of(&self, bar: &Bar) -> Rangef {
        let (bottom, high) = (self.y(bar.lane) + self.lane / 2.0 - 2.0, self.lane - 6.0);
        // By the root, so that a single kill beside hundreds is still to be seen.
        let up_to = |count: usize| bottom - high * chart::single((count as f64 / bar.most.max(1) as f64).sqrt());
        let below = up_to(bar.below);
        Rangef::new(up_to(bar.below + bar.count).min(below - 2.0), below)
    }

    /// Kills of a crowded lane as a bar, by their number.
    pub(in crate::ui) fn bar(&self, bar: &Bar, is_near: bool) {
        let x = self.axis.x(bar.seconds);
        let colour = if bar.shown { self.palette.scope(bar.scope) } else { self.palette.edge };
        let half = BAR / 2.0 - if is_near { 0.0 } else { 0.5 };
        self.painter.rect_filled(
            Rect::from_x_y_ranges(x - half..=x + half, self.height_of(bar)),
            CornerRadius::same(1),
            colour,
        );
    }

    /// A line of another program; kills that were not the kernel's stand out.
    pub(in crate::ui) fn tick(&self, tick: &Tick, y: f32, is_near: bool) {
        let x = self.axis.x(tick.seconds);
        let (colour, thick, high) =
            if tick.is_loud { (self.palette.warning, 2.0, 8.0) } else { (self.palette.edge, 1.0, 5.0) };
        let (colour, thick) = if is_near { (self.palette.strong, 2.5) } else { (colour, thick) };
        self.painter.vline(x, y - high..=y + high, Stroke::new(thick, colour));
    }

    /// A stretch of time that is chosen.
    pub(in crate::ui) fn band(&self, (from, to): (f64, f64), down: Rangef) {
        let clip = Rangef::new(self.axis.left, self.axis.right);
        let (left, right) = (clip.clamp(self.axis.x(from)), clip.clamp(self.axis.x(to)));
        let accent = egui::Color32::from(self.palette.accent);
        self.painter.rect_filled(Rect::from_x_y_ranges(left..=right, down), 0.0, accent.gamma_multiply(0.10));
        for x in [left, right] {
            self.painter.vline(x, down, Stroke::new(1.0, accent));
        }
    }

    /// The kill under the pointer: a ring around its mark.
    pub(in crate::ui) fn pointed(&self, seconds: f64, lane: usize) {
        self.painter.circle_stroke(self.at(seconds, lane), RADIUS + 4.0, Stroke::new(1.5, self.palette.strong));
    }

    /// A time: a quiet line through all lanes, with what it is over them; gives from where to where that reaches.
    pub(in crate::ui) fn cursor(
        &self,
        seconds: f64,
        words: &str,
        (down, y): (Rangef, f32),
        font: &egui::FontId,
    ) -> Rangef {
        let x = self.axis.x(seconds);
        self.painter.vline(x, down, Stroke::new(1.0, self.palette.weak));
        self.label(words, (x, y), font, (self.palette.raised, self.palette.strong))
    }

    /// A word on a raised ground, centred at a place but within the axis; gives from where to where it reaches.
    pub(in crate::ui) fn flag(&self, words: &str, x: f32, y: f32, font: &egui::FontId) -> Rangef {
        self.label(words, (x, y), font, (self.palette.accent, self.palette.panel))
    }

    fn label(&self, words: &str, (x, y): (f32, f32), font: &egui::FontId, (ground, ink): (Rgb, Rgb)) -> Rangef {
        let galley = self.painter.layout_no_wrap(words.to_owned(), font.clone(), ink.into());
        let half = galley.size().x / 2.0 + space::S;
        let x = x.clamp(self.axis.left + half, (self.axis.right - half).max(self.axis.left + half));
        let rect = Rect::from_center_size(pos2(x, y), galley.size() + vec2(2.0 * space::S, space::XS));
        self.painter.rect_filled(rect, 4.0, ground);
        self.painter.galley(rect.center() - galley.size() / 2.0, galley, ink.into());
        rect.x_range()
    }
}
