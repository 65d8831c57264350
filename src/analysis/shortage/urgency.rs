//! How far below `min` a request may go: `gfp_to_alloc_flags()` and `__zone_watermark_ok()` of `mm/page_alloc.c`.
//!
//! `__GFP_HIGH` lowers the mark by a half, and a request that may not wait lowers what is left by a quarter, so that an atomic
//! one is tested at three eighths of `min`. What makes a request one that may not wait moved: no `__GFP_WAIT` up to 4.3,
//! `__GFP_ATOMIC` from 4.4 to 6.2, no `__GFP_DIRECT_RECLAIM` from 6.3 on, where it counts beside `__GFP_HIGH` only. Never one
//! with `__GFP_NOMEMALLOC`. A real-time process may go as far (lower by a quarter up to 6.2, by a half since); the log does
//! not tell which are.

use super::gfp::GfpMask;
use crate::model::{Bytes, KernelSeries, PageSize, Pages};

/// What a request may have that an ordinary one may not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Urgency {
    /// May not wait until memory is reclaimed.
    pub(super) cannot_wait: bool,
    /// `__GFP_HIGH`.
    high: bool,
    /// May not wait, where that lowers the mark.
    harder: bool,
    /// What is kept for atomic requests.
    pub(super) highatomic: Highatomic,
}

/// What is kept for atomic requests, to one of them or another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Highatomic {
    /// Out of reach.
    #[default]
    Kept,
    /// Counts as free.
    Counted,
    /// Counts as free, and blocks of type H may be taken above order 0.
    Taken,
}

impl Urgency {
    /// Of a mask, on a kernel of this version. `None` where only the version could tell and is not in the log.
    pub(super) fn of(mask: GfpMask, version: Option<KernelSeries>) -> Option<Self> {
        const ATOMIC_FLAG: KernelSeries = KernelSeries(4, 4);
        const NON_BLOCK: KernelSeries = KernelSeries(6, 3);
        let has = |name| mask.has(name, version);
        let high = has("__GFP_HIGH")?;
        // A mask with names is of 4.6 or later.
        let waits = if version.is_some_and(|version| version < ATOMIC_FLAG) {
            has("__GFP_WAIT")?
        } else {
            has("__GFP_DIRECT_RECLAIM")?
        };
        let Some(version) = version else {
            // What waits and what is atomic is tested alike on all kernels that print names.
            let atomic = !waits && high && !has("__GFP_NOMEMALLOC")?;
            return (waits || atomic).then_some(Self { cannot_wait: !waits, high, harder: atomic, ..Self::default() });
        };
        let spares = has("__GFP_NOMEMALLOC")?;
        let may_not_wait =
            !spares && if version < ATOMIC_FLAG || version >= NON_BLOCK { !waits } else { has("__GFP_ATOMIC")? };
        let is_new = version >= NON_BLOCK;
        let harder = may_not_wait && (high || !is_new);
        let highatomic = if version < ATOMIC_FLAG {
            Highatomic::Kept
        } else if harder {
            Highatomic::Taken
        } else if may_not_wait || (is_new && high) {
            Highatomic::Counted
        } else {
            Highatomic::Kept
        };
        Some(Self { cannot_wait: !waits, high, harder, highatomic })
    }

    /// What is left of `min`, in whole pages as the kernel reckons.
    pub(super) fn mark(self, min: Bytes, page: PageSize) -> Bytes {
        let mut pages = min.0 / page.bytes();
        if self.high {
            pages -= pages / 2;
        }
        if self.harder {
            pages -= pages / 4;
        }
        Pages(pages).bytes(page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `min` of 61,220 kB is 15,305 pages: 15,305 − 7,652 = 7,653, and 7,653 − 1,913 = 5,740 pages = 22,960 kB.
    #[test]
    fn an_atomic_request_is_tested_at_three_eighths_of_min() {
        let page = PageSize::DEFAULT;
        let (min, half, atomic, quarter) = (61_220, 30_612, 22_960, 45_916);
        for (mask, (major, minor), mark, highatomic) in [
            ("0xa20(GFP_ATOMIC)", (5, 10), atomic, true),
            ("0x820(GFP_ATOMIC)", (6, 6), atomic, true),
            ("0x2280020(GFP_ATOMIC|__GFP_NOTRACK)", (4, 6), atomic, true),
            ("0x20", (3, 10), atomic, false),
            ("0x4020", (2, 6), atomic, false),
            ("0x8020", (3, 10), atomic, false),
            // __GFP_HIGH that waits.
            ("0xce0(GFP_KERNEL|__GFP_HIGH)", (5, 10), half, false),
            ("0xce0(GFP_KERNEL|__GFP_HIGH)", (6, 6), half, true),
            ("0xf0", (3, 10), half, false),
            // May not wait, without __GFP_HIGH: what GFP_NOWAIT asks for.
            ("0x800(GFP_NOWAIT)", (5, 10), min, false),
            ("0x800(GFP_NOWAIT)", (6, 6), min, true),
            ("0x0", (3, 10), quarter, false),
            // Spares the reserves.
            ("0x80820(GFP_ATOMIC|__GFP_NOMEMALLOC)", (6, 6), half, true),
            ("0x10020", (3, 10), half, false),
            // Ordinary ones.
            ("0xcc0(GFP_KERNEL)", (6, 1), min, false),
            ("0xd0", (3, 10), min, false),
            ("0x100cca(GFP_HIGHUSER_MOVABLE)", (5, 15), min, false),
        ] {
            let version = KernelSeries(major, minor);
            let urgency = Urgency::of(GfpMask::parse(mask).unwrap(), Some(version)).unwrap();
            assert_eq!(urgency.mark(Bytes(min << 10), page), Bytes(mark << 10), "{mask} on {version:?}");
            assert_eq!(urgency.highatomic > Highatomic::Kept, highatomic, "{mask} on {version:?}");
        }
    }

    #[test]
    fn bits_without_a_version_tell_nothing() {
        assert_eq!(Urgency::of(GfpMask::parse("0x8020").unwrap(), None), None);
        let told = Urgency::of(GfpMask::parse("0xa20(GFP_ATOMIC)").unwrap(), None).unwrap();
        assert_eq!(told, Urgency { cannot_wait: true, high: true, harder: true, ..Urgency::default() });
        let ordinary = Urgency::of(GfpMask::parse("0xcc0(GFP_KERNEL)").unwrap(), None);
        assert_eq!(ordinary, Some(Urgency::default()));
    }
}
