//! What several test targets share.

use egui::{Context, FullOutput, TexturesDelta};
use egui_kittest::TestRenderer;
use oomscope::ui::raster::Raster;

/// The program's own rasteriser as the renderer of snapshot tests: no GPU, the same pixels everywhere.
#[derive(Default)]
pub(crate) struct Soft(Raster);

impl TestRenderer for Soft {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.update(delta);
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<image::RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = ctx.content_rect().size() * scale;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen's size")]
        let size = [size.x.round() as usize, size.y.round() as usize];
        let shapes = ctx.tessellate(output.shapes.clone(), scale);
        let ground = ctx.global_style().visuals.panel_fill;
        let picture = self.0.draw(size, ground, &shapes, scale);
        let [width, height] = size.map(|side| u32::try_from(side).unwrap_or(u32::MAX));
        image::RgbaImage::from_raw(width, height, picture.as_raw().to_vec()).ok_or_else(|| "no picture".to_owned())
    }
}
