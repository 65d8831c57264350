//! How lines of a log begin: with a stamp, or, where they have none, with the words of a kill's report.

use super::super::quoting;
use super::super::scan::digits;
use super::super::syslog::announces;
use super::seam::{self, WrappedLine};

/// So many lines of the beginning are looked at.
const LINES: usize = 400;

/// A kind of beginning counts where it makes at least one in so many.
const ONE_IN: usize = 10;

/// How the lines of a log begin: a number in the middle of a line may look like a stamp.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beginnings {
    /// By the byte that a stamp begins with.
    stamps: [bool; 4],
    /// No line has a stamp: they begin with the kernel's words.
    bare: bool,
}

impl Beginnings {
    /// The kinds that many lines begin with.
    pub(super) fn of(head: &str) -> Self {
        // A tag tells lines as a stamp does; who wraps such lines by hand indents what goes on.
        let tagged = head.lines().any(|line| WrappedLine::of(line).text.starts_with("kernel:"));
        let (mut counts, mut bare, mut report, mut lines) = ([0; 4], 0, false, 0);
        for line in head.lines().take(LINES) {
            let text = WrappedLine::of(line).text;
            // Statistics lie below a line with a stamp as well.
            if seam::is_statistic(text) {
                continue;
            }
            lines += 1;
            if let Some(count) = kind(text).and_then(|kind| counts.get_mut(kind)) {
                *count += 1;
            } else {
                bare += usize::from(is_first(text));
                report |=
                    announces(text) || text.contains("oom-kill:constraint=") || text.contains("ut of memory: Kill");
            }
        }
        let all: usize = counts.iter().sum();
        Self {
            stamps: counts.map(|count| count * ONE_IN > all),
            bare: report && !tagged && lines <= bare * ONE_IN && all * ONE_IN <= bare,
        }
    }

    /// True where a line begins with the text.
    pub(super) fn begin(self, text: &str) -> bool {
        let stamped = || kind(text).and_then(|kind| self.stamps.get(kind)).is_some_and(|met| *met);
        if self.bare { is_first(text) } else { stamped() || is_sure(text) }
    }
}

/// True for the words of a kill, with which a line begins in any log: where it has no stamp, somebody left it out.
fn is_sure(text: &str) -> bool {
    const WORDS: [&str; 5] = [
        "Memory cgroup out of memory: Kill",
        "Out of memory: Kill",
        "Out of Memory: Kill",
        "oom-kill:constraint=",
        "oom_reaper: reaped process ",
    ];
    WORDS.iter().any(|words| text.starts_with(words))
}

/// By the byte that a stamp begins with.
fn kind(text: &str) -> Option<usize> {
    let text = text.trim_start();
    let kind = match text.as_bytes().first()? {
        b'[' => 0,
        b'<' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    quoting::starts_with_stamp(text).then_some(kind)
}

/// Words with which only a line of a report begins. Each is whole at any width to which lines are broken.
const FIRST: [&str; 45] = [
    "CPU: ",
    "Pid: ",
    "Hardware name: ",
    "Workqueue: ",
    "Call Trace:",
    "Call trace:",
    "<TASK>",
    "</TASK>",
    "<IRQ>",
    "</IRQ>",
    "RIP: ",
    "Code: ",
    "RSP: ",
    "RAX: ",
    "RDX: ",
    "RBP: ",
    "R10: ",
    "R13: ",
    "FS:  ",
    "pstate: ",
    "Mem-Info:",
    "memory: usage ",
    "memory+swap: usage ",
    "swap: usage ",
    "kmem: usage ",
    "Memory cgroup stats for ",
    "Memory cgroup min protection ",
    "Memory cgroup out of memory",
    "lowmem_reserve[]: ",
    "Free swap ",
    "Total swap ",
    "Swap cache stats: ",
    "Unreclaimable slab info:",
    "Tasks state (",
    "[  pid  ]",
    "[ pid ]",
    "oom-kill:constraint=",
    "Out of memory",
    "Out of Memory",
    "Killed process ",
    "oom_reaper: ",
    "Task in /",
    "Tasks in /",
    "active_anon:",
    "Kernel panic - not syncing: ",
];

/// True for the beginning of a line of a kill's report.
pub(super) fn is_first(text: &str) -> bool {
    let text = text.trim_start_matches(' ');
    announces(text)
        || FIRST.iter().any(|words| text.starts_with(words) || text == words.trim_end())
        || text.strip_prefix("Node ").is_some_and(|rest| digits(rest).is_some_and(|(_, rest)| rest.starts_with(' ')))
        || is_row(text)
        || is_call(text)
        || is_pages(text)
        || is_slab(text)
        || is_register(text)
        || seam::is_statistic(text)
        || text.contains(" cpuset=") && text.contains(" mems_allowed=")
}

/// `[ 716580]     0 716580 …`, `[<ffffffff81185d16>] dump_header+…`.
fn is_row(text: &str) -> bool {
    let Some((inside, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) else { return false };
    let pid = inside.trim_start_matches(' ');
    let hex = pid.strip_prefix('<').is_some_and(|rest| rest.bytes().next().is_some_and(|b| b.is_ascii_hexdigit()));
    hex || rest.starts_with(' ') && !pid.is_empty() && pid.bytes().all(|byte| byte.is_ascii_digit())
}

/// `dump_stack_lvl+0x44/0x5c`, `? __do_fault+0x1b/0x50`.
fn is_call(text: &str) -> bool {
    let call = text.strip_prefix("? ").unwrap_or(text).split(' ').next().unwrap_or("");
    call.split_once("+0x").is_some_and(|(name, rest)| {
        let offset = rest.bytes().next().is_some_and(|byte| byte.is_ascii_hexdigit());
        offset && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
    })
}

/// `4194174 pages RAM`, `1274 total pagecache pages`.
fn is_pages(text: &str) -> bool {
    let rest = digits(text).map_or("", |(_, rest)| rest);
    rest.starts_with(" pages ") || rest.starts_with(" total pagecache pages")
}

/// `kmalloc-8k          320KB        320KB`, and the heading of that table.
fn is_slab(text: &str) -> bool {
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let name = words.next().is_some();
    let mut size = || words.next().is_some_and(|word| word.strip_suffix("KB").is_some_and(seam::is_number));
    name && size() && size() || text.starts_with("Name ") && text.trim_end().ends_with(" Total")
}

/// `x29: ffff80008a3bb9f0 x28: …` of arm64; `pc : dump_header`.
fn is_register(text: &str) -> bool {
    let numbered = text.strip_prefix('x').and_then(digits).is_some_and(|(_, rest)| rest.starts_with(": "));
    numbered || ["pc : ", "lr : ", "sp : "].iter().any(|name| text.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_report_are_told_from_parts_of_them() {
        for line in [
            "stress-ng-vm invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0,",
            "CPU: 1 PID: 716580 Comm: stress-ng-vm Not",
            " dump_stack_lvl+0x44/0x5c",
            " ? __do_fault+0x1b/0x50",
            "[<ffffffff81185d16>] dump_header+0x8e/0x225",
            "memory: usage 512000kB, limit",
            "anon 484630528",
            "Node 0 DMA free:728kB",
            "4194174 pages RAM",
            "[ 716580]     0 716580   276111",
            "kmalloc-rnd-01-8k          320KB        320KB",
            "java cpuset=docker-4e1f.scope mems_allowed=0",
            " active_file:35 inactive_file:69",
            "x29: ffff80008a3bb9f0 x28: ffff0000c1b5",
        ] {
            assert!(is_first(line), "{line}");
        }
        for part in [
            "memory: Killed process 4242 (app)",
            "gfp_mask=0xcc0(GFP_KERNEL), order=0",
            "order=0, oom_score_adj=1000",
            "isolated(file):0kB mapped:596kB",
            "active_file:60kB inactive_file:0kB",
            "716580",
            "+0x44/0x5c",
            "process 4242 (app) total-vm:1kB",
            "0 0 1000 stress-ng-vm",
            "We saw this on node 7 and do not know why",
        ] {
            assert!(!is_first(part), "{part}");
        }
    }
}
