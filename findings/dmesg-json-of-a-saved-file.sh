#!/usr/bin/env bash
# `dmesg --file SAVED --json` of util-linux 2.38 gives records that hold all lines after their own.
#
# Guess:     a record a line, as `dmesg --json` prints of the kernel's own buffer.
# Behaviour: of a file in `dmesg --raw` form there is a record for each line, but the "msg" of each runs on to the end of the
#            file, so that a report of 70 lines stands in it 70 times; of a file without priorities everything is one record.
# Version:   util-linux 2.38.1-5+deb12u3, Debian 12 (amd64).
# Source:    sys-utils/dmesg.c, get_next_syslog_record(): a record ends only before a line that begins with "<". That the message in
#            the JSON runs on to the end of the file was seen, as below.
# So:        a reader of such JSON must cut each message at the next line's stamp, and not take repeats for further kills.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq util-linux=2.38.1-5+deb12u3
dpkg-deb -x util-linux_*.deb unpacked
dmesg=$(find unpacked -path '*bin/dmesg' | head -n 1)
"$dmesg" --version

printf '<4>[    1.000001] first\n<4>[    2.000002] second\n<4>[    3.000003] third\n' > raw.txt
printf '[    1.000001] first\n[    2.000002] second\n' > plain.txt
"$dmesg" --file raw.txt --json | tee raw.json
"$dmesg" --file plain.txt --json | tee plain.json
python3 - <<'P'
import json
raw = [record["msg"] for record in json.load(open("raw.json"))["dmesg"]]
plain = [record["msg"] for record in json.load(open("plain.json"))["dmesg"]]
assert len(raw) == 3, raw
assert raw[0].count("\n") == 3 and "third" in raw[0] and "third" in raw[1], raw
assert len(plain) == 1 and "second" in plain[0], plain
print("seen: each record of a raw file holds the rest of the file; a file without priorities is one record")
P
