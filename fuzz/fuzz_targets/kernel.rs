//! No line makes the kernel grammar panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for line in text.lines() {
        let _ = oomscope::kernel::classify(line);
    }
});
