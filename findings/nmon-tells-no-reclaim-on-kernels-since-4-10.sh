#!/usr/bin/env bash
# nmon files say that no page was ever scanned or stolen, and that no allocation ever stalled, on every kernel since 4.10.
#
# Guess:     the columns pgscan_…, pgsteal_…, pgrefill_… and allocstall of the VM lines are the kernel's counters of these names.
# Behaviour: the kernel renamed them: pgscan, pgsteal and pgrefill lost their zones (pgscan_kswapd, pgsteal_direct), allocstall got some
#            (allocstall_normal), all of it by 4.10. nmon looks for the old names and writes 0 for what it does not find. What kept its
#            name (pgmajfault, pswpout) stands beside it with its true count.
# Version:   nmon 16n+debian-1+b1, Debian 12, with a vmstat file in place of the kernel's (root).
# Source:    Linux include/linux/vm_event_item.h, mm/vmstat.c, vmstat_text; nmon's VM header line.
# So:        an nmon file cannot show whether a node reclaimed before a kill: its zeros are "not known".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq nmon=16n+debian-1+b1 2>/dev/null
dpkg -x nmon_*.deb unpacked
cat >inside.sh <<'S2'
counters() { for name in pgmajfault pswpout pgsteal_kswapd pgsteal_direct pgscan_kswapd pgscan_direct pgrefill allocstall_normal allocstall_movable; do echo "$name $1"; done; }
counters 1000 >vmstat
mount --bind vmstat /proc/vmstat
unpacked/usr/bin/nmon -F "$PWD/node.nmon" -s 1 -c 4
for ((i = 2; i <= 30; i++)); do counters ${i}000 >vmstat; sleep 0.3; done
S2
unshare -m bash inside.sh
until [ "$(grep -c '^VM,T' node.nmon)" = 4 ]; do sleep 0.5; done
grep '^VM,' node.nmon | python3 -c '
import csv, sys
head, *rows = csv.reader(sys.stdin)
for name, *values in zip(head[2:], *(row[2:] for row in rows)):
    if name.startswith(("pgmajfault", "pswpout", "pgscan", "pgsteal", "pgrefill", "allocstall")):
        print(name, sum(map(int, values)))' | tee seen.txt
[ "$(sed -n 's/^pgmajfault //p' seen.txt)" -ge 3000 ]
[ "$(sed -n 's/^pswpout //p' seen.txt)" -ge 3000 ]
[ "$(grep -cE '^(pgscan|pgsteal|pgrefill|allocstall).* 0$' seen.txt)" = "$(grep -cE '^(pgscan|pgsteal|pgrefill|allocstall)' seen.txt)" ]
[ "$(grep -cE '^(pgscan|pgsteal|allocstall)' seen.txt)" -ge 10 ]
echo "seen: thousands were scanned and stolen, and 0 is told"
