//! systemd's unit files, drop-ins and `systemctl show`: which limit of memory they set (systemd.resource-control(5)).

use std::collections::BTreeSet;

use super::{MemoryAmount, Rank, UnitLimit, UnitSettings};
use crate::model::{Bytes, SourceId};

/// What sets the limit that the kernel kills for. `MemoryLimit` is the same of cgroup v1; systemd 256 dropped it.
const KEYS: [&str; 2] = ["MemoryMax", "MemoryLimit"];

/// The sections in which it stands.
const SECTIONS: [&str; 7] = ["[Unit]", "[Service]", "[Slice]", "[Scope]", "[Socket]", "[Mount]", "[Swap]"];

/// Endings of units that have a cgroup.
const ENDINGS: [&str; 5] = [".service", ".slice", ".scope", ".socket", ".mount"];

/// Suffixes of sizes and their powers of 1024 (`parse_size()`, src/basic/parse-util.c).
const SUFFIXES: [(&str, u32); 8] = [("", 0), ("B", 0), ("K", 1), ("M", 2), ("G", 3), ("T", 4), ("P", 5), ("E", 6)];

/// True for the beginning of a unit file, of a drop-in, or of what `systemctl cat` prints.
pub(super) fn is_file(head: &str) -> bool {
    let first = head.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with(['#', ';']));
    first.is_some_and(|line| SECTIONS.contains(&line))
}

/// True for the beginning of what `systemctl show` prints: a name and a value a line.
pub(super) fn is_shown(head: &str) -> bool {
    let is_pair = |line: &str| {
        let name = line.split_once('=').map_or("", |(name, _)| name);
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let named = |name: &str| head.lines().any(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with('=')));
    head.lines().take(3).all(is_pair) && ["Id", "MemoryMax", "MemoryCurrent", "MemoryAccounting"].into_iter().any(named)
}

/// What the files of units set that stand in a text: one, whose name is the input's, or several, each below its path as
/// `systemctl cat` prints it.
pub(super) fn of_files(name: &str, text: &str, source: SourceId) -> Vec<UnitSettings> {
    let mut found: Vec<UnitSettings> = Vec::new();
    let begin = |path: &str| {
        let (unit, rank) = unit_of(path)?;
        Some(UnitSettings { source, unit: unit.into(), rank, limit: None })
    };
    found.extend(begin(name));
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if let Some(next) = line.strip_prefix("# /").and_then(|path| begin(&format!("/{path}"))) {
            found.push(next);
        } else if let (Some(limit), Some(unit)) = (limit_in(line, number), found.last_mut()) {
            // An empty value takes back what was set before; the last one counts.
            unit.limit = Some(limit);
        }
    }
    found
}

/// What `systemctl show` says of each unit; a blank line stands between two.
pub(super) fn shown(text: &str, source: SourceId) -> Vec<UnitSettings> {
    let mut found = Vec::new();
    let (mut unit, mut limit): (Option<&str>, Option<UnitLimit>) = (None, None);
    let mut end = |unit: &mut Option<&str>, limit: &mut Option<UnitLimit>| {
        let limit = limit.take();
        if let Some(unit) = unit.take() {
            let rank = Rank { is_shown: true, drop_in: None, folder: 0 };
            found.push(UnitSettings { source, unit: unit.into(), rank, limit });
        }
    };
    for (line, number) in text.lines().zip(1..) {
        match line.split_once('=') {
            _ if line.trim().is_empty() => end(&mut unit, &mut limit),
            Some(("Id", id)) => unit = Some(id.trim()),
            _ => limit = limit_in(line, number).or(limit),
        }
    }
    end(&mut unit, &mut limit);
    found
}

/// `MemoryMax=512M`.
fn limit_in(line: &str, number: u64) -> Option<UnitLimit> {
    let (name, value) = line.split_once('=')?;
    let key = KEYS.into_iter().find(|key| *key == name.trim())?;
    Some(UnitLimit { key, amount: amount(value.trim())?, line: number })
}

/// `512M`, `1.5G`, `536870912`, `50%`, `infinity`.
fn amount(value: &str) -> Option<MemoryAmount> {
    if value == "infinity" || value == "18446744073709551615" {
        return Some(MemoryAmount::Infinity);
    }
    if let Some(percent) = value.strip_suffix('%') {
        return hundredths(percent).map(MemoryAmount::Share);
    }
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let (number, suffix) = value.split_at_checked(end)?;
    let (_, power) = SUFFIXES.iter().find(|(name, _)| *name == suffix.trim())?;
    let unit = 1024_u64.checked_pow(*power)?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = whole.parse::<u64>().ok()?.checked_mul(unit)?;
    let tens = u32::try_from(fraction.len()).ok().filter(|digits| *digits <= 6)?;
    let fraction = format!("0{fraction}").parse::<u64>().ok()?.checked_mul(unit)? / 10_u64.pow(tens);
    Some(MemoryAmount::Size(Bytes(whole.checked_add(fraction)?)))
}

/// `50`, `12.5` in hundredths.
pub(super) fn hundredths(percent: &str) -> Option<u32> {
    let percent = percent.trim();
    let (whole, fraction) = percent.split_once('.').unwrap_or((percent, ""));
    let fraction = match fraction.len() {
        0 => 0,
        1 => fraction.parse::<u32>().ok()?.checked_mul(10)?,
        2 => fraction.parse().ok()?,
        _ => return None,
    };
    whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(fraction).filter(|share| *share <= 100 * 100)
}

/// The unit whose file has this path, and which of its files it is.
fn unit_of(path: &str) -> Option<(&str, Rank)> {
    let mut parts = path.rsplit(['/', '\u{203a}']).map(str::trim);
    let (file, parent) = (parts.next()?, parts.next());
    let is_unit = |name: &str| ENDINGS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending));
    let folder = u8::from(path.contains("run/systemd/")) + 2 * u8::from(path.contains("etc/systemd/"));
    let rank = |drop_in: Option<&str>| Rank { is_shown: false, drop_in: drop_in.map(Into::into), folder };
    if file.rsplit_once('.').is_some_and(|(_, ending)| ending == "conf") {
        let unit = parent?.strip_suffix(".d").filter(|unit| is_unit(unit))?;
        return Some((unit, rank(Some(file))));
    }
    is_unit(file).then(|| (file, rank(None)))
}

/// The files that set something for a unit: its own, its template's (`app@.service` for `app@1.service`), and those of all
/// whose names begin so (`user-.slice` for `user-1000.slice`).
pub(in crate::analysis) fn files_of_unit(unit: &str) -> impl Iterator<Item = String> {
    let (stem, ending) = unit.rsplit_once('.').unwrap_or((unit, ""));
    let stems = stem.match_indices(['@', '-']).filter_map(|(at, sign)| stem.get(..at + sign.len()));
    let stems: BTreeSet<&str> = stems.chain([stem]).collect();
    stems.into_iter().map(move |stem| format!("{stem}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: SourceId = SourceId(0);

    #[test]
    fn sizes_are_read_as_systemd_does() {
        for (value, wanted) in [
            ("512M", Some(MemoryAmount::Size(Bytes(536_870_912)))),
            ("1.5G", Some(MemoryAmount::Size(Bytes(1_610_612_736)))),
            ("536870912", Some(MemoryAmount::Size(Bytes(536_870_912)))),
            ("1T", Some(MemoryAmount::Size(Bytes(1 << 40)))),
            ("50%", Some(MemoryAmount::Share(5000))),
            ("12.5%", Some(MemoryAmount::Share(1250))),
            ("infinity", Some(MemoryAmount::Infinity)),
            ("18446744073709551615", Some(MemoryAmount::Infinity)),
            ("", None),
            ("120%", None),
            ("99999E", None),
            ("lots", None),
        ] {
            assert_eq!(amount(value), wanted, "{value}");
        }
    }

    #[test]
    fn a_file_is_of_the_unit_that_it_is_called_after() {
        for (path, wanted) in [
            ("sos › etc/systemd/system/app.service", Some(("app.service", None, 2))),
            ("usr/lib/systemd/system/app@.service", Some(("app@.service", None, 0))),
            ("/run/systemd/transient/run-r1.scope", Some(("run-r1.scope", None, 1))),
            (
                "/etc/systemd/system.control/app.service.d/50-MemoryMax.conf",
                Some(("app.service", Some("50-MemoryMax.conf"), 2)),
            ),
            ("etc/app.conf", None),
            ("etc/x.d/app.conf", None),
            (".service", None),
        ] {
            let found =
                unit_of(path).map(|(unit, rank)| (unit, rank.drop_in.as_deref().map(str::to_owned), rank.folder));
            assert_eq!(
                found,
                wanted.map(|(unit, file, folder): (&str, Option<&str>, u8)| (unit, file.map(str::to_owned), folder)),
                "{path}"
            );
        }
    }

    #[test]
    fn a_template_and_a_prefix_apply_to_more_than_one_unit() {
        for (file, unit, wanted) in [
            ("app.service", "app.service", true),
            ("app@.service", "app@1.service", true),
            ("user-.slice", "user-1000.slice", true),
            ("app.service", "app2.service", false),
            ("app.service", "app.slice", false),
            ("app@.service", "app.service", false),
        ] {
            assert_eq!(files_of_unit(unit).any(|name| name == file), wanted, "{file} {unit}");
        }
    }

    #[test]
    fn the_files_that_systemctl_cat_prints_are_told_apart() {
        let text = "# /usr/lib/systemd/system/app.service\n[Unit]\nDescription=x\n[Service]\nMemoryMax=1G\n\n\
                    # /etc/systemd/system/app.service.d/x.conf\n[Service]\n# MemoryMax=2G\nMemoryMax=512M\n";
        let found = of_files("systemctl_cat.txt", text, SOURCE);
        let limits: Vec<_> =
            found.iter().map(|unit| (&*unit.unit, unit.limit.map(|limit| (limit.amount, limit.line)))).collect();
        let size = |bytes| MemoryAmount::Size(Bytes(bytes));
        assert_eq!(limits, [("app.service", Some((size(1 << 30), 5))), ("app.service", Some((size(512 << 20), 10)))]);
        assert!(found[0].rank < found[1].rank);
    }

    #[test]
    fn what_systemctl_shows_is_of_the_unit_it_names() {
        let text = "#==[ Command ]==#\n# /usr/bin/systemctl show 'app.service'\nType=simple\nMemoryMax=536870912\nId=app.service\n\n\
                    #==[ Configuration File ]==#\n# /etc/systemd/system.conf\nMemoryMax=1\n\nType=exec\nId=b.service\nMemoryMax=infinity\n\nId=c.service\n";
        let found = shown(text, SOURCE);
        let told: Vec<_> = found.iter().map(|unit| (&*unit.unit, unit.limit.map(|limit| limit.amount))).collect();
        let wanted = [
            ("app.service", Some(MemoryAmount::Size(Bytes(536_870_912)))),
            ("b.service", Some(MemoryAmount::Infinity)),
            ("c.service", None),
        ];
        assert_eq!(told, wanted);
    }
}
