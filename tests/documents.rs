//! The pages for those who work on oomscope say only what is so.

#![expect(clippy::expect_used, reason = "a test that cannot read a page has failed")]

#[path = "support/sources.rs"]
mod sources;

use std::collections::BTreeSet;
use std::fs;

use sources::{root, rust_files};

const MAP_LINES: usize = 150;

#[test]
fn the_map_is_short_and_names_only_files_that_there_are() {
    let map = page("docs/architecture.md");
    assert!(map.lines().count() <= MAP_LINES, "{} lines", map.lines().count());
    let named: BTreeSet<&str> = quoted(&map).filter(|words| is_path(words)).collect();
    assert!(named.len() > 30, "{named:?}");
    for path in named {
        assert!(root().join(path).exists(), "there is no {path}");
    }
}

#[test]
fn the_map_names_only_tests_that_there_are() {
    let folders = ["src", "tests"].map(|folder| rust_files(&root().join(folder)));
    let code: String = folders.iter().flatten().map(|path| fs::read_to_string(path).expect("a source")).collect();
    let map = page("docs/architecture.md");
    let tests: BTreeSet<&str> =
        quoted(&map).filter(|words| words.matches('_').count() > 2 && !is_path(words)).collect();
    assert!(tests.len() > 10, "{tests:?}");
    for test in tests {
        assert!(code.contains(&format!("fn {test}()")), "there is no test {test}");
    }
}

#[test]
fn what_contributors_run_is_what_lets_a_change_land() {
    let contributing = page("CONTRIBUTING.md");
    let commands: Vec<&str> = contributing.lines().filter(|line| line.starts_with("cargo ")).collect();
    assert!(commands.len() > 3, "{commands:?}");
    // The test command stands in the README, from which `.ci/run` takes it.
    let landing = page(".ci/run") + &page("README.md");
    for command in commands {
        assert!(landing.lines().any(|line| line == command), "`{command}` is not run before a change lands");
    }
}

fn page(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect(path)
}

/// What stands between backquotes.
fn quoted(page: &str) -> impl Iterator<Item = &str> {
    page.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

fn is_path(words: &str) -> bool {
    let begins = ["src/", "tests/", "docs/", "assets/", ".ci/", "fuzz", "sample-logs", "Cargo.toml"];
    begins.iter().any(|begin| words.starts_with(begin)) && !words.contains(' ')
}
