//! The selected kill, or two that are compared: the card, and below it the tabs with what the card is drawn from.

use std::sync::Arc;

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

use super::card::{CardPanel, card_ui};
use super::compare::{ComparePanel, compare_ui};
use super::log::LogPanel;
use super::state::{AppState, Command, Tab};
use super::tasks::TasksPanel;
use super::{log, node_memory, statistics, tasks, theme, widgets};
use crate::analysis::Case;

/// The tabs' share of the window's height, until the user makes it another.
const TABS: f32 = 0.34;

/// What the right-hand side remembers.
#[derive(Default)]
pub(super) struct DetailPanel {
    card: CardPanel,
    compare: ComparePanel,
    tasks: TasksPanel,
    pub(super) log: LogPanel,
}

impl DetailPanel {
    /// Another load begins: nothing that is remembered of the old one fits.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

pub(super) fn detail_ui(ui: &mut Ui, state: &AppState, panel: &mut DetailPanel, commands: &mut Vec<Command>) {
    if let Some(kills) = state.compared_cases() {
        compare_ui(ui, state, kills, &mut panel.compare, commands);
        return;
    }
    let palette = theme::palette(ui);
    let ground = Frame::new().fill(palette.ground.into()).inner_margin(Margin::same(16));
    let Some(case) = state.selected_case() else {
        CentralPanel::default().frame(ground).show(ui, |ui| ui.label("Select a kill in the list or on the timeline"));
        return;
    };
    let (share, room) = (ui.ctx().content_rect().height() * TABS, ui.available_height());
    let tabs = Panel::bottom("tabs").frame(Frame::new().fill(palette.panel.into())).resizable(true).default_size(share);
    tabs.size_range(120.0..=room * 0.7).show(ui, |ui| {
        widgets::fixed(ui, |ui| {
            tabs_ui(ui, state, commands);
            tab_ui(ui, state, case, panel, commands);
        });
    });
    CentralPanel::default().frame(ground).show(ui, |ui| {
        ScrollArea::vertical().id_salt(case.incident.id.0).auto_shrink(false).show(ui, |ui| {
            card_ui(ui, case, &state.review.sources, &mut panel.card, commands);
        });
    });
}

fn tabs_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    Frame::new().inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
        ui.horizontal(|ui| {
            for (tab, label) in Tab::ALL {
                if ui.selectable_label(state.tab == tab, label).clicked() {
                    commands.push(Command::Show(tab));
                }
            }
        });
    });
}

fn tab_ui(ui: &mut Ui, state: &AppState, case: &Arc<Case>, panel: &mut DetailPanel, commands: &mut Vec<Command>) {
    Frame::new().inner_margin(Margin { left: 12, right: 12, top: 0, bottom: 4 }).show(ui, |ui| match state.tab {
        Tab::Tasks => tasks::tasks_ui(ui, state, case, &mut panel.tasks, commands),
        Tab::Log => log::log_ui(ui, state, case, &mut panel.log, commands),
        Tab::Statistics => statistics::statistics_ui(ui, case, commands),
        Tab::NodeMemory => node_memory::node_memory_ui(ui, case),
        Tab::Stack => log::stack_ui(ui, state, case, &mut panel.log, commands),
    });
}
