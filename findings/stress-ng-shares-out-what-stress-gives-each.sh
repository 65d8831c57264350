#!/usr/bin/env bash
# `stress-ng --vm 4 --vm-bytes 64M` holds 64 MiB in all; `stress` with the same words holds 256 MiB.
#
# Guess:     stress-ng took over stress's options: each worker takes --vm-bytes, as both manuals say ("per vm worker").
# Behaviour: stress-ng divides the size by the number of workers, and each takes its share; stress gives each the whole. A
#            reproduction of a kill that is ported from one to the other stays below the limit, or goes far beyond it.
# Version:   stress 1.0.7-1, stress-ng 0.15.06-2, Debian 12.
# Source:    stress-ng stress-vm.c, stress_vm(): vm_bytes /= args->num_instances; stress src/stress.c, hogvm().
# So:        before a node's report of such a run is believed, add up the table's rows: their sum tells which of the two it was.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq stress=1.0.7-1 stress-ng=0.15.06-2 libipsec-mb1 libsctp1 libjudydebian1 libkmod2 libegl1 libgles2 libgbm1 libglvnd0 libdrm2 \
    libwayland-server0 libbsd0 libmd0 libjpeg62-turbo libexpat1 libapparmor1 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$PWD/unpacked/usr/lib/x86_64-linux-gnu
mapped() { # the anonymous mappings of the wanted size or its share, in KiB, among the run's processes
    "unpacked/usr/bin/$1" --vm 4 --vm-bytes 64M --vm-keep --timeout 5s >/dev/null 2>&1 & sleep 2.5
    python3 - "$!" <<'P'
import os, re, sys
def parent(pid): return int(re.search(r'\) \S (\d+)', open(f'/proc/{pid}/stat').read()).group(1))
def below(pid, top):
    while pid > 1:
        if pid == top: return True
        pid = parent(pid)
    return False
largest = []
for pid in filter(str.isdigit, os.listdir('/proc')):
    try:
        if below(int(pid), int(sys.argv[1])):
            text = open(f'/proc/{pid}/smaps').read()
            rows = [int(row) for row in re.findall(r'\nRss: +(\d+) kB', text)]
            largest += [max(rows, default=0)]
    except OSError:
        pass
print([row // 1024 for row in sorted(largest)[-4:]])
P
    wait
}
for program in stress stress-ng; do printf '%s, MiB: %s\n' "$program" "$(mapped "$program")"; done | tee seen.txt
grep -qx 'stress, MiB: \[64, 64, 64, 64\]' seen.txt
grep -qx 'stress-ng, MiB: \[16, 16, 16, 16\]' seen.txt
echo "seen: the same words ask for 256 MiB of one and for 64 of the other"
