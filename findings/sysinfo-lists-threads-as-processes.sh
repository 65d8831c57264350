#!/usr/bin/env bash
# The Rust crate sysinfo lists each thread as a process that has the memory of all of it.
#
# Guess:     System::processes() holds what ps lists; the sum of memory() over it is near what the node has in use.
# Behaviour: after refresh_all() each thread of Linux is an entry of its own, with its thread id as pid and the whole resident size: a
#            process of nine threads that holds 100 MiB adds up to over 900 MiB. The first thread stands once, not twice as in
#            atop's raw lines. thread_kind() is None for it and Some(Userland) for the others.
# Version:   sysinfo 0.40.4 (crates.io).
# Source:    sysinfo src/unix/linux/process.rs, entries of /proc/PID/task; thread_kind() in src/common/system.rs.
# So:        a list of the largest users that an agent wrote with it must be cut to one entry a process before it is compared with the
#            kernel's table, which has one row a process.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
mkdir src
cat >Cargo.toml <<'T'
[package]
name = "holder"
version = "0.1.0"
edition = "2021"
[dependencies]
sysinfo = { version = "=0.40.4", default-features = false, features = ["system"] }
T
cat >src/main.rs <<'R'
use std::time::Duration;
fn main() {
    let held = vec![1_u8; 100 << 20];
    for _ in 0..8 {
        std::thread::spawn(|| std::thread::sleep(Duration::from_secs(5)));
    }
    std::thread::sleep(Duration::from_millis(300));
    let mut system = sysinfo::System::new().unwrap();
    system.refresh_all();
    let me = sysinfo::get_current_pid().unwrap();
    let mine = |entry: &&sysinfo::Process| entry.pid() == me || entry.parent() == Some(me);
    for entry in system.processes().values().filter(mine) {
        println!("{} MiB {:?}", entry.memory() >> 20, entry.thread_kind());
    }
    drop(held);
}
R
cargo build --quiet 2>cargo.log || { tail -5 cargo.log; exit 1; }
target/debug/holder | sort >seen.txt
cat seen.txt
[ "$(grep -c 'None$' seen.txt)" = 1 ]
[ "$(grep -c 'Some(Userland)$' seen.txt)" = 8 ]
[ "$(awk '$1 >= 100' seen.txt | wc -l)" = 9 ]
echo "seen: nine entries of one process, each with all of its memory"
