#!/usr/bin/env bash
# python-dateutil, asked to find the date in a syslog line, dates systemd's line of an OOM kill into 2001, since its process id is 1.
#
# Guess:     parse(line, fuzzy=True) takes "Dec 13 07:23:21" from the line, and this year, as parse() of the stamp alone does.
# Behaviour: the first number that is left over becomes the year: of "systemd[1]: … killed by the OOM killer" it is 2001, of a short kill
#            line the victim's process id, 412 or 2201. The kernel's full lines raise an error, since they hold too many numbers, so that
#            a reader that skips what raises keeps just the lines with a wrong year. The word OOM is taken for a time zone, with a warning.
# Version:   python-dateutil 2.9.0.post0 (PyPI).
# Source:    dateutil/parser/_parser.py, _ymd and _parse_numeric_token(): a day and a month are known, so the next number is a year.
# So:        a time series of such lines has its kills in 2001 and in the years of process ids; cut the stamp off before it is parsed.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0
cat >read.py <<'P'
import datetime
from dateutil.parser import parse
for name, line in (("alone", "Dec 13 07:23:21"),
                   ("systemd", "Dec 13 07:23:21 node systemd[1]: mysql.service: A process of this unit has been killed by the OOM killer."),
                   ("short", "Dec 13 07:23:21 node kernel: Out of memory: Killed process 412 (mysqld)"),
                   ("later", "Dec 13 07:23:21 node kernel: Out of memory: Killed process 2201 (mysqld)"),
                   ("full", "Dec 13 07:23:21 node kernel: Out of memory: Killed process 412 (mysqld) total-vm:1806592kB, anon-rss:943212kB")):
    try:
        year = parse(line, fuzzy=True).year
        print(name, "this year" if year == datetime.date.today().year else year)
    except ValueError as error:
        print(name, type(error).__name__)
P
env/bin/python -W ignore read.py >seen.txt
cat seen.txt
for line in 'alone this year' 'systemd 2001' 'short 412' 'later 2201' 'full ParserError'; do grep -qx "$line" seen.txt; done
echo "seen: process ids for years"
