//! Usage against limit, and the pie.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use super::Card;
use crate::analysis::Breakdown;
use crate::lang::Language;
use crate::model::{CgroupMemory, Counter};
use crate::palette::Rgb;
use crate::say;
use crate::text;
use crate::ui::language::spoken;
use crate::ui::theme::{self, space};
use crate::ui::widgets;

impl Card<'_> {
    pub(super) fn memory_ui(&mut self, ui: &mut Ui) {
        let memory = &self.case.incident.cgroup_memory;
        let conclusions = &self.case.conclusions;
        let language = spoken(ui);
        widgets::sheet(ui, |ui| {
            ui.set_min_height(self.panel.least_height);
            match &memory.memory {
                Some(counter) => usage_ui(ui, counter, theme::palette(ui).scope(conclusions.verdict.scope)),
                None => widgets::heading(ui, say!(language, "card-memory")),
            }
            let pies = [&conclusions.breakdown, &conclusions.node_breakdown];
            let names = [say!(language, "card-memory-of-cgroup"), say!(language, "card-memory-of-node")];
            for (breakdown, name) in pies.into_iter().zip(names) {
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
                    say!(language, "card-memory-not-in-log")
                } else {
                    say!(language, "card-memory-parts-not-in-log")
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
    let (usage, language) = (counter.usage.bytes(), spoken(ui));
    let name = say!(language, "card-memory");
    ui.horizontal(|ui| {
        ui.add(Label::new(RichText::new(name).heading().color(palette.strong)).selectable(false));
        ui.label(theme::bold(ui, text::size(language, usage)));
        ui.add(Label::new(RichText::new(of_limit(counter, language)).color(palette.body)).truncate());
        if let Some(limit) = counter.limit() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(theme::bold(ui, text::percent(language, usage, limit.bytes())));
            });
        }
    });
    bar_ui(ui, name, counter, colour);
    ui.add_space(space::XS);
}

/// What else the kernel counted: a caption, what was used, a bar where there is a limit.
fn counters_ui(ui: &mut Ui, memory: &CgroupMemory) {
    let (palette, language) = (theme::palette(ui), spoken(ui));
    for (name, word, counter) in [
        (say!(language, "card-counter-swap"), "swap", &memory.swap),
        (say!(language, "card-counter-memory-and-swap"), "memory_and_swap", &memory.memory_and_swap),
        (say!(language, "card-counter-kernel-memory"), "kernel_memory", &memory.kernel_memory),
    ] {
        let Some(counter) = counter else { continue };
        ui.horizontal(|ui| {
            widgets::term(ui, name, word);
            ui.label(
                RichText::new(text::size(language, counter.usage.bytes()))
                    .text_style(theme::strong())
                    .color(palette.strong),
            );
            ui.label(RichText::new(of_limit(counter, language)).color(palette.body));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| failures_ui(ui, counter));
        });
        bar_ui(ui, name, counter, palette.swap);
    }
}

/// How often the limit was met; nothing where it never was.
fn failures_ui(ui: &mut Ui, counter: &Counter) {
    if counter.failcnt > 0 {
        let charges = say!(spoken(ui), "card-failed-charges", count = counter.failcnt);
        widgets::term(ui, &charges, "failcnt");
    }
}

fn of_limit(counter: &Counter, language: Language) -> String {
    match counter.limit() {
        Some(limit) => say!(language, "card-of-limit", limit = text::limit_size(language, limit)),
        None => say!(language, "card-used-without-limit").to_owned(),
    }
}

fn bar_ui(ui: &mut Ui, name: &str, counter: &Counter, colour: Rgb) {
    let Some(limit) = counter.limit() else { return };
    let usage = counter.usage.bytes();
    let (used, limited) = (text::size(spoken(ui), usage), text::size(spoken(ui), limit.bytes()));
    let words = say!(spoken(ui), "card-counter-in-words", name = name, usage = used, limit = limited);
    let share = usage.share_of(limit.bytes());
    widgets::meter(ui, vec2(ui.available_width(), 8.0), &[(share, colour)], &words);
}
