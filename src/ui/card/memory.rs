//! Usage against limit, and the pie.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use super::Card;
use crate::analysis::Breakdown;
use crate::lang::Language;
use crate::model::{CgroupMemory, Counter};
use crate::palette::Rgb;
use crate::text;
use crate::ui::theme::{self, space};
use crate::ui::widgets;

impl Card<'_> {
    pub(super) fn memory_ui(&mut self, ui: &mut Ui) {
        let memory = &self.case.incident.cgroup_memory;
        let conclusions = &self.case.conclusions;
        widgets::sheet(ui, |ui| {
            match &memory.memory {
                Some(counter) => usage_ui(ui, counter, theme::palette(ui).scope(conclusions.verdict.scope)),
                None => widgets::heading(ui, "Memory"),
            }
            let pies = [&conclusions.breakdown, &conclusions.node_breakdown];
            for (breakdown, name) in pies.into_iter().zip(["Of the cgroup whose limit was hit", "Of the node's RAM"]) {
                let Some(breakdown) = breakdown else { continue };
                self.pie_ui(ui, breakdown);
                ui.horizontal(|ui| {
                    ui.add(Label::new(theme::caption(ui, name)).selectable(false));
                    if let Some(counter) = &memory.memory {
                        ui.with_layout(Layout::right_to_left(Align::Center), |ui| failures_ui(ui, counter));
                    }
                });
            }
            if conclusions.breakdown.is_none() && conclusions.node_breakdown.is_none() {
                let words = if memory.memory.is_none() {
                    "The log does not hold how much memory was used, or for what"
                } else {
                    "The log does not hold what the memory was used for"
                };
                ui.add(Label::new(RichText::new(words).color(theme::palette(ui).weak)).wrap());
            }
            counters_ui(ui, memory);
        });
    }

    fn pie_ui(&mut self, ui: &mut Ui, breakdown: &Breakdown) {
        self.panel.pointed_part = ui.scope(|ui| super::pie::pie_ui(ui, breakdown, self.panel)).inner;
    }
}

/// The limit that counts: as large as the name of the block.
fn usage_ui(ui: &mut Ui, counter: &Counter, colour: Rgb) {
    let palette = theme::palette(ui);
    let usage = counter.usage.bytes();
    ui.horizontal(|ui| {
        ui.add(Label::new(RichText::new("Memory").heading().color(palette.strong)).selectable(false));
        ui.label(theme::bold(ui, text::size(usage)));
        ui.add(Label::new(RichText::new(of_limit(counter)).color(palette.body)).truncate());
        if let Some(limit) = counter.limit() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(theme::bold(ui, text::percent(Language::English, usage, limit.bytes())));
            });
        }
    });
    bar_ui(ui, "Memory", counter, colour);
    ui.add_space(space::XS);
}

/// What else the kernel counted: a caption, what was used, a bar where there is a limit.
fn counters_ui(ui: &mut Ui, memory: &CgroupMemory) {
    let palette = theme::palette(ui);
    for (name, word, counter) in [
        ("Swap", "swap", &memory.swap),
        ("Memory and swap", "memory_and_swap", &memory.memory_and_swap),
        ("Kernel memory", "kernel_memory", &memory.kernel_memory),
    ] {
        let Some(counter) = counter else { continue };
        ui.horizontal(|ui| {
            widgets::term(ui, name, word);
            ui.label(
                RichText::new(text::size(counter.usage.bytes())).text_style(theme::strong()).color(palette.strong),
            );
            ui.label(RichText::new(of_limit(counter)).color(palette.body));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| failures_ui(ui, counter));
        });
        bar_ui(ui, name, counter, palette.swap);
    }
}

/// How often the limit was met; nothing where it never was.
fn failures_ui(ui: &mut Ui, counter: &Counter) {
    if counter.failcnt > 0 {
        widgets::term(ui, &text::counted(counter.failcnt, "failed charge", "failed charges"), "failcnt");
    }
}

fn of_limit(counter: &Counter) -> String {
    counter.limit().map_or_else(|| "used, no limit".to_owned(), |limit| format!("of {}", text::limit_size(limit)))
}

fn bar_ui(ui: &mut Ui, name: &str, counter: &Counter, colour: Rgb) {
    let Some(limit) = counter.limit() else { return };
    let usage = counter.usage.bytes();
    let spoken = format!("{name}: {} of {}", text::size(usage), text::size(limit.bytes()));
    let share = usage.share_of(limit.bytes());
    widgets::meter(ui, vec2(ui.available_width(), 8.0), &[(share, colour)], &spoken);
}
