//! Numbers and sizes as a language writes them.

use super::Language;
use crate::say;

/// A whole number with thousands set apart: `1,104,444`.
pub fn grouped(language: Language, number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (digit, left) in digits.chars().zip((0..digits.len()).rev()) {
        grouped.push(digit);
        if left > 0 && left.is_multiple_of(3) {
            grouped.push_str(language.thousands());
        }
    }
    grouped
}

/// A size in bytes for people, in binary units and with at most one decimal: `462.2 MiB`, `500 MiB`, `12 KiB`, `17 B`.
pub fn size(language: Language, bytes: u64) -> String {
    let (unit, scale) = match bytes {
        0..0x400 => return format!("{bytes} {}", say!(language, "unit-byte")),
        0x400..0x10_0000 => (say!(language, "unit-kib"), 0x400_u64),
        0x10_0000..0x4000_0000 => (say!(language, "unit-mib"), 0x10_0000),
        0x4000_0000..0x100_0000_0000 => (say!(language, "unit-gib"), 0x4000_0000),
        _ => (say!(language, "unit-tib"), 0x100_0000_0000),
    };
    let tenths = (u128::from(bytes) * 10 + u128::from(scale) / 2) / u128::from(scale);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} {unit}"),
        (whole, tenth) => format!("{whole}{}{tenth} {unit}", language.decimal_mark()),
    }
}
