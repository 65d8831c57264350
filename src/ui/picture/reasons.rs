//! Why the first kill of each place happened, what to do, and the line that proves it: what a sheet of paper says of a whole
//! case beside its overview.

use egui::{Label, RichText, Ui, vec2};

use crate::analysis::{Case, Review};
use crate::lang::Language;
use crate::model::IncidentId;
use crate::say;
use crate::ui::kills::rows::RowKind;
use crate::ui::theme::{self, space};
use crate::ui::widgets;

/// What is said of one kill.
#[derive(Clone, Debug)]
pub(super) struct Reason {
    kind: RowKind,
    /// How many kills its place saw, of which this is the first.
    kills: usize,
    headline: String,
    /// The first thing to do.
    step: Option<String>,
    /// Where the line stands that proves it, and its words.
    proof: Option<Proof>,
}

#[derive(Clone, Debug)]
struct Proof {
    at: String,
    text: String,
}

impl Reason {
    /// Of a kill of the review, the first of so many.
    pub(super) fn of(review: &Review, id: IncidentId, kills: usize) -> Option<Self> {
        let case = review.case(id)?;
        let Case { conclusions, .. } = case;
        let words = case.words();
        let first = words.evidence.first().map(|evidence| Proof {
            at: widgets::place_name(evidence.at, &review.sources),
            text: crate::text::visible(&evidence.text).into_owned(),
        });
        Some(Self {
            kind: RowKind::Report(conclusions.verdict.scope),
            kills,
            headline: words.headline.clone(),
            step: words.next_steps.first().cloned(),
            proof: first,
        })
    }

    /// Where its place saw more than one.
    fn first_of(&self, language: Language) -> Option<String> {
        (self.kills > 1).then(|| say!(language, "card-reason-first", kills = self.kills))
    }

    /// The same in words, a line each.
    pub(super) fn words(&self, language: Language) -> String {
        let step = self.step.as_ref().map(|step| say!(language, "card-reason-step", step = step));
        let proof = self.proof.as_ref().map(|Proof { at, text }| format!("{at}  {text}"));
        let headline = match self.first_of(language) {
            Some(first) => format!("- {}  ({first})", self.headline),
            None => format!("- {}", self.headline),
        };
        let said = [Some(headline), step, proof];
        said.into_iter().flatten().collect::<Vec<_>>().join("\n  ")
    }
}

/// Some of them, one below the other.
pub(super) fn reasons_ui(ui: &mut Ui, reasons: &[&Reason], language: Language) {
    const MARK: f32 = 24.0;
    let palette = theme::palette(ui);
    for (nth, reason) in reasons.iter().enumerate() {
        if nth > 0 {
            widgets::rule(ui);
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, space::XS);
            let (mark, _) = ui.allocate_exact_size(vec2(MARK, theme::ROW), egui::Sense::hover());
            let middle = mark.left_center() + vec2(8.0, 0.0);
            ui.painter().add(widgets::mark(reason.kind.mark(), middle, 5.0, reason.kind.colour(palette)));
            let width = ui.available_width();
            widgets::column(ui, width, |ui| {
                ui.add(Label::new(theme::bold(ui, &reason.headline)).wrap());
                if let Some(first) = reason.first_of(language) {
                    ui.label(theme::caption(ui, first));
                }
                if let Some(step) = &reason.step {
                    ui.add(Label::new(RichText::new(step).color(palette.body)).wrap());
                }
                if let Some(proof) = &reason.proof {
                    proof_ui(ui, proof);
                }
            });
        });
    }
}

/// Where the line stands, and its words: whole, because they are to be found in the log.
fn proof_ui(ui: &mut Ui, proof: &Proof) {
    ui.label(theme::caption(ui, &proof.at));
    let text = RichText::new(&proof.text).text_style(theme::code()).color(theme::palette(ui).body);
    ui.add(Label::new(text).wrap_mode(egui::TextWrapMode::Wrap));
}
