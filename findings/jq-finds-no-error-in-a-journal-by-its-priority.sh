#!/usr/bin/env bash
# `journalctl -o json | jq 'select(.PRIORITY <= 3)'` finds no error, and `select(.PRIORITY > 4)` finds all of them.
#
# Guess:     PRIORITY 3 is a number, or comparing a string with a number is an error.
# Behaviour: all fields of a journal's JSON are strings, and jq sets every string above every number. "3" <= 3 is false for any entry, "3"
#            > 4 true. A kill's line has priority 3: the first filter, which looks right, never shows one, and nothing tells why.
#            `(.PRIORITY | tonumber) <= 3` does.
# Version:   systemd 252.39-1~deb12u2, jq 1.6-2.1+deb12u3, Debian 12.
# Source:    jq manual, "Comparisons" and sort (null, booleans, numbers, strings, …); systemd.io, "Journal Export Formats", JSON.
# So:        an empty result of such a filter is no sign that there was no kill.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
version=252.39-1~deb12u2
apt-get download -qq "systemd=$version" "systemd-journal-remote=$version" "libsystemd0=$version" "libsystemd-shared=$version" libmicrohttpd12=0.9.75-6 \
    jq=1.6-2.1+deb12u3 libjq1=1.6-2.1+deb12u3 libonig5=6.9.8-1 2>/dev/null
for package in *.deb; do dpkg-deb -x "$package" unpacked; done
with() { LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:) "$@"; }
python3 - >kernel.export <<'P'
for at, (priority, message) in enumerate([(3, "Out of memory: Killed process 4242 (java)"), (6, "oom_reaper: reaped process 4242 (java)")]):
    print(f"__REALTIME_TIMESTAMP={1796108400000000 + at}\n__MONOTONIC_TIMESTAMP={1000 + at}\n_BOOT_ID={'a' * 32}\n_MACHINE_ID={'c' * 32}\n"
          f"_HOSTNAME=node\n_TRANSPORT=kernel\nPRIORITY={priority}\nMESSAGE={message}\n")
P
with unpacked/lib/systemd/systemd-journal-remote -o kernel.journal kernel.export 2>/dev/null
with unpacked/bin/journalctl --file kernel.journal --quiet -o json >kernel.json
for filter in '.PRIORITY <= 3' '.PRIORITY > 4' '(.PRIORITY | tonumber) <= 3'; do
    printf '%s: %s\n' "$filter" "$(with unpacked/usr/bin/jq -c "select($filter) | .PRIORITY" kernel.json | paste -sd' ')"
done | tee seen.txt
grep -qxF '.PRIORITY <= 3: ' seen.txt
grep -qxF '.PRIORITY > 4: "3" "6"' seen.txt
grep -qxF '(.PRIORITY | tonumber) <= 3: "3"' seen.txt
echo "seen: no entry is at most 3"
