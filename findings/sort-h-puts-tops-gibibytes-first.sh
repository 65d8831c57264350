#!/usr/bin/env bash
# `sort -h` of a column of top puts 1.6g before 9000: the largest process comes first, or with -r last.
#
# Guess:     -h is made for sizes with a letter: 9000, 307668, 424480, 1.6g.
# Behaviour: it knows k, K, and from M on capitals only; a small m, g or t, as top writes them, is no unit, and 1.6g is 1.6. The kernel's
#            kB is compared by its k, so that 524288kB stands before 2Mi. No order of units and numbers without is told as wrong.
# Version:   coreutils 9.1-1, Debian 12; top of procps writes small letters (top(1), "E" and "e").
# Source:    coreutils manual, "sort invocation", -h: "none, k or K, M, G, T, P, E, Z, Y, in that order"; coreutils src/sort.c, unit_order.
# So:        "the ten largest" of a `top -b` sorted so lack the largest; turn the letters into capitals first, and give plain KiB a K.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq coreutils=9.1-1 2>/dev/null
dpkg -x coreutils_*.deb unpacked
sorted() { LC_ALL=C unpacked/usr/bin/sort -h | awk '{ print $1 }' | paste -sd' '; }
printf '307668 mysqld\n1.6g java\n424480 nginx\n9000 sshd\n' | sorted | tee seen.txt
printf '424480K nginx\n1.6G java\n9000K sshd\n' | sorted | tee -a seen.txt
printf '2Mi\n524288kB\n' | sorted | tee -a seen.txt
[ "$(sed -n 1p seen.txt)" = '1.6g 9000 307668 424480' ]
[ "$(sed -n 2p seen.txt)" = '9000K 424480K 1.6G' ]
[ "$(sed -n 3p seen.txt)" = '524288kB 2Mi' ]
echo "seen: 1.6g is the least"
