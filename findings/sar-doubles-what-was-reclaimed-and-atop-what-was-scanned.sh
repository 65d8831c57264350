#!/usr/bin/env bash
# sar -B shows twice the pages that were reclaimed, so that %vmeff reaches 200; atop shows twice the pages that were scanned.
#
# Guess:     pgsteal/s is pgsteal_kswapd and pgsteal_direct together, as pgscank/s and pgscand/s are of pgscan, and %vmeff is 100 at most.
# Behaviour: kernels since 5.8 count each page twice in /proc/vmstat, by who reclaimed it (kswapd, direct, …) and by what it was (anon,
#            file). sar adds up all names with pgsteal_, but scans by the two old names; atop adds up all names with pgscan_. Where
#            nothing but a container at its own limit reclaimed, the kernel counts by kind only: sar then shows pages reclaimed of none
#            scanned, and %vmeff 0.
# Version:   sysstat 12.6.1-1, atop 2.8.1-1+deb12u1, Debian 12, each with a vmstat file of its own in place of the kernel's (root).
# Source:    sysstat rd_stats.c, read_vmstat_paging(); atop photosyst.c, reading of /proc/vmstat; Linux mm/vmscan.c,
#            shrink_inactive_list(): PGSTEAL_KSWAPD and the like only if not cgroup_reclaim(), PGSTEAL_ANON and _FILE always.
# So:        of sar halve pgsteal/s and %vmeff, of atop scan, on such kernels; "80 %" of a node that could reclaim only 40 looks healthy.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq sysstat=12.6.1-1 atop=2.8.1-1+deb12u1 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
counters() { # global reclaim: scanned and reclaimed by kswapd, scanned and reclaimed by a container at its limit
    printf 'pgpgin 0\npgpgout 0\npgfault 0\npgmajfault 0\npgfree 0\nallocstall_normal 0\n'
    printf 'pgsteal_kswapd %d\npgsteal_direct 0\npgsteal_khugepaged 0\npgscan_kswapd %d\npgscan_direct 0\npgscan_khugepaged 0\n' "$2" "$1"
    printf 'pgscan_direct_throttle 0\npgscan_anon 0\npgscan_file %d\npgsteal_anon 0\npgsteal_file %d\noom_kill 0\n' $(($1 + $3)) $(($2 + $4))
}
counters 0 0 0 0 >begin; counters 10000 4000 0 0 >node; counters 10000 4000 600 600 >container
cat >inside.sh <<'S'
cat begin >now; mount --bind "$PWD/now" /proc/vmstat
for moment in begin node container; do
    cat "$moment" >now; unpacked/usr/lib/sysstat/sadc -S DISK 1 1 file >/dev/null; [ "$moment" = container ] || sleep 2
done
cat begin >now; (sleep 3; cat node >now) & unpacked/usr/bin/atop -P PAG 2 3 >atop.txt; wait
S
unshare -m bash inside.sh
unpacked/usr/bin/sadf -j file -- -B | python3 -c '
import json, sys
for row in json.load(sys.stdin)["sysstat"]["hosts"][0]["statistics"]:
    paging = row["paging"]
    print("sar:", *(round(paging[name] * row["timestamp"]["interval"], -2) for name in ("pgscank", "pgscand", "pgsteal")), paging["vmeff-percent"])
' | tee sar.txt
awk '$1 == "PAG" { print "atop: scanned", $8 }' atop.txt | tail -n +2 | tee scans.txt
python3 - <<'P'
node, container = [[float(cell) for cell in line.split()[1:]] for line in open('sar.txt')][-2:]
assert node[0] > 0 and node[2] > 0 and abs(node[3] - 80) < 2, node  # 4000 of 10000 are 40 %
assert abs(node[2] / node[0] - 0.8) < 0.05, node
assert container[:2] == [0, 0] and container[2] > 0 and container[3] == 0, container
assert max(int(line.split()[-1]) for line in open('scans.txt')) == 20000
P
echo "seen: 4,000 of 10,000 pages are 80 % to sar, and 20,000 pages to atop"
