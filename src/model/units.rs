//! Sizes with their unit in the type. The kernel's "kB" is 1024 bytes; only this file knows.

use std::fmt;

use crate::lang::{Argument, SentenceArgument};

/// A size in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(pub u64);

/// A size in KiB, which the kernel prints as `kB` (`K(x)` in `mm/oom_kill.c`: pages shifted, never divided by 1000).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kib(pub u64);

/// A number of memory pages of the kernel that wrote the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pages(pub u64);

/// Bytes in a page: 4096 on x86, 4096, 16384 or 65536 on arm64, 65536 on many ppc64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PageSize(u32);

/// How the page size of an incident is known, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageSizeBasis {
    /// The kill line's `total-vm` in KiB divided by the same process's `total_vm` pages.
    KillLine,
    /// The last digits of an unlimited limit (`…988kB` is 4 KiB, `…976kB` 16 KiB, `…928kB` 64 KiB).
    Limit,
    /// The smallest block in Mem-Info's free lists.
    FreeList,
    /// Nothing in the log tells; 4096 is taken and said to be assumed.
    Assumed,
}

impl PageSizeBasis {
    /// All of them, best first.
    pub const ALL: [Self; 4] = [Self::KillLine, Self::Limit, Self::FreeList, Self::Assumed];

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::KillLine => "kill-line",
            Self::Limit => "limit",
            Self::FreeList => "free-list",
            Self::Assumed => "assumed",
        }
    }
}

impl From<Bytes> for SentenceArgument {
    fn from(size: Bytes) -> Self {
        Self::Size(size.0)
    }
}

impl From<Bytes> for Argument<'_> {
    fn from(size: Bytes) -> Self {
        Self::size(size.0)
    }
}

impl Kib {
    /// From this many KiB on a cgroup limit means "no limit" for every page size
    /// (`PAGE_COUNTER_MAX` of `include/linux/page_counter.h` is `LONG_MAX / PAGE_SIZE` pages).
    pub const UNLIMITED_FROM: Self = Self((1 << 53) - (1 << 10));
    /// The same on 32-bit kernels with 4 KiB pages, where it is printed as exactly this.
    pub const UNLIMITED_32_BIT: Self = Self(8_589_934_588);

    /// The size in bytes; saturates, because an unlimited limit does not fit.
    pub const fn bytes(self) -> Bytes {
        Bytes(self.0.saturating_mul(1024))
    }

    /// True where a cgroup limit of this size means that there is none.
    pub fn is_unlimited(self) -> bool {
        self >= Self::UNLIMITED_FROM || self == Self::UNLIMITED_32_BIT
    }
}

impl Pages {
    /// The size in bytes; saturates on nonsense input.
    pub const fn bytes(self, page_size: PageSize) -> Bytes {
        Bytes(self.0.saturating_mul(page_size.0 as u64))
    }
}

impl PageSize {
    /// The page size of nearly every x86 and arm64 node.
    pub const DEFAULT: Self = Self(4096);
    /// Page sizes that Linux kernels use in practice.
    pub const KNOWN: [Self; 3] = [Self(4096), Self(16384), Self(65536)];

    /// A page of `bytes` bytes, if that is one of [`Self::KNOWN`].
    pub fn from_bytes(bytes: u64) -> Option<Self> {
        Self::KNOWN.into_iter().find(|size| u64::from(size.0) == bytes)
    }

    /// Bytes in one page.
    pub const fn bytes(self) -> u64 {
        self.0 as u64
    }
}

impl Bytes {
    /// The sum; saturates.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left after `other`, or `None` where `other` is larger.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// This size as a share of `whole`, 0.0 to 1.0 and beyond; 0.0 where the whole is nothing.
    pub fn share_of(self, whole: Self) -> f64 {
        if whole.0 == 0 { 0.0 } else { self.0 as f64 / whole.0 as f64 }
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} B", self.0)
    }
}

impl fmt::Display for Kib {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} kB", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kernel_kb_is_1024_bytes() {
        assert_eq!(Kib(512_000).bytes(), Bytes(524_288_000));
    }

    #[test]
    fn unlimited_is_told_for_every_page_size_and_width() {
        for printed in
            [9_007_199_254_740_988, 9_007_199_254_740_976, 9_007_199_254_740_928, 9_007_199_254_740_991, 8_589_934_588]
        {
            assert!(Kib(printed).is_unlimited(), "{printed}");
        }
        for real in [0, 512_000, 8_589_934_592, (1 << 53) - (1 << 10) - 1] {
            assert!(!Kib(real).is_unlimited(), "{real}");
        }
    }

    #[test]
    fn sizes_saturate_instead_of_wrapping() {
        assert_eq!(Kib(u64::MAX).bytes(), Bytes(u64::MAX));
        assert_eq!(Pages(u64::MAX).bytes(PageSize::DEFAULT), Bytes(u64::MAX));
        assert_eq!(Bytes(1).minus(Bytes(2)), None);
    }
}
