#!/usr/bin/env bash
# unbuffer, put before a command so that a job's log shows its lines at once, ends with 0 when the command was killed.
#
# Guess:     its exit value is that of the command, as its manual says; 137 for a kill, or some value that is not 0.
# Behaviour: a command that exits with 3 makes it 3; one that SIGKILL took makes it 0, and nothing is printed, since the shell that would write
#            "Killed" is not there. With -p it is 0 for a failure as well.
# Version:   expect 5.45.4-2+b1, Debian 12.
# Source:    expect, unbuffer: "exit [lindex [wait] 3]"; of a killed child wait's fourth element is 0, and CHILDKILLED SIGKILL stand after it.
# So:        a job whose log stops in the middle of a line and that went on all the same: look for the kernel's line of that minute.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq expect=5.45.4-2+b1 tcl-expect=5.45.4-2+b1 tcl8.6=8.6.13+dfsg-2 libtcl8.6=8.6.13+dfsg-2 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
library=$PWD/unpacked/usr/lib/x86_64-linux-gnu scripts=$PWD/unpacked/usr/lib/tcltk/x86_64-linux-gnu
printf 'package ifneeded Expect 5.45.4 [list load %s/libexpect.so.5.45.4]\n' "$library" >"$scripts/expect5.45.4/pkgIndex.tcl"  # where it was unpacked
export LD_LIBRARY_PATH=$library TCLLIBPATH=$scripts TCL_LIBRARY=$PWD/unpacked/usr/share/tcltk/tcl8.6
printf '#!/bin/sh\necho begun\nkill -9 $$\n' >killed; printf '#!/bin/sh\necho begun\nexit 3\n' >failed; chmod +x killed failed
for command in killed failed; do
    for option in '' -p; do
        status=0; unpacked/usr/bin/tclsh8.6 unpacked/usr/bin/unbuffer $option "./$command" </dev/null >out.txt 2>&1 || status=$?
        printf 'unbuffer %s%s: %s, printed: %s\n' "${option:+$option }" "$command" "$status" "$(tr -d '\r' <out.txt | paste -sd ' ')"
    done
done | tee seen.txt
grep -qx 'unbuffer killed: 0, printed: begun' seen.txt
grep -qx 'unbuffer failed: 3, printed: begun' seen.txt
grep -q '^unbuffer -p killed: 0,' seen.txt
grep -q '^unbuffer -p failed: 0,' seen.txt
echo "seen: killed, and 0, without a word"
