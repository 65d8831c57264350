#!/usr/bin/env bash
# insights-core's Messages parser finds a kill in a syslog with RFC 3339 stamps, but get_after() gives nothing of it, without an error.
#
# Guess:     rsyslog's own high-precision form, which Debian 12 and Ubuntu 24.04 write, is read like the old one; or asking by time raises.
# Behaviour: a line is taken apart only if it begins with "Dec 13 07:23:21". Of the newer form get() gives the line with the whole of the rest
#            as message, no timestamp, host or procname; get_after() skips each line whose date it cannot read, so that "since 07:00"
#            is an empty answer. A rule that first asks by time then says: no kill.
# Version:   insights-core 3.8.4 (PyPI).
# Source:    insights/core/__init__.py, Syslog.time_format and _parse_line(), LogFileOutput.get_after(); rsyslog, RSYSLOG_FileFormat.
# So:        of such archives ask get() for all and compare the times oneself; "nothing since" is no evidence.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check insights-core==3.8.4
env/bin/python - <<'P' 2>/dev/null | tee seen.txt
import datetime
from insights.parsers.messages import Messages
from insights.tests import context_wrap
line = "node-1 kernel: Out of memory: Killed process 2201 (java) total-vm:2755052kB"
for form, stamp in (("old", "Dec 13 07:23:21"), ("new", "2025-12-13T07:23:21.123456+00:00")):
    log = Messages(context_wrap(f"{stamp} {line}\n"))
    found = log.get("Killed process")
    print(form, "found", len(found), "with host", sum("hostname" in row for row in found),
          "since 07:00", len(list(log.get_after(datetime.datetime(2025, 12, 13, 7, 0)))))
P
grep -qx 'old found 1 with host 1 since 07:00 1' seen.txt
grep -qx 'new found 1 with host 0 since 07:00 0' seen.txt
echo "seen: the kill is there, and since before it nothing is"
