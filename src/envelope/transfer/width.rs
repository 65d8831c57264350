//! Lines that were broken at a width: by a terminal or `fold` in the middle of words, by a mail program, a ticket system or
//! `fold -s` at blanks. A wrap is greedy: a line ends because its next word had no room. So each break tells between which
//! bounds the width lies, and the width is what most breaks agree on; a line that goes on without need is another line.

use super::super::scan::blanks;
use super::super::{syslog, wrap};
use super::{Give, JOINED_BYTES};

/// Nobody wraps narrower than this, with quoting.
const LEAST_WIDTH: usize = 36;

/// Nor wider.
const MOST_WIDTH: usize = 400;

/// So many breaks must agree.
const LEAST_BREAKS: usize = 3;

/// So many lines of the beginning are looked at.
const LINES: usize = 1000;

/// Of ten breaks, so many agree with the width.
const AGREE_IN_TEN: usize = 7;

/// Of ten breaks, so many stand in the last column, where words were cut.
const CUT_IN_TEN: usize = 8;

/// So many blanks stand between two columns of the task table.
const COLUMN_BLANKS: usize = 16;

/// Lines that are indented by so much stand under the message of the record before: readers print its further lines so.
const UNDER_MESSAGE: usize = 12;

/// Puts broken lines together.
#[derive(Debug)]
pub(super) struct Width {
    rule: Rule,
    /// The line so far, and the number of its first piece.
    held: String,
    first: u64,
    /// The last piece that was added.
    last: Piece,
}

/// How lines were broken.
#[derive(Clone, Copy, Debug)]
struct Rule {
    /// The bounds of the width.
    narrow: usize,
    wide: usize,
    /// True where words were cut.
    cuts: bool,
    /// True where no line has a stamp: lines are told by what the kernel prints.
    bare: bool,
}

/// What of a broken line decides how the next one goes on with it.
#[derive(Clone, Copy, Debug, Default)]
struct Piece {
    /// Its columns, without the blanks at its end.
    columns: usize,
    /// The columns of its last word.
    last_word: usize,
    /// True where it is one word.
    is_word: bool,
    /// True where a blank stands at its end.
    blank: bool,
    /// True where its last word ends in a hyphen within a word.
    hyphen: bool,
    /// So many blanks may have gone at its end: more than one where it has columns.
    gone: usize,
}

impl Piece {
    fn of(line: &str) -> Self {
        let text = line.trim_end();
        let last = text.rsplit([' ', '\t']).next().unwrap_or("");
        let hyphen = last.strip_suffix('-').is_some_and(|word| word.ends_with(|c: char| c.is_alphanumeric()));
        Self {
            columns: text.chars().count(),
            last_word: last.chars().count(),
            is_word: last.len() == blanks(text).len(),
            blank: text.len() < line.len(),
            hyphen,
            gone: if blanks(text).contains("  ") { COLUMN_BLANKS } else { 1 },
        }
    }

    /// The widths at which this line ends where a line with this first word goes on.
    fn widths(self, word: usize) -> (usize, usize) {
        (self.columns, self.columns + self.gone + word)
    }
}

impl Rule {
    /// The rule by which the lines were broken, where it shows.
    fn of(head: &str) -> Option<Self> {
        let lines: Vec<&str> = head.lines().map(unquoted).take(LINES).collect();
        let stamped = lines.iter().filter(|line| wrap::starts_with_stamp(blanks(line))).count();
        let bare = stamped == 0;
        if bare && !lines.iter().any(|line| is_kernels(line)) {
            return None;
        }
        let mut breaks = Vec::new();
        let mut wholes = 0;
        for (before, line) in lines.iter().zip(lines.iter().skip(1)) {
            if before.trim().is_empty() || line.trim().is_empty() {
                continue;
            }
            if begins(line, bare) {
                wholes += 1;
                continue;
            }
            let piece = Piece::of(before);
            breaks.push((piece, piece.widths(first_word(line))));
        }
        let agree = |width: usize| {
            breaks
                .iter()
                .filter(move |(piece, (from, to))| (*from..=*to).contains(&width) || piece.is_word && *from > width)
        };
        let widths =
            breaks.iter().map(|(_, (from, _))| *from).filter(|width| (LEAST_WIDTH..=MOST_WIDTH).contains(width));
        let mut widths: Vec<usize> = widths.collect();
        widths.sort_unstable();
        widths.dedup();
        let best = widths.into_iter().max_by_key(|width| agree(*width).count())?;
        let support = agree(best).count();
        // A log whose lines are whole has a few that are not told; one that was wrapped has many that go on.
        if support < LEAST_BREAKS || support * 10 < breaks.len() * AGREE_IN_TEN || support * 20 < wholes {
            return None;
        }
        let plain = || agree(best).filter(|(piece, _)| piece.columns <= best);
        let narrow = plain().map(|(_, (from, _))| *from).max()?;
        let wide = plain().map(|(_, (_, to))| *to).min()?.max(narrow);
        let cut = plain().filter(|(piece, _)| piece.columns + 1 >= narrow).count();
        let cuts = cut * 10 >= plain().count() * CUT_IN_TEN;
        Some(Self { narrow, wide: if cuts { narrow } else { wide }, cuts, bare })
    }

    /// True where the line ends because the next word had no room.
    fn explains(self, piece: Piece, line: &str) -> bool {
        if self.cuts {
            // One column less: a blank at the end went.
            return (self.narrow.saturating_sub(1)..=self.narrow).contains(&piece.columns)
                || piece.columns == 0 && piece.blank;
        }
        let (_, to) = piece.widths(first_word(line));
        piece.columns <= self.wide && to >= self.narrow || piece.is_word && piece.columns > self.wide
    }

    /// What stands between a piece and the next one.
    fn glue(self, piece: Piece, line: &str) -> &'static str {
        let next = first_word(line);
        let letters = line.trim_start().starts_with(|c: char| c.is_alphanumeric());
        // A word that is longer than the width was cut.
        let cut = piece.columns >= self.narrow && piece.columns <= self.wide && piece.last_word + next > self.wide;
        if piece.blank || cut || piece.hyphen && letters { "" } else { " " }
    }
}

impl Width {
    /// Tells from a text's beginning at which width its lines were broken.
    pub(super) fn of(head: &str) -> Option<Self> {
        Rule::of(head).map(Self::by)
    }

    fn by(rule: Rule) -> Self {
        Self { rule, held: String::new(), first: 0, last: Piece::default() }
    }

    pub(super) fn fresh(&self) -> Self {
        Self::by(self.rule)
    }

    pub(super) fn feed(&mut self, number: u64, line: &str, give: Give<'_>) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let body = unquoted(line);
        let piece = Piece::of(body);
        if self.goes_on(body) {
            if self.rule.cuts {
                let gone = self.rule.narrow.saturating_sub(self.last.columns);
                let kept = self.held.len() - self.held.trim_end().len();
                self.held.extend(std::iter::repeat_n(' ', gone.saturating_sub(kept)));
                self.held.push_str(body);
            } else {
                self.held.push_str(self.rule.glue(self.last, body));
                self.held.push_str(blanks(body));
            }
        } else {
            self.finish(give);
            self.first = number;
            self.held.push_str(line);
        }
        self.last = piece;
    }

    fn goes_on(&self, body: &str) -> bool {
        let held = self.held.trim_end();
        let possible = self.first > 0 && !body.trim().is_empty() && self.held.len() <= JOINED_BYTES;
        // A header that was broken before the kernel's own stamp: it looks like the beginning of a record.
        let headed = || held.ends_with(" kernel:") || held.ends_with(" - - -");
        possible
            && (!held.is_empty() || self.rule.cuts)
            && (!begins(body, self.rule.bare) || headed())
            && self.rule.explains(self.last, body)
    }

    pub(super) fn finish(&mut self, give: Give<'_>) {
        if self.first > 0 || !self.held.is_empty() {
            give(self.first, self.held.trim_end());
        }
        self.held.clear();
        (self.first, self.last) = (0, Piece::default());
    }
}

/// The line without a mail's quoting.
fn unquoted(line: &str) -> &str {
    let mut rest = line;
    while let Some(inner) = rest.strip_prefix('>') {
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    rest
}

/// The columns of a line's first word.
fn first_word(line: &str) -> usize {
    line.split_whitespace().next().map_or(0, |word| word.chars().count())
}

/// True for lines that begin something, whatever stands before: a record, a further line of one, a list's or a heading's
/// mark, and in a text without stamps what the kernel prints.
fn begins(line: &str, bare: bool) -> bool {
    let text = blanks(line);
    let indent = line.len() - text.len();
    wrap::starts_with_stamp(text)
        || text.starts_with("{\"")
        || text.starts_with("kernel:")
        || text.starts_with("```")
        || indent >= UNDER_MESSAGE
        || bare && (indent == 1 || is_kernels(text))
}

/// True for beginnings of the lines of a report, by their words.
fn is_kernels(text: &str) -> bool {
    const REGISTERS: [&str; 12] =
        ["RIP:", "Code:", "RSP:", "RAX:", "RDX:", "RBP:", "R10:", "R13:", "CS:", "CR2:", "PKRU:", "FS:"];
    let row = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).is_some_and(|(inside, _)| {
        let pid = inside.trim();
        pid == "pid" || !pid.is_empty() && pid.bytes().all(|byte| byte.is_ascii_digit())
    });
    let mut words = text.split(' ');
    let statistic =
        words.next().is_some_and(|key| {
            key.len() > 3 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte.is_ascii_digit())
        }) && words.next().is_some_and(|value| !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()))
            && words.next().is_none()
            && !text.starts_with("failcnt ");
    row || statistic
        || !text.starts_with('[') && syslog::is_kernel_start(text)
        || REGISTERS.iter().any(|register| text.starts_with(register))
        || text.get(..64).unwrap_or(text).contains(" invoked oom-killer")
        || text.starts_with("lowmem_reserve[]")
        || text.starts_with("Free swap")
        || text.starts_with("Total swap")
}
