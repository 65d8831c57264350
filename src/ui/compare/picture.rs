//! A comparison as a picture shows it.

use std::sync::Arc;

use egui::Ui;

use super::{ComparedAmount, Comparison, Extent, in_order};
use crate::analysis::{Case, Difference, Review};
use crate::lang::Language;
use crate::model::Source;
use crate::report;

/// Two kills side by side, and what differs between them.
#[derive(Clone, Debug)]
pub(crate) struct ComparedKills {
    difference: Difference,
    /// The earlier one first.
    pub(crate) kills: [Arc<Case>; 2],
    pub(crate) sources: Vec<Source>,
}

impl ComparedKills {
    pub(crate) fn new(one: &Arc<Case>, other: &Arc<Case>, review: &Review, language: Language) -> Self {
        let difference = Difference::of(one, other, &review.cluster, language);
        let kills = in_order(&difference, one, other).map(Arc::clone);
        Self { difference, kills, sources: review.sources.clone() }
    }

    pub(crate) fn ui(&self, ui: &mut Ui, amount: ComparedAmount) {
        let (difference, sources) = (&self.difference, &self.sources);
        let mut page = Comparison { difference, kills: self.kills.each_ref(), sources, commands: &mut Vec::new() };
        page.ui(ui, &mut Extent::for_picture(amount));
    }

    pub(crate) fn title(&self) -> &str {
        &self.difference.sentence
    }

    pub(crate) fn words(&self) -> String {
        report::markdown(&report::comparison(&self.difference, self.kills.each_ref(), &self.sources))
    }
}
