//! The whole timeline in small, below the lanes, while a part of it is looked at: where that part lies, and a handle to move
//! it by.

use egui::{CursorIcon, Rangef, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use super::TimelinePanel;
use super::view::TimeView;
use crate::say;
use crate::ui::language::spoken;
use crate::ui::theme;

/// Its height, in points: it stands in the room below the lanes, so that nothing moves when it comes.
pub(super) const HIGH: f32 = 6.0;
/// The handle's width, at least.
const HANDLE: f32 = 10.0;
/// Kills closer than this are one line.
const APART: f32 = 2.0;

/// The kills in small, as places from the left, and for which revision and width they were found.
#[derive(Debug, Default)]
pub(super) struct Strip {
    made_for: Option<(u64, f32)>,
    places: Vec<f32>,
}

/// Shows it, and moves the stretch in view by what the pointer does on it.
pub(super) fn strip_ui(ui: &Ui, revision: u64, panel: &mut TimelinePanel, over: Rangef, top: f32) {
    let Some(view) = panel.view.filter(|_| panel.lanes.extent.is_some()) else { return };
    let whole = panel.lanes.fitting();
    let rect = Rect::from_x_y_ranges(over, top..=top + HIGH);
    let response = ui.interact(rect, ui.scope_id().with("whole_in_small"), Sense::click_and_drag());
    let response = response.on_hover_cursor(CursorIcon::Grab).on_hover_text(say!(spoken(ui), "list-strip-hint"));
    let name = say!(spoken(ui), "list-strip");
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
    if let Some(pointer) = response.interact_pointer_pos() {
        panel.view = Some(if response.dragged() {
            view.moved(f64::from(response.drag_delta().x) * whole.seconds_a_point(over.span()))
        } else {
            view.around(whole.seconds(pointer.x, over))
        });
    }
    let places = panel.strip.places(revision, whole, over, || panel.lanes.kills.iter().map(|kill| kill.seconds));
    let (palette, painter) = (theme::palette(ui), ui.painter());
    painter.rect_filled(rect, 2.0, palette.inset);
    for place in places {
        painter.vline(over.min + place, rect.y_range().shrink(1.0), Stroke::new(1.0, palette.weak));
    }
    let handle = handle(panel.view.unwrap_or(view), whole, over);
    let handle = Rect::from_x_y_ranges(handle, rect.y_range());
    painter.rect_filled(handle, 2.0, egui::Color32::from(palette.accent).gamma_multiply(0.3));
    painter.rect_stroke(handle, 2.0, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
}

/// Where the stretch in view lies in the whole, wide enough to be taken hold of, and never beyond the ends.
fn handle(view: TimeView, whole: TimeView, over: Rangef) -> Rangef {
    let at = |seconds: f64| {
        let share = (seconds - whole.from) / (whole.to - whole.from).max(f64::MIN_POSITIVE);
        over.min + over.span() * crate::chart::single(share.clamp(0.0, 1.0))
    };
    let (from, to) = (at(view.from), at(view.to));
    if to - from >= HANDLE {
        return Rangef::new(from, to);
    }
    let middle = f32::midpoint(from, to).clamp(over.min + HANDLE / 2.0, over.max - HANDLE / 2.0);
    Rangef::new(middle - HANDLE / 2.0, middle + HANDLE / 2.0)
}

impl Strip {
    fn places<I: Iterator<Item = f64>>(
        &mut self,
        revision: u64,
        whole: TimeView,
        over: Rangef,
        kills: impl FnOnce() -> I,
    ) -> &[f32] {
        let made_for = Some((revision, over.span()));
        if self.made_for != made_for {
            self.made_for = made_for;
            let second = 1.0 / whole.seconds_a_point(over.span());
            let mut places: Vec<f32> =
                kills().map(|seconds| crate::chart::single((seconds - whole.from) * second)).collect();
            places.dedup_by(|next, kept| (*next - *kept).abs() < APART);
            self.places = places;
        }
        &self.places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OVER: Rangef = Rangef { min: 100.0, max: 500.0 };
    const WHOLE: TimeView = TimeView { from: 0.0, to: 4000.0 };

    #[test]
    fn the_handle_lies_where_the_view_lies_and_can_be_taken_hold_of() {
        assert_eq!(handle(TimeView { from: 1000.0, to: 2000.0 }, WHOLE, OVER), Rangef::new(200.0, 300.0));
        assert_eq!(handle(TimeView { from: 1999.0, to: 2001.0 }, WHOLE, OVER), Rangef::new(295.0, 305.0));
        assert_eq!(handle(TimeView { from: 0.0, to: 1.0 }, WHOLE, OVER), Rangef::new(100.0, 110.0));
        assert_eq!(handle(TimeView { from: -9000.0, to: 9000.0 }, WHOLE, OVER), OVER);
    }

    #[test]
    fn kills_that_lie_on_each_other_are_one_line() {
        let mut strip = Strip::default();
        let places = strip.places(1, WHOLE, OVER, || [0.0, 5.0, 10.0, 1000.0, 4000.0].into_iter()).to_vec();
        assert_eq!(places, [0.0, 100.0, 400.0]);
    }
}
