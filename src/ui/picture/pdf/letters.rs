//! Texts that egui has laid out, as runs of letters in one font and one colour. Where a letter stands was measured
//! already; only which font's which glyph it is has to be found again.

use std::sync::Arc;

use egui::epaint::TextShape;
use egui::epaint::text::{Glyph as Placed, Row};
use egui::{Color32, FontId, Galley, Pos2, vec2};
use krilla::geom::Point;
use krilla::text::{Font, KrillaGlyph};

use super::faces::{Face, Faces, Letter};
use crate::text;

/// Letters beside each other.
pub(super) struct GlyphRun {
    pub(super) start: Point,
    pub(super) font: Font,
    pub(super) size: f32,
    pub(super) colour: Color32,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
}

/// What lies below or through letters: a mark behind them, a line under them.
pub(super) struct TextDecoration {
    pub(super) corners: [Pos2; 3],
    pub(super) colour: Color32,
}

/// The letters of a text.
pub(super) fn runs(shape: &TextShape, faces: &mut Faces) -> Vec<GlyphRun> {
    let mut writer = Writer::default();
    let mut fonts = EmbeddedFonts::of(&shape.galley);
    for placed in &shape.galley.rows {
        let origin = shape.pos + placed.pos.to_vec2();
        // A ligature is one glyph, and nothing for its other letters: each is written by itself.
        let mut inside: Option<(f32, f32)> = None;
        for glyph in &placed.row.glyphs {
            let font = fonts.next(glyph.chr);
            // What is copied out of the page is no more than what is seen on it.
            let chr = text::seen(glyph.chr);
            let Some(letter) = faces.letter(&font.family, chr) else { continue };
            let is_part = glyph.advance_width == 0.0 && inside.is_some() && letter.advance > 0.0;
            let x = match inside {
                Some((_, end)) if is_part => end,
                _ => glyph.pos.x,
            };
            inside = Some((x, x + letter.advance * font.size * letter.face.tweak.scale));
            let colour = colour_of(shape, &placed.row, glyph);
            writer.write(chr, origin + vec2(x, glyph.pos.y), colour, font.size, &letter);
        }
        writer.end();
        if placed.ends_with_newline {
            fonts.next('\n');
        }
    }
    writer.runs
}

/// Everything of a text that is no letter.
pub(super) fn areas(text: &TextShape) -> Vec<TextDecoration> {
    let mut areas = Vec::new();
    for placed in &text.galley.rows {
        let (origin, visuals) = (text.pos + placed.pos.to_vec2(), &placed.row.visuals);
        for corners in visuals.mesh.triangles() {
            let corners = corners.map(|at| usize::try_from(at).unwrap_or(usize::MAX));
            if corners.iter().any(|at| visuals.glyph_vertex_range.contains(at)) {
                continue;
            }
            let corners = corners.map(|at| visuals.mesh.vertices.get(at));
            if let [Some(a), Some(b), Some(c)] = corners
                && a.color == b.color
                && b.color == c.color
            {
                let corners = [a, b, c].map(|vertex| origin + vertex.pos.to_vec2());
                areas.push(TextDecoration { corners, colour: coloured(text, a.color) });
            }
        }
    }
    areas
}

/// The font of each letter of a text, one after the other.
struct EmbeddedFonts<'a> {
    galley: &'a Galley,
    at: usize,
    section: usize,
}

impl<'a> EmbeddedFonts<'a> {
    fn of(galley: &'a Galley) -> Self {
        Self { galley, at: 0, section: 0 }
    }

    fn next(&mut self, letter: char) -> FontId {
        let sections = &self.galley.job.sections;
        let end = |at: usize| sections.get(at).map(|section| section.byte_range.end.0);
        // The mark of what was left out is written like what stands before it.
        while end(self.section).is_some_and(|end| end <= self.at) && self.section + 1 < sections.len() {
            self.section += 1;
        }
        self.at += letter.len_utf8();
        sections.get(self.section).map(|section| section.format.font_id.clone()).unwrap_or_default()
    }
}

#[derive(Default)]
struct Writer {
    runs: Vec<GlyphRun>,
    open: Option<OpenLetters>,
}

/// A run that may go on.
struct OpenLetters {
    run: GlyphRun,
    face: Arc<Face>,
    baseline: f32,
    /// Where its last letter begins.
    last: f32,
}

impl Writer {
    /// Writes a letter whose baseline begins at `at`; `colour` is `None` for a blank.
    fn write(&mut self, chr: char, at: Pos2, colour: Option<Color32>, font_size: f32, letter: &Letter) {
        let tweak = &letter.face.tweak;
        let size = font_size * tweak.scale;
        let lower = (size * tweak.y_offset_factor + tweak.y_offset).round();
        let (x, baseline) = (at.x, at.y + lower);
        let goes_on = self.open.as_ref().is_some_and(|open| {
            Arc::ptr_eq(&open.face, &letter.face)
                && open.run.size == size
                && open.baseline == baseline
                && (colour.is_none() || colour == Some(open.run.colour))
                && x >= open.last
        });
        if !goes_on {
            self.end();
            // A blank has no colour of its own.
            let colour = colour.unwrap_or(Color32::TRANSPARENT);
            let font = letter.face.font.clone();
            let start = Point::from_xy(x, baseline);
            let run = GlyphRun { start, font, size, colour, text: String::new(), glyphs: Vec::new() };
            self.open = Some(OpenLetters { run, face: Arc::clone(&letter.face), baseline, last: x });
        }
        let Some(OpenLetters { run, last, .. }) = &mut self.open else { return };
        if let Some(before) = run.glyphs.last_mut() {
            before.x_advance = (x - *last) / size;
        }
        *last = x;
        let from = run.text.len();
        run.text.push(chr);
        run.glyphs.push(KrillaGlyph {
            glyph_id: letter.glyph,
            text_range: from..run.text.len(),
            x_advance: letter.advance,
            x_offset: 0.0,
            y_offset: 0.0,
            y_advance: 0.0,
            location: None,
        });
    }

    fn end(&mut self) {
        self.runs.extend(self.open.take().map(|open| open.run).filter(|run| run.colour.a() > 0));
    }
}

/// The colour of a letter; `None` for blanks, which have no pixels.
fn colour_of(text: &TextShape, row: &Row, placed: &Placed) -> Option<Color32> {
    if placed.uv_rect.is_nothing() {
        return None;
    }
    if let Some(colour) = text.override_text_color {
        return Some(faded(text, colour));
    }
    let vertex = row.visuals.mesh.vertices.get(usize::try_from(placed.first_vertex).ok()?)?;
    Some(coloured(text, vertex.color))
}

fn coloured(text: &TextShape, colour: Color32) -> Color32 {
    faded(text, if colour == Color32::PLACEHOLDER { text.fallback_color } else { colour })
}

fn faded(text: &TextShape, colour: Color32) -> Color32 {
    if text.opacity_factor < 1.0 { colour.gamma_multiply(text.opacity_factor) } else { colour }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme;
    use egui::text::LayoutJob;
    use egui::{Context, FontFamily, RawInput, TextFormat};

    /// Runs of a text in these sections, and how wide egui made it.
    fn written(sections: &[(&str, FontFamily, Color32)], width: f32) -> (Vec<GlyphRun>, Arc<Galley>) {
        let ctx = Context::default();
        theme::install(&ctx);
        let mut job = LayoutJob::default();
        for (text, family, colour) in sections {
            job.append(text, 0.0, TextFormat::simple(FontId::new(14.0, family.clone()), *colour));
        }
        job.wrap.max_width = width;
        let mut galley = None;
        ctx.run_ui(RawInput::default(), |ui| galley = Some(ui.fonts_mut(|fonts| fonts.layout_job(job.clone()))))
            .drop_without_applying_deltas();
        let galley = galley.expect("a text");
        let text = TextShape::new(Pos2::ZERO, Arc::clone(&galley), Color32::BLACK);
        (runs(&text, &mut Faces::of(&ctx)), galley)
    }

    fn texts(runs: &[GlyphRun]) -> Vec<&str> {
        runs.iter().map(|run| run.text.as_str()).collect()
    }

    fn width(run: &GlyphRun) -> f32 {
        run.glyphs.iter().map(|glyph| glyph.x_advance * run.size).sum()
    }

    #[test]
    fn each_font_and_each_colour_has_its_own_run() {
        let sections = [
            ("red ", FontFamily::Proportional, Color32::RED),
            ("and blue ", FontFamily::Proportional, Color32::BLUE),
            ("bold ", theme::semibold(), Color32::BLUE),
            ("code", FontFamily::Monospace, Color32::BLUE),
        ];
        let (runs, galley) = written(&sections, f32::INFINITY);
        // A blank has no colour: it goes with what stands before it.
        assert_eq!(texts(&runs), ["red ", "and blue ", "bold ", "code"]);
        assert_eq!(runs.iter().map(|run| run.colour).collect::<Vec<_>>()[..2], [Color32::RED, Color32::BLUE]);
        assert!(runs.windows(2).all(|pair| (pair[0].start.x + width(&pair[0]) - pair[1].start.x).abs() < 1.0));
        let end = runs.last().map(|run| run.start.x + width(run)).expect("a run");
        assert!((end - galley.size().x).abs() < 0.5, "{end} of {}", galley.size().x);
    }

    #[test]
    fn a_letter_that_the_font_lacks_is_written_by_the_next() {
        let (runs, _) = written(&[("a → b", FontFamily::Monospace, Color32::RED)], f32::INFINITY);
        let glyphs: Vec<_> = runs.iter().flat_map(|run| &run.glyphs).collect();
        assert_eq!(texts(&runs).concat(), "a → b");
        assert!(glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0), "every letter was found");
    }

    #[test]
    fn what_cannot_be_seen_is_no_text_of_the_page() {
        let name = "a\u{ad}b\0c\u{1b}[31md\u{202e}e\u{200b}f\u{9b}g";
        let (runs, _) = written(&[(name, FontFamily::Proportional, Color32::RED)], f32::INFINITY);
        let written = texts(&runs).concat();
        assert!(!written.chars().any(text::is_unseen), "{written:?}");
        let letters: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
        assert_eq!(letters, "abc31mdefg");
    }

    #[test]
    fn each_letter_of_a_ligature_is_written() {
        let (runs, galley) = written(&[("office fluffy", FontFamily::Proportional, Color32::RED)], f32::INFINITY);
        assert_eq!(texts(&runs), ["office fluffy"]);
        let run = runs.first().expect("a run");
        assert!(run.glyphs.iter().all(|glyph| glyph.x_advance > 0.1), "no letter stands on another");
        assert!((width(run) - galley.size().x).abs() < 1.0, "{} of {}", width(run), galley.size().x);
    }

    #[test]
    fn a_broken_text_is_written_line_by_line_in_its_own_fonts() {
        let sections = [
            ("one two\n\nthree ", FontFamily::Proportional, Color32::RED),
            ("four", FontFamily::Monospace, Color32::BLUE),
        ];
        let (runs, _) = written(&sections, 60.0);
        assert_eq!(texts(&runs), ["one two", "three ", "four"]);
        let lines: Vec<f32> = runs.iter().map(|run| run.start.y).collect();
        assert!(lines.is_sorted() && lines[0] < lines[1], "{lines:?}");
        assert_eq!(runs.last().map(|run| run.colour), Some(Color32::BLUE));
    }
}
