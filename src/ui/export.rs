//! What leaves the window: pictures and reports. Each is made on the thread for errands, from what is shown now; only
//! the clipboard is the window's own.

use std::path::PathBuf;
use std::sync::Arc;

use egui::ColorImage;

use super::picture::Content;
use super::state::presentation::PresentedReview;
use super::state::{AppState, Offer, Product, Toast};
use crate::analysis::Review;
use crate::lang::{Language, Sentence};
use crate::report::{self, Format, Inputs, PictureFormat, PictureSubject, Spec};
use crate::say;
use crate::source::Store;

/// The name that a dialog suggests.
pub(super) fn suggested_name(state: &AppState, product: Product) -> String {
    match product {
        Product::Picture(Spec { subject, form, .. }) => {
            let name = match (subject, state.selection.compared) {
                (PictureSubject::Card, Some((one, other))) => format!("oom-kills-{}-and-{}", one.0, other.0),
                (PictureSubject::Card, None) if state.selection.series.is_some() => "oom-series".to_owned(),
                (PictureSubject::Card, None) if state.selected_witness().is_some() => "sign-of-a-kill".to_owned(),
                (PictureSubject::Card, None) => format!("oom-kill-{}", state.selection.selected.map_or(1, |id| id.0)),
                (PictureSubject::Timeline, _) => "oom-timeline".to_owned(),
                (PictureSubject::Overview, _) => "oom-overview".to_owned(),
            };
            format!("{name}.{}", form.ending())
        }
        Product::Report(format) | Product::Chosen(format) => format.file_name(),
    }
}

/// What comes of an errand.
pub(super) enum ErrandResult {
    /// For the clipboard.
    Picture(ColorImage, PictureSubject),
    /// A small picture, for who asked to see it.
    Preview(Preview),
    /// A text for a ticket, for the clipboard.
    Ticket(String),
    /// What was found, to be shown in another way.
    Dressed(Box<PresentedReview>),
    /// Something to say.
    Said(Toast),
    /// Nothing, because of a mistake in the program.
    Broken(Sentence),
}

/// A picture in small, and what it was made for.
pub(super) struct Preview {
    pub(super) spec: Spec,
    pub(super) image: ColorImage,
    /// How high the picture is, in points.
    pub(super) height: f32,
}

/// What a picture shows, or a sentence that says why there is none.
pub(super) fn content(state: &AppState, subject: PictureSubject) -> Result<Content, String> {
    let review = &state.review;
    let content = match subject {
        PictureSubject::Card => {
            let (sources, language) = (&review.sources, review.language);
            let pair = state.compared_cases().map(|(one, other)| Content::pair(one, other, &state.review, language));
            let card = || state.selected_case().map(|case| Content::card(case, sources, language));
            let sign = || state.selected_witness().map(|witness| Content::sign(witness, sources, language));
            let series = || Content::of_series(review, &state.rows, state.clock, state.selection.series?);
            pair.or_else(series).or_else(card).or_else(sign)
        }
        PictureSubject::Timeline | PictureSubject::Overview => {
            Content::of_rows(review, &state.rows, state.clock, subject, state.settings.lanes)
        }
    };
    content
        .map(|content| content.masked(review.masked))
        .ok_or_else(|| say!(state.language, "card-picture-needs-kill").to_owned())
}

/// Draws a picture for the clipboard.
pub(super) fn picture(state: &AppState, spec: Spec) -> Result<impl FnOnce() -> ErrandResult + Send + use<>, String> {
    let content = content(state, spec.subject)?;
    Ok(move || ErrandResult::Picture(content.draw(spec), spec.subject))
}

/// Draws a picture so many pixels wide, to be looked at.
pub(super) fn preview(
    state: &AppState,
    spec: Spec,
    width: f32,
) -> Result<impl FnOnce() -> ErrandResult + Send + use<>, String> {
    let content = content(state, spec.subject)?;
    Ok(move || {
        let (image, height) = content.preview(spec, width);
        ErrandResult::Preview(Preview { spec, image, height })
    })
}

/// Spells all of it for one comment of a ticket.
pub(super) fn ticket(state: &AppState, format: Format) -> impl FnOnce() -> ErrandResult + Send + use<> {
    let what = ExportContent::Report(Box::new(state.review.clone()), format);
    let language = state.language;
    move || match what.bytes(language) {
        Ok(bytes) => ErrandResult::Ticket(String::from_utf8_lossy(&bytes).into_owned()),
        Err(sentence) => ErrandResult::Said(Toast::error(sentence)),
    }
}

/// Makes something and writes it there. What is shown now is written, whatever is shown when it is done.
pub(super) fn write(
    state: &AppState,
    product: Product,
    path: PathBuf,
    opened: Option<Arc<Store>>,
) -> Result<impl FnOnce() -> ErrandResult + Send + use<>, String> {
    let inputs: Vec<PathBuf> = state.input_paths().map(ToOwned::to_owned).collect();
    let what = match product {
        Product::Picture(spec) => {
            // Who types the ending of the other form means that.
            let ends = |form: &PictureFormat| {
                path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(form.ending()))
            };
            let form = PictureFormat::ALL.into_iter().find(ends).unwrap_or(spec.form);
            ExportContent::Picture(content(state, spec.subject)?, Spec { form, ..spec })
        }
        Product::Report(format) => ExportContent::Report(Box::new(state.review.clone()), format),
        Product::Chosen(format) => ExportContent::Report(Box::new(state.chosen_review()), format),
    };
    let language = state.language;
    Ok(move || {
        let written = what.bytes(language).and_then(|bytes| {
            let inputs = Inputs { named: &inputs, opened: opened.as_deref() };
            report::write_atomically(&path, &bytes, inputs).map_err(|error| error.told().said(language))
        });
        ErrandResult::Said(match written {
            Ok(()) => Toast::told(say!(language, "window-saved", path = path.display().to_string()))
                .offering(Offer::ShowFile(path)),
            Err(sentence) => Toast::error(sentence),
        })
    })
}

/// What is written, taken out of the window.
enum ExportContent {
    Picture(Content, Spec),
    Report(Box<Review>, Format),
}

impl ExportContent {
    /// The bytes, or a sentence that says why there are none.
    fn bytes(&self, language: Language) -> Result<Vec<u8>, String> {
        let (review, format) = match self {
            Self::Picture(content, spec) => return content.file(*spec),
            Self::Report(review, format) => (review, format),
        };
        let mut bytes = Vec::new();
        let written = report::render(review, *format, &mut bytes);
        written.map(|()| bytes).map_err(|error| say!(language, "window-report-not-made", why = error.to_string()))
    }
}
