//! The selected kill, or two that are compared: the card, and below it the tabs with what the card is drawn from.

use std::sync::Arc;

use egui::containers::scroll_area::ScrollBarVisibility;
use egui::{Align, Button, CentralPanel, Frame, Id, Layout, Margin, Panel, Role, ScrollArea, Ui, WidgetInfo};

use super::affected::{AffectedPanel, affected_ui};
use super::card::{self, CardPanel, card_ui};
use super::compare::{ComparePanel, compare_ui};
use super::log::{LogPanel, Topic};
use super::series_card::{SeriesPanel, series_ui};
use super::state::{AppState, Command, Spelling, Tab};
use super::tasks::TasksPanel;
use super::timeline::view::TimeView;
use super::{log, node_memory, statistics, tasks, theme, widgets, witness_card};
use crate::analysis::{Case, ShellCommand, Witness, commands};
use crate::model::{IncidentId, Source};
use crate::say;

/// The tabs' share of the height below the timeline, until the user makes it another: the card comes first.
const TABS: f32 = 0.36;
/// The same where a tab was asked for in a window that has room for little.
const TABS_ASKED: f32 = 0.5;
/// The log's share below the card of a sign, which says little.
const SIGN_LOG: f32 = 0.42;
/// The tabs' least height, with something in them.
const TABS_LEAST: f32 = 120.0;
/// The height of the tabs' names, and in a low window.
const NAMES: f32 = 40.0;
const LOW_NAMES: f32 = 32.0;
/// The room above and below the card.
const ROUND: f32 = 16.0;
/// The room for the arrow beside them.
const ARROW: f32 = 36.0;

/// What the right-hand side remembers.
#[derive(Default)]
pub(super) struct DetailPanel {
    card: CardPanel,
    compare: ComparePanel,
    series: SeriesPanel,
    affected: AffectedPanel,
    tasks: TasksPanel,
    pub(super) log: LogPanel,
    /// The tabs' height in the frame before, and whether the pointer is changing it.
    tabs_height: Option<f32>,
    tabs_dragged: bool,
    /// The kill for which a tab was asked for, and how often one had been asked for by then.
    asked: (Option<IncidentId>, u64),
    /// How high the card is down to its first next step, with the room around it, and for which kill.
    least_card: Option<(IncidentId, f32)>,
    /// What one may type about a kill, and about which, as of which revision.
    shell: (Option<(u64, IncidentId)>, Arc<[ShellCommand]>),
    /// What of the card no font can show.
    unseen: Unseen,
}

/// The character of a kill's card that no font has.
#[derive(Default)]
struct Unseen {
    looked_at: Option<IncidentId>,
    words: String,
    /// For how many frames: fonts of the system come a frame late.
    frames: u8,
}

impl DetailPanel {
    /// Another load begins: nothing that is remembered of the old one fits.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    fn shell(&mut self, state: &AppState, case: &Case) -> Arc<[ShellCommand]> {
        let key = Some((state.revision, case.incident.id));
        if self.shell.0 != key {
            let series = state.series_of(case.incident.id).and_then(|at| state.review.series.get(at));
            let kills = series.into_iter().flat_map(|series| &series.incidents).filter_map(|id| state.case(*id));
            let kills: Vec<&Case> = kills.map(|case| &**case).collect();
            self.shell = (key, commands(case, &kills, &state.review.cluster).into());
        }
        Arc::clone(&self.shell.1)
    }

    /// Says so where a character of the card cannot be shown: a box says nothing.
    fn unseen_ui(&mut self, ui: &mut Ui, case: &Case, sources: &[Source]) {
        let unseen = &mut self.unseen;
        if unseen.looked_at.replace(case.incident.id) != Some(case.incident.id) {
            unseen.words = card::as_text(case, sources, crate::lang::Language::English)
                .chars()
                .filter(|c| !c.is_ascii())
                .collect();
            unseen.frames = 0;
        }
        let Some(sentence) = widgets::unseen(ui, &unseen.words) else { return };
        unseen.frames = unseen.frames.saturating_add(1);
        if unseen.frames < 3 {
            ui.request_repaint();
        } else {
            ui.add(egui::Label::new(theme::caption(ui, sentence).color(theme::palette(ui).warning)).wrap());
        }
    }
}

/// `zoomed` is the stretch of the timeline that is looked at, where it is not all of it.
pub(super) fn detail_ui(
    ui: &mut Ui,
    state: &AppState,
    panel: &mut DetailPanel,
    zoomed: Option<TimeView>,
    commands: &mut Vec<Command>,
) {
    let palette = theme::palette(ui);
    let around = match (theme::is_low(ui.ctx()), theme::is_short(ui.ctx())) {
        (true, _) => Margin::same(6),
        (false, true) => Margin::symmetric(16, 8),
        (false, false) => Margin::same(16),
    };
    let ground = Frame::new().fill(palette.ground.into()).inner_margin(around);
    if state.selection.affected {
        affected_ui(ui, state, &mut panel.affected, ground, commands);
        return;
    }
    if let Some(kills) = state.compared_cases() {
        compare_ui(ui, state, kills, &mut panel.compare, commands);
        return;
    }
    if let Some(series) = state.selection.series {
        series_ui(ui, state, series, (&mut panel.series, zoomed), ground, commands);
        return;
    }
    if let Some(witness) = state.selected_witness() {
        sign_ui(ui, state, witness, panel, ground, commands);
        return;
    }
    let Some(case) = state.selected_case() else {
        let none_fits = state.shown().rows.is_empty() && !state.rows.is_empty();
        let words = if none_fits {
            say!(state.language, "list-none-fits")
        } else {
            say!(state.language, "window-select-a-kill")
        };
        CentralPanel::default().frame(ground).show(ui, |ui| ui.label(words));
        return;
    };
    lower_ui(ui, state, case, panel, commands);
    CentralPanel::default().frame(ground).show(ui, |ui| {
        ScrollArea::vertical().id_salt(case.incident.id.0).auto_shrink(false).show(ui, |ui| {
            panel.unseen_ui(ui, case, &state.review.sources);
            panel.card.pointed_line = state.pointed.line;
            panel.card.repeats = state.repeats(case.incident.id);
            panel.card.shell = panel.shell(state, case);
            let top = ui.cursor().top();
            card_ui(ui, case, &state.review.sources, &mut panel.card, commands);
            if let Some(bottom) = panel.card.first_step_at {
                panel.least_card = Some((case.incident.id, bottom - top + 3.0 * ROUND));
            }
        });
    });
}

/// A sign of a kill: its card, and below it the log around it, where it stands in one.
fn sign_ui(
    ui: &mut Ui,
    state: &AppState,
    witness: &Witness,
    panel: &mut DetailPanel,
    ground: Frame,
    commands: &mut Vec<Command>,
) {
    let row = state.selection.selected.and_then(|id| state.index_of(id)).and_then(|at| state.rows.get(at));
    if let Some(row) = row.filter(|row| !row.seen_in.is_empty()) {
        let topic = Topic::of_lines(&row.seen_in);
        let frame = Frame::new().fill(theme::palette(ui).panel.into()).inner_margin(Margin::symmetric(12, 8));
        let high = ui.available_height() * SIGN_LOG;
        let below = Panel::bottom("log of a sign").frame(frame).resizable(true).default_size(high);
        below.show(ui, |ui| {
            widgets::fixed(ui, |ui| log::log_ui(ui, state, &topic, &mut panel.log, commands));
        });
    } else if widgets::copies(ui, Id::unique("the card of a sign"), true) {
        // Where no line of a log can be meant, what the sign says is.
        commands.push(Command::CopyKills(Spelling::Text));
    }
    CentralPanel::default().frame(ground).show(ui, |ui| {
        let id = ("sign", state.selection.selected.map(|id| id.0));
        ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
            witness_card::witness_ui(ui, witness, &state.review.sources, Some(commands));
        });
    });
}

/// The tabs: their names alone where they are folded, else as high as the user made them.
fn lower_ui(ui: &mut Ui, state: &AppState, case: &Arc<Case>, panel: &mut DetailPanel, commands: &mut Vec<Command>) {
    let frame = Frame::new().fill(theme::palette(ui).panel.into());
    if state.settings.tabs_folded {
        let tabs = Panel::bottom("folded tabs").frame(frame).exact_size(names_height(ui));
        tabs.show(ui, |ui| tabs_ui(ui, state, commands));
        return;
    }
    let room = ui.available_height();
    // The card's sentence, why, and what to do first must be seen: the tabs give way, down to their names.
    let id = case.incident.id;
    if panel.asked.1 != state.tabs.asked {
        panel.asked = (Some(id), state.tabs.asked);
    }
    let gives_way = panel.asked.0 != Some(id);
    let least_card = panel.least_card.filter(|(known, _)| gives_way && *known == id).map_or(0.0, |(_, high)| high);
    let left = (room - least_card).max(names_height(ui));
    // A sentence that nothing is there needs no more than its line.
    let share = match (has_content(state.tabs.shown, case), gives_way) {
        (false, _) => (room * TABS).min(TABS_LEAST),
        (true, false) if theme::is_short(ui.ctx()) => room * TABS_ASKED,
        (true, _) => room * TABS,
    };
    let height = state.settings.tabs_height.map_or_else(|| share.min(left), f32::from);
    let is_dragged = ui.input(|input| input.pointer.any_down());
    let any_height = TABS_LEAST..=(room * 0.7).max(TABS_LEAST);
    // Without the user's wish the tabs keep their share of a room that changes while a log is read.
    let is_free = state.settings.tabs_height.is_some() || is_dragged || panel.tabs_dragged;
    let own = if height < TABS_LEAST { names_height(ui) } else { height };
    let range = if is_free { any_height } else { own..=own };
    let tabs = Panel::bottom("tabs").frame(frame).resizable(true).default_size(height);
    let shown = tabs.size_range(range).show(ui, |ui| {
        widgets::fixed(ui, |ui| {
            tabs_ui(ui, state, commands);
            tab_ui(ui, state, case, panel, commands);
        });
    });
    let now = shown.response.rect.height().round();
    let before = panel.tabs_height.replace(now);
    // Only what the pointer does is the user's wish; a small window may make the tabs smaller, too.
    panel.tabs_dragged |= is_dragged && before.is_some_and(|before| (before - now).abs() >= 1.0);
    if !is_dragged && std::mem::take(&mut panel.tabs_dragged) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a height on a screen")]
        commands.push(Command::TabsHeight(now.clamp(0.0, 10_000.0) as u16));
    }
}

/// Whether the log holds what a tab shows.
fn has_content(tab: Tab, case: &Case) -> bool {
    let incident = &case.incident;
    match tab {
        Tab::Tasks => !incident.tasks.is_empty(),
        Tab::Log => true,
        Tab::Statistics => !incident.cgroup_memory.stats.is_empty(),
        Tab::NodeMemory => incident.node_memory.is_some(),
        Tab::Stack => incident.stack.is_some(),
    }
}

fn names_height(ui: &Ui) -> f32 {
    if theme::is_low(ui.ctx()) { LOW_NAMES } else { NAMES }
}

fn tabs_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let beside = if theme::is_low(ui.ctx()) { 2 } else { 6 };
    Frame::new().inner_margin(Margin::symmetric(12, beside)).show(ui, |ui| {
        ui.horizontal(|ui| {
            let folded = state.settings.tabs_folded;
            // Where not all names have room they can be scrolled: the arrow stays in its place.
            let names = ScrollArea::horizontal().id_salt("tabs").max_width(ui.available_width() - ARROW);
            names.scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden).show(ui, |ui| {
                ui.horizontal(|ui| {
                    for tab in Tab::ALL {
                        if ui.selectable_label(state.tabs.shown == tab && !folded, tab.label(state.language)).clicked()
                        {
                            commands.push(Command::Show(tab));
                        }
                    }
                });
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let (arrow, hint) = if folded {
                    ("⏶", say!(state.language, "window-tabs-unfold"))
                } else {
                    ("⏷", say!(state.language, "window-tabs-fold"))
                };
                let response = ui.add(Button::new(arrow).frame(false)).on_hover_text(hint);
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, hint));
                if response.clicked() {
                    commands.push(Command::FoldTabs);
                }
            });
        });
    });
}

fn tab_ui(ui: &mut Ui, state: &AppState, case: &Arc<Case>, panel: &mut DetailPanel, commands: &mut Vec<Command>) {
    Frame::new().inner_margin(Margin { left: 12, right: 12, top: 0, bottom: 4 }).show(ui, |ui| {
        match state.tabs.shown {
            Tab::Tasks => tasks::tasks_ui(ui, state, case, &mut panel.tasks, commands),
            Tab::Log => log::log_ui(ui, state, &Topic::of_kill(case), &mut panel.log, commands),
            Tab::Statistics => statistics::statistics_ui(ui, case, commands),
            Tab::NodeMemory => node_memory::node_memory_ui(ui, case),
            Tab::Stack => log::stack_ui(ui, state, case, &mut panel.log, commands),
        }
    });
}
