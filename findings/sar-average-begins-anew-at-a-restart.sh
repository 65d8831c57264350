#!/usr/bin/env bash
# The last "Average" of a day's sar is that since the last restart of the node, not of the day.
#
# Guess:     `sar -r | tail -1` is the average of the day that the file holds.
# Behaviour: at each "LINUX RESTART" sar ends what it adds up, prints an Average and begins anew. After a panic on OOM, or a reset, the last
#            line tells only of the fresh node: 12.5 % here, though it stood at 75 % for as long before. sadf's formats have no
#            average at all.
# Version:   sysstat 12.6.1-1, Debian 12, with a meminfo file in place of the kernel's (root).
# Source:    sysstat sar.c, handle_curr_act_stats(): ends at a restart record and calls write_stats_avg().
# So:        an average from a ticket says nothing of the hours before a crash; ask for the file, or count the restarts in it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq sysstat=12.6.1-1 2>/dev/null
dpkg -x sysstat_*.deb unpacked
meminfo() { # of 16,000,000 kB, with as many in use
    printf 'MemTotal: 16000000 kB\nMemFree: %d kB\nMemAvailable: %d kB\n' $((16000000 - $1)) $((16000000 - $1))
    for name in Buffers Cached SwapCached Active Inactive Dirty SwapTotal SwapFree Slab; do echo "$name: 0 kB"; done
}
meminfo 12000000 >full; meminfo 2000000 >fresh
cat >inside.sh <<'S'
cat full >now; mount --bind "$PWD/now" /proc/meminfo
collect() { unpacked/usr/lib/sysstat/sadc -S DISK "$@" day >/dev/null; }
collect 1 3
collect  # without a count: the mark of a restart, as at boot
cat fresh >now
collect 1 3
S_TIME_FORMAT=ISO unpacked/usr/bin/sar.sysstat -r -f day
S
unshare -m bash inside.sh | grep -E '^Average|RESTART' | awk '{ print $1, $2 ~ /LINUX/ ? "RESTART" : $5 }' | tee seen.txt
[ "$(awk '$1 == "Average:" { print $2 }' seen.txt | paste -sd ' ')" = '75.00 12.50' ]
grep -q RESTART seen.txt
echo "seen: two averages, and the last is of the fresh node"
