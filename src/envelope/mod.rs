//! One line → [`Record`]: the transport's envelope (syslog, journal, dmesg, JSON, CSV, container …) taken off.
//!
//! A log reaches us through others: the kernel's line stands in a syslog line, in a container's JSON, in a mail's
//! quoting. `dialect` is the table of all these envelopes; `peel` takes them off a line from the outside in, trying
//! what the last line was first. Records that lie over several lines (`journalctl -o export`, pretty JSON, CSV) are
//! gathered first, by `blocks`, `json` and `table`.
//!
//! What the innermost envelope says counts: it was written nearest to the kernel. Who speaks is decided here and only
//! here: another program's text is never a kernel message, whatever it says.

mod alike;
mod blocks;
#[cfg(any(test, fuzzing))]
pub mod both_ways;
mod cef;
mod dialect;
mod draft;
#[cfg(test)]
mod edges;
mod emit;
mod escapes;
mod fields;
mod frame;
mod json;
mod klog;
mod netconsole;
mod open;
mod partial;
mod peel;
mod previous;
mod printk;
mod quoting;
mod reflow;
mod scan;
mod seek;
mod short;
mod split;
mod stamp;
mod syslog;
mod table;
mod tag;
mod transfer;
mod values;
mod whole;
mod years;

use chrono::NaiveDate;

use self::blocks::{JournalOutput, JournalOutputReader};
use self::dialect::{DIALECTS, DialectId, of_json};
use self::draft::RecordDraft;
use self::emit::OnRecord;
use self::json::{JsonPiece, JsonRecordSplitter};
use self::open::Opener;
use self::partial::{Joined, Partial};
use self::table::{TableLine, TableReader};
use self::transfer::{ToldTransfer, Transfer};
use self::whole::WholeRecords;
use self::years::Years;
use crate::model::{Moment, Note, NoteKind, Place, Record, SourceId, limits};
use crate::source::{Line, PassRule};
use crate::tell;

/// So many lines of the beginning are looked at for a format whose records span lines.
const LINES_SNIFFED: usize = 20;

/// What a reader must be told, because nothing here asks for the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReaderSettings {
    /// The source that the lines come from.
    pub source: SourceId,
    /// Today, for stamps without a year.
    pub today: NaiveDate,
    /// The date of the file: no line is younger.
    pub modified: Option<NaiveDate>,
    /// The year of the source's last line, where the user has corrected it.
    pub year: Option<i32>,
}

/// Takes the envelopes off one source's lines. Stateful: the last dialect is tried first, continuation lines take the
/// stamp of the record they continue, and records that span lines are joined.
#[derive(Debug)]
pub struct Reader {
    source: SourceId,
    transfer: Transfer,
    form: SourceForm,
    every_line: bool,
    opener: Opener,
    /// What whole records are that may be passed by.
    whole: Option<WholeRecords>,
    /// The last line that was read.
    last: u64,
    /// True once a form that was left had dropped a record, or a part of one.
    records_dropped: bool,
}

/// How records lie in a source.
#[derive(Debug)]
enum SourceForm {
    /// A record begins on a line of its own.
    Lines(Partial),
    Blocks(JournalOutputReader),
    Json(JsonRecordSplitter),
    Table(Box<TableReader>),
}

impl Reader {
    /// A reader for a source that begins with `head`.
    pub fn new(settings: ReaderSettings, head: &str) -> Self {
        let ReaderSettings { source, today, modified, year } = settings;
        let ToldTransfer { transfer, plain: undone } = Transfer::of(head);
        let head = undone.as_deref().unwrap_or(head);
        let form = SourceForm::of(head);
        let minutes = head.lines().next().is_some_and(|line| printk::dmesg_human(&mut RecordDraft::of(line)));
        let every_line = minutes || !transfer.is_none();
        let mut opener = Opener::new(Years::new(year, modified, today, head), transfer.is_page());
        transfer.dialects().for_each(|dialect| opener.peeler.met(dialect));
        let whole = form.whole().filter(|_| !every_line);
        Self { source, transfer, form, every_line, opener, whole, last: 0, records_dropped: false }
    }

    /// A reader for single lines of a source that begins with `head`: none of them is the line of names of a table.
    pub fn of_lines(settings: ReaderSettings, head: &str) -> Self {
        let mut reader = Self::new(settings, head);
        if let SourceForm::Table(table) = &mut reader.form {
            table.begin_rows();
        }
        reader
    }

    /// How whole records are told of a source whose records span lines: those in which nothing is found may be passed by
    /// while [`Self::may_pass`].
    pub fn pass_rule(&self) -> Option<PassRule> {
        self.whole.map(WholeRecords::rule)
    }

    /// True between records that leave nothing behind where nothing is found in them.
    pub fn may_pass(&self) -> bool {
        self.whole.is_some()
            && self.whole == self.form.whole()
            && match &self.form {
                SourceForm::Table(table) => table.is_between_rows(),
                SourceForm::Json(collector) => collector.is_between_records(),
                SourceForm::Blocks(blocks) => blocks.is_between_records(),
                SourceForm::Lines(_) => false,
            }
    }

    /// True where the format's records span lines (export, pretty JSON, CSV) or tell their time in other lines
    /// (`dmesg -H`), and while a line that a container runtime cut lacks its end, so that no line may be skipped.
    pub const fn needs_every_line(&self) -> bool {
        self.every_line
            || match &self.form {
                SourceForm::Lines(partial) => partial.is_open(),
                SourceForm::Blocks(_) | SourceForm::Json(_) | SourceForm::Table(_) => true,
            }
    }

    /// Reads a line and gives the records that it completes (none, one or several) to `sink`.
    pub fn read(&mut self, line: Line<'_>, sink: &mut dyn FnMut(&Record<'_>)) {
        if self.transfer.is_none() {
            self.notice_gap(line.number);
            return self.read_plain(line, sink);
        }
        let mut transfer = std::mem::take(&mut self.transfer);
        transfer.feed(line.number, line.text, &mut |number, text| self.read_plain(Line { number, text }, sink));
        self.transfer = transfer;
    }

    /// Told the number of the next line: those between the last one and this may have been passed by.
    fn notice_gap(&mut self, number: u64) {
        let passed = self.last > 0 && number > self.last + 1 && self.may_pass();
        self.last = number;
        if let SourceForm::Json(collector) = &mut self.form
            && passed
        {
            collector.pass(number - 1);
        }
    }

    fn read_plain(&mut self, line: Line<'_>, sink: &mut dyn FnMut(&Record<'_>)) {
        let Line { number, text } = line;
        // A log may be put together from several exports: how records lie may change at any line.
        if self.form.is_left_by(text) {
            self.give_held(sink);
            self.form = SourceForm::Lines(Partial::default());
        }
        if let SourceForm::Lines(partial) = &mut self.form
            && let Some(form) = SourceForm::begun_by(text)
        {
            if let Some(held) = partial.give_up(None) {
                self.opener.line(Place { source: self.source, line: held.number }, &held.text, sink);
            }
            self.form = form;
        }
        let Self { source, form, opener, .. } = self;
        let at = |line: u64| Place { source: *source, line };
        match form {
            SourceForm::Lines(partial) => {
                if let Some(held) = partial.give_up(Some(number)) {
                    opener.line(at(held.number), &held.text, sink);
                }
                match partial.join(number, text) {
                    Joined::Whole => opener.line(at(number), text, sink),
                    Joined::Held => {}
                    Joined::Ended(whole) => opener.line(at(whole.number), &whole.text, sink),
                }
            }
            SourceForm::Blocks(blocks) => {
                let dialect = dialect_of_blocks(blocks.kind());
                blocks.feed(number, text, &mut |line, fields| structured(opener, at(line), fields, dialect, sink));
            }
            SourceForm::Table(table) => {
                if !table.short.admits(text) {
                    return opener.peeler.reached.add(&limits::SHORT_LINES, at(number));
                }
                let dialect = dialect_of_table(table.separator());
                table.feed(number, text, &mut |line, row| match row {
                    TableLine::Fields(fields) => structured(opener, at(line), fields, dialect, sink),
                    TableLine::Line(text) => opener.line(at(line), text, sink),
                });
            }
            SourceForm::Json(collector) => {
                if collector.is_idle() && !json::may_begin(text) {
                    return opener.line(at(number), text, sink);
                }
                if collector.is_cut_by(text) {
                    collector.give_up(&mut |piece| json_piece(opener, &at, piece, sink));
                }
                collector.feed(number, text, &mut |piece| json_piece(opener, &at, piece, sink));
            }
        }
    }

    /// Gives what is still held back at the end of the source.
    pub fn finish(&mut self, sink: &mut dyn FnMut(&Record<'_>)) {
        let mut transfer = std::mem::take(&mut self.transfer);
        transfer.finish(&mut |number, text| self.read_plain(Line { number, text }, sink));
        self.transfer = transfer;
        self.give_held(sink);
        self.opener.finish(self.source, sink);
    }

    /// Gives what the form holds of a record that has not ended.
    fn give_held(&mut self, sink: &mut dyn FnMut(&Record<'_>)) {
        let Self { source, form, opener, .. } = self;
        let at = |line: u64| Place { source: *source, line };
        match form {
            SourceForm::Blocks(blocks) => {
                let dialect = dialect_of_blocks(blocks.kind());
                blocks.finish(&mut |line, fields| structured(opener, at(line), fields, dialect, sink));
                self.records_dropped |= blocks.dropped;
            }
            SourceForm::Table(table) => {
                let dialect = dialect_of_table(table.separator());
                table.finish(&mut |line, row| match row {
                    TableLine::Fields(fields) => structured(opener, at(line), fields, dialect, sink),
                    TableLine::Line(text) => opener.line(at(line), text, sink),
                });
            }
            SourceForm::Json(collector) => collector.give_up(&mut |piece| json_piece(opener, &at, piece, sink)),
            SourceForm::Lines(partial) => {
                if let Some(held) = partial.give_up(None) {
                    opener.line(at(held.number), &held.text, sink);
                }
            }
        }
    }

    /// Sets the year of a moment of this source for good, once the whole source has been read.
    pub fn settle(&self, moment: &mut Moment) {
        self.opener.emitter.years.settle(moment);
    }

    /// The year that the last line was taken to be of, where stamps have none.
    pub fn last_year(&self) -> Option<i32> {
        self.opener.emitter.years.last()
    }

    /// The dialects met, most frequent first, by the names of the dialect table.
    pub fn dialects(&self) -> Vec<String> {
        self.opener.peeler.dialects()
    }

    /// What was assumed or could not be read.
    pub fn notes(&self) -> Vec<Note> {
        let year = self.opener.emitter.years.assumed().map(|text| Note::new(NoteKind::YearAssumed, text));
        let dropped = match &self.form {
            SourceForm::Lines(_) | SourceForm::Json(_) | SourceForm::Table(_) => self.records_dropped,
            SourceForm::Blocks(blocks) => self.records_dropped || blocks.dropped,
        };
        let dropped = dropped.then(|| limits::RECORD_BYTES.note());
        let label = (self.opener.peeler.labels_met()).then(|| Note::new(NoteKind::Other, tell!("stamp-label-assumed")));
        let reached = self.opener.peeler.reached.notes();
        year.into_iter().chain(dropped).chain(reached).chain(label).chain(self.transfer.notes()).collect()
    }
}

impl SourceForm {
    /// Tells from its beginning how records lie in a source.
    fn of(head: &str) -> Self {
        if let Some(table) = TableReader::begins(head) {
            return Self::Table(Box::new(table));
        }
        for line in head.lines().take(LINES_SNIFFED).filter(|line| !line.trim().is_empty()) {
            if blocks::verbose_time(line).is_some() {
                return Self::Blocks(JournalOutputReader::new(JournalOutput::Verbose));
            }
            if blocks::field(line).is_some_and(|(key, _)| key.starts_with("__")) {
                return Self::Blocks(JournalOutputReader::new(JournalOutput::Export));
            }
            let several = head.trim_end().contains('\n');
            if several && json::starts_here(line) {
                let mut collector = JsonRecordSplitter::begin(line);
                collector.feed(0, line, &mut |_| {});
                if !collector.is_idle() {
                    return Self::Json(JsonRecordSplitter::begin(line));
                }
            }
        }
        Self::Lines(Partial::default())
    }

    /// What its whole records are.
    fn whole(&self) -> Option<WholeRecords> {
        match self {
            Self::Blocks(blocks) => (blocks.kind() == JournalOutput::Export).then_some(WholeRecords::Entries),
            Self::Table(_) => Some(WholeRecords::Rows),
            Self::Json(_) => Some(WholeRecords::Objects),
            Self::Lines(_) => None,
        }
    }

    /// The form of records over several lines that a line begins, in a source that had a record on each line before.
    fn begun_by(line: &str) -> Option<Self> {
        match line.as_bytes().first()? {
            b'_' => blocks::begins_export(line).then(|| Self::Blocks(JournalOutputReader::new(JournalOutput::Export))),
            b'{' | b'[' if json::begins_lines(line) => Some(Self::Json(JsonRecordSplitter::default())),
            // The weekday.
            byte if byte.is_ascii_alphabetic() => {
                let export =
                    blocks::verbose_time(line).map(|_| Self::Blocks(JournalOutputReader::new(JournalOutput::Verbose)));
                export.or_else(|| TableReader::begins_here(line).map(|table| Self::Table(Box::new(table))))
            }
            b'"' => TableReader::begins_here(line).map(|table| Self::Table(Box::new(table))),
            _ => None,
        }
    }

    /// True for a line that cannot belong to records of this form, with which it is over.
    fn is_left_by(&self, line: &str) -> bool {
        match self {
            Self::Lines(_) => false,
            Self::Json(_) | Self::Table(_) => blocks::begins_export(line) || blocks::verbose_time(line).is_some(),
            Self::Blocks(blocks) => blocks.is_left_by(line),
        }
    }
}

/// A dialect as it is shown to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Its name, as [`Reader::dialects`] gives it.
    pub name: &'static str,
    /// What writes it.
    pub about: &'static str,
    /// A line of it.
    pub sample: &'static str,
}

/// What opens, in the order of the table.
pub fn what_opens() -> impl Iterator<Item = Opening> {
    DIALECTS.iter().map(|dialect| {
        let sample = dialect.samples.first().copied().unwrap_or("");
        Opening { name: dialect.name, about: dialect.about, sample }
    })
}

const fn dialect_of_blocks(kind: JournalOutput) -> DialectId {
    match kind {
        JournalOutput::Export => DialectId::JournalExport,
        JournalOutput::Verbose => DialectId::JournalVerbose,
    }
}

const fn dialect_of_table(separator: u8) -> DialectId {
    match separator {
        b'\t' => DialectId::Tsv,
        b' ' => DialectId::Columns,
        _ => DialectId::Csv,
    }
}

/// Opens a piece of a JSON document: as a record, or line by line where it is none.
fn json_piece(opener: &mut Opener, at: &dyn Fn(u64) -> Place, piece: JsonPiece<'_>, give: OnRecord<'_>) {
    let mut read = |fields: &[fields::Field<'_>], cut: Option<&limits::Limit>| {
        if let Some(limit) = cut {
            opener.peeler.reached.add(limit, at(piece.line_of("")));
        }
        let Some(message) = fields::message(fields, "") else { return };
        structured(opener, at(piece.line_of(message.key)), fields, of_json(fields), give);
    };
    if piece.broken || !json::records(piece, &mut read) {
        for line in piece.lines() {
            opener.line(at(line.number), line.text, give);
        }
    }
}

fn structured(opener: &mut Opener, place: Place, fields: &[fields::Field<'_>], dialect: DialectId, give: OnRecord<'_>) {
    if opener.fields(place, fields, RecordDraft::default(), 0, give) {
        opener.peeler.met(dialect);
    }
}

#[cfg(test)]
mod tests {
    use super::dialect::Opens;
    use super::*;
    use crate::model::Origin;

    fn settings() -> ReaderSettings {
        let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
        ReaderSettings { source: SourceId(0), today, modified: None, year: None }
    }

    /// A record in one line: moment as printed, boot clock, host, program, origin, text; `+` marks a further line.
    fn shown(record: &Record<'_>) -> String {
        let Record { moment, host, program, program_pid, origin, caller, text, continuation, .. } = record;
        let uptime = moment.uptime.map_or_else(|| "-".to_owned(), |uptime| format!("{}", uptime.micros));
        let pid = program_pid.map_or_else(String::new, |pid| format!("[{pid}]"));
        format!(
            "{}{}|{uptime}|{}|{}{pid}|{origin:?}|{}|{text}",
            if *continuation { "+" } else { "" },
            moment.printed.as_deref().unwrap_or("-"),
            host.unwrap_or("-"),
            program.unwrap_or("-"),
            caller.unwrap_or("-"),
        )
    }

    fn read(text: &str) -> (Reader, Vec<String>) {
        let mut reader = Reader::new(settings(), text);
        let mut found = Vec::new();
        for (line, number) in text.split('\n').zip(1..) {
            reader.read(Line { number, text: line }, &mut |record| found.push(shown(record)));
        }
        reader.finish(&mut |record| found.push(shown(record)));
        (reader, found)
    }

    #[test]
    fn each_sample_is_claimed_by_its_own_row() {
        for dialect in DIALECTS.iter().filter(|dialect| !matches!(dialect.opens, Opens::Whole)) {
            for sample in dialect.samples {
                let (reader, found) = read(sample);
                assert!(
                    reader.dialects().iter().any(|name| name == dialect.name),
                    "{}: {sample}: {found:?}",
                    dialect.name
                );
                let header = matches!(dialect.opens, Opens::Header(_) | Opens::Monotonic | Opens::Bare);
                let first = reader.dialects().first().cloned();
                assert!(!header || first.as_deref() == Some(dialect.name), "{}: {sample}: {first:?}", dialect.name);
                assert!(!found.is_empty(), "{}: {sample}", dialect.name);
            }
        }
    }

    #[test]
    fn whole_formats_are_told_from_their_beginning() {
        for dialect in DIALECTS.iter().filter(|dialect| matches!(dialect.opens, Opens::Whole)) {
            for sample in dialect.samples {
                assert!(Reader::new(settings(), sample).needs_every_line(), "{}: {sample}", dialect.name);
            }
        }
    }

    #[test]
    fn names_are_distinct_and_every_row_has_a_sample() {
        let mut names: Vec<_> = what_opens().map(|opening| opening.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), DIALECTS.len());
        assert!(what_opens().all(|opening| !opening.about.is_empty() && !opening.sample.is_empty()));
    }

    /// Each row: lines, and the records that they give.
    const ROWS: &[(&str, &[&str])] = &[
        // A kernel line in each of its envelopes.
        (
            "Dec 13 07:23:21 node kernel: [36370.036951][ T1778] anon 1",
            &["Dec 13 07:23:21|36370036951|node|kernel|Kernel|T1778|anon 1"],
        ),
        ("<6>[   12.304535]  <TASK>", &["12.304535|12304535|-|-|Kernel|-| <TASK>"]),
        (
            "6,12,12304535,-,caller=C0;a\\x0ab\n SUBSYSTEM=acpi",
            &["6,12,12304535|12304535|-|-|Kernel|C0|a", "+6,12,12304535|12304535|-|-|Kernel|C0|b"],
        ),
        ("30,12,12304535,-;systemd[1]: a", &["30,12,12304535|12304535|-|systemd[1]|Program|-|a"]),
        (
            "[   12.304535] node kernel: a\n[   12.304540] node kubelet[7]: b",
            &["12.304535|12304535|node|kernel|Kernel|-|a", "12.304540|12304540|node|kubelet[7]|Program|-|b"],
        ),
        // Further lines of a record stand under it, whatever they begin with.
        (
            "[   12.304535] a\n               [ 1.000000] b\n[   12.304540] c",
            &[
                "12.304535|12304535|-|-|Kernel|-|a",
                "+12.304535|12304535|-|-|Kernel|-|[ 1.000000] b",
                "12.304540|12304540|-|-|Kernel|-|c",
            ],
        ),
        (
            "Dec 13 07:20:12 n kernel: anon 1#012file 2\n\nwrapped tail",
            &[
                "Dec 13 07:20:12|-|n|kernel|Kernel|-|anon 1",
                "+Dec 13 07:20:12|-|n|kernel|Kernel|-|file 2",
                "-|-|-|-|Unknown|-|wrapped tail",
            ],
        ),
        // Another program's text is never the kernel's.
        (
            "Dec 13 07:23:21 node stress[99]: [36370.036951] Killed process 1 (init)",
            &["Dec 13 07:23:21|-|node|stress[99]|Program|-|[36370.036951] Killed process 1 (init)"],
        ),
        (
            "Dec 13 07:23:21 node app[9]: Dec 13 07:23:21 node kernel: a",
            &["Dec 13 07:23:21|-|node|app[9]|Program|-|Dec 13 07:23:21 node kernel: a"],
        ),
        (
            "Dec 13 07:23:25 hub fluent-bit[9]: Dec 13 07:23:21 node kernel: a",
            &["Dec 13 07:23:21|-|node|kernel|Kernel|-|a"],
        ),
        (
            "{\"_TRANSPORT\":\"stdout\",\"SYSLOG_IDENTIFIER\":\"kernel\",\"MESSAGE\":\"a b\"}",
            &["-|-|-|kernel|Program|-|a b"],
        ),
        // Wrappings nest.
        ("> kern.log:12:  <6>[   12.304535] a", &["12.304535|12304535|-|-|Kernel|-|a"]),
        (
            "web-1  | 2026-12-13T07:20:16Z stdout F {\"log\":\"Dec 13 07:20:16 n kernel: [   12.304535] a\\n\"}",
            &["Dec 13 07:20:16|12304535|n|kernel|Kernel|-|a"],
        ),
        ("\u{a0}\u{a0}&gt; [   12.304535]  &lt;TASK&gt;", &["12.304535|12304535|-|-|Kernel|-| <TASK>"]),
        // Literals, also of several lines.
        (
            "const LOG: &str = \"\\\n    [   12.304535] a\\n\\\n    [   12.304540] b, uid=1000\";",
            &[
                "-|-|-|-|Unknown|-|const LOG: &str = \"\\",
                "12.304535|12304535|-|-|Kernel|-|a",
                "12.304540|12304540|-|-|Kernel|-|b, uid=1000",
            ],
        ),
        (
            "log := \"[   12.304535] a\\n[   12.304540] b \\\"c\\\"\\n\"",
            &["12.304535|12304535|-|-|Kernel|-|a", "12.304540|12304540|-|-|Kernel|-|b \"c\""],
        ),
        // Several records on one line.
        (
            "[   12.304535] a [   12.304540] b",
            &["12.304535|12304535|-|-|Kernel|-|a", "12.304540|12304540|-|-|Kernel|-|b"],
        ),
        (
            "Dec 13 07:20:12 n kernel: a\n> >\n> b Dec 13 07:20:13 n kernel: c",
            &["Dec 13 07:20:12|-|n|kernel|Kernel|-|a", "-|-|-|-|Unknown|-|b", "Dec 13 07:20:13|-|n|kernel|Kernel|-|c"],
        ),
        // A console on which something stood when the kernel spoke.
        (
            "Creating journal (131072 blocks): [   31.251333] my app invoked oom-killer: order=0",
            &["31.251333|31251333|-|-|Kernel|-|my app invoked oom-killer: order=0"],
        ),
        (
            "Dec 13 07:20:12 n app[9]: a\nb, c: [   31.251333] Out of memory: x",
            &[
                "Dec 13 07:20:12|-|n|app[9]|Program|-|a",
                "+Dec 13 07:20:12|-|n|app[9]|Program|-|b, c: [   31.251333] Out of memory: x",
            ],
        ),
        // Mail wraps right behind the stamp, behind the first word, or in the brackets of the task table.
        (
            "> Dec 13 07:20:12 n kernel: [   12.304535]\n> file 2\n> Dec 13 07:20:12 n kernel: [   12.304540] [\n> 7] 0 7 a",
            &[
                "Dec 13 07:20:12|12304535|n|kernel|Kernel|-|file 2",
                "Dec 13 07:20:12|12304540|n|kernel|Kernel|-|[ 7] 0 7 a",
            ],
        ),
        (
            "[   12.304535] anon\n1\nb",
            &["12.304535|12304535|-|-|Kernel|-|anon 1", "+12.304535|12304535|-|-|Kernel|-|b"],
        ),
        // A paragraph of its own is not the kernel's.
        (
            "[   12.304535] a\n# b\nKilled process 7 (x)",
            &["12.304535|12304535|-|-|Kernel|-|a", "-|-|-|-|Unknown|-|# b", "-|-|-|-|Unknown|-|Killed process 7 (x)"],
        ),
        // Values without names, and pairs. What is not the kernel's stays whole, but in a column that was.
        (
            "2026-12-13T07:20:16Z,node,warn,\"Out of memory: Killed process 7 (x), a\"\n2026-12-13T07:20:17Z,node,warn,a",
            &[
                "2026-12-13T07:20:16Z|-|node|-|Unknown|-|Out of memory: Killed process 7 (x), a",
                "2026-12-13T07:20:17Z|-|node|-|Unknown|-|a",
            ],
        ),
        (
            "ts=2026-12-13T07:20:16Z host=n msg=\"[   12.304535] a \\\"b\\\"\"",
            &["2026-12-13T07:20:16Z|12304535|n|-|Kernel|-|a \"b\""],
        ),
        (
            "time=\"2026-12-13T07:20:16Z\" level=info msg=\"shim disconnected\" id=4f",
            &[
                "2026-12-13T07:20:16Z|-|-|-|Unknown|-|time=\"2026-12-13T07:20:16Z\" level=info msg=\"shim disconnected\" id=4f",
            ],
        ),
        (
            "I1213 07:20:16.650907    2573 kubelet.go:2421] \"a\"",
            &["1213 07:20:16.650907|-|-|kubelet[2573]|Program|-|I1213 07:20:16.650907    2573 kubelet.go:2421] \"a\""],
        ),
        // Pieces of a line that the runtime cut, with the other stream's between them.
        (
            "2026-12-13T07:20:16Z stdout P [   12.304535] a\n2026-12-13T07:20:16Z stderr F c\n2026-12-13T07:20:17Z stdout F  b",
            &["2026-12-13T07:20:16Z|-|-|-|Unknown|-|c", "2026-12-13T07:20:16Z|12304535|-|-|Kernel|-|a b"],
        ),
        ("2026-12-13T07:20:16Z stdout P [   12.304535] a", &["2026-12-13T07:20:16Z|12304535|-|-|Kernel|-|a"]),
        // Structured records.
        (
            "{\n \"received_at\": \"2026-12-13T07:20:17Z\",\n \"message\": \"a b c\",\n \"raw\": \"<6>1 2026-12-13T07:20:16Z n kernel - - - a b\",\n}",
            &["2026-12-13T07:20:16Z|-|n|-|Unknown|-|a b c"],
        ),
        ("{ not\nDec 13 07:20:12 n kernel: a", &["-|-|-|-|Unknown|-|{ not", "Dec 13 07:20:12|-|n|kernel|Kernel|-|a"]),
        (
            "{\n\"a\":\nDec 13 07:20:12 n kernel: a",
            &["-|-|-|-|Unknown|-|{", "-|-|-|-|Unknown|-|\"a\":", "Dec 13 07:20:12|-|n|kernel|Kernel|-|a"],
        ),
        (
            "__REALTIME_TIMESTAMP=1797146412264904\n_TRANSPORT=kernel\n_SOURCE_MONOTONIC_TIMESTAMP=12304535\nMESSAGE\n\u{d}\0\0\0\0\0\0\0anon 1\nfile 2\n_HOSTNAME=n\n",
            &[
                "1797146412264904|12304535|n|kernel|Kernel|-|anon 1",
                "+1797146412264904|12304535|n|kernel|Kernel|-|file 2",
            ],
        ),
        (
            "[\n {\n  \"time\": \"2026-12-13T07:20:16Z\",\n  \"msg\": \"[   12.304535] a\"\n }\n]",
            &["2026-12-13T07:20:16Z|12304535|-|-|Kernel|-|a"],
        ),
        (
            "TimeGenerated [UTC],Computer,ProcessName,SyslogMessage\n\"12/13/2026, 7:20:16.000 AM\",n,kernel,\"a \"\"b\"\"\"\n",
            &["12/13/2026, 7:20:16.000 AM|-|n|kernel|Kernel|-|a \"b\""],
        ),
        // Nothing is known of a fragment.
        ("anon 1\nfile 2", &["-|-|-|-|Unknown|-|anon 1", "-|-|-|-|Unknown|-|file 2"]),
    ];

    #[test]
    fn lines_give_their_records() {
        for (text, records) in ROWS {
            assert_eq!(read(text).1, *records, "{text}");
        }
    }

    #[test]
    fn a_line_that_is_not_the_next_takes_over_nothing() {
        let mut reader = Reader::new(settings(), "");
        let mut found = Vec::new();
        let mut give = |record: &Record<'_>| found.push((record.origin, record.continuation));
        reader.read(Line { number: 1, text: "[   12.304535] a" }, &mut give);
        reader.read(Line { number: 7, text: "wrapped tail" }, &mut give);
        assert_eq!(found, [(Origin::Kernel, false), (Origin::Unknown, false)]);
    }
}
