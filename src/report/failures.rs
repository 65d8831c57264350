//! Why not everything was read, as sentences: for standard error, as few formats have room for it.

use crate::analysis::Review;
use crate::lang::Language;
use crate::model::{Note, NoteKind, Source};
use crate::say;

/// So many inputs are named; the others are counted.
const NAMED_AT_MOST: usize = 200;

/// What could not be read, or not to its end: a sentence for each, with the input's name. Empty where everything was read
/// that was not left out on purpose.
pub fn failures(review: &Review) -> Vec<String> {
    let language = review.language;
    let skipped = review.skipped.iter().filter(|skipped| skipped.failed).map(|skipped| skipped.said(language));
    let sources = review.sources.iter().filter(|source| source.failed);
    at_most(language, skipped.chain(sources.map(|source| said(source, language, is_failure))))
}

/// What became of each input of which nothing was read, those included that were left out on purpose.
pub fn unread(review: &Review) -> Vec<String> {
    let language = review.language;
    let skipped = review.skipped.iter().map(|skipped| skipped.said(language));
    let sources = review.sources.iter().filter(|source| !source.notes.is_empty());
    at_most(language, skipped.chain(sources.map(|source| said(source, language, |_| true))))
}

fn is_failure(note: &Note) -> bool {
    matches!(note.kind, NoteKind::ReadFailed | NoteKind::LimitReached)
}

/// `kern.log.gz: It could not be read to its end, only 2,048 bytes: it ends too early`.
fn said(source: &Source, language: Language, which: fn(&Note) -> bool) -> String {
    let notes: Vec<String> =
        source.notes.iter().filter(|note| which(note)).map(|note| note.text.said(language)).collect();
    say!(language, "failed-input", name = &source.name, why = notes.join("; "))
}

fn at_most(language: Language, sentences: impl Iterator<Item = String>) -> Vec<String> {
    let mut sentences = sentences.peekable();
    let mut said: Vec<String> = sentences.by_ref().take(NAMED_AT_MOST).collect();
    if sentences.peek().is_some() {
        said.push(say!(language, "failed-more", inputs = sentences.count()));
    }
    said
}
