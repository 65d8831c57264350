//! Ids in a text: pod UIDs with dashes, underscores or neither, container ids and their prefixes. A made-up id has the
//! shape of the real one.

use std::ops::Range;
use std::sync::Arc;

use super::marks;
use super::pseudonyms::{ID_PREFIX, NameKind, Pseudonyms};

/// Lengths of the groups of a UUID.
const UUID_GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
const UID: usize = 32;
const ID: usize = 64;

/// A stretch of a text that is an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct IdSpan {
    start: usize,
    end: usize,
    kind: NameKind,
}

/// The text with every id made up; ids that are new get new ones.
pub(super) fn replaced(book: &mut Pseudonyms, text: &str) -> String {
    rewrite(text, &mut |kind, digits| Some(book.word(kind, &key(kind, digits))), &mut |id| id)
}

/// The text with every id made up and marked ([`marks::marked`]); ids that were not met become zeros. Short prefixes of known
/// ids are ids too.
pub(super) fn replaced_known(book: &Pseudonyms, text: &str) -> String {
    let mut word = |kind, digits: &str| {
        let known = book.known(kind, &key(kind, digits));
        if digits.len() < UID { known } else { Some(known.unwrap_or_else(|| Pseudonyms::unknown(kind).into())) }
    };
    rewrite(text, &mut word, &mut |id| marks::marked(&id))
}

/// Where ids stand in a text.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let (mut all, mut done) = (Vec::new(), 0);
    while let Some(found) = next(text, done) {
        all.push(found.start..found.end);
        done = found.end;
    }
    all
}

fn rewrite(
    text: &str,
    word: &mut dyn FnMut(NameKind, &str) -> Option<Arc<str>>,
    spelled: &mut dyn FnMut(String) -> String,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    while let Some(found) = next(text, done) {
        let (before, id) = (text.get(done..found.start), text.get(found.start..found.end));
        let (before, id) = (before.unwrap_or(""), id.unwrap_or(""));
        out.push_str(before);
        match word(found.kind, id) {
            Some(word) => out.push_str(&spelled(shaped(id, &word))),
            None => out.push_str(id),
        }
        done = found.end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

/// The made-up digits in the shape of the real id: its length, its separators.
fn shaped(id: &str, word: &str) -> String {
    let mut digits = word.chars().chain(std::iter::repeat('0'));
    id.chars().map(|c| if c.is_ascii_hexdigit() { digits.next().unwrap_or('0') } else { c }).collect()
}

/// What tells an id apart, whatever its spelling.
fn key(kind: NameKind, id: &str) -> String {
    let digits = id.chars().filter(char::is_ascii_hexdigit).map(|c| c.to_ascii_lowercase());
    digits.take(if kind == NameKind::Id { ID_PREFIX } else { UID }).collect()
}

/// The next id from `from` on.
fn next(text: &str, from: usize) -> Option<IdSpan> {
    let bytes = text.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut at = from;
    while at < bytes.len() {
        if !is_hex(at) {
            at += 1;
            continue;
        }
        let run = bytes.iter().skip(at).take_while(|byte| byte.is_ascii_hexdigit()).count();
        // `pod` ends in a hexadecimal digit.
        let start = if at >= 2 && text.get(at - 2..=at) == Some("pod") { at + 1 } else { at };
        let begins =
            start != at || !at.checked_sub(1).and_then(|b| bytes.get(b)).is_some_and(u8::is_ascii_alphanumeric);
        let end = at + run;
        let found = if begins { id_at(bytes, start, end) } else { None };
        if found.is_some() {
            return found;
        }
        at = end;
    }
    None
}

/// The id that begins here, where the first run of digits ends at `end`.
fn id_at(bytes: &[u8], start: usize, end: usize) -> Option<IdSpan> {
    let ends = |end: usize| !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
    let found = |end, kind| Some(IdSpan { start, end, kind });
    match end - start {
        8 => {
            let end = uuid_end(bytes, start)?;
            if ends(end) { found(end, NameKind::Uid) } else { None }
        }
        UID if ends(end) => found(end, NameKind::Uid),
        // Shorter than 64 it may be a prefix, as `crictl` and `docker` show it; the book tells whether it is one.
        ID_PREFIX..=ID if ends(end) => found(end, NameKind::Id),
        _ => None,
    }
}

/// Where a UUID that begins here ends; its separators are all dashes or all underscores.
fn uuid_end(bytes: &[u8], start: usize) -> Option<usize> {
    let separator = *bytes.get(start + 8)?;
    let mut at = start;
    for (group, length) in UUID_GROUPS.into_iter().enumerate() {
        if group > 0 {
            if bytes.get(at) != Some(&separator) || !matches!(separator, b'-' | b'_') {
                return None;
            }
            at += 1;
        }
        if !bytes.get(at..at + length)?.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        at += length;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be";

    #[test]
    fn one_id_is_one_id_in_every_spelling() {
        let mut book = Pseudonyms::default();
        let uid = "00000001-0000-0000-0000-000000000000";
        assert_eq!(replaced(&mut book, "pod479f327f-a27b-4eda-8523-90bdabcf0a27/x"), format!("pod{uid}/x"));
        assert_eq!(
            replaced(&mut book, "pod479f327f_a27b_4eda_8523_90bdabcf0a27"),
            format!("pod{}", uid.replace('-', "_"))
        );
        assert_eq!(replaced(&mut book, "479f327fa27b4eda852390bdabcf0a27"), uid.replace('-', ""));
        assert_eq!(
            replaced(&mut book, "pod479f327fa27b4eda852390bdabcf0a27.slice"),
            format!("pod{}.slice", uid.replace('-', ""))
        );
        assert_eq!(book.known(NameKind::Uid, "479f327fa27b4eda852390bdabcf0a27").as_deref().map(str::len), Some(32));
    }

    #[test]
    fn a_prefix_of_a_known_container_is_masked_and_other_numbers_are_not() {
        let mut book = Pseudonyms::default();
        let masked = replaced(&mut book, &format!("cri-containerd-{ID}.scope"));
        assert_eq!(masked, format!("cri-containerd-000000000001{}.scope", "0".repeat(52)));
        let text = "container 679f9845995b died, gfp_mask=0xcc0 0x00007f0123456789 ffff888012345678";
        let known = |text: &str| marks::unmarked(&replaced_known(&book, text));
        assert_eq!(known(text), text.replace("679f9845995b", "000000000001"));
        let other = ID.replace('6', "7");
        assert_eq!(known(&other), "0".repeat(64));
    }
}
