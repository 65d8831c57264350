//! The card of one kill: the verdict, the reasons and the lines that prove it, the memory as a pie, the victims and the
//! facts. The window shows it in a scroll area, the headless pictures as it is.

mod facts;
mod largest;
mod memory;
mod pie;
mod proof;
mod verdict;
mod victims;

use egui::Ui;

use super::state::Command;
use super::theme::space;
use super::widgets;
use crate::analysis::{Case, PartKind};
use crate::model::{IncidentId, Place, Source};

/// From this width on, in points, blocks stand in two columns.
const TWO_COLUMNS_FROM: f32 = 960.0;

/// What the card remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct CardPanel {
    /// The kill that the rest speaks of.
    shows: IncidentId,
    /// True for a picture: nothing to click, and what has no other place in a picture is added.
    is_picture: bool,
    /// The part that was clicked in the legend or the pie.
    chosen_part: Option<PartKind>,
    /// The part under the pointer, in the frame before.
    pointed_part: Option<PartKind>,
    /// True where the user asked for all victims of a long list.
    all_victims: bool,
}

impl CardPanel {
    /// A card that nobody can click on.
    pub fn for_picture() -> Self {
        Self { is_picture: true, ..Self::default() }
    }

    /// Another kill has other parts and victims.
    fn turn_to(&mut self, id: IncidentId) {
        if self.shows != id {
            *self = Self { shows: id, is_picture: self.is_picture, ..Self::default() };
        }
    }
}

/// Shows the card, as wide as there is room and as high as it must be.
pub fn card_ui(ui: &mut Ui, case: &Case, sources: &[Source], panel: &mut CardPanel, commands: &mut Vec<Command>) {
    panel.turn_to(case.incident.id);
    let mut card = Card { case, sources, panel, commands };
    ui.spacing_mut().item_spacing = egui::Vec2::splat(space::M);
    card.verdict_ui(ui);
    card.evidence_ui(ui);
    let width = ui.available_width();
    if width < TWO_COLUMNS_FROM {
        card.numbers_ui(ui);
        card.words_ui(ui);
    } else {
        ui.horizontal_top(|ui| {
            let left = ((width - space::M) * 0.56 / 4.0).floor() * 4.0;
            widgets::column(ui, left, |ui| card.numbers_ui(ui));
            widgets::column(ui, width - space::M - left, |ui| card.words_ui(ui));
        });
    }
    card.facts_ui(ui);
}

/// What the blocks of a card look at and ask for.
struct Card<'a> {
    case: &'a Case,
    sources: &'a [Source],
    panel: &'a mut CardPanel,
    commands: &'a mut Vec<Command>,
}

impl Card<'_> {
    fn numbers_ui(&mut self, ui: &mut Ui) {
        self.memory_ui(ui);
        self.victims_ui(ui);
    }

    fn words_ui(&mut self, ui: &mut Ui) {
        self.insights_ui(ui);
        if self.panel.is_picture {
            self.largest_ui(ui);
        }
        self.notes_ui(ui);
    }

    /// A link to a line; in a picture its name alone.
    fn link_ui(&mut self, ui: &mut Ui, place: Place, name: &str) {
        if self.panel.is_picture {
            ui.label(super::theme::caption(ui, name));
        } else if widgets::link(ui, name).clicked() {
            self.commands.push(Command::ShowLine(place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_kill_forgets_what_was_chosen() {
        let mut panel = CardPanel { chosen_part: Some(PartKind::Slab), all_victims: true, ..CardPanel::for_picture() };
        panel.turn_to(IncidentId::default());
        assert_eq!(panel.chosen_part, Some(PartKind::Slab), "the same kill keeps it");
        panel.turn_to(IncidentId(2));
        assert_eq!((panel.chosen_part, panel.all_victims, panel.is_picture), (None, false, true));
    }
}
