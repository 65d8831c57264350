#!/usr/bin/env bash
# `check_memory -a -w 20% -c 10%` is OK at 5 % of available memory and CRITICAL at 90 %; check_swap with the same words means the opposite.
#
# Guess:     thresholds of what is available are lower limits, as they are for check_swap and check_disk.
# Behaviour: they are Nagios ranges here, and a bare number is an upper limit: 90 % available is above 10 %, thus CRITICAL, and a node with
#            nothing left is OK. "20%: -c 10%:", with colons, is what was meant.
# Version:   monitoring-plugins-contrib 42.20230308+deb12u1+b1 (check_memory of nagios-plugins-linux) and monitoring-plugins-basic
#            2.3.3-5+deb12u2, Debian 12, with a meminfo file in place of the kernel's (root).
# Source:    check_memory --help, "Examples"; Monitoring Plugins Development Guidelines, "Threshold and Ranges".
# So:        "memory OK" in a monitoring history of the minute before a kill may be the alarm, read backwards.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq monitoring-plugins-contrib=42.20230308+deb12u1+b1 monitoring-plugins-basic=2.3.3-5+deb12u2 libproc2-0=2:4.0.2-3 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$PWD/unpacked/lib/x86_64-linux-gnu:$PWD/unpacked/usr/lib/x86_64-linux-gnu
node() { # FREE AVAILABLE SWAPFREE
    printf '%s %s kB\n' MemTotal: 16384000 MemFree: "$1" MemAvailable: "$2" Buffers: 10000 Cached: 200000 SwapCached: 0 Active: 100000 Inactive: 100000 \
        SwapTotal: 8000000 SwapFree: "$3" Shmem: 1000 AnonPages: 100000 Slab: 100000 SReclaimable: 50000 >meminfo
}
ask() { # what the two plugins say of this node
    for plugin in 'check_memory -a' check_swap; do
        unshare -m sh -c "mount --bind meminfo /proc/meminfo; unpacked/usr/lib/nagios/plugins/$plugin -w 20% -c 10%" | sed 's/[|].*//; s/([^)]*)//' || true
    done
}
node 14000000 14800000 7200000; echo '90 % left of both'; ask | tee much.txt
node 100000 800000 400000; echo '5 % left of both'; ask | tee little.txt
grep -q '^memory CRITICAL: 90' much.txt
grep -q '^SWAP OK' much.txt
grep -q '^memory OK: 4' little.txt
grep -q '^SWAP CRITICAL' little.txt
echo "seen: the same thresholds, the other way round"
