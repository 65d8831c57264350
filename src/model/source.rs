//! What was read, and what was not: the honest account of each input.

use super::{Note, SourceId, Wall};
use crate::lang::{Language, Sentence};
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
    /// The report of ours that tells of it, where it is not here itself.
    pub told_by: Option<SourceId>,
}

/// Endings of files that people write for people.
const NOTE_ENDINGS: [&str; 10] = ["md", "markdown", "rst", "adoc", "rtf", "html", "htm", "eml", "mbox", "mht"];

/// Words in the names of such files.
const NOTE_WORDS: [&str; 9] =
    ["note", "notes", "readme", "todo", "ticket", "comment", "comments", "postmortem", "runbook"];

impl Source {
    /// True for what people wrote for people, by its name: kills in it are quoted, perhaps from elsewhere.
    pub fn is_note(&self) -> bool {
        is_note(&self.name)
    }
}

/// True for a file of this name that people wrote for people.
pub fn is_note(name: &str) -> bool {
    let file = name.rsplit(['/', '\u{203a}']).next().unwrap_or_default().trim().to_ascii_lowercase();
    let (stem, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
    let mut words = stem.split(|c: char| !c.is_ascii_alphabetic());
    NOTE_ENDINGS.contains(&ending) || words.any(|word| NOTE_WORDS.contains(&word))
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
    pub why: Sentence,
    /// True where reading was tried and failed (exit code 1), false where it was left out on purpose.
    pub failed: bool,
}

impl SkippedInput {
    /// `core is a binary file`.
    pub fn said(&self, language: Language) -> String {
        say!(language, "skipped-input", name = &self.name, why = self.why.said(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_told_by_its_name() {
        for (name, wanted) in [
            ("sos.tar.xz \u{203a} sos/notes.md", true),
            ("bundle/README", true),
            ("case-4711-notes.txt", true),
            ("Re: node down.eml", true),
            ("var/log/kern.log", false),
            ("notebook-controller.log", false),
            ("sos_commands/kernel/dmesg_-T", false),
            ("kern.log.2.gz", false),
        ] {
            assert_eq!(Source { name: name.to_owned(), ..Source::default() }.is_note(), wanted, "{name}");
        }
    }
}
