//! The largest processes of the task table, for pictures: the window has the whole table in a tab. And on a slide of a
//! kill for which the node was too small: who held its memory, processes or not.

use egui::Ui;

use super::Card;
use crate::model::{Pages, Task};
use crate::say;
use crate::text;
use crate::ui::language::spoken;
use crate::ui::theme;
use crate::ui::widgets::{self, FigureCell};

const SHOWN: usize = 8;
const SHOWN_ON_A_SLIDE: usize = 5;

impl Card<'_> {
    pub(super) fn largest_ui(&self, ui: &mut Ui) {
        let incident = &self.case.incident;
        if incident.tasks.is_empty() {
            return;
        }
        let mut tasks: Vec<Task> = incident.tasks.iter().collect();
        tasks.sort_by_key(|task| std::cmp::Reverse(task.rss));
        let language = spoken(ui);
        widgets::high_sheet(ui, say!(language, "card-largest-processes"), self.panel.least_height, |ui| {
            let swaps = tasks.iter().any(|task| task.swapents > 0);
            figures_header(ui, swaps);
            let shown = if self.panel.is_slide() { SHOWN_ON_A_SLIDE } else { SHOWN };
            for task in tasks.iter().take(shown) {
                self.task_ui(ui, task, swaps);
            }
            if let Some(more) = tasks.len().checked_sub(shown).filter(|more| *more > 0) {
                ui.label(theme::caption(ui, say!(language, "card-and-more", count = more)));
            }
        });
    }

    /// Who held the node's memory, largest first; the largest processes where the log does not tell.
    pub(super) fn holders_ui(&self, ui: &mut Ui) {
        let told = self.case.conclusions.shortage.as_ref().map(|shortage| &shortage.holders);
        let Some((holders, ram)) = told.and_then(|holders| Some((holders, holders.ram?))) else {
            return self.largest_ui(ui);
        };
        let language = spoken(ui);
        widgets::high_sheet(ui, say!(language, "card-largest-holders"), self.panel.least_height, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let palette = theme::palette(ui);
            for holder in holders.list.iter().filter(|holder| holder.bytes.0 > 0).take(SHOWN_ON_A_SLIDE) {
                let share = text::percent(language, holder.bytes, ram);
                let figures = [FigureCell::new(text::size(language, holder.bytes), 88.0), FigureCell::new(share, 64.0)];
                widgets::figures_row(ui, (&holder.words(language), ""), palette.body, &figures);
            }
            let more = holders.list.iter().filter(|holder| holder.bytes.0 > 0).count().saturating_sub(SHOWN_ON_A_SLIDE);
            if more > 0 {
                ui.label(theme::caption(ui, say!(language, "card-and-more", count = more)));
            }
        });
    }

    fn task_ui(&self, ui: &mut Ui, task: &Task, swaps: bool) {
        let incident = &self.case.incident;
        let (palette, language) = (theme::palette(ui), spoken(ui));
        let size = |pages: u64| text::size(language, Pages(pages).bytes(incident.page_size.size));
        let values = [task.pid.to_string(), size(task.rss), size(task.swapents), task.oom_score_adj.to_string()];
        let is_victim = incident.victims.iter().any(|victim| victim.pid == task.pid);
        let is_trigger = incident.trigger.as_ref().is_some_and(|trigger| trigger.pid == Some(task.pid));
        let (colour, word) = match (is_victim, is_trigger) {
            (true, _) => (palette.victim, say!(language, "card-task-killed")),
            (false, true) => (palette.trigger, say!(language, "card-task-asked")),
            (false, false) => (palette.body, ""),
        };
        widgets::figures_row(ui, (&text::visible(&task.name), word), colour, &figures(values, swaps));
    }
}

fn figures_header(ui: &mut Ui, swaps: bool) {
    let language = spoken(ui);
    let names = [
        say!(language, "card-heading-pid"),
        say!(language, "card-heading-resident"),
        say!(language, "card-heading-swapped"),
        say!(language, "card-heading-adjustment"),
    ];
    widgets::figures_header(ui, say!(language, "card-heading-process"), &figures(names.map(str::to_owned), swaps));
}

/// Pid, resident, swapped where anything is, adjustment.
fn figures([pid, resident, swapped, adjustment]: [String; 4], swaps: bool) -> Vec<FigureCell> {
    let swapped = swaps.then(|| FigureCell::new(swapped, 80.0));
    let (pid, resident) = (FigureCell::new(pid, 72.0), FigureCell::new(resident, 88.0));
    [Some(pid), Some(resident), swapped, Some(FigureCell::new(adjustment, 56.0))].into_iter().flatten().collect()
}
