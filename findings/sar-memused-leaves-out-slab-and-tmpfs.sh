#!/usr/bin/env bash
# sar's %memused does not move while a tmpfs or the kernel's slab fills a node.
#
# Guess:     kbmemused is what is not free, or total less available: 256 MiB written to a tmpfs raise it by 256 MiB.
# Behaviour: kbmemused is total less free, buffers, cached *and slab*. A tmpfs stands in cached, a leaking cache of the kernel in slab:
#            neither is in it. Free and used do not add up to the total. kbavail does fall.
# Version:   sysstat 12.6.1-1, Debian 12.
# Source:    rd_stats.c, read_meminfo(); pr_stats.c and json_stats.c, "memused".
# So:        "the node was at 15 %" in a sar file says nothing against a node filled by tmpfs or slab; read kbavail.
set -euo pipefail
folder=$(mktemp -d); shared=$(mktemp -d -p /dev/shm); trap 'rm -rf "$folder" "$shared"' EXIT; cd "$folder"
apt-get download -qq sysstat=12.6.1-1 2>/dev/null
dpkg -x sysstat_*.deb unpacked
sample() { unpacked/usr/lib/sysstat/sadc -S DISK 1 2 "$1" && unpacked/usr/bin/sadf -j "$1" -- -r ALL >"$1.json"
    awk '/^Shmem:/ { print $2 }' /proc/meminfo >"$1.shmem"; }
sample before
head -c 268435456 /dev/urandom >"$shared/report"
sample after
python3 - >seen.txt <<'P'
import json
total = next(int(line.split()[1]) for line in open('/proc/meminfo') if line.startswith('MemTotal'))
shmem = [int(open(name + '.shmem').read()) for name in ('before', 'after')]
def last(name):
    return json.load(open(name + '.json'))['sysstat']['hosts'][0]['statistics'][-1]['memory']
before, after = last('before'), last('after')
sums = [m['memused'] + m['memfree'] + m['buffers'] + m['cached'] + m['slab'] - total for m in (before, after)]
print('memused and the four others less the total, kB:', sums)
print('the kernel counts', (shmem[1] - shmem[0]) // 1024, 'MiB more of tmpfs, within Cached')
assert sums == [0, 0]
assert before['memused'] + before['memfree'] < total
assert after['memused'] + after['memfree'] + after['cached'] < total
assert shmem[1] - shmem[0] >= 256 * 1024 and after['cached'] > shmem[1]
P
cat seen.txt
echo "seen: a file in a tmpfs is no part of what sar calls used"
