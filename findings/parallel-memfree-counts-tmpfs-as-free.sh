#!/usr/bin/env bash
# GNU parallel's --memfree takes a tmpfs for free memory: it starts a job that wants 8 GB where 0.5 GB are available.
#
# Guess:     the memory that must be free before the next job starts is MemAvailable, or less.
# Behaviour: it is MemFree, Buffers, Cached and SwapCached added up. What lies in a tmpfs or in shared memory is in Cached, cannot be
#            given back, and counts as free. By the same sum --memfree kills its youngest job (below half of what was asked for).
# Version:   parallel 20221122+ds-2, Debian 12, with a meminfo file of a node with a full tmpfs in place of the kernel's (root).
# Source:    parallel, memfreescript() and the function mem() of the script that checks a limit.
# So:        "the jobs were started with --memfree" does not rule out that they were the ones too many; compare shmem in the report's Mem-Info.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq parallel=20221122+ds-2 2>/dev/null
dpkg -x parallel_*.deb unpacked
cat >meminfo <<'T'
MemTotal:       16384000 kB
MemFree:          200000 kB
MemAvailable:     500000 kB
Buffers:           50000 kB
Cached:         12500000 kB
SwapCached:            0 kB
SwapTotal:             0 kB
SwapFree:              0 kB
AnonPages:       2500000 kB
Shmem:          12000000 kB
SReclaimable:     100000 kB
T
cat >inside.sh <<'S'
mount --bind "$PWD/meminfo" /proc/meminfo
export HOME=$PWD
for wanted in 8G 12G 14G; do
    printf '%s: %s\n' "$wanted" "$(timeout 8 perl unpacked/usr/bin/parallel --will-cite --memfree "$wanted" echo started ::: one 2>/dev/null || echo waits)"
done
S
unshare -m bash inside.sh | tee seen.txt
grep -qx '8G: started one' seen.txt
grep -qx '12G: started one' seen.txt
grep -qx '14G: waits' seen.txt
echo "seen: 12 GB are free to it where the kernel says 0.5"
