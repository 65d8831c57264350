#!/usr/bin/env bash
# gnuplot draws a column of top with 1.6g and 307668 in it as 1.6 and 307668.
#
# Guess:     a cell that is no number is left out, or is told: that is what happens to words.
# Behaviour: a cell that begins with a number is that number: 1.6g is 1.6, 524288kB 524288, "1,024" is 1, 3e5f (an address) 3·10⁵. The
#            largest process of a `top -b` is drawn at the bottom, and `stats` counts the points as valid, "Invalid: 0".
# Version:   gnuplot-nox 5.4.4+dfsg1-2+b2, Debian 12.
# Source:    gnuplot src/datafile.c, df_tokenise(): each cell is read by sscanf() as a number, as far as it is one.
# So:        of a plot in which the process that was killed has no memory, look at the unit in the file.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq $(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances gnuplot-nox=5.4.4+dfsg1-2+b2 |
    grep -E '^(gnuplot|lib)' | grep -vE '^(libc6|libgcc|libstdc)') gnuplot-nox=5.4.4+dfsg1-2+b2 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
cat >top.txt <<'T'
1 307668
2 424480
3 1.6g
4 524288kB
5 1,024
6 words
T
unpacked/usr/bin/gnuplot-nox -e 'set table "drawn"; plot "top.txt" using 1:2; unset table; stats "top.txt" using 2' 2>&1 | grep -E 'Records|Invalid|Maximum|Minimum' | tee seen.txt
awk '/^ *[0-9]/ { print $1, $2 }' drawn | tee -a seen.txt
grep -qx '3 1.6' seen.txt
grep -qx '4 524288' seen.txt
grep -qx '5 1' seen.txt
! grep -q '^6 ' seen.txt
grep -q 'Invalid: *0$' seen.txt
echo "seen: 1.6g lies below 307668"
