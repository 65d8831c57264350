//! Characters of names that are not to be seen. A program may call itself anything: no sentence that names it may move a
//! terminal's cursor, turn the direction of writing or hide a part of itself.

use std::borrow::Cow;

/// True for control characters (C0, C1), for marks that turn the direction of writing, and for others that take no room or
/// show nothing: joiners, fillers, variation selectors, tags, marks of notation (`Default_Ignorable_Code_Point` and `Cf` of
/// Unicode 16, less what is written).
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}')
        || matches!(c, '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A character as it is shown. Control characters have pictures of their own (U+2400 on), which the fonts of a window mostly
/// lack: all that is not to be seen is U+FFFD.
pub fn seen(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => ' ',
        c if is_unseen(c) => '\u{fffd}',
        c => c,
    }
}

/// A name or value as it stands in a sentence, with what is not to be seen made visible. Lines stay lines.
pub(super) fn in_sight(text: Cow<'_, str>) -> Cow<'_, str> {
    let hides = |c: char| !matches!(c, '\n' | '\t') && is_unseen(c);
    if !text.chars().any(hides) {
        return text;
    }
    text.chars().map(|c| if hides(c) { seen(c) } else { c }).collect::<String>().into()
}
