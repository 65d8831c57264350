//! Draws egui's triangles without a GPU, for pictures and for snapshot tests. The same triangles give the same pixels on
//! every machine: coverage is decided in whole numbers, and colours are plain IEEE arithmetic.
//!
//! What egui hands out: triangles in points with vertex colours in premultiplied gamma-space sRGB, multiplied by a
//! texture (mostly the font atlas) and blended over what is there, also in gamma space. A pixel belongs to a triangle
//! where its centre lies inside; centres on an edge go to the triangle whose top or left edge it is, so that triangles
//! which share an edge neither overlap nor leave a gap.

use std::collections::HashMap;
use std::ops::Range;

use egui::epaint::textures::TexturesDelta;
use egui::epaint::{ClippedPrimitive, ImageData, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, Pos2, Rect, TextureId, pos2};

/// The textures that egui has handed out so far.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, ColorImage>,
    /// Given back by egui, but perhaps drawn once more.
    freed: Vec<TextureId>,
}

impl Raster {
    /// Takes new and changed textures; call it for every pass, also where nothing is drawn.
    pub fn update(&mut self, delta: &mut TexturesDelta) {
        for id in self.freed.drain(..) {
            self.textures.remove(&id);
        }
        #[expect(clippy::iter_over_hash_type, reason = "textures do not depend on each other")]
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.change(id, change);
            }
        }
        self.freed.extend(delta.free.drain());
    }

    /// A picture of `size` pixels. Paint callbacks are left out: only a GPU could run them.
    pub fn draw(&self, size: [usize; 2], ground: Color32, shapes: &[ClippedPrimitive], scale: f32) -> ColorImage {
        let mut canvas = ColorImage::filled(size, ground);
        for ClippedPrimitive { clip_rect, primitive } in shapes {
            let Primitive::Mesh(mesh) = primitive else { continue };
            let Some(texture) = self.textures.get(&mesh.texture_id) else { continue };
            let clip = Clip::new(*clip_rect, scale, size);
            for corners in triangles(mesh) {
                draw_triangle(&mut canvas, texture, &clip, corners.map(|vertex| Corner::new(vertex, scale)));
            }
        }
        canvas
    }

    fn change(&mut self, id: TextureId, ImageDelta { image: ImageData::Color(patch), pos, .. }: ImageDelta) {
        let Some([left, top]) = pos else {
            self.textures.insert(id, (*patch).clone());
            return;
        };
        let Some(texture) = self.textures.get_mut(&id) else { return };
        let width = texture.width().max(1);
        let rows = texture.pixels.chunks_mut(width).skip(top);
        for (row, new) in rows.zip(patch.pixels.chunks(patch.width().max(1))) {
            row.iter_mut().skip(left).zip(new).for_each(|(old, new)| *old = *new);
        }
    }
}

fn triangles(mesh: &Mesh) -> impl Iterator<Item = [&Vertex; 3]> {
    let vertex = |index: &u32| mesh.vertices.get(usize::try_from(*index).ok()?);
    mesh.indices.chunks_exact(3).filter_map(move |corners| match corners {
        [a, b, c] => Some([vertex(a)?, vertex(b)?, vertex(c)?]),
        _ => None,
    })
}

/// The pixels that may be touched.
struct Clip {
    x: Range<i64>,
    y: Range<i64>,
}

impl Clip {
    fn new(rect: Rect, scale: f32, [width, height]: [usize; 2]) -> Self {
        let range = |from: f32, to: f32, size: usize| {
            let size = i64::try_from(size).unwrap_or(0);
            whole(from * scale).clamp(0, size)..whole(to * scale).clamp(0, size)
        };
        Self { x: range(rect.left(), rect.right(), width), y: range(rect.top(), rect.bottom(), height) }
    }
}

/// Parts of a pixel in which corners are placed. Whole numbers: whether a pixel is inside is then no matter of rounding, and
/// the same on every machine.
const PARTS: i64 = 256;

/// Red, green, blue, alpha (0 to 255) and texture coordinates (0 to 1): what runs evenly over a triangle.
type Varying = [f32; 6];

#[derive(Clone, Copy)]
struct Corner {
    /// In parts of a pixel.
    x: i64,
    y: i64,
    varying: Varying,
}

impl Corner {
    fn new(vertex: &Vertex, scale: f32) -> Self {
        let [r, g, b, a] = vertex.color.to_array().map(f32::from);
        let part = |points: f32| whole(points * scale * PARTS as f32);
        Self { x: part(vertex.pos.x), y: part(vertex.pos.y), varying: [r, g, b, a, vertex.uv.x, vertex.uv.y] }
    }
}

/// One side of a triangle as a function of the pixel, not negative inside.
struct Edge {
    at_origin: i64,
    per_x: i64,
    per_y: i64,
}

impl Edge {
    /// The side from one corner to the next, clockwise.
    fn new(from: Corner, to: Corner) -> Self {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        // A pixel whose middle lies on a side that two triangles share belongs to one of them only: drawn twice, a seam
        // would show in what is half transparent.
        let is_top_or_left = dy < 0 || (dy == 0 && dx > 0);
        let at_centre = dx * (PARTS / 2 - from.y) - dy * (PARTS / 2 - from.x);
        Self { at_origin: at_centre - i64::from(!is_top_or_left), per_x: -dy * PARTS, per_y: dx * PARTS }
    }

    /// Narrows a row's pixels to those inside.
    fn narrow(&self, pixels: Range<i64>, y: i64) -> Range<i64> {
        let at_zero = self.at_origin + self.per_y * y;
        match self.per_x {
            0 if at_zero < 0 => 0..0,
            0 => pixels,
            step if step > 0 => pixels.start.max(-at_zero.div_euclid(step))..pixels.end,
            step => pixels.start..pixels.end.min(at_zero.div_euclid(-step) + 1),
        }
    }
}

/// What runs evenly over a triangle, as a function of the pixel.
struct Gradient {
    origin: Pos2,
    at_origin: Varying,
    per_x: Varying,
    per_y: Varying,
}

impl Gradient {
    fn new([a, b, c]: [Corner; 3], area: i64) -> Self {
        let pixels = |parts: i64| parts as f32 / PARTS as f32;
        let area = area as f32 / (PARTS * PARTS) as f32;
        let (to_b, to_c) = (with(b.varying, a.varying, |b, a| b - a), with(c.varying, a.varying, |c, a| c - a));
        let (bx, by) = (pixels(b.x - a.x) / area, pixels(b.y - a.y) / area);
        let (cx, cy) = (pixels(c.x - a.x) / area, pixels(c.y - a.y) / area);
        Self {
            origin: pos2(pixels(a.x) - 0.5, pixels(a.y) - 0.5),
            at_origin: a.varying,
            per_x: with(to_b, to_c, |b, c| b * cy - c * by),
            per_y: with(to_b, to_c, |b, c| c * bx - b * cx),
        }
    }

    fn at(&self, x: i64, y: i64) -> Varying {
        let (dx, dy) = (x as f32 - self.origin.x, y as f32 - self.origin.y);
        with(with(self.at_origin, self.per_x, |v, per_x| v + per_x * dx), self.per_y, |v, per_y| v + per_y * dy)
    }
}

fn with(mut one: Varying, two: Varying, f: impl Fn(f32, f32) -> f32) -> Varying {
    one.iter_mut().zip(two).for_each(|(one, two)| *one = f(*one, two));
    one
}

fn draw_triangle(canvas: &mut ColorImage, texture: &ColorImage, clip: &Clip, corners: [Corner; 3]) {
    let Some((corners, area)) = clockwise(corners) else { return };
    let [a, b, c] = corners;
    let edges = [Edge::new(a, b), Edge::new(b, c), Edge::new(c, a)];
    let top = a.y.min(b.y).min(c.y).div_euclid(PARTS).max(clip.y.start);
    let bottom = (a.y.max(b.y).max(c.y).div_euclid(PARTS) + 1).min(clip.y.end);
    // Most triangles are of one colour: only letters and shadows need a colour worked out for each pixel.
    let is_flat = a.varying == b.varying && a.varying == c.varying;
    let flat = is_flat.then(|| shade(a.varying, texture));
    let gradient = Gradient::new(corners, area);
    let width = canvas.width();
    let (Ok(skipped), Ok(rows)) = (usize::try_from(top), usize::try_from(bottom - top)) else { return };
    for (row, y) in canvas.pixels.chunks_mut(width.max(1)).skip(skipped).take(rows).zip(top..) {
        let inside = edges.iter().fold(clip.x.clone(), |pixels, edge| edge.narrow(pixels, y));
        let (Ok(from), Ok(to)) = (usize::try_from(inside.start), usize::try_from(inside.end)) else { continue };
        let Some(pixels) = row.get_mut(from..to) else { continue };
        match flat {
            Some(colour) if colour[3] >= 255.0 => pixels.fill(blend(Color32::BLACK, colour)),
            Some(colour) => pixels.iter_mut().for_each(|pixel| *pixel = blend(*pixel, colour)),
            None => pixels.iter_mut().zip(inside.start..).for_each(|(pixel, x)| {
                *pixel = blend(*pixel, shade(gradient.at(x, y), texture));
            }),
        }
    }
}

/// The corners in clockwise order with twice the triangle's area; nothing where it has none.
fn clockwise([a, b, c]: [Corner; 3]) -> Option<([Corner; 3], i64)> {
    let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    match area {
        0 => None,
        area if area > 0 => Some(([a, b, c], area)),
        area => Some(([a, c, b], -area)),
    }
}

/// Vertex colour times texture: premultiplied red, green, blue, alpha, each 0 to 255.
fn shade([red, green, blue, alpha, u, v]: Varying, texture: &ColorImage) -> [f32; 4] {
    let [tr, tg, tb, ta] = sample(texture, u, v);
    let times = |colour: f32, texel: f32| (colour * texel / 255.0).clamp(0.0, 255.0);
    [times(red, tr), times(green, tg), times(blue, tb), times(alpha, ta)]
}

/// The texture at a place, mixed from the four texels around it; beyond its edge the edge goes on.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let (x, y) = (u * texture.width() as f32 - 0.5, v * texture.height() as f32 - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (right_share, bottom_share) = (x - left, y - top);
    let texel = |x: f32, y: f32| {
        let (x, y) = (inside(x, texture.width()), inside(y, texture.height()));
        texture.pixels.get(y * texture.width() + x).map_or([0.0; 4], |texel| texel.to_array().map(f32::from))
    };
    let mix = |[ar, ag, ab, aa]: [f32; 4], [br, bg, bb, ba]: [f32; 4], share: f32| {
        let mix = |a: f32, b: f32| a + (b - a) * share;
        [mix(ar, br), mix(ag, bg), mix(ab, bb), mix(aa, ba)]
    };
    let above = mix(texel(left, top), texel(left + 1.0, top), right_share);
    let below = mix(texel(left, top + 1.0), texel(left + 1.0, top + 1.0), right_share);
    mix(above, below, bottom_share)
}

/// Premultiplied "over".
fn blend(under: Color32, [r, g, b, a]: [f32; 4]) -> Color32 {
    let through = 1.0 - a / 255.0;
    let over = |colour: f32, under: u8| byte(colour + f32::from(under) * through);
    Color32::from_rgba_premultiplied(over(r, under.r()), over(g, under.g()), over(b, under.b()), over(a, under.a()))
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates, and what is off the canvas is clipped")]
const fn whole(number: f32) -> i64 {
    const FAR: f32 = 1e8;
    number.round().clamp(-FAR, FAR) as i64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded and saturated to a byte")]
const fn byte(number: f32) -> u8 {
    number.round() as u8
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped into the texture")]
fn inside(texel: f32, size: usize) -> usize {
    (texel.max(0.0) as usize).min(size.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use egui::epaint::textures::TextureOptions;
    use egui::{Pos2, pos2};

    use super::*;

    const RED: Color32 = Color32::from_rgb(255, 0, 0);
    const FONT: TextureId = TextureId::Managed(0);

    fn raster_with(size: [usize; 2], texels: Vec<Color32>) -> Raster {
        let mut raster = Raster::default();
        let mut delta = TexturesDelta::default();
        delta.push(FONT, ImageDelta::full(ColorImage::new(size, texels), TextureOptions::LINEAR));
        raster.update(&mut delta);
        raster
    }

    fn white() -> Raster {
        raster_with([1, 1], vec![Color32::WHITE])
    }

    fn triangle(corners: [(f32, f32); 3], color: Color32) -> Mesh {
        let vertices = corners.map(|(x, y)| Vertex { pos: pos2(x, y), uv: Pos2::ZERO, color }).to_vec();
        Mesh { indices: vec![0, 1, 2], vertices, texture_id: FONT }
    }

    fn draw(raster: &Raster, size: [usize; 2], meshes: Vec<Mesh>, clip: Rect) -> ColorImage {
        let shapes: Vec<_> = meshes
            .into_iter()
            .map(|mesh| ClippedPrimitive { clip_rect: clip, primitive: Primitive::Mesh(mesh) })
            .collect();
        raster.draw(size, Color32::BLACK, &shapes, 1.0)
    }

    /// Rows of `#` where the colour is, `.` where the ground is.
    fn drawn(image: &ColorImage, colour: Color32) -> Vec<String> {
        let row = |row: &[Color32]| row.iter().map(|pixel| if *pixel == colour { '#' } else { '.' }).collect();
        image.pixels.chunks(image.width()).map(row).collect()
    }

    #[test]
    fn a_pixel_is_covered_where_its_centre_is() {
        let mesh = triangle([(0.0, 0.0), (4.0, 0.0), (0.0, 4.0)], RED);
        let image = draw(&white(), [4, 4], vec![mesh], Rect::EVERYTHING);
        assert_eq!(drawn(&image, RED), ["###.", "##..", "#...", "...."]);
    }

    #[test]
    fn triangles_that_share_an_edge_neither_overlap_nor_leave_a_gap() {
        let half = Color32::from_rgba_premultiplied(100, 0, 0, 100);
        let corners = [(0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 5.0)];
        for [one, two] in [[[0, 1, 2], [0, 2, 3]], [[2, 1, 0], [3, 2, 0]], [[1, 2, 3], [3, 0, 1]]] {
            let meshes = [one, two].map(|at| triangle(at.map(|at: usize| corners[at]), half));
            let image = draw(&white(), [5, 5], meshes.to_vec(), Rect::EVERYTHING);
            let once = Color32::from_rgba_premultiplied(100, 0, 0, 255);
            assert!(image.pixels.iter().all(|pixel| *pixel == once), "{:?}", drawn(&image, once));
        }
    }

    #[test]
    fn nothing_is_drawn_outside_the_clip_or_the_canvas() {
        let mesh = triangle([(-90.0, -90.0), (90.0, -90.0), (-90.0, 190.0)], RED);
        let clip = Rect::from_min_max(pos2(1.0, 1.0), pos2(3.0, 2.0));
        assert_eq!(drawn(&draw(&white(), [4, 3], vec![mesh.clone()], clip), RED), ["....", ".##.", "...."]);
        let all = draw(&white(), [4, 3], vec![mesh], Rect::EVERYTHING);
        assert_eq!(drawn(&all, RED), ["####"; 3]);
    }

    #[test]
    fn blending_is_exact_in_gamma_space() {
        for (under, over, seen) in [
            ((10, 20, 30), (100, 0, 0, 128), (105, 10, 15)),
            ((255, 255, 255), (0, 0, 0, 0), (255, 255, 255)),
            ((255, 255, 255), (0, 0, 0, 255), (0, 0, 0)),
            ((0, 0, 0), (7, 8, 9, 0), (7, 8, 9)),
        ] {
            let over = [over.0, over.1, over.2, over.3].map(|channel: u8| f32::from(channel));
            let under = Color32::from_rgb(under.0, under.1, under.2);
            assert_eq!(blend(under, over), Color32::from_rgb(seen.0, seen.1, seen.2));
        }
    }

    #[test]
    fn a_texture_is_drawn_texel_by_texel_where_it_fits() {
        let texels = [1, 2, 3, 4].map(|grey| Color32::from_gray(grey * 60)).to_vec();
        let raster = raster_with([2, 2], texels.clone());
        let corner = |x: f32, y: f32| Vertex { pos: pos2(x, y), uv: pos2(x / 2.0, y / 2.0), color: Color32::WHITE };
        let vertices = vec![corner(0.0, 0.0), corner(2.0, 0.0), corner(2.0, 2.0), corner(0.0, 2.0)];
        let quad = Mesh { indices: vec![0, 1, 2, 0, 2, 3], vertices, texture_id: FONT };
        assert_eq!(draw(&raster, [2, 2], vec![quad], Rect::EVERYTHING).pixels, texels);
    }

    #[test]
    fn between_texels_a_texture_is_mixed() {
        let texture = ColorImage::new([2, 1], vec![Color32::BLACK, Color32::WHITE]);
        assert_eq!(sample(&texture, 0.5, 0.5), [127.5, 127.5, 127.5, 255.0]);
        assert_eq!(sample(&texture, -3.0, 9.0), [0.0, 0.0, 0.0, 255.0]);
    }

    #[test]
    fn colours_run_evenly_from_corner_to_corner() {
        let mut mesh = triangle([(0.0, 0.0), (100.0, 0.0), (0.0, 100.0)], Color32::BLACK);
        mesh.vertices[1].color = Color32::from_rgb(200, 0, 0);
        let image = draw(&white(), [100, 1], vec![mesh], Rect::EVERYTHING);
        assert_eq!([image.pixels[0].r(), image.pixels[50].r(), image.pixels[98].r()], [1, 101, 197]);
    }

    #[test]
    fn a_patch_changes_its_part_of_a_texture_and_a_freed_one_goes_after_the_next_pass() {
        let mut raster = raster_with([2, 2], vec![Color32::BLACK; 4]);
        let mut delta = TexturesDelta::default();
        delta.push(FONT, ImageDelta::partial([1, 0], ColorImage::new([1, 1], vec![RED]), TextureOptions::LINEAR));
        delta.free(FONT);
        raster.update(&mut delta);
        assert_eq!(drawn(&raster.textures[&FONT], RED), [".#", ".."]);
        raster.update(&mut TexturesDelta::default());
        assert!(raster.textures.is_empty());
    }
}
