#!/usr/bin/env bash
# `dmesg --file SAVED --ctime` dates another machine's kernel lines by the boot of the machine on which it is run.
#
# Guess:     a saved buffer says nothing of when its machine booted, so --ctime, --time-format iso and --since are refused with --file.
# Behaviour: the stamps are added to the boot of the reader's machine, without a word. The same file read on two machines, or on one before
#            and after its restart, has other dates each time; they may lie in the future. --since and --until choose lines by them, so
#            that "--since yesterday" shows everything of a desk that was started this morning, and nothing once it is up for a while.
# Version:   util-linux 2.38.1-5+deb12u3, Debian 12.
# Source:    sys-utils/dmesg.c, main(): the boot time is asked of the running kernel (dmesg_get_boot_time()) wherever the format or a filter needs it,
#            for --file as well.
# So:        a text that begins with "[Tue Dec  1 07:20:12 2026]" may have been dated where it was read; ask how it was made, and keep the raw stamps.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq util-linux=2.38.1-5+deb12u3 2>/dev/null
dpkg -x util-linux_*.deb unpacked
dmesg() { LC_ALL=C unpacked/bin/dmesg --file saved.txt "$@"; }
cat >saved.txt <<'T'
<4>[36370.037095] java invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP), order=0, oom_score_adj=0
<3>[36370.043124] Out of memory: Killed process 2201 (java) total-vm:2755052kB, anon-rss:1638400kB, file-rss:0kB, shmem-rss:0kB, UID:0
T
dmesg --ctime | tee dated.txt
seen=$(date -d "$(sed -n '2s/^\[\([^]]*\)\].*/\1/p' dated.txt)" +%s)
own=$(python3 -c 'import time; print(int(time.time() - time.clock_gettime(time.CLOCK_BOOTTIME) + 36370))')
printf 'the stamp on top of the boot of this machine: %s\n' "$(date -d "@$own")"
[ $((seen - own)) -ge -2 ] && [ $((seen - own)) -le 2 ]
[ "$(dmesg --since "$(date -d "@$((own - 60))" '+%F %T')" | wc -l)" = 2 ]
[ "$(dmesg --since "$(date -d "@$((own + 60))" '+%F %T')" | wc -l)" = 0 ]
echo "seen: a file without a date is dated by the machine that reads it"
