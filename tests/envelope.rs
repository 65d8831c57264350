//! The dialects against the lab: every format of a boot holds the same kernel lines, and the README names all of them.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use chrono::NaiveDate;
use oomscope::envelope::{Reader, ReaderSettings, what_opens};
use oomscope::model::{Origin, Record, SourceId};
use oomscope::source::Line;

#[test]
fn the_readme_says_what_opens() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let table: String = what_opens().map(|row| format!("| `{}` | {} |\n", row.name, row.about)).collect();
    assert!(readme.contains(&table), "the README's table under \"What opens\" should be:\n{table}");
}

/// For a boot of the lab, the kernel's lines around each kill are the same in every format.
#[test]
fn all_formats_of_a_boot_give_the_same_kernel_texts() {
    for (boot, plain) in [("6.1-k8s", "dmesg.plain.gz"), ("5.10-v1", "dmesg.plain.gz"), ("6.12-k8s", "dmesg.plain.gz")]
    {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/lab").join(boot);
        let wanted = report_lines(&folder.join(plain));
        assert!(wanted.len() > 50, "{boot}: {} lines", wanted.len());
        let mut formats = 0;
        for entry in std::fs::read_dir(&folder).expect("the lab") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            // The binary journal is no text before it is unpacked.
            if name.starts_with("truth") || name.starts_with("system.journal") || path == folder.join(plain) {
                continue;
            }
            formats += 1;
            let got = report_lines(&path);
            // The statistics are one record that rsyslog and the console cut; everything else is whole.
            let missing: Vec<_> = wanted.difference(&got).take(5).collect();
            let foreign: Vec<_> = got.difference(&wanted).take(5).collect();
            assert!(missing.is_empty() && foreign.is_empty(), "{boot}/{name}: lacks {missing:?}, has {foreign:?}");
        }
        assert!(formats > 5, "{boot}: {formats} formats");
    }
}

/// The kernel's lines that name a kill, its limit or its trigger, and the rows of task tables.
fn report_lines(path: &Path) -> BTreeSet<String> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).expect("a log");
    flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes).expect("gzip");
    let text = String::from_utf8_lossy(&bytes);
    let mut reader = Reader::new(settings(), &text);
    let mut found = BTreeSet::new();
    let kinds = ["invoked oom-killer", "oom-kill:constraint", "Killed process", "memory: usage", "anon ", "[  "];
    let mut keep = |record: &Record<'_>| {
        let line = record.text.trim_start();
        if record.origin != Origin::Program && kinds.iter().any(|kind| line.contains(kind)) {
            found.insert(line.to_owned());
        }
    };
    for (line, number) in text.lines().zip(1..) {
        reader.read(Line { number, text: line }, &mut keep);
    }
    reader.finish(&mut keep);
    found
}

fn settings() -> ReaderSettings {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    ReaderSettings { source: SourceId(0), today, modified: None, year: None }
}
