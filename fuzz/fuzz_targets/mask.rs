//! No name that stands in place of an `@` leaves through a mask, wherever that is, and nothing panics.
#![no_main]

use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use oomscope::load::{Options, pipeline};
use oomscope::report::{self, Mask, json};
use oomscope::source::{Input, Store};

const NEEDLE: &str = "acmeneedle";

fuzz_target!(|text: &str| {
    let text = text.replace('@', NEEDLE);
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let inputs = [Input::Text { name: format!("{NEEDLE}.log"), text: text.clone() }];
    let options = Options::new(today);
    let real = pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    let mask = Mask::of(&real);
    let masked = mask.review(&real);
    let mut out = Vec::new();
    json::write(&masked, &mut out).expect("memory takes everything");
    report::write_csv(&masked, &mut out).expect("memory takes everything");
    let mut out = String::from_utf8(out).expect("text") + &report::markdown(&report::page(&masked));
    text.lines().for_each(|line| out.push_str(&mask.line(line)));
    assert!(!out.contains(NEEDLE), "the needle left");
});
