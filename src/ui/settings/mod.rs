//! What is kept between runs: recent files and how the window looks. Versioned, small, and never in the way: a file that
//! is broken, foreign or from a later version is as good as none.

pub mod columns;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use self::columns::Choices;
use crate::lang::Language;
use crate::model::{NamedZone, Offsets, TimeZone};
use crate::report::LaneBy;
use crate::say;

/// The version that this program writes.
const VERSION: u32 = 1;

/// How many recent files are remembered.
pub(super) const RECENT_KEPT: usize = 10;

/// How small and how large everything can be drawn.
const ZOOM_PERCENT: std::ops::RangeInclusive<u16> = 50..=300;

/// What is kept between runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    version: u32,
    /// The files that were opened last, latest first.
    pub recent: Vec<PathBuf>,
    /// Light, dark or as the system says.
    pub theme: ThemeChoice,
    /// What the timeline's lanes are.
    pub lanes: LaneBy,
    /// The language that was chosen; the system's where none was.
    pub language: Option<Language>,
    /// True where nothing shall move that need not. Asked of the user, not of the system: X11 and Wayland do not tell, and
    /// what desktops keep lies in a database of GNOME's own, which takes its daemon to be read.
    pub calm: bool,
    /// How large everything is drawn, in percent.
    pub zoom_percent: u16,
    /// Where the window was.
    pub place: Option<WindowPlace>,
    /// The task table's columns.
    pub(super) task_columns: Choices,
    /// The zone that times are shown in.
    pub zone: ZoneChoice,
    /// The height of the tabs below the card, in points, where the user has set it.
    pub tabs_height: Option<u16>,
    /// Whether only the tabs' names are shown.
    pub tabs_folded: bool,
    /// How the log's lines are shown.
    pub log: LogLook,
}

/// How the log's lines are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogLook {
    /// Whether lines that are longer than the window is wide go on below.
    pub wraps: bool,
    /// Whether all lines that were found are listed beside the log.
    pub lists_finds: bool,
}

/// A part of how the log's lines are shown, to be turned on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogSwitch {
    /// [`LogLook::wraps`].
    Wraps,
    /// [`LogLook::lists_finds`].
    ListsFinds,
}

impl LogLook {
    /// Turns it on or off.
    pub const fn switch(&mut self, what: LogSwitch) {
        match what {
            LogSwitch::Wraps => self.wraps = !self.wraps,
            LogSwitch::ListsFinds => self.lists_finds = !self.lists_finds,
        }
    }
}

/// The zone that times are shown in, or that a log was written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ZoneChoice {
    /// As the log prints them; for a log that names no zone, not known.
    #[default]
    Printed,
    /// UTC.
    Utc,
    /// This computer's.
    Computer,
    /// So many seconds east of UTC.
    East(i32),
    /// One with a name.
    #[serde(with = "named")]
    Named(NamedZone),
}

/// A zone's name, as the settings keep it.
mod named {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    use super::NamedZone;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
    pub(super) fn serialize<S: Serializer>(zone: &NamedZone, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(zone.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NamedZone, D::Error> {
        let name = String::deserialize(deserializer)?;
        NamedZone::parse(&name).ok_or_else(|| D::Error::custom(name))
    }
}

impl ZoneChoice {
    /// The choice for an offset.
    pub const fn east(seconds: i32) -> Self {
        if seconds == 0 { Self::Utc } else { Self::East(seconds) }
    }

    /// The zone; `None` for times as they are printed.
    pub const fn zone(self, computer: Offsets) -> Option<TimeZone> {
        match self {
            Self::Printed => None,
            Self::Utc => Some(TimeZone::UTC),
            Self::Computer => Some(TimeZone::Computer(computer)),
            Self::East(seconds) => Some(TimeZone::East(seconds)),
            Self::Named(zone) => Some(TimeZone::Named(zone)),
        }
    }
}

/// Where a window stands, in points of the desktop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// The upper left corner, frame included; `None` where the desktop does not tell.
    #[serde(default)]
    pub corner: Option<(i32, i32)>,
    /// Width and height without the frame.
    pub size: (u16, u16),
    /// True where it fills the screen.
    #[serde(default)]
    pub maximised: bool,
}

/// How small a window may be, in points: what the layout needs.
pub(super) const LEAST_SIZE: (u16, u16) = (640, 420);

/// Light, dark or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            recent: Vec::new(),
            theme: ThemeChoice::default(),
            lanes: LaneBy::default(),
            language: None,
            calm: false,
            zoom_percent: 100,
            place: None,
            task_columns: Choices::default(),
            zone: ZoneChoice::default(),
            tabs_height: None,
            tabs_folded: false,
            log: LogLook::default(),
        }
    }
}

impl Settings {
    /// From a settings file's text. Anything that cannot be understood gives the defaults.
    pub fn from_text(text: &str) -> Self {
        let read: Option<Self> = serde_json::from_str(text).ok();
        let mut settings = read.filter(|settings| settings.version == VERSION).unwrap_or_default();
        settings.recent.truncate(RECENT_KEPT);
        settings.zoom_percent = settings.zoom_percent.clamp(*ZOOM_PERCENT.start(), *ZOOM_PERCENT.end());
        settings
    }

    /// As a settings file's text.
    pub fn to_text(&self) -> String {
        // Paths that are no text cannot be written in JSON; they are not remembered.
        let recent = self.recent.iter().filter(|path| path.to_str().is_some()).cloned().collect();
        serde_json::to_string_pretty(&Self { recent, ..self.clone() }).unwrap_or_default()
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT_KEPT);
    }
}

impl WindowPlace {
    /// The same place on a screen of this size: no larger than it, and with its corner on it.
    #[must_use]
    pub fn on_screen(self, (width, height): (u16, u16)) -> Self {
        let fitted = |wanted: u16, least: u16, most: u16| wanted.max(least).min(most.max(least));
        let size = (fitted(self.size.0, LEAST_SIZE.0, width), fitted(self.size.1, LEAST_SIZE.1, height));
        let within = |at: i32, size: u16, screen: u16| at.clamp(0, i32::from(screen.saturating_sub(size)));
        let corner = self.corner.map(|(x, y)| (within(x, size.0, width), within(y, size.1, height)));
        Self { corner, size, ..self }
    }
}

impl ThemeChoice {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// As a choice.
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::System => say!(language, "window-theme-system"),
            Self::Light => say!(language, "window-theme-light"),
            Self::Dark => say!(language, "window-theme-dark"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::columns::TaskViewColumn;
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_kept() {
        let mut settings = Settings {
            theme: ThemeChoice::Dark,
            lanes: LaneBy::Pod,
            language: Some(Language::Japanese),
            zone: ZoneChoice::East(-12_600),
            log: LogLook { wraps: true, lists_finds: false },
            ..Settings::default()
        };
        settings.remember(Path::new("/var/log/kern.log"));
        settings.task_columns.widen(TaskViewColumn::Name, 300.0);
        settings.task_columns.show(TaskViewColumn::Virtual, true);
        settings.place = Some(WindowPlace { corner: Some((-8, 20)), size: (1400, 900), maximised: true });
        assert_eq!(Settings::from_text(&settings.to_text()), settings);
    }

    #[test]
    fn a_broken_or_foreign_file_is_as_good_as_none() {
        for text in [
            "",
            "{",
            "[]",
            "null",
            "{\"version\":99,\"theme\":\"Dark\"}",
            "{\"theme\":\"Purple\"}",
            "{\"language\":\"xx\"}",
            "\u{0}",
        ] {
            assert_eq!(Settings::from_text(text), Settings::default(), "{text:?}");
        }
    }

    #[test]
    fn a_window_comes_back_on_the_screen_whatever_its_size() {
        let place = |corner, size| WindowPlace { corner: Some(corner), size, maximised: false };
        for (kept, screen, shown) in [
            (place((100, 50), (1280, 800)), (1920, 1080), place((100, 50), (1280, 800))),
            (place((2500, -900), (1280, 800)), (1920, 1080), place((640, 0), (1280, 800))),
            (place((100, 50), (3840, 2160)), (1366, 768), place((0, 0), (1366, 768))),
            (place((0, 0), (0, 0)), (1366, 768), place((0, 0), LEAST_SIZE)),
            (place((9, 9), (1280, 800)), (320, 200), place((0, 0), LEAST_SIZE)),
        ] {
            assert_eq!(kept.on_screen(screen), shown, "{kept:?} on {screen:?}");
        }
    }

    #[test]
    fn nothing_is_drawn_so_large_that_no_button_can_be_reached() {
        let text = |percent| format!("{{\"version\":1,\"zoom_percent\":{percent}}}");
        assert_eq!(Settings::from_text(&text(0)).zoom_percent, 50);
        assert_eq!(Settings::from_text(&text(9999)).zoom_percent, 300);
    }

    #[test]
    fn recent_files_are_few_and_each_stands_once() {
        let mut settings = Settings::default();
        for number in 0..RECENT_KEPT + 3 {
            settings.remember(Path::new(&format!("{number}.log")));
        }
        settings.remember(Path::new("5.log"));
        assert_eq!(settings.recent.len(), RECENT_KEPT);
        assert_eq!(settings.recent.first().unwrap(), Path::new("5.log"));
        assert_eq!(settings.recent.iter().filter(|path| **path == Path::new("5.log")).count(), 1);
    }
}
