//! The table of limits, walked: each is where it says, has a sentence in every language and a test at its edge. The page
//! about them is made of it.

#![expect(clippy::expect_used, reason = "a test that cannot read the sources has failed")]

#[path = "support/sources.rs"]
mod sources;

use std::collections::BTreeSet;
use std::fs;

use oomscope::lang::{self, Language};
use oomscope::model::limits::{ALL, Limit, Unit};
use sources::{root, rust_files};

#[test]
fn every_limit_is_where_the_table_says_and_is_told_there() {
    for limit in ALL {
        let path = root().join(limit.reached_in);
        let text = fs::read_to_string(&path).expect(limit.reached_in);
        let code = text.split("\n#[cfg(test)]\nmod tests {").next().expect("the code");
        let name = format!("limits::{}", limit.name);
        assert!(code.contains(&name), "{} does not name {name}", limit.reached_in);
        let says_it = code.contains(&format!("\"{}\"", limit.told));
        assert!(says_it || names_only_the_limit(limit), "{} does not say {}", limit.reached_in, limit.told);
    }
}

/// True where the sentence takes the limit and nothing else, so that the limit itself says it.
fn names_only_the_limit(limit: &Limit) -> bool {
    Language::ALL.into_iter().all(|language| {
        let sentence = limit.sentence().said(language);
        sentence != limit.told && !sentence.contains('$')
    })
}

#[test]
fn every_limit_has_a_test_at_its_edge() {
    let folders = ["src", "tests"].map(|folder| rust_files(&root().join(folder)));
    let code: String = folders.iter().flatten().map(|path| fs::read_to_string(path).expect("a source")).collect();
    for limit in ALL {
        assert!(code.contains(&format!("fn {}()", limit.test)), "{}: there is no test {}", limit.name, limit.test);
    }
    let names: BTreeSet<&str> = ALL.iter().map(|limit| limit.name).collect();
    assert_eq!(names.len(), ALL.len(), "a name stands twice");
}

/// `UPDATE_DOCS=1` writes the page anew.
#[test]
fn the_page_about_limits_says_what_the_table_says() {
    let mut page =
        "# What is kept at the most\n\nMade of `src/model/limits.rs`. Where an input has more, a note says so.\n\n\
                    | Of what | At the most | What is told |\n|---|---|---|\n"
            .to_owned();
    for limit in ALL {
        let most = match limit.unit {
            Unit::Count => lang::grouped(Language::English, limit.most as u64),
            Unit::Size => lang::size(Language::English, limit.most as u64),
        };
        // What else the sentence names is known only where it is told.
        let told = limit.sentence().said(Language::English);
        let told: Vec<&str> =
            told.split(['{', '}']).map(|part| if part.starts_with('$') { "…" } else { part }).collect();
        page.push_str(&format!("| {} | {most} | {} |\n", limit.about.trim(), told.concat()));
    }
    let path = root().join("docs/limits.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &page).expect("a page that can be written");
    }
    let kept = fs::read_to_string(&path).expect("docs/limits.md");
    assert!(kept == page, "docs/limits.md is not what the table says: UPDATE_DOCS=1 writes it anew");
}
