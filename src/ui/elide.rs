//! Text that is cut in its middle where there is no room: the heads of pods' names are alike, their tails are not.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use egui::{Color32, FontId, Galley, Id, Ui};
use foldhash::fast::RandomState;

use super::language::spoken;

/// What stands for what was cut.
const CUT: char = '…';
/// The share of the room that the tail gets: what tells pods of one workload apart is shorter than what they share.
const TAIL: f32 = 0.42;

/// The text, cut in its middle so that it is at most so wide.
pub(super) fn middle(ui: &Ui, words: &str, font: &FontId, wide: f32) -> String {
    measured(ui, font, |width| cut(words, wide, width))
}

/// Words of which only a name within them may be cut, so that the figures beside it stay whole.
pub(super) fn around(ui: &Ui, words: &str, name: &str, font: &FontId, wide: f32) -> String {
    measured(ui, font, |width| cut_name(words, name, wide, width))
}

/// The widths of letters in a font. A list asks for thousands in each frame, and the font itself takes long to answer.
#[derive(Clone, Default)]
struct Widths(Arc<Mutex<HashMap<char, f32, RandomState>>>);

/// Measures letters as the window writes them now.
fn measured<T>(ui: &Ui, font: &FontId, measure: impl FnOnce(&mut dyn FnMut(char) -> f32) -> T) -> T {
    let as_written = (font, ui.ctx().pixels_per_point().to_bits(), spoken(ui));
    let Widths(known) = ui.data_mut(|data| data.get_temp_mut_or_default::<Widths>(Id::unique(as_written)).clone());
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    measure(&mut |c| *known.entry(c).or_insert_with(|| ui.fonts_mut(|fonts| fonts.glyph_width(font, c))))
}

fn cut_name(words: &str, name: &str, wide: f32, mut width: impl FnMut(char) -> f32) -> String {
    let mut all = |words: &str| words.chars().map(&mut width).sum::<f32>();
    let (whole, own) = (all(words), all(name));
    if whole <= wide {
        return words.to_owned();
    }
    words.replacen(name, &cut(name, own - (whole - wide), width), 1)
}

fn cut(words: &str, wide: f32, mut width: impl FnMut(char) -> f32) -> String {
    let widths: Vec<(usize, f32)> = words.char_indices().map(|(at, c)| (at, width(c))).collect();
    if widths.iter().map(|(_, width)| width).sum::<f32>() <= wide {
        return words.to_owned();
    }
    let room = (wide - width(CUT)).max(0.0);
    let mut left = room * TAIL;
    let tail =
        widths.iter().rev().take_while(|(_, width)| spend(&mut left, *width)).last().map_or(words.len(), |c| c.0);
    // What the tail did not need is the head's.
    left += room * (1.0 - TAIL);
    let head = widths.iter().find(|(at, width)| *at >= tail || !spend(&mut left, *width)).map_or(0, |c| c.0);
    let (head, tail) = (words.get(..head).unwrap_or_default(), words.get(tail..).unwrap_or_default());
    format!("{}{CUT}{tail}", head.trim_end())
}

/// Takes so much of what is left; false where it is too much.
fn spend(left: &mut f32, width: f32) -> bool {
    let fits = width <= *left;
    if fits {
        *left -= width;
    }
    fits
}

/// Text of one line, cut at its end where there is no room.
pub(super) fn galley(ui: &Ui, words: &str, font: FontId, wide: f32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), font, Color32::PLACEHOLDER);
    job.wrap = egui::text::TextWrapping::truncate_at_width(wide.max(0.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_beside_a_name_stay_whole() {
        let cut = |words: &str, name: &str, wide: f32| cut_name(words, name, wide, |_| 1.0);
        let holder = "Shared memory and tmpfs 658.3 of 812.3 MiB";
        assert_eq!(cut(holder, "Shared memory and tmpfs", 99.0), holder);
        assert_eq!(cut(holder, "Shared memory and tmpfs", 30.0), "Shared…mpfs 658.3 of 812.3 MiB");
        assert_eq!(cut(holder, "Shared memory and tmpfs", 5.0), "… 658.3 of 812.3 MiB");
    }

    #[test]
    fn both_ends_stay() {
        let cut = |words: &str, wide: f32| cut(words, wide, |_| 1.0);
        let name = "shop/checkout-api-rc9xfk22x-cxxqc";
        assert_eq!(cut(name, 40.0), name);
        assert_eq!(cut(name, 20.0), "shop/checkou…x-cxxqc");
        assert_eq!(cut("äöüßéèàç", 5.0), "äöü…ç");
        assert_eq!(cut(name, 1.0), "…");
        assert_eq!(cut(name, 0.0), "…");
        assert_eq!(cut("", 0.0), "");
    }
}
