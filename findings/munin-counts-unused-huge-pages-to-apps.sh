#!/usr/bin/env bash
# Munin's memory graph shows 8 GiB of huge pages that nobody uses as memory of "apps".
#
# Guess:     "apps" is what user programs hold, which is what the plugin says of it; anonymous pages, say.
# Behaviour: it is what is left of the total when free, buffers, cached, slab and page tables are taken off. Huge pages that were set aside
#            (vm.nr_hugepages) and are free are in none of these. Programs that hold 0.5 GB are drawn as 9.7 GB.
# Version:   munin-plugins-core 2.0.73-1, Debian 12, with a meminfo file in place of the kernel's (root).
# Source:    plugins/memory: "apps.value" is MemTotal less seven other lines of meminfo; its info is "Memory used by user-space
#            applications".
# So:        a graph full of "apps" beside a kill with a small sum of rss: look at hugepages_total and hugepages_free in the kernel's
#            report.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq munin-plugins-core=2.0.73-1 munin-common=2.0.73-1 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
cat >meminfo <<'T'
MemTotal:       16384000 kB
MemFree:         5000000 kB
MemAvailable:    6250000 kB
Buffers:           10000 kB
Cached:          1500000 kB
SwapCached:            0 kB
Active:          1000000 kB
Inactive:         500000 kB
SwapTotal:             0 kB
SwapFree:              0 kB
AnonPages:        500000 kB
Mapped:           100000 kB
Shmem:                 0 kB
Slab:             400000 kB
SReclaimable:     300000 kB
PageTables:        20000 kB
Committed_AS:     900000 kB
VmallocUsed:       20000 kB
HugePages_Total:    4096
HugePages_Free:     4096
HugePages_Rsvd:        0
Hugepagesize:       2048 kB
Hugetlb:         8388608 kB
T
unshare -m sh -c "mount --bind meminfo /proc/meminfo; MUNIN_LIBDIR=$PWD/unpacked/usr/share/munin perl -I unpacked/usr/share/perl5 unpacked/usr/share/munin/plugins/memory" >seen.txt
apps=$(sed -n 's/^apps.value //p' seen.txt)
printf 'anonymous 0.5 GB, huge pages in use 0: apps %s bytes\n' "$apps"
grep -q '^free.value 5120000000' seen.txt
[ "$apps" -gt 9500000000 ]
! grep -qi huge seen.txt
echo "seen: free huge pages are apps"
