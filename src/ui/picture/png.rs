//! Pixels as the bytes of a PNG file.

use egui::ColorImage;
use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter, PixelDimensions, Unit};

use crate::report::GENERATOR;

/// Points of a picture to an inch: a picture of scale 1 is as large in a document as on a screen.
const POINTS_PER_INCH: f64 = 96.0;
const INCHES_PER_METRE: f64 = 1.0 / 0.0254;

/// An opaque picture as the bytes of a PNG file, with its title and its description in words.
///
/// # Errors
/// What the encoder says; a picture larger than the format allows.
pub fn png(image: &ColorImage, scale: u8, title: &str, words: &str) -> Result<Vec<u8>, EncodingError> {
    let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
    let [width, height] = image.size.map(side);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    // Flat colours and repeated letters are smallest as they are.
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(Filter::NoFilter);
    encoder.set_pixel_dims(Some(density(scale)));
    for (keyword, text) in [("Title", title), ("Description", words), ("Software", GENERATOR)] {
        encoder.add_itxt_chunk(keyword.to_owned(), text.to_owned())?;
    }
    let pixels: Vec<u8> = image.pixels.iter().flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()]).collect();
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(bytes)
}

fn density(scale: u8) -> PixelDimensions {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a million")]
    let per_metre = (POINTS_PER_INCH * f64::from(scale) * INCHES_PER_METRE).round() as u32;
    PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Color32;

    #[test]
    fn a_png_says_how_large_it_is_and_what_it_shows() {
        let mut image = ColorImage::filled([3, 2], Color32::BLACK);
        image.pixels[1] = Color32::from_rgb(1, 2, 3);
        let bytes = png(&image, 2, "Title — ü", "line\nline").unwrap();
        let mut reader = ::png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let info = reader.info();
        assert_eq!((info.width, info.height, info.pixel_dims.unwrap().xppu), (3, 2, 7559));
        let texts: Vec<_> =
            info.utf8_text.iter().map(|chunk| (chunk.keyword.clone(), chunk.get_text().unwrap())).collect();
        assert_eq!(texts[0], ("Title".to_owned(), "Title — ü".to_owned()));
        assert_eq!(texts[1], ("Description".to_owned(), "line\nline".to_owned()));
        let mut pixels = [9; 18];
        reader.next_frame(&mut pixels).unwrap();
        assert_eq!(pixels, [0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }
}
