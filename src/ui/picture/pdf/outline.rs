//! Outlines of areas, as PDF knows them: straight lines and cubic curves.

use egui::epaint::CornerRadiusF32;
use egui::{Pos2, Rect, Vec2, pos2};
use krilla::geom::{Path, PathBuilder};

/// How far a cubic curve's handles reach, for a quarter of a circle of radius 1.
const QUARTER: f32 = 0.552_284_8;

/// Lines from point to point.
pub(super) fn points(points: &[Pos2], is_closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first().filter(|(_, rest)| !rest.is_empty())?;
    path.move_to(first.x, first.y);
    for point in rest {
        path.line_to(point.x, point.y);
    }
    if is_closed {
        path.close();
    }
    path.finish()
}

/// A curve by its three or four points.
pub(super) fn curve(points: &[Pos2], is_closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    match points {
        [from, by, to] => {
            path.move_to(from.x, from.y);
            path.quad_to(by.x, by.y, to.x, to.y);
        }
        [from, by, then, to] => {
            path.move_to(from.x, from.y);
            path.cubic_to(by.x, by.y, then.x, then.y, to.x, to.y);
        }
        _ => return None,
    }
    if is_closed {
        path.close();
    }
    path.finish()
}

/// A circle is an ellipse.
pub(super) fn ellipse(centre: Pos2, radius: Vec2) -> Option<Path> {
    let handle = radius * QUARTER;
    let at = |x: f32, y: f32| pos2(centre.x + x, centre.y + y);
    let mut path = PathBuilder::new();
    path.move_to(centre.x + radius.x, centre.y);
    let mut quarter = |by: Pos2, then: Pos2, to: Pos2| path.cubic_to(by.x, by.y, then.x, then.y, to.x, to.y);
    quarter(at(radius.x, handle.y), at(handle.x, radius.y), at(0.0, radius.y));
    quarter(at(-handle.x, radius.y), at(-radius.x, handle.y), at(-radius.x, 0.0));
    quarter(at(-radius.x, -handle.y), at(-handle.x, -radius.y), at(0.0, -radius.y));
    quarter(at(handle.x, -radius.y), at(radius.x, -handle.y), at(radius.x, 0.0));
    path.close();
    path.finish()
}

/// A rectangle whose corners may be round.
pub(super) fn rect(rect: Rect, corners: CornerRadiusF32) -> Option<Path> {
    if !rect.is_positive() || !rect.is_finite() {
        return None;
    }
    let most = rect.width().min(rect.height()) / 2.0;
    let radius = |corner: f32| corner.clamp(0.0, most);
    let (nw, ne, se, sw) = (radius(corners.nw), radius(corners.ne), radius(corners.se), radius(corners.sw));
    let Rect { min, max } = rect;
    let mut path = PathBuilder::new();
    let away = 1.0 - QUARTER;
    path.move_to(min.x + nw, min.y);
    path.line_to(max.x - ne, min.y);
    if ne > 0.0 {
        path.cubic_to(max.x - ne * away, min.y, max.x, min.y + ne * away, max.x, min.y + ne);
    }
    path.line_to(max.x, max.y - se);
    if se > 0.0 {
        path.cubic_to(max.x, max.y - se * away, max.x - se * away, max.y, max.x - se, max.y);
    }
    path.line_to(min.x + sw, max.y);
    if sw > 0.0 {
        path.cubic_to(min.x + sw * away, max.y, min.x, max.y - sw * away, min.x, max.y - sw);
    }
    path.line_to(min.x, min.y + nw);
    if nw > 0.0 {
        path.cubic_to(min.x, min.y + nw * away, min.x + nw * away, min.y, min.x + nw, min.y);
    }
    path.close();
    path.finish()
}
