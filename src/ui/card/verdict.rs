//! The verdict: one sentence, why, and what to do next.

use egui::{Button, Label, RichText, Stroke, Ui};

use super::Card;
use crate::analysis::{Case, Level, Scope};
use crate::lang::Language;
use crate::model::{Moment, Source};
use crate::palette::MarkShape;
use crate::say;
use crate::text;
use crate::ui::balanced::balanced;
use crate::ui::language::spoken;
use crate::ui::state::{Command, Sheet};
use crate::ui::theme::{self, space};
use crate::ui::widgets;

/// From this width on, reasons and next steps stand side by side, and the buttons beside the badges.
const WIDE_FROM: f32 = 600.0;
/// How many reasons and next steps are said aloud.
const REASONS_ON_A_SLIDE: usize = 4;
const STEPS_ON_A_SLIDE: usize = 3;
/// How many reasons stand before what to do, where both must be seen in little room; and at twice the size.
const REASONS_WHERE_SHORT: usize = 4;
const REASONS_WHERE_LOW: usize = 2;

impl Card<'_> {
    pub(super) fn verdict_ui(&mut self, ui: &mut Ui) {
        let colour = theme::palette(ui).scope(self.case.conclusions.verdict.scope);
        let sheet = theme::card(ui).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.set_min_height(self.panel.least_height);
            ui.spacing_mut().item_spacing = egui::vec2(space::S, space::S);
            if self.is_terse(ui) {
                ui.spacing_mut().item_spacing.y = 1.0;
            }
            self.sentence_ui(ui);
            self.reasons_ui(ui);
            if !self.panel.is_picture() && ui.available_width() < WIDE_FROM {
                ui.add_space(space::XS);
                ui.horizontal_wrapped(|ui| self.copy_ui(ui));
            }
        });
        // The sheet's own rounding, in the verdict's colour.
        let rect = sheet.response.rect;
        let bar = rect.with_max_x(rect.left() + 6.0).intersect(ui.clip_rect());
        ui.painter().with_clip_rect(bar).rect_filled(rect, theme::CARD_RADIUS, colour);
    }

    /// In a low window the words matter more than how they are set.
    fn is_terse(&self, ui: &Ui) -> bool {
        !self.panel.is_picture() && theme::is_low(ui.ctx())
    }

    fn sentence_ui(&mut self, ui: &mut Ui) {
        let case = self.case;
        let (verdict, words) = (&case.conclusions.verdict, case.words());
        let (palette, language) = (theme::palette(ui), spoken(ui));
        let colour = palette.scope(verdict.scope);
        let is_wide = ui.available_width() >= WIDE_FROM;
        if self.is_terse(ui) {
            let headline = RichText::new(&words.headline).text_style(theme::strong()).color(palette.strong);
            ui.add(Label::new(headline).wrap()).on_hover_text(subtitle(self.case, language));
            return;
        }
        ui.horizontal(|ui| {
            ui.set_min_height(if theme::is_short(ui.ctx()) { 22.0 } else { 28.0 });
            widgets::badge(ui, Some(MarkShape::of(verdict.scope)), colour, scope_word(language, verdict.scope));
            if !says_the_same(verdict.level, verdict.scope) {
                // The scope is what a stakeholder hears; the level says it more closely.
                ui.label(theme::caption(ui, level_word(language, verdict.level)));
            }
            if !self.panel.is_picture() && is_wide {
                widgets::at_right(ui, "copy", |ui| self.copy_ui(ui));
            }
        });
        if !theme::is_short(ui.ctx()) {
            ui.add_space(space::XS);
        }
        let headline = if words.headline.is_empty() { say!(language, "card-verdict-none") } else { &words.headline };
        let style = if is_wide { theme::title() } else { theme::figure() };
        match self.case.conclusions.holder_line() {
            // What is said aloud begins with who filled the node.
            Some(holder) if self.panel.is_slide() => {
                let words = say!(language, "card-slide-headline", holder = holder, headline = headline);
                balanced(ui, &words, &style, palette.strong);
            }
            holder => {
                balanced(ui, headline, &style, palette.strong);
                if let Some(holder) = holder {
                    ui.add(Label::new(RichText::new(holder).text_style(theme::strong()).color(palette.body)).wrap());
                }
            }
        }
        ui.add(Label::new(theme::caption(ui, subtitle(self.case, language))).wrap());
    }

    fn reasons_ui(&mut self, ui: &mut Ui) {
        let case = self.case;
        let words = case.words();
        let width = ui.available_width();
        let language = spoken(ui);
        let why = self.spoken(&words.why, REASONS_ON_A_SLIDE);
        let next = self.spoken(&words.next_steps, STEPS_ON_A_SLIDE);
        let first = if width < WIDE_FROM && !next.is_empty() { self.reasons_first(ui) } else { usize::MAX };
        let (first, more) = why.split_at_checked(first).unwrap_or((why, &[]));
        let lists = [
            (say!(language, "card-verdict-why"), first),
            (say!(language, "card-verdict-next"), next),
            (say!(language, "card-verdict-why-more"), more),
        ];
        let filled: Vec<_> = lists.into_iter().filter(|(_, sentences)| !sentences.is_empty()).collect();
        if filled.is_empty() {
            self.panel.first_step_at = Some(ui.min_rect().bottom());
            return;
        }
        if !self.is_terse(ui) {
            ui.add_space(space::S);
        }
        if width < WIDE_FROM || filled.len() < 2 {
            for (nth, (name, sentences)) in filled.into_iter().enumerate() {
                let first = sentences_ui(ui, name, sentences);
                // Of what comes behind the next steps nothing must be seen at once.
                if nth < 2 {
                    self.panel.first_step_at = first;
                }
                ui.add_space(space::XS);
            }
            return;
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::XL;
            let column = (width - space::XL) / 2.0;
            // The reasons are seen whole, and what to do first beside them.
            let mut ends = filled.into_iter().map(|(name, sentences)| {
                widgets::column(ui, column, |ui| {
                    let first = sentences_ui(ui, name, sentences);
                    (first, ui.min_rect().bottom())
                })
            });
            let why = ends.next().map(|(_, end)| end);
            let next = ends.next().and_then(|(first, _)| first);
            self.panel.first_step_at = [why, next].into_iter().flatten().reduce(f32::max);
        });
    }

    /// How many reasons stand before the next steps.
    fn reasons_first(&self, ui: &Ui) -> usize {
        match (self.panel.is_picture(), theme::is_low(ui.ctx()), theme::is_short(ui.ctx())) {
            (false, true, _) => REASONS_WHERE_LOW,
            (false, false, true) => REASONS_WHERE_SHORT,
            _ => usize::MAX,
        }
    }

    /// The sentences that are shown: on a slide the first of them.
    fn spoken<'s>(&self, sentences: &'s [String], on_a_slide: usize) -> &'s [String] {
        let most = if self.panel.is_slide() { on_a_slide } else { usize::MAX };
        sentences.get(..most).unwrap_or(sentences)
    }

    fn copy_ui(&mut self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.x = space::XS;
        let language = spoken(ui);
        for (label, hover, command) in [
            (say!(language, "card-copy-picture"), say!(language, "card-copy-picture-hint"), Some(Command::CopyCard)),
            (
                say!(language, "card-picture"),
                say!(language, "card-picture-hint"),
                Some(Command::Toggle(Sheet::Picture)),
            ),
            (say!(language, "card-copy-text"), say!(language, "card-copy-text-hint"), None),
        ] {
            if ui.add(Button::new(RichText::new(label).small())).on_hover_text(hover).clicked() {
                let text = || Command::Copy {
                    text: as_text(self.case, self.sources, language),
                    what: say!(language, "card-copied-text").to_owned(),
                };
                self.commands.push(command.unwrap_or_else(text));
            }
        }
    }
}

/// Gives where the first of them ends, down the screen.
fn sentences_ui(ui: &mut Ui, name: &str, sentences: &[String]) -> Option<f32> {
    let mut first = None;
    let palette = theme::palette(ui);
    let is_terse = theme::is_low(ui.ctx());
    let style = if is_terse { egui::TextStyle::Small } else { egui::TextStyle::Body };
    ui.spacing_mut().item_spacing.y = if is_terse { 1.0 } else { 6.0 };
    let line = if is_terse { 14.0 } else { 18.0 };
    ui.label(theme::bold(ui, name));
    for sentence in sentences {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let (rect, _) = ui.allocate_exact_size(egui::vec2(8.0, line), egui::Sense::hover());
            let y = rect.top() + line / 2.0;
            ui.painter().hline(rect.x_range(), y, Stroke::new(1.5, palette.edge));
            ui.add(Label::new(RichText::new(sentence).text_style(style.clone()).color(palette.body)).wrap());
        });
        first = first.or_else(|| Some(ui.min_rect().bottom()));
    }
    first
}

/// When and where, in one line.
pub(super) fn subtitle(case: &Case, language: Language) -> String {
    let incident = &case.incident;
    let victims = match incident.victims.len() {
        0 => None,
        count => Some(say!(language, "card-processes-killed", count = count)),
    };
    let kernel = incident.kernel.as_ref().and_then(|kernel| kernel.release.as_deref());
    [
        Some(when(&incident.moment, language)),
        incident.host.as_deref().map(|host| text::visible(host).into_owned()),
        kernel.map(|release| say!(language, "card-kernel-release", release = text::visible(release).into_owned())),
        victims,
    ]
    .into_iter()
    .flatten()
    // Lines break between these, not within.
    .map(|part| part.replace(' ', "\u{a0}"))
    .collect::<Vec<_>>()
    .join("  ·  ")
}

/// The time, with what of it is assumed.
fn when(moment: &Moment, language: Language) -> String {
    let wall = moment.wall.as_ref();
    let assumed = wall.map_or((false, false), |wall| (wall.year_assumed(), wall.offset_assumed));
    match (text::when(language, moment), assumed) {
        (Some(when), (true, true)) => say!(language, "card-year-and-zone-assumed", when = when),
        (Some(when), (true, false)) => say!(language, "card-year-assumed", when = when),
        (Some(when), (false, true)) => say!(language, "card-zone-assumed", when = when),
        (Some(when), (false, false)) => when,
        (None, _) => say!(language, "card-time-not-in-log").to_owned(),
    }
}

/// The verdict with its reasons and proof as plain text.
pub(in crate::ui) fn as_text(case: &Case, sources: &[Source], language: Language) -> String {
    let words = case.words();
    let mut lines = vec![words.headline.clone()];
    lines.extend(case.conclusions.holder_line());
    lines.push(subtitle(case, language).replace('\u{a0}', " "));
    for (name, sentences) in
        [(say!(language, "card-verdict-why"), &words.why), (say!(language, "card-verdict-next"), &words.next_steps)]
    {
        if !sentences.is_empty() {
            lines.push(format!("\n{name}"));
            lines.extend(sentences.iter().map(|sentence| format!("- {sentence}")));
        }
    }
    if !words.evidence.is_empty() {
        lines.push(format!("\n{}", say!(language, "card-verdict-evidence")));
        let line = |evidence: &crate::analysis::Evidence| {
            format!("{}: {}", widgets::place_name(evidence.at, sources), evidence.text)
        };
        lines.extend(words.evidence.iter().map(line));
    }
    text::visible_lines(&(lines.join("\n") + "\n"))
}

/// The scope as the badge says it.
pub(super) fn scope_word(language: Language, scope: Scope) -> &'static str {
    match scope {
        Scope::Container => say!(language, "card-badge-container"),
        Scope::Node => say!(language, "card-badge-node"),
        Scope::OutsideKubernetes => say!(language, "card-badge-outside-kubernetes"),
        Scope::Manual => say!(language, "card-badge-manual"),
        Scope::Unknown => say!(language, "card-badge-unknown"),
    }
}

fn level_word(language: Language, level: Level) -> &'static str {
    match level {
        Level::Container => say!(language, "card-level-container"),
        Level::Pod => say!(language, "card-level-pod"),
        Level::Qos => say!(language, "card-level-qos"),
        Level::NodeAllocatable => say!(language, "card-level-node-allocatable"),
        Level::WholeNode => say!(language, "card-level-whole-node"),
        Level::Cpuset => say!(language, "card-level-cpuset"),
        Level::Mempolicy => say!(language, "card-level-mempolicy"),
        Level::Manual => say!(language, "card-level-manual"),
        Level::SystemService => say!(language, "card-level-system-service"),
        Level::UserSession => say!(language, "card-level-user-session"),
        Level::OtherCgroup => say!(language, "card-level-other-cgroup"),
        Level::Unknown => say!(language, "card-level-unknown"),
    }
}

const fn says_the_same(level: Level, scope: Scope) -> bool {
    matches!((level, scope), (Level::Manual, Scope::Manual) | (Level::Unknown, Scope::Unknown))
}
