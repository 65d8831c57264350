#!/usr/bin/env bash
# systemd leaves out a MemoryMax= that is written as Kubernetes or Docker have it, and starts the service with no limit at all.
#
# Guess:     "512Mi" and "512MB" are 512 MiB, as elsewhere; or the unit is refused, as kubectl and docker refuse what they cannot read.
# Behaviour: its sizes are a number and one of K, M, G, T, P, E, B. Anything more is "Invalid memory limit …, ignoring", a warning among the
#            manager's lines at loading; the other settings hold, the service runs, and MemoryMax is infinity. `systemd-analyze verify`
#            ends with success over it. "0.5G" and "50%" are taken.
# Version:   systemd 252.39-1~deb12u2, Debian 12.
# Source:    systemd src/core/load-fragment.c, config_parse_memory_limit(); src/basic/parse-util.c, parse_size().
# So:        a kill by the node's memory (CONSTRAINT_NONE) of a service whose file has a limit: look for that warning since the last reload.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
version=252.39-1~deb12u2
apt-get download -qq "systemd=$version" "libsystemd0=$version" "libsystemd-shared=$version" libacl1=2.3.1-3 libblkid1=2.38.1-5+deb12u3 \
    libmount1=2.38.1-5+deb12u3 libseccomp2=2.5.4-1+deb12u1 libcryptsetup12=2:2.6.1-4~deb12u2 libkmod2=30+20221128-1 libapparmor1=3.0.8-3 \
    libip4tc2=1.8.9-2 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
with() { LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:) "$@"; }
cat >worker.service <<'T'
[Service]
ExecStart=/bin/true
MemoryMax=512Mi
MemoryHigh=512MB
MemorySwapMax=0.5G
MemoryLow=50%
T
status=0
with unpacked/usr/bin/systemd-analyze verify --man=no "$PWD/worker.service" >verified.txt 2>&1 || status=$?
grep 'worker.service' verified.txt | sed "s|$folder/||" | tee seen.txt
[ "$status" = 0 ]
[ "$(grep -c 'Invalid memory limit' seen.txt)" = 2 ]
grep -q "Invalid memory limit '512Mi', ignoring" seen.txt
grep -q "Invalid memory limit '512MB', ignoring" seen.txt
echo "seen: two limits are dropped, and the unit is good"
