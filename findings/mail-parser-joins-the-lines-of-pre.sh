#!/usr/bin/env bash
# mail-parser gives the text of an HTML mail with all lines of <pre> in one line.
#
# Guess:     body_text() of an HTML mail keeps the line breaks inside <pre>, which HTML says are kept; a log pasted there stays a log.
# Behaviour: each break is one blank: two kernel lines become one. A program that reads lines from it finds one kill where two stand.
# Version:   mail-parser 0.11.9 (Rust).
# Source:    src/decoders/html.rs, html_to_text(): white space is folded without regard to the element.
# So:        take body_html() (or the raw part) of a mail that carries a log, and read the markup oneself.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
mkdir src
cat >Cargo.toml <<'T'
[package]
name = "mail"
version = "0.1.0"
edition = "2021"
[dependencies]
mail-parser = "=0.11.9"
T
cat >src/main.rs <<'R'
fn main() {
    let log = "node kernel: [1.0] Out of memory: Killed process 1 (a)\nnode kernel: [2.0] Out of memory: Killed process 2 (b)";
    let mail = format!("From: a@example.com\r\nContent-Type: text/html\r\n\r\n<p>see</p><pre>{log}</pre>\r\n");
    let read = mail_parser::MessageParser::default().parse(&mail).unwrap();
    for line in read.body_text(0).unwrap().lines() {
        println!("text: {line}");
    }
    println!("lines in body_html: {}", read.body_html(0).unwrap().trim_end().lines().count());
}
R
cargo run --quiet >seen.txt 2>cargo.log || { tail -5 cargo.log; exit 1; }
cat seen.txt
grep -q '^text: node kernel: \[1.0\] .* (a) node kernel: \[2.0\] .* (b)$' seen.txt
grep -qx 'lines in body_html: 2' seen.txt
echo "seen: two lines of a log are one"
