//! The catalogues of both languages: every sentence that the program says is there, in both, with its arguments, and none
//! that nobody says.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot read the sources has failed")]

#[path = "support/sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use oomscope::analysis::{self, Review};
use oomscope::lang::{AREAS, Language};
use oomscope::load::{Options, pipeline};
use oomscope::model::limits;
use oomscope::report;
use oomscope::source::{Input, Store};
use sources::{root, rust_files};

/// The names of a message's arguments.
type Arguments = BTreeSet<String>;

/// A place where a message is said.
#[derive(Debug)]
struct Said {
    place: String,
    id: String,
    arguments: Arguments,
}

#[test]
fn all_languages_have_every_message_with_the_same_arguments() {
    let english = messages(Language::English);
    for language in Language::ALL {
        let name = language.own_name();
        let theirs = messages(language);
        for (id, arguments) in &english {
            let theirs = theirs.get(id).unwrap_or_else(|| panic!("`{id}` is not in {name}"));
            assert_eq!(arguments, theirs, "`{id}` takes other arguments in {name}");
        }
        for id in theirs.keys() {
            assert!(english.contains_key(id), "`{id}` is in {name} and not in English");
        }
    }
}

#[test]
fn what_the_program_says_is_in_the_catalogues_and_nothing_else_is() {
    let catalogue = messages(Language::English);
    let said = all_said();
    for Said { place, id, arguments } in &said {
        let known = catalogue.get(id).unwrap_or_else(|| panic!("{place} says `{id}`, which no catalogue has"));
        assert_eq!(arguments, known, "{place}: the arguments of `{id}` here and in the catalogue");
    }
    let limits = limits::ALL.iter().map(|limit| limit.told);
    let used: BTreeSet<&str> = said.iter().map(|said| &*said.id).chain(limits).collect();
    // The glossary is a table by itself, which holds its messages with a test of its own.
    for id in catalogue.keys().filter(|id| !id.starts_with("glossary-")) {
        assert!(used.contains(&**id), "nobody says `{id}`");
    }
}

#[test]
fn every_catalogue_stands_in_its_folder() {
    for language in Language::ALL {
        let folder = root().join("assets/lang").join(language.tag());
        let files: BTreeSet<String> = fs::read_dir(&folder)
            .expect("the catalogues")
            .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
            .collect();
        let listed: BTreeSet<String> = AREAS.iter().map(|area| format!("{}.ftl", area.name)).collect();
        assert_eq!(files, listed, "the files in {} and the areas that are read", folder.display());
    }
}

#[test]
fn japanese_ends_with_a_stop_where_english_does() {
    let stops = |text: &str| text.ends_with(['。', '.']);
    for area in AREAS {
        let lines = |text: &'static str| {
            text.lines().filter_map(|line| line.split_once(" = ")).filter(|(id, _)| !id.starts_with(['#', ' ']))
        };
        let english: BTreeMap<_, _> = lines(area.text(Language::English)).collect();
        for (id, text) in lines(area.text(Language::Japanese)).filter(|(id, _)| *id != "sentence-separator") {
            let theirs = english.get(id).copied().unwrap_or_default();
            // A choice of plurals is written over several lines.
            if theirs.ends_with("->") {
                continue;
            }
            assert_eq!(stops(text), stops(theirs), "{}.ftl: the end of `{id}`: {text}", area.name);
        }
    }
}

#[test]
fn a_review_that_is_told_anew_is_as_one_that_was_read_in_that_language() {
    let logs = ["debian-6.1-kern.log", "node/k136-ctrd2.1-6.12-static-single/syslog.log.gz"];
    let inputs = logs.map(|log| Input::Path(root().join("sample-logs").join(log)));
    let read = |language| {
        let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
        let options = Options { year: Some(2026), language, ..Options::new(today) };
        pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
    };
    let [english, japanese] = [Language::English, Language::Japanese].map(read);
    assert!(english.cases.len() > 2 && !english.series.is_empty());
    let mut told = english.clone();
    analysis::respeak(&mut told, Language::Japanese);
    let page = |review: &Review| report::markdown(&report::page(review));
    assert_eq!(page(&told), page(&japanese));
    assert_ne!(page(&told), page(&english));
    analysis::respeak(&mut told, Language::English);
    assert_eq!(page(&told), page(&english));
}

/// Files of the window whose literals are no sentences of the catalogues, and why.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("src/analysis/glossary.rs", "names of files, as their projects have them"),
    ("src/ui/window.rs", "said on the terminal, where there is no window"),
    ("src/ui/theme.rs", "names of fonts and styles"),
    ("src/ui/card/proof.rs", "the kernel's words"),
    ("src/ui/picture/png.rs", "the format's keywords"),
    ("src/ui/widgets.rs", "said of a line too long to be read, and of a source without a name, which no load gives"),
];

#[test]
fn the_window_has_no_words_of_its_own() {
    let paths = rust_files(&root().join("src/ui"));
    assert!(paths.len() > 30, "only {} files", paths.len());
    // Tests apart, which a file of their own holds in places.
    for path in paths.iter().filter(|path| !path.ends_with("tests.rs")) {
        let name = path.strip_prefix(root()).expect("below the root").display().to_string();
        if OTHER_WORDS.iter().any(|(file, _)| *file == name) {
            continue;
        }
        let text = fs::read_to_string(path).expect("a readable source");
        let code = text.lines().take_while(|line| *line != "#[cfg(test)]").zip(1..);
        for (line, number) in code.filter(|(line, _)| !line.trim_start().starts_with("//")) {
            // What stands for something else: a widget's id, a lint's reason, a texture's name.
            let silent = ["Id::unique(", "id_salt(", "Panel::", "reason = ", "load_texture(", "include_str!("];
            if silent.iter().any(|word| line.contains(word)) {
                continue;
            }
            let said = line.split('"').skip(1).step_by(2).find(|literal| speaks(literal));
            assert_eq!(said, None, "{name}:{number} says it in English only: put it in the catalogues");
        }
    }
}

/// True for two English words or more, one after the other.
fn speaks(literal: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || "’'.,…:".contains(c));
    let words: Vec<&str> = literal.split(' ').collect();
    words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)))
}

/// The messages of a language with the arguments that they name.
fn messages(language: Language) -> BTreeMap<String, Arguments> {
    let mut all = BTreeMap::new();
    for area in AREAS {
        let resource = parser::parse(area.text(language))
            .unwrap_or_else(|(_, errors)| panic!("{}/{}.ftl cannot be read: {errors:?}", language.tag(), area.name));
        for entry in resource.body {
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Junk { content } => panic!("{}/{}.ftl: {content}", language.tag(), area.name),
                _ => continue,
            };
            let mut arguments = Arguments::new();
            let pattern = message.value.expect("a message has a text");
            name_arguments(&pattern, &mut arguments);
            let id = message.id.name.to_owned();
            assert!(all.insert(id, arguments).is_none(), "`{}` stands twice in {}", message.id.name, language.tag());
        }
    }
    all
}

fn name_arguments(pattern: &Pattern<&str>, arguments: &mut Arguments) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => name_argument(inline, arguments),
            Expression::Select { selector, variants } => {
                name_argument(selector, arguments);
                for variant in variants {
                    name_arguments(&variant.value, arguments);
                }
            }
        }
    }
}

fn name_argument(inline: &InlineExpression<&str>, arguments: &mut Arguments) {
    match inline {
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
        }
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        other => panic!("a catalogue holds only arguments and literals, not {other:?}"),
    }
}

/// Every `say!` and `tell!` of the sources, their tests and comments apart.
fn all_said() -> Vec<Said> {
    let paths = rust_files(&root().join("src"));
    let mut said = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a readable source");
        // A module of tests in a file of its own may be named above the code.
        let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = code.join("\n");
        let name = path.strip_prefix(root()).expect("below the root").display().to_string();
        // `say!` has the language before the message; `tell!` has none.
        for (macro_call, before) in [("say!(", 1), ("tell!(", 0)] {
            for (at, _) in code.match_indices(macro_call) {
                let call = inside(code.get(at + macro_call.len()..).expect("the rest"));
                said.push(said_by(&name, call.get(before..).expect("a message")));
            }
        }
    }
    assert!(said.len() > 10, "only {} messages found", said.len());
    said
}

/// `"id", pod = name, …`.
fn said_by(place: &str, call: &[String]) -> Said {
    let id = call.first().unwrap_or_else(|| panic!("{place}: no message is said: {call:?}"));
    let id = id.trim_matches('"').to_owned();
    let arguments = call.iter().skip(1).filter(|part| !part.is_empty());
    let named = arguments.map(|part| {
        let (name, _) =
            part.split_once('=').unwrap_or_else(|| panic!("{place}: `{id}` has an argument without a name"));
        name.trim().to_owned()
    });
    Said { place: place.to_owned(), arguments: named.collect(), id }
}

/// What stands between a macro's parentheses, split at the commas that are in no bracket and no string.
fn inside(code: &str) -> Vec<String> {
    let (mut parts, mut depth, mut quoted, mut escaped) = (vec![String::new()], 0_usize, false, false);
    for c in code.chars() {
        match c {
            _ if escaped => {}
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        escaped = quoted && c == '\\' && !escaped;
        parts.last_mut().expect("a part").push(c);
    }
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}
