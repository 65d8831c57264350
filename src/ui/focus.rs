//! Who has the keyboard: a ring around it, the same for every widget, once the keyboard is used to walk; and the field
//! that a shortcut gives it to.

use egui::{Context, Event, Id, Key, Stroke, StrokeKind};

use super::theme;

/// Whether the ring is to be seen: the keyboard brings it, the mouse takes it away.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ring {
    walked: bool,
}

/// Draws the ring. To be called after everything else of the frame.
pub(super) fn ring_ui(ui: &egui::Ui, ring: &mut Ring) {
    let ctx = ui.ctx();
    ctx.input(|input| ring.heed(&input.events));
    // A text field shows it by its cursor and edge.
    if !ring.walked || ctx.text_edit_focused() {
        return;
    }
    let Some(response) = focused(ctx) else { return };
    let stroke = Stroke::new(2.0, theme::palette(ui).accent);
    let rect = response.rect.intersect(response.interact_rect.expand(2.0));
    let painter = ctx.layer_painter(response.layer_id);
    painter.rect_stroke(rect.expand(1.0), theme::CONTROL_RADIUS, stroke, StrokeKind::Outside);
}

fn focused(ctx: &Context) -> Option<egui::Response> {
    ctx.memory(|memory| memory.focused()).and_then(|id| ctx.read_response(id))
}

impl Ring {
    fn heed(&mut self, events: &[Event]) {
        for event in events {
            match event {
                Event::Key { key, pressed: true, .. } if walks(*key) => self.walked = true,
                Event::PointerButton { pressed: true, .. } => self.walked = false,
                _ => {}
            }
        }
    }
}

fn walks(key: Key) -> bool {
    use Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Tab};
    [Tab, ArrowDown, ArrowUp, ArrowLeft, ArrowRight].contains(&key)
}

/// The filter field, to give it the keyboard.
pub(super) fn filter_field() -> Id {
    Id::unique("the filter of the kills")
}
