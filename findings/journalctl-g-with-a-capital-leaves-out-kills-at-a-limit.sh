#!/usr/bin/env bash
# `journalctl -g 'Out of memory'` leaves out each kill at a container's limit; with a small o it finds all.
#
# Guess:     -g is like grep, and minds case, or never does; one capital more or less changes nothing that matters.
# Behaviour: a pattern all in small letters matches any case, one with a capital somewhere matches exactly. The node's kill begins "Out of
#            memory:", a container's "Memory cgroup out of memory:", so that the kernel's own words, copied from one kill, find only kills
#            of that kind; "Killed Process" finds none, "killed process" all.
# Version:   systemd 252.39-1~deb12u2, Debian 12.
# Source:    journalctl(1), --grep: "If the pattern is all lowercase, matching is case insensitive. Otherwise, matching is case sensitive."
# So:        ask for -g 'out of memory|killed process', or give --case-sensitive=no.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
version=252.39-1~deb12u2
apt-get download -qq "systemd=$version" "systemd-journal-remote=$version" "libsystemd0=$version" "libsystemd-shared=$version" libmicrohttpd12=0.9.75-6 2>/dev/null
for package in *.deb; do dpkg-deb -x "$package" unpacked; done
with() { LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:) "$@"; }
python3 - >kernel.export <<'P'
for at, message in enumerate(["Out of memory: Killed process 4242 (java)", "Memory cgroup out of memory: Killed process 5252 (nginx)"]):
    print(f"__REALTIME_TIMESTAMP={1796108400000000 + at}\n__MONOTONIC_TIMESTAMP={1000 + at}\n_BOOT_ID={'a' * 32}\n_MACHINE_ID={'c' * 32}\n"
          f"_HOSTNAME=node\n_TRANSPORT=kernel\nPRIORITY=3\nMESSAGE={message}\n")
P
with unpacked/lib/systemd/systemd-journal-remote -o kernel.journal kernel.export 2>/dev/null
found() { with unpacked/bin/journalctl --file kernel.journal --quiet -o cat -g "$1" | wc -l; }
for pattern in 'out of memory' 'Out of memory' 'killed process' 'Killed process' 'Killed Process'; do printf '%s: %s\n' "$pattern" "$(found "$pattern")"; done | tee seen.txt
grep -qx 'out of memory: 2' seen.txt
grep -qx 'Out of memory: 1' seen.txt
grep -qx 'killed process: 2' seen.txt
grep -qx 'Killed Process: 0' seen.txt
echo "seen: a capital hides a kill"
