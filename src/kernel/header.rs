//! The beginning of a report: who asked for memory, on which kernel; and the lines around it.

use super::Message;
use super::scan::{Scan, value_of};
use crate::source::words::{holds, parted_at_last};

/// `stress invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=1000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invoked<'a> {
    /// The invoking task's name, blanks and all.
    pub name: &'a str,
    /// As printed.
    pub gfp_mask: Option<&'a str>,
    /// As printed (4.9 to 4.19).
    pub nodemask: Option<&'a str>,
    /// -1 for a kill by hand.
    pub order: Option<i32>,
    /// The invoking task's adjustment.
    pub oom_score_adj: Option<i32>,
}

impl Invoked<'_> {
    pub(super) fn missing(&self) -> usize {
        [self.gfp_mask.is_none(), self.order.is_none(), self.oom_score_adj.is_none()]
            .iter()
            .filter(|lost| **lost)
            .count()
    }
}

/// `CPU: 1 PID: 716580 Comm: stress Not tainted 5.15.0-1051-azure #59-Ubuntu`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cpu<'a> {
    /// The process on the CPU: the one that invoked the killer.
    pub pid: u32,
    /// Its user (6.12 on).
    pub uid: Option<u32>,
    /// `Not tainted`, or `Tainted: G        W`.
    pub taint: Option<&'a str>,
    /// The kernel's release.
    pub release: Option<&'a str>,
}

/// `dump_header()` of `mm/oom_kill.c`. The name may hold anything, so the words are looked for from the end. The three
/// fields changed their order between kernels (4.5 printed the mask last) and `oom_adj=` stood among them before 3.7.
pub(super) fn invoked(text: &str) -> Option<Message<'_>> {
    if text.ends_with(" invoked") {
        return Some(Message::InvokedCut);
    }
    if let Some(name) = text.trim_end_matches([' ', '.']).strip_suffix(" invoked oom-killer") {
        return shortened(name, "");
    }
    let mut scan = Scan::new(text);
    let name = command(scan.until_last(" invoked oom-killer:")?);
    let fields = scan.rest();
    if fields.trim_start().starts_with("...") || fields.trim_start().starts_with('…') {
        return shortened(name, fields);
    }
    let gfp_mask = value_of(fields, "gfp_mask=").filter(|mask| mask.starts_with("0x"));
    let order = value_of(fields, "order=").and_then(|order| number_at_front(order).try_into().ok());
    let cut = "gfp_mask=".starts_with(fields.trim());
    if gfp_mask.is_none() && order.is_none() && !cut {
        return None;
    }
    let oom_score_adj = value_of(fields, "oom_score_adj=").and_then(|adj| number_at_front(adj).try_into().ok());
    let nodemask = fields.split_once("nodemask=").and_then(|(_, rest)| rest.split_once(", ")).map(|(mask, _)| mask);
    Some(Message::Invoked(Invoked { name, gfp_mask, nodemask, order, oom_score_adj }))
}

/// `app invoked oom-killer`, `app invoked oom-killer: ... oom_score_adj=944`: the line as people shorten it. Whether it is
/// the kernel's, only its envelope tells.
fn shortened<'a>(name: &'a str, fields: &str) -> Option<Message<'a>> {
    let named = !name.is_empty() && name.chars().count() <= NAME_MAX;
    let number = |key| value_of(fields, key).and_then(|value| number_at_front(value).try_into().ok());
    let (order, oom_score_adj) = (number("order="), number("oom_score_adj="));
    let invoked = Invoked { name: name.trim_start(), gfp_mask: None, nodemask: None, order, oom_score_adj };
    named.then_some(Message::Invoked(invoked))
}

/// A task's name has no more bytes.
const NAME_MAX: usize = 15;

/// A task's name has at most 15 bytes. What is longer has something of another program's in front, whose line the kernel's
/// ran into: then the name is what stands behind the last stamp or tag. Escaped bytes (`\x1b`, `#033`) are longer, too.
fn command(text: &str) -> &str {
    if text.chars().count() <= NAME_MAX || text.contains(['\\', '#']) {
        return text;
    }
    let behind = text.rsplit_once("] ").or_else(|| text.rsplit_once(": ")).map(|(_, name)| name);
    behind.filter(|name| !name.is_empty() && name.chars().count() <= NAME_MAX).unwrap_or(text)
}

/// The number that a value begins with; a line that was copied out of source code goes on behind it. `i64::MAX`, which
/// fits no field, where there is none.
fn number_at_front(value: &str) -> i64 {
    Scan::new(value).signed().unwrap_or(i64::MAX)
}

/// `cpuset_print_task_mems_allowed()` up to 4.19.
pub(super) fn cpuset(text: &str) -> Option<Message<'_>> {
    let (before, _) = parted_at_last(text, " mems_allowed=")?;
    (holds(before, " cpuset=") && !holds(before, "oom-kill:")).then_some(Message::Cpuset)
}

/// `dump_stack_print_info()` of `lib/dump_stack.c`; `Pid: N, comm: X` before 3.11.
pub(super) fn cpu(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    let (mut uid, pid);
    if scan.tag("Pid: ").is_some() {
        (uid, pid) = (None, scan.number()?);
        scan.tag(", comm: ")?;
    } else {
        scan.tag("CPU: ")?;
        scan.number::<u32>()?;
        uid = None;
        if scan.tag(" UID: ").is_some() {
            uid = scan.number();
        }
        scan.tag(" PID: ")?;
        pid = scan.number()?;
        scan.tag(" Comm:")?;
    }
    let rest = scan.rest();
    if let Some((_, behind)) = rest.split_once("Not tainted ") {
        let release = behind.split_whitespace().next();
        return Some(Message::Cpu(Cpu { pid, uid, taint: Some("Not tainted"), release }));
    }
    let release = tainted_release(rest);
    Some(Message::Cpu(Cpu { pid, uid, taint: taint(rest, release), release }))
}

/// `4.18.0` of `X Kdump: loaded Tainted: G        W  OE      4.18.0 #1 …`: flags are letters, and no flag begins with a
/// digit.
fn tainted_release(text: &str) -> Option<&str> {
    let (_, flags) = text.split_once(TAINTED)?;
    flags.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// `Tainted: G        W  OE` before that release; nothing where the line is cut among the flags.
fn taint<'a>(text: &'a str, release: Option<&str>) -> Option<&'a str> {
    let (before, flags) = text.split_once(TAINTED)?;
    let start = before.len() + 1;
    let end = flags.find(release?).map(|at| before.len() + TAINTED.len() + at)?;
    text.get(start..end).map(str::trim_end)
}

const TAINTED: &str = " Tainted: ";

/// `Hardware name: …`.
pub(super) fn hardware(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    scan.tag("Hardware name: ")?;
    Some(Message::Hardware(scan.rest().trim_end()))
}

/// `Call Trace:` (x86), `Call trace:` (arm64).
pub(super) fn call_trace(text: &str) -> Option<Message<'_>> {
    let text = text.trim();
    (text.eq_ignore_ascii_case("call trace:")).then_some(Message::CallTrace)
}

/// `lib/ratelimit.c`. Only the killer's own: every driver has callbacks that are suppressed.
pub(super) fn suppressed(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    scan.tag("oom_kill_process: ")?;
    let count = scan.number()?;
    scan.tag(" callbacks suppressed")?;
    Some(Message::Suppressed(count))
}

/// `drivers/tty/sysrq.c`: `sysrq: Manual OOM execution`, `SysRq : Manual OOM execution`.
pub(super) fn manual(text: &str) -> Option<Message<'_>> {
    let before = text.trim().strip_suffix("Manual OOM execution")?;
    matches!(before, "" | "sysrq: " | "SysRq : " | "sysrq: SysRq : ").then_some(Message::Manual)
}

/// `drivers/tty/sysrq.c`: `OOM request ignored. No task eligible`, `OOM request ignored because killer is disabled`.
pub(super) fn ignored(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    // The tag comes by `pr_fmt`, on some kernels.
    if scan.tag("sysrq: ").is_none() {
        scan.blanks();
    }
    scan.tag("OOM request ignored")?;
    Some(Message::Ignored)
}

/// What `warn_alloc()` of `mm/page_alloc.c` is called for: requests for pages (with a full stop up to 2.6.38), those that wait
/// (4.10 to 4.14), and vmalloc's (with the process's name from 4.9 on). All print Mem-Info.
pub(super) fn allocation_failure(text: &str) -> Option<Message<'_>> {
    const WORDS: [&str; 6] = [
        ": page allocation failure: order:",
        ": page allocation failure. order:",
        ": page allocation stalls for ",
        ": vmalloc: allocation failure",
        ": vmalloc error: size ",
        ": vmalloc size ",
    ];
    let is_one = holds(text, ", mode:0x") && WORDS.iter().any(|words| holds(text, words));
    is_one.then_some(Message::AllocationFailure)
}

/// The first line of every boot.
pub(super) fn boot(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    scan.tag("Linux version ")?;
    scan.number::<u32>()?;
    Some(Message::Boot)
}

/// `** 12 printk messages dropped **` (console), `printk: 12 messages dropped` (older), `Missed 12 kernel messages` (journald).
pub(super) fn lost(text: &str) -> Option<Message<'_>> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("** ").and_then(|rest| rest.strip_suffix(" **")) {
        let mut scan = Scan::new(rest);
        let count = scan.number();
        return rest.ends_with("messages dropped").then_some(Message::Lost(count));
    }
    let mut scan = Scan::new(text);
    scan.tag("printk: ").or_else(|| scan.tag("Missed "))?;
    let count = scan.number()?;
    (scan.tag(" messages dropped").or_else(|| scan.tag(" kernel messages")))?;
    Some(Message::Lost(Some(count)))
}
