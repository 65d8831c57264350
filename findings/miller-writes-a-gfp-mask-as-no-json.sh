#!/usr/bin/env bash
# Miller turns a table with a gfp mask into JSON that no reader of JSON takes: the mask stands there as 0xcc0, without quotes.
#
# Guess:     "0xcc0", a string, or 3264.
# Behaviour: 0xcc0 is a number to Miller, and numbers that were not changed are written as they came. `mlr --icsv --ojson cat` of kills
#            with a column gfp_mask gives 0xcc0 bare, and jq and Python stop at it. A commit or container id of digits with one e in it,
#            123e45, is bare as well, and becomes 1.23e+47 with the next reader; 0123 gets quotes. -S (--infer-none) gives strings.
# Version:   miller 6.6.0-2+b3, Debian 12.
# Source:    Miller's documentation, "Arithmetic" (numbers from data keep their formatting) and --infer-none; RFC 8259, 6, Numbers.
# So:        a "kills.json" of a customer that does not parse at gfp_mask was made so; put quotes there and read on.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq miller=6.6.0-2+b3 2>/dev/null
dpkg -x miller_*.deb unpacked
printf 'task,gfp_mask,commit\njava,0xcc0,123e45\n' >kills.csv
mlr() { unpacked/usr/bin/mlr --icsv --ojson "$@" kills.csv; }
mlr cat | tee kills.json
read_by_python() { python3 -c 'import json, sys; print(json.load(sys.stdin))' 2>&1 | tail -n 1 || true; }
mlr cat | read_by_python | tee seen.txt
mlr cut -x -f gfp_mask | read_by_python | tee -a seen.txt
mlr -S cat | read_by_python | tee -a seen.txt
grep -q '"gfp_mask": 0xcc0,' kills.json
sed -n 1p seen.txt | grep -q '^json.decoder.JSONDecodeError'
sed -n 2p seen.txt | grep -q "'commit': 1.23e+47"
sed -n 3p seen.txt | grep -q "'gfp_mask': '0xcc0', 'commit': '123e45'"
echo "seen: a mask without quotes"
