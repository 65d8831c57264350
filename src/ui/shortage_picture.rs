//! Why a node was short, as a picture: each zone with its marks and with what the request could have of it, and who holds
//! the memory, as a bar that adds up to the RAM.

use egui::{Grid, Label, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::language::spoken;
use super::theme::{self, space};
use super::widgets::{self, FigureCell};
use crate::analysis::PartKind;
use crate::analysis::shortage::{HolderKind, Shortage, ZoneCheck};
use crate::chart;
use crate::lang::Language;
use crate::model::Bytes;
use crate::palette::{Palette, Rgb};
use crate::say;
use crate::text;

/// A bar's height and the room for its marks.
const BAR: f32 = 12.0;

/// The bar of all holders, and the rows below it.
const HOLDERS_WIDTH: f32 = 480.0;
/// The room for the colour before a row.
const SWATCH: i8 = 18;
/// From this width on the holders and the zones stand side by side, and the holders' share of it.
const SIDE_BY_SIDE_FROM: f32 = 860.0;
const HOLDERS_SHARE: f32 = 0.44;

/// A zone's bar, at most and at least, and the room for the words around it.
const ZONE_WIDTH: f32 = 320.0;
const ZONE_LEAST: f32 = 120.0;
const ZONE_WORDS: f32 = 260.0;

/// How many holders are named below the bar.
const HOLDERS_SHOWN: usize = 12;

pub(super) fn shortage_ui(ui: &mut Ui, shortage: &Shortage) {
    let width = ui.available_width();
    if width < SIDE_BY_SIDE_FROM {
        holders_ui(ui, shortage);
        zones_ui(ui, shortage);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        widgets::column(ui, (width - space::XL) * HOLDERS_SHARE, |ui| holders_ui(ui, shortage));
        widgets::column(ui, (width - space::XL) * (1.0 - HOLDERS_SHARE), |ui| zones_ui(ui, shortage));
    });
}

fn heading(ui: &mut Ui, words: &str) {
    ui.add_space(space::S);
    ui.label(theme::bold(ui, words));
}

/// The colour of a holder: that of its part of the pie.
const fn part_of(kind: HolderKind) -> PartKind {
    match kind {
        HolderKind::Processes => PartKind::Anon,
        HolderKind::Shmem => PartKind::Shmem,
        HolderKind::PageCache => PartKind::PageCache,
        HolderKind::Slab => PartKind::Slab,
        HolderKind::PageTables => PartKind::PageTables,
        HolderKind::KernelStacks => PartKind::KernelStack,
        HolderKind::HugePages => PartKind::HugePages,
        HolderKind::Locked => PartKind::Locked,
        HolderKind::Sockets => PartKind::Sockets,
        HolderKind::Vmalloc => PartKind::OtherKernel,
        HolderKind::Balloon => PartKind::Balloon,
        HolderKind::Zram => PartKind::Zram,
        HolderKind::Gpu => PartKind::Gpu,
        HolderKind::Unaccounted => PartKind::NotItemised,
    }
}

fn holders_ui(ui: &mut Ui, shortage: &Shortage) {
    let holders = &shortage.holders;
    let (Some(ram), Some(free)) = (holders.ram, holders.free) else { return };
    let (palette, language) = (theme::palette(ui), spoken(ui));
    heading(ui, say!(language, "tabs-holders"));
    let mut told: Vec<(String, Bytes, Rgb)> = holders
        .list
        .iter()
        .map(|holder| (holder.words(language), holder.bytes, palette.part(part_of(holder.kind))))
        .collect();
    told.push((PartKind::Free.words(language).to_owned(), free, palette.part(PartKind::Free)));
    let shares: Vec<(f64, Rgb)> = told.iter().map(|(_, bytes, colour)| (bytes.share_of(ram), *colour)).collect();
    let name = shortage.holder_line(language).unwrap_or_else(|| say!(language, "tabs-holders").to_owned());
    widgets::meter(ui, vec2(HOLDERS_WIDTH.min(ui.available_width()), BAR), &shares, &name);
    ui.add_space(space::XS);
    let (left, top) = (ui.cursor().left(), ui.cursor().top());
    let shown: Vec<_> = told.iter().filter(|(_, bytes, _)| bytes.0 > 0).take(HOLDERS_SHOWN).collect();
    egui::Frame::new().inner_margin(egui::Margin { left: SWATCH, ..egui::Margin::ZERO }).show(ui, |ui| {
        ui.set_width((HOLDERS_WIDTH - f32::from(SWATCH)).min(ui.available_width()));
        ui.spacing_mut().item_spacing.y = 0.0;
        for (name, bytes, _) in &shown {
            let share = text::percent(language, *bytes, ram);
            let figures = [FigureCell::new(text::size(language, *bytes), 88.0), FigureCell::new(share, 64.0)];
            widgets::figures_row(ui, (name, ""), palette.body, &figures);
        }
    });
    for (nth, (_, _, colour)) in shown.iter().enumerate() {
        let middle = pos2(left + 5.0, top + theme::ROW * (nth as f32 + 0.5));
        ui.painter().rect_filled(Rect::from_center_size(middle, vec2(10.0, 10.0)), 2, *colour);
    }
}

fn zones_ui(ui: &mut Ui, shortage: &Shortage) {
    if shortage.zones.is_empty() {
        return;
    }
    let language = spoken(ui);
    heading(ui, say!(language, "tabs-zones-picture"));
    ui.add(Label::new(theme::caption(ui, say!(language, "tabs-zones-picture-hint"))).wrap());
    let room = (ui.available_width() - ZONE_WORDS).clamp(ZONE_LEAST, ZONE_WIDTH);
    Grid::new("checks").min_col_width(0.0).spacing([space::L, space::XS]).show(ui, |ui| {
        for zone in &shortage.zones {
            let name = match zone.node {
                Some(node) => say!(language, "tabs-zone-of-node", node = node.to_string(), zone = &*zone.name),
                None => zone.name.to_string(),
            };
            ui.label(name);
            zone_ui(ui, zone, room);
            ui.add(Label::new(RichText::new(verdict(language, zone)).text_style(theme::small_strong())));
            ui.end_row();
        }
    });
}

/// What the zone is for the request, in a few words.
fn verdict(language: Language, zone: &ZoneCheck) -> &'static str {
    match (zone.usable, zone.passes) {
        (Some(false), _) => say!(language, "tabs-zone-not-usable"),
        (Some(true), Some(true)) => say!(language, "tabs-zone-passes"),
        (Some(true), Some(false)) => say!(language, "tabs-zone-refuses"),
        _ => say!(language, "tabs-zone-untold"),
    }
}

/// What is free, in the parts that the request may and may not have, with the marks above it.
fn zone_ui(ui: &mut Ui, zone: &ZoneCheck, wide: f32) {
    let (Some(free), Some(min)) = (zone.free, zone.min) else {
        ui.label(theme::caption(ui, say!(spoken(ui), "tabs-zone-not-in-log")));
        return;
    };
    let palette = theme::palette(ui);
    let marks = [Some(min), zone.low, zone.high];
    let most = marks.iter().flatten().copied().max().unwrap_or(min);
    // Marks are small beside what a zone with room has free: that much of it is enough to see.
    let whole = Bytes(free.0.min(most.0.saturating_mul(3)).max(most.0.saturating_add(most.0 / 4)).max(1));
    let (rect, response) = ui.allocate_exact_size(vec2(wide, BAR + 8.0), Sense::hover());
    let bar = Rect::from_min_size(pos2(rect.left(), rect.top() + 4.0), vec2(rect.width(), BAR));
    let painter = ui.painter();
    painter.rect_filled(bar, 3, palette.raised);
    let at = |bytes: Bytes| bar.left() + bar.width() * chart::single(bytes.share_of(whole).min(1.0));
    let mut from = Bytes(0);
    for (bytes, colour) in parts(zone, palette) {
        let to = from.plus(bytes);
        painter.rect_filled(bar.with_min_x(at(from)).with_max_x(at(to)), 0, colour);
        from = to;
    }
    for (mark, width) in marks.iter().flatten().zip([2.5, 1.5, 1.0]) {
        painter.vline(at(*mark), rect.y_range(), Stroke::new(width, palette.strong));
    }
    let words = zone.arithmetic(spoken(ui));
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &words));
    widgets::explained(response, |ui| _ = ui.label(&words));
}

/// Free memory: what the request could have, then what is kept from it.
fn parts(zone: &ZoneCheck, palette: &Palette) -> [(Bytes, Rgb); 4] {
    let own = zone.available.filter(|_| zone.usable != Some(false)).unwrap_or_default();
    let enough = zone.min.is_some_and(|min| own > min);
    let kept = |part: Option<Bytes>| part.filter(|_| zone.usable != Some(false)).unwrap_or_default();
    let colour = if enough { palette.accent } else { palette.victim };
    let rest = zone.free.unwrap_or_default().minus(own).unwrap_or_default();
    let reserve = Bytes(kept(zone.reserve).0.min(rest.0));
    let cma = Bytes(kept(zone.cma).0.min(rest.0 - reserve.0));
    let other = Bytes(rest.0 - reserve.0 - cma.0);
    [
        (own, colour),
        (reserve, palette.part(PartKind::Free)),
        (cma, palette.part(PartKind::HugePages)),
        (other, palette.part(PartKind::NotItemised)),
    ]
}
