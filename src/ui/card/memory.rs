//! Usage against limit, and the pie.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use super::Card;
use crate::model::Counter;
use crate::palette::Rgb;
use crate::text;
use crate::ui::theme::{self, space};
use crate::ui::widgets;

impl Card<'_> {
    pub(super) fn memory_ui(&mut self, ui: &mut Ui) {
        let memory = &self.case.incident.cgroup_memory;
        let conclusions = &self.case.conclusions;
        widgets::named_sheet(ui, "Memory", |ui| {
            let palette = theme::palette(ui);
            let counters = [
                ("Memory", "usage", &memory.memory, palette.scope(conclusions.verdict.scope)),
                ("Swap", "swap", &memory.swap, palette.swap),
                ("Memory and swap", "memory_and_swap", &memory.memory_and_swap, palette.swap),
                ("Kernel memory", "kernel_memory", &memory.kernel_memory, palette.swap),
            ];
            let printed: Vec<_> = counters
                .into_iter()
                .filter_map(|(name, word, counter, colour)| Some((name, word, counter.as_ref()?, colour)))
                .collect();
            for (name, word, counter, colour) in &printed {
                counter_ui(ui, (name, word), counter, *colour);
            }
            let pies = [
                ("Of the cgroup whose limit was hit", conclusions.breakdown.as_ref()),
                ("Of the node's RAM", conclusions.node_breakdown.as_ref()),
            ];
            let pies: Vec<_> = pies.into_iter().filter_map(|(name, pie)| Some((name, pie?))).collect();
            for (name, breakdown) in &pies {
                self.pie_ui(ui, name, breakdown);
            }
            if pies.is_empty() {
                let words = if printed.is_empty() {
                    "The log does not hold how much memory was used, or for what"
                } else {
                    "The log does not hold what the memory was used for"
                };
                ui.label(RichText::new(words).color(palette.weak));
            }
        });
    }

    fn pie_ui(&mut self, ui: &mut Ui, name: &str, breakdown: &crate::analysis::Breakdown) {
        ui.add(Label::new(theme::caption(ui, name)).selectable(false));
        let pointed = super::pie::pie_ui(ui, breakdown, self.panel);
        self.panel.pointed_part = pointed;
    }
}

fn counter_ui(ui: &mut Ui, (name, word): (&str, &str), counter: &Counter, colour: Rgb) {
    let palette = theme::palette(ui);
    let (usage, limit) = (counter.usage.bytes(), counter.limit());
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        widgets::term(ui, name, word);
        ui.label(RichText::new(text::size(usage)).text_style(theme::strong()).color(palette.strong));
        let of = limit.map_or_else(|| "used, no limit".to_owned(), |limit| format!("of {}", text::limit_size(limit)));
        ui.label(RichText::new(of).color(palette.body));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(limit) = limit {
                ui.label(theme::bold(ui, text::percent(usage, limit.bytes())));
            }
            if counter.failcnt > 0 {
                let failed = text::counted(counter.failcnt, "failed charge", "failed charges");
                widgets::term(ui, &failed, "failcnt");
            }
        });
    });
    if let Some(limit) = limit {
        let share = usage.share_of(limit.bytes());
        let spoken = format!("{name}: {} of {}", text::size(usage), text::size(limit.bytes()));
        widgets::meter(ui, vec2(ui.available_width(), 8.0), &[(share, colour)], &spoken);
    }
    ui.add_space(space::S);
}
