//! Tables as text: CSV, TSV and their kind, with a line of column names.

use std::borrow::Cow;

use csv_core::ReadFieldResult;

use super::fields::{self, Field};

/// The text of one row may be this long; a longer one is dropped, and a note says so.
pub(super) const ROW_BYTES: usize = 8 << 20;

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
pub(super) struct Table {
    separator: u8,
    parser: Parser,
    names: Vec<String>,
    /// The row so far, where its quotes are not closed.
    row: String,
    line: u64,
    /// True inside a quoted field.
    open: bool,
    /// So many lines of the beginning name columns and are no rows.
    header_lines: u8,
    /// True once a row was too long.
    pub(super) dropped: bool,
}

impl Table {
    /// A table, if the source begins with a line of column names.
    pub(super) fn begins(head: &str) -> Option<Self> {
        let mut lines = head.lines().map(|line| line.trim_start_matches('\u{feff}'));
        let first = lines.next()?;
        // Spreadsheets say there what separates the columns.
        let told = first.len() == SEP_BYTES && first.starts_with("sep=");
        let first = if told { lines.next()? } else { first };
        let first = &first.replace("||", "|");
        let separated = |separator: u8| {
            let bare = if separator == b'|' { first.trim().trim_matches('|') } else { first };
            let mut parser = Parser::new(separator);
            let names: Vec<String> = parser.values(bare).iter().map(|name| name.trim().to_owned()).collect();
            let known = |name: &String| {
                let plain = name.split_once(" [").map_or(name.as_str(), |(plain, _)| plain);
                COLUMNS.iter().any(|column| column.eq_ignore_ascii_case(plain))
            };
            let named =
                names.iter().all(|name| !name.is_empty() && name.len() <= 64 && !name.contains(['=', '{', ':', '"']));
            let table = names.len() >= 2 && named && names.iter().any(known);
            table.then(|| Self {
                separator,
                parser,
                names,
                row: String::new(),
                line: 0,
                open: false,
                header_lines: if told { 2 } else { 1 },
                dropped: false,
            })
        };
        SEPARATORS.iter().find_map(|separator| separated(*separator))
    }

    /// The dialect's name.
    pub(super) const fn dialect(&self) -> &'static str {
        if self.is_tabbed() { "tsv" } else { "csv" }
    }

    const fn is_tabbed(&self) -> bool {
        self.separator == b'\t'
    }

    /// Reads a line; gives the row that ends in it.
    pub(super) fn feed(&mut self, number: u64, line: &str, give: &mut dyn FnMut(u64, &[Field<'_>])) {
        if self.header_lines > 0 {
            self.header_lines -= 1;
            return;
        }
        if self.row.is_empty() {
            self.line = number;
        } else {
            self.row.push('\n');
        }
        self.row.push_str(line);
        if self.row.len() > ROW_BYTES {
            self.dropped = true;
            self.row.clear();
        }
        // Tables with tabs often quote nothing: a quote counts only where it begins a field.
        let quotes = self.open || !self.is_tabbed() || line.starts_with('"') || line.contains("\t\"");
        if quotes && memchr::memchr_iter(b'"', line.as_bytes()).count() % 2 == 1 {
            self.open = !self.open;
        }
        if !self.open {
            self.finish(give);
        }
    }

    /// Gives the row that is still held.
    pub(super) fn finish(&mut self, give: &mut dyn FnMut(u64, &[Field<'_>])) {
        let row = std::mem::take(&mut self.row);
        // Tables drawn with bars have blanks around their values, and may have a bar at either end.
        let drawn = self.separator == b'|';
        let bare = if drawn { row.trim().trim_matches('|') } else { &row };
        if bare.is_empty() {
            return;
        }
        let mut values = self.parser.values(bare);
        self.join_message(&mut values, bare);
        let value = |value| Cow::Borrowed(if drawn { str::trim(value) } else { value });
        let fields: Vec<Field<'_>> =
            self.names.iter().zip(&values).map(|(key, text)| Field::new("", key, value(text))).collect();
        give(self.line, &fields);
    }
}

impl Table {
    /// In a row that quotes nothing, a message's own separators part it: what is too much is the message's.
    fn join_message(&self, values: &mut Vec<String>, row: &str) {
        let surplus = values.len().saturating_sub(self.names.len());
        if surplus == 0 || row.contains('"') {
            return;
        }
        let at = fields::message_column(&self.names).unwrap_or_else(|| self.names.len().saturating_sub(1));
        let Some(parts) = values.get(at..=at + surplus) else { return };
        let message = parts.join(char::from(self.separator).encode_utf8(&mut [0; 4]));
        values.splice(at..=at + surplus, [message]);
    }
}

/// Parts rows into values. Made once a source: to make one costs more than to read a row.
pub(super) struct Parser(csv_core::Reader);

impl Parser {
    pub(super) fn new(separator: u8) -> Self {
        Self(csv_core::ReaderBuilder::new().delimiter(separator).build())
    }

    /// The values of one row, without their quotes.
    pub(super) fn values(&mut self, row: &str) -> Vec<String> {
        self.0.reset();
        // A row never grows by being read, and has at most as many values as separators and one more.
        let mut bytes = vec![0; row.len()];
        let mut values = Vec::new();
        let (mut input, mut from) = (row.as_bytes(), 0);
        loop {
            let (result, read, written) = self.0.read_field(input, bytes.get_mut(from..).unwrap_or_default());
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
}

impl std::fmt::Debug for Parser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Parser")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Vec<(u64, Vec<String>)> {
        let (mut table, mut found) = (Table::begins(lines[0]).expect("a table"), Vec::new());
        let mut give = |line: u64, fields: &[Field<'_>]| {
            found.push((line, fields.iter().map(|field| field.value.to_string()).collect()));
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
        let mut parser = Parser::new(b',');
        for (row, values) in
            [("a,,\"b \"\"c\"\"\",", vec!["a", "", "b \"c\"", ""]), ("\"a,b", vec!["a,b"]), ("a", vec!["a"])]
        {
            assert_eq!(parser.values(row), values, "{row}");
        }
    }

    #[test]
    fn tables_are_told_by_their_column_names() {
        assert!(Table::begins("time\thost\tmessage\n1\t2\t3").is_some_and(|table| table.is_tabbed()));
        for head in ["Dec 13 07:23:21 node kernel: a, message, b", "message", "x,y,z", "", "{\"message\":1,\"time\":2}"]
        {
            assert!(Table::begins(head).is_none(), "{head}");
        }
    }
}
