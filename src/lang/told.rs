//! Sentences that are kept to be said later, in whichever language is then asked for.

use super::{Argument, Language, catalogue};

/// A sentence of the catalogues with its arguments, in no language yet. [`tell!`](crate::tell) makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A message by its id.
    Message {
        /// Its id in the catalogues.
        id: &'static str,
        /// Its arguments by their names.
        arguments: Vec<(&'static str, Word)>,
    },
    /// Words that stand in no catalogue: what the system says of an error.
    Plain(String),
}

/// An argument that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A name or a value as it stands in the log.
    Text(String),
    /// A whole number.
    Count(u64),
}

impl Told {
    /// The sentence in a language.
    pub fn said(&self, language: Language) -> String {
        match self {
            Self::Message { id, arguments } => {
                let arguments = arguments.iter().map(|(name, word)| (*name, Argument::from(word)));
                catalogue::spoken(language, id, arguments)
            }
            Self::Plain(text) => text.clone(),
        }
    }

    /// Replaces each piece of text in it, given the name of its argument ("" for plain words).
    pub fn map_text(&mut self, mut replaced: impl FnMut(&'static str, &str) -> String) {
        match self {
            Self::Message { arguments, .. } => {
                for (name, word) in arguments {
                    if let Word::Text(text) = word {
                        *text = replaced(name, text);
                    }
                }
            }
            Self::Plain(text) => *text = replaced("", text),
        }
    }
}

impl From<&str> for Told {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

impl From<String> for Told {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Word {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Word {
    fn from(number: u64) -> Self {
        Self::Count(number)
    }
}

impl From<usize> for Word {
    fn from(number: usize) -> Self {
        Self::Count(number as u64)
    }
}

impl<'a> From<&'a Word> for Argument<'a> {
    fn from(word: &'a Word) -> Self {
        match word {
            Word::Text(text) => Self::from(text),
            Word::Count(number) => Self::from(*number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tell;

    #[test]
    fn a_sentence_that_is_kept_is_said_in_any_language() {
        let told = tell!("note-task-rows-unread", rows = 3_u64);
        assert_eq!(told.said(Language::English), "3 rows of the task table lack figures and were left out");
        assert!(told.said(Language::Japanese).contains("3 行"));
        assert_eq!(Told::from("plain").said(Language::Japanese), "plain");
    }

    #[test]
    fn names_in_it_can_be_replaced() {
        let mut told = tell!("note-exiting", process = "java", pid = "7");
        told.map_text(|name, text| if name == "process" { "process-1".to_owned() } else { text.to_owned() });
        assert_eq!(told.said(Language::English), "Process 7 (process-1) was exiting already and was not killed");
    }
}
