//! The window in Japanese: switched at once, from the first start where the system speaks it, and not at all where no
//! font can write it.

use super::*;
use oomscope::report;
use oomscope::ui::{picture, system_fonts};

/// A window with the system's fonts that starts in Japanese. Nothing, with a word about it, where this machine has none
/// that can write it: what it would show there is tested below.
#[expect(clippy::print_stdout, reason = "a test that is skipped says why")]
pub(super) fn japanese(inputs: &[&str]) -> Option<Shown> {
    if !picture::can_write(Language::Japanese) {
        println!("skipped: no font of this machine has Japanese letters");
        return None;
    }
    let inputs = inputs.iter().map(|name| Input::Path(sample(name))).collect();
    let surroundings = Environment {
        language: Language::Japanese,
        fonts: |language| system_fonts(language, None),
        ..surroundings(None)
    };
    Some(begin(inputs, Picked::Cancelled, Scheme::Light, surroundings, USUAL))
}

pub(super) fn loaded_in_japanese(shown: &mut Shown) {
    wait(shown, "the end of reading", |shown| is_there(shown, "ソース") && !is_there(shown, "停止"));
}

fn choose(shown: &mut Shown, menu: &str, language: Language) {
    click(shown, Role::Button, menu);
    shown.get_by_label(language.own_name()).click();
    shown.run_steps(4);
}

#[test]
fn the_language_is_switched_at_once_and_back() {
    let Some(mut shown) = japanese(&[SEED]) else { return };
    loaded_in_japanese(&mut shown);
    let [verdict, open, tab] = ["Pod のメモリ使用量が上限 (500 MiB) に達しました", "開く…", "タスク"];
    for words in [verdict, open, tab] {
        assert!(is_there(&shown, words), "{words}");
    }
    choose(&mut shown, "言語", Language::English);
    let english =
        ["The pod's memory limit of 500 MiB was reached", "Open…", "Tasks", "1 source", "Container or pod level"];
    for words in english {
        assert!(is_there(&shown, words), "{words}");
    }
    assert!(!is_there(&shown, verdict) && !is_there(&shown, open) && !is_there(&shown, tab));
    choose(&mut shown, "Language", Language::Japanese);
    for words in [verdict, open, tab, "コンテナー・Pod レベル"] {
        assert!(is_there(&shown, words), "{words}");
    }
    assert!(english.iter().all(|words| !is_there(&shown, words)));
}

#[test]
fn where_no_font_has_its_letters_the_window_says_so_in_english() {
    let surroundings = Environment { language: Language::Japanese, ..surroundings(None) };
    let mut shown = begin(Vec::new(), Picked::Cancelled, Scheme::Light, surroundings, USUAL);
    shown.run_steps(3);
    assert!(is_there(&shown, "Japanese can't be shown because no font on this computer has its letters"));
    assert!(is_there(&shown, "Whose memory limit was reached?") && !is_there(&shown, "メモリ"));
    click(&mut shown, Role::Button, "Language");
    assert!(is_there(&shown, "Japanese (no font on this computer has its letters)"));
    assert!(shown.query_by_label(Language::Japanese.own_name()).is_none(), "what cannot be shown is not offered");
}

#[test]
fn the_window_looks_as_it_should_in_japanese() {
    let mut results = SnapshotResults::new();
    let Some(mut shown) = japanese(&[]) else { return };
    shown.run_steps(3);
    results.add(shown.try_snapshot("window_empty_japanese"));
    let Some(mut shown) = japanese(&[MANY]) else { return };
    loaded_in_japanese(&mut shown);
    shown.run_steps(8);
    results.add(shown.try_snapshot("window_japanese"));
}

#[test]
fn a_comparison_and_pictures_look_as_they_should_in_japanese() {
    let mut results = SnapshotResults::new();
    let Some(mut shown) = japanese(&[MANY]) else { return };
    shown.set_size(egui::vec2(1280.0, 1100.0));
    loaded_in_japanese(&mut shown);
    click_with(&mut shown, Modifiers::NONE, ": report-gen、");
    click_with(&mut shown, Modifiers::COMMAND, ": psql-dump、");
    shown.key_press(Key::C);
    shown.run_steps(8);
    assert!(is_there(&shown, "上限は後のほうが大きく、48 MiB に対して 64 MiB です"));
    results.add(shown.try_snapshot("comparison_japanese"));
    let review = super::words::review(MANY);
    for (name, shape) in
        [("card_japanese", report::PictureLayout::Wide), ("card_slide_japanese", report::PictureLayout::Slide)]
    {
        let spec = report::Spec { shape, scale: 1, ..report::Spec::default() };
        let content = picture::Content::of(&review, spec.subject, None, report::LaneBy::default()).expect("a kill");
        let image = content.draw(spec);
        let [width, height] = image.size.map(|side| u32::try_from(side).expect("a small picture"));
        let image = image::RgbaImage::from_raw(width, height, image.as_raw().to_vec()).expect("a picture");
        results.add(egui_kittest::try_image_snapshot(&image, name));
    }
}
