//! Two kills side by side, instead of one kill's card: what grew in one sentence, then the memory, the figures, the
//! processes and the statistics of both.

mod memory;
pub(super) mod picture;
mod rows;

use std::sync::Arc;

use egui::{CentralPanel, Frame, Label, Margin, RichText, ScrollArea, Ui};

use self::rows::{ChangeRow, ComparisonColumns};
use super::balanced::balanced;
use super::language::spoken;
use super::state::{AppState, Command};
use super::theme::{self, space};
use super::{shortcuts, widgets};
use crate::analysis::{Case, Difference, Fate, Kinship, StatChange, TaskChange};
use crate::lang::Language;
use crate::model::Source;
use crate::palette::{MarkShape, Scheme};
use crate::report;
use crate::say;
use crate::text;

/// From this width on the two kills stand beside each other.
const SIDE_BY_SIDE_FROM: f32 = 560.0;
/// How many rows a block shows before it is asked for more; a picture shows no more.
const ROWS_SHOWN: usize = 24;
/// The same where a picture has little room, and on a slide.
const ROWS_OF_A_DIGEST: usize = 10;
const ROWS_OF_A_SLIDE: usize = 4;
/// A full bar is a change by at least this part of the memory.
const FULL_BAR: u64 = 20;
/// How many rows a block shows at most; what is copied holds more.
const MOST_ROWS: usize = 400;

/// What the comparison remembers between frames.
#[derive(Debug, Default)]
pub(super) struct ComparePanel {
    made_for: Option<(Arc<Case>, Arc<Case>)>,
    difference: Option<Arc<Difference>>,
    asked: Extent,
}

/// What a comparison is asked to show, and the rows that show it.
#[derive(Debug, Default)]
pub(super) struct Extent {
    more: More,
    amount: ComparedAmount,
    rows: Option<Rows>,
}

/// How much of a comparison is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ComparedAmount {
    /// All, with buttons.
    #[default]
    Window,
    /// All of a picture.
    Everything,
    /// What fits a page.
    Digest,
    /// What is said aloud.
    Slide,
}

impl ComparedAmount {
    /// How many rows a block shows that nobody asked for more.
    const fn rows(self) -> usize {
        match self {
            Self::Window | Self::Everything => ROWS_SHOWN,
            Self::Digest => ROWS_OF_A_DIGEST,
            Self::Slide => ROWS_OF_A_SLIDE,
        }
    }

    /// Nothing to click.
    const fn is_picture(self) -> bool {
        !matches!(self, Self::Window)
    }
}

/// What a comparison shows that did not change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct More {
    /// Processes.
    names: bool,
    /// Statistics.
    stats: bool,
}

/// The rows of all blocks, made anew only when what they depend on changes.
#[derive(Debug)]
struct Rows {
    made_for: (Language, Scheme, More),
    memory: Vec<ChangeRow>,
    all_memory: Option<ChangeRow>,
    figures: Vec<ChangeRow>,
    tasks: Vec<ChangeRow>,
    all_tasks: ChangeRow,
    stats: Vec<ChangeRow>,
}

impl Rows {
    fn new((language, scheme, more): (Language, Scheme, More), difference: &Difference) -> Self {
        let palette = scheme.palette();
        let Difference { parts, figures, tasks, stats, .. } = difference;
        let changes = parts.iter().flat_map(|parts| &parts.changes);
        let is_task_shown = |task: &&TaskChange| more.names || task.change() != Some(0) || task.fate() != Fate::Stayed;
        let is_stat_shown = |stat: &&StatChange| more.stats || stat.change() != Some(0);
        let tasks_shown = tasks.names.iter().filter(is_task_shown).take(MOST_ROWS);
        Self {
            made_for: (language, scheme, more),
            memory: changes.map(|part| ChangeRow::part(language, part, palette.part(part.kind))).collect(),
            all_memory: parts.as_ref().map(|parts| ChangeRow::total(language, parts.totals)),
            figures: figures.iter().map(|change| ChangeRow::figure(language, change)).collect(),
            tasks: tasks_shown.map(|task| ChangeRow::task((language, palette), task)).collect(),
            all_tasks: ChangeRow::tasks(language, tasks),
            stats: stats
                .iter()
                .filter(is_stat_shown)
                .take(MOST_ROWS)
                .map(|change| ChangeRow::stat(language, change))
                .collect(),
        }
    }
}

impl Extent {
    /// A page that nobody can click on.
    pub(super) fn for_picture(amount: ComparedAmount) -> Self {
        Self { amount, ..Self::default() }
    }
}

pub(super) fn compare_ui(
    ui: &mut Ui,
    state: &AppState,
    (one, other): (&Arc<Case>, &Arc<Case>),
    panel: &mut ComparePanel,
    commands: &mut Vec<Command>,
) {
    // Kills that are found meanwhile change nothing here.
    let is_made = panel.made_for.as_ref().is_some_and(|made| Arc::ptr_eq(&made.0, one) && Arc::ptr_eq(&made.1, other))
        && panel.difference.as_ref().is_some_and(|difference| difference.language == state.language);
    if !is_made {
        *panel = ComparePanel {
            made_for: Some((Arc::clone(one), Arc::clone(other))),
            difference: Some(Arc::new(Difference::of(one, other, &state.review.cluster, state.language))),
            asked: Extent::default(),
        };
    }
    let Some(difference) = panel.difference.clone() else { return };
    let palette = theme::palette(ui);
    let ground = Frame::new().fill(palette.ground.into()).inner_margin(Margin::same(16));
    CentralPanel::default().frame(ground).show(ui, |ui| {
        let id = ("comparison", one.incident.id.0, other.incident.id.0);
        ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
            let kills = in_order(&difference, one, other);
            let mut page = Comparison { difference: &difference, kills, sources: &state.review.sources, commands };
            page.ui(ui, &mut panel.asked);
        });
    });
}

/// The earlier kill first.
pub(super) fn in_order<'a>(difference: &Difference, one: &'a Arc<Case>, other: &'a Arc<Case>) -> [&'a Arc<Case>; 2] {
    if one.incident.id == difference.before { [one, other] } else { [other, one] }
}

/// What the blocks of a comparison look at and ask for.
pub(super) struct Comparison<'a> {
    pub(super) difference: &'a Difference,
    pub(super) kills: [&'a Arc<Case>; 2],
    pub(super) sources: &'a [Source],
    pub(super) commands: &'a mut Vec<Command>,
}

impl Comparison<'_> {
    /// Shows all blocks, one below the other.
    pub(super) fn ui(&mut self, ui: &mut Ui, asked: &mut Extent) {
        ui.spacing_mut().item_spacing = egui::Vec2::splat(space::M);
        self.head_ui(ui, asked.amount);
        let scheme = if ui.visuals().dark_mode { Scheme::Dark } else { Scheme::Light };
        let wanted = (spoken(ui), scheme, asked.more);
        let known = asked.rows.take().filter(|rows| rows.made_for == wanted);
        let rows = known.unwrap_or_else(|| Rows::new(wanted, self.difference));
        match asked.amount {
            ComparedAmount::Slide => self.slide_ui(ui, &rows, asked),
            amount => {
                self.memory_ui(ui, &rows);
                self.figures_ui(ui, &rows.figures);
                self.tasks_ui(ui, &rows, asked);
                if amount != ComparedAmount::Digest {
                    self.stats_ui(ui, &rows.stats, asked);
                }
            }
        }
        asked.rows = Some(rows);
    }

    /// What is said aloud: the memory, and beside it the figures and the processes that changed most.
    fn slide_ui(&self, ui: &mut Ui, rows: &Rows, asked: &mut Extent) {
        let column = (ui.available_width() - space::M) / 2.0;
        ui.horizontal_top(|ui| {
            widgets::column(ui, column, |ui| self.memory_ui(ui, rows));
            widgets::column(ui, column, |ui| {
                self.figures_ui(ui, rows.figures.get(..ROWS_OF_A_SLIDE).unwrap_or(&rows.figures));
                self.tasks_ui(ui, rows, asked);
            });
        });
    }

    fn head_ui(&mut self, ui: &mut Ui, amount: ComparedAmount) {
        let is_picture = amount.is_picture();
        widgets::sheet(ui, |ui| {
            if ui.available_width() < SIDE_BY_SIDE_FROM {
                ui.horizontal_wrapped(|ui| {
                    self.kinship_ui(ui);
                    if !is_picture {
                        self.buttons_ui(ui);
                    }
                });
            } else {
                ui.horizontal(|ui| {
                    self.kinship_ui(ui);
                    if !is_picture {
                        widgets::at_right(ui, "buttons", |ui| self.buttons_ui(ui));
                    }
                });
            }
            balanced(ui, &self.difference.sentence, &theme::title(), theme::palette(ui).strong);
            if let Some(setting) = &self.difference.setting {
                ui.add(Label::new(RichText::new(setting).color(theme::palette(ui).body)).wrap());
            }
            for remark in &self.difference.remarks {
                ui.add(Label::new(theme::caption(ui, remark)).wrap());
            }
            widgets::rule(ui);
            let width = ui.available_width();
            if width < SIDE_BY_SIDE_FROM {
                (0..2).for_each(|side| self.kill_ui(ui, side, amount));
            } else {
                ui.horizontal_top(|ui| {
                    for side in 0..2 {
                        widgets::column(ui, (width - space::M) / 2.0, |ui| self.kill_ui(ui, side, amount));
                    }
                });
            }
        });
    }

    /// What the two have in common.
    fn kinship_ui(&self, ui: &mut Ui) {
        let palette = theme::palette(ui);
        for kin in self.difference.kinship.iter().filter(|kin| kin.kinship != Kinship::Unknown) {
            let colour = if kin.kinship == Kinship::Same { palette.accent } else { palette.weak };
            widgets::badge(ui, None, colour, kin.words(self.difference.language));
        }
    }

    fn buttons_ui(&mut self, ui: &mut Ui) {
        let language = spoken(ui);
        ui.menu_button(say!(language, "list-copy"), |ui| {
            ui.set_min_width(220.0);
            let page = || report::comparison(self.difference, self.kills, self.sources);
            if ui.button(say!(language, "list-comparison-as-markdown")).clicked() {
                let text = report::markdown(&page());
                self.commands.push(Command::Copy { text, what: say!(language, "list-copied-markdown").to_owned() });
            }
            if ui.button(say!(language, "list-comparison-as-text")).clicked() {
                let text = report::plain(&page());
                self.commands.push(Command::Copy { text, what: say!(language, "list-copied-text").to_owned() });
            }
            let picture = egui::Button::new(say!(language, "list-comparison-as-picture"));
            let picture = picture.shortcut_text(shortcuts::COPY_CARD.text(ui.ctx()));
            if ui.add(picture).clicked() {
                self.commands.push(Command::CopyCard);
            }
        });
        if ui.button("✖").on_hover_text(say!(spoken(ui), "list-close-comparison")).clicked() {
            self.commands.push(Command::Escape);
        }
    }

    /// Which kill a side is.
    fn kill_ui(&mut self, ui: &mut Ui, side: usize, amount: ComparedAmount) {
        let (palette, language) = (theme::palette(ui), spoken(ui));
        let [before, after] = self.kills;
        let case = if side == 0 { before } else { after };
        let (incident, scope) = (&case.incident, case.conclusions.verdict.scope);
        let victim = match incident.chosen() {
            Some(v) => say!(language, "list-victim-pid", name = &*v.name, pid = v.pid.to_string()),
            None => say!(language, "list-no-victim").to_owned(),
        };
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(theme::MARK, egui::Sense::hover());
            ui.painter().add(widgets::mark(MarkShape::of(scope), rect.center(), 6.0, palette.scope(scope)));
            ui.label(theme::bold(ui, name(case, language)));
            ui.add(Label::new(RichText::new(victim).color(palette.body)).truncate());
        });
        let time =
            text::when(language, &incident.moment).unwrap_or_else(|| say!(language, "list-time-not-in-log").to_owned());
        let when = if side == 0 {
            say!(language, "list-earlier", time = time)
        } else {
            say!(language, "list-later", time = time)
        };
        let mut words = vec![when];
        words.extend(incident.host.as_deref().map(|host| text::visible(host).into_owned()));
        ui.add(Label::new(theme::caption(ui, words.join(" · "))).truncate());
        ui.add(Label::new(theme::caption(ui, &case.words().headline)).wrap());
        let Some(home) = incident.home() else { return };
        let place = widgets::span_name(home, self.sources);
        if amount == ComparedAmount::Slide {
            // The footer has it whole.
            ui.add(Label::new(theme::caption(ui, place)).truncate());
        } else if amount.is_picture() {
            ui.label(theme::caption(ui, place));
        } else if widgets::link(ui, &place).on_hover_text(say!(language, "list-leave-comparison")).clicked() {
            self.commands.push(Command::Select(incident.id));
        }
    }

    fn memory_ui(&self, ui: &mut Ui, rows: &Rows) {
        let Some(parts) = &self.difference.parts else { return };
        let language = spoken(ui);
        widgets::named_sheet(ui, say!(language, "list-memory"), |ui| {
            let limit = |case: &Case| Some(case.incident.cgroup_memory.memory?.limit()?.bytes());
            let limits = self.kills.map(|case| limit(case));
            memory::chart_ui(ui, parts, &self.kills.map(|case| name(case, language)), limits);
            ui.add_space(space::XS);
            let columns = self.columns(ui, rows.memory.iter());
            rows::head_ui(ui, say!(language, "list-part"), &columns);
            for row in rows.memory.iter().chain(&rows.all_memory) {
                rows::row_ui(ui, row, &columns);
            }
        });
    }

    fn figures_ui(&self, ui: &mut Ui, rows: &[ChangeRow]) {
        if rows.is_empty() {
            return;
        }
        let language = spoken(ui);
        widgets::named_sheet(ui, say!(language, "list-usage-and-limits"), |ui| {
            let columns = self.columns(ui, rows.iter().filter(|row| row.is_size));
            rows::head_ui(ui, say!(language, "list-figure"), &columns);
            for row in rows {
                rows::row_ui(ui, row, &columns);
            }
        });
    }

    fn tasks_ui(&self, ui: &mut Ui, rows: &Rows, asked: &mut Extent) {
        let tasks = &self.difference.tasks;
        if tasks.names.is_empty() {
            return;
        }
        let language = spoken(ui);
        widgets::named_sheet(ui, say!(language, "list-processes-by-name"), |ui| {
            let shown = if asked.more.names { MOST_ROWS } else { asked.amount.rows() };
            let columns = self.columns(ui, rows.tasks.iter());
            rows::head_ui(ui, say!(language, "list-name"), &columns);
            for row in rows.tasks.iter().take(shown).chain([&rows.all_tasks]) {
                rows::row_ui(ui, row, &columns);
            }
            let left = tasks.names.len() - rows.tasks.len().min(shown);
            let more = [
                say!(language, "list-and-more-names", count = left),
                say!(language, "list-show-more-names", count = left),
            ];
            more_ui(ui, left, more, &mut asked.more.names, asked.amount.is_picture());
            ui.add_space(space::XS);
            ui.label(theme::caption(ui, say!(language, "list-counted-in-each")));
        });
    }

    fn stats_ui(&self, ui: &mut Ui, rows: &[ChangeRow], asked: &mut Extent) {
        let stats = &self.difference.stats;
        if stats.is_empty() {
            return;
        }
        let language = spoken(ui);
        widgets::named_sheet(ui, say!(language, "list-statistics"), |ui| {
            let shown = if asked.amount.is_picture() { ROWS_SHOWN } else { MOST_ROWS };
            let columns = self.columns(ui, rows.iter().filter(|row| row.is_size));
            rows::head_ui(ui, say!(language, "list-key"), &columns);
            for row in rows.iter().take(shown) {
                rows::row_ui(ui, row, &columns);
            }
            let left = stats.len() - rows.len().min(shown);
            let more = [
                say!(language, "list-and-more-statistics", count = left),
                say!(language, "list-show-more-statistics", count = left),
            ];
            more_ui(ui, left, more, &mut asked.more.stats, asked.amount.is_picture());
        });
    }

    fn columns<'r>(&self, ui: &Ui, rows: impl Iterator<Item = &'r ChangeRow>) -> ComparisonColumns {
        let whole = self.difference.parts.as_ref().map_or(0, |parts| parts.totals.before.max(parts.totals.after).0);
        let language = spoken(ui);
        ComparisonColumns::new(ui, self.kills.map(|case| name(case, language)), whole / FULL_BAR, rows)
    }
}

/// What a block does not show, and the way to it: where it is only said, and on the button.
fn more_ui(ui: &mut Ui, left: usize, [and, show]: [String; 2], all: &mut bool, is_picture: bool) {
    if left == 0 {
        return;
    }
    if is_picture || *all {
        ui.label(theme::caption(ui, and));
    } else if ui.button(show).clicked() {
        *all = true;
    }
}

fn name(case: &Case, language: Language) -> String {
    say!(language, "list-kill", number = case.incident.id.0.to_string())
}
