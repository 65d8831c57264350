//! What a report told of a case, with made-up names. Its sentences are free text here: they were made from more than the
//! report tells, and cannot be made anew.

use super::facts::{id, named, owner_kind, plain_of, unit_or_word};
use super::pseudonyms::{NameKind, Pseudonyms};
use crate::analysis::shortage::{Holder, HolderKind, Shortage};
use crate::analysis::{
    Carried, CarriedFacts, ContainerIdentity, Findings, History, PodIdentity, Witness, WitnessSubject, Workload,
};

/// The same with made-up names; its words are free text and stay as they are.
pub(super) fn findings(book: &mut Pseudonyms, real: &Findings) -> Findings {
    // With its words, a carried case has its insights among them.
    let Findings {
        breakdown,
        node_breakdown,
        shortage: short,
        pod,
        workload,
        container,
        history,
        words,
        insights: _,
        carried,
    } = real;
    Findings {
        breakdown: breakdown.clone(),
        node_breakdown: node_breakdown.clone(),
        shortage: short.as_ref().map(|real| shortage(book, real)),
        pod: pod.as_ref().map(|real| PodIdentity {
            uid: real.uid.as_deref().map(|real| id(book, real)),
            qos: plain_of(real.qos.as_deref()).map(|class| String::from(class).into()),
            namespace: named(book, NameKind::Namespace, real.namespace.as_deref()),
            name: named(book, NameKind::Pod, real.name.as_deref()),
        }),
        workload: workload.as_ref().map(|real| Workload {
            kind: real.kind.as_deref().map(owner_kind),
            name: named(book, NameKind::Workload, Some(&real.name)).unwrap_or_default(),
            namespace: named(book, NameKind::Namespace, real.namespace.as_deref()),
            told_by: real.told_by,
            is_any_inferred: real.is_any_inferred,
        }),
        container: container.as_ref().map(|real| ContainerIdentity {
            id: real.id.as_deref().map(|real| id(book, real)),
            runtime: plain_of(real.runtime.as_deref()).map(|name| String::from(name).into()),
            name: named(book, NameKind::Container, real.name.as_deref()),
        }),
        history: history.as_ref().map(|real| History {
            columns: plain_of(Some(&real.columns)).map(|words| String::from(words).into()).unwrap_or_default(),
            ..real.clone()
        }),
        words: words.clone(),
        insights: None,
        // What this version does not know may name anybody.
        carried: carried.as_ref().map(|real| {
            let report = super::path::source(book, &real.report).into();
            Carried { report, id: real.id, rule: None, unknown: None }.into()
        }),
    }
}

/// What reports told beside their kills; the lines of signs are free text and stay as they are.
pub(super) fn facts(book: &mut Pseudonyms, real: &CarriedFacts) -> CarriedFacts {
    CarriedFacts {
        witnesses: real.witnesses.iter().map(|real| witness(book, real)).collect(),
        witnesses_left_out: real.witnesses_left_out,
        shortages: real.shortages.iter().map(|(place, real)| (*place, shortage(book, real))).collect(),
    }
}

fn shortage(book: &mut Pseudonyms, real: &Shortage) -> Shortage {
    let mut masked = real.clone();
    masked.balloon_line = None;
    for zone in &mut masked.zones {
        zone.name = plain_of(Some(&zone.name)).unwrap_or_default();
    }
    for holder in &mut masked.holders.list {
        let Holder { kind, name, .. } = holder;
        let word = if *kind == HolderKind::Slab { NameKind::Cache } else { NameKind::Process };
        *name = name.as_deref().map(|name| unit_or_word(book, word, name));
    }
    masked
}

fn witness(book: &mut Pseudonyms, real: &Witness) -> Witness {
    let WitnessSubject { namespace, pod, pod_uid, container, container_id, process, pid, unit, exit_code } =
        &real.subject;
    let subject = WitnessSubject {
        namespace: named(book, NameKind::Namespace, namespace.as_deref()),
        pod: named(book, NameKind::Pod, pod.as_deref()),
        pod_uid: pod_uid.as_deref().map(|real| id(book, real)),
        container: named(book, NameKind::Container, container.as_deref()),
        container_id: container_id.as_deref().map(|real| id(book, real)),
        process: named(book, NameKind::Process, process.as_deref()),
        pid: *pid,
        unit: unit.as_deref().map(|unit| super::path::unit(book, unit).into()),
        exit_code: *exit_code,
    };
    let host = real.host.as_deref().map(|name| super::facts::host(book, name));
    Witness { host, subject, ..real.clone() }
}
