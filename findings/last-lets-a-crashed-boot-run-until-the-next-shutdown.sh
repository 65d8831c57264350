#!/usr/bin/env bash
# `last reboot` lets a boot that ended in a crash run on, through the next boot, until that one was shut down.
#
# Guess:     a boot without a shutdown record ends where the next one begins, or with the word "crash", as `last` has it for logins.
# Behaviour: a boot is ended by the next record of a shutdown only. A node that panicked at 12:00 (vm.panic_on_oom, a watchdog, a power
#            switch) and was shut down in order at 13:00 has two boots until 13:00, one of three hours and one of one hour, that overlap.
#            The user who was logged in at the time has "crash" in the same list.
# Version:   util-linux 2.38.1-5+deb12u3, Debian 12.
# Source:    util-linux login-utils/last.c, process_wtmp_file(): a BOOT_TIME record is listed with lastdown, which only a shutdown sets.
# So:        in a bundle's `last`, a boot that ends together with the one above it was cut off; when, is told by the start of the one
#            above.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq util-linux=2.38.1-5+deb12u3 util-linux-extra=2.38.1-5+deb12u3 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
record() { # TYPE PID ID USER LINE TIME
    printf '[%s] [%05d] [%-4s] [%-8s] [%-12s] [%-20s] [%-15s] [%s,000000+00:00]\n' "$1" "$2" "$3" "$4" "$5" 6.1.0-1 0.0.0.0 "$6"
}
{
    record 2 0 '~~' reboot '~' 2026-11-30T10:00:00
    record 7 900 ts/0 admin pts/0 2026-11-30T10:10:00
    record 2 0 '~~' reboot '~' 2026-11-30T12:00:00
    record 1 0 '~~' shutdown '~' 2026-11-30T13:00:00
    record 2 0 '~~' reboot '~' 2026-11-30T14:00:00
} | unpacked/usr/bin/utmpdump -r 2>/dev/null >wtmp
TZ=UTC LC_ALL=C unpacked/usr/bin/last -f wtmp | grep . | tee seen.txt
grep -q '^reboot .* 10:00 - 13:00  (03:00)' seen.txt
grep -q '^reboot .* 12:00 - 13:00  (01:00)' seen.txt
grep -q '^admin .* 10:10 - crash  (01:50)' seen.txt
echo "seen: two boots at once, of which the first ended an hour before"
