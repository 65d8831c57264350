//! Measures every text of a frame against its room: what its painter may paint on, the block that it stands in, and its
//! neighbours.

use egui::epaint::{ClippedShape, Shape, TextShape};
use egui::{Rangef, Rect, vec2};

/// How far ink may reach over an edge, in points: the side bearing of a letter and the rounding to pixels.
const SLACK: f32 = 1.0;
/// What is painted lower than this is no block that words stand in.
const LEAST_BLOCK: f32 = 14.0;

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
    block: Option<Rect>,
    /// Whether it is a line of a log, letter by letter.
    verbatim: bool,
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
        // So has what a line of a log holds beyond the edge: it is never wrapped there.
        lines.retain(|line| !(line.verbatim && line.ink.width() > line.clip.width()));
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
            }
        }
    }
    said
}

fn look(shape: &Shape, clip: Rect, whole: Rect, blocks: &mut Vec<Rect>, lines: &mut Vec<Line>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| look(shape, clip, whole, blocks, lines)),
        Shape::Rect(rect) if rect.fill.a() > 0 && rect.rect.height() >= LEAST_BLOCK => {
            // What is painted over earlier words hides them: a sheet over the window.
            if rect.fill.a() == 255 {
                let hidden = rect.rect.intersect(clip);
                lines.retain(|line| !hidden.contains_rect(line.ink.shrink(SLACK)));
                // A badge half under the row of totals is no room of the totals.
                blocks.retain(|block| {
                    let covered = hidden.intersect(*block);
                    !(hidden.x_range().contains(block.left()) && hidden.x_range().contains(block.right()))
                        || covered.height() < block.height() / 2.0
                });
            }
            blocks.push(rect.rect);
        }
        Shape::Text(text) => lines.extend(lines_of(text, clip.intersect(whole), blocks)),
        _ => {}
    }
}

fn lines_of(text: &TextShape, clip: Rect, blocks: &[Rect]) -> Vec<Line> {
    let format = text.galley.job.sections.first().map(|section| &section.format.font_id.family);
    let verbatim = format == Some(&egui::FontFamily::Monospace);
    let lines = text.galley.rows.iter().map(|row| {
        let ink = row.row.visuals.mesh_bounds.translate(text.pos.to_vec2() + row.pos.to_vec2());
        let around = blocks.iter().filter(|block| block.contains(ink.center()));
        let block = around.min_by(|a, b| a.area().total_cmp(&b.area())).copied();
        Line { words: row.row.text(), text: text.pos, ink, clip, block, verbatim }
    });
    lines.filter(|line| !line.words.trim().is_empty() && line.ink.is_positive()).collect()
}

fn cut(line: &Line) -> Option<String> {
    let Line { words, ink, clip, block, .. } = line;
    if !clip.expand(SLACK).contains_rect(*ink) {
        return Some(format!("{words:?} at {ink:?} is cut by {clip:?}"));
    }
    let room = block.map(|block| block.expand2(vec2(SLACK, f32::INFINITY)))?;
    let across = Rangef::new(room.left(), room.right());
    let is_inside = across.contains(ink.left()) && across.contains(ink.right());
    (!is_inside).then(|| format!("{words:?} at {ink:?} reaches out of its block {:?}", room.x_range()))
}
