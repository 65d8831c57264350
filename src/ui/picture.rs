//! Pictures without a window: a panel is drawn into a context of its own until it has settled, then turned into pixels by
//! [`Raster`]. No display, no GPU; the same input gives the same picture.

use std::io::Cursor;
use std::sync::Arc;

use egui::{Color32, ColorImage, Context, FullOutput, Label, Layout, RawInput, Rect, Ui, Vec2, ViewportId, vec2};

use image::ImageEncoder as _;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};

use super::card::{CardPanel, card_ui};
use super::raster::Raster;
use super::theme::{self, space};
use super::widgets;
use crate::analysis::Case;
use crate::model::{Moment, Source};
use crate::palette::Scheme;
use crate::report::GENERATOR;

/// The width of a card's picture in points: what fits a slide or a page at a readable size.
pub const CARD_WIDTH: f32 = 1120.0;

/// Pixels per point at most.
pub const MOST_SCALE: u8 = 4;

/// More passes than any panel needs to settle.
const MOST_PASSES: u32 = 16;
/// A picture's height at most, in points; what is longer is cut.
const MOST_HEIGHT: f32 = 8192.0;
/// Room for the program's name in the footer.
const PROGRAM_WIDTH: f32 = 128.0;
/// A font atlas that holds every size at the largest scale.
const TEXTURE_SIDE: usize = 8192;

/// How a picture looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// In points.
    pub width: f32,
    /// Pixels per point, 1 to [`MOST_SCALE`].
    pub scale: u8,
    /// Light or dark.
    pub scheme: Scheme,
}

/// The picture of one kill's card, with a footer that says where it comes from.
pub fn card(case: &Case, sources: &[Source], look: Look) -> ColorImage {
    let mut panel = CardPanel::for_picture();
    draw(look, |ui| {
        card_ui(ui, case, sources, &mut panel, &mut Vec::new());
        footer_ui(ui, case, sources);
    })
}

/// A panel as a picture, as high as the panel wants to be.
pub fn draw(look: Look, mut panel: impl FnMut(&mut Ui)) -> ColorImage {
    let ctx = Context::default();
    theme::install(&ctx);
    ctx.set_theme(theme::theme_of(look.scheme));
    ctx.add_font_provider(Arc::new(egui_system_font_provider::SystemFontProvider::new()));
    let mut raster = Raster::default();
    let scale = f32::from(look.scale.clamp(1, MOST_SCALE));
    let mut height = MOST_HEIGHT;
    let mut output = FullOutput::default();
    for pass in 0..MOST_PASSES {
        let mut wanted = height;
        output.textures_delta.clear();
        output = ctx.run_ui(input(vec2(look.width, height), scale, pass), |ui| {
            let inner = egui::Frame::new().inner_margin(space::XL).show(ui, |ui| panel(ui));
            wanted = inner.response.rect.height().ceil().clamp(1.0, MOST_HEIGHT);
        });
        raster.update(&mut output.textures_delta);
        let is_settled = wanted == height && !wants_another_pass(&output);
        height = wanted;
        if is_settled && pass > 1 {
            break;
        }
    }
    let ground = Color32::from(look.scheme.palette().ground);
    let shapes = ctx.tessellate(output.shapes, output.pixels_per_point);
    raster.draw([pixels(look.width * scale), pixels(height * scale)], ground, &shapes, scale)
}

/// An opaque picture as the bytes of a PNG file.
pub fn png(image: &ColorImage) -> Result<Vec<u8>, image::ImageError> {
    let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
    let [width, height] = image.size.map(side);
    let mut bytes = Cursor::new(Vec::new());
    // Flat colours and repeated letters are smallest as they are.
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::NoFilter).write_image(
        image.as_raw(),
        width,
        height,
        image::ExtendedColorType::Rgba8,
    )?;
    Ok(bytes.into_inner())
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

/// Where the picture comes from, so that it can be checked: verdict, file and lines, zone, program.
fn footer_ui(ui: &mut Ui, case: &Case, sources: &[Source]) {
    let verdict = &case.conclusions.verdict;
    let seen: Vec<_> = case.incident.seen_in.iter().map(|span| widgets::span_name(*span, sources)).collect();
    let parts = [
        format!("OOM kill {}, verdict {}", case.incident.id.0, verdict.level.name()),
        if seen.is_empty() { "Source not known".to_owned() } else { format!("Lines {}", seen.join(", ")) },
        zone(&case.incident.moment),
    ];
    ui.add_space(space::XS);
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - PROGRAM_WIDTH;
        // What lets the picture be checked is never cut.
        widgets::column(ui, room, |ui| ui.add(Label::new(theme::caption(ui, parts.join("  ·  "))).wrap()));
        ui.with_layout(Layout::right_to_left(egui::Align::Min), |ui| ui.label(theme::caption(ui, GENERATOR)));
    });
}

/// What the times on the picture count in.
pub(super) fn zone(moment: &Moment) -> String {
    match (moment.wall.as_ref().map(|wall| wall.offset_seconds), moment.uptime) {
        (Some(Some(0)), _) => "Times in UTC".to_owned(),
        (Some(Some(east)), _) => {
            let (sign, minutes) = (if east < 0 { '−' } else { '+' }, east.unsigned_abs() / 60);
            format!("Times in UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
        (Some(None), _) => "Times as printed, the log names no zone".to_owned(),
        (None, Some(_)) => "Times since boot, the log has no wall clock".to_owned(),
        (None, None) => "The log has no times".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(scale: u8) -> Look {
        Look { width: 320.0, scale, scheme: Scheme::Light }
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
            let image = draw(Look { scheme, ..look(1) }, |ui| _ = ui.heading("word"));
            let ground = Color32::from(scheme.palette().ground);
            assert!(image.pixels.iter().all(|pixel| pixel.a() == 255));
            assert_eq!(image.pixels.first(), Some(&ground));
            assert!(image.pixels.iter().any(|pixel| *pixel != ground));
        }
    }

    #[test]
    fn a_png_says_how_large_it_is() {
        let bytes = png(&ColorImage::filled([3, 2], Color32::BLACK)).unwrap();
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&bytes[16..24], [0, 0, 0, 3, 0, 0, 0, 2]);
    }

    #[test]
    fn the_zone_is_said_and_never_made_up() {
        let wall = |offset_seconds| {
            let local = chrono::NaiveDate::from_ymd_opt(2023, 12, 13).unwrap().and_hms_opt(7, 23, 21).unwrap();
            let year = crate::model::YearBasis::Printed;
            Moment { wall: Some(crate::model::Wall { local, offset_seconds, year }), ..Moment::default() }
        };
        assert_eq!(zone(&wall(None)), "Times as printed, the log names no zone");
        assert_eq!(zone(&wall(Some(0))), "Times in UTC");
        assert_eq!(zone(&wall(Some(32_400))), "Times in UTC+09:00");
        assert_eq!(zone(&wall(Some(-12_600))), "Times in UTC−03:30");
        assert_eq!(zone(&Moment::default()), "The log has no times");
    }
}
