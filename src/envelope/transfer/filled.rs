//! Paragraphs: a report without stamps whose lines somebody filled anew (`fmt`, an editor, a chat), so that lines of the
//! kernel begin and end anywhere.

use super::super::quoting;
use super::super::reflow;
use super::seam::WrappedLine;

/// So many lines of the beginning are looked at.
const LINES: usize = 400;

/// In so many of them a line of the kernel's must begin behind other words.
const LEAST: usize = 3;

/// Of the lines at most one in so many begins with a stamp.
const ONE_IN: usize = 10;

/// Words with which a line of a report begins, and before which nothing stands where no line was filled.
const WITHIN: [&str; 14] = [
    " Hardware name: ",
    " Call Trace:",
    " Mem-Info:",
    " memory: usage ",
    " memory+swap: usage ",
    " swap: usage ",
    " kmem: usage ",
    " Memory cgroup stats for ",
    " lowmem_reserve[]: ",
    " Free swap ",
    " oom-kill:constraint=",
    " Memory cgroup out of memory: Kill",
    " Out of memory: Kill",
    " oom_reaper: reaped process ",
];

/// True for a text that was filled so.
pub(super) fn is_filled(head: &str) -> bool {
    let texts =
        || head.lines().take(LINES).map(|line| WrappedLine::of(line).text).filter(|text| !text.trim().is_empty());
    let stamped =
        texts().filter(|text| quoting::starts_with_stamp(text.trim_start()) || text.contains("kernel: ")).count();
    let within = texts().filter(|text| holds_a_beginning(text)).count();
    within >= LEAST && stamped * ONE_IN <= texts().count() && is_even(texts())
}

/// True where lines are about as wide as the widest, which no line of a report is: a whole one is long or short. A word is as
/// long as it is.
fn is_even<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    const WIDEST: usize = 130;
    let widths: Vec<usize> =
        texts.filter(|text| text.trim().contains(' ')).map(|text| text.trim_end().chars().count()).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let full = widths.iter().filter(|width| **width * 4 >= widest * 3).count();
    widest <= WIDEST && full * 4 >= widths.len() * 3
}

fn holds_a_beginning(text: &str) -> bool {
    let text = text.trim_start();
    WITHIN.iter().any(|words| text.contains(words))
}

/// A line of the kernel's within a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct FilledLine<'a> {
    /// Where it begins.
    pub(super) at: usize,
    pub(super) text: &'a str,
}

/// The lines of the kernel's that a paragraph holds; none where it holds no report.
pub(super) fn lines(paragraph: &str) -> Vec<FilledLine<'_>> {
    let mut chunks = Vec::new();
    let mut from = 0;
    for at in headers(paragraph).into_iter().chain([paragraph.len()]) {
        chunks.push((from, paragraph.get(from..at).unwrap_or("")));
        from = at;
    }
    let mut found = Vec::new();
    for (start, chunk) in chunks {
        let lines = reflow::lines(chunk);
        if lines.is_empty() && !chunk.trim().is_empty() {
            found.push(FilledLine { at: start, text: chunk.trim() });
        }
        let mut behind = 0;
        for line in lines {
            let at = chunk.get(behind..).and_then(|rest| rest.find(line)).map_or(behind, |at| behind + at);
            found.push(FilledLine { at: start + at, text: line });
            behind = at + line.len();
        }
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// Where the headers of reports begin, as far as the line of the CPU says how long their names are.
fn headers(text: &str) -> Vec<usize> {
    const HEADER: &str = " invoked oom-killer: ";
    const NEAR: usize = 1000;
    let start = |at: usize| {
        let behind = text.get(at..text.floor_char_boundary(at + NEAR))?;
        let (_, named) = behind.split_once(" Comm: ")?;
        let ends = [" Not tainted ", " Tainted: ", " Kdump: "];
        let name = ends.iter().filter_map(|end| named.find(end)).min().and_then(|end| named.get(..end))?;
        text.get(..at)?.strip_suffix(name).map(str::len)
    };
    text.match_indices(HEADER).filter_map(|(at, _)| start(at)).filter(|at| *at > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILLED: &str = "we saw this my app invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=986 CPU: 1 PID: \
                          190 Comm: my app Not tainted 6.1.0 #1 Hardware name: QEMU Call Trace: <TASK> dump_stack_lvl+0x44/0x5c \
                          memory: usage 49152kB, limit 49152kB, failcnt 21 Tasks state (memory values in pages): \
                          oom-kill:constraint=CONSTRAINT_MEMCG,task=my app,pid=190,uid=1000 \
                          Memory cgroup out of memory: Killed process 190 (my app) total-vm:1kB";

    #[test]
    fn a_paragraph_falls_into_the_lines_that_were_filled() {
        let found = lines(FILLED);
        let texts: Vec<&str> = found.iter().map(|line| line.text).collect();
        assert_eq!(texts[0], "we saw this");
        assert!(texts[1].starts_with("my app invoked oom-killer: ") && texts[1].ends_with("oom_score_adj=986"));
        assert!(texts.contains(&"memory: usage 49152kB, limit 49152kB, failcnt 21"));
        for FilledLine { at, text } in found {
            assert_eq!(FILLED.get(at..at + text.len()), Some(text));
        }
        assert!(lines("Out of memory: Killed process 7 (a) total-vm:1kB").is_empty());
    }

    #[test]
    fn what_has_its_lines_is_left_as_it_is() {
        let lines =
            FILLED.replace(" Hardware", "\nHardware").replace(" Call", "\nCall").replace(" memory:", "\nmemory:");
        let mut filled = String::new();
        for word in FILLED.split(' ') {
            let column = filled.len() - filled.rfind('\n').map_or(0, |end| end + 1);
            filled.push_str(if filled.is_empty() {
                ""
            } else if column + word.len() > 92 {
                "\n"
            } else {
                " "
            });
            filled.push_str(word);
        }
        let one = "Out of memory: Killed process 7 (a) total-vm:1kB\n".repeat(9);
        let stamped: String = filled.lines().map(|line| format!("[    1.000001] {line}\n")).collect();
        assert!(is_filled(&filled), "{filled}");
        for text in [lines, one, stamped] {
            assert!(!is_filled(&text), "{text}");
        }
    }
}
