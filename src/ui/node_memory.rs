//! Mem-Info: the node's memory at the kill, zone by zone, as the kernel printed it.

use egui::{Align, Grid, Label, Layout, RichText, ScrollArea, Ui, vec2};

use super::theme::{self, space};
use super::widgets;
use crate::analysis::Case;
use crate::model::{Bytes, Kib, NodeMemory, PageSize, Zone};
use crate::text;

/// Rows of the slab table that are shown; it is sorted by size and the rest is small.
const SLABS_SHOWN: usize = 40;

pub(super) fn node_memory_ui(ui: &mut Ui, case: &Case) {
    let Some(memory) = &case.incident.node_memory else {
        ui.label("The log says nothing about the node’s memory at this kill.");
        let why = "The kernel prints it only where no cgroup’s limit was hit: when the node itself had run out.";
        ui.label(theme::caption(ui, why));
        return;
    };
    let page = case.incident.page_size.size;
    ScrollArea::both().id_salt("node memory").auto_shrink(false).show(ui, |ui| {
        summary_ui(ui, memory, page);
        zones_ui(ui, &memory.zones);
        counters_ui(ui, memory, page);
        slab_ui(ui, memory);
    });
}

fn summary_ui(ui: &mut Ui, memory: &NodeMemory, page: PageSize) {
    let pages = |pages: Option<crate::model::Pages>| pages.map(|pages| pages.bytes(page));
    let kib = |size: Option<Kib>| size.map(Kib::bytes);
    let facts = [
        ("RAM", pages(memory.ram)),
        ("reserved", pages(memory.reserved)),
        ("page cache", pages(memory.pagecache)),
        ("swap", kib(memory.swap_total)),
        ("swap free", kib(memory.swap_free)),
    ];
    let words: Vec<String> =
        facts.into_iter().filter_map(|(name, size)| Some(format!("{name} {}", text::size(size?)))).collect();
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
    heading(ui, "Zones");
    let caption = "The kernel refuses ordinary requests below “min” and frees memory in the background below “low”.";
    ui.label(theme::caption(ui, caption));
    Grid::new("zones").striped(true).spacing([space::L, space::XS]).show(ui, |ui| {
        for title in ["Zone", "Free", "Min", "Low", "High", "Managed", "Free against high"] {
            ui.label(RichText::new(title).text_style(theme::small_strong()));
        }
        ui.end_row();
        for zone in zones {
            let node = zone.node.map(|node| format!("Node {node} ")).unwrap_or_default();
            let starved = zone.size("free").zip(zone.size("min")).is_some_and(|(free, min)| free < min);
            let colour = if starved { theme::palette(ui).victim } else { theme::palette(ui).body };
            ui.label(RichText::new(format!("{node}{}", zone.name)).color(colour));
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
        ui.label(theme::caption(ui, "not in the log"));
        return;
    };
    let share = free.bytes().share_of(high.bytes()).min(1.0);
    let colour = if free < min { palette.victim } else { palette.accent };
    let name = format!("Free {} of high {}", text::size(free.bytes()), text::size(high.bytes()));
    widgets::meter(ui, vec2(120.0, 8.0), &[(share, colour)], &name).on_hover_text(&name);
}

fn counters_ui(ui: &mut Ui, memory: &NodeMemory, page: PageSize) {
    if memory.counters.is_empty() {
        return;
    }
    heading(ui, "Counters");
    Grid::new("counters").striped(true).spacing([space::L, space::XS]).show(ui, |ui| {
        for pair in memory.counters.chunks(3) {
            for (key, pages) in pair {
                ui.label(RichText::new(&**key).text_style(theme::code()));
                let shown = figure(ui, Some(pages.bytes(page)));
                shown.on_hover_text(text::counted(pages.0, "page", "pages"));
            }
            ui.end_row();
        }
    });
}

fn slab_ui(ui: &mut Ui, memory: &NodeMemory) {
    if memory.slab.is_empty() {
        return;
    }
    heading(ui, "Unreclaimable slab");
    Grid::new("slab").striped(true).spacing([space::L, space::XS]).show(ui, |ui| {
        for row in memory.slab.iter().take(SLABS_SHOWN) {
            ui.label(RichText::new(&*row.name).text_style(theme::code()));
            figure(ui, Some(row.used.bytes()));
            figure(ui, Some(row.total.bytes()));
            ui.end_row();
        }
    });
    if let Some(left) = memory.slab.len().checked_sub(SLABS_SHOWN).filter(|left| *left > 0) {
        ui.label(theme::caption(ui, format!("{} more stand in the log", text::count(left as u64))));
    }
}

/// A size at the right of its column; "not in the log" is not a zero.
fn figure(ui: &mut Ui, size: Option<Bytes>) -> egui::Response {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let words = size.map_or_else(|| "—".to_owned(), text::size);
        ui.add(Label::new(words).selectable(false))
    })
    .inner
}
