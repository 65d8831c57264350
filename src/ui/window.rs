//! Starting the window, and saying in a sentence why it cannot be started.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::app::{App, Start};
use super::placement::placed;
use super::settings::LEAST_SIZE;

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
