//! The order in which the kernel prints a report: what must stand between two lines shows where lines are missing.

use crate::kernel::{CounterKind, MemInfo, Message, PageCount};

/// A line's place in a report, in the kernel's order: `dump_header()` of `mm/oom_kill.c` and `show_free_areas()` of
/// `mm/page_alloc.c` (`mm/show_mem.c` from 6.6 on), 3.10 to 7.x.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// `X invoked oom-killer`.
    Header,
    /// `X cpuset=…` (up to 4.19).
    Cpuset,
    /// `CPU: … Comm: …`.
    Cpu,
    /// `Hardware name: …`.
    Hardware,
    /// `Call Trace:`, frames and registers.
    Stack,
    /// `Task in … killed as a result of limit of …` (up to 4.19).
    TaskIn,
    /// `memory: usage …`.
    Usage,
    /// `swap: usage …` and its kin.
    MoreUsage,
    /// `Memory cgroup stats for …`.
    StatsHead,
    /// A statistic in a line of its own (5.3 on).
    Stat,
    /// `Mem-Info:`.
    NodeHead,
    /// `active_anon:… free:…`, several lines.
    Pages,
    /// `Node 0 active_anon:…kB …` (4.9 on).
    NumaNode,
    /// `Node 0 DMA free:…kB …`.
    Zone,
    /// `lowmem_reserve[]: …`.
    Reserve,
    /// `Node 0 DMA: 1*4kB …`.
    FreeList,
    /// `Node 0 hugepages_total=…`.
    Huge,
    /// `91 total pagecache pages`.
    PageCache,
    /// `0 pages in swap cache`.
    SwapCache,
    /// `Free swap  = 0kB`.
    SwapFree,
    /// `Total swap = 0kB`.
    SwapTotal,
    /// `229240 pages RAM`.
    Ram,
    /// `21283 pages reserved` and its kin.
    Reserved,
    /// Unreclaimable slab (4.15 on).
    Slab,
    /// `Tasks state …` (4.19 on).
    Title,
    /// The task table's header.
    TableHead,
    /// A row.
    Row,
    /// Who is to die.
    Named,
    /// Who was killed, or that nobody was.
    End,
}

impl Step {
    /// Where the message stands in a report; `None` for what may stand anywhere.
    pub(super) const fn of(message: &Message<'_>) -> Option<Self> {
        Some(match message {
            Message::Invoked(_) => Self::Header,
            Message::Cpuset => Self::Cpuset,
            Message::Cpu(_) => Self::Cpu,
            Message::Hardware(_) => Self::Hardware,
            Message::CallTrace => Self::Stack,
            Message::TaskIn { .. } => Self::TaskIn,
            Message::Counter { kind: CounterKind::Memory, .. } => Self::Usage,
            Message::Counter { .. } => Self::MoreUsage,
            Message::StatsFor { .. } | Message::MoreInline(_) => Self::StatsHead,
            Message::Stat(..) => Self::Stat,
            Message::Mem(line) => return Self::of_node(line),
            Message::Huge(_) => Self::Huge,
            Message::TasksTitle => Self::Title,
            Message::TasksHeader(_) => Self::TableHead,
            Message::Row(_) => Self::Row,
            Message::Summary(_) | Message::Chosen(_) => Self::Named,
            Message::Killed(_) | Message::NoKillable | Message::Panic(_) => Self::End,
            Message::InvokedCut
            | Message::Protection(..)
            | Message::Group { .. }
            | Message::Reaped(_)
            | Message::ReapFailed(_)
            | Message::AlreadyExiting(_)
            | Message::Suppressed(_)
            | Message::Manual
            | Message::Ignored
            | Message::AllocationFailure
            | Message::Boot
            | Message::Lost(_) => return None,
        })
    }

    const fn of_node(line: &MemInfo<'_>) -> Option<Self> {
        Some(match line {
            MemInfo::Start => Self::NodeHead,
            MemInfo::Counters(_) => Self::Pages,
            MemInfo::Node(..) => Self::NumaNode,
            MemInfo::Zone(_) => Self::Zone,
            MemInfo::LowmemReserve(_) => Self::Reserve,
            MemInfo::FreeList(_) => Self::FreeList,
            MemInfo::Count(PageCount::PageCache, _) => Self::PageCache,
            MemInfo::Count(PageCount::SwapCache, _) => Self::SwapCache,
            MemInfo::SwapFree(_) => Self::SwapFree,
            MemInfo::SwapTotal(_) => Self::SwapTotal,
            MemInfo::Count(PageCount::Ram, _) => Self::Ram,
            MemInfo::Count(..) => Self::Reserved,
            MemInfo::SlabTitle | MemInfo::Slab(..) => Self::Slab,
            // A wrapped line's rest.
            MemInfo::MoreSizes(..) => return None,
        })
    }

    /// True where the kernel prints `self` directly behind `last`, with nothing of the report between.
    pub(super) const fn may_follow(self, last: Self) -> bool {
        match self {
            Self::Header => true,
            Self::Cpuset => matches!(last, Self::Header),
            Self::Cpu => matches!(last, Self::Header | Self::Cpuset),
            Self::Hardware => matches!(last, Self::Cpu),
            Self::Stack => matches!(last, Self::Cpu | Self::Hardware | Self::Stack),
            Self::TaskIn | Self::NodeHead => matches!(last, Self::Cpu | Self::Stack),
            Self::Usage => matches!(last, Self::Cpu | Self::Stack | Self::TaskIn),
            Self::MoreUsage => matches!(last, Self::Usage | Self::MoreUsage),
            Self::StatsHead => matches!(last, Self::Usage | Self::MoreUsage | Self::StatsHead),
            Self::Stat => matches!(last, Self::StatsHead | Self::Stat),
            Self::Pages => matches!(last, Self::NodeHead | Self::Pages),
            Self::NumaNode => matches!(last, Self::Pages | Self::NumaNode),
            Self::Zone => matches!(last, Self::Pages | Self::NumaNode | Self::Reserve),
            Self::Reserve => matches!(last, Self::Zone),
            Self::FreeList => matches!(last, Self::Reserve | Self::FreeList),
            Self::Huge => matches!(last, Self::FreeList | Self::Huge),
            Self::PageCache => matches!(last, Self::FreeList | Self::Huge),
            Self::SwapCache => matches!(last, Self::PageCache),
            Self::SwapFree => matches!(last, Self::PageCache | Self::SwapCache),
            Self::SwapTotal => matches!(last, Self::SwapFree),
            Self::Ram => matches!(last, Self::PageCache | Self::SwapTotal),
            Self::Reserved => matches!(last, Self::Ram | Self::Reserved),
            Self::Slab => matches!(last, Self::Ram | Self::Reserved | Self::Slab),
            Self::Title => last.ends_memory(),
            Self::TableHead => last.ends_memory() || matches!(last, Self::Title),
            Self::Row => matches!(last, Self::TableHead | Self::Row),
            // A node may be told to print no table (vm.oom_dump_tasks=0).
            Self::Named => last.ends_memory() || matches!(last, Self::TableHead | Self::Row | Self::Named),
            Self::End => matches!(last, Self::Named | Self::End),
        }
    }

    /// True for what may stand last in the memory part.
    const fn ends_memory(self) -> bool {
        matches!(self, Self::StatsHead | Self::Stat | Self::Ram | Self::Reserved | Self::Slab)
    }
}
