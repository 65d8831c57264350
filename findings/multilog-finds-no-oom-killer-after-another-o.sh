#!/usr/bin/env bash
# `multilog '-*' '+*oom-killer*'` and svlogd with the same pattern keep no line of "invoked oom-killer".
#
# Guess:     a star stands for any text, as in a shell's pattern.
# Behaviour: a star before the end matches text that does not hold the character which follows the star. "*oom-killer*" must find its "o"
#            at the first "o" of the line, which is that of "node" or of "invoked"; there is no way back. "*Killed process*" matches until
#            a host or a process with a K is logged. Nothing tells of it: the log is there, and empty.
# Version:   daemontools 1:0.76-8.1, runit 2.1.2-54, Debian 12.
# Source:    multilog(8), "SELECTING LINES"; svlogd(8), "LOG FILE SELECTION", "PATTERN MATCHING".
# So:        an alert by such a pattern is no evidence that there was no kill. "+*kernel: * invoked oom-killer: *" finds it, if no k stands
#            before.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq daemontools=1:0.76-8.1 runit=2.1.2-54 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
cat >kernel.log <<'T'
Dec  1 06:52:00 node kernel: java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=936
Dec  1 06:52:00 node kernel: Out of memory: Killed process 4242 (java) total-vm:8388608kB
T
keep() { # PATTERN: how many lines multilog and svlogd keep by it
    rm -rf by-multilog by-svlogd; mkdir by-svlogd
    unpacked/usr/bin/multilog '-*' "$1" ./by-multilog <kernel.log
    printf -- '-*\n%s\n' "$1" >by-svlogd/config; unpacked/usr/bin/svlogd by-svlogd <kernel.log 2>/dev/null
    printf '%s %s\n' "$(wc -l <by-multilog/current)" "$(wc -l <by-svlogd/current)"
}
for pattern in '+*oom-killer*' '+*Killed process*' '+*kernel: * invoked oom-killer: *'; do printf '%s: %s\n' "$pattern" "$(keep "$pattern")"; done | tee seen.txt
[ "$(keep '+*oom-killer*')" = '0 0' ]
[ "$(keep '+*Killed process*')" = '1 1' ]
[ "$(keep '+*kernel: * invoked oom-killer: *')" = '1 1' ]
echo "seen: a star is not any text"
