//! Reports of ours, read beside logs: what they tell stands in the review as it was told.

use std::collections::HashMap;

use super::Event;
use super::gather::Gather;
use crate::analysis::Witness;
use crate::lang::Language;
use crate::model::{IncidentId, Source};
use crate::report::json::{CarriedCompanion, CarriedItem, ReportAccount, ReportReader, SCHEMA};
use crate::source::{Opened, Store};

/// A report that is being read.
pub(super) struct CarriedReport {
    reader: ReportReader,
    found: CarriedFindings,
}

/// What was read of it.
#[derive(Default)]
struct CarriedFindings {
    /// The numbers of its incidents in this load, by their numbers in the report.
    numbers: HashMap<IncidentId, IncidentId>,
    /// They may stand before the incidents that they belong to.
    companions: Vec<CarriedCompanion>,
    witnesses: Vec<Witness>,
}

impl CarriedReport {
    pub(super) fn new(opened: &Opened<'_>, language: Language) -> Self {
        Self { reader: ReportReader::new(opened.id, opened.name, language), found: CarriedFindings::default() }
    }

    pub(super) fn push(&mut self, bytes: &[u8], gather: &mut Gather, emit: &mut dyn FnMut(Event)) {
        let Self { reader, found } = self;
        reader.push(bytes, &mut |item| found.take(item, gather, emit));
    }

    /// Ends the report; gives how many sources lie within it.
    pub(super) fn close(
        self,
        mut source: Source,
        gather: &mut Gather,
        store: &Store,
        emit: &mut dyn FnMut(Event),
    ) -> u32 {
        let Self { reader, mut found } = self;
        let account = reader.finish(&mut |item| found.take(item, gather, emit));
        let ReportAccount { sources, notes, failed, masked } = account;
        let CarriedFindings { numbers, companions, witnesses } = found;
        for CarriedCompanion { mut companion, shortage } in companions {
            companion.incident = companion.incident.and_then(|id| numbers.get(&id)).copied();
            emit(Event::Companion(Box::new(companion.clone())));
            gather.carried_companion(companion, shortage);
        }
        gather.carried_witnesses(witnesses);
        source.dialects = vec![SCHEMA.to_owned()];
        source.failed |= failed;
        source.notes.extend(notes);
        let count = u32::try_from(sources.len()).unwrap_or(u32::MAX);
        for (id, lines) in gather.quoted_lines(source.id, count) {
            store.quote(id, &lines);
        }
        gather.carried_source(source, masked);
        gather.told_sources(sources);
        count
    }
}

impl CarriedFindings {
    fn take(&mut self, item: CarriedItem, gather: &mut Gather, emit: &mut dyn FnMut(Event)) {
        match item {
            CarriedItem::Source { id, name } => emit(Event::Opened { id, name: name.to_string() }),
            CarriedItem::Case(case) => {
                let number = case.conclusions.carried.as_ref().map(|carried| carried.id);
                if let Some(case) = gather.carried(*case) {
                    self.numbers.extend(number.map(|number| (number, case.incident.id)));
                    emit(Event::Incident(case));
                }
            }
            CarriedItem::Companion(companion) => self.companions.push(*companion),
            CarriedItem::Witness(witness) => self.witnesses.push(*witness),
            CarriedItem::Skipped(skipped) => {
                emit(Event::Skipped(skipped.clone()));
                gather.skipped(skipped);
            }
        }
    }
}
