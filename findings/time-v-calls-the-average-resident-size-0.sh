#!/usr/bin/env bash
# `time -v` prints "Average resident set size (kbytes): 0" of a program that held 300 MB all the time.
#
# Guess:     an average, below the maximum that stands in the line above; or no such line.
# Behaviour: Linux does not keep the sums that the average is made from (ru_idrss and its like), and leaves them 0. time prints five lines
#            of averages as 0 kbytes, and "Swaps: 0" whatever was swapped, in the same words as what was measured.
# Version:   time 1.9-0.2, Debian 12.
# Source:    getrusage(2): ru_ixrss, ru_idrss, ru_isrss, ru_nswap "(unused)" on Linux; time src/time.c, summarize(), %t, %K, %D, %p, %X,
#            %W.
# So:        of `time -v` in a job's log, only "Maximum resident set size" is a figure of memory; the zeros are not known.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq time=1.9-0.2 2>/dev/null
dpkg -x time_*.deb unpacked
unpacked/usr/bin/time -v python3 -c 'import time; held = bytearray(300 << 20); time.sleep(1)' 2>all.txt
grep -E 'Average|Maximum|Swaps' all.txt | sed 's/^\t//' | tee seen.txt
[ "$(sed -n 's/^Maximum resident set size (kbytes): //p' seen.txt)" -gt 300000 ]
grep -qx 'Average resident set size (kbytes): 0' seen.txt
[ "$(grep -c '^Average .*: 0$' seen.txt)" = 5 ]
echo "seen: 300 MB are 0 on average"
