//! Lines of a log that source code and shells hold in pieces: string literals that touch each other, lines that a backslash
//! continues.

use std::borrow::Cow;

use super::super::quoting;
use super::beginning::is_first;

/// What may stand before a literal with which something begins.
const OPENING: [char; 5] = ['(', '[', '{', '=', '+'];

/// True where a literal begins a line of a log and another goes on with it, in the next line or in the same.
pub(super) fn touch(line: &str, next: Option<&str>) -> bool {
    let joined = seamless(line);
    let Some(LineLiteral { text, goes_on }) = literal(&joined) else { return false };
    let within = joined.len() < line.len();
    // A string that begins a line of the log itself is the next of a list.
    let behind =
        || goes_on && next.is_some_and(|next| literal(&seamless(next)).is_some_and(|next| !is_logged(next.text)));
    is_logged(text) && (within || behind())
}

/// The line without the quotes between literals that touch: `"Killed process 7 " "(java)"`.
pub(super) fn seamless(line: &str) -> Cow<'_, str> {
    const SEAMS: [&str; 4] = ["\" \"", "\" + \"", "' '", "' + '"];
    match SEAMS.iter().find(|seam| line.contains(**seam)) {
        Some(seam) => Cow::Owned(line.replace(seam, "")),
        None => Cow::Borrowed(line),
    }
}

/// A line that is one literal of source code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineLiteral<'a> {
    pub(super) text: &'a str,
    /// Whether the next line may go on with it.
    pub(super) goes_on: bool,
}

pub(super) fn literal(line: &str) -> Option<LineLiteral<'_>> {
    let at = line.find(['"', '\''])?;
    let (before, rest) = line.split_at_checked(at)?;
    let quote = rest.chars().next()?;
    let word = before.trim_start();
    let opens = word.is_empty() || matches!(word, "b" | "r" | "u" | "f" | "L") || word.trim_end().ends_with(OPENING);
    let inner = rest.get(1..).filter(|_| opens)?;
    let (text, after) = inner.split_at_checked(closing(inner, quote)?)?;
    let after = after.get(1..)?.trim_start();
    let behind = after.trim_start_matches(['+', '.', '\\', ' ']);
    let ends = behind.starts_with([',', ';', ')', ']', '}', '#']) || behind.starts_with("//");
    (ends || behind.is_empty()).then_some(LineLiteral { text, goes_on: !ends })
}

/// Where the quote stands that ends a literal.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == quote && !escaped {
            return Some(at);
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// True for text with which a line of a log begins.
pub(super) fn is_logged(text: &str) -> bool {
    quoting::starts_with_stamp(text) || is_first(text)
}

/// The line of a kill's report without the backslash at its end, where the next line goes on with it.
pub(super) fn is_continued(line: &str, next: &str) -> bool {
    let report = line.contains("oom") || line.contains("emory");
    report && continued(line).is_some() && goes_on(next)
}

/// The line without the backslash at its end.
pub(super) fn continued(line: &str) -> Option<&str> {
    line.strip_suffix('\\').filter(|text| !text.ends_with('\\'))
}

/// True for what may go on with a line that a backslash ends.
pub(super) fn goes_on(line: &str) -> bool {
    !line.trim().is_empty() && !is_logged(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_of_source_code_are_told() {
        for (line, wanted) in [
            ("    \"[1.0] a \"", Some(("[1.0] a ", true))),
            ("\tconst log = \"[1.0] a,\" +", Some(("[1.0] a,", true))),
            ("  b'a\\'b\\n',  # x", Some(("a\\'b\\n", false))),
            ("    \"b\\n\";", Some(("b\\n", false))),
            ("log = [", None),
            ("\"message\": \"a\",", None),
            ("it isn't so", None),
            ("[1.0] Killed process 7 (a\"b) \"", None),
        ] {
            assert_eq!(literal(line).map(|literal| (literal.text, literal.goes_on)), wanted, "{line}");
        }
    }

    #[test]
    fn only_lines_of_a_log_are_put_together() {
        assert!(touch("\"Out of memory: Killed process 7 \"", Some("\"(java) total-vm:1kB\"")));
        assert!(touch("x = (\"Killed process 7 \" \"(java) total-vm:1kB\")", None));
        assert!(!touch("\"first\"", Some("\"second\"")));
        assert!(!touch("\"Killed process 7 (java)\",", Some("\"Killed process 8 (java)\"")));
        assert!(is_continued("[    1.000000] oom-kill:constraint=a,\\", "oom_memcg=/a"));
        assert!(!is_continued("[    1.000000] oom-kill:constraint=a,\\", "[    1.000001] Mem-Info:"));
    }
}
