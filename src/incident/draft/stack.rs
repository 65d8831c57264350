//! The header's companions: `CPU:`, `Hardware name:`, the call trace and the registers.

use super::{IncidentDraft, ReportStage};
use crate::incident::seen::MessageSeen;
use crate::incident::step::Step;
use crate::kernel::Cpu;
use crate::model::{CallPath, Caller, KernelInfo, Moment, Place, Quote, limits};

impl IncidentDraft {
    pub(in crate::incident) fn cpu(&mut self, cpu: &Cpu<'_>, seen: &MessageSeen<'_>) -> bool {
        if self.part != ReportStage::Header || self.incident.kernel.is_some() {
            return false;
        }
        let Some(trigger) = &mut self.incident.trigger else {
            return false;
        };
        self.other_comm = names_another(seen.text, &trigger.name);
        trigger.pid = Some(cpu.pid);
        trigger.uid = cpu.uid;
        self.incident.kernel = Some(KernelInfo {
            release: cpu.release.map(Into::into),
            taint: cpu.taint.map(Into::into),
            hardware: None,
            at: seen.place,
        });
        true
    }

    pub(in crate::incident) fn hardware(&mut self, name: &str) -> bool {
        let Some(kernel) = self.incident.kernel.as_mut().filter(|kernel| kernel.hardware.is_none()) else {
            return false;
        };
        kernel.hardware = Some(name.into());
        self.part == ReportStage::Header
    }

    /// A line between the header and the first figures: frames, registers, whatever. False where there is no such part.
    pub(in crate::incident) fn stack_line(&mut self, text: &str, place: Place, moment: &Moment) -> bool {
        if self.part != ReportStage::Header || self.incident.trigger.is_none() {
            return false;
        }
        if self.stack_lines >= limits::STACK_LINES.most {
            self.left_out(&limits::STACK_LINES, place);
            return false;
        }
        self.stack_lines += 1;
        self.frame(text, place);
        self.lines_between = 0;
        self.incident.stack = Some(self.incident.stack.unwrap_or_else(|| place.span()).with(place));
        self.span = self.span.with(place);
        if is_of_trace(text) {
            self.step = Some(Step::Stack);
        }
        self.clock.tick(moment);
        true
    }

    /// What a frame of the call trace tells of how the killer was reached. Innermost frames come first, so the first that
    /// tells decides; a frame behind `?` was only found lying on the stack.
    fn frame(&mut self, text: &str, place: Place) {
        let Some(function) = function_of(text) else { return };
        self.is_kernel_thread |= matches!(function, "kthread" | "ret_from_fork");
        let frame = || Quote { text: text.trim().into(), at: place };
        let path = match (function.split('.').next().unwrap_or(function), self.incident.call_path()) {
            ("moom_callback", _) => {
                self.incident.asked_by_hand.get_or_insert_with(frame);
                return;
            }
            ("memory_max_write", None | Some(CallPath::Cgroup)) => CallPath::LimitLowered,
            ("mem_cgroup_out_of_memory" | "mem_cgroup_oom_synchronize", None) => CallPath::Cgroup,
            ("__alloc_pages_slowpath" | "__alloc_pages_may_oom", None) => CallPath::PageAllocator,
            _ => return,
        };
        self.incident.reached_by = Some(Caller { path, frame: frame() });
    }
}

/// The function of a frame: `[<ffffffff81189b3d>] warn_alloc_failed+0xed/0x110`. `None` for one that was only found lying on
/// the stack (`?`), and for other lines.
pub(in crate::incident) fn function_of(text: &str) -> Option<&str> {
    let (before, _) = text.split_once("+0x").filter(|(before, _)| !before.contains("? "))?;
    Some(before.rsplit([' ', ']']).next().unwrap_or(before))
}

/// The words with a colon that dumps of registers begin with: `__show_regs()` of x86 and arm64, `show_regs()` of powerpc,
/// s390 and riscv, 3.10 to 7.x.
const REGISTERS: &[&str] = &[
    "Code",
    "RIP",
    "EIP",
    "RSP",
    "RAX",
    "RDX",
    "RBP",
    "R10",
    "R13",
    "EAX",
    "ESI",
    "DS",
    "FS",
    "CS",
    "CR2",
    "CR3",
    "DR0",
    "DR3",
    "PKRU",
    "EFLAGS",
    "pstate",
    "pc",
    "lr",
    "sp",
    "NIP",
    "CTR",
    "MSR",
    "REGS",
    "CFAR",
    "GPR00",
    "LR",
    "Krnl PSW",
    "Krnl GPRS",
    "Krnl Code",
    "epc",
    "ra",
    "gp",
    "tp",
    "status",
    "Exception stack",
];

/// True for what surely is of a call trace: a title, a frame, a mark between stacks, registers. What else stands between the
/// header and the figures may be another program's: between the records of an export stand its dates and braces.
pub(in crate::incident) fn is_of_trace(text: &str) -> bool {
    let text = text.trim();
    let is_mark =
        || text.strip_suffix('>').is_some_and(|mark| mark.starts_with('<') && !mark.contains(' ') && mark.len() <= 8);
    let register = || text.split_once(':').map(|(name, _)| name.trim_end());
    let is_numbered = |name: &str| {
        name.strip_prefix(['x', 'r'])
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    text.contains("+0x")
        || text.starts_with("[<")
        || text.starts_with("Call Trace")
        || text.starts_with("Call trace")
        || is_mark()
        || register().is_some_and(|name| REGISTERS.contains(&name) || is_numbered(name))
}

/// True where the `CPU:` line names another task than the header does; both print `current->comm`.
fn names_another(line: &str, name: &str) -> bool {
    line.contains(" Comm: ") && !line.contains(&format!(" Comm: {name} "))
}
