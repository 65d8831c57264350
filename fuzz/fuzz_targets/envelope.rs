//! No text makes the envelope reader panic, and no record points outside the lines that were read.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use oomscope::envelope::{Reader, ReaderSettings};
use oomscope::model::SourceId;
use oomscope::source::Line;

fuzz_target!(|text: &str| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let settings = ReaderSettings { source: SourceId(0), today, modified: None, year: None };
    let mut reader = Reader::new(settings, text);
    let mut moments = Vec::new();
    let mut last = 0;
    for (text, number) in text.lines().zip(1..) {
        last = number;
        reader.read(Line { number, text }, &mut |record| {
            assert!((1..=number).contains(&record.place.line));
            moments.push(record.moment.clone());
        });
    }
    reader.finish(&mut |record| assert!(record.place.line <= last));
    for moment in &mut moments {
        reader.settle(moment);
    }
    let _ = (reader.dialects(), reader.notes());
});
