#!/usr/bin/env bash
# Docker's library of sizes prints 536870912 as "512MiB" and reads that back as 512000000.
#
# Guess:     what BytesSize() writes, FromHumanSize() reads; a unit with an i is of 1024 for whoever understands it, or an error.
# Behaviour: FromHumanSize() takes every unit for decimal, with an i or without: 512MiB, 512Mi, 512M and 512MB are 512000000. RAMInBytes()
#            takes all four for 536870912, and 107520kB for 110100480. The word on the unit decides nothing, the function does.
# Version:   golang-github-docker-go-units-dev 0.4.0-4, Debian 12 (Go 1.19.8).
# Source:    docker/go-units size.go: decimalMap and binaryMap by first letter, an "i" and a "b" are dropped.
# So:        limits and use that a tool read from `docker stats` (which prints MiB) are 4.6 % too small where it used the function of
#            the plainer name; GiB are 6.9 % too small. Compare with the limit in kB that the kernel printed.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq golang-1.19-go=1.19.8-2 golang-1.19-src=1.19.8-2 golang-github-docker-go-units-dev=0.4.0-4 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
export GOROOT=$folder/go GOPATH=$folder/root/usr/share/gocode GO111MODULE=off GOCACHE=$folder/cache GOFLAGS=-p=2
mkdir go && cp -rL root/usr/lib/go-1.19/. go/
cat >read.go <<'G'
package main

import (
	"fmt"

	"github.com/docker/go-units"
)

func main() {
	for _, written := range []string{units.BytesSize(536870912), "512Mi", "512MB", "107520kB"} {
		human, err := units.FromHumanSize(written)
		memory, alas := units.RAMInBytes(written)
		fmt.Println(written, "FromHumanSize", human, err, "RAMInBytes", memory, alas)
	}
}
G
"$GOROOT/bin/go" build -o reader read.go
./reader >seen.txt
cat seen.txt
for written in 512MiB 512Mi 512MB; do grep -qx "$written FromHumanSize 512000000 <nil> RAMInBytes 536870912 <nil>" seen.txt; done
grep -qx '107520kB FromHumanSize 107520000 <nil> RAMInBytes 110100480 <nil>' seen.txt
echo "seen: what it printed for 536870912 it reads as 512000000"
