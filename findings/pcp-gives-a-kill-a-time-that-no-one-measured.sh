#!/usr/bin/env bash
# PCP's tools, asked for steps finer than the archive's, put a counted kill into one of them, in the middle between two samples.
#
# Guess:     a rate over the whole of the ten minutes between the samples, or no value between them.
# Behaviour: counters are interpolated and rounded to whole numbers: 5 at 22:40 and 6 at 22:50 are 5 until half the time and 6 from then
#            on. With a step of 200 s pmval tells a kill between 22:43:20 and 22:46:40, and none before and after, as if it were known.
#            With -U it shows the samples.
# Version:   pcp 6.0.3-1.1, Debian 12.
# Source:    PCPIntro(1), "TIME WINDOW SPECIFICATION"; pmSetMode(3), PM_MODE_INTERP; pcp src/libpcp/src/interp.c.
# So:        a time from pmval, pmrep or a chart of an archive is no evidence of when a kill was; only that of its two samples is.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq pcp=6.0.3-1.1 libpcp3=6.0.3-1.1 libpcp-import1=6.0.3-1.1 libpcp-gui2=6.0.3-1.1 libpcp-pmda3=6.0.3-1.1 libpcp-archive1=6.0.3-1.1 \
    libpcp-web1=6.0.3-1.1 libpcp-mmv1=6.0.3-1.1 pcp-conf=6.0.3-1.1 libpcp-import-perl=6.0.3-1.1 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:) PCP_CONF=$PWD/pcp.conf TZ=UTC
sed "s#=/#=$PWD/unpacked/#" unpacked/etc/pcp.conf >pcp.conf
cat >archive.pl <<'P'
use PCP::LogImport;
pmiStart("node", 0); pmiSetHostname("node"); pmiSetTimezone("UTC");
pmiAddMetric("mem.kills", pmid_build(60, 1, 2), PM_TYPE_U64, PM_INDOM_NULL, PM_SEM_COUNTER, pmiUnits(0, 0, 1, 0, 0, PM_COUNT_ONE));
my $time = 1700000400;
for my $kills (5, 5, 5, 6, 6) { pmiPutValue("mem.kills", "", $kills); pmiWrite($time, 0); $time += 600; }
pmiEnd();
P
perl -I "$(find unpacked -name LogImport.pm | sed 's#/PCP/.*##')" archive.pl
pmval() { unpacked/usr/bin/pmval -z "$@" mem.kills 2>/dev/null | grep '^[0-9]'; }
printf 'samples\n'; pmval -r -U node | tee samples.txt
printf 'steps of 200 s, counts a second\n'; pmval -a node -t 200s | tee steps.txt
grep -qE '^22:40:00.000 +5$' samples.txt
grep -qE '^22:50:00.000 +6$' samples.txt
grep -qE '^22:43:20.000 +0.0 *$' steps.txt
grep -qE '^22:46:40.000 +5.000E-03 *$' steps.txt
grep -qE '^22:50:00.000 +0.0 *$' steps.txt
echo "seen: a kill at a time between"
