//! Mem-Info: the node's memory at the kill, zone by zone, as the kernel printed it.

use egui::{Align, Grid, Label, Layout, RichText, ScrollArea, Ui, vec2};

use super::language::spoken;
use super::shortage_picture::shortage_ui;
use super::theme::{self, space};
use super::widgets;
use crate::analysis::Case;
use crate::model::{Bytes, KeyedPages, Kib, NodeMemory, PageSize, Zone};
use crate::say;
use crate::text;

/// Rows of the slab table that are shown; it is sorted by size and the rest is small.
const SLABS_SHOWN: usize = 40;

pub(super) fn node_memory_ui(ui: &mut Ui, case: &Case) {
    let language = spoken(ui);
    let Some(memory) = &case.incident.node_memory else {
        ui.label(say!(language, "tabs-no-node-memory"));
        ui.label(theme::caption(ui, say!(language, "tabs-no-node-memory-why")));
        return;
    };
    let page = case.incident.page_size.size;
    ScrollArea::both().id_salt("node memory").auto_shrink(false).show(ui, |ui| {
        summary_ui(ui, memory, page);
        if let Some(shortage) = &case.conclusions.shortage {
            shortage_ui(ui, shortage);
        }
        zones_ui(ui, &memory.zones);
        counters_ui(ui, memory, page);
        slab_ui(ui, memory);
    });
}

fn summary_ui(ui: &mut Ui, memory: &NodeMemory, page: PageSize) {
    let pages = |pages: Option<crate::model::Pages>| pages.map(|pages| pages.bytes(page));
    let kib = |size: Option<Kib>| size.map(Kib::bytes);
    let language = spoken(ui);
    let facts = [
        pages(memory.ram).map(|size| say!(language, "tabs-ram", size = text::size(language, size))),
        pages(memory.reserved).map(|size| say!(language, "tabs-reserved", size = text::size(language, size))),
        pages(memory.pagecache).map(|size| say!(language, "tabs-page-cache", size = text::size(language, size))),
        kib(memory.swap_total).map(|size| say!(language, "tabs-swap", size = text::size(language, size))),
        kib(memory.swap_free).map(|size| say!(language, "tabs-swap-free", size = text::size(language, size))),
    ];
    let words: Vec<String> = facts.into_iter().flatten().collect();
    ui.label(words.join(" · "));
}

fn heading(ui: &mut Ui, words: &str) {
    ui.add_space(space::S);
    ui.label(theme::bold(ui, words));
}

fn zones_ui(ui: &mut Ui, zones: &[Zone]) {
    if zones.is_empty() {
        return;
    }
    let language = spoken(ui);
    heading(ui, say!(language, "tabs-zones"));
    ui.label(theme::caption(ui, say!(language, "tabs-zones-hint")));
    Grid::new("zones").striped(true).spacing([space::L, space::XS]).show(ui, |ui| {
        for title in [
            say!(language, "tabs-zone"),
            say!(language, "tabs-zone-free"),
            say!(language, "tabs-zone-min"),
            say!(language, "tabs-zone-low"),
            say!(language, "tabs-zone-high"),
            say!(language, "tabs-zone-managed"),
            say!(language, "tabs-zone-free-against-high"),
        ] {
            ui.label(RichText::new(title).text_style(theme::small_strong()));
        }
        ui.end_row();
        for zone in zones {
            let name = match zone.node {
                Some(node) => say!(language, "tabs-zone-of-node", node = node.to_string(), zone = &*zone.name),
                None => zone.name.to_string(),
            };
            let starved = zone.size("free").zip(zone.size("min")).is_some_and(|(free, min)| free < min);
            let colour = if starved { theme::palette(ui).victim } else { theme::palette(ui).body };
            ui.label(RichText::new(name).color(colour));
            for key in ["free", "min", "low", "high", "managed"] {
                figure(ui, zone.size(key).map(Kib::bytes));
            }
            watermark_ui(ui, zone);
            ui.end_row();
        }
    });
}

/// How full the zone's reserve is: up to "high" the kernel has reason to free.
fn watermark_ui(ui: &mut Ui, zone: &Zone) {
    let palette = theme::palette(ui);
    let (Some(free), Some(min), Some(high)) = (zone.size("free"), zone.size("min"), zone.size("high")) else {
        ui.label(theme::caption(ui, say!(spoken(ui), "tabs-zone-not-in-log")));
        return;
    };
    let share = free.bytes().share_of(high.bytes()).min(1.0);
    let colour = if free < min { palette.victim } else { palette.accent };
    let (free_size, high_size) = (text::size(spoken(ui), free.bytes()), text::size(spoken(ui), high.bytes()));
    let name = say!(spoken(ui), "tabs-zone-in-words", free = free_size, high = high_size);
    widgets::meter(ui, vec2(120.0, 8.0), &[(share, colour)], &name).on_hover_text(&name);
}

fn counters_ui(ui: &mut Ui, memory: &NodeMemory, page: PageSize) {
    if memory.counters.is_empty() {
        return;
    }
    let language = spoken(ui);
    heading(ui, say!(language, "tabs-counters"));
    Grid::new("counters").striped(true).spacing([space::L, space::XS]).show(ui, |ui| {
        for row in memory.counters.chunks(3) {
            for KeyedPages { key, pages } in row {
                ui.label(RichText::new(&**key).text_style(theme::code()));
                let shown = figure(ui, Some(pages.bytes(page)));
                shown.on_hover_ui(|ui| _ = ui.label(say!(language, "tabs-pages", count = pages.0)));
            }
            ui.end_row();
        }
    });
}

fn slab_ui(ui: &mut Ui, memory: &NodeMemory) {
    if memory.slab.is_empty() {
        return;
    }
    heading(ui, say!(spoken(ui), "tabs-slab"));
    Grid::new("slab").striped(true).spacing([space::L, space::XS]).show(ui, |ui| {
        for row in memory.slab.iter().take(SLABS_SHOWN) {
            ui.label(RichText::new(&*row.name).text_style(theme::code()));
            figure(ui, Some(row.used.bytes()));
            figure(ui, Some(row.total.bytes()));
            ui.end_row();
        }
    });
    if let Some(left) = memory.slab.len().checked_sub(SLABS_SHOWN).filter(|left| *left > 0) {
        ui.label(theme::caption(ui, say!(spoken(ui), "tabs-more-in-log", count = left)));
    }
}

/// A size at the right of its column; "not in the log" is not a zero.
fn figure(ui: &mut Ui, size: Option<Bytes>) -> egui::Response {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let words = size.map_or_else(|| "—".to_owned(), |size| text::size(spoken(ui), size));
        ui.add(Label::new(words).selectable(false))
    })
    .inner
}
