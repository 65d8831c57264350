#!/usr/bin/env bash
# `vmstat SECONDS` of procps-ng 4.0.2 prints the free memory, buffers and cache of its first row in all rows.
#
# Guess:     each row tells what was free when it was printed, as the manual page has it.
# Behaviour: while a process takes 400 MiB, free, buff and cache stay the same to the KiB in every row; what /proc/meminfo tells falls.
#            The columns of processes, paging and processors move.
# Version:   procps 2:4.0.2-3, Debian 12 (amd64): the vmstat of every Debian 12 node.
# Source:    seen, as below, and in a run of nine hours in an emulated machine.
# So:        no conclusion about memory stands on a saved `vmstat` of such a node; sar, or `vmstat` called anew for each row, tells it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq procps=2:4.0.2-3 libproc2-0=2:4.0.2-3
for package in *.deb; do dpkg-deb -x "$package" unpacked; done
vmstat=$(find unpacked -path '*bin/vmstat' | head -n 1)
LD_LIBRARY_PATH=$(dirname "$(find unpacked -name 'libproc2.so.0' | head -n 1)"); export LD_LIBRARY_PATH
"$vmstat" --version

python3 - "$vmstat" <<'P'
import subprocess, sys, time
free = lambda: int(next(line for line in open("/proc/meminfo") if line.startswith("MemFree:")).split()[1])
watch = subprocess.Popen([sys.argv[1], "-n", "1", "6"], stdout=subprocess.PIPE, text=True)
time.sleep(0.5)
before, taken = free(), []
for _ in range(4):
    taken.append(bytearray(b"x") * (100 << 20))
    time.sleep(1)
after = free()
rows = [line.split() for line in watch.communicate()[0].splitlines()[2:]]
print(*[" ".join(row[2:6]) for row in rows], sep="\n")
assert before - after > 200 << 10, (before, after)
assert len(rows) == 6 and len({tuple(row[3:6]) for row in rows}) == 1, rows
print(f"seen: MemFree fell by {before - after} kB, and vmstat printed the same figures {len(rows)} times")
P
