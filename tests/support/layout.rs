//! Measures every text of a frame against its room: what its painter may paint on, the block that it stands in, its
//! neighbours; and its colour against its ground.

use egui::epaint::{ClippedShape, Shape, TextShape};
use egui::{Color32, Rangef, Rect, vec2};
use oomscope::palette::Rgb;

/// How far ink may reach over an edge, in points: the side bearing of a letter and the rounding to pixels.
const SLACK: f32 = 1.0;
/// What is painted lower than this is no block that words stand in.
const LEAST_BLOCK: f32 = 14.0;
/// Between two texts of one line there is more than this, in points: less reads as one word.
const LEAST_GAP: f32 = 1.5;
/// What a text's colour must differ from its ground by (WCAG 2.2, AA).
const LEAST_CONTRAST: f64 = 4.5;

/// A line of text as it stands on the screen.
#[derive(Clone, Debug)]
struct Line {
    words: String,
    /// Where the text begins that it is a line of: its own lines lie below each other, and what marks them may touch.
    text: egui::Pos2,
    /// Where its letters are.
    ink: Rect,
    /// What may be painted on.
    clip: Rect,
    /// The smallest filled block around its middle.
    block: Option<Block>,
    /// The colour of its first letter.
    colour: Color32,
    /// Whether it is a line of a log, letter by letter.
    verbatim: bool,
}

/// Something filled that words may stand in.
#[derive(Clone, Copy, Debug)]
struct Block {
    rect: Rect,
    fill: Color32,
}

/// What may be cut, because it can be scrolled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Nothing: a picture.
    Nothing,
    /// Lines at the upper and the lower edge of an area that scrolls, and lines of a log at its sides.
    AboveAndBelow,
}

/// Every text that is cut or that another one touches, in words.
pub(crate) fn faults(shapes: &[ClippedShape], whole: Rect, may: Cut) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = Vec::new();
    for ClippedShape { clip_rect, shape, .. } in shapes {
        look(shape, *clip_rect, whole, &mut blocks, &mut lines);
    }
    if may == Cut::AboveAndBelow {
        // What is cut above or below has been scrolled away.
        lines.retain(|line| {
            line.clip.y_range().contains(line.ink.top()) && line.clip.y_range().contains(line.ink.bottom())
        });
        // So has what a line of a log holds beyond the edges: it need not be wrapped there.
        let is_beyond = |line: &Line| line.ink.left() < line.clip.left() || line.ink.right() > line.clip.right();
        lines.retain(|line| !(line.verbatim && is_beyond(line)));
    }
    let mut said: Vec<String> = lines.iter().filter_map(cut).collect();
    lines.sort_by(|a, b| a.ink.top().total_cmp(&b.ink.top()));
    for (at, one) in lines.iter().enumerate() {
        for other in lines.iter().skip(at + 1).take_while(|other| other.ink.top() < one.ink.bottom()) {
            if one.text == other.text {
                continue;
            }
            let common = one.ink.intersect(other.ink);
            if common.width() > SLACK && common.height() > SLACK {
                said.push(format!("{:?} stands on {:?} at {:?}", one.words, other.words, one.ink));
            } else if common.height() > one.ink.height().min(other.ink.height()) / 2.0 && common.width() > -LEAST_GAP {
                said.push(format!("{:?} touches {:?} at {:?}", one.words, other.words, one.ink));
            }
        }
    }
    said
}

/// Every text of a picture that is too pale for its ground, in words.
pub(crate) fn pale(shapes: &[ClippedShape], whole: Rect, ground: Color32) -> Vec<String> {
    let mut blocks = vec![Block { rect: whole, fill: ground }];
    let mut lines = Vec::new();
    for ClippedShape { clip_rect, shape, .. } in shapes {
        look(shape, *clip_rect, whole, &mut blocks, &mut lines);
    }
    let rgb = |colour: Color32| Rgb { r: colour.r(), g: colour.g(), b: colour.b() };
    let contrast = |line: &Line| line.block.map_or(21.0, |block| rgb(line.colour).contrast(rgb(block.fill)));
    let pale = lines.iter().map(|line| (line, contrast(line))).filter(|(_, contrast)| *contrast < LEAST_CONTRAST);
    pale.map(|(line, contrast)| format!("{:?} has a contrast of {contrast:.1} to {:?}", line.words, line.block))
        .collect()
}

fn look(shape: &Shape, clip: Rect, whole: Rect, blocks: &mut Vec<Block>, lines: &mut Vec<Line>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| look(shape, clip, whole, blocks, lines)),
        // A veil: what lies behind it is not read.
        Shape::Rect(rect) if (1..255).contains(&rect.fill.a()) && rect.rect.contains_rect(whole.shrink(SLACK)) => {
            blocks.clear();
            lines.clear();
        }
        // The shadow of something that floats over the rest for a while: what it half covers is not read.
        Shape::Rect(rect) if rect.blur_width > 0.0 => {
            lines.retain(|line| !line.ink.intersects(rect.rect));
            blocks.retain(|block| !rect.rect.contains_rect(block.rect));
        }
        Shape::Rect(rect) if rect.fill.a() > 0 && rect.rect.height() >= LEAST_BLOCK => {
            // What is painted over earlier words hides them: a sheet over the window.
            if rect.fill.a() == 255 {
                let hidden = rect.rect.intersect(clip);
                lines.retain(|line| !hidden.contains_rect(line.ink.shrink(SLACK)));
                // A badge half under the row of totals is no room of the totals.
                blocks.retain(|Block { rect: block, .. }| {
                    let covered = hidden.intersect(*block);
                    !(hidden.x_range().contains(block.left()) && hidden.x_range().contains(block.right()))
                        || covered.height() < block.height() / 2.0
                });
            }
            blocks.push(Block { rect: rect.rect, fill: rect.fill });
        }
        Shape::Text(text) => lines.extend(lines_of(text, clip.intersect(whole), blocks)),
        _ => {}
    }
}

fn lines_of(text: &TextShape, clip: Rect, blocks: &[Block]) -> Vec<Line> {
    let format = text.galley.job.sections.first().map(|section| &section.format);
    let verbatim = format.is_some_and(|format| format.font_id.family == egui::FontFamily::Monospace);
    let own = format.map(|format| format.color).filter(|colour| *colour != Color32::PLACEHOLDER);
    let colour = text.override_text_color.or(own).unwrap_or(text.fallback_color);
    let lines = text.galley.rows.iter().map(|row| {
        let ink = row.row.visuals.mesh_bounds.translate(text.pos.to_vec2() + row.pos.to_vec2());
        // What was painted last is in front: a message lies over what it is not a part of.
        let block = blocks.iter().rfind(|block| block.rect.contains(ink.center())).copied();
        Line { words: row.row.text(), text: text.pos, ink, clip, block, colour, verbatim }
    });
    lines.filter(|line| !line.words.trim().is_empty() && line.ink.is_positive()).collect()
}

fn cut(line: &Line) -> Option<String> {
    let Line { words, ink, clip, block, .. } = line;
    if !clip.expand(SLACK).contains_rect(*ink) {
        return Some(format!("{words:?} at {ink:?} is cut by {clip:?}"));
    }
    let room = block.map(|block| block.rect.expand2(vec2(SLACK, f32::INFINITY)))?;
    let across = Rangef::new(room.left(), room.right());
    let is_inside = across.contains(ink.left()) && across.contains(ink.right());
    (!is_inside).then(|| format!("{words:?} at {ink:?} reaches out of its block {:?}", room.x_range()))
}
