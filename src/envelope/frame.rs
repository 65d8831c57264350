//! An envelope that no dialect knows, learned from the beginning of a report. What stands in front of `CPU: 0 PID: 31 Comm: java`
//! stands in front of the header as well, which the kernel prints directly before, and in front of every line of the report; what
//! stands behind the header's last figure stands behind each. A report whose lines all lie in one frame is the kernel's, whoever
//! drew it; one line by itself teaches nothing.

use super::stamp::{self, Stamp};
use crate::model::Place;

/// So far into a line a frame may reach, in bytes, and so much of one may stand behind the text.
const FRAME_BYTES: usize = 256;

/// So many lines are held until the header is followed by its `CPU:` line: an export may put a record's other fields between.
const LINES_HELD: usize = 16;

/// The longest line that is held; the kernel's own have at most 1,024 bytes (`LOG_LINE_MAX`, kernel/printk/printk.c).
const LINE_BYTES: usize = 4096;

/// So many frames of one source are known at once: each node of a fleet may have one.
const FRAMES: usize = 8;

/// The longest name of a task in bytes (`TASK_COMM_LEN` less its zero, include/linux/sched.h).
const COMM_BYTES: usize = 15;

/// What is to be done with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameDecision {
    /// It is opened as any other.
    Open,
    /// It is held until it is known what stands around it.
    Hold,
    /// What is held can be decided: the header's `CPU:` line is here, its text at this byte.
    Cpu(usize),
    /// What is held will not be followed by its `CPU:` line.
    GiveUp,
}

/// The frames of one source, and the lines that wait for one to be learned.
#[derive(Clone, Debug, Default)]
pub(super) struct FrameLearner {
    learned: Vec<LineFrame>,
    held: Vec<FrameLine>,
}

/// A line that waits for others.
#[derive(Clone, Debug)]
pub(super) struct FrameLine {
    pub(super) place: Place,
    pub(super) text: String,
}

impl FrameLearner {
    /// What is to be done with the next line.
    pub(super) fn look(&self, line: &str) -> FrameDecision {
        if self.held.is_empty() {
            let unknown = announces(line) && line.len() <= LINE_BYTES && self.inside(line).is_none();
            return if unknown { FrameDecision::Hold } else { FrameDecision::Open };
        }
        match cpu_at(line) {
            Some(at) => FrameDecision::Cpu(at),
            None if self.held.len() < LINES_HELD && line.len() <= LINE_BYTES && !announces(line) => FrameDecision::Hold,
            None => FrameDecision::GiveUp,
        }
    }

    /// True where lines wait for the `CPU:` line.
    pub(super) const fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    pub(super) fn hold(&mut self, place: Place, line: &str) {
        self.held.push(FrameLine { place, text: line.to_owned() });
    }

    /// The lines that waited, in their order; none waits any longer.
    pub(super) fn release(&mut self) -> Vec<FrameLine> {
        std::mem::take(&mut self.held)
    }

    /// Learns the frame in which the header that is held and this `CPU:` line stand.
    pub(super) fn learn(&mut self, cpu_line: &str, at: usize) {
        let header = self.held.first();
        let Some(frame) = header.and_then(|header| LineFrame::of(&header.text, cpu_line, at)) else { return };
        if self.learned.len() >= FRAMES {
            // The oldest: a node that still writes shows its frame again with its next report.
            self.learned.remove(0);
        }
        self.learned.push(frame);
    }

    /// The text in a line that stands in a known frame.
    pub(super) fn inside<'a>(&self, line: &'a str) -> Option<Framed<'a>> {
        self.learned.iter().find_map(|frame| frame.inside(line))
    }
}

/// A line in its frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Framed<'a> {
    /// The stamp in what stands in front.
    pub(super) stamp: Option<Stamp<'a>>,
    /// What the frame holds.
    pub(super) text: &'a str,
}

/// What stands around each line.
#[derive(Clone, Debug)]
struct LineFrame {
    before: Vec<Token>,
    after: String,
}

/// A piece of what stands in front of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// Letters and digits with a digit among them, a month or a weekday: another in each line.
    Varying,
    /// Blanks, as many as there are.
    Blanks,
    /// A word without digits.
    Word(String),
    /// A sign.
    Sign(char),
}

impl LineFrame {
    fn of(header: &str, cpu_line: &str, at: usize) -> Option<Self> {
        let before = cpu_line.get(..at).filter(|before| !before.is_empty() && before.len() <= FRAME_BYTES)?;
        if before.ends_with(char::is_alphanumeric) {
            return None;
        }
        let (_, last) = header.rsplit_once("oom_score_adj=")?;
        let figure = last.trim_start_matches('-').trim_start_matches(|c: char| c.is_ascii_digit());
        let after = Some(figure.trim()).filter(|after| after.len() <= FRAME_BYTES)?;
        let frame = Self { before: tokens(before).map(|(token, _)| token).collect(), after: after.to_owned() };
        comm(frame.inside(header)?.text).is_some().then_some(frame)
    }

    fn inside<'a>(&self, line: &'a str) -> Option<Framed<'a>> {
        let mut found = tokens(line);
        let mut end = 0;
        for token in &self.before {
            let (next, to) = found.next()?;
            if next != *token {
                return None;
            }
            end = to;
        }
        let (before, rest) = line.split_at_checked(end)?;
        let text = rest.trim_end().strip_suffix(self.after.as_str()).unwrap_or(rest);
        Some(Framed { stamp: stamp_in(before), text: text.trim_end() })
    }
}

/// The pieces of a text, each with the byte at which it ends.
fn tokens(text: &str) -> impl Iterator<Item = (Token, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let first = rest.chars().next()?;
        let of_its_kind = |c: char| match first {
            _ if first.is_alphanumeric() => c.is_alphanumeric(),
            ' ' | '\t' => c == ' ' || c == '\t',
            _ => false,
        };
        let length = rest.find(|c| !of_its_kind(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let piece = rest.get(..length)?;
        at += length;
        let token = match first {
            _ if first.is_alphanumeric() => {
                let varies = piece.contains(|c: char| c.is_ascii_digit()) || stamp::is_month_or_weekday(piece);
                if varies { Token::Varying } else { Token::Word(piece.to_owned()) }
            }
            ' ' | '\t' => Token::Blanks,
            sign => Token::Sign(sign),
        };
        Some((token, at))
    })
}

/// The first stamp in what stands in front of a line.
fn stamp_in(before: &str) -> Option<Stamp<'_>> {
    let mut parted = true;
    before.char_indices().find_map(|(at, c)| {
        let starts = std::mem::replace(&mut parted, !c.is_alphanumeric()) && c.is_alphanumeric();
        let here = before.get(at..).filter(|_| starts)?;
        stamp::iso(here).or_else(|| stamp::month_first(here)).map(|(stamp, _)| stamp)
    })
}

/// The name before ` invoked oom-killer: `, where it may be a task's.
fn comm(text: &str) -> Option<&str> {
    let (comm, _) = text.split_once(" invoked oom-killer: ")?;
    (!comm.is_empty() && comm.len() <= COMM_BYTES).then_some(comm)
}

/// True for the header of a report with nothing in front: neither a border nor a bracket that is open. A colon may be of the
/// name: `nginx: worker p`.
pub(super) fn is_header(text: &str) -> bool {
    comm(text).is_some_and(|comm| {
        let begins = comm.starts_with(|c: char| c.is_ascii_alphanumeric() || "(/._".contains(c));
        begins && comm.matches('(').count() == comm.matches(')').count()
    })
}

/// True for the header of a report, behind whatever.
fn announces(line: &str) -> bool {
    let head = line.as_bytes().get(..FRAME_BYTES * 2).unwrap_or(line.as_bytes());
    memchr::memmem::find(head, b" invoked oom-killer: ").is_some()
}

/// Where `CPU: 0 PID: 31 Comm: java` begins; from 6.12 on a `UID:` stands before the `PID:` (lib/dump_stack.c).
fn cpu_at(line: &str) -> Option<usize> {
    let head = line.get(..line.floor_char_boundary(FRAME_BYTES * 2)).unwrap_or(line);
    let at = memchr::memmem::find(head.as_bytes(), b"CPU: ")?;
    let rest = head.get(at + "CPU: ".len()..)?;
    let mut words = rest.split_ascii_whitespace();
    let is_number = |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let cpu = is_number(words.next());
    let mut label = words.next();
    if label == Some("UID:") {
        label = is_number(words.next()).then(|| words.next()).flatten();
    }
    (cpu && label == Some("PID:") && is_number(words.next()) && words.next() == Some("Comm:")).then_some(at)
}
