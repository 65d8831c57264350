#!/usr/bin/env bash
# Miller's sum of a column of top, 307668 and 1.6g and 9000, is 316668: the largest process adds nothing.
#
# Guess:     an error, as its manual shows "(error)" for sums of text; or no sum.
# Behaviour: stats1 leaves out what is no number, without a word and without a mark in the output; a column of "524288kB" has the sum 0.
#            max is "1.6g", since text stands above numbers, so that a maximum is larger than its sum; count counts all rows.
# Version:   miller 6.6.0-2+b3, Debian 12.
# Source:    Miller's documentation, "Verbs", stats1, and "Sorting functions", numeric before text.
# So:        totals of a customer's table that fall far below the kernel's figures may lack the processes with a letter behind the number.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq miller=6.6.0-2+b3 2>/dev/null
dpkg -x miller_*.deb unpacked
printf 'task,res\nmysqld,307668\njava,1.6g\nsshd,9000\n' >top.csv
printf 'pod,limit\na,524288kB\nb,262144kB\n' >limits.csv
{ unpacked/usr/bin/mlr --icsv --ojson stats1 -a sum,max,count -f res top.csv; unpacked/usr/bin/mlr --icsv --ojson stats1 -a sum,count -f limit limits.csv; } 2>&1 | tee seen.txt
grep -q '"res_sum": 316668' seen.txt
grep -q '"res_max": "*1.6g' seen.txt
grep -q '"res_count": 3' seen.txt
grep -q '"limit_sum": 0' seen.txt
echo "seen: 1.6g adds nothing"
