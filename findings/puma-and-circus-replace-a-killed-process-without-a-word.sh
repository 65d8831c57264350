#!/usr/bin/env bash
# Puma and Circus have no line in their logs about a process that was killed; they start another.
#
# Guess:     a line that says so, as gunicorn, nginx ("exited on signal 9") and uWSGI have.
# Behaviour: Puma's master boots another worker for the one that is gone, in the words of a normal start: "- Worker 0 (PID: …) booted" a
#            second time. The PID that the kernel's report names stands in the log as one that booted, and nowhere as one that ended.
#            Circus has no line at all, for the end or for the new start, at its default level.
# Version:   puma 5.6.5-3+deb12u2, Debian 12, in cluster mode; circus 0.19.0 (PyPI).
# Source:    puma lib/puma/cluster.rb, wait_workers(); circus/watcher.py, reap_process().
# So:        a kill that no log of the service confirms may still be of its worker; look for the same number booting twice.
set -euo pipefail
folder=$(mktemp -d); trap 'kill "${master:-}" 2>/dev/null || true; wait; rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq puma=5.6.5-3+deb12u2 ruby3.1=3.1.7+really3.1.2-0+deb12u1 libruby3.1=3.1.7+really3.1.2-0+deb12u1 ruby-rack=2.2.22-0+deb12u2 \
    ruby-nio4r=2.5.8-3 rubygems-integration=1.18 ruby-rubygems=3.3.15-2+deb12u1 libyaml-0-2=0.2.5-1 libgmp10=2:6.2.1+dfsg1-1.1 \
    libffi8=3.4.4-1 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
usr=$PWD/unpacked/usr machine=x86_64-linux-gnu
export LD_LIBRARY_PATH=$usr/lib/$machine PATH=$usr/bin:$PATH
export RUBYLIB=$usr/lib/ruby/vendor_ruby:$usr/lib/$machine/ruby/vendor_ruby/3.1.0:$usr/lib/ruby/3.1.0:$usr/lib/$machine/ruby/3.1.0
export GEM_PATH=$usr/share/rubygems-integration/all:$usr/share/rubygems-integration/3.1.0:$usr/lib/$machine/rubygems-integration/3.1.0
touch puma.log
echo 'run proc { |_| [200, {"Content-Type" => "text/plain"}, ["ok"]] }' >config.ru
ruby3.1 "$usr/bin/puma" -w 2 -t 1:1 -b "unix://$PWD/socket" config.ru >puma.log 2>&1 & master=$!
booted() { grep -c 'booted' puma.log || true; }
until [ "$(booted)" = 2 ]; do sleep 0.2; done
killed=$(sed -n 's/.*Worker 0 (PID: \([0-9]*\)) booted.*/\1/p' puma.log)
kill -9 "$killed"
until [ "$(booted)" = 3 ]; do sleep 0.2; done
sed "s/^\[[0-9]*\]/[master]/; s/PID: $killed/PID: that was killed/" puma.log | grep -v 'Ctrl-C'
[ "$(grep -cw "$killed" puma.log)" = 1 ]
! grep -qiE 'kill|signal|died|exited|terminated' puma.log
[ "$(grep -c 'Worker 0 (PID: .*) booted' puma.log)" = 2 ]
kill $master; wait $master || true
unset LD_LIBRARY_PATH RUBYLIB GEM_PATH
python3 -m venv env && env/bin/pip install --quiet circus==0.19.0
printf '[circus]\nendpoint = ipc://%s/endpoint\npubsub_endpoint = ipc://%s/pubsub\n[watcher:worker]\ncmd = sleep 100\n' "$PWD" "$PWD" >circus.ini
env/bin/circusd circus.ini >circus.log 2>&1 & master=$!
child() { cat /proc/$master/task/*/children 2>/dev/null | tr ' ' '\n' | head -n 1; }
until [ -n "$(child)" ] && grep -q 'worker started' circus.log; do sleep 0.2; done
before=$(child); lines=$(wc -l <circus.log)
kill -9 "$before"
until [ -n "$(child)" ] && [ "$(child)" != "$before" ]; do sleep 0.2; done; sleep 1
printf 'Circus: another process runs, lines of the log before %s, after %s\n' "$lines" "$(wc -l <circus.log)"
[ "$(wc -l <circus.log)" = "$lines" ]
echo "seen: nobody tells of the kill"
