#!/usr/bin/env bash
# logwatch counts each OOM kill of kernels before 5.1 twice, and those of later kernels once.
#
# Guess:     "mysqld : 1 Time(s)" for one kill, whatever kernel wrote it.
# Behaviour: one expression takes "Kill process PID (NAME)" and "Killed process PID (NAME)" for a kill each. Kernels up to 5.0 print
#            both for one kill ("… score 300 or sacrifice child", then what was killed), so its sum is twice theirs; where a child was
#            killed instead, its parent, which lives, is listed beside it.
# Version:   logwatch 7.7-1, Debian 12; kernel lines of mm/oom_kill.c, oom_kill_process(), 3.10 to 5.0 and 6.1.
# Source:    scripts/services/kernel, the branch that fills %OOM.
# So:        sums of a logwatch mail and of another tool agree only for kernels since 5.1.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq logwatch=7.7-1
dpkg-deb -x logwatch_*.deb unpacked
count() { perl -Iunpacked/usr/share/logwatch/lib unpacked/usr/share/logwatch/scripts/services/kernel | grep 'Time(s)' || true; }

before=$(count <<'L'
Out of memory: Kill process 412 (mysqld) score 300 or sacrifice child
Killed process 412 (mysqld) total-vm:1806592kB, anon-rss:943212kB, file-rss:0kB, shmem-rss:0kB
L
)
since=$(count <<'L'
Out of memory: Killed process 412 (mysqld) total-vm:1806592kB, anon-rss:943212kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:2040kB oom_score_adj:0
L
)
child=$(count <<'L'
Memory cgroup out of memory: Kill process 900 (apache2) score 800 or sacrifice child
Killed process 931 (php) total-vm:226440kB, anon-rss:120004kB, file-rss:0kB, shmem-rss:0kB
L
)
printf 'one kill, 4.x:  %s\none kill, 6.1:  %s\na child, 4.x:   %s\n' "$before" "$since" "$(tr '\n' ' ' <<<"$child")"
grep -q 'mysqld :  2 Time' <<<"$before"
grep -q 'mysqld :  1 Time' <<<"$since"
grep -q 'apache2 :  1 Time' <<<"$child" && grep -q 'php :  1 Time' <<<"$child"
echo "seen: one kill counted twice where the kernel prints two lines of it"
