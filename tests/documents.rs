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

#[test]
fn every_finding_is_listed_with_its_own_first_sentence() {
    let list = page("findings/README.md");
    let mut scripts = 0;
    for entry in fs::read_dir(root().join("findings")).expect("the folder of findings") {
        let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
        let Some(finding) = name.strip_suffix(".sh") else { continue };
        let script = page(&format!("findings/{name}"));
        let says =
            script.lines().nth(1).and_then(|line| line.strip_prefix("# ")).expect("what is found, in the second line");
        let row = format!("- [{finding}]({name}): {says}");
        assert!(list.lines().any(|line| line == row), "the list has no `{row}`");
        scripts += 1;
    }
    assert_eq!(list.lines().filter(|line| line.starts_with("- [")).count(), scripts, "a row has no script");
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
