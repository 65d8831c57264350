#!/usr/bin/env bash
# setsid, unshare, chronic and xargs turn a kill by SIGKILL into the exit values 9, 1, 1 and 125; xargs then leaves the rest of its list undone.
#
# Guess:     137 from each, as from env, nice, nohup, flock, timeout and script, or the wrapper dies by the same signal.
# Behaviour: setsid --fork --wait gives the raw 9; unshare --fork gives 1, with a line on sigprocmask that has nothing to do with it; chronic of
#            moreutils gives 1; xargs gives 125 and stops, though after a command that failed it goes on.
# Version:   util-linux 2.38.1-5+deb12u3, moreutils 0.67-1, findutils 4.9.0-4, Debian 12.
# Source:    util-linux sys-utils/setsid.c, the end of main(); sys-utils/unshare.c, after waitpid(); moreutils chronic; findutils
#            xargs/xargs.c, wait_for_proc(): XARGS_EXIT_CLIENT_FATAL_SIG.
# So:        "exit status 137" is not what to search for in the logs of jobs that such wrappers start; the kernel's line is.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq util-linux=2.38.1-5+deb12u3 moreutils=0.67-1 findutils=4.9.0-4 libipc-run-perl=20220807.0-1 libio-pty-perl=1:1.17-1 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export PERL5LIB=$PWD/unpacked/usr/share/perl5:$PWD/unpacked/usr/lib/x86_64-linux-gnu/perl5/5.36
printf '#!/bin/sh\nkill -9 $$\n' >killed; chmod +x killed
told() { local name=$1 status=0; shift; "$@" >out.txt 2>err.txt || status=$?; printf '%s %s\n' "$name" "$status"; }
{
    told flock unpacked/usr/bin/flock lock ./killed
    told setsid unpacked/usr/bin/setsid --fork --wait ./killed
    told unshare unpacked/usr/bin/unshare --fork ./killed
    told chronic perl unpacked/usr/bin/chronic ./killed
    printf '1\n2\n3\n' | told xargs unpacked/usr/bin/xargs -n 1 sh -c 'echo $0; if [ $0 = 2 ]; then kill -9 $$; fi'
    printf 'xargs ran %s\n' "$(paste -sd ' ' out.txt)"
    printf '1\n2\n3\n' | told xargs-of-failures unpacked/usr/bin/xargs -n 1 sh -c 'echo $0; [ $0 != 2 ]'
    printf 'xargs-of-failures ran %s\n' "$(paste -sd ' ' out.txt)"
} | tee seen.txt
[ "$(head -n 4 seen.txt | paste -sd,)" = 'flock 137,setsid 9,unshare 1,chronic 1' ]
[ "$(tail -n 4 seen.txt | paste -sd,)" = 'xargs 125,xargs ran 1 2,xargs-of-failures 123,xargs-of-failures ran 1 2 3' ]
echo "seen: five numbers for one kill"
