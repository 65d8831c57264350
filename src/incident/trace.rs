//! What cannot stand in one call trace, whatever the kernel: a trace that breaks these rules is made of two.

/// How many frames are kept in mind; the kernel prints some dozens.
const FRAMES_MAX: usize = 256;

/// The innermost functions of a report: `dump_header()` of `mm/oom_kill.c` and what it calls.
const INNERMOST: [&str; 5] = ["dump_stack", "dump_stack_lvl", "dump_backtrace", "show_stack", "dump_header"];

/// Functions that never call the innermost ones themselves: the entries into the kernel (arch/x86/entry, arch/x86/mm/fault.c).
const OUTERMOST: [&str; 7] = [
    "handle_mm_fault",
    "do_user_addr_fault",
    "exc_page_fault",
    "asm_exc_page_fault",
    "do_syscall_64",
    "entry_SYSCALL_64_after_hwframe",
    "ret_from_fork",
];

/// Functions, and the only one that each calls from where it calls: `asm_exc_page_fault` and `entry_SYSCALL_64` of
/// arch/x86/entry.
const ONLY_CALLS: [(&str, &str); 2] =
    [("asm_exc_page_fault", "exc_page_fault"), ("entry_SYSCALL_64_after_hwframe", "do_syscall_64")];

/// What calls `exc_page_fault`, from 5.8 on: `asm_exc_page_fault` (arch/x86/include/asm/idtentry.h), with FRED (6.9 on) a
/// function of arch/x86/entry/entry_fred.c, on 32 bits `handle_exception` of arch/x86/entry/entry_32.S.
const CALLS_PAGE_FAULT: [&str; 4] = ["asm_exc_page_fault", "fred_", "asm_fred_", "handle_exception"];

/// Registers that `__show_regs()` of arch/x86/kernel/process_64.c (3.10 to 7.x) prints between `RSP:` and the last of a block:
/// `RIP:`, which begins a block, never follows them.
const WITHIN_BLOCK: [&str; 4] = ["RAX:", "RDX:", "RBP:", "R10:"];

/// Where a call trace ends, but for registers.
const ROOTS: [&str; 3] = ["ret_from_fork", "ret_from_fork_asm", "entry_SYSCALL_64_after_hwframe"];

/// The frames of one report so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace {
    frames: Vec<Box<str>>,
    /// True between `<TASK>` and `</TASK>` (arch/x86, 5.16 on).
    is_open: bool,
    /// True behind the registers of a program, which stand below all frames of the kernel.
    is_of_program: bool,
    /// True behind a line that tells where a processor was, which begins a block of registers.
    has_registers: bool,
}

impl Trace {
    /// Takes the next line of the trace, as it is printed and as it is called.
    pub(super) fn see(&mut self, text: &str, key: &str) {
        // A kernel's own address is told as a function (`RIP: 0010:copy_user_generic+0x9/0x10`), and called so.
        self.has_registers |= text.trim_start().starts_with("RIP:");
        match key {
            "<TASK>" => self.is_open = true,
            "</TASK>" => self.is_open = false,
            "RIP:" => self.is_of_program |= text.contains("RIP: 0033:"),
            _ if function(key).is_some() && self.frames.len() < FRAMES_MAX => self.frames.push(key.into()),
            _ => {}
        }
    }

    /// True where the trace has no end yet.
    pub(super) const fn is_open(&self) -> bool {
        self.is_open
    }

    /// True for a frame below the last that a trace has. Another task's trace may stand there where lines are mixed.
    pub(super) fn is_below_root(last: &str, next: &str) -> bool {
        function(last).is_some_and(|last| ROOTS.contains(&last)) && function(next).is_some()
    }

    /// True where the call of a page fault's function is missing below it. Another task's trace may stand there where lines
    /// are mixed.
    pub(super) fn is_below_page_fault(last: &str, next: &str) -> bool {
        let is_end = matches!(next, "RIP:" | "</TASK>");
        let is_other = |name: &str| !CALLS_PAGE_FAULT.iter().any(|caller| name.starts_with(caller));
        function(last) == Some("exc_page_fault") && (is_end || function(next).is_some_and(is_other))
    }

    /// True where the trace has begun and its frames are missing: `show_trace_log_lvl()` of arch/x86/kernel/dumpstack.c (5.16
    /// on) prints `<TASK>` above the first of them. Somebody who picks lines by words may leave them out.
    pub(super) fn lacks_frames(last: &str, next: &str) -> bool {
        last == "<TASK>" && matches!(next, "</TASK>" | "memory:" | "Mem-Info:")
    }

    /// True where this register cannot stand below the line that was last: a block begins within another, or without its
    /// first line below a frame or where the trace begins. `show_ip()` prints that line above `Code:` and all registers.
    fn is_block_broken_by(&self, last: &str, next: &str) -> bool {
        match next {
            "RIP:" => WITHIN_BLOCK.contains(&last),
            // A program's fault (`show_signal_msg()` of arch/x86/mm/fault.c) prints `Code:` anywhere, and no registers below.
            _ if matches!(next, "RSP:" | "R13:") || WITHIN_BLOCK.contains(&next) => {
                !self.has_registers && (function(last).is_some() || matches!(last, "<TASK>" | "Code:"))
            }
            _ => false,
        }
    }

    /// True where this frame or register cannot stand below the line that was last.
    pub(super) fn is_broken_by(&self, last: &str, next: &str) -> bool {
        if self.is_block_broken_by(last, next) {
            return true;
        }
        let Some(name) = function(next) else { return false };
        if self.is_of_program && self.frames.iter().any(|frame| **frame == *next) {
            return true;
        }
        let Some(last) = function(last) else { return false };
        let called = ONLY_CALLS.iter().find(|(caller, _)| *caller == name).map(|(_, called)| *called);
        // Lines of others may stand between the two, but then it is there.
        let lacks = |called: &str| self.frames.iter().all(|frame| function(frame) != Some(called));
        INNERMOST.contains(&last) && OUTERMOST.contains(&name) || called.is_some_and(lacks)
    }
}

/// The function of a frame: `exc_page_fault` of `exc_page_fault+0x70/0x170`.
fn function(key: &str) -> Option<&str> {
    key.split_once("+0x").map(|(function, _)| function).filter(|function| !function.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace(lines: &[&str]) -> Trace {
        let mut trace = Trace::default();
        for line in lines {
            trace.see(line, line.split_whitespace().next().unwrap());
        }
        trace
    }

    #[test]
    fn registers_of_two_blocks_break_a_trace() {
        let frame = "try_charge_memcg+0x696/0x780";
        let begun = trace(&["<TASK>", frame]);
        assert!(begun.is_broken_by(frame, "RSP:") && !begun.is_broken_by(frame, "RIP:"));
        let registers =
            trace(&["<TASK>", frame, "RIP: 0033:0x402434", "RSP: 002b:00007ffef52c0320", "RAX: 0", "RDX: 0"]);
        assert!(registers.is_broken_by("RDX:", "RIP:") && !registers.is_broken_by("RDX:", "RBP:"));
        let mut older = Trace::default();
        older.see("RIP: 0010:[<ffffffff81301665>]  [<ffffffff81301665>] copy_user+0x9/0x10", "copy_user+0x9/0x10");
        assert!(!older.is_broken_by("copy_user+0x9/0x10", "RSP:"));
        // A block that was broken off by an interrupt's is one more; lines of others may stand between.
        assert!(!registers.is_broken_by("R13:", "RIP:") && !registers.is_broken_by("Code:", "RSP:"));
        assert!(!registers.is_broken_by(frame, "RSP:") && !begun.is_broken_by("foreign", "RSP:"));
    }

    #[test]
    fn registers_below_the_beginning_of_a_trace_break_it() {
        let begun = trace(&["<TASK>"]);
        assert!(begun.is_broken_by("<TASK>", "RSP:") && begun.is_broken_by("<TASK>", "RDX:"));
        assert!(begun.is_broken_by("Code:", "RSP:") && !begun.is_broken_by("<TASK>", "Code:"));
        assert!(!begun.is_broken_by("<TASK>", "RIP:") && !begun.is_broken_by("<TASK>", "dump_stack_lvl+0x44/0x5c"));
        assert!(!trace(&["<TASK>", "RIP: 0010:0x1"]).is_broken_by("<TASK>", "RSP:"));
        assert!(Trace::lacks_frames("<TASK>", "memory:") && Trace::lacks_frames("<TASK>", "</TASK>"));
        assert!(
            !Trace::lacks_frames("</TASK>", "memory:") && !Trace::lacks_frames("<TASK>", "dump_stack_lvl+0x44/0x5c")
        );
    }

    #[test]
    fn a_page_fault_is_called_by_its_entry_only() {
        let below = |next: &str| Trace::is_below_page_fault("exc_page_fault+0x70/0x170", next);
        assert!(below("worker_thread+0x4d/0x380") && below("RIP:") && below("</TASK>"));
        for entry in ["asm_exc_page_fault+0x22/0x30", "fred_hwexc.constprop.0+0x1/0x2", "handle_exception+0x133/0x133"]
        {
            assert!(!below(entry), "{entry}");
        }
        assert!(!below("foreign") && !Trace::is_below_page_fault("do_user_addr_fault+0x191/0x560", "RIP:"));
    }

    #[test]
    fn what_no_kernel_prints_in_one_trace_breaks_it() {
        let begun = trace(&["<TASK>", "dump_stack_lvl+0x44/0x5c"]);
        assert!(begun.is_open() && begun.is_broken_by("dump_stack_lvl+0x44/0x5c", "exc_page_fault+0x70/0x170"));
        assert!(!begun.is_broken_by("dump_stack_lvl+0x44/0x5c", "dump_header+0x4c/0x22b"));
        assert!(begun.is_broken_by("vfs_read+0x1/0x2", "entry_SYSCALL_64_after_hwframe+0x6e/0xd8"));
        let whole = trace(&[
            "do_syscall_64+0x55/0xb0",
            "foreign+0x1/0x2",
            "entry_SYSCALL_64_after_hwframe+0x6e/0xd8",
            "RIP: 0033:0x402434",
            "</TASK>",
        ]);
        assert!(
            !whole.is_open()
                && !whole.is_broken_by(
                    "foreign+0x1/0x2",
                    "entry_SYSCALL_64_after_hwframe+0x6e/0xd8".replace("6e", "6f").as_str()
                )
        );
        assert!(whole.is_broken_by("RIP:", "do_syscall_64+0x55/0xb0"));
        assert!(!whole.is_broken_by("RIP:", "other+0x55/0xb0"));
        assert!(Trace::is_below_root("ret_from_fork+0x1f/0x30", "__alloc_pages+0x305/0x330"));
        assert!(!Trace::is_below_root("kthread+0xd7/0x100", "ret_from_fork+0x1f/0x30"));
    }
}
