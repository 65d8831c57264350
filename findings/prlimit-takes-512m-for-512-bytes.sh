#!/usr/bin/env bash
# `prlimit --as=512M` sets a limit of 512 bytes, without a word.
#
# Guess:     512 MiB, as sizes are read by other tools of util-linux (`fallocate -l 512M`), or an error.
# Behaviour: what stands after the digits is dropped: 512M, 512MiB and 512kB are 512 bytes each. A running process is left with an address
#            space to which no page can be added: its next malloc fails, and it tells of "out of memory" on a node with room. bash's
#            `ulimit -v 512M` is an error.
# Version:   util-linux 2.38.1-5+deb12u3, Debian 12.
# Source:    util-linux sys-utils/prlimit.c, get_range(): strtoull(), whose end is compared with ":" and with the start only.
# So:        "cannot allocate memory" without a kill in the kernel's log may be a limit of a few hundred bytes; /proc/PID/limits shows it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq util-linux=2.38.1-5+deb12u3 2>/dev/null
dpkg -x util-linux_*.deb unpacked
for size in 536870912 512M 512MiB 512kB; do
    sleep 20 & process=$!
    until [ "$(cat /proc/$process/comm)" = sleep ]; do sleep 0.1; done; sleep 0.3
    unpacked/usr/bin/prlimit --as=$size --pid $process
    printf '%s is %s\n' "$size" "$(awk '/Max address space/ { print $4, $6 }' /proc/$process/limits)"
    kill $process; wait $process 2>/dev/null || true
done | tee seen.txt
grep -qx '536870912 is 536870912 bytes' seen.txt
[ "$(grep -c ' is 512 bytes$' seen.txt)" = 3 ]
! bash -c 'ulimit -v 512M' 2>/dev/null
echo "seen: 512M is 512 bytes"
