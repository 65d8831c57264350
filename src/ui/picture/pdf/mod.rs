//! A picture as a PDF file: the same shapes that become pixels, written as lines, areas and letters. It is sharp at any
//! size, its words can be searched and copied, and it prints as it looks.

mod faces;
mod letters;
mod outline;
mod tags;

use egui::epaint::{ClippedShape, CornerRadiusF32, PathShape, PathStroke, RectShape, TextShape};
use egui::{Color32, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2};
use krilla::color::rgb;
use krilla::geom::{Path, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke as Line};
use krilla::surface::Surface;

pub(super) use self::faces::Faces;
pub(super) use self::tags::HeadingSizes;
use self::tags::Tags;
use crate::lang::Language;
use crate::report::GENERATOR;

/// PDF counts 72 points to an inch, a screen 96.
const PDF_POINTS: f32 = 0.75;

/// What a file says of itself.
pub(super) struct About {
    pub(super) title: String,
    /// What the picture says, in words.
    pub(super) words: String,
    pub(super) language: Language,
}

/// Shapes that have settled, and what they stand on.
pub(super) struct Drawing {
    /// In points.
    pub(super) size: Vec2,
    /// How wide it is drawn, in points.
    pub(super) width: f32,
    pub(super) ground: Color32,
    pub(super) shapes: Vec<ClippedShape>,
    /// What the texts among the shapes are written in.
    pub(super) faces: Faces,
    /// How headings are told from other texts.
    pub(super) headings: HeadingSizes,
}

/// One page, as large as the drawing is drawn.
///
/// # Errors
/// What the writer says: a font that cannot be embedded.
pub(super) fn pdf(drawing: Drawing, about: About) -> Result<Vec<u8>, String> {
    let Drawing { size, width, ground, shapes, mut faces, headings } = drawing;
    let mut document = krilla::Document::new();
    let mut tags = Tags::new(headings, about.language);
    let said = Metadata::new()
        .title(about.title)
        .description(about.words)
        .language(about.language.tag().to_owned())
        .creator(GENERATOR.to_owned());
    document.set_metadata(said);
    let scale = PDF_POINTS * width / size.x.max(1.0);
    let page = size * scale;
    // A drawing is at least a point wide and high.
    let settings = PageSettings::from_wh(page.x, page.y).unwrap_or_default();
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface.push_transform(&Transform::from_scale(scale, scale));
    let whole = Rect::from_min_size(Pos2::ZERO, size);
    let below = outline::rect(whole, CornerRadiusF32::ZERO);
    Tags::decoration(&mut surface, |surface| fill(surface, below, ground));
    for ClippedShape { clip_rect, shape, .. } in &shapes {
        let bounds = shape.visual_bounding_rect();
        if !bounds.intersects(*clip_rect) {
            continue;
        }
        let clip = (!clip_rect.contains_rect(bounds)).then(|| outline::rect(*clip_rect, CornerRadiusF32::ZERO));
        if let Some(clip) = clip.flatten() {
            surface.push_clip_path(&clip, &FillRule::NonZero);
            draw(&mut surface, shape, &mut faces, &mut tags);
            surface.pop();
        } else {
            draw(&mut surface, shape, &mut faces, &mut tags);
        }
    }
    surface.pop();
    surface.finish();
    page.finish();
    document.set_tag_tree(tags.into_tree());
    document.finish().map_err(|error| error.to_string())
}

/// Draws one shape, tagged as what it is to a reader.
fn draw(surface: &mut Surface<'_>, shape: &Shape, faces: &mut Faces, tags: &mut Tags) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| draw(surface, shape, faces, tags)),
        Shape::Text(text) => tags.text(surface, text, |surface| draw_text(surface, text, faces)),
        Shape::Noop => {}
        _ => Tags::decoration(surface, |surface| draw_figure(surface, shape)),
    }
}

/// Draws what is no text. Textures are left out, and what only a GPU could draw: no picture holds either.
fn draw_figure(surface: &mut Surface<'_>, shape: &Shape) {
    match shape {
        Shape::Circle(circle) => {
            let path = || outline::ellipse(circle.center, Vec2::splat(circle.radius));
            fill(surface, path(), circle.fill);
            stroke(surface, path(), circle.stroke);
        }
        Shape::Ellipse(ellipse) => {
            let path = || outline::ellipse(ellipse.center, ellipse.radius);
            fill(surface, path(), ellipse.fill);
            stroke(surface, path(), ellipse.stroke);
        }
        Shape::LineSegment { points, stroke: line } => stroke(surface, outline::points(points, false), *line),
        Shape::Path(PathShape { points, closed, fill: colour, stroke: line }) => {
            fill(surface, outline::points(points, true), *colour);
            stroke(surface, outline::points(points, *closed), plain(line));
        }
        Shape::Rect(rect) => draw_rect(surface, rect),
        Shape::Mesh(mesh) if mesh.texture_id == egui::TextureId::default() => {
            for [a, b, c] in mesh.triangles() {
                let corners = [a, b, c].map(|at| mesh.vertices.get(usize::try_from(at).unwrap_or(usize::MAX)));
                if let [Some(a), Some(b), Some(c)] = corners {
                    fill(surface, outline::points(&[a.pos, b.pos, c.pos], true), a.color);
                }
            }
        }
        Shape::QuadraticBezier(curve) => {
            fill(surface, outline::curve(&curve.points, true), curve.fill);
            stroke(surface, outline::curve(&curve.points, curve.closed), plain(&curve.stroke));
        }
        Shape::CubicBezier(curve) => {
            fill(surface, outline::curve(&curve.points, true), curve.fill);
            stroke(surface, outline::curve(&curve.points, curve.closed), plain(&curve.stroke));
        }
        Shape::Vec(_) | Shape::Text(_) | Shape::Noop | Shape::Mesh(_) | Shape::Band(_) | Shape::Callback(_) => {}
    }
}

/// A line in one colour. Where the colour runs, no picture has any.
fn plain(stroke: &PathStroke) -> Stroke {
    match stroke.color {
        egui::epaint::ColorMode::Solid(colour) => Stroke::new(stroke.width, colour),
        egui::epaint::ColorMode::UV(_) => Stroke::NONE,
    }
}

fn draw_rect(surface: &mut Surface<'_>, shape: &RectShape) {
    let RectShape { rect, corner_radius, stroke: line, .. } = shape;
    let corners = CornerRadiusF32::from(*corner_radius);
    fill(surface, outline::rect(*rect, corners), shape.fill);
    let half = line.width / 2.0;
    let outwards = match shape.stroke_kind {
        StrokeKind::Inside => -half,
        StrokeKind::Middle => 0.0,
        StrokeKind::Outside => half,
    };
    stroke(surface, outline::rect(rect.expand(outwards), corners + CornerRadiusF32::same(outwards)), *line);
}

fn draw_text(surface: &mut Surface<'_>, text: &TextShape, faces: &mut Faces) {
    if text.opacity_factor <= 0.0 {
        return;
    }
    let is_turned = text.angle != 0.0;
    if is_turned {
        surface.push_transform(&Transform::from_rotate_at(text.angle.to_degrees(), text.pos.x, text.pos.y));
    }
    for area in letters::areas(text) {
        fill(surface, outline::points(&area.corners, true), area.colour);
    }
    for run in letters::runs(text, faces) {
        set_fill(surface, run.colour);
        surface.draw_glyphs(run.start, &run.glyphs, run.font, &run.text, run.size, false);
    }
    if is_turned {
        surface.pop();
    }
}

fn fill(surface: &mut Surface<'_>, path: Option<Path>, colour: Color32) {
    let Some(path) = path.filter(|_| colour.a() > 0) else { return };
    set_fill(surface, colour);
    surface.draw_path(&path);
}

fn set_fill(surface: &mut Surface<'_>, colour: Color32) {
    let (paint, opacity) = ink(colour);
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: paint.into(), opacity, ..Fill::default() }));
}

fn stroke(surface: &mut Surface<'_>, path: Option<Path>, line: Stroke) {
    let Some(path) = path.filter(|_| !line.is_empty()) else { return };
    let (paint, opacity) = ink(line.color);
    surface.set_fill(None);
    surface.set_stroke(Some(Line { paint: paint.into(), opacity, width: line.width, ..Line::default() }));
    surface.draw_path(&path);
}

fn ink(colour: Color32) -> (rgb::Color, NormalizedF32) {
    let [red, green, blue, alpha] = colour.to_srgba_unmultiplied();
    let opacity = NormalizedF32::new(f32::from(alpha) / 255.0).unwrap_or(NormalizedF32::ONE);
    (rgb::Color::new(red, green, blue), opacity)
}
