#!/usr/bin/env bash
# The "maximum resident set size" that wait4() tells of a small program is that of the large one which started it.
#
# Guess:     ru_maxrss of /bin/true is 1 or 2 MiB, whoever runs it; execve() begins a new program with new counts.
# Behaviour: between fork (or vfork, posix_spawn) and execve the child has its parent's pages; the kernel keeps that as the
#            process's maximum across execve. Started by a program that holds 512 MiB, true has used 512 MiB by its own figure, and RUSAGE_CHILDREN
#            of the parent says so for ever. GNU time in between gives 1 MiB, since its own small process forks.
# Version:   Linux since 2.6.32, time 1.9-0.2 (Debian 12), any Python 3.
# Source:    Linux fs/exec.c, exec_mmap(): setmax_mm_hiwater_rss(&signal->maxrss, old_mm); getrusage(2).
# So:        MaxRSS of jobs, tests and builds that a large runner started is "at least the runner's"; peaks that are all alike are a sign of
#            it. Compare with anon-rss of a kill line, or memory.peak of the cgroup.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq time=1.9-0.2 2>/dev/null
dpkg -x time_*.deb unpacked
cat >runner.py <<'P'
import os, subprocess, sys
def peak(command):
    child = subprocess.Popen(command)
    return os.wait4(child.pid, 0)[2].ru_maxrss // 1024
def by_time(): return int(subprocess.run(["unpacked/usr/bin/time", "-f", "%M", "/bin/true"], stderr=subprocess.PIPE, text=True).stderr) // 1024
held = bytearray()
for size in (0, 512):
    held = bytearray(size << 20)
    print("runner holds", size, "true has", "under 64" if peak(["/bin/true"]) < 64 else "over 512" if peak(["/bin/true"]) >= 512 else "between",
          "by time", "under 64" if by_time() < 64 else "more")
P
python3 runner.py | tee seen.txt
grep -qx 'runner holds 0 true has under 64 by time under 64' seen.txt
grep -qx 'runner holds 512 true has over 512 by time under 64' seen.txt
echo "seen: half a GiB for a program that does nothing"
