//! What the scan seeks: the literals of the kernel's lines and the companions', in the order that it seeks fastest.

use crate::analysis::COMPANION_NEEDLES;
use crate::kernel::NEEDLES;
use crate::source::Needle;

/// How the needles begin. The vectorised search (Teddy) looks at four bytes of every place, and holds them against eight
/// groups at once: a column of this table each. Of a group it knows which halves of bytes stand in each of the four places,
/// not which belong together: with "tCon" and "dloc" in one column it stops at the "d fo" of "Failed password for", too. A stop costs
/// as much as a hundred bytes of going on. 32 are the most that it takes at full speed.
///
/// When a needle is added or taken away, `cargo test --lib print_a_good_table -- --ignored --nocapture` prints the table
/// anew: it tries swaps on the log of a node and on lines of other programs. A needle may begin anywhere within the words that
/// its line always holds.
const BEGINNINGS: [[&str; 8]; 4] = [
    ["voke", "oom_", "Ran ", "OOM ", "Crea", "c=/t", "zram", "kill"],
    ["kOOM", "emor", "oom.", "Miss", "(mem", "d **", ",} r", "ball"],
    ["dloc", "oom-", "oomd", "xit ", "- CP", "g SI", "(PLE", "Kill"],
    ["tCon", "oom ", "g fa", "vict", "HasI", ", mo", "wape", ",108"],
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
    use std::collections::{BTreeMap, BTreeSet};
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

    /// True where the halves of four bytes fit a column.
    fn fits(four: [u8; 4], column: &[[u8; 4]]) -> bool {
        (0..4).all(|at| {
            column.iter().any(|letters| letters[at] >> 4 == four[at] >> 4)
                && column.iter().any(|letters| letters[at] & 15 == four[at] & 15)
        })
    }

    /// Lines that logs are full of, and a node's of the samples is not.
    const COMMON: &str = "\
        Dec 12 21:20:00 node CRON[92215]: (root) CMD (   cd / && run-parts --report /etc/cron.hourly)\n\
        Dec 12 21:20:01 node sshd[490583]: Failed password for invalid user admin from 192.0.2.226 port 51130 ssh2\n\
        Dec 12 21:20:01 node sshd[490583]: pam_unix(sshd:session): session opened for user root(uid=0) by (uid=0)\n\
        Dec 12 21:20:01 node systemd[1]: Starting apt-daily.service - Daily apt download activities...\n\
        Dec 12 21:20:02 node dhclient[624]: XMT: Solicit on eth0, interval 46310ms.\n\
        Dec 12 21:20:02 node chronyd[116]: Selected source 192.0.2.245 (ntp.example.org)\n\
        Dec 12 21:20:02 node kernel: [36370.170774] cbr0: port 6(veth09254f) entered forwarding state\n\
        Dec 12 21:20:02 node kernel: [36370.226138] IPv6: ADDRCONF(NETDEV_CHANGE): vethf77cf5: link becomes ready\n\
        Dec 12 21:20:03 node kernel: [36371.2] [UFW BLOCK] IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=40 PROTO=TCP SPT=443 DPT=22\n\
        Dec 12 21:20:03 node containerd[1422]: time=\"2023-12-12T21:20:00.7Z\" level=info msg=\"shim disconnected\" id=360fce4667\n";

    /// As often as the log of a node is longer.
    const COMMON_TIMES: usize = 1000;

    /// Every four bytes of a node's log and of common lines, and how often they stand there.
    fn fours() -> Vec<([u8; 4], usize)> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/node/k136-ctrd2.1-6.12-api/syslog.log.gz");
        let mut log = Vec::new();
        flate2::read::MultiGzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut log).unwrap();
        let mut counts: BTreeMap<[u8; 4], usize> = BTreeMap::new();
        for (text, times) in [(&*log, 1), (COMMON.as_bytes(), COMMON_TIMES)] {
            for four in text.windows(4) {
                *counts.entry(four.try_into().unwrap()).or_default() += times;
            }
        }
        counts.into_iter().collect()
    }

    fn bytes(beginning: &str) -> [u8; 4] {
        beginning.as_bytes().try_into().unwrap()
    }

    #[test]
    fn the_search_seldom_stops_for_nothing() {
        let columns: Vec<Vec<[u8; 4]>> =
            (0..8).map(|column| BEGINNINGS.iter().map(|row| bytes(row[column])).collect()).collect();
        let (mut found, mut stops) = (0, 0);
        for (four, count) in fours() {
            found += if columns.iter().flatten().any(|letters| *letters == four) { count } else { 0 };
            stops += if columns.iter().any(|column| fits(four, column)) { count } else { 0 };
        }
        assert!(stops >= found && stops * 2 < found * 3, "{stops} stops for {found} beginnings");
    }

    /// The tool that makes [`BEGINNINGS`]: begins with the needles' beginnings as they come and swaps two of different
    /// columns as long as that saves stops.
    #[test]
    #[ignore = "a tool, which prints the table"]
    fn print_a_good_table() {
        let mut known: Vec<&str> = BEGINNINGS.iter().flatten().copied().collect();
        known.retain(|beginning| needles().iter().any(|needle| needle.text.starts_with(beginning)));
        let new: BTreeSet<&str> = needles().iter().filter_map(|needle| needle.text.get(..4)).collect();
        let has = |known: &[&str], needle: &str| known.iter().any(|beginning| needle.starts_with(beginning));
        let new: Vec<&str> = new.into_iter().filter(|beginning| !has(&known, beginning)).collect();
        known.extend(new);
        assert!(known.len() <= 32, "{} beginnings: let needles begin alike, or with other letters", known.len());
        let fours = fours();
        let mut columns: Vec<Vec<&str>> = vec![Vec::new(); 8];
        known.iter().enumerate().for_each(|(at, beginning)| columns[at % 8].push(beginning));
        let hits = |column: &[&str]| -> Vec<bool> {
            let letters: Vec<[u8; 4]> = column.iter().map(|beginning| bytes(beginning)).collect();
            fours.iter().map(|(four, _)| fits(*four, &letters)).collect()
        };
        let cost = |hits: &[Vec<bool>]| -> usize {
            fours
                .iter()
                .enumerate()
                .filter(|(at, _)| hits.iter().any(|hits| hits[*at]))
                .map(|(_, (_, count))| count)
                .sum()
        };
        let mut found: Vec<Vec<bool>> = columns.iter().map(|column| hits(column)).collect();
        let mut least = cost(&found);
        let mut improved = true;
        while std::mem::take(&mut improved) {
            for (a, b) in (0..8).flat_map(|a| (a + 1..8).map(move |b| (a, b))) {
                for (i, j) in
                    (0..columns[a].len()).flat_map(|i| (0..columns[b].len()).map(move |j| (i, j))).collect::<Vec<_>>()
                {
                    let swap = |columns: &mut Vec<Vec<&str>>| {
                        let (one, other) = (columns[a][i], columns[b][j]);
                        (columns[a][i], columns[b][j]) = (other, one);
                    };
                    swap(&mut columns);
                    let before = (std::mem::take(&mut found[a]), std::mem::take(&mut found[b]));
                    (found[a], found[b]) = (hits(&columns[a]), hits(&columns[b]));
                    let now = cost(&found);
                    if now < least {
                        (least, improved) = (now, true);
                    } else {
                        (found[a], found[b]) = before;
                        swap(&mut columns);
                    }
                }
            }
        }
        for row in 0..4 {
            println!("    {:?},", columns.iter().filter_map(|column| column.get(row)).collect::<Vec<_>>());
        }
        println!("{least} stops");
    }
}
