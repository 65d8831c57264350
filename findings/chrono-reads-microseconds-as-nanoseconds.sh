#!/usr/bin/env bash
# The Rust crate chrono reads "06:52:00,123456" with "%S,%f" as 123,456 nanoseconds after the second.
#
# Guess:     %f is the fraction of the second, as in Python's strptime: 0.123456 s.
# Behaviour: %f is a whole number of nanoseconds, whatever stands before it: ",123456" of `dmesg --time-format iso` is 0.000123456 s, and
#            ",5" is 5 ns. There is no error. %.f reads the fraction, but only after a point, not after the comma that dmesg and ISO 8601
#            have. Lines of one second stay in order if all have six digits, so that nothing shows it; a kill and its restart come near
#            each other by a thousand times.
# Version:   chrono 0.4.41 (crates.io); dmesg of util-linux 2.38 writes the comma.
# Source:    chrono src/format/strftime.rs, the table of specifiers: %f "number of nanoseconds since last whole second".
# So:        times from such a reader are right to the second only.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
export CARGO_TARGET_DIR=$folder/target
mkdir -p reader/src
cat >reader/Cargo.toml <<'T'
[package]
name = "reader"
version = "0.1.0"
edition = "2021"
[dependencies]
chrono = { version = "=0.4.41", default-features = false, features = ["std"] }
T
cat >reader/src/main.rs <<'R'
use chrono::{NaiveDateTime, Timelike};
fn main() {
    for (text, format) in [
        ("2026-12-01T06:52:00,123456", "%Y-%m-%dT%H:%M:%S,%f"),
        ("2026-12-01T06:52:00.123456", "%Y-%m-%dT%H:%M:%S.%f"),
        ("2026-12-01T06:52:00.123456", "%Y-%m-%dT%H:%M:%S%.f"),
        ("2026-12-01T06:52:00,123456", "%Y-%m-%dT%H:%M:%S%.f"),
    ] {
        let read = NaiveDateTime::parse_from_str(text, format).map(|time| time.nanosecond());
        println!("{text} by {format}: {}", read.map_or("refused".to_string(), |nanos| format!("{nanos} ns")));
    }
}
R
cargo run --quiet --manifest-path reader/Cargo.toml | tee seen.txt
grep -qxF '2026-12-01T06:52:00,123456 by %Y-%m-%dT%H:%M:%S,%f: 123456 ns' seen.txt
grep -qxF '2026-12-01T06:52:00.123456 by %Y-%m-%dT%H:%M:%S.%f: 123456 ns' seen.txt
grep -qxF '2026-12-01T06:52:00.123456 by %Y-%m-%dT%H:%M:%S%.f: 123456000 ns' seen.txt
grep -qxF '2026-12-01T06:52:00,123456 by %Y-%m-%dT%H:%M:%S%.f: refused' seen.txt
python3 -c 'from datetime import datetime as d; print("Python", d.strptime("06:52:00,123456", "%H:%M:%S,%f").microsecond * 1000, "ns")'
echo "seen: a thousand times too small"
