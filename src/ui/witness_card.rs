//! The card of a sign of a kill that no report of the kernel shows: what was seen, what that proves and leaves open, and
//! what to ask for next.

use egui::{Align, Label, Layout, RichText, Ui};

use super::balanced::balanced;
use super::kills::rows::RowKind;
use super::kills::sign::{as_text, place, subtitle};
use super::language::spoken;
use super::state::Command;
use super::theme::{self, space};
use super::widgets;
use crate::analysis::{Witness, WitnessLine};
use crate::model::Source;
use crate::{say, text};

/// From this width on what is proved and what is left open stand side by side.
const SIDE_BY_SIDE_FROM: f32 = 600.0;

/// Shows the card; in a picture, where there are no commands, nothing can be clicked.
pub(super) fn witness_ui(ui: &mut Ui, witness: &Witness, sources: &[Source], mut commands: Option<&mut Vec<Command>>) {
    let language = spoken(ui);
    let told = witness.told(language);
    ui.spacing_mut().item_spacing = egui::Vec2::splat(space::M);
    widgets::sheet(ui, |ui| {
        let palette = theme::palette(ui);
        ui.horizontal(|ui| {
            widgets::badge(ui, Some(RowKind::Sign.mark()), palette.witness, RowKind::Sign.words(language));
            if let Some(commands) = commands.as_deref_mut() {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if ui.button(say!(language, "list-copy")).clicked() {
                        let text = as_text(witness, sources, language);
                        commands.push(Command::Copy { text, what: say!(language, "list-sign-as-text").to_owned() });
                    }
                });
            }
        });
        balanced(ui, &told.what, &theme::title(), palette.strong);
        ui.add(Label::new(theme::caption(ui, subtitle(witness, language))).wrap());
        ui.add_space(space::S);
        let proves = (say!(language, "sign-column-proves"), told.proves);
        let open = (say!(language, "sign-column-open"), told.leaves_open);
        let width = ui.available_width();
        if width < SIDE_BY_SIDE_FROM {
            said_ui(ui, proves);
            said_ui(ui, open);
        } else {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::XL;
                for said in [proves, open] {
                    widgets::column(ui, (width - space::XL) / 2.0, |ui| said_ui(ui, said));
                }
            });
        }
        said_ui(ui, (say!(language, "card-verdict-next"), &told.ask_for));
    });
    widgets::named_sheet(ui, say!(language, "card-verdict-evidence"), |ui| {
        for line in &witness.lines {
            widgets::quoted(ui, |ui| line_ui(ui, line, sources, commands.as_deref_mut()));
        }
    });
}

fn said_ui(ui: &mut Ui, (name, sentence): (&str, &str)) {
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.label(theme::bold(ui, name));
    ui.add(Label::new(RichText::new(sentence).color(theme::palette(ui).body)).wrap());
    ui.add_space(space::S);
}

fn line_ui(ui: &mut Ui, line: &WitnessLine, sources: &[Source], commands: Option<&mut Vec<Command>>) {
    let name = place(line, sources);
    match commands.filter(|_| line.place.line > 0) {
        Some(commands) => {
            if widgets::link(ui, &name).clicked() {
                commands.push(Command::ShowLine(line.place));
            }
        }
        None => _ = ui.add(Label::new(theme::caption(ui, name)).wrap()),
    }
    let words = text::visible(&line.text).into_owned();
    let words =
        RichText::new(widgets::cut(&words, spoken(ui))).text_style(theme::code()).color(theme::palette(ui).body);
    ui.add(Label::new(widgets::breaking(ui, words, true)).wrap());
}
