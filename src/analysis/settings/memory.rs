//! `/proc/meminfo` (fs/proc/meminfo.c) and `free` (procps).

use super::MemorySize;
use crate::model::{Kib, SourceId};

/// A total of `free` that has so many digits may be KiB: from 100 MB to 95 GiB. Longer ones may be bytes, as `free -b` prints.
const KIB_DIGITS: std::ops::RangeInclusive<usize> = 6..=8;

/// The first `MemTotal` of a text.
pub(super) fn of_meminfo(text: &str, source: SourceId) -> Option<MemorySize> {
    let kib = |name: &str| {
        text.lines().zip(1..).find_map(|(line, number)| {
            let value = line.strip_prefix(name)?.strip_prefix(':')?.trim().strip_suffix(" kB")?;
            Some((Kib(value.trim().parse().ok()?), number))
        })
    };
    let (total, line) = kib("MemTotal")?;
    Some(MemorySize { source, total: total.bytes(), swap: kib("SwapTotal").map(|(swap, _)| swap.bytes()), line })
}

/// The totals that `free` prints where its unit is its own default, KiB.
pub(super) fn of_free(text: &str, source: SourceId) -> Option<MemorySize> {
    let total = |name: &str| {
        text.lines().zip(1..).find_map(|(line, number)| {
            let value = line.strip_prefix(name)?.split_whitespace().next()?;
            Some((value, number))
        })
    };
    let (printed, line) = total("Mem:").filter(|(printed, _)| KIB_DIGITS.contains(&printed.len()))?;
    let swap = total("Swap:").and_then(|(printed, _)| printed.parse().ok());
    Some(MemorySize { source, total: Kib(printed.parse().ok()?).bytes(), swap: swap.map(|kib| Kib(kib).bytes()), line })
}

/// `               total        used        free …`.
pub(super) fn is_heading_of_free(line: &str) -> bool {
    line.split_whitespace().take(3).eq(["total", "used", "free"])
}

/// False where the name tells another unit: `free_-m`, `free -h`.
pub(super) fn is_in_kib(name: &str) -> bool {
    let option = name.rsplit(['/', '\u{203a}']).next().and_then(|file| file.split_once('-')).map(|(_, option)| option);
    option.is_none_or(|option| option.starts_with('k'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bytes;

    #[test]
    fn totals_are_read_in_their_unit() {
        let source = SourceId(3);
        let text = "MemTotal:        2014756 kB\nMemFree: 1213522 kB\nSwapTotal:             0 kB\n";
        let wanted = MemorySize { source, total: Bytes(2_063_110_144), swap: Some(Bytes(0)), line: 1 };
        assert_eq!(of_meminfo(text, source), Some(wanted));
        let collected = format!("#==[ Command ]==#\n# /proc/meminfo\n{text}");
        assert_eq!(of_meminfo(&collected, source), Some(MemorySize { line: 3, ..wanted }));
        let free = "       total   used   free\nMem:  2014756 601234 1213522\nSwap:  1048572 0 1048572\n";
        let wanted = MemorySize { line: 2, swap: Some(Bytes(1_073_737_728)), ..wanted };
        assert_eq!(of_free(free, source), Some(wanted));
        for unknown in ["Mem:  1967 601 1213\n", "Mem:  1.9Gi 601Mi 1.2Gi\n", "Mem: 2063110144 1 2\n", ""] {
            assert_eq!(of_free(unknown, source), None, "{unknown}");
        }
        assert_eq!(of_meminfo("MemTotal: many kB\n", source), None);
    }
}
