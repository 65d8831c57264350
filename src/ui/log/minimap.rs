//! The whole source in small at the right of its lines: where its kills stand, what was found, and what is in view. A click
//! or a drag goes there.

use egui::{Color32, CursorIcon, Rangef, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use super::LogPanel;
use crate::model::{Place, SourceId};
use crate::say;
use crate::text;
use crate::ui::language::spoken;
use crate::ui::state::{AppState, Command};
use crate::ui::theme;

/// Its width.
pub(super) const WIDE: f32 = 16.0;

/// The height of a mark, and of what is in view at least.
const MARK: f32 = 2.0;
const HANDLE: f32 = 6.0;

/// Marks as places from the top, none on another's, and what they were made from.
#[derive(Debug, Default)]
pub(super) struct Marks {
    made_from: Option<MarksKey>,
    kills: Vec<KillMark>,
    finds: Vec<f32>,
}

/// What marks depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct MarksKey {
    revision: u64,
    source: SourceId,
    height: f32,
    finds: usize,
    /// The search's own number: another one may have found as many.
    search: u64,
}

#[derive(Clone, Copy, Debug)]
struct KillMark {
    at: Rangef,
    colour: Color32,
}

/// Shows it within `rect`, for a source of so many lines.
pub(super) fn minimap_ui(ui: &Ui, rect: Rect, state: &AppState, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    let Some(source) = panel.source() else { return };
    let Some(lines) = state.review.sources.iter().find(|known| known.id == source).map(|source| source.lines) else {
        return;
    };
    let all_in_view = panel.top.is_some_and(|top| top.line <= 1) && panel.bottom.is_some_and(|last| last >= lines);
    if lines == 0 || all_in_view || rect.height() < 4.0 * HANDLE {
        return;
    }
    let response = ui.interact(rect, ui.scope_id().with("log_in_small"), Sense::click_and_drag());
    let (language, palette) = (spoken(ui), theme::palette(ui));
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, say!(language, "tabs-minimap")));
    let line_at = |y: f32| line_at(f64::from((y - rect.top()) / rect.height()), lines);
    let at = |line: u64| rect.top() + rect.height() * place_of(line, lines);
    let key = MarksKey {
        revision: state.revision,
        source,
        height: rect.height(),
        finds: panel.found.lines().len(),
        search: panel.found.number(),
    };
    if panel.marks.made_from != Some(key) {
        panel.marks = marks(ui, state, panel, key, lines);
    }
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, 2.0, palette.inset);
    for mark in &panel.marks.kills {
        let rows = Rangef::new(rect.top() + mark.at.min, rect.top() + mark.at.max);
        painter.rect_filled(Rect::from_x_y_ranges(rect.left() + 2.0..=rect.center().x + 1.0, rows), 0.0, mark.colour);
    }
    for find in &panel.marks.finds {
        let rows = Rangef::new(rect.top() + find, rect.top() + find + MARK);
        painter.rect_filled(
            Rect::from_x_y_ranges(rect.center().x + 2.0..=rect.right() - 2.0, rows),
            0.0,
            palette.accent,
        );
    }
    if let (Some(top), Some(bottom)) = (panel.top, panel.bottom) {
        let (from, to) = (at(top.line), at(bottom.saturating_add(1)));
        let more = ((HANDLE - (to - from)) / 2.0).max(0.0);
        let view = Rect::from_x_y_ranges(rect.x_range(), from - more..=to + more);
        painter.rect_filled(view, 2.0, Color32::from(palette.accent).gamma_multiply(0.25));
        painter.rect_stroke(view, 2.0, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
    }
    let pointer = response.interact_pointer_pos().filter(|_| response.clicked() || response.dragged());
    if let Some(line) = pointer.map(|pointer| line_at(pointer.y)) {
        panel.choose(line, false);
        commands.push(Command::ShowLine(Place { source, line }));
    }
    if let Some(pointer) = response.hover_pos() {
        let line = text::count(language, line_at(pointer.y));
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(say!(
            language,
            "tabs-minimap-line",
            line = line
        ));
    }
}

/// Where a line lies, as a share of the whole.
fn place_of(line: u64, lines: u64) -> f32 {
    crate::chart::single(line.saturating_sub(1) as f64 / lines.max(1) as f64).clamp(0.0, 1.0)
}

/// The line at a share of the whole.
fn line_at(share: f64, lines: u64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a line of the source")]
    let line = (share.clamp(0.0, 1.0) * lines as f64) as u64 + 1;
    line.clamp(1, lines.max(1))
}

fn marks(ui: &Ui, state: &AppState, panel: &LogPanel, key: MarksKey, lines: u64) -> Marks {
    let at = |line: u64| key.height * place_of(line, lines);
    let mut kills: Vec<KillMark> = Vec::new();
    for row in &state.rows {
        for span in row.seen_in.iter().filter(|span| span.source == key.source) {
            let from = at(span.first);
            let to = at(span.last.saturating_add(1)).max(from + MARK);
            let colour: Color32 = row.kind.colour(theme::palette(ui)).into();
            kills.push(KillMark { at: Rangef::new(from, to), colour });
        }
    }
    kills.sort_by(|one, other| one.at.min.total_cmp(&other.at.min));
    kills.dedup_by(|next, kept| next.at.min - kept.at.min < 0.5 && next.colour == kept.colour);
    let mut finds: Vec<f32> = panel.found.lines().iter().map(|find| at(find.number)).collect();
    finds.dedup_by(|next, kept| *next - *kept < MARK / 2.0);
    Marks { made_from: Some(key), kills, finds }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_can_be_reached_and_stands_where_it_is_reached() {
        assert_eq!((line_at(-1.0, 45), line_at(0.0, 45), line_at(1.0, 45), line_at(7.0, 45)), (1, 1, 45, 45));
        assert_eq!((line_at(0.5, 1_000_000), line_at(0.5, 0)), (500_001, 1));
        for line in [1, 2, 499, 1000] {
            assert_eq!(line_at(f64::from(place_of(line, 1000)) + 1e-6, 1000), line);
        }
        assert!(place_of(u64::MAX, 10) <= 1.0);
    }
}
