#!/usr/bin/env bash
# pendulum reads "Tue 2026-12-01 06:52:00 JST", as `journalctl -o short-full` and `date` write it, as 06:52 UTC.
#
# Guess:     21:52 UTC of the day before, or an error that the zone's name is not known, as arrow and iso8601 have it.
# Behaviour: parse(…, strict=False) hands what is not ISO 8601 to dateutil, which drops a name that it does not know with a warning; the
#            time without a zone then gets pendulum's default, UTC, and is as aware as one with an offset. A kill in Tokyo is told nine
#            hours late; CET, IST and all others alike. With "+0900" in its place the time is right.
# Version:   pendulum 3.3.0 with python-dateutil 4.0.0 (PyPI).
# Source:    pendulum/parser.py, _parse(): tz=options.get("tz", UTC); pendulum/parsing/__init__.py; dateutil's UnknownTimezoneWarning.
# So:        lines of one journal may be hours apart from those of another; ask for an export in -o short-iso or --utc.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet pendulum==3.3.0 python-dateutil==4.0.0
env/bin/python -W ignore >seen.txt <<'P'
import pendulum
for text in ["Tue 2026-12-01 06:52:00 JST", "Tue Dec  1 06:52:00 JST 2026", "Tue 2026-12-01 06:52:00 CET", "2026-12-01T06:52:00+0900"]:
    print(text, "->", pendulum.parse(text, strict=False).in_tz("UTC").to_iso8601_string())
P
cat seen.txt
[ "$(grep -c -- '-> 2026-12-01T06:52:00Z' seen.txt)" = 3 ]
grep -qx -- '2026-12-01T06:52:00+0900 -> 2026-11-30T21:52:00Z' seen.txt
echo "seen: every zone is UTC"
