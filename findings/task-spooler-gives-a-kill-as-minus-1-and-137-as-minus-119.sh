#!/usr/bin/env bash
# Task Spooler lists a killed job with the error level -1, and one whose shell said 137 with -119.
#
# Guess:     137 for both, as a shell has it; -9 or a word for the one that was killed itself.
# Behaviour: a job that the kernel killed has -1, whatever signal it was; exit values above 127 are shown less 256: 137 is -119, 143 is
#            -113. A job that starts a killed program from a script has -119, so that one kind of kill has two numbers in one table, and
#            neither is found by who looks for 137. `tsp -i ID` has "killed by signal 9" for the first, "exit with -119" for the second.
# Version:   task-spooler 1.0.1+dfsg1-1, Debian 12.
# Source:    tsp(1), E-Level: "the errorlevel that the command returned".
# So:        in a `tsp` list, -1 and -119 are what 137 is elsewhere.
set -euo pipefail
folder=$(mktemp -d); trap 'unpacked/usr/bin/tsp -K 2>/dev/null || true; rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq task-spooler=1.0.1+dfsg1-1 2>/dev/null
dpkg -x task-spooler_*.deb unpacked
export TS_SOCKET=$PWD/socket TMPDIR=$PWD
tsp() { unpacked/usr/bin/tsp "$@"; }
tsp sh -c 'kill -9 $$' >/dev/null; tsp sh -c 'sh -c "kill -9 \$\$"; exit $?' >/dev/null; tsp sh -c 'exit 143' >/dev/null
tsp -w || true
tsp | awk 'NR > 1 { print $4, $0 }' | sed 's/ .*\(sh -c\)/ \1/' | tee seen.txt
for job in 0 1; do tsp -i $job | head -n 1; done | tee -a seen.txt
grep -q '^-1 ' seen.txt
grep -q '^-119 ' seen.txt
grep -q '^-113 ' seen.txt
grep -q 'killed by signal 9' seen.txt
echo "seen: a kill is -1 or -119"
