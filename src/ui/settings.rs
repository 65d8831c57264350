//! What is kept between runs: recent files and how the window looks. Versioned, small, and never in the way: a file that
//! is broken, foreign or from a later version is as good as none.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::lang::Language;

/// The version that this program writes.
const VERSION: u32 = 1;

/// How many recent files are remembered.
pub(super) const RECENT_KEPT: usize = 10;

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
}

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

/// What the timeline's lanes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LaneBy {
    /// One lane for each verdict.
    #[default]
    Verdict,
    /// One lane for each pod.
    Pod,
    /// One lane for each node.
    Host,
    /// One lane for each victim's name.
    Victim,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            recent: Vec::new(),
            theme: ThemeChoice::default(),
            lanes: LaneBy::default(),
            language: None,
        }
    }
}

impl Settings {
    /// From a settings file's text. Anything that cannot be understood gives the defaults.
    pub fn from_text(text: &str) -> Self {
        let read: Option<Self> = serde_json::from_str(text).ok();
        let mut settings = read.filter(|settings| settings.version == VERSION).unwrap_or_default();
        settings.recent.truncate(RECENT_KEPT);
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

impl ThemeChoice {
    /// All choices with their labels.
    pub const ALL: [(Self, &'static str); 3] = [(Self::System, "System"), (Self::Light, "Light"), (Self::Dark, "Dark")];
}

impl LaneBy {
    /// All choices with their labels.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Verdict, "Verdict"), (Self::Pod, "Pod"), (Self::Host, "Node"), (Self::Victim, "Victim")];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_kept() {
        let language = Some(Language::Japanese);
        let mut settings = Settings { theme: ThemeChoice::Dark, lanes: LaneBy::Pod, language, ..Settings::default() };
        settings.remember(Path::new("/var/log/kern.log"));
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
