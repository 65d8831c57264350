#!/usr/bin/env bash
# `ps -o size` and the "writeable/private" of `pmap -d` are a gibibyte for a process that holds 14 MB.
#
# Guess:     SIZE is memory in use, nearer to the truth than VSZ, as the much copied "ps -eo size,pid,command --sort -size" has it; private
#            and writable memory is what only a kill gives back.
# Behaviour: both are sizes of mappings, whether a page of them was ever touched or not: a gibibyte that a program set aside counts whole.
#            Java, Go and databases, which set aside much, head such a list; what was killed for its RSS may stand far below.
# Version:   procps 2:4.0.2-3, Debian 12.
# Source:    ps(1), size: "approximate amount of swap space that would be required if the process were to dirty all writable pages";
#            pmap(1), -d.
# So:        a customer's list by SIZE says nothing of a kill; compare rss of the task table, or anon-rss of the kill line.
set -euo pipefail
folder=$(mktemp -d); trap 'kill "${process:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq procps=2:4.0.2-3 libproc2-0=2:4.0.2-3 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$PWD/unpacked/lib/x86_64-linux-gnu:$PWD/unpacked/usr/lib/x86_64-linux-gnu
python3 -c "
import mmap, signal
aside = mmap.mmap(-1, 1 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
open('ready', 'w').close()
signal.pause()" & process=$!
until [ -e ready ]; do sleep 0.1; done
size=$(unpacked/bin/ps -o size= -p $process | tr -d ' ') rss=$(unpacked/bin/ps -o rss= -p $process | tr -d ' ')
unpacked/usr/bin/pmap -d $process | tail -n 1 | tee seen.txt
private=$(sed 's/.*private: \([0-9]*\)K.*/\1/' seen.txt)
printf 'ps: SIZE %s KiB, RSS %s KiB\n' "$size" "$rss"
[ "$rss" -lt 100000 ]
[ "$size" -gt 1048576 ]
[ "$private" -gt 1048576 ]
echo "seen: a gibibyte that was never there"
