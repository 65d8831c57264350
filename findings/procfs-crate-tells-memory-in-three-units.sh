#!/usr/bin/env bash
# The Rust crate procfs tells memory in bytes, in KiB and in pages, all as u64, depending on the file that it was read from.
#
# Guess:     bytes everywhere: Meminfo's page says that its values were converted from kB, and the maps have bytes too.
# Behaviour: Meminfo and the maps of smaps are in bytes; Status (vmrss, vmhwm, rssanon …), which prints the same "kB" in its file, is left in
#            KiB; stat().rss and statm() are pages. A share such as vmrss / mem_total compiles and is 1,024 times too small.
# Version:   procfs 0.18.0 (crates.io).
# Source:    procfs-core src/meminfo.rs, convert_to_kibibytes(), which gives bytes; src/process/status.rs, parse_with_kb() does not.
# So:        figures of a collector built on it may mix KiB with bytes; check one process against the kill's anon-rss.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
mkdir src
cat >Cargo.toml <<'T'
[package]
name = "reader"
version = "0.1.0"
edition = "2021"
[dependencies]
procfs = "=0.18.0"
T
cat >src/main.rs <<'R'
use procfs::Current;
use procfs::process::{MMPermissions, Process};
fn unit(value: u64, kib: u64) -> &'static str {
    [("KiB", 1), ("bytes", 1024)].iter().find(|(_, times)| value.abs_diff(kib * times) < 8192 * times).map_or("pages", |(unit, _)| unit)
}
fn kib(text: &str, name: &str) -> u64 {
    text.lines().filter_map(|line| line.strip_prefix(name)).map(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().unwrap()).sum()
}
fn main() {
    let held = vec![1u8; 200 << 20];
    let read = |path: &str| std::fs::read_to_string(path).unwrap();
    let (own, status) = (Process::myself().unwrap(), read("/proc/self/status"));
    println!("meminfo {}", unit(procfs::Meminfo::current().unwrap().mem_total, kib(&read("/proc/meminfo"), "MemTotal:")));
    println!("status {}", unit(own.status().unwrap().vmrss.unwrap(), kib(&status, "VmRSS:")));
    println!("stat {}", unit(own.stat().unwrap().rss, kib(&status, "VmRSS:")));
    let maps = own.smaps().unwrap();
    let sum = maps.iter().filter(|map| map.perms.contains(MMPermissions::READ)).map(|map| map.extension.map.get("Rss").copied().unwrap_or(0)).sum();
    println!("smaps {}", unit(sum, kib(&status, "VmRSS:")));
    assert!(held.iter().all(|byte| *byte == 1));
}
R
cargo run --quiet 2>cargo.log >seen.txt || { tail -5 cargo.log; exit 1; }
cat seen.txt
[ "$(paste -sd, seen.txt)" = 'meminfo bytes,status KiB,stat pages,smaps bytes' ]
echo "seen: three units"
