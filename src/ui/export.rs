//! What leaves the window: pictures and reports, as bytes. Writing them is the shell's business.

use egui::ColorImage;

use super::compare_picture;
use super::picture::{self, Look};
use super::state::{AppState, Document, Product};
use crate::analysis::Review;
use crate::palette::Scheme;
use crate::report::{self, json};

/// The name that a dialog suggests.
pub(super) fn suggested_name(state: &AppState, product: Product) -> String {
    match product {
        Product::Picture(_) => {
            if let Some((one, other)) = state.compared {
                return format!("oom-kills-{}-and-{}.png", one.0, other.0);
            }
            let number = state.selected.map_or(1, |id| id.0);
            format!("oom-kill-{number}.png")
        }
        Product::Html | Product::Chosen(Document::Html) => "oom-report.html".to_owned(),
        Product::Markdown | Product::Chosen(Document::Markdown) => "oom-report.md".to_owned(),
        Product::Csv | Product::Chosen(Document::Csv) => "oom-kills.csv".to_owned(),
        Product::Json | Product::Chosen(Document::Json) => "oom-report.json".to_owned(),
    }
}

/// Pixels per point of a picture: sharp on a slide and on paper.
const SCALE: u8 = 2;

/// The picture of the selected kill's card, or of the two kills that are compared, drawn anew and not grabbed from the screen.
pub(super) fn card(state: &AppState, scheme: Scheme) -> Result<ColorImage, String> {
    if let Some((one, other)) = state.compared_cases() {
        let look = Look { width: picture::CARD_WIDTH, scale: SCALE, scheme };
        return Ok(compare_picture::draw(one, other, &state.review.sources, look));
    }
    let case = state.selected_case().ok_or("Select a kill first: the picture shows one")?;
    Ok(picture::card(case, &state.review.sources, Look { width: picture::CARD_WIDTH, scale: SCALE, scheme }))
}

/// The bytes of a product, or a sentence that says why there are none.
pub(super) fn bytes(state: &AppState, product: Product) -> Result<Vec<u8>, String> {
    match product {
        Product::Picture(scheme) => {
            let image = card(state, scheme)?;
            picture::png(&image).map_err(|error| format!("The picture could not be made: {error}"))
        }
        Product::Html => document(&state.review, Document::Html),
        Product::Markdown => document(&state.review, Document::Markdown),
        Product::Csv => document(&state.review, Document::Csv),
        Product::Json => document(&state.review, Document::Json),
        Product::Chosen(format) => document(&state.chosen_review(), format),
    }
}

fn document(review: &Review, format: Document) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let written = match format {
        Document::Html => return Ok(report::html(&report::page(review)).into_bytes()),
        Document::Markdown => return Ok(report::markdown(&report::page(review)).into_bytes()),
        Document::Csv => report::write_csv(review, &mut bytes),
        Document::Json => json::write(review, &mut bytes),
    };
    written.map(|()| bytes).map_err(|error| format!("The report could not be made: {error}"))
}
