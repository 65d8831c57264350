#!/usr/bin/env bash
# jc reads the memory columns of top a thousand times too small, but only of processes that are not large.
#
# Guess:     resident_mem_bytes of a RES of 424480 is 434667520: top's memory columns are KiB, and get a letter where they are too wide.
# Behaviour: jc takes a number without a letter for bytes (resident_mem_unit "b", resident_mem_bytes 424480), one with g or m as 1024³
#            and 1024² bytes. Within one table small processes are 1,024 times too small; their sum says that nothing but the largest
#            few held memory.
# Version:   jc 1.26.1, --top; top of procps 4.0.2 (Debian 12), man page, section 2 "SUMMARY Display", task memory in KiB.
# Source:    jc/parsers/top.py, _process(); jc/utils.py, convert_size_to_int().
# So:        of a bundle's `top -b` through jc, multiply what has the unit "b" by 1,024 before anything is added up.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet jc==1.26.1
cat >top.txt <<'T'
top - 17:24:22 up 46 min,  0 users,  load average: 8.99, 11.00, 10.16
Tasks: 102 total,   3 running,  99 sleeping,   0 stopped,   0 zombie
%Cpu(s): 80.0 us, 20.0 sy,  0.0 ni,  0.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st
MiB Mem :  24105.1 total,   4614.6 free,   3462.0 used,  16429.4 buff/cache
MiB Swap:      0.0 total,      0.0 free,      0.0 used.  20643.1 avail Mem

    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
   3566 root      20   0 2755052   1.6g 424480 S  31.2   6.9   0:43.11 java
   4895 root      20   0  664512 307668  11204 S   0.0   1.2   0:10.02 mysqld
T
env/bin/jc --top <top.txt | env/bin/python -c "
import json, sys
for p in json.load(sys.stdin)[0]['processes']:
    print(p['command'], p['resident_mem'], p['resident_mem_unit'], p['resident_mem_bytes'], 'percent', p['percent_mem'])" >seen.txt
cat seen.txt
grep -qx 'java 1.6 g 1717986918 percent 6.9' seen.txt
grep -qx 'mysqld 307668.0 b 307668 percent 1.2' seen.txt
echo "seen: 1.2 % of 24 GiB told as 300 kB"
