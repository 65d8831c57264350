//! Starting the window, and saying in a sentence why it cannot be started.

use std::panic::{AssertUnwindSafe, catch_unwind};

use egui::{Context, ViewportBuilder, ViewportCommand};

use super::app::{App, Start};
use super::settings::{LEAST_SIZE, WindowPlace};

/// The window's name, also for window managers.
const NAME: &str = "oomscope";

/// What everybody can do without a window.
const INSTEAD: &str = "Without a window, `oomscope report FILE` does the same work";

/// Shows the window until it is closed.
///
/// # Errors
/// A sentence for the user, where no window can be had.
pub fn run(start: Start) -> Result<(), String> {
    let viewport = placed(start.surroundings.settings().place)
        .with_title(NAME)
        .with_app_id(NAME)
        .with_icon(super::icon::icon(128))
        .with_min_inner_size([f32::from(LEAST_SIZE.0), f32::from(LEAST_SIZE.1)])
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..Default::default() };
    // The window chooses them by its language.
    let options = eframe::NativeOptions { system_font_fallback: false, ..options };
    let shown =
        quietly(|| eframe::run_native(NAME, options, Box::new(|cc| Ok(Box::new(App::new(&cc.egui_ctx, start))))));
    match shown {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(sentence(&error.to_string())),
        Err(panic) => Err(sentence(&panic)),
    }
}

/// A window where the last one was; the desktop chooses the corner where none is known.
fn placed(place: Option<WindowPlace>) -> ViewportBuilder {
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

/// Runs `window`; a panic (libxkbcommon-x11 missing makes winit panic) becomes its text.
fn quietly<T>(window: impl FnOnce() -> T) -> Result<T, String> {
    let usual = std::panic::take_hook();
    let (sender, said) = std::sync::mpsc::sync_channel(1);
    std::panic::set_hook(Box::new(move |info| {
        // Only the first panic is told: those that follow are its wake.
        drop(sender.try_send(info.to_string()));
    }));
    let outcome = catch_unwind(AssertUnwindSafe(window));
    std::panic::set_hook(usual);
    outcome.map_err(|_panic| said.try_recv().unwrap_or_else(|_gone| "no further details".to_owned()))
}

/// Run-time libraries by the words of the complaint about them, with the Debian package that has them.
const LIBRARIES: &[(&str, &str)] = &[
    ("xkbcommon-x11", "libxkbcommon-x11-0"),
    ("xkbcommon", "libxkbcommon0"),
    ("libX11-xcb", "libx11-xcb1"),
    ("libX11", "libx11-6"),
    ("libXcursor", "libxcursor1"),
    ("libXi", "libxi6"),
    ("libXrandr", "libxrandr2"),
    ("libEGL", "libegl1"),
    ("libGL", "libgl1"),
    ("wayland-client", "libwayland-client0"),
    ("wayland-egl", "libwayland-egl1"),
    ("glutin config", "libgl1-mesa-dri"),
    ("GlutinConfigs", "libgl1-mesa-dri"),
    ("no valid EGL", "libegl1"),
];

fn sentence(complaint: &str) -> String {
    match LIBRARIES.iter().find(|(words, _)| complaint.contains(words)) {
        Some((_, package)) => format!(
            "No window can be opened: a library is missing ({complaint}). On Debian and Ubuntu, install {package}. {INSTEAD}"
        ),
        None => format!("No window can be opened on this display: {complaint}. {INSTEAD}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_library_is_named_with_its_package() {
        for (complaint, package) in [
            ("Library libxkbcommon-x11.so could not be loaded.", "libxkbcommon-x11-0"),
            ("X11 error: libX11.so.6: cannot open shared object file", "libx11-6"),
            ("Found no glutin configs matching the template", "libgl1-mesa-dri"),
        ] {
            assert!(sentence(complaint).contains(&format!("install {package}.")), "{}", sentence(complaint));
        }
        assert!(sentence("the server went away").contains("oomscope report"));
    }

    #[test]
    fn a_panic_becomes_its_text() {
        let panicked = quietly(|| panic!("libxkbcommon-x11.so could not be loaded"));
        assert!(panicked.unwrap_err().contains("libxkbcommon-x11.so"));
    }
}
