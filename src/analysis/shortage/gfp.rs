//! What a gfp mask says about the memory that was asked for.
//!
//! The four lowest bits choose the zone and have kept their places in every kernel (`GFP_ZONEMASK`,
//! `include/linux/gfp.h`, `gfp_types.h` from 6.0 on); the others moved several times. Kernels since 4.6 print the names beside
//! the bits, and where both are there the names count.

use crate::model::KernelSeries;

/// The bits that choose the zone, the same in all kernels.
const DMA: u64 = 1;
const HIGHMEM: u64 = 2;
const DMA32: u64 = 4;
const MOVABLE: u64 = 8;

/// A mask as far as it decides where memory may come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GfpMask {
    /// All bits as printed; `None` where only names are there.
    pub bits: Option<u64>,
    /// The zone bits.
    zone: u64,
    reclaimable: bool,
    /// Which of [`SOUGHT`] the names hold, a bit each; `None` where the mask is printed without names.
    named: Option<u8>,
}

/// The flags that decide how far below `min` a request may go.
const SOUGHT: [&str; 5] = ["__GFP_HIGH", "__GFP_ATOMIC", "__GFP_NOMEMALLOC", "__GFP_WAIT", "__GFP_DIRECT_RECLAIM"];

/// Which of [`SOUGHT`] stand for what kernels print under one name (`include/trace/events/mmflags.h`, 4.6 on).
fn implied_by(name: &str) -> &'static [&'static str] {
    match name {
        "GFP_ATOMIC" => &["__GFP_HIGH", "__GFP_ATOMIC"],
        "GFP_TRANSHUGE_LIGHT" => &["__GFP_NOMEMALLOC"],
        "GFP_TRANSHUGE" => &["__GFP_NOMEMALLOC", "__GFP_DIRECT_RECLAIM"],
        "GFP_KERNEL"
        | "GFP_KERNEL_ACCOUNT"
        | "GFP_NOFS"
        | "GFP_NOIO"
        | "GFP_USER"
        | "GFP_HIGHUSER"
        | "GFP_HIGHUSER_MOVABLE"
        | "GFP_TEMPORARY"
        | "__GFP_RECLAIM" => &["__GFP_DIRECT_RECLAIM"],
        _ => &[],
    }
}

/// Which of [`SOUGHT`] the names hold.
fn sought_in(names: &[&str]) -> u8 {
    let holds = |flag: &&str| names.iter().any(|name| name == flag || implied_by(name).contains(flag));
    SOUGHT.iter().zip(0..).filter(|(flag, _)| holds(flag)).fold(0, |found, (_, at)| found | 1 << at)
}

/// The names that kernels print for several bits together, and the zone bits among them. Names that are not here and begin
/// with `GFP_` or `__GFP_` choose no zone.
const COMPOSITES: &[(&str, u64)] = &[
    ("GFP_DMA", DMA),
    ("__GFP_DMA", DMA),
    ("GFP_DMA32", DMA32),
    ("__GFP_DMA32", DMA32),
    ("GFP_HIGHMEM", HIGHMEM),
    ("__GFP_HIGHMEM", HIGHMEM),
    ("GFP_HIGHUSER", HIGHMEM),
    ("GFP_MOVABLE", MOVABLE),
    ("__GFP_MOVABLE", MOVABLE),
    ("GFP_HIGHUSER_MOVABLE", HIGHMEM | MOVABLE),
    ("GFP_TRANSHUGE", HIGHMEM | MOVABLE),
    ("GFP_TRANSHUGE_LIGHT", HIGHMEM | MOVABLE),
];

impl GfpMask {
    /// Reads `0xcc0(GFP_KERNEL)`, `0x201da` or `GFP_KERNEL|__GFP_COMP`. `None` where it is neither.
    pub fn parse(printed: &str) -> Option<Self> {
        let (number, names) = match printed.split_once('(') {
            Some((number, names)) => (number, names.trim_end_matches(')')),
            None if printed.contains("GFP_") => ("", printed),
            None => (printed, ""),
        };
        let bits = number.trim().strip_prefix("0x").and_then(|digits| u64::from_str_radix(digits, 16).ok());
        let names: Vec<&str> = names.split('|').map(str::trim).filter(|name| !name.is_empty()).collect();
        let are_names =
            !names.is_empty() && names.iter().all(|name| name.starts_with("GFP_") || name.starts_with("__GFP_"));
        if are_names {
            let zone_of = |name: &&str| COMPOSITES.iter().find(|(known, _)| known == name).map_or(0, |(_, zone)| *zone);
            let zone = names.iter().map(zone_of).fold(0, |bits, zone| bits | zone);
            let reclaimable = names.iter().any(|name| name.ends_with("GFP_RECLAIMABLE"));
            return Some(Self { bits, zone, reclaimable, named: Some(sought_in(&names)) });
        }
        // Without names the bit for reclaimable pages is not looked at: it moved, and no movable request has it.
        let bits = bits?;
        let zone = bits & (DMA | HIGHMEM | DMA32 | MOVABLE);
        Some(Self { bits: Some(bits), zone, reclaimable: false, named: None })
    }

    /// Whether one of [`SOUGHT`] is set: by the names, else by the bit that it has on a kernel of this version. `None` where only
    /// the version could tell and is not in the log.
    pub(super) fn has(self, flag: &str, version: Option<KernelSeries>) -> Option<bool> {
        if let Some(named) = self.named {
            let at = SOUGHT.iter().position(|sought| *sought == flag)?;
            return Some(named & (1 << at) != 0);
        }
        let known = FLAGS.iter().find(|known| known.name == flag)?;
        let bit = match (known.places, version) {
            ([only], _) => only.bit,
            (_, version) => place(known, version?).unwrap_or(0),
        };
        Some(self.bits? & bit != 0)
    }

    /// True where nothing was asked for: only `pagefault_out_of_memory()` of `mm/oom_kill.c` passes such a mask.
    pub fn is_empty(self) -> bool {
        self.bits == Some(0)
    }

    /// The highest zone that the mask allows (`gfp_zone()`). Where the kernel has no high memory, what may use it is
    /// served from Normal, and where it has no DMA32, what needs it is, too.
    pub(super) const fn zone(self, Built { has_highmem, has_dma32 }: Built) -> ZoneKind {
        if self.zone & DMA != 0 {
            ZoneKind::Dma
        } else if self.zone & DMA32 != 0 {
            if has_dma32 { ZoneKind::Dma32 } else { ZoneKind::Normal }
        } else if self.zone & HIGHMEM == 0 || (self.zone & MOVABLE == 0 && !has_highmem) {
            ZoneKind::Normal
        } else if self.zone & MOVABLE == 0 {
            ZoneKind::HighMem
        } else {
            ZoneKind::Movable
        }
    }

    /// True where pages set aside for devices (CMA) may be lent to the request: only movable pages may lie there
    /// (`gfp_migratetype()`, `gfp_to_alloc_flags_cma()` in `mm/page_alloc.c`).
    pub const fn may_use_cma(self) -> bool {
        self.zone & MOVABLE != 0 && !self.reclaimable
    }
}

/// Which zones a kernel is built with, of those that not all have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Built {
    pub has_highmem: bool,
    pub has_dma32: bool,
}

/// Zones in the kernel's order (`enum zone_type`, `include/linux/mmzone.h`): a request may use its own and those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneKind {
    /// The first 16 MiB on x86, more elsewhere.
    Dma,
    /// The first 4 GiB.
    Dma32,
    /// What the kernel itself may use.
    Normal,
    /// What a 32-bit kernel cannot reach all the time.
    HighMem,
    /// For pages that can be moved only.
    Movable,
    /// Memory of devices, which ordinary requests never get.
    Device,
}

impl ZoneKind {
    /// All of them, in this order.
    pub const ALL: [Self; 6] = [Self::Dma, Self::Dma32, Self::Normal, Self::HighMem, Self::Movable, Self::Device];

    /// From the kernel's name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "DMA" => Self::Dma,
            "DMA32" => Self::Dma32,
            "Normal" => Self::Normal,
            "HighMem" => Self::HighMem,
            "Movable" => Self::Movable,
            "Device" => Self::Device,
            _ => return None,
        })
    }

    /// True for the zone that lets a request have any memory.
    pub const fn is_highest(self) -> bool {
        matches!(self, Self::Movable | Self::Device)
    }

    /// The kernel's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dma => "DMA",
            Self::Dma32 => "DMA32",
            Self::Normal => "Normal",
            Self::HighMem => "HighMem",
            Self::Movable => "Movable",
            Self::Device => "Device",
        }
    }
}

/// A bit above the zone's, with its places in the order of the kernels.
struct Flag {
    name: &'static str,
    places: &'static [FlagPlace],
}

/// From a kernel on, the bit of a flag; 0 from the kernel on that dropped it.
struct FlagPlace {
    since: KernelSeries,
    bit: u64,
}

const fn from(major: u32, minor: u32, bit: u64) -> FlagPlace {
    FlagPlace { since: KernelSeries(major, minor), bit }
}

const fn flag(name: &'static str, places: &'static [FlagPlace]) -> Flag {
    Flag { name, places }
}

/// The bit that a flag has on a kernel of this version; `None` where it has none.
fn place(flag: &Flag, version: KernelSeries) -> Option<u64> {
    let place = flag.places.iter().rev().find(|place| place.since <= version)?;
    (place.bit > 0).then_some(place.bit)
}

/// Where each bit lies (`include/linux/gfp.h`, `gfp_types.h` from 6.0 on). Red Hat's 4.18 prints the bits of its own series.
const FLAGS: &[Flag] = &[
    flag("__GFP_WAIT", &[from(0, 0, 0x10), from(4, 4, 0)]),
    flag("__GFP_RECLAIMABLE", &[from(0, 0, 0x8_0000), from(4, 4, 0x10)]),
    flag("__GFP_HIGH", &[from(0, 0, 0x20)]),
    flag("__GFP_IO", &[from(0, 0, 0x40)]),
    flag("__GFP_FS", &[from(0, 0, 0x80)]),
    flag("__GFP_COLD", &[from(0, 0, 0x100), from(4, 15, 0)]),
    flag("__GFP_NOWARN", &[from(0, 0, 0x200), from(5, 2, 0x2000)]),
    flag("__GFP_REPEAT", &[from(0, 0, 0x400), from(4, 13, 0)]),
    flag("__GFP_RETRY_MAYFAIL", &[from(4, 13, 0x400), from(5, 2, 0x4000)]),
    flag("__GFP_NOFAIL", &[from(0, 0, 0x800), from(5, 2, 0x8000)]),
    flag("__GFP_NORETRY", &[from(0, 0, 0x1000), from(5, 2, 0x1_0000)]),
    flag("__GFP_MEMALLOC", &[from(0, 0, 0x2000), from(5, 2, 0x2_0000)]),
    flag("__GFP_COMP", &[from(0, 0, 0x4000), from(5, 2, 0x4_0000)]),
    flag("__GFP_ZERO", &[from(0, 0, 0x8000), from(5, 2, 0x100)]),
    flag("__GFP_NOMEMALLOC", &[from(0, 0, 0x1_0000), from(5, 2, 0x8_0000)]),
    flag("__GFP_HARDWALL", &[from(0, 0, 0x2_0000), from(5, 2, 0x10_0000)]),
    flag("__GFP_THISNODE", &[from(0, 0, 0x4_0000), from(5, 2, 0x20_0000)]),
    flag("__GFP_ATOMIC", &[from(4, 4, 0x8_0000), from(5, 2, 0x200), from(6, 3, 0)]),
    flag("__GFP_ACCOUNT", &[from(4, 4, 0x10_0000), from(5, 2, 0x40_0000)]),
    flag("__GFP_NOTRACK", &[from(0, 0, 0x20_0000), from(4, 15, 0)]),
    flag("__GFP_NO_KSWAPD", &[from(0, 0, 0x40_0000), from(4, 4, 0)]),
    flag("__GFP_OTHER_NODE", &[from(0, 0, 0x80_0000), from(4, 10, 0)]),
    flag("__GFP_WRITE", &[from(0, 0, 0x100_0000), from(4, 10, 0x80_0000), from(4, 18, 0x100), from(5, 2, 0x1000)]),
    flag("__GFP_DIRECT_RECLAIM", &[from(4, 4, 0x40_0000), from(4, 18, 0x20_0000), from(5, 2, 0x400)]),
    flag(
        "__GFP_KSWAPD_RECLAIM",
        &[from(4, 4, 0x200_0000), from(4, 10, 0x100_0000), from(4, 18, 0x40_0000), from(5, 2, 0x800)],
    ),
];

/// Names for several bits together, the larger first, as newer kernels print them. `RECLAIM` is `__GFP_WAIT` up to 4.3.
const TOGETHER: &[(&str, &[&str])] = &[
    ("GFP_HIGHUSER_MOVABLE", &["RECLAIM", "__GFP_IO", "__GFP_FS", "__GFP_HARDWALL", "__GFP_HIGHMEM", "__GFP_MOVABLE"]),
    ("GFP_HIGHUSER", &["RECLAIM", "__GFP_IO", "__GFP_FS", "__GFP_HARDWALL", "__GFP_HIGHMEM"]),
    ("GFP_USER", &["RECLAIM", "__GFP_IO", "__GFP_FS", "__GFP_HARDWALL"]),
    ("GFP_KERNEL", &["RECLAIM", "__GFP_IO", "__GFP_FS"]),
    ("GFP_NOFS", &["RECLAIM", "__GFP_IO"]),
    ("GFP_NOIO", &["RECLAIM"]),
];

/// The names of a mask's bits on a kernel of this version: what several bits are called together, then the others from the
/// lowest on; bits whose name is not known there as hexadecimal. Empty for a mask without bits.
pub fn flag_names(bits: u64, version: KernelSeries) -> Vec<String> {
    const ZONES: [(u64, &str); 4] =
        [(DMA, "__GFP_DMA"), (HIGHMEM, "__GFP_HIGHMEM"), (DMA32, "__GFP_DMA32"), (MOVABLE, "__GFP_MOVABLE")];
    let named = FLAGS.iter().filter_map(|flag| Some((place(flag, version)?, flag.name)));
    let mut known: Vec<(u64, &str)> = ZONES.into_iter().chain(named).collect();
    known.retain(|(bit, _)| bits & bit != 0);
    known.sort_unstable();
    let rest = bits & !known.iter().fold(0, |all, (bit, _)| all | bit);
    let mut names: Vec<&str> = known.into_iter().map(|(_, name)| name).collect();
    let mut together = TOGETHER.iter().map(|(name, parts)| (*name, members(parts, version)));
    if let Some((name, parts)) = together.find(|(_, parts)| parts.iter().all(|part| names.contains(part))) {
        names.retain(|name| !parts.contains(name));
        names.insert(0, name);
    }
    let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    if rest != 0 {
        names.push(format!("{rest:#x}"));
    }
    names
}

/// The flags that one name stands for. `RECLAIM` was one flag up to 4.3, and has been two since.
fn members(together: &[&'static str], version: KernelSeries) -> Vec<&'static str> {
    let reclaim: &[&'static str] =
        if version < KernelSeries(4, 4) { &["__GFP_WAIT"] } else { &["__GFP_DIRECT_RECLAIM", "__GFP_KSWAPD_RECLAIM"] };
    let mut flags = Vec::new();
    for name in together {
        if *name == "RECLAIM" { flags.extend_from_slice(reclaim) } else { flags.push(*name) }
    }
    flags
}

/// All names that a mask may show.
#[cfg(test)]
pub(in crate::analysis) fn all_names() -> impl Iterator<Item = &'static str> {
    let together = TOGETHER.iter().map(|(name, _)| *name);
    COMPOSITES.iter().map(|(name, _)| *name).chain(FLAGS.iter().map(|flag| flag.name)).chain(together)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Built = Built { has_highmem: false, has_dma32: false };

    #[test]
    fn the_zone_of_a_request_is_told_by_names_and_by_bits() {
        use ZoneKind::{Dma, Dma32, HighMem, Movable, Normal};
        for (printed, highmem, zone, cma) in [
            ("0xcc0(GFP_KERNEL)", true, Normal, false),
            ("0xcc0", true, Normal, false),
            ("0xd0", false, Normal, false),
            ("0x42d0", true, Normal, false),
            ("0xcc4(GFP_KERNEL|GFP_DMA32)", false, Dma32, false),
            ("0xcc4", false, Dma32, false),
            ("0xcc1(GFP_KERNEL|GFP_DMA)", false, Dma, false),
            ("0x201da", true, Movable, true),
            ("0x200d2", true, HighMem, false),
            ("0x200d2", false, Normal, false),
            ("0x500cc2(GFP_HIGHUSER|__GFP_ACCOUNT)", false, Normal, false),
            ("0x100cca(GFP_HIGHUSER_MOVABLE)", false, Movable, true),
            ("0x14200ca", false, Movable, true),
            ("0x101c4a(GFP_NOFS|__GFP_HIGHMEM|__GFP_HARDWALL|__GFP_MOVABLE|__GFP_WRITE)", false, Movable, true),
            ("0x104cd2(GFP_HIGHUSER|__GFP_RETRY_MAYFAIL|__GFP_RECLAIMABLE)", true, HighMem, false),
            ("0x24280ca(GFP_KERNEL|GFP_HIGHMEM|GFP_MOVABLE|GFP_ZERO)", false, Movable, true),
            ("0x1d24ca(GFP_TRANSHUGE|__GFP_THISNODE)", false, Movable, true),
        ] {
            let mask = GfpMask::parse(printed).unwrap();
            assert_eq!(
                (mask.zone(Built { has_highmem: highmem, has_dma32: true }), mask.may_use_cma()),
                (zone, cma),
                "{printed}"
            );
        }
        assert!(GfpMask::parse("0x0()").unwrap().is_empty() && GfpMask::parse("0x0").unwrap().is_empty());
        assert_eq!(GfpMask::parse("GFP_DMA32").unwrap().zone(NARROW), Normal, "a kernel without DMA32");
        assert_eq!(GfpMask::parse("nonsense"), None);
    }

    #[test]
    fn names_count_before_bits() {
        let mask = GfpMask::parse("0x140dca(GFP_NOFS)").unwrap();
        assert_eq!(
            (mask.zone(Built { has_highmem: true, has_dma32: true }), mask.may_use_cma()),
            (ZoneKind::Normal, false)
        );
    }

    /// Masks and names as kernels printed them, so that a layout cannot drift.
    #[test]
    fn bits_are_named_as_each_kernel_names_them() {
        for (bits, (major, minor), names) in [
            (0xd0, (3, 10), "GFP_KERNEL"),
            (0x42d0, (3, 10), "GFP_KERNEL|__GFP_NOWARN|__GFP_COMP"),
            (0x20_1da, (3, 10), "GFP_HIGHUSER_MOVABLE|__GFP_COLD"),
            (0x20_0d2, (2, 6), "GFP_HIGHUSER"),
            (0x024_000c0, (4, 8), "GFP_KERNEL"),
            (0x024_280ca, (4, 4), "GFP_HIGHUSER_MOVABLE|__GFP_ZERO"),
            (0x014_000c0, (4, 14), "GFP_KERNEL"),
            (0x014_200ca, (4, 14), "GFP_HIGHUSER_MOVABLE"),
            (0x60_00c0, (4, 19), "GFP_KERNEL"),
            (0x62_00ca, (4, 19), "GFP_HIGHUSER_MOVABLE"),
            (0xcc0, (5, 4), "GFP_KERNEL"),
            (0xc40, (5, 4), "GFP_NOFS"),
            (0x100_cca, (5, 15), "GFP_HIGHUSER_MOVABLE"),
            (0x40_dc0, (6, 1), "GFP_KERNEL|__GFP_ZERO|__GFP_COMP"),
            (0x44_2dc0, (6, 1), "GFP_KERNEL|__GFP_ZERO|__GFP_NOWARN|__GFP_COMP|__GFP_ACCOUNT"),
            (0xa20, (5, 10), "__GFP_HIGH|__GFP_ATOMIC|__GFP_KSWAPD_RECLAIM"),
            (0x820, (6, 6), "__GFP_HIGH|__GFP_KSWAPD_RECLAIM"),
            (0x20, (3, 10), "__GFP_HIGH"),
            (0x8000_0000, (6, 1), "0x80000000"),
        ] {
            let version = KernelSeries(major, minor);
            assert_eq!(flag_names(bits, version).join("|"), names, "{bits:#x} of {version:?}");
        }
        assert!(flag_names(0, KernelSeries(6, 1)).is_empty());
    }
}
