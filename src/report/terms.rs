//! The glossary at the end of a report: what its words mean, for whoever gets it without the window.

use super::page::{Block, Fact};
use crate::analysis::glossary;
use crate::lang::Language;
use crate::say;

/// Adds the terms that the blocks speak of.
pub(super) fn add(language: Language, blocks: &mut Vec<Block>) {
    let terms = glossary::spoken_of(language, blocks.iter().flat_map(said));
    if terms.is_empty() {
        return;
    }
    blocks.push(Block::Chapter { title: say!(language, "heading-terms").to_owned(), scope: None, kill: None });
    blocks.push(Block::Facts(terms.into_iter().map(|term| Fact::said(term.called, term.meaning)).collect()));
}

/// What a block says in our words: not what a log's line or a table's cell holds.
fn said(block: &Block) -> Vec<&str> {
    match block {
        Block::Chapter { title, .. } => vec![title],
        Block::Heading(title) | Block::Fold(title) => vec![title],
        Block::Paragraph(text) => vec![text],
        Block::List(items) => items.iter().map(String::as_str).collect(),
        Block::Facts(facts) => facts.iter().flat_map(|fact| [fact.label, fact.value.as_str()]).collect(),
        Block::Lines(_) | Block::Table(_) | Block::Pie { .. } | Block::Timeline(_) => vec![],
    }
}
