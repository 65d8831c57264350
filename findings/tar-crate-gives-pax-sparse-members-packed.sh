#!/usr/bin/env bash
# The Rust crate tar gives a sparse member of bsdtar's as its packed pieces, under another name, without an error.
#
# Guess:     a sparse file comes out with its holes filled, as the crate does for GNU tar's older form; or an error says it cannot.
# Behaviour: of a member with pax keywords GNU.sparse.* (what bsdtar writes by default, and GNU tar with --format=posix) the crate reads
#            the plain header: the path is GNUSparseFile.0/NAME, the size that of the packed data, and the content begins with the
#            map of the pieces in decimal. A journal, which journald allocates ahead, so becomes a file that nothing knows.
# Version:   tar 0.4.46 (crates.io), libarchive-tools 3.6.2-1+deb12u5, Debian 12.
# Source:    tar src/archive.rs, parse_sparse_header(): only entries of GNU's own type; GNU tar's manual, "PAX Format, Version 1.0".
# So:        whoever reads archives of nodes with it must rebuild such members, or name them as not read.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
for package in libarchive-tools libarchive13; do apt-get download -qq "$package=3.6.2-1+deb12u5"; dpkg-deb -x "$package"_*.deb unpacked; done
bsdtar() { LD_LIBRARY_PATH=$(dirname "$(find "$PWD/unpacked" -name 'libarchive.so.13' | head -n 1)") unpacked/usr/bin/bsdtar "$@"; }
bsdtar --version

truncate -s 1M sparse.log
printf 'first line\n' | dd of=sparse.log conv=notrunc status=none
printf 'last line\n' | dd of=sparse.log bs=1 seek=900000 conv=notrunc status=none
bsdtar -cf sparse.tar sparse.log

mkdir -p reader/src
cat > reader/Cargo.toml <<'T'
[package]
name = "reader"
version = "0.1.0"
edition = "2021"
[dependencies]
tar = "=0.4.46"
T
cat > reader/src/main.rs <<'R'
use std::io::Read;
fn main() {
    let mut archive = tar::Archive::new(std::fs::File::open("sparse.tar").unwrap());
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().display().to_string();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        println!("{path} {} {:?}", content.len(), String::from_utf8_lossy(&content[..content.len().min(12)]));
    }
}
R
seen=$(cargo run --quiet --manifest-path reader/Cargo.toml)
printf 'GNU tar lists: %s\nthe crate gives: %s\n' "$(tar tvf sparse.tar)" "$seen"
[ "$(tar xOf sparse.tar | wc -c)" = 1048576 ]
grep -q '^GNUSparseFile.0/sparse.log ' <<<"$seen"
[ "$(awk '{ print $2 }' <<<"$seen")" -lt 20000 ]
echo "seen: the packed pieces under a made-up name, and no error"
