//! No order of kernel messages makes the assembler panic, and what follows from its incidents adds up.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oomscope::analysis;
use oomscope::incident::{Assembler, merge, same_kill};
use oomscope::model::{Moment, Origin, Place, Record, SourceId, Uptime};

fuzz_target!(|text: &str| {
    let mut assembler = Assembler::new();
    for (text, number) in text.lines().zip(1..) {
        let uptime = Some(Uptime { micros: number * 1000 });
        assembler.feed(&Record {
            moment: Moment { uptime, ..Moment::default() },
            ..Record::bare(Place { source: SourceId(0), line: number }, Origin::Kernel, text)
        });
    }
    assembler.finish();
    let incidents = assembler.take();
    for incident in &incidents {
        let conclusions = analysis::conclude(incident, oomscope::lang::Language::English);
        if let Some(pie) = &conclusions.breakdown {
            let sum: u64 = pie.parts.iter().filter_map(|part| part.bytes).map(|bytes| bytes.0).sum();
            assert_eq!(sum, pie.total.0);
        }
        let mut pids: Vec<_> = incident.victims.iter().map(|victim| victim.pid).collect();
        pids.sort_unstable();
        let before = pids.len();
        pids.dedup();
        assert_eq!(pids.len(), before, "a process is listed twice");
    }
    if let [first, second, ..] = &*incidents {
        if same_kill(first, second) {
            let mut first = first.clone();
            merge(&mut first, second.clone());
        }
    }
});
