//! Sentences that are kept to be said later, in whichever language is then asked for.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};

use super::unseen::in_sight;
use super::{Argument, Language, NamedArgument, catalogue};
use crate::tell;

/// A sentence of the catalogues with its arguments, in no language yet. [`tell!`](crate::tell) makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sentence {
    /// A message by its id.
    Message {
        /// Its id in the catalogues.
        id: &'static str,
        /// Its arguments by their names.
        arguments: Vec<NamedArgument<SentenceArgument>>,
    },
    /// Words that stand in no catalogue: what the system says of an error.
    Plain(String),
}

/// An argument that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SentenceArgument {
    /// A name or a value as it stands in the log.
    Text(String),
    /// A whole number.
    Count(u64),
    /// A size in bytes.
    Size(u64),
    /// Another sentence, which is the reason or the end of this one.
    Sentence(Sentence),
}

impl Sentence {
    /// The sentence in a language.
    pub fn said(&self, language: Language) -> String {
        match self {
            Self::Message { id, arguments } => {
                let arguments = arguments
                    .iter()
                    .map(|argument| NamedArgument { name: argument.name, value: argument.value.argument(language) });
                catalogue::spoken(language, id, arguments)
            }
            Self::Plain(text) => in_sight(text.into()).into_owned(),
        }
    }

    /// Replaces each piece of text in it, given the name of its argument ("" for plain words).
    pub fn map_text(&mut self, replaced: &mut dyn FnMut(&'static str, &str) -> String) {
        match self {
            Self::Message { arguments, .. } => {
                for NamedArgument { name, value } in arguments {
                    match value {
                        SentenceArgument::Text(text) => *text = replaced(name, text),
                        SentenceArgument::Sentence(told) => told.map_text(replaced),
                        SentenceArgument::Count(_) | SentenceArgument::Size(_) => {}
                    }
                }
            }
            Self::Plain(text) => *text = replaced("", text),
        }
    }
}

impl From<&str> for Sentence {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

impl From<String> for Sentence {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

impl From<&str> for SentenceArgument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for SentenceArgument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for SentenceArgument {
    fn from(number: u64) -> Self {
        Self::Count(number)
    }
}

impl From<usize> for SentenceArgument {
    fn from(number: usize) -> Self {
        Self::Count(number as u64)
    }
}

impl From<&io::Error> for SentenceArgument {
    fn from(error: &io::Error) -> Self {
        Self::Sentence(Sentence::from(error))
    }
}

impl From<Sentence> for SentenceArgument {
    fn from(told: Sentence) -> Self {
        Self::Sentence(told)
    }
}

impl SentenceArgument {
    fn argument(&self, language: Language) -> Argument<'_> {
        match self {
            Self::Text(text) => Argument::from(text),
            Self::Count(number) => Argument::from(*number),
            Self::Size(bytes) => Argument::size(*bytes),
            Self::Sentence(told) => Argument::from(told.said(language)),
        }
    }
}

/// In English, as errors are written where no language is chosen.
impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(Language::English))
    }
}

/// So that an [`io::Error`] can hold the sentence that tells of it.
impl Error for Sentence {}

/// What went wrong, as the end of a sentence. What the system or a decoder says of rarer errors is told in their own words.
impl From<&io::Error> for Sentence {
    fn from(error: &io::Error) -> Self {
        if let Some(told) = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return told.clone();
        }
        match error.kind() {
            ErrorKind::NotFound => tell!("fault-not-found"),
            ErrorKind::PermissionDenied => tell!("fault-not-allowed"),
            ErrorKind::IsADirectory => tell!("fault-is-folder"),
            ErrorKind::NotADirectory => tell!("fault-no-folder"),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => tell!("fault-disk-full"),
            ErrorKind::ReadOnlyFilesystem => tell!("fault-read-only"),
            ErrorKind::InvalidFilename => tell!("fault-name"),
            ErrorKind::UnexpectedEof => tell!("fault-ends-early"),
            ErrorKind::InvalidData | ErrorKind::InvalidInput => tell!("fault-damaged", words = error.to_string()),
            _ => Self::Plain(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_is_kept_is_said_in_any_language() {
        let told = tell!("note-task-rows-unread", rows = 3_u64);
        assert_eq!(told.said(Language::English), "3 rows of the task table lack figures and were left out");
        assert!(told.said(Language::Japanese).contains("3 行"));
        assert_eq!(Sentence::from("plain").said(Language::Japanese), "plain");
    }

    #[test]
    fn names_in_it_can_be_replaced() {
        let mut told = tell!("note-exiting", process = "java", pid = "7");
        told.map_text(&mut |name, text| if name == "process" { "process-1".to_owned() } else { text.to_owned() });
        assert_eq!(told.said(Language::English), "Process 7 (process-1) was already exiting and wasn't killed");
        let mut nested = tell!("skip-unread", why = Sentence::from("/home/ann/log is gone"));
        nested.map_text(&mut |_, text| text.replace("ann", "user-1"));
        assert_eq!(nested.to_string(), "could not be read: /home/user-1/log is gone");
    }

    #[test]
    fn an_error_is_told_in_any_language() {
        let own = io::Error::other(tell!("fault-decoder"));
        let zip = io::Error::new(ErrorKind::InvalidData, "bad magic");
        for (error, english, japanese) in [
            (&own, "the decoder stopped early", "展開処理が中断しました"),
            (&zip, "bad magic", "データが壊れています: bad magic"),
            (&ErrorKind::PermissionDenied.into(), "permission denied", "アクセス権がありません"),
            (&io::Error::other("odd"), "odd", "odd"),
        ] {
            let told = tell!("skip-unread", why = error);
            assert_eq!(told.said(Language::English), format!("could not be read: {english}"));
            assert_eq!(told.said(Language::Japanese), format!("読み込めませんでした ({japanese})"));
        }
    }
}
