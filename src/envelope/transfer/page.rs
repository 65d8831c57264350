//! Pages: the lines of a text in HTML, or in the XML inside a word processor's document, end where its markup says so.

use super::super::quoting;
use super::{JOINED_BYTES, OnLine};

/// Elements that begin or end a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "tbody",
    "thead",
    "pre",
    "body",
    "html",
    "head",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "w:p",
    "w:br",
    "w:body",
];

/// Elements that mean nothing here.
const INLINE: &[&str] = &[
    "span", "b", "i", "u", "a", "font", "code", "tt", "em", "strong", "small", "mark", "meta", "link", "hr", "img",
    "center", "title", "o:p",
];

/// Cells of a table.
const CELLS: &[&str] = &["td", "th", "w:tc"];

/// Elements whose text is never shown.
const HIDDEN: &[&str] = &["style", "script"];

/// Of the lines of a page without a beginning, at least one in so many holds an element that ends lines.
const ONE_IN: usize = 2;

/// Takes the markup off a page.
#[derive(Debug, Default)]
pub(super) struct HtmlStripper {
    /// The line so far.
    held: String,
    /// True once the line so far is more than blanks.
    shows: bool,
    first: u64,
    /// What the text goes on inside of.
    inside: Inside,
    /// Where the last element that is not shown began.
    hidden_from: u64,
    /// True where lines end as they are written.
    preformatted: bool,
    /// How many paragraphs are open.
    open: usize,
}

/// What the end of a line may stand inside of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Text,
    /// A tag whose `>` comes later.
    Tag,
    /// An element that is not shown.
    Hidden,
}

impl HtmlStripper {
    /// A page, if the text begins like one, or if its lines end as a page's do. In a mail, its headers stand before.
    pub(super) fn of(head: &str, in_mail: bool) -> Option<Self> {
        let lines = || head.lines().map(str::trim).filter(|line| !line.is_empty());
        let begins = |line: &str| {
            line.starts_with('<')
                && (line.starts_with("<!DOCTYPE")
                    || line.starts_with("<?xml")
                    || tag(line).is_some_and(|tag| tag.known()))
        };
        let ended = |line: &str| {
            memchr::memchr_iter(b'<', line.as_bytes())
                .any(|at| line.get(at..).and_then(tag).is_some_and(|tag| BLOCKS.contains(&tag.name())))
        };
        let started = lines().next().is_some_and(begins) || in_mail && lines().any(begins);
        let all = lines().count();
        let page =
            started && lines().any(ended) || all > 0 && lines().filter(|line| ended(line)).count() * ONE_IN >= all;
        page.then(Self::default)
    }

    pub(super) fn feed(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let unclosed = self.inside == Inside::Tag;
        if (unclosed || !self.preformatted) && quoting::starts_with_stamp(line.trim_start()) {
            if unclosed {
                // No tag goes on with a record: what looked like one was text.
                self.inside = Inside::Text;
            }
            self.flush(number, give);
        }
        let mut rest = line;
        while !rest.is_empty() {
            rest = match self.inside {
                Inside::Text => self.text(number, rest, give),
                Inside::Tag => match rest.split_once('>') {
                    Some((_, after)) => {
                        self.inside = Inside::Text;
                        after
                    }
                    None => "",
                },
                Inside::Hidden => match rest.split_once("</") {
                    Some((_, after)) => {
                        self.inside = Inside::Tag;
                        after
                    }
                    None => "",
                },
            };
        }
        if self.inside == Inside::Text && (self.preformatted || self.open == 0) || self.held.len() > JOINED_BYTES {
            self.flush(number, give);
        } else if !self.held.is_empty() && !self.held.ends_with(' ') {
            self.held.push(' ');
        }
    }

    pub(super) fn finish(&mut self, give: OnLine<'_>) {
        self.flush(0, give);
    }

    /// The line of the element that is not shown and still has no end.
    pub(super) fn hidden_from(&self) -> Option<u64> {
        (self.inside == Inside::Hidden).then_some(self.hidden_from)
    }

    /// Takes text up to the end of the next tag; gives what is left.
    fn text<'a>(&mut self, number: u64, rest: &'a str, give: OnLine<'_>) -> &'a str {
        let Some(at) = memchr::memchr(b'<', rest.as_bytes()) else {
            self.push(number, rest);
            return "";
        };
        let (plain, tagged) = rest.split_at_checked(at).unwrap_or((rest, ""));
        self.push(number, plain);
        let Some(tag) = tag(tagged).filter(HtmlTag::known) else {
            self.push(number, "<");
            return tagged.get(1..).unwrap_or("");
        };
        self.meet(number, &tag, give);
        let after = memchr::memchr(b'>', tagged.as_bytes()).and_then(|end| tagged.get(end + 1..));
        if after.is_none() {
            self.inside = Inside::Tag;
        } else if HIDDEN.contains(&tag.name()) && !tag.closes {
            (self.inside, self.hidden_from) = (Inside::Hidden, number);
        }
        after.unwrap_or("")
    }

    fn meet(&mut self, number: u64, tag: &HtmlTag<'_>, give: OnLine<'_>) {
        let name = tag.name();
        if CELLS.contains(&name) {
            if !tag.closes && self.shows {
                self.held.push('\t');
            }
            return;
        }
        if !BLOCKS.contains(&name) {
            return;
        }
        self.flush(number, give);
        match name {
            "pre" => self.preformatted = !tag.closes,
            "p" | "div" | "li" | "tr" | "w:p" if tag.closes => self.open = self.open.saturating_sub(1),
            "p" | "div" | "li" | "tr" | "w:p" => self.open += 1,
            _ => {}
        }
    }

    fn push(&mut self, number: u64, text: &str) {
        if self.held.is_empty() {
            self.first = number;
        }
        self.shows |= !text.trim().is_empty();
        // Blanks between elements are none of the text.
        if self.preformatted || !self.held.is_empty() || self.shows {
            self.held.push_str(text);
        }
    }

    fn flush(&mut self, number: u64, give: OnLine<'_>) {
        if std::mem::take(&mut self.shows) {
            if self.first == 0 {
                self.first = number;
            }
            give(self.first, self.held.trim_end());
        }
        self.held.clear();
    }
}

/// A tag at the beginning of a text.
struct HtmlTag<'a> {
    name: &'a str,
    closes: bool,
}

impl HtmlTag<'_> {
    fn name(&self) -> &'static str {
        let all = BLOCKS.iter().chain(INLINE).chain(CELLS).chain(HIDDEN);
        let known = all.copied().find(|known| known.eq_ignore_ascii_case(self.name));
        let silent = self.name.starts_with("w:") || self.name.starts_with(['!', '?']);
        known.or_else(|| silent.then_some("span")).unwrap_or_default()
    }

    fn known(&self) -> bool {
        !self.name().is_empty()
    }
}

/// `<p class="x">`, `</p>`, `<br/>`, `<!-- … -->`: the name of the tag that the text begins with.
fn tag(text: &str) -> Option<HtmlTag<'_>> {
    let text = text.strip_prefix('<')?;
    let (closes, text) = text.strip_prefix('/').map_or((false, text), |text| (true, text));
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '!' | '?' | '-' | '[');
    let name = text.get(..text.find(|c: char| !named(c)).unwrap_or(text.len()))?;
    let ends = text.get(name.len()..).is_none_or(|rest| rest.is_empty() || rest.starts_with(['>', ' ', '/', '\t']));
    (!name.is_empty() && ends).then_some(HtmlTag { name, closes })
}
