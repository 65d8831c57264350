//! Lines of the log, and what is noted of them, as reports write them.

use super::json::SourceNames;
use super::page::LogLine;
use crate::lang::Language;
use crate::model::{Companion, Note, Place};

/// A line of a source, for people: `kern.log:70`.
pub(super) fn at(place: Place, names: SourceNames<'_>) -> String {
    format!("{}:{}", names.of(place.source), place.line)
}

/// A line of another program, with its place.
pub(super) fn companion_line(companion: &Companion, names: SourceNames<'_>) -> LogLine {
    let text = match &companion.program {
        Some(program) => format!("{program}: {}", companion.text),
        None => companion.text.clone(),
    };
    LogLine { at: at(companion.place, names), text }
}

/// Notes as sentences with the lines they speak of.
pub(super) fn note_items(language: Language, notes: &[Note], names: SourceNames<'_>) -> Vec<String> {
    let item = |note: &Note| {
        let text = note.text.said(language);
        match note.span {
            None => text,
            Some(span) if span.first == span.last => format!("{text} ({}:{})", names.of(span.source), span.first),
            Some(span) => format!("{text} ({}:{}–{})", names.of(span.source), span.first, span.last),
        }
    };
    notes.iter().map(item).collect()
}
