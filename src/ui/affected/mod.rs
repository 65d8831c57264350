//! Who is affected: workloads and nodes with their kills, sorted by any column. A click on a line leaves its kills in the
//! list, and a second one all again.

mod rows;
mod table;

use std::sync::Arc;

use egui::{CentralPanel, Frame, Label, ScrollArea, Ui};

use self::rows::{AffectedOrder, AffectedTable};
use super::kills::facet::Facet;
use super::shortcuts;
use super::state::{AppState, Command};
use super::theme::{self, space};
use super::widgets;
use crate::analysis::Affected;
use crate::report;
use crate::say;

/// What is remembered of the tables.
#[derive(Default)]
pub(super) struct AffectedPanel {
    made: Option<AffectedTables>,
    order: AffectedOrder,
}

/// The tables, and what they were made from.
struct AffectedTables {
    revision: u64,
    order: AffectedOrder,
    tables: [AffectedTable; 2],
}

impl AffectedPanel {
    fn refresh(&mut self, state: &AppState) {
        if self.made.as_ref().is_some_and(|made| made.revision == state.revision && made.order == self.order) {
            return;
        }
        let known = self.made.take().filter(|made| made.revision == state.revision).map(|made| made.tables);
        let mut tables = known.unwrap_or_else(|| AffectedTable::both(state, &Affected::of(&state.review)));
        for table in &mut tables {
            table.sort(self.order);
        }
        self.made = Some(AffectedTables { revision: state.revision, order: self.order, tables });
    }
}

pub(super) fn affected_ui(
    ui: &mut Ui,
    state: &AppState,
    panel: &mut AffectedPanel,
    ground: Frame,
    commands: &mut Vec<Command>,
) {
    panel.refresh(state);
    let Some(made) = &panel.made else { return };
    let mut order = panel.order;
    CentralPanel::default().frame(ground).show(ui, |ui| {
        ScrollArea::vertical().id_salt("who is affected").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::splat(space::M);
            head_ui(ui, state, commands);
            for table in &made.tables {
                widgets::sheet(ui, |ui| {
                    let asked = table::table_ui(ui, table, (panel.order, &state.list.filter));
                    order = asked.sort.map_or(order, |column| panel.order.clicked(column));
                    commands.extend(asked.only.map(|value| only(state, &value)));
                });
            }
        });
    });
    panel.order = order;
}

fn head_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let language = state.language;
    ui.horizontal_wrapped(|ui| {
        ui.add(Label::new(theme::bold(ui, say!(language, "heading-affected")).text_style(theme::title())));
        ui.menu_button(say!(language, "list-copy"), |ui| copy_ui(ui, state, commands));
        let back = ui.button(say!(language, "affected-close")).on_hover_text(shortcuts::AFFECTED.hint(ui.ctx()));
        if back.clicked() {
            commands.push(Command::ShowAffected);
        }
    });
    ui.add(Label::new(theme::caption(ui, say!(language, "affected-hint"))).wrap());
}

fn copy_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let language = state.language;
    let what = || say!(language, "heading-affected").to_owned();
    let copied = |spell: fn(&report::page::Table) -> String| {
        let tables = report::affected::tables(&state.review, &Affected::of(&state.review));
        Command::Copy { text: tables.each_ref().map(spell).join("\n"), what: what() }
    };
    if ui.button(say!(language, "list-copy-tsv")).clicked() {
        commands.push(copied(report::tsv));
    }
    if ui.button(say!(language, "list-copy-markdown")).clicked() {
        commands.push(copied(report::markdown_table));
    }
}

/// Leaves these kills in the list; all again where only they are left. Of workloads and pods one is chosen at a time, a
/// node beside it.
fn only(state: &AppState, (facet, value): &(Facet, Arc<str>)) -> Command {
    let mut filter = state.list.filter.clone();
    let is_chosen = facet.of(&filter).as_slice() == std::slice::from_ref(value);
    if *facet != Facet::Host {
        filter.workloads.clear();
        filter.owners.clear();
    }
    *facet.of_mut(&mut filter) = if is_chosen { Vec::new() } else { vec![Arc::clone(value)] };
    Command::Narrow(filter)
}
