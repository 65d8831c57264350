//! Every card of the sample logs read as a careful colleague would, in both languages: no two sentences that exclude each
//! other, none twice, evidence that stands in its line, arithmetic that comes out, and Japanese in one word for one thing.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::{Case, Review};
use oomscope::lang::{AREAS, Language};
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

/// Messages of which one card may hold one at most.
const EXCLUDING: &[(&str, &str)] = &[
    ("held-all", "held-less"),
    ("held-all", "held-more"),
    ("held-all", "held-unlimited"),
    ("held-all", "figures-of-another"),
    ("held-not-in-log", "held-all"),
    ("held-not-in-log", "held-less"),
    ("held-more-lowered-by", "held-all"),
    ("held-more-lowered-by", "container-raise"),
    ("held-more-lowered-by", "pod-raise"),
    ("held-more-lowered-by", "unit-raise"),
    ("held-more-lowered-by", "session-raise"),
    ("held-more-lowered-by", "suggested-limit"),
    ("figures-of-another", "node-pods-placed-by-requests"),
    ("figures-of-another", "suggested-limit"),
    ("note-cgroup-memory-missing", "held-all"),
    ("limit-named", "node-by-report"),
    ("limit-named", "kill-line-no-cgroup"),
    ("limit-named", "cgroup-line-not-in-log"),
    ("cgroup-some", "node-by-report"),
    ("manual-order", "node-more-memory"),
    ("manual-line", "node-more-memory"),
    ("manual-order", "node-ran-out"),
    ("manual-line", "node-ran-out"),
    ("kill-line-more-not-in-log", "node-confined-not-in-log"),
    ("kill-line-more-not-in-log", "node-confined-not-printed"),
    ("node-confined-not-in-log", "node-confined-not-printed"),
    ("cpuset-confines", "node-confined-not-in-log"),
    ("policy-confines", "node-confined-not-in-log"),
    ("note-header-missing", "asked-any-zone"),
    ("note-header-missing", "asked-zone"),
    ("why-no-request", "asked-any-zone"),
    ("node-free-no-swap", "node-swap-full"),
    ("node-free-no-swap", "swap-not-allowed"),
    ("node-free-swap-full", "swap-not-allowed"),
    ("node-free-swap-full", "swap-not-for-pods"),
    ("pod-limit-of-its-own", "what-sum"),
    ("pod-several", "pod-one-running"),
    ("pod-unknown-count", "pod-one-running"),
    ("pod-unknown-count", "pod-listed-one"),
    ("kubectl-whole-container", "kubectl-one-of-several"),
    ("kubectl-whole-container", "kubectl-cut"),
    ("kubectl-only-process", "kubectl-one-of-several"),
    ("kubectl-only-process", "kubectl-sandbox"),
    ("group-container", "kubectl-one-of-several"),
    ("group-container", "kubectl-cut"),
    ("lived-on", "kubectl-only-process"),
    ("lived-on", "end-shown-agrees"),
    ("table-sum-more", "table-sum-less"),
    ("note-tasks-missing", "note-tasks-cut"),
    ("note-tasks-missing", "who-used-largest"),
    ("may-be-innocent", "victim-held-most"),
    ("may-be-innocent", "victim-held-most-listed"),
    ("note-tasks-missing", "node-see-who"),
    ("panic-compulsory", "killed"),
    ("all-exempt", "killed"),
    ("limit-lowered-find", "suggested-limit"),
    ("limit-as-listed", "limit-changed"),
    ("limit-rounded", "limit-changed"),
    ("outside-kubernetes", "whose-container"),
    ("outside-kubernetes", "describe-pod"),
    ("runtime-not-kubernetes", "measure-pod"),
    ("runtime-not-kubernetes", "describe-pod"),
    ("runtime-not-kubernetes", "find-pod"),
    ("what-init", "what-sum"),
    ("what-init", "what-of-only-container"),
    ("outside-kubernetes", "whose-pod"),
    ("runtime-not-kubernetes", "whose-container"),
    ("node-free-not-in-log", "node-free"),
    ("node-free-not-in-log", "why-below-min"),
    ("node-ran-out-by-summary", "why-below-min"),
    ("why-below-min", "why-near-marks"),
    ("left-below-min", "left-near-high"),
    ("why-zones-lost", "why-below-min"),
    ("why-no-request", "why-below-min"),
    ("why-page-fault", "why-below-min"),
    ("why-page-fault", "node-more-memory"),
    ("short-page-fault", "node-ran-out"),
    ("short-fragmented", "node-ran-out"),
    ("short-cma", "node-ran-out"),
    ("short-reserve", "node-ran-out"),
    ("short-freed", "node-ran-out"),
    ("short-unknown", "node-ran-out"),
    ("why-freed", "node-more-memory"),
    ("why-fragmented", "node-more-memory"),
    ("why-cma", "node-more-memory"),
    ("why-movable-only", "why-zones-lost"),
    ("short-freed", "why-holder"),
    ("swap-no-help", "node-swap-full"),
    ("swap-not-allowed", "node-swap-full"),
    ("swap-not-for-pods", "node-swap-full"),
    ("step-huge-pages", "step-huge-pages-used"),
    ("node-raise-requests", "step-reserve"),
];

/// All sample logs at once, as a folder that a user drops; read once in each language.
fn samples(language: Language) -> &'static Review {
    static ENGLISH: LazyLock<Review> = LazyLock::new(|| load(Language::English));
    static JAPANESE: LazyLock<Review> = LazyLock::new(|| load(Language::Japanese));
    if language == Language::Japanese { &JAPANESE } else { &ENGLISH }
}

/// The small inputs that are easily told wrong.
fn faults(language: Language) -> Review {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inputs = ["shortage", "sentences", "faults"].map(|folder| root.join("tests").join(folder));
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let options = Options { year: Some(2026), language, ..Options::new(today) };
    let inputs: Vec<Input> = inputs.into_iter().map(Input::Path).collect();
    let review = pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    assert!(review.cases.len() > 50, "{} kills in the small inputs", review.cases.len());
    review
}

fn load(language: Language) -> Review {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs");
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let options = Options { year: Some(2026), language, ..Options::new(today) };
    let review = pipeline::run(&[Input::Path(folder)], options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    assert!(review.cases.len() > 200, "{} kills in the samples", review.cases.len());
    review
}

fn sentences(case: &Case) -> Vec<String> {
    let words = case.words().into_owned();
    let told = [words.headline].into_iter().chain(words.why).chain(words.next_steps);
    told.chain(words.insights.into_iter().map(|insight| insight.text)).collect()
}

/// The longest literal stretch of each message, by which it is recognised.
fn fragments(language: Language) -> BTreeMap<String, String> {
    let mut fragments = BTreeMap::new();
    for area in AREAS {
        for (id, message) in area.text(language).lines().filter_map(|line| line.split_once(" = ")) {
            let pieces = message.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, rest)| rest));
            let longest = pieces.max_by_key(|piece| piece.chars().count()).unwrap_or_default().trim();
            fragments.insert(id.to_owned(), longest.to_owned());
        }
    }
    fragments
}

#[test]
fn no_card_contradicts_itself_or_says_a_thing_twice() {
    for language in Language::ALL {
        let fragments = fragments(language);
        let fragment = |id: &str| fragments.get(id).unwrap_or_else(|| panic!("no message {id}"));
        let mut found = BTreeSet::new();
        for case in samples(language).cases.iter().chain(&faults(language).cases) {
            let mut card = sentences(case);
            let notes: Vec<String> = case.incident.notes().iter().map(|note| note.text.said(language)).collect();
            let unique: BTreeSet<&str> = card.iter().map(String::as_str).collect();
            assert_eq!(unique.len(), card.len(), "kill {} says a sentence twice: {card:#?}", case.incident.id.0);
            card.extend(notes);
            let says = |id: &str| card.iter().any(|sentence| sentence.contains(fragment(id)));
            for (one, other) in EXCLUDING {
                // One may be a part of the other's words.
                let apart = !fragment(one).contains(fragment(other)) && !fragment(other).contains(fragment(one));
                if apart && says(one) && says(other) {
                    found.insert(format!("{one} and {other}, kill {}: {card:#?}", case.incident.id.0));
                }
            }
        }
        assert!(found.is_empty(), "cards that contradict themselves: {found:#?}");
    }
}

/// The lines of a source; `None` for members of archives and binary files.
fn lines_of(name: &str) -> Option<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs");
    let path = [PathBuf::from(name), root.join(name)].into_iter().find(|path| path.is_file())?;
    let bytes = fs::read(&path).ok()?;
    let mut text = Vec::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut text).ok()?;
    } else {
        text = bytes;
    }
    let text = String::from_utf8(text).ok()?;
    let plain = !text.starts_with('{') && !text.starts_with("__CURSOR");
    plain.then(|| text.lines().map(str::to_owned).collect())
}

#[test]
fn evidence_stands_in_its_line() {
    let review = samples(Language::English);
    let mut kept: BTreeMap<u32, Option<Vec<String>>> = BTreeMap::new();
    let mut held = 0;
    for case in &review.cases {
        for evidence in &case.words().evidence {
            let source = evidence.at.source;
            let name = &review.sources[usize::try_from(source.0).expect("a source")].name;
            let lines = kept.entry(source.0).or_insert_with(|| lines_of(name));
            let Some(lines) = lines else { continue };
            let at = usize::try_from(evidence.at.line).expect("a line").saturating_sub(1);
            let line = lines.get(at).map_or("", String::as_str);
            // What a line says first, up to where kernels differ in what follows.
            let words = evidence.text.split([',', ':']).next().unwrap_or_default();
            assert!(line.contains(words), "{name} line {}: {line:?} lacks {words:?}", evidence.at.line);
            held += 1;
        }
    }
    assert!(held > 500, "only {held} lines were found");
}

/// The value of `a + b - c × d`, whatever words stand between.
fn value(expression: &str) -> Option<i64> {
    let (mut sum, mut product, mut sign, mut times) = (0, None::<i64>, 1, false);
    let mut number = String::new();
    for letter in expression.chars().chain(['+']) {
        match letter {
            '0'..='9' => number.push(letter),
            ',' if !number.is_empty() => {}
            _ => {
                if !number.is_empty() {
                    let figure: i64 = number.parse().ok()?;
                    product = Some(if times { product? * figure } else { figure });
                    (number, times) = (String::new(), false);
                }
                match letter {
                    '×' => times = true,
                    '+' | '-' => {
                        sum += sign * product.take().unwrap_or(0);
                        sign = if letter == '-' { -1 } else { 1 };
                    }
                    _ => {}
                }
            }
        }
    }
    Some(sum)
}

#[test]
fn the_arithmetic_shown_comes_out() {
    assert_eq!(value("16,467 pages + 0 swapped out + 42 of page tables + 986 × 16"), Some(32_285));
    assert_eq!(value("118,439 + 0 + 248 - 998 × 128"), Some(-9_057));
    for language in Language::ALL {
        let mut held = 0;
        for case in &samples(language).cases {
            for insight in case.words().insights.iter().filter(|insight| insight.name == "badness") {
                let Some((sum, result)) = insight.arithmetic.split_once(" = ") else { continue };
                let shown = result.trim_start_matches('-').split(|c: char| !c.is_ascii_digit() && c != ',').next();
                let shown: i64 = shown.unwrap_or_default().replace(',', "").parse().expect("a result");
                let shown = if result.starts_with('-') { -shown } else { shown };
                assert_eq!(value(sum), Some(shown), "kill {}: {}", case.incident.id.0, insight.arithmetic);
                held += 1;
            }
            for insight in case.words().insights.iter().filter(|insight| insight.name == "zones") {
                // `node 0 DMA32: free 20,000 − lowmem_reserve 52,192 = −32,192 kB; min 12,344, high 18,516; …`
                let plain = insight.arithmetic.replace('−', "-");
                for terms in plain.split(": free ").skip(1).filter_map(|zone| zone.split(" kB").next()) {
                    let Some((sum, result)) = terms.split_once(" = ") else { continue };
                    assert_eq!(value(sum), result.replace(',', "").parse().ok(), "{}", insight.arithmetic);
                }
            }
        }
        assert!(held > 50, "only {held} sums were found");
    }
}

/// The rows of the glossary of Japanese terms: the word that is used, and those that are not.
fn terms() -> Vec<(String, Vec<String>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/lang/terms-ja.md");
    let text = fs::read_to_string(path).expect("the terms");
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| English"));
    let cells = rows.map(|row| row.split('|').map(str::trim).map(str::to_owned).collect::<Vec<_>>());
    let words =
        |cell: &str| cell.split('、').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    cells.filter_map(|cells| Some((cells.get(2)?.clone(), words(cells.get(3)?)))).collect()
}

#[test]
fn japanese_has_one_word_for_one_thing() {
    let terms = terms();
    assert!(terms.len() > 20, "{} terms", terms.len());
    for area in AREAS {
        for (line, number) in area.text(Language::Japanese).lines().zip(1..).filter(|(line, _)| !line.starts_with('#'))
        {
            for (used, forbidden) in &terms {
                for word in forbidden {
                    assert!(
                        !line.contains(&**word),
                        "{}.ftl line {number}: {word} is written {used}: {line}",
                        area.name
                    );
                }
            }
        }
    }
}

/// True for what Japanese is written in, so that a half-width blank stands between it and Latin letters.
fn is_japanese(letter: char) -> bool {
    matches!(letter, 'ぁ'..='ん' | 'ァ'..='ヶ' | 'ー' | '一'..='龠')
}

#[test]
fn half_width_blanks_stand_between_japanese_and_latin_letters() {
    for area in AREAS {
        for (line, number) in area.text(Language::Japanese).lines().zip(1..).filter(|(line, _)| !line.starts_with('#'))
        {
            let Some((_, message)) = line.split_once(" = ") else { continue };
            let letters: Vec<char> = message.chars().collect();
            let joined = letters.windows(2).find(|pair| {
                let latin = |at: usize| pair.get(at).is_some_and(|letter| letter.is_ascii_alphanumeric());
                let japanese = |at: usize| pair.get(at).is_some_and(|letter| is_japanese(*letter));
                (latin(0) && japanese(1)) || (japanese(0) && latin(1))
            });
            assert_eq!(joined, None, "{}.ftl line {number}: {line}", area.name);
        }
    }
}
