#!/usr/bin/env bash
# `atop -P PRM` has a line for each thread, and on each stands the memory of the whole process.
#
# Guess:     a line a process, as the manual says of PRM ("For every process one line is shown"); their sum is near what is in use.
# Behaviour: a process of nine threads has ten lines, its own and one for each thread, the first thread included, all with its whole
#            resident size. Only the field is_process, the fifteenth from the state on, tells them apart: y once, n nine times.
# Version:   atop 2.8.1-1+deb12u1, Debian 12.
# Source:    parseable.c, print_PRM(); atop(1), "PARSEABLE OUTPUT", PRM.
# So:        a table of the largest users that was summed by name from a bundle's atop shows what has many threads (Java) tens of times
#            too large; take only lines with y.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq atop=2.8.1-1+deb12u1 2>/dev/null
dpkg -x atop_*.deb unpacked
cat >holder.py <<'P'
import threading, time
held = bytearray(b'x' * (100 * 1024 * 1024))
for _ in range(8):
    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
time.sleep(30)
P
python3 holder.py & holder=$!
trap 'kill "$holder" 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
sleep 2
HOME=$folder unpacked/usr/bin/atop -P PRM 1 1 2>/dev/null >all.txt
# What follows the name in parentheses: state, page size, virtual, resident, … TGID is the 14th, is_process the 15th.
sed -n 's/^PRM .*) \(.\) /\1 /p' all.txt | awk -v tgid="$holder" '$14 == tgid { print $4, $15 }' >seen.txt
cat seen.txt
[ "$(grep -c ' y$' seen.txt)" = 1 ]
[ "$(grep -c ' n$' seen.txt)" = 9 ]
[ "$(awk '$1 >= 102400' seen.txt | wc -l)" = 10 ]
awk '{ sum += $1 } END { printf "100 MiB are held, the lines sum up to %d MiB\n", sum / 1024 }' seen.txt
echo "seen: ten lines of one process"
