//! Requests for memory that the kernel refused without a kill.

use super::{KernelInfo, NodeMemory, PageSizeFact, Place};

/// The Mem-Info behind a request that the kernel refused without a kill (`page allocation failure`).
#[derive(Clone, Debug, PartialEq)]
pub struct RefusedRequest {
    /// The line that says so.
    pub at: Place,
    /// What it shows of the node.
    pub memory: NodeMemory,
    /// The size of a page there.
    pub page_size: PageSizeFact,
    /// The kernel, by the line of `CPU:` behind it.
    pub kernel: Option<KernelInfo>,
    /// True where the call trace shows that vmalloc asked, which needs address space besides pages.
    pub by_vmalloc: bool,
}
