#!/usr/bin/env bash
# The Rust crate lz4_flex ends, without an error, at the first frame of a file that holds several.
#
# Guess:     a file of two frames gives both, as `lz4 -d` does and as the frame format allows ("frames can be appended").
# Behaviour: FrameDecoder gives the first frame's content and then end of file. A log whose rotation appends to its .lz4, or parts that
#            were packed on several cores, loses all but its first piece in silence.
# Version:   lz4_flex 0.14.2 (crates.io), lz4 1.9.4-1, Debian 12.
# Source:    LZ4 Frame Format Description 1.6.1, "Frame concatenation"; lz4_flex src/frame/decompress.rs.
# So:        after its end a reader must look for another frame itself, until the input's own end.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq lz4=1.9.4-1
dpkg-deb -x lz4_*.deb unpacked
lz4=unpacked/usr/bin/lz4
printf 'kill of Monday\n' | "$lz4" -q - - > log.lz4
printf 'kill of Tuesday\n' | "$lz4" -q - - >> log.lz4

mkdir -p reader/src
cat > reader/Cargo.toml <<'T'
[package]
name = "reader"
version = "0.1.0"
edition = "2021"
[dependencies]
lz4_flex = "=0.14.2"
T
cat > reader/src/main.rs <<'R'
fn main() {
    let file = std::fs::File::open("log.lz4").unwrap();
    print!("{}", std::io::read_to_string(lz4_flex::frame::FrameDecoder::new(file)).unwrap());
}
R
tool=$("$lz4" -q -d log.lz4 -c)
crate=$(cargo run --quiet --manifest-path reader/Cargo.toml)
printf 'lz4 -d: %s\nlz4_flex: %s\n' "$(tr '\n' ';' <<<"$tool")" "$(tr '\n' ';' <<<"$crate")"
[ "$(wc -l <<<"$tool")" = 2 ]
[ "$crate" = 'kill of Monday' ]
echo "seen: the second frame is left out without an error"
