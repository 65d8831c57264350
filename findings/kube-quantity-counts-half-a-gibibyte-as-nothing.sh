#!/usr/bin/env bash
# Two client libraries misread a memory limit that is written with a fraction: one gives 0 bytes for "0.5Gi", the other raises.
#
# Guess:     536870912 from every library that reads Kubernetes quantities; the API documents "0.5Gi" as valid.
# Behaviour: kube_quantity 0.9.0 (Rust), to_bytes_i64(): 0.5Gi is Some(0), 1.5Gi is Some(1073741824); the number is made whole before it
#            is multiplied, and nothing tells so. @kubernetes/client-node 1.3.0 (the official JavaScript client), quantityToScalar(): a
#            SyntaxError, since BigInt takes no fraction. The official Python client, 37.0.2, gives 536870912.
# Version:   as above. The API server stores 512Mi, so this meets what people wrote: manifests, values of charts, the annotation
#            last-applied-configuration of `kubectl get -o yaml`.
# Source:    kube_quantity src/quantity.rs, to_bytes_i64(); client-node src/util.ts, quantityToScalar().
# So:        a limit read from a manifest by another tool may be 0 or one GiB where it is half, or one and a half.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
mkdir rust && cd rust && mkdir src
cat >Cargo.toml <<'T'
[package]
name = "quantities"
version = "0.1.0"
edition = "2021"
[dependencies]
kube_quantity = "=0.9.0"
k8s-openapi = { version = "*", features = ["latest"] }
T
cat >src/main.rs <<'R'
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
fn main() {
    for written in ["512Mi", "0.5Gi", "1.5Gi"] {
        let read = kube_quantity::ParsedQuantity::try_from(Quantity(written.to_string())).unwrap();
        println!("{written} {:?}", read.to_bytes_i64());
    }
}
R
cargo run --quiet >../rust.txt 2>cargo.log || { tail -5 cargo.log; exit 1; }
cd ..
npm install --silent --no-audit --no-fund @kubernetes/client-node@1.3.0 >/dev/null
cat >read.mjs <<'J'
import { quantityToScalar } from '@kubernetes/client-node/dist/util.js';
for (const written of ['512Mi', '0.5Gi', '1.5Gi']) {
    try { console.log(written, String(quantityToScalar(written))); } catch (error) { console.log(written, error.name); }
}
J
node read.mjs >node.txt
python3 -m venv env && env/bin/pip install --quiet kubernetes==37.0.2
env/bin/python -c "
from kubernetes.utils.quantity import parse_quantity
for written in ('512Mi', '0.5Gi', '1.5Gi'): print(written, int(parse_quantity(written)))" >python.txt
paste rust.txt node.txt python.txt
grep -q '^0.5Gi Some(0)$' rust.txt && grep -q '^1.5Gi Some(1073741824)$' rust.txt
grep -q '^512Mi 536870912$' node.txt && grep -q '^0.5Gi SyntaxError$' node.txt
grep -q '^0.5Gi 536870912$' python.txt && grep -q '^1.5Gi 1610612736$' python.txt
echo "seen: half a GiB is nothing to one library and an error to another"
