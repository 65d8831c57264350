//! No bytes behind a journal's first ones make its reader panic or hang. The first bytes choose the header's flags and where
//! the last object lies; the rest is objects.
#![no_main]

use std::io::Write as _;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

const HEADER: usize = 272;

fuzz_target!(|bytes: &[u8]| {
    let [flags, low, high, objects @ ..] = bytes else { return };
    let last = HEADER as u64 + 8 * u64::from(u16::from_le_bytes([*low, *high]));
    let mut journal = vec![0; HEADER];
    journal.splice(..8, *b"LPKSHHRH");
    journal.splice(12..16, u32::from(*flags).to_le_bytes());
    journal.splice(88..96, (HEADER as u64).to_le_bytes());
    journal.splice(136..144, last.to_le_bytes());
    journal.extend_from_slice(objects);
    let path = std::env::temp_dir().join(format!("oomscope-fuzz-journal-{}", std::process::id()));
    let mut file = std::fs::File::create(&path).expect("a file");
    file.write_all(&journal).expect("written");
    drop(file);
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let options = Options::new(today);
    let review = pipeline::run(&[Input::Path(path)], options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    assert!(review.sources.len() + review.skipped.len() >= 1, "an input is told of");
});
