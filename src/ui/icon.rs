//! The program's icon, drawn: a pie of memory in a sight, with the slice that has to go pulled out.

use egui::{Color32, ColorImage, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::raster::Raster;
use super::theme;
use crate::chart::{self, Point, Sector};
use crate::palette::Rgb;

const GROUND: Rgb = Rgb::new(0x14_23_3B);
const SIGHT: Rgb = Rgb::new(0xF3_F6_FA);
/// From, to in turns, and the colour; the last one is pulled out.
const SLICES: [(f32, f32, Rgb); 4] = [
    (0.14, 0.62, Rgb::new(0x52_78_EE)),
    (0.62, 0.85, Rgb::new(0x91_DB_FF)),
    (0.85, 1.0, Rgb::new(0xF9_C8_67)),
    (0.0, 0.14, Rgb::new(0xFF_6B_57)),
];

/// The icon as straight (not premultiplied) RGBA, for the window's title bar.
pub fn icon(side: u16) -> egui::IconData {
    let rgba = draw(side).pixels.iter().flat_map(|pixel| pixel.to_srgba_unmultiplied()).collect();
    egui::IconData { rgba, width: side.into(), height: side.into() }
}

/// The icon with clear corners.
pub fn draw(side: u16) -> ColorImage {
    let ctx = egui::Context::default();
    let size = f32::from(side);
    let rect = Rect::from_min_size(Pos2::ZERO, vec2(size, size));
    let input = egui::RawInput { screen_rect: Some(rect), ..egui::RawInput::default() };
    let mut raster = Raster::default();
    let mut output = ctx.run_ui(input, |ui| paint(ui.painter(), rect));
    raster.update(&mut output.textures_delta);
    let shapes = ctx.tessellate(output.shapes, output.pixels_per_point);
    raster.draw([usize::from(side); 2], Color32::TRANSPARENT, &shapes, output.pixels_per_point)
}

fn paint(painter: &Painter, rect: Rect) {
    let side = rect.width();
    let centre = rect.center();
    painter.rect_filled(rect, theme::rounding(side * 0.22), GROUND);
    for (from, to, colour) in SLICES {
        let is_out = from == 0.0;
        let middle =
            if is_out { chart::at(point(centre), side * 0.055, f32::midpoint(from, to)) } else { point(centre) };
        let (inner, outer) = (side * 0.17, side * 0.335);
        let sector = Sector { centre: middle, inner, outer, from: from + 0.008, to: to - 0.008 };
        let arc = sector.arc(f32::midpoint(inner, outer)).into_iter().map(|p| pos2(p.x, p.y)).collect();
        painter.add(Shape::line(arc, Stroke::new(outer - inner, colour)));
    }
    for quarter in 0..4_u8 {
        let turn = f32::from(quarter) / 4.0;
        let (from, to) = (chart::at(point(centre), side * 0.385, turn), chart::at(point(centre), side * 0.455, turn));
        painter.line_segment([pos2(from.x, from.y), pos2(to.x, to.y)], Stroke::new(side * 0.035, SIGHT));
    }
    painter.circle_filled(centre, side * 0.055, SIGHT);
}

const fn point(at: Pos2) -> Point {
    Point { x: at.x, y: at.y }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_are_clear_and_the_middle_is_the_sight() {
        for side in [32_u16, 256] {
            let image = draw(side);
            let at = |x: u16, y: u16| image[(usize::from(x), usize::from(y))];
            assert_eq!(at(0, 0), Color32::TRANSPARENT);
            assert_eq!(at(side / 2, side / 2), Color32::from(SIGHT));
            assert_eq!(icon(side).rgba.len(), usize::from(side) * usize::from(side) * 4);
        }
    }
}
