#!/usr/bin/env bash
# `journalctl -o json` writes the message of a coloured line, or of one that ends in CR, as an array of numbers.
#
# Guess:     a string with \u001b and \r in it, as JSON has for control characters; arrays are for what is no text at all.
# Behaviour: one control character other than tab and line break is enough: "\e[31mout of memory\e[0m" of an application that colours its
#            errors is [27,91,51,49,…]. jq's test() and contains() raise on it, grep does not find it. -o short shows the same line as
#            text, and takes the colours off; of a progress line with a CR within, it shows "[25B blob data]".
# Version:   systemd 252.39-1~deb12u2, Debian 12.
# Source:    systemd.io "Journal Export Formats", JSON: "fields … that contain non-printable or non-UTF8"; systemd src/basic/utf8.c,
#            utf8_is_printable_newline().
# So:        a search of an export for an application's own "out of memory" must read MESSAGE as a string, an array of bytes, or null.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
version=252.39-1~deb12u2
apt-get download -qq "systemd=$version" "systemd-journal-remote=$version" "libsystemd0=$version" "libsystemd-shared=$version" libmicrohttpd12=0.9.75-6 2>/dev/null
for package in *.deb; do dpkg-deb -x "$package" unpacked; done
with() { LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:) "$@"; }
python3 - >entries.export <<'P'
import struct, sys
for at, message in enumerate([b"out of memory", b"\x1b[31mout of memory\x1b[0m", b"out of memory\r", b"two\n\tlines", b"progress 10%\rprogress 20%"]):
    sys.stdout.buffer.write(f"__REALTIME_TIMESTAMP={1796108400000000 + at}\n__MONOTONIC_TIMESTAMP={1000 + at}\n_BOOT_ID={'a' * 32}\n"
        f"_MACHINE_ID={'c' * 32}\n_HOSTNAME=node\n_TRANSPORT=stdout\nSYSLOG_IDENTIFIER=app\nMESSAGE\n".encode() + struct.pack("<Q", len(message)) + message + b"\n\n")
P
with unpacked/lib/systemd/systemd-journal-remote -o app.journal entries.export 2>/dev/null
show() { with unpacked/bin/journalctl --file app.journal --quiet --no-pager "$@"; }
show -o json --output-fields=MESSAGE | python3 -c '
import json, sys
for line in sys.stdin:
    message = json.loads(line)["MESSAGE"]
    print(type(message).__name__, json.dumps(message))' | tee seen.txt
show -o short | cut -d: -f 4- | tee -a seen.txt
[ "$(grep -c '^str ' seen.txt)" = 2 ]
[ "$(grep -c '^list ' seen.txt)" = 3 ]
grep -q '^list \[27, 91, 51, 49, 109, 111, ' seen.txt
[ "$(grep -c '^ out of memory' seen.txt)" = 3 ]
grep -qx ' \[25B blob data\]' seen.txt
echo "seen: colours make an array"
