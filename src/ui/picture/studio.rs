//! Where pictures are drawn: a panel is shown in a context of its own until it has settled, then turned into pixels by
//! [`Raster`]. No display, no GPU; the same input gives the same picture.

use egui::epaint::ClippedShape;
use egui::{Color32, ColorImage, Context, FullOutput, RawInput, Rect, Ui, UiBuilder, Vec2, ViewportId, vec2};

use super::pdf::{Drawing, Faces, HeadingSizes};
use crate::lang::Language;
use crate::palette::Scheme;
use crate::report::MOST_SCALE;
use crate::ui::language;
use crate::ui::raster::Raster;
use crate::ui::theme::{self, Print, space};

/// More passes than any panel needs to settle.
const MOST_PASSES: u32 = 16;
/// A picture's height at most, in points; what is longer is cut.
const MOST_HEIGHT: f32 = 8192.0;
/// A font atlas that holds every size at the largest scale.
const TEXTURE_SIDE: usize = 8192;

/// Widths in points over which a slide is laid out, until its content fits the height: the more there is to say, the
/// smaller it is written.
const SLIDE_WIDTHS: [f32; 14] =
    [860.0, 900.0, 960.0, 1010.0, 1060.0, 1120.0, 1180.0, 1240.0, 1300.0, 1400.0, 1560.0, 1760.0, 2000.0, 2240.0];

/// The same for a slide of a few words, which are read from afar.
const BRIEF_WIDTHS: [f32; 10] = [560.0, 600.0, 640.0, 700.0, 760.0, 860.0, 960.0, 1120.0, 1400.0, 1760.0];

/// How a picture looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PictureStyle {
    /// In points.
    pub width: f32,
    /// Pixels per point, 1 to [`MOST_SCALE`].
    pub scale: u8,
    /// Light or dark.
    pub scheme: Scheme,
    /// Which words.
    pub language: Language,
}

/// What a picture is drawn in, whatever the window shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    pub(super) scheme: Scheme,
    pub(super) language: Language,
    pub(super) print: Print,
}

impl Ink {
    /// For screens.
    pub(super) const fn of_picture(scheme: Scheme, language: Language) -> Self {
        Self { scheme, language, print: Print::Picture }
    }
}

/// A panel as a picture, as high as the panel wants to be.
pub fn draw(look: PictureStyle, mut panel: impl FnMut(&mut Ui)) -> ColorImage {
    let ink = Ink::of_picture(look.scheme, look.language);
    page(ink, look.width, f32::from(look.scale.clamp(1, MOST_SCALE)), &mut panel).picture()
}

/// True where some font of this machine can write a picture in this language.
pub fn can_write(language: Language) -> bool {
    let mut able = false;
    let mut studio = Studio::new(Ink::of_picture(Scheme::Light, language));
    studio.settle(1.0, 1.0, &mut |ui| able = language::can_write(ui.ctx(), language));
    able
}

/// A panel at any scale, as high as it wants to be.
pub(super) fn page(ink: Ink, width: f32, scale: f32, panel: &mut dyn FnMut(&mut Ui)) -> Canvas {
    let mut studio = Studio::new(ink);
    let Settled { output, height } = studio.settle(width, scale, panel);
    Canvas { studio, size: vec2(width, height), output, scale }
}

/// What the text of a page can hold, by its width: 9 inches of Letter, which is lower than A4, by the 6.27 of A4, which is
/// narrower.
const DOCUMENT_RATIO: f32 = 9.0 / 6.27;

/// Lines are a little higher at another scale.
const SPARED: f32 = 0.985;

/// Widths in points over which a picture for a document is laid out: first with everything, written smaller and smaller
/// down to 8 points of print, then with what is most important.
const DOCUMENT_WIDTHS: [(f32, DetailLevel); 10] = [
    (640.0, DetailLevel::Everything),
    (700.0, DetailLevel::Everything),
    (760.0, DetailLevel::Everything),
    (640.0, DetailLevel::Digest),
    (700.0, DetailLevel::Digest),
    (760.0, DetailLevel::Digest),
    (900.0, DetailLevel::Digest),
    (1120.0, DetailLevel::Digest),
    (1440.0, DetailLevel::Digest),
    (1760.0, DetailLevel::Digest),
];

/// How much a picture shows of what there is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DetailLevel {
    Everything,
    /// What fits a page.
    Digest,
    /// What is said aloud.
    Slide,
    /// One sentence, one picture, one thing to decide.
    Brief,
}

/// A picture that the text of a document's page can hold.
pub(super) fn document(ink: Ink, width: f32, scale: f32, panel: &mut dyn FnMut(&mut Ui, DetailLevel)) -> Canvas {
    let mut studio = Studio::new(ink);
    let (mut layout, mut amount) = (width, DetailLevel::Digest);
    for attempt in DOCUMENT_WIDTHS {
        (layout, amount) = attempt;
        if studio.settle(layout, 1.0, &mut |ui| panel(ui, amount)).height <= layout * DOCUMENT_RATIO * SPARED {
            break;
        }
    }
    let scale = width * scale / layout;
    let Settled { output, height } = studio.settle(layout, scale, &mut |ui| panel(ui, amount));
    Canvas { studio, size: vec2(layout, height), output, scale }
}

/// Widths in points over which a sheet of paper is laid out: letters are printed 9 points high, down to 8 for everything
/// and to what is still legible for what is most important.
const PAPER_WIDTHS: [(f32, DetailLevel); 9] = [
    (860.0, DetailLevel::Everything),
    (920.0, DetailLevel::Everything),
    (860.0, DetailLevel::Digest),
    (920.0, DetailLevel::Digest),
    (1000.0, DetailLevel::Digest),
    (1080.0, DetailLevel::Digest),
    (1160.0, DetailLevel::Digest),
    (1240.0, DetailLevel::Digest),
    (1760.0, DetailLevel::Digest),
];

/// A picture whose sides are given.
#[derive(Clone, Copy)]
pub(super) struct Sides {
    /// In points.
    pub(super) width: f32,
    /// The height by the width.
    pub(super) ratio: f32,
    /// Pixels a point.
    pub(super) scale: f32,
}

/// A slide: the content in the middle of its room, the footer at its lower edge.
pub(super) fn slide(
    ink: Ink,
    sides: Sides,
    amount: DetailLevel,
    content: &mut dyn FnMut(&mut Ui, DetailLevel),
    footer: &mut dyn FnMut(&mut Ui),
) -> Canvas {
    let widths = if amount == DetailLevel::Brief { &BRIEF_WIDTHS[..] } else { &SLIDE_WIDTHS[..] };
    let attempts: Vec<(f32, DetailLevel)> = widths.iter().map(|width| (*width, amount)).collect();
    in_sides(ink, sides, &attempts, 0.5, content, footer)
}

/// A sheet of paper: the content at its top, the footer at its lower edge.
pub(super) fn paper(
    ink: Ink,
    sides: Sides,
    content: &mut dyn FnMut(&mut Ui, DetailLevel),
    footer: &mut dyn FnMut(&mut Ui),
) -> Canvas {
    in_sides(ink, sides, &PAPER_WIDTHS, 0.0, content, footer)
}

/// The first attempt that fits its sides, or the last. So much of the room that is left over lies above the content.
fn in_sides(
    ink: Ink,
    sides: Sides,
    attempts: &[(f32, DetailLevel)],
    above: f32,
    content: &mut dyn FnMut(&mut Ui, DetailLevel),
    footer: &mut dyn FnMut(&mut Ui),
) -> Canvas {
    let margins = 2.0 * space::XL;
    let mut studio = Studio::new(ink);
    let (mut width, mut amount, mut content_high, mut footer_high) = (sides.width, DetailLevel::Digest, 0.0, 0.0);
    for attempt in attempts.iter().copied() {
        (width, amount) = attempt;
        let scales = [1.0, sides.width * sides.scale / width];
        // Lines break a little differently at the scale at which it is drawn.
        let fits = scales.into_iter().all(|scale| {
            content_high = studio.settle(width, scale, &mut |ui| content(ui, amount)).height - margins;
            footer_high = studio.settle(width, scale, footer).height - margins;
            margins + content_high + space::S + footer_high <= width * sides.ratio
        });
        if fits {
            break;
        }
    }
    let size = vec2(width, width * sides.ratio);
    let scale = sides.width * sides.scale / width;
    let shown = studio.settle(width, scale, &mut |ui| {
        let whole = Rect::from_min_size(ui.max_rect().min, size - Vec2::splat(margins));
        let (upper, lower) = whole.split_top_bottom_at_y(whole.bottom() - footer_high);
        let left_over = (upper.height() - content_high).max(0.0);
        let room = upper.with_min_y(upper.top() + left_over * above);
        let mut upper_ui = ui.new_child(UiBuilder::new().max_rect(room));
        upper_ui.set_clip_rect(upper.with_max_y(upper.bottom() - space::XS).expand2(vec2(space::S, 0.0)));
        content(&mut upper_ui, amount);
        footer(&mut ui.new_child(UiBuilder::new().max_rect(lower)));
        ui.allocate_rect(whole, egui::Sense::hover());
    });
    Canvas { studio, size, output: shown.output, scale }
}

/// A context without a window, and what turns its shapes into pixels.
struct Studio {
    ctx: Context,
    raster: Raster,
    ink: Ink,
    passes: u32,
}

/// A panel that has settled.
struct Settled {
    output: FullOutput,
    /// With the margins, in points.
    height: f32,
}

impl Studio {
    fn new(ink: Ink) -> Self {
        let ctx = Context::default();
        theme::install(&ctx);
        ctx.set_theme(theme::theme_of(ink.scheme));
        ctx.set_font_providers(language::system_fonts(ink.language, None).into_iter().collect());
        language::speak(&ctx, ink.language);
        theme::print(&ctx, ink.print);
        Self { ctx, raster: Raster::default(), ink, passes: 0 }
    }

    fn ground(&self) -> Color32 {
        let palette = self.ink.scheme.palette();
        let is_white = (self.ink.print, self.ink.scheme) == (Print::Paper, Scheme::Light);
        Color32::from(if is_white { palette.panel } else { palette.ground })
    }

    fn settle(&mut self, width: f32, scale: f32, panel: &mut dyn FnMut(&mut Ui)) -> Settled {
        let mut settled = Settled { output: FullOutput::default(), height: MOST_HEIGHT };
        for pass in 0..MOST_PASSES {
            let mut wanted = settled.height;
            settled.output.textures_delta.clear();
            self.passes += 1;
            let language = self.ink.language;
            settled.output = self.ctx.run_ui(input(vec2(width, settled.height), scale, self.passes), |ui| {
                // Finds the language's own font before a letter is looked for elsewhere.
                language::can_write(ui.ctx(), language);
                let inner = egui::Frame::new().inner_margin(space::XL).show(ui, |ui| panel(ui));
                wanted = inner.response.rect.height().ceil().clamp(1.0, MOST_HEIGHT);
            });
            self.raster.update(&mut settled.output.textures_delta);
            let is_settled = wanted == settled.height && !wants_another_pass(&settled.output);
            settled.height = wanted;
            if is_settled && pass > 1 {
                break;
            }
        }
        settled
    }
}

/// A panel that has settled on its ground.
pub(super) struct Canvas {
    studio: Studio,
    /// In points.
    pub(super) size: Vec2,
    output: FullOutput,
    scale: f32,
}

impl Canvas {
    /// As shapes, with the size in points.
    pub(super) fn shapes(self) -> (Vec<ClippedShape>, Vec2) {
        (self.output.shapes, self.size)
    }

    /// As pixels.
    pub(super) fn picture(self) -> ColorImage {
        let Self { studio, size, output, scale } = self;
        let shapes = studio.ctx.tessellate(output.shapes, output.pixels_per_point);
        let size = [pixels(size.x * scale), pixels(size.y * scale)];
        studio.raster.draw(size, studio.ground(), &shapes, scale)
    }

    /// As lines, areas and letters, to be so many points wide.
    pub(super) fn drawing(self, width: f32) -> Drawing {
        let Self { studio, size, output, .. } = self;
        let style = studio.ctx.global_style();
        let size_of = |of: &egui::TextStyle| of.resolve(&style).size;
        let headings = HeadingSizes { title: size_of(&theme::title()), block: size_of(&egui::TextStyle::Heading) };
        let (ground, faces) = (studio.ground(), Faces::of(&studio.ctx));
        Drawing { size, width, ground, shapes: output.shapes, faces, headings }
    }
}

fn input(size: Vec2, scale: f32, pass: u32) -> RawInput {
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, size)),
        // Animations must have ended.
        time: Some(f64::from(pass)),
        max_texture_side: Some(TEXTURE_SIDE),
        focused: false,
        ..RawInput::default()
    };
    input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(scale);
    input
}

fn wants_another_pass(output: &FullOutput) -> bool {
    output.viewport_output.values().any(|viewport| viewport.repaint_delay.is_zero())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive and at most 32768")]
fn pixels(size: f32) -> usize {
    size.round().clamp(1.0, 65_536.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(scale: u8) -> PictureStyle {
        PictureStyle { width: 320.0, scale, scheme: Scheme::Light, language: Language::English }
    }

    #[test]
    fn a_picture_is_as_high_as_its_panel_and_sharp_at_every_scale() {
        for scale in 1..=MOST_SCALE {
            let image = draw(look(scale), |ui| {
                ui.set_min_height(52.0);
                ui.label("word");
            });
            assert_eq!(image.size, [320 * usize::from(scale), 100 * usize::from(scale)]);
        }
    }

    #[test]
    fn the_same_panel_gives_the_same_pixels() {
        let picture = || draw(look(2), |ui| _ = ui.heading("12.5 MiB of 500 MiB"));
        assert_eq!(picture().pixels, picture().pixels);
    }

    #[test]
    fn every_pixel_is_opaque_and_there_is_text() {
        for scheme in Scheme::ALL {
            let image = draw(PictureStyle { scheme, ..look(1) }, |ui| _ = ui.heading("word"));
            let ground = Color32::from(scheme.palette().ground);
            assert!(image.pixels.iter().all(|pixel| pixel.a() == 255));
            assert_eq!(image.pixels.first(), Some(&ground));
            assert!(image.pixels.iter().any(|pixel| *pixel != ground));
        }
    }

    #[test]
    fn a_picture_for_a_document_fits_a_page_whatever_it_has_to_say() {
        for lines in [1, 40, 200] {
            let mut panel = |ui: &mut Ui, amount: DetailLevel| {
                let lines = if amount == DetailLevel::Everything { lines } else { lines / 3 };
                (0..lines).for_each(|line| _ = ui.label(format!("line {line}")));
            };
            let sheet = document(Ink::of_picture(Scheme::Light, Language::English), 602.0, 2.0, &mut panel);
            let [width, height] = sheet.picture().size;
            assert!(width == 1204 && height <= 1729, "{lines} lines: {width} x {height}");
        }
    }

    #[test]
    fn a_slide_is_sixteen_to_nine_whatever_it_has_to_say() {
        for lines in [1, 20, 45] {
            let mut content = |ui: &mut Ui, _| (0..lines).for_each(|line| _ = ui.label(format!("line {line}")));
            let sides = Sides { width: 960.0, ratio: 9.0 / 16.0, scale: 1.0 };
            let ink = Ink::of_picture(Scheme::Light, Language::English);
            let image = slide(ink, sides, DetailLevel::Slide, &mut content, &mut |ui| _ = ui.label("footer")).picture();
            assert_eq!(image.size, [960, 540], "{lines}");
            let ground = image.pixels[0];
            let lower_edge = image.pixels.chunks(960).skip(490).flatten();
            assert!(lower_edge.filter(|pixel| **pixel != ground).count() > 50, "{lines}: the footer is there");
        }
    }

    #[test]
    fn a_sheet_of_paper_has_its_sides_and_its_footer_whatever_it_has_to_say() {
        for lines in [1, 40, 200] {
            let mut content = |ui: &mut Ui, amount: DetailLevel| {
                let lines = if amount == DetailLevel::Everything { lines } else { lines / 3 };
                (0..lines).for_each(|line| _ = ui.label(format!("line {line}")));
            };
            let ink = Ink::of_picture(Scheme::Light, Language::English);
            let sides = Sides { width: 794.0, ratio: 297.0 / 210.0, scale: 1.0 };
            let image = paper(ink, sides, &mut content, &mut |ui| _ = ui.label("footer")).picture();
            assert_eq!(image.size, [794, 1123], "{lines}");
            let ground = image.pixels[0];
            let rows = |from: usize, to: usize| image.pixels.chunks(794).skip(from).take(to - from).flatten();
            assert!(rows(1060, 1123).filter(|pixel| **pixel != ground).count() > 50, "{lines}: the footer is there");
            assert!(rows(0, 60).any(|pixel| *pixel != ground), "{lines}: it begins at the top");
        }
    }
}
