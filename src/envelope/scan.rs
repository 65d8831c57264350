//! Small scanners that the dialects share. Each takes the text it stands at and gives what it read and what is left;
//! none fails in another way than `None`.

/// Leading ASCII digits (at least one) and the rest.
pub(super) fn digits(text: &str) -> Option<(&str, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 { None } else { text.split_at_checked(length) }
}

/// A number of `least` to `most` digits and the rest.
pub(super) fn number(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let (read, rest) = digits(text)?;
    if !(least..=most).contains(&read.len()) {
        return None;
    }
    Some((read.parse().ok()?, rest))
}

/// The text up to the first blank (at least one byte) and what follows the blanks.
pub(super) fn word(text: &str) -> Option<(&str, &str)> {
    let end = memchr::memchr2(b' ', b'\t', text.as_bytes()).unwrap_or(text.len());
    let (read, rest) = text.split_at_checked(end)?;
    if read.is_empty() { None } else { Some((read, blanks(rest))) }
}

/// The text without leading blanks.
pub(super) fn blanks(text: &str) -> &str {
    text.trim_start_matches([' ', '\t'])
}

/// The text without its first blank, which separates an envelope from its message; further blanks are the message's.
pub(super) fn one_blank(text: &str) -> &str {
    text.strip_prefix(' ').unwrap_or(text)
}

/// A fraction of a second after `.` or `,` in nanoseconds, and the rest; digits beyond the ninth are read over.
pub(super) fn fraction(text: &str) -> (u32, &str) {
    let Some((read, rest)) = text.strip_prefix(['.', ',']).and_then(digits) else { return (0, text) };
    let (mut nanos, mut places) = (0_u32, 0);
    for digit in read.bytes().take(9) {
        nanos = nanos * 10 + u32::from(digit - b'0');
        places += 1;
    }
    (nanos * 10_u32.pow(9 - places), rest)
}

/// How many bytes of `whole` stand before `rest`, a part of it that reaches to its end.
pub(super) const fn offset(whole: &str, rest: &str) -> usize {
    whole.len().saturating_sub(rest.len())
}

/// What stands in `whole` before `rest`, a part of it that reaches to its end.
pub(super) fn before<'a>(whole: &'a str, rest: &str) -> &'a str {
    whole.get(..offset(whole, rest)).unwrap_or("")
}

/// True for a line that is drawn between rows of a table: `+-----+----+`, `----  ---`.
pub(super) fn is_rule(line: &str) -> bool {
    let drawn = line.bytes().all(|byte| b"+-=| :".contains(&byte));
    drawn && line.bytes().filter(|byte| b"-=".contains(byte)).count() >= 3
}

/// True where a word may be a host's name.
pub(super) fn is_host(word: &str) -> bool {
    let named = word.chars().any(char::is_alphanumeric);
    named
        && word.len() <= 255
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:@/".contains(&byte) || byte >= 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_may_be_named_in_any_script() {
        for host in ["node-7", "192.0.2.7", "ノード1", "ノード"] {
            assert!(is_host(host), "{host}");
        }
        for word in ["...", "--", "", "a,b", "kernel;"] {
            assert!(!is_host(word), "{word}");
        }
    }

    #[test]
    fn fractions_keep_nanoseconds_and_leave_the_rest() {
        assert_eq!(fraction(".321706+00:00"), (321_706_000, "+00:00"));
        assert_eq!(fraction(",5 x"), (500_000_000, " x"));
        assert_eq!(fraction(".1234567891 x"), (123_456_789, " x"));
        assert_eq!(fraction("Z"), (0, "Z"));
        assert_eq!(fraction(". "), (0, ". "));
    }

    #[test]
    fn words_and_numbers_say_what_is_left() {
        assert_eq!(word("host  kernel: x"), Some(("host", "kernel: x")));
        assert_eq!(word(" host"), None);
        assert_eq!(number("07:23", 2, 2), Some((7, ":23")));
        assert_eq!(number("007:23", 2, 2), None);
        assert_eq!(before("Dec 13 host", "host"), "Dec 13 ");
    }

    #[test]
    fn dots_alone_are_no_host() {
        assert!(is_host("aks-nodepool1-12345678-vmss000000"));
        assert!(is_host("fe80::1"));
        assert!(!is_host("..."));
        assert!(!is_host("a,b"));
    }
}
