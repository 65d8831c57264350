#!/usr/bin/env bash
# `journalctl -k --since …` shows the kernel's lines of one boot, even of a saved file, and even if the time asked for lies before it.
#
# Guess:     -k filters by kernel, --since by time, and of a file (--file, -D) everything in it is meant.
# Behaviour: -k means "and of the last boot" as well. Of a journal that holds two boots, only the second one's kernel lines are shown, with
#            --since before the first one, too, and without a word. An OOM kill that ended in a restart of the node is left out; by
#            `-b all` or by `_TRANSPORT=kernel` in place of -k it is shown.
# Version:   systemd 252.39-1~deb12u2, Debian 12.
# Source:    journalctl(1), -k: "This implies -b"; systemd src/journal/journalctl.c, add_boot().
# So:        who asks a customer for "journalctl -k --since yesterday" may get a log without the kill, and believe it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
version=252.39-1~deb12u2
apt-get download -qq "systemd=$version" "systemd-journal-remote=$version" "libsystemd0=$version" "libsystemd-shared=$version" libmicrohttpd12=0.9.75-6
for package in *.deb; do dpkg-deb -x "$package" unpacked; done
with() { LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:) "$@"; }
python3 - > two-boots.export <<'P'
for boot, identity in enumerate(("a" * 32, "b" * 32)):
    print(f"__REALTIME_TIMESTAMP={1797146400000000 + boot * 3600000000}\n__MONOTONIC_TIMESTAMP=1000\n_BOOT_ID={identity}\n"
          f"_MACHINE_ID={'c' * 32}\n_HOSTNAME=node\n_TRANSPORT=kernel\nPRIORITY=4\nMESSAGE=kill of boot {boot + 1}\n")
P
with unpacked/lib/systemd/systemd-journal-remote -o two-boots.journal two-boots.export
show() { with unpacked/bin/journalctl --file two-boots.journal --quiet -o cat "$@"; }
printf 'all:                       %s\n' "$(show | paste -sd,)"
printf -- '-k:                        %s\n' "$(show -k | paste -sd,)"
printf -- '-k --since 2026-01-01:     %s\n' "$(show -k --since 2026-01-01 | paste -sd,)"
printf -- '_TRANSPORT=kernel --since: %s\n' "$(show _TRANSPORT=kernel --since 2026-01-01 | paste -sd,)"
[ "$(show | wc -l)" = 2 ]
[ "$(show -k --since 2026-01-01)" = "kill of boot 2" ]
[ "$(show -k -b all | wc -l)" = 2 ]
[ "$(show _TRANSPORT=kernel --since 2026-01-01 | wc -l)" = 2 ]
echo "seen: -k leaves the earlier boot out, whatever --since says"
