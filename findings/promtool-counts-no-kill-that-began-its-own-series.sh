#!/usr/bin/env bash
# increase() of a counter of kills is 0 for the first kill, if the counter came into being with it.
#
# Guess:     increase(oom_kills_total[5m]) is 1 after one kill; an alert on "> 0" fires.
# Behaviour: increase() and rate() compare samples of one series. An exporter that makes a counter for a pod when it first has
#            something to count (most that read kernel lines do) shows it with 1, and 1 less 1 is 0; with a single scrape there is no result
#            at all. Only the second kill of the same labels counts, and a pod that is replaced after each has none. A counter that
#            stood at 0 before gives 1.
# Version:   prometheus 2.42.0+ds-5+deb12u1, Debian 12 (promtool test rules).
# Source:    Prometheus promql/functions.go, extrapolatedRate(): the difference of the last and the first sample within the range.
# So:        no alert is no sign that there was no kill: ask for the counter itself, or for "unless … offset".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq prometheus=2.42.0+ds-5+deb12u1 2>/dev/null
dpkg -x prometheus_*.deb unpacked
cat >kills.yml <<'T'
evaluation_interval: 15s
tests:
  - interval: 15s
    input_series:
      - {series: 'oom_kills_total{pod="known-before"}', values: '0x16 1x20'}
      - {series: 'oom_kills_total{pod="known-by-its-kill"}', values: '_x17 1x20'}
      - {series: 'oom_kills_total{pod="scraped-once"}', values: '_x20 1'}
    promql_expr_test:
      - expr: increase(oom_kills_total[5m])
        eval_time: 5m
        exp_samples:
          - {labels: '{pod="known-before"}', value: 1}
          - {labels: '{pod="known-by-its-kill"}', value: 0}
      - expr: sum(oom_kills_total)
        eval_time: 5m
        exp_samples: [{labels: '{}', value: 3}]
T
unpacked/usr/bin/promtool test rules kills.yml | tee seen.txt || true
grep -q SUCCESS seen.txt
echo "seen: of three kills, one is an increase"
