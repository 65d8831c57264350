//! Opens one line or one structured record: takes the envelopes off from the outside in, and gives the records inside.

use std::borrow::Cow;

use super::cef;
use super::dialect::{DialectId, of_json};
use super::draft::{NetconsoleFragment, RecordDraft};
use super::emit::{OnRecord, RecordEmitter};
use super::escapes::{cleaned, is_html};
use super::fields::{self, Field};
use super::frame::{self, FrameDecision, FrameLearner, FrameLine};
use super::json::{self, JsonRecordSplitter};
use super::netconsole::Pieces;
use super::peel::{PeelResult, Peeler};
use super::previous::{is_heading, is_parting};
use super::scan::{before, offset};
use super::short::ShortLines;
use super::values::{self, Values};
use super::years::Years;
use super::{printk, quoting, seek, split, syslog};
use crate::model::limits::{self, Limit};
use crate::model::{Origin, Place, Record, SourceId};
use crate::source::NumberedLine;
use crate::source::words::parted;

/// What stands in a line where a file was not written to its end.
const HOLE: &str = "\0\0\0\0";

/// Opens the lines of one source, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Opener {
    pub(super) emitter: RecordEmitter,
    pub(super) peeler: Peeler,
    /// The name of the JSON field that held kernel text.
    learned: String,
    values: Values,
    /// A record of the kernel's whose text breaks off where mail wraps: the line in which it stands, and that line.
    fragment: Option<FrameLine>,
    /// True while a fragment is opened for good.
    released: bool,
    /// A record of netconsole's that was sent in pieces.
    pieces: Pieces,
    short: ShortLines,
    html: bool,
    /// True inside a string literal that goes on over lines.
    in_literal: bool,
    /// What stands around lines that no dialect knows.
    frames: FrameLearner,
}

impl Opener {
    pub(super) fn new(years: Years, html: bool) -> Self {
        Self {
            emitter: RecordEmitter::new(years),
            peeler: Peeler::new(),
            learned: String::new(),
            values: Values::default(),
            fragment: None,
            released: false,
            pieces: Pieces::default(),
            short: ShortLines::default(),
            html,
            in_literal: false,
            frames: FrameLearner::default(),
        }
    }

    /// Opens a line of a source.
    pub(super) fn line(&mut self, place: Place, line: &str, give: OnRecord<'_>) {
        // Serial consoles send a carriage return on either side of the line feed.
        let line = line.trim_matches('\r');
        if !self.short.admits(line) {
            return self.peeler.reached.add(&limits::SHORT_LINES, place);
        }
        if !self.html && is_html(line) {
            self.html = true;
        }
        let mut rest = line;
        // A machine went down before the rest of the line was written.
        while let Some((before, after)) = parted(rest, HOLE) {
            self.whole_line(place, before, give);
            rest = after.trim_start_matches('\0');
        }
        self.whole_line(place, rest, give);
    }

    fn whole_line(&mut self, place: Place, line: &str, give: OnRecord<'_>) {
        let text = cleaned(line, self.html);
        if let Cow::Owned(_) = text {
            self.peeler.met(if self.html { DialectId::Html } else { DialectId::Console });
        }
        match self.frames.look(&text) {
            FrameDecision::Hold if !self.is_known_header(place, &text) => return self.frames.hold(place, &text),
            FrameDecision::Cpu(at) => {
                if !self.is_understood(place, &text) {
                    self.frames.learn(&text, at);
                }
                self.release_held(give);
            }
            FrameDecision::GiveUp => self.release_held(give),
            FrameDecision::Hold | FrameDecision::Open => {}
        }
        self.framed_or_not(place, &text, give);
    }

    /// Opens the lines that waited for it to be known what stands around them.
    fn release_held(&mut self, give: OnRecord<'_>) {
        for FrameLine { place, text } in self.frames.release() {
            self.framed_or_not(place, &text, give);
        }
    }

    /// True for a report's header around which nothing unknown stands: it is not held, as what is read of the lines behind it
    /// hangs on its being told at once. Where lines are held already, whatever comes is.
    fn is_known_header(&self, place: Place, line: &str) -> bool {
        let mut known = false;
        if !self.frames.is_holding() {
            self.clone().unframed(place, line, &mut |record: &Record<'_>| {
                let is_parted = record.origin == Origin::Program && record.program.is_some_and(is_kernel_by_name);
                known |= !is_parted && frame::is_header(record.text);
            });
        }
        known
    }

    /// True for a `CPU:` line around which nothing unknown stands, as it would be opened. Another program's is understood as that
    /// program's words, unless the program is a kernel by its name.
    fn is_understood(&self, place: Place, line: &str) -> bool {
        let mut unknown = false;
        self.clone().unframed(place, line, &mut |record: &Record<'_>| {
            let is_parted = match record.origin {
                Origin::Program => record.program.is_some_and(is_kernel_by_name),
                _ => !record.text.starts_with("CPU: "),
            };
            unknown |= is_parted && record.text.contains(" Comm: ");
        });
        !unknown
    }

    fn framed_or_not(&mut self, place: Place, text: &str, give: OnRecord<'_>) {
        let Some(framed) = self.frames.inside(text) else { return self.unframed(place, text, give) };
        self.peeler.met(DialectId::Prefixed);
        let mut outer = RecordDraft::of(text);
        let headed = matches!(self.peeler.peel(place, &mut outer, &self.emitter.previous, true), PeelResult::Header(_));
        let (stamp, host) = if headed { (outer.stamp, outer.host) } else { (framed.stamp, None) };
        self.open(place, RecordDraft { stamp, host, ..RecordDraft::of(framed.text) }, 1, give);
    }

    /// Opens a line that stands in no frame that was learned.
    fn unframed(&mut self, place: Place, text: &str, give: OnRecord<'_>) {
        if self.completes(place, text, give) {
            return;
        }
        if text.trim_start().is_empty() {
            return self.emitter.previous.part(place);
        }
        if is_heading(text) {
            self.emitter.previous.part(place);
        }
        if is_parting(text) {
            return self.emitter.previous.forget();
        }
        let mut text = self.without_literal_end(text);
        let mut depth = 0;
        while let Some((frame, rest)) = syslog::frame(text) {
            // Each is whole: none goes on in the next line.
            depth = 1;
            self.open(place, RecordDraft::of(frame), depth, give);
            text = rest;
        }
        for part in split::tabbed(text) {
            // Of several, each is whole: none goes on in the next line.
            let depth = if part.len() < text.len() { 1 } else { depth };
            self.open(place, RecordDraft::of(part), depth, give);
        }
    }

    /// Gives what is still held: the source has ended.
    pub(super) fn finish(&mut self, source: SourceId, give: OnRecord<'_>) {
        self.release_held(give);
        if let Some(NumberedLine { number, text }) = self.pieces.give_up() {
            self.open(Place { source, line: number }, RecordDraft::of(&text), 0, give);
        }
        if let Some(held) = self.fragment.take() {
            self.release(held.place, &held.text, give);
        }
    }

    /// Gives the fragment that is held, with the line if it goes on with it: true then.
    fn completes(&mut self, place: Place, line: &str, give: OnRecord<'_>) -> bool {
        let Some(FrameLine { place: first, text: mut held }) = self.fragment.take() else { return false };
        let next = place.line == first.line.saturating_add(1);
        let rest = if next && !is_heading(line) { self.bare(place, line) } else { None };
        if let Some(rest) = rest {
            held.truncate(held.trim_end().len());
            held.push(' ');
            held.push_str(rest.trim_start());
        }
        self.release(first, &held, give);
        if rest.is_some() {
            self.emitter.previous.pass(place);
        }
        rest.is_some()
    }

    fn release(&mut self, place: Place, text: &str, give: OnRecord<'_>) {
        self.released = true;
        self.open(place, RecordDraft::of(text), 0, give);
        self.released = false;
    }

    /// The line without its quoting, if that is all that stands around it.
    fn bare<'a>(&mut self, place: Place, line: &'a str) -> Option<&'a str> {
        let mut draft = RecordDraft::of(line);
        let nothing = matches!(self.peeler.peel(place, &mut draft, &self.emitter.previous, true), PeelResult::Nothing);
        let alone = nothing && !draft.is_told() && self.emitter.previous.any_record(place, draft.text).is_none();
        (alone && !draft.text.trim_start().is_empty()).then_some(draft.text)
    }

    /// True where a message of the kernel's breaks off at once, as where a mail's lines are too short for more: nothing, one
    /// word, or `[  pid`; or where it breaks off inside words that the kernel always prints together. Where it is one word by
    /// itself, nothing without an envelope follows.
    fn is_fragment(&self, draft: &RecordDraft<'_>) -> bool {
        let text = draft.text.trim();
        let word = !text.contains([' ', '+', '>']) && text != "Mem-Info:";
        let broken = word || text.starts_with('[') && !text.contains(']') || seek::breaks_off(text);
        broken && draft.origin == Some(Origin::Kernel) && !self.peeler.last_is(DialectId::Kmsg)
    }

    /// Opens a structured record. False where none of its fields is a message.
    pub(super) fn fields(
        &mut self,
        place: Place,
        fields: &[Field<'_>],
        outer: RecordDraft<'_>,
        depth: usize,
        give: OnRecord<'_>,
    ) -> bool {
        let read = fields::draft(fields, outer, &mut self.learned);
        let rejoins = self.peeler.rejoins();
        let Some(draft) = read.or_else(|| fields::parts(fields, outer).filter(|_| rejoins)) else { return false };
        // Only a line of the source can go on in the next.
        self.message(place, draft, depth.max(1), give);
        true
    }

    /// Opens a message: as a whole where its speaker is known, line by line where a line may have its own envelope.
    fn message(&mut self, place: Place, draft: RecordDraft<'_>, depth: usize, give: OnRecord<'_>) {
        if draft.origin.is_some() || draft.text.is_empty() {
            self.open(place, draft, depth, give);
        } else {
            for line in draft.text.split('\n').filter(|line| !line.trim_start().is_empty()) {
                let text = line.strip_suffix('\r').unwrap_or(line);
                self.open(place, RecordDraft { text, ..draft }, depth, give);
            }
        }
    }

    /// Opens a text that is one line or one message.
    fn open(&mut self, place: Place, outer: RecordDraft<'_>, depth: usize, give: OnRecord<'_>) {
        let (mut outer, mut text) = (outer, outer.text);
        loop {
            let mut draft = RecordDraft { text, ..outer };
            let mut width = 0;
            match self.peeler.peel(place, &mut draft, &self.emitter.previous, depth < limits::NESTING.most) {
                PeelResult::Further(text) => return self.emitter.further(&self.peeler, place, text, give),
                PeelResult::Literal(inner) => {
                    self.literal(place, inner, draft, depth, give);
                    return self.emitter.previous.indent(place, indentation(text, text.trim_start()));
                }
                PeelResult::Rejoined(line) if depth < limits::NESTING.most => {
                    return self.rejoined(place, &line, draft, depth, give);
                }
                PeelResult::Json if self.objects(place, draft, depth, give) => return,
                PeelResult::Json => {
                    if let Some(inner) = quoting::literal(draft.text) {
                        return self.literal(place, inner, draft, depth, give);
                    }
                }
                PeelResult::Values(dialect) => {
                    self.peeler.met(dialect);
                    if self.values(place, draft, depth, give) {
                        return;
                    }
                    draft.stamp = values::time(draft.text).or(draft.stamp);
                }
                // Quoting around nothing.
                PeelResult::Nothing if draft.text.trim_start().is_empty() => return self.emitter.previous.part(place),
                PeelResult::Nothing | PeelResult::Rejoined(_) => {}
                PeelResult::Header(line) => {
                    if let Some(piece) = draft.piece.filter(|_| depth == 0) {
                        return self.piece(place, text, &draft, piece, give);
                    }
                    Self::stamp(&mut draft);
                    width = indentation(text, line) + offset(line, draft.text);
                    if depth == 0 && !self.released && !outer.is_told() && self.is_fragment(&draft) {
                        self.fragment = Some(FrameLine { place, text: text.to_owned() });
                        return;
                    }
                }
            }
            let told = match draft.origin {
                Some(Origin::Program) => None,
                Some(Origin::Kernel) => seek::marked(draft.text).or_else(|| seek::prefixed(draft.text)),
                _ if draft.is_told() => seek::marked(draft.text),
                _ => seek::quoted(draft.text),
            };
            if let Some(text) = told {
                self.peeler.met(DialectId::Prefixed);
                draft.text = text;
            }
            let next = if draft.is_told() {
                split::next_record(&draft)
            } else {
                self.emitter.previous.any_record(place, draft.text)
            };
            let Some((this, rest)) = next.and_then(|at| draft.text.split_at_checked(at)) else {
                return self.emitter.emit(&mut self.peeler, place, &draft, width, give);
            };
            self.emitter.emit(
                &mut self.peeler,
                place,
                &RecordDraft { text: without_newline(this), ..draft },
                width,
                give,
            );
            text = rest;
            if draft.stamp.is_some() && rest.starts_with('[') {
                // The record's header stands before the first of its lines only.
                outer = RecordDraft { uptime: None, uptime_printed: None, caller: None, ..draft };
            }
        }
    }

    /// Opens the kernel's line that a relay had cut into host, tag and message. What it took for the host is none.
    fn rejoined(&mut self, place: Place, line: &str, draft: RecordDraft<'_>, depth: usize, give: OnRecord<'_>) {
        let host = draft.host.filter(|host| !line.starts_with(host));
        let kernel =
            RecordDraft { host, text: line, origin: None, program: None, program_pid: None, tag: None, ..draft };
        self.open(place, kernel, depth + 1, give);
    }

    /// Holds a piece of a record of netconsole's until the record is whole.
    fn piece(
        &mut self,
        place: Place,
        text: &str,
        draft: &RecordDraft<'_>,
        piece: NetconsoleFragment,
        give: OnRecord<'_>,
    ) {
        let head = before(text, draft.text).replace("ncfrag=", "");
        if let Some(whole) = self.pieces.take(place.line, &head, piece, draft.text) {
            self.open(Place { line: whole.number, ..place }, RecordDraft::of(&whole.text), 0, give);
        }
    }

    /// Takes the kernel's own stamp off a message.
    fn stamp(draft: &mut RecordDraft<'_>) {
        let may_be_kernels = draft.origin != Some(Origin::Program) && draft.uptime.is_none();
        if may_be_kernels && (printk::take_stamp(draft) || printk::take_odd_stamp(draft)) {
            draft.origin = Some(Origin::Kernel);
        }
    }

    /// Opens what stands in a string literal.
    fn literal(&mut self, place: Place, inner: &str, outer: RecordDraft<'_>, depth: usize, give: OnRecord<'_>) {
        self.peeler.met(DialectId::StringLiteral);
        let text = quoting::unescaped(inner);
        self.message(place, RecordDraft { text: &text, ..outer }, depth + 1, give);
    }

    /// Opens the JSON objects of a text; false where there is no record in them.
    fn objects(&mut self, place: Place, outer: RecordDraft<'_>, depth: usize, give: OnRecord<'_>) -> bool {
        let mut collector = JsonRecordSplitter::begin(outer.text);
        let mut found = false;
        collector.feed(place.line, outer.text, &mut |piece| {
            let mut read = |fields: &[Field<'_>], cut: Option<&Limit>| {
                if let Some(limit) = cut {
                    self.peeler.reached.add(limit, place);
                }
                if self.fields(place, fields, outer, depth + 1, give) {
                    found = true;
                    self.peeler.met(of_json(fields));
                }
            };
            if !piece.broken {
                json::records(piece, &mut read);
            }
        });
        found
    }

    /// Opens a line of values; false where it is a program's own.
    fn values(&mut self, place: Place, outer: RecordDraft<'_>, depth: usize, give: OnRecord<'_>) -> bool {
        let fields = self.values.fields(outer.text);
        // The names of this format are known: nothing needs to be learned.
        let is_passed_on = cef::is_cef(outer.text) || values::are_around(outer.text, &fields);
        if !is_passed_on && !values::hold_kernel_text(&fields, &self.learned) {
            if let Some(limit) = values::cut(outer.text) {
                self.peeler.reached.add(limit, place);
            }
            return false;
        }
        self.fields(place, &fields, outer, depth + 1, give)
    }

    fn without_literal_end<'a>(&mut self, text: &'a str) -> &'a str {
        if let Some(text) = text.strip_suffix("\\n\\") {
            self.in_literal = true;
            return text;
        }
        if std::mem::take(&mut self.in_literal) { quoting::literal_end(text, "\"") } else { text }
    }
}

/// `kmsg[0]`, `KERNEL`, `kern`: a program whose lines are a kernel's, once a whole beginning of a report stands in them.
fn is_kernel_by_name(program: &str) -> bool {
    let name = program.to_ascii_lowercase();
    ["kern", "kmsg", "dmesg"].iter().any(|word| name.contains(word))
}

/// How many bytes stand before the header of an indented line: what goes on with it is indented as far.
fn indentation(text: &str, line: &str) -> usize {
    if text.starts_with(' ') { offset(text, line) } else { 0 }
}

/// The text without what parts it from the next record: blanks, an escaped newline, the quotes of a list.
fn without_newline(text: &str) -> &str {
    let text = text.trim_end();
    let listed = text.strip_suffix("', '").or_else(|| text.strip_suffix("\", \""));
    split::without_newline(listed.unwrap_or(text))
}
