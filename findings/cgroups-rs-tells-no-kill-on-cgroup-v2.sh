#!/usr/bin/env bash
# The Rust crate cgroups-rs gives 0 kills, 0 hits on the limit and 0 bytes of rss for every cgroup v2, and its swap as swappiness.
#
# Guess:     on v2 memory_stat() has oom_kill and fail_cnt from memory.events, rss from "anon"; what v2 lacks is an Option or an error.
# Behaviour: the struct is that of v1. On v2 oom_control and fail_cnt are never read and stay 0, of memory.stat only the few names that
#            both have are taken (rss and cache are 0), limit "max" is -1 for memory and 0 for swap, and the field swappiness holds the bytes
#            of memory.swap.current. memory.stat as it is stands in stat.raw; memory.events is read nowhere.
# Version:   cgroups-rs 0.5.1 (crates.io), as agents of sandboxed containers use it.
# Source:    cgroups-rs src/fs/memory.rs, memory_stat_v2() and memswap_v2().
# So:        "oom_kill 0" in the output of such an agent says nothing on a v2 node; nor does a limit of 0 for swap mean none is allowed.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
mkdir -p src group
cat >Cargo.toml <<'T'
[package]
name = "reader"
version = "0.1.0"
edition = "2021"
[dependencies]
cgroups-rs = "=0.5.1"
T
cat >src/main.rs <<'R'
fn main() {
    let group: std::path::PathBuf = "group".into();
    let memory = cgroups_rs::fs::memory::MemController::new(group.clone(), group, true);
    let (read, swap) = (memory.memory_stat(), memory.memswap());
    println!("limit {} usage {}", read.limit_in_bytes, read.usage_in_bytes);
    println!("oom_kill {} fail_cnt {}", read.oom_control.oom_kill, read.fail_cnt);
    println!("rss {} raw anon {}", read.stat.rss, read.stat.raw["anon"]);
    println!("swap limit {} usage {} swappiness {}", swap.limit_in_bytes, swap.usage_in_bytes, read.swappiness);
}
R
put() { printf "$2\n" >"group/$1"; }
put memory.max 536870912; put memory.current 536000000; put memory.peak 536870912; put memory.high max; put memory.low 0; put memory.min 0
put memory.swap.max max; put memory.swap.current 12582912
put memory.events 'low 0\nhigh 0\nmax 1420\noom 3\noom_kill 3\noom_group_kill 0'
put memory.stat 'anon 520000000\nfile 8000000\nkernel 4000000\nshmem 0\npgfault 100\npgmajfault 5\ninactive_file 4000000\nactive_file 3000000'
cargo run --quiet 2>cargo.log >seen.txt || { tail -5 cargo.log; exit 1; }
cat seen.txt
grep -qx 'limit 536870912 usage 536000000' seen.txt
grep -qx 'oom_kill 0 fail_cnt 0' seen.txt
grep -qx 'rss 0 raw anon 520000000' seen.txt
grep -qx 'swap limit 0 usage 12582912 swappiness 12582912' seen.txt
echo "seen: three kills are none"
