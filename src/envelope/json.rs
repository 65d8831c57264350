//! JSON: objects found in lines or across lines, and their fields.

use std::borrow::Cow;

use serde_json::Value;

use super::fields::Field;
use crate::model::limits::{self, Limit};
use crate::source::Line;

/// An object that says something of others is no longer than this.
const AROUND_BYTES: usize = 512;

/// True where JSON begins: an object, an array of objects, or the rest of an object whose start was cut off.
pub(super) fn starts_here(text: &str) -> bool {
    let text = text.trim_start_matches(['\u{1e}', ' ', '\t']);
    let next = |rest: &str, any: &[char]| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with(any)
    };
    match text.as_bytes().first() {
        Some(b'{') => text.get(1..).is_some_and(|rest| next(rest, &['"', '}'])),
        Some(b'[') => text.get(1..).is_some_and(|rest| next(rest, &['{', '[', '"'])),
        Some(b'"') => starts_inside(text),
        _ => false,
    }
}

/// True where a line between two documents may belong to one.
pub(super) fn may_begin(line: &str) -> bool {
    starts_here(line) || line.trim_start().starts_with([',', ']', '}', '\u{1e}'])
}

/// True for a line that begins a document over several lines: an open bracket, or an object that does not end in it.
pub(super) fn begins_lines(line: &str) -> bool {
    if !starts_here(line) || line.trim_end().trim_end_matches(',').ends_with(['}', ']']) {
        return false;
    }
    let mut collector = JsonRecordSplitter::begin(line);
    collector.feed(0, line, &mut |_| {});
    !collector.is_idle() && !collector.quoted
}

/// `"key": …`: the inside of an object.
fn starts_inside(text: &str) -> bool {
    let Some((key, rest)) = text.trim_start().strip_prefix('"').and_then(|text| text.split_once('"')) else {
        return false;
    };
    let plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-@.:/".contains(&byte));
    let value = rest.trim_start().strip_prefix(':').map(str::trim_start);
    plain && !key.is_empty() && value.is_some_and(|value| value.is_empty() || value.starts_with(is_value_start))
}

/// True for a line that pretty JSON has between texts, never inside one: brackets alone, or a key with its value.
fn is_between_texts(line: &str) -> bool {
    let line = line.trim();
    let brackets = |c: char| "{}[], ".contains(c);
    !line.is_empty() && line.chars().all(brackets) || starts_inside(line)
}

fn is_value_start(c: char) -> bool {
    c.is_ascii_digit() || "\"{[-tfn".contains(c)
}

/// Gathers the pieces of JSON that are records: top-level objects and the objects of arrays, at any depth. What holds
/// them is forgotten as soon as they are given, so that a document of any length takes no more memory than a record.
#[derive(Debug, Default)]
pub(super) struct JsonRecordSplitter {
    /// The text since the outermost open bracket, without the records already given.
    text: String,
    /// The open brackets.
    open: Vec<OpenObject>,
    quoted: bool,
    /// Where in `text` each input line begins, with its number.
    lines: Vec<JsonLineStart>,
    /// True once a record of the outermost bracket was given.
    given: bool,
    around: RecordContext,
}

/// What stands around records and belongs to them.
#[derive(Clone, Debug, Default)]
pub(super) struct RecordContext {
    /// The names of a table's columns, which stand before its rows: Log Analytics and Data Explorer answer so.
    columns: Vec<String>,
    /// The node of an OpenTelemetry resource, which stands before its records.
    host: Option<String>,
}

/// An open bracket and where it stands.
#[derive(Clone, Copy, Debug)]
struct OpenObject {
    brace: bool,
    start: usize,
}

/// A piece of the text: a record, or what turned out to be none.
#[derive(Clone, Copy, Debug)]
pub(super) struct JsonPiece<'a> {
    pub(super) text: &'a str,
    /// True where brackets do not match, the text is too long for a record, or the source ends inside.
    pub(super) broken: bool,
    start: usize,
    lines: &'a [JsonLineStart],
    around: &'a RecordContext,
}

/// Where in the text that is gathered a line of the source begins, and its number.
#[derive(Clone, Copy, Debug)]
struct JsonLineStart {
    at: usize,
    number: u64,
}

impl JsonPiece<'_> {
    /// The piece as the lines of the source, with their numbers.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let mut at = self.start;
        self.text.split('\n').map(move |text| {
            let number = self.line_at(at);
            at += text.len() + 1;
            Line { number, text }
        })
    }

    /// The number of the line in which the field `key` stands, else the record's first.
    pub(super) fn line_of(&self, key: &str) -> u64 {
        let quoted = format!("\"{key}\"");
        self.line_at(self.start + memchr::memmem::find(self.text.as_bytes(), quoted.as_bytes()).unwrap_or(0))
    }

    fn line_at(&self, at: usize) -> u64 {
        let line = self.lines.partition_point(|line| line.at <= at).saturating_sub(1);
        self.lines.get(line).map_or(0, |line| line.number)
    }
}

impl JsonRecordSplitter {
    /// True between documents.
    pub(super) const fn is_idle(&self) -> bool {
        self.open.is_empty()
    }

    /// True where the next record may begin, and nothing stands around it that it would change.
    pub(super) fn is_between_records(&self) -> bool {
        let RecordContext { columns, host } = &self.around;
        let within = self.open.last().is_some_and(|open| open.brace);
        !within && !self.quoted && columns.is_empty() && host.is_none()
    }

    /// Whole records were passed by, up to the line of this number.
    pub(super) fn pass(&mut self, number: u64) {
        if !self.is_idle() {
            self.given = true;
            self.forget(self.text.len(), number);
            self.text.push_str(",\n");
        }
    }

    /// For a source that begins with this line.
    pub(super) fn begin(line: &str) -> Self {
        let mut collector = Self::default();
        if starts_inside(line) {
            collector.begin_inside();
        }
        collector
    }

    /// True where a line that is a whole object shows that what is open lost its end: no object stands in another without a
    /// name, nor in a text.
    pub(super) fn is_cut_by(&self, line: &str) -> bool {
        let inside = self.quoted || self.open.last().is_some_and(|open| open.brace);
        inside
            && line.starts_with("{\"")
            && !self.text.trim_end().ends_with(':')
            && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok()
    }

    /// Begins inside an object whose start was cut off.
    fn begin_inside(&mut self) {
        self.clear();
        self.text.push('{');
        self.open.push(OpenObject { brace: true, start: 0 });
    }

    /// Reads a line and gives each record that ends in it. What is no record is given as well, as broken.
    pub(super) fn feed(&mut self, number: u64, line: &str, give: &mut dyn FnMut(JsonPiece<'_>)) {
        // A text that lost its end would turn all that follows inside out.
        self.quoted &= !is_between_texts(line);
        self.lines.push(JsonLineStart { at: self.text.len(), number });
        let mut rest = line;
        while let Some(at) = self.next_bracket(rest) {
            let Some((read, after)) = rest.split_at_checked(at + 1) else { break };
            rest = after;
            if !self.is_idle() || read.ends_with(['{', '[']) {
                self.text.push_str(if self.is_idle() { read.get(at..).unwrap_or("") } else { read });
            }
            match read.as_bytes().last() {
                Some(b'\\') => {
                    let escaped = rest.chars().next().map_or(0, char::len_utf8);
                    self.text.push_str(rest.get(..escaped).unwrap_or(""));
                    rest = rest.get(escaped..).unwrap_or("");
                }
                Some(b'"') if !self.is_idle() => self.quoted = !self.quoted,
                Some(&byte @ (b'{' | b'[')) => {
                    self.open.push(OpenObject { brace: byte == b'{', start: self.text.len().saturating_sub(1) });
                }
                Some(&byte @ (b'}' | b']')) => self.close(byte == b'}', number, give),
                _ => {}
            }
        }
        if !self.is_idle() {
            self.text.push_str(rest);
            self.text.push('\n');
        }
        if self.text.len() > limits::RECORD_BYTES.most {
            self.give_up(give);
        }
    }

    /// Gives what is held back, because it is no record after all.
    pub(super) fn give_up(&mut self, give: &mut dyn FnMut(JsonPiece<'_>)) {
        if !self.is_idle() {
            give(self.piece(0, true));
        }
        self.clear();
    }

    fn piece(&self, start: usize, broken: bool) -> JsonPiece<'_> {
        let text = self.text.get(start..).unwrap_or_default();
        JsonPiece { text, broken, start, lines: &self.lines, around: &self.around }
    }

    fn next_bracket(&self, rest: &str) -> Option<usize> {
        if self.quoted {
            memchr::memchr2(b'"', b'\\', rest.as_bytes())
        } else {
            rest.bytes().position(|byte| matches!(byte, b'{' | b'}' | b'[' | b']' | b'"'))
        }
    }

    fn close(&mut self, brace: bool, number: u64, give: &mut dyn FnMut(JsonPiece<'_>)) {
        let Some(open) = self.open.pop() else { return };
        let in_array = self.open.last().map(|parent| !parent.brace);
        if open.brace != brace {
            self.open.push(open);
            self.give_up(give);
            // The rest of this line may begin another.
            self.lines.push(JsonLineStart { at: 0, number });
            return;
        }
        let is_row = !brace && in_array == Some(true) && !self.around.columns.is_empty();
        if is_row || brace && in_array != Some(false) {
            self.given = true;
            give(self.piece(open.start, false));
            if brace {
                self.around.read(self.text.get(open.start..).unwrap_or_default());
            }
            self.forget(open.start, number);
        }
        if self.is_idle() {
            if !self.given {
                // An array of texts, perhaps.
                give(self.piece(0, false));
            }
            self.clear();
            self.lines.push(JsonLineStart { at: 0, number });
        }
    }

    /// Leaves `null` where a record stood, once for a run of them.
    fn forget(&mut self, start: usize, number: u64) {
        self.text.truncate(start);
        self.text.truncate(self.text.trim_end_matches([',', ' ', '\t', '\n']).len());
        if self.text.ends_with('[') {
            self.text.push_str("null");
        } else if !self.text.ends_with("null") {
            self.text.push_str(",null");
        }
        let kept = self.text.len();
        while self.lines.pop_if(|line| line.at >= kept).is_some() {}
        self.lines.push(JsonLineStart { at: kept, number });
    }

    fn clear(&mut self) {
        self.text.clear();
        self.open.clear();
        self.lines.clear();
        self.quoted = false;
        self.given = false;
        self.around = RecordContext::default();
    }
}

impl RecordContext {
    /// Reads an object that was given.
    fn read(&mut self, text: &str) {
        let says = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
        let small = text.len() <= AROUND_BYTES;
        let value = || serde_json::from_str::<Value>(text).ok();
        if small && (says("\"type\"") || says("Type\"")) {
            if let Some(name) = value().as_ref().and_then(column).filter(|_| self.columns.len() < limits::FIELDS.most) {
                return self.columns.push(name.to_owned());
            }
        } else if small && says("\"stringValue\"") {
            if let Some(host) = value().as_ref().and_then(resource_host) {
                self.host = Some(host.to_owned());
            }
        } else if says("\"scopeLogs\"") {
            // The resource has ended.
            self.host = None;
        }
        self.columns.clear();
    }
}

/// The name in `{"name": "Computer", "type": "string"}` and `{"ColumnName": "Computer", "DataType": "String"}`.
fn column(value: &Value) -> Option<&str> {
    let object = value.as_object().filter(|object| object.len() <= 4)?;
    let text = |keys: [&str; 2]| keys.iter().find_map(|key| object.get(*key)?.as_str());
    text(["type", "ColumnType"]).or_else(|| text(["dataType", "DataType"]))?;
    text(["name", "ColumnName"])
}

/// The node in `{"key": "host.name", "value": {"stringValue": "node"}}`.
fn resource_host(value: &Value) -> Option<&str> {
    let named = matches!(value.get("key")?.as_str()?, "host.name" | "k8s.node.name");
    value.get("value")?.get("stringValue")?.as_str().filter(|_| named)
}

/// Reads the record and gives its fields; a stream of Loki gives one record for each of its lines. False where the text
/// is no JSON. With the fields, the limit behind which something of a kill was not read.
pub(super) fn records(piece: JsonPiece<'_>, give: &mut dyn FnMut(&[Field<'_>], Option<&'static Limit>)) -> bool {
    let JsonPiece { text, around, .. } = piece;
    let parsed = serde_json::from_str::<Value>(text);
    let Ok(value) = parsed.or_else(|_| serde_json::from_str(&without_final_commas(text))) else { return false };
    if let Value::Array(items) = &value
        && !around.columns.is_empty()
    {
        let mut fields = Fields::default();
        for (name, item) in around.columns.iter().zip(items) {
            fields.flatten("", name, item, 0);
        }
        let beyond = items.iter().skip(limits::FIELDS.most).any(holds_a_kill);
        give(&fields.list, fields.cut.or_else(|| beyond.then_some(&limits::FIELDS)));
        return true;
    }
    if let Value::Array(items) = &value {
        // An array of texts: each is a message. Of several lines, it is better read by them.
        let texts = items.iter().filter_map(Value::as_str).filter(|_| !text.contains('\n'));
        let mut any = false;
        for line in texts {
            give(&[Field::new("", "message", Cow::Borrowed(line))], None);
            any = true;
        }
        return any;
    }
    let mut fields = Fields::default();
    fields.flatten("", "", &value, 0);
    let Fields { list: mut fields, cut } = fields;
    mend_dmesg(&mut fields);
    fields.extend(around.host.as_deref().map(|host| Field::new("", "host.name", Cow::Borrowed(host))));
    let pairs = value.get("values").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let pairs: Vec<(&str, &str)> = pairs.iter().filter_map(stamped_line).collect();
    if pairs.is_empty() {
        give(&fields, cut);
    }
    let labels = fields.len();
    for (time, line) in pairs {
        fields.push(Field::new("", "timestamp", Cow::Borrowed(time)));
        fields.push(Field::new("", "message", Cow::Borrowed(line)));
        give(&fields, cut);
        fields.truncate(labels);
    }
    true
}

/// Mends what dmesg gets wrong. Of a saved file, 2.38 puts all that follows a record behind its message (the records that
/// follow hold it as well); 2.41 takes the pid of a row of the task table for the caller.
fn mend_dmesg(fields: &mut [Field<'_>]) {
    let keyed = |key: &str| fields.iter().position(|field| field.key == key && field.parent.is_empty());
    let (Some(message), Some(time)) = (keyed("msg"), keyed("time")) else { return };
    let caller = keyed("caller").and_then(|at| fields.get(at)).map(|field| field.value.trim().to_owned());
    let clock =
        fields.get(time).is_some_and(|field| field.value.bytes().all(|byte| byte == b'.' || byte.is_ascii_digit()));
    let Some(field) = fields.get_mut(message).filter(|_| clock) else { return };
    let next = field.value.match_indices("\n<").map(|(at, _)| at).find(|at| {
        let rest = field.value.get(at + 1..).and_then(super::printk::facility_of);
        rest.is_some_and(|(_, rest)| super::printk::take_stamp(&mut super::draft::RecordDraft::of(rest)))
    });
    if let Some(at) = next {
        field.value = Cow::Owned(field.value.get(..at).unwrap_or_default().to_owned());
    }
    let row =
        |caller: &String| caller == "pid" || !caller.is_empty() && caller.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(caller) = caller.filter(row) {
        let padding = if caller == "pid" { "  " } else { "" };
        field.value = Cow::Owned(format!("[{padding}{caller:>5}{padding}] {}", field.value));
    }
}

/// The text without commas before closing brackets, which hands and other languages than JSON write.
fn without_final_commas(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        if !quoted && matches!(c, '}' | ']') {
            let kept = out.trim_end();
            out.truncate(kept.strip_suffix(',').unwrap_or(kept).len());
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// `["1702452201000000000", "text"]`: a line of a Loki stream.
fn stamped_line(pair: &Value) -> Option<(&str, &str)> {
    let [time, line, ..] = pair.as_array()?.as_slice() else { return None };
    Some((time.as_str()?, line.as_str()?)).filter(|(time, _)| super::stamp::epoch(time).is_some())
}

/// The fields of a record, from all its depths.
#[derive(Default)]
struct Fields<'a> {
    list: Vec<Field<'a>>,
    /// The limit behind which something of a kill was not read.
    cut: Option<&'static Limit>,
}

impl<'a> Fields<'a> {
    fn flatten(&mut self, parent: &'a str, key: &'a str, value: &'a Value, depth: usize) {
        let limit = if depth > limits::MESSAGE_DEPTH.most { &limits::MESSAGE_DEPTH } else { &limits::FIELDS };
        if depth > limits::MESSAGE_DEPTH.most || self.list.len() >= limits::FIELDS.most {
            self.cut = self.cut.or_else(|| holds_a_kill(value).then_some(limit));
            return;
        }
        let mut push = |value: Cow<'a, str>| self.list.push(Field::new(parent, key, value));
        match value {
            Value::String(text) => push(Cow::Borrowed(text)),
            Value::Number(number) => push(Cow::Owned(number.to_string())),
            Value::Object(object) => {
                for (name, value) in object {
                    self.flatten(key, name, value, depth + 1);
                }
            }
            Value::Array(items) => text_of(items).into_iter().for_each(push),
            Value::Null | Value::Bool(_) => {}
        }
    }
}

/// True where a text somewhere in a value tells of a kill. `serde_json` reads 128 levels at the most.
fn holds_a_kill(value: &Value) -> bool {
    match value {
        Value::String(text) => tells_of_a_kill(text),
        Value::Array(items) => items.iter().any(holds_a_kill),
        Value::Object(object) => object.values().any(holds_a_kill),
        Value::Number(_) | Value::Null | Value::Bool(_) => false,
    }
}

/// True for a text that names the OOM killer or one of its kills.
pub(super) fn tells_of_a_kill(text: &str) -> bool {
    ["oom-kill", "Killed process "]
        .iter()
        .any(|words| memchr::memmem::find(text.as_bytes(), words.as_bytes()).is_some())
}

fn bytes(items: &[Value]) -> Option<Vec<u8>> {
    if items.is_empty() {
        return None;
    }
    items.iter().map(|item| u8::try_from(item.as_u64()?).ok()).collect()
}

/// The text that a list stands for.
fn text_of(items: &[Value]) -> Option<Cow<'_, str>> {
    // journald's way of writing what is no text.
    if let Some(bytes) = bytes(items) {
        return Some(Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()));
    }
    // A list of texts is a text of several lines: `"stdout_lines": […]`.
    let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    match texts.as_slice() {
        [] => None,
        [text] => Some(Cow::Borrowed(text)),
        several => Some(Cow::Owned(several.join("\n"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_what_is_no_record_keep_their_numbers_behind_records() {
        let lines = ["[", "{", "\"msg\": \"a\"", "},", "{", "\"msg\": \"a\"", "},", "{", "\"msg\": \"b\""];
        let (mut collector, mut found) = (JsonRecordSplitter::begin(lines[0]), Vec::new());
        for (line, number) in lines.iter().zip(1..) {
            collector.feed(number, line, &mut |_| {});
        }
        collector.give_up(&mut |piece| found.extend(piece.lines().map(|line| (line.number, line.text.to_owned()))));
        let lines: Vec<(u64, &str)> = found.iter().map(|(number, line)| (*number, &**line)).collect();
        assert_eq!(lines[..3], [(1, "[null,"), (8, "{"), (9, "\"msg\": \"b\"")]);
    }

    #[test]
    fn a_text_that_lost_its_end_costs_its_own_record() {
        let record =
            |at: usize| [format!("\"time\": {at}.5,"), format!("\"msg\": \"[ {at} ] {{ x\""), "},{".to_owned()];
        let lines = ["{", "\"dmesg\": [", "{"].map(str::to_owned).into_iter().chain((1..6).flat_map(record));
        let lines: Vec<String> = lines.collect();
        for (damaged, cut) in [(6, "\"time\":   0046c7\""), (7, "\"msg\": \"[ 2"), (7, "\"msg\": \"a  \"msg\": \"b\"")]
        {
            let mut collector = JsonRecordSplitter::begin(&lines[0]);
            let mut whole = Vec::new();
            for (at, line) in lines.iter().enumerate() {
                let line = if at == damaged { cut } else { line };
                collector.feed(at as u64, line, &mut |piece| {
                    records(piece, &mut |fields, _| {
                        whole.extend(fields.iter().find(|f| f.key == "msg").map(|f| f.value.to_string()));
                    });
                });
            }
            assert_eq!(whole, ["[ 1 ] { x", "[ 3 ] { x", "[ 4 ] { x", "[ 5 ] { x"], "{cut}");
        }
    }

    fn pieces(lines: &[&str]) -> Vec<(u64, String)> {
        let (mut collector, mut pieces) = (JsonRecordSplitter::default(), Vec::new());
        for (line, number) in lines.iter().zip(1..) {
            collector.feed(number, line, &mut |piece| pieces.push((piece.line_of("m"), piece.text.to_owned())));
        }
        pieces
    }

    #[test]
    fn what_begins_behind_a_wrong_bracket_stands_in_that_line() {
        let mut places = Vec::new();
        let mut collector = JsonRecordSplitter::default();
        for (number, line) in [(7, "[ {] [ {"), (8, "\"a\": 1 } ]")] {
            collector.feed(number, line, &mut |piece| places.extend(piece.lines().map(|line| line.number)));
        }
        collector.give_up(&mut |piece| places.extend(piece.lines().map(|line| line.number)));
        assert!(!places.is_empty() && places.iter().all(|line| (7..=8).contains(line)), "{places:?}");
    }

    #[test]
    fn objects_of_arrays_and_of_the_top_are_records() {
        let found = pieces(&[
            "{\"hits\": [",
            "  {\"a\": 1,",
            "   \"m\": \"}\\\"{\"",
            "  },{\"m\": {\"x\": [{\"y\": 2}]}}",
            "]}",
        ]);
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(
            texts,
            ["{\"a\": 1,\n   \"m\": \"}\\\"{\"\n  }", "{\"y\": 2}", "{\"m\": {\"x\": [null]}}", "{\"hits\": [null\n]}"]
        );
        assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4, 4, 1]);
    }

    #[test]
    fn many_records_on_one_line_take_linear_time_and_little_memory() {
        let line = format!("[{}{{\"m\":1}}]", "{\"m\":1}, ".repeat(200_000));
        let (mut collector, mut count) = (JsonRecordSplitter::default(), 0);
        collector.feed(1, &line, &mut |_| count += 1);
        assert_eq!(count, 200_001);
        assert!(collector.is_idle() && collector.text.capacity() < 1000);
    }

    #[test]
    fn what_is_no_record_is_given_line_by_line() {
        let (mut collector, mut lines) = (JsonRecordSplitter::default(), Vec::new());
        let mut keep = |piece: JsonPiece<'_>| {
            assert!(piece.broken);
            lines.extend(piece.lines().map(|line| (line.number, line.text.to_owned())));
        };
        collector.feed(1, "{ \"a\": [", &mut keep);
        collector.feed(2, "Killed process 7", &mut keep);
        collector.feed(3, "}", &mut keep);
        let wanted = [(1, "{ \"a\": ["), (2, "Killed process 7"), (3, "}")];
        assert_eq!(lines, wanted.map(|(number, line)| (number, line.to_owned())));
    }

    #[test]
    fn final_commas_are_forgiven() {
        let mut found = Vec::new();
        let mut collector = JsonRecordSplitter::default();
        collector.feed(1, "{\"m\": \"a,}\", }", &mut |piece| {
            assert!(records(piece, &mut |fields, _| found.push(fields.len())));
        });
        assert_eq!(found, [1]);
    }

    #[test]
    fn byte_arrays_and_loki_streams_are_text() {
        let mut found = Vec::new();
        let mut read = |text: &str| {
            let mut collector = JsonRecordSplitter::default();
            collector.feed(1, text, &mut |piece| {
                records(piece, &mut |fields, _| found.push(fields.last().map(|field| field.value.to_string())));
            });
        };
        read(r#"{"MESSAGE":[104,105,255]}"#);
        read(r#"{"stream":{"host":"n"},"values":[["1702452201000000000","one"],["1702452202000000000","two"]]}"#);
        assert_eq!(found, [Some("hi\u{fffd}".to_owned()), Some("one".to_owned()), Some("two".to_owned())]);
    }

    /// The fields of every record, as `name=value`.
    fn fields_of(lines: &[&str]) -> Vec<Vec<String>> {
        let (mut collector, mut found) = (JsonRecordSplitter::default(), Vec::new());
        for (line, number) in lines.iter().zip(1..) {
            collector.feed(number, line, &mut |piece| {
                records(piece, &mut |fields, _| {
                    found.push(fields.iter().map(|field| format!("{}={}", field.key, field.value)).collect());
                });
            });
        }
        found
    }

    #[test]
    fn rows_of_tables_have_the_names_of_their_columns() {
        for (name, kind) in [("name", "type"), ("ColumnName", "DataType")] {
            let columns = format!("[{{\"{name}\":\"a\",\"{kind}\":\"x\"}},{{\"{name}\":\"b\",\"{kind}\":\"x\"}}]");
            let found = fields_of(&[
                &format!("{{\"tables\":[{{\"columns\":{columns},\"rows\":[[1,\"p\"],"),
                "[2,\"q\"]]},",
                "{\"rows\":[[\"of another\", \"table\"]]}]}",
            ]);
            let rows: Vec<_> =
                found.iter().filter(|fields| fields.iter().any(|field| field.starts_with("b="))).collect();
            assert_eq!(rows, [&["a=1", "b=p"], &["a=2", "b=q"]], "{found:?}");
        }
    }

    #[test]
    fn records_have_the_host_of_their_resource_and_of_no_other() {
        let host = |name: &str| {
            format!("{{\"attributes\":[{{\"key\":\"host.name\",\"value\":{{\"stringValue\":\"{name}\"}}}}]}}")
        };
        let logs =
            |text: &str| format!("\"scopeLogs\":[{{\"logRecords\":[{{\"body\":{{\"stringValue\":\"{text}\"}}}}]}}]");
        let line = format!(
            "{{\"resourceLogs\":[{{\"resource\":{},{}}},{{\"resource\":{},{}}},{{{}}}]}}",
            host("a"),
            logs("one"),
            host("b"),
            logs("two"),
            logs("three")
        );
        let found = fields_of(&[&line]);
        let of = |text: &str| {
            let said = format!("stringValue={text}");
            found.iter().find(|fields| fields.contains(&said)).map(|fields| fields.get(1).cloned())
        };
        assert_eq!(of("one"), Some(Some("host.name=a".to_owned())));
        assert_eq!(of("two"), Some(Some("host.name=b".to_owned())));
        assert_eq!(of("three"), Some(None));
    }

    #[test]
    fn stamps_in_brackets_are_no_json() {
        assert!(starts_here("{\"a\": 1}") && starts_here("[") && starts_here("[{\"") && starts_here("\u{1e}{\"a\":1}"));
        assert!(starts_here("\"priority\":3,\"message\":\"x\""));
        for text in ["[   12.345678] x", "[  pid  ]   uid", "{unreadable}", "\"quoted\" words", "[12345]"] {
            assert!(!starts_here(text), "{text}");
        }
    }
}
