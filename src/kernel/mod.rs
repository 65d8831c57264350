//! One kernel message → one [`Message`]. Stateless: a table of line shapes, each with a real sample and its kernel range.

use crate::source::Needle;

/// What a kernel line of an OOM report says, numbers as printed.
#[derive(Clone, Debug, PartialEq)]
pub enum Message<'a> {
    /// To be filled.
    Placeholder(&'a str),
}

/// Literals, one of which stands in or near every line that matters.
pub const NEEDLES: &[Needle] = &[];

/// Reads one kernel message (envelope already off). `None` for every line that is not part of an OOM report.
pub fn classify(_text: &str) -> Option<Message<'_>> {
    None
}
