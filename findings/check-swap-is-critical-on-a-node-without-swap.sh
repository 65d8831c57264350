#!/usr/bin/env bash
# Nagios's check_swap calls each node without swap CRITICAL, whatever thresholds it is given.
#
# Guess:     OK, or UNKNOWN: there is nothing that could run full, and the kubelet wants nodes without swap.
# Behaviour: "SWAP CRITICAL - 0% free (0MB out of 0MB)" and exit value 2, with thresholds in percent or in bytes, on a node with half its
#            memory available. `--no-swap=ok` turns it off.
# Version:   monitoring-plugins-basic 2.3.3-5+deb12u2, Debian 12, with a meminfo file in place of the kernel's (root).
# Source:    check_swap --help: "Resulting state when there is no swap regardless of thresholds. Default: CRITICAL".
# So:        an alert "swap is full" or "0 % free" at the time of a kill may be as old as the node; it says nothing of memory.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq monitoring-plugins-basic=2.3.3-5+deb12u2 2>/dev/null
dpkg -x monitoring-plugins-basic_*.deb unpacked
cat >meminfo <<'T'
MemTotal:       16384000 kB
MemFree:         6000000 kB
MemAvailable:    8250000 kB
SwapCached:            0 kB
SwapTotal:             0 kB
SwapFree:              0 kB
T
check() { unshare -m sh -c 'mount --bind meminfo /proc/meminfo; "$@"; echo "exit $?"' sh unpacked/usr/lib/nagios/plugins/check_swap "$@"; }
check -w 20% -c 10% | tee percent.txt
check -w 20% -c 10% --no-swap=ok | tee ok.txt
grep -q '^SWAP CRITICAL - 0% free (0MB out of 0MB)' percent.txt
grep -qx 'exit 2' percent.txt
grep -qx 'exit 0' ok.txt
echo "seen: no swap is critical"
