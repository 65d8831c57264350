//! Takes the envelopes of the table off a text, from the outside in.

use super::dialect::{DIALECTS, DialectId, Opens};
use super::draft::RecordDraft;
use super::previous::Previous;
use super::scan::{before, word};
use super::{cef, json, netconsole, printk, quoting, seek, syslog};
use crate::model::limits::{self, Limit, Reached};
use crate::model::{Origin, Place};

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
pub(super) enum PeelResult<'a> {
    /// The header of a message; the message is what is left. With it, the text from which the header's width counts.
    Header(&'a str),
    /// A further line of the record before.
    Further(&'a str),
    /// JSON.
    Json,
    /// Values on one line, in the dialect with this name.
    Values(DialectId),
    /// A string literal with this inside.
    Literal(&'a str),
    /// A line of the kernel's that a relay's parser cut up, put together again.
    Rejoined(String),
    /// Nothing that is known.
    Nothing,
}

/// Remembers what the lines of a source are wrapped in.
#[derive(Clone, Debug)]
pub(super) struct Peeler {
    /// How often each dialect of the table was met.
    counts: Vec<u64>,
    /// The header that was met last.
    last: usize,
    /// The host of `short-monotonic` lines, once one was met.
    monotonic_host: String,
    /// The host of the last header that had one.
    host: String,
    /// The file that grep names before each line.
    grepped: String,
    /// The sign of the comments in which lines of the kernel's were met.
    comment: &'static str,
    /// The program, no relay by name, whose messages are lines of a kernel: a console's or a netconsole's.
    carrier: String,
    /// True once a line of the kernel's was met that a relay's parser had cut up.
    rejoins: bool,
    /// True once a TAI64N label was met.
    labels: bool,
    /// What was more than is read.
    pub(super) reached: Reached,
}

impl Peeler {
    pub(super) fn new() -> Self {
        Self {
            counts: vec![0; DIALECTS.len()],
            last: DialectId::Rfc3164 as usize,
            monotonic_host: String::new(),
            host: String::new(),
            grepped: String::new(),
            comment: "",
            carrier: String::new(),
            rejoins: false,
            labels: false,
            reached: Reached::default(),
        }
    }

    /// The names of the dialects met, the most frequent first.
    pub(super) fn dialects(&self) -> Vec<String> {
        let mut met: Vec<_> = self.counts.iter().zip(DIALECTS).filter(|(count, _)| **count > 0).collect();
        met.sort_by_key(|(count, _)| std::cmp::Reverse(**count));
        met.into_iter().map(|(_, dialect)| dialect.name.to_owned()).collect()
    }

    /// True where lines of the kernel's were met that a relay's parser had cut up.
    pub(super) const fn rejoins(&self) -> bool {
        self.rejoins
    }

    /// True where labels were met that count seconds in one of two ways.
    pub(super) const fn labels_met(&self) -> bool {
        self.labels
    }

    /// Counts a dialect that was told elsewhere.
    pub(super) fn met(&mut self, dialect: DialectId) {
        self.count(dialect as usize);
    }

    /// True where the header met last is of this dialect.
    pub(super) const fn last_is(&self, dialect: DialectId) -> bool {
        self.last == dialect as usize
    }

    /// Takes wrappings off until a header is off, or nothing is found.
    pub(super) fn peel<'a>(
        &mut self,
        place: Place,
        draft: &mut RecordDraft<'a>,
        previous: &Previous,
        nests: bool,
    ) -> PeelResult<'a> {
        if let Some(rest) = quoting::without_file(draft.text, &self.grepped) {
            self.met(DialectId::Grep);
            draft.text = rest;
        }
        let mut line = draft.text;
        if (draft.origin.is_some() || draft.tag.is_some())
            && let Some(joined) = self.rejoined(draft)
        {
            return PeelResult::Rejoined(joined);
        }
        draft.tag = None;
        // A field has told who speaks. The kernel's message may still have a whole line of syslog around it.
        let whole = match draft.origin {
            Some(Origin::Kernel) => !line.starts_with('[') && quoting::starts_with_stamp(line),
            Some(Origin::Program) => self.passes_on(draft),
            _ => true,
        };
        if !whole {
            return PeelResult::Header(line);
        }
        for layer in 0.. {
            if let Some(text) = previous.indented(place, draft.text) {
                return PeelResult::Further(text);
            }
            let outer = *draft;
            // The particular before the general, on every line: what the line before was decides nothing.
            let Some(at) = (0..DIALECTS.len()).find(|at| self.takes(*at, draft)) else { break };
            let Some(dialect) = DIALECTS.get(at) else { break };
            if layer == limits::LAYERS.most {
                self.left_closed(&limits::LAYERS, place, outer.text);
                *draft = outer;
                break;
            }
            match dialect.opens {
                Opens::Header(_) | Opens::Monotonic => {
                    if let Some(found) = self.header(at, line, &outer, draft) {
                        return found;
                    }
                }
                Opens::Level(_) => self.count(at),
                Opens::Wrapping(_) => {
                    let whole = RecordDraft { text: line, ..outer };
                    let words = dialect.id == DialectId::Prefixed && !self.has_met(at);
                    if words && are_no_prefix(place, &whole, draft, previous) {
                        *draft = whole;
                        return PeelResult::Nothing;
                    }
                    self.unwrapped(at, line, draft.text);
                    line = draft.text;
                }
                Opens::Comment => {
                    let Some((sign, text)) = seek::commented(draft.text, self.comment) else { break };
                    (self.comment, draft.text) = (sign, text);
                    self.count(at);
                    line = draft.text;
                }
                Opens::Json(_) if nests => return PeelResult::Json,
                Opens::Values(_) if nests => return PeelResult::Values(dialect.id),
                Opens::Literal if nests => match quoting::literal(draft.text) {
                    Some(inner) => return PeelResult::Literal(inner),
                    None => break,
                },
                Opens::Json(_) | Opens::Values(_) | Opens::Literal => {
                    self.left_closed(&limits::NESTING, place, draft.text);
                    break;
                }
                Opens::Mended | Opens::Bare | Opens::Whole => break,
            }
        }
        self.without_header(draft)
    }

    /// Tells of a limit where a kill is behind it.
    fn left_closed(&mut self, limit: &Limit, place: Place, text: &str) {
        if json::tells_of_a_kill(text) {
            self.reached.add(limit, place);
        }
    }

    /// A header that was taken off; what was found with it, unless it is a relay's, behind which another stands.
    fn header<'a>(
        &mut self,
        at: usize,
        line: &'a str,
        outer: &RecordDraft<'a>,
        draft: &mut RecordDraft<'a>,
    ) -> Option<PeelResult<'a>> {
        self.headed(at, draft);
        senders(outer, draft);
        if let Some(joined) = self.rejoined(draft) {
            return Some(PeelResult::Rejoined(joined));
        }
        if let Some(host) = draft.host.filter(|host| *host != self.host) {
            host.clone_into(&mut self.host);
        }
        (!self.passes_on(draft)).then_some(PeelResult::Header(line))
    }

    /// A line without a header of the table: its first letters may be cut, or the host of the lines before stands in front.
    fn without_header<'a>(&mut self, draft: &mut RecordDraft<'a>) -> PeelResult<'a> {
        let line = draft.text;
        if draft.origin.is_none()
            && !line.starts_with(' ')
            && let Some(mended) = netconsole::mended(line)
        {
            return PeelResult::Rejoined(mended);
        }
        if let Some(row) = netconsole::bracketless(line).filter(|_| self.rejoins) {
            return PeelResult::Rejoined(row);
        }
        let behind_host = word(line).filter(|(host, _)| *host == self.host && self.rejoins && draft.stamp.is_some());
        if let Some((host, text)) = behind_host {
            (draft.host, draft.text) = (Some(host), text);
            return PeelResult::Header(line);
        }
        PeelResult::Nothing
    }

    /// The kernel's line out of the parts that a relay took it for.
    fn rejoined(&mut self, draft: &RecordDraft<'_>) -> Option<String> {
        let joined = netconsole::rejoined(draft, self.rejoins)?;
        self.rejoins = true;
        Some(joined)
    }

    /// Tries a dialect of the table; JSON and literals are only recognised.
    fn takes(&self, at: usize, draft: &mut RecordDraft<'_>) -> bool {
        match DIALECTS.get(at).map(|dialect| dialect.opens) {
            Some(Opens::Level(take) | Opens::Wrapping(take)) => take(draft),
            Some(Opens::Values(begin)) => begin(draft.text),
            Some(Opens::Json(_)) => json::starts_here(draft.text),
            Some(Opens::Literal) => quoting::literal(draft.text).is_some(),
            Some(Opens::Comment) => seek::commented(draft.text, self.comment).is_some(),
            Some(_) => self.take(at, draft),
            None => false,
        }
    }

    /// Takes a header of the table off.
    fn take(&self, at: usize, draft: &mut RecordDraft<'_>) -> bool {
        match DIALECTS.get(at).map(|dialect| dialect.opens) {
            Some(Opens::Header(take)) => take(draft),
            Some(Opens::Monotonic) => syslog::journal_monotonic(draft, &self.monotonic_host),
            _ => false,
        }
    }

    /// Remembers a wrapping that was taken off a line.
    fn unwrapped(&mut self, at: usize, line: &str, rest: &str) {
        self.count(at);
        self.labels |= line.starts_with('@');
        if at == DialectId::Grep as usize {
            quoting::file_name(before(line, rest)).clone_into(&mut self.grepped);
        }
    }

    fn has_met(&self, at: usize) -> bool {
        self.counts.get(at).is_some_and(|count| *count > 0)
    }

    /// Remembers a header.
    fn headed(&mut self, at: usize, draft: &RecordDraft<'_>) {
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

    /// True where the speaker is a program that passes on lines of others and this is one: it is opened again.
    fn passes_on(&mut self, draft: &mut RecordDraft<'_>) -> bool {
        if cef::is_cef(draft.text) && draft.program.is_none_or(|program| program == cef::TAG) {
            (draft.origin, draft.program, draft.program_pid) = (None, None, None);
            return true;
        }
        let Some(program) = draft.program.filter(|_| draft.origin == Some(Origin::Program)) else { return false };
        let relay =
            RELAYS.contains(&program) && (quoting::starts_with_stamp(draft.text) || json::starts_here(draft.text));
        if !relay && self.carrier == program && draft.text.starts_with("    ") {
            // A further line of a record of the kernel's, indented to stand under its message.
            (draft.origin, draft.program, draft.program_pid) = (Some(Origin::Kernel), None, None);
            return false;
        }
        if !relay && !self.carries(program, draft.text) {
            return false;
        }
        if shows_a_guest(program) {
            // The header's host is the machine that the guest runs on.
            draft.host = None;
        }
        (draft.origin, draft.program, draft.program_pid) = (None, None, None);
        true
    }

    /// True where a program's message is a line of a kernel's buffer, as where a console is captured. One kill by itself
    /// may be an echo: the program must have passed on another line of a report before.
    fn carries(&mut self, program: &str, text: &str) -> bool {
        let mut line = RecordDraft::of(text);
        let buffered =
            printk::facility_of(text).is_some_and(|(facility, _)| facility == 0) && printk::priority(&mut line);
        if !(printk::take_stamp(&mut line) || !buffered && printk::kmsg(&mut line)) {
            return false;
        }
        if self.carrier == program {
            return true;
        }
        let report = syslog::announces(line.text) || syslog::is_kernel_start(line.text) && !is_kill(line.text);
        if report {
            program.clone_into(&mut self.carrier);
        }
        report
    }
}

/// True for a program that shows the console of a guest: what it passes on is of that guest's kernel.
fn shows_a_guest(program: &str) -> bool {
    matches!(program, "systemd-nspawn" | "systemd-vmspawn") || program.starts_with("qemu-")
}

/// True where words before a line are no prefix, in a log without prefixes: they are the end of the record before, or the
/// line is another program's, with a kill that it tells.
fn are_no_prefix(place: Place, whole: &RecordDraft<'_>, behind: &RecordDraft<'_>, previous: &Previous) -> bool {
    let tail = !whole.is_told() && previous.next_record(place, whole.text).is_some();
    tail || previous.is_programs(place) && is_lone_kill(behind)
}

/// True for a kill with its stamp, which may be an echo in a program's record of several lines.
fn is_lone_kill(draft: &RecordDraft<'_>) -> bool {
    let mut line = RecordDraft::of(draft.text);
    printk::take_stamp(&mut line) && is_kill(line.text)
}

/// True for the line of a kill itself.
fn is_kill(text: &str) -> bool {
    ["Killed process ", "Out of memory", "Out of Memory", "Memory cgroup out of memory"]
        .iter()
        .any(|start| text.starts_with(start))
}

/// Takes the header of the kernel's that a relay did not understand, where it put its own in front.
fn senders<'a>(outer: &RecordDraft<'a>, draft: &mut RecordDraft<'a>) {
    if draft.origin == Some(Origin::Kernel) || draft.program_pid.is_some() {
        return;
    }
    // An outer header that names no program says nothing of what stands behind it.
    let behind = || seek::header(draft.text).filter(|_| draft.origin.is_none());
    if let Some(header) = seek::header(outer.text).or_else(behind) {
        header.take(draft);
    }
}
