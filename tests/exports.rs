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
        let name = &*report::page::one_line(name);
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
        let leads_to = begins.split_once("href=\"").map_or("#kill-", |(_, rest)| rest);
        assert!(leads_to.starts_with("#kill-"), "a link leads only to a kill of the page: <{begins}");
    }
}

#[test]
fn of_a_series_the_first_kill_is_printed() {
    // Seven series of 6, 6, 5, 5, 5, 5 and 4 kills, and nine kills by themselves.
    let html = report::html(&report::page(&read("node/k136-ctrd2.1-6.12-api/syslog-rfc3339.log.gz")));
    let (repeats, chapters) =
        (html.matches("<section class=\"repeat\"").count(), html.matches("<h2 id=\"kill-").count());
    assert_eq!((chapters, repeats), (45, 36 - 7));
    // Kill 2 is of the pod of kill 1.
    let class = |kill: &str| {
        html.split_once(&format!("<h2 id=\"kill-{kill}\"")).and_then(|(before, _)| before.rsplit_once("<section"))
    };
    assert!(
        class("1").is_some_and(|(_, tag)| !tag.contains("repeat"))
            && class("2").is_some_and(|(_, tag)| tag.contains("repeat"))
    );
}

#[test]
fn no_two_texts_of_a_page_stand_together_without_a_blank() {
    let seed = read("seed-aks-pod-limit.log");
    let node = read("lab/6.1-k8s/rsyslog.syslog-rfc3339.log.gz");
    for review in [&seed, &node, &hostile(), &Review::default()] {
        let html = report::html(&report::page(review));
        let body = html.split_once("<body>").expect("a body").1;
        let (mut before, mut is_apart) = (String::new(), true);
        for piece in body.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').expect("a whole tag");
            if text.is_empty() {
                continue;
            }
            let begins_apart = text.starts_with(char::is_whitespace);
            assert!(is_apart || begins_apart, "{before:?} and {text:?} stand together at <{tag}>");
            is_apart = text.ends_with(char::is_whitespace);
            before = text.to_owned();
        }
    }
    let page = report::html(&report::page(&seed));
    assert!(page.contains("log:33</span> <code>memory: usage"), "line 33 stays line 33 as text");
}

const TAGS: &[&str] = &[
    "a", "details", "summary", "DOCTYPE", "body", "code", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2",
    "h3", "head", "html", "li", "line", "main", "meta", "p", "path", "polygon", "section", "span", "style", "svg",
    "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul",
];

/// A boot in which processes of hostile names were killed.
fn hostile() -> Review {
    let review = read("lab/6.1-hostile/journal-k.json.gz");
    assert!(review.cases.len() > 10, "{} kills", review.cases.len());
    review
}

fn read(log: &str) -> Review {
    let log = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs").join(log);
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let options = Options::new(today);
    pipeline::run(&[Input::Path(log)], options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}
