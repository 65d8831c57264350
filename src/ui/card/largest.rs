//! The largest processes of the task table, for pictures: the window has the whole table in a tab.

use egui::Ui;

use super::Card;
use crate::model::{Pages, Task};
use crate::text;
use crate::ui::theme;
use crate::ui::widgets::{self, Figure};

const SHOWN: usize = 8;

impl Card<'_> {
    pub(super) fn largest_ui(&self, ui: &mut Ui) {
        let incident = &self.case.incident;
        if incident.tasks.is_empty() {
            return;
        }
        let mut tasks: Vec<Task> = incident.tasks.iter().collect();
        tasks.sort_by_key(|task| std::cmp::Reverse(task.rss));
        widgets::named_sheet(ui, "Largest processes", |ui| {
            let swaps = tasks.iter().any(|task| task.swapents > 0);
            figures_header(ui, swaps);
            for task in tasks.iter().take(SHOWN) {
                self.task_ui(ui, task, swaps);
            }
            if let Some(more) = tasks.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                ui.label(theme::caption(ui, format!("and {} more", text::count(more as u64))));
            }
        });
    }

    fn task_ui(&self, ui: &mut Ui, task: &Task, swaps: bool) {
        let incident = &self.case.incident;
        let palette = theme::palette(ui);
        let size = |pages: u64| text::size(Pages(pages).bytes(incident.page_size.size));
        let values = [task.pid.to_string(), size(task.rss), size(task.swapents), task.oom_score_adj.to_string()];
        let is_victim = incident.victims.iter().any(|victim| victim.pid == task.pid);
        let is_trigger = incident.trigger.as_ref().is_some_and(|trigger| trigger.pid == Some(task.pid));
        let (colour, word) = match (is_victim, is_trigger) {
            (true, _) => (palette.victim, "killed"),
            (false, true) => (palette.trigger, "asked for memory"),
            (false, false) => (palette.body, ""),
        };
        widgets::figures_row(ui, (&task.name, word), colour, &figures(values, swaps));
    }
}

fn figures_header(ui: &mut Ui, swaps: bool) {
    let names = ["pid", "resident", "swapped", "adj"].map(str::to_owned);
    widgets::figures_header(ui, "Process", &figures(names, swaps));
}

/// Pid, resident, swapped where anything is, adjustment.
fn figures([pid, resident, swapped, adjustment]: [String; 4], swaps: bool) -> Vec<Figure> {
    let swapped = swaps.then(|| Figure::new(swapped, 80.0));
    let (pid, resident) = (Figure::new(pid, 72.0), Figure::new(resident, 88.0));
    [Some(pid), Some(resident), swapped, Some(Figure::new(adjustment, 56.0))].into_iter().flatten().collect()
}
