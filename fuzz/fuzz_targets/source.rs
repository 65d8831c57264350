//! No bytes make the reader of files, archives and encodings panic, hang or count lines wrongly.
#![no_main]

use std::io::Write as _;
use std::sync::atomic::AtomicBool;

use libfuzzer_sys::fuzz_target;
use oomscope::load::needles::needles;
use oomscope::model::{SkippedInput, Source};
use oomscope::source::{self, Input, Line, LineDemand, Opened, Sink, Store};

#[derive(Default)]
struct Checks {
    last: u64,
}

impl Sink for Checks {
    fn open(&mut self, _opened: &Opened<'_>) -> LineDemand {
        self.last = 0;
        LineDemand::Skim
    }

    fn line(&mut self, line: Line<'_>) -> LineDemand {
        assert!(line.number > self.last, "line numbers grow");
        self.last = line.number;
        if line.number % 3 == 0 { LineDemand::Every } else { LineDemand::Skim }
    }

    fn close(&mut self, source: Source) {
        assert!(source.lines >= self.last, "a line beyond the last");
    }

    fn skipped(&mut self, _skipped: SkippedInput) {}

    fn progress(&mut self, _done: u64, _total: Option<u64>) {}
}

fuzz_target!(|bytes: &[u8]| {
    let folder = std::env::temp_dir().join(format!("oomscope-fuzz-{}", std::process::id()));
    let mut file = std::fs::File::create(&folder).expect("a file");
    file.write_all(bytes).expect("written");
    drop(file);
    source::read(&[Input::Path(folder)], &needles(), &Store::new(), &AtomicBool::new(false), &mut Checks::default());
});
