#!/usr/bin/env bash
# Debian's awk prints a sum of 8589934593 bytes as 8.58993e+09, and with %d as 2147483647.
#
# Guess:     8589934593 both times, as gawk and busybox print it; awk counts in doubles, which hold it.
# Behaviour: mawk, the awk of a Debian or Ubuntu without others, prints whole numbers above 2³¹-1 by OFMT, six digits, and cuts %d off at
#            2147483647. Totals of 3 GB and of 30 are alike by %d. It also takes words for numbers: a cell "info" or "infra-agent" is inf,
#            which makes a sum inf, and "nan…" makes it nan; 0xcc0 is 3264. %.0f prints the sum.
# Version:   mawk 1.3.4.20200120-3.1, Debian 12.
# Source:    mawk(1), OFMT and "Strings and numbers"; POSIX awk, "Expressions in awk" (an integer is converted as by %d).
# So:        totals of 2147483647, or with e+09, in what a customer's script printed, are no measurements.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq mawk=1.3.4.20200120-3.1 2>/dev/null
dpkg -x mawk_*.deb unpacked
mawk() { unpacked/usr/bin/mawk "$@"; }
{
    printf '5368709120\n3221225473\n' | mawk '{ sum += $1 } END { print "print", sum; printf "%%d %d\n", sum; printf "%%.0f %.0f\n", sum }'
    for word in info infra-agent nano java 0xcc0; do echo "$word" | mawk '{ print $1, $1 + 0 }'; done
} | tee seen.txt
grep -qx 'print 8.58993e+09' seen.txt
grep -qx '%d 2147483647' seen.txt
grep -qx '%.0f 8589934593' seen.txt
grep -qx 'info inf' seen.txt
grep -qx 'java 0' seen.txt
grep -qx '0xcc0 3264' seen.txt
echo "seen: eight gigabytes are 2147483647"
