//! Whatever a text is: where whole records are passed by, the others begin and end where they do when every line is read.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use oomscope::envelope::ReaderSettings;
use oomscope::envelope::both_ways::{self, BothWays};
use oomscope::model::SourceId;

fuzz_target!(|input: (u16, &str)| {
    let (edge, text) = input;
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let settings = ReaderSettings { source: SourceId(0), today, modified: None, year: None };
    let BothWays { slow, fast, .. } = both_ways::borders(settings, text, usize::from(edge) % (text.len() + 1), "Killed");
    assert_eq!(slow, fast);
});
