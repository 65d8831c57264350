//! The card of one kill: the verdict, the reasons and the lines that prove it, the memory as a pie, the victims and the
//! facts. The window shows it in a scroll area, the headless pictures as it is.

mod facts;
mod largest;
mod memory;
mod pie;
mod proof;
mod verdict;
mod victims;

pub(super) use self::verdict::as_text;

use egui::{Ui, UiBuilder};

use super::state::Command;
use super::theme::{self, space};
use super::widgets;
use crate::analysis::{Case, PartKind, Scope};
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
            let (medium, pointed_line) = (self.medium, self.pointed_line);
            *self = Self { shows: id, medium, pointed_line, ..Self::default() };
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
type Block = fn(&mut Card<'_>, &mut Ui);

/// The column that is shorter so far, the left one of two that are alike.
fn shorter_of(columns: &mut [(f32, Vec<Block>); 2]) -> &mut (f32, Vec<Block>) {
    let [left, right] = columns;
    if right.0 < left.0 { right } else { left }
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

    /// The blocks of a page, each in the column that is shorter so far; the facts below both or in one of them, whichever
    /// makes the shorter page: no hole is left beside a long block.
    fn blocks_ui(&mut self, ui: &mut Ui, width: f32) {
        const BLOCKS: [Block; 5] = [
            |card, ui| card.memory_ui(ui),
            |card, ui| card.victims_ui(ui),
            |card, ui| card.insights_ui(ui),
            |card, ui| card.largest_ui(ui),
            |card, ui| card.notes_ui(ui),
        ];
        const FACTS: Block = |card, ui| card.facts_ui(ui);
        let column = ((width - space::M) / 2.0).floor();
        let mut columns: [(f32, Vec<Block>); 2] = Default::default();
        for block in BLOCKS {
            let high = self.height_of(ui, column, block);
            if high > 0.0 {
                let (so_far, blocks) = shorter_of(&mut columns);
                *so_far += high + space::M;
                blocks.push(block);
            }
        }
        let [left, right] = columns.each_ref().map(|(high, _)| *high);
        let below = left.max(right) + self.height_of(ui, width, FACTS);
        let beside = left.max(right).max(left.min(right) + self.height_of(ui, column, FACTS));
        if beside < below {
            shorter_of(&mut columns).1.push(FACTS);
        }
        ui.horizontal_top(|ui| {
            for (_, blocks) in columns {
                widgets::column(ui, column, |ui| blocks.into_iter().for_each(|block| block(self, ui)));
            }
        });
        if beside >= below {
            self.facts_ui(ui);
        }
    }

    /// How high a block is in so much width; nothing of it is painted.
    fn height_of(&mut self, ui: &mut Ui, width: f32, block: Block) -> f32 {
        let mut measured = ui.new_child(UiBuilder::new().max_rect(ui.max_rect()).id_salt("measured").invisible());
        widgets::column(&mut measured, width, |ui| {
            block(self, ui);
            ui.min_rect().height()
        })
    }

    /// For a slide: what is said aloud, and the lines that prove it.
    fn slide_ui(&mut self, ui: &mut Ui, width: f32) {
        // Measured first, so that both sheets end at one height.
        let mut measured = ui.new_child(UiBuilder::new().max_rect(ui.max_rect()).id_salt("measured").invisible());
        let mut heights = [0.0; 2];
        two_columns(
            &mut measured,
            width,
            &mut (&mut *self, &mut heights),
            |(card, heights), ui| {
                card.verdict_ui(ui);
                heights[0] = ui.min_rect().height();
            },
            |(card, heights), ui| {
                card.memory_ui(ui);
                heights[1] = ui.min_rect().height();
            },
        );
        let frame = theme::card(ui).total_margin().sum().y;
        self.panel.least_height = (heights[0].max(heights[1]) - frame).max(0.0);
        two_columns(ui, width, self, Self::verdict_ui, Self::memory_ui);
        self.panel.least_height = 0.0;
        // Who filled the node belongs on the slide of a kill for which nothing but the node was too small.
        if self.case.conclusions.verdict.scope == Scope::Node && !self.case.incident.tasks.is_empty() {
            two_columns(ui, width, self, Self::evidence_ui, |card, ui| card.largest_ui(ui));
        } else {
            self.evidence_ui(ui);
        }
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
            ui.label(theme::caption(ui, name));
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
    ui.horizontal_top(|ui| {
        let left_width = ((width - space::M) * 0.56 / 4.0).floor() * 4.0;
        widgets::column(ui, left_width, |ui| left(it, ui));
        widgets::column(ui, width - space::M - left_width, |ui| right(it, ui));
    });
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
        assert_eq!((panel.chosen_part, panel.all_victims, panel.medium), (None, false, Medium::Page));
    }
}
