#!/usr/bin/env bash
# promtool makes blocks of the year 55840 from cAdvisor's own page of metrics, once "# EOF" has been put below it.
#
# Guess:     the page's stamps are what Prometheus itself reads from it, milliseconds; or such a year is refused.
# Behaviour: the text format that exporters write has milliseconds, OpenMetrics, which create-blocks-from reads, has seconds. The two look
#            alike but for "# EOF" at the end, which promtool asks for and people add. 1700000000000 is then a second 54,000 years away:
#            two samples a minute apart are 16 hours and 40 minutes apart, in two blocks, and no query of the day of the kill finds them.
# Version:   prometheus 2.42.0+ds-5+deb12u1, Debian 12.
# Source:    Prometheus' documentation, "Exposition formats" (timestamp in milliseconds); OpenMetrics 1.0, "Timestamps" (seconds).
# So:        an empty graph of a case that was loaded so is no sign that there was nothing; look at the blocks' times.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq prometheus=2.42.0+ds-5+deb12u1 2>/dev/null
dpkg -x prometheus_*.deb unpacked
page() { # UNITS-PER-SECOND: two samples, one minute apart
    printf '# TYPE container_oom_events_total counter\n'
    for kills in 1 2; do printf 'container_oom_events_total{pod="shop"} %d %d\n' $kills $(((1700000000 + 60 * (kills - 1)) * $1)); done
    printf '# EOF\n'
}
blocks() { page "$1" >page.txt; unpacked/usr/bin/promtool tsdb create-blocks-from openmetrics page.txt "blocks.$1" 2>&1 | awk 'NR > 1 { print $2, $3, $5, $6 }'; }
echo 'first and last millisecond, samples of each block'
echo 'stamps in seconds'; blocks 1 | tee seconds.txt
echo 'stamps in milliseconds'; blocks 1000 | tee milliseconds.txt
[ "$(awk '{ print $1 }' seconds.txt)" = 1700000000000 ]
[ "$(awk '{ print $1 }' milliseconds.txt | paste -sd' ')" = '1700000000000000 1700000060000000' ]
printf 'in UTC: '; python3 -c 'print("the year", 1970 + 1700000000000 // 31556952)'
echo "seen: a kill in the year 55840"
