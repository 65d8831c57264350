//! A text read line by line, and once more with whole records passed by: what tests and fuzzing compare. The records are told of
//! what lies behind an edge, as of a chunk, and passed by where a word does not stand in them.

use std::collections::{BTreeMap, BTreeSet};

use super::{JsonPiece, Line, Reader, ReaderSettings, SourceForm, TableLine};

/// What was read both ways, without what lies in lines that were passed by.
#[derive(Debug)]
pub struct BothWays {
    /// Line by line.
    pub slow: Vec<String>,
    /// With whole records passed by.
    pub fast: Vec<String>,
    /// How many lines were passed by.
    pub passed: usize,
}

/// What a line gives.
struct GivenText {
    line: u64,
    text: String,
}

/// Gives the lines and texts of the records in which the word stands. What else is known of a line that is no record of its form
/// may hang on lines before it; where that matters a needle looks back.
pub fn records(settings: ReaderSettings, text: &str, edge: usize, word: &str) -> BothWays {
    compare(settings, text, edge, word, &mut |reader, line, found| {
        let give = &mut |record: &crate::model::Record<'_>| {
            if record.text.contains(word) {
                let text = format!("{} {}", record.place.line, plain(record.text));
                found.push(GivenText { line: record.place.line, text });
            }
        };
        match line {
            Some(line) => reader.read(line, give),
            None => reader.finish(give),
        }
    })
}

/// Gives what is taken apart: the rows, the fields of entries, the objects. Where a line is none of them it may go on with one
/// that was passed by; where records begin and end must be the same all the same.
pub fn borders(settings: ReaderSettings, text: &str, edge: usize, word: &str) -> BothWays {
    compare(settings, text, edge, word, &mut |reader, line, found| {
        if let Some(line) = line {
            reader.notice_gap(line.number);
        }
        match (&mut reader.form, line) {
            (SourceForm::Table(table), line) => {
                let mut give = |line: u64, row: TableLine<'_>| found.push(GivenText { line, text: format!("{row:?}") });
                match line {
                    Some(line) => table.feed(line.number, line.text, &mut give),
                    None => table.finish(&mut give),
                }
            }
            (SourceForm::Blocks(blocks), line) => {
                let mut give = |line: u64, fields: &[super::fields::Field<'_>]| {
                    found.push(GivenText { line, text: format!("{fields:?}") });
                };
                match line {
                    Some(line) => blocks.feed(line.number, line.text, &mut give),
                    None => blocks.finish(&mut give),
                }
            }
            (SourceForm::Json(collector), line) => {
                let mut give = |piece: JsonPiece<'_>| {
                    found.push(GivenText { line: piece.line_of(""), text: plain(piece.text) });
                };
                match line {
                    Some(line) => {
                        if collector.is_cut_by(line.text) {
                            collector.give_up(&mut give);
                        }
                        collector.feed(line.number, line.text, &mut give);
                    }
                    None => collector.give_up(&mut give),
                }
            }
            (SourceForm::Lines(_), _) => {}
        }
    })
}

/// The text without what stands between records: in the place of those that were passed by it may be another.
fn plain(text: &str) -> String {
    text.replace(|c: char| c.is_whitespace() || c == ',', "")
}

/// Reads a line and adds what it gives, with its line; the source has ended where there is none.
type ReadOneLine<'a> = &'a mut dyn FnMut(&mut Reader, Option<Line<'_>>, &mut Vec<GivenText>);

fn compare(settings: ReaderSettings, text: &str, edge: usize, word: &str, read: ReadOneLine<'_>) -> BothWays {
    let told = told(settings, text, edge, word);
    let mut passed = BTreeSet::new();
    let mut found = [Vec::new(), Vec::new()];
    for (passes, found) in [false, true].into_iter().zip(&mut found) {
        let (mut reader, mut at, mut until) = (Reader::new(settings, text), 0, 0);
        for (line, number) in text.split('\n').zip(1_u64..) {
            if passes && number >= until && reader.may_pass() {
                until = told.get(&at).map_or(0, |lines| number + lines);
            }
            at += line.len() + 1;
            if number < until {
                passed.insert(number);
            } else {
                read(&mut reader, Some(Line { number, text: line.trim_matches('\r') }), found);
            }
        }
        read(&mut reader, None, found);
    }
    let kept = |found: Vec<GivenText>| {
        found.into_iter().filter(|given| !passed.contains(&given.line)).map(|given| given.text).collect()
    };
    let [slow, fast] = found.map(kept);
    BothWays { slow, fast, passed: passed.len() }
}

/// Where the whole records begin that may be passed by, and how many lines each has.
fn told(settings: ReaderSettings, text: &str, edge: usize, word: &str) -> BTreeMap<usize, u64> {
    let behind = text.get(text.ceil_char_boundary(edge)..).and_then(|behind| behind.split_once('\n'));
    let behind = behind.map_or("", |(_, lines)| lines);
    let lines = behind.rfind('\n').and_then(|end| behind.get(..=end)).unwrap_or_default();
    let base = text.len() - behind.len();
    let mut told = BTreeMap::new();
    if let Some(rule) = Reader::new(settings, text).pass_rule() {
        (rule.records)(lines.as_bytes(), b'\n', &mut |place, count| {
            if !lines.get(place.clone()).is_some_and(|record| record.contains(word)) {
                told.insert(base + place.start, count);
            }
        });
    }
    told
}
