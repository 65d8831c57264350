//! No text makes the readers of what kubectl and crictl print panic, whatever form it is taken for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oomscope::analysis::{ClusterFacts, ClusterForm};
use oomscope::model::SourceId;

fuzz_target!(|text: &str| {
    let mut facts = ClusterFacts::default();
    for form in [ClusterForm::Json, ClusterForm::Yaml, ClusterForm::Describe, ClusterForm::Events] {
        let _ = facts.read(form, text, SourceId(0));
    }
    let _ = ClusterForm::of(text);
});
