#!/usr/bin/env bash
# The Rust crate openmetrics-parser refuses a whole page of metrics if two of them, without types, have different labels.
#
# Guess:     the text format's lines are independent: any name may stand with any labels, # TYPE is optional, and samples of one name may differ.
# Behaviour: parse_prometheus() gathers what has no # TYPE between it and what stands before into one family, whatever the names, and
#            fails for the page if labels differ: memory_limit{pod} and then node_memory are enough. Of one typed name, a sample with a
#            label more (a limit per pod, one per container) fails likewise. The official Python parser takes both.
# Version:   openmetrics-parser 0.5.1 (crates.io), prometheus_client 0.26.0 (PyPI).
# Source:    openmetrics-parser src/prometheus/parsers.rs and src/internal/marshals.rs: one set of label names for a family.
# So:        a saved page of metrics that "does not parse" may be valid; an empty result of such a reader is no sign of missing figures.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
mkdir src
cat >Cargo.toml <<'T'
[package]
name = "reader"
version = "0.1.0"
edition = "2021"
[dependencies]
openmetrics-parser = "=0.5.1"
T
cat >src/main.rs <<'R'
fn main() {
    for page in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&page).unwrap();
        let read = openmetrics_parser::prometheus::parse_prometheus(&text);
        println!("{page} {}", read.map_or("refused".to_string(), |page| format!("{} families", page.families.len())));
    }
}
R
printf 'memory_limit{pod="a"} 536870912\nnode_memory 25276502016\n' >untyped
printf '# TYPE memory_limit gauge\nmemory_limit{pod="a"} 536870912\nmemory_limit{pod="b",container="c"} 268435456\n' >typed
printf '# TYPE memory_limit gauge\nmemory_limit{pod="a"} 536870912\n# TYPE node_memory gauge\nnode_memory 25276502016\n' >alike
cargo run --quiet -- untyped typed alike 2>cargo.log >seen.txt || { tail -5 cargo.log; exit 1; }
python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check prometheus_client==0.26.0
env/bin/python -c '
from prometheus_client.parser import text_string_to_metric_families as read
for page in ("untyped", "typed"): print("python", page, sum(len(family.samples) for family in read(open(page).read())), "samples")' >>seen.txt
cat seen.txt
grep -qx 'untyped refused' seen.txt
grep -qx 'typed refused' seen.txt
grep -qx 'alike 2 families' seen.txt
grep -qx 'python untyped 2 samples' seen.txt
grep -qx 'python typed 2 samples' seen.txt
echo "seen: a page is refused for its labels"
