//! How the lines of the list look: the head of a day, a kill, a series.

use chrono::NaiveDate;
use egui::{Rect, Response, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2};

use crate::lang::Language;
use crate::say;
use crate::text;
use crate::ui::elide::{around, galley, middle};
use crate::ui::kills::facet::Facet;
use crate::ui::kills::folds::Entry;
use crate::ui::kills::rows::KillRow;
use crate::ui::language::spoken;
use crate::ui::state::AppState;
use crate::ui::theme::{self, space};
use crate::ui::widgets;

/// The height of a kill: two lines of text.
const HEIGHT: f32 = 52.0;
/// The height of a day's head.
const DAY_HEIGHT: f32 = 28.0;
/// From the left edge to the mark's middle.
const MARK_AT: f32 = 19.0;
/// From the left edge to the middle of a series' arrow.
const ARROW_AT: f32 = 7.0;
/// From the left edge to where a mark begins; left of it a series has its arrow.
pub(super) const MARK: f32 = 13.0;
/// From the left edge to the text.
const TEXT_AT: f32 = 34.0;
/// How much the kills of a series stand in.
const INDENT: f32 = 20.0;
/// Below this width a series' memory would leave its name no room.
const NARROW: f32 = 200.0;
/// A name with less room than this has the line to itself.
const LEAST_NAME: f32 = 48.0;
/// In less room than this the second word of the second row says nothing.
const LEAST_SECOND: f32 = 24.0;
/// Room for the scroll bar at the right.
const RIGHT: f32 = 16.0;

/// Where a line stands, and what it is in the selection.
pub(super) struct ListLine {
    pub(super) rect: Rect,
    /// The kill that is shown stands on it.
    pub(super) lead: bool,
    /// It is chosen together with others.
    pub(super) chosen: bool,
    /// Its kill is under the pointer, here or elsewhere.
    pub(super) pointed: bool,
}

/// The height of a line in points.
pub(super) const fn height(entry: &Entry) -> f32 {
    match entry {
        Entry::Day { .. } => DAY_HEIGHT,
        Entry::Kill { .. } | Entry::Series { .. } => HEIGHT,
    }
}

pub(super) fn day_ui(ui: &mut Ui, (day, year_assumed): (Option<NaiveDate>, bool), line: &ListLine) {
    let (palette, language) = (theme::palette(ui), spoken(ui));
    let words = match day {
        Some(day) if year_assumed => say!(language, "list-day-year-assumed", day = text::day(language, day)),
        Some(day) => text::day(language, day),
        None => say!(language, "list-day-not-in-log").to_owned(),
    };
    let response = ui.interact(line.rect, ui.scope_id().with(("day", day)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &words));
    ui.painter().rect_filled(line.rect, 0.0, palette.inset);
    ui.painter().hline(line.rect.x_range(), line.rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let galley = galley(ui, &words, theme::small_strong().resolve(ui.style()), line.rect.width() - RIGHT);
    let at = pos2(line.rect.left() + 12.0, line.rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.body.into());
}

/// What the line of a kill must tell, because no line over it does.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowTells {
    /// Nothing of its series: it stands under its line.
    pub(super) in_series: bool,
    /// Its pod.
    pub(super) owner: bool,
    /// Its day.
    pub(super) day: bool,
}

/// A kill.
pub(super) fn kill_ui(ui: &mut Ui, state: &AppState, row: &KillRow, line: &ListLine, told: RowTells) -> Response {
    let palette = theme::palette(ui);
    let response = ground(ui, line, ("kill", row.id.0));
    let left = line.rect.left() + if told.in_series { INDENT } else { 0.0 };
    let centre = pos2(left + MARK_AT, line.rect.top() + 17.0);
    ui.painter().add(widgets::mark(row.kind.mark(), centre, 6.0, row.kind.colour(palette)));
    let held = row.held.map_or_else(|| row.sign.to_owned(), |size| text::size(state.language, size));
    let more = if row.more_victims > 0 { format!(" +{}", row.more_victims) } else { String::new() };
    let when = match row.day.filter(|_| told.day) {
        Some(day) => format!("{} {}", text::day(state.language, day), row.time),
        None => row.time.to_string(),
    };
    let host = row.host.as_deref().filter(|_| state.facets().is_varied(Facet::Host));
    let pid = row.pid.map(|pid| format!("PID {pid}"));
    let owner = if told.owner { row.owner.as_deref() } else { pid.as_deref() };
    // Of a node that was short, who filled it says more than where the victim lived.
    let owner = row.holder.as_ref().map(|holder| &*holder.all).or(owner);
    let place: Vec<&str> = [owner, host].into_iter().flatten().collect();
    let rect = line.rect.with_min_x(left + TEXT_AT);
    let second = Second { words: &place.join(" · "), cut: row.holder.as_ref().map(|holder| &*holder.name) };
    two_lines(ui, rect, (&format!("{}{more}", row.victim), &held), (&when, second));
    response.widget_info(|| {
        WidgetInfo::selected(Role::ListBoxOption, true, line.lead || line.chosen, row.label(state.language))
    });
    explained(response, |ui| {
        ui.label(theme::bold(ui, &*row.victim));
        ui.label(row.kind.words(state.language));
        for word in [Some(&row.when), row.host.as_ref(), row.owner.as_ref(), row.holder.as_ref().map(|it| &it.all)]
            .into_iter()
            .flatten()
        {
            ui.label(theme::caption(ui, &**word));
        }
    })
}

/// The line over the kills of a series.
pub(super) fn series_ui(
    ui: &mut Ui,
    state: &AppState,
    (series, rows, open): (usize, &[usize], bool),
    line: &ListLine,
) -> Response {
    let palette = theme::palette(ui);
    let response = ground(ui, line, ("series", u32::try_from(series).unwrap_or(u32::MAX)));
    let Some(series) = state.review.series.get(series) else { return response };
    let arrow = if open { "⏷" } else { "⏵" };
    let kills = || rows.iter().filter_map(|row| state.rows.get(*row));
    let centre = pos2(line.rect.left() + MARK_AT, line.rect.top() + 17.0);
    let font = TextStyle::Small.resolve(ui.style());
    let before = pos2(line.rect.left() + ARROW_AT, centre.y);
    ui.painter().text(before, egui::Align2::CENTER_CENTER, arrow, font, palette.weak.into());
    if let Some(kind) = kills().map(|row| row.kind).next() {
        ui.painter().add(widgets::mark(kind.mark(), centre, 6.0, kind.colour(palette)));
    }
    let count = format!("{}×", text::count(state.language, rows.len() as u64));
    let largest = kills().filter_map(|row| row.held).max();
    let has_room = line.rect.width() >= NARROW;
    let figure = largest
        .filter(|_| has_room)
        .map_or_else(|| count.clone(), |held| format!("{count} {}", text::size(state.language, held)));
    // The pod needs the whole line; its container can stand below, behind what kind of trouble it is.
    let (name, rest) = series.title.split_once([',', '、']).unwrap_or((&series.title, ""));
    let trouble = trouble(&series.summary, state.language).unwrap_or("");
    let below = [trouble, &series.summary, rest.trim_start()].into_iter().filter(|word| !word.is_empty());
    let below = below.collect::<Vec<_>>().join(" · ");
    two_lines(
        ui,
        line.rect.with_min_x(line.rect.left() + TEXT_AT),
        (name, &figure),
        ("", Second { words: &below, cut: None }),
    );
    let label = say!(state.language, "list-series-label", title = &series.title, kills = rows.len());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &label));
    explained(response, |ui| {
        ui.label(theme::bold(ui, &series.title));
        ui.label(theme::caption(ui, &series.summary));
    })
}

/// What kind of trouble a series is, where its summary says so: that is read first.
fn trouble(summary: &str, language: Language) -> Option<&'static str> {
    let kinds = [say!(language, "list-crash-loop"), say!(language, "list-slow-leak")];
    kinds.into_iter().find(|kind| summary.to_lowercase().contains(&kind.to_lowercase()))
}

/// The whole of what a line is cut from, under the pointer and where the keyboard is.
fn explained(response: Response, content: impl Fn(&mut Ui)) -> Response {
    let content = |ui: &mut Ui| {
        ui.set_max_width(360.0);
        content(ui);
    };
    if response.has_focus() && !response.hovered() {
        response.show_tooltip_ui(content);
        return response;
    }
    response.on_hover_ui_at_pointer(content)
}

/// A line's ground, which tells whether it is selected.
fn ground(ui: &Ui, line: &ListLine, name: (&str, u32)) -> Response {
    let palette = theme::palette(ui);
    let (rect, painter) = (line.rect, ui.painter());
    let response = ui.interact(rect, ui.scope_id().with(name), Sense::click());
    if line.lead || line.chosen {
        painter.rect_filled(rect, 0.0, palette.selection);
    } else if response.hovered() || response.has_focus() || line.pointed {
        painter.rect_filled(rect, 0.0, palette.inset);
    }
    if line.lead {
        painter.rect_filled(rect.with_max_x(rect.left() + 3.0), 0.0, palette.accent);
    } else if line.pointed {
        painter.rect_filled(rect.with_max_x(rect.left() + 3.0), 0.0, palette.edge);
    }
    if response.has_focus() {
        painter.rect_stroke(rect.shrink(1.0), 3.0, Stroke::new(1.5, palette.accent), egui::StrokeKind::Inside);
    }
    response
}

/// The second word of a line's second row.
struct Second<'a> {
    words: &'a str,
    /// The part that is cut where there is no room; anything where `None`.
    cut: Option<&'a str>,
}

/// A name with a figure at the right, and below it two words, of which the second gets what room is left. Names are cut
/// in their middle, sentences at their end.
fn two_lines(ui: &Ui, rect: Rect, (name, figure): (&str, &str), (first, second): (&str, Second<'_>)) {
    let palette = theme::palette(ui);
    let right = rect.right() - RIGHT;
    let mut figure = galley(ui, figure, TextStyle::Body.resolve(ui.style()), 120.0);
    let mut wide = right - rect.left() - figure.size().x - space::S;
    if wide < LEAST_NAME {
        figure = galley(ui, "", TextStyle::Body.resolve(ui.style()), 0.0);
        wide = right - rect.left();
    }
    let strong = theme::strong().resolve(ui.style());
    let name = galley(ui, &middle(ui, name, &strong, wide), strong, wide);
    let centre = rect.top() + 17.0;
    let figure_at = pos2(right - figure.size().x, centre - figure.size().y / 2.0);
    ui.painter().galley(figure_at, figure, palette.body.into());
    ui.painter().galley(pos2(rect.left(), centre - name.size().y / 2.0), name, palette.strong.into());

    let small = TextStyle::Small.resolve(ui.style());
    let first = match (first.is_empty(), second.words.is_empty()) {
        (false, false) => format!("{first} · "),
        _ => first.to_owned(),
    };
    let first = galley(ui, &first, small.clone(), right - rect.left());
    let left = rect.left() + first.size().x;
    let room = right - left;
    let is_sentence = second.words.contains(". ") || second.words.contains('。');
    let second = match second.cut {
        Some(name) => around(ui, second.words, name, &small, room),
        None if is_sentence => second.words.to_owned(),
        None => middle(ui, second.words, &small, room),
    };
    let second = galley(ui, if room < LEAST_SECOND { "" } else { &second }, small, room);
    for (galley, left) in [(first, rect.left()), (second, left)] {
        ui.painter().galley(pos2(left, rect.top() + 29.0), galley, palette.weak.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_loop_is_said_before_its_figures() {
        for language in Language::ALL {
            let looped = say!(language, "series-crash-loop", containers = 3_u64);
            assert_eq!(trouble(&looped, language), Some(say!(language, "list-crash-loop")));
            assert_eq!(trouble(say!(language, "series-slow-leak"), language), Some(say!(language, "list-slow-leak")));
            assert_eq!(trouble(say!(language, "series-one-container"), language), None);
        }
    }
}
