//! File dialogs: asked for on the window's thread (macOS insists), awaited on another, so that a slow or broken portal
//! never blocks the window. Behind a trait, so that tests answer at once.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// What became of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// The user chose these.
    Files(Vec<PathBuf>),
    /// The user chose nothing.
    Cancelled,
    /// This desktop has no file dialog.
    Unavailable,
}

/// Takes the answer, on any thread.
pub type Answer = Box<dyn FnOnce(Picked) + Send>;

/// Asks the user for files.
pub trait FileDialogs {
    /// Asks for files to open, under a title.
    fn open(&mut self, title: &str, answer: Answer);
    /// Asks for a folder to open, under a title.
    fn open_folder(&mut self, title: &str, answer: Answer) {
        self.open(title, answer);
    }
    /// Asks where to save, under a title, suggesting a name.
    fn save(&mut self, title: &str, name: &str, answer: Answer);
    /// Shows a file in the desktop's file manager; nothing where there is none.
    fn show_file(&mut self, _path: &Path) {}
}

/// The desktop's own dialogs.
#[derive(Clone, Copy, Debug, Default)]
pub struct DesktopDialogs;

/// Without a portal and without zenity the answer comes at once and looks like "cancelled"; no person is that fast.
const FASTER_THAN_PEOPLE: Duration = Duration::from_millis(150);

impl FileDialogs for DesktopDialogs {
    fn open(&mut self, title: &str, answer: Answer) {
        let dialog = rfd::AsyncFileDialog::new().set_title(title).pick_files();
        await_elsewhere(answer, async {
            dialog.await.map(|files| files.iter().map(|file| file.path().to_owned()).collect())
        });
    }

    fn open_folder(&mut self, title: &str, answer: Answer) {
        let dialog = rfd::AsyncFileDialog::new().set_title(title).pick_folder();
        await_elsewhere(answer, async { dialog.await.map(|folder| vec![folder.path().to_owned()]) });
    }

    fn save(&mut self, title: &str, name: &str, answer: Answer) {
        let dialog = rfd::AsyncFileDialog::new().set_title(title).set_file_name(name).save_file();
        await_elsewhere(answer, async { dialog.await.map(|file| vec![file.path().to_owned()]) });
    }

    fn show_file(&mut self, path: &Path) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let mut manager = std::process::Command::new(if cfg!(windows) {
            "explorer"
        } else if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        });
        // What it says belongs to nobody: the folder opens, or the desktop has no file manager.
        let started = manager.arg(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let Ok(mut started) = started else { return };
        let waited = std::thread::Builder::new().name("oomscope-folder".to_owned()).spawn(move || started.wait());
        drop(waited);
    }
}

fn await_elsewhere(answer: Answer, dialog: impl Future<Output = Option<Vec<PathBuf>>> + Send + 'static) {
    let asked = Instant::now();
    let spawned = std::thread::Builder::new().name("oomscope-dialog".to_owned()).spawn(move || {
        let picked = pollster::block_on(dialog);
        answer(match picked {
            Some(files) => Picked::Files(files),
            None if cfg!(target_os = "linux") && asked.elapsed() < FASTER_THAN_PEOPLE => Picked::Unavailable,
            None => Picked::Cancelled,
        });
    });
    // Without a thread the answer is dropped, which the window takes as "cancelled".
    drop(spawned);
}
