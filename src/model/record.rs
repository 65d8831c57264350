//! One message of a log with its envelope taken off.

use super::{Moment, Place};

/// One message: what a line says, and what its envelope says about it. A physical line may hold several
/// (`#012`-joined kernel records) and a message may take several lines (`journalctl -o export`).
#[derive(Clone, Debug, PartialEq)]
pub struct Record<'a> {
    /// Where the message begins.
    pub place: Place,
    /// Its stamp. For a continuation line, the stamp of the record it continues.
    pub moment: Moment,
    /// The node that wrote it, if the envelope says.
    pub host: Option<&'a str>,
    /// The program (`kernel`, `kubelet`), if the envelope says.
    pub program: Option<&'a str>,
    /// The program's process id (`kubelet[1873]`), if the envelope says.
    pub program_pid: Option<u32>,
    /// Who speaks, as far as the envelope tells.
    pub origin: Origin,
    /// The printk caller (`T1234`, `C0`), if the kernel prints it (CONFIG_PRINTK_CALLER).
    pub caller: Option<&'a str>,
    /// An id of the boot, if the envelope says (journald's `_BOOT_ID`).
    pub boot: Option<&'a str>,
    /// The message alone: no stamp, no host, no program, no `[seconds]`; leading blanks of kernel text are kept only
    /// where they mean something (` <TASK>`): readers trim.
    pub text: &'a str,
    /// True where this is a further line of a multi-line kernel record and has no stamp of its own.
    pub continuation: bool,
}

impl<'a> Record<'a> {
    /// A message of which nothing else is known.
    pub const fn bare(place: Place, origin: Origin, text: &'a str) -> Self {
        Self {
            place,
            moment: Moment { wall: None, uptime: None, printed: None },
            host: None,
            program: None,
            program_pid: None,
            origin,
            caller: None,
            boot: None,
            text,
            continuation: false,
        }
    }
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The kernel: tag `kernel`, a bare dmesg line, `_TRANSPORT=kernel`.
    Kernel,
    /// Another program, by its tag. Its text is never a kernel message, whatever it says.
    Program,
    /// The envelope does not tell (pasted fragments): kernel shapes are accepted where they are unmistakable.
    Unknown,
}
