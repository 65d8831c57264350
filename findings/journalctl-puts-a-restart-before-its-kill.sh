#!/usr/bin/env bash
# `journalctl -o short` gives a kernel line the time at which journald read it, and a program's line the time at which it was written.
#
# Guess:     both are dated by when they happened: the kernel's stamp is in the entry (_SOURCE_MONOTONIC_TIMESTAMP), and -o short-monotonic
#            prints it.
# Behaviour: short, short-iso, short-precise, short-unix and the rest take _SOURCE_REALTIME_TIMESTAMP where there is one, and kernel
#            lines have none, so that they get the moment of their reading. On a node that thrashes journald comes to read seconds late:
#            the restart of the killed program then carries an earlier time than the kill, though it stands below it. In short-monotonic
#            it is the other way round: the kernel line has its own stamp, and the program's line the moment of the reading.
# Version:   systemd 252.39-1~deb12u2, Debian 12.
# Source:    systemd src/shared/logs-show.c, output_timestamp_realtime() and output_timestamp_monotonic(); src/journal/journald-kmsg.c,
#            dev_kmsg_record(), which stores the monotonic stamp only.
# So:        seconds between a kill and what followed cannot be taken from one output; times that fall from line to line are no disorder.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
version=252.39-1~deb12u2
apt-get download -qq "systemd=$version" "systemd-journal-remote=$version" "libsystemd0=$version" "libsystemd-shared=$version" libmicrohttpd12=0.9.75-6 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$PWD/unpacked/lib/x86_64-linux-gnu:$PWD/unpacked/usr/lib/x86_64-linux-gnu:$PWD/unpacked/usr/lib/x86_64-linux-gnu/systemd:$PWD/unpacked/lib/systemd TZ=UTC
boot=22222222222222222222222222222222
cat >entries.export <<T
__REALTIME_TIMESTAMP=1765610610000000
__MONOTONIC_TIMESTAMP=36379000000
_BOOT_ID=$boot
_HOSTNAME=node-1
_TRANSPORT=kernel
_SOURCE_MONOTONIC_TIMESTAMP=36370037095
SYSLOG_IDENTIFIER=kernel
MESSAGE=Out of memory: Killed process 2201 (java)

__REALTIME_TIMESTAMP=1765610610500000
__MONOTONIC_TIMESTAMP=36379500000
_BOOT_ID=$boot
_HOSTNAME=node-1
_TRANSPORT=journal
_SOURCE_REALTIME_TIMESTAMP=1765610603000000
SYSLOG_IDENTIFIER=keeper
MESSAGE=java (2201) is gone, started anew

T
unpacked/lib/systemd/systemd-journal-remote --output=node.journal entries.export 2>/dev/null
show() { unpacked/usr/bin/journalctl --file node.journal --quiet "$@" 2>/dev/null || unpacked/bin/journalctl --file node.journal --quiet "$@"; }
show -o short | tee short.txt
show -o short-monotonic | tee monotonic.txt
[ "$(cut -c 8-15 short.txt | paste -sd ' ')" = '07:23:30 07:23:23' ]
[ "$(cut -d ' ' -f 1 monotonic.txt | paste -sd ' ')" = '[36370.037095] [36379.500000]' ]
echo "seen: seven seconds before the kill by one clock, nine after it by the other"
