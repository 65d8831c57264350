//! Where the window stands and how large it is, kept from one time to the next.

use egui::{Context, ViewportBuilder, ViewportCommand};

use super::settings::{LEAST_SIZE, WindowPlace};

/// A window where the last one was; the desktop chooses the corner where none is known.
pub(super) fn placed(place: Option<WindowPlace>) -> ViewportBuilder {
    let viewport = ViewportBuilder::default().with_clamp_size_to_monitor_size(true);
    let Some(place) = place else { return viewport.with_inner_size([1280.0, 800.0]) };
    let size = [f32::from(place.size.0.max(LEAST_SIZE.0)), f32::from(place.size.1.max(LEAST_SIZE.1))];
    let viewport = viewport.with_inner_size(size).with_maximized(place.maximised);
    match place.corner {
        Some((x, y)) => viewport.with_position([x as f32, y as f32]),
        None => viewport,
    }
}

/// How far a window's frame may hang over the screen's edge, in points.
const NEAR: f32 = 16.0;

/// Where the window stands now. While it fills the screen, the place that it would go back to is kept.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of screens, and `as` saturates")]
pub(super) fn place(ctx: &Context, before: Option<WindowPlace>) -> Option<WindowPlace> {
    let zoom = ctx.zoom_factor();
    let window = ctx.input(|input| input.viewport().clone());
    let (maximised, minimised) = (window.maximized.unwrap_or(false), window.minimized.unwrap_or(false));
    if let (true, Some(before)) = (maximised || minimised, before) {
        return Some(WindowPlace { maximised: maximised || before.maximised, ..before });
    }
    let size = window.inner_rect?.size() * zoom;
    // Beyond the first screen a corner means nothing: next time the other screens may be gone.
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, window.monitor_size.unwrap_or_default());
    let corner = window.outer_rect.map(|rect| rect.min).filter(|corner| screen.expand(NEAR).contains(*corner));
    let corner = corner.map(|corner| ((corner.x * zoom).round() as i32, (corner.y * zoom).round() as i32));
    Some(WindowPlace { corner, size: (size.x.round() as u16, size.y.round() as u16), maximised })
}

/// How large everything is drawn.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a factor near 1")]
pub(super) fn zoom_percent(ctx: &Context) -> u16 {
    (ctx.zoom_factor() * 100.0).round() as u16
}

/// Brings a window back that was put where no screen is any more: one that is smaller, or gone. To be called in the first
/// frame that knows the screen; true once that is done.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of screens, and `as` saturates")]
pub(super) fn bring_back(ctx: &Context, kept: WindowPlace) -> bool {
    let Some(screen) = ctx.input(|input| input.viewport().monitor_size) else { return false };
    let zoom = ctx.zoom_factor();
    let screen = ((screen.x * zoom) as u16, (screen.y * zoom) as u16);
    let shown = kept.on_screen(screen);
    if kept.maximised || shown == kept {
        return true;
    }
    let size = egui::vec2(f32::from(shown.size.0), f32::from(shown.size.1)) / zoom;
    ctx.send_viewport_cmd(ViewportCommand::InnerSize(size));
    if let Some((x, y)) = shown.corner {
        ctx.send_viewport_cmd(ViewportCommand::OuterPosition(egui::pos2(x as f32, y as f32) / zoom));
    }
    true
}
