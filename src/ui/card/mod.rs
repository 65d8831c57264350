//! The card of one kill: the verdict, the reasons and the lines that prove it, the memory as a pie, the victims and the
//! facts. The window shows it in a scroll area, the headless pictures as it is.

mod facts;
mod largest;
mod memory;
mod pie;
mod proof;
mod shell;
mod verdict;
mod victims;

pub(super) use self::verdict::as_text;

use std::sync::Arc;

use egui::{Ui, UiBuilder};

use super::elide;
use super::state::Command;
use super::theme::{self, space};
use super::widgets;
use crate::analysis::{Case, PartKind, Scope, ShellCommand};
use crate::model::{IncidentId, Place, Source};

/// From this width on, in points, a picture's blocks stand in two columns.
const TWO_COLUMNS_FROM: f32 = 960.0;
/// From this width on, in points, a window shows the sentence and the pie side by side.
const SIDE_BY_SIDE_FROM: f32 = 760.0;

/// What the card remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct CardPanel {
    /// The kill that the rest speaks of.
    shows: IncidentId,
    /// Where the card is shown.
    medium: Medium,
    /// The part that was clicked in the legend or the pie.
    chosen_part: Option<PartKind>,
    /// The part under the pointer, in the frame before.
    pointed_part: Option<PartKind>,
    /// The least height of a sheet's content, where two must end together.
    least_height: f32,
    /// True where the user asked for all victims of a long list.
    all_victims: bool,
    /// The line of the log under the pointer, here or elsewhere.
    pub(super) pointed_line: Option<Place>,
    /// What one may type next; only a window offers it.
    pub(super) shell: Arc<[ShellCommand]>,
    /// Of which series the kill is one, in words; only a window leads there.
    pub(super) repeats: Option<String>,
    /// Where the first next step ended when the card was last shown, down the screen; the reasons where there is none.
    pub(super) first_step_at: Option<f32>,
}

/// Where a card is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Medium {
    /// In the window.
    #[default]
    Window,
    /// On a page: nothing to click, and what has no other place in a picture is added.
    Page,
    /// In a document, where not everything has room: the verdict, the proof and the memory.
    Document,
    /// On a slide: what is said aloud, and no more.
    Slide,
}

impl CardPanel {
    /// A card that nobody can click on.
    pub fn for_picture() -> Self {
        Self { medium: Medium::Page, ..Self::default() }
    }

    /// A card for a slide: the verdict, the memory and the proof.
    pub fn for_slide() -> Self {
        Self { medium: Medium::Slide, ..Self::default() }
    }

    /// A card for a page that holds no more.
    pub fn for_document() -> Self {
        Self { medium: Medium::Document, ..Self::default() }
    }

    fn is_slide(&self) -> bool {
        self.medium == Medium::Slide
    }

    fn is_picture(&self) -> bool {
        self.medium != Medium::Window
    }

    /// Another kill has other parts and victims.
    fn turn_to(&mut self, id: IncidentId) {
        if self.shows != id {
            let before = std::mem::take(self);
            let Self { medium, pointed_line, repeats, shell, .. } = before;
            *self = Self { shows: id, medium, pointed_line, repeats, shell, ..Self::default() };
        }
    }
}

/// Shows the card, as wide as there is room and as high as it must be.
pub fn card_ui(ui: &mut Ui, case: &Case, sources: &[Source], panel: &mut CardPanel, commands: &mut Vec<Command>) {
    panel.turn_to(case.incident.id);
    let mut card = Card { case, sources, panel, commands };
    ui.spacing_mut().item_spacing = egui::Vec2::splat(space::M);
    let width = ui.available_width();
    if card.panel.medium == Medium::Slide {
        card.slide_ui(ui, width);
    } else if card.panel.medium == Medium::Document {
        card.verdict_ui(ui);
        card.evidence_ui(ui);
        card.memory_ui(ui);
    } else if card.panel.medium == Medium::Page {
        card.page_ui(ui, width);
    } else if width < SIDE_BY_SIDE_FROM {
        card.verdict_ui(ui);
        card.evidence_ui(ui);
        card.numbers_ui(ui);
        card.words_ui(ui);
        card.facts_ui(ui);
    } else {
        card.desk_ui(ui, width);
    }
}

/// A sheet of a card.
type CardBlock = fn(&mut Card<'_>, &mut Ui);

/// Which of the blocks stand in the right column, as bits, so that the higher column is as low as it can be. The first
/// block stands in the left one.
fn balanced(heights: &[f32]) -> (u32, f32) {
    let highest = |right: u32| {
        let mut columns = [0.0_f32; 2];
        for (at, high) in heights.iter().enumerate() {
            let [left_column, right_column] = &mut columns;
            *(if right >> at & 1 == 1 { right_column } else { left_column }) += high + space::M;
        }
        columns.into_iter().fold(0.0, f32::max)
    };
    let all = (0..1_u32 << heights.len()).filter(|right| right & 1 == 0).map(|right| (right, highest(right)));
    all.min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default()
}

/// What the blocks of a card look at and ask for.
struct Card<'a> {
    case: &'a Case,
    sources: &'a [Source],
    panel: &'a mut CardPanel,
    commands: &'a mut Vec<Command>,
}

impl Card<'_> {
    /// For a slide or a page: the sentence over everything, the proof below it, then two columns.
    fn page_ui(&mut self, ui: &mut Ui, width: f32) {
        self.verdict_ui(ui);
        self.evidence_ui(ui);
        if width < TWO_COLUMNS_FROM {
            self.numbers_ui(ui);
            self.words_ui(ui);
            self.facts_ui(ui);
        } else {
            self.blocks_ui(ui, width);
        }
    }

    /// The blocks of a page in two columns of about one height, which end together; the facts below both or in one of them,
    /// whichever makes the shorter page: no hole is left beside a long block.
    fn blocks_ui(&mut self, ui: &mut Ui, width: f32) {
        const BLOCKS: [CardBlock; 6] = [
            |card, ui| card.memory_ui(ui),
            |card, ui| card.victims_ui(ui),
            |card, ui| card.insights_ui(ui),
            |card, ui| card.largest_ui(ui),
            |card, ui| card.notes_ui(ui),
            FACTS,
        ];
        const FACTS: CardBlock = |card, ui| card.facts_ui(ui);
        let column = ((width - space::M) / 2.0).floor();
        let mut blocks: Vec<(f32, CardBlock)> =
            BLOCKS.into_iter().map(|block| (self.height_of(ui, column, block), block)).collect();
        blocks.retain(|(high, _)| *high > 0.0);
        let heights: Vec<f32> = blocks.iter().map(|(high, _)| *high).collect();
        let (mut right, beside) = balanced(&heights);
        let without = balanced(heights.get(..heights.len().saturating_sub(1)).unwrap_or_default());
        let is_below = without.1 + self.height_of(ui, width, FACTS) < beside;
        if is_below {
            right = without.0;
            blocks.pop();
        }
        let columns = [0, 1].map(|side| {
            let here = blocks.iter().enumerate().filter(|(at, _)| right >> at & 1 == side);
            here.map(|(_, block)| *block).collect::<Vec<_>>()
        });
        let highs = columns.each_ref().map(|blocks| blocks.iter().map(|(high, _)| high + space::M).sum::<f32>());
        let most = highs.into_iter().fold(0.0, f32::max);
        let frame = theme::card(ui).total_margin().sum().y;
        ui.horizontal_top(|ui| {
            for (blocks, high) in columns.into_iter().zip(highs) {
                widgets::column(ui, column, |ui| {
                    let last = blocks.len().saturating_sub(1);
                    for (at, (own, block)) in blocks.into_iter().enumerate() {
                        // The last of the shorter column reaches as far down as the other.
                        self.panel.least_height = if at == last { own + most - high - frame } else { 0.0 };
                        block(self, ui);
                    }
                });
            }
        });
        self.panel.least_height = 0.0;
        if is_below {
            self.facts_ui(ui);
        }
    }

    /// How high a block is in so much width; nothing of it is painted.
    fn height_of(&mut self, ui: &mut Ui, width: f32, block: CardBlock) -> f32 {
        let mut measured = ui.new_child(UiBuilder::new().max_rect(ui.max_rect()).id_salt("measured").invisible());
        widgets::column(&mut measured, width, |ui| {
            block(self, ui);
            ui.min_rect().height()
        })
    }

    /// For a slide: what is said aloud, and the lines that prove it. Both columns end at one height.
    fn slide_ui(&mut self, ui: &mut Ui, width: f32) {
        let (left, right) = columns(width);
        let frame = theme::card(ui).total_margin().sum().y;
        let verdict = self.height_of(ui, left, |card, ui| card.verdict_ui(ui));
        let memory = self.height_of(ui, right, |card, ui| card.memory_ui(ui));
        // Who filled the node belongs on the slide of a kill for which nothing but the node was too small.
        let holders = if self.case.conclusions.verdict.scope == Scope::Node {
            self.height_of(ui, right, |card, ui| card.holders_ui(ui))
        } else {
            0.0
        };
        let beside = if holders > 0.0 { memory + space::M + holders } else { memory };
        let most = verdict.max(beside) - frame;
        let left = |card: &mut Self, ui: &mut Ui| {
            card.panel.least_height = most;
            card.verdict_ui(ui);
        };
        let right = |card: &mut Self, ui: &mut Ui| {
            card.panel.least_height = if holders > 0.0 { 0.0 } else { most };
            card.memory_ui(ui);
            if holders > 0.0 {
                card.panel.least_height = most - memory - space::M;
                card.holders_ui(ui);
            }
        };
        two_columns(ui, width, self, left, right);
        self.panel.least_height = 0.0;
        self.evidence_ui(ui);
    }

    /// For a window, which shows the top first: the sentence and the pie side by side.
    fn desk_ui(&mut self, ui: &mut Ui, width: f32) {
        let left = |card: &mut Self, ui: &mut Ui| {
            card.verdict_ui(ui);
            card.evidence_ui(ui);
            card.facts_ui(ui);
        };
        let right = |card: &mut Self, ui: &mut Ui| {
            card.numbers_ui(ui);
            card.words_ui(ui);
        };
        two_columns(ui, width, self, left, right);
    }

    fn numbers_ui(&mut self, ui: &mut Ui) {
        self.memory_ui(ui);
        self.victims_ui(ui);
    }

    fn words_ui(&mut self, ui: &mut Ui) {
        self.insights_ui(ui);
        if self.panel.is_picture() {
            self.largest_ui(ui);
        }
        self.notes_ui(ui);
    }

    /// A link to a line; in a picture its name alone.
    fn link_ui(&mut self, ui: &mut Ui, place: Place, name: &str) {
        if self.panel.is_picture() {
            let words = if self.panel.is_slide() {
                // The footer has it whole.
                let font = egui::TextStyle::Small.resolve(ui.style());
                elide::middle(ui, name, &font, ui.available_width())
            } else {
                name.to_owned()
            };
            ui.label(theme::caption(ui, words));
        } else if widgets::link(ui, name).clicked() {
            self.commands.push(Command::ShowLine(place));
        }
    }
}

/// Two columns on the grid, the left one a little wider.
fn two_columns<T>(
    ui: &mut Ui,
    width: f32,
    it: &mut T,
    left: impl Fn(&mut T, &mut Ui),
    right: impl Fn(&mut T, &mut Ui),
) {
    let (left_width, right_width) = columns(width);
    ui.horizontal_top(|ui| {
        widgets::column(ui, left_width, |ui| left(it, ui));
        widgets::column(ui, right_width, |ui| right(it, ui));
    });
}

/// The widths of two columns on the grid.
fn columns(width: f32) -> (f32, f32) {
    let left = ((width - space::M) * 0.56 / 4.0).floor() * 4.0;
    (left, width - space::M - left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_stand_so_that_the_page_is_as_low_as_it_can_be() {
        let (right, high) = balanced(&[100.0, 40.0, 50.0, 10.0]);
        assert_eq!((right, high), (0b0110, 110.0 + 2.0 * space::M));
        assert_eq!(balanced(&[100.0]), (0, 100.0 + space::M));
        assert_eq!(balanced(&[]).1, 0.0);
    }

    #[test]
    fn another_kill_forgets_what_was_chosen() {
        let mut panel = CardPanel { chosen_part: Some(PartKind::Slab), all_victims: true, ..CardPanel::for_picture() };
        panel.turn_to(IncidentId::default());
        assert_eq!(panel.chosen_part, Some(PartKind::Slab), "the same kill keeps it");
        panel.turn_to(IncidentId(2));
        assert_eq!((panel.chosen_part, panel.all_victims, panel.medium), (None, false, Medium::Page));
    }
}
