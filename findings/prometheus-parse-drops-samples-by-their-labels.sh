#!/usr/bin/env bash
# The Rust crate prometheus-parse leaves out samples, and cuts labels, by what stands inside their quotes.
#
# Guess:     inside the quotes of a label every character may stand (the format says so: only \, " and a line feed are escaped), and
#            what cannot be read is an error.
# Behaviour: a sample with "}" in a label's value is left out; a value with "," is cut there; a label with "=" in its value is left out;
#            escapes stay as written, so that \\x2d of a unit's name keeps two backslashes. No error, and the count is of what is left.
# Version:   prometheus-parse 0.2.5 (crates.io).
# Source:    src/lib.rs: SAMPLE_RE (labels are [^}]+), parse of labels by split(',') and split('='); Prometheus, exposition formats.
# So:        cAdvisor puts the labels of Docker on every memory sample, some of them JSON: of such a node whole containers are missing in
#            what was read with it, those with most annotations first. QEMU's product name "Standard PC (Q35 + ICH9, 2009)" is cut.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
mkdir src
cat >Cargo.toml <<'T'
[package]
name = "samples"
version = "0.1.0"
edition = "2021"
[dependencies]
prometheus-parse = "=0.2.5"
T
cat >metrics.txt <<'T'
# TYPE container_memory_rss gauge
container_memory_rss{name="plain"} 1
container_memory_rss{name="json",container_label_config="{}"} 2
container_memory_rss{name="list",container_label_depends_on="db,cache"} 3
container_memory_rss{name="pair",container_label_version="a=b"} 4
container_memory_rss{name="unit",id="/system.slice/run\\x2d1.scope"} 5
T
cat >src/main.rs <<'R'
use std::io::BufRead;
fn main() {
    let file = std::io::BufReader::new(std::fs::File::open("metrics.txt").unwrap());
    for sample in prometheus_parse::Scrape::parse(file.lines()).unwrap().samples {
        let mut labels: Vec<String> = sample.labels.iter().map(|(name, value)| format!("{name}:{value}")).collect();
        labels.sort();
        println!("{:?} {}", sample.value, labels.join(" "));
    }
}
R
cargo run --quiet >seen.txt 2>cargo.log || { tail -5 cargo.log; exit 1; }
cat seen.txt
[ "$(wc -l <seen.txt)" = 4 ]
grep -qx 'Gauge(1.0) name:plain' seen.txt
grep -qx 'Gauge(3.0) container_label_depends_on:db name:list' seen.txt
grep -qx 'Gauge(4.0) name:pair' seen.txt
grep -qxF 'Gauge(5.0) id:/system.slice/run\\x2d1.scope name:unit' seen.txt
echo "seen: of five samples four are read, and of those two lost a label or a part of it"
