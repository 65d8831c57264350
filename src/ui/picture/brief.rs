//! A slide for people who do not read logs: what happened in one sentence, how full it was, what to decide.

use egui::{Align, Label, Layout, RichText, Sense, Stroke, StrokeKind, Ui, vec2};

use crate::analysis::{Brief, Case, Gauge};
use crate::lang::Language;
use crate::say;
use crate::ui::balanced::balanced;
use crate::ui::kills::rows::RowKind;
use crate::ui::series_card::Story;
use crate::ui::theme::{self, space};
use crate::ui::widgets;

/// How high the bar is, in points.
const BAR: f32 = 36.0;

/// One kill.
pub(super) fn of_case(ui: &mut Ui, case: &Case, language: Language) {
    let kind = RowKind::Report(case.conclusions.verdict.scope);
    let brief = Brief::of_case(case, language);
    brief_ui(ui, &brief, kind, language, |ui| {
        if let Some(gauge) = &brief.gauge {
            gauge_ui(ui, gauge, kind);
        }
    });
}

/// A series, with what was in use at each kill.
pub(super) fn of_series(ui: &mut Ui, story: &Story) {
    brief_ui(ui, &story.brief, story.kind(), story.language(), |ui| story.memory_ui(ui));
}

fn brief_ui(ui: &mut Ui, brief: &Brief, kind: RowKind, language: Language, picture: impl FnOnce(&mut Ui)) {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing = vec2(space::M, space::L);
    ui.horizontal(|ui| widgets::badge(ui, Some(kind.mark()), kind.colour(palette), kind.words(language)));
    balanced(ui, &brief.sentence, &theme::title(), palette.strong);
    picture(ui);
    let sheet = theme::card(ui).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        ui.label(theme::caption(ui, say!(language, "brief-decide")));
        let action = RichText::new(&brief.action).text_style(theme::figure()).color(palette.strong);
        ui.add(Label::new(action).wrap());
    });
    let rect = sheet.response.rect;
    let edge = rect.with_max_x(rect.left() + 6.0);
    ui.painter().with_clip_rect(edge).rect_filled(rect, theme::CARD_RADIUS, palette.accent);
}

/// A bar: what is in use of what there is.
fn gauge_ui(ui: &mut Ui, gauge: &Gauge, kind: RowKind) {
    let palette = theme::palette(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let (whole, used) = (gauge.whole.0 as f32, gauge.used.0 as f32);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
        let share = (used / whole.max(1.0)).clamp(0.0, 1.0);
        let rounding = theme::rounding(theme::CARD_RADIUS.into());
        let (filled, _) = rect.split_left_right_at_fraction(share);
        ui.painter().rect_filled(rect, rounding, palette.panel);
        ui.painter().with_clip_rect(filled).rect_filled(rect, rounding, kind.colour(palette));
        ui.painter().rect_stroke(rect, rounding, Stroke::new(1.0, palette.edge), StrokeKind::Inside);
        // A long name takes the lines that it needs beside the whole.
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            ui.label(RichText::new(&gauge.whole_words).color(palette.body));
            ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                let used = RichText::new(&gauge.used_words).text_style(theme::strong()).color(palette.strong);
                ui.add(Label::new(used).wrap());
            });
        });
    });
}
