//! Requests for memory that the kernel refused without a kill, or that waited long: what they asked for, and what there was.

use crate::analysis::Review;
use crate::analysis::shortage::{AllocationRequest, Cause, RefusedKind, RefusedWords, Shortage, Stand};
use crate::lang::Language;
use crate::model::{Companion, CompanionKind};
use crate::{say, text};

/// How many are told one by one.
const SHOWN: usize = 3;

/// All that the log holds of them.
pub(super) fn said(review: &Review) -> Vec<String> {
    let language = review.language;
    let of_kind = |kind| review.companions.iter().filter(move |companion| companion.kind == kind);
    let requests = || {
        let failed = of_kind(CompanionKind::AllocationFailure);
        failed.filter_map(|companion| Some((companion, RefusedWords::read(&companion.text)?)))
    };
    let waits = requests().filter(|(_, words)| matches!(words.kind, RefusedKind::Waits(..))).count();
    let refused = requests().count() - waits;
    let objects =
        of_kind(CompanionKind::AllocationFailure).filter(|companion| companion.text.contains("SLUB:")).count();
    let sockets = of_kind(CompanionKind::KernelAside).filter(|companion| companion.text.contains("tcp_mem")).count();
    let mut said = Vec::new();
    said.extend((refused > 0).then(|| say!(language, "witnesses-of-failures", lines = refused)));
    said.extend((waits > 0).then(|| say!(language, "witnesses-of-waits", lines = waits)));
    for (companion, words) in requests().take(SHOWN) {
        said.extend(one(review, companion, words));
    }
    said.extend((objects > 0).then(|| say!(language, "failures-of-objects", lines = objects)));
    said.extend((sockets > 0).then(|| say!(language, "failures-of-sockets", lines = sockets)));
    said
}

fn one(review: &Review, companion: &Companion, words: RefusedWords<'_>) -> Vec<String> {
    let mut said = vec![refusal(review, companion, words)];
    if let Some(shortage) = review.shortage_of(companion) {
        said.extend(what_there_was(review.language, &shortage));
        if matches!(words.kind, RefusedKind::Pages(_)) {
            said.extend(judged(review.language, &shortage));
        }
    }
    said
}

/// What the line itself says.
fn refusal(review: &Review, companion: &Companion, words: RefusedWords<'_>) -> String {
    let language = review.language;
    let line = companion.place.line.to_string();
    let RefusedWords { process, kind, mask } = words;
    match kind {
        RefusedKind::Pages(order) if review.is_vmalloc(companion) => {
            // Kernels up to 4.8 have the same line for both.
            let words = format!("page allocation failure: order:{order}");
            say!(language, "vmalloc-failure-said", line = line, process = process, words = words)
        }
        RefusedKind::Pages(order) => {
            say!(language, "failure-said", line = line, process = process, order = order, mask = mask)
        }
        RefusedKind::Waits(milliseconds, order) => {
            let seconds = milliseconds / 1000;
            say!(language, "wait-said", line = line, process = process, seconds = seconds, order = order, mask = mask)
        }
        RefusedKind::Vmalloc(words) => {
            say!(language, "vmalloc-failure-said", line = line, process = process, words = words)
        }
    }
}

/// What the request could have of each zone, and the largest block of it.
fn what_there_was(language: Language, shortage: &Shortage) -> Option<String> {
    let zones = shortage.zones_said(language)?;
    let request = shortage.request.as_ref()?;
    let piece = request.bytes.map(|size| text::size(language, size))?;
    // Of one page, any block is large enough.
    let blocks = shortage.deciding_zones().into_iter().filter_map(|zone| zone.largest_free_block);
    let largest = blocks.max().filter(|_| request.order > 0);
    Some(match largest {
        Some(largest) => {
            say!(language, "failure-zones-block", piece = piece, zones = zones, largest = text::size(language, largest))
        }
        None => say!(language, "failure-zones", piece = piece, zones = zones),
    })
}

/// Why a request was refused, and what helps where such ones are refused again and again.
fn judged(language: Language, shortage: &Shortage) -> Vec<String> {
    let all_below = shortage.deciding_zones().iter().all(|zone| zone.stand() == Some(Stand::BelowMin));
    let urgent = shortage.request.as_ref().is_some_and(AllocationRequest::cannot_wait);
    let mut said = Vec::new();
    let step = match shortage.cause {
        Cause::Exhausted | Cause::Zone | Cause::MemoryNode | Cause::Reserve => {
            let why = if all_below { say!(language, "failure-short") } else { say!(language, "failure-near") };
            said.push(why.to_owned());
            // Memory that is kept free earlier helps only those that cannot wait for it.
            urgent.then(|| say!(language, "step-min-free"))
        }
        Cause::Fragmented => {
            said.push(say!(language, "failure-fragmented").to_owned());
            Some(say!(language, "step-compact"))
        }
        Cause::FreedMeanwhile => {
            said.push(say!(language, "failure-freed").to_owned());
            None
        }
        Cause::PageFault | Cause::Unknown => None,
    };
    if urgent {
        said.push(say!(language, "failure-urgent").to_owned());
    }
    said.extend(step.map(|step| say!(language, "failure-step", step = step)));
    said
}
