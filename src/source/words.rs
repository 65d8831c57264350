//! How a line is searched for words.

/// Longer texts are worth it that a search prepares itself.
const SHORT_TEXT: usize = 512;

/// So many of the words' first bytes are looked at for the rarest.
const FIRST_BYTES: usize = 4;

/// Where words first stand in a text. A line is searched for many words that are not there, and searches that prepare
/// themselves for each take several times as long.
pub fn find(text: &str, words: &str) -> Option<usize> {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    let last = text.len().checked_sub(words.len())?;
    if text.len() > SHORT_TEXT {
        return memchr::memmem::find(text, words);
    }
    let Some((ahead, byte)) = words.iter().take(FIRST_BYTES).enumerate().min_by_key(|(_, byte)| commonness(**byte))
    else {
        return Some(0);
    };
    let mut from = ahead;
    while let Some(found) = memchr::memchr(*byte, text.get(from..=last + ahead)?) {
        let at = from + found - ahead;
        if text.get(at..at + words.len()) == Some(words) {
            return Some(at);
        }
        from += found + 1;
    }
    None
}

/// About how often a byte stands in logs.
const fn commonness(byte: u8) -> u8 {
    match byte {
        b' ' | b'e' | b't' | b'a' | b'o' | b'i' | b'n' | b's' | b'r' => 4,
        b'0'..=b'9' | b':' | b'.' | b'-' => 3,
        b'a'..=b'z' => 2,
        b'A'..=b'Z' => 0,
        _ => 1,
    }
}

/// True where the words stand in the text.
pub fn holds(text: &str, words: &str) -> bool {
    find(text, words).is_some()
}

/// What stands before the first of these words, and behind it.
pub fn parted<'a>(text: &'a str, words: &str) -> Option<(&'a str, &'a str)> {
    around(text, words, find(text, words)?)
}

/// What stands before the last of these words, and behind it.
pub fn parted_at_last<'a>(text: &'a str, words: &str) -> Option<(&'a str, &'a str)> {
    // Most often they are not there at all, which is found out faster from the front.
    find(text, words)?;
    around(text, words, memchr::memmem::rfind(text.as_bytes(), words.as_bytes())?)
}

fn around<'a>(text: &'a str, words: &str, at: usize) -> Option<(&'a str, &'a str)> {
    text.get(..at).zip(text.get(at + words.len()..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_the_standard_library_finds_them() {
        let alphabet = [" ", "K", "Ki", "ll", "lled", "ed ", "é", ": "];
        let texts =
            |seed: usize| (0..6).map(move |at| alphabet[(seed >> (3 * at)) % alphabet.len()]).collect::<String>();
        for seed in 0..4096 {
            let text = texts(seed * 61);
            for words in ["", "K", "Killed ", "led", " : ", "é", "lledlled", "KiKill"] {
                for text in [text.clone(), text.repeat(80)] {
                    assert_eq!(find(&text, words), text.find(words), "{words} in {text}");
                    assert_eq!(parted(&text, words), text.split_once(words), "{words} in {text}");
                    assert_eq!(parted_at_last(&text, words), text.rsplit_once(words), "{words} in {text}");
                }
            }
        }
    }
}
