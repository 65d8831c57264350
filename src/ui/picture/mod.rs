//! Pictures without a window: of one kill's card, of the timeline, and of the whole overview; as wide as a page, as wide
//! as a document, or as a slide. Each says in its footer where it comes from, so that it can be checked, and each has
//! words that say the same.

mod brief;
mod footer;
mod overview;
mod pdf;
mod png;
mod reasons;
mod studio;

use std::sync::Arc;

use egui::epaint::ClippedShape;
use egui::{ColorImage, Ui, Vec2};

use self::overview::Overview;
use self::pdf::About;
pub use self::png::png;
use self::studio::{Canvas, DetailLevel, Ink, Sides};
pub use self::studio::{PictureStyle, can_write, draw};
use super::card::{self, CardPanel, card_ui};
use super::compare::ComparedAmount;
use super::compare::picture::ComparedKills;
use super::kills::rows::{self, KillRow};
use super::kills::sign;
use super::series_card::{ChartSize, Story};
use super::{theme, widgets, witness_card};
use crate::analysis::{self, Case, Review, Witness};
use crate::lang::Language;
use crate::model::{IncidentId, Source};
use crate::report::page::Clock;
use crate::report::{LaneBy, MOST_SCALE, PictureFormat, PictureLayout, PictureSubject, Spec};
use crate::{say, text};

/// Pixels per point for which letters are placed that are written as letters: so many that no pixel shows.
const LETTERS_SCALE: f32 = 4.0;

/// What is drawn: everything that it takes, so that it can be drawn on another thread.
#[derive(Clone, Debug)]
pub struct Content {
    kind: ContentKind,
    language: Language,
    masked: bool,
}

#[derive(Clone, Debug)]
enum ContentKind {
    Card(Arc<Case>, Vec<Source>),
    Sign(Box<Witness>, Vec<Source>),
    Pair(Box<ComparedKills>),
    Series(Box<Story>, String),
    Timeline(Box<Overview>),
    Overview(Box<Overview>),
}

impl Content {
    /// One kill's card, in the language in which the case was judged.
    pub fn card(case: &Arc<Case>, sources: &[Source], language: Language) -> Self {
        Self { kind: ContentKind::Card(Arc::clone(case), sources.to_vec()), language, masked: false }
    }

    /// One sign of a kill that no report shows.
    pub fn sign(witness: &Witness, sources: &[Source], language: Language) -> Self {
        Self { kind: ContentKind::Sign(Box::new(witness.clone()), sources.to_vec()), language, masked: false }
    }

    /// The same, whose footer says what a mask leaves as it is.
    #[must_use]
    pub fn masked(self, masked: bool) -> Self {
        Self { masked, ..self }
    }

    /// Two kills side by side.
    pub fn pair(one: &Arc<Case>, other: &Arc<Case>, review: &Review, language: Language) -> Self {
        Self {
            kind: ContentKind::Pair(Box::new(ComparedKills::new(one, other, review, language))),
            language,
            masked: false,
        }
    }

    /// One of the review's series, by its index; `rows` are those of the review.
    pub(super) fn of_series(review: &Review, rows: &[KillRow], clock: Clock, series: usize) -> Option<Self> {
        let story = Story::new(review, rows, clock, series)?;
        let footer = footer::of_series(review, story.ids(), &zone(rows, clock, review.language));
        Some(Self {
            kind: ContentKind::Series(Box::new(story), footer),
            language: review.language,
            masked: review.masked,
        })
    }

    /// The same, counted from 1 as reports list them.
    pub fn series(review: &Review, number: u32) -> Option<Self> {
        let rows = rows::of_review(review, &[]);
        Self::of_series(review, &rows, Clock::of(&rows), usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// What a picture of the subject shows of a review; `incident` is the kill of a card, the first where `None`.
    /// Nothing where there is no such kill.
    pub fn of(review: &Review, subject: PictureSubject, incident: Option<IncidentId>, lanes: LaneBy) -> Option<Self> {
        if subject == PictureSubject::Card {
            let mut cases = review.cases.iter();
            let case = cases.find(|case| incident.is_none_or(|id| case.incident.id == id))?;
            return Some(Self::card(case, &review.sources, review.language).masked(review.masked));
        }
        let rows = rows::of_review(review, &analysis::witnesses(review));
        Self::of_rows(review, &rows, Clock::of(&rows), subject, lanes)
    }

    /// The same, where the rows are known.
    pub(super) fn of_rows(
        review: &Review,
        rows: &[KillRow],
        clock: Clock,
        subject: PictureSubject,
        lanes: LaneBy,
    ) -> Option<Self> {
        if rows.is_empty() {
            return None;
        }
        let lanes = if subject == PictureSubject::Timeline { lanes } else { LaneBy::Verdict };
        let overview = Box::new(Overview::new(review, rows, clock, lanes));
        let kind = if subject == PictureSubject::Timeline {
            ContentKind::Timeline(overview)
        } else {
            ContentKind::Overview(overview)
        };
        Some(Self { kind, language: review.language, masked: review.masked })
    }

    /// The picture, in pixels.
    pub fn draw(&self, spec: Spec) -> ColorImage {
        self.sheet(spec, f32::from(spec.scale.clamp(1, MOST_SCALE))).picture()
    }

    /// What the picture is painted of, and how large it is, in points.
    pub fn shapes(&self, spec: Spec) -> (Vec<ClippedShape>, Vec2) {
        self.sheet(spec, f32::from(spec.scale.clamp(1, MOST_SCALE))).shapes()
    }

    /// The picture in small, so many pixels wide, and how high it is in points.
    pub(super) fn preview(&self, spec: Spec, width: f32) -> (ColorImage, f32) {
        let scale = (width / spec.shape.width()).clamp(0.1, 1.0);
        let sheet = self.sheet(spec, scale);
        // However wide it was laid out.
        let height = sheet.size.y * spec.shape.width() / sheet.size.x.max(1.0);
        (sheet.picture(), height)
    }

    fn sheet(&self, spec: Spec, scale: f32) -> Canvas {
        let width = spec.shape.width();
        let print = if spec.shape.is_paper() { theme::Print::Paper } else { theme::Print::Picture };
        let ink = Ink { scheme: spec.scheme, language: self.language, print };
        let amount = self.amount(spec.shape);
        let places = if matches!(amount, DetailLevel::Slide | DetailLevel::Brief) { 1 } else { footer::NAMED };
        let footer = &mut |ui: &mut Ui| self.footer_ui(ui, places);
        let sides = spec.shape.ratio().map(|ratio| Sides { width, ratio, scale });
        match (spec.shape, sides) {
            (PictureLayout::A4 | PictureLayout::Letter, Some(sides)) => {
                studio::paper(ink, sides, &mut |ui, amount| self.paper_ui(ui, amount), footer)
            }
            (PictureLayout::Slide | PictureLayout::Brief, Some(sides)) => {
                studio::slide(ink, sides, amount, &mut |ui, amount| self.content_ui(ui, amount), footer)
            }
            (PictureLayout::Document, _) => studio::document(ink, width, scale, &mut |ui, amount| {
                self.content_ui(ui, amount);
                footer(ui);
            }),
            // As high as it must be.
            (
                PictureLayout::Wide
                | PictureLayout::A4
                | PictureLayout::Letter
                | PictureLayout::Slide
                | PictureLayout::Brief,
                _,
            ) => studio::page(ink, width, scale, &mut |ui| {
                self.content_ui(ui, DetailLevel::Everything);
                footer(ui);
            }),
        }
    }

    /// How much a picture of this shape shows; a document and a sheet of paper try less, too. A comparison and a sign have no
    /// brief.
    const fn amount(&self, shape: PictureLayout) -> DetailLevel {
        match (shape, &self.kind) {
            (PictureLayout::Wide | PictureLayout::Document | PictureLayout::A4 | PictureLayout::Letter, _) => {
                DetailLevel::Everything
            }
            (PictureLayout::Brief, ContentKind::Card(..) | ContentKind::Series(..)) => DetailLevel::Brief,
            (PictureLayout::Slide | PictureLayout::Brief, _) => DetailLevel::Slide,
        }
    }

    /// The picture as the bytes of a file that holds its own title and its words.
    ///
    /// # Errors
    /// A sentence, where the encoder fails.
    pub fn file(&self, spec: Spec) -> Result<Vec<u8>, String> {
        let made = match spec.form {
            PictureFormat::Png => png(&self.draw(spec), spec.scale, &self.title(), &self.words_of(spec.shape))
                .map_err(|error| error.to_string()),
            PictureFormat::Pdf => {
                let about = About { title: self.title(), words: self.words_of(spec.shape), language: self.language };
                pdf::pdf(self.sheet(spec, LETTERS_SCALE).drawing(spec.shape.width()), about)
            }
        };
        made.map_err(|error| say!(self.language, "card-picture-not-made", why = error))
    }

    /// What the picture says, in words: for those who cannot see it, and for the text beside it.
    pub fn words(&self) -> String {
        self.words_of(PictureLayout::Wide)
    }

    fn words_of(&self, shape: PictureLayout) -> String {
        let said = match &self.kind {
            ContentKind::Card(case, sources) => card::as_text(case, sources, self.language),
            ContentKind::Sign(witness, sources) => sign::as_text(witness, sources, self.language),
            ContentKind::Pair(pair) => pair.words(),
            ContentKind::Series(story, _) => story.words(),
            ContentKind::Timeline(overview) | ContentKind::Overview(overview) => overview.words(),
        };
        let reasons = match &self.kind {
            ContentKind::Overview(overview) if shape.is_paper() => format!("\n{}", overview.reasons_in_words()),
            _ => String::new(),
        };
        // Files that hold these words are read in terminals, too.
        text::visible_lines(&format!("{said}{reasons}\n{}  ·  {}\n", self.origin(usize::MAX), crate::report::GENERATOR))
    }

    fn title(&self) -> String {
        let words;
        let title = match &self.kind {
            ContentKind::Card(case, _) => {
                words = case.words();
                &words.headline
            }
            ContentKind::Sign(witness, _) => &witness.what(self.language),
            ContentKind::Pair(pair) => pair.title(),
            ContentKind::Series(story, _) => &story.title,
            ContentKind::Timeline(overview) | ContentKind::Overview(overview) => &overview.headline,
        };
        text::visible(title).into_owned()
    }

    fn paper_ui(&self, ui: &mut Ui, amount: DetailLevel) {
        match &self.kind {
            ContentKind::Overview(overview) => overview.paper_ui(ui, amount),
            ContentKind::Series(story, _) => story.picture_ui(ui, ChartSize::Paper),
            _ => self.content_ui(ui, amount),
        }
    }

    fn content_ui(&self, ui: &mut Ui, amount: DetailLevel) {
        let is_short = amount != DetailLevel::Everything;
        match &self.kind {
            ContentKind::Card(case, _) if amount == DetailLevel::Brief => brief::of_case(ui, case, self.language),
            ContentKind::Series(story, _) if amount == DetailLevel::Brief => brief::of_series(ui, story),
            ContentKind::Card(case, sources) => {
                let mut panel = match amount {
                    DetailLevel::Everything => CardPanel::for_picture(),
                    DetailLevel::Digest => CardPanel::for_document(),
                    DetailLevel::Slide | DetailLevel::Brief => CardPanel::for_slide(),
                };
                card_ui(ui, case, sources, &mut panel, &mut Vec::new());
            }
            ContentKind::Sign(witness, sources) => witness_card::witness_ui(ui, witness, sources, None),
            ContentKind::Pair(pair) => pair.ui(
                ui,
                match amount {
                    DetailLevel::Everything => ComparedAmount::Everything,
                    DetailLevel::Digest => ComparedAmount::Digest,
                    DetailLevel::Slide | DetailLevel::Brief => ComparedAmount::Slide,
                },
            ),
            ContentKind::Series(story, _) => {
                story.picture_ui(ui, if amount == DetailLevel::Slide { ChartSize::Slide } else { ChartSize::Page });
            }
            ContentKind::Timeline(overview) => overview.timeline_ui(ui, is_short),
            ContentKind::Overview(overview) => overview.overview_ui(ui, is_short),
        }
    }

    /// Where what the picture shows comes from; of a kill that stands in many places so many are named.
    fn origin(&self, places: usize) -> String {
        let origin = match &self.kind {
            ContentKind::Card(case, sources) => footer::of_card(case, sources, self.language, places),
            ContentKind::Sign(witness, sources) => footer::of_sign(witness, sources, self.language),
            ContentKind::Pair(pair) => footer::of_pair(pair.kills.each_ref(), &pair.sources, self.language, places),
            ContentKind::Series(_, footer) => footer.clone(),
            ContentKind::Timeline(overview) | ContentKind::Overview(overview) => overview.footer.clone(),
        };
        if self.masked { say!(self.language, "card-origin-masked", origin = origin) } else { origin }
    }

    fn footer_ui(&self, ui: &mut Ui, places: usize) {
        if let Some(sentence) = widgets::unseen(ui, &self.words()) {
            ui.add(egui::Label::new(theme::caption(ui, sentence)).wrap());
        }
        footer::footer_ui(ui, &self.origin(places));
    }
}

/// What the times of these rows count in.
fn zone(rows: &[KillRow], clock: Clock, language: Language) -> String {
    match clock {
        Clock::Boot => footer::boot(language).to_owned(),
        Clock::Wall => footer::zone_of(rows::common_offset(rows), language),
    }
}

/// The picture of one kill's card, with a footer that says where it comes from.
pub fn card(case: &Case, sources: &[Source], look: PictureStyle) -> ColorImage {
    let mut panel = CardPanel::for_picture();
    draw(look, |ui| {
        card_ui(ui, case, sources, &mut panel, &mut Vec::new());
        footer::footer_ui(ui, &footer::of_card(case, sources, look.language, footer::NAMED));
    })
}
