//! The kills at the left: sorted, filtered, narrowed by facets; kills of one container folded under one line.

mod actions;
mod chips;
mod lines;

use egui::{Align, Frame, Layout, Margin, Panel, Rect, ScrollArea, Ui};

pub(super) use self::actions::menu_ui as kill_menu_ui;
use self::chips::chips_ui;
use self::lines::{ListLine, RowTells};
use super::kills::filter::{Filter, Sort, SortBy};
use super::kills::folds::Entry;
use super::state::{AppState, Command, Fold, Pointed};
use super::theme::{self, space};
use super::widgets;
use crate::model::IncidentId;
use crate::say;

/// The list's share of the window's width, at most: the card needs the rest.
const MOST_WIDE: f32 = 0.42;

/// What the list remembers.
#[derive(Debug, Default)]
pub(super) struct ListPanel {
    /// Where each line begins, and at the end where the last one ends, in points from the top.
    tops: Vec<f32>,
    tops_for: Option<u64>,
    /// Which lines are selected.
    marks: Vec<bool>,
    /// The line of the kill that is shown.
    lead: Option<usize>,
    marks_for: Option<MarksFor>,
    /// The line of the kill under the pointer.
    pointed: Option<usize>,
    pointed_for: Option<(u64, Option<IncidentId>)>,
    revealed: u64,
    offset: f32,
}

/// What marks depend on: the lines, the choice, the kill and the series that are shown, the two that are compared.
type MarksFor = (u64, u64, Option<IncidentId>, Option<usize>, Option<(IncidentId, IncidentId)>);

pub(super) fn list_ui(ui: &mut Ui, state: &AppState, panel: &mut ListPanel, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.panel.into()).inner_margin(Margin { top: 8, ..Margin::ZERO });
    let wide = ui.available_width();
    let kills = Panel::left("kills").frame(frame).resizable(true).default_size(320.0);
    // At twice the size the verdict's words need the room.
    let least = if theme::is_low(ui.ctx()) { 150.0 } else { 200.0 };
    let most = if theme::is_low(ui.ctx()) { 0.25 } else { MOST_WIDE };
    kills.size_range(least..=(wide * most).max(least)).show(ui, |ui| {
        widgets::fixed(ui, |ui| {
            header_ui(ui, state, commands);
            actions::chosen_ui(ui, state, commands);
            panel.refresh(state);
            if state.list.listing.lines.entries.is_empty() {
                nothing_ui(ui, state, commands);
            } else {
                entries_ui(ui, state, panel, commands);
            }
        });
    });
}

fn header_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    Frame::new().inner_margin(Margin::symmetric(12, 0)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                sort_ui(ui, state, commands);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(theme::bold(ui, counted(state))).truncate());
                });
            });
        });
        if !theme::is_low(ui.ctx()) || !state.list.filter.is_empty() {
            chips_ui(ui, state, commands);
        }
        if let Some(complaint) = &state.shown().complaint {
            let words = egui::RichText::new(complaint.words(state.language)).text_style(egui::TextStyle::Small);
            ui.add(egui::Label::new(words.color(theme::palette(ui).warning)).wrap());
        }
    });
    ui.add_space(space::XS);
}

/// How many kills are shown, and beside them how many signs of others: those are not counted as kills.
fn counted(state: &AppState) -> String {
    let (language, kills) = (state.language, state.review.cases.len());
    let shown = state.shown().rows.iter().filter(|row| **row < kills).count();
    let signs = state.shown().rows.len() - shown;
    let all_signs = state.rows.len() - kills;
    let (shown, all) = (shown as u64, kills as u64);
    let of_kills = match (state.summary.all_killed, shown == all) {
        _ if all == 0 && all_signs > 0 => None,
        (true, true) => Some(say!(language, "list-kills", count = all)),
        (true, false) => Some(say!(language, "list-some-kills", shown = shown, all = all)),
        (false, true) => Some(say!(language, "list-incidents", count = all)),
        (false, false) => Some(say!(language, "list-some-incidents", shown = shown, all = all)),
    };
    let of_signs = match (signs, all_signs) {
        (_, 0) => None,
        (shown, all) if shown == all => Some(say!(language, "list-signs", count = all)),
        (shown, all) => Some(say!(language, "list-some-signs", shown = shown, all = all)),
    };
    of_kills.into_iter().chain(of_signs).collect::<Vec<_>>().join(" · ")
}

fn sort_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let (sort, language) = (state.list.sort, state.language);
    let label = sort.by.label(language);
    let arrow = widgets::sort_arrow(sort.by.rises() != sort.reversed);
    ui.menu_button(format!("{label} {arrow}"), |ui| {
        for by in SortBy::ALL {
            if ui.selectable_label(sort.by == by, by.label(language)).clicked() {
                // The same again turns it round.
                commands.push(Command::Order(Sort { by, reversed: sort.by == by && !sort.reversed }));
            }
        }
        if !state.review.series.is_empty() {
            ui.separator();
            gather_ui(ui, state, commands);
        }
    })
    .response
    .on_hover_text(say!(language, "list-sort-hint"));
}

/// Whether series are gathered, and all of them folded or unfolded.
fn gather_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let language = state.language;
    let mut folded = !state.list.listing.folds.flat;
    let gather = widgets::checkbox(ui, &mut folded, say!(language, "list-gather"));
    if gather.on_hover_text(say!(language, "list-gather-hint")).clicked() {
        commands.push(Command::Fold(Fold::Never(!folded)));
    }
    for (open, label) in [(true, say!(language, "list-unfold-all")), (false, say!(language, "list-fold-all"))] {
        if ui.add_enabled(folded, egui::Button::new(label)).clicked() {
            commands.push(Command::Fold(Fold::All { open }));
        }
    }
}

/// Nothing is left: what the filter is, and the way back.
fn nothing_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let language = state.language;
    Frame::new().inner_margin(Margin::symmetric(12, 24)).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.label(theme::bold(ui, say!(language, "list-none-fits")));
            if !state.list.filter.text.is_empty() {
                let text = widgets::cut(&state.list.filter.text, language);
                let words = if state.list.filter.is_regex {
                    say!(language, "list-the-expression", text = text)
                } else {
                    say!(language, "list-the-text", text = text)
                };
                ui.add(egui::Label::new(theme::caption(ui, words)).truncate());
            }
            ui.add_space(space::S);
            let kills = state.review.cases.len();
            let all = if kills == state.rows.len() {
                say!(language, "list-show-all-kills", count = kills)
            } else {
                say!(language, "list-show-all").to_owned()
            };
            if ui.add(egui::Button::new(all).wrap()).clicked() {
                commands.push(Command::Narrow(Filter::default()));
            }
        });
    });
}

fn entries_ui(ui: &mut Ui, state: &AppState, panel: &mut ListPanel, commands: &mut Vec<Command>) {
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("kills");
    if let Some(offset) = panel.reveal(state, ui.available_height()) {
        area = area.vertical_scroll_offset(offset);
    }
    let output = area.show_viewport(ui, |ui, view| {
        ui.set_height(panel.tops.last().copied().unwrap_or(0.0));
        let corner = ui.max_rect().left_top();
        let first = panel.tops.partition_point(|top| *top <= view.top()).saturating_sub(1);
        let lines = state.list.listing.lines.entries.iter().zip(panel.tops.windows(2)).enumerate().skip(first);
        for (at, (entry, ends)) in lines {
            let [top, bottom] = ends else { continue };
            if *top >= view.bottom() {
                break;
            }
            let rows = corner.y + top..=corner.y + bottom;
            let rect = Rect::from_x_y_ranges(corner.x..=corner.x + ui.available_width(), rows);
            let line = ListLine {
                rect,
                lead: panel.lead == Some(at),
                chosen: panel.marks.get(at) == Some(&true),
                pointed: panel.pointed == Some(at),
            };
            entry_ui(ui, state, entry, &line, commands);
        }
    });
    panel.offset = output.state.clamped_offset().y;
}

fn entry_ui(ui: &mut Ui, state: &AppState, entry: &Entry, line: &ListLine, commands: &mut Vec<Command>) {
    match entry {
        Entry::Day { day, year_assumed } => {
            // Whoever set the year assumes nothing.
            let is_assumed = *year_assumed && state.dating.year.is_none();
            lines::day_ui(ui, (*day, is_assumed), line);
        }
        Entry::Kill { row, in_series, owned, dated } => {
            let Some(row) = state.rows.get(*row) else { return };
            let response =
                lines::kill_ui(ui, state, row, line, RowTells { in_series: *in_series, owner: !owned, day: *dated });
            if response.hovered() {
                commands.push(Command::Hover(Pointed::at(row.id)));
            }
            actions::clicked(ui, &response, line, &[row.id], Command::Select(row.id), commands);
            response.context_menu(|ui| actions::menu_ui(ui, state, commands));
        }
        Entry::Series { series, kills, open } => {
            let rows = state.list.listing.lines.order.get(kills.clone()).unwrap_or_default();
            let response = lines::series_ui(ui, state, (*series, rows, *open), line);
            if response.hovered() {
                commands.push(Command::Hover(Pointed { series: Some(*series), ..Pointed::default() }));
            }
            if response.clicked() || response.secondary_clicked() {
                let ids: Vec<_> = rows.iter().filter_map(|row| state.rows.get(*row)).map(|row| row.id).collect();
                // The first click shows the card, the next one its kills; the arrow does that at once.
                let is_shown = state.selection.series == Some(*series);
                let on_arrow = response.interact_pointer_pos().is_some_and(|at| at.x < line.rect.left() + lines::MARK);
                let plain = if is_shown || on_arrow {
                    Command::Fold(Fold::Toggle(*series))
                } else {
                    Command::ShowSeries(*series)
                };
                actions::clicked(ui, &response, line, &ids, plain, commands);
            }
            response.context_menu(|ui| actions::menu_ui(ui, state, commands));
        }
    }
}

impl ListPanel {
    /// Measures and marks the lines anew where they or the selection changed.
    fn refresh(&mut self, state: &AppState) {
        let listing = &state.list.listing;
        let entries = &listing.lines.entries;
        if self.tops_for != Some(listing.revision) {
            self.tops_for = Some(listing.revision);
            self.tops = std::iter::once(0.0).chain(entries.iter().map(lines::height)).collect();
            let mut bottom = 0.0;
            for top in &mut self.tops {
                bottom += *top;
                *top = bottom;
            }
        }
        let pointed_for = (listing.revision, state.pointed.kill);
        if self.pointed_for.replace(pointed_for) != Some(pointed_for) {
            let row = state.pointed.kill.and_then(|id| state.index_of(id));
            self.pointed = row.and_then(|row| listing.lines.entry_of(row));
        }
        let selection = &state.selection;
        let key =
            (listing.revision, selection.chosen_revision, selection.selected, selection.series, selection.compared);
        if self.marks_for == Some(key) {
            return;
        }
        self.marks_for = Some(key);
        let head = selection.series.and_then(|series| listing.lines.entry_of_series(series));
        let of_kill = || listing.lines.entry_of(state.index_of(selection.selected?)?);
        self.lead = head.or_else(of_kill);
        self.marks.clear();
        if !state.selection.chosen.kills.is_empty() || state.selection.compared.is_some() {
            let is_chosen = |row: &usize| state.rows.get(*row).is_some_and(|row| state.is_marked(row.id));
            let marked = |entry: &Entry| match entry {
                Entry::Day { .. } => false,
                Entry::Kill { row, .. } => is_chosen(row),
                Entry::Series { kills, .. } => {
                    listing.lines.order.get(kills.clone()).unwrap_or_default().iter().all(is_chosen)
                }
            };
            self.marks.extend(entries.iter().map(marked));
        }
    }

    /// The scroll position that brings a newly selected kill into view, where it is not there already.
    fn reveal(&mut self, state: &AppState, height: f32) -> Option<f32> {
        if std::mem::replace(&mut self.revealed, state.selection.reveal) == state.selection.reveal {
            return None;
        }
        let lead = self.lead?;
        let entries = &state.list.listing.lines.entries;
        // The day over the line is worth seeing too.
        let headed = lead.checked_sub(1).filter(|above| matches!(entries.get(*above), Some(Entry::Day { .. })));
        let top = *self.tops.get(headed.unwrap_or(lead))?;
        let bottom = *self.tops.get(lead + 1)?;
        if top >= self.offset && bottom <= self.offset + height {
            return None;
        }
        let far = (top - self.offset).abs() > 2.0 * height || bottom - top > height;
        Some(match top < self.offset {
            _ if far => (top - height / 3.0).max(0.0),
            true => top,
            false => bottom - height,
        })
    }
}
