//! Opens one line or one structured record: takes the envelopes off from the outside in, and gives the records inside.

use std::borrow::Cow;

use super::clean::{cleaned, is_html};
use super::dialect::{DIALECTS, Opens, index};
use super::draft::Draft;
use super::fields::{self, Field};
use super::json::{self, Collector};
use super::previous::Previous;
use super::scan::{before, offset};
use super::years::Years;
use super::{blocks, printk, reflow, split, syslog, wrap};
use crate::model::{Moment, Origin, Place, Record};

/// So many wrappings of one line are taken off.
const LAYERS: usize = 8;

/// A message inside a message (a JSON line inside a container's JSON log) is opened to this depth.
const NESTING: usize = 4;

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

/// Takes a record.
pub(super) type Give<'a> = &'a mut dyn FnMut(&Record<'_>);

/// Opens the lines of one source, one after the other.
#[derive(Debug)]
pub(super) struct Opener {
    pub(super) years: Years,
    /// How often each dialect of the table was met.
    counts: Vec<u64>,
    /// The header that was met last, which is tried first.
    last: usize,
    previous: Previous,
    /// The host of `short-monotonic` lines, once one was met.
    monotonic_host: String,
    /// The name of the JSON field that held kernel text.
    learned: String,
    /// The minute in which lines of `dmesg -H` stand.
    minute: Moment,
    html: bool,
    /// The file that grep names before each line.
    grepped: String,
    /// True inside a string literal that goes on over lines.
    in_literal: bool,
}

/// What was found in front of a text.
enum Found<'a> {
    /// The header of a message; the message is what is left. With it, the text from which the header's width counts.
    Header(&'a str),
    /// A further line of the record before.
    Further(&'a str),
    Json,
    Literal(&'a str),
    Nothing,
}

impl Opener {
    pub(super) fn new(years: Years) -> Self {
        Self {
            years,
            counts: vec![0; DIALECTS.len()],
            last: index("rfc3164"),
            previous: Previous::default(),
            monotonic_host: String::new(),
            learned: String::new(),
            minute: Moment::default(),
            html: false,
            grepped: String::new(),
            in_literal: false,
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

    /// Opens a line of a source.
    pub(super) fn line(&mut self, place: Place, line: &str, give: Give<'_>) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if !self.html && is_html(line) {
            self.html = true;
        }
        let text = cleaned(line, self.html);
        if let Cow::Owned(_) = text {
            self.met(if self.html { "html" } else { "console" });
        }
        if text.trim_start().is_empty() {
            return self.previous.pass(place);
        }
        if text == "--" {
            self.met("grep");
            return self.previous.forget();
        }
        let text = self.without_literal_end(&text);
        self.open(place, Draft::of(text), 0, give);
    }

    /// Opens a structured record. False where none of its fields is a message.
    pub(super) fn fields(
        &mut self,
        place: Place,
        fields: &[Field<'_>],
        outer: Draft<'_>,
        depth: usize,
        give: Give<'_>,
    ) -> bool {
        let Some(draft) = fields::draft(fields, outer, &mut self.learned) else { return false };
        self.message(place, draft, depth, give);
        true
    }

    /// Opens a message: as a whole where its speaker is known, line by line where a line may have its own envelope.
    fn message(&mut self, place: Place, draft: Draft<'_>, depth: usize, give: Give<'_>) {
        if draft.origin.is_some() {
            self.open(place, draft, depth, give);
        } else {
            for line in draft.text.split('\n').filter(|line| !line.trim_start().is_empty()) {
                let text = line.strip_suffix('\r').unwrap_or(line);
                self.open(place, Draft { text, ..draft }, depth, give);
            }
        }
    }

    /// Opens a text that is one line or one message.
    fn open(&mut self, place: Place, outer: Draft<'_>, depth: usize, give: Give<'_>) {
        let mut text = outer.text;
        loop {
            let mut draft = Draft { text, ..outer };
            let mut width = 0;
            match self.peel(place, &mut draft, depth) {
                Found::Further(text) => return self.further(place, text, give),
                Found::Literal(inner) => return self.literal(place, inner, draft, depth, give),
                Found::Json if self.objects(place, draft, depth, give) => return,
                Found::Json => {
                    if let Some(inner) = wrap::literal(draft.text) {
                        return self.literal(place, inner, draft, depth, give);
                    }
                }
                // Quoting around nothing.
                Found::Nothing if draft.text.trim_start().is_empty() => return self.previous.pass(place),
                Found::Nothing => {}
                Found::Header(line) => {
                    self.stamp(&mut draft);
                    width = offset(line, draft.text);
                }
            }
            let next = if draft.is_told() { split::next_record(&draft) } else { self.next_record(place, draft.text) };
            let Some((this, rest)) = next.and_then(|at| draft.text.split_at_checked(at)) else {
                return self.emit(place, &draft, width, give);
            };
            self.emit(place, &Draft { text: without_newline(this), ..draft }, width, give);
            text = rest;
        }
    }

    /// True where words before a line are no prefix, but the end of the record before: in a log without prefixes.
    fn is_tail(&self, place: Place, prefixed: usize, draft: &Draft<'_>) -> bool {
        let prefixes_met = self.counts.get(prefixed).is_some_and(|count| *count > 0);
        !prefixes_met && !draft.is_told() && self.next_record(place, draft.text).is_some()
    }

    /// Where the next record begins in a text that goes on with the record before.
    fn next_record(&self, place: Place, text: &str) -> Option<usize> {
        split::next_record(&Draft { text, ..self.previous.reaching(place)? })
    }

    /// Takes wrappings off until a header is off, or nothing is found.
    fn peel<'a>(&mut self, place: Place, draft: &mut Draft<'a>, depth: usize) -> Found<'a> {
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
        for _ in 0..LAYERS {
            if let Some(text) = self.previous.indented(place, draft.text) {
                return Found::Further(text);
            }
            if self.take(self.last, draft) {
                self.count(self.last);
                if relays(draft) {
                    continue;
                }
                return Found::Header(line);
            }
            let Some(at) = (0..DIALECTS.len()).find(|at| *at != self.last && self.takes(*at, draft)) else { break };
            let Some(dialect) = DIALECTS.get(at) else { break };
            match dialect.opens {
                Opens::Header(_) | Opens::Monotonic => {
                    self.last = at;
                    self.count(at);
                    if !relays(draft) {
                        return Found::Header(line);
                    }
                }
                Opens::Level(_) => self.count(at),
                Opens::Wrapping(_) => {
                    if at == index("prefixed") && self.is_tail(place, at, &Draft { text: line, ..*draft }) {
                        draft.text = line;
                        return Found::Nothing;
                    }
                    self.count(at);
                    if at == index("grep") {
                        wrap::file_name(before(line, draft.text)).clone_into(&mut self.grepped);
                    }
                    line = draft.text;
                }
                Opens::Json if depth < NESTING => return Found::Json,
                Opens::Literal if depth < NESTING => match wrap::literal(draft.text) {
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

    /// Takes the kernel's own stamp off a message.
    fn stamp(&mut self, draft: &mut Draft<'_>) {
        if draft.origin != Some(Origin::Program) && draft.uptime.is_none() && printk::take_stamp(draft) {
            draft.origin = Some(Origin::Kernel);
        }
        if DIALECTS.get(self.last).is_some_and(|dialect| matches!(dialect.opens, Opens::Monotonic)) {
            draft.host.unwrap_or("").clone_into(&mut self.monotonic_host);
        }
    }

    /// Opens what stands in a string literal.
    fn literal(&mut self, place: Place, inner: &str, outer: Draft<'_>, depth: usize, give: Give<'_>) {
        self.met("string-literal");
        let text = wrap::unescaped(inner);
        self.message(place, Draft { text: &text, ..outer }, depth + 1, give);
    }

    /// Opens the JSON objects of a text; false where there is no record in them.
    fn objects(&mut self, place: Place, outer: Draft<'_>, depth: usize, give: Give<'_>) -> bool {
        let mut collector = Collector::begin(outer.text);
        let mut found = false;
        collector.feed(place.line, outer.text, &mut |piece| {
            let mut read = |fields: &[Field<'_>]| {
                if self.fields(place, fields, outer, depth + 1, give) {
                    found = true;
                    self.met(json_dialect(fields));
                }
            };
            if !piece.broken {
                json::records(piece.text, &mut read);
            }
        });
        found
    }

    /// Gives a text as the lines that it is made of.
    fn emit(&mut self, place: Place, draft: &Draft<'_>, width: usize, give: Give<'_>) {
        let program = draft.origin == Some(Origin::Program);
        let lines = if program { Vec::new() } else { reflow::lines(draft.text) };
        if lines.is_empty() {
            return self.record(place, draft, width, give);
        }
        for text in lines {
            self.record(place, &Draft { text, ..*draft }, width, give);
        }
    }

    /// Gives a record and remembers it for the lines that go on with it.
    fn record(&mut self, place: Place, draft: &Draft<'_>, width: usize, give: Give<'_>) {
        if !draft.is_told() {
            self.met("bare");
            return self.further(place, draft.text, give);
        }
        let moment = self.moment(draft);
        self.previous.keep(place, draft, width, &moment);
        let kmsg = DIALECTS.get(self.last).is_some_and(|dialect| dialect.name == "kmsg");
        let text = if kmsg { printk::unescaped(draft.text) } else { Cow::Borrowed(draft.text) };
        let mut record = Record {
            place,
            moment,
            host: draft.host,
            program: draft.program,
            program_pid: draft.program_pid,
            origin: draft.origin.unwrap_or(Origin::Unknown),
            caller: draft.caller,
            boot: draft.boot,
            text: "",
            continuation: false,
        };
        for line in split::lines(&text) {
            record.text = line;
            give(&record);
            record.continuation = true;
        }
    }

    /// Gives a line without an envelope: a further one of the record before, or one of which nothing is known.
    fn further(&mut self, place: Place, text: &str, give: Give<'_>) {
        // `/dev/kmsg` adds lines with a device's name to a record.
        let device = text.strip_prefix(' ').is_some_and(|text| blocks::field(text).is_some());
        if device && DIALECTS.get(self.last).is_some_and(|dialect| dialect.name == "kmsg") {
            return self.previous.pass(place);
        }
        if let Some(record) = self.previous.further(place, text) {
            return give(&record);
        }
        give(&Record {
            place,
            moment: Moment::default(),
            host: None,
            program: None,
            program_pid: None,
            origin: Origin::Unknown,
            caller: None,
            boot: None,
            text,
            continuation: false,
        });
    }

    fn moment(&mut self, draft: &Draft<'_>) -> Moment {
        let human = DIALECTS.get(self.last).is_some_and(|dialect| dialect.name == "dmesg-human");
        if human && draft.stamp.is_none() && draft.uptime.is_none() {
            return self.minute.clone();
        }
        if let Some(date) = draft.date_around {
            self.years.meet(date);
        }
        let printed = draft.stamp.map(|stamp| stamp.printed).or(draft.uptime_printed);
        let moment = Moment {
            wall: draft.stamp.map(|stamp| self.years.wall(&stamp, draft.text)),
            uptime: draft.uptime,
            printed: printed.map(Into::into),
        };
        if human {
            self.minute.clone_from(&moment);
        }
        moment
    }

    fn without_literal_end<'a>(&mut self, text: &'a str) -> &'a str {
        if let Some(text) = text.strip_suffix("\\n\\") {
            self.in_literal = true;
            return text;
        }
        if std::mem::take(&mut self.in_literal) { wrap::literal_end(text, "\"") } else { text }
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

/// The text without the blanks or the escaped newline before the next record.
fn without_newline(text: &str) -> &str {
    let text = text.trim_end();
    text.strip_suffix("\\n").unwrap_or(text)
}

/// Which JSON dialect an object is of.
pub(super) fn json_dialect(fields: &[Field<'_>]) -> &'static str {
    let has = |names: &[&str]| fields.iter().any(|field| names.contains(&field.key));
    if has(&["__REALTIME_TIMESTAMP", "_TRANSPORT", "__CURSOR"]) {
        "journal-json"
    } else if has(&["pri"]) && has(&["msg"]) {
        "dmesg-json"
    } else {
        "json"
    }
}
