//! Tables as text: CSV, TSV and their kind, with a line of column names.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use csv_core::ReadFieldResult;

use super::draft::RecordDraft;
use super::fields::{self, Field};
use super::scan::{blanks, is_rule};
use super::short::ShortLines;
use super::syslog::is_kernel_start;
use super::{json, printk, quoting, stamp};
use crate::model::limits;

/// So many lines may stand before the names: rules and titles of a table that is drawn.
const TITLE_LINES: usize = 6;

/// Longest line of names that is taken for one in the middle of a log.
const NAMES_BYTES: usize = 2000;

/// Separators of columns.
const SEPARATORS: &[u8] = b",\t;|";

/// Column names of which a table of log lines has one.
const COLUMNS: &[&str] = &[
    "message",
    "msg",
    "log",
    "line",
    "text",
    "syslogmessage",
    "logmessage",
    "textpayload",
    "rawdata",
    "timegenerated",
    "timestamp",
    "@timestamp",
    "time",
    "_time",
    "_raw",
    "logentry",
    "body",
    "content",
    "@message",
    "event",
];

/// `sep=;`
const SEP_BYTES: usize = 5;

/// Gathers rows, whose quoted fields may go on over lines.
#[derive(Debug)]
pub(super) struct TableReader {
    separator: u8,
    parser: Parser,
    names: Vec<String>,
    /// Where the columns begin, in letters, where blanks alone part them.
    columns: Vec<usize>,
    /// The column of the time, once a time stood in it.
    time: Option<usize>,
    /// The row so far, where its quotes are not closed.
    row: String,
    line: u64,
    /// True inside a quoted field.
    open: bool,
    /// So many lines of the beginning name columns and are no rows.
    header_lines: usize,
    /// Of its lines, those that are too short for a row with a message.
    pub(super) short: ShortLines,
}

/// What a line of a table is.
#[derive(Clone, Copy, Debug)]
pub(super) enum TableLine<'a> {
    /// The values of a row.
    Fields(&'a [Field<'a>]),
    /// A line that is no row of this table.
    Line(&'a str),
}

/// Takes what is read and the number of its line.
type GiveRow<'a> = &'a mut dyn FnMut(u64, TableLine<'_>);

impl TableReader {
    /// A table, if the source begins with a line of column names.
    pub(super) fn begins(head: &str) -> Option<Self> {
        if let Some(table) = Self::begins_fixed(head) {
            return Some(table);
        }
        let mut lines = head.lines().map(|line| line.trim_start_matches('\u{feff}'));
        let mut first = lines.next()?;
        let mut header_lines = 1;
        // Spreadsheets say there what separates the columns.
        if first.len() == SEP_BYTES && first.starts_with("sep=") {
            (first, header_lines) = (lines.next()?, 2);
        }
        while header_lines <= TITLE_LINES && (is_rule(first) || is_title(first)) {
            (first, header_lines) = (lines.next()?, header_lines + 1);
        }
        let drawn = header_lines > 1;
        let first = &first.replace("||", "|");
        SEPARATORS.iter().find_map(|separator| Self::separated(first, *separator, header_lines, drawn))
    }

    /// A table that begins in the middle of a log: a line of names, the time's and the message's among them.
    pub(super) fn begins_here(line: &str) -> Option<Self> {
        let possible = line.len() <= NAMES_BYTES && !line.contains(": ") && line.contains([',', '\t', ';', '|']);
        let table = if possible { Self::begins(line)? } else { return None };
        let timed = table.names.iter().any(|name| Field::new("", name, Cow::Borrowed("")).is_time());
        (timed && fields::message_column(&table.names).is_some()).then_some(table)
    }

    fn separated(first: &str, separator: u8, header_lines: usize, drawn: bool) -> Option<Self> {
        let bare = if separator == b'|' { first.trim().trim_matches('|') } else { first };
        if !bare.as_bytes().contains(&separator) {
            return None;
        }
        let parser = Parser::new(separator);
        let names: Vec<String> = parser.values(bare).iter().map(|name| name.trim().to_owned()).collect();
        let barred = !drawn || separator == b'|';
        (barred && are_names(&names)).then(|| Self::new(separator, parser, names, header_lines))
    }

    /// `Message  TimeGenerated` over `-------  -------------`: columns as wide as their widest value, parted by blanks.
    fn begins_fixed(head: &str) -> Option<Self> {
        let mut lines = head.lines().map(|line| line.trim_start_matches('\u{feff}'));
        let (first, rule) = (lines.next()?, lines.next()?);
        if !is_rule(rule) || rule.contains(['+', '|']) {
            return None;
        }
        let starts =
            rule.char_indices().filter(|(at, c)| *c != ' ' && (*at == 0 || rule.get(at - 1..*at) == Some(" ")));
        let columns: Vec<usize> = starts.map(|(at, _)| at).collect();
        let names = cut(first, &columns)?;
        let mut table = are_names(&names).then(|| Self::new(b' ', Parser::new(b' '), names, 2))?;
        table.columns = columns;
        Some(table)
    }

    fn new(separator: u8, parser: Parser, names: Vec<String>, header_lines: usize) -> Self {
        let (columns, row) = (Vec::new(), String::new());
        Self {
            separator,
            parser,
            names,
            columns,
            time: None,
            row,
            line: 0,
            open: false,
            header_lines,
            short: ShortLines::default(),
        }
    }

    /// What stands between its columns.
    pub(super) const fn separator(&self) -> u8 {
        self.separator
    }

    /// True where no row is open, and nothing is still to be learned from the rows that come.
    pub(super) fn is_between_rows(&self) -> bool {
        let timed = || self.names.iter().any(|name| Field::new("", name, Cow::Borrowed("")).is_time());
        self.header_lines == 0 && !self.open && (self.time.is_some() || !timed())
    }

    /// The lines that come are rows.
    pub(super) const fn begin_rows(&mut self) {
        self.header_lines = 0;
    }

    const fn is_tabbed(&self) -> bool {
        self.separator == b'\t'
    }

    /// Reads a line; gives the row that ends in it.
    pub(super) fn feed(&mut self, number: u64, line: &str, give: GiveRow<'_>) {
        if self.header_lines > 0 {
            self.header_lines -= 1;
            return;
        }
        if self.separator == b' ' {
            return match cut(line, &self.columns) {
                Some(values) => self.give_row(number, line, &values, give),
                None => give(number, TableLine::Line(line)),
            };
        }
        if self.open && self.is_row(line) {
            // The row that is open lost its closing quote.
            self.open = false;
            self.row_ends(give);
        }
        if self.row.is_empty() {
            self.line = number;
        } else {
            self.row.push('\n');
        }
        self.row.push_str(line);
        if self.row.len() > limits::RECORD_BYTES.most {
            self.open = false;
            return self.give_lines(give);
        }
        // Tables with tabs often quote nothing: a quote counts only where it begins a field. Those that are drawn never do.
        let tabbed = line.starts_with('"') || line.contains("\t\"");
        let quotes = self.open || !self.is_drawn(line) && (!self.is_tabbed() || tabbed);
        if quotes && memchr::memchr_iter(b'"', line.as_bytes()).count() % 2 == 1 {
            self.open = !self.open;
        }
        if !self.open {
            self.row_ends(give);
        }
    }

    /// Gives the row whose quotes were never closed as the lines that it is made of: one of them was cut.
    fn give_lines(&mut self, give: GiveRow<'_>) {
        let row = std::mem::take(&mut self.row);
        for (line, number) in row.split('\n').zip(self.line..) {
            give(number, TableLine::Line(line));
        }
    }

    /// Gives what is still held.
    pub(super) fn finish(&mut self, give: GiveRow<'_>) {
        if std::mem::take(&mut self.open) {
            return self.give_lines(give);
        }
        self.row_ends(give);
    }

    fn row_ends(&mut self, give: GiveRow<'_>) {
        let row = std::mem::take(&mut self.row);
        // Tables drawn with bars have blanks around their values, and may have a bar at either end.
        let drawn = self.separator == b'|';
        let bare = if drawn { row.trim().trim_matches('|') } else { &row };
        if bare.is_empty() || drawn && is_rule(&row) {
            return;
        }
        let mut values = self.parser.values(bare);
        self.join_message(&mut values, bare);
        if drawn {
            values = values.iter().map(|value| value.trim().to_owned()).collect();
        }
        self.give_row(self.line, &row, &values, give);
    }

    fn give_row(&mut self, number: u64, row: &str, values: &[String], give: GiveRow<'_>) {
        if self.is_foreign(row, values) {
            return row.split('\n').zip(number..).for_each(|(line, number)| give(number, TableLine::Line(line)));
        }
        if self.time.is_none() {
            let timed = |(_, (name, value)): &(usize, (&String, &String))| is_time(name, value);
            self.time = self.names.iter().zip(values).enumerate().find(timed).map(|(at, _)| at);
        }
        let fields: Vec<Field<'_>> = self
            .names
            .iter()
            .zip(values)
            .map(|(key, text)| Field::new("", key, Cow::Borrowed(text.as_str())))
            .collect();
        give(number, TableLine::Fields(&fields));
    }

    /// True for a line of another kind: no time stands where the rows before had theirs, or there are too few values and a
    /// log's line begins so.
    fn is_foreign(&self, row: &str, values: &[String]) -> bool {
        let untimed = self
            .time
            .is_some_and(|at| values.get(at).zip(self.names.get(at)).is_none_or(|(value, name)| !is_time(name, value)));
        let begins = || quoting::starts_with_stamp(row) || is_kernel_start(row) || json::starts_here(row);
        // A comma in a stamp parts it.
        let iso = self.separator == b',' && printk::dmesg_iso(&mut RecordDraft::of(row));
        untimed || iso || values.len() > self.names.len() || values.len() < self.names.len() && begins()
    }

    /// True for a line that is a whole row by itself, with its time.
    fn is_row(&self, line: &str) -> bool {
        let Some(time) = self.time else { return false };
        let even = memchr::memchr_iter(b'"', line.as_bytes()).count().is_multiple_of(2);
        let values = if even { self.parser.values(line) } else { Vec::new() };
        let timed = values.get(time).zip(self.names.get(time)).is_some_and(|(value, name)| is_time(name, value));
        timed && values.len() == self.names.len()
    }

    fn is_drawn(&self, line: &str) -> bool {
        self.separator == b'|' && blanks(line).starts_with('|')
    }
}

fn is_time(name: &str, value: &str) -> bool {
    Field::new("", name, Cow::Borrowed("")).is_time() && stamp::any(value).is_some()
}

/// `|  GetLogEvents  |`: the title of a table that is drawn.
fn is_title(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && line.starts_with('|') && line.ends_with('|') && !line.trim_matches('|').contains('|')
}

/// True for names of columns of which one is known.
fn are_names(names: &[String]) -> bool {
    let known = |name: &String| {
        let plain = name.split_once(" [").map_or(name.as_str(), |(plain, _)| plain);
        COLUMNS.iter().any(|column| column.eq_ignore_ascii_case(plain))
    };
    let named = |name: &String| !name.is_empty() && name.len() <= 64 && !name.contains(['=', '{', ':', '"']);
    names.len() >= 2 && names.iter().all(named) && names.iter().any(known)
}

/// The values of a row whose columns begin at these letters. `None` where something stands between two of them, or nothing
/// is there.
fn cut(line: &str, columns: &[usize]) -> Option<Vec<String>> {
    let letters: Vec<char> = line.chars().collect();
    let parted = |at: &usize| *at == 0 || letters.get(at - 1).is_none_or(|c| *c == ' ');
    if columns.len() < 2 || letters.is_empty() || !columns.iter().all(parted) {
        return None;
    }
    let ends = columns.iter().skip(1).copied().chain([usize::MAX]);
    let value = |(start, end): (&usize, usize)| {
        let end = end.min(letters.len());
        letters
            .get(*start..end)
            .map_or_else(String::new, |value| value.iter().collect::<String>().trim_end().to_owned())
    };
    Some(columns.iter().zip(ends).map(value).collect())
}

impl TableReader {
    /// In a row that quotes nothing, a message's own separators part it: what is too much is the message's.
    fn join_message(&self, values: &mut Vec<String>, row: &str) {
        let surplus = values.len().saturating_sub(self.names.len());
        if surplus == 0 || self.separator != b'|' && row.contains('"') {
            return;
        }
        let at = fields::message_column(&self.names).unwrap_or_else(|| self.names.len().saturating_sub(1));
        let Some(parts) = values.get(at..=at + surplus) else { return };
        let message = parts.join(char::from(self.separator).encode_utf8(&mut [0; 4]));
        values.splice(at..=at + surplus, [message]);
    }
}

thread_local! {
    /// One for each separator that was met: to make one costs far more than to read a row, and a copy of one reads nothing.
    static READERS: RefCell<BTreeMap<u8, csv_core::Reader>> = const { RefCell::new(BTreeMap::new()) };
}

/// Parts rows into values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parser {
    separator: u8,
}

impl Parser {
    pub(super) const fn new(separator: u8) -> Self {
        Self { separator }
    }

    /// The values of one row, without their quotes.
    pub(super) fn values(self, row: &str) -> Vec<String> {
        READERS.with_borrow_mut(|readers| {
            let made = || csv_core::ReaderBuilder::new().delimiter(self.separator).build();
            values_of(readers.entry(self.separator).or_insert_with(made), row)
        })
    }
}

fn values_of(reader: &mut csv_core::Reader, row: &str) -> Vec<String> {
    reader.reset();
    // A row never grows by being read, and has at most as many values as separators and one more.
    let mut bytes = vec![0; row.len()];
    let mut values = Vec::new();
    let (mut input, mut from) = (row.as_bytes(), 0);
    loop {
        let (result, read, written) = reader.read_field(input, bytes.get_mut(from..).unwrap_or_default());
        let value = bytes.get(..from + written).unwrap_or_default();
        if let ReadFieldResult::Field { .. } = result {
            values.push(String::from_utf8_lossy(value).into_owned());
        }
        from = if matches!(result, ReadFieldResult::Field { .. }) { 0 } else { from + written };
        input = input.get(read..).unwrap_or_default();
        let ended = matches!(result, ReadFieldResult::Field { record_end: true } | ReadFieldResult::End);
        if ended || matches!(result, ReadFieldResult::OutputFull) {
            return values;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Vec<(u64, Vec<String>)> {
        let (mut table, mut found) = (TableReader::begins(lines[0]).expect("a table"), Vec::new());
        let mut give = |line: u64, row: TableLine<'_>| match row {
            TableLine::Fields(fields) => {
                found.push((line, fields.iter().map(|field| field.value.to_string()).collect()));
            }
            TableLine::Line(text) => found.push((line, vec![text.to_owned()])),
        };
        for (line, number) in lines.iter().zip(1..) {
            table.feed(number, line, &mut give);
        }
        table.finish(&mut give);
        found
    }

    #[test]
    fn quoted_fields_go_on_over_lines() {
        let found = rows(&["TimeGenerated [UTC],Computer,SyslogMessage", "t,n,\"anon 1", "file \"\"2\"\"\"", "t,n,x"]);
        assert_eq!(found[0], (2, vec!["t".to_owned(), "n".to_owned(), "anon 1\nfile \"2\"".to_owned()]));
        assert_eq!(found[1].0, 4);
    }

    #[test]
    fn empty_values_and_quotes_without_an_end_are_values_too() {
        let parser = Parser::new(b',');
        for (row, values) in
            [("a,,\"b \"\"c\"\"\",", vec!["a", "", "b \"c\"", ""]), ("\"a,b", vec!["a,b"]), ("a", vec!["a"])]
        {
            assert_eq!(parser.values(row), values, "{row}");
        }
    }

    #[test]
    fn drawn_tables_have_rules_titles_and_bars() {
        let table = [
            "-----------------------------------------",
            "|              GetLogEvents             |",
            "+---------------------------------------+",
            "||               events                ||",
            "|+---------------+---------------------+|",
            "||   timestamp   |       message       ||",
            "|+---------------+---------------------+|",
            "||  1765610601000|  mask=A|B \"x       ||",
            "|+---------------+---------------------+|",
        ];
        assert_eq!(rows_of(&table), [(8, vec!["1765610601000".to_owned(), "mask=A|B \"x".to_owned()])]);
        let table =
            ["Message    Time", "---------  --------------------", "a b        2026-12-13T07:20:16Z", "abcdefghijklm"];
        let wanted =
            [(3, vec!["a b".to_owned(), "2026-12-13T07:20:16Z".to_owned()]), (4, vec!["abcdefghijklm".to_owned()])];
        assert_eq!(rows_of(&table), wanted);
    }

    fn rows_of(lines: &[&str]) -> Vec<(u64, Vec<String>)> {
        let (mut table, mut found) = (TableReader::begins(&lines.join("\n")).expect("a table"), Vec::new());
        let mut give = |line: u64, row: TableLine<'_>| match row {
            TableLine::Fields(fields) => {
                found.push((line, fields.iter().map(|field| field.value.to_string()).collect()));
            }
            TableLine::Line(text) => found.push((line, vec![text.to_owned()])),
        };
        for (line, number) in lines.iter().zip(1..) {
            table.feed(number, line, &mut give);
        }
        table.finish(&mut give);
        found
    }

    #[test]
    fn lines_of_another_kind_are_no_rows() {
        let names = "time,host,message";
        let row = "2026-12-13T07:20:16Z,n,a";
        for line in [
            "Dec 13 07:20:16 n kernel: oom-kill:constraint=A,nodemask=B,c",
            "[    1.000000] a",
            "{\"time\":1,\"a\":2,\"b\":3}",
        ] {
            assert_eq!(rows_of(&[names, row, line])[1], (3, vec![line.to_owned()]), "{line}");
        }
        // A quote that was never closed costs its own row only.
        let found = rows_of(&[names, row, "2026-12-13T07:20:16Z,n,\"a", "2026-12-13T07:20:17Z,n,b"]);
        assert_eq!(found[2], (4, vec!["2026-12-13T07:20:17Z".to_owned(), "n".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn tables_are_told_by_their_column_names() {
        assert!(TableReader::begins("time\thost\tmessage\n1\t2\t3").is_some_and(|table| table.is_tabbed()));
        for head in ["Dec 13 07:23:21 node kernel: a, message, b", "message", "x,y,z", "", "{\"message\":1,\"time\":2}"]
        {
            assert!(TableReader::begins(head).is_none(), "{head}");
        }
    }
}
