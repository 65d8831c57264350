#!/usr/bin/env bash
# Two much used readers of sizes take a memory limit of Kubernetes for something else, without a word.
#
# Guess:     "512Mi" is 536870912, or not understood: null, or an exception.
# Behaviour: bytes (npm), parse(): what stands after the number is dropped if it is not one of its own units, all of which end in b:
#            512Mi, 512M and 512MiB are 512, 4Gi and 1.5G are 4 and 1 bytes. humanfriendly (PyPI), parse_size(): only the first letter
#            counts where the unit is not one that it knows whole: 512MiB is 536870912, 512Mi is 512000000. Both take the kernel's kB
#            their own way: 1024 for bytes, 1000 for humanfriendly.
# Version:   bytes 3.1.2 (npm), humanfriendly 10.0 (PyPI).
# Source:    bytes index.js, parse(): the expression fails and parseInt() is taken with unit "b"; humanfriendly/__init__.py, parse_size():
#            "unit.startswith(…)" after the full names.
# So:        a limit that another tool read with them may be 512 bytes, or 4.6 % too small; compare it with the kernel's "limit …kB" line.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund bytes@3.1.2 >/dev/null
python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check humanfriendly==10.0
cat >read.js <<'J'
const bytes = require('bytes');
for (const written of ['512Mi', '512MiB', '512M', '4Gi', '512MB', '107520kB']) console.log('bytes', written, bytes.parse(written));
J
cat >read.py <<'P'
import humanfriendly
for written in ('512Mi', '512MiB', '4Gi', '107520kB'):
    print('humanfriendly', written, humanfriendly.parse_size(written))
P
{ node read.js; env/bin/python read.py; } >seen.txt
cat seen.txt
for line in 'bytes 512Mi 512' 'bytes 512MiB 512' 'bytes 512M 512' 'bytes 4Gi 4' 'bytes 512MB 536870912' 'bytes 107520kB 110100480' \
    'humanfriendly 512Mi 512000000' 'humanfriendly 512MiB 536870912' 'humanfriendly 4Gi 4000000000' 'humanfriendly 107520kB 107520000'; do
    grep -qx "$line" seen.txt
done
echo "seen: 512Mi is 512 bytes to the one and 512 million to the other"
