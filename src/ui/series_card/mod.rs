//! The card of a series: what its kills tell together, and two charts over the timeline's clock, of the memory at each kill
//! and of the time between them.

mod chart;
mod story;

use egui::{CentralPanel, Frame, Label, RichText, ScrollArea, Ui};

pub(super) use self::story::Story;
use super::balanced::balanced;
use super::language::spoken;
use super::shortcuts;
use super::state::{AppState, Command, Pointed, TimelineMove};
use super::theme::{self, space};
use super::timeline::view::TimeView;
use super::widgets;
use crate::model::IncidentId;
use crate::say;

/// From this width on the buttons stand beside the badge.
const WIDE_FROM: f32 = 600.0;
/// What stands around both charts: their names, the clock, the room between them.
const AROUND: f32 = 152.0;

/// The height of the chart on a slide of a few words.
const BRIEF_HEIGHT: f32 = 112.0;

/// What the card remembers: the story that it tells, and for which revision and series it was made.
#[derive(Default)]
pub(super) struct SeriesPanel {
    told: Option<((u64, usize), Option<Story>)>,
}

/// How large the charts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChartSize {
    /// In the window.
    Window,
    /// On a page or in a document.
    Page,
    /// On a slide, which is to be filled.
    Slide,
    /// On a sheet of paper, the same.
    Paper,
}

impl ChartSize {
    /// The heights of the chart of memory and the one of intervals, in points; in a window so that both are seen in the
    /// room below the words, and fill it.
    fn heights(self, room: f32) -> (f32, f32) {
        let room = room - AROUND;
        match self {
            Self::Window => ((room * 0.6).clamp(96.0, 320.0), (room * 0.4).clamp(64.0, 200.0)),
            Self::Page => (208.0, 120.0),
            Self::Slide => (176.0, 96.0),
            Self::Paper => (360.0, 240.0),
        }
    }
}

pub(super) fn series_ui(
    ui: &mut Ui,
    state: &AppState,
    series: usize,
    (panel, zoomed): (&mut SeriesPanel, Option<TimeView>),
    ground: Frame,
    commands: &mut Vec<Command>,
) {
    let key = (state.revision, series);
    if panel.told.as_ref().is_none_or(|(made_for, _)| *made_for != key) {
        panel.told = Some((key, Story::new(&state.review, &state.rows, state.clock, series)));
    }
    let Some(story) = panel.told.as_ref().and_then(|(_, story)| story.as_ref()) else { return };
    CentralPanel::default().frame(ground).show(ui, |ui| {
        let whole = ui.available_height();
        ScrollArea::vertical().id_salt(("series", series)).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::splat(space::M);
            let top = ui.cursor().top();
            head_ui(ui, story, |ui| buttons_ui(ui, state, commands));
            let hidden = story.hidden(|id| state.is_listed(id));
            if hidden > 0 {
                let words = say!(state.language, "series-card-hidden", count = hidden);
                ui.add(Label::new(theme::caption(ui, words)).wrap());
            }
            let pointed = chart::Pointer { kill: state.pointed.kill, seconds: state.pointed.seconds };
            let room = whole - (ui.cursor().top() - top);
            match story.charts_ui(ui, (ChartSize::Window, room), zoomed, pointed) {
                Some(chart::ChartHit::Over(id)) => commands.push(Command::Hover(Pointed::at(id))),
                Some(chart::ChartHit::Clicked(id)) => commands.push(Command::Select(id)),
                None => {}
            }
        });
    });
}

fn head_ui(ui: &mut Ui, story: &Story, buttons: impl FnOnce(&mut Ui)) {
    let palette = theme::palette(ui);
    let colour = story.kind.colour(palette);
    let sheet = theme::card(ui).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = egui::vec2(space::S, space::S);
        let is_wide = ui.available_width() >= WIDE_FROM;
        let mut buttons = Some(buttons);
        ui.horizontal(|ui| {
            ui.set_min_height(28.0);
            widgets::badge(ui, Some(story.kind.mark()), colour, story.kind.words(story.language));
            ui.label(theme::caption(ui, say!(story.language, "kills", count = story.points.len())));
            if let Some(buttons) = buttons.take_if(|_| is_wide) {
                widgets::at_right(ui, "series_buttons", buttons);
            }
        });
        let style = if is_wide { theme::title() } else { theme::figure() };
        balanced(ui, &story.title, &style, palette.strong);
        let summary = RichText::new(&story.summary).text_style(theme::strong()).color(palette.body);
        ui.add(Label::new(summary).wrap());
        for sentence in &story.told {
            ui.add(Label::new(RichText::new(sentence).color(palette.body)).wrap());
        }
        if let Some(buttons) = buttons {
            ui.horizontal_wrapped(buttons);
        }
    });
    let rect = sheet.response.rect;
    let bar = rect.with_max_x(rect.left() + 6.0).intersect(ui.clip_rect());
    ui.painter().with_clip_rect(bar).rect_filled(rect, theme::CARD_RADIUS, colour);
}

fn buttons_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let language = state.language;
    let copy = ui.button(say!(language, "card-picture-copy"));
    if copy.on_hover_text(shortcuts::COPY_CARD.hint(ui.ctx())).clicked() {
        commands.push(Command::CopyCard);
    }
    let compare = ui.button(say!(language, "list-compare-ends-short"));
    if compare.on_hover_text(say!(language, "list-compare-ends")).clicked() {
        commands.push(Command::Compare);
    }
    let zoom = ui.button(say!(language, "series-card-zoom"));
    if zoom.on_hover_text(say!(language, "series-card-zoom-hint")).clicked() {
        commands.push(Command::Timeline(TimelineMove::Series));
    }
}

impl Story {
    /// The card as a picture shows it.
    pub(super) fn picture_ui(&self, ui: &mut Ui, room: ChartSize) {
        ui.spacing_mut().item_spacing = egui::Vec2::splat(space::M);
        head_ui(ui, self, |_| {});
        self.charts_ui(ui, (room, 0.0), None, chart::Pointer::default());
    }

    /// The chart of memory by itself, for a slide of a few words; nothing where fewer than two kills have a time.
    pub(super) fn memory_ui(&self, ui: &mut Ui) {
        let Some(view) = self.fitting() else { return };
        widgets::sheet(ui, |ui| {
            let shown = chart::ChartView { view, is_live: false };
            chart::memory_ui(ui, self, (BRIEF_HEIGHT, true), shown, chart::Pointer::default())
        });
    }

    /// Both charts over one clock; what the pointer is on.
    fn charts_ui(
        &self,
        ui: &mut Ui,
        (place, room): (ChartSize, f32),
        zoomed: Option<TimeView>,
        pointer: chart::Pointer,
    ) -> Option<chart::ChartHit> {
        widgets::sheet(ui, |ui| {
            let Some(fitting) = self.fitting() else {
                ui.add(Label::new(say!(spoken(ui), "series-card-no-times")).wrap());
                return None;
            };
            // The timeline's stretch, where it holds any of these kills.
            let holds =
                |view: &TimeView| self.points.iter().any(|point| point.seconds.is_some_and(|at| view.contains(at)));
            let view = zoomed.filter(holds).unwrap_or(fitting);
            let (memory, intervals) = place.heights(room);
            let shown = chart::ChartView { view, is_live: place == ChartSize::Window };
            let of_memory = chart::memory_ui(ui, self, (memory, false), shown, pointer);
            let of_intervals = chart::intervals_ui(ui, self, intervals, shown, pointer);
            of_memory.or(of_intervals)
        })
    }

    /// How many of the kills the list does not hold.
    fn hidden(&self, is_listed: impl Fn(IncidentId) -> bool) -> usize {
        self.points.iter().filter(|point| !is_listed(point.id)).count()
    }
}
