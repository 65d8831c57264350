//! What the scan seeks: the literals of the kernel's lines and the companions', in the order that it seeks fastest.

use crate::analysis::COMPANION_NEEDLES;
use crate::kernel::NEEDLES;
use crate::source::Needle;

/// How the needles begin. The vectorised search (Teddy) looks at four bytes of every place, and holds them against eight
/// groups at once: a column of this table each. Of a group it knows which halves of bytes stand in each of the four places,
/// not which belong together: with "tCon" and "dloc" in one column it stops at the "d fo" of "Failed password for", too. A stop costs
/// as much as a hundred bytes of going on. The columns were found by trying swaps on the logs of nodes; 32 are the
/// most that it takes at full speed.
const BEGINNINGS: [[&str; 8]; 4] = [
    ["oom_", "Miss", "SIGT", "OOM ", "Mark", "kill", "Crea", "oom "],
    ["oom-", "emor", "c=/t", "oomd", "(mem", "d **", "xit ", "Ran "],
    ["oom.", "kOOM", "vict", "voke", "- CP", "dloc", "(PLE", "Kill"],
    ["tCon", "SIGK", ",} r", "kExi", "HasI", "g fa", "wape", ",108"],
];

/// Every literal that a line worth parsing holds.
pub fn needles() -> Vec<Needle> {
    let mut needles: Vec<Needle> = NEEDLES.iter().chain(COMPANION_NEEDLES).copied().collect();
    // One that begins like none of them comes last, and is found all the same.
    needles.sort_by_key(|needle| place(needle).unwrap_or(usize::MAX));
    needles
}

fn place(needle: &Needle) -> Option<usize> {
    BEGINNINGS.iter().flatten().position(|beginning| needle.text.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_table_holds_the_beginning_of_every_needle_and_no_other() {
        let needles = needles();
        for needle in &needles {
            assert!(place(needle).is_some(), "{:?} begins like none in the table", needle.text);
        }
        for beginning in BEGINNINGS.iter().flatten() {
            assert_eq!(beginning.len(), 4);
            assert!(needles.iter().any(|needle| needle.text.starts_with(beginning)), "{beginning:?}");
        }
    }

    /// How often the search stops: where the halves of four bytes fit a column.
    fn stops(log: &[u8]) -> usize {
        let fits = |four: &[u8], column: usize| {
            (0..4).all(|at| {
                let letters = || BEGINNINGS.iter().map(move |row| row[column].as_bytes()[at]);
                letters().any(|letter| letter >> 4 == four[at] >> 4)
                    && letters().any(|letter| letter & 15 == four[at] & 15)
            })
        };
        log.windows(4).filter(|four| (0..8).any(|column| fits(four, column))).count()
    }

    #[test]
    fn the_search_seldom_stops_for_nothing() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/node/k136-ctrd2.1-6.12-api/syslog.log.gz");
        let mut log = Vec::new();
        flate2::read::MultiGzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut log).unwrap();
        let beginnings = || BEGINNINGS.iter().flatten();
        let found = log.windows(4).filter(|four| beginnings().any(|one| one.as_bytes() == *four)).count();
        let stops = stops(&log);
        assert!(stops >= found && stops * 2 < found * 3, "{stops} stops for {found} beginnings");
    }
}
