//! A report of ours in the window: what it says is shown as it stands in it.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use egui::{Key, Modifiers};
use oomscope::load::{Options, pipeline};
use oomscope::palette::Scheme;
use oomscope::report::json;
use oomscope::source::{Input, Store};
use oomscope::ui::Picked;

use super::habits::press;
use super::{SEED, Shown, is_there, loaded, sample, show, wait_for};

/// The seed's report, changed so that nobody else says what it says.
fn report() -> Input {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let cancel = std::sync::atomic::AtomicBool::new(false);
    let review = pipeline::run(&[Input::Path(sample(SEED))], Options::new(today), &Store::new(), &cancel, &mut |_| {});
    let mut report = Vec::new();
    json::write(&review, &mut report).expect("memory");
    let text = String::from_utf8(report).expect("UTF-8").replace("500 MiB was reached", "500 MiB was met");
    Input::Text { name: "case.json".to_owned(), text }
}

fn shown() -> Shown {
    let mut shown = show(vec![report()], Picked::Cancelled, Scheme::Light);
    loaded(&mut shown);
    shown
}

#[test]
fn a_report_is_shown_with_its_own_sentences_and_the_lines_that_it_quotes() {
    let mut shown = shown();
    wait_for(&mut shown, "The pod's memory limit of 500 MiB was met");
    press(&mut shown, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    wait_for(&mut shown, "These are the lines that the report quotes. The log itself isn't here");
    wait_for(&mut shown, "Line 71: ");
    assert!(!is_there(&shown, "Line 5: "));
}
