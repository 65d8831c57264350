#!/usr/bin/env bash
# sysinfo and Node call a container out of memory when it has read files: page cache of the cgroup counts as used.
#
# Guess:     free or available memory of a container is what could be allocated: the limit less what cannot be reclaimed, as MemAvailable
#            is for a node, and as the kubelet's working set leaves inactive_file out.
# Behaviour: both are the limit less memory.current. A container of 512 MiB with 20 MB of its own and 480 MB of old page cache has 6.5 MiB
#            "free" (CGroupLimits::free_memory) and "available" (process.availableMemory()), and runs on so for ever.
# Version:   sysinfo 0.40.4 (crates.io), node 20.18.0 (npm), with files in place of the kernel's cgroup (root).
# Source:    sysinfo src/unix/linux/cgroup.rs, memory_limits(); libuv src/unix/linux.c, uv_get_available_memory().
# So:        "available 6 MiB" in an application's log before a kill is no proof that memory was short; look at anon in memory.stat or at anon-rss.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund node@20.18.0 >/dev/null
node=$(find "$PWD/node_modules" -path '*bin/node' -type f -perm -u+x | head -n 1)
mkdir src
cat >Cargo.toml <<'T'
[package]
name = "reader"
version = "0.1.0"
edition = "2021"
[dependencies]
sysinfo = "=0.40.4"
T
cat >src/main.rs <<'R'
fn main() {
    println!("{}", sysinfo::System::new_all().unwrap().cgroup_limits().unwrap().free_memory);
}
R
cargo build --quiet --target-dir target 2>cargo.log || { tail -5 cargo.log; exit 1; }
cat >inside.sh <<'S'
while umount -l /sys/fs/cgroup 2>/dev/null; do :; done
mount -t tmpfs tmpfs /sys/fs/cgroup; cd /sys/fs/cgroup
echo 'cpuset cpu io memory pids' >cgroup.controllers
echo 536870912 >memory.max; echo 530000000 >memory.current; echo max | tee memory.high >memory.swap.max; echo 0 >memory.swap.current
printf 'anon 20000000\nfile 508000000\ninactive_file 480000000\nactive_file 28000000\nshmem 0\n' >memory.stat
echo '0::/' >"$OLDPWD/cgroup"; mount --bind "$OLDPWD/cgroup" "/proc/$$/cgroup"
exec "$@"
S
rust=$(unshare -m bash inside.sh "$PWD/target/debug/reader") script=$(unshare -m bash inside.sh "$node" -p 'process.availableMemory()')
printf 'sysinfo: %s\nnode: %s\nlimit less anon: %s\n' "$rust" "$script" $((536870912 - 20000000))
[ "$rust" = $((536870912 - 530000000)) ]
[ "$script" = "$rust" ]
echo "seen: 6.9 MB left, by a container that holds 20 of 537"
