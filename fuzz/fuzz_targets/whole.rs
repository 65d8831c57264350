//! Whatever a text is: where whole records are passed by, the others begin and end where they do when every line is read.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use oomscope::envelope::{ReaderSettings, both_ways};
use oomscope::model::SourceId;

fuzz_target!(|input: (u16, &str)| {
    let (edge, text) = input;
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let settings = ReaderSettings { source: SourceId(0), today, modified: None, year: None };
    let ([slow, fast], _) = both_ways::borders(settings, text, usize::from(edge) % (text.len() + 1), "Killed");
    assert_eq!(slow, fast);
});
