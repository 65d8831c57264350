//! The icon in `assets/` is the one that the program draws; `UPDATE_SNAPSHOTS=1` writes it anew.

#![cfg(feature = "window")]

use std::path::PathBuf;

use oomscope::ui::icon::icon;

#[test]
fn the_icon_file_is_what_the_program_draws() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/icon.png");
    let drawn = icon(256);
    let drawn = image::RgbaImage::from_raw(drawn.width, drawn.height, drawn.rgba).expect("an image");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        drawn.save(&path).expect("written");
    }
    let kept = image::open(&path).expect("the icon").to_rgba8();
    assert!(kept == drawn, "assets/icon.png is another picture");
}
