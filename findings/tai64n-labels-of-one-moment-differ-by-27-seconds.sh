#!/usr/bin/env bash
# Two programs of one Debian release write TAI64N labels of the same moment 27 seconds apart, and read each other's so.
#
# Guess:     "@" and 24 digits are one format: what s6 writes, tai64nlocal of daemontools reads, and the other way round.
# Behaviour: daemontools (and multilog, svlogd) count ten seconds on top of Unix time for ever, s6 (s6-log, s6-socklog) all leap seconds,
#            37 since 2017. tai64nlocal of daemontools dates a line of s6's 27 s late, s6-tai64nlocal one of multilog's 27 s early.
#            The Rust crate tai64 counts 37 for all times. Nothing in a label tells which it is.
# Version:   daemontools 0.76-8.1, s6 2.11.3.2-1 (skalibs 2.13.1.1-1), Debian 12; tai64 4.1.0 (crates.io).
# Source:    daemontools timestamp.c (4611686018427387914 + time); skalibs src/libstddjb/tai_from_sysclock.c, without --enable-tai-clock by
#            way of the table of leap seconds; tai64 src/lib.rs, UNIX_EPOCH.
# So:        a kill in one service's log and its restart in another's may change places; ask which supervisor wrote the file.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq daemontools=1:0.76-8.1 s6=2.11.3.2-1 libskarnet2.13=2.13.1.1-1 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$folder/unpacked/usr/lib/x86_64-linux-gnu:$folder/unpacked/lib/x86_64-linux-gnu TZ=UTC
mkdir src
cat >Cargo.toml <<'T'
[package]
name = "label"
version = "0.1.0"
edition = "2021"
[dependencies]
tai64 = "=4.1.0"
T
cat >src/main.rs <<'R'
fn main() {
    let digits: String = tai64::Tai64N::now().to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("@{digits}");
}
R
LD_LIBRARY_PATH='' cargo build --quiet 2>cargo.log || { tail -5 cargo.log; exit 1; }

seconds() { echo $((16#$(cut -c 2-17 <<<"$1") - 4611686018427387904)); }
old=$(printf 'kill\n' | unpacked/usr/bin/tai64n)
new=$(printf 'kill\n' | unpacked/usr/bin/s6-tai64n)
crate=$(target/debug/label)
now=$(date +%s)
printf 'now:         %s\ndaemontools: %s = now + %s\ns6:          %s = now + %s\ncrate:       %s = now + %s\n' "$now" \
    "$old" "$(($(seconds "$old") - now))" "$new" "$(($(seconds "$new") - now))" "$crate" "$(($(seconds "$crate") - now))"
read_old=$(date -d "$(unpacked/usr/bin/tai64nlocal <<<"$new" | cut -c 1-19)" +%s)
read_new=$(date -d "$(unpacked/usr/bin/s6-tai64nlocal <<<"$old" | cut -c 1-19)" +%s)
printf 'tai64nlocal of the label of s6:          now %+d\ns6-tai64nlocal of that of daemontools:   now %+d\n' $((read_old - now)) $((read_new - now))
near() { [ $(($1 - $2)) -ge -2 ] && [ $(($1 - $2)) -le 2 ]; }
near $(($(seconds "$new") - $(seconds "$old"))) 27
near $(($(seconds "$crate") - $(seconds "$old"))) 27
near $((read_old - now)) 27
near $((read_new - now)) -27
echo "seen: one moment, labels 27 s apart"
