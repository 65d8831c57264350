//! The kills at the left: sorted, filtered, narrowed by facets; kills of one container folded under one line.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{
    Align, FontId, FontSelection, Frame, Galley, Layout, Margin, Panel, Rect, Response, Role, ScrollArea, Sense,
    Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::filter::{Filter, Sort, SortBy};
use super::folds::{Entry, entries};
use super::rows::Row;
use super::state::{AppState, Command};
use super::theme::{self, space};
use super::widgets;
use crate::analysis::Scope;
use crate::lang::Language;
use crate::model::IncidentId;
use crate::palette::Mark;
use crate::text;

/// The height of a kill: two lines of text.
const HEIGHT: f32 = 52.0;

/// How many nodes are listed, those with most kills first; more are found by the filter.
const HOSTS_LISTED: usize = 200;

/// What the list remembers.
#[derive(Debug, Default)]
pub(super) struct ListPanel {
    entries: Vec<Entry>,
    entries_for: Option<(u64, u64)>,
    unfolded: BTreeSet<usize>,
    folds: u64,
    revealed: u64,
    offset: f32,
}

pub(super) fn list_ui(ui: &mut Ui, state: &AppState, panel: &mut ListPanel, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.panel.into()).inner_margin(Margin::symmetric(0, 8));
    let wide = ui.available_width();
    let kills = Panel::left("kills").frame(frame).resizable(true).default_size(320.0);
    kills.size_range(200.0..=wide * 0.5).show(ui, |ui| {
        widgets::fixed(ui, |ui| {
            header_ui(ui, state, commands);
            panel.refresh(state);
            if panel.entries.is_empty() {
                nothing_ui(ui, commands);
            } else {
                entries_ui(ui, state, panel, commands);
            }
        });
    });
}

fn header_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    Frame::new().inner_margin(Margin::symmetric(12, 0)).show(ui, |ui| {
        ui.horizontal(|ui| {
            let (shown, all) = (state.shown().rows.len() as u64, state.rows.len() as u64);
            let (one, many) = if state.all_killed { ("kill", "kills") } else { ("incident", "incidents") };
            let kills = text::counted(all, one, many);
            let counted = if shown == all { kills } else { format!("{} of {kills}", text::count(shown)) };
            ui.label(theme::bold(ui, counted));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| sort_ui(ui, state.sort, commands));
        });
        if has_chips(state) {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
                chips_ui(ui, state, commands);
            });
        }
    });
    ui.add_space(space::XS);
}

fn sort_ui(ui: &mut Ui, sort: Sort, commands: &mut Vec<Command>) {
    let label = SortBy::ALL.into_iter().find(|(by, _)| *by == sort.by).map_or("", |(_, label)| label);
    let arrow = if sort.reversed { "⬇" } else { "⬆" };
    ui.menu_button(format!("{label} {arrow}"), |ui| {
        for (by, label) in SortBy::ALL {
            if ui.selectable_label(sort.by == by, label).clicked() {
                // The same again turns it round.
                commands.push(Command::Order(Sort { by, reversed: sort.by == by && !sort.reversed }));
            }
        }
    })
    .response
    .on_hover_text("Sort the kills; the same order again turns it round");
}

/// True where there is something to choose, or to choose no longer.
fn has_chips(state: &AppState) -> bool {
    let (shown, filter) = (state.shown(), &state.filter);
    shown.scopes.len() > 1 || shown.hosts.len() > 1 || !filter.is_empty()
}

/// Scopes and nodes with their counts.
fn chips_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let (shown, filter) = (state.shown(), &state.filter);
    let scopes = Scope::ALL.into_iter().filter_map(|scope| Some((scope, *shown.scopes.get(&scope)?)));
    let scopes: Vec<_> = scopes.collect();
    if scopes.len() > 1 || !filter.scopes.is_empty() {
        for (scope, count) in scopes {
            let label = format!("{} {}", text::scope(Language::English, scope), text::count(count as u64));
            if chip_ui(ui, filter.scopes.contains(&scope), &label, Some(scope)).clicked() {
                let scopes = toggled(&filter.scopes, scope);
                commands.push(Command::Narrow(Filter { scopes, ..filter.clone() }));
            }
        }
    }
    if shown.hosts.len() > 1 || !filter.hosts.is_empty() {
        hosts_ui(ui, state, commands);
    }
    if filter.span.is_some() && chip_ui(ui, true, "Part of the timeline ✖", None).clicked() {
        commands.push(Command::Narrow(Filter { span: None, ..filter.clone() }));
    }
}

/// Nodes have long names: they stand in a menu.
fn hosts_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let (shown, filter) = (state.shown(), &state.filter);
    let label = match filter.hosts.as_slice() {
        [] => format!("{} ⏷", text::counted(shown.hosts.len() as u64, "node", "nodes")),
        [host] => format!("{host} ⏷"),
        some => format!("{} of the nodes ⏷", text::count(some.len() as u64)),
    };
    let chip = chip_ui(ui, !filter.hosts.is_empty(), &label, None);
    egui::Popup::menu(&chip).show(|ui| {
        ui.set_min_width(280.0);
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for (host, count) in shown.hosts.iter().take(HOSTS_LISTED) {
                let label = format!("{host}  ·  {}", text::count(*count as u64));
                if ui.selectable_label(filter.hosts.contains(host), label).clicked() {
                    let hosts = toggled(&filter.hosts, Arc::clone(host));
                    commands.push(Command::Narrow(Filter { hosts, ..filter.clone() }));
                }
            }
        });
    });
}

fn toggled<T: PartialEq + Clone>(chosen: &[T], one: T) -> Vec<T> {
    let mut toggled: Vec<T> = chosen.iter().filter(|known| **known != one).cloned().collect();
    if toggled.len() == chosen.len() {
        toggled.push(one);
    }
    toggled
}

fn chip_ui(ui: &mut Ui, chosen: bool, label: &str, scope: Option<Scope>) -> Response {
    let palette = theme::palette(ui);
    let galley = galley(ui, label, theme::small_strong().resolve(ui.style()), 220.0);
    let before = if scope.is_some() { 22.0 } else { 8.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(before + galley.size().x + 8.0, 22.0), Sense::click());
    let fill = match (chosen, response.hovered() || response.has_focus()) {
        (true, _) => palette.selection,
        (false, true) => palette.raised,
        (false, false) => palette.inset,
    };
    let edge = if chosen { palette.accent } else { palette.line };
    ui.painter().rect(rect, 11.0, fill, Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    if let Some(scope) = scope {
        let centre = pos2(rect.left() + 13.0, rect.center().y);
        ui.painter().add(widgets::mark(Mark::of(scope), centre, 4.5, palette.scope(scope)));
    }
    let at = pos2(rect.left() + before, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.body.into());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, label));
    response
}

fn nothing_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    Frame::new().inner_margin(12).show(ui, |ui| {
        ui.label("No kill fits the filter");
        if ui.button("Show all kills").clicked() {
            commands.push(Command::Narrow(Filter::default()));
        }
    });
}

fn entries_ui(ui: &mut Ui, state: &AppState, panel: &mut ListPanel, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("kills");
    if let Some(offset) = panel.reveal(state, ui.available_height()) {
        area = area.vertical_scroll_offset(offset);
    }
    let mut folded = None;
    let output = area.show_rows(ui, HEIGHT, panel.entries.len(), |ui, range| {
        for entry in panel.entries.get(range).unwrap_or_default() {
            match *entry {
                Entry::Kill { row, in_series } => {
                    let Some(row) = state.rows.get(row) else { continue };
                    let indent = if in_series { 20.0 } else { 0.0 };
                    if kill_ui(ui, state, row, indent).clicked() {
                        commands.push(Command::Select(row.id));
                    }
                }
                Entry::Series { series, count, first } => {
                    let open = panel.unfolded.contains(&series);
                    if series_ui(ui, state, (series, count, first), open).clicked() {
                        folded = Some(series);
                    }
                }
            }
        }
    });
    panel.offset = output.state.clamped_offset().y;
    if let Some(series) = folded {
        panel.toggle(series);
    }
}

fn kill_ui(ui: &mut Ui, state: &AppState, row: &Row, indent: f32) -> Response {
    let palette = theme::palette(ui);
    let selected = state.selected == Some(row.id);
    let (rect, response) = line(ui, selected);
    let left = rect.left() + 12.0 + indent;
    let centre = pos2(left + 7.0, rect.top() + 17.0);
    ui.painter().add(widgets::mark(Mark::of(row.scope), centre, 6.0, palette.scope(row.scope)));
    let held = row.held.map(text::size).unwrap_or_default();
    let more = if row.more_victims > 0 { format!(" +{}", row.more_victims) } else { String::new() };
    let name = format!("{}{more}", row.victim);
    let host = row.host.as_deref().filter(|_| state.shown().hosts.len() > 1);
    let below: Vec<&str> = [Some(&*row.when), host, row.owner.as_deref()].into_iter().flatten().collect();
    two_lines(ui, rect.with_min_x(left + 22.0), (&name, &held), &below.join(" · "));
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, row.label()));
    response.on_hover_text_at_pointer(row.owner.as_deref().unwrap_or(&row.when))
}

fn series_ui(ui: &mut Ui, state: &AppState, (series, count, first): (usize, usize, usize), open: bool) -> Response {
    let palette = theme::palette(ui);
    let holds_selected = !open && state.selected.is_some_and(|id| in_series(state, series, id));
    let (rect, response) = line(ui, holds_selected);
    let Some(series) = state.review.series.get(series) else { return response };
    let left = rect.left() + 12.0;
    let arrow = if open { "⏷" } else { "⏵" };
    let font = FontSelection::Default.resolve(ui.style());
    let colour = state.rows.get(first).map_or(palette.weak, |row| palette.scope(row.scope));
    ui.painter().text(pos2(left + 7.0, rect.top() + 17.0), egui::Align2::CENTER_CENTER, arrow, font, colour.into());
    let kills = format!("{}×", text::count(count as u64));
    two_lines(ui, rect.with_min_x(left + 22.0), (&series.title, &kills), &series.summary);
    let label = format!("{}: {}", series.title, text::counted(count as u64, "kill", "kills"));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &label));
    response.on_hover_text_at_pointer(&series.summary)
}

/// Room for a line of the list, with its ground.
fn line(ui: &mut Ui, selected: bool) -> (Rect, Response) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    if selected {
        ui.painter().rect_filled(rect, 0.0, palette.selection);
        ui.painter().rect_filled(rect.with_max_x(rect.left() + 3.0), 0.0, palette.accent);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0.0, palette.inset);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    (rect, response)
}

fn two_lines(ui: &Ui, rect: Rect, (name, figure): (&str, &str), below: &str) {
    let palette = theme::palette(ui);
    let right = rect.right() - 16.0;
    let figure = galley(ui, figure, egui::TextStyle::Body.resolve(ui.style()), 120.0);
    let wide = right - rect.left() - figure.size().x - space::S;
    let name = galley(ui, name, theme::strong().resolve(ui.style()), wide);
    let below = galley(ui, below, egui::TextStyle::Small.resolve(ui.style()), right - rect.left());
    let middle = rect.top() + 17.0;
    let figure_at = pos2(right - figure.size().x, middle - figure.size().y / 2.0);
    ui.painter().galley(figure_at, figure, palette.body.into());
    ui.painter().galley(pos2(rect.left(), middle - name.size().y / 2.0), name, palette.strong.into());
    ui.painter().galley(pos2(rect.left(), rect.top() + 29.0), below, palette.weak.into());
}

/// Text of one line, cut with … where there is no room.
fn galley(ui: &Ui, words: &str, font: FontId, wide: f32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), font, egui::Color32::PLACEHOLDER);
    job.wrap = egui::text::TextWrapping::truncate_at_width(wide.max(0.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn in_series(state: &AppState, series: usize, id: IncidentId) -> bool {
    state.review.series.get(series).is_some_and(|series| series.incidents.contains(&id))
}

impl ListPanel {
    fn toggle(&mut self, series: usize) {
        if !self.unfolded.remove(&series) {
            self.unfolded.insert(series);
        }
        self.folds += 1;
    }

    fn refresh(&mut self, state: &AppState) {
        if self.revealed != state.reveal {
            let holder =
                state.selected.and_then(|id| state.review.series.iter().position(|s| s.incidents.contains(&id)));
            self.folds += u64::from(holder.is_some_and(|series| self.unfolded.insert(series)));
        }
        let key = (state.shown_revision, self.folds);
        if self.entries_for != Some(key) {
            self.entries_for = Some(key);
            self.entries = entries(&state.shown().rows, &state.rows, &state.review.series, &self.unfolded);
        }
    }

    /// The scroll position that brings a newly selected kill into view, where it is not there already.
    fn reveal(&mut self, state: &AppState, height: f32) -> Option<f32> {
        if std::mem::replace(&mut self.revealed, state.reveal) == state.reveal {
            return None;
        }
        let at = self.entries.iter().position(|entry| match entry {
            Entry::Kill { row, .. } => state.rows.get(*row).map(|row| row.id) == state.selected,
            Entry::Series { .. } => false,
        })?;
        let top = HEIGHT * at as f32;
        let visible = (self.offset..=self.offset + height - HEIGHT).contains(&top);
        (!visible).then(|| (top - height / 3.0).max(0.0))
    }
}
