//! The house rules that no lint can hold: the layers, the absences that `lib.rs` states, the size of files.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot read the sources has failed")]

#[path = "support/sources.rs"]
mod sources;

use std::fs;
use std::path::Path;

use sources::{root, rust_files};

/// The layers in order; a layer may name those before it. Layers in one entry stand side by side.
const LAYERS: &[&[&str]] = &[
    &["lang"],
    &["model"],
    &["text"],
    &["source"],
    &["envelope"],
    &["kernel"],
    &["incident"],
    &["analysis"],
    &["chart", "palette"],
    &["report"],
    &["load"],
    &["ui"],
    &["cli"],
    &["main", "lib"],
];

/// Stricter lines: these may name nothing of ours but what stands here.
const STRICTER: &[(&str, &[&str])] = &[
    ("kernel", &["lang", "model", "source", "kernel"]),
    ("incident", &["lang", "model", "kernel", "incident"]),
    ("analysis", &["lang", "model", "source", "analysis", "text"]),
];

/// Lines of a file without its tests.
const FILE_WALL: usize = 500;

struct File {
    path: String,
    layer: String,
    /// The code alone: no tests, no comments.
    code: Vec<(usize, String)>,
}

#[test]
fn layers_name_only_those_before_them() {
    let rank = |layer: &str| LAYERS.iter().position(|names| names.contains(&layer));
    for file in sources() {
        let own = rank(&file.layer).unwrap_or_else(|| panic!("{} belongs to no layer", file.path));
        for (number, line) in &file.code {
            for named in named_layers(line) {
                let Some(theirs) = rank(&named) else { continue };
                assert!(
                    theirs <= own,
                    "{}:{number} names `{named}`, which stands to the right of `{}`",
                    file.path,
                    file.layer
                );
                if let Some((_, allowed)) = STRICTER.iter().find(|(layer, _)| *layer == file.layer) {
                    assert!(
                        allowed.contains(&&*named),
                        "{}:{number}: `{}` may not name `{named}`",
                        file.path,
                        file.layer
                    );
                }
            }
        }
    }
}

#[test]
fn only_the_window_names_egui() {
    forbid(&["egui", "eframe"], &|file| file.layer != "ui" && file.layer != "main");
}

#[test]
fn only_source_reads_and_only_report_write_writes() {
    let reads = ["File::open", "fs::read", "read_dir", "stdin()"];
    forbid(&reads, &|file| file.layer != "source");
    let writes = ["File::create", "fs::write", "fs::rename", "fs::remove", "OpenOptions", ".persist("];
    forbid(&writes, &|file| file.path != "src/report/write.rs");
}

#[test]
fn only_load_and_source_start_threads() {
    forbid(&["thread::Builder", "thread::scope", "thread::spawn"], &|file| {
        file.layer != "load" && file.layer != "source" && file.path != "src/ui/dialogs.rs"
    });
}

#[test]
fn only_main_asks_for_the_time_and_the_surroundings() {
    forbid(&["Local::now", "Utc::now", "SystemTime::now", "chrono::Local"], &|file| file.layer != "main");
    forbid(&["env::var", "env::args", "env::home_dir"], &|file| file.layer != "main");
}

#[test]
fn facts_are_not_serialisable() {
    forbid(&["Serialize", "serde"], &|file| file.layer == "model");
}

#[test]
fn no_file_is_over_the_wall() {
    for file in sources() {
        let lines = file.code.last().map_or(0, |(number, _)| *number);
        assert!(lines <= FILE_WALL, "{} has {lines} lines without its tests; split it by meaning", file.path);
    }
}

#[test]
fn the_map_names_every_layer() {
    let map = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    for layer in LAYERS.iter().copied().flatten().filter(|layer| **layer != "lib") {
        assert!(map.contains(layer), "lib.rs does not speak of `{layer}`");
    }
}

/// Fails where a file that `judged` picks holds one of the words in its code.
fn forbid(words: &[&str], judged: &dyn Fn(&File) -> bool) {
    let files = sources();
    assert!(files.iter().any(judged), "the rule judges no file");
    for file in files.iter().filter(|file| judged(file)) {
        for (number, line) in &file.code {
            if let Some(word) = words.iter().find(|word| holds_word(line, word)) {
                panic!("{}:{number} holds `{word}`: {line}", file.path);
            }
        }
    }
}

/// `word` in `line`, not as a part of a longer name.
fn holds_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

/// The layers that a line of code names by `crate::layer` or, in the binary, `oomscope::layer`.
fn named_layers(line: &str) -> Vec<String> {
    let mut named = Vec::new();
    for root in ["crate::", "oomscope::"] {
        for (at, _) in line.match_indices(root) {
            let rest = line.get(at + root.len()..).unwrap_or("");
            let list = rest.strip_prefix('{').map_or(rest, |list| list.split('}').next().unwrap_or(""));
            let many = rest.starts_with('{');
            for item in list.split(',').take(if many { usize::MAX } else { 1 }) {
                let name: String = item.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                named.push(name);
            }
        }
    }
    named
}

fn sources() -> Vec<File> {
    let paths = rust_files(&root().join("src"));
    assert!(paths.len() > 20, "only {} source files found", paths.len());
    paths.iter().map(|path| file_of(path)).collect()
}

fn file_of(path: &Path) -> File {
    let relative = path.strip_prefix(root()).expect("below the root");
    let inner = relative.strip_prefix("src").expect("below src");
    let layer = inner.components().next().expect("a name").as_os_str().to_string_lossy().replace(".rs", "");
    let text = fs::read_to_string(path).expect("a readable source");
    let code = text
        .lines()
        .zip(1..)
        .take_while(|(line, _)| *line != "#[cfg(test)]")
        .filter(|(line, _)| !line.trim_start().starts_with("//"))
        .map(|(line, number)| (number, line.to_owned()))
        .collect();
    File { path: relative.to_string_lossy().replace('\\', "/"), layer, code }
}
