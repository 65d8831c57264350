#!/usr/bin/env bash
# earlyoom does nothing at 1.5 % of available memory as long as there is swap to fill.
#
# Guess:     `earlyoom -m 10 -s 10` acts when memory *or* swap is below 10 %, each being a limit.
# Behaviour: it acts when both are below. A node with 1.5 % of its memory available and 90 % of its swap free gets no signal, however long
#            it thrashes; with no swap at all it acts at once. Whoever adds a swap file turns earlyoom off until that is full, too.
# Version:   earlyoom 1.7-1+b1, Debian 12, with a meminfo file in place of the kernel's (root).
# Source:    earlyoom(1), -m: "once both memory and swap are below their respective PERCENT setting".
# So:        earlyoom's regular lines in a journal before a kernel's kill ("mem avail: 244 of 16000 MiB") do not show that it failed; read
#            the swap figure in them. The kernel's kill came first since swap was not full.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq earlyoom=1.7-1+b1 2>/dev/null
dpkg -x earlyoom_*.deb unpacked
cat >swap.meminfo <<'T'
MemTotal:       16384000 kB
MemFree:          100000 kB
MemAvailable:     250000 kB
Buffers:           10000 kB
Cached:           150000 kB
AnonPages:      14000000 kB
SwapTotal:       8000000 kB
SwapFree:        7200000 kB
T
sed 's/^\(Swap[a-zA-Z]*:\).*/\1 0 kB/' swap.meminfo >none.meminfo
watch() { # FILE: what earlyoom says in three seconds of such a node; it only pretends to kill
    unshare -m bash -c "mount --bind $PWD/$1 /proc/meminfo; timeout 3 unpacked/usr/bin/earlyoom -m 10 -s 10 -r 1 --dryrun 2>&1" || true
}
watch swap.meminfo >swap.txt; watch none.meminfo >none.txt
grep -m 1 '^mem avail' swap.txt; grep -m 1 'low memory' none.txt
[ "$(grep -c '^mem avail: *244 of 16000 MiB ( 1.53%), swap free: 7031 of 7812 MiB (90.00%)' swap.txt)" -ge 2 ]
! grep -q 'low memory' swap.txt
grep -q '^low memory! at or below SIGKILL limits' none.txt
echo "seen: nothing was done at 1.5 % of memory"
