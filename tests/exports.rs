//! Process names made to break formats stay in their cells.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::Review;
use oomscope::load::{Options, pipeline};
use oomscope::report;
use oomscope::source::{Input, Store};

#[test]
fn csv_gives_every_name_back() {
    let review = hostile();
    let mut bytes = Vec::new();
    report::write_csv(&review, &mut bytes).expect("memory");
    let mut reader = csv::Reader::from_reader(&*bytes);
    let column = reader.headers().expect("titles").iter().position(|title| title == "name").expect("a name");
    let read: Vec<_> = reader.records().map(|row| row.expect("a row")[column].to_owned()).collect();
    let names: Vec<_> =
        review.cases.iter().flat_map(|case| &case.incident.victims).map(|victim| &*victim.name).collect();
    assert_eq!(read.len(), names.len());
    for (read, name) in read.iter().zip(names) {
        assert!(read == name || read.strip_prefix('\'') == Some(name), "{read:?} for {name:?}");
        assert!(!read.trim_start().starts_with(['=', '+', '-', '@']), "{read:?} is a formula");
    }
}

#[test]
fn markdown_tables_keep_their_width() {
    let markdown = report::markdown(&report::page(&hostile()));
    let mut width = None;
    for line in markdown.lines() {
        let bars = line.matches('|').count();
        match (line.starts_with('|'), width) {
            (true, Some(width)) => assert_eq!(bars, width, "{line}"),
            (true, None) => width = Some(bars),
            (false, _) => width = None,
        }
    }
}

#[test]
fn html_holds_our_own_tags_only() {
    let html = report::html(&report::page(&hostile()));
    for begins in html.split('<').skip(1) {
        let tag: String =
            begins.trim_start_matches(['/', '!']).chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(TAGS.contains(&&*tag), "<{tag}");
    }
}

const TAGS: &[&str] = &[
    "DOCTYPE", "body", "code", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2", "h3", "head", "html", "li",
    "line", "main", "meta", "p", "path", "polygon", "section", "span", "style", "svg", "table", "tbody", "td", "text",
    "th", "thead", "title", "tr", "ul",
];

/// A boot in which processes of hostile names were killed.
fn hostile() -> Review {
    let log = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/lab/6.1-hostile/journal-k.json.gz");
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let options = Options::new(today);
    let review = pipeline::run(&[Input::Path(log)], options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    assert!(review.cases.len() > 10, "{} kills", review.cases.len());
    review
}
