//! Quantities of memory as Kubernetes writes them.

use crate::model::Bytes;

/// Suffixes and their factors (`apimachinery/pkg/api/resource/suffix.go`).
const SUFFIXES: &[(&str, u128)] = &[
    ("", 1),
    ("Ki", 1 << 10),
    ("Mi", 1 << 20),
    ("Gi", 1 << 30),
    ("Ti", 1 << 40),
    ("Pi", 1 << 50),
    ("Ei", 1 << 60),
    ("k", 1000),
    ("M", 1_000_000),
    ("G", 1_000_000_000),
    ("T", 1_000_000_000_000),
    ("P", 1_000_000_000_000_000),
    ("E", 1_000_000_000_000_000_000),
];

/// The bytes of `500Mi`, `1.5Gi`, `128974848`, `129e6`, `128974848000m`, rounded up as Kubernetes does.
pub(in crate::analysis) fn bytes(text: &str) -> Option<Bytes> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, suffix) = (text.get(..end)?, text.get(end..)?);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut numerator: u128 = format!("0{whole}{fraction}").parse().ok()?;
    let mut denominator = 10_u128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    if suffix == "m" {
        denominator = denominator.checked_mul(1000)?;
    } else if let Some(exponent) = suffix.strip_prefix(['e', 'E']).filter(|exponent| !exponent.is_empty()) {
        numerator = numerator.checked_mul(10_u128.checked_pow(exponent.parse().ok()?)?)?;
    } else {
        let (_, factor) = SUFFIXES.iter().find(|(name, _)| *name == suffix)?;
        numerator = numerator.checked_mul(*factor)?;
    }
    u64::try_from(numerator.div_ceil(denominator)).ok().map(Bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_in_every_spelling() {
        for (text, size) in [
            ("500Mi", Some(524_288_000)),
            ("2191372Ki", Some(2_243_964_928)),
            ("1.5Gi", Some(1_610_612_736)),
            ("128974848", Some(128_974_848)),
            ("129e6", Some(129_000_000)),
            ("129M", Some(129_000_000)),
            ("1E", Some(1_000_000_000_000_000_000)),
            ("128974848000m", Some(128_974_848)),
            ("1m", Some(1)),
            ("0", Some(0)),
            ("", None),
            ("Mi", None),
            ("12 parsecs", None),
            ("99999999999999999999999999999999999999999999999Ei", None),
        ] {
            assert_eq!(bytes(text), size.map(Bytes), "{text}");
        }
    }
}
