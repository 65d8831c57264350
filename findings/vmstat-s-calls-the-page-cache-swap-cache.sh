#!/usr/bin/env bash
# `vmstat -s` prints the page cache as "swap cache", on a node without any swap.
#
# Guess:     "K swap cache" is SwapCached of /proc/meminfo, what was read back from swap and still stands there; none without swap.
# Behaviour: it is Cached and SReclaimable, the page cache with tmpfs in it: gigabytes beside "0 K total swap". SwapCached is not shown.
#            "K used memory" is total less available since procps 4.0.1, so that used, free, buffer and "swap cache" add up to more than
#            the total.
# Version:   procps 2:4.0.2-3, Debian 12, with a meminfo file in place of the kernel's (root).
# Source:    procps src/vmstat.c, sum_format(): the label stands beside MEMINFO_MEM_CACHED_ALL; library/meminfo.c, derived_mem_used.
# So:        in a bundle's `vmstat -s`, nothing in that line speaks of swapping; pages swapped out (since boot) stand further down.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq procps=2:4.0.2-3 libproc2-0=2:4.0.2-3 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$PWD/unpacked/lib/x86_64-linux-gnu:$PWD/unpacked/usr/lib/x86_64-linux-gnu
cat >meminfo <<'T'
MemTotal:       16384000 kB
MemFree:          200000 kB
MemAvailable:    9500000 kB
Buffers:           50000 kB
Cached:         11000000 kB
SwapCached:            0 kB
Active:          8000000 kB
Inactive:        6000000 kB
SwapTotal:             0 kB
SwapFree:              0 kB
Shmem:           1500000 kB
Slab:             300000 kB
SReclaimable:     100000 kB
T
cat >inside.sh <<'S'
mount --bind "$PWD/meminfo" /proc/meminfo
unpacked/usr/bin/vmstat -s
S
unshare -m bash inside.sh | grep -E ' K ' | tee seen.txt
kib() { sed -n "s/^ *\([0-9]*\) K $1\$/\1/p" seen.txt; }
[ "$(kib 'swap cache')" = 11100000 ]
[ "$(kib 'total swap')" = 0 ]
[ "$(kib 'used memory')" = $((16384000 - 9500000)) ]
[ $(($(kib 'used memory') + $(kib 'free memory') + $(kib 'buffer memory') + $(kib 'swap cache'))) -gt "$(kib 'total memory')" ]
echo "seen: 11 GB of swap cache, and no swap"
