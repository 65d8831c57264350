#!/usr/bin/env bash
# Two readers of CEF break at the "|" between a report's gfp flags, and one leaves "\=" in each of its fields.
#
# Guess:     "\|" in the header and "\=" in the extension are undone: the format says so, and both libraries are made for it alone.
# Behaviour: with "java invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE\|__GFP_COMP)" as the event's name, pycef and jc give an
#            empty name and no severity; what stands between becomes part of the first key of the extension. Of msg=oom-kill:constraint\=…
#            pycef keeps the backslashes, so that a search for "oom_memcg=" in it finds nothing; jc undoes them.
# Version:   pycef 1.11, jc 1.26.1 (PyPI).
# Source:    pycef/__init__.py, parse(): the pattern of the header takes neither "=" nor a backslash; jc/parsers/cef.py has the same pattern.
#            ArcSight Common Event Format: in the header only | and the backslash are escaped, in the extension = and the backslash.
# So:        the first line of a kill may be missing, or without severity, in a list that a SIEM gave as CEF, while its other lines are there.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check pycef==1.11 jc==1.26.1
env/bin/python - <<'P' | tee seen.txt
import jc, pycef
first = r"CEF:0|Linux|kernel|6.1|oom|java invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE\|__GFP_COMP), order=0|8|dhost=node-1"
second = r"CEF:0|Linux|kernel|6.1|oom|oom-kill|8|dhost=node-1 msg=oom-kill:constraint\=CONSTRAINT_MEMCG,oom_memcg\=/kubepods/pod1,pid\=2201"
for name, read in (("pycef", pycef.parse), ("jc", lambda line: jc.parse("cef", line)[0])):
    one, two = (({key.lower(): value for key, value in read(line).items()}) for line in (first, second))
    print(name, "name", repr(one["name"]), "severity", one.get("severity", one.get("agentseverity")), "host", one.get("dhost"))
    print(name, two["msg"])
P
grep -qx "pycef name '' severity None host None" seen.txt
grep -qx "jc name '' severity None host None" seen.txt
grep -qx 'pycef oom-kill:constraint\\=CONSTRAINT_MEMCG,oom_memcg\\=/kubepods/pod1,pid\\=2201' seen.txt
grep -qx 'jc oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/kubepods/pod1,pid=2201' seen.txt
echo "seen: an event without name, severity and host"
