//! No text makes the whole pipeline or its JSON panic.
#![no_main]

use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use oomscope::load::{Options, pipeline};
use oomscope::report::json;
use oomscope::source::{Input, Store};

fuzz_target!(|text: String| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let inputs = [Input::Text { name: "fuzz".to_owned(), text }];
    let options = Options::new(today);
    let review = pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    json::write(&review, &mut Vec::new()).expect("memory takes everything");
});
