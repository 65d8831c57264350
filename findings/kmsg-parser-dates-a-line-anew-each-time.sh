#!/usr/bin/env bash
# The kubelet's and cAdvisor's reader of /dev/kmsg dates one and the same line differently, each time it is opened.
#
# Guess:     a record's microseconds since boot are added to the boot's moment: all readers give it the same time, to a millisecond.
# Behaviour: the moment of the boot is now less sysinfo(2)'s uptime, which is whole seconds, rounded *up*. A line is dated up to one
#            second early, by as much as the second of the uptime lacked when the reader was opened: two readers that were opened 0.4 s
#            apart differ by 0.4 or 0.6 s about every line, for as long as they run.
# Version:   go-kmsg-parser 2.0.1-2, Debian 12 (Go 1.19.8); the kernel's side: do_sysinfo(), kernel/sys.c.
# Source:    kmsgparser/kmsgparser.go, getBootTime().
# So:        a SystemOOM event or a node-problem-detector's line may stand before the kill that it tells of; the same kill has another
#            time after a restart of the kubelet. Join by pid, and let times differ by a second.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq golang-1.19-go=1.19.8-2 golang-1.19-src=1.19.8-2 golang-github-euank-go-kmsg-parser-dev=2.0.1-2 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
export GOROOT=$folder/go GOPATH=$folder/root/usr/share/gocode GO111MODULE=off GOCACHE=$folder/cache GOFLAGS=-p=2
mkdir go && cp -rL root/usr/lib/go-1.19/. go/
cat >seen.go <<'G'
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/euank/go-kmsg-parser/kmsgparser"
)

// The first record that the kernel still holds, as a reader that is opened now dates it.
func first() kmsgparser.Message {
	parser, err := kmsgparser.NewParser()
	if err != nil {
		panic(err)
	}
	return <-parser.Parse()
}

func main() {
	one := first()
	time.Sleep(400 * time.Millisecond)
	two := first()
	for two.SequenceNumber != one.SequenceNumber {
		one, two = two, first()
	}
	apart := two.Timestamp.Sub(one.Timestamp)
	if apart < 0 {
		apart = -apart
	}
	fmt.Printf("record %d: %s and %s, %d ms apart\n", one.SequenceNumber,
		one.Timestamp.Format("15:04:05.000"), two.Timestamp.Format("15:04:05.000"), apart.Milliseconds())
	if apart < 300*time.Millisecond || apart > 700*time.Millisecond {
		os.Exit(1)
	}
}
G
"$GOROOT/bin/go" build -o seen seen.go
./seen
