#!/usr/bin/env bash
# Process accounting has 20 MB for a program that had held 600 MB, 630 MB for one that was killed with them, and `sa` a quarter of each.
#
# Guess:     "cpu-time averaged core usage, in 1k units", as sa(8) has it: some 600,000k for both.
# Behaviour: the kernel writes down the virtual size of the moment in which the process ends. Who frees or ends in order has given its
#            memory back by then; who is killed by SIGKILL has not, and looks thirty times as large as others of the same program. sa
#            prints a quarter of that number with a k (158,464k), dump-acct the number itself.
# Version:   acct 6.6.4-5+b1, Debian 12, on a kernel with CONFIG_BSD_PROCESS_ACCT (root; in a pid namespace of its own).
# Source:    Linux kernel/acct.c, acct_collect(): ac_mem is the sum of all mappings; acct(5); sa(8), k.
# So:        of a node's accounting, the flag X and a size far above others of that name show who was killed; the sizes are not RSS.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq acct=6.6.4-5+b1 2>/dev/null
dpkg -x acct_*.deb unpacked
cat >inside.sh <<'I'
: >account
unpacked/usr/sbin/accton "$PWD/account" >/dev/null
/usr/bin/perl -e 'my $held = "x" x (300 << 20); undef $held;'
/usr/bin/perl -e 'my $held = "x" x (300 << 20); kill 9, $$;'
unpacked/usr/sbin/accton off >/dev/null
I
unshare -pf --mount-proc bash inside.sh 2>/dev/null
unpacked/usr/sbin/dump-acct account | grep '^perl' | tee dumped.txt
unpacked/usr/sbin/sa -u account | grep ' perl' | tee told.txt
size() { awk -F'|' -v line="$1" 'NR == line { printf "%d", $8 }' dumped.txt; }
told() { awk -v line="$1" 'NR == line { printf "%d", $4 }' told.txt; }
printf 'ended: %s, told %sk; killed: %s, told %sk\n' "$(size 1)" "$(told 1)" "$(size 2)" "$(told 2)"
[ "$(size 1)" -lt 100000 ]
[ "$(size 2)" -gt 300000 ]
[ $((4 * $(told 2))) -gt $(($(size 2) * 95 / 100)) ] && [ $((4 * $(told 2))) -lt $(($(size 2) * 105 / 100)) ]
sed -n 2p dumped.txt | grep -q '| *X *|'
echo "seen: the size at the end, by four"
