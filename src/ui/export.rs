//! What leaves the window: pictures and reports, as bytes. Writing them is the shell's business.

use egui::ColorImage;

use super::picture::{self, Look};
use super::state::{AppState, Product};
use crate::palette::Scheme;
use crate::report::{self, json};

/// The name that a dialog suggests.
pub(super) fn suggested_name(state: &AppState, product: Product) -> String {
    match product {
        Product::Picture(_) => {
            let number = state.selected.map_or(1, |id| id.0);
            format!("oom-kill-{number}.png")
        }
        Product::Html => "oom-report.html".to_owned(),
        Product::Markdown => "oom-report.md".to_owned(),
        Product::Csv => "oom-kills.csv".to_owned(),
        Product::Json => "oom-report.json".to_owned(),
    }
}

/// Pixels per point of a picture: sharp on a slide and on paper.
const SCALE: u8 = 2;

/// The picture of the selected kill's card, drawn anew and not grabbed from the screen.
pub(super) fn card(state: &AppState, scheme: Scheme) -> Result<ColorImage, String> {
    let case = state.selected_case().ok_or("Select a kill first: the picture shows one")?;
    Ok(picture::card(case, &state.review.sources, Look { width: picture::CARD_WIDTH, scale: SCALE, scheme }))
}

/// The bytes of a product, or a sentence that says why there are none.
pub(super) fn bytes(state: &AppState, product: Product) -> Result<Vec<u8>, String> {
    let review = &state.review;
    let mut bytes = Vec::new();
    let written = match product {
        Product::Picture(scheme) => {
            let image = card(state, scheme)?;
            return picture::png(&image).map_err(|error| format!("The picture could not be made: {error}"));
        }
        Product::Html => return Ok(report::html(&report::page(review)).into_bytes()),
        Product::Markdown => return Ok(report::markdown(&report::page(review)).into_bytes()),
        Product::Csv => report::write_csv(review, &mut bytes),
        Product::Json => json::write(review, &mut bytes),
    };
    written.map(|()| bytes).map_err(|error| format!("The report could not be made: {error}"))
}
