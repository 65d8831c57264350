//! What was read, and what was not: the honest account of each input.

use super::{Note, SourceId, Wall};
use crate::lang::{Language, Told};
use crate::say;

/// One input and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Its number within the load.
    pub id: SourceId,
    /// Its name for people: the file's name, `bundle.tar.gz › var/log/kern.log`, `stdin`, `pasted text`.
    pub name: String,
    /// Bytes read, after decompression.
    pub bytes: u64,
    /// Lines read.
    pub lines: u64,
    /// Names of the dialects met, most frequent first.
    pub dialects: Vec<String>,
    /// What was skipped, cut or assumed.
    pub notes: Vec<Note>,
    /// True where it could not be read to its end.
    pub failed: bool,
    /// The year that its last line was taken to be of, where its stamps have none.
    pub last_year: Option<i32>,
    /// What its beginning holds, where no kill was found in it.
    pub survey: Option<Survey>,
}

/// What the beginning of a source holds: why there may be no kill in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// The earliest time.
    pub first: Option<Wall>,
    /// The latest time.
    pub last: Option<Wall>,
    /// The nodes that its lines name, in order of their names.
    pub hosts: Vec<String>,
    /// Records of the kernel.
    pub kernel: u64,
    /// Records whose envelope tells who wrote them.
    pub told: u64,
    /// True where all of the source was looked at.
    pub whole: bool,
}

/// An input or archive member that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedInput {
    /// Its name for people.
    pub name: String,
    /// Why, as the end of a sentence: "is a binary file".
    pub why: Told,
    /// True where reading was tried and failed (exit code 1), false where it was left out on purpose.
    pub failed: bool,
}

impl SkippedInput {
    /// `core is a binary file`.
    pub fn said(&self, language: Language) -> String {
        say!(language, "skipped-input", name = &self.name, why = self.why.said(language))
    }
}
