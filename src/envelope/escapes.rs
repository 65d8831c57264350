//! What is mended in a line before anything is read: escape codes, no-break spaces, HTML.

use std::borrow::Cow;

use memchr::memmem;

/// Character references that pages and trackers write, and what they stand for.
const REFERENCES: &[(&str, char)] = &[
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&apos;", '\''),
    ("&nbsp;", ' '),
    ("&lbrack;", '['),
    ("&lsqb;", '['),
    ("&rbrack;", ']'),
    ("&rsqb;", ']'),
    ("&lpar;", '('),
    ("&rpar;", ')'),
    ("&colon;", ':'),
    ("&comma;", ','),
    ("&period;", '.'),
    ("&equals;", '='),
    ("&lowbar;", '_'),
    ("&UnderBar;", '_'),
    ("&num;", '#'),
    ("&plus;", '+'),
    ("&sol;", '/'),
    ("&bsol;", '\\'),
    ("&semi;", ';'),
    ("&percnt;", '%'),
    ("&ast;", '*'),
    ("&verbar;", '|'),
    ("&Tab;", '\t'),
];

/// Tags that stand at the beginning or end of a line of a page; names in kernel text (`<TASK>`) are none of them.
const TAGS: &[&str] = &[
    "<pre>", "</pre>", "<code>", "</code>", "<p>", "</p>", "<br>", "<br/>", "<br />", "<td>", "</td>", "<tr>", "</tr>",
    "<li>", "</li>", "<span>", "</span>", "<div>", "</div>",
];

/// What NX-OS puts behind the kernel's message, and the mark before it that tells.
const SIGNED: (&str, &str) = (" - kernel", "-SYSTEM_MSG: ");

/// What magazines print where they break a line that has no room.
const WRAPPED: &str = "\u{21aa}";

/// The line as it was meant. `html` says that the source is known to be escaped.
pub(super) fn cleaned(line: &str, html: bool) -> Cow<'_, str> {
    // Marks without a width stand where editors and chats have been.
    let mut text = Cow::Borrowed(line.trim_start_matches(['\u{feff}', '\u{200b}', '\u{200e}', '\u{2060}']));
    if line.starts_with('[') && memmem::find(line.as_bytes(), b"\"=>").is_some() {
        text = Cow::Owned(without_ruby(line));
    }
    if memchr::memchr2(0x1b, 0xc2, text.as_bytes()).is_some() {
        if is_coloured(&text) {
            text = Cow::Owned(without_escapes(&text));
        }
        if text.contains('\u{a0}') {
            text = Cow::Owned(text.replace('\u{a0}', " "));
        }
    }
    if text.ends_with(SIGNED.0) && text.contains(SIGNED.1) {
        text = Cow::Owned(text.strip_suffix(SIGNED.0).unwrap_or(&text).to_owned());
    }
    if memmem::find(text.as_bytes(), WRAPPED.as_bytes()).is_some() {
        text = Cow::Owned(text.replace(WRAPPED, ""));
    }
    if html && memchr::memchr2(b'&', b'<', text.as_bytes()).is_some() {
        text = Cow::Owned(without_html(&text));
    }
    text
}

/// True where a line shows that its source is HTML: kernel text holds none of these by itself.
pub(super) fn is_html(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with('<') {
        let starts = ["<html", "<!DOCTYPE", "<pre"];
        return starts.iter().chain(TAGS).any(|tag| line.starts_with(tag));
    }
    let escaped = memchr::memchr(b'&', line.as_bytes()).is_some();
    escaped && (line.starts_with("&gt;") || line.starts_with("&lt;") || line.contains("TASK&gt;"))
}

/// True where escape codes are a terminal's: they begin the line or are switched off again. One in the middle alone may
/// be part of a process name.
fn is_coloured(text: &str) -> bool {
    text.trim_start().starts_with('\u{1b}')
        || memmem::find_iter(text.as_bytes(), "\u{1b}[").any(|at| {
            let after = text.get(at + 2..).unwrap_or("");
            after.starts_with('m') || after.starts_with("0m") || after.starts_with('K')
        })
}

/// The text without ANSI sequences: `ESC [ … letter`, `ESC ] … BEL`, `ESC` and one more character.
fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\u{1b}' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('[') => drop(chars.by_ref().find(|c| ('@'..='~').contains(c))),
            Some(']') => drop(chars.by_ref().find(|c| *c == '\u{7}')),
            _ => {}
        }
    }
    out
}

/// `[0] kernel: [[1702452201.036, {}], {"priority"=>4, "msg"=>"a"}]`, what Fluent Bit prints, as JSON: the first object
/// that holds something, with its arrows as colons.
fn without_ruby(text: &str) -> String {
    let Some(object) = memmem::find(text.as_bytes(), b"{\"").and_then(|at| text.get(at..)) else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(object.len());
    let (mut quoted, mut escaped, mut rest) = (false, false, object);
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        if !quoted && rest.starts_with("=>") {
            out.push(':');
            rest = rest.get(2..).unwrap_or("");
            continue;
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        out.push(c);
        rest = after;
    }
    out.truncate(out.trim_end().len());
    while out.ends_with("}]") || out.ends_with("]]") {
        out.pop();
    }
    out
}

fn without_html(text: &str) -> String {
    let mut text = text;
    while let Some(rest) = TAGS.iter().find_map(|tag| text.strip_prefix(tag)) {
        text = rest;
    }
    while let Some(rest) = TAGS.iter().find_map(|tag| text.strip_suffix(tag)) {
        text = rest;
    }
    let mut out = String::with_capacity(text.len());
    while let Some((plain, rest)) = memchr::memchr(b'&', text.as_bytes()).and_then(|at| text.split_at_checked(at)) {
        out.push_str(plain);
        let known = REFERENCES.iter().find_map(|(name, means)| Some((*means, rest.strip_prefix(name)?)));
        let (means, after) = known.or_else(|| numbered(rest)).unwrap_or_else(|| ('&', rest.get(1..).unwrap_or("")));
        out.push(means);
        text = after;
    }
    out.push_str(text);
    out
}

/// `&#40;`, `&#x28;`: a character by its number.
fn numbered(text: &str) -> Option<(char, &str)> {
    let (number, rest) = text.strip_prefix("&#")?.split_once(';').filter(|(number, _)| number.len() <= 8)?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // A line feed would make two lines of one that is numbered.
    let means = char::from_u32(code).filter(|means| !means.is_control() || *means == '\t')?;
    Some((if means == '\u{a0}' { ' ' } else { means }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_go_and_names_stay() {
        let coloured = "\u{1b}[32m[   12.321706] \u{1b}[0m\u{1b}[33mMemory cgroup: \u{1b}[0mx";
        assert_eq!(cleaned(coloured, false), "[   12.321706] Memory cgroup: x");
        let grepped = "Dec 13 07:23:21 node kernel: \u{1b}[01;31m\u{1b}[KOut of memory\u{1b}[m\u{1b}[K: x";
        assert_eq!(cleaned(grepped, false), "Dec 13 07:23:21 node kernel: Out of memory: x");
        let name = "kernel: Killed process 250 (\u{1}\u{1b}[31mred) total-vm:1kB";
        assert_eq!(cleaned(name, false), name);
    }

    #[test]
    fn html_is_unescaped_only_where_the_source_is_html() {
        assert_eq!(cleaned("<pre>[1.0]  &lt;TASK&gt; &amp;quot; &x<br>", true), "[1.0]  <TASK> &quot; &x");
        assert_eq!(
            cleaned("&lbrack;1.0&#x5d; a&#40;b&#10;&#xA0;c&#99999999;&#", true),
            "[1.0] a(b&#10; c&#99999999;&#"
        );
        assert_eq!(cleaned("Killed process 7 (&lt;)", false), "Killed process 7 (&lt;)");
        assert!(is_html("&gt; [1.0] x") && !is_html("[1.0]  <TASK>"));
    }
}
