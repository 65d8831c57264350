//! No English in Japanese: every view and every report of real logs is looked through for words that are neither names in
//! the log nor terms that Japanese readers know in English.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::collections::BTreeSet;
use std::io::Read as _;
use std::sync::atomic::AtomicBool;

use oomscope::analysis::Review;
use oomscope::lang::AREAS;
use oomscope::load::{Options, pipeline};
use oomscope::report;
use oomscope::report::LaneBy;
use oomscope::report::PictureSubject;
use oomscope::source::Store;
use oomscope::ui::picture::Content;

use super::language::{japanese, loaded_in_japanese};
use super::*;

/// Logs that meet all kinds of verdicts, insights, notes and series.
const LOGS: &[&str] = &[
    SEED,
    MANY,
    WHOLE_NODE,
    "sample-logs/node/k136-ctrd2.1-6.12-static-single/syslog.log.gz",
    "sample-logs/debian-5.10-cgroup-v1-kern.log",
    "sample-logs/debian-6.1-journal-short.txt",
];

/// Terms and names that stand in English wherever they are spoken of, though some English sentence has them too.
const TERMS: &[&str] = &[
    // Of commands to copy: their options, and the namespaces of the sample nodes; of the line of SysRq f.
    "custom",
    "columns",
    "shop",
    "batch",
    "media",
    "ml",
    "db",
    "Manual",
    // Keys of the keyboard, formats of dates, units.
    "Alt",
    "Arrow",
    "Backspace",
    "Ctrl",
    "Del",
    "End",
    "Enter",
    "Esc",
    "Home",
    "Shift",
    "Space",
    "Tab",
    "Page",
    "Up",
    "Down",
    // Months and weekdays as logs print them, and how the kernel says that it is not tainted.
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
    "Not",
    // What egui calls the edge between two panels.
    "Resize",
    "panel",
    // The other language's own name.
    "English",
    // What a log's columns, the kernel's counters and the dialects are called.
    "active",
    "inactive",
    "bounce",
    "dirty",
    "kernel",
    "kern",
    "log",
    "min",
    "low",
    "high",
    "pid",
    "slab",
    "task",
    "tasks",
    "writeback",
    "isolated",
    "unevictable",
    "mapped",
    "order",
    "journal",
    "dmesg",
    "syslog",
    "adj",
    "usage",
    "limit",
    "failcnt",
    "swap",
    "free",
    "pagetables",
    "shmem",
];

/// A piece of a line so long is known for one.
const LONG: usize = 12;

/// What a log says, and which words of it are no English words of ours.
struct Log {
    text: String,
    names: BTreeSet<String>,
    /// Processes by name: `Killed process 206 (node)`.
    processes: BTreeSet<String>,
}

impl Log {
    fn read(path: &str) -> Self {
        let bytes = std::fs::read(sample(path)).expect("the log");
        let mut text = String::new();
        if bytes.starts_with(b"\x1f\x8b") {
            flate2::read::MultiGzDecoder::new(&*bytes).read_to_string(&mut text).expect("text");
        } else {
            text = String::from_utf8(bytes).expect("text");
        }
        let names = words(&text).chain(words(path)).map(str::to_owned).collect();
        let killed = text.split("Killed process ").skip(1).filter_map(|rest| rest.split(['(', ')']).nth(1));
        let processes = killed.map(str::to_owned).collect();
        Self { text, names, processes }
    }

    /// The words of a text that should have been said in Japanese. A line of the log, or a piece of one, says what it says,
    /// also behind its place: `kern.log:70: …`.
    fn english<'a>(&self, text: &'a str, vocabulary: &Vocabulary) -> Vec<&'a str> {
        let ours = |word: &&str| !vocabulary.is_japanese(word);
        let known =
            |word: &str| self.processes.contains(word) || self.names.contains(word) && !vocabulary.is_english(word);
        let english = |text: &'a str| words(text).filter(ours).filter(|word| !known(word)).collect::<Vec<_>>();
        let quoted = |text: &str| text.len() > LONG && self.text.contains(text);
        let all = english(text);
        if all.is_empty() || quoted(text.trim()) {
            return Vec::new();
        }
        match text.split_once(": ") {
            Some((before, rest)) if quoted(rest.trim()) => english(before),
            _ => all,
        }
    }
}

/// The words of the catalogues.
struct Vocabulary {
    english: BTreeSet<String>,
    japanese: BTreeSet<String>,
}

impl Vocabulary {
    fn new() -> Self {
        let all = |language: Language| {
            let messages =
                AREAS.iter().flat_map(move |area| area.text(language).lines()).filter(|line| !line.starts_with('#'));
            let said = messages.map(|line| line.split_once(" = ").map_or(line, |(_, said)| said));
            said.flat_map(without_arguments).collect::<BTreeSet<String>>()
        };
        Self { english: all(Language::English), japanese: all(Language::Japanese) }
    }

    fn is_english(&self, word: &str) -> bool {
        self.english.contains(word)
    }

    fn is_japanese(&self, word: &str) -> bool {
        self.japanese.contains(word) || TERMS.contains(&word)
    }
}

/// The words of a message, what stands between braces apart.
fn without_arguments(said: &str) -> Vec<String> {
    let pieces = said.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, rest)| rest));
    pieces.flat_map(words).map(str::to_owned).collect()
}

/// Markdown without what stands in it as code: paths and lines of the log.
fn without_quotations(markdown: &str) -> String {
    markdown.split('`').step_by(2).collect()
}

/// The English words of a text: letters only, of which at most the first is a capital, with a blank or a sign of a sentence
/// on either side. `memory.oom.group`, `Ctrl+O`, `OOMKilled`, `k136-ctrd` are none.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let tokens = text.split(|c: char| !c.is_ascii() || c.is_whitespace() || "(),;\"'|`·[]{}<>*".contains(c));
    let tokens = tokens.map(|token| token.trim_matches(|c: char| ".:!?-".contains(c)));
    tokens.filter(|token| {
        token.len() > 1
            && token.bytes().all(|byte| byte.is_ascii_alphabetic())
            && token.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
    })
}

/// Looks through texts; fails in the end where one has English words.
struct Reader {
    vocabulary: Vocabulary,
    failed: BTreeSet<String>,
}

impl Reader {
    fn new() -> Self {
        Self { vocabulary: Vocabulary::new(), failed: BTreeSet::new() }
    }

    fn read<'a>(&mut self, what: &str, log: &Log, texts: impl IntoIterator<Item = &'a str>) {
        let mut count = 0;
        for text in texts.into_iter().flat_map(str::lines) {
            count += 1;
            let english = log.english(text, &self.vocabulary);
            if !english.is_empty() {
                self.failed.insert(format!("{english:?} in {text:?} of {what}"));
            }
        }
        assert!(count > 2, "{what}: only {count} texts");
    }

    fn look(&mut self, what: &str, log: &Log, shown: &Shown) {
        self.read(what, log, shown_texts(shown).iter().map(String::as_str));
    }

    fn end(self) {
        let failed: Vec<_> = self.failed.into_iter().collect();
        assert!(failed.is_empty(), "these say it in English:\n{}", failed.join("\n"));
    }
}

/// All that a screen reader would read, which is all that is drawn.
fn shown_texts(shown: &Shown) -> Vec<String> {
    let mut texts = Vec::new();
    for node in shown.root().children_recursive() {
        let node = node.accesskit_node();
        texts.extend(node.label());
        texts.extend(node.value());
        texts.extend(node.description());
        texts.extend(node.placeholder().map(str::to_owned));
    }
    texts
}

pub(super) fn review(path: &str) -> Review {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let options = Options { year: Some(2026), language: Language::Japanese, ..Options::new(today) };
    pipeline::run(&[Input::Path(sample(path))], options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

#[test]
fn reports_and_the_words_of_pictures_are_japanese() {
    let mut reader = Reader::new();
    for path in LOGS {
        let (log, review) = (Log::read(path), review(path));
        let page = report::page(&review);
        reader.read(path, &log, [&*without_quotations(&report::markdown(&page))]);
        let table = report::kills_table(Language::Japanese, &review.cases, &review.sources);
        reader.read(path, &log, [&*report::markdown_table(&table)]);
        for subject in PictureSubject::ALL {
            let content = Content::of(&review, subject, None, LaneBy::default()).expect("a picture");
            reader.read(path, &log, [&*content.words()]);
        }
        if let [first, .., last] = &review.cases[..] {
            let difference = oomscope::analysis::Difference::of(
                first,
                last,
                &oomscope::analysis::ClusterFacts::default(),
                Language::Japanese,
            );
            let page = report::comparison(&difference, [first, last], &review.sources);
            reader.read(path, &log, [&*report::markdown(&page)]);
        }
    }
    reader.end();
}

#[test]
fn every_view_is_japanese() {
    let mut reader = Reader::new();
    for path in LOGS {
        let log = Log::read(path);
        let Some(mut shown) = japanese(&[path]) else { return };
        loaded_in_japanese(&mut shown);
        shown.set_size(egui::vec2(1600.0, 1400.0));
        shown.run_steps(4);
        reader.look(path, &log, &shown);
        for tab in ["タスク", "ログ", "統計", "ノードのメモリ", "スタック"] {
            click(&mut shown, Role::Button, tab);
            shown.run_steps(4);
            reader.look(&format!("{path}: {tab}"), &log, &shown);
        }
        for key in [Key::A, Key::C] {
            shown.key_press_modifiers(if key == Key::A { Modifiers::COMMAND } else { Modifiers::NONE }, key);
            shown.run_steps(4);
            reader.look(&format!("{path}: {key:?}"), &log, &shown);
        }
    }
    reader.end();
}

#[test]
fn every_sheet_and_menu_is_japanese() {
    let mut reader = Reader::new();
    let log = Log::read(MANY);
    let Some(mut shown) = japanese(&[MANY]) else { return };
    loaded_in_japanese(&mut shown);
    shown.set_size(egui::vec2(1600.0, 1400.0));
    let keys = [
        (Modifiers::SHIFT, Key::Questionmark),
        (Modifiers::COMMAND, Key::K),
        (Modifiers::COMMAND, Key::I),
        (Modifiers::COMMAND, Key::S),
        (Modifiers::COMMAND, Key::L),
    ];
    for (modifiers, key) in keys {
        shown.key_press_modifiers(modifiers, key);
        shown.run_steps(6);
        reader.look(&format!("{key:?}"), &log, &shown);
        shown.key_press(Key::Escape);
        shown.run_steps(3);
    }
    for menu in ["履歴", "書き出し", "ライト・ダーク", "時刻: ログの表記のまま"] {
        if let Some(button) = shown.query_by_role_and_label(Role::Button, menu) {
            button.click();
        } else {
            panic!("no menu {menu}: {:?}", labels(&shown, Role::Button));
        }
        shown.run_steps(4);
        reader.look(menu, &log, &shown);
        shown.key_press(Key::Escape);
        shown.run_steps(3);
    }
    reader.end();
}

#[test]
fn what_was_not_read_is_told_in_japanese() {
    let mut reader = Reader::new();
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("core");
    std::fs::write(&program, b"\x7fELF\0\0\0\0").expect("a file");
    let missing = folder.path().join("kern.log");
    let missing = missing.display().to_string();
    let Some(mut shown) = japanese(&[&program.display().to_string(), &missing]) else { return };
    wait_for(&mut shown, "実行可能ファイルです (ELF)");
    let log = Log {
        text: String::new(),
        names: words(&missing).chain(["core"]).map(str::to_owned).collect(),
        processes: BTreeSet::new(),
    };
    reader.look("nothing read", &log, &shown);
    assert!(is_there(&shown, "読み込めませんでした (ファイルまたはフォルダーが見つかりません)"));
    reader.end();
}
