//! Where a report's incidents begin and end in its bytes, which come in pieces: a report may be larger than memory, and an
//! incident of it never is.
//!
//! Told are: a report; incidents one after the other, a line each or not; and lists of either.

use crate::model::limits;

/// A list of a report whose elements are given one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReportList {
    Sources,
    Skipped,
    Incidents,
    Companions,
    Witnesses,
    /// What follows from the incidents: passed by.
    Derived,
}

/// A piece of a report that can be read by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame<'a> {
    /// An element of a list.
    Element(ReportList, &'a [u8]),
    /// The schema that a report names.
    Schema(&'a [u8]),
    /// What else a report holds; the lists are null in it.
    Report(&'a [u8]),
    /// An incident by itself.
    Incident(&'a [u8]),
    /// Something in between was longer than is kept of one.
    TooLong,
}

/// No JSON, or none of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// The lists by their keys, and whether a report has them.
const LISTS: [(&[u8], ReportList); 7] = [
    (b"sources", ReportList::Sources),
    (b"skipped", ReportList::Skipped),
    (b"incidents", ReportList::Incidents),
    (b"companions", ReportList::Companions),
    (b"witnesses", ReportList::Witnesses),
    (b"series", ReportList::Derived),
    (b"affected", ReportList::Derived),
];

/// So much of a string is kept to know a key by.
const KEY_BYTES: usize = 64;

/// Takes bytes, gives frames.
#[derive(Debug, Default)]
pub(super) struct Framer {
    /// The object that is being read, without the elements of its lists.
    object: Vec<u8>,
    /// The element of a list that is being read.
    element: Vec<u8>,
    /// How many brackets are open around what comes next, those of a list around everything aside.
    depth: u32,
    /// Whether a list of reports or incidents is around everything.
    around: Around,
    /// The list of a report that is being read.
    list: Option<ReportList>,
    /// True where the object has had a list of a report, or named its schema.
    is_report: bool,
    is_too_long: bool,
    /// True behind the key of the schema.
    names_schema: bool,
    text: Option<OpenString>,
    /// The last string of the object itself, as far as it is kept.
    key: Vec<u8>,
}

/// What is around the reports or incidents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Around {
    /// Nothing: they follow each other.
    #[default]
    Nothing,
    /// A list.
    List,
}

/// A string whose end has not come.
#[derive(Clone, Copy, Debug)]
struct OpenString {
    /// The next letter is behind a backslash.
    is_escaped: bool,
}

impl Framer {
    /// Takes the next bytes.
    pub(super) fn push(&mut self, mut bytes: &[u8], give: &mut dyn FnMut(Frame<'_>)) -> Result<(), Malformed> {
        while let Some((&byte, rest)) = bytes.split_first() {
            if self.text.is_some() {
                let end = self.string(bytes);
                bytes = bytes.get(end..).unwrap_or_default();
                continue;
            }
            self.byte(byte, give)?;
            bytes = rest;
        }
        Ok(())
    }

    /// True where nothing is left open.
    pub(super) const fn is_at_end(&self) -> bool {
        self.depth == 0 && matches!(self.around, Around::Nothing) && self.text.is_none()
    }

    /// Takes what comes of an open string; gives how much that was.
    fn string(&mut self, bytes: &[u8]) -> usize {
        let mut is_escaped = self.text.is_some_and(|text| text.is_escaped);
        let (mut end, mut is_open) = (0, true);
        while is_open && end < bytes.len() {
            if std::mem::take(&mut is_escaped) {
                end += 1;
                continue;
            }
            let rest = bytes.get(end..).unwrap_or_default();
            let Some(at) = memchr::memchr2(b'"', b'\\', rest) else {
                end = bytes.len();
                break;
            };
            is_open = rest.get(at) == Some(&b'\\');
            is_escaped = is_open;
            end += at + 1;
        }
        self.text = is_open.then_some(OpenString { is_escaped });
        let taken = bytes.get(..end).unwrap_or_default();
        if self.depth == 1 && self.key.len() < KEY_BYTES {
            self.key.extend_from_slice(taken.get(..KEY_BYTES.min(taken.len())).unwrap_or_default());
        }
        self.keep(taken);
        end
    }

    fn byte(&mut self, byte: u8, give: &mut dyn FnMut(Frame<'_>)) -> Result<(), Malformed> {
        match byte {
            b'{' | b'[' => return self.open(byte),
            b'}' | b']' => return self.close(byte, give),
            _ if self.depth == 0 => {
                return if byte.is_ascii_whitespace() || byte == b',' || is_mark(byte) {
                    Ok(())
                } else {
                    Err(Malformed)
                };
            }
            // A list of a report holds objects.
            _ if self.depth == 2 && self.list.is_some_and(|list| list != ReportList::Derived) => {
                return if byte.is_ascii_whitespace() || byte == b',' { Ok(()) } else { Err(Malformed) };
            }
            b'"' => {
                if self.depth == 1 {
                    self.key.clear();
                }
                self.text = Some(OpenString { is_escaped: false });
            }
            b':' if self.depth == 1 => {
                self.names_schema = self.key == b"schema\"";
                self.is_report |= self.names_schema;
            }
            b',' if self.depth == 1 => self.end_schema(give),
            _ => {}
        }
        self.keep(&[byte]);
        Ok(())
    }

    /// A value of the object has ended: perhaps the schema's name.
    fn end_schema(&mut self, give: &mut dyn FnMut(Frame<'_>)) {
        if std::mem::take(&mut self.names_schema) {
            give(Frame::Schema(self.key.strip_suffix(b"\"").unwrap_or(&self.key)));
        }
    }

    fn open(&mut self, byte: u8) -> Result<(), Malformed> {
        if self.depth == 0 && byte == b'[' {
            let before = std::mem::replace(&mut self.around, Around::List);
            return if before == Around::Nothing { Ok(()) } else { Err(Malformed) };
        }
        if self.depth == 1 && self.list.is_none() {
            let key = self.key.strip_suffix(b"\"").unwrap_or_default();
            let list = LISTS.iter().find(|(name, _)| *name == key).map(|(_, list)| *list);
            self.list = list.filter(|list| byte == b'[' || *list == ReportList::Derived);
            if self.list.is_some() {
                self.is_report = true;
                self.object.extend_from_slice(b"null");
                self.depth += 1;
                return Ok(());
            }
        }
        self.depth += 1;
        self.keep(&[byte]);
        Ok(())
    }

    fn close(&mut self, byte: u8, give: &mut dyn FnMut(Frame<'_>)) -> Result<(), Malformed> {
        if self.depth == 0 {
            let is_end = byte == b']' && std::mem::take(&mut self.around) == Around::List;
            return if is_end { Ok(()) } else { Err(Malformed) };
        }
        if let Some(list) = self.list {
            if self.depth == 2 {
                (self.list, self.depth) = (None, 1);
                return if byte == b']' || list == ReportList::Derived { Ok(()) } else { Err(Malformed) };
            }
            self.keep(&[byte]);
            self.depth -= 1;
            if self.depth == 2 && list != ReportList::Derived {
                give(if self.is_too_long { Frame::TooLong } else { Frame::Element(list, &self.element) });
                self.element.clear();
                self.is_too_long = false;
            }
            return Ok(());
        }
        self.keep(&[byte]);
        self.depth -= 1;
        if self.depth == 0 {
            self.end_schema(give);
            give(match (self.is_too_long, self.is_report) {
                (true, _) => Frame::TooLong,
                (false, true) => Frame::Report(&self.object),
                (false, false) => Frame::Incident(&self.object),
            });
            self.object.clear();
            (self.is_too_long, self.is_report) = (false, false);
        }
        Ok(())
    }

    fn keep(&mut self, bytes: &[u8]) {
        let kept = match self.list {
            Some(ReportList::Derived) => return,
            Some(_) => &mut self.element,
            None => &mut self.object,
        };
        if kept.len().saturating_add(bytes.len()) > limits::CARRIED_INCIDENT.most {
            self.is_too_long = true;
        } else if !self.is_too_long {
            kept.extend_from_slice(bytes);
        }
    }
}

/// A byte of the mark of the byte order.
const fn is_mark(byte: u8) -> bool {
    matches!(byte, 0xef | 0xbb | 0xbf)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(text: &str, piece: usize) -> (Vec<String>, bool) {
        let (mut framer, mut found) = (Framer::default(), Vec::new());
        let mut give = |frame: Frame<'_>| {
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            found.push(match frame {
                Frame::Element(list, json) => format!("{list:?} {}", text(json)),
                Frame::Schema(name) => format!("schema {}", text(name)),
                Frame::Report(json) => format!("report {}", text(json)),
                Frame::Incident(json) => format!("incident {}", text(json)),
                Frame::TooLong => "too long".to_owned(),
            });
        };
        let fine = text.as_bytes().chunks(piece).all(|bytes| framer.push(bytes, &mut give).is_ok());
        let whole = fine && framer.is_at_end();
        (found, whole)
    }

    const REPORT: &str = r#"{ "schema":"oomscope.report/1", "incidents":[{"id":1,"name":"a\"]}\\"},
        {"id":2,"notes":[{"text":"["}]}],"sources":[], "later":{"incidents":[1]},"series":[{"title":"x"}],"affected":{"owners":["]"]}}"#;

    const FRAMED: [&str; 4] = [
        "schema oomscope.report/1",
        r#"Incidents {"id":1,"name":"a\"]}\\"}"#,
        r#"Incidents {"id":2,"notes":[{"text":"["}]}"#,
        r#"report {"schema":"oomscope.report/1","incidents":null,"sources":null,"later":{"incidents":[1]},"series":null,"affected":null}"#,
    ];

    #[test]
    fn a_report_is_framed_in_whatever_pieces_it_comes() {
        for piece in 1..REPORT.len() {
            let (found, whole) = frames(REPORT, piece);
            let found: Vec<String> =
                found.iter().map(|frame| frame.replace(", \"", ",\"").replace("{ ", "{")).collect();
            assert_eq!((found, whole), (FRAMED.map(str::to_owned).to_vec(), true), "{piece}");
        }
    }

    #[test]
    fn incidents_by_themselves_are_framed_in_lines_and_lists() {
        let wanted = vec![r#"incident {"id":1,"seen_in":[]}"#.to_owned(), r#"incident {"id":2}"#.to_owned()];
        for text in [
            "{\"id\":1,\"seen_in\":[]}\n{\"id\":2}\n",
            "\u{feff}[\n  {\"id\":1,\"seen_in\":[]},\r\n{\"id\":2}]",
            "{\"id\":1,\"seen_in\":[]}{\"id\":2}",
        ] {
            assert_eq!(frames(text, 3), (wanted.clone(), true), "{text}");
        }
    }

    #[test]
    fn an_incident_of_a_report_of_any_length_is_told() {
        let most = limits::CARRIED_INCIDENT.most;
        let of_length = |length: usize| {
            let (begin, end) = ("{\"id\":1,\"x\":\"", "\"}");
            format!("{begin}{}{end}{{\"id\":2}}", "x".repeat(length - begin.len() - end.len()))
        };
        let (found, whole) = frames(&of_length(most), 4096);
        assert_eq!(
            (found.len(), found[0].len(), found[1].as_str(), whole),
            (2, "incident ".len() + most, "incident {\"id\":2}", true)
        );
        let (found, whole) = frames(&of_length(most + 1), 4096);
        assert_eq!((found, whole), (vec!["too long".to_owned(), "incident {\"id\":2}".to_owned()], true));
    }

    #[test]
    fn what_breaks_off_or_is_no_report_is_no_whole() {
        for text in
            ["{\"id\":1", "{\"id\":\"1}", "[{\"id\":1}", "{\"incidents\":[1]}", "{\"incidents\":[{}}", "]", "x", "[["]
        {
            assert!(!frames(text, 2).1, "{text}");
        }
    }
}
