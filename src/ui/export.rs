//! What leaves the window: pictures and reports, as bytes. Writing them is the shell's business.

use super::state::{AppState, Product};
use crate::report::{self, json};

/// The name that a dialog suggests.
pub(super) fn suggested_name(state: &AppState, product: Product) -> String {
    match product {
        Product::Picture => {
            let number = state.selected.map_or(1, |id| id.0);
            format!("oom-kill-{number}.png")
        }
        Product::Html => "oom-report.html".to_owned(),
        Product::Markdown => "oom-report.md".to_owned(),
        Product::Csv => "oom-kills.csv".to_owned(),
        Product::Json => "oom-report.json".to_owned(),
    }
}

/// The bytes of a product, or a sentence that says why there are none.
pub(super) fn bytes(state: &AppState, product: Product) -> Result<Vec<u8>, String> {
    let review = &state.review;
    let mut bytes = Vec::new();
    let written = match product {
        Product::Picture => return Err("Pictures are not built in yet".to_owned()),
        Product::Html => return Ok(report::html(&report::page(review)).into_bytes()),
        Product::Markdown => return Ok(report::markdown(&report::page(review)).into_bytes()),
        Product::Csv => report::write_csv(review, &mut bytes),
        Product::Json => json::write(review, &mut bytes),
    };
    written.map(|()| bytes).map_err(|error| format!("The report could not be made: {error}"))
}
