//! The rows of a task table by their names.

use std::collections::BTreeMap;

use super::facts::{Facts, is_pause};
use super::named::plain;
use crate::model::{Bytes, Pages};
use crate::say;
use crate::text::size;

/// Processes of one name.
#[derive(Debug)]
pub(super) struct Namesakes<'a> {
    pub name: &'a str,
    pub count: u64,
    pub rss: Pages,
    /// True where all of them are pods' sandboxes.
    is_pause: bool,
}

/// All rows by name.
#[derive(Debug)]
pub(super) struct RowsByName<'a> {
    /// Largest first.
    pub names: Vec<Namesakes<'a>>,
    /// What all rows add up to.
    pub total: Bytes,
}

/// All rows by name. `None` where the rows add up to nothing.
pub(super) fn by_name<'a>(facts: &'a Facts<'_>) -> Option<RowsByName<'a>> {
    let mut names: BTreeMap<&str, Namesakes<'a>> = BTreeMap::new();
    let mut total = Bytes(0);
    for task in &facts.tasks {
        total = total.plus(Pages(task.rss).bytes(facts.page()));
        let none = Namesakes { name: &task.name, count: 0, rss: Pages(0), is_pause: true };
        let group = names.entry(&task.name).or_insert(none);
        group.count += 1;
        group.rss = Pages(group.rss.0.saturating_add(task.rss));
        group.is_pause &= is_pause(task);
    }
    let mut names: Vec<_> = names.into_values().collect();
    names.sort_by_key(|group| std::cmp::Reverse(group.rss));
    (total.0 > 0).then_some(RowsByName { names, total })
}

/// `bash (6.8 GiB)`, `php-fpm (2.1 GiB in 40 processes)`: the largest, without what only holds a pod's namespaces.
pub(super) fn largest(facts: &Facts<'_>, shown: usize) -> Vec<String> {
    let names = by_name(facts).map(|rows| rows.names).unwrap_or_default();
    let told = names.iter().filter(|group| group.rss.0 > 0 && !group.is_pause);
    told.take(shown).map(|group| in_words(facts, group)).collect()
}

fn in_words(facts: &Facts<'_>, group: &Namesakes<'_>) -> String {
    let name = plain(group.name);
    let sum = size(facts.language, group.rss.bytes(facts.page()));
    match group.count {
        1 => say!(facts.language, "process-sum", name = name, sum = sum),
        many => say!(facts.language, "processes-sum", name = name, sum = sum, count = many),
    }
}
