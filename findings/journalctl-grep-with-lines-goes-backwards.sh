#!/usr/bin/env bash
# `journalctl -g PATTERN -n 5` prints the newest line first; without -g, or without -n, the oldest stands first.
#
# Guess:     the last five lines that match, in the order in which they happened, as -n alone prints the last five.
# Behaviour: --lines with --grep reverses the order; "-n 5 -g" and "-n 5 -g -r" print the same, and -r has no
#            opposite that would turn it back. Printed with -o cat, as for a ticket, nothing in the lines shows it: a kill stands before the
#            lines that led to it.
# Version:   systemd 252.39-1~deb12u2, Debian 12.
# Source:    journalctl(1), -g; systemd src/journal/journalctl.c, parse_argv(): arg_reverse where a pattern and a number of lines are given.
# So:        kernel lines that came in this way must be turned before they are read as a report; stamps that fall tell it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
version=252.39-1~deb12u2
apt-get download -qq "systemd=$version" "systemd-journal-remote=$version" "libsystemd0=$version" "libsystemd-shared=$version" \
    libmicrohttpd12=0.9.75-6 libpcre2-8-0=10.42-1+deb12u2 2>/dev/null
for package in *.deb; do dpkg-deb -x "$package" unpacked; done
with() { LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:) "$@"; }
python3 - >kernel.export <<'P'
for second, message in enumerate(("java invoked oom-killer: order=0", "oom-kill:constraint=CONSTRAINT_NONE", "Out of memory: Killed process 7")):
    print(f"__REALTIME_TIMESTAMP={1765610600000000 + second * 1000000}\n__MONOTONIC_TIMESTAMP=1000\n_BOOT_ID={'a' * 32}\n"
          f"_MACHINE_ID={'c' * 32}\n_TRANSPORT=kernel\nPRIORITY=4\nMESSAGE={message}\n")
P
with unpacked/lib/systemd/systemd-journal-remote -o kernel.journal kernel.export 2>/dev/null
show() { with unpacked/bin/journalctl --file kernel.journal --quiet --no-pager -o cat "$@" | cut -d ' ' -f 1 | cut -d : -f 1 | paste -sd,; }
printf -- '-n 3:       %s\n-g o:       %s\n-n 3 -g o:  %s\n' "$(show -n 3)" "$(show -g 'o')" "$(show -n 3 -g 'o')"
[ "$(show -n 3)" = 'java,oom-kill,Out' ]
[ "$(show -g o)" = 'java,oom-kill,Out' ]
[ "$(show -n 3 -g o)" = 'Out,oom-kill,java' ]
[ "$(show -n 3 -g o -r)" = 'Out,oom-kill,java' ]
echo "seen: with both, the order is turned"
