//! Takes the envelopes of the table off a text, from the outside in.

use super::dialect::{DIALECTS, Opens, index};
use super::draft::Draft;
use super::previous::Previous;
use super::scan::before;
use super::{json, syslog, wrap};
use crate::model::{Origin, Place, limits};

/// So many wrappings of one line are taken off.
const LAYERS: usize = limits::LAYERS.most;

/// Programs that pass on the lines of others. A line of the kernel inside one of theirs is the kernel's; inside any
/// other program's line it is that program's own words.
const RELAYS: &[&str] = &[
    "fluent-bit",
    "fluentd",
    "td-agent",
    "td-agent-bit",
    "vector",
    "promtail",
    "filebeat",
    "rsyslogd",
    "syslog-ng",
    "alloy",
    "otelcol",
    "logspout",
    "nxlog",
    "dockerd",
    "kmsg-reader",
    "klogd",
];

/// What was found in front of a text.
pub(super) enum Found<'a> {
    /// The header of a message; the message is what is left. With it, the text from which the header's width counts.
    Header(&'a str),
    /// A further line of the record before.
    Further(&'a str),
    /// JSON.
    Json,
    /// Values on one line, in the dialect with this name.
    Values(&'static str),
    /// A string literal with this inside.
    Literal(&'a str),
    /// Nothing that is known.
    Nothing,
}

/// Remembers what the lines of a source are wrapped in.
#[derive(Debug)]
pub(super) struct Peeler {
    /// How often each dialect of the table was met.
    counts: Vec<u64>,
    /// The header that was met last, which is tried first.
    last: usize,
    /// The host of `short-monotonic` lines, once one was met.
    monotonic_host: String,
    /// The file that grep names before each line.
    grepped: String,
    /// True once a line was wrapped more often than wrappings are taken off.
    pub(super) layers_cut: bool,
    /// True once a record had more fields than are read.
    pub(super) fields_cut: bool,
}

impl Peeler {
    pub(super) fn new() -> Self {
        let counts = vec![0; DIALECTS.len()];
        Self {
            counts,
            last: index("rfc3164"),
            monotonic_host: String::new(),
            grepped: String::new(),
            layers_cut: false,
            fields_cut: false,
        }
    }

    /// The names of the dialects met, the most frequent first.
    pub(super) fn dialects(&self) -> Vec<String> {
        let mut met: Vec<_> = self.counts.iter().zip(DIALECTS).filter(|(count, _)| **count > 0).collect();
        met.sort_by_key(|(count, _)| std::cmp::Reverse(**count));
        met.into_iter().map(|(_, dialect)| dialect.name.to_owned()).collect()
    }

    /// Counts a dialect that was told elsewhere.
    pub(super) fn met(&mut self, name: &str) {
        self.count(index(name));
    }

    /// True where the header met last is of this dialect.
    pub(super) fn last_is(&self, name: &str) -> bool {
        DIALECTS.get(self.last).is_some_and(|dialect| dialect.name == name)
    }

    /// Takes wrappings off until a header is off, or nothing is found.
    pub(super) fn peel<'a>(
        &mut self,
        place: Place,
        draft: &mut Draft<'a>,
        previous: &Previous,
        nests: bool,
    ) -> Found<'a> {
        if let Some(rest) = wrap::without_file(draft.text, &self.grepped) {
            self.met("grep");
            draft.text = rest;
        }
        let mut line = draft.text;
        // A field has told who speaks. The kernel's message may still have a whole line of syslog around it.
        let whole = match draft.origin {
            Some(Origin::Kernel) => !line.starts_with('[') && wrap::starts_with_stamp(line),
            Some(Origin::Program) => relays(draft),
            _ => true,
        };
        if !whole {
            return Found::Header(line);
        }
        for layer in 0..=LAYERS {
            if layer == LAYERS {
                self.layers_cut |= (0..DIALECTS.len()).any(|at| self.takes(at, &mut { *draft }));
                break;
            }
            if let Some(text) = previous.indented(place, draft.text) {
                return Found::Further(text);
            }
            if self.take(self.last, draft) {
                self.headed(self.last, draft);
                if relays(draft) {
                    continue;
                }
                return Found::Header(line);
            }
            let Some(at) = (0..DIALECTS.len()).find(|at| *at != self.last && self.takes(*at, draft)) else { break };
            let Some(dialect) = DIALECTS.get(at) else { break };
            match dialect.opens {
                Opens::Header(_) | Opens::Monotonic => {
                    self.headed(at, draft);
                    if !relays(draft) {
                        return Found::Header(line);
                    }
                }
                Opens::Level(_) => self.count(at),
                Opens::Wrapping(_) => {
                    if at == index("prefixed") && self.is_tail(place, at, &Draft { text: line, ..*draft }, previous) {
                        draft.text = line;
                        return Found::Nothing;
                    }
                    self.count(at);
                    if at == index("grep") {
                        wrap::file_name(before(line, draft.text)).clone_into(&mut self.grepped);
                    }
                    line = draft.text;
                }
                Opens::Json if nests => return Found::Json,
                Opens::Values(_) if nests => return Found::Values(dialect.name),
                Opens::Literal if nests => match wrap::literal(draft.text) {
                    Some(inner) => return Found::Literal(inner),
                    None => break,
                },
                _ => break,
            }
        }
        Found::Nothing
    }

    /// Tries a dialect of the table; JSON and literals are only recognised.
    fn takes(&self, at: usize, draft: &mut Draft<'_>) -> bool {
        match DIALECTS.get(at).map(|dialect| dialect.opens) {
            Some(Opens::Level(take) | Opens::Wrapping(take)) => take(draft),
            Some(Opens::Values(begin)) => begin(draft.text),
            Some(Opens::Json) => json::starts_here(draft.text),
            Some(Opens::Literal) => wrap::literal(draft.text).is_some(),
            Some(_) => self.take(at, draft),
            None => false,
        }
    }

    /// Takes a header of the table off.
    fn take(&self, at: usize, draft: &mut Draft<'_>) -> bool {
        match DIALECTS.get(at).map(|dialect| dialect.opens) {
            Some(Opens::Header(take)) => take(draft),
            Some(Opens::Monotonic) => syslog::journal_monotonic(draft, &self.monotonic_host),
            _ => false,
        }
    }

    /// True where words before a line are no prefix, but the end of the record before: in a log without prefixes.
    fn is_tail(&self, place: Place, prefixed: usize, draft: &Draft<'_>, previous: &Previous) -> bool {
        let prefixes_met = self.counts.get(prefixed).is_some_and(|count| *count > 0);
        !prefixes_met && !draft.is_told() && previous.next_record(place, draft.text).is_some()
    }

    /// Remembers a header.
    fn headed(&mut self, at: usize, draft: &Draft<'_>) {
        self.last = at;
        self.count(at);
        if DIALECTS.get(at).is_some_and(|dialect| matches!(dialect.opens, Opens::Monotonic)) {
            draft.host.unwrap_or("").clone_into(&mut self.monotonic_host);
        }
    }

    fn count(&mut self, at: usize) {
        if let Some(count) = self.counts.get_mut(at) {
            *count += 1;
        }
    }
}

/// True where the speaker is a program that passes on lines of others and this is one: it is opened again.
fn relays(draft: &mut Draft<'_>) -> bool {
    let relay = draft.origin == Some(Origin::Program)
        && draft.program.is_some_and(|program| RELAYS.contains(&program))
        && (wrap::starts_with_stamp(draft.text) || json::starts_here(draft.text));
    if relay {
        (draft.origin, draft.program, draft.program_pid) = (None, None, None);
    }
    relay
}
