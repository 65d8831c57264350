//! Free text: log lines, notes, what other programs wrote. Names that the facts hold are found wherever they stand; names
//! that only the text holds, by the words before them. What is left goes through the [`sieve`].

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::{Arc, LazyLock};

use aho_corasick::{AhoCorasick, Match};
use regex::{Captures, Regex};

use super::pseudonyms::{NameKind, Pseudonyms, SpelledName};
use super::{ids, marks, public_words, sieve};

/// The kernel cuts process names at so many bytes; other programs print the rest too.
const COMM_BYTES: usize = 15;

/// How many names are searched for in free text, hosts and pods before processes. An automaton of many takes time that grows
/// faster than they do; what is not searched for, the sieve keeps back.
const SEARCHED: usize = 20_000;

/// Where a name stands by the words around it; each group of the pattern is a name of the kind beside it.
const PLACES: [(&str, &[NameKind]); 16] = [
    (r#""([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9.-]*)""#, &[NameKind::Namespace, NameKind::Pod]),
    (r"([a-z0-9][a-z0-9.-]*)_([a-z0-9][a-z0-9-]*)\(", &[NameKind::Pod, NameKind::Namespace]),
    (r#"\bcontainer(?:Name)?="?([a-z0-9][a-z0-9-]*)"#, &[NameKind::Container]),
    (r#"StartContainer\\*" for \\*"([^"\\]+)"#, &[NameKind::Container]),
    (r"ContainerMetadata\{Name:([^,}]+)", &[NameKind::Container]),
    (r"PodSandboxMetadata\{Name:([^,}]+),Uid:[^,}]*,Namespace:([^,}]+)", &[NameKind::Pod, NameKind::Namespace]),
    (r#"ProcessName\\*":\\*"([^"\\]+)"#, &[NameKind::Process]),
    (r#"process \d+ uid \d+ "([^"]*)""#, &[NameKind::Process]),
    (r"victim process: ([^,]+),", &[NameKind::Process]),
    (r"(?:[Kk]illed|reaped) process \d+ \((.{1,15}?)\)", &[NameKind::Process]),
    (r#"\b[Ii]mage(?:Ref|ID)?[=:]\\*"?([^\s",}\\]+)"#, &[NameKind::Image]),
    (r"\bnode(?:Name)?=\\*\x22([^\x22\\]+)", &[NameKind::Host]),
    (r"\b(?:session (?:opened|closed) for|New session \d+ of|of) user ([A-Za-z_][\w.-]*)", &[NameKind::User]),
    (r"\b(?:Accepted|Failed) \S+ for (?:invalid user )?(\S+) from", &[NameKind::User]),
    (r"/home/([^/\s\x22']+)", &[NameKind::User]),
    (r"/pods/[^/\s]+/containers/([^/\s\x22]+)", &[NameKind::Container]),
];

static PATTERNS: LazyLock<Vec<(Regex, &'static [NameKind])>> = LazyLock::new(|| {
    PLACES.into_iter().filter_map(|(pattern, kinds)| Some((Regex::new(pattern).ok()?, kinds))).collect()
});

/// What may be an address: digits, dots and colons in a row.
static ADDRESSES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[0-9A-Fa-f:.]*[:.][0-9A-Fa-f:.]+").ok());

/// Enters the names that only the text holds.
pub(super) fn learn(book: &mut Pseudonyms, text: &str) {
    for (pattern, kinds) in PATTERNS.iter() {
        for captures in pattern.captures_iter(text) {
            for (name, kind) in captures.iter().skip(1).zip(*kinds) {
                if let Some(name) = name {
                    book.word(*kind, name.as_str());
                }
            }
        }
    }
    for address in
        ADDRESSES.iter().flat_map(|pattern| pattern.find_iter(text)).filter_map(|found| address(found.as_str()))
    {
        book.word(NameKind::Address, address);
    }
}

/// Finds the names of a book in free text.
#[derive(Clone, Debug)]
pub(super) struct Replacer {
    /// `None` where there are more names than an automaton holds; then the sieve alone keeps them back.
    automaton: Option<AhoCorasick>,
    names: Vec<Name>,
}

#[derive(Clone, Debug)]
struct Name {
    kind: NameKind,
    word: Arc<str>,
    common: bool,
    cut: bool,
}

impl Replacer {
    pub(super) fn new(book: &Pseudonyms) -> Self {
        let named: Vec<_> = book.names().take(SEARCHED).collect();
        let automaton = AhoCorasick::new(named.iter().map(|name| name.spelling)).ok();
        let name = |name: &SpelledName<'_>| Name {
            kind: name.kind,
            word: Arc::clone(&name.word),
            common: public_words::is_common(name.spelling),
            cut: name.spelling.len() == COMM_BYTES,
        };
        Self { automaton, names: named.iter().map(name).collect() }
    }

    /// The text without its names, ids and addresses, and without all else that is not known to name nobody.
    pub(super) fn line<'a>(&self, book: &Pseudonyms, text: &'a str) -> Cow<'a, str> {
        let own = marks::unmarked(text);
        let named = self.automaton.as_ref().map_or_else(|| own.clone(), |automaton| self.named(automaton, &own));
        let placed = PATTERNS.iter().fold(named, |text, (pattern, kinds)| placed(book, pattern, kinds, &text));
        let masked = sieve::sifted(&without_addresses(book, &ids::replaced_known(book, &placed)));
        if masked == text { Cow::Borrowed(text) } else { Cow::Owned(masked) }
    }

    /// The names of the book, leftmost and longest, where they are whole words.
    fn named(&self, automaton: &AhoCorasick, text: &str) -> String {
        let mut found: Vec<_> = automaton
            .find_overlapping_iter(text)
            .filter_map(|found| Some((found, self.names.get(found.pattern().as_usize())?)))
            .filter(|(found, name)| stands_alone(text, found, name))
            .collect();
        // One name may name several things: what stands around it tells which.
        let unfit = |found: &Match, name: &Name| !name.kind.fits(text, found.start(), found.end());
        found.sort_by_key(|(found, name)| (found.start(), std::cmp::Reverse(found.end()), unfit(found, name)));
        let (mut out, mut done) = (String::with_capacity(text.len()), 0);
        for (found, name) in found {
            if found.start() < done {
                continue;
            }
            out.push_str(text.get(done..found.start()).unwrap_or(""));
            out.push_str(&marks::marked(&name.word));
            done = if name.cut { found.end() + rest_of_name(text, found.end()) } else { found.end() };
        }
        out.push_str(text.get(done..).unwrap_or(""));
        out
    }
}

/// The text without the names that are told only by where they stand.
fn placed(book: &Pseudonyms, pattern: &Regex, kinds: &[NameKind], text: &str) -> String {
    let replace = |captures: &Captures<'_>| {
        let whole = captures.get(0).map_or(0..0, |whole| whole.range());
        let (mut out, mut done) = (String::new(), whole.start);
        for (name, kind) in captures.iter().skip(1).zip(kinds) {
            // What holds a made-up name was found already; the sieve looks at the rest.
            let Some(name) = name.filter(|name| !name.as_str().contains(marks::OPEN)) else { continue };
            let word = if book.keeps(*kind, name.as_str()) { name.as_str() } else { Pseudonyms::unknown(*kind) };
            out.push_str(text.get(done..name.start()).unwrap_or(""));
            out.push_str(&marks::marked(word));
            done = name.end();
        }
        out + text.get(done..whole.end).unwrap_or("")
    };
    pattern.replace_all(text, replace).into_owned()
}

impl NameKind {
    /// True where the words around a name say that it names such a thing.
    fn fits(self, text: &str, start: usize, end: usize) -> bool {
        let before =
            |words: &[&str]| text.get(..start).is_some_and(|text| words.iter().any(|word| text.ends_with(word)));
        let after = |word: &str| text.get(end..).is_some_and(|text| text.starts_with(word));
        match self {
            Self::Container => {
                before(&["container ", "コンテナー ", "container=", "containerName=\"", "ContainerMetadata{Name:"])
            }
            // In a kill line, in a report's first, and at the end of a row of the task table.
            Self::Process => {
                let ends_row = end == text.len() && text.trim_start().starts_with('[');
                before(&["("]) || after(" invoked oom-killer") || ends_row
            }
            Self::Service => after(".service"),
            Self::Slice => after(".slice"),
            Self::Scope => after(".scope"),
            _ => false,
        }
    }
}

/// True where the match is not a part of a longer word. A word that sentences use must stand where only a name does.
fn stands_alone(text: &str, found: &Match, name: &Name) -> bool {
    let before = text.get(..found.start()).and_then(|text| text.chars().next_back());
    let after = text.get(found.end()..).and_then(|text| text.chars().next());
    let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if joined(before) || (joined(after) && !name.cut) {
        return false;
    }
    let pointed_at = before.is_none_or(|c| matches!(c, '(' | '=' | '"' | '\'' | '/' | '[' | '{' | ':' | '\\'));
    let after_colon = text.get(..found.start()).is_some_and(|text| text.ends_with(": "));
    let ends_line = after.is_none() && before == Some(' ');
    !name.common || pointed_at || after_colon || ends_line
}

/// How far a name goes on that the kernel has cut.
fn rest_of_name(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len())
}

fn without_addresses(book: &Pseudonyms, text: &str) -> String {
    let Some(pattern) = &*ADDRESSES else { return text.to_owned() };
    let replace = |captures: &Captures<'_>| {
        let found = captures.get(0).map_or("", |found| found.as_str());
        let Some(address) = address(found) else {
            // `127.0.0.1` has as many parts as an address that the sieve must not let through.
            return if found.parse::<IpAddr>().is_ok() { marks::marked(found) } else { found.to_owned() };
        };
        let word =
            book.known(NameKind::Address, address).unwrap_or_else(|| Pseudonyms::unknown(NameKind::Address).into());
        found.replacen(address, &marks::marked(&word), 1)
    };
    pattern.replace_all(text, replace).into_owned()
}

/// The IP or hardware address in a run of digits, dots and colons, or all of it where one may be in it. Addresses that every
/// node has are none.
fn address(run: &str) -> Option<&str> {
    let run = run.trim_end_matches(['.', ':']);
    let run = if run.starts_with("::") { run } else { run.trim_start_matches(['.', ':']) };
    // `10.0.0.1:8080` is an address with a port.
    let without_port = run.rsplit_once(':').map_or(run, |(host, _)| host);
    let parsed = [run, without_port].into_iter().find_map(|text| Some((text, text.parse::<IpAddr>().ok()?)));
    match parsed {
        Some((_, address)) if address.is_loopback() || address.is_unspecified() => None,
        Some((text, _)) => Some(text),
        None => may_hold_address(run).then_some(run),
    }
}

/// True for what has as many parts as an address; times, dates and versions have fewer.
fn may_hold_address(run: &str) -> bool {
    let has_four = |text: &str| text.split('.').filter(|part| !part.is_empty()).count() >= 4;
    run.contains("::") || run.split(':').count() >= 5 || run.split(':').any(has_four)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_times_and_versions() {
        for (run, found) in [
            ("10.77.1.9:8080", Some("10.77.1.9")),
            ("2001:db8::17", Some("2001:db8::17")),
            ("::ffff:10.1.2.3", Some("::ffff:10.1.2.3")),
            (":2001:1:2:3:4:5:6:7", Some("2001:1:2:3:4:5:6:7")),
            ("52:54:00:12:34:56", Some("52:54:00:12:34:56")),
            ("fe80::5054:ff:fe12:3456.", Some("fe80::5054:ff:fe12:3456")),
            (".77.1.9.3", Some("77.1.9.3")),
            ("07:23:21.402", None),
            ("127.0.0.1:9", None),
            ("::1", None),
            ("5.15.0", None),
        ] {
            assert_eq!(address(run), found, "{run}");
        }
    }
}
