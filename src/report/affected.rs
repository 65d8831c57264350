//! Who is affected, as the readable reports tell it: a table of workloads, and one of nodes.

use super::page::{Block, Table, TableColumn};
use crate::analysis::{Affected, AffectedGroup, Case, LargestVictim, LevelCount, LimitRange, Review};
use crate::lang::Language;
use crate::model::IncidentId;
use crate::{say, text};

/// How many workloads and how many nodes a page lists.
pub(super) const LISTED: usize = 50;

/// Adds the tables with so many lines at most; that of nodes where there are several. False where they would only list the
/// kills once more.
pub(super) fn add(review: &Review, most: usize, blocks: &mut Vec<Block>) -> bool {
    let Affected { owners, nodes } = Affected::of(review);
    if owners.len() == review.cases.len() && nodes.len() < 2 {
        return false;
    }
    blocks.push(Block::Heading(say!(review.language, "heading-affected")));
    add_table(review, &owners, true, most, blocks);
    if nodes.len() > 1 {
        add_table(review, &nodes, false, most, blocks);
    }
    let changed = |group: &AffectedGroup| {
        let changes = group.changed.as_ref()?;
        Some(say!(review.language, "affected-changed", node = name(review.language, group), changes = changes))
    };
    let changed: Vec<String> = nodes.iter().filter_map(changed).take(most).collect();
    if !changed.is_empty() {
        blocks.push(Block::List(changed));
    }
    true
}

/// Both tables, for the clipboard.
pub fn tables(review: &Review, affected: &Affected) -> [Table; 2] {
    [(&affected.owners, true), (&affected.nodes, false)].map(|(groups, is_of_owners)| Table {
        columns: columns(review.language, is_of_owners),
        rows: groups.iter().map(|group| row(review, group, is_of_owners)).collect(),
        has_total: false,
    })
}

fn columns(language: Language, is_of_owners: bool) -> Vec<TableColumn> {
    let name = if is_of_owners { say!(language, "column-owner") } else { say!(language, "fact-node") };
    let limit = is_of_owners.then(|| TableColumn::words(say!(language, "rows-limit")));
    let mut columns = vec![
        TableColumn::words(name),
        TableColumn::number(say!(language, "column-kills")),
        TableColumn::words(say!(language, "column-first")),
        TableColumn::words(say!(language, "column-last")),
        TableColumn::words(say!(language, "column-apart")),
    ];
    columns.extend(limit);
    columns.push(TableColumn::words(say!(language, "column-largest")));
    columns.push(TableColumn::words(say!(language, "column-limit-of")));
    columns
}

fn add_table(review: &Review, groups: &[AffectedGroup], is_of_owners: bool, most: usize, blocks: &mut Vec<Block>) {
    let language = review.language;
    let columns = columns(language, is_of_owners);
    let rows = groups.iter().take(most).map(|group| row(review, group, is_of_owners)).collect();
    blocks.push(Block::Table(Table { columns, rows, has_total: false }));
    let left = groups.get(most..).unwrap_or_default();
    if !left.is_empty() {
        let kills = left.iter().map(|group| group.kills).sum::<usize>();
        blocks.push(Block::Paragraph(say!(language, "affected-not-listed", count = left.len(), kills = kills)));
    }
}

fn row(review: &Review, group: &AffectedGroup, is_of_owners: bool) -> Vec<String> {
    let language = review.language;
    let time = |id: Option<IncidentId>| id.and_then(|id| when(review, id)).unwrap_or_else(nothing);
    let limit = is_of_owners.then(|| limits(language, group).unwrap_or_else(nothing));
    let mut cells = vec![
        name(language, group),
        text::count(language, group.kills as u64),
        time(group.span.map(|span| span.first)),
        time(group.span.map(|span| span.last)),
        apart(language, group).unwrap_or_else(nothing),
    ];
    cells.extend(limit);
    cells.push(largest(language, group).unwrap_or_else(nothing));
    cells.push(levels(language, group));
    cells
}

fn nothing() -> String {
    "–".to_owned()
}

fn when(review: &Review, id: IncidentId) -> Option<String> {
    let case: &Case = review.case(id)?;
    let moved = || case.conclusions.moved_to_wall.as_ref().map(|moved| text::day_time(review.language, moved.local));
    let wall = case.incident.moment.wall.map(|wall| text::day_time(review.language, wall.local));
    wall.or_else(moved).or_else(|| text::when(review.language, &case.incident.moment))
}

/// What it is called, or that the log does not tell.
pub fn name(language: Language, group: &AffectedGroup) -> String {
    group.whose.as_ref().map_or_else(|| text::not_in_log(language).to_owned(), |whose| whose.title(language))
}

/// `37 s`.
pub fn apart(language: Language, group: &AffectedGroup) -> Option<String> {
    let second = chrono::TimeDelta::seconds(1);
    let words = |apart| {
        if apart < second { format!("< {}", text::duration(language, second)) } else { text::duration(language, apart) }
    };
    group.apart.map(words)
}

/// `64 MiB`, or `64 MiB – 96 MiB`.
pub fn limits(language: Language, group: &AffectedGroup) -> Option<String> {
    let LimitRange { least, most } = group.limits?;
    let size = |size| text::size(language, size);
    Some(if least == most { size(least) } else { format!("{} – {}", size(least), size(most)) })
}

/// `java, 60 MiB`.
pub fn largest(language: Language, group: &AffectedGroup) -> Option<String> {
    let LargestVictim { name, held } = group.largest.as_ref()?;
    let size = text::size(language, *held);
    Some(say!(language, "affected-victim", name = &*text::visible(name), size = size))
}

/// `container`, or `container (4), pod (2)`.
pub fn levels(language: Language, group: &AffectedGroup) -> String {
    let words = |LevelCount { level, kills }: &LevelCount| {
        say!(language, "affected-level", level = level.words(language), count = *kills)
    };
    match group.levels.as_slice() {
        [only] => only.level.words(language).to_owned(),
        several => several.iter().map(words).collect::<Vec<_>>().join(say!(language, "list-separator")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{AffectedKey, Level};
    use crate::model::Bytes;

    fn group() -> AffectedGroup {
        AffectedGroup {
            whose: Some(AffectedKey::Owner("a|b".into())),
            kills: 6,
            limits: Some(LimitRange { least: Bytes(64 << 20), most: Bytes(96 << 20) }),
            largest: Some(LargestVictim { name: "ja\u{202e}va".into(), held: Bytes(60 << 20) }),
            levels: vec![LevelCount { level: Level::Container, kills: 4 }, LevelCount { level: Level::Pod, kills: 2 }],
            ..AffectedGroup::default()
        }
    }

    #[test]
    fn figures_are_told_as_they_are() {
        let (language, group) = (Language::English, group());
        assert_eq!(limits(language, &group).as_deref(), Some("64 MiB – 96 MiB"));
        assert_eq!(largest(language, &group).as_deref(), Some("ja\u{fffd}va, 60 MiB"));
        assert_eq!(levels(language, &group), "container (4), pod (2)");
        assert_eq!(name(language, &AffectedGroup::default()), text::not_in_log(language));
        let one = AffectedGroup {
            limits: Some(LimitRange { least: Bytes(1 << 20), most: Bytes(1 << 20) }),
            levels: vec![LevelCount { level: Level::Pod, kills: 9 }],
            ..group
        };
        assert_eq!((limits(language, &one).as_deref(), &*levels(language, &one)), (Some("1 MiB"), "pod"));
    }

    #[test]
    fn what_is_not_listed_is_counted() {
        let groups: Vec<AffectedGroup> = (0..LISTED + 3).map(|_| group()).collect();
        let mut blocks = Vec::new();
        add_table(&Review::default(), &groups, true, LISTED, &mut blocks);
        let [Block::Table(table), Block::Paragraph(rest)] = &blocks[..] else { panic!("{blocks:?}") };
        assert_eq!((table.rows.len(), rest.as_str()), (LISTED, "And 3 more, with 18 kills"));
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }
}
