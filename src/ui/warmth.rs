//! Letters that are drawn before they are needed: the first frame with a kill shows hundreds of them in every size, and each
//! is drawn once. Drawn a few at a time while nothing is open yet, or a log is read, they hold up no frame.

use std::time::{Duration, Instant};

use egui::{Color32, FontId, Ui};

/// How long a frame may take longer for it.
const A_FRAME: Duration = Duration::from_millis(2);

/// What is written in most places, a few letters at a time.
const LETTERS: [&str; 6] =
    ["abcdefghijklm", "nopqrstuvwxyz", "ABCDEFGHIJKLM", "NOPQRSTUVWXYZ", "0123456789", ".,:;()[]-+/·–%"];

/// What is not drawn yet.
#[derive(Default)]
pub(super) struct Cold(Option<Vec<(FontId, &'static str)>>);

impl Cold {
    /// Draws some more.
    pub(super) fn warm(&mut self, ui: &Ui) {
        let begun = Instant::now();
        let left = self.0.get_or_insert_with(|| {
            let fonts = ui.style().text_styles.values().cloned();
            fonts.flat_map(|font| LETTERS.map(|letters| (font.clone(), letters))).collect()
        });
        while begun.elapsed() < A_FRAME {
            let Some((font, letters)) = left.pop() else { return };
            ui.fonts_mut(|fonts| fonts.layout_no_wrap(letters.to_owned(), font, Color32::PLACEHOLDER));
        }
    }
}
