#!/usr/bin/env bash
# `vmstat -S M 1` shows 900 KiB of swapping a second as 0, and in the next column as many KiB of block traffic as 900.
#
# Guess:     -S changes the four columns of memory; si, so, bi and bo are all KiB a second, as without it.
# Behaviour: si and so are divided, too, and cut off below; bi and bo, between the same rules of the header, are not. A node that swaps at
#            up to 1 MiB/s has none in such a log, which is made with -S M since its memory has many digits.
# Version:   procps 2:4.0.2-3, Debian 12, with a vmstat file in place of the kernel's (root).
# Source:    vmstat(8), -S: "Note this does not change the block (bi/bo) fields"; of si and so it says nothing.
# So:        zeros of si and so count only if the columns of memory are in KiB; thrashing can look like reading files.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq procps=2:4.0.2-3 libproc2-0=2:4.0.2-3 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$PWD/unpacked/lib/x86_64-linux-gnu:$PWD/unpacked/usr/lib/x86_64-linux-gnu
cat >inside.sh <<'I'
# twenty steps a second at most, of 45 KiB each: never more than 900 KiB/s
counters() { printf 'pgpgin %d\npgpgout %d\npswpin %d\npswpout %d\n' $((1000 + 44 * $1)) $((1000 + 44 * $1)) $((1000 + 11 * $1)) $((1000 + 11 * $1)); }
counters 0 >vmstat
mount --bind vmstat /proc/vmstat
for ((i = 1; i <= 200; i++)); do counters $i >vmstat; sleep 0.05; done & writer=$!
unpacked/usr/bin/vmstat 1 3 >kib.txt
unpacked/usr/bin/vmstat -S M 1 3 >mib.txt
kill $writer
I
unshare -m bash inside.sh
columns() { awk 'NR > 3 { print $7, $8, $9, $10 }' "$1"; }
printf 'si so bi bo\n'; columns kib.txt; printf 'with -S M\n'; columns mib.txt
[ "$(columns kib.txt | awk '$1 > 100 && $2 > 100 && $3 > 100' | wc -l)" = 2 ]
[ "$(columns mib.txt | awk '$1 == 0 && $2 == 0 && $3 > 100 && $4 > 100' | wc -l)" = 2 ]
echo "seen: the swapping is gone, the traffic is not"
