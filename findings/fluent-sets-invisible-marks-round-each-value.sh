#!/usr/bin/env bash
# The Rust crate fluent-bundle puts an invisible character before and after each value that it sets into a message.
#
# Guess:     "Killed { $name }" with java is the eleven characters of "Killed java".
# Behaviour: it is thirteen: U+2068 and U+2069 stand round the value (so that a name in another direction of writing cannot turn the
#            sentence). They do not show in a terminal or a window, but grep 'Killed java' finds nothing, a copied path or pod does not
#            exist for kubectl, and columns are two off. Numbers have them too. set_use_isolating(false) leaves them out.
# Version:   fluent-bundle 0.16.0 (crates.io).
# Source:    fluent-bundle src/bundle.rs, use_isolating (true by default); Unicode Annex 9, 2.4, isolates.
# So:        text that was copied from a translated window may not be found in the log that it came from; look at its bytes.
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
fluent-bundle = "=0.16.0"
unic-langid = { version = "0.9", features = ["macros"] }
T
cat >reader/src/main.rs <<'R'
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
fn main() {
    let mut bundle = FluentBundle::new(vec![unic_langid::langid!("en")]);
    bundle.add_resource(FluentResource::try_new("kill = Killed { $name } ({ $pid })".into()).unwrap()).unwrap();
    let mut values = FluentArgs::new();
    values.set("name", "java");
    values.set("pid", 4242);
    for wish in [None, Some(false)] {
        if let Some(isolating) = wish {
            bundle.set_use_isolating(isolating);
        }
        let message = bundle.get_message("kill").unwrap();
        println!("{}", bundle.format_pattern(message.value().unwrap(), Some(&values), &mut Vec::new()));
    }
}
R
cargo run --quiet --manifest-path reader/Cargo.toml >said.txt
cat -A said.txt
[ "$(grep -c 'Killed java (4242)' said.txt)" = 1 ]
[ "$(head -n 1 said.txt)" = "$(printf 'Killed \u2068java\u2069 (\u20684242\u2069)')" ]
echo "seen: 'Killed java' is not in 'Killed java'"
