#!/usr/bin/env bash
# `numfmt --to=iec`, `ls -h` and `du -h` show 1,025 MiB as 1.1G, and one byte above 512 MiB as 513M.
#
# Guess:     rounded to the nearest: 1.0G, 512M.
# Behaviour: they round up, always: 1.1G is anything from one byte above 1 GiB to 1.1 GiB, a tenth too much at worst, and with
#            `--format=%.2f` it is 1.01G from one byte on. `--round=nearest` has to be asked for, and ls and du do not have it.
# Version:   coreutils 9.1-1, Debian 12.
# Source:    coreutils manual, "numfmt invocation", --round: "from-zero" is the default; gnulib lib/human.c, human_ceiling.
# So:        a total in a ticket that is larger than the sum of the kernel's figures may be rounded up in each part; compare bytes.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq coreutils=9.1-1 2>/dev/null
dpkg -x coreutils_*.deb unpacked
bin=$PWD/unpacked/usr/bin
for bytes in 536870912 536870913 1073741824 1073741825 1074790400; do printf '%s %s\n' $bytes "$("$bin/numfmt" --to=iec $bytes)"; done | tee seen.txt
truncate -s 1073741825 sparse
printf 'ls -lh %s\ndu -h %s\nnearest %s\n' "$(unpacked/bin/ls -lh sparse | awk '{ print $5 }')" "$("$bin/du" -h --apparent-size sparse | cut -f1)" \
    "$("$bin/numfmt" --to=iec --round=nearest 1073741825)" | tee -a seen.txt
grep -qx '536870912 512M' seen.txt
grep -qx '536870913 513M' seen.txt
grep -qx '1073741825 1.1G' seen.txt
grep -qx '1074790400 1.1G' seen.txt
grep -qx 'ls -lh 1.1G' seen.txt
grep -qx 'du -h 1.1G' seen.txt
grep -qx 'nearest 1.0G' seen.txt
echo "seen: one byte is a tenth of a gibibyte"
