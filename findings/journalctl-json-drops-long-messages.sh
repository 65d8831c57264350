#!/usr/bin/env bash
# `journalctl -o json` writes null for a message of more than 4,096 bytes; every other format has it whole.
#
# Guess:     JSON is the format for machines, and complete; what is shortened is what is shown on a terminal.
# Behaviour: fields of more than 4,096 bytes are null in json, json-pretty, json-sse and json-seq, unless --all is given. The entry is there with its
#            time and its unit, so that counts are right. What is so long is what tells most: the kubelet's lines with a whole pod in them, a
#            stack trace that an application writes as one entry when it runs out of memory. -o short into a pipe, cat and export keep it.
# Version:   systemd 252.39-1~deb12u2, Debian 12.
# Source:    systemd src/shared/logs-show.c, JSON_THRESHOLD; journalctl(1), -o json.
# So:        null in MESSAGE is not an empty message: ask for the export again, with --all or -o export.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
version=252.39-1~deb12u2
apt-get download -qq "systemd=$version" "systemd-journal-remote=$version" "libsystemd0=$version" "libsystemd-shared=$version" \
    libmicrohttpd12=0.9.75-6 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
with() { LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:) "$@"; }
for length in 4000 5000; do
    printf '__REALTIME_TIMESTAMP=1765610610%06d\n__MONOTONIC_TIMESTAMP=36379000000\n_BOOT_ID=%032d\nSYSLOG_IDENTIFIER=kubelet\nMESSAGE=%s\n\n' \
        "$length" 2 "$(head -c "$length" /dev/zero | tr '\0' x)"
done >entries.export
with unpacked/lib/systemd/systemd-journal-remote --output=node.journal entries.export 2>/dev/null
show() { with unpacked/bin/journalctl --file node.journal --quiet --no-pager "$@"; }
lengths() { python3 -c 'import json, sys; print([m and len(m) for m in (json.loads(line)["MESSAGE"] for line in sys.stdin)])'; }
printf 'json: %s\njson --all: %s\ncat: [%s]\n' "$(show -o json | lengths)" "$(show -o json --all | lengths)" \
    "$(show -o cat | awk '{ print length($0) }' | paste -sd, | sed 's/,/, /')" | tee seen.txt
grep -qx 'json: \[4000, None\]' seen.txt
grep -qx 'json --all: \[4000, 5000\]' seen.txt
grep -qx 'cat: \[4000, 5000\]' seen.txt
echo "seen: the longer message is null in JSON only"
